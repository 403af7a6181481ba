"""Reading the code lists from the package data, once each."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from sipd_desktop.rules.kode.daftar import DaftarKode, Kode

NAMA_DAFTAR = (
    "agama",
    "asuransi",
    "cacat",
    "cara_kb",
    "gol_darah",
    "hamil",
    "jenis_kelamin",
    "kondisi_kerja",
    "pekerjaan",
    "pendidikan",
    "pendidikan_sedang",
    "sakit_menahun",
    "shdk",
    "status_dasar",
    "status_kawin",
    "warganegara",
)


@cache
def daftar(nama: str) -> DaftarKode:
    """The list of this name; an unknown name is a bug (KeyError)."""
    if nama not in NAMA_DAFTAR:
        raise KeyError(nama)
    path = files("sipd_desktop.rules").joinpath("data", "kode", f"{nama}.json")
    data = json.loads(path.read_text("utf-8"))
    isi = tuple(
        Kode(
            row["kode"],
            row["label"],
            row.get("penuh", row["label"]),
            tuple(row.get("sinonim", ())),
        )
        for row in data["kode"]
    )
    return DaftarKode(
        nama, data["judul"], isi, data.get("simpan", ""), int(data.get("mirip_minimal", 1))
    )
