"""What every command of `sipd-server` shares: which store, its passphrase, refusals.

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

from sipd_desktop.base.errors import UserError

if TYPE_CHECKING:
    from sipd_server.store import Store

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


def command(run: F) -> F:
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
