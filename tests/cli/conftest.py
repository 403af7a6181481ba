"""The command in this process: cheaper than a process each, the same entry point."""

from __future__ import annotations

import sys

import pytest
from perintah_sipd import Run

from pembuat import SANDI
from sipd_desktop.cli import main as cli


@pytest.fixture
def sipd(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The real entry point, in this process: (exit code, standard output, standard error)."""

    def run(*args: object, sandi: str | None = SANDI) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["sipd", *map(str, args)])
        if sandi is None:
            monkeypatch.delenv("SIPD_SANDI", raising=False)
        else:
            monkeypatch.setenv("SIPD_SANDI", sandi)
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        else:
            code = 0
        out, err = capsys.readouterr()
        return code, out, err

    return run
