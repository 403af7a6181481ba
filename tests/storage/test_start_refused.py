"""Start-up refuses what could lose or expose data, with a sentence, and changes nothing."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import types
from pathlib import Path

import pytest

from pembuat import SANDI, Induk, answer_of, run_sipd
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import PESAN, sentence
from sipd_desktop.bidang import SKEMA
from sipd_desktop.services.buka import open_ruang
from sipd_desktop.storage import engine
from sipd_desktop.storage import folder as tempat
from sipd_desktop.storage.engine import Buku, check_library


def refused(code: str, function: object, *args: object, **more: object) -> UserError:
    """The refusal, which must have a sentence of its own."""
    with pytest.raises(UserError) as caught:
        function(*args, **more)  # type: ignore[operator]
    assert caught.value.code == code
    assert code in PESAN
    assert "…" not in sentence(caught.value), "a gap of the sentence is not filled"
    return caught.value


def content(folder: Path) -> dict[str, bytes]:
    names = (tempat.DB, tempat.KUNCI, tempat.TANDA)
    return {n: (folder / n).read_bytes() for n in names if (folder / n).exists()}


def test_old_sqlite_is_refused() -> None:
    refused("sqlite-terlalu-lama", check_library, "3.51.2")
    refused("sqlite-terlalu-lama", check_library, "3.7.17")
    check_library("3.51.3")
    check_library()


def test_library_without_encryption_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = types.SimpleNamespace(connect=sqlite3.connect, sqlite_version="3.53.1")
    monkeypatch.setattr(engine, "sqlcipher", plain)
    refused("tanpa-sandi-berkas", check_library)


def test_start_asks_the_library_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = types.SimpleNamespace(connect=engine.sqlcipher.connect, sqlite_version="3.46.1")
    monkeypatch.setattr(engine, "sqlcipher", old)
    before = content(folder)
    refused("sqlite-terlalu-lama", open_ruang, folder, SANDI)
    assert content(folder) == before


def test_plain_file_is_refused_and_stays(folder: Path) -> None:
    (folder / tempat.DB).unlink()
    plain = sqlite3.connect(folder / tempat.DB)
    plain.execute("CREATE TABLE warga(nama)")
    plain.commit()
    plain.close()
    before = content(folder)
    refused("berkas-tidak-bersandi", open_ruang, folder, SANDI)
    assert content(folder) == before
    answer = answer_of(run_sipd("periksa", "--json", data=folder), 1)
    assert answer["alasan"] == "berkas-tidak-bersandi"
    assert answer["pesan"] == PESAN["berkas-tidak-bersandi"]


def test_file_of_ours_is_not_readable_without_its_key(folder: Path) -> None:
    raw = (folder / tempat.DB).read_bytes()
    assert not raw.startswith(b"SQLite format 3")
    plain = sqlite3.connect(folder / tempat.DB)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_master").fetchone()
    plain.close()


@pytest.mark.parametrize(
    "typed", ["padi kursi lampu laut", "", "x" * 40, "AAAA-BBBB-CCCC-DDDD-EEEE"]
)
def test_wrong_passphrase_is_refused_and_changes_nothing(folder: Path, typed: str) -> None:
    before = content(folder)
    refused("sandi-salah", open_ruang, folder, typed)
    assert content(folder) == before
    open_ruang(folder, SANDI).close()  # and the lock is free again


def test_wrong_key_is_refused(folder: Path) -> None:
    before = content(folder)
    buku = Buku(folder / tempat.DB, b"\x07" * 32)

    def look() -> None:
        with buku.read() as conn:
            conn.exec_driver_sql("SELECT 1")

    refused("kunci-salah", look)
    buku.close()
    assert content(folder) == before


def test_passphrase_is_forgiving_about_spaces_and_case(folder: Path) -> None:
    open_ruang(folder, "  Padi KURSI  lampu sungai ").close()


def test_newer_schema_is_refused_untouched(induk: Induk, tmp_path: Path) -> None:
    dunia = induk.open(tmp_path / "baru")
    dunia.run("UPDATE setelan SET nilai = ? WHERE kunci = 'skema'", str(SKEMA + 1))
    dunia.close()
    folder = tmp_path / "baru"
    before = content(folder)
    error = refused("berkas-lebih-baru", open_ruang, folder, SANDI)
    assert error.params == {"berkas": SKEMA + 1, "program": SKEMA}
    assert content(folder) == before
    assert answer_of(run_sipd("periksa", "--json", data=folder), 1)["alasan"] == "berkas-lebih-baru"
    assert content(folder) == before


HOLD = """
import sys, time
from pathlib import Path
from sipd_desktop.services.buka import open_ruang
ruang = open_ruang(Path(sys.argv[1]), sys.argv[2])
print("terbuka", flush=True)
time.sleep(120)
"""


@pytest.fixture
def other_program(folder: Path) -> subprocess.Popen[str]:
    """A second process that has the folder open."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), SANDI], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "terbuka\n"
    yield process
    if process.poll() is None:
        process.kill()
    process.wait()
    process.stdout.close()


def test_busy_folder_is_refused_and_free_after_a_kill(
    folder: Path, other_program: subprocess.Popen[str]
) -> None:
    refused("sedang-dipakai", open_ruang, folder, SANDI)
    for command in (["periksa"], ["contoh", "--kk", "1", "--bulan", "0"], ["kirim"]):
        answer = answer_of(run_sipd(*command, "--json", data=folder), 1)
        assert answer["alasan"] == "sedang-dipakai"
    other_program.send_signal(signal.SIGKILL)
    other_program.wait()
    open_ruang(folder, SANDI).close()
    assert answer_of(run_sipd("periksa", "--json", data=folder))["baik"] is True


def test_folder_is_busy_before_any_key_is_tried(
    folder: Path, other_program: subprocess.Popen[str]
) -> None:
    assert other_program.poll() is None
    refused("sedang-dipakai", open_ruang, folder, "salah sekali sandi ini")


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
/dev/sdb1 /media/kader/DATA\\040POSYANDU vfat rw 0 0
//10.0.0.2/desa /mnt/desa cifs rw 0 0
host:/srv /mnt/nfs nfs4 rw 0 0
tmpfs /run tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("/media/kader/DATA POSYANDU/sipd", "folder-di-flashdisk"),
        ("/mnt/desa/sipd", "folder-di-jaringan"),
        ("/mnt/nfs", "folder-di-jaringan"),
        ("/rumah/kader/OneDrive/sipd", "folder-di-awan"),
        ("/rumah/kader/OneDrive - Desa Sukamaju/sipd", "folder-di-awan"),
        ("/rumah/kader/Google Drive/sipd", "folder-di-awan"),
        ("/rumah/kader/Dropbox/a/b", "folder-di-awan"),
    ],
)
def test_place_where_the_file_could_break_is_refused(
    place: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.read_text

    def read(path: Path, *args: object, **more: object) -> str:
        return MOUNTS if str(path) == "/proc/mounts" else real(path, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "read_text", read)
    monkeypatch.setattr(sys, "platform", "linux")
    refused(code, tempat.check_place, Path(place))
    refused(code, open_ruang, Path(place), SANDI)
    tempat.check_place(Path("/rumah/kader/mnt/desa"))
    tempat.check_place(Path("/mnt/desaku"))


def test_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    refused("folder-belum-disiapkan", open_ruang, tmp_path, SANDI)
    refused("folder-belum-disiapkan", open_ruang, tmp_path / "tidak-ada", SANDI)
    (tmp_path / tempat.TANDA).write_text("bukan json")
    refused("berkas-kunci-rusak", open_ruang, tmp_path, SANDI)


@pytest.mark.parametrize("broken", ["", "{}", '{"bungkus": 3}', "[]", "\x00"])
def test_broken_key_file_is_told_apart_from_a_wrong_passphrase(folder: Path, broken: str) -> None:
    (folder / tempat.KUNCI).write_text(broken)
    refused("berkas-kunci-rusak", open_ruang, folder, SANDI)


@pytest.mark.parametrize("missing", [tempat.KUNCI, tempat.DB])
def test_half_a_folder_is_refused_and_not_made_whole(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    refused("folder-belum-disiapkan", open_ruang, folder, SANDI)
    assert not (folder / missing).exists()


def test_wrap_with_a_broken_part_is_told(folder: Path) -> None:
    path = folder / tempat.KUNCI
    found = json.loads(path.read_text())
    del found["bungkus"][0]["salt"]
    path.write_text(json.dumps(found))
    refused("berkas-kunci-rusak", open_ruang, folder, SANDI)


def test_broken_wrap_does_not_hide_one_that_opens(induk: Induk, folder: Path) -> None:
    path = folder / tempat.KUNCI
    found = json.loads(path.read_text())
    found["bungkus"] = [{"jenis": "sandi", "salt": 7}, {"baru": 1}, found["bungkus"][1]]
    path.write_text(json.dumps(found))
    open_ruang(folder, induk.kode).close()
    refused("berkas-kunci-rusak", open_ruang, folder, SANDI)


def test_folder_that_cannot_be_locked_is_told(folder: Path) -> None:
    (folder / tempat.LOCK).unlink(missing_ok=True)
    (folder / tempat.LOCK).mkdir()
    refused("folder-tak-bisa-ditulis", open_ruang, folder, SANDI)
