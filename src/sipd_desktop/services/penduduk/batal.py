"""Taking back a death or a move that was noted by mistake, at any time after.

Ctrl+Z takes back what was just saved; this is for the mistake found weeks later, perhaps on another
laptop. The event is voided, the person stands in all lists again.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import ids_of
from sipd_desktop.services.orang import HIDUP, MENINGGAL, PINDAH
from sipd_desktop.services.penduduk.dasar import require_warga
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.tables import SYNCED

_PERISTIWA = SYNCED["peristiwa"].c
_JENIS = {MENINGGAL: "meninggal", PINDAH: "pindah"}


def revoke_status(conn: Connection, petugas: Petugas, warga_id: str) -> Changes:
    """The person never died, or never moved; raises NotAllowed, `masih-di-sini`."""
    row = require_warga(conn, warga_id)
    jenis = _JENIS.get(row["status_dasar"])
    if jenis is None:
        raise UserError("masih-di-sini")
    niat = Niat(conn, petugas)
    own = _PERISTIWA.warga_id.in_(ids_of(conn, row["id"])) & _PERISTIWA.deleted_at.is_(None)
    newest = (_PERISTIWA.tanggal.desc(), _PERISTIWA.id)
    event = select(_PERISTIWA.id).where(own, _PERISTIWA.jenis == jenis).order_by(*newest).limit(1)
    found = conn.execute(event).scalar_one_or_none()
    if found is not None:
        niat.void("peristiwa", found, "membatalkan")
    came = select(_PERISTIWA.tanggal).where(own, _PERISTIWA.jenis == "datang").order_by(*newest)
    since = conn.execute(came.limit(1)).scalar_one_or_none()
    patch: dict[str, Wire] = {"status_dasar": HIDUP, "tanggal_status": since}
    niat.update_row("warga", row, patch, "membatalkan")
    return niat.done()
