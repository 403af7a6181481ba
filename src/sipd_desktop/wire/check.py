"""Judging one change alone, from the catalogue: shape, then each patched field by its declaration.

Never required, never cross-field (DESIGN section 4): what a newer or older laptop leaves out is no
fault. An unknown field of a known table passes as an opaque value of a plain wire shape. A finding
becomes a quarantine code; it never stops the changes behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from sipd_desktop.bidang import FORMS, REGISTERS
from sipd_desktop.spec.field import Choice, Digits, Field, Integer, Ref, Text
from sipd_desktop.wire.hlc import is_hlc
from sipd_desktop.wire.messages import Change

OPS = ("set", "void", "unvoid", "anonim")
ENVELOPE = frozenset(
    [
        "id",
        "rid",
        "lingkup",
        "seq",
        "hlc",
        "created_at",
        "updated_at",
        "deleted_at",
        "device",
        "body",
        "extra",
    ]
)
"""Names that are never a field: they would collide with the columns around the fields."""
MAX_INT = 2**53 - 1
MAX_FIELDS = 300
MAX_OPAQUE_TEXT = 4_000
MAX_OPAQUE_ITEMS = 500

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}\Z")
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_DECLARED = frozenset(
    {f.key for r in REGISTERS.values() for f in r.fields}
    | {f.key for form in FORMS.values() for f in form.fields()}
)
_decode = msgspec.json.Decoder(Change).decode


class Finding(NamedTuple):
    """Why a change is quarantined."""

    code: str
    field: str | None = None


def is_id(text: object) -> bool:
    """Whether this is a lower-case UUID text."""
    return isinstance(text, str) and _ID.match(text) is not None


def read_change(raw: bytes, n: int) -> Change | Finding:
    """The change in these bytes, which must carry the number of its place in the batch."""
    try:
        change = _decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Finding("bentuk")
    if (
        change.n == n
        and change.tbl in REGISTERS
        and change.op == "set"
        and 0 <= change.base <= MAX_INT
        and _ID.match(change.id)
        and is_hlc(change.hlc)
        and change.set.keys() <= _DECLARED
    ):
        return change
    return _bad_envelope(change, n) or _bad_keys(change) or change


def _bad_envelope(change: Change, n: int) -> Finding | None:
    if change.n != n:
        return Finding("bentuk", "n")
    if not _TABLE.match(change.tbl):
        return Finding("bentuk", "tbl")
    if not _ID.match(change.id):
        return Finding("id")
    if change.op not in OPS or (change.set and change.op not in ("set", "unvoid")):
        return Finding("op")
    if not 0 <= change.base <= MAX_INT:
        return Finding("bentuk", "base")
    return None if is_hlc(change.hlc) else Finding("bentuk", "hlc")


def _bad_keys(change: Change) -> Finding | None:
    if len(change.set) > MAX_FIELDS:
        return Finding("bentuk")
    for key in sorted(change.set.keys() - _DECLARED):
        if key in ENVELOPE or not _NAME.match(key):
            return Finding("bentuk", key if _NAME.match(key) else None)
    return None


def bad_field(tbl: str, fields: Mapping[str, object], form: str | None = None) -> Finding | None:
    """The first field of a patch whose value breaks its own declaration; null always passes.

    `form` is the form key of the isian the patch belongs to. `tbl` must be in the catalogue. Most
    values are found right by a look at their `_Quick`; the others go to the declared field.
    """
    quick = _quick_of(tbl, form)
    for key, value in fields.items():
        known = quick.get(key)
        if known is not None:
            if isinstance(value, str):
                if value in known.good or (len(value) <= known.length and "\x00" not in value):
                    continue
            elif type(value) is int and known.low <= value <= known.high:
                continue
        if value is None:
            continue
        code = _opaque(value) if known is None else known.check(value)
        if code:
            return Finding(code, key)
    return None


class _Quick:
    """What is enough to pass a value without asking its field: bounds, length, texts seen right."""

    __slots__ = ("few", "field", "good", "high", "length", "low")

    def __init__(self, field: Field) -> None:
        self.field = field
        self.good: set[object] = set()
        self.low, self.high = (field.min, field.max) if isinstance(field, Integer) else (1, 0)
        self.few = not isinstance(field, Digits)  # a NIK comes once; remembering it helps nobody
        self.length = -1
        if isinstance(field, Text):
            self.length = field.max_length
        elif isinstance(field, Ref | Choice):
            self.length = 36

    def check(self, value: object) -> str | None:
        """The field's own word; a right text of few different ones (date, weight) is remembered."""
        code = self.field.check(value)
        if not code and isinstance(value, str) and self.few and len(self.good) < MAX_GOOD:
            self.good.add(value)
        return code


MAX_GOOD = 20_000
_quick: dict[tuple[str, str | None], dict[str, _Quick]] = {}


def _quick_of(tbl: str, form: str | None) -> dict[str, _Quick]:
    if not REGISTERS[tbl].body or form not in FORMS:
        form = None
    known = _quick.get((tbl, form))
    if known is None:
        known = {k: _Quick(f) for k, f in fields_of(tbl, form).items()}
        _quick[(tbl, form)] = known
    return known


_fields: dict[tuple[str, str | None], dict[str, Field]] = {}


def fields_of(tbl: str, form: str | None = None) -> dict[str, Field]:
    """All declared fields of a table, for isian those of its form too; made once per pair."""
    register = REGISTERS[tbl]
    if not register.body or form not in FORMS:
        return register.by_key()
    known = _fields.get((tbl, form))
    if known is None:
        known = {**FORMS[form].by_key(), **register.by_key()}
        _fields[(tbl, form)] = known
    return known


def _opaque(value: object) -> str | None:
    if isinstance(value, str):
        return _opaque_text(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return None if -MAX_INT <= value <= MAX_INT else "batas"
    if isinstance(value, list) and len(value) <= MAX_OPAQUE_ITEMS:
        if not all(isinstance(item, str) for item in value):
            return "jenis"
        return next((code for item in value if (code := _opaque_text(item))), None)
    return "jenis"


def _opaque_text(value: str) -> str | None:
    if "\x00" in value:
        return "nul"
    return "panjang" if len(value) > MAX_OPAQUE_TEXT else None
