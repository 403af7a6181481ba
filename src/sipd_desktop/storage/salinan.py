"""Copying the data file page by page while it is in use, and looking at a copy where it lies.

The copy is made on keyed connections under one unchanging read picture, never by copying the live
file, in slices short enough that a save never waits for it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.engine import Buku, as_known

PAGES = 256
"""Pages per slice: 1 MB, some 15 ms."""
_PAUSE_S = 0.003

Periksa = Callable[[], None]
"""Called between slices; raises to give up."""


def connect_copy(path: Path, key: bytes) -> Any:
    """A keyed, read-only connection to a backup where it lies; it writes nothing beside it."""
    conn = sqlcipher.connect(
        path.resolve().as_uri() + "?immutable=1&mode=ro",
        uri=True,
        check_same_thread=False,
        isolation_level=None,
    )
    try:
        conn.execute("PRAGMA cipher_log_level=NONE")
        conn.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.Error as error:
        conn.close()
        raise UserError("cadangan-rusak") from error
    return conn


def copy_pages(buku: Buku, target: Path, check: Periksa) -> dict[str, int]:
    """Copy the file page by page as it is now; returns the rows per table of that moment."""
    source = buku.raw()
    try:
        source.execute("BEGIN")
        counts = count_tables(source)
        copy = sqlcipher.connect(str(target), check_same_thread=False, isolation_level=None)
        try:
            copy.execute("PRAGMA cipher_log_level=NONE")
            copy.execute(f"PRAGMA key=\"x'{buku.key.hex()}'\"")
            copy.execute("PRAGMA synchronous=OFF")  # nothing counts before our own fsync
            pause = threading.Event()

            def between(_status: int, left: int, _total: int) -> None:
                check()
                if left:
                    pause.wait(_PAUSE_S)

            source.backup(copy, pages=PAGES, progress=between)
        finally:
            copy.close()
    except sqlcipher.Error as error:
        known = as_known(error)
        if isinstance(known, UserError) and known.code == "tempat-penuh":
            known = UserError("cadangan-tempat-penuh")  # no record was refused
        raise known from error
    finally:
        source.close()
    return counts


def count_tables(conn: Any) -> dict[str, int]:
    """Rows of every real table."""
    names = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "ORDER BY name"
    ).fetchall()
    return {n: int(conn.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0]) for (n,) in names}


def check_pages(conn: Any) -> bool:
    """Every page of the copy is authentic and the structure is sound; the tail is not a page."""
    (pages,) = conn.execute("PRAGMA page_count").fetchone()
    for (line,) in conn.execute("PRAGMA cipher_integrity_check"):
        number = re.search(r"page (\d+)", line)
        if number is None or int(number.group(1)) <= pages:
            return False
    return bool(conn.execute("PRAGMA quick_check(5)").fetchall() == [("ok",)])
