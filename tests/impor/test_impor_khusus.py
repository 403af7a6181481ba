"""Vaccination, aid, e-PPGBM, questionnaires and left-over columns: read, counted, nothing lost."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lembar_buatan import ACUAN, KEPALA, nik, orang, write_csv, write_xls, write_xlsx

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.paths import resources
from sipd_desktop.services.impor.baca import read_isi_berkas
from sipd_desktop.services.impor.hasil import Baris, Lampiran
from sipd_desktop.services.impor.konteks import Konteks

CONTOH = resources() / "contoh"
RINGKASAN = json.loads((CONTOH / "ringkasan.json").read_text("utf-8"))["vaksin_bantuan"]
ANAK = nik(3, 4, 2024)


def satu(baris: Baris, tbl: str = "isian") -> Lampiran:
    (found,) = [x for x in baris.lampiran if x.tbl == tbl]
    return found


def jawaban(baris: Baris) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(str(satu(baris).nilai["jawaban"]))
    return found


def test_the_sample_of_vaccinations_has_its_counts() -> None:
    bacaan = read_isi_berkas(CONTOH / "vaksin_opensid.xlsx", ACUAN)
    assert (bacaan.profil, bacaan.sheet, bacaan.hanya_lampiran) == (
        "opensid-vaksin",
        "Vaksin",
        True,
    )
    assert len(bacaan.baris) == bacaan.counts()["accept"] == RINGKASAN["baris_vaksin"]
    doses = Counter(str(len(b.lampiran)) for b in bacaan.baris)
    assert {k: doses[k] for k in "123"} == {k: RINGKASAN["dosis"][k] for k in "123"}
    first = bacaan.baris[0].lampiran[0]
    assert (first.tbl, first.tentang, first.kunci) == ("vaksinasi", "warga", ("Covid-19", "1"))
    assert first.nilai == {
        "sumber_data": "opensid",
        "merek": "AstraZeneca",
        "tanggal": "2021-11-01",
    }


def test_doses_with_doubtful_dates_and_free_brands_stay(tmp_path: Path) -> None:
    head = ["NIK", "TANGGAL VAKSIN 1", "JENIS VAKSIN 1", "TANGGAL VAKSIN 2", "JENIS VAKSIN 2"]
    rows = [
        head,
        [ANAK, "2021-31-31", "sinovac", "", ""],
        [nik(1, 1, 1990), date(2021, 3, 1), "Sinovacc", "1 Mei 2021", "Merah Putih"],
        ["", "2021-03-01", "Sinovac", "", ""],
        [nik(2, 1, 1990), "2027-01-01", "", "-", "-"],
        ["### catatan", "", "", "", ""],
    ]
    for path in (write_xlsx(tmp_path / "v.xlsx", rows), write_xls(tmp_path / "v.xls", rows)):
        found = read_isi_berkas(path, ACUAN)
        one, two, three, four, five = found.baris
        assert satu(one, "vaksinasi").nilai == {"sumber_data": "opensid", "merek": "Sinovac"}
        assert one.codes == ["KODE_TIDAK_DIKENAL"]
        assert [x.nilai["merek"] for x in two.lampiran] == ["Sinovac", "Merah Putih"]
        assert two.lampiran[1].nilai["tanggal"] == "2021-05-01"
        assert two.codes == ["KODE_MIRIP"]
        assert three.outcome == "reject"
        assert "tanggal" not in satu(four, "vaksinasi").nilai
        assert five.outcome == "ignore"


def test_the_sample_of_aid_has_its_counts_and_ends_at_the_mark() -> None:
    bacaan = read_isi_berkas(CONTOH / "bantuan_opensid.xlsx", ACUAN)
    assert (bacaan.profil, bacaan.sheet) == ("opensid-bantuan", "Peserta")
    assert bacaan.counts()["accept"] == RINGKASAN["peserta_pkh"]
    assert {b.outcome for b in bacaan.baris[48:]} == {"ignore"}
    first = satu(bacaan.baris[0], "bantuan")
    assert (first.tentang, first.kunci) == (
        "keluarga",
        ("Program Keluarga Harapan", "2026-01-01"),
    )
    assert (first.nilai["akhir"], first.nilai["asal_dana"]) == ("2026-12-31", "Pusat")
    assert len({b.normal["no_kk"] for b in bacaan.baris[:48]}) == 48


@pytest.mark.parametrize("sasaran", [1, "Penduduk", 3])
def test_aid_for_people_goes_to_people(tmp_path: Path, sasaran: object) -> None:
    program = [
        ["Nama Program", "BPNT"],
        ["Sasaran Program", sasaran],
        ["Rentang Waktu (Awal)", "01-02-2026"],
        ["###", ""],
        ["Nama Program", "bukan ini"],
    ]
    rows = [["Peserta", "No. Peserta", "NIK", "Nama"], [ANAK, "7", ANAK, "A"], ["x", "8", "x", "B"]]
    path = write_xlsx(tmp_path / "b.xlsx", rows, sebelum=[("Program", program)], nama="Peserta")
    found = read_isi_berkas(path, ACUAN)
    given = satu(found.baris[0], "bantuan")
    assert (given.tentang, given.kunci, found.baris[0].normal) == (
        "warga",
        ("BPNT", "2026-02-01"),
        {"nik": ANAK},
    )
    assert found.baris[1].outcome == "reject"


_EPPGBM = (
    "NIK|Nama|JK|Tgl Lahir|BB Lahir|TB Lahir|Nama Ortu|Prov|Kab/Kota|Kec|Pukesmas|Desa/Kel|"
    "Posyandu|RT|RW|Alamat|Usia Saat Ukur|Tanggal Pengukuran|Berat|Tinggi|Cara Ukur|LiLA|BB/U|"
    "ZS BB/U|TB/U|ZS TB/U|BB/TB|ZS BB/TB|Naik Berat Badan|PMT Diterima (kg)|Jml Vit A|KPSP|KIA|"
    "Detail"
)
EPPGBM = _EPPGBM.split("|")


def _anak(hari: str, berat: str, lahir: str = "3.1") -> list[str]:
    row = dict.fromkeys(EPPGBM, "")
    row |= {"NIK": ANAK, "Nama": "ANAK CONTOH", "JK": "L", "Tgl Lahir": "2024-04-03"}
    row |= {"BB Lahir": lahir, "TB Lahir": "49", "RT": "1", "RW": "2", "Posyandu": "MELATI"}
    row |= {"Tanggal Pengukuran": hari, "Berat": berat, "ZS BB/U": "-1.2", "LiLA": "13"}
    return list(row.values())


def test_a_download_of_eppgbm_gives_children_and_one_pendataan_per_weighing(
    tmp_path: Path,
) -> None:
    rows = [
        EPPGBM,
        _anak("2026-07-10", "9.8"),
        _anak("2026-08-11", "10.1"),
        _anak("2026-08-11", "10.1"),
    ]
    bacaan = read_isi_berkas(write_csv(tmp_path / "e.csv", rows), ACUAN)
    assert (bacaan.profil, bacaan.hanya_lampiran) == ("eppgbm", False)
    one, two, three = bacaan.baris
    assert one.normal["berat_lahir"] == "3.10"
    assert one.normal["panjang_lahir"] == "49.0"
    assert (one.normal["rt"], one.normal["jenis_kelamin"]) == ("001", 1)
    assert satu(one).kunci == ("pendataan_warga", "eppgbm", "2026-07-10")
    assert satu(two).kunci == ("pendataan_warga", "eppgbm", "2026-08-11")
    said = jawaban(two)
    assert (said["Berat"], said["ZS BB/U"], said["LiLA"], said["Posyandu"]) == (
        "10.1",
        "-1.2",
        "13",
        "MELATI",
    )
    assert two.outcome == "warn"  # tanpa No. KK
    assert ["DUPLIKAT_PERSIS" in b.codes for b in (one, two, three)] == [False, False, True]
    grams = read_isi_berkas(write_csv(tmp_path / "g.csv", [EPPGBM, _anak("", "9", "3100")]), ACUAN)
    assert grams.baris[0].normal["berat_lahir"] == "3.10"
    assert satu(grams.baris[0]).kunci[2] == ""


def test_weighings_without_birth_dates_only_attach(tmp_path: Path) -> None:
    head = "No|NIK|nama_anak|TANGGALUKUR|BERAT|TINGGI|LILA|lingkar_kepala|Pitting_edema|CARAUKUR"
    rows = [
        head.split("|"),
        ["1", ANAK, "ANAK CONTOH", "2026-08-11", "10.1", "80", "13", "46", "tidak", "berdiri"],
        ["2", "", "TANPA NIK", "2026-08-11", "9", "75", "", "", "", ""],
    ]
    bacaan = read_isi_berkas(write_csv(tmp_path / "u.csv", rows), ACUAN)
    assert (bacaan.profil, bacaan.hanya_lampiran) == ("eppgbm", True)
    first, second = bacaan.baris
    assert first.normal == {"nik": ANAK}
    assert jawaban(first) == {
        "BERAT": "10.1",
        "TINGGI": "80",
        "LILA": "13",
        "lingkar_kepala": "46",
        "Pitting_edema": "tidak",
        "CARAUKUR": "berdiri",
    }
    assert "SUBJEK_TIDAK_ADA" in second.codes


def test_left_over_columns_of_any_list_are_kept_under_their_heading(tmp_path: Path) -> None:
    head = [*KEPALA, "Hobi", "No Rekening", "Hobi", "Desil", "Jenis Bantuan", "Sakit Menahun"]
    rows = [head, [*orang(), "Catur", "'123456789012345", "Voli", "2", "PKH, BLT DD", "1"]]
    bacaan = read_isi_berkas(write_csv(tmp_path / "d.csv", rows), ACUAN)
    baris = bacaan.baris[0]
    person, home = baris.lampiran
    assert person.kunci == ("pendataan_warga", "daftar", "")
    assert json.loads(str(person.nilai["jawaban"])) == {
        "Hobi": "Catur",
        "No Rekening": "123456789012345",
        "Hobi (2)": "Voli",
        "sakit_menahun": "Jantung",
    }
    assert person.nilai["penyakit"] == ["jantung"]
    assert (home.tentang, home.nilai["desil"]) == ("keluarga", 2)
    assert home.nilai["bantuan"] == ["pkh", "blt_dd"]
    assert any("Hobi, No Rekening" in n for n in bacaan.catatan)


def test_a_list_of_aid_by_nik_without_birth_dates_only_attaches(tmp_path: Path) -> None:
    rows = [["NIK", "Nama", "Desil"], [ANAK, "ANAK CONTOH", "3"]]
    bacaan = read_isi_berkas(write_csv(tmp_path / "d.csv", rows), ACUAN)
    assert bacaan.hanya_lampiran
    assert [x.nilai.get("desil") for x in bacaan.baris[0].lampiran] == [3]
    plain = [["NIK", "Nama", "Hobi"], [ANAK, "ANAK CONTOH", "Voli"]]
    with pytest.raises(UserError, match="impor-kolom-wajib"):
        read_isi_berkas(write_csv(tmp_path / "p.csv", plain), ACUAN)


@pytest.mark.parametrize(
    ("kolom", "isi", "jenis"),
    [
        ("Sakit menahun", "12", "tbc"),
        ("sakit_menahun_id", "HIV/AIDS", "hiv"),
        ("Penyakit kronis", "Gila/Stress", "jiwa"),
        ("Riwayat TBC", "Ya", "tbc"),
        ("Hasil tes HIV", "Reaktif", "hiv"),
        ("Catatan kader", "diduga ODGJ, dipasung", "jiwa"),
        ("Riwayat TBC", "Tidak", ""),
        ("Hobi", "Senam jantung sehat", ""),
    ],
)
def test_closed_words_in_any_list_go_behind_the_door(
    tmp_path: Path, kolom: str, isi: str, jenis: str
) -> None:
    rows = [[*KEPALA, kolom], [*orang(), isi]]
    bacaan = read_isi_berkas(write_csv(tmp_path / "d.csv", rows), ACUAN)
    baris = bacaan.baris[0]
    assert [x.kunci[0] for x in baris.lampiran if x.tbl == "tertutup"] == ([jenis] if jenis else [])
    if jenis:
        assert [x.tbl for x in baris.lampiran] == ["tertutup"]
        assert f'"{isi}"' not in json.dumps(bacaan.as_json())
    else:
        assert all(x.tbl == "isian" for x in baris.lampiran)


RT = [
    ["KUESIONER RT"],
    ["RT 003 / RW 002"],
    ["Kode", "Pertanyaan", "Jawaban", "Satuan"],
    ["P301", "Jumlah KK", 42, "KK"],
    ["P302", "Nama ketua RT", "AMIN", ""],
    ["P303", "Nomor HP ketua", "080011112222", ""],
    ["P304", "Ada Posyandu", "Ya", ""],
    ["P304", "Jarak", 1.5, "km"],
    ["", "Catatan", "", ""],
]


def test_a_questionnaire_becomes_rows_without_a_subject(tmp_path: Path) -> None:
    bacaan = read_isi_berkas(write_xlsx(tmp_path / "rt.xlsx", RT), ACUAN)
    assert (bacaan.profil, bacaan.pertanyaan) == ("tanya-jawab", ("tanggal",))
    assert [(w["kode"], w["nilai"], w["rt"], w["rw"]) for w in bacaan.wilayah] == [
        ("P301", "42 KK", "003", "002"),
        ("P304", "Ya", "003", "002"),
        ("P304-2", "1.5 km", "003", "002"),
    ]
    used = [b.row for b in bacaan.baris if b.outcome == "accept"]
    assert used == [4, 7, 8]
    assert "AMIN" not in json.dumps(bacaan.as_json()) + str(bacaan.wilayah)
    assert any("2 jawaban" in n for n in bacaan.catatan)


def test_rows_of_question_numbers_need_no_header(tmp_path: Path) -> None:
    rows = [[f"P{200 + n}", f"Pertanyaan {n}", f"{n}"] for n in range(1, 9)]
    path = write_csv(tmp_path / "desa.csv", [["Kuesioner desa", "", ""], *rows])
    konteks = Konteks(tanggal=date(2026, 5, 1))
    bacaan = read_isi_berkas(path, ACUAN, konteks=konteks)
    assert bacaan.pertanyaan == ()
    assert len(bacaan.wilayah) == 8
    assert bacaan.wilayah[0] == {
        "sumber_data": "sdgs",
        "tanggal": "2026-05-01",
        "dusun": None,
        "rw": None,
        "rt": None,
        "kode": "P201",
        "pertanyaan": "Pertanyaan 1",
        "nilai": "1",
    }
