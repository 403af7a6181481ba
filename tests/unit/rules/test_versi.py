"""Rule tables: released once, never changed, every row dated and sourced."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from sipd_desktop.rules import versi
from sipd_desktop.rules.versi import VERSI, aturan, aturan_pada, versi_pada

RELEASED = {"2026.1": "e9c1429b4fb0ac0d"}


def test_a_released_table_never_changes() -> None:
    """A change means a new version file; results that name the old one must stay reproducible."""
    folder = Path(versi.__file__).parent / "data" / "aturan"
    found = {
        path.stem: hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()[:16]
        for path in folder.glob("*.json")
    }
    assert found == RELEASED
    assert tuple(RELEASED) == VERSI


@pytest.mark.parametrize("name", VERSI)
def test_every_row_has_a_known_source_a_mark_and_a_date(name: str) -> None:
    table = aturan(name)
    rows = [*table.angka.values(), *table.kbm.values(), *sum(table.kelas.values(), ())]
    assert len(rows) > 100
    for row in rows:
        assert row.sumber in table.sumber
        assert row.tanda in ("pasti", "K", "?")
        assert row.tanda != "pasti" or row.sumber in ("S1", "S2", "S3", "S8", "S13", "K")
        assert date(2006, 1, 1) <= row.berlaku <= date(2026, 12, 31)
    assert table.versi == name


@pytest.mark.parametrize("name", VERSI)
def test_codes_are_unique_and_classes_rise_to_infinity(name: str) -> None:
    table = aturan(name)
    codes = [row.kode for rows in table.kelas.values() for row in rows]
    assert len(codes) == len(set(codes))
    for rows in table.kelas.values():
        bounds = [row.sampai for row in rows]
        assert bounds == sorted(set(bounds))
        assert bounds[-1] == float("inf")


def test_every_unsure_row_is_named_in_the_page_for_the_puskesmas() -> None:
    page = (Path(__file__).parents[3] / "docs" / "aturan-gizi.md").read_text("utf-8")
    table = aturan()
    rows = [*table.angka.values(), *table.kbm.values(), *sum(table.kelas.values(), ())]
    unsure = {row.kode for row in rows if row.tanda != "pasti"}
    named = {kode for kode in unsure if kode in page}
    by_stem = {kode for kode in unsure if ".".join(kode.split(".")[:2]) in page}
    by_index = {
        kode
        for indeks, classes in table.kelas.items()
        for kode in (row.kode for row in classes)
        if indeks in page
    }
    assert unsure - named - by_stem - by_index == set()
    assert table.versi in page


def test_the_version_is_chosen_by_date_and_old_measures_use_the_first() -> None:
    assert versi_pada(date(2026, 11, 22)) == "2026.1"
    assert versi_pada(date(1999, 1, 1)) == "2026.1"
    assert aturan_pada(date(2026, 11, 22)) is aturan("2026.1")


def test_a_later_version_takes_over_on_its_day(tmp_path: Path, monkeypatch) -> None:
    folder = Path(versi.__file__).parent / "data" / "aturan"
    text = (folder / "2026.1.json").read_text("utf-8")
    (tmp_path / "2026.1.json").write_text(text, "utf-8")
    later = text.replace('"versi": "2026.1"', '"versi": "2027.1"')
    later = later.replace(
        '"berlaku": "2020-01-01",\n  "sumber"', '"berlaku": "2027-03-01",\n  "sumber"'
    )
    (tmp_path / "2027.1.json").write_text(later, "utf-8")
    monkeypatch.setattr(versi, "_FOLDER", tmp_path)
    monkeypatch.setattr(versi, "VERSI", ("2026.1", "2027.1"))
    aturan.cache_clear()
    try:
        assert versi_pada(date(2027, 2, 28)) == "2026.1"
        assert versi_pada(date(2027, 3, 1)) == "2027.1"
        assert aturan_pada(date(2028, 1, 1)).versi == "2027.1"
    finally:
        aturan.cache_clear()


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(ValueError, match="no rule version"):
        aturan("1999.9")
