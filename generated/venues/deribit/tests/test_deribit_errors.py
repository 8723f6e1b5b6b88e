"""Refusals of Deribit: every row of the error table, statuses, and what answers say about budgets."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from typing import Any

import pytest
from venue_runtime.errors import (
    AuthenticationError,
    CancelRejected,
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
from venues.deribit.venue import ERRORS, error_of

#: endpoint, code, text, error, definitive, ban
ROWS: list[tuple[str, str, str, type[VenueResponseError], bool, bool]] = [
    ("", "10000", "something else", AuthenticationError, True, False),
    ("", "10001", "something else", VenueResponseError, False, False),
    ("", "10002", "something else", InvalidOrder, True, False),
    ("", "10003", "something else", InvalidOrder, True, False),
    ("", "10004", "something else", OrderNotFound, True, False),
    ("", "10005", "something else", InvalidOrder, True, False),
    ("", "10006", "something else", InvalidOrder, True, False),
    ("", "10007", "something else", InvalidOrder, True, False),
    ("", "10009", "something else", InsufficientFunds, True, False),
    ("", "10010", "something else", OrderNotFound, True, False),
    ("", "10011", "something else", InvalidOrder, True, False),
    ("", "10012", "something else", MarketClosed, True, False),
    ("", "10013", "something else", OrderError, True, False),
    ("", "10014", "something else", OrderError, True, False),
    ("", "10015", "something else", OrderError, True, False),
    ("", "10016", "something else", OrderError, True, False),
    ("", "10017", "something else", OrderError, True, False),
    ("", "10018", "something else", OrderError, True, False),
    ("", "10019", "something else", MarketClosed, True, False),
    ("", "10020", "something else", InvalidOrder, True, False),
    ("", "10021", "something else", InvalidOrder, True, False),
    ("", "10022", "something else", InvalidOrder, True, False),
    ("", "10023", "something else", InvalidOrder, True, False),
    ("", "10024", "something else", InvalidOrder, True, False),
    ("", "10025", "something else", InvalidOrder, True, False),
    ("", "10026", "something else", InvalidOrder, True, False),
    ("", "10027", "something else", InvalidOrder, True, False),
    ("", "10028", "something else", RateLimitExceeded, True, False),
    ("", "10029", "something else", OrderNotFound, True, False),
    ("", "10030", "something else", VenueResponseError, True, False),
    ("", "10031", "something else", InvalidOrder, True, False),
    ("", "10032", "something else", InvalidOrder, True, False),
    ("", "10033", "something else", VenueResponseError, True, False),
    ("", "10034", "something else", InvalidOrder, True, False),
    ("", "10035", "something else", InvalidOrder, True, False),
    ("", "10036", "something else", InvalidOrder, True, False),
    ("", "10037", "something else", OrderError, True, False),
    ("", "10038", "something else", OrderError, True, False),
    ("", "10039", "something else", InsufficientFunds, True, False),
    ("", "10040", "something else", VenueUnavailable, True, False),
    ("", "10041", "something else", MarketClosed, True, False),
    ("", "10043", "something else", InvalidOrder, True, False),
    ("", "10044", "something else", InvalidOrder, True, False),
    ("", "10045", "something else", CancelRejected, True, False),
    ("", "10046", "something else", InvalidOrder, True, False),
    ("", "10047", "something else", RateLimitExceeded, True, False),
    ("", "10048", "something else", VenueResponseError, True, False),
    ("", "10049", "something else", VenueResponseError, True, False),
    ("", "10066", "something else", RateLimitExceeded, True, False),
    ("", "10072", "something else", PermissionDenied, True, False),
    ("", "11008", "something else", OrderError, True, False),
    ("", "11013", "something else", OrderError, True, False),
    ("", "11021", "something else", InvalidOrder, True, False),
    ("", "11022", "something else", OrderError, True, False),
    ("", "11029", "something else", InvalidOrder, True, False),
    ("", "11030", "something else", OrderError, True, False),
    ("", "11031", "something else", OrderError, True, False),
    ("", "11035", "something else", OrderError, True, False),
    ("", "11036", "something else", InvalidOrder, True, False),
    ("", "11037", "something else", MarketClosed, True, False),
    ("", "11038", "something else", InvalidOrder, True, False),
    ("", "11039", "something else", InvalidOrder, True, False),
    ("", "11041", "something else", InvalidOrder, True, False),
    ("", "11042", "something else", PermissionDenied, True, False),
    ("", "11043", "something else", InvalidOrder, True, False),
    ("", "11044", "something else", OrderError, True, False),
    ("", "11045", "something else", VenueResponseError, True, False),
    ("", "11046", "something else", InvalidOrder, True, False),
    ("", "11047", "something else", InvalidOrder, True, False),
    ("", "11048", "something else", InvalidOrder, True, False),
    ("", "11049", "something else", InvalidOrder, True, False),
    ("", "11050", "something else", VenueResponseError, True, False),
    ("", "11051", "something else", VenueUnavailable, True, False),
    ("", "11052", "something else", VenueResponseError, True, False),
    ("", "11054", "something else", PostOnlyRejected, True, False),
    ("", "11055", "something else", InvalidOrder, True, False),
    ("", "11056", "something else", VenueUnavailable, True, False),
    ("", "11094", "something else", VenueUnavailable, False, False),
    ("", "11098", "something else", PermissionDenied, True, False),
    ("", "12003", "something else", RateLimitExceeded, True, False),
    ("", "12005", "something else", PermissionDenied, True, False),
    ("", "13004", "something else", AuthenticationError, True, False),
    ("", "13007", "something else", AuthenticationError, True, False),
    ("", "13008", "something else", VenueResponseError, False, False),
    ("", "13009", "something else", AuthenticationError, True, False),
    ("", "13010", "something else", InvalidOrder, True, False),
    ("", "13011", "something else", VenueResponseError, True, False),
    ("", "13012", "something else", PermissionDenied, True, False),
    ("", "13016", "something else", VenueResponseError, True, False),
    ("", "13018", "something else", VenueResponseError, True, False),
    ("", "13019", "something else", MarketClosed, True, False),
    ("", "13020", "something else", InvalidOrder, True, False),
    ("", "13021", "something else", PermissionDenied, True, False),
    ("", "13025", "something else", PermissionDenied, True, False),
    ("", "13028", "something else", VenueUnavailable, False, False),
    ("", "13031", "something else", PermissionDenied, True, False),
    ("", "13032", "something else", OrderError, True, False),
    ("", "13036", "something else", MarketClosed, True, False),
    ("", "13040", "something else", PermissionDenied, True, False),
    ("", "13043", "something else", OrderError, True, False),
    ("", "13403", "something else", PermissionDenied, True, False),
    ("", "13503", "something else", VenueUnavailable, True, False),
    ("", "13666", "something else", OrderError, False, False),
    ("", "13777", "something else", OrderError, True, False),
    ("", "13778", "something else", PermissionDenied, True, False),
    ("", "13888", "something else", VenueUnavailable, True, False),
    ("", "13901", "something else", OrderError, True, False),
    ("", "-32000", "something else", VenueResponseError, True, False),
    ("", "-32600", "something else", VenueResponseError, True, False),
    ("", "-32601", "something else", VenueResponseError, True, False),
    ("", "-32602", "something else", InvalidOrder, True, False),
    ("", "-32700", "something else", VenueResponseError, True, False),
    ("cancel", "10010", "something else", OrderNotFound, True, False),
    ("cancel", "11008", "something else", CancelRejected, True, False),
    ("cancel", "11044", "something else", CancelRejected, True, False),
    ("instruments", "-32602", "something else", VenueResponseError, True, False),
]
#: status, error, definitive, ban
STATUSES: list[tuple[int, type[VenueResponseError], bool, bool]] = [
    (429, RateLimitExceeded, True, False),
    (500, VenueUnavailable, False, False),
    (503, VenueUnavailable, False, False),
]
ENDPOINT = Endpoint(id="refresh", method="GET", path="/")


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
SUCCESS: Any = load_examples(str(importlib.import_module("venues.deribit").__file__))["auth"].response
#: bucket, units, seconds until they are all there again
BUDGETS: list[tuple[str, int, float]] = [("credits", 50000, 5), ("matching", 20, 4), ("instruments", 1, 1)]


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
