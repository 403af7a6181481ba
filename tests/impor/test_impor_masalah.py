"""From the sample file to the list: true counts of masalah, nothing twice, TBC nowhere in clear."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lembar_buatan import ACUAN, nik
from sdgs_buatan import individu

from pembuat import MELATI_ID, Dunia
from sipd_desktop.base.paths import resources
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.impor.batal import cancel_impor
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.impor.konteks import KOSONG, Konteks
from sipd_desktop.services.kader import add_kader
from sipd_desktop.services.kunci_tertutup import make_reader, unlock
from sipd_desktop.services.masalah import list_masalah
from sipd_desktop.services.tertutup import list_catatan
from sipd_desktop.storage.tables import METADATA
from sipd_desktop.wire import segel

CONTOH = resources() / "contoh"
BENAR = json.loads((CONTOH / "ringkasan.json").read_text("utf-8"))
SURVEI = Konteks(tanggal=date(2026, 9, 1))
_KATA_TERTUTUP = ("tbc", "tuberkul", "dipasung")


def impor(dunia: Dunia, name: str | Path, konteks: Konteks = KOSONG) -> Bacaan:
    done = impor_berkas(
        dunia.buku, dunia.pengguna, CONTOH / name, acuan=ACUAN, kering=False, konteks=konteks
    )
    return done.bacaan


def sakit(tmp_path: Path) -> Path:
    """Two people, one with an answer that is closed."""
    other = {"NIK": nik(3, 4, 1985), "P103": "BUDI CONTOH", "P106": "03-04-1985"}
    return individu(tmp_path, {"P401": "TBC Paru-Paru"}, {**other, "P401": "Diabetes"})


def counts(dunia: Dunia) -> Counter[str]:
    return Counter(r.jenis for r in dunia.act(list_masalah))


def closed_words(dunia: Dunia) -> list[str]:
    """Tables that hold a closed answer in clear; the names of closed kinds count too."""
    return [
        table.name
        for table in METADATA.sorted_tables
        if any(w in str(dunia.sql(f"SELECT * FROM {table.name}")).lower() for w in _KATA_TERTUTUP)
    ]


def test_the_sample_gives_the_true_counts_and_a_second_import_writes_nothing(dunia: Dunia) -> None:
    found = impor(dunia, "sdgs_desa_individu.xlsx", SURVEI)
    rules, facts = BENAR["aturan_sdgs"], BENAR["sdgs"]
    made = counts(dunia)
    assert made["penganggur"] == rules["penganggur_15_64"]
    assert made["tidak_sekolah"] == rules["tidak_sekolah_7_18"]
    assert made["miskin"] == rules["keluarga_miskin_600rb"]
    assert made["miskin_kronis"] == rules["keluarga_miskin_kronis"]
    assert made["bansos"] == facts["keluarga_bansos"]
    covid = dunia.one("SELECT count(*) FROM masalah WHERE kode = 'covid19'")
    assert covid == facts["covid19"]
    marked = dunia.one("SELECT count(*) FROM warga WHERE tanya_bidan = 1")
    assert made["penyakit_kronis"] + marked - 1 == facts["penyakit_kronis"]
    assert made["disabilitas"] + 1 == facts["disabilitas"]
    assert any("tidak disimpan di laptop ini" in text for text in found.catatan)
    assert closed_words(dunia) == []
    before = dunia.dump()
    impor(dunia, "sdgs_desa_individu.xlsx", SURVEI)
    assert dunia.dump() == before


def test_with_a_reader_of_that_kind_tbc_is_sealed_for_her_alone(
    dunia: Dunia, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, words = _with_reader(dunia, monkeypatch)
    impor(dunia, "sdgs_desa_individu.xlsx", SURVEI)
    people = dunia.sql("SELECT warga_id FROM catatan_tertutup WHERE jenis = 'tbc'")
    assert len(people) == 9
    key = dunia.read(unlock, who.akun, words)
    (note,) = dunia.read(list_catatan, who, people[0][0], key)
    assert "TBC Paru-Paru" in (note.isi or "")
    # hanya kelas lingkupnya yang terbaca: kunci, catatan, dan kursor jenis itu
    assert set(closed_words(dunia)) == {"catatan_tertutup", "kunci_tertutup", "lingkup_kursor"}
    assert "paru" not in str(dunia.sql("SELECT * FROM catatan_tertutup")).lower()
    before = dunia.dump()
    impor(dunia, "sdgs_desa_individu.xlsx", SURVEI)
    assert dunia.dump() == before


def _with_reader(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> tuple[Petugas, list[str]]:
    """This laptop holds the closed class tbc, and a bidan has its key."""
    monkeypatch.setattr(segel, "OPS", 1)
    monkeypatch.setattr(segel, "MEM", 1024 * 1024)
    dunia.run("INSERT INTO lingkup_kursor(kunci, kursor) VALUES ('tertutup:tbc:desa', 0)")
    made, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Bu Rini", jabatan="bidan")
    who = Petugas(made, made)
    with dunia.buku.write() as conn:
        return who, make_reader(conn, who)[0]


def _notes(dunia: Dunia) -> list[tuple[Any, ...]]:
    return dunia.sql(
        "SELECT id, warga_id, jenis, tanggal, isi FROM catatan_tertutup "
        "WHERE deleted_at IS NULL ORDER BY id"
    )


def _kept(dunia: Dunia) -> list[list[tuple[Any, ...]]]:
    tables = {
        "warga": "id, nama, nik, tanya_bidan",
        "keluarga": "id, no_kk, alamat, rt, rw",
        "isian": "id, body",
        "catatan_tertutup": "id, warga_id, isi",
    }
    return [
        dunia.sql(f"SELECT {columns} FROM {tbl} WHERE deleted_at IS NULL ORDER BY id")
        for tbl, columns in tables.items()
    ]


def test_sealed_notes_leave_with_their_import_and_come_back_with_the_file(
    dunia: Dunia, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, words = _with_reader(dunia, monkeypatch)
    before = _kept(dunia)
    made = impor(dunia, sakit(tmp_path), SURVEI)
    notes = _notes(dunia)
    assert len(notes) == 1
    after = _kept(dunia)
    done = dunia.act(cancel_impor, made.batch, acuan=ACUAN)
    assert done.sisa == ()
    assert _kept(dunia) == before
    key = dunia.read(unlock, who.akun, words)
    assert dunia.read(list_catatan, who, notes[0][1], key) == ()
    again = impor(dunia, sakit(tmp_path), SURVEI)
    assert again.batch
    assert [n[:4] for n in _notes(dunia)] == [n[:4] for n in notes]
    assert [len(rows) for rows in _kept(dunia)] == [len(rows) for rows in after]
    (note,) = dunia.read(list_catatan, who, notes[0][1], key)
    assert "TBC Paru-Paru" in (note.isi or "")
    dunia.act(cancel_impor, again.batch, acuan=ACUAN)
    assert _kept(dunia) == before


def test_a_reader_who_comes_later_gets_the_notes_by_importing_again(
    dunia: Dunia, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    impor(dunia, sakit(tmp_path), SURVEI)
    assert _notes(dunia) == []
    before = _kept(dunia)
    _with_reader(dunia, monkeypatch)
    again = impor(dunia, sakit(tmp_path), SURVEI)
    assert len(_notes(dunia)) == 1
    stand = dunia.dump()
    impor(dunia, sakit(tmp_path), SURVEI)
    assert dunia.dump() == stand
    dunia.act(cancel_impor, again.batch, acuan=ACUAN)
    assert _kept(dunia) == before
