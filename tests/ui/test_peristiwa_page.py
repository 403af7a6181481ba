"""Changes of a family by keys: counted, taken back, and asked about only where it must be."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
import shell_ruang
from shell_ruang import KENARI, all_texts, settle
from tombol import Tombol

from sipd_desktop.ui import theme

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)


def picture(aplikasi: Any, name: str) -> None:
    if folder := os.environ.get("SIPD_GAMBAR"):
        aplikasi.window.grab().save(f"{folder}/{name}.png")


def rows(aplikasi: Any, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with aplikasi.window.ruang.buku.read() as conn:
        return [tuple(r) for r in conn.exec_driver_sql(sql, values)]


@pytest.fixture
def di_keluarga(masuk, isi, qtbot) -> Callable[..., tuple[Tombol, Any]]:
    """At the family page with the cursor on a member; keys settle by themselves."""

    def go(warga: str = "") -> tuple[Tombol, Any]:
        masuk.window.resize(1366, 768)
        masuk.window.sesi.go("keluarga", keluarga_id=isi.keluarga, warga_id=warga or isi.anak)
        settle(masuk, qtbot.waitUntil)
        return Tombol(masuk.window), lambda: settle(masuk, qtbot.waitUntil)

    return go


def test_a_birth_without_a_name_takes_at_most_25_keys(masuk, di_keluarga) -> None:
    keys, wait = di_keluarga()
    keys.press("F8")
    wait()
    picture(masuk, "peristiwa")
    keys.type("1")
    picture(masuk, "peristiwa-lahir-kosong")
    keys.type("L")
    keys.type("20112026").press("Enter")
    keys.type("3,1").press("Enter")
    keys.type("49").press("Enter")
    picture(masuk, "peristiwa-lahir")
    keys.press("Enter")
    wait()
    picture(masuk, "peristiwa-lahir-sesudah")
    assert keys.jumlah <= 25
    assert rows(
        masuk,
        "SELECT nama, jenis_kelamin, tanggal_lahir, nama_ibu, berat_lahir FROM warga "
        "WHERE ibu_id IS NOT NULL",
    ) == [(f"Bayi Ny. {KENARI[1]}", 1, "2026-11-20", KENARI[1], "3.10")]
    keys.press("Ctrl+Z")
    wait()
    assert rows(
        masuk, "SELECT count(*) FROM warga WHERE ibu_id IS NOT NULL AND deleted_at IS NULL"
    )[0] == (0,)


def test_twins_are_typed_one_after_the_other(masuk, di_keluarga) -> None:
    keys, wait = di_keluarga()
    keys.press("F8")
    wait()
    keys.type("1").type("L").type("H").press("Enter")
    keys.type("2,4").press("F6")
    picture(masuk, "peristiwa-kembar")
    keys.type("P").press("Enter", "Enter").press("Enter", "Enter")
    wait()
    assert rows(
        masuk, "SELECT nama, jenis_kelamin FROM warga WHERE ibu_id IS NOT NULL ORDER BY 1"
    ) == [
        (f"Bayi Ny. {KENARI[1]} I", 1),
        (f"Bayi Ny. {KENARI[1]} II", 2),
    ]


def test_a_death_says_what_will_happen_and_enter_of_habit_does_not_do_it(
    masuk, isi, di_keluarga
) -> None:
    keys, wait = di_keluarga()
    keys.press("F8")
    wait()
    keys.type("2").type("H").press("Enter", "Enter")
    page = masuk.window.bingkai.page
    assert page.panel.tanya.isVisible()
    assert "tidak lagi ada di undangan" in page.panel.pertanyaan.text()
    picture(masuk, "peristiwa-meninggal")
    keys.press("Enter")
    wait()
    assert rows(masuk, "SELECT count(*) FROM peristiwa") == [(0,)]
    keys.press("Enter", "Tab", "Enter")
    wait()
    assert rows(masuk, "SELECT status_dasar FROM warga WHERE id = ?", isi.anak) == [(2,)]
    picture(masuk, "peristiwa-meninggal-sesudah")
    said = " ".join(all_texts(masuk.window.bingkai.pesan)).lower()
    assert "selamat" not in said
    assert "!" not in said


def test_nothing_is_cut_off_at_150_percent(masuk, di_keluarga) -> None:
    keys, wait = di_keluarga()
    theme.apply_theme(shell_ruang.QApplication.instance(), 1.5)
    keys.press("F8")
    wait()
    picture(masuk, "peristiwa-150")
    keys.type("1").type("L").type("H").press("Enter")
    picture(masuk, "peristiwa-lahir-150")
    page = masuk.window.bingkai.page
    for part in (page.nama, page.anggota, page.isi):
        assert page.rect().contains(part.geometry())


def test_the_page_forgets_names_when_the_screen_is_locked(masuk, di_keluarga) -> None:
    keys, wait = di_keluarga()
    keys.press("F8")
    wait()
    keys.type("2")
    masuk.window.lock()
    assert not [t for t in all_texts(masuk.window.bingkai) if KENARI[0] in t]
