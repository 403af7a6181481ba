"""The tables of the central server, the same on PostgreSQL and on the embedded store.

Every table that holds anything of a desa begins its key with `desa` (ten digits): that is what row
security filters on and what shards later. Values are JSON text on both databases. `direktori` and
`pusat` hold no personal data: which desa a device or code belongs to, and the server's own key.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text

VERSION = "0003"
"""The newest migration; a test compares these tables with a migrated database."""

METADATA = MetaData()

_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Keys are compared as bytes, never by the rules of a language."""


def _key(*names: str) -> list[Column[str]]:
    return [Column(n, _TEXT, primary_key=True, nullable=False) for n in ("desa", *names)]


def _nkey(name: str) -> Column[int]:
    return Column(name, BigInteger, primary_key=True, nullable=False, autoincrement=False)


def _text(*names: str) -> list[Column[str]]:
    return [Column(n, _TEXT) for n in names]


def _big(*names: str) -> list[Column[int]]:
    return [Column(n, BigInteger, nullable=False) for n in names]


DESA = Table("desa", METADATA, *_key(), *_text("nama", "dibuat"), Column("contoh", Integer))
"""One row per desa; `contoh` is empty until the first enrolment decides it."""

DESA_HEAD = Table("desa_head", METADATA, *_key(), *_big("seq"))
"""The sequence of a desa; its row lock is held to commit by every write of that desa."""

LINGKUP_HEAD = Table("lingkup_head", METADATA, *_key("kunci"), *_big("head"))
"""Every lingkup there is and the last seq at which something in it changed."""

DEVICE = Table(
    "device",
    METADATA,
    *_key("device"),
    *_text("pubkey", "nama", "app", "cakupan", "terdaftar", "terlihat", "dicabut", "asal"),
    Column("skema", Integer),
)
"""Enrolled laptops; `cakupan` is what `Scope.dump` writes; `asal` is
the device whose copy this was."""

DEVICE_INK = Table(
    "device_ink", METADATA, *_key("device"), _nkey("inkarnasi"), *_big("acked_n"), *_text("chain")
)
"""Per device and incarnation: up to which number its changes were taken, and the chain there."""

KIRIMAN = Table(
    "kiriman",
    METADATA,
    *_key("device"),
    _nkey("inkarnasi"),
    _nkey("n_akhir"),
    *_big("n_awal", "seq_awal", "seq_akhir"),
    *_text("chain", "diterima"),
    Column("tindakan_ok", Integer),
    Column("isi", LargeBinary, nullable=False),
)
"""One row per batch taken, with its gzipped body: the changes as they were sent, for the receipt
given again, for comparing bytes, and for whoever must know later what was written."""

RECORD = Table(
    "record",
    METADATA,
    *_key("tbl", "id"),
    *_big("seq"),
    *_text("lingkup", "induk"),
    *_big("deleted", "hc32"),
    Column("gema", BigInteger),
    *_text("hc", "device", "fields", "fver"),
)
"""Merged records. `induk` = id of the parent whose lingkup it shares; `gema` = incarnation of
`device` that may get a bare echo."""
# Only the primary key begins with the desa: with no or old statistics PostgreSQL takes any index
# that does for a look-up by key, and then filters the whole desa.
Index("record_umpan", RECORD.c.lingkup, RECORD.c.desa, RECORD.c.seq, unique=True)
Index(
    "record_induk",
    RECORD.c.induk,
    RECORD.c.desa,
    postgresql_where=RECORD.c.induk.is_not(None),
    sqlite_where=RECORD.c.induk.is_not(None),
)

CHANGE = Table(
    "change",
    METADATA,
    *_key(),
    _nkey("seq"),
    *_text("device"),
    *_big("inkarnasi", "n", "beda"),
    *_text("tbl", "id", "hlc", "diterima"),
)
"""Every accepted change: which record, by whom, with which clamped clock; its values lie in the
`kiriman` that holds its number."""

QUARANTINE = Table(
    "quarantine",
    METADATA,
    *_key("device"),
    _nkey("inkarnasi"),
    _nkey("n"),
    *_text("kode", "kolom", "kode_kini", "menunggu", "keadaan", "tbl", "id", "diterima", "raw"),
)
"""Changes set aside: `kode` as told to the laptop, `menunggu` what would release it. `keadaan` is
`tahan` or `terap` (applied later)."""
_WAITS = (QUARANTINE.c.keadaan == "tahan") & QUARANTINE.c.menunggu.is_not(None)
Index(
    "quarantine_menunggu",
    QUARANTINE.c.desa,
    QUARANTINE.c.menunggu,
    postgresql_where=_WAITS,
    sqlite_where=_WAITS,
)

PAKET = Table(
    "paket",
    METADATA,
    *_key("device"),
    _nkey("nomor"),
    *_text("sidik", "diterima", "keadaan"),
    *_big("balasan"),
    Column("isi", LargeBinary),
)
"""Carried files by the number their laptop gave them. `keadaan` is `mulai`, `terap`, or `tinjau`:
the file of a laptop that was shut out, kept sealed in `isi` until a person looks at it. `balasan`
is the number of the newest reply."""

TITIPAN = Table(
    "titipan",
    METADATA,
    *_key("device"),
    _nkey("nomor"),
    *_text("segel", "diterima", "dibacakan", "dipakai"),
)
"""Recovery codes of laptops by number: `segel` is sealed to the centre's key and emptied when a
newer one came; when it was read out to somebody, and when the laptop says it was used, stay."""

KELUAR = Table("keluar", METADATA, *_key("lingkup"), _nkey("seq"), *_text("tbl", "id"))
"""A record left this lingkup at this seq (the seq it has in its new one)."""
Index("keluar_id", KELUAR.c.id, KELUAR.c.desa)

TINDAKAN_HEAD = Table(
    "tindakan_head",
    METADATA,
    *_key("device"),
    _nkey("inkarnasi"),
    *_big("urut", "putus"),
    *_text("h"),
)
"""Head of the tindakan chain per device and incarnation; `putus` counts breaks seen."""

KODE = Table(
    "kode",
    METADATA,
    *_key("awalan"),
    *_text("hash", "cakupan", "berlaku_sampai", "device"),
    *_big("coba"),
)
"""One-time codes: the first four letters find it, only a hash of the whole is kept."""

DIREKTORI = Table("direktori", METADATA, Column("kunci", _TEXT, primary_key=True), *_text("desa"))
"""`d:<device>` or `k:<first letters of a code>` to desa, for the moment before it is known."""

PUSAT = Table(
    "pusat",
    METADATA,
    Column("satu", Integer, primary_key=True, autoincrement=False),
    *_text("pubkey", "privkey"),
)
"""The server's X25519 key pair for sealed parcels; the working role may read the public half."""

PER_DESA: tuple[str, ...] = tuple(t.name for t in METADATA.sorted_tables if "desa" in t.primary_key)
