"""The 143 columns of the SDGs Desa keluarga workbook, in the order of the sheet.

P421 to P424 are groups of three or five columns; their codes are the server's, with its slips
(`DoKu. KM` beside `DokU. Menit`, `Bidan. KM` beside `Bidan Menit`, `Paud Akses`).
"""

from __future__ import annotations

from sipd_desktop.services.impor.sdgs_kolom import Tanya

_AKSES = "sdgs_akses"


def _pilih(kode: str, label: str, ke: str, daftar: str) -> Tanya:
    return Tanya(kode, label, "pilih", ke, f"sdgs_{daftar}")


def _lainnya(kode: str) -> Tanya:
    return Tanya(f"{kode} Lainnya", "", "mentah")


def _tiga(*tempat: tuple[str, str, str, str]) -> tuple[Tanya, ...]:
    """Distance, minutes and ease per place: its label and the three spellings of its code."""
    made = []
    for label, km, menit, akses in tempat:
        made += [
            Tanya(f"{km} KM", label, "mentah"),
            Tanya(f"{menit} Menit", "", "mentah"),
            Tanya(f"{akses} Akses", "", "mentah", daftar=_AKSES),
        ]
    return tuple(made)


def _satu(label: str, kode: str) -> tuple[str, str, str, str]:
    return label, kode, kode, kode


def _lima(label: str, kode: str) -> tuple[Tanya, ...]:
    return (
        Tanya(f"{kode} T. Jenis", label, "mentah", daftar="sdgs_transportasi"),
        Tanya(f"{kode} T. Umum", "", "mentah", daftar="ya_tidak"),
        Tanya(f"{kode} T. Menit", "", "mentah"),
        Tanya(f"{kode} T. Biaya", "", "mentah"),
        Tanya(f"{kode} T. Akses", "", "mentah", daftar=_AKSES),
    )


# fmt: off
KELUARGA: tuple[Tanya, ...] = (
    Tanya("No KK", "Nomor KK", "identitas"),
    Tanya("NIK KK", "Nik Kepala Keluarga", "identitas"),
    Tanya("P206", "Nama", "identitas"),
    Tanya("P207", "Alamat", "mentah"),
    Tanya("P208", "Nomor HP", "mentah"),
    Tanya("P209", "Telepon Rumah", "mentah"),
    Tanya("P303", "Anggota Keluarga", "angka", "jumlah_anggota"),
    _pilih("P401", "Tempat Tinggal", "status_rumah", "tempat_tinggal"), _lainnya("P401"),
    _pilih("P402", "Status Lahan", "status_lahan", "lahan"), _lainnya("P402"),
    Tanya("P403.1", "Luas Lantai", "angka", "luas_lantai"),
    Tanya("P403.2", "Luas Lahan", "angka", "luas_lahan"),
    _pilih("P404", "Jenis Lantai Terluas", "lantai", "lantai"), _lainnya("P404"),
    _pilih("P405", "Dinding Seb. Besar", "dinding", "dinding"), _lainnya("P405"),
    _pilih("P406", "Jendela", "jendela", "jendela"),
    _pilih("P407", "Atap", "atap", "atap"), _lainnya("P407"),
    _pilih("P408", "Penerangan", "penerangan", "penerangan"),
    _pilih("P409", "Energi Memasak", "energi_masak", "energi_masak"),
    _pilih("P410", "Sumber Kayu Bakar", "sumber_kayu", "kayu_bakar"),
    _pilih("P411", "Pembuangan Sampah", "sampah", "sampah"),
    _pilih("P412", "Fasilitas MCK", "mck", "mck"),
    _pilih("P413", "Sumber Air Mandi", "air_mandi", "air_mandi"), _lainnya("P413"),
    _pilih("P414", "Fasilitas BAB", "jamban", "jamban"), _lainnya("P414"),
    _pilih("P415", "Sumber Air Minum", "air_minum", "air_minum"), _lainnya("P415"),
    _pilih("P416", "Pembuangan Limbah Cair", "limbah_cair", "limbah"), _lainnya("P416"),
    Tanya("P417", "Bawah SUTET", "ya", "bawah_sutet"),
    Tanya("P418", "Ban. Sungai", "ya", "bantaran_sungai"),
    Tanya("P419", "Ler. Gunung", "ya", "lereng"),
    Tanya("P420", "Kumuh", "ya", "kumuh"),
    *_tiga(
        ("1. PAUD", "PAUD", "PAUD", "Paud"),
        _satu("2. TK", "TK"), _satu("3. SD", "SD"), _satu("4. SMP", "SMP"),
        _satu("5. SMA", "SMA"), _satu("6. Perguruan Tinggi", "PT"),
        _satu("7. Pesantren", "Pes."), _satu("8. Seminari", "Sem."), _satu("9. Lainnya", "Lain."),
        _satu("1. Rumah Sakit", "RS"), _satu("2. Rumah Sakit Bersalin", "RSB"),
        _satu("3. Poliklinik", "Poli."), _satu("4. Puskesmas", "Pusk."),
        _satu("5. Puskesmas Pembantu", "Pustu."), _satu("6. Poliklinik Desa", "Polindes"),
        _satu("7. Pos Kesehatan Desa", "Poskesdes"),
        _satu("8. Pos Pelayanan Terpadu", "Posyandu"), _satu("9. Apotik", "Apotik"),
        _satu("10. Toko Obat", "Toko"),
        _satu("1. Dokter Spesialis", "DokSp."), ("2. Dokter Umum", "DoKu.", "DokU.", "DokU."),
        ("3. Bidan", "Bidan.", "Bidan", "Bidan"), _satu("4. Tenaga Kesehatan", "Tenkes."),
        _satu("5. Dukun Bayi", "Dukun"),
    ),
    *_lima("1. Lokasi pekerjaan utama", "Kerja"),
    *_lima("2. Lahan pertanian yang sedang diusahakan", "Lahan"),
    *_lima("3. Sekolah", "Sekolah"),
    *_lima("4. Berobat", "Berobat"),
    *_lima("5. Beribadah mingguan/ bulanan/ tahunan", "Beribadah"),
    *_lima("6. Rekreasi terdekat", "Rekreasi"),
    Tanya("P425", "Transport Umum", "mentah"),
    Tanya("P426", "Transport Umum BS", "mentah"),
    Tanya("P427", "Penerima Pogram Pemerintah", "banyak", "bantuan", "sdgs_bantuan"),
    Tanya("P428", "Pengeluaran Bulanan", "angka", "pengeluaran_bulan"),
)
# fmt: on
