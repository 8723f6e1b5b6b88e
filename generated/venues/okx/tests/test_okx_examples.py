"""Every documented example of OKX, decoded and brought to the contract, against literal values."""

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
from venue_runtime.wire import ns_from_ms
from venues.okx import mapping, simulated
from venues.okx import types as wire
from venues.okx.books import RestBookRule
from venues.okx.venue import ERRORS, error_of

RECV = 1700000000000000000
EXAMPLES = load_examples(str(importlib.import_module("venues.okx").__file__))
TYPES: dict[str, Any] = {
    "time": wire.OneNow,
    "instruments": wire.ManyInstrument,
    "ticker": wire.ManyTicker,
    "depth": wire.OneDepth,
    "trades": wire.ManyTrade,
    "candles": wire.ManyCandle,
    "candles_history": wire.ManyCandle,
    "funding_rate": wire.ManyFunding,
    "place": wire.ManyAck,
    "place_many": wire.ManyAck,
    "cancel": wire.ManyAck,
    "cancel_many": wire.ManyAck,
    "amend": wire.ManyAck,
    "timer": wire.ManyTimer,
    "order": wire.ManyOrder,
    "open_orders": wire.ManyOrder,
    "fills": wire.ManyFill,
    "balance": wire.ManyAccount,
    "positions": wire.ManyPosition,
    "set_leverage": wire.ManyLeverage,
    "set_position_mode": wire.ManyMode,
    "public.books": list[wire.BookUpdate],
    "public.books_2022": list[wire.BookUpdate2022],
    "public.trades": list[wire.Trade],
    "public.tickers": list[wire.Ticker],
    "business.candles": list[wire.Candle],
    "private.orders": list[wire.OrderEvent],
    "private.account": list[wire.Account],
    "private.positions": list[wire.Position],
}
MAPS: dict[str, Callable[[Any, Any], Any]] = {
    "instrument": lambda m, instrument: mapping.instrument(m),
    "ticker": lambda m, instrument: mapping.ticker(m, instrument, RECV),
    "trade": lambda m, instrument: mapping.trade(m, instrument, RECV),
    "candle": lambda m, instrument: mapping.candle(m, instrument),
    "funding": lambda m, instrument: mapping.funding(m, instrument),
    "order": lambda m, instrument: mapping.order(m, instrument, RECV),
    "order_event": lambda m, instrument: mapping.order_event(m, instrument, RECV),
    "fill_event": lambda m, instrument: mapping.fill_event(m, instrument, RECV),
    "fill": lambda m, instrument: mapping.fill(m, instrument, RECV),
    "balance": lambda m, instrument: mapping.balance(m),
    "position": lambda m, instrument: mapping.position(m, instrument, RECV),
    "fetch_time": lambda m, instrument: ns_from_ms(m.data[0].ts),
}
ITEMS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("instruments", "instrument"): lambda m: m.data,
    ("ticker", "ticker"): lambda m: item(m.data, 0),
    ("trades", "trade"): lambda m: m.data,
    ("candles", "candle"): lambda m: m.data,
    ("funding_rate", "funding"): lambda m: item(m.data, 0),
    ("order", "order"): lambda m: item(m.data, 0),
    ("open_orders", "order"): lambda m: m.data,
    ("fills", "fill"): lambda m: m.data,
    ("balance", "balance"): lambda m: (_1.details if (_1 := item(m.data, 0)) is not None else None) or [],
    ("positions", "position"): lambda m: m.data,
    ("public.trades", "trade"): lambda m: m,
    ("public.tickers", "ticker"): lambda m: m,
    ("business.candles", "candle"): lambda m: m,
    ("private.orders", "order_event"): lambda m: m,
    ("private.orders", "fill_event"): lambda m: m,
    ("private.account", "balance"): lambda m: (_1.details if (_1 := item(m, 0)) is not None else None) or [],
    ("private.positions", "position"): lambda m: m,
}
ENUMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "public.trades": (("*", "side"),),
    "private.orders": (
        ("*", "instType"),
        ("*", "side"),
        ("*", "ordType"),
        ("*", "posSide"),
        ("*", "tdMode"),
        ("*", "tgtCcy"),
        ("*", "state"),
        ("*", "execType"),
    ),
    "private.positions": (("*", "instType"), ("*", "posSide")),
}
#: Where keys are data, and where a payload is whatever the venue says.
DATA: dict[str, tuple[Any, Any]] = {}
OPTIONAL: dict[str, tuple[tuple[str, ...], ...]] = {
    "time": (("msg",),),
    "instruments": (("msg",),),
    "ticker": (("msg",),),
    "depth": (("msg",),),
    "trades": (("msg",),),
    "candles": (("msg",),),
    "candles_history": (("msg",),),
    "funding_rate": (("msg",),),
    "place": (("msg",),),
    "place_many": (("msg",),),
    "cancel": (("msg",),),
    "cancel_many": (("msg",),),
    "amend": (("msg",),),
    "timer": (("msg",),),
    "order": (("msg",),),
    "open_orders": (("msg",),),
    "fills": (("msg",),),
    "balance": (("msg",),),
    "positions": (("msg",),),
    "set_leverage": (("msg",),),
    "set_position_mode": (("msg",),),
    "public.books": (("*", "checksum"),),
    "public.books_2022": (("*", "checksum"),),
    "private.orders": (("*", "amendResult"), ("*", "code"), ("*", "msg")),
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


BOOKS: dict[str, Any] = {"rest": RestBookRule}


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
        "ticker",
        simulated._write_ticker,
        wire.Ticker,
        ("bid", "bid_quantity", "ask", "ask_quantity", "last", "ts_event"),
    ),
    "trade": Round(
        "Trade", "trades", simulated._write_trade, wire.Trade, ("trade_id", "side", "price", "quantity", "ts_event")
    ),
    "candle": Round(
        "Candle", "candles", simulated._write_candle, wire.Candle, ("ts_open", "open", "high", "low", "close", "volume")
    ),
    "funding": Round("FundingRate", "funding_rate", simulated._write_funding, wire.Funding, ("rate", "ts_funding")),
    "order": Round(
        "Order",
        "order",
        simulated._write_order,
        wire.Order,
        (
            "venue_order_id",
            "side",
            "type",
            "post_only",
            "reduce_only",
            "status",
            "price",
            "filled_quantity",
            "reason",
            "ts_event",
        ),
    ),
    "order_event": Round(
        "Order",
        "stream_orders.filled",
        simulated._write_order_event,
        wire.OrderEvent,
        (
            "venue_order_id",
            "side",
            "type",
            "post_only",
            "reduce_only",
            "status",
            "price",
            "filled_quantity",
            "reason",
            "ts_event",
        ),
    ),
    "fill_event": Round(
        "Fill",
        "stream_orders.filled",
        simulated._write_fill_event,
        wire.OrderEvent,
        ("trade_id", "venue_order_id", "side", "quantity", "fee_currency", "liquidity"),
    ),
    "fill": Round(
        "Fill",
        "fills",
        simulated._write_fill,
        wire.Fill,
        ("trade_id", "venue_order_id", "side", "price", "quantity", "fee_currency", "liquidity", "ts_event"),
    ),
    "balance": Round(
        "Balance",
        "balance",
        lambda example, v, i: simulated._write_balance(example, v),
        wire.Detail,
        ("currency", "total", "free", "locked"),
    ),
    "position": Round(
        "Position",
        "stream_positions",
        simulated._write_position,
        wire.Position,
        ("entry_price", "mark_price", "unrealized_pnl", "leverage", "liquidation_price", "ts_event"),
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
    for sample in samples(trip.kind, instrument, "abc1"):
        with contextlib.suppress(KeyError):  # a state that the venue has no word for
            written = trip.write(skeleton, sample, instrument)
            found = MAPS[name](msgspec.json.decode(msgspec.json.encode(written), type=trip.source), instrument)
            assert different(sample, found, trip.fields) == {}
            read += 1
    assert read
