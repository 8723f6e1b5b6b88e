"""Refusals of Bitvavo: every row of the error table, statuses, and what answers say about budgets."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import Any

import pytest
from venue_runtime.errors import (
    AuthenticationError,
    CancelRejected,
    ClockSkew,
    DuplicateOrderId,
    InsufficientFunds,
    InvalidOrder,
    MarketClosed,
    OrderNotFound,
    PermissionDenied,
    RateLimitExceeded,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.http import Request, Response
from venue_runtime.rest import Endpoint
from venue_runtime.testing.generated import load_examples
from venues.bitvavo.venue import ERRORS, error_of, usage_of

#: endpoint, code, text, error, definitive, ban
ROWS: list[tuple[str, str, str, type[VenueResponseError], bool, bool]] = [
    ("", "102", "something else", VenueResponseError, True, False),
    ("", "103", "something else", RateLimitExceeded, True, False),
    ("", "105", "something else", RateLimitExceeded, True, False),
    ("", "107", "something else", VenueUnavailable, True, False),
    ("", "109", "something else", VenueUnavailable, False, False),
    ("", "200", "something else", VenueResponseError, True, False),
    ("", "201", "something else", VenueResponseError, True, False),
    ("", "202", "something else", VenueResponseError, True, False),
    ("", "203", "something else", VenueResponseError, True, False),
    ("", "204", "something else", VenueResponseError, True, False),
    ("", "205", "something else", VenueResponseError, True, False),
    ("", "206", "something else", VenueResponseError, True, False),
    ("", "210", "something else", InvalidOrder, True, False),
    ("", "211", "something else", InvalidOrder, True, False),
    ("", "212", "something else", InvalidOrder, True, False),
    ("", "213", "something else", InvalidOrder, True, False),
    ("", "214", "something else", InvalidOrder, True, False),
    ("", "215", "something else", InvalidOrder, True, False),
    ("", "217", "something else", InvalidOrder, True, False),
    ("", "218", "something else", InvalidOrder, True, False),
    ("", "231", "something else", InvalidOrder, True, False),
    ("", "232", "something else", InvalidOrder, True, False),
    ("", "234", "something else", InvalidOrder, True, False),
    ("", "235", "something else", InvalidOrder, True, False),
    ("", "236", "something else", InvalidOrder, True, False),
    ("", "237", "something else", InvalidOrder, True, False),
    ("", "238", "something else", InvalidOrder, True, False),
    ("", "239", "something else", InvalidOrder, True, False),
    ("", "216", "something else", InsufficientFunds, True, False),
    ("", "219", "something else", MarketClosed, True, False),
    ("", "220", "something else", DuplicateOrderId, True, False),
    ("", "240", "something else", OrderNotFound, True, False),
    ("", "304", "something else", ClockSkew, True, False),
    ("", "300", "something else", AuthenticationError, True, False),
    ("", "301", "something else", AuthenticationError, True, False),
    ("", "302", "something else", AuthenticationError, True, False),
    ("", "303", "something else", AuthenticationError, True, False),
    ("", "305", "something else", AuthenticationError, True, False),
    ("", "306", "something else", AuthenticationError, True, False),
    ("", "308", "something else", AuthenticationError, True, False),
    ("", "309", "something else", AuthenticationError, True, False),
    ("", "307", "something else", PermissionDenied, True, False),
    ("", "cancel 1", "something else", OrderNotFound, True, False),
    ("", "cancel 8", "something else", CancelRejected, True, False),
    ("", "cancel 18", "something else", CancelRejected, True, False),
    ("", "cancel 99", "something else", CancelRejected, True, False),
    ("", "cancel 101", "something else", CancelRejected, True, False),
    ("", "cancel 102", "something else", CancelRejected, True, False),
    ("", "mass cancel", "something else", CancelRejected, True, False),
]
#: status, error, definitive, ban
STATUSES: list[tuple[int, type[VenueResponseError], bool, bool]] = [
    (403, AuthenticationError, True, False),
    (429, RateLimitExceeded, True, False),
    (500, VenueUnavailable, False, False),
    (503, VenueUnavailable, False, False),
]
#: header, bucket, what it tells
USAGES: list[tuple[str, str, str]] = [("bitvavo-ratelimit-remaining", "weight", "remaining")]
ENDPOINT = Endpoint(id="time", method="GET", path="/")


@pytest.mark.parametrize(("operation", "code", "text", "error", "definitive", "ban"), ROWS)
def test_code(
    operation: str, code: str, text: str, error: type[VenueResponseError], definitive: bool, ban: bool
) -> None:
    found = ERRORS.error(code, text, operation=operation)
    assert type(found) is error
    assert (found.code, found.message, found.definitive, found.ban) == (code, text, definitive, ban)


@pytest.mark.parametrize(("status", "error", "definitive", "ban"), STATUSES)
def test_status(status: int, error: type[VenueResponseError], definitive: bool, ban: bool) -> None:
    found = error_of(ENDPOINT, Response(status, {}, b"<html>not JSON</html>"))
    assert type(found) is error
    assert (found.http_status, found.definitive, found.ban) == (status, definitive, ban)


def test_a_code_that_nobody_declared_promises_nothing() -> None:
    found = ERRORS.error("987654321", "what is this")
    assert type(found) is VenueResponseError
    assert found.definitive is False


@pytest.mark.parametrize(("header", "bucket", "word"), USAGES)
def test_headers_tell_what_is_used(header: str, bucket: str, word: str) -> None:
    usages = list(usage_of(Response(200, {header: "42"}, b"{}")))
    assert (bucket, 42) in [(each.bucket, getattr(each, word)) for each in usages]
    assert len(usages) == 1 or all(each.shared for each in usages)


@pytest.mark.asyncio
async def test_a_refusal_for_rate_is_told_with_its_wait(make_client: Callable[..., Any], scripted_http: Any) -> None:
    """The venue's Retry-After reaches the caller, and a command that was refused for rate is definitely not executed."""
    async with make_client() as client:
        scripted_http.answer({}, status=429, headers={"Retry-After": "77"}, times=None)
        with pytest.raises(RateLimitExceeded) as refused:
            await client.rest.call(
                Endpoint(id="probe", method="GET", path="/", retry="never"),
                lambda: Request("GET", "http://127.0.0.1/"),
                lambda body: body,
            )
        assert refused.value.retry_after == 77
        assert refused.value.definitive is True


#: A documented answer that is no refusal.
SUCCESS: Any = load_examples(str(importlib.import_module("venues.bitvavo").__file__))["time"].response
#: bucket, units, seconds until they are all there again
BUDGETS: list[tuple[str, int, float]] = [("weight", 1000, 60)]


async def probe(client: Any, costs: tuple[tuple[str, int], ...] = ()) -> Any:
    """A read that costs so much."""
    return await client.rest.call(
        Endpoint(id="probe", method="GET", path="/", costs=costs),
        lambda: Request("GET", "http://127.0.0.1/"),
        lambda body: body,
    )


@pytest.mark.asyncio
@pytest.mark.parametrize(("bucket", "units", "seconds"), BUDGETS)
async def test_a_spent_budget_holds_requests_back(
    make_client: Callable[..., Any], scripted_http: Any, bucket: str, units: int, seconds: float
) -> None:
    """What would be too much is not sent: it waits, or is refused here where that would take too long."""
    async with make_client() as client:
        scripted_http.answer(SUCCESS, times=None)
        await probe(client, ((bucket, units),))
        more = asyncio.ensure_future(probe(client, ((bucket, units),)))
        await client.clock.advance(0.001)
        assert len(scripted_http.requests) == 1
        if more.done():
            with pytest.raises(RateLimitExceeded, match="not sent"):
                await more
            assert seconds > 60
        await client.clock.advance(seconds)
        await (probe(client, ((bucket, units),)) if more.done() and more.exception() is not None else more)
        assert len(scripted_http.requests) == 2
