"""Batches, cancels of everything and the dead-man switch: each order has its own outcome, and none is left unknown."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

import pytest
from client_support import client, limit_order, turns
from test_client import SYMBOL, clock_of, told, with_order
from venue_runtime.bindings import BatchEntry
from venue_runtime.errors import (
    CancelRejected,
    ConfigurationError,
    DecodeError,
    InsufficientFunds,
    NotSupported,
    OrderDenied,
    OrderNotFound,
    OutcomeUnknown,
    PermissionDenied,
    TransportError,
)
from venue_runtime.model import CancelRequest, Capability, Order, OrderRequest, OrderStatus
from venue_runtime.orders import order_from_request

S = OrderStatus
D = Decimal


def requests_of(*ids: str, symbol: str = SYMBOL, **more: Any) -> list[OrderRequest]:
    return [OrderRequest(symbol=symbol, client_order_id=each, **limit_order(), **more) for each in ids]


def acknowledged(batch: list[BatchEntry[OrderRequest, Any]]) -> list[Order]:
    return [
        order_from_request(each.request, venue_order_id=f"v-{each.request.client_order_id}", status=S.NEW)
        for each in batch
    ]


@pytest.mark.asyncio
async def test_batch_outcomes_are_in_order_and_each_their_own() -> None:
    async with client() as venue:
        requests = [
            OrderRequest(symbol=SYMBOL, client_order_id=f"c{n}", **limit_order(price=price))
            for n, price in enumerate([D(10), D("10.001"), D(12), D(13)])
        ]
        venue.script(
            "create_many",
            lambda batch: [
                order_from_request(batch[0].request, venue_order_id="v0", status=S.NEW),
                InsufficientFunds("too poor"),
                OutcomeUnknown("timeout"),
            ],
        )
        first, second, third, fourth = await venue.create_orders(requests)
        assert isinstance(first, Order)
        assert (first.status, first.client_order_id) == (S.NEW, "c0")
        assert isinstance(second, OrderDenied)
        assert isinstance(third, InsufficientFunds)
        assert isinstance(fourth, OutcomeUnknown)
        assert fourth.client_order_id == "c3"
        assert fourth.reconciliation is not None


@pytest.mark.asyncio
async def test_a_batch_that_fails_as_a_whole_is_unknown_for_each() -> None:
    async with client() as venue:
        await with_order(venue)
        venue.script("cancel_many", [], [])
        requests = [CancelRequest(symbol=SYMBOL, client_order_id="c1"), CancelRequest(symbol="XXX/BBB")]
        unknown, wrong = await venue.cancel_orders(requests)
        assert isinstance(unknown, OutcomeUnknown)
        assert isinstance(unknown.cause, DecodeError)
        assert isinstance(wrong, ConfigurationError)


@pytest.mark.asyncio
async def test_cancel_all_unknown_reconciles_each() -> None:
    async with client() as venue:
        await with_order(venue)
        venue.script("cancel_all", OutcomeUnknown("timeout"))
        venue.script("order", told(S.CANCELED))
        with pytest.raises(OutcomeUnknown):
            await venue.cancel_all_orders(SYMBOL)
        await turns()
        assert [order.status for order in venue.orders] == [S.CANCELED]


@pytest.mark.asyncio
async def test_more_orders_than_fit_go_in_several_requests_and_one_that_fails_harms_no_other() -> None:
    async with client() as venue:
        venue.batch_sizes = {Capability.CREATE_ORDERS: 2}  # type: ignore[misc]
        venue.script("create_many", acknowledged, TransportError("reset", sent=True), acknowledged)
        outcomes = await venue.create_orders(requests_of("c1", "c2", "c3", "c4", "c5"))
        assert [type(each) for each in outcomes] == [Order, Order, OutcomeUnknown, OutcomeUnknown, Order]
        sent = [[each.request.client_order_id for each in batch] for name, (batch,) in venue.calls[1:] if batch]
        assert sent[:3] == [["c1", "c2"], ["c3", "c4"], ["c5"]]
        assert {order.client_order_id: order.status for order in venue.orders} == {
            "c1": S.NEW,
            "c2": S.NEW,
            "c3": S.PENDING_NEW,
            "c4": S.PENDING_NEW,
            "c5": S.NEW,
        }


@pytest.mark.asyncio
async def test_nothing_sent_means_that_each_order_was_refused() -> None:
    async with client() as venue:
        venue.script("create_many", TransportError("no route", sent=False))
        outcomes = await venue.create_orders(requests_of("c1", "c2"))
        assert [type(each) for each in outcomes] == [TransportError, TransportError]
        assert [order.status for order in venue.orders] == [S.REJECTED, S.REJECTED]


@pytest.mark.asyncio
async def test_groups_go_apart_and_outcomes_keep_the_order_of_the_requests() -> None:
    async with client() as venue:
        venue.batch_by_symbol = True
        venue.script("create_many", acknowledged, acknowledged)
        given = [*requests_of("c1"), *requests_of("d1", symbol="CCC/BBB"), *requests_of("c2")]
        outcomes = await venue.create_orders(given)
        assert [each.client_order_id for each in outcomes if isinstance(each, Order)] == ["c1", "d1", "c2"]
        assert [[each.item for each in batch] for _, (batch,) in venue.calls[1:]] == [["c1", "c2"], ["d1"]]


@pytest.mark.asyncio
async def test_what_cannot_be_said_or_comes_twice_is_refused_alone_and_never_sent() -> None:
    async with client() as venue:
        venue.script("create_many", acknowledged)
        given = [*requests_of("c1"), *requests_of("c2", reduce_only=True), *requests_of("c1")]
        first, second, third = await venue.create_orders(given)
        assert isinstance(first, Order)
        assert isinstance(second, NotSupported)
        assert isinstance(third, ConfigurationError)
        assert third.message == "client order id 'c1' twice in one batch"
        assert [order.client_order_id for order in venue.orders] == ["c1"]


@pytest.mark.asyncio
async def test_a_cancelled_batch_is_reconciled_order_by_order() -> None:
    async with client() as venue:
        never: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        venue.script("create_many", never)
        task = asyncio.ensure_future(venue.create_orders(requests_of("c1", "c2")))
        await turns()
        task.cancel()
        venue.script("order", told(S.NEW), told(S.NEW, venue_order_id="v2", client_order_id="c2"))
        with pytest.raises(asyncio.CancelledError):
            await task
        await turns()
        assert [order.status for order in venue.orders] == [S.NEW, S.NEW]


@pytest.mark.asyncio
async def test_cancel_all_of_a_venue_that_names_none_leaves_what_we_know_pending() -> None:
    async with client() as venue:
        await with_order(venue)
        venue.script("cancel_all", lambda instrument: None)
        named = await venue.cancel_all_orders(SYMBOL)
        assert [(order.client_order_id, order.status) for order in named] == [("c1", S.PENDING_CANCEL)]
        venue.orders.apply(told(S.CANCELED))
        assert [order.status for order in venue.orders] == [S.CANCELED]


@pytest.mark.asyncio
async def test_an_open_order_that_cancel_all_does_not_name_is_asked_for() -> None:
    async with client() as venue:
        await with_order(venue)
        venue.script("cancel_all", [told(S.CANCELED, venue_order_id="v7", client_order_id="other")])
        venue.script("order", told(S.FILLED, filled_quantity=D(1)))
        named = await venue.cancel_all_orders(SYMBOL)
        assert [order.client_order_id for order in named] == ["other"]
        await turns()
        assert {order.client_order_id: order.status for order in venue.orders} == {"c1": S.FILLED, "other": S.CANCELED}


@pytest.mark.asyncio
async def test_a_refused_cancel_all_changes_nothing() -> None:
    async with client() as venue:
        await with_order(venue)
        venue.script("cancel_all", PermissionDenied("read only"))
        with pytest.raises(PermissionDenied):
            await venue.cancel_all_orders()
        assert [order.status for order in venue.orders] == [S.NEW]


@pytest.mark.asyncio
async def test_after_an_unknown_cancel_all_orders_that_we_do_not_know_are_learnt_from_the_list() -> None:
    async with client() as venue:
        venue.script("cancel_all", TransportError("reset", sent=True))
        with pytest.raises(OutcomeUnknown) as caught:
            await venue.cancel_all_orders()
        assert caught.value.reconciliations == ()
        assert isinstance(caught.value.cause, TransportError)
        venue.script("open", [told(S.NEW, venue_order_id="v7", client_order_id="other")])
        await clock_of(venue).advance(5)
        await turns()
        assert [(order.client_order_id, order.status) for order in venue.orders] == [("other", S.NEW)]


ID3 = {"venue_order_id": "v3", "client_order_id": "c3"}


def ids(entry: Any) -> dict[str, str]:
    id = entry.request.venue_order_id
    return {"venue_order_id": id, "client_order_id": id.replace("v", "c")}


def listed(*ids: str) -> list[Order]:
    return [told(S.NEW, venue_order_id=f"v{each}", client_order_id=f"c{each}") for each in ids]


@pytest.mark.asyncio
async def test_where_no_request_cancels_all_what_is_open_is_listed_and_canceled_in_batches() -> None:
    async with client() as venue:
        venue.batch_sizes = {Capability.CANCEL_ORDERS: 2}  # type: ignore[misc]
        venue.script("open", listed("1", "2", "3"))
        gone = OrderNotFound("filled meanwhile")
        venue.script(
            "cancel_many",
            lambda batch: [told(S.CANCELED, **ids(each)) for each in batch],
            lambda batch: [gone],
        )
        canceled = await venue._cancel_listed(None, venue.cancel_orders)
        assert [(each.venue_order_id, each.status) for each in canceled] == [("v1", S.CANCELED), ("v2", S.CANCELED)]
        sent = [arguments[0] for name, arguments in venue.calls if name == "cancel_many"]
        assert [[entry.request.venue_order_id for entry in batch] for batch in sent] == [["v1", "v2"], ["v3"]]


@pytest.mark.asyncio
async def test_what_could_not_be_canceled_is_raised_after_everything_was_tried() -> None:
    async with client() as venue:
        venue.script("open", listed("1", "2", "3"))
        venue.script("cancel", CancelRejected("not now"), OutcomeUnknown("timeout"), told(S.CANCELED, **ID3))
        with pytest.raises(OutcomeUnknown) as raised:
            await venue._cancel_listed(SYMBOL, venue._one_by_one)
        assert venue.asked("cancel") == 3
        assert len(raised.value.reconciliations) == 1
        assert raised.value.__notes__ == ["1 of 3 open orders were canceled, 2 were not for certain"]
        venue.script("open", listed("4"))
        venue.script("cancel", CancelRejected("not now"))
        with pytest.raises(CancelRejected, match="not now"):
            await venue._cancel_listed(SYMBOL, venue._one_by_one)


@pytest.mark.asyncio
async def test_the_dead_man_switch_is_renewed_until_its_task_ends_and_survives_one_failure() -> None:
    async with client() as venue:
        done = [lambda seconds: True] * 2
        venue.script("cancel_after", *done, TransportError("reset", sent=True), *done)
        switch = asyncio.ensure_future(venue.dead_man_switch(30))
        await turns()
        assert venue.asked("cancel_after") == 1
        await clock_of(venue).advance(10)
        await turns()
        assert venue.asked("cancel_after") == 2
        await clock_of(venue).advance(10)  # this one fails
        await turns()
        await clock_of(venue).advance(3)
        await turns()
        assert venue.asked("cancel_after") == 4
        switch.cancel()
        with pytest.raises(asyncio.CancelledError):
            await switch
        assert {arguments for name, arguments in venue.calls if name == "cancel_after"} == {(30,)}


@pytest.mark.asyncio
async def test_a_switch_of_one_symbol_is_renewed_for_that_symbol() -> None:
    async with client() as venue:
        venue.script("cancel_after", *[lambda seconds, symbol: True] * 3)
        await venue.cancel_all_orders_after(0, "AAA/BBB")
        switch = asyncio.ensure_future(venue.dead_man_switch(30, "AAA/BBB"))
        await turns()
        await clock_of(venue).advance(10)
        await turns()
        switch.cancel()
        with pytest.raises(asyncio.CancelledError):
            await switch
        told = [arguments for name, arguments in venue.calls if name == "cancel_after"]
        assert told == [(0, "AAABBB"), (30, "AAABBB"), (30, "AAABBB")]
        with pytest.raises(ConfigurationError):
            await venue.cancel_all_orders_after(30, "ZZZ/BBB")


@pytest.mark.asyncio
async def test_a_dead_man_switch_that_cannot_be_renewed_in_time_says_so() -> None:
    async with client() as venue:
        failures = [TransportError("reset", sent=True) for _ in range(20)]
        venue.script("cancel_after", lambda seconds: True, *failures)
        switch = asyncio.ensure_future(venue.dead_man_switch(30))
        for _ in range(12):
            await turns()
            await clock_of(venue).advance(5)
        with pytest.raises(TransportError, match="reset"):
            await switch


@pytest.mark.asyncio
async def test_a_dead_man_switch_that_was_never_armed_raises_at_once() -> None:
    async with client() as venue:
        venue.script("cancel_after", PermissionDenied("read only"))
        with pytest.raises(PermissionDenied):
            await venue.dead_man_switch(30)
        with pytest.raises(ConfigurationError, match="must be positive"):
            await venue.dead_man_switch(0)


@pytest.mark.asyncio
async def test_cancel_on_disconnect_is_asked_for_before_the_client_is_ready_and_after_each_interruption() -> None:
    async with client(cancel_on_disconnect=True) as venue:
        venue.script("on_disconnect", lambda: True, lambda: True)
        await venue.start_trading()
        assert [name for name, _ in venue.calls] == ["load_instruments", "on_disconnect", "balances", "open"]
        venue.websocket.sockets[0].hang_up()  # type: ignore[attr-defined]
        for _ in range(6):
            await turns()
            await clock_of(venue).advance(2)
        assert venue.asked("on_disconnect") == 2


@pytest.mark.asyncio
async def test_each_order_of_a_batch_whose_outcome_is_unknown_has_an_error_and_a_reconciliation_of_its_own() -> None:
    async with client() as venue:
        venue.script("create_many", OutcomeUnknown("timeout"))
        requests = [OrderRequest(symbol=SYMBOL, **limit_order(client_order_id=each)) for each in ("c1", "c2")]
        first, second = await venue.create_orders(requests)
        assert isinstance(first, OutcomeUnknown)
        assert isinstance(second, OutcomeUnknown)
        assert (first.client_order_id, second.client_order_id) == ("c1", "c2")
        assert first.reconciliation is not second.reconciliation
