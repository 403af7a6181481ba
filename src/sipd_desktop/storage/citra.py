"""Rows and wire images by the thousand: one prepared codec per table, tuples in, dicts out.

Same shapes as `storage.bentuk`, but for freeze, pull and digest, which pass over every row and may
not look up a declaration per value. A *base text* is the column shape as JSON, exactly as the dirty
trigger keeps it in `sync_base`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import msgspec

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.spec.field import Field, Wire
from sipd_desktop.storage.bentuk import Image

_decode = msgspec.json.Decoder().decode
_encode = msgspec.json.Encoder(order="sorted").encode


class Codec:
    """Turns the columns of one table into an image and back; get it from `codec_of`."""

    def __init__(self, tbl: str) -> None:
        register = REGISTERS[tbl]
        self.tbl = tbl
        self._fields = register.by_key()
        self._opaque = ("body", "extra") if register.body else ("extra",)
        self.columns: tuple[str, ...] = (*self._fields, *self._opaque)
        """Columns of the content, in the order `image` wants and `values` gives."""
        self._keys = tuple(self._fields)
        self._place = {key: place for place, key in enumerate(self._keys)}
        self._special: list[tuple[int, Field]] = [
            (i, f)
            for i, f in enumerate(self._fields.values())
            if type(f).from_column is not Field.from_column
        ]
        """Fields whose column differs from their wire value (ya/tidak, lists)."""

    def select(self, alias: str) -> str:
        """The columns as a SELECT list."""
        return ", ".join(f"{alias}.{c}" for c in self.columns)

    def image(self, values: Sequence[object]) -> Image:
        """The wire image of column values in the order of `columns`."""
        image: Image = {k: v for k, v in zip(self._keys, values, strict=False) if v is not None}
        for place, field in self._special:
            if values[place] is not None:
                image[field.key] = field.from_column(values[place])
        for stored in values[len(self._keys) :]:
            if stored:
                more = _decode(str(stored))
                image.update((k, v) for k, v in more.items() if v is not None)
        return image

    def values(self, image: Mapping[str, Wire]) -> list[str | int | None]:
        """Column values of a whole image; what is not declared goes to the first opaque column."""
        row: list[str | int | None] = [None] * len(self.columns)
        rest: dict[str, Wire] = {}
        place = self._place
        for key, value in image.items():  # an image holds far fewer fields than the table columns
            at = place.get(key)
            if at is None:
                if value is not None:
                    rest[key] = value
            elif type(value) is str or type(value) is int:
                row[at] = value
        for at, field in self._special:
            row[at] = field.to_column(image.get(field.key))
        if rest:
            row[len(self._keys)] = _encode(rest).decode()
        return row

    def base_text(self, image: Mapping[str, Wire], *, deleted: bool) -> str:
        """An image as `sync_base.data`."""
        row: dict[str, object] = dict(zip(self.columns, self.values(image), strict=True))
        row["deleted_at"] = "ya" if deleted else None
        return _encode({k: v for k, v in row.items() if v is not None}).decode()

    def read_base(self, data: str) -> tuple[Image, bool]:
        """(image, deleted) of `sync_base.data`."""
        row = _decode(data)
        return self.image([row.get(c) for c in self.columns]), row.get("deleted_at") is not None


@cache
def codec_of(tbl: str) -> Codec:
    """The codec of a synced table; made once."""
    return Codec(tbl)


def same(one: object, other: object) -> bool:
    """Whether two wire values are the same; True is not 1."""
    return type(one) is type(other) and one == other


def id_list(ids: Sequence[str]) -> str:
    """Ids as the one JSON parameter of `IN (SELECT value FROM json_each(?))`."""
    return _encode(list(ids)).decode()
