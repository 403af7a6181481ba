"""All that the page of closed notes shows of one person, in one reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.kunci_tertutup import (
    KunciTerbuka,
    Pembaca,
    has_key,
    has_words,
    list_jenis,
    list_waiting,
)
from sipd_desktop.services.orang import get_orang
from sipd_desktop.services.tertutup import Catatan, list_catatan
from sipd_desktop.storage.rekam import fetch_row


@dataclass(frozen=True, slots=True)
class LembarTertutup:
    """A person's notes as far as they are open, and what can be done now."""

    nama: str
    catatan: tuple[Catatan, ...]
    jenis: tuple[tuple[str, str], ...]
    """Kinds this laptop is enrolled for."""
    punya_kata: bool
    ada_kunci: bool
    menunggu: tuple[Pembaca, ...]
    tanda: bool


def open_lembar(
    conn: Connection,
    *,
    petugas: Petugas,
    warga_id: str,
    tanggal: date,
    terbuka: KunciTerbuka | None = None,
) -> LembarTertutup:
    """Raises NotAllowed for a role that may not read, `orang-tidak-ada`."""
    catatan = list_catatan(conn, petugas, warga_id, terbuka)
    orang = get_orang(conn, warga_id, tanggal)
    row = fetch_row(conn, "warga", orang.id)
    jenis = list_jenis(conn)
    return LembarTertutup(
        orang.nama,
        catatan,
        tuple((key, label) for key, label in jenis if has_key(conn, key)) or jenis,
        has_words(conn, petugas.akun or ""),
        any(has_key(conn, key) for key, _ in jenis),
        list_waiting(conn, terbuka) if terbuka else (),
        bool(row and row["tanya_bidan"]),
    )
