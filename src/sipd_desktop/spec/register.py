"""Registers and forms: the declarations from which tables, views, wire and pages are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sipd_desktop.spec.expr import Cond
from sipd_desktop.spec.field import Field

JenisLingkup = Literal["desa", "posyandu", "penduduk", "ikut", "objek", "tertutup"]


@dataclass(frozen=True, slots=True)
class Lingkup:
    """Which laptops may hold a row; the server computes the key, a client never writes it.

    `desa`      key `desa`: every laptop of the desa, no named resident
    `posyandu`  key `pos:<row[field]>`: a record about a Posyandu, fixed at creation
    `penduduk`  key `pos:<row[field]>`, or `operator` when empty: warga and keluarga, movable
    `ikut`      the key of the row of register `of` that row[field] names (its subject)
    `objek`     the key of the row named by (row[of], row[field]), else `desa`: tindakan, konflik,
                isian; `of` is then the field that holds the table's name
    `tertutup`  key `tertutup:<row[kelas]>:<Posyandu of the row of register `of` that row[field]
                names>`, or `...:desa` when `field` is empty: only for devices enrolled for that
                kind, content sealed to those who may read
    """

    jenis: JenisLingkup
    field: str = ""
    of: str = ""
    kelas: str = ""
    """Of `tertutup`: the field that names the kind (jiwa, kdrt, ...)."""


@dataclass(frozen=True, kw_only=True)
class Register:
    """One typed table of long-lived things."""

    key: str
    label: str
    fields: tuple[Field, ...]
    lingkup: Lingkup
    hak: str
    """Object of the roles matrix that says who may see and write it (`rules.hak`)."""
    append_only: bool = False
    body: bool = False
    """The table keeps form answers in one JSON column `body` (isian)."""
    search: tuple[str, ...] = ()
    """Columns of the full-text table."""
    index: tuple[tuple[str, ...], ...] = ()
    reference: str = ""

    def __post_init__(self) -> None:
        keys = [f.key for f in self.fields]
        assert len(keys) == len(set(keys)), f"doubled field in {self.key}"

    def field(self, key: str) -> Field | None:
        """The field of this key, or None."""
        return self.by_key().get(key)

    def by_key(self) -> dict[str, Field]:
        """All fields by key; made once."""
        cached: dict[str, Field] | None = self.__dict__.get("_by_key")
        if cached is None:
            cached = {f.key: f for f in self.fields}
            object.__setattr__(self, "_by_key", cached)
        return cached


@dataclass(frozen=True, kw_only=True)
class Section:
    """A group of fields on a page, in the order of the paper."""

    label: str
    fields: tuple[Field, ...]
    columns: int = 1


@dataclass(frozen=True, kw_only=True)
class Form:
    """One kind of isian: what is asked about whom, by whom, and from which rule it comes."""

    key: str
    version: int
    label: str
    about: Literal["warga", "keluarga"]
    sections: tuple[Section, ...]
    hak: str
    """Object of the roles matrix that says who may see and write it (`rules.hak`)."""
    eligible: Cond | None = None
    """Over the subject's values and `umur_bulan` on the day."""
    panel: str = ""
    """Name of a hand-made panel beside the generated page."""
    reference: str = ""

    def fields(self) -> Iterator[Field]:
        """All fields in page order."""
        for section in self.sections:
            yield from section.fields

    def by_key(self) -> dict[str, Field]:
        """All fields by key."""
        return {f.key: f for f in self.fields()}


@dataclass(frozen=True, kw_only=True)
class Bidang:
    """One SPM field (or `umum`) and all it declares."""

    key: str
    label: str
    registers: tuple[Register, ...] = ()
    forms: tuple[Form, ...] = ()
