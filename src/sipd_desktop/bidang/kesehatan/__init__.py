"""Bidang kesehatan: what the Posyandu measures and asks on the hari buka."""

from sipd_desktop.base.i18n import N_
from sipd_desktop.bidang.kesehatan.kunjungan_rumah import KUNJUNGAN_RUMAH
from sipd_desktop.bidang.kesehatan.layanan_bidan import LAYANAN_BIDAN
from sipd_desktop.bidang.kesehatan.pemeriksaan_balita import PEMERIKSAAN_BALITA
from sipd_desktop.bidang.kesehatan.pemeriksaan_ibu import PEMERIKSAAN_BUFAS, PEMERIKSAAN_BUMIL
from sipd_desktop.bidang.kesehatan.pemeriksaan_umum import (
    PEMERIKSAAN_APRAS,
    PEMERIKSAAN_DEWASA,
    PEMERIKSAAN_LANSIA,
    PEMERIKSAAN_REMAJA,
)
from sipd_desktop.spec.register import Bidang, Form

PEMERIKSAAN: dict[str, Form] = {
    "balita": PEMERIKSAAN_BALITA,
    "apras": PEMERIKSAAN_APRAS,
    "remaja": PEMERIKSAAN_REMAJA,
    "bumil": PEMERIKSAAN_BUMIL,
    "bufas": PEMERIKSAAN_BUFAS,
    "dewasa": PEMERIKSAAN_DEWASA,
    "lansia": PEMERIKSAAN_LANSIA,
}
"""The form that measures each group of sasaran, in the order of `rules.sasaran.KELOMPOK`."""

BIDANG = Bidang(
    key="kesehatan",
    label=N_("Kesehatan"),
    forms=(
        *PEMERIKSAAN.values(),
        LAYANAN_BIDAN,
        KUNJUNGAN_RUMAH,
    ),
)
