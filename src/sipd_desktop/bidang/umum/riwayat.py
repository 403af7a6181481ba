"""Acts of kader and differences that wait for a person: both synced, neither edited by hand."""

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.field import Choice, Instant, Integer, Ref, Text
from sipd_desktop.spec.register import Lingkup, Register

# Ids, verb and field keys only: never a name or a value (DESIGN section 2). `prev` and `h` of the
# chain are local columns of the laptop that wrote the row.
TINDAKAN = Register(
    key="tindakan",
    label=N_("Tindakan"),
    lingkup=Lingkup("objek", field="objek", of="objek_jenis"),
    hak="riwayat",
    append_only=True,
    index=(("objek",), ("waktu",)),
    fields=(
        Text("perangkat", N_("Laptop"), max_length=36, required=True),
        Integer("inkarnasi", N_("Inkarnasi"), min=0, max=2**31),
        Integer("urut", N_("Urut"), min=1),
        Instant("waktu", N_("Waktu"), required=True),
        Ref("pelaku", N_("Pelaku"), to="kader"),
        Ref("pencatat", N_("Pencatat"), to="kader"),
        Text("verb", N_("Tindakan"), max_length=40, required=True),
        Text("objek_jenis", N_("Jenis objek"), max_length=40),
        Text("objek", N_("Objek"), max_length=36),
        Text("perubahan_hash", N_("Sidik perubahan"), max_length=64),
    ),
)

KONFLIK = Register(
    key="konflik",
    label=N_("Catatan beda"),
    lingkup=Lingkup("objek", field="objek", of="objek_jenis"),
    hak="catatan_beda",
    index=(("objek",), ("putusan",)),
    fields=(
        Text("objek_jenis", N_("Jenis objek"), max_length=40, required=True),
        Text("objek", N_("Objek"), max_length=36, required=True),
        Text("kolom", N_("Kolom"), max_length=60, required=True),
        # nilai sebagai JSON teks, karena bisa angka, teks, ya/tidak, atau daftar
        Text("nilai_dipakai", N_("Nilai dipakai"), max_length=4000, personal=True),
        Text("nilai_lain", N_("Nilai lain"), max_length=4000, personal=True),
        Text("perangkat_dipakai", N_("Laptop nilai dipakai"), max_length=36),
        Text("perangkat_lain", N_("Laptop nilai lain"), max_length=36),
        Instant("waktu", N_("Waktu")),
        Choice(
            "putusan",
            N_("Putusan"),
            options=(("dipakai", N_("Tetap")), ("lain", N_("Pakai yang lain"))),
        ),
        Ref("diputus_oleh", N_("Diputus oleh"), to="kader"),
    ),
)
