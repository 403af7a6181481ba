"""The fields of the weighing panel in paper order, and which of them this child needs.

Labels, units and kinds come from the form pemeriksaan_balita; only the short words a kader reads
beside a narrow box stand here. Ages and months of the ticks follow docs/aturan-gizi.md section 6
(vitamin A 6-59 months in February and August, obat cacing 12-59 months in the same rounds, ASI
eksklusif 0-5 months): they decide what is offered, never what is judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sipd_desktop.base.i18n import N_
from sipd_desktop.bidang.kesehatan.pemeriksaan_balita import PEMERIKSAAN_BALITA
from sipd_desktop.services.hari.baris import LembarUkur
from sipd_desktop.spec.field import Angka

_FORM = PEMERIKSAAN_BALITA.by_key()

ANGKA: Final = (
    "berat_badan",
    "tinggi_badan",
    "lila",
    "lingkar_kepala",
    "bb_lalu",
    "tanggal_bb_lalu",
)
"""Typed fields, as on paper; the last two only in the first month."""

CENTANG: Final = ("edema", "asi_eksklusif", "vitamin_a", "obat_cacing")
"""Ticked fields."""

EKOR: Final = "tinggi_badan"
"""From this field on, Enter on an empty box means: nothing more, save."""

BULAN_BERDIRI: Final = 24
"""From this age in months a child is measured standing (as the WHO tables expect)."""

_SINGKAT: Final[Mapping[str, str]] = {
    "berat_badan": N_("BB"),
    "tinggi_badan": N_("TB"),
    "lila": N_("LiLA"),
    "lingkar_kepala": N_("LK"),
    "bb_lalu": N_("BB bulan lalu"),
    "tanggal_bb_lalu": N_("Tanggal"),
    "edema": N_("Bengkak kaki"),
    "asi_eksklusif": N_("ASI eksklusif"),
    "vitamin_a": N_("Vitamin A"),
    "obat_cacing": N_("Obat cacing"),
}


@dataclass(frozen=True, slots=True)
class Kolom:
    """One field as the panel shows it; `nama` is read aloud, `singkat` stands beside the box."""

    key: str
    singkat: str
    nama: str
    satuan: str
    tempat: int


def kolom(key: str) -> Kolom:
    """The field of the form with its short word, unit and number of decimals."""
    field = _FORM[key]
    scale = field.scale if isinstance(field, Angka) else 0
    return Kolom(key, _SINGKAT[key], field.label, field.unit, scale)


def list_angka(lembar: LembarUkur) -> tuple[str, ...]:
    """The typed fields of this child: the two of the Buku KIA only in the first month."""
    return ANGKA if lembar.bulan_pertama else ANGKA[:4]


def list_centang(lembar: LembarUkur) -> tuple[str, ...]:
    """The ticks that matter at this age and in this month; one already ticked stays in sight."""
    umur = lembar.orang.umur_bulan
    bulan = lembar.hari.tanggal.month
    wanted = {"edema"}
    if umur is not None and umur < 6:
        wanted.add("asi_eksklusif")
    if umur is not None and bulan in (2, 8):
        wanted |= {"vitamin_a"} if 6 <= umur < 60 else set()
        wanted |= {"obat_cacing"} if 12 <= umur < 60 else set()
    wanted |= {key for key in CENTANG if getattr(lembar.nilai, key) is not None}
    return tuple(key for key in CENTANG if key in wanted)


def cara_ukur(lembar: LembarUkur) -> str:
    """How the length is proposed to be taken: as recorded today, else lying below 24 months."""
    if lembar.nilai.cara_ukur:
        return lembar.nilai.cara_ukur
    umur = lembar.orang.umur_bulan
    return "baring" if umur is not None and umur < BULAN_BERDIRI else "berdiri"
