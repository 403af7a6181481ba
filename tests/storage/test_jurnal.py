"""The journal: backup + journal is the very file that was lost; what it lacks is counted."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from pembuat import Dunia, Induk
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.cadangan import back_up
from sipd_desktop.services.periksa import check_buku
from sipd_desktop.services.rawat import tell_pemulihan
from sipd_desktop.storage import jurnal, jurnal_baca
from sipd_desktop.storage.folder import DB
from sipd_desktop.storage.jurnal_baca import Bacaan, list_segmen, read_segmen

MACHINERY = frozenset(
    [
        "inkarnasi",
        "tindakan_urut",
        "tindakan_h",
        "tarik_penuh",
        "n_akhir",
        "rantai_akhir",
        "acked_n",
        "rantai",
    ]
)
"""What a new incarnation changes; everything else must be the same to the last row."""


@pytest.fixture(autouse=True)
def key(induk: Induk) -> None:
    """All folders of this file are copies of one: one key."""
    KEY.append(induk.key)


KEY: list[bytes] = []


def opened(folder: Path) -> Dunia:
    return Induk(folder, "", KEY[-1]).tend()


def content(dunia: Dunia) -> dict[str, list[tuple[object, ...]]]:
    found = dunia.dump()
    found["sync_state"] = [r for r in found["sync_state"] if r[0] not in MACHINERY]
    return found


def crash(dunia: Dunia) -> None:
    """The power goes: nothing is closed or folded back, but the lock is free again."""
    dunia.ruang._stack.pop_all()
    lock = dunia.ruang.folder / ".sipd.lock"
    lock.unlink()  # the process of this test lives on and would keep it


@pytest.fixture
def dunia(folder: Path) -> Iterator[Dunia]:
    """Two backups and, after the last one, a day of work of many kinds."""
    made = opened(folder)
    hari = made.hari()
    made.timbang(hari, made.balita("SEBELUM"), "9.4")
    back_up(made.buku, "uji")
    for number in range(4):
        child = made.balita(f"ANAK {number}")
        made.timbang(hari, child, "9.4", catatan="batuk")
        made.timbang(hari, child, "9.6")
    made.run("UPDATE setelan SET nilai = 'x' WHERE kunci = 'posyandu_kini'")
    yield made
    made.buku.close()


def flip(path: Path, place: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[place] ^= 0x21
    path.write_bytes(bytes(raw))


def damage_page(folder: Path) -> None:
    flip(folder / DB, 3 * 4096 + 100)


def damage_first_page(folder: Path) -> None:
    flip(folder / DB, 40)


def damage_truncated(folder: Path) -> None:
    with (folder / DB).open("r+b") as file:
        file.truncate(6 * 4096 + 77)


def damage_empty(folder: Path) -> None:
    (folder / DB).write_bytes(b"")


def damage_gone(folder: Path) -> None:
    (folder / DB).unlink()


def damage_noise(folder: Path) -> None:
    (folder / DB).write_bytes(b"bukan berkas data" * 5000)


DAMAGES = [
    damage_page,
    damage_first_page,
    damage_truncated,
    damage_empty,
    damage_gone,
    damage_noise,
]


@pytest.mark.parametrize(
    ("damage", "clean"),
    [pytest.param(d, n % 2 == 0, id=d.__name__) for n, d in enumerate(DAMAGES)],
)
def test_damaged_file_comes_back_whole(dunia: Dunia, damage: object, clean: bool) -> None:
    folder, before = dunia.ruang.folder, content(dunia)
    if clean:
        dunia.close()
    else:
        crash(dunia)
    bad = {p.name: p.read_bytes() for p in folder.glob("sipd.db")}
    damage(folder)  # type: ignore[operator]
    again = opened(folder)
    done = again.ruang.pemulihan
    assert done is not None
    assert done.cadangan is not None
    assert (done.hilang, done.pasti) == (0, True)
    assert done.diulang == 12, "one for each save of a person since the backup"
    assert content(again) == before
    assert all(b.baik for b in check_buku(again.buku))
    assert "0 catatan hilang" in tell_pemulihan(done)
    if damage is not damage_gone:
        assert (folder / done.tempat / DB).exists(), "the damaged file is kept"
        assert bad
    again.balita("SESUDAH")
    again.close()
    calm = opened(folder)
    assert calm.ruang.pemulihan is None, "told once"
    assert calm.one("SELECT count(*) FROM warga") == 6
    calm.close()


def test_damage_twice_loses_nothing_either(dunia: Dunia) -> None:
    """The work after a recovery stands on the same backup and the journal that went on."""
    folder = dunia.ruang.folder
    dunia.close()
    for number in range(2):
        damage_page(folder)
        again = opened(folder)
        again.balita(f"SESUDAH {number}")
        before = content(again)
        again.close()
    damage_truncated(folder)
    again = opened(folder)
    assert content(again) == before
    assert len(list((folder / "lama").iterdir())) == 3
    again.close()


@pytest.mark.parametrize("folded", [True, False], ids=["sebagian", "sejak-awal"])
def test_lost_wal_is_made_good(dunia: Dunia, tmp_path: Path, folded: bool) -> None:
    """Without its `-wal` the file stands at the moment of the last fold; the journal has it all."""
    folder = dunia.ruang.folder
    if folded:
        raw = dunia.buku.raw()
        raw.execute("PRAGMA wal_checkpoint(FULL)")
        raw.close()
        dunia.balita("SESUDAH DILIPAT")
    shutil.copyfile(folder / DB, tmp_path / "tanpa-wal")
    before = content(dunia)
    crash(dunia)
    dunia.buku.engine.dispose()
    for ending in ("-wal", "-shm"):
        (folder / (DB + ending)).unlink(missing_ok=True)
    shutil.copyfile(tmp_path / "tanpa-wal", folder / DB)
    again = opened(folder)
    done = again.ruang.pemulihan
    assert done is not None
    assert (done.cadangan is None) == folded
    assert (done.hilang, done.pasti) == (0, True)
    assert done.diulang > 0
    assert content(again) == before
    again.close()


def test_damaged_journal_beside_a_damaged_file_is_told_with_a_count(dunia: Dunia) -> None:
    folder = dunia.ruang.folder
    dunia.close()
    segment = list_segmen(folder)[-1].path
    flip(segment, segment.stat().st_size // 2)
    damage_page(folder)
    again = opened(folder)
    done = again.ruang.pemulihan
    assert done is not None
    assert not done.pasti, "nobody knows what stood behind the damage"
    assert 0 < done.diulang < 12
    assert "sedikitnya" in tell_pemulihan(done)
    assert all(b.baik for b in check_buku(again.buku))
    again.balita("SESUDAH")
    before = content(again)
    again.close()
    damage_page(folder)
    calm = opened(folder)
    assert calm.ruang.pemulihan is not None
    assert calm.ruang.pemulihan.pasti, "a new journal on a new backup"
    assert content(calm) == before
    calm.close()


def test_every_bit_of_the_journal_counts(dunia: Dunia) -> None:
    """Wherever a bit flips, what is done again is a beginning of what was done, never else."""
    folder = dunia.ruang.folder
    names = [n for (n,) in dunia.sql("SELECT nama FROM warga ORDER BY rid")]
    dunia.close()
    segment = list_segmen(folder)[-1].path
    whole, file = segment.read_bytes(), (folder / DB).read_bytes()
    counts = set()
    for place in range(9, len(whole), len(whole) // 6):
        raw = bytearray(whole)
        raw[place] ^= 4
        (folder / DB).write_bytes(file)
        shutil.rmtree(folder / "lama", ignore_errors=True)
        for old in list_segmen(folder):
            old.path.unlink()
        segment.parent.mkdir(exist_ok=True)
        segment.write_bytes(raw)
        damage_page(folder)
        again = opened(folder)
        found = [n for (n,) in again.sql("SELECT nama FROM warga ORDER BY rid")]
        assert found == names[: len(found)]
        counts.add(len(found))
        assert again.ruang.pemulihan is not None
        assert not again.ruang.pemulihan.pasti
        again.close()
        for newer in sorted((folder / "cadangan").glob("*.cadangan"))[2:]:
            newer.unlink()
    assert len(counts) > 2


def test_newest_backup_damaged_too_the_one_before_serves(dunia: Dunia) -> None:
    folder, before = dunia.ruang.folder, content(dunia)
    made = back_up(dunia.buku, "uji")
    dunia.balita("TERAKHIR")
    before = content(dunia)
    dunia.close()
    assert made is not None
    flip(made.path, 5000)
    damage_page(folder)
    again = opened(folder)
    assert again.ruang.pemulihan is not None
    assert again.ruang.pemulihan.cadangan is not None
    assert again.ruang.pemulihan.cadangan < made.waktu
    assert content(again) == before
    again.close()


def test_without_any_backup_the_refusal_changes_nothing(dunia: Dunia) -> None:
    folder = dunia.ruang.folder
    dunia.close()
    for path in (folder / "cadangan").glob("*.cadangan"):
        path.unlink()
    damage_page(folder)
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    with pytest.raises(UserError) as caught:
        opened(folder)
    assert caught.value.code == "berkas-rusak"
    after = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert {p.name for p in after} - {"sipd.db-wal", "sipd.db-shm"} == {p.name for p in before}
    assert after[folder / DB] == before[folder / DB]


def test_transaction_that_was_refused_leaves_no_record(dunia: Dunia) -> None:
    journal = dunia.buku.jurnal
    assert journal is not None
    size, letak = journal.bytes, journal.letak
    with contextlib.suppress(ZeroDivisionError), dunia.buku.write() as conn:
        conn.exec_driver_sql("UPDATE setelan SET nilai = 'y' WHERE kunci = 'posyandu_kini'")
        raise ZeroDivisionError
    assert dunia.one("SELECT nilai FROM setelan WHERE kunci = 'posyandu_kini'") == "x"
    assert (journal.bytes, journal.letak) == (size, letak)
    with dunia.buku.write() as conn:
        conn.exec_driver_sql("SELECT 1")
    assert journal.letak == letak, "reading is no write"
    dunia.balita("LAGI")
    assert journal.letak.n > letak.n


def test_full_disk_for_the_journal_does_not_refuse_the_record(
    dunia: Dunia, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = dunia.buku.jurnal
    assert journal is not None
    real = journal._file

    class Full:
        def write(self, _data: bytes) -> int:
            raise OSError(28, "penuh")

        def __getattr__(self, name: str) -> object:
            return getattr(real, name)

    monkeypatch.setattr(journal, "_file", Full())
    dunia.balita("TETAP TERSIMPAN")
    assert dunia.one("SELECT count(*) FROM warga WHERE nama = 'TETAP TERSIMPAN'") == 1
    assert journal.gagal
    monkeypatch.setattr(journal, "_file", real)
    back_up(dunia.buku, "uji")
    assert not journal.gagal
    dunia.balita("LAGI")
    before, folder = content(dunia), dunia.ruang.folder
    dunia.close()
    damage_page(folder)
    again = opened(folder)
    assert content(again) == before
    again.close()


def test_file_older_than_its_backups_is_set_aside(dunia: Dunia, induk: Induk) -> None:
    """The `-wal` of the first day was lost, or somebody put an old copy in place by hand."""
    folder, before = dunia.ruang.folder, content(dunia)
    dunia.close()
    shutil.copyfile(induk.folder / DB, folder / DB)
    again = opened(folder)
    assert content(again) == before
    done = again.ruang.pemulihan
    assert done is not None
    assert (folder / done.tempat / DB).read_bytes() == (induk.folder / DB).read_bytes()
    again.close()


@pytest.mark.parametrize("n", [1, 127, 128, 255, 256, 65_535, 65_536, 2**32 - 1, 2**32, 2**40])
def test_known_records_are_passed_by_their_number_alone(
    n: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a start the records that the file holds are checked, not unpacked."""
    key = bytes(range(32))
    (tmp_path / "jurnal").mkdir()
    journal = jurnal.Jurnal(tmp_path, key, jurnal.Letak("cafe0123", n - 1))
    engine = create_engine("sqlite://")
    for _ in range(2):
        journal.note("UPDATE warga SET nama = ?", ("A" * 4000,), many=False)
        with engine.begin() as conn:
            conn.exec_driver_sql("CREATE TABLE IF NOT EXISTS sync_state(kunci PRIMARY KEY, nilai)")
            journal.seal(conn)
        journal.kept()
    journal.close()
    (segment,) = list_segmen(tmp_path)

    unpacked: list[int] = []
    decode = jurnal_baca.zlib.decompress
    monkeypatch.setattr(jurnal_baca.zlib, "decompress", lambda b: unpacked.append(1) or decode(b))
    left = Bacaan()
    box = jurnal.box_of(key)
    found = list(read_segmen(segment.path, box, left, sudah=n))
    assert [(r.n, len(r.perintah)) for r in found] == [(n, 0), (n + 1, 1)]
    assert len(unpacked) == 1
    assert left.akhir == segment.path.stat().st_size


def test_transactions_in_parts_come_back_whole(folder: Path, monkeypatch) -> None:
    """What is too large for memory leaves it in parts, and is one transaction all the same."""
    monkeypatch.setattr(jurnal, "BAGIAN", 300)
    made = opened(folder)
    back_up(made.buku, "uji")
    hari = made.hari()
    for number in range(3):
        made.timbang(hari, made.balita(f"ANAK {number}"), "9.4", catatan="batuk")
    before = content(made)
    crash(made)
    damage_page(folder)
    again = opened(folder)
    assert again.ruang.pemulihan is not None
    assert (again.ruang.pemulihan.hilang, again.ruang.pemulihan.pasti) == (0, True)
    assert content(again) == before
    again.close()


@pytest.fixture
def bagian(tmp_path: Path, monkeypatch) -> jurnal.Jurnal:
    """A journal whose transactions leave memory with every statement; one is in it, whole."""
    monkeypatch.setattr(jurnal, "BAGIAN", 1)
    (tmp_path / "jurnal").mkdir()
    made = jurnal.Jurnal(tmp_path, bytes(range(32)), jurnal.Letak("cafe0123", 0))
    commit(made, "SATU", "DUA")
    return made


def note(journal: jurnal.Jurnal, *names: str) -> None:
    for name in names:
        journal.note("UPDATE warga SET nama = ?", (name,), many=False)


def commit(journal: jurnal.Jurnal, *names: str) -> None:
    note(journal, *names)
    with create_engine("sqlite://").begin() as conn:
        conn.exec_driver_sql("CREATE TABLE sync_state(kunci PRIMARY KEY, nilai)")
        journal.seal(conn)
    journal.kept()


def told(folder: Path) -> tuple[list[tuple[int, list[str]]], Bacaan]:
    (segment,) = list_segmen(folder)
    left = Bacaan()
    found = read_segmen(segment.path, jurnal.box_of(bytes(range(32))), left)
    return [(r.n, [str(p[0]) for _, _, p in r.perintah]) for r in found], left


def test_parts_cut_off_by_a_stop_are_no_transaction(bagian: jurnal.Jurnal, tmp_path: Path) -> None:
    note(bagian, "TIGA", "EMPAT")
    bagian.close()
    found, left = told(tmp_path)
    assert found == [(1, ["SATU", "DUA"])]
    assert not left.rusak
    again = jurnal.Jurnal(tmp_path, bytes(range(32)), jurnal.Letak("cafe0123", 1), akhir=left.akhir)
    commit(again, "LIMA")
    again.close()
    assert told(tmp_path)[0] == [(1, ["SATU", "DUA"]), (2, ["LIMA"])]


def test_parts_go_with_a_transaction_that_is_taken_back(
    bagian: jurnal.Jurnal, tmp_path: Path
) -> None:
    size = bagian.bytes
    note(bagian, "TIGA")
    assert bagian.bytes > size
    bagian.drop()
    assert bagian.bytes == size
    commit(bagian, "EMPAT")
    bagian.close()
    assert told(tmp_path)[0] == [(1, ["SATU", "DUA"]), (2, ["EMPAT"])]


def test_a_damaged_part_is_damage(bagian: jurnal.Jurnal, tmp_path: Path) -> None:
    end = bagian.bytes
    commit(bagian, "TIGA", "EMPAT")
    bagian.close()
    (segment,) = list_segmen(tmp_path)
    flip(segment.path, end + 20)
    found, left = told(tmp_path)
    assert found == [(1, ["SATU", "DUA"])]
    assert (left.rusak, left.akhir) == (True, end)
