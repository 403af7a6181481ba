"""Restoring a backup: beside the present file, which is kept, or on a laptop that has nothing yet.

After a restore the exchange loses nothing and doubles nothing: the file begins a new incarnation,
what it had not delivered is sent anew, and everything the centre has comes back (DESIGN 4).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sipd_desktop.base.errors import UserError
from sipd_desktop.services import rawat
from sipd_desktop.services.beda_cadangan import Selisih, compare, unreadable
from sipd_desktop.services.buka import Ruang
from sipd_desktop.services.cadangan import back_up
from sipd_desktop.services.siapkan import make_kata_sandi
from sipd_desktop.storage import cadangan as berkas
from sipd_desktop.storage import folder as tempat
from sipd_desktop.storage import kunci, rahasia, tukar
from sipd_desktop.storage.antrean import load_letak
from sipd_desktop.storage.cadangan_isi import Isi, read_isi
from sipd_desktop.storage.engine import Buku, check_library
from sipd_desktop.storage.folder import FolderLock
from sipd_desktop.storage.jurnal import STATE, Letak, read_letak
from sipd_desktop.storage.keadaan import get_setelan, get_state, set_state
from sipd_desktop.storage.putar import Putaran


@dataclass(frozen=True, slots=True)
class Dipulihkan:
    """What a restore did; `lama` is where the former file lies, inside the data folder.

    On a fresh laptop `kata_sandi` holds the new passphrase when the program chose it; shown once.
    """

    folder: str
    isi: Isi
    lama: str = ""
    kata_sandi: str | None = None


@contextmanager
def locked(folder: Path, text: str) -> Iterator[bytes]:
    """A prepared folder for this program alone, its data file unopened; gives the data key.

    `text` is the passphrase or the recovery code. Raises as `services.buka.open_ruang`.
    """
    check_library()
    tempat.check_place(folder)
    secret = rahasia.read_secret(tempat.read_tanda(folder)["id"])
    with FolderLock(folder):
        yield kunci.open_keys(folder, text, secret)[0]


def peek(path: Path) -> Isi:
    """What a backup says of itself, without any key."""
    return read_isi(path)


def show_difference(folder: Path, key: bytes, path: Path) -> Selisih:
    """Verify a backup and tell what restoring it would change; the folder is locked, not open."""
    isi = berkas.verify_backup(path, key)
    db = folder / tempat.DB
    if not rawat.is_sound(db, key, full=False):
        return unreadable(path, isi, key)
    buku = Buku(db, key)
    try:
        return compare(buku, path, isi, key)
    finally:
        buku.close()


def show_open_difference(buku: Buku, path: Path) -> Selisih:
    """As `show_difference`, for a folder that is open."""
    return compare(buku, path, berkas.verify_backup(path, buku.key), buku.key)


def restore_open(ruang: Ruang, path: Path) -> Dipulihkan:
    """Restore into the folder that is open now; it is closed afterwards, however this ends."""
    try:
        ruang.buku.close()
        return restore(ruang.folder, ruang.buku.key, path)
    finally:
        ruang.close()


def restore(
    folder: Path, key: bytes, path: Path, *, check: Callable[[], None] = lambda: None
) -> Dipulihkan:
    """Put a backup in the place of the present file; the folder is locked and its file closed.

    Raises UserError, and then nothing has changed.
    """
    isi = berkas.verify_backup(path, key, check)
    need = isi.ukuran * 2 + rawat.SISA
    if shutil.disk_usage(folder).free < need:
        raise UserError("cadangan-tempat-penuh")
    tukar.finish_swap(folder)
    highest, letak = _present(folder, key)
    new = folder / tukar.BARU
    try:
        berkas.extract_body(path, isi, new, check)
        rawat.upgrade_raw(new, key)
        buku = Buku(new, key)
        try:
            with buku.write() as conn:
                rawat.begin_again(conn, highest)
                older = read_letak(get_state(conn, STATE))
                fresh = rawat.fresh_letak(max(letak, older, key=lambda one: one.n))
                set_state(conn, STATE, fresh.text())
                contoh = get_setelan(conn, "contoh") == "1"
        finally:
            buku.close()
        berkas.flush(new)
        check()
    except BaseException:
        for ending in ("", "-wal", "-shm"):
            new.with_name(new.name + ending).unlink(missing_ok=True)
        raise
    aside = tukar.new_aside(folder, "pulih")
    tukar.swap(folder, aside, jurnal=True)
    tempat.mark_contoh(folder, contoh=contoh)
    _base_backup(folder, key)
    return Dipulihkan(str(folder), isi, aside)


def _present(folder: Path, key: bytes) -> tuple[int, Letak]:
    """Incarnation and journal position of the file that makes room, as far as it can be read."""
    db = folder / tempat.DB
    if not rawat.is_sound(db, key, full=False):
        return 0, Letak()
    buku = Buku(db, key)
    try:
        with buku.read() as conn:
            return load_letak(conn).inkarnasi, read_letak(get_state(conn, STATE))
    except UserError:
        return 0, Letak()
    finally:
        buku.close()


def _base_backup(folder: Path, key: bytes) -> None:
    """The restored state is a backup at once: the journal that follows stands on it."""
    buku = Buku(folder / tempat.DB, key)
    try:
        with buku.read() as conn:
            letak = read_letak(get_state(conn, STATE))
        rawat.open_journal(buku, Putaran(letak))
        try:
            back_up(buku, "pulih")
        except UserError as error:
            rawat.tell_failed_base(error)
    finally:
        buku.close()


def restore_closed(folder: Path, path: Path, text: str) -> Dipulihkan:
    """Restore into a prepared folder nobody has open; `text` is its passphrase or recovery code."""
    with locked(folder, text) as key:
        return restore(folder, key, path)


def restore_fresh(folder: Path, path: Path, kode: str, sandi: str | None = None) -> Dipulihkan:
    """A laptop without a data folder: backup + printed recovery code alone.

    Nothing is left behind when something is refused. Raises `kode-pemulihan-salah`, ...
    """
    check_library()
    tempat.check_place(folder)
    isi = read_isi(path)
    key = kunci.open_wraps(isi.bungkus, kode)
    if key is None:
        raise UserError("kode-pemulihan-salah")
    berkas.verify_backup(path, key)
    made = None if sandi else make_kata_sandi()
    kunci.check_sandi(sandi or made or "")
    existed = folder.exists()
    folder_id = tempat.make_folder(folder)
    try:
        with FolderLock(folder):
            kunci.write_keys(
                folder, key, sandi or made or "", rahasia.make_secret(folder_id), isi.bungkus
            )
            restore(folder, key, path)
    except BaseException:
        rahasia.drop_secret(folder_id)
        for child in folder.iterdir():
            if child.is_dir():
                shutil.rmtree(child)
            else:
                child.unlink()
        if not existed:
            folder.rmdir()
        raise
    return Dipulihkan(str(folder), isi, "", made)
