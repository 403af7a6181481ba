"""The device secret: 256 random bits that bind the passphrase to this account on this laptop.

One per data folder, filed under the folder's id: in the system keyring, else in a 0600 file of the
config folder, never inside the data folder. A keyring that is absent, locked or slower than two
seconds means the file, never a prompt.
"""

from __future__ import annotations

import os
import secrets
import threading
from pathlib import Path

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.paths import config_dir
from sipd_desktop.storage.folder import write_atomic

_SERVICE = "sipd-desktop"
_LIMIT_S = 2.0


def _file(folder_id: str) -> Path:
    return config_dir() / "rahasia" / f"{folder_id}.bin"


def _with_keyring(folder_id: str, value: str | None, *, drop: bool = False) -> str | None:
    """Read (value None), write or drop in the keyring, in a thread that is given two seconds."""
    if os.environ.get("SIPD_TANPA_KEYRING"):
        return None
    answer: list[str | None] = [None]

    def work() -> None:
        try:
            import keyring

            if getattr(keyring.get_keyring(), "priority", 0) < 1:
                return
            if drop:
                keyring.delete_password(_SERVICE, folder_id)
                return
            if value is not None:
                keyring.set_password(_SERVICE, folder_id, value)
            answer[0] = keyring.get_password(_SERVICE, folder_id)
        except Exception:  # noqa: BLE001 - backends raise anything; each means "use the file"
            answer[0] = None

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(_LIMIT_S)
    return None if thread.is_alive() else answer[0]


def read_secret(folder_id: str) -> bytes | None:
    """The secret of this folder on this account, or None when it was never here."""
    path = _file(folder_id)
    if path.exists():
        return path.read_bytes()
    found = _with_keyring(folder_id, None)
    return bytes.fromhex(found) if found else None


def make_secret(folder_id: str) -> bytes:
    """Make and file a secret for this folder (an existing one is kept)."""
    old = read_secret(folder_id)
    if old:
        return old
    secret = secrets.token_bytes(32)
    if _with_keyring(folder_id, secret.hex()) == secret.hex():
        return secret
    path = _file(folder_id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("folder-tak-bisa-ditulis") from error
    write_atomic(path, secret)
    return secret


def drop_secret(folder_id: str) -> None:
    """Forget the secret of a folder whose preparation failed."""
    _file(folder_id).unlink(missing_ok=True)
    _with_keyring(folder_id, None, drop=True)
