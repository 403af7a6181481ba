"""Importing in the real window: choose, look, store, take back; by keys."""

from __future__ import annotations

import pytest
import shell_ruang
from layar_impor import CONTOH, LayarImpor, open_impor
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
