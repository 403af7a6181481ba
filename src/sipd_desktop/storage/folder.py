"""The data folder: its place, its files, and the lock that lets one program in at a time."""

from __future__ import annotations

import json
import os
import sys
import uuid
from pathlib import Path
from types import TracebackType
from typing import IO

from sipd_desktop.base.errors import UserError

DB = "sipd.db"
KUNCI = "kunci.json"
TANDA = "folder.json"
LOCK = ".sipd.lock"

_NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "9p",
    "afs",
    "davfs",
    "fuse.rclone",
}
_STICK = {"vfat", "exfat", "msdos", "fuseblk.removable"}
_CLOUD = {"onedrive", "dropbox", "google drive", "googledrive", "icloud drive"}


def check_place(folder: Path) -> None:
    """Refuse a removable, network or cloud-synced place: SQLite cannot keep its promise there."""
    resolved = folder.expanduser().resolve()
    for part in resolved.parts:
        if part.lower().split(" - ")[0] in _CLOUD:
            raise UserError("folder-di-awan")
    kind = _windows_kind(resolved) if sys.platform == "win32" else _mount_kind(resolved)
    if kind in _NETWORK or kind == "network":
        raise UserError("folder-di-jaringan")
    if kind in _STICK or kind == "removable":
        raise UserError("folder-di-flashdisk")


def _mount_kind(path: Path) -> str:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text("utf-8", "replace").splitlines():
        point, fstype = line.split(" ")[1:3]
        point = point.replace("\\040", " ")
        inside = point == "/" or str(path) == point or str(path).startswith(point + "/")
        if len(point) >= len(best) and inside:
            best, kind = point, fstype
    return kind


def _windows_kind(path: Path) -> str:
    import ctypes  # only on Windows

    kinds = {2: "removable", 4: "network"}
    return kinds.get(ctypes.windll.kernel32.GetDriveTypeW(path.anchor), "")  # type: ignore[attr-defined,unused-ignore]


def read_tanda(folder: Path) -> dict[str, str]:
    """What may be known without the key: the folder's random id, and whether it is a contoh.

    The mark in the encrypted file rules; this copy is for the screens before it is open.
    """
    path = folder / TANDA
    if not path.exists():
        raise UserError("folder-belum-disiapkan")
    try:
        found = json.loads(path.read_text("utf-8"))
        return {"id": str(found["id"]), "contoh": "1" if found.get("contoh") is True else ""}
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("berkas-kunci-rusak") from error


def write_tanda(folder: Path, folder_id: str, *, contoh: bool) -> None:
    """Write what may be known without the key."""
    text = json.dumps({"id": folder_id, "versi": 1, "contoh": contoh})
    write_atomic(folder / TANDA, text.encode())


def mark_contoh(folder: Path, *, contoh: bool) -> None:
    """Bring the copy of the contoh mark in step with the encrypted file."""
    found = read_tanda(folder)
    if bool(found["contoh"]) != contoh:
        write_tanda(folder, found["id"], contoh=contoh)


def write_atomic(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write whole or not at all: temporary file, fsync, rename."""
    temp = path.with_name(path.name + ".part")
    try:
        handle = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temp.replace(path)
        sync_dir(path.parent)
    except OSError as error:
        temp.unlink(missing_ok=True)
        raise UserError(
            "tempat-penuh" if error.errno == 28 else "folder-tak-bisa-ditulis"
        ) from error


def sync_dir(folder: Path) -> None:
    """Make a rename in this folder durable; Windows does so by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> str:
    """Make an empty data folder and return its random id; refuses one that holds other things."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(p.name != LOCK for p in folder.iterdir()):
            raise UserError("folder-sudah-berisi")
    except OSError as error:
        raise UserError("folder-tak-bisa-ditulis") from error
    folder_id = str(uuid.uuid4())
    write_atomic(folder / TANDA, json.dumps({"id": folder_id, "versi": 1}).encode())
    return folder_id


class FolderLock:
    """One program per data folder, window and command line alike; freed by the system on a kill."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK
        self._file: IO[bytes] | None = None

    def __enter__(self) -> FolderLock:
        try:
            self._file = self._path.open("a+b")
        except OSError as error:
            raise UserError("folder-tak-bisa-ditulis") from error
        try:
            self._take(self._file)
        except OSError as error:
            self._file.close()
            self._file = None
            raise UserError("sedang-dipakai") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    @staticmethod
    def _take(file: IO[bytes]) -> None:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
