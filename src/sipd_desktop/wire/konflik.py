"""The synced record of a difference: made by the server, decided by a person, seen by both."""

from __future__ import annotations

from sipd_desktop.base.ids import natural_id
from sipd_desktop.wire.canonical import canonical
from sipd_desktop.wire.merge import Loss

TABLE = "konflik"
DEVICE = "pusat"
DECIDABLE = frozenset(("putusan", "diputus_oleh"))
"""What a laptop may set in such a record: the decision, nothing else."""
VALUES = ("nilai_dipakai", "nilai_lain")


def konflik_id(tbl: str, record_id: str, loss: Loss) -> str:
    """The same id each time the same change loses the same field."""
    lost = loss.other_by
    return natural_id(
        "konflik", tbl, record_id, loss.field, lost.device, str(lost.inkarnasi), str(lost.n)
    )


def konflik_fields(tbl: str, record_id: str, loss: Loss, waktu: str) -> dict[str, object]:
    """The fields of the record; values are JSON text, because they may be of any wire shape."""
    return {
        "objek_jenis": tbl,
        "objek": record_id,
        "kolom": loss.field,
        "nilai_dipakai": canonical(loss.used).decode(),
        "nilai_lain": canonical(loss.other).decode(),
        "perangkat_dipakai": loss.used_by.device,
        "perangkat_lain": loss.other_by.device,
        "waktu": waktu,
    }
