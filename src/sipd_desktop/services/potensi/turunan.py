"""Potensi counted out of the pendataan: livelihoods, incomes, what is near, gotong royong, per RT.

Nothing here is stored: counts without names, made anew from the newest pendataan of each person
and household. Near things are the middle (median) distance and time, and the most common answer.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from statistics import median

from sqlalchemy import Connection

from sipd_desktop.base.tampil import teks_desimal, teks_persen, teks_ribuan
from sipd_desktop.rules.kode import Mutu, daftar
from sipd_desktop.services.hak import require
from sipd_desktop.services.petak.pendataan import Terdata, load_terdata
from sipd_desktop.services.petak.segar import kesegaran
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.services.potensi.daftar import (
    PotensiBaris,
    SaringPotensi,
    fits,
    sort_potensi,
)
from sipd_desktop.services.potensi.kode_sdgs import (
    ANGKUTAN,
    GOTONG_ROYONG,
    TERDEKAT,
    Terdekat,
    codes,
)

_RINCI = "P204 rinci"
_SUMBER = daftar("sdgs_sumber_penghasilan")
_KERJA = dict(daftar("sdgs_pekerjaan").opsi())
ASAL = "Pendataan"
_BUKAN = {"", "-", "0", "LAINNYA", "TIDAK ADA"}
Rt = tuple[str, str, str]


def list_turunan(
    conn: Connection, petugas: Petugas, acuan: date, saring: SaringPotensi | None = None
) -> tuple[PotensiBaris, ...]:
    """Counts per RT out of the newest pendataan not later than `acuan`. Raises NotAllowed."""
    require(conn, petugas, "potensi", "lihat", nik_tersamar=True)
    people = _by_rt(load_terdata(conn, "warga", acuan))
    homes = _by_rt(load_terdata(conn, "keluarga", acuan))
    rows: list[PotensiBaris] = []
    for rt, group in people.items():
        rows += _counted(rt, group, acuan, "keterampilan", "", _livelihood)
        rows += _counted(rt, group, acuan, "keterampilan", "Sumber penghasilan: ", _incomes)
        rows += _gotong_royong(rt, group, acuan)
    for rt, group in homes.items():
        rows += (made for what in TERDEKAT if (made := _near(rt, group, acuan, what)))
        rows += (made for what in ANGKUTAN if (made := _transport(rt, group, acuan, what)))
    wanted = saring or SaringPotensi()
    return sort_potensi(row for row in rows if fits(row, wanted))


def _by_rt(rows: Iterable[Terdata]) -> dict[Rt, list[Terdata]]:
    found: dict[Rt, list[Terdata]] = defaultdict(list)
    for row in rows:
        found[(row.tempat.rt, row.tempat.rw, row.tempat.dusun)].append(row)
    return dict(found)


def _livelihood(row: Terdata) -> tuple[str, ...]:
    """P202: the main work of who works."""
    key = str(row.nilai.get("pekerjaan_utama") or row.answer("P202") or "")
    other = str(row.nilai.get("pekerjaan_lain") or row.answer("P202 Comment"))
    return (other if key == "lainnya" and other else _KERJA.get(key, key),)


def _incomes(row: Terdata) -> tuple[str, ...]:
    """P204 by its code list: rows of sheet Penghasilan, else words with commas.

    A bare reference to rows says nothing.
    """
    rows = row.rows(_RINCI)
    if rows:
        found = [_SUMBER.label_of(r.get("kode")) or str(r.get("sumber", "")) for r in rows]
        named = [str(r.get("lainnya") or text) for r, text in zip(rows, found, strict=True)]
        return tuple(dict.fromkeys(filter(None, named)))
    parts = (part.strip() for part in row.answer("P204", "sumber_penghasilan").split(","))
    words = (p for p in parts if p and not p.replace("-", "").isdigit())
    return tuple(dict.fromkeys(_source(word) for word in words))


def _source(word: str) -> str:
    """The label of a source that is spelled as in the list or one of its synonyms."""
    found = _SUMBER.find(word)
    return _SUMBER.label_of(found.kode) if found.mutu is Mutu.PERSIS else word


def _counted(
    rt: Rt,
    group: Sequence[Terdata],
    acuan: date,
    jenis: str,
    awalan: str,
    read: Callable[[Terdata], tuple[str, ...]],
) -> Iterator[PotensiBaris]:
    found: dict[str, list[date]] = defaultdict(list)
    words: dict[str, str] = {}
    for row in group:
        for answer in read(row):
            key = answer.upper().strip()
            if key not in _BUKAN:
                found[key].append(row.tanggal)
                words.setdefault(key, answer)
    for key, days in found.items():
        yield _row(rt, jenis, f"{awalan}{words[key]}", f"{len(days)} orang", days, acuan, len(days))


def _gotong_royong(rt: Rt, group: Sequence[Terdata], acuan: date) -> Iterator[PotensiBaris]:
    """P507..P512: how many of those asked took part at least once in the past year."""
    for code, nama in GOTONG_ROYONG:
        asked = [
            (row, number) for row in group if (number := _number(row.answer(code))) is not None
        ]
        joined = [row for row, number in asked if number > 0]
        if not joined:
            continue
        share = teks_persen(len(joined), len(asked))
        text = f"{share} ({len(joined)} dari {len(asked)} orang)"
        days = [row.tanggal for row, _ in asked]
        yield _row(rt, "gotong_royong", nama, text, days, acuan, len(joined))


def _near(rt: Rt, group: Sequence[Terdata], acuan: date, what: Terdekat) -> PotensiBaris | None:
    """P421..P423: middle distance and time, and the most common answer of how easy it is."""
    used: set[date] = set()
    parts = [
        _middle(group, codes(what, "KM"), "km", used),
        _middle(group, codes(what, "Menit"), "menit", used),
        _common(group, codes(what, "Akses"), used).lower(),
    ]
    text = ", ".join(part for part in parts if part)
    return _row(rt, "fasilitas", what.nama, text, sorted(used), acuan) if text else None


def _transport(
    rt: Rt, group: Sequence[Terdata], acuan: date, what: Terdekat
) -> PotensiBaris | None:
    """P424: what most households of the RT use, the middle time and fare."""
    used: set[date] = set()
    parts = [
        _common(group, codes(what, "Jenis"), used),
        _middle(group, codes(what, "Menit"), "menit", used),
        _middle(group, codes(what, "Biaya"), "rupiah", used),
        _common(group, codes(what, "Akses"), used).lower(),
    ]
    text = ", ".join(part for part in parts if part)
    return _row(rt, "fasilitas", what.nama, text, sorted(used), acuan) if text else None


def _middle(group: Sequence[Terdata], wanted: tuple[str, ...], satuan: str, used: set[date]) -> str:
    known = [(row, n) for row in group if (n := _number(row.answer(*wanted))) is not None]
    if not known:
        return ""
    used.update(row.tanggal for row, _ in known)
    middle = Decimal(median(number for _, number in known))
    if middle == middle.to_integral_value():
        return f"{teks_ribuan(int(middle))} {satuan}"
    return f"{teks_desimal(middle, 1)} {satuan}"


def _common(group: Sequence[Terdata], wanted: tuple[str, ...], used: set[date]) -> str:
    known = [(row, text) for row in group if (text := row.answer(*wanted)).upper() not in _BUKAN]
    if not known:
        return ""
    used.update(row.tanggal for row, _ in known)
    counts = Counter(text.capitalize() for _, text in known)
    best = max(counts.values())
    return min(word for word, count in counts.items() if count == best)


def _number(text: str) -> Decimal | None:
    """A number with comma or dot; None when it is none."""
    try:
        number = Decimal(text.replace(",", ".").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def _row(
    rt: Rt,
    jenis: str,
    nama: str,
    jumlah: str,
    days: Sequence[date],
    acuan: date,
    orang: int | None = None,
) -> PotensiBaris:
    return PotensiBaris(
        id="",
        jenis=jenis,
        nama=nama,
        jumlah=jumlah,
        rt=rt[0],
        rw=rt[1],
        dusun=rt[2],
        tempat="",
        kontak_samar="",
        segar=kesegaran(days, acuan),
        asal=ASAL,
        orang=orang,
    )
