"""A death or a move noted by mistake: one key takes the note back."""

from __future__ import annotations

from typing import Any

from sipd_desktop.services.catat import Changes
from sipd_desktop.services.penduduk.batal import revoke_status
from sipd_desktop.ui.penduduk.acara import Acara, Keadaan, Kerja
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
        del k
        return ()

    def kalimat(self, k: Keadaan, form: FormPendek) -> str:
        del form
        word = k.orang.keadaan if k.orang else ""
        return f"Catatan {word} dibatalkan; namanya kembali ke semua daftar."

    def work(self, k: Keadaan, form: FormPendek) -> Kerja:
        del form
        assert k.orang is not None
        who, word, petugas = k.orang.orang, k.orang.keadaan, k.petugas

        def run(conn: Any) -> tuple[str, Changes]:
            made = revoke_status(conn, petugas, who.id)
            return f"Catatan {word} {who.nama} dibatalkan.", made

        return run
