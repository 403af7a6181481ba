"""Sums of content hashes kept by stretches of rows, so that an exchange hashes only what changed.

A stretch is 256 neighbouring rows of one table (`rid`). Triggers note each stretch that anything
was done to, in the transaction that did it; its sums are made anew at the next exchange. What is
kept is never believed against the centre: a difference makes all sums anew first (`sync.cocok`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.storage.pemicu import GESER

Sums = dict[str, tuple[int, list[int]]]
"""Lingkup ("" for a row without one) to its number of rows and the sums of its buckets."""
Hitung = Callable[[Connection, str, int, int], Sums]
"""Sums of the rows of a table from one `rid` up to another."""
_ISI = msgspec.json.Decoder(Sums)


@dataclass(slots=True)
class Petak:
    """One stretch made anew: `n` is the note it answers, 0 for one never made before."""

    tbl: str
    nomor: int
    n: int
    isi: Sums


@dataclass(slots=True)
class Sidik:
    """All sums as one picture of the file shows them, and the stretches made anew for it."""

    jumlah: Sums = field(default_factory=dict)
    baru: list[Petak] = field(default_factory=list)
    dari_awal: bool = False
    """Every row was hashed for it."""


def read_sidik(conn: Connection, hitung: Hitung) -> Sidik:
    """The sums of everything, hashing only stretches that were changed or never made."""
    kept = {
        (tbl, number): isi
        for tbl, number, isi in conn.exec_driver_sql("SELECT tbl, petak, isi FROM sidik_petak")
    }
    stale = {
        (tbl, number): n
        for tbl, number, n in conn.exec_driver_sql("SELECT tbl, petak, n FROM sidik_basi")
    }
    found = Sidik(dari_awal=not kept)
    for key in _stretches(conn):
        if key in kept and key not in stale:
            sums = _ISI.decode(kept[key])
        else:
            tbl, number = key
            sums = hitung(conn, tbl, number << GESER, (number + 1) << GESER)
            found.baru.append(Petak(tbl, number, stale.get(key, 0), sums))
        _add(found.jumlah, sums)
    return found


def keep_sidik(conn: Connection, made: list[Petak]) -> None:
    """Remember what was made anew; a stretch changed since stays noted."""
    rows = [(p.tbl, p.nomor, msgspec.json.encode(p.isi).decode()) for p in made]
    done = [(p.tbl, p.nomor, p.n) for p in made]
    if made:
        conn.exec_driver_sql(
            "INSERT INTO sidik_petak(tbl, petak, isi) VALUES (?, ?, ?) "
            "ON CONFLICT(tbl, petak) DO UPDATE SET isi = excluded.isi",
            rows,
        )
        conn.exec_driver_sql("DELETE FROM sidik_basi WHERE tbl = ? AND petak = ? AND n = ?", done)


def forget_sidik(conn: Connection) -> None:
    """The next exchange hashes every row."""
    conn.exec_driver_sql("DELETE FROM sidik_petak")


def _stretches(conn: Connection) -> Iterator[tuple[str, int]]:
    each = (f"SELECT '{tbl}', min(rid), max(rid) FROM {tbl}" for tbl in REGISTERS)
    for tbl, first, last in conn.exec_driver_sql(" UNION ALL ".join(each)).all():
        if first is not None:
            for number in range(first >> GESER, (last >> GESER) + 1):
                yield tbl, number


def _add(total: Sums, more: Sums) -> None:
    for lingkup, (rows, buckets) in more.items():
        have, sums = total.get(lingkup, (0, [0] * len(buckets)))
        total[lingkup] = have + rows, [a + b for a, b in zip(sums, buckets, strict=True)]
