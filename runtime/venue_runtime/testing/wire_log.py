"""What the simulated venue keeps of the wire, and how it reads paths and parameters."""

from __future__ import annotations

import re
from typing import Any, Literal

from msgspec import Struct

from venue_runtime.testing.dialect import Frame, SimRequest


class LoggedRequest(Struct, frozen=True, kw_only=True):
    """A REST request exactly as received, and the answer (status None: never answered)."""

    endpoint_id: str | None
    request: SimRequest
    status: int | None


class LoggedFrame(Struct, frozen=True, kw_only=True):
    """A WebSocket frame exactly as it crossed the wire."""

    connection: int
    direction: Literal["in", "out"]
    frame: Frame


def path_pattern(path: str) -> re.Pattern[str]:
    """`/a/{name}/b` and a trailing `*` as a pattern over the raw path."""
    open_end = path.endswith("*")
    parts = re.split(r"\{(\w+)\}", path.removesuffix("*"))
    text = "".join(re.escape(part) if i % 2 == 0 else f"(?P<{part}>[^/]+)" for i, part in enumerate(parts))
    return re.compile(text + (".*" if open_end else ""))


def read_parameters(request: SimRequest) -> dict[str, Any]:
    """The request's parameters by their wire names, as far as they can be read."""
    try:
        return request.parameters()
    except ValueError:
        # Not what it claims to be: the dialect refuses it in its own words, from the raw body.
        return dict(request.query_pairs())
