"""Which object of the roles matrix a record belongs to: register, form and guarded columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sipd_desktop.bidang import FORMS, REGISTERS
from sipd_desktop.rules.hak import TIDAK, read_matriks


def objek_of(tbl: str, form: str | None = None) -> str:
    """The object of a table, for isian of its form; empty (always refused) when unknown."""
    if tbl == "isian":
        found = FORMS.get(form or "")
        return found.hak if found else ""
    register = REGISTERS.get(tbl)
    return register.hak if register else ""


def objek_kolom(tbl: str, columns: Iterable[str]) -> frozenset[str]:
    """Objects that guard some of these columns besides their record."""
    guarded = read_matriks().kolom
    return frozenset(guarded[k] for c in columns if (k := f"{tbl}.{c}") in guarded)


def objek_nilai(tbl: str, row: Mapping[str, Any]) -> frozenset[str]:
    """Objects that guard a record because of what it says (a social kind of masalah)."""
    found = set()
    for key, values in read_matriks().nilai.items():
        name, _, column = key.partition(".")
        if name == tbl and row.get(column) in values:
            found.add(values[str(row[column])])
    return frozenset(found)


def writers_of(tbl: str, form: str | None = None) -> tuple[str, ...]:
    """People who may add such a record, by role; what declarations say follows from the matrix."""
    matriks, objek = read_matriks(), objek_of(tbl, form)
    return tuple(
        r for r in matriks.roles(objek, "tambah") if matriks.cell(r, objek, "tambah") != TIDAK
    )
