"""Care at the start: is the data file whole, and does it hold all that was saved?

After an unclean stop, or below 100 MB, every page is checked before the file is used (DESIGN 9).
A damaged file is set aside, the newest sound backup takes its place and the journal is done again;
writes that a sound file lacks (its `-wal` was lost) are done again too. Nothing is ever erased.
"""

from __future__ import annotations

import logging
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timezone
from functools import partial
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection

from sipd_desktop.base.clock import parse_instant
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import waktu
from sipd_desktop.bidang import SKEMA
from sipd_desktop.services.cadangan import Cadangan, back_up, list_cadangan
from sipd_desktop.storage import cadangan as berkas
from sipd_desktop.storage import folder as tempat
from sipd_desktop.storage import kunci, tukar
from sipd_desktop.storage.cadangan_isi import is_ours
from sipd_desktop.storage.engine import Buku, connect
from sipd_desktop.storage.jurnal import STATE, Jurnal, Letak, new_branch
from sipd_desktop.storage.keadaan import set_state
from sipd_desktop.storage.putar import Putaran, replay
from sipd_desktop.storage.salinan import check_pages
from sipd_desktop.storage.skema import read_skema, upgrade
from sipd_desktop.sync.inkarnasi import new_incarnation, next_incarnation, receive_again

PENUH = 100_000_000
"""Below this every start checks all pages (DESIGN 9)."""
AWAL = 20_000_000
"""A file below this gets its first backup while it is opened, a larger one beside the work."""
SISA = 50_000_000
_DAMAGE = frozenset({"kunci-salah", "berkas-rusak"})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pemulihan:
    """What was done to bring the data back; for one sentence to the kader.

    `cadangan` None: the file itself was whole and only lacked its last writes. `hilang`: saves
    known to be missing; `pasti` False: the journal was damaged too, so there may be more.
    """

    cadangan: datetime | None
    terakhir: datetime | None
    """The last save that is there again."""
    diulang: int
    hilang: int = 0
    pasti: bool = True
    tempat: str = ""
    """Where the damaged file lies, inside the data folder."""


@dataclass(frozen=True, slots=True)
class Rawatan:
    """A sound file, ready to be opened: where its journal goes on, and what was mended."""

    putaran: Putaran
    pemulihan: Pemulihan | None = None


def tell_pemulihan(done: Pemulihan, zona: timezone = UTC) -> str:
    """The sentence of a mended file, with its counts (trust-and-ux B6, message 9)."""
    if done.cadangan is None:
        what = f"Laptop mati mendadak. {done.diulang} catatan terakhir sudah dikembalikan"
    else:
        at = waktu(done.terakhir or done.cadangan, zona)
        what = f"Berkas data rusak, mungkin karena listrik padam. Sudah dipulihkan ke {at}"
    if done.pasti:
        return f"{what}; {done.hilang} catatan hilang."
    return (
        f"{what}; sedikitnya {done.hilang} catatan hilang. Cocokkan dengan lembar hari buka, atau "
        "tekan Kirim agar yang sudah terkirim kembali."
    )


def mend_keys(folder: Path, kode: str) -> bool:
    """A damaged or lost key file (or folder mark) is made anew from the newest backup.

    Only with the printed recovery code, which opens the wraps a backup carries; what is left of
    the damaged files is kept beside. False: no backup opens with it.
    """
    for one in list_cadangan(folder):
        key = kunci.open_wraps(one.isi.bungkus, kode)
        if key is None or not is_ours(one.path, key):
            continue
        for name in (tempat.KUNCI, tempat.TANDA):
            if (folder / name).exists():
                (folder / name).replace(folder / f"{name}.rusak")
        tempat.write_tanda(folder, one.isi.folder, contoh=one.isi.contoh)
        kunci.write_wraps(folder, one.isi.bungkus)
        _log.warning("berkas kunci dibuat lagi dari cadangan")
        return True
    return False


def is_unclean(folder: Path) -> bool:
    """The last program did not close the file: its `-wal` still holds something."""
    wal = folder / (tempat.DB + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def is_sound(path: Path, key: bytes, *, full: bool) -> bool:
    """Whether the file opens with this key and is whole; refusals that are no damage are raised."""
    if not path.exists() or path.stat().st_size == 0:
        return False
    try:
        conn = connect(path, key)
    except UserError as error:
        if error.code not in _DAMAGE:
            raise
        return False
    try:
        if conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'setelan'").fetchone() is None:
            return False
        return not full or check_pages(conn)
    except sqlcipher.DatabaseError:
        return False
    finally:
        conn.close()


def tend(folder: Path, key: bytes) -> Rawatan:
    """Make the file of a locked folder fit to be opened. Raises `berkas-rusak` when it cannot."""
    tukar.finish_swap(folder)
    path = folder / tempat.DB
    if not path.exists() and not has_traces(folder):
        raise UserError("folder-belum-disiapkan")
    size = path.stat().st_size if path.exists() else 0
    if not is_sound(path, key, full=size < PENUH or is_unclean(folder)):
        return recover(folder, key)
    conn = connect(path, key)
    try:
        done = replay(conn, folder, key)
    finally:
        conn.close()
    if is_behind(folder, done.letak):
        return recover(folder, key)
    if done.simpanan == 0 and not done.putus:
        return Rawatan(done)
    last = parse_instant(done.terakhir) if done.terakhir else None
    _log.warning("jurnal diulang: %d simpanan, %d hilang", done.simpanan, done.hilang)
    told = Pemulihan(None, last, done.simpanan, done.hilang, pasti=not done.putus)
    # a damaged journal beside a sound file with all its writes is no loss worth a word
    return Rawatan(done, told if done.simpanan or done.hilang else None)


def is_behind(folder: Path, letak: Letak) -> bool:
    """The file is whole but older than its own newest backup: its `-wal` was lost, or somebody
    put an older copy in its place."""
    have = [one.isi for one in list_cadangan(folder)]
    if not have:
        return False
    if letak.cabang == have[0].cabang:
        return letak.n < have[0].n
    return letak.cabang in {"", *(isi.cabang for isi in have)}


def has_traces(folder: Path) -> bool:
    """Something to restore from, though the file itself is gone."""
    return bool(list_cadangan(folder))


def recover(folder: Path, key: bytes) -> Rawatan:
    """Newest sound backup + journal in place of the damaged file. Raises `berkas-rusak`."""
    found = find_good(folder, key)
    if found is None:
        raise UserError("berkas-rusak")
    new = folder / tukar.BARU
    berkas.extract_body(found.path, found.isi, new)
    upgrade_raw(new, key)
    conn = connect(new, key)
    try:
        conn.execute("PRAGMA synchronous=OFF")  # flushed whole before it takes its place
        done = replay(conn, folder, key)
    finally:
        conn.close()
    _begin_again(folder, new, key, done)
    berkas.flush(new)
    aside = tukar.new_aside(folder, "rusak")
    tukar.swap(folder, aside, jurnal=done.putus)
    last = parse_instant(done.terakhir) if done.terakhir else found.waktu
    _log.warning("berkas dipulihkan: %d simpanan diulang, %d hilang", done.simpanan, done.hilang)
    told = Pemulihan(
        found.waktu, last, done.simpanan, done.hilang, pasti=not done.putus, tempat=aside
    )
    return Rawatan(done, told)


def _begin_again(folder: Path, new: Path, key: bytes, done: Putaran) -> None:
    """New incarnation; written to the journal too when that goes on."""
    buku = Buku(new, key)
    try:
        if not done.putus:
            buku.jurnal = Jurnal(folder, key, done.letak, akhir=done.akhir)
        with buku.write() as conn:
            begin_again(conn, 0)
        if buku.jurnal is not None:
            done.letak, done.akhir = buku.jurnal.letak, buku.jurnal.bytes
    finally:
        buku.close()


def upgrade_raw(path: Path, key: bytes) -> None:
    """Bring a file taken from a backup to the present catalogue before anything is done to it."""
    buku = Buku(path, key)
    try:
        upgrade(buku)
    finally:
        buku.close()


def find_good(folder: Path, key: bytes) -> Cadangan | None:
    """The newest backup of the shelf that is whole."""
    for one in list_cadangan(folder):
        try:
            berkas.verify_backup(one.path, key)
        except UserError:
            _log.warning("cadangan %s tidak utuh", one.path.name)
            continue
        return one
    return None


def begin_again(conn: Connection, highest: int) -> None:
    """DESIGN 4, restore: a new incarnation; what is not acknowledged here is frozen anew.

    The jump is random, so that a backup restored twice does not use one number twice.
    """
    new_incarnation(conn, next_incarnation(conn, highest) + random_jump())
    receive_again(conn)


def random_jump() -> int:
    """0..999."""
    return secrets.randbelow(1000)


def fresh_letak(before: Letak) -> Letak:
    """A new branch after `before`: its numbers are never mixed with those of the old one."""
    return Letak(new_branch(), before.n + 1)


def open_journal(buku: Buku, done: Putaran) -> bool:
    """Attach the journal to the open file; True when a backup should be made soon as its base."""
    letak = done.letak
    if not letak.cabang or done.putus:
        letak = fresh_letak(letak)
        with buku.write() as conn:
            set_state(conn, STATE, letak.text())
    buku.jurnal = Jurnal(buku.path.parent, buku.key, letak, akhir=done.akhir)
    return done.akhir == 0


def start_journal(buku: Buku, done: Putaran) -> None:
    """Journal and, when it has no base yet, the backup it stands on; later ones are made beside
    the work. A disk without room for it stops nobody from working."""
    buku.jaga = partial(check_room, buku.path.parent)
    if open_journal(buku, done) and buku.path.stat().st_size < AWAL:
        try:
            back_up(buku, "awal")
        except UserError as error:
            tell_failed_base(error)


def tell_failed_base(error: UserError) -> None:
    """No room for the first backup: the work goes on, the bar tells the age of the last one."""
    _log.warning("cadangan awal gagal: %s", error.code)


def check_room(folder: Path) -> None:
    """Records are taken until the reserve is reached (trust-and-ux A7, R-03)."""
    if shutil.disk_usage(folder).free < SISA:
        raise UserError("tempat-penuh")


def back_up_before_upgrade(buku: Buku) -> None:
    """A verified backup before a file of another schema number is changed (R-08)."""
    with buku.read() as conn:
        found = read_skema(conn)
    if 0 < found < SKEMA:
        back_up(buku, "naik-versi")
