"""Bodies in and out: bounded reading, inflating that no zip bomb outgrows, gzip answers.

The whole body is here before anything touches the database, and the whole answer is made before the
first byte leaves (I16).
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

import anyio
import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from sipd_desktop.wire.messages import MAX_BYTES, MAX_INFLATED
from sipd_server.refusal import Refusal

SMALL = 500
BODY_SECONDS = 300.0
"""Time for one body: 256 KB at 1 kB/s; who is slower must send less at once."""
_encode = msgspec.json.Encoder().encode


async def read_body(request: Request, most: int = MAX_BYTES) -> bytes:
    """The raw body, at most `most` bytes; refusal 413 before more is read, 400 when cut or slow."""
    length = request.headers.get("content-length", "0")
    if not length.isdigit():
        raise Refusal(400, "bentuk")
    if int(length) > most:
        raise Refusal(413, "terlalu-besar")
    body = bytearray()
    try:
        with anyio.fail_after(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > most:
                    raise Refusal(413, "terlalu-besar")
    except (ClientDisconnect, TimeoutError) as error:
        raise Refusal(400, "bentuk") from error
    return bytes(body)


class Incoming(NamedTuple):
    """A body undone from its encoding, and as it came when that was gzip."""

    plain: bytes
    packed: bytes | None = None


def inflate(body: bytes, encoding: str) -> Incoming:
    """Undo the content encoding; at most MAX_INFLATED bytes are ever made."""
    if encoding in ("", "identity"):
        return Incoming(body)
    if encoding != "gzip":
        raise Refusal(400, "bentuk")
    unzip = zlib.decompressobj(wbits=31)
    try:
        plain = unzip.decompress(body, MAX_INFLATED + 1)
    except zlib.error as error:
        raise Refusal(400, "bentuk") from error
    if len(plain) > MAX_INFLATED:
        raise Refusal(413, "terlalu-besar")
    if not unzip.eof or unzip.unused_data:
        raise Refusal(400, "bentuk")
    return Incoming(plain, body)


def answer_bytes(answer: object, *, gzip: bool) -> tuple[bytes, bool]:
    """The JSON of an answer, and whether it is gzipped."""
    plain = _encode(answer)
    if not gzip or len(plain) < SMALL:
        return plain, False
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(plain) + packer.flush(), True


def respond(status: int, body: bytes, *, packed: bool, headers: dict[str, str]) -> Response:
    """A finished answer."""
    headers = {"Content-Type": "application/json", "Vary": "Accept-Encoding", **headers}
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(body, status, headers)
