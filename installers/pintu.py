"""Pintu program jadi: satu berkas program, tiga nama (`sipd-desktop`, `sipd`, `sipd-server`).

Nama yang dipanggil memilih bagian mana yang berjalan; dua nama lain adalah tautan, sehingga isinya
tidak dikirim tiga kali.
"""

from __future__ import annotations

import sys
from pathlib import Path


def run() -> None:
    """Start the program whose name was called."""
    name = Path(sys.argv[0]).stem
    if name == "sipd":
        from sipd_desktop.cli.main import main as sipd

        sipd()
    elif name == "sipd-server":
        from sipd_server.main import main as server

        server(prog_name=name)
    else:
        from sipd_desktop.__main__ import main as window

        raise SystemExit(window())


run()
