"""Made-up pendataan for tests: entries of a survey, through the same door as all others."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from sipd_desktop.base import ids
from sipd_desktop.services.catat import Niat, Petugas

LAMA, BARU = "2025-03-10", "2026-09-15"


def add_pendataan(
    conn: Connection,
    petugas: Petugas,
    tentang: str,
    subjek: str,
    tanggal: str = BARU,
    *,
    sumber: str = "sdgs",
    jawaban: dict[str, object] | None = None,
    **nilai: object,
) -> str:
    """One isian `pendataan_warga` or `pendataan_keluarga`, stored as an import would."""
    form = f"pendataan_{tentang}"
    row_id = ids.pendataan_id(form, subjek, sumber, tanggal)
    if jawaban:
        nilai["jawaban"] = json.dumps(jawaban)
    row = {
        "form": form,
        "form_versi": 1,
        "subjek_jenis": tentang,
        "subjek": subjek,
        "tanggal": tanggal,
        "versi_aturan": "2026.1",
        "sumber_data": sumber,
        **nilai,
    }
    niat = Niat(conn, petugas)
    niat.insert("isian", row_id, row)  # type: ignore[arg-type]
    niat.done()
    return row_id
