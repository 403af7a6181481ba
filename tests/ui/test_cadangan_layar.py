"""The backups in the window: card, bars, restore with the question, a laptop that has nothing."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import shell_ruang
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from shell_ruang import SANDI, log_in, press, settle

from sipd_desktop.base import clock
from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.services.buka import open_ruang
from sipd_desktop.services.cadangan import KeadaanCadangan, back_up, list_cadangan
from sipd_desktop.services.catat import Niat
from sipd_desktop.storage.cadangan import verify_backup
from sipd_desktop.ui import salin
from sipd_desktop.ui.bilah_penting import BilahPenting, Perkara
from sipd_desktop.ui.jaga import kapan

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)
CATATAN = Path("cadangan") / "catatan.json"


def notes(folder: Path, **more: object) -> None:
    path = folder / CATATAN
    path.write_text(json.dumps({**json.loads(path.read_text()), **more}))


def add_person(aplikasi, nama: str) -> None:
    sesi = aplikasi.window.sesi
    with sesi.ruang.buku.write() as conn:
        niat = Niat(conn, sesi.petugas)
        values = {"nama": nama, "jenis_kelamin": 1, "posyandu_id": sesi.posyandu_id}
        niat.insert("warga", clock.now_text(), values)
        niat.done()


def count_people(aplikasi) -> int:
    with aplikasi.window.ruang.buku.read() as conn:
        return int(conn.exec_driver_sql("SELECT count(*) FROM warga").scalar_one())


def on_stick(folder: Path, place: Path) -> Path:
    """A backup of the whole folder as it lies on a stick."""
    with open_ruang(folder, SANDI) as ruang:
        made = back_up(ruang.buku, "uji")
    assert made is not None
    stick = place / "salinan.cadangan"
    stick.write_bytes(made.path.read_bytes())
    return stick


def test_status_bar_tells_the_age_of_the_backup(masuk) -> None:
    told = masuk.window.keadaan.accessibleDescription()
    assert "Salinan aman: " in told  # its time is the file's own; the window's day is the test's
    assert "Belum ada salinan aman" not in told


def test_ages_are_never_negative_and_never_wrong_by_the_clock() -> None:
    zone, now = clock.zone_of("32"), datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    assert kapan(now - timedelta(minutes=50), zone, now) == "hari ini 09.10"
    assert kapan(now - timedelta(hours=11), zone, now) == "kemarin 23.00"
    later = now + timedelta(days=3650)
    assert kapan(later, zone, now) == tanggal_pendek(later.date())
    for jump in (-3650, -1, 0, 6, 7, 3650):
        stand = KeadaanCadangan(luar=now - timedelta(days=jump))
        age = stand.umur_luar(now)
        assert age is not None
        assert age >= 0
        assert stand.perlu_luar(now) == (jump >= 7)


def test_copy_on_a_stick_is_asked_for_after_seven_days_and_one_press_makes_it(
    isi, buka, qtbot, tmp_path, monkeypatch
) -> None:
    aplikasi = buka(isi.folder)
    log_in(aplikasi, qtbot.waitUntil)
    window, stick = aplikasi.window, tmp_path / "flashdisk"
    assert not window.penting.isVisible(), "a new laptop is not nagged"
    ago = clock.instant_text(clock.now() - timedelta(days=9))
    notes(isi.folder, mulai=ago, luar=ago)
    window.jaga.look()
    qtbot.waitUntil(window.penting.isVisible)
    assert "sudah 9 hari" in window.penting.teks()
    stick.mkdir()
    monkeypatch.setattr(salin, "list_flashdisk", lambda: [stick])
    monkeypatch.setattr("sipd_desktop.services.cadangan.is_outside", lambda *_: True)
    window.penting.tindak.click()
    qtbot.waitUntil(lambda: not window.penting.isVisible(), timeout=15_000)
    assert "Boleh dicabut" in window.bingkai.pesan.teks()
    (copy,) = stick.iterdir()
    assert verify_backup(copy, window.ruang.buku.key).baris["warga"] == 4


def test_put_off_means_put_off_and_the_gravest_matter_comes_first(qtbot) -> None:
    bar = BilahPenting()
    qtbot.addWidget(bar)
    bar.set_perkara("luar", Perkara("luar", "Waktunya menyalin."))
    bar.set_perkara("tempat", Perkara("tempat", "Hampir penuh."))
    assert bar.teks() == "Hampir penuh."
    bar.nanti.click()
    assert bar.teks() == "Waktunya menyalin."
    bar.nanti.click()
    assert bar.teks() == ""
    bar.set_perkara("luar", Perkara("luar", "Waktunya menyalin, sudah 10 hari."))
    assert bar.teks() == "", "put off until the next start"
    bar.set_perkara("tempat", None)
    bar.set_perkara("tempat", Perkara("tempat", "Hampir penuh lagi."))
    assert bar.teks() == "Hampir penuh lagi."


def test_little_room_is_told_and_the_work_goes_on(masuk, qtbot, monkeypatch) -> None:
    real = shutil.disk_usage("/")
    usage = real._replace(free=300_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    masuk.window.jaga.look()
    qtbot.waitUntil(masuk.window.penting.isVisible)
    assert "hampir habis (300 MB)" in masuk.window.penting.teks()
    add_person(masuk, "MASIH BISA")
    assert count_people(masuk) == 5


def test_card_makes_a_backup_now(masuk, isi, qtbot) -> None:
    before = len(list_cadangan(isi.folder))
    masuk.window.bingkai.show_page("laptop")
    card = masuk.window.bingkai.page.cadangan
    settle(masuk, qtbot.waitUntil)
    assert "sudah diperiksa" in card.terakhir.text()
    assert "Belum pernah disalin ke flashdisk" in card.luar.text()
    card.buat.click()
    qtbot.waitUntil(lambda: len(list_cadangan(isi.folder)) == before + 1, timeout=15_000)
    settle(masuk, qtbot.waitUntil)
    assert "sudah dibuat" in masuk.window.bingkai.pesan.teks()
    assert card.buat.isEnabled()


def test_restore_from_the_window_shows_the_difference_asks_and_comes_back_to_the_login(
    masuk, isi, qtbot
) -> None:
    window = masuk.window
    window.jaga.back_up_now()
    settle(masuk, qtbot.waitUntil)
    add_person(masuk, "SESUDAH SALINAN")
    window.bingkai.show_page("pulihkan")
    page = window.bingkai.page
    qtbot.waitUntil(page.pulihkan.isVisible, timeout=15_000)
    assert "1 catatan akan hilang" in page.intinya.text()
    assert "1 di antaranya belum terkirim" in page.intinya.text()
    page.pulihkan.click()
    assert page.tanya.isVisible()
    press(Qt.Key.Key_Return)  # the harmless answer has the cursor
    assert not page.tanya.isVisible()
    assert count_people(masuk) == 5
    page.compare(list_cadangan(isi.folder)[0].path)
    qtbot.waitUntil(page.pulihkan.isVisible, timeout=15_000)
    page.pulihkan.click()
    page.tanya._ya.click()
    qtbot.waitUntil(lambda: window.sesi is None and window.masuk.isEnabled(), timeout=20_000)
    qtbot.waitUntil(lambda: "Data sudah kembali" in window.penting.teks(), timeout=20_000)
    assert (isi.folder / "lama" / "0001-pulih" / "sipd.db").exists()
    log_in(masuk, qtbot.waitUntil)
    assert count_people(masuk) == 4
    masuk.window.close()


def test_damaged_file_is_mended_at_the_login_and_told_once(isi, buka, qtbot) -> None:
    first = buka(isi.folder)
    log_in(first, qtbot.waitUntil)
    add_person(first, "DI JURNAL")
    first.window.jaga.stop()
    first.diminta = lambda: True  # no backup at the close: the journal alone has it
    first.window.close()
    raw = bytearray((isi.folder / "sipd.db").read_bytes())
    raw[5 * 4096 + 9] ^= 1
    (isi.folder / "sipd.db").write_bytes(raw)
    again = buka(isi.folder)
    log_in(again, qtbot.waitUntil)
    assert again.window.penting.isVisible()
    assert "Sudah dipulihkan ke" in again.window.penting.teks()
    assert "0 catatan hilang" in again.window.penting.teks()
    assert count_people(again) == 5
    again.window.penting.nanti.click()
    assert not again.window.penting.isVisible()


def test_file_that_cannot_be_mended_is_restored_from_a_stick(
    isi, buka, qtbot, tmp_path, monkeypatch
) -> None:
    stick = on_stick(isi.folder, tmp_path)
    for path in (isi.folder / "cadangan").glob("*.cadangan"):
        path.unlink()
    (isi.folder / "sipd.db").write_bytes(b"rusak" * 9000)
    aplikasi = buka(isi.folder)
    window = aplikasi.window
    shell_ruang.type_text(" ".join(word[:4] for word in SANDI.split()))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(window.masuk.pulihkan.isVisible, timeout=15_000)
    assert "rusak" in window.masuk.salah.text()
    window.masuk.pulihkan.click()
    page = window.pulih_awal
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(stick), ""))
    page.pilih.click()
    assert "warga" in page.berkas.text()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.tumpuk.currentWidget() is window.masuk, timeout=20_000)
    log_in(aplikasi, qtbot.waitUntil)
    assert count_people(aplikasi) == 4
    assert (isi.folder / "lama" / "0001-pulih" / "sipd.db").read_bytes() == b"rusak" * 9000


def test_new_laptop_comes_up_from_stick_and_code(isi, buka, qtbot, tmp_path, monkeypatch) -> None:
    stick = on_stick(isi.folder, tmp_path)
    monkeypatch.setenv("SIPD_KONFIG", str(tmp_path / "laptop-baru"))
    aplikasi = buka(tmp_path / "baru")
    window = aplikasi.window
    window.siapkan.punya.click()
    page = window.pulih_awal
    page.choose(tmp_path / "tidak-ada.cadangan")
    assert page.salah.isVisible()
    page.choose(stick)
    assert QApplication.focusWidget() is page.kode
    shell_ruang.type_text(isi.kode_pemulihan.replace("-", "").lower())
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.currentIndex() == 1, timeout=20_000)
    words = page.kartu.kata.text().split()
    assert len(words) == 4
    page.kartu.lanjut.click()
    assert window.tumpuk.currentWidget() is window.masuk
    log_in(aplikasi, qtbot.waitUntil, sandi=" ".join(words))
    assert window.sesi.pengguna.nama == "Siti Aminah"
    assert count_people(aplikasi) == 4


@pytest.mark.parametrize("asked", [True, False])
def test_last_backup_is_made_at_the_close_unless_somebody_wants_in(masuk, isi, asked: bool) -> None:
    add_person(masuk, "TERAKHIR")
    before = len(list_cadangan(isi.folder))
    masuk.diminta = lambda: asked
    masuk.window.close()
    after = list_cadangan(isi.folder)
    assert len(after) == before + (not asked)
    assert asked or after[0].isi.alasan == "tutup"
