"""Values a desa put in place of a rule's own threshold, each from a date; the same on all laptops.

Two laptops judging by different lines would take each other's dugaan away, so these travel. A row
is never changed: a later date takes over.
"""

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.field import Integer, Ref, Tanggal, Text
from sipd_desktop.spec.register import Lingkup, Register

SETELAN_DESA = Register(
    key="setelan_desa",
    label=N_("Batas yang dipakai desa"),
    lingkup=Lingkup("desa"),
    hak="setelan_desa",
    index=(("kunci", "berlaku"),),
    fields=(
        Text("kunci", N_("Aturan"), max_length=60, required=True),
        Integer("nilai", N_("Nilai"), required=True),
        Tanggal("berlaku", N_("Berlaku sejak"), required=True),
        Text("sumber", N_("Dasar"), max_length=200),
        Ref("oleh", N_("Ditetapkan oleh"), to="kader"),
    ),
)
