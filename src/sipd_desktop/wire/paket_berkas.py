"""A carried file on a stick: there whole and verified, or not there at all.

Written as `.part`, flushed to the medium, read back from it and compared, then renamed; only after
that may anyone say "boleh dicabut". A stick that was pulled or is full leaves the laptop as it was.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from sipd_desktop.base.errors import UserError
from sipd_desktop.wire.paket import MAX_BERKAS

POTONG = 256 * 1024
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)

Maju = Callable[[int, int], None]
"""Told (done, all) bytes; it may raise to give up, then nothing is left behind."""


def write_berkas(path: Path, data: bytes, maju: Maju = lambda _done, _all: None) -> None:
    """Put `data` at `path`, verified. UserError `flashdisk-penuh`, `flashdisk-terkunci`,
    `flashdisk-tercabut`."""
    part = path.with_name(path.name + ".part")
    try:
        _write(part, data, maju)
        if _read_back(part) != data:
            raise UserError("flashdisk-tercabut")
        part.replace(path)
        _flush_folder(path.parent)
    except OSError as error:
        raise _told(error) from error
    finally:
        _drop(part)


def read_berkas(path: Path) -> bytes:
    """The whole file, in memory before anything is done with it. UserError `paket-tidak-ada`,
    `paket-terlalu-besar`, `flashdisk-tercabut`."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > MAX_BERKAS:
                raise UserError("paket-terlalu-besar")
            return file.read(MAX_BERKAS + 1)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UserError("paket-tidak-ada") from error
    except OSError as error:
        raise UserError("flashdisk-tercabut") from error


def _write(part: Path, data: bytes, maju: Maju) -> None:
    handle = os.open(
        part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600
    )
    try:
        done = 0
        while done < len(data):
            maju(done, len(data))
            done += os.write(handle, data[done : done + POTONG])
        os.fsync(handle)
        maju(len(data), len(data))
        if hasattr(os, "posix_fadvise"):  # dibaca kembali dari flashdisk, bukan dari ingatan
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def _read_back(part: Path) -> bytes:
    with part.open("rb") as file:
        return file.read()


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # FAT mengenal itu tidak di mana-mana
            raise
    finally:
        os.close(handle)


def _drop(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:  # flashdisk sudah dicabut: sisa .part tidak pernah dibaca
        return


def _told(error: OSError) -> UserError:
    if error.errno in _FULL:
        return UserError("flashdisk-penuh")
    return UserError("flashdisk-terkunci" if error.errno in _CLOSED else "flashdisk-tercabut")
