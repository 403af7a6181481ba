"""Downloads of e-PPGBM (Sigizi): children with their weighings, one row per child or weighing.

A weighing of the puskesmas belongs to no hari buka of this Posyandu, so it becomes a pendataan of
its day with source e-PPGBM, its figures under their headings; it never counts in SKDN. Weight and
length at birth go to the child, like name and birth date.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.rules.kode import padat
from sipd_desktop.services.impor.hasil import Baris
from sipd_desktop.services.impor.judul import Judul

PROFIL = "eppgbm"
_CUKUP = 4
_GRAM = 300
"""A birth weight from here on is in grams."""
_KHAS = frozenset(
    map(
        padat,
        (
            "TANGGALUKUR", "Tanggal Pengukuran", "CARAUKUR", "Cara Ukur", "ZS BB/U", "ZS TB/U",
            "ZS BB/TB", "BB/U", "TB/U", "BB/TB", "Usia Saat Ukur", "BB Lahir", "TB Lahir",
            "Naik Berat Badan", "PMT Diterima (kg)", "Jml Vit A", "KPSP", "Pukesmas", "anak_ke",
            "nomor_KK", "nama_anak", "usia_hamil", "berat_lahir", "panjang_lahir", "nik_ortu",
            "lingkar_kepala_lahir", "kia_bayi_kecil", "Pitting_edema", "kelas_ibu_balita",
            "asi_bulan_0", "mbg", "siklus_ke", "jenis_pmt", "minggu_ke", "tanggal_pemantauan",
            "tgl_monitoring", "daging/unggas", "buah_sayur_vita", "dapat_intervensi",
        ),
    )
)  # fmt: skip
TANGGAL_UKUR = frozenset(
    map(padat, ("TANGGALUKUR", "Tanggal Pengukuran", "tanggal_pemantauan", "tgl_monitoring"))
)
KOLOM_LAHIR = {
    padat("BB Lahir"): "berat_lahir",
    padat("berat_lahir"): "berat_lahir",
    padat("TB Lahir"): "panjang_lahir",
    padat("panjang_lahir"): "panjang_lahir",
}


def is_eppgbm(judul: Judul) -> bool:
    """Whether the header is one of the e-PPGBM layouts."""
    folded = {padat(t) for stack in judul.teks for t in stack}
    return len(folded & _KHAS) >= _CUKUP


def read_lahir(baris: Baris, field: str, text: str) -> None:
    """Weight (kg, or grams) or length (cm) at birth; implausible ones are left out and said."""
    if not text or text in ("-", "0"):
        return
    declared = REGISTERS["warga"].by_key()[field]
    try:
        number = Decimal(text.replace(",", "."))
        if field == "berat_lahir" and number >= _GRAM:
            number /= 1000
        value = declared.encode(number)
    except InvalidOperation:
        value = None
    if value is None or isinstance(value, list) or declared.check(value) is not None:
        baris.add("KODE_TIDAK_DIKENAL", str(declared.label), text)
    else:
        baris.normal[field] = value
