"""`sipd-server pulihkan-kode`: the operator reads a laptop's recovery code out by telephone."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from sipd_desktop.base import clock
from sipd_server.opsi import Place, command


@click.command("pulihkan-kode")
@click.option("--desa", required=True, help="Kode desa.")
@click.option("--perangkat", help="Nomor laptop, atau 8 huruf terakhir yang tampil di layarnya.")
@click.option("--daftar", is_flag=True, help="Tampilkan kode mana yang dititipkan, tanpa kodenya.")
@command
def pulihkan_kode(
    place: Place, *, as_json: bool, desa: str, perangkat: str | None, daftar: bool
) -> None:
    """Bacakan kode pemulihan sekali pakai sebuah laptop yang lupa kata sandinya."""
    from sipd_server import enrol, titipan

    if not perangkat and not daftar:
        raise click.UsageError("Sebut laptopnya dengan --perangkat, atau pakai --daftar.")
    digits = enrol.plain_kode_desa(desa)
    store = place.open()
    try:
        if daftar:
            _show_list(titipan.list_titipan(store, digits), as_json=as_json)
            return
        assert perangkat
        found = titipan.read_out(store, digits, perangkat, clock.now())
    finally:
        store.close()
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    click.echo(f"Kode nomor {found.nomor} untuk laptop {found.nama}: {found.kode}")
    click.echo("Bacakan hanya kepada orang yang Anda kenal suaranya. Berlaku satu kali.")
    if found.sebelumnya:
        click.echo(f"Perhatian: kode ini sudah pernah dibacakan pada {found.sebelumnya}.")


def _show_list(found: list[dict[str, object]], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"titipan": found}))
        return
    for one in found:
        read, used = one["dibacakan"] or "belum", one["dipakai"] or "belum"
        click.echo(f"{one['perangkat']}  nomor {one['nomor']}  dibacakan: {read}  dipakai: {used}")
    if not found:
        click.echo("Belum ada laptop yang menitipkan kode.")
