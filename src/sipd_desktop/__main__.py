"""`sipd-desktop`: start the window, or tell the version, or test itself without a display."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from sipd_desktop import __version__


def main(argv: list[str] | None = None) -> int:
    """Start the window program; returns the exit code."""
    parser = argparse.ArgumentParser(prog="sipd-desktop", description="SIPD Desktop")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder data laptop ini")
    parser.add_argument("--versi", action="store_true", help="tampilkan versi, lalu selesai")
    parser.add_argument(
        "--periksa", action="store_true", help="periksa program ini tanpa layar, lalu selesai"
    )
    args = parser.parse_args(argv)
    if args.versi:
        sys.stdout.write(f"SIPD Desktop {__version__}\n")
        return 0
    if args.periksa:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from sipd_desktop.app import self_test

        return self_test(sys.stdout.write)
    from sipd_desktop.app import run

    return run(args.data)


if __name__ == "__main__":
    raise SystemExit(main())
