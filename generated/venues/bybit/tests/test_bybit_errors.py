"""Refusals of Bybit: every row of the error table, statuses, and what answers say about budgets."""

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
from venues.bybit.venue import ERRORS, error_of, usage_of

#: endpoint, code, text, error, definitive, ban
ROWS: list[tuple[str, str, str, type[VenueResponseError], bool, bool]] = [
    ("", "-1", "something else", ClockSkew, True, False),
    ("", "429", "something else", VenueUnavailable, True, False),
    ("", "-2015", "something else", AuthenticationError, True, False),
    ("", "10000", "something else", VenueUnavailable, False, False),
    ("", "10001", "something else", VenueResponseError, True, False),
    ("", "10002", "something else", ClockSkew, True, False),
    ("", "10003", "something else", AuthenticationError, True, False),
    ("", "10004", "something else", AuthenticationError, True, False),
    ("", "10005", "something else", PermissionDenied, True, False),
    ("", "10006", "something else", RateLimitExceeded, True, False),
    ("", "10007", "something else", AuthenticationError, True, False),
    ("", "10008", "something else", PermissionDenied, True, False),
    ("", "10009", "something else", PermissionDenied, True, False),
    ("", "10010", "something else", PermissionDenied, True, False),
    ("", "10014", "something else", VenueResponseError, False, False),
    ("", "10016", "something else", VenueUnavailable, False, False),
    ("", "10017", "something else", VenueResponseError, True, False),
    ("", "10019", "something else", VenueUnavailable, True, False),
    ("", "10024", "something else", PermissionDenied, True, False),
    ("", "10027", "something else", PermissionDenied, True, False),
    ("", "10028", "something else", PermissionDenied, True, False),
    ("", "10029", "something else", InvalidOrder, True, False),
    ("", "10403", "something else", RateLimitExceeded, True, False),
    ("", "10404", "something else", VenueResponseError, True, False),
    ("", "10429", "something else", RateLimitExceeded, True, False),
    ("", "20001", "something else", VenueResponseError, True, False),
    ("", "20003", "something else", RateLimitExceeded, True, False),
    ("", "20006", "something else", VenueResponseError, True, False),
    ("", "30208", "something else", InvalidOrder, True, False),
    ("", "30209", "something else", InvalidOrder, True, False),
    ("", "30228", "something else", MarketClosed, True, False),
    ("", "33004", "something else", AuthenticationError, True, False),
    ("", "40004", "something else", OrderError, False, False),
    ("", "110001", "something else", OrderNotFound, True, False),
    ("", "110003", "something else", InvalidOrder, True, False),
    ("", "110004", "something else", InsufficientFunds, True, False),
    ("", "110005", "something else", OrderError, True, False),
    ("", "110006", "something else", InsufficientFunds, True, False),
    ("", "110007", "something else", InsufficientFunds, True, False),
    ("", "110008", "something else", OrderNotFound, True, False),
    ("", "110009", "something else", OrderError, True, False),
    ("", "110010", "something else", OrderNotFound, True, False),
    ("", "110011", "something else", OrderError, True, False),
    ("", "110012", "something else", InsufficientFunds, True, False),
    ("", "110013", "something else", OrderError, True, False),
    ("", "110014", "something else", InsufficientFunds, True, False),
    ("", "110017", "something else", InvalidOrder, True, False),
    ("", "110019", "something else", OrderNotFound, True, False),
    ("", "110020", "something else", OrderError, True, False),
    ("", "110021", "something else", OrderError, True, False),
    ("", "110022", "something else", OrderError, True, False),
    ("", "110023", "something else", OrderError, True, False),
    ("", "110032", "something else", InvalidOrder, True, False),
    ("", "110040", "something else", OrderError, True, False),
    ("", "110043", "something else", VenueResponseError, True, False),
    ("", "110044", "something else", InsufficientFunds, True, False),
    ("", "110045", "something else", InsufficientFunds, True, False),
    ("", "110051", "something else", InsufficientFunds, True, False),
    ("", "110052", "something else", InsufficientFunds, True, False),
    ("", "110053", "something else", InsufficientFunds, True, False),
    ("", "110063", "something else", MarketClosed, True, False),
    ("", "110064", "something else", InvalidOrder, True, False),
    ("", "110066", "something else", MarketClosed, True, False),
    ("", "110072", "something else", DuplicateOrderId, True, False),
    ("", "110074", "something else", MarketClosed, True, False),
    ("", "110079", "something else", OrderError, True, False),
    ("", "110092", "something else", InvalidOrder, True, False),
    ("", "110093", "something else", InvalidOrder, True, False),
    ("", "110094", "something else", InvalidOrder, True, False),
    ("", "110095", "something else", MarketClosed, True, False),
    ("", "110103", "something else", InvalidOrder, True, False),
    ("", "110120", "something else", InvalidOrder, True, False),
    ("", "110121", "something else", InvalidOrder, True, False),
    ("", "110124", "something else", PermissionDenied, True, False),
    ("", "170001", "something else", VenueUnavailable, False, False),
    ("", "170005", "something else", RateLimitExceeded, True, False),
    ("", "170007", "something else", VenueUnavailable, False, False),
    ("", "170031", "something else", VenueUnavailable, True, False),
    ("", "170032", "something else", VenueUnavailable, False, False),
    ("", "170033", "something else", InsufficientFunds, True, False),
    ("", "170035", "something else", OrderError, False, False),
    ("", "170105", "something else", InvalidOrder, True, False),
    ("", "170115", "something else", InvalidOrder, True, False),
    ("", "170116", "something else", InvalidOrder, True, False),
    ("", "170117", "something else", InvalidOrder, True, False),
    ("", "170121", "something else", InvalidOrder, True, False),
    ("", "170124", "something else", InvalidOrder, True, False),
    ("", "170130", "something else", InvalidOrder, True, False),
    ("", "170131", "something else", InsufficientFunds, True, False),
    ("", "170132", "something else", InvalidOrder, True, False),
    ("", "170133", "something else", InvalidOrder, True, False),
    ("", "170134", "something else", InvalidOrder, True, False),
    ("", "170136", "something else", InvalidOrder, True, False),
    ("", "170137", "something else", InvalidOrder, True, False),
    ("", "170139", "something else", CancelRejected, True, False),
    ("", "170140", "something else", InvalidOrder, True, False),
    ("", "170141", "something else", DuplicateOrderId, True, False),
    ("", "170142", "something else", OrderNotFound, True, False),
    ("", "170143", "something else", OrderNotFound, True, False),
    ("", "170144", "something else", OrderError, True, False),
    ("", "170145", "something else", CancelRejected, True, False),
    ("", "170146", "something else", VenueUnavailable, False, False),
    ("", "170147", "something else", VenueUnavailable, False, False),
    ("", "170148", "something else", InvalidOrder, True, False),
    ("", "170149", "something else", OrderError, True, False),
    ("", "170150", "something else", CancelRejected, True, False),
    ("", "170151", "something else", MarketClosed, True, False),
    ("", "170157", "something else", MarketClosed, True, False),
    ("", "170159", "something else", MarketClosed, True, False),
    ("", "170190", "something else", CancelRejected, True, False),
    ("", "170191", "something else", CancelRejected, True, False),
    ("", "170192", "something else", InvalidOrder, True, False),
    ("", "170193", "something else", InvalidOrder, True, False),
    ("", "170194", "something else", InvalidOrder, True, False),
    ("", "170201", "something else", InvalidOrder, True, False),
    ("", "170203", "something else", InvalidOrder, True, False),
    ("", "170204", "something else", InvalidOrder, True, False),
    ("", "170210", "something else", OrderError, True, False),
    ("", "170212", "something else", CancelRejected, True, False),
    ("", "170213", "something else", OrderNotFound, True, False),
    ("", "170217", "something else", InvalidOrder, True, False),
    ("", "170218", "something else", PostOnlyRejected, True, False),
    ("", "170222", "something else", RateLimitExceeded, True, False),
    ("", "170227", "something else", OrderError, True, False),
    ("", "170310", "something else", VenueUnavailable, False, False),
    ("", "170311", "something else", OrderError, True, False),
    ("", "170312", "something else", OrderError, True, False),
    ("", "170313", "something else", InvalidOrder, True, False),
    ("", "170341", "something else", InvalidOrder, True, False),
    ("", "170371", "something else", InvalidOrder, True, False),
    ("", "170372", "something else", InvalidOrder, True, False),
    ("", "170381", "something else", InvalidOrder, True, False),
    ("", "170382", "something else", InvalidOrder, True, False),
    ("", "170810", "something else", OrderError, True, False),
    ("cancel_order", "110008", "something else", CancelRejected, True, False),
]
#: status, error, definitive, ban
STATUSES: list[tuple[int, type[VenueResponseError], bool, bool]] = [
    (400, VenueResponseError, True, False),
    (403, RateLimitExceeded, True, True),
    (429, RateLimitExceeded, True, False),
    (500, VenueUnavailable, False, False),
    (503, VenueUnavailable, False, False),
]
#: header, bucket, what it tells
USAGES: list[tuple[str, str, str]] = [
    ("x-bapi-limit-status", "create", "remaining"),
    ("x-bapi-limit-status", "amend", "remaining"),
    ("x-bapi-limit-status", "cancel", "remaining"),
    ("x-bapi-limit-status", "cancel_all", "remaining"),
    ("x-bapi-limit-status", "create_batch", "remaining"),
    ("x-bapi-limit-status", "cancel_batch", "remaining"),
    ("x-bapi-limit-status", "query_orders", "remaining"),
    ("x-bapi-limit-status", "order_history", "remaining"),
    ("x-bapi-limit-status", "executions", "remaining"),
    ("x-bapi-limit-status", "wallet", "remaining"),
    ("x-bapi-limit-status", "positions", "remaining"),
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
SUCCESS: Any = load_examples(str(importlib.import_module("venues.bybit").__file__))["time"].response
#: bucket, units, seconds until they are all there again
BUDGETS: list[tuple[str, int, float]] = [
    ("ip", 600, 5),
    ("create", 10, 1),
    ("amend", 10, 1),
    ("cancel", 10, 1),
    ("cancel_all", 10, 1),
    ("create_batch", 10, 1),
    ("cancel_batch", 10, 1),
    ("query_orders", 50, 1),
    ("order_history", 50, 1),
    ("executions", 50, 1),
    ("wallet", 50, 1),
    ("positions", 50, 1),
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


@pytest.mark.asyncio
async def test_nothing_is_sent_during_a_ban(make_client: Callable[..., Any], scripted_http: Any) -> None:
    """403 with Retry-After bans the address: whatever is asked for, and whatever it costs, waits."""
    async with make_client() as client:
        scripted_http.answer({}, status=403, headers={"Retry-After": "45"})
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
        scripted_http.answer({}, status=403, headers={"Retry-After": "7200"})
        for _ in range(3):
            with pytest.raises(RateLimitExceeded):
                await probe(client)
        assert len(scripted_http.requests) == 1
