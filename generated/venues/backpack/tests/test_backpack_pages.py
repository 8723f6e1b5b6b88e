"""Walks through the pages of Backpack Exchange: a scripted server, page after page, and what it is asked for."""

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

EXAMPLES = load_examples(str(importlib.import_module("venues.backpack").__file__))
WALKS = {
    "order_history": Walk(
        iterator="iter_order_history",
        arguments={"limit": 2},
        example=EXAMPLES["order_history"].payload,
        items=(),
        pages=(Page([{"id": "59669287277"}, {"id": "59669287276"}]), Page([{"id": "59669287275"}])),
        param="offset",
        cursors=[None, "2"],
    ),
    "fills": Walk(
        iterator="iter_fills",
        arguments={"limit": 2},
        example=EXAMPLES["fills"].payload,
        items=(),
        pages=(Page([{"tradeId": 9748837}, {"tradeId": 9748838}]), Page([{"tradeId": 9748839}])),
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
