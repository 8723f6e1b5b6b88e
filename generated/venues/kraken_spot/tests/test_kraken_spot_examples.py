"""Every documented example of Kraken Spot, decoded and brought to the contract, against literal values."""

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
from venue_runtime.exprs import item, json_as, without
from venue_runtime.http import Response
from venue_runtime.rest import Endpoint
from venue_runtime.testing import mutate
from venue_runtime.testing.generated import Example, load_examples
from venue_runtime.testing.samples import different, samples
from venues.kraken_spot import mapping, simulated
from venues.kraken_spot import types as wire
from venues.kraken_spot.books import ByRestBookRule
from venues.kraken_spot.venue import ERRORS, error_of

RECV = 1700000000000000000
EXAMPLES = load_examples(str(importlib.import_module("venues.kraken_spot").__file__))
TYPES: dict[str, Any] = {
    "server_time": wire.ReplyServerTime,
    "system_status": wire.ReplySystemStatus,
    "asset_pairs": wire.ReplyMapPair,
    "ticker": wire.ReplyMapTickerInfo,
    "ohlc": wire.ReplyMapRaw,
    "depth": wire.ReplyMapDepth,
    "trades": wire.ReplyMapRaw,
    "stream_token": wire.ReplyStreamToken,
    "balances": wire.ReplyMapExtendedBalance,
    "open_orders": wire.ReplyOpenOrders,
    "query_orders": wire.ReplyMapOrderInfo,
    "trades_history": wire.ReplyTradesHistory,
    "add_order": wire.ReplyPlaced,
    "add_order_batch": wire.ReplyBatch,
    "amend_order": wire.ReplyAmended,
    "cancel_order": wire.ReplyCancelled,
    "cancel_order_batch": wire.ReplyCancelled,
    "cancel_all": wire.ReplyCancelled,
    "cancel_all_after": wire.ReplyTimer,
    "stream_add_order": wire.StreamReplyStreamPlaced,
    "stream_amend_order": wire.StreamReplyAmended,
    "stream_cancel_order": wire.StreamReplyStreamPlaced,
    "stream_cancel_all": wire.StreamReplyCancelled,
    "stream_cancel_all_after": wire.StreamReplyTimer,
    "public.book": list[wire.BookUpdate],
    "public.trades": list[wire.TradeEvent],
    "public.ticker": list[wire.TickerEvent],
    "public.candles": list[wire.CandleEvent],
    "private.executions": list[wire.Execution],
    "balances.balances": list[wire.BalanceChange],
}
MAPS: dict[str, Callable[[Any, Any], Any]] = {
    "instrument": lambda m, instrument: mapping.instrument(m),
    "trade": lambda m, instrument: mapping.trade(m, instrument, RECV),
    "trade_event": lambda m, instrument: mapping.trade_event(m, instrument, RECV),
    "ticker": lambda m, instrument: mapping.ticker(m, instrument, RECV),
    "ticker_event": lambda m, instrument: mapping.ticker_event(m, instrument, RECV),
    "candle": lambda m, instrument: mapping.candle(m, instrument),
    "candle_event": lambda m, instrument: mapping.candle_event(m, instrument),
    "order": lambda m, instrument: mapping.order(m, instrument, RECV),
    "my_trade": lambda m, instrument: mapping.my_trade(m, instrument, RECV),
    "balance": lambda m, instrument: mapping.balance(m),
    "execution": lambda m, instrument: mapping.execution(m, instrument, RECV),
    "execution_fill": lambda m, instrument: mapping.execution_fill(m, instrument, RECV),
    "balance_event": lambda m, instrument: mapping.balance_event(m),
    "fetch_time": lambda m, instrument: m.result.now * 1_000_000_000,
    "fetch_status": lambda m, instrument: m.result.status == "online",
}
ITEMS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("asset_pairs", "instrument"): lambda m: list(m.result.items()),
    ("ticker", "ticker"): lambda m: list(m.result.values()),
    ("trades", "trade"): lambda m: (
        json_as(_1, list[wire.TradeRow])
        if (_1 := item(list(without(m.result, "last").values()), 0)) is not None
        else None
    )
    or [],
    ("ohlc", "candle"): lambda m: (
        json_as(_1, list[wire.CandleRow])
        if (_1 := item(list(without(m.result, "last").values()), 0)) is not None
        else None
    )
    or [],
    ("query_orders", "order"): lambda m: list(m.result.items()),
    ("open_orders", "order"): lambda m: list(m.result.open.items()),
    ("trades_history", "my_trade"): lambda m: list(m.result.trades.items()),
    ("balances", "balance"): lambda m: list(m.result.items()),
    ("private.executions", "execution"): lambda m: m,
    ("private.executions", "execution_fill"): lambda m: m,
    ("balances.balances", "balance_event"): lambda m: m,
    ("public.trades", "trade_event"): lambda m: m,
    ("public.ticker", "ticker_event"): lambda m: m,
    ("public.candles", "candle_event"): lambda m: m,
}
ENUMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "public.trades": (("*", "side"),),
    "private.executions": (
        ("*", "order_status"),
        ("*", "side"),
        ("*", "order_type"),
        ("*", "time_in_force"),
        ("*", "liquidity_ind"),
    ),
}
#: Where keys are data, and where a payload is whatever the venue says.
DATA: dict[str, tuple[Any, Any]] = {
    "asset_pairs": ((("result",),), ()),
    "ticker": ((("result",),), ()),
    "ohlc": ((("result",),), (("result", "*"),)),
    "depth": ((("result",),), ()),
    "trades": ((("result",),), (("result", "*"),)),
    "balances": ((("result",),), ()),
    "open_orders": ((("result", "open"),), ()),
    "query_orders": ((("result",),), ()),
    "trades_history": ((("result", "trades"),), ()),
    "add_order": ((), (("result", "descr"),)),
    "add_order_batch": ((), (("result", "orders", "*", "descr"),)),
}
OPTIONAL: dict[str, tuple[tuple[str, ...], ...]] = {
    "public.book": (("*", "timestamp"),),
    "public.ticker": (("*", "timestamp"),),
    "private.executions": (
        ("*", "cl_ord_id"),
        ("*", "symbol"),
        ("*", "side"),
        ("*", "order_type"),
        ("*", "order_qty"),
        ("*", "cash_order_qty"),
        ("*", "limit_price"),
        ("*", "triggers"),
        ("*", "time_in_force"),
        ("*", "post_only"),
        ("*", "reduce_only"),
        ("*", "cum_qty"),
        ("*", "cum_cost"),
        ("*", "avg_price"),
        ("*", "exec_id"),
        ("*", "trade_id"),
        ("*", "last_qty"),
        ("*", "last_price"),
        ("*", "liquidity_ind"),
        ("*", "fees"),
        ("*", "reason"),
    ),
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


BOOKS: dict[str, Any] = {"by_rest": ByRestBookRule}


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
    "trade_event": Round(
        "Trade",
        "stream_trade",
        simulated._write_trade_event,
        wire.TradeEvent,
        ("trade_id", "side", "price", "quantity", "ts_event"),
    ),
    "ticker": Round(
        "Ticker",
        "ticker",
        simulated._write_ticker,
        wire.TickerInfo,
        ("bid", "bid_quantity", "ask", "ask_quantity", "last"),
    ),
    "ticker_event": Round(
        "Ticker",
        "stream_ticker",
        simulated._write_ticker_event,
        wire.TickerEvent,
        ("bid", "bid_quantity", "ask", "ask_quantity", "last", "ts_event"),
    ),
    "candle_event": Round(
        "Candle",
        "stream_ohlc",
        simulated._write_candle_event,
        wire.CandleEvent,
        ("ts_open", "open", "high", "low", "close", "volume"),
    ),
    "order": Round(
        "Order",
        "open_orders",
        simulated._write_order,
        wire.OrderEntry,
        ("venue_order_id", "side", "type", "time_in_force", "filled_quantity", "reason"),
    ),
    "my_trade": Round(
        "Fill",
        "trades_history",
        simulated._write_my_trade,
        wire.TradeInfoEntry,
        ("trade_id", "venue_order_id", "side", "price", "quantity", "fee", "ts_event"),
    ),
    "balance": Round(
        "Balance",
        "balances",
        lambda example, v, i: simulated._write_balance(example, v),
        wire.BalanceEntry,
        ("total", "locked"),
    ),
    "execution": Round(
        "Order",
        "stream_execution.pending",
        simulated._write_execution,
        wire.Execution,
        (
            "venue_order_id",
            "side",
            "type",
            "time_in_force",
            "post_only",
            "reduce_only",
            "status",
            "price",
            "quantity",
            "quote_quantity",
            "filled_quantity",
            "reason",
            "ts_event",
        ),
    ),
    "execution_fill": Round(
        "Fill",
        "stream_execution.trade",
        simulated._write_execution_fill,
        wire.Execution,
        ("trade_id", "venue_order_id", "fee", "fee_currency", "liquidity", "ts_event"),
    ),
    "balance_event": Round(
        "Balance",
        "stream_balance.snapshot",
        lambda example, v, i: simulated._write_balance_event(example, v),
        wire.BalanceChange,
        ("currency", "total"),
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
