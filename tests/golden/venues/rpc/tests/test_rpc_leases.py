"""Leases of Rpc: fetched once, renewed before they end, fetched again after they ended or were lost."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp

EXAMPLES = load_examples(str(importlib.import_module("venues.rpc").__file__))


def calls(http: ScriptedHttp) -> list[str]:
    return [f"{request.method} {urlsplit(request.url).path}" for request in http.requests]


@pytest.mark.asyncio
async def test_session_is_asked_for_once(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    scripted_http.answer(EXAMPLES["auth"].response, method="GET", path="/api/v2/public/auth", times=None)
    async with make_client() as client:
        first, second = await asyncio.gather(client.leases.session.get(), client.leases.session.get())
        assert first == second == client.leases.session.held
    assert calls(scripted_http)[:1] == ["GET /api/v2/public/auth"]
    assert calls(scripted_http).count("GET /api/v2/public/auth") == 1


@pytest.mark.asyncio
async def test_session_that_ran_out_is_not_used(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    """The venue could not be asked to prolong it: after 600 s it is over, and another one is fetched."""
    scripted_http.answer(EXAMPLES["auth"].response, method="GET", path="/api/v2/public/auth", times=None)
    async with make_client() as client:
        await client.leases.session.get()
        await client.clock.advance(599)
        await client.leases.session.get()
        assert calls(scripted_http).count("GET /api/v2/public/auth") == 1
        await client.clock.advance(2)
        await client.leases.session.get()
        assert calls(scripted_http).count("GET /api/v2/public/auth") == 2
