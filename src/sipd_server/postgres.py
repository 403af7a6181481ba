"""The PostgreSQL store: who the server may be there, and how it becomes less than its login.

The working role never owns a table, is no superuser and never bypasses row security. Three ways:
a login that may create roles migrates and then acts as `sipd_app` on every connection; a plain
login was prepared by `sipd-server siapkan-db`; an owner who may not create roles works under the
forced policies as itself, with a warning.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError

from sipd_desktop.base.errors import UserError
from sipd_desktop.wire.sign import is_key
from sipd_server.prepare import migrate, seed, version_of
from sipd_server.schema import PER_DESA, PUSAT, VERSION
from sipd_server.store import Store

ROLE = "sipd_app"
MIGRATION_LOCK = 7_243_017
KEY_PLACE = "SIPD_KUNCI_PAKET"
_SETTINGS = (
    "statement_timeout = '60s'",
    "lock_timeout = '20s'",
    "idle_in_transaction_session_timeout = '60s'",
    # a plan made while a table was small must not be kept when it has grown
    "plan_cache_mode = force_custom_plan",
    "jit = off",
)
log = logging.getLogger("sipd_server")


@dataclass(frozen=True, slots=True)
class Login:
    """What the login of a database address may do here."""

    name: str
    superuser: bool
    bypass: bool
    make_roles: bool
    make_tables: bool
    owns: bool
    member: bool

    @property
    def is_owner(self) -> bool:
        """It may change the tables, or make them when there are none."""
        return self.superuser or self.owns


def open_store(url: str) -> Store:
    """Open the database at this address, prepared first when the login may.

    UserError: `pusat-alamat`, `pusat-tak-terjangkau`, `pusat-belum-disiapkan`,
    `pusat-lebih-baru`, `pusat-peran`, `pusat-tanpa-postgres`.
    """
    engine = _engine(url)
    try:
        with engine.begin() as conn:
            role = _role_for(conn)
            private = _private_key(conn)
        if role:
            _act_as(engine, role)
        with engine.begin() as conn:
            _check(conn)
    except OperationalError as error:
        raise UserError("pusat-tak-terjangkau") from error
    store = Store(engine)
    store.kunci = private
    return store


def _private_key(conn: Connection) -> str | None:
    """The private sealing key, as the login may read it before it becomes less; a plain login is
    given it in a file of its own (`siapkan-db --kunci-paket`), else carried files wait."""
    try:
        with conn.begin_nested():
            found = conn.execute(select(PUSAT.c.privkey)).scalar()
            return None if found is None else str(found)
    except ProgrammingError:
        place = os.environ.get(KEY_PLACE)
    if not place:
        return None
    try:
        found = Path(place).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("pusat-kunci-paket", berkas=Path(place).name) from error
    if not is_key(found):
        raise UserError("pusat-kunci-paket", berkas=Path(place).name)
    return found


def write_private_key(url: str, place: Path) -> None:
    """Copy the private sealing key into a file only its owner reads; run as the owner."""
    engine = _engine(url)
    try:
        with engine.begin() as conn:
            private = str(conn.execute(select(PUSAT.c.privkey)).scalar_one())
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(private)
    except OSError as error:
        raise UserError("pusat-kunci-paket", berkas=place.name) from error
    finally:
        engine.dispose()


def prepare(url: str, role: str) -> None:
    """`siapkan-db`: tables, policies and grants for a working role, run as the owner.

    UserError `pusat-peran` when the role is missing and may not be made, or is too powerful.
    """
    engine = _engine(url)
    try:
        with engine.begin() as conn:
            login = _login(conn)
            _migrate(conn)
            if not _role_exists(conn, role):
                if not login.make_roles:
                    raise UserError("pusat-peran", peran=role)
                _create_role(conn, role)
            _grant(conn, role)
    except OperationalError as error:
        raise UserError("pusat-tak-terjangkau") from error
    except ProgrammingError as error:
        raise UserError("pusat-peran", peran=role) from error
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UserError("pusat-alamat") from error
    if parsed.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise UserError("pusat-alamat")
    try:
        import psycopg  # noqa: F401 - the program for laptops ships without it
    except ImportError as error:
        raise UserError("pusat-tanpa-postgres") from error
    engine = create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=16,
        max_overflow=16,
        connect_args={"connect_timeout": 10, "application_name": "sipd-server"},
    )
    for setting in _SETTINGS:
        _on_connect(engine, f"SET {setting}")
    return engine


def _on_connect(engine: Engine, statement: str) -> None:
    @event.listens_for(engine, "connect")
    def _run(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.commit()


def _act_as(engine: Engine, role: str) -> None:
    quoted = engine.dialect.identifier_preparer.quote(role)
    engine.dispose()
    _on_connect(engine, f"SET ROLE {quoted}")


def _role_for(conn: Connection) -> str | None:
    """Prepare what this login may prepare; the role to act as, or None for the login itself."""
    login = _login(conn)
    if not login.is_owner and not (login.make_tables and version_of(conn) is None):
        return None
    _migrate(conn)
    if login.superuser or login.make_roles:
        if not _role_exists(conn, ROLE):
            _create_role(conn, ROLE)
        _grant(conn, ROLE)
        if not login.superuser:
            _join(conn, ROLE, login.name)
        return ROLE
    if login.member:
        _grant(conn, ROLE)
        return ROLE
    log.warning("login pemilik tanpa hak membuat peran: aturan baris tetap dipaksa untuknya")
    return None


def _migrate(conn: Connection) -> None:
    conn.execute(text("SELECT pg_advisory_xact_lock(:k)"), {"k": MIGRATION_LOCK})
    if version_of(conn) is None or version_of(conn) != VERSION:
        migrate(conn)
    seed(conn)


def _login(conn: Connection) -> Login:
    row = conn.execute(
        text(
            "SELECT r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole,"
            " has_schema_privilege(current_user, current_schema(), 'CREATE'),"
            " EXISTS(SELECT 1 FROM pg_class c WHERE c.relname = 'record' AND c.relkind = 'r'"
            "  AND c.relnamespace = current_schema()::regnamespace"
            "  AND pg_has_role(current_user, c.relowner, 'USAGE')),"
            " EXISTS(SELECT 1 FROM pg_roles s WHERE s.rolname = :role"
            "  AND pg_has_role(current_user, s.oid, 'MEMBER'))"
            " FROM pg_roles r WHERE r.rolname = current_user"
        ),
        {"role": ROLE},
    ).one()
    return Login(*row)


def _role_exists(conn: Connection, role: str) -> bool:
    found = conn.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": role})
    return found.first() is not None


def _create_role(conn: Connection, role: str) -> None:
    """Roles belong to the whole cluster: another database's server may make it this moment."""
    quoted = conn.dialect.identifier_preparer.quote(role)
    conn.execute(
        text(
            f"DO $$ BEGIN CREATE ROLE {quoted} NOLOGIN NOSUPERUSER NOBYPASSRLS;"
            " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
    )


def _join(conn: Connection, role: str, login: str) -> None:
    quote = conn.dialect.identifier_preparer.quote
    conn.execute(text(f"GRANT {quote(role)} TO {quote(login)}"))


def _grant(conn: Connection, role: str) -> None:
    """Read, add and change rows; never delete, never see the private half of the server's key."""
    row = conn.execute(
        text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = :r"), {"r": role}
    ).scalar()
    if row:
        raise UserError("pusat-peran", peran=role)
    quote = conn.dialect.identifier_preparer.quote
    who, schema = quote(role), quote(str(conn.execute(text("SELECT current_schema()")).scalar()))
    conn.execute(text(f"GRANT USAGE ON SCHEMA {schema} TO {who}"))
    conn.execute(text(f"GRANT SELECT, INSERT, UPDATE ON {', '.join(PER_DESA)} TO {who}"))
    conn.execute(text(f"GRANT SELECT, INSERT ON direktori TO {who}"))
    conn.execute(text(f"GRANT SELECT (satu, pubkey) ON pusat TO {who}"))
    conn.execute(text(f"GRANT SELECT ON alembic_version TO {who}"))


def _check(conn: Connection) -> None:
    """Refuse to work unprepared, unprotected, or as somebody row security does not hold."""
    login = _login(conn)
    at = version_of(conn)
    if at is not None and at > VERSION:
        raise UserError("pusat-lebih-baru")
    if at != VERSION:
        raise UserError("pusat-belum-disiapkan")
    if login.superuser or login.bypass:
        raise UserError("pusat-peran", peran=login.name)
    bare = conn.execute(
        text(
            "SELECT count(*) FROM pg_class WHERE relname = ANY(:t) AND relkind = 'r'"
            " AND relnamespace = current_schema()::regnamespace"
            " AND relrowsecurity AND relforcerowsecurity"
        ),
        {"t": list(PER_DESA)},
    ).scalar()
    if bare != len(PER_DESA):
        raise UserError("pusat-belum-disiapkan")
