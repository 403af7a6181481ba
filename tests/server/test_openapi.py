"""The described calls (all but push) thrown at by a machine: never a 5xx, always our mark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings

from server.conftest import DESA, open_kind, serve
from server.laptop import Laptop
from sipd_desktop.base import clock
from sipd_server.app import make_app
from sipd_server.enrol import make_code
from sipd_server.scope import Scope

TOKEN: dict[str, str] = {}


@pytest.fixture(scope="module")
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("api")
    store = open_kind(request, "postgresql", folder)
    with serve(make_app(store)) as address, requests.Session() as http:
        code, _ = make_code(store, DESA, Scope(), now=clock.now())
        laptop = Laptop(http, address).enrol(code).hello()
        laptop.change("warga", None, "set", 0, nama="S")
        laptop.push()
        TOKEN["Authorization"] = f"Bearer {laptop.token}"
        yield address
    store.close()


SCHEMA = schemathesis.openapi.from_dict(make_app(None).openapi())  # type: ignore[arg-type]


@SCHEMA.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_call_is_answered_by_a_bug(case: Any, api: str) -> None:
    answer = case.call(base_url=api, headers=TOKEN)
    assert answer.status_code < 500
    assert answer.headers["x-sipd"] == ["1"]
