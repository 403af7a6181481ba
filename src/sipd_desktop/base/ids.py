"""Record ids: UUIDv7 text, or UUIDv5 of the natural key where the field has one.

Two offline laptops that open the same hari buka must make the same row, so such rows take their
id from their key (DESIGN section 2). Natural-key fields never change.
"""

from __future__ import annotations

import os
import time
import unicodedata
import uuid

NAMESPACE = uuid.UUID("5ec1a9de-3c0f-5d7e-9a51-0d3e5a0b0001")


def new_id() -> str:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, 74 random bits."""
    ms = time.time_ns() // 1_000_000
    rand = int.from_bytes(os.urandom(10), "big")
    value = (ms & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | ((rand >> 64) & 0xFFF) << 64
    value |= 0b10 << 62 | (rand & ((1 << 62) - 1))
    return str(uuid.UUID(int=value))


def natural_id(kind: str, *parts: str) -> str:
    """The id every laptop derives from the same key; parts are used as given."""
    return str(uuid.uuid5(NAMESPACE, "\x1f".join((kind, *parts))))


def key_name(name: str) -> str:
    """A typed name as part of a natural key: NFKC, one space, upper case."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).upper()


def desa_id(kode: str) -> str:
    """Id of a desa from its ten-digit Kemendagri code, with or without dots."""
    return natural_id("desa", kode.replace(".", ""))


def posyandu_id(desa: str, nama_awal: str) -> str:
    """Id of a Posyandu from its desa's id and the name it was first given."""
    return natural_id("posyandu", desa, key_name(nama_awal))


def ketua_id(posyandu: str, nama: str) -> str:
    """Id of the first ketua, so that two laptops set up for one Posyandu name one person."""
    return natural_id("kader", posyandu, key_name(nama))


def hari_buka_id(posyandu: str, tanggal: str) -> str:
    """Id of the hari buka of a Posyandu on an ISO date."""
    return natural_id("hari_buka", posyandu, tanggal)


def rencana_hari_id(posyandu: str, periode: str) -> str:
    """Id of the planned day of a Posyandu in a month, `2026-11`."""
    return natural_id("rencana_hari", posyandu, periode)


def kehadiran_id(hari_buka: str, warga: str) -> str:
    """Id of one person's attendance at one hari buka."""
    return natural_id("kehadiran", hari_buka, warga)


def isian_id(form: str, warga: str, hari_buka: str) -> str:
    """Id of the one entry of a form for a person on a hari buka."""
    return natural_id("isian", form, warga, hari_buka)


def lembar_hari_id(posyandu: str, tanggal: str, urutan: list[str]) -> str:
    """Id of one printed order of a Lembar Hari Buka: the same order is the same row everywhere."""
    return natural_id("lembar_hari", posyandu, tanggal, *urutan)


def kehamilan_id(warga: str, dicatat: str) -> str:
    """Id of the pregnancy of a person that was first noted on an ISO date."""
    return natural_id("kehamilan", warga, dicatat)


def pendataan_id(form: str, subjek: str, sumber: str, tanggal: str) -> str:
    """Id of what one source said about a person or household on one date."""
    return natural_id("pendataan", form, subjek, sumber, tanggal)


def pendataan_wilayah_id(sumber: str, tanggal: str, rw: str, rt: str, kode: str) -> str:
    """Id of one answer of a questionnaire of an RT or the desa."""
    return natural_id("pendataan_wilayah", sumber, tanggal, rw, rt, kode)


def vaksinasi_id(warga: str, jenis: str, dosis: int) -> str:
    """Id of one dose of one vaccine of a person."""
    return natural_id("vaksinasi", warga, jenis, str(dosis))


def bantuan_id(subjek: str, program: str, awal: str) -> str:
    """Id of a programme received by a person or household from one date on."""
    return natural_id("bantuan", subjek, program, awal)


def masalah_id(subjek: str, jenis: str, kode: str) -> str:
    """Id of one masalah of a person or household; the same wherever it is found."""
    return natural_id("masalah", subjek, jenis, kode)


def setelan_desa_id(kunci: str, berlaku: str) -> str:
    """Id of the value a desa gave to a threshold from one date on."""
    return natural_id("setelan_desa", kunci, berlaku)


def catatan_impor_id(warga: str, jenis: str, sumber: str, tanggal: str) -> str:
    """Id of the closed note that one source gave about a person on one date."""
    return natural_id("catatan_tertutup", warga, jenis, sumber, tanggal)


def potensi_id(jenis: str, nama: str, rw: str, rt: str) -> str:
    """Id of a potensi of one place."""
    return natural_id("potensi", jenis, key_name(nama), rw, rt)


def peristiwa_id(warga: str, jenis: str, *tanggal: str) -> str:
    """Id of what happened to a person: once in a life (no date), or on one ISO date."""
    return natural_id("peristiwa", warga, jenis, *tanggal)
