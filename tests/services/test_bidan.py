"""Langkah 4: the list for the bidan, her answers as records of her own, and her countersign."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from pembuat import MELATI_ID, Dunia, make_warga
from sipd_desktop.base.errors import InvalidInput, NotAllowed, UserError
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.hari.bidan import (
    Jawaban,
    countersign,
    countersigned_by,
    open_daftar,
    open_pasien,
    save_jawaban,
)
from sipd_desktop.services.hari.hadir import mark_hadir
from sipd_desktop.services.hari.hari import get_hari
from sipd_desktop.services.hari.ke_bidan import set_ke_bidan
from sipd_desktop.services.hari.keadaan import close_hari, reopen_hari
from sipd_desktop.services.hari.ukur_umum import save_umum
from sipd_desktop.services.kader import add_kader
from sipd_desktop.services.urungkan import undo

D = Decimal


@pytest.fixture
def bidan(dunia: Dunia) -> Petugas:
    made, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Bidan Rina", jabatan="bidan")
    return Petugas(pelaku=made, pencatat=made)


@pytest.fixture
def kartini(dunia: Dunia) -> str:
    with dunia.buku.write() as conn:
        return make_warga(conn, dunia.petugas, "KARTINI", tanggal_lahir="1958-02-01")


def ask(dunia: Dunia, hari: str, petugas: Petugas):  # type: ignore[no-untyped-def]
    return dunia.read(open_daftar, petugas, hari)


def test_who_was_asked_for_by_hand_stands_on_the_list(dunia: Dunia, kartini: str) -> None:
    hari = dunia.hari()
    dunia.act(set_ke_bidan, hari, kartini, True)
    (row,) = ask(dunia, hari, dunia.petugas).pasien
    assert (row.nomor, row.orang.nama, row.kelompok, row.selesai) == (1, "KARTINI", "lansia", False)
    dunia.act(set_ke_bidan, hari, kartini, False)
    assert ask(dunia, hari, dunia.petugas).pasien == ()


def test_findings_send_a_child_and_hand_cannot_take_it_back(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita()
    dunia.timbang(hari, child, "7.6", tinggi_badan=D("86.5"), cara_ukur="berdiri")
    assert len(ask(dunia, hari, dunia.petugas).pasien) == 1
    with pytest.raises(UserError) as caught:
        dunia.act(set_ke_bidan, hari, child, False)
    assert caught.value.code == "bidan-karena-hasil"


def test_a_wish_by_hand_outlives_a_corrected_weighing(dunia: Dunia) -> None:
    hari, child = dunia.hari(), dunia.balita()
    dunia.act(set_ke_bidan, hari, child, True)
    dunia.timbang(hari, child, "12.0", tinggi_badan=D("87"), cara_ukur="berdiri")
    assert dunia.sql("SELECT ke_bidan, alasan_bidan FROM kehadiran") == [(1, "diminta")]
    other = dunia.balita("BAGAS", nik=None)
    dunia.timbang(hari, other, "7.6", tinggi_badan=D("86.5"), cara_ukur="berdiri")
    dunia.timbang(hari, other, "12.0", tinggi_badan=D("86.5"), cara_ukur="berdiri")
    rows = dunia.sql("SELECT ke_bidan, alasan_bidan FROM kehadiran ORDER BY nomor")
    assert rows == [(1, "diminta"), (0, None)]


def test_the_bidan_answers_and_the_person_goes_to_the_end_of_the_list(
    dunia: Dunia, bidan: Petugas, kartini: str
) -> None:
    hari, child = dunia.hari(), dunia.balita()
    for warga in (kartini, child):
        dunia.act(set_ke_bidan, hari, warga, True)
    answer = Jawaban("diberi", diberikan="TTD 30 tablet", skrining="sesuai", catatan_bidan="pusing")
    dunia.write(save_jawaban, bidan, hari, kartini, answer)
    rows = ask(dunia, hari, bidan).pasien
    assert [(r.orang.id, r.selesai) for r in rows] == [(child, False), (kartini, True)]
    assert dunia.read(open_pasien, hari, kartini).jawaban == answer
    body = json.loads(dunia.one("SELECT body FROM isian WHERE form = 'layanan_bidan'"))
    assert body["tindakan_bidan"] == "diberi"
    act = dunia.sql("SELECT verb, pelaku, pencatat FROM tindakan ORDER BY urut DESC LIMIT 1")
    assert act == [("menjawab", bidan.pelaku, bidan.pelaku)]


def test_answers_that_no_longer_fit_are_dropped_and_one_row_stays(
    dunia: Dunia, bidan: Petugas, kartini: str
) -> None:
    hari = dunia.hari()
    dunia.act(set_ke_bidan, hari, kartini, True)
    dunia.write(save_jawaban, bidan, hari, kartini, Jawaban("dirujuk", rujuk_ke="puskesmas"))
    dunia.write(save_jawaban, bidan, hari, kartini, Jawaban("diperiksa", rujuk_ke="puskesmas"))
    (body,) = dunia.sql("SELECT body FROM isian WHERE form = 'layanan_bidan'")
    assert json.loads(body[0]) == {"tindakan_bidan": "diperiksa"}


def test_only_the_bidan_answers(dunia: Dunia, kartini: str) -> None:
    hari = dunia.hari()
    dunia.act(set_ke_bidan, hari, kartini, True)
    before = dunia.dump()
    with pytest.raises(NotAllowed):
        dunia.act(save_jawaban, hari, kartini, Jawaban("diperiksa"))
    assert dunia.dump() == before
    assert not ask(dunia, hari, dunia.petugas).boleh_menjawab


def test_the_account_that_types_counts_not_who_is_named(
    dunia: Dunia, bidan: Petugas, kartini: str
) -> None:
    """A kader cannot answer in the name of the bidan of the roster."""
    hari = dunia.hari()
    dunia.act(set_ke_bidan, hari, kartini, True)
    borrowed = Petugas(pelaku=bidan.pelaku, pencatat=dunia.pengguna.id)
    with pytest.raises(NotAllowed):
        dunia.write(save_jawaban, borrowed, hari, kartini, Jawaban("diperiksa"))


def test_an_answer_needs_what_was_done_and_someone_who_came(
    dunia: Dunia, bidan: Petugas, kartini: str
) -> None:
    hari = dunia.hari()
    with pytest.raises(UserError) as caught:
        dunia.write(save_jawaban, bidan, hari, kartini, Jawaban("diperiksa"))
    assert caught.value.code == "bidan-belum-hadir"
    dunia.act(mark_hadir, hari, kartini)
    with pytest.raises(InvalidInput):
        dunia.write(save_jawaban, bidan, hari, kartini, Jawaban(catatan_bidan="pusing"))


def test_an_answer_is_taken_back_with_one_key(dunia: Dunia, bidan: Petugas, kartini: str) -> None:
    hari = dunia.hari()
    dunia.act(set_ke_bidan, hari, kartini, True)
    made = dunia.write(save_jawaban, bidan, hari, kartini, Jawaban("diperiksa"))
    dunia.write(undo, bidan, made.tindakan)
    assert not ask(dunia, hari, bidan).pasien[0].selesai


def test_what_stands_large_is_an_action_and_the_rest_waits_for_a_key(
    dunia: Dunia, kartini: str
) -> None:
    hari, child = dunia.hari(), dunia.balita()
    dunia.timbang(hari, child, "7.6", tinggi_badan=D("86.5"), cara_ukur="berdiri")
    sheet = dunia.read(open_pasien, hari, child)
    assert sheet.tindakan.startswith("Surat rujukan")
    assert "gizi" not in sheet.tindakan
    assert any("gizi" in line for line in sheet.rincian)
    values = {"berat_badan": D("62.5"), "sistolik": 150, "diastolik": 95}
    dunia.act(save_umum, hari, kartini, values)
    dunia.act(set_ke_bidan, hari, kartini, True)
    other = dunia.read(open_pasien, hari, kartini)
    assert other.tindakan == "Diminta ke bidan hari ini"
    assert other.rincian == ("Berat badan 62,5 kg", "Tekanan darah 150/95 mmHg")


def test_a_signed_day_is_countersigned_by_the_bidan_only(dunia: Dunia, bidan: Petugas) -> None:
    hari = dunia.hari()
    with pytest.raises(UserError) as caught:
        dunia.write(countersign, bidan, hari)
    assert caught.value.code == "hari-belum-ditutup"
    dunia.act(close_hari, hari, {})
    assert ask(dunia, hari, bidan).boleh_mengesahkan
    assert not ask(dunia, hari, dunia.petugas).boleh_mengesahkan
    with pytest.raises(NotAllowed):
        dunia.act(countersign, hari)
    dunia.write(countersign, bidan, hari)
    assert dunia.read(countersigned_by, hari) == "Bidan Rina"
    assert dunia.read(get_hari, hari).ditandatangani_oleh == dunia.pengguna.id


def test_a_day_opened_again_has_lost_the_countersign(dunia: Dunia, bidan: Petugas) -> None:
    hari = dunia.hari()
    dunia.act(close_hari, hari, {})
    dunia.write(countersign, bidan, hari)
    dunia.act(reopen_hari, hari)
    assert dunia.read(countersigned_by, hari) == ""
    dunia.act(close_hari, hari, {})
    assert dunia.read(countersigned_by, hari) == ""
    dunia.write(countersign, bidan, hari)
    assert dunia.read(countersigned_by, hari) == "Bidan Rina"
