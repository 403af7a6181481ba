"""`sipd-server paket`: carried files from sticks, one or a whole folder, and their replies.

Several at once: what was taken is never taken twice, so the same folder may be given again after a
power cut. A file that is refused does not stop the others.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import msgspec

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.wire.paket import AKHIRAN, KIRIM, read_amplop
from sipd_desktop.wire.paket_berkas import read_berkas, write_berkas
from sipd_desktop.wire.paket_isi import JawabanPaket
from sipd_server.opsi import Place, command
from sipd_server.store import Store


@click.group()
def paket() -> None:
    """Kiriman lewat flashdisk: terima, balas, tinjau."""


@paket.command()
@click.argument("berkas", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--balasan",
    type=click.Path(path_type=Path),
    help="Berkas balasan (satu kiriman) atau folder balasan; kosong: di sebelah kirimannya.",
)
@command
def masuk(place: Place, *, as_json: bool, berkas: tuple[Path, ...], balasan: Path | None) -> None:
    """Terima kiriman (berkas atau folder) dan tulis balasannya."""
    found = [one for given in berkas for one in _files(given)]
    if not found:
        raise UserError("paket-tidak-ada")
    alone = len(found) == 1 and not berkas[0].is_dir()
    store = place.open()
    done: list[dict[str, Any]] = []
    try:
        for number, one in enumerate(found, 1):
            target = _reply_place(one, balasan, alone=alone)
            done.append(_take(store, one, target))
            click.echo(f"{number}/{len(found)} {one.name}: {_told(done[-1])}", err=True)
    finally:
        store.close()
    _show(done, as_json=as_json, alone=alone)


def _files(given: Path) -> list[Path]:
    """The file itself, or all carried files to the centre in a folder, by name."""
    if not given.is_dir():
        return [given]
    return [p for p in sorted(given.glob("*" + AKHIRAN)) if _is_outgoing(p)]


def _is_outgoing(path: Path) -> bool:
    """Replies and other files in the same folder are none of our business."""
    try:
        return read_amplop(read_berkas(path)).jenis == KIRIM
    except UserError:
        return True  # ditolak nanti, dengan kalimatnya sendiri


def _reply_place(one: Path, balasan: Path | None, *, alone: bool) -> Path:
    name = one.with_suffix("").name.replace("sipd-kirim", "sipd")
    beside = f"{name}-balasan{AKHIRAN}"
    if balasan is None:
        return one.with_name(beside)
    if balasan.is_dir() or not alone:
        balasan.mkdir(parents=True, exist_ok=True)
        return balasan / beside
    return balasan


def _take(store: Store, one: Path, target: Path) -> dict[str, Any]:
    """One file; a refusal is a result like any other."""
    from sipd_server import bundle

    told: dict[str, Any] = {"berkas": str(one)}
    try:
        answer = bundle.take_bundle(store, read_berkas(one), clock.now())
        write_berkas(target, answer.balasan)
    except UserError as error:
        return {**told, "alasan": error.code, "pesan": sentence(error)}
    return {**told, **_counts(answer), "balasan": str(target)}


def _counts(answer: JawabanPaket) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(answer)
    found.pop("balasan", None)
    return found


def _told(one: dict[str, Any]) -> str:
    if "pesan" in one:
        return str(one["pesan"])
    if one["ditinjau"]:
        return "laptop ini sudah dicabut; kirimannya disimpan untuk ditinjau, belum diterapkan."
    if one["kurang"]:
        return "ada kiriman sebelumnya yang belum sampai; balasannya meminta laptop mengirim lagi."
    again = " (sudah pernah diterima)" if one["lagi"] else ""
    return (
        f"{one['diterima']} dari {one['perubahan']} catatan diterima{again}, "
        f"{one['ditolak']} disisihkan, {one['beda']} catatan beda. Balasan: {one['balasan']}"
    )


def _show(done: list[dict[str, Any]], *, as_json: bool, alone: bool) -> None:
    refused = [one for one in done if "alasan" in one]
    if as_json:
        click.echo(json.dumps(done[0] if alone else {"paket": done}, ensure_ascii=False))
    else:
        click.echo(f"{len(done) - len(refused)} kiriman diterima, {len(refused)} ditolak.")
    if refused:
        raise click.exceptions.Exit(1)


@paket.command()
@click.option("--desa", required=True, help="Kode desa.")
@command
def tinjau(place: Place, *, as_json: bool, desa: str) -> None:
    """Tampilkan kiriman laptop yang sudah dicabut, yang menunggu keputusan."""
    from sipd_server import bundle, enrol

    store = place.open()
    try:
        found = bundle.list_review(store, enrol.plain_kode_desa(desa))
    finally:
        store.close()
    if as_json:
        click.echo(json.dumps({"tinjau": found}, ensure_ascii=False))
        return
    for one in found:
        click.echo(f"{one['perangkat']}  {one['nomor']}  {one['nama']}  masuk: {one['diterima']}")
    if not found:
        click.echo("Tidak ada kiriman yang menunggu.")


@paket.command()
@click.option("--desa", required=True, help="Kode desa.")
@click.option("--perangkat", required=True, help="Nomor perangkat laptop yang dicabut.")
@click.option("--nomor", required=True, type=int, help="Nomor kiriman, dari `tinjau`.")
@command
def terima(place: Place, *, as_json: bool, desa: str, perangkat: str, nomor: int) -> None:
    """Terapkan satu kiriman yang sudah ditinjau."""
    from sipd_server import bundle, enrol

    store = place.open()
    try:
        answer = bundle.accept_review(
            store, enrol.plain_kode_desa(desa), perangkat, nomor, clock.now()
        )
    finally:
        store.close()
    told = _counts(answer)
    click.echo(
        json.dumps(told)
        if as_json
        else f"{told['diterima']} dari {told['perubahan']} catatan diterima, "
        f"{told['ditolak']} disisihkan."
    )
