"""`sipd periksa`: self-check of a data folder."""

from __future__ import annotations

from dataclasses import asdict

from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.services.periksa import check_buku


@perintah("periksa")
def periksa(konteks: Konteks) -> Keluaran:
    """Periksa apakah data di folder ini utuh."""
    with konteks.open_ruang() as ruang:
        found = check_buku(ruang.buku)
    lines = [f"{'baik' if c.baik else 'PERLU DILIHAT'}: {c.nama} ({c.ket})" for c in found]
    good = all(c.baik for c in found)
    isi = {"baik": good, "periksa": [asdict(c) for c in found]}
    if not good:
        isi["alasan"] = "periksa-gagal"
    return Keluaran(isi, "\n".join(lines), 0 if good else 1)
