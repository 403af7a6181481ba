"""Registers shared by all six fields: people, households, Posyandu, kader, the day, the acts."""

from sipd_desktop.base.i18n import N_
from sipd_desktop.bidang.umum.hari import HARI_BUKA, ISIAN, KEHADIRAN, LEMBAR_HARI, RENCANA_HARI
from sipd_desktop.bidang.umum.kehamilan import KEHAMILAN
from sipd_desktop.bidang.umum.masalah import MASALAH, POTENSI
from sipd_desktop.bidang.umum.pendataan import (
    BANTUAN,
    PENDATAAN_KELUARGA,
    PENDATAAN_WARGA,
    PENDATAAN_WILAYAH,
    VAKSINASI,
)
from sipd_desktop.bidang.umum.penduduk import KELUARGA, WARGA
from sipd_desktop.bidang.umum.peristiwa import PERISTIWA
from sipd_desktop.bidang.umum.posyandu import DESA, KADER, POSYANDU
from sipd_desktop.bidang.umum.riwayat import KONFLIK, TINDAKAN
from sipd_desktop.bidang.umum.setelan import SETELAN_DESA
from sipd_desktop.bidang.umum.tertutup import (
    CATATAN_TERTUTUP,
    KUNCI_TERTUTUP,
    PEMBACA_TERTUTUP,
)
from sipd_desktop.spec.register import Bidang

# Order matters: freeze sends subjects before what refers to them.
BIDANG = Bidang(
    key="umum",
    label=N_("Umum"),
    registers=(
        DESA,
        POSYANDU,
        KADER,
        SETELAN_DESA,
        KELUARGA,
        WARGA,
        KEHAMILAN,
        HARI_BUKA,
        LEMBAR_HARI,
        RENCANA_HARI,
        KEHADIRAN,
        ISIAN,
        VAKSINASI,
        BANTUAN,
        PENDATAAN_WILAYAH,
        MASALAH,
        POTENSI,
        PERISTIWA,
        PEMBACA_TERTUTUP,
        KUNCI_TERTUTUP,
        CATATAN_TERTUTUP,
        KONFLIK,
        TINDAKAN,
    ),
    forms=(PENDATAAN_WARGA, PENDATAAN_KELUARGA),
)
