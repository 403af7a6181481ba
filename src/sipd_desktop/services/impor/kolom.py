"""The columns the importer knows: canonical field, how it is read, and the headings people use.

Headings are written as people write them; folding makes `NO. KK`, `No KK` and `nomor_kk` meet.
Sources: OpenSID template (43 columns), SIAK export (37), SDGs P-codes, lists typed in the desa.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Jenis = Literal["teks", "kode", "khusus", "abaikan"]


@dataclass(frozen=True, slots=True)
class Kolom:
    """One thing a column can be. A `kunci` that begins with `_` is known but not read."""

    kunci: str
    jenis: Jenis
    judul: tuple[str, ...]
    daftar: str = ""
    """Name of the code list."""
    maks: int = 200
    bobot: float = 1.0
    """Weight when looking for the header row."""


def _teks(kunci: str, *judul: str, maks: int = 200) -> Kolom:
    return Kolom(kunci, "teks", judul, maks=maks)


def _kode(kunci: str, daftar: str, *judul: str) -> Kolom:
    return Kolom(kunci, "kode", judul, daftar)


def _khusus(kunci: str, *judul: str, bobot: float = 1.0) -> Kolom:
    return Kolom(kunci, "khusus", judul, bobot=bobot)


def _ignore(kunci: str, *judul: str) -> Kolom:
    return Kolom(kunci, "abaikan", judul, bobot=0.2)


# fmt: off
KOLOM: tuple[Kolom, ...] = (
    _khusus("nik", "nik", "no nik", "nomor nik", "no ktp", "nomor ktp", "no ktp/nik", "nik/no ktp",
            "nomor induk kependudukan", "no induk kependudukan", "nik ktp", "nik (16 digit)",
            "nik penduduk", "nik warga", "nik anak", "nik balita"),
    _khusus("no_kk", "no_kk", "no kk", "nomor kk", "nkk", "kk", "nomor kartu keluarga",
            "no kartu keluarga", "kartu keluarga", "no kk/kartu keluarga"),
    _khusus("nama", "nama", "nama lengkap", "nama penduduk", "nama warga", "nama anggota keluarga",
            "nama anggota", "nama lengkap sesuai ktp", "nama sesuai ktp", "nama jelas",
            "nama lengkap penduduk", "nama peserta", "nama anak", "nama balita", "nama bayi",
            "nama bayi/balita", "nama anggota kk", "P103"),
    _khusus("nama_nik", "nama/nik", "nik/nama", "nama lengkap/nik", "nik/nama lengkap",
            "nama penduduk/nik", "nama warga/nik", "nama anggota keluarga/nik", "nama & nik",
            bobot=1.6),
    _khusus("jenis_kelamin", "sex", "jenis kelamin", "jk", "l/p", "kelamin", "jns kel", "jenis kel",
            "j kel", "jkel", "jenkel", "jekel", "jenis klmn", "klmn", "gender", "lk/pr",
            "laki-laki/perempuan",
            "jenis kelamin (l/p)", "jk (l/p)", "jenis kelamin l/p", "jk l/p", "seks", "P104"),
    _khusus("jk_l", "jenis kelamin l", "jenis kelamin lk", "jenis kelamin laki-laki", "jk l",
            "l/p l", bobot=0.6),
    _khusus("jk_p", "jenis kelamin p", "jenis kelamin pr", "jenis kelamin perempuan", "jk p",
            "l/p p", bobot=0.6),
    _teks("tempat_lahir", "tempatlahir", "tempat lahir", "kota lahir", "kota kelahiran",
          "tempat kelahiran", "lahir di", "P105", maks=100),
    _khusus("tanggal_lahir", "tanggallahir", "tanggal lahir", "tgl lahir", "tanggal kelahiran",
            "tgl/bln/thn lahir", "tanggal/bulan/tahun lahir", "tgl bln thn lahir", "lahir tanggal",
            "tanggal lahir (dd-mm-yyyy)", "tgl lahir (hh-bb-tttt)", "P106"),
    _khusus("ttl", "tempat/tgl lahir", "ttl", "tempat tanggal lahir", "tempat dan tanggal lahir",
            "tempat, tanggal lahir", "kelahiran", "tempat/tgl/bln/thn lahir", "t t l",
            "tempat tanggal bulan tahun lahir", "tempat & tgl lahir", bobot=1.6),
    _kode("agama", "agama", "agama_id", "agama", "P110"),
    _kode("pendidikan", "pendidikan", "pendidikan_kk_id", "pendidikan", "pendidikan terakhir",
          "pendidikan dalam kk", "pendidikan tamat", "pendidikan (kk)", "tingkat pendidikan",
          "pendidikan akhir", "jenjang pendidikan", "pendidikan tertinggi ditamatkan"),
    _kode("sekolah_sekarang", "pendidikan_sedang", "pendidikan_sedang_id", "pendidikan sedang",
          "pendidikan sedang ditempuh", "pendidikan yang sedang ditempuh", "sekolah sekarang"),
    _kode("pekerjaan", "pekerjaan", "pekerjaan_id", "pekerjaan", "jenis pekerjaan", "profesi",
          "mata pencaharian", "matapencaharian", "pekerjaan dalam kk",
          "pekerjaan/mata pencaharian"),
    _kode("kondisi_kerja", "kondisi_kerja", "kondisi pekerjaan", "P20", "P201"),
    _kode("status_kawin", "status_kawin", "status_kawin", "status kawin", "status perkawinan",
          "status pernikahan", "stat kwn", "sts kawin", "status nikah", "kawin/belum kawin",
          "perkawinan", "status kawin (bk/k/ch/cm)", "P108"),
    _kode("status", "status_kawin", "status", "sts"),
    _kode("shdk", "shdk", "kk_level", "shdk", "hubungan", "hub kel", "hub keluarga", "hubungan kel",
          "hubungan keluarga", "hubungan dalam keluarga", "status hubungan",
          "status hubungan dalam keluarga", "status hub keluarga", "status hub kel", "stat hub kel",
          "status hubungan keluarga", "hubungan dengan kk", "hub dgn kk", "hubungan kk", "hub kk",
          "hubungan dengan kepala keluarga", "hub dgn kepala keluarga", "status dalam keluarga",
          "status keluarga", "kedudukan dalam keluarga", "shdrt", "status dlm keluarga", "hub",
          "hub dlm keluarga", "hub dlm kel", "hub dalam kel", "status hub dlm keluarga",
          "stat hbkel", "hbkel", "hubungan dg kk", "hubungan dg kepala keluarga", "hubkel"),
    _kode("warganegara", "warganegara", "warganegara_id", "warga negara", "kewarganegaraan",
          "wni/wna", "status kewarganegaraan", "P112"),
    _teks("nama_ayah", "nama_ayah", "nama ayah", "ayah", "bapak", "nama bapak", "nama ayah kandung",
          "nama lengkap ayah", "ayah kandung", "ayah nama", "nama orang tua ayah", "bapak nama",
          "orang tua ayah", "nama orang tua bapak", maks=100),
    _teks("nama_ibu", "nama_ibu", "nama ibu", "ibu", "nama ibu kandung", "nama lengkap ibu",
          "ibu nama", "ibu kandung", "nama lengkap ibu kandung", "nama orang tua ibu",
          "orang tua ibu", maks=100),
    _kode("gol_darah", "gol_darah", "golongan_darah_id", "gol darah", "golongan darah", "gol drh",
          "goldar", "goldarah", "gol. drh"),
    _kode("cacat", "cacat", "cacat_id", "cacat", "disabilitas", "difabel", "jenis disabilitas",
          "penyandang disabilitas", "jenis cacat", "penyandang cacat", "kelainan fisik"),
    _kode("cara_kb", "cara_kb", "cara_kb_id", "cara kb", "kb", "akseptor kb", "alat kontrasepsi",
          "metode kb", "jenis kb"),
    _kode("hamil", "hamil", "hamil", "status hamil", "sedang hamil"),
    _kode("status_dasar", "status_dasar", "status_dasar", "status dasar", "status penduduk",
          "status hidup"),
    _teks("suku", "suku", "suku bangsa", "etnis", "suku/etnis", "P111", maks=60),
    _khusus("jkn", "id_asuransi", "asuransi", "jkn", "bpjs", "kis", "jkn-kis", "bpjs/kis",
            "jaminan kesehatan", "bpjs kesehatan", "kepesertaan bpjs", "asuransi kesehatan",
            "kepesertaan jkn", "jenis jkn", "jenis bpjs", "jkn/bpjs", "jamsos kesehatan",
            "jamsos kesehatan/kis", "P403"),
    _khusus("telepon", "telepon", "no telepon", "nomor telepon", "hp", "no hp", "nomor hp", "telp",
            "no telp", "wa", "no wa", "nomor wa", "handphone", "no hp/wa", "no telp/hp",
            "no handphone", "no whatsapp", "kontak", "no kontak", "telepon/hp", "P113"),
    _teks("alamat", "alamat", "alamat lengkap", "alamat rumah", "alamat ktp", "alamat kk", "jalan",
          "alamat sesuai kk", "alamat sesuai ktp", "nama jalan", "alamat tempat tinggal",
          "alamat jalan", "alamat/jalan", "alamat tinggal"),
    _teks("dusun", "dusun", "nama dusun", "dsn", "dusun/lingkungan", "lingkungan", "banjar",
          "jorong", "kampung", "dukuh", "padukuhan", "pedukuhan", "dusun/dukuh", "alamat dusun",
          maks=100),
    _khusus("rt", "rt", "no rt", "nomor rt", "r t", "alamat rt"),
    _khusus("rw", "rw", "no rw", "nomor rw", "r w", "alamat rw"),
    _khusus("rtrw", "rt/rw", "rt-rw", "rt dan rw", "alamat rt/rw", "rt & rw", bobot=1.6),
    _khusus("rwrt", "rw/rt", "rw-rt", "rw dan rt", bobot=1.6),
    _khusus("akta_lahir", "akta_lahir", "akta lahir", "no akta lahir", "nomor akta lahir",
            "akta kelahiran", "akte lahir", "no akte lahir", "akte kelahiran", "no akta kelahiran"),
    _ignore("_no", "no", "nomor", "no urut", "nomor urut", "urut", "id", "#"),
    _ignore("_umur", "umur", "usia", "umur (tahun)", "umur (th)", "usia (tahun)", "usia (th)",
             "umur/usia"),
    _ignore("_kepala", "nama kepala keluarga", "kepala keluarga", "nama kk", "nama kep keluarga",
             "kepala keluarga nama", "nama kepala kk", "kepala kk", "kepala keluarga nik", "nik kk",
             "nik kepala keluarga", "nik kepala", "nik kep keluarga"),
    _ignore("_orang_tua", "nama orang tua", "orang tua", "nama ortu", "orang tua kandung",
             "nama orang tua kandung", "ortu", "nama ayah/ibu", "nama orangtua", "orangtua"),
    _ignore("_nik_orang_tua", "ayah_nik", "ibu_nik", "nik ayah", "nik ibu", "ayah nik", "ibu nik"),
    _ignore("_keterangan", "keterangan", "ket", "catatan", "ttd", "tanda tangan", "paraf"),
    _ignore("_masalah", "masalah", "saran"),
    _ignore("_nomor_lain", "no_asuransi", "no bpjs", "no kartu bpjs", "no jkn", "ktp_el",
             "status_rekam", "alamat_sekarang", "tag_id_card", "akta_perkawinan",
             "akta_perceraian"),
)
# fmt: on

PER_KUNCI: dict[str, Kolom] = {k.kunci: k for k in KOLOM}

TULISAN: dict[str, str] = {
    "nik": "NIK",
    "no_kk": "No. KK",
    "nama": "Nama",
    "jenis_kelamin": "Jenis kelamin",
    "tempat_lahir": "Tempat lahir",
    "tanggal_lahir": "Tanggal lahir",
    "agama": "Agama",
    "pendidikan": "Pendidikan",
    "sekolah_sekarang": "Pendidikan sedang ditempuh",
    "pekerjaan": "Pekerjaan",
    "kondisi_kerja": "Kondisi pekerjaan",
    "status_kawin": "Status kawin",
    "shdk": "Hubungan dalam keluarga",
    "warganegara": "Warga negara",
    "nama_ayah": "Nama ayah",
    "nama_ibu": "Nama ibu",
    "gol_darah": "Golongan darah",
    "cacat": "Disabilitas",
    "cara_kb": "Cara KB",
    "hamil": "Hamil",
    "status_dasar": "Status penduduk",
    "suku": "Suku",
    "jenis_jkn": "Jaminan kesehatan",
    "punya_jkn": "Punya JKN-KIS",
    "telepon": "Telepon",
    "alamat": "Alamat",
    "dusun": "Dusun",
    "rt": "RT",
    "rw": "RW",
    "akta_lahir": "Akta lahir",
    "nama_nik": "Nama dan NIK",
    "ttl": "Tempat/tgl lahir",
    "rtrw": "RT/RW",
    "rwrt": "RW/RT",
    "jkn": "Jaminan kesehatan",
    "jk_l": "Jenis kelamin (L)",
    "jk_p": "Jenis kelamin (P)",
}
"""Field names as shown to a person."""
