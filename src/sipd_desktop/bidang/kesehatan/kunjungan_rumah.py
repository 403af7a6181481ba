"""Kunjungan rumah: whom the kader met, why nobody came to the hari buka, and what follows.

The short common part of the visit; the questionnaires per group of sasaran come beside it.
"""

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.field import Choice, Tanggal, Text, YaTidak
from sipd_desktop.spec.register import Form, Section

BERTEMU = (
    ("sasaran", N_("Sasaran sendiri")),
    ("ibu", N_("Ibu")),
    ("ayah", N_("Ayah")),
    ("keluarga", N_("Keluarga lain")),
    ("tidak", N_("Tidak bertemu")),
)
ALASAN = (
    ("sakit", N_("Sakit")),
    ("bepergian", N_("Bepergian")),
    ("bekerja", N_("Orang tua bekerja")),
    ("lupa", N_("Lupa atau tidak tahu")),
    ("takut", N_("Takut imunisasi atau enggan")),
    ("lain", N_("Alasan lain")),
)

KUNJUNGAN_RUMAH = Form(
    key="kunjungan_rumah",
    version=1,
    label=N_("Kunjungan rumah"),
    about="warga",
    hak="ukuran",
    reference="KMK HK.01.07/MENKES/2015/2023, kunjungan rumah oleh kader (rekapitulasi dan tindak "
    "lanjut kunjungan)",
    sections=(
        Section(
            label=N_("Kunjungan"),
            columns=2,
            fields=(
                Choice("bertemu", N_("Bertemu dengan"), options=BERTEMU, required=True),
                Choice("alasan_tidak_datang", N_("Alasan tidak datang"), options=ALASAN),
                YaTidak("buku_kia", N_("Buku KIA ada")),
                Text("hasil_kunjungan", N_("Yang dilihat dan dibicarakan"), max_length=500),
            ),
        ),
        Section(
            label=N_("Tindak lanjut"),
            columns=2,
            fields=(
                YaTidak("lapor_nakes", N_("Dilaporkan ke bidan atau Puskesmas")),
                Text("tindak_lanjut", N_("Yang akan dilakukan"), max_length=300),
                Tanggal("kunjungan_berikut", N_("Kunjungan berikut")),
            ),
        ),
    ),
)
