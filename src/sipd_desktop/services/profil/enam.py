"""The table of six fields: each with its masalah and services, also where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlalchemy import Connection

from sipd_desktop.base.errors import NotAllowed
from sipd_desktop.services.masalah.daftar import MasalahBaris, Saring, list_masalah
from sipd_desktop.services.petak.segar import is_lama
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.services.profil.bidang import (
    BIDANG_SPM,
    LABEL_BIDANG,
    URUTAN,
    bidang_masalah,
)
from sipd_desktop.services.profil.data import list_data
from sipd_desktop.services.profil.layanan import (
    Layanan,
    ids_by_person,
    list_layanan,
    sees_bendera,
)


@dataclass(frozen=True, slots=True)
class BarisBidang:
    """One line of the table; `bidang` is empty where it repeats the line above."""

    bidang: str
    jenis: Literal["masalah", "layanan", "data", ""]
    tentang: str
    apa: str
    rinci: str
    status: str
    status_label: str
    tanggal: date | None
    is_lama: bool
    masalah_id: str = ""
    subjek: str = ""


def open_enam(
    conn: Connection,
    petugas: Petugas,
    nama: Mapping[str, str],
    acuan: date,
    keluarga_id: str = "",
    *,
    keluar: bool = False,
) -> tuple[BarisBidang, ...]:
    """Lines about these people (id to name) and their household: problems, services, answers.

    `keluar` leaves dugaan out.
    """
    found: list[tuple[int, int, int, BarisBidang]] = []
    subjects = (*nama, *([keluarga_id] if keluarga_id else ()))
    for row in list_of(conn, petugas, subjects, acuan, keluar=keluar):
        field = bidang_masalah(row.jenis)
        found.append((URUTAN[field], 0, _late(row.tanggal), _problem(row, field, nama)))
    for done in list_layanan(conn, petugas, list(nama), keluarga_id):
        found.append((URUTAN[done.bidang], 1, _late(done.tanggal), _service(done, nama, acuan)))
    about = {**ids_by_person(conn, nama), **({keluarga_id: keluarga_id} if keluarga_id else {})}
    for told in list_data(conn, about, acuan, bendera=sees_bendera(conn, petugas)):
        line = replace(_service(told, nama, acuan), jenis="data")
        found.append((URUTAN[told.bidang], 2, _late(told.tanggal), line))
    empty = {key for key, _ in BIDANG_SPM} - {line.bidang for *_, line in found}
    for key in empty:
        found.append((URUTAN[key], 3, 0, _nothing(key)))
    found.sort(key=lambda part: part[:3])
    return _once(line for *_, line in found)


def list_of(
    conn: Connection,
    petugas: Petugas,
    subjects: Sequence[str],
    acuan: date,
    *,
    keluar: bool = False,
) -> list[MasalahBaris]:
    """The open masalah of these subjects that the account may see; none where it sees none."""
    rows: list[MasalahBaris] = []
    for subject in subjects:
        try:
            wish = Saring(subjek=subject, acuan=acuan)
            rows += list_masalah(conn, petugas, wish, keluar=keluar)
        except NotAllowed:
            return []
    return list({row.id: row for row in rows}.values())


def _problem(row: MasalahBaris, field: str, nama: Mapping[str, str]) -> BarisBidang:
    late = " (lewat tenggat)" if row.is_lewat else ""
    onward = f" Diteruskan: {row.tautan}." if row.tautan else ""
    who = nama.get(row.subjek, "Keluarga") if row.subjek_jenis == "warga" else "Keluarga"
    return BarisBidang(
        bidang=field,
        jenis="masalah",
        tentang=who,
        apa=row.label,
        rinci=row.alasan + late + onward,
        status=row.status,
        status_label=row.status_label,
        tanggal=row.tanggal,
        is_lama=row.is_lama,
        masalah_id=row.id,
        subjek=row.subjek,
    )


def _service(done: Layanan, nama: Mapping[str, str], acuan: date) -> BarisBidang:
    return BarisBidang(
        bidang=done.bidang,
        jenis="layanan",
        tentang=nama.get(done.subjek, "Keluarga"),
        apa=done.apa,
        rinci=done.rinci,
        status="",
        status_label="",
        tanggal=done.tanggal,
        is_lama=bool(done.tanggal and is_lama(done.tanggal, acuan)),
        subjek=done.subjek,
    )


def _nothing(key: str) -> BarisBidang:
    return BarisBidang(key, "", "", "Belum ada catatan", "", "", "", None, False)


def _once(lines: Iterable[BarisBidang]) -> tuple[BarisBidang, ...]:
    """Words of the field on its first line only."""
    made, last = [], ""
    for line in lines:
        head = "" if line.bidang == last else LABEL_BIDANG[line.bidang]
        last = line.bidang
        made.append(replace(line, bidang=head))
    return tuple(made)


def _late(day: date | None) -> int:
    return -day.toordinal() if day else 0
