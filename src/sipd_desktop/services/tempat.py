"""What is "own" for an account: its Posyandu, the days it stands at, people who came there.

A Posyandu none of whose ketua or sekretaris can log in here yet is looked after by those who hold
the laptop. A kader on the roster of a hari buka works there as at home.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.services.gabung import ids_of
from sipd_desktop.services.izin import may_enter
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import SYNCED

_KADER, _HADIR, _HARI = SYNCED["kader"].c, SYNCED["kehadiran"].c, SYNCED["hari_buka"].c
_WARGA = SYNCED["warga"].c
_PENGURUS = ("ketua", "sekretaris")
_TENTANG_WARGA = ("kehamilan", "catatan_tertutup", "vaksinasi", "peristiwa")
_TENTANG_SUBJEK = ("isian", "bantuan", "masalah")
_ORANG = ("warga", "keluarga", *_TENTANG_SUBJEK, *_TENTANG_WARGA)
_PUNYA_SENDIRI = {
    "warga": "SELECT posyandu_id FROM warga WHERE id = ?",
    "keluarga": "SELECT posyandu_id FROM keluarga WHERE id = ?",
}
"""Tables whose rows name their Posyandu themselves."""
_LANGKAH = tuple(f"petugas_{n}" for n in range(1, 6))


class Tempat:
    """Answers for one account, each looked up once."""

    def __init__(
        self, conn: Connection, akun: str, posyandu_id: str | None, *, sedesa: bool
    ) -> None:
        self._conn, self._akun, self._posyandu, self._sedesa = conn, akun, posyandu_id, sedesa
        self._own: dict[str, bool] = {}
        self._hari: dict[str, Mapping[str, Any]] = {}

    def is_own(self, posyandu_id: object) -> bool:
        """Whether a Posyandu is the account's to work in."""
        if self._sedesa:
            return True
        if not posyandu_id or not self._posyandu:
            return False
        key = str(posyandu_id)
        if key not in self._own:
            self._own[key] = key == self._posyandu or not self._has_pengurus(key)
        return self._own[key]

    def _has_pengurus(self, posyandu_id: str) -> bool:
        query = select(_KADER.id).where(
            _KADER.posyandu_id == posyandu_id,
            _KADER.jabatan.in_(_PENGURUS),
            _KADER.aktif.isnot(0),
            _KADER.deleted_at.is_(None),
            may_enter(self._conn),
        )
        return self._conn.execute(query.limit(1)).first() is not None

    def is_elsewhere(self, tbl: str, row: Mapping[str, Any]) -> bool:
        """Whether a person or household belongs to a Posyandu that is not the account's."""
        if self._posyandu is None and self._sedesa:
            return False
        posyandu = self.posyandu_of(tbl, row)
        if posyandu is None:  # belum dibagi ke Posyandu mana pun
            return False
        return posyandu != self._posyandu and (self._sedesa or not self.is_own(posyandu))

    def is_own_record(self, tbl: str, row: Mapping[str, Any]) -> bool:
        """Whether a record belongs to the own Posyandu, or to a day the account stands at."""
        posyandu = self.posyandu_of(tbl, row)
        if self.is_own(posyandu) or (posyandu is None and tbl in _ORANG):
            return True
        hari = self._day(tbl, row)
        return hari is not None and self._akun in [hari.get(name) for name in _LANGKAH]

    def is_signed(self, tbl: str, row: Mapping[str, Any]) -> bool:
        """Whether the hari buka of a record is closed and signed; without one: not."""
        hari = self._day(tbl, row)
        return hari is not None and hari.get("status") == "tutup" and bool(hari.get("ditutup_pada"))

    def came_here(self, tbl: str, row: Mapping[str, Any]) -> bool:
        """Whether this person, or someone of this household, came to a hari buka of one's own."""
        row_id = str(row.get("id") or "")
        people = [str(row.get("warga_id") or row_id)]
        if tbl == "keluarga":
            query = select(_WARGA.id).where(_WARGA.keluarga_id == row_id)
            people = list(self._conn.execute(query).scalars())
        wanted = [i for one in people for i in ids_of(self._conn, one)]
        query = (
            select(_HARI.posyandu_id)
            .select_from(
                SYNCED["kehadiran"].join(SYNCED["hari_buka"], _HARI.id == _HADIR.hari_buka_id)
            )
            .where(_HADIR.warga_id.in_(wanted), _HADIR.deleted_at.is_(None))
            .distinct()
        )
        return any(self.is_own(p) for p in self._conn.execute(query).scalars())

    def posyandu_of(self, tbl: str, row: Mapping[str, Any]) -> str | None:
        """The Posyandu a record is about; of what was done on a day, the day's."""
        if tbl == "posyandu":
            return _text(row.get("id"))
        if tbl == "konflik":
            return self._of_row(row.get("objek_jenis"), row.get("objek"))
        hari = self._day(tbl, row)
        if hari is not None:
            return _text(hari.get("posyandu_id"))
        if tbl in _TENTANG_SUBJEK:
            return self._of_row(row.get("subjek_jenis"), row.get("subjek"))
        if tbl in _TENTANG_WARGA:
            return self._of_row("warga", row.get("warga_id"))
        return _text(row.get("posyandu_id"))

    def _of_row(self, tbl: object, row_id: object) -> str | None:
        if tbl not in SYNCED or not row_id:
            return None
        if tbl in _PUNYA_SENDIRI:  # asked for every masalah of a desa: only the one column
            row = self._conn.exec_driver_sql(_PUNYA_SENDIRI[str(tbl)], (str(row_id),)).first()
            return _text(row[0]) if row else None
        found = fetch_row(self._conn, str(tbl), str(row_id))
        return self.posyandu_of(str(tbl), found) if found else None

    def _day(self, tbl: str, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
        if tbl == "hari_buka":
            return row
        hari_id = row.get("hari_buka_id") if tbl in ("kehadiran", "isian") else None
        if not hari_id:
            return None
        key = str(hari_id)
        if key not in self._hari:
            self._hari[key] = fetch_row(self._conn, "hari_buka", key) or {}
        return self._hari[key] or None


def _text(value: object) -> str | None:
    return str(value) if value else None
