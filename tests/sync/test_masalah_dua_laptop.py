"""Masalah between two laptops: what a person confirmed on one stays confirmed when the other,
which does not know of it, derives it anew; in both orders of sending."""

from __future__ import annotations

from datetime import date

import pytest

from pendataan_buatan import add_pendataan
from sipd_desktop.base import ids
from sipd_desktop.services.masalah import list_masalah, refresh_masalah
from sipd_desktop.services.masalah.keadaan import confirm
from sipd_desktop.services.masalah.setelan import load_aturan, save_setelan
from sipd_desktop.services.masalah.tautan import Tautan, link
from sync.alat import Laptop
from sync.conftest import Pendaftar

HARI = date(2026, 9, 20)


def segar(one: Laptop, warga: str, hari: date = HARI) -> None:
    with one.buku.write() as conn:
        refresh_masalah(conn, one.petugas, [warga], hari)


def survei(one: Laptop, warga: str, tanggal: str, kondisi: int) -> None:
    with one.buku.write() as conn:
        add_pendataan(
            conn,
            one.petugas,
            "warga",
            warga,
            tanggal,
            kondisi_kerja=kondisi,
            pendidikan_tertinggi=4,
        )


def statuses(one: Laptop) -> list[tuple[str, str]]:
    with one.buku.read() as conn:
        return [(r.jenis, r.status) for r in list_masalah(conn, one.petugas)]


@pytest.mark.parametrize("duluan", ["menetapkan", "menduga"])
@pytest.mark.parametrize("tahu", ["sudah-ada", "belum-ada"])
def test_a_confirmed_masalah_stays_confirmed(laptop: Pendaftar, duluan: str, tahu: str) -> None:
    """B has a newer survey that no longer shows it; A's kader asked the person. `belum-ada`: both
    find it before either has sent anything."""
    a, b = laptop("a"), laptop("b")
    orang = a.warga("BUDI", tanggal_lahir="1995-05-05")
    survei(a, orang, "2026-09-15", 4)
    made = ids.masalah_id(orang, "penganggur", "")
    if tahu == "sudah-ada":
        segar(a, orang)
    for one in (a, b):
        one.kirim_baik()
    if tahu == "belum-ada":
        segar(a, orang)
        segar(b, orang)
    with a.buku.write() as conn:
        confirm(conn, a.petugas, made, HARI)
    survei(b, orang, "2026-09-18", 5)
    segar(b, orang)
    assert statuses(b) == []
    first, second = (a, b) if duluan == "menetapkan" else (b, a)
    for one in (first, second, first, second):
        one.kirim_baik()
    for one in (a, b):
        assert statuses(one) == [("penganggur", "terkonfirmasi")]
        assert one.one("SELECT count(*) FROM konflik") == 0
        segar(one, orang)
        assert one.unsent() == 0
    assert a.image("masalah", made) == b.image("masalah", made)


def test_two_laptops_finding_the_same_make_one_row_without_a_question(laptop: Pendaftar) -> None:
    a, b = laptop("a"), laptop("b")
    orang = a.warga("BUDI", tanggal_lahir="1995-05-05")
    survei(a, orang, "2026-09-15", 4)
    for one in (a, b):
        one.kirim_baik()
    segar(a, orang)
    segar(b, orang, date(2026, 9, 21))
    for one in (a, b, a):
        one.kirim_baik()
    for one in (a, b):
        assert statuses(one) == [("penganggur", "dugaan")]
        assert one.one("SELECT count(*) FROM masalah") == 1
        assert one.one("SELECT count(*) FROM konflik") == 0


def test_a_desa_setting_reaches_the_other_laptop(laptop: Pendaftar) -> None:
    a, b = laptop("a"), laptop("b")
    with a.buku.write() as conn:
        save_setelan(conn, a.petugas, "MISKIN.GARIS", 550_000, HARI, "Musdes")
    for one in (a, b):
        one.kirim_baik()
    with b.buku.read() as conn:
        assert load_aturan(conn, HARI)["MISKIN.GARIS"] == 550_000


def test_where_it_goes_on_is_known_on_the_other_laptop_too(laptop: Pendaftar) -> None:
    a, b = laptop("a"), laptop("b")
    orang = a.warga("BUDI", tanggal_lahir="1995-05-05")
    survei(a, orang, "2026-09-15", 4)
    segar(a, orang)
    made = ids.masalah_id(orang, "penganggur", "")
    with a.buku.write() as conn:
        confirm(conn, a.petugas, made, HARI)
        link(conn, a.petugas, made, Tautan("rujukan", nomor="12", tanggal=HARI, ke="Disnaker"))
    for one in (a, b):
        one.kirim_baik()
    with b.buku.read() as conn:
        (row,) = list_masalah(conn, b.petugas)
    assert row.tautan == "Rujukan nomor 12, 20 Sep 2026, kepada Disnaker"
