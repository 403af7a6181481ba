"""Drafts: what was typed and not yet saved, kept in the encrypted file of this laptop only.

After a power cut the same person, box, cursor and text come back. A draft is no record: it is not
sent, it makes no tindakan, and it goes in the very transaction that saves what was typed, so that
nothing is ever saved twice. Days are those a person answered, because the clock may be wrong.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, literal_column, select

from sipd_desktop.storage.bentuk import dump
from sipd_desktop.storage.tables import NASKAH

_ROWID: ColumnElement[int] = literal_column("rowid")
SIMPAN_HARI = 30
"""Days a draft is kept (docs/naskah.md)."""


@dataclass(frozen=True, slots=True)
class Naskah:
    """One draft. `isi` has `nilai` (what the panel gave), `kolom` and `kursor` (where the typist
    stood), `berubah` (something was typed) and `terbuka` (its panel was in sight)."""

    kunci: str
    isi: Mapping[str, Any]

    @property
    def terbuka(self) -> bool:
        """The panel was open when the program ended."""
        return bool(self.isi.get("terbuka"))

    @property
    def berubah(self) -> bool:
        """Something in it is not saved."""
        return bool(self.isi.get("berubah"))

    @property
    def bagian(self) -> tuple[str, ...]:
        """The parts of its key."""
        return tuple(self.kunci.split(":"))


def kunci_naskah(tempat: str, *bagian: str) -> str:
    """The key of a draft: where it is typed, then ids (`ukur:<hari>:<warga>`, `baru:<hari>`)."""
    return ":".join((tempat, *bagian))


def save_naskah(conn: Connection, kunci: str, isi: Mapping[str, Any], hari_ini: date) -> None:
    """Keep a draft; the newest written is the first one listed."""
    drop_naskah(conn, kunci)
    row = {"kunci": kunci, "isi": dump(dict(isi)), "waktu": hari_ini.isoformat()}
    conn.execute(NASKAH.insert(), [row])


def drop_naskah(conn: Connection, kunci: str) -> None:
    """Forget a draft: what it held was saved, or thrown away on purpose."""
    conn.execute(delete(NASKAH).where(NASKAH.c.kunci == kunci))


def list_naskah(conn: Connection, bagian: str = "") -> tuple[Naskah, ...]:
    """Drafts with this part in their key (a hari buka, say), the newest first; all when empty."""
    rows = conn.execute(select(NASKAH.c.kunci, NASKAH.c.isi).order_by(_ROWID.desc()))
    found = [Naskah(kunci, json.loads(isi)) for kunci, isi in rows]
    return tuple(n for n in found if not bagian or bagian in n.bagian)


def purge_naskah(conn: Connection, hari_ini: date) -> int:
    """Forget drafts older than `SIMPAN_HARI` days; how many."""
    oldest = (hari_ini - timedelta(days=SIMPAN_HARI)).isoformat()
    return conn.execute(delete(NASKAH).where(NASKAH.c.waktu < oldest)).rowcount
