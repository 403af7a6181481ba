"""Masalah of a household: poverty, programmes received or missed, house, latrine, water.

Poor: spending per member below the line in force. Chronic: poor and no able-bodied earner. Without
spending: a programme received and enough signs of the house. Sources in `data/masalah/`.
"""

from __future__ import annotations

from sipd_desktop.rules.kode import daftar
from sipd_desktop.rules.masalah import (
    Aturan,
    DataKeluarga,
    Keluarga,
    Temuan,
    find_jawaban,
    is_ciri_rumah,
    rupiah,
    sebut,
)
from sipd_desktop.rules.masalah_warga import is_mampu


def judge_keluarga(keluarga: Keluarga, aturan: Aturan) -> tuple[Temuan, ...]:
    """All open masalah that the data of one household show on the day of `aturan`."""
    found: list[Temuan | None] = []
    data, poor = keluarga.data, None
    if data is not None:
        poor = _miskin(keluarga, data, aturan)
        found += [poor, _kronis(keluarga, poor, aturan)]
    if (house := keluarga.rumah) is not None:
        found += [_rumah(keluarga, house, aturan), _jamban(house), _air(house)]
    found += [_bansos(keluarga, aturan), _belum(keluarga, poor, aturan)]
    return tuple(t for t in found if t is not None)


def _anggota(keluarga: Keluarga, data: DataKeluarga) -> int:
    return data.jumlah_anggota or len(keluarga.anggota)


def _miskin(keluarga: Keluarga, data: DataKeluarga, aturan: Aturan) -> Temuan | None:
    people, line = _anggota(keluarga, data), aturan["MISKIN.GARIS"]
    if data.pengeluaran is None:
        return _miskin_tanpa_angka(data, keluarga.rumah, aturan)
    if not people or data.pengeluaran >= line * people:
        return None
    why = (
        f"Pengeluaran {rupiah(data.pengeluaran // people)} per orang sebulan, garis "
        f"{rupiah(line)} (setelan {aturan.tahun('MISKIN.GARIS')})."
    )
    return Temuan("miskin", why, data.tanggal, sumber=data.sumber)


def _miskin_tanpa_angka(
    data: DataKeluarga, house: DataKeluarga | None, aturan: Aturan
) -> Temuan | None:
    signs = _tanda(house) if house else []
    if not data.bantuan or len(signs) < aturan["MISKIN.TANDA"]:
        return None
    why = f"Pengeluaran tidak ditanyakan; menerima bantuan, dan {sebut(signs)}."
    return Temuan("miskin", why, data.tanggal, kode="ciri", sumber=data.sumber)


def _tanda(data: DataKeluarga) -> list[str]:
    signs = _ciri(data)
    jamban = find_jawaban("jamban", data.jamban)
    if jamban and jamban.golongan == "belum":
        signs.append("tanpa jamban sendiri")
    if (air := find_jawaban("air", data.air_minum)) is not None:
        signs.append(f"air minum dari {air.label}")
    if find_jawaban("masak", data.energi_masak):
        signs.append("memasak dengan kayu bakar")
    return signs


def _kronis(keluarga: Keluarga, poor: Temuan | None, aturan: Aturan) -> Temuan | None:
    known = any(a.data for a in keluarga.anggota) or not keluarga.anggota
    if poor is None or not known:
        return None
    if any(is_mampu(a, aturan) for a in keluarga.anggota):
        return None
    why = (
        f"{poor.alasan} Tidak ada anggota yang bekerja, di bawah {aturan['KRONIS.UMUR']} tahun, "
        "dan tanpa disabilitas."
    )
    return Temuan("miskin_kronis", why, poor.tanggal, sumber=poor.sumber)


_NAMA = {k.kunci: k.label for k in daftar("sdgs_bantuan").isi}


def _program(keluarga: Keluarga, aturan: Aturan) -> list[str]:
    told = list(keluarga.data.bantuan) if keluarga.data else []
    told += [b.program for b in keluarga.bantuan if b.berjalan(aturan.acuan)]
    return list(dict.fromkeys(t.strip() for t in told if t.strip()))


def _bansos(keluarga: Keluarga, aturan: Aturan) -> Temuan | None:
    programs = _program(keluarga, aturan)
    if not programs:
        return None
    running = [b for b in keluarga.bantuan if b.berjalan(aturan.acuan)]
    days = [d for b in running if (d := b.tanggal or b.awal)]
    if keluarga.data and keluarga.data.bantuan:
        days.append(keluarga.data.tanggal)
    source = keluarga.data.sumber if keluarga.data and keluarga.data.bantuan else "opensid"
    why = f"Menerima {sebut(_NAMA.get(p, p) for p in programs)}."
    return Temuan("bansos", why, max(days, default=None), sumber=source)


def _belum(keluarga: Keluarga, poor: Temuan | None, aturan: Aturan) -> Temuan | None:
    data = keluarga.data
    if data is None or _program(keluarga, aturan):
        return None
    if data.desil is not None and data.desil <= aturan["BANSOS.DESIL"]:
        why = f"Desil {data.desil} (batas {aturan['BANSOS.DESIL']}), belum menerima bantuan."
    elif poor is not None:
        why = f"{poor.alasan} Belum menerima bantuan apa pun."
    else:
        return None
    return Temuan("belum_bansos", why, data.tanggal, sumber=data.sumber)


_LANTAI = {"tanah": "tanah", "lantai tanah": "tanah", "bambu": "bambu"}


def _ciri(data: DataKeluarga) -> list[str]:
    """Poor parts of the house, as words."""
    found = []
    if is_ciri_rumah("lantai", data.lantai):
        found.append(f"lantai {_LANTAI.get(data.lantai.strip().lower(), 'kayu mutu rendah')}")
    if is_ciri_rumah("dinding", data.dinding):
        found.append("dinding kayu atau bambu mutu rendah")
    if is_ciri_rumah("atap", data.atap):
        found.append("atap kayu atau jerami")
    return found


def _rumah(keluarga: Keluarga, data: DataKeluarga, aturan: Aturan) -> Temuan | None:
    signs, people = _ciri(data), _anggota(keluarga, data)
    least = aturan["RUMAH.LUAS"]
    if data.luas_lantai is not None and people and data.luas_lantai * 10 < least * people:
        each = f"{data.luas_lantai / people:.1f}".replace(".", ",")
        signs.append(f"luas {each} m2 per orang")
    if len(signs) < aturan["RUMAH.TANDA"]:
        return None
    words = sebut(signs)
    why = f"{words[0].upper()}{words[1:]}."
    return Temuan("rumah", why, data.tanggal, sumber=data.sumber)


def _jamban(data: DataKeluarga) -> Temuan | None:
    found = find_jawaban("jamban", data.jamban)
    if found is None or found.golongan != "belum":
        return None
    why = f"Keluarga ini {found.label}."
    return Temuan("jamban", why, data.tanggal, kode=found.kode, sumber=data.sumber)


def _air(data: DataKeluarga) -> Temuan | None:
    found = find_jawaban("air", data.air_minum)
    if found is None:
        return None
    why = f"Air minum diambil dari {found.label}."
    return Temuan("air", why, data.tanggal, kode=found.kode, sumber=data.sumber)
