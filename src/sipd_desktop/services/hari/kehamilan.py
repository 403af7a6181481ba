"""Pregnancy marked at the table: "sedang hamil", "baru melahirkan", "sudah tidak hamil".

Each is one intent on the register kehamilan; the flag of the population data follows it, so that
lists made from it agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base import ids
from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.rules.sasaran import Episode
from sipd_desktop.rules.tabel_sasaran import tabel_pada
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import ids_of, load_kini
from sipd_desktop.services.orang import Orang, get_orang
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.tables import SYNCED

_KEHAMILAN = SYNCED["kehamilan"]
_WARGA = SYNCED["warga"].c
_BATCH = 500


def load_episode(
    conn: Connection, warga: Iterable[str] | None = None, *, tanggal: date | None = None
) -> dict[str, tuple[Episode, ...]]:
    """Pregnancies by surviving person; of everyone when `warga` is None.

    With a date, a child born to her in the months before it ends a pregnancy too: the birth may
    have been recorded where pregnancies are not (the operator's laptop, an import).
    """
    kini = load_kini(conn)
    wanted = None if warga is None else set(warga)
    query = select(_KEHAMILAN).where(_KEHAMILAN.c.deleted_at.is_(None))
    found: dict[str, list[Episode]] = {}
    for part in _parts(wanted, kini):
        asked = query if part is None else query.where(_KEHAMILAN.c.warga_id.in_(part))
        for row in conn.execute(asked).mappings():
            owner = kini.get(row["warga_id"], row["warga_id"])
            found.setdefault(owner, []).append(_to_episode(row))
        if tanggal is not None:
            for ibu, lahir in _births(conn, part, tanggal):
                owner = kini.get(ibu, ibu)
                found.setdefault(owner, []).append(
                    Episode(dicatat=lahir, selesai=lahir, hasil="melahirkan")
                )
    return {owner: tuple(rows) for owner, rows in found.items()}


def _births(conn: Connection, ibu: list[str] | None, tanggal: date) -> Iterable[tuple[str, date]]:
    days = int(tabel_pada(tanggal).nilai("HAMIL.HARI.MAKS"))
    first = (tanggal - timedelta(days=days)).isoformat()
    query = select(_WARGA.ibu_id, _WARGA.tanggal_lahir).where(
        _WARGA.ibu_id.is_not(None),
        _WARGA.tanggal_lahir.between(first, tanggal.isoformat()),
        _WARGA.deleted_at.is_(None),
    )
    if ibu is not None:
        query = query.where(_WARGA.ibu_id.in_(ibu))
    return [(i, date.fromisoformat(born)) for i, born in conn.execute(query)]


def _parts(wanted: set[str] | None, kini: Mapping[str, str]) -> list[list[str] | None]:
    if wanted is None:
        return [None]
    known = sorted(wanted | {old for old, now in kini.items() if now in wanted})
    return [known[start : start + _BATCH] for start in range(0, len(known), _BATCH)]


def _to_episode(row: Mapping[Any, Any]) -> Episode:
    def day(key: str) -> date | None:
        return date.fromisoformat(row[key]) if row[key] else None

    noted = day("dicatat") or day("tanggal_selesai") or date.min
    return Episode(
        dicatat=noted,
        hpht=day("hpht"),
        hpl=day("hpl"),
        selesai=day("tanggal_selesai"),
        hasil=row["hasil_kehamilan"] or "",
    )


def mark_hamil(
    conn: Connection,
    petugas: Petugas,
    warga_id: str,
    tanggal: date,
    *,
    hpht: date | None = None,
    sumber: str = "ditanyakan",
) -> Changes:
    """She is pregnant, as asked on this day; the HPHT may follow later.

    Raises `bukan-perempuan`, InvalidInput for an HPHT in the future or longer ago than a pregnancy.
    """
    orang = _require_ibu(conn, warga_id, tanggal)
    if hpht is not None:
        too_old = (tanggal - hpht).days > tabel_pada(tanggal).nilai("HAMIL.HARI.MAKS")
        if hpht > tanggal or too_old:
            raise InvalidInput([Problem("hpht", "hpht-salah")])
    niat = Niat(conn, petugas)
    row = _open_row(conn, orang.id, tanggal)
    values: dict[str, Wire] = {"sumber": sumber}
    if hpht is not None:
        values["hpht"] = hpht.isoformat()
    if row is not None:
        niat.update_row("kehamilan", row, values, "mencatat-hamil")
    else:
        _put(niat, orang.id, tanggal, values, "mencatat-hamil")
    niat.update("warga", orang.id, {"hamil": True})
    return niat.done()


def mark_selesai(
    conn: Connection,
    petugas: Petugas,
    warga_id: str,
    tanggal: date,
    *,
    selesai: date,
    hasil: str = "melahirkan",
) -> Changes:
    """The pregnancy ended on `selesai`: `melahirkan`, `keguguran`, or only `berakhir`.

    Raises `bukan-perempuan`, InvalidInput for a day in the future, before the HPHT, or longer ago
    than the day she was noted as pregnant allows.
    """
    orang = _require_ibu(conn, warga_id, tanggal)
    row = _open_row(conn, orang.id, tanggal)
    started = date.fromisoformat(row["hpht"]) if row is not None and row["hpht"] else None
    if selesai > tanggal or (started is not None and selesai < started):
        raise InvalidInput([Problem("tanggal_selesai", "tanggal-bersalin-salah")])
    niat = Niat(conn, petugas)
    end_kehamilan(niat, orang.id, tanggal, selesai=selesai, hasil=hasil)
    return niat.done()


def end_kehamilan(
    niat: Niat, warga_id: str, tanggal: date, *, selesai: date, hasil: str = "melahirkan"
) -> None:
    """Inside an open intent: the pregnancy noted last ends; without one its end alone is noted."""
    row = _open_row(niat.conn, warga_id, tanggal)
    values: dict[str, Wire] = {
        "tanggal_selesai": selesai.isoformat(),
        "hasil_kehamilan": hasil,
    }
    if row is not None:
        niat.update_row("kehamilan", row, values, "mencatat-bersalin")
    else:
        _put(niat, warga_id, tanggal, values | {"sumber": "ditanyakan"}, "mencatat-bersalin")
    niat.update("warga", warga_id, {"hamil": False})


def _put(niat: Niat, warga_id: str, tanggal: date, values: dict[str, Wire], verb: str) -> None:
    noted = tanggal.isoformat()
    row = {"warga_id": warga_id, "dicatat": noted, **values}
    niat.put("kehamilan", ids.kehamilan_id(warga_id, noted), row, verb)


def _require_ibu(conn: Connection, warga_id: str, tanggal: date) -> Orang:
    orang = get_orang(conn, warga_id, tanggal)
    if orang.jk != "P":
        raise UserError("bukan-perempuan")
    return orang


def _open_row(conn: Connection, warga_id: str, tanggal: date) -> Mapping[str, Any] | None:
    """The newest pregnancy without an end, or the one noted on this very day (a correction)."""
    query = select(_KEHAMILAN).where(
        _KEHAMILAN.c.warga_id.in_(ids_of(conn, warga_id)), _KEHAMILAN.c.deleted_at.is_(None)
    )
    rows = sorted(conn.execute(query).mappings(), key=lambda r: (r["dicatat"] or "", r["id"]))
    limit = tabel_pada(tanggal).nilai("HAMIL.HARI.MAKS")
    for row in reversed(rows):
        begun = row["hpht"] or row["dicatat"]
        recent = begun and (tanggal - date.fromisoformat(begun)).days <= limit
        if row["dicatat"] == tanggal.isoformat() or (not row["tanggal_selesai"] and recent):
            return dict(row)
    return None
