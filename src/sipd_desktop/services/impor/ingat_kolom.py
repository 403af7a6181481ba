"""Mappings of columns that were chosen once, kept on this laptop under the header's fingerprint.

The next file with the same header needs no choosing. Forgetting one changes nothing stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from sipd_desktop.base.clock import now_text
from sipd_desktop.export.read_sheet import LembarBaca
from sipd_desktop.services.hak import require
from sipd_desktop.services.impor.cocok_kolom import Cocokan
from sipd_desktop.services.impor.judul import BARIS_DICARI, Judul, find_judul, judul_di
from sipd_desktop.services.impor.kolom import PER_KUNCI
from sipd_desktop.services.impor.kolom_tanya import TULISAN_TANYA, is_tanya
from sipd_desktop.services.impor.sidik import sidik_judul
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.storage.bentuk import dump
from sipd_desktop.storage.tables import PEMETAAN_KOLOM


@dataclass(frozen=True, slots=True)
class Ingatan:
    """One remembered mapping."""

    sidik: str
    nama: str
    kolom: Mapping[str, int]
    waktu: str
    """UTC instant of the last change."""
    terakhir: str = ""
    """UTC instant when a file was last stored with it."""
    dipakai: int = 0
    """How many files were stored with it."""

    @property
    def is_tanya(self) -> bool:
        """Whether it reads questions and answers, not people."""
        return is_tanya(self.kolom)


def save_ingatan(conn: Connection, petugas: Petugas, cocokan: Cocokan, nama: str) -> None:
    """Remember a mapping; an older one of the same header gives way but for its name.

    Raises NotAllowed.
    """
    require(conn, petugas, "impor", "tambah")
    values = {"kolom": dump(cocokan.peta), "oleh": petugas.akun, "waktu": now_text()}
    conn.execute(
        upsert(PEMETAAN_KOLOM)
        .values(sidik=cocokan.sidik, nama=nama, **values)
        .on_conflict_do_update(index_elements=["sidik"], set_=values)
    )


def list_ingatan(conn: Connection) -> tuple[Ingatan, ...]:
    """All remembered mappings by name; a field that is no longer known is left out of them."""
    table = PEMETAAN_KOLOM.c
    query = select(PEMETAAN_KOLOM).order_by(table.nama, table.sidik)
    return tuple(
        Ingatan(
            r["sidik"],
            r["nama"] or "",
            _known(r["kolom"]),
            r["waktu"] or "",
            r["terakhir"] or "",
            r["dipakai"] or 0,
        )
        for r in conn.execute(query).mappings()
    )


def _known(text: str | None) -> dict[str, int]:
    return {
        k: n for k, n in json.loads(text or "{}").items() if k in PER_KUNCI or k in TULISAN_TANYA
    }


def rename_ingatan(conn: Connection, petugas: Petugas, sidik: str, nama: str) -> None:
    """Another name. Raises NotAllowed."""
    require(conn, petugas, "impor", "tambah")
    conn.execute(PEMETAAN_KOLOM.update().where(PEMETAAN_KOLOM.c.sidik == sidik).values(nama=nama))


def forget_ingatan(conn: Connection, petugas: Petugas, sidik: str) -> None:
    """Ask again for the next file with this header. Raises NotAllowed."""
    require(conn, petugas, "impor", "tambah")
    conn.execute(PEMETAAN_KOLOM.delete().where(PEMETAAN_KOLOM.c.sidik == sidik))


def restore_ingatan(conn: Connection, petugas: Petugas, ingatan: Ingatan) -> None:
    """Take the forgetting of one back. Raises NotAllowed."""
    require(conn, petugas, "impor", "tambah")
    values = {k: getattr(ingatan, k) for k in ("sidik", "nama", "waktu", "terakhir", "dipakai")}
    row = upsert(PEMETAAN_KOLOM).values(
        kolom=dump(dict(ingatan.kolom)), oleh=petugas.akun, **values
    )
    conn.execute(row.on_conflict_do_nothing())


def touch_ingatan(conn: Connection, sidik: str) -> None:
    """A file was stored with this mapping."""
    table = PEMETAAN_KOLOM.c
    conn.execute(
        PEMETAAN_KOLOM.update()
        .where(table.sidik == sidik)
        .values(terakhir=now_text(), dipakai=func.coalesce(table.dipakai, 0) + 1)
    )


def find_ingatan(
    sheets: Iterable[LembarBaca], ingatan: Iterable[Ingatan]
) -> tuple[LembarBaca, Judul, Ingatan] | None:
    """The first sheet with a remembered header, and where that header lies."""
    known = {i.sidik: i for i in ingatan}
    if not known:
        return None
    for sheet in sheets:
        for judul in _headers(sheet):
            found = known.get(sidik_judul(judul))
            if found is not None:
                return sheet, judul, found
    return None


def _headers(sheet: LembarBaca) -> Iterable[Judul]:
    found = find_judul(sheet)
    if found is not None:
        yield found
    for index in range(min(BARIS_DICARI, len(sheet.baris))):
        if any(cell != "" for cell in sheet.baris[index]):
            yield judul_di(sheet, index)
