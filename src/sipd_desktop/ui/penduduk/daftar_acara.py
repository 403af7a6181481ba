"""The acts on a family, in the order of their digits. A new act is one row here."""

from __future__ import annotations

from sipd_desktop.ui.penduduk.acara import Acara, Keadaan
from sipd_desktop.ui.penduduk.lahir import Lahir
from sipd_desktop.ui.penduduk.meninggal import Meninggal
from sipd_desktop.ui.penduduk.pindah import DatangKeluarga, PindahKeluar
from sipd_desktop.ui.penduduk.rumah_tangga import GantiKepala, Lengkapi, PisahKk


class PindahPosyandu(Acara):
    """Has a page of its own."""

    key = "pindah_posyandu"
    label = "Pindah Posyandu"
    ket = "Ke Posyandu lain di desa ini; semua catatan ikut"
    halaman = "pindah"


class CatatanGanda(Acara):
    """Has a page of its own."""

    key = "ganda"
    label = "Catatan ganda"
    ket = "Orang ini tercatat dua kali: bandingkan dan gabungkan"
    halaman = "ganda"

    def ready(self, k: Keadaan) -> str:
        return "" if k.orang else "Pilih dulu orangnya di daftar sebelah kiri."


ACARA: tuple[Acara, ...] = (
    Lahir(),
    Meninggal(),
    PindahKeluar(),
    DatangKeluarga(),
    PisahKk(),
    GantiKepala(),
    Lengkapi(),
    CatatanGanda(),
    PindahPosyandu(),
)
