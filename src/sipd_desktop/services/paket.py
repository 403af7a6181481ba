"""Use cases of the flashdisk for window and `sipd`: write what waits, read what came back.

Nothing here deletes or replaces a record; a stick that is pulled leaves the laptop as it was.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import msgspec

from sipd_desktop.base.clock import instant_text, now
from sipd_desktop.services.sinkron import SATU
from sipd_desktop.storage.antrean import count_unsent
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.keadaan import get_state
from sipd_desktop.sync.gerbang import Gerbang
from sipd_desktop.sync.paket_keluar import make_kirim, note_written
from sipd_desktop.sync.paket_masuk import take_balasan
from sipd_desktop.wire.paket import AKHIRAN, GABUNG, Amplop, read_amplop
from sipd_desktop.wire.paket_berkas import Maju, read_berkas, write_berkas


def _receipt(result: HasilMasuk) -> dict[str, object]:
    """A receipt as an exchange leaves it; what was taken and what was set aside were both sent."""
    sent = result.acked + len(result.rejected)
    return {**result.ke_json(), "pushed": sent, "lewat": "flashdisk"}


def _quiet(_done: int, _all: int) -> None:
    return


@dataclass(frozen=True, slots=True)
class HasilKeluar:
    """A written file; `perubahan` wait in it for the reply."""

    berkas: Path
    nomor: int
    perubahan: int
    frozen: int
    byte: int

    def ke_json(self) -> dict[str, object]:
        """The keys of `sipd paket keluar --json`."""
        return {
            "berkas": str(self.berkas),
            "nomor": self.nomor,
            "perubahan": self.perubahan,
            "frozen": self.frozen,
            "byte": self.byte,
        }


@dataclass(frozen=True, slots=True)
class HasilMasuk:
    """A reply that was applied; the keys are those of an exchange (`HasilKirim`)."""

    untuk: int = 0
    acked: int = 0
    rejected: tuple[dict[str, object], ...] = ()
    conflicts: int = 0
    pulled: int = 0
    unsent: int = 0
    digest_ok: bool | None = None
    lagi_kirim: bool = False
    kinds: frozenset[str] = frozenset()

    def ke_json(self) -> dict[str, object]:
        """The keys of `sipd paket masuk --json` for a reply."""
        return {
            "jenis": "balasan",
            "untuk": self.untuk,
            "acked": self.acked,
            "rejected": list(self.rejected),
            "conflicts": self.conflicts,
            "pulled": self.pulled,
            "unsent": self.unsent,
            "digest_ok": self.digest_ok,
            "lagi_kirim": self.lagi_kirim,
        }


def name_kirim(buku: Buku) -> str:
    """A file name for the next file to the centre: laptop and moment, no name of anybody."""
    with buku.read() as conn:
        device = get_state(conn, "device")
    return f"sipd-kirim-{device[-8:]}-{now():%Y%m%d-%H%M%S}{AKHIRAN}"


def write_kirim(
    buku: Buku, path: Path, *, gerbang: Gerbang | None = None, maju: Maju = _quiet
) -> HasilKeluar:
    """Freeze what waits, seal it to the centre, put it at `path`, verified. Raises UserError."""
    gate = gerbang or Gerbang()
    with SATU:
        made = make_kirim(buku, gate)
    write_berkas(path, made.data, maju)
    with gate, buku.write() as conn:
        note_written(conn, made)
    return HasilKeluar(path, made.nomor, made.perubahan, made.frozen, len(made.data))


def read_paket(path: Path) -> Amplop:
    """The outside of a carried file; read whole, nothing believed. Raises UserError."""
    return read_amplop(read_berkas(path))


def is_gabung(amplop: Amplop) -> bool:
    """Whether the file is a day of another laptop, opened with words."""
    return amplop.jenis == GABUNG


def take_reply(buku: Buku, amplop: Amplop, *, gerbang: Gerbang | None = None) -> HasilMasuk:
    """Apply the reply of the centre and keep a receipt. Raises UserError."""
    gate = gerbang or Gerbang()
    with SATU:
        done = take_balasan(buku, gate, amplop)
    count = done.hitungan
    with gate, buku.write() as conn:
        result = HasilMasuk(
            untuk=done.untuk,
            acked=count.acked,
            rejected=tuple(msgspec.to_builtins(r) for r in count.rejected),
            conflicts=count.conflicts,
            pulled=count.pulled,
            unsent=count_unsent(conn),
            digest_ok=count.digest_ok,
            lagi_kirim=done.lagi_kirim,
            kinds=frozenset(count.kinds),
        )
        conn.exec_driver_sql(
            "INSERT INTO bukti_kirim(waktu, isi) VALUES (?, ?)",
            (instant_text(now()), json.dumps(_receipt(result))),
        )
    return result
