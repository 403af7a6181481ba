"""One user intent: record + perubahan + tindakan (+ the dirty mark of the trigger), in one go.

Every write of a synced row by a person goes through a `Niat`. Values come in
wire shape, already checked. `pelaku` did it, `pencatat` typed it (a kader needs no login).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from sipd_desktop.base.clock import now_text
from sipd_desktop.base.ids import new_id
from sipd_desktop.services.hak import Penjaga
from sipd_desktop.services.petugas import Petugas as Petugas
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import dump, image_of
from sipd_desktop.storage.keadaan import get_states, set_state
from sipd_desktop.storage.rekam import (
    fetch_row,
    insert_rows,
    patch_row,
    set_deleted,
    set_deleted_many,
)
from sipd_desktop.storage.tables import PERUBAHAN, SYNCED
from sipd_desktop.wire.chain import ZERO, tindakan_link

AKSI_VERB = {
    "melihat": "lihat",
    "mengekspor": "ekspor",
    "mencetak": "ekspor",
    "menggabung": "ubah",
}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write touched: kinds for the pages that show them, the acts for undo."""

    kinds: frozenset[str] = frozenset()
    tindakan: tuple[str, ...] = ()

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.kinds | other.kinds, self.tindakan + other.tindakan)


class Niat:
    """The writes of one intent inside an open write transaction."""

    def __init__(self, conn: Connection, petugas: Petugas, *, alasan: str = "") -> None:
        """`alasan` is a short key (never free text) where the roles matrix asks for a reason."""
        if guard := conn.get_execution_options().get("sipd_jaga"):
            guard()
        self.conn = conn
        self.petugas = petugas
        self.moment = now_text()
        self._alasan = alasan
        self._hak = Penjaga(conn, petugas, self.moment, alasan)
        state = get_states(conn, ("device", "inkarnasi", "tindakan_urut", "tindakan_h"))
        self._device = state.get("device", "")
        self._incarnation = int(state.get("inkarnasi", "0"))
        self._urut = int(state.get("tindakan_urut", "0"))
        self._head = state.get("tindakan_h", ZERO)
        self._pending: list[tuple[str, dict[str, Wire], str, str]] = []
        self._perubahan: list[dict[str, Any]] = []
        self._kinds: set[str] = set()
        self._acts: list[str] = []

    def insert(
        self, tbl: str, row_id: str, values: Mapping[str, Wire], verb: str = "mencatat"
    ) -> None:
        """Add one new row."""
        self.insert_many(tbl, [(row_id, values)], verb)

    def insert_many(
        self, tbl: str, rows: Sequence[tuple[str, Mapping[str, Wire]]], verb: str = "mencatat"
    ) -> None:
        """Add new rows of one table, one tindakan each."""
        clean = [(i, {k: v for k, v in values.items() if v is not None}) for i, values in rows]
        for row_id, values in clean:
            self._hak.check_write("tambah", tbl, {**values, "id": row_id}, values, verb)
        insert_rows(self.conn, tbl, clean, self.moment)
        for row_id, values in clean:
            self._note(verb, tbl, row_id, [("*", None, values)], keep_values=False)

    def update(
        self, tbl: str, row_id: str, patch: Mapping[str, Wire], verb: str = "mengubah"
    ) -> bool:
        """Change the fields that differ; False when nothing did. An unknown id is a bug."""
        row = fetch_row(self.conn, tbl, row_id)
        assert row is not None, f"{tbl} tidak ada"
        return self.update_row(tbl, row, patch, verb)

    def update_row(
        self, tbl: str, row: Mapping[str, Any], patch: Mapping[str, Wire], verb: str = "mengubah"
    ) -> bool:
        """As `update`, with the stored row already read."""
        old = image_of(tbl, row)
        diff = [(k, old.get(k), v) for k, v in patch.items() if old.get(k) != v]
        if not diff:
            return False
        patch_new = {k: v for k, _, v in diff}
        self._hak.check_write("ubah", tbl, row, patch_new, verb)
        patch_row(self.conn, tbl, row, patch_new, self.moment)
        self._note(verb, tbl, str(row["id"]), diff)
        return True

    def put(self, tbl: str, row_id: str, values: Mapping[str, Wire], verb: str) -> None:
        """Insert, or for an existing natural key change (and take back a void this laptop knew)."""
        row = fetch_row(self.conn, tbl, row_id)
        if row is None:
            self.insert(tbl, row_id, values, verb)
            return
        if row["deleted_at"]:
            self.unvoid(tbl, row_id)
            row = fetch_row(self.conn, tbl, row_id)
            assert row is not None
        self.update_row(tbl, row, values, verb)

    def void(self, tbl: str, row_id: str, verb: str = "membatalkan") -> None:
        """Take a row out of every list; its data stays."""
        self._check_whole(tbl, row_id, verb)
        set_deleted(self.conn, tbl, row_id, self.moment, deleted=True)
        self._note(verb, tbl, row_id, [("deleted_at", None, self.moment)])

    def void_many(self, tbl: str, rows: Sequence[Mapping[str, Any]], verb: str) -> None:
        """The same for some hundred stored rows of one table."""
        for row in rows:
            self._hak.check_write("batalkan", tbl, row, {}, verb)
        set_deleted_many(self.conn, tbl, [r["id"] for r in rows], self.moment, deleted=True)
        for row in rows:
            self._note(verb, tbl, row["id"], [("deleted_at", None, self.moment)])

    def unvoid(self, tbl: str, row_id: str, verb: str = "memulihkan") -> None:
        """Bring a voided row back."""
        self._check_whole(tbl, row_id, verb)
        set_deleted(self.conn, tbl, row_id, self.moment, deleted=False)
        self._note(verb, tbl, row_id, [("deleted_at", self.moment, None)])

    def act(
        self, verb: str, tbl: str | None = None, row_id: str | None = None, **known: bool
    ) -> None:
        """An act that changes no record: melihat or mengekspor, with the key of its reason.

        `known` are facts for the roles matrix that only the caller knows (`rules.hak.Perkara`).
        """
        row = fetch_row(self.conn, tbl, row_id) if tbl and row_id else None
        self._hak.check_act(AKSI_VERB[verb], tbl, row or {"id": row_id}, **known)
        self._note(f"{verb}:{self._alasan}" if self._alasan else verb, tbl, row_id, [])

    def note(self, verb: str, tbl: str | None = None, row_id: str | None = None) -> None:
        """Put an act in the history that the service itself has allowed (`services.hak`)."""
        self._note(verb, tbl, row_id, [])

    def note_local(self, verb: str, tbl: str, row_id: str, key: str, new: str) -> None:
        """An act about a record whose one change is kept on this laptop only, so that undo knows it
        (`services.urungkan`); the record itself stays as it is."""
        self._note(verb, tbl, row_id, [(key, None, new)])

    def _check_whole(self, tbl: str, row_id: str, verb: str) -> None:
        row = fetch_row(self.conn, tbl, row_id)
        assert row is not None, f"{tbl} tidak ada"
        self._hak.check_write("batalkan", tbl, row, {}, verb)

    def _note(
        self,
        verb: str,
        tbl: str | None,
        row_id: str | None,
        diff: Iterable[tuple[str, object, object]],
        *,
        keep_values: bool = True,
    ) -> None:
        act_id, salt = new_id(), secrets.token_hex(16)
        changes = [[k, old, new] for k, old, new in diff]
        digest = sidik(salt, changes) if changes else None
        self._urut += 1
        values: dict[str, Wire] = {
            "perangkat": self._device,
            "inkarnasi": self._incarnation,
            "urut": self._urut,
            "waktu": self.moment,
            "pelaku": self.petugas.pelaku,
            "pencatat": self.petugas.pencatat,
            "verb": verb,
            "objek_jenis": tbl,
            "objek": row_id,
            "perubahan_hash": digest,
        }
        prev = self._head
        self._head = tindakan_link(prev, values)
        self._pending.append((act_id, values, prev, self._head))
        self._acts.append(act_id)
        if tbl:
            self._kinds.add(tbl)
        for key, old, new in changes:
            self._perubahan.append(
                {
                    "tindakan_id": act_id,
                    "objek_jenis": tbl,
                    "objek": row_id,
                    "field": key,
                    "lama": None if old is None else dump(old),
                    "baru": dump(new) if keep_values and new is not None else None,
                    "waktu": self.moment,
                    "pelaku": self.petugas.pelaku,
                    "device": self._device,
                    "salt": salt,
                }
            )

    def done(self) -> Changes:
        """Write the acts and their changes; call once, last, in the same transaction."""
        if self._pending:
            insert_rows(
                self.conn, "tindakan", [(i, v) for i, v, _, _ in self._pending], self.moment
            )
            table = SYNCED["tindakan"]
            chain = [{"i": i, "p": p, "c": c} for i, _, p, c in self._pending]
            self.conn.exec_driver_sql(
                f"UPDATE {table.name} SET prev = :p, h = :c WHERE id = :i",
                chain,
            )
            set_state(self.conn, "tindakan_urut", self._urut)
            set_state(self.conn, "tindakan_h", self._head)
        if self._perubahan:
            self.conn.execute(PERUBAHAN.insert(), self._perubahan)
        self._pending, self._perubahan = [], []
        return Changes(frozenset(self._kinds), tuple(self._acts))


def sidik(salt: str, changes: Sequence[Sequence[object]]) -> str:
    """`perubahan_hash`: hash of [field, old, new] lists, keyed by the salt of the erasable row."""
    return hashlib.sha256((salt + dump(changes)).encode()).hexdigest()
