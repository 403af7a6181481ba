"""The command as a person runs it: start, passphrase, codes while it runs, refusals, and time."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from server.laptop import Laptop
from server.proses import SANDI, ServerProses

DESA = "3201012001"


def sipd_server(*args: str, sandi: str | None = SANDI) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if k != "SIPD_SANDI"}
    if sandi is not None:
        env["SIPD_SANDI"] = sandi
    return subprocess.run(
        [sys.executable, "-m", "sipd_server.main", *args],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.fixture(params=["tertanam", "postgresql"])
def pusat(request: pytest.FixtureRequest, tmp_path: Path) -> ServerProses:
    if request.param == "tertanam":
        return ServerProses(data=tmp_path / "pusat")
    return ServerProses(url=request.getfixturevalue("pg_url"))


def test_a_code_made_while_it_runs_enrols_a_laptop_that_sends_and_gets(
    pusat: ServerProses,
) -> None:
    with pusat:
        made = pusat.run("kode", "--desa", "32.01.01.2001", "--json", *pusat._place)
        assert set(made) == {"kode", "berlaku_sampai"}
        a = Laptop(requests.Session(), pusat.alamat).enrol(made["kode"]).hello()
        orang = a.change("warga", None, "set", 0, nama="SITI AMINAH")
        assert a.push()["acked_n"] == 1
        pusat.kill()
        pusat.start()
        assert a.call("get", "/pull", lingkup="operator").status_code == 401, "tokens were memory"
        assert a.hello().row("warga", orang) is not None
        b = Laptop(requests.Session(), pusat.alamat).enrol(pusat.kode(DESA)).hello()
        assert [r["id"] for r in b.pull("operator")["rows"]] == [orang]
        pusat.cabut(DESA, b.device)
        assert b.call("get", "/pull", lingkup="operator").json() == {"alasan": "dicabut"}


def test_options_may_stand_before_the_subcommand_too(tmp_path: Path) -> None:
    done = sipd_server("--data", str(tmp_path / "p"), "--json", "kode", "--desa", DESA)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["kode"]) == 10


def test_without_a_passphrase_it_exits_1_and_makes_nothing(tmp_path: Path) -> None:
    for args in (
        ("--data", str(tmp_path / "p")),
        ("kode", "--desa", DESA, "--data", str(tmp_path / "p")),
    ):
        done = sipd_server(*args, sandi=None)
        assert done.returncode == 1
        assert "SIPD_SANDI" in done.stderr
        assert not (tmp_path / "p").exists()
    done = sipd_server("--data", str(tmp_path / "p"), "--json", sandi=None)
    assert json.loads(done.stdout) == {"alasan": "pusat-tanpa-sandi"}


def test_a_short_or_wrong_passphrase_is_refused_and_harms_nothing(tmp_path: Path) -> None:
    place = ("--data", str(tmp_path / "p"), "--json")
    assert "pusat-sandi-pendek" in sipd_server("kode", "--desa", DESA, *place, sandi="abc").stdout
    assert sipd_server("kode", "--desa", DESA, *place).returncode == 0
    before = (tmp_path / "p" / "pusat.db").read_bytes()
    wrong = sipd_server("kode", "--desa", DESA, *place, sandi="bukan kata sandi itu")
    assert (wrong.returncode, json.loads(wrong.stdout)) == (1, {"alasan": "pusat-sandi-salah"})
    assert "Traceback" not in wrong.stderr
    assert (tmp_path / "p" / "pusat.db").read_bytes() == before
    (tmp_path / "p" / "kunci.json").unlink()
    lost = sipd_server("kode", "--desa", DESA, *place)
    assert json.loads(lost.stdout) == {"alasan": "pusat-kunci-hilang"}


def test_the_passphrase_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "sandi.txt"
    file.write_text(SANDI + "\n")
    place = ("--data", str(tmp_path / "p"), "--json")
    args = ("kode", "--desa", DESA, "--sandi-berkas", str(file), *place)
    assert sipd_server(*args, sandi=None).returncode == 0
    assert sipd_server("kode", "--desa", DESA, *place).returncode == 0, "the same passphrase"
    gone = sipd_server("kode", "--desa", DESA, "--sandi-berkas", str(tmp_path / "x"), *place)
    assert json.loads(gone.stdout) == {"alasan": "pusat-sandi-berkas"}


def test_two_first_starts_at_once_agree_on_one_key(tmp_path: Path) -> None:
    args = [sys.executable, "-m", "sipd_server.main", "kode", "--desa", DESA, "--json"]
    args += ["--data", str(tmp_path / "p")]
    env = {**os.environ, "SIPD_SANDI": SANDI}
    runs = [subprocess.Popen(args, env=env, stdout=subprocess.PIPE) for _ in range(3)]
    codes = {json.loads(run.communicate(timeout=60)[0])["kode"] for run in runs}
    assert len(codes) == 3


def test_nothing_on_disk_can_be_read_without_the_key(tmp_path: Path) -> None:
    """SQLCipher whole: database, write-ahead log, and private modes."""
    with ServerProses(data=tmp_path / "p") as pusat:
        a = Laptop(requests.Session(), pusat.alamat).enrol(pusat.kode(DESA)).hello()
        for i in range(20):
            a.change("warga", None, "set", 0, nama="SITI AMINAH", nik=f"{i:016d}")
        a.push()
        files = [p for p in (tmp_path / "p").rglob("*") if p.is_file()]
        assert {"pusat.db", "pusat.db-wal", "kunci.json"} <= {p.name for p in files}
        for file in files:
            content = file.read_bytes()
            assert b"SITI" not in content
            assert b"SQLite format" not in content
            assert not stat.S_IMODE(file.stat().st_mode) & 0o077, file.name


@pytest.mark.parametrize("args", [("kode",), ("--data", "x", "--database-url", "y"), ("apa",)])
def test_wrong_use_exits_2(args: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sipd_server.main", *args],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2


def test_a_bad_desa_code_or_a_taken_port_has_a_sentence(tmp_path: Path) -> None:
    place = ("--data", str(tmp_path / "p"), "--json")
    bad = sipd_server("kode", "--desa", "12", *place)
    assert (bad.returncode, json.loads(bad.stdout)) == (1, {"alasan": "pusat-kode-desa"})
    with ServerProses(data=tmp_path / "p") as pusat:
        busy = sipd_server("--port", str(pusat.port), *place)
        assert (busy.returncode, json.loads(busy.stdout)) == (1, {"alasan": "pusat-pintu"})


def test_small_answers_do_not_wait_for_delayed_acknowledgements(tmp_path: Path) -> None:
    """Nagle's delay costs 40 ms a call; ten calls stay far below ten times that."""
    with ServerProses(data=tmp_path / "p") as pusat, requests.Session() as http:
        took = []
        for _ in range(20):
            start = time.perf_counter()
            http.get(pusat.alamat + "/v1/hello", params={"device": "x"}, timeout=5)
            took.append(time.perf_counter() - start)
        assert sorted(took)[5] < 0.03


def test_the_server_loads_nothing_of_the_desktop() -> None:
    """Only wire, bidang, spec, rules and base of sipd_desktop; no Qt, no requests."""
    code = (
        "import sys; import sipd_server.main, sipd_server.app, sipd_server.embedded,"
        "sipd_server.postgres; print([m for m in sys.modules if m.split('.')[0] in"
        " ('PySide6', 'requests', 'sqlite_utils', 'alembic') or (m.startswith('sipd_desktop.')"
        " and m.split('.')[1] not in ('wire', 'bidang', 'spec', 'rules', 'base'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_copy_made_while_it_runs_opens_with_the_same_passphrase(tmp_path: Path) -> None:
    place = ("--data", str(tmp_path / "p"), "--json")
    nothing = sipd_server("cadangkan", "--ke", str(tmp_path / "c"), *place)
    assert json.loads(nothing.stdout) == {"alasan": "pusat-tanpa-simpanan"}
    with ServerProses(data=tmp_path / "p") as pusat:
        a = Laptop(requests.Session(), pusat.alamat).enrol(pusat.kode(DESA)).hello()
        orang = a.change("warga", None, "set", 0, nama="SITI")
        a.push()
        pusat.run("cadangkan", "--ke", str(tmp_path / "c"), *place)
    assert b"SITI" not in (tmp_path / "c" / "pusat.db").read_bytes()
    again = sipd_server("cadangkan", "--ke", str(tmp_path / "c"), *place)
    assert json.loads(again.stdout) == {"alasan": "pusat-cadangan-ada"}
    wrong = sipd_server("cadangkan", "--ke", str(tmp_path / "d"), *place, sandi="bukan yang itu ya")
    assert json.loads(wrong.stdout) == {"alasan": "pusat-sandi-salah"}
    with ServerProses(data=tmp_path / "c") as salinan:
        a.base = salinan.alamat
        assert a.hello().row("warga", orang) is not None
        listed = salinan.run("perangkat", "--desa", DESA, "--data", str(tmp_path / "c"), "--json")
    (one,) = listed["perangkat"]
    assert (one["perangkat"], one["nama"], one["dicabut"]) == (a.device, "Laptop uji", None)
