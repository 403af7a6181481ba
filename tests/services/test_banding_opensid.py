"""The list for OpenSID where no event was written: imports, decisions, forms; never an echo."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Connection

from pembuat import HARI_INI, Dunia, make_warga
from sipd_desktop.base.paths import resources
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.hari.kehamilan import mark_hamil
from sipd_desktop.services.impor.batal import cancel_impor
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.impor.pilih import choose_bentrok, list_bentrok
from sipd_desktop.services.penduduk.dimasukkan import mark_dimasukkan
from sipd_desktop.services.penduduk.lengkapi import DataWarga, record_lengkapi
from sipd_desktop.services.penduduk.opensid import collect_opensid, write_opensid
from sipd_desktop.services.penduduk.perubahan import Perubahan, count_perubahan, list_perubahan
from sipd_desktop.services.penduduk.rumah_tangga import record_ganti_kepala
from sipd_desktop.services.urungkan import undo

CONTOH = resources() / "contoh" / "penduduk_opensid.xlsx"
ORANG = 60
"""People of the sample that the tests import."""


@pytest.fixture(scope="session")
def isi() -> list[list[Any]]:
    sheet = openpyxl.load_workbook(CONTOH, read_only=True).worksheets[0]
    return [list(r) for r in sheet.iter_rows(values_only=True, max_row=ORANG + 1)]


def sheet(path: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Data Penduduk"
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def impor(dunia: Dunia, path: Path) -> None:
    impor_berkas(dunia.buku, dunia.pengguna, path, acuan=HARI_INI, kering=False)


def lain(tmp_path: Path, isi: list[list[Any]], nama: str, **values: object) -> Path:
    """A list from elsewhere about one person of the sample."""
    row = next(r for r in isi if r[isi[0].index("nama")] == nama)
    keep = ("nama", "no_kk", "nik", "tanggallahir", "sex")
    cells = {k: row[isi[0].index(k)] for k in keep} | values
    names = {"tanggallahir": "TGL LAHIR", "sex": "L/P", "no_kk": "NO. KK"}
    head = [names.get(k, k.upper()) for k in cells]
    return sheet(tmp_path / "lain.xlsx", [head, [*cells.values()]])


@pytest.fixture
def desa(dunia: Dunia, isi: list[list[Any]], tmp_path: Path) -> Dunia:
    """A folder that holds what OpenSID holds, with its operator."""
    dunia.run("UPDATE kader SET jabatan = 'operator', posyandu_id = NULL")
    impor(dunia, sheet(tmp_path / "opensid.xlsx", isi))
    return dunia


def told(dunia: Dunia) -> list[tuple[str, str, str]]:
    return [(p.nama, p.rincian or p.label, p.cara) for p in dunia.read(list_perubahan)]


def edit(conn: Connection, petugas: Any, tbl: str, row_id: str, **values: Any) -> None:
    niat = Niat(conn, petugas)
    niat.update(tbl, row_id, values)
    niat.done()


def someone(dunia: Dunia, where: str = "shdk = 4") -> tuple[str, str]:
    return dunia.sql(f"SELECT id, nama FROM warga WHERE {where} ORDER BY nama LIMIT 1")[0]


def test_what_opensid_gave_is_not_told_to_it(desa: Dunia) -> None:
    assert desa.one("SELECT count(*) FROM warga") == ORANG
    assert told(desa) == []


def test_an_edit_in_any_form_is_told_until_it_is_entered_and_again_when_it_changes(
    desa: Dunia,
) -> None:
    ibu, nama = someone(desa, "shdk = 3 AND (hamil IS NULL OR hamil = 0)")
    unit = desa.one("SELECT posyandu_id FROM warga WHERE id = ?", ibu)
    desa.run("UPDATE kader SET jabatan = 'ketua', posyandu_id = ?", unit)
    desa.act(mark_hamil, ibu, HARI_INI, hpht=date(2026, 9, 1))
    desa.run("UPDATE kader SET jabatan = 'operator', posyandu_id = NULL")
    assert told(desa) == [(nama, "Sedang hamil", "lewat impor")]
    (row,) = desa.read(list_perubahan)
    made = desa.act(mark_dimasukkan, [row.id], HARI_INI)
    assert told(desa) == []
    assert [p.rincian for p in desa.read(list_perubahan, sudah=True)] == ["Sedang hamil"]
    desa.act(undo, made.tindakan)
    assert told(desa) == [(nama, "Sedang hamil", "lewat impor")]
    assert desa.read(list_perubahan, sudah=True) == ()
    desa.act(mark_dimasukkan, [row.id], HARI_INI)
    desa.act(edit, "warga", ibu, hamil=False)
    assert told(desa) == [(nama, "Sedang hamil", "lewat impor")]


def test_a_value_of_another_source_is_told_and_goes_into_the_file(
    desa: Dunia, isi: list[list[Any]], tmp_path: Path
) -> None:
    _, nama = someone(desa)
    impor(desa, lain(tmp_path, isi, nama, suku="BADUY"))
    assert told(desa) == [(nama, "Suku", "lewat impor")]
    (row,) = desa.read(list_perubahan)
    cells, _ = desa.act(collect_opensid, [row.id])
    path = tmp_path / "ke-opensid.xlsx"
    write_opensid(path, cells)
    assert [c.value for c in openpyxl.load_workbook(path).worksheets[0][2]].count("BADUY") == 1
    (batch,) = desa.sql("SELECT id FROM impor_batch WHERE profil <> 'opensid-penduduk'")[0]
    desa.act(cancel_impor, batch, acuan=HARI_INI)
    assert told(desa) == []


def test_a_correction_that_came_back_from_opensid_is_settled_by_itself(
    desa: Dunia, isi: list[list[Any]], tmp_path: Path
) -> None:
    anak, nama = someone(desa)
    desa.act(record_lengkapi, anak, DataWarga(nama=f"{nama} BARU"), hari_ini=HARI_INI)
    assert told(desa) == [(f"{nama} BARU", "Nama", "lewat impor")], "one line, not two"
    column = isi[0].index("nama")
    newer = [
        [*r[:column], f"{r[column]} BARU" if r[column] == nama else r[column], *r[column + 1 :]]
        for r in isi
    ]
    impor(desa, sheet(tmp_path / "baru.xlsx", newer))
    assert told(desa) == []


def test_taking_the_value_of_opensid_is_no_echo_and_keeping_ours_is_told(
    desa: Dunia, isi: list[list[Any]], tmp_path: Path
) -> None:
    (a, nama_a), (b, nama_b) = desa.sql(
        "SELECT id, nama FROM warga WHERE shdk = 4 ORDER BY nama LIMIT 2"
    )
    for one in (a, b):
        desa.act(edit, "warga", one, tempat_lahir="Slawi")
    assert [n for n, _, _ in told(desa)] == [nama_a, nama_b]
    column, name = isi[0].index("tempatlahir"), isi[0].index("nama")
    newer = [
        [*r[:column], "Brebes" if r[name] in (nama_a, nama_b) else r[column], *r[column + 1 :]]
        for r in isi
    ]
    impor(desa, sheet(tmp_path / "baru.xlsx", newer))
    asked = {q.id: q for q in desa.read(list_bentrok, desa.petugas)}
    desa.act(choose_bentrok, asked[a], "berkas", acuan=HARI_INI)
    desa.act(choose_bentrok, asked[b], "tetap", acuan=HARI_INI)
    assert told(desa) == [(nama_b, "Tempat lahir", "lewat impor")]


def test_an_address_and_a_relation_are_typed_by_hand(desa: Dunia) -> None:
    kk, head = desa.sql("SELECT keluarga_id, nama FROM warga WHERE shdk = 1 ORDER BY nama LIMIT 1")[
        0
    ]
    desa.act(edit, "keluarga", kk, alamat="Jalan Baru 5")
    assert told(desa) == [(head, "Alamat", "ketik di OpenSID")]


def test_another_head_is_one_line_and_its_mark_enters_all_relations(desa: Dunia) -> None:
    wife = desa.sql(
        "SELECT id FROM warga w WHERE shdk = 3 AND (SELECT count(*) FROM warga "
        "WHERE keluarga_id = w.keluarga_id) > 2 ORDER BY nama LIMIT 1"
    )[0]
    desa.act(record_ganti_kepala, wife[0], HARI_INI, hari_ini=HARI_INI)
    rows: tuple[Perubahan, ...] = desa.read(list_perubahan)
    assert [p.jenis for p in rows] == ["ganti_kepala"]
    desa.act(mark_dimasukkan, [rows[0].id], HARI_INI)
    assert told(desa) == []


def test_somebody_opensid_does_not_know_is_told_where_it_knows_the_others(desa: Dunia) -> None:
    home = desa.one("SELECT keluarga_id FROM warga GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    unit = desa.one("SELECT posyandu_id FROM warga WHERE keluarga_id = ? LIMIT 1", home)
    desa.write(make_warga, desa.petugas, "TUTI", keluarga_id=home, posyandu_id=unit)
    desa.write(make_warga, desa.petugas, "JAUH", rt="009", rw="009")
    assert told(desa) == [("TUTI", "Belum ada di OpenSID", "lewat impor")]
    desa.act(mark_dimasukkan, [p.id for p in desa.read(list_perubahan)], HARI_INI)
    assert desa.read(count_perubahan) == 0


def test_another_list_in_between_does_not_make_opensid_forget(
    desa: Dunia, isi: list[list[Any]], tmp_path: Path
) -> None:
    """A value that SIAK gave first and OpenSID confirmed is known to OpenSID."""
    _, nama = someone(desa)
    impor(desa, lain(tmp_path, isi, nama, suku="BADUY"))
    column, name = isi[0].index("suku"), isi[0].index("nama")
    newer = [
        [*r[:column], "BADUY" if r[name] == nama else r[column], *r[column + 1 :]] for r in isi
    ]
    again = sheet(tmp_path / "baru.xlsx", newer)
    impor(desa, again)
    assert told(desa) == []
    before = desa.dump()
    impor(desa, again)
    assert desa.dump() == before
