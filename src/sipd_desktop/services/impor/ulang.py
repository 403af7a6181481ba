"""A judged file is compared more than once: before the preview, after a choice, when stored."""

from __future__ import annotations

from sipd_desktop.services.impor.hasil import Bacaan

DARI_RENCANA = "SUBJEK_TIDAK_ADA"
"""The one reason that comparing gives; all others come from reading."""


def forget_rencana(bacaan: Bacaan) -> None:
    """Take off all rows what an earlier comparison noted on them."""
    for sheet in bacaan.lembar_semua():
        sheet.bentrok, sheet.rujukan = {}, {}
        for baris in sheet.baris:
            baris.status = baris.usul = baris.warga_id = baris.keluarga_id = None
            baris.ubahan = ()
            if baris.bentrok:
                baris.bentrok = []
            if baris.has(DARI_RENCANA):
                baris.temuan = [t for t in baris.temuan if t.kode != DARI_RENCANA]
