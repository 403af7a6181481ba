"""What a stick holds for this laptop, and bringing the files of other laptops to the centre.

Only files that end in `.sipd` are looked at, only their outside, and nothing on a stick is ever
started or opened with another program.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nacl.exceptions import CryptoError

from sipd_desktop.base.errors import UserError
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.keadaan import get_state
from sipd_desktop.sync.gerbang import Gerbang
from sipd_desktop.sync.paket_titip import Pembawa
from sipd_desktop.wire.paket import (
    AKHIRAN,
    BALASAN,
    GABUNG,
    KIRIM,
    Amplop,
    check_tanda,
    open_segel,
    read_amplop,
)
from sipd_desktop.wire.paket_berkas import read_berkas, write_berkas
from sipd_desktop.wire.paket_isi import KepalaBalasan, read_bagian
from sipd_desktop.wire.sign import seal_of_sign_seed

MOST = 300
"""Files looked at on one stick."""


@dataclass(frozen=True, slots=True)
class Temuan:
    """A file this laptop can do something with: `balasan` for it, `gabung` or `kiriman` of others;
    `diubah` in seconds since 1970, as the stick says."""

    berkas: Path
    jenis: str
    diubah: float


@dataclass(frozen=True, slots=True)
class Antaran:
    """One file that was brought to the centre, or the code why not."""

    berkas: Path
    diterima: int = 0
    ditolak: int = 0
    alasan: str | None = None


def find_paket(buku: Buku, folder: Path) -> list[Temuan]:
    """Files for this laptop in a folder, newest first; unreadable ones are passed over."""
    with buku.read() as conn:
        kita = Kita(
            get_state(conn, "device"),
            get_state(conn, "seed"),
            get_state(conn, "pusat_ttd"),
            int(get_state(conn, "paket_balasan", "0")),
        )
    found = []
    for path in _files(folder):
        try:
            amplop = read_amplop(read_berkas(path))
            jenis = _kind(amplop, kita)
            if jenis:
                found.append(Temuan(path, jenis, path.stat().st_mtime))
        except (UserError, OSError):
            continue
    return sorted(found, key=lambda t: -t.diubah)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.suffix.lower() == AKHIRAN)[:MOST]
    except OSError as error:
        raise UserError("flashdisk-tercabut") from error


@dataclass(frozen=True, slots=True)
class Kita:
    """What tells a file of ours: device, its key, the centre's, and the last reply taken."""

    perangkat: str
    seed: str
    ttd: str
    balasan: int


def _kind(amplop: Amplop, kita: Kita) -> str:
    if amplop.jenis == BALASAN:
        return "balasan" if kita.seed and _is_news(amplop, kita) else ""
    if amplop.perangkat == kita.perangkat:
        return ""
    return {GABUNG: "gabung", KIRIM: "kiriman"}.get(amplop.jenis, "")


def _is_news(amplop: Amplop, kita: Kita) -> bool:
    """A reply to this laptop that it has not taken yet; old ones stay on sticks for years."""
    try:
        isi = open_segel(amplop, seal_of_sign_seed(kita.seed))
        if kita.ttd:
            check_tanda(amplop, kita.ttd)
            return read_bagian(isi.bagian(0), KepalaBalasan).nomor > kita.balasan
    except (UserError, CryptoError):
        return False
    return True  # tanpa kunci pusat belum bisa dibuka; kalimatnya memberi tahu


def bring(
    buku: Buku,
    files: Sequence[Path],
    *,
    gerbang: Gerbang | None = None,
    maju: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Antaran]:
    """Hand files of other laptops to the centre, each reply put beside its file.

    A file that is refused does not stop the others. Raises UserError when the centre is not reached
    or the stick is gone.
    """
    gate = gerbang or Gerbang()
    pembawa = Pembawa(buku, gate)
    done: list[Antaran] = []
    try:
        pembawa.open()
        for number, path in enumerate(files):
            maju(number, len(files))
            done.append(_bring(pembawa, path))
    finally:
        pembawa.close()
    maju(len(files), len(files))
    return done


def _bring(pembawa: Pembawa, path: Path) -> Antaran:
    data = read_berkas(path)
    try:
        answer = pembawa.carry(data)
    except UserError as error:
        if not error.code.startswith("paket-"):
            raise
        return Antaran(path, alasan=error.code)
    name = path.with_suffix("").name.replace("sipd-kirim", "sipd")
    write_berkas(path.with_name(f"{name}-balasan{AKHIRAN}"), answer.balasan)
    return Antaran(path, answer.diterima, answer.ditolak)
