"""The life of a masalah: confirmed, taken on, finished, rejected, opened again; each one intent.

dugaan -> terkonfirmasi -> ditangani -> selesai, from each open state also bukan. What a person
decided is never changed by a rule. A wrong step is taken back by undo, or by the next step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from sipd_desktop.base import ids
from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.bidang.umum.masalah import JENIS_MASALAH, RINCIAN_SEKOLAH, UNIT_MASALAH
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import kini_of
from sipd_desktop.services.masalah.baca import fetch_masalah
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.rekam import fetch_row

DUGAAN, BENAR, DITANGANI, SELESAI, BUKAN = (
    "dugaan",
    "terkonfirmasi",
    "ditangani",
    "selesai",
    "bukan",
)
VERB: Final = {
    BENAR: "mengonfirmasi",
    DITANGANI: "menangani",
    SELESAI: "menyelesaikan",
    BUKAN: "menolak",
    DUGAAN: "membuka-lagi",
}
DARI: Final[Mapping[str, tuple[str, ...]]] = {
    BENAR: (DUGAAN, DITANGANI),
    DITANGANI: (DUGAAN, BENAR, DITANGANI),
    SELESAI: (BENAR, DITANGANI),
    BUKAN: (DUGAAN, BENAR, DITANGANI),
}
"""A step and the states it may start from."""
_KODE_SEKOLAH = dict(RINCIAN_SEKOLAH)


@dataclass(frozen=True, slots=True)
class Tugas:
    """Who takes it on: unit kerja, kader and due date; each may be left open."""

    unit: str = ""
    kader_id: str | None = None
    tenggat: date | None = None


@dataclass(frozen=True, slots=True)
class MasalahBaru:
    """What a kader saw herself: about whom, which kind, in her own words, on which day."""

    subjek_jenis: str
    subjek: str
    jenis: str
    tanggal: date
    alasan: str
    kode: str = ""


def find_masalah(conn: Connection, masalah_id: str) -> dict[str, Any]:
    """A live masalah about somebody who lives here; raises `masalah-tidak-ada`."""
    rows = fetch_masalah(conn, row_id=masalah_id)
    if not rows:
        raise UserError("masalah-tidak-ada")
    return rows[0]


def steps_of(status: str) -> tuple[str, ...]:
    """States that can follow, in the order of the buttons."""
    return tuple(to for to, start in DARI.items() if status in start)


def confirm(
    conn: Connection, petugas: Petugas, masalah_id: str, tanggal: date, *, kode: str = ""
) -> Changes:
    """It is true. A child out of school needs which kind (`RINCIAN_SEKOLAH`)."""
    row = find_masalah(conn, masalah_id)
    more = _rincian(row, kode)
    if row["jenis"] == "tidak_sekolah" and not (more or row["kode"] in _KODE_SEKOLAH):
        raise InvalidInput((Problem("kode", "masalah-pilih-sekolah"),))
    return _step(conn, petugas, row, BENAR, tanggal, more)


def take_on(
    conn: Connection, petugas: Petugas, masalah_id: str, tanggal: date, tugas: Tugas
) -> Changes:
    """Somebody works on it from this day on; said again, it changes who and until when."""
    problems = []
    if tugas.tenggat is not None and tugas.tenggat < tanggal:
        problems.append(Problem("tenggat", "masalah-tenggat-lampau"))
    if tugas.unit and tugas.unit not in dict(UNIT_MASALAH):
        problems.append(Problem("unit", "masalah-tanpa-unit"))
    kader = fetch_row(conn, "kader", tugas.kader_id) if tugas.kader_id else None
    if tugas.kader_id and (kader is None or kader["deleted_at"] or kader["aktif"] == 0):
        problems.append(Problem("kader_id", "masalah-tanpa-kader"))
    if problems:
        raise InvalidInput(tuple(problems))
    values: dict[str, Wire] = {
        "unit": tugas.unit or None,
        "kader_id": tugas.kader_id,
        "tenggat": tugas.tenggat.isoformat() if tugas.tenggat else None,
    }
    return _step(conn, petugas, find_masalah(conn, masalah_id), DITANGANI, tanggal, values)


def finish(
    conn: Connection, petugas: Petugas, masalah_id: str, tanggal: date, catatan: str = ""
) -> Changes:
    """It is solved."""
    more: dict[str, Wire] = {"catatan": catatan.strip()} if catatan.strip() else {}
    return _step(conn, petugas, find_masalah(conn, masalah_id), SELESAI, tanggal, more)


def reject(
    conn: Connection, petugas: Petugas, masalah_id: str, tanggal: date, catatan: str = ""
) -> Changes:
    """It is none; rules never bring it back."""
    more: dict[str, Wire] = {"catatan": catatan.strip()} if catatan.strip() else {}
    return _step(conn, petugas, find_masalah(conn, masalah_id), BUKAN, tanggal, more)


def reopen(conn: Connection, petugas: Petugas, masalah_id: str, tanggal: date) -> Changes:
    """A finished one is true again; a rejected one is a dugaan again. Raises `masalah-terbuka`."""
    row = find_masalah(conn, masalah_id)
    status = row["status"] or DUGAAN
    if status not in (SELESAI, BUKAN):
        raise UserError("masalah-terbuka")
    patch: dict[str, Wire] = {
        "status": BENAR if status == SELESAI or row["asal"] == "kader" else None,
        "tanggal_status": tanggal.isoformat(),
    }
    return _write(conn, petugas, masalah_id, patch, VERB[DUGAAN])


def note_masalah(conn: Connection, petugas: Petugas, baru: MasalahBaru) -> tuple[str, Changes]:
    """What a kader saw is true from the start; returns its id.

    One that rules already suspected is confirmed with her words; a closed one must be opened again.
    Raises InvalidInput, `masalah-sudah-ditutup`, `orang-tidak-ada`.
    """
    problems = []
    if baru.jenis not in dict(JENIS_MASALAH):
        problems.append(Problem("jenis", "masalah-tanpa-jenis"))
    if not baru.alasan.strip():
        problems.append(Problem("alasan", "masalah-tanpa-alasan"))
    if baru.jenis == "tidak_sekolah" and baru.kode not in _KODE_SEKOLAH:
        problems.append(Problem("kode", "masalah-pilih-sekolah"))
    if problems:
        raise InvalidInput(tuple(problems))
    who = kini_of(conn, baru.subjek) if baru.subjek_jenis == "warga" else baru.subjek
    if fetch_row(conn, baru.subjek_jenis, who) is None:
        raise UserError("orang-tidak-ada")
    values: dict[str, Wire] = {
        "subjek_jenis": baru.subjek_jenis,
        "subjek": who,
        "jenis": baru.jenis,
        "kode": baru.kode or None,
        "status": BENAR,
        "tanggal_status": baru.tanggal.isoformat(),
        "asal": "kader",
        "sumber_data": "kader",
        "tanggal": baru.tanggal.isoformat(),
        "alasan": baru.alasan.strip(),
    }
    row_id = ids.masalah_id(who, baru.jenis, _kunci(baru))
    old = fetch_row(conn, "masalah", row_id)
    if old is not None and not old["deleted_at"] and old["status"] in (SELESAI, BUKAN):
        raise UserError("masalah-sudah-ditutup")
    if old is not None and not old["deleted_at"] and old["status"] == DITANGANI:
        del values["status"], values["tanggal_status"]
    niat = Niat(conn, petugas)
    niat.put("masalah", row_id, values, "mencatat")
    return row_id, niat.done()


_BERKUNCI = ("penyakit_menular", "vaksinasi", "lain")


def _kunci(baru: MasalahBaru) -> str:
    """The part of the id that tells several of one kind apart; her own "lain" each stands alone."""
    if baru.jenis not in _BERKUNCI:
        return ""
    return baru.kode or ids.key_name(baru.alasan)


def _rincian(row: Mapping[str, Any], kode: str) -> dict[str, Wire]:
    if not kode:
        return {}
    if row["jenis"] != "tidak_sekolah" or kode not in _KODE_SEKOLAH:
        raise InvalidInput((Problem("kode", "masalah-pilih-sekolah"),))
    return {"kode": kode}


def _step(
    conn: Connection,
    petugas: Petugas,
    row: Mapping[str, Any],
    to: str,
    tanggal: date,
    more: Mapping[str, Wire],
) -> Changes:
    status = row["status"] or DUGAAN
    if status not in DARI[to]:
        raise UserError(
            "masalah-sudah-ditutup" if status in (SELESAI, BUKAN) else "masalah-langkah"
        )
    patch: dict[str, Wire] = {"status": to, **more}
    if to != status:
        patch["tanggal_status"] = tanggal.isoformat()
    return _write(conn, petugas, row["id"], patch, VERB[to])


def _write(
    conn: Connection, petugas: Petugas, row_id: str, patch: Mapping[str, Wire], verb: str
) -> Changes:
    niat = Niat(conn, petugas)
    niat.update("masalah", row_id, patch, verb)
    return niat.done()
