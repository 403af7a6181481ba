"""A birth: the baby stands under its mother, in her household and Posyandu, named or not yet.

Twins are two babies of one act. A child of the same mother or household born within a day of this
one is asked about first: the birth may be in the file already, or it is a twin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, or_

from sipd_desktop.base.errors import Problem, UserError
from sipd_desktop.base.ids import new_id
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.rules.sasaran import kelompok_umur
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import ids_of, is_surviving
from sipd_desktop.services.hak import may
from sipd_desktop.services.hari.kehamilan import end_kehamilan
from sipd_desktop.services.hari.sasaran import load_ibu
from sipd_desktop.services.orang import HIDUP, JK, WARGA, Orang, select_orang, to_orang
from sipd_desktop.services.penduduk.dasar import (
    ANAK,
    CUCU,
    FAMILI,
    ISTRI,
    KEPALA,
    MENANTU,
    SUAMI,
    check_tanggal,
    clean,
    first_problem,
    list_anggota,
    put_peristiwa,
    require_warga,
)
from sipd_desktop.spec.field import Angka, Wire
from sipd_desktop.storage.rekam import fetch_rows

_JK = {letter: code for code, letter in JK.items()}
_FIELDS = REGISTERS["warga"].by_key()
_KANDUNG = {KEPALA: ANAK, ISTRI: ANAK, ANAK: CUCU, MENANTU: CUCU}
"""What a child is in the household, by what its mother is there; of others nothing is assumed."""
_ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
"""Names hold letters only: OpenSID refuses a digit."""
_SEHARI = timedelta(days=1)
_PEREMPUAN, _BELUM = 2, 1
"""Sex; first code of marital state, schooling and work: not (yet)."""


@dataclass(frozen=True, slots=True)
class Bayi:
    """One baby as typed: sex `L` or `P`; weight in kg and length in cm where they are known."""

    jk: str
    nama: str = ""
    berat: Decimal | None = None
    panjang: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ibu:
    """A woman of the household who may be the mother."""

    orang: Orang
    hamil: bool


@dataclass(frozen=True, slots=True)
class Lahir:
    """What was made: the babies, and whether her pregnancy was closed by this account."""

    bayi: tuple[str, ...]
    kehamilan_ditutup: bool
    changes: Changes


def list_ibu(conn: Connection, keluarga_id: str, tanggal: date) -> tuple[Ibu, ...]:
    """Women of the household, neither small children nor lansia; who is pregnant first."""
    query = (
        select_orang()
        .where(WARGA.keluarga_id == keluarga_id, WARGA.jenis_kelamin == _PEREMPUAN)
        .order_by(WARGA.shdk.is_(None), WARGA.shdk, WARGA.tanggal_lahir)
    )
    women = [to_orang(r, tanggal) for r in conn.execute(query).mappings()]
    grown = [o for o in women if o.is_sini and not _is_outside(o, tanggal)]
    states = load_ibu(conn, grown, tanggal)
    found = [Ibu(o, states.get(o.id) == "hamil") for o in grown]
    return tuple(sorted(found, key=lambda i: not i.hamil))


def _is_outside(orang: Orang, tanggal: date) -> bool:
    born = orang.tanggal_lahir
    return born is not None and kelompok_umur(born, tanggal) in ("balita", "apras", "lansia")


def list_serupa(conn: Connection, ibu_id: str, tanggal: date) -> tuple[Orang, ...]:
    """Children of this mother, or of her household, born within a day of that date."""
    ibu = require_warga(conn, ibu_id)
    days = [(tanggal + step * _SEHARI).isoformat() for step in (-1, 0, 1)]
    family: Any = WARGA.ibu_id.in_(ids_of(conn, ibu["id"]))
    if ibu["keluarga_id"]:
        family = or_(family, WARGA.keluarga_id == ibu["keluarga_id"])
    query = select_orang().where(family, WARGA.tanggal_lahir.in_(days), is_surviving())
    return tuple(to_orang(r, tanggal) for r in conn.execute(query).mappings())


def check_bayi(bayi: Bayi) -> tuple[Problem, ...]:
    """What is missing or cannot be; pure."""
    found = []
    if bayi.jk not in _JK:
        found.append(Problem("jk", "jk-kosong"))
    for key, value in (("berat_lahir", bayi.berat), ("panjang_lahir", bayi.panjang)):
        bad = value is not None and _FIELDS[key].check(_FIELDS[key].encode(value))
        if bad:
            found.append(Problem(key, f"{key.replace('_', '-')}-tak-mungkin", params=_span(key)))
    if clean(bayi.nama) and (bad := _FIELDS["nama"].check(clean(bayi.nama))):
        found.append(Problem("nama", f"isian-{bad}"))
    return tuple(found)


def _span(key: str) -> tuple[tuple[str, object], ...]:
    field = _FIELDS[key]
    assert isinstance(field, Angka)
    return (("min", field.min.replace(".", ",")), ("maks", field.max.replace(".", ",")))


def record_lahir(
    conn: Connection,
    petugas: Petugas,
    ibu_id: str,
    bayi: Sequence[Bayi],
    tanggal: date,
    *,
    hari_ini: date,
    tempat: str = "",
    tetap: bool = False,
) -> Lahir:
    """Note a birth; her pregnancy ends with it.

    Raises InvalidInput, `bukan-perempuan`, and `lahir-mungkin-sudah-ada` unless `tetap`. An account
    that may not write pregnancies leaves hers as it is: lists know of the birth all the same.
    """
    ibu = require_warga(conn, ibu_id)
    if ibu["jenis_kelamin"] != _PEREMPUAN:
        raise UserError("bukan-perempuan")
    check_tanggal(tanggal, hari_ini, ibu)
    first_problem(p for one in bayi for p in check_bayi(one))
    serupa = list_serupa(conn, ibu["id"], tanggal)
    if serupa and not tetap:
        raise UserError("lahir-mungkin-sudah-ada", jumlah=len(serupa))
    niat = Niat(conn, petugas)
    made = [
        _add(niat, ibu, one, tanggal, tempat, _nama(ibu, one, n, bayi, serupa))
        for n, one in enumerate(bayi, start=1)
    ]
    closed = may(conn, petugas, "kehamilan", "ubah", tbl="kehamilan", row={"warga_id": ibu["id"]})
    if closed is None:
        end_kehamilan(niat, ibu["id"], hari_ini, selesai=tanggal)
    return Lahir(tuple(made), closed is None, niat.done())


def _nama(
    ibu: Mapping[str, Any], bayi: Bayi, nomor: int, semua: Sequence[Bayi], serupa: Sequence[Orang]
) -> str:
    """The given name, else "Bayi Ny. X"; unnamed twins are numbered."""
    if given := clean(bayi.nama):
        return given
    text = f"Bayi Ny. {ibu['nama'] or ''}".strip()
    place = nomor + sum(o.nama.casefold().startswith("bayi ny.") for o in serupa)
    if place > 1 or sum(not clean(b.nama) for b in semua) > 1:
        text = f"{text[:95]} {_ROMAWI[min(place, len(_ROMAWI)) - 1]}"
    return (text.upper() if str(ibu["nama"] or "").isupper() else text)[:100]


def _add(
    niat: Niat, ibu: Mapping[str, Any], bayi: Bayi, tanggal: date, tempat: str, nama: str
) -> str:
    warga_id = new_id()
    values: dict[str, Wire] = {
        "nama": nama,
        "jenis_kelamin": _JK[bayi.jk],
        "tempat_lahir": clean(tempat),
        "tanggal_lahir": tanggal.isoformat(),
        "keluarga_id": ibu["keluarga_id"],
        "posyandu_id": ibu["posyandu_id"],
        "luar_wilayah": True if ibu["luar_wilayah"] else None,
        "shdk": _KANDUNG.get(ibu["shdk"], FAMILI if ibu["shdk"] else None),
        "ibu_id": ibu["id"],
        "nama_ibu": ibu["nama"],
        "nama_ayah": _ayah(niat.conn, ibu),
        "agama": ibu["agama"],
        "warganegara": ibu["warganegara"],
        "status_kawin": _BELUM,
        "pendidikan": _BELUM,
        "sekolah_sekarang": _BELUM,
        "pekerjaan": _BELUM,
        "akta_lahir": False,
        "status_dasar": HIDUP,
        "berat_lahir": _FIELDS["berat_lahir"].encode(bayi.berat),
        "panjang_lahir": _FIELDS["panjang_lahir"].encode(bayi.panjang),
        "sumber": "pendaftaran",
    }
    niat.insert("warga", warga_id, values, "mencatat-lahir")
    put_peristiwa(
        niat, "lahir", warga_id, tanggal, "mencatat-lahir", keluarga_id=ibu["keluarga_id"]
    )
    return warga_id


def _ayah(conn: Connection, ibu: Mapping[str, Any]) -> str | None:
    """The name of her husband, where the household says who he is."""
    wanted = {ISTRI: KEPALA, KEPALA: SUAMI}.get(ibu["shdk"])
    if wanted is None or not ibu["keluarga_id"]:
        return None
    rows = fetch_rows(conn, "warga", list_anggota(conn, ibu["keluarga_id"])).values()
    men = [r["nama"] for r in rows if r["shdk"] == wanted and r["jenis_kelamin"] == 1]
    return men[0] if len(men) == 1 else None
