"""`sipd periksa`: self-check of a data folder; looks only, mends nothing."""

from __future__ import annotations

from dataclasses import asdict

from sipd_desktop.base.clock import now
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.services.periksa import Butir, check_buku
from sipd_desktop.services.periksa_folder import check_folder
from sipd_desktop.services.pulih import locked

_RUSAK = frozenset({"kunci-salah", "berkas-rusak", "cakram-gagal"})


@perintah("periksa")
def periksa(konteks: Konteks) -> Keluaran:
    """Periksa apakah data, cadangan dan jurnal di folder ini utuh."""
    alasan = "periksa-gagal"
    try:
        with konteks.open_ruang(rawat=False) as ruang:
            around = check_folder(ruang.folder, ruang.buku.key, now())
            found = (*check_buku(ruang.buku), *around)
    except UserError as error:
        if error.code not in _RUSAK:
            raise
        alasan = "berkas-rusak"
        with locked(konteks.data, konteks.sandi() or "") as key:
            around = check_folder(konteks.data, key, now())
        found = (Butir("berkas", False, "rusak, tidak bisa dibuka"), *around)
    lines = [f"{'baik' if c.baik else 'PERLU DILIHAT'}: {c.nama} ({c.ket})" for c in found]
    good = all(c.baik for c in found)
    isi: dict[str, object] = {"baik": good, "periksa": [asdict(c) for c in found]}
    if not good:
        isi |= {"alasan": alasan, "pesan": sentence(alasan)}
        lines.append(sentence(alasan))
    return Keluaran(isi, "\n".join(lines), 0 if good else 1)
