"""Every documented example of KuCoin, decoded and brought to the contract, against literal values."""

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
from venue_runtime.testing import mutate
from venue_runtime.testing.generated import Example, load_examples
from venue_runtime.testing.samples import different, samples
from venues.kucoin import mapping, simulated
from venues.kucoin import types as wire
from venues.kucoin.books import Level2BookRule
from venues.kucoin.venue import KucoinConfig

RECV = 1700000000000000000
EXAMPLES = load_examples(str(importlib.import_module("venues.kucoin").__file__))
TYPES: dict[str, Any] = {
    "server_time": wire.EnvelopeMs,
    "service_status": wire.EnvelopeServiceStatus,
    "symbols": wire.EnvelopeListSymbol,
    "level1": wire.EnvelopeLevel1,
    "trades": wire.EnvelopeListTrade,
    "candles": wire.EnvelopeListCandle,
    "part_order_book": wire.EnvelopeDepth,
    "full_order_book": wire.EnvelopeDepth,
    "bullet_public": wire.EnvelopeToken,
    "bullet_private": wire.EnvelopeToken,
    "new_order": wire.EnvelopeOrderIds,
    "new_order_sync": wire.EnvelopeSyncedOrder,
    "new_order_test": wire.EnvelopeOrderIds,
    "new_orders_sync": wire.EnvelopeListBatchedOrder,
    "edit_order": wire.EnvelopeEdited,
    "cancel_order_sync": wire.EnvelopeSyncedOrder,
    "cancel_order_by_client_id_sync": wire.EnvelopeSyncedOrder,
    "cancel_order": wire.EnvelopeOrderIds,
    "cancel_part": wire.EnvelopeCanceledPart,
    "cancel_orders_of_symbol": wire.EnvelopeStr,
    "cancel_all_orders": wire.EnvelopeCanceledAll,
    "order": wire.EnvelopeOrder,
    "order_by_client_id": wire.EnvelopeOrder,
    "open_orders": wire.EnvelopeListOrder,
    "symbols_with_open_orders": wire.EnvelopeActiveSymbols,
    "closed_orders": wire.EnvelopeClosedOrders,
    "fills": wire.EnvelopeFills,
    "switch": wire.EnvelopeSwitch,
    "set_switch": wire.EnvelopeSwitch,
    "accounts": wire.EnvelopeListAccount,
    "api_key": wire.EnvelopeApiKey,
    "public.depth_updates": wire.DepthUpdate,
    "public.depth_5": wire.DepthLevels,
    "public.depth_50": wire.DepthLevels,
    "public.best": wire.BestLevels,
    "public.ticker": wire.TickerUpdate,
    "public.trades": wire.Match,
    "public.candles": wire.CandleUpdate,
    "private.orders": wire.OrderUpdate,
    "private.balances": wire.BalanceUpdate,
}
MAPS: dict[str, Callable[[Any, Any], Any]] = {
    "instrument": lambda m, instrument: mapping.instrument(m),
    "order": lambda m, instrument: mapping.order(m, instrument, RECV),
    "fill": lambda m, instrument: mapping.fill(m, instrument, RECV),
    "order_update": lambda m, instrument: mapping.order_update(m, instrument, RECV),
    "fill_update": lambda m, instrument: mapping.fill_update(m, instrument, RECV),
    "trade": lambda m, instrument: mapping.trade(m, instrument, RECV),
    "match": lambda m, instrument: mapping.match(m, instrument, RECV),
    "ticker": lambda m, instrument: mapping.ticker(m, instrument, RECV),
    "ticker_update": lambda m, instrument: mapping.ticker_update(m, instrument, RECV),
    "candle": lambda m, instrument: mapping.candle(m, instrument),
    "candle_update": lambda m, instrument: mapping.candle_update(m, instrument),
    "balance": lambda m, instrument: mapping.balance(m),
    "balance_update": lambda m, instrument: mapping.balance_update(m, KucoinConfig()),
    "fetch_time": lambda m, instrument: m.data * 1_000_000,
}
ITEMS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("symbols", "instrument"): lambda m: m.data,
    ("level1", "ticker"): lambda m: m.data,
    ("trades", "trade"): lambda m: m.data,
    ("candles", "candle"): lambda m: m.data,
    ("order", "order"): lambda m: m.data,
    ("order_by_client_id", "order"): lambda m: m.data,
    ("open_orders", "order"): lambda m: m.data,
    ("fills", "fill"): lambda m: m.data.items,
    ("accounts", "balance"): lambda m: m.data,
}
ENUMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "public.trades": (("side",),),
    "private.orders": (("side",), ("orderType",), ("type",), ("status",), ("liquidity",)),
}
#: Where keys are data, and where a payload is whatever the venue says.
DATA: dict[str, tuple[Any, Any]] = {}
OPTIONAL: dict[str, tuple[tuple[str, ...], ...]] = {
    "public.depth_updates": (("time",),),
    "public.ticker": (("time",), ("Time",)),
    "private.orders": (
        ("clientOid",),
        ("price",),
        ("originSize",),
        ("originFunds",),
        ("size",),
        ("filledSize",),
        ("remainSize",),
        ("remainFunds",),
        ("canceledSize",),
        ("oldSize",),
        ("matchPrice",),
        ("matchSize",),
        ("tradeId",),
        ("liquidity",),
        ("feeType",),
    ),
    "private.balances": (("relationContext",),),
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
        "order",
        simulated._write_order,
        wire.Order,
        ("venue_order_id", "side", "type", "time_in_force", "post_only", "filled_quantity", "ts_event"),
    ),
    "fill": Round(
        "Fill",
        "fills",
        simulated._write_fill,
        wire.Fill,
        ("trade_id", "venue_order_id", "side", "price", "quantity", "fee", "fee_currency", "liquidity", "ts_event"),
    ),
    "order_update": Round(
        "Order",
        "stream_order.received",
        simulated._write_order_update,
        wire.OrderUpdate,
        ("venue_order_id", "side", "type", "filled_quantity", "ts_event"),
    ),
    "fill_update": Round(
        "Fill",
        "stream_order.match",
        simulated._write_fill_update,
        wire.OrderUpdate,
        ("trade_id", "venue_order_id", "side", "liquidity", "ts_event"),
    ),
    "trade": Round(
        "Trade", "trades", simulated._write_trade, wire.Trade, ("trade_id", "side", "price", "quantity", "ts_event")
    ),
    "match": Round(
        "Trade",
        "stream_match",
        simulated._write_match,
        wire.Match,
        ("trade_id", "side", "price", "quantity", "ts_event"),
    ),
    "ticker": Round(
        "Ticker",
        "level1",
        simulated._write_ticker,
        wire.Level1,
        ("bid", "bid_quantity", "ask", "ask_quantity", "last", "ts_event"),
    ),
    "ticker_update": Round(
        "Ticker",
        "stream_ticker",
        simulated._write_ticker_update,
        wire.TickerUpdate,
        ("bid", "bid_quantity", "ask", "ask_quantity", "last"),
    ),
    "candle": Round(
        "Candle", "candles", simulated._write_candle, wire.Candle, ("ts_open", "open", "high", "low", "close", "volume")
    ),
    "candle_update": Round(
        "Candle",
        "stream_candles",
        simulated._write_candle_update,
        wire.CandleUpdate,
        ("ts_open", "open", "high", "low", "close", "volume"),
    ),
    "balance": Round(
        "Balance",
        "accounts",
        lambda example, v, i: simulated._write_balance(example, v),
        wire.Account,
        ("currency", "total", "free", "locked"),
    ),
    "balance_update": Round(
        "Balance",
        "stream_balance",
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
    for sample in samples(trip.kind, instrument, "abc-1"):
        with contextlib.suppress(KeyError):  # a state that the venue has no word for
            written = trip.write(skeleton, sample, instrument)
            found = MAPS[name](msgspec.json.decode(msgspec.json.encode(written), type=trip.source), instrument)
            assert different(sample, found, trip.fields) == {}
            read += 1
    assert read
