"""The command `sipd-server`: run the central server, make codes, prepare a database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from sipd_desktop.base import clock
from sipd_server.opsi import Place, command
from sipd_server.perintah_paket import paket
from sipd_server.perintah_titipan import pulihkan_kode

HOST, PORT = "127.0.0.1", 8710


@click.group(invoke_without_command=True)
@click.option("--host", default=HOST, show_default=True)
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535))
@command
def main(place: Place, *, as_json: bool, host: str, port: int) -> None:
    """Server pusat SIPD Desktop: menerima kiriman laptop-laptop Posyandu."""
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        context.obj = place
        context.meta["sipd.json"] = as_json
        return
    from sipd_server.serve import serve

    serve(place.open, host, port, as_json=as_json)


@main.command()
@click.option("--desa", required=True, help="Kode desa, sepuluh angka, boleh dengan titik.")
@click.option("--posyandu", multiple=True, help="Nama Posyandu (boleh diulang); kosong: semua.")
@click.option("--tertutup", multiple=True, help="Jenis catatan tertutup yang boleh ada di laptop.")
@click.option("--nama-desa", help="Nama desa.")
@command
def kode(
    place: Place,
    *,
    as_json: bool,
    desa: str,
    posyandu: tuple[str, ...],
    tertutup: tuple[str, ...],
    nama_desa: str | None,
) -> None:
    """Buat kode pendaftaran sekali pakai untuk satu laptop."""
    from sipd_server import enrol

    digits = enrol.plain_kode_desa(desa)
    scope = enrol.posyandu_scope(digits, posyandu, tertutup)
    store = place.open()
    try:
        code, until = enrol.make_code(store, digits, scope, now=clock.now(), nama=nama_desa)
    finally:
        store.close()
    if as_json:
        click.echo(json.dumps({"kode": code, "berlaku_sampai": until}))
    else:
        click.echo(f"Kode pendaftaran: {code} (sekali pakai, berlaku sampai {until})")


@main.command()
@click.option("--desa", required=True, help="Kode desa.")
@click.option("--perangkat", required=True, help="Nomor perangkat laptop yang dicabut.")
@command
def cabut(place: Place, *, as_json: bool, desa: str, perangkat: str) -> None:
    """Cabut hak sebuah laptop; kiriman yang sudah diterima tetap ada."""
    from sipd_server import devices, enrol

    store = place.open()
    try:
        devices.revoke(store, enrol.plain_kode_desa(desa), perangkat, clock.now())
    finally:
        store.close()
    click.echo(json.dumps({"dicabut": perangkat}) if as_json else f"Laptop {perangkat} dicabut.")


@main.command()
@click.option("--desa", required=True, help="Kode desa.")
@click.option("--perangkat", "nomor", help="Nomor perangkat laptop yang diubah.")
@click.option("--tambah", multiple=True, help="Posyandu yang dipegang laptop itu mulai sekarang.")
@click.option("--lepas", multiple=True, help="Posyandu yang tidak lagi dipegang laptop itu.")
@click.option("--seluruh-desa", is_flag=True, help="Laptop operator: semua Posyandu.")
@click.option("--tertutup", multiple=True, help="Jenis catatan tertutup yang ditambah.")
@click.option("--lepas-tertutup", multiple=True, help="Jenis catatan tertutup yang dilepas.")
@command
def perangkat(place: Place, *, as_json: bool, desa: str, nomor: str | None, **ubahan: Any) -> None:
    """Tampilkan laptop sebuah desa, atau ubah apa yang dipegang salah satunya (--perangkat)."""
    from sipd_server import devices, enrol

    if any(ubahan.values()) and not nomor:
        raise click.UsageError("Sebut laptopnya dengan --perangkat.")
    digits, changed = enrol.plain_kode_desa(desa), devices.Ubahan(**ubahan)
    store = place.open()
    try:
        if nomor:
            devices.change_scope(store, digits, nomor, changed, clock.now())
        found = devices.list_devices(store, digits)
    finally:
        store.close()
    if nomor:
        found = [one for one in found if one["perangkat"] == nomor]
    if as_json:
        click.echo(json.dumps({"perangkat": found}, ensure_ascii=False))
        return
    for one in found:
        seen = one["terlihat"] or "belum pernah mengirim"
        mark = "dicabut" if one["dicabut"] else "aktif"
        held = " ".join(one["lingkup"])
        click.echo(f"{one['perangkat']}  {one['nama']}  {mark}  terakhir: {seen}  {held}")


@main.command()
@click.option("--ke", required=True, type=click.Path(path_type=Path), help="Folder salinan baru.")
@command
def cadangkan(place: Place, *, as_json: bool, ke: Path) -> None:
    """Salin simpanan tertanam, tetap terkunci, juga selagi server berjalan."""
    if place.url:
        raise click.UsageError("Untuk PostgreSQL pakai pg_dump.")
    from sipd_server import embedded

    embedded.backup(place.folder(), place.sandi(), ke)
    click.echo(json.dumps({"folder": str(ke)}) if as_json else f"Salinan ada di {ke}.")


@main.command("siapkan-db")
@click.option("--peran", required=True, help="Peran PostgreSQL yang dipakai server bekerja.")
@click.option(
    "--kunci-paket",
    type=click.Path(path_type=Path),
    help="Tulis kunci pembuka kiriman flashdisk ke berkas ini, untuk SIPD_KUNCI_PAKET.",
)
@command
def siapkan_db(place: Place, *, as_json: bool, peran: str, kunci_paket: Path | None) -> None:
    """Siapkan PostgreSQL sebagai pemilik, untuk peran yang tidak memiliki tabel."""
    from sipd_server import postgres

    if not place.url:
        raise click.UsageError("siapkan-db perlu --database-url.")
    postgres.prepare(place.url, peran)
    if kunci_paket:
        postgres.write_private_key(place.url, kunci_paket)
    click.echo(json.dumps({"peran": peran}) if as_json else f"Siap untuk peran {peran}.")


main.add_command(paket)
main.add_command(pulihkan_kode)

if __name__ == "__main__":
    main()
