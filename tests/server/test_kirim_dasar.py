"""Exactly once: receipts, repeats, gaps and clones (I3, I4, I5, I7)."""

from __future__ import annotations

from collections.abc import Callable

from server.laptop import Laptop

from sipd_desktop.base.ids import desa_id, posyandu_id
from sipd_desktop.wire.canonical import record_hash
from sipd_desktop.wire.chain import links_over

Make = Callable[..., Laptop]


def test_pushed_record_comes_back_to_another_laptop(laptop: Make) -> None:
    a, b = laptop(), laptop()
    pos = a.change("posyandu", None, "set", 0, nama_awal="Melati", nama="Melati")
    orang = a.change("warga", None, "set", 0, nama="SITI", posyandu_id=pos, punya_jkn=True)
    receipt = a.push()
    assert receipt["acked_n"] == 2
    assert receipt["rejected"] == []
    b.hello()
    assert {x["kunci"] for x in b.hello_answer["lingkup"]} == {"desa", "operator", f"pos:{pos}"}
    page = b.pull(f"pos:{pos}")
    assert [r["id"] for r in page["rows"]] == [orang]
    row = page["rows"][0]
    assert row["set"] == {"nama": "SITI", "posyandu_id": pos, "punya_jkn": True}
    assert row["hc"] == record_hash("warga", orang, row["set"], False)
    assert row["device"] == a.device
