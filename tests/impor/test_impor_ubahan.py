"""What an import would change is told field by field before anything is stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from lembar_buatan import ACUAN, KEPALA, KK, nik, orang, write_xlsx

from pembuat import Dunia, answer_of, run_sipd
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.impor.tinjau import BarisTinjau, alasan, hitung, list_sel, list_tinjau

KK_LAIN = "3399070101150002"
BUDI = nik(12, 5, 1980)


def impor(dunia: Dunia, path: Path, *, kering: bool = False) -> Bacaan:
    return impor_berkas(dunia.buku, dunia.pengguna, path, acuan=ACUAN, kering=kering).bacaan


def sheet(tmp_path: Path, *rows: list[Any], head: list[str] | None = None) -> Path:
    return write_xlsx(tmp_path / "d.xlsx", [head or KEPALA, *rows])


def look(dunia: Dunia, path: Path) -> tuple[Bacaan, tuple[BarisTinjau, ...]]:
    bacaan = impor(dunia, path, kering=True)
    return bacaan, list_tinjau(bacaan)


def test_a_changed_row_names_each_field_before_and_after(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, orang(kawin="")))
    moved = orang(kerja="Pedagang", rtrw="002/002", kawin="K", tgl="13-05-1980")
    bacaan, (row,) = look(dunia, sheet(tmp_path, moved))
    assert row.golongan == "berubah"
    assert alasan(row).startswith("RT: 001 \u2192 002; ")
    told, plain = list_sel(bacaan, row)
    named = {cell.nama.casefold() for cell in told}
    assert {
        "rt: 001 \u2192 002",
        "tanggal lahir: 12 mei 1980 \u2192 13 mei 1980",
        "pekerjaan: petani/pekebun \u2192 pedagang",
    } <= named
    assert any(n.startswith("status kawin: (kosong) \u2192 ") for n in named)
    assert "pekerjaan" not in {cell.kunci for cell in plain}
    assert hitung((row,))["bertambah"] == 0
    impor(dunia, sheet(tmp_path, moved))
    _, (again,) = look(dunia, sheet(tmp_path, moved))
    assert (again.golongan, again.baris.ubahan) == ("sama", ())


def test_a_difference_names_both_values_before_it_is_stored(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, orang()))
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        who = conn.exec_driver_sql("SELECT id FROM warga").scalar_one()
        niat.update("warga", who, {"tempat_lahir": "Sukamaju"})
        niat.done()
    bacaan, (row,) = look(dunia, sheet(tmp_path, orang(tempat="Maju Lor")))
    assert row.golongan == "bentrok"
    assert alasan(row) == "Berbeda, perlu dipilih. Tempat lahir: Sukamaju \u2192 Maju Lor."
    (cell,) = list_sel(bacaan, row)[0]
    assert cell.nama == "Tempat lahir: di laptop Sukamaju, di berkas Maju Lor"


def test_numbers_stay_masked_and_the_other_household_is_named(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, orang(nik=None)))
    given = orang(kk=KK_LAIN)
    impor(dunia, sheet(tmp_path, orang()))
    bacaan, (row,) = look(dunia, sheet(tmp_path, given))
    said = " ".join([alasan(row), *(c.nama for c in list_sel(bacaan, row, buka=True)[0])])
    assert "3399********0001 \u2192 3399********0002" in said
    assert not [number for number in (KK, KK_LAIN, BUDI) if number in said]


def test_a_stored_value_that_only_some_may_see_is_not_told(dunia: Dunia, tmp_path: Path) -> None:
    head = [*KEPALA, "CARA KB"]
    impor(dunia, sheet(tmp_path, [*orang(), "Pil"], head=head))
    _, (row,) = look(dunia, sheet(tmp_path, [*orang(), "IUD"], head=head))
    assert row.baris.ubahan
    assert "(tertutup) \u2192" in alasan(row)
    assert "pil" not in alasan(row).casefold()


def bantuan(tmp_path: Path, *no_kk: str) -> Path:
    """The programme workbook of OpenSID."""
    book = openpyxl.Workbook()
    book.active.title = "Program"
    for row in (["Nama Program", "PKH"], ["Sasaran Program", 2], ["Asal Dana", "Pusat"]):
        book.active.append(row)
    people = book.create_sheet("Peserta")
    people.append(["Peserta", "No. Peserta", "NIK", "Nama"])
    for number in no_kk:
        people.append([number, "", "", ""])
    book.save(tmp_path / "bantuan.xlsx")
    return tmp_path / "bantuan.xlsx"


def test_a_record_added_to_somebody_stored_is_named_and_counted_apart(
    dunia: Dunia, tmp_path: Path
) -> None:
    impor(dunia, sheet(tmp_path, orang()))
    path = bantuan(tmp_path, KK)
    bacaan, rows = look(dunia, path)
    (row,) = [r for r in rows if r.golongan == "berubah"]
    assert alasan(row) == "Penerimaan bantuan PKH ditambahkan."
    assert [c.nama for c in list_sel(bacaan, row)[0]] == ["Penerimaan bantuan PKH ditambahkan"]
    counts = hitung(rows)
    assert (counts["berubah"], counts["bertambah"]) == (1, 1)
    impor(dunia, path)
    assert not [r for r in look(dunia, path)[1] if r.baris.ubahan]


def test_the_command_line_tells_the_same_changes(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, sheet(tmp_path, orang()))
    path = sheet(tmp_path, orang(tempat="Maju Lor"))
    folder = dunia.ruang.folder
    dunia.close()
    options = ("--kering", "--json", "--tanggal-acuan", ACUAN)
    (row,) = answer_of(run_sipd("impor", path, *options, data=folder))["rows"]
    assert row["ubahan"] == [
        {"kolom": "Tempat lahir", "lama": "Contohan", "baru": "Maju Lor", "bentrok": False}
    ]
