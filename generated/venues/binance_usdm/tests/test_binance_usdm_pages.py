"""Walks through the pages of Binance USD-M Futures: a scripted server, page after page, and what it is asked for."""

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

EXAMPLES = load_examples(str(importlib.import_module("venues.binance_usdm").__file__))
WALKS = {
    "agg_trades": Walk(
        iterator="iter_agg_trades",
        arguments={"symbol": "BTCUSDT", "limit": 2},
        example=EXAMPLES["agg_trades"].payload,
        items=(),
        pages=(
            Page([{"a": 26139, "T": 1498793709163}, {"a": 26140, "T": 1498793709164}]),
            Page([{"a": 26141, "T": 1498793709165}]),
        ),
        param="fromId",
        cursors=[None, "26141"],
    ),
    "my_trades": Walk(
        iterator="iter_my_trades",
        arguments={"symbol": "BTCUSDT", "limit": 2},
        example=EXAMPLES["my_trades"].payload,
        items=(),
        pages=(
            Page([{"id": 698769, "time": 1569514978030}, {"id": 698770, "time": 1569514978031}]),
            Page([{"id": 698771, "time": 1569514978032}]),
        ),
        param="fromId",
        cursors=[None, "698771"],
    ),
    "klines": Walk(
        iterator="iter_klines",
        arguments={"symbol": "BTCUSDT", "interval": "a b/+&=é", "limit": 2},
        example=EXAMPLES["klines"].payload,
        items=(),
        pages=(Page([{(6,): 1499644800009}, {(6,): 1499644800010}]), Page([{(6,): 1499644800011}])),
        param="startTime",
        cursors=[None, "1499644800011"],
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
