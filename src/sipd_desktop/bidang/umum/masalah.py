"""Masalah and potensi: what weighs on a family or person, and what the desa can answer with.

A masalah is a record with a life of its own: found by a dated rule or a kader, confirmed, worked
on, closed; a newer pendataan never closes what a person confirmed. Its id follows from subject,
kind and code, so that two laptops finding the same masalah make one row.
"""

from sipd_desktop.base.i18n import N_
from sipd_desktop.bidang.umum.pendataan import SUBJEK, SUMBER_PENDATAAN
from sipd_desktop.spec.field import Angka, Choice, Field, Ref, Tanggal, Text
from sipd_desktop.spec.register import Form, Lingkup, Register, Section

JENIS_MASALAH = (
    ("miskin_kronis", N_("Keluarga miskin kronis")),
    ("miskin", N_("Keluarga miskin")),
    ("penganggur", N_("Penganggur, mencari kerja")),
    ("tidak_sekolah", N_("Anak tidak sekolah")),
    ("disabilitas", N_("Penyandang disabilitas")),
    ("penyakit_kronis", N_("Penyakit kronis dan menahun")),
    ("bansos", N_("Penerima bansos")),
    ("belum_bansos", N_("Layak, belum menerima bansos")),
    ("penyakit_menular", N_("Penyakit menular dan KLB")),
    ("vaksinasi", N_("Kebutuhan vaksinasi")),
    ("rumah", N_("Rumah tidak layak huni")),
    ("jamban", N_("Belum punya jamban sehat")),
    ("air", N_("Air minum tidak aman")),
    ("stunting", N_("Pendek menurut umur")),
    ("lain", N_("Masalah lain")),
)
STATUS_MASALAH = (
    ("dugaan", N_("Dugaan")),
    ("terkonfirmasi", N_("Terkonfirmasi")),
    ("ditangani", N_("Ditangani")),
    ("selesai", N_("Selesai")),
    ("bukan", N_("Bukan masalah")),
)
ASAL_MASALAH = (("aturan", N_("Dari data")), ("kader", N_("Dicatat kader")))
TAUTAN = (
    ("kasus", N_("Kasus")),
    ("rujukan", N_("Rujukan")),
    ("aspirasi", N_("Aspirasi")),
    ("catatan", N_("Catatan")),
)

RINCIAN_SEKOLAH = (
    ("belum_pernah", N_("Belum pernah sekolah")),
    ("putus", N_("Putus sekolah")),
    ("lulus_tidak_lanjut", N_("Lulus, tidak lanjut")),
)
UNIT_MASALAH = (
    ("kia", N_("KIA")),
    ("paud", N_("PAUD dan pendidikan")),
    ("remaja", N_("Remaja")),
    ("lansia", N_("Lansia")),
    ("disabilitas", N_("Disabilitas")),
    ("kronis", N_("Penyakit kronis dan menahun")),
    ("miskin", N_("Keluarga miskin")),
    ("bansos", N_("Penyaluran bansos")),
    ("vaksinasi", N_("Vaksinasi")),
    ("klb", N_("Penyakit menular dan KLB")),
    ("rumah_air", N_("Rumah, air dan jamban")),
    ("lain", N_("Layanan warga lainnya")),
)
UNIT_JENIS = {
    "miskin_kronis": "miskin",
    "miskin": "miskin",
    "penganggur": "lain",
    "tidak_sekolah": "paud",
    "disabilitas": "disabilitas",
    "penyakit_kronis": "kronis",
    "bansos": "bansos",
    "belum_bansos": "bansos",
    "penyakit_menular": "klb",
    "vaksinasi": "vaksinasi",
    "rumah": "rumah_air",
    "jamban": "rumah_air",
    "air": "rumah_air",
    "stunting": "kia",
    "lain": "lain",
}
"""Unit kerja that usually takes a kind on; the kader may choose another."""

MASALAH = Register(
    key="masalah",
    label=N_("Masalah"),
    lingkup=Lingkup("objek", field="subjek", of="subjek_jenis"),
    hak="masalah",
    index=(("subjek",), ("jenis", "status")),
    fields=(
        Choice("subjek_jenis", N_("Tentang"), options=SUBJEK, required=True),
        Ref("subjek", N_("Tentang"), to="warga", required=True),
        Choice("jenis", N_("Masalah"), options=JENIS_MASALAH, required=True),
        Text("kode", N_("Rincian"), max_length=60),
        # kosong berarti dugaan: yang menemukan lagi tidak pernah menimpa keputusan orang
        Choice("status", N_("Status"), options=STATUS_MASALAH, guarded=True),
        Tanggal("tanggal_status", N_("Status sejak")),
        Choice("asal", N_("Asal"), options=ASAL_MASALAH),
        # yang berikut dihitung ulang dari data, jadi tidak perlu putusan orang
        Choice("sumber_data", N_("Sumber"), options=SUMBER_PENDATAAN, gabung="terawal"),
        Tanggal("tanggal", N_("Data per tanggal"), gabung="terawal"),
        Text("versi_aturan", N_("Versi aturan"), max_length=40, gabung="terawal"),
        Text(
            "alasan",
            N_("Alasan"),
            max_length=1000,
            sensitive=True,
            personal=True,
            gabung="terawal",
        ),
        Tanggal("gugur", N_("Tidak lagi tampak pada data sejak"), gabung="terawal"),
        Text("unit", N_("Unit kerja"), max_length=40),
        Ref("kader_id", N_("Kader"), to="kader"),
        Tanggal("tenggat", N_("Tenggat")),
        Choice("tautan_jenis", N_("Tindak lanjut"), options=TAUTAN),
        # id catatan di program ini; yang tercatat di tempat lain memakai tiga isian sesudahnya
        Text("tautan_id", N_("Catatan tindak lanjut"), max_length=60),
        Text("tautan_nomor", N_("Nomor tindak lanjut"), max_length=60),
        Tanggal("tautan_tanggal", N_("Tanggal tindak lanjut")),
        Text("tautan_ke", N_("Diteruskan kepada"), max_length=100, personal=True),
        Text("catatan", N_("Catatan"), max_length=1000, sensitive=True, personal=True),
    ),
)

JENIS_POTENSI = (
    ("fasilitas", N_("Fasilitas")),
    ("keterampilan", N_("Keterampilan dan mata pencaharian")),
    ("kelompok", N_("Kelompok")),
    ("lahan", N_("Lahan")),
    ("dana", N_("Dana")),
    ("pangan", N_("Pangan lokal")),
    ("gotong_royong", N_("Gotong royong")),
)

POTENSI = Register(
    key="potensi",
    label=N_("Potensi"),
    lingkup=Lingkup("penduduk", field="posyandu_id"),
    hak="potensi",
    index=(("jenis",), ("rw", "rt")),
    fields=(
        Choice("jenis", N_("Jenis"), options=JENIS_POTENSI, required=True),
        Text("kode", N_("Kode"), max_length=60),
        Text(
            "nama",
            N_("Nama"),
            max_length=150,
            required=True,
            hint=N_("mis. Kelompok tani Sido Makmur, kebun singkong, penjahit"),
        ),
        Ref("posyandu_id", N_("Posyandu"), to="posyandu", guarded=True),
        Text("dusun", N_("Dusun"), max_length=100),
        Text("rw", N_("RW"), max_length=3),
        Text("rt", N_("RT"), max_length=3),
        Text("tempat", N_("Tempat"), max_length=200, hint=N_("mis. sebelah balai dusun")),
        Text(
            "kontak",
            N_("Kontak"),
            max_length=150,
            sensitive=True,
            personal=True,
            hint=N_("nama dan nomor telepon; di daftar ditutup sebagian"),
        ),
        Angka("jumlah", N_("Jumlah"), scale=2, max="999999999.00"),
        Text("satuan", N_("Satuan"), max_length=30, hint=N_("orang, buah, hektare, rupiah")),
        Tanggal("tanggal", N_("Data per tanggal"), required=True),
        Choice("sumber_data", N_("Sumber"), options=SUMBER_PENDATAAN),
        Text("catatan", N_("Catatan"), max_length=1000, personal=True),
    ),
)


def _potensi(*keys: str) -> tuple[Field, ...]:
    return tuple(POTENSI.by_key()[key] for key in keys)


# Halaman pendek untuk mencatat potensi; jawabannya baris POTENSI, bukan isian.
LEMBAR_POTENSI = Form(
    key="potensi",
    version=1,
    label=N_("Potensi"),
    about="keluarga",
    hak="potensi",
    sections=(
        Section(label=N_("Apa"), fields=_potensi("jenis", "nama")),
        Section(
            label=N_("Berapa dan kapan"),
            columns=3,
            fields=_potensi("jumlah", "satuan", "tanggal"),
        ),
        Section(
            label=N_("Di mana dan siapa"),
            columns=3,
            fields=_potensi("rt", "rw", "dusun", "tempat", "kontak", "catatan"),
        ),
    ),
)
