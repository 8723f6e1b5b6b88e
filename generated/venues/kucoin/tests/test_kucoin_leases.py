"""Leases of KuCoin: fetched once, renewed before they end, fetched again after they ended or were lost."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp

EXAMPLES = load_examples(str(importlib.import_module("venues.kucoin").__file__))


def calls(http: ScriptedHttp) -> list[str]:
    return [f"{request.method} {urlsplit(request.url).path}" for request in http.requests]


@pytest.mark.asyncio
async def test_public_is_asked_for_once(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    scripted_http.answer(EXAMPLES["bullet_public"].response, method="POST", path="/api/v1/bullet-public", times=None)
    async with make_client() as client:
        first, second = await asyncio.gather(client.leases.public.get(), client.leases.public.get())
        assert first == second == client.leases.public.held
    assert calls(scripted_http)[:1] == ["POST /api/v1/bullet-public"]
    assert calls(scripted_http).count("POST /api/v1/bullet-public") == 1


@pytest.mark.asyncio
async def test_public_that_ran_out_is_not_used(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    """The venue could not be asked to prolong it: after 86400 s it is over, and another one is fetched."""
    scripted_http.answer(EXAMPLES["bullet_public"].response, method="POST", path="/api/v1/bullet-public", times=None)
    async with make_client() as client:
        await client.leases.public.get()
        await client.clock.advance(86399)
        await client.leases.public.get()
        assert calls(scripted_http).count("POST /api/v1/bullet-public") == 1
        await client.clock.advance(2)
        await client.leases.public.get()
        assert calls(scripted_http).count("POST /api/v1/bullet-public") == 2


@pytest.mark.asyncio
async def test_private_is_asked_for_once(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    scripted_http.answer(EXAMPLES["bullet_private"].response, method="POST", path="/api/v1/bullet-private", times=None)
    async with make_client() as client:
        first, second = await asyncio.gather(client.leases.private.get(), client.leases.private.get())
        assert first == second == client.leases.private.held
    assert calls(scripted_http)[:1] == ["POST /api/v1/bullet-private"]
    assert calls(scripted_http).count("POST /api/v1/bullet-private") == 1


@pytest.mark.asyncio
async def test_private_that_ran_out_is_not_used(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    """The venue could not be asked to prolong it: after 86400 s it is over, and another one is fetched."""
    scripted_http.answer(EXAMPLES["bullet_private"].response, method="POST", path="/api/v1/bullet-private", times=None)
    async with make_client() as client:
        await client.leases.private.get()
        await client.clock.advance(86399)
        await client.leases.private.get()
        assert calls(scripted_http).count("POST /api/v1/bullet-private") == 1
        await client.clock.advance(2)
        await client.leases.private.get()
        assert calls(scripted_http).count("POST /api/v1/bullet-private") == 2
