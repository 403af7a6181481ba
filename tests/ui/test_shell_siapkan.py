"""First start: the form, the keys shown once, the folder that comes out of it."""

from __future__ import annotations

import os

import pytest
import shell_ruang
from pypdf import PdfReader
from PySide6.QtCore import Qt
from shell_ruang import all_texts, log_in, press, type_text

from sipd_desktop.services.buka import list_pengguna, open_ruang
from sipd_desktop.services.folder_info import is_prepared
from sipd_desktop.services.orang import list_posyandu
from sipd_desktop.ui.pages.kode_desa import KotakKodeDesa, with_dots

buka = shell_ruang.buka


def fill(page, kode="3399072004", desa="Sukamaju", posyandu="Melati 2", nama="Siti Aminah") -> None:
    page.kode.setFocus()
    page.kode.clear()
    type_text(kode)
    page.desa.setText(desa)
    page.posyandu.boxes()[0].setText(posyandu)
    page.nama.setText(nama)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("3", "3"),
        ("33", "33"),
        ("339", "33.9"),
        ("3399072004", "33.99.07.2004"),
        ("33.99.07.2004", "33.99.07.2004"),
        ("33 99 07 2004 999", "33.99.07.2004"),
        ("abc", ""),
    ],
)
def test_dots_of_the_desa_code_come_by_themselves(typed: str, shown: str) -> None:
    assert with_dots(typed) == shown


def test_cursor_keeps_its_place_in_the_middle_of_the_code(qtbot) -> None:
    box = KotakKodeDesa()
    qtbot.addWidget(box)
    box.show()
    qtbot.keyClicks(box, "339972004")
    box.setCursorPosition(5)
    qtbot.keyClicks(box, "07")
    assert box.text() == "33.99.07.7200"
    assert box.kode() == "3399077200"
    assert box.text()[: box.cursorPosition()].rstrip(".") == "33.99.07"


def test_prepare_show_keys_once_and_log_in_with_them(tmp_path, buka, qtbot) -> None:
    folder = tmp_path / "baru"
    aplikasi = buka(folder)
    page = aplikasi.window.siapkan
    fill(page)
    page.prepare()
    qtbot.waitUntil(lambda: page.currentIndex() == 1, timeout=15_000)
    words, kode = page.kartu.kata.text().split(), page.kartu.kode.text()
    assert len(words) == 4
    assert len(kode.replace("-", "")) == 20
    page.kartu.lanjut.click()
    assert not [t for t in all_texts(aplikasi.window) if kode in t or words[0] in t.split()]
    assert aplikasi.window.tumpuk.currentWidget() is aplikasi.window.masuk
    log_in(aplikasi, qtbot.waitUntil, " ".join(words))
    assert aplikasi.window.sesi.pengguna.nama == "Siti Aminah"
    assert aplikasi.window.sesi.nama_posyandu == "Melati 2"


def test_several_posyandu_and_own_passphrase(tmp_path, buka, qtbot) -> None:
    folder = tmp_path / "baru"
    page = buka(folder).window.siapkan
    fill(page, posyandu="Melati: 2")
    page.posyandu.boxes()[1].setText("001/001, 002/001")
    page.posyandu.add()
    page.posyandu.boxes()[2].setText("Mawar")
    page.posyandu.add()  # an empty row is no Posyandu
    page.sandi.sendiri.click()
    page.sandi.satu.setText("Rumahku  Hijau 1998")
    page.sandi.dua.setText("rumahku hijau")
    page.prepare()
    assert "tidak sama" in page.salah.text()
    assert not is_prepared(folder)
    page.sandi.dua.setText("Rumahku Hijau 1998")
    page.prepare()
    qtbot.waitUntil(lambda: page.currentIndex() == 1, timeout=15_000)
    assert not page.kartu.kata.text()
    with open_ruang(folder, "rumahku hijau 1998") as ruang, ruang.buku.read() as conn:
        assert [n for _, n in list_posyandu(conn)] == ["Melati 2", "Mawar"]
        assert [p.jabatan for p in list_pengguna(conn)] == ["ketua"]


@pytest.mark.parametrize(
    ("change", "words", "where"),
    [
        ({"kode": "33990720"}, "10 angka", "kode"),
        ({"desa": " "}, "Nama desa", "desa"),
        ({"posyandu": ""}, "Posyandu", "posyandu"),
        ({"nama": ""}, "Nama pengguna", "nama"),
    ],
)
def test_refusal_is_a_sentence_and_leaves_nothing(tmp_path, buka, change, words, where) -> None:
    folder = tmp_path / "baru"
    page = buka(folder).window.siapkan
    fill(page, **change)
    page.prepare()
    assert words in page.salah.text()
    assert page.salah.isVisible()
    box = page.posyandu.boxes()[0] if where == "posyandu" else getattr(page, where)
    assert box.hasFocus()
    assert not folder.exists()


def test_folder_with_other_files_is_refused_in_words(tmp_path, buka, qtbot) -> None:
    folder = tmp_path / "lain"
    folder.mkdir()
    (folder / "surat.txt").write_text("x")
    page = buka(folder).window.siapkan
    fill(page)
    page.prepare()
    qtbot.waitUntil(page.salah.isVisible, timeout=15_000)
    assert "berisi berkas lain" in page.salah.text()
    assert page.tombol.isEnabled()
    assert os.listdir(folder) == ["surat.txt"]  # noqa: PTH208


def test_enter_walks_through_the_form(tmp_path, buka, qtbot) -> None:
    page = buka(tmp_path / "baru").window.siapkan
    type_text("3399072004")
    for text in ("Sukamaju", "Melati", "", "Siti"):
        press(Qt.Key.Key_Return)
        type_text(text)
    assert page.nama.text() == "Siti"
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.currentIndex() == 1, timeout=15_000)


def test_card_as_pdf_holds_words_and_code(tmp_path, buka, qtbot) -> None:
    page = buka(tmp_path / "baru").window.siapkan
    fill(page)
    page.prepare()
    qtbot.waitUntil(lambda: page.currentIndex() == 1, timeout=15_000)
    page.kartu.save_pdf(tmp_path / "kartu.pdf")
    assert "kartu.pdf" in page.kartu.kabar.text()
    text = PdfReader(tmp_path / "kartu.pdf").pages[0].extract_text()
    for part in (*page.kartu.kata.text().split(), page.kartu.kode.text(), "hapus berkas"):
        assert part in text
    page.kartu.save_pdf(tmp_path / "tidak-ada" / "kartu.pdf")
    assert "aman" in page.kartu.kabar.text()
