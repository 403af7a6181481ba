"""Pendataan: what a survey or list said about a person or household on one date.

One isian per subject, source and date (natural id), so that two laptops importing the same file
make the same rows. What has no field of its own stays in `jawaban`, a JSON object by the code or
heading of the file. The newest date speaks for the household; older ones are the trend.
"""

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.field import Choice, Daftar, Integer, Ref, Tanggal, Text, YaTidak
from sipd_desktop.spec.register import Form, Lingkup, Register, Section

SUMBER_PENDATAAN = (
    ("sdgs", N_("SDGs Desa")),
    ("opensid", N_("OpenSID")),
    ("siak", N_("SIAK")),
    ("eppgbm", N_("e-PPGBM")),
    ("daftar", N_("Daftar desa")),
    ("kader", N_("Kader")),
)
_SUMBER = Choice("sumber_data", N_("Sumber"), options=SUMBER_PENDATAAN, required=True)
_JAWABAN = Text("jawaban", N_("Jawaban lain"), max_length=30_000, sensitive=True, personal=True)

# Kode P101..P518 kuesioner individu SDGs Desa (docs/impor.md)
PENDATAAN_WARGA = Form(
    key="pendataan_warga",
    version=1,
    label=N_("Pendataan warga"),
    about="warga",
    hak="pendataan",
    reference="Kuesioner individu SDGs Desa, P109..P518",
    sections=(
        Section(
            label=N_("Pekerjaan dan pendidikan"),
            columns=2,
            fields=(
                _SUMBER,
                Integer("kondisi_kerja", N_("Kondisi pekerjaan"), min=1, max=5),
                Text("pekerjaan_utama", N_("Pekerjaan utama")),
                YaTidak("jamsos_kerja", N_("Punya jaminan sosial ketenagakerjaan")),
                Integer("penghasilan_tahun", N_("Penghasilan setahun"), unit="rupiah", min=0),
                Integer("pendidikan_tertinggi", N_("Pendidikan tertinggi"), min=1, max=10),
                Integer("pendidikan_kini", N_("Pendidikan yang sedang diikuti"), min=1, max=10),
                Integer("usia_menikah", N_("Usia saat menikah"), unit="tahun", min=0, max=120),
            ),
        ),
        Section(
            label=N_("Kesehatan"),
            columns=2,
            fields=(
                Daftar("penyakit", N_("Penyakit setahun terakhir"), sensitive=True, personal=True),
                Daftar("disabilitas", N_("Disabilitas"), sensitive=True, personal=True),
                YaTidak("punya_jkn", N_("Punya JKN-KIS")),
                Integer("kunjungan_posyandu", N_("Ke Posyandu"), unit="kali", min=0, max=9999),
                Integer("kunjungan_posbindu", N_("Ke Posbindu"), unit="kali", min=0, max=9999),
                YaTidak("melahirkan_setahun", N_("Melahirkan setahun terakhir")),
                YaTidak("mendapat_asi", N_("Mendapat ASI")),
                YaTidak("terdampak_bencana", N_("Terdampak bencana")),
                _JAWABAN,
            ),
        ),
    ),
)

# Kode P303..P428 kuesioner keluarga SDGs Desa
PENDATAAN_KELUARGA = Form(
    key="pendataan_keluarga",
    version=1,
    label=N_("Pendataan keluarga"),
    about="keluarga",
    hak="pendataan",
    reference="Kuesioner keluarga SDGs Desa, P303..P428",
    sections=(
        Section(
            label=N_("Keluarga"),
            columns=2,
            fields=(
                _SUMBER,
                Integer("jumlah_anggota", N_("Jumlah anggota"), unit="orang", min=0, max=99),
                Integer("pengeluaran_bulan", N_("Pengeluaran sebulan"), unit="rupiah", min=0),
                Daftar("bantuan", N_("Program yang diterima"), sensitive=True, personal=True),
                Integer("desil", N_("Desil DTSEN"), min=1, max=10, sensitive=True, personal=True),
            ),
        ),
        Section(
            label=N_("Rumah"),
            columns=2,
            fields=(
                Text("status_rumah", N_("Tempat tinggal")),
                Text("status_lahan", N_("Lahan")),
                Integer("luas_lantai", N_("Luas lantai"), unit="m2", min=0, max=99_999),
                Integer("luas_lahan", N_("Luas lahan"), unit="m2", min=0, max=9_999_999),
                Text("lantai", N_("Lantai terluas")),
                Text("dinding", N_("Dinding")),
                Text("jendela", N_("Jendela")),
                Text("atap", N_("Atap")),
                Text("penerangan", N_("Penerangan")),
            ),
        ),
        Section(
            label=N_("Air, jamban dan lingkungan"),
            columns=2,
            fields=(
                Text("energi_masak", N_("Energi memasak")),
                Text("sumber_kayu", N_("Sumber kayu bakar")),
                Text("sampah", N_("Pembuangan sampah")),
                Text("mck", N_("Mandi, cuci, kakus")),
                Text("air_mandi", N_("Air mandi")),
                Text("jamban", N_("Tempat buang air besar")),
                Text("air_minum", N_("Air minum")),
                Text("limbah_cair", N_("Limbah cair")),
                YaTidak("bawah_sutet", N_("Di bawah jaringan listrik tegangan tinggi")),
                YaTidak("bantaran_sungai", N_("Di bantaran sungai")),
                YaTidak("lereng", N_("Di lereng gunung atau bukit")),
                YaTidak("kumuh", N_("Di permukiman kumuh")),
                _JAWABAN,
            ),
        ),
    ),
)

PENDATAAN_WILAYAH = Register(
    key="pendataan_wilayah",
    label=N_("Pendataan RT dan desa"),
    lingkup=Lingkup("desa"),
    hak="potensi",
    index=(("tanggal", "rw", "rt"),),
    fields=(
        Choice("sumber_data", N_("Sumber"), options=SUMBER_PENDATAAN, required=True),
        Tanggal("tanggal", N_("Data per tanggal"), required=True),
        Text("dusun", N_("Dusun"), max_length=100),
        Text("rw", N_("RW"), max_length=3),
        Text("rt", N_("RT"), max_length=3),
        Text("kode", N_("Kode"), max_length=60),
        Text("pertanyaan", N_("Pertanyaan"), max_length=500, required=True),
        Text("nilai", N_("Jawaban"), max_length=1000),
    ),
)

VAKSINASI = Register(
    key="vaksinasi",
    label=N_("Vaksinasi"),
    lingkup=Lingkup("ikut", field="warga_id", of="warga"),
    hak="pendataan",
    index=(("warga_id",),),
    fields=(
        Ref("warga_id", N_("Warga"), to="warga", required=True),
        Text("jenis", N_("Vaksin"), max_length=40, required=True),
        Integer("dosis", N_("Dosis ke"), min=0, max=20, required=True),
        Tanggal("tanggal", N_("Tanggal"), personal=True),
        Text("merek", N_("Merek"), max_length=60),
        Choice("sumber_data", N_("Sumber"), options=SUMBER_PENDATAAN),
        Text("keterangan", N_("Keterangan"), max_length=300, personal=True),
    ),
)

SUBJEK = (("warga", N_("Warga")), ("keluarga", N_("Keluarga")))

BANTUAN = Register(
    key="bantuan",
    label=N_("Penerimaan bantuan"),
    lingkup=Lingkup("objek", field="subjek", of="subjek_jenis"),
    hak="pendataan",
    index=(("subjek",), ("program",)),
    fields=(
        Choice("subjek_jenis", N_("Penerima"), options=SUBJEK, required=True),
        Ref("subjek", N_("Penerima"), to="keluarga", required=True),
        Text("program", N_("Program"), max_length=100, required=True),
        Text("asal_dana", N_("Asal dana"), max_length=60),
        Tanggal("awal", N_("Mulai")),
        Tanggal("akhir", N_("Sampai")),
        Tanggal("tanggal", N_("Data per tanggal")),
        Text("nomor_peserta", N_("Nomor peserta"), max_length=60, sensitive=True, personal=True),
        Choice("sumber_data", N_("Sumber"), options=SUMBER_PENDATAAN),
        Text("keterangan", N_("Keterangan"), max_length=300, personal=True),
    ),
)
