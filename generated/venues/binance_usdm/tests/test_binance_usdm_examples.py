"""Every documented example of Binance USD-M Futures, decoded and brought to the contract, against literal values."""

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
from venue_runtime.http import Response
from venue_runtime.rest import Endpoint
from venue_runtime.testing import mutate
from venue_runtime.testing.generated import Example, load_examples
from venue_runtime.testing.samples import different, samples
from venues.binance_usdm import mapping, simulated
from venues.binance_usdm import types as wire
from venues.binance_usdm.books import UsdmBookRule
from venues.binance_usdm.venue import ERRORS, error_of

RECV = 1700000000000000000
EXAMPLES = load_examples(str(importlib.import_module("venues.binance_usdm").__file__))
TYPES: dict[str, Any] = {
    "server_time": wire.ServerTime,
    "exchange_info": wire.ExchangeInfo,
    "depth": wire.Depth,
    "agg_trades": list[wire.AggTrade],
    "cancel_order": wire.Order,
    "query_order": wire.Order,
    "open_orders": list[wire.Order],
    "my_trades": list[wire.MyTrade],
    "klines": list[wire.Kline],
    "ticker_24hr": wire.TickerStats,
    "ticker_book": wire.BookTicker,
    "premium_index": wire.PremiumIndex,
    "new_order": wire.Order,
    "modify_order": wire.Order,
    "new_orders": list[wire.BatchedOrder],
    "cancel_batch": list[wire.BatchedOrder],
    "cancel_open_orders": wire.Done,
    "countdown_cancel_all": wire.Countdown,
    "new_algo_order": Any,
    "cancel_algo_order": Any,
    "query_algo_order": Any,
    "open_algo_orders": Any,
    "balances": list[wire.AssetBalance],
    "positions": list[wire.PositionRisk],
    "leverage": wire.Leverage,
    "margin_type": wire.Done,
    "position_mode": wire.Done,
    "query_position_mode": wire.PositionMode,
    "start_user_stream": wire.ListenKey,
    "keep_user_stream": wire.ListenKey,
    "close_user_stream": wire.Nothing,
    "market.agg_trades": wire.AggTradeEvent,
    "market.klines": wire.KlineEvent,
    "market.ticker": wire.TickerEvent,
    "market.mark_price": wire.MarkPriceEvent,
    "public.depth_updates": wire.DepthUpdate,
    "public.book_ticker": wire.BookTickerEvent,
    "private.order_updates": wire.OrderTradeUpdate,
    "private.account_updates": wire.AccountUpdate,
}
MAPS: dict[str, Callable[[Any, Any], Any]] = {
    "instrument": lambda m, instrument: mapping.instrument(m),
    "agg_trade": lambda m, instrument: mapping.agg_trade(m, instrument, RECV),
    "ticker": lambda m, instrument: mapping.ticker(m, instrument, RECV),
    "ticker_event": lambda m, instrument: mapping.ticker_event(m, instrument, RECV),
    "candle": lambda m, instrument: mapping.candle(m, instrument, RECV),
    "candle_event": lambda m, instrument: mapping.candle_event(m, instrument),
    "order": lambda m, instrument: mapping.order(m, instrument, RECV),
    "order_canceled": lambda m, instrument: mapping.order_canceled(m, instrument, RECV),
    "order_detail": lambda m, instrument: mapping.order_detail(m, instrument, RECV),
    "order_event": lambda m, instrument: mapping.order_event(m, instrument, RECV),
    "fill_event": lambda m, instrument: mapping.fill_event(m, instrument, RECV),
    "my_trade": lambda m, instrument: mapping.my_trade(m, instrument, RECV),
    "trade_event": lambda m, instrument: mapping.trade_event(m, instrument, RECV),
    "funding": lambda m, instrument: mapping.funding(m, instrument),
    "balance": lambda m, instrument: mapping.balance(m),
    "balance_event": lambda m, instrument: mapping.balance_event(m),
    "position": lambda m, instrument: mapping.position(m, instrument, RECV),
    "position_event": lambda m, instrument: mapping.position_event(m, instrument, RECV),
    "fetch_time": lambda m, instrument: m.server_time * 1_000_000,
}
ITEMS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("exchange_info", "instrument"): lambda m: m.symbols,
    ("agg_trades", "agg_trade"): lambda m: m,
    ("klines", "candle"): lambda m: m,
    ("open_orders", "order_detail"): lambda m: m,
    ("my_trades", "my_trade"): lambda m: m,
    ("balances", "balance"): lambda m: m,
    ("positions", "position"): lambda m: m,
    ("private.account_updates", "balance_event"): lambda m: m.data.balances,
    ("private.account_updates", "position_event"): lambda m: m.data.positions,
}
ENUMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "cancel_order": (
        ("status",),
        ("timeInForce",),
        ("type",),
        ("origType",),
        ("side",),
        ("positionSide",),
        ("workingType",),
        ("priceMatch",),
        ("selfTradePreventionMode",),
    ),
    "query_order": (
        ("status",),
        ("timeInForce",),
        ("type",),
        ("origType",),
        ("side",),
        ("positionSide",),
        ("workingType",),
        ("priceMatch",),
        ("selfTradePreventionMode",),
    ),
    "open_orders": (
        ("*", "status"),
        ("*", "timeInForce"),
        ("*", "type"),
        ("*", "origType"),
        ("*", "side"),
        ("*", "positionSide"),
        ("*", "workingType"),
        ("*", "priceMatch"),
        ("*", "selfTradePreventionMode"),
    ),
    "my_trades": (("*", "side"), ("*", "positionSide")),
    "new_order": (
        ("status",),
        ("timeInForce",),
        ("type",),
        ("origType",),
        ("side",),
        ("positionSide",),
        ("workingType",),
        ("priceMatch",),
        ("selfTradePreventionMode",),
    ),
    "modify_order": (
        ("status",),
        ("timeInForce",),
        ("type",),
        ("origType",),
        ("side",),
        ("positionSide",),
        ("workingType",),
        ("priceMatch",),
        ("selfTradePreventionMode",),
    ),
    "new_orders": (("*", "status"),),
    "cancel_batch": (("*", "status"),),
    "positions": (("*", "positionSide"),),
}
#: Where keys are data, and where a payload is whatever the venue says.
DATA: dict[str, tuple[Any, Any]] = {
    "exchange_info": ((), (("symbols", "*", "filters", "*", "limit"),)),
    "klines": ((), (("*", 11),)),
    "new_algo_order": ((), ((),)),
    "cancel_algo_order": ((), ((),)),
    "query_algo_order": ((), ((),)),
    "open_algo_orders": ((), ((),)),
}
OPTIONAL: dict[str, tuple[tuple[str, ...], ...]] = {
    "cancel_order": (
        ("avgPrice",),
        ("cumQty",),
        ("cumQuote",),
        ("closePosition",),
        ("stopPrice",),
        ("activatePrice",),
        ("priceRate",),
        ("workingType",),
        ("priceProtect",),
        ("priceMatch",),
        ("selfTradePreventionMode",),
        ("goodTillDate",),
        ("time",),
    ),
    "query_order": (
        ("avgPrice",),
        ("cumQty",),
        ("cumQuote",),
        ("closePosition",),
        ("stopPrice",),
        ("activatePrice",),
        ("priceRate",),
        ("workingType",),
        ("priceProtect",),
        ("priceMatch",),
        ("selfTradePreventionMode",),
        ("goodTillDate",),
        ("time",),
    ),
    "open_orders": (
        ("*", "avgPrice"),
        ("*", "cumQty"),
        ("*", "cumQuote"),
        ("*", "closePosition"),
        ("*", "stopPrice"),
        ("*", "activatePrice"),
        ("*", "priceRate"),
        ("*", "workingType"),
        ("*", "priceProtect"),
        ("*", "priceMatch"),
        ("*", "selfTradePreventionMode"),
        ("*", "goodTillDate"),
        ("*", "time"),
    ),
    "ticker_24hr": (("priceChange",), ("priceChangePercent",), ("weightedAvgPrice",), ("lastQty",)),
    "new_order": (
        ("avgPrice",),
        ("cumQty",),
        ("cumQuote",),
        ("closePosition",),
        ("stopPrice",),
        ("activatePrice",),
        ("priceRate",),
        ("workingType",),
        ("priceProtect",),
        ("priceMatch",),
        ("selfTradePreventionMode",),
        ("goodTillDate",),
        ("time",),
    ),
    "modify_order": (
        ("avgPrice",),
        ("cumQty",),
        ("cumQuote",),
        ("closePosition",),
        ("stopPrice",),
        ("activatePrice",),
        ("priceRate",),
        ("workingType",),
        ("priceProtect",),
        ("priceMatch",),
        ("selfTradePreventionMode",),
        ("goodTillDate",),
        ("time",),
    ),
    "new_orders": (("*", "orderId"), ("*", "clientOrderId"), ("*", "status"), ("*", "code"), ("*", "msg")),
    "cancel_batch": (("*", "orderId"), ("*", "clientOrderId"), ("*", "status"), ("*", "code"), ("*", "msg")),
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


BOOKS: dict[str, Any] = {"usdm": UsdmBookRule}


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
    "agg_trade": Round(
        "Trade", "agg_trades", simulated._write_agg_trade, wire.AggTrade, ("trade_id", "price", "quantity", "ts_event")
    ),
    "ticker": Round("Ticker", "ticker_24hr", simulated._write_ticker, wire.TickerStats, ("last", "ts_event")),
    "ticker_event": Round(
        "Ticker", "stream_ticker", simulated._write_ticker_event, wire.TickerEvent, ("last", "ts_event")
    ),
    "candle": Round(
        "Candle", "klines", simulated._write_candle, wire.Kline, ("ts_open", "open", "high", "low", "close", "volume")
    ),
    "candle_event": Round(
        "Candle",
        "stream_kline",
        simulated._write_candle_event,
        wire.KlineEvent,
        ("ts_open", "open", "high", "low", "close", "volume", "closed"),
    ),
    "order": Round(
        "Order",
        "order_new",
        simulated._write_order,
        wire.Order,
        (
            "venue_order_id",
            "side",
            "type",
            "reduce_only",
            "position_side",
            "time_in_force",
            "status",
            "quantity",
            "filled_quantity",
            "ts_event",
        ),
    ),
    "order_canceled": Round(
        "Order",
        "order_cancel",
        simulated._write_order_canceled,
        wire.Order,
        (
            "venue_order_id",
            "side",
            "type",
            "reduce_only",
            "position_side",
            "time_in_force",
            "status",
            "quantity",
            "filled_quantity",
            "ts_event",
        ),
    ),
    "order_detail": Round(
        "Order",
        "order_query",
        simulated._write_order_detail,
        wire.Order,
        (
            "venue_order_id",
            "side",
            "type",
            "reduce_only",
            "position_side",
            "time_in_force",
            "status",
            "quantity",
            "filled_quantity",
            "ts_event",
        ),
    ),
    "order_event": Round(
        "Order",
        "user_order.new",
        simulated._write_order_event,
        wire.OrderTradeUpdate,
        (
            "venue_order_id",
            "side",
            "type",
            "reduce_only",
            "position_side",
            "time_in_force",
            "status",
            "quantity",
            "filled_quantity",
            "ts_event",
        ),
    ),
    "fill_event": Round(
        "Fill",
        "user_order.trade",
        simulated._write_fill_event,
        wire.OrderTradeUpdate,
        ("trade_id", "venue_order_id", "side", "price", "quantity", "fee", "fee_currency", "ts_event"),
    ),
    "my_trade": Round(
        "Fill",
        "my_trades",
        simulated._write_my_trade,
        wire.MyTrade,
        ("trade_id", "venue_order_id", "side", "price", "quantity", "fee", "fee_currency", "ts_event"),
    ),
    "trade_event": Round(
        "Trade",
        "stream_agg_trade",
        simulated._write_trade_event,
        wire.AggTradeEvent,
        ("trade_id", "price", "quantity", "ts_event"),
    ),
    "funding": Round(
        "FundingRate",
        "premium_index",
        simulated._write_funding,
        wire.PremiumIndex,
        ("rate", "ts_funding", "mark_price", "index_price"),
    ),
    "balance": Round(
        "Balance",
        "balances",
        lambda example, v, i: simulated._write_balance(example, v),
        wire.AssetBalance,
        ("currency", "total", "free"),
    ),
    "balance_event": Round(
        "Balance",
        "user_account_update",
        lambda example, v, i: simulated._write_balance_event(example, v),
        wire.WalletBalance,
        ("currency", "total"),
    ),
    "position": Round(
        "Position",
        "positions",
        simulated._write_position,
        wire.PositionRisk,
        ("mark_price", "unrealized_pnl", "ts_event"),
    ),
    "position_event": Round(
        "Position", "user_account_update", simulated._write_position_event, wire.PositionUpdate, ("unrealized_pnl",)
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
    for sample in samples(trip.kind, instrument, "abc-1"):
        with contextlib.suppress(KeyError):  # a state that the venue has no word for
            written = trip.write(skeleton, sample, instrument)
            found = MAPS[name](msgspec.json.decode(msgspec.json.encode(written), type=trip.source), instrument)
            assert different(sample, found, trip.fields) == {}
            read += 1
    assert read
