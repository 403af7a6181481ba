"""The inbox in the real window, by keys."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

import pytest
import shell_ruang
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shell_ruang import KENARI, Isi, all_texts, press, settle, type_text

from sipd_desktop.app import Aplikasi
from sipd_desktop.base import ids
from sipd_desktop.storage.keadaan import get_state
from sipd_desktop.storage.rekam import fetch_image, insert_rows
from sipd_desktop.ui.pages.beda import BedaPage

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)
WAKTU = "2026-11-21T02:10:00.000Z"


@dataclass
class Layar:
    aplikasi: Aplikasi
    isi: Isi
    halaman: BedaPage
    wait: object

    def tenang(self) -> None:
        settle(self.aplikasi, self.wait)  # type: ignore[arg-type]

    def ketik(self, *keys: str | Qt.Key) -> int:
        for key in keys:
            if isinstance(key, str):
                type_text(key)
            else:
                press(key)
            self.tenang()
        return sum(len(k) if isinstance(k, str) else 1 for k in keys)

    def image(self, tbl: str, row_id: str) -> dict[str, object]:
        ruang = self.aplikasi.window.ruang
        assert ruang is not None
        with ruang.buku.read() as conn:
            found = fetch_image(conn, tbl, row_id)
        assert found is not None
        return found

    def potret(self, name: str) -> None:
        if os.environ.get("POTRET"):
            self.aplikasi.window.grab().save(f"{os.environ['POTRET']}/{name}.png")


def add_beda(aplikasi: Aplikasi, rows: list[dict[str, object]]) -> list[str]:
    """Differences as a pull brings them."""
    ruang = aplikasi.window.ruang
    assert ruang is not None
    made = []
    with ruang.buku.write() as conn:
        here = get_state(conn, "device")
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 1")
        for number, row in enumerate(rows):
            row_id = ids.new_id()
            values = {
                "perangkat_dipakai": ids.new_id(),
                "perangkat_lain": here,
                "waktu": f"2026-11-21T02:1{number}:00.000Z",
                **row,
                "nilai_dipakai": json.dumps(row["nilai_dipakai"]),
                "nilai_lain": json.dumps(row["nilai_lain"]),
            }
            insert_rows(conn, "konflik", [(row_id, values)], WAKTU)
            made.append(row_id)
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 0")
    return made


@pytest.fixture
def layar(masuk: Aplikasi, isi: Isi, qtbot) -> Layar:
    about = {"objek_jenis": "warga", "objek": isi.anak}
    add_beda(
        masuk,
        [
            {**about, "kolom": "telepon", "nilai_dipakai": None, "nilai_lain": "081234567890"},
            {**about, "kolom": "nik", "nilai_dipakai": KENARI[2], "nilai_lain": "3399075108240009"},
            {**about, "kolom": "berat_lahir", "nilai_dipakai": "2.90", "nilai_lain": "3.10"},
        ],
    )
    window = masuk.window
    window.resize(1366, 740)
    window.show()
    window.bingkai.show_page("beda")
    page = window.bingkai.page
    assert isinstance(page, BedaPage)
    found = Layar(masuk, isi, page, qtbot.waitUntil)
    found.tenang()
    return found


def test_one_key_chooses_and_the_next_case_is_ready(layar: Layar) -> None:
    assert QApplication.focusWidget() is layar.halaman.daftar
    layar.potret("beda-1")
    layar.ketik(Qt.Key.Key_Return)
    assert layar.image("warga", layar.isi.anak).get("telepon") is None, "Enter accepts nothing"
    layar.ketik(Qt.Key.Key_Escape)
    assert layar.ketik("2") == 1
    assert layar.image("warga", layar.isi.anak)["telepon"] == "081234567890"
    row = layar.halaman.daftar.row()
    assert "NIK" in row.apa
    layar.potret("beda-2")
    assert layar.ketik("1", "2") == 2
    assert layar.image("warga", layar.isi.anak)["berat_lahir"] == "3.10"
    assert layar.halaman._kotak.beda == ()
    assert len(layar.halaman._kotak.selesai) == 3
    layar.potret("beda-3")


def test_a_wrong_choice_is_taken_back_with_one_key(layar: Layar) -> None:
    layar.ketik("2")
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    layar.tenang()
    assert layar.image("warga", layar.isi.anak).get("telepon") is None
    assert len(layar.halaman._kotak.beda) == 3


def test_numbers_are_masked_until_asked_for_and_gone_after_the_lock(layar: Layar) -> None:
    layar.ketik(Qt.Key.Key_Down)
    texts = " ".join(all_texts(layar.halaman))
    assert KENARI[2] not in texts.replace(" ", "")
    assert KENARI[0] in texts
    layar.halaman.kartu.nomor.click()
    layar.tenang()
    layar.potret("beda-6")
    assert KENARI[2] in " ".join(all_texts(layar.halaman)).replace(" ", "")
    layar.aplikasi.window.lock()
    QApplication.processEvents()
    seen = " ".join(all_texts(layar.aplikasi.window))
    assert KENARI[0] not in seen
    assert KENARI[2] not in seen.replace(" ", "")


def test_an_entry_set_aside_is_mended_on_the_spot(layar: Layar) -> None:
    ruang = layar.aplikasi.window.ruang
    assert ruang is not None
    with ruang.buku.write() as conn:
        conn.exec_driver_sql(
            "INSERT INTO outbox(inkarnasi, n, tbl, id, body, chain, state, reason, field) "
            "VALUES (0, 900, 'warga', ?, x'7b7d', '', 'rejected', 'panjang', 'tempat_lahir')",
            (layar.isi.anak,),
        )
    layar.halaman.reload()
    layar.tenang()
    layar.ketik(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    layar.potret("beda-4")
    layar.ketik(Qt.Key.Key_Return, "x" * 101, Qt.Key.Key_Return)
    assert "panjang" in layar.halaman.sisih.keluhan.text().lower()
    layar.potret("beda-5")
    layar.halaman.sisih.kotak.clear()
    layar.ketik("Garut", Qt.Key.Key_Return)
    assert layar.image("warga", layar.isi.anak)["tempat_lahir"] == "Garut"


def test_an_empty_inbox_says_that_all_is_well(masuk: Aplikasi, qtbot) -> None:
    masuk.window.bingkai.show_page("beda")
    settle(masuk, qtbot.waitUntil)
    assert "Semua beres" in " ".join(all_texts(masuk.window.bingkai.page))
