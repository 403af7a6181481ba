"""Request bodies in the OpenAPI text: msgspec's schemas, because the bodies are read raw."""

from __future__ import annotations

from typing import Any

import msgspec


def body_of(kind: type) -> dict[str, Any]:
    """The `openapi_extra` of a call that takes this struct as JSON."""
    (schema,), parts = msgspec.json.schema_components((kind,), ref_template="#/x/{name}")
    name = schema["$ref"].rsplit("/", 1)[1]
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": parts[name]}}}
    }
