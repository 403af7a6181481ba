"""The registry of pages, in the order of the menu. A new page is one row here."""

from __future__ import annotations

from sipd_desktop.services.hak import refusal_of_role
from sipd_desktop.ui.bingkai import Page
from sipd_desktop.ui.formulir.halaman import FormulirPage
from sipd_desktop.ui.hari.anak import AnakPage
from sipd_desktop.ui.hari.halaman import HariPage
from sipd_desktop.ui.impor.halaman import ImporPage
from sipd_desktop.ui.impor.hilang import HilangPage
from sipd_desktop.ui.impor.ingatan import IngatanPage
from sipd_desktop.ui.impor.pilih import PilihImporPage
from sipd_desktop.ui.impor.riwayat import RiwayatImporPage
from sipd_desktop.ui.laporan.pratinjau import PratinjauPage
from sipd_desktop.ui.laporan.ringkasan import RingkasanPage
from sipd_desktop.ui.laporan.skdn import SkdnPage
from sipd_desktop.ui.masalah.baru import MasalahBaruPage
from sipd_desktop.ui.masalah.halaman import MasalahPage
from sipd_desktop.ui.masalah.setelan import MasalahSetelanPage
from sipd_desktop.ui.pages.bagi import BagiPage
from sipd_desktop.ui.pages.beda import BedaPage
from sipd_desktop.ui.pages.beranda import BerandaPage
from sipd_desktop.ui.pages.bukti import BuktiPage
from sipd_desktop.ui.pages.cari_orang import CariOrangPage
from sipd_desktop.ui.pages.keluarga import KeluargaPage
from sipd_desktop.ui.pages.kirim import KirimPage
from sipd_desktop.ui.pages.laptop import LaptopPage
from sipd_desktop.ui.pages.orang import OrangPage
from sipd_desktop.ui.pages.pindah import PindahPage
from sipd_desktop.ui.pages.pulihkan import PulihkanPage
from sipd_desktop.ui.pages.siapa_melihat import SiapaMelihatPage
from sipd_desktop.ui.pages.tertutup import TertutupPage
from sipd_desktop.ui.penduduk.datang_baru import DatangPage
from sipd_desktop.ui.penduduk.ganda import GandaPage
from sipd_desktop.ui.penduduk.halaman import PeristiwaPage
from sipd_desktop.ui.penduduk.perubahan import PerubahanPage
from sipd_desktop.ui.potensi.catat import PotensiBaruPage
from sipd_desktop.ui.potensi.halaman import PotensiMasalahPage


def _may_import(jabatan: str) -> bool:
    return refusal_of_role(jabatan, "impor", "tambah") is None


PAGES: tuple[Page, ...] = (
    Page("beranda", "Beranda", "home", BerandaPage, nomor=False),
    Page("hari", "Hari buka", "calendar-event", HariPage),
    Page("cari", "Keluarga & warga", "users", CariOrangPage, singkat="Keluarga"),
    Page("potensi", "Potensi & Masalah", "list-check", PotensiMasalahPage, singkat="Potensi"),
    Page("skdn", "Laporan", "file-text", SkdnPage),
    Page("kirim", "Kirim & terima", "send", KirimPage, singkat="Kirim"),
    Page("impor", "Impor", "file-import", ImporPage, boleh=_may_import),
    Page("impor_riwayat", "Riwayat impor", "history", RiwayatImporPage, menu=False, induk="impor"),
    Page("impor_pilih", "Perlu dipilih", "list-check", PilihImporPage, menu=False, induk="impor"),
    Page("impor_kolom", "Cocokan kolom", "list-check", IngatanPage, menu=False, induk="impor"),
    Page("impor_hilang", "Tidak ada di berkas", "users", HilangPage, menu=False, induk="impor"),
    Page("pulihkan", "Pulihkan", "history", PulihkanPage, menu=False, induk="laptop"),
    Page("cetak", "Cetak", "printer", PratinjauPage, menu=False, induk="skdn"),
    Page("ringkasan", "Ringkasan WA", "message-circle", RingkasanPage, menu=False, induk="skdn"),
    Page("laptop", "Laptop ini", "device-laptop", LaptopPage, menu=False),
    Page("melihat", "Siapa melihat", "eye", SiapaMelihatPage, menu=False, induk="laptop"),
    Page("bukti", "Tanda terima", "file-text", BuktiPage, menu=False, induk="kirim"),
    Page("beda", "Catatan beda", "list-check", BedaPage, menu=False, induk="kirim"),
    Page("formulir", "Formulir", "clipboard-text", FormulirPage, menu=False, induk="cari"),
    Page("keluarga", "Keluarga", "users", KeluargaPage, menu=False, induk="cari"),
    Page("orang", "Orang", "user", OrangPage, menu=False, induk="cari"),
    Page("pindah", "Pindah Posyandu", "arrow-right", PindahPage, menu=False, induk="cari"),
    Page("peristiwa", "Perubahan keluarga", "pencil", PeristiwaPage, menu=False, induk="cari"),
    Page("datang", "Keluarga baru", "user-plus", DatangPage, menu=False, induk="cari"),
    Page("ganda", "Catatan ganda", "users", GandaPage, menu=False, induk="cari"),
    Page("perubahan", "Perubahan penduduk", "list-check", PerubahanPage, menu=False, induk="cari"),
    Page("tertutup", "Catatan tertutup", "lock", TertutupPage, menu=False, induk="cari"),
    Page("masalah", "Masalah", "info-circle", MasalahPage, menu=False, induk="potensi"),
    Page(
        "masalah_setelan",
        "Batas masalah",
        "settings",
        MasalahSetelanPage,
        menu=False,
        induk="potensi",
    ),
    Page("masalah_baru", "Catat masalah", "plus", MasalahBaruPage, menu=False, induk="potensi"),
    Page("potensi_baru", "Catat potensi", "plus", PotensiBaruPage, menu=False, induk="potensi"),
    Page("bagi", "Bagi Posyandu", "arrow-right", BagiPage, menu=False, induk="laptop"),
    Page("anak", "Lembar anak", "mood-kid", AnakPage, menu=False, induk="cari"),
)
