"""One store, two databases: transactions of one desa each, and the one SQL fragment that differs.

A write transaction begins at once (no read-then-write upgrade that fails "locked"), a read one sees
one moment. On PostgreSQL every transaction first says which desa it is for; row security does the
rest. Error texts of the drivers may quote values, so parameters are hidden and texts never logged.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, TextClause, event, text

from sipd_desktop.wire.sign import sign_of_seal

EACH = {
    "postgresql": "jsonb_array_elements(CAST(:b AS jsonb)) AS e(value)",
    "sqlite": "json_each(:b) AS e",
}
"""Rows out of one JSON parameter: with PER_ROW the only SQL that differs between the two."""

PER_ROW = {
    "postgresql": ("LATERAL (SELECT r.* FROM", " OFFSET 0) r"),
    "sqlite": ("", ""),
}
"""Put round the inner side of a look-up by key. SQLite joins in the order written; PostgreSQL would
guess, and without statistics (a fresh database) read a whole desa for every batch."""


class Store:
    """The database of a server; opened by `embedded.open_store` or `postgres.open_store`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.postgres = engine.dialect.name == "postgresql"
        self._write = engine.execution_options(tulis=True)
        read: dict[str, Any] = (
            {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            if self.postgres
            else {}
        )
        self._read = engine.execution_options(**read)
        self._cache: dict[str, TextClause] = {}
        self.kunci: str | None = None
        """Private half of the centre's sealing key (hex), where this process may know it."""
        # SQLite has one writer: waiting here wakes at once, its own waiting sleeps ever longer
        self._one_writer = None if self.postgres else threading.Lock()

    @contextmanager
    def write(self, desa: str) -> Iterator[Connection]:
        """A write transaction of one desa; commits at the end, rolls back on any exception."""
        with self._one_writer or nullcontext(), self._write.begin() as conn:
            self._enter(conn, desa)
            yield conn

    @contextmanager
    def read(self, desa: str) -> Iterator[Connection]:
        """A read transaction of one desa that sees one moment throughout."""
        with self._read.begin() as conn:
            self._enter(conn, desa)
            yield conn

    def _enter(self, conn: Connection, desa: str) -> None:
        if self.postgres:
            conn.execute(_SET_DESA, {"desa": desa})

    def sql(self, statement: str) -> TextClause:
        """A statement; `{each}`, `{per}` and `{end}` become what this database needs."""
        made = self._cache.get(statement)
        if made is None:
            kind = self.engine.dialect.name
            full = statement.replace("{each}", EACH[kind])
            full = full.replace("{per}", PER_ROW[kind][0]).replace("{end}", PER_ROW[kind][1])
            made = text(full)
            self._cache[statement] = made
        return made

    @property
    def ttd(self) -> str:
        """The public key with which the centre signs carried files (hex); empty when it cannot."""
        return sign_of_seal(self.kunci)[1] if self.kunci else ""

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


_HEAD = text("UPDATE desa_head SET seq = seq + :n WHERE desa = :desa RETURNING seq")


def take_seq(conn: Connection, desa: str, n: int = 0) -> int:
    """Move the sequence of a desa on by `n` and return it; its row stays locked to commit.

    With 0 this is how a write of the desa begins: all later ones wait, so a reader that saw a seq
    never finds a smaller one afterwards (I6).
    """
    return int(conn.execute(_HEAD, {"desa": desa, "n": n}).scalar_one())


_SET_DESA = text("SELECT set_config('sipd.desa', :desa, true)")


def begin_at_once(engine: Engine) -> None:
    """SQLite: BEGIN ourselves, IMMEDIATE for writes (the driver is in autocommit)."""

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        write = conn.get_execution_options().get("tulis")
        conn.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
