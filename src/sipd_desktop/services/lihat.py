"""Opening a person: allowed by the matrix, noted in the history, with a reason where one is due.

The reason is one of a few keys (no free text travels in the history); the ketua reads who looked at
whom, and why. Looking at closed answers (jiwa, HIV, TBC, KB, KDRT) has its own object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import NotAllowed, UserError
from sipd_desktop.base.i18n import N_
from sipd_desktop.services.alasan_keluar import ALASAN_KELUAR
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.services.hak import Penjaga, may
from sipd_desktop.storage.rekam import fetch_row, fetch_rows
from sipd_desktop.storage.tables import SYNCED

ALASAN = {
    "pindahan": N_("Mencari warga pindahan"),
    "keluarga": N_("Keluarganya meminta"),
    "kunjungan": N_("Kunjungan rumah"),
    "bidan": N_("Diminta bidan atau desa"),
}
_VERB = "melihat"
_TINDAKAN, _KADER = SYNCED["tindakan"], SYNCED["kader"]
_DIPERIKSA = 600


def open_orang(
    conn: Connection,
    petugas: Petugas,
    tbl: str,
    row_id: str,
    *,
    alasan: str = "",
    nik_tersamar: bool = True,
) -> None:
    """Note that someone opened a person (`warga`) or household (`keluarga`).

    Raises NotAllowed (`hak-dengan-alasan` asks for one of `ALASAN`), `orang-tidak-ada`.
    """
    row = fetch_row(conn, tbl, row_id)
    if row is None:
        raise UserError("orang-tidak-ada")
    if alasan and alasan not in ALASAN:
        raise UserError("hak-dengan-alasan", kerja="Melihat")
    niat = Niat(conn, petugas, alasan=alasan)
    niat.act(_VERB, tbl, row_id, nik_tersamar=nik_tersamar)
    niat.done()


def mask_tertutup(
    conn: Connection, petugas: Petugas, tbl: str, row: Mapping[str, Any], **known: Any
) -> dict[str, Any]:
    """A record without the columns this account may not see (KB, disability): they become None.

    `known` are facts for the roles matrix that only the caller knows.
    """
    guard = Penjaga(conn, petugas, "")
    shown = dict(row)
    for column, objek in guard.guarded(tbl, row):
        if guard.refused(objek, "lihat", tbl, row, **known) is not None:
            shown[column] = None
    return shown


def count_tertutup(conn: Connection, petugas: Petugas, column: str) -> int:
    """How many people have this closed column filled: what ketua and operator may see of it."""
    problem = may(conn, petugas, "tertutup", "lihat", hanya_angka=True)
    if problem is not None:
        raise problem
    warga = SYNCED["warga"]
    rows = conn.execute(
        select(warga.c.id).where(warga.c[column].isnot(None), warga.c.deleted_at.is_(None))
    )
    return len(rows.all())


@dataclass(frozen=True, slots=True)
class Pernah:
    """One act of looking or letting out, as the ketua reads it."""

    waktu: str
    siapa: str
    perbuatan: str
    """`melihat` or `mengekspor`."""
    alasan: str
    objek_jenis: str
    objek: str


def list_melihat(conn: Connection, petugas: Petugas, *, batas: int = 200) -> tuple[Pernah, ...]:
    """Who looked at whom, newest first: own acts for kader, those of the Posyandu for the ketua.

    Raises NotAllowed for a role that reads no history at all.
    """
    guard = Penjaga(conn, petugas, "")
    never = guard.refused("riwayat", "lihat", "", {}, milik_sendiri=True)
    if never is not None:
        raise never
    query = (
        select(_TINDAKAN)
        .where(_TINDAKAN.c.verb.like("melihat%") | _TINDAKAN.c.verb.like("mengekspor%"))
        .order_by(_TINDAKAN.c.waktu.desc(), _TINDAKAN.c.id.desc())
        .limit(_DIPERIKSA)
    )
    acts = [dict(r) for r in conn.execute(query).mappings()]
    names = dict(map(tuple, conn.execute(select(_KADER.c.id, _KADER.c.nama))))
    things = _things(conn, acts)
    found: list[Pernah] = []
    for act in acts:
        own = act["pencatat"] == petugas.akun
        thing = things.get(act["objek"], {})
        if _hidden(guard, act["objek_jenis"] or "", thing, own=own):
            continue
        verb, _, alasan = str(act["verb"]).partition(":")
        found.append(
            Pernah(
                waktu=act["waktu"],
                siapa=names.get(act["pencatat"], ""),
                perbuatan=verb,
                alasan=ALASAN.get(alasan) or ALASAN_KELUAR.get(alasan, ""),
                objek_jenis=act["objek_jenis"] or "",
                objek=str(thing.get("nama") or ""),
            )
        )
    return tuple(found[:batas])


def _hidden(guard: Penjaga, tbl: str, thing: Mapping[str, Any], *, own: bool) -> bool:
    problem: NotAllowed | None = guard.refused("riwayat", "lihat", tbl, thing, milik_sendiri=own)
    return problem is not None


def _things(conn: Connection, acts: list[dict[str, Any]]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for tbl in ("warga", "keluarga", "posyandu", "hari_buka"):
        wanted = sorted({a["objek"] for a in acts if a["objek_jenis"] == tbl and a["objek"]})
        found.update(fetch_rows(conn, tbl, wanted))
    return found
