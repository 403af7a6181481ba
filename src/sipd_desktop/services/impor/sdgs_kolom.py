"""The 66 columns of the SDGs Desa individu workbook, by the question numbers of the questionnaire.

The spelling is the server's, slips included (`P20` is P201; `P402.32` is the Puskesmas). Columns of
kind `identitas` are read by the importer of persons; all others become the pendataan of the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sipd_desktop.rules.kode import padat

Jenis = Literal["identitas", "angka", "ya", "pilih", "kode", "banyak", "teks", "mentah"]


@dataclass(frozen=True, slots=True)
class Tanya:
    """One column: its code, how a header names it in words, and where its answer goes.

    `pilih` is stored by the key of its list, `kode` by its number, `banyak` is a list of keys,
    `mentah` is kept as it stands (in the words of its list, if it has one).
    """

    kode: str
    label: str
    jenis: Jenis
    ke: str = ""
    """Field of the pendataan form; empty keeps the answer in `jawaban` only."""
    daftar: str = ""

    @property
    def judul(self) -> str:
        """How a message to a person names the column."""
        return f"{self.kode} {self.label}".strip()


def _mentah(kode: str, label: str, daftar: str = "") -> Tanya:
    return Tanya(kode, label, "mentah", daftar=daftar)


def _identitas(kode: str, label: str) -> Tanya:
    return Tanya(kode, label, "identitas")


# fmt: off
INDIVIDU: tuple[Tanya, ...] = (
    _identitas("Nomor KK", "Nomor KK"),
    _identitas("NIK", "NIK"),
    _identitas("P103", "Nama"),
    _identitas("P104", "Jenis Kelamin"),
    _identitas("P105", "Tempat Lahir"),
    _identitas("P106", "Tanggal Lahir"),
    _mentah("P107", "Usia"),
    _identitas("P108", "Status Pernikahan"),
    Tanya("P109", "Usia Menikah", "angka", "usia_menikah"),
    _identitas("P110", "Agama"),
    _identitas("P111", "Suku"),
    _identitas("P112", "Warganegara"),
    _identitas("P113", "Nomor HP"),
    _mentah("P114", "No Whatsapp"),
    _mentah("P115", "Email"),
    _mentah("P116", "Facebook"),
    _mentah("P117", "Twitter"),
    _mentah("P118", "Instagram"),
    _mentah("P119", "Aktif Internet", "ya_tidak"),
    _mentah("P120", "Akses Internet", "sdgs_internet"),
    _mentah("P121", "Kecepatan", "sdgs_kecepatan"),
    Tanya("P20", "Kondisi Pekerjaan", "kode", "kondisi_kerja", "kondisi_kerja"),
    Tanya("P202", "Pekerjaan Utama", "pilih", "pekerjaan_utama", "sdgs_pekerjaan"),
    Tanya("P202 Comment", "Nama Pekerjaan Lainnya", "teks", "pekerjaan_lain"),
    Tanya("P203", "Jamsos Ketenagakerjaan", "ya", "jamsos_kerja"),
    _mentah("P204", "Baris Penghasilan"),
    Tanya("P205", "Penghasilan Setahun", "angka", "penghasilan_tahun"),
    Tanya("P401", "Penyakit", "banyak", "penyakit", "sdgs_penyakit"),
    _mentah("P402.1", "RS"),
    _mentah("P402.2", "RS Bersalin"),
    _mentah("P402.3", "Puskesmas Inap"),
    _mentah("P402.32", "Puskesmas"),
    _mentah("P402.4", "Puskesmas Pembantu"),
    _mentah("P402.5", "Poliklinik"),
    _mentah("P402.6", "Praktik Dokter"),
    _mentah("P402.7", "Rumah Bersalin"),
    _mentah("P402.8", "Praktik Bidan"),
    _mentah("P402.9", "Poskesdes"),
    _mentah("P402.10", "Polindes"),
    _mentah("P402.11", "Apotik"),
    _mentah("P402.12", "Toko Obat/Jamu"),
    Tanya("P402.13", "Posyandu", "angka", "kunjungan_posyandu"),
    Tanya("P402.14", "Posbindu", "angka", "kunjungan_posbindu"),
    _mentah("P402.15", "Praktik Dukun Bayi"),
    Tanya("P403", "Jamsos Kesehatan/KIS", "ya", "punya_jkn"),
    Tanya("P404", "Disabilitas", "banyak", "disabilitas", "sdgs_disabilitas"),
    Tanya("P405", "Melahirkan", "ya", "melahirkan_setahun"),
    Tanya("P406", "Mendapat ASI", "ya", "mendapat_asi"),
    Tanya("P501", "Pendidikan Tertinggi", "kode", "pendidikan_tertinggi", "sdgs_pendidikan"),
    _mentah("P502", "Tahun Pendidikan"),
    Tanya("P503", "Pendidikan Sekarang", "kode", "pendidikan_kini", "sdgs_pendidikan"),
    _mentah("P504", "Berapakali Pelatihan"),
    _mentah("P505", "Permukiman"),
    _mentah("P506", "Formal"),
    _mentah("P507", "Kerja Bakti"),
    _mentah("P508", "Siskamling"),
    _mentah("P509", "Pesta Rakyat"),
    _mentah("P510", "Kematian"),
    _mentah("P511", "Sakit"),
    _mentah("P512", "Kecelakaan"),
    _mentah("P513", "Dilayani", "ya_tidak"),
    _mentah("P514", "Kepuasan Layanan", "sdgs_mutu"),
    _mentah("P515", "Memberi Saran", "ya_tidak"),
    _mentah("P516", "Keterbukaan", "sdgs_mutu"),
    _mentah("P517", "Terjadi", "ya_tidak"),
    Tanya("P518", "Terdampak", "ya", "terdampak_bencana"),
)
# fmt: on

KODE_LAIN = {padat("P201"): padat("P20")}
"""Other spellings of a code (folded), should a later workbook put the slip right."""
