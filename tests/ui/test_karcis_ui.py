"""A scanned queue ticket opens its person: a scanner types the code and an Enter, nothing else."""

from __future__ import annotations

import pytest
from dunia_hari import HARI_INI, Jendela, copy_dunia
from PySide6.QtWidgets import QApplication
from tombol import Tombol

from sipd_desktop.rules.karcis import make_kode
from sipd_desktop.services.hari.hadir import mark_hadir
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.ui.hari.halaman import HariPage
from sipd_desktop.ui.theme import apply_theme


@pytest.fixture
def win(qtbot, qapp, tmp_path_factory):
    """The day runs; Alya has number 1, Bagas number 2."""
    apply_theme(qapp)
    dunia = copy_dunia(tmp_path_factory)

    def begin(conn):
        who = dunia.pengguna.petugas
        hari, _ = start_hari(conn, who, posyandu_id=dunia.posyandu[0][0], tanggal=HARI_INI)
        for nama in ("ALYA PUTRI", "BAGAS PRATAMA"):
            mark_hadir(conn, who, hari.id, dunia.anak[nama])
        return hari

    hari = dunia.write(begin)
    made = Jendela(dunia, HariPage)
    made.hari_id = hari.id
    qtbot.addWidget(made)
    made.resize(1366, 680)
    made.show()
    made.activateWindow()
    made.page.open()
    settle(qtbot, made)
    yield made
    made.finish()
    made.dunia.ruang.close()


def settle(qtbot, made):
    for _ in range(2):
        qtbot.waitUntil(made.tasks.is_idle, timeout=10_000)
        QApplication.processEvents()
    qtbot.wait(10)


def scan(qtbot, win, code):
    Tombol(win).type(code).press("Enter")
    settle(qtbot, win)


def test_scanned_ticket_opens_the_weighing_of_its_person(qtbot, win) -> None:
    scan(qtbot, win, make_kode(win.hari_id, 2))
    assert win.page.stack.currentWidget() is win.page.meja.ukur
    assert win.page.meja.ukur.isian.lembar.orang.nama == "BAGAS PRATAMA"


def test_ticket_of_another_day_or_not_given_out_opens_nobody(qtbot, win) -> None:
    for code in (make_kode("hari lain", 2), make_kode(win.hari_id, 3)):
        scan(qtbot, win, code)
        assert win.page.stack.currentWidget() is win.page.cari
        assert win.page.cari.petunjuk.text().startswith("Tidak ada")
        win.page.cari.start()
