"""LAMPID of a month: lahir, mati, pindah, datang by RT and sex; the names apart, where allowed.

Counted from peristiwa, in the RT where the person lived then. A child born in the month that was
entered without one (import, newcomer at the table) counts as a birth too, unless it arrived later.
A person merged from two records counts once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from sipd_desktop.base.tampil import nama_periode, tanggal_pendek
from sipd_desktop.rules.periode import Periode
from sipd_desktop.services.gabung import is_surviving, load_kini
from sipd_desktop.services.laporan.kepala import teks_rt
from sipd_desktop.services.orang import (
    JK,
    WARGA,
    Orang,
    list_orang,
    select_orang,
    to_orang,
    was_resident,
)
from sipd_desktop.services.penduduk.dasar import place_at
from sipd_desktop.spec.lembar import (
    AngkaKunci,
    Blok,
    Catatan,
    DeretAngka,
    Kolom,
    Lembar,
    Tabel,
)
from sipd_desktop.storage.tables import SYNCED

JENIS = (("lahir", "Lahir"), ("meninggal", "Mati"), ("pindah", "Pindah"), ("datang", "Datang"))
_PERISTIWA = SYNCED["peristiwa"].c
_SEX = ("L", "P")


@dataclass(frozen=True, slots=True)
class Kejadian:
    """One event of the month."""

    jenis: str
    orang: Orang
    tanggal: date
    rincian: str
    dari_daftar: bool
    """A birth known only from the list of people."""
    tempat: tuple[str, str, str]
    """RT, RW and dusun where the person lived then."""


@dataclass(frozen=True, slots=True)
class Lampid:
    """The month."""

    periode: Periode
    kejadian: tuple[Kejadian, ...]
    awal: dict[str, int]
    """Residents before its first day by sex."""
    akhir: dict[str, int]

    def count(self, jenis: str, jk: str = "", rt: tuple[str, str, str] | None = None) -> int:
        """How many events of a kind, of one sex, of one RT (rt, rw, dusun)."""
        return sum(
            k.jenis == jenis and jk in ("", k.orang.jk) and rt in (None, k.tempat)
            for k in self.kejadian
        )


def open_lampid(conn: Connection, posyandu_id: str | None, periode: Periode, today: date) -> Lampid:
    """The events of a month, of one Posyandu or of all on this laptop; a month that is not over
    is counted up to today."""
    end = min(periode.akhir, today)
    events = [*_events(conn, posyandu_id, periode)]
    seen = {k.orang.id for k in events if k.jenis == "lahir"}
    seen |= {k.orang.id for k in events if k.jenis == "datang"}
    events += [k for k in _births(conn, posyandu_id, periode.awal, end) if k.orang.id not in seen]
    events.sort(key=lambda k: (k.tanggal, k.orang.nama))
    return Lampid(
        periode,
        tuple(events),
        _residents(conn, posyandu_id, periode.awal - timedelta(days=1)),
        _residents(conn, posyandu_id, end),
    )


def _events(conn: Connection, posyandu_id: str | None, periode: Periode) -> Iterable[Kejadian]:
    query = (
        select(SYNCED["peristiwa"])
        .where(
            _PERISTIWA.deleted_at.is_(None),
            _PERISTIWA.jenis.in_([key for key, _ in JENIS]),
            _PERISTIWA.tanggal.between(periode.awal.isoformat(), periode.akhir.isoformat()),
        )
        .order_by(_PERISTIWA.tanggal, _PERISTIWA.id)
    )
    kini = load_kini(conn)
    rows = [(r, kini.get(r["warga_id"], r["warga_id"])) for r in conn.execute(query).mappings()]
    people = {o.id: o for o in list_orang(conn, {w for _, w in rows}, periode.akhir)}
    units = _units(conn, people)
    done: set[tuple[str, str, str]] = set()
    for row, warga in rows:
        jenis, tanggal = row["jenis"], row["tanggal"]
        once = (jenis, warga, tanggal if jenis in ("pindah", "datang") else "")
        wrong_unit = posyandu_id is not None and units.get(warga) != posyandu_id
        if warga not in people or once in done or wrong_unit:
            continue
        done.add(once)
        day, orang = date.fromisoformat(tanggal), people[warga]
        stored = (row["rt"] or "", row["rw"] or "", row["dusun"] or "")
        place = stored if any(stored) else _place(conn, row["keluarga_id"], orang, day)
        yield Kejadian(jenis, orang, day, row["dari_ke"] or "", dari_daftar=False, tempat=place)


def _place(
    conn: Connection, keluarga_id: str | None, orang: Orang, tanggal: date
) -> tuple[str, str, str]:
    """Where somebody lived whose event does not tell it."""
    home = keluarga_id or orang.keluarga_id
    return place_at(conn, home, tanggal) if home else (orang.rt, orang.rw, orang.dusun)


def _units(conn: Connection, ids: Iterable[str]) -> dict[str, str | None]:
    wanted, found = sorted(ids), dict[str, str | None]()
    for start in range(0, len(wanted), 500):
        part = select(WARGA.id, WARGA.posyandu_id).where(WARGA.id.in_(wanted[start : start + 500]))
        found.update({row.id: row.posyandu_id for row in conn.execute(part)})
    return found


def _births(
    conn: Connection, posyandu_id: str | None, awal: date, akhir: date
) -> Iterable[Kejadian]:
    """Residents born in these days, whatever was noted of them."""
    query = select_orang().where(
        was_resident(akhir) | was_resident(awal),
        WARGA.tanggal_lahir.between(awal.isoformat(), akhir.isoformat()),
    )
    if posyandu_id is not None:
        query = query.where(WARGA.posyandu_id == posyandu_id)
    for row in conn.execute(query).mappings():
        orang = to_orang(row, akhir)
        assert orang.tanggal_lahir is not None
        day = orang.tanggal_lahir
        place = _place(conn, None, orang, day)
        yield Kejadian("lahir", orang, day, "", dari_daftar=True, tempat=place)


def _residents(conn: Connection, posyandu_id: str | None, tanggal: date) -> dict[str, int]:
    query = (
        select(WARGA.jenis_kelamin, func.count())
        .where(
            WARGA.deleted_at.is_(None),
            is_surviving(),
            was_resident(tanggal),
            WARGA.tanggal_lahir.is_(None) | (WARGA.tanggal_lahir <= tanggal.isoformat()),
        )
        .group_by(WARGA.jenis_kelamin)
    )
    if posyandu_id is not None:
        query = query.where(WARGA.posyandu_id == posyandu_id)
    found = {row[0]: row[1] for row in conn.execute(query)}
    return {letter: found.get(code, 0) for code, letter in JK.items()}


def lembar_lampid(isi: Lampid, *, nama: bool = False) -> Lembar:
    """The sheet; with `nama` the people of each kind below the counts."""
    blocks: list[Blok] = [_figures(isi), _by_rt(isi)]
    if nama:
        blocks += [_names(isi, key, label) for key, label in JENIS]
    notes = _notes(isi)
    return Lembar(
        judul="LAMPID: lahir, mati, pindah, datang",
        subjudul=(nama_periode(str(isi.periode)),),
        blok=(*blocks, *((Catatan(notes),) if notes else ())),
        rahasia=nama,
    )


def _figures(isi: Lampid) -> DeretAngka:
    def sexes(count: dict[str, int]) -> str:
        return f"L {count['L']}, P {count['P']}"

    def split(key: str) -> str:
        return sexes({jk: isi.count(key, jk) for jk in _SEX})

    return DeretAngka(
        (
            AngkaKunci("Awal bulan", str(sum(isi.awal.values())), sexes(isi.awal)),
            *(AngkaKunci(label, str(isi.count(key)), split(key)) for key, label in JENIS),
            AngkaKunci("Akhir bulan", str(sum(isi.akhir.values())), sexes(isi.akhir)),
        )
    )


def _by_rt(isi: Lampid) -> Tabel:
    columns = (
        Kolom("RT", 2.4),
        *(Kolom(jk, 0.6, "kanan", grup=label, angka=True) for _, label in JENIS for jk in _SEX),
    )
    places = sorted({k.tempat for k in isi.kejadian}, key=lambda p: (p[2], p[1], p[0]))
    rows = tuple(
        (
            teks_rt(*place),
            *(str(isi.count(key, jk, place)) for key, _ in JENIS for jk in _SEX),
        )
        for place in places
    )
    total = ("Jumlah", *(str(isi.count(key, jk)) for key, _ in JENIS for jk in _SEX))
    return Tabel(
        columns,
        rows,
        judul="Menurut RT dan jenis kelamin",
        jumlah=total if rows else None,
        teks_kosong="Tidak ada kelahiran, kematian, kepindahan atau kedatangan bulan ini.",
    )


def _names(isi: Lampid, jenis: str, label: str) -> Tabel:
    people = [k for k in isi.kejadian if k.jenis == jenis]
    word = {"pindah": "Pindah ke", "datang": "Datang dari"}.get(jenis, "Nama ibu")
    columns = (
        Kolom("No", 0.4, "kanan"),
        Kolom("Nama", 2.4),
        Kolom("L/P", 0.5, "tengah"),
        Kolom("Tanggal", 1.1),
        Kolom("RT", 1.8),
        Kolom(word, 1.8),
    )
    rows = tuple(
        (
            str(n),
            k.orang.nama,
            k.orang.jk,
            tanggal_pendek(k.tanggal),
            teks_rt(*k.tempat),
            k.rincian if jenis in ("pindah", "datang") else k.orang.nama_ibu,
        )
        for n, k in enumerate(people, start=1)
    )
    return Tabel(columns, rows, judul=f"{label}: {len(rows)} orang", teks_kosong="Tidak ada.")


def _notes(isi: Lampid) -> tuple[str, ...]:
    listed = sum(k.dari_daftar for k in isi.kejadian)
    unknown = sum(not k.orang.jk for k in isi.kejadian)
    found = []
    if listed:
        found.append(
            f"{listed} kelahiran diketahui dari tanggal lahir di daftar warga, bukan dari catatan "
            "kelahiran."
        )
    if unknown:
        found.append(f"{unknown} orang belum diisi laki-laki atau perempuan, jadi tidak di tabel.")
    return tuple(found)
