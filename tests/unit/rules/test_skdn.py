"""SKDN: every figure is the length of the list it opens, and the definitions of docs 4.3 hold."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.rules.skdn import GOLONGAN, KODE, RASIO, Fakta, Rasio, Skdn, skdn

HARI = date(2026, 11, 10)


def fakta(id: str, **more: object) -> Fakta:
    base: dict[str, object] = {
        "jk": "L",
        "lahir": date(2024, 11, 10),
        "dalam_wilayah": True,
        "punya_kms": True,
        "ditimbang": True,
        "tanggal_acuan": HARI,
        "tanda": "N",
        "bgm": False,
        "ago": False,
    }
    return Fakta(id, **(base | more))  # type: ignore[arg-type]


def figures(table: Skdn) -> dict[str, int]:
    return {kode: table.jumlah(kode) for kode in KODE if table.jumlah(kode)}


def test_a_month_by_hand() -> None:
    table = skdn(
        [
            fakta("a"),
            fakta("b", tanda="T", dua_t=True, bgm=True),
            fakta("c", tanda="O", punya_kms=False),
            fakta("d", tanda="B", ago=True),
            fakta("e", ditimbang=False, tanda=None),
            fakta("f", ditimbang=False, punya_kms=False, tanda=None),
            fakta("g", dalam_wilayah=False, tanda="N"),
        ]
    )
    assert figures(table) == {
        "S": 6, "K": 4, "D": 5, "N": 2, "T": 1, "O": 1, "B": 1, "2T": 1, "BGM": 1, "AGO": 1,
        "D'": 3, "LUAR": 1,
    }  # fmt: skip
    assert {r.kode: r.persen for r in table.rasio()} == {
        "K/S": Decimal("66.7"),
        "D/S": Decimal("83.3"),
        "N/D": Decimal("40.0"),
        "N/D'": Decimal("66.7"),
        "N/S": Decimal("33.3"),
        "D/K": Decimal("125.0"),
        "BGM/D": Decimal("20.0"),
        "2T/D'": Decimal("33.3"),
    }
    assert table.daftar("D") == ("a", "b", "c", "d", "g")
    assert table.versi_aturan == "2026.1"


def test_a_child_from_outside_is_in_d_and_not_in_s_or_k() -> None:
    table = skdn([fakta("x", dalam_wilayah=False)])
    assert figures(table) == {"D": 1, "N": 1, "D'": 1, "LUAR": 1}
    assert table.rasio()[1] == Rasio("D/S", 1, 0)


def test_ratios_without_divisor_are_none() -> None:
    assert all(rasio.persen is None for rasio in skdn([]).rasio())
    assert Rasio("D/S", 1, 3).persen == Decimal("33.3")
    assert Rasio("D/S", 1, 2000).persen == Decimal("0.1")


def test_a_child_weighed_twice_in_the_month_counts_once_with_the_later() -> None:
    early = fakta("a", tanda="T", tanggal_acuan=date(2026, 11, 3))
    late = fakta("a", tanda="N", tanggal_acuan=date(2026, 11, 20))
    absent = fakta("a", ditimbang=False, tanda=None, tanggal_acuan=date(2026, 11, 28))
    for rows in ([early, late, absent], [absent, late, early]):
        assert figures(skdn(rows)) == {"S": 1, "K": 1, "D": 1, "N": 1, "D'": 1}


@pytest.mark.parametrize(
    ("lahir", "golongan"),
    [
        ("2026-11-10", "0-5"),
        ("2026-05-11", "0-5"),
        ("2026-05-10", "6-11"),
        ("2025-11-11", "6-11"),
        ("2025-11-10", "12-23"),
        ("2024-11-11", "12-23"),
        ("2024-11-10", "24-59"),
        ("2021-11-11", "24-59"),
        ("2021-11-10", None),
        ("2026-11-11", None),
    ],
)
def test_group_and_membership_go_by_completed_months_on_the_day(
    lahir: str, golongan: str | None
) -> None:
    table = skdn([fakta("a", lahir=date.fromisoformat(lahir))])
    inside = [name for name in GOLONGAN if table.jumlah("S", name)]
    assert inside == ([] if golongan is None else [golongan])
    assert table.jumlah("D") == len(inside)


def test_without_birth_date_a_child_is_listed_apart() -> None:
    table = skdn([fakta("a", lahir=None), fakta("b")])
    assert table.tanpa_lahir == ("a",)
    assert table.daftar("S") == ("b",)


def test_an_oedema_child_is_in_d_without_a_mark_and_cannot_be_judged() -> None:
    table = skdn([fakta("a", tanda=None, bgm=None, ago=None), fakta("b")])
    assert (table.jumlah("D"), table.jumlah("X"), table.jumlah("D'")) == (2, 1, 1)


def test_a_mark_of_a_child_that_was_not_weighed_counts_nowhere() -> None:
    table = skdn([fakta("a", ditimbang=False, tanda="N", dua_t=True, bgm=True)])
    assert figures(table) == {"S": 1, "K": 1}


facts = st.builds(
    Fakta,
    id=st.sampled_from([f"a{i}" for i in range(30)]),
    jk=st.sampled_from(["L", "P", None]),
    lahir=st.none() | st.dates(date(2021, 1, 1), date(2026, 12, 31)),
    dalam_wilayah=st.booleans(),
    punya_kms=st.booleans(),
    ditimbang=st.booleans(),
    tanggal_acuan=st.dates(date(2026, 11, 1), date(2026, 11, 30)),
    tanda=st.sampled_from(["N", "T", "O", "B", None]),
    dua_t=st.booleans(),
    bgm=st.sampled_from([True, False, None]),
    ago=st.sampled_from([True, False, None]),
)


@given(st.lists(facts, max_size=40))
def test_figures_equal_their_lists_and_the_letters_add_up(rows: list[Fakta]) -> None:
    table = skdn(rows)
    for golongan in (None, *GOLONGAN):
        for jk in (None, "L", "P", "?"):
            children = {kode: table.daftar(kode, golongan, jk) for kode in KODE}
            for kode, ids in children.items():
                assert table.jumlah(kode, golongan, jk) == len(ids) == len(set(ids))
            s, d = set(children["S"]), set(children["D"])
            assert set(children["K"]) <= s
            assert set(children["LUAR"]) == d - s
            assert len(d) == sum(len(children[kode]) for kode in ("N", "T", "O", "B", "X"))
            judged = set(children["N"]) | set(children["T"])
            assert set(children["D'"]) == judged
            assert len(judged) == len(d) - sum(len(children[k]) for k in ("B", "O", "X"))
            assert len(d) <= len(s) + len(children["LUAR"])
            for rasio, (kode, up, down) in zip(table.rasio(golongan, jk), RASIO, strict=True):
                assert rasio == Rasio(kode, len(children[up]), len(children[down]))
    for kode in KODE:
        parts = [table.daftar(kode, g, jk) for g in GOLONGAN for jk in ("L", "P", "?")]
        assert sorted(sum(parts, ())) == list(table.daftar(kode))
