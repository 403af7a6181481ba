"""The boxes of the quick row of each group, in the order of the card; made from its form.

Two fields of a blood pressure are one box (120/80). Units, kinds and full names come from the
declaration; only the short words beside a narrow box stand here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.field import Angka, Integer, YaTidak
from sipd_desktop.spec.register import Form
from sipd_desktop.ui.hari.kolom import Kolom

TD: Final = "td"
"""The box that holds sistolik and diastolik."""

_SINGKAT: Final[Mapping[str, str]] = {
    "berat_badan": N_("BB"),
    "tinggi_badan": N_("TB"),
    "lila": N_("LiLA"),
    "lingkar_perut": N_("LP"),
    "gds": N_("GDS"),
    "hb": N_("Hb"),
    "obat_cacing": N_("Obat cacing diberikan"),
    "ttd_diminum": N_("TTD diminum tiap hari"),
    "kelas_ibu": N_("Ikut kelas ibu hamil"),
    "vitamin_a": N_("Sudah dapat vitamin A"),
    "menyusui": N_("Menyusui"),
    "ttd_diberi": N_("TTD diberikan"),
}
_PUTRI: Final = frozenset({"hb", "ttd_diberi"})
"""What is asked of girls only (the card: remaja putri)."""


def list_kotak(form: Form, jk: str) -> tuple[Kolom, ...]:
    """The number boxes of a form, in order, for one sex."""
    found: list[Kolom] = []
    for field in form.fields():
        if field.key in _PUTRI and jk != "P":
            continue
        if field.key == "sistolik":
            found.append(Kolom(TD, "TD", "Tekanan darah", field.unit, 0))
        elif isinstance(field, Angka):
            found.append(
                Kolom(field.key, _SINGKAT[field.key], field.label, field.unit, field.scale)
            )
        elif isinstance(field, Integer) and field.key != "diastolik":
            found.append(Kolom(field.key, _SINGKAT[field.key], field.label, field.unit, 0))
    return tuple(found)


def list_tik(form: Form, jk: str) -> tuple[tuple[str, str, str], ...]:
    """The ticks of a form: key, short words, full name."""
    return tuple(
        (f.key, _SINGKAT[f.key], f.label)
        for f in form.fields()
        if isinstance(f, YaTidak) and (f.key not in _PUTRI or jk == "P")
    )


def kotak_of(field: str) -> str:
    """The box that shows a field of the form."""
    return {"sistolik": TD, "diastolik": TD, "gds_kode": "gds"}.get(field, field)
