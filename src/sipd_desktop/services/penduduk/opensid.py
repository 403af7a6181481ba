"""People in the import layout of OpenSID: its 43 columns by name, NIK and No KK as text.

Codes are numbers, dates ISO text, a missing NIK is 0 as OpenSID wants it. A blank never erases
there, so what we do not know, or what is not the operator's to see (KB), stays blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from sipd_desktop.export.sel import Sel
from sipd_desktop.export.xlsx import write_tabel_xlsx
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.hak import require
from sipd_desktop.services.impor.profil import OPENSID
from sipd_desktop.services.isi_opensid import KOLOM_WARGA
from sipd_desktop.services.penduduk.dimasukkan import people_of
from sipd_desktop.spec.lembar import Kolom
from sipd_desktop.storage.rekam import fetch_rows

LEMBAR = "Data Penduduk"
TANPA_NIK = "0"
_PEREMPUAN = 2


def rows_opensid(conn: Connection, warga: Sequence[str]) -> list[tuple[Sel, ...]]:
    """One row per person in the order given; who is not on this laptop is left out."""
    people = fetch_rows(conn, "warga", list(warga))
    homes = fetch_rows(conn, "keluarga", [p["keluarga_id"] or "" for p in people.values()])
    mothers = fetch_rows(conn, "warga", [p["ibu_id"] or "" for p in people.values()])
    return [
        _row(people[i], homes.get(people[i]["keluarga_id"], {}), mothers.get(people[i]["ibu_id"]))
        for i in warga
        if i in people
    ]


def _row(
    orang: Mapping[str, Any], rumah: Mapping[str, Any], ibu: Mapping[str, Any] | None
) -> tuple[Sel, ...]:
    values: dict[str, Sel] = {name: orang[key] for name, key in KOLOM_WARGA.items()}
    values |= {
        "alamat": rumah.get("alamat"),
        "dusun": rumah.get("dusun"),
        "rw": rumah.get("rw") or "-",
        "rt": rumah.get("rt") or "-",
        "no_kk": rumah.get("no_kk"),
        "nik": orang["nik"] or TANPA_NIK,
        "ibu_nik": ibu["nik"] if ibu else None,
        "status_dasar": orang["status_dasar"] or 1,
        "hamil": _hamil(orang),
    }
    return tuple(values.get(name) for name in OPENSID)


def _hamil(orang: Mapping[str, Any]) -> int | None:
    if orang["jenis_kelamin"] != _PEREMPUAN or orang["hamil"] is None:
        return None
    return 1 if orang["hamil"] else 2


def collect_opensid(
    conn: Connection, petugas: Petugas, ids: Sequence[str], *, posyandu_id: str | None = None
) -> tuple[list[tuple[Sel, ...]], Changes]:
    """The rows of these events for a file that is about to leave the program, noted in the history.

    `posyandu_id` is the unit the list is of (None: all on this laptop). Raises NotAllowed.
    """
    where = {"posyandu_id": posyandu_id}
    require(conn, petugas, "perubahan_penduduk", "ekspor", tbl="warga", row=where)
    rows = rows_opensid(conn, people_of(conn, ids))
    niat = Niat(conn, petugas)
    niat.note("mengekspor", "posyandu" if posyandu_id else None, posyandu_id)
    return rows, niat.done()


def write_opensid(path: Path, rows: Sequence[Sequence[Sel]]) -> None:
    """The file that OpenSID imports; raises the UserError of a file that cannot be written."""
    write_tabel_xlsx(path, [Kolom(name) for name in OPENSID], rows, nama=LEMBAR)
