"""Refusals of Binance Spot: every row of the error table, statuses, and what answers say about budgets."""

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
from venues.binance_spot.venue import ERRORS, error_of, usage_of

#: endpoint, code, text, error, definitive, ban
ROWS: list[tuple[str, str, str, type[VenueResponseError], bool, bool]] = [
    ("", "-1000", "something else", VenueUnavailable, False, False),
    ("", "-1001", "something else", VenueUnavailable, False, False),
    ("", "-1002", "something else", PermissionDenied, True, False),
    ("", "-1003", "something else", RateLimitExceeded, True, False),
    ("", "-1006", "something else", VenueUnavailable, False, False),
    ("", "-1007", "something else", VenueUnavailable, False, False),
    ("", "-1008", "something else", VenueUnavailable, False, False),
    ("", "-1010", "something else", InvalidOrder, True, False),
    ("", "-1010", "Unknown order sent and more", OrderNotFound, True, False),
    ("", "-1010", "Duplicate order sent and more", DuplicateOrderId, True, False),
    ("", "-1010", "Market is closed and more", MarketClosed, True, False),
    ("", "-1010", "Account has insufficient balance and more", InsufficientFunds, True, False),
    ("", "-1010", "Order would immediately match and take and more", PostOnlyRejected, True, False),
    ("", "-1010", "Order was not canceled due to cancel restrictions and more", CancelRejected, True, False),
    ("", "-1010", "Cancel order is invalid and more", CancelRejected, True, False),
    ("", "-1010", "This action is disabled on this account and more", PermissionDenied, True, False),
    ("", "-1010", "This account may not place or cancel orders and more", PermissionDenied, True, False),
    ("", "-1010", "This symbol is not permitted for this account and more", PermissionDenied, True, False),
    ("", "-1010", "This symbol is restricted for this account and more", PermissionDenied, True, False),
    ("", "-1010", "Rest API trading is not enabled and more", PermissionDenied, True, False),
    ("", "-1010", "WebSocket API trading is not enabled and more", PermissionDenied, True, False),
    ("", "-1013", "something else", InvalidOrder, True, False),
    ("", "-1014", "something else", InvalidOrder, True, False),
    ("", "-1015", "something else", RateLimitExceeded, True, False),
    ("", "-1016", "something else", VenueUnavailable, True, False),
    ("", "-1020", "something else", VenueResponseError, True, False),
    ("", "-1021", "something else", ClockSkew, True, False),
    ("", "-1022", "something else", AuthenticationError, True, False),
    ("", "-1034", "something else", RateLimitExceeded, True, False),
    ("", "-1100", "something else", VenueResponseError, True, False),
    ("", "-1101", "something else", VenueResponseError, True, False),
    ("", "-1102", "something else", VenueResponseError, True, False),
    ("", "-1103", "something else", VenueResponseError, True, False),
    ("", "-1104", "something else", VenueResponseError, True, False),
    ("", "-1105", "something else", VenueResponseError, True, False),
    ("", "-1106", "something else", VenueResponseError, True, False),
    ("", "-1108", "something else", VenueResponseError, True, False),
    ("", "-1111", "something else", InvalidOrder, True, False),
    ("", "-1112", "something else", VenueResponseError, True, False),
    ("", "-1114", "something else", InvalidOrder, True, False),
    ("", "-1115", "something else", InvalidOrder, True, False),
    ("", "-1116", "something else", InvalidOrder, True, False),
    ("", "-1117", "something else", InvalidOrder, True, False),
    ("", "-1118", "something else", InvalidOrder, True, False),
    ("", "-1119", "something else", InvalidOrder, True, False),
    ("", "-1120", "something else", VenueResponseError, True, False),
    ("", "-1121", "something else", VenueResponseError, True, False),
    ("", "-1122", "something else", VenueResponseError, True, False),
    ("", "-1125", "something else", VenueResponseError, True, False),
    ("", "-1127", "something else", VenueResponseError, True, False),
    ("", "-1128", "something else", VenueResponseError, True, False),
    ("", "-1130", "something else", VenueResponseError, True, False),
    ("", "-1134", "something else", InvalidOrder, True, False),
    ("", "-1135", "something else", VenueResponseError, True, False),
    ("", "-1139", "something else", VenueResponseError, True, False),
    ("", "-1145", "something else", InvalidOrder, True, False),
    ("", "-1151", "something else", VenueResponseError, True, False),
    ("", "-1152", "something else", VenueResponseError, True, False),
    ("", "-1153", "something else", VenueResponseError, True, False),
    ("", "-1155", "something else", VenueResponseError, True, False),
    ("", "-1158", "something else", InvalidOrder, True, False),
    ("", "-1160", "something else", InvalidOrder, True, False),
    ("", "-1161", "something else", VenueResponseError, True, False),
    ("", "-1165", "something else", InvalidOrder, True, False),
    ("", "-1166", "something else", InvalidOrder, True, False),
    ("", "-1168", "something else", InvalidOrder, True, False),
    ("", "-1194", "something else", VenueResponseError, True, False),
    ("", "-1196", "something else", InvalidOrder, True, False),
    ("", "-1197", "something else", InvalidOrder, True, False),
    ("", "-1198", "something else", InvalidOrder, True, False),
    ("", "-1199", "something else", InvalidOrder, True, False),
    ("", "-1210", "something else", InvalidOrder, True, False),
    ("", "-1211", "something else", InvalidOrder, True, False),
    ("", "-1220", "something else", VenueResponseError, True, False),
    ("", "-1221", "something else", VenueResponseError, True, False),
    ("", "-1222", "something else", InvalidOrder, True, False),
    ("", "-1223", "something else", InvalidOrder, True, False),
    ("", "-1224", "something else", InvalidOrder, True, False),
    ("", "-1225", "something else", InvalidOrder, True, False),
    ("", "-2010", "something else", InvalidOrder, True, False),
    ("", "-2010", "Unknown order sent and more", OrderNotFound, True, False),
    ("", "-2010", "Duplicate order sent and more", DuplicateOrderId, True, False),
    ("", "-2010", "Market is closed and more", MarketClosed, True, False),
    ("", "-2010", "Account has insufficient balance and more", InsufficientFunds, True, False),
    ("", "-2010", "Order would immediately match and take and more", PostOnlyRejected, True, False),
    ("", "-2010", "Order was not canceled due to cancel restrictions and more", CancelRejected, True, False),
    ("", "-2010", "Cancel order is invalid and more", CancelRejected, True, False),
    ("", "-2010", "This action is disabled on this account and more", PermissionDenied, True, False),
    ("", "-2010", "This account may not place or cancel orders and more", PermissionDenied, True, False),
    ("", "-2010", "This symbol is not permitted for this account and more", PermissionDenied, True, False),
    ("", "-2010", "This symbol is restricted for this account and more", PermissionDenied, True, False),
    ("", "-2010", "Rest API trading is not enabled and more", PermissionDenied, True, False),
    ("", "-2010", "WebSocket API trading is not enabled and more", PermissionDenied, True, False),
    ("", "-2011", "something else", CancelRejected, True, False),
    ("", "-2011", "Unknown order sent and more", OrderNotFound, True, False),
    ("", "-2011", "Duplicate order sent and more", DuplicateOrderId, True, False),
    ("", "-2011", "Market is closed and more", MarketClosed, True, False),
    ("", "-2011", "Account has insufficient balance and more", InsufficientFunds, True, False),
    ("", "-2011", "Order would immediately match and take and more", PostOnlyRejected, True, False),
    ("", "-2011", "Order was not canceled due to cancel restrictions and more", CancelRejected, True, False),
    ("", "-2011", "Cancel order is invalid and more", CancelRejected, True, False),
    ("", "-2011", "This action is disabled on this account and more", PermissionDenied, True, False),
    ("", "-2011", "This account may not place or cancel orders and more", PermissionDenied, True, False),
    ("", "-2011", "This symbol is not permitted for this account and more", PermissionDenied, True, False),
    ("", "-2011", "This symbol is restricted for this account and more", PermissionDenied, True, False),
    ("", "-2011", "Rest API trading is not enabled and more", PermissionDenied, True, False),
    ("", "-2011", "WebSocket API trading is not enabled and more", PermissionDenied, True, False),
    ("", "-2013", "something else", OrderNotFound, True, False),
    ("", "-2014", "something else", AuthenticationError, True, False),
    ("", "-2015", "something else", AuthenticationError, True, False),
    ("", "-2016", "something else", VenueResponseError, True, False),
    ("", "-2021", "something else", OrderError, False, False),
    ("", "-2022", "something else", OrderError, True, False),
    ("", "-2026", "something else", OrderNotFound, True, False),
    ("", "-2035", "something else", VenueResponseError, True, False),
    ("", "-2036", "something else", VenueResponseError, True, False),
    ("", "-2038", "something else", InvalidOrder, True, False),
    ("", "-2038", "Unknown order sent and more", OrderNotFound, True, False),
    ("", "-2038", "Duplicate order sent and more", DuplicateOrderId, True, False),
    ("", "-2038", "Market is closed and more", MarketClosed, True, False),
    ("", "-2038", "Account has insufficient balance and more", InsufficientFunds, True, False),
    ("", "-2038", "Order would immediately match and take and more", PostOnlyRejected, True, False),
    ("", "-2038", "Order was not canceled due to cancel restrictions and more", CancelRejected, True, False),
    ("", "-2038", "Cancel order is invalid and more", CancelRejected, True, False),
    ("", "-2038", "This action is disabled on this account and more", PermissionDenied, True, False),
    ("", "-2038", "This account may not place or cancel orders and more", PermissionDenied, True, False),
    ("", "-2038", "This symbol is not permitted for this account and more", PermissionDenied, True, False),
    ("", "-2038", "This symbol is restricted for this account and more", PermissionDenied, True, False),
    ("", "-2038", "Rest API trading is not enabled and more", PermissionDenied, True, False),
    ("", "-2038", "WebSocket API trading is not enabled and more", PermissionDenied, True, False),
    ("", "-2039", "something else", OrderNotFound, True, False),
    ("", "-2042", "something else", VenueResponseError, True, False),
    ("", "-2043", "something else", VenueResponseError, True, False),
]
#: status, error, definitive, ban
STATUSES: list[tuple[int, type[VenueResponseError], bool, bool]] = [
    (403, PermissionDenied, True, False),
    (418, RateLimitExceeded, True, True),
    (429, RateLimitExceeded, True, False),
    (500, VenueUnavailable, False, False),
    (503, VenueUnavailable, False, False),
]
#: header, bucket, what it tells
USAGES: list[tuple[str, str, str]] = [
    ("x-mbx-used-weight-1m", "weight", "used"),
    ("x-mbx-order-count-10s", "orders_10s", "used"),
    ("x-mbx-order-count-1d", "orders_1d", "used"),
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
SUCCESS: Any = load_examples(str(importlib.import_module("venues.binance_spot").__file__))["time"].response
#: bucket, units, seconds until they are all there again
BUDGETS: list[tuple[str, int, float]] = [("weight", 6000, 60), ("orders_10s", 50, 10), ("orders_1d", 160000, 86400)]


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


@pytest.mark.asyncio
async def test_nothing_is_sent_during_a_ban(make_client: Callable[..., Any], scripted_http: Any) -> None:
    """418 with Retry-After bans the address: whatever is asked for, and whatever it costs, waits."""
    async with make_client() as client:
        scripted_http.answer({}, status=418, headers={"Retry-After": "45"})
        scripted_http.answer(SUCCESS, times=None)
        with pytest.raises(RateLimitExceeded) as banned:
            await probe(client)
        assert banned.value.ban
        waiting = asyncio.ensure_future(probe(client))
        await client.clock.advance(44)
        assert len(scripted_http.requests) == 1
        await client.clock.advance(2)
        await waiting
        assert len(scripted_http.requests) == 2


@pytest.mark.asyncio
async def test_a_long_ban_is_told_at_once(make_client: Callable[..., Any], scripted_http: Any) -> None:
    async with make_client() as client:
        scripted_http.answer({}, status=418, headers={"Retry-After": "7200"})
        for _ in range(3):
            with pytest.raises(RateLimitExceeded):
                await probe(client)
        assert len(scripted_http.requests) == 1
