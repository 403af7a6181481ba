"""Further records of a row: pendataan, vaccinations, aid, answers about an RT or the desa.

They have natural ids, so what a file says twice is stored once. Equal is nothing; a difference is a
patch, unless someone changed that field by hand since: then a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sipd_desktop.base import ids
from sipd_desktop.bidang import FORMS
from sipd_desktop.services.impor.gudang import (
    Isian,
    Jenis,
    PendudukStore,
    Rencana,
    Tersimpan,
    Tulisan,
)
from sipd_desktop.services.impor.hasil import Bacaan, Baris, Lampiran, Status, Ubah
from sipd_desktop.services.impor.juri import Juri
from sipd_desktop.services.impor.pantau import Pantau
from sipd_desktop.services.impor.rumah import Letak
from sipd_desktop.services.impor.sebut import tell_catatan
from sipd_desktop.services.impor.tiga_arah import is_sama
from sipd_desktop.spec.field import Wire

_POTONG = 500
_WILAYAH = ("sumber_data", "tanggal", "rw", "rt", "kode")


@dataclass(slots=True)
class _Catatan:
    """One record as the file has it."""

    tbl: str
    id: str
    nilai: Isian
    subjek: tuple[str, str] | None
    lembar: str
    baris: Baris | None


class Pelampir:
    """Adds the further records of a file to a plan whose people and households are settled."""

    def __init__(self, store: PendudukStore, plan: Rencana, juri: Juri, pantau: Pantau) -> None:
        self._store, self._plan, self._juri, self._pantau = store, plan, juri, pantau
        self._subjek = set(plan.subjek)

    def plan(self, used: Sequence[Letak], bacaan: Bacaan) -> None:
        """Compare in slices, so that memory does not grow with the file."""
        seen: dict[str, Tulisan] = {}
        for start in range(0, len(used), _POTONG):
            self._pantau.maju("Membandingkan jawaban", start, len(used))
            part = [c for s, b in used[start : start + _POTONG] for c in self._of_row(s, b)]
            self._compare(part, seen)
        for sheet in bacaan.lembar_semua():
            self._compare(list(_wilayah(sheet)), seen)

    def _of_row(self, sheet: str, baris: Baris) -> Iterator[_Catatan]:
        if baris.usul is not None:  # siapa orangnya belum dipilih
            return
        for item in baris.lampiran:
            subject = baris.warga_id if item.tentang == "warga" else baris.keluarga_id
            if subject is None:
                continue
            if item.tbl == "tertutup":
                self._plan.tertutup.append((subject, item.kunci, item.nilai))
                continue
            made, values = _ID[item.tbl](item, subject)
            yield _Catatan(item.tbl, made, values, (item.tentang, subject), sheet, baris)

    def _compare(self, part: Sequence[_Catatan], seen: dict[str, Tulisan]) -> None:
        by_tbl: dict[str, list[_Catatan]] = {}
        for one in part:
            by_tbl.setdefault(one.tbl, []).append(one)
        for tbl, rows in by_tbl.items():
            stored = self._store.fetch(tbl, [r.id for r in rows])
            differ = [i for i, t in stored.items() if not t.terhapus]
            edited: set[tuple[str, str]] | None = None
            for row in rows:
                old = stored.get(row.id)
                if old is None or old.terhapus:
                    status = self._add(row, old, seen)
                else:
                    if edited is None and _diff(old, row.nilai):
                        edited = self._store.list_edit(differ)
                    status = self._patch(row, old, edited or set(), seen)
                _mark(row.baris, status)

    def _add(self, row: _Catatan, old: Tersimpan | None, seen: dict[str, Tulisan]) -> Status:
        """A new record, or one that a cancelled import had made; a voided one stays away."""
        if row.id in seen:  # dua baris tentang hal yang sama: yang kedua hanya mengisi
            given = seen[row.id].nilai
            given.update({k: v for k, v in row.nilai.items() if given.get(k) is None})
            return "sama"
        if old is not None and not old.bisa_pulih:
            return "sama"
        values: Isian = {k: v for k, v in row.nilai.items() if v is not None}
        if old is not None:
            values |= {k: None for k in old.nilai if k not in values}
        self._write(row, values, "pulih" if old else "baru", seen)
        if row.baris and row.subjek and row.baris.status != "baru":
            row.baris.ubahan += (Ubah(row.tbl, "", None, None, apa=tell_catatan(row.tbl, values)),)
        return "baru"

    def _patch(
        self,
        row: _Catatan,
        old: Tersimpan,
        edited: set[tuple[str, str]],
        seen: dict[str, Tulisan],
    ) -> Status:
        patch: Isian = {}
        status: Status = "sama"
        for key, value in _diff(old, row.nilai).items():
            if (row.id, key) not in edited:
                patch[key] = value
                _note(row, old, key, value)
            elif not self._is_ditolak(row, key, value):
                status = "bentrok"
                _note(row, old, key, value, is_bentrok=True)
                number = row.baris.row if row.baris else 0
                self._juri.note(row.tbl, row.id, key, value, row.lembar, number)
                if row.baris:
                    row.baris.bentrok.append(key)
        if patch and row.id in seen:
            given = seen[row.id].nilai
            given.update({k: v for k, v in patch.items() if k not in given})
        elif patch:
            self._write(row, patch, "ubah", seen)
            status = "berubah" if status == "sama" else status
        return status

    def _is_ditolak(self, row: _Catatan, key: str, value: Wire) -> bool:
        return self._juri.is_ditolak(row.tbl, row.id, key, value)

    def _write(self, row: _Catatan, values: Isian, jenis: Jenis, seen: dict[str, Tulisan]) -> None:
        number = row.baris.row if row.baris else 0
        made = Tulisan(row.tbl, row.id, values, jenis, row.lembar, number)
        seen[row.id] = made
        self._plan.tulisan.append(made)
        if row.subjek and row.subjek not in self._subjek:
            self._subjek.add(row.subjek)
            self._plan.subjek.append(row.subjek)


def _diff(old: Tersimpan, given: Isian) -> Isian:
    """Fields in which the file says something else; a blank says nothing.

    A later "data per tanggal" alone is no difference: the same file tomorrow changes nothing. Of a
    vaccination the date is the thing itself.
    """
    found: Isian = {
        k: v for k, v in given.items() if v is not None and not is_sama(old.nilai.get(k), v)
    }
    return {} if found.keys() == {"tanggal"} and "dosis" not in given else found


def _note(
    row: _Catatan, old: Tersimpan, key: str, value: Wire, *, is_bentrok: bool = False
) -> None:
    """A field of a stored record that the row would change."""
    if row.baris:
        form = str(old.nilai.get("form") or "")
        change = Ubah(row.tbl, key, old.nilai.get(key), value, is_bentrok, form=form)
        row.baris.ubahan += (change,)


def _mark(baris: Baris | None, status: Status) -> None:
    """What a further record means for its row: a new answer changes a person or household."""
    if baris is None:
        return
    if status == "baru" and baris.jenis != "wilayah":
        status = "berubah"
    if baris.status == "sama" or (baris.status == "berubah" and status == "bentrok"):
        baris.status = status


def _isian(item: Lampiran, subject: str) -> tuple[str, Isian]:
    form, sumber, tanggal = item.kunci
    values: Isian = {
        "form": form,
        "form_versi": FORMS[form].version,
        "subjek_jenis": item.tentang,
        "subjek": subject,
        "tanggal": tanggal,
        **item.nilai,
    }
    return ids.pendataan_id(form, subject, sumber, tanggal), values


def _vaksinasi(item: Lampiran, subject: str) -> tuple[str, Isian]:
    jenis, dosis = item.kunci
    values: Isian = {"warga_id": subject, "jenis": jenis, "dosis": int(dosis), **item.nilai}
    return ids.vaksinasi_id(subject, jenis, int(dosis)), values


def _bantuan(item: Lampiran, subject: str) -> tuple[str, Isian]:
    program, awal = item.kunci
    values: Isian = {"subjek_jenis": item.tentang, "subjek": subject, "program": program}
    values |= {"awal": awal or None, **item.nilai}
    return ids.bantuan_id(subject, program, awal), values


_ID: dict[str, Callable[[Lampiran, str], tuple[str, Isian]]] = {
    "isian": _isian,
    "vaksinasi": _vaksinasi,
    "bantuan": _bantuan,
}


def _wilayah(sheet: Bacaan) -> Iterator[_Catatan]:
    """Question and value rows of a questionnaire about an RT or the desa."""
    rows = {str(b.normal.get("kode")): b for b in sheet.baris if b.jenis == "wilayah"}
    for values in sheet.wilayah:
        key = [str(values.get(k) or "") for k in _WILAYAH]
        baris = rows.get(key[-1])
        if baris is not None and baris.status is None:
            baris.status = "sama"
        made = ids.pendataan_wilayah_id(*key)
        yield _Catatan("pendataan_wilayah", made, dict(values), None, sheet.sheet, baris)
