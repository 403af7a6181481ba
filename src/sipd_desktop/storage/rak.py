"""The shelf of backups in a data folder: numbered files, and which of them may go.

Order is the running number, never the clock: a laptop whose clock jumped ten years keeps the right
ones. Kept are the newest 12, then the newest of each of 10 days, 8 weeks and 6 months, below 500 MB
together; the two newest always stay (docs: trust-and-ux A7).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

FOLDER = "cadangan"
ENDING = ".cadangan"
CAP = 500_000_000
KEEP_ALWAYS = 2
BARU, HARIAN, MINGGUAN, BULANAN = 12, 10, 8, 6
_NAME = re.compile(r"(\d{6})-(\d{8}T\d{6})Z" + re.escape(ENDING))


@dataclass(frozen=True, slots=True)
class Simpanan:
    """One backup on the shelf: running number, when (UTC), size in bytes."""

    nomor: int
    waktu: datetime
    ukuran: int
    path: Path


def list_rak(folder: Path) -> list[Simpanan]:
    """Backups of a data folder, newest first."""
    found = []
    for path in (folder / FOLDER).glob(f"*{ENDING}"):
        name = _NAME.fullmatch(path.name)
        if name is None:
            continue
        when = datetime.strptime(name.group(2), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        found.append(Simpanan(int(name.group(1)), when, path.stat().st_size, path))
    return sorted(found, key=lambda s: -s.nomor)


def next_path(folder: Path, moment: datetime) -> Path:
    """Where the next backup goes; makes the shelf."""
    place = folder / FOLDER
    place.mkdir(mode=0o700, exist_ok=True)
    have = list_rak(folder)
    nomor = (have[0].nomor if have else 0) + 1
    return place / f"{nomor:06d}-{moment.astimezone(UTC):%Y%m%dT%H%M%S}Z{ENDING}"


def choose_old(shelf: Sequence[Simpanan], cap: int = CAP) -> list[Simpanan]:
    """Which backups (newest first) may go, by the rule of this module."""
    keep: set[int] = {s.nomor for s in shelf[:BARU]}
    for count, form in ((HARIAN, "%Y%m%d"), (MINGGUAN, "%G-%V"), (BULANAN, "%Y-%m")):
        seen: dict[str, int] = {}
        for s in shelf:
            seen.setdefault(f"{s.waktu:{form}}", s.nomor)
        keep |= set(list(seen.values())[:count])
    total = 0
    for place, s in enumerate(shelf):
        if s.nomor not in keep:
            continue
        total += s.ukuran
        if total > cap and place >= KEEP_ALWAYS:
            keep.discard(s.nomor)
            total -= s.ukuran
    return [s for s in shelf if s.nomor not in keep]


def sweep(folder: Path) -> int:
    """Remove what may go and what a stopped program left half; returns how many backups went."""
    place = folder / FOLDER
    for half in place.glob("*.part*"):
        half.unlink(missing_ok=True)
    old = choose_old(list_rak(folder))
    for s in old:
        s.path.unlink(missing_ok=True)
    return len(old)
