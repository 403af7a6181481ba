"""Deciding fields of one file: the three-way rule, what people chose before, what is still open."""

from __future__ import annotations

from collections.abc import Mapping

from sipd_desktop.services.impor.asal import DI_OPENSID, OPENSID
from sipd_desktop.services.impor.gudang import Beda, Isian
from sipd_desktop.services.impor.tiga_arah import (
    SOSIAL,
    Asal,
    Putusan,
    Sumber,
    is_menang,
    is_sama,
    putuskan,
)
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import dump

Pilihan = Mapping[tuple[str, str, str], Mapping[str, str | None]]


class Juri:
    """Judge for all records of one file."""

    def __init__(self, sumber: Sumber, pilihan: Pilihan) -> None:
        self.sumber = sumber
        self.beda: list[Beda] = []
        """Differences nobody was asked about before."""
        self._pilihan = pilihan

    def putus(
        self, tbl: str, row_id: str, field: str, asal: Asal | None, kini: Wire, berkas: Wire
    ) -> Putusan:
        """What becomes of a field; a value that a person turned down stays turned down."""
        verdict = putuskan(asal, kini, berkas, self.sumber, field)
        if verdict != "tetap" and self.is_ditolak(tbl, row_id, field, berkas):
            return "tetap"
        return verdict

    def is_ditolak(self, tbl: str, row_id: str, field: str, berkas: Wire) -> bool:
        """Whether a person turned this value down before."""
        chosen = self._pilihan.get((tbl, row_id, field))
        return chosen is not None and chosen.get(dump(berkas)) == "tetap"

    def note(self, tbl: str, row_id: str, field: str, berkas: Wire, lembar: str, row: int) -> None:
        """Note a difference for a person, unless it already waits."""
        text = dump(berkas)
        if text not in self._pilihan.get((tbl, row_id, field), {}):
            self.beda.append(Beda(tbl, row_id, field, text, lembar, row))

    def freshen(self, asal: Mapping[str, Asal], diberi: Isian) -> Isian:
        """The part of what a file gives that is news: another value, or a source that counts more.

        Importing the same file again has none.
        """
        if not asal and self.sumber.profil != OPENSID:
            return diberi
        news = {k: v for k, v in diberi.items() if self._is_segar(asal.get(k), k, v)}
        if self.sumber.profil == OPENSID:
            news |= {
                k + DI_OPENSID: v
                for k, v in diberi.items()
                if k not in news and ":" not in k and not _is_there(asal.get(k + DI_OPENSID), v)
            }
        return news

    def _is_segar(self, asal: Asal | None, field: str, nilai: Wire) -> bool:
        if asal is None or not is_sama(asal.nilai, nilai):
            return True
        if field in SOSIAL and not self.sumber.is_pasti:
            return False  # the same file is no news tomorrow
        return is_menang(self.sumber, asal.sumber, field)


def _is_there(asal: Asal | None, nilai: Wire) -> bool:
    return asal is not None and is_sama(asal.nilai, nilai)
