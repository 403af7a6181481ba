"""The filling of one form: values, what is visible, what is wrong. The page only mirrors it."""

from __future__ import annotations

from collections.abc import Mapping

from sipd_desktop.base.errors import Problem
from sipd_desktop.spec.field import Wire
from sipd_desktop.spec.register import Form


class Entry:
    """Values of a form being filled (wire shape), with live checks."""

    def __init__(self, form: Form, values: Mapping[str, Wire] | None = None) -> None:
        self.form = form
        self._fields = form.by_key()
        self.values: dict[str, Wire] = dict(values or {})

    def set(self, key: str, typed: object) -> None:
        """Put a typed value; None or empty text empties the field."""
        self.values[key] = self._fields[key].encode(None if typed == "" else typed)

    def is_visible(self, key: str) -> bool:
        """Whether the field's condition holds with the values so far."""
        cond = self._fields[key].show_if
        return cond is None or cond.holds(self.values)

    def problems(self) -> tuple[Problem, ...]:
        """What refuses saving: missing required fields and values out of type or range."""
        found: list[Problem] = []
        for field in self.form.fields():
            if field.internal or not self.is_visible(field.key):
                continue
            value = self.values.get(field.key)
            if value is None:
                if field.required:
                    found.append(Problem(field.key, "wajib-diisi"))
                continue
            bad = field.check(value)
            if bad:
                found.append(Problem(field.key, f"isian-{bad}"))
        return tuple(found)

    def body(self) -> dict[str, Wire]:
        """What is stored: visible, filled fields this version knows, and all it does not know."""
        return {
            key: value
            for key, value in self.values.items()
            if value is not None and (key not in self._fields or self.is_visible(key))
        }
