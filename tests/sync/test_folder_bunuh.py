"""kill -9 of real processes in a whole data folder: save, import, backup, copy, restore, exchange.

The points are spread over each work; SIPD_UJI_SEMUA=1 takes every one of them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pembuat import dump_all
from server.conftest import serve
from sipd_desktop.base.ids import new_id
from sipd_desktop.base.paths import resources
from sipd_desktop.services.cadangan import list_cadangan
from sipd_desktop.services.periksa import check_buku
from sipd_desktop.storage import rak
from sipd_desktop.storage.cadangan import verify_backup
from sipd_desktop.storage.folder import DB
from sipd_server.app import make_app
from sipd_server.store import Store
from sync.alat import Laptop
from sync.conftest import new_code
from sync.folder_mati import Induk
from sync.laptop_folder import LaptopFolder

ALL = bool(os.environ.get("SIPD_UJI_SEMUA"))
EXCHANGE = frozenset({"bukti_kirim"})


@pytest.fixture(scope="module")
def induk() -> Iterator[Induk]:
    made = Induk()
    yield made
    made.close()
    if ALL:
        sys.stdout.write(f"\nkill -9: {made.mati}, {sum(made.mati.values())} in all\n")


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[LaptopFolder]:
    made = LaptopFolder(tmp_path / "a")
    made.warga("Awal")
    made.cadangkan()
    made.warga("Sesudah cadangan")
    yield made
    made.close()


def points(total: int, wanted: int) -> list[int]:
    """The points to die at: all, or some spread over the whole work with its last ones."""
    if ALL or total <= wanted:
        return list(range(1, total + 1))
    spread = {1 + round(n * (total - 1) / (wanted - 1)) for n in range(wanted)}
    return sorted(spread | {total - 1})


def content(laptop: Laptop) -> dict[str, Any]:
    with laptop.buku.read() as conn:
        found = dump_all(conn)
    return {k: v for k, v in found.items() if k not in EXCHANGE}


def names(laptop: Laptop) -> set[str]:
    return {r[0] for r in laptop.all("SELECT nama FROM warga")}


def sound(laptop: LaptopFolder) -> None:
    assert all(b.baik for b in check_buku(laptop.buku))
    for one in list_cadangan(laptop.folder):
        verify_backup(one.path, laptop.key)
    shelf = rak.list_rak(laptop.folder)
    assert len(shelf) == len(list_cadangan(laptop.folder)), "no half backup has the name of one"


def test_save_is_whole_or_not_there_and_never_lost(laptop: LaptopFolder, induk: Induk) -> None:
    laptop.close()

    def save(k: int) -> dict[str, Any]:
        more = {"id": new_id(), "nama": f"N {k}", "pelaku": laptop.petugas.pelaku}
        return induk.kerja("simpan", laptop.folder, laptop.key, k, **more)

    total = int(save(0)["titik"])
    expected, redone = {"Awal", "Sesudah cadangan", "N 0"}, 0
    for k in points(total, 7):
        run = save(k)
        assert run["mati"], k
        mended = laptop.open()
        redone += mended is not None
        there = names(laptop)
        assert expected <= there <= expected | {f"N {k}"}
        assert not run["jawab"] or f"N {k}" in there, "an acknowledged save was lost"
        expected = there
        sound(laptop)
        laptop.close()
    assert induk.mati["simpan"] >= 7
    assert redone <= induk.mati["simpan"]
    raw = bytearray(laptop.path.read_bytes())
    raw[4096 + 77] ^= 8
    laptop.path.write_bytes(raw)
    done = laptop.open()
    assert done is not None
    assert done.pasti
    assert names(laptop) == expected, "after all those kills backup and journal still hold all"


def test_import_is_whole_or_not_there(laptop: LaptopFolder, induk: Induk, tmp_path: Path) -> None:
    sheet = tmp_path / "daftar.csv"
    lines = (resources() / "contoh" / "penduduk_siak.csv").read_bytes().splitlines()[:9]
    sheet.write_bytes(b"\n".join(lines))
    before = names(laptop)
    laptop.close()
    k, died, whole = 1, 0, 0
    while True:
        run = induk.kerja("impor", laptop.folder, laptop.key, k, berkas=str(sheet))
        if not run["mati"]:
            break
        died += 1
        laptop.open()
        there = names(laptop)
        assert len(there) in (len(before), len(before) + 8) if not whole else True
        batches = laptop.one("SELECT count(*) FROM impor_batch")
        assert (len(there) > len(before)) == (batches > 0)
        whole += batches > 0
        sound(laptop)
        laptop.close()
        k += 1 if ALL else 7
    assert died >= 5, died
    laptop.open()
    assert len(names(laptop)) > len(before)
    assert laptop.one("SELECT count(*) FROM warga") == len(names(laptop)), "nobody twice"


@pytest.mark.parametrize("kerja", ["cadangan", "salin"])
def test_backup_killed_anywhere_leaves_data_and_shelf_sound(
    laptop: LaptopFolder, induk: Induk, tmp_path: Path, kerja: str
) -> None:
    stick = tmp_path / "flashdisk"
    stick.mkdir()
    before = content(laptop)
    laptop.close()
    more = {"berkas": str(stick)}
    total = int(induk.kerja(kerja, laptop.folder, laptop.key, 0, **more)["titik"])
    assert total > 10
    for k in points(total, 6):
        assert induk.kerja(kerja, laptop.folder, laptop.key, k, **more)["mati"], k
        laptop.open()
        assert content(laptop) == before
        sound(laptop)
        for path in stick.glob("*.cadangan"):
            verify_backup(path, laptop.key)
        if kerja == "salin":
            laptop.warga(f"Lagi {k}")
            before = content(laptop)
        laptop.close()
    laptop.open()
    laptop.cadangkan()
    assert list((laptop.folder / rak.FOLDER).glob("*.part*")) == []
    assert induk.mati[kerja] >= 6


def test_restore_killed_anywhere_is_the_old_file_or_the_new(
    laptop: LaptopFolder, induk: Induk, tmp_path: Path
) -> None:
    backup = list_cadangan(laptop.folder)[0].path
    keep = tmp_path / "lama.cadangan"
    keep.write_bytes(backup.read_bytes())
    laptop.close()
    more = {"berkas": str(keep)}
    total = int(induk.kerja("pulihkan", laptop.folder, laptop.key, 0, **more)["titik"])
    outcome = set()
    for k in points(total, 8):
        laptop.open()
        laptop.warga(f"Kini {k}")
        laptop.close()
        assert induk.kerja("pulihkan", laptop.folder, laptop.key, k, **more)["mati"], k
        laptop.open()
        there = names(laptop)
        assert there in ({"Awal"}, {"Awal", f"Kini {k}"}) or there >= {"Awal", f"Kini {k}"}
        outcome.add(f"Kini {k}" in there)
        sound(laptop)
        if f"Kini {k}" not in there:
            assert sorted((laptop.folder / "lama").iterdir()), "the former file is kept"
        laptop.close()
    assert outcome == {True, False}, "killed before and after the exchange of the files"
    assert induk.mati["pulihkan"] >= 8


def test_recovery_of_a_damaged_file_killed_anywhere_ends_whole(
    laptop: LaptopFolder, induk: Induk
) -> None:
    def damage() -> None:
        raw = bytearray(laptop.path.read_bytes())
        raw[2 * 4096 + 5] ^= 2
        laptop.path.write_bytes(raw)

    laptop.close()
    damage()
    total = int(induk.kerja("rusak", laptop.folder, laptop.key, 0)["titik"])
    expected = {"Awal", "Sesudah cadangan"}
    for k in points(total, 7):
        damage()
        assert induk.kerja("rusak", laptop.folder, laptop.key, k)["mati"], k
        laptop.open()
        assert names(laptop) == expected
        laptop.warga(f"Lagi {k}")
        expected = names(laptop)
        sound(laptop)
        laptop.close()
    assert induk.mati["rusak"] >= 7
    assert (laptop.folder / DB).exists()


def test_exchange_killed_anywhere_with_a_journal_beside_it(
    laptop: LaptopFolder, induk: Induk, tertanam: Store, tmp_path: Path
) -> None:
    with serve(make_app(tertanam)) as alamat:
        b = Laptop(tmp_path / "b")
        laptop.daftar(alamat, new_code(tertanam, "Melati"))
        b.daftar(alamat, new_code(tertanam, "Melati"))
        laptop.close()
        total = int(induk.kerja("kirim", laptop.folder, laptop.key, 0)["titik"])
        for k in points(total, 7):
            b.warga(f"Dari b {k}")
            b.kirim_baik()
            laptop.open()
            laptop.warga(f"Dari a {k}")
            laptop.close()
            induk.kerja("kirim", laptop.folder, laptop.key, k)
            laptop.open()
            sound(laptop)
            before = content(laptop)
            if k % 3 == 0:  # and now the disk fails too
                laptop.close()
                raw = bytearray(laptop.path.read_bytes())
                raw[4096 + 99] ^= 8
                laptop.path.write_bytes(raw)
                assert laptop.open() is not None
                after = content(laptop)
                assert after["warga"] == before["warga"]
                assert after["tindakan"] == before["tindakan"]
            laptop.close()
        assert induk.mati["kirim"] >= 5
        laptop.open()
        laptop.kirim_baik()
        b.kirim_baik()
        laptop.kirim_baik()
        assert laptop.contents() == b.contents()
        assert b.one("SELECT count(*) FROM warga") == b.one(
            "SELECT count(DISTINCT nama) FROM warga"
        )
        assert b.one("SELECT count(*) FROM konflik") == 0
        b.close()
