"""Carried files: which were taken, and those that wait for a person.

Revision ID: 0002
"""

from __future__ import annotations

from alembic import op

from sipd_server.migrasi.versions.m0001_awal import POLICY

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and, on PostgreSQL, its policy."""
    postgres = op.get_bind().dialect.name == "postgresql"
    collate = ' COLLATE "C"' if postgres else ""
    text, key = f"TEXT{collate}", f"TEXT{collate} NOT NULL"
    op.execute(
        f"CREATE TABLE paket (desa {key}, device {key}, nomor BIGINT NOT NULL, sidik {text}, "
        f"diterima {text}, keadaan {text}, balasan BIGINT NOT NULL, "
        f"isi {'BYTEA' if postgres else 'BLOB'}, PRIMARY KEY (desa, device, nomor))"
    )
    if postgres:
        for statement in POLICY:
            op.execute(statement.format(t="paket"))
