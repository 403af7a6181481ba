"""Any stored value in words: what a kader reads instead of codes, ids and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timezone
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.clock import parse_instant
from sipd_desktop.base.tampil import (
    mask_nomor,
    tanggal_teks,
    teks_desimal,
    waktu,
)
from sipd_desktop.bidang import FORMS, REGISTERS, field_of
from sipd_desktop.rules.kode.baca import daftar
from sipd_desktop.rules.umur import teks_umur
from sipd_desktop.spec.field import (
    Angka,
    Choice,
    Daftar,
    Digits,
    Field,
    Instant,
    Integer,
    Ref,
    Tanggal,
    Wire,
    YaTidak,
)
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import SYNCED

KOSONG = "(kosong)"
JAUH = "catatan di Posyandu lain"
HILANG = "tidak ada di laptop ini"


@dataclass(frozen=True, slots=True)
class Pembaca:
    """Reads values for one screen: the open file, today, and the offset of the province."""

    conn: Connection
    tanggal: date
    zona: timezone = UTC
    buka: bool = False
    """Show NIK and No KK whole."""

    def field(self, tbl: str, kolom: str, row: Mapping[str, Any] | None) -> Field | None:
        """The declared field of a column, for an isian by its form."""
        form = str(row["form"]) if row is not None and tbl == "isian" and row["form"] else None
        if form is None and tbl == "isian":
            tries = (field_of(tbl, kolom, key) for key in FORMS)
            return next((f for f in tries if f is not None), None)
        return field_of(tbl, kolom, form)

    def words(self, field: Field | None, value: Wire | object) -> str:
        """A wire value in words, with its unit."""
        if value is None or value == "" or value == []:
            return KOSONG
        if field is None:
            return str(value)
        return self._words(field, value)

    def _words(self, field: Field, value: Any) -> str:
        text = str(value)
        if isinstance(field, Angka):
            text = teks_desimal(Decimal(text))
        elif isinstance(field, Tanggal):
            text = tanggal_teks(text)
        elif isinstance(field, Instant):
            text = _moment(text, self.zona)
        elif isinstance(field, YaTidak):
            text = "Ya" if value is True or value == 1 else "Tidak"
        elif isinstance(field, Choice):
            text = field.label_of(text)
        elif isinstance(field, Digits) and field.sensitive:
            text = _groups(text) if self.buka else mask_nomor(text)
        elif isinstance(field, Ref):
            text = self.name(field.to, text)
        elif isinstance(field, Integer) and field.kode:
            text = next((k.label for k in daftar(field.kode).isi if k.kode == value), text)
        elif isinstance(value, list):
            label = field.label_of if isinstance(field, Daftar) else str
            text = ", ".join(label(v) for v in value)
        return f"{text} {field.unit}" if field.unit else text

    def name(self, tbl: str, row_id: str) -> str:
        """What a reference points to, in words."""
        row = fetch_row(self.conn, tbl, row_id)
        return self.title(tbl, row) if row is not None else HILANG

    def title(self, tbl: str, row: Mapping[str, Any] | None) -> str:
        """Whom or what a record is about."""
        if row is None:
            return JAUH
        own = self._own_title(tbl, row)
        if own:
            return own
        person = self.person_of(tbl, row)
        if person:
            who = self.name("warga", person)
            return f"{who}, {self._day_of(row)}" if self._day_of(row) else who
        if row.get("posyandu_id"):
            return self.name("posyandu", row["posyandu_id"])
        return REGISTERS[tbl].label if tbl in REGISTERS else "Catatan"

    def _own_title(self, tbl: str, row: Mapping[str, Any]) -> str:
        if tbl == "warga":
            return self._warga(row)
        if tbl == "keluarga":
            return self._keluarga(row)
        if tbl == "hari_buka":
            return self._hari(row)
        if tbl == "kader":
            return f"Kader {row['nama'] or ''}".strip()
        if tbl in ("posyandu", "desa"):
            return row["nama"] or REGISTERS[tbl].label
        return ""

    def person_of(self, tbl: str, row: Mapping[str, Any] | None) -> str | None:
        """The warga a record is about, if it is about one."""
        if row is None:
            return None
        if tbl == "warga":
            return str(row["id"])
        if tbl == "isian":
            return row["subjek"] if row["subjek_jenis"] == "warga" else None
        for key in ("warga_id", "subjek"):
            if key in row:
                return str(row[key]) if row[key] else None
        return None

    def _warga(self, row: Mapping[str, Any]) -> str:
        nama = row["nama"] or "Warga"
        lahir = row["tanggal_lahir"]
        if not lahir or lahir > self.tanggal.isoformat():
            return nama
        return f"{nama}, {teks_umur(date.fromisoformat(lahir), self.tanggal)}"

    def _keluarga(self, row: Mapping[str, Any]) -> str:
        kepala = row["kepala_id"] or self._kepala(row["id"])
        head = fetch_row(self.conn, "warga", kepala) if kepala else None
        where = f"RT {row['rt']}" if row["rt"] else ""
        name = f"Keluarga {head['nama']}" if head is not None else "Keluarga"
        return f"{name}, {where}" if where else name

    def _kepala(self, keluarga_id: str) -> str | None:
        warga = SYNCED["warga"].c
        query = select(warga.id).where(
            warga.keluarga_id == keluarga_id, warga.shdk == 1, warga.deleted_at.is_(None)
        )
        return self.conn.execute(query.limit(1)).scalar_one_or_none()

    def _hari(self, row: Mapping[str, Any]) -> str:
        return f"Hari buka {tanggal_teks(row['tanggal'] or '')}"

    def _day_of(self, row: Mapping[str, Any]) -> str:
        if row.get("hari_buka_id"):
            hari = fetch_row(self.conn, "hari_buka", row["hari_buka_id"])
            if hari is not None:
                return f"h{self._hari(hari)[1:]}"
        return tanggal_teks(row["tanggal"]) if row.get("tanggal") else ""

    def kind(self, tbl: str, row: Mapping[str, Any] | None) -> str:
        """The kind of record in words; of an isian its form."""
        if tbl == "isian" and row is not None and row["form"] in FORMS:
            return FORMS[row["form"]].label
        return REGISTERS[tbl].label if tbl in REGISTERS else "Catatan"


def _moment(text: str, zona: timezone) -> str:
    try:
        saat: datetime = parse_instant(text)
    except ValueError:
        return text
    return waktu(saat, zona)


def _groups(text: str) -> str:
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))
