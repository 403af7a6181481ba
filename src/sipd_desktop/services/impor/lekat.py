"""Rows that only say something about known people or households: find whom, never make anyone."""

from __future__ import annotations

from collections.abc import Sequence

from sipd_desktop.services.impor.cocok import Daftar
from sipd_desktop.services.impor.gudang import Tersimpan
from sipd_desktop.services.impor.hasil import Baris


def attach_known(rows: Sequence[Baris], daftar: Daftar, homes: Sequence[Tersimpan]) -> None:
    """Name the person (by NIK) or household (by No KK) of each row; others get their reason.

    A NIK that two stored people share names nobody.
    """
    by_kk = {str(h.nilai.get("no_kk")): h.id for h in homes if not h.terhapus}
    for baris in rows:
        found = None
        if baris.jenis == "keluarga":
            found = baris.keluarga_id = by_kk.get(baris.text("no_kk") or "")
        else:
            people = daftar.by_nik(baris.text("nik"))
            if len(people) == 1:
                stored = people[0].simpan
                found = baris.warga_id = stored.id
                home = stored.nilai.get("keluarga_id")
                baris.keluarga_id = home if isinstance(home, str) else None
        if found is None:
            baris.add("SUBJEK_TIDAK_ADA", "no_kk" if baris.jenis == "keluarga" else "nik")
        else:
            baris.status = "sama"
