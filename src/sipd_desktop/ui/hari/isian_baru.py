"""What is typed about a newcomer, apart from any widget: values, what is missing, where Enter goes.

Name, L or P and birth date are needed; all else may follow. From RW on, Enter on an empty box means
"nothing more" and saves, as in the weighing panel.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sipd_desktop.base.errors import Problem
from sipd_desktop.base.i18n import N_
from sipd_desktop.rules.nik import PANJANG, isi_nik
from sipd_desktop.rules.sasaran import kelompok_umur
from sipd_desktop.rules.umur import teks_umur
from sipd_desktop.services.hari.baris import PendatangBaru
from sipd_desktop.services.hari.pendatang import check_pendatang
from sipd_desktop.ui.hari.isian_ukur import Langkah, read_tanggal_ketik

KOLOM: Final = ("nama", "jk", "tanggal_lahir", "nama_ibu", "rt", "rw", "dusun", "nik")
EKOR: Final = "rw"
JK: Final = {"L": N_("Laki-laki"), "P": N_("Perempuan")}
_JAUH = date(1, 1, 1)


@dataclass
class IsianBaru:
    """The short form of one newcomer; kept as a draft when it is left."""

    tanggal: date
    teks: dict[str, str] = field(default_factory=lambda: dict.fromkeys(KOLOM, ""))
    luar_wilayah: bool = False

    def lahir(self) -> date | None:
        """The typed birth date, None when empty or not readable."""
        try:
            return read_tanggal_ketik(self.teks["tanggal_lahir"], self.tanggal)
        except ValueError:
            return None

    def umur(self) -> str:
        """Age on the day, to be seen while typing; empty when there is none."""
        lahir = self.lahir()
        return teks_umur(lahir, self.tanggal) if lahir and lahir <= self.tanggal else ""

    def data(self) -> PendatangBaru:
        """The form as the service takes it; call only without problems."""
        return PendatangBaru(
            nama=self.teks["nama"],
            jk=self.teks["jk"].upper(),
            tanggal_lahir=self.lahir() or _JAUH,
            nama_ibu=self.teks["nama_ibu"],
            dusun=self.teks["dusun"],
            rt=self.teks["rt"],
            rw=self.teks["rw"],
            nik="".join(self.teks["nik"].split()),
            luar_wilayah=self.luar_wilayah,
        )

    def problems(self) -> tuple[Problem, ...]:
        """What is missing or wrong, in the order of the boxes."""
        found = list(check_pendatang(self.data(), self.tanggal))
        if self.lahir() is None:
            empty = not self.teks["tanggal_lahir"].strip()
            code = "tanggal-lahir-baru-kosong" if empty else "isian-tanggal"
            found.append(Problem("tanggal_lahir", code))
        return tuple(sorted(found, key=lambda p: KOLOM.index(p.field)))

    def beda_nik(self) -> str:
        """Code of what the NIK says otherwise than the form (`nik-beda-...`), or empty."""
        nik, lahir = self.data().nik, self.lahir()
        if len(nik) != PANJANG or not nik.isdigit():
            return ""
        isi = isi_nik(nik)
        if lahir and not isi.cocok(lahir):
            return "nik-beda-lahir"
        jk = {1: "L", 2: "P"}.get(isi.jenis_kelamin or 0)
        return "nik-beda-jk" if jk and jk != self.teks["jk"].upper() else ""

    def enter(self, key: str) -> Langkah:
        """Where Enter in box `key` leads."""
        place = KOLOM.index(key)
        own = next((p for p in self.problems() if p.field == key), None)
        if own is not None:
            return Langkah("tahan", key, own)
        empty = not self.teks[key].strip()
        if place == len(KOLOM) - 1 or (empty and place >= KOLOM.index(EKOR)):
            return self.save()
        if key == "tanggal_lahir" and self.kelompok() in ("dewasa", "lansia"):
            return Langkah("ke", "rt")  # a mother's name tells only the young apart
        return Langkah("ke", KOLOM[place + 1])

    def kelompok(self) -> str:
        """The group by age of whom is being registered; empty while it is not known."""
        lahir = self.lahir()
        return (kelompok_umur(lahir, self.tanggal) if lahir else None) or ""

    def save(self) -> Langkah:
        """Save from anywhere, unless something is missing."""
        found = self.problems()
        return Langkah("tahan", found[0].field, found[0]) if found else Langkah("simpan")
