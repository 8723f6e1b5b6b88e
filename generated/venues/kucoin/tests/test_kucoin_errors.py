"""Refusals of KuCoin: every row of the error table, statuses, and what answers say about budgets."""

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
from venues.kucoin.venue import ERRORS, error_of, usage_of

#: endpoint, code, text, error, definitive, ban
ROWS: list[tuple[str, str, str, type[VenueResponseError], bool, bool]] = [
    ("", "200001", "something else", MarketClosed, True, False),
    ("", "200002", "something else", CancelRejected, True, False),
    ("", "200002", "Too many requests and more", RateLimitExceeded, True, False),
    ("", "200003", "something else", InvalidOrder, True, False),
    ("", "200004", "something else", InsufficientFunds, True, False),
    ("", "200009", "something else", PermissionDenied, True, False),
    ("", "400001", "something else", AuthenticationError, True, False),
    ("", "400001", "Please check the URL and more", VenueResponseError, True, False),
    ("", "400002", "something else", ClockSkew, True, False),
    ("", "400003", "something else", AuthenticationError, True, False),
    ("", "400004", "something else", AuthenticationError, True, False),
    ("", "400005", "something else", AuthenticationError, True, False),
    ("", "400006", "something else", PermissionDenied, True, False),
    ("", "400007", "something else", PermissionDenied, True, False),
    ("", "400008", "something else", AuthenticationError, True, False),
    ("", "400009", "something else", AuthenticationError, True, False),
    ("", "400010", "something else", PermissionDenied, True, False),
    ("", "400100", "something else", VenueResponseError, True, False),
    ("", "400100", "account.available.amount and more", InsufficientFunds, True, False),
    ("", "400100", "order_not_exist_or_not_allow_to_cancel and more", CancelRejected, True, False),
    ("", "400100", "order_not_exist and more", OrderNotFound, True, False),
    ("", "400100", "order not exist and more", OrderNotFound, True, False),
    ("", "400100", "The order does not exist and more", OrderNotFound, True, False),
    ("", "400100", "validation.createOrder.clientOidDuplicated and more", DuplicateOrderId, True, False),
    ("", "400100", "Order size below the minimum requirement and more", InvalidOrder, True, False),
    ("", "400100", "The quantity is below the minimum requirement and more", InvalidOrder, True, False),
    ("", "400200", "something else", PermissionDenied, True, False),
    ("", "400301", "something else", PermissionDenied, True, False),
    ("", "400500", "something else", PermissionDenied, True, False),
    ("", "400600", "something else", MarketClosed, True, False),
    ("", "400700", "something else", PermissionDenied, True, False),
    ("", "400760", "something else", InvalidOrder, True, False),
    ("", "404000", "something else", VenueResponseError, True, False),
    ("", "411100", "something else", PermissionDenied, True, False),
    ("", "415000", "something else", VenueResponseError, True, False),
    ("", "429000", "something else", RateLimitExceeded, True, False),
    ("", "500000", "something else", VenueUnavailable, False, False),
    ("", "600203", "something else", VenueUnavailable, True, False),
    ("new_order", "400100", "something else", InvalidOrder, True, False),
    ("new_order", "400100", "account.available.amount and more", InsufficientFunds, True, False),
    ("new_order", "400100", "validation.createOrder.clientOidDuplicated and more", DuplicateOrderId, True, False),
    ("new_order_sync", "400100", "something else", InvalidOrder, True, False),
    ("new_order_sync", "400100", "account.available.amount and more", InsufficientFunds, True, False),
    ("new_order_sync", "400100", "validation.createOrder.clientOidDuplicated and more", DuplicateOrderId, True, False),
]
#: status, error, definitive, ban
STATUSES: list[tuple[int, type[VenueResponseError], bool, bool]] = [
    (429, RateLimitExceeded, True, False),
    (500, VenueUnavailable, False, False),
    (503, VenueUnavailable, False, False),
]
#: header, bucket, what it tells
USAGES: list[tuple[str, str, str]] = [
    ("gw-ratelimit-remaining", "spot", "remaining"),
    ("gw-ratelimit-remaining", "management", "remaining"),
    ("gw-ratelimit-remaining", "public", "remaining"),
]
ENDPOINT = Endpoint(id="server_time", method="GET", path="/")


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
SUCCESS: Any = load_examples(str(importlib.import_module("venues.kucoin").__file__))["time"].response
#: bucket, units, seconds until they are all there again
BUDGETS: list[tuple[str, int, float]] = [("spot", 4000, 30), ("management", 2000, 30), ("public", 2000, 30)]


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
