"""Peristiwa penduduk: lahir, datang, pindah, meninggal and changes of a family, as dated records.

From them come the LAMPID sheet and the list of changes for OpenSID; `sudah_dimasukkan` is the day
the operator typed or imported it there, `isi_dimasukkan` a digest of each field as it stood then.
"""

from sipd_desktop.base.i18n import N_
from sipd_desktop.spec.field import Choice, Ref, Tanggal, Text
from sipd_desktop.spec.register import Lingkup, Register

JENIS_PERISTIWA = (
    ("lahir", N_("Lahir")),
    ("datang", N_("Datang")),
    ("pindah", N_("Pindah")),
    ("meninggal", N_("Meninggal")),
    ("pisah_kk", N_("Pisah KK")),
    ("ganti_kepala", N_("Ganti kepala keluarga")),
    ("gabung", N_("Catatan ganda digabung")),
    ("ubah", N_("Data diperbaiki")),
)

PERISTIWA = Register(
    key="peristiwa",
    label=N_("Peristiwa penduduk"),
    lingkup=Lingkup("ikut", field="warga_id", of="warga"),
    hak="penduduk",
    index=(("warga_id",), ("jenis", "tanggal")),
    fields=(
        Choice("jenis", N_("Peristiwa"), options=JENIS_PERISTIWA, required=True),
        Ref("warga_id", N_("Warga"), to="warga", required=True),
        Ref("keluarga_id", N_("Keluarga"), to="keluarga"),
        Ref("keluarga_lama", N_("Keluarga sebelumnya"), to="keluarga"),
        # yang dicatat cerai mati bersama kematian ini, supaya laptop mana pun bisa membatalkannya
        Ref("pasangan_id", N_("Pasangan yang ditinggalkan"), to="warga"),
        Tanggal("tanggal", N_("Tanggal"), required=True, personal=True),
        Text("dusun", N_("Dusun waktu itu"), max_length=100),
        Text("rw", N_("RW waktu itu"), max_length=3),
        Text("rt", N_("RT waktu itu"), max_length=3),
        Text("dari_ke", N_("Dari atau ke"), max_length=200, personal=True),
        Text("sebab", N_("Sebab"), max_length=200, sensitive=True, personal=True),
        Tanggal("sudah_dimasukkan", N_("Sudah dimasukkan ke OpenSID pada")),
        Text("isi_dimasukkan", N_("Sidik isi yang sudah dimasukkan"), max_length=2000),
        Text("catatan", N_("Catatan"), max_length=500, personal=True),
    ),
)
