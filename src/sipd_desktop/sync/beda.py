"""The difference between two states of a row as changes, and changes folded into a state. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from sipd_desktop.storage.bentuk import Image
from sipd_desktop.storage.citra import same
from sipd_desktop.wire.messages import Change

_decode = msgspec.json.Decoder(Change).decode


@dataclass(slots=True)
class Keadaan:
    """A row as one side knows it: wire fields without nulls, and whether it is voided."""

    fields: Image = field(default_factory=dict)
    deleted: bool = False

    def fold(self, change: Change) -> None:
        """Apply a change of ours."""
        for key, value in change.set.items():
            if value is None:
                self.fields.pop(key, None)
            else:
                self.fields[key] = value
        if change.op in ("void", "unvoid"):
            self.deleted = change.op == "void"


def read_changes(bodies: Iterable[bytes]) -> list[Change]:
    """Stored outbox bodies as changes."""
    return [_decode(body) for body in bodies]


def diff_fields(before: Mapping[str, object], after: Mapping[str, object]) -> Image:
    """What turns `before` into `after`; None = removed."""
    patch: Image = {k: v for k, v in after.items() if not same(before.get(k), v)}
    patch.update((k, None) for k in before if k not in after)
    return patch


def diff_ops(before: Keadaan, after: Keadaan, *, new: bool) -> list[tuple[str, Image]]:
    """The (op, set) pairs that turn `before` into `after`; a void never carries values."""
    patch = diff_fields(before.fields, after.fields)
    if before.deleted and not after.deleted:
        return [("unvoid", patch)]
    ops: list[tuple[str, Image]] = [("set", patch)] if patch or new else []
    if after.deleted and not before.deleted:
        ops.append(("void", {}))
    return ops
