"""Running the server in the foreground: one process, quiet logs, ready in about a second."""

from __future__ import annotations

import gc
import json
import logging
import os
import socket
from collections.abc import Callable

import click
import uvicorn

from sipd_desktop.base.errors import UserError
from sipd_server.app import make_app
from sipd_server.store import Store


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket that names its protocol: else asyncio leaves Nagle's delay on, 40 ms."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, socket.IPPROTO_TCP)
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(512)
    except OSError as error:
        raise UserError("pusat-pintu", host=host, port=port) from error
    return listener


def serve(open_store: Callable[[], Store], host: str, port: int, *, as_json: bool) -> None:
    """Open the store and answer until told to stop; says where once it listens."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    store = open_store()
    listener = _listen(host, port)
    address = f"http://{host}:{listener.getsockname()[1]}"
    click.echo(json.dumps({"alamat": address}) if as_json else f"sipd-server siap di {address}")
    config = uvicorn.Config(
        make_app(store),
        access_log=False,
        log_level="warning",
        log_config=None,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=20,
        server_header=False,
    )
    gc.collect()
    gc.freeze()  # the program itself is never looked through again; a batch dies young
    gc.set_threshold(20_000, 20, 20)
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        store.close()
