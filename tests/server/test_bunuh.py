"""Kill -9 of a real server at every step of a push: sent again, the end is that of a clean run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import requests

from pg import Postgres
from server.isi import dump
from server.laptop import Laptop
from server.proses import SANDI, ServerProses
from sipd_desktop.wire.canonical import digest_of, record_hash
from sipd_server import embedded, postgres
from sipd_server.store import Store

DESA = "3201012001"
POS = "5f0c0000-0000-5000-8000-000000000001"
KUNCI = f"pos:{POS}"
WRAPPER = [sys.executable, str(Path(__file__).with_name("server_mati.py"))]


def write_some(laptop: Laptop, mark: int) -> None:
    """Inserts, an edit, a move, a rejected change and a chained act: all tables are written."""
    orang = [
        laptop.change("warga", None, "set", 0, nama=f"W{mark}-{i}", posyandu_id=POS)
        for i in range(4)
    ]
    laptop.change("warga", orang[0], "set", 0, agama=2)
    laptop.change("warga", orang[1], "void", 0)
    laptop.change("warga", orang[2], "set", 0, agama=99)
    laptop.act("mencatat", "warga", orang[3])


@pytest.mark.parametrize("kind", ["tertanam", "postgresql"])
def test_killed_at_any_step_then_sent_again_ends_as_a_clean_run(
    kind: str, tmp_path: Path, pg_server: Postgres
) -> None:
    """I2, I3, I4 on the server: for all k until a push gets through."""
    order = tmp_path / "mati"
    env = {"MATI_BERKAS": str(order), "PYTHONPATH": str(Path(__file__).parents[1])}
    if kind == "tertanam":
        folder = tmp_path / "pusat"
        embedded.open_store(folder, SANDI).close()
        pusat = ServerProses(data=folder, program=WRAPPER, env=env)
    else:
        url = pg_server.new_database()
        pusat = ServerProses(url=url, program=WRAPPER, env=env)
    pusat.start()
    a = Laptop(requests.Session(), pusat.alamat).enrol(pusat.kode(DESA)).hello()
    k, died, survived = 0, 0, False
    before = after = 0
    while not survived:
        k += 1
        write_some(a, k)
        order.write_text(str(k))
        try:
            a.push(claim=True)
            survived = True
        except requests.RequestException:
            died += 1
            assert pusat.process
            pusat.process.wait(10)
            pusat.kill()
            pusat.start()
            standing = a.hello().hello_answer["acked_n"]
            before += standing == a.sent
            after += standing == len(a.bodies)
            assert standing in (a.sent, len(a.bodies)), "half a batch"
            receipt = a.push(claim=True) if standing == a.sent else None
            a.sent = len(a.bodies)
            assert receipt is None or receipt["tindakan_ok"] is True
    assert died == k - 1
    assert died >= 12, "the push has more steps than were tried"
    assert before >= 10
    assert after == 1, "exactly the death after the commit leaves the batch taken"
    receipt = a.ok("post", "/push", a.batch(1, len(a.bodies)))
    assert [r["code"] for r in receipt["rejected"]] == ["batas"] * k
    rows = a.pull(KUNCI, full=1)["rows"]
    head = a.hello().hello_answer["head"]
    pusat.stop()
    assert len(rows) == 5 * k
    assert head == 7 * k
    assert all(r["hc"] == record_hash(r["tbl"], r["id"], r["set"], r["deleted"]) for r in rows)
    store: Store = (
        embedded.open_store(tmp_path / "pusat", SANDI)
        if kind == "tertanam"
        else postgres.open_store(url)
    )
    state = dump(store)
    store.close()
    assert len(state["change"]) == 7 * k
    assert len({(r[2], r[3], r[4]) for r in state["change"]}) == 7 * k
    assert len(state["quarantine"]) == k
    assert digest_of((r["id"], r["hc"]) for r in rows).rows == 5 * k
