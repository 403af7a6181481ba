"""Masalah of one person from the answers of a survey: work, school, disability, illness.

Sources of each threshold are in `data/masalah/`; the derivation follows the Kemendes menu and the
SDGs Desa questionnaire (P201, P401, P404, P501, P503). Closed kinds (TBC, HIV, jiwa) never come out
of here: `list_tertutup` names them apart, for sealing.
"""

from __future__ import annotations

from datetime import date

from sipd_desktop.rules.masalah import (
    Aturan,
    DataOrang,
    Jawaban,
    Orang,
    Temuan,
    find_jawaban,
    jenis_tertutup,
    sebut,
)
from sipd_desktop.rules.umur import umur_bulan, umur_tahun

MENCARI_KERJA, BERSEKOLAH, BEKERJA = 4, 1, 5
_DI_BAWAH_SMA = (1, 2, 3)
"""Answers of P501: tidak sekolah, SD, SMP; pesantren and lainnya say nothing of a level."""
_CACAT = {1: "fisik", 2: "netra", 3: "rungu atau wicara", 4: "", 5: "", 6: "lain"}


def judge_orang(orang: Orang, aturan: Aturan) -> tuple[Temuan, ...]:
    """All open masalah that the data of one person show on the day of `aturan`."""
    found: list[Temuan | None] = [_disabilitas(orang)]
    if (data := orang.data) is not None:
        found += [_penganggur(orang, data, aturan), _sekolah(orang, data, aturan)]
    if (sick := orang.sakit) is not None:
        found += [_kronis(sick), *_akut(sick, aturan)]
    return tuple(t for t in found if t is not None)


def _umur(orang: Orang, aturan: Aturan) -> int | None:
    return None if orang.lahir is None else umur_tahun(orang.lahir, aturan.acuan)


def _penganggur(orang: Orang, data: DataOrang, aturan: Aturan) -> Temuan | None:
    umur = _umur(orang, aturan)
    if data.kondisi_kerja != MENCARI_KERJA or umur is None:
        return None
    if not aturan["KERJA.DARI"] <= umur <= aturan["KERJA.SAMPAI"]:
        return None
    why = f"Umur {umur} tahun, menjawab sedang mencari pekerjaan."
    return Temuan("penganggur", why, data.tanggal, sumber=data.sumber)


def _sekolah(orang: Orang, data: DataOrang, aturan: Aturan) -> Temuan | None:
    umur = _umur(orang, aturan)
    if umur is None or not aturan["SEKOLAH.DARI"] <= umur <= aturan["SEKOLAH.SAMPAI"]:
        return None
    if data.sekolah_kini is not False or data.kondisi_kerja == BERSEKOLAH:
        return None
    if data.pendidikan not in _DI_BAWAH_SMA:
        return None
    why = (
        f"Umur {umur} tahun, tidak sedang bersekolah dan belum tamat SMA. Tanyakan: belum pernah "
        "sekolah, putus, atau lulus tidak lanjut."
    )
    return Temuan("tidak_sekolah", why, data.tanggal, sumber=data.sumber)


def _disabilitas(orang: Orang) -> Temuan | None:
    if orang.difabel is None:
        if orang.cacat not in _CACAT:
            return None
        ragam = _CACAT[orang.cacat]
        tail = f", ragam {ragam}" if ragam else ""
        why = f"Tercatat penyandang disabilitas di daftar penduduk{tail}."
        return Temuan("disabilitas", why, None)
    data = orang.difabel
    ragam_all = [j for j in _open(data.disabilitas, "disabilitas") if j is not None]
    unknown = [t for t in data.disabilitas if _is_unknown("disabilitas", t)]
    if not ragam_all and not unknown:
        return None
    words = dict.fromkeys([j.label for j in ragam_all] + ["lain"] * bool(unknown))
    named = all(words)  # ragam mental tidak disebut: catatan jiwa tertutup
    tail = f", ragam {sebut(words)}" if named else ""
    why = f"Menjawab penyandang disabilitas{tail}."
    kode = ragam_all[0].kode if len(ragam_all) == 1 and named and not unknown else ""
    return Temuan("disabilitas", why, data.tanggal, kode=kode, sumber=data.sumber)


def _kronis(data: DataOrang) -> Temuan | None:
    sick = [j for j in _open(data.penyakit, "penyakit") if j and j.golongan == "kronis"]
    if not sick:
        return None
    why = f"Menjawab punya sakit menahun: {sebut(j.label for j in sick)}. Perlu kontrol teratur."
    kode = sick[0].kode if len(sick) == 1 else ""
    return Temuan("penyakit_kronis", why, data.tanggal, kode=kode, sumber=data.sumber)


def _akut(data: DataOrang, aturan: Aturan) -> list[Temuan]:
    """Illnesses that pass: open while the answer is young, after that riwayat of the person."""
    if is_riwayat(data.tanggal, aturan):
        return []
    found = []
    for sick in _open(data.penyakit, "penyakit"):
        if sick is None or sick.golongan not in _AKUT:
            continue
        jenis, why = _AKUT[sick.golongan]
        text = why.format(sakit=sick.label)
        found.append(Temuan(jenis, text, data.tanggal, sick.kode, data.sumber, kunci=sick.kode))
    return found


_AKUT = {
    "menular": ("penyakit_menular", "Menjawab terkena {sakit} dalam setahun terakhir."),
    "akut": ("lain", "Menjawab pernah {sakit} dalam setahun terakhir. Timbang dan ukur ulang."),
    "dicek": ("lain", "Menjawab {sakit} dalam setahun terakhir. Tanyakan sakit apa."),
}


def is_riwayat(tanggal: date, aturan: Aturan) -> bool:
    """Whether an answer about a passing illness is too old to be an open masalah."""
    return umur_bulan(tanggal, aturan.acuan) >= aturan["AKUT.BULAN"]


def list_riwayat(data: DataOrang, aturan: Aturan) -> tuple[str, ...]:
    """Words of past passing illnesses, for the page of a person; closed kinds left out."""
    if not is_riwayat(data.tanggal, aturan):
        return ()
    sick = (j for j in _open(data.penyakit, "penyakit") if j and j.golongan in _AKUT)
    return tuple(j.label for j in sick)


def list_tertutup(data: DataOrang) -> tuple[str, ...]:
    """Closed kinds among the answers, each once."""
    kinds = [jenis_tertutup("penyakit", t) for t in data.penyakit]
    kinds += [jenis_tertutup("disabilitas", t) for t in data.disabilitas]
    return tuple(dict.fromkeys(k for k in kinds if k))


def _open(answers: tuple[str, ...], daftar: str) -> list[Jawaban | None]:
    return [find_jawaban(daftar, t) for t in answers if not jenis_tertutup(daftar, t)]


def _is_unknown(daftar: str, teks: str) -> bool:
    return not jenis_tertutup(daftar, teks) and find_jawaban(daftar, teks) is None


def is_mampu(orang: Orang, aturan: Aturan) -> bool:
    """An able-bodied earner: works, is younger than the limit, answered no disability."""
    umur, data = _umur(orang, aturan), orang.data
    return (
        data is not None
        and data.kondisi_kerja == BEKERJA
        and umur is not None
        and umur < aturan["KRONIS.UMUR"]
        and not (orang.difabel and orang.difabel.disabilitas)
    )
