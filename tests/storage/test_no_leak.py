"""Canaries: names, NIK and No KK that were stored are found in no file, temp folder or output."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pembuat import Dunia, Induk, make_warga, run_sipd
from sipd_desktop.services.hari.hari import set_bidan

RNG = random.Random(7)
NAMES = [
    "".join(RNG.choice("BCDFGHJKLMNPRSTVWZ") + RNG.choice("AIUEO") for _ in range(6))
    for _ in range(50)
]
NIKS = [f"339907{RNG.randrange(10**10):010d}" for _ in range(50)]
KKS = [f"339908{RNG.randrange(10**10):010d}" for _ in range(50)]


def canaries() -> Iterator[bytes]:
    for text in (*NAMES, *NIKS, *KKS):
        yield text.encode()
        yield text.lower().encode()
        yield text.encode("utf-16-le")


def found_in(data: bytes) -> list[bytes]:
    return [c for c in canaries() if c in data]


def found_under(folder: Path) -> dict[str, list[bytes]]:
    files = [p for p in folder.rglob("*") if p.is_file()]
    return {str(p): hits for p in files if (hits := found_in(p.read_bytes()))}


@pytest.fixture
def filled(induk: Induk, tmp_path: Path) -> Dunia:
    """Fifty canaries stored as people do, and weighed."""
    dunia = induk.open(tmp_path / "data")
    hari = dunia.hari()
    dunia.act(set_bidan, hari, NAMES[0])
    with dunia.buku.write() as conn:
        children = [
            make_warga(
                conn,
                dunia.petugas,
                name,
                nik=nik,
                tanggal_lahir="2024-08-15",
                nama_ibu=name[::-1],
                catatan=f"alamat {name}",
                telepon=nik,
            )
            for name, nik in zip(NAMES, NIKS, strict=True)
        ]
        for kk, child in zip(KKS, children, strict=True):
            conn.exec_driver_sql(
                "UPDATE keluarga SET no_kk = ? WHERE id = "
                "(SELECT keluarga_id FROM warga WHERE id = ?)",
                (kk, child),
            )
    for child, name in zip(children[:10], NAMES, strict=False):
        dunia.timbang(hari, child, "9.4", catatan=name)
    return dunia


def test_canaries_are_really_there(filled: Dunia) -> None:
    text = repr(filled.dump()).encode()
    assert all(name.encode() in text for name in (*NAMES, *NIKS, *KKS))
    filled.close()


def test_nothing_is_readable_while_the_folder_is_open(filled: Dunia) -> None:
    names = {p.name for p in filled.ruang.folder.iterdir()}
    assert {"sipd.db-wal", "sipd.db-shm", "kunci.json", "folder.json"} <= names
    assert (filled.ruang.folder / "sipd.db-wal").stat().st_size > 100_000
    assert found_under(filled.ruang.folder) == {}
    filled.close()
    assert found_under(filled.ruang.folder) == {}


def test_sipd_says_no_canary_not_even_when_it_fails(filled: Dunia, tmp_path: Path) -> None:
    folder, temp, home = filled.ruang.folder, tmp_path / "sementara", tmp_path / "rumah"
    temp.mkdir()
    home.mkdir()
    filled.run("UPDATE isian SET body = body || ?", NAMES[3])  # no longer JSON
    filled.close()
    env = {"TMPDIR": str(temp), "HOME": str(home), "XDG_DATA_HOME": str(home)}
    out = tmp_path / "x.csv"
    runs: list[subprocess.CompletedProcess[str]] = [
        run_sipd("periksa", "--json", data=folder, env=env),
        run_sipd("laporan", "skdn", "--periode", "2026-11", "--keluar", out, data=folder, env=env),
        run_sipd("kirim", "--json", data=folder, env=env),
        run_sipd("contoh", "--kk", 1, "--bulan", 1, data=folder, env=env),
        run_sipd("periksa", "--json", data=folder, env=env, sandi="kata sandi salah"),
    ]
    assert [r.returncode for r in runs] == [0, 1, 1, 1, 1]
    assert "Terjadi kesalahan di program" in runs[1].stderr
    for run in runs:
        assert found_in((run.stdout + run.stderr).encode()) == []
        assert "Traceback" not in run.stderr
        assert "sqlcipher" not in run.stderr.lower(), "the library keeps its own log to itself"
    assert found_under(temp) == found_under(home) == found_under(folder) == {}


def test_an_error_of_a_statement_does_not_carry_its_values(filled: Dunia) -> None:
    with pytest.raises(Exception, match="hanya-ini") as caught:
        filled.run("INSERT INTO warga(id, nama, hanya-ini) VALUES ('x', ?)", NAMES[5])
    told = "".join(str(e) for e in (caught.value, caught.value.__cause__))
    assert found_in(told.encode()) == []
    with pytest.raises(Exception, match="UNIQUE") as caught:
        filled.run("INSERT INTO warga(id, nama) SELECT id, ? FROM warga LIMIT 1", NAMES[5])
    assert found_in(str(caught.value).encode()) == []
    filled.close()
