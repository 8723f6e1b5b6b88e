"""Every documented example of Gate, decoded and brought to the contract, against literal values."""

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
from venues.gate import mapping, simulated
from venues.gate import types as wire
from venues.gate.books import IncrementsBookRule
from venues.gate.venue import ERRORS, error_of

RECV = 1700000000000000000
EXAMPLES = load_examples(str(importlib.import_module("venues.gate").__file__))
TYPES: dict[str, Any] = {
    "time": wire.ServerTime,
    "pairs": list[wire.Pair],
    "tickers": list[wire.Ticker],
    "order_book": wire.Depth,
    "trades": list[wire.Trade],
    "candles": list[wire.Candle],
    "place": wire.Order,
    "place_many": list[wire.BatchedOrder],
    "cancel": wire.Order,
    "cancel_many": list[wire.Canceled],
    "cancel_open": list[wire.Order],
    "amend": wire.Order,
    "order": wire.Order,
    "orders": list[wire.Order],
    "open_orders": list[wire.PairOrders],
    "fills": list[wire.Fill],
    "countdown": wire.Countdown,
    "accounts": list[wire.Account],
    "public.depth": wire.DepthUpdate,
    "public.book_updates": wire.BookUpdate,
    "public.best": wire.BestUpdate,
    "public.tickers": wire.TickerUpdate,
    "public.trades": wire.TradeUpdate,
    "public.candles": wire.CandleUpdate,
    "private.orders": list[wire.OrderUpdate],
    "private.fills": list[wire.FillUpdate],
    "private.balances": list[wire.BalanceUpdate],
}
MAPS: dict[str, Callable[[Any, Any], Any]] = {
    "instrument": lambda m, instrument: mapping.instrument(m),
    "ticker": lambda m, instrument: mapping.ticker(m, instrument, RECV),
    "trade": lambda m, instrument: mapping.trade(m, instrument, RECV),
    "candle": lambda m, instrument: mapping.candle(m, instrument),
    "order": lambda m, instrument: mapping.order(m, instrument, RECV),
    "order_update": lambda m, instrument: mapping.order_update(m, instrument, RECV),
    "fill": lambda m, instrument: mapping.fill(m, instrument, RECV),
    "fill_update": lambda m, instrument: mapping.fill_update(m, instrument, RECV),
    "ticker_update": lambda m, instrument: mapping.ticker_update(m, instrument, RECV),
    "trade_update": lambda m, instrument: mapping.trade_update(m, instrument, RECV),
    "candle_update": lambda m, instrument: mapping.candle_update(m, instrument),
    "balance": lambda m, instrument: mapping.balance(m),
    "balance_update": lambda m, instrument: mapping.balance_update(m),
    "fetch_time": lambda m, instrument: m.server_time * 1_000_000,
}
ITEMS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("pairs", "instrument"): lambda m: m,
    ("tickers", "ticker"): lambda m: item(m, 0),
    ("trades", "trade"): lambda m: m,
    ("candles", "candle"): lambda m: m,
    ("cancel_open", "order"): lambda m: m,
    ("open_orders", "order"): lambda m: [each for one in m for each in one.orders],
    ("orders", "order"): lambda m: m,
    ("fills", "fill"): lambda m: m,
    ("accounts", "balance"): lambda m: m,
    ("private.orders", "order_update"): lambda m: m,
    ("private.fills", "fill_update"): lambda m: m,
    ("private.balances", "balance_update"): lambda m: m,
}
ENUMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "pairs": (("*", "trade_status"),),
    "trades": (("*", "side"),),
    "place": (("status",), ("type",), ("side",), ("time_in_force",), ("stp_act",), ("finish_as",)),
    "place_many": (("*", "status"),),
    "cancel": (("status",), ("type",), ("side",), ("time_in_force",), ("stp_act",), ("finish_as",)),
    "cancel_open": (
        ("*", "status"),
        ("*", "type"),
        ("*", "side"),
        ("*", "time_in_force"),
        ("*", "stp_act"),
        ("*", "finish_as"),
    ),
    "amend": (("status",), ("type",), ("side",), ("time_in_force",), ("stp_act",), ("finish_as",)),
    "order": (("status",), ("type",), ("side",), ("time_in_force",), ("stp_act",), ("finish_as",)),
    "orders": (
        ("*", "status"),
        ("*", "type"),
        ("*", "side"),
        ("*", "time_in_force"),
        ("*", "stp_act"),
        ("*", "finish_as"),
    ),
    "fills": (("*", "side"), ("*", "role")),
    "public.trades": (("side",),),
    "private.orders": (
        ("*", "type"),
        ("*", "side"),
        ("*", "time_in_force"),
        ("*", "event"),
        ("*", "stp_act"),
        ("*", "finish_as"),
    ),
    "private.fills": (("*", "side"), ("*", "role")),
}
#: Where keys are data, and where a payload is whatever the venue says.
DATA: dict[str, tuple[Any, Any]] = {}
OPTIONAL: dict[str, tuple[tuple[str, ...], ...]] = {
    "pairs": (
        ("*", "min_base_amount"),
        ("*", "min_quote_amount"),
        ("*", "max_base_amount"),
        ("*", "max_quote_amount"),
        ("*", "sell_start"),
        ("*", "buy_start"),
        ("*", "delisting_time"),
        ("*", "type"),
        ("*", "st_tag"),
    ),
    "tickers": (("*", "lowest_ask"), ("*", "lowest_size"), ("*", "highest_bid"), ("*", "highest_size")),
    "trades": (("*", "currency_pair"), ("*", "sequence_id")),
    "place": (
        ("create_time_ms",),
        ("update_time_ms",),
        ("iceberg",),
        ("filled_amount",),
        ("filled_total",),
        ("avg_deal_price",),
        ("fee",),
        ("fee_currency",),
        ("stp_act",),
        ("finish_as",),
        ("amend_text",),
    ),
    "place_many": (
        ("*", "id"),
        ("*", "text"),
        ("*", "label"),
        ("*", "message"),
        ("*", "status"),
        ("*", "amount"),
        ("*", "left"),
    ),
    "cancel": (
        ("create_time_ms",),
        ("update_time_ms",),
        ("iceberg",),
        ("filled_amount",),
        ("filled_total",),
        ("avg_deal_price",),
        ("fee",),
        ("fee_currency",),
        ("stp_act",),
        ("finish_as",),
        ("amend_text",),
    ),
    "cancel_many": (("*", "currency_pair"), ("*", "id"), ("*", "text"), ("*", "label"), ("*", "message")),
    "cancel_open": (
        ("*", "create_time_ms"),
        ("*", "update_time_ms"),
        ("*", "iceberg"),
        ("*", "filled_amount"),
        ("*", "filled_total"),
        ("*", "avg_deal_price"),
        ("*", "fee"),
        ("*", "fee_currency"),
        ("*", "stp_act"),
        ("*", "finish_as"),
        ("*", "amend_text"),
    ),
    "amend": (
        ("create_time_ms",),
        ("update_time_ms",),
        ("iceberg",),
        ("filled_amount",),
        ("filled_total",),
        ("avg_deal_price",),
        ("fee",),
        ("fee_currency",),
        ("stp_act",),
        ("finish_as",),
        ("amend_text",),
    ),
    "order": (
        ("create_time_ms",),
        ("update_time_ms",),
        ("iceberg",),
        ("filled_amount",),
        ("filled_total",),
        ("avg_deal_price",),
        ("fee",),
        ("fee_currency",),
        ("stp_act",),
        ("finish_as",),
        ("amend_text",),
    ),
    "orders": (
        ("*", "create_time_ms"),
        ("*", "update_time_ms"),
        ("*", "iceberg"),
        ("*", "filled_amount"),
        ("*", "filled_total"),
        ("*", "avg_deal_price"),
        ("*", "fee"),
        ("*", "fee_currency"),
        ("*", "stp_act"),
        ("*", "finish_as"),
        ("*", "amend_text"),
    ),
    "fills": (("*", "currency_pair"), ("*", "fee_currency"), ("*", "point_fee"), ("*", "gt_fee"), ("*", "text")),
    "accounts": (("*", "update_id"),),
    "public.depth": (("full",), ("U",), ("b",), ("a",)),
    "public.book_updates": (("full",), ("l",)),
    "public.trades": (("range",),),
    "public.candles": (("w",),),
    "private.orders": (("*", "filled_amount"), ("*", "stp_act"), ("*", "amend_text")),
    "private.fills": (("*", "fee_currency"), ("*", "point_fee"), ("*", "gt_fee")),
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


BOOKS: dict[str, Any] = {"increments": IncrementsBookRule}


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
    "ticker": Round(
        "Ticker",
        "tickers",
        simulated._write_ticker,
        wire.Ticker,
        ("bid", "bid_quantity", "ask", "ask_quantity", "last"),
    ),
    "trade": Round(
        "Trade", "trades", simulated._write_trade, wire.Trade, ("trade_id", "side", "price", "quantity", "ts_event")
    ),
    "candle": Round(
        "Candle",
        "candles",
        simulated._write_candle,
        wire.Candle,
        ("ts_open", "open", "high", "low", "close", "volume", "closed"),
    ),
    "order": Round(
        "Order", "place", simulated._write_order, wire.Order, ("venue_order_id", "side", "type", "post_only", "reason")
    ),
    "order_update": Round(
        "Order",
        "stream_orders.put",
        simulated._write_order_update,
        wire.OrderUpdate,
        ("venue_order_id", "side", "type", "post_only", "reason", "ts_event"),
    ),
    "fill": Round(
        "Fill",
        "fills",
        simulated._write_fill,
        wire.Fill,
        ("trade_id", "venue_order_id", "side", "price", "quantity", "liquidity", "ts_event"),
    ),
    "fill_update": Round(
        "Fill",
        "stream_usertrades",
        simulated._write_fill_update,
        wire.FillUpdate,
        ("trade_id", "venue_order_id", "side", "price", "quantity", "liquidity", "ts_event"),
    ),
    "ticker_update": Round(
        "Ticker", "stream_tickers", simulated._write_ticker_update, wire.TickerUpdate, ("bid", "ask", "last")
    ),
    "trade_update": Round(
        "Trade",
        "stream_trades",
        simulated._write_trade_update,
        wire.TradeUpdate,
        ("trade_id", "side", "price", "quantity", "ts_event"),
    ),
    "candle_update": Round(
        "Candle",
        "stream_candlesticks",
        simulated._write_candle_update,
        wire.CandleUpdate,
        ("ts_open", "open", "high", "low", "close", "volume"),
    ),
    "balance": Round(
        "Balance",
        "accounts",
        lambda example, v, i: simulated._write_balance(example, v),
        wire.Account,
        ("currency", "free", "locked"),
    ),
    "balance_update": Round(
        "Balance",
        "stream_balances",
        lambda example, v, i: simulated._write_balance_update(example, v),
        wire.BalanceUpdate,
        ("currency", "total", "free", "locked"),
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
    for sample in samples(trip.kind, instrument, "t-abc-1"):
        with contextlib.suppress(KeyError):  # a state that the venue has no word for
            written = trip.write(skeleton, sample, instrument)
            found = MAPS[name](msgspec.json.decode(msgspec.json.encode(written), type=trip.source), instrument)
            assert different(sample, found, trip.fields) == {}
            read += 1
    assert read
