"""The plan: which people and households are new, changed, equal or in conflict; nothing written.

People and households missing from the file are left alone. One stored person follows one row of the
file: a second row about the same person may only fill what is empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from sipd_desktop.services.impor.cocok import Calon, Daftar
from sipd_desktop.services.impor.gudang import (
    Isian,
    PendudukStore,
    Rencana,
    Tersimpan,
    Tulisan,
)
from sipd_desktop.services.impor.hasil import Bacaan, Baris, Nilai, Status
from sipd_desktop.services.impor.nilai import RUMAH, asli, warga_values
from sipd_desktop.services.impor.rumah import Rumah, plan_rumah
from sipd_desktop.services.impor.tiga_arah import Asal, Putusan, is_sama, putuskan
from sipd_desktop.services.impor.wilayah import Layanan


def make_rencana(bacaan: Bacaan, store: PendudukStore, new_id: Callable[[], str]) -> Rencana:
    """Compare a judged file with what is stored; sets `status` of its rows."""
    used = [b for b in bacaan.baris if b.is_dipakai]
    layanan = Layanan(store.list_posyandu())
    stored_homes = store.list_keluarga()
    rumah = plan_rumah(used, stored_homes, layanan, bacaan.profil, new_id)
    no_kk = {t.id: str(t.nilai.get("no_kk")) for t in stored_homes if t.nilai.get("no_kk")}
    no_kk |= {r.simpan.id: k for k, r in rumah.items()}
    daftar = Daftar(store.list_warga(), no_kk)
    planner = _Perencana(daftar, rumah, layanan, bacaan.profil, new_id)
    for baris in used:
        baris.status = planner.row(baris)
    planner.heads()
    homes = Counter(_status_rumah(r) for r in rumah.values())
    bacaan.keluarga = {k: homes.get(k, 0) for k in ("baru", "berubah", "sama", "bentrok")}
    return planner.rencana()


def _status_rumah(rumah: Rumah) -> Status:
    if rumah.is_baru:
        return "baru"
    if rumah.bentrok:
        return "bentrok"
    return "berubah" if rumah.ubah else "sama"


class _Perencana:
    def __init__(
        self,
        daftar: Daftar,
        rumah: dict[str, Rumah],
        layanan: Layanan,
        profil: str,
        new_id: Callable[[], str],
    ) -> None:
        self._daftar = daftar
        self._rumah = rumah
        self._layanan = layanan
        self._profil = profil
        self._new_id = new_id
        self._bentrok: dict[int, list[str]] = {}
        self._orang: dict[int, Calon] = {}

    def row(self, baris: Baris) -> Status:
        """Plan one person."""
        values = warga_values(baris)
        no_kk = baris.text("no_kk")
        home = self._rumah.get(no_kk) if no_kk else None
        if home:
            values["keluarga_id"] = home.simpan.id
        found = self._daftar.find(values, no_kk)
        if found == "ganda" or found == "bukan":
            return self._conflict(baris, ["nik" if values.get("nik") else "nama"])
        if found is None:
            return self._insert(baris, values, home)
        if found.simpan.terhapus:
            return self._conflict(baris, ["nik" if values.get("nik") else "nama"])
        self._orang[baris.row] = found
        return self._compare(baris, found, values, home)

    def _conflict(self, baris: Baris, fields: list[str]) -> Status:
        self._bentrok[baris.row] = fields
        return "bentrok"

    def _insert(self, baris: Baris, values: Isian, home: Rumah | None) -> Status:
        values = {k: v for k, v in values.items() if v is not None}
        calon = Calon(Tersimpan(self._new_id(), dict(values)), is_baru=True, is_diklaim=True)
        calon.asal_baru = {**values, **asli(baris)}
        place = self._posyandu(baris, home)
        if place:
            calon.simpan.nilai["posyandu_id"] = place
        calon.simpan.nilai["sumber"] = "impor"
        self._daftar.add(calon)
        self._orang[baris.row] = calon
        return "baru"

    def _posyandu(self, baris: Baris, home: Rumah | None) -> str | None:
        if home:
            place = home.kini("posyandu_id")
            return place if isinstance(place, str) else None
        return self._layanan.of(baris.normal)

    def _compare(self, baris: Baris, calon: Calon, values: Isian, home: Rumah | None) -> Status:
        first, calon.is_diklaim = not calon.is_diklaim, True
        conflicts = [k for k in RUMAH if home and k in home.bentrok]
        changed = home is not None and home.is_pindah
        for key, value in values.items():
            if key == "nik" and value in calon.simpan.nik_lain:
                continue  # a merged person keeps the number of the row that stands for both
            verdict = self._verdict(calon, key, value, first=first)
            if verdict == "bentrok":
                conflicts.append(key)
            elif verdict == "ambil":
                changed = True
                _set(calon, key, value)
            if first and value is not None and is_sama(calon.kini(key), value):
                calon.asal_baru[key] = value
        if first:
            calon.asal_baru |= asli(baris)
        changed = self._move(calon, baris, home) or changed
        if conflicts:
            return self._conflict(baris, conflicts)
        return "berubah" if changed and not calon.is_baru else "sama"

    def _verdict(self, calon: Calon, key: str, value: Nilai, *, first: bool) -> Putusan:
        now = calon.kini(key)
        if first:
            return putuskan(calon.simpan.asal.get(key), now, value, self._profil)
        if value is None or is_sama(now, value):
            return "tetap"
        return "ambil" if now is None else "bentrok"

    def _move(self, calon: Calon, baris: Baris, home: Rumah | None) -> bool:
        """Give a person without Posyandu the one of the RT; follow a household that moved."""
        now = calon.kini("posyandu_id")
        place = self._posyandu(baris, home)
        left = home is not None and home.dulu is not None and now == home.dulu
        if place is None or now == place or not (now is None or left):
            return False
        _set(calon, "posyandu_id", place)
        return True

    def heads(self) -> None:
        """Name the head of each household that has exactly one in the file."""
        for home in self._rumah.values():
            if len(home.kepala) == 1 and home.kepala[0] in self._orang:
                home.set_kepala(self._orang[home.kepala[0]].simpan.id, self._profil)

    def rencana(self) -> Rencana:
        """Everything planned, households before their members."""
        plan = Rencana(bentrok=self._bentrok)
        for home in self._rumah.values():
            _write(plan, "keluarga", home, self._profil)
        for calon in self._daftar.semua:
            _write(plan, "warga", calon, self._profil)
        return plan


def _set(calon: Calon, key: str, value: Nilai) -> None:
    """Change a planned row in place, a stored one by a patch."""
    if calon.is_baru:
        calon.simpan.nilai[key] = value
        calon.asal_baru.setdefault(key, value)
    else:
        calon.ubah[key] = value


def _write(plan: Rencana, tbl: str, calon: Rumah | Calon, profil: str) -> None:
    row, asal_baru = calon.simpan, calon.asal_baru
    if calon.is_baru:
        plan.tulisan.append(Tulisan(tbl, row.id, row.nilai, True))
    elif calon.ubah:
        plan.tulisan.append(Tulisan(tbl, row.id, calon.ubah, False))
    fresh = {
        key: Asal(value, profil)
        for key, value in asal_baru.items()
        if key not in row.asal or row.asal[key].nilai != value
    }
    if fresh:
        plan.asal.append((tbl, row.id, {**row.asal, **fresh}))
