"""Recovery codes the laptops deposited, sealed to the centre.

Revision ID: 0003
"""

from __future__ import annotations

from alembic import op

from sipd_server.migrasi.versions.m0001_awal import POLICY

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and, on PostgreSQL, its policy."""
    postgres = op.get_bind().dialect.name == "postgresql"
    collate = ' COLLATE "C"' if postgres else ""
    text, key = f"TEXT{collate}", f"TEXT{collate} NOT NULL"
    op.execute(
        f"CREATE TABLE titipan (desa {key}, device {key}, nomor BIGINT NOT NULL, segel {text}, "
        f"diterima {text}, dibacakan {text}, dipakai {text}, PRIMARY KEY (desa, device, nomor))"
    )
    if postgres:
        for statement in POLICY:
            op.execute(statement.format(t="titipan"))
