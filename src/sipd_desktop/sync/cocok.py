"""The digest: do file and centre hold the same contents, and mending where they do not.

Compared only when nothing waits here and all cursors stand at the head the centre has; else the
answer is "not compared" (None). Only rows near a change are hashed (`storage.sidik`); all of them
once a week, and whenever the two do not agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection

from sipd_desktop.base.clock import now, now_text, parse_instant
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.storage.antrean import count_unsent
from sipd_desktop.storage.citra import codec_of
from sipd_desktop.storage.keadaan import get_state, set_state
from sipd_desktop.storage.kursor import LEAVING, list_kursor
from sipd_desktop.storage.sidik import Sums, forget_sidik, keep_sidik, read_sidik
from sipd_desktop.storage.tables import PENDING
from sipd_desktop.sync.pull import fetch_rows
from sipd_desktop.sync.push import Kerja
from sipd_desktop.sync.transport import Refused
from sipd_desktop.wire.canonical import Digest, bucket_of, canonical, hash_of_fields

_BATCH = 500
_TERAKHIR = "sidik_semua"
SEMUA_SETIAP = timedelta(days=7)
"""Every row is hashed this often, whatever the triggers noted."""


def local_hashes(
    conn: Connection, lingkup: str | None = None
) -> Iterator[tuple[str | None, str, str, str]]:
    """(lingkup, tbl, id, hc) of every synced row, or those of one lingkup."""
    where, params = ("WHERE lingkup = ?", (lingkup,)) if lingkup else ("", ())
    for tbl in REGISTERS:
        for place, row_id, hc in _hashes(conn, tbl, where, params):
            yield place, tbl, row_id, hc
    for row in conn.exec_driver_sql(
        f"SELECT lingkup, tbl, id, hc FROM baris_asing {where}", params
    ):
        yield row[0], row[1], row[2], row[3]


def _hashes(
    conn: Connection, tbl: str, where: str, params: tuple[object, ...]
) -> Iterator[tuple[str | None, str, str]]:
    codec = codec_of(tbl)
    result = conn.exec_driver_sql(
        f"SELECT lingkup, id, deleted_at, {codec.select(tbl)} FROM {tbl} {where}", params
    )
    while rows := result.fetchmany(_BATCH):
        for row in rows:
            fields = canonical(codec.image(row[3:]))
            yield row[0], row[1], hash_of_fields(tbl, row[1], fields, row[2] is not None)


def _sum_rows(conn: Connection, tbl: str, first: int, end: int) -> Sums:
    """The sums of the rows of a table from one `rid` up to another."""
    found: defaultdict[str, Digest] = defaultdict(Digest)
    for lingkup, row_id, hc in _hashes(conn, tbl, "WHERE rid >= ? AND rid < ?", (first, end)):
        found[lingkup or ""].add(row_id, hc)
    return {key: (digest.rows, digest.buckets) for key, digest in found.items()}


def is_comparable(conn: Connection, head: int) -> bool:
    """Whether nothing waits here and all cursors stand at this head."""
    cursors = list_kursor(conn)
    if not cursors or count_unsent(conn) or any(seq != head for seq in cursors.values()):
        return False
    return conn.exec_driver_sql(f"SELECT 1 FROM outbox WHERE {PENDING} LIMIT 1").first() is None


def local_digests(conn: Connection, sums: Sums) -> dict[str, Digest] | None:
    """Digest per lingkup out of the sums of all tables; None when a row belongs to no lingkup."""
    found = {key: Digest() for key in list_kursor(conn)}
    for lingkup, (rows, buckets) in sums.items():
        if lingkup == LEAVING:  # tindakan sendiri tentang yang sudah pindah
            continue
        if lingkup not in found:
            return None
        found[lingkup] = Digest(list(buckets), rows)
    for lingkup, row_id, hc in conn.exec_driver_sql("SELECT lingkup, id, hc FROM baris_asing"):
        if lingkup not in found:
            return None
        found[lingkup].add(row_id, hc)
    return found


def compare(kerja: Kerja, head: int, *, mend: bool = True) -> bool | None:
    """Whether all lingkup are equal at `head`; mends wrong buckets once. None: not compared.

    Sums kept from earlier exchanges are made anew from every row once a week, and before a
    difference is believed.
    """
    with kerja.gerbang, kerja.buku.read() as conn:
        old = _is_due(get_state(conn, _TERAKHIR))
    if old:
        _forget(kerja)
    return _compare(kerja, head, mend=mend)


def _forget(kerja: Kerja) -> None:
    with kerja.gerbang, kerja.buku.write() as conn:
        forget_sidik(conn)


def _is_due(last: str) -> bool:
    """A clock that was set back makes it due too."""
    return not last or not timedelta(0) <= now() - parse_instant(last) < SEMUA_SETIAP


def _read(kerja: Kerja, head: int) -> tuple[dict[str, Digest] | None, bool]:
    """The digests of this file, and whether every row was hashed for them."""
    with kerja.gerbang, kerja.buku.read() as conn:
        if not is_comparable(conn, head):
            return None, False
        sidik = read_sidik(conn, _sum_rows)
        mine = local_digests(conn, sidik.jumlah)
    if sidik.baru:
        with kerja.gerbang, kerja.buku.write() as conn:
            keep_sidik(conn, sidik.baru)
            if sidik.dari_awal:
                set_state(conn, _TERAKHIR, now_text())
    return mine, sidik.dari_awal


def _compare(kerja: Kerja, head: int, *, mend: bool) -> bool | None:
    mine, is_whole = _read(kerja, head)
    if mine is None:
        return None
    wrong = _differing(kerja, head, mine)
    if wrong is None:
        return None
    if not wrong:
        return True
    if not is_whole:
        _forget(kerja)
        return _compare(kerja, head, mend=mend)
    if not mend:
        return False
    for key, bucket in wrong:
        _mend(kerja, key, bucket)
    return _compare(kerja, head, mend=False)


def _differing(kerja: Kerja, head: int, mine: dict[str, Digest]) -> list[tuple[str, int]] | None:
    """(lingkup, bucket) in which the centre holds something else; None: it has moved on."""
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
    return wrong


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
