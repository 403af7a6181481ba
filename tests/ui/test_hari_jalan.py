"""Jeda, susulan by sheet number and closing late, by keyboard on a real file; keys are counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from dunia_hari import HARI_INI, Jendela, copy_dunia
from dunia_umum import hari_id
from PySide6.QtWidgets import QApplication
from tombol import Tombol

from sipd_desktop.rules.jadwal import Jadwal
from sipd_desktop.services.hari.urutan_lembar import freeze_urutan, list_urutan
from sipd_desktop.services.rencana import set_jadwal
from sipd_desktop.ui.hari.halaman import HariPage
from sipd_desktop.ui.theme import apply_theme

VALUES = {
    "CITRA NURAINI": ("7,5", "67,5"),
    "DIMAS SETIAWAN": ("14,1", "96,0"),
    "ALYA PUTRI": ("11,2", "86,5"),
}


@pytest.fixture(scope="module", autouse=True)
def look(qapp):
    apply_theme(qapp)


@pytest.fixture
def win(qtbot, tmp_path_factory):
    made = Jendela(copy_dunia(tmp_path_factory), HariPage, tanggal=HARI_INI)
    qtbot.addWidget(made)
    made.resize(1366, 680)
    made.show()
    made.activateWindow()
    made.page.meja.ukur._wait.setInterval(0)
    made.page.open()
    settle(qtbot, made)
    keys = Tombol(made)
    keys.press("Enter")
    settle(qtbot, made)
    yield made
    made.finish()
    made.dunia.ruang.close()


def settle(qtbot, made):
    for _ in range(2):
        qtbot.waitUntil(made.tasks.is_idle, timeout=10_000)
        QApplication.processEvents()
    qtbot.wait(5)


def status(win):
    sql = "SELECT status FROM hari_buka WHERE id = ?"
    return win.dunia.read(lambda c: c.exec_driver_sql(sql, (hari_id(win),)).scalar_one())


def weighed(win):
    sql = "SELECT w.nama FROM isian i JOIN warga w ON w.id = i.subjek WHERE i.hari_buka_id = ?"
    return set(win.dunia.read(lambda c: c.exec_driver_sql(sql, (hari_id(win),)).scalars().all()))


def print_sheet(win):
    who, posyandu = win.dunia.pengguna.petugas, win.dunia.posyandu[0][0]
    win.dunia.write(lambda c: freeze_urutan(c, who, posyandu, HARI_INI))
    rows = win.dunia.read(lambda c: list_urutan(c, posyandu, HARI_INI))
    return {row.orang.nama: row.nomor for row in rows}


def key_in(qtbot, win, keys, berat, tinggi):
    for text in (berat, tinggi):
        keys.type(text).press("Enter")
        settle(qtbot, win)
    keys.press("Enter")
    settle(qtbot, win)


def test_one_key_pauses_and_enter_goes_on(qtbot, win):
    keys = Tombol(win)
    keys.press("F10")
    settle(qtbot, win)
    assert status(win) == "jeda"
    panel = win.page.jalan.tenang
    assert win.page.stack.currentWidget() is panel
    assert panel.utama.hasFocus()
    assert "Semua catatan sudah tersimpan" in panel.isi[0].text()
    assert not win.page.antrean.isVisible()
    keys.press("F3")
    assert win.page.stack.currentWidget() is panel, "nobody is registered during a jeda"
    keys.press("Enter")
    settle(qtbot, win)
    assert status(win) == "buka"
    assert win.page.cari.kotak.hasFocus()


def test_a_child_half_typed_at_the_jeda_is_there_again_after_it(qtbot, win):
    keys = Tombol(win)
    keys.type("alya")
    settle(qtbot, win)
    keys.press("Enter")
    settle(qtbot, win)
    keys.type("11,")
    keys.press("F10")
    settle(qtbot, win)
    keys.press("Enter")
    settle(qtbot, win)
    assert "ALYA PUTRI" in win.page.meja.ukur.nama.text()
    assert win.page.meja.ukur.baris["berat_badan"].kotak.text().startswith("11")


def test_the_sheet_is_keyed_in_order_in_twelve_keys_a_child(qtbot, win):
    numbers = print_sheet(win)
    keys = Tombol(win)
    keys.press("F11")
    settle(qtbot, win)
    assert status(win) == "susulan"
    box = win.page.jalan.susulan.kotak
    assert (box.hasFocus(), box.text()) == (True, "1")
    order = sorted(numbers, key=numbers.get)
    for name in order[:2]:
        keys.reset()
        keys.press("Enter")
        settle(qtbot, win)
        assert name in win.page.meja.ukur.nama.text()
        key_in(qtbot, win, keys, *VALUES[name])
        assert keys.jumlah <= 12, name
        assert box.hasFocus()
    assert box.text() == "3"
    assert weighed(win) == set(order[:2])
    rows = win.page.jalan.samping.daftar.isi.rows
    assert [r.kanan for r in rows[:3]] == ["\u2713 7,5", "\u2713 14,1", ""]
    sql = "SELECT DISTINCT tanggal FROM isian WHERE hari_buka_id = ?"
    days = win.dunia.read(lambda c: c.exec_driver_sql(sql, (hari_id(win),)).scalars().all())
    assert days == [HARI_INI.isoformat()]


def test_digits_are_the_number_on_the_sheet_never_the_queue_number(qtbot, win):
    numbers = print_sheet(win)
    keys = Tombol(win)
    keys.type("bagas")
    settle(qtbot, win)
    keys.press("Enter")
    settle(qtbot, win)
    keys.type("H")  # queue number 1 belongs to Bagas
    settle(qtbot, win)
    keys.press("F11")
    settle(qtbot, win)
    assert numbers["BAGAS PRATAMA"] != 1
    assert "bukan nomor antrean" in win.page.jalan.susulan.label.text()
    keys.type(str(numbers["ALYA PUTRI"])).press("Enter")
    settle(qtbot, win)
    assert "ALYA PUTRI" in win.page.meja.ukur.nama.text()
    keys.press("Esc")
    settle(qtbot, win)
    keys.type("al")  # letters search a name, and digits lead back to the sheet
    settle(qtbot, win)
    assert win.page.stack.currentWidget() is win.page.cari
    win.page.cari.kotak.clear()
    keys.type("1")
    settle(qtbot, win)
    keys.press("Enter")
    settle(qtbot, win)
    assert "CITRA NURAINI" in win.page.meja.ukur.nama.text()


def test_arrows_skip_children_and_an_unknown_number_says_so(qtbot, win):
    print_sheet(win)
    keys = Tombol(win)
    keys.press("F11")
    settle(qtbot, win)
    panel = win.page.jalan.susulan
    keys.press("Down", "Down")
    assert panel.kotak.text() == "3"
    keys.press("Up")
    assert panel.nama.text() == "DIMAS SETIAWAN"
    keys.type("99").press("Enter")
    settle(qtbot, win)
    assert win.page.stack.currentWidget() is panel
    assert "Nomor 99 tidak ada" in panel.siapa.text()


def test_a_newcomer_of_the_blank_lines_shifts_no_number(qtbot, win):
    numbers = print_sheet(win)
    keys = Tombol(win)
    keys.press("F11")
    settle(qtbot, win)
    keys.press("F3")
    settle(qtbot, win)
    keys.type("Aan Baru").press("Enter").type("L").type("05082024").press("Enter")
    keys.type("Ibu Aan").press("Enter").type("1").press("Enter").press("Enter")
    settle(qtbot, win)
    key_in(qtbot, win, keys, "11,0", "86,0")
    keys.press("Enter")  # first month: nothing in the Buku KIA
    settle(qtbot, win)
    rows = {b.orang.nama: b for b in win.page.jalan.susulan.isi.baris}
    assert {n: rows[n].nomor for n in numbers} == numbers
    new = next(b for n, b in rows.items() if n.upper() == "AAN BARU")
    assert (new.nomor, new.di_lembar, new.selesai) == (len(numbers) + 1, False, True)


def test_the_next_days_the_page_offers_the_sheet_first_and_late_closing_is_noted(qtbot, win):
    keys = Tombol(win)
    win.sesi.hari_ini = HARI_INI + timedelta(days=4)
    win.page._loaded = None
    win.page.reload()
    settle(qtbot, win)
    panel = win.page.jalan.tenang
    assert win.page.stack.currentWidget() is panel
    assert "belum ditutup" in panel.judul.text()
    assert "sudah lewat" in panel.isi[1].text()
    keys.press("Enter")
    settle(qtbot, win)
    assert status(win) == "susulan"
    keys.press("F7")
    settle(qtbot, win)
    assert "terlambat" in win.page.ini.tutup.periksa.text()
    keys.press("Enter")
    settle(qtbot, win)
    assert status(win) == "tutup"
    sql = "SELECT verb FROM tindakan WHERE objek = ? ORDER BY rid DESC LIMIT 1"
    verb = win.dunia.read(lambda c: c.exec_driver_sql(sql, (hari_id(win),)).scalar_one())
    assert verb == "menutup-terlambat"
    keys.press("Tab", "Enter")  # open again: on a later day that is susulan
    settle(qtbot, win)
    assert status(win) == "susulan"


def test_what_was_typed_is_thrown_away_with_one_key(qtbot, win):
    keys = Tombol(win)
    keys.type("alya")
    settle(qtbot, win)
    keys.press("Enter")
    settle(qtbot, win)
    keys.type("99").press("Ctrl+I")
    settle(qtbot, win)
    count = "SELECT count(*) FROM naskah"
    assert win.dunia.read(lambda c: c.exec_driver_sql(count).scalar_one()) == 0
    assert not win.page.meja.draf_teks()
    assert win.page.cari.kotak.hasFocus()
    keys.press("Ctrl+I")  # it was wanted after all
    settle(qtbot, win)
    assert win.page.stack.currentWidget() is win.page.meja.ukur
    assert win.page.meja.ukur.baris["berat_badan"].kotak.text() == "99"
    keys.press("Ctrl+I")
    settle(qtbot, win)
    keys.press("F3").type("Tono")
    keys.press("Ctrl+I", "Ctrl+I")
    settle(qtbot, win)
    assert win.page.stack.currentWidget() is win.page.meja.baru
    assert win.page.meja.baru.isian.teks["nama"] == "Tono"


def test_far_from_the_planned_day_the_date_is_asked_before_the_start(qtbot, tmp_path_factory):
    dunia = copy_dunia(tmp_path_factory)
    who, posyandu = dunia.pengguna.petugas, dunia.posyandu[0][0]
    dunia.write(lambda c: set_jadwal(c, who, posyandu, Jadwal(tanggal=12)))
    made = Jendela(dunia, HariPage, tanggal=HARI_INI)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.page.open()
    settle(qtbot, made)
    panel, keys = made.page.ini.tanya, Tombol(made)
    assert made.page.stack.currentWidget() is panel
    assert "12 November 2026" in panel.pilihan[1].text()
    keys.press("Enter")
    assert made.page.stack.currentWidget() is panel
    keys.type("A")
    settle(qtbot, made)
    assert made.page.stack.currentWidget() is made.page.ini.mulai
    keys.press("Enter")
    settle(qtbot, made)
    assert made.page.hari.tanggal == HARI_INI
    made.finish()
    dunia.ruang.close()


def test_a_day_that_has_not_come_is_not_started(qtbot, win):
    win.page.ini.mulai.tanggal_dipilih.emit(HARI_INI + timedelta(days=1))
    settle(qtbot, win)
    assert win.sesi.tanggal == HARI_INI
    assert "belum tiba" in win.page.ini.mulai.galat.text()
