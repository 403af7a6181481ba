"""A death or a move noted by mistake: one key takes the note back."""

from __future__ import annotations

from typing import Any

from sipd_desktop.services.catat import Changes
from sipd_desktop.services.orang import PINDAH
from sipd_desktop.services.penduduk.batal import revoke_semua
from sipd_desktop.ui.penduduk.acara import (
    Acara,
    Keadaan,
    Kerja,
    box_siapa,
    pick_siapa,
    same_status,
)
from sipd_desktop.ui.penduduk.isian import FormPendek, Isi


class BatalStatus(Acara):
    """For a member who is noted as dead or moved."""

    key = "batal_status"
    label = "Batalkan catatan itu"
    ket = "Keliru dicatat? Namanya kembali ke semua daftar"
    tombol = "Batalkan catatan"
    tenang = True

    def judul(self, k: Keadaan) -> str:
        word = k.orang.keadaan if k.orang else ""
        return f"{k.nama} tercatat {word}. Keliru?"

    def isi(self, k: Keadaan) -> tuple[Isi, ...]:
        return box_siapa(k, "Yang keliru", same_status(k)) if self._moved(k) else ()

    def _moved(self, k: Keadaan) -> bool:
        """A family moves together; a death is taken back one by one."""
        return k.orang is not None and k.orang.orang.status == PINDAH

    def kalimat(self, k: Keadaan, form: FormPendek) -> str:
        del form
        word = k.orang.keadaan if k.orang else ""
        return f"Catatan {word} dibatalkan; namanya kembali ke semua daftar."

    def work(self, k: Keadaan, form: FormPendek) -> Kerja:
        assert k.orang is not None
        word, petugas = k.orang.keadaan, k.petugas
        people = pick_siapa(k, form, same_status(k))
        said = k.nama if len(people) == 1 else f"sekeluarga ({len(people)} orang)"

        def run(conn: Any) -> tuple[str, Changes]:
            made = revoke_semua(conn, petugas, people)
            return f"Catatan {word} {said} dibatalkan.", made

        return run
