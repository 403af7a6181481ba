"""Two laptops at two langkah of the same child, both without a connection, joined by the centre."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal

import pytest

from sipd_desktop.base import ids
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.hadir import list_antrean, mark_hadir, ringkas
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.ukur import open_lembar, save_ukur
from sync.alat import MELATI, Laptop
from sync.conftest import Pendaftar

HARI = date(2026, 11, 21)
HARI_ID = ids.hari_buka_id(MELATI, HARI.isoformat())


def _pair(laptop: Pendaftar) -> tuple[Laptop, Laptop, list[str]]:
    """Two laptops that know the same three children and have opened the same day."""
    a, b = laptop("a"), laptop("b")
    children = [
        a.warga(nama, tanggal_lahir="2024-08-15", status_dasar=1)
        for nama in ("ALYA", "BIMA", "CITRA")
    ]
    a.kirim_baik()
    b.kirim_baik()
    for one in (a, b):
        with one.buku.write() as conn:
            start_hari(conn, one.petugas, posyandu_id=MELATI, tanggal=HARI)
    return a, b, children


def _hadir(one: Laptop, anak: str) -> int:
    with one.buku.write() as conn:
        return mark_hadir(conn, one.petugas, HARI_ID, anak)[0]


def _ukur(one: Laptop, anak: str, **nilai: object) -> None:
    with one.buku.write() as conn:
        save_ukur(conn, one.petugas, HARI_ID, anak, NilaiUkur(**nilai))  # type: ignore[arg-type]


ORDERS = sorted({tuple(o) for o in itertools.permutations("aabb")})


@pytest.mark.parametrize("order", ORDERS, ids="".join)
def test_one_child_at_two_langkah_is_one_attendance_and_one_entry(
    laptop_satu: Pendaftar, order: tuple[str, ...]
) -> None:
    """Every order in which two laptops can exchange twice: 6; then both once more."""
    a, b, (alya, bima, _) = _pair(laptop_satu)
    assert _hadir(a, bima) == 1
    assert _hadir(a, alya) == 2
    _ukur(a, alya, berat_badan=Decimal("6.20"), tinggi_badan=Decimal("80.1"), cara_ukur="berdiri")
    _ukur(b, alya, vitamin_a=True, catatan="BATUK")
    each = {"a": a, "b": b}
    for name in (*order, "a", "b", "a"):
        each[name].kirim_baik()
    assert a.contents() == b.contents()
    assert a.one("SELECT count(*) FROM konflik") == 0
    for one in (a, b):
        assert one.all(
            "SELECT nomor, langkah, ke_bidan FROM kehadiran WHERE warga_id = ?", alya
        ) == [(2, 3, 1)]
        assert one.one("SELECT count(*) FROM isian") == 1
        with one.buku.read() as conn:
            nilai = open_lembar(conn, HARI_ID, alya).nilai
            assert (nilai.berat_badan, nilai.tinggi_badan) == (Decimal("6.20"), Decimal("80.1"))
            assert (nilai.vitamin_a, nilai.catatan) == (True, "BATUK")
            assert ringkas(conn, HARI_ID).ditimbang == 1


def test_same_number_given_on_two_laptops_is_kept_and_told_apart(laptop: Pendaftar) -> None:
    a, b, (alya, bima, citra) = _pair(laptop)
    assert [_hadir(a, alya), _hadir(b, bima), _hadir(b, citra)] == [1, 1, 2]
    for one in (a, b, a):
        one.kirim_baik()
    shown = []
    for one in (a, b):
        with one.buku.read() as conn:
            shown.append([(x.orang.nama, x.nomor, x.tanda) for x in list_antrean(conn, HARI_ID)])
    assert shown[0] == shown[1]
    assert shown[0] == [("ALYA", 1, "laptop 1"), ("BIMA", 1, "laptop 2"), ("CITRA", 2, "")]
    assert _hadir(a, alya) == 1, "asked again, everybody keeps the number on her ticket"
