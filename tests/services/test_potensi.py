"""Potensi by hand and out of the pendataan: one row per place, dates beside figures, no names."""

from __future__ import annotations

from datetime import date

import pytest

from pembuat import HARI_INI, MELATI_ID, Dunia, make_keluarga, make_warga
from pendataan_buatan import BARU, LAMA, add_pendataan
from sipd_desktop.base.errors import InvalidInput, NotAllowed, UserError
from sipd_desktop.base.ids import potensi_id
from sipd_desktop.services.petak.segar import is_lama, kesegaran
from sipd_desktop.services.potensi.catat import open_potensi, save_potensi, void_potensi
from sipd_desktop.services.potensi.daftar import SaringPotensi, list_potensi
from sipd_desktop.services.potensi.turunan import list_turunan
from sipd_desktop.services.urungkan import undo

KEBUN = {
    "jenis": "pangan",
    "nama": "Kebun  singkong",
    "rt": "2",
    "rw": "01",
    "dusun": "Krajan",
    "kontak": "Bu Rina 081234567678",
    "jumlah": "3.50",
    "satuan": "hektare",
    "tanggal": "2026-11-02",
}


def simpan(dunia: Dunia, potensi: str = "", **lain: object) -> str:
    made, _ = dunia.act(
        save_potensi, {**KEBUN, **lain}, HARI_INI, posyandu_id=MELATI_ID, potensi_id=potensi
    )
    return str(made)


def baris(dunia: Dunia, **saring: str):
    return dunia.read(list_potensi, dunia.petugas, HARI_INI, SaringPotensi(**saring))


def test_what_was_noted_stands_in_the_list_with_its_date_and_a_covered_contact(
    dunia: Dunia,
) -> None:
    made = simpan(dunia)
    assert made == potensi_id("pangan", "Kebun singkong", "001", "002")
    (row,) = baris(dunia)
    assert (row.nama, row.label, row.jumlah) == ("Kebun singkong", "Pangan lokal", "3,50 hektare")
    assert (row.rt, row.rw, row.dusun) == ("002", "001", "KRAJAN")
    assert row.segar.teks == "2 Nov 2026"
    assert row.kontak_samar == "B******678"
    assert "0812" not in repr(row)


def test_the_whole_contact_is_an_act_in_the_history(dunia: Dunia) -> None:
    made = simpan(dunia)
    before = dunia.one("SELECT count(*) FROM tindakan WHERE verb = 'melihat'")
    assert dunia.act(open_potensi, made)["kontak"] == KEBUN["kontak"]
    assert dunia.one("SELECT count(*) FROM tindakan WHERE verb = 'melihat'") == before + 1


def test_two_laptops_noting_one_thing_make_one_row_and_here_it_is_told(dunia: Dunia) -> None:
    simpan(dunia)
    with pytest.raises(UserError, match="potensi-sudah-ada"):
        simpan(dunia, nama="kebun SINGKONG")
    assert len(baris(dunia)) == 1
    simpan(dunia, rt="003")
    assert len(baris(dunia)) == 2


def test_a_changed_amount_keeps_the_row_and_a_changed_name_moves_all_of_it(dunia: Dunia) -> None:
    made = simpan(dunia)
    assert simpan(dunia, made, jumlah="4.00") == made
    assert [r.jumlah for r in baris(dunia)] == ["4 hektare"]
    moved = simpan(dunia, made, nama="Kebun ubi", jumlah="4.00")
    assert moved != made
    (row,) = baris(dunia)
    assert (row.id, row.nama, row.kontak_samar) == (moved, "Kebun ubi", "B******678")
    assert dunia.one("SELECT deleted_at IS NOT NULL FROM potensi WHERE id = ?", made)


def test_taking_off_and_taking_that_back(dunia: Dunia) -> None:
    made = simpan(dunia)
    changes = dunia.act(void_potensi, made)
    assert baris(dunia) == ()
    with pytest.raises(UserError, match="potensi-tidak-ada"):
        dunia.act(open_potensi, made)
    dunia.act(undo, changes.tindakan)
    assert [r.id for r in baris(dunia)] == [made]


def test_what_is_wrong_is_said_per_question_and_nothing_is_stored(dunia: Dunia) -> None:
    with pytest.raises(InvalidInput) as told:
        simpan(dunia, nama=None, rt="dua", satuan=None, tanggal="2026-12-01")
    assert {(p.field, p.code) for p in told.value.problems} == {
        ("nama", "wajib-diisi"),
        ("rt", "potensi-rt-belum-jelas"),
        ("satuan", "potensi-tanpa-satuan"),
        ("tanggal", "isian-tanggal-depan"),
    }
    assert dunia.one("SELECT count(*) FROM potensi") == 0


def test_filters_fold_letters(dunia: Dunia) -> None:
    simpan(dunia)
    simpan(dunia, jenis="kelompok", nama="Kelompok tani", rt="005")
    assert [r.nama for r in baris(dunia, kata="SINGKONG")] == ["Kebun singkong"]
    assert [r.nama for r in baris(dunia, jenis="kelompok")] == ["Kelompok tani"]
    assert [r.nama for r in baris(dunia, rt="002")] == ["Kebun singkong"]


def test_a_stranger_to_the_laptop_reads_no_potensi(dunia: Dunia) -> None:
    simpan(dunia)
    dunia.run("UPDATE kader SET aktif = 0")
    with pytest.raises(NotAllowed):
        baris(dunia)


@pytest.mark.parametrize(
    ("tanggal", "lama"),
    [("2025-11-21", False), ("2025-11-20", True), ("2024-11-22", True), ("2026-11-21", False)],
)
def test_data_is_old_after_twelve_months(tanggal: str, lama: bool) -> None:
    assert is_lama(date.fromisoformat(tanggal), HARI_INI) is lama


def test_a_figure_of_several_dates_names_both_ends() -> None:
    days = [date(2026, 11, 1), date(2025, 1, 5)]
    assert kesegaran(days, HARI_INI).teks == "5 Jan 2025 - 1 Nov 2026 (sebagian lama)"
    assert kesegaran(days[1:], HARI_INI).teks == "5 Jan 2025 (lama)"
    assert kesegaran([], HARI_INI).teks == "tanggal data belum dicatat"


@pytest.fixture
def terdata(dunia: Dunia) -> Dunia:
    """Three households of RT 001 and one of RT 002, surveyed on different days."""
    with dunia.buku.write() as conn:
        who = dunia.petugas
        for number in range(3):
            home = make_keluarga(conn, who, rt="001")
            person = make_warga(conn, who, f"WARGA {number}", keluarga_id=home)
            work = "buruh_tani" if number else "guru"
            mine = {"P204": "Padi, Warung dan rumah makan", "P507": str(number), "P508": "0"}
            add_pendataan(conn, who, "warga", person, pekerjaan_utama=work, jawaban=mine)
            near = {"PAUD KM": f"{number},5", "PAUD Menit": 10, "Paud Akses": "Mudah"}
            near |= {"P424 Berobat Jenis": "Sepeda motor", "P424 Berobat Menit": "20"}
            add_pendataan(conn, who, "keluarga", home, jawaban=near)
        other = make_warga(conn, who, "LAMA", rt="002")
        add_pendataan(conn, who, "warga", other, LAMA, pekerjaan_utama="pedagang")
        moved = make_warga(conn, who, "SUDAH PINDAH", rt="002", status_dasar=3)
        add_pendataan(conn, who, "warga", moved, pekerjaan_utama="guru")
    return dunia


def turunan(dunia: Dunia, acuan: date = HARI_INI, **saring: str) -> dict[tuple[str, str], str]:
    rows = dunia.read(list_turunan, dunia.petugas, acuan, SaringPotensi(**saring))
    assert not [r for r in rows if r.id or r.kontak_samar]
    return {(r.nama, r.rt): r.jumlah for r in rows}


def test_livelihoods_and_incomes_are_counted_per_rt_without_names(terdata: Dunia) -> None:
    found = turunan(terdata, jenis="keterampilan")
    assert found == {
        ("Buruh Tani", "001"): "2 orang",
        ("Guru", "001"): "1 orang",
        ("Pedagang", "002"): "1 orang",
        ("Sumber penghasilan: Padi", "001"): "3 orang",
        ("Sumber penghasilan: Warung dan rumah makan", "001"): "3 orang",
    }


def test_what_is_near_is_the_middle_of_the_rt(terdata: Dunia) -> None:
    assert turunan(terdata, jenis="fasilitas") == {
        ("PAUD terdekat", "001"): "1,5 km, 10 menit, mudah",
        ("Angkutan ke tempat berobat", "001"): "Sepeda motor, 20 menit",
    }


def test_gotong_royong_is_a_share_of_those_who_answered(terdata: Dunia) -> None:
    assert turunan(terdata, jenis="gotong_royong") == {
        ("Kerja bakti", "001"): "67 % (2 dari 3 orang)"
    }


def test_old_pendataan_is_marked_and_a_later_one_speaks(terdata: Dunia) -> None:
    rows = terdata.read(list_turunan, terdata.petugas, HARI_INI, SaringPotensi(rt="002"))
    assert [(r.nama, r.segar.teks) for r in rows] == [("Pedagang", "10 Mar 2025 (lama)")]
    other = terdata.one("SELECT id FROM warga WHERE nama = 'LAMA'")
    with terdata.buku.write() as conn:
        add_pendataan(
            conn,
            terdata.petugas,
            "warga",
            other,
            BARU,
            pekerjaan_utama="lainnya",
            pekerjaan_lain="Perajin",
        )
    assert turunan(terdata, rt="002") == {("Perajin", "002"): "1 orang"}
    assert turunan(terdata, date(2025, 12, 31), rt="002") == {("Pedagang", "002"): "1 orang"}


def test_sources_of_income_follow_the_code_list_in_any_spelling(dunia: Dunia) -> None:
    told = (
        {"P204": "PADI"},
        {"P204": "2-3", "P204 rinci": [{"kode": 1, "sumber": "Padi"}, {"kode": 41}]},
        {"P204": "5"},
        {"P204": "Pembuat gamelan"},
    )
    with dunia.buku.write() as conn:
        for number, answers in enumerate(told):
            who = make_warga(conn, dunia.petugas, f"WARGA {number}", rt="001")
            add_pendataan(conn, dunia.petugas, "warga", who, jawaban=answers, kondisi_kerja=5)
    assert turunan(dunia, jenis="keterampilan") == {
        ("Sumber penghasilan: Padi", "001"): "2 orang",
        ("Sumber penghasilan: PNS", "001"): "1 orang",
        ("Sumber penghasilan: Pembuat gamelan", "001"): "1 orang",
    }
