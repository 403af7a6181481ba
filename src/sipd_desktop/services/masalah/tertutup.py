"""Closed answers of a file (TBC, HIV, jiwa): sealed for the readers of their kind, or left there.

A laptop that is not enrolled for a kind, or has no key of it, keeps nothing of the answer: the
person only gets the mark "ada tindak lanjut, tanya bidan". Ketua and operator see counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from sipd_desktop.base import ids
from sipd_desktop.bidang.umum.pendataan import SUMBER_PENDATAAN
from sipd_desktop.bidang.umum.tertutup import JENIS_TERTUTUP
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.hak import require
from sipd_desktop.services.kunci_tertutup import has_key, list_jenis, newest_key
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.rekam import fetch_rows
from sipd_desktop.storage.tables import IMPOR_TULISAN, SYNCED
from sipd_desktop.wire.segel import MAX_BYTES, seal

_C = SYNCED["catatan_tertutup"].c
_VERB = "mengimpor"
_SUMBER = dict(SUMBER_PENDATAAN)

Jawaban = tuple[str, Iterable[str], Mapping[str, Wire]]
"""(warga, (kind, ...), {sumber_data, tanggal, kode, jawaban})."""


@dataclass(frozen=True, slots=True)
class Tersegel:
    """What became of the closed answers; figures only, never whose."""

    disegel: int = 0
    sudah_ada: int = 0
    ditinggal: int = 0
    """Left in the file: no readers of that kind here. These people got the mark."""
    changes: Changes = field(default_factory=Changes)


def save_tertutup(
    conn: Connection, petugas: Petugas, jawaban: Iterable[Jawaban], *, tandai: bool = True
) -> Tersegel:
    """Seal what can be sealed here; mark the others' persons. In the caller's transaction.

    The same answer of the same source and date is one note, so a second import writes nothing; one
    that left with a cancelled import comes back. `tandai`: False leaves marks as they are, for a
    file that brings nothing else: the bidan may have taken one off.
    """
    notes, left = _sort(conn, jawaban)
    niat = Niat(conn, petugas)
    made = _seal(niat, notes)
    rows = fetch_rows(conn, "warga", sorted({who for who, _ in left}))
    for row in rows.values():
        if tandai and not row["tanya_bidan"]:
            niat.update_row("warga", row, {"tanya_bidan": True}, _VERB)
    return Tersegel(made, len(notes) - made, len(left), niat.done())


def _sort(
    conn: Connection, jawaban: Iterable[Jawaban]
) -> tuple[dict[tuple[str, str, str, str], list[str]], set[tuple[str, str]]]:
    """Notes by (person, kind, source, date), and (person, kind) of what has no readers here."""
    kini, held = load_kini(conn), {k for k, _ in list_jenis(conn) if has_key(conn, k)}
    notes: dict[tuple[str, str, str, str], list[str]] = {}
    left: set[tuple[str, str]] = set()
    for warga, kunci, nilai in jawaban:
        who, jenis = kini.get(warga, warga), next(iter(kunci))
        sumber, tanggal = str(nilai.get("sumber_data") or ""), str(nilai.get("tanggal") or "")
        if jenis not in held or not tanggal:
            left.add((who, jenis))
            continue
        text = ": ".join(str(v) for k in ("kode", "jawaban") if (v := nilai.get(k)))
        notes.setdefault((who, jenis, sumber, tanggal), []).append(text)
    return notes, left


def _seal(niat: Niat, notes: Mapping[tuple[str, str, str, str], list[str]]) -> int:
    """Write the notes that are not there yet; how many."""
    by_id = {ids.catatan_impor_id(*key): key for key in notes}
    have = fetch_rows(niat.conn, "catatan_tertutup", sorted(by_id))
    back = _dibatalkan(niat.conn, [i for i, r in have.items() if r["deleted_at"] is not None])
    for row_id in back:
        niat.unvoid("catatan_tertutup", row_id, _VERB)
    rows: list[tuple[str, Mapping[str, Wire]]] = []
    for row_id, key in by_id.items():
        if row_id in have:
            continue
        who, jenis, sumber, tanggal = key
        number, pubkey = newest_key(niat.conn, jenis)
        text = f"Jawaban {_SUMBER.get(sumber, sumber)}. {'; '.join(dict.fromkeys(notes[key]))}"
        short = text.encode()[: MAX_BYTES - 200].decode(errors="ignore")
        values: dict[str, Wire] = {
            "warga_id": who,
            "jenis": jenis,
            "tanggal": tanggal,
            "kunci": number,
            "isi": seal(pubkey, row_id, "isi", short),
        }
        rows.append((row_id, values))
    if rows:
        niat.insert_many("catatan_tertutup", rows, _VERB)
    return len(rows) + len(back)


def _dibatalkan(conn: Connection, row_ids: list[str]) -> list[str]:
    """Those that the cancelling of an import took out, not a person."""
    tulisan = IMPOR_TULISAN.c
    query = select(tulisan.id).where(tulisan.tbl == "catatan_tertutup", tulisan.dibatalkan == 1)
    gone = set(conn.execute(query).scalars()) if row_ids else set()
    return sorted(gone.intersection(row_ids))


@dataclass(frozen=True, slots=True)
class JumlahTertutup:
    """How many persons have closed notes of a kind, on a laptop that may hold that kind."""

    jenis: str
    label: str
    orang: int


def count_catatan(conn: Connection, petugas: Petugas) -> tuple[JumlahTertutup, ...]:
    """Figures per kind this laptop is enrolled for; raises NotAllowed for other roles."""
    require(conn, petugas, "tertutup", "lihat", hanya_angka=True)
    kini = load_kini(conn)
    query = select(_C.jenis, _C.warga_id).where(_C.deleted_at.is_(None)).distinct()
    people = {(j, kini.get(w, w)) for j, w in conn.execute(query)}
    counted = Counter(j for j, _ in people)
    held = {k for k, _ in list_jenis(conn)}
    return tuple(
        JumlahTertutup(k, str(label), counted[k]) for k, label in JENIS_TERTUTUP if k in held
    )
