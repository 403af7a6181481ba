"""The command `sipd-server`: run the central server, make codes, prepare a database.

Exit 0 done, 1 refused with a reason (with `--json` as `{"alasan": ...}`), 2 wrong use. The
passphrase of the embedded store comes from `--sandi-berkas` or SIPD_SANDI, never from the command
line itself.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError

if TYPE_CHECKING:
    from sipd_server.store import Store

HOST, PORT = "127.0.0.1", 8710
F = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Place:
    """Which store: a folder for the embedded one, or a PostgreSQL address."""

    data: Path | None = None
    url: str | None = None
    sandi_berkas: Path | None = None

    def over(self, other: Place) -> Place:
        """Options of the subcommand win over those before it."""
        return Place(
            self.data or other.data, self.url or other.url, self.sandi_berkas or other.sandi_berkas
        )

    def open(self) -> Store:
        """Open the store; UserError with a `pusat-...` code."""
        if self.url and self.data:
            raise click.UsageError("Pilih salah satu: --data atau --database-url.")
        if self.url:
            from sipd_server import postgres

            return postgres.open_store(self.url)
        from sipd_server import embedded

        return embedded.open_store(self.folder(), self.sandi())

    def folder(self) -> Path:
        """The folder of the embedded store; by default one of this account."""
        return self.data or _default_folder()

    def sandi(self) -> str | None:
        """The passphrase as given, if it was."""
        if self.sandi_berkas:
            try:
                return self.sandi_berkas.read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise UserError("pusat-sandi-berkas", berkas=self.sandi_berkas.name) from error
        return os.environ.get("SIPD_SANDI")


def _default_folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("sipd-server", False))


_PLACE: tuple[Callable[[F], F], ...] = (
    click.option("--data", type=click.Path(path_type=Path), help="Folder simpanan tertanam."),
    click.option("--database-url", "url", help="Alamat PostgreSQL."),
    click.option("--sandi-berkas", type=click.Path(path_type=Path), help="Berkas kata sandi."),
    click.option("--json", "as_json", is_flag=True, help="Jawaban sebagai satu dokumen JSON."),
)


def _command(run: F) -> F:
    """Add the store options, and turn a UserError into a sentence (or JSON) and exit 1."""

    @wraps(run)
    def guarded(
        data: Path | None, url: str | None, sandi_berkas: Path | None, as_json: bool, **more: Any
    ) -> None:
        outer = click.get_current_context().find_object(Place) or Place()
        outer_json = bool(click.get_current_context().meta.get("sipd.json"))
        place = Place(data, url, sandi_berkas).over(outer)
        try:
            run(place, as_json=as_json or outer_json, **more)
        except UserError as error:
            _refuse(error, as_json=as_json or outer_json)

    made: F = guarded
    for option in _PLACE:
        made = option(made)
    return made


def _refuse(error: UserError, *, as_json: bool) -> None:
    from sipd_desktop.base.pesan import sentence

    if as_json:
        click.echo(json.dumps({"alasan": error.code}))
    click.echo(sentence(error), err=True)
    sys.exit(1)


@click.group(invoke_without_command=True)
@click.option("--host", default=HOST, show_default=True)
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535))
@_command
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
@_command
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
@_command
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
@_command
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
@_command
def cadangkan(place: Place, *, as_json: bool, ke: Path) -> None:
    """Salin simpanan tertanam, tetap terkunci, juga selagi server berjalan."""
    if place.url:
        raise click.UsageError("Untuk PostgreSQL pakai pg_dump.")
    from sipd_server import embedded

    embedded.backup(place.folder(), place.sandi(), ke)
    click.echo(json.dumps({"folder": str(ke)}) if as_json else f"Salinan ada di {ke}.")


@main.command("siapkan-db")
@click.option("--peran", required=True, help="Peran PostgreSQL yang dipakai server bekerja.")
@_command
def siapkan_db(place: Place, *, as_json: bool, peran: str) -> None:
    """Siapkan PostgreSQL sebagai pemilik, untuk peran yang tidak memiliki tabel."""
    from sipd_server import postgres

    if not place.url:
        raise click.UsageError("siapkan-db perlu --database-url.")
    postgres.prepare(place.url, peran)
    click.echo(json.dumps({"peran": peran}) if as_json else f"Siap untuk peran {peran}.")


if __name__ == "__main__":
    main()
