"""TBC, HIV and jiwa of a file: sealed for their readers, or only a mark; nothing in clear."""

from __future__ import annotations

from datetime import date

import pytest

from pembuat import MELATI_ID, Dunia, make_warga, whole_file
from pendataan_buatan import BARU, add_pendataan
from sipd_desktop.base.errors import NotAllowed
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.kader import add_kader
from sipd_desktop.services.kunci_tertutup import make_reader, unlock
from sipd_desktop.services.masalah import list_masalah, refresh_masalah
from sipd_desktop.services.masalah.tertutup import Jawaban, Tersegel, count_catatan, save_tertutup
from sipd_desktop.services.tertutup import list_catatan

pytestmark = pytest.mark.usefixtures("segel_cepat")

KENARI = "TBC Paru-Paru KENARI"


def jawaban(warga: str, jenis: str = "tbc") -> Jawaban:
    values = {"sumber_data": "sdgs", "tanggal": "2026-09-15", "kode": "P401", "jawaban": KENARI}
    return warga, (jenis,), values


def save(dunia: Dunia, *rows: Jawaban) -> Tersegel:
    return dunia.act(save_tertutup, rows)  # type: ignore[no-any-return]


def bidan(dunia: Dunia) -> tuple[Petugas, str]:
    dunia.run("INSERT INTO lingkup_kursor(kunci, kursor) VALUES ('tertutup:tbc:desa', 0)")
    made, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Bu Rini", jabatan="bidan")
    who = Petugas(made, made)
    with dunia.buku.write() as conn:
        return who, make_reader(conn, who)[0]


def test_on_a_laptop_without_that_kind_only_a_mark_is_left(dunia: Dunia) -> None:
    who = dunia.write(make_warga, dunia.petugas, "BUDI")
    made = save(dunia, jawaban(who))
    assert (made.disegel, made.ditinggal) == (0, 1)
    assert dunia.sql("SELECT tanya_bidan FROM warga WHERE id = ?", who) == [(1,)]
    assert dunia.sql("SELECT 1 FROM catatan_tertutup") == []
    text = whole_file(dunia)
    assert "KENARI" not in text
    assert "tbc" not in text.lower()
    assert save(dunia, jawaban(who)).changes.tindakan == ()


def test_with_readers_it_is_sealed_once_and_only_they_read_it(dunia: Dunia) -> None:
    who = dunia.write(make_warga, dunia.petugas, "BUDI")
    reader, words = bidan(dunia)
    made = save(dunia, jawaban(who))
    assert (made.disegel, made.sudah_ada, made.ditinggal) == (1, 0, 0)
    again = save(dunia, jawaban(who))
    assert (again.disegel, again.sudah_ada, again.changes.tindakan) == (0, 1, ())
    assert "KENARI" not in whole_file(dunia)
    assert dunia.sql("SELECT 1 FROM masalah") == []
    assert reader.akun
    key = dunia.read(unlock, reader.akun, words)
    (note,) = dunia.read(list_catatan, reader, who, key)
    assert KENARI in (note.isi or "")
    dunia.act(refresh_masalah, None, date(2026, 9, 20))
    assert [r.jenis for r in dunia.act(list_masalah)] == []


def test_ketua_counts_and_reads_nothing(dunia: Dunia) -> None:
    who = dunia.write(make_warga, dunia.petugas, "BUDI")
    bidan(dunia)
    save(dunia, jawaban(who))
    assert [(c.jenis, c.orang) for c in dunia.act(count_catatan)] == [("tbc", 1)]
    with pytest.raises(NotAllowed):
        dunia.act(list_catatan, who)
    kader, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Bu Ani", jabatan="kader")
    with pytest.raises(NotAllowed):
        dunia.read(count_catatan, Petugas(kader, kader))


def test_a_closed_answer_that_slipped_into_pendataan_makes_no_masalah(dunia: Dunia) -> None:
    who = dunia.write(make_warga, dunia.petugas, "BUDI")
    sick = ["TBC Paru-Paru", "tbc kelenjar", "HIV/AIDS", "Gila/stress", "diabetes"]
    dunia.act(add_pendataan, "warga", who, BARU, penyakit=sick, disabilitas=["Dipasung"])
    dunia.act(refresh_masalah, [who], date(2026, 9, 20))
    (row,) = dunia.act(list_masalah)
    assert row.alasan == "Menjawab punya sakit menahun: diabetes. Perlu kontrol teratur."
