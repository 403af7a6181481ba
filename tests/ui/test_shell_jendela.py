"""The frame: doors, keys, help, messages with undo, zoom, context, failures."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
import shell_ruang
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from shell_ruang import HARI, KENARI, log_in, make_folder, press, settle, type_text

from sipd_desktop import __version__
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.orang import get_orang
from sipd_desktop.ui import bingkai as bingkai_module
from sipd_desktop.ui import theme
from sipd_desktop.ui.actions import AKSI
from sipd_desktop.ui.daftar_halaman import PAGES
from sipd_desktop.ui.pages.pilih_tanggal import PilihTanggal

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_actions_have_ids_and_keys_of_their_own() -> None:
    ids = [a.id for a in AKSI]
    keys = [QKeySequence(k).toString() for a in AKSI for k in a.keys]
    assert len(set(ids)) == len(ids)
    assert len(set(keys)) == len(keys)
    assert "" not in keys


def test_every_f_key_has_a_ctrl_twin() -> None:
    for aksi in AKSI:
        if any(k.startswith("F") for k in aksi.keys):
            assert any(k.startswith("Ctrl+") for k in aksi.keys), aksi.id


def test_no_key_is_taken_twice_in_the_window(masuk, isi, qtbot) -> None:
    for key in masuk.window.bingkai.pages:
        masuk.window.sesi.go(key, **({"warga_id": isi.anak} if key == "anak" else {}))
        settle(masuk, qtbot.waitUntil)
        page = masuk.window.bingkai.page
        actions = [*masuk.window.actions(), *page.findChildren(QAction)]
        taken = [s.toString() for a in actions for s in a.shortcuts() if not s.isEmpty()]
        assert len(set(taken)) == len(taken), key


def test_menu_has_at_most_seven_doors_and_each_opens(masuk, qtbot) -> None:
    window = masuk.window
    doors = window.bingkai.atas.tombol
    assert 3 <= len(doors) <= 7
    for key, door in doors.items():
        door.click()
        settle(masuk, qtbot.waitUntil)
        assert window.bingkai.key == key
        assert door.isChecked()
        assert [b.isChecked() for b in doors.values()].count(True) == 1
    numbered = [p.key for p in PAGES if p.menu and p.nomor]
    for number, key in enumerate(numbered, start=1):
        press(getattr(Qt.Key, f"Key_{number}"), ALT)
        assert window.bingkai.key == key
    press(Qt.Key.Key_7, ALT)  # no such door: nothing happens
    assert window.bingkai.key == numbered[-1]


def test_every_page_has_three_to_six_steps_of_help(masuk, isi, qtbot) -> None:
    window = masuk.window
    for key in window.bingkai.pages:
        window.sesi.go(key, **({"warga_id": isi.anak} if key == "anak" else {}))
        settle(masuk, qtbot.waitUntil)
        assert 3 <= len(window.bingkai.page.bantuan) <= 6, key
        press(Qt.Key.Key_F1)
        assert window.bingkai.bantuan.isVisible()
        shown = [step.text() for step in window.bingkai.bantuan.langkah]
        assert shown[0].startswith("1.  ")
        assert len(shown) == len(window.bingkai.page.bantuan)
        press(Qt.Key.Key_Escape)
        assert not window.bingkai.bantuan.isVisible()
        assert window.bingkai.key == key


def test_escape_goes_back_the_way_one_came(masuk, isi, qtbot) -> None:
    sesi, frame = masuk.window.sesi, masuk.window.bingkai
    sesi.go("skdn")
    sesi.go("anak", warga_id=isi.anak)
    sesi.go("keluarga", keluarga_id=isi.keluarga)
    settle(masuk, qtbot.waitUntil)
    for key in ("anak", "skdn", "beranda", "beranda"):
        press(Qt.Key.Key_Escape)
        settle(masuk, qtbot.waitUntil)
        assert frame.key == key


def test_search_key_reaches_the_box_of_the_page(masuk, qtbot) -> None:
    frame = masuk.window.bingkai
    press(Qt.Key.Key_F2)
    assert frame.page.cari.hasFocus()
    frame.show_page("kirim")
    settle(masuk, qtbot.waitUntil)
    press(Qt.Key.Key_F, CTRL)
    assert frame.key == "cari"
    assert frame.page.kotak.hasFocus()


def test_ctrl_keys_work_while_the_cursor_is_in_a_box(masuk, qtbot) -> None:
    frame = masuk.window.bingkai
    frame.show_page("cari")
    type_text("kenari")
    press(Qt.Key.Key_H, CTRL)
    assert frame.bantuan.isVisible()
    press(Qt.Key.Key_K, CTRL)
    settle(masuk, qtbot.waitUntil)
    assert frame.key == "kirim"


def change_name(aplikasi, isi, qtbot) -> None:
    sesi = aplikasi.window.sesi

    def work(conn):
        niat = Niat(conn, sesi.petugas)
        niat.update("warga", isi.anak, {"nama": "Nama Salah Ketik"})
        return niat.done()

    sesi.write(aplikasi.window, work, lambda c: sesi.saved("Tersimpan: Nama Salah Ketik", c))
    settle(aplikasi, qtbot.waitUntil)


def name_of(aplikasi, isi) -> str:
    with aplikasi.window.ruang.buku.read() as conn:
        return get_orang(conn, isi.anak, HARI).nama


def test_ctrl_z_takes_back_what_was_saved_and_the_page_follows(masuk, isi, qtbot) -> None:
    frame = masuk.window.bingkai
    masuk.window.sesi.go("keluarga", keluarga_id=isi.keluarga, warga_id=isi.anak)
    settle(masuk, qtbot.waitUntil)
    change_name(masuk, isi, qtbot)
    assert frame.pesan.isVisible()
    assert frame.pesan.teks() == "Tersimpan: Nama Salah Ketik"
    assert name_of(masuk, isi) == "Nama Salah Ketik"
    assert "Nama Salah Ketik" in [a.orang.nama for a in frame.page.anggota.isi.rows]
    press(Qt.Key.Key_Z, CTRL)
    settle(masuk, qtbot.waitUntil)
    assert name_of(masuk, isi) == KENARI[0]
    assert frame.pesan.teks() == "Dibatalkan: Nama Salah Ketik"
    assert KENARI[0] in [a.orang.nama for a in frame.page.anggota.isi.rows]
    press(Qt.Key.Key_Z, CTRL)  # only once
    settle(masuk, qtbot.waitUntil)
    assert name_of(masuk, isi) == KENARI[0]


def test_undo_of_something_changed_since_is_refused_in_words(masuk, isi, qtbot) -> None:
    frame = masuk.window.bingkai
    change_name(masuk, isi, qtbot)
    with masuk.window.ruang.buku.write() as conn:
        niat = Niat(conn, masuk.window.sesi.petugas)
        niat.update("warga", isi.anak, {"nama": "Nama Baru"})
        niat.done()
    press(Qt.Key.Key_Z, CTRL)
    settle(masuk, qtbot.waitUntil)
    assert "sudah diubah lagi" in frame.pesan.teks()
    assert name_of(masuk, isi) == "Nama Baru"


def test_hidden_pages_reload_only_when_they_come_up(masuk, isi, qtbot) -> None:
    frame = masuk.window.bingkai
    masuk.window.sesi.go("keluarga", keluarga_id=isi.keluarga, warga_id=isi.anak)
    settle(masuk, qtbot.waitUntil)
    page, count = frame.page, []
    page.reload = lambda: count.append(1)
    frame.show_page("laptop")
    change_name(masuk, isi, qtbot)
    assert count == []
    frame.back()
    assert count == [1]


def test_refusal_nobody_else_shows_comes_to_the_bar(masuk, qtbot) -> None:
    def refuse(_conn):
        raise UserError("tempat-penuh")

    masuk.window.sesi.write(masuk.window, refuse)
    settle(masuk, qtbot.waitUntil)
    pesan = masuk.window.bingkai.pesan
    assert pesan.isVisible()
    assert pesan.teks().startswith("Tempat di laptop penuh.")


def test_old_news_goes_with_the_page_but_undo_stays(masuk, isi, qtbot, monkeypatch) -> None:
    frame = masuk.window.bingkai
    masuk.window.sesi.message("Laptop ini sudah terdaftar.")
    frame.show_page("cari")
    assert frame.pesan.isVisible()  # it came with this change of page
    monkeypatch.setattr(bingkai_module, "NEWS_S", -1.0)
    frame.show_page("laptop")
    assert not frame.pesan.isVisible()
    change_name(masuk, isi, qtbot)
    frame.show_page("cari")
    assert frame.pesan.isVisible()


def test_bug_opens_one_dialog_with_details_to_copy(masuk, qtbot) -> None:
    def broken(_conn):
        raise RuntimeError(f"rusak: {KENARI[0]} {KENARI[2]}")

    for _ in range(3):
        masuk.window.sesi.read(masuk.window, broken, lambda _r: None)
    settle(masuk, qtbot.waitUntil)
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]
    assert [w.windowTitle() for w in shown if w.isVisible()] == ["Terjadi kesalahan"]
    dialog = masuk.window.pelapor.dialog
    assert "aman" in dialog.kotak.informativeText()
    dialog.salin.click()
    assert dialog.kotak.isVisible()
    copied = QGuiApplication.clipboard().text()
    assert "builtins.RuntimeError" in copied
    assert __version__ in copied
    assert KENARI[0] not in copied
    assert KENARI[2] not in copied
    masuk.window.pelapor.close()
    assert masuk.window.pelapor.dialog is None


def test_zoom_by_keys_is_kept_for_the_next_start(masuk, isi, buka, qtbot) -> None:
    sizes = []
    for _ in range(4):
        press(Qt.Key.Key_Plus, CTRL)
        sizes.append(theme.zoom())
    assert sizes == [1.15, 1.3, 1.5, 1.5]
    press(Qt.Key.Key_Minus, CTRL)
    assert theme.zoom() == 1.3
    masuk.window.close()
    masuk.close()
    theme.apply_theme(QApplication.instance(), 1.0)
    again = buka(isi.folder)
    assert theme.zoom() == 1.3
    log_in(again, qtbot.waitUntil)
    press(Qt.Key.Key_0, CTRL)
    assert theme.zoom() == 1.0


def test_other_posyandu_is_chosen_at_the_top_and_remembered(masuk, qtbot) -> None:
    atas = masuk.window.bingkai.atas
    assert atas.posyandu.accessibleName() == "Posyandu Melati 2"
    assert [a.text() for a in atas._pilihan.actions()] == ["Melati 2", "Mawar"]
    atas._pilihan.actions()[1].trigger()
    settle(masuk, qtbot.waitUntil)
    assert atas.posyandu.accessibleName() == "Posyandu Mawar"
    beranda = masuk.window.bingkai.page
    assert beranda.angka["sasaran"].nilai.text() == "0"
    with masuk.window.ruang.buku.read() as conn:
        kini = conn.exec_driver_sql(
            "SELECT nilai FROM setelan WHERE kunci = 'posyandu_kini'"
        ).scalar_one()
    assert kini == masuk.window.sesi.posyandu_id


def test_other_day_is_chosen_at_the_top(masuk, qtbot) -> None:
    masuk.window.bingkai.atas.tanggal.click()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PilihTanggal))
    dialog.kotak.setDate(HARI + timedelta(days=1))
    assert not dialog.pakai.isEnabled(), "nobody works at a day that has not come"
    dialog.kotak.setDate(date(2026, 10, 18))
    dialog.kotak.setFocus()
    qtbot.waitUntil(dialog.kotak.hasFocus)
    press(Qt.Key.Key_Return)
    settle(masuk, qtbot.waitUntil)
    assert masuk.window.sesi.tanggal == date(2026, 10, 18)
    assert masuk.window.bingkai.atas.tanggal.accessibleName() == "Min, 18 Okt 2026"
    assert "Minggu, 18 Oktober 2026" in masuk.window.bingkai.page.hari.text()


def test_a_day_answered_wrongly_is_put_right(masuk, qtbot) -> None:
    masuk.window.bingkai.atas.tanggal.click()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PilihTanggal))
    assert not dialog.betulkan.isEnabled()
    right = HARI + timedelta(days=2)
    dialog.kotak.setDate(right)
    dialog.betulkan.click()
    settle(masuk, qtbot.waitUntil)
    sesi = masuk.window.sesi
    assert (sesi.hari_ini, sesi.tanggal) == (right, right)
    with masuk.window.ruang.buku.read() as conn:
        said = conn.exec_driver_sql(
            "SELECT nilai FROM setelan WHERE kunci = 'jam_jawaban'"
        ).scalar_one()
    assert f'"hari": "{right.isoformat()}"' in said


def test_mark_of_made_up_people_is_on_every_screen(tmp_path, buka, qtbot) -> None:
    isi = make_folder(tmp_path / "contoh", contoh=True)
    aplikasi = buka(isi.folder)
    log_in(aplikasi, qtbot.waitUntil)
    window = aplikasi.window
    for key in window.bingkai.pages:
        window.bingkai.show_page(key)
        settle(aplikasi, qtbot.waitUntil)
        assert window.bingkai.atas.contoh.isVisible()
        assert window.bingkai.atas.contoh.text() == "CONTOH"
    window.lock()
    assert window.kunci.contoh.isVisible()
    assert "CONTOH" in window.windowTitle()


def test_unmarked_folder_carries_no_mark(masuk) -> None:
    assert not masuk.window.bingkai.atas.contoh.isVisible()
    assert "CONTOH" not in masuk.window.windowTitle()


def test_bar_claims_nothing_before_the_folder_is_open(isi, buka, qtbot) -> None:
    aplikasi = buka(isi.folder)
    bar = aplikasi.window.keadaan
    told = bar.accessibleDescription()
    assert "terkirim" not in told
    log_in(aplikasi, qtbot.waitUntil)
    told = bar.accessibleDescription()
    assert "Tanpa internet, tetap bisa bekerja" in told
    assert "catatan belum terkirim (aman di laptop ini)" in told
    assert "Belum pernah kirim" in told


def test_unsent_number_is_counted_after_each_save(masuk, isi, qtbot) -> None:
    def number() -> int:
        return masuk.window.kiriman.keadaan.kirim.belum_terkirim

    before = number()
    change_name(masuk, isi, qtbot)
    settle(masuk, qtbot.waitUntil)
    assert number() == before + 1  # the act; the person already waits
    assert f"{number()} catatan belum terkirim" in masuk.window.keadaan.accessibleDescription()


def test_no_button_is_dead(masuk, isi, qtbot) -> None:
    for key in ("beranda", "cari", "keluarga", "kirim", "laptop"):
        masuk.window.sesi.go(key, **({"keluarga_id": isi.keluarga} if key == "keluarga" else {}))
        settle(masuk, qtbot.waitUntil)
        for button in masuk.window.bingkai.findChildren(QAbstractButton):
            if button.isVisible() and type(button).__module__.startswith("sipd"):
                assert button.receivers("2clicked(bool)") > 0, button.text()


def test_window_gives_the_folder_back_when_it_closes(masuk, isi, buka, qtbot) -> None:
    masuk.window.close()
    log_in(buka(isi.folder), qtbot.waitUntil)


def test_version_on_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sipd_desktop", "--versi"], capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == f"SIPD Desktop {__version__}"


def test_self_test_opens_every_door_and_leaves_nothing(tmp_path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sipd_desktop", "--periksa"],
        capture_output=True,
        check=False,
        env={**os.environ, "SIPD_KONFIG": str(tmp_path / "akun")},
        timeout=120,
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    doors = sum(1 for page in PAGES if page.menu)
    assert f"{doors} halaman dibuka" in done.stdout.decode()
    assert "semua baik" in done.stdout.decode()
    assert not (tmp_path / "akun").exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.key)
def test_registry_is_whole(page) -> None:
    keys = [p.key for p in PAGES]
    assert keys.count(page.key) == 1
    assert page.menu or not page.induk or page.induk in keys
