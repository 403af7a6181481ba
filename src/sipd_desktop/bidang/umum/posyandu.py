"""Desa, Posyandu and kader: what every laptop of the desa may hold (no named resident)."""

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.field import Choice, Daftar, Digits, Ref, Text, YaTidak
from sipd_desktop.spec.register import Lingkup, Register

DESA = Register(
    key="desa",
    label=N_("Desa"),
    lingkup=Lingkup("desa"),
    hak="wilayah",
    fields=(
        Digits("kode", N_("Kode desa"), length=10, required=True),
        Text("nama", N_("Nama"), max_length=100, required=True),
        Choice(
            "jenis",
            N_("Jenis"),
            options=(
                ("desa", N_("Desa")),
                ("kelurahan", N_("Kelurahan")),
                ("desa_adat", N_("Desa adat")),
            ),
        ),
        Text("kecamatan", N_("Kecamatan"), max_length=100),
        Text("kabupaten", N_("Kabupaten/kota"), max_length=100),
        Text("provinsi", N_("Provinsi"), max_length=100),
    ),
)

POSYANDU = Register(
    key="posyandu",
    label=N_("Posyandu"),
    lingkup=Lingkup("desa"),
    hak="wilayah",
    reference="Permendagri 13/2024",
    fields=(
        Ref("desa_id", N_("Desa"), to="desa"),
        Text("nama_awal", N_("Nama saat didaftarkan"), max_length=100, required=True),
        Text("nama", N_("Nama"), max_length=100, required=True),
        # "DUSUN|RW|RT" dengan bagian kosong berarti "semua"; daftar kosong: seluruh desa
        Daftar("rt_layanan", N_("RT yang dilayani"), max_items=400),
        Text("alamat", N_("Alamat")),
        Text("nomor_registrasi", N_("Nomor registrasi"), max_length=40),
        Text("jadwal", N_("Jadwal hari buka"), max_length=100),
    ),
)

JABATAN = (
    ("ketua", N_("Ketua")),
    ("sekretaris", N_("Sekretaris")),
    ("bendahara", N_("Bendahara")),
    ("kader", N_("Kader")),
    ("operator", N_("Operator desa")),
    ("bidan", N_("Bidan/nakes")),
    ("pembina", N_("Pembina Puskesmas")),
)

BIDANG_TUGAS = (
    ("pendidikan", N_("Pendidikan")),
    ("kesehatan", N_("Kesehatan")),
    ("pekerjaan_umum", N_("Pekerjaan umum")),
    ("perumahan", N_("Perumahan rakyat")),
    ("trantib", N_("Ketenteraman, ketertiban umum dan perlindungan masyarakat")),
    ("sosial", N_("Sosial")),
)
"""The six fields of a Posyandu (Permendagri 13/2024); keys as in the roles matrix."""

KADER = Register(
    key="kader",
    label=N_("Kader"),
    lingkup=Lingkup("desa"),
    hak="akun",
    index=(("posyandu_id",),),
    fields=(
        Ref("posyandu_id", N_("Posyandu"), to="posyandu"),
        Text("nama", N_("Nama"), max_length=100, required=True),
        Choice("jabatan", N_("Jabatan"), options=JABATAN, required=True),
        # kunci bidang yang ditugaskan ("sosial", ...); kosong: tidak ada catatan tertutup
        Daftar("bidang", N_("Bidang tugas"), options=BIDANG_TUGAS, max_items=6),
        YaTidak("aktif", N_("Aktif")),
    ),
)
