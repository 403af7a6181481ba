"""Every cell of the roles matrix against the real services: allowed exactly as the file says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import percobaan_hak
import pytest
from percobaan_hak import LAMA, PERCOBAAN, Dunianya, pindah_rencana
from sqlalchemy import Connection

from pembuat import MAWAR_ID, MELATI_ID, Dunia, Induk
from sipd_desktop.base.errors import NotAllowed, UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.bidang import FORMS, REGISTERS
from sipd_desktop.bidang.hak import objek_of, writers_of
from sipd_desktop.bidang.umum.posyandu import JABATAN
from sipd_desktop.rules.hak import (
    SISTEM,
    SYARAT,
    YA,
    Perkara,
    alternatives,
    decide,
    read_matriks,
    table_of,
)
from sipd_desktop.services import catat
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.services.hak import may, refusal_of_role
from sipd_desktop.services.pin import save_akun

MATRIKS = read_matriks()
SEL = [
    (objek.key, aksi, peran)
    for objek in MATRIKS.objek.values()
    for aksi in objek.aksi
    for peran in MATRIKS.peran
]
BARIS = sorted({(o, a) for o, a, _ in SEL})


class Urung(Exception):
    """Roll the attempt back."""


@pytest.fixture(scope="module")
def dunia_hak(induk: Induk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dunia]:
    """Kader of every role at Melati; a ketua of her own at Mawar, so that Mawar is another's."""
    made = induk.open(tmp_path_factory.mktemp("hak") / "data")
    people = [(f"peran-{p}", p, MELATI_ID) for p in MATRIKS.peran if p != SISTEM]
    people += [
        ("ketua-melati", "ketua", MELATI_ID),
        ("ketua-mawar", "ketua", MAWAR_ID),
        ("bidan-tetap", "bidan", None),
    ]
    with made.buku.write() as conn:
        niat = Niat(conn, percobaan_hak.PROGRAM)
        for key, jabatan, unit in people:
            row = {"posyandu_id": unit, "nama": key, "jabatan": jabatan, "aktif": True}
            niat.insert("kader", key, row)
            save_akun(conn, key, izin_oleh="program")
        niat.done()
    yield made
    made.close()


@pytest.fixture
def coba(dunia_hak: Dunia, monkeypatch: pytest.MonkeyPatch) -> Callable[..., UserError | None]:
    """Try one cell under facts; gives the refusal, or None. Nothing stays."""
    now = catat.now_text

    def old(*, lama: bool) -> None:
        monkeypatch.setattr(catat, "now_text", (lambda: LAMA) if lama else now)

    def world(conn: Connection, peran: str, benar: frozenset[str], objek: str) -> Dunianya:
        akun = f"peran-{peran}"
        if "bidang-sendiri" in benar:
            bidang = f'["{MATRIKS.objek[objek].bidang}"]'
            conn.exec_driver_sql("UPDATE kader SET bidang = ? WHERE id = ?", (bidang, akun))
        return Dunianya(peran, akun, conn, benar, lambda lama: old(lama=lama))

    def run(objek: str, aksi: str, peran: str, benar: frozenset[str]) -> UserError | None:
        found: list[UserError | None] = [None]

        def work() -> None:
            with dunia_hak.buku.write() as conn:
                try:
                    PERCOBAAN[objek, aksi](world(conn, peran, benar, objek))
                except UserError as error:
                    found[0] = error
                raise Urung

        with pytest.raises(Urung):
            work()
        return found[0]

    return run


SEMUA = frozenset(SYARAT)


def test_no_cell_without_an_attempt_and_no_attempt_without_a_cell() -> None:
    assert set(PERCOBAAN) == set(BARIS)
    assert len(SEL) >= 300
    for objek, aksi in BARIS:
        given = {p for o, a, p in SEL if (o, a) == (objek, aksi)}
        assert given == set(MATRIKS.peran), (objek, aksi)


@pytest.mark.parametrize(("objek", "aksi"), BARIS)
def test_every_role_may_exactly_what_the_matrix_says(coba, objek: str, aksi: str) -> None:
    for peran in MATRIKS.peran:
        cell = MATRIKS.cell(peran, objek, aksi)
        where = f"{objek}.{aksi}.{peran} = {cell}"
        ways = alternatives(cell)
        if not ways:
            refused = coba(objek, aksi, peran, SEMUA - {"milik-sendiri", "akun-sendiri"})
            assert isinstance(refused, NotAllowed), where
            assert refused.code in ("hak-peran", "hak-belum-diatur", "impor-tidak-boleh"), where
            assert "…" not in sentence(refused)
        if cell == YA:
            own = {"posyandu-sendiri", "belum-ditandatangani"} if objek != "hari_buka" else SEMUA
            assert coba(objek, aksi, peran, frozenset(own)) is None, where
            continue
        for names in ways:
            true = frozenset(names) | _needed(objek, aksi)
            assert coba(objek, aksi, peran, true) is None, f"{where}: dengan {names}"
            for lacking in names:
                wide = peran in MATRIKS.sedesa and "posyandu-sendiri" in {*names, *ways[0]}
                if wide and lacking in ("posyandu-sendiri", "hadir-di-sini"):
                    continue  # the whole desa is theirs
                refused = coba(objek, aksi, peran, true - {lacking})
                assert isinstance(refused, UserError), f"{where}: tanpa {lacking}"
                assert "…" not in sentence(refused)


def _needed(objek: str, aksi: str) -> frozenset[str]:
    """What the attempt itself needs so that only the matrix can refuse."""
    return (
        frozenset({"belum-ditandatangani"})
        if (objek, aksi) == ("tanda_tangan", "ubah")
        else (frozenset())
    )


def test_desa_wide_roles_work_in_every_posyandu_and_others_do_not(coba) -> None:
    wide = frozenset({"belum-ditandatangani"})
    assert coba("ukuran", "tambah", "bidan", wide) is None
    assert coba("ukuran", "tambah", "kader", wide).code == "hak-posyandu-sendiri"


def test_an_operator_never_changes_a_measurement(coba) -> None:
    for aksi in ("tambah", "ubah", "batalkan"):
        assert coba("ukuran", aksi, "operator", SEMUA).code == "hak-peran"


def test_what_nobody_declared_is_refused(dunia_hak: Dunia) -> None:
    assert objek_of("tabel_baru") == objek_of("isian", "formulir_baru") == ""
    for peran in MATRIKS.peran:
        assert not decide(peran, "", "tambah", Perkara()).boleh
        assert not decide(peran, "ukuran", "menghapus", Perkara()).boleh
    assert not decide("tamu", "penduduk", "lihat", Perkara()).boleh
    row = {"form": "formulir_baru", "form_versi": 1, "subjek_jenis": "warga", "subjek": "x"}
    with pytest.raises(NotAllowed, match="hak-belum-diatur"), dunia_hak.buku.write() as conn:
        Niat(conn, Petugas("peran-ketua", "peran-ketua")).insert("isian", "baru", row)


@pytest.mark.parametrize(
    ("petugas", "code"),
    [
        (Petugas(), "hak-akun-tidak-dikenal"),
        (Petugas("ketua-melati", "tak-ada"), "hak-akun-tidak-dikenal"),
        (Petugas("ketua-melati", "keluar"), "hak-akun-tidak-aktif"),
    ],
)
def test_an_unknown_or_retired_account_writes_nothing(
    dunia: Dunia, petugas: Petugas, code: str
) -> None:
    row = {"posyandu_id": MELATI_ID, "nama": "K", "jabatan": "ketua", "aktif": False}
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.insert("kader", "keluar", row)
        niat.done()
    before = dunia.dump()
    with pytest.raises(NotAllowed, match=code), dunia.buku.write() as conn:
        Niat(conn, petugas).insert("warga", "w", {"nama": "X", "posyandu_id": MELATI_ID})
    assert dunia.dump() == before


def test_the_typist_counts_not_the_named_doer(dunia_hak: Dunia) -> None:
    row = {"posyandu_id": MELATI_ID, "nama": "B", "jabatan": "ketua"}
    who = Petugas(pelaku="ketua-melati", pencatat="peran-kader")
    with pytest.raises(NotAllowed, match="hak-peran"), dunia_hak.buku.write() as conn:
        Niat(conn, who).insert("kader", "baru", row)


def test_roster_makes_another_posyandu_ones_own_for_the_day(dunia_hak: Dunia) -> None:
    def work(*, roster: bool) -> None:
        with dunia_hak.buku.write() as conn:
            d = Dunianya("kader", "peran-kader", conn, frozenset(), lambda _lama: None)
            hari = d.hari()
            if roster:
                niat = Niat(conn, percobaan_hak.PROGRAM)
                niat.update("hari_buka", hari, {"petugas_2": "peran-kader"})
                niat.done()
            percobaan_hak.mark_hadir(conn, d.petugas, hari, d.warga(MAWAR_ID))
            raise Urung

    with pytest.raises(NotAllowed, match="hak-posyandu-sendiri"):
        work(roster=False)
    with pytest.raises(Urung):
        work(roster=True)


def test_a_planned_day_is_guarded_like_the_day(dunia_hak: Dunia) -> None:
    for akun, code in (("peran-operator", "hak-peran"), ("peran-kader", "hak-posyandu-sendiri")):
        peran = akun.removeprefix("peran-")
        with pytest.raises(NotAllowed, match=code), dunia_hak.buku.write() as conn:
            pindah_rencana(Dunianya(peran, akun, conn, frozenset(), lambda _lama: None))


def test_declarations_and_matrix_are_one() -> None:
    for register in REGISTERS.values():
        assert register.hak in MATRIKS.objek, register.key
    for form in FORMS.values():
        assert form.hak in MATRIKS.objek, form.key
    assert set(MATRIKS.kolom.values()) | set(MATRIKS.keluar.values()) <= set(MATRIKS.objek)
    for key in MATRIKS.kolom:
        tbl, _, column = key.partition(".")
        assert REGISTERS[tbl].field(column), key
    assert dict(JABATAN).keys() | {SISTEM} == set(MATRIKS.peran)
    assert writers_of("isian", "pemeriksaan_balita") == (
        "kader",
        "bendahara",
        "ketua",
        "sekretaris",
        "bidan",
    )
    assert "operator" not in writers_of("kehadiran")


def test_the_page_shows_the_file() -> None:
    """docs/hak.md holds the matrix as the file has it, row by row."""
    page = (Path(catat.__file__).parents[3] / "docs" / "hak.md").read_text("utf-8")
    told = [line for line in page.splitlines() if line.startswith("| ")]
    wide = [line for line in told if line.count(" | ") > len(MATRIKS.peran)]
    assert wide == table_of(MATRIKS)
    assert [c for c in SYARAT if f"`{c}`" not in page] == []


def test_only_preparing_and_made_up_people_act_as_the_program() -> None:
    src = Path(catat.__file__).parents[1]
    found = {
        p.relative_to(src).as_posix()
        for p in src.rglob("*.py")
        if "sistem=True" in p.read_text("utf-8") or "as_program()" in p.read_text("utf-8")
    }
    assert found == {"services/petugas.py", "services/siapkan.py", "services/contoh/isi.py"}


def test_a_window_knows_before_asking(dunia_hak: Dunia) -> None:
    kader = Petugas("peran-kader", "peran-kader")
    problem = dunia_hak.read(may, kader, "laporan", "ekspor")
    assert problem is not None
    assert sentence(problem) == sentence(refusal_of_role("kader", "laporan", "ekspor"))
    assert "ketua" in sentence(problem)
    assert refusal_of_role("ketua", "laporan", "ekspor") is None
