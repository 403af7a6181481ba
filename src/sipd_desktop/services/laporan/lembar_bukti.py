"""The receipt of one exchange: what was sent and taken, readable on the screen and on paper."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import timezone
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.clock import parse_instant
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.base.tampil import tanggal_panjang, teks_desimal, teks_ribuan, waktu
from sipd_desktop.bidang import FORMS, field_of
from sipd_desktop.services.beda.sisih import code_of
from sipd_desktop.services.laporan.kepala import Kepala, open_kepala
from sipd_desktop.spec.lembar import (
    Catatan,
    Kertas,
    Kolom,
    Lembar,
    Paragraf,
    Penanda,
    Tabel,
    TandaTangan,
)
from sipd_desktop.storage.keadaan import get_state
from sipd_desktop.storage.tables import RECEIPT


@dataclass(frozen=True, slots=True)
class BuktiKirim:
    """One receipt in words: heading, (what, how much) rows, and what was set aside and why."""

    nomor: int
    waktu: str
    tanggal: str
    kepala: Kepala
    laptop: str
    """Short code of this laptop, as the operator sees it."""
    baris: tuple[tuple[str, str], ...]
    sisih: tuple[str, ...]
    simpulan: str


def open_bukti(conn: Connection, nomor: int, posyandu_id: str, zona: timezone) -> BuktiKirim:
    """A receipt by number; raises `bukti-tidak-ada`."""
    row = conn.execute(select(RECEIPT).where(RECEIPT.c.nomor == nomor)).mappings().one_or_none()
    if row is None:
        raise UserError("bukti-tidak-ada")
    isi = json.loads(row["isi"])
    moment = parse_instant(row["waktu"])
    aside = _aside(isi)
    return BuktiKirim(
        nomor=nomor,
        waktu=waktu(moment, zona),
        tanggal=tanggal_panjang(moment.astimezone(zona).date(), hari=True),
        kepala=open_kepala(conn, posyandu_id),
        laptop=get_state(conn, "device")[-8:].upper(),
        baris=_rows(isi),
        sisih=aside,
        simpulan=_conclusion(isi),
    )


def _rows(isi: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    size = _kb(isi.get("bytes_up", 0)), _kb(isi.get("bytes_down", 0))
    return (
        ("Catatan dikirim", teks_ribuan(int(isi.get("pushed", 0)))),
        ("Diterima pusat data desa", teks_ribuan(int(isi.get("acked", 0)))),
        ("Disisihkan untuk diperiksa", teks_ribuan(len(isi.get("rejected", ())))),
        ("Catatan beda (pilih satu)", teks_ribuan(int(isi.get("conflicts", 0)))),
        ("Catatan yang datang dari pusat", teks_ribuan(int(isi.get("pulled", 0)))),
        ("Masih belum terkirim", teks_ribuan(int(isi.get("unsent", 0)))),
        ("Isi laptop dan pusat data desa", _same(isi.get("digest_ok"))),
        ("Besar kiriman / terimaan", f"{size[0]} / {size[1]} kB"),
        ("Lamanya", f"{teks_desimal(float(isi.get('seconds', 0)), 1)} detik"),
    )


def _kb(count: object) -> str:
    return teks_desimal(int(str(count)) / 1000, 1)


def _same(digest_ok: object) -> str:
    if digest_ok is None:
        return "belum dibandingkan"
    return "sama" if digest_ok else "berbeda, diperiksa lagi pada kiriman berikutnya"


def _aside(isi: dict[str, Any]) -> tuple[str, ...]:
    """What was set aside, one line per reason and field with its number."""
    count = Counter((r.get("code", ""), r.get("field")) for r in isi.get("rejected", ()))
    return tuple(f"{n} catatan. {_why(code, kolom)}" for (code, kolom), n in count.most_common())


def _why(code: str, kolom: str | None) -> str:
    tables = ("warga", "keluarga", "isian", "kehadiran", "hari_buka")
    tries = [field_of(t, kolom, f) for t in tables for f in (None, *FORMS)] if kolom else []
    field = next((f for f in tries if f is not None), None)
    return sentence(code_of(code, kolom), kolom=field.label if field is not None else kolom or "")


def _conclusion(isi: dict[str, Any]) -> str:
    if int(isi.get("unsent", 0)):
        return "Sebagian catatan belum terkirim. Semua aman di laptop dan dikirim berikutnya."
    if isi.get("rejected"):
        return "Terkirim. Ada catatan yang perlu diperiksa; semua aman di laptop."
    return "Semua catatan sampai saat itu sudah diterima pusat data desa."


def lembar_bukti(bukti: BuktiKirim, kertas: Kertas = "A4") -> Lembar:
    """The receipt as a sheet with signatures; it names nobody."""
    notes = (Catatan(bukti.sisih, judul="Yang disisihkan"),) if bukti.sisih else ()
    return Lembar(
        judul=f"Tanda terima kirim no. {bukti.nomor}",
        subjudul=(bukti.kepala.unit, f"{bukti.tanggal}, laptop {bukti.laptop}"),
        blok=(
            Paragraf(bukti.simpulan, tebal=True),
            Tabel((Kolom("Keterangan", 3.0), Kolom("Jumlah", 2.0)), bukti.baris),
            *notes,
            TandaTangan(
                f"{bukti.kepala.desa}, {bukti.tanggal.partition(', ')[2]}",
                (Penanda("Yang mengirim"), Penanda("Operator desa")),
            ),
        ),
        kertas=kertas,
        contoh=bukti.kepala.contoh,
        dicetak=f"Dikirim {bukti.waktu}",
    )
