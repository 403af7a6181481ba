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
from sipd_desktop.wire.paket import AKHIRAN, BALASAN, GABUNG, KIRIM, Amplop, open_segel, read_amplop
from sipd_desktop.wire.paket_berkas import read_berkas, write_berkas
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
        device, seed = get_state(conn, "device"), get_state(conn, "seed")
    found = []
    for path in _files(folder):
        try:
            amplop = read_amplop(read_berkas(path))
            jenis = _kind(amplop, device, seed)
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


def _kind(amplop: Amplop, device: str, seed: str) -> str:
    if amplop.jenis == BALASAN:
        return "balasan" if seed and _is_ours(amplop, seed) else ""
    if amplop.perangkat == device:
        return ""
    return {GABUNG: "gabung", KIRIM: "kiriman"}.get(amplop.jenis, "")


def _is_ours(amplop: Amplop, seed: str) -> bool:
    try:
        open_segel(amplop, seal_of_sign_seed(seed))
    except (UserError, CryptoError):
        return False
    return True


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
