"""Pendataan: what a survey or list said about a person or household on one date.

One isian per subject, source and date (natural id), so that two laptops importing the same file
make the same rows. What has no field of its own stays in `jawaban`, a JSON object by the code or
heading of the file. The newest date speaks for the household; older ones are the trend.
"""

from sipd_desktop.base.i18n import N_
from sipd_desktop.rules.kode import daftar
from sipd_desktop.spec.expr import Compare
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
_SUMBER = Choice(
    "sumber_data",
    N_("Sumber"),
    options=SUMBER_PENDATAAN,
    required=True,
    internal=True,
    bawaan="kader",
)
_JAWABAN = Text(
    "jawaban",
    N_("Jawaban lain"),
    max_length=30_000,
    sensitive=True,
    personal=True,
    internal=True,
)
_RUPIAH = 10**12


def _pilih(key: str, label: str, kode: str, hint: str = "") -> Choice:
    """One answer of a closed list (`rules.kode`), stored by its own key."""
    return Choice(key, label, options=daftar(kode).opsi(), hint=hint)


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
            label=N_("Pekerjaan"),
            columns=2,
            fields=(
                _SUMBER,
                Integer(
                    "kondisi_kerja", N_("Kegiatan sehari-hari"), min=1, max=5, kode="kondisi_kerja"
                ),
                _pilih("pekerjaan_utama", N_("Pekerjaan utama"), "sdgs_pekerjaan"),
                YaTidak("jamsos_kerja", N_("Punya jaminan sosial ketenagakerjaan")),
                Text(
                    "pekerjaan_lain",
                    N_("Nama pekerjaan"),
                    max_length=100,
                    show_if=Compare("pekerjaan_utama", "eq", "lainnya"),
                ),
                Integer(
                    "penghasilan_tahun",
                    N_("Penghasilan setahun"),
                    unit="rupiah",
                    min=0,
                    max=_RUPIAH,
                    sensitive=True,
                    personal=True,
                    hint=N_("contoh 12000000"),
                ),
            ),
        ),
        Section(
            label=N_("Pendidikan dan perkawinan"),
            columns=2,
            fields=(
                Integer(
                    "pendidikan_tertinggi",
                    N_("Pendidikan tertinggi"),
                    min=1,
                    max=10,
                    kode="sdgs_pendidikan",
                ),
                Integer(
                    "pendidikan_kini",
                    N_("Sedang bersekolah di"),
                    min=1,
                    max=10,
                    kode="sdgs_pendidikan",
                    hint=N_("kosongkan bila tidak sekolah"),
                ),
                Integer("usia_menikah", N_("Umur saat menikah"), unit="tahun", min=0, max=120),
            ),
        ),
        Section(
            label=N_("Sakit dan disabilitas"),
            fields=(
                Daftar(
                    "penyakit",
                    N_("Sakit setahun terakhir"),
                    options=daftar("penyakit").opsi(),
                    sensitive=True,
                    personal=True,
                ),
                Daftar(
                    "disabilitas",
                    N_("Ragam disabilitas"),
                    options=daftar("disabilitas").opsi(),
                    sensitive=True,
                    personal=True,
                ),
            ),
        ),
        Section(
            label=N_("Layanan dan kejadian"),
            columns=2,
            fields=(
                YaTidak("punya_jkn", N_("Punya JKN-KIS")),
                YaTidak("melahirkan_setahun", N_("Melahirkan setahun terakhir")),
                YaTidak("mendapat_asi", N_("Mendapat ASI")),
                YaTidak("terdampak_bencana", N_("Terdampak bencana")),
                Integer(
                    "kunjungan_posyandu",
                    N_("Ke Posyandu setahun terakhir"),
                    unit="kali",
                    min=0,
                    max=9999,
                ),
                Integer(
                    "kunjungan_posbindu",
                    N_("Ke Posbindu setahun terakhir"),
                    unit="kali",
                    min=0,
                    max=9999,
                ),
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
                Integer(
                    "pengeluaran_bulan",
                    N_("Pengeluaran sebulan"),
                    unit="rupiah",
                    min=0,
                    max=_RUPIAH,
                    sensitive=True,
                    personal=True,
                    hint=N_("contoh 1500000"),
                ),
                Daftar(
                    "bantuan",
                    N_("Bantuan yang diterima"),
                    options=daftar("sdgs_bantuan").opsi(),
                    sensitive=True,
                    personal=True,
                ),
                Integer("desil", N_("Desil DTSEN"), min=1, max=10, sensitive=True, personal=True),
            ),
        ),
        Section(
            label=N_("Rumah"),
            columns=2,
            fields=(
                _pilih("status_rumah", N_("Tempat tinggal"), "sdgs_tempat_tinggal"),
                _pilih("status_lahan", N_("Lahan"), "sdgs_lahan"),
                Integer("luas_lantai", N_("Luas lantai"), unit="m2", min=0, max=99_999),
                Integer("luas_lahan", N_("Luas lahan"), unit="m2", min=0, max=9_999_999),
                _pilih("lantai", N_("Lantai terluas"), "sdgs_lantai"),
                _pilih("dinding", N_("Dinding"), "sdgs_dinding"),
                _pilih("jendela", N_("Jendela"), "sdgs_jendela"),
                _pilih("atap", N_("Atap"), "sdgs_atap"),
                _pilih("penerangan", N_("Penerangan"), "sdgs_penerangan"),
            ),
        ),
        Section(
            label=N_("Dapur, air dan jamban"),
            columns=2,
            fields=(
                _pilih("energi_masak", N_("Memasak dengan"), "sdgs_energi_masak"),
                _pilih("sumber_kayu", N_("Kayu bakar dari"), "sdgs_kayu_bakar"),
                _pilih("air_minum", N_("Air minum"), "sdgs_air_minum"),
                _pilih("air_mandi", N_("Air mandi"), "sdgs_air_mandi"),
                _pilih("jamban", N_("Tempat buang air besar"), "sdgs_jamban"),
                _pilih("mck", N_("Mandi dan cuci"), "sdgs_mck"),
                _pilih("sampah", N_("Sampah"), "sdgs_sampah"),
                _pilih("limbah_cair", N_("Limbah cair"), "sdgs_limbah"),
            ),
        ),
        Section(
            label=N_("Letak rumah"),
            columns=2,
            fields=(
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
