"""The list of a form's entries of a month, and the same form blank for a day without power.

Sensitive answers stay out of the list; the blank form has the questions in the order of the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from sipd_desktop.base.tampil import nama_periode, tanggal_pendek
from sipd_desktop.rules.kode.baca import daftar
from sipd_desktop.rules.periode import Periode
from sipd_desktop.services.beda.kata import KOSONG, Pembaca
from sipd_desktop.services.formulir import BarisForm, list_isian
from sipd_desktop.services.orang import get_orang
from sipd_desktop.spec.field import Choice, Daftar, Field, Integer, Text, YaTidak
from sipd_desktop.spec.lembar import Kelompok, Kertas, Kolom, Lembar, Tabel
from sipd_desktop.spec.register import Form

_SELEBAR = 6
"""Answers side by side in one table; a longer form goes on in a next one."""
_PANJANG = 120


def lembar_formulir(
    conn: Connection,
    form: Form,
    periode: str,
    posyandu_id: str | None,
    *,
    unit: Sequence[str],
    contoh: bool,
    kertas: Kertas = "F4",
    dicetak: str = "",
) -> tuple[Lembar, int]:
    """All entries of a month as a sheet, and how many there are; `unit` are heading lines."""
    month = Periode.parse(periode)
    rows = list_isian(conn, form.key, month.awal, month.akhir, posyandu_id)
    shown = [f for f in form.fields() if not (f.sensitive or f.internal)]
    sheet = Lembar(
        judul=form.label,
        subjudul=(*unit, nama_periode(periode)),
        blok=tuple(_tables(conn, form, rows, shown)),
        kertas=kertas,
        arah="mendatar",
        contoh=contoh,
        rahasia=True,
        dicetak=dicetak,
    )
    return sheet, len(rows)


def _tables(
    conn: Connection, form: Form, rows: Sequence[BarisForm], fields: Sequence[Field]
) -> Iterator[Tabel]:
    reader = {r.isian_id: Pembaca(conn, r.tanggal) for r in rows}
    heads = {r.isian_id: _head(reader[r.isian_id], form, r) for r in rows}
    for start in range(0, max(len(fields), 1), _SELEBAR):
        part = fields[start : start + _SELEBAR]
        columns = (
            Kolom("No", 0.4, "tengah"),
            Kolom("Tanggal", 1.0),
            Kolom("Tentang", 2.4),
            *(Kolom(f.label, 1.4, angka=bool(f.unit)) for f in part),
        )
        body = tuple(
            (str(n), tanggal_pendek(r.tanggal), heads[r.isian_id], *_answers(reader, r, part))
            for n, r in enumerate(rows, start=1)
        )
        yield Tabel(columns, body, teks_kosong="Belum ada isian bulan ini.")


def _head(baca: Pembaca, form: Form, row: BarisForm) -> str:
    if form.about == "keluarga":
        return baca.name("keluarga", row.subjek)
    orang = get_orang(baca.conn, row.subjek, row.tanggal)
    place = f"RT {orang.rt}" if orang.rt else ""
    return ", ".join(filter(None, (orang.nama, orang.umur, place)))


def _answers(
    reader: dict[str, Pembaca], row: BarisForm, fields: Sequence[Field]
) -> tuple[str, ...]:
    found = (reader[row.isian_id].words(f, row.nilai.get(f.key)) for f in fields)
    return tuple("" if text == KOSONG else text for text in found)


def lembar_kosong(
    form: Form, *, unit: Sequence[str], contoh: bool, kertas: Kertas = "F4"
) -> Lembar:
    """The form to be filled by hand, one question a row."""
    rows: list[tuple[str, str]] = [("Nama", ""), ("RT / RW", ""), ("Tanggal", "")]
    groups = [Kelompok(0, "Tentang")]
    for section in form.sections:
        groups.append(Kelompok(len(rows), section.label))
        rows += [(_question(f), _choices(f)) for f in section.fields if not f.internal]
    return Lembar(
        judul=form.label,
        subjudul=tuple(unit),
        blok=(
            Tabel(
                (Kolom("Pertanyaan", 2.0), Kolom("Jawaban", 3.6)),
                tuple(rows),
                kelompok=tuple(groups),
                tinggi_baris_mm=10.0,
            ),
        ),
        kertas=kertas,
        contoh=contoh,
    )


def _question(field: Field) -> str:
    return f"{field.label} ({field.unit})" if field.unit else field.label


def _choices(field: Field) -> str:
    if isinstance(field, YaTidak):
        return "[   ] Ya     [   ] Tidak"
    if isinstance(field, Choice | Daftar):
        return "     ".join(f"[   ] {label}" for _, label in field.options)
    if isinstance(field, Integer) and field.kode:
        return "     ".join(f"[   ] {k.label}" for k in daftar(field.kode).isi[:12])
    return "\n\n" if isinstance(field, Text) and field.max_length > _PANJANG else ""
