"""Two laptops measure the same lansia offline at two langkah: one row everywhere, no difference.

The same for a pregnancy both noted, the attendance, and the bidan's answer.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from sipd_desktop.rules.sasaran import KELOMPOK
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.hari.bidan import Jawaban, save_jawaban
from sipd_desktop.services.hari.hari import find_hari
from sipd_desktop.services.hari.ke_bidan import set_ke_bidan
from sipd_desktop.services.hari.kehamilan import mark_hamil, mark_selesai
from sipd_desktop.services.hari.sasaran import ringkas_kelompok
from sipd_desktop.services.hari.ukur_umum import open_umum, save_umum
from sipd_desktop.services.kader import add_kader
from sync.alat import Laptop, exchange

D = Decimal
HARI = "2026-11-21"


def act(
    laptop: Laptop, function: Any, *args: Any, petugas: Petugas | None = None, **more: Any
) -> Any:
    with laptop.buku.write() as conn:
        return function(conn, petugas or laptop.petugas, *args, **more)


def ask(laptop: Laptop, function: Any, *args: Any) -> Any:
    with laptop.buku.read() as conn:
        return function(conn, *args)


def rows(laptop: Laptop, sql: str) -> list[tuple[Any, ...]]:
    with laptop.buku.read() as conn:
        return [tuple(r) for r in conn.exec_driver_sql(sql)]


def test_one_lansia_on_two_laptops_ends_in_one_row(laptop: Any) -> None:
    a, b = laptop("a"), laptop("b")
    lansia = a.warga("KARTINI", tanggal_lahir="1958-02-01", status_dasar=1)
    hari = a.hari(HARI)
    exchange(a, b)
    # tanpa internet: langkah 2 di laptop a, langkah 3 di laptop b
    act(a, save_umum, hari, lansia, {"berat_badan": D("62.5"), "lingkar_perut": D("84")})
    act(
        b,
        save_umum,
        hari,
        lansia,
        {"sistolik": 150, "diastolik": 95, "gds": 210, "sumber_gds": "buku"},
    )
    act(b, set_ke_bidan, hari, lansia, True)
    exchange(a, b)
    for each in (a, b):
        found = rows(each, "SELECT subjek, form, body FROM isian WHERE deleted_at IS NULL")
        assert [(s, f) for s, f, _ in found] == [(lansia, "pemeriksaan_lansia")]
        assert json.loads(found[0][2]) == {
            "berat_badan": "62.5",
            "lingkar_perut": "84.0",
            "sistolik": 150,
            "diastolik": 95,
            "gds": 210,
            "sumber": "alat",
            "sumber_gds": "buku",
        }
        assert rows(each, "SELECT warga_id, ke_bidan FROM kehadiran") == [(lansia, 1)]
        assert rows(each, "SELECT count(*) FROM konflik") == [(0,)]
        assert ask(each, open_umum, hari, lansia).nilai["sistolik"] == 150
    counts = [ask(each, ringkas_kelompok, hari) for each in (a, b)]
    assert counts[0] == counts[1]
    assert next(r for r in counts[0] if r.kode == "lansia").diukur == 1
    assert [r.kode for r in counts[0]] == list(KELOMPOK)


def test_one_pregnancy_noted_by_both_and_a_birth_by_one(laptop_satu: Any) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    ibu = a.warga("SRI", tanggal_lahir="1997-01-01", status_dasar=1)
    a.hari(HARI)
    exchange(a, b)
    day = ask(a, find_hari, a.posyandu, date(2026, 11, 21)).tanggal
    act(a, mark_hamil, ibu, day)
    act(b, mark_hamil, ibu, day)
    exchange(a, b)
    for each in (a, b):
        assert rows(each, "SELECT warga_id, dicatat FROM kehamilan") == [(ibu, HARI)]
        assert rows(each, "SELECT count(*) FROM konflik") == [(0,)]
    act(b, mark_selesai, ibu, day, selesai=day)
    exchange(b, a)
    assert rows(a, "SELECT hasil_kehamilan, tanggal_selesai FROM kehamilan") == [
        ("melahirkan", HARI)
    ]


def test_the_bidans_answer_reaches_the_other_laptop(laptop_satu: Any) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    lansia = a.warga("KARTINI", tanggal_lahir="1958-02-01", status_dasar=1)
    hari = a.hari(HARI)
    bidan, _ = act(a, add_kader, posyandu_id=a.posyandu, nama="Bidan Rina", jabatan="bidan")
    act(a, set_ke_bidan, hari, lansia, True)
    exchange(a, b)
    hers = Petugas(pelaku=bidan, pencatat=bidan)
    act(b, save_jawaban, hari, lansia, Jawaban("dirujuk", rujuk_ke="puskesmas"), petugas=hers)
    exchange(b, a)
    found = rows(a, "SELECT form, body FROM isian")
    assert [(f, json.loads(body)["rujuk_ke"]) for f, body in found] == [
        ("layanan_bidan", "puskesmas")
    ]
