"""KBM cell by cell; N, T, O, B and 2T over sequences of weighings (Buku KIA 2023, KMS)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.rules.kbm import bb_minimal, kbm, last_month
from sipd_desktop.rules.tanda import HasilTanda, check_ganti, tandai
from sipd_desktop.rules.ukuran import Ganti, Tanda, Timbang
from sipd_desktop.rules.versi import aturan

A = aturan()
LAHIR = date(2025, 1, 10)

KBM = {
    "L": {1: 800, 2: 900, 3: 800, 4: 600, 5: 500, 6: 400, 7: 400, 8: 300, 9: 300, 10: 300, 11: 300},
    "P": {1: 800, 2: 900, 3: 800, 4: 600, 5: 500, 6: 400, 7: 300, 8: 300, 9: 300, 10: 300, 11: 200},
}


def timbang(
    text: str, kg: str | None, *, edema: bool = False, tanda: Tanda | None = None
) -> Timbang:
    return Timbang(
        date.fromisoformat(text), None if kg is None else Decimal(kg), edema=edema, tanda=tanda
    )


def mark(kini: Timbang, *riwayat: Timbang, jk: str = "L", lahir: date = LAHIR) -> HasilTanda:
    return tandai(jk, lahir, kini, riwayat, A)


@pytest.mark.parametrize("jk", ["L", "P"])
@pytest.mark.parametrize("bulan", range(61))
def test_every_kbm_cell(jk: str, bulan: int) -> None:
    expected = None if bulan == 0 else KBM[jk].get(bulan, 200)
    assert kbm(jk, bulan, A) == expected


def test_kbm_ends_at_60_months_and_needs_a_sex() -> None:
    assert (kbm("L", 61, A), kbm("L", -1, A), kbm("", 5, A)) == (None, None, None)


def test_the_doubtful_kbm_cells_are_marked_so() -> None:
    assert {key for key, row in A.kbm.items() if row.tanda == "?"} == {
        ("L", 7), ("P", 7), ("L", 11), ("P", 11),
    }  # fmt: skip


def test_no_earlier_weight_is_b() -> None:
    hasil = mark(timbang("2025-06-10", "7.0"))
    assert (hasil.tanda, hasil.sebab) == ("B", "pertama")
    assert mark(timbang("2025-06-10", "7.0"), timbang("2025-05-10", None)).tanda == "B"
    assert mark(timbang("2025-06-20", "7.0"), timbang("2025-06-05", "6.9")).tanda == "B"


def test_last_calendar_month_missing_is_o() -> None:
    hasil = mark(timbang("2025-06-10", "7.0"), timbang("2025-04-30", "6.0"))
    assert (hasil.tanda, hasil.sebab) == ("O", "bulan-lalu-kosong")


@pytest.mark.parametrize(
    ("kg", "tanda"), [("7.50", "N"), ("7.49", "T"), ("7.0", "T"), ("6.5", "T"), ("7.6", "N")]
)
def test_gain_of_exactly_kbm_is_n(kg: str, tanda: str) -> None:
    """Five completed months on 10 June: KBM 500 g."""
    hasil = mark(timbang("2025-06-10", kg), timbang("2025-05-12", "7.00"))
    assert (hasil.tanda, hasil.otomatis, hasil.kbm) == (tanda, tanda, 500)
    assert hasil.kenaikan == int((Decimal(kg) - 7) * 1000)


def test_kbm_is_that_of_the_completed_months_at_this_weighing() -> None:
    lalu = timbang("2025-05-12", "7.00")
    assert mark(timbang("2025-06-09", "7.50"), lalu).kbm == 600
    assert mark(timbang("2025-06-09", "7.50"), lalu).tanda == "T"
    assert mark(timbang("2025-06-10", "7.50"), lalu).tanda == "N"


def test_boys_and_girls_differ_at_7_and_11_months() -> None:
    kini, lalu = timbang("2025-08-10", "8.35"), timbang("2025-07-10", "8.0")
    assert (mark(kini, lalu, jk="L").tanda, mark(kini, lalu, jk="P").tanda) == ("T", "N")
    kini, lalu = timbang("2025-12-10", "9.25"), timbang("2025-11-10", "9.0")
    assert (mark(kini, lalu, jk="L").tanda, mark(kini, lalu, jk="P").tanda) == ("T", "N")


def test_any_two_days_of_consecutive_months_are_compared() -> None:
    assert mark(timbang("2025-06-01", "7.5"), timbang("2025-05-31", "7.0")).tanda in ("N", "T")
    assert mark(timbang("2025-06-30", "7.5"), timbang("2025-05-01", "7.0")).tanda in ("N", "T")
    january = mark(timbang("2026-01-05", "9.9"), timbang("2025-12-20", "9.0"))
    assert january.tanda == "N"


def test_the_last_weighing_of_last_month_counts() -> None:
    early, late = timbang("2025-05-02", "6.0"), timbang("2025-05-28", "7.2")
    kini = timbang("2025-06-10", "7.5")
    assert last_month(kini.tanggal, [late, early]) == late
    assert mark(kini, late, early).kenaikan == 300


def test_weighings_of_this_or_a_later_month_do_not_matter() -> None:
    kini, lalu = timbang("2025-06-10", "7.6"), timbang("2025-05-10", "7.0")
    noise = [timbang("2025-06-02", "9.0"), timbang("2025-07-10", "5.0")]
    assert mark(kini, lalu, *noise) == mark(kini, lalu)


def test_oedema_gives_no_mark_and_its_weight_is_no_measure_for_the_next() -> None:
    sick = timbang("2025-06-10", "8.0", edema=True)
    hasil = mark(sick, timbang("2025-05-10", "7.0"))
    assert (hasil.tanda, hasil.otomatis, hasil.sebab) == (None, None, "edema")
    after = mark(timbang("2025-07-10", "7.4"), sick, timbang("2025-05-10", "7.0"))
    assert (after.tanda, after.sebab) == ("O", "edema-lalu")


def test_no_weight_no_mark() -> None:
    assert mark(timbang("2025-06-10", None), timbang("2025-05-10", "7.0")).sebab == "tanpa-berat"


def test_before_one_month_of_age_nothing_can_be_judged() -> None:
    hasil = mark(
        timbang("2025-02-05", "4.5"), timbang("2025-01-20", "3.5"), lahir=date(2025, 1, 10)
    )
    assert (hasil.tanda, hasil.sebab) == ("O", "kbm")


def test_2t_needs_two_t_in_consecutive_months() -> None:
    m4, m5 = timbang("2025-04-10", "6.5"), timbang("2025-05-10", "6.6")
    assert mark(m5, m4).tanda == "T"
    assert not mark(m5, m4).dua_t
    assert mark(timbang("2025-06-10", "6.7"), m4, m5).dua_t
    assert not mark(timbang("2025-06-10", "7.2"), m4, m5).dua_t
    assert not mark(timbang("2025-06-10", "6.7"), timbang("2025-03-10", "6.0"), m5).dua_t


def test_t_o_t_is_no_2t_and_t_t_t_is_again() -> None:
    rows = [timbang(f"2025-{m:02d}-10", kg) for m, kg in ((3, "6.0"), (4, "6.1"), (6, "6.2"))]
    assert mark(rows[2], *rows[:2]).tanda == "O"
    assert not mark(timbang("2025-07-10", "6.3"), *rows).dua_t
    rows = [timbang(f"2025-{m:02d}-10", "6.0") for m in (3, 4, 5)]
    assert mark(timbang("2025-06-10", "6.0"), *rows).dua_t


def test_the_kader_own_mark_replaces_ours_and_ours_is_kept() -> None:
    kini = timbang("2025-06-10", "7.3", tanda="N")
    hasil = mark(kini, timbang("2025-05-10", "7.0"))
    assert (hasil.tanda, hasil.otomatis) == ("N", "T")
    assert mark(timbang("2025-06-10", "7.3", tanda="N")).tanda == "B"
    assert mark(timbang("2025-06-10", "7.3", tanda="T"), timbang("2025-04-10", "7.0")).tanda == "O"


def test_2t_counts_the_marks_in_force() -> None:
    m4 = timbang("2025-04-10", "6.5")
    forgiven = timbang("2025-05-10", "6.6", tanda="N")
    assert not mark(timbang("2025-06-10", "6.7"), m4, forgiven).dua_t
    blamed = timbang("2025-05-10", "7.5", tanda="T")
    assert mark(timbang("2025-06-10", "7.6"), m4, blamed).dua_t


def test_replacing_a_mark_needs_an_n_or_t_and_a_reason() -> None:
    assert check_ganti("T", Ganti("N", "kurva sejajar garis")) == ()
    assert [p.code for p in check_ganti("T", Ganti("N", "  "))] == ["tanda-perlu-alasan"]
    for otomatis in ("O", "B", None):
        problems = check_ganti(otomatis, Ganti("N", "kurva"))
        assert [p.code for p in problems] == ["tanda-tak-bisa-diganti"]


def test_least_weight_for_n_is_last_weight_plus_kbm() -> None:
    lalu = timbang("2025-05-10", "7.05")
    assert bb_minimal("L", LAHIR, date(2025, 6, 10), [lalu], A) == Decimal("7.55")
    assert bb_minimal("L", LAHIR, date(2025, 7, 10), [lalu], A) is None
    assert bb_minimal("L", LAHIR, date(2025, 6, 10), [], A) is None
    sick = timbang("2025-05-10", "7.05", edema=True)
    assert bb_minimal("L", LAHIR, date(2025, 6, 10), [sick], A) is None


@given(
    st.sampled_from("LP"),
    st.integers(2, 59),
    st.decimals("2", "20", places=2),
    st.decimals("-3", "3", places=2),
)
def test_least_weight_and_mark_agree(jk: str, bulan: int, lalu: Decimal, gain: Decimal) -> None:
    lahir = date(2020, 1, 1)
    year, month = divmod(bulan, 12)
    tanggal = date(2020 + year, month + 1, 15)
    before = Timbang(date(2020 + (bulan - 1) // 12, (bulan - 1) % 12 + 1, 15), lalu)
    least = bb_minimal(jk, lahir, tanggal, [before], A)
    hasil = tandai(jk, lahir, Timbang(tanggal, lalu + gain), [before], A)
    assert least is not None
    assert hasil.tanda == ("N" if lalu + gain >= least else "T")
