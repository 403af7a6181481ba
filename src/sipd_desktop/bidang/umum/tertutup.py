"""Closed notes (jiwa, HIV, TBC, KDRT, trantib) and the keys that open them.

What a note says travels and lies everywhere as a sealed text (`wire.segel`), the server's store
included; only its kind, person and date can be read, and only on laptops enrolled for that kind.
"""

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.field import Choice, Ref, Tanggal, Text
from sipd_desktop.spec.register import Lingkup, Register

JENIS_TERTUTUP = (
    ("jiwa", N_("Kesehatan jiwa")),
    ("hiv", N_("HIV")),
    ("tbc", N_("TBC")),
    ("kdrt", N_("Kekerasan dalam rumah tangga")),
    ("trantib", N_("Ketenteraman dan ketertiban")),
)

PEMBACA_TERTUTUP = Register(
    key="pembaca_tertutup",
    label=N_("Pembaca catatan tertutup"),
    lingkup=Lingkup("desa"),
    hak="kunci_tertutup",
    append_only=True,
    index=(("kader_id",),),
    fields=(
        Ref("kader_id", N_("Pembaca"), to="kader", required=True),
        Text("pubkey", N_("Kunci umum pembaca"), max_length=64, required=True),
        # kunci pribadi, dibungkus dengan empat kata yang hanya diketahui pembaca
        Text("bungkus", N_("Kunci pembaca, terbungkus"), max_length=400, required=True),
    ),
)

KUNCI_TERTUTUP = Register(
    key="kunci_tertutup",
    label=N_("Kunci catatan tertutup"),
    lingkup=Lingkup("tertutup", kelas="jenis"),
    hak="kunci_tertutup",
    append_only=True,
    index=(("jenis",), ("pembaca_id",)),
    fields=(
        Choice("jenis", N_("Jenis"), options=JENIS_TERTUTUP, required=True),
        Text("kunci", N_("Nomor kunci"), max_length=36, required=True),
        Text("pubkey", N_("Kunci umum"), max_length=64, required=True),
        Ref("pembaca_id", N_("Pembaca"), to="pembaca_tertutup", required=True),
        Text("bungkus", N_("Kunci, tersegel untuk pembaca"), max_length=400, required=True),
    ),
)

CATATAN_TERTUTUP = Register(
    key="catatan_tertutup",
    label=N_("Catatan tertutup"),
    lingkup=Lingkup("tertutup", field="warga_id", of="warga", kelas="jenis"),
    hak="tertutup",
    index=(("warga_id",),),
    reference="UU 27/2022 Pasal 4 ayat (2): data pribadi yang bersifat spesifik",
    fields=(
        Ref("warga_id", N_("Warga"), to="warga", required=True),
        Choice("jenis", N_("Jenis"), options=JENIS_TERTUTUP, required=True),
        Tanggal("tanggal", N_("Tanggal"), required=True),
        Text("kunci", N_("Nomor kunci"), max_length=36, required=True),
        Text("isi", N_("Isi"), max_length=4000, sensitive=True, personal=True),
        Text("tindak_lanjut", N_("Tindak lanjut"), max_length=4000, sensitive=True, personal=True),
    ),
)
