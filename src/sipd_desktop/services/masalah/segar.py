"""When to judge again: after acts that changed what rules read, and once a day for ages.

A weighing, a form, a birth date, a death, an undo: whoever it is about is judged anew. An import
does it itself, in its own transaction; here long lists of acts are left to the daily round.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from sipd_desktop.services.catat import Changes, Petugas
from sipd_desktop.services.masalah.derivasi import refresh_masalah
from sipd_desktop.storage.keadaan import get_setelan, set_setelan
from sipd_desktop.storage.rekam import fetch_rows
from sipd_desktop.storage.tables import SYNCED

DIBACA = frozenset(
    {"isian", "warga", "keluarga", "kehamilan", "vaksinasi", "bantuan", "setelan_desa"}
)
"""Tables whose change can change a masalah."""
_SUBJEK = {
    "isian": "subjek",
    "bantuan": "subjek",
    "vaksinasi": "warga_id",
    "kehamilan": "warga_id",
    "warga": "id",
    "keluarga": "id",
}
_T, _KELUARGA, _WARGA = SYNCED["tindakan"].c, SYNCED["keluarga"].c, SYNCED["warga"].c
_SELESAI = "~"
_KURSOR = "masalah_segar"
MAKS = 300
"""More acts than this at once are an import, which judges by itself."""


def refresh_tindakan(
    conn: Connection, petugas: Petugas, tindakan: Sequence[str], acuan: date
) -> Changes:
    """Judge whomever these acts are about; a changed threshold starts the daily round anew."""
    if len(tindakan) > MAKS:
        return Changes()
    query = select(_T.objek_jenis, _T.objek).where(
        _T.id.in_(list(tindakan)), _T.objek_jenis.in_(DIBACA), _T.verb.not_like("melihat%")
    )
    by_tbl: dict[str, list[str]] = {}
    for tbl, row_id in conn.execute(query):
        by_tbl.setdefault(tbl, []).append(row_id)
    if by_tbl.pop("setelan_desa", None):
        set_setelan(conn, _KURSOR, None)
    subjects = set()
    for tbl, ids in by_tbl.items():
        rows = fetch_rows(conn, tbl, ids).values()
        subjects |= {str(r[_SUBJEK[tbl]]) for r in rows if r[_SUBJEK[tbl]]}
    if not subjects:
        return Changes()
    return refresh_masalah(conn, petugas, subjects, acuan).changes


def refresh_next(
    conn: Connection, petugas: Petugas, acuan: date, *, jumlah: int = 12
) -> tuple[bool, Changes]:
    """The next slice of today's round over all households; (whether more is left, what changed).

    One round a day and account on a laptop; a slice is short, so that a save never waits long.
    """
    today = f"{acuan.isoformat()}|{petugas.akun}|"
    held = get_setelan(conn, _KURSOR)
    last = held.removeprefix(today) if held.startswith(today) else ""
    if last == _SELESAI:
        return False, Changes()
    query = select(_KELUARGA.id).where(_KELUARGA.id > last).order_by(_KELUARGA.id).limit(jumlah)
    wanted = list(conn.execute(query).scalars())
    done = len(wanted) < jumlah
    set_setelan(conn, _KURSOR, today + (_SELESAI if done else wanted[-1]))
    if done:
        alone = select(_WARGA.id).where(_WARGA.keluarga_id.is_(None))
        wanted += conn.execute(alone).scalars()
    return not done, refresh_masalah(conn, petugas, wanted, acuan).changes
