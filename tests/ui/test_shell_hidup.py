"""The window through a bad day: today's date asked, back where one was, battery, saying goodbye."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import shell_ruang
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shell_ruang import HARI, SANDI, clock_on, log_in, press, settle, type_text

from sipd_desktop.base import clock
from sipd_desktop.services.baterai import Baterai
from sipd_desktop.services.buka import list_pengguna, open_ruang
from sipd_desktop.services.hari.hari import start_hari

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)


def start_day(isi, day=HARI):
    with pytest.MonkeyPatch.context() as patch, open_ruang(isi.folder, SANDI) as ruang:
        patch.setattr(clock, "now", clock_on(day))
        _start(ruang, isi, day)


def _start(ruang, isi, day):
    with ruang.buku.write() as conn:
        who = list_pengguna(conn)[0].petugas
        start_hari(conn, who, posyandu_id=isi.posyandu, tanggal=day)


def words_and_name(aplikasi, wait):
    """Up to the first screen after the login, whatever it is."""
    type_text(" ".join(word[:4] for word in SANDI.split()))
    press(Qt.Key.Key_Return)
    masuk, layar = aplikasi.window.masuk, aplikasi.window.jam.layar
    wait(lambda: bool(masuk.petak.tombol), timeout=15_000)
    press(Qt.Key.Key_Return)
    wait(masuk.pin.isVisible, timeout=15_000)
    masuk.pin.nanti.click()
    wait(lambda: aplikasi.window.bingkai is not None or layar.isVisible(), timeout=15_000)
    settle(aplikasi, wait)


def test_a_clock_set_back_asks_before_any_page_is_made(isi, buka, qtbot):
    wrong = date(2020, 1, 1)
    aplikasi = buka(isi.folder, today=wrong)
    words_and_name(aplikasi, qtbot.waitUntil)
    window = aplikasi.window
    layar = window.jam.layar
    assert window.bingkai is None
    assert window.tumpuk.currentWidget() is layar
    assert layar.kotak.hasFocus()
    assert "1 Januari 2020" in layar.pilihan[0].text()
    assert "18 Oktober 2026" in layar.pilihan[1].text()
    press(Qt.Key.Key_Return)
    assert window.bingkai is None, "Enter takes no proposed date"
    type_text("21112026")
    assert layar.ketik.text() == "Sabtu, 21 November 2026"
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.bingkai is not None, timeout=15_000)
    assert window.sesi.hari_ini == window.sesi.tanggal == HARI


def test_a_letter_takes_a_date_and_it_is_not_asked_again_that_day(isi, buka, qtbot):
    wrong = HARI - timedelta(days=90)
    aplikasi = buka(isi.folder, today=wrong)
    words_and_name(aplikasi, qtbot.waitUntil)
    type_text("b")
    qtbot.waitUntil(lambda: aplikasi.window.bingkai is not None, timeout=15_000)
    assert aplikasi.window.sesi.hari_ini == date(2026, 10, 18)
    settle(aplikasi, qtbot.waitUntil)
    aplikasi.window.close()
    aplikasi.close()
    again = buka(isi.folder, today=wrong)
    words_and_name(again, qtbot.waitUntil)
    assert again.window.bingkai is not None
    assert again.window.sesi.hari_ini == date(2026, 10, 18)


def test_an_open_day_comes_up_at_once_after_the_login(isi, buka, qtbot):
    start_day(isi)
    aplikasi = buka(isi.folder)
    log_in(aplikasi, qtbot.waitUntil)
    frame = aplikasi.window.bingkai
    assert frame.key == "hari"
    assert frame.page.cari.kotak.hasFocus()


def test_a_jeda_is_still_a_jeda_after_the_power_cut(isi, buka, qtbot):
    start_day(isi)
    aplikasi = buka(isi.folder)
    log_in(aplikasi, qtbot.waitUntil)
    press(Qt.Key.Key_F10)
    settle(aplikasi, qtbot.waitUntil)
    aplikasi.close()
    again = buka(isi.folder)
    log_in(again, qtbot.waitUntil)
    page = again.window.bingkai.page
    assert page.stack.currentWidget() is page.jalan.tenang


def test_weak_battery_is_said_and_gone_when_plugged_in(masuk):
    guard, bar = masuk.window.baterai, masuk.window.penting
    guard.baca = lambda: Baterai(18, dipakai=True)
    guard.look()
    assert bar.teks().startswith("Baterai 18 %. Colok listrik")
    assert "semua catatan sudah tersimpan" in bar.teks()
    guard.baca = lambda: Baterai(18, dipakai=False)
    guard.look()
    assert "Baterai" not in bar.teks()
    guard.baca = lambda: None
    guard.look()
    assert "Baterai" not in bar.teks()


def test_closing_an_open_day_says_what_stays_and_closes_by_itself(isi, buka, qtbot):
    start_day(isi)
    aplikasi = buka(isi.folder)
    log_in(aplikasi, qtbot.waitUntil)
    window = aplikasi.window
    window.pamit.layar.waktu.setInterval(60)
    window.close()
    qtbot.waitUntil(lambda: window.tumpuk.currentWidget() is window.pamit.layar)
    said = " ".join(line.text() for line in window.pamit.layar.isi)
    assert "21 November 2026 tetap terbuka" in said
    assert "24 November 2026" in said
    qtbot.waitUntil(lambda: not window.isVisible())


def test_escape_on_the_last_screen_goes_back_to_work(isi, buka, qtbot):
    start_day(isi)
    aplikasi = buka(isi.folder)
    log_in(aplikasi, qtbot.waitUntil)
    window = aplikasi.window
    window.close()
    qtbot.waitUntil(lambda: window.tumpuk.currentWidget() is window.pamit.layar)
    press(Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert window.isVisible()
    assert window.tumpuk.currentWidget() is window.bingkai


def test_leaving_the_page_with_typed_values_is_said_and_nothing_is_lost(isi, buka, qtbot):
    start_day(isi)
    aplikasi = buka(isi.folder)
    log_in(aplikasi, qtbot.waitUntil)
    frame = aplikasi.window.bingkai
    frame.page.meja.choose(isi.anak)
    settle(aplikasi, qtbot.waitUntil)
    type_text("11,3")
    frame.show_page("beranda")
    settle(aplikasi, qtbot.waitUntil)
    assert "belum disimpan" in frame.pesan.teks()
    frame.show_page("hari")
    settle(aplikasi, qtbot.waitUntil)
    box = frame.page.meja.ukur.baris["berat_badan"].kotak
    assert box.text() == "11,3"


def test_without_an_open_day_the_window_closes_at_once(masuk):
    masuk.window.close()
    assert not masuk.window.isVisible()
