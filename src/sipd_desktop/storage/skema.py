"""Bringing a data file to the catalogue: numbered migrations, then missing tables and columns.

Additive change is derived; a sqlite-utils migration is written only for renames and data. A file
with a higher `skema` than ours is refused untouched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlite_utils import Database, Migrations

from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import FORMS, REGISTERS, SKEMA
from sipd_desktop.spec.field import Angka, Field
from sipd_desktop.spec.register import Form
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.pemicu import recreate_text, recreate_triggers, text_table
from sipd_desktop.storage.sidik import forget_sidik
from sipd_desktop.storage.tables import METADATA

# Ganti nama dan ubah isi saja; ditambah di bawah, tidak pernah diubah setelah dirilis.
MIGRATIONS = Migrations("sipd")


def read_skema(conn: Connection) -> int:
    """The schema number stored in the file; 0 for a new one."""
    have = conn.exec_driver_sql(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'setelan'"
    ).first()
    if have is None:
        return 0
    row = conn.exec_driver_sql("SELECT nilai FROM setelan WHERE kunci = 'skema'").first()
    return int(row[0]) if row else 0


def upgrade(buku: Buku, migrations: Migrations = MIGRATIONS) -> None:
    """Refuse a newer file; migrate, add what is missing, remake views, triggers and full text."""
    with buku.read() as conn:
        found = read_skema(conn)
    if found > SKEMA:
        raise UserError("berkas-lebih-baru", berkas=found, program=SKEMA)
    if found:
        _migrate(buku, migrations)
    else:  # a new file needs none of the old steps
        _mark_done(buku, migrations)
    with buku.write() as conn:
        _drop_old_indexes(conn)
        for table in METADATA.sorted_tables:
            _add_table(conn, table)
        conn.exec_driver_sql(
            "INSERT INTO sync_flag(satu, applying) VALUES (1, 0) ON CONFLICT(satu) DO UPDATE "
            "SET applying = 0"
        )
        recreate_views(conn)
        recreate_triggers(conn)
        recreate_text(conn)
        conn.exec_driver_sql(
            "INSERT INTO setelan(kunci, nilai) VALUES ('skema', ?) "
            "ON CONFLICT(kunci) DO UPDATE SET nilai = excluded.nilai",
            (str(SKEMA),),
        )
        if found != SKEMA:  # a migration may have changed rows while there were no triggers
            forget_sidik(conn)


def _migrate(buku: Buku, migrations: Migrations) -> None:
    raw = buku.raw()
    try:
        database = Database(raw)
        if migrations.pending(database):
            raw.execute("UPDATE sync_flag SET applying = 1")
            migrations.apply(database)
            _empty_text(raw.execute)
    finally:
        raw.close()


def _empty_text(execute: Callable[[str], Any]) -> None:
    """Full text is filled anew after a migration: a table rebuild drops its triggers."""
    for register in REGISTERS.values():
        if register.search:
            fts = text_table(register)
            execute(f"INSERT INTO {fts}({fts}) VALUES ('delete-all')")


def _mark_done(buku: Buku, migrations: Migrations) -> None:
    raw = buku.raw()
    try:
        database = Database(raw)
        migrations.ensure_migrations_table(database)
        for pending in migrations.pending(database):
            database.table("_sqlite_migrations").insert(
                {"migration_set": migrations.name, "name": pending.name, "applied_at": ""}
            )
    finally:
        raw.close()


def _add_table(conn: Connection, table: Table) -> None:
    have = {row[1] for row in conn.exec_driver_sql(f"PRAGMA table_info('{table.name}')")}
    if not have:
        conn.execute(CreateTable(table))
    else:
        for column in table.columns:
            if column.name not in have:
                kind = column.type.compile(dialect=conn.dialect)
                conn.exec_driver_sql(f'ALTER TABLE {table.name} ADD COLUMN "{column.name}" {kind}')
    for index in table.indexes:
        conn.execute(CreateIndex(index, if_not_exists=True))


def _drop_old_indexes(conn: Connection) -> None:
    """An index that is declared no more goes; one that changed has a new name."""
    wanted = {index.name for table in METADATA.sorted_tables for index in table.indexes}
    for (name,) in conn.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix!_%' ESCAPE '!'"
    ).all():
        if name not in wanted:
            conn.exec_driver_sql(f'DROP INDEX "{name}"')


def recreate_views(conn: Connection) -> None:
    """Drop all views and make those of the catalogue."""
    for (name,) in conn.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'view'").all():
        conn.exec_driver_sql(f'DROP VIEW "{name}"')
    conn.exec_driver_sql(_WARGA_GABUNG)
    conn.exec_driver_sql(_WARGA_KINI)
    for form in FORMS.values():
        conn.exec_driver_sql(view_sql(form))


# Orang yang digabung -> orang yang masih berlaku. Rantai diikuti sampai ujungnya, juga bila ujung
# itu tidak ada di laptop ini; dalam lingkaran (dua laptop menggabung berlawanan arah) yang berlaku
# ialah id terkecil, supaya tidak ada yang hilang. `> ''` dan bukan IS NOT NULL: hanya dengan itu
# SQLite memakai indeks yang hampir kosong, dan tidak membaca seluruh desa pada setiap catatan.
_WARGA_GABUNG = """
CREATE VIEW warga_gabung(id, kini) AS
WITH RECURSIVE jalan(id, ke) AS (
  SELECT id, digabung_ke FROM warga WHERE digabung_ke > ''
  UNION
  SELECT j.id, w.digabung_ke FROM jalan j JOIN warga w ON w.id = j.ke
  WHERE w.digabung_ke IS NOT NULL
)
SELECT j.id, coalesce(
  max(CASE WHEN NOT EXISTS (SELECT 1 FROM jalan a WHERE a.id = j.ke) THEN j.ke END),
  min(CASE WHEN EXISTS (SELECT 1 FROM jalan a WHERE a.id = j.ke AND a.ke = j.ke) THEN j.ke END)
)
FROM jalan j GROUP BY j.id
"""
_WARGA_KINI = """
CREATE VIEW warga_kini(id, kini) AS
SELECT id, id FROM warga WHERE digabung_ke IS NULL
UNION ALL SELECT id, kini FROM warga_gabung
"""


def view_name(form: Form) -> str:
    """Name of the SQL view of a form."""
    return f"v_{form.key}"


def _view_column(field: Field) -> str:
    value = f"json_extract(i.body, '$.{field.key}')"
    return f"CAST({value} AS REAL)" if isinstance(field, Angka) else value


def view_sql(form: Form) -> str:
    """One row per live isian of the form, answers as columns, subject after merging."""
    columns = ", ".join(f'{_view_column(f)} AS "{f.key}"' for f in form.fields())
    return (
        f"CREATE VIEW {view_name(form)} AS SELECT i.id, i.form_versi, i.hari_buka_id, i.tanggal, "
        f"i.versi_aturan, i.subjek AS subjek_asal, coalesce(k.kini, i.subjek) AS subjek, {columns} "
        "FROM isian i LEFT JOIN warga_gabung k ON k.id = i.subjek "
        f"WHERE i.form = '{form.key}' AND i.deleted_at IS NULL"
    )


def fingerprint() -> str:
    """Text of all tables and columns; a test holds its hash so that `SKEMA` is raised."""
    lines: list[Any] = []
    for table in METADATA.sorted_tables:
        cols = ",".join(f"{c.name}:{c.type}" for c in table.columns)
        lines.append(f"{table.name}({cols})")
    return "\n".join(lines)
