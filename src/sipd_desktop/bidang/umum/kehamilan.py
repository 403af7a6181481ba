"""Kehamilan: one pregnancy, only as far as needed to know who is hamil and who is nifas.

Two laptops that note the same woman on the same day make one row (id of person and day). What was
once known is never dropped: the end of a pregnancy is a date and an outcome on its row.
"""

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.field import Choice, Integer, Ref, Tanggal, Text
from sipd_desktop.spec.register import Lingkup, Register

HASIL_KEHAMILAN = (
    ("melahirkan", N_("Melahirkan")),
    ("keguguran", N_("Keguguran")),
    ("berakhir", N_("Sudah tidak hamil")),
)
SUMBER_KEHAMILAN = (
    ("ditanyakan", N_("Ditanyakan")),
    ("buku", N_("Dari Buku KIA")),
    ("bidan", N_("Dari bidan")),
)

KEHAMILAN = Register(
    key="kehamilan",
    label=N_("Kehamilan"),
    lingkup=Lingkup("ikut", field="warga_id", of="warga"),
    hak="kehamilan",
    index=(("warga_id",),),
    fields=(
        Ref("warga_id", N_("Ibu"), to="warga", required=True),
        Tanggal("dicatat", N_("Dicatat pada hari"), required=True),
        Tanggal("hpht", N_("Hari pertama haid terakhir (HPHT)"), guarded=True, personal=True),
        Tanggal("hpl", N_("Perkiraan lahir (HPL)"), guarded=True, personal=True),
        Integer("hamil_ke", N_("Hamil ke-"), min=1, max=25),
        Choice("sumber", N_("Sumber"), options=SUMBER_KEHAMILAN),
        Tanggal(
            "tanggal_selesai", N_("Tanggal bersalin atau berakhir"), guarded=True, personal=True
        ),
        Choice("hasil_kehamilan", N_("Hasil"), options=HASIL_KEHAMILAN, guarded=True),
        Text("catatan", N_("Catatan"), max_length=500, personal=True, sensitive=True),
    ),
)
