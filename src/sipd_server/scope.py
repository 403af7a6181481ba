"""Which lingkup a laptop holds, and which lingkup a record belongs to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.spec.register import Register

DESA, OPERATOR, POS = "desa", "operator", "pos:"


@dataclass(frozen=True, slots=True)
class Scope:
    """The lingkup of a device: `desa` and some Posyandu, or (None) the whole desa."""

    posyandu: frozenset[str] | None = None

    def holds(self, kunci: str) -> bool:
        """Whether rows of this lingkup may be on the laptop."""
        if kunci == DESA:
            return True
        if kunci.startswith(POS):
            return self.posyandu is None or kunci[len(POS) :] in self.posyandu
        return kunci == OPERATOR and self.posyandu is None

    def keys(self, known: Iterable[str]) -> list[str]:
        """All lingkup of the laptop, given those that exist in the desa."""
        if self.posyandu is not None:
            return [DESA, *sorted(POS + p for p in self.posyandu)]
        return [DESA, OPERATOR, *sorted(k for k in known if k.startswith(POS))]

    def dump(self) -> str:
        """Stored form."""
        return json.dumps(None if self.posyandu is None else sorted(self.posyandu))

    @classmethod
    def load(cls, stored: str | None) -> Scope:
        """From its stored form."""
        found = json.loads(stored) if stored else None
        return cls(None if found is None else frozenset(found))


Fields = Mapping[str, object]


def parent_of(register: Register, fields: Fields) -> tuple[str, str] | None:
    """(tbl, id) of the record whose lingkup this one takes; None when it has none or is silent."""
    rule = register.lingkup
    if rule.jenis == "ikut":
        tbl: object = rule.of
    elif rule.jenis == "objek":
        tbl = fields.get(rule.of)
    else:
        return None
    found = fields.get(rule.field)
    if type(tbl) is str and tbl in REGISTERS and type(found) is str and "\x00" not in found:
        return tbl, found
    return None


def needs_parent(register: Register) -> bool:
    """Whether a row without a parent makes no sense (tindakan without one belongs to the desa)."""
    return register.lingkup.jenis in ("ikut", "objek") and register.key != "tindakan"


def own_lingkup(register: Register, fields: Fields) -> str:
    """The lingkup of a row that has no parent; empty when its Posyandu is not said."""
    rule = register.lingkup
    if rule.jenis in ("posyandu", "penduduk"):
        where = fields.get(rule.field)
        if isinstance(where, str) and where:
            return POS + where
        return OPERATOR if rule.jenis == "penduduk" else ""
    return DESA


def _deciding(register: Register) -> tuple[str, ...]:
    rule = register.lingkup
    if rule.jenis == "desa":
        return ()
    return (rule.field, rule.of) if rule.jenis == "objek" else (rule.field,)


DECIDING: dict[str, tuple[str, ...]] = {key: _deciding(r) for key, r in REGISTERS.items()}
"""Per table the fields on which the lingkup depends."""
