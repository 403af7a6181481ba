"""Changes of a family by keys: counted, taken back, and asked about only where it must be."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import shell_ruang
from shell_ruang import KENARI, all_texts, settle
from tombol import Tombol

from sipd_desktop.services.catat import Niat
from sipd_desktop.ui import theme

buka, isi, isi_induk, masuk = (
    shell_ruang.buka,
    shell_ruang.isi,
    shell_ruang.isi_induk,
    shell_ruang.masuk,
)


def picture(aplikasi: Any, name: str) -> None:
    for _ in range(3):  # a layout settles over several rounds
        shell_ruang.QApplication.processEvents()
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


def test_the_death_of_the_head_asks_for_widowhood_and_the_next_head_by_one_key_each(
    masuk, di_keluarga
) -> None:
    keys, wait = at_acts(di_keluarga, member(masuk, "Dedi Kurnia"))
    keys.type("2").type("H").press("Enter", "Enter")
    picture(masuk, "peristiwa-meninggal-kepala")
    keys.type("Y").type("1")
    page = masuk.window.bingkai.page
    said = page.panel.pertanyaan.text()
    assert page.panel.tanya.isVisible()
    assert "Sri Kenari dicatat cerai mati. Kepala keluarga yang baru: Sri Kenari." in said
    theme.apply_theme(shell_ruang.QApplication.instance(), 1.5)
    picture(masuk, "peristiwa-meninggal-kepala-150")
    keys.press("Tab", "Enter")
    wait()
    sql = "SELECT nama, shdk, status_kawin, status_dasar FROM warga WHERE nama IN (?, ?) ORDER BY 1"
    people = ("Dedi Kurnia", "Sri Kenari")
    before = [("Dedi Kurnia", 1, None, 1), ("Sri Kenari", 3, None, 1)]
    assert rows(masuk, sql, *people) == [("Dedi Kurnia", 1, None, 2), ("Sri Kenari", 1, 4, 1)]
    keys.press("Ctrl+Z")
    wait()
    assert rows(masuk, sql, *people) == before


def at_acts(di_keluarga, warga: str = "") -> tuple[Tombol, Any]:
    keys, wait = di_keluarga(warga)
    keys.press("F8")
    wait()
    return keys, wait


def member(aplikasi: Any, nama: str) -> str:
    return str(rows(aplikasi, "SELECT id FROM warga WHERE nama = ?", nama)[0][0])


def test_a_whole_family_moves_away_and_one_comes_back(masuk, di_keluarga) -> None:
    keys, wait = at_acts(di_keluarga)
    keys.type("3").type("2").type("H").press("Enter").type("Slawi")
    picture(masuk, "peristiwa-pindah")
    keys.press("Enter")
    wait()
    assert rows(masuk, "SELECT DISTINCT status_dasar FROM warga") == [(3,)]
    picture(masuk, "peristiwa-pindah-sesudah")
    masuk.window.bingkai.page.anggota.select(0)
    keys.type("4").type("1").type("H").press("Enter", "Enter")
    wait()
    assert sorted(rows(masuk, "SELECT count(*), status_dasar FROM warga GROUP BY 2")) == [
        (1, 1),
        (3, 3),
    ]
    keys.press("Ctrl+Z")
    wait()
    assert rows(masuk, "SELECT DISTINCT status_dasar FROM warga") == [(3,)]


def test_a_family_that_left_comes_back_together_or_never_left(masuk, di_keluarga) -> None:
    keys, wait = at_acts(di_keluarga)
    keys.type("3").type("2").type("H").press("Enter", "Enter")
    wait()
    keys.type("4").type("2")
    picture(masuk, "peristiwa-kembali")
    keys.type("H").press("Enter", "Enter")
    wait()
    sql = "SELECT DISTINCT status_dasar FROM warga"
    assert rows(masuk, sql) == [(1,)]
    keys.press("Ctrl+Z")
    wait()
    assert rows(masuk, sql) == [(3,)]
    keys.type("3")
    picture(masuk, "peristiwa-batal-pindah")
    keys.type("2")
    wait()
    assert rows(masuk, sql) == [(1,)]
    assert rows(masuk, "SELECT count(*) FROM peristiwa WHERE deleted_at IS NULL") == [(0,)]


def test_the_head_who_leaves_alone_leaves_a_family_without_one_and_it_is_said(
    masuk, di_keluarga
) -> None:
    keys, wait = at_acts(di_keluarga, member(masuk, "Dedi Kurnia"))
    keys.type("3").type("1").type("H").press("Enter", "Enter")
    wait()
    said = " ".join(all_texts(masuk.window.bingkai.pesan))
    assert "Kepala keluarga yang baru bisa dicatat dengan 6." in said


def test_somebody_arrives_into_the_family(masuk, isi, di_keluarga) -> None:
    keys, wait = at_acts(di_keluarga)
    keys.type("4").press("Enter").type("Tuti").press("Enter").type("P")
    keys.type("29022000").press("Enter", "Enter").type("K").press("Enter")
    picture(masuk, "peristiwa-datang")
    keys.press("Enter")
    wait()
    assert rows(
        masuk, "SELECT keluarga_id, tanggal_lahir, tanggal_status FROM warga WHERE nama = 'Tuti'"
    ) == [(isi.keluarga, "2000-02-29", "2026-11-20")]


def test_a_new_family_is_one_form_and_then_its_own_page(masuk, qtbot) -> None:
    masuk.window.resize(1366, 768)
    masuk.window.sesi.go("cari")
    settle(masuk, qtbot.waitUntil)
    picture(masuk, "cari")
    keys = Tombol(masuk.window)
    keys.press("F3").press("Enter").type("Tuti").press("Enter").type("P").press("Enter")
    keys.type("2").press("Enter").type("1").press("Enter", "Enter", "Enter", "Enter")
    picture(masuk, "keluarga-baru")
    keys.type("H").press("Enter").type("Brebes").press("Enter")
    settle(masuk, qtbot.waitUntil)
    assert masuk.window.bingkai.key == "peristiwa"
    picture(masuk, "keluarga-baru-sesudah")
    sql = "SELECT w.nama, w.shdk, k.rt FROM warga w JOIN keluarga k ON k.id = w.keluarga_id"
    assert ("Tuti", 1, "002") in rows(masuk, sql)


def test_somebody_without_a_family_is_found_and_put_into_one(masuk, isi, qtbot) -> None:
    with masuk.window.ruang.buku.write() as conn:
        niat = Niat(conn, masuk.window.sesi.petugas)
        values = {"nama": "Tumini Sasmita", "jenis_kelamin": 2, "tanggal_lahir": "1970-08-11"}
        niat.insert("warga", "tumini", {**values, "posyandu_id": isi.posyandu, "status_dasar": 1})
        niat.done()
    masuk.window.resize(1366, 768)
    masuk.window.sesi.go("cari")
    settle(masuk, qtbot.waitUntil)
    keys = Tombol(masuk.window)
    keys.type("tumini")
    settle(masuk, qtbot.waitUntil)
    keys.press("Enter")
    settle(masuk, qtbot.waitUntil)
    assert masuk.window.bingkai.key == "orang"
    picture(masuk, "orang-tanpa-keluarga")
    keys.press("F6")
    settle(masuk, qtbot.waitUntil)
    keys.press("Enter").type("2").press("Enter").type("1").press("Enter", "Enter")
    picture(masuk, "masuk-keluarga")
    keys.press("Enter")
    settle(masuk, qtbot.waitUntil)
    assert masuk.window.bingkai.key == "peristiwa"
    sql = "SELECT k.rt, w.shdk FROM warga w JOIN keluarga k ON k.id = w.keluarga_id WHERE w.id = ?"
    assert rows(masuk, sql, "tumini") == [("002", 1)]
    keys.press("Ctrl+Z")
    settle(masuk, qtbot.waitUntil)
    assert rows(masuk, sql, "tumini") == []


def test_a_mistaken_death_is_taken_back_with_its_own_digit(masuk, isi, di_keluarga) -> None:
    keys, wait = at_acts(di_keluarga)
    keys.type("2").type("H").press("Enter", "Enter").press("Tab", "Enter")
    wait()
    page = masuk.window.bingkai.page
    page.anggota.select(3)
    assert page.anggota.row().orang.id == isi.anak
    assert page.tombol[1].accessibleName() == "Batalkan catatan itu"
    keys.type("2")
    picture(masuk, "peristiwa-batal")
    keys.press("Enter")
    wait()
    assert rows(masuk, "SELECT status_dasar FROM warga WHERE id = ?", isi.anak) == [(1,)]


def test_the_sheets_about_people_can_be_looked_at(masuk, di_keluarga, qtbot) -> None:
    keys, wait = at_acts(di_keluarga)
    keys.type("1").type("L").type("H").press("Enter", "Enter", "Enter", "Enter")
    wait()
    for report in ("lampid", "lampid-nama", "bayi-belum-nik", "perubahan-penduduk"):
        masuk.window.sesi.go("cetak", laporan=report)
        settle(masuk, qtbot.waitUntil)
        picture(masuk, report)
        assert masuk.window.bingkai.page.susunan is not None


def test_pisah_kk_says_who_goes_as_what(masuk, di_keluarga) -> None:
    keys, wait = at_acts(di_keluarga, member(masuk, "Sri Kenari"))
    keys.type("5").type("2")
    page = masuk.window.bingkai.page
    assert "Kenari Putri Ayu (anak)" in page.panel.kalimat.text()
    picture(masuk, "peristiwa-pisah")
    keys.press("Enter", "Enter").type("H").press("Enter")
    wait()
    assert rows(masuk, "SELECT count(DISTINCT keluarga_id) FROM warga") == [(2,)]


def test_another_head_and_data_that_came_later(masuk, di_keluarga) -> None:
    keys, wait = at_acts(di_keluarga, member(masuk, "Sri Kenari"))
    keys.type("6").type("H").press("Enter")
    wait()
    assert rows(masuk, "SELECT nama, shdk FROM warga ORDER BY nama") == [
        ("Dedi Kurnia", 2),
        ("Karti Wiryo", 7),
        (KENARI[0], 4),
        ("Sri Kenari", 1),
    ]
    keys.type("7").press("Enter").type("Sri Kenari Dewi").press("Enter")
    picture(masuk, "peristiwa-lengkapi")
    keys.press("Ctrl+S")
    wait()
    assert member(masuk, "Sri Kenari Dewi")
    assert rows(masuk, "SELECT catatan FROM peristiwa WHERE jenis = 'ubah'") == [("Nama",)]


def test_a_family_that_moved_within_the_desa_gets_its_new_address(masuk, di_keluarga) -> None:
    keys, wait = at_acts(di_keluarga)
    keys.type("7").press("Enter", "Enter", "Enter", "Enter", "Enter")
    keys.type("Jalan Melati 7").press("Enter").type("krajan").press("Enter").type("3")
    page = masuk.window.bingkai.page
    assert "berlaku untuk sekeluarga, 4 orang" in page.panel.kalimat.text()
    picture(masuk, "peristiwa-alamat")
    theme.apply_theme(shell_ruang.QApplication.instance(), 1.5)
    picture(masuk, "peristiwa-alamat-150")
    keys.press("Enter", "Enter")
    wait()
    assert rows(masuk, "SELECT alamat, dusun, rt FROM keluarga") == [
        ("Jalan Melati 7", "KRAJAN", "003")
    ]
    assert rows(masuk, "SELECT catatan FROM peristiwa") == [("Alamat, RT, Dusun",)]
    keys.press("Ctrl+Z")
    wait()
    assert rows(masuk, "SELECT rt FROM keluarga") != [("003",)]


def test_two_records_are_compared_merged_and_parted(masuk, isi, qtbot) -> None:
    with masuk.window.ruang.buku.write() as conn:
        niat = Niat(conn, masuk.window.sesi.petugas)
        values = {"nama": "Kenari Putri", "jenis_kelamin": 2, "tanggal_lahir": "2024-08-11"}
        unit = {"posyandu_id": isi.posyandu, "keluarga_id": isi.keluarga, "status_dasar": 1}
        niat.insert("warga", "ganda", {**values, **unit, "nik": KENARI[2]})
        niat.done()
    masuk.window.resize(1366, 768)
    masuk.window.sesi.go("ganda")
    settle(masuk, qtbot.waitUntil)
    keys = Tombol(masuk.window)
    picture(masuk, "ganda")
    keys.press("Enter")
    settle(masuk, qtbot.waitUntil)
    keys.type("1")
    picture(masuk, "ganda-banding")
    page = masuk.window.bingkai.page
    keep, gone = page.isi.satu, page.isi.dua
    keys.press("Enter")
    settle(masuk, qtbot.waitUntil)
    assert rows(masuk, "SELECT count(*) FROM warga WHERE digabung_ke IS NOT NULL") == [(0,)]
    keys.type("1").press("Tab", "Enter")
    settle(masuk, qtbot.waitUntil)
    assert rows(masuk, "SELECT digabung_ke FROM warga WHERE id = ?", gone) == [(keep,)]
    masuk.window.sesi.go("ganda", warga_id=keep)
    settle(masuk, qtbot.waitUntil)
    picture(masuk, "ganda-pisah")
    page.pisah.click()
    settle(masuk, qtbot.waitUntil)
    assert rows(masuk, "SELECT digabung_ke FROM warga WHERE id = ?", gone) == [(None,)]


def test_the_operator_saves_the_file_and_marks_what_was_entered(
    masuk, di_keluarga, qtbot, tmp_path
) -> None:
    keys, wait = at_acts(di_keluarga)
    keys.type("1").type("L").type("H").press("Enter", "Enter", "Enter", "Enter")
    wait()
    keys.type("2").type("H").press("Enter", "Enter").press("Tab", "Enter")
    wait()
    with masuk.window.ruang.buku.write() as conn:
        conn.exec_driver_sql("UPDATE kader SET jabatan = 'operator', posyandu_id = NULL")
    sesi = masuk.window.sesi
    sesi.choose(pengguna=replace(sesi.pengguna, jabatan="operator"))
    sesi.go("perubahan")
    settle(masuk, qtbot.waitUntil)
    page = masuk.window.bingkai.page
    picture(masuk, "perubahan")
    out = tmp_path / "opensid.xlsx"
    page.ask_path = lambda _page, _name: out
    keys.press("Ctrl+S")
    wait()
    assert out.stat().st_size > 1000
    assert len(page.baris) == 2, "saving marks nothing"
    keys.type("S").type("M")
    wait()
    assert [p.jenis for p in page.baris] == ["meninggal"]
    keys.press("Ctrl+Z")
    wait()
    assert len(page.baris) == 2
    page.daftar.select(0)
    keys.type("S").type("M")
    wait()
    keys.type("T")
    wait()
    picture(masuk, "perubahan-sudah")
    assert [p.jenis for p in page.baris] == ["lahir"]
    keys.type("M")  # nothing ticked: nothing is opened again by habit
    wait()
    assert len(page.baris) == 1
    page.daftar.select(0)
    keys.type("S").type("M")
    wait()
    assert page.baris == ()
    keys.type("T")
    wait()
    assert len(page.baris) == 2
    theme.apply_theme(shell_ruang.QApplication.instance(), 1.5)
    picture(masuk, "perubahan-150")


def test_nothing_is_cut_off_at_150_percent(masuk, di_keluarga) -> None:
    keys, wait = di_keluarga()
    theme.apply_theme(shell_ruang.QApplication.instance(), 1.5)
    masuk.window.sesi.go("cari")
    wait()
    picture(masuk, "cari-150")
    masuk.window.sesi.back()
    wait()
    keys.press("F8")
    wait()
    picture(masuk, "peristiwa-150")
    keys.type("1").type("L").type("H").press("Enter")
    wait()
    picture(masuk, "peristiwa-lahir-150")
    page = masuk.window.bingkai.page
    assert page.rect().contains(page.isi.geometry())
    card = page.panel.mapTo(page.isi, page.panel.rect().topRight())
    assert card.x() <= page.isi.width(), "the form is no wider than its room"


def test_the_page_forgets_names_when_the_screen_is_locked(masuk, di_keluarga) -> None:
    keys, wait = di_keluarga()
    keys.press("F8")
    wait()
    keys.type("2")
    masuk.window.lock()
    assert not [t for t in all_texts(masuk.window.bingkai) if KENARI[0] in t]
