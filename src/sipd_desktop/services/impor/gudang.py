"""What the plan needs of the stored data, as plain values; storage and tests both provide it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sipd_desktop.services.impor.hasil import Nilai
from sipd_desktop.services.impor.tiga_arah import Asal

Isian = dict[str, Nilai]


@dataclass(slots=True)
class Tersimpan:
    """One stored row: its id, its values in wire shape (nulls left out), what imports gave it."""

    id: str
    nilai: Isian
    asal: Mapping[str, Asal] = field(default_factory=dict)
    terhapus: bool = False
    nik_lain: tuple[str, ...] = ()
    """NIK of rows merged into this one."""


class PendudukStore(Protocol):
    """Reading side of the plan."""

    def list_warga(self) -> Sequence[Tersimpan]:
        """All people, voided ones too; merged ones only as the row that stands for them."""

    def list_keluarga(self) -> Sequence[Tersimpan]:
        """All households that are not voided."""

    def list_posyandu(self) -> Sequence[tuple[str, Sequence[str]]]:
        """(id, RT served) of the Posyandu on this laptop."""


@dataclass(slots=True)
class Tulisan:
    """One row to write: new, or the fields of an existing one that change."""

    tbl: str
    id: str
    nilai: Isian
    is_baru: bool


@dataclass(slots=True)
class Rencana:
    """Everything an import would write; nothing is written by making it."""

    tulisan: list[Tulisan] = field(default_factory=list)
    asal: list[tuple[str, str, Mapping[str, Asal]]] = field(default_factory=list)
    """(table, id, all that imports gave this row) to remember."""
    bentrok: dict[int, list[str]] = field(default_factory=dict)
    """Row number to the fields that a person has to decide."""

    @property
    def is_kosong(self) -> bool:
        """Whether applying it would write nothing at all."""
        return not self.tulisan and not self.asal
