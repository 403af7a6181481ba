"""The file of a backup: a SQLCipher copy of the data file and, behind it, what opens and proves it.

`[encrypted copy][JSON][HMAC of the JSON][length of the JSON][magic]` in one file that can be
carried. The JSON holds no person: folder id, when and why, schema, journal position, rows per
table, SHA-256 of the copy, and the key wraps that work without this laptop (DESIGN 5). The mark is
at the end, so a copy that was cut short is no backup. The copy is made page by page on keyed
connections under one unchanging read picture, never by copying the live file; it counts only after
it was opened anew and checked.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import struct
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.engine import Buku, as_known
from sipd_desktop.storage.folder import sync_dir
from sipd_desktop.storage.jurnal import STATE, read_letak

_MAGIC = b"SIPDCAD1"
_TAIL = 32 + 8 + len(_MAGIC)
PAGES = 256
"""Pages per slice: 1 MB, some 15 ms."""
_PAUSE_S = 0.003
_CHUNK = 1 << 20

Periksa = Callable[[], None]
"""Called between slices; raises to give up."""


@dataclass(frozen=True, slots=True)
class Isi:
    """What a backup says of itself, readable without the key."""

    folder: str
    contoh: bool
    waktu: str
    alasan: str
    skema: int
    app: str
    cabang: str
    n: int
    baris: dict[str, int]
    sha256: str
    ukuran: int
    bungkus: tuple[dict[str, Any], ...]


def _nothing() -> None:
    return None


def connect_copy(path: Path, key: bytes) -> Any:
    """A keyed, read-only connection to a backup where it lies; it writes nothing beside it."""
    conn = sqlcipher.connect(
        path.resolve().as_uri() + "?immutable=1&mode=ro",
        uri=True,
        check_same_thread=False,
        isolation_level=None,
    )
    try:
        conn.execute("PRAGMA cipher_log_level=NONE")
        conn.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.Error as error:
        conn.close()
        raise UserError("cadangan-rusak") from error
    return conn


def copy_pages(buku: Buku, target: Path, check: Periksa) -> dict[str, int]:
    """Copy the file page by page as it is now; returns the rows per table of that moment."""
    source = buku.raw()
    try:
        source.execute("BEGIN")
        counts = count_tables(source)
        copy = sqlcipher.connect(str(target), check_same_thread=False, isolation_level=None)
        try:
            copy.execute("PRAGMA cipher_log_level=NONE")
            copy.execute(f"PRAGMA key=\"x'{buku.key.hex()}'\"")
            copy.execute("PRAGMA synchronous=OFF")  # nothing counts before our own fsync
            pause = threading.Event()

            def between(_status: int, left: int, _total: int) -> None:
                check()
                if left:
                    pause.wait(_PAUSE_S)

            source.backup(copy, pages=PAGES, progress=between)
        finally:
            copy.close()
    except sqlcipher.Error as error:
        known = as_known(error)
        if isinstance(known, UserError) and known.code == "tempat-penuh":
            known = UserError("cadangan-tempat-penuh")  # no record was refused
        raise known from error
    finally:
        source.close()
    return counts


def count_tables(conn: Any) -> dict[str, int]:
    """Rows of every real table."""
    names = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "ORDER BY name"
    ).fetchall()
    return {n: int(conn.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0]) for (n,) in names}


def check_pages(conn: Any) -> bool:
    """Every page of the copy is authentic and the structure is sound; the tail is not a page."""
    (pages,) = conn.execute("PRAGMA page_count").fetchone()
    for (line,) in conn.execute("PRAGMA cipher_integrity_check"):
        number = re.search(r"page (\d+)", line)
        if number is None or int(number.group(1)) <= pages:
            return False
    return bool(conn.execute("PRAGMA quick_check(5)").fetchall() == [("ok",)])


def write_backup(
    buku: Buku,
    target: Path,
    *,
    folder: str,
    contoh: bool,
    waktu: str,
    alasan: str,
    skema: int,
    app: str,
    bungkus: list[dict[str, Any]],
    check: Periksa = _nothing,
) -> Isi:
    """Make a backup at `target`: copy, verify, mark, flush, rename; nothing half is left behind.

    Raises UserError `tempat-penuh`, `cadangan-rusak` and what `check` raises.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        counts = copy_pages(buku, part, check)
        conn = connect_copy(part, buku.key)
        try:
            if not check_pages(conn) or count_tables(conn) != counts:
                raise UserError("cadangan-rusak")
            found = conn.execute("SELECT nilai FROM sync_state WHERE kunci = ?", (STATE,))
            letak = read_letak(str((found.fetchone() or ("",))[0]))
        finally:
            conn.close()
        check()
        isi = Isi(
            folder=folder,
            contoh=contoh,
            waktu=waktu,
            alasan=alasan,
            skema=skema,
            app=app,
            cabang=letak.cabang,
            n=letak.n,
            baris=counts,
            sha256=hash_body(part, part.stat().st_size),
            ukuran=part.stat().st_size,
            bungkus=tuple(bungkus),
        )
        _mark(part, isi, buku.key)
        part.replace(target)
        sync_dir(target.parent)
    except OSError as error:
        raise as_os_error(error) from error
    finally:
        part.unlink(missing_ok=True)
    return isi


def as_os_error(error: OSError) -> UserError:
    """A failing disk as a refusal."""
    return UserError("cadangan-tempat-penuh" if error.errno == 28 else "cadangan-tak-tertulis")


def _mark(part: Path, isi: Isi, key: bytes) -> None:
    text = json.dumps({"versi": 1, **asdict(isi)}, separators=(",", ":")).encode()
    mac = hmac.new(_mac_key(key), text, hashlib.sha256).digest()
    with part.open("ab") as file:
        file.write(text + mac + struct.pack(">Q", len(text)) + _MAGIC)
        file.flush()
        os.fsync(file.fileno())


def _mac_key(key: bytes) -> bytes:
    return hmac.new(key, b"sipd-cadangan-1", hashlib.sha256).digest()


def hash_body(path: Path, size: int, check: Periksa = _nothing) -> str:
    """SHA-256 of the first `size` bytes."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (chunk := file.read(min(_CHUNK, size))):
            found.update(chunk)
            size -= len(chunk)
            check()
    return found.hexdigest()


def _read_tail(path: Path) -> tuple[bytes, bytes]:
    """The JSON of a backup and its HMAC; raises `bukan-cadangan`, `berkas-tidak-ada`."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            if size <= _TAIL:
                raise UserError("bukan-cadangan")
            file.seek(size - _TAIL)
            tail = file.read(_TAIL)
            length = struct.unpack(">Q", tail[32:40])[0]
            if tail[40:] != _MAGIC or length > min(size - _TAIL, 1 << 20):
                raise UserError("bukan-cadangan")
            file.seek(size - _TAIL - length)
            return file.read(length), tail[:32]
    except FileNotFoundError as error:
        raise UserError("cadangan-tidak-ada") from error
    except OSError as error:
        raise UserError("cadangan-tak-terbaca") from error


def read_isi(path: Path) -> Isi:
    """What a backup says of itself; raises UserError when it is none, or was cut short."""
    text, _mac = _read_tail(path)
    try:
        told = json.loads(text)
        versi = told.pop("versi")
        isi = Isi(**{**told, "bungkus": tuple(told["bungkus"])})
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("bukan-cadangan") from error
    if versi != 1:
        raise UserError("cadangan-lebih-baru")
    if path.stat().st_size != isi.ukuran + _TAIL + len(text):
        raise UserError("cadangan-rusak")
    return isi


def is_ours(path: Path, key: bytes) -> bool:
    """Whether this key made the backup, and nobody changed what it says of itself."""
    text, mac = _read_tail(path)
    return hmac.compare_digest(mac, hmac.new(_mac_key(key), text, hashlib.sha256).digest())


def verify_backup(path: Path, key: bytes, check: Periksa = _nothing) -> Isi:
    """Open a backup anew and check all of it.

    Raises `cadangan-rusak`, `cadangan-bukan-dari-sini` and what `read_isi` raises.
    """
    isi = read_isi(path)
    if not is_ours(path, key):
        raise UserError("cadangan-bukan-dari-sini")
    if hash_body(path, isi.ukuran, check) != isi.sha256:
        raise UserError("cadangan-rusak")
    conn = connect_copy(path, key)
    try:
        if not check_pages(conn) or count_tables(conn) != isi.baris:
            raise UserError("cadangan-rusak")
    except sqlcipher.Error as error:
        raise UserError("cadangan-rusak") from error
    finally:
        conn.close()
    return isi


def extract_body(path: Path, isi: Isi, target: Path, check: Periksa = _nothing) -> None:
    """Write the encrypted data file of a verified backup to `target`: whole or not at all."""
    part = target.with_name(target.name + ".part")
    try:
        with path.open("rb") as source, part.open("wb") as file:
            left = isi.ukuran
            while left > 0 and (chunk := source.read(min(_CHUNK, left))):
                file.write(chunk)
                left -= len(chunk)
                check()
            file.flush()
            os.fsync(file.fileno())
        if hash_body(part, isi.ukuran) != isi.sha256:
            raise UserError("cadangan-rusak")
        part.replace(target)
        sync_dir(target.parent)
    except OSError as error:
        raise as_os_error(error) from error
    finally:
        part.unlink(missing_ok=True)


def copy_backup(path: Path, target: Path, key: bytes, check: Periksa = _nothing) -> Isi:
    """Carry a backup elsewhere (a stick): written, flushed, read back from the medium, opened."""
    part = target.with_name(target.name + ".part")
    try:
        with path.open("rb") as source, part.open("wb") as file:
            while chunk := source.read(_CHUNK):
                file.write(chunk)
                check()
            file.flush()
            os.fsync(file.fileno())
            if hasattr(os, "posix_fadvise"):  # read back from the stick, not from memory
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        isi = verify_backup(part, key, check)
        part.replace(target)
        sync_dir(target.parent)
    except OSError as error:
        raise as_os_error(error) from error
    finally:
        part.unlink(missing_ok=True)
    return isi


def flush(path: Path) -> None:
    """Make a closed file durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
