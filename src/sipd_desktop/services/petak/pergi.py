"""Who had a masalah on the first of two days of pendataan and is no longer here: name and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.bidang.umum.masalah import JENIS_MASALAH
from sipd_desktop.services.masalah.boleh import Boleh
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.storage.tables import SYNCED

_WARGA = SYNCED["warga"].c
_SEBAB = {2: "meninggal", 3: "pindah", 4: "hilang", 6: "pergi"}
_LABEL = {key: str(label) for key, label in JENIS_MASALAH}
Kasus = dict[str, set[str]]
"""Kind to the subjects that have it."""


@dataclass(frozen=True, slots=True)
class Pergi:
    """Somebody who had a masalah on the first day and is no longer here."""

    nama: str
    sebab: str
    """`meninggal`, `pindah`, or `tidak lagi di sini`."""
    tanggal: date | None
    masalah: tuple[str, ...]


def list_pergi(conn: Connection, petugas: Petugas, kasus: Kasus) -> tuple[Pergi, ...]:
    """Those of these cases whom the account may see, by name."""
    found: dict[str, list[str]] = defaultdict(list)
    for jenis, _ in JENIS_MASALAH:
        for subject in kasus.get(jenis, ()):
            found[subject].append(jenis)
    people = _rows(conn, _WARGA.id.in_(list(found)))
    members: dict[str, list[Any]] = defaultdict(list)
    for row in _rows(conn, _WARGA.keluarga_id.in_(list(found))):
        members[row.keluarga_id].append(row)
    allowed, made = Boleh(conn, petugas), []
    by_id = {row.id: row for row in people}
    for subject, kinds in found.items():
        row = by_id.get(subject) or _head(members[subject])
        if row is None:
            continue
        about = "warga" if subject in by_id else "keluarga"
        thing = {"subjek_jenis": about, "subjek": subject}
        seen = [k for k in kinds if allowed.see({**thing, "jenis": k}, row.posyandu_id)]
        if seen:
            nama = row.nama or "" if about == "warga" else f"Keluarga {row.nama or ''}".strip()
            day = date.fromisoformat(row.tanggal_status) if row.tanggal_status else None
            sebab = _SEBAB.get(row.status_dasar or 0, "tidak lagi di sini")
            made.append(Pergi(nama, sebab, day, tuple(_LABEL[k] for k in seen)))
    return tuple(sorted(made, key=lambda p: (p.nama, p.masalah)))


def _rows(conn: Connection, where: Any) -> list[Any]:
    columns = (
        _WARGA.id,
        _WARGA.nama,
        _WARGA.keluarga_id,
        _WARGA.posyandu_id,
        _WARGA.shdk,
        _WARGA.status_dasar,
        _WARGA.tanggal_status,
    )
    return list(conn.execute(select(*columns).where(where, _WARGA.deleted_at.is_(None))))


def _head(rows: Iterable[Any]) -> Any:
    """Who stands for a household: its head, else anyone of it."""
    return min(rows, key=lambda r: (r.shdk or 99, r.id), default=None)
