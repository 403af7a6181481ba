"""Lock and cover: nothing of a person is left in any widget, and only the right one gets in."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest
import shell_ruang
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shell_ruang import HARI, KENARI, SANDI, all_texts, lock, press, settle, type_text

from sipd_desktop.base import clock
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.ukur import save_ukur
from sipd_desktop.services.pin import set_pin
from sipd_desktop.ui.diam import BIASA, HARI_BUKA, Diam

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)
CTRL = Qt.KeyboardModifier.ControlModifier
MILIK = (*KENARI, "Jalan Sawah 4", "Dedi Kurnia", KENARI[2][-4:])


def seen(aplikasi) -> list[str]:
    """Texts of any widget of the program that hold something of the family."""
    texts = [t for w in QApplication.topLevelWidgets() for t in all_texts(w)]
    assert len(texts) > 50
    assert aplikasi.window.tumpuk.count() > 3
    return [t for t in texts if any(part.lower() in t.lower() for part in MILIK)]


def give_pin(aplikasi, kader: str, pin: str = "123456") -> None:
    with aplikasi.window.ruang.buku.write() as conn:
        set_pin(conn, kader, pin)


def show_family(aplikasi, isi, qtbot) -> None:
    aplikasi.window.sesi.go("keluarga", keluarga_id=isi.keluarga, warga_id=isi.anak)
    settle(aplikasi, qtbot.waitUntil)


def test_every_page_is_empty_after_a_lock(masuk, isi, qtbot) -> None:
    window = masuk.window
    with window.ruang.buku.write() as conn:
        hari, _ = start_hari(conn, window.sesi.petugas, posyandu_id=isi.posyandu, tanggal=HARI)
        nilai = NilaiUkur(berat_badan=Decimal("11.2"))
        save_ukur(conn, window.sesi.petugas, hari.id, isi.anak, nilai)
    for key, kw in (
        ("cari", {"teks": "kenari"}),
        ("keluarga", {"keluarga_id": isi.keluarga}),
        ("anak", {"warga_id": isi.anak}),
        ("skdn", {}),
        ("hari", {"warga_id": isi.anak}),
        ("kirim", {}),
        ("laptop", {}),
        ("melihat", {}),
    ):
        window.sesi.go(key, **kw)
        settle(masuk, qtbot.waitUntil)
    show_family(masuk, isi, qtbot)
    window.bingkai.page.lihat_kk.click()
    settle(masuk, qtbot.waitUntil)
    window.sesi.message(f"Tersimpan: {KENARI[0]} 11,2 kg", ("x",))
    assert any(KENARI[3] in t for t in seen(masuk))
    assert any(KENARI[0] in t for t in seen(masuk))
    lock(masuk, qtbot)
    assert seen(masuk) == []
    assert not window.bingkai.isVisible()
    assert "Kenari" not in window.windowTitle()


def test_answers_on_their_way_do_not_fill_a_locked_screen(masuk, isi, qtbot) -> None:
    window, gate = masuk.window, threading.Event()
    masuk.tasks.read(window, lambda _c: gate.wait(10), lambda _r: None)
    window.sesi.go("keluarga", keluarga_id=isi.keluarga)
    window.sesi.go("cari", teks="kenari")
    window.bingkai.page.kotak.setText("kenari p")
    window.lock()
    gate.set()
    settle(masuk, qtbot.waitUntil)
    assert seen(masuk) == []


def test_write_that_ends_after_the_lock_says_nothing_on_the_screen(masuk, qtbot) -> None:
    window, gate = masuk.window, threading.Event()
    changes = Changes(frozenset({"isian", "warga"}), ("a",))
    masuk.tasks.write(
        window,
        lambda _c: gate.wait(10) and changes,
        lambda c: window.sesi.saved(f"Tersimpan: {KENARI[0]}", c),
    )
    window.lock()
    gate.set()
    settle(masuk, qtbot.waitUntil)
    assert seen(masuk) == []


def test_records_that_arrive_while_locked_stay_out_of_sight(masuk, isi, qtbot) -> None:
    window = masuk.window
    show_family(masuk, isi, qtbot)
    lock(masuk, qtbot)
    kinds = frozenset({"warga", "keluarga", "isian", "hari_buka", "kehadiran"})
    masuk.tasks.data_changed.emit(Changes(kinds))
    settle(masuk, qtbot.waitUntil)
    assert seen(masuk) == []
    assert window.terkunci


def test_clipboard_of_this_program_is_emptied(masuk, qtbot) -> None:
    QGuiApplication.clipboard().setText(KENARI[2])
    lock(masuk, qtbot)
    assert KENARI[2] not in QGuiApplication.clipboard().text()


def test_dialog_is_closed_by_the_lock(masuk, qtbot) -> None:
    masuk.window.pelapor.show_bug("builtins.ValueError")
    masuk.window.perintah.ask_date()
    masuk.window.lock()
    settle(masuk, qtbot.waitUntil)
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isModal()]


def test_pin_brings_the_same_page_back(masuk, isi, qtbot) -> None:
    window = masuk.window
    give_pin(masuk, isi.ketua)
    show_family(masuk, isi, qtbot)
    lock(masuk, qtbot)
    assert window.kunci.pin.hasFocus()
    type_text("123456")
    qtbot.waitUntil(lambda: not window.terkunci, timeout=15_000)
    settle(masuk, qtbot.waitUntil)
    assert window.bingkai.key == "keluarga"
    assert window.bingkai.page.nama.text() == "Keluarga Dedi Kurnia"


def test_six_keys_unlock(masuk, isi, qtbot) -> None:
    give_pin(masuk, isi.ketua, "987654")
    lock(masuk, qtbot)
    for ch in "987654":
        type_text(ch)
    qtbot.waitUntil(lambda: not masuk.window.terkunci, timeout=15_000)


def test_wrong_pin_counts_down_waits_and_ends_at_the_passphrase(
    masuk, isi, qtbot, monkeypatch
) -> None:
    window = masuk.window
    give_pin(masuk, isi.ketua)
    lock(masuk, qtbot)
    said = []
    start = clock.monotonic()
    for wrong in range(1, 11):
        monkeypatch.setattr(clock, "monotonic", lambda w=wrong: start + 3600.0 * w)
        qtbot.waitUntil(window.kunci.pin.hasFocus)
        type_text("000000")
        settle(masuk, qtbot.waitUntil)
        said.append(window.kunci.salah.text())
    assert said[0] == "PIN belum cocok. Masih 4 kali lagi."
    assert said[3] == "PIN belum cocok. Masih 1 kali lagi."
    assert said[4] == "PIN sudah beberapa kali salah. Tunggu 30 detik, lalu coba lagi."
    assert said[9] == "PIN sudah 10 kali salah. Buka dengan kata sandi laptop."
    assert window.terkunci
    assert window.kunci.isian.isVisible()
    type_text("abjakuciabjakuci")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.terkunci, timeout=15_000)
    settle(masuk, qtbot.waitUntil)
    lock(masuk, qtbot)
    type_text("123456")  # the passphrase began the tries anew
    qtbot.waitUntil(lambda: not window.terkunci, timeout=15_000)


def test_without_a_pin_the_passphrase_is_asked(masuk, qtbot) -> None:
    window = masuk.window
    lock(masuk, qtbot)
    assert not window.kunci.pin.isVisible()
    type_text("abjakuciabjaabja")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(window.kunci.salah.isVisible, timeout=15_000)
    assert "belum cocok" in window.kunci.salah.text()
    assert window.terkunci
    window.kunci.isian.reset()
    window.kunci.isian.focus_start()
    type_text(SANDI)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.terkunci, timeout=15_000)
    assert not [t for t in all_texts(window) if "kucing" in t]


def test_other_kader_takes_over_with_her_own_pin(masuk, isi, qtbot) -> None:
    window = masuk.window
    give_pin(masuk, isi.ketua)
    give_pin(masuk, isi.kader, "222222")
    window.sesi.message("Tersimpan: sesuatu", ("x",))
    lock(masuk, qtbot)
    window.kunci.petak.tombol[1].click()
    type_text("123456")  # not hers
    qtbot.waitUntil(window.kunci.salah.isVisible, timeout=15_000)
    assert window.terkunci
    type_text("222222")
    qtbot.waitUntil(lambda: not window.terkunci, timeout=15_000)
    settle(masuk, qtbot.waitUntil)
    assert window.sesi.pengguna.id == isi.kader
    assert window.sesi.petugas.pencatat == isi.kader
    assert "Aminah" in window.bingkai.atas.pengguna.accessibleName()
    assert not window.bingkai.pesan.can_undo()


@pytest.mark.parametrize(
    "keys",
    [
        (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Z, CTRL),
        (Qt.Key.Key_F, CTRL),
    ],
)
def test_no_key_leads_past_the_lock(masuk, isi, qtbot, keys) -> None:
    show_family(masuk, isi, qtbot)
    lock(masuk, qtbot)
    press(*keys)
    settle(masuk, qtbot.waitUntil)
    assert masuk.window.tumpuk.currentWidget() is masuk.window.kunci
    assert seen(masuk) == []


@pytest.mark.parametrize("keys", [(Qt.Key.Key_F12,), (Qt.Key.Key_B, CTRL)])
def test_one_key_covers_the_screen_and_uncovers_it(masuk, isi, qtbot, keys) -> None:
    window = masuk.window
    show_family(masuk, isi, qtbot)
    window.activateWindow()
    press(*keys)
    assert window.tutup_layar.isVisible()
    assert window.tutup_layar.size() == window.size()
    picture = window.grab().toImage()
    colours = {picture.pixelColor(x, 60).name() for x in range(0, window.width(), 40)}
    assert len(colours) == 1
    press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.bingkai.key == "keluarga"
    press(Qt.Key.Key_Escape)
    assert not window.tutup_layar.isVisible()


class Jam:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.steady = self.wall = 1000.0

    def run(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds


def watch():
    jam, told = Jam(), []
    diam = Diam(steady=lambda: jam.steady, wall=lambda: jam.wall)
    diam.tutup.connect(lambda: told.append("tutup"))
    diam.kunci.connect(lambda: told.append("kunci"))
    return diam, jam, told


@pytest.mark.usefixtures("qapp")
def test_five_idle_minutes_lock() -> None:
    diam, jam, told = watch()
    assert (BIASA.tutup, BIASA.kunci) == (300, 300)
    jam.run(299)
    diam.check()
    assert told == []
    diam.touch()
    jam.run(299)
    diam.check()
    assert told == []
    jam.run(1)
    diam.check()
    assert told == ["kunci"]


@pytest.mark.usefixtures("qapp")
def test_in_an_open_day_names_are_covered_early_and_the_lock_comes_late() -> None:
    diam, jam, told = watch()
    diam.batas = HARI_BUKA
    jam.run(180)
    diam.check()
    diam.check()
    assert told == ["tutup"]
    jam.run(1019)
    diam.check()
    assert told == ["tutup"]
    jam.run(1)
    diam.check()
    assert told == ["tutup", "kunci"]


@pytest.mark.usefixtures("qapp")
def test_waking_from_sleep_locks() -> None:
    diam, jam, told = watch()
    jam.wall += 3600
    diam.check()
    assert told == ["kunci"]
    diam.touch()
    told.clear()
    jam.wall -= 7200  # a clock set back is nobody leaving
    diam.check()
    assert told == []


def test_keys_and_open_day_reach_the_watch_of_the_window(masuk, isi, qtbot) -> None:
    window = masuk.window
    assert window.diam.batas is BIASA
    before = window.diam._at
    qtbot.wait(5)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert window.diam._at > before
    who = window.sesi.petugas
    window.sesi.write(
        window,
        lambda conn: start_hari(conn, who, posyandu_id=isi.posyandu, tanggal=HARI),
        None,
    )
    settle(masuk, qtbot.waitUntil)
    assert window.diam.batas is HARI_BUKA


def test_idle_watch_locks_the_real_window(masuk, isi, qtbot) -> None:
    window = masuk.window
    show_family(masuk, isi, qtbot)
    steady, wall = window.diam._at
    window.diam._at = (steady - 301, wall - 301)
    window.diam.check()
    settle(masuk, qtbot.waitUntil)
    assert window.terkunci
    assert seen(masuk) == []
