"""Measures that several forms share: one declaration each of unit, limits and source.

The limits are those of the dated rows in `rules/data/sasaran` (a test holds both equal). `sumber`
says for the whole row where the numbers come from; `sumber_<ukuran>` only where one differs.
"""

from __future__ import annotations

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.expr import filled
from sipd_desktop.spec.field import Angka, Choice, Field, Integer, YaTidak
from sipd_desktop.spec.register import Section

SUMBER = (
    ("alat", N_("Diukur dengan alat Posyandu")),
    ("ditanyakan", N_("Ditanyakan")),
    ("buku", N_("Dari buku atau kartu")),
)
GDS_KODE = (("LO", N_("LO (terlalu rendah untuk alat)")), ("HI", N_("HI (terlalu tinggi)")))

SISTOLIK = Integer("sistolik", N_("Tekanan darah atas"), unit="mmHg", min=50, max=300)
DIASTOLIK = Integer("diastolik", N_("Tekanan darah bawah"), unit="mmHg", min=30, max=200)
GDS = Integer("gds", N_("Gula darah sewaktu"), unit="mg/dL", min=10, max=600)
GDS_TANDA = Choice("gds_kode", N_("Gula darah di luar jangkauan alat"), options=GDS_KODE)
LINGKAR_PERUT = Angka(
    "lingkar_perut", N_("Lingkar perut"), unit="cm", scale=1, min="40.0", max="200.0"
)
HB = Angka("hb", N_("Hemoglobin (Hb)"), unit="g/dL", scale=1, min="2.0", max="25.0")


def berat(low: str, high: str) -> Angka:
    """Body weight in kg with these limits."""
    return Angka("berat_badan", N_("Berat badan"), unit="kg", scale=1, min=low, max=high)


def tinggi(low: str, high: str) -> Angka:
    """Standing height in cm with these limits."""
    return Angka("tinggi_badan", N_("Tinggi badan"), unit="cm", scale=1, min=low, max=high)


def lila(low: str, high: str) -> Angka:
    """Mid upper arm circumference in cm with these limits."""
    return Angka("lila", N_("Lingkar lengan atas (LiLA)"), unit="cm", scale=1, min=low, max=high)


def sumber_of(key: str) -> str:
    """The key of the source of one measure; both parts of a blood pressure share one."""
    return "sumber_" + {"sistolik": "td", "diastolik": "td", "gds_kode": "gds"}.get(key, key)


def with_sumber(*fields: Field) -> tuple[Section, ...]:
    """The section of the measures, then the one of where each number comes from."""
    numbers = [f for f in fields if not isinstance(f, YaTidak | Choice)]
    sources = {sumber_of(f.key): f for f in reversed(numbers)}
    return (
        Section(label=N_("Ukur"), columns=2, fields=fields),
        Section(
            label=N_("Sumber angka"),
            fields=(
                Choice("sumber", N_("Sumber angka"), options=SUMBER),
                *(
                    Choice(key, N_("Sumber angka ini"), options=SUMBER, show_if=filled(f.key))
                    for key, f in sorted(sources.items())
                ),
            ),
        ),
    )
