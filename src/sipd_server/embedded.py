"""The embedded store: one SQLCipher file in a folder, its random key wrapped by the passphrase.

`kunci.json` beside it holds salt and parameters of Argon2id and the wrapped key, nothing else. Two
processes may open the file at once (`sipd-server kode` while the server runs).
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox
from sqlalchemy import Engine, QueuePool, create_engine, select

from sipd_desktop.base.errors import UserError
from sipd_server.prepare import migrate, seed
from sipd_server.schema import PUSAT
from sipd_server.store import Store, begin_at_once

FILE, KEY_FILE = "pusat.db", "kunci.json"
OPS, MEM = 3, 64 * 1024 * 1024
MIN_SANDI = 12
BUSY_MS = 15_000


def open_store(folder: Path, sandi: str | None) -> Store:
    """Open the store of a folder, made at the first call; the passphrase is always needed.

    UserError: `pusat-tanpa-sandi`, `pusat-sandi-pendek`, `pusat-sandi-salah`,
    `pusat-tanpa-enkripsi`, `pusat-lebih-baru`, `pusat-folder`.
    """
    if not sandi or not sandi.strip():
        raise UserError("pusat-tanpa-sandi")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = _key(folder, " ".join(sandi.split()))
    except OSError as error:
        raise UserError("pusat-folder", folder=str(folder)) from error
    engine = _engine(folder / FILE, key)
    with engine.execution_options(tulis=True).begin() as conn:
        migrate(conn)
        seed(conn)
        private = str(conn.execute(select(PUSAT.c.privkey)).scalar_one())
    store = Store(engine)
    store.kunci = private
    return store


def _key(folder: Path, sandi: str) -> bytes:
    place = folder / KEY_FILE
    if not place.exists():
        if (folder / FILE).exists():
            raise UserError("pusat-kunci-hilang", folder=str(folder))
        _make_key(place, sandi)
    wrap = json.loads(place.read_text())
    try:
        box = SecretBox(_kek(sandi, wrap))
        return bytes(box.decrypt(bytes.fromhex(wrap["isi"])))
    except CryptoError as error:
        raise UserError("pusat-sandi-salah") from error


def _make_key(place: Path, sandi: str) -> None:
    """Write the wrap whole or not at all; whoever comes first decides the key."""
    if len(sandi) < MIN_SANDI:
        raise UserError("pusat-sandi-pendek", minimal=MIN_SANDI)
    salt = secrets.token_bytes(argon2id.SALTBYTES)
    wrap: dict[str, Any] = {"versi": 1, "salt": salt.hex(), "ops": OPS, "mem": MEM}
    wrap["isi"] = bytes(SecretBox(_kek(sandi, wrap)).encrypt(secrets.token_bytes(32))).hex()
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".kunci-")
    draft = Path(name)
    try:
        with os.fdopen(handle, "w") as file:
            json.dump(wrap, file)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, place)
        except FileExistsError:
            return
    finally:
        draft.unlink()


def _kek(sandi: str, wrap: dict[str, Any]) -> bytes:
    return argon2id.kdf(
        SecretBox.KEY_SIZE,
        sandi.encode(),
        bytes.fromhex(wrap["salt"]),
        opslimit=wrap["ops"],
        memlimit=wrap["mem"],
    )


def _connect(place: Path, key: bytes) -> Any:
    conn = driver.connect(str(place), isolation_level=None, check_same_thread=False)
    conn.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    conn.execute("PRAGMA cipher_log_level = NONE")
    conn.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    if not conn.execute("PRAGMA cipher_version").fetchone():
        raise UserError("pusat-tanpa-enkripsi")
    try:
        mode = conn.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    except driver.DatabaseError as error:
        raise UserError("pusat-sandi-salah") from error
    if mode != "wal":
        raise UserError("pusat-folder", folder=str(place.parent))
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("PRAGMA recursive_triggers = ON")
    conn.execute("PRAGMA cache_size = -32000")
    conn.execute("PRAGMA wal_autocheckpoint = 4000")
    return conn


@contextmanager
def _private_files() -> Iterator[None]:
    old = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(old)


def _engine(place: Path, key: bytes) -> Engine:
    with _private_files():
        _connect(place, key).close()
    engine = create_engine(
        "sqlite:///pusat.db",
        module=driver,
        creator=lambda: _connect(place, key),
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=16,
        max_overflow=16,
    )
    begin_at_once(engine)
    return engine


def backup(folder: Path, sandi: str | None, target: Path) -> None:
    """Copy the store into a new folder, encrypted with the same key; it may be in use meanwhile.

    UserError as `open_store`, and `pusat-cadangan-ada`, `pusat-tanpa-simpanan`.
    """
    if not sandi or not sandi.strip():
        raise UserError("pusat-tanpa-sandi")
    if not (folder / FILE).exists():
        raise UserError("pusat-tanpa-simpanan", folder=str(folder))
    if target.exists() and any(target.iterdir()):
        raise UserError("pusat-cadangan-ada", folder=str(target))
    key = _key(folder, " ".join(sandi.split()))
    source = _connect(folder / FILE, key)
    try:
        with _private_files():
            target.mkdir(parents=True, exist_ok=True, mode=0o700)
            copy = _connect(target / FILE, key)
            source.backup(copy)
            copy.close()
            (target / KEY_FILE).write_bytes((folder / KEY_FILE).read_bytes())
    except (OSError, driver.OperationalError) as error:
        raise UserError("pusat-folder", folder=str(target)) from error
    finally:
        source.close()
