"""Bringing a database to the newest shape: migrations, and the server's own key pair."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, select, text

from sipd_desktop.base.errors import UserError
from sipd_desktop.wire.sign import new_seal_key
from sipd_server.schema import PUSAT, VERSION


def version_of(conn: Connection) -> str | None:
    """The migration this database stands at; None when it has no tables of ours yet."""
    if not inspect(conn).has_table("alembic_version"):
        return None
    found = conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def migrate(conn: Connection) -> None:
    """Run what is missing, in the caller's transaction; a newer database is refused.

    UserError `pusat-lebih-baru`. Alembic is imported only when there is something to do.
    """
    at = version_of(conn)
    if at == VERSION:
        return
    if at is not None and at > VERSION:
        raise UserError("pusat-lebih-baru")
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "sipd_server:migrasi")
    config.attributes["connection"] = conn
    command.upgrade(config, "head")


def seed(conn: Connection) -> None:
    """Make the server's key pair, once."""
    if conn.execute(select(PUSAT.c.satu)).first() is None:
        private, public = new_seal_key()
        conn.execute(PUSAT.insert().values(satu=1, pubkey=public, privkey=private))
