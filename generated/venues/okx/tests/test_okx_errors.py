"""Refusals of OKX: every row of the error table, statuses, and what answers say about budgets."""

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
from venues.okx.venue import ERRORS, error_of

#: endpoint, code, text, error, definitive, ban
ROWS: list[tuple[str, str, str, type[VenueResponseError], bool, bool]] = [
    ("", "1", "something else", VenueResponseError, True, False),
    ("", "50000", "something else", VenueResponseError, True, False),
    ("", "50001", "something else", VenueUnavailable, False, False),
    ("", "50002", "something else", VenueResponseError, True, False),
    ("", "50004", "something else", VenueUnavailable, False, False),
    ("", "50005", "something else", VenueUnavailable, True, False),
    ("", "50006", "something else", VenueResponseError, True, False),
    ("", "50007", "something else", PermissionDenied, True, False),
    ("", "50008", "something else", AuthenticationError, True, False),
    ("", "50009", "something else", PermissionDenied, True, False),
    ("", "50010", "something else", AuthenticationError, True, False),
    ("", "50011", "something else", RateLimitExceeded, True, False),
    ("", "50012", "something else", PermissionDenied, True, False),
    ("", "50013", "something else", VenueUnavailable, False, False),
    ("", "50014", "something else", VenueResponseError, True, False),
    ("", "50015", "something else", VenueResponseError, True, False),
    ("", "50016", "something else", VenueResponseError, True, False),
    ("", "50017", "something else", OrderError, True, False),
    ("", "50018", "something else", OrderError, True, False),
    ("", "50019", "something else", OrderError, True, False),
    ("", "50020", "something else", OrderError, True, False),
    ("", "50021", "something else", OrderError, True, False),
    ("", "50022", "something else", OrderError, True, False),
    ("", "50023", "something else", OrderError, True, False),
    ("", "50024", "something else", VenueResponseError, True, False),
    ("", "50025", "something else", VenueResponseError, True, False),
    ("", "50026", "something else", VenueUnavailable, False, False),
    ("", "50027", "something else", PermissionDenied, True, False),
    ("", "50028", "something else", OrderError, True, False),
    ("", "50029", "something else", PermissionDenied, True, False),
    ("", "50030", "something else", PermissionDenied, True, False),
    ("", "50032", "something else", PermissionDenied, True, False),
    ("", "50033", "something else", PermissionDenied, True, False),
    ("", "50035", "something else", PermissionDenied, True, False),
    ("", "50036", "something else", InvalidOrder, True, False),
    ("", "50037", "something else", OrderError, True, False),
    ("", "50038", "something else", PermissionDenied, True, False),
    ("", "50040", "something else", RateLimitExceeded, True, False),
    ("", "50041", "something else", PermissionDenied, True, False),
    ("", "50042", "something else", VenueResponseError, True, False),
    ("", "50046", "something else", VenueUnavailable, True, False),
    ("", "50051", "something else", PermissionDenied, True, False),
    ("", "50052", "something else", PermissionDenied, True, False),
    ("", "50053", "something else", PermissionDenied, True, False),
    ("", "50060", "something else", PermissionDenied, True, False),
    ("", "50061", "something else", RateLimitExceeded, True, False),
    ("", "50062", "something else", VenueUnavailable, True, False),
    ("", "50100", "something else", PermissionDenied, True, False),
    ("", "50101", "something else", AuthenticationError, True, False),
    ("", "50102", "something else", ClockSkew, True, False),
    ("", "50103", "something else", AuthenticationError, True, False),
    ("", "50104", "something else", AuthenticationError, True, False),
    ("", "50105", "something else", AuthenticationError, True, False),
    ("", "50106", "something else", AuthenticationError, True, False),
    ("", "50107", "something else", AuthenticationError, True, False),
    ("", "50110", "something else", PermissionDenied, True, False),
    ("", "50111", "something else", AuthenticationError, True, False),
    ("", "50112", "something else", AuthenticationError, True, False),
    ("", "50113", "something else", AuthenticationError, True, False),
    ("", "50114", "something else", AuthenticationError, True, False),
    ("", "50115", "something else", VenueResponseError, True, False),
    ("", "50119", "something else", AuthenticationError, True, False),
    ("", "50120", "something else", PermissionDenied, True, False),
    ("", "50121", "something else", PermissionDenied, True, False),
    ("", "50122", "something else", InvalidOrder, True, False),
    ("", "51000", "something else", VenueResponseError, True, False),
    ("", "51001", "something else", InvalidOrder, True, False),
    ("", "51003", "something else", VenueResponseError, True, False),
    ("", "51004", "something else", InvalidOrder, True, False),
    ("", "51005", "something else", InvalidOrder, True, False),
    ("", "51006", "something else", InvalidOrder, True, False),
    ("", "51007", "something else", InvalidOrder, True, False),
    ("", "51008", "something else", InsufficientFunds, True, False),
    ("", "51009", "something else", PermissionDenied, True, False),
    ("", "51010", "something else", InvalidOrder, True, False),
    ("", "51011", "something else", DuplicateOrderId, True, False),
    ("", "51015", "something else", InvalidOrder, True, False),
    ("", "51016", "something else", DuplicateOrderId, True, False),
    ("", "51020", "something else", InvalidOrder, True, False),
    ("", "51021", "something else", MarketClosed, True, False),
    ("", "51022", "something else", MarketClosed, True, False),
    ("", "51023", "something else", InvalidOrder, True, False),
    ("", "51024", "something else", PermissionDenied, True, False),
    ("", "51025", "something else", OrderError, True, False),
    ("", "51027", "something else", MarketClosed, True, False),
    ("", "51028", "something else", MarketClosed, True, False),
    ("", "51029", "something else", MarketClosed, True, False),
    ("", "51030", "something else", MarketClosed, True, False),
    ("", "51031", "something else", InvalidOrder, True, False),
    ("", "51033", "something else", InvalidOrder, True, False),
    ("", "51037", "something else", PermissionDenied, True, False),
    ("", "51039", "something else", VenueResponseError, True, False),
    ("", "51054", "something else", VenueUnavailable, False, False),
    ("", "51063", "something else", OrderNotFound, True, False),
    ("", "51071", "something else", VenueResponseError, True, False),
    ("", "51087", "something else", MarketClosed, True, False),
    ("", "51101", "something else", InvalidOrder, True, False),
    ("", "51102", "something else", OrderError, True, False),
    ("", "51103", "something else", OrderError, True, False),
    ("", "51104", "something else", OrderError, True, False),
    ("", "51105", "something else", OrderError, True, False),
    ("", "51106", "something else", OrderError, True, False),
    ("", "51107", "something else", OrderError, True, False),
    ("", "51110", "something else", MarketClosed, True, False),
    ("", "51111", "something else", VenueResponseError, True, False),
    ("", "51116", "something else", InvalidOrder, True, False),
    ("", "51120", "something else", InvalidOrder, True, False),
    ("", "51121", "something else", InvalidOrder, True, False),
    ("", "51122", "something else", InvalidOrder, True, False),
    ("", "51124", "something else", MarketClosed, True, False),
    ("", "51127", "something else", InsufficientFunds, True, False),
    ("", "51131", "something else", InsufficientFunds, True, False),
    ("", "51135", "something else", InvalidOrder, True, False),
    ("", "51136", "something else", InvalidOrder, True, False),
    ("", "51137", "something else", InvalidOrder, True, False),
    ("", "51138", "something else", InvalidOrder, True, False),
    ("", "51148", "something else", InvalidOrder, True, False),
    ("", "51149", "something else", VenueUnavailable, False, False),
    ("", "51150", "something else", InvalidOrder, True, False),
    ("", "51155", "something else", PermissionDenied, True, False),
    ("", "51169", "something else", InvalidOrder, True, False),
    ("", "51170", "something else", InvalidOrder, True, False),
    ("", "51174", "something else", OrderError, True, False),
    ("", "51201", "something else", InvalidOrder, True, False),
    ("", "51202", "something else", InvalidOrder, True, False),
    ("", "51203", "something else", InvalidOrder, True, False),
    ("", "51204", "something else", InvalidOrder, True, False),
    ("", "51205", "something else", InvalidOrder, True, False),
    ("", "51400", "something else", OrderNotFound, True, False),
    ("", "51401", "something else", OrderNotFound, True, False),
    ("", "51402", "something else", OrderNotFound, True, False),
    ("", "51403", "something else", CancelRejected, True, False),
    ("", "51404", "something else", CancelRejected, True, False),
    ("", "51405", "something else", OrderNotFound, True, False),
    ("", "51406", "something else", VenueResponseError, True, False),
    ("", "51407", "something else", VenueResponseError, True, False),
    ("", "51408", "something else", VenueResponseError, True, False),
    ("", "51410", "something else", CancelRejected, True, False),
    ("", "51412", "something else", CancelRejected, False, False),
    ("", "51413", "something else", CancelRejected, True, False),
    ("", "51416", "something else", CancelRejected, True, False),
    ("", "51500", "something else", InvalidOrder, True, False),
    ("", "51502", "something else", InsufficientFunds, True, False),
    ("", "51503", "something else", OrderNotFound, True, False),
    ("", "51506", "something else", InvalidOrder, True, False),
    ("", "51508", "something else", MarketClosed, True, False),
    ("", "51509", "something else", OrderNotFound, True, False),
    ("", "51510", "something else", OrderNotFound, True, False),
    ("", "51511", "something else", PostOnlyRejected, True, False),
    ("", "51513", "something else", OrderError, True, False),
    ("", "51603", "something else", OrderNotFound, True, False),
    ("", "54004", "something else", OrderError, True, False),
    ("", "60004", "something else", AuthenticationError, True, False),
    ("", "60005", "something else", AuthenticationError, True, False),
    ("", "60006", "something else", ClockSkew, True, False),
    ("", "60007", "something else", AuthenticationError, True, False),
    ("", "60009", "something else", AuthenticationError, True, False),
    ("", "60011", "something else", AuthenticationError, True, False),
    ("", "60012", "something else", VenueResponseError, True, False),
    ("", "60013", "something else", VenueResponseError, True, False),
    ("", "60014", "something else", RateLimitExceeded, True, False),
    ("", "60018", "something else", VenueResponseError, True, False),
    ("", "60019", "something else", VenueResponseError, True, False),
    ("", "60020", "something else", RateLimitExceeded, True, False),
    ("", "60023", "something else", RateLimitExceeded, True, False),
    ("", "60024", "something else", AuthenticationError, True, False),
    ("", "60027", "something else", VenueResponseError, True, False),
    ("", "60028", "something else", VenueResponseError, True, False),
    ("", "60029", "something else", PermissionDenied, True, False),
    ("", "60030", "something else", PermissionDenied, True, False),
    ("", "60031", "something else", VenueResponseError, True, False),
    ("", "60032", "something else", AuthenticationError, True, False),
    ("", "63999", "something else", VenueUnavailable, True, False),
    ("", "64001", "something else", VenueResponseError, True, False),
    ("", "64002", "something else", VenueResponseError, True, False),
    ("", "64003", "something else", PermissionDenied, True, False),
]
#: status, error, definitive, ban
STATUSES: list[tuple[int, type[VenueResponseError], bool, bool]] = [
    (401, AuthenticationError, True, False),
    (403, PermissionDenied, True, False),
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
SUCCESS: Any = load_examples(str(importlib.import_module("venues.okx").__file__))["time"].response
#: bucket, units, seconds until they are all there again
BUDGETS: list[tuple[str, int, float]] = [
    ("instruments", 20, 2),
    ("time", 10, 2),
    ("ticker", 20, 2),
    ("depth", 40, 2),
    ("candles", 40, 2),
    ("old_candles", 20, 2),
    ("trades", 100, 2),
    ("funding", 20, 2),
    ("place", 60, 2),
    ("amend", 60, 2),
    ("cancel", 60, 2),
    ("place_many", 300, 2),
    ("cancel_many", 300, 2),
    ("sub_account", 1000, 2),
    ("timer", 1, 1),
    ("order", 60, 2),
    ("open_orders", 60, 2),
    ("fills", 60, 2),
    ("balance", 10, 2),
    ("positions", 10, 2),
    ("leverage", 20, 2),
    ("position_mode", 5, 2),
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
