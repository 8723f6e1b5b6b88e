"""Refusals of Coinbase Advanced Trade: every row of the error table, statuses, and what answers say about budgets."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import Any

import pytest
from venue_runtime.errors import (
    AuthenticationError,
    CancelRejected,
    DuplicateOrderId,
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
from venues.coinbase_advanced.venue import ERRORS, error_of, usage_of

#: endpoint, code, text, error, definitive, ban
ROWS: list[tuple[str, str, str, type[VenueResponseError], bool, bool]] = [
    ("", "unknown", "something else", VenueResponseError, True, False),
    ("", "unknown", "order with this orderID was not found and more", OrderNotFound, True, False),
    ("", "NOT_FOUND", "something else", VenueResponseError, True, False),
    ("", "NOT_FOUND", "order with this orderID was not found and more", OrderNotFound, True, False),
    ("", "PERMISSION_DENIED", "something else", PermissionDenied, True, False),
    ("", "INVALID_ARGUMENT", "something else", InvalidOrder, True, False),
    ("", "INSUFFICIENT_FUND", "something else", InsufficientFunds, True, False),
    ("", "INSUFFICIENT_FUNDS", "something else", InsufficientFunds, True, False),
    ("", "INVALID_LEDGER_BALANCE", "something else", InsufficientFunds, True, False),
    ("", "PREVIEW_INSUFFICIENT_FUND", "something else", InsufficientFunds, True, False),
    ("", "PREVIEW_INSUFFICIENT_LEDGER_BALANCE", "something else", InsufficientFunds, True, False),
    ("", "PREVIEW_INVALID_LEDGER_BALANCE", "something else", InsufficientFunds, True, False),
    ("", "PREVIEW_INSUFFICIENT_FUNDS_FOR_FUTURES", "something else", InsufficientFunds, True, False),
    ("", "DUPLICATE_CLIENT_ORDER_ID", "something else", DuplicateOrderId, True, False),
    ("", "INVALID_LIMIT_PRICE_POST_ONLY", "something else", PostOnlyRejected, True, False),
    ("", "PREVIEW_INVALID_LIMIT_PRICE_POST_ONLY", "something else", PostOnlyRejected, True, False),
    ("", "ORDER_ENTRY_DISABLED", "something else", MarketClosed, True, False),
    ("", "UNTRADABLE_PRODUCT", "something else", MarketClosed, True, False),
    ("", "TRADING_DISABLED", "something else", MarketClosed, True, False),
    ("", "PRODUCT_TRADING_HALTED", "something else", MarketClosed, True, False),
    ("", "INVALID_FCM_TRADING_SESSION", "something else", MarketClosed, True, False),
    ("", "PREVIEW_INVALID_FCM_TRADING_SESSION", "something else", MarketClosed, True, False),
    ("", "PREVIEW_UNTRADABLE_PRODUCT", "something else", MarketClosed, True, False),
    ("", "PREVIEW_NOT_ALLOWED_BY_MARKET_STATE", "something else", MarketClosed, True, False),
    ("", "PREVIEW_TRADING_DISABLED", "something else", MarketClosed, True, False),
    ("", "GEOFENCING_RESTRICTION", "something else", PermissionDenied, True, False),
    ("", "PREVIEW_GEOFENCING_RESTRICTION", "something else", PermissionDenied, True, False),
    ("", "UNKNOWN_FAILURE_REASON", "something else", OrderError, True, False),
    ("", "UNKNOWN_PREVIEW_FAILURE_REASON", "something else", OrderError, True, False),
    ("", "UNKNOWN_EDIT_ORDER_FAILURE_REASON", "something else", OrderError, True, False),
    ("", "COMMANDER_REJECTED_NEW_ORDER", "something else", OrderError, True, False),
    ("", "IN_LIQUIDATION", "something else", OrderError, True, False),
    ("", "PREVIEW_IN_LIQUIDATION", "something else", OrderError, True, False),
    ("", "BREACHED_RISK_LIMIT", "something else", OrderError, True, False),
    ("", "UNSUPPORTED_ORDER_CONFIGURATION", "something else", InvalidOrder, True, False),
    ("", "INVALID_SIDE", "something else", InvalidOrder, True, False),
    ("", "INVALID_PRODUCT_ID", "something else", InvalidOrder, True, False),
    ("", "INVALID_REQUEST", "something else", InvalidOrder, True, False),
    ("", "INELIGIBLE_PAIR", "something else", InvalidOrder, True, False),
    ("", "INVALID_SIZE_PRECISION", "something else", InvalidOrder, True, False),
    ("", "INVALID_PRICE_PRECISION", "something else", InvalidOrder, True, False),
    ("", "INVALID_LIMIT_PRICE", "something else", InvalidOrder, True, False),
    ("", "INVALID_NO_LIQUIDITY", "something else", InvalidOrder, True, False),
    ("", "LIMIT_PRICE_TOO_FAR_FROM_MARKET", "something else", InvalidOrder, True, False),
    ("", "FOK_DISABLED", "something else", InvalidOrder, True, False),
    ("", "POST_ONLY_NOT_ALLOWED_WITH_FOK", "something else", InvalidOrder, True, False),
    ("", "LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_BUY", "something else", InvalidOrder, True, False),
    ("", "LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_SELL", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_SIDE", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_PRODUCT_ID", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_ORDER_CONFIG", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_SIZE_PRECISION", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_QUOTE_SIZE_PRECISION", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_PRICE_PRECISION", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_BASE_SIZE_TOO_SMALL", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_BASE_SIZE_TOO_LARGE", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_QUOTE_SIZE_TOO_LARGE", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_PRICE_TOO_LARGE", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_LIMIT_PRICE", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_STOP_PRICE", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_STOP_PRICE_PRECISION", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_BREACHED_PRICE_LIMIT", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_NO_LIQUIDITY", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_STOP_PRICE_ABOVE_LIMIT_PRICE", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_STOP_PRICE_BELOW_LIMIT_PRICE", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_STOP_PRICE_ABOVE_LAST_TRADE_PRICE", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_STOP_PRICE_BELOW_LAST_TRADE_PRICE", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_LIMIT_PRICE_TOO_FAR_FROM_MARKET", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_MARGIN_TYPE", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_LEVERAGE", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_BUY", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_SELL", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_END_TIME_IS_IN_THE_PAST", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_GTD_ORDERS_MUST_HAVE_END_TIME", "something else", InvalidOrder, True, False),
    ("", "PREVIEW_INVALID_END_TIME", "something else", InvalidOrder, True, False),
    ("", "UNKNOWN_CANCEL_ORDER", "something else", OrderNotFound, True, False),
    ("", "ORDER_NOT_FOUND", "something else", OrderNotFound, True, False),
    ("", "UNKNOWN_CANCEL_FAILURE_REASON", "something else", CancelRejected, True, False),
    ("", "INVALID_CANCEL_REQUEST", "something else", CancelRejected, True, False),
    ("", "COMMANDER_REJECTED_CANCEL_ORDER", "something else", CancelRejected, True, False),
    ("", "INVALID_CANCEL_PRODUCT_ID", "something else", CancelRejected, True, False),
    ("", "INVALID_CANCEL_FCM_TRADING_SESSION", "something else", CancelRejected, True, False),
    ("", "NOT_ALLOWED_TO_CANCEL", "something else", CancelRejected, True, False),
    ("", "ORDER_IS_FULLY_FILLED", "something else", CancelRejected, True, False),
    ("", "ORDER_IS_BEING_REPLACED", "something else", CancelRejected, True, False),
    ("", "DUPLICATE_CANCEL_REQUEST", "something else", CancelRejected, True, False),
    ("", "CANNOT_EDIT_TO_BELOW_FILLED_SIZE", "something else", InvalidOrder, True, False),
    ("", "INVALID_EDITED_SIZE", "something else", InvalidOrder, True, False),
    ("", "INVALID_EDITED_PRICE", "something else", InvalidOrder, True, False),
    ("", "ONLY_LIMIT_ORDER_EDITS_SUPPORTED", "something else", InvalidOrder, True, False),
    ("", "SIZE_IN_QUOTE_EDITS_NOT_ALLOWED", "something else", InvalidOrder, True, False),
    ("", "CANNOT_EDIT_FUTURES_ORDER", "something else", InvalidOrder, True, False),
    ("", "EDIT_REQUEST_EQUAL_TO_ORIGINAL_REQUEST", "something else", InvalidOrder, True, False),
    ("", "COMMANDER_REJECTED_EDIT_ORDER", "something else", OrderError, True, False),
    ("", "ONLY_OPEN_ORDERS_CAN_BE_EDITED", "something else", OrderError, True, False),
    ("", "ORDER_IS_ALREADY_BEING_REPLACED", "something else", OrderError, True, False),
    ("", "EXCEEDED_MAX_ALLOWED_EDIT_REQUEST_COUNT", "something else", OrderError, True, False),
]
#: status, error, definitive, ban
STATUSES: list[tuple[int, type[VenueResponseError], bool, bool]] = [
    (401, AuthenticationError, True, False),
    (403, PermissionDenied, True, False),
    (429, RateLimitExceeded, True, False),
    (500, VenueUnavailable, False, False),
    (503, VenueUnavailable, False, False),
]
#: header, bucket, what it tells
USAGES: list[tuple[str, str, str]] = [
    ("x-ratelimit-remaining", "public", "remaining"),
    ("x-ratelimit-remaining", "private", "remaining"),
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
SUCCESS: Any = load_examples(str(importlib.import_module("venues.coinbase_advanced").__file__))["time"].response
#: bucket, units, seconds until they are all there again
BUDGETS: list[tuple[str, int, float]] = [("public", 10, 1), ("private", 30, 1)]


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
