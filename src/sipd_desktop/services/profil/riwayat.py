"""What was done to a person's record and when: acts by verb and account, never a value."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from sipd_desktop.bidang import FORMS, REGISTERS
from sipd_desktop.services.gabung import ids_of
from sipd_desktop.services.hak import Penjaga
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.storage.rekam import fetch_rows
from sipd_desktop.storage.tables import SYNCED

_TINDAKAN, _KADER, _ISIAN = SYNCED["tindakan"].c, SYNCED["kader"].c, SYNCED["isian"].c
_MASALAH = SYNCED["masalah"].c
_BANYAK = 200


@dataclass(frozen=True, slots=True)
class Perbuatan:
    """One act: instant (UTC text), who typed it, verb, and about which record."""

    waktu: str
    siapa: str
    perbuatan: str
    tentang: str


def list_riwayat(conn: Connection, petugas: Petugas, warga_id: str) -> tuple[Perbuatan, ...]:
    """Acts about a person, her entries and masalah, newest first, as far as the account may read.

    A kader reads her own acts, the ketua those of the Posyandu.
    """
    people = ids_of(conn, warga_id)
    about = dict.fromkeys(people, REGISTERS["warga"].label)
    entries = select(_ISIAN.id, _ISIAN.form).where(_ISIAN.subjek.in_(people))
    for row_id, form in conn.execute(entries):
        about[row_id] = FORMS[form].label if form in FORMS else REGISTERS["isian"].label
    problems = select(_MASALAH.id).where(_MASALAH.subjek.in_(people))
    about |= dict.fromkeys(conn.execute(problems).scalars(), REGISTERS["masalah"].label)
    query = (
        select(_TINDAKAN.waktu, _TINDAKAN.verb, _TINDAKAN.objek, _TINDAKAN.pencatat, _KADER.nama)
        .select_from(SYNCED["tindakan"].outerjoin(SYNCED["kader"], _KADER.id == _TINDAKAN.pencatat))
        .where(_TINDAKAN.objek.in_(list(about)))
        .order_by(_TINDAKAN.waktu.desc(), _TINDAKAN.id.desc())
        .limit(_BANYAK)
    )
    guard = Penjaga(conn, petugas, "")
    thing = fetch_rows(conn, "warga", people[:1]).get(people[0], {})
    sees = {
        own: guard.refused("riwayat", "lihat", "warga", thing, milik_sendiri=own) is None
        for own in (True, False)
    }
    return tuple(
        Perbuatan(row.waktu, row.nama or "", row.verb.partition(":")[0], about[row.objek])
        for row in conn.execute(query)
        if sees[row.pencatat == petugas.akun]
    )
