"""Walking through the pages of a list: what is asked for, and when the walk ends."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from venue_runtime.clock import ManualClock
from venue_runtime.errors import DecodeError
from venue_runtime.testing.scripted import ScriptedHttp
from venues.binance_spot import BinanceSpot


def trade(number: int) -> dict[str, Any]:
    """An aggregate trade, with the fields of rest-api.md."""
    return {
        "a": number, "p": "0.01633102", "q": "4.70443515", "f": 27781, "l": 27781,
        "T": 1498793709153 + number, "m": True, "M": True,
    }  # fmt: skip


def queries(http: ScriptedHttp) -> list[dict[str, str]]:
    return [dict(parse_qsl(urlsplit(request.url).query)) for request in http.requests]


@pytest.mark.asyncio
async def test_the_next_page_starts_behind_the_last_item_and_drops_the_times() -> None:
    http = ScriptedHttp().answer([trade(7), trade(8)]).answer([trade(9), trade(10)]).answer([trade(11)])
    async with BinanceSpot(http=http, clock=ManualClock()) as client:
        walk = client.raw.iter_agg_trades(symbol="BNBBTC", start_time=1498793709153, limit=2)
        assert [each.id async for each in walk] == [7, 8, 9, 10, 11]
    assert queries(http) == [
        {"symbol": "BNBBTC", "startTime": "1498793709153", "limit": "2"},
        {"symbol": "BNBBTC", "fromId": "9", "limit": "2"},
        {"symbol": "BNBBTC", "fromId": "11", "limit": "2"},
    ]


@pytest.mark.asyncio
async def test_pages_that_do_not_advance_end_with_an_error() -> None:
    http = ScriptedHttp().answer([trade(7), trade(8)], times=None)
    async with BinanceSpot(http=http, clock=ManualClock()) as client:
        with pytest.raises(DecodeError, match="do not advance"):
            _ = [each async for each in client.raw.iter_agg_trades(symbol="BNBBTC", limit=2)]
    assert len(http.requests) == 2
