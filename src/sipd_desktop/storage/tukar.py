"""Putting another data file in the place of the present one, so that a stop anywhere is harmless.

The new file is whole on the disk first; then a note is written that says what goes where, and the
steps follow. At the next start `finish_swap` does what is left. The old file is moved aside with
its `-wal` (a `-wal` beside a foreign file would destroy it). What was set aside stays below the cap
of the backups (A7); the newest three always stay.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.folder import DB, sync_dir, write_atomic
from sipd_desktop.storage.jurnal_baca import FOLDER as JURNAL
from sipd_desktop.storage.rak import CAP

BARU = "sipd.db.baru"
NOTA = "tukar.json"
LAMA = "lama"
SIMPAN = 3
"""So many of what was set aside stay, whatever their size."""
_SIDE = ("-wal", "-shm", "-journal", "")


def new_aside(folder: Path, jenis: str) -> str:
    """Name of a fresh place for what is set aside: `lama/0003-rusak`."""
    have = [int(p.name[:4]) for p in (folder / LAMA).glob("[0-9]" * 4 + "-*")]
    return f"{LAMA}/{max(have, default=0) + 1:04d}-{jenis}"


def swap(folder: Path, aside: str, *, jurnal: bool) -> None:
    """Let `sipd.db.baru` take the place of `sipd.db`; `jurnal`: the journal goes aside too."""
    nota = json.dumps({"lama": aside, "jurnal": jurnal})
    write_atomic(folder / NOTA, nota.encode())
    finish_swap(folder)


def finish_swap(folder: Path) -> bool:
    """Do what is left of a swap that was stopped; True when there was one."""
    note = folder / NOTA
    if not note.exists():
        (folder / BARU).unlink(missing_ok=True)  # a restore that was stopped before its note
        for ending in _SIDE[:3]:
            (folder / (BARU + ending)).unlink(missing_ok=True)
        return False
    try:
        told = json.loads(note.read_text("utf-8"))
        aside, with_journal = folder / str(told["lama"]), bool(told["jurnal"])
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("berkas-rusak") from error
    try:
        aside.mkdir(parents=True, exist_ok=True, mode=0o700)
        if (folder / BARU).exists():
            for ending in _SIDE:
                if (folder / (DB + ending)).exists():
                    (folder / (DB + ending)).replace(aside / (DB + ending))
            sync_dir(aside)
            (folder / BARU).replace(folder / DB)
            sync_dir(folder)
        if with_journal and (folder / JURNAL).exists() and not (aside / JURNAL).exists():
            (folder / JURNAL).replace(aside / JURNAL)
        note.unlink()
        sync_dir(folder)
    except OSError as error:
        raise UserError("folder-tak-bisa-ditulis") from error
    prune_aside(folder)
    return True


def prune_aside(folder: Path, cap: int = CAP) -> int:
    """Let go of the oldest that were set aside while all together are above the cap; the newest
    `SIMPAN` always stay. Returns how many went; what cannot be removed now goes another time."""
    places = sorted((folder / LAMA).glob("[0-9]" * 4 + "-*"), key=lambda p: p.name[:4])
    sizes = {p: sum(f.stat().st_size for f in p.rglob("*") if f.is_file()) for p in places}
    total, gone = sum(sizes.values()), 0
    for place in places[:-SIMPAN]:
        if total <= cap:
            break
        shutil.rmtree(place, ignore_errors=True)
        total -= sizes[place]
        gone += 1
    return gone
