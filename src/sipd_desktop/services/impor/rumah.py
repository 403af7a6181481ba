"""Households of a file: one per No KK; its own row or the head's row speaks for the address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sipd_desktop.services.impor.dalam_berkas import KEPALA
from sipd_desktop.services.impor.gudang import Isian, Tersimpan
from sipd_desktop.services.impor.hasil import Baris, Ubah
from sipd_desktop.services.impor.juri import Juri
from sipd_desktop.services.impor.nilai import RUMAH
from sipd_desktop.services.impor.tiga_arah import is_sama
from sipd_desktop.services.impor.wilayah import Layanan
from sipd_desktop.spec.field import Wire

Letak = tuple[str, Baris]
"""A row and the name of its sheet."""


@dataclass(slots=True)
class Rumah:
    """A household of the file and what becomes of it."""

    tersimpan: Tersimpan
    is_baru: bool
    juri: Juri
    lembar: str = ""
    row: int = 0
    """The first row that speaks of it."""
    kepala: list[Baris] = field(default_factory=list)
    """Rows of the accepted heads."""
    kepala_nik: set[str] = field(default_factory=set)
    """NIK of the head as the rows of households have it."""
    lama: Isian | None = None
    """What stood in a household that comes back."""
    ubah: Isian = field(default_factory=dict)
    asal_baru: Isian = field(default_factory=dict)
    bentrok: list[str] = field(default_factory=list)
    berkas: Isian = field(default_factory=dict)
    """What the file says of the fields in `bentrok`."""
    is_pindah: bool = False
    """Whether the file changes its address."""
    dulu: str | None = None
    """The Posyandu it had by its former RT, when the move changes it."""

    def kini(self, key: str) -> Wire:
        """The value after the import."""
        return self.ubah.get(key, self.tersimpan.nilai.get(key))

    def take(self, key: str, value: Wire) -> str:
        """Decide one field."""
        now, row = self.tersimpan.nilai.get(key), self.tersimpan
        verdict = self.juri.putus("keluarga", row.id, key, row.asal.get(key), now, value)
        if verdict == "bentrok":
            self.bentrok.append(key)
            self.berkas[key] = value
            self.juri.note("keluarga", row.id, key, value, self.lembar, self.row)
        elif verdict == "ambil":
            self.ubah[key] = value
        if verdict == "ambil" or (value is not None and is_sama(now, value)):
            self.asal_baru[key] = value
        return verdict

    def list_ubah(self) -> tuple[Ubah, ...]:
        """What has been decided of a stored household so far."""
        old = self.tersimpan.nilai
        return (
            *(Ubah("keluarga", k, old.get(k), v) for k, v in self.ubah.items()),
            *(Ubah("keluarga", k, old.get(k), self.berkas[k], True) for k in self.bentrok),
        )

    def set_kepala(self, warga_id: str) -> None:
        """Name the head."""
        if self.is_baru:
            self.tersimpan.nilai["kepala_id"] = self.asal_baru["kepala_id"] = warga_id
        else:
            self.take("kepala_id", warga_id)


def plan_rumah(
    used: Iterable[Letak],
    stored: Sequence[Tersimpan],
    layanan: Layanan,
    juri: Juri,
    new_id: Callable[[], str],
) -> dict[str, Rumah]:
    """Households by No KK, in the order of the file; `stored` with what imports gave them."""
    members: dict[str, list[Letak]] = defaultdict(list)
    for sheet, baris in used:
        no_kk = baris.text("no_kk")
        if no_kk:
            members[no_kk].append((sheet, baris))
    known: dict[str, Tersimpan] = {}
    for row in sorted(stored, key=lambda t: (t.terhapus, t.id), reverse=True):
        known[str(row.nilai.get("no_kk"))] = row
    made = {}
    for no_kk, rows in members.items():
        own = [b for _, b in rows if b.jenis == "keluarga"]
        heads = [b for _, b in rows if b.jenis == "orang" and b.normal.get("shdk") == KEPALA]
        values = _address([*own, *heads, *(b for _, b in rows)])
        old = known.get(no_kk)
        if old is None or old.terhapus:
            home = _new(no_kk, values, layanan, juri, old, new_id)
        else:
            home = Rumah(old, False, juri)
        home.lembar, home.row = rows[0][0], rows[0][1].row
        if not home.is_baru:
            _change(home, values, layanan)
        home.kepala = heads
        home.kepala_nik = {n for b in own if (n := b.text("nik"))}
        made[no_kk] = home
    return made


def _address(rows: Sequence[Baris]) -> Isian:
    """Each part of the address from the first row that has it."""
    return {
        key: next((b.normal[key] for b in rows if b.normal.get(key) is not None), None)
        for key in RUMAH
    }


def _new(
    no_kk: str,
    values: Isian,
    layanan: Layanan,
    juri: Juri,
    old: Tersimpan | None,
    new_id: Callable[[], str],
) -> Rumah:
    """A household of its own, or under the id it had before an import was cancelled."""
    filled: Isian = {k: v for k, v in values.items() if v is not None}
    filled["no_kk"] = no_kk
    row = Tersimpan(old.id if old else new_id(), dict(filled))
    home = Rumah(row, True, juri, lama=old.nilai if old else None, asal_baru=dict(filled))
    place = layanan.of(values)
    if place:
        home.tersimpan.nilai["posyandu_id"] = place
    return home


def _change(home: Rumah, values: Isian, layanan: Layanan) -> None:
    for key, value in values.items():
        if home.take(key, value) == "ambil":
            home.is_pindah = True
    stored = home.tersimpan
    before = stored.nilai.get("posyandu_id")
    place = layanan.of({k: home.kini(k) for k in RUMAH})
    if place and before is None:
        home.ubah["posyandu_id"] = place
    elif place and home.is_pindah and before != place and before == layanan.of(stored.nilai):
        home.ubah["posyandu_id"] = place
        home.dulu = str(before)
