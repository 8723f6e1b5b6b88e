"""Refusals of Crypto.com Exchange: every row of the error table, statuses, and what answers say about budgets."""

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
from venues.cryptocom.venue import ERRORS, error_of

#: endpoint, code, text, error, definitive, ban
ROWS: list[tuple[str, str, str, type[VenueResponseError], bool, bool]] = [
    ("", "201", "something else", OrderError, True, False),
    ("", "202", "something else", PermissionDenied, True, False),
    ("", "203", "something else", VenueResponseError, True, False),
    ("", "204", "something else", DuplicateOrderId, True, False),
    ("", "205", "something else", DuplicateOrderId, True, False),
    ("", "206", "something else", VenueResponseError, True, False),
    ("", "207", "something else", VenueResponseError, True, False),
    ("", "208", "something else", MarketClosed, True, False),
    ("", "209", "something else", InvalidOrder, True, False),
    ("", "210", "something else", VenueResponseError, True, False),
    ("", "211", "something else", VenueResponseError, True, False),
    ("", "212", "something else", OrderNotFound, True, False),
    ("", "213", "something else", InvalidOrder, True, False),
    ("", "214", "something else", VenueResponseError, True, False),
    ("", "215", "something else", VenueResponseError, True, False),
    ("", "216", "something else", OrderError, True, False),
    ("", "217", "something else", OrderError, True, False),
    ("", "218", "something else", InvalidOrder, True, False),
    ("", "219", "something else", InvalidOrder, True, False),
    ("", "220", "something else", InvalidOrder, True, False),
    ("", "221", "something else", InvalidOrder, True, False),
    ("", "222", "something else", VenueResponseError, True, False),
    ("", "223", "something else", InvalidOrder, True, False),
    ("", "224", "something else", OrderError, True, False),
    ("", "225", "something else", InvalidOrder, True, False),
    ("", "226", "something else", InvalidOrder, True, False),
    ("", "301", "something else", OrderError, True, False),
    ("", "302", "something else", OrderError, True, False),
    ("", "303", "something else", OrderError, True, False),
    ("", "304", "something else", OrderError, True, False),
    ("", "305", "something else", OrderError, True, False),
    ("", "306", "something else", InsufficientFunds, True, False),
    ("", "307", "something else", CancelRejected, True, False),
    ("", "308", "something else", InvalidOrder, True, False),
    ("", "309", "something else", MarketClosed, True, False),
    ("", "310", "something else", OrderError, True, False),
    ("", "311", "something else", OrderError, True, False),
    ("", "312", "something else", InvalidOrder, True, False),
    ("", "313", "something else", InvalidOrder, True, False),
    ("", "314", "something else", InvalidOrder, True, False),
    ("", "315", "something else", InvalidOrder, True, False),
    ("", "316", "something else", OrderNotFound, True, False),
    ("", "317", "something else", OrderError, True, False),
    ("", "318", "something else", OrderError, True, False),
    ("", "319", "something else", OrderError, True, False),
    ("", "320", "something else", InsufficientFunds, True, False),
    ("", "321", "something else", InsufficientFunds, True, False),
    ("", "401", "something else", VenueResponseError, True, False),
    ("", "406", "something else", PermissionDenied, True, False),
    ("", "407", "something else", VenueResponseError, True, False),
    ("", "408", "something else", PermissionDenied, True, False),
    ("", "409", "something else", VenueResponseError, True, False),
    ("", "410", "something else", PermissionDenied, True, False),
    ("", "411", "something else", PermissionDenied, True, False),
    ("", "412", "something else", PermissionDenied, True, False),
    ("", "415", "something else", InvalidOrder, True, False),
    ("", "501", "something else", OrderError, True, False),
    ("", "604", "something else", VenueResponseError, True, False),
    ("", "605", "something else", VenueResponseError, True, False),
    ("", "606", "something else", InvalidOrder, True, False),
    ("", "613", "something else", OrderError, True, False),
    ("", "614", "something else", OrderError, True, False),
    ("", "615", "something else", OrderError, True, False),
    ("", "616", "something else", VenueUnavailable, False, False),
    ("", "617", "something else", OrderError, True, False),
    ("", "618", "something else", OrderError, True, False),
    ("", "619", "something else", OrderError, True, False),
    ("", "620", "something else", VenueUnavailable, False, False),
    ("", "1110", "something else", InvalidOrder, True, False),
    ("", "40001", "something else", VenueResponseError, True, False),
    ("", "40002", "something else", VenueResponseError, True, False),
    ("", "40003", "something else", VenueResponseError, True, False),
    ("", "40004", "something else", VenueResponseError, True, False),
    ("", "40005", "something else", VenueResponseError, True, False),
    ("", "40006", "something else", DuplicateOrderId, False, False),
    ("", "40101", "something else", AuthenticationError, True, False),
    ("", "40102", "something else", ClockSkew, True, False),
    ("", "40103", "something else", PermissionDenied, True, False),
    ("", "40104", "something else", PermissionDenied, True, False),
    ("", "40107", "something else", VenueResponseError, True, False),
    ("", "40401", "something else", OrderNotFound, True, False),
    ("", "40801", "something else", VenueUnavailable, False, False),
    ("", "42901", "something else", RateLimitExceeded, True, False),
    ("", "43003", "something else", OrderError, True, False),
    ("", "43004", "something else", OrderError, True, False),
    ("", "43005", "something else", PostOnlyRejected, True, False),
    ("", "43012", "something else", OrderError, True, False),
    ("", "50001", "something else", VenueUnavailable, False, False),
    ("", "120009", "something else", OrderError, True, False),
    ("", "130008", "something else", CancelRejected, True, False),
]
#: status, error, definitive, ban
STATUSES: list[tuple[int, type[VenueResponseError], bool, bool]] = [
    (401, AuthenticationError, True, False),
    (429, RateLimitExceeded, True, False),
    (500, VenueUnavailable, False, False),
    (503, VenueUnavailable, False, False),
]
ENDPOINT = Endpoint(id="instruments", method="GET", path="/")


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
SUCCESS: Any = load_examples(str(importlib.import_module("venues.cryptocom").__file__))["instruments"].response
#: bucket, units, seconds until they are all there again
BUDGETS: list[tuple[str, int, float]] = [
    ("instruments", 100, 1),
    ("book", 100, 1),
    ("trades", 100, 1),
    ("tickers", 100, 1),
    ("candles", 100, 1),
    ("valuations", 100, 1),
    ("place", 15, 0.1),
    ("cancel", 15, 0.1),
    ("cancel_all", 15, 0.1),
    ("amend", 3, 0.1),
    ("place_many", 3, 0.1),
    ("cancel_many", 3, 0.1),
    ("order", 30, 0.1),
    ("open_orders", 3, 0.1),
    ("history", 1, 1),
    ("fills", 1, 1),
    ("balance", 3, 0.1),
    ("positions", 3, 0.1),
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
