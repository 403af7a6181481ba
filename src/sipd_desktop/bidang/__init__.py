"""The catalogue: every register and form there is, in one explicit tuple.

`SKEMA` is the integer stored in the data file and sent at hello; a file with a higher number is
refused. A test holds a fingerprint of all tables and fails when it changes without a raise.
"""

from __future__ import annotations

from sipd_desktop.bidang import kesehatan, umum
from sipd_desktop.spec.field import Field
from sipd_desktop.spec.register import Bidang, Form, Register

SKEMA = 6

CATALOGUE: tuple[Bidang, ...] = (umum.BIDANG, kesehatan.BIDANG)

REGISTERS: dict[str, Register] = {r.key: r for b in CATALOGUE for r in b.registers}
FORMS: dict[str, Form] = {f.key: f for b in CATALOGUE for f in b.forms}


def field_of(tbl: str, key: str, form: str | None = None) -> Field | None:
    """The declared field of a wire key: a column, or for isian a field of its form."""
    register = REGISTERS.get(tbl)
    if register is None:
        return None
    found = register.field(key)
    if found is None and register.body and form in FORMS:
        found = FORMS[form].by_key().get(key)
    return found
