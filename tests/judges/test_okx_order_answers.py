"""What answers about orders mean one by one: entries of a batch, refusals inside an envelope (docs-v5)."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")

from test_okx_ccxt import CREDENTIALS, SPOT, SWAP, Server, example
from venue_runtime import OrderRequest, OrderType, Side
from venue_runtime.errors import InsufficientFunds, OrderNotFound, OutcomeUnknown, RateLimitExceeded
from venue_runtime.model import CancelRequest, Order, OrderStatus
from venues.okx import Okx

REQUESTS = [
    OrderRequest(
        symbol=SPOT,
        side=Side.BUY,
        type=OrderType.LIMIT,
        quantity=Decimal(2),
        price=Decimal("2.10"),
        client_order_id=f"oktswap{number}",
    )
    for number in (6, 7)
]
"""The two orders of the printed answer."""


def refused(at: int, code: str, text: str, *, envelope: str) -> Any:
    """The printed answer to a batch, with one entry refused by a code of the venue's list."""
    answer = copy.deepcopy(example("place_many"))
    answer["code"] = envelope
    answer["data"][at] |= {"ordId": "", "sCode": code, "sMsg": text}
    return answer


async def answered(answer: Any) -> list[Any]:
    async with Server() as server:
        server.answers["POST", "/api/v5/trade/batch-orders"] = answer
        async with Okx(credentials=CREDENTIALS, endpoints=server.url) as client:
            return list(await client.create_orders(REQUESTS))


@pytest.mark.asyncio
async def test_each_order_of_a_batch_has_its_own_outcome() -> None:
    """Code 2: "Bulk operation partially succeeded."."""
    text = "Order failed. Insufficient USDT balance in account"
    first, second = await answered(refused(1, "51008", text, envelope="2"))
    assert isinstance(first, Order)
    assert (first.venue_order_id, first.client_order_id) == ("12345689", "oktswap6")
    assert first.status is OrderStatus.PENDING_NEW  # taken by the system, which is all that the answer says
    assert isinstance(second, InsufficientFunds)
    assert (second.code, second.definitive) == ("51008", True)


@pytest.mark.asyncio
async def test_a_batch_that_failed_as_a_whole_still_tells_why_of_each() -> None:
    """Code 1: "Operation failed."."""
    answer = refused(0, "51008", "Order failed. Insufficient USDT balance in account", envelope="1")
    answer["data"][1] |= {"ordId": "", "sCode": "50061", "sMsg": "You've reached the maximum order rate limit."}
    first, second = await answered(answer)
    assert isinstance(first, InsufficientFunds)
    assert isinstance(second, RateLimitExceeded)


@pytest.mark.asyncio
async def test_an_order_that_timed_out_at_the_venue_is_not_refused() -> None:
    """51149, "Order timed out. Please try again.": nothing says that it was not done."""
    first, second = await answered(refused(1, "51149", "Order timed out. Please try again.", envelope="2"))
    assert isinstance(first, Order)
    assert isinstance(second, OutcomeUnknown)


@pytest.mark.asyncio
async def test_a_cancel_of_a_batch_that_came_too_late() -> None:
    answer = copy.deepcopy(example("cancel_many"))
    answer["code"] = "2"
    answer["data"][1] |= {
        "sCode": "51400",
        "sMsg": "Order cancellation failed as the order has been filled, canceled or does not exist.",
    }
    async with Server() as server:
        server.answers["POST", "/api/v5/trade/cancel-batch-orders"] = answer
        async with Okx(credentials=CREDENTIALS, endpoints=server.url) as client:
            first, second = await client.cancel_orders(
                [
                    CancelRequest(symbol=SWAP, venue_order_id="12345689"),
                    CancelRequest(symbol=SWAP, venue_order_id="12344"),
                ]
            )
    assert isinstance(first, Order)
    assert first.status is OrderStatus.PENDING_CANCEL
    assert isinstance(second, OrderNotFound)


@pytest.mark.asyncio
async def test_the_header_of_the_demo_environment_is_sent_there_alone() -> None:
    async with Server() as server:
        for environment, header in (("production", None), ("demo", "1")):
            async with Okx(credentials=CREDENTIALS, environment=environment, endpoints=server.url) as client:
                await client.fetch_balances()
            (asked,) = server.take()
            assert asked.headers.get("x-simulated-trading") == header
