"""Backups: made, checked anew, taken out of their file, carried elsewhere; whole or not at all.

The file is a SQLCipher copy (`salinan`) and, behind it, what it says of itself (`cadangan_isi`). It
counts only after it was opened anew and checked.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.cadangan_isi import Isi, is_ours, mark_backup, read_isi
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.folder import sync_dir
from sipd_desktop.storage.jurnal import STATE, read_letak
from sipd_desktop.storage.salinan import (
    Periksa,
    check_pages,
    connect_copy,
    copy_pages,
    count_tables,
)

_CHUNK = 1 << 20


def _nothing() -> None:
    return None


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A file beside `target` that takes its place when all went well; else nothing is left."""
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        yield part
        part.replace(target)
        sync_dir(target.parent)
    except OSError as error:
        raise as_os_error(error) from error
    finally:
        part.unlink(missing_ok=True)


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
    with _whole(target) as part:
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
        mark_backup(part, isi, buku.key)
    return isi


def as_os_error(error: OSError) -> UserError:
    """A failing disk as a refusal."""
    return UserError("cadangan-tempat-penuh" if error.errno == 28 else "cadangan-tak-tertulis")


def hash_body(path: Path, size: int, check: Periksa = _nothing) -> str:
    """SHA-256 of the first `size` bytes."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (chunk := file.read(min(_CHUNK, size))):
            found.update(chunk)
            size -= len(chunk)
            check()
    return found.hexdigest()


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
    with _whole(target) as part:
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


def copy_backup(path: Path, target: Path, key: bytes, check: Periksa = _nothing) -> Isi:
    """Carry a backup elsewhere (a stick): written, flushed, read back from the medium, opened."""
    with _whole(target) as part:
        with path.open("rb") as source, part.open("wb") as file:
            while chunk := source.read(_CHUNK):
                file.write(chunk)
                check()
            file.flush()
            os.fsync(file.fileno())
            if hasattr(os, "posix_fadvise"):  # read back from the stick, not from memory
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return verify_backup(part, key, check)


def flush(path: Path) -> None:
    """Make a closed file durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
