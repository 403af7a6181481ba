"""Households that change: members who get a No KK of their own, and another head of the family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.isi_opensid import add_ubah, label_of
from sipd_desktop.services.penduduk.dasar import (
    check_tanggal,
    list_anggota,
    put_peristiwa,
    require_keluarga,
    require_warga,
)
from sipd_desktop.services.penduduk.datang import Rumah, add_rumah
from sipd_desktop.services.penduduk.hubungan import KEPALA, new_shdk, shdk_pisah
from sipd_desktop.services.penduduk.nomor import find_kk, read_nomor
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.rekam import fetch_row, fetch_rows

_MASUK = "memasukkan-keluarga"


def record_pisah_kk(
    conn: Connection,
    petugas: Petugas,
    keluarga_id: str,
    warga: Sequence[str],
    tanggal: date,
    *,
    hari_ini: date,
    no_kk: str = "",
) -> tuple[str, Changes]:
    """These members become a household of their own at the same address; the first is its head.

    Returns the new household. Raises InvalidInput, `pisah-tanpa-orang`, `pisah-semua` when nobody
    would be left, `kk-sudah-ada`, `keluarga-tidak-ada`.
    """
    old = require_keluarga(conn, keluarga_id)
    check_tanggal(tanggal, hari_ini)
    members = list_anggota(conn, keluarga_id)
    if not warga or not set(warga) <= set(members):
        raise UserError("pisah-tanpa-orang")
    if set(warga) == set(members):
        raise UserError("pisah-semua")
    rows = fetch_rows(conn, "warga", members)
    niat = Niat(conn, petugas)
    place = Rumah(
        old["posyandu_id"] or "",
        old["rt"] or "",
        old["rw"] or "",
        old["dusun"] or "",
        old["alamat"] or "",
        no_kk,
    )
    home = add_rumah(niat, place, "memisahkan-kk")
    # yang pisah tetap di Posyandu yang sama; pindah Posyandu adalah perbuatan lain
    made = str(home["keluarga_id"])
    niat.update(
        "keluarga",
        made,
        {"posyandu_id": old["posyandu_id"], "kepala_id": warga[0], "dasawisma": old["dasawisma"]},
        "memisahkan-kk",
    )
    head = rows[warga[0]]["shdk"]
    for warga_id in warga:
        row = rows[warga_id]
        first = warga_id == warga[0]
        shdk = KEPALA if first else shdk_pisah(head, row["shdk"], row["jenis_kelamin"])
        patch: dict[str, Wire] = {"keluarga_id": made, "shdk": shdk}
        niat.update_row("warga", row, patch, "memisahkan-kk")
        put_peristiwa(
            niat,
            "pisah_kk",
            warga_id,
            tanggal,
            "memisahkan-kk",
            keluarga_id=made,
            keluarga_lama=keluarga_id,
        )
    if old["kepala_id"] in warga:
        niat.update_row("keluarga", old, {"kepala_id": None}, "memisahkan-kk")
    return made, niat.done()


def record_masuk_keluarga(
    conn: Connection, petugas: Petugas, warga_id: str, rumah: Rumah, *, hari_ini: date
) -> tuple[str, Changes]:
    """Somebody without a household gets one: the one of that No KK, else a new one, as its head.

    Returns the household. Raises `orang-tidak-ada`, `sudah-berkeluarga`.
    """
    row = require_warga(conn, warga_id)
    if row["keluarga_id"]:
        raise UserError("sudah-berkeluarga")
    niat = Niat(conn, petugas)
    known = find_kk(conn, read_nomor(rumah.no_kk, "no_kk", "kk-bentuk"))
    if known is not None:
        home = require_keluarga(conn, known)
        patch: dict[str, Wire] = {"keluarga_id": known, "posyandu_id": home["posyandu_id"]}
    else:
        patch = {**add_rumah(niat, rumah, _MASUK), "shdk": KEPALA}
        made = str(patch["keluarga_id"])
        niat.update("keluarga", made, {"kepala_id": row["id"]}, _MASUK)
    niat.update_row("warga", row, patch, _MASUK)
    home_id = str(patch["keluarga_id"])
    add_ubah(niat, row["id"], home_id, [label_of("warga", "keluarga_id")], hari_ini, _MASUK)
    return home_id, niat.done()


def record_ganti_kepala(
    conn: Connection, petugas: Petugas, warga_id: str, tanggal: date, *, hari_ini: date
) -> Changes:
    """This member is the head of the family from now on; the others' relations follow.

    Raises InvalidInput, `sudah-kepala`, `sudah-tidak-di-sini`, `keluarga-tidak-ada`.
    """
    row = require_warga(conn, warga_id)
    keluarga = require_keluarga(conn, row["keluarga_id"] or "")
    members = fetch_rows(conn, "warga", list_anggota(conn, keluarga["id"]))
    if row["id"] not in members:
        raise UserError("sudah-tidak-di-sini")
    if row["shdk"] == KEPALA:
        raise UserError("sudah-kepala")
    check_tanggal(tanggal, hari_ini, row)
    niat = Niat(conn, petugas)
    for other in members.values():
        _relate(niat, row, other)
    niat.update_row("keluarga", keluarga, {"kepala_id": row["id"]}, "mengganti-kepala")
    put_peristiwa(
        niat,
        "ganti_kepala",
        row["id"],
        tanggal,
        "mengganti-kepala",
        keluarga_id=keluarga["id"],
    )
    return niat.done()


def _relate(niat: Niat, kepala: Mapping[str, Any], other: Mapping[str, Any]) -> None:
    if other["id"] == kepala["id"]:
        niat.update_row("warga", other, {"shdk": KEPALA}, "mengganti-kepala")
        return
    shdk = new_shdk(kepala["shdk"], other["shdk"], other["jenis_kelamin"])
    niat.update_row("warga", other, {"shdk": shdk}, "mengganti-kepala")


def has_kepala(conn: Connection, keluarga_id: str) -> bool:
    """Whether a living head stands in the family, or nobody lives there any more."""
    if fetch_row(conn, "keluarga", keluarga_id) is None:
        return True
    members = fetch_rows(conn, "warga", list_anggota(conn, keluarga_id)).values()
    return not members or any(m["shdk"] == KEPALA for m in members)
