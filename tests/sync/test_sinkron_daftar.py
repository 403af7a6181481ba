"""Enrolment: one code, one desa, practice and real people never together, keys only in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import PESAN
from sipd_desktop.services import sinkron
from sipd_desktop.storage.keadaan import get_setelan
from sipd_server.enrol import make_code
from sipd_server.scope import Scope
from sipd_server.store import Store
from sync.alat import KODE_DESA, MELATI, Laptop
from sync.conftest import Pendaftar, new_code
from sync.perantara import Perantara


def _refused(laptop: Laptop, alamat: str, kode: str) -> str:
    with pytest.raises(UserError) as error:
        laptop.daftar(alamat, kode)
    assert error.value.code in PESAN
    return error.value.code


@pytest.fixture
def a(tmp_path: Path):  # type: ignore[no-untyped-def]
    laptop = Laptop(tmp_path / "a")
    yield laptop
    laptop.close()


def test_enrolment_keeps_what_the_exchange_needs(
    a: Laptop, tertanam: Store, alamat_satu: str
) -> None:
    before = a.state("device")
    made = a.daftar(alamat_satu + "/", new_code(tertanam, "Melati"))
    assert made.desa_kode == KODE_DESA
    assert made.lingkup == ("desa", f"pos:{MELATI}")
    assert not made.lagi
    assert a.state("url") == alamat_satu
    assert len(a.state("seed")) == 64
    assert a.state("device")
    assert before
    keadaan = sinkron.read_keadaan(a.buku)
    assert keadaan.terdaftar
    assert keadaan.belum_terkirim == len(a.contents())
    raw = a.path.read_bytes() + Path(f"{a.path}-wal").read_bytes()
    assert a.state("seed").encode() not in raw


def test_records_made_before_enrolment_are_sent_after(
    a: Laptop, tertanam: Store, alamat_satu: str
) -> None:
    a.warga("Sebelum daftar")
    a.daftar(alamat_satu, new_code(tertanam, "Melati"))
    assert a.kirim_baik().acked == len(a.contents())


def test_code_of_another_desa_is_refused(a: Laptop, tertanam: Store, alamat_satu: str) -> None:
    other, _ = make_code(tertanam, "3201012002", Scope(), now=clock.now())
    assert _refused(a, alamat_satu, other) == "desa-berbeda"
    assert not sinkron.read_keadaan(a.buku).terdaftar


def test_wrong_and_used_codes_are_refused(
    a: Laptop, tertanam: Store, alamat_satu: str, tmp_path: Path
) -> None:
    assert _refused(a, alamat_satu, "SALAH") == "kode-tidak-berlaku"
    code = new_code(tertanam, "Melati")
    a.daftar(alamat_satu, code)
    b = Laptop(tmp_path / "b")
    assert _refused(b, alamat_satu, code) == "kode-tidak-berlaku"
    b.close()


def test_answer_lost_at_enrolment_is_given_again_for_the_same_code(
    a: Laptop, tertanam: Store, alamat_satu: str
) -> None:
    code = new_code(tertanam, "Melati")
    with Perantara(alamat_satu) as line:
        line.faults = [("/v1/enrol", "putus-jawab")]
        assert _refused(a, line.alamat, code) == "server-tak-terjangkau"
        a.daftar(line.alamat, code)
        a.kirim_baik()


def test_enrolling_again_keeps_the_laptop_and_changes_its_lingkup(
    a: Laptop, tertanam: Store, alamat_satu: str
) -> None:
    a.daftar(alamat_satu, new_code(tertanam, "Melati"))
    a.kirim_baik()
    device, sent = a.state("device"), a.one("SELECT count(*) FROM outbox")
    made = a.daftar(alamat_satu, new_code(tertanam))
    assert made.lagi
    assert "operator" in made.lingkup
    assert a.state("device") == device
    hasil = a.kirim_baik()
    assert hasil.pushed == 0
    assert a.one("SELECT count(*) FROM outbox") == sent


def test_practice_and_real_people_never_meet(tertanam: Store, alamat_satu: str,
                                             tmp_path: Path) -> None:  # fmt: skip
    real = Laptop(tmp_path / "asli", contoh=False)
    real.warga("Warga sungguhan")
    real.daftar(alamat_satu, new_code(tertanam, "Melati"))
    practice = Laptop(tmp_path / "contoh", contoh=True)
    practice.warga("Karangan")
    assert _refused(practice, alamat_satu, new_code(tertanam, "Melati")) == "contoh-berbeda"
    with real.buku.read() as conn:
        assert get_setelan(conn, "terdaftar") == "1"
    for one in (real, practice):
        one.close()


def test_empty_folder_at_a_practice_desa_becomes_practice(
    a: Laptop, tertanam: Store, alamat_satu: str, tmp_path: Path
) -> None:
    a.daftar(alamat_satu, new_code(tertanam, "Melati"))
    empty = Laptop(tmp_path / "kosong", contoh=False)
    assert empty.daftar(alamat_satu, new_code(tertanam, "Melati")).contoh
    with empty.buku.read() as conn:
        assert get_setelan(conn, "contoh") == "1"
    full = Laptop(tmp_path / "isi", contoh=False)
    full.warga("Warga sungguhan")
    assert _refused(full, alamat_satu, new_code(tertanam, "Melati")) == "contoh-berbeda"
    for one in (empty, full):
        one.close()


def test_practice_folder_goes_nowhere_but_this_laptop(a: Laptop) -> None:
    assert _refused(a, "https://posyandu.example", "ABCDEFGHJK") == "contoh-hanya-di-laptop-ini"


def test_revoked_laptop_is_told_and_keeps_its_records(
    laptop_satu: Pendaftar, tertanam: Store
) -> None:
    from sipd_server.devices import revoke

    a = laptop_satu("a")
    a.warga("Sri")
    revoke(tertanam, KODE_DESA, a.state("device"), clock.now())
    hasil = a.kirim()
    assert hasil.alasan == "dicabut"
    assert hasil.unsent == len(a.contents())
