"""The card of a masalah in the window: read, one key per step, undo, and a task in four keys."""

from __future__ import annotations

from datetime import date

import pytest
import shell_ruang
from PySide6.QtWidgets import QApplication
from shell_ruang import HARI, all_texts, picture, settle
from tombol import Tombol

from pendataan_buatan import add_pendataan
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.masalah import Saring, list_masalah, refresh_masalah
from sipd_desktop.ui.masalah.segar import PenyegarMasalah
from sipd_desktop.ui.widgets.tombol import BigButton

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)


@pytest.fixture
def kartu(masuk, isi, qtbot):
    """The window with a poor family and a boy out of school; opens a card by kind."""
    sesi = masuk.window.sesi
    with masuk.window.ruang.buku.write() as conn:
        conn.exec_driver_sql(
            "UPDATE warga SET tanggal_lahir = '2014-08-11' WHERE id = ?", (isi.anak,)
        )
        add_pendataan(conn, sesi.petugas, "keluarga", isi.keluarga, "2025-09-15",
                      jumlah_anggota=4, pengeluaran_bulan=1_900_000, lantai="tanah",
                      dinding="rendah", jamban="bersama", air_minum="sungai")  # fmt: skip
        add_pendataan(conn, sesi.petugas, "warga", isi.anak, "2026-09-15",
                      kondisi_kerja=3, pendidikan_tertinggi=2)  # fmt: skip
        refresh_masalah(conn, sesi.petugas, None, HARI)
    masuk.window.resize(1366, 768)

    def open_one(jenis: str):
        with masuk.window.ruang.buku.read() as conn:
            (row,) = list_masalah(conn, sesi.petugas, Saring(jenis=(jenis,)))
        sesi.go("masalah", masalah_id=row.id)
        settle(masuk, qtbot.waitUntil)
        return masuk.window.bingkai.page

    return open_one


def status(masuk, jenis: str) -> str:
    sesi = masuk.window.sesi
    with masuk.window.ruang.buku.read() as conn:
        return list_masalah(conn, sesi.petugas, Saring(jenis=(jenis,), status=()))[0].status


def shown(page) -> list[str]:
    return [key for key, b in page.tombol.items() if b.isVisible()]


def test_it_says_why_since_when_and_marks_old_data(kartu, masuk) -> None:
    page = kartu("miskin")
    words = all_texts(masuk.window)
    for text in (
        "Keluarga Dedi Kurnia",
        "Pengeluaran Rp 475.000 per orang sebulan, garis Rp 600.000 (setelan 2025).",
        "Datanya lebih dari 12 bulan lalu. Tanyakan lagi sebelum bertindak.",
        "15 Sep 2025",
        "SDGs Desa",
        "Dugaan dari data",
    ):
        assert text in words, text
    assert shown(page) == ["terkonfirmasi", "bukan", "ditangani"]
    picture(masuk, "masalah-miskin")


def test_one_key_per_step_and_undo(kartu, masuk, qtbot) -> None:
    page, keys = kartu("miskin"), Tombol(masuk.window)
    for key, found in (("1", "terkonfirmasi"), ("4", "selesai"), ("5", "terkonfirmasi")):
        keys.press(key)
        settle(masuk, qtbot.waitUntil)
        assert status(masuk, "miskin") == found
    assert shown(page) == ["bukan", "ditangani", "selesai", "tautan"]
    keys.press("2")
    settle(masuk, qtbot.waitUntil)
    assert status(masuk, "miskin") == "bukan"
    assert shown(page) == ["buka"]
    keys.press("Ctrl+Z")
    settle(masuk, qtbot.waitUntil)
    assert status(masuk, "miskin") == "terkonfirmasi"
    assert keys.jumlah == 5


def test_enter_of_habit_confirms_nothing(kartu, masuk, qtbot) -> None:
    kartu("miskin")
    Tombol(masuk.window).press("Enter")
    settle(masuk, qtbot.waitUntil)
    assert status(masuk, "miskin") == "dugaan"


def test_taking_on_is_four_keys(kartu, masuk, qtbot) -> None:
    page, keys = kartu("jamban"), Tombol(masuk.window)
    keys.press("3")
    settle(masuk, qtbot.waitUntil)
    assert QApplication.focusWidget() is page.tugas.kader
    keys.press("Down", "Enter")
    picture(masuk, "masalah-tangani")
    keys.press("Enter")
    settle(masuk, qtbot.waitUntil)
    assert status(masuk, "jamban") == "ditangani"
    assert page.kartu.baris.kader == "Aminah"
    assert page.kartu.baris.unit == "rumah_air"
    assert page.kartu.baris.tenggat == date(2026, 12, 21)
    assert not page.tugas.isVisible()
    keys.press("3")
    settle(masuk, qtbot.waitUntil)
    assert page.tugas.kader.currentText() == "Aminah"
    keys.press("Esc")
    settle(masuk, qtbot.waitUntil)
    assert masuk.window.bingkai.page is page
    assert not page.tugas.isVisible()


def test_out_of_school_asks_which(kartu, masuk, qtbot) -> None:
    page, keys = kartu("tidak_sekolah"), Tombol(masuk.window)
    keys.press("1")
    settle(masuk, qtbot.waitUntil)
    assert page.sekolah.isVisible()
    assert status(masuk, "tidak_sekolah") == "dugaan"
    picture(masuk, "masalah-sekolah")
    keys.press("2")
    settle(masuk, qtbot.waitUntil)
    assert status(masuk, "tidak_sekolah") == "terkonfirmasi"
    assert "Anak tidak sekolah: Putus sekolah" in all_texts(masuk.window)


def test_a_kader_notes_another_one(kartu, masuk, qtbot) -> None:
    kartu("tidak_sekolah")
    keys = Tombol(masuk.window)
    keys.press("F3")
    settle(masuk, qtbot.waitUntil)
    page = masuk.window.bingkai.page
    page.jenis.setCurrentIndex(page.jenis.findData("lain"))
    keys.press("Enter")
    keys.type("Sering sendirian di rumah")
    picture(masuk, "masalah-baru")
    keys.press("Enter")
    settle(masuk, qtbot.waitUntil)
    assert status(masuk, "lain") == "terkonfirmasi"


def test_a_locked_screen_holds_no_word_of_it(kartu) -> None:
    page = kartu("miskin")
    page.clear()
    words = " ".join(all_texts(page))
    assert "Dedi" not in words
    assert "475.000" not in words


def test_at_150_every_button_of_the_task_is_in_sight(kartu, masuk, qtbot) -> None:
    masuk.window.zoom.set_zoom(1.5)
    settle(masuk, qtbot.waitUntil)
    page, keys = kartu("rumah"), Tombol(masuk.window)
    picture(masuk, "masalah-150")
    keys.press("3")
    settle(masuk, qtbot.waitUntil)
    for button in page.findChildren(BigButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()
    keys.press("Enter")
    picture(masuk, "masalah-150-tangani")
    box = page.tugas.tenggat
    assert box.visibleRegion().boundingRect().height() == box.height()


def test_what_was_entered_is_judged_a_moment_later(masuk, isi, qtbot) -> None:
    sesi = masuk.window.sesi
    (penyegar,) = sesi.findChildren(PenyegarMasalah)

    def work(conn):
        add_pendataan(conn, sesi.petugas, "keluarga", isi.keluarga, "2026-11-20",
                      sumber="kader", jamban="tidak_ada")  # fmt: skip
        acts = conn.exec_driver_sql("SELECT id FROM tindakan WHERE objek_jenis = 'isian'")
        return Changes(frozenset({"isian"}), tuple(acts.scalars()))

    sesi.write(masuk.window, work)
    qtbot.waitUntil(penyegar.tenang.isActive)
    penyegar.tenang.stop()
    penyegar.flush()
    settle(masuk, qtbot.waitUntil)
    assert status(masuk, "jamban") == "dugaan"


def test_the_ketua_moves_the_line_and_dugaan_follow(kartu, masuk, qtbot) -> None:
    kartu("miskin").batas.click()
    settle(masuk, qtbot.waitUntil)
    page, keys = masuk.window.bingkai.page, Tombol(masuk.window)
    assert page.tabel.row().angka.kode == "MISKIN.GARIS"
    keys.press("Enter").type("9").press("Enter", "Enter")
    settle(masuk, qtbot.waitUntil)
    assert page.keluhan.text().startswith("Isi angka antara 100000 dan 5000000.")
    picture(masuk, "masalah-batas")
    page.nilai.setText("450.000")
    page.nilai.setFocus()
    keys.press("Enter", "Enter")
    settle(masuk, qtbot.waitUntil)
    assert page.tabel.row().nilai == 450_000
    (penyegar,) = masuk.window.sesi.findChildren(PenyegarMasalah)
    penyegar.flush()
    masuk.window.sesi.go("potensi")
    settle(masuk, qtbot.waitUntil)
    qtbot.waitUntil(lambda: not penyegar._berjalan, timeout=10_000)
    with masuk.window.ruang.buku.read() as conn:
        rows = list_masalah(conn, masuk.window.sesi.petugas, Saring(jenis=("miskin",)))
    assert rows == ()


def test_it_goes_on_to_a_record_of_the_family_and_undo_lets_it_go(kartu, masuk, qtbot) -> None:
    page, keys = kartu("miskin"), Tombol(masuk.window)
    keys.press("6")
    assert not page.tautan.isVisible(), "a dugaan goes nowhere"
    keys.press("1")
    settle(masuk, qtbot.waitUntil)
    keys.press("6")
    settle(masuk, qtbot.waitUntil)
    assert QApplication.focusWidget() is page.tautan.pilih
    first = page.tautan.pilih.currentText()
    picture(masuk, "masalah-tautan")
    keys.press("Enter")
    settle(masuk, qtbot.waitUntil)
    assert page.kartu.baris.tautan
    assert first.startswith(page.kartu.baris.tautan)
    assert not page.tautan.isVisible()
    keys.press("Ctrl+Z")
    settle(masuk, qtbot.waitUntil)
    assert page.kartu.baris.tautan == ""


def test_a_referral_kept_elsewhere_is_written_down_by_keys(kartu, masuk, qtbot) -> None:
    page, keys = kartu("miskin"), Tombol(masuk.window)
    keys.press("6")
    assert not page.tautan.isVisible(), "a dugaan goes nowhere"
    keys.press("1")
    settle(masuk, qtbot.waitUntil)
    keys.press("6")
    settle(masuk, qtbot.waitUntil)
    box = page.tautan
    box.pilih.setCurrentIndex(box.pilih.count() - 1)
    keys.press("Enter", "Down", "Enter").type("Kantor desa").press("Enter")
    keys.type("12").press("Enter").type("31-12-2027").press("Enter")
    assert "tidak melewati hari ini" in " ".join(all_texts(box))
    box.tanggal.clear()
    keys.type("3-11-2026")
    picture(masuk, "masalah-tautan-sendiri")
    keys.press("Enter")
    settle(masuk, qtbot.waitUntil)
    assert page.kartu.baris.tautan == "Rujukan nomor 12, 3 Nov 2026, kepada Kantor desa"
    keys.press("6")
    settle(masuk, qtbot.waitUntil)
    assert box.ke.text() == "Kantor desa"
    box.lepas.click()
    settle(masuk, qtbot.waitUntil)
    assert page.kartu.baris.tautan == ""
