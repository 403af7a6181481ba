"""Backups: one verified file each, on the shelf of the data folder or on a stick.

A backup never stands in the way: it runs beside the work, in slices, can be given up at any
slice, and is thrown away unless it was opened anew and proved equal. People call it *salinan aman*.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import select

from sipd_desktop import __version__
from sipd_desktop.base.clock import instant_text, now, parse_instant
from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import SKEMA
from sipd_desktop.storage import cadangan as berkas
from sipd_desktop.storage import folder as tempat
from sipd_desktop.storage import kunci, rak
from sipd_desktop.storage.cadangan_isi import Isi, read_isi
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.jurnal import STATE, read_letak
from sipd_desktop.storage.jurnal_baca import list_segmen
from sipd_desktop.storage.keadaan import get_setelan, get_state
from sipd_desktop.storage.tables import SYNCED

CATATAN = "catatan.json"
LUAR_HARI = 7
"""Without a copy outside the laptop for longer, every screen says so (trust-and-ux A7)."""
LATIHAN_HARI = 30
CADANGAN_TEMPAT = 50_000_000
"""A backup leaves this much room for records."""
KEEP_SEGMEN = 3
"""The journal reaches back to this many backups, in case the newest is damaged too."""
_ONE = threading.Lock()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cadangan:
    """A backup on the shelf: where, when, how large, and where the file stood."""

    path: Path
    waktu: datetime
    ukuran: int
    isi: Isi


@dataclass(frozen=True, slots=True)
class KeadaanCadangan:
    """For the status bar and the card; None = never."""

    terakhir: datetime | None = None
    jumlah: int = 0
    ukuran: int = 0
    luar: datetime | None = None
    mulai: datetime | None = None
    latihan: datetime | None = None
    latihan_baik: bool | None = None

    def umur_luar(self, moment: datetime) -> int | None:
        """Days since the last copy outside (or since the first backup); never negative."""
        since = self.luar or self.mulai
        return None if since is None else max((moment - since).days, 0)

    def perlu_luar(self, moment: datetime) -> bool:
        """Whether the yellow bar is due."""
        age = self.umur_luar(moment)
        return age is not None and age >= LUAR_HARI


def list_cadangan(folder: Path) -> list[Cadangan]:
    """Backups of a folder, newest first; files that are no whole backup are left out."""
    found = []
    for entry in rak.list_rak(folder):
        try:
            isi = read_isi(entry.path)
        except UserError:
            continue
        found.append(Cadangan(entry.path, entry.waktu, entry.ukuran, isi))
    return found


def has_changed(buku: Buku) -> bool:
    """Whether something was written since the newest backup."""
    have = list_cadangan(buku.path.parent)[:1]
    with buku.read() as conn:
        letak = read_letak(get_state(conn, STATE))
    return not have or (have[0].isi.cabang, have[0].isi.n) != (letak.cabang, letak.n)


def back_up(
    buku: Buku, alasan: str, *, check: Callable[[], None] = lambda: None, wait: bool = True
) -> Cadangan | None:
    """Make a backup on the shelf, verified; None when another one is being made (`wait` False).

    Raises UserError `cadangan-tempat-penuh`, `cadangan-tak-tertulis`, `cadangan-rusak`, and what
    `check` raises. A file outside a data folder (no key file) has no backups: None.
    """
    folder = buku.path.parent
    if not (folder / tempat.KUNCI).exists() or not _ONE.acquire(blocking=wait):
        return None
    try:
        moment = now()
        _check_room(folder, buku.path)
        try:
            target = rak.next_path(folder, moment)
        except OSError as error:
            raise berkas.as_os_error(error) from error
        isi = _write(buku, target, instant_text(moment), alasan, check)
        rak.sweep(folder)
        if buku.jurnal is not None:
            with buku.still():
                buku.jurnal.begin_segment()
            _tidy_journal(folder)
        if "mulai" not in _read_notes(folder):
            _note(folder, mulai=instant_text(moment))
        return Cadangan(target, moment, target.stat().st_size, isi)
    finally:
        _ONE.release()


def _write(buku: Buku, target: Path, waktu: str, alasan: str, check: Callable[[], None]) -> Isi:
    folder = buku.path.parent
    told = tempat.read_tanda(folder)
    return berkas.write_backup(
        buku,
        target,
        folder=told["id"],
        contoh=bool(told["contoh"]),
        waktu=waktu,
        alasan=alasan,
        skema=SKEMA,
        app=__version__,
        bungkus=kunci.portable_wraps(folder),
        check=check,
    )


def _check_room(folder: Path, path: Path) -> None:
    need = path.stat().st_size + CADANGAN_TEMPAT
    if shutil.disk_usage(folder).free < need:
        raise UserError("cadangan-tempat-penuh")


def _tidy_journal(folder: Path) -> None:
    """Drop segments that no kept backup needs any more."""
    have = list_cadangan(folder)[:KEEP_SEGMEN]
    if len(have) < KEEP_SEGMEN:
        return
    newest, oldest = have[0].isi, have[-1].isi
    if oldest.cabang != newest.cabang:
        return
    segments = list_segmen(folder, newest.cabang)
    for segment, after in pairwise(segments):
        if after.mulai <= oldest.n:
            segment.path.unlink(missing_ok=True)


def copy_out(
    buku: Buku, target: Path, *, check: Callable[[], None] = lambda: None
) -> tuple[Path, Isi, bool]:
    """A verified copy outside: to a folder (a stick) or a file name; (path, what, really outside).

    A backup is made first when something changed. Raises UserError as `back_up`, and
    `cadangan-tujuan-tidak-ada`.
    """
    folder = buku.path.parent
    if has_changed(buku):
        back_up(buku, "salin", check=check)
    newest = list_cadangan(folder)[0]
    path = target / _copy_name(buku, newest.waktu) if target.is_dir() else target
    if not path.parent.is_dir():
        raise UserError("cadangan-tujuan-tidak-ada")
    isi = berkas.copy_backup(newest.path, path, buku.key, check)
    outside = is_outside(path.parent, folder)
    if outside:
        _note(folder, luar=instant_text(now()))
    return path, isi, outside


def is_outside(place: Path, folder: Path) -> bool:
    """Whether a place lies on another drive than the data folder."""
    return place.stat().st_dev != folder.stat().st_dev


def _copy_name(buku: Buku, moment: datetime) -> str:
    with buku.read() as conn:
        here = get_setelan(conn, "posyandu_kini")
        table = SYNCED["posyandu"].c
        nama = conn.execute(select(table.nama).where(table.id == here)).scalar_one_or_none()
    slug = re.sub(r"[^a-z0-9]+", "-", (nama or "posyandu").lower()).strip("-") or "posyandu"
    return f"salinan-aman-{slug[:40]}-{moment:%Y%m%d-%H%M}{rak.ENDING}"


def read_keadaan_cadangan(folder: Path) -> KeadaanCadangan:
    """How things stand, from the files themselves."""
    shelf, notes = rak.list_rak(folder), _read_notes(folder)

    def moment(name: str) -> datetime | None:
        try:
            return parse_instant(str(notes[name]))
        except (KeyError, ValueError):
            return None

    good = notes.get("latihan_baik")
    return KeadaanCadangan(
        terakhir=shelf[0].waktu if shelf else None,
        jumlah=len(shelf),
        ukuran=sum(s.ukuran for s in shelf),
        luar=moment("luar"),
        mulai=moment("mulai"),
        latihan=moment("latihan"),
        latihan_baik=good if "latihan" in notes and isinstance(good, bool) else None,
    )


def _read_notes(folder: Path) -> dict[str, object]:
    path = folder / rak.FOLDER / CATATAN
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _note(folder: Path, **more: object) -> None:
    try:
        (folder / rak.FOLDER).mkdir(mode=0o700, exist_ok=True)
        text = json.dumps({**_read_notes(folder), **more})
        tempat.write_atomic(folder / rak.FOLDER / CATATAN, text.encode())
    except (OSError, UserError) as error:
        _log.warning("catatan cadangan tidak tertulis: %s", type(error).__name__)


def is_drill_due(folder: Path, moment: datetime) -> bool:
    """A restore is tried once a month; a clock set back does not put it off for years."""
    stand = read_keadaan_cadangan(folder)
    since = stand.latihan or stand.mulai
    return since is not None and abs(moment - since) >= timedelta(days=LATIHAN_HARI)


def drill(buku: Buku, *, check: Callable[[], None] = lambda: None) -> bool | None:
    """Restore the newest backup into a temporary encrypted file and look at it; None: no backup."""
    from sipd_desktop.services.periksa import check_buku
    from sipd_desktop.storage.skema import upgrade

    folder = buku.path.parent
    have = list_cadangan(folder)[:1]
    if not have:
        return None
    place = folder / rak.FOLDER / f"latihan-{os.getpid()}.part.db"
    good = False
    try:
        isi = berkas.verify_backup(have[0].path, buku.key, check)
        berkas.extract_body(have[0].path, isi, place, check)
        trial = Buku(place, buku.key)
        try:
            upgrade(trial)
            good = all(b.baik for b in check_buku(trial))
        finally:
            trial.close()
    except UserError as error:
        if error.code not in ("cadangan-rusak", "berkas-rusak", "kunci-salah"):
            raise
    finally:
        for ending in ("", "-wal", "-shm"):
            place.with_name(place.name + ending).unlink(missing_ok=True)
    _note(folder, latihan=instant_text(now()), latihan_baik=good)
    return good
