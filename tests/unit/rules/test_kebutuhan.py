"""Needs by age and month: the table is dated and sourced, months and ages at their edges."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from sipd_desktop.rules import kebutuhan
from sipd_desktop.rules.kebutuhan import count_butir, list_butir, load_butir

FEB, NOV = date(2027, 2, 12), date(2026, 11, 12)


def needs(tanggal: date, umur: int) -> set[str]:
    return {b.kode for b in list_butir(tanggal) if b.kena(umur)}


def test_released_table_never_changes() -> None:
    path = Path(kebutuhan.__file__).parent / "data" / "kebutuhan" / f"{kebutuhan.VERSI}.json"
    data = path.read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(data).hexdigest()[:16] == "fef57db84dd245c6"


def test_rows_are_dated_sourced_and_unique() -> None:
    rows = load_butir()
    assert len(rows) > 20
    assert len({b.kode for b in rows}) == len(rows)
    for row in rows:
        assert row.sumber
        assert row.tanda in ("pasti", "K", "?")
        assert 0 <= row.dari <= row.sampai < 60
        assert row.bulan <= set(range(1, 13))


def test_vitamin_a_and_worm_medicine_at_their_edges() -> None:
    vita = {n: {k for k in needs(FEB, n) if k.startswith(("VITA", "CACING"))} for n in range(61)}
    assert vita[5] == vita[60] == set()
    assert vita[6] == vita[11] == {"VITA.BIRU"}
    assert vita[12] == vita[23] == {"VITA.MERAH", "CACING.1"}
    assert vita[24] == vita[59] == {"VITA.MERAH", "CACING.2"}
    assert not any(k.startswith(("VITA", "CACING")) for n in range(61) for k in needs(NOV, n))
    assert needs(date(2026, 8, 31), 30) == needs(FEB, 30)


def test_doses_fall_due_in_their_month() -> None:
    due = {n: needs(NOV, n) - {"ASI"} for n in range(24)}
    assert due[0] == due[1] == {"BCG", "OPV1"}
    assert due[2] == {"DPT1", "OPV2", "RV1", "PCV1"}
    assert due[4] == {"DPT3", "OPV4", "RV3", "IPV1"}
    assert due[9] == {"MR1", "IPV2"}
    assert due[12] == {"PCV3"}
    assert due[18] == {"DPT4", "MR2"}
    assert due[5] == due[10] == due[13] == due[19] == set()


def test_counts_leave_out_what_nobody_needs_and_unknown_ages() -> None:
    counted = {b.kode: n for b, n in count_butir(FEB, [6, 7, 30, None])}
    assert counted == {"VITA.BIRU": 2, "VITA.MERAH": 1, "CACING.2": 1}
