"""The carried file: whole and genuine, or refused before anything in it is opened."""

from __future__ import annotations

import errno
import gzip
import os
import random
import resource
import struct
import time
import zlib
from pathlib import Path

import pytest

from sipd_desktop.base.errors import UserError
from sipd_desktop.wire import paket, paket_berkas
from sipd_desktop.wire.sign import new_seal_key, new_sign_key, sign_of_seal

LAPTOP = "0195f2c0-0000-7000-8000-000000000001"
KENARI = [f"KENARI PUTRI {n}" for n in range(100)] + [f"33990721092400{n:02d}" for n in range(100)]
SEED, PUB = new_sign_key()
PRIV, PUSAT = new_seal_key()
PARTS = [b'{"kepala":1}', *(f'{{"nama":"{k}"}}'.encode() * 9 for k in KENARI)]


def make(parts: list[bytes] | None = None) -> bytes:
    return paket.make_segel(paket.KIRIM, LAPTOP, SEED, bytes.fromhex(PUSAT), parts or PARTS)


def read_all(data: bytes) -> list[bytes]:
    """The whole road of a reader: shape, signature, seal, every part."""
    amplop = paket.read_amplop(data)
    paket.check_tanda(amplop, PUB)
    isi = paket.open_segel(amplop, bytes.fromhex(PRIV))
    return [isi.bagian(i) for i in range(len(isi))]


GOOD = make()


def test_what_goes_in_comes_out() -> None:
    assert read_all(GOOD) == PARTS
    amplop = paket.read_amplop(GOOD)
    assert (amplop.jenis, amplop.perangkat, amplop.pubkey) == ("K", LAPTOP, PUB)


def test_no_name_and_no_number_is_in_clear() -> None:
    found = [k for k in KENARI if k.encode() in GOOD or k.encode("utf-16-le") in GOOD]
    assert len(KENARI) == 200
    assert found == []
    by_words = paket.make_kode(LAPTOP, SEED, "abjad kucing lampu padi", PARTS)
    hidden = [*KENARI, "abjad", "kucing", "lampu", "padi"]
    assert [k for k in hidden if k.encode() in by_words] == []


def test_no_cut_file_is_ever_taken_for_a_whole_one() -> None:
    cuts = sorted({round(i * (len(GOOD) - 1) / 499) for i in range(500)})
    assert len(cuts) == 500
    for cut in cuts:
        with pytest.raises(UserError, match=r"paket-(bukan|tidak-lengkap)"):
            paket.read_amplop(GOOD[:cut])
    for extra in (b"\0", GOOD):
        with pytest.raises(UserError, match="paket-tidak-lengkap"):
            paket.read_amplop(GOOD + extra)


def test_two_thousand_flipped_bits_and_none_accepted() -> None:
    acak = random.Random(7)
    accepted = 0
    for _ in range(2_000):
        data = bytearray(GOOD)
        data[acak.randrange(len(data))] ^= 1 << acak.randrange(8)
        try:
            read_all(bytes(data))
            accepted += 1
        except UserError:
            continue
    assert accepted == 0


def test_hostile_files_crash_nothing_and_cost_little() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.monotonic()
    counted = hostile(1_500, seed=3)
    assert sum(counted.values()) == 1_500
    assert counted["diterima"] == 0
    assert len(counted) > 4  # bukan hanya satu pintu yang diuji
    assert time.monotonic() - start < 60
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def hostile(count: int, seed: int) -> dict[str, int]:
    """Mutated, spliced, signed-but-odd and random files; how each was refused."""
    acak = random.Random(seed)
    small = make(PARTS[:3])
    counted: dict[str, int] = {"diterima": 0}
    for _ in range(count):
        try:
            data = _hostile(acak, small)
            assert data != small
            read_all(data)
            counted["diterima"] += 1
        except UserError as error:
            counted[error.code] = counted.get(error.code, 0) + 1
    return counted


def _hostile(acak: random.Random, small: bytes) -> bytes:
    way = acak.randrange(6)
    data = bytearray(small)
    if way == 0:
        return acak.randbytes(acak.randrange(600))
    if way == 1:
        for _ in range(acak.randint(1, 12)):
            data[acak.randrange(len(data))] ^= acak.randint(1, 255)
        return bytes(data)
    if way == 2:
        at = acak.randrange(len(data))
        return bytes(data[:at] + acak.randbytes(acak.randint(1, 40)) + data[at:])
    if way == 3:  # ukuran yang berbohong, ditandatangani benar
        table = [(acak.choice((16, 40, 2**32 - 1)), acak.choice((0, 9, 2**31))) for _ in range(3)]
        return signed(bytes(data[:150]), table, acak.randbytes(96))
    if way == 4:
        return signed(bytes(data[:150]), [(96, acak.randrange(5_000))], acak.randbytes(96))
    return paket.MAGIC + paket.VERSI + acak.randbytes(acak.randrange(400))


def signed(head: bytes, table: list[tuple[int, int]], body: bytes) -> bytes:
    """A file with any size table, signed by the true key."""
    from nacl.signing import SigningKey

    fixed = head[: paket._HEAD.size - 2] + struct.pack(">H", len(table))
    data = fixed + b"".join(paket._ENTRY.pack(*e) for e in table) + body
    return data + SigningKey(bytes.fromhex(SEED)).sign(paket._signed(data)).signature


def test_bombs_are_refused_by_their_own_table_or_at_the_promised_byte() -> None:
    with pytest.raises(UserError, match="paket-terlalu-besar"):
        make([b"0" * 5_000_000])  # rasio di atas 100
    with pytest.raises(UserError, match="paket-terlalu-besar"):
        make([os.urandom(1), b"0" * (paket.MAX_ISI_BAGIAN + 1)])
    with pytest.raises(UserError, match="paket-terlalu-besar"):
        make([b"x"] * (paket.MAX_BAGIAN + 1))
    bomb = gzip.compress(b"\0" * 50_000_000, 9)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.monotonic()
    with pytest.raises(UserError, match="paket-palsu"):
        paket.inflate(bomb, 1_000)
    assert time.monotonic() - start < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
    for table in ([(100, 200)] * 1001, [(8_000_000, 8_000_001)], [(90_000, 8_000_000)] * 30):
        with pytest.raises(UserError, match="paket-t"):
            paket.read_amplop(signed(GOOD[:150], table, b""))
    with pytest.raises(UserError, match="paket-palsu"):
        paket.inflate(zlib.compress(b"bukan gzip"), 10)


def test_only_the_right_key_signs_and_only_the_right_one_opens() -> None:
    other_seed, other_pub = new_sign_key()
    forged = paket.make_segel("K", LAPTOP, other_seed, bytes.fromhex(PUSAT), PARTS[:2])
    with pytest.raises(UserError, match="paket-palsu"):
        read_all(forged)
    relabelled = forged.replace(bytes.fromhex(other_pub), bytes.fromhex(PUB))
    with pytest.raises(UserError, match="paket-palsu"):
        read_all(relabelled)
    elsewhere, _ = new_seal_key()
    with pytest.raises(UserError, match="paket-bukan-untuk-kita"):
        paket.open_segel(paket.read_amplop(GOOD), bytes.fromhex(elsewhere))
    assert sign_of_seal(PRIV)[1] == sign_of_seal(PRIV)[1] != sign_of_seal(elsewhere)[1]


def test_a_file_by_words_opens_with_these_words_only() -> None:
    data = paket.make_kode(LAPTOP, SEED, "Abjad  kucing lampu PADI", PARTS[:2])
    amplop = paket.read_amplop(data)
    assert paket.open_kode(amplop, " abjad kucing lampu padi ").bagian(1) == PARTS[1]
    with pytest.raises(UserError, match="paket-kode-salah"):
        paket.open_kode(amplop, "abjad kucing lampu sawah")
    thief, thief_pub = new_sign_key()
    resigned = data[: -paket._SIG].replace(bytes.fromhex(PUB), bytes.fromhex(thief_pub))
    from nacl.signing import SigningKey

    resigned += SigningKey(bytes.fromhex(thief)).sign(paket._signed(resigned)).signature
    swapped = paket.read_amplop(resigned)
    paket.check_tanda(swapped, thief_pub)  # tanda tangannya benar, tetapi bukan pembuatnya
    with pytest.raises(UserError, match="paket-kode-salah"):
        paket.open_kode(swapped, "abjad kucing lampu padi")


# --- on the stick


def test_a_written_file_is_there_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.sipd"
    seen: list[tuple[int, int]] = []
    paket_berkas.write_berkas(path, GOOD, lambda done, all_: seen.append((done, all_)))
    assert path.read_bytes() == GOOD == paket_berkas.read_berkas(path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.sipd"]
    assert seen[-1] == (len(GOOD), len(GOOD))


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EIO, "flashdisk-tercabut"),
        (errno.ENODEV, "flashdisk-tercabut"),
        (errno.ENOSPC, "flashdisk-penuh"),
        (errno.EROFS, "flashdisk-terkunci"),
    ],
)
def test_a_stick_that_goes_away_leaves_no_file_and_the_old_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    path = tmp_path / "a.sipd"
    path.write_bytes(b"yang lama")
    monkeypatch.setattr(paket_berkas, "POTONG", 1_000)
    real, count = os.write, [0]
    steps = -(-len(GOOD) // 1_000)
    for fail_at in range(1, steps + 1, 5):
        count[0] = 0

        def write(handle: int, data: bytes, at: int = fail_at) -> int:
            count[0] += 1
            if count[0] == at:
                raise OSError(number, "cabut")
            return real(handle, data)

        monkeypatch.setattr(paket_berkas.os, "write", write)
        with pytest.raises(UserError, match=code):
            paket_berkas.write_berkas(path, GOOD)
        monkeypatch.setattr(paket_berkas.os, "write", real)
        assert count[0] == fail_at
        assert path.read_bytes() == b"yang lama"
        assert [p.name for p in tmp_path.iterdir()] == ["a.sipd"]


def test_a_stick_that_lies_is_found_out_by_reading_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(paket_berkas.os, "write", lambda h, d: real(h, b"\0" * len(d)))
    with pytest.raises(UserError, match="flashdisk-tercabut"):
        paket_berkas.write_berkas(tmp_path / "a.sipd", GOOD)
    assert list(tmp_path.iterdir()) == []


def test_giving_up_half_way_leaves_nothing(tmp_path: Path) -> None:
    class Batal(Exception):
        pass

    def maju(done: int, _all: int) -> None:
        if done:
            raise Batal

    with pytest.raises(Batal):
        paket_berkas.write_berkas(tmp_path / "a.sipd", GOOD, maju)
    assert list(tmp_path.iterdir()) == []
