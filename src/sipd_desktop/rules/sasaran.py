"""Groups of sasaran: computed from the age on the day and from pregnancy, never typed.

A woman who is pregnant or within 42 days after birth stands in that group whatever her age; all
others by completed months (GRP.* of the rule table). docs/sasaran.md.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from sipd_desktop.base.i18n import N_
from sipd_desktop.rules.tabel_sasaran import tabel_pada
from sipd_desktop.rules.umur import kelompok, umur_bulan
from sipd_desktop.rules.versi import aturan_pada

KELOMPOK: Final = ("balita", "apras", "remaja", "bumil", "bufas", "dewasa", "lansia")
"""Groups in the order they are listed everywhere."""

NAMA: Final = {
    "balita": N_("Balita"),
    "apras": N_("Anak prasekolah"),
    "remaja": N_("Usia sekolah dan remaja"),
    "bumil": N_("Ibu hamil"),
    "bufas": N_("Ibu nifas"),
    "dewasa": N_("Dewasa"),
    "lansia": N_("Lansia"),
}
SINGKAT: Final = {**NAMA, "apras": N_("Prasekolah"), "remaja": N_("Sekolah/remaja")}
"""The same for narrow places."""

_DARI_UMUR: Final = {
    "BAYI": "balita",
    "BALITA": "balita",
    "APRAS": "apras",
    "SEKOLAH_REMAJA": "remaja",
    "DEWASA": "dewasa",
    "LANSIA": "lansia",
}
_MULAI: Final = (
    ("apras", "GRP.APRAS.MIN"),
    ("remaja", "GRP.SEKOLAH_REMAJA.MIN"),
    ("dewasa", "GRP.DEWASA.MIN"),
    ("lansia", "GRP.LANSIA.MIN"),
)
KeadaanIbu = Literal["", "hamil", "nifas"]


@dataclass(frozen=True, slots=True)
class Episode:
    """One pregnancy as recorded; `hasil` melahirkan, keguguran, berakhir or empty."""

    dicatat: date
    hpht: date | None = None
    hpl: date | None = None
    selesai: date | None = None
    hasil: str = ""


def kelompok_umur(lahir: date, tanggal: date) -> str | None:
    """The group by age alone on that very day; None before birth."""
    found = kelompok(umur_bulan(lahir, tanggal), aturan_pada(tanggal))
    return None if found is None else _DARI_UMUR[found]


def kelompok_sasaran(lahir: date | None, tanggal: date, ibu: KeadaanIbu = "") -> str | None:
    """The group of a person on a day; None when neither pregnancy nor birth date tells."""
    if ibu:
        return "bumil" if ibu == "hamil" else "bufas"
    return kelompok_umur(lahir, tanggal) if lahir is not None else None


def keadaan_ibu(
    episodes: Sequence[Episode], tanggal: date, *, tercatat_hamil: bool = False
) -> KeadaanIbu:
    """Pregnant, within the days of nifas, or neither, as of a day.

    `tercatat_hamil` is the flag of the population data; it counts only where no pregnancy was ever
    recorded here, since it has no date.
    """
    begun = [e for e in episodes if _mulai(e) <= tanggal]
    ends = [e for e in begun if e.selesai is not None and e.selesai <= tanggal]
    last = max((e.selesai for e in ends if e.selesai), default=date.min)
    if any(_is_hamil(e, last, tanggal) for e in begun if e not in ends):
        return "hamil"
    births = [e.selesai for e in ends if e.selesai and e.hasil in ("melahirkan", "")]
    days = tabel_pada(tanggal).nilai("NIFAS.HARI.MAKS")
    if any((tanggal - birth).days <= days for birth in births):
        return "nifas"
    return "hamil" if tercatat_hamil and not episodes else ""


def _mulai(episode: Episode) -> date:
    """From when the pregnancy is known to last."""
    if episode.hpht is not None:
        return episode.hpht
    if episode.hpl is not None:
        days = int(tabel_pada(episode.dicatat).nilai("HAMIL.HARI.HPL"))
        return min(episode.hpl - timedelta(days=days), episode.dicatat)
    return min(episode.dicatat, episode.selesai or episode.dicatat)


def _is_hamil(episode: Episode, last_end: date, tanggal: date) -> bool:
    """Still pregnant: not ended by any birth since, and not longer than a pregnancy can last."""
    if last_end > _mulai(episode):
        return False
    return (tanggal - _mulai(episode)).days <= tabel_pada(tanggal).nilai("HAMIL.HARI.MAKS")


def minggu_hamil(hpht: date, tanggal: date) -> int:
    """Completed weeks since the HPHT."""
    return (tanggal - hpht).days // 7


def batas_lahir(tanggal: date) -> tuple[tuple[str, date], ...]:
    """For each group after balita the youngest birth date in it on this day, oldest group last.

    So that whole villages are counted by comparing dates: who is born on or before it is in it, or
    in an older one.
    """
    aturan = aturan_pada(tanggal)
    return tuple((kode, lahir_termuda(int(aturan.nilai(row)), tanggal)) for kode, row in _MULAI)


def lahir_termuda(bulan: int, tanggal: date) -> date:
    """The last birth date that has completed this many months on the day."""
    index = tanggal.year * 12 + tanggal.month - 1 - bulan
    year, month = divmod(index, 12)
    month += 1
    last = monthrange(year, month)[1]
    if tanggal.day == monthrange(tanggal.year, tanggal.month)[1]:
        return date(year, month, last)  # who is born later in a longer month completes it today
    return date(year, month, min(tanggal.day, last))
