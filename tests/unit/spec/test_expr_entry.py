"""Conditions over answers, and the filling of a form: visible, required, stored."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sipd_desktop.bidang.kesehatan.pemeriksaan_balita import PEMERIKSAAN_BALITA
from sipd_desktop.spec.entry import Entry
from sipd_desktop.spec.expr import And, Compare, Cond, Empty, In, Not, Or, filled
from sipd_desktop.spec.field import Angka, Text
from sipd_desktop.spec.register import Form, Lingkup, Register, Section

V = {"a": 5, "b": "x", "c": None, "d": "", "e": []}


@pytest.mark.parametrize(
    ("cond", "holds"),
    [
        (Compare("a", "eq", 5), True),
        (Compare("a", "ne", 5), False),
        (Compare("a", "lt", 6), True),
        (Compare("a", "lt", 5), False),
        (Compare("a", "le", 5), True),
        (Compare("a", "gt", 5), False),
        (Compare("a", "gt", 4), True),
        (Compare("a", "ge", 5), True),
        (Compare("a", "ge", 6), False),
        (Compare("c", "ne", 1), False),  # an empty field compares with nothing
        (Compare("tidak-ada", "eq", None), False),
        (In("b", ("x", "y")), True),
        (In("b", ("y",)), False),
        (Empty("c"), True),
        (Empty("d"), True),
        (Empty("e"), True),
        (Empty("tidak-ada"), True),
        (Empty("a"), False),
        (filled("a"), True),
        (filled("c"), False),
        (And((filled("a"), filled("b"))), True),
        (And((filled("a"), filled("c"))), False),
        (And(()), True),
        (Or((filled("c"), filled("b"))), True),
        (Or(()), False),
        (Not(Empty("a")), True),
    ],
)
def test_condition(cond: Cond, holds: bool) -> None:
    assert cond.holds(V) is holds


FORM = Form(
    key="uji",
    version=1,
    label="Uji",
    about="warga",
    hak="ukuran",
    sections=(
        Section(
            label="Satu",
            fields=(
                Angka("berat", "Berat", scale=1, max="50", required=True),
                Text("alasan", "Alasan", required=True, show_if=Compare("berat", "eq", "10.0")),
            ),
        ),
    ),
)


def problems(entry: Entry) -> set[tuple[str, str]]:
    return {(p.field, p.code) for p in entry.problems()}


def test_required_counts_only_while_visible() -> None:
    entry = Entry(FORM)
    assert problems(entry) == {("berat", "wajib-diisi")}
    entry.set("berat", Decimal("10"))
    assert problems(entry) == {("alasan", "wajib-diisi")}
    entry.set("alasan", "timbangan baru")
    assert problems(entry) == set()


def test_out_of_range_is_told_by_field() -> None:
    entry = Entry(FORM, {"berat": "50.1"})
    assert problems(entry) == {("berat", "isian-batas")}


def test_hidden_answers_are_not_stored_but_unknown_ones_are() -> None:
    entry = Entry(FORM, {"berat": "9.0", "alasan": "lama", "kolom_baru": "isi versi lain"})
    assert entry.body() == {"berat": "9.0", "kolom_baru": "isi versi lain"}


def test_emptied_field_is_not_stored() -> None:
    entry = Entry(FORM, {"berat": "9.0"})
    entry.set("berat", "")
    assert entry.body() == {}


def test_weighing_form_hides_what_has_no_sense_alone() -> None:
    entry = Entry(PEMERIKSAAN_BALITA)
    entry.set("cara_ukur", "baring")
    entry.set("tanggal_bb_lalu", date(2026, 10, 1))
    assert entry.body() == {}
    entry.set("tinggi_badan", Decimal("85"))
    entry.set("bb_lalu", Decimal("10.9"))
    assert entry.body() == {
        "tinggi_badan": "85.0",
        "cara_ukur": "baring",
        "bb_lalu": "10.90",
        "tanggal_bb_lalu": "2026-10-01",
    }


def test_a_doubled_field_is_refused_when_declared() -> None:
    with pytest.raises(AssertionError):
        Register(
            key="x",
            label="X",
            lingkup=Lingkup("desa"),
            hak="wilayah",
            fields=(Text("a", "A"), Text("a", "B")),
        )
