"""What a backup says of itself, behind the encrypted copy: read without the key, proven with it.

`[encrypted copy][JSON][HMAC of the JSON][length of the JSON][magic]`. The JSON holds no person:
folder id, when and why, schema, journal position, rows per table, SHA-256 of the copy, and the key
wraps that work without this laptop (DESIGN 5). The mark is at the end, so a copy that was cut short
is no backup.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import struct
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sipd_desktop.base.errors import UserError

_MAGIC = b"SIPDCAD1"
_TAIL = 32 + 8 + len(_MAGIC)


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


def mark_backup(part: Path, isi: Isi, key: bytes) -> None:
    """Write behind the copy what it holds, sealed with its key; flushed."""
    text = json.dumps({"versi": 1, **asdict(isi)}, separators=(",", ":")).encode()
    mac = hmac.new(_mac_key(key), text, hashlib.sha256).digest()
    with part.open("ab") as file:
        file.write(text + mac + struct.pack(">Q", len(text)) + _MAGIC)
        file.flush()
        os.fsync(file.fileno())


def _mac_key(key: bytes) -> bytes:
    return hmac.new(key, b"sipd-cadangan-1", hashlib.sha256).digest()


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
