"""The order machine: literal cases first, then the property that the order of arrival does not matter."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from venue_runtime.model import Fill, Liquidity, Order, OrderRequest, OrderStatus, OrderType, Side
from venue_runtime.order_states import TRANSITIONS, Move, move
from venue_runtime.orders import ImpossibleTransition, OrderTracker, Source, order_from_cache, order_from_request

S = OrderStatus
D = Decimal
SYMBOL = "AAA/BBB"


def request(client_order_id: str = "c1", quantity: str = "1", **more: Any) -> OrderRequest:
    return OrderRequest(
        symbol=SYMBOL,
        side=Side.BUY,
        type=OrderType.LIMIT,
        quantity=D(quantity),
        price=D("10"),
        client_order_id=client_order_id,
        **more,
    )


def report(status: OrderStatus, filled: str | None = None, ts: int | None = None, **more: Any) -> Order:
    fields: dict[str, Any] = {"venue_order_id": "v1", "client_order_id": "c1", **more}
    return Order(
        symbol=SYMBOL, status=status, filled_quantity=None if filled is None else D(filled), ts_event=ts, **fields
    )


def fill(trade_id: str | None, quantity: str, **more: Any) -> Fill:
    fields: dict[str, Any] = {"venue_order_id": "v1", "price": D("10"), **more}
    return Fill(symbol=SYMBOL, side=Side.BUY, trade_id=trade_id, quantity=D(quantity), **fields)


def submitted(**options: Any) -> OrderTracker:
    tracker = OrderTracker(strict=True, **options)
    tracker.submit(request())
    return tracker


def current(tracker: OrderTracker) -> Order:
    order = tracker.get(SYMBOL, client_order_id="c1")
    assert order is not None
    return order


# ---------------------------------------------------------------------- the table


def test_every_pair_of_states_has_a_decision() -> None:
    assert {held: set(row) for held, row in TRANSITIONS.items()} == {held: set(S) for held in S}
    assert all(TRANSITIONS[state][state] is Move.SAME for state in S)


@pytest.mark.parametrize(
    ("held", "reported", "expected"),
    [
        (S.INITIALIZED, S.PENDING_NEW, Move.MOVE),
        (S.INITIALIZED, S.DENIED, Move.MOVE),
        (S.INITIALIZED, S.FILLED, Move.IMPOSSIBLE),
        (S.PENDING_NEW, S.FILLED, Move.MOVE),
        (S.PENDING_NEW, S.REJECTED, Move.MOVE),
        (S.NEW, S.TRIGGERED, Move.MOVE),
        (S.NEW, S.PENDING_NEW, Move.STALE),
        (S.PARTIALLY_FILLED, S.NEW, Move.STALE),
        (S.PARTIALLY_FILLED, S.REJECTED, Move.IMPOSSIBLE),
        (S.PENDING_CANCEL, S.NEW, Move.MOVE),
        (S.PENDING_CANCEL, S.FILLED, Move.MOVE),
        (S.PENDING_REPLACE, S.PARTIALLY_FILLED, Move.MOVE),
        (S.CANCELED, S.FILLED, Move.MOVE),
        (S.CANCELED, S.PARTIALLY_FILLED, Move.STALE),
        (S.EXPIRED, S.FILLED, Move.MOVE),
        (S.FILLED, S.CANCELED, Move.STALE),
        (S.FILLED, S.REJECTED, Move.IMPOSSIBLE),
        (S.REJECTED, S.FILLED, Move.IMPOSSIBLE),
        (S.DENIED, S.NEW, Move.IMPOSSIBLE),
    ],
)
def test_transitions(held: OrderStatus, reported: OrderStatus, expected: Move) -> None:
    assert move(held, reported) is expected


def test_nothing_leaves_filled() -> None:
    assert Move.MOVE not in TRANSITIONS[S.FILLED].values()


# ---------------------------------------------------------------------- the life of one order


def test_a_submitted_order_is_tracked_before_anything_is_known() -> None:
    tracker = submitted()
    order = current(tracker)
    assert (order.status, order.filled_quantity, order.leaves_quantity) == (S.PENDING_NEW, D(0), D(1))
    assert tracker.open() == [order]


def test_acknowledgement_then_fills() -> None:
    tracker = submitted()
    seen: list[tuple[OrderStatus, Decimal | None]] = []
    tracker.listen(orders=lambda order: seen.append((order.status, order.filled_quantity)))
    tracker.apply(report(S.NEW, "0", 1), source=Source.ANSWER)
    tracker.apply_fill(fill("t1", "0.25"))
    tracker.apply(report(S.FILLED, "1", 3))
    assert seen == [(S.NEW, D(0)), (S.PARTIALLY_FILLED, D("0.25")), (S.FILLED, D(1))]
    assert current(tracker).leaves_quantity == D(0)
    assert tracker.open() == []


def test_fill_before_the_acknowledgement() -> None:
    tracker = submitted()
    assert tracker.apply_fill(fill("t1", "1", client_order_id="c1")) is True
    assert current(tracker).status is S.FILLED
    tracker.apply(report(S.NEW, "0", 1), source=Source.ANSWER)
    assert (current(tracker).status, current(tracker).filled_quantity) == (S.FILLED, D(1))
    assert tracker.counts["stale"] == 1


def test_fill_with_venue_id_only_before_the_acknowledgement_joins_the_order() -> None:
    tracker = submitted()
    told: list[Fill] = []
    tracker.listen(fills=told.append)
    assert tracker.apply_fill(fill("t1", "0.4")) is True
    assert current(tracker).status is S.PENDING_NEW
    tracker.apply(report(S.NEW, "0", 1), source=Source.ANSWER)
    assert (current(tracker).status, current(tracker).filled_quantity) == (S.PARTIALLY_FILLED, D("0.4"))
    assert tracker.apply_fill(fill("t1", "0.4")) is False
    assert [one.trade_id for one in told] == ["t1"]


def test_report_with_venue_id_only_before_the_acknowledgement_joins_the_order() -> None:
    tracker = submitted()
    tracker.apply(report(S.PARTIALLY_FILLED, "0.5", 2, client_order_id=None))
    tracker.apply(report(S.NEW, "0", 1), source=Source.ANSWER)
    assert len(tracker) == 1
    order = current(tracker)
    assert (order.venue_order_id, order.status, order.filled_quantity) == ("v1", S.PARTIALLY_FILLED, D("0.5"))


def test_acknowledgement_with_ids_only_keeps_what_the_request_said() -> None:
    tracker = submitted()
    tracker.apply(order_from_request(request(), venue_order_id="v1"), source=Source.ANSWER)
    order = current(tracker)
    assert (order.status, order.venue_order_id, order.price) == (S.PENDING_NEW, "v1", D("10"))


def test_cancel_refused_goes_back() -> None:
    tracker = submitted()
    tracker.apply(report(S.NEW, "0", 1))
    tracker.begin(S.PENDING_CANCEL, SYMBOL, client_order_id="c1")
    assert current(tracker).status is S.PENDING_CANCEL
    tracker.finish(S.PENDING_CANCEL, SYMBOL, client_order_id="c1")
    assert current(tracker).status is S.NEW


def test_a_stale_report_does_not_end_a_cancel_in_flight() -> None:
    tracker = submitted()
    tracker.apply(report(S.NEW, "0", 1))
    tracker.begin(S.PENDING_CANCEL, SYMBOL, client_order_id="c1")
    tracker.apply(report(S.NEW, "0", 1))
    tracker.apply(report(S.PARTIALLY_FILLED, "0.5", 2))
    order = current(tracker)
    assert (order.status, order.filled_quantity) == (S.PENDING_CANCEL, D("0.5"))


def test_an_acknowledged_cancel_is_refused_later_by_the_stream() -> None:
    tracker = submitted()
    tracker.apply(report(S.NEW, "0", 1))
    tracker.begin(S.PENDING_CANCEL, SYMBOL, client_order_id="c1")
    answer = order_from_cache(current(tracker), symbol=SYMBOL, status=S.PENDING_CANCEL)
    tracker.apply(answer, source=Source.ANSWER)
    tracker.finish(S.PENDING_CANCEL, SYMBOL, client_order_id="c1", done=False)
    assert current(tracker).status is S.PENDING_CANCEL
    tracker.apply(report(S.NEW, "0", 5))
    assert current(tracker).status is S.NEW


def test_late_fill_after_cancel() -> None:
    tracker = submitted()
    tracker.apply(report(S.CANCELED, "0.25", 2))
    tracker.apply_fill(fill("t1", "0.25"))
    tracker.apply_fill(fill("t2", "0.25"))
    assert (current(tracker).status, current(tracker).filled_quantity) == (S.CANCELED, D("0.5"))
    tracker.apply_fill(fill("t3", "0.5"))
    assert (current(tracker).status, current(tracker).filled_quantity) == (S.FILLED, D(1))
    assert tracker.counts["late_fill"] == 3


def test_filled_is_never_unfilled() -> None:
    tracker = submitted()
    tracker.apply(report(S.FILLED, "1", 5))
    tracker.apply(report(S.CANCELED, "0.5", 9))
    tracker.settle_absent(SYMBOL, client_order_id="c1")
    assert (current(tracker).status, current(tracker).filled_quantity) == (S.FILLED, D(1))


def test_filled_without_a_number_means_all_of_it() -> None:
    tracker = submitted()
    tracker.apply(report(S.FILLED, None, 5))
    assert current(tracker).filled_quantity == D(1)


def test_an_older_report_only_fills_in_what_is_unknown() -> None:
    tracker = submitted()
    tracker.apply(report(S.NEW, "0", 5, price=D("12")))
    tracker.apply(report(S.NEW, "0", 3, price=D("11"), reduce_only=True, post_only=False))
    order = current(tracker)
    assert (order.price, order.ts_event) == (D("12"), 5)
    tracker.apply(report(S.PARTIALLY_FILLED, "0.1", 6))
    assert current(tracker).price == D("12")


def test_impossible_report_raises_when_strict_and_is_only_counted_otherwise() -> None:
    strict = submitted()
    strict.apply(report(S.FILLED, "1", 1))
    with pytest.raises(ImpossibleTransition, match="rejected reported while filled"):
        strict.apply(report(S.REJECTED, "0", 2))
    lenient = OrderTracker()
    lenient.submit(request())
    lenient.apply(report(S.FILLED, "1", 1))
    assert lenient.apply(report(S.REJECTED, "0", 2)).status is S.FILLED
    assert lenient.counts["impossible"] == 1


def test_denied_and_refused() -> None:
    tracker = OrderTracker(strict=True)
    tracker.submit(request("c1"))
    tracker.submit(request("c2"))
    tracker.deny(SYMBOL, "c1", "too big")
    tracker.refuse(SYMBOL, "c2", "no funds")
    assert [(o.status, o.reason) for o in tracker] == [(S.DENIED, "too big"), (S.REJECTED, "no funds")]
    assert tracker.open() == []


def test_an_order_concluded_absent_that_shows_up_is_believed() -> None:
    tracker = submitted()
    tracker.settle_absent(SYMBOL, client_order_id="c1")
    assert (current(tracker).status, current(tracker).reason) == (S.REJECTED, "never accepted by the venue")
    tracker.apply(report(S.NEW, "0", 1))
    assert current(tracker).status is S.NEW
    assert tracker.counts["resurrected"] == 1
    assert len(tracker.open()) == 1


def test_a_known_order_concluded_absent_is_canceled_and_late_news_do_not_revive_it() -> None:
    tracker = submitted()
    tracker.apply(report(S.PARTIALLY_FILLED, "0.5", 4))
    tracker.settle_absent(SYMBOL, client_order_id="c1")
    tracker.apply(report(S.NEW, "0", 2))
    assert (current(tracker).status, current(tracker).filled_quantity) == (S.CANCELED, D("0.5"))


# ---------------------------------------------------------------------- fills


def test_a_fill_counts_once_over_all_sources_and_is_enriched() -> None:
    tracker = submitted()
    tracker.apply(report(S.NEW, "0", 1))
    told: list[Fill] = []
    tracker.listen(fills=told.append)
    assert tracker.apply_fill(fill("t1", "0.5")) is True
    assert tracker.apply_fill(fill("t1", "0.5", fee=D("0.01"), fee_currency="BBB", liquidity=Liquidity.MAKER)) is False
    assert tracker.apply_fill(fill("t1", "0.5")) is False
    assert len(told) == 1
    known = tracker.fills(SYMBOL, venue_order_id="v1")
    assert [(one.fee, one.fee_currency, one.liquidity) for one in known] == [(D("0.01"), "BBB", Liquidity.MAKER)]
    assert current(tracker).filled_quantity == D("0.5")
    assert (tracker.counts["fill_enriched"], tracker.counts["fill_duplicate"]) == (1, 1)


def test_a_self_trade_is_two_fills() -> None:
    tracker = OrderTracker(strict=True)
    tracker.submit(request("c1"))
    tracker.submit(request("c2"))
    tracker.apply(report(S.NEW, "0", 1, venue_order_id="v1", client_order_id="c1"))
    tracker.apply(report(S.NEW, "0", 1, venue_order_id="v2", client_order_id="c2"))
    assert tracker.apply_fill(fill("t1", "1", venue_order_id="v1"))
    assert tracker.apply_fill(fill("t1", "1", venue_order_id="v2"))
    assert [order.status for order in tracker] == [S.FILLED, S.FILLED]


def test_a_fill_without_an_id_is_not_counted() -> None:
    tracker = submitted()
    assert tracker.apply_fill(fill(None, "1")) is False
    assert tracker.counts["fill_without_id"] == 1


def test_the_key_of_a_fill_can_be_overridden() -> None:
    tracker = submitted(key=lambda one: (one.trade_id, one.ts_event))
    tracker.apply(report(S.NEW, "0", 1))
    assert tracker.apply_fill(fill("0", "0.25", ts_event=1))
    assert tracker.apply_fill(fill("0", "0.25", ts_event=2))
    assert current(tracker).filled_quantity == D("0.5")


def test_average_price_from_fills() -> None:
    tracker = submitted()
    tracker.apply(report(S.NEW, "0", 1))
    tracker.apply_fill(fill("t1", "0.25", price=D("10")))
    tracker.apply_fill(fill("t2", "0.75", price=D("12")))
    assert current(tracker).average_price == D("11.5")


# ---------------------------------------------------------------------- edits, strangers, memory


def test_an_edit_in_flight_does_not_let_fills_of_the_old_quantity_close_the_order() -> None:
    tracker = submitted()
    tracker.apply(report(S.NEW, "0", 1))
    tracker.begin(S.PENDING_REPLACE, SYMBOL, client_order_id="c1")
    tracker.apply_fill(fill("t1", "1"))
    assert current(tracker).status is S.PENDING_REPLACE
    tracker.apply(report(S.PARTIALLY_FILLED, "1", 3, quantity=D(2)), source=Source.ANSWER)
    tracker.finish(S.PENDING_REPLACE, SYMBOL, client_order_id="c1")
    order = current(tracker)
    assert (order.status, order.quantity, order.leaves_quantity) == (S.PARTIALLY_FILLED, D(2), D(1))


def test_an_edit_that_makes_a_new_order_ends_the_old_one() -> None:
    tracker = submitted()
    old = tracker.apply(report(S.NEW, "0", 1))
    tracker.begin(S.PENDING_REPLACE, SYMBOL, venue_order_id="v1")
    new = order_from_cache(
        old, symbol=SYMBOL, status=S.NEW, venue_order_id="v2", client_order_id="c1", price=D("11"), replaces="v1"
    )
    tracker.apply(new, source=Source.ANSWER)
    first = tracker.get(SYMBOL, venue_order_id="v1")
    second = tracker.get(SYMBOL, venue_order_id="v2")
    assert first is not None
    assert second is not None
    assert (first.status, first.reason) == (S.CANCELED, "replaced")
    assert (second.status, second.price, second.quantity, second.replaces) == (S.NEW, D("11"), D(1), "v1")
    assert tracker.get(SYMBOL, client_order_id="c1") == second


def test_orders_of_other_sessions_are_tracked() -> None:
    tracker = OrderTracker(strict=True)
    tracker.apply(report(S.PARTIALLY_FILLED, "0.5", 1, client_order_id="theirs", quantity=D(1)))
    tracker.apply_fill(fill("t9", "0.5"))
    order = tracker.get(SYMBOL, client_order_id="theirs")
    assert order is not None
    assert (order.status, order.filled_quantity) == (S.PARTIALLY_FILLED, D("0.5"))


def test_a_cancel_answer_after_a_restart_says_only_what_is_known() -> None:
    tracker = OrderTracker(strict=True)
    order = tracker.apply(
        order_from_cache(None, symbol=SYMBOL, status=S.PENDING_CANCEL, venue_order_id="v7"), source=Source.ANSWER
    )
    assert (order.status, order.side, order.quantity, order.filled_quantity) == (S.PENDING_CANCEL, None, None, None)


def test_closed_orders_are_bounded_and_their_fills_still_count_once() -> None:
    tracker = OrderTracker(strict=True, max_closed=2)
    for number in range(4):
        ids = {"venue_order_id": f"v{number}", "client_order_id": f"c{number}"}
        tracker.submit(request(f"c{number}"))
        tracker.apply(report(S.NEW, "0", 1, **ids))
        tracker.apply_fill(fill(f"t{number}", "1", **ids))
    assert len(tracker) == 2
    assert tracker.get(SYMBOL, venue_order_id="v0") is None
    assert tracker.apply_fill(fill("t0", "1", venue_order_id="v0")) is False


def test_unlisted_orders_are_a_question() -> None:
    tracker = OrderTracker(strict=True)
    listed = tracker.apply(report(S.NEW, "0", 1, venue_order_id="v1", client_order_id="c1"))
    tracker.apply(report(S.NEW, "0", 1, venue_order_id="v2", client_order_id="c2"))
    assert [order.venue_order_id for order in tracker.unlisted([listed])] == ["v2"]


# ---------------------------------------------------------------------- the property


@st.composite
def lives(draw: st.DrawFn) -> tuple[OrderStatus, Decimal, list[tuple[str, Any]]]:
    """A true history of one order, the messages about it, and how it really ends."""
    sizes = draw(st.lists(st.integers(1, 4), max_size=5))
    total = max(sum(sizes) + draw(st.sampled_from([0, 0, 3])), 1)
    end = draw(st.sampled_from([None, S.CANCELED, S.EXPIRED]))
    cut = draw(st.integers(0, len(sizes))) if end is not None else len(sizes)
    messages: list[tuple[str, Any]] = []
    ts, done = 1, 0

    def told(status: OrderStatus, source: Source) -> None:
        order = report(status, str(done), ts, quantity=D(total))
        messages.append(("report", (order, source)))

    told(S.NEW, Source.STREAM)
    messages.append(("report", (report(S.NEW, None, None), Source.ANSWER)))
    status = S.NEW
    for number in range(len(sizes) + 1):
        if end is not None and number == cut:
            ts += 1
            if done < total:
                status = end
                told(status, Source.STREAM)
        if number == len(sizes):
            break
        ts += 1
        done += sizes[number]
        if done == total:
            status = S.FILLED
        elif not status.is_final:
            status = S.PARTIALLY_FILLED
        told(status, draw(st.sampled_from([Source.STREAM, Source.QUERY])))
        by = draw(st.sampled_from(["both", "venue"]))
        ids = {"client_order_id": "c1"} if by == "both" else {}
        messages.append(("fill", fill(f"t{number}", str(sizes[number]), **ids)))
    return status, D(done), [("quantity", total), *messages]


@settings(max_examples=400, deadline=None)
@given(life=lives(), data=st.data())
def test_any_interleaving_ends_in_the_truth(
    life: tuple[OrderStatus, Decimal, list[tuple[str, Any]]], data: st.DataObject
) -> None:
    status, filled, ((_, total), *messages) = life
    repeats = data.draw(st.lists(st.sampled_from(messages), max_size=6))
    order_of_arrival = data.draw(st.permutations([*messages, *repeats]))
    tracker = OrderTracker(strict=True)
    fills: list[str | None] = []
    orders: list[Order] = []
    tracker.listen(orders=orders.append, fills=lambda one: fills.append(one.trade_id))
    tracker.submit(request(quantity=str(total)))
    for kind, content in order_of_arrival:
        if kind == "fill":
            tracker.apply_fill(content)
        else:
            tracker.apply(content[0], source=content[1])
    order = current(tracker)
    assert (order.status, order.filled_quantity) == (status, filled)
    assert sorted(fills, key=str) == sorted({m[1].trade_id for m in messages if m[0] == "fill"})
    assert len(tracker) == 1
    steps = [one.filled_quantity or D(0) for one in orders]
    assert steps == sorted(steps)


@settings(max_examples=200, deadline=None)
@given(life=lives(), data=st.data())
def test_a_cancel_in_flight_changes_nothing_about_the_end(
    life: tuple[OrderStatus, Decimal, list[tuple[str, Any]]], data: st.DataObject
) -> None:
    status, filled, ((_, total), *messages) = life
    arrival = data.draw(st.permutations(messages))
    begin = data.draw(st.integers(0, len(arrival)))
    finish = data.draw(st.integers(begin, len(arrival)))
    tracker = OrderTracker(strict=True)
    tracker.submit(request(quantity=str(total)))
    for at in range(len(arrival) + 1):
        if at == begin:
            tracker.begin(S.PENDING_CANCEL, SYMBOL, client_order_id="c1")
        if at == finish:
            tracker.finish(S.PENDING_CANCEL, SYMBOL, client_order_id="c1")
        if at < len(arrival):
            kind, content = arrival[at]
            if kind == "fill":
                tracker.apply_fill(content)
            else:
                tracker.apply(content[0], source=content[1])
    order = current(tracker)
    assert (order.status, order.filled_quantity) == (status, filled)


def test_fills_that_share_a_filler_instead_of_an_id_are_all_counted() -> None:
    tracker = OrderTracker(strict=True)
    tracker.apply(Order(symbol="AAA/BBB", venue_order_id="v1", status=OrderStatus.NEW, quantity=Decimal(6)))

    def fill(price: str, quantity: str) -> Fill:
        return Fill(
            symbol="AAA/BBB",
            venue_order_id="v1",
            trade_id="-1",
            side=Side.BUY,
            price=Decimal(price),
            quantity=Decimal(quantity),
        )

    assert [tracker.apply_fill(fill(*each)) for each in (("10", "1"), ("10", "2"), ("11", "3"))] == [True] * 3
    assert tracker.apply_fill(fill("10", "2")) is False
    order = tracker.get("AAA/BBB", venue_order_id="v1")
    assert order is not None
    assert (order.status, order.filled_quantity) == (OrderStatus.FILLED, Decimal(6))
    assert (tracker.counts["fill_id_shared"], tracker.counts["fill_duplicate"]) == (2, 1)


def test_a_fill_without_id_from_its_only_source_reaches_the_listeners_and_counts_for_nothing() -> None:
    tracker = OrderTracker(strict=True)
    heard: list[Fill] = []
    tracker.listen(fills=heard.append)
    fill = Fill(symbol="AAA/BBB", venue_order_id="v1", side=Side.BUY, price=Decimal(10), quantity=Decimal(1))
    tracker.pass_on(fill)
    assert heard == [fill]
    assert tracker.counts["fill_without_id"] == 1
