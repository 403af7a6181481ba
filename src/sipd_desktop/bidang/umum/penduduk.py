"""Warga and keluarga: people and households, with the canonical fields of the importer."""

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.field import Angka, Choice, Digits, Integer, Ref, Tanggal, Text, YaTidak
from sipd_desktop.spec.register import Lingkup, Register

KELUARGA = Register(
    key="keluarga",
    label=N_("Keluarga"),
    lingkup=Lingkup("penduduk", field="posyandu_id"),
    hak="penduduk",
    index=(("no_kk",), ("posyandu_id",), ("rw", "rt")),
    fields=(
        Digits("no_kk", N_("No. KK"), guarded=True, sensitive=True, personal=True),
        Ref("kepala_id", N_("Kepala keluarga"), to="warga"),
        Text("alamat", N_("Alamat"), sensitive=True, personal=True),
        Text("dusun", N_("Dusun"), max_length=100),
        Text("rw", N_("RW"), max_length=3),
        Text("rt", N_("RT"), max_length=3),
        Text("dasawisma", N_("Dasawisma"), max_length=100),
        Ref("posyandu_id", N_("Posyandu"), to="posyandu", guarded=True),
        Text("catatan", N_("Catatan"), max_length=1000, personal=True),
    ),
)

WARGA = Register(
    key="warga",
    label=N_("Warga"),
    lingkup=Lingkup("penduduk", field="posyandu_id"),
    hak="penduduk",
    search=("nama", "nama_ibu"),
    index=(
        ("nik",),
        ("keluarga_id",),
        ("posyandu_id", "tanggal_lahir"),
        ("digabung_ke",),
        ("ibu_id",),
    ),
    fields=(
        Digits("nik", N_("NIK"), guarded=True, sensitive=True, personal=True),
        Ref("keluarga_id", N_("Keluarga"), to="keluarga"),
        Text("nama", N_("Nama"), required=True, max_length=100, personal=True),
        Integer("jenis_kelamin", N_("Jenis kelamin"), min=1, max=2, kode="jenis_kelamin"),
        Text("tempat_lahir", N_("Tempat lahir"), max_length=100, personal=True),
        Tanggal("tanggal_lahir", N_("Tanggal lahir"), personal=True),
        Integer("agama", N_("Agama"), min=1, max=7, kode="agama"),
        Integer("status_kawin", N_("Status kawin"), min=1, max=4, kode="status_kawin"),
        Integer("shdk", N_("Hubungan dalam keluarga"), min=1, max=11, kode="shdk"),
        Integer("pendidikan", N_("Pendidikan"), min=1, max=10, kode="pendidikan"),
        Integer(
            "sekolah_sekarang", N_("Pendidikan sekarang"), min=1, max=18, kode="pendidikan_sedang"
        ),
        Integer("pekerjaan", N_("Pekerjaan"), min=1, max=89, kode="pekerjaan"),
        Integer("kondisi_kerja", N_("Kondisi pekerjaan"), min=1, max=5, kode="kondisi_kerja"),
        Text("nama_ayah", N_("Nama ayah"), max_length=100, personal=True),
        Text("nama_ibu", N_("Nama ibu"), max_length=100, personal=True),
        Ref("ibu_id", N_("Ibu"), to="warga"),
        Integer("gol_darah", N_("Golongan darah"), min=1, max=13, kode="gol_darah"),
        Integer("warganegara", N_("Warga negara"), min=1, max=3, kode="warganegara"),
        Text("suku", N_("Suku"), max_length=60),
        Text("telepon", N_("Telepon"), max_length=30, sensitive=True, personal=True),
        YaTidak("punya_jkn", N_("Punya JKN-KIS")),
        Integer("jenis_jkn", N_("Jenis JKN-KIS"), min=1, max=99, kode="asuransi"),
        YaTidak("hamil", N_("Sedang hamil")),
        Integer("cara_kb", N_("Cara KB"), min=1, max=99, kode="cara_kb"),
        Integer("cacat", N_("Disabilitas (daftar SIAK)"), min=1, max=7, kode="cacat"),
        YaTidak("akta_lahir", N_("Punya akta lahir")),
        Integer("status_dasar", N_("Status"), min=1, max=9, kode="status_dasar", guarded=True),
        # tanggal yang diputus orang ada di peristiwa; di sini cukup yang pertama dicatat
        Tanggal("tanggal_status", N_("Sejak tanggal"), gabung="terawal"),
        Ref("posyandu_id", N_("Posyandu"), to="posyandu", guarded=True),
        YaTidak("luar_wilayah", N_("Dari luar wilayah")),
        YaTidak("tanya_bidan", N_("Ada tindak lanjut, tanya bidan")),
        YaTidak("punya_kms", N_("Punya KMS atau Buku KIA")),
        Angka("berat_lahir", N_("Berat lahir"), unit="kg", scale=2, min="0.30", max="7.00"),
        Angka("panjang_lahir", N_("Panjang lahir"), unit="cm", scale=1, min="20.0", max="70.0"),
        Ref("digabung_ke", N_("Digabung ke"), to="warga", guarded=True),
        Choice(
            "sumber",
            N_("Sumber"),
            options=(("impor", N_("Impor")), ("pendaftaran", N_("Pendaftaran"))),
        ),
        Text("catatan", N_("Catatan"), max_length=1000, personal=True),
    ),
)
