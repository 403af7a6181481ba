"""A desa's own values for the thresholds of masalah: synced, dated, changed by ketua or operator.

A change takes hold from its date and judges only dugaan again; what people decided stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from sipd_desktop.base import ids
from sipd_desktop.base.errors import InvalidInput, Problem
from sipd_desktop.rules.masalah import Angka, Aturan, Setelan, load_angka
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.tables import SYNCED

_T = SYNCED["setelan_desa"].c
_AWALAN = "masalah."


@dataclass(frozen=True, slots=True)
class BarisSetelan:
    """One threshold as the desa uses it today."""

    angka: Angka
    nilai: int
    sejak: date
    oleh: str
    """Who set it; empty for the value of the table."""


def load_setelan(conn: Connection) -> tuple[Setelan, ...]:
    """All values the desa ever set, those out of range left out."""
    query = select(_T.kunci, _T.nilai, _T.berlaku).where(
        _T.kunci.like(f"{_AWALAN}%"), _T.deleted_at.is_(None)
    )
    known, found = load_angka(), []
    for kunci, nilai, berlaku in conn.execute(query.order_by(_T.berlaku, _T.id)):
        row = known.get(kunci.removeprefix(_AWALAN))
        if row and berlaku and nilai is not None and row.min <= nilai <= row.maks:
            found.append(Setelan(row.kode, nilai, date.fromisoformat(berlaku)))
    return tuple(found)


def load_aturan(conn: Connection, acuan: date) -> Aturan:
    """The rules as they stand in this desa on a date."""
    return Aturan(acuan, load_setelan(conn))


def list_setelan(conn: Connection, acuan: date) -> tuple[BarisSetelan, ...]:
    """Every threshold with the value in force and who set it."""
    kader = SYNCED["kader"].c
    query = (
        select(_T.kunci, _T.nilai, _T.berlaku, kader.nama)
        .outerjoin(SYNCED["kader"], kader.id == _T.oleh)
        .where(_T.berlaku <= acuan.isoformat(), _T.deleted_at.is_(None))
        .order_by(_T.berlaku, _T.id)
    )
    own = {row.kunci: row for row in conn.execute(query)}
    found = []
    for angka in load_angka().values():
        row = own.get(_AWALAN + angka.kode)
        if row is None or row.nilai is None or not angka.min <= row.nilai <= angka.maks:
            found.append(BarisSetelan(angka, angka.nilai, angka.berlaku, ""))
        else:
            day = date.fromisoformat(row.berlaku)
            found.append(BarisSetelan(angka, row.nilai, day, row.nama or ""))
    return tuple(found)


def save_setelan(
    conn: Connection, petugas: Petugas, kode: str, nilai: int, berlaku: date, sumber: str = ""
) -> Changes:
    """Put a value in force from a date; raises InvalidInput `masalah-setelan-batas`, NotAllowed."""
    row = load_angka()[kode]
    if not row.min <= nilai <= row.maks:
        problem = Problem(
            "nilai", "masalah-setelan-batas", True, (("min", row.min), ("maks", row.maks))
        )
        raise InvalidInput((problem,))
    niat = Niat(conn, petugas)
    kunci = _AWALAN + kode
    values: dict[str, Wire] = {
        "kunci": kunci,
        "nilai": nilai,
        "berlaku": berlaku.isoformat(),
        "sumber": sumber or None,
        "oleh": petugas.akun,
    }
    niat.put("setelan_desa", ids.setelan_desa_id(kunci, berlaku.isoformat()), values, "mengatur")
    return niat.done()
