"""Which of two values is proposed, and why. A proposal is never taken by itself.

Only what the laptop can know is used: a NIK carries birth date and sex, a measure has limits, an
empty value is poorer than a full one. For the rest a person is asked, and told whom to ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sipd_desktop.base.lipat import lipat
from sipd_desktop.rules.batas import KOLOM, check_balita
from sipd_desktop.rules.nik import isi_nik
from sipd_desktop.rules.ukuran import Pengukuran
from sipd_desktop.services.beda.baris import Pilihan
from sipd_desktop.spec.field import Field, Text

Usul = tuple[Pilihan | None, str]

TANYA = "Belum ada usul. Tanyakan kepada yang mencatat, atau lihat catatan kertasnya."
_BARU = "Yang ini ditulis paling akhir."
_LENGKAP = "Yang ini lebih lengkap."
_TERISI = "Yang satu lagi kosong."
_WAJAR = "Yang satu lagi di luar kewajaran untuk umurnya. Bila ragu, lihat lembar atau Buku KIA."
_NIK = "Nomor ini cocok dengan tanggal lahir dan jenis kelaminnya."
_LAHIR = "Yang ini cocok dengan NIK-nya. Cocokkan dengan KK atau akta."
_TETAP = "Catatan ini sempat dibatalkan di satu laptop dan diisi di laptop lain."
_STATUS = "Tanyakan kepada keluarga atau ketua RT sebelum memilih."
_UKUR = "Belum ada usul. Tanyakan yang mengukur, atau lihat lembar dan Buku KIA."


def propose(
    tbl: str,
    kolom: str,
    field: Field | None,
    values: tuple[Any, Any],
    *,
    row: Mapping[str, Any] | None,
    orang: Mapping[str, Any] | None,
) -> Usul:
    """The proposal for (value in use, other value); `orang` is the row of the warga concerned."""
    if kolom == "deleted_at":
        return "dipakai", _TETAP
    by_identity = _identity(kolom, values, row) if tbl == "warga" else None
    if by_identity is not None:
        return by_identity
    empty = [v is None or v == "" for v in values]
    if empty[0] != empty[1]:
        return ("lain" if empty[0] else "dipakai"), _TERISI
    if tbl == "isian":
        return _measure(kolom, values, row, orang)
    if field is None or field.guarded:
        return None, TANYA
    return _text(values) if isinstance(field, Text) else ("dipakai", _BARU)


def _identity(kolom: str, values: tuple[Any, Any], row: Mapping[str, Any] | None) -> Usul | None:
    if kolom == "status_dasar":
        return None, _STATUS
    if row is None or kolom not in ("nik", "tanggal_lahir", "jenis_kelamin"):
        return None
    fits = tuple(_agrees({**row, kolom: v}) for v in values)
    if fits[0] == fits[1]:
        return None, TANYA
    why = _NIK if kolom == "nik" else _LAHIR
    return ("dipakai" if fits[0] else "lain"), why


def _agrees(row: Mapping[str, Any]) -> bool:
    nik, lahir = row.get("nik"), row.get("tanggal_lahir")
    if not isinstance(nik, str) or len(nik) != 16 or not nik.isdigit() or not lahir:
        return False
    told = isi_nik(nik)
    sex = row.get("jenis_kelamin")
    return told.cocok(date.fromisoformat(str(lahir))) and sex in (None, told.jenis_kelamin)


def _measure(
    kolom: str,
    values: tuple[Any, Any],
    row: Mapping[str, Any] | None,
    orang: Mapping[str, Any] | None,
) -> Usul:
    if row is None or orang is None or row["form"] != "pemeriksaan_balita" or kolom not in KOLOM:
        return None, _UKUR
    odd = tuple(_is_odd(kolom, v, row, orang) for v in values)
    if odd[0] == odd[1]:
        return None, _UKUR
    return ("lain" if odd[0] else "dipakai"), _WAJAR


def _is_odd(kolom: str, value: Any, row: Mapping[str, Any], orang: Mapping[str, Any]) -> bool:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return True
    jk = {1: "L", 2: "P"}.get(orang["jenis_kelamin"])
    lahir = orang["tanggal_lahir"]
    born = date.fromisoformat(lahir) if lahir else None
    day = date.fromisoformat(row["tanggal"])
    ukur = Pengukuran(
        tanggal=day,
        berat_badan=number if kolom == "berat_badan" else None,
        tinggi_badan=number if kolom == "tinggi_badan" else None,
        lingkar_kepala=number if kolom == "lingkar_kepala" else None,
        lila=number if kolom == "lila" else None,
    )
    return bool(check_balita(jk, born, ukur))


def _text(values: tuple[Any, Any]) -> Usul:
    used, other = (lipat(str(v)) for v in values)
    if used != other and used.startswith(other):
        return "dipakai", _LENGKAP
    if used != other and other.startswith(used):
        return "lain", _LENGKAP
    return "dipakai", _BARU
