"""Every boundary of every class (Permenkes 2/2020): exactly on the line is the milder class."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.rules.gizi import gabungan, is_lila_due, kelas, kelas_lila
from sipd_desktop.rules.versi import aturan

A = aturan()

SIX = [
    (-3.01, "GB"),
    (-3.0, "GK"),
    (-2.01, "GK"),
    (-2.0, "B"),
    (1.0, "B"),
    (1.01, "RGL"),
    (2.0, "RGL"),
    (2.01, "GL"),
    (3.0, "GL"),
    (3.01, "OB"),
]
BOUNDS = [
    *(("BBU", z, f"BBU.{k}") for z, k in [
        (-5.9, "SK"), (-3.01, "SK"), (-3.0, "K"), (-2.01, "K"), (-2.0, "N"), (0.0, "N"),
        (1.0, "N"), (1.01, "RL"), (4.9, "RL"),
    ]),
    *(("TBU", z, f"TBU.{k}") for z, k in [
        (-3.01, "SP"), (-3.0, "P"), (-2.01, "P"), (-2.0, "N"), (3.0, "N"), (3.01, "T"),
    ]),
    *(("BBTB", z, f"BBTB.{k}") for z, k in SIX),
    *(("IMTU", z, f"IMTU0.{k}") for z, k in SIX),
    *(("IMTU5", z, f"IMTU5.{k}") for z, k in [
        (-3.01, "GB"), (-3.0, "GK"), (-2.01, "GK"), (-2.0, "B"), (1.0, "B"), (1.01, "GL"),
        (2.0, "GL"), (2.01, "OB"), (3.01, "OB"),
    ]),
    *(("LKU", z, f"LKU.{k}") for z, k in [
        (-2.01, "MIKRO"), (-2.0, "N"), (2.0, "N"), (2.01, "MAKRO"),
    ]),
    *(("LILA", cm, f"LILA.{k}") for cm, k in [
        (11.4, "MERAH"), (11.5, "KUNING"), (12.4, "KUNING"), (12.5, "HIJAU"),
    ]),
    *(("BBLAHIR", g, k) for g, k in [
        (1499, "BBLSR"), (1500, "BBLR"), (2499, "BBLR"), (2500, "BBLAHIR.N"),
    ]),
    ("PBLAHIR", 47.9, "PB_LAHIR_PENDEK"),
    ("PBLAHIR", 48.0, "PBLAHIR.N"),
]  # fmt: skip


@pytest.mark.parametrize(("indeks", "nilai", "kode"), BOUNDS)
def test_boundaries(indeks: str, nilai: float, kode: str) -> None:
    found = kelas(indeks, nilai, A)
    assert found is not None
    assert found.kode == kode


def test_every_class_is_reached_by_a_boundary_case() -> None:
    assert {kode for _, _, kode in BOUNDS} == {
        row.kode for rows in A.kelas.values() for row in rows
    }


def test_labels_are_those_of_the_regulation() -> None:
    label = {row.kode: row.label for rows in A.kelas.values() for row in rows}
    assert label["BBU.SK"] == "Berat badan sangat kurang"
    assert label["BBU.RL"] == "Risiko berat badan lebih"
    assert label["TBU.SP"] == "Sangat pendek"
    assert label["BBTB.RGL"] == "Berisiko gizi lebih"
    assert label["BBTB.OB"] == label["IMTU5.OB"] == "Obesitas"


def test_no_value_is_no_class_never_normal() -> None:
    assert all(kelas(indeks, None, A) is None for indeks in A.kelas)
    assert kelas_lila(None, 12, A) is None
    assert kelas_lila(Decimal(0), 12, A) is None


@given(st.sampled_from(sorted(A.kelas)), st.floats(-100, 10000))
def test_every_value_has_exactly_one_class(indeks: str, nilai: float) -> None:
    assert kelas(indeks, nilai, A) is not None


@pytest.mark.parametrize(
    ("bulan", "due"), [(0, False), (5, False), (6, True), (59, True), (60, False)]
)
def test_lila_is_classed_only_from_6_to_59_months(bulan: int, due: bool) -> None:
    assert is_lila_due(bulan, A) is due
    assert (kelas_lila(Decimal("11.0"), bulan, A) is not None) is due


@pytest.mark.parametrize(
    ("kode", "edema", "expected"),
    [
        ({"BBTB.GB"}, False, {"GIZI_BURUK", "WASTING"}),
        ({"BBTB.GK"}, False, {"WASTING"}),
        ({"LILA.MERAH"}, False, {"GIZI_BURUK"}),
        ({"LILA.KUNING"}, False, set()),
        (set(), True, {"GIZI_BURUK"}),
        ({"BBTB.B"}, True, {"GIZI_BURUK"}),
        ({"TBU.P"}, False, {"STUNTING"}),
        ({"TBU.SP", "BBU.K"}, False, {"STUNTING", "UNDERWEIGHT"}),
        ({"BBU.SK"}, False, {"UNDERWEIGHT"}),
        ({"BBU.N", "TBU.N", "BBTB.B", "IMTU0.GB"}, False, set()),
    ],
)
def test_combined_findings(kode: set[str], edema: bool, expected: set[str]) -> None:
    assert gabungan(frozenset(kode), edema=edema) == expected
