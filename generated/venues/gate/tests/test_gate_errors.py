"""Refusals of Gate: every row of the error table, statuses, and what answers say about budgets."""

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
from venues.gate.venue import ERRORS, error_of, usage_of

#: endpoint, code, text, error, definitive, ban
ROWS: list[tuple[str, str, str, type[VenueResponseError], bool, bool]] = [
    ("", "INVALID_PROTOCOL", "something else", VenueResponseError, True, False),
    ("", "INVALID_ARGUMENT", "something else", VenueResponseError, True, False),
    ("", "INVALID_REQUEST_BODY", "something else", VenueResponseError, True, False),
    ("", "MISSING_REQUIRED_PARAM", "something else", VenueResponseError, True, False),
    ("", "BAD_REQUEST", "something else", VenueResponseError, True, False),
    ("", "INVALID_CONTENT_TYPE", "something else", VenueResponseError, True, False),
    ("", "NOT_ACCEPTABLE", "something else", VenueResponseError, True, False),
    ("", "METHOD_NOT_ALLOWED", "something else", VenueResponseError, True, False),
    ("", "NOT_FOUND", "something else", VenueResponseError, True, False),
    ("", "INVALID_PARAM_VALUE", "something else", InvalidOrder, True, False),
    ("", "INVALID_CREDENTIALS", "something else", AuthenticationError, True, False),
    ("", "INVALID_KEY", "something else", AuthenticationError, True, False),
    ("", "INVALID_SIGNATURE", "something else", AuthenticationError, True, False),
    ("", "MISSING_REQUIRED_HEADER", "something else", AuthenticationError, True, False),
    ("", "IP_FORBIDDEN", "something else", PermissionDenied, True, False),
    ("", "READ_ONLY", "something else", PermissionDenied, True, False),
    ("", "ACCOUNT_LOCKED", "something else", PermissionDenied, True, False),
    ("", "FORBIDDEN", "something else", PermissionDenied, True, False),
    ("", "TRADE_RESTRICTED", "something else", PermissionDenied, True, False),
    ("", "AUTHENTICATION_FAILED", "something else", AuthenticationError, True, False),
    ("", "REQUEST_EXPIRED", "something else", ClockSkew, True, False),
    ("", "TOO_MANY_REQUESTS", "something else", RateLimitExceeded, True, False),
    ("", "INVALID_CURRENCY", "something else", VenueResponseError, True, False),
    ("", "INVALID_CURRENCY_PAIR", "something else", VenueResponseError, True, False),
    ("", "INVALID_PRECISION", "something else", InvalidOrder, True, False),
    ("", "AMOUNT_TOO_LITTLE", "something else", InvalidOrder, True, False),
    ("", "AMOUNT_TOO_MUCH", "something else", InvalidOrder, True, False),
    ("", "MARGIN_NOT_SUPPORTED", "something else", InvalidOrder, True, False),
    ("", "AUTO_BORROW_TOO_MUCH", "something else", InvalidOrder, True, False),
    ("", "NO_CHANGE", "something else", InvalidOrder, True, False),
    ("", "TOO_MANY_CURRENCY_PAIRS", "something else", InvalidOrder, True, False),
    ("", "TOO_MANY_ORDERS", "something else", InvalidOrder, True, False),
    ("", "MIXED_ACCOUNT_TYPE", "something else", InvalidOrder, True, False),
    ("", "QUANTITY_NOT_ENOUGH", "something else", InsufficientFunds, True, False),
    ("", "BALANCE_NOT_ENOUGH", "something else", InsufficientFunds, True, False),
    ("", "MARGIN_BALANCE_NOT_ENOUGH", "something else", InsufficientFunds, True, False),
    ("", "INITIAL_MARGIN_TOO_LOW", "something else", InsufficientFunds, True, False),
    ("", "ORDER_CLOSED", "something else", CancelRejected, True, False),
    ("", "ORDER_CANCELLED", "something else", CancelRejected, True, False),
    ("", "CANCEL_FAIL", "something else", CancelRejected, True, False),
    ("", "POC_FILL_IMMEDIATELY", "something else", PostOnlyRejected, True, False),
    ("", "ORDER_NOT_FOUND", "something else", OrderNotFound, True, False),
    ("", "REPEATED_CREATION", "something else", InvalidOrder, True, False),
    ("", "FOK_NOT_FILL", "something else", OrderError, True, False),
    ("", "ORDER_BOOK_NOT_FOUND", "something else", OrderError, True, False),
    ("", "NO_MERGEABLE_ORDERS", "something else", OrderError, True, False),
    ("", "INTERNAL", "something else", VenueUnavailable, False, False),
    ("", "SERVER_ERROR", "something else", VenueUnavailable, False, False),
    ("", "INTERNAL_SERVER_ERROR", "something else", VenueUnavailable, False, False),
    ("", "TOO_BUSY", "something else", VenueUnavailable, False, False),
    ("", "FAILED_RETRIEVE_ASSETS", "something else", VenueUnavailable, False, False),
    ("", "1", "something else", VenueResponseError, True, False),
    ("", "2", "something else", VenueResponseError, True, False),
    ("", "3", "something else", VenueUnavailable, True, False),
    ("", "4", "something else", AuthenticationError, True, False),
]
#: status, error, definitive, ban
STATUSES: list[tuple[int, type[VenueResponseError], bool, bool]] = [
    (401, AuthenticationError, True, False),
    (429, RateLimitExceeded, True, False),
    (400, VenueResponseError, True, False),
    (403, VenueResponseError, True, False),
    (500, VenueUnavailable, False, False),
    (503, VenueUnavailable, False, False),
]
#: header, bucket, what it tells
USAGES: list[tuple[str, str, str]] = [
    ("x-gate-ratelimit-requests-remain", "time", "remaining"),
    ("x-gate-ratelimit-requests-remain", "pairs", "remaining"),
    ("x-gate-ratelimit-requests-remain", "tickers", "remaining"),
    ("x-gate-ratelimit-requests-remain", "order_book", "remaining"),
    ("x-gate-ratelimit-requests-remain", "trades", "remaining"),
    ("x-gate-ratelimit-requests-remain", "candles", "remaining"),
    ("x-gate-ratelimit-requests-remain", "place", "remaining"),
    ("x-gate-ratelimit-requests-remain", "cancel", "remaining"),
    ("x-gate-ratelimit-requests-remain", "order", "remaining"),
    ("x-gate-ratelimit-requests-remain", "orders", "remaining"),
    ("x-gate-ratelimit-requests-remain", "open_orders", "remaining"),
    ("x-gate-ratelimit-requests-remain", "fills", "remaining"),
    ("x-gate-ratelimit-requests-remain", "countdown", "remaining"),
    ("x-gate-ratelimit-requests-remain", "accounts", "remaining"),
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
SUCCESS: Any = load_examples(str(importlib.import_module("venues.gate").__file__))["time"].response
#: bucket, units, seconds until they are all there again
BUDGETS: list[tuple[str, int, float]] = [
    ("time", 200, 10),
    ("pairs", 200, 10),
    ("tickers", 200, 10),
    ("order_book", 200, 10),
    ("trades", 200, 10),
    ("candles", 200, 10),
    ("place", 10, 1),
    ("cancel", 200, 1),
    ("order", 200, 10),
    ("orders", 200, 10),
    ("open_orders", 200, 10),
    ("fills", 200, 10),
    ("countdown", 200, 10),
    ("accounts", 200, 10),
]


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
