"""Two laptops of one Posyandu join a day by a file: 0 doubles, nothing lost, however often."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sipd_desktop.base import ids
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.beda.daftar import count_beda, list_beda
from sipd_desktop.services.beda.putus import decide
from sipd_desktop.services.gabung_hari import HasilGabung, join_hari, open_hari
from sipd_desktop.services.gabung_keluar import write_hari
from sipd_desktop.services.hari.hadir import mark_hadir
from sipd_desktop.services.periksa import check_buku
from sipd_desktop.services.urungkan import undo
from sipd_desktop.wire import paket
from sync.alat import MELATI, Laptop
from sync.conftest import Pendaftar

TANGGAL = "2026-11-12"
HARI = ids.hari_buka_id(MELATI, TANGGAL)
KODE = "abjad kucing lampu sungai"
NILAI = {"berat_badan": ("9.10", "9.20", "9.30"), "tinggi_badan": ("80.1", "80.4", "81.0")}
BUKAN_ISI = {"tindakan", "konflik"}


@pytest.fixture(autouse=True)
def _quick_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strength of the words is tested on its own; here it only costs time."""
    monkeypatch.setattr(paket, "_OPS", 1)
    monkeypatch.setattr(paket, "_MEM", 1024 * 1024)


@pytest.fixture
def dua(tmp_path: Path) -> Any:
    """Two laptops that never met the centre, the day opened on both."""
    pair = Laptop(tmp_path / "a"), Laptop(tmp_path / "b")
    for one in pair:
        one.hari(TANGGAL)
    yield pair
    for one in pair:
        one.close()


def bawa(dari: Laptop, ke: Laptop, folder: Path) -> HasilGabung:
    """Write on one, join on the other."""
    path = folder / "gabung.sipd"
    write_hari(dari.buku, dari.petugas, path, HARI, kode=KODE)
    return gabung(ke, path)


def gabung(ke: Laptop, path: Path, kode: str = KODE) -> HasilGabung:
    amplop = paket.read_amplop(path.read_bytes())
    with ke.buku.read() as conn:
        found = open_hari(conn, amplop, kode)
    with ke.buku.write() as conn:
        hasil, _ = join_hari(conn, ke.petugas, found)
    return hasil


def rukun(a: Laptop, b: Laptop, folder: Path, rounds: int = 3) -> None:
    for _ in range(rounds):
        bawa(a, b, folder)
        bawa(b, a, folder)


def isi(one: Laptop) -> dict[tuple[str, str], tuple[dict[str, Any], bool]]:
    """All but acts: what the day says."""
    found = one.contents().items()
    return {k: (fields, gone) for k, (fields, gone, _) in found if k[0] not in BUKAN_ISI}


def beda(one: Laptop) -> list[tuple[Any, ...]]:
    rows = one.all(
        "SELECT id, kolom, nilai_dipakai, nilai_lain, perangkat_dipakai, perangkat_lain, putusan "
        "FROM beda_lokal ORDER BY id"
    )
    return [tuple(r) for r in rows]


def semua(one: Laptop) -> dict[str, list[tuple[Any, ...]]]:
    """The whole file, to see whether anything at all changed."""
    from pembuat import dump_all

    with one.buku.read() as conn:
        return dump_all(conn)


def anak(one: Laptop, nama: str, row_id: str | None = None) -> str:
    values = {
        "nama": nama,
        "jenis_kelamin": 2,
        "posyandu_id": MELATI,
        "tanggal_lahir": "2024-08-15",
    }
    return one.tambah("warga", values, row_id)


def test_each_laptop_gets_what_the_other_wrote_and_nothing_twice(
    dua: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    a, b = dua
    shared = ids.new_id()
    for one in dua:
        anak(one, "ALYA", shared)
    baru_a, baru_b = anak(a, "BAGAS"), anak(b, "CITRA")
    a.timbang(shared, HARI, TANGGAL, berat_badan="9.40")
    b.timbang(shared, HARI, TANGGAL, tinggi_badan="80.1")
    a.timbang(baru_a, HARI, TANGGAL, berat_badan="8.10")
    b.timbang(baru_b, HARI, TANGGAL, berat_badan="7.70")
    for one, person in ((a, shared), (a, baru_a), (b, shared), (b, baru_b)):
        with one.buku.write() as conn:
            mark_hadir(conn, one.petugas, HARI, person)
    rukun(a, b, tmp_path, 1)
    assert isi(a) == isi(b)
    image = a.image("isian", ids.isian_id("pemeriksaan_balita", shared, HARI))
    assert image is not None
    assert (image["berat_badan"], image["tinggi_badan"]) == ("9.40", "80.1")
    assert a.one("SELECT count(*) FROM kehadiran") == 3
    assert a.one("SELECT count(*) FROM warga") == 3
    assert beda(a) == beda(b) == []
    for one in dua:
        assert all(item.baik for item in check_buku(one.buku))


def test_the_same_value_measured_twice_differently_is_kept_twice_and_shown(
    dua: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    a, b = dua
    person = ids.new_id()
    for one in dua:
        anak(one, "ALYA", person)
    isian = a.timbang(person, HARI, TANGGAL, berat_badan="9.40")
    b.timbang(person, HARI, TANGGAL, berat_badan="9.20")
    assert bawa(a, b, tmp_path).beda == 1
    bawa(b, a, tmp_path)
    assert isi(a) == isi(b)
    assert beda(a) == beda(b)
    ((_, kolom, used, other, by, by_other, putusan),) = beda(a)
    image = a.image("isian", isian)
    assert image is not None
    assert image["berat_badan"] == "9.20"  # ditulis kemudian
    assert (kolom, used, other, putusan) == ("berat_badan", '"9.20"', '"9.40"', None)
    assert (by, by_other) == (b.state("device"), a.state("device"))


@pytest.mark.parametrize("first", ["a", "b"])
def test_repeating_in_both_directions_changes_nothing_more(
    dua: tuple[Laptop, Laptop], tmp_path: Path, first: str
) -> None:
    a, b = dua if first == "a" else dua[::-1]
    person = ids.new_id()
    for n, one in enumerate((a, b)):
        anak(one, "ALYA", person)
        one.timbang(person, HARI, TANGGAL, berat_badan=f"9.{n}0", tinggi_badan="80.1")
    rukun(a, b, tmp_path, 2)
    before = semua(a), semua(b)
    for _ in range(2):
        for source, target in ((a, b), (b, a)):
            done = bawa(source, target, tmp_path)
            assert (done.baru, done.berubah, done.beda) == (0, 0, 0)
    assert (semua(a), semua(b)) == before


def test_a_correction_made_after_joining_is_no_difference(
    dua: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    a, b = dua
    person = anak(a, "ALYA")
    isian = a.timbang(person, HARI, TANGGAL, berat_badan="9.40")
    bawa(a, b, tmp_path)
    b.ubah("isian", isian, berat_badan="9.30")  # b sudah melihat 9,40
    bawa(b, a, tmp_path)
    a.ubah("isian", isian, berat_badan="9.35")
    bawa(a, b, tmp_path)
    for one in dua:
        image = one.image("isian", isian)
        assert image is not None
        assert image["berat_badan"] == "9.35"
        assert beda(one) == []


def test_an_older_file_joined_later_takes_nothing_back(
    dua: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    a, b = dua
    person = anak(a, "ALYA")
    isian = a.timbang(person, HARI, TANGGAL, berat_badan="9.40")
    old = tmp_path / "lama.sipd"
    write_hari(a.buku, a.petugas, old, HARI, kode=KODE)
    a.ubah("isian", isian, berat_badan="9.30")
    bawa(a, b, tmp_path)
    done = gabung(b, old)
    assert (done.baru, done.berubah, done.beda) == (0, 0, 0)
    image = b.image("isian", isian)
    assert image is not None
    assert image["berat_badan"] == "9.30"


def test_voiding_travels_but_never_over_an_unseen_edit(
    dua: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    a, b = dua
    person, other = anak(a, "ALYA"), anak(a, "BAGAS")
    one_isian = a.timbang(person, HARI, TANGGAL, berat_badan="9.40")
    two_isian = a.timbang(other, HARI, TANGGAL, berat_badan="8.40")
    rukun(a, b, tmp_path, 1)
    a.batal("isian", one_isian)
    a.batal("isian", two_isian)
    b.ubah("isian", two_isian, berat_badan="8.50")
    rukun(a, b, tmp_path, 1)
    assert isi(a) == isi(b)
    assert isi(a)["isian", one_isian][1] is True
    assert isi(a)["isian", two_isian] == isi(b)["isian", two_isian]
    assert isi(a)["isian", two_isian][1] is False
    assert [row[1] for row in beda(a)] == ["deleted_at"]


def test_queue_numbers_and_steps_agree_without_bothering_anybody(
    dua: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    a, b = dua
    people = [ids.new_id() for _ in range(4)]
    for one in dua:
        for n, person in enumerate(people):
            anak(one, f"ANAK {n}", person)
    for one, order in ((a, people), (b, people[::-1])):
        for person in order:
            with one.buku.write() as conn:
                mark_hadir(conn, one.petugas, HARI, person)
    b.run("UPDATE kehadiran SET langkah = 3")
    rukun(a, b, tmp_path, 1)
    assert isi(a) == isi(b)
    assert beda(a) == []
    numbers = a.all("SELECT nomor, langkah FROM kehadiran ORDER BY nomor")
    assert [tuple(r) for r in numbers] == [(1, 3), (2, 3), (3, 3), (4, 3)]


def test_random_days_end_equal_on_both_and_lose_no_value(
    dua: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    a, b = dua
    acak = random.Random(20261112)
    people = [ids.new_id() for _ in range(6)]
    for one in dua:
        for n, person in enumerate(people):
            anak(one, f"ANAK {n}", person)
    for _ in range(12):
        for _ in range(acak.randint(1, 4)):
            one, person = acak.choice(dua), acak.choice(people)
            field = acak.choice(list(NILAI))
            one.timbang(person, HARI, TANGGAL, **{field: acak.choice(NILAI[field])})
        source, target = acak.sample(dua, 2)
        if acak.random() < 0.6:
            bawa(source, target, tmp_path)
    rukun(a, b, tmp_path, 2)
    assert isi(a) == isi(b)
    assert [r[:4] for r in beda(a)] == [r[:4] for r in beda(b)]
    for one in dua:
        assert all(item.baik for item in check_buku(one.buku))


def test_both_sync_afterwards_and_the_centre_has_nothing_twice(
    laptop: Pendaftar, tmp_path: Path
) -> None:
    a, b = laptop("a"), laptop("b")
    known = [anak(a, f"DIKENAL {n}") for n in range(3)]
    a.hari(TANGGAL)
    a.kirim_baik()
    b.kirim_baik()
    a.timbang(known[0], HARI, TANGGAL, berat_badan="9.40")
    b.timbang(known[0], HARI, TANGGAL, tinggi_badan="80.1")
    b.timbang(known[1], HARI, TANGGAL, berat_badan="8.40")
    a.ubah("warga", known[0], nama_ibu="SRI")
    b.timbang(anak(b, "PENDATANG"), HARI, TANGGAL, berat_badan="7.10")
    rukun(a, b, tmp_path, 2)
    assert isi(a) == isi(b)
    a.kirim()
    b.kirim()
    a.kirim_baik()
    b.kirim_baik()
    assert a.contents() == b.contents()
    assert a.one("SELECT count(*) FROM konflik") == 0
    assert a.one("SELECT count(*) FROM isian") == 3
    assert a.one("SELECT count(*) FROM warga") == 4


def test_a_laptop_that_dies_after_joining_has_lost_nothing(
    laptop_satu: Pendaftar, tmp_path: Path
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    a.hari(TANGGAL)
    person = anak(a, "HANYA DI A")
    isian = a.timbang(person, HARI, TANGGAL, berat_badan="9.40")
    bawa(a, b, tmp_path)
    b.kirim_baik()  # a tidak pernah mengirim
    c = laptop_satu("c")
    c.kirim_baik()
    image = c.image("isian", isian)
    assert image is not None
    assert image["berat_badan"] == "9.40"
    assert c.row("warga", person) is not None


def test_a_row_the_centre_confirmed_to_one_is_not_sent_again_by_the_other(
    laptop_satu: Pendaftar, tmp_path: Path
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    b.kirim_baik()
    person = anak(a, "SUDAH DI PUSAT")
    a.hari(TANGGAL)
    a.kirim_baik()
    a.timbang(person, HARI, TANGGAL, berat_badan="9.40")
    a.ubah("warga", person, nama_ibu="SRI")
    bawa(a, b, tmp_path)
    a.kirim_baik()
    done = b.kirim_baik()
    assert done.conflicts == 0
    a.kirim_baik()
    assert a.contents() == b.contents()


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("kode", "paket-kode-salah"),
        ("sendiri", "gabung-dari-sendiri"),
        ("desa", "paket-desa-lain"),
        ("contoh", "gabung-contoh"),
        ("posyandu", "gabung-posyandu-lain"),
        ("tutup", "gabung-hari-ditutup"),
    ],
)
def test_what_must_not_be_joined_is_refused_and_changes_nothing(
    dua: tuple[Laptop, Laptop], tmp_path: Path, how: str, code: str
) -> None:
    a, b = dua
    a.timbang(anak(a, "ALYA"), HARI, TANGGAL, berat_badan="9.40")
    path = tmp_path / "gabung.sipd"
    write_hari(a.buku, a.petugas, path, HARI, kode=KODE)
    target = a if how == "sendiri" else b
    if how == "desa":
        b.run("UPDATE setelan SET nilai = '3201012002' WHERE kunci = 'kode_desa'")
    if how == "contoh":
        b.run("UPDATE setelan SET nilai = '0' WHERE kunci = 'contoh'")
    if how == "posyandu":
        b.run("UPDATE posyandu SET id = ? WHERE id = ?", ids.new_id(), MELATI)
    if how == "tutup":
        b.ubah("hari_buka", HARI, status="tutup")
    before = semua(target)
    with pytest.raises(UserError, match=code):
        gabung(target, path, KODE if how != "kode" else "abjad kucing lampu padi")
    assert semua(target) == before


def test_a_laptop_that_lies_inside_its_file_changes_nothing(
    dua: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    """Words and signature are right, the contents are not: refused whole or left out, no crash."""
    a, b = dua
    a.timbang(anak(a, "ALYA"), HARI, TANGGAL, berat_badan="9.40")
    path = tmp_path / "gabung.sipd"
    write_hari(a.buku, a.petugas, path, HARI, kode=KODE)
    isi_asli = paket.open_kode(paket.read_amplop(path.read_bytes()), KODE)
    parts = [isi_asli.bagian(i) for i in range(len(isi_asli))]
    acak = random.Random(5)
    lies: list[Any] = [
        None,
        -1,
        2**63,
        2**80,
        random.Random(1).randbytes(4_500).hex(),
        "\u0000",
        [],
        {},
        [[]],
        True,
        "warga",
    ]
    before, refused, joined = semua(b), 0, 0
    for _ in range(150):
        number = acak.randrange(1, len(parts))
        tree = json.loads(parts[number])
        _lie(tree, acak, lies)
        data = paket.make_kode(
            a.state("device"),
            a.state("seed"),
            KODE,
            [*parts[:number], json.dumps(tree).encode(), *parts[number + 1 :]],
        )
        path.write_bytes(data)
        try:
            gabung(b, path)
            joined += 1
        except UserError:
            refused += 1
            continue
        finally:
            if not joined:
                assert semua(b) == before
    assert refused > 40
    assert all(item.baik for item in check_buku(b.buku))
    with b.buku.read() as conn:
        list_beda(conn, date(2026, 11, 12))


def _lie(tree: Any, acak: random.Random, lies: list[Any]) -> None:
    """Replace one value somewhere in the tree."""
    while True:
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        if not keys:
            return
        key = acak.choice(keys)
        if not isinstance(tree[key], dict | list) or not tree[key] or acak.random() < 0.15:
            tree[key] = acak.choice(lies)
            return
        tree = tree[key]


def test_a_difference_from_a_file_is_decided_in_the_inbox_and_travels(
    dua: tuple[Laptop, Laptop], tmp_path: Path
) -> None:
    a, b = dua
    person = ids.new_id()
    for one in dua:
        anak(one, "ALYA", person)
    isian = a.timbang(person, HARI, TANGGAL, berat_badan="9.40")
    b.timbang(person, HARI, TANGGAL, berat_badan="9.20")
    rukun(a, b, tmp_path, 1)
    with a.buku.read() as conn:
        (case,) = list_beda(conn, date(2026, 11, 12))
        assert count_beda(conn) == 1
    assert (case.dipakai.nilai, case.lain.nilai) == ("9,20 kg", "9,40 kg")
    with a.buku.write() as conn:
        changes = decide(conn, a.petugas, case.id, "lain")
    assert (a.image("isian", isian) or {})["berat_badan"] == "9.40"
    with a.buku.write() as conn:
        undo(conn, a.petugas, changes.tindakan)
        assert count_beda(conn) == 1  # Ctrl+Z membukanya lagi
        kept = decide(conn, a.petugas, case.id, "dipakai")  # tetap: catatannya tidak berubah
        assert count_beda(conn) == 0
    with a.buku.write() as conn:
        undo(conn, a.petugas, kept.tindakan)
        assert count_beda(conn) == 1, "keeping a value can be taken back too"
    with a.buku.write() as conn, pytest.raises(UserError, match="sudah-diubah-lagi"):
        undo(conn, a.petugas, kept.tindakan)
    with a.buku.write() as conn:
        decide(conn, a.petugas, case.id, "lain")
    bawa(a, b, tmp_path)
    assert isi(a) == isi(b)
    with b.buku.read() as conn:
        assert count_beda(conn) == 0
    assert (b.image("isian", isian) or {})["berat_badan"] == "9.40"
