"""Walks through the pages of Binance Spot: a scripted server, page after page, and what it is asked for."""

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

EXAMPLES = load_examples(str(importlib.import_module("venues.binance_spot").__file__))
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
            Page([{"id": 28467, "time": 1499865549600}, {"id": 28468, "time": 1499865549601}]),
            Page([{"id": 28469, "time": 1499865549602}]),
        ),
        param="fromId",
        cursors=[None, "28469"],
    ),
    "historical_trades": Walk(
        iterator="iter_historical_trades",
        arguments={"symbol": "BTCUSDT", "limit": 2},
        example=EXAMPLES["historical_trades"].payload,
        items=(),
        pages=(Page([{"id": 28467}, {"id": 28468}]), Page([{"id": 28469}])),
        param="fromId",
        cursors=[None, "28469"],
    ),
    "historical_block_trades": Walk(
        iterator="iter_historical_block_trades",
        arguments={"symbol": "BTCUSDT", "from_id": 7, "limit": 2},
        example=EXAMPLES["historical_block_trades"].payload,
        items=(),
        pages=(Page([{"id": 592}, {"id": 593}]), Page([{"id": 594}])),
        param="fromId",
        cursors=["7", "594"],
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
    "ui_klines": Walk(
        iterator="iter_ui_klines",
        arguments={"symbol": "BTCUSDT", "interval": "a b/+&=é", "limit": 2},
        example=EXAMPLES["ui_klines"].payload,
        items=(),
        pages=(Page([{(6,): 1499644800009}, {(6,): 1499644800010}]), Page([{(6,): 1499644800011}])),
        param="startTime",
        cursors=[None, "1499644800011"],
    ),
    "all_orders": Walk(
        iterator="iter_all_orders",
        arguments={"symbol": "BTCUSDT", "limit": 2},
        example=EXAMPLES["all_orders"].payload,
        items=(),
        pages=(
            Page([{"orderId": 11, "time": 1499827319569}, {"orderId": 12, "time": 1499827319570}]),
            Page([{"orderId": 13, "time": 1499827319571}]),
        ),
        param="orderId",
        cursors=[None, "13"],
    ),
    "all_order_lists": Walk(
        iterator="iter_all_order_lists",
        arguments={"limit": 2},
        example=EXAMPLES["all_order_lists"].payload,
        items=(),
        pages=(
            Page(
                [
                    {"orderListId": 39, "transactionTime": 1565245913493},
                    {"orderListId": 40, "transactionTime": 1565245913494},
                ]
            ),
            Page([{"orderListId": 41, "transactionTime": 1565245913495}]),
        ),
        param="fromId",
        cursors=[None, "41"],
    ),
    "prevented_matches": Walk(
        iterator="iter_prevented_matches",
        arguments={"symbol": "BTCUSDT", "prevented_match_id": 7, "limit": 2},
        example=EXAMPLES["my_prevented_matches"].payload,
        items=(),
        pages=(Page([{"preventedMatchId": 11}, {"preventedMatchId": 12}]), Page([{"preventedMatchId": 13}])),
        param="fromPreventedMatchId",
        cursors=[None, "13"],
    ),
    "allocations": Walk(
        iterator="iter_allocations",
        arguments={"symbol": "BTCUSDT", "limit": 2},
        example=EXAMPLES["my_allocations"].payload,
        items=(),
        pages=(
            Page([{"allocationId": 10, "time": 1687506878128}, {"allocationId": 11, "time": 1687506878129}]),
            Page([{"allocationId": 12, "time": 1687506878130}]),
        ),
        param="fromAllocationId",
        cursors=[None, "12"],
    ),
    "order_amendments": Walk(
        iterator="iter_order_amendments",
        arguments={"symbol": "BTCUSDT", "order_id": 7, "limit": 2},
        example=EXAMPLES["order_amendments"].payload,
        items=(),
        pages=(Page([{"executionId": 32}, {"executionId": 33}]), Page([{"executionId": 34}])),
        param="fromExecutionId",
        cursors=[None, "34"],
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
