"""The papers of the demo: SKDN as PDF (F4 and A4) and XLSX, and the receipt of the sending."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sipd_desktop.render.berkas import write_lembar
from sipd_desktop.services.buka import Ruang
from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.laporan.lembar_skdn import lembar_skdn
from sipd_desktop.services.laporan.skdn import open_skdn
from sipd_desktop.services.sinkron import list_bukti


def write_reports(ruang: Ruang, hari: Hari | None, keluar: Path) -> dict[str, Any]:
    """Write all papers; what they say and which files they are."""
    assert hari is not None
    periode = f"{hari.tanggal:%Y-%m}"
    with ruang.buku.read() as conn:
        laporan = open_skdn(conn, hari.posyandu_id, periode)
    names = (("skdn-f4.pdf", "F4"), ("skdn-a4.pdf", "A4"), ("skdn.xlsx", "F4"))
    for name, paper in names:
        write_lembar(lembar_skdn(laporan, "A4" if paper == "A4" else "F4"), keluar / name)
    receipt = _receipt(ruang)
    text = json.dumps(receipt, ensure_ascii=False, indent=1)
    (keluar / "bukti-kirim.json").write_text(text + "\n", encoding="utf-8")
    figures = {kode: laporan.tabel.jumlah(kode) for kode in ("S", "K", "D", "N")}
    return {
        "skdn": ", ".join(f"{k} {v}" for k, v in figures.items()),
        "bukti": receipt,
        "berkas": [*(name for name, _ in names), "bukti-kirim.json"],
    }


def _receipt(ruang: Ruang) -> dict[str, Any]:
    """The last receipt, with the numbers of all: on a slow machine a part goes by itself before."""
    receipts = [bukti.isi for bukti in list_bukti(ruang.buku)]
    together: dict[str, Any] = dict(receipts[0])
    for key in ("frozen", "pushed", "acked", "pulled", "bytes_up", "bytes_down"):
        together[key] = sum(int(str(isi[key])) for isi in receipts)
    return together
