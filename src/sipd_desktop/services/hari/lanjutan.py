"""Which hari buka is going on, so that after a power cut the window opens on it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.hari.hari import find_hari, list_hari
from sipd_desktop.services.hari.keadaan import is_late
from sipd_desktop.services.naskah import list_naskah


def find_berjalan(conn: Connection, posyandu_id: str, hari_ini: date) -> Hari | None:
    """Today's day while it is not closed; else a day to be closed yet in which someone was typing.

    None when there is nothing to go on with.
    """
    today = find_hari(conn, posyandu_id, hari_ini)
    if today is not None:
        return today if today.status != "tutup" else None
    open_days = {
        h.id: h
        for h in list_hari(conn, posyandu_id)
        if h.status != "tutup" and h.tanggal < hari_ini and not is_late(h, hari_ini)
    }
    drafts = list_naskah(conn) if open_days else ()
    for naskah in drafts:
        for part in naskah.bagian:
            if naskah.terbuka and part in open_days:
                return open_days[part]
    return None
