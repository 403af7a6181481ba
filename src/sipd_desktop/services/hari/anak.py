"""The sheet of one child: every point of the KMS, its lines, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.base.tampil import bulan_tahun
from sipd_desktop.rules.kms import GARIS_SD, hari_bulan, kurva
from sipd_desktop.rules.penilaian import Penilaian
from sipd_desktop.rules.umur import teks_umur, umur_hari
from sipd_desktop.rules.who import DAYS_PER_MONTH
from sipd_desktop.services.hari.baris import Orang
from sipd_desktop.services.hari.hasil import judge_catatan
from sipd_desktop.services.hari.riwayat import Catatan, angka, load_catatan
from sipd_desktop.services.orang import get_orang

TANDA = {
    "N": "Naik",
    "T": "Tidak naik",
    "2T": "Dua kali tidak naik",
    "O": "Bulan lalu tidak ditimbang",
    "B": "Baru",
}
KOLOM = ("Bulan", "Umur", "BB (kg)", "Tanda", "TB (cm)", "BB/U", "TB/U", "BB/TB", "Keterangan")


@dataclass(frozen=True, slots=True)
class Titik:
    """One dot: exact age in months (days / 30.4375), weight in kg, mark and spoken text."""

    tanggal: date
    umur_bulan: float
    berat: float
    tanda: str
    teks: str


@dataclass(frozen=True, slots=True)
class LembarAnak:
    """Chart and table of one child; both say the same."""

    orang: Orang
    titik: tuple[Titik, ...]
    kolom: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]
    pita: dict[int, tuple[tuple[float, float], ...]]
    """SD line -> points (age in months, kg); empty when the sex is not known."""


def open_anak(conn: Connection, warga_id: str, tanggal: date) -> LembarAnak:
    """The sheet of a child as of a date."""
    orang = get_orang(conn, warga_id, tanggal)
    rows = load_catatan(conn, [orang.id]).get(orang.id, [])
    judged = [(row, judge_catatan(orang, row, rows)) for row in rows]
    return LembarAnak(
        orang=orang,
        titik=tuple(_titik(orang, row, made) for row, made in judged if _has_dot(orang, row)),
        kolom=KOLOM,
        baris=tuple(_baris(orang, row, made) for row, made in reversed(judged)),
        pita=_pita(orang.jk),
    )


def _has_dot(orang: Orang, row: Catatan) -> bool:
    lahir = orang.tanggal_lahir
    return (
        row.nilai.berat_badan is not None
        and lahir is not None
        and 0 <= umur_hari(lahir, row.tanggal) <= 1826
    )


def tanda_of(made: Penilaian | None) -> str:
    """N, T, 2T, O, B or empty."""
    if made is None or made.tanda is None:
        return ""
    return "2T" if made.dua_t else made.tanda


def _titik(orang: Orang, row: Catatan, made: Penilaian | None) -> Titik:
    assert orang.tanggal_lahir is not None
    assert row.nilai.berat_badan is not None
    tanda = tanda_of(made)
    teks = f"{bulan_tahun(row.tanggal, pendek=True)}: {angka(row.nilai.berat_badan)} kg"
    if tanda:
        teks += f", {TANDA[tanda].lower()}"
    umur = umur_hari(orang.tanggal_lahir, row.tanggal) / DAYS_PER_MONTH
    return Titik(row.tanggal, umur, float(row.nilai.berat_badan), tanda, teks)


def _baris(orang: Orang, row: Catatan, made: Penilaian | None) -> tuple[str, ...]:
    nilai, tanda = row.nilai, tanda_of(made)
    umur = teks_umur(orang.tanggal_lahir, row.tanggal) if orang.tanggal_lahir else ""
    return (
        bulan_tahun(row.tanggal, pendek=True),
        umur,
        angka(nilai.berat_badan),
        f"{tanda} {TANDA[tanda]}" if tanda else "",
        angka(nilai.tinggi_badan),
        _label(made, "BBU"),
        _label(made, "TBU"),
        _label(made, "BBTB"),
        nilai.catatan or "",
    )


def _label(made: Penilaian | None, indeks: str) -> str:
    hasil = made.hasil(indeks) if made else None
    if hasil is None or hasil.z is None:
        return "belum dinilai"
    if hasil.bendera:
        return "periksa ulang"
    return hasil.kelas.label if hasil.kelas else "belum dinilai"


def _pita(jk: str) -> dict[int, tuple[tuple[float, float], ...]]:
    if jk not in ("L", "P"):
        return {}
    days = hari_bulan(60)
    return {
        sd: tuple(
            (day / DAYS_PER_MONTH, kg)
            for day, kg in zip(days, kurva("BBU", jk, sd, days), strict=True)
        )
        for sd in GARIS_SD
    }
