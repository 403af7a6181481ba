"""Login: by words, by recovery code on another account, and everything that refuses to open."""

from __future__ import annotations

import threading

import pytest
import shell_ruang
from nacl.public import PrivateKey
from PySide6.QtCore import Qt
from shell_ruang import SANDI, all_texts, log_in, press, settle, type_text

import sipd_desktop.ui.pages.masuk as masuk_module
from sipd_desktop.base import paths
from sipd_desktop.bidang import SKEMA
from sipd_desktop.services.buka import open_ruang
from sipd_desktop.storage.kunci_telepon import prepare_code, put_wrap
from sipd_desktop.ui.pages.kode_pulih import with_groups
from sipd_desktop.wire.segel import kode_field, unseal

buka, isi, isi_induk = shell_ruang.buka, shell_ruang.isi, shell_ruang.isi_induk


def test_sixteen_letters_a_name_and_in(isi, buka, qtbot) -> None:
    aplikasi = buka(isi.folder)
    type_text("abjakuciabjakuci")
    press(Qt.Key.Key_Return)
    masuk = aplikasi.window.masuk
    qtbot.waitUntil(lambda: bool(masuk.petak.tombol), timeout=15_000)
    assert [b.text() for b in masuk.petak.tombol] == ["Siti Aminah\nketua", "Aminah\nkader"]
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(masuk.pin.isVisible)
    assert "Aminah" in masuk.pin.judul.text()
    masuk.pin.nanti.click()
    qtbot.waitUntil(lambda: aplikasi.window.bingkai is not None)
    assert aplikasi.window.sesi.pengguna.id == isi.kader


def test_opening_runs_off_the_ui_thread(isi, buka, qtbot, monkeypatch) -> None:
    threads = []

    def watched(*args):
        threads.append(threading.current_thread())
        return open_ruang(*args)

    monkeypatch.setattr(masuk_module, "open_ruang", watched)
    log_in(buka(isi.folder), qtbot.waitUntil)
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


def test_wrong_words_are_a_sentence_and_the_words_stay(isi, buka, qtbot) -> None:
    aplikasi = buka(isi.folder)
    masuk = aplikasi.window.masuk
    type_text("abjad kucing abjad abjad")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(masuk.salah.isVisible, timeout=15_000)
    assert masuk.salah.text().startswith("Kata sandi belum cocok. Data tidak berubah.")
    assert masuk.tombol.accessibleName() == "Masuk"
    assert masuk.isian.sandi() == "abjad kucing abjad abjad"
    assert masuk.isian.kotak[0].hasFocus()
    log_in(aplikasi, qtbot.waitUntil)
    assert not [t for t in all_texts(aplikasi.window) if "kucing" in t]


def test_busy_folder_is_told_and_opens_when_it_is_free(isi, buka, qtbot) -> None:
    aplikasi = buka(isi.folder)
    masuk = aplikasi.window.masuk
    with open_ruang(isi.folder, SANDI):
        type_text("abjakuciabjakuci")
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(masuk.salah.isVisible, timeout=15_000)
        assert "sedang dibuka" in masuk.salah.text()
        assert masuk.tombol.accessibleName() == "Coba lagi"
    masuk.tombol.click()
    qtbot.waitUntil(lambda: bool(masuk.petak.tombol), timeout=15_000)


def test_file_of_a_newer_program_is_told_and_left_alone(isi, buka, qtbot) -> None:
    with open_ruang(isi.folder, SANDI) as ruang, ruang.buku.write() as conn:
        conn.exec_driver_sql(
            "UPDATE setelan SET nilai = ? WHERE kunci = 'skema'", (str(SKEMA + 1),)
        )
    masuk = buka(isi.folder).window.masuk
    type_text("abjakuciabjakuci")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(masuk.salah.isVisible, timeout=15_000)
    assert "lebih baru" in masuk.salah.text()
    assert masuk.tombol.accessibleName() == "Coba lagi"


def test_damaged_key_file_is_a_sentence(isi, buka, qtbot) -> None:
    (isi.folder / "kunci.json").write_text("{")
    masuk = buka(isi.folder).window.masuk
    type_text("abjakuciabjakuci")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(masuk.salah.isVisible, timeout=15_000)
    assert "Berkas kunci" in masuk.salah.text()


@pytest.fixture
def akun_lain(isi, tmp_path, monkeypatch):
    """Another account of the laptop: the device secret was never here."""
    monkeypatch.setenv("SIPD_KONFIG", str(tmp_path / "akun-lain"))
    assert str(paths.config_dir()).endswith("akun-lain")
    return isi


def test_words_on_another_account_lead_to_the_recovery_code(akun_lain, buka, qtbot) -> None:
    masuk = buka(akun_lain.folder).window.masuk
    type_text("abjakuciabjakuci")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(masuk.kode.isVisible, timeout=15_000)
    assert "kode pemulihan" in masuk.salah_kode.text()


def test_recovery_code_alone_opens_on_another_account(akun_lain, buka, qtbot) -> None:
    aplikasi = buka(akun_lain.folder)
    masuk = aplikasi.window.masuk
    masuk.lupa.click()
    type_text(akun_lain.kode_pemulihan.replace("-", "").lower())
    assert masuk.kode.text() == akun_lain.kode_pemulihan
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(masuk.baru.isVisible, timeout=15_000)
    masuk.baru.tombol.click()  # words made by the program
    qtbot.waitUntil(masuk.baru.kata.isVisible, timeout=15_000)
    words = masuk.baru.kata.text().split()
    assert len(words) == 4
    masuk.baru.tombol.click()  # written down
    qtbot.waitUntil(lambda: bool(masuk.petak.tombol), timeout=15_000)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(masuk.pin.isVisible)
    masuk.pin.nanti.click()
    qtbot.waitUntil(lambda: aplikasi.window.bingkai is not None)
    settle(aplikasi, qtbot.waitUntil)
    assert not [t for t in all_texts(aplikasi.window) if words[1] in t.split()]
    aplikasi.window.close()
    aplikasi.close()
    with open_ruang(akun_lain.folder, " ".join(words)) as ruang:
        assert ruang.dibuka_dengan == "sandi"


@pytest.fixture
def kode_telepon(isi) -> str:
    """As a first exchange leaves it: the wrap in the folder, the code known to the operator."""
    pusat, device = PrivateKey.generate(), "0195f2c0-0000-7000-8000-0000deadbeef"
    with open_ruang(isi.folder, SANDI) as ruang:
        sealed, wrap = prepare_code(3, ruang.buku.key, device, bytes(pusat.public_key).hex())
    put_wrap(isi.folder, wrap)
    code = unseal(bytes(pusat).hex(), device, kode_field(3), sealed)
    assert code is not None
    return code


def test_code_read_out_by_telephone_opens_once(kode_telepon, akun_lain, buka, qtbot) -> None:
    aplikasi = buka(akun_lain.folder)
    masuk = aplikasi.window.masuk
    masuk.lupa.click()
    assert "laptop DEAD-BEEF, kode nomor 3" in masuk.pulih.telepon.text()
    type_text(kode_telepon.replace("-", "").lower())
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(masuk.baru.isVisible, timeout=15_000)
    assert not masuk.lewati.isVisible(), "nobody goes on with the old passphrase"
    masuk.baru.tombol.click()
    qtbot.waitUntil(masuk.baru.kata.isVisible, timeout=15_000)
    words = masuk.baru.kata.text()
    masuk.baru.tombol.click()
    qtbot.waitUntil(lambda: bool(masuk.petak.tombol), timeout=15_000)
    aplikasi.window.close()
    aplikasi.close()
    masuk = buka(akun_lain.folder).window.masuk
    masuk.ask_recovery()
    assert "pakai kode dari amplop" in masuk.pulih.telepon.text()
    type_text(kode_telepon)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(masuk.salah_kode.text()), timeout=15_000)
    assert "sudah" in masuk.salah_kode.text()
    assert not masuk.baru.isVisible()
    open_ruang(akun_lain.folder, words).close()


def test_new_passphrase_after_recovery_can_be_skipped(akun_lain, buka, qtbot) -> None:
    masuk = buka(akun_lain.folder).window.masuk
    masuk.ask_recovery()
    type_text(akun_lain.kode_pemulihan)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(masuk.baru.isVisible, timeout=15_000)
    masuk.lewati.click()
    qtbot.waitUntil(lambda: bool(masuk.petak.tombol), timeout=15_000)


def test_wrong_recovery_code_is_a_sentence(isi, buka, qtbot) -> None:
    masuk = buka(isi.folder).window.masuk
    masuk.ask_recovery()
    type_text("ABCD")
    press(Qt.Key.Key_Return)
    assert "20 huruf" in masuk.salah_kode.text()
    type_text("EFGHJKMNPQRSTVWX")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "belum cocok" in masuk.salah_kode.text(), timeout=15_000)


def test_own_passphrase_line_is_remembered_for_the_next_start(isi, buka, qtbot) -> None:
    aplikasi = buka(isi.folder)
    masuk = aplikasi.window.masuk
    masuk.bentuk.click()
    assert not masuk.isian.is_kata
    type_text(SANDI)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(masuk.petak.tombol), timeout=15_000)
    aplikasi.window.close()
    aplikasi.close()
    assert not buka(isi.folder).window.masuk.isian.is_kata


def test_pin_is_offered_once_and_must_match(isi, buka, qtbot) -> None:
    aplikasi = buka(isi.folder)
    masuk = aplikasi.window.masuk
    type_text("abjakuciabjakuci")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(masuk.petak.tombol), timeout=15_000)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(masuk.pin.satu.hasFocus)
    type_text("12345a6")
    assert masuk.pin.dua.hasFocus()
    type_text("654321")
    assert "tidak sama" in masuk.pin.salah.text()
    type_text("123456")
    type_text("123456")
    qtbot.waitUntil(lambda: aplikasi.window.bingkai is not None, timeout=15_000)
    aplikasi.window.close()
    aplikasi.close()
    again = buka(isi.folder)
    type_text("abjakuciabjakuci")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(again.window.masuk.petak.tombol), timeout=15_000)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: again.window.bingkai is not None, timeout=15_000)


def test_recovery_code_is_grouped_as_printed() -> None:
    assert with_groups("abcd efgh-jkmnpqrstvwx yz") == "ABCD-EFGH-JKMN-PQRS-TVWX"
    assert with_groups("") == ""
