"""The wraps of the data key in `kunci.json` (DESIGN section 5).

The file is encrypted with a random 256-bit key. Each wrap opens it in another way: `sandi` needs
the passphrase and the device secret, `pemulihan` the printed code alone (so it works on another
account or laptop), `operator` the one-time code the operator reads out (`kunci_telepon`). A PIN
never wraps anything.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import threading
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
OPERATOR = "operator"
TULIS = threading.RLock()
"""Held from reading the key file to writing it: the window and the exchange both change it."""
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # tanpa I L O U 0 1


def new_recovery_code(letters: int = 20) -> str:
    """Characters in groups of four; twenty (about 98 bits) are printed once, kept by the desa."""
    raw = "".join(secrets.choice(_ALPHABET) for _ in range(letters))
    return "-".join(raw[i : i + 4] for i in range(0, letters, 4))


def plain_code(code: str) -> str:
    """A code as it is used: capitals and digits alone."""
    return "".join(ch for ch in code.upper() if ch.isalnum())


def _plain_sandi(sandi: str) -> str:
    return " ".join(sandi.split()).lower()


def _kek(text: str, salt: bytes, wrap: dict[str, Any], secret: bytes) -> bytes:
    hard = argon2id.kdf(32, text.encode(), salt, opslimit=wrap["ops"], memlimit=wrap["mem"])
    return hmac.new(hard, b"sipd-kek-1" + secret, hashlib.sha256).digest()


def make_wrap(jenis: str, key: bytes, text: str, secret: bytes) -> dict[str, Any]:
    """The data key wrapped by a text and, for a passphrase, the device secret."""
    salt = secrets.token_bytes(argon2id.SALTBYTES)
    wrap: dict[str, Any] = {"jenis": jenis, "salt": salt.hex(), "ops": OPS, "mem": MEM}
    wrap["isi"] = bytes(SecretBox(_kek(text, salt, wrap, secret)).encrypt(key)).hex()
    return wrap


def open_wrap(wrap: dict[str, Any], text: str, secret: bytes) -> bytes | None:
    """The data key, or None when the text does not fit."""
    try:
        box = SecretBox(_kek(text, bytes.fromhex(wrap["salt"]), wrap, secret))
        return bytes(box.decrypt(bytes.fromhex(wrap["isi"])))
    except CryptoError:
        return None


def read_wraps(folder: Path) -> list[dict[str, Any]]:
    """All wraps of a folder; raises `folder-belum-disiapkan`, `berkas-kunci-rusak`."""
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
    wraps = [
        make_wrap("sandi", key, plain, secret),
        make_wrap("pemulihan", key, plain_code(code), b""),
    ]
    _write(folder, wraps)
    return key, code


def open_keys(folder: Path, text: str, secret: bytes | None) -> tuple[bytes, str]:
    """The data key from a passphrase or a recovery code, and which of the two opened it.

    Raises `sandi-salah`, or `rahasia-laptop-tidak-ada` when this account never held the device
    secret (then only the recovery code can open).
    """
    broken = False
    for wrap in read_wraps(folder):
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
    code = plain_code(text)
    if wrap["jenis"] == "sandi" and secret is not None:
        return open_wrap(wrap, _plain_sandi(text), secret)
    if wrap["jenis"] == "pemulihan" and len(code) == 20:
        return open_wrap(wrap, code, b"")
    return None


def portable_wraps(folder: Path) -> list[dict[str, Any]]:
    """The wraps a backup carries: those that open without the secret of this laptop, and stay
    good (a one-time code would open an old backup for ever, keputusan 0008)."""
    return [w for w in read_wraps(folder) if w.get("jenis") not in ("sandi", OPERATOR)]


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
    _write(folder, [make_wrap("sandi", key, plain, secret), *map(dict, wraps)])


def change_sandi(
    folder: Path, key: bytes, sandi: str, secret: bytes, *, habis: str | None = None
) -> None:
    """Replace the passphrase wrap: after recovery on another account, or by wish.

    `habis` is a kind of wrap that is used up by this, in the same writing of the file.
    """
    wrap = make_wrap("sandi", key, check_sandi(sandi), secret)
    with TULIS:
        rest = [w for w in read_wraps(folder) if w.get("jenis") not in ("sandi", habis)]
        _write(folder, [wrap, *rest])
