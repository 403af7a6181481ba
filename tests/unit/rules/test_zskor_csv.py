"""`sipd zskor`: real files in, real files out; wrong files get a sentence and write nothing."""

import csv
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan.zskor import PESAN
from sipd_desktop.cli import zskor as cli
from sipd_desktop.services.zskor import ROWS_LISTED, zskor

DATA = Path(__file__).parents[2] / "data" / "who"
HEAD = "case_id,sex,age_days,weight_kg,lenhei_cm,measure,headc_cm,muac_cm,oedema"
ROW = "1,M,500,10,80,L,46,14,n"
Z = ["zlen", "zwei", "zwfl", "zbmi", "zhc", "zac"]


def run(tmp_path: Path, text: str | bytes) -> tuple[list[dict[str, str]], object]:
    source, target = tmp_path / "masuk.csv", tmp_path / "keluar.csv"
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    hasil = zskor(source, target)
    raw = target.read_text("utf-8")
    delimiter = max(",;\t", key=raw.partition("\n")[0].count)
    with target.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=delimiter)), hasil


def zs(row: dict[str, str]) -> list[str]:
    return [row[name].replace(",", ".") for name in Z]


@pytest.mark.parametrize("name", ["anthro", "anthroplus"])
def test_the_vector_files_come_back_byte_for_byte(tmp_path: Path, name: str) -> None:
    """They already hold the outputs, so those are recomputed in place."""
    source = DATA / f"uji_{name}.csv"
    hasil = zskor(source, tmp_path / "keluar.csv")
    assert (tmp_path / "keluar.csv").read_bytes() == source.read_bytes()
    assert (hasil.jenis, hasil.bermasalah) == (name, 0)


@pytest.mark.parametrize("name", ["anthro", "anthroplus"])
def test_outputs_follow_the_inputs_when_only_those_are_given(tmp_path: Path, name: str) -> None:
    with (DATA / f"uji_{name}.csv").open(newline="") as file:
        full = list(csv.reader(file))
    inputs = full[0].index("cbmi" if name == "anthroplus" else "clenhei")
    text = "\n".join(",".join(row[:inputs]) for row in full) + "\n"
    (tmp_path / "masuk.csv").write_text(text)
    zskor(tmp_path / "masuk.csv", tmp_path / "keluar.csv")
    with (tmp_path / "keluar.csv").open(newline="") as file:
        assert list(csv.reader(file)) == full


def test_columns_we_do_not_know_stay_in_place(tmp_path: Path) -> None:
    text = f'catatan,{HEAD},RT\n"a, ""b""",{ROW},003\n'
    (row,), _ = run(tmp_path, text)
    assert (row["catatan"], row["RT"], row["case_id"]) == ('a, "b"', "003", "1")
    assert list(row)[:2] == ["catatan", "case_id"]
    assert list(row)[10] == "RT"
    assert list(row)[11] == "clenhei"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_semicolon_decimal_comma_and_bom_are_understood(
    tmp_path: Path, newline: str, bom: bytes
) -> None:
    plain, _ = run(tmp_path, f"{HEAD}\n1,M,500.5,10.25,80.5,h,46.5,14.5,n\n")
    text = HEAD.replace(",", ";") + newline + "1;M;500,5;10,25;80,5;h;46,5;14,5;n" + newline
    (row,), hasil = run(tmp_path, bom + text.encode())
    assert zs(row) == zs(plain[0])
    assert all(zs(row))
    assert row["clenhei"] == "81,2"
    assert hasil.bermasalah == 0  # type: ignore[attr-defined]


def test_semicolon_with_points_stays_with_points(tmp_path: Path) -> None:
    (row,), _ = run(tmp_path, HEAD.replace(",", ";") + "\n1;M;500;10.2;80.5;h;46;14;n\n")
    assert row["clenhei"] == "81.2"


def test_quoted_decimal_commas_in_a_comma_file_are_read(tmp_path: Path) -> None:
    (row,), _ = run(tmp_path, f'{HEAD}\n1,M,500,"10,0",80,L,46,14,n\n')
    (same,), _ = run(tmp_path, f"{HEAD}\n{ROW}\n")
    assert zs(row) == zs(same)


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8"])
def test_other_encodings_of_text_are_read(tmp_path: Path, encoding: str) -> None:
    (row,), _ = run(tmp_path, f"{HEAD},nama\n{ROW},Café\n".encode(encoding))
    assert row["nama"] == "Café"
    assert all(zs(row))


def test_header_names_are_matched_without_case_or_blanks(tmp_path: Path) -> None:
    (row,), _ = run(tmp_path, HEAD.upper().replace(",", " ,") + f"\n{ROW}\n")
    assert all(row[name] for name in Z)


BAD = [
    ("1,M,lima,10,80,L,46,14,n", "age_days", "bukan-angka"),
    ("1,M,500,10kg,80,L,46,14,n", "weight_kg", "bukan-angka"),
    ("1,M,500,1_0,80,L,46,14,n", "weight_kg", "bukan-angka"),
    ("1,M,500,nan,80,L,46,14,n", "weight_kg", "bukan-angka"),
    ("1,M,500,inf,80,L,46,14,n", "weight_kg", "bukan-angka"),
    ("1,M,500,1e9,80,L,46,14,n", "weight_kg", "terlalu-besar"),
    ("1,X,500,10,80,L,46,14,n", "sex", "kode-tak-dikenal"),
    ("1,M,500,10,80,Q,46,14,n", "measure", "kode-tak-dikenal"),
    ("1,M,500,10,80,L,46,14,mungkin", "oedema", "kode-tak-dikenal"),
    ("1,M,500,10,5,80,L,46,14,n", "", "jumlah-kolom"),
]


@pytest.mark.parametrize(("bad", "kolom", "sebab"), BAD)
def test_a_row_that_cannot_be_read_is_kept_with_empty_outputs(
    tmp_path: Path, bad: str, kolom: str, sebab: str
) -> None:
    rows, hasil = run(tmp_path, f"{HEAD}\n{ROW}\n{bad}\n{ROW}\n")
    assert len(rows) == 3
    assert rows[1]["age_days"] == bad.split(",")[2]
    assert set(zs(rows[1])) | {rows[1]["clenhei"], rows[1]["c9mo_flag"]} == {""}
    assert all(zs(rows[0]))
    assert zs(rows[2]) == zs(rows[0])
    assert hasil.bermasalah == 1  # type: ignore[attr-defined]
    (row,) = hasil.baris_bermasalah  # type: ignore[attr-defined]
    assert (row.baris, row.kolom, row.sebab) == (3, kolom, sebab)


@pytest.mark.parametrize(
    ("row", "kolom", "empty"),
    [
        ("1,M,500,0,80,L,46,14,n", "weight_kg", {"zwei", "zwfl", "zbmi"}),
        ("1,M,500,10,0,L,46,14,n", "lenhei_cm", {"zlen", "zwfl", "zbmi"}),
        ("1,M,500,-10,80,L,46,14,n", "weight_kg", {"zwei", "zwfl", "zbmi"}),
        ("1,M,-1,10,80,L,46,14,n", "age_days", set(Z)),
        ("1,M,500,10,80,L,-46,14,n", "headc_cm", {"zhc"}),
    ],
)
def test_zero_and_minus_count_as_missing_and_are_named(
    tmp_path: Path, row: str, kolom: str, empty: set[str]
) -> None:
    (out,), hasil = run(tmp_path, f"{HEAD}\n{row}\n")
    assert {name for name in Z if not out[name]} == empty
    (problem,) = hasil.baris_bermasalah  # type: ignore[attr-defined]
    assert (problem.kolom, problem.sebab) == (kolom, "harus-lebih-dari-nol")


def test_missing_cells_are_no_problem(tmp_path: Path) -> None:
    rows, hasil = run(tmp_path, f"{HEAD}\n1,,500,10,80,,0,NA,\n2,M\n3,,,,,,,,\n")
    assert [zs(row) for row in rows] == [[""] * 6] * 3
    assert rows[0]["clenhei"] == "80"
    assert (hasil.baris, hasil.bermasalah) == (3, 0)  # type: ignore[attr-defined]


def test_blank_lines_are_skipped_but_counted_in_row_numbers(tmp_path: Path) -> None:
    rows, hasil = run(tmp_path, f"{HEAD}\n\n{ROW}\n\n1,M,x,10,80,L,46,14,n\n")
    assert len(rows) == 2
    assert hasil.baris_bermasalah[0].baris == 5  # type: ignore[attr-defined]


def test_many_bad_rows_are_all_counted_and_the_first_named(tmp_path: Path) -> None:
    _, hasil = run(tmp_path, HEAD + "\n" + "1,M,x,10,80,L,46,14,n\n" * 150)
    assert hasil.bermasalah == 150  # type: ignore[attr-defined]
    assert len(hasil.baris_bermasalah) == ROWS_LISTED  # type: ignore[attr-defined]


REFUSED = [
    (b"", "zskor-kosong"),
    (b"  \n\n ", "zskor-kosong"),
    (b"\xef\xbb\xbf", "zskor-kosong"),
    (b"PK\x03\x04rest of a sheet", "zskor-bukan-csv"),
    (b"%PDF-1.7 text", "zskor-bukan-csv"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "zskor-bukan-csv"),
    (b"\xff\xfe\x00", "zskor-bukan-csv"),
    (b"nama,alamat\na,b\n", "zskor-bukan-tabel"),
    (b"<html><body>503</body></html>", "zskor-bukan-tabel"),
    (HEAD.encode() + b"\n", "zskor-tanpa-baris"),
    (HEAD.replace(",muac_cm", "").encode() + b"\n1\n", "zskor-kolom-kurang"),
    (HEAD.encode() + b"\n" + b'1,"' + b"x" * 200_000 + b'"\n', "zskor-bukan-csv"),
]


@pytest.mark.parametrize(("raw", "code"), REFUSED)
def test_a_wrong_file_is_refused_and_nothing_is_written(
    tmp_path: Path, raw: bytes, code: str
) -> None:
    (tmp_path / "masuk.csv").write_bytes(raw)
    (tmp_path / "keluar.csv").write_text("lama")
    with pytest.raises(UserError) as refused:
        zskor(tmp_path / "masuk.csv", tmp_path / "keluar.csv")
    assert refused.value.code == code
    assert (tmp_path / "keluar.csv").read_text() == "lama"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keluar.csv", "masuk.csv"]


def test_missing_columns_are_named_for_the_nearest_column_set(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sex,age_months,weight_kg\nM,100,20\n")
    with pytest.raises(UserError) as refused:
        zskor(tmp_path / "a.csv", tmp_path / "b.csv")
    assert refused.value.params["kolom"] == "height_cm, oedema"


def test_a_damaged_row_far_below_is_refused_without_a_half_file(tmp_path: Path) -> None:
    rows = f"{ROW}\n" * 1500
    (tmp_path / "a.csv").write_text(f'{HEAD}\n{rows}1,"{"x" * 200_000}"\n')
    with pytest.raises(UserError) as refused:
        zskor(tmp_path / "a.csv", tmp_path / "b.csv")
    assert refused.value.code == "zskor-bukan-csv"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_missing_file_a_folder_and_the_same_file_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    for bad in (source, tmp_path):
        with pytest.raises(UserError) as refused:
            zskor(bad, tmp_path / "b.csv")
        assert refused.value.code == "zskor-tak-terbaca"
    source.write_text(f"{HEAD}\n{ROW}\n")
    with pytest.raises(UserError) as refused:
        zskor(source, tmp_path / "." / "a.csv")
    assert refused.value.code == "zskor-berkas-sama"
    assert source.read_text() == f"{HEAD}\n{ROW}\n"


def test_a_target_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{HEAD}\n{ROW}\n")
    with pytest.raises(UserError) as refused:
        zskor(tmp_path / "a.csv", tmp_path / "tak-ada" / "b.csv")
    assert refused.value.code == "zskor-tak-tersimpan"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux only: a full disk")
def test_a_full_disk_is_named_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{HEAD}\n{ROW}\n")
    (tmp_path / "b.csv.part").symlink_to("/dev/full")
    with pytest.raises(UserError) as refused:
        zskor(tmp_path / "a.csv", tmp_path / "b.csv")
    assert refused.value.code == "zskor-disk-penuh"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_the_command_writes_one_json_document(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{HEAD}\n{ROW}\n1,M,x,10,80,L,46,14,n\n")
    args = [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
    told = CliRunner().invoke(cli.zskor, [*args, "--json"])
    assert told.exit_code == 0
    report = json.loads(told.stdout)
    assert {key: report[key] for key in ("baris", "bermasalah", "jenis")} == {
        "baris": 2, "bermasalah": 1, "jenis": "anthro",
    }  # fmt: skip
    assert report["baris_bermasalah"] == [{"baris": 3, "kolom": "age_days", "sebab": "bukan-angka"}]
    assert report["detik"] >= 0
    plain = CliRunner().invoke(cli.zskor, args)
    assert plain.exit_code == 0
    assert "2 baris" in plain.stdout
    assert "baris 3" in plain.stdout


def test_the_command_refuses_with_exit_1_and_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("")
    args = [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
    told = CliRunner().invoke(cli.zskor, [*args, "--json"])
    assert told.exit_code == 1
    assert json.loads(told.stdout)["alasan"] == "zskor-kosong"
    plain = CliRunner().invoke(cli.zskor, args)
    assert plain.exit_code == 1
    assert "kosong" in plain.stderr
    assert plain.stdout == ""


def test_wrong_use_is_exit_2() -> None:
    assert CliRunner().invoke(cli.zskor, []).exit_code == 2


def test_every_refusal_has_a_sentence() -> None:
    codes = {code for _, code in REFUSED} | {
        "zskor-tak-terbaca", "zskor-berkas-sama", "zskor-disk-penuh", "zskor-tak-tersimpan",
    }  # fmt: skip
    assert codes <= PESAN.keys()
    for code in codes:
        assert PESAN[code].format(berkas="a.csv", kolom="x").endswith(".")


def test_the_rules_and_the_command_load_no_numpy_and_no_qt() -> None:
    import subprocess

    program = (
        "import sys, sipd_desktop.services.zskor, sipd_desktop.rules.temuan, "
        "sipd_desktop.rules.skdn, sipd_desktop.rules.batas; "
        "print([m for m in ('numpy', 'PySide6', 'sqlalchemy', 'requests') if m in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
