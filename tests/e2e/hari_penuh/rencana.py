"""The plan of the day: who comes, what is measured, where and when; the end state must equal it.

60 balita, 12 bumil, 40 lansia with names that no two share. Everything is computed from the seed,
so the parts of the play and the test agree without talking.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sipd_desktop.base import clock, ids
from sipd_desktop.rules.kms import kurva
from sipd_desktop.rules.umur import umur_hari
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.keadaan import close_hari
from sipd_desktop.services.hari.kehamilan import mark_hamil
from sipd_desktop.services.hari.ukur import save_ukur

HARI = date.fromisoformat(os.environ.get("HARI_PENUH") or clock.today().isoformat())
"""The real today: a laptop whose clock lies behind its last act asks for the date first."""
BULAN_LALU = (HARI.replace(day=1) - timedelta(days=1)).replace(day=min(HARI.day, 28))
BALITA, BUMIL, LANSIA = 60, 12, 40
_SUKU_KATA = ("ba", "ci", "du", "ga", "ji", "ku", "la", "mi", "no", "pa", "ra", "si", "ta", "wu")


@dataclass
class Sasaran:
    """One person who comes: id, name, and what will be measured of them."""

    id: str
    nama: str
    lahir: date
    nilai: dict[str, str]
    """Field -> what is stored (wire text)."""
    tanda: str = ""
    """N or T, for balita."""


@dataclass
class Rencana:
    """All who come, in the order of the play."""

    posyandu: str
    balita: list[Sasaran] = field(default_factory=list)
    bumil: list[Sasaran] = field(default_factory=list)
    lansia: list[Sasaran] = field(default_factory=list)


def _names(count: int) -> list[str]:
    """Names whose first four letters nobody shares: four keys and Enter find a person."""
    rng = random.Random(11)
    starts = [a + b for a in _SUKU_KATA for b in _SUKU_KATA if a != b]
    ends = [rng.sample(_SUKU_KATA, 2) for _ in range(count)]
    pairs = zip(rng.sample(starts, count), ends, strict=True)
    return [f"{start}{''.join(end)}".capitalize() for start, end in pairs]


def make_rencana(posyandu: str) -> Rencana:
    """The plan for a Posyandu; always the same."""
    names = iter(_names(BALITA + BUMIL + LANSIA))
    made = Rencana(posyandu)
    for n in range(BALITA):
        made.balita.append(_balita(n, next(names)))
    for n in range(BUMIL):
        nilai = {"berat_badan": f"{52 + n}.5", "lila": f"{24 + n % 4}.0"}
        nilai |= {"sistolik": str(110 + n), "diastolik": "72"}
        made.bumil.append(_orang(next(names), date(1996, 1 + n, 9), nilai))
    for n in range(LANSIA):
        nilai = {"berat_badan": f"{48 + n % 20}.5", "tinggi_badan": f"{150 + n % 15}.0"}
        nilai |= {"lingkar_perut": f"{80 + n % 12}.0", "sistolik": str(118 + n), "diastolik": "76"}
        made.lansia.append(_orang(next(names), date(1950 + n % 14, 3, 5), nilai))
    return made


def _orang(nama: str, lahir: date, nilai: dict[str, str]) -> Sasaran:
    return Sasaran(ids.natural_id("uji-hari-penuh", nama), nama, lahir, nilai)


def _balita(n: int, nama: str) -> Sasaran:
    lahir = HARI - timedelta(days=420 + 20 * n)
    jk = "L" if n % 2 else "P"
    before = umur_hari(lahir, BULAN_LALU)
    berat = Decimal(f"{kurva('BBU', jk, -0.5, [before])[0]:.1f}")
    tinggi = Decimal(f"{kurva('TBU', jk, -0.4, [umur_hari(lahir, HARI)])[0]:.1f}")
    made = _orang(nama, lahir, {"tinggi_badan": f"{tinggi:.1f}"})
    gain = Decimal("0.0") if n % 5 == 4 else Decimal("0.5")
    made.tanda = "N" if gain else "T"
    made.nilai["bb_lalu"] = f"{berat:.2f}"
    made.nilai["berat_badan"] = f"{berat + gain:.2f}"
    return made


def jk_of(n: int) -> int:
    """1 or 2 of the n-th balita."""
    return 1 if n % 2 else 2


def fill_rencana(conn: Any, petugas: Any, rencana: Rencana) -> None:
    """The families of the plan and last month's weighing, as the desa already has them."""
    niat = Niat(conn, petugas)
    for n, orang in enumerate((*rencana.balita, *rencana.bumil, *rencana.lansia)):
        keluarga = ids.natural_id("uji-keluarga", orang.id)
        place = {"rt": f"{n % 4 + 1:03d}", "rw": "001", "dusun": "Krajan"}
        niat.insert("keluarga", keluarga, {"posyandu_id": rencana.posyandu, **place})
        balita = n < BALITA
        jk = jk_of(n) if balita else 2
        values: dict[str, Any] = {
            "nama": orang.nama,
            "jenis_kelamin": jk,
            "tanggal_lahir": orang.lahir.isoformat(),
            "keluarga_id": keluarga,
            "posyandu_id": rencana.posyandu,
            "status_dasar": 1,
            "punya_kms": True if balita else None,
            "nama_ibu": f"Ibu {orang.nama}" if balita else None,
        }
        niat.insert("warga", orang.id, values)
    niat.done()
    for ibu in rencana.bumil:
        mark_hamil(conn, petugas, ibu.id, tanggal=BULAN_LALU, hpht=HARI - timedelta(days=160))
    hari, _ = start_hari(conn, petugas, posyandu_id=rencana.posyandu, tanggal=BULAN_LALU)
    for orang in rencana.balita:
        nilai = NilaiUkur(berat_badan=Decimal(orang.nilai["bb_lalu"]))
        save_ukur(conn, petugas, hari.id, orang.id, nilai, punya_kms=True)
    close_hari(conn, petugas, hari.id, hari_ini=BULAN_LALU)
