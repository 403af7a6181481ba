"""Merging one patch into one record, field by field, against what its sender had seen. Pure.

The rules are those of docs/sinkronisasi.md: nothing another laptop wrote is overwritten unseen, a
guarded field waits for a person, and whatever loses is handed back as a `Loss`, never dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sipd_desktop.wire.canonical import without_nulls

DELETED = "deleted_at"
"""Name under which a conflict about voiding is reported."""

_REST, _VOID, _ANONIM = "*", "*void", "*anonim"


class Version(NamedTuple):
    """Who wrote a field last: seq, device, its incarnation, clamped clock, its change number."""

    seq: int
    device: str
    inkarnasi: int
    hlc: str
    n: int


@dataclass(slots=True)
class State:
    """A record as the server holds it.

    `fver` maps a field to its last version. Key `*` stands for every field present in `fields`
    without an entry of its own (all fields of a fresh insert), `*void` for the last voiding or
    un-voiding, `*anonim` for the anonymising. `gema` is (device, incarnation) as long as that
    device, knowing its own unsent changes, can build this record by itself.
    """

    fields: dict[str, object] = field(default_factory=dict)
    fver: dict[str, Version] = field(default_factory=dict)
    deleted: bool = False
    seq: int = 0
    gema: tuple[str, int] | None = None

    def version(self, key: str) -> Version | None:
        """Who wrote this field last, or None when nobody did."""
        found = self.fver.get(key)
        return found if found or key not in self.fields else self.fver.get(_REST)

    @property
    def anonim(self) -> bool:
        """Whether the personal fields were cleared for good."""
        return _ANONIM in self.fver


@dataclass(frozen=True, slots=True)
class Patch:
    """One accepted change on its way in. `replayed` = it waited in quarantine meanwhile."""

    op: str
    base: int
    fields: dict[str, object]
    by: Version
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Loss:
    """A value that lost: field, the value in use, the lost one, and the versions of both."""

    field: str
    used: object
    other: object
    used_by: Version
    other_by: Version


@dataclass(frozen=True, slots=True)
class Marks:
    """What the declaration says about the fields of a record."""

    guarded: frozenset[str] = frozenset()
    personal: frozenset[str] = frozenset()
    gabung: Mapping[str, str] = field(default_factory=dict)
    """Field to `terbesar` or `terawal`: agreed without a difference for a person."""


def merge(state: State, patch: Patch, marks: Marks) -> list[Loss]:
    """Put the patch into the state (which is changed) and return what lost.

    A fresh record is `State()`. `patch.by.seq` becomes the record's seq in every case, also when
    all its fields lost, so that the merged row returns to its sender.
    """
    if not state.seq:
        _insert(state, patch)
        return []
    known = state.seq <= patch.base or state.gema == (patch.by.device, patch.by.inkarnasi)
    losses: list[Loss] = []
    dropped = False
    if patch.op == "anonim":
        _clear(state, patch.by, marks.personal)
    elif patch.op == "void":
        losses += _void(state, patch)
    else:
        if state.deleted and (patch.op == "unvoid" or _unseen(state.fver.get(_VOID), patch)):
            losses += _unvoid(state, patch)
        dropped = _set(state, patch, marks, losses)
    state.seq = patch.by.seq
    clean = known and not losses and not dropped
    state.gema = (patch.by.device, patch.by.inkarnasi) if clean else None
    return losses


def _insert(state: State, patch: Patch) -> None:
    state.fields = without_nulls(patch.fields)
    state.fver = {_REST: patch.by}
    state.seq = patch.by.seq
    state.gema = (patch.by.device, patch.by.inkarnasi)


def _own(version: Version, patch: Patch) -> bool:
    return version.device == patch.by.device and version.inkarnasi == patch.by.inkarnasi


def _unseen(version: Version | None, patch: Patch) -> bool:
    """Another laptop (or another life of this one) wrote it after what the sender had seen."""
    return version is not None and version.seq > patch.base and not _own(version, patch)


def _set(state: State, patch: Patch, marks: Marks, losses: list[Loss]) -> bool:
    """Set fields one by one; True when something was left out without a loss to decide."""
    erased = marks.personal if state.anonim else frozenset[str]()
    dropped = False
    for key, value in patch.fields.items():
        if key in erased:
            dropped = True
            continue
        have = state.fields.get(key)
        if type(have) is type(value) and have == value:
            continue
        last = state.version(key)
        if last is not None and _stale(last, patch):
            dropped = True
        elif last is None or not _unseen(last, patch):
            _write(state, key, value, patch.by)
        elif key in marks.gabung:
            if _agrees(marks.gabung[key], have, value, patch.by, last):
                _write(state, key, value, patch.by)
            else:
                dropped = True
        elif key in marks.guarded or not _wins(patch.by, last):
            losses.append(Loss(key, have, value, last, patch.by))
        else:
            losses.append(Loss(key, value, have, patch.by, last))
            _write(state, key, value, patch.by)
    return dropped


def _stale(last: Version, patch: Patch) -> bool:
    """A replayed change is older than what its own sender wrote meanwhile."""
    return patch.replayed and _own(last, patch) and last.hlc > patch.by.hlc


def _wins(new: Version, old: Version) -> bool:
    return (new.hlc, new.device, new.inkarnasi) > (old.hlc, old.device, old.inkarnasi)


def _agrees(rule: str, have: object, value: object, new: Version, old: Version) -> bool:
    """Whether the incoming value is the one both sides agree on; a removed one never is."""
    if value is None or have is None:
        return have is None
    if rule == "terawal":
        return _wins(old, new)
    return isinstance(value, int) and isinstance(have, int) and value > have


def _write(state: State, key: str, value: object, by: Version) -> None:
    if value is None:
        state.fields.pop(key, None)
    else:
        state.fields[key] = value
    state.fver[key] = by


def _void(state: State, patch: Patch) -> list[Loss]:
    if state.deleted:
        return []
    last = max(
        (v for v in state.fver.values() if _unseen(v, patch)), default=None, key=lambda v: v.seq
    )
    if last is not None:
        return [Loss(DELETED, False, True, last, patch.by)]
    state.deleted = True
    state.fver[_VOID] = patch.by
    return []


def _unvoid(state: State, patch: Patch) -> list[Loss]:
    void = state.fver.get(_VOID)
    state.deleted = False
    state.fver[_VOID] = patch.by
    if void is None or not _unseen(void, patch):
        return []
    return [Loss(DELETED, False, True, patch.by, void)]


def _clear(state: State, by: Version, personal: frozenset[str]) -> None:
    for key in personal:
        if key in state.fields:
            _write(state, key, None, by)
    state.fver[_ANONIM] = by
