"""Pendataan by hand: ticks and choices by keys, and what an import brought is never lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shell_ruang
from PySide6.QtWidgets import QApplication
from shell_ruang import Isi, all_texts, settle
from test_formulir_page import ENTER, ketik, potret, rows

from pendataan_buatan import add_pendataan
from sipd_desktop.app import Aplikasi
from sipd_desktop.ui.formulir.halaman import FormulirPage
from sipd_desktop.ui.theme import apply_theme

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)


def open_form(aplikasi: Aplikasi, qtbot: Any, jenis: str, subjek: str) -> FormulirPage:
    aplikasi.window.resize(1366, 740)
    aplikasi.window.show()
    aplikasi.window.bingkai.show_page("formulir", {"jenis": jenis, "subjek": subjek})
    settle(aplikasi, qtbot.waitUntil)
    page = aplikasi.window.bingkai.page
    assert isinstance(page, FormulirPage)
    page._ask_form(f"pendataan_{jenis}")
    settle(aplikasi, qtbot.waitUntil)
    return page


def photograph(aplikasi: Aplikasi, page: FormulirPage, qtbot: Any, name: str) -> None:
    potret(aplikasi, name)
    bar = page.tumpuk.currentWidget().verticalScrollBar()
    for part in range(1, 6):
        if bar.value() >= bar.maximum():
            break
        bar.setValue(bar.value() + 560)
        settle(aplikasi, qtbot.waitUntil)
        potret(aplikasi, f"{name}-{part}")
    bar.setValue(0)


@pytest.mark.parametrize("jenis", ["warga", "keluarga"])
def test_the_form_asks_nothing_the_program_keeps_for_itself(
    masuk: Aplikasi, isi: Isi, qtbot, jenis: str
) -> None:
    subject = isi.anak if jenis == "warga" else isi.keluarga
    page = open_form(masuk, qtbot, jenis, subject)
    photograph(masuk, page, qtbot, f"pendataan-{jenis}")
    assert page.isian is not None
    assert not {"jawaban", "sumber_data"} & page.isian.tanya.keys()
    assert not [t for t in all_texts(page) if "Jawaban lain" in t or "acat" in t]


def test_a_person_is_surveyed_by_keys_and_the_source_is_the_kader(
    masuk: Aplikasi, isi: Isi, qtbot
) -> None:
    page = open_form(masuk, qtbot, "warga", isi.anak)
    assert page.isian is not None
    kotak = page.isian.tanya["penyakit"].kotak
    kotak.setFocus()
    n = ketik(masuk, qtbot, "1", "2", "2", "g", ENTER, "4", ENTER, "y")
    assert n == 8
    potret(masuk, "pendataan-warga-isi")
    page.save()
    settle(masuk, qtbot.waitUntil)
    (row,) = rows(masuk, "pendataan_warga")
    assert json.loads(row["penyakit"]) == ["jantung", "covid19"]
    assert json.loads(row["disabilitas"]) == ["wicara"]
    assert (row["sumber_data"], row["punya_jkn"], row["jawaban"]) == ("kader", 1, None)


def test_correcting_what_an_import_brought_keeps_the_rest(masuk: Aplikasi, isi: Isi, qtbot) -> None:
    ruang = masuk.window.ruang
    assert ruang is not None
    who = page_petugas(masuk)
    with ruang.buku.write() as conn:
        add_pendataan(
            conn, who, "keluarga", isi.keluarga, jawaban={"P425": "3"}, lantai="bambu", mck="umum"
        )
        kept = {"Hobi": "Voli"}
        add_pendataan(
            conn, who, "keluarga", isi.keluarga, "2026-10-01", sumber="daftar", jawaban=kept
        )
    page = open_form(masuk, qtbot, "keluarga", isi.keluarga)
    page._close()
    settle(masuk, qtbot.waitUntil)
    said = " ".join(all_texts(page))
    assert "15 Sep 2026" in said
    assert "1 Okt 2026" not in said, "nothing in it to show"
    found = next(f for f in page.pilih._pilihan if f.key == "pendataan_keluarga")
    page._ask_form("pendataan_keluarga", found.terisi[0].id)
    settle(masuk, qtbot.waitUntil)
    assert page.isian is not None
    assert page.isian.tanya["lantai"].kotak.value() == "bambu"
    page.isian.tanya["mck"].kotak.setFocus()
    ketik(masuk, qtbot, "1")
    page.save()
    settle(masuk, qtbot.waitUntil)
    row = next(r for r in rows(masuk, "pendataan_keluarga") if r["tanggal"] == "2026-09-15")
    assert (row["mck"], row["lantai"], row["sumber_data"]) == ("sendiri", "bambu", "sdgs")
    assert json.loads(row["jawaban"]) == {"P425": "3"}


def page_petugas(aplikasi: Aplikasi) -> Any:
    return aplikasi.window.bingkai.page.sesi.petugas


@pytest.mark.parametrize("jenis", ["warga", "keluarga"])
def test_at_150_percent_nothing_is_cut_off(masuk: Aplikasi, isi: Isi, qtbot, jenis: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, 1.5)
    try:
        subject = isi.anak if jenis == "warga" else isi.keluarga
        page = open_form(masuk, qtbot, jenis, subject)
        photograph(masuk, page, qtbot, f"pendataan-{jenis}-150")
        assert page.tumpuk.currentWidget().horizontalScrollBar().maximum() == 0
    finally:
        apply_theme(app, 1.0)
