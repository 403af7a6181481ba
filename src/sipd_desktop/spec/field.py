"""Field types: what a value is, how it is stored, and what may travel.

One value has three shapes: *typed* (date, Decimal, bool: services and screens), *wire* (what JSON
carries: text, int, bool, list of text, None; decimals as text of the declared scale, so that two
machines never disagree on a digit) and *column* (SQLite: bool as 0/1, list as JSON text). The wire
shape is also what the body of an isian holds. `check` judges a wire value alone: type, size and
range, never required or cross-field (DESIGN section 4).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from sipd_desktop.spec.expr import Cond

Wire = str | int | bool | list[str] | None

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z\Z")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?\Z")


@dataclass(frozen=True, kw_only=True)
class Field:
    """What all fields share; subclasses give the value its meaning."""

    key: str = field(kw_only=False)
    label: str = field(kw_only=False)
    required: bool = False
    guarded: bool = False
    """When both sides changed it, a person decides (NIK, no KK, death, Posyandu, merge)."""
    gabung: Literal["", "terbesar", "terawal"] = ""
    """How two laptops that did not know of each other agree without asking a person: the larger
    value (langkah reached, ke bidan: yes), or the one given first (queue number)."""
    sensitive: bool = False
    """Masked in lists, left out of logs and exports unless asked."""
    personal: bool = False
    """Cleared by `anonim`."""
    hint: str = ""
    unit: str = ""
    show_if: Cond | None = None
    internal: bool = False
    """Kept by the program and shown on no page: the source, what an import could not place."""
    bawaan: Wire = None
    """Value of an internal field in an entry made by hand."""
    retired_in: int | None = None

    column_type = "TEXT"

    def encode(self, value: Any) -> Wire:
        """Typed value to wire value."""
        return None if value is None else str(value)

    def decode(self, wire: Wire) -> object:
        """Wire value to typed value."""
        return wire

    def to_column(self, wire: Wire) -> str | int | None:
        """Wire value to what the SQLite column holds."""
        return wire if isinstance(wire, str | int) and not isinstance(wire, bool) else None

    def from_column(self, stored: Any) -> Wire:
        """Column value to wire value."""
        wire: Wire = stored
        return wire

    def check(self, wire: object) -> str | None:
        """Code of what is wrong with this value alone, or None."""
        return None if wire is None else self._check(wire)

    def _check(self, wire: object) -> str | None:
        raise NotImplementedError(type(self).__name__)


def _bad_text(wire: object, limit: int) -> str | None:
    if not isinstance(wire, str):
        return "jenis"
    if "\x00" in wire:
        return "nul"
    try:
        wire.encode("utf-8")
    except UnicodeEncodeError:
        return "nul"
    return "panjang" if len(wire) > limit else None


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """Free text of at most `max_length` characters."""

    max_length: int = 200

    def _check(self, wire: object) -> str | None:
        return _bad_text(wire, self.max_length)


@dataclass(frozen=True, kw_only=True)
class Digits(Field):
    """Exactly `length` digits kept as text: NIK and No KK."""

    length: int = 16

    def _check(self, wire: object) -> str | None:
        if not isinstance(wire, str):
            return "jenis"
        return None if len(wire) == self.length and wire.isascii() and wire.isdigit() else "angka"


@dataclass(frozen=True, kw_only=True)
class Integer(Field):
    """A whole number within `min..max`; population code lists are integers too (`kode`)."""

    min: int = -(2**53) + 1
    max: int = 2**53 - 1
    kode: str = ""
    """Name of the code list in `rules.kode`, if the number is a code."""

    column_type = "INTEGER"

    def encode(self, value: Any) -> Wire:
        """Typed value to wire value."""
        return None if value is None else int(value)

    def _check(self, wire: object) -> str | None:
        if not isinstance(wire, int) or isinstance(wire, bool):
            return "jenis"
        return None if self.min <= wire <= self.max else "batas"


@dataclass(frozen=True, kw_only=True)
class Angka(Field):
    """A decimal number with a fixed scale; stored and sent as text such as `11.20`."""

    scale: int = 2
    min: str = "0"
    max: str = "999999"

    def encode(self, value: Any) -> Wire:
        """Decimal (or its text) to text of the declared scale, half up as on paper."""
        if value is None:
            return None
        return str(Decimal(str(value)).quantize(Decimal(1).scaleb(-self.scale), "ROUND_HALF_UP"))

    def decode(self, wire: Wire) -> Decimal | None:
        """Text of the wire to Decimal."""
        return None if wire is None else Decimal(str(wire))

    def _check(self, wire: object) -> str | None:
        if not isinstance(wire, str):
            return "jenis"
        if not _DECIMAL.match(wire):
            return "angka"
        number = Decimal(wire)
        if wire != self.encode(number):
            return "skala"
        return None if Decimal(self.min) <= number <= Decimal(self.max) else "batas"


@dataclass(frozen=True, kw_only=True)
class Tanggal(Field):
    """A calendar date chosen by a person, ISO text; no time zone ever."""

    def encode(self, value: Any) -> Wire:
        """Date to ISO text."""
        return (
            value.isoformat() if isinstance(value, date) else None if value is None else str(value)
        )

    def decode(self, wire: Wire) -> date | None:
        """ISO text to date."""
        return None if wire is None else date.fromisoformat(str(wire))

    def _check(self, wire: object) -> str | None:
        if not isinstance(wire, str) or not _DATE.match(wire):
            return "tanggal"
        try:
            date.fromisoformat(wire)
        except ValueError:
            return "tanggal"
        return None


@dataclass(frozen=True, kw_only=True)
class Instant(Field):
    """A moment in UTC, text with milliseconds."""

    def _check(self, wire: object) -> str | None:
        if not isinstance(wire, str) or not _INSTANT.match(wire):
            return "tanggal"
        try:
            datetime.fromisoformat(wire[:-1])
        except ValueError:
            return "tanggal"
        return None


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One key out of `options` (key, label); a key is never renamed or reused."""

    options: tuple[tuple[str, str], ...]

    def _check(self, wire: object) -> str | None:
        # an option added by a newer version must pass an older server: only its shape is checked
        return _bad_text(wire, 40)

    def label_of(self, key: object) -> str:
        """The label of an option key; the key itself when a newer version wrote it."""
        return dict(self.options).get(str(key), str(key))


@dataclass(frozen=True, kw_only=True)
class YaTidak(Field):
    """Yes, no or not asked."""

    column_type = "INTEGER"

    def encode(self, value: Any) -> Wire:
        """Typed value to wire value."""
        return None if value is None else bool(value)

    def to_column(self, wire: Wire) -> str | int | None:
        """Bool to 0/1."""
        return None if wire is None else int(bool(wire))

    def from_column(self, stored: Any) -> Wire:
        """0/1 to bool."""
        return None if stored is None else bool(stored)

    def _check(self, wire: object) -> str | None:
        return None if isinstance(wire, bool) else "jenis"


@dataclass(frozen=True, kw_only=True)
class Daftar(Field):
    """A list of short texts, kept in the order given; with `options` a list of their keys."""

    options: tuple[tuple[str, str], ...] = ()
    max_items: int = 200
    max_length: int = 100

    def encode(self, value: Any) -> Wire:
        """Any sequence of texts to a list."""
        return None if value is None else [str(v) for v in value]

    def decode(self, wire: Wire) -> tuple[str, ...]:
        """List to tuple; empty when missing."""
        return tuple(wire) if isinstance(wire, list) else ()

    def label_of(self, key: object) -> str:
        """The label of one item; the item itself when no option has that key."""
        return dict(self.options).get(str(key), str(key))

    def to_column(self, wire: Wire) -> str | int | None:
        """List to JSON text."""
        return None if wire is None else json.dumps(wire, ensure_ascii=False, separators=(",", ":"))

    def from_column(self, stored: Any) -> Wire:
        """JSON text to list."""
        return None if stored is None else json.loads(str(stored))

    def _check(self, wire: object) -> str | None:
        if not isinstance(wire, list) or len(wire) > self.max_items:
            return "jenis"
        for item in wire:
            bad = _bad_text(item, self.max_length)
            if bad:
                return bad
        return None


@dataclass(frozen=True, kw_only=True)
class Ref(Field):
    """The id of a row of register `to`; the row need not be on this laptop."""

    to: str

    def _check(self, wire: object) -> str | None:
        return _bad_text(wire, 36)
