"""An import that was being stored when the laptop went off: told at the next start, in a sentence.

Storing is one transaction, so the file is in whole or not at all; this only remembers which. The
mark is made before the backup, names the import inside its transaction, and goes when somebody has
seen the result.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

from sqlalchemy import Connection

from sipd_desktop.base.ids import new_id
from sipd_desktop.storage.bentuk import dump
from sipd_desktop.storage.keadaan import get_setelan, set_setelan
from sipd_desktop.storage.tables import SETELAN

_KUNCI = "impor_berjalan"
_JALAN = new_id()
_BELUM = (
    "Penyimpanan {berkas} terhenti di tengah jalan. Isinya belum masuk satu pun, data di laptop "
    "tetap seperti sebelumnya. Impor berkas itu sekali lagi."
)
_SUDAH = (
    "Laptop mati sesaat setelah {berkas} disimpan. Semua isinya sudah masuk, tidak perlu diimpor "
    "lagi. Hasilnya ada di Riwayat impor."
)


@dataclass(frozen=True, slots=True)
class Terputus:
    """The file, and the import when it is stored."""

    berkas: str
    batch: str = ""

    @property
    def kalimat(self) -> str:
        """What became of it, and what to do."""
        return (_SUDAH if self.batch else _BELUM).format(berkas=self.berkas)


def _proses() -> str:
    """This very run of the program: its own mark is no interrupted import."""
    return f"{_JALAN} {os.getpid()}"


def mark_mulai(conn: Connection, berkas: str) -> None:
    """Storing begins."""
    _mark(conn, berkas, "")


def mark_selesai(conn: Connection, berkas: str, batch: str) -> None:
    """In the transaction of the import: the file is in, or it brought nothing."""
    if batch:
        _mark(conn, berkas, batch)
    else:
        forget_terputus(conn)


def _mark(conn: Connection, berkas: str, batch: str) -> None:
    set_setelan(conn, _KUNCI, dump({"berkas": berkas, "batch": batch, "proses": _proses()}))


def forget_terputus(conn: Connection) -> None:
    """Somebody has seen what became of it, or nothing was begun."""
    conn.execute(SETELAN.delete().where(SETELAN.c.kunci == _KUNCI))


def read_terputus(conn: Connection) -> Terputus | None:
    """The import that an earlier run of the program did not bring to its end, if there is one."""
    found = json.loads(get_setelan(conn, _KUNCI) or "{}")
    if not found or found["proses"] == _proses():
        return None
    return Terputus(found["berkas"], found["batch"])
