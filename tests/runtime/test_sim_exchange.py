"""Matching of the simulated exchange, one behaviour a test, with literal values."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from sim_support import PERPETUAL, START, SYMBOL, levels, make_exchange, record, request
from venue_runtime.clock import ManualClock
from venue_runtime.errors import (
    CancelRejected,
    DuplicateOrderId,
    InsufficientFunds,
    InvalidOrder,
    MarketClosed,
    OrderNotFound,
    PostOnlyRejected,
    VenueResponseError,
)
from venue_runtime.model import (
    InstrumentStatus,
    Liquidity,
    OrderStatus,
    OrderType,
    SelfTradePrevention,
    TimeInForce,
)
from venue_runtime.testing.accounts import Fees
from venue_runtime.testing.events import BalanceEvent, BookEvent, Execution, OrderReport, QuoteEvent, TradeEvent
from venue_runtime.testing.exchange import SimulatedExchange


def test_price_then_time_priority() -> None:
    exchange = make_exchange()
    late = exchange.create_order("ann", request("sell", "1", "10.02"))
    first = exchange.create_order("ann", request("sell", "1", "10.01"))
    second = exchange.create_order("ann", request("sell", "1", "10.01"))
    taken = exchange.create_order("bob", request("buy", "2.5", "10.05"))
    assert [(str(f.price), str(f.quantity)) for f in taken.fills] == [("10.01", "1"), ("10.01", "1"), ("10.02", "0.5")]
    assert [f.venue_order_id for f in exchange.fills("ann")] == [
        first.order.venue_order_id,
        second.order.venue_order_id,
        late.order.venue_order_id,
    ]
    assert taken.order.status is OrderStatus.FILLED
    assert taken.order.average_price == D("10.012")
    assert levels(exchange) == ([], [("10.02", "0.5")])


def test_a_limit_order_rests_with_its_funds_locked_and_gives_them_back_on_cancel() -> None:
    exchange = make_exchange()
    report = exchange.create_order("bob", request("buy", "2", "10.00", client_order_id="x1"))
    assert (report.order.status, report.order.venue_order_id) == (OrderStatus.NEW, "1")
    balance = exchange.balances("bob")["BBB"]
    assert (balance.free, balance.locked, balance.total) == (D(99_980), D(20), D(100_000))
    canceled = exchange.cancel_order("bob", SYMBOL, client_order_id="x1")
    assert (canceled.order.status, canceled.execution) == (OrderStatus.CANCELED, Execution.CANCELED)
    assert exchange.balances("bob")["BBB"].free == D(100_000)
    assert levels(exchange) == ([], [])


def test_a_buy_pays_the_better_price_and_only_that() -> None:
    exchange = make_exchange()
    exchange.create_order("ann", request("sell", "1", "9.00"))
    exchange.create_order("bob", request("buy", "2", "10.00"))
    balances = exchange.balances("bob")
    assert (balances["BBB"].free, balances["BBB"].locked) == (D(100_000 - 9 - 10), D(10))
    assert balances["AAA"].free == D(1001)


@pytest.mark.parametrize(
    ("side", "buyer", "seller"),
    [
        ("received", ("AAA", D("1000.998")), ("BBB", D("100009.99"))),
        ("quote", ("BBB", D("99989.98")), ("BBB", D("100009.99"))),
    ],
)
def test_fees_for_taker_and_maker(side: str, buyer: tuple[str, D], seller: tuple[str, D]) -> None:
    fees = Fees(maker=D("0.001"), taker=D("0.002"), side=side)  # type: ignore[arg-type]
    exchange = make_exchange(fees)
    exchange.create_order("ann", request("sell", "1", "10.00"))
    fill = exchange.create_order("bob", request("buy", "1")).fill
    assert fill is not None
    assert (fill.liquidity, fill.fee_currency) == (Liquidity.TAKER, buyer[0])
    assert exchange.fills("ann")[0].fee == D("0.01")
    assert exchange.fills("ann")[0].liquidity is Liquidity.MAKER
    assert exchange.balances("bob")[buyer[0]].total == buyer[1]
    assert exchange.balances("ann")[seller[0]].total == seller[1]


def test_a_maker_rebate_is_a_negative_fee() -> None:
    exchange = make_exchange(Fees(maker=D("-0.001"), taker=D("0.002"), side="quote"))
    exchange.create_order("ann", request("sell", "1", "10.00"))
    exchange.create_order("bob", request("buy", "1"))
    assert exchange.fills("ann")[0].fee == D("-0.01")
    assert exchange.balances("ann")["BBB"].total == D("100010.01")


def test_market_order_by_quote_amount_buys_whole_increments_and_is_filled() -> None:
    exchange = make_exchange()
    exchange.create_order("ann", request("sell", "5", "3.00"))
    events = record(exchange)
    report = exchange.create_order("bob", request("buy", None, quote_quantity=D(10)))
    assert (report.order.status, report.order.filled_quantity) == (OrderStatus.FILLED, D("3.333"))
    assert report.cumulative_quote == D("9.999")
    last = [e for e in events if isinstance(e, OrderReport) and e.account == "bob"][-1]
    assert (last.execution, last.order.status) == (Execution.TRADE, OrderStatus.FILLED)


def test_market_order_on_an_empty_book_expires() -> None:
    exchange = make_exchange()
    report = exchange.create_order("bob", request("buy", "1"))
    assert (report.order.status, report.fills) == (OrderStatus.EXPIRED, ())


def test_ioc_takes_what_is_there_and_expires() -> None:
    exchange = make_exchange()
    exchange.create_order("ann", request("sell", "1", "10.00"))
    report = exchange.create_order("bob", request("buy", "3", "10.00", time_in_force=TimeInForce.IOC))
    assert (report.order.status, report.order.filled_quantity) == (OrderStatus.EXPIRED, D(1))
    assert exchange.balances("bob")["BBB"].locked == 0
    assert levels(exchange) == ([], [])


def test_fok_takes_all_or_nothing() -> None:
    exchange = make_exchange()
    exchange.create_order("ann", request("sell", "1", "10.00"))
    exchange.create_order("ann", request("sell", "1", "10.01"))
    refused = exchange.create_order("bob", request("buy", "2", "10.00", time_in_force=TimeInForce.FOK))
    assert (refused.order.status, refused.order.filled_quantity) == (OrderStatus.EXPIRED, D(0))
    done = exchange.create_order("bob", request("buy", "2", "10.01", time_in_force=TimeInForce.FOK))
    assert done.order.status is OrderStatus.FILLED


def test_post_only_is_refused_when_it_would_trade() -> None:
    exchange = make_exchange()
    exchange.create_order("ann", request("sell", "1", "10.00"))
    with pytest.raises(PostOnlyRejected) as caught:
        exchange.create_order("bob", request("buy", "1", "10.00", post_only=True))
    assert caught.value.code == "would_cross"
    assert exchange.create_order("bob", request("buy", "1", "9.99", post_only=True)).order.status is OrderStatus.NEW


def test_gtd_expires_by_the_clock() -> None:
    clock = ManualClock(START)
    exchange = make_exchange(clock=clock)
    limit = request("buy", "1", "10.00", time_in_force=TimeInForce.GTD, expire_time=START + 5_000_000_000)
    order_id = exchange.create_order("bob", limit).order.venue_order_id
    clock.step(4_999_999_999)
    exchange.tick()
    assert exchange.order("bob", SYMBOL, venue_order_id=order_id).order.status is OrderStatus.NEW
    clock.step(1)
    exchange.tick()
    assert exchange.order("bob", SYMBOL, venue_order_id=order_id).order.status is OrderStatus.EXPIRED
    assert exchange.balances("bob")["BBB"].free == D(100_000)


def test_an_iceberg_shows_its_slice_and_loses_its_place_when_it_is_replenished() -> None:
    exchange = make_exchange()
    exchange.create_order("ann", request("sell", "3", "10.00", display_quantity=D(1), client_order_id="ice"))
    exchange.create_order("ann", request("sell", "1", "10.00", client_order_id="plain"))
    assert levels(exchange) == ([], [("10.00", "2")])
    exchange.create_order("bob", request("buy", "2"))
    assert [f.client_order_id for f in exchange.fills("ann")] == ["ice", "plain"]
    assert levels(exchange) == ([], [("10.00", "1")])
    exchange.create_order("bob", request("buy", "2"))
    assert levels(exchange) == ([], [])


@pytest.mark.parametrize(
    ("kind", "side", "trigger", "quiet", "fires"),
    [
        (OrderType.STOP, "sell", "9.50", "9.51", "9.50"),
        (OrderType.STOP, "buy", "10.50", "10.49", "10.50"),
        (OrderType.TAKE_PROFIT, "sell", "10.50", "10.49", "10.50"),
        (OrderType.TAKE_PROFIT, "buy", "9.50", "9.51", "9.50"),
    ],
)
def test_triggers_fire_at_their_price_and_not_before(
    kind: OrderType, side: str, trigger: str, quiet: str, fires: str
) -> None:
    exchange = make_exchange()
    _trade_at(exchange, "10.00")
    report = exchange.create_order("bob", request(side, "1", type=kind, trigger_price=D(trigger)))
    order_id = report.order.venue_order_id
    _trade_at(exchange, quiet)
    assert exchange.order("bob", SYMBOL, venue_order_id=order_id).order.status is OrderStatus.NEW
    exchange.create_order("ann", request("sell" if side == "buy" else "buy", "1", "12.00" if side == "buy" else "8.00"))
    _trade_at(exchange, fires)
    order = exchange.order("bob", SYMBOL, venue_order_id=order_id).order
    assert (order.status, order.average_price) == (OrderStatus.FILLED, D("12.00" if side == "buy" else "8.00"))


def test_a_stop_limit_rests_when_its_limit_is_not_met() -> None:
    exchange = make_exchange()
    _trade_at(exchange, "10.00")
    exchange.create_order("bob", request("sell", "1", "9.80", type=OrderType.STOP_LIMIT, trigger_price=D("9.50")))
    _trade_at(exchange, "9.40")
    assert levels(exchange) == ([], [("9.80", "1")])
    assert exchange.open_orders("bob")[0].order.status is OrderStatus.TRIGGERED


def test_a_stop_that_would_trigger_at_once_is_refused() -> None:
    exchange = make_exchange()
    _trade_at(exchange, "10.00")
    with pytest.raises(InvalidOrder) as caught:
        exchange.create_order("bob", request("sell", "1", type=OrderType.STOP, trigger_price=D("10.00")))
    assert caught.value.code == "trigger_immediately"


def test_a_trailing_stop_follows_the_price_up_and_fires_on_the_way_down() -> None:
    exchange = make_exchange()
    _trade_at(exchange, "10.00")
    exchange.create_order("ann", request("buy", "1", "5.00"))
    order_id = exchange.create_order(
        "bob", request("sell", "1", type=OrderType.TRAILING_STOP, trailing_offset=D("0.50"))
    ).order.venue_order_id
    for price in ("10.40", "11.00", "10.60"):
        _trade_at(exchange, price)
    waiting = exchange.order("bob", SYMBOL, venue_order_id=order_id).order
    assert (waiting.status, waiting.trigger_price) == (OrderStatus.NEW, D("10.50"))
    _trade_at(exchange, "10.50")
    assert exchange.order("bob", SYMBOL, venue_order_id=order_id).order.status is OrderStatus.FILLED


@pytest.mark.parametrize(
    ("mode", "resting", "taker", "book"),
    [
        (
            SelfTradePrevention.CANCEL_TAKER,
            OrderStatus.NEW,
            OrderStatus.EXPIRED,
            ([], [("10.00", "2"), ("10.01", "1")]),
        ),
        (SelfTradePrevention.CANCEL_MAKER, OrderStatus.EXPIRED, OrderStatus.FILLED, ([], [])),
        (SelfTradePrevention.CANCEL_BOTH, OrderStatus.EXPIRED, OrderStatus.EXPIRED, ([], [("10.01", "1")])),
        (SelfTradePrevention.DECREMENT, OrderStatus.NEW, OrderStatus.EXPIRED, ([], [("10.00", "1"), ("10.01", "1")])),
        (
            SelfTradePrevention.NONE,
            OrderStatus.PARTIALLY_FILLED,
            OrderStatus.FILLED,
            ([], [("10.00", "1"), ("10.01", "1")]),
        ),
    ],
)
def test_self_trade_prevention(
    mode: SelfTradePrevention, resting: OrderStatus, taker: OrderStatus, book: tuple[list[object], list[object]]
) -> None:
    exchange = make_exchange()
    own = exchange.create_order("bob", request("sell", "2", "10.00")).order.venue_order_id
    exchange.create_order("ann", request("sell", "1", "10.01"))
    report = exchange.create_order("bob", request("buy", "1", "10.05", self_trade_prevention=mode))
    assert exchange.order("bob", SYMBOL, venue_order_id=own).order.status is resting
    assert report.order.status is taker
    assert levels(exchange) == book
    locked = sum(b.locked or 0 for b in exchange.balances("bob").values())
    assert locked == (0 if resting.is_final else D(book[1][0][1]))  # type: ignore[index]


def test_a_self_trade_without_prevention_gives_two_fills_of_one_trade() -> None:
    exchange = make_exchange()
    exchange.create_order("bob", request("sell", "1", "10.00"))
    exchange.create_order("bob", request("buy", "1", "10.00"))
    assert [(f.trade_id, f.side.value, f.liquidity) for f in exchange.fills("bob")] == [
        ("1", "buy", Liquidity.TAKER),
        ("1", "sell", Liquidity.MAKER),
    ]
    assert exchange.balances("bob")["BBB"].total == D(100_000)


def test_an_edit_to_less_keeps_its_place_and_one_to_more_loses_it() -> None:
    exchange = make_exchange()
    for name in ("a", "b", "c"):
        exchange.create_order("ann", request("sell", "2", "10.00", client_order_id=name))
    exchange.edit_order("ann", SYMBOL, client_order_id="a", quantity=D(3))
    exchange.edit_order("ann", SYMBOL, client_order_id="b", quantity=D(1))
    exchange.create_order("bob", request("buy", "6"))
    assert [(f.client_order_id, str(f.quantity)) for f in exchange.fills("ann")] == [("b", "1"), ("c", "2"), ("a", "3")]


def test_an_edit_moves_the_lock_and_may_trade() -> None:
    exchange = make_exchange()
    exchange.create_order("ann", request("sell", "1", "10.00"))
    exchange.create_order("bob", request("buy", "2", "9.00", client_order_id="b"))
    report = exchange.edit_order("bob", SYMBOL, client_order_id="b", price=D("10.00"))
    assert [str(f.price) for f in report.fills] == ["10.00"]
    assert levels(exchange) == ([("10.00", "1")], [])
    assert (exchange.balances("bob")["BBB"].free, exchange.balances("bob")["BBB"].locked) == (D(99_980), D(10))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, "unchanged"),
        ({"quantity": D("0.0005")}, "min_quantity"),
        ({"quantity": D(1)}, "filled_quantity"),
        ({"price": D("9.001")}, "price_increment"),
        ({"quantity": D("100"), "price": D("5000")}, "insufficient_funds"),
    ],
)
def test_a_refused_edit_changes_nothing(change: dict[str, D], reason: str) -> None:
    exchange = make_exchange()
    exchange.create_order("ann", request("sell", "1", "9.00"))
    exchange.create_order("bob", request("buy", "3", "9.00", client_order_id="b"))
    before = (levels(exchange), exchange.balances("bob"), exchange.order("bob", SYMBOL, client_order_id="b").order)
    with pytest.raises(VenueResponseError) as caught:
        exchange.edit_order("bob", SYMBOL, client_order_id="b", **change)
    assert caught.value.code == reason
    assert (
        levels(exchange),
        exchange.balances("bob"),
        exchange.order("bob", SYMBOL, client_order_id="b").order,
    ) == before


@pytest.mark.parametrize(
    ("order", "error", "reason"),
    [
        (request("buy", "1", "10.001"), InvalidOrder, "price_increment"),
        (request("buy", "1.0005", "10.00"), InvalidOrder, "quantity_increment"),
        (request("buy", "0.0001", "10.00"), InvalidOrder, "min_quantity"),
        (request("buy", "1001", "10.00"), InvalidOrder, "max_quantity"),
        (request("buy", "0.01", "10.00"), InvalidOrder, "min_notional"),
        (request("buy", "-1", "10.00"), InvalidOrder, "not_positive"),
        (request("buy", None, "10.00"), InvalidOrder, "missing_field"),
        (request("buy", "1", type=OrderType.LIMIT), InvalidOrder, "missing_field"),
        (request("buy", "1", "10.00", type=OrderType.MARKET), InvalidOrder, "unexpected_field"),
        (request("buy", "1", "10.00", symbol="ZZZ/BBB"), InvalidOrder, "unknown_symbol"),
        (request("buy", "1", "10.00", time_in_force=TimeInForce.GTD), InvalidOrder, "expire_time"),
        (request("buy", "1", "10.00", reduce_only=True), InvalidOrder, "reduce_only"),
        (request("buy", "1", "11.00"), InsufficientFunds, "insufficient_funds"),
        (request("sell", "1", "11.00"), InsufficientFunds, "insufficient_funds"),
        (request("buy", "1"), InsufficientFunds, "insufficient_funds"),
        (request("buy", None, quote_quantity=D(11)), InsufficientFunds, "insufficient_funds"),
    ],
)
def test_refusals_are_typed_and_carry_a_reason(order: object, error: type[VenueResponseError], reason: str) -> None:
    exchange = make_exchange()
    exchange.create_order("ann", request("sell", "5", "20.00"))
    events = record(exchange)
    with pytest.raises(error) as caught:
        exchange.create_order("cid", order)  # type: ignore[arg-type]
    assert (type(caught.value), caught.value.code) == (error, reason)
    assert events == []
    assert exchange.all_orders("cid") == []


def test_a_halted_market_refuses_orders() -> None:
    exchange = make_exchange()
    exchange.set_status(SYMBOL, InstrumentStatus.HALTED)
    with pytest.raises(MarketClosed):
        exchange.create_order("bob", request("buy", "1", "10.00"))


def test_client_order_ids_are_unique_among_open_orders_of_an_account() -> None:
    exchange = make_exchange()
    exchange.create_order("bob", request("buy", "1", "10.00", client_order_id="x"))
    exchange.create_order("ann", request("buy", "1", "10.00", client_order_id="x"))
    with pytest.raises(DuplicateOrderId):
        exchange.create_order("bob", request("buy", "1", "10.00", client_order_id="x"))
    exchange.cancel_order("bob", SYMBOL, client_order_id="x")
    again = exchange.create_order("bob", request("buy", "1", "9.00", client_order_id="x"))
    assert exchange.order("bob", SYMBOL, client_order_id="x").order.venue_order_id == again.order.venue_order_id


def test_cancel_of_unknown_foreign_and_closed_orders() -> None:
    exchange = make_exchange()
    order_id = exchange.create_order("ann", request("buy", "1", "10.00")).order.venue_order_id
    for account, venue_order_id in (("bob", order_id), ("ann", "999"), ("ann", "nonsense")):
        with pytest.raises(OrderNotFound):
            exchange.cancel_order(account, SYMBOL, venue_order_id=venue_order_id)
    exchange.cancel_order("ann", SYMBOL, venue_order_id=order_id)
    with pytest.raises(CancelRejected) as caught:
        exchange.cancel_order("ann", SYMBOL, venue_order_id=order_id)
    assert caught.value.code == "order_closed"


def test_the_dead_man_switch_cancels_unless_it_is_renewed() -> None:
    clock = ManualClock(START)
    exchange = make_exchange(clock=clock)
    exchange.create_order("bob", request("buy", "1", "10.00"))
    assert exchange.cancel_all_orders_after("bob", 10) == START + 10_000_000_000
    clock.step(9_000_000_000)
    exchange.cancel_all_orders_after("bob", 10)
    clock.step(9_000_000_000)
    exchange.tick()
    assert len(exchange.open_orders("bob")) == 1
    clock.step(1_000_000_000)
    exchange.tick()
    assert exchange.open_orders("bob") == []
    exchange.create_order("bob", request("buy", "1", "10.00"))
    exchange.cancel_all_orders_after("bob", 10)
    assert exchange.cancel_all_orders_after("bob", 0) is None
    clock.step(60_000_000_000)
    exchange.tick()
    assert len(exchange.open_orders("bob")) == 1


def test_events_of_one_trade_in_order() -> None:
    exchange = make_exchange()
    exchange.create_order("ann", request("sell", "2", "10.00"))
    events = record(exchange)
    exchange.create_order("bob", request("buy", "1", "10.00"))
    assert [
        (e.kind, e.account, e.execution.value, e.order.status.value) if isinstance(e, OrderReport) else e.kind
        for e in events
    ] == [
        ("order", "bob", "new", "new"),
        "trade",
        ("order", "ann", "trade", "partially_filled"),
        ("order", "bob", "trade", "filled"),
        "book",
        "quote",
        "balance",
        "balance",
    ]
    trade, book, quote = events[1], events[4], events[5]
    assert isinstance(trade, TradeEvent)
    assert isinstance(book, BookEvent)
    assert isinstance(quote, QuoteEvent)
    assert (trade.buyer_order_id, trade.seller_order_id, trade.trade.side) == ("2", "1", "buy")
    assert [(c.side.value, str(c.price), str(c.quantity)) for c in book.changes] == [("sell", "10.00", "1")]
    assert (book.first_id, book.last_id, quote.update_id) == (2, 2, 2)
    assert (quote.bid, quote.ask, quote.ask_quantity) == (None, D("10.00"), D(1))
    assert {e.account for e in events if isinstance(e, BalanceEvent)} == {"ann", "bob"}


def test_a_listener_may_send_commands() -> None:
    exchange = make_exchange()

    def answer(event: object) -> None:
        if isinstance(event, TradeEvent) and event.trade.price == D("10.00"):
            exchange.create_order("ann", request("sell", "1", "11.00"))

    exchange.subscribe(answer)
    _trade_at(exchange, "10.00")
    assert levels(exchange) == ([], [("11.00", "1")])


def test_a_perpetual_keeps_a_position_and_reduce_only_only_reduces() -> None:
    exchange = make_exchange()
    symbol = PERPETUAL.symbol
    with pytest.raises(InvalidOrder) as caught:
        exchange.create_order("bob", request("sell", "1", symbol=symbol, reduce_only=True))
    assert caught.value.code == "reduce_only"
    exchange.create_order("ann", request("sell", "2", "10.00", symbol=symbol))
    exchange.create_order("bob", request("buy", "2", symbol=symbol))
    position = exchange.positions("bob")[0]
    assert (position.side.value, position.quantity, position.entry_price) == ("long", D(2), D(10))
    exchange.create_order("ann", request("buy", "5", "12.00", symbol=symbol))
    report = exchange.create_order("bob", request("sell", "5", symbol=symbol, reduce_only=True))
    assert report.order.filled_quantity == D(2)
    assert exchange.positions("bob") == []
    assert exchange.balances("bob")["BBB"].total == D(100_004)


def _trade_at(exchange: SimulatedExchange, price: str) -> None:
    """One trade at exactly this price, between two orders that leave nothing behind (0.2: worth enough)."""
    maker = f"m{price}"
    best = exchange.book(SYMBOL, 1)
    aside = [o for o in exchange.open_orders("ann") if o.order.price is not None]
    crossing = any(level.price >= D(price) for level in best.bids) or any(
        level.price <= D(price) for level in best.asks
    )
    assert not crossing, (aside, price)
    exchange.create_order("ann", request("sell", "0.2", price, client_order_id=maker))
    exchange.create_order("ann", request("buy", "0.2", price))
