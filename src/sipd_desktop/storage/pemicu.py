"""All triggers, dropped and recreated from the catalogue at each start.

A table rebuild silently drops triggers, so none belongs to a migration. Four kinds: *dirty* marks
a row that must be sent and keeps its last confirmed image (`sync_base`); *full text* keeps the
search table in step; *append-only* protects tindakan; *digest* notes what must be hashed anew, also
for pulled rows. Dirty triggers are silent while
`sync_flag.applying` is 1, set in the same transaction that applies pulled rows or a migration.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.spec.register import Register
from sipd_desktop.storage.tables import PENDING

GESER = 8
"""A stretch of rows is `rid >> GESER` (`storage.sidik`)."""
_LOCAL = "(SELECT applying FROM sync_flag WHERE satu = 1) = 0"


def _watched(register: Register) -> list[str]:
    """Columns whose change must travel; seq, lingkup and the like must not."""
    columns = [f.key for f in register.fields]
    return [*columns, *(["body"] if register.body else []), "extra", "deleted_at"]


def _old_image(register: Register) -> str:
    pairs = [f"'{c}', OLD.{c}" for c in _watched(register)]
    # satu panggilan json_object paling banyak 127 argumen
    parts = [f"json_object({', '.join(pairs[i : i + 50])})" for i in range(0, len(pairs), 50)]
    image = parts[0]
    for part in parts[1:]:
        image = f"json_patch({image}, {part})"
    return image


def dirty_triggers(register: Register) -> Iterator[tuple[str, str]]:
    """(name, SQL) of the triggers that mark rows to send."""
    key = register.key
    mark = (
        f"INSERT INTO sync_dirty(tbl, id, since) VALUES ('{key}', {{row}}.id, NEW.updated_at)"
        " ON CONFLICT(tbl, id) DO NOTHING;"
    )
    yield (
        f"td_{key}_i",
        f"CREATE TRIGGER td_{key}_i AFTER INSERT ON {key} WHEN {_LOCAL} "
        f"BEGIN {mark.format(row='NEW')} END",
    )
    # Baris yang sudah diterima pusat tetapi nomornya belum datang (seq kosong) juga punya citra
    # terakhir, asal tidak ada perubahannya yang masih menunggu.
    base = (
        "INSERT INTO sync_base(tbl, id, seq, data) "
        f"SELECT '{key}', OLD.id, coalesce(OLD.seq, 0), {_old_image(register)} "
        "WHERE OLD.seq > 0 OR NOT EXISTS "
        f"(SELECT 1 FROM sync_dirty d WHERE d.tbl = '{key}' AND d.id = OLD.id) AND NOT EXISTS "
        f"(SELECT 1 FROM outbox o WHERE o.tbl = '{key}' AND o.id = OLD.id AND o.{PENDING})"
        " ON CONFLICT(tbl, id) DO NOTHING;"
    )
    yield (
        f"td_{key}_u",
        f"CREATE TRIGGER td_{key}_u AFTER UPDATE OF {', '.join(_watched(register))} ON {key} "
        f"WHEN {_LOCAL} BEGIN {base} {mark.format(row='NEW')} END",
    )
    yield (
        f"td_{key}_d",
        f"CREATE TRIGGER td_{key}_d BEFORE DELETE ON {key} WHEN {_LOCAL} "
        "BEGIN SELECT RAISE(ABORT, 'baris yang dikirim tidak pernah dihapus'); END",
    )
    if register.append_only:
        fields = ", ".join(f.key for f in register.fields)
        yield (
            f"ta_{key}_u",
            f"CREATE TRIGGER ta_{key}_u BEFORE UPDATE OF {fields}"
            f" ON {key} WHEN {_LOCAL} BEGIN SELECT RAISE(ABORT, 'hanya boleh ditambah'); END",
        )


def digest_triggers(register: Register) -> Iterator[tuple[str, str]]:
    """(name, SQL) of the triggers that note a stretch of rows as changed; whoever changes it."""
    key = register.key
    note = (
        f"INSERT INTO sidik_basi(tbl, petak, n) VALUES ('{key}', {{row}}.rid >> {GESER}, 1)"
        " ON CONFLICT(tbl, petak) DO UPDATE SET n = n + 1;"
    )
    columns = ", ".join(["id", "lingkup", *_watched(register)])
    events = (("i", "INSERT", "NEW"), ("u", f"UPDATE OF {columns}", "NEW"), ("d", "DELETE", "OLD"))
    for letter, event, row in events:
        yield (
            f"ts_{key}_{letter}",
            f"CREATE TRIGGER ts_{key}_{letter} AFTER {event} ON {key} "
            f"BEGIN {note.format(row=row)} END",
        )


def _folded(register: Register, row: str) -> str:
    return " || ' ' || ".join(f"lipat({row}.{c})" for c in register.search)


def text_table(register: Register) -> str:
    """Name of the full-text table of a register."""
    return f"cari_{register.key}"


def text_triggers(register: Register) -> Iterator[tuple[str, str]]:
    """(name, SQL) of the triggers that keep the full-text table; they fire for pulled rows too."""
    key, fts = register.key, text_table(register)
    add = f"INSERT INTO {fts}(rowid, teks) VALUES (NEW.rid, {_folded(register, 'NEW')});"
    drop = f"DELETE FROM {fts} WHERE rowid = OLD.rid;"
    columns = ", ".join(register.search)
    yield f"tc_{key}_i", f"CREATE TRIGGER tc_{key}_i AFTER INSERT ON {key} BEGIN {add} END"
    yield (
        f"tc_{key}_u",
        f"CREATE TRIGGER tc_{key}_u AFTER UPDATE OF {columns} ON {key} BEGIN {drop} {add} END",
    )
    yield f"tc_{key}_d", f"CREATE TRIGGER tc_{key}_d AFTER DELETE ON {key} BEGIN {drop} END"


def declared_triggers() -> dict[str, str]:
    """Every trigger the catalogue asks for, by name."""
    found: dict[str, str] = {}
    for register in REGISTERS.values():
        found.update(dirty_triggers(register))
        found.update(digest_triggers(register))
        if register.search:
            found.update(text_triggers(register))
    return found


def recreate_triggers(conn: Connection) -> None:
    """Drop every trigger of the file and make those of the catalogue."""
    rows = conn.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()
    for (name,) in rows:
        conn.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for sql in declared_triggers().values():
        conn.exec_driver_sql(sql)


def recreate_text(conn: Connection) -> None:
    """Make missing full-text tables; refill one whose count is not that of its register."""
    for register in REGISTERS.values():
        if not register.search:
            continue
        fts = text_table(register)
        conn.exec_driver_sql(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {fts} USING fts5("
            "teks, content='', contentless_delete=1, prefix='2 3 4')"
        )
        conn.exec_driver_sql(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {fts}_kata USING fts5vocab({fts}, row)"
        )
        if count_text(conn, register) != count_rows(conn, register):
            conn.exec_driver_sql(f"INSERT INTO {fts}({fts}) VALUES ('delete-all')")
            conn.exec_driver_sql(
                f"INSERT INTO {fts}(rowid, teks) SELECT rid, {_folded(register, register.key)} "
                f"FROM {register.key}"
            )


def count_text(conn: Connection, register: Register) -> int:
    """Rows the full-text table knows."""
    sql = f"SELECT count(*) FROM {text_table(register)}_docsize"
    return int(conn.exec_driver_sql(sql).scalar_one())


def count_rows(conn: Connection, register: Register) -> int:
    """Rows of the register, voided ones too."""
    return int(conn.exec_driver_sql(f"SELECT count(*) FROM {register.key}").scalar_one())
