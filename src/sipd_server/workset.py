"""The records one transaction works on, loaded in sets, and the questions of lingkup about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.spec.register import Register
from sipd_desktop.wire.check import Finding
from sipd_server.items import Item
from sipd_server.records import Held, Key, Records
from sipd_server.scope import (
    Scope,
    beside,
    closed_key,
    is_closed,
    needs_parent,
    own_lingkup,
    parent_of,
)

DEEP = 3
"""How many parents up a right to write is looked for: tindakan -> isian -> warga."""


class WorkSet:
    """Records held in memory until the transaction writes them; each is read at most once."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._held: dict[Key, Held] = {}
        self._absent: set[Key] = set()
        self._lingkup: dict[Key, str | None] = {}
        self._children: dict[str, list[Held]] = {}
        self._left: dict[Key, list[str]] = {}

    def load(self, items: Iterable[Item]) -> None:
        """Read in two statements what these items touch and refer to."""
        keys: set[Key] = set()
        parents: set[Key] = set()
        for item in items:
            change = item.change
            if isinstance(change, Finding) or change.tbl not in REGISTERS:
                continue
            keys.add((change.tbl, change.id))
            parent = parent_of(REGISTERS[change.tbl], change.set)
            if parent:
                parents.add(parent)
            day = change.set.get("hari_buka_id")
            if isinstance(day, str) and "\x00" not in day:
                parents.add(("hari_buka", day))
        self.hold(keys)
        parents -= self._lingkup.keys() | self._held.keys() | self._absent
        if parents:
            found = self.records.lingkup(parents)
            self._lingkup.update({key: found.get(key) for key in parents})

    def hold(self, keys: Iterable[Key]) -> None:
        """Make sure these records are here, or known to be absent."""
        missing = set(keys) - self._held.keys() - self._absent
        if missing:
            for held in self.records.by_key(missing):
                self.add(held)
            self._absent |= missing - self._held.keys()

    def find(self, key: Key) -> Held | None:
        """A record that `load` or `hold` was asked for."""
        return self._held.get(key)

    def add(self, held: Held) -> None:
        """Put a record in, also again after its parent changed."""
        key = (held.tbl, held.id)
        self._absent.discard(key)
        self._held[key] = held
        if held.induk:
            self._children.setdefault(held.induk, []).append(held)

    def children(self, ids: Iterable[str]) -> list[Held]:
        """All records whose parent is one of these ids, oldest first."""
        ids = set(ids)
        for child in self.records.by_induk(ids):
            if (child.tbl, child.id) not in self._held:
                self.add(child)
        found = {(c.tbl, c.id): c for i in ids for c in self._children.get(i, []) if c.induk == i}
        return sorted(found.values(), key=lambda c: c.state.seq)

    def dirty(self) -> list[Held]:
        """All records to write, in the order of their new seq."""
        return sorted((h for h in self._held.values() if h.dirty), key=lambda h: h.state.seq)

    def place(self, register: Register, fields: Mapping[str, object]) -> str | None:
        """The lingkup of a row with these fields; None when its parent is not there."""
        parent = parent_of(register, fields)
        if parent:
            above = self.lingkup_of(parent)
            return above and (beside(register, fields, above) or None)
        return None if needs_parent(register) else own_lingkup(register, fields) or None

    def lingkup_of(self, key: Key) -> str | None:
        """The present lingkup of a record, None when it does not exist."""
        held = self._held.get(key)
        if held:
            return held.lingkup
        if key in self._absent:
            return None
        if key not in self._lingkup:
            self._lingkup[key] = self.records.lingkup([key]).get(key)
        return self._lingkup[key]

    def leave(self, key: Key, lingkup: str) -> None:
        """Note that a record leaves this lingkup; it is written only with the whole batch."""
        self._left.setdefault(key, []).append(lingkup)

    def former(self, key: Key) -> list[str]:
        """The lingkup a record was in before, moves of this very batch included."""
        return self._left.get(key, []) + self.records.former(key)

    def may_write(
        self,
        scope: Scope,
        key: Key,
        lingkup: str | None,
        fields: Mapping[str, object],
        at_ms: int,
        deep: int = DEEP,
    ) -> bool:
        """By present lingkup, that of the hari buka, a former one, or the same of the parent.

        A closed record is written by devices enrolled for it only, whatever its subject allows.
        """
        if lingkup is not None and scope.accepts(lingkup, at_ms):
            return True
        closed = lingkup is not None and is_closed(lingkup)
        if not closed and self._own_day(scope, fields, at_ms):
            return True
        if any(scope.accepts(k, at_ms) for k in self.former(key)):
            return True
        up = parent_of(REGISTERS[key[0]], fields)
        if up is None or not deep:
            return False
        self.hold([up])
        above = self._held.get(up)
        if above is None:
            return False
        if closed and not is_closed(above.lingkup):
            jenis = fields.get(REGISTERS[key[0]].lingkup.kelas)
            before = self.former(up)
            return any(scope.accepts(closed_key(jenis, k), at_ms) for k in before)
        return self.may_write(scope, up, above.lingkup, above.state.fields, at_ms, deep - 1)

    def _own_day(self, scope: Scope, fields: Mapping[str, object], at_ms: int) -> bool:
        day = fields.get("hari_buka_id")
        where = self.lingkup_of(("hari_buka", day)) if isinstance(day, str) else None
        return where is not None and scope.accepts(where, at_ms)
