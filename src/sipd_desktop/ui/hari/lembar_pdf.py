"""The printable sheet of one child: the growth chart and the table that says the same."""

from __future__ import annotations

from typing import Literal

from sipd_desktop.base.tampil import bulan_tahun, tanggal_panjang
from sipd_desktop.services.hari.anak import TANDA, LembarAnak
from sipd_desktop.spec.lembar import (
    Catatan,
    DataKms,
    GarisKms,
    GrafikKms,
    Kertas,
    Kolom,
    Lembar,
    Tabel,
    TitikKms,
)
from sipd_desktop.ui.hari.kata import orang_teks

_BOBOT = (1.1, 1.5, 0.8, 1.8, 0.8, 1.5, 1.3, 1.3, 1.4)


def data_kms(anak: LembarAnak) -> DataKms:
    """The chart of a child: lines by the rules, points of every weighing with a weight."""
    jk: Literal["L", "P"] = "L" if anak.orang.jk == "L" else "P"
    return DataKms(
        jk=jk,
        titik=tuple(
            TitikKms(
                t.umur_bulan,
                t.berat,
                bulan_tahun(t.tanggal, pendek=True),
                t.tanda,
                TANDA.get(t.tanda, "").lower(),
            )
            for t in anak.titik
        ),
        garis=tuple(GarisKms(sd, points) for sd, points in sorted(anak.pita.items())),
    )


def lembar_anak(anak: LembarAnak, *, posyandu: str, contoh: bool, kertas: Kertas = "F4") -> Lembar:
    """The sheet; it names a child, so its footer says that it is confidential."""
    orang = anak.orang
    lahir = tanggal_panjang(orang.tanggal_lahir) if orang.tanggal_lahir else "belum diisi"
    columns = tuple(Kolom(t, b) for t, b in zip(anak.kolom, _BOBOT, strict=True))
    return Lembar(
        judul="Lembar pertumbuhan anak",
        subjudul=(
            orang.nama,
            f"Lahir {lahir}   {orang_teks(orang)}",
            f"Posyandu {posyandu}",
        ),
        blok=(
            GrafikKms(data_kms(anak), judul="Berat badan menurut umur"),
            Tabel(columns, anak.baris, judul="Riwayat penimbangan"),
            Catatan(("Hasil skrining kader, bukan penetapan penyakit. Tanyakan kepada bidan.",)),
        ),
        kertas=kertas,
        contoh=contoh,
        rahasia=True,
    )
