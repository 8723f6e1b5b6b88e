"""Leases of WhiteBIT: fetched once, renewed before they end, fetched again after they ended or were lost."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp

EXAMPLES = load_examples(str(importlib.import_module("venues.whitebit").__file__))


def calls(http: ScriptedHttp) -> list[str]:
    return [f"{request.method} {urlsplit(request.url).path}" for request in http.requests]


@pytest.mark.asyncio
async def test_stream_is_asked_for_once(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    scripted_http.answer(
        EXAMPLES["websocket_token"].response, method="POST", path="/api/v4/profile/websocket_token", times=None
    )
    async with make_client() as client:
        first, second = await asyncio.gather(client.leases.stream.get(), client.leases.stream.get())
        assert first == second == client.leases.stream.held
    assert calls(scripted_http)[:1] == ["POST /api/v4/profile/websocket_token"]
    assert calls(scripted_http).count("POST /api/v4/profile/websocket_token") == 1


@pytest.mark.asyncio
async def test_stream_that_ran_out_is_not_used(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    """The venue could not be asked to prolong it: after 60 s it is over, and another one is fetched."""
    scripted_http.answer(
        EXAMPLES["websocket_token"].response, method="POST", path="/api/v4/profile/websocket_token", times=None
    )
    async with make_client() as client:
        await client.leases.stream.get()
        await client.clock.advance(59)
        await client.leases.stream.get()
        assert calls(scripted_http).count("POST /api/v4/profile/websocket_token") == 1
        await client.clock.advance(2)
        await client.leases.stream.get()
        assert calls(scripted_http).count("POST /api/v4/profile/websocket_token") == 2
