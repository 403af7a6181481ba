"""Made-up households with a plausible mix of ages; the same seed gives the same people."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sipd_desktop.services.contoh import nama
from sipd_desktop.spec.field import Wire

KABUPATEN = "339907"
"""A regency code that does not exist, so that no NIK can be a real person's."""


@dataclass(frozen=True, slots=True)
class Tempat:
    """An address and the Posyandu that serves it."""

    dusun: str
    rw: str
    rt: str
    posyandu: str


@dataclass(slots=True)
class RumahTangga:
    """One household: its own values and those of its members, head first."""

    keluarga: dict[str, Wire]
    anggota: list[dict[str, Wire]] = field(default_factory=list)


class Pembuat:
    """Makes households from a seeded random source."""

    def __init__(self, rng: random.Random, today: date, tempat: Sequence[Tempat]) -> None:
        self._rng = rng
        self._today = today
        self._tempat = tempat
        self._serial = 0

    def make(self, count: int) -> Iterator[RumahTangga]:
        """So many households."""
        for number in range(count):
            yield self._household(number)

    def _household(self, number: int) -> RumahTangga:
        rng, place = self._rng, self._tempat[number % len(self._tempat)]
        registered = self._born(2, 12)
        made = RumahTangga(
            {
                "no_kk": f"{KABUPATEN}{registered:%d%m%y}{number % 9999 + 1:04d}",
                "alamat": f"Jalan Contoh {number + 1}",
                "dusun": place.dusun,
                "rw": place.rw,
                "rt": place.rt,
                "posyandu_id": place.posyandu,
            }
        )
        young = rng.random() < 0.55
        head_age = rng.randint(23, 42) if young else rng.randint(43, 78)
        single = rng.random() < (0.08 if young else 0.3)
        head_sex = 2 if single and rng.random() < 0.7 else 1
        head = self._person(place, head_sex, self._born(head_age, head_age), 1)
        head["status_kawin"] = (4 if not young else 3) if single else 2
        made.anggota.append(head)
        mother = head if head_sex == 2 else None
        if not single:
            wife_age = max(19, head_age - rng.randint(-1, 6))
            mother = self._person(place, 2, self._born(wife_age, wife_age), 3)
            mother["status_kawin"] = 2
            made.anggota.append(mother)
        made.anggota += self._children(place, head, mother, young=young, single=single)
        return made

    def _children(
        self,
        place: Tempat,
        head: dict[str, Wire],
        mother: dict[str, Wire] | None,
        *,
        young: bool,
        single: bool,
    ) -> list[dict[str, Wire]]:
        rng = self._rng
        weights = (12, 38, 36, 14) if young and not single else (40, 34, 20, 6)
        count = rng.choices((0, 1, 2, 3), weights)[0]
        found, youngest = [], rng.choice((0, 0, 1, 2, 3, 4, 5, 8, 11) if young else (9, 14, 18, 22))
        for step in range(count):
            born = self._born(youngest + step * 4, youngest + step * 4 + 2)
            child = self._person(place, rng.choice((1, 2)), born, 4)
            child["status_kawin"] = 1
            if head["jenis_kelamin"] == 1:
                child["nama_ayah"] = head["nama"]
            if mother is not None:
                child["nama_ibu"] = mother["nama"]
            if (self._today - born).days < 120 and rng.random() < 0.6:
                child["nik"] = None  # bayi yang NIK-nya belum terbit
            if (self._today - born).days < 1826:
                child["punya_kms"] = rng.random() < 0.94
                child["berat_lahir"] = f"{rng.gauss(3.1, 0.4):.2f}"
            found.append(child)
        return found

    def _person(self, place: Tempat, sex: int, born: date, shdk: int) -> dict[str, Wire]:
        rng = self._rng
        self._serial += 1
        given = nama.LAKI if sex == 1 else nama.PEREMPUAN
        first = " ".join(rng.sample(given, 2) if rng.random() < 0.5 else [rng.choice(given)])
        day = born.day + (40 if sex == 2 else 0)
        return {
            "nik": f"{KABUPATEN}{day:02d}{born:%m%y}{self._serial % 9999 + 1:04d}",
            "nama": f"{first} {rng.choice(nama.BELAKANG)}".upper(),
            "jenis_kelamin": sex,
            "tempat_lahir": rng.choice(nama.TEMPAT).upper(),
            "tanggal_lahir": born.isoformat(),
            "agama": 1,
            "shdk": shdk,
            "warganegara": 1,
            "status_dasar": 1,
            "posyandu_id": place.posyandu,
            "sumber": "impor",
        }

    def _born(self, youngest: int, oldest: int) -> date:
        """A birth date that makes this age in completed years today."""
        days = self._rng.randint(int(youngest * 365.25) + 1, int((oldest + 1) * 365.25) - 2)
        return self._today - timedelta(days=days)
