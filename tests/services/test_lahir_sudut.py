"""Births at the edges: no KK, death on the first day, and the NIK an import brings later."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pembuat import BULAN_LALU, HARI_INI, MELATI_ID, Dunia, make_keluarga, make_warga
from sipd_desktop.rules.periode import Periode
from sipd_desktop.services.hari.kehamilan import mark_hamil, mark_selesai
from sipd_desktop.services.hari.sasaran import list_kelompok
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.impor.pilih_orang import choose_orang, list_usul
from sipd_desktop.services.laporan.lampid import open_lampid
from sipd_desktop.services.penduduk.lahir import Bayi, record_lahir
from sipd_desktop.services.penduduk.meninggal import record_meninggal
from sipd_desktop.services.penduduk.perubahan import list_perubahan
from sipd_desktop.services.urungkan import undo

NOVEMBER = Periode(2026, 11)
KK = "3399070101150001"


def ibu(dunia: Dunia, **more: Any) -> str:
    with dunia.buku.write() as conn:
        values = {"tanggal_lahir": "1997-01-01", "shdk": 3, "nik": "3399074101970001"}
        if "keluarga_id" not in more:
            values["keluarga_id"] = make_keluarga(conn, dunia.petugas, no_kk=KK)
        return make_warga(conn, dunia.petugas, "SRI", **{**values, **more})


def lahir(dunia: Dunia, who: str, *bayi: Bayi, tanggal: date = HARI_INI) -> Any:
    return dunia.act(record_lahir, who, bayi or (Bayi("P"),), tanggal, hari_ini=HARI_INI)


def kelompok(dunia: Dunia, kode: str) -> list[str]:
    return [o.id for o in dunia.read(list_kelompok, MELATI_ID, HARI_INI, kode)]


def test_a_mother_without_a_household_has_a_baby_without_one(dunia: Dunia) -> None:
    who = ibu(dunia, keluarga_id=None, shdk=None)
    (bayi,) = lahir(dunia, who).bayi
    assert kelompok(dunia, "balita") == [bayi]
    assert kelompok(dunia, "bufas") == [who]
    assert dunia.sql("SELECT keluarga_id, posyandu_id, shdk FROM warga WHERE id = ?", bayi) == [
        (None, MELATI_ID, None)
    ]
    isi = dunia.read(open_lampid, MELATI_ID, NOVEMBER, HARI_INI)
    assert isi.count("lahir", "P", ("", "", "")) == 1
    assert [p.jenis for p in dunia.read(list_perubahan)] == ["lahir"]


def test_a_baby_that_dies_on_its_first_day_counts_in_both_and_is_in_no_list(dunia: Dunia) -> None:
    who = ibu(dunia)
    dunia.act(mark_hamil, who, BULAN_LALU, hpht=date(2026, 2, 20))
    (bayi,) = lahir(dunia, who, tanggal=date(2026, 11, 20)).bayi
    dunia.act(record_meninggal, bayi, date(2026, 11, 20), hari_ini=HARI_INI)
    assert kelompok(dunia, "balita") == []
    assert kelompok(dunia, "bufas") == [who], "its mother is still cared for"
    isi = dunia.read(open_lampid, MELATI_ID, NOVEMBER, HARI_INI)
    assert (isi.count("lahir"), isi.count("meninggal")) == (1, 1)
    assert sum(isi.akhir.values()) == sum(isi.awal.values()) == 1
    assert [p.jenis for p in dunia.read(list_perubahan)] == ["lahir", "meninggal"]


def test_one_of_twins_that_dies_leaves_the_other_and_the_order_of_undo_is_kept(
    dunia: Dunia,
) -> None:
    who = ibu(dunia)
    born = lahir(dunia, who, Bayi("L"), Bayi("P"))
    gone = dunia.act(record_meninggal, born.bayi[0], HARI_INI, hari_ini=HARI_INI)
    assert kelompok(dunia, "balita") == [born.bayi[1]]
    dunia.act(undo, gone.tindakan)
    dunia.act(undo, born.changes.tindakan)
    assert kelompok(dunia, "balita") == []
    assert dunia.one("SELECT count(*) FROM peristiwa WHERE deleted_at IS NULL") == 0


@pytest.mark.parametrize(("hasil", "nifas"), [("melahirkan", True), ("berakhir", False)])
def test_a_stillbirth_ends_the_pregnancy_and_makes_nobody(
    dunia: Dunia, hasil: str, nifas: bool
) -> None:
    """Its mother is still cared for where it was a delivery."""
    who = ibu(dunia)
    dunia.act(mark_hamil, who, BULAN_LALU, hpht=date(2026, 2, 20))
    dunia.act(mark_selesai, who, HARI_INI, selesai=HARI_INI, hasil=hasil)
    assert kelompok(dunia, "bufas") == [who] * nifas
    assert dunia.one("SELECT count(*) FROM warga") == 1
    assert kelompok(dunia, "bumil") == []
    isi = dunia.read(open_lampid, MELATI_ID, NOVEMBER, HARI_INI)
    assert isi.kejadian == ()


@pytest.mark.parametrize("kembar", [False, True])
def test_the_nik_an_import_brings_meets_the_baby_noted_here(
    dunia: Dunia, tmp_path: Path, kembar: bool
) -> None:
    """Proposed, never taken: and a twin is never taken for the other."""
    who = ibu(dunia)
    born = lahir(dunia, who, *((Bayi("P"), Bayi("P")) if kembar else (Bayi("P"),)))
    book = openpyxl.Workbook()
    head = ["NO. KK", "NIK", "NAMA", "L/P", "TGL LAHIR", "NAMA IBU"]
    for cells in (head, [KK, "3399076111260001", "ALYA PUTRI", "P", "21-11-2026", "SRI"]):
        book.active.append(cells)
    path = tmp_path / "baru.xlsx"
    book.save(path)

    def impor() -> None:
        impor_berkas(dunia.buku, dunia.pengguna, path, acuan=HARI_INI, kering=False)

    impor()
    (waits,) = dunia.read(list_usul, dunia.petugas)
    assert waits.usul.alasan == ("kembar" if kembar else "bayi")
    assert {c.warga_id for c in waits.calon} == set(born.bayi)
    dunia.act(choose_orang, waits.usul, born.bayi[0])
    impor()
    assert dunia.one("SELECT count(*) FROM warga") == 1 + len(born.bayi)
    assert dunia.sql("SELECT nama, nik, ibu_id FROM warga WHERE id = ?", born.bayi[0]) == [
        ("ALYA PUTRI", "3399076111260001", who)
    ]
