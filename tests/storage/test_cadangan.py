"""A backup is one file that opens with the printed code alone, or it is no backup at all."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pembuat import SANDI, Dunia, Induk, code_of
from sipd_desktop.services.buka import Ruang, list_pengguna
from sipd_desktop.services.cadangan import back_up, copy_out, drill, has_changed, list_cadangan
from sipd_desktop.storage import cadangan as berkas
from sipd_desktop.storage import kunci, rak, tukar
from sipd_desktop.storage.cadangan_isi import read_isi
from sipd_desktop.storage.rak import Simpanan, choose_old
from sipd_desktop.storage.salinan import connect_copy


@pytest.fixture
def ruang(folder: Path, induk: Induk) -> Iterator[Ruang]:
    with Induk(folder, "", induk.key).tend().ruang as opened:
        yield opened


@pytest.fixture
def isi(ruang: Ruang) -> Dunia:
    """The opened folder with a few children in it."""
    with ruang.buku.read() as conn:
        dunia = Dunia(ruang, list_pengguna(conn)[0])
    hari = dunia.hari()
    for number in range(5):
        dunia.timbang(hari, dunia.balita(f"KENARI {number}"), "9.4")
    return dunia


def test_backup_holds_every_row_and_opens_with_the_printed_code(isi: Dunia, induk: Induk) -> None:
    made = back_up(isi.buku, "uji")
    assert made is not None
    found = read_isi(made.path)
    assert {w["jenis"] for w in found.bungkus} == {"pemulihan"}, "nothing that needs this laptop"
    key = kunci.open_wraps(found.bungkus, induk.kode.lower())
    assert key == induk.key
    assert berkas.verify_backup(made.path, key) == found
    conn = connect_copy(made.path, key)
    assert conn.execute("SELECT count(*) FROM warga").fetchone()[0] == 5
    conn.close()
    assert found.baris["warga"] == 5
    assert found.baris["tindakan"] == isi.one("SELECT count(*) FROM tindakan")
    assert kunci.open_wraps(found.bungkus, SANDI) is None


def test_no_word_of_a_person_is_readable_in_backup_or_journal(isi: Dunia) -> None:
    made = back_up(isi.buku, "uji")
    assert made is not None
    files = [p for p in isi.buku.path.parent.rglob("*") if p.is_file()]
    assert {p.suffix for p in files} >= {".cadangan", ".jrn"}
    for path in files:
        raw = path.read_bytes()
        for word in (b"KENARI", b"Bu Siti", b"SRI WAHYUNI", SANDI.encode()):
            assert word not in raw, path.name
    plain = sqlite3.connect(made.path)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_master").fetchone()
    plain.close()


def test_backup_is_made_while_others_write_and_holds_one_moment(isi: Dunia) -> None:
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            isi.balita("SAMBIL JALAN")

    worker = threading.Thread(target=write)
    worker.start()
    try:
        for _ in range(3):
            made = back_up(isi.buku, "uji")
            assert made is not None
            assert berkas.verify_backup(made.path, isi.buku.key).baris["warga"] >= 5
    finally:
        done.set()
        worker.join()


@pytest.mark.parametrize("cut", [1, 16, 40, 3000, 200_000])
def test_a_copy_that_was_cut_short_is_no_backup(isi: Dunia, tmp_path: Path, cut: int) -> None:
    made = back_up(isi.buku, "uji")
    assert made is not None
    short = tmp_path / "potong.cadangan"
    short.write_bytes(made.path.read_bytes()[:-cut])
    assert code_of(berkas.verify_backup, short, isi.buku.key) == "bukan-cadangan"


def test_a_flipped_bit_anywhere_is_found(isi: Dunia, tmp_path: Path) -> None:
    made = back_up(isi.buku, "uji")
    assert made is not None
    whole = made.path.read_bytes()
    bad = tmp_path / "rusak.cadangan"
    places = [*range(7, len(whole), len(whole) // 40), *range(len(whole) - 1500, len(whole), 97)]
    for place in places:
        raw = bytearray(whole)
        raw[place] ^= 0x10
        bad.write_bytes(raw)
        code = code_of(berkas.verify_backup, bad, isi.buku.key)
        assert code in ("cadangan-rusak", "bukan-cadangan", "cadangan-bukan-dari-sini"), place
    assert len(places) > 50


def test_giving_up_leaves_nothing_half(isi: Dunia) -> None:
    class Stop(Exception):
        pass

    left = 0

    def check() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Stop

    place = isi.buku.path.parent / rak.FOLDER
    for slices in (1, 2):
        left = slices
        before = sorted(p.name for p in place.iterdir())
        with pytest.raises(Stop):
            back_up(isi.buku, "uji", check=check)
        assert sorted(p.name for p in place.iterdir()) == before
    assert has_changed(isi.buku)
    back_up(isi.buku, "uji")
    assert not has_changed(isi.buku)


def test_copy_elsewhere_is_the_same_backup_and_told_when_it_stays_here(
    isi: Dunia, tmp_path: Path
) -> None:
    target = tmp_path / "flashdisk"
    target.mkdir()
    path, told, outside = copy_out(isi.buku, target)
    assert path.name.startswith("salinan-aman-melati-2-")
    assert berkas.verify_backup(path, isi.buku.key) == told
    assert not outside, "the same disk is not outside"
    assert [p.name for p in target.iterdir()] == [path.name]
    gone = tmp_path / "tercabut" / "x.cadangan"
    assert code_of(copy_out, isi.buku, gone) == "cadangan-tujuan-tidak-ada"


def test_drill_really_opens_the_backup(isi: Dunia) -> None:
    folder = isi.buku.path.parent
    back_up(isi.buku, "uji")
    assert drill(isi.buku) is True
    newest = list_cadangan(folder)[0].path
    raw = bytearray(newest.read_bytes())
    raw[9000] ^= 1
    newest.write_bytes(raw)
    assert drill(isi.buku) is False
    assert [p for p in (folder / rak.FOLDER).iterdir() if "latihan" in p.name] == []


def shelf(moments: list[datetime], size: int = 1_000_000) -> list[Simpanan]:
    """Newest first, numbered in the order they were made."""
    made = [Simpanan(n, when, size, Path(str(n))) for n, when in enumerate(moments, 1)]
    return made[::-1]


START = datetime(2026, 1, 1, 8, tzinfo=UTC)


def test_kept_are_12_recent_10_days_8_weeks_6_months() -> None:
    every_3h = shelf([START + timedelta(hours=3 * n) for n in range(8 * 300)])
    gone = {s.nomor for s in choose_old(every_3h)}
    kept = [s for s in every_3h if s.nomor not in gone]
    assert [s.nomor for s in kept[:12]] == [s.nomor for s in every_3h[:12]]
    assert len({s.waktu.date() for s in kept[:30]}) >= 10
    assert len({f"{s.waktu:%G%V}" for s in kept}) >= 8
    assert len({f"{s.waktu:%Y%m}" for s in kept}) >= 6
    assert 20 <= len(kept) <= 36
    assert choose_old(kept) == [], "sweeping again takes nothing more"


def test_cap_never_takes_the_two_newest() -> None:
    large = shelf([START + timedelta(days=n) for n in range(5)], size=400_000_000)
    assert [s.nomor for s in large if s not in choose_old(large)] == [5, 4]
    small = shelf([START + timedelta(days=n) for n in range(5)], size=150_000_000)
    assert [s.nomor for s in small if s not in choose_old(small)] == [5, 4, 3]


def test_clock_that_jumps_ten_years_keeps_the_newest() -> None:
    moments = [START + timedelta(hours=n) for n in range(20)]
    moments += [START + timedelta(days=3653, hours=n) for n in range(5)]
    moments += [START - timedelta(days=3653) + timedelta(hours=n) for n in range(15)]
    entries = shelf(moments)
    gone = {s.nomor for s in choose_old(entries)}
    assert gone.isdisjoint(range(29, 41)), "the last twelve made are kept, whatever their date"


def test_what_was_set_aside_stays_below_the_cap_and_the_newest_three_stay(tmp_path: Path) -> None:
    for _number in range(1, 8):
        place = tmp_path / tukar.new_aside(tmp_path, "rusak")
        place.mkdir(parents=True)
        (place / "sipd.db").write_bytes(b"x" * 100)
    assert tukar.prune_aside(tmp_path, cap=1_000) == 0
    assert tukar.prune_aside(tmp_path, cap=500) == 2
    left = sorted(p.name for p in (tmp_path / tukar.LAMA).iterdir())
    assert left == [f"{n:04d}-rusak" for n in range(3, 8)]
    assert tukar.prune_aside(tmp_path, cap=0) == 2
    assert len(list((tmp_path / tukar.LAMA).iterdir())) == tukar.SIMPAN
    assert tukar.new_aside(tmp_path, "rusak") == f"{tukar.LAMA}/0008-rusak"
