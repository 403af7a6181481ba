"""SQLAlchemy Core tables made from the catalogue, and the local-only tables beside them.

A synced table has no UNIQUE but `id`, no FOREIGN KEY, NOT NULL only on `id`: a pulled row must
always fit. Local-only tables never travel.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, text

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.spec.field import Field
from sipd_desktop.spec.register import Register

METADATA = MetaData()

ENVELOPE = ("lingkup", "seq", "hlc", "created_at", "updated_at", "device", "deleted_at")


def _column(field: Field) -> Column[object]:
    return Column(field.key, Integer if field.column_type == "INTEGER" else Text)


def _synced(register: Register) -> Table:
    columns: list[Column[object]] = [
        Column("rid", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        *(_column(f) for f in register.fields),
    ]
    if register.body:
        columns.append(Column("body", Text))
    columns += [
        Column("lingkup", Text),
        Column("seq", Integer),
        Column("hlc", Text),
        Column("created_at", Text),
        Column("updated_at", Text),
        Column("device", Text),
        Column("deleted_at", Text),
        Column("extra", Text),
    ]
    if register.key == "tindakan":  # rantai hanya ada di laptop penulisnya
        columns += [Column("prev", Text), Column("h", Text)]
    table = Table(register.key, METADATA, *columns)
    for number, keys in enumerate(register.index):
        Index(f"ix_{register.key}_{number}_{'_'.join(keys)}", *(table.c[k] for k in keys))
    Index(f"ix_{register.key}_lingkup", table.c.lingkup, table.c.seq)
    return table


SYNCED: dict[str, Table] = {key: _synced(r) for key, r in REGISTERS.items()}


def _local(name: str, *columns: Column[object], index: tuple[tuple[str, ...], ...] = ()) -> Table:
    table = Table(name, METADATA, *columns)
    for keys in index:
        Index(f"ix_{name}_{'_'.join(keys)}", *(table.c[k] for k in keys))
    return table


def _key(name: str) -> Column[object]:
    return Column(name, Text, primary_key=True, nullable=False)


def _text(name: str) -> Column[object]:
    return Column(name, Text)


def _int(name: str) -> Column[object]:
    return Column(name, Integer)


PERUBAHAN = _local(
    "perubahan",
    Column("nomor", Integer, primary_key=True),
    _text("tindakan_id"),
    _text("objek_jenis"),
    _text("objek"),
    _text("field"),
    _text("lama"),
    _text("baru"),
    _text("waktu"),
    _text("pelaku"),
    _text("device"),
    _text("salt"),
    index=(("objek",), ("tindakan_id",)),
)
HASIL = _local(
    "hasil",
    _key("isian_id"),
    _key("kode"),
    _text("nilai"),
    _text("kelas"),
    _text("versi_aturan"),
    _text("hash_masukan"),
)
SYNC_DIRTY = _local("sync_dirty", _key("tbl"), _key("id"), _text("since"))
SYNC_BASE = _local("sync_base", _key("tbl"), _key("id"), _int("seq"), _text("data"))
OUTBOX = _local(
    "outbox",
    # nomor pada jalur mulai dari 1 lagi di setiap inkarnasi
    Column("inkarnasi", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    _text("tbl"),
    _text("id"),
    Column("body", LargeBinary),
    _text("chain"),
    _text("state"),  # queued | acked | rejected | diganti (ditolak, lalu dikirim ulang)
    _text("reason"),
    _text("field"),
    _text("acked_at"),
)
PENDING = "state IN ('queued', 'rejected')"
"""Entries that still matter for their row; queries repeat this text so that the index is used."""
REJECTED = "state = 'rejected'"
"""Entries the centre set aside; an index of their own, for they are few among all that waits."""
Index("ix_outbox_waits", OUTBOX.c.tbl, OUTBOX.c.id, OUTBOX.c.state, sqlite_where=text(PENDING))
Index("ix_outbox_rejected", OUTBOX.c.inkarnasi, OUTBOX.c.n, sqlite_where=text(REJECTED))
# baris dari tabel yang belum dikenal versi ini, disimpan apa adanya sampai versinya datang
BARIS_ASING = _local(
    "baris_asing",
    _key("tbl"),
    _key("id"),
    _text("lingkup"),
    _int("seq"),
    _text("hc"),
    _int("deleted"),
    _text("data"),
)
SYNC_STATE = _local("sync_state", _key("kunci"), _text("nilai"))
SYNC_FLAG = _local("sync_flag", Column("satu", Integer, primary_key=True), _int("applying"))
# jumlah sidik per petak (256 baris berurutan), dan petak yang berubah sejak dihitung
SIDIK_PETAK = _local(
    "sidik_petak",
    _key("tbl"),
    Column("petak", Integer, primary_key=True, autoincrement=False),
    _text("isi"),
)
SIDIK_BASI = _local(
    "sidik_basi",
    _key("tbl"),
    Column("petak", Integer, primary_key=True, autoincrement=False),
    _int("n"),
)
LINGKUP = _local("lingkup_kursor", _key("kunci"), _int("kursor"), _int("head"))
# versi yang sudah diperhitungkan saat menggabung hari dengan laptop lain; kini = 1: yang dipakai
GABUNG_VERSI = _local(
    "gabung_versi",
    _key("tbl"),
    _key("id"),
    _key("field"),
    _key("perangkat"),
    _int("urut"),
    _text("waktu"),
    _int("kini"),
)
# catatan beda dari penggabungan tanpa pusat, kolomnya seperti konflik
BEDA_LOKAL = _local(
    "beda_lokal",
    _key("id"),
    _text("objek_jenis"),
    _text("objek"),
    _text("kolom"),
    _text("nilai_dipakai"),
    _text("nilai_lain"),
    _text("perangkat_dipakai"),
    _text("perangkat_lain"),
    _text("waktu"),
    _text("putusan"),
    _text("diputus_oleh"),
    index=(("objek",),),
)
RECEIPT = _local(
    "bukti_kirim",
    Column("nomor", Integer, primary_key=True),
    _text("waktu"),
    _text("isi"),
)
SETELAN = _local("setelan", _key("kunci"), _text("nilai"))
AKUN = _local(
    "akun",
    _key("kader_id"),
    _text("pin_hash"),
    _int("gagal"),
    _text("tunggu_sampai"),
    _text("terakhir"),
    _text("izin_oleh"),  # siapa yang mengizinkannya masuk di laptop ini
    _text("izin_pada"),
)
NASKAH = _local("naskah", _key("kunci"), _text("isi"), _text("waktu"))
IMPOR_BATCH = _local(
    "impor_batch",
    _key("id"),
    _text("berkas"),
    _text("sha256"),
    _text("profil"),
    _text("hitungan"),
    _text("pencatat"),
    _text("waktu"),
    _text("lembar"),
    _text("tanggal"),  # data per tanggal
    _int("tanggal_pasti"),  # 0: tidak disebut, dipakai hari impornya
    _int("perubahan"),  # nomor perubahan terakhir sebelum impor ini
    _int("perubahan_akhir"),  # dan yang terakhir dari impor ini
    _text("dibatalkan"),
    _text("dibatalkan_oleh"),
    _text("sisa"),  # yang tidak ikut dibatalkan: kolom -> jumlah
    _text("induk"),  # impor yang barisnya dijawab sesudah disimpan
)
IMPOR_BARIS = _local(
    "impor_baris",
    _key("batch"),
    _key("lembar"),
    Column("row", Integer, primary_key=True, autoincrement=False),
    _text("outcome"),
    _text("status"),
    _text("codes"),
    _text("bentrok"),
    _text("warga_id"),
    _text("keluarga_id"),
)
# satu baris per catatan yang ditulis sebuah impor; nilai lama dan baru ada di `perubahan`
IMPOR_TULISAN = _local(
    "impor_tulisan",
    _key("batch"),
    _key("tbl"),
    _key("id"),
    _text("lembar"),
    _int("row"),
    _text("jenis"),  # baru | ubah | pulih
    _int("dibatalkan"),
    index=(("id",),),
)
# nilai dari berkas yang berbeda dengan catatan; putusan kosong = belum dipilih orang
IMPOR_PILIHAN = _local(
    "impor_pilihan",
    _key("tbl"),
    _key("id"),
    _key("field"),
    _key("nilai"),
    _text("batch"),
    _text("lembar"),
    _int("row"),
    _text("putusan"),  # berkas | tetap
    _text("oleh"),
    _text("waktu"),
    index=(("batch",),),
)
# baris berkas yang mungkin orang yang sama dengan catatan yang ada
IMPOR_USUL = _local(
    "impor_usul",
    _key("kunci"),
    _text("batch"),
    _text("lembar"),
    _int("row"),
    _text("alasan"),
    _text("calon"),
    _text("isi"),  # baris yang menunggu; kosong sesudah dijawab
    _text("putusan"),  # id warga | baru
    _text("oleh"),
    _text("waktu"),
    index=(("batch",),),
)
# cocokan kolom yang pernah dipilih orang, menurut sidik judulnya
PEMETAAN_KOLOM = _local(
    "pemetaan_kolom",
    _key("sidik"),
    _text("nama"),
    _text("kolom"),
    _text("oleh"),
    _text("waktu"),
    _text("terakhir"),  # terakhir dipakai menyimpan sebuah berkas
    _int("dipakai"),
)
ASAL_NILAI = _local(
    "asal_nilai",
    _key("tbl"),
    _key("id"),
    _key("field"),
    _text("nilai_impor"),
    _text("batch"),
)
