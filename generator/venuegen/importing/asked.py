"""The request that a document shows of an endpoint: what the produced tests send as it stands there."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from venuegen.importing.model import Endpoint

_PLACEHOLDER = re.compile(r"\{\{.*\}\}|<[^<>]*>|\s*|string")
"""What tools and authors write where a value would stand."""
_PLACES = {"query": "query", "header": "header", "body": "body"}


def request_of(endpoint: Endpoint, shown: Sequence[Any], signing: Collection[str]) -> dict[str, Any] | None:
    """Parameters by their names on the wire: the first body shown, and what must stand beside it, by its own examples.

    `signing`: fields (`query.timestamp`) that authenticate, which a client makes anew. None where nothing is shown, or
    no more than the names.
    """
    body = next((each for each in shown if isinstance(each, dict) and each), {})
    made: dict[str, Any] = {}
    for each in endpoint.params:
        if each.place in ("query", "path") and each.required and each.shape.samples and each.wire not in body:
            made[each.wire] = each.shape.samples[0]
    made |= body
    carried = {f"{_PLACES.get(each.place, each.place)}.{each.wire}": each.wire for each in endpoint.params}
    for place, wire in carried.items():
        if place in signing:
            made.pop(wire, None)
    return made if made and not _is_made_up(made) else None


def _is_made_up(value: Any) -> bool:
    if isinstance(value, str):
        return _PLACEHOLDER.fullmatch(value) is not None
    if isinstance(value, Mapping):
        return any(map(_is_made_up, value.values()))
    return any(map(_is_made_up, value)) if isinstance(value, list) else False
