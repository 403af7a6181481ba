"""One value is written one way: decimals with a comma, dates in Indonesian words."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from sipd_desktop.base import tampil


@pytest.mark.parametrize(
    ("nilai", "tempat", "teks"),
    [
        (Decimal("11.20"), None, "11,20"),
        (Decimal("11.20"), 1, "11,2"),
        (Decimal("8.25"), 1, "8,3"),
        (Decimal("1E+2"), None, "100"),
        (8.4, None, "8,4"),
        (64, None, "64"),
        (-0.35, 2, "\u22120,35"),
        (None, None, "-"),
    ],
)
def test_decimals_have_a_comma(nilai, tempat, teks):
    assert tampil.teks_desimal(nilai, tempat) == teks


@pytest.mark.parametrize("teks", ["9,4", "9.4", " 9,4 ", "9,40"])
def test_comma_and_dot_are_read_alike(teks):
    assert tampil.parse_desimal(teks) == Decimal("9.4")


@pytest.mark.parametrize("teks", ["9,4,1", "1.234,5", "abc", "9,4 kg", "1e5", "\u0669", "-", ","])
def test_what_is_no_number_is_refused(teks):
    with pytest.raises(ValueError, match="angka"):
        tampil.parse_desimal(teks)


def test_nothing_typed_is_none():
    assert tampil.parse_desimal("  ") is None


def test_a_minus_shown_is_a_minus_read():
    assert tampil.parse_desimal(tampil.teks_desimal(Decimal("-1.5"))) == Decimal("-1.5")


def test_dates_are_indonesian():
    hari = date(2026, 11, 21)
    assert tampil.tanggal_hari(hari) == "Sab, 21 Nov 2026"
    assert tampil.tanggal_panjang(hari) == "21 November 2026"
    assert tampil.tanggal_panjang(hari, hari=True) == "Sabtu, 21 November 2026"
    assert tampil.tanggal_angka(date(2024, 8, 5)) == "05-08-2024"
    assert tampil.bulan_tahun(hari, pendek=True) == "Nov 2026"
    assert tampil.nama_periode("2026-08") == "Agustus 2026"


def test_an_instant_is_shown_at_the_offset_of_the_province():
    saat = datetime(2026, 11, 21, 17, 5, tzinfo=UTC)
    assert tampil.waktu(saat, timezone(timedelta(hours=9))) == "22 Nov 2026 02.05"


@pytest.mark.parametrize(
    ("bulan", "pendek"),
    [
        (7, "7 bln"),
        (24, "2 th"),
        (27, "2 th 3 bln"),
        (409, "34 th"),
    ],
)
def test_ages_are_written_for_kader(bulan, pendek):
    assert tampil.umur_pendek(bulan) == pendek


def test_counts_shares_and_gains():
    assert tampil.teks_ribuan(12345) == "12.345"
    assert tampil.teks_persen(52, 64) == "81 %"
    assert tampil.teks_persen(1, 0) == "-"
    assert tampil.teks_selisih_gram(300) == "+300 g"
    assert tampil.teks_selisih_gram(-1100) == "\u22121.100 g"
    assert tampil.teks_selisih_gram(0) == "0 g"


def test_the_middle_of_a_nik_is_hidden():
    assert tampil.mask_nomor("3201123110850123") == "3201********0123"
    assert tampil.mask_nomor("12345") == "*****"
