"""A laptop reduced to what the protocol sees: keys, outbox numbers, chain, and calls over HTTP.

It proves the protocol page can be followed without any code of the real client.
"""

from __future__ import annotations

import gzip
import json
import uuid
from typing import Any

from sipd_desktop.base.ids import new_id
from sipd_desktop.wire import hlc
from sipd_desktop.wire import messages as m
from sipd_desktop.wire.chain import ZERO, links_over, tindakan_link
from sipd_desktop.wire.sign import new_sign_key, sign_hello

MS = 1_780_000_000_000


class Laptop:
    """One device; `changes` holds every frozen body by number."""

    def __init__(self, http: Any, base: str = "") -> None:
        self.http, self.base = http, base
        self.seed, self.pubkey = new_sign_key()
        self.device = ""
        self.incarnation = 0
        self.token = ""
        self.bodies: list[bytes] = []
        self.sent = 0
        self.tindakan = (0, ZERO)
        self.clock: str | None = None
        self.hello_answer: dict[str, Any] = {}

    # --- calls

    def call(self, method: str, path: str, body: bytes | None = None, **query: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if body is not None:
            body = gzip.compress(body, 1, mtime=0)
            headers["Content-Encoding"] = "gzip"
        url = self.base + "/v1" + path
        return self.http.request(method, url, headers=headers, params=query, data=body, timeout=60)

    def ok(self, method: str, path: str, body: bytes | None = None, **query: Any) -> Any:
        answer = self.call(method, path, body, **query)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        assert answer.headers["X-SIPD"] == "1"
        return answer.json()

    def try_enrol(self, kode: str, **more: Any) -> Any:
        asked = {
            "kode": kode,
            "pubkey": self.pubkey,
            "nama": "Laptop uji",
            "app": "uji",
            "skema": 1,
        }
        asked |= {"kode_desa": None, "contoh": False, "kosong": True, **more}
        return self.call("post", "/enrol", json.dumps(asked).encode())

    def enrol(self, kode: str, **more: Any) -> Laptop:
        answer = self.try_enrol(kode, **more)
        assert answer.status_code == 200, answer.text
        self.device = answer.json()["device_id"]
        return self

    def try_hello(self) -> Any:
        nonce = self.ok("get", "/hello", device=self.device)["nonce"]
        said = {"device": self.device, "nonce": nonce, "incarnation": self.incarnation}
        said |= {"sig": sign_hello(self.seed, self.device, nonce), "app": "uji", "skema": 1}
        said |= {"max_n": len(self.bodies), "chain": ZERO}
        return self.call("post", "/hello", json.dumps(said).encode())

    def hello(self) -> Laptop:
        answer = self.try_hello()
        assert answer.status_code == 200, answer.text
        self.hello_answer = answer.json()
        self.token = self.hello_answer["token"]
        return self

    # --- writing

    def tick(self, ms: int = MS) -> str:
        self.clock = hlc.tick(self.clock, ms, self.device)
        return self.clock

    def change(
        self,
        tbl: str,
        record_id: str | None = None,
        op: str = "set",
        base: int = 0,
        clock: str | None = None,
        /,
        **fields: Any,
    ) -> str:
        """Freeze one change; returns the record's id."""
        record_id = record_id or new_id()
        made = m.Change(
            n=len(self.bodies) + 1,
            tbl=tbl,
            id=record_id,
            op=op,
            base=base,
            hlc=clock or self.tick(),
            set=fields,
        )
        self.bodies.append(m.encode_change(made))
        return record_id

    def act(self, verb: str, jenis: str, objek: str) -> str:
        """Freeze one tindakan, linked into the chain."""
        urut, h = self.tindakan
        fields = {
            "perangkat": self.device,
            "inkarnasi": self.incarnation,
            "urut": urut + 1,
            "waktu": "2026-11-22T01:02:03.456Z",
            "verb": verb,
            "objek_jenis": jenis,
            "objek": objek,
        }
        self.tindakan = (urut + 1, tindakan_link(h, fields))
        return self.change("tindakan", None, "set", 0, **fields)

    def batch(self, first: int, last: int, *, claim: bool = False) -> bytes:
        """The push body of changes first..last."""
        prev = (links_over(ZERO, self.bodies[: first - 1]) or [ZERO])[-1]
        head = m.TindakanHead(inkarnasi=self.incarnation, urut=self.tindakan[0], h=self.tindakan[1])
        return m.join_push(
            incarnation=self.incarnation,
            skema=1,
            prev_chain=prev,
            first_n=first,
            bodies=self.bodies[first - 1 : last],
            tindakan=head if claim else None,
        )

    def push(self, *, claim: bool = False) -> dict[str, Any]:
        """Send all that was not sent; the receipt."""
        first, last = self.sent + 1, len(self.bodies)
        receipt: dict[str, Any] = self.ok("post", "/push", self.batch(first, last, claim=claim))
        self.sent = receipt["acked_n"]
        return receipt

    # --- reading

    def pull(self, lingkup: str, since: int = 0, **query: Any) -> dict[str, Any]:
        """Everything of a lingkup after a seq, all pages as one."""
        rows, gone = [], []
        while True:
            page = self.ok("get", "/pull", lingkup=lingkup, since=since, **query)
            rows += page["rows"]
            gone += page["keluar"]
            since = page["next"]
            if since >= page["head"]:
                return {"rows": rows, "keluar": gone, "next": since, "head": page["head"]}

    def row(self, tbl: str, record_id: str) -> dict[str, Any] | None:
        """One row in full, or None."""
        body = json.dumps({"ids": [[tbl, record_id]]}).encode()
        rows = self.ok("post", "/rows", body)["rows"]
        return rows[0] if rows else None

    def konflik(self, lingkup: str) -> list[dict[str, Any]]:
        """All differences of a lingkup."""
        rows = self.pull(lingkup, full=1)["rows"]
        return [r["set"] for r in rows if r["tbl"] == "konflik"]


def some_id(text: str) -> str:
    """A fixed id for a readable name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, text))


def where(laptop: Laptop, tbl: str, record_id: str) -> str | None:
    """The lingkup a record lies in at the centre, as this laptop gets it."""
    row = laptop.row(tbl, record_id)
    return row["lingkup"] if row else None


def codes(receipt: dict[str, Any]) -> list[str]:
    """Why each change of a receipt was set aside."""
    return [r["code"] for r in receipt["rejected"]]
