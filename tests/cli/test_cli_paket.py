"""`sipd paket` and `sipd-server paket` as processes: a round by stick, and a kill in the middle."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pembuat import DESA, HARI_INI, MELATI, Dunia, Induk, answer_of, run_sipd
from server.proses import ServerProses
from sipd_desktop.base.ids import new_id
from sipd_desktop.services import sinkron

KENARI = [f"KENARI PUTRI {n}" for n in range(40)]


def fill(dunia: Dunia) -> None:
    day = dunia.hari()
    for name in KENARI:
        dunia.timbang(day, dunia.balita(name), "9.4")


@pytest.fixture
def terdaftar(induk: Induk, tmp_path: Path) -> tuple[Path, ServerProses]:
    """A folder enrolled at a centre that has gone off the air since; some records in it."""
    data = tmp_path / "data"
    pusat = ServerProses(data=tmp_path / "pusat")
    with pusat:
        dunia = induk.open(data)
        kode = pusat.kode(DESA, posyandu=[MELATI, "Mawar"])
        sinkron.daftar(dunia.buku, pusat.alamat, kode)
        fill(dunia)
        dunia.close()
    return data, pusat


def masuk(pusat: ServerProses, *paths: Path) -> subprocess.CompletedProcess[bytes]:
    args = ["paket", "masuk", *map(str, paths), "--json", *pusat._place]
    return subprocess.run(
        [sys.executable, "-m", "sipd_server.main", *args],
        env=pusat._env,
        capture_output=True,
        check=False,
        timeout=120,
    )


def test_a_round_by_stick_from_the_command_line(
    terdaftar: tuple[Path, ServerProses], tmp_path: Path
) -> None:
    data, pusat = terdaftar
    stick = tmp_path / "stik"
    stick.mkdir()
    out = answer_of(run_sipd("paket", "keluar", stick / "a.sipd", "--json", data=data))
    assert out["perubahan"] > 120
    clear = (stick / "a.sipd").read_bytes()
    assert [k for k in KENARI if k.encode() in clear] == []
    (stick / "foto.jpg").write_bytes(b"bukan urusan kita")
    (stick / "rusak.sipd").write_bytes(clear[:-10])
    done = masuk(pusat, stick)
    told = json.loads(done.stdout)["paket"]
    assert done.returncode == 1  # satu berkas rusak tidak menahan yang lain
    assert {Path(t["berkas"]).name: t.get("alasan") for t in told} == {
        "a.sipd": None,
        "rusak.sipd": "paket-tidak-lengkap",
    }
    (good,) = [t for t in told if "alasan" not in t]
    assert (good["diterima"], good["ditolak"]) == (out["perubahan"], 0)
    back = answer_of(run_sipd("paket", "masuk", good["balasan"], "--json", data=data))
    assert (back["acked"], back["unsent"], back["digest_ok"]) == (out["perubahan"], 0, True)
    again = answer_of(run_sipd("paket", "masuk", good["balasan"], "--json", data=data), 1)
    assert again["alasan"] == "paket-balasan-lama"
    lagi = masuk(pusat, stick / "a.sipd")
    assert json.loads(lagi.stdout)["lagi"] is True


def test_a_day_for_another_laptop_from_the_command_line(
    terdaftar: tuple[Path, ServerProses], induk: Induk, tmp_path: Path
) -> None:
    data, _ = terdaftar
    path = tmp_path / "hari.sipd"
    tanggal = HARI_INI.isoformat()
    out = answer_of(run_sipd("paket", "keluar", path, "--hari", tanggal, "--json", data=data))
    assert out["baris"] == 2 * len(KENARI)
    other = induk.open(tmp_path / "lain")
    other.run("UPDATE sync_state SET nilai = ? WHERE kunci = 'device'", new_id())
    other.close()
    refused = answer_of(run_sipd("paket", "masuk", path, "--json", data=tmp_path / "lain"), 1)
    assert refused["alasan"] == "paket-kode-kosong"
    done = answer_of(
        run_sipd("paket", "masuk", path, "--kode", out["kode"], "--json", data=tmp_path / "lain")
    )
    assert done["baru"] > 2 * len(KENARI)
    assert done["beda"] == 0


def test_killed_while_importing_it_is_begun_again_and_nothing_is_half(
    terdaftar: tuple[Path, ServerProses], tmp_path: Path
) -> None:
    data, pusat = terdaftar
    path = tmp_path / "a.sipd"
    answer_of(run_sipd("paket", "keluar", path, "--json", data=data))
    code = (
        "import os, signal, sys\n"
        "from sqlalchemy import Engine, event\n"
        "n = [0]\n"
        "def hit(*a, **k):\n"
        "    n[0] += 1\n"
        "    if n[0] == int(os.environ['MATI']): os.kill(os.getpid(), signal.SIGKILL)\n"
        "event.listen(Engine, 'before_cursor_execute', hit)\n"
        "event.listen(Engine, 'commit', hit)\n"
        "from sipd_server.main import main\n"
        "main()\n"
    )
    args = ["paket", "masuk", str(path), "--json", *pusat._place]
    killed = 0
    for point in (9, 20, 31, 44):
        done = subprocess.run(
            [sys.executable, "-c", code, *args],
            env={**pusat._env, "MATI": str(point)},
            capture_output=True,
            check=False,
            timeout=120,
        )
        killed += done.returncode == -signal.SIGKILL
    assert killed >= 3
    told = json.loads(masuk(pusat, path).stdout)
    assert told["diterima"] == told["perubahan"]
    back = answer_of(run_sipd("paket", "masuk", told["balasan"], "--json", data=data))
    assert (back["unsent"], back["digest_ok"]) == (0, True)
