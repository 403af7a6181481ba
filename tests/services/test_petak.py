"""Grid, list and paper of the masalah: counts, the mark, saved views, and what may leave."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from datetime import date

import pytest

from pembuat import HARI_INI, MAWAR_ID, MELATI_ID, Dunia, Induk, make_keluarga, make_warga
from sipd_desktop.base.errors import NotAllowed, UserError
from sipd_desktop.base.ids import masalah_id
from sipd_desktop.export.xlsx import write_xlsx
from sipd_desktop.render.halaman import pages_of
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.services.kader import add_kader
from sipd_desktop.services.laporan.daftar import LAPORAN, find_laporan
from sipd_desktop.services.laporan.jenis import Diminta, Laporan
from sipd_desktop.services.laporan.terbit import complete, issue, note_issued
from sipd_desktop.services.lihat import list_melihat
from sipd_desktop.services.petak.daftar import list_view
from sipd_desktop.services.petak.kotak import Sel, describe_sel, is_tinggi, make_kotak
from sipd_desktop.services.petak.lihatan import (
    TIDAK_DIISI,
    Lihatan,
    drop_lihatan,
    find_lihatan,
    list_lihatan,
    rename_lihatan,
    save_lihatan,
)
from sipd_desktop.services.petak.sumber import open_kotak
from sipd_desktop.services.petak.wilayah import Wilayah
from sipd_desktop.services.pin import save_akun
from sipd_desktop.services.potensi.catat import save_potensi


@dataclass(frozen=True)
class Baris:
    jenis: str
    rt: str
    status: str = "terkonfirmasi"
    rw: str = "001"
    dusun: str = "KRAJAN"
    dasawisma: str = ""
    tanggal: date | None = date(2026, 9, 15)


def wilayah(*counts: tuple[str, int, int]) -> list[Wilayah]:
    homes, people = sum(c[1] for c in counts), sum(c[2] for c in counts)
    desa = Wilayah((), "Semua", "", homes, people)
    return [desa, *(Wilayah(("KRAJAN", "001", rt), f"RT {rt}", "", k, o) for rt, k, o in counts)]


def sel(kotak, jenis: str) -> list[tuple[int, int, bool]]:
    row = next(r for r in kotak.baris if r.jenis == jenis)
    return [(s.pasti, s.dugaan, s.tinggi) for s in row.sel]


def test_counts_tell_dugaan_from_confirmed_and_leave_closed_ones_out() -> None:
    rows = [Baris("jamban", "001")] * 2 + [Baris("jamban", "001", "dugaan")] * 3
    rows += [Baris("jamban", "002", "ditangani"), Baris("jamban", "002", "selesai")]
    rows += [Baris("jamban", "002", "bukan")]
    kotak = make_kotak("rt", wilayah(("001", 20, 60), ("002", 20, 60)), rows, HARI_INI)
    assert sel(kotak, "jamban") == [(3, 3, False), (2, 3, True), (1, 0, False)]
    assert sel(kotak, "air") == [(0, 0, False)] * 3


@pytest.mark.parametrize(
    ("cell", "desa", "tinggi"),
    [
        (Sel(5, 0, 20), Sel(8, 0, 40), True),
        (Sel(4, 0, 20), Sel(5, 0, 40), False),  # below five chance decides
        (Sel(5, 0, 20), Sel(10, 0, 40), False),  # exactly the average
        (Sel(2, 3, 20), Sel(8, 0, 40), True),  # dugaan count on the screen
        (Sel(9, 0, 0), Sel(9, 0, 40), False),  # nobody lives there any more
    ],
)
def test_the_mark_is_a_share_above_the_desa_and_never_a_small_number(
    cell: Sel, desa: Sel, tinggi: bool
) -> None:
    assert is_tinggi(cell, desa) is tinggi


def test_a_cell_is_told_in_words_with_its_date() -> None:
    rows = [Baris("jamban", "001")] * 6
    kotak = make_kotak("rt", wilayah(("001", 20, 60), ("002", 20, 60)), rows, HARI_INI)
    row = next(r for r in kotak.baris if r.jenis == "jamban")
    assert describe_sel(kotak, row, 1) == (
        "RT 001, Belum punya jamban sehat: 6 terkonfirmasi atau ditangani, 0 dugaan, dari 20 "
        "keluarga (30 %). Semua wilayah 15 %. Di atas rata-rata. Data per 15 Sep 2026."
    )


POTENSI = {"jenis": "kelompok", "nama": "=1+tani", "tempat": "@balai", "tanggal": "2026-11-02"}


@pytest.fixture
def desa(dunia: Dunia) -> Dunia:
    """Melati: six latrine households in RT 001 (five sure), two in an RT nobody filled in; a
    disabled person; Mawar: one household."""
    with dunia.buku.write() as conn:
        who, niat = dunia.petugas, Niat(conn, dunia.petugas)
        homes = [("001", "terkonfirmasi")] * 5 + [("001", None), (None, "ditangani"), (None, None)]
        for number, (rt, status) in enumerate(homes):
            home = make_keluarga(conn, who, rt=rt)
            make_warga(conn, who, f"RUMAH {number}", keluarga_id=home, shdk=1)
            row = {"subjek_jenis": "keluarga", "subjek": home, "jenis": "jamban", "status": status}
            row |= {"tanggal": "2026-09-15", "alasan": f"=1+{number}, numpang tetangga"}
            niat.insert("masalah", masalah_id(home, "jamban", ""), row)
        for number in range(18):
            place = {"rt": "001" if number < 9 else "002", "rw": "001", "dusun": "KRAJAN"}
            niat.insert("keluarga", f"k{number}", {**place, "posyandu_id": MELATI_ID})
            person = {"nama": "TETANGGA", "keluarga_id": f"k{number}", "posyandu_id": MELATI_ID}
            niat.insert("warga", f"w{number}", person)
        person = make_warga(conn, who, "KARTI", rt="002")
        row = {"subjek_jenis": "warga", "subjek": person, "jenis": "disabilitas"}
        niat.insert("masalah", "d1", {**row, "status": "terkonfirmasi", "tanggal": "2025-01-05"})
        far = make_keluarga(conn, who, rt="003", posyandu_id=MAWAR_ID)
        make_warga(conn, who, "JAUH", keluarga_id=far, posyandu_id=MAWAR_ID)
        row = {"subjek_jenis": "keluarga", "subjek": far, "jenis": "jamban"}
        niat.insert("masalah", "m1", {**row, "status": "terkonfirmasi"})
        niat.done()
    return dunia


def jabatan(dunia: Dunia, nama: str) -> Petugas:
    made, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama=nama, jabatan=nama.split()[0])
    dunia.write(save_akun, made, izin_oleh=dunia.pengguna.id)
    return Petugas(made, made)


def test_the_grid_of_a_posyandu_with_its_people(desa: Dunia) -> None:
    kotak = desa.read(open_kotak, desa.petugas, "rt", HARI_INI, MELATI_ID)
    assert [w.judul for w in kotak.wilayah] == ["Semua", "RT 001", "RT 002", "RT belum diisi"]
    assert [w.keluarga for w in kotak.wilayah] == [27, 15, 10, 2]
    assert sel(kotak, "jamban") == [(6, 2, False), (5, 1, True), (0, 0, False), (1, 1, False)]
    assert sel(kotak, "disabilitas") == [(1, 0, False), (0, 0, False), (1, 0, False), (0, 0, False)]
    old = next(r for r in kotak.baris if r.jenis == "disabilitas")
    assert old.segar.teks == "5 Jan 2025 (lama)"
    by_rw = desa.read(open_kotak, desa.petugas, "rw", HARI_INI, MELATI_ID)
    assert [w.judul for w in by_rw.wilayah] == ["Semua", "RW 001"]


def test_social_signs_are_covered_not_told_as_none(desa: Dunia) -> None:
    kotak = desa.read(open_kotak, jabatan(desa, "kader biasa"), "rt", HARI_INI, MELATI_ID)
    row = next(r for r in kotak.baris if r.jenis == "disabilitas")
    assert row.tertutup
    assert "hanya untuk petugas" in describe_sel(kotak, row, 2)
    assert not next(r for r in kotak.baris if r.jenis == "jamban").tertutup


def test_who_sees_figures_only_gets_confirmed_counts(desa: Dunia) -> None:
    kotak = desa.read(open_kotak, jabatan(desa, "pembina a"), "rt", HARI_INI)
    assert sel(kotak, "jamban")[0] == (7, 0, False)


def names(dunia: Dunia, view: Lihatan, **more: object) -> list[str]:
    rows = dunia.read(list_view, dunia.petugas, view, HARI_INI, MELATI_ID, **more)
    return sorted(row.nama for row in rows)


def test_the_list_behind_a_cell_has_as_many_rows_as_the_cell(desa: Dunia) -> None:
    assert len(names(desa, Lihatan(jenis="jamban"))) == 8
    assert len(names(desa, Lihatan(jenis="jamban", rt="001"))) == 6
    assert names(desa, Lihatan(jenis="jamban", rt=TIDAK_DIISI)) == ["RUMAH 6", "RUMAH 7"]
    assert names(desa, Lihatan(jenis="jamban", status="dugaan", rt="001")) == ["RUMAH 5"]


def test_dugaan_never_leaves(desa: Dunia) -> None:
    assert names(desa, Lihatan(jenis="jamban"), keluar=True) == [
        f"RUMAH {n}" for n in (0, 1, 2, 3, 4, 6)
    ]
    assert names(desa, Lihatan(status="dugaan"), keluar=True) == []


def test_views_are_kept_per_account_under_a_name(desa: Dunia) -> None:
    view, other = Lihatan(jenis="jamban", rt="001"), jabatan(desa, "kader biasa")
    desa.act(save_lihatan, "Jamban  RT 1", view)
    desa.act(save_lihatan, "jamban rt 1", Lihatan(jenis="air"))
    assert [(t.nama, t.lihatan.jenis) for t in desa.read(list_lihatan, desa.petugas)] == [
        ("jamban rt 1", "air")
    ]
    assert desa.read(list_lihatan, other) == ()
    with pytest.raises(UserError, match="lihatan-tanpa-nama"):
        desa.act(save_lihatan, "  ", view)
    desa.act(drop_lihatan, "jamban rt 1")
    assert desa.read(list_lihatan, desa.petugas) == ()


def test_a_view_is_renamed_and_survives_a_restart_for_its_account_alone(
    induk: Induk, tmp_path
) -> None:
    before = induk.open(tmp_path / "data")
    other = jabatan(before, "kader biasa")
    before.act(save_lihatan, "Jamban", Lihatan(jenis="jamban"))
    before.act(save_lihatan, "Air", Lihatan(jenis="air"))
    before.write(save_lihatan, other, "Punya saya", Lihatan(rt="002"))
    before.act(rename_lihatan, "Jamban", "  Jamban  RT 1 ")
    for name, new, code in (
        ("Air", "JAMBAN RT 1", "lihatan-nama-dipakai"),
        ("Air", "Lewat tenggat", "lihatan-nama-dipakai"),
        ("Air", " ", "lihatan-tanpa-nama"),
        ("Punya saya", "Direbut", "lihatan-tidak-ada"),
    ):
        with pytest.raises(UserError, match=code):
            before.act(rename_lihatan, name, new)
    before.close()
    after = Induk(tmp_path / "data", induk.kode, induk.key).reopen()
    assert [(t.nama, t.lihatan.jenis) for t in after.read(list_lihatan, after.petugas)] == [
        ("Air", "air"),
        ("Jamban RT 1", "jamban"),
    ]
    assert [t.nama for t in after.read(list_lihatan, other)] == ["Punya saya"]
    assert after.read(find_lihatan, after.petugas, "jamban rt 1") == Lihatan(jenis="jamban")
    assert after.read(find_lihatan, other, "lewat TENGGAT") == Lihatan(lewat_tenggat=True)
    with pytest.raises(UserError, match="lihatan-tidak-ada"):
        after.read(find_lihatan, other, "Air")
    after.close()


def minta(**more: object) -> Diminta:
    return Diminta(MELATI_ID, "2026-11", today=HARI_INI, **more)  # type: ignore[arg-type]


def text_of(lembar: object) -> str:
    return repr(lembar)


def test_a_named_list_needs_a_reason_that_the_ketua_reads(desa: Dunia) -> None:
    kind = find_laporan("daftar-masalah")
    with pytest.raises(UserError, match="laporan-perlu-alasan"):
        desa.act(issue, kind, minta())
    wish = minta(alasan="musdes", pilihan=Lihatan(jenis="jamban"))
    made, _ = desa.act(issue, kind, wish)
    assert made.angka == {"masalah": 6}
    assert "RUMAH 5" not in text_of(made.lembar)
    assert "Dugaan tidak dicetak" in text_of(made.lembar)
    desa.act(note_issued, kind, wish)
    (noted,) = [p for p in desa.read(list_melihat, desa.petugas) if p.perbuatan == "mengekspor"]
    assert noted.alasan == "Musyawarah desa"


def test_a_kader_takes_no_named_list_out(desa: Dunia) -> None:
    who, kind = jabatan(desa, "kader biasa"), find_laporan("daftar-masalah")
    with pytest.raises(NotAllowed):
        desa.write(issue, who, kind, minta(alasan="musdes"))


def test_the_printed_grid_hides_small_numbers_and_dugaan(desa: Dunia) -> None:
    made, _ = desa.act(issue, find_laporan("petak-masalah"), minta())
    (table,) = [b for b in made.lembar.blok if hasattr(b, "kolom")]
    jamban = next(row for row in table.baris if row[0].startswith("Belum punya jamban"))
    assert jamban[2:] == ("6", "5 !", "-", "<5")
    assert not [n for n in ("RUMAH", "KARTI") if n in text_of(made.lembar)]


@pytest.mark.parametrize("kind", LAPORAN, ids=lambda k: k.key)
def test_every_report_is_made_and_holds_no_formula(desa: Dunia, tmp_path, kind: Laporan) -> None:
    desa.run("UPDATE warga SET nama = '=1+' || nama, nama_ibu = '@SUM(A1)'")
    desa.run("UPDATE keluarga SET alamat = '+cmd', dasawisma = '-1+1'")
    desa.act(save_potensi, POTENSI, HARI_INI, posyandu_id=MELATI_ID)
    desa.hari()
    wish = Diminta(None, "2026-11", HARI_INI, today=HARI_INI, petugas=desa.petugas, alasan="bidan")
    of_one = {"lembar-orang": "warga", "lembar-keluarga": "keluarga"}
    if kind.per_orang:
        first = desa.one(f"SELECT min(id) FROM {of_one[kind.key]} WHERE posyandu_id = ?", MELATI_ID)
        wish = replace(wish, pilihan=first)
    with desa.buku.read() as conn:
        wish = complete(conn, kind, wish, posyandu=None, sendiri=MELATI_ID)
    made, _ = desa.act(issue, kind, wish)
    assert made.lembar.judul
    assert pages_of(made.lembar)
    write_xlsx(tmp_path / "a.xlsx", made.lembar)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        sheets = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        told = "".join(book.read(n).decode() for n in sheets)
        words = book.read("xl/sharedStrings.xml").decode()
    assert sheets
    assert "<f>" not in told
    assert "<f " not in told
    if kind.key in ("daftar-masalah", "potensi"):
        assert "=1+" in words
