"""Pemeriksaan balita: the monthly weighing, source of KMS, SKDN and the nutrition report."""

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.expr import Compare, filled
from sipd_desktop.spec.field import Angka, Choice, Tanggal, Text, YaTidak
from sipd_desktop.spec.register import Form, Section

CARA_UKUR = (("baring", N_("Berbaring")), ("berdiri", N_("Berdiri")))
TANDA = (("N", N_("Naik")), ("T", N_("Tidak naik")))

PEMERIKSAAN_BALITA = Form(
    key="pemeriksaan_balita",
    version=1,
    label=N_("Pemeriksaan balita"),
    about="warga",
    hak="ukuran",
    eligible=Compare("umur_bulan", "lt", 60),
    panel="kms",
    reference="Permenkes 2/2020; Buku KIA 2023 (KMS); KMK HK.01.07/MENKES/2015/2023",
    sections=(
        Section(
            label=N_("Timbang dan ukur"),
            columns=2,
            fields=(
                Angka(
                    "berat_badan", N_("Berat badan"), unit="kg", scale=2, min="0.50", max="58.00"
                ),
                Angka(
                    "tinggi_badan",
                    N_("Tinggi/panjang badan"),
                    unit="cm",
                    scale=1,
                    min="30.0",
                    max="150.0",
                ),
                Choice(
                    "cara_ukur", N_("Cara ukur"), options=CARA_UKUR, show_if=filled("tinggi_badan")
                ),
                Angka("lila", N_("LiLA"), unit="cm", scale=1, min="5.0", max="35.0"),
                Angka(
                    "lingkar_kepala",
                    N_("Lingkar kepala"),
                    unit="cm",
                    scale=1,
                    min="20.0",
                    max="65.0",
                ),
                YaTidak("edema", N_("Bengkak di kedua punggung kaki"), sensitive=True),
            ),
        ),
        Section(
            label=N_("Dari Buku KIA (bulan pertama)"),
            columns=2,
            fields=(
                Angka("bb_lalu", N_("BB bulan lalu"), unit="kg", scale=2, min="0.50", max="58.00"),
                Tanggal(
                    "tanggal_bb_lalu", N_("Tanggal timbang bulan lalu"), show_if=filled("bb_lalu")
                ),
            ),
        ),
        Section(
            label=N_("Catatan"),
            fields=(
                YaTidak("asi_eksklusif", N_("ASI eksklusif")),
                YaTidak("vitamin_a", N_("Vitamin A diberikan")),
                YaTidak("obat_cacing", N_("Obat cacing diberikan")),
                Choice("tanda_kader", N_("Tanda menurut kader"), options=TANDA),
                Text(
                    "alasan_tanda",
                    N_("Alasan tanda"),
                    max_length=200,
                    show_if=filled("tanda_kader"),
                ),
                Text("catatan", N_("Catatan"), max_length=500),
            ),
        ),
    ),
)
