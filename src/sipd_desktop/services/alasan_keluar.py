"""Why a list with names may leave the program: a few keys, no free text in the history."""

from __future__ import annotations

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.i18n import N_

ALASAN_KELUAR = {
    "musdes": N_("Musyawarah desa"),
    "kunjungan": N_("Kunjungan rumah"),
    "bidan": N_("Diminta bidan atau desa"),
    "dinas": N_("Diteruskan ke dinas"),
}


def check_alasan(alasan: str) -> None:
    """Raises `laporan-perlu-alasan` unless one of the keys was given."""
    if alasan not in ALASAN_KELUAR:
        raise UserError("laporan-perlu-alasan", ada=", ".join(ALASAN_KELUAR))
