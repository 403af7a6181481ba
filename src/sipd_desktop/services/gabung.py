"""Merged persons: which id stands for whom. Merging writes one field, `warga.digabung_ke`.

Children of a merged row are not rewritten; every read goes through here (or the view of the same
meaning). A chain is followed to its end; of a circle, which two laptops can make without knowing of
each other, the smallest id stands, so that nobody disappears.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, column, literal_column, or_, select, table

from sipd_desktop.storage.tables import SYNCED

WARGA = SYNCED["warga"].c
_GABUNG = table("warga_gabung", column("id"), column("kini"))


def load_kini(conn: Connection) -> dict[str, str]:
    """Merged ids to the id that stands for them; small, since merging is rare."""
    return {row.id: row.kini for row in conn.execute(select(_GABUNG.c.id, _GABUNG.c.kini))}


def kini_of(conn: Connection, warga_id: str) -> str:
    """The person this id stands for after merging; its own id when it was never merged."""
    return load_kini(conn).get(warga_id, warga_id)


def ids_of(conn: Connection, warga_id: str) -> list[str]:
    """This person's id first, then all ids merged into it."""
    kini = load_kini(conn)
    return [warga_id, *sorted(a for a, b in kini.items() if b == warga_id and a != warga_id)]


def is_surviving() -> Any:
    """SQL: this row of warga stands for itself.

    The `+` keeps SQLite from walking the index of `digabung_ke`, which is empty in nearly all rows.
    """
    alone = literal_column("+warga.digabung_ke").is_(None)
    return or_(alone, WARGA.id.in_(select(_GABUNG.c.kini)))
