"""Judgements of stored weighings, and the local table `hasil` that remembers them.

Never synced. A stored result is used only while the hash of all it was made from is the same: sex,
birth date, this entry, the earlier weighings, the rule version. Else it is judged again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, select

from sipd_desktop.rules.penilaian import Penilaian
from sipd_desktop.rules.temuan import judge
from sipd_desktop.rules.ukuran import Ganti, Tanda, Timbang, read_tanda, read_tanda_kader
from sipd_desktop.rules.versi import aturan_pada
from sipd_desktop.services.hari.baris import NilaiUkur, Orang
from sipd_desktop.services.hari.riwayat import Catatan, timbang_before, to_pengukuran
from sipd_desktop.storage.tables import HASIL


@dataclass(frozen=True, slots=True)
class Ringkas:
    """What lists and SKDN need of one judgement."""

    tanda: Tanda | None
    dua_t: bool
    bgm: bool | None
    ago: bool | None
    tingkat: int


def judge_nilai(
    jk: str,
    lahir: date,
    tanggal: date,
    nilai: NilaiUkur,
    riwayat: Sequence[Timbang],
    *,
    bidan_hadir: bool = True,
) -> Penilaian:
    """Judge one day's values by the rule version of that day."""
    own = read_tanda_kader(nilai.tanda_kader)
    ganti = Ganti(own, nilai.alasan_tanda or "") if own else None
    return judge(
        jk or None,
        lahir,
        to_pengukuran(nilai, tanggal),
        riwayat,
        ganti=ganti,
        bidan_hadir=bidan_hadir,
    )


def input_hash(
    jk: str, lahir: date, tanggal: date, nilai: NilaiUkur, riwayat: Sequence[Timbang]
) -> str:
    """Hash of everything a judgement reads; `nilai` as stored."""
    text = repr((aturan_pada(tanggal).versi, jk, lahir, tanggal, nilai, tuple(riwayat)))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def to_ringkas(nilai: Penilaian) -> Ringkas:
    """The few facts of a judgement that lists show."""
    return Ringkas(nilai.tanda, nilai.dua_t, nilai.bgm, nilai.ago, int(nilai.tingkat))


def judge_catatan(orang: Orang, row: Catatan, rows: Sequence[Catatan]) -> Penilaian | None:
    """Judge one stored weighing among all of that child; None without a birth date."""
    if orang.tanggal_lahir is None:
        return None
    riwayat = timbang_before(rows, row.tanggal, row.nilai)
    return judge_nilai(orang.jk, orang.tanggal_lahir, row.tanggal, row.nilai, riwayat)


def load_ringkas(
    conn: Connection, orang: dict[str, Orang], rows: dict[str, list[Catatan]], wanted: set[str]
) -> dict[str, Ringkas]:
    """Judgements of the wanted isian, from `hasil` where its hash still fits, else made anew."""
    stored = _load(conn, wanted)
    found: dict[str, Ringkas] = {}
    for owner, history in rows.items():
        person = orang.get(owner)
        if person is None or person.tanggal_lahir is None:
            continue
        for row in history:
            if row.isian_id not in wanted:
                continue
            riwayat = timbang_before(history, row.tanggal, row.nilai)
            key = input_hash(person.jk, person.tanggal_lahir, row.tanggal, row.nilai, riwayat)
            kept = stored.get(row.isian_id)
            if kept and kept[0] == key:
                found[row.isian_id] = kept[1]
            else:
                made = judge_nilai(person.jk, person.tanggal_lahir, row.tanggal, row.nilai, riwayat)
                found[row.isian_id] = to_ringkas(made)
    return found


def _load(conn: Connection, wanted: set[str]) -> dict[str, tuple[str, Ringkas]]:
    ids = sorted(wanted)
    cells: dict[str, dict[str, str | None]] = {}
    hashes: dict[str, str] = {}
    for start in range(0, len(ids), 500):
        query = select(HASIL).where(HASIL.c.isian_id.in_(ids[start : start + 500]))
        for row in conn.execute(query).mappings():
            cells.setdefault(row["isian_id"], {})[row["kode"]] = row["nilai"]
            hashes[row["isian_id"]] = row["hash_masukan"]
    return {
        isian: (
            hashes[isian],
            Ringkas(
                read_tanda(have.get("TANDA")),
                have.get("2T") == "1",
                _flag(have.get("BGM")),
                _flag(have.get("AGO")),
                int(have.get("TINGKAT") or 5),
            ),
        )
        for isian, have in cells.items()
    }


def _flag(text: str | None) -> bool | None:
    return None if text is None else text == "1"


def store_hasil(conn: Connection, isian_id: str, nilai: Penilaian, key: str) -> None:
    """Remember a judgement beside its isian."""
    conn.execute(delete(HASIL).where(HASIL.c.isian_id == isian_id))
    cells: list[tuple[str, object, str | None]] = [
        (f"z{h.indeks}", h.z, h.kode) for h in nilai.indeks if h.z is not None
    ]
    cells += [
        ("TANDA", nilai.tanda, nilai.tanda_otomatis),
        ("2T", int(nilai.dua_t), None),
        ("BGM", None if nilai.bgm is None else int(nilai.bgm), None),
        ("AGO", None if nilai.ago is None else int(nilai.ago), None),
        ("TINGKAT", int(nilai.tingkat), None),
        ("LILA", None, nilai.lila.kode if nilai.lila else None),
    ]
    conn.execute(
        HASIL.insert(),
        [
            {
                "isian_id": isian_id,
                "kode": kode,
                "nilai": None if value is None else str(value),
                "kelas": kelas,
                "versi_aturan": nilai.versi_aturan,
                "hash_masukan": key,
            }
            for kode, value, kelas in cells
        ],
    )
