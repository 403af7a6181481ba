"""OpenSID, SIAK and SDGs Desa as they really look: codes or labels, slips of the templates."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from kotor_buatan import Kasus, baris_kasus, beda_berkas, beda_kasus, rows_of
from lembar_buatan import nik, write_csv, write_xlsx
from sdgs_buatan import individu, keluarga

from sipd_desktop.services.impor.profil import OPENSID, SIAK

N = nik(12, 5, 1980)


def opensid(nomor: int) -> dict[str, Any]:
    """A clean person of the OpenSID template."""
    return {
        "alamat": "Jl. Mawar 1", "dusun": "Krajan", "rw": "002", "rt": "001",
        "nama": "BUDI SANTOSO", "no_kk": f"339907010115{nomor:04d}",
        "nik": nik(12, 5, 1980, urut=nomor), "sex": 1, "tempatlahir": "Contohan",
        "tanggallahir": date(1980, 5, 12), "agama_id": 1, "pendidikan_kk_id": 5,
        "pendidikan_sedang_id": 18, "pekerjaan_id": 9, "status_kawin": 2, "kk_level": 1,
        "warganegara_id": 1, "golongan_darah_id": 13, "status_dasar": 1,
    }  # fmt: skip


def satu(kolom: str, kunci: str, codes: str, *isi_nilai: Any) -> list[Kasus]:
    """Cases of one column: cell, value, cell, value ..."""
    pairs = zip(isi_nilai[::2], isi_nilai[1::2], strict=True)
    return [Kasus({kolom: cell}, codes, {kunci: value}) for cell, value in pairs]


MIRIP, ASING = "KODE_MIRIP", "KODE_TIDAK_DIKENAL"
SUMBER_OPENSID = [
    *satu("sex", "jenis_kelamin", "", 1, 1, "1", 1, 1.0, 1, "L", 1, "LK", 1, "Laki-laki", 1),
    *satu("sex", "jenis_kelamin", "NIK_BEDA_JK", 2, 2, "P", 2, "Pr", 2, "PEREMPUAN", 2),
    *satu("agama_id", "agama", "", 3, 3, "4", 4, 5.0, 5, "KRISTEN", 2, "kato lik", 3, "07", 7),
    *satu("agama_id", "agama", ASING, 9, None, "Jedi", None),
    *satu("pendidikan_kk_id", "pendidikan", "", 10, 10, "8.0", 8, "SLTP/SEDERAJAT", 4,
          "tidak / belum sekolah", 1, "DIPLOMA I / II", 6, "STRATA II", 9),
    *satu("pendidikan_sedang_id", "sekolah_sekarang", "", 4, 4, "18", 18, "Sedang SD/Sederajat", 4,
          "Tidak Sedang Sekolah", 18, "SEDANG TK/KELOMPOK BERMAIN", 2,
          "BELUM MASUK TK/KELOMPOK BERMAIN", 1),
    *satu("pekerjaan_id", "pekerjaan", "", 89, 89, "1", 1, "BURUH HARIAN LEPAS", 19),
    *satu("pekerjaan_id", "pekerjaan", ASING, 90, None, 0.5, None),
    *satu("status_kawin", "status_kawin", "", 1, 1, "BK", 1, "K", 2, "CH", 3, "CM", 4,
          "CERAI MATI", 4,
          "KAWIN TERCATAT", 2, "KAWIN BELUM TERCATAT", 2, "CERAI HIDUP TERCATAT", 3),
    *satu("kk_level", "shdk", "", 1, 1, "KEPALA KELUARGA", 1, 1.0, 1),
    *satu("kk_level", "shdk", "KK_TANPA_KEPALA", 4, 4, "ANAK", 4, "FAMILI LAIN", 9, 11, 11),
    *satu("warganegara_id", "warganegara", "", 1, 1, "WNI", 1, 2, 2, "WNA", 2,
          "DUA KEWARGANEGARAAN", 3),
    *satu("golongan_darah_id", "gol_darah", "", 1, 1, "AB+", 9, "TIDAK TAHU", 13, 13.0, 13),
    *satu("cacat_id", "cacat", "", 1, 1, "CACAT FISIK", 1, "CACAT NETRA/BUTA", 2, 7, 7,
          "TIDAK CACAT", 7, "CACAT RUNGU/WICARA", 3),
    *satu("cara_kb_id", "cara_kb", "", 1, 1, "SUNTIK", 3, 99, 99, "SUSUK KB", 5),
    *satu("status_dasar", "status_dasar", "", 1, 1, "HIDUP", 1),
    *satu("id_asuransi", "punya_jkn", "", 1, False, 2, True, 3, True, 4, True, 99, False),
    *satu("hamil", "hamil", "", 1, None, 2, None),  # a man
    *satu("nik", "nik", "NIK_KOSONG", 0, None, "0", None),
    *satu("rt", "rt", "RTRW_KOSONG", "-", None, "0", None),
    *satu("dusun", "dusun", "", "KRAJAN_KULON", "KRAJAN KULON", "'Krajan", "Krajan"),
    *satu("tanggallahir", "tanggal_lahir", "", "1980-05-12", "1980-05-12",
          "12/05/1980", "1980-05-12"),
    *satu("tanggallahir", "tanggal_lahir", "TGL_KOSONG", "", None),
]  # fmt: skip


def test_opensid_takes_number_text_and_label(tmp_path: Path) -> None:
    assert beda_kasus(tmp_path, SUMBER_OPENSID, OPENSID, opensid) == []


def test_opensid_with_columns_in_any_order_and_strangers_between(tmp_path: Path) -> None:
    columns = ["bpjs_ketenagakerjaan", *reversed(OPENSID[:30]), "kolom_baru"]
    kasus = [Kasus({"bpjs_ketenagakerjaan": "ya", "kolom_baru": "x"}, "", {"nama": "BUDI SANTOSO"})]
    rows = [columns, *baris_kasus(kasus, columns, opensid)]
    assert beda_berkas(write_csv(tmp_path / "o.csv", rows, ","), kasus) == []


def test_a_pregnant_woman_and_a_death_of_opensid(tmp_path: Path) -> None:
    woman = nik(12, 5, 1990, wanita=True)
    isi = {"sex": 2, "nik": woman, "tanggallahir": "1990-05-12"}
    kasus = [
        Kasus(isi | {"hamil": 1, "status_dasar": 2}, "", {"hamil": 1, "status_dasar": 2}),
        Kasus({"sex": "P", "nik": woman[:-1] + "7", "tanggallahir": "1990-05-12",
               "hamil": "HAMIL", "status_dasar": "PINDAH"}, "", {"hamil": 1, "status_dasar": 3}),
        Kasus({"sex": "P", "nik": woman[:-1] + "8", "tanggallahir": "1990-05-12",
               "hamil": "TIDAK HAMIL", "status_dasar": 9}, "", {"hamil": 2, "status_dasar": 9}),
    ]  # fmt: skip
    assert beda_kasus(tmp_path, kasus, OPENSID, opensid) == []


def siak(nomor: int) -> dict[str, Any]:
    """A clean person of a SIAK export."""
    return {
        "Nomor KK": f"'339907010115{nomor:04d}", "NIK": f"'{nik(12, 5, 1980, urut=nomor)}",
        "Nama Penduduk": "BUDI SANTOSO", "Status": "Hidup", "Tempat Lahir": "CONTOHAN",
        "Tanggal Lahir": "12-05-1980", "Kelamin": "Laki-Laki", "Ayah": "JOKO", "Ibu": "SITI",
        "Status Kawin": "Kawin", "SHDK": "Kepala Keluarga", "Agama": "Islam",
        "Alamat": "DSN. KRAJAN", "RW": "1", "RT": "8", "Pendidikan": "SLTA/Sederajat",
        "Pekerjaan": "Petani/Pekebun", "Gol. Darah": "Tdk Th",
    }  # fmt: skip


SUMBER_SIAK = [
    Kasus({}, "", {"rt": "008", "rw": "001", "dusun": "KRAJAN", "gol_darah": 13,
                   "status_dasar": 1}),
    *satu("Status", "status_dasar", "", "Pindah", 3, "Mati", 2, "Tidak Valid", 9, "HIDUP", 1),
    *satu("Alamat", "dusun", "", "Dsn Krajan", "Krajan", "DUSUN KRAJAN", "KRAJAN",
          "Dusun. Krajan", "Krajan",
          "DSN KRAJAN RT 008 RW 001", "KRAJAN"),
    *satu("Pendidikan", "pendidikan", "", "Tidak/Blm Sekolah", 1, "Diploma IV/Strata I", 8,
          "Strata-II", 9,
          "Akademi/Diploma III/Sarjana Muda", 7, "Belum Tamat SD/Sederajat", 2),
    *satu("Agama", "agama", "", "KATHOLIK", 3, "Budha", 5, "Kepercayaan Terhadap Tuhan YME", 7),
    *satu("Cacat", "cacat", "", "Cacat Fisik", 1, "", None, "Tidak Cacat", 7),
    *satu("SHDK", "shdk", "KK_TANPA_KEPALA", "Isteri", 3, "Orang Tua", 7, "Famili Lain", 9),
    *satu("Nomor Akta Lahir", "akta_lahir", "", "3399-LT-1", True, "Tidak Ada", False, "", None),
]  # fmt: skip


@pytest.mark.parametrize("coding", ["cp1252", "utf-8-sig"])
def test_siak_takes_labels(tmp_path: Path, coding: str) -> None:
    rows = [list(SIAK), *baris_kasus(SUMBER_SIAK, SIAK, siak)]
    path = write_csv(tmp_path / "s.csv", rows, ";", coding)
    assert beda_berkas(path, SUMBER_SIAK) == []


ORANG_SDGS: list[tuple[dict[str, Any], str, dict[str, Any], dict[str, Any]]] = [
    # cells, codes, values of the person, values of the pendataan
    ({"P104": "Laki-laki", "P108": "Kawin", "P110": "Budha", "P112": "WNI"}, "",
     {"jenis_kelamin": 1, "status_kawin": 2, "agama": 5, "warganegara": 1}, {}),
    ({"P104": 1, "P108": 1, "P110": 6, "P112": 2}, "",
     {"jenis_kelamin": 1, "status_kawin": 1, "agama": 6, "warganegara": 2}, {}),
    ({"P20": "Sedang Mencari Pekerjaan"}, "", {"kondisi_kerja": 4}, {"kondisi_kerja": 4}),
    ({"P20": 5.0, "P202": "Tki", "P403": "Ya"}, "", {"kondisi_kerja": 5, "punya_jkn": True},
     {"pekerjaan_utama": "tki"}),
    ({"P20": "Bekerja", "P202": "Lainnya", "P202 Comment": "Ojek"}, "", {},
     {"pekerjaan_utama": "lainnya", "pekerjaan_lain": "Ojek"}),
    ({"P404": "Tunarungu Wicara"}, "", {}, {"disabilitas": ["rungu", "wicara"]}),
    ({"P404": "Tunanetra, Tunadaksa"}, "", {}, {"disabilitas": ["netra", "fisik"]}),
    ({"P404": "Tunarungu"}, "", {}, {"disabilitas": ["rungu"]}),
    ({"P404": "Cacat Eks Kusta ,Cacat Ganda"}, "", {}, {"disabilitas": ["fisik", "ganda"]}),
    ({"P404": "Tuna netra"}, "", {}, {"disabilitas": ["netra"]}),
    ({"P404": "Bisu sebelah"}, "KODE_TIDAK_DIKENAL", {}, {"disabilitas": None}),
    ({"P404": "Tidak ada"}, "", {}, {"disabilitas": None}),
    ({"P401": "Mutaber Diare, Covid19"}, "", {}, {"penyakit": ["diare", "covid19"]}),
    ({"P401": "Mutaber/Diare, Covid-19, Gizi\u00a0Buruk"}, "", {},
     {"penyakit": ["diare", "covid19", "gizi_buruk"]}),
    ({"P401": "Jantung,Diabetes,Lumpuh"}, "", {}, {"penyakit": ["jantung", "diabetes", "lumpuh"]}),
    ({"P401": "6, 13"}, "", {}, {"penyakit": ["covid19", "gizi_buruk"]}),
    ({"P401": "Kolesterol"}, "KODE_TIDAK_DIKENAL", {}, {"penyakit": None}),
    ({"P402.13": 3, "P402.14": "2", "P402.32": 5}, "", {},
     {"kunjungan_posyandu": 3, "kunjungan_posbindu": 2}),
    ({"P205": "Rp 12.500.000", "P405": "Ya", "P406": "Tidak", "P518": "YA "}, "", {},
     {"penghasilan_tahun": 12500000, "melahirkan_setahun": True, "mendapat_asi": False,
      "terdampak_bencana": True}),
    ({"P501": "SMA", "P503": "S1"}, "", {}, {"pendidikan_tertinggi": 4, "pendidikan_kini": 6}),
    ({"P501": "Pesantren / Seminari", "P503": ""}, "", {}, {"pendidikan_tertinggi": 9}),
    ({"P104": "Perempuan"}, "NIK_BEDA_JK", {"jenis_kelamin": 2}, {}),
    ({"P106": "12 Juni 1980"}, "NIK_BEDA_TGL", {"tanggal_lahir": "1980-06-12"}, {}),
    ({"P106": "31-02-1980"}, "TGL_TIDAK_VALID", {"tanggal_lahir": None}, {}),
    ({"P103": ""}, "NAMA_KOSONG", {"nama": None}, {}),
    ({"NIK": "12345"}, "NIK_PANJANG", {"nik": None}, {}),
    ({"NIK": "9999999999999995"}, "NIK_KOSONG", {"nik": None}, {}),
    ({"Nomor KK": "33990701011"}, "KK_PANJANG", {"no_kk": None}, {}),
]  # fmt: skip


def test_sdgs_people(tmp_path: Path) -> None:
    people = []
    for number, (cells, *_) in enumerate(ORANG_SDGS, 1):
        own = {"Nomor KK": f"339907010115{number:04d}", "NIK": nik(12, 5, 1980, urut=number)}
        people.append(own | {"P103": f"ORANG {chr(65 + number % 26)}"} | cells)
    rows = rows_of(individu(tmp_path, *people))
    lines = []
    for row, (cells, codes, person, survey) in zip(rows, ORANG_SDGS, strict=True):
        told = [c for c in row["codes"] if c != "RTRW_KOSONG"]
        if told != codes.split():
            lines.append(f"{cells}: {told}, seharusnya {codes!r}")
        values = row.get("records", [{"values": {}}])[0]["values"]
        for key, want in person.items():
            if row["normalized"].get(key) != want:
                lines.append(f"{cells}: {key} = {row['normalized'].get(key)!r}, bukan {want!r}")
        for key, want in survey.items():
            if values.get(key) != want:
                lines.append(f"{cells}: {key} = {values.get(key)!r}, seharusnya {want!r}")
    assert lines == []


def test_sdgs_closed_answers_are_not_in_the_document(tmp_path: Path) -> None:
    rows = rows_of(individu(tmp_path, {"P401": "TBC Paru-Paru, Jantung", "P404": "Dipasung"}))
    assert rows[0]["records"][0]["values"]["penyakit"] == ["jantung"]
    text = json.dumps(rows).casefold()
    assert not [w for w in ("tbc", "dipasung", "jiwa") if w in text]


RUMAH_SDGS: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
    ({"P404": "Bambu", "P405": "Kayu berkualitas rendah/bamboo", "P406": "Tidak ada"}, "",
     {"lantai": "bambu", "jendela": "tidak_ada"}),
    ({"P404": "Lainnya", "P404 Lainnya": "Tanah"}, "", {"lantai": "tanah"}),
    ({"P415": "Mata\u00a0air/perpipaan/sumur"}, "", {"air_minum": True}),
    ({"P415": "Tadah air hujan "}, "", {"air_minum": True}),
    ({"P414": "Jamban sendiri"}, "", {"jamban": True}),
    ({"P427": "BLT DD, PKH"}, "", {"bantuan": ["blt_dd", "pkh"]}),
    ({"P427": "PKH,BST,Lainnya", "P428": "1.500.000"}, "",
     {"pengeluaran_bulan": 1500000}),
    ({"P428": "Rp750.000,-", "P303": 4}, "", {"pengeluaran_bulan": 750000, "jumlah_anggota": 4}),
    ({"P427": "Sembako gratis"}, "KODE_TIDAK_DIKENAL", {"bantuan": None}),
    ({"No KK": "33990701"}, "KK_PANJANG", {}),
    ({"No KK": ""}, "KK_KOSONG SUBJEK_TIDAK_ADA", {}),
]  # fmt: skip


def test_sdgs_households(tmp_path: Path) -> None:
    homes = []
    for number, (cells, *_) in enumerate(RUMAH_SDGS, 1):
        own = {"No KK": f"339907010115{number:04d}", "NIK KK": nik(12, 5, 1980, urut=number)}
        homes.append(own | cells)
    rows = rows_of(keluarga(tmp_path, *homes))
    lines = []
    for row, (cells, codes, survey) in zip(rows, RUMAH_SDGS, strict=True):
        if row["codes"] != codes.split():
            lines.append(f"{cells}: {row['codes']}, seharusnya {codes!r}")
        values = row.get("records", [{"values": {}}])[0]["values"]
        for key, want in survey.items():
            got = values.get(key)
            if (bool(got) if want is True else got) != want:
                lines.append(f"{cells}: {key} = {got!r}, seharusnya {want!r}")
    assert lines == []


def test_sdgs_by_labels_alone_and_with_the_slip_put_right(tmp_path: Path) -> None:
    path = individu(tmp_path, {"P20": "Bekerja", "P404": "Tunanetra"})
    first = rows_of(path)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    for cell in sheet[3]:
        cell.value = {"P20": "P201"}.get(cell.value, cell.value)
    book.save(tmp_path / "betul.xlsx")
    assert rows_of(tmp_path / "betul.xlsx") == first
    sheet.delete_rows(3)
    sheet.delete_rows(1)
    book.save(tmp_path / "label.xlsx")
    (row,) = rows_of(tmp_path / "label.xlsx")
    assert row["normalized"] == first[0]["normalized"]
    assert row["records"] == first[0]["records"]


def test_a_recap_sheet_before_the_data_is_not_taken(tmp_path: Path) -> None:
    rekap = [
        ["REKAPITULASI"],
        ["NO", "RT", "RW", "JUMLAH L", "JUMLAH P"],
        [1, "001", "002", 10, 12],
    ]
    kasus = [Kasus({}, "", {"nik": N[:12] + "0001"})]
    rows = [list(OPENSID), *baris_kasus(kasus, OPENSID, opensid)]
    path = write_xlsx(tmp_path / "d.xlsx", rows, sebelum=[("REKAP", rekap)], nama="Data")
    assert beda_berkas(path, kasus) == []
