"""Langkah 4: who needs the bidan today, her quick answers, and her countersign of a signed day.

Anyone at the table may see the list (number and name); the answers and what stands behind them are
hers. The roles matrix decides who may write (`jawaban_bidan`, `pengesahan_bidan`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.bidang.kesehatan import PEMERIKSAAN
from sipd_desktop.bidang.kesehatan.layanan_bidan import LAYANAN_BIDAN
from sipd_desktop.rules.versi import versi_pada
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.hak import may
from sipd_desktop.services.hari.baris import Hari, Orang
from sipd_desktop.services.hari.hadir import find_hadir
from sipd_desktop.services.hari.hari import get_hari, require_open
from sipd_desktop.services.hari.riwayat import angka
from sipd_desktop.services.hari.sasaran import load_kelompok
from sipd_desktop.services.hari.ukur import judge_lembar, open_lembar
from sipd_desktop.services.hari.ukur_umum import Nilai, decode, find_umum, load_lalu_umum
from sipd_desktop.services.orang import get_orang, list_orang
from sipd_desktop.spec.entry import Entry
from sipd_desktop.storage.bentuk import parse
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import SYNCED

FORM = LAYANAN_BIDAN
_FIELDS = FORM.by_key()
_HADIR, _ISIAN, _KADER = SYNCED["kehadiran"].c, SYNCED["isian"].c, SYNCED["kader"].c


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What the bidan did for one person; keys of the form layanan_bidan."""

    tindakan_bidan: str = ""
    diberikan: str = ""
    rujuk_ke: str = ""
    skrining: str = ""
    catatan_bidan: str = ""


@dataclass(frozen=True, slots=True)
class Pasien:
    """One row of the list: no finding and no answer of anyone stands in it."""

    nomor: int
    orang: Orang
    kelompok: str
    selesai: bool


@dataclass(frozen=True, slots=True)
class DaftarBidan:
    """The list of a day, and what this account may do with it."""

    hari: Hari
    pasien: tuple[Pasien, ...]
    boleh_menjawab: bool
    disahkan: str
    """Who countersigned the day as it stands now; empty when nobody did."""
    boleh_mengesahkan: bool


@dataclass(frozen=True, slots=True)
class LembarBidan:
    """One person before the bidan."""

    pasien: Pasien
    tindakan: str
    """The action that stands large; never names a state."""
    rincian: tuple[str, ...]
    """Raw values and findings, shown only after a key."""
    jawaban: Jawaban


def open_daftar(conn: Connection, petugas: Petugas, hari_id: str) -> DaftarBidan:
    """The list: those still waiting first, by queue number."""
    hari = get_hari(conn, hari_id)
    signed = hari.status == "tutup"
    fits = {"posyandu_sendiri": _is_own(conn, petugas, hari), "ditandatangani": signed}
    return DaftarBidan(
        hari=hari,
        pasien=list_pasien(conn, hari),
        boleh_menjawab=may(conn, petugas, "jawaban_bidan", "tambah", **fits) is None,
        disahkan=countersigned_by(conn, hari_id),
        boleh_mengesahkan=signed and may(conn, petugas, "pengesahan_bidan", "ubah", **fits) is None,
    )


def _is_own(conn: Connection, petugas: Petugas, hari: Hari) -> bool:
    """Whether the account works at this Posyandu; one of the whole desa works at all of them."""
    query = select(_KADER.posyandu_id).where(_KADER.id == petugas.akun)
    own = conn.execute(query).scalar_one_or_none()
    return own is None or own == hari.posyandu_id


def list_pasien(conn: Connection, hari: Hari) -> tuple[Pasien, ...]:
    """Who was sent to the bidan this day, or was answered by her."""
    answered = _answered(conn, hari.id)
    kini = load_kini(conn)
    query = (
        select(_HADIR.warga_id, _HADIR.nomor, _HADIR.ke_bidan)
        .where(_HADIR.hari_buka_id == hari.id, _HADIR.deleted_at.is_(None))
        .order_by(_HADIR.nomor, _HADIR.id)
    )
    rows: dict[str, int] = {}
    for warga, nomor, sent in conn.execute(query):
        owner = kini.get(warga, warga)
        if sent or owner in answered:
            rows.setdefault(owner, nomor or 0)
    people = {o.id: o for o in list_orang(conn, rows, hari.tanggal)}
    kelompok = load_kelompok(conn, list(people.values()), hari.tanggal)
    found = [
        Pasien(nomor, people[i], kelompok.get(i, ""), i in answered)
        for i, nomor in rows.items()
        if i in people and (i in answered or people[i].is_sini)
    ]
    return tuple(sorted(found, key=lambda p: (p.selesai, p.nomor)))


def _answered(conn: Connection, hari_id: str) -> set[str]:
    query = select(_ISIAN.subjek).where(
        _ISIAN.hari_buka_id == hari_id, _ISIAN.form == FORM.key, _ISIAN.deleted_at.is_(None)
    )
    kini = load_kini(conn)
    return {kini.get(i, i) for i in conn.execute(query).scalars()}


def open_pasien(conn: Connection, hari_id: str, warga_id: str) -> LembarBidan:
    """One person: what to do, what was measured, and what the bidan said so far.

    Raises `bidan-belum-hadir` for one who did not come this day.
    """
    hari = get_hari(conn, hari_id)
    orang = get_orang(conn, warga_id, hari.tanggal)
    _, hadir = find_hadir(conn, hari_id, orang.id)
    if hadir is None or hadir["deleted_at"]:
        raise UserError("bidan-belum-hadir")
    kelompok = load_kelompok(conn, [orang], hari.tanggal).get(orang.id, "")
    _, row = find_umum(conn, FORM, hari_id, orang.id)
    body = {} if row is None or row["deleted_at"] else parse(row["body"])
    tindakan, rincian = _story(conn, hari, orang, kelompok)
    if hadir["alasan_bidan"] == "diminta":
        tindakan = tindakan or "Diminta ke bidan hari ini"
    return LembarBidan(
        pasien=Pasien(hadir["nomor"] or 0, orang, kelompok, bool(body)),
        tindakan=tindakan or "Ke bidan hari ini",
        rincian=rincian,
        jawaban=Jawaban(**{k: body[k] for k in _FIELDS if body.get(k)}),
    )


def _story(
    conn: Connection, hari: Hari, orang: Orang, kelompok: str
) -> tuple[str, tuple[str, ...]]:
    """The action of a balita's findings, and all values of today as lines."""
    form = PEMERIKSAAN.get(kelompok)
    if form is None:
        return "", ()
    _, row = find_umum(conn, form, hari.id, orang.id)
    if row is None or row["deleted_at"]:
        return "", ("Belum diukur hari ini.",)
    values = decode(form, parse(row["body"]))
    before = {k: v.nilai for k, v in load_lalu_umum(conn, orang.id, hari.tanggal).items()}
    lines = value_lines(form.key, values, before)
    if kelompok != "balita":
        return "", lines
    lembar = open_lembar(conn, hari.id, orang.id)
    here = replace(lembar.hari, nama_bidan=hari.nama_bidan or FORM.key)  # at langkah 4 she is here
    lembar = replace(lembar, hari=here)
    findings = judge_lembar(lembar, lembar.nilai).temuan
    words = tuple(dict.fromkeys(t.kata for t in findings))
    return (findings[0].tindakan if findings else ""), (*words, *lines)


def value_lines(form_key: str, values: Nilai, before: Nilai) -> tuple[str, ...]:
    """`Berat badan 62,5 kg (lalu 61,5)`, one line per value; raw, without any class."""
    form = next(f for f in PEMERIKSAAN.values() if f.key == form_key)
    lines: list[str] = []
    for field in form.fields():
        if field.key == "sistolik" and values.get("diastolik") is not None:
            lines.append(_pressure(values, before))
        elif field.key not in ("sistolik", "diastolik") and not field.key.startswith("sumber"):
            value = values.get(field.key)
            if value is not None:
                lines.append(_line(field, value, before.get(field.key)))
    return tuple(lines)


def _pressure(values: Nilai, before: Nilai) -> str:
    old = f" (lalu {before['sistolik']}/{before['diastolik']})" if "diastolik" in before else ""
    return f"Tekanan darah {values['sistolik']}/{values['diastolik']} mmHg{old}"


def _line(field: Any, value: object, old: object) -> str:
    if isinstance(value, bool):
        return f"{field.label}: {'ya' if value else 'tidak'}"
    label_of = getattr(field, "label_of", None)
    if label_of is not None:
        return f"{field.label}: {label_of(value)}"
    unit = f" {field.unit}" if field.unit else ""
    last = "" if old is None else f" (lalu {_text(old)})"
    return f"{field.label} {_text(value)}{unit}{last}"


def _text(value: object) -> str:
    return angka(value) if isinstance(value, Decimal) else str(value)


def save_jawaban(
    conn: Connection, petugas: Petugas, hari_id: str, warga_id: str, jawaban: Jawaban
) -> Changes:
    """Her answer for one person of the day, one row however often it is changed.

    Raises NotAllowed for anyone but a bidan, InvalidInput, `bidan-belum-hadir`,
    `hari-sudah-ditutup`.
    """
    hari = require_open(conn, hari_id)
    orang = get_orang(conn, warga_id, hari.tanggal)
    _, hadir = find_hadir(conn, hari_id, orang.id)
    if hadir is None or hadir["deleted_at"]:
        raise UserError("bidan-belum-hadir")
    typed = {k: " ".join(str(getattr(jawaban, k)).split()) or None for k in _FIELDS}
    entry = Entry(FORM, typed)
    problems = entry.problems()
    if problems:
        raise InvalidInput(problems)
    body = entry.body()
    row_id, row = find_umum(conn, FORM, hari_id, orang.id)
    values = {
        "form": FORM.key,
        "form_versi": FORM.version,
        "subjek_jenis": "warga",
        "subjek": row["subjek"] if row else orang.id,
        "hari_buka_id": hari.id,
        "tanggal": hari.tanggal.isoformat(),
        "versi_aturan": versi_pada(hari.tanggal),
        **{k: body.get(k) for k in _FIELDS},
    }
    niat = Niat(conn, petugas)
    is_new = row is None or row["deleted_at"] is not None
    niat.put("isian", row_id, values, "menjawab" if is_new else "mengubah")
    return niat.done()


def countersign(conn: Connection, petugas: Petugas, hari_id: str) -> Changes:
    """The bidan countersigns a day that was signed; raises NotAllowed, `hari-belum-ditutup`."""
    hari = get_hari(conn, hari_id)
    if hari.status != "tutup":
        raise UserError("hari-belum-ditutup")
    niat = Niat(conn, petugas)
    when = max(niat.moment, hari.ditutup_pada or "")
    patch = {"disahkan_oleh": petugas.akun, "disahkan_pada": when}
    niat.update("hari_buka", hari_id, patch, "mengesahkan")
    return niat.done()


def countersigned_by(conn: Connection, hari_id: str) -> str:
    """The bidan who countersigned the day as it stands; empty once it was opened again."""
    row = fetch_row(conn, "hari_buka", hari_id)
    if row is None or row["status"] != "tutup" or not row["disahkan_oleh"]:
        return ""
    if (row["disahkan_pada"] or "") < (row["ditutup_pada"] or ""):
        return ""
    query = select(_KADER.nama).where(_KADER.id == row["disahkan_oleh"])
    return conn.execute(query).scalar_one_or_none() or "Bidan"
