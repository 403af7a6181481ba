"""The inbox of differences, on two real laptops and a real centre."""

from __future__ import annotations

from datetime import date, timedelta, timezone
from pathlib import Path

import pytest

from sipd_desktop.base import clock, ids
from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.render.berkas import write_lembar
from sipd_desktop.services.beda.daftar import count_beda, list_ganda, open_beda, open_kotak
from sipd_desktop.services.beda.putus import decide, decide_many, look
from sipd_desktop.services.beda.sisih import mend, reason_code, send_again
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.laporan.lembar_bukti import lembar_bukti, open_bukti
from sipd_desktop.services.urungkan import undo
from sync.alat import MELATI, Laptop
from sync.conftest import Pendaftar

WIB = timezone(timedelta(hours=7))
HARI_INI = date(2026, 11, 22)
NIK = "3201014508240001"  # perempuan, lahir 5 Agustus 2024


def kotak(one: Laptop):
    with one.buku.read() as conn:
        return open_kotak(conn, HARI_INI)


def satu(one: Laptop):
    (case,) = kotak(one).beda
    return case


def putuskan(one: Laptop, beda_id: str, pilihan: str, **more: bool) -> Changes:
    with one.buku.write() as conn:
        return decide(conn, one.petugas, beda_id, pilihan, **more)


def beda(laptop: Pendaftar, tbl_row, **values: tuple[object, object]) -> tuple[Laptop, Laptop]:
    """Two laptops that wrote the same field of one row differently; both have heard of it."""
    a, b = laptop("a"), laptop("b")
    tbl, row_id = tbl_row(a)
    a.kirim_baik()
    b.kirim_baik()
    a.ubah(tbl, row_id, **{k: v[0] for k, v in values.items()})
    b.ubah(tbl, row_id, **{k: v[1] for k, v in values.items()})
    for one in (a, b, a):
        one.kirim_baik()
    return a, b


def test_a_difference_says_what_both_wrote_who_and_where(laptop_satu: Pendaftar) -> None:
    a, b = beda(
        laptop_satu,
        lambda one: ("warga", one.warga("Alya Putri", tanggal_lahir="2024-08-05")),
        telepon=("0811", "0822"),
    )
    here, there = satu(a), satu(b)
    assert (here.judul, here.apa) == ("Alya Putri, 27 bln (2 th 3 bln)", "Telepon")
    assert (here.dipakai.nilai, here.lain.nilai) == ("0822", "0811")
    assert (here.dipakai.laptop, here.lain.laptop) == ("laptop lain", "laptop ini")
    assert (there.dipakai.laptop, there.lain.laptop) == ("laptop ini", "laptop lain")
    assert {here.dipakai.pelaku, here.lain.pelaku} == {"Siti"}
    assert clock.parse_instant(here.dipakai.waktu) >= clock.parse_instant(here.lain.waktu)
    assert (here.usul, here.kini) == ("dipakai", None)
    assert count_of(a) == 1


def count_of(one: Laptop) -> int:
    with one.buku.read() as conn:
        return count_beda(conn)


@pytest.mark.parametrize("pilihan", ["dipakai", "lain"])
def test_a_decision_stands_on_every_laptop_and_closes_the_case_there(
    laptop_satu: Pendaftar, pilihan: str
) -> None:
    a, b = beda(laptop_satu, lambda one: ("warga", one.warga("Sri")), telepon=("0811", "0822"))
    case = satu(a)
    putuskan(a, case.id, pilihan)
    for one in (a, b, a):
        one.kirim_baik()
    for one in (a, b):
        image = one.image("warga", case.objek)
        assert image is not None
        assert image["telepon"] == ("0811" if pilihan == "lain" else "0822")
        assert kotak(one).beda == ()
        (done,) = kotak(one).selesai
        assert (done.putusan, done.diputus) == (pilihan, "Siti")
    with pytest.raises(UserError, match="beda-sudah-diputus"):
        putuskan(b, case.id, "lain")


def test_a_decision_can_be_taken_back_and_opens_the_case_again(laptop_satu: Pendaftar) -> None:
    a, b = beda(laptop_satu, lambda one: ("warga", one.warga("Sri")), telepon=("0811", "0822"))
    case = satu(a)
    done = putuskan(a, case.id, "lain")
    with a.buku.write() as conn:
        undo(conn, a.petugas, done.tindakan)
    for one in (a, b, a):
        one.kirim_baik()
    for one in (a, b):
        assert satu(one).id == case.id
        image = one.image("warga", case.objek)
        assert image is not None
        assert image["telepon"] == "0822"


def test_a_measure_of_a_signed_day_can_be_decided_and_taken_back(laptop_satu: Pendaftar) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    anak = a.warga("Bagas", tanggal_lahir="2025-10-01", jenis_kelamin=1)
    hari = a.hari("2026-11-21")
    isian = a.timbang(anak, hari, "2026-11-21", berat_badan="8.90")
    a.kirim_baik()
    b.kirim_baik()
    a.ubah("isian", isian, berat_badan="8.60")
    b.ubah("isian", isian, berat_badan="40.00")
    for one in (a, b, a):
        one.kirim_baik()
    a.ubah("hari_buka", hari, status="tutup")
    case = satu(a)
    assert case.judul.startswith("Bagas")
    assert "hari buka 21 Nov 2026" in case.judul
    assert {case.dipakai.nilai, case.lain.nilai} == {"40,00 kg", "8,60 kg"}
    assert case.usul == "lain", "40 kg is beyond reason for a child of one year"
    done = putuskan(a, case.id, "lain")
    assert a.image("isian", isian)["berat_badan"] == "8.60"  # type: ignore[index]
    with a.buku.write() as conn:
        undo(conn, a.petugas, done.tindakan)
    assert a.image("isian", isian)["berat_badan"] == "40.00"  # type: ignore[index]


def test_the_nik_that_fits_the_birth_date_is_proposed_and_numbers_stay_masked(
    laptop_satu: Pendaftar,
) -> None:
    a, _ = beda(
        laptop_satu,
        lambda one: ("warga", one.warga("Alya", tanggal_lahir="2024-08-05")),
        nik=("3201010508240009", NIK),
    )
    case = satu(a)
    assert case.samar
    assert case.usul == ("dipakai" if case.dipakai.nilai.endswith("0001") else "lain")
    assert NIK not in repr(case)
    with a.buku.write() as conn:
        look(conn, a.petugas, case.id)
    with a.buku.read() as conn:
        whole = open_beda(conn, case.id, HARI_INI, buka=True)
    assert "3201 0145 0824 0001" in (whole.dipakai.nilai, whole.lain.nilai)
    assert a.one("SELECT count(*) FROM tindakan WHERE verb = 'melihat' AND objek = ?", case.objek)


def test_a_row_voided_on_one_laptop_and_filled_on_the_other_is_asked(
    laptop_satu: Pendaftar,
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    person = a.warga("Sri", telepon="0811")
    a.kirim_baik()
    b.kirim_baik()
    a.ubah("warga", person, telepon="0822")
    b.batal("warga", person)
    for one in (a, b, a):
        one.kirim_baik()
    case = satu(a)
    assert (case.dipakai.nilai, case.lain.nilai, case.usul) == (
        "Tetap dipakai",
        "Dibatalkan",
        "dipakai",
    )
    putuskan(a, case.id, "lain")
    for one in (a, b):
        one.kirim_baik()
        row = one.row("warga", person)
        assert row is not None
        assert row["deleted_at"]


def test_a_third_value_written_later_is_shown_and_may_stay(laptop_satu: Pendaftar) -> None:
    a, b = beda(laptop_satu, lambda one: ("warga", one.warga("Sri")), telepon=("0811", "0822"))
    case = satu(a)
    a.ubah("warga", case.objek, telepon="0899")
    assert satu(a).kini == "0899"
    putuskan(a, case.id, "dipakai", biarkan=True)
    for one in (a, b):
        one.kirim_baik()
        assert one.image("warga", case.objek)["telepon"] == "0899"  # type: ignore[index]
        assert kotak(one).beda == ()


def test_twenty_cases_are_decided_at_once_and_taken_back_at_once(laptop_satu: Pendaftar) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    people = [a.warga(f"Warga {n}", telepon="0") for n in range(20)]
    a.kirim_baik()
    b.kirim_baik()
    for person in people:
        a.ubah("warga", person, telepon="0811")
        b.ubah("warga", person, telepon="0822")
    for one in (a, b, a):
        one.kirim_baik()
    cases = [c.id for c in kotak(a).beda]
    assert len(cases) == 20
    with a.buku.write() as conn:
        done = decide_many(conn, a.petugas, cases, "lain")
    assert kotak(a).beda == ()
    assert {a.image("warga", p)["telepon"] for p in people} == {"0811"}  # type: ignore[index]
    with a.buku.write() as conn:
        undo(conn, a.petugas, done.tindakan)
    assert len(kotak(a).beda) == 20


def test_two_people_with_one_nik_are_listed(laptop_satu: Pendaftar) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    a.warga("Alya Putri", nik=NIK, tanggal_lahir="2024-08-05")
    b.warga("Alia Putri", nik=NIK, tanggal_lahir="2024-08-05")
    for one in (a, b, a):
        one.kirim_baik()
    with a.buku.read() as conn:
        (case,) = list_ganda(conn, HARI_INI)
    assert case.nik_samar == "3201********0001"
    assert {words.split(",")[0] for _, words in case.orang} == {"Alya Putri", "Alia Putri"}
    merged, kept = (i for i, _ in case.orang)
    a.ubah("warga", merged, digabung_ke=kept)
    with a.buku.read() as conn:
        assert list_ganda(conn, HARI_INI) == ()


def test_a_value_the_centre_refuses_is_mended_here_and_arrives(laptop_satu: Pendaftar) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    person = a.warga("Sri", tempat_lahir="x" * 101)
    a.kirim()
    told = {(d.apa, d.cara, reason_code(d)) for d in kotak(a).disisihkan}
    assert ("Warga: Tempat lahir", "perbaiki", "tolak-isi") in told
    with a.buku.write() as conn, pytest.raises(InvalidInput):
        mend(conn, a.petugas, "warga", person, "tempat_lahir", "y" * 200, HARI_INI)
    with a.buku.write() as conn:
        mend(conn, a.petugas, "warga", person, "tempat_lahir", " Garut ", HARI_INI)
    a.kirim_baik()
    assert kotak(a).disisihkan == ()
    b.kirim_baik()
    assert b.image("warga", person)["tempat_lahir"] == "Garut"  # type: ignore[index]


def test_what_waits_for_another_record_says_so_and_leaves_by_itself(
    laptop_satu: Pendaftar,
) -> None:
    a = laptop_satu("a")
    hari = a.hari("2026-11-21")
    anak = ids.new_id()  # orangnya belum ada di mana pun
    isian = a.timbang(anak, hari, "2026-11-21", berat_badan="8.90")
    a.kirim()
    rows = [d for d in kotak(a).disisihkan if d.id == isian]
    assert {(d.cara, reason_code(d)) for d in rows} == {("tunggu", "tolak-subjek-belum-ada")}
    a.tambah("warga", {"nama": "Bagas", "posyandu_id": MELATI}, anak)
    a.kirim()
    a.kirim_baik()
    assert kotak(a).disisihkan == ()


def test_what_is_set_aside_can_be_sent_again_unchanged(laptop_satu: Pendaftar) -> None:
    a = laptop_satu("a")
    person = a.warga("Sri", tempat_lahir="x" * 101)
    a.kirim()
    before = a.one("SELECT max(n) FROM outbox")
    with a.buku.write() as conn:
        send_again(conn, "warga", person, clock.now_text())
    assert a.unsent() == 1
    again = a.kirim()
    assert [r["code"] for r in again.rejected] == ["panjang"]
    assert a.one("SELECT max(n) FROM outbox") == before + 1
    with a.buku.write() as conn, pytest.raises(UserError, match="disisihkan-tidak-ada"):
        send_again(conn, "warga", ids.new_id(), clock.now_text())


@pytest.mark.usefixtures("qapp")
def test_the_receipt_of_an_exchange_is_readable_and_prints(
    laptop_satu: Pendaftar, tmp_path: Path
) -> None:
    a = laptop_satu("a")
    a.warga("Sri", tempat_lahir="x" * 101)
    a.warga("Budi")
    told = a.kirim()
    with a.buku.read() as conn:
        nomor = conn.exec_driver_sql("SELECT max(nomor) FROM bukti_kirim").scalar_one()
        bukti = open_bukti(conn, nomor, a.posyandu, WIB)
        with pytest.raises(UserError, match="bukti-tidak-ada"):
            open_bukti(conn, nomor + 1, a.posyandu, WIB)
    rows = dict(bukti.baris)
    assert rows["Diterima pusat data desa"] == str(told.acked)
    assert rows["Disisihkan untuk diperiksa"] == str(len(told.rejected)) != "0"
    assert any("Tempat lahir" in line for line in bukti.sisih)
    assert "x" * 20 not in repr(bukti), "a receipt names nobody and shows no value"
    write_lembar(lembar_bukti(bukti), tmp_path / "bukti.pdf")
    assert (tmp_path / "bukti.pdf").read_bytes().startswith(b"%PDF")
