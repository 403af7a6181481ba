"""Reading side of the plan on the encrypted file: people, households, what imports gave them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.impor.asal import BacaAsal
from sipd_desktop.services.impor.gudang import Isian, Tersimpan
from sipd_desktop.services.impor.tiga_arah import Asal
from sipd_desktop.spec.field import Field
from sipd_desktop.storage.bentuk import image_of, parse, parse_list
from sipd_desktop.storage.rekam import fetch_rows
from sipd_desktop.storage.tables import (
    IMPOR_PILIHAN,
    IMPOR_TULISAN,
    IMPOR_USUL,
    PERUBAHAN,
    SYNCED,
)

VERB, VERB_BATAL = "mengimpor", "membatalkan impor"
_POTONG = 500


class SqlStore:
    """`PendudukStore` inside one transaction."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._asal = BacaAsal(conn)
        tulisan = IMPOR_TULISAN.c
        query = select(tulisan.tbl, tulisan.id).where(tulisan.dibatalkan == 1)
        self._dibatalkan = {(tbl, row_id) for tbl, row_id in conn.execute(query)}

    def asal_of(self, tbl: str, row_id: str) -> Mapping[str, Asal]:
        """What imports gave a row, field by field."""
        return self._asal.of(tbl, row_id)

    def _load(self, tbl: str) -> Iterator[Tersimpan]:
        """All rows of a register, straight from the driver: a desa has tens of thousands."""
        fields = REGISTERS[tbl].fields
        keys = [f.key for f in fields]
        turned: list[tuple[str, Callable[[object], Any]]] = [
            (f.key, f.from_column) for f in fields if type(f).from_column is not Field.from_column
        ]
        columns = ", ".join(keys)
        rows = self._conn.exec_driver_sql(f"SELECT id, deleted_at, extra, {columns} FROM {tbl}")
        for row_id, deleted, extra, *stored in rows:
            values: Isian = {k: v for k, v in zip(keys, stored, strict=True) if v is not None}
            for key, turn in turned:
                if key in values:
                    values[key] = turn(values[key])
            if extra:
                values |= parse(extra)
            gone = deleted is not None
            yield Tersimpan(row_id, values, {}, gone, gone and (tbl, row_id) in self._dibatalkan)

    def list_warga(self) -> Sequence[Tersimpan]:
        """All people; a merged row only lends its NIK to the row that stands for it."""
        kini = load_kini(self._conn)
        people = list(self._load("warga"))
        if not kini:
            return people
        merged: dict[str, list[str]] = defaultdict(list)
        for person in people:
            stands = kini.get(person.id, person.id)
            nik = person.nilai.get("nik")
            if stands != person.id and isinstance(nik, str):
                merged[stands].append(nik)
        alone = [p for p in people if kini.get(p.id, p.id) == p.id]
        for person in alone:
            person.nik_lain = tuple(merged.get(person.id, ()))
        return alone

    def list_keluarga(self) -> Sequence[Tersimpan]:
        """All households but those a person voided."""
        return [t for t in self._load("keluarga") if not t.terhapus or t.bisa_pulih]

    def list_posyandu(self) -> Sequence[tuple[str, Sequence[str]]]:
        """(id, RT served), in a fixed order."""
        posyandu = SYNCED["posyandu"].c
        query = (
            select(posyandu.id, posyandu.rt_layanan)
            .where(posyandu.deleted_at.is_(None))
            .order_by(posyandu.created_at, posyandu.id)
        )
        return [(i, parse_list(served)) for i, served in self._conn.execute(query)]

    def fetch(self, tbl: str, row_ids: Sequence[str]) -> Mapping[str, Tersimpan]:
        """Rows of any table by id."""
        found = {}
        for row_id, row in fetch_rows(self._conn, tbl, row_ids).items():
            gone = row["deleted_at"] is not None
            back = gone and (tbl, row_id) in self._dibatalkan
            found[row_id] = Tersimpan(row_id, image_of(tbl, row), {}, gone, back)
        return found

    def list_edit(self, row_ids: Sequence[str]) -> set[tuple[str, str]]:
        """(id, field) of these rows that someone changed other than by an import."""
        return list_edit(self._conn, row_ids)

    def list_pilihan(self) -> Mapping[tuple[str, str, str], Mapping[str, str | None]]:
        """What people chose between file and record, and what still waits."""
        pilih = IMPOR_PILIHAN.c
        found: dict[tuple[str, str, str], dict[str, str | None]] = defaultdict(dict)
        query = select(pilih.tbl, pilih.id, pilih.field, pilih.nilai, pilih.putusan)
        for tbl, row_id, field, value, chosen in self._conn.execute(query):
            found[tbl, row_id, field][value] = chosen
        return dict(found)

    def list_putusan(self) -> Mapping[str, str | None]:
        """What people chose for rows that may be about someone already stored."""
        usul = IMPOR_USUL.c
        kini = load_kini(self._conn)
        query = select(usul.kunci, usul.putusan)
        return {key: kini.get(chosen, chosen) for key, chosen in self._conn.execute(query)}


def list_edit(conn: Connection, row_ids: Sequence[str], sejak: int = 0) -> set[tuple[str, str]]:
    """(id, field) changed other than by an import, after change number `sejak`."""
    change, act = PERUBAHAN.c, SYNCED["tindakan"].c
    joined = PERUBAHAN.outerjoin(SYNCED["tindakan"], act.id == change.tindakan_id)
    found: set[tuple[str, str]] = set()
    for start in range(0, len(row_ids), _POTONG):
        query = (
            select(change.objek, change.field)
            .select_from(joined)
            .where(
                change.objek.in_(row_ids[start : start + _POTONG]),
                change.field != "*",
                change.nomor > sejak,
                act.verb.is_(None) | act.verb.not_in((VERB, VERB_BATAL)),
            )
        )
        found.update((row_id, field) for row_id, field in conn.execute(query))
    return found
