"""What must hold of the simulated exchange whatever is sent to it."""

from __future__ import annotations

from decimal import Decimal as D

from hypothesis import given, settings
from hypothesis import strategies as st
from sim_support import START, SYMBOL, make_exchange, request
from venue_runtime.clock import ManualClock
from venue_runtime.errors import VenueResponseError
from venue_runtime.model import OrderStatus, OrderType, SelfTradePrevention, Side, TimeInForce
from venue_runtime.testing.accounts import Fees
from venue_runtime.testing.events import BookEvent, ExchangeEvent, TradeEvent
from venue_runtime.testing.exchange import SimulatedExchange

ACCOUNTS = ("ann", "bob", "cid")
PRICES = st.integers(95, 105).map(lambda tick: f"{tick}.00")
QUANTITIES = st.integers(1, 4000).map(lambda n: str(D(n) / 1000))

WORTH_ENOUGH = st.integers(20, 4000).map(lambda n: str(D(n) / 1000))

CREATE = st.fixed_dictionaries(
    {
        "do": st.just("create"),
        "account": st.sampled_from(ACCOUNTS),
        "side": st.sampled_from(("buy", "sell")),
        "quantity": QUANTITIES,
        "price": st.one_of(st.none(), PRICES),
        "trigger": st.one_of(st.none(), st.none(), PRICES),
        "tif": st.sampled_from((None, None, TimeInForce.IOC, TimeInForce.FOK)),
        "display": st.booleans(),
        "by_quote": st.booleans(),
        "prevention": st.sampled_from(
            [None, *(m for m in SelfTradePrevention if m is not SelfTradePrevention.TRANSFER)]
        ),
    }
)
TOUCH = st.fixed_dictionaries(
    {
        "do": st.sampled_from(("cancel", "edit")),
        "account": st.sampled_from(ACCOUNTS),
        "pick": st.integers(0, 5),
        "quantity": QUANTITIES,
        "price": st.one_of(st.none(), PRICES),
    }
)
FEES = st.sampled_from(
    [
        Fees(maker=D(0), taker=D(0)),
        Fees(maker=D("0.001"), taker=D("0.00123"), side="received"),
        Fees(maker=D("0.001"), taker=D("0.00123"), side="quote"),
        Fees(maker=D("-0.0001"), taker=D("0.0005"), side="quote"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(steps=st.lists(st.one_of(CREATE, CREATE, TOUCH), max_size=40), fees=FEES)
def test_money_is_conserved_and_the_book_is_sound(steps: list[dict[str, object]], fees: Fees) -> None:
    clock = ManualClock(START)
    exchange = make_exchange(fees, clock)
    before = {
        c: sum(exchange.balances(a)[c].total or 0 for a in ACCOUNTS if c in exchange.balances(a))
        for c in ("AAA", "BBB")
    }
    events: list[ExchangeEvent] = []
    exchange.subscribe(events.append)
    rebuilt: dict[tuple[Side, D], D] = {}
    last_id = 0
    for step in steps:
        events.clear()
        clock.step(1_000_000)
        try:
            _do(exchange, step)
        except VenueResponseError:
            assert not any(isinstance(e, TradeEvent) for e in events)
        for event in events:
            if isinstance(event, BookEvent):
                assert event.first_id == last_id + 1
                assert event.last_id - event.first_id + 1 == len(event.changes)
                last_id = event.last_id
                for change in event.changes:
                    rebuilt[change.side, change.price] = change.quantity
        view = exchange.book(SYMBOL)
        shown = {
            (side, level.price): level.quantity
            for side, ls in ((Side.BUY, view.bids), (Side.SELL, view.asks))
            for level in ls
        }
        assert {key: quantity for key, quantity in rebuilt.items() if quantity} == shown
        assert view.last_id == last_id
        if view.bids and view.asks:
            assert view.bids[0].price < view.asks[0].price
        for account in ACCOUNTS:
            balances = exchange.balances(account)
            assert all((b.free or 0) >= 0 and (b.locked or 0) >= 0 for b in balances.values()), (account, balances)
            if not exchange.open_orders(account):
                assert all(b.locked == 0 for b in balances.values())
            for report in exchange.all_orders(account):
                order = report.order
                assert order.filled_quantity is not None
                if order.status is OrderStatus.FILLED:
                    assert order.filled_quantity == order.quantity
                if order.quantity is not None and order.leaves_quantity and order.is_open:
                    assert order.filled_quantity + order.leaves_quantity == order.quantity
    _check_conservation(exchange, before)


def _check_conservation(exchange: SimulatedExchange, before: dict[str, D]) -> None:
    fills = [fill for account in ACCOUNTS for fill in exchange.fills(account)]
    for currency in ("AAA", "BBB"):
        held = sum(exchange.balances(a)[currency].total or 0 for a in ACCOUNTS if currency in exchange.balances(a))
        paid = sum((f.fee or D(0)) for f in fills if f.fee_currency == currency)
        assert held + paid == before[currency]
    for side in (Side.BUY, Side.SELL):
        traded = sum((f.quantity for f in fills if f.side is side), D(0))
        assert traded == sum((t.quantity for t in exchange.tape(SYMBOL).trades()), D(0))


def _do(exchange: SimulatedExchange, step: dict[str, object]) -> None:
    account = str(step["account"])
    quantity, price = str(step["quantity"]), step["price"]
    if step["do"] == "create":
        more: dict[str, object] = {"self_trade_prevention": step["prevention"]}
        if step["trigger"] is not None:
            more["type"] = OrderType.STOP_LIMIT if price else OrderType.STOP
            more["trigger_price"] = D(str(step["trigger"]))
        elif price is not None:
            more["time_in_force"] = step["tif"]
            if step["display"]:
                more["display_quantity"] = D("0.25")
        elif step["by_quote"]:
            more["quote_quantity"] = D(quantity) * 100
        wanted = None if "quote_quantity" in more else quantity
        exchange.create_order(
            account, request(str(step["side"]), wanted, None if price is None else str(price), **more)
        )
        return
    orders = exchange.open_orders(account)
    if not orders:
        return
    order_id = orders[int(str(step["pick"])) % len(orders)].order.venue_order_id
    if step["do"] == "cancel":
        exchange.cancel_order(account, SYMBOL, venue_order_id=order_id)
    else:
        new_price = None if price is None else D(str(price))
        exchange.edit_order(account, SYMBOL, venue_order_id=order_id, quantity=D(quantity), price=new_price)


@settings(max_examples=50, deadline=None)
@given(makers=st.lists(st.tuples(PRICES, WORTH_ENOUGH), min_size=1, max_size=12), taken=WORTH_ENOUGH)
def test_fills_come_in_price_then_time_order(makers: list[tuple[str, str]], taken: str) -> None:
    exchange = make_exchange()
    for price, quantity in makers:
        exchange.create_order("ann", request("sell", quantity, price, type=OrderType.LIMIT))
    report = exchange.create_order("bob", request("buy", taken, "105.00", time_in_force=TimeInForce.IOC))
    order = [int(f.venue_order_id or 0) for f in exchange.fills("ann")]
    expected = sorted(range(1, len(makers) + 1), key=lambda i: (D(makers[i - 1][0]), i))
    assert order == expected[: len(order)]
    offered = sum((D(q) for _, q in makers), D(0))
    assert report.order.filled_quantity == min(offered, D(taken))
