"""Laptop to centre by a file and back: the same records, the same receipts as over the line."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.paket import HasilMasuk, read_paket, take_reply, write_kirim
from sipd_desktop.services.paket_cari import bring, find_paket
from sipd_desktop.services.sinkron import list_bukti
from sipd_desktop.wire import paket
from sipd_desktop.wire.paket_isi import JawabanPaket
from sipd_desktop.wire.sign import new_sign_key, seal_of_sign_pub
from sipd_server import bundle
from sipd_server.devices import revoke
from sipd_server.enrol import make_code, posyandu_scope
from sipd_server.store import Store
from sync.alat import KODE_DESA, Laptop
from sync.conftest import Pendaftar


def keluar(laptop: Laptop, folder: Path, name: str = "kirim") -> Path:
    path = folder / f"{name}{paket.AKHIRAN}"
    write_kirim(laptop.buku, path)
    return path


def masuk(store: Store, path: Path) -> JawabanPaket:
    return bundle.take_bundle(store, path.read_bytes(), clock.now())


def pulang(laptop: Laptop, data: bytes) -> HasilMasuk:
    return take_reply(laptop.buku, paket.read_amplop(data))


def putaran(laptop: Laptop, store: Store, folder: Path) -> HasilMasuk:
    """One whole round by stick."""
    return pulang(laptop, masuk(store, keluar(laptop, folder)).balasan)


def isi(laptop: Laptop, count: int = 12) -> list[str]:
    day = laptop.hari("2026-11-12")
    people = [laptop.warga(f"Anak {i}", tanggal_lahir="2024-01-05") for i in range(count)]
    for person in people:
        laptop.timbang(person, day, "2026-11-12", berat_badan="11.20")
    return people


def test_a_round_by_stick_leaves_the_laptop_as_an_exchange_does(
    laptop: Pendaftar, store: Store, tmp_path: Path
) -> None:
    a = laptop("a")
    isi(a, 90)
    path = keluar(a, tmp_path)
    told = masuk(store, path)
    assert told.perubahan == told.diterima == len(a.contents())
    assert (told.ditolak, told.beda, told.lagi, told.kurang) == (0, 0, False, False)
    done = pulang(a, told.balasan)
    assert (done.acked, done.pulled, done.unsent) == (told.perubahan, told.perubahan, 0)
    assert done.digest_ok is True
    assert list_bukti(a.buku)[0].isi["lewat"] == "flashdisk"
    again = a.kirim_baik()
    assert (again.frozen, again.pushed, again.pulled) == (0, 0, 0)


def test_a_laptop_that_never_meets_the_line_gets_everything_by_stick(
    laptop_satu: Pendaftar, tertanam: Store, tmp_path: Path
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    people = isi(a)
    assert putaran(a, tertanam, tmp_path).digest_ok is True
    assert putaran(b, tertanam, tmp_path).digest_ok is True
    a.ubah("warga", people[0], telepon="0822")
    b.ubah("warga", people[0], telepon="0833")
    putaran(a, tertanam, tmp_path)
    told = putaran(b, tertanam, tmp_path)
    assert told.conflicts == 1
    assert putaran(a, tertanam, tmp_path).digest_ok is True
    for one in (a, b):
        image = one.image("warga", people[0])
        assert image is not None
        assert image["telepon"] == "0833"
        assert one.one("SELECT count(*) FROM konflik") == 1
    assert a.contents() == b.contents()


@pytest.mark.parametrize(
    "order", sorted(set(itertools.permutations(("usb1", "usb1", "usb2", "garis"))))
)
def test_files_and_line_overlap_in_any_order(
    laptop_satu: Pendaftar, tertanam: Store, tmp_path: Path, order: tuple[str, ...]
) -> None:
    """I20: the same numbers by file (twice), by a later file, and over the line."""
    a = laptop_satu("a")
    isi(a, 3)
    files = {"usb1": keluar(a, tmp_path, "satu")}
    a.warga("Anak susulan")
    files["usb2"] = keluar(a, tmp_path, "dua")
    replies = []
    for way in order:
        if way == "garis":
            a.kirim_baik()
        else:
            replies.append(masuk(tertanam, files[way]))
    seen = [r for r in replies if r.lagi]
    assert len(seen) == 1
    before = a.contents() if order[-1] == "garis" else None
    pulang(a, replies[-1].balasan)
    assert a.unsent() == 0
    with tertanam.read(KODE_DESA) as conn:
        (taken, distinct) = conn.exec_driver_sql(
            "SELECT count(*), count(DISTINCT n) FROM change"
        ).one()
    assert taken == distinct == len(a.contents())
    final = a.kirim_baik()
    assert (final.pushed, final.rejected) == (0, ())
    if before is not None:
        assert a.contents() == before


def test_what_is_edited_while_the_stick_travels_stays_and_goes_next_time(
    laptop_satu: Pendaftar, tertanam: Store, tmp_path: Path
) -> None:
    a = laptop_satu("a")
    (person, *_) = isi(a, 2)
    told = masuk(tertanam, keluar(a, tmp_path))
    a.ubah("warga", person, telepon="0811")
    done = pulang(a, told.balasan)
    assert done.unsent > 0
    image = a.image("warga", person)
    assert image is not None
    assert image["telepon"] == "0811"
    assert putaran(a, tertanam, tmp_path).digest_ok is True


def test_a_rejected_entry_comes_back_with_its_reason(
    laptop_satu: Pendaftar, tertanam: Store, tmp_path: Path
) -> None:
    a = laptop_satu("a")
    (person, *_) = isi(a, 2)
    a.run("UPDATE warga SET telepon = ? WHERE id = ?", "0" * 100, person)  # lewat program lain
    done = putaran(a, tertanam, tmp_path)
    assert {(r["code"], r["field"]) for r in done.rejected} >= {("panjang", "telepon")}
    assert done.acked > 5
    assert a.one("SELECT count(*) FROM outbox WHERE state = 'rejected'") == len(done.rejected)


def test_a_lost_reply_is_asked_for_again_and_an_old_one_refused(
    laptop_satu: Pendaftar, tertanam: Store, tmp_path: Path
) -> None:
    a = laptop_satu("a")
    isi(a, 2)
    path = keluar(a, tmp_path)
    first, second = masuk(tertanam, path), masuk(tertanam, path)
    assert (first.lagi, second.lagi) == (False, True)
    pulang(a, second.balasan)
    before = a.contents()
    for reply in (first, second):
        with pytest.raises(UserError, match="paket-balasan-lama"):
            pulang(a, reply.balasan)
    assert a.contents() == before


def test_an_old_reply_never_takes_back_what_came_over_the_line_since(
    laptop_satu: Pendaftar, tertanam: Store, tmp_path: Path
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    (person, *_) = isi(a, 2)
    a.kirim_baik()
    b.kirim_baik()
    told = masuk(tertanam, keluar(a, tmp_path))
    b.ubah("warga", person, telepon="0833")
    b.kirim_baik()
    a.ubah("warga", person, suku="Sunda")
    a.kirim_baik()
    before = a.contents()
    assert pulang(a, told.balasan).pulled == 0
    assert a.contents() == before
    assert a.kirim_baik().pushed == 0


def test_a_centre_restored_from_a_copy_asks_for_the_missing_ones_by_reply(
    laptop_satu: Pendaftar, tertanam: Store, tmp_path: Path
) -> None:
    a = laptop_satu("a")
    isi(a, 2)
    a.kirim_baik()
    for table in ("record", "change", "kiriman", "quarantine", "keluar", "tindakan_head"):
        with tertanam.write(KODE_DESA) as conn:
            conn.exec_driver_sql(f"DELETE FROM {table}")
    with tertanam.write(KODE_DESA) as conn:
        conn.exec_driver_sql("UPDATE device_ink SET acked_n = 0, chain = ?", ("00" * 32,))
        conn.exec_driver_sql("UPDATE desa_head SET seq = 0")
        conn.exec_driver_sql("UPDATE lingkup_head SET head = 0")
    a.warga("Sesudah pusat dipulihkan")
    told = masuk(tertanam, keluar(a, tmp_path))
    assert told.kurang
    assert told.diterima == 0


def test_a_restored_laptop_refuses_the_reply_to_its_former_numbers(
    laptop_satu: Pendaftar, tertanam: Store, tmp_path: Path
) -> None:
    a = laptop_satu("a")
    isi(a, 2)
    copy = a.copy_to(tmp_path / "salinan")
    told = masuk(tertanam, keluar(a, tmp_path))
    a.restore_from(copy)
    a.warga("Ditulis sesudah pemulihan")
    done = pulang(a, told.balasan)
    assert done.lagi_kirim or done.unsent > 0
    a.kirim_baik()
    assert putaran(a, tertanam, tmp_path).digest_ok is True


def test_a_laptop_that_was_shut_out_is_kept_for_review_not_applied(
    laptop_satu: Pendaftar, tertanam: Store, tmp_path: Path
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    isi(a, 2)
    device = a.state("device")
    path = keluar(a, tmp_path)
    revoke(tertanam, KODE_DESA, device, clock.now())
    told = masuk(tertanam, path)
    assert told.ditinjau
    assert told.diterima == 0
    with pytest.raises(UserError, match="paket-ditinjau"):
        pulang(a, told.balasan)
    b.kirim_baik()
    assert b.one("SELECT count(*) FROM warga") == 0
    (waiting,) = bundle.list_review(tertanam, KODE_DESA)
    assert (waiting["perangkat"], waiting["nomor"]) == (device, told.nomor)
    done = bundle.accept_review(tertanam, KODE_DESA, device, told.nomor, clock.now())
    assert done.diterima == done.perubahan > 0
    assert bundle.list_review(tertanam, KODE_DESA) == []
    b.kirim_baik()
    assert b.one("SELECT count(*) FROM warga") == 2


# --- what is refused


def test_foreign_forged_and_renumbered_files_are_refused_and_change_nothing(
    laptop_satu: Pendaftar, tertanam: Store, tmp_path: Path
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    isi(a, 2)
    path = keluar(a, tmp_path)
    good = path.read_bytes()
    amplop = paket.read_amplop(good)
    assert tertanam.kunci
    inside = paket.open_segel(amplop, bytes.fromhex(tertanam.kunci))
    parts = [inside.bagian(i) for i in range(len(inside))]
    pusat = bytes.fromhex(a.state("pusat_pubkey"))
    thief, _ = new_sign_key()

    def refused(data: bytes, code: str, desa: str | None = None) -> None:
        with pytest.raises(UserError, match=code):
            bundle.take_bundle(tertanam, data, clock.now(), desa=desa)

    refused(paket.make_segel("K", a.state("device"), thief, pusat, parts), "paket-palsu")
    refused(paket.make_segel("K", b.state("device"), b.state("seed"), pusat, parts), "paket-palsu")
    unknown = "0195f2c0-0000-7000-8000-00000000ffff"
    refused(paket.make_segel("K", unknown, a.state("seed"), pusat, parts), "paket-palsu")
    refused(good, "paket-desa-lain", desa="3201012002")
    refused(b"PK\x03\x04" + good, "paket-bukan")
    _, elsewhere = new_sign_key()
    wrong_seal = paket.make_segel(
        "K", a.state("device"), a.state("seed"), bytes.fromhex(elsewhere), parts
    )
    refused(wrong_seal, "paket-bukan-untuk-kita")
    masuk(tertanam, path)
    same_number = paket.make_segel("K", a.state("device"), a.state("seed"), pusat, parts[:1])
    refused(same_number, "paket-nomor-dipakai")
    with tertanam.read(KODE_DESA) as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM paket").scalar() == 1


def test_a_reply_for_another_laptop_or_by_another_centre_is_refused(
    laptop_satu: Pendaftar, tertanam: Store, tmp_path: Path
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    isi(a, 2)
    told = masuk(tertanam, keluar(a, tmp_path))
    with pytest.raises(UserError, match="paket-bukan-untuk-kita"):
        pulang(b, told.balasan)
    before = a.contents()
    thief, _ = new_sign_key()
    mine = seal_of_sign_pub(a.state("pubkey"))
    forged = paket.make_segel("B", a.state("device"), thief, mine, [b"{}"])
    with pytest.raises(UserError, match="paket-palsu"):
        pulang(a, forged)
    with pytest.raises(UserError, match="paket-bukan-balasan"):
        take_reply(a.buku, read_paket(tmp_path / "kirim.sipd"))
    assert a.contents() == before
    assert a.unsent() == len(before)


def test_a_file_brought_over_the_line_by_another_laptop_of_the_desa(
    laptop: Pendaftar, store: Store, tmp_path: Path
) -> None:
    import base64

    import requests

    a, b = laptop("a"), laptop("b")
    isi(a, 2)
    data = keluar(a, tmp_path).read_bytes()
    with a.buku.read() as conn:
        from sipd_desktop.sync.identitas import load_identitas

        url = load_identitas(conn).url
    bare = requests.post(f"{url}/v1/bundle", data=data, timeout=30)
    assert bare.status_code == 401
    token = _token(b)
    answer = requests.post(
        f"{url}/v1/bundle", data=data, headers={"Authorization": f"Bearer {token}"}, timeout=30
    )
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["diterima"] == told["perubahan"]
    assert pulang(a, base64.b64decode(told["balasan"])).digest_ok is True
    lain, _ = make_code(store, "3201012002", posyandu_scope("3201012002", ()), now=clock.now())
    other = Laptop(tmp_path / "lain", kode="3201012002")
    other.daftar(url, lain)
    refused = requests.post(
        f"{url}/v1/bundle",
        data=data,
        headers={"Authorization": f"Bearer {_token(other)}"},
        timeout=30,
    )
    other.close()
    assert (refused.status_code, refused.json()["alasan"]) == (403, "paket-desa-lain")


def test_files_of_other_laptops_are_found_on_a_stick_and_brought_to_the_centre(
    laptop_satu: Pendaftar, tmp_path: Path
) -> None:
    a, b, operator = laptop_satu("a"), laptop_satu("b"), laptop_satu("op", lingkup=())
    stick = tmp_path / "stik"
    stick.mkdir()
    for one, name in ((a, "sipd-kirim-a"), (b, "sipd-kirim-b"), (operator, "sipd-kirim-op")):
        isi(one, 2)
        keluar(one, stick, name)
    (stick / "catatan.lnk").write_bytes((stick / "sipd-kirim-a.sipd").read_bytes())
    (stick / "rusak.sipd").write_bytes(b"SIPD")
    found = find_paket(operator.buku, stick)
    assert {(t.berkas.stem, t.jenis) for t in found} == {
        ("sipd-kirim-a", "kiriman"),
        ("sipd-kirim-b", "kiriman"),
    }
    done = bring(operator.buku, [t.berkas for t in found])
    assert [d.alasan for d in done] == [None, None]
    for one in (a, b):
        (reply,) = [t for t in find_paket(one.buku, stick) if t.jenis == "balasan"]
        assert take_reply(one.buku, read_paket(reply.berkas)).digest_ok is not False
        assert one.unsent() == 0
        assert "balasan" not in {t.jenis for t in find_paket(one.buku, stick)}  # sudah diterima
    assert [t.jenis for t in find_paket(operator.buku, stick)] == ["kiriman", "kiriman"]


def _token(laptop: Laptop) -> str:
    from sipd_desktop.storage.antrean import load_letak
    from sipd_desktop.sync.identitas import load_identitas
    from sipd_desktop.sync.pusat import Pusat
    from sipd_desktop.sync.transport import Transport

    with laptop.buku.read() as conn:
        who, at = load_identitas(conn), load_letak(conn)
    pusat = Pusat(Transport(who.url))
    pusat.hello(who, inkarnasi=at.inkarnasi, max_n=at.n_akhir, chain=at.rantai)
    pusat.transport.close()
    return pusat._token
