"""Self-check of an open data file: pages, tables, triggers, full text, history chain."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.pemicu import count_rows, count_text, declared_triggers
from sipd_desktop.storage.tables import METADATA, SYNCED
from sipd_desktop.wire.chain import tindakan_link


@dataclass(frozen=True, slots=True)
class Butir:
    """One thing looked at."""

    nama: str
    baik: bool
    ket: str


def check_buku(buku: Buku) -> tuple[Butir, ...]:
    """Look at everything; reads only."""
    with buku.read() as conn:
        return (
            _pages(conn),
            _structure(conn),
            _columns(conn),
            _triggers(conn),
            *(_full_text(conn, key) for key, r in REGISTERS.items() if r.search),
            _chain(conn),
        )


def _pages(conn: Connection) -> Butir:
    bad = conn.exec_driver_sql("PRAGMA cipher_integrity_check").all()
    return Butir("halaman berkas", not bad, f"{len(bad)} halaman rusak" if bad else "utuh")


def _structure(conn: Connection) -> Butir:
    answer = conn.exec_driver_sql("PRAGMA quick_check(5)").scalars().all()
    return Butir("susunan berkas", answer == ["ok"], "utuh" if answer == ["ok"] else "rusak")


def _columns(conn: Connection) -> Butir:
    missing = 0
    for table in METADATA.sorted_tables:
        have = {r[1] for r in conn.exec_driver_sql(f"PRAGMA table_info('{table.name}')")}
        missing += len({c.name for c in table.columns} - have)
    return Butir(
        "tabel dan kolom", missing == 0, f"{missing} kolom kurang" if missing else "lengkap"
    )


def _triggers(conn: Connection) -> Butir:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    have = {str(row[0]): row[1] for row in conn.exec_driver_sql(query)}
    wanted = declared_triggers()
    wrong = sum(have.get(name) != sql for name, sql in wanted.items())
    wrong += len(have.keys() - wanted.keys())
    return Butir("pemicu", wrong == 0, f"{wrong} berbeda" if wrong else f"{len(wanted)} cocok")


def _full_text(conn: Connection, key: str) -> Butir:
    register = REGISTERS[key]
    rows, texts = count_rows(conn, register), count_text(conn, register)
    return Butir(f"pencarian {key}", rows == texts, f"{texts} dari {rows}")


def _chain(conn: Connection) -> Butir:
    """The tindakan of this laptop, each linked to the one before."""
    table = SYNCED["tindakan"]
    fields = [f.key for f in REGISTERS["tindakan"].fields]
    query = (
        select(table)
        .where(table.c.h.is_not(None))
        .order_by(table.c.perangkat, table.c.inkarnasi, table.c.urut)
    )
    broken = count = 0
    last: dict[tuple[str, int], tuple[int, str]] = {}
    for row in conn.execute(query).mappings():
        count += 1
        writer = (row["perangkat"], row["inkarnasi"])
        before = last.get(writer)
        linked = tindakan_link(row["prev"], {k: row[k] for k in fields}) == row["h"]
        follows = before is None or (row["urut"], row["prev"]) == (before[0] + 1, before[1])
        broken += not (linked and follows)
        last[writer] = (row["urut"], row["h"])
    return Butir("riwayat tindakan", broken == 0, f"{broken} putus" if broken else f"{count} utuh")
