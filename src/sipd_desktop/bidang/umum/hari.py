"""The hari buka, its printed sheet, who came, and the isian filled there."""

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.field import Choice, Daftar, Instant, Integer, Ref, Tanggal, Text, YaTidak
from sipd_desktop.spec.register import Lingkup, Register

STATUS_HARI = (
    ("buka", N_("Buka")),
    ("jeda", N_("Jeda")),
    ("susulan", N_("Susulan")),
    ("tutup", N_("Tutup")),
)

ALASAN_BIDAN = (
    ("hasil", N_("Hasil pengukuran")),
    ("diminta", N_("Diminta kader atau keluarga")),
)

HARI_BUKA = Register(
    key="hari_buka",
    label=N_("Hari buka"),
    lingkup=Lingkup("posyandu", field="posyandu_id"),
    hak="hari_buka",
    index=(("posyandu_id", "tanggal"),),
    fields=(
        Ref("posyandu_id", N_("Posyandu"), to="posyandu", required=True),
        Tanggal("tanggal", N_("Tanggal"), required=True),
        Choice("status", N_("Keadaan"), options=STATUS_HARI, required=True),
        # daftar petugas: kader yang berdiri di tiap langkah (dulu meja)
        Ref("petugas_1", N_("Langkah 1: pendaftaran"), to="kader"),
        Ref("petugas_2", N_("Langkah 2: timbang dan ukur"), to="kader"),
        Ref("petugas_3", N_("Langkah 3: pencatatan"), to="kader"),
        Ref("petugas_4", N_("Langkah 4: pelayanan kesehatan"), to="kader"),
        Ref("petugas_5", N_("Langkah 5: penyuluhan"), to="kader"),
        Text("nama_bidan", N_("Bidan yang hadir"), max_length=100),
        Instant("ditutup_pada", N_("Ditutup pada")),
        Ref("ditandatangani_oleh", N_("Ditandatangani oleh"), to="kader"),
        Ref("disahkan_oleh", N_("Disahkan bidan"), to="kader"),
        Instant("disahkan_pada", N_("Disahkan pada")),
        Text("ringkasan", N_("Angka SKDN saat ditandatangani"), max_length=2000),
        Text("catatan", N_("Catatan"), max_length=1000),
    ),
)

# Satu baris per urutan yang pernah dicetak, id dari isinya: tidak pernah diubah, jadi dua laptop
# tidak pernah berbeda. Yang dicetak sebelum hari buka dimulai pun punya tempat di sini.
LEMBAR_HARI = Register(
    key="lembar_hari",
    label=N_("Lembar Hari Buka"),
    lingkup=Lingkup("posyandu", field="posyandu_id"),
    hak="hari_buka",
    index=(("posyandu_id", "tanggal"),),
    fields=(
        Ref("posyandu_id", N_("Posyandu"), to="posyandu", required=True),
        Tanggal("tanggal", N_("Tanggal"), required=True),
        Daftar("urutan", N_("Warga menurut nomor di lembar"), max_items=2000, max_length=36),
        Instant("dicetak_pada", N_("Dicetak pada")),
    ),
)

# Hanya bulan yang dipindah dari jadwal Posyandu; belum menjadi hari buka.
RENCANA_HARI = Register(
    key="rencana_hari",
    label=N_("Rencana hari buka"),
    lingkup=Lingkup("posyandu", field="posyandu_id"),
    hak="hari_buka",
    index=(("posyandu_id", "periode"),),
    fields=(
        Ref("posyandu_id", N_("Posyandu"), to="posyandu", required=True),
        Text("periode", N_("Bulan"), max_length=7, required=True),
        Tanggal("tanggal", N_("Tanggal"), required=True),
    ),
)

KEHADIRAN = Register(
    key="kehadiran",
    label=N_("Kehadiran"),
    lingkup=Lingkup("ikut", field="hari_buka_id", of="hari_buka"),
    hak="ukuran",
    index=(("hari_buka_id", "nomor"), ("warga_id",)),
    fields=(
        Ref("hari_buka_id", N_("Hari buka"), to="hari_buka", required=True),
        Ref("warga_id", N_("Warga"), to="warga", required=True),
        Integer("nomor", N_("Nomor antrean"), min=1, max=9999, gabung="terawal"),
        Integer("langkah", N_("Langkah terakhir"), min=1, max=5, gabung="terbesar"),
        YaTidak("ke_bidan", N_("Perlu ke bidan hari ini"), gabung="terbesar"),
        # "diminta" tetap berlaku walau hasil pengukuran kemudian diperbaiki
        Choice("alasan_bidan", N_("Mengapa ke bidan"), options=ALASAN_BIDAN, gabung="terawal"),
        Text("catatan", N_("Catatan"), max_length=500),
    ),
)

ISIAN = Register(
    key="isian",
    label=N_("Isian"),
    lingkup=Lingkup("objek", field="subjek", of="subjek_jenis"),
    hak="ukuran",
    body=True,
    index=(("form", "tanggal"), ("subjek", "form", "tanggal"), ("hari_buka_id",)),
    fields=(
        Text("form", N_("Formulir"), max_length=60, required=True),
        Integer("form_versi", N_("Versi formulir"), min=1, max=9999, required=True),
        Choice(
            "subjek_jenis",
            N_("Tentang"),
            options=(("warga", N_("Warga")), ("keluarga", N_("Keluarga"))),
            required=True,
        ),
        Ref("subjek", N_("Subjek"), to="warga", required=True),
        Ref("hari_buka_id", N_("Hari buka"), to="hari_buka"),
        Tanggal("tanggal", N_("Tanggal"), required=True),
        Text("versi_aturan", N_("Versi aturan"), max_length=20),
    ),
)
