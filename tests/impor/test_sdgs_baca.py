"""SDGs Desa, both workbooks: every column lands somewhere, labels and codes say the same."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lembar_buatan import ACUAN, nik, write_xlsx
from sdgs_buatan import AMIN, KK, ORANG, RUMAH, header, individu, keluarga, pendataan, row

from sipd_desktop.base.paths import resources
from sipd_desktop.bidang import FORMS
from sipd_desktop.rules.kode import daftar
from sipd_desktop.services.impor.baca import read_isi_berkas
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.services.impor.konteks import Kenal, Konteks
from sipd_desktop.services.impor.sdgs_kolom import INDIVIDU, Tanya
from sipd_desktop.services.impor.sdgs_kolom_keluarga import KELUARGA

CONTOH = resources() / "contoh"
RINGKASAN = json.loads((CONTOH / "ringkasan.json").read_text("utf-8"))
KECUALI = {"P20", "P403"}
"""Kept with the person and in the pendataan."""


@pytest.fixture(scope="module")
def contoh() -> Bacaan:
    return read_isi_berkas(CONTOH / "sdgs_desa_individu.xlsx", ACUAN)


def test_the_sample_says_what_its_summary_says(contoh: Bacaan) -> None:
    (homes,) = contoh.lain
    assert (contoh.profil, contoh.sheet, contoh.header_rows) == (
        "sdgs-individu",
        "Individu",
        [1, 2, 3],
    )
    assert (homes.profil, homes.sheet) == ("sdgs-keluarga", "Keluarga")
    people = [pendataan(b) for b in contoh.baris]
    houses = [pendataan(b) for b in homes.baris]
    closed = Counter(x.kunci for b in contoh.baris for x in b.lampiran if x.tbl == "tertutup")
    wanted = RINGKASAN["sdgs"]
    assert (len(people), len(houses)) == (wanted["orang"], wanted["keluarga"])
    assert sum(p.get("kondisi_kerja") == 4 for p in people) == wanted["mencari_kerja"]
    assert sum("covid19" in p.get("penyakit", ()) for p in people) == wanted["covid19"]
    assert sum("gizi_buruk" in p.get("penyakit", ()) for p in people) == wanted["gizi_buruk"]
    assert sum(bool(p.get("melahirkan_setahun")) for p in people) == wanted["melahirkan"]
    assert sum(bool(h.get("bantuan")) for h in houses) == wanted["keluarga_bansos"]
    assert sum("pkh" in h.get("bantuan", ()) for h in houses) == wanted["keluarga_pkh"]
    difabel = sum(bool(p.get("disabilitas")) for p in people)
    assert difabel + closed["jiwa",] == wanted["disabilitas"]
    kronis = {"jantung", "kanker", "diabetes", "lumpuh"}
    sick = [bool(kronis & set(p.get("penyakit", ()))) for p in people]
    tbc = [any(x.kunci == ("tbc",) for x in b.lampiran) for b in contoh.baris]
    assert sum(a or b for a, b in zip(sick, tbc, strict=True)) == wanted["penyakit_kronis"]
    assert contoh.counts()["accept"] + contoh.counts()["warn"] == wanted["orang"]
    assert not [c for b in (*contoh.baris, *homes.baris) for c in b.codes if c.startswith("KODE")]


def test_every_stored_answer_passes_the_check_of_its_field(contoh: Bacaan) -> None:
    for baris in (*contoh.baris, *contoh.lain[0].baris):
        for item in baris.lampiran:
            if item.tbl == "isian":
                fields = FORMS[str(item.nilai["form"])].by_key()
                for key, value in item.nilai.items():
                    if key not in ("form", "tanggal"):
                        assert fields[key].check(value) is None, (key, value)


def test_the_head_and_the_place_come_from_the_household_sheet(contoh: Bacaan) -> None:
    heads = [b for b in contoh.baris if b.normal.get("shdk") == 1]
    named = {(b.normal["no_kk"], b.normal["nik"]) for b in contoh.lain[0].baris}
    people = {(b.normal["no_kk"], b.normal["nik"]) for b in contoh.baris}
    assert len(heads) == len(named & people) > 300
    assert not [b.row for b in contoh.baris if not (b.normal["rt"] and b.normal["rw"])]
    assert contoh.pertanyaan == ("tanggal",)
    first = contoh.lain[0].baris[0].normal
    assert (first["alamat"], first["dusun"], first["rt"]) == ("Jl. Pasar No. 2", "Krajan", "001")


def _beda(asked: Tanya, number: int) -> str:
    """An answer that no other column has."""
    if asked.jenis == "angka":
        return (
            str(10 + number % 80)
            if asked.ke in ("usia_menikah", "jumlah_anggota")
            else str(1000 + number)
        )
    if asked.jenis == "ya" or asked.daftar in ("ya_tidak", "sdgs_akses"):
        return ""
    if asked.daftar:
        return daftar(asked.daftar).isi[0].label
    return f"jawab{number}"


@pytest.mark.parametrize("layout", [INDIVIDU, KELUARGA], ids=["individu", "keluarga"])
def test_every_column_lands_somewhere(layout: tuple[Tanya, ...], tmp_path: Path) -> None:
    """Distinct answers in one row; those of few words (Ya, Mudah) each in a row of its own."""
    mine = [t for t in layout if t.jenis != "identitas"]
    own = ORANG if layout is INDIVIDU else RUMAH
    values: dict[str, Any] = {t.kode: _beda(t, n) for n, t in enumerate(mine)}
    values = {k: v for k, v in values.items() if v} | own
    book = (individu if layout is INDIVIDU else keluarga)(tmp_path, values)
    found = pendataan(read_isi_berkas(book, ACUAN).baris[0])
    text = json.dumps(found, ensure_ascii=False)
    for asked in mine:
        given = values.get(asked.kode, "")
        if not given:
            continue
        if asked.ke and asked.jenis == "angka":
            assert found[asked.ke] == int(given), asked.kode
        elif asked.ke and asked.daftar:
            assert found[asked.ke], asked.kode
        elif asked.kode != "P202 Comment":
            assert found["jawaban"][asked.kode] == given, asked.kode
        assert asked.ke in found or given in text, asked.kode
    yes = [t for t in mine if t.jenis == "ya" or t.daftar in ("ya_tidak", "sdgs_akses")]
    for asked in yes:
        answer = "Mudah" if asked.daftar == "sdgs_akses" else "Ya"
        book = (individu if layout is INDIVIDU else keluarga)(tmp_path, {asked.kode: answer})
        found = pendataan(read_isi_berkas(book, ACUAN).baris[0])
        value = found[asked.ke] if asked.ke else found["jawaban"][asked.kode]
        assert value == (True if asked.ke else answer), asked.kode
    assert {t.kode for t in mine} == {t.kode for t in yes} | (values.keys() - own.keys()) | (
        {"P207"} if layout is KELUARGA else set()
    )


def test_identity_columns_land_with_the_person(tmp_path: Path) -> None:
    given = {
        "P105": "Contohan",
        "P108": "Cerai Mati",
        "P110": "Budha",
        "P111": "Jawa",
        "P112": "WNA",
        "P113": "080011112222",
        "P20": "Bekerja",
        "P403": "Ya",
    }
    normal = read_isi_berkas(individu(tmp_path, given), ACUAN).baris[0].normal
    keys = ("tempat_lahir", "status_kawin", "agama", "suku", "warganegara", "telepon")
    assert [normal[k] for k in keys] == ["Contohan", 4, 5, "Jawa", 2, "080011112222"]
    assert (normal["kondisi_kerja"], normal["punya_jkn"]) == (5, True)
    assert [normal[k] for k in ("no_kk", "nik", "nama")] == [KK, AMIN, "AMIN CONTOH"]


@pytest.mark.parametrize("layout", [INDIVIDU, KELUARGA], ids=["individu", "keluarga"])
def test_codes_and_labels_say_the_same(layout: tuple[Tanya, ...], tmp_path: Path) -> None:
    listed = [t for t in layout if t.daftar or t.jenis == "ya"]
    make = individu if layout is INDIVIDU else keluarga
    most = max(len(daftar(t.daftar or "ya_tidak").isi) for t in listed)
    for turn in range(most):
        entries = {t.kode: daftar(t.daftar or "ya_tidak").isi for t in listed}
        chosen = {k: isi[turn] for k, isi in entries.items() if turn < len(isi)}
        words = {k: e.label for k, e in chosen.items()}
        numbers = {k: e.kode for k, e in chosen.items()}
        by_word = read_isi_berkas(make(tmp_path, words), ACUAN).baris[0]
        by_number = read_isi_berkas(make(tmp_path, numbers), ACUAN).baris[0]
        assert by_word.lampiran == by_number.lampiran, words
        assert not [c for c in by_word.codes if c.startswith("KODE")], words


def test_several_answers_are_parted_at_commas_and_taken_whole(tmp_path: Path) -> None:
    path = individu(
        tmp_path,
        {"P404": "Tunarungu Wicara", "P401": "Jantung; Diabetes"},
        {"P404": "Tunarungu, Tunawicara", "NIK": nik(1, 1, 1990), "P401": "14,17"},
        {"P404": "tunadaksa,Cacat Eks Kusta", "NIK": nik(2, 1, 1990), "P401": "Jantumg"},
    )
    found = read_isi_berkas(path, ACUAN)
    one, two, three = (pendataan(b) for b in found.baris)
    assert one["disabilitas"] == ["rungu", "wicara"]
    assert one["jawaban"]["P404"] == "Tunarungu Wicara"
    assert two["disabilitas"] == ["rungu", "wicara"]
    assert two["jawaban"]["P404"] == "Tunarungu, Tunawicara"
    assert one["penyakit"] == two["penyakit"] == ["jantung", "diabetes"]
    assert three["disabilitas"] == ["fisik"]
    assert three["penyakit"] == ["jantung"]
    assert "KODE_MIRIP" in found.baris[2].codes


def test_slips_of_the_workbook_and_a_corrected_one_read_alike(tmp_path: Path) -> None:
    head = header(INDIVIDU)
    answers = row(INDIVIDU, {**ORANG, "P20": "Sedang Mencari\u00a0Pekerjaan", "P402.32": 4})
    kode = [{"P20": "P201"}.get(c, c).lower() for c in head[2]]
    for codes in (head[2], kode, [c.replace(".", ". ") for c in head[2]]):
        path = write_xlsx(tmp_path / "i.xlsx", [*head[:2], codes, answers])
        found = pendataan(read_isi_berkas(path, ACUAN).baris[0])
        assert found["kondisi_kerja"] == 4
        assert found["jawaban"]["P402.32"] == "4"
    home = pendataan(
        read_isi_berkas(
            keluarga(
                tmp_path,
                {
                    "P413": "Tadah air hujan ",
                    "P415": "Mata\u00a0air/perpipaan/sumur",
                    "P405": "Kayu berkualitas rendah/bamboo",
                    "P404": "Lainnya",
                    "P404 Lainnya": "Tanah",
                    "P428": "Rp 1.250.000",
                    "P403.1": "36,5",
                },
            ),
            ACUAN,
        ).baris[0]
    )
    keys = ("air_mandi", "air_minum", "dinding", "lantai", "pengeluaran_bulan", "luas_lantai")
    assert [home[k] for k in keys] == ["hujan", "perpipaan", "rendah", "tanah", 1_250_000, 37]
    assert home["jawaban"]["P403.1"] == "36,5"


def test_without_the_row_of_codes_the_labels_are_enough(tmp_path: Path) -> None:
    given = {**ORANG, "P20": "Bekerja", "P404": "Tunanetra", "P511": 3, "P507": 2}
    rows = [*header(INDIVIDU, kode=False), row(INDIVIDU, given)]
    found = read_isi_berkas(write_xlsx(tmp_path / "i.xlsx", rows), ACUAN)
    answers = pendataan(found.baris[0])
    assert found.profil == "sdgs-individu"
    assert (answers["kondisi_kerja"], answers["disabilitas"]) == (5, ["netra"])
    assert (answers["jawaban"]["P511"], answers["jawaban"]["P507"]) == ("3", "2")
    assert found.baris[0].normal.get("cacat") is None
    home = {**RUMAH, "P404": "Bambu", "PT KM": 7, "Sem. Akses": "Susah", "DokU. Menit": 9}
    rows = [*header(KELUARGA, kode=False), row(KELUARGA, home)]
    found = read_isi_berkas(write_xlsx(tmp_path / "k.xlsx", rows), ACUAN)
    answers = pendataan(found.baris[0])
    assert (found.profil, answers["lantai"]) == ("sdgs-keluarga", "bambu")
    assert [answers["jawaban"][k] for k in ("PT KM", "Sem. Akses", "DokU. Menit")] == [
        "7",
        "Susah",
        "9",
    ]


def test_sources_of_income_come_from_their_own_sheet(tmp_path: Path) -> None:
    incomes = [
        ["Sumber Penghasilan", "Nama Lainnya", "Jumlah", "Penghasilan Setahun", "Diekspor"],
        ["Padi", "", 2, 12_000_000, "Tidak"],
        ["31", "", 1, 5_000_000, "Tidak"],
        ["Lainnya", "Jual pulsa", 1, 100_000, "Tidak"],
    ]
    path = individu(tmp_path, {"P204": "2-3"}, sebelum=[("Penghasilan", incomes)])
    said = pendataan(read_isi_berkas(path, ACUAN).baris[0])["jawaban"]
    assert said["P204"] == "2-3"
    assert said["sumber_penghasilan"] == "Padi, Perdagangan"
    assert [(r["kode"], r["setahun"]) for r in said["P204 rinci"]] == [
        (1, "12000000"),
        (31, "5000000"),
    ]
    path = individu(tmp_path, {"P204": "4"}, sebelum=[("Penghasilan", incomes)])
    assert pendataan(read_isi_berkas(path, ACUAN).baris[0])["jawaban"]["sumber_penghasilan"] == (
        "Jual pulsa"
    )


def test_closed_answers_leave_the_row_and_are_told_nowhere(tmp_path: Path) -> None:
    given = {
        "P401": "TBC Paru-Paru, Diabetes",
        "P404": "Dipasung, Tunanetra",
        "P202": "Lainnya",
        "P202 Comment": "tidak bekerja karena ODGJ",
        "P505": "Jawa",
    }
    bacaan = read_isi_berkas(individu(tmp_path, given, {"P401": "TBC Paru paruu"}), ACUAN)
    first, second = bacaan.baris
    closed = [(x.kunci[0], x.nilai["kode"]) for x in first.lampiran if x.tbl == "tertutup"]
    assert closed == [("jiwa", "P202 Comment"), ("tbc", "P401"), ("jiwa", "P404")]
    answers = pendataan(first)
    assert (answers["penyakit"], answers["disabilitas"]) == (["diabetes"], ["netra"])
    assert [x.kunci for x in second.lampiran if x.tbl == "tertutup"] == [("tbc",)]
    said = json.dumps(bacaan.as_json(), ensure_ascii=False)
    said += json.dumps([answers, [vars_of(t) for b in bacaan.baris for t in b.temuan]])
    for word in ("TBC", "asung", "ODGJ"):
        assert word not in said


def vars_of(temuan: Any) -> list[str]:
    return [temuan.kode, temuan.kolom, temuan.asal, temuan.usul]


def test_the_stored_home_speaks_before_the_address_and_that_before_the_answer(
    tmp_path: Path,
) -> None:
    other, third = nik(1, 1, 1990), nik(2, 1, 1990)
    people = [
        {"P505": "Jawa"},
        {"NIK": other, "Nomor KK": "3399070101150002", "P103": "BUDI CONTOH"},
        {"NIK": third, "Nomor KK": "3399070101150003", "P103": "CITRA CONTOH"},
    ]
    rows = [*header(INDIVIDU), *(row(INDIVIDU, {**ORANG, **p}) for p in people)]
    homes = [
        *header(KELUARGA),
        row(KELUARGA, RUMAH),
        row(KELUARGA, {**RUMAH, "No KK": "3399070101150002", "P207": "Jl. Melati RT 4/RW 5"}),
    ]
    path = write_xlsx(tmp_path / "d.xlsx", rows, sebelum=[("Keluarga", homes)], nama="Individu")
    known = Kenal({AMIN: ("Krajan", "009", "008")}, {})
    konteks = Konteks(rt="001", rw="002", tanggal=date(2026, 3, 1))
    found = read_isi_berkas(path, ACUAN, konteks=konteks, kenal=lambda: known)
    places = [(b.normal["rt"], b.normal["rw"]) for b in found.baris]
    assert places == [("008", "009"), ("004", "005"), ("001", "002")]
    assert found.pertanyaan == ()
    assert pendataan(found.baris[0])["tanggal"] == "2026-03-01"
    asked = read_isi_berkas(individu(tmp_path, {}), ACUAN)
    assert asked.pertanyaan == ("rt", "rw", "tanggal")
    assert "RTRW_KOSONG" in asked.baris[0].codes


def test_households_alone_are_read_and_doubtful_ones_refused(tmp_path: Path) -> None:
    second = {"No KK": "3399070101150002", "NIK KK": nik(1, 1, 1990), "P206": "BUDI CONTOH"}
    path = keluarga(
        tmp_path,
        {"P401": "Milik Sendiri"},
        {**second, "P428": 100_000},
        {**second, "P428": 200_000},
        {"No KK": "", "NIK KK": AMIN},
        {"No KK": "12"},
        {"P401": "Milik Sendiri"},
    )
    found = read_isi_berkas(path, ACUAN)
    assert found.profil == "sdgs-keluarga"
    assert [b.jenis for b in found.baris] == ["keluarga"] * 6
    assert [b.outcome for b in found.baris] == ["accept", "reject", "reject"] + ["reject"] * 3
    assert found.baris[1].codes == ["KK_GANDA_KONFLIK"]
    assert found.baris[5].codes == ["DUPLIKAT_PERSIS"]
    assert "SUBJEK_TIDAK_ADA" in found.baris[3].codes


def test_what_no_list_knows_is_kept_as_it_stands(tmp_path: Path) -> None:
    given = {"P20": "Merantau ke bulan", "P109": "muda", "P205": "-", "P503": "TK"}
    baris = read_isi_berkas(individu(tmp_path, given), ACUAN).baris[0]
    said = pendataan(baris)["jawaban"]
    assert {k: said[k] for k in ("P20", "P109", "P503")} == {
        "P20": "Merantau ke bulan",
        "P109": "muda",
        "P503": "TK",
    }
    assert "P205" not in said
    assert baris.outcome == "warn"
    assert "kondisi_kerja" not in pendataan(baris)
