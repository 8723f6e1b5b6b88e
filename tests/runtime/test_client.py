"""The base client over scripted hooks: construction, order commands, unknown outcomes, streams, getting ready."""

from __future__ import annotations

import asyncio
import gc
from contextlib import aclosing
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from client_support import Connector, Example, ExampleConfig, client, limit_order, turns
from venue_runtime.bindings import Answer, Environment
from venue_runtime.books import BookState, OrderBook
from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.endpoints import Endpoints
from venue_runtime.errors import (
    CancelRejected,
    ConfigurationError,
    DecodeError,
    InsufficientFunds,
    NotSupported,
    OrderDenied,
    OrderNotFound,
    OutcomeUnknown,
    RateLimitExceeded,
    SubscriptionRejected,
    TransportError,
    VenueUnavailable,
)
from venue_runtime.model import (
    Balance,
    CancelRequest,
    Capability,
    Fill,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.orders import order_from_request
from venue_runtime.pretrade import PretradeLimits

S = OrderStatus
D = Decimal
SYMBOL = "AAA/BBB"


def acknowledged(request: OrderRequest) -> Order:
    return order_from_request(request, venue_order_id="v1", status=S.NEW)


def told(status: OrderStatus, **more: Any) -> Order:
    fields: dict[str, Any] = {"venue_order_id": "v1", "client_order_id": "c1", **more}
    return Order(symbol=SYMBOL, status=status, **fields)


def clock_of(venue: Example) -> ManualClock:
    assert isinstance(venue.clock, ManualClock)
    return venue.clock


def sockets_of(venue: Example) -> list[Any]:
    assert isinstance(venue.websocket, Connector)
    return list(venue.websocket.sockets)


# ---------------------------------------------------------------------- construction


def test_wrong_construction_is_refused_with_help() -> None:
    with pytest.raises(ConfigurationError, match="unknown environment 'prodution': did you mean production"):
        client(environment="prodution")
    with pytest.raises(ConfigurationError, match="unknown endpoint 'rset': did you mean rest"):
        client(endpoints={"rset": "http://127.0.0.1:1"})
    with pytest.raises(ConfigurationError, match="is no URL"):
        client(endpoints="127.0.0.1:8080")
    with pytest.raises(ConfigurationError, match="unknown credential api_kye; did you mean api_key"):
        client(credentials=Credentials(api_kye="x"))
    with pytest.raises(ConfigurationError, match="config must be a ExampleConfig, not dict"):
        client(config={"window": 1})
    with pytest.raises(NotSupported, match="does not offer cancel_on_disconnect"):
        client(cancel_on_disconnect=True, environment="testnet")


def test_one_override_maps_every_host_and_keeps_paths() -> None:
    venue = client(endpoints="http://127.0.0.1:8080")
    assert venue.endpoints["rest"] == "http://127.0.0.1:8080/v1"
    assert venue.endpoints["ws"] == "ws://127.0.0.1:8080/stream"
    assert venue.endpoints.dictated("wss://push.example.com/a?token=1") == "ws://127.0.0.1:8080/a?token=1"
    assert venue.endpoints.signed["rest"] == "https://api.example.com/v1"


def test_a_fix_address_is_mapped_to_the_same_port_with_tls_as_there() -> None:
    production = Environment({"rest": "https://api.example.com/v1", "fix": "tcp+tls://fix.example.com:9000"})
    assert Endpoints(production, "http://127.0.0.1:8080/sim")["fix"] == "tcp://127.0.0.1:8080"
    assert Endpoints(production, "https://proxy.example.com")["fix"] == "tcp+tls://proxy.example.com"
    assert Endpoints(production, {"fix": "tcp://127.0.0.1:9001"})["fix"] == "tcp://127.0.0.1:9001"


def test_overrides_by_name() -> None:
    venue = client(endpoints={"rest": "http://127.0.0.1:8080"})
    assert venue.endpoints["rest"] == "http://127.0.0.1:8080"
    assert venue.endpoints["ws"] == "wss://ws.example.com:9443/stream"


def test_capabilities_follow_environment_and_credentials() -> None:
    assert Capability.CREATE_ORDERS in client().capabilities
    assert Capability.CREATE_ORDERS not in client(environment="testnet").capabilities
    assert client(credentials=None).capabilities == {
        Capability.LOAD_INSTRUMENTS,
        Capability.FETCH_TICKER,
        Capability.WATCH_TRADES,
        Capability.WATCH_ORDER_BOOK,
    }


def test_config_and_environment_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    assert client().config == ExampleConfig(window=5)
    monkeypatch.setenv("EXAMPLE_API_KEY", "k")
    monkeypatch.setenv("EXAMPLE_API_SECRET", "hush")
    venue = Example.from_env(environment="testnet")
    assert venue.credentials.reveal("api_secret") == "hush"
    assert "hush" not in repr(venue.credentials)
    assert repr(venue) == "<Example testnet>"


@pytest.mark.asyncio
async def test_missing_capability_and_missing_credentials_are_told_apart() -> None:
    async with client(credentials=None, environment="testnet") as venue:
        with pytest.raises(ConfigurationError, match="needs credentials: api_key and api_secret"):
            await venue.create_order(SYMBOL, **limit_order())
        with pytest.raises(NotSupported, match="does not offer create_orders in testnet") as caught:
            await venue.create_orders([])
        assert caught.value.capability == "create_orders"
        with pytest.raises(NotSupported, match="does not offer fetch_candles"):
            await venue.fetch_candles(SYMBOL, "1m")
        assert venue.calls == []


@pytest.mark.asyncio
async def test_instruments_are_loaded_once_for_all_who_ask() -> None:
    async with client() as venue:
        await asyncio.gather(*(venue.load_instruments() for _ in range(3)))
        await venue.load_instruments()
        assert venue.asked("load_instruments") == 1
        await venue.load_instruments(reload=True)
        assert venue.asked("load_instruments") == 2


@pytest.mark.asyncio
async def test_a_closed_client_says_so() -> None:
    venue = client()
    async with venue:
        pass
    with pytest.raises(ConfigurationError, match="the client is closed"):
        await venue.create_order(SYMBOL, **limit_order())


# ---------------------------------------------------------------------- arguments


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"quantity": None}, "give quantity or quote_quantity"),
        ({"quantity": None, "quote_quantity": D(5)}, "orders at the market"),
        ({"quote_quantity": D(5)}, "not both"),
        ({"price": None}, "needs a price"),
        ({"type": OrderType.MARKET}, "takes no price"),
        ({"type": OrderType.STOP_LIMIT}, "needs a trigger_price"),
        ({"trigger_price": D(9)}, "takes no trigger_price"),
        ({"trailing_offset": D(9)}, "belongs to a trailing stop"),
        ({"time_in_force": TimeInForce.GTD}, "expire_time belongs to"),
        ({"post_only": True, "time_in_force": TimeInForce.IOC}, "contradicts"),
        ({"display_quantity": D(2)}, "display_quantity is above quantity"),
        ({"price": 10.1}, "price is a float"),
        ({"side": "bye"}, "side is 'bye'; it is one of buy, sell"),
        ({"client_order_id": "No Way"}, "does not match"),
    ],
)
@pytest.mark.asyncio
async def test_arguments_that_make_no_order(change: dict[str, Any], problem: str) -> None:
    async with client() as venue:
        with pytest.raises(ConfigurationError, match=problem):
            await venue.create_order(SYMBOL, **limit_order(**change))
        assert venue.asked("create") == 0
        assert len(venue.orders) == 0


@pytest.mark.asyncio
async def test_an_option_of_the_venue_may_stand_for_a_price() -> None:
    """Whether it does is for the venue's styles to say: here nothing refuses it."""
    async with client() as venue:
        made = Order(symbol=SYMBOL, venue_order_id="1", status=S.NEW)
        venue.script("create", lambda request: msgspec.structs.replace(made, raw=request.price))
        order = await venue.create_order(SYMBOL, **limit_order(price=None, venue=object()))
        assert (order.price, venue.asked("create")) == (None, 1)


@pytest.mark.asyncio
async def test_unknown_symbol_before_anything_is_sent() -> None:
    async with client() as venue:
        with pytest.raises(ConfigurationError, match="did you mean AAA/BBB"):
            await venue.create_order("AAABBB", **limit_order())
        assert venue.asked("create") == 0


@pytest.mark.asyncio
async def test_the_instruments_rules_and_our_limits_deny_locally() -> None:
    async with client(pretrade=PretradeLimits(max_quantity=D(5))) as venue:
        with pytest.raises(OrderDenied) as caught:
            await venue.create_order(SYMBOL, **limit_order(price=D("10.001"), quantity=D(6)))
        assert caught.value.order.status is S.DENIED
        assert caught.value.problems == (
            "price 10.001 is not a multiple of the price increment 0.01",
            "quantity 6 is above our limit of 5",
        )
        assert venue.asked("create") == 0


@pytest.mark.asyncio
async def test_a_price_band_asks_for_the_market() -> None:
    async with client(pretrade=PretradeLimits(price_band=D("0.1"))) as venue:
        venue.script("ticker", Ticker(symbol=SYMBOL, bid=D(9), ask=D(11)))
        with pytest.raises(OrderDenied, match=r"price 11\.01 is more than 10% worse than 10"):
            await venue.create_order(SYMBOL, **limit_order(price=D("11.01")))


# ---------------------------------------------------------------------- create


@pytest.mark.asyncio
async def test_an_order_is_tracked_before_it_is_sent() -> None:
    async with client() as venue:
        seen: list[OrderStatus] = []

        def answer(request: OrderRequest) -> Order:
            known = venue.orders.get(SYMBOL, client_order_id=request.client_order_id)
            assert known is not None
            seen.append(known.status)
            return acknowledged(request)

        venue.script("create", answer)
        order = await venue.create_order(SYMBOL, **limit_order(side="buy", quantity="0.5"))
        assert seen == [S.PENDING_NEW]
        assert (order.status, order.venue_order_id, order.quantity) == (S.NEW, "v1", D("0.5"))
        assert order.client_order_id is not None
        assert venue.client_order_id_form.problem(order.client_order_id) is None


@pytest.mark.asyncio
async def test_fills_in_the_answer_count() -> None:
    async with client() as venue:
        fill = Fill(symbol=SYMBOL, side=Side.BUY, trade_id="t1", venue_order_id="v1", price=D(10), quantity=D("0.4"))
        venue.script("create", lambda request: Answer(order=acknowledged(request), fills=(fill,)))
        order = await venue.create_order(SYMBOL, **limit_order())
        assert (order.status, order.filled_quantity) == (S.PARTIALLY_FILLED, D("0.4"))


@pytest.mark.asyncio
async def test_a_definite_refusal_rejects() -> None:
    async with client() as venue:
        venue.script("create", InsufficientFunds("too poor"))
        with pytest.raises(InsufficientFunds):
            await venue.create_order(SYMBOL, **limit_order(client_order_id="c1"))
        order = venue.orders.get(SYMBOL, client_order_id="c1")
        assert order is not None
        assert (order.status, order.reason) == (S.REJECTED, "too poor")


@pytest.mark.parametrize("error", [TransportError("no route", sent=False), RateLimitExceeded("slow down")])
@pytest.mark.asyncio
async def test_nothing_written_or_refused_before_execution_is_definite(error: Exception) -> None:
    async with client() as venue:
        venue.script("create", error)
        with pytest.raises(type(error)):
            await venue.create_order(SYMBOL, **limit_order(client_order_id="c1"))
        assert [order.status for order in venue.orders] == [S.REJECTED]


@pytest.mark.asyncio
async def test_what_the_venue_cannot_express_is_denied() -> None:
    async with client() as venue:
        venue.script("create", NotSupported("no iceberg orders"))
        with pytest.raises(NotSupported):
            await venue.create_order(SYMBOL, **limit_order(client_order_id="c1"))
        assert [order.status for order in venue.orders] == [S.DENIED]


@pytest.mark.asyncio
async def test_the_id_of_an_open_order_is_not_used_again() -> None:
    async with client() as venue:
        venue.script("create", acknowledged)
        await venue.create_order(SYMBOL, **limit_order(client_order_id="c1"))
        with pytest.raises(ConfigurationError, match="is that of an open order"):
            await venue.create_order(SYMBOL, **limit_order(client_order_id="c1"))


UNKNOWN = [
    OutcomeUnknown("timeout"),
    TransportError("connection lost"),
    VenueUnavailable("HTTP 503", definitive=False),
    DecodeError("answer cannot be read"),
    KeyError("a defect in a mapping"),
]


@pytest.mark.parametrize("error", UNKNOWN, ids=lambda error: type(error).__name__)
@pytest.mark.asyncio
async def test_an_unknown_outcome_is_found_out(error: Exception) -> None:
    async with client() as venue:
        venue.script("create", error)
        venue.script("order", OrderNotFound("unknown"), told(S.PARTIALLY_FILLED, filled_quantity=D("0.5")))
        with pytest.raises(OutcomeUnknown) as caught:
            await venue.create_order(SYMBOL, **limit_order(client_order_id="c1"))
        assert caught.value.client_order_id == "c1"
        task = caught.value.reconciliation
        assert task is not None
        assert [order.status for order in venue.orders] == [S.PENDING_NEW]
        await clock_of(venue).advance(2.0)
        order = await task
        assert (order.status, order.filled_quantity, order.venue_order_id) == (S.PARTIALLY_FILLED, D("0.5"), "v1")
        assert venue.asked("create") == 1


@pytest.mark.asyncio
async def test_a_request_that_could_not_be_made_surfaces_as_what_it_is_and_denies_the_order() -> None:
    async with client() as venue:
        venue.unmakeable = {"create", "cancel", "edit"}
        venue.script("create", TypeError("price is no Decimal"))
        with pytest.raises(TypeError, match="price is no Decimal"):
            await venue.create_order(SYMBOL, **limit_order(client_order_id="c1"))
        assert [(order.status, order.reason) for order in venue.orders] == [(S.DENIED, "price is no Decimal")]
        assert not venue._tasks  # nothing is there to be found out


@pytest.mark.asyncio
async def test_a_command_that_could_not_be_made_says_nothing_about_the_next_one() -> None:
    async with client() as venue:
        venue.unmakeable = {"create"}
        venue.script("create", TypeError("price is no Decimal"))
        venue.script("cancel", KeyError("a defect in a mapping"))
        with pytest.raises(TypeError):
            await venue.create_order(SYMBOL, **limit_order(client_order_id="c1"))
        with pytest.raises(OutcomeUnknown):
            await venue.cancel_order(SYMBOL, venue_order_id="v1")


@pytest.mark.asyncio
async def test_an_order_that_never_arrived_is_rejected_after_the_protection_window() -> None:
    async with client() as venue:
        venue.script("create", OutcomeUnknown("timeout"))
        venue.script("order", *[OrderNotFound("unknown")] * 9)
        with pytest.raises(OutcomeUnknown) as caught:
            await venue.create_order(SYMBOL, **limit_order())
        task = caught.value.reconciliation
        assert task is not None
        await clock_of(venue).advance(4.9)
        assert not task.done()
        await clock_of(venue).advance(0.2)
        assert (await task).status is S.REJECTED
        assert venue.asked("create") == 1


@pytest.mark.asyncio
async def test_the_private_stream_may_tell_first() -> None:
    async with client() as venue:
        venue.script("create", OutcomeUnknown("timeout"))
        venue.script("order", OrderNotFound("unknown"))
        with pytest.raises(OutcomeUnknown) as caught:
            await venue.create_order(SYMBOL, **limit_order(client_order_id="c1"))
        task = caught.value.reconciliation
        assert task is not None
        await turns()
        venue.orders.apply(told(S.NEW))
        await turns()
        assert task.done()
        assert (await task).status is S.NEW


@pytest.mark.asyncio
async def test_a_caller_that_gives_up_leaves_a_reconciliation_behind() -> None:
    async with client() as venue:
        venue.script("create", asyncio.get_running_loop().create_future())
        venue.script("order", told(S.NEW))
        creating = asyncio.ensure_future(venue.create_order(SYMBOL, **limit_order(client_order_id="c1")))
        await turns()
        creating.cancel()
        await turns()
        assert creating.cancelled()
        assert [order.status for order in venue.orders] == [S.NEW]


@pytest.mark.asyncio
async def test_closing_ends_a_reconciliation() -> None:
    venue = client()
    async with venue:
        venue.script("create", OutcomeUnknown("timeout"))
        venue.script("order", *[OrderNotFound("unknown")] * 9)
        with pytest.raises(OutcomeUnknown) as caught:
            await venue.create_order(SYMBOL, **limit_order())
        await turns()
    task = caught.value.reconciliation
    assert task is not None
    assert task.cancelled()


# ---------------------------------------------------------------------- cancel, edit, batches


async def with_order(venue: Example, client_order_id: str = "c1") -> Order:
    venue.script("create", lambda request: order_from_request(request, venue_order_id="v1", status=S.NEW))
    return await venue.create_order(SYMBOL, **limit_order(client_order_id=client_order_id))


@pytest.mark.asyncio
async def test_cancel() -> None:
    async with client() as venue:
        await with_order(venue)
        venue.script("cancel", told(S.CANCELED, filled_quantity=D(0)))
        order = await venue.cancel_order(SYMBOL, client_order_id="c1")
        assert (order.status, order.side, order.price) == (S.CANCELED, Side.BUY, D(10))
        _, (request, known) = venue.calls[-1]
        assert request == CancelRequest(symbol=SYMBOL, client_order_id="c1")
        assert known is not None
        assert known.venue_order_id == "v1"


@pytest.mark.asyncio
async def test_a_cancel_that_is_only_acknowledged_stays_pending() -> None:
    async with client() as venue:
        await with_order(venue)
        venue.script("cancel", told(S.PENDING_CANCEL))
        assert (await venue.cancel_order(SYMBOL, client_order_id="c1")).status is S.PENDING_CANCEL


@pytest.mark.asyncio
async def test_a_refused_cancel_leaves_the_order_open_and_asks_for_it() -> None:
    async with client() as venue:
        await with_order(venue)
        venue.script("cancel", CancelRejected("not now"))
        venue.script("order", told(S.NEW))
        with pytest.raises(CancelRejected):
            await venue.cancel_order(SYMBOL, client_order_id="c1")
        assert [order.status for order in venue.orders] == [S.NEW]
        await turns()
        assert venue.asked("order") == 1
        assert [order.status for order in venue.orders] == [S.NEW]


@pytest.mark.asyncio
async def test_an_order_that_a_cancel_does_not_find_may_have_been_filled() -> None:
    async with client() as venue:
        await with_order(venue)
        venue.script("cancel", OrderNotFound("unknown order"), OrderNotFound("unknown order"))
        venue.script("order", told(S.FILLED, quantity=D(1), filled_quantity=D(1)))
        for _ in range(2):  # two refusals, one question
            with pytest.raises(OrderNotFound):
                await venue.cancel_order(SYMBOL, client_order_id="c1")
        await turns()
        assert [(order.status, order.filled_quantity) for order in venue.orders] == [(S.FILLED, D(1))]
        assert venue.asked("order") == 1


@pytest.mark.asyncio
async def test_a_cancel_of_an_order_that_we_do_not_know_asks_nothing() -> None:
    async with client() as venue:
        venue.script("cancel", OrderNotFound("unknown order"))
        with pytest.raises(OrderNotFound):
            await venue.cancel_order(SYMBOL, venue_order_id="v9")
        await turns()
        assert venue.asked("order") == 0


@pytest.mark.asyncio
async def test_an_unknown_cancel_is_found_out() -> None:
    async with client() as venue:
        await with_order(venue)
        venue.script("cancel", OutcomeUnknown("timeout"))
        venue.script("order", told(S.NEW), told(S.CANCELED))
        with pytest.raises(OutcomeUnknown) as caught:
            await venue.cancel_order(SYMBOL, client_order_id="c1")
        task = caught.value.reconciliation
        assert task is not None
        await turns()
        assert [order.status for order in venue.orders] == [S.PENDING_CANCEL]
        await clock_of(venue).advance(2.0)
        assert (await task).status is S.CANCELED
        assert venue.asked("cancel") == 1


@pytest.mark.asyncio
async def test_a_vanished_order_that_was_filled_is_filled() -> None:
    async with client() as venue:
        await with_order(venue)
        fill = Fill(symbol=SYMBOL, side=Side.BUY, trade_id="t1", venue_order_id="v1", price=D(10), quantity=D(1))
        venue.script("cancel", OutcomeUnknown("timeout"))
        venue.script("order", *[OrderNotFound("unknown")] * 9)
        venue.script("my_trades", [fill])
        with pytest.raises(OutcomeUnknown) as caught:
            await venue.cancel_order(SYMBOL, client_order_id="c1")
        task = caught.value.reconciliation
        assert task is not None
        await clock_of(venue).advance(6.0)
        assert (await task).status is S.FILLED


@pytest.mark.asyncio
async def test_a_cancel_needs_an_id() -> None:
    async with client() as venue:
        with pytest.raises(ConfigurationError, match="name the order by"):
            await venue.cancel_order(SYMBOL)


@pytest.mark.asyncio
async def test_edit() -> None:
    async with client() as venue:
        await with_order(venue)
        with pytest.raises(OrderDenied, match="not a multiple"):
            await venue.edit_order(SYMBOL, client_order_id="c1", price=D("10.001"))
        with pytest.raises(ConfigurationError, match="changes quantity or price"):
            await venue.edit_order(SYMBOL, client_order_id="c1")
        venue.script("edit", told(S.NEW, price=D(11), ts_event=5))
        order = await venue.edit_order(SYMBOL, client_order_id="c1", price=D(11))
        assert (order.status, order.price, order.quantity) == (S.NEW, D(11), D(1))


@pytest.mark.asyncio
async def test_pages_of_trades_are_joined_and_each_fill_comes_once() -> None:
    def fill(number: int) -> Fill:
        return Fill(
            symbol=SYMBOL,
            side=Side.BUY,
            trade_id=f"t{number}",
            venue_order_id="v1",
            price=D(10),
            quantity=D(1),
            ts_event=number,
        )

    async with client() as venue:
        venue.script("my_trades", [fill(1), fill(2)], [fill(2), fill(3)], [fill(3)])
        ids = [one.trade_id async for one in venue.iter_my_trades(SYMBOL, since=1)]
        assert ids == ["t1", "t2", "t3"]
        assert [args[1] for name, args in venue.calls if name == "my_trades"] == [1, 2, 3]


# ---------------------------------------------------------------------- public streams


@pytest.mark.asyncio
async def test_trades_are_sharded_over_connections() -> None:
    async with client() as venue:
        seen: list[Trade] = []
        subscription = await venue.on_trades(["AAA/BBB", "CCC/BBB", "DDD/BBB"], seen.append)
        first, second = sockets_of(venue)
        first.feed(topic="trade:AAABBB", data={"id": "1", "p": "10", "q": "2"})
        second.feed(topic="trade:DDDBBB", data={"id": "2", "p": "11", "q": "3"})
        await turns()
        assert [(one.symbol, one.price) for one in seen] == [("AAA/BBB", D(10)), ("DDD/BBB", D(11))]
        await subscription.close()
        await turns()
        assert [m["op"] for m in second.sent] == ["subscribe", "unsubscribe"]


@pytest.mark.asyncio
async def test_trades_as_an_iterator() -> None:
    async with client() as venue, venue.watch_trades("AAA/BBB") as trades:
        await turns()
        sockets_of(venue)[0].feed(topic="trade:AAABBB", data={"id": "1", "p": "10", "q": "2"})
        assert (await anext(trades)).trade_id == "1"


@pytest.mark.asyncio
async def test_an_iterator_that_nobody_holds_gives_its_subscription_back() -> None:
    async with client() as venue:
        trades = venue.watch_trades("AAA/BBB")
        await turns()
        socket = sockets_of(venue)[0]
        socket.feed(topic="trade:AAABBB", data={"id": "1", "p": "10", "q": "2"})
        async for trade in trades:
            assert trade.trade_id == "1"
            break
        assert [m["op"] for m in socket.sent] == ["subscribe"]
        waiting = asyncio.ensure_future(anext(venue.watch_trades("AAA/BBB")))  # a reader that waits holds it
        await turns()
        gc.collect()
        socket.feed(topic="trade:AAABBB", data={"id": "2", "p": "10", "q": "2"})
        assert (await waiting).trade_id == "2"
        del trades
        gc.collect()
        await turns()
        assert [m["op"] for m in socket.sent] == ["subscribe", "unsubscribe"]
        async with aclosing(venue.watch_trades("AAA/BBB")):
            await turns()
        await turns()
        assert [m["op"] for m in socket.sent[2:]] == ["subscribe", "unsubscribe"]


@pytest.mark.asyncio
async def test_what_is_wrong_with_a_subscription_is_raised_by_the_iterator_and_by_awaiting() -> None:
    async with client() as venue:
        with pytest.raises(ConfigurationError, match="unknown symbol"):
            await anext(venue.watch_trades("nope"))
        with pytest.raises(SubscriptionRejected):
            await anext(venue.watch_trades(["AAA/BBB", "BAD/BBB"]))
        with pytest.raises(SubscriptionRejected):
            await venue.on_trades("BAD/BBB", lambda trade: None)


@pytest.mark.asyncio
async def test_one_book_for_all_who_watch_it() -> None:
    async with client() as venue:
        venue.script("snapshot", {"seq": 5, "bids": [("10", "1")], "asks": [("11", "1")]})
        states: list[tuple[BookState, Decimal | None]] = []

        def note(book: OrderBook) -> None:
            states.append((book.state, None if book.best_bid is None else book.best_bid.price))

        first = await venue.on_order_book("AAA/BBB", note)
        books = venue.watch_order_book("AAA/BBB")
        await turns()
        socket = sockets_of(venue)[0]
        assert [m["topics"] for m in socket.sent] == [["book:AAABBB"]]
        socket.feed(topic="book:AAABBB", data={"seq": 6, "bids": [["10.5", "1"]], "asks": []})
        await turns()
        assert states[-1] == (BookState.LIVE, D("10.5"))
        best = (await anext(books)).best_bid
        assert best is not None
        assert best.price == D("10.5")
        await first.close()
        assert len(socket.sent) == 1
        await books.close()
        await turns()
        assert [m["op"] for m in socket.sent] == ["subscribe", "unsubscribe"]


# ---------------------------------------------------------------------- private streams


@pytest.mark.asyncio
async def test_start_trading_gets_ready_in_order() -> None:
    async with client() as venue:
        venue.script("open", [told(S.NEW, quantity=D(1))])
        venue.script("balances", [Balance(currency="BBB", total=D(5))])
        await venue.start_trading()
        assert venue.ready.is_set()
        assert [name for name, _ in venue.calls] == ["load_instruments", "balances", "open"]
        assert [order.venue_order_id for order in venue.orders.open()] == ["v1"]
        balances = venue.watch_balances()
        assert (await anext(balances)).total == D(5)


@pytest.mark.asyncio
async def test_events_during_the_snapshot_are_newer_than_it() -> None:
    async with client() as venue:
        loop = asyncio.get_running_loop()
        listed: asyncio.Future[Any] = loop.create_future()
        snapshot: asyncio.Future[Any] = loop.create_future()
        venue.script("open", listed)
        venue.script("balances", snapshot)
        fills = venue.watch_fills()
        balances = venue.watch_balances()
        orders = venue.watch_orders()
        await turns()
        socket = sockets_of(venue)[0]
        socket.feed(topic="user", data={"kind": "balance", "currency": "BBB", "total": "7"})
        await turns()
        snapshot.set_result([Balance(currency="BBB", total=D(5)), Balance(currency="AAA", total=D(1))])
        await turns()
        socket.feed(
            topic="user",
            data={"kind": "order", "symbol": SYMBOL, "venue_order_id": "v1", "status": "filled", "quantity": "1"},
        )
        socket.feed(
            topic="user",
            data={
                "kind": "fill",
                "symbol": SYMBOL,
                "venue_order_id": "v1",
                "trade_id": "t1",
                "side": "buy",
                "price": "10",
                "quantity": "1",
            },
        )
        await turns()
        assert not venue.ready.is_set()
        listed.set_result([told(S.NEW, quantity=D(1), filled_quantity=D(0))])
        await turns()
        assert venue.ready.is_set()
        assert venue.orders.open() == []
        assert [(await anext(balances)).total, (await anext(balances)).total] == [D(7), D(1)]
        assert (await anext(fills)).trade_id == "t1"
        assert (await anext(orders)).status is S.FILLED


@pytest.mark.asyncio
async def test_after_a_reconnect_everything_is_asked_for_again_before_ready() -> None:
    async with client() as venue:
        await venue.start_trading()
        await with_order(venue)
        venue.orders.apply(told(S.NEW, ts_event=1))
        fills: list[str | None] = []
        await venue.on_fills(lambda fill: fills.append(fill.trade_id))
        sockets_of(venue)[0].hang_up()
        await turns()
        assert not venue.ready.is_set()
        venue.script("open", [])
        fill = Fill(symbol=SYMBOL, side=Side.BUY, trade_id="t1", venue_order_id="v1", price=D(10), quantity=D(1))
        venue.script("my_trades", [fill])
        await clock_of(venue).advance(5.0)
        assert venue.ready.is_set()
        assert fills == ["t1"]
        assert [order.status for order in venue.orders] == [S.FILLED]
        assert venue.asked("open") == 2


@pytest.mark.asyncio
async def test_an_order_that_disappeared_while_we_were_away_is_asked_for() -> None:
    async with client() as venue:
        await venue.start_trading()
        await with_order(venue)
        sockets_of(venue)[0].hang_up()
        venue.script("order", told(S.CANCELED, filled_quantity=D(0)))
        await clock_of(venue).advance(5.0)
        assert venue.ready.is_set()
        assert [order.status for order in venue.orders] == [S.CANCELED]


@pytest.mark.asyncio
async def test_a_failing_reconciliation_is_tried_again_and_not_called_ready() -> None:
    async with client() as venue:
        await venue.start_trading()
        sockets_of(venue)[0].hang_up()
        venue.script("open", TransportError("down"), [])
        await turns()
        assert not venue.ready.is_set()
        await clock_of(venue).advance(10.0)
        assert venue.ready.is_set()
        assert venue.asked("open") == 3


@pytest.mark.asyncio
async def test_an_unreadable_private_message_starts_a_reconciliation() -> None:
    async with client() as venue:
        await venue.start_trading()
        sockets_of(venue)[0].feed(topic="user", data={"kind": "order", "symbol": SYMBOL, "status": "odd"})
        await turns()
        assert venue.asked("open") == 2
        assert venue.ready.is_set()


@pytest.mark.asyncio
async def test_a_stream_that_cannot_be_read_does_not_become_a_storm_of_questions() -> None:
    async with client() as venue:
        await venue.start_trading()
        socket = sockets_of(venue)[0]
        for _ in range(20):
            socket.feed(topic="user", data={"kind": "order", "symbol": SYMBOL, "status": "odd"})
            await turns(5)
        assert venue.asked("open") <= 3
        await clock_of(venue).advance(10.0)
        assert venue.asked("open") <= 4
        assert venue.ready.is_set()


@pytest.mark.asyncio
async def test_fills_that_the_stream_does_not_number_are_asked_for() -> None:
    async with client() as venue:
        await venue.start_trading()
        await with_order(venue)
        fill = Fill(symbol=SYMBOL, side=Side.BUY, trade_id="t1", venue_order_id="v1", price=D(10), quantity=D(1))
        venue.script("my_trades", [fill])
        told_of = {"kind": "fill", "symbol": SYMBOL, "venue_order_id": "v1", "side": "buy", "price": "10"}
        sockets_of(venue)[0].feed(topic="user", data={**told_of, "quantity": "1"})
        await turns()
        assert [(order.status, order.filled_quantity) for order in venue.orders] == [(S.FILLED, D(1))]


@pytest.mark.asyncio
async def test_raw_channels_are_iterators_of_wire_messages() -> None:
    async with client() as venue, venue._raw_channel("market", "raw", dict) as messages:
        await turns()
        sockets_of(venue)[0].feed(topic="raw", data={"x": 1})
        assert await anext(messages) == {"x": 1}


@pytest.mark.asyncio
async def test_a_callback_that_raises_harms_nobody_else() -> None:
    async with client() as venue:
        seen: list[OrderStatus] = []

        def broken(order: Order) -> None:
            raise RuntimeError("user code")

        await venue.on_orders(broken)
        await venue.on_orders(lambda order: seen.append(order.status))
        order = await with_order(venue)
        assert order.status is S.NEW
        assert seen == [S.PENDING_NEW, S.NEW]
        assert venue.metrics.value("callback_errors") == 2


@pytest.mark.asyncio
async def test_closing_cancels_no_order_and_ends_iterators() -> None:
    venue = client()
    async with venue:
        await with_order(venue)
        venue.script("open", [told(S.NEW)])
        orders = venue.watch_orders()
        await turns()
    assert venue.asked("cancel") == venue.asked("cancel_all") == 0
    assert [order.status for order in venue.orders] == [S.NEW]
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(anext(orders), 1)
