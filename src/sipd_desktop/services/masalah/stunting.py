"""Stunting as a masalah: the newest weighing with a height of its own, judged by its own day.

An old height is never put together with a new age; where the last visits have no height, the
masalah stays that of the day the child was measured, with that date.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.base.tampil import teks_desimal
from sipd_desktop.rules.gizi import STUNTING
from sipd_desktop.rules.masalah import Orang, Temuan
from sipd_desktop.rules.umur import umur_bulan
from sipd_desktop.services.hari.hasil import judge_nilai
from sipd_desktop.services.hari.riwayat import Catatan, load_catatan, timbang_before

_BALITA = 60


def judge_stunting(
    conn: Connection, people: Iterable[Orang], acuan: date
) -> dict[str, tuple[Temuan, ...]]:
    """What the measured heights of these children say, by person."""
    balita = {
        o.id: o
        for o in people
        if o.lahir and o.jk and o.lahir <= acuan and umur_bulan(o.lahir, acuan) < _BALITA
    }
    if not balita:
        return {}
    rows = load_catatan(conn, sorted(balita), acuan)
    found: dict[str, tuple[Temuan, ...]] = {}
    for warga, child in balita.items():
        temuan = _judge(child, rows.get(warga, []))
        if temuan is not None:
            found[warga] = (temuan,)
    return found


def _judge(child: Orang, rows: list[Catatan]) -> Temuan | None:
    measured = [r for r in rows if r.nilai.tinggi_badan is not None]
    if not measured or child.lahir is None:
        return None
    last = measured[-1]
    history = timbang_before(rows, last.tanggal, last.nilai)
    judged = judge_nilai(child.jk, child.lahir, last.tanggal, last.nilai, history)
    index = judged.hasil("TBU")
    if STUNTING not in judged.gabungan or index is None or index.z is None:
        return None
    z, height = teks_desimal(index.z, 2), teks_desimal(last.nilai.tinggi_badan, 1)
    label = index.kelas.label.lower() if index.kelas else "pendek"
    why = f"Tinggi {height} cm, TB/U {z} SD ({label}). Perlu dikonfirmasi bidan atau Puskesmas."
    return Temuan("stunting", why, last.tanggal, kode=index.kode or "", sumber="kader")
