"""Questionnaires of an RT or the desa become potensi, or wait to be judged; the newest speaks."""

from __future__ import annotations

from datetime import date

import pytest

from pembuat import HARI_INI, MELATI_ID, Dunia
from sipd_desktop.base import ids
from sipd_desktop.base.errors import NotAllowed
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.laporan.lembar_masalah import Bingkai
from sipd_desktop.services.laporan.masalah import Permintaan, make_potensi
from sipd_desktop.services.potensi.catat import save_potensi, void_potensi
from sipd_desktop.services.potensi.daftar import SaringPotensi, list_potensi
from sipd_desktop.services.potensi.kuesioner import list_kuesioner
from sipd_desktop.spec.lembar import Tabel

RT1 = (
    ("P301", "Jumlah pos kamling di RT ini", "2"),
    ("P302", "Bank sampah", "tidak ada"),
    ("P303", "Kelompok tani", "ada"),
    ("P304", "Jumlah masjid", "0"),
    ("P305", "Besar Dana Desa untuk RT", "Rp 15.000.000"),
)


def ask(dunia: Dunia, rows, tanggal: str = "2026-09-01", rt: str | None = "001") -> None:
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        for kode, pertanyaan, nilai in rows:
            row = {"sumber_data": "sdgs", "tanggal": tanggal, "rt": rt, "rw": rt and "001"}
            row |= {"kode": kode, "pertanyaan": pertanyaan, "nilai": nilai}
            niat.insert("pendataan_wilayah", ids.new_id(), row)
        niat.done()


def told(dunia: Dunia, acuan: date = HARI_INI, **saring: str):
    return dunia.read(list_kuesioner, dunia.petugas, acuan, SaringPotensi(**saring))


def short(dunia: Dunia, acuan: date = HARI_INI, **saring: str) -> list[tuple[str, str, str]]:
    return [(r.jenis, r.nama, r.jumlah) for r in told(dunia, acuan, **saring)]


def test_known_questions_are_potensi_and_others_wait(dunia: Dunia) -> None:
    ask(dunia, RT1)
    assert short(dunia) == [
        ("fasilitas", "Pos kamling", "2 buah"),
        ("dana", "Dana Desa", "15.000.000 rupiah"),
        ("jawaban_lain", "Kelompok tani", "ada"),
    ]
    assert {(r.asal, r.rt, r.segar.teks) for r in told(dunia)} == {
        ("Kuesioner RT", "001", "1 Sep 2026")
    }
    assert short(dunia, jenis="jawaban_lain") == [("jawaban_lain", "Kelompok tani", "ada")]


def test_the_newest_answer_speaks_and_old_ones_are_marked(dunia: Dunia) -> None:
    ask(dunia, RT1[:1], "2025-01-05")
    assert told(dunia)[0].segar.keadaan == "lama"
    ask(dunia, [(*RT1[0][:2], "3")])
    assert short(dunia) == [("fasilitas", "Pos kamling", "3 buah")]
    assert short(dunia, date(2026, 1, 1)) == [("fasilitas", "Pos kamling", "2 buah")]


def test_the_desa_and_each_rt_are_told_apart(dunia: Dunia) -> None:
    ask(dunia, RT1[:1])
    ask(dunia, RT1[:1], rt="002")
    ask(dunia, [("P210", "Luas desa (ha)", "312,5")], rt=None)
    assert [(r.nama, r.rt, r.asal, r.jumlah) for r in told(dunia)] == [
        ("Pos kamling", "001", "Kuesioner RT", "2 buah"),
        ("Pos kamling", "002", "Kuesioner RT", "2 buah"),
        ("Luas wilayah", "", "Kuesioner desa", "312,5 ha"),
    ]


def test_an_answer_becomes_a_potensi_and_comes_back_when_that_is_taken_off(dunia: Dunia) -> None:
    ask(dunia, RT1)
    ask(dunia, RT1, rt="002")
    (usul,) = [r.usul for r in told(dunia, rt="001") if r.nama == "Kelompok tani"]
    values = dict(usul.nilai) | {"jenis": "kelompok", "nama": "Kelompok tani Sido Makmur"}
    made, _ = dunia.act(save_potensi, values, HARI_INI, posyandu_id=MELATI_ID, kode=usul.kode)
    (row,) = dunia.read(list_potensi, dunia.petugas, HARI_INI, SaringPotensi())
    assert (row.nama, row.rt, row.segar.teks) == ("Kelompok tani Sido Makmur", "001", "1 Sep 2026")
    assert [r.rt for r in told(dunia, jenis="jawaban_lain")] == ["002"]
    dunia.act(void_potensi, made)
    assert [r.rt for r in told(dunia, jenis="jawaban_lain")] == ["001", "002"]


def test_what_was_noted_by_hand_under_that_name_stands_alone(dunia: Dunia) -> None:
    ask(dunia, RT1[:1])
    (row,) = told(dunia)
    values = dict(row.usul.nilai) | {"kontak": "Pak RT 081234567890"}
    assert values["jumlah"] == "2.00"
    dunia.act(save_potensi, values, HARI_INI, posyandu_id=MELATI_ID)
    assert told(dunia) == ()


def test_answers_nobody_judged_are_not_printed(dunia: Dunia) -> None:
    ask(dunia, RT1)
    made = dunia.read(make_potensi, Permintaan(dunia.petugas, HARI_INI, Bingkai((), contoh=False)))
    (table,) = [b for b in made.lembar.blok if isinstance(b, Tabel)]
    assert made.angka == {"dicatat": 0, "dihitung": 0, "kuesioner": 2}
    assert not [row for row in table.baris if "Kelompok tani" in row]


def test_a_stranger_reads_no_answer(dunia: Dunia) -> None:
    ask(dunia, RT1)
    dunia.run("UPDATE kader SET aktif = 0")
    with pytest.raises(NotAllowed):
        told(dunia)
