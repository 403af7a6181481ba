"""The wraps of the data key in `kunci.json` (DESIGN section 5).

The file is encrypted with a random 256-bit key. Each wrap opens it in another way: `sandi` needs
the passphrase and the device secret, `pemulihan` the printed code alone (so it works on another
account or laptop). A PIN never wraps anything.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.folder import KUNCI, write_atomic

OPS, MEM = 3, 64 * 1024 * 1024
MIN_SANDI = 12
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # tanpa I L O U 0 1


def new_recovery_code() -> str:
    """Twenty characters in groups of four, about 98 bits; printed once, kept by the desa."""
    raw = "".join(secrets.choice(_ALPHABET) for _ in range(20))
    return "-".join(raw[i : i + 4] for i in range(0, 20, 4))


def _plain_code(code: str) -> str:
    return "".join(ch for ch in code.upper() if ch.isalnum())


def _plain_sandi(sandi: str) -> str:
    return " ".join(sandi.split()).lower()


def _kek(text: str, salt: bytes, wrap: dict[str, Any], secret: bytes) -> bytes:
    hard = argon2id.kdf(32, text.encode(), salt, opslimit=wrap["ops"], memlimit=wrap["mem"])
    return hmac.new(hard, b"sipd-kek-1" + secret, hashlib.sha256).digest()


def _wrap(jenis: str, key: bytes, text: str, secret: bytes) -> dict[str, Any]:
    salt = secrets.token_bytes(argon2id.SALTBYTES)
    wrap: dict[str, Any] = {"jenis": jenis, "salt": salt.hex(), "ops": OPS, "mem": MEM}
    wrap["isi"] = bytes(SecretBox(_kek(text, salt, wrap, secret)).encrypt(key)).hex()
    return wrap


def _open(wrap: dict[str, Any], text: str, secret: bytes) -> bytes | None:
    try:
        box = SecretBox(_kek(text, bytes.fromhex(wrap["salt"]), wrap, secret))
        return bytes(box.decrypt(bytes.fromhex(wrap["isi"])))
    except CryptoError:
        return None


def _read(folder: Path) -> list[dict[str, Any]]:
    path = folder / KUNCI
    if not path.exists():
        raise UserError("folder-belum-disiapkan")
    try:
        wraps = json.loads(path.read_text("utf-8"))["bungkus"]
        return [dict(w) for w in wraps]
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("berkas-kunci-rusak") from error


def _write(folder: Path, wraps: list[dict[str, Any]]) -> None:
    write_atomic(folder / KUNCI, json.dumps({"versi": 1, "bungkus": wraps}, indent=1).encode())


def check_sandi(sandi: str) -> str:
    """The passphrase as it will be used; refuses one shorter than twelve characters."""
    plain = _plain_sandi(sandi)
    if len(plain) < MIN_SANDI:
        raise UserError("sandi-terlalu-pendek", minimal=MIN_SANDI)
    return plain


def make_keys(folder: Path, sandi: str, secret: bytes) -> tuple[bytes, str]:
    """A new data key wrapped twice; returns (key, recovery code)."""
    plain = check_sandi(sandi)
    key, code = secrets.token_bytes(32), new_recovery_code()
    wraps = [_wrap("sandi", key, plain, secret), _wrap("pemulihan", key, _plain_code(code), b"")]
    _write(folder, wraps)
    return key, code


def open_keys(folder: Path, text: str, secret: bytes | None) -> tuple[bytes, str]:
    """The data key from a passphrase or a recovery code, and which of the two opened it.

    Raises `sandi-salah`, or `rahasia-laptop-tidak-ada` when this account never held the device
    secret (then only the recovery code can open).
    """
    broken = False
    for wrap in _read(folder):
        try:
            key = _try(wrap, text, secret)
        except (KeyError, ValueError, TypeError, AttributeError):
            broken = True  # satu bungkus rusak: coba yang lain
            continue
        if key:
            return key, str(wrap["jenis"])
    if broken:
        raise UserError("berkas-kunci-rusak")
    raise UserError("sandi-salah" if secret is not None else "rahasia-laptop-tidak-ada")


def _try(wrap: dict[str, Any], text: str, secret: bytes | None) -> bytes | None:
    """The key, if this wrap is opened by the text; kinds of a newer version are passed over."""
    code = _plain_code(text)
    if wrap["jenis"] == "sandi" and secret is not None:
        return _open(wrap, _plain_sandi(text), secret)
    if wrap["jenis"] == "pemulihan" and len(code) == 20:
        return _open(wrap, code, b"")
    return None


def portable_wraps(folder: Path) -> list[dict[str, Any]]:
    """The wraps a backup carries: those that open without the secret of this laptop."""
    return [w for w in _read(folder) if w.get("jenis") != "sandi"]


def open_wraps(wraps: Sequence[Mapping[str, Any]], text: str) -> bytes | None:
    """The data key from wraps of a backup and a recovery code, or None."""
    for wrap in wraps:
        try:
            key = _try(dict(wrap), text, None)
        except (KeyError, ValueError, TypeError, AttributeError):
            continue
        if key:
            return key
    return None


def write_wraps(folder: Path, wraps: Sequence[Mapping[str, Any]]) -> None:
    """A key file of the wraps of a backup alone; a new passphrase is set after it was opened."""
    _write(folder, [dict(w) for w in wraps])


def write_keys(
    folder: Path, key: bytes, sandi: str, secret: bytes, wraps: Sequence[Mapping[str, Any]]
) -> None:
    """The key file of a folder that is made anew from a backup: its wraps and a new passphrase."""
    plain = check_sandi(sandi)
    _write(folder, [_wrap("sandi", key, plain, secret), *map(dict, wraps)])


def change_sandi(folder: Path, key: bytes, sandi: str, secret: bytes) -> None:
    """Replace the passphrase wrap: after recovery on another account, or by wish."""
    plain = check_sandi(sandi)
    rest = [w for w in _read(folder) if w.get("jenis") != "sandi"]
    _write(folder, [_wrap("sandi", key, plain, secret), *rest])
