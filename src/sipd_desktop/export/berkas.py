"""Write a whole file or nothing: temporary neighbour, fsync, rename.

A full disk, a pulled stick or a kill in the middle leaves the old file (or none) and never a
half one. The temporary name tells nothing of its content.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from sipd_desktop.base.errors import UserError

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_BUSY = {errno.EACCES, errno.EPERM, getattr(errno, "ETXTBSY", errno.EACCES)}
_GONE = {errno.ENOENT, errno.ENOTDIR}
_CHUNK = 1 << 20


def atomic_write(path: Path, data: bytes) -> None:
    """Make `path` hold exactly `data`, durably, readable by this user only.

    Raises UserError `tempat-berkas-penuh`, `berkas-sedang-dipakai`, `folder-tidak-ada` or
    `berkas-gagal-ditulis`, all with `berkas` = the file name; the old content then still stands.
    """
    part = path.with_name(f".{os.getpid():x}-{os.urandom(4).hex()}.part")
    try:
        try:
            _write_part(part, data)
            part.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise UserError(_code_of(error), berkas=path.name) from error


def _write_part(part: Path, data: bytes) -> None:
    """All bytes into a new file, on the disk before this returns."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(part, flags, 0o600)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view[:_CHUNK]) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Make the rename durable where a folder can be opened (not on Windows)."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _code_of(error: OSError) -> str:
    if error.errno in _FULL:
        return "tempat-berkas-penuh"
    if error.errno in _BUSY:
        return "berkas-sedang-dipakai"
    if error.errno in _GONE:
        return "folder-tidak-ada"
    return "berkas-gagal-ditulis"
