"""`sipd cadangkan`: a verified backup now, on the shelf of the folder or to a stick."""

from __future__ import annotations

from pathlib import Path

import click

from sipd_desktop.base.clock import instant_text
from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.services.cadangan import back_up, copy_out


@perintah("cadangkan")
@click.option(
    "--ke",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Salin ke berkas atau folder ini juga, misalnya di flashdisk.",
)
def cadangkan(konteks: Konteks, ke: Path | None) -> Keluaran:
    """Buat cadangan yang sudah diperiksa."""
    with konteks.open_ruang() as ruang:
        made = back_up(ruang.buku, "perintah")
        assert made is not None
        told: dict[str, object] = {
            "berkas": str(made.path),
            "waktu": instant_text(made.waktu),
            "ukuran": made.ukuran,
            "baris": made.isi.baris,
            "diperiksa": True,
        }
        lines = [f"Cadangan dibuat dan diperiksa: {made.path}"]
        if ke is not None:
            path, _isi, outside = copy_out(ruang.buku, ke)
            told["salinan"], told["di_luar_laptop"] = str(path), outside
            lines.append(f"Salinan aman: {path}. Boleh dicabut.")
            if not outside:
                lines.append("Salinan ini masih di laptop yang sama; simpan juga di flashdisk.")
    return Keluaran(told, "\n".join(lines))
