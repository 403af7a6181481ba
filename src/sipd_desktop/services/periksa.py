"""Self-check of an open data file: pages, tables, triggers, full text, history chain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.spec.register import Register
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.keadaan import get_state
from sipd_desktop.storage.pemicu import count_rows, count_text, declared_triggers
from sipd_desktop.storage.tables import METADATA, SYNCED
from sipd_desktop.wire.chain import ZERO, tindakan_link


@dataclass(frozen=True, slots=True)
class Butir:
    """One thing looked at."""

    nama: str
    baik: bool
    ket: str


def check_buku(buku: Buku) -> tuple[Butir, ...]:
    """Look at everything; reads only."""
    checks: list[tuple[str, Callable[[Connection], tuple[bool, str]]]] = [
        ("halaman berkas", _pages),
        ("susunan berkas", _structure),
        ("tabel dan kolom", _columns),
        ("pemicu", _triggers),
    ]
    checks += [(f"pencarian {r.key}", partial(_full_text, r)) for r in _searched()]
    checks.append(("riwayat tindakan", _chain))
    return tuple(_one(buku, name, check) for name, check in checks)


def _one(buku: Buku, name: str, check: Callable[[Connection], tuple[bool, str]]) -> Butir:
    try:
        with buku.read() as conn:
            return Butir(name, *check(conn))
    except (UserError, DBAPIError):  # halaman yang rusak menghentikan satu butir, bukan semuanya
        return Butir(name, False, "tidak terbaca")


def _searched() -> list[Register]:
    return [r for r in REGISTERS.values() if r.search]


def _pages(conn: Connection) -> tuple[bool, str]:
    bad = conn.exec_driver_sql("PRAGMA cipher_integrity_check").all()
    return (not bad, f"{len(bad)} halaman rusak" if bad else "utuh")


def _structure(conn: Connection) -> tuple[bool, str]:
    answer = conn.exec_driver_sql("PRAGMA quick_check(5)").scalars().all()
    return (answer == ["ok"], "utuh" if answer == ["ok"] else "rusak")


def _columns(conn: Connection) -> tuple[bool, str]:
    missing = 0
    for table in METADATA.sorted_tables:
        have = {r[1] for r in conn.exec_driver_sql(f"PRAGMA table_info('{table.name}')")}
        missing += len({c.name for c in table.columns} - have)
    return missing == 0, f"{missing} kolom kurang" if missing else "lengkap"


def _triggers(conn: Connection) -> tuple[bool, str]:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    have = {str(row[0]): row[1] for row in conn.exec_driver_sql(query)}
    wanted = declared_triggers()
    wrong = sum(have.get(name) != sql for name, sql in wanted.items())
    wrong += len(have.keys() - wanted.keys())
    return wrong == 0, f"{wrong} berbeda" if wrong else f"{len(wanted)} cocok"


def _full_text(register: Register, conn: Connection) -> tuple[bool, str]:
    rows, texts = count_rows(conn, register), count_text(conn, register)
    return rows == texts, f"{texts} dari {rows}"


def _chain(conn: Connection) -> tuple[bool, str]:
    """The tindakan of this laptop, each linked to the one before, up to the last one written."""
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
    now = (get_state(conn, "device"), int(get_state(conn, "inkarnasi", "0")))
    head = (int(get_state(conn, "tindakan_urut", "0")), get_state(conn, "tindakan_h", ZERO))
    broken += last.get(now, (0, ZERO)) != head
    return broken == 0, f"{broken} putus" if broken else f"{count} utuh"
