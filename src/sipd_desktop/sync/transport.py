"""HTTP to the centre with `requests`: one answer in, checked before anyone believes it.

A village line shows captive portals, half pages and gateways. So every answer must carry our mark
and be JSON of bounded size, redirects are not followed, certificates are always checked, and a body
is inflated only up to a limit. Failures come out as UserError (what a person can be told) or as
`Refused` / `SessionLost` (what the exchange itself handles).
"""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Mapping
from typing import TypeVar

import msgspec
import requests
import urllib3.exceptions
from requests.adapters import HTTPAdapter

from sipd_desktop import __version__
from sipd_desktop.base.clock import now
from sipd_desktop.base.errors import UserError
from sipd_desktop.sync.alamat import is_local
from sipd_desktop.sync.jadwal import parse_retry_after
from sipd_desktop.wire.messages import MARK_HEADER, MARK_VALUE, ErrorAnswer

CONNECT_S, READ_S = 10.0, 60.0
MAX_WIRE = 16_000_000
MAX_INFLATED = 64_000_000
_GATEWAY = (502, 503, 504)

T = TypeVar("T")


class Refused(Exception):
    """The centre answered no with a code of docs/sinkronisasi.md; not (yet) for a person."""

    def __init__(self, status: int, alasan: str, acked_n: int | None = None) -> None:
        super().__init__(alasan)
        self.status = status
        self.alasan = alasan
        self.acked_n = acked_n


class SessionLost(Exception):
    """The token is no longer known (half an hour over, or the centre was restarted)."""


class Held(UserError):
    """The centre asked for quiet: `detik` seconds, and why the button does nothing meanwhile."""

    def __init__(self, seconds: float) -> None:
        super().__init__("antre", detik=round(seconds))
        self.seconds = seconds


class _NoNetrc(requests.auth.AuthBase):
    """Keeps `requests` from replacing our token by a password file of the account."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class Transport:
    """One keep-alive line to one address; counts bytes of bodies and headers both ways."""

    def __init__(self, alamat: str, timeout: tuple[float, float] = (CONNECT_S, READ_S)) -> None:
        self._base = f"{alamat}/v1"
        self._timeout = timeout
        self._session = requests.Session()
        self._session.trust_env = not is_local(alamat)
        self._session.auth = _NoNetrc()
        self._session.mount("http://", HTTPAdapter(max_retries=0, pool_maxsize=1))
        self._session.mount("https://", HTTPAdapter(max_retries=0, pool_maxsize=1))
        self._session.headers.update(
            {
                "User-Agent": f"sipd-desktop/{__version__}",
                "Accept": "application/json",
                "Accept-Encoding": "gzip",
            }
        )
        self._lock = threading.Lock()
        self.bytes_up = 0
        self.bytes_down = 0
        self.backoff = 0.0
        """Largest `Backoff` seen, in seconds."""

    def close(self) -> None:
        """Give the connection back."""
        self._session.close()

    def get(
        self, path: str, answer: type[T], params: dict[str, str | int], token: str | None = None
    ) -> T:
        """GET `/v1/<path>`; see the module docstring for what is raised."""
        request = requests.Request("GET", f"{self._base}/{path}", params=params)
        return self._call(request, answer, token)

    def post(self, path: str, answer: type[T], body: bytes, token: str | None = None) -> T:
        """POST JSON, gzipped here."""
        return self.post_packed(path, answer, gzip.compress(body, 6, mtime=0), token)

    def post_packed(self, path: str, answer: type[T], packed: bytes, token: str | None) -> T:
        """POST a body that is gzipped already."""
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        request = requests.Request("POST", f"{self._base}/{path}", data=packed, headers=headers)
        return self._call(request, answer, token)

    def post_raw(self, path: str, answer: type[T], body: bytes, token: str | None) -> T:
        """POST bytes that are sealed, so that packing them again gains nothing."""
        headers = {"Content-Type": "application/octet-stream"}
        request = requests.Request("POST", f"{self._base}/{path}", data=body, headers=headers)
        return self._call(request, answer, token)

    def _call(self, request: requests.Request, answer: type[T], token: str | None) -> T:
        if token:
            request.headers["Authorization"] = f"Bearer {token}"
        with self._lock:
            status, headers, body = self._send(request)
        return self._judge(status, headers, body, answer)

    def _send(
        self, request: requests.Request
    ) -> tuple[int, requests.structures.CaseInsensitiveDict[str], bytes]:
        try:
            prepared = self._session.prepare_request(request)
            settings = self._session.merge_environment_settings(
                prepared.url or "", {}, True, True, None
            )
            self.bytes_up += len(prepared.body or b"") + _head_size(prepared.headers)
            with self._session.send(
                prepared, timeout=self._timeout, allow_redirects=False, **settings
            ) as response:
                packed = response.raw.read(MAX_WIRE + 1, decode_content=False)
                self.bytes_down += len(packed) + _head_size(response.headers)
                said = response.headers.get("Content-Length", "")
                if said.isdigit() and int(said) > len(packed) and len(packed) <= MAX_WIRE:
                    raise UserError("server-tak-terjangkau")
                return response.status_code, response.headers, packed
        except requests.exceptions.SSLError as error:
            raise UserError("sertifikat-salah") from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise UserError("server-tak-terjangkau") from error

    def _judge(
        self,
        status: int,
        headers: requests.structures.CaseInsensitiveDict[str],
        packed: bytes,
        answer: type[T],
    ) -> T:
        ours = headers.get(MARK_HEADER) == MARK_VALUE
        if status == 429 or (status == 503 and (ours or "Retry-After" in headers)):
            raise Held(parse_retry_after(headers.get("Retry-After"), now()))
        if not ours:
            raise UserError("server-tak-terjangkau" if status in _GATEWAY else "bukan-server")
        if headers.get("Backoff"):
            self.backoff = max(self.backoff, parse_retry_after(headers["Backoff"], now()))
        body = _inflate(packed, headers.get("Content-Encoding", ""))
        if status == 200:
            return _decode(body, answer)
        raise _refusal(status, body)


def _refusal(status: int, body: bytes) -> Exception:
    try:
        said = msgspec.json.decode(body, type=ErrorAnswer)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return UserError("server-gagal" if status >= 500 else "bukan-server")
    if status == 401 and said.alasan == "token":
        return SessionLost()
    if status == 426:
        return UserError("program-terlalu-lama")
    if status >= 500:
        return UserError("server-gagal")
    acked = said.acked_n if isinstance(said.acked_n, int) else None
    return Refused(status, said.alasan, acked)


def _decode(body: bytes, answer: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UserError("bukan-server") from error


def _inflate(packed: bytes, encoding: str) -> bytes:
    if len(packed) > MAX_WIRE:
        raise UserError("bukan-server")
    if encoding.strip().lower() != "gzip":
        return packed
    inflater = zlib.decompressobj(wbits=31)
    try:
        body = inflater.decompress(packed, MAX_INFLATED)
    except zlib.error as error:
        raise UserError("server-tak-terjangkau") from error
    if inflater.unconsumed_tail or not inflater.eof:
        raise UserError("server-tak-terjangkau")
    return body


def _head_size(headers: Mapping[str, object]) -> int:
    return 40 + sum(len(k) + len(str(v)) + 4 for k, v in headers.items())
