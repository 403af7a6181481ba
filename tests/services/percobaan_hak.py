"""One real attempt per object and act of the roles matrix, under facts chosen by the test.

Each takes the world, an open transaction, the petugas and the set of conditions that shall hold;
all others shall not. What is not said here does not exist in the product.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from pembuat import HARI_INI, MAWAR_ID, MELATI_ID, make_balita, make_warga
from sipd_desktop.base import ids
from sipd_desktop.services import akun, lihat
from sipd_desktop.services.beda.putus import decide
from sipd_desktop.services.buka import Pengguna
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.services.hak import require
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.bidan import Jawaban, countersign, save_jawaban
from sipd_desktop.services.hari.hadir import mark_hadir, unmark_hadir
from sipd_desktop.services.hari.hari import set_bidan, start_hari
from sipd_desktop.services.hari.keadaan import close_hari
from sipd_desktop.services.hari.kehamilan import mark_hamil
from sipd_desktop.services.hari.ukur import save_ukur
from sipd_desktop.services.impor.jalankan import check_boleh
from sipd_desktop.services.kader import add_kader, retire_kader
from sipd_desktop.services.laporan.skdn import record_export
from sipd_desktop.services.masalah import count_masalah
from sipd_desktop.services.masalah.setelan import save_setelan
from sipd_desktop.services.penduduk.dimasukkan import mark_dimasukkan
from sipd_desktop.services.penduduk.meninggal import record_meninggal
from sipd_desktop.services.penduduk.opensid import collect_opensid
from sipd_desktop.services.pin import save_akun
from sipd_desktop.services.potensi.catat import open_potensi
from sipd_desktop.services.potensi.daftar import list_potensi
from sipd_desktop.services.rencana import move_hari

PROGRAM = Petugas("program", "program", sistem=True)
LAMA = "2026-01-02T03:04:05.000Z"


@dataclass
class Dunianya:
    """Two Posyandu, each with people and a ketua of its own who may log in."""

    peran: str
    akun: str
    conn: Connection
    benar: frozenset[str]
    saat_lama: Callable[[bool], None]
    """Whether records are made long ago from now on."""
    petugas: Petugas = field(init=False)

    def __post_init__(self) -> None:
        self.petugas = PROGRAM if self.peran == "sistem" else Petugas("ketua-melati", self.akun)

    @property
    def sendiri(self) -> bool:
        return "posyandu-sendiri" in self.benar

    @property
    def unit(self) -> str:
        return MELATI_ID if self.sendiri else MAWAR_ID

    def pembuat(self) -> Petugas:
        """Who made the record that is asked about."""
        if "milik-sendiri" in self.benar and self.peran != "sistem":
            return Petugas(self.akun, self.akun, sistem=True)
        return PROGRAM

    def warga(self, unit: str, **values: object) -> str:
        self.saat_lama("dalam-30-hari" not in self.benar)
        made = make_balita(self.conn, self.pembuat(), "ALYA", posyandu_id=unit, **values)
        self.saat_lama(False)
        if "hadir-di-sini" in self.benar:
            hari, _ = start_hari(self.conn, PROGRAM, posyandu_id=MELATI_ID, tanggal=HARI_INI)
            mark_hadir(self.conn, PROGRAM, hari.id, made)
        return made

    def hari(self) -> str:
        hari, _ = start_hari(self.conn, PROGRAM, posyandu_id=self.unit, tanggal=HARI_INI)
        return hari.id

    def tanda_tangani(self, hari: str) -> None:
        if "belum-ditandatangani" not in self.benar:
            close_hari(self.conn, PROGRAM, hari, {})

    def niat(self, alasan: str = "") -> Niat:
        return Niat(self.conn, self.petugas, alasan=alasan)

    def baru(self, tbl: str, values: dict[str, object], verb: str = "mencatat") -> None:
        self.niat().insert(tbl, ids.new_id(), values, verb)  # type: ignore[arg-type]

    def ubah(self, tbl: str, row_id: str, patch: dict[str, object], verb: str = "mengubah") -> None:
        assert self.niat().update(tbl, row_id, patch, verb)  # type: ignore[arg-type]


Coba = Callable[[Dunianya], object]


def _lihat(d: Dunianya, unit: str) -> None:
    made = d.warga(unit)
    alasan = "pindahan" if "dengan-alasan" in d.benar else ""
    tersamar = "nik-tersamar" in d.benar
    lihat.open_orang(d.conn, d.petugas, "warga", made, alasan=alasan, nik_tersamar=tersamar)


def _ubah_lain(d: Dunianya) -> None:
    made = d.warga(MAWAR_ID)
    patch: dict[str, object] = {"telepon": "081"}
    if "pindah-ke-sini" in d.benar:
        patch["posyandu_id"] = MELATI_ID
    d.ubah("warga", made, patch, "mengimpor" if "lewat-impor" in d.benar else "mengubah")


def _lewat(d: Dunianya, impor: str, tangan: str) -> str:
    """The verb of an import where the cell asks for one, else of a person's own hand."""
    return impor if "lewat-impor" in d.benar else tangan


def _batalkan_warga(d: Dunianya, unit: str) -> None:
    d.niat().void("warga", d.warga(unit), _lewat(d, "membatalkan impor", "membatalkan"))


def _hari_baru(d: Dunianya) -> None:
    if "belum-ditandatangani" in d.benar or d.peran == "sistem":
        start_hari(d.conn, d.petugas, posyandu_id=d.unit, tanggal=HARI_INI)
    else:
        row = {"posyandu_id": d.unit, "tanggal": "2026-11-20", "status": "tutup"}
        d.baru("hari_buka", {**row, "ditutup_pada": LAMA})


def _hari_ubah(d: Dunianya) -> None:
    hari = d.hari()
    if "belum-ditandatangani" in d.benar:
        set_bidan(d.conn, d.petugas, hari, "Bidan Ani")
    else:
        d.tanda_tangani(hari)
        d.ubah("hari_buka", hari, {"nama_bidan": "Bidan Ani"})


def _hari_batal(d: Dunianya) -> None:
    hari = d.hari()
    d.tanda_tangani(hari)
    d.niat().void("hari_buka", hari)


def _hadir(d: Dunianya) -> tuple[str, str]:
    hari, made = d.hari(), d.warga(d.unit)
    mark_hadir(d.conn, PROGRAM, hari, made)
    return hari, made


def _ukur_tambah(d: Dunianya) -> None:
    hari, made = d.hari(), make_balita(d.conn, PROGRAM, "ALYA", posyandu_id=d.unit)
    d.tanda_tangani(hari)
    mark_hadir(d.conn, d.petugas, hari, made)


def _ukur_ubah(d: Dunianya) -> None:
    hari, made = _hadir(d)
    save_ukur(d.conn, PROGRAM, hari, made, NilaiUkur(berat_badan=Decimal("9.4")))
    d.tanda_tangani(hari)
    save_ukur(d.conn, d.petugas, hari, made, NilaiUkur(berat_badan=Decimal("9.5")))


def _ukur_batal(d: Dunianya) -> None:
    hari, made = _hadir(d)
    d.tanda_tangani(hari)
    unmark_hadir(d.conn, d.petugas, hari, made)


def _jawab(d: Dunianya, aksi: str) -> None:
    hari, made = _hadir(d)
    if aksi != "tambah":
        jawab = Jawaban(tindakan_bidan="dirujuk", rujuk_ke="puskesmas")
        save_jawaban(d.conn, Petugas("x", "bidan-tetap"), hari, made, jawab)
    d.tanda_tangani(hari)
    if aksi == "batalkan":
        rows = d.conn.exec_driver_sql("SELECT id FROM isian WHERE form = 'layanan_bidan'")
        d.niat().void("isian", rows.scalar_one())
    else:
        save_jawaban(d.conn, d.petugas, hari, made, Jawaban(tindakan_bidan="diperiksa"))


def _hamil(d: Dunianya, aksi: str) -> None:
    unit = MELATI_ID if d.sendiri else MAWAR_ID
    ibu = d.warga(unit, tanggal_lahir="1998-05-05", jenis_kelamin=2)
    if aksi != "tambah":
        mark_hamil(d.conn, PROGRAM, ibu, HARI_INI)
    if aksi == "batalkan":
        rows = d.conn.exec_driver_sql("SELECT id FROM kehamilan WHERE warga_id = ?", (ibu,))
        d.niat().void("kehamilan", rows.scalar_one())
    else:
        mark_hamil(d.conn, d.petugas, ibu, HARI_INI, hpht=date(2026, 8, 1))


def _kolom(d: Dunianya, aksi: str, column: str, value: object) -> None:
    verb = "mengimpor" if "lewat-impor" in d.benar else "mengubah"
    if aksi == "tambah":
        row = {"nama": "ALYA", "posyandu_id": MELATI_ID, column: value}
        d.baru("warga", row, verb)
    else:
        d.ubah("warga", d.warga(MELATI_ID), {column: value}, verb)


def _lihat_kolom(d: Dunianya, column: str, value: int) -> None:
    """A masked column counts as refused; counts are asked where only counts are allowed."""
    if "hanya-angka" in d.benar:
        lihat.count_tertutup(d.conn, d.petugas, column)
        return
    row = {"id": "x", "posyandu_id": MELATI_ID, column: value}
    known = {"nik_tersamar": True} if "nik-tersamar" in d.benar else {}
    shown = lihat.mask_tertutup(d.conn, d.petugas, "warga", row, **known)
    if shown[column] is None:
        require(d.conn, d.petugas, "tertutup" if column == "cara_kb" else "bendera", "lihat")
        raise AssertionError("tertutup, tetapi boleh")


def _beda(d: Dunianya) -> None:
    made = d.warga(d.unit)
    row = {
        "objek_jenis": "warga",
        "objek": made,
        "kolom": "telepon",
        "nilai_dipakai": '"081"',
        "nilai_lain": '"082"',
        "waktu": LAMA,
    }
    d.conn.exec_driver_sql(
        "INSERT INTO konflik(id, objek_jenis, objek, kolom, nilai_dipakai, nilai_lain, waktu) "
        "VALUES ('beda', :objek_jenis, :objek, :kolom, :nilai_dipakai, :nilai_lain, :waktu)",
        row,
    )
    decide(d.conn, d.petugas, "beda", "dipakai")


def _gabung(d: Dunianya) -> None:
    d.ubah("warga", d.warga(d.unit), {"digabung_ke": d.warga(d.unit)})


def _ekspor(d: Dunianya, objek: str) -> None:
    record_export(d.conn, d.petugas, d.unit, objek)


def _impor(d: Dunianya) -> None:
    check_boleh(Pengguna(d.akun, "X", d.peran, MELATI_ID))


def _kader(d: Dunianya) -> str:
    made, _ = add_kader(d.conn, PROGRAM, posyandu_id=d.unit, nama="Bu Baru")
    save_akun(d.conn, made, izin_oleh="program")
    return made


def _pin(d: Dunianya) -> None:
    who = d.akun if "akun-sendiri" in d.benar else _kader(d)
    akun.change_pin(d.conn, d.petugas, who, "112233")


def _izin(d: Dunianya) -> None:
    """The first of the transactions of `allow_akun`; its others have tests of their own."""
    row = {"id": _kader(d), "posyandu_id": d.unit}
    require(d.conn, d.petugas, "masuk_laptop", "tambah", tbl="kader", row=row)


def _posyandu_baru(d: Dunianya) -> None:
    d.baru("posyandu", {"nama": "Kenanga", "nama_awal": "Kenanga"})


def _posyandu_batal(d: Dunianya) -> None:
    d.saat_lama("dalam-30-hari" not in d.benar)
    niat = Niat(d.conn, d.pembuat())
    niat.insert("posyandu", "kenanga", {"nama": "Kenanga", "nama_awal": "Kenanga"})
    niat.done()
    d.saat_lama(False)
    d.niat().void("posyandu", "kenanga")


def _catatan_batal(d: Dunianya) -> None:
    d.saat_lama("dalam-30-hari" not in d.benar)
    niat = Niat(d.conn, d.pembuat())
    row: dict[str, object] = {"warga_id": d.warga(MELATI_ID), "jenis": "jiwa", "isi": "tersegel"}
    niat.insert("catatan_tertutup", "catatan", row)  # type: ignore[arg-type]
    niat.done()
    d.saat_lama(False)
    d.niat().void("catatan_tertutup", "catatan", _lewat(d, "membatalkan impor", "membatalkan"))


def _riwayat(d: Dunianya) -> None:
    """Seeing the act that is asked about; an act that does not show counts as refused."""
    made = make_balita(d.conn, PROGRAM, "ALYA", posyandu_id=d.unit)
    who = d.akun if "milik-sendiri" in d.benar else "ketua-melati"
    niat = Niat(d.conn, Petugas(who, who, sistem=True))
    niat.note("melihat", "warga", made)
    niat.done()
    if not lihat.list_melihat(d.conn, d.petugas):
        require(d.conn, d.petugas, "riwayat", "lihat")
        raise AssertionError("tidak tampak, tetapi boleh")


def _tanda_tangan_baru(d: Dunianya) -> None:
    row = {"posyandu_id": d.unit, "tanggal": "2026-10-17", "status": "tutup"}
    d.baru("hari_buka", {**row, "ditandatangani_oleh": "x"})


def _sahkan(d: Dunianya) -> None:
    hari = d.hari()
    close_hari(d.conn, PROGRAM, hari, {})
    countersign(d.conn, d.petugas, hari)


def _tentang(d: Dunianya, tbl: str, aksi: str, values: dict[str, object]) -> None:
    """A record about a person of the Posyandu (of the desa for `posyandu_id`), in one act."""
    made, row_id = d.warga(d.unit), ids.new_id()
    values = {k: made if v == "ORANG" else v for k, v in values.items()}
    if aksi == "tambah":
        d.baru(tbl, values, _lewat(d, "mengimpor", "mencatat"))
        return
    d.saat_lama("dalam-30-hari" not in d.benar)
    niat = Niat(d.conn, d.pembuat())
    niat.insert(tbl, row_id, values, "mencatat")  # type: ignore[arg-type]
    niat.done()
    d.saat_lama(False)
    if aksi == "batalkan":
        d.niat().void(tbl, row_id, _lewat(d, "membatalkan impor", "membatalkan"))
    else:
        patch: dict[str, object] = {"catatan" if tbl != "vaksinasi" else "keterangan": "x"}
        d.ubah(tbl, row_id, patch, _lewat(d, "mengimpor", "mengubah"))


_VAKSIN: dict[str, object] = {"warga_id": "ORANG", "jenis": "covid19", "dosis": 1}
_MASALAH: dict[str, object] = {
    "subjek_jenis": "warga",
    "subjek": "ORANG",
    "jenis": "penganggur",
    "status": "dugaan",
}


def _lihat_masalah(d: Dunianya) -> None:
    """Opening one; where only figures are allowed, counting them."""
    if "hanya-angka" in d.benar:
        count_masalah(d.conn, d.petugas)
        return
    made, row_id = d.warga(d.unit), ids.new_id()
    niat = Niat(d.conn, PROGRAM)
    niat.insert("masalah", row_id, {**_MASALAH, "subjek": made})  # type: ignore[dict-item]
    niat.done()
    d.niat().act("melihat", "masalah", row_id)


_BATAS = ("MISKIN.GARIS", 500_000, HARI_INI)


def _batas(d: Dunianya) -> None:
    save_setelan(d.conn, PROGRAM, *_BATAS)
    save_setelan(d.conn, d.petugas, "MISKIN.GARIS", 510_000, HARI_INI)


def _potensi(d: Dunianya, aksi: str) -> None:
    row: dict[str, object] = {"jenis": "lahan", "nama": "Kebun", "tanggal": "2026-11-01"}
    _tentang(d, "potensi", aksi, {**row, "posyandu_id": d.unit})


def _lihat_potensi(d: Dunianya) -> None:
    if "nik-tersamar" in d.benar:
        list_potensi(d.conn, d.petugas, HARI_INI)
        return
    row = {"jenis": "lahan", "nama": "Kebun", "tanggal": "2026-11-01"}
    niat = Niat(d.conn, PROGRAM)
    niat.insert("potensi", "p1", row)
    niat.done()
    open_potensi(d.conn, d.petugas, "p1")


def _dimasukkan(d: Dunianya) -> None:
    made = record_meninggal(d.conn, PROGRAM, d.warga(d.unit), HARI_INI, hari_ini=HARI_INI)
    assert made.kinds
    event = d.conn.exec_driver_sql("SELECT id FROM peristiwa").scalars().all()
    mark_dimasukkan(d.conn, d.petugas, event, HARI_INI)


PERCOBAAN: dict[tuple[str, str], Coba] = {
    ("penduduk", "lihat"): lambda d: _lihat(d, MELATI_ID),
    ("penduduk", "tambah"): lambda d: make_warga(d.conn, d.petugas, "ALYA"),
    ("penduduk", "ubah"): lambda d: d.ubah("warga", d.warga(MELATI_ID), {"telepon": "081"}),
    ("penduduk", "batalkan"): lambda d: _batalkan_warga(d, MELATI_ID),
    ("penduduk_lain", "lihat"): lambda d: _lihat(d, MAWAR_ID),
    ("penduduk_lain", "tambah"): lambda d: make_warga(
        d.conn, d.petugas, "ALYA", posyandu_id=MAWAR_ID
    ),
    ("penduduk_lain", "ubah"): _ubah_lain,
    ("penduduk_lain", "batalkan"): lambda d: _batalkan_warga(d, MAWAR_ID),
    ("hari_buka", "tambah"): _hari_baru,
    ("hari_buka", "ubah"): _hari_ubah,
    ("hari_buka", "batalkan"): _hari_batal,
    ("tanda_tangan", "tambah"): _tanda_tangan_baru,
    ("tanda_tangan", "ubah"): lambda d: close_hari(d.conn, d.petugas, d.hari(), {}),
    ("pengesahan_bidan", "ubah"): _sahkan,
    ("ukuran", "tambah"): _ukur_tambah,
    ("ukuran", "ubah"): _ukur_ubah,
    ("ukuran", "batalkan"): _ukur_batal,
    ("jawaban_bidan", "tambah"): lambda d: _jawab(d, "tambah"),
    ("jawaban_bidan", "ubah"): lambda d: _jawab(d, "ubah"),
    ("jawaban_bidan", "batalkan"): lambda d: _jawab(d, "batalkan"),
    ("kehamilan", "tambah"): lambda d: _hamil(d, "tambah"),
    ("kehamilan", "ubah"): lambda d: _hamil(d, "ubah"),
    ("kehamilan", "batalkan"): lambda d: _hamil(d, "batalkan"),
    ("pendataan", "tambah"): lambda d: _tentang(d, "vaksinasi", "tambah", _VAKSIN),
    ("pendataan", "ubah"): lambda d: _tentang(d, "vaksinasi", "ubah", _VAKSIN),
    ("pendataan", "batalkan"): lambda d: _tentang(d, "vaksinasi", "batalkan", _VAKSIN),
    ("masalah", "lihat"): _lihat_masalah,
    ("masalah", "tambah"): lambda d: _tentang(d, "masalah", "tambah", _MASALAH),
    ("masalah", "ubah"): lambda d: _tentang(d, "masalah", "ubah", _MASALAH),
    ("masalah", "batalkan"): lambda d: _tentang(d, "masalah", "batalkan", _MASALAH),
    ("potensi", "lihat"): _lihat_potensi,
    ("setelan_desa", "tambah"): lambda d: save_setelan(d.conn, d.petugas, *_BATAS),
    ("setelan_desa", "ubah"): _batas,
    ("potensi", "tambah"): lambda d: _potensi(d, "tambah"),
    ("potensi", "ubah"): lambda d: _potensi(d, "ubah"),
    ("potensi", "batalkan"): lambda d: _potensi(d, "batalkan"),
    ("tertutup", "lihat"): lambda d: _lihat_kolom(d, "cara_kb", 3),
    ("tertutup", "tambah"): lambda d: _kolom(d, "tambah", "cara_kb", 3),
    ("tertutup", "ubah"): lambda d: _kolom(d, "ubah", "cara_kb", 3),
    ("tertutup", "batalkan"): _catatan_batal,
    ("kunci_tertutup", "tambah"): lambda d: d.baru(
        "pembaca_tertutup", {"kader_id": d.akun, "pubkey": "00", "bungkus": "00"}
    ),
    ("bendera", "lihat"): lambda d: _lihat_kolom(d, "cacat", 1),
    ("bendera", "tambah"): lambda d: _kolom(d, "tambah", "cacat", 1),
    ("bendera", "ubah"): lambda d: _kolom(d, "ubah", "cacat", 1),
    ("gabung_ganda", "ubah"): _gabung,
    ("catatan_beda", "ubah"): _beda,
    ("laporan", "ekspor"): lambda d: _ekspor(d, "laporan"),
    ("lembar_kerja", "ekspor"): lambda d: _ekspor(d, "lembar_kerja"),
    ("daftar_bernama", "ekspor"): lambda d: _ekspor(d, "daftar_bernama"),
    ("perubahan_penduduk", "ubah"): _dimasukkan,
    ("perubahan_penduduk", "ekspor"): lambda d: collect_opensid(
        d.conn, d.petugas, [], posyandu_id=d.unit
    ),
    ("impor", "tambah"): _impor,
    ("akun", "tambah"): lambda d: add_kader(d.conn, d.petugas, posyandu_id=d.unit, nama="Bu Baru"),
    ("akun", "ubah"): lambda d: retire_kader(d.conn, d.petugas, _kader(d)),
    ("akun", "batalkan"): lambda d: d.niat().void("kader", _kader(d)),
    ("masuk_laptop", "tambah"): _izin,
    ("masuk_laptop", "ubah"): _pin,
    ("masuk_laptop", "batalkan"): lambda d: akun.withdraw_akun(d.conn, d.petugas, _kader(d)),
    ("laptop", "ubah"): lambda d: require(d.conn, d.petugas, "laptop", "ubah"),
    ("wilayah", "tambah"): _posyandu_baru,
    ("wilayah", "ubah"): lambda d: d.ubah("posyandu", d.unit, {"alamat": "Balai"}),
    ("wilayah", "batalkan"): _posyandu_batal,
    ("riwayat", "lihat"): _riwayat,
}


def pindah_rencana(d: Dunianya) -> None:
    """A planned day is moved under the same object as the day itself."""
    move_hari(d.conn, d.petugas, d.unit, date(2026, 12, 19), today=HARI_INI)
