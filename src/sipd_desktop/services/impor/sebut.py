"""Values and changes of an import in the words a person reads, numbers of people masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sipd_desktop.base.tampil import mask_nomor, tanggal_teks
from sipd_desktop.bidang import FORMS, REGISTERS, field_of
from sipd_desktop.bidang.hak import objek_kolom
from sipd_desktop.rules.kode import daftar
from sipd_desktop.services.impor.gudang import Rencana
from sipd_desktop.services.impor.hasil import Bacaan, Baris, Ubah
from sipd_desktop.spec.field import Choice, Field, Integer, Ref, Tanggal, Wire, YaTidak
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import SYNCED

NOMOR = frozenset(("nik", "no_kk"))
"""Fields that are shown masked until a person asks."""
MENYEBUT_NOMOR = NOMOR | {"keluarga_id"}
"""Fields whose words are such a number: a household is called by its No KK."""
KOSONG = "(kosong)"
TERTUTUP = "(tertutup)"
"""In place of a stored value that only some may see (KB, disability)."""
_NAMA = {"warga": "nama", "keluarga": "no_kk", "posyandu": "nama"}
"""What a record is called by."""
_RUJUKAN = {"keluarga_id": "keluarga", "kepala_id": "warga", "posyandu_id": "posyandu"}
_TUJUAN = frozenset(_NAMA)
_POTONG = 500


@dataclass(frozen=True, slots=True)
class UbahKata:
    """One change in words; `lama` and `baru` are empty for a whole new record."""

    kolom: str
    lama: str
    baru: str
    is_bentrok: bool
    is_catatan: bool

    @property
    def kalimat(self) -> str:
        """In one line."""
        if self.is_catatan:
            return f"{self.kolom} ditambahkan"
        return f"{self.kolom}: {self.lama} \u2192 {self.baru}"


def tell_nilai(field: Field | None, nilai: Wire, rujukan: Mapping[str, str]) -> str:
    """A value as a person reads it: the word of a code, the name of a record referred to."""
    if nilai is None:
        return ""
    if isinstance(field, YaTidak):
        return "Ya" if nilai else "Tidak"
    if isinstance(field, Integer) and field.kode and isinstance(nilai, int):
        return daftar(field.kode).label_of(nilai) or str(nilai)
    if isinstance(field, Choice):
        return str(dict(field.options).get(str(nilai), nilai))
    if isinstance(field, Ref) and field.to in _TUJUAN:
        return rujukan.get(str(nilai), "")
    if isinstance(field, Tanggal):
        return tanggal_teks(str(nilai))
    return ", ".join(nilai) if isinstance(nilai, list) else str(nilai)


def kata_nilai(conn: Connection, field: Field | None, nilai: Wire) -> str:
    """`tell_nilai` for one value, its reference looked up."""
    known: dict[str, str] = {}
    if isinstance(field, Ref) and field.to in _TUJUAN and nilai is not None:
        row = fetch_row(conn, field.to, str(nilai))
        known[str(nilai)] = str((row or {}).get(_NAMA[field.to]) or "")
    return tell_nilai(field, nilai, known)


def tell_catatan(tbl: str, values: Mapping[str, Wire]) -> str:
    """What a further record is about: "Bantuan PKH", "Vaksinasi campak dosis 1"."""
    if tbl == "isian":
        form = FORMS.get(str(values.get("form")))
        day = values.get("tanggal")
        said = str(form.label) if form else "Pendataan"
        return f"{said} {tanggal_teks(str(day))}" if day else said
    label = str(REGISTERS[tbl].label)
    if tbl == "bantuan":
        return f"{label} {values.get('program') or ''}".strip()
    jenis = REGISTERS[tbl].field("jenis")
    which = tell_nilai(jenis, values.get("jenis"), {})
    return f"{label} {which} dosis {values['dosis']}" if "dosis" in values else f"{label} {which}"


def tell_ubah(ubah: Ubah, rujukan: Mapping[str, str]) -> UbahKata:
    """A change in words."""
    if not ubah.kunci:
        return UbahKata(ubah.apa, "", "", is_bentrok=False, is_catatan=True)
    field = field_of(ubah.tbl, ubah.kunci, ubah.form or None)
    words = [tell_nilai(field, value, rujukan) or KOSONG for value in (ubah.lama, ubah.baru)]
    if ubah.lama is not None and objek_kolom(ubah.tbl, [ubah.kunci]):
        words[0] = TERTUTUP
    if ubah.kunci in MENYEBUT_NOMOR:
        words = [w if w == KOSONG else mask_nomor(w) for w in words]
    label = str(field.label) if field else ubah.kunci
    return UbahKata(label, words[0], words[1], ubah.is_bentrok, is_catatan=False)


def ubahan_json(rujukan: Mapping[str, str], baris: Baris) -> list[dict[str, object]]:
    """The changes of a row as `sipd impor --json` tells them, in words."""
    told = [tell_ubah(u, rujukan) for u in baris.ubahan]
    return [
        {"catatan": u.kolom}
        if u.is_catatan
        else {"kolom": u.kolom, "lama": u.lama, "baru": u.baru, "bentrok": u.is_bentrok}
        for u in told
    ]


def name_rujukan(conn: Connection, bacaan: Bacaan, plan: Rencana) -> None:
    """Note the names of all records that the changes of a planned file refer to."""
    wanted: dict[str, set[str]] = {tbl: set() for tbl in _NAMA}
    for sheet in bacaan.lembar_semua():
        for change in (u for b in sheet.baris for u in b.ubahan if u.kunci in _RUJUKAN):
            ids = (str(v) for v in (change.lama, change.baru) if v is not None)
            wanted[_RUJUKAN[change.kunci]].update(ids)
    if not any(wanted.values()):
        return
    found = {
        t.id: str(t.nilai.get(_NAMA[t.tbl]) or "")
        for t in plan.tulisan
        if t.tbl in _NAMA and t.jenis != "ubah" and t.id in wanted[t.tbl]
    }
    for tbl, row_ids in wanted.items():
        table, left = SYNCED[tbl].c, sorted(row_ids - found.keys())
        for start in range(0, len(left), _POTONG):
            query = select(table.id, table[_NAMA[tbl]])
            part = table.id.in_(left[start : start + _POTONG])
            found |= {i: str(name or "") for i, name in conn.execute(query.where(part))}
    for sheet in bacaan.lembar_semua():
        sheet.rujukan = found
