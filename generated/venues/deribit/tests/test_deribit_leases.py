"""Leases of Deribit: fetched once, renewed before they end, fetched again after they ended or were lost."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from venue_runtime.http import NotSent, Request, Response
from venue_runtime.testing.generated import load_examples
from venue_runtime.testing.scripted import ScriptedHttp
from venues.deribit.simulated import SimulatedDeribit

EXAMPLES = load_examples(str(importlib.import_module("venues.deribit").__file__))


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
async def test_session_is_renewed_before_it_ends(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    """Half of its life of 31536000 s after it was granted the next one is fetched, for what was granted with it."""
    scripted_http.answer(EXAMPLES["auth"].response, method="GET", path="/api/v2/public/auth", times=None)
    async with make_client() as client:
        held = await client.leases.session.get()
        await client.clock.advance(15767999)
        assert len(scripted_http.requests) == 1
        for renewals in (1, 2):
            await client.clock.advance(15768000)
            request = scripted_http.requests[-1]
            assert f"{request.method} {urlsplit(request.url).path}" == "GET /api/v2/public/auth"
            assert held.refresh_token in f"{request.url} {(request.body or b'').decode()}"
            assert len(scripted_http.requests) == 1 + renewals
        assert await client.leases.session.get() == held
        assert len(scripted_http.requests) == 3


@pytest.mark.asyncio
async def test_session_that_a_call_finds_gone_is_fetched_again(
    make_client: Callable[..., Any], scripted_http: ScriptedHttp
) -> None:
    """The call was refused for it, so it is made once more with the next one."""
    scripted_http.answer(EXAMPLES["auth"].response, method="GET", path="/api/v2/public/auth", times=None)
    refused = SimulatedDeribit().error_place.filled("13009", "gone")
    scripted_http.answer(refused, status=401, path="/api/v2/private/cancel_all")
    scripted_http.answer(EXAMPLES["cancel_all"].response, path="/api/v2/private/cancel_all")
    async with make_client() as client:
        await client.raw.cancel_all()
    granted, asked = "GET /api/v2/public/auth", "GET /api/v2/private/cancel_all"
    assert calls(scripted_http)[:4] == [granted, asked, granted, asked]


@pytest.mark.asyncio
async def test_session_that_ran_out_is_not_used(make_client: Callable[..., Any], scripted_http: ScriptedHttp) -> None:
    """The venue could not be asked to prolong it: after 31536000 s it is over, and another one is fetched."""
    held: list[str] = []

    def answer(request: Request) -> Response:
        if held and held[0] in f"{request.url} {(request.body or b'').decode()}":
            raise NotSent("no route")
        return Response(200, {"content-type": "application/json"}, msgspec.json.encode(EXAMPLES["auth"].response))

    scripted_http.on(answer, method="GET", path="/api/v2/public/auth", times=None)
    async with make_client() as client:
        held.append((await client.leases.session.get()).refresh_token)
        await client.clock.advance(31535999)
        asked = len(scripted_http.requests)
        await client.leases.session.get()
        assert len(scripted_http.requests) == asked
        await client.clock.advance(2)
        asked = len(scripted_http.requests)
        await client.leases.session.get()
        assert len(scripted_http.requests) == asked + 1
        assert held[0] not in scripted_http.requests[-1].url
