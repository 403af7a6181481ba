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
    if not rows:
        return
    by_kk = {str(h.nilai.get("no_kk")): h for h in homes if not h.terhapus}
    names = {i: str(c.tersimpan.nilai.get("nama") or "") for i, c in daftar.semua.items()}
    for baris in rows:
        found = None
        if baris.jenis == "keluarga":
            home = by_kk.get(baris.text("no_kk") or "")
            found = baris.keluarga_id = home.id if home else None
            head = home.nilai.get("kepala_id") if home else None
            baris.tentang = names.get(str(head), "")
        else:
            people = daftar.by_nik(baris.text("nik"))
            if len(people) == 1:
                stored = people[0].tersimpan
                found = baris.warga_id = stored.id
                baris.tentang = names[stored.id]
                home_id = stored.nilai.get("keluarga_id")
                baris.keluarga_id = home_id if isinstance(home_id, str) else None
        if found is None:
            baris.add("SUBJEK_TIDAK_ADA", "no_kk" if baris.jenis == "keluarga" else "nik")
        else:
            baris.status = "sama"
