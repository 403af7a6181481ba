"""Recovery by telephone: deposited sealed, read out, opens once, replaced at the next exchange."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from pembuat import code_of
from server.proses import ServerProses
from sipd_desktop.base import clock
from sipd_desktop.services.akun import change_sandi
from sipd_desktop.services.buka import open_ruang
from sipd_desktop.services.folder_info import find_telepon
from sipd_desktop.storage.kunci import portable_wraps
from sipd_desktop.storage.tables import SYNCED
from sipd_server import devices, titipan
from sipd_server.schema import TITIPAN
from sipd_server.store import Store
from sync.alat import KODE_DESA
from sync.conftest import new_code
from sync.laptop_folder import SANDI, LaptopFolder
from sync.perantara import Perantara

PROGRAM = (sys.executable, "-m", "sipd_server.main")
BARU = "gunung ember sapu tangga"


@pytest.fixture
def a(tmp_path: Path) -> Iterator[LaptopFolder]:
    laptop = LaptopFolder(tmp_path / "a")
    yield laptop
    laptop.close()


def read_out(store: Store, laptop: LaptopFolder) -> titipan.Dibacakan:
    return titipan.read_out(store, KODE_DESA, find_telepon(laptop.folder).sebutan, clock.now())


def test_a_forgotten_passphrase_is_mended_by_telephone_once(tmp_path: Path) -> None:
    """Real processes: the centre and its command; a real file; the code leaves no trace."""
    laptop = LaptopFolder(tmp_path / "a")
    laptop.warga("Sri Kenanga")
    with ServerProses(data=tmp_path / "pusat") as pusat:
        place = ("--data", str(tmp_path / "pusat"), "--desa", KODE_DESA, "--json")
        laptop.daftar(pusat.alamat, pusat.kode(KODE_DESA, posyandu=["Melati"]))
        laptop.close()
        shown = find_telepon(laptop.folder)
        assert shown.nomor == 1, "deposited with the enrolment itself"
        told = pusat.run("pulihkan-kode", *place, "--perangkat", shown.sebutan)
        assert (told["nomor"], told["sebelumnya"], len(told["kode"])) == (1, None, 14)
        assert pusat.run("pulihkan-kode", *place, "--perangkat", shown.sebutan)["sebelumnya"]

        assert code_of(open_ruang, laptop.folder, told["kode"]) == "sandi-salah", "not at the door"
        with open_ruang(laptop.folder, told["kode"].lower(), telepon=True) as ruang:
            pass  # the power went: nothing was used up yet
        with open_ruang(laptop.folder, told["kode"], telepon=True) as ruang:
            assert ruang.dibuka_dengan == "operator"
            change_sandi(ruang, None, BARU)
            verbs = _verbs(ruang)
        assert "memulihkan-sandi:telepon" in verbs
        assert code_of(open_ruang, laptop.folder, told["kode"], telepon=True) == (
            "kode-telepon-tidak-ada"
        )
        open_ruang(laptop.folder, BARU).close()

        laptop.open()
        assert laptop.kirim().alasan is None
        laptop.close()
        assert code_of(open_ruang, laptop.folder, told["kode"], telepon=True) == (
            "kode-telepon-salah"
        )
        listed = pusat.run("pulihkan-kode", *place, "--daftar")["titipan"]
        assert [(one["nomor"], bool(one["dipakai"])) for one in listed] == [(2, False), (1, True)]
        new = pusat.run("pulihkan-kode", *place, "--perangkat", find_telepon(laptop.folder).sebutan)
        assert new["nomor"] == 2
        with open_ruang(laptop.folder, new["kode"], telepon=True) as ruang:
            assert "Sri Kenanga" in _names(ruang)
    for code in (told["kode"], new["kode"]):
        for plain in (code, code.replace("-", "")):
            files = [p for p in tmp_path.rglob("*") if p.is_file()]
            assert len(files) > 4
            assert not [p for p in files if plain.encode() in p.read_bytes()]


def _verbs(ruang: object) -> set[str]:
    with ruang.buku.read() as conn:  # type: ignore[attr-defined]
        return set(conn.execute(select(SYNCED["tindakan"].c.verb)).scalars())


def _names(ruang: object) -> set[str]:
    with ruang.buku.read() as conn:  # type: ignore[attr-defined]
        return set(conn.execute(select(SYNCED["warga"].c.nama)).scalars())


def test_a_lost_answer_deposits_the_same_code_again(
    a: LaptopFolder, store: Store, alamat: str
) -> None:
    with Perantara(alamat) as line:
        line.faults = [("/v1/titip", "putus-jawab")]
        a.daftar(line.alamat, new_code(store, "Melati"))
        assert line.used == [("/v1/titip", "putus-jawab")]
        assert not a.state("telepon_tiba"), "the laptop does not know yet"
        assert a.kirim_baik()
    assert find_telepon(a.folder).nomor == 1, "no second code was made"
    assert a.state("telepon_tiba")
    told = read_out(store, a)
    assert told.nomor == 1
    a.close()
    open_ruang(a.folder, told.kode, telepon=True).close()


def test_codes_are_bound_to_their_laptop_and_backups_carry_none(
    a: LaptopFolder, store: Store, alamat: str, tmp_path: Path
) -> None:
    b = LaptopFolder(tmp_path / "b", nama="Rina")
    for laptop in (a, b):
        laptop.daftar(alamat, new_code(store, "Melati"))
    b.close()
    assert code_of(open_ruang, b.folder, read_out(store, a).kode, telepon=True) == (
        "kode-telepon-salah"
    )
    assert {w["jenis"] for w in portable_wraps(a.folder)} == {"pemulihan"}
    with store.write(KODE_DESA) as conn:  # somebody at the centre swaps the sealed texts
        rows = {r.device: r.segel for r in conn.execute(select(TITIPAN))}
        mine = a.state("device")
        other = next(segel for device, segel in rows.items() if device != mine)
        conn.execute(
            TITIPAN.update()
            .where((TITIPAN.c.desa == KODE_DESA) & (TITIPAN.c.device == mine))
            .values(segel=other)
        )
    assert code_of(read_out, store, a) == "pusat-tanpa-titipan"


def test_a_laptop_that_was_shut_out_gets_no_code(
    a: LaptopFolder, store: Store, alamat: str
) -> None:
    a.daftar(alamat, new_code(store, "Melati"))
    devices.revoke(store, KODE_DESA, a.state("device"), clock.now())
    assert code_of(read_out, store, a) == "pusat-dicabut"
    assert code_of(titipan.read_out, store, KODE_DESA, "ffffffff", clock.now()) == (
        "pusat-laptop-tak-dikenal"
    )


def test_two_acts_on_the_key_file_at_once_lose_neither(
    a: LaptopFolder, store: Store, alamat: str
) -> None:
    """A new passphrase and a new deposit within one exchange: both hold afterwards."""
    a.daftar(alamat, new_code(store, "Melati"))
    a.close()
    with open_ruang(a.folder, SANDI) as ruang:
        ruang.change_sandi(BARU)
    told = read_out(store, a)
    open_ruang(a.folder, told.kode, telepon=True).close()
    open_ruang(a.folder, BARU).close()


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    with ServerProses(data=tmp_path / "pusat") as pusat:
        pusat.kode(KODE_DESA)
        place = ["--data", str(tmp_path / "pusat"), "--desa", KODE_DESA]
        done = subprocess.run(
            [*PROGRAM, "pulihkan-kode", "--json", *place, "--perangkat", "abcd-1234"],
            env=pusat._env,
            capture_output=True,
            check=False,
        )
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"alasan": "pusat-laptop-tak-dikenal"}
