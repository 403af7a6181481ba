"""Planning one person of the file: new, the stored one changed, or a question to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sipd_desktop.services.impor.cocok import Calon, Daftar, Ragu
from sipd_desktop.services.impor.gudang import Isian, PendudukStore, Rencana, Tersimpan, Tulisan
from sipd_desktop.services.impor.hasil import Baris, Status, Ubah, Usul
from sipd_desktop.services.impor.juri import Juri
from sipd_desktop.services.impor.nama_bayi import read_bayi
from sipd_desktop.services.impor.nilai import RUMAH, asli, warga_values
from sipd_desktop.services.impor.rumah import Rumah
from sipd_desktop.services.impor.tiga_arah import Putusan, is_sama
from sipd_desktop.services.impor.usul import Pengusul
from sipd_desktop.services.impor.wilayah import Layanan
from sipd_desktop.spec.field import Wire

BARU = "baru"
"""Chosen for a row: someone new."""


class Perencana:
    """Plans the people of one file, row by row."""

    def __init__(
        self,
        store: PendudukStore,
        daftar: Daftar,
        rumah: dict[str, Rumah],
        layanan: Layanan,
        juri: Juri,
        new_id: Callable[[], str],
    ) -> None:
        self._store = store
        self._daftar = daftar
        self._rumah = rumah
        self._layanan = layanan
        self._juri = juri
        self._new_id = new_id
        self._orang: dict[int, Calon] = {}
        self._kunci: dict[int, str] = {}
        self._dipilih: dict[str, str | None] = {}
        self._pengusul: Pengusul | None = None
        self.ada_tersimpan = bool(daftar.semua)
        self.usul: list[tuple[str, int, Usul]] = []
        """Proposals nobody was asked about before."""
        self.diusulkan: set[str] = set()
        """Stored people that some row may be about."""
        self.putusan: dict[str, str] = {}

    def choose(self, kunci: Mapping[int, str], putusan: Mapping[str, str | None]) -> None:
        """Take over what people chose for rows before."""
        self._kunci = dict(kunci)
        self._dipilih = {k: putusan[k] for k in self._kunci.values() if k in putusan}
        self._daftar.pesanan = {p for p in self._dipilih.values() if p and p != BARU}

    def begin_usul(self, nik_berkas: set[str]) -> None:
        """From here on rows that match nobody are proposed as someone alike."""
        self._pengusul = Pengusul(self._daftar, nik_berkas) if self.ada_tersimpan else None

    def row(self, lembar: str, baris: Baris, *, is_akhir: bool) -> bool:
        """Plan a row; False when it matches nobody and is to come again at the end."""
        values = warga_values(baris)
        no_kk = baris.text("no_kk")
        home = self._rumah.get(no_kk) if no_kk else None
        if home:
            values["keluarga_id"] = baris.keluarga_id = home.tersimpan.id
        chosen = self._dipilih.get(self._kunci[id(baris)])
        found = self._daftar.semua.get(chosen) if chosen and chosen != BARU else None
        if found is not None and not found.is_diklaim:
            self._take(lembar, baris, found, values, home)
            return True
        hit = self._daftar.find(values, no_kk)
        if isinstance(hit, Calon) and hit.tersimpan.terhapus and not hit.tersimpan.bisa_pulih:
            hit = Ragu("terhapus", (hit,))
        if hit is None and not is_akhir:
            return False
        if hit is None and self._pengusul and chosen != BARU:
            hit = self._pengusul.usul(values, no_kk)
        if isinstance(hit, Ragu) and chosen == BARU:
            values["nik"] = values["nik"] if not self._daftar.by_nik(_nik(values)) else None
            hit = None
        if isinstance(hit, Ragu):
            self._ask(lembar, baris, hit)
        elif hit is None:
            baris.status = self._insert(lembar, baris, values, home)
        else:
            self._take(lembar, baris, hit, values, home)
        return True

    def _take(
        self, lembar: str, baris: Baris, found: Calon, values: Isian, home: Rumah | None
    ) -> None:
        stored = found.tersimpan
        if stored.terhapus and not found.is_baru:
            baris.status = self._insert(lembar, baris, values, home, found)
            return
        found.lembar, found.row = found.lembar or lembar, found.row or baris.row
        self._orang[id(baris)] = found
        baris.warga_id = stored.id
        baris.status = self._compare(lembar, baris, found, values, home)

    def _ask(self, lembar: str, baris: Baris, hit: Ragu) -> None:
        calon = tuple(c.tersimpan.id for c in hit.calon)
        baris.usul = Usul(self._kunci[id(baris)], hit.alasan, calon)
        baris.bentrok = ["nik" if _nik(warga_values(baris)) else "nama"]
        baris.status = "bentrok"
        self.diusulkan.update(calon)
        if baris.usul.kunci not in self._dipilih:
            self.usul.append((lembar, baris.row, baris.usul))

    def _insert(
        self,
        lembar: str,
        baris: Baris,
        values: Isian,
        home: Rumah | None,
        pulih: Calon | None = None,
    ) -> Status:
        """A new person, or one whom a cancelled import had brought, under the id of that time."""
        values = {k: v for k, v in values.items() if v is not None}
        row = Tersimpan(pulih.tersimpan.id if pulih else self._new_id(), dict(values))
        calon = Calon(row, is_baru=True, is_diklaim=True, lembar=lembar, row=baris.row)
        calon.lama = pulih.tersimpan.nilai if pulih else None
        calon.asal_baru = {**values, **asli(baris)}
        place = self._posyandu(baris, home)
        if place:
            calon.tersimpan.nilai["posyandu_id"] = place
        calon.tersimpan.nilai["sumber"] = "impor"
        self._daftar.add(calon)
        self._orang[id(baris)] = calon
        baris.warga_id = row.id
        key = self._kunci[id(baris)]
        if self._dipilih.get(key) == BARU:
            self.putusan[key] = row.id
        return "baru"

    def _posyandu(self, baris: Baris, home: Rumah | None) -> str | None:
        if home:
            place = home.kini("posyandu_id")
            return place if isinstance(place, str) else None
        return self._layanan.of(baris.normal)

    def _compare(
        self, lembar: str, baris: Baris, calon: Calon, values: Isian, home: Rumah | None
    ) -> Status:
        first, calon.is_diklaim = not calon.is_diklaim, True
        if first:
            calon.tersimpan.asal = self._store.asal_of("warga", calon.tersimpan.id)
        conflicts = [k for k in RUMAH if home and k in home.bentrok]
        changed = home is not None and home.is_pindah
        if home and (changed or conflicts):
            baris.ubahan += home.list_ubah()
        for key, value in values.items():
            if key == "nik" and value in calon.tersimpan.nik_lain:
                continue  # a merged person keeps the number of the row that stands for both
            verdict = self._verdict(calon, key, value, first=first)
            if verdict != "tetap":
                self._note(lembar, baris, calon, key, value, verdict)
            if verdict == "bentrok":
                conflicts.append(key)
            elif verdict == "ambil":
                changed = True
                _set(calon, key, value)
        if first:
            _remember(calon, baris, values)
        changed = self._move(calon, baris, home) or changed
        if conflicts:
            baris.bentrok = conflicts
            return "bentrok"
        return "berubah" if changed and not calon.is_baru else "sama"

    def _note(
        self, lembar: str, baris: Baris, calon: Calon, key: str, value: Wire, verdict: Putusan
    ) -> None:
        """Tell the row, and a person who has to choose, about a field that differs."""
        if calon.is_baru:
            return
        is_beda = verdict == "bentrok"
        baris.ubahan += (Ubah("warga", key, calon.kini(key), value, is_beda),)
        if is_beda:
            self._juri.note("warga", calon.tersimpan.id, key, value, lembar, baris.row)

    def _verdict(self, calon: Calon, key: str, value: Wire, *, first: bool) -> Putusan:
        now = calon.kini(key)
        if key == "nama" and isinstance(value, str) and isinstance(now, str):
            label, named = read_bayi(value), read_bayi(now)
            if (label is None) != (named is None):  # nama sendiri menggantikan "Bayi Ny. X"
                return "tetap" if label else "ambil"
        if first:
            asal = calon.tersimpan.asal.get(key)
            return self._juri.putus("warga", calon.tersimpan.id, key, asal, now, value)
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
        if not calon.is_baru:
            baris.ubahan += (Ubah("warga", "posyandu_id", now, place),)
        _set(calon, "posyandu_id", place)
        return True

    def heads(self) -> None:
        """Name the head of each household: its one head in the file, or whom its own row names."""
        for home in self._rumah.values():
            found = [self._orang[id(b)] for b in home.kepala if id(b) in self._orang]
            if len(home.kepala) == 1 and found:
                home.set_kepala(found[0].tersimpan.id)
            elif not home.kepala and len(home.kepala_nik) == 1:
                named = self._daftar.by_nik(next(iter(home.kepala_nik)))
                if len(named) == 1:
                    home.set_kepala(named[0].tersimpan.id)


def _nik(values: Isian) -> str | None:
    nik = values.get("nik")
    return nik if isinstance(nik, str) else None


def _remember(calon: Calon, baris: Baris, values: Isian) -> None:
    """What the file says that now stands in the record is the base of the next import."""
    for key, value in values.items():
        is_lain = key == "nik" and value in calon.tersimpan.nik_lain
        if value is not None and not is_lain and is_sama(calon.kini(key), value):
            calon.asal_baru[key] = value
    calon.asal_baru |= asli(baris)


def _set(calon: Calon, key: str, value: Wire) -> None:
    """Change a planned row in place, a stored one by a patch."""
    if calon.is_baru:
        calon.tersimpan.nilai[key] = value
        calon.asal_baru.setdefault(key, value)
    else:
        calon.ubah[key] = value


def write_calon(plan: Rencana, tbl: str, calon: Rumah | Calon, juri: Juri) -> None:
    """Put what became of a household or person into the plan."""
    row, at = calon.tersimpan, (calon.lembar, calon.row)
    if calon.is_baru and calon.lama is not None:
        gone: Isian = {k: None for k in calon.lama if k not in row.nilai}
        plan.tulisan.append(Tulisan(tbl, row.id, row.nilai | gone, "pulih", *at))
    elif calon.is_baru:
        plan.tulisan.append(Tulisan(tbl, row.id, row.nilai, "baru", *at))
    elif calon.ubah:
        plan.tulisan.append(Tulisan(tbl, row.id, calon.ubah, "ubah", *at))
    fresh = juri.freshen(row.asal, calon.asal_baru)
    if fresh:
        plan.asal.append((tbl, row.id, fresh))
    if tbl == "warga" and (calon.is_baru or calon.ubah):
        plan.subjek.append((tbl, row.id))
