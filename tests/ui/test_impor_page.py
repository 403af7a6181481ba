"""Importing in the real window: choose, look, store, take back; by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
import shell_ruang
from layar_impor import CONTOH, LayarImpor, open_impor, write_xlsx
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shell_ruang import Isi

from sipd_desktop.app import Aplikasi

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)


@pytest.fixture
def layar(masuk: Aplikasi, isi: Isi, qtbot) -> LayarImpor:
    return open_impor(masuk, isi, qtbot.waitUntil)


def test_a_file_is_looked_at_stored_and_taken_back(layar: LayarImpor) -> None:
    page = layar.halaman
    assert QApplication.focusWidget() is page.awal.tombol
    layar.potret("impor-awal")
    before = layar.sql("SELECT count(*) FROM warga WHERE deleted_at IS NULL")
    layar.buka(CONTOH / "penduduk_opensid.xlsx")
    assert "OpenSID: 1.166 orang, 350 keluarga" in page.periksa.kalimat.text()
    assert page.periksa.saring.tombol["baru"].text().startswith("1.166")
    layar.potret("impor-periksa")
    layar.ketik(Qt.Key.Key_Down, Qt.Key.Key_Return)
    layar.potret("impor-baris")
    assert layar.sql("SELECT count(*) FROM warga WHERE deleted_at IS NULL") == before
    layar.ctrl("S")
    layar.wait(lambda: page.tumpuk.currentWidget() is page.hasil, timeout=20_000)
    layar.tenang()
    layar.potret("impor-hasil")
    ((now,),) = layar.sql("SELECT count(*) FROM warga WHERE deleted_at IS NULL")
    assert now == before[0][0] + 1166
    layar.ctrl("Z")
    layar.tenang()
    assert layar.sql("SELECT count(*) FROM warga WHERE deleted_at IS NULL") == before
    layar.potret("impor-batal")


JUDUL = ["No", "Warga", "Lahirnya", "Gender", "Nomor NIK nya", "Ibunya", "Nama Ibuu", "Hobi"]
ASING = [
    [1, "RATNA CEMPAKA", "12-05-1990", "P", "3399075205900001", "SUTINI", "SUTINI", "menjahit"],
    [2, "JOKO CEMPAKA", "03-01-1988", "L", "3399070301880002", "WAGINI", "WAGINI", "mancing"],
]


def asing(folder: Path, name: str, rows: list[list[object]] | None = None) -> Path:
    """A list with headings that nobody knows."""
    return write_xlsx(folder / name, [["DATA WARGA"], JUDUL, *(rows or ASING)])


def map_by_keys(layar: LayarImpor) -> None:
    """Warga -> Nama, Lahirnya -> Tanggal lahir, Gender, NIK."""
    layar.ketik(Qt.Key.Key_Down, Qt.Key.Key_Return, "nama", Qt.Key.Key_Return)
    layar.ketik(Qt.Key.Key_Return, "tanggal l", Qt.Key.Key_Return)


def test_unknown_headings_are_mapped_by_keys_and_the_next_file_is_known(
    layar: LayarImpor, tmp_path: Path
) -> None:
    page = layar.halaman
    layar.buka(asing(tmp_path, "warga.xlsx"))
    assert page.tumpuk.currentWidget() is page.cocok
    assert "Nama dan Tanggal lahir" in page.cocok.kabar.text()
    layar.potret("impor-cocok")
    map_by_keys(layar)
    layar.potret("impor-cocok-2")
    assert page.cocok.cocokan.peta["nama"] == 1
    assert page.cocok.cocokan.peta["tanggal_lahir"] == 2
    layar.ctrl("S")
    assert page.tumpuk.currentWidget() is page.periksa
    assert [r.baris.text("nama") for r in page.periksa.tabel.isi.rows] == [
        "RATNA CEMPAKA",
        "JOKO CEMPAKA",
    ]
    layar.potret("impor-cocok-3")
    layar.buka(asing(tmp_path, "warga-lagi.xlsx", ASING[:1]))
    assert page.tumpuk.currentWidget() is page.periksa, "the same header needs no choosing"
    assert "warga" in page.periksa.berkas.text()
    layar.ketik(Qt.Key.Key_F4)
    assert page.tumpuk.currentWidget() is page.cocok
    page.cocok.lupa.click()
    layar.tenang()
    assert page.tumpuk.currentWidget() is page.cocok, "forgotten: asked again"
    assert not layar.sql("SELECT 1 FROM pemetaan_kolom")


def test_a_suggestion_is_taken_by_its_own_key_and_never_by_enter(
    layar: LayarImpor, tmp_path: Path
) -> None:
    page = layar.halaman
    layar.buka(asing(tmp_path, "warga.xlsx"))
    places = [c.judul for c in page.cocok.cocokan.kolom]
    page.cocok.tabel.select(places.index("Nama Ibuu"))
    assert page.cocok.tabel.row().saran == "nama_ibu"
    assert "nama_ibu" not in page.cocok.cocokan.peta
    layar.ketik(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert "nama_ibu" not in page.cocok.cocokan.peta, "Enter twice takes no suggestion"
    page.cocok.tabel.select(places.index("Nama Ibuu"))
    layar.ketik("s")
    assert page.cocok.cocokan.peta["nama_ibu"] == places.index("Nama Ibuu")
    page.cocok.tabel.select(places.index("Nama Ibuu"))
    layar.ketik(Qt.Key.Key_Delete)
    assert "nama_ibu" not in page.cocok.cocokan.peta
