"""Bidang kesehatan: what the Posyandu measures and asks on the hari buka."""

from sipd_desktop.base.i18n import N_
from sipd_desktop.bidang.kesehatan.pemeriksaan_balita import PEMERIKSAAN_BALITA
from sipd_desktop.spec.register import Bidang

BIDANG = Bidang(key="kesehatan", label=N_("Kesehatan"), forms=(PEMERIKSAAN_BALITA,))
