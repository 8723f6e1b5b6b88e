"""Every documented example of Backpack Exchange, decoded and brought to the contract, against literal values."""

from __future__ import annotations

import contextlib
import enum
import importlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
import pytest
from venue_runtime.booksync import BookSync
from venue_runtime.errors import DecodeError
from venue_runtime.exprs import item
from venue_runtime.http import Response
from venue_runtime.rest import Endpoint
from venue_runtime.testing import mutate
from venue_runtime.testing.generated import Example, load_examples
from venue_runtime.testing.samples import different, samples
from venues.backpack import mapping, simulated
from venues.backpack import types as wire
from venues.backpack.books import Level2BookRule
from venues.backpack.venue import ERRORS, error_of

RECV = 1700000000000000000
EXAMPLES = load_examples(str(importlib.import_module("venues.backpack").__file__))
TYPES: dict[str, Any] = {
    "time": int,
    "status": wire.StatusAndMessage,
    "markets": list[wire.Market],
    "ticker": wire.Ticker,
    "depth": wire.Depth,
    "trades": list[wire.Trade],
    "klines": list[wire.Kline],
    "mark_prices": list[wire.MarkPrice],
    "place": wire.Order,
    "place_many": list[wire.Placed],
    "cancel": wire.Order,
    "cancel_all": list[wire.Order],
    "order": wire.Order,
    "open_orders": list[wire.Order],
    "order_history": list[wire.Order],
    "fills": list[wire.Fill],
    "balances": dict[str, wire.Balance],
    "positions": list[wire.Position],
    "public.depth": wire.DepthEvent,
    "public.trades": wire.TradeEvent,
    "public.book_ticker": wire.BookTickerEvent,
    "public.klines": wire.KlineEvent,
    "private.orders": wire.OrderEvent,
    "private.balances": wire.BalanceEvent,
    "private.positions": wire.PositionEvent,
}
MAPS: dict[str, Callable[[Any, Any], Any]] = {
    "instrument": lambda m, instrument: mapping.instrument(m),
    "ticker": lambda m, instrument: mapping.ticker(m, instrument, RECV),
    "book_ticker": lambda m, instrument: mapping.book_ticker(m, instrument, RECV),
    "trade": lambda m, instrument: mapping.trade(m, instrument, RECV),
    "trade_event": lambda m, instrument: mapping.trade_event(m, instrument, RECV),
    "candle": lambda m, instrument: mapping.candle(m, instrument),
    "candle_event": lambda m, instrument: mapping.candle_event(m, instrument),
    "funding": lambda m, instrument: mapping.funding(m, instrument),
    "order": lambda m, instrument: mapping.order(m, instrument, RECV),
    "order_event": lambda m, instrument: mapping.order_event(m, instrument, RECV),
    "fill_event": lambda m, instrument: mapping.fill_event(m, instrument, RECV),
    "fill": lambda m, instrument: mapping.fill(m, instrument, RECV),
    "balance": lambda m, instrument: mapping.balance(m),
    "balance_event": lambda m, instrument: mapping.balance_event(m),
    "position": lambda m, instrument: mapping.position(m, instrument, RECV),
    "position_event": lambda m, instrument: mapping.position_event(m, instrument, RECV),
    "fetch_time": lambda m, instrument: m * 1_000_000,
    "fetch_status": lambda m, instrument: m.status == "Ok",
}
ITEMS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("markets", "instrument"): lambda m: m,
    ("trades", "trade"): lambda m: m,
    ("klines", "candle"): lambda m: m,
    ("mark_prices", "funding"): lambda m: item(m, 0),
    ("cancel_all", "order"): lambda m: m,
    ("open_orders", "order"): lambda m: m,
    ("fills", "fill"): lambda m: m,
    ("balances", "balance"): lambda m: list(m.items()),
    ("positions", "position"): lambda m: m,
}
ENUMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "status": (("status",),),
    "markets": (("*", "marketType"), ("*", "orderBookState")),
    "place": (("side",), ("orderType",), ("timeInForce",), ("status",), ("selfTradePrevention",)),
    "place_many": (("*", "operation"), ("*", "status")),
    "cancel": (("side",), ("orderType",), ("timeInForce",), ("status",), ("selfTradePrevention",)),
    "cancel_all": (
        ("*", "side"),
        ("*", "orderType"),
        ("*", "timeInForce"),
        ("*", "status"),
        ("*", "selfTradePrevention"),
    ),
    "order": (("side",), ("orderType",), ("timeInForce",), ("status",), ("selfTradePrevention",)),
    "open_orders": (
        ("*", "side"),
        ("*", "orderType"),
        ("*", "timeInForce"),
        ("*", "status"),
        ("*", "selfTradePrevention"),
    ),
    "order_history": (
        ("*", "side"),
        ("*", "orderType"),
        ("*", "timeInForce"),
        ("*", "status"),
        ("*", "selfTradePrevention"),
    ),
    "fills": (("*", "side"),),
    "private.orders": (("S",), ("o",), ("f",), ("X",)),
}
#: Where keys are data, and where a payload is whatever the venue says.
DATA: dict[str, tuple[Any, Any]] = {"balances": (((),), ())}
OPTIONAL: dict[str, tuple[tuple[str, ...], ...]] = {
    "status": (("message",),),
    "markets": (("*", "visible"),),
    "trades": (("*", "id"),),
    "klines": (("*", "open"), ("*", "high"), ("*", "low"), ("*", "close")),
    "mark_prices": (("*", "indexPrice"), ("*", "fundingRate"), ("*", "nextFundingTimestamp")),
    "place": (
        ("clientId",),
        ("postOnly",),
        ("reduceOnly",),
        ("price",),
        ("quantity",),
        ("quoteQuantity",),
        ("executedQuantity",),
        ("executedQuoteQuantity",),
        ("triggerPrice",),
        ("triggerQuantity",),
        ("selfTradePrevention",),
        ("expiryReason",),
    ),
    "place_many": (
        ("*", "operation"),
        ("*", "code"),
        ("*", "message"),
        ("*", "id"),
        ("*", "status"),
        ("*", "executedQuantity"),
    ),
    "cancel": (
        ("clientId",),
        ("postOnly",),
        ("reduceOnly",),
        ("price",),
        ("quantity",),
        ("quoteQuantity",),
        ("executedQuantity",),
        ("executedQuoteQuantity",),
        ("triggerPrice",),
        ("triggerQuantity",),
        ("selfTradePrevention",),
        ("expiryReason",),
    ),
    "cancel_all": (
        ("*", "clientId"),
        ("*", "postOnly"),
        ("*", "reduceOnly"),
        ("*", "price"),
        ("*", "quantity"),
        ("*", "quoteQuantity"),
        ("*", "executedQuantity"),
        ("*", "executedQuoteQuantity"),
        ("*", "triggerPrice"),
        ("*", "triggerQuantity"),
        ("*", "selfTradePrevention"),
        ("*", "expiryReason"),
    ),
    "order": (
        ("clientId",),
        ("postOnly",),
        ("reduceOnly",),
        ("price",),
        ("quantity",),
        ("quoteQuantity",),
        ("executedQuantity",),
        ("executedQuoteQuantity",),
        ("triggerPrice",),
        ("triggerQuantity",),
        ("selfTradePrevention",),
        ("expiryReason",),
    ),
    "open_orders": (
        ("*", "clientId"),
        ("*", "postOnly"),
        ("*", "reduceOnly"),
        ("*", "price"),
        ("*", "quantity"),
        ("*", "quoteQuantity"),
        ("*", "executedQuantity"),
        ("*", "executedQuoteQuantity"),
        ("*", "triggerPrice"),
        ("*", "triggerQuantity"),
        ("*", "selfTradePrevention"),
        ("*", "expiryReason"),
    ),
    "order_history": (
        ("*", "clientId"),
        ("*", "postOnly"),
        ("*", "reduceOnly"),
        ("*", "price"),
        ("*", "quantity"),
        ("*", "quoteQuantity"),
        ("*", "executedQuantity"),
        ("*", "executedQuoteQuantity"),
        ("*", "triggerPrice"),
        ("*", "triggerQuantity"),
        ("*", "selfTradePrevention"),
        ("*", "expiryReason"),
    ),
    "fills": (("*", "tradeId"), ("*", "clientId"), ("*", "systemOrderType")),
    "private.orders": (
        ("c",),
        ("q",),
        ("Q",),
        ("p",),
        ("P",),
        ("Y",),
        ("R",),
        ("t",),
        ("l",),
        ("L",),
        ("m",),
        ("n",),
        ("N",),
        ("y",),
        ("r",),
    ),
    "private.positions": (("e",),),
}


def is_error(example: Example) -> bool:
    return example.expect_error is not None or "error" in (example.expect or {})


def decoded(owner: str, payload: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(payload), type=TYPES[owner])


def mapped(owner: str, name: str, message: Any, instrument: Any) -> Any:
    """The contract's values; a list where the message carries several."""
    rows = ITEMS[owner, name](message) if (owner, name) in ITEMS else message
    if rows is None:
        return []
    if isinstance(rows, list):
        found = [MAPS[name](row, instrument(at)) for at, row in enumerate(rows)]
        return [each for part in found for each in (part if isinstance(part, list) else [part])]
    return MAPS[name](rows, instrument(0))


def check(found: Any, expected: Any) -> None:
    """Compare with literal values: exact decimals, enumerations by their word."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            check(getattr(found, key), value)
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            check(one, other)
    elif isinstance(found, Decimal):
        assert found == Decimal(str(expected)), (found, expected)
    elif isinstance(found, enum.Enum):
        assert found.value == expected
    else:
        assert found == expected


SUCCESSES = [name for name, each in EXAMPLES.items() if not is_error(each) and each.payload is not None]
MAPPED = [(name, key) for name in SUCCESSES for key in (EXAMPLES[name].expect or {}) if key in MAPS]
REFUSALS = [name for name, each in EXAMPLES.items() if is_error(each) and each.response is not None]


def instrument_for(name: str, key: str, instruments: dict[str, Any]) -> Callable[[int], Any]:
    """The instrument of the n-th value, as the literal answer names it."""
    expected = (EXAMPLES[name].expect or {})[key]

    def instrument(at: int) -> Any:
        one = (expected[at] if at < len(expected) else None) if isinstance(expected, list) else expected
        symbol = one.get("symbol") if isinstance(one, dict) else None
        return instruments.get(symbol or "", next(iter(instruments.values())))

    return instrument


@pytest.mark.parametrize("name", SUCCESSES)
def test_example_decodes(name: str) -> None:
    for owner in EXAMPLES[name].of:
        decoded(owner, EXAMPLES[name].payload)


@pytest.mark.parametrize(("name", "key"), MAPPED)
def test_example_means(name: str, key: str, instruments: dict[str, Any]) -> None:
    instrument = instrument_for(name, key, instruments)
    found = mapped(EXAMPLES[name].of[0], key, decoded(EXAMPLES[name].of[0], EXAMPLES[name].payload), instrument)
    expected = (EXAMPLES[name].expect or {})[key]
    if isinstance(found, list) and not isinstance(expected, list):
        expected = [expected]
    # A batch leaves out what means nothing.
    check([each for each in found if each is not None] if isinstance(found, list) else found, expected)


@pytest.mark.parametrize("name", SUCCESSES)
def test_an_undeclared_field_changes_nothing(name: str) -> None:
    owner = EXAMPLES[name].of[0]
    payload = EXAMPLES[name].payload
    maps, free = DATA.get(owner, ((), ()))
    assert decoded(owner, mutate.add_extra_field(payload, maps=maps, free=free)) == decoded(owner, payload)


@pytest.mark.parametrize(("name", "key"), MAPPED)
def test_an_unknown_word_is_told_or_passed(name: str, key: str, instruments: dict[str, Any]) -> None:
    """A new word of the venue never breaks anything but, at most, its own message."""
    owner, payload = EXAMPLES[name].of[0], EXAMPLES[name].payload
    for path in ENUMS.get(owner, ()):
        if mutate.expand(payload, path):
            message = decoded(owner, mutate.unknown_word(payload, path))
            with contextlib.suppress(DecodeError):
                mapped(owner, key, message, instrument_for(name, key, instruments))


@pytest.mark.parametrize("name", [name for name in SUCCESSES if EXAMPLES[name].of[0] in OPTIONAL])
def test_optional_fields_may_be_missing(name: str, instruments: dict[str, Any]) -> None:
    owner, payload = EXAMPLES[name].of[0], EXAMPLES[name].payload
    for _, bare in mutate.optional_removed(payload, list(OPTIONAL[owner])):
        message = decoded(owner, bare)
        for key in EXAMPLES[name].expect or {}:
            if key in MAPS:
                mapped(owner, key, message, instrument_for(name, key, instruments))


BOOKS: dict[str, Any] = {"level2": Level2BookRule}


@pytest.mark.parametrize(
    ("name", "book"),
    [
        (name, key)
        for name in SUCCESSES
        for key in (EXAMPLES[name].expect or {})
        if key in BOOKS and EXAMPLES[name].response
    ],
)
def test_a_documented_book(name: str, book: str) -> None:
    """An answer that is a whole book, against its literal levels: best first, each side on its own."""
    sync = BookSync("SYMBOL", BOOKS[book])
    sync.subscribed()
    sync.snapshot(decoded(EXAMPLES[name].of[0], EXAMPLES[name].payload), RECV)
    for side, rows in (EXAMPLES[name].expect or {})[book].items():
        if side in ("bids", "asks"):
            levels = getattr(sync.book.last_known(), side)
            assert [[each.price, each.quantity] for each in levels] == [[Decimal(text) for text in row] for row in rows]


@pytest.mark.parametrize("name", REFUSALS)
def test_error_example(name: str) -> None:
    example = EXAMPLES[name]
    expected = example.expect_error or example.expect or {}
    owner = example.of[0]
    body = msgspec.json.encode(example.response)
    found = error_of(Endpoint(id=owner, method="GET", path="/"), Response(example.status, {}, body))
    if found is not None and str(found.code) == str(expected["code"]):
        assert type(found).__name__ == expected["error"]
        assert found.message == expected["message"]
        assert found.definitive is expected["definitive"]
        assert found.http_status == example.status
    else:
        # Documented as an answer over WebSocket: the same table in another envelope.
        refused = ERRORS.error(expected["code"], expected["message"], operation=owner)
        assert type(refused).__name__ == expected["error"]
        assert refused.definitive is expected["definitive"]


class Round(NamedTuple):
    """A map that the simulated venue can write: its type, a documented message, and the fields that must come back."""

    kind: str
    example: str
    write: Callable[[Any, Any, Any], Any]
    source: Any
    fields: tuple[str, ...]


ROUNDS = {
    "ticker": Round("Ticker", "ticker", simulated._write_ticker, wire.Ticker, ("last",)),
    "book_ticker": Round(
        "Ticker",
        "stream_book_ticker",
        simulated._write_book_ticker,
        wire.BookTickerEvent,
        ("bid", "bid_quantity", "ask", "ask_quantity", "ts_event"),
    ),
    "trade": Round(
        "Trade", "trades", simulated._write_trade, wire.Trade, ("trade_id", "price", "quantity", "ts_event")
    ),
    "trade_event": Round(
        "Trade",
        "stream_trade",
        simulated._write_trade_event,
        wire.TradeEvent,
        ("trade_id", "price", "quantity", "ts_event"),
    ),
    "candle": Round("Candle", "klines", simulated._write_candle, wire.Kline, ("ts_open", "volume")),
    "candle_event": Round(
        "Candle", "stream_kline", simulated._write_candle_event, wire.KlineEvent, ("ts_open", "volume", "closed")
    ),
    "funding": Round(
        "FundingRate",
        "mark_prices",
        simulated._write_funding,
        wire.MarkPrice,
        ("ts_funding", "mark_price", "index_price"),
    ),
    "order": Round(
        "Order",
        "place",
        simulated._write_order,
        wire.Order,
        ("venue_order_id", "side", "type", "time_in_force", "status", "price", "quantity", "filled_quantity", "reason"),
    ),
    "order_event": Round(
        "Order",
        "stream_order",
        simulated._write_order_event,
        wire.OrderEvent,
        (
            "venue_order_id",
            "side",
            "type",
            "time_in_force",
            "status",
            "price",
            "trigger_price",
            "quantity",
            "filled_quantity",
            "reason",
            "ts_event",
        ),
    ),
    "fill_event": Round(
        "Fill",
        "stream_order.filled",
        simulated._write_fill_event,
        wire.OrderEvent,
        ("trade_id", "venue_order_id", "side", "fee", "fee_currency", "ts_event"),
    ),
    "fill": Round(
        "Fill",
        "fills",
        simulated._write_fill,
        wire.Fill,
        ("trade_id", "venue_order_id", "side", "price", "quantity", "fee", "fee_currency", "ts_event"),
    ),
    "balance": Round(
        "Balance",
        "balances",
        lambda example, v, i: simulated._write_balance(example, v),
        wire.BalanceEntry,
        ("currency", "free"),
    ),
    "balance_event": Round(
        "Balance",
        "stream_balance",
        lambda example, v, i: simulated._write_balance_event(example, v),
        wire.BalanceEvent,
        ("currency", "free"),
    ),
    "position": Round(
        "Position",
        "positions",
        simulated._write_position,
        wire.Position,
        ("entry_price", "mark_price", "unrealized_pnl"),
    ),
}
OF_CONTRACTS = ("FundingRate", "Position")


@pytest.mark.parametrize("name", ROUNDS)
def test_what_is_written_is_read_back(name: str, instruments: dict[str, Any]) -> None:
    """Contract → wire → contract, over literal values of the contract."""
    trip = ROUNDS[name]
    owner = EXAMPLES[trip.example].of[0]
    message = decoded(owner, EXAMPLES[trip.example].payload)
    rows = ITEMS[owner, name](message) if (owner, name) in ITEMS else message
    row = rows[0] if isinstance(rows, list) else rows
    skeleton = mutate.plain(row)
    contracts = [each for each in instruments.values() if each.settle] if trip.kind in OF_CONTRACTS else []
    instrument = next(iter(contracts or instruments.values()))
    read = 0
    for sample in samples(trip.kind, instrument, "123"):
        with contextlib.suppress(KeyError):  # a state that the venue has no word for
            written = trip.write(skeleton, sample, instrument)
            found = MAPS[name](msgspec.json.decode(msgspec.json.encode(written), type=trip.source), instrument)
            assert different(sample, found, trip.fields) == {}
            read += 1
    assert read
