"""`sipd-desktop`: start the window, or tell the version, or test itself without a display."""

from __future__ import annotations

import argparse
import json
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
    parser.add_argument("--json", action="store_true", help="dengan --periksa: satu dokumen JSON")
    args = parser.parse_args(argv)
    give_streams()
    if args.versi:
        sys.stdout.write(f"SIPD Desktop {__version__}\n")
        return 0
    if args.periksa:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        return run_self_test(as_json=args.json)
    from sipd_desktop.app import run

    return run(args.data)


def run_self_test(*, as_json: bool) -> int:
    """The self-test; a program that cannot even be loaded answers in the same form."""
    try:
        from sipd_desktop.app.uji_diri import self_test
    except ImportError as error:
        told = f"bagian program tidak bisa dimuat: {error.name or type(error).__name__}"
        step = {"nama": "memuat program", "baik": False, "ket": told, "milidetik": 0}
        answer = {"versi": __version__, "baik": False, "langkah": [step]}
        text = json.dumps(answer, ensure_ascii=False) if as_json else f"GAGAL: {told}"
        sys.stdout.write(f"{text}\n")
        return 1
    return self_test(sys.stdout.write, as_json=as_json)


def give_streams() -> None:
    """A window program on Windows has no console: what is written there then goes nowhere.

    Without this the first log line or warning would end the program with a fault of its own.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


if __name__ == "__main__":
    raise SystemExit(main())
