"""Conditions as small objects, so that a form can later arrive as data: show, require, eligible.

A condition is evaluated against a mapping of field values; a missing key counts as empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Compare:
    """`values[key] op value`; false when the field is empty."""

    key: str
    op: Literal["eq", "ne", "lt", "le", "gt", "ge"]
    value: Any

    def holds(self, values: Values) -> bool:
        """Whether the comparison is true of these values."""
        have: Any = values.get(self.key)
        if have is None:
            return False
        if self.op == "eq":
            return bool(have == self.value)
        if self.op == "ne":
            return bool(have != self.value)
        lower = bool(have < self.value)
        if self.op in ("lt", "ge"):
            return lower if self.op == "lt" else not lower
        upper = bool(have > self.value)
        return upper if self.op == "gt" else not upper


@dataclass(frozen=True, slots=True)
class In:
    """The field holds one of these values."""

    key: str
    options: tuple[object, ...]

    def holds(self, values: Values) -> bool:
        """Whether the field's value is among the options."""
        return values.get(self.key) in self.options


@dataclass(frozen=True, slots=True)
class Empty:
    """The field has no value (None, empty text, empty list)."""

    key: str

    def holds(self, values: Values) -> bool:
        """Whether the field is empty."""
        return values.get(self.key) in (None, "", [], ())


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts hold."""

    parts: tuple[Cond, ...]

    def holds(self, values: Values) -> bool:
        """Whether every part holds."""
        return all(p.holds(values) for p in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts holds."""

    parts: tuple[Cond, ...]

    def holds(self, values: Values) -> bool:
        """Whether some part holds."""
        return any(p.holds(values) for p in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Cond

    def holds(self, values: Values) -> bool:
        """Whether the part is false."""
        return not self.part.holds(values)


Cond = Compare | In | Empty | And | Or | Not


def filled(key: str) -> Cond:
    """The field has a value."""
    return Not(Empty(key))
