"""Who is what to a new head of household, as far as the old relations tell it; pure.

Of whom they do not tell, "famili lain" (9) is noted: true of every relative, and to be corrected
by the family.
"""

from __future__ import annotations

from collections.abc import Mapping

KEPALA, SUAMI, ISTRI, ANAK, MENANTU, CUCU, ORANGTUA, MERTUA, FAMILI = range(1, 10)
_PEREMPUAN = 2
_PASANGAN = 0
"""Stands for suami or istri, by sex."""

# hubungan kepala baru kepada kepala lama -> hubungan anggota lain kepada kepala lama -> yang baru
_BARU: Mapping[int, Mapping[int, int]] = {
    SUAMI: {KEPALA: _PASANGAN, ANAK: ANAK, MENANTU: MENANTU, CUCU: CUCU,
            ORANGTUA: MERTUA, MERTUA: ORANGTUA},
    ISTRI: {KEPALA: _PASANGAN, ANAK: ANAK, MENANTU: MENANTU, CUCU: CUCU,
            ORANGTUA: MERTUA, MERTUA: ORANGTUA},
    ANAK: {KEPALA: ORANGTUA, SUAMI: ORANGTUA, ISTRI: ORANGTUA},
    MENANTU: {KEPALA: MERTUA, SUAMI: MERTUA, ISTRI: MERTUA},
    ORANGTUA: {KEPALA: ANAK, SUAMI: MENANTU, ISTRI: MENANTU, ANAK: CUCU, ORANGTUA: _PASANGAN},
    MERTUA: {KEPALA: MENANTU, SUAMI: ANAK, ISTRI: ANAK, ANAK: CUCU, MERTUA: _PASANGAN},
}  # fmt: skip


def new_shdk(kepala: int | None, anggota: int | None, jk: int | None) -> int | None:
    """The relation to the new head, who was `kepala` to the old one, of a member of the same house.

    None stays None: what was not known is not made up.
    """
    if anggota is None:
        return None
    found = _BARU.get(kepala or 0, {}).get(anggota, FAMILI)
    return _spouse(jk) if found == _PASANGAN else found


def shdk_pisah(kepala: int | None, anggota: int | None, jk: int | None) -> int | None:
    """As `new_shdk`, for those who go with the new head: a child's spouse and children."""
    pairs = {ANAK: {MENANTU: _PASANGAN, CUCU: ANAK}, MENANTU: {ANAK: _PASANGAN, CUCU: ANAK}}
    found = pairs.get(kepala or 0, {}).get(anggota or 0)
    if found is None:
        return new_shdk(kepala, anggota, jk)
    return _spouse(jk) if found == _PASANGAN else found


def _spouse(jk: int | None) -> int:
    return ISTRI if jk == _PEREMPUAN else SUAMI
