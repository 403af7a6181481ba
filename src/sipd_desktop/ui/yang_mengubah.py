"""Said when a page opens, not when it is saved: you may look, and who may change it.

Only what the role can never do is said here; the case itself is judged at the write.
"""

from __future__ import annotations

from sipd_desktop.services.hak import refusal_of_role
from sipd_desktop.ui.sesi import Sesi


def only_look(sesi: Sesi, objek: str, aksi: str = "ubah") -> str:
    """The sentence for an account whose role can never do this, else empty."""
    problem = refusal_of_role(sesi.pengguna.jabatan, objek, aksi)
    if problem is None:
        return ""
    who = problem.params.get("siapa")
    return f"Anda bisa melihat, yang mengubah: {who}." if who else "Anda hanya bisa melihat."
