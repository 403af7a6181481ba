"""`sipd kirim`: one whole exchange with the centre, its numbers as one JSON document."""

from __future__ import annotations

from sipd_desktop.base.pesan import sentence
from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.services.sinkron import HasilKirim
from sipd_desktop.services.sinkron import kirim as exchange


@perintah("kirim")
def kirim(konteks: Konteks) -> Keluaran:
    """Kirim catatan ke pusat data desa dan terima catatan laptop lain."""
    with konteks.open_ruang() as ruang:
        hasil = exchange(ruang.buku)
    isi = hasil.ke_json()
    if hasil.alasan is not None:
        pesan = sentence(hasil.alasan, **dict(hasil.params))
        return Keluaran({**isi, "pesan": pesan}, pesan, 1)
    return Keluaran(isi, _sentence(hasil))


def _sentence(hasil: HasilKirim) -> str:
    same = {True: "isi sama", False: "isi belum sama", None: "isi belum dibandingkan"}
    lines = [
        f"Selesai dalam {hasil.seconds:.1f} detik: {hasil.acked} catatan terkirim, "
        f"{hasil.pulled} diterima, {hasil.unsent} belum terkirim, {same[hasil.digest_ok]}."
    ]
    if hasil.rejected:
        lines.append(f"{len(hasil.rejected)} catatan disisihkan pusat; tetap aman di laptop.")
    if hasil.conflicts:
        lines.append(f"{hasil.conflicts} catatan beda menunggu pilihan orang.")
    return "\n".join(lines)
