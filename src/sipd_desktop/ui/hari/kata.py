"""What the hari buka screens say: findings, last month, trend; pure texts out of rows.

Shame at the table: the large word is an action; what was found is said only where it cannot
shame, the rest after a key. A letter never stands without its word.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sipd_desktop.base.errors import Problem
from sipd_desktop.base.pesan import sentence
from sipd_desktop.base.tampil import (
    BULAN_PENDEK,
    teks_desimal,
    teks_ribuan,
    teks_selisih_gram,
)
from sipd_desktop.rules.penilaian import Penilaian
from sipd_desktop.rules.sasaran import SINGKAT
from sipd_desktop.services.hari.anak import TANDA
from sipd_desktop.services.hari.baris import LembarUkur, NilaiUkur, Orang, UkurLalu
from sipd_desktop.services.hari.ukur import minimal_lembar


@dataclass(frozen=True, slots=True)
class StatusTampil:
    """The status as shown: the large action with its word, the covered words, the other findings.

    `tanda` is N, T, 2T, O, B or empty; it is shown as a chip with its word.
    """

    tindakan: str
    kata: str
    peka: str
    tanda: str
    lain: tuple[str, ...]


_DEWASA_BULAN = 19 * 12
"""From this age the mother's name no longer helps to tell people apart."""
_MARKS = ("N", "T", "O", "B", "2T")


def to_status(penilaian: Penilaian) -> StatusTampil:
    """The findings in order of weight, sensitive words apart."""
    first, *rest = penilaian.temuan
    tanda = "2T" if penilaian.dua_t else (penilaian.tanda or "")
    lain: list[str] = []
    for temuan in rest:
        if temuan.kode in _MARKS or (temuan.peka and temuan.tindakan == first.tindakan):
            continue
        line = temuan.tindakan if temuan.peka else f"{temuan.tindakan}: {temuan.kata}"
        if line not in lain:
            lain.append(line)
    return StatusTampil(
        tindakan=first.tindakan,
        kata="" if first.peka or first.kode == tanda else first.kata,
        peka=". ".join(t.kata for t in penilaian.temuan if t.peka),
        tanda=tanda,
        lain=tuple(lain),
    )


def naik_teks(penilaian: Penilaian) -> str:
    """Gain since last month and the least gain of this age (KBM), in gram."""
    hasil = penilaian.hasil_tanda
    if hasil.kenaikan is None:
        return ""
    gain = teks_selisih_gram(hasil.kenaikan)
    least = "" if hasil.kbm is None else f" (paling sedikit {teks_ribuan(hasil.kbm)} g)"
    return f"{gain} sejak bulan lalu{least}"


def lalu(lembar: LembarUkur, key: str) -> tuple[Decimal, str] | None:
    """The last earlier value of this field and its month, e.g. `(10.9, "Okt")`; else None."""
    for row in reversed(lembar.riwayat):
        nilai = getattr(row.nilai, key, None)
        if isinstance(nilai, Decimal):
            return rapi(nilai), _bulan(row)
    return None


def rapi(nilai: Decimal) -> Decimal:
    """With one decimal at least and no idle zeros: 10.90 is 10.9, 13 is 13.0."""
    one = nilai.quantize(Decimal("0.1"))
    return one if one == nilai else nilai


def tren(lembar: LembarUkur, jumlah: int = 3) -> tuple[str, ...]:
    """The last weighings, oldest first: `Agu 10,4 N Naik`; a letter never without its word.

    Where there was nothing to compare (B, O) only the weight is told.
    """
    rows = [r for r in lembar.riwayat if r.nilai.berat_badan is not None][-jumlah:]
    return tuple(_tren(r) for r in rows)


def _tren(row: UkurLalu) -> str:
    tanda = row.tanda if row.tanda in ("N", "T", "2T") else ""
    kata = "Tidak naik" if tanda == "2T" else TANDA.get(tanda, "")
    return " ".join(filter(None, (_bulan(row), kg_teks(row.nilai.berat_badan), tanda, kata)))


def minimal_teks(lembar: LembarUkur, nilai: NilaiUkur) -> str:
    """The weight from which this month counts as N: `minimal 11,1 agar N (Naik)`."""
    kg = minimal_lembar(lembar, nilai)
    return "" if kg is None else f"minimal {kg_teks(kg)} agar N (Naik)"


def orang_teks(orang: Orang, *, alamat: bool = True, kelompok: str = "") -> str:
    """One line that tells people of one name apart: sex, age, group, RT, mother of the young."""
    rt = f"RT {orang.rt}" if orang.rt and alamat else ""
    if rt and orang.rw:
        rt += f"/{orang.rw}"
    muda = orang.umur_bulan is None or orang.umur_bulan < _DEWASA_BULAN
    ibu = f"Ibu {orang.nama_ibu}" if orang.nama_ibu and muda else ""
    golongan = SINGKAT[kelompok] if kelompok in ("bumil", "bufas", "lansia") else ""
    luar = "luar wilayah" if orang.luar_wilayah else ""
    return "   ".join(filter(None, (orang.jk, orang.umur, golongan, rt, ibu, luar)))


def problem_teks(problem: Problem) -> str:
    """The sentence of a finding about a field, numbers with a decimal comma.

    Where a number is suggested the box itself says how to go on ("Ketik ulang, atau tekan S").
    """
    text = sentence(problem.code, **{k: _param(v) for k, v in problem.params})
    if saran(problem) is not None:
        return text.partition(" Ketik ulang")[0]
    return text if problem.hard else f"{text} Enter lagi: tetap dipakai."


def saran(problem: Problem) -> Decimal | None:
    """The suggested number of a finding, or None."""
    found = dict(problem.params).get("saran")
    return rapi(found) if isinstance(found, Decimal) else None


def tersimpan_teks(orang: Orang, nilai_berat: Decimal | None) -> str:
    """What the bar says after the commit."""
    berat = f" {kg_teks(nilai_berat)} kg" if nilai_berat is not None else ""
    return f"Tersimpan: {orang.nama}{berat}"


def kg_teks(nilai: Decimal | None) -> str:
    """A measure as people write it: `10,9`; empty for none."""
    return "" if nilai is None else teks_desimal(rapi(nilai))


def _param(value: object) -> str:
    return kg_teks(value) if isinstance(value, Decimal) else str(value)


def _bulan(row: UkurLalu) -> str:
    return BULAN_PENDEK[row.tanggal.month - 1]


def nama_pendek(nama: str) -> str:
    """At most two words of a name, for lists inside a sentence."""
    return " ".join(nama.split()[:2])
