"""Z-scores and classes of our own records: sex L/P, Decimal kg and cm, baring/berdiri.

Joins the WHO engine to the rule table. A flagged z is kept but gets no class, so that it stays
out of every prevalence (Z.FLAG); an index without z says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from sipd_desktop.rules import antropometri, antropometri_sekolah
from sipd_desktop.rules.antropometri import Posisi
from sipd_desktop.rules.gizi import kelas
from sipd_desktop.rules.ukuran import Pengukuran
from sipd_desktop.rules.umur import umur_hari
from sipd_desktop.rules.versi import Aturan, Kelas
from sipd_desktop.rules.who import DAYS_PER_MONTH, SEX
from sipd_desktop.rules.zskor import is_flagged

SebabKosong = Literal["", "belum-diukur", "edema", "tanpa-nilai"]
"""Why an index has no z; `tanpa-nilai` = WHO has none for this age, length or unknown sex."""

_POSISI: Final[dict[str, Posisi]] = {"baring": "l", "berdiri": "h"}
_BY_WEIGHT: Final = frozenset({"BBU", "BBTB", "IMTU", "IMTU5"})


@dataclass(frozen=True, slots=True)
class HasilIndeks:
    """One index: rounded z, is it implausible, its class; `sebab` says why there is no z."""

    indeks: str
    z: float | None
    bendera: bool
    kelas: Kelas | None
    sebab: SebabKosong = ""

    @property
    def kode(self) -> str | None:
        """Code of the class, e.g. `BBTB.GK`."""
        return None if self.kelas is None else self.kelas.kode


def nilai_balita(
    jk: str | None, lahir: date, ukur: Pengukuran, aturan: Aturan
) -> tuple[HasilIndeks, ...]:
    """The six indices of gizi.INDEKS, in that order, from birth to below 60 WHO months."""
    z = antropometri.score(
        antropometri.Ukuran(
            sex=SEX.get(jk or ""),
            age=umur_hari(lahir, ukur.tanggal),
            weight=_number(ukur.berat_badan),
            lenhei=_number(ukur.tinggi_badan),
            measure=_POSISI.get(ukur.cara_ukur or "", ""),
            headc=_number(ukur.lingkar_kepala),
            muac=_number(ukur.lila),
            oedema=ukur.edema,
        )
    )
    both = ukur.berat_badan is not None and ukur.tinggi_badan is not None
    return (
        _hasil("BBU", z.zwei, ukur.berat_badan is not None, ukur.edema, aturan),
        _hasil("TBU", z.zlen, ukur.tinggi_badan is not None, ukur.edema, aturan),
        _hasil("BBTB", z.zwfl, both, ukur.edema, aturan),
        _hasil("IMTU", z.zbmi, both, ukur.edema, aturan),
        _hasil("LKU", z.zhc, ukur.lingkar_kepala is not None, ukur.edema, aturan),
        _hasil("LILAU", z.zac, ukur.lila is not None, ukur.edema, aturan),
    )


def nilai_sekolah(
    jk: str | None, lahir: date, ukur: Pengukuran, aturan: Aturan
) -> tuple[HasilIndeks, ...]:
    """TBU, BBU and IMTU5 from 60 to 228 WHO months (WHO 2007); only IMTU5 has classes."""
    z = antropometri_sekolah.score(
        antropometri_sekolah.UkuranSekolah(
            sex=SEX.get(jk or ""),
            age_months=umur_hari(lahir, ukur.tanggal) / DAYS_PER_MONTH,
            weight=_number(ukur.berat_badan),
            height=_number(ukur.tinggi_badan),
            oedema=ukur.edema,
        )
    )
    both = ukur.berat_badan is not None and ukur.tinggi_badan is not None
    return (
        _hasil("BBU", z.zwfa, ukur.berat_badan is not None, ukur.edema, aturan, classed=False),
        _hasil("TBU", z.zhfa, ukur.tinggi_badan is not None, ukur.edema, aturan, classed=False),
        _hasil("IMTU5", z.zbfa, both, ukur.edema, aturan),
    )


def is_umur_balita_who(lahir: date, tanggal: date) -> bool:
    """Whether the 0-60 month tables apply (days / 30.4375 below 60)."""
    return umur_hari(lahir, tanggal) / DAYS_PER_MONTH < antropometri.MONTHS_END


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _hasil(
    indeks: str,
    z: float | None,
    measured: bool,
    edema: bool,
    aturan: Aturan,
    *,
    classed: bool = True,
) -> HasilIndeks:
    if z is None:
        sebab: SebabKosong = "tanpa-nilai" if measured else "belum-diukur"
        if edema and indeks in _BY_WEIGHT:
            sebab = "edema"
        return HasilIndeks(indeks, None, False, None, sebab)
    bendera = bool(is_flagged(z, *aturan.bendera(indeks.removesuffix("5"))))
    if bendera or not classed or indeks not in aturan.kelas:
        return HasilIndeks(indeks, z, bendera, None)
    return HasilIndeks(indeks, z, bendera, kelas(indeks, z, aturan))
