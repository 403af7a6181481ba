"""Program jadi dari awal sampai bukti kirim, hanya dengan berkas di foldernya.

Periksa diri, menyiapkan dua laptop, impor, penimbangan contoh, pusat data desa di mesin ini,
daftar, kirim, terima, laporan yang sama di kedua laptop.
"""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jalan import DESA, Program, check_self, expect, prepare

PENDUDUK = "isi/resources/contoh/penduduk_opensid.xlsx"


@contextmanager
def running_server(program: Program, data: Path) -> Iterator[str]:
    """The shipped sipd-server on a free port; gives its address, ends it in order."""
    server = subprocess.Popen(
        program.command("sipd-server", "--data", data, "--port", "0", "--json"),
        env=program.env(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        expect(line.strip(), "sipd-server berhenti sebelum siap")
        yield str(json.loads(line)["alamat"])
    finally:
        server.send_signal(signal.SIGTERM)
        code = server.wait(60)
    expect(code in (0, -signal.SIGTERM), f"sipd-server berakhir dengan {code}")


def enrol(program: Program, laptop: Path, pusat: Path, url: str) -> None:
    """One laptop joins the desa with a one-time code."""
    made = program.ask("sipd-server", "kode", "--data", pusat, "--desa", DESA)
    program.ask("sipd", "daftar", url, "--kode", made["kode"], "--data", laptop)


def send(program: Program, laptop: Path) -> dict[str, Any]:
    """One whole exchange that must end with nothing waiting and both sides equal."""
    told = program.ask("sipd", "kirim", "--data", laptop)
    expect(told["unsent"] == 0 and not told["rejected"], f"kirim: {told}")
    expect(told["digest_ok"] is True, f"kirim: isi laptop dan pusat tidak sama: {told}")
    return told


def report(program: Program, laptop: Path, periode: str, target: Path) -> dict[str, int]:
    """The SKDN of a month as PDF; gives its figures."""
    told = program.ask(
        "sipd", "laporan", "skdn", "--periode", periode, "--keluar", target, "--data", laptop
    )
    expect(target.read_bytes().startswith(b"%PDF-"), "laporan bukan PDF")
    return dict(told["angka"])


def check(program: Program, place: Path, say: Callable[[str], None]) -> None:
    """Everything from the first start to the receipt; stops at the first thing that is wrong."""
    say(f"  periksa diri: {check_self(program)}")
    periode = f"{datetime.now().astimezone().date().replace(day=1) - timedelta(days=1):%Y-%m}"
    first, second, pusat = place / "laptop-1", place / "laptop-2", place / "pusat"
    prepare(program, first)
    found = program.ask("sipd", "impor", program.folder / PENDUDUK, "--data", first)
    expect(found["counts"]["baru"] > 1000, f"impor: {found['counts']}")
    program.ask("sipd", "contoh", "--kk", 0, "--bulan", 3, "--data", first)
    before = report(program, first, periode, place / "satu.pdf")
    expect(before["D"] > 0, f"contoh tidak menimbang siapa pun: {before}")
    prepare(program, second)
    with running_server(program, pusat) as url:
        enrol(program, first, pusat, url)
        sent = send(program, first)
        expect(sent["acked"] == sent["pushed"] > 1000, f"kirim: {sent}")
        enrol(program, second, pusat, url)
        got = send(program, second)
        expect(got["pulled"] >= sent["pushed"], f"terima: {got}")
    after = report(program, second, periode, place / "dua.pdf")
    expect(after == before, f"laporan dua laptop berbeda: {before} dan {after}")
    for laptop in (first, second):
        expect(program.ask("sipd", "periksa", "--data", laptop)["baik"], "periksa folder data")
    refused = program.run("sipd-server", "--database-url", "postgresql://x@127.0.0.1:1/y", "--json")
    expect('"pusat-tanpa-postgres"' in refused.stdout, f"PostgreSQL: {refused.stderr[-500:]}")
    say(
        f"  dari awal sampai bukti kirim: {sent['pushed']} catatan terkirim, "
        f"{got['pulled']} diterima laptop kedua, SKDN sama (S={after['S']} D={after['D']})"
    )
