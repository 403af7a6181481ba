"""The `sipd` program: commands for scripts, scheduled sending and operators.

Commands are loaded when called, so that `sipd kirim` imports no Qt.
"""

from __future__ import annotations

import importlib
import logging
import sys

import click

from sipd_desktop import __version__
from sipd_desktop.base.errors import UserError
from sipd_desktop.cli.keluaran import refusal, show

COMMANDS = {
    "siapkan": "siapkan",
    "contoh": "contoh",
    "impor": "impor",
    "zskor": "zskor",
    "daftar": "daftar",
    "kirim": "kirim",
    "paket": "paket",
    "laporan": "laporan",
    "cadangkan": "cadangkan",
    "pulihkan": "pulihkan",
    "periksa": "periksa",
}


class Perintah(click.Group):
    """A group that imports a command's module only when it is needed."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        found = getattr(importlib.import_module(f"sipd_desktop.cli.{module}"), cmd_name)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=Perintah)
@click.version_option(__version__, message="%(version)s")
def sipd() -> None:
    """SIPD Desktop (Sistem Informasi Posyandu Desa): perintah untuk laptop Posyandu."""


def main() -> None:
    """Entry point; an unforeseen fault prints one kind sentence and no personal data."""
    try:
        sipd.main(prog_name="sipd")
    except Exception as error:
        logging.getLogger("sipd").debug("kesalahan", exc_info=True)
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        place = f"{type(error).__name__} {where.tb_frame.f_code.co_name}" if where else ""
        answer = refusal(UserError("kesalahan-program", tempat=place))
        show(answer, as_json="--json" in sys.argv)
        sys.exit(answer.kode)
