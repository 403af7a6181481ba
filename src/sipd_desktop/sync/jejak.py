"""What a pull leaves behind beside the rows: history of differences, and judgements to be redone.

A row new to this laptop writes no history. Who did it and when come from the matching tindakan of
that laptop, which follows in the feed; until then only the laptop is named.
"""

from __future__ import annotations

from sqlalchemy import Connection

from sipd_desktop.storage.bentuk import Image, dump_or_none
from sipd_desktop.sync.beda import Keadaan, diff_fields
from sipd_desktop.wire.messages import Row

_PEOPLE = ("tanggal_lahir", "jenis_kelamin", "berat_lahir", "digabung_ke")


class Jejak:
    """Collects over one slice, writes once."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._perubahan: list[tuple[object, ...]] = []
        self._acts: list[tuple[object, ...]] = []
        self._since: dict[str, str] = {}
        """Subject to the first date from which its judgements may be wrong now."""

    def note_row(self, tbl: str, row: Row, before: Keadaan, after: Keadaan) -> None:
        """A row that stood here already."""
        device = row.device if isinstance(row.device, str) else None
        patch = diff_fields(before.fields, after.fields)
        pairs = [(key, before.fields.get(key), value) for key, value in patch.items()]
        if before.deleted != after.deleted:
            pairs.append(("deleted_at", before.deleted or None, after.deleted or None))
        for key, old, new in pairs:
            self._perubahan.append((tbl, row.id, key, dump_or_none(old), dump_or_none(new), device))
        if pairs:
            self.touch(tbl, row.id, before, after)

    def touch(self, tbl: str, row_id: str, before: Keadaan, after: Keadaan) -> None:
        """A row that changed: judgements made from it are thrown away."""
        if tbl == "isian":
            self._touch(before.fields)
            self._touch(after.fields)
        elif tbl == "warga" and any(
            before.fields.get(key) != after.fields.get(key) for key in _PEOPLE
        ):
            self._since[row_id] = ""
        elif tbl == "kehadiran" and isinstance(after.fields.get("warga_id"), str):
            self._since[str(after.fields["warga_id"])] = ""

    def note_new(self, tbl: str, row_id: str, fields: Image) -> None:
        """A row that is new here."""
        if tbl == "isian":
            self._touch(fields)
        elif tbl == "tindakan":
            self._acts.append(
                (
                    row_id,
                    fields.get("waktu"),
                    fields.get("pelaku"),
                    fields.get("objek"),
                    fields.get("perangkat"),
                )
            )

    def _touch(self, isian: Image) -> None:
        subject, day = isian.get("subjek"), isian.get("tanggal") or ""
        if isinstance(subject, str):
            self._since[subject] = min(self._since.get(subject, "~"), str(day))

    def store(self) -> None:
        """Write history, name its doers, throw away judgements that may be wrong."""
        if self._perubahan:
            self._conn.exec_driver_sql(
                "INSERT INTO perubahan(objek_jenis, objek, field, lama, baru, device) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                self._perubahan,
            )
        if self._acts and self._exists("SELECT 1 FROM perubahan WHERE tindakan_id IS NULL LIMIT 1"):
            self._conn.exec_driver_sql(
                "UPDATE perubahan SET tindakan_id = ?, waktu = ?, pelaku = ? "
                "WHERE objek = ? AND device = ? AND tindakan_id IS NULL",
                self._acts,
            )
        if self._since and self._exists("SELECT 1 FROM hasil LIMIT 1"):
            self._conn.exec_driver_sql(
                "DELETE FROM hasil WHERE isian_id IN "
                "(SELECT id FROM isian WHERE subjek = ? AND tanggal >= ?)",
                list(self._since.items()),
            )

    def _exists(self, sql: str) -> bool:
        return self._conn.exec_driver_sql(sql).first() is not None
