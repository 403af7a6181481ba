"""The plan: which people and households are new, changed, equal or in conflict; nothing written.

People and households missing from the file are left alone. One stored person follows one row of the
file: a second row about the same person may only fill what is empty. Rows that match nobody exactly
are looked at again at the end, when it is known who has a row of her own.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from sipd_desktop.services.impor.cocok import Daftar
from sipd_desktop.services.impor.gudang import PendudukStore, Rencana
from sipd_desktop.services.impor.hasil import Bacaan, Baris, Status
from sipd_desktop.services.impor.hilang import find_hilang
from sipd_desktop.services.impor.juri import Juri
from sipd_desktop.services.impor.lampiran import Pelampir
from sipd_desktop.services.impor.lekat import attach_known
from sipd_desktop.services.impor.orang import Perencana, write_calon
from sipd_desktop.services.impor.pantau import DIAM, Pantau
from sipd_desktop.services.impor.rumah import Letak, Rumah, plan_rumah
from sipd_desktop.services.impor.sel import fold_nilai
from sipd_desktop.services.impor.tiga_arah import Sumber
from sipd_desktop.services.impor.wilayah import Layanan

_LANGKAH = 200
KATA = "Membandingkan dengan yang tersimpan"
_CIRI = ("nik", "no_kk", "nama", "jenis_kelamin", "tanggal_lahir", "nama_ibu")


def make_rencana(
    bacaan: Bacaan,
    store: PendudukStore,
    new_id: Callable[[], str],
    *,
    sumber: Sumber,
    pantau: Pantau = DIAM,
) -> Rencana:
    """Compare a judged file with what is stored; sets `status` and the like of its rows anew."""
    _reset(bacaan)
    rows = [(s, b) for s in bacaan.lembar_semua() for b in s.baris if b.is_dipakai]
    used = [(s.sheet, b) for s, b in rows if not s.hanya_lampiran]
    known = [(s.sheet, b) for s, b in rows if s.hanya_lampiran]
    juri = Juri(sumber, store.list_pilihan())
    plan = _plan_utama(bacaan, (used, known), store, juri, new_id, pantau)
    Pelampir(store, plan, juri, pantau).plan([*used, *known], bacaan)
    bacaan.hilang = plan.hilang
    bacaan.bentrok = {b.row: b.bentrok for b in bacaan.baris if b.bentrok}
    plan.bentrok = bacaan.bentrok
    return plan


def _plan_utama(
    bacaan: Bacaan,
    letak: tuple[Sequence[Letak], Sequence[Letak]],
    store: PendudukStore,
    juri: Juri,
    new_id: Callable[[], str],
    pantau: Pantau,
) -> Rencana:
    """People and households; what only served to find them is let go when it returns."""
    used, known = letak
    layanan = Layanan(store.list_posyandu())
    homes = store.list_keluarga()
    in_file = {b.text("no_kk") for _, b in used}
    for home in homes:
        if home.nilai.get("no_kk") in in_file:
            home.asal = store.asal_of("keluarga", home.id)
    rumah = plan_rumah(used, homes, layanan, juri, new_id)
    no_kk = {t.id: str(t.nilai.get("no_kk")) for t in homes if t.nilai.get("no_kk")}
    no_kk |= {r.tersimpan.id: k for k, r in rumah.items()}
    daftar = Daftar(store.list_warga(), no_kk)
    for warga_id in bacaan.milik & daftar.semua.keys():
        daftar.semua[warga_id].is_diklaim = True
    attach_known([b for _, b in known], daftar, homes)
    planner = Perencana(store, daftar, rumah, layanan, juri, new_id)
    _plan_orang(planner, [(s, b) for s, b in used if b.jenis == "orang"], store, pantau)
    planner.heads()
    for _, baris in used:
        if baris.jenis == "keluarga":
            _plan_baris_rumah(baris, rumah)
    plan = _collect(planner, daftar, rumah, juri)
    plan.hilang = find_hilang(daftar.semua.values(), homes, planner.diusulkan)
    found = Counter(_status_rumah(r) for r in rumah.values())
    bacaan.keluarga = {k: found.get(k, 0) for k in ("baru", "berubah", "sama", "bentrok")}
    return plan


def _reset(bacaan: Bacaan) -> None:
    """What an earlier comparison noted: the window compares again after every choice."""
    for sheet in bacaan.lembar_semua():
        for b in sheet.baris:
            b.status, b.usul, b.warga_id, b.keluarga_id = None, None, None, None
            b.bentrok, b.ubahan = [], ()


def _plan_orang(
    planner: Perencana, rows: Sequence[Letak], store: PendudukStore, pantau: Pantau
) -> None:
    """All exact matches first, then those that match nobody."""
    keys = _kunci([b for _, b in rows])
    planner.choose(keys, store.list_putusan())
    later: list[Letak] = []
    for number, (sheet, baris) in enumerate(rows):
        if number % _LANGKAH == 0:
            pantau.maju(KATA, number, len(rows))
        if not planner.row(sheet, baris, is_akhir=not planner.ada_tersimpan):
            later.append((sheet, baris))
    planner.begin_usul({n for _, b in rows if (n := b.text("nik"))})
    for sheet, baris in later:
        planner.row(sheet, baris, is_akhir=True)


def _kunci(rows: Iterable[Baris]) -> dict[int, str]:
    """id(row) to what stands for it in later readings; equal rows are told apart by their order."""
    seen: Counter[str] = Counter()
    made = {}
    for b in rows:
        if b.kunci:
            made[id(b)] = b.kunci
            continue
        text = "\x1f".join(fold_nilai(str(b.normal.get(k) or "")) for k in _CIRI)
        seen[text] += 1
        made[id(b)] = hashlib.sha256(f"{text}\x1f{seen[text]}".encode()).hexdigest()[:32]
    return made


def _status_rumah(rumah: Rumah) -> Status:
    if rumah.is_baru:
        return "baru"
    if rumah.bentrok:
        return "bentrok"
    return "berubah" if rumah.ubah else "sama"


def _plan_baris_rumah(baris: Baris, rumah: dict[str, Rumah]) -> None:
    """The status of a row that speaks of a household."""
    home = rumah.get(baris.text("no_kk") or "")
    if home is None:  # tanpa No. KK tidak ada keluarga yang bisa disimpan
        baris.status, baris.bentrok = "bentrok", ["no_kk"]
        return
    baris.keluarga_id = home.tersimpan.id
    baris.status = _status_rumah(home)
    baris.ubahan = home.list_ubah()
    if baris.status == "bentrok":
        baris.bentrok = list(home.bentrok)


def _collect(planner: Perencana, daftar: Daftar, rumah: dict[str, Rumah], juri: Juri) -> Rencana:
    """Everything planned, households before their members."""
    plan = Rencana(usul=planner.usul, putusan=planner.putusan)
    for home in rumah.values():
        write_calon(plan, "keluarga", home, juri)
    for calon in daftar.semua.values():
        if calon.is_diklaim:
            write_calon(plan, "warga", calon, juri)
    plan.beda = juri.beda
    return plan
