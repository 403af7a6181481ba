"""Groups of sasaran: exact on the day, from age and pregnancy alone."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.rules import sasaran, tabel_sasaran
from sipd_desktop.rules.sasaran import (
    KELOMPOK,
    Episode,
    batas_lahir,
    keadaan_ibu,
    kelompok_sasaran,
    kelompok_umur,
    lahir_termuda,
)
from sipd_desktop.rules.umur import umur_bulan

HARI = date(2026, 11, 21)
RELEASED = {"2026.1": "3e527ee4d0e398bf"}


def test_a_released_table_never_changes() -> None:
    folder = Path(tabel_sasaran.__file__).parent / "data" / "sasaran"
    found = {
        path.stem: hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:16]
        for path in folder.glob("*.json")
    }
    assert found == RELEASED
    assert tuple(found) == tabel_sasaran.VERSI


def test_every_row_has_a_known_source_a_mark_and_a_date() -> None:
    table = tabel_sasaran.tabel_sasaran()
    assert len(table.angka) > 30
    for row in table.angka.values():
        assert row.sumber in table.sumber
        assert row.tanda in ("pasti", "K", "?")
        assert row.tanda != "pasti" or row.sumber != "K"


@pytest.mark.parametrize(
    ("lahir", "kelompok"),
    [
        (HARI, "balita"),
        (date(2021, 11, 22), "balita"),  # lima tahun besok
        (date(2021, 11, 21), "apras"),  # tepat lima tahun
        (date(2020, 11, 22), "apras"),
        (date(2020, 11, 21), "remaja"),  # tepat enam tahun
        (date(2008, 11, 21), "remaja"),  # tepat 18 tahun
        (date(2007, 11, 22), "remaja"),
        (date(2007, 11, 21), "dewasa"),  # tepat 19 tahun
        (date(1966, 11, 22), "dewasa"),
        (date(1966, 11, 21), "lansia"),  # tepat 60 tahun
        (date(1921, 1, 1), "lansia"),
        (HARI + timedelta(days=1), None),
    ],
)
def test_borders_of_age_are_exact_on_the_day(lahir: date, kelompok: str | None) -> None:
    assert kelompok_umur(lahir, HARI) == kelompok


def test_born_on_the_31st_completes_five_years_on_the_last_day_of_a_shorter_month() -> None:
    assert kelompok_umur(date(2020, 2, 29), date(2025, 2, 27)) == "balita"
    assert kelompok_umur(date(2020, 2, 29), date(2025, 2, 28)) == "apras"


@given(
    lahir=st.dates(date(1920, 1, 1), date(2026, 12, 31)),
    tanggal=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
)
def test_counting_by_birth_dates_agrees_with_the_age_of_each(lahir: date, tanggal: date) -> None:
    if lahir > tanggal:
        return
    found = "balita"
    for kode, youngest in batas_lahir(tanggal):
        if lahir <= youngest:
            found = kode
    assert found == kelompok_umur(lahir, tanggal)


@given(bulan=st.integers(0, 900), tanggal=st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_the_youngest_birth_date_of_an_age_is_the_last_one(bulan: int, tanggal: date) -> None:
    last = lahir_termuda(bulan, tanggal)
    assert umur_bulan(last, tanggal) >= bulan
    assert umur_bulan(last + timedelta(days=1), tanggal) < bulan


def test_pregnancy_and_nifas_stand_before_age() -> None:
    girl = date(2010, 5, 5)
    assert kelompok_sasaran(girl, HARI) == "remaja"
    assert kelompok_sasaran(girl, HARI, "hamil") == "bumil"
    assert kelompok_sasaran(girl, HARI, "nifas") == "bufas"
    assert kelompok_sasaran(None, HARI) is None
    assert kelompok_sasaran(None, HARI, "hamil") == "bumil"


@pytest.mark.parametrize(("hari", "keadaan"), [(0, "nifas"), (42, "nifas"), (43, "")])
def test_nifas_is_the_day_of_birth_and_42_days_after(hari: int, keadaan: str) -> None:
    born = HARI - timedelta(days=hari)
    made = Episode(date(2026, 4, 1), hpht=date(2026, 2, 1), selesai=born, hasil="melahirkan")
    assert keadaan_ibu([made], HARI) == keadaan


def test_a_miscarriage_ends_the_pregnancy_and_is_not_nifas() -> None:
    made = Episode(date(2026, 9, 1), selesai=date(2026, 11, 10), hasil="keguguran")
    assert keadaan_ibu([made], HARI) == ""
    assert keadaan_ibu([made], date(2026, 10, 1)) == "hamil"


def test_a_pregnancy_never_lasts_longer_than_one_can() -> None:
    made = Episode(date(2026, 1, 10), hpht=HARI - timedelta(days=320))
    assert keadaan_ibu([made], HARI) == "hamil"
    assert keadaan_ibu([made], HARI + timedelta(days=1)) == ""
    unknown = Episode(HARI)
    assert keadaan_ibu([unknown], HARI + timedelta(days=320)) == "hamil"
    assert keadaan_ibu([unknown], HARI + timedelta(days=321)) == ""


def test_before_it_was_known_she_was_not_counted_as_pregnant() -> None:
    assert keadaan_ibu([Episode(HARI)], HARI - timedelta(days=1)) == ""
    assert keadaan_ibu([Episode(HARI, hpht=date(2026, 8, 1))], date(2026, 9, 1)) == "hamil"


def test_a_birth_ends_the_same_pregnancy_noted_twice() -> None:
    """Two laptops noted it on different days; only one of them heard of the birth."""
    twice = [
        Episode(date(2026, 5, 9)),
        Episode(date(2026, 6, 13), selesai=date(2026, 11, 2), hasil="melahirkan"),
    ]
    assert keadaan_ibu(twice, HARI) == "nifas"


def test_pregnant_again_after_a_birth_is_pregnant() -> None:
    rows = [
        Episode(date(2025, 1, 1), selesai=date(2025, 6, 1), hasil="melahirkan"),
        Episode(date(2026, 10, 1), hpht=date(2026, 8, 1)),
    ]
    assert keadaan_ibu(rows, HARI) == "hamil"


def test_the_flag_of_the_population_data_counts_only_without_any_record() -> None:
    assert keadaan_ibu([], HARI, tercatat_hamil=True) == "hamil"
    ended = Episode(date(2026, 1, 1), selesai=date(2026, 3, 1), hasil="keguguran")
    assert keadaan_ibu([ended], HARI, tercatat_hamil=True) == ""


def test_every_group_has_its_words() -> None:
    assert set(sasaran.NAMA) == set(sasaran.SINGKAT) == set(KELOMPOK)
