"""The self-check around the data file: backups and their age, journal, room on the disk.

A warning is not a fault: an old backup or little room is told (`baik` stays true below the limits
that endanger records), a journal that cannot be read or a backup that is not whole is a fault.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.cadangan import list_cadangan, read_keadaan_cadangan
from sipd_desktop.services.periksa import Butir
from sipd_desktop.services.rawat import SISA
from sipd_desktop.storage import rak, tukar
from sipd_desktop.storage.cadangan import verify_backup
from sipd_desktop.storage.engine import connect
from sipd_desktop.storage.folder import DB
from sipd_desktop.storage.jurnal import box_of
from sipd_desktop.storage.jurnal_baca import Bacaan, list_segmen, read_segmen
from sipd_desktop.storage.putar import letak_of

PERINGATAN = 500_000_000
"""Below this a person is told to make room (trust-and-ux A7, R-03)."""


def check_folder(folder: Path, key: bytes, moment: datetime) -> tuple[Butir, ...]:
    """Look at everything beside the data file; reads only."""
    return (
        _backups(folder, key),
        _outside(folder, moment),
        _journal(folder, key),
        _room(folder),
        _aside(folder),
    )


def _backups(folder: Path, key: bytes) -> Butir:
    """How many, how old, and whether the newest really opens."""
    files = rak.list_rak(folder)
    whole = list_cadangan(folder)
    if not whole:
        return Butir("cadangan", not files, "belum ada" if not files else "tidak ada yang utuh")
    newest = whole[0]
    text = f"{len(whole)} buah, {sum(c.ukuran for c in whole)} bita, terakhir {newest.isi.waktu}"
    try:
        verify_backup(newest.path, key)
    except UserError:
        return Butir("cadangan", False, f"{text}, yang terakhir rusak")
    broken = len(files) - len(whole)
    return Butir(
        "cadangan", broken == 0, f"{text}, diperiksa" + (f", {broken} rusak" * (broken > 0))
    )


def _outside(folder: Path, moment: datetime) -> Butir:
    stand = read_keadaan_cadangan(folder)
    age = stand.umur_luar(moment)
    if stand.luar is None:
        return Butir("salinan aman", True, "belum pernah di luar laptop")
    return Butir("salinan aman", True, f"{age} hari lalu di luar laptop")


def _journal(folder: Path, key: bytes) -> Butir:
    """Readable to its end, and holding what the file lacks or the file holding all of it."""
    path = folder / DB
    try:
        conn = connect(path, key)
        try:
            letak = letak_of(conn)
        finally:
            conn.close()
    except (UserError, sqlcipher.Error):
        return Butir("jurnal", False, "berkas data tidak terbaca")
    segments = list_segmen(folder, letak.cabang) if letak.cabang else []
    if not segments:
        return Butir("jurnal", not letak.cabang, "belum dimulai" if not letak.cabang else "hilang")
    left, last, count = Bacaan(), segments[-1].mulai, 0
    for record in read_segmen(segments[-1].path, box_of(key), left):
        last, count = record.n, count + 1
    if left.rusak:
        return Butir("jurnal", False, f"rusak sesudah {count} tulisan")
    if last > letak.n:
        return Butir("jurnal", False, f"{last - letak.n} tulisan belum ada di berkas data")
    if last < letak.n:
        return Butir("jurnal", False, f"{letak.n - last} tulisan tidak ada di jurnal")
    return Butir("jurnal", True, f"{count} tulisan sejak cadangan, utuh")


def _room(folder: Path) -> Butir:
    free = shutil.disk_usage(folder).free
    text = f"{free // 1_000_000} MB bebas"
    if free < SISA:
        return Butir("tempat", False, f"{text}, catatan tidak bisa disimpan")
    return Butir("tempat", True, text + (", hampir habis" if free < PERINGATAN else ""))


def _aside(folder: Path) -> Butir:
    """What was set aside, and a restore that was stopped on its way."""
    have = sorted(p.name for p in (folder / tukar.LAMA).glob("*") if p.is_dir())
    text = ", ".join(have) or "tidak ada"
    if (folder / tukar.NOTA).exists():
        return Butir("berkas lama", False, "pemulihan belum selesai; buka SIPD Desktop sekali")
    return Butir("berkas lama", True, text)
