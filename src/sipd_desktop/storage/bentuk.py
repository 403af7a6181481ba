"""Rows and wire images: the one place that turns a table row into flat wire fields and back.

An image is `{field: wire value}` with nulls left out: declared columns, keys of `body` (isian),
keys of `extra` (fields of newer versions, kept as they came).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.spec.field import Wire

Image = dict[str, Any]


def parse(text: object) -> dict[str, Any]:
    """A JSON object column as a dict; empty when there is none."""
    return json.loads(str(text)) if text else {}


def parse_list(text: object) -> list[str]:
    """A stored JSON list of texts; empty when there is none."""
    return [str(item) for item in json.loads(str(text))] if text else []


def dump(value: object) -> str:
    """Compact JSON text, keys sorted."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def dump_or_none(value: object) -> str | None:
    """As `dump`; no value is no text."""
    return None if value is None else dump(value)


def parse_value(text: str | None) -> Any:
    """The value of a text that `dump` made; no text is no value."""
    return None if text is None else json.loads(text)


def image_of(tbl: str, row: Mapping[str, Any]) -> Image:
    """The wire image of a stored row (or of the JSON that the base trigger kept of one)."""
    register = REGISTERS[tbl]
    image: Image = {}
    for field in register.fields:
        stored = row[field.key]
        if stored is not None:
            image[field.key] = field.from_column(stored)
    for part in ("body", "extra"):
        if part in row:
            image.update(parse(row[part]))
    return {k: v for k, v in image.items() if v is not None}


def columns_of(tbl: str, patch: Mapping[str, Wire], old: Mapping[str, Any] | None) -> Image:
    """The column values that a patch changes in the row `old` (None: a new row)."""
    register = REGISTERS[tbl]
    known = register.by_key()
    columns: Image = {}
    rest: Image = {}
    for key, value in patch.items():
        if key in known:
            columns[key] = known[key].to_column(value)
        else:
            rest[key] = value
    if rest:
        part = "body" if register.body else "extra"
        merged = parse(old[part]) if old is not None else {}
        merged.update(rest)
        columns[part] = dump({k: v for k, v in merged.items() if v is not None})
    return columns
