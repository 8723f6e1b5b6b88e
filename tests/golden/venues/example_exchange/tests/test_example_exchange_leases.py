"""Leases of Example Exchange: fetched once, renewed before they end, fetched again after they ended or were lost."""

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
from venues.example_exchange.simulated import SimulatedExampleExchange

EXAMPLES = load_examples(str(importlib.import_module("venues.example_exchange").__file__))


def calls(http: ScriptedHttp) -> list[str]:
    return [f"{request.method} {urlsplit(request.url).path}" for request in http.requests]


@pytest.mark.asyncio
async def test_stream_is_asked_for_once(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    scripted_http.answer(EXAMPLES["stream_token"].response, method="POST", path="/v1/private/stream_token", times=None)
    async with make_client() as client:
        first, second = await asyncio.gather(client.leases.stream.get(), client.leases.stream.get())
        assert first == second == client.leases.stream.held
    assert calls(scripted_http)[:1] == ["POST /v1/private/stream_token"]
    assert calls(scripted_http).count("POST /v1/private/stream_token") == 1


@pytest.mark.asyncio
async def test_stream_is_renewed_before_it_ends(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    """Kept every 900 s, for as long as anybody may need it."""
    scripted_http.answer(EXAMPLES["stream_token"].response, method="POST", path="/v1/private/stream_token", times=None)
    scripted_http.answer(
        EXAMPLES["stream_token"].response, method="POST", path="/v1/private/keep_stream_token", times=None
    )
    async with make_client() as client:
        held = await client.leases.stream.get()
        await client.clock.advance(899)
        assert calls(scripted_http) == ["POST /v1/private/stream_token"]
        await client.clock.advance(2700)
        assert calls(scripted_http) == ["POST /v1/private/stream_token", *["POST /v1/private/keep_stream_token"] * 3]
        assert await client.leases.stream.get() == held
        assert len(scripted_http.requests) == 4


@pytest.mark.asyncio
async def test_stream_that_the_venue_lost_is_fetched_again(
    make_client: Callable[..., Any], scripted_http: ScriptedHttp
) -> None:
    scripted_http.answer(EXAMPLES["stream_token"].response, method="POST", path="/v1/private/stream_token", times=None)
    refused = SimulatedExampleExchange().error_place.filled("4010", "gone")
    scripted_http.answer(refused, status=401, method="POST", path="/v1/private/keep_stream_token", times=None)
    async with make_client() as client:
        await client.leases.stream.get()
        await client.clock.advance(901)
        with pytest.raises(ConfigurationError, match="not held"):
            _ = client.leases.stream.held
        await client.leases.stream.get()
        assert calls(scripted_http).count("POST /v1/private/stream_token") == 2


@pytest.mark.asyncio
async def test_stream_that_ran_out_is_not_used(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    """The venue could not be asked to prolong it: after 1800 s it is over, and another one is fetched."""
    scripted_http.answer(EXAMPLES["stream_token"].response, method="POST", path="/v1/private/stream_token", times=None)
    scripted_http.fail(NotSent("no route"), method="POST", path="/v1/private/keep_stream_token", times=None)
    async with make_client() as client:
        await client.leases.stream.get()
        await client.clock.advance(1799)
        await client.leases.stream.get()
        assert calls(scripted_http).count("POST /v1/private/stream_token") == 1
        await client.clock.advance(2)
        await client.leases.stream.get()
        assert calls(scripted_http).count("POST /v1/private/stream_token") == 2
