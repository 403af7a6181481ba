"""Pemeriksaan of apras, usia sekolah dan remaja, dewasa and lansia: raw values of the hari buka.

Dewasa and lansia stand on one card of the Posyandu but are two forms here: they are counted and
will be judged apart.
"""

from sipd_desktop.base.i18n import N_
from sipd_desktop.bidang.kesehatan.pemeriksaan_ibu import KARTU
from sipd_desktop.bidang.kesehatan.ukuran import (
    DIASTOLIK,
    GDS,
    GDS_TANDA,
    HB,
    LINGKAR_PERUT,
    SISTOLIK,
    berat,
    lila,
    tinggi,
    with_sumber,
)
from sipd_desktop.spec.expr import Compare
from sipd_desktop.spec.field import YaTidak
from sipd_desktop.spec.register import Form

PEMERIKSAAN_APRAS = Form(
    key="pemeriksaan_apras",
    version=1,
    label=N_("Pemeriksaan anak prasekolah"),
    about="warga",
    hak="ukuran",
    eligible=Compare("kelompok", "eq", "apras"),
    panel="umum",
    reference=KARTU,
    sections=with_sumber(
        berat("0.5", "58.0"),
        tinggi("30.0", "150.0"),
        lila("5.0", "35.0"),
        YaTidak("obat_cacing", N_("Obat cacing diberikan")),
    ),
)

PEMERIKSAAN_REMAJA = Form(
    key="pemeriksaan_remaja",
    version=1,
    label=N_("Pemeriksaan usia sekolah dan remaja"),
    about="warga",
    hak="ukuran",
    eligible=Compare("kelompok", "eq", "remaja"),
    panel="umum",
    reference=KARTU,
    sections=with_sumber(
        berat("0.5", "300.0"),
        tinggi("30.0", "220.0"),
        LINGKAR_PERUT,
        SISTOLIK,
        DIASTOLIK,
        GDS,
        GDS_TANDA,
        HB,
        YaTidak("ttd_diberi", N_("Tablet tambah darah diberikan")),
    ),
)

_DEWASA = with_sumber(
    berat("20.0", "300.0"),
    tinggi("100.0", "220.0"),
    LINGKAR_PERUT,
    SISTOLIK,
    DIASTOLIK,
    GDS,
    GDS_TANDA,
)

PEMERIKSAAN_DEWASA = Form(
    key="pemeriksaan_dewasa",
    version=1,
    label=N_("Pemeriksaan usia dewasa"),
    about="warga",
    hak="ukuran",
    eligible=Compare("kelompok", "eq", "dewasa"),
    panel="umum",
    reference=KARTU,
    sections=_DEWASA,
)

PEMERIKSAAN_LANSIA = Form(
    key="pemeriksaan_lansia",
    version=1,
    label=N_("Pemeriksaan lansia"),
    about="warga",
    hak="ukuran",
    eligible=Compare("kelompok", "eq", "lansia"),
    panel="umum",
    reference=KARTU,
    sections=_DEWASA,
)
