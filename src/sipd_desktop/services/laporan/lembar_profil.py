"""Paper of one person or one family: who, the house, and all six fields; numbers stay covered.

It leaves the Posyandu with a reason like every list with names, so dugaan are not on it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.services.keluarga import open_keluarga
from sipd_desktop.services.laporan.jenis import Dibuat
from sipd_desktop.services.laporan.lembar_masalah import TANPA_DUGAAN, make_sheet
from sipd_desktop.services.laporan.masalah import Permintaan
from sipd_desktop.services.orang import with_status
from sipd_desktop.services.profil.enam import BarisBidang
from sipd_desktop.services.profil.orang import open_halaman, open_keadaan
from sipd_desktop.spec.lembar import Catatan, Kolom, Paragraf, Tabel

_JENIS = {"masalah": "Masalah", "layanan": "Layanan", "data": "Data", "": ""}


def make_orang(conn: Connection, minta: Permintaan) -> Dibuat:
    """The person `pilihan` names. Raises `laporan-perlu-orang`, `orang-tidak-ada`."""
    page = open_halaman(conn, minta.petugas, _wanted(minta), minta.acuan, keluar=True)
    _check_place(minta, page.posyandu_id)
    o = page.orang
    sex = {"L": "laki-laki", "P": "perempuan"}.get(o.jk, "")
    place = " ".join(filter(None, (o.rt and f"RT {o.rt}", o.rw and f"RW {o.rw}", o.dusun.title())))
    about = ", ".join(filter(None, (sex, o.umur, place, f"NIK {page.nik_samar}")))
    facts = "; ".join(f"{label}: {words}" for label, words in page.fakta)
    blocks = (Paragraf(facts), _table(page.enam, keluarga=False), Catatan((TANPA_DUGAAN,)))
    sheet = make_sheet(o.nama, about, blocks, minta.bingkai, rahasia=True)
    return Dibuat(sheet, _figures(page.enam))


def make_keluarga(conn: Connection, minta: Permintaan) -> Dibuat:
    """The family `pilihan` names. Raises `laporan-perlu-orang`, `keluarga-tidak-ada`."""
    wanted = _wanted(minta)
    home = open_keluarga(conn, wanted, minta.acuan)
    state = open_keadaan(conn, minta.petugas, wanted, minta.acuan, keluar=True)
    _check_place(minta, state.posyandu_id)
    members = Tabel(
        (
            Kolom("Anggota", 3.0),
            Kolom("Hubungan", 1.6),
            Kolom("L/P", 0.5, "tengah"),
            Kolom("Umur", 1.2),
            Kolom("Kelompok", 1.2),
        ),
        tuple(
            (
                with_status(a.orang),
                a.hubungan.capitalize(),
                a.orang.jk,
                a.orang.umur,
                a.kelompok,
            )
            for a in home.anggota
        ),
    )
    name = home.kepala or (home.anggota[0].orang.nama if home.anggota else "")
    about = ", ".join(filter(None, (f"KK {home.kk_samar}", home.alamat)))
    blocks = (
        members,
        Paragraf(state.rumah.teks),
        _table(state.enam, keluarga=True),
        Catatan((TANPA_DUGAAN,)),
    )
    sheet = make_sheet(f"Keluarga {name}", about, blocks, minta.bingkai, rahasia=True)
    return Dibuat(sheet, _figures(state.enam))


def _wanted(minta: Permintaan) -> str:
    if not isinstance(minta.pilihan, str) or not minta.pilihan:
        raise UserError("laporan-perlu-orang")
    return minta.pilihan


def _check_place(minta: Permintaan, posyandu_id: str | None) -> None:
    """Who may take out lists of one Posyandu gets nobody of another by asking for an id."""
    if minta.unit and posyandu_id != minta.unit:
        raise UserError("orang-tidak-ada")


def _table(rows: Sequence[BarisBidang], *, keluarga: bool) -> Tabel:
    about = (Kolom("Tentang", 1.5),) if keluarga else ()
    columns = (
        Kolom("Bidang", 1.4),
        *about,
        Kolom("Jenis", 0.8),
        Kolom("Apa", 2.0),
        Kolom("Status", 1.0),
        Kolom("Data per", 1.1),
        Kolom("Keterangan", 3.0),
    )
    return Tabel(columns, tuple(_cells(row, keluarga=keluarga) for row in rows))


def _cells(row: BarisBidang, *, keluarga: bool) -> tuple[str, ...]:
    day = tanggal_pendek(row.tanggal) if row.tanggal else ""
    old = " (lama)" if row.is_lama else ""
    return (
        row.bidang,
        *((row.tentang,) if keluarga else ()),
        _JENIS[row.jenis],
        row.apa,
        row.status_label,
        day + old,
        row.rinci,
    )


def _figures(rows: Sequence[BarisBidang]) -> dict[str, int]:
    return {key: sum(row.jenis == key for row in rows) for key in ("masalah", "layanan", "data")}
