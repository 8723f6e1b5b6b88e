"""Refusals of Backpack Exchange: every row of the error table, statuses, and what answers say about budgets."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import Any

import pytest
from venue_runtime.errors import (
    AuthenticationError,
    InsufficientFunds,
    InvalidOrder,
    MarketClosed,
    OrderError,
    OrderNotFound,
    PermissionDenied,
    RateLimitExceeded,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.http import Request, Response
from venue_runtime.rest import Endpoint
from venue_runtime.testing.generated import load_examples
from venues.backpack.venue import ERRORS, error_of

#: endpoint, code, text, error, definitive, ban
ROWS: list[tuple[str, str, str, type[VenueResponseError], bool, bool]] = [
    ("", "UNAUTHORIZED", "something else", AuthenticationError, True, False),
    ("", "INVALID_SIGNATURE", "something else", AuthenticationError, True, False),
    ("", "FORBIDDEN", "something else", PermissionDenied, True, False),
    ("", "ACCOUNT_DEACTIVATED", "something else", PermissionDenied, True, False),
    ("", "ACCOUNT_LIQUIDATING", "something else", PermissionDenied, True, False),
    ("", "INVALID_SOURCE", "something else", PermissionDenied, True, False),
    ("", "INVALID_TWO_FACTOR_CODE", "something else", PermissionDenied, True, False),
    ("", "TOO_MANY_REQUESTS", "something else", RateLimitExceeded, True, False),
    ("", "SERVER_ERROR", "something else", VenueUnavailable, False, False),
    ("", "TIMEOUT", "something else", VenueUnavailable, False, False),
    ("", "MAINTENANCE", "something else", VenueUnavailable, True, False),
    ("", "INSUFFICIENT_FUNDS", "something else", InsufficientFunds, True, False),
    ("", "INSUFFICIENT_MARGIN", "something else", InsufficientFunds, True, False),
    ("", "INSUFFICIENT_SUPPLY", "something else", InsufficientFunds, True, False),
    ("", "BORROW_LIMIT", "something else", InsufficientFunds, True, False),
    ("", "MAX_LEVERAGE_REACHED", "something else", InsufficientFunds, True, False),
    ("", "BORROW_REQUIRES_LEND_REDEEM", "something else", InsufficientFunds, True, False),
    ("", "RESOURCE_NOT_FOUND", "something else", OrderNotFound, True, False),
    ("", "INVALID_ORDER", "something else", InvalidOrder, True, False),
    ("", "INVALID_PRICE", "something else", InvalidOrder, True, False),
    ("", "INVALID_QUANTITY", "something else", InvalidOrder, True, False),
    ("", "INVALID_RANGE", "something else", InvalidOrder, True, False),
    ("", "INVALID_SYMBOL", "something else", InvalidOrder, True, False),
    ("", "INVALID_MARKET", "something else", InvalidOrder, True, False),
    ("", "ORDER_LIMIT", "something else", OrderError, True, False),
    ("", "POSITION_LIMIT", "something else", OrderError, True, False),
    ("", "TRADING_PAUSED", "something else", MarketClosed, True, False),
    ("", "INVALID_CLIENT_REQUEST", "something else", VenueResponseError, True, False),
    ("", "INVALID_CLIENT_REQUEST", "Invalid signature and more", AuthenticationError, True, False),
    ("", "INVALID_ASSET", "something else", VenueResponseError, True, False),
    ("", "INVALID_POSITION_ID", "something else", VenueResponseError, True, False),
    ("", "LEND_LIMIT", "something else", VenueResponseError, True, False),
    ("", "LEND_REQUIRES_BORROW_REPAY", "something else", VenueResponseError, True, False),
    ("", "NOT_IMPLEMENTED", "something else", VenueResponseError, True, False),
    ("", "PRECONDITION_FAILED", "something else", VenueResponseError, True, False),
    ("", "TOO_EARLY", "something else", VenueResponseError, True, False),
]
#: status, error, definitive, ban
STATUSES: list[tuple[int, type[VenueResponseError], bool, bool]] = [
    (401, AuthenticationError, True, False),
    (403, PermissionDenied, True, False),
    (404, OrderNotFound, True, False),
    (429, RateLimitExceeded, True, False),
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
SUCCESS: Any = load_examples(str(importlib.import_module("venues.backpack").__file__))["time"].response
#: bucket, units, seconds until they are all there again
BUDGETS: list[tuple[str, int, float]] = [("requests", 2000, 60), ("historical", 30, 60)]


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
