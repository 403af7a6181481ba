"""Weighing and measuring one child: load once, judge on every key, save as one intent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.rules.batas import check_balita
from sipd_desktop.rules.kbm import bb_minimal
from sipd_desktop.rules.penilaian import Penilaian, Tingkat
from sipd_desktop.rules.ukuran import Pengukuran, Timbang
from sipd_desktop.rules.umur import umur_bulan
from sipd_desktop.rules.versi import aturan_pada
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.hari.baris import Hari, LembarUkur, NilaiUkur, Orang, UkurLalu
from sipd_desktop.services.hari.hadir import add_hadir, find_hadir
from sipd_desktop.services.hari.hari import get_hari, require_open
from sipd_desktop.services.hari.hasil import input_hash, judge_catatan, judge_nilai, store_hasil
from sipd_desktop.services.hari.ke_bidan import mark_temuan
from sipd_desktop.services.hari.riwayat import (
    FORM,
    Catatan,
    as_stored,
    find_isian,
    load_catatan,
    timbang_before,
    to_body,
    to_pengukuran,
)
from sipd_desktop.services.orang import get_orang
from sipd_desktop.spec.entry import Entry
from sipd_desktop.spec.field import Wire

_EMPTY = NilaiUkur()


def open_lembar(conn: Connection, hari_id: str, warga_id: str) -> LembarUkur:
    """The weighing sheet of a child on a day; raises `bukan-balita`, `tanggal-lahir-kosong`."""
    return _load_lembar(conn, get_hari(conn, hari_id), warga_id)


def _load_lembar(conn: Connection, hari: Hari, warga_id: str, *, marks: bool = True) -> LembarUkur:
    """`marks` False leaves out the marks of earlier weighings, which only the screen shows."""
    orang = get_orang(conn, warga_id, hari.tanggal)
    _require_balita(orang, hari.tanggal)
    rows = load_catatan(conn, [orang.id], hari.tanggal).get(orang.id, [])
    today_id, _ = find_isian(conn, hari.id, orang.id)
    today = [r.nilai for r in rows if r.isian_id == today_id]
    earlier = [r for r in rows if r.tanggal < hari.tanggal]
    _, hadir = find_hadir(conn, hari.id, orang.id)
    nilai = today[0] if today else _EMPTY
    return LembarUkur(
        hari=hari,
        orang=orang,
        nomor=hadir["nomor"] if hadir and not hadir["deleted_at"] else None,
        nilai=nilai,
        riwayat=tuple(_to_lalu(orang, r, rows, marks=marks) for r in earlier),
        bulan_pertama=not any(r.nilai.berat_badan is not None for r in earlier),
        tanya_kms=orang.punya_kms is None,
        bb_minimal=_minimal(orang, hari.tanggal, rows, nilai),
    )


def _require_balita(orang: Orang, tanggal: date) -> None:
    if orang.tanggal_lahir is None:
        raise UserError("tanggal-lahir-kosong")
    if orang.tanggal_lahir > tanggal:
        raise UserError("belum-lahir")
    if not orang.is_balita:
        raise UserError("bukan-balita")


def _to_lalu(orang: Orang, row: Catatan, rows: list[Catatan], *, marks: bool) -> UkurLalu:
    judged = judge_catatan(orang, row, rows) if marks else None
    tanda = ""
    if judged is not None and judged.tanda is not None:
        tanda = "2T" if judged.dua_t else judged.tanda
    bulan = umur_bulan(orang.tanggal_lahir, row.tanggal) if orang.tanggal_lahir else 0
    return UkurLalu(row.tanggal, row.nilai, tanda, bulan, row.isian_id)


def _minimal(orang: Orang, tanggal: date, rows: list[Catatan], nilai: NilaiUkur) -> Decimal | None:
    if orang.tanggal_lahir is None:
        return None
    past = timbang_before(rows, tanggal, nilai)
    return bb_minimal(orang.jk, orang.tanggal_lahir, tanggal, past, aturan_pada(tanggal))


def _past(lembar: LembarUkur, nilai: NilaiUkur) -> list[Timbang]:
    rows = [
        Catatan(lalu.isian_id or "", lembar.orang.id, None, lalu.tanggal, lalu.nilai)
        for lalu in lembar.riwayat
    ]
    return timbang_before(rows, lembar.hari.tanggal, nilai)


def judge_lembar(lembar: LembarUkur, nilai: NilaiUkur) -> Penilaian:
    """Pure: the judgement of what is typed so far."""
    lahir = lembar.orang.tanggal_lahir
    assert lahir is not None
    return judge_nilai(
        lembar.orang.jk,
        lahir,
        lembar.hari.tanggal,
        nilai,
        _past(lembar, nilai),
        bidan_hadir=_bidan(lembar.hari),
    )


def _bidan(hari: Hari) -> bool:
    return bool(hari.nama_bidan or hari.petugas[3])


def minimal_lembar(lembar: LembarUkur, nilai: NilaiUkur) -> Decimal | None:
    """Pure: weight from which this month is N, last month's typed value counted in."""
    lahir, day = lembar.orang.tanggal_lahir, lembar.hari.tanggal
    if lahir is None:
        return None
    return bb_minimal(lembar.orang.jk, lahir, day, _past(lembar, nilai), aturan_pada(day))


def check_lembar(lembar: LembarUkur, nilai: NilaiUkur) -> tuple[Problem, ...]:
    """Pure: what refuses saving (hard) and what only asks again (soft)."""
    found = list(_typed(nilai))
    day, lahir = lembar.hari.tanggal, lembar.orang.tanggal_lahir
    lalu = _lalu_ukur(lembar)
    found += check_balita(lembar.orang.jk or None, lahir, to_pengukuran(nilai, day), lalu)
    if nilai.bb_lalu is not None and nilai.tanggal_bb_lalu is None:
        found.append(Problem("tanggal_bb_lalu", "tanggal-bb-lalu-kosong"))
    when = nilai.tanggal_bb_lalu
    if when is not None and (when >= day or (lahir is not None and when < lahir)):
        found.append(Problem("tanggal_bb_lalu", "tanggal-bb-lalu-salah"))
    if nilai.tanda_kader and not (nilai.alasan_tanda or "").strip():
        found.append(Problem("alasan_tanda", "tanda-perlu-alasan"))
    hard = {p.field for p in found if p.hard}
    seen: dict[tuple[str, str], Problem] = {}
    for problem in found:
        if problem.hard or problem.field not in hard:
            seen.setdefault((problem.field, problem.code), problem)
    return tuple(seen.values())


def _typed(nilai: NilaiUkur) -> tuple[Problem, ...]:
    limits = {"berat_badan", "tinggi_badan", "lila", "lingkar_kepala"}  # judged by rules.batas
    entry = Entry(FORM, to_body(nilai))
    return tuple(p for p in entry.problems() if p.field not in limits)


def _lalu_ukur(lembar: LembarUkur) -> Pengukuran | None:
    lalu = lembar.lalu
    return to_pengukuran(lalu.nilai, lalu.tanggal) if lalu else None


def save_ukur(
    conn: Connection,
    petugas: Petugas,
    hari_id: str,
    warga_id: str,
    nilai: NilaiUkur,
    *,
    punya_kms: bool | None = None,
) -> Changes:
    """Save one child's measures of the day: isian, attendance, KMS answer, one intent.

    Raises InvalidInput with the hard problems, `belum-ada-ukuran`, `hari-sudah-ditutup`.
    """
    hari = require_open(conn, hari_id)
    lembar = _load_lembar(conn, hari, warga_id, marks=False)
    orang = lembar.orang
    hard = tuple(p for p in check_lembar(lembar, nilai) if p.hard)
    if hard:
        raise InvalidInput(hard)
    nilai = as_stored(nilai)
    if lembar.nilai == _EMPTY and not _is_measured(nilai):
        raise UserError("belum-ada-ukuran")
    niat = Niat(conn, petugas)
    add_hadir(niat, hari_id, orang.id)
    penilaian = judge_lembar(lembar, nilai)
    isian_id = _write_isian(niat, hari, orang.id, nilai, penilaian.versi_aturan)
    hadir_id, hadir = find_hadir(conn, hari_id, orang.id)
    found = mark_temuan(hadir, penilaian.tingkat <= Tingkat.BIDAN)
    niat.update("kehadiran", hadir_id, {**found, **_langkah(nilai)}, "menilai")
    if punya_kms is not None:
        niat.update("warga", orang.id, {"punya_kms": punya_kms})
    assert orang.tanggal_lahir is not None
    past = _past(lembar, nilai)
    key = input_hash(orang.jk, orang.tanggal_lahir, hari.tanggal, nilai, past)
    store_hasil(conn, isian_id, penilaian, key)
    return niat.done()


def _langkah(nilai: NilaiUkur) -> dict[str, Wire]:
    """Langkah 3 is reached with a weight: where the child's record is elsewhere one day, this is
    how the day still knows that she was weighed here."""
    return {"langkah": 3} if nilai.berat_badan is not None else {}


def _is_measured(nilai: NilaiUkur) -> bool:
    """A measure or a service: the laptop at langkah 4 may have vitamin A and no weight."""
    measures = (nilai.berat_badan, nilai.tinggi_badan, nilai.lila, nilai.lingkar_kepala)
    given = (nilai.edema, nilai.vitamin_a, nilai.obat_cacing, nilai.asi_eksklusif)
    return any(m is not None for m in (*measures, *given))


def _write_isian(niat: Niat, hari: Hari, warga_id: str, nilai: NilaiUkur, versi_aturan: str) -> str:
    isian_id, row = find_isian(niat.conn, hari.id, warga_id)
    values = {
        "form": FORM.key,
        "form_versi": FORM.version,
        "subjek_jenis": "warga",
        "subjek": row["subjek"] if row else warga_id,
        "hari_buka_id": hari.id,
        "tanggal": hari.tanggal.isoformat(),
        "versi_aturan": versi_aturan,
        **to_body(nilai),
    }
    is_new = row is None or row["deleted_at"] is not None
    niat.put("isian", isian_id, values, "menimbang" if is_new else "mengubah")
    return isian_id
