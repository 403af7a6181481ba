"""Invitations, one page for each RT: names to pass the word to, without saying why each is invited.

Children stand with their mother's name. Pregnant women, mothers and lansia stand in one list, so
that the paper tells nobody's condition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.base.tampil import tanggal_panjang
from sipd_desktop.rules.kebutuhan import list_butir
from sipd_desktop.services.hari.baris import Orang
from sipd_desktop.services.hari.sasaran import list_kelompok
from sipd_desktop.services.laporan.kepala import Kepala, alamat_rt, open_kepala
from sipd_desktop.services.laporan.siap import DIUNDANG
from sipd_desktop.spec.lembar import (
    Blok,
    HalamanBaru,
    Kertas,
    Kolom,
    Lembar,
    Paragraf,
    Tabel,
)

Rt = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class RtDiundang:
    """Those of one RT."""

    alamat: str
    anak: tuple[Orang, ...]
    lain: tuple[Orang, ...]


@dataclass(frozen=True, slots=True)
class Undangan:
    """All RT of one day."""

    kepala: Kepala
    tanggal: date
    rt: tuple[RtDiundang, ...]


def open_undangan(conn: Connection, posyandu_id: str, tanggal: date) -> Undangan:
    """Everyone invited by name, RT by RT; raises `posyandu-tidak-ada`."""
    kepala = open_kepala(conn, posyandu_id)
    children: dict[Rt, list[Orang]] = {}
    others: dict[Rt, list[Orang]] = {}
    words: dict[Rt, str] = {}
    for kode in DIUNDANG:
        target = children if kode == "balita" else others
        for orang in list_kelompok(conn, posyandu_id, tanggal, kode):
            place = (orang.dusun, orang.rw, orang.rt)
            words[place] = alamat_rt(orang)
            target.setdefault(place, []).append(orang)
    return Undangan(
        kepala,
        tanggal,
        tuple(
            RtDiundang(words[rt], _by_name(children.get(rt, [])), _by_name(others.get(rt, [])))
            for rt in sorted(words)
        ),
    )


def _by_name(people: Sequence[Orang]) -> tuple[Orang, ...]:
    return tuple(sorted(people, key=lambda o: (o.nama, o.id)))


def lembar_undangan(isi: Undangan, kertas: Kertas = "F4", *, dicetak: str = "") -> Lembar:
    """The sheet; each RT begins a page."""
    blocks: list[Blok] = []
    for rt in isi.rt:
        if blocks:
            blocks.append(HalamanBaru())
        blocks += _page(isi, rt)
    if not blocks:
        blocks.append(Paragraf("Belum ada sasaran yang tercatat di wilayah Posyandu ini."))
    return Lembar(
        judul="Undangan hari buka Posyandu",
        subjudul=(isi.kepala.unit, tanggal_panjang(isi.tanggal, hari=True)),
        blok=tuple(blocks),
        kertas=kertas,
        contoh=isi.kepala.contoh,
        rahasia=True,
        dicetak=dicetak,
    )


def _page(isi: Undangan, rt: RtDiundang) -> list[Blok]:
    where = f" di {isi.kepala.alamat}" if isi.kepala.alamat else ""
    day = tanggal_panjang(isi.tanggal, hari=True)
    text = (
        f"Kami mengundang warga di bawah ini datang ke Posyandu {isi.kepala.posyandu}{where} "
        f"pada {day}. Anak: bawa Buku KIA. Dewasa: bawa KTP atau kartu JKN-KIS.{_more(isi.tanggal)}"
    )
    found: list[Blok] = [Paragraf(text, judul=rt.alamat)]
    if rt.anak:
        rows = [(o.nama, f"ibu {o.nama_ibu.title()}" if o.nama_ibu else "") for o in rt.anak]
        found.append(_names(f"Balita: {len(rows)} anak", ("Nama", "Ibu"), rows))
    if rt.lain:
        names = [(o.nama,) for o in rt.lain]
        found.append(_names(f"Ibu dan lansia: {len(names)} orang", ("Nama",), names))
    return found


def _more(tanggal: date) -> str:
    given = {b.jenis for b in list_butir(tanggal)}
    return " Bulan ini ada vitamin A dan obat cacing." if "vitamin_a" in given else ""


def _names(judul: str, titles: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Tabel:
    columns = (
        Kolom("No", 0.4, "kanan"),
        *(Kolom(title, 2.3) for title in titles),
        Kolom("Disampaikan", 0.9, "tengah"),
    )
    cells = tuple((str(n), *row, "\u25a1") for n, row in enumerate(rows, start=1))
    return Tabel(columns, cells, judul=judul)
