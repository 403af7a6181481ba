"""The list for OpenSID, its file read back by our importer, LAMPID, children without NIK."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pembuat import (
    HARI_INI,
    MAWAR_ID,
    MELATI_ID,
    Dunia,
    answer_of,
    make_keluarga,
    make_warga,
    run_sipd,
)
from sipd_desktop.base.errors import NotAllowed, UserError
from sipd_desktop.rules.periode import Periode
from sipd_desktop.services.impor.baca import read_isi_berkas
from sipd_desktop.services.impor.profil import OPENSID
from sipd_desktop.services.laporan.bayi_nik import list_bayi
from sipd_desktop.services.laporan.daftar import find_laporan
from sipd_desktop.services.laporan.jenis import Diminta
from sipd_desktop.services.laporan.lampid import Lampid, open_lampid
from sipd_desktop.services.laporan.terbit import issue
from sipd_desktop.services.penduduk.batal import revoke_status
from sipd_desktop.services.penduduk.datang import Datang, record_datang
from sipd_desktop.services.penduduk.dimasukkan import mark_dimasukkan
from sipd_desktop.services.penduduk.gabungkan import record_gabung
from sipd_desktop.services.penduduk.lahir import Bayi, record_lahir
from sipd_desktop.services.penduduk.lengkapi import DataWarga, record_lengkapi
from sipd_desktop.services.penduduk.meninggal import record_meninggal
from sipd_desktop.services.penduduk.opensid import collect_opensid, write_opensid
from sipd_desktop.services.penduduk.perubahan import count_perubahan, list_perubahan
from sipd_desktop.services.penduduk.pindah import record_pindah
from sipd_desktop.services.urungkan import undo

NOVEMBER = Periode(2026, 11)


@pytest.fixture
def desa(dunia: Dunia) -> dict[str, str]:
    """A month with one of each: birth, arrival, death, move, and a completed NIK."""
    with dunia.buku.write() as conn:
        kk = make_keluarga(conn, dunia.petugas, no_kk="3399070000000001", dusun="KRAJAN")
        him = make_warga(
            conn, dunia.petugas, "DEDI", keluarga_id=kk, jenis_kelamin=1, shdk=1, agama=1,
            nik="3399070101900001", tanggal_lahir="1990-01-01", pekerjaan=9, status_kawin=2,
        )  # fmt: skip
        her = make_warga(
            conn, dunia.petugas, "SRI", keluarga_id=kk, shdk=3, agama=1, nik="3399074505950001"
        )
        old = make_warga(conn, dunia.petugas, "KARTI", keluarga_id=kk, shdk=8)
        away = make_warga(conn, dunia.petugas, "BUDI", keluarga_id=kk, jenis_kelamin=1, shdk=9)
    born = dunia.act(record_lahir, her, (Bayi("L", berat=Decimal("3.1")),), date(2026, 11, 3),
                     hari_ini=HARI_INI, tempat="Tegal").bayi[0]  # fmt: skip
    new = dunia.act(
        record_datang,
        Datang("TUTI", "P", date(2000, 2, 29), nik="3399076902000003", dari="Brebes"),
        date(2026, 11, 4),
        hari_ini=HARI_INI,
        ke=kk,
    ).warga_id
    dunia.act(record_meninggal, old, date(2026, 11, 5), hari_ini=HARI_INI)
    dunia.act(record_pindah, [away], date(2026, 11, 6), hari_ini=HARI_INI, ke="Slawi")
    dunia.act(record_lengkapi, him, DataWarga(nama="DEDI KURNIA"), hari_ini=HARI_INI)
    return {"kk": kk, "him": him, "her": her, "old": old, "away": away, "born": born, "new": new}


def operator(dunia: Dunia) -> None:
    dunia.run("UPDATE kader SET jabatan = 'operator', posyandu_id = NULL")


@pytest.mark.usefixtures("desa")
def test_the_file_has_the_43_columns_and_reads_back_as_the_same_people(
    dunia: Dunia, tmp_path: Path
) -> None:
    operator(dunia)
    ids = [p.id for p in dunia.read(list_perubahan)]
    rows, _ = dunia.act(collect_opensid, ids)
    path = tmp_path / "perubahan.xlsx"
    write_opensid(path, rows)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    head, *cells = list(sheet.iter_rows())
    assert tuple(c.value for c in head) == OPENSID
    assert len(OPENSID) == 43
    nik, kk = OPENSID.index("nik"), OPENSID.index("no_kk")
    assert all(r[nik].data_type == r[kk].data_type == "s" for r in cells)
    assert all(r[nik].number_format == r[kk].number_format == "@" for r in cells)
    assert not [c for r in cells for c in r if c.data_type == "f"]
    by_name = {r[OPENSID.index("nama")].value: r for r in cells}
    assert by_name["BAYI NY. SRI"][nik].value == "0"
    assert by_name["BAYI NY. SRI"][OPENSID.index("ibu_nik")].value == "3399074505950001"
    read = read_isi_berkas(path, HARI_INI)
    assert (read.profil, [b.outcome for b in read.baris if b.outcome == "reject"]) == (
        "opensid-penduduk",
        [],
    )
    got = {b.normal["nama"]: b.normal for b in read.baris}
    assert set(got) == {"BAYI NY. SRI", "TUTI", "KARTI", "BUDI", "DEDI KURNIA"}
    for nama, values in got.items():
        row = _stored(dunia, nama)
        wanted = {k: row[k] for k in _SAME if row[k] is not None}
        assert {k: values.get(k) for k in wanted} == wanted, nama
        assert values.get("no_kk") == "3399070000000001"
        assert (values.get("rt"), values.get("rw"), values.get("dusun")) == ("001", "001", "KRAJAN")
    assert got["KARTI"]["status_dasar"] == 2
    assert got["BUDI"]["status_dasar"] == 3
    assert got["BAYI NY. SRI"].get("nik") is None


_SAME = (
    "nik", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "agama", "status_kawin", "shdk",
    "pendidikan", "pekerjaan", "nama_ibu", "nama_ayah", "status_dasar",
)  # fmt: skip


def _stored(dunia: Dunia, nama: str) -> dict[str, Any]:
    with dunia.buku.read() as conn:
        found = conn.exec_driver_sql("SELECT * FROM warga WHERE nama = ?", (nama,)).mappings().one()
        return dict(found)


@pytest.mark.usefixtures("desa")
def test_the_mark_is_the_operators_word_and_can_be_taken_back(dunia: Dunia) -> None:
    rows = dunia.read(list_perubahan)
    assert [p.jenis for p in rows] == ["lahir", "datang", "meninggal", "pindah", "ubah"]
    assert [p.cara for p in rows] == ["lewat impor"] * 2 + ["ketik di OpenSID"] * 2 + [
        "lewat impor"
    ]
    with pytest.raises(NotAllowed):
        dunia.act(mark_dimasukkan, [rows[0].id], HARI_INI)
    operator(dunia)
    dunia.act(collect_opensid, [p.id for p in rows])
    assert dunia.read(count_perubahan) == 5, "exporting marks nothing"
    made = dunia.act(mark_dimasukkan, [p.id for p in rows[:3]], HARI_INI)
    assert [p.jenis for p in dunia.read(list_perubahan)] == ["pindah", "ubah"]
    assert {p.dimasukkan for p in dunia.read(list_perubahan, sudah=True)} == {HARI_INI}
    dunia.act(undo, made.tindakan)
    assert dunia.read(count_perubahan) == 5
    with pytest.raises(UserError, match="perubahan-tidak-dipilih"):
        dunia.act(mark_dimasukkan, [], HARI_INI)


def test_what_was_entered_and_then_taken_back_is_told(dunia: Dunia) -> None:
    operator(dunia)
    anak = dunia.balita()
    dead = dunia.act(record_meninggal, anak, HARI_INI, hari_ini=HARI_INI)
    (row,) = dunia.read(list_perubahan)
    dunia.act(mark_dimasukkan, [row.id], HARI_INI)
    with pytest.raises(UserError, match="sudah-diubah-lagi"):
        dunia.act(undo, dead.tindakan)
    dunia.act(revoke_status, anak)
    (told,) = dunia.read(list_perubahan)
    assert (told.dibatalkan, told.cara) == (True, "dibatalkan di sini: betulkan di OpenSID")
    dunia.act(mark_dimasukkan, [told.id], HARI_INI)
    assert dunia.read(list_perubahan) == ()


@pytest.mark.usefixtures("desa")
def test_only_the_ketua_of_the_posyandu_and_the_operator_take_the_list_out(dunia: Dunia) -> None:
    dunia.act(collect_opensid, [], posyandu_id=MELATI_ID)
    for role in ("kader", "bidan", "pembina"):
        dunia.run("UPDATE kader SET jabatan = ?", role)
        with pytest.raises(NotAllowed):
            dunia.act(collect_opensid, [], posyandu_id=MELATI_ID)


def lampid(dunia: Dunia, unit: str | None = None, periode: Periode = NOVEMBER) -> Lampid:
    return dunia.read(open_lampid, unit, periode, HARI_INI)


@pytest.mark.usefixtures("desa")
def test_lampid_counts_by_rt_and_sex_and_its_sum_agrees(dunia: Dunia) -> None:
    isi = lampid(dunia)
    got = {
        (k, jk): isi.count(k, jk) for k in ("lahir", "meninggal", "pindah", "datang") for jk in "LP"
    }
    assert got == {
        ("lahir", "L"): 1, ("lahir", "P"): 0, ("meninggal", "L"): 0, ("meninggal", "P"): 1,
        ("pindah", "L"): 1, ("pindah", "P"): 0, ("datang", "L"): 0, ("datang", "P"): 1,
    }  # fmt: skip
    assert isi.count("lahir", rt=("001", "001", "KRAJAN")) == 1
    for jk in "LP":
        change = (
            isi.count("lahir", jk) + isi.count("datang", jk)
            - isi.count("meninggal", jk) - isi.count("pindah", jk)
        )  # fmt: skip
        assert isi.akhir[jk] == isi.awal[jk] + change
    assert lampid(dunia, MAWAR_ID).kejadian == ()
    assert lampid(dunia, periode=Periode(2026, 10)).kejadian == ()


def test_a_birth_without_an_event_counts_and_a_merged_one_counts_once(dunia: Dunia) -> None:
    born = dunia.balita("BAYI A", tanggal_lahir="2026-11-10")
    again = dunia.balita("BAYI A", tanggal_lahir="2026-11-10")
    assert lampid(dunia).count("lahir") == 2
    dunia.act(record_gabung, born, again, HARI_INI)
    isi = lampid(dunia)
    assert [(k.orang.id, k.dari_daftar) for k in isi.kejadian] == [(born, True)]


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "csv"])
@pytest.mark.usefixtures("desa")
def test_sipd_laporan_lampid_writes_the_file(dunia: Dunia, tmp_path: Path, ending: str) -> None:
    folder = dunia.ruang.folder
    dunia.close()
    out = tmp_path / f"lampid.{ending}"
    done = run_sipd(
        "laporan", "lampid", "--periode", "2026-11", "--keluar", out, "--json", data=folder
    )
    assert answer_of(done)["angka"] == {"lahir": 1, "mati": 1, "pindah": 1, "datang": 1}
    assert out.stat().st_size > 200


@pytest.mark.usefixtures("desa")
def test_names_leave_only_with_those_who_may(dunia: Dunia) -> None:
    minta = Diminta(MELATI_ID, "2026-11", today=HARI_INI)
    made, _ = dunia.act(issue, find_laporan("lampid-nama"), minta)
    assert made.lembar.rahasia
    assert "KARTI" in str(made.lembar.blok)
    plain, _ = dunia.act(issue, find_laporan("lampid"), minta)
    assert not [n for n in ("KARTI", "SRI", "BUDI", "TUTI") if n in str(plain.lembar)]
    dunia.run("UPDATE kader SET jabatan = 'pembina'")
    dunia.act(issue, find_laporan("lampid"), minta)
    with pytest.raises(NotAllowed):
        dunia.act(issue, find_laporan("lampid-nama"), minta)


def test_children_past_sixty_days_without_nik_or_akta(dunia: Dunia) -> None:
    def born(days: int, **more: Any) -> str:
        day = (HARI_INI - timedelta(days=days)).isoformat()
        return dunia.balita(f"A{days}", tanggal_lahir=day, **more)

    late = born(61, nik=None, akta_lahir=False)
    akta = born(200, akta_lahir=False)
    unasked = born(100)
    old = born(1500, nik=None, akta_lahir=True)
    born(60, nik=None)  # still in time
    born(101, akta_lahir=True)  # has both
    born(1501)  # nobody asked about the akta of an older child
    born(3000, nik=None)  # no balita
    dead = born(62, nik=None)
    dunia.act(record_meninggal, dead, HARI_INI, hari_ini=HARI_INI)
    found = {
        b.orang.id: (b.hari, b.tanpa_nik, b.akta)
        for b in dunia.read(list_bayi, MELATI_ID, HARI_INI)
    }
    assert found == {
        late: (61, True, "belum"),
        akta: (200, False, "belum"),
        unasked: (100, False, "belum ditanya"),
        old: (1500, True, "ada"),
    }
    minta = Diminta(MELATI_ID, "2026-11", today=HARI_INI)
    made, _ = dunia.act(issue, find_laporan("bayi-belum-nik"), minta)
    assert made.angka == {"anak": 4}


@pytest.mark.parametrize("menyusul", [False, True])
def test_lampid_counts_in_the_rt_where_they_lived_then(dunia: Dunia, menyusul: bool) -> None:
    """The family moved to another RT after; also when the death is noted only after the move."""
    with dunia.buku.write() as conn:
        kk = make_keluarga(conn, dunia.petugas, rt="001", rw="001", dusun="KRAJAN")
        old = make_warga(conn, dunia.petugas, "KARTI", keluarga_id=kk)
        her = make_warga(conn, dunia.petugas, "SRI", keluarga_id=kk)
        make_warga(
            conn, dunia.petugas, "CICI", keluarga_id=kk, tanggal_lahir="2026-11-02", ibu_id=her
        )

    def note() -> None:
        dunia.act(record_meninggal, old, date(2026, 11, 3), hari_ini=HARI_INI)
        dunia.act(record_pindah, [her], date(2026, 11, 4), hari_ini=HARI_INI)

    def move() -> None:
        data = DataWarga(rt="002", rw="001")
        dunia.act(record_lengkapi, her, data, hari_ini=HARI_INI)

    for step in (move, note) if menyusul else (note, move):
        step()
    dunia.run("UPDATE perubahan SET waktu = '2026-11-20T02:00:00.000Z' WHERE objek = ?", kk)
    if menyusul:  # noted again, now that the move has its day
        dunia.run("UPDATE warga SET status_dasar = 1, tanggal_status = NULL")
        note()
    isi = lampid(dunia)
    lama, baru = ("001", "001", "KRAJAN"), ("002", "001", "KRAJAN")
    kinds = ("lahir", "meninggal", "pindah")
    assert [isi.count(k, rt=lama) for k in kinds] == [1, 1, 1]
    assert [isi.count(k, rt=baru) for k in kinds] == [0, 0, 0]
