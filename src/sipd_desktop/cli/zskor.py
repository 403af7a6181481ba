"""`sipd zskor IN.csv OUT.csv`: z-scores for a table; needs no data folder and no passphrase."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.services.zskor import HasilZskor
from sipd_desktop.services.zskor import zskor as score_table


@click.command("zskor")
@click.argument("masuk", metavar="IN.csv", type=click.Path(path_type=Path))
@click.argument("keluar", metavar="OUT.csv", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai satu dokumen JSON.")
def zskor(masuk: Path, keluar: Path, as_json: bool) -> None:
    """Hitung z-skor WHO untuk sebuah tabel CSV (0-59 bulan atau 5-19 tahun)."""
    try:
        hasil = score_table(masuk, keluar)
    except UserError as error:
        if as_json:
            told = {"alasan": error.code, "pesan": sentence(error)}
            click.echo(json.dumps(told, ensure_ascii=False))
        else:
            click.echo(sentence(error), err=True)
        raise click.exceptions.Exit(1) from None
    if as_json:
        click.echo(json.dumps(asdict(hasil), ensure_ascii=False))
    else:
        click.echo(_sentence(hasil, keluar))


def _sentence(hasil: HasilZskor, keluar: Path) -> str:
    lines = [f"{hasil.baris} baris ditulis ke {keluar.name} dalam {hasil.detik:.1f} detik."]
    if hasil.bermasalah:
        lines.append(
            f"{hasil.bermasalah} baris bermasalah, keluarannya kosong sebagian atau seluruhnya:"
        )
        lines += [
            f"  baris {row.baris}: {row.kolom or 'jumlah kolom'} ({row.sebab})"
            for row in hasil.baris_bermasalah[:10]
        ]
    return "\n".join(lines)
