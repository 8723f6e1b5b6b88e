"""Walks through the pages of WhiteBIT: a scripted server, page after page, and what it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from venue_runtime.errors import DecodeError
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp
from venue_runtime.testing.walks import Page, Walk

EXAMPLES = load_examples(str(importlib.import_module("venues.whitebit").__file__))
WALKS = {
    "open_orders": Walk(
        iterator="iter_open_orders",
        arguments={"limit": 2},
        example=EXAMPLES["open_orders"].payload,
        items=(),
        pages=(Page([{"orderId": 3686033650}, {"orderId": 3686033651}]), Page([{"orderId": 3686033652}])),
        param="offset",
        cursors=[None, "2"],
    ),
    "deals": Walk(
        iterator="iter_deals",
        arguments={"market": "BTC_USDT", "limit": 2},
        example=EXAMPLES["deals"].payload,
        items=(),
        pages=(Page([{"id": 8846967548}, {"id": 8846967549}]), Page([{"id": 8846967550}])),
        param="offset",
        cursors=[None, "2"],
    ),
}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", WALKS)
async def test_every_item_comes_once_and_each_request_carries_the_cursor(
    make_client: Callable[..., Any], scripted_http: ScriptedHttp, name: str
) -> None:
    walk = WALKS[name]
    walk.serve(scripted_http)
    async with make_client() as client:
        found = [msgspec.to_builtins(item) async for item in getattr(client.raw, walk.iterator)(**walk.arguments)]
    assert walk.asked(scripted_http) == walk.cursors
    assert len(found) == sum(len(page.rows) for page in walk.pages)
    assert all(found.count(item) == 1 for item in found)


@pytest.mark.asyncio
@pytest.mark.parametrize("name", WALKS)
async def test_a_venue_that_repeats_itself_ends_the_walk(
    make_client: Callable[..., Any], scripted_http: ScriptedHttp, name: str
) -> None:
    """The same page again and again would keep us walking for ever."""
    walk = WALKS[name]
    walk.serve(scripted_http, endless=True)
    async with make_client() as client:
        with pytest.raises(DecodeError, match="do not advance"):
            _ = [item async for item in getattr(client.raw, walk.iterator)(**walk.arguments)]
    assert len(scripted_http.requests) == 2


@pytest.mark.asyncio
async def test_nothing_is_asked_for_beyond_what_is_wanted(
    make_client: Callable[..., Any], scripted_http: ScriptedHttp
) -> None:
    """Who stops after the first item has sent one request."""
    walk = next(iter(WALKS.values()))
    walk.serve(scripted_http)
    async with make_client() as client:
        async for _ in getattr(client.raw, walk.iterator)(**walk.arguments):
            break
    assert len(scripted_http.requests) == 1
