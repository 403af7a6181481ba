"""SDGs Desa, vaccinations and aid on a real encrypted folder: stored once, nobody invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from lembar_buatan import ACUAN, KEPALA, nik, orang, write_csv, write_xlsx
from sdgs_buatan import AMIN, KK, ORANG, RUMAH, header, individu, keluarga, row

from pembuat import Dunia
from sipd_desktop.base.paths import resources
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.impor.konteks import KOSONG, Konteks
from sipd_desktop.services.impor.sdgs_kolom import INDIVIDU
from sipd_desktop.services.impor.sdgs_kolom_keluarga import KELUARGA

CONTOH = resources() / "contoh"
RINGKASAN = json.loads((CONTOH / "ringkasan.json").read_text("utf-8"))
SURVEI = Konteks(tanggal=date(2026, 8, 1))


def impor(
    dunia: Dunia,
    path: Path,
    konteks: Konteks = KOSONG,
    acuan: date = ACUAN,
    *,
    kering: bool = False,
) -> Bacaan:
    return impor_berkas(
        dunia.buku, dunia.pengguna, path, acuan=acuan, kering=kering, konteks=konteks
    ).bacaan


def isian(dunia: Dunia, form: str) -> int:
    found: int = dunia.one("SELECT count(*) FROM isian WHERE form = ?", form)
    return found


def test_the_samples_after_one_another_keep_their_counts(dunia: Dunia) -> None:
    impor(dunia, CONTOH / "penduduk_opensid.xlsx")
    sdgs = impor(dunia, CONTOH / "sdgs_desa_individu.xlsx", SURVEI)
    wanted = RINGKASAN["sdgs"]
    assert dunia.one("SELECT count(*) FROM warga") == 1166 + wanted["hanya_di_sdgs"]
    assert dunia.one("SELECT count(*) FROM keluarga") == 350
    survey = "SELECT count(*) FROM isian WHERE form = ? AND body ->> 'sumber_data' = 'sdgs'"
    assert dunia.one(survey, "pendataan_warga") == wanted["orang"]
    assert dunia.one(survey, "pendataan_keluarga") == wanted["keluarga"]
    assert sdgs.pertanyaan == ()
    work = "SELECT count(*) FROM isian WHERE body ->> 'kondisi_kerja' = 4 AND tanggal = ?"
    assert dunia.one(work, "2026-08-01") == wanted["mencari_kerja"]
    for name in ("vaksin_opensid.xlsx", "bantuan_opensid.xlsx"):
        found = impor(dunia, CONTOH / name)
        assert found.counts()["reject"] == 0
    doses = RINGKASAN["vaksin_bantuan"]["dosis"]
    given = sum(int(k) * n for k, n in doses.items())
    assert dunia.one("SELECT count(*) FROM vaksinasi") == given
    assert dunia.one("SELECT count(*) FROM bantuan") == RINGKASAN["vaksin_bantuan"]["peserta_pkh"]
    before = dunia.dump()
    for name, konteks in (
        ("sdgs_desa_individu.xlsx", SURVEI),
        ("vaksin_opensid.xlsx", KOSONG),
        ("bantuan_opensid.xlsx", KOSONG),
    ):
        again = impor(dunia, CONTOH / name, konteks, date(2026, 9, 20))
        assert (again.counts()["baru"], again.counts()["berubah"]) == (0, 0), name
    assert dunia.dump() == before
    text = " ".join(str(r) for r in dunia.sql("SELECT body FROM isian"))
    for word in ("TBC", "ipasung"):
        assert word not in text


def test_vaccinations_and_aid_of_unknown_people_are_told_and_make_nobody(dunia: Dunia) -> None:
    vaccine = impor(dunia, CONTOH / "vaksin_opensid.xlsx")
    aid = impor(dunia, CONTOH / "bantuan_opensid.xlsx")
    assert vaccine.counts()["reject"] == RINGKASAN["vaksin_bantuan"]["baris_vaksin"]
    assert {tuple(b.codes) for b in aid.baris[:48]} == {("SUBJEK_TIDAK_ADA",)}
    for tbl in ("warga", "keluarga", "vaksinasi", "bantuan"):
        assert dunia.one(f"SELECT count(*) FROM {tbl}") == 0


def test_households_alone_then_their_people(dunia: Dunia, tmp_path: Path) -> None:
    impor(dunia, keluarga(tmp_path, {"P404": "Bambu"}), SURVEI)
    home = dunia.sql("SELECT no_kk, alamat, rt, rw FROM keluarga")
    assert home == [(KK, "Jl. Mawar", "003", "002")]
    assert isian(dunia, "pendataan_keluarga") == 1
    found = impor(dunia, individu(tmp_path, {"P505": "Jawa"}), SURVEI)
    assert found.pertanyaan == ()  # RT diketahui dari keluarganya
    assert found.counts()["baru"] == 1
    assert isian(dunia, "pendataan_warga") == 1
    assert dunia.one("SELECT count(*) FROM keluarga") == 1


def test_a_new_survey_is_a_second_record_and_an_undated_one_is_renewed(
    dunia: Dunia, tmp_path: Path
) -> None:
    later = Konteks(rt="003", rw="002", tanggal=date(2026, 9, 1))
    first = Konteks(rt="003", rw="002", tanggal=date(2025, 3, 1))
    for konteks, kerja in ((first, "Bekerja"), (later, "Sedang Mencari Pekerjaan")):
        impor(dunia, individu(tmp_path, {"P20": kerja}), konteks)
    rows = "SELECT tanggal, body ->> 'kondisi_kerja' FROM isian ORDER BY tanggal"
    assert dunia.sql(rows) == [("2025-03-01", 5), ("2026-09-01", 4)]
    list_rows = [[*KEPALA, "Hobi"], [*orang(), "Voli"]]
    path = write_csv(tmp_path / "d.csv", list_rows)
    impor(dunia, path)
    counted = "SELECT count(*) FROM isian WHERE body ->> 'sumber_data' = 'daftar'"
    assert dunia.one(counted) == 1
    again = impor(dunia, path, acuan=date(2026, 9, 30))
    assert (again.counts()["sama"], dunia.one(counted)) == (1, 1)


def test_the_head_of_the_household_sheet_becomes_its_head(dunia: Dunia, tmp_path: Path) -> None:
    wife = nik(1, 1, 1985, wanita=True)
    people = [{}, {"NIK": wife, "P103": "SITI CONTOH", "P104": "Perempuan", "P106": "01-01-1985"}]
    rows = [*header(INDIVIDU), *(row(INDIVIDU, {**ORANG, **p}) for p in people)]
    homes = [*header(KELUARGA), row(KELUARGA, {**RUMAH, "NIK KK": wife, "P206": "SITI CONTOH"})]
    path = write_xlsx(tmp_path / "d.xlsx", rows, sebelum=[("Keluarga", homes)], nama="Individu")
    impor(dunia, path, SURVEI)
    assert dunia.sql("SELECT nik, shdk FROM warga ORDER BY shdk NULLS LAST") == [
        (wife, 1),
        (AMIN, None),
    ]
    head = "SELECT w.nik FROM keluarga k JOIN warga w ON w.id = k.kepala_id"
    assert dunia.one(head) == wife


def test_a_questionnaire_of_the_desa_is_stored_once(dunia: Dunia, tmp_path: Path) -> None:
    rows = [
        ["Kode", "Pertanyaan", "Jawaban"],
        ["P301", "Jumlah KK", 42],
        ["P302", "Ada pasar", "Ya"],
    ]
    path = write_csv(tmp_path / "desa.csv", rows)
    for _ in range(2):
        impor(dunia, path, SURVEI)
    found = dunia.sql("SELECT kode, nilai, tanggal FROM pendataan_wilayah ORDER BY kode")
    assert found == [("P301", "42", "2026-08-01"), ("P302", "Ya", "2026-08-01")]
