"""Reading the code lists from the package data, once each."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from sipd_desktop.rules.kode.daftar import DaftarKode, Kode
from sipd_desktop.rules.kode.lipat import padat

_DATA = files("sipd_desktop.rules").joinpath("data", "kode")

NAMA_DAFTAR = tuple(sorted(p.name[:-5] for p in _DATA.iterdir() if p.name.endswith(".json")))


@cache
def daftar(nama: str) -> DaftarKode:
    """The list of this name; an unknown name is a bug (KeyError)."""
    if nama not in NAMA_DAFTAR:
        raise KeyError(nama)
    data = json.loads(_DATA.joinpath(f"{nama}.json").read_text("utf-8"))
    isi = tuple(
        Kode(
            row["kode"],
            row["label"],
            row.get("penuh", row["label"]),
            tuple(row.get("sinonim", ())),
            row.get("kunci", ""),
            tuple(str(k) for k in row.get("ke", ())),
            row.get("tertutup", ""),
        )
        for row in data["kode"]
    )
    return DaftarKode(
        nama,
        data["judul"],
        isi,
        data.get("simpan", ""),
        int(data.get("mirip_minimal", 1)),
        frozenset(padat(w) for w in data.get("bukan", ())),
    )
