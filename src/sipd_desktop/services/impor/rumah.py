"""Households of a file: one per No KK; the head's row speaks for the address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sipd_desktop.services.impor.dalam_berkas import KEPALA
from sipd_desktop.services.impor.gudang import Isian, Tersimpan
from sipd_desktop.services.impor.hasil import Baris, Nilai
from sipd_desktop.services.impor.nilai import RUMAH
from sipd_desktop.services.impor.tiga_arah import is_sama, putuskan
from sipd_desktop.services.impor.wilayah import Layanan


@dataclass(slots=True)
class Rumah:
    """A household of the file and what becomes of it."""

    simpan: Tersimpan
    is_baru: bool
    kepala: list[int] = field(default_factory=list)
    """Rows of the accepted heads."""
    ubah: Isian = field(default_factory=dict)
    asal_baru: Isian = field(default_factory=dict)
    bentrok: list[str] = field(default_factory=list)
    is_pindah: bool = False
    """Whether the file changes its address."""
    dulu: str | None = None
    """The Posyandu it had by its former RT, when the move changes it."""

    def kini(self, key: str) -> Nilai:
        """The value after the import."""
        return self.ubah.get(key, self.simpan.nilai.get(key))

    def take(self, key: str, value: Nilai, profil: str) -> str:
        """Decide one field."""
        now = self.simpan.nilai.get(key)
        verdict = putuskan(self.simpan.asal.get(key), now, value, profil)
        if verdict == "bentrok":
            self.bentrok.append(key)
        elif verdict == "ambil":
            self.ubah[key] = value
        if verdict == "ambil" or (value is not None and is_sama(now, value)):
            self.asal_baru[key] = value
        return verdict

    def set_kepala(self, warga_id: str, profil: str) -> None:
        """Name the head."""
        if self.is_baru:
            self.simpan.nilai["kepala_id"] = self.asal_baru["kepala_id"] = warga_id
        else:
            self.take("kepala_id", warga_id, profil)


def plan_rumah(
    used: Iterable[Baris],
    stored: Sequence[Tersimpan],
    layanan: Layanan,
    profil: str,
    new_id: Callable[[], str],
) -> dict[str, Rumah]:
    """Households by No KK, in the order of the file."""
    members: dict[str, list[Baris]] = defaultdict(list)
    for baris in used:
        no_kk = baris.text("no_kk")
        if no_kk:
            members[no_kk].append(baris)
    known: dict[str, Tersimpan] = {}
    for row in sorted(stored, key=lambda t: t.id, reverse=True):
        known[str(row.nilai.get("no_kk"))] = row
    made = {}
    for no_kk, rows in members.items():
        heads = [b for b in rows if b.normal.get("shdk") == KEPALA]
        values = _address([*heads, *rows])
        home = (
            _change(known[no_kk], values, layanan, profil)
            if no_kk in known
            else _new(no_kk, values, layanan, new_id())
        )
        home.kepala = [b.row for b in heads]
        made[no_kk] = home
    return made


def _address(rows: Sequence[Baris]) -> Isian:
    """Each part of the address from the first row that has it."""
    return {
        key: next((b.normal[key] for b in rows if b.normal.get(key) is not None), None)
        for key in RUMAH
    }


def _new(no_kk: str, values: Isian, layanan: Layanan, row_id: str) -> Rumah:
    filled = {"no_kk": no_kk} | {k: v for k, v in values.items() if v is not None}
    home = Rumah(Tersimpan(row_id, dict(filled)), is_baru=True, asal_baru=dict(filled))
    place = layanan.of(values)
    if place:
        home.simpan.nilai["posyandu_id"] = place
    return home


def _change(stored: Tersimpan, values: Isian, layanan: Layanan, profil: str) -> Rumah:
    home = Rumah(stored, is_baru=False)
    for key, value in values.items():
        if home.take(key, value, profil) == "ambil":
            home.is_pindah = True
    before = stored.nilai.get("posyandu_id")
    place = layanan.of({k: home.kini(k) for k in RUMAH})
    if place and before is None:
        home.ubah["posyandu_id"] = place
    elif place and home.is_pindah and before != place and before == layanan.of(stored.nilai):
        home.ubah["posyandu_id"] = place
        home.dulu = str(before)
    return home
