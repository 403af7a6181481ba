"""One person row to canonical values and reason codes; each rule of the contract has one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sipd_desktop.export.read_sheet import Isi
from sipd_desktop.rules.kode import DaftarKode, Mutu, daftar
from sipd_desktop.rules.nik import IsiNik, isi_nik, read_nik, read_no_kk
from sipd_desktop.rules.tanggal_teks import read_tanggal, usia_tahun
from sipd_desktop.services.impor.alamat import dusun_dari_alamat, tidy_dusun
from sipd_desktop.services.impor.dari_atas import is_sda
from sipd_desktop.services.impor.hasil import Baris
from sipd_desktop.services.impor.jkn import read_jkn
from sipd_desktop.services.impor.kolom import KOLOM, PER_KUNCI
from sipd_desktop.services.impor.lahir import split_lahir
from sipd_desktop.services.impor.nama_nik import split_nama_nik
from sipd_desktop.services.impor.rtrw import (
    RtRw,
    from_date,
    read_dari_alamat,
    read_pasangan,
    read_satu,
)
from sipd_desktop.services.impor.sel import bersih, isi_teks, potong

USIA_WAJAR = 115
_NAMA_MAKS = 100
_TANDA_NAMA = frozenset(" .,'-\u2019")
_TEKS = tuple(k for k in KOLOM if k.jenis == "teks" and k.kunci != "tempat_lahir")
_KODE = tuple(k for k in KOLOM if k.jenis == "kode" and k.kunci != "status")


class Penormal:
    """Reads the person rows of one sheet; `kolom` maps keys to column indexes."""

    def __init__(self, kolom: dict[str, int], acuan: date) -> None:
        self._kolom = kolom
        self._acuan = acuan
        self._jk = daftar("jenis_kelamin")
        self._tempat_atas: str | None = None
        self._teks = [(k.kunci, kolom[k.kunci], k.maks) for k in _TEKS if k.kunci in kolom]
        self._kode: list[tuple[str, int, DaftarKode]] = [
            (k.kunci, kolom[k.kunci], daftar(k.daftar)) for k in _KODE if k.kunci in kolom
        ]

    def read(self, row: int, cells: Sequence[Isi], texts: Sequence[str]) -> Baris:
        """The row with this number, judged for itself (not yet against other rows).

        `texts` are its cells as trimmed text.
        """
        baris = Baris(row)
        self._no_kk(baris, cells)
        nik = self._nik(baris, cells)
        self._nama(baris, cells)
        isi = isi_nik(nik) if nik else None
        self._jenis_kelamin(baris, cells, isi)
        self._lahir(baris, cells, isi)
        self._encode_choices(baris, texts)
        for key, column, maks in self._teks:
            baris.normal[key] = potong(texts[column], maks) if column < len(texts) else None
        self._alamat(baris, cells)
        self._lain(baris, cells)
        return baris

    def _cell(self, cells: Sequence[Isi], key: str) -> Isi:
        column = self._kolom.get(key, -1)
        return cells[column] if 0 <= column < len(cells) else ""

    def _nik(self, baris: Baris, cells: Sequence[Isi]) -> str | None:
        cell = self._cell(cells, "nik")
        if "nama_nik" in self._kolom and "nik" not in self._kolom:
            cell = split_nama_nik(self._cell(cells, "nama_nik"))[1]
        found = read_nik(cell)
        baris.normal["nik"] = found.nomor
        if found.kode:
            baris.add(found.kode, "nik", bersih(cell))
        return found.nomor

    def _no_kk(self, baris: Baris, cells: Sequence[Isi]) -> None:
        cell = self._cell(cells, "no_kk")
        found = read_no_kk(cell)
        baris.normal["no_kk"] = found.nomor
        if found.kode:
            baris.add(found.kode, "no_kk", bersih(cell))

    def _nama(self, baris: Baris, cells: Sequence[Isi]) -> None:
        nama = bersih(self._cell(cells, "nama"))
        if "nama_nik" in self._kolom and "nama" not in self._kolom:
            nama = split_nama_nik(self._cell(cells, "nama_nik"))[0]
        if not any(c.isalnum() for c in nama):
            baris.normal["nama"] = None
            baris.add("NAMA_KOSONG", "nama", nama)
            return
        baris.normal["nama"] = nama[:_NAMA_MAKS].rstrip()
        if len(nama) > _NAMA_MAKS or not all(c.isalpha() or c in _TANDA_NAMA for c in nama):
            baris.add("NAMA_KARAKTER", "nama", nama)

    def _jenis_kelamin(self, baris: Baris, cells: Sequence[Isi], isi: IsiNik | None) -> None:
        text = self._teks_jk(cells)
        found = self._jk.find(text)
        from_nik = isi.jenis_kelamin if isi else None
        jk = found.kode
        if jk is None:
            jk = from_nik
            code = "JK_DARI_NIK" if jk else "JK_TIDAK_DIKENAL"
            baris.add(code, "jenis_kelamin", text, self._jk.label_of(jk))
        else:
            if found.mutu is Mutu.MIRIP:
                baris.add("KODE_MIRIP", "jenis_kelamin", text, self._jk.label_of(jk))
            if from_nik and from_nik != jk:
                baris.add("NIK_BEDA_JK", "jenis_kelamin", text)
        baris.normal["jenis_kelamin"] = jk

    def _teks_jk(self, cells: Sequence[Isi]) -> str:
        text = bersih(self._cell(cells, "jenis_kelamin"))
        if text:
            return text
        ticks = [bersih(self._cell(cells, key)) for key in ("jk_l", "jk_p")]
        marked = [t.casefold() not in _TAK_DICENTANG for t in ticks]
        return "" if marked[0] == marked[1] else ("L" if marked[0] else "P")

    def _lahir(self, baris: Baris, cells: Sequence[Isi], isi: IsiNik | None) -> None:
        place = isi_teks(self._cell(cells, "tempat_lahir"), PER_KUNCI["tempat_lahir"].maks)
        cell = self._cell(cells, "tanggal_lahir")
        if "ttl" in self._kolom:
            joint_place, joint_date = split_lahir(self._cell(cells, "ttl"), self._acuan)
            place = place or joint_place
            cell = joint_date if cell == "" else cell
        elif isinstance(cell, str) and bersih(cell)[:1].isalpha():
            joint_place, joint_date = _lahir_campur(bersih(cell), self._acuan)
            place, cell = place or joint_place, joint_date
        if place and is_sda(place):
            place = self._tempat_atas
        self._tempat_atas = place or self._tempat_atas
        baris.normal["tempat_lahir"] = place
        value = self._tanggal(baris, cell, isi)
        baris.normal["tanggal_lahir"] = value.isoformat() if value else None

    def _tanggal(self, baris: Baris, cell: Isi, isi: IsiNik | None) -> date | None:
        read = read_tanggal(bersih(cell) if isinstance(cell, str) else cell, self._acuan)
        if read.keadaan == "kosong":
            baris.add("TGL_KOSONG", "tanggal_lahir")
            return None
        value = read.tanggal
        agrees = value is not None and isi is not None and isi.cocok(value)
        if not agrees and isi and read.tukar and isi.cocok(read.tukar):
            value = read.tukar
            baris.add("TGL_TERTUKAR", "tanggal_lahir", bersih(cell), value.isoformat())
        elif value is None:
            baris.add("TGL_TIDAK_VALID", "tanggal_lahir", bersih(cell))
            return None
        elif isi and not agrees:
            baris.add("NIK_BEDA_TGL", "tanggal_lahir", bersih(cell))
        if value > self._acuan:
            baris.add("TGL_MASA_DEPAN", "tanggal_lahir", bersih(cell))
        elif usia_tahun(value, self._acuan) > USIA_WAJAR:
            baris.add("TGL_USIA_TAK_WAJAR", "tanggal_lahir", bersih(cell))
        return value

    def _encode_choices(self, baris: Baris, texts: Sequence[str]) -> None:
        for key, column, listing in self._kode:
            text = texts[column] if column < len(texts) else ""
            found = listing.find(text)
            baris.normal[key] = found.kode
            if found.mutu is Mutu.MIRIP:
                baris.add("KODE_MIRIP", key, text, listing.label_of(found.kode))
            elif found.mutu is Mutu.TIDAK_DIKENAL:
                baris.add("KODE_TIDAK_DIKENAL", key, text)
        if baris.normal.get("jenis_kelamin") == 1 and "hamil" in baris.normal:
            baris.normal["hamil"] = None

    def _alamat(self, baris: Baris, cells: Sequence[Isi]) -> None:
        normal = baris.normal
        alamat = normal.setdefault("alamat", None)
        text = alamat if isinstance(alamat, str) else None
        dusun = normal.setdefault("dusun", None)
        if "dusun" in self._kolom:
            normal["dusun"] = tidy_dusun(dusun if isinstance(dusun, str) else None)
        else:
            normal["dusun"] = dusun_dari_alamat(text)
        found = self._rt_rw(cells, text)
        normal["rt"], normal["rw"] = found.rt, found.rw
        if found.dari_tanggal:
            baris.add("RTRW_JADI_TANGGAL", "rt", "", f"{found.rt}/{found.rw}")
        elif found.rt is None or found.rw is None:
            baris.add("RTRW_KOSONG", "rt" if found.rt is None else "rw")

    def _rt_rw(self, cells: Sequence[Isi], alamat: str | None) -> RtRw:
        if "rtrw" in self._kolom or "rwrt" in self._kolom:
            turned = "rtrw" not in self._kolom
            return read_pasangan(self._cell(cells, "rwrt" if turned else "rtrw"), terbalik=turned)
        if not {"rt", "rw"} & self._kolom.keys():
            return read_dari_alamat(alamat)
        rt_cell, rw_cell = self._cell(cells, "rt"), self._cell(cells, "rw")
        rt, rw = read_satu(rt_cell), read_satu(rw_cell)
        pair = read_pasangan(rt_cell)
        is_alone = rw == pair.rw or bersih(rw_cell) in ("", "-")
        if isinstance(rt_cell, str) and rt is None and pair.rt and pair.rw and is_alone:
            return pair  # `001/002` in the column of RT
        for cell in (rt_cell, rw_cell):
            turned_date = from_date(cell)
            if turned_date:
                return RtRw(rt or turned_date[0], rw or turned_date[1], True)
        return RtRw(rt, rw)

    def _lain(self, baris: Baris, cells: Sequence[Isi]) -> None:
        normal = baris.normal
        if "telepon" in self._kolom:
            normal["telepon"] = _telepon(self._cell(cells, "telepon"))
        if "akta_lahir" in self._kolom:
            akta = isi_teks(self._cell(cells, "akta_lahir"))
            normal["akta_lahir"] = None if akta is None else akta.casefold() not in _TIDAK
        if "jkn" in self._kolom:
            read_jkn(baris, bersih(self._cell(cells, "jkn")))


_TAK_DICENTANG = frozenset(("", "-", "0", "tidak", "false", "n"))
_TIDAK = frozenset(("tidak", "tidak ada", "belum", "belum ada", "tdk", "0", "2", "t"))


def _lahir_campur(text: str, acuan: date) -> tuple[str | None, Isi]:
    """A column of dates in which somebody wrote the place too: `Tegal, 12-05-1980`."""
    if read_tanggal(text, acuan).keadaan == "salah":
        place, found = split_lahir(text, acuan)
        if place and found:
            return place, found
    return None, text


def _telepon(cell: Isi) -> str | None:
    text = isi_teks(cell, 30)
    if text and isinstance(cell, int | float) and text.startswith("8"):
        return "0" + text  # a numeric cell drops the leading zero
    return text.strip("'") or None if text else None
