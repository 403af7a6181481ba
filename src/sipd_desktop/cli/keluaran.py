"""What every `sipd` command shares: the folder, the passphrase, one JSON document, exit codes.

Exit 0 done, 1 refused with a reason (`alasan`), 2 wrong use. With `--json` standard output holds
one JSON document and nothing else; progress goes to standard error.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.paths import data_dir
from sipd_desktop.base.pesan import sentence
from sipd_desktop.services.buka import Pengguna, Ruang, find_pengguna, open_ruang
from sipd_desktop.services.penjaga import routine
from sipd_desktop.services.rawat import tell_pemulihan


@dataclass(frozen=True)
class Konteks:
    """The options all commands have."""

    data: Path
    as_json: bool
    sandi_berkas: Path | None
    pengguna: str | None

    def sandi(self) -> str | None:
        """The passphrase from the file or the environment; None when neither is given."""
        if self.sandi_berkas is not None:
            try:
                return self.sandi_berkas.read_text("utf-8-sig").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise UserError("sandi-berkas-tak-terbaca") from error
        return os.environ.get("SIPD_SANDI") or None

    def open_ruang(self, *, rawat: bool = True) -> Ruang:
        """The open data folder, mended if need be (`rawat`); the caller closes it."""
        sandi = self.sandi()
        if not sandi:
            raise UserError("sandi-kosong")
        ruang = open_ruang(self.data, sandi, rawat=rawat)
        if rawat:
            ruang.before_close(lambda: routine(ruang.buku))
            if ruang.pemulihan is not None:
                self.progress(tell_pemulihan(ruang.pemulihan))
        return ruang

    def user(self, ruang: Ruang) -> Pengguna:
        """Who acts: `--pengguna`, else the first user."""
        with ruang.buku.read() as conn:
            return find_pengguna(conn, self.pengguna)

    def progress(self, text: str) -> None:
        """One line of progress on standard error."""
        click.echo(text, err=True)


@dataclass(frozen=True)
class Keluaran:
    """The answer of a command: its JSON document, its text for people, its exit code."""

    isi: Mapping[str, Any]
    teks: str
    kode: int = 0


def perintah(nama: str) -> Callable[[Callable[..., Keluaran]], click.Command]:
    """Make a command of a function `(konteks, **options) -> Keluaran`."""

    def wrap(function: Callable[..., Keluaran]) -> click.Command:
        @functools.wraps(function)
        def run(
            data: Path | None,
            as_json: bool,
            sandi_berkas: Path | None,
            pengguna: str | None,
            **options: Any,
        ) -> None:
            konteks = Konteks(data or data_dir(), as_json, sandi_berkas, pengguna)
            try:
                answer = function(konteks, **options)
            except UserError as error:
                answer = refusal(error)
            show(answer, as_json=as_json)
            if answer.kode:
                raise click.exceptions.Exit(answer.kode)

        made: Any = click.option(
            "--pengguna", metavar="NAMA", help="Bertindak sebagai pengguna ini."
        )(run)
        made = click.option(
            "--sandi-berkas",
            type=click.Path(path_type=Path),
            help="Berkas yang berisi kata sandi (atau pakai SIPD_SANDI).",
        )(made)
        made = click.option(
            "--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai satu dokumen JSON."
        )(made)
        made = click.option("--data", type=click.Path(path_type=Path), help="Folder data.")(made)
        return click.command(nama)(made)

    return wrap


def refusal(error: UserError) -> Keluaran:
    """A refusal as an answer: `alasan` is the code, `pesan` its sentence."""
    text = sentence(error)
    return Keluaran({"alasan": error.code, "pesan": text}, text, 1)


def show(answer: Keluaran, *, as_json: bool) -> None:
    """Print the answer where it belongs: one JSON document, or text for people."""
    if as_json:
        click.echo(json.dumps(answer.isi, ensure_ascii=False, default=str))
    else:
        click.echo(answer.teks, err=answer.kode != 0)
    sys.stdout.flush()
