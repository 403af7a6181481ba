"""What can be told of a data folder without its key."""

from __future__ import annotations

from pathlib import Path

from sipd_desktop.base.errors import UserError
from sipd_desktop.storage import folder as tempat
from sipd_desktop.storage import rak
from sipd_desktop.storage.kunci_telepon import Telepon, read_telepon


def is_prepared(folder: Path) -> bool:
    """Whether this is a data folder of ours, ready to be opened (or mended from its backups)."""
    return (is_ours(folder) and (folder / tempat.DB).exists()) or bool(rak.list_rak(folder))


def is_contoh(folder: Path) -> bool:
    """Whether the folder is marked as holding made-up people only."""
    try:
        return is_prepared(folder) and bool(tempat.read_tanda(folder)["contoh"])
    except UserError:  # a damaged mark: the encrypted file knows
        return False


def is_ours(folder: Path) -> bool:
    """Whether a data folder was prepared here, even if its data file is damaged or gone."""
    return all((folder / name).exists() for name in (tempat.TANDA, tempat.KUNCI))


def find_telepon(folder: Path) -> Telepon:
    """Which laptop this is and which code opens it, as one says it to the operator."""
    return read_telepon(folder)
