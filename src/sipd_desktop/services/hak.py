"""The roles matrix at work: who acts, the facts of the case, and a refusal in plain words.

`services.catat.Niat` asks a `Penjaga` before each write, so that no service can forget it. Services
that show people or let something out of the program ask `require`. The account that types counts
(`pencatat`), not the kader who is named as the doer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.clock import now_text, parse_instant
from sipd_desktop.base.errors import NotAllowed
from sipd_desktop.bidang.hak import objek_kolom, objek_nilai, objek_of
from sipd_desktop.rules.hak import (
    SISTEM,
    TIDAK,
    Perkara,
    Putusan,
    alternatives,
    decide,
    facts_of,
    read_matriks,
)
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.services.tempat import Tempat
from sipd_desktop.storage.bentuk import parse_list
from sipd_desktop.storage.tables import SYNCED

_KADER, _TINDAKAN = SYNCED["kader"].c, SYNCED["tindakan"].c
IMPOR = frozenset(("mengimpor", "membatalkan impor"))
"""Verbs of bringing a whole list in, and of taking it back."""
KATA_AKSI = {
    "lihat": "Melihat",
    "tambah": "Menambah",
    "ubah": "Mengubah",
    "batalkan": "Membatalkan",
    "ekspor": "Menyimpan atau mencetak",
}


@dataclass(frozen=True, slots=True)
class Pelaku:
    """The account that acts, as the matrix sees it."""

    id: str
    peran: str
    posyandu_id: str | None
    bidang: tuple[str, ...] = ()


_PROGRAM = Pelaku("", SISTEM, None)


def find_pelaku(conn: Connection, petugas: Petugas) -> Pelaku:
    """Who acts; raises NotAllowed `hak-akun-tidak-dikenal`, `hak-akun-tidak-aktif`."""
    if petugas.sistem:
        return _PROGRAM
    account = petugas.akun
    query = select(
        _KADER.jabatan, _KADER.posyandu_id, _KADER.aktif, _KADER.deleted_at, _KADER.bidang
    ).where(_KADER.id == account)
    row = conn.execute(query).one_or_none()
    if account is None or row is None:
        raise NotAllowed("hak-akun-tidak-dikenal")
    if row.deleted_at is not None or row.aktif == 0:
        raise NotAllowed("hak-akun-tidak-aktif")
    return Pelaku(account, row.jabatan or "", row.posyandu_id, tuple(parse_list(row.bidang)))


class Penjaga:
    """Asks the matrix on behalf of one account; remembers what it looked up."""

    def __init__(self, conn: Connection, petugas: Petugas, saat: str, alasan: str = "") -> None:
        self._conn, self._petugas, self._saat, self._alasan = conn, petugas, saat, alasan
        self._pelaku: Pelaku | None = None
        self._tempat: Tempat | None = None

    @property
    def pelaku(self) -> Pelaku:
        """The account, looked up at the first question."""
        if self._pelaku is None:
            self._pelaku = find_pelaku(self._conn, self._petugas)
        return self._pelaku

    @property
    def tempat(self) -> Tempat:
        """What is the own Posyandu of the account."""
        if self._tempat is None:
            who = self.pelaku
            wide = who.peran in read_matriks().sedesa
            self._tempat = Tempat(self._conn, who.id, who.posyandu_id, sedesa=wide)
        return self._tempat

    def check_write(
        self, aksi: str, tbl: str, row: Mapping[str, Any], baru: Mapping[str, Any], verb: str
    ) -> None:
        """Refuse a write the matrix does not allow; raises NotAllowed.

        `row` is the record as it stands (for a new one: its values), `baru` what is written to it.
        """
        base = self._outside(objek_of(tbl, row.get("form") or baru.get("form")), tbl, row)
        for objek in (*sorted(objek_kolom(tbl, baru)), base):
            self._require(objek, aksi, tbl, row, baru, verb)
        for objek in sorted(objek_nilai(tbl, {**row, **baru})):
            known = read_matriks().objek[objek].aksi
            self._require(objek, aksi if aksi in known else "ubah", tbl, row, baru, verb)

    def check_act(self, aksi: str, tbl: str | None, row: Mapping[str, Any], **known: Any) -> None:
        """Refuse looking at a record, or letting it out of the program; raises NotAllowed."""
        if aksi == "ekspor":
            objek = read_matriks().keluar.get(tbl or "", "")
        else:
            objek = self._outside(objek_of(tbl or "", row.get("form")), tbl or "", row)
        self._require(objek, aksi, tbl or "", row, {}, "", **known)
        if aksi == "lihat":
            for more in sorted(objek_nilai(tbl or "", row)):
                self._require(more, aksi, tbl or "", row, {}, "", **known)

    def check(self, objek: str, aksi: str, tbl: str, row: Mapping[str, Any], **known: Any) -> None:
        """Refuse an act on an object named by the caller; raises NotAllowed."""
        self._require(objek, aksi, tbl, row, {}, "", **known)

    def refused(
        self, objek: str, aksi: str, tbl: str, row: Mapping[str, Any], **known: Any
    ) -> NotAllowed | None:
        """As `check`, giving the refusal instead of raising it."""
        try:
            self.check(objek, aksi, tbl, row, **known)
        except NotAllowed as error:
            return error
        return None

    def guarded(self, tbl: str, row: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Columns of a record that another object guards: (column, object)."""
        return [(c, o) for c in row for o in objek_kolom(tbl, [c])]

    def _outside(self, objek: str, tbl: str, row: Mapping[str, Any]) -> str:
        """People of another Posyandu are an object of their own."""
        found = read_matriks().objek.get(objek)
        if found and found.luar and self.tempat.is_elsewhere(tbl, row):
            return found.luar
        return objek

    def _require(
        self,
        objek: str,
        aksi: str,
        tbl: str,
        row: Mapping[str, Any],
        baru: Mapping[str, Any],
        verb: str,
        **known: Any,
    ) -> None:
        peran = self.pelaku.peran
        cell = read_matriks().cell(peran, objek, aksi)
        if verb in IMPOR and ("lewat-impor",) in alternatives(cell):
            return  # the whole desa at once: no row is looked up
        facts = {
            name: known[name] if name in known else self._fact(name, objek, tbl, row, baru, verb)
            for name in facts_of(cell)
        }
        putusan = decide(peran, objek, aksi, Perkara(**facts))
        if not putusan.boleh:
            raise refusal(objek, aksi, putusan)

    def _fact(
        self,
        name: str,
        objek: str,
        tbl: str,
        row: Mapping[str, Any],
        baru: Mapping[str, Any],
        verb: str,
    ) -> Any:
        place = self.tempat
        if name in ("milik_sendiri", "umur_hari"):
            return self._origin(str(row.get("id") or ""))[name]
        if name == "pindah_ke_sini":
            return "posyandu_id" in baru and place.is_own(baru["posyandu_id"])
        if name == "bidang_sendiri":
            return read_matriks().objek[objek].bidang in self.pelaku.bidang
        if name == "posyandu_sendiri":
            return place.is_own_record(tbl, row)
        if name == "ditandatangani":
            return place.is_signed(tbl, row)
        if name == "hadir_di_sini":
            return place.came_here(tbl, row)
        return {
            "akun_sendiri": row.get("id") == self.pelaku.id,
            "lewat_impor": verb in IMPOR,
            "alasan": self._alasan,
        }.get(name, False)

    def _origin(self, row_id: str) -> dict[str, Any]:
        """Who made a record and how many days ago; nobody's and ageless when not known here."""
        query = (
            select(_TINDAKAN.pencatat, _TINDAKAN.waktu)
            .where(_TINDAKAN.objek == row_id)
            .order_by(_TINDAKAN.waktu, _TINDAKAN.id)
            .limit(1)
        )
        first = self._conn.execute(query).one_or_none()
        if first is None or not row_id:
            return {"milik_sendiri": False, "umur_hari": None}
        days = (parse_instant(self._saat) - parse_instant(first.waktu)).days
        return {"milik_sendiri": first.pencatat == self.pelaku.id, "umur_hari": max(days, 0)}


def refusal(objek: str, aksi: str, putusan: Putusan) -> NotAllowed:
    """The refusal of a decision, as a sentence's code and its words."""
    matriks = read_matriks()
    found = matriks.objek.get(objek)
    words = [matriks.peran[r] for r in matriks.roles(objek, aksi)]
    who = f"{', '.join(words[:-1])} atau {words[-1]}" if len(words) > 1 else "".join(words)
    kerja = f"{KATA_AKSI[aksi]} {found.label if found else 'catatan jenis ini'}"
    if putusan.kurang == "peran" and not who:
        return NotAllowed("hak-belum-diatur", kerja=kerja)
    return NotAllowed(f"hak-{putusan.kurang}", kerja=kerja, siapa=who)


def may(
    conn: Connection, petugas: Petugas, objek: str, aksi: str, **known: Any
) -> NotAllowed | None:
    """Whether a window may offer this: None, or the refusal to show beside the grey button.

    `known` are facts of `Perkara` the caller knows; the others are taken from `tbl` and `row` when
    both are given, else they refuse.
    """
    row, tbl = known.pop("row", {}), known.pop("tbl", "")
    try:
        Penjaga(conn, petugas, now_text()).check(objek, aksi, tbl, row, **known)
    except NotAllowed as error:
        return error
    return None


def refusal_of_role(jabatan: str, objek: str, aksi: str) -> NotAllowed | None:
    """The refusal when this role can never do it, whatever the case: for grey buttons; no file."""
    if read_matriks().cell(jabatan, objek, aksi) != TIDAK:
        return None
    return refusal(objek, aksi, Putusan(False, "peran"))


def require(conn: Connection, petugas: Petugas, objek: str, aksi: str, **known: Any) -> None:
    """As `may`, raising the refusal."""
    problem = may(conn, petugas, objek, aksi, **known)
    if problem is not None:
        raise problem
