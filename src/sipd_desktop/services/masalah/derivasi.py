"""Deriving dugaan from data: found ones are written once, vanished ones fall away, and nothing that
a person decided is touched.

A row is its subject, kind and key (natural id), so that two laptops make one. Equal means nothing
is written. Status stays empty as long as only rules spoke (see docs/masalah.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base import ids
from sipd_desktop.rules.masalah import Aturan, Temuan
from sipd_desktop.rules.masalah_keluarga import judge_keluarga
from sipd_desktop.rules.masalah_vaksin import judge_vaksin
from sipd_desktop.rules.masalah_warga import judge_orang
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.hari.sasaran import load_ibu
from sipd_desktop.services.masalah.boleh import Boleh
from sipd_desktop.services.masalah.setelan import load_aturan
from sipd_desktop.services.masalah.stunting import judge_stunting
from sipd_desktop.services.masalah.sumber import Bahan, expand, load_bahan
from sipd_desktop.services.orang import list_orang
from sipd_desktop.storage.rekam import fetch_rows
from sipd_desktop.storage.tables import SYNCED

_MASALAH, _WARGA, _KELUARGA = (SYNCED[t].c for t in ("masalah", "warga", "keluarga"))
DUGAAN = "dugaan"
VERB = "menduga"
_HITUNGAN = ("kode", "sumber_data", "tanggal", "alasan", "gugur")
_BATCH = 400


@dataclass(frozen=True, slots=True)
class Segar:
    """How many dugaan a refresh made, changed or let fall; all 0 when nothing changed."""

    baru: int = 0
    berubah: int = 0
    gugur: int = 0
    changes: Changes = field(default_factory=Changes)

    def __add__(self, other: Segar) -> Segar:
        return Segar(
            self.baru + other.baru,
            self.berubah + other.berubah,
            self.gugur + other.gugur,
            self.changes | other.changes,
        )


def refresh_masalah(
    conn: Connection,
    petugas: Petugas,
    subjects: Iterable[str] | None,
    acuan: date,
    *,
    jenis: Collection[str] | None = None,
) -> Segar:
    """Judge people and households (ids of either kind, with those they live with) anew.

    None means everyone on this laptop. Kinds the account may not write are left as they are.
    Everything in the caller's transaction.
    """
    aturan, total = load_aturan(conn, acuan), Segar()
    for people, homes in _batches(conn, subjects):
        total += _refresh(conn, petugas, people, homes, aturan, jenis)
    return total


def _batches(
    conn: Connection, subjects: Iterable[str] | None
) -> Iterator[tuple[set[str], set[str]]]:
    if subjects is None:
        everyone = list(conn.execute(select(_KELUARGA.id)).scalars())
        everyone += conn.execute(select(_WARGA.id).where(_WARGA.keluarga_id.is_(None))).scalars()
    else:
        everyone = sorted(set(subjects))
    done: set[str] = set()
    for start in range(0, len(everyone), _BATCH):
        people, homes = expand(conn, everyone[start : start + _BATCH])
        people, homes = people - done, homes - done
        done |= people | homes
        if people or homes:
            yield people, homes


def judge_bahan(
    conn: Connection, bahan: Bahan, aturan: Aturan, jenis: Collection[str] | None = None
) -> Iterator[tuple[str, str, Temuan]]:
    """(kind of subject, subject, finding) of all that was loaded."""
    for home in bahan.keluarga.values():
        if jenis is None:
            yield from (("keluarga", home.id, t) for t in judge_keluarga(home, aturan))
    heights = judge_stunting(conn, bahan.orang.values(), aturan.acuan)
    hamil = _hamil(conn, bahan, aturan.acuan)
    for person in bahan.orang.values():
        doses = bahan.suntikan.get(person.id, ())
        found = [*judge_vaksin(person, doses, aturan, hamil=person.id in hamil)]
        found += heights.get(person.id, ())
        if jenis is None:
            found += judge_orang(person, aturan)
        yield from (("warga", person.id, t) for t in found if not jenis or t.jenis in jenis)


def _hamil(conn: Connection, bahan: Bahan, acuan: date) -> set[str]:
    women = [o.id for o in bahan.orang.values() if o.jk == "P"]
    found = load_ibu(conn, list_orang(conn, women, acuan), acuan)
    return {warga for warga, state in found.items() if state == "hamil"}


def _refresh(
    conn: Connection,
    petugas: Petugas,
    people: set[str],
    homes: set[str],
    aturan: Aturan,
    jenis: Collection[str] | None,
) -> Segar:
    bahan = load_bahan(conn, people, homes)
    wanted = {
        ids.masalah_id(subjek, t.jenis, t.kunci): (kind, subjek, t)
        for kind, subjek, t in judge_bahan(conn, bahan, aturan, jenis)
    }
    have = _stored(conn, people | homes | {o for old in bahan.nama_lain.values() for o in old})
    writer = _Penulis(conn, petugas, aturan)
    kept: set[str] = set()
    for row_id, (kind, subjek, temuan) in wanted.items():
        twins = _known(row_id, subjek, temuan, have, bahan)
        kept |= {str(t["id"]) for t in twins}
        writer.found(row_id, _values(kind, subjek, temuan, aturan), twins)
    for row in have.values():
        covered = jenis is None or row["jenis"] in jenis
        if covered and row["id"] not in kept:
            writer.gone(row)
    return writer.done()


class _Penulis:
    """Writes what differs, as far as the account may."""

    def __init__(self, conn: Connection, petugas: Petugas, aturan: Aturan) -> None:
        self._niat, self._allowed, self._aturan = Niat(conn, petugas), Boleh(conn, petugas), aturan
        self._made: list[tuple[str, dict[str, Any]]] = []
        self._changed = self._fallen = 0

    def found(self, row_id: str, values: dict[str, Any], twins: list[Mapping[str, Any]]) -> None:
        """A rule finds it: new, changed, back again, or (a person decided) left alone."""
        if not twins:
            if self._allowed.write("tambah", values):
                self._made.append((row_id, {**values, "asal": "aturan"}))
            return
        row = min(twins, key=lambda t: (_is_dugaan(t), bool(t["deleted_at"])))
        if not _is_dugaan(row):
            return
        # dibatalkan bersama catatan yang menimbulkannya, dan kini tampak lagi
        back = bool(row["deleted_at"])
        if back and not self._allowed.write("batalkan", row):
            return
        if back:
            self._niat.unvoid("masalah", row["id"], VERB)
        other = _differs(row, values) and self._allowed.write("ubah", row)
        if other:
            patch = {k: values.get(k) for k in (*_HITUNGAN, "versi_aturan")}
            self._niat.update_row("masalah", row, patch, VERB)
        self._changed += back or other

    def gone(self, row: Mapping[str, Any]) -> None:
        """No rule finds it any more."""
        if row["gugur"] or row["deleted_at"] or not _is_dugaan(row):
            return
        if self._allowed.write("ubah", row):
            patch = {"gugur": self._aturan.acuan.isoformat()}
            self._fallen += self._niat.update_row("masalah", row, patch, VERB)

    def done(self) -> Segar:
        """The new ones last, then all acts."""
        if self._made:
            self._niat.insert_many("masalah", self._made, VERB)
        return Segar(len(self._made), self._changed, self._fallen, self._niat.done())


def _stored(conn: Connection, subjects: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    wanted = sorted(set(subjects))
    found: list[str] = []
    for start in range(0, len(wanted), 500):
        query = select(_MASALAH.id).where(_MASALAH.subjek.in_(wanted[start : start + 500]))
        found += conn.execute(query).scalars()
    return fetch_rows(conn, "masalah", found)


def _known(
    row_id: str,
    subjek: str,
    temuan: Temuan,
    have: Mapping[str, Mapping[str, Any]],
    bahan: Bahan,
) -> list[Mapping[str, Any]]:
    """Stored rows of this finding: of the person herself and of those merged into her."""
    others = (
        ids.masalah_id(o, temuan.jenis, temuan.kunci) for o in bahan.nama_lain.get(subjek, ())
    )
    return [have[i] for i in (row_id, *others) if i in have]


def _is_dugaan(row: Mapping[str, Any]) -> bool:
    """Only rules spoke so far: no status, not entered by a kader."""
    return row["status"] in (None, DUGAAN) and row["asal"] != "kader"


def _values(kind: str, subjek: str, temuan: Temuan, aturan: Aturan) -> dict[str, Any]:
    return {
        "subjek_jenis": kind,
        "subjek": subjek,
        "jenis": temuan.jenis,
        "kode": temuan.kode or None,
        "sumber_data": temuan.sumber or None,
        "tanggal": temuan.tanggal.isoformat() if temuan.tanggal else None,
        "versi_aturan": aturan.versi,
        "alasan": temuan.alasan,
    }


def _differs(row: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """A new version of the rules alone changes nothing."""
    return any(row[k] != values.get(k) for k in _HITUNGAN)
