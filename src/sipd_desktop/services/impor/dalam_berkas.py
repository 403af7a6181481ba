"""Checks between rows of one file: equal NIK, exact duplicates, households' heads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sipd_desktop.services.impor.hasil import Baris, Nilai
from sipd_desktop.services.impor.nama_bayi import read_bayi
from sipd_desktop.services.impor.sel import fold_nilai

KEPALA = 1


def check_dalam_berkas(baris: Sequence[Baris], *, has_shdk: bool) -> None:
    """Add the codes that need more than one row. Rejected rows still claim their NIK."""
    persons = [b for b in baris if b.outcome != "ignore"]
    _check_ganda(persons)
    if has_shdk:
        _check_kepala(persons)


def _check_ganda(persons: Iterable[Baris]) -> None:
    """Equal NIK: another name or birth date refuses all, an equal row only the later ones.

    Rows that agree on both but differ elsewhere stay: the plan shows the difference as bentrok.
    """
    by_nik: dict[str, list[Baris]] = defaultdict(list)
    for b in persons:
        nik = b.text("nik")
        if nik:
            by_nik[nik].append(b)
        elif b.is_dipakai and not read_bayi(b.text("nama") or ""):  # bisa kembar
            by_nik["|".join(("tanpa", *_identitas(b)))].append(b)
    for group in by_nik.values():
        if len(group) < 2:
            continue
        if _is_beda(group, "nama") or _is_beda(group, "tanggal_lahir"):
            for b in group:
                b.add("NIK_GANDA_KONFLIK", "nik")
        else:
            _check_persis(group)


def _is_beda(group: Iterable[Baris], key: str) -> bool:
    """Whether the rows give more than one known value."""
    return len({fold_nilai(b.text(key)) for b in group} - {""}) > 1


def _check_persis(group: Sequence[Baris]) -> None:
    """The first usable row stays; rows equal to it in all values are refused without harm."""
    seen: set[tuple[object, ...]] = set()
    for b in group:
        key = (_isi(b), *_lampiran(b))
        if key in seen:
            b.add("DUPLIKAT_PERSIS", "nik")
        elif b.is_dipakai:
            seen.add(key)


def _identitas(b: Baris) -> tuple[str, ...]:
    return tuple(fold_nilai(b.text(k)) for k in ("nama", "tanggal_lahir", "no_kk", "nama_ibu"))


def _isi(b: Baris) -> tuple[tuple[str, Nilai], ...]:
    """All mapped values, text without case, so that only the running number may differ."""
    return tuple(
        sorted((k, v.casefold() if isinstance(v, str) else v) for k, v in b.normal.items())
    )


def _lampiran(b: Baris) -> tuple[object, ...]:
    """Its further records: a second weighing of a child is no doubled row."""
    return tuple((i.tbl, i.kunci, tuple(sorted(map(str, i.nilai.items())))) for i in b.lampiran)


def _check_kepala(persons: Iterable[Baris]) -> None:
    households: dict[str, list[Baris]] = defaultdict(list)
    for b in persons:
        no_kk = b.text("no_kk")
        if no_kk:
            households[no_kk].append(b)
    for members in households.values():
        used = [b for b in members if b.is_dipakai]
        heads = [b for b in used if b.normal.get("shdk") == KEPALA]
        if len(heads) > 1:
            for b in heads:
                b.add("KK_KEPALA_GANDA", "shdk")
        if not any(b.normal.get("shdk") == KEPALA for b in members):
            for b in used:
                b.add("KK_TANPA_KEPALA", "no_kk")
