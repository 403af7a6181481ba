"""Applying changes inside one transaction: judge each, merge it, place it, move what must move.

Several changes to one record fold in the order given; everything is plain Python on `Held` rows
between one reading and one writing of the sets. Nothing here commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sipd_desktop.bidang import FORMS, REGISTERS
from sipd_desktop.spec.register import Register
from sipd_desktop.wire import konflik
from sipd_desktop.wire.check import Finding, bad_field, fields_of
from sipd_desktop.wire.hlc import clamp, make
from sipd_desktop.wire.merge import Loss, Marks, Patch, State, Version, merge
from sipd_desktop.wire.messages import Change
from sipd_server.items import Aside, Item, Outcome, Sender
from sipd_server.records import Held
from sipd_server.scope import DECIDING, POS, beside, parent_of
from sipd_server.workset import WorkSet


class Work:
    """One transaction of one desa: takes items in, counts the sequence, keeps what to write."""

    def __init__(self, rows: WorkSet, seq: int) -> None:
        self.rows = rows
        self.seq = seq
        self.out = Outcome()
        self._losses: list[tuple[Held, Loss, Item]] = []

    def take(self, item: Item) -> None:
        """Accept one item or set it aside."""
        change = item.change
        if item.sick:
            self.out.aside[item.who] = (item, Aside("sistem"))
            return
        if isinstance(change, Finding):
            self.out.aside[item.who] = (item, Aside(change.code, change.field))
            return
        register = REGISTERS.get(change.tbl)
        if register is None:
            why = Aside("tabel-belum-dikenal", None, f"tbl:{change.tbl}")
            self.out.aside[item.who] = (item, why)
            return
        held = self.rows.find((change.tbl, change.id))
        reason = (
            _bad_op(register, held, change)
            or _bad_values(register, held, change)
            or self._bad_place(register, held, change, item.sender)
        )
        if reason:
            self.out.aside[item.who] = (item, reason)
        else:
            self._accept(item, change, register, held)

    def _bad_place(
        self, register: Register, held: Held | None, change: Change, sender: Sender
    ) -> Aside | None:
        before = held.state.fields if held else change.set
        lingkup = held.lingkup if held else None
        if held is None or _decides(change):
            after = {**before, **change.set} if held else change.set
            place = self.rows.place(register, after)
            if place is None:
                parent = parent_of(register, after)
                return Aside("subjek-belum-ada", None, parent[1] if parent else change.id)
            lingkup = lingkup or place
        scope, at_ms = sender.scope, sender.received_ms
        if lingkup is not None and scope.accepts(lingkup, at_ms):
            return None
        allowed = self.rows.may_write(scope, (change.tbl, change.id), lingkup, before, at_ms)
        return None if allowed else Aside("luar-lingkup")

    def _accept(self, item: Item, change: Change, register: Register, held: Held | None) -> None:
        self.seq += 1
        sender = item.sender
        clock = clamp(change.hlc, sender.received_ms)
        by = Version(self.seq, sender.device, sender.inkarnasi, clock, item.n)
        if held is None:
            held = Held(change.tbl, change.id, State(), fresh=True)
        patch = Patch(change.op, change.base, change.set, by, item.replayed)
        losses = merge(held.state, patch, _marks(change.tbl, _form(register, held, change)))
        held.device, held.dirty = sender.device, True
        self._settle(register, held, change)
        if change.op == "anonim":
            self._erase(held)
        if losses and change.tbl != konflik.TABLE:
            # a lost decision is only in the change log: the one written last stands
            self._losses += [(held, loss, item) for loss in losses]
            self.out.conflicts[item.who] = len(losses)
        if held.state.anonim:
            self.out.erased.append(held.id)
        self.out.changes.append(
            [
                by.seq,
                sender.device,
                sender.inkarnasi,
                item.n,
                self.out.conflicts.get(item.who, 0) if losses else 0,
                change.tbl,
                change.id,
                clock,
                sender.diterima,
            ]
        )

    # --- lingkup of the merged record

    def _settle(self, register: Register, held: Held, change: Change) -> None:
        """Give a record its lingkup, moving it and all that follows it when that changed."""
        fields = held.state.fields
        if held.lingkup and not _decides(change):
            self.out.heads[held.lingkup] = self.seq
            return
        lingkup = self.rows.place(register, fields)
        parent = parent_of(register, fields)
        induk = parent[1] if parent else None
        if induk != held.induk or not held.lingkup:
            held.induk = induk
            self.rows.add(held)
        if not held.lingkup:
            held.lingkup = lingkup or ""
            self.out.arrived.add(held.id)
            if held.tbl == "posyandu":
                self.out.heads.setdefault(POS + held.id, 0)
        elif lingkup and lingkup != held.lingkup:
            self._move(held, lingkup)
        self.out.heads[held.lingkup] = self.seq

    def _move(self, held: Held, lingkup: str) -> None:
        """Put a record into another lingkup, and after it, with new seqs, all its descendants: into
        the same, closed ones into the closed one beside it."""
        self._leave(held, lingkup, fresh=False)
        seen, ids = {held.id}, [held.id]
        above = {held.id: lingkup}
        while ids:
            family = [c for c in self.rows.children(ids) if c.id not in seen]
            ids = [c.id for c in family]
            seen.update(ids)
            for child in family:
                parent = above[child.induk or ""]
                place = beside(REGISTERS[child.tbl], child.state.fields, parent) or child.lingkup
                above[child.id] = place
                self._renew(child)
                self._leave(child, place, fresh=child.fresh)

    def _renew(self, held: Held) -> None:
        """Send a record out again though no laptop patched it."""
        self.seq += 1
        held.state.seq, held.state.gema, held.dirty = self.seq, None, True
        self.out.heads[held.lingkup] = self.seq

    def _leave(self, held: Held, lingkup: str, *, fresh: bool) -> None:
        """`fresh` needs no note: nobody can have pulled it. The moved record itself always has one,
        because who may write its acts depends on where it was."""
        if not fresh and held.lingkup != lingkup:
            self.rows.leave((held.tbl, held.id), held.lingkup)
            self.out.keluar.append([held.lingkup, held.state.seq, held.tbl, held.id])
            self.out.heads[held.lingkup] = held.state.seq
        held.lingkup = lingkup
        self.out.heads[lingkup] = held.state.seq

    def _erase(self, held: Held) -> None:
        """Anonymising also empties the differences kept about the record, and closed notes."""
        self._losses = [entry for entry in self._losses if entry[0] is not held]
        for child in self.rows.children([held.id]):
            if child.tbl == konflik.TABLE:
                for key in konflik.VALUES:
                    child.state.fields.pop(key, None)
                self._renew(child)
            elif REGISTERS[child.tbl].lingkup.jenis == "tertutup":
                for key in _marks(child.tbl, None).personal:
                    child.state.fields.pop(key, None)
                self._renew(child)
                self.out.erased.append(child.id)

    # --- differences and replay

    def flush_konflik(self) -> None:
        """Make the konflik records of all losses so far; one that exists is left as decided."""
        losses, self._losses = self._losses, []
        made = [(konflik.konflik_id(h.tbl, h.id, loss), h, loss, i) for h, loss, i in losses]
        self.rows.hold((konflik.TABLE, record_id) for record_id, *_ in made)
        for record_id, held, loss, item in made:
            if self.rows.find((konflik.TABLE, record_id)) is None:
                self._add_konflik(record_id, held, loss, item)

    def _add_konflik(self, record_id: str, held: Held, loss: Loss, item: Item) -> None:
        self.seq += 1
        clock = make(item.sender.received_ms, 0, konflik.DEVICE)
        by = Version(self.seq, konflik.DEVICE, 0, clock, item.n)
        fields = konflik.konflik_fields(held.tbl, held.id, loss, item.sender.diterima)
        state = State(fields=fields, fver={"*": by}, seq=self.seq)
        made = Held(konflik.TABLE, record_id, state, held.lingkup, held.id, konflik.DEVICE)
        made.fresh = made.dirty = True
        self.rows.add(made)
        self.out.heads[held.lingkup] = self.seq
        self.out.arrived.add(record_id)

    def replay(self, waiting: Sequence[Item]) -> None:
        """Judge again what waited, in (device, incarnation, n) order."""
        self.rows.load(waiting)
        for item in sorted(waiting, key=lambda i: i.who):
            item.replayed = True
            self.out.aside.pop(item.who, None)
            self.take(item)
            if item.stored and item.who not in self.out.aside:
                self.out.released.append(item)

    def waiting_for(self, arrived: set[str]) -> list[Item]:
        """Items set aside in this transaction that wait for one of these."""
        return [item for item, why in self.out.aside.values() if why.waits in arrived]


@cache
def _marks(tbl: str, form: str | None) -> Marks:
    """What merging must know of a table's fields; `form` is None or one of the catalogue."""
    fields = fields_of(tbl, form).values()
    return Marks(
        frozenset(f.key for f in fields if f.guarded),
        frozenset(f.key for f in fields if f.personal),
        {f.key: f.gabung for f in fields if f.gabung},
    )


def _decides(change: Change) -> bool:
    """Whether this patch touches a field on which the lingkup depends."""
    return any(key in change.set for key in DECIDING[change.tbl])


def _form(register: Register, held: Held | None, change: Change) -> str | None:
    if not register.body:
        return None
    form = change.set.get("form") or (held.state.fields.get("form") if held else None)
    return form if isinstance(form, str) else None


def _bad_op(register: Register, held: Held | None, change: Change) -> Aside | None:
    """A patch to what is not there yet waits for it; fixed records take nothing else."""
    if register.append_only and (change.op != "set" or (held and _differs(held, change))):
        return Aside("op")
    made_here = register.key == konflik.TABLE
    if held is None:
        late = change.op != "set" or change.base > 0 or made_here
        return Aside("subjek-belum-ada", None, change.id) if late else None
    if made_here and (change.op != "set" or change.set.keys() - konflik.DECIDABLE):
        return Aside("op")
    return None


def _differs(held: Held, change: Change) -> bool:
    return any(held.state.fields.get(k) != v for k, v in change.set.items())


def _bad_values(register: Register, held: Held | None, change: Change) -> Aside | None:
    form = _form(register, held, change)
    bad = bad_field(change.tbl, change.set, form)
    if bad:
        return Aside(bad.code, bad.field)
    unknown = form is not None and form not in FORMS
    return Aside("tidak-dikenal-form", "form", f"form:{form}") if unknown else None
