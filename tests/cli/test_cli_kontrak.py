"""What scripts rely on: one JSON document on standard output, exit codes, passphrase, who acts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from perintah_sipd import Run, told

from pembuat import SANDI, Dunia, Induk, answer_of, run_sipd
from sipd_desktop.base.pesan import PESAN
from sipd_desktop.cli import main as cli

SIAPKAN = ("siapkan", "--desa", "3399072004", "--nama-desa", "Sukamaju", "--nama", "Bu Siti")


def test_siapkan_answers_what_was_made(tmp_path: Path) -> None:
    done = run_sipd(
        *SIAPKAN,
        "--posyandu",
        "Melati:001/001",
        "--posyandu",
        "Mawar",
        "--json",
        data=tmp_path / "d",
    )
    answer = answer_of(done)
    assert set(answer) == {"folder", "pengguna", "kode_pemulihan"}
    assert (answer["folder"], answer["pengguna"]) == (str(tmp_path / "d"), "Bu Siti")
    again = answer_of(run_sipd("periksa", "--json", data=tmp_path / "d"))
    assert again["baik"] is True


def test_siapkan_without_passphrase_makes_four_words_shown_once(sipd: Run, tmp_path: Path) -> None:
    answer = told(sipd(*SIAPKAN, "--posyandu", "Melati", "--data", tmp_path / "d", "--json",
                       sandi=None))  # fmt: skip
    words = str(answer["kata_sandi"])
    assert len(words.split()) == 4
    assert told(sipd("periksa", "--data", tmp_path / "d", "--json", sandi=words))["baik"] is True


def test_siapkan_takes_an_empty_folder_and_refuses_a_full_one(sipd: Run, tmp_path: Path) -> None:
    (tmp_path / "isi").mkdir()
    (tmp_path / "isi" / "catatan.txt").write_text("x")
    (tmp_path / "kosong").mkdir()
    args = (*SIAPKAN, "--posyandu", "Melati", "--json", "--data")
    assert told(sipd(*args, tmp_path / "isi"), 1)["alasan"] == "folder-sudah-berisi"
    assert [p.name for p in (tmp_path / "isi").iterdir()] == ["catatan.txt"]
    told(sipd(*args, tmp_path / "kosong"))
    told(sipd(*args, tmp_path / "belum" / "ada"))


def test_siapkan_that_fails_leaves_nothing(sipd: Run, tmp_path: Path) -> None:
    args = (*SIAPKAN, "--posyandu", "Melati", "--json", "--data", tmp_path / "d")
    assert told(sipd(*args, sandi="pendek"), 1)["alasan"] == "sandi-terlalu-pendek"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "args",
    [
        ("siapkan", "--desa", "3399072004"),
        ("contoh", "--kk", "banyak", "--bulan", "1"),
        ("contoh", "--kk", "1", "--bulan", "-1"),
        ("laporan", "skdn"),
        ("periksa", "--tidak-ada"),
        ("tidak-ada",),
        ("laporan", "skdn", "--periode", "2026-11", "--keluar", "x.pdf", "--kertas", "A5"),
    ],
)
def test_wrong_use_ends_with_two_and_says_nothing_on_standard_output(
    sipd: Run, folder: Path, args: tuple[str, ...]
) -> None:
    known = args[0] != "tidak-ada"
    code, out, err = sipd(*args, *(["--data", folder, "--json"] if known else []))
    assert code == 2
    assert out == ""
    assert err


def test_help_lists_every_command(sipd: Run) -> None:
    code, out, _ = sipd("--help")
    assert code == 0
    assert all(name in out for name in cli.COMMANDS)
    groups = {"paket": ("keluar", "masuk")}
    for name in cli.COMMANDS:
        for inner in groups.get(name, ("",)):
            code, out, _ = sipd(name, *filter(None, (inner,)), "--help")
            assert code == 0
            assert "--json" in out


def test_passphrase_from_a_file_or_the_environment(sipd: Run, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "sandi.txt"
    file.write_bytes(b"\xef\xbb\xbf" + SANDI.encode() + b"\r\n")  # as Notepad writes it
    args = ("periksa", "--data", folder, "--json")
    assert told(sipd(*args, "--sandi-berkas", file, sandi=None))["baik"] is True
    assert told(sipd(*args, "--sandi-berkas", file, sandi="bukan yang ini dia"))["baik"] is True
    file.write_text("salah sekali sandi ini")
    assert told(sipd(*args, "--sandi-berkas", file), 1)["alasan"] == "sandi-salah"
    missing = told(sipd(*args, "--sandi-berkas", tmp_path / "tidak-ada"), 1)
    assert missing["alasan"] == "sandi-berkas-tak-terbaca"
    file.write_bytes(b"\xff\xfe\x00")
    assert told(sipd(*args, "--sandi-berkas", file), 1)["alasan"] == "sandi-berkas-tak-terbaca"


@pytest.mark.parametrize("command", [("periksa",), ("contoh", "--kk", "0", "--bulan", "0"),
                                     ("kirim",), ("laporan", "skdn", "--periode", "2026-11",
                                                  "--keluar", "x.csv")])  # fmt: skip
def test_missing_passphrase_is_told(sipd: Run, folder: Path, command: tuple[str, ...]) -> None:
    for nothing in (None, ""):
        answer = told(sipd(*command, "--data", folder, "--json", sandi=nothing), 1)
        assert answer["alasan"] == "sandi-kosong"


def test_refusal_without_json_is_a_sentence_on_standard_error(sipd: Run, folder: Path) -> None:
    code, out, err = sipd("periksa", "--data", folder, sandi="salah sekali sandi ini")
    assert (code, out) == (1, "")
    assert err.strip() == PESAN["sandi-salah"]


def test_folder_that_was_not_prepared_is_told(sipd: Run, tmp_path: Path) -> None:
    answer = told(sipd("periksa", "--data", tmp_path / "x", "--json"), 1)
    assert answer["alasan"] == "folder-belum-disiapkan"
    assert not (tmp_path / "x").exists()


def test_user_acts_by_name_and_an_unknown_one_is_refused(
    sipd: Run, induk: Induk, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    induk.copy(folder)
    args = ("contoh", "--kk", "1", "--bulan", "0", "--data", folder, "--json", "--pengguna")
    assert told(sipd(*args, "Orang Lain"), 1)["alasan"] == "pengguna-tidak-ada"
    dunia = Induk(folder, "", induk.key).reopen()
    assert dunia.one("SELECT count(*) FROM warga") == 0
    dunia.close()
    told(sipd(*args, "bu siti "))


def test_periksa_lists_what_it_looked_at(sipd: Run, folder: Path) -> None:
    answer = told(sipd("periksa", "--data", folder, "--json"))
    assert answer["baik"] is True
    rows = answer["periksa"]
    assert isinstance(rows, list)
    assert len(rows) >= 6
    assert all(set(row) == {"nama", "baik", "ket"} for row in rows)
    code, out, err = sipd("periksa", "--data", folder)
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == len(rows)


def test_version_is_told(sipd: Run) -> None:
    code, out, _ = sipd("--version")
    assert (code, out.strip()) == (0, "0.1.0")


LOADED = """
import sys
from sipd_desktop.cli.main import main
try:
    main()
finally:
    bad = sorted(m for m in sys.modules if m.startswith(("PySide6", "shiboken6")))
    sys.stderr.write("QT:" + ",".join(bad))
"""


@pytest.mark.parametrize("command", ["kirim", "periksa", "zskor"])
def test_commands_of_scripts_load_no_qt(folder: Path, tmp_path: Path, command: str) -> None:
    if command == "zskor":
        source = tmp_path / "in.csv"
        source.write_text(
            "sex,age_days,weight_kg,lenhei_cm,measure,headc_cm,muac_cm,oedema\nf,830,11,85,h,,,n\n"
        )
        done = run_sipd("zskor", source, tmp_path / "out.csv", "--json", code=LOADED)
    else:
        done = run_sipd(command, "--json", data=folder, code=LOADED)
    assert done.returncode == (1 if command == "kirim" else 0), done.stderr
    assert json.loads(done.stdout)
    assert done.stderr.rpartition("QT:")[2] == "", "only what draws loads Qt"


def test_kirim_before_enrolment_is_told_with_its_numbers(sipd: Run, folder: Path) -> None:
    answer = told(sipd("kirim", "--data", folder, "--json"), 1)
    assert answer["alasan"] == "belum-terdaftar"
    assert answer["unsent"]


def test_unforeseen_fault_is_one_document_too(
    sipd: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sipd_desktop.cli import periksa

    def broken(_: object) -> None:
        raise RuntimeError("rahasia 3399071508241234")

    monkeypatch.setattr(periksa, "check_buku", broken)
    result = sipd("periksa", "--data", folder, "--json")
    assert told(result, 1)["alasan"] == "kesalahan-program"
    assert result[2] == ""
    code, out, err = sipd("periksa", "--data", folder)
    assert (code, out) == (1, "")
    assert err.strip() == PESAN["kesalahan-program"]


def test_a_killed_client_leaves_the_folder_usable(sipd: Run, induk: Induk, tmp_path: Path) -> None:
    dunia: Dunia = induk.open(tmp_path / "data")
    dunia.timbang(dunia.hari(), dunia.balita(), "9.4")
    folder = dunia.ruang.folder
    (tmp_path / "salinan").mkdir()
    for file in folder.iterdir():  # the files as a kill would leave them: WAL not folded back
        (tmp_path / "salinan" / file.name).write_bytes(file.read_bytes())
    dunia.close()
    assert told(sipd("periksa", "--data", tmp_path / "salinan", "--json"))["baik"] is True
    found = Induk(tmp_path / "salinan", "", induk.key).reopen()
    assert found.one("SELECT count(*) FROM isian") == 1
    found.close()
