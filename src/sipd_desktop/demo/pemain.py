"""Who plays: the people of this Posyandu and the numbers that follow from their own past."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sipd_desktop.app import Aplikasi
from sipd_desktop.rules.kms import kurva
from sipd_desktop.rules.umur import umur_hari
from sipd_desktop.services.cari import search
from sipd_desktop.services.hari.baris import Hari, Orang
from sipd_desktop.services.hari.hadir import list_sasaran
from sipd_desktop.services.hari.hari import find_hari
from sipd_desktop.services.hari.riwayat import load_catatan
from sipd_desktop.services.hari.sasaran import list_kelompok

R = TypeVar("R")


class Pemain:
    """Reads the file of the open laptop; the same numbers in every performance."""

    def __init__(self, aplikasi: Aplikasi, today: date) -> None:
        self._app, self._today = aplikasi, today
        self._rng = random.Random(7)

    def _read(self, fn: Callable[[Any], R]) -> R:
        assert self._app.window.ruang is not None
        with self._app.window.ruang.buku.read() as conn:
            return fn(conn)

    @property
    def _posyandu(self) -> str:
        assert self._app.window.sesi is not None
        return self._app.window.sesi.posyandu_id

    def sasaran(self) -> list[Orang]:
        """Balita of this Posyandu that a search by name finds first, youngest first."""
        posyandu = self._posyandu

        def work(conn: Any) -> list[Orang]:
            hari = find_hari(conn, posyandu, self._today)
            assert isinstance(hari, Hari)
            found = []
            for orang in list_sasaran(conn, hari):
                hits = search(
                    conn,
                    orang.nama,
                    tanggal=self._today,
                    hari_id=hari.id,
                    posyandu_id=hari.posyandu_id,
                )
                if hits and hits[0].orang.id == orang.id:
                    found.append(orang)
            found.sort(key=lambda o: o.umur_bulan or 0)
            return found[2::3] + found[0::3] + found[1::3]  # all ages mixed

        return self._read(work)

    def lansia(self) -> Orang:
        """The first elder of this Posyandu."""
        posyandu = self._posyandu
        return self._read(lambda conn: list_kelompok(conn, posyandu, self._today, "lansia"))[0]

    def weights(self, orang: Orang, z: float | None = None) -> tuple[Decimal, Decimal]:
        """A weight and a height that follow this child's own past."""
        rows = self._read(lambda conn: load_catatan(conn, [orang.id]).get(orang.id, []))
        assert orang.tanggal_lahir is not None
        days = umur_hari(orang.tanggal_lahir, self._today)
        past = [r.nilai for r in rows if r.nilai.berat_badan is not None]
        berat = kurva("BBU", orang.jk, -0.6 if z is None else z, [days])[0]
        tinggi = kurva("TBU", orang.jk, -0.7, [days])[0]
        weights = [p.berat_badan for p in past if p.berat_badan is not None]
        if weights and z is None:
            berat = float(weights[-1]) + self._rng.choice((0.1, 0.3, 0.3, 0.4, 0.6, 0.8))
        heights = [p.tinggi_badan for p in past if p.tinggi_badan is not None]
        if heights:
            tinggi = float(heights[-1]) + 0.5
        return Decimal(f"{berat:.1f}"), Decimal(f"{tinggi:.1f}")

    def lahir(self) -> str:
        """The birthday that a newcomer of four months tells, as it is typed."""
        index = self._today.year * 12 + self._today.month - 1 - 4
        return f"05{index % 12 + 1:02d}{index // 12}"
