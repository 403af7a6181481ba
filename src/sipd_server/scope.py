"""Which lingkup a laptop holds, and which lingkup a record belongs to.

A scope that was taken away still counts for 60 days when its laptop *writes*: what was entered
before the laptop knew of the loss must not be refused (DESIGN section 2). It never counts for
reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sipd_desktop.base.clock import instant_text, parse_instant
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.spec.register import Register

DESA, OPERATOR, POS, TERTUTUP = "desa", "operator", "pos:", "tertutup:"
LATE = timedelta(days=60)
"""How long a laptop may still send what it entered under a scope it lost; as long as it keeps
acknowledged entries (docs/sinkronisasi.md)."""
_JENIS = re.compile(r"[a-z][a-z0-9_]{0,29}\Z")


@dataclass(frozen=True, slots=True)
class Scope:
    """The lingkup of a device: `desa` and some Posyandu, or (None) the whole desa; and of the
    closed ones only the kinds named in `tertutup`. `bekas`: (lost at, what was held before)."""

    posyandu: frozenset[str] | None = None
    tertutup: frozenset[str] = frozenset()
    bekas: tuple[tuple[str, Scope], ...] = ()

    def holds(self, kunci: str) -> bool:
        """Whether rows of this lingkup may be on the laptop."""
        if kunci == DESA:
            return True
        if kunci.startswith(POS):
            return self.posyandu is None or kunci[len(POS) :] in self.posyandu
        if kunci.startswith(TERTUTUP):
            jenis, _, where = kunci.removeprefix(TERTUTUP).partition(":")
            return (
                bool(where)
                and jenis in self.tertutup
                and (where == DESA or self.posyandu is None or where in self.posyandu)
            )
        return kunci == OPERATOR and self.posyandu is None

    def accepts(self, kunci: str, at_ms: int) -> bool:
        """Whether the laptop may write there: what it holds, or lost less than 60 days ago."""
        if self.holds(kunci):
            return True
        late = LATE.total_seconds() * 1000
        return any(
            old.holds(kunci) and at_ms - parse_instant(lost).timestamp() * 1000 <= late
            for lost, old in self.bekas
        )

    def keys(self, known: Iterable[str]) -> list[str]:
        """All lingkup of the laptop, given those that exist in the desa."""
        closed = {closed_key(j, DESA) for j in self.tertutup}
        if self.posyandu is not None:
            closed |= {closed_key(j, POS + p) for j in self.tertutup for p in self.posyandu}
            return [DESA, *sorted(POS + p for p in self.posyandu), *sorted(closed)]
        known = list(known)
        closed |= {k for k in known if k.startswith(TERTUTUP) and self.holds(k)}
        return [DESA, OPERATOR, *sorted(k for k in known if k.startswith(POS)), *sorted(closed)]

    def become(self, new: Scope, now: datetime) -> Scope:
        """The new scope, with this one remembered while late entries may come."""
        if replace(self, bekas=()) == new:
            return self
        old = ((instant_text(now), replace(self, bekas=())), *self.bekas)
        kept = tuple((at, s) for at, s in old if now - parse_instant(at) <= LATE)
        return replace(new, bekas=kept)

    def plain(self) -> dict[str, object]:
        """What is held now, without what was held before."""
        where = None if self.posyandu is None else sorted(self.posyandu)
        return {"posyandu": where, "tertutup": sorted(self.tertutup)}

    def dump(self) -> str:
        """Stored form; of a scope without closed kinds just the list of Posyandu, or null."""
        if not self.tertutup and not self.bekas:
            return json.dumps(self.plain()["posyandu"])
        return json.dumps({**self.plain(), "bekas": [[at, s.plain()] for at, s in self.bekas]})

    @classmethod
    def load(cls, stored: str | None) -> Scope:
        """From its stored form."""
        return cls._read(json.loads(stored) if stored else None)

    @classmethod
    def _read(cls, found: Any) -> Scope:
        if not isinstance(found, dict):
            return cls(None if found is None else frozenset(found))
        where = found["posyandu"]
        return cls(
            None if where is None else frozenset(where),
            frozenset(found["tertutup"]),
            tuple((at, cls._read(old)) for at, old in found.get("bekas", ())),
        )


Fields = Mapping[str, object]


def is_closed(kunci: str) -> bool:
    """Whether only devices enrolled for it may hold or write this lingkup."""
    return kunci.startswith(TERTUTUP)


def is_jenis(text: object) -> bool:
    """Whether this can be the kind of a closed lingkup."""
    return isinstance(text, str) and _JENIS.match(text) is not None


def closed_key(jenis: object, parent: str) -> str:
    """The closed lingkup of this kind beside the lingkup of its subject: `tertutup:jiwa:<id>`, with
    `operator` for people without a Posyandu and `desa` for what has no subject."""
    return f"{TERTUTUP}{jenis}:{parent.removeprefix(POS)}"


def parent_of(register: Register, fields: Fields) -> tuple[str, str] | None:
    """(tbl, id) of the record whose lingkup this one takes; None when it has none or is silent."""
    rule = register.lingkup
    if rule.jenis in ("ikut", "tertutup"):
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
    if register.lingkup.jenis == "tertutup":
        return bool(register.lingkup.field)
    return register.lingkup.jenis in ("ikut", "objek") and register.key != "tindakan"


def own_lingkup(register: Register, fields: Fields) -> str:
    """The lingkup of a row that has no parent; empty when its Posyandu or kind is not said."""
    rule = register.lingkup
    if rule.jenis in ("posyandu", "penduduk"):
        where = fields.get(rule.field)
        if isinstance(where, str) and where:
            return POS + where
        return OPERATOR if rule.jenis == "penduduk" else ""
    return beside(register, fields, DESA)


def beside(register: Register, fields: Fields, parent: str) -> str:
    """The lingkup of a row whose parent is in lingkup `parent`; empty when it cannot be said."""
    if register.lingkup.jenis != "tertutup":
        return parent
    jenis = fields.get(register.lingkup.kelas)
    return closed_key(jenis, parent) if is_jenis(jenis) else ""


def _deciding(register: Register) -> tuple[str, ...]:
    rule = register.lingkup
    by_kind = {"desa": (), "objek": (rule.field, rule.of), "tertutup": (rule.field, rule.kelas)}
    return by_kind.get(rule.jenis, (rule.field,))


DECIDING: dict[str, tuple[str, ...]] = {key: _deciding(r) for key, r in REGISTERS.items()}
"""Per table the fields on which the lingkup depends."""
