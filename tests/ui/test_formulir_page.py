"""The generated page of a form, filled by keys in the real window."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import pytest
import shell_ruang
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shell_ruang import KENARI, Isi, all_texts, press, settle, type_text

from sipd_desktop.app import Aplikasi
from sipd_desktop.bidang import FORMS
from sipd_desktop.bidang.kesehatan.kunjungan_rumah import KUNJUNGAN_RUMAH
from sipd_desktop.spec.expr import filled
from sipd_desktop.spec.field import Angka, Daftar, Integer, Tanggal, Text, YaTidak
from sipd_desktop.spec.register import Form, Section
from sipd_desktop.ui.formulir.halaman import FormulirPage
from sipd_desktop.ui.formulir.lembar import LembarIsian

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)


def potret(aplikasi: Aplikasi, name: str) -> None:
    if os.environ.get("POTRET"):
        aplikasi.window.grab().save(f"{os.environ['POTRET']}/{name}.png")


@pytest.fixture
def halaman(masuk: Aplikasi, isi: Isi, qtbot) -> FormulirPage:
    masuk.window.resize(1366, 740)
    masuk.window.show()
    masuk.window.bingkai.show_page("keluarga", {"keluarga_id": isi.keluarga, "warga_id": isi.anak})
    settle(masuk, qtbot.waitUntil)
    press(Qt.Key.Key_F3)
    settle(masuk, qtbot.waitUntil)
    page = masuk.window.bingkai.page
    assert isinstance(page, FormulirPage)
    return page


def ketik(aplikasi: Aplikasi, qtbot: Any, *keys: str | Qt.Key) -> int:
    for key in keys:
        if isinstance(key, str):
            type_text(key)
        else:
            press(key)
        settle(aplikasi, qtbot.waitUntil)
    return sum(len(k) if isinstance(k, str) else 1 for k in keys)


def rows(aplikasi: Aplikasi, form: str) -> list[Any]:
    ruang = aplikasi.window.ruang
    assert ruang is not None
    with ruang.buku.read() as conn:
        return list(conn.exec_driver_sql(f"SELECT * FROM v_{form}").mappings())


ENTER = Qt.Key.Key_Return


def test_a_visit_is_filled_by_keys_alone_and_stored(
    halaman: FormulirPage, masuk: Aplikasi, isi: Isi, qtbot
) -> None:
    potret(masuk, "formulir-1")
    forms = [f.key for f in FORMS.values() if not f.panel and f.about == "warga"]
    nomor = str(1 + forms.index("kunjungan_rumah"))
    n = ketik(masuk, qtbot, nomor, "2", ENTER, "1", ENTER, "y", ENTER, "batuk ringan", ENTER)
    potret(masuk, "formulir-2")
    n += ketik(masuk, qtbot, "t", ENTER, ENTER, "01-12-2026", ENTER, ENTER)
    assert n <= 40
    (row,) = rows(masuk, "kunjungan_rumah")
    assert row["subjek"] == isi.anak
    assert (row["bertemu"], row["alasan_tidak_datang"]) == ("ibu", "sakit")
    assert (row["buku_kia"], row["lapor_nakes"]) == (1, 0)
    assert (row["hasil_kunjungan"], row["kunjungan_berikut"]) == ("batuk ringan", "2026-12-01")
    assert row["tanggal"] == "2026-11-21"
    texts = " ".join(all_texts(halaman))
    assert "21 Nov 2026" in texts, "the entry stands under its form"
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(masuk, qtbot.waitUntil)
    assert rows(masuk, "kunjungan_rumah") == []


def test_what_is_missing_or_wrong_is_said_beside_its_question(
    halaman: FormulirPage, masuk: Aplikasi, qtbot
) -> None:
    halaman._ask_form("kunjungan_rumah")
    settle(masuk, qtbot.waitUntil)
    assert halaman.isian is not None
    halaman.isian.tanya["kunjungan_berikut"].kotak.setText("besok")
    halaman.save()
    settle(masuk, qtbot.waitUntil)
    assert halaman.isian.tanya["bertemu"].galat.text()
    assert "hari-bulan-tahun" in halaman.isian.tanya["kunjungan_berikut"].galat.text()
    assert QApplication.focusWidget() is halaman.isian.tanya["bertemu"].kotak
    potret(masuk, "formulir-3")
    halaman.tanggal.setText("30-11-2026")
    ketik(masuk, qtbot, "1")
    halaman.isian.tanya["kunjungan_berikut"].kotak.clear()
    halaman.save()
    settle(masuk, qtbot.waitUntil)
    assert "melewati hari ini" in halaman.keluhan.text()
    assert rows(masuk, "kunjungan_rumah") == []


def test_an_entry_is_opened_again_corrected_and_voided(
    halaman: FormulirPage, masuk: Aplikasi, qtbot
) -> None:
    halaman._ask_form("kunjungan_rumah")
    settle(masuk, qtbot.waitUntil)
    ketik(masuk, qtbot, "2")
    halaman.save()
    settle(masuk, qtbot.waitUntil)
    (row,) = rows(masuk, "kunjungan_rumah")
    halaman._ask_form("kunjungan_rumah", row["id"])
    settle(masuk, qtbot.waitUntil)
    ketik(masuk, qtbot, "3")
    halaman.save()
    settle(masuk, qtbot.waitUntil)
    (again,) = rows(masuk, "kunjungan_rumah")
    assert (again["id"], again["bertemu"]) == (row["id"], "ayah")
    halaman._ask_form("kunjungan_rumah", row["id"])
    settle(masuk, qtbot.waitUntil)
    halaman.batal.click()
    settle(masuk, qtbot.waitUntil)
    assert rows(masuk, "kunjungan_rumah") == []


def test_the_lock_takes_the_name_and_the_answers_away(
    halaman: FormulirPage, masuk: Aplikasi, qtbot
) -> None:
    halaman._ask_form("kunjungan_rumah")
    settle(masuk, qtbot.waitUntil)
    assert KENARI[0] in " ".join(all_texts(halaman))
    masuk.window.lock()
    QApplication.processEvents()
    assert KENARI[0] not in " ".join(all_texts(masuk.window))


LENGKAP = Form(
    key="lengkap",
    version=1,
    label="Semua jenis isian",
    about="warga",
    hak="ukuran",
    sections=(
        Section(
            label="Semua",
            columns=2,
            fields=(
                *KUNJUNGAN_RUMAH.sections[0].fields,
                Angka("berat", "Berat", unit="kg", scale=2, max="300"),
                Integer("anak_ke", "Anak ke", min=1, max=20),
                Integer("agama_orang", "Agama", min=1, max=7, kode="agama"),
                Integer("kerja", "Pekerjaan", min=1, max=89, kode="pekerjaan"),
                Daftar("alat", "Alat"),
                Tanggal("kapan", "Kapan"),
                YaTidak("mau", "Mau"),
                Text("sebab", "Sebab", show_if=filled("mau")),
            ),
        ),
    ),
)


@pytest.mark.usefixtures("qapp")
def test_every_kind_of_field_has_a_box_that_gives_back_what_was_stored() -> None:
    page = LembarIsian(LENGKAP, date(2026, 11, 21))
    stored = {
        "bertemu": "ibu",
        "alasan_tidak_datang": "lupa",
        "buku_kia": False,
        "hasil_kunjungan": "sehat",
        "berat": "11.20",
        "anak_ke": 2,
        "agama_orang": 1,
        "kerja": 9,
        "alat": ["pita", "timbangan"],
        "kapan": "2026-11-20",
        "mau": True,
        "sebab": "ya",
    }
    page.set_nilai(stored)
    assert page.nilai() == stored
    names = [box.accessibleName() for box in page.boxes()]
    assert all(names)
    assert "Berat, kg" in names
    page.tanya["mau"].kotak.set_value(None)
    page._changed()
    assert not page.tanya["sebab"].isVisibleTo(page), "a hidden question is not asked"
