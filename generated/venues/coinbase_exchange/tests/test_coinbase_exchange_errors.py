"""Refusals of Coinbase Exchange: every row of the error table, statuses, and what answers say about budgets."""

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
    InsufficientFunds,
    InvalidOrder,
    MarketClosed,
    OrderError,
    OrderNotFound,
    PermissionDenied,
    PostOnlyRejected,
    RateLimitExceeded,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.http import Request, Response
from venue_runtime.rest import Endpoint
from venue_runtime.testing.generated import load_examples
from venues.coinbase_exchange.venue import ERRORS, error_of

#: endpoint, code, text, error, definitive, ban
ROWS: list[tuple[str, str, str, type[VenueResponseError], bool, bool]] = [
    ("", "400", "something else", VenueResponseError, True, False),
    ("", "400", "invalid signature and more", AuthenticationError, True, False),
    ("", "400", "request timestamp expired and more", ClockSkew, True, False),
    ("", "401", "something else", AuthenticationError, True, False),
    ("", "401", "request timestamp expired and more", ClockSkew, True, False),
    ("", "403", "something else", PermissionDenied, True, False),
    ("", "404", "something else", VenueResponseError, True, False),
    ("", "429", "something else", RateLimitExceeded, True, False),
    ("", "500", "something else", VenueUnavailable, False, False),
    ("", "rejected", "something else", OrderError, True, False),
    ("", "rejected", "post only and more", PostOnlyRejected, True, False),
    ("", "cancel_rejected", "something else", CancelRejected, True, False),
    ("new_order", "400", "something else", InvalidOrder, True, False),
    ("new_order", "400", "Insufficient funds and more", InsufficientFunds, True, False),
    ("new_order", "400", "invalid signature and more", AuthenticationError, True, False),
    ("new_order", "400", "request timestamp expired and more", ClockSkew, True, False),
    ("new_order", "400", "size is too small and more", InvalidOrder, True, False),
    ("new_order", "400", "Order size is too small and more", InvalidOrder, True, False),
    ("new_order", "400", "notional is too small and more", InvalidOrder, True, False),
    ("new_order", "400", "Limit only mode and more", MarketClosed, True, False),
    ("cancel_order", "400", "something else", CancelRejected, True, False),
    ("cancel_order", "404", "something else", OrderNotFound, True, False),
    ("cancel_order_by_client_id", "400", "something else", CancelRejected, True, False),
    ("cancel_order_by_client_id", "404", "something else", OrderNotFound, True, False),
    ("order", "404", "something else", OrderNotFound, True, False),
    ("order_by_client_id", "404", "something else", OrderNotFound, True, False),
]
#: status, error, definitive, ban
STATUSES: list[tuple[int, type[VenueResponseError], bool, bool]] = [
    (500, VenueUnavailable, False, False),
    (503, VenueUnavailable, False, False),
]
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
SUCCESS: Any = load_examples(str(importlib.import_module("venues.coinbase_exchange").__file__))["time"].response
#: bucket, units, seconds until they are all there again
BUDGETS: list[tuple[str, int, float]] = [("public", 15, 1.5), ("private", 30, 2), ("fills", 20, 2)]


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
