"""Refusals of WhiteBIT: every row of the error table, statuses, and what answers say about budgets."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import Any

import pytest
from venue_runtime.errors import (
    AuthenticationError,
    ClockSkew,
    DuplicateOrderId,
    InsufficientFunds,
    InvalidNonce,
    InvalidOrder,
    OrderNotFound,
    PermissionDenied,
    RateLimitExceeded,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.http import Request, Response
from venue_runtime.rest import Endpoint
from venue_runtime.testing.generated import load_examples
from venues.whitebit.venue import ERRORS, error_of

#: endpoint, code, text, error, definitive, ban
ROWS: list[tuple[str, str, str, type[VenueResponseError], bool, bool]] = [
    ("", "0", "something else", VenueResponseError, True, False),
    ("", "0", "Not enough balance and more", InsufficientFunds, True, False),
    ("", "0", "Too many requests and more", InvalidNonce, True, False),
    ("", "0", "Nonce not provided and more", InvalidNonce, True, False),
    ("", "0", "Your nonce is more than and more", ClockSkew, True, False),
    ("", "0", "Invalid nonceWindow and more", InvalidNonce, True, False),
    ("", "0", "Payload not provided and more", AuthenticationError, True, False),
    ("", "0", "Invalid payload and more", AuthenticationError, True, False),
    ("", "0", "Request not provided and more", AuthenticationError, True, False),
    ("", "0", "Unauthorized request and more", AuthenticationError, True, False),
    ("", "0", "This action is unauthorized and more", PermissionDenied, True, False),
    ("", "0", "You don't have permission and more", PermissionDenied, True, False),
    ("", "1", "something else", VenueResponseError, True, False),
    ("", "2", "something else", VenueResponseError, True, False),
    ("", "2", "Unexecuted order was not found and more", OrderNotFound, True, False),
    ("", "3", "something else", InvalidOrder, True, False),
    ("", "3", "service unavailable and more", VenueResponseError, True, False),
    ("", "4", "something else", VenueResponseError, True, False),
    ("", "5", "something else", InsufficientFunds, True, False),
    ("", "5", "service timeout and more", VenueResponseError, True, False),
    ("", "6", "something else", VenueResponseError, True, False),
    ("", "6", "require authentication and more", AuthenticationError, True, False),
    ("", "7", "something else", VenueResponseError, True, False),
    ("", "7", "too many requests and more", RateLimitExceeded, True, False),
    ("", "9", "something else", AuthenticationError, True, False),
    ("", "9", "Invalid payload and more", AuthenticationError, True, False),
    ("", "10", "something else", InvalidOrder, True, False),
    ("", "10", "Not enough balance and more", InsufficientFunds, True, False),
    ("", "10", "Unauthorized request and more", AuthenticationError, True, False),
    ("", "30", "something else", InvalidOrder, True, False),
    ("", "30", "OrderHistory was not found and more", OrderNotFound, True, False),
    ("", "30", "Order was not found and more", OrderNotFound, True, False),
    ("", "30", "Not enough balance and more", InsufficientFunds, True, False),
    ("", "31", "something else", InvalidOrder, True, False),
    ("", "32", "something else", InvalidOrder, True, False),
    ("", "32", "Not enough balance and more", InsufficientFunds, True, False),
    ("", "33", "something else", InvalidOrder, True, False),
    ("", "35", "something else", InvalidOrder, True, False),
    ("", "36", "something else", InvalidOrder, True, False),
    ("", "36", "This client order id is already used and more", DuplicateOrderId, True, False),
    ("", "37", "something else", InvalidOrder, True, False),
    ("", "40", "something else", InvalidOrder, True, False),
    ("", "41", "something else", InvalidOrder, True, False),
    ("", "42", "something else", PermissionDenied, True, False),
    ("", "43", "something else", PermissionDenied, True, False),
    ("", "404", "something else", OrderNotFound, True, False),
    ("", "500", "something else", VenueUnavailable, False, False),
]
#: status, error, definitive, ban
STATUSES: list[tuple[int, type[VenueResponseError], bool, bool]] = [
    (400, VenueResponseError, True, False),
    (401, AuthenticationError, True, False),
    (403, PermissionDenied, True, False),
    (422, VenueResponseError, True, False),
    (429, RateLimitExceeded, True, False),
    (500, VenueUnavailable, False, False),
    (503, VenueUnavailable, False, False),
]
ENDPOINT = Endpoint(id="markets", method="GET", path="/")


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
SUCCESS: Any = load_examples(str(importlib.import_module("venues.whitebit").__file__))["markets"].response
#: bucket, units, seconds until they are all there again
BUDGETS: list[tuple[str, int, float]] = [
    ("market_data", 2000, 10),
    ("order_book", 600, 10),
    ("candles", 1000, 10),
    ("trading", 10000, 10),
    ("account", 12000, 10),
    ("token", 10, 60),
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
