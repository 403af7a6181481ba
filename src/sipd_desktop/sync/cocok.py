"""The digest: do file and centre hold the same contents, and mending where they do not.

Compared only when nothing waits here and all cursors stand at the head the centre has; else the
answer is "not compared" (None). Hashes are recomputed from what is stored, never remembered.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sqlalchemy import Connection

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.storage.antrean import count_unsent
from sipd_desktop.storage.citra import codec_of
from sipd_desktop.storage.kursor import LEAVING, list_kursor
from sipd_desktop.storage.tables import PENDING
from sipd_desktop.sync.pull import fetch_rows
from sipd_desktop.sync.push import Kerja
from sipd_desktop.sync.transport import Refused
from sipd_desktop.wire.canonical import Digest, bucket_of, canonical, hash_of_fields

_BATCH = 500


def local_hashes(
    conn: Connection, lingkup: str | None = None
) -> Iterator[tuple[str | None, str, str, str]]:
    """(lingkup, tbl, id, hc) of every synced row, or those of one lingkup."""
    where, params = ("WHERE lingkup = ?", (lingkup,)) if lingkup else ("", ())
    for tbl in REGISTERS:
        codec = codec_of(tbl)
        result = conn.exec_driver_sql(
            f"SELECT lingkup, id, deleted_at, {codec.select(tbl)} FROM {tbl} {where}", params
        )
        while rows := result.fetchmany(_BATCH):
            for row in rows:
                fields = canonical(codec.image(row[3:]))
                yield row[0], tbl, row[1], hash_of_fields(tbl, row[1], fields, row[2] is not None)
    for row in conn.exec_driver_sql(
        f"SELECT lingkup, tbl, id, hc FROM baris_asing {where}", params
    ):
        yield row[0], row[1], row[2], row[3]


def local_digests(conn: Connection, head: int) -> dict[str, Digest] | None:
    """Digest per lingkup at `head`, or None when it cannot be compared now."""
    cursors = list_kursor(conn)
    if not cursors or count_unsent(conn) or any(seq != head for seq in cursors.values()):
        return None
    if conn.exec_driver_sql(f"SELECT 1 FROM outbox WHERE {PENDING} LIMIT 1").first():
        return None
    found = {key: Digest() for key in cursors}
    for lingkup, _, row_id, hc in local_hashes(conn):
        if lingkup == LEAVING:  # tindakan sendiri tentang yang sudah pindah
            continue
        if lingkup not in found:
            return None
        found[lingkup].add(row_id, hc)
    return found


def compare(kerja: Kerja, head: int, *, mend: bool = True) -> bool | None:
    """Whether all lingkup are equal at `head`; mends wrong buckets once. None: not compared."""
    with kerja.gerbang, kerja.buku.read() as conn:
        mine = local_digests(conn, head)
    if mine is None:
        return None
    wrong: list[tuple[str, int]] = []
    for key, digest in mine.items():
        try:
            answer = kerja.jalur.call(partial(kerja.pusat.digest, key, head))
        except Refused as no:
            if no.status == 409:
                return None
            raise
        theirs = Digest(list(answer.buckets), answer.rows)
        buckets = digest.wrong_buckets(theirs)
        if not buckets and digest.rows != theirs.rows:
            buckets = list(range(len(theirs.buckets)))
        wrong += [(key, bucket) for bucket in buckets]
    if not wrong:
        return True
    if not mend:
        return False
    for key, bucket in wrong:
        _mend(kerja, key, bucket)
    return compare(kerja, head, mend=False)


def _mend(kerja: Kerja, lingkup: str, bucket: int) -> None:
    """Fetch the rows of one bucket that differ; rows only we have are asked for as well."""
    answer = kerja.jalur.call(lambda: kerja.pusat.ids(lingkup, bucket))
    theirs = {(tbl, row_id): hc for tbl, row_id, _, hc in answer.ids}
    with kerja.gerbang, kerja.buku.read() as conn:
        mine = {
            (tbl, row_id): hc
            for _, tbl, row_id, hc in local_hashes(conn, lingkup)
            if bucket_of(row_id) == bucket
        }
    fetch_rows(kerja, [key for key, hc in theirs.items() if mine.get(key) != hc])
    fetch_rows(kerja, [key for key in mine if key not in theirs])
