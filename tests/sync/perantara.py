"""A faulty line: a small HTTP relay in front of a real server that misbehaves when told to.

`faults` is a list of rules tried on each request; the first that matches is used up:
`("/v1/push", "html")`. Kinds: `html` (a portal page with status 200), `tanpa-tanda` (the real
answer without our mark), `503`, `503-polos` (a gateway's own page), `alih` (redirect),
`putus-kirim` (the request never arrives), `putus-jawab` (it arrives, the answer is lost),
`separuh` (half the answer), `bom` (a small gzip that inflates beyond measure), `kosong` (0 bytes).
"""

from __future__ import annotations

import gzip
import http.client
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_HTML = b"<html><body>Selamat datang di WIFI DESA. Silakan masuk.</body></html>"
_DROP = {"connection", "transfer-encoding", "keep-alive", "content-length"}


class Perantara:
    """Start with `with Perantara(alamat) as line:`; `line.alamat` is where the laptop goes."""

    def __init__(self, tujuan: str) -> None:
        self.tujuan = urlsplit(tujuan).netloc
        self.faults: list[tuple[str, str]] = []
        self.used: list[tuple[str, str]] = []
        self.requests: list[str] = []
        self.retry_after = "120"
        self.before: Callable[[str], None] = lambda _path: None
        self.after: Callable[[str], None] = lambda _path: None
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                line._serve(self)

            def do_POST(self) -> None:
                line._serve(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.alamat = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def __enter__(self) -> Perantara:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _fault(self, path: str) -> str:
        for rule in self.faults:
            if path.startswith(rule[0]):
                self.faults.remove(rule)
                self.used.append(rule)
                return rule[1]
        return ""

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        self.requests.append(path)
        length = int(handler.headers.get("Content-Length") or 0)
        body = handler.rfile.read(length) if length else None
        self.before(path)
        fault = self._fault(path)
        if fault in _PLAIN:
            status, headers, answer = _PLAIN[fault]
            self._answer(handler, status, {**headers}, answer)
        elif fault == "503":
            head = {"X-SIPD": "1", "Retry-After": self.retry_after}
            self._answer(handler, 503, head, b'{"alasan":"ramai"}')
        elif fault == "putus-kirim":
            self._cut(handler)
        else:
            self._relay(handler, path, body, fault)

    def _relay(
        self, handler: BaseHTTPRequestHandler, path: str, body: bytes | None, fault: str
    ) -> None:
        up = http.client.HTTPConnection(self.tujuan, timeout=60)
        try:
            up.request(handler.command, path, body, dict(handler.headers))
            answer = up.getresponse()
            data = answer.read()
        except OSError:
            self._cut(handler)
            return
        finally:
            up.close()
        self.after(path)
        headers = {k: v for k, v in answer.getheaders() if k.lower() not in _DROP}
        if fault == "putus-jawab":
            self._cut(handler)
        elif fault == "separuh":
            self._answer(handler, answer.status, headers, data[: len(data) // 2], len(data))
        else:
            if fault == "tanpa-tanda":
                headers = {k: v for k, v in headers.items() if k.lower() != "x-sipd"}
            self._answer(handler, answer.status, headers, data)

    def _answer(
        self,
        handler: BaseHTTPRequestHandler,
        status: int,
        headers: dict[str, str],
        body: bytes,
        length: int | None = None,
    ) -> None:
        handler.send_response_only(status)
        for key, value in headers.items():
            handler.send_header(key, value)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)
        if length is not None:
            self._cut(handler)

    @staticmethod
    def _cut(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.wfile.flush()
        handler.connection.shutdown(2)


_GZIP = {"X-SIPD": "1", "Content-Type": "application/json", "Content-Encoding": "gzip"}
_PLAIN: dict[str, tuple[int, dict[str, str], bytes]] = {
    "html": (200, {"Content-Type": "text/html"}, _HTML),
    "html-bertanda": (200, {"Content-Type": "text/html", "X-SIPD": "1"}, _HTML),
    "503-polos": (503, {"Content-Type": "text/html", "Retry-After": "90"}, _HTML),
    "502": (502, {"Content-Type": "text/html"}, _HTML),
    "alih": (302, {"Location": "http://127.0.0.1:9/lain"}, b""),
    "bom": (200, _GZIP, gzip.compress(b" " * 80_000_000, 9)),
    "kosong": (200, {"X-SIPD": "1"}, b""),
}
