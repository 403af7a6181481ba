"""Made-up pregnancies, and who of the other groups comes to a hari buka with which raw values.

Each person keeps a channel (weight, height, pressure) of their own, so that last month's numbers
beside the boxes look real. A source of chance of its own: the weighings of balita stay as they are.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from sipd_desktop.rules.sasaran import Episode, keadaan_ibu, kelompok_sasaran
from sipd_desktop.rules.umur import umur_tahun
from sipd_desktop.spec.field import Wire

DATANG: Mapping[str, float] = {
    "apras": 0.2,
    "remaja": 0.05,
    "bumil": 0.8,
    "bufas": 0.6,
    "dewasa": 0.03,
    "lansia": 0.35,
}
"""Share of each group that comes on one day; balita have their own."""
_HAMIL, _NIFAS = 0.07, 0.05


@dataclass(slots=True)
class OrangContoh:
    """One person with the channel of their measures."""

    id: str
    jk: str
    lahir: date
    episode: tuple[Episode, ...] = ()
    kanal: dict[str, float] = field(default_factory=dict)


def make_orang(rng: random.Random, warga_id: str, jk: str, lahir: date) -> OrangContoh:
    """Someone whose numbers stay near their own."""
    tall = rng.gauss(162 if jk == "L" else 152, 6)
    kanal = {
        "tinggi": tall,
        "imt": max(16.5, min(34.0, rng.gauss(23, 3.4))),
        "sistolik": rng.gauss(122, 13),
        "gds": max(75.0, rng.gauss(112, 28)),
    }
    return OrangContoh(warga_id, jk, lahir, (), kanal)


def make_kehamilan(
    rng: random.Random, women: Sequence[OrangContoh], today: date
) -> list[tuple[str, dict[str, Wire]]]:
    """Pregnancies of today, some just ended; gives (warga id, values) and notes them in `women`."""
    found: list[tuple[str, dict[str, Wire]]] = []
    for ibu in women:
        if ibu.jk != "P" or not 18 <= umur_tahun(ibu.lahir, today) <= 40:
            continue
        chance = rng.random()
        if chance >= _HAMIL + _NIFAS:
            continue
        ended = chance >= _HAMIL
        selesai = today - timedelta(days=rng.randint(3, 75)) if ended else None
        hpht = (selesai or today) - timedelta(
            days=rng.randint(*((268, 285) if ended else (45, 265)))
        )
        dicatat = hpht + timedelta(days=40)
        values: dict[str, Wire] = {
            "dicatat": dicatat.isoformat(),
            "hpht": hpht.isoformat(),
            "hamil_ke": rng.choice((1, 1, 2, 2, 3)),
            "sumber": "buku",
        }
        if selesai is not None:
            values |= {"tanggal_selesai": selesai.isoformat(), "hasil_kehamilan": "melahirkan"}
        hasil = "melahirkan" if ended else ""
        ibu.episode = (Episode(dicatat, hpht, None, selesai, hasil),)
        found.append((ibu.id, values))
    return found


def measure(
    rng: random.Random, orang: OrangContoh, tanggal: date
) -> tuple[str, dict[str, object]] | None:
    """Group and raw values of one who came that day; None for balita and for who stayed home."""
    kelompok = kelompok_sasaran(orang.lahir, tanggal, keadaan_ibu(orang.episode, tanggal))
    if kelompok is None or kelompok not in DATANG or rng.random() > DATANG[kelompok]:
        return None
    values: dict[str, object] = {"sumber": "alat"}
    values |= _body(rng, orang, kelompok, umur_tahun(orang.lahir, tanggal))
    if kelompok not in ("apras",):
        values |= _pressure(rng, orang, young=kelompok == "remaja")
    if kelompok in ("dewasa", "lansia") and rng.random() < 0.6:
        values["gds"] = max(60, round(orang.kanal["gds"] + rng.gauss(0, 12)))
    if kelompok == "bumil":
        values["ttd_diminum"] = rng.random() < 0.8
    if kelompok == "bufas":
        values |= {"vitamin_a": rng.random() < 0.9, "menyusui": rng.random() < 0.95}
    return kelompok, values


def _body(rng: random.Random, orang: OrangContoh, kelompok: str, umur: int) -> dict[str, object]:
    """Weight and what belongs to it; children by a rough line of growth."""
    if kelompok == "bufas":
        return {}
    if kelompok in ("apras", "remaja"):
        grown = min(1.0, (umur + 8) / 26)
        tall = orang.kanal["tinggi"] * grown
        heavy = tall**2 / 10_000 * (14 + max(0, umur - 6) * 0.5)
        return {"berat_badan": _dec(heavy), "tinggi_badan": _dec(tall)}
    tall = orang.kanal["tinggi"]
    heavy = tall**2 / 10_000 * orang.kanal["imt"] + rng.gauss(0, 0.5)
    if kelompok == "bumil":
        return {"berat_badan": _dec(heavy + 5), "lila": _dec(20.5 + orang.kanal["imt"] * 0.22)}
    found: dict[str, object] = {"berat_badan": _dec(heavy)}
    if rng.random() < 0.5:
        found["tinggi_badan"] = _dec(tall)
    found["lingkar_perut"] = _dec(heavy * 0.9 + 28)
    return found


def _pressure(rng: random.Random, orang: OrangContoh, *, young: bool) -> dict[str, object]:
    upper = orang.kanal["sistolik"] + rng.gauss(0, 6) - (15 if young else 0)
    atas = max(88, min(210, round(upper)))
    return {"sistolik": atas, "diastolik": max(52, round(atas * 0.62 + rng.gauss(2, 4)))}


def _dec(value: float) -> Decimal:
    return Decimal(str(round(value, 1)))
