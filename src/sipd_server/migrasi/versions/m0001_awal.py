"""First tables; on PostgreSQL also row security, forced, on every table that holds a desa.

Revision ID: 0001
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_T = "TEXT{C}"
_K = "TEXT{C} NOT NULL"
_N = "BIGINT NOT NULL"

TABLES: dict[str, tuple[str, str]] = {
    "desa": ("desa {K}, nama {T}, dibuat {T}, contoh INTEGER", "desa"),
    "desa_head": ("desa {K}, seq {N}", "desa"),
    "lingkup_head": ("desa {K}, kunci {K}, head {N}", "desa, kunci"),
    "device": (
        "desa {K}, device {K}, pubkey {T}, nama {T}, app {T}, cakupan {T}, terdaftar {T}, "
        "terlihat {T}, dicabut {T}, asal {T}, skema INTEGER",
        "desa, device",
    ),
    "device_ink": (
        "desa {K}, device {K}, inkarnasi {N}, acked_n {N}, chain {T}",
        "desa, device, inkarnasi",
    ),
    "kiriman": (
        "desa {K}, device {K}, inkarnasi {N}, n_akhir {N}, n_awal {N}, seq_awal {N}, "
        "seq_akhir {N}, chain {T}, diterima {T}, tindakan_ok INTEGER, isi {B} NOT NULL",
        "desa, device, inkarnasi, n_akhir",
    ),
    "record": (
        "desa {K}, tbl {K}, id {K}, seq {N}, lingkup {T}, induk {T}, deleted {N}, hc32 {N}, "
        "gema BIGINT, hc {T}, device {T}, fields {T}, fver {T}",
        "desa, tbl, id",
    ),
    "change": (
        "desa {K}, seq {N}, device {T}, inkarnasi {N}, n {N}, beda {N}, tbl {T}, id {T}, "
        "hlc {T}, diterima {T}",
        "desa, seq",
    ),
    "quarantine": (
        "desa {K}, device {K}, inkarnasi {N}, n {N}, kode {T}, kolom {T}, kode_kini {T}, "
        "menunggu {T}, keadaan {T}, tbl {T}, id {T}, diterima {T}, raw {T}",
        "desa, device, inkarnasi, n",
    ),
    "keluar": ("desa {K}, lingkup {K}, seq {N}, tbl {T}, id {T}", "desa, lingkup, seq"),
    "tindakan_head": (
        "desa {K}, device {K}, inkarnasi {N}, urut {N}, putus {N}, h {T}",
        "desa, device, inkarnasi",
    ),
    "kode": (
        "desa {K}, awalan {K}, hash {T}, cakupan {T}, berlaku_sampai {T}, device {T}, coba {N}",
        "desa, awalan",
    ),
    "direktori": ("kunci {K}, desa {T}", "kunci"),
    "pusat": ("satu INTEGER NOT NULL, pubkey {T}, privkey {T}", "satu"),
}
INDEXES: tuple[str, ...] = (
    "CREATE UNIQUE INDEX record_umpan ON record (lingkup, desa, seq)",
    "CREATE INDEX record_induk ON record (induk, desa) WHERE induk IS NOT NULL",
    "CREATE INDEX quarantine_menunggu ON quarantine (desa, menunggu) "
    "WHERE keadaan = 'tahan' AND menunggu IS NOT NULL",
    "CREATE INDEX keluar_id ON keluar (id, desa)",
)
WITHOUT_DESA = ("direktori", "pusat")
POLICY = (
    "ALTER TABLE {t} ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE {t} FORCE ROW LEVEL SECURITY",
    "CREATE POLICY desa_sendiri ON {t} USING (desa = current_setting('sipd.desa', true)) "
    "WITH CHECK (desa = current_setting('sipd.desa', true))",
)


def upgrade() -> None:
    """Make tables, indexes and, on PostgreSQL, the policies."""
    postgres = op.get_bind().dialect.name == "postgresql"
    collate = ' COLLATE "C"' if postgres else ""
    types = {"T": _T.format(C=collate), "K": _K.format(C=collate), "N": _N}
    types["B"] = "BYTEA" if postgres else "BLOB"
    for name, (columns, key) in TABLES.items():
        op.execute(f"CREATE TABLE {name} ({columns.format(**types)}, PRIMARY KEY ({key}))")
    for statement in INDEXES:
        op.execute(statement)
    if not postgres:
        return
    for name in TABLES:
        if name not in WITHOUT_DESA:
            for statement in POLICY:
                op.execute(statement.format(t=name))
