"""The sheet of one child: chart and table say the same, shaming columns wait for a key."""

from __future__ import annotations

from decimal import Decimal

import pytest
from dunia_hari import HARI_INI, Jendela, copy_dunia
from PySide6.QtWidgets import QApplication
from tombol import Tombol

from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.ukur import save_ukur
from sipd_desktop.ui.hari.anak import AnakPage
from sipd_desktop.ui.theme import apply_theme


@pytest.fixture(scope="module", autouse=True)
def look(qapp):
    apply_theme(qapp)


@pytest.fixture
def win(qtbot, tmp_path_factory):
    dunia = copy_dunia(tmp_path_factory)
    weigh(dunia, "ALYA PUTRI", "11.2", "86.5")
    made = Jendela(dunia, AnakPage)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    show(qtbot, made, "ALYA PUTRI")
    yield made
    made.finish()
    dunia.ruang.close()


def weigh(dunia, nama, berat, tinggi):
    petugas, posyandu = dunia.pengguna.petugas, dunia.posyandu[0][0]

    def work(conn):
        hari, _ = start_hari(conn, petugas, posyandu_id=posyandu, tanggal=HARI_INI)
        nilai = NilaiUkur(Decimal(berat), Decimal(tinggi), "berdiri")
        save_ukur(conn, petugas, hari.id, dunia.anak[nama], nilai)

    dunia.write(work)


def show(qtbot, made, nama):
    made.page.open(warga_id=made.dunia.anak[nama])
    settle(qtbot, made)
    made.page.focus_start()


def settle(qtbot, made):
    qtbot.waitUntil(made.tasks.is_idle, timeout=10_000)
    QApplication.processEvents()
    qtbot.waitUntil(made.tasks.is_idle, timeout=10_000)


def test_chart_and_table_hold_the_same_weighings(win):
    page = win.page
    assert [t.berat for t in page.anak.titik] == [10.9, 11.2]
    assert [row[2] for row in page.tabel.isi.rows] == ["11,2", "10,9"]
    assert [row[3] for row in page.tabel.isi.rows] == ["N Naik", "B Baru"]


def test_left_and_right_read_the_points_and_the_table_follows(win):
    page, keys = win.page, Tombol(win)
    assert page.grafik.hasFocus()
    assert page.grafik.accessibleName() == "Nov 2026: 11,2 kg, naik"
    keys.press("Left")
    assert page.grafik.accessibleName() == "Okt 2026: 10,9 kg, baru"
    assert page.tabel.row()[0] == "Okt 2026"
    keys.press("Right")
    assert page.tabel.row()[0] == "Nov 2026"


def test_a_row_of_the_table_chooses_its_point(win):
    win.page.tabel.select(1)
    assert win.page.grafik.chosen() == 0


def test_class_columns_wait_for_the_key_and_are_covered_for_the_next_child(qtbot, win):
    page, keys = win.page, Tombol(win)
    assert [page.tabel.isColumnHidden(n) for n in range(9)] == [False] * 5 + [True] * 3 + [False]
    keys.press("F8")
    assert not any(page.tabel.isColumnHidden(n) for n in range(9))
    show(qtbot, win, "DIMAS SETIAWAN")
    assert page.tabel.isColumnHidden(5)


def test_ctrl_p_writes_the_sheet_and_the_history_knows(qtbot, win, tmp_path):
    target = tmp_path / "lembar.pdf"
    win.page.ask_path = lambda _parent, _nama: target
    # the window's key asks the page that is in sight
    win.page.handlers()["cetak"]()
    settle(qtbot, win)
    assert target.read_bytes().startswith(b"%PDF")
    assert win.pesan.text() == "Berkas tersimpan: lembar.pdf"
    sql = "SELECT objek FROM tindakan WHERE verb = 'mengekspor'"
    told = win.dunia.read(lambda c: c.exec_driver_sql(sql).scalars().all())
    assert told == [win.dunia.anak["ALYA PUTRI"]]


def test_no_file_is_written_when_the_person_thinks_better_of_it(qtbot, win):
    win.page.ask_path = lambda _parent, _nama: None
    Tombol(win).press("Ctrl+P")
    settle(qtbot, win)
    assert win.pesan.text() == ""


def test_a_full_or_missing_place_is_told_and_nothing_is_noted(qtbot, win, tmp_path):
    win.page.ask_path = lambda _parent, _nama: tmp_path / "tidak-ada" / "lembar.pdf"
    Tombol(win).press("Ctrl+P")
    settle(qtbot, win)
    assert win.pesan.text() == "folder-tidak-ada"
    sql = "SELECT count(*) FROM tindakan WHERE verb = 'mengekspor'"
    assert win.dunia.read(lambda c: c.exec_driver_sql(sql).scalar_one()) == 0


def test_a_child_never_weighed_teaches(qtbot, win):
    show(qtbot, win, "GILANG RAMADHAN")
    assert win.page.kosong.isVisible()
    assert not win.page.gulung.isVisible()


def test_doors_lead_to_the_scale_and_the_family(win):
    win.page.tombol["timbang"].click()
    win.page.tombol["keluarga"].click()
    assert [key for key, _ in win.pergi] == ["hari", "keluarga"]
    assert win.pergi[0][1] == {"warga_id": win.dunia.anak["ALYA PUTRI"]}


def test_a_locked_screen_holds_no_name_and_no_weight(win):
    page = win.page
    page.clear()
    assert page.nama.text() == ""
    assert page.siapa.text() == ""
    assert page.tabel.isi.rows == ()
    assert "11,2" not in page.grafik.accessibleName()


def test_narrow_windows_put_the_table_below_a_chart_wholly_in_sight(qtbot, win):
    win.resize(1024, 600)
    qtbot.wait(50)
    page = win.page
    assert page.tabel.y() > page.grafik.y()
    assert page.grafik.height() <= page.gulung.viewport().height() + 1
