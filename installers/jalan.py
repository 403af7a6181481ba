"""Menjalankan program jadi dari luar, tanpa Python pengembang: hanya berkas yang dikirim."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SANDI = "padi kursi lampau sungai"
DESA, NAMA_DESA, POSYANDU = "3399072004", "Sukamaju", "Melati 2"


def fail(text: str) -> None:
    """Say what the shipped program did wrong, and stop."""
    raise SystemExit(f"GAGAL (program jadi): {text}")


def expect(good: object, text: str) -> None:
    """Stop unless this holds."""
    if not good:
        fail(text)


@dataclass
class Program:
    """The shipped programs of one folder, run as one account of their own.

    `before` is put in front of each command (to run inside another root).
    """

    folder: Path
    account: Path
    before: Sequence[str] = ()
    more: dict[str, str] = field(default_factory=dict)

    def env(self) -> dict[str, str]:
        """A plain environment: nothing of the developer's shell gets through."""
        return {
            "PATH": "/usr/bin:/bin",
            "HOME": str(self.account),
            "LANG": "C.UTF-8",
            "SIPD_KONFIG": str(self.account / "konfig"),
            "SIPD_TANPA_KEYRING": "1",
            "SIPD_SANDI": SANDI,
            **self.more,
        }

    def command(self, name: str, *args: object) -> list[str]:
        """The full command line of one of the programs."""
        return [*self.before, str(self.folder / name), *map(str, args)]

    def run(self, name: str, *args: object) -> subprocess.CompletedProcess[str]:
        """Run to the end; output kept apart."""
        return subprocess.run(
            self.command(name, *args),
            env=self.env(),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            cwd="/",
        )

    def ask(self, name: str, *args: object) -> dict[str, Any]:
        """The JSON document of a command that must succeed."""
        done = self.run(name, *args, "--json")
        words = f"{name} {' '.join(map(str, args[:1]))}"
        expect(done.returncode == 0, f"{words}: {done.stdout[-1500:]} {done.stderr[-1500:]}")
        found = json.loads(done.stdout)
        expect(isinstance(found, dict), f"{words}: bukan satu dokumen JSON")
        return dict(found)


def check_self(program: Program) -> str:
    """`--versi` and `--periksa` of the shipped program, nothing left out."""
    version = program.run("sipd-desktop", "--versi")
    expect(version.stdout.startswith("SIPD Desktop "), f"--versi: {version.stderr[-500:]}")
    told = program.ask("sipd-desktop", "--periksa")
    expect(told["baik"] and told["jadi"], f"--periksa: {told}")
    left_out = [step["nama"] for step in told["langkah"] if step["baik"] is not True]
    expect(not left_out, f"--periksa tidak memeriksa {', '.join(left_out)}")
    inside = told["langkah"][0]
    expect(inside["nama"] == "isi program", "--periksa tidak memeriksa isi program")
    return f"{len(told['langkah'])} langkah baik; {inside['ket']}"


def prepare(program: Program, data: Path) -> None:
    """A new data folder marked as contoh."""
    made = program.ask(
        "sipd", "siapkan", "--data", data, "--contoh", "--desa", DESA, "--nama-desa", NAMA_DESA,
        "--posyandu", POSYANDU, "--nama", "Bu Siti",
    )  # fmt: skip
    expect(made["folder"] == str(data), f"siapkan: {made}")
    expect((data / "sipd.db").read_bytes()[:15] != b"SQLite format 3", "data tidak tersandi")
