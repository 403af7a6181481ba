"""The one maker of SQLCipher connections, and `Buku`: the open data file with reads and writes.

Order on each connection matters (measured): key first, log off, WAL set outside a transaction and
its answer checked, synchronous FULL, recursive triggers on (else full-text tables go wrong), then
the folding function that the triggers call. Writes take BEGIN IMMEDIATE: a read that turns into a
write fails "database is locked" at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.lipat import lipat
from sipd_desktop.storage.jurnal import Jurnal

SQLITE_MINIMUM = (3, 51, 3)  # WAL-reset bug of 3.7.0-3.51.2
BUSY_MS = 5000


def check_library(version: str | None = None) -> None:
    """Refuse a SQLite that can corrupt a WAL file, or one that does not encrypt."""
    found = tuple(int(p) for p in (version or sqlcipher.sqlite_version).split("."))
    if found < SQLITE_MINIMUM:
        raise UserError("sqlite-terlalu-lama", versi=version or sqlcipher.sqlite_version)
    probe = sqlcipher.connect(":memory:")
    try:
        row = probe.execute("PRAGMA cipher_version").fetchone()
    finally:
        probe.close()
    if not row or not row[0]:
        raise UserError("tanpa-sandi-berkas")


def connect(path: Path, key: bytes) -> Any:
    """A keyed connection to `path`; raises UserError when the key does not fit the file."""
    conn = sqlcipher.connect(str(path), check_same_thread=False, isolation_level=None)
    try:
        conn.execute("PRAGMA cipher_log_level=NONE")
        conn.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (mode,) = conn.execute("PRAGMA journal_mode=WAL").fetchone()
        if mode != "wal":
            raise UserError("folder-tidak-cocok")
        conn.execute("PRAGMA synchronous=FULL")
        conn.execute("PRAGMA foreign_keys=ON")
        conn.execute("PRAGMA recursive_triggers=ON")
        conn.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        conn.execute("PRAGMA mmap_size=0")
        conn.execute("PRAGMA temp_store=MEMORY")
        conn.create_function("lipat", 1, lipat, deterministic=True)
    except sqlcipher.DatabaseError as error:
        conn.close()
        raise as_known(error) from error
    except BaseException:
        conn.close()
        raise
    return conn


def is_plain(path: Path) -> bool:
    """Whether the file begins as an unencrypted SQLite file."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        return file.read(15) == b"SQLite format 3"


_KNOWN = (
    ("file is not a database", "kunci-salah"),
    ("file is encrypted", "kunci-salah"),
    ("database or disk is full", "tempat-penuh"),
    ("disk I/O error", "cakram-gagal"),
    ("database is locked", "sedang-dipakai"),
    ("readonly database", "folder-tak-bisa-ditulis"),
    ("unable to open database", "folder-tak-bisa-ditulis"),
    ("malformed", "berkas-rusak"),
)


def as_known(error: BaseException) -> BaseException:
    """A failure of the library as a refusal with a sentence, or itself when it is none."""
    text = str(error)
    for part, code in _KNOWN:
        if part in text:
            return UserError(code)
    return error


class Buku:
    """The open data file: short reads at will, one write at a time."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        self._lane = threading.RLock()
        self.jurnal: Jurnal | None = None
        """Second copy of every write; None in a file that is not kept in a data folder."""
        self.jaga: Callable[[], None] | None = None
        """Asked before a person writes: raises when there is no room left."""
        self.engine: Engine = create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=lambda: connect(path, key),
            poolclass=QueuePool,
            pool_size=3,
            max_overflow=2,
            hide_parameters=True,  # nilai (nama, NIK) tidak pernah masuk teks kesalahan
        )
        event.listen(self.engine, "begin", _begin)
        event.listen(self.engine, "after_cursor_execute", self._note)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A read transaction: one unchanging picture of the file."""
        with _mapped(), self.engine.connect() as conn, conn.begin():
            yield conn

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One user intent: all of it is durable when the block ends, or nothing."""
        with (
            self._lane,
            _mapped(),
            self.engine.connect().execution_options(sipd_write=True, sipd_jaga=self.jaga) as conn,
            self._journaled(),
            conn.begin(),
        ):
            yield conn
            if self.jurnal is not None:
                self.jurnal.seal(conn)

    @contextmanager
    def still(self) -> Iterator[None]:
        """Nothing is written while the block runs: the journal changes its file."""
        with self._lane:
            yield

    @contextmanager
    def _journaled(self) -> Iterator[None]:
        """Around the commit: the record in the journal stays or goes with the transaction."""
        journal = self.jurnal
        try:
            yield
        except BaseException:
            if journal is not None:
                journal.drop()
            raise
        if journal is not None:
            journal.kept()

    def _note(
        self, conn: Connection, _cursor: Any, sql: str, values: Any, _context: Any, many: bool
    ) -> None:
        if self.jurnal is not None and conn.get_execution_options().get("sipd_write"):
            self.jurnal.note(sql, values, many=many)

    @property
    def key(self) -> bytes:
        """What opens the file; backups and journal are sealed with it too."""
        return self._key

    def raw(self) -> Any:
        """A further connection of the driver, for backup and sqlite-utils; the caller closes it."""
        return connect(self.path, self._key)

    def close(self) -> None:
        """Close all connections; the last one folds the WAL back into the file."""
        self.engine.dispose()
        if self.jurnal is not None:
            self.jurnal.close()


def _begin(conn: Connection) -> None:
    immediate = conn.get_execution_options().get("sipd_write")
    conn.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def _mapped() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        known = as_known(error.orig or error)
        raise known if isinstance(known, UserError) else error from error
    except sqlcipher.Error as error:
        known = as_known(error)
        raise known if isinstance(known, UserError) else error from error
