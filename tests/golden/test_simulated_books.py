"""Books of simulated venues: where they start, what follows what, and checksums computed here once more by hand."""

from __future__ import annotations

import importlib
import zlib
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from venue_runtime.clock import ManualClock
from venue_runtime.model import Instrument, InstrumentKind, InstrumentStatus, OrderRequest, OrderType, Side
from venue_runtime.testing.book_views import SubscribedBook
from venue_runtime.testing.dialect import Reply, Subscribe
from venue_runtime.testing.exchange import SimulatedExchange

SYMBOL = "AAA/BBB"


def exchange_of(venue_symbol: str) -> SimulatedExchange:
    instrument = Instrument(
        symbol=SYMBOL,
        venue_symbol=venue_symbol,
        kind=InstrumentKind.SPOT,
        base="AAA",
        quote="BBB",
        price_increment=Decimal("0.1"),
        quantity_increment=Decimal("0.1"),
        status=InstrumentStatus.TRADING,
    )
    exchange = SimulatedExchange(ManualClock(), [instrument])
    exchange.add_account("maker", {"AAA": Decimal(1000), "BBB": Decimal(100_000)})
    return exchange


def rest(exchange: SimulatedExchange, side: Side, price: str, quantity: str) -> str:
    request = OrderRequest(
        symbol=SYMBOL, side=side, type=OrderType.LIMIT, price=Decimal(price), quantity=Decimal(quantity)
    )
    return str(exchange.create_order("maker", request).order.venue_order_id)


def subscribed(venue: str, socket: str, frame: Any, exchange: SimulatedExchange) -> tuple[list[Any], list[Any]]:
    """Acknowledgement and start; and the list that what follows is put into."""
    module = importlib.import_module(f"venues.{venue}.simulated")
    dialect = next(value for name, value in vars(module).items() if name.startswith("Simulated"))()
    connection = SimpleNamespace(
        context=SimpleNamespace(exchange=exchange, state={}), subscriptions={}, account=None, path_parameters={}
    )
    served = getattr(module, socket)(connection, dialect)
    actions = list(served.on_frame(msgspec.json.encode(frame)))
    subscription = next(each.subscription for each in actions if isinstance(each, Subscribe))
    told: list[Any] = []

    def hear(event: Any) -> None:
        if event.kind == "book":
            told.extend(msgspec.json.decode(each) for each in served.encode_event(subscription, event))

    exchange.subscribe(hear)
    return [msgspec.json.decode(each.frame) for each in actions if isinstance(each, Reply)], told


def test_a_checksummed_book_starts_in_the_stream_and_is_chained() -> None:
    exchange = exchange_of("AAA-BBB")
    rest(exchange, Side.BUY, "10.4", "3")
    rest(exchange, Side.SELL, "10.5", "1")
    replies, told = subscribed(
        "example_exchange", "PublicSocket", {"op": "subscribe", "topic": "book.AAA-BBB"}, exchange
    )
    assert replies[0]["op"] == "subscribe"
    start = replies[1]["data"]
    assert (start["kind"], start["bids"][0][:2], start["asks"][0][:2]) == ("snapshot", ["10.4", "3"], ["10.5", "1"])
    assert start["crc"] == zlib.crc32(b"10.4:3:10.5:1")
    rest(exchange, Side.BUY, "10.3", "2")
    taken = rest(exchange, Side.BUY, "10.2", "7")
    exchange.cancel_order("maker", SYMBOL, venue_order_id=taken)
    assert [each["data"]["kind"] for each in told] == ["update"] * 3
    assert [each["data"]["prev"] for each in told] == [start["seq"], told[0]["data"]["seq"], told[1]["data"]["seq"]]
    assert told[0]["data"]["crc"] == zlib.crc32(b"10.4:3:10.5:1:10.3:2")
    # The third bid is beyond the two that enter the checksum, and its end is told as a size of zero.
    assert told[1]["data"]["crc"] == told[2]["data"]["crc"] == told[0]["data"]["crc"]
    assert told[2]["data"]["bids"] == [["10.2", "0", "1"]]


def test_a_signed_checksum_and_a_start_without_a_previous_id() -> None:
    exchange = exchange_of("AAA-BBB")
    rest(exchange, Side.BUY, "10.4", "3")
    topic = {"channel": "books", "instId": "AAA-BBB"}
    replies, told = subscribed("enveloped", "PublicSocket", {"op": "subscribe", "args": [topic]}, exchange)
    assert replies[0] == {"event": "subscribe"}
    assert replies[1]["arg"] == topic
    assert replies[1]["data"][0]["prevSeqId"] == -1
    rest(exchange, Side.SELL, "10.5", "1")
    unsigned = zlib.crc32(b"10.4:3:10.5:1")
    assert told[0]["data"][0]["checksum"] == (unsigned - 2**32 if unsigned >= 2**31 else unsigned)
    assert told[0]["data"][0]["prevSeqId"] == replies[1]["data"][0]["seqId"]


def test_rows_that_say_what_they_do() -> None:
    exchange = exchange_of("AAA_BBB")
    order = rest(exchange, Side.BUY, "10.4", "3")
    frame = {"jsonrpc": "2.0", "id": 1, "method": "public/subscribe", "params": {"channels": ["book.AAA_BBB.raw"]}}
    replies, told = subscribed("rpc", "StreamSocket", frame, exchange)
    assert replies[0]["id"] == 1
    assert replies[1]["params"]["channel"] == "book.AAA_BBB.raw"
    assert replies[1]["params"]["data"]["bids"] == [["new", "10.4", "3"]]
    exchange.cancel_order("maker", SYMBOL, venue_order_id=order)
    assert told[0]["params"]["data"]["bids"] == [["delete", "10.4", "0"]]
    assert told[0]["params"]["data"]["prev_change_id"] == replies[1]["params"]["data"]["change_id"]


@pytest.mark.parametrize("depth", [1, 2])
def test_a_book_cut_to_a_depth_tells_what_enters_and_not_what_is_pushed_out(depth: int) -> None:
    exchange = exchange_of("AAA-BBB")
    rest(exchange, Side.BUY, "10.1", "1")
    best = ""
    book = SubscribedBook(exchange, SYMBOL, depth)
    said: list[list[tuple[str, str]]] = []

    def hear(event: Any) -> None:
        if event.kind == "book" and (update := book.advance(event)) is not None:
            said.append([(str(each.price), str(each.quantity)) for each in update.bids])

    exchange.subscribe(hear)
    rest(exchange, Side.BUY, "10.2", "2")
    best = rest(exchange, Side.BUY, "10.3", "3")
    exchange.cancel_order("maker", SYMBOL, venue_order_id=best)
    entered = ("10.1", "1") if depth == 2 else ("10.2", "2")
    assert said == [[("10.2", "2")], [("10.3", "3")], [entered, ("10.3", "0")]]
