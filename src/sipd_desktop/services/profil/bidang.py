"""The six SPM fields on a person's or family's page, and to which of them a thing belongs."""

from __future__ import annotations

from sipd_desktop.base.i18n import N_

BIDANG_SPM = (
    ("pendidikan", N_("Pendidikan")),
    ("kesehatan", N_("Kesehatan")),
    ("pekerjaan_umum", N_("Pekerjaan umum")),
    ("perumahan", N_("Perumahan rakyat")),
    ("trantibum", N_("Trantibumlinmas")),
    ("sosial", N_("Sosial")),
)
LAIN = ("lain", N_("Pendataan dan lain-lain"))
URUTAN = {key: place for place, (key, _) in enumerate((*BIDANG_SPM, LAIN))}
LABEL_BIDANG = dict((*BIDANG_SPM, LAIN))

_MASALAH = {
    "miskin_kronis": "sosial",
    "miskin": "sosial",
    "penganggur": "sosial",
    "tidak_sekolah": "pendidikan",
    "disabilitas": "sosial",
    "penyakit_kronis": "kesehatan",
    "bansos": "sosial",
    "belum_bansos": "sosial",
    "penyakit_menular": "kesehatan",
    "vaksinasi": "kesehatan",
    "rumah": "perumahan",
    "jamban": "pekerjaan_umum",
    "air": "pekerjaan_umum",
    "stunting": "kesehatan",
}


def bidang_masalah(jenis: str) -> str:
    """The field a kind of masalah is answered in; latrine and water are public works."""
    return _MASALAH.get(jenis, LAIN[0])


def bidang_form(form: str, hak: str) -> str:
    """The field of an entry: surveys are of none, examinations and visits are health."""
    if form.startswith("pendataan") or hak == "pendataan":
        return LAIN[0]
    return "kesehatan"
