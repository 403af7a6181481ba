"""Pemeriksaan ibu hamil and ibu nifas: the raw values of the hari buka, judged by the bidan."""

from sipd_desktop.base.i18n import N_
from sipd_desktop.bidang.kesehatan.ukuran import DIASTOLIK, SISTOLIK, berat, lila, with_sumber
from sipd_desktop.spec.expr import Compare
from sipd_desktop.spec.field import YaTidak
from sipd_desktop.spec.register import Form

KARTU = "Kartu Bantu Pemeriksaan Posyandu ILP; KMK HK.01.07/MENKES/2015/2023"

PEMERIKSAAN_BUMIL = Form(
    key="pemeriksaan_bumil",
    version=1,
    label=N_("Pemeriksaan ibu hamil"),
    about="warga",
    hak="ukuran",
    eligible=Compare("kelompok", "eq", "bumil"),
    panel="umum",
    reference=KARTU,
    sections=with_sumber(
        berat("20.0", "300.0"),
        lila("10.0", "60.0"),
        SISTOLIK,
        DIASTOLIK,
        YaTidak("ttd_diminum", N_("Tablet tambah darah diminum tiap hari")),
        YaTidak("kelas_ibu", N_("Ikut kelas ibu hamil")),
    ),
)

PEMERIKSAAN_BUFAS = Form(
    key="pemeriksaan_bufas",
    version=1,
    label=N_("Pemeriksaan ibu nifas"),
    about="warga",
    hak="ukuran",
    eligible=Compare("kelompok", "eq", "bufas"),
    panel="umum",
    reference=KARTU,
    sections=with_sumber(
        SISTOLIK,
        DIASTOLIK,
        YaTidak("vitamin_a", N_("Sudah menerima kapsul vitamin A merah")),
        YaTidak("menyusui", N_("Menyusui")),
    ),
)
