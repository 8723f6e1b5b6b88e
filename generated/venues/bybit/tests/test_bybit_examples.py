"""Every documented example of Bybit, decoded and brought to the contract, against literal values."""

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
from venue_runtime.testing import mutate
from venue_runtime.testing.generated import Example, load_examples
from venue_runtime.testing.samples import different, samples
from venues.bybit import mapping, simulated
from venues.bybit import types as wire
from venues.bybit.books import ByRestBookRule

RECV = 1700000000000000000
EXAMPLES = load_examples(str(importlib.import_module("venues.bybit").__file__))
TYPES: dict[str, Any] = {
    "server_time": wire.EnvelopeServerTime,
    "instruments": wire.EnvelopePageInstrumentInfo,
    "order_book": wire.Depth,
    "trades": wire.EnvelopePagePublicTrade,
    "tickers": wire.EnvelopePageTickerRow,
    "candles": wire.EnvelopeCandles,
    "create_order": wire.Placed,
    "amend_order": wire.Placed,
    "cancel_order": wire.Placed,
    "cancel_all": wire.EnvelopeCanceledIds,
    "create_batch": wire.BatchPlaced,
    "cancel_batch": wire.BatchPlaced,
    "disconnect_cancel_all": wire.Answer,
    "open_orders": wire.EnvelopePageOrder,
    "order": wire.EnvelopePageOrder,
    "order_history": wire.EnvelopePageOrder,
    "executions": wire.EnvelopePageExecution,
    "wallet_balance": wire.EnvelopeWallets,
    "positions": wire.EnvelopePagePosition,
    "set_leverage": wire.Answer,
    "public.book": wire.BookMessage,
    "public.trades": wire.Trades,
    "public.tickers": wire.TickerMessage,
    "public.candles": wire.CandleMessage,
    "private.orders": wire.Orders,
    "private.executions": wire.Executions,
    "private.wallet": wire.WalletMessage,
    "private.positions": wire.Positions,
    "private.dcp_spot": Any,
    "private.dcp_future": Any,
}
MAPS: dict[str, Callable[[Any, Any], Any]] = {
    "instrument": lambda m, instrument: mapping.instrument(m),
    "order": lambda m, instrument: mapping.order(m, instrument, RECV),
    "fill": lambda m, instrument: mapping.fill(m, instrument, RECV),
    "trade": lambda m, instrument: mapping.trade(m, instrument, RECV),
    "trade_event": lambda m, instrument: mapping.trade_event(m, instrument, RECV),
    "ticker": lambda m, instrument: mapping.ticker(m, instrument, RECV),
    "ticker_event": lambda m, instrument: mapping.ticker_event(m, instrument, RECV),
    "funding": lambda m, instrument: mapping.funding(m, instrument),
    "candle": lambda m, instrument: mapping.candle(m, instrument),
    "candle_event": lambda m, instrument: mapping.candle_event(m, instrument),
    "balance": lambda m, instrument: mapping.balance(m),
    "position": lambda m, instrument: mapping.position(m, instrument, RECV),
    "fetch_time": lambda m, instrument: int(m.result.time_nano),
}
ITEMS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("instruments", "instrument"): lambda m: m.result.rows,
    ("tickers", "ticker"): lambda m: item(m.result.rows, 0),
    ("tickers", "funding"): lambda m: item(m.result.rows, 0),
    ("trades", "trade"): lambda m: m.result.rows,
    ("candles", "candle"): lambda m: m.result.rows,
    ("order", "order"): lambda m: item(m.result.rows, 0),
    ("open_orders", "order"): lambda m: m.result.rows,
    ("executions", "fill"): lambda m: m.result.rows,
    ("wallet_balance", "balance"): lambda m: (_1.coins if (_1 := item(m.result.rows, 0)) is not None else None) or [],
    ("positions", "position"): lambda m: m.result.rows,
    ("public.trades", "trade_event"): lambda m: m.data,
    ("public.candles", "candle_event"): lambda m: m.data,
    ("private.orders", "order"): lambda m: m.data,
    ("private.executions", "fill"): lambda m: m.data,
    ("private.wallet", "balance"): lambda m: (_1.coins if (_1 := item(m.data, 0)) is not None else None) or [],
    ("private.positions", "position"): lambda m: m.data,
}
ENUMS: dict[str, tuple[tuple[str, ...], ...]] = {"public.book": (("type",),), "public.tickers": (("type",),)}
#: Where keys are data, and where a payload is whatever the venue says.
DATA: dict[str, tuple[Any, Any]] = {"private.dcp_spot": ((), ((),)), "private.dcp_future": ((), ((),))}
OPTIONAL: dict[str, tuple[tuple[str, ...], ...]] = {
    "order_book": (("cts",),),
    "create_order": (("result",), ("data",)),
    "amend_order": (("result",), ("data",)),
    "cancel_order": (("result",), ("data",)),
    "public.book": (("cts",),),
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


class Round(NamedTuple):
    """A map that the simulated venue can write: its type, a documented message, and the fields that must come back."""

    kind: str
    example: str
    write: Callable[[Any, Any, Any], Any]
    source: Any
    fields: tuple[str, ...]


ROUNDS = {
    "order": Round(
        "Order",
        "order_realtime",
        simulated._write_order,
        wire.Order,
        ("venue_order_id", "side", "reduce_only", "status", "leaves_quantity", "ts_event"),
    ),
    "fill": Round(
        "Fill",
        "execution_list",
        simulated._write_fill,
        wire.Execution,
        ("trade_id", "venue_order_id", "side", "price", "quantity", "fee", "fee_currency", "ts_event"),
    ),
    "trade": Round(
        "Trade",
        "recent_trade",
        simulated._write_trade,
        wire.PublicTrade,
        ("trade_id", "side", "price", "quantity", "ts_event"),
    ),
    "trade_event": Round(
        "Trade",
        "stream_trade",
        simulated._write_trade_event,
        wire.TradeEvent,
        ("trade_id", "side", "price", "quantity", "ts_event"),
    ),
    "ticker": Round(
        "Ticker",
        "tickers.spot",
        simulated._write_ticker,
        wire.TickerRow,
        ("bid", "bid_quantity", "ask", "ask_quantity", "last"),
    ),
    "ticker_event": Round(
        "Ticker",
        "stream_ticker.linear",
        simulated._write_ticker_event,
        wire.TickerMessage,
        ("bid", "bid_quantity", "ask", "ask_quantity", "last", "ts_event"),
    ),
    "funding": Round(
        "FundingRate",
        "tickers.inverse",
        simulated._write_funding,
        wire.TickerRow,
        ("ts_funding", "mark_price", "index_price"),
    ),
    "candle": Round(
        "Candle", "kline", simulated._write_candle, wire.Candle, ("ts_open", "open", "high", "low", "close", "volume")
    ),
    "candle_event": Round(
        "Candle",
        "stream_kline",
        simulated._write_candle_event,
        wire.CandleEvent,
        ("ts_open", "open", "high", "low", "close", "volume", "closed"),
    ),
    "balance": Round(
        "Balance",
        "wallet_balance",
        lambda example, v, i: simulated._write_balance(example, v),
        wire.Coin,
        ("currency", "total"),
    ),
    "position": Round(
        "Position",
        "position_list",
        simulated._write_position,
        wire.Position,
        ("quantity", "mark_price", "unrealized_pnl", "leverage", "ts_event"),
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
