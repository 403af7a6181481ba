"""Jawaban bidan at langkah 4: what was done for one person today, and what she says of the result.

Only the bidan writes it. Kader-facing texts stay with "hasil skrining"; a diagnosis has no field.
"""

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.expr import Compare
from sipd_desktop.spec.field import Choice, Text
from sipd_desktop.spec.register import Form, Section

TINDAKAN = (
    ("diperiksa", N_("Diperiksa, boleh pulang")),
    ("diberi", N_("Diberi obat, vitamin atau makanan")),
    ("dirujuk", N_("Dirujuk")),
    ("datang_lagi", N_("Datang lagi")),
)
RUJUK_KE = (
    ("pustu", N_("Pustu")),
    ("puskesmas", N_("Puskesmas")),
    ("rs", N_("Rumah sakit")),
)
SKRINING = (
    ("sesuai", N_("Hasil skrining sesuai")),
    ("tidak_sesuai", N_("Hasil skrining tidak sesuai")),
)

LAYANAN_BIDAN = Form(
    key="layanan_bidan",
    version=1,
    label=N_("Jawaban bidan"),
    about="warga",
    hak="jawaban_bidan",
    panel="bidan",
    reference="KMK HK.01.07/MENKES/2015/2023, langkah 4",
    sections=(
        Section(
            label=N_("Jawaban bidan"),
            fields=(
                Choice("tindakan_bidan", N_("Yang dilakukan"), options=TINDAKAN, required=True),
                Text(
                    "diberikan",
                    N_("Yang diberikan"),
                    max_length=200,
                    sensitive=True,
                    show_if=Compare("tindakan_bidan", "eq", "diberi"),
                ),
                Choice(
                    "rujuk_ke",
                    N_("Dirujuk ke"),
                    options=RUJUK_KE,
                    show_if=Compare("tindakan_bidan", "eq", "dirujuk"),
                ),
                Choice("skrining", N_("Hasil skrining"), options=SKRINING),
                Text("catatan_bidan", N_("Catatan bidan"), max_length=300, sensitive=True),
            ),
        ),
    ),
)
