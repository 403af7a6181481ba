"""The HTTP face of the server: protocol 1 of docs/sinkronisasi.md on FastAPI, raw bodies, msgspec.

Each call reads its body, then runs one job on a worker thread that opens and closes its own
transaction and returns finished bytes. Logs hold ids, codes and counts, never a value.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import SKEMA
from sipd_desktop.wire import messages as m
from sipd_desktop.wire import sapa
from sipd_server import bundle, devices, enrol, feed, hello, push, titipan
from sipd_server.bodies import Incoming, answer_bytes, inflate, read_body, respond
from sipd_server.gate import Gate, retry_after
from sipd_server.openapi import body_of
from sipd_server.refusal import Refusal
from sipd_server.sessions import Session, Sessions
from sipd_server.store import Store

log = logging.getLogger("sipd_server")
S = TypeVar("S")
_BUSY = (OperationalError, InterfaceError, PoolTimeout)
Lingkup = Annotated[str, Query(max_length=80)]
Number = Annotated[int, Query(ge=0, le=2**53)]


def make_app(
    store: Store, *, gate: Gate | None = None, sessions: Sessions | None = None
) -> FastAPI:
    """The application over an open store."""
    app = FastAPI(
        title="sipd-server", version="1", docs_url=None, redoc_url=None, openapi_url="/v1/openapi"
    )
    app.state.desk = Desk(store, gate or Gate(), sessions or Sessions())
    _door(app, app.state.desk)
    _exchange(app, app.state.desk)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _bad_query)
    app.add_middleware(Marked)
    return app


class Desk:
    """What every call needs: store, admission, sessions; and how a call is run."""

    def __init__(self, store: Store, gate: Gate, sessions: Sessions) -> None:
        self.store, self.gate, self.sessions = store, gate, sessions

    async def run(
        self, request: Request, job: Callable[[Incoming], object], most: int = m.MAX_BYTES
    ) -> Response:
        """Read the body, do the job on a worker thread, answer; refusals become their status."""
        gzip = "gzip" in request.headers.get("accept-encoding", "")
        encoding = request.headers.get("content-encoding", "").strip().lower()

        def work() -> tuple[bytes, bool]:
            return answer_bytes(job(inflate(body, encoding)), gzip=gzip)

        try:
            async with self.gate.enter():
                body = await read_body(request, most)
                done, packed = await self.gate.work(work)
        except Refusal as refusal:
            return _refused(refusal)
        except _BUSY as error:
            log.error("penyimpanan tidak siap: %s", type(error).__name__)
            return _refused(Refusal(503, "sibuk", retry=True))
        return respond(200, done, packed=packed, headers={})

    def session(self, request: Request) -> Session:
        """The session of the bearer token; refusal 401 `token`."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        found = self.sessions.find(token.strip()) if kind.lower() == "bearer" else None
        if found is None:
            raise Refusal(401, "token")
        return found


def _read(body: Incoming, kind: type[S]) -> S:
    try:
        return msgspec.json.decode(body.plain, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal(400, "bentuk") from error


def _refused(refusal: Refusal) -> Response:
    body = answer_bytes({"alasan": refusal.alasan, **refusal.more}, gzip=False)[0]
    headers = {"Retry-After": retry_after()} if refusal.retry else {}
    if refusal.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return respond(refusal.status, body, packed=False, headers=headers)


def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    alasan = {404: "tidak-ada", 405: "cara"}.get(error.status_code, "bentuk")
    answer = _refused(Refusal(error.status_code, alasan))
    answer.headers.update(error.headers or {})
    return answer


def _bad_query(_request: Request, _error: Exception) -> Response:
    return _refused(Refusal(400, "bentuk"))


class Marked:
    """Puts `X-SIPD: 1` on every answer, and turns a bug into a plain 500 logged without values."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request."""
        started = False

        async def marked(message: Any) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                mark = (m.MARK_HEADER.lower().encode(), m.MARK_VALUE.encode())
                message = {**message, "headers": [*message.get("headers", []), mark]}
            await send(message)

        try:
            await self.app(scope, receive, marked)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            log.error("galat %s di %s:%s", type(error).__name__, where.name, where.lineno)
            if started or scope["type"] != "http":
                raise
            await _refused(Refusal(500, "galat"))(scope, receive, marked)


def _door(app: FastAPI, desk: Desk) -> None:
    """Calls by which a laptop becomes known."""

    @app.get("/v1/sehat")
    async def sehat() -> dict[str, object]:
        """Whether the server is up."""
        return {"ok": True, "app": "sipd-server"}

    @app.post("/v1/enrol", openapi_extra=body_of(sapa.EnrolRequest))
    async def enrol_(request: Request) -> Response:
        """Take a laptop in with a one-time code."""
        return await desk.run(
            request, lambda b: enrol.enrol(desk.store, _read(b, sapa.EnrolRequest), clock.now())
        )

    @app.get("/v1/hello")
    async def nonce(device: Annotated[str, Query(max_length=64)]) -> Response:
        """A nonce to sign; the same form for a device nobody knows."""
        answer = sapa.NonceAnswer(
            nonce=desk.sessions.new_nonce(device), waktu=clock.now_text(), skema=SKEMA
        )
        return respond(200, answer_bytes(answer, gzip=False)[0], packed=False, headers={})

    @app.post("/v1/hello", openapi_extra=body_of(sapa.HelloRequest))
    async def hello_(request: Request) -> Response:
        """Open a session with a signed nonce."""
        return await desk.run(
            request,
            lambda b: hello.hello(
                desk.store, desk.sessions, _read(b, sapa.HelloRequest), clock.now()
            ),
        )

    @app.post("/v1/klon", openapi_extra=body_of(sapa.KlonRequest))
    async def klon(request: Request) -> Response:
        """A device id of its own for a copied laptop."""
        return await _with_session(
            desk,
            request,
            lambda s, b: devices.clone(desk.store, s, _read(b, sapa.KlonRequest), clock.now()),
        )

    @app.post("/v1/titip", openapi_extra=body_of(sapa.TitipRequest))
    async def titip(request: Request) -> Response:
        """Keep the sealed recovery code of a laptop."""
        return await _with_session(
            desk,
            request,
            lambda s, b: titipan.deposit(desk.store, s, _read(b, sapa.TitipRequest), clock.now()),
        )


def _exchange(app: FastAPI, desk: Desk) -> None:
    """Calls by which records travel."""

    @app.post("/v1/push", include_in_schema=False)
    async def push_(request: Request) -> Response:
        """Take a batch of changes."""
        return await _with_session(
            desk, request, lambda s, b: push.push(desk.store, s, b, clock.now())
        )

    @app.post("/v1/bundle", include_in_schema=False)
    async def bundle_(request: Request) -> Response:
        """Take a carried file of any laptop of this desa; whoever brings it cannot read it."""
        return await _with_session(
            desk, request, lambda s, b: _bundle(desk.store, s, b), m.MAX_BUNDLE
        )

    @app.get("/v1/pull")
    async def pull(
        request: Request,
        lingkup: Lingkup,
        since: Number = 0,
        limit: Number = feed.DEFAULT_PAGE,
        full: bool = False,
    ) -> Response:
        """A page of the feed of a lingkup."""
        return await _with_session(
            desk,
            request,
            lambda s, _: feed.pull(
                desk.store, s, lingkup=lingkup, since=since, limit=limit, full=full
            ),
        )

    @app.get("/v1/digest")
    async def digest(request: Request, lingkup: Lingkup, at: Number) -> Response:
        """The content digest of a lingkup at a seq."""
        return await _with_session(
            desk, request, lambda s, _: feed.digest(desk.store, s, lingkup=lingkup, at=at)
        )

    @app.get("/v1/ids")
    async def ids(
        request: Request, lingkup: Lingkup, bucket: Annotated[int, Query(ge=0, le=15)]
    ) -> Response:
        """The ids of one bucket of a lingkup."""
        return await _with_session(
            desk, request, lambda s, _: feed.ids(desk.store, s, lingkup=lingkup, bucket=bucket)
        )

    @app.post("/v1/rows", openapi_extra=body_of(m.RowsRequest))
    async def rows(request: Request) -> Response:
        """Full rows by id."""
        return await _with_session(
            desk, request, lambda s, b: feed.rows(desk.store, s, _read(b, m.RowsRequest).ids)
        )


def _bundle(store: Store, session: Session, body: Incoming) -> object:
    feed.require_active(store, session)
    try:
        return bundle.take_bundle(store, body.plain, clock.now(), desa=session.desa)
    except UserError as error:
        raise Refusal(403 if error.code == "paket-desa-lain" else 400, error.code) from error


async def _with_session(
    desk: Desk,
    request: Request,
    job: Callable[[Session, Incoming], object],
    most: int = m.MAX_BYTES,
) -> Response:
    """Run a job of a session; without a valid token the body is never read."""
    try:
        session = desk.session(request)
    except Refusal as refusal:
        return _refused(refusal)
    return await desk.run(request, lambda body: job(session, body), most)
