"""The mappings that are remembered: looked at, renamed, forgotten and taken back by keys; and a
questionnaire whose columns a person points at."""

from __future__ import annotations

from pathlib import Path

import pytest
import shell_ruang
from layar_impor import LayarImpor, open_impor, write_xlsx
from PySide6.QtCore import Qt
from shell_ruang import Isi

from sipd_desktop.app import Aplikasi
from sipd_desktop.ui.impor.ingatan import IngatanPage

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)
LEMBAR = [
    ["PENDATAAN RT 002 RW 001"],
    ["Hal yang ditanya", "Keadaan di lapangan", "Petugas"],
    ["Jumlah pos ronda", "2", "Karto"],
    ["Ada bank sampah", "Tidak", "Karto"],
    ["Sumber air warga", "Sumur bor", "Karto"],
]


@pytest.fixture
def layar(masuk: Aplikasi, isi: Isi, qtbot) -> LayarImpor:
    return open_impor(masuk, isi, qtbot.waitUntil)


def point_by_keys(layar: LayarImpor) -> None:
    """First column -> Pertanyaan, second -> Jawaban."""
    layar.ketik(Qt.Key.Key_Return, "pertanyaan", Qt.Key.Key_Return)
    layar.ketik(Qt.Key.Key_Return, "jawaban", Qt.Key.Key_Return)


def test_a_questionnaire_is_pointed_at_stored_known_again_and_the_list_keeps_it(
    layar: LayarImpor, tmp_path: Path
) -> None:
    page = layar.halaman
    layar.open_berkas(write_xlsx(tmp_path / "kuesioner rt 2.xlsx", LEMBAR))
    assert page.tumpuk.currentWidget() is page.cocok
    assert "tunjuk kolom Pertanyaan dan Jawaban" in page.cocok.kabar.text()
    point_by_keys(layar)
    assert "Dibaca sebagai kuesioner" in page.cocok.kabar.text()
    assert [c.cara for c in page.cocok.tabel.isi.rows] == ["dipilih", "dipilih", "lewat"]
    layar.potret("impor-cocok-tanya")
    layar.ctrl("S")
    assert page.tumpuk.currentWidget() is page.periksa
    assert "3 jawaban tentang RT" in page.periksa.kalimat.text()
    layar.ctrl("S")
    layar.wait(lambda: page.tumpuk.currentWidget() is page.hasil, timeout=20_000)
    layar.tenang()
    answers = layar.sql("SELECT rt, rw, pertanyaan, nilai FROM pendataan_wilayah ORDER BY 3")
    assert answers == [
        ("002", "001", "Ada bank sampah", "Tidak"),
        ("002", "001", "Jumlah pos ronda", "2"),
        ("002", "001", "Sumber air warga", "Sumur bor"),
    ]
    layar.ctrl("Z")
    assert layar.sql("SELECT 1 FROM pendataan_wilayah WHERE deleted_at IS NULL") == []
    layar.open_berkas(write_xlsx(tmp_path / "rt 3.xlsx", [["RT 003 RW 001"], *LEMBAR[1:]]))
    assert page.tumpuk.currentWidget() is page.periksa, "the same header needs no pointing"
    assert "3 jawaban tentang RT" in page.periksa.kalimat.text()
    layar.ketik(Qt.Key.Key_F4)
    assert page.tumpuk.currentWidget() is page.cocok
    layar.ketik(Qt.Key.Key_Escape, Qt.Key.Key_Escape)

    layar.ketik("k")
    memory = layar.aplikasi.window.bingkai.page
    assert isinstance(memory, IngatanPage)
    (one,) = memory.daftar.isi.rows
    assert (one.nama, one.is_tanya, one.dipakai) == ("kuesioner rt 2", True, 1)
    words = [c.words(one) for c in memory.daftar.isi.columns]
    assert words[1:3] == ["kuesioner", "2"]
    assert words[3] != "belum pernah"
    assert words[4] == "1 kali"
    assert [memory.isi.isi.columns[1].words(r) for r in memory.isi.isi.rows] == [
        "Pertanyaan",
        "Jawaban",
    ]
    layar.potret("impor-ingatan")
    layar.aplikasi.window.zoom.set_zoom(1.5)
    layar.tenang()
    layar.potret("impor-ingatan-150")
    layar.ketik("g", Qt.Key.Key_Backspace, "Kuesioner RT", Qt.Key.Key_Return)
    assert [r.nama for r in memory.daftar.isi.rows] == ["Kuesioner RT"]
    layar.ctrl("Z")
    assert [r.nama for r in memory.daftar.isi.rows] == ["kuesioner rt 2"]
    layar.ketik(Qt.Key.Key_Delete)
    assert layar.sql("SELECT 1 FROM pemetaan_kolom") == []
    assert memory.tumpuk.currentWidget() is memory.kosong
    layar.ctrl("Z")
    assert [(r.nama, r.dipakai) for r in memory.daftar.isi.rows] == [("kuesioner rt 2", 1)]
