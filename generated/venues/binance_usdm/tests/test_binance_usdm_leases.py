"""Leases of Binance USD-M Futures: fetched once, renewed before they end, fetched again after they ended or were lost."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from venue_runtime.errors import ConfigurationError
from venue_runtime.http import NotSent
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp
from venues.binance_usdm.simulated import SimulatedBinanceUsdm

EXAMPLES = load_examples(str(importlib.import_module("venues.binance_usdm").__file__))


def calls(http: ScriptedHttp) -> list[str]:
    return [f"{request.method} {urlsplit(request.url).path}" for request in http.requests]


@pytest.mark.asyncio
async def test_listen_key_is_asked_for_once(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    scripted_http.answer(EXAMPLES["listen_key"].response, method="POST", path="/fapi/v1/listenKey", times=None)
    scripted_http.answer({}, method="DELETE", path="/fapi/v1/listenKey")
    async with make_client() as client:
        first, second = await asyncio.gather(client.leases.listen_key.get(), client.leases.listen_key.get())
        assert first == second == client.leases.listen_key.held
    assert calls(scripted_http)[:1] == ["POST /fapi/v1/listenKey"]
    assert calls(scripted_http).count("POST /fapi/v1/listenKey") == 1


@pytest.mark.asyncio
async def test_listen_key_is_renewed_before_it_ends(
    make_client: Callable[..., Any], scripted_http: ScriptedHttp
) -> None:
    """Kept every 1800 s, for as long as anybody may need it."""
    scripted_http.answer(EXAMPLES["listen_key"].response, method="POST", path="/fapi/v1/listenKey", times=None)
    scripted_http.answer({}, method="DELETE", path="/fapi/v1/listenKey")
    scripted_http.answer(EXAMPLES["listen_key.kept"].response, method="PUT", path="/fapi/v1/listenKey", times=None)
    async with make_client() as client:
        held = await client.leases.listen_key.get()
        await client.clock.advance(1799)
        assert calls(scripted_http) == ["POST /fapi/v1/listenKey"]
        await client.clock.advance(5400)
        assert calls(scripted_http) == ["POST /fapi/v1/listenKey", *["PUT /fapi/v1/listenKey"] * 3]
        assert await client.leases.listen_key.get() == held
        assert len(scripted_http.requests) == 4


@pytest.mark.asyncio
async def test_listen_key_that_the_venue_lost_is_fetched_again(
    make_client: Callable[..., Any], scripted_http: ScriptedHttp
) -> None:
    scripted_http.answer(EXAMPLES["listen_key"].response, method="POST", path="/fapi/v1/listenKey", times=None)
    scripted_http.answer({}, method="DELETE", path="/fapi/v1/listenKey")
    refused = SimulatedBinanceUsdm().error_place.filled("-1125", "gone")
    scripted_http.answer(refused, status=401, method="PUT", path="/fapi/v1/listenKey", times=None)
    async with make_client() as client:
        await client.leases.listen_key.get()
        await client.clock.advance(1801)
        with pytest.raises(ConfigurationError, match="not held"):
            _ = client.leases.listen_key.held
        await client.leases.listen_key.get()
        assert calls(scripted_http).count("POST /fapi/v1/listenKey") == 2


@pytest.mark.asyncio
async def test_listen_key_that_ran_out_is_not_used(
    make_client: Callable[..., Any], scripted_http: ScriptedHttp
) -> None:
    """The venue could not be asked to prolong it: after 3600 s it is over, and another one is fetched."""
    scripted_http.answer(EXAMPLES["listen_key"].response, method="POST", path="/fapi/v1/listenKey", times=None)
    scripted_http.answer({}, method="DELETE", path="/fapi/v1/listenKey")
    scripted_http.fail(NotSent("no route"), method="PUT", path="/fapi/v1/listenKey", times=None)
    async with make_client() as client:
        await client.leases.listen_key.get()
        await client.clock.advance(3599)
        await client.leases.listen_key.get()
        assert calls(scripted_http).count("POST /fapi/v1/listenKey") == 1
        await client.clock.advance(2)
        await client.leases.listen_key.get()
        assert calls(scripted_http).count("POST /fapi/v1/listenKey") == 2
