"""Gemini: refusals whose body is no JSON, or none at all, and orders that are canceled in their own answer."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from venue_runtime import Credentials, OrderStatus, OrderType, OutcomeUnknown, Side
from venue_runtime.errors import NotSupported, VenueResponseError, VenueUnavailable
from venue_runtime.http import Response
from venue_runtime.testing.scripted import ScriptedHttp
from venues.gemini import Gemini

SPEC = Path(__file__).parents[3] / "venue_specs" / "gemini" / "examples"
KEYS = Credentials(api_key="account-key", api_secret="secret")


def example(name: str) -> object:
    return json.loads((SPEC / f"{name}.json").read_text(encoding="utf-8"))["response"]


def scripted(path: str, response: Response) -> ScriptedHttp:
    http = ScriptedHttp().answer(example("all_details"), path="/v1/symbols/details/all", times=None)
    http.on(lambda _: response, path=path, times=None)
    return http


@pytest.mark.asyncio
async def test_a_refusal_without_a_body() -> None:
    """conformance/http/errors/not-found-404-empty-body."""
    http = scripted("/v1/orders", Response(404, {}, b""))
    async with Gemini(credentials=KEYS, http=http) as client:
        with pytest.raises(VenueResponseError) as refused:
            await client.raw.open_orders()
    assert (type(refused.value), refused.value.http_status) == (VenueResponseError, 404)


@pytest.mark.asyncio
async def test_a_server_error_in_plain_text_leaves_the_outcome_open() -> None:
    """conformance/http/errors/server-error-500-unstructured."""
    failed = Response(500, {"content-type": "text/plain"}, b"upstream unavailable")
    async with Gemini(credentials=KEYS, http=scripted("/v1/order/new", failed)) as client:
        with pytest.raises(OutcomeUnknown) as unknown:
            await client.create_order(
                "BTC/USD", side=Side.BUY, type=OrderType.LIMIT, quantity=Decimal("1"), price=Decimal("100.00")
            )
    assert isinstance(unknown.value.cause, VenueUnavailable)


@pytest.mark.asyncio
async def test_a_post_only_order_that_would_take_is_canceled_in_its_answer() -> None:
    """No refusal: "the response back from the API will indicate that the order has already been canceled"."""
    answer = {
        **example("cancel_order"),  # type: ignore[dict-item]
        "options": ["maker-or-cancel"],
        "reason": "MakerOrCancelWouldTake",
        "executed_amount": "0",
        "avg_execution_price": "0.00",
    }
    http = scripted("/v1/order/new", Response(200, {}, json.dumps(answer).encode()))
    async with Gemini(credentials=KEYS, http=http) as client:
        order = await client.create_order(
            "BTC/USD",
            side=Side.BUY,
            type=OrderType.LIMIT,
            quantity=Decimal("5"),
            price=Decimal("2960.00"),
            post_only=True,
        )
    assert (order.status, order.post_only, order.reason) == (OrderStatus.CANCELED, True, "MakerOrCancelWouldTake")
    assert (order.filled_quantity, order.leaves_quantity) == (Decimal(0), Decimal(0))


@pytest.mark.asyncio
async def test_a_market_order_is_not_turned_into_another() -> None:
    http = ScriptedHttp().answer(example("all_details"), path="/v1/symbols/details/all", times=None)
    async with Gemini(credentials=KEYS, http=http) as client:
        with pytest.raises(NotSupported):
            await client.create_order("BTC/USD", side=Side.BUY, type=OrderType.MARKET, quantity=Decimal("1"))
    assert [each.method for each in http.requests] == ["GET"]
