"""The judgement shown while typing: `judge` turns measures and past weighings into findings.

The worst finding comes first. N is never green while anything else is worse or BB, BB/TB or LiLA
is missing; an old height is never used. Pure: the same input gives the same answer on the laptop
and at the server.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sipd_desktop.rules.antropometri import is_under_standing_age
from sipd_desktop.rules.gizi import GIZI_BURUK, gabungan, is_lila_due, kelas_lila
from sipd_desktop.rules.kata_temuan import PENYULUHAN, SURAT, TEMUAN, URUTAN
from sipd_desktop.rules.kbm import bb_minimal
from sipd_desktop.rules.kms import is_ago, is_bgm
from sipd_desktop.rules.nilai import HasilIndeks, is_umur_balita_who, nilai_balita, nilai_sekolah
from sipd_desktop.rules.penilaian import Penilaian, Temuan, Tingkat
from sipd_desktop.rules.tanda import check_ganti, tandai
from sipd_desktop.rules.ukuran import Ganti, Pengukuran, Timbang
from sipd_desktop.rules.umur import is_balita, umur_bulan, umur_hari
from sipd_desktop.rules.versi import Aturan, aturan_pada
from sipd_desktop.rules.who import SEX, SWITCH_DAYS

_SAME: Final = (("BGM", "BBU.SK"), ("AGO", "BBU.RL"), ("2T", "T"), (GIZI_BURUK, "GIZI.GB"))
"""Findings that say the same thing: the first makes the second superfluous."""


def judge(
    jk: str | None,
    lahir: date,
    ukur: Pengukuran,
    riwayat: Sequence[Timbang],
    *,
    ganti: Ganti | None = None,
    bidan_hadir: bool = True,
    aturan: Aturan | None = None,
) -> Penilaian:
    """Judge one measuring of a child; without `aturan` by the rule version of its date.

    `riwayat`: earlier weighings in any order. `ganti` stands only where `check_ganti` finds
    nothing against it. Without a bidan present, "ke bidan" becomes a letter.
    """
    aturan = aturan or aturan_pada(ukur.tanggal)
    bulan = umur_bulan(lahir, ukur.tanggal)
    nilai = nilai_balita if is_umur_balita_who(lahir, ukur.tanggal) else nilai_sekolah
    indeks = nilai(jk, lahir, ukur, aturan)
    lila = kelas_lila(ukur.lila, bulan, aturan)
    kode = {hasil.kode for hasil in indeks} | {lila.kode if lila else None}
    kini = Timbang(ukur.tanggal, ukur.berat_badan, ukur.edema)
    otomatis = tandai(jk or "", lahir, kini, riwayat, aturan)
    alasan = ""
    if ganti is not None and not check_ganti(otomatis.otomatis, ganti):
        alasan = ganti.alasan
        otomatis = tandai(jk or "", lahir, replace(kini, tanda=ganti.tanda), riwayat, aturan)
    zbbu = next((h.z for h in indeks if h.indeks == "BBU" and not h.bendera), None)
    if not is_balita(bulan, aturan):
        zbbu = None
    awal = Penilaian(
        versi_aturan=aturan.versi,
        umur_hari=umur_hari(lahir, ukur.tanggal),
        umur_bulan=bulan,
        indeks=indeks,
        lila=lila,
        gabungan=gabungan(frozenset(k for k in kode if k), edema=ukur.edema),
        hasil_tanda=otomatis,
        alasan_ganti=alasan,
        bgm=is_bgm(zbbu, aturan),
        ago=is_ago(zbbu, aturan),
        bb_minimal=bb_minimal(jk or "", lahir, ukur.tanggal, riwayat, aturan),
        temuan=(),
    )
    return replace(awal, temuan=_temuan(awal, jk, ukur, aturan, bidan_hadir=bidan_hadir))


def _temuan(
    nilai: Penilaian, jk: str | None, ukur: Pengukuran, aturan: Aturan, *, bidan_hadir: bool
) -> tuple[Temuan, ...]:
    found = {
        *_bahaya(nilai, ukur),
        *_indeks(nilai),
        *_berat(nilai, aturan),
        *_belum(nilai, jk, ukur, aturan),
    }
    found -= {milder for worse, milder in _SAME if worse in found}
    rows = [TEMUAN[kode] for kode in found]
    if "T" in found and aturan.nilai("RUJUK.T") > 1:
        mild = replace(TEMUAN["T"], tingkat=Tingkat.PERHATIAN, tindakan=PENYULUHAN)
        rows = [mild if row.kode == "T" else row for row in rows]
    if not bidan_hadir:
        rows = [
            replace(row, tindakan=SURAT) if row.tingkat is Tingkat.BIDAN else row for row in rows
        ]
    return tuple(sorted(rows, key=lambda row: (row.tingkat, URUTAN[row.kode])))


def _bahaya(nilai: Penilaian, ukur: Pengukuran) -> Iterator[str]:
    if ukur.tanda_bahaya:
        yield "BAHAYA"
    if ukur.edema:
        yield "ODEM.BILATERAL"
    if GIZI_BURUK in nilai.gabungan:
        yield GIZI_BURUK


def _indeks(nilai: Penilaian) -> Iterator[str]:
    """Flags and classes; IMT/U speaks only where BB/TB has no z (the same bands)."""
    bbtb = nilai.hasil("BBTB")
    for hasil in nilai.indeks:
        if hasil.indeks == "IMTU" and bbtb is not None and bbtb.z is not None:
            continue
        if hasil.bendera:
            yield f"UKUR.{hasil.indeks.removesuffix('5')}"
        elif hasil.kode is not None:
            yield from _class_finding(hasil)
    if nilai.lila is not None and nilai.lila.kode != "LILA.HIJAU":
        yield nilai.lila.kode


def _class_finding(hasil: HasilIndeks) -> Iterator[str]:
    kode = hasil.kode or ""
    if hasil.indeks in ("BBTB", "IMTU", "IMTU5"):
        kode = "GIZI." + kode.rpartition(".")[2]
    if kode in TEMUAN:
        yield kode


def _berat(nilai: Penilaian, aturan: Aturan) -> Iterator[str]:
    """The mark and the two lines of the KMS, for balita only."""
    if not is_balita(nilai.umur_bulan, aturan):
        return
    if nilai.bgm:
        yield "BGM"
    if nilai.ago:
        yield "AGO"
    if nilai.tanda is not None:
        yield nilai.tanda
    if nilai.dua_t:
        yield "2T"


def _belum(nilai: Penilaian, jk: str | None, ukur: Pengukuran, aturan: Aturan) -> Iterator[str]:
    """What is missing, and a position that cannot be right."""
    if jk not in SEX:
        yield "BELUM.JK"
    if nilai.umur_hari < 0:
        yield "BELUM.UMUR"
    if nilai.umur_hari >= 0 and not is_balita(nilai.umur_bulan, aturan):
        yield "BUKAN_BALITA"
        return
    if ukur.berat_badan is None:
        yield "BELUM.BB"
    if ukur.lila is None and is_lila_due(nilai.umur_bulan, aturan):
        yield "BELUM.LILA"
    yield from _belum_tinggi(nilai, ukur)
    bbtb, imtu = nilai.hasil("BBTB"), nilai.hasil("IMTU")
    if jk in SEX and bbtb and imtu and bbtb.sebab == "tanpa-nilai" and imtu.z is None:
        yield "BELUM.BBTB"


def _belum_tinggi(nilai: Penilaian, ukur: Pengukuran) -> Iterator[str]:
    if ukur.tinggi_badan is None:
        yield "BELUM.PB" if nilai.umur_hari < SWITCH_DAYS else "BELUM.TB"
        return
    if ukur.cara_ukur == "berdiri" and is_under_standing_age(nilai.umur_hari):
        yield "POSISI"
