"""The table of six fields on the pages of a person and a family: problems first, then services."""

from __future__ import annotations

from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.render.warna import Tingkat
from sipd_desktop.services.profil.enam import BarisBidang
from sipd_desktop.ui.text import teks
from sipd_desktop.ui.widgets.tabel import Column, TableView

_TINGKAT: dict[str, Tingkat] = {
    "dugaan": "netral",
    "terkonfirmasi": "perhatian",
    "ditangani": "info",
    "selesai": "baik",
    "bukan": "netral",
}
_JENIS = {"masalah": "Masalah", "layanan": "Layanan", "data": "Data", "": ""}


def _day(row: BarisBidang) -> str:
    if row.tanggal is None:
        return "-" if row.jenis else ""
    return tanggal_pendek(row.tanggal) + (" (lama)" if row.is_lama else "")


_TENTANG = Column("tentang", "Tentang")
_KOLOM = (
    Column("bidang", "Bidang", lambda r: teks(r.bidang)),
    Column("jenis", "Jenis", lambda r: _JENIS[r.jenis]),
    Column("apa", "Apa", lambda r: teks(r.apa)),
    Column(
        "status",
        "Status",
        lambda r: teks(r.status_label),
        tingkat=lambda r: _TINGKAT.get(r.status, ""),
    ),
    Column("tanggal", "Data per", _day),
    Column("rinci", "Keterangan", rentang=True),
)


def make_tabel_bidang(*, keluarga: bool) -> TableView:
    """The table; of a family it says about whom each line is."""
    columns = (_KOLOM[0], _TENTANG, *_KOLOM[2:]) if keluarga else _KOLOM
    return TableView("Masalah dan layanan menurut bidang", columns)
