"""What hangs on records an import added: a person with an attendance is not taken out again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, select

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.spec.field import Ref
from sipd_desktop.storage.tables import IMPOR_TULISAN, SYNCED

_TUJUAN = ("warga", "keluarga")
_LEMAH = frozenset(("kepala_id", "ibu_id", "digabung_ke"))
"""A record of the same import that points there does not hold it back."""


def list_gantung(
    conn: Connection, batch: str, going: Mapping[str, str], kept: Collection[str]
) -> dict[str, str]:
    """Of the added records `going` (id to table): those held back, with the label of what holds.

    A record that stays (`kept`, or held itself) holds its household and its subject too; that is
    told already, so its label is empty.
    """
    held: dict[str, str] = {}
    edges = [e for e in _edges(conn, batch) if e[2] in going]
    while True:
        found = {
            target: "" if row_id in held or row_id in kept else str(REGISTERS[tbl].label)
            for tbl, row_id, target, is_lemah in edges
            if target not in held
            and (row_id not in going or row_id in held)
            and not (is_lemah and (row_id in held or row_id in kept))
        }
        if not found:
            return held
        held |= found


def _edges(conn: Connection, batch: str) -> Iterator[tuple[str, str, str, bool]]:
    """(table, id, id it points to, weakly) of living rows that point to what the import added."""
    tulisan = IMPOR_TULISAN.c
    added = select(tulisan.id).where(
        tulisan.batch == batch, tulisan.jenis != "ubah", tulisan.tbl.in_(_TUJUAN)
    )
    for key, register in REGISTERS.items():
        table = SYNCED[key].c
        for field in register.fields:
            if not isinstance(field, Ref) or field.to not in _TUJUAN:
                continue
            query = select(table.id, table[field.key]).where(
                table.deleted_at.is_(None), table[field.key].in_(added)
            )
            if key == "masalah":  # dugaan dari aturan ikut datanya
                query = query.where(table.status.is_not(None) & (table.status != "dugaan"))
            for row_id, target in conn.execute(query):
                yield key, row_id, target, field.key in _LEMAH
