"""WHO's own vectors, row by row and cell by cell: DESIGN asks that every one is met."""

import csv
from pathlib import Path

import pytest

from sipd_desktop.services.zskor_baris import ANTHRO, ANTHROPLUS, Jenis

DATA = Path(__file__).parents[2] / "data" / "who"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="") as file:
        return list(csv.DictReader(file))


def different(jenis: Jenis, row: dict[str, str]) -> dict[str, tuple[str, str]]:
    outputs, masalah = jenis.hitung([row[kolom] for kolom in jenis.masukan])
    assert masalah is None
    pairs = zip(jenis.keluaran, outputs, strict=True)
    return {kolom: (row[kolom], ours) for kolom, ours in pairs if row[kolom] != ours}


@pytest.mark.parametrize(
    ("jenis", "name", "count"),
    [(ANTHRO, "uji_anthro.csv", 711), (ANTHROPLUS, "uji_anthroplus.csv", 214)],
    ids=["anthro", "anthroplus"],
)
def test_every_output_cell_of_the_who_vectors_is_met(jenis: Jenis, name: str, count: int) -> None:
    table = rows(name)
    assert len(table) == count
    missed = {row["case_id"]: diff for row in table if (diff := different(jenis, row))}
    assert missed == {}


@pytest.mark.parametrize("code", ["f", "F", "2", "p", " P "])
def test_sex_codes_in_any_case_give_the_same_row(code: str) -> None:
    row = next(r for r in rows("uji_anthro.csv") if r["sex"] == "F" and r["zwfl"])
    assert different(ANTHRO, row | {"sex": code}) == {}


def test_position_and_oedema_codes_may_be_upper_or_lower_case() -> None:
    row = next(r for r in rows("uji_anthro.csv") if r["measure"] == "H" and r["oedema"] == "y")
    assert different(ANTHRO, row | {"measure": "h", "oedema": "Y"}) == {}


def test_without_sex_lengths_and_imt_stay_and_no_z_is_given() -> None:
    row = next(r for r in rows("uji_anthro.csv") if r["zwfl"] and r["zac"] and r["measure"])
    outputs, masalah = ANTHRO.hitung([{**row, "sex": ""}[kolom] for kolom in ANTHRO.masukan])
    assert masalah is None
    assert outputs[:4] == [row[kolom] for kolom in ANTHRO.keluaran[:4]]
    assert outputs[4:] == [""] * 12
