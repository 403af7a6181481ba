"""The words of every finding: level, what was found, what to do, and is the word sensitive.

Actions stand large on the screen in front of the mother, so they never name a state; findings
never say a diagnosis ("terindikasi", "perlu dikonfirmasi"). DESIGN: shame at the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sipd_desktop.base.i18n import N_
from sipd_desktop.rules.penilaian import Temuan, Tingkat

SURAT: Final = N_("Surat rujukan")
SURAT_SEGERA: Final = N_("Surat rujukan, sekarang")
KE_BIDAN: Final = N_("Ke bidan hari ini")
UKUR_ULANG: Final = N_("Ukur ulang")
PENYULUHAN: Final = N_("Beri penyuluhan gizi")

_ROWS: Final = (
    Temuan("BAHAYA", Tingkat.BAHAYA, N_("Ada tanda bahaya"), SURAT_SEGERA),
    Temuan(
        "GIZI_BURUK",
        Tingkat.BAHAYA,
        N_("Terindikasi gizi buruk, perlu dikonfirmasi"),
        SURAT_SEGERA,
        True,
    ),
    Temuan(
        "GIZI.GB",
        Tingkat.BAHAYA,
        N_("Terindikasi gizi buruk menurut IMT/U, perlu dikonfirmasi"),
        SURAT_SEGERA,
        True,
    ),
    Temuan("ODEM.BILATERAL", Tingkat.BAHAYA, N_("Bengkak di kedua punggung kaki"), SURAT_SEGERA),
    Temuan("LILA.MERAH", Tingkat.BAHAYA, N_("LiLA di warna merah"), SURAT_SEGERA, True),
    Temuan(
        "UKUR.BBU",
        Tingkat.UKUR_ULANG,
        N_("Berat di luar kewajaran untuk umurnya; bila tetap setelah diulang, ke bidan"),
        UKUR_ULANG,
    ),
    Temuan(
        "UKUR.TBU",
        Tingkat.UKUR_ULANG,
        N_("Tinggi di luar kewajaran untuk umurnya; bila tetap setelah diulang, ke bidan"),
        UKUR_ULANG,
    ),
    Temuan(
        "UKUR.BBTB",
        Tingkat.UKUR_ULANG,
        N_("Berat di luar kewajaran untuk tingginya; bila tetap setelah diulang, ke bidan"),
        UKUR_ULANG,
    ),
    Temuan(
        "UKUR.IMTU",
        Tingkat.UKUR_ULANG,
        N_("Berat dan tinggi tidak cocok satu sama lain; bila tetap setelah diulang, ke bidan"),
        UKUR_ULANG,
    ),
    Temuan(
        "UKUR.LKU",
        Tingkat.UKUR_ULANG,
        N_("Lingkar kepala di luar kewajaran; bila tetap setelah diulang, ke bidan"),
        UKUR_ULANG,
    ),
    Temuan(
        "UKUR.LILAU",
        Tingkat.UKUR_ULANG,
        N_("LiLA di luar kewajaran; bila tetap setelah diulang, ke bidan"),
        UKUR_ULANG,
    ),
    Temuan("BGM", Tingkat.RUJUK, N_("Berat di bawah garis merah"), SURAT, True),
    Temuan("2T", Tingkat.RUJUK, N_("Berat tidak naik dua bulan berturut-turut"), SURAT),
    Temuan("T", Tingkat.BIDAN, N_("Berat tidak naik"), KE_BIDAN),
    Temuan(
        "GIZI.GK", Tingkat.BIDAN, N_("Terindikasi gizi kurang, perlu dikonfirmasi"), KE_BIDAN, True
    ),
    Temuan("LILA.KUNING", Tingkat.BIDAN, N_("LiLA di warna kuning"), KE_BIDAN, True),
    Temuan(
        "TBU.SP",
        Tingkat.BIDAN,
        N_("Sangat pendek untuk umurnya; terindikasi stunting, perlu dikonfirmasi"),
        KE_BIDAN,
        True,
    ),
    Temuan(
        "TBU.P",
        Tingkat.BIDAN,
        N_("Pendek untuk umurnya; terindikasi stunting, perlu dikonfirmasi"),
        KE_BIDAN,
        True,
    ),
    Temuan(
        "GIZI.OB", Tingkat.BIDAN, N_("Terindikasi obesitas, perlu dikonfirmasi"), KE_BIDAN, True
    ),
    Temuan(
        "GIZI.GL", Tingkat.BIDAN, N_("Terindikasi gizi lebih, perlu dikonfirmasi"), KE_BIDAN, True
    ),
    Temuan("GIZI.RGL", Tingkat.BIDAN, N_("Berisiko gizi lebih"), KE_BIDAN, True),
    Temuan("AGO", Tingkat.BIDAN, N_("Berat di atas garis oranye"), KE_BIDAN, True),
    Temuan("BBU.SK", Tingkat.BIDAN, N_("Berat sangat kurang untuk umurnya"), KE_BIDAN, True),
    Temuan(
        "BBU.RL",
        Tingkat.PERHATIAN,
        N_("Berat berisiko lebih; lihat BB/TB"),
        PENYULUHAN,
        True,
    ),
    Temuan("LKU.MIKRO", Tingkat.BIDAN, N_("Lingkar kepala kecil untuk umurnya"), KE_BIDAN, True),
    Temuan("LKU.MAKRO", Tingkat.BIDAN, N_("Lingkar kepala besar untuk umurnya"), KE_BIDAN, True),
    Temuan(
        "BBU.K",
        Tingkat.PERHATIAN,
        N_("Berat kurang untuk umurnya"),
        PENYULUHAN,
        True,
    ),
    Temuan(
        "TBU.T",
        Tingkat.PERHATIAN,
        N_("Tinggi di atas kebanyakan anak seumurnya"),
        N_("Tanyakan tinggi ayah dan ibu"),
    ),
    Temuan(
        "POSISI",
        Tingkat.PERHATIAN,
        N_("Bayi di bawah 9 bulan tercatat diukur berdiri"),
        N_("Ukur sambil berbaring"),
    ),
    Temuan("BELUM.BB", Tingkat.BELUM, N_("Berat belum dinilai"), N_("Timbang")),
    Temuan("BELUM.TB", Tingkat.BELUM, N_("BB/TB belum dinilai"), N_("Ukur TB")),
    Temuan("BELUM.PB", Tingkat.BELUM, N_("BB/PB belum dinilai"), N_("Ukur PB")),
    Temuan(
        "BELUM.BBTB", Tingkat.BELUM, N_("BB/TB belum dinilai: di luar tabel"), N_("Tanya bidan")
    ),
    Temuan("BELUM.LILA", Tingkat.BELUM, N_("LiLA belum dinilai"), N_("Ukur LiLA")),
    Temuan("BELUM.JK", Tingkat.BELUM, N_("Jenis kelamin belum diisi"), N_("Isi jenis kelamin")),
    Temuan(
        "BELUM.UMUR",
        Tingkat.BELUM,
        N_("Tanggal lahir sesudah tanggal ukur"),
        N_("Periksa tanggal lahir"),
    ),
    Temuan(
        "BUKAN_BALITA",
        Tingkat.BELUM,
        N_("Sudah lewat umur balita"),
        N_("Pakai pemeriksaan usia sekolah"),
    ),
    Temuan(
        "O",
        Tingkat.BELUM,
        N_("Naik atau tidak belum dapat dinilai: bulan lalu tidak ditimbang"),
        N_("Datang lagi bulan depan"),
    ),
    Temuan(
        "B",
        Tingkat.BELUM,
        N_("Naik atau tidak belum dapat dinilai: baru pertama ditimbang"),
        N_("Datang lagi bulan depan"),
    ),
    Temuan("N", Tingkat.BAIK, N_("Berat naik"), N_("Pertahankan")),
)

TEMUAN: Final[Mapping[str, Temuan]] = {row.kode: row for row in _ROWS}
"""Every finding by its code; among equals of one level the order of the rows decides."""

URUTAN: Final[Mapping[str, int]] = {row.kode: place for place, row in enumerate(_ROWS)}
"""Place of a code among the rows."""
