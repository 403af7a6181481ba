"""What the plan needs of the stored data, as plain values; storage provides it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from sipd_desktop.services.impor.hasil import Usul
from sipd_desktop.services.impor.tiga_arah import Asal
from sipd_desktop.spec.field import Wire

Isian = dict[str, Wire]
Jenis = Literal["baru", "ubah", "pulih"]
"""A new row, fields of a stored one, a row that a cancelled import had made and comes back."""


@dataclass(slots=True)
class Tersimpan:
    """One stored row: its id, its values in wire shape (nulls left out), what imports gave it."""

    id: str
    nilai: Isian
    asal: Mapping[str, Asal] = field(default_factory=dict)
    terhapus: bool = False
    bisa_pulih: bool = False
    """Voided by the cancelling of an import, not by a person."""
    nik_lain: tuple[str, ...] = ()
    """NIK of rows merged into this one."""


class PendudukStore(Protocol):
    """Reading side of the plan."""

    def list_warga(self) -> Sequence[Tersimpan]:
        """All people, voided ones too; merged ones only as the row that stands for them."""

    def list_keluarga(self) -> Sequence[Tersimpan]:
        """All households but those a person voided."""

    def list_posyandu(self) -> Sequence[tuple[str, Sequence[str]]]:
        """(id, RT served) of the Posyandu on this laptop."""

    def asal_of(self, tbl: str, row_id: str) -> Mapping[str, Asal]:
        """What imports gave a row, field by field."""

    def fetch(self, tbl: str, row_ids: Sequence[str]) -> Mapping[str, Tersimpan]:
        """Rows of any table by id."""

    def list_edit(self, row_ids: Sequence[str]) -> set[tuple[str, str]]:
        """(id, field) of these rows that someone changed other than by an import."""

    def list_pilihan(self) -> Mapping[tuple[str, str, str], Mapping[str, str | None]]:
        """(table, id, field) to {value of a file as JSON: what a person chose, None = not yet}."""

    def list_putusan(self) -> Mapping[str, str | None]:
        """Key of a row to the person chosen for it (`baru`: someone new, None: not yet)."""


@dataclass(slots=True)
class Tulisan:
    """One row to write, and the row of the file that asks for it."""

    tbl: str
    id: str
    nilai: Isian
    jenis: Jenis
    lembar: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Beda:
    """A value of the file that differs from a stored one and waits for a person."""

    tbl: str
    id: str
    field: str
    nilai: str
    """As JSON."""
    lembar: str
    row: int


@dataclass(slots=True)
class Rencana:
    """Everything an import would write; nothing is written by making it."""

    tulisan: list[Tulisan] = field(default_factory=list)
    asal: list[tuple[str, str, Isian]] = field(default_factory=list)
    """(table, id, fields the file newly gives) to remember."""
    bentrok: dict[int, list[str]] = field(default_factory=dict)
    """Row number to the fields that a person has to decide."""
    beda: list[Beda] = field(default_factory=list)
    """Differences not asked before."""
    usul: list[tuple[str, int, Usul]] = field(default_factory=list)
    """(sheet, row, proposal) not asked before."""
    putusan: dict[str, str] = field(default_factory=dict)
    """Rows chosen as someone new, with the id they get."""
    hilang: tuple[str, ...] = ()
    subjek: list[tuple[str, str]] = field(default_factory=list)
    """(`warga` or `keluarga`, id) that get new answers."""
    tertutup: list[tuple[str, Iterable[str], Mapping[str, Wire]]] = field(default_factory=list)
    """(warga, kind, values) for the closed lingkup."""

    @property
    def is_kosong(self) -> bool:
        """Whether applying it would write nothing at all."""
        return not (self.tulisan or self.asal or self.beda or self.usul or self.putusan)
