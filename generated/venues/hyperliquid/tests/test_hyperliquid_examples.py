"""Every documented example of Hyperliquid, decoded and brought to the contract, against literal values."""

from __future__ import annotations

import contextlib
import enum
import importlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
import pytest
from msgspec import UNSET
from venue_runtime.booksync import BookSync
from venue_runtime.errors import DecodeError
from venue_runtime.http import Response
from venue_runtime.rest import Endpoint
from venue_runtime.testing import mutate
from venue_runtime.testing.generated import Example, load_examples
from venue_runtime.testing.samples import different, samples
from venues.hyperliquid import mapping, simulated
from venues.hyperliquid import types as wire
from venues.hyperliquid.books import RestBookRule
from venues.hyperliquid.venue import ERRORS, error_of

RECV = 1700000000000000000
EXAMPLES = load_examples(str(importlib.import_module("venues.hyperliquid").__file__))
TYPES: dict[str, Any] = {
    "meta": wire.Meta,
    "spot_meta": wire.SpotMeta,
    "contexts": wire.Contexts,
    "book": wire.L2Book,
    "recent_trades": list[wire.Trade],
    "candles": list[wire.Candle],
    "order": wire.OrderAnswer,
    "order_by_client_id": wire.OrderAnswer,
    "open_orders": list[wire.Order],
    "fills": list[wire.Fill],
    "fills_since": list[wire.Fill],
    "spot_state": wire.SpotState,
    "perp_state": wire.PerpState,
    "allowance": wire.Allowance,
    "place": wire.Answer,
    "place_many": wire.Answer,
    "amend": wire.Answer,
    "cancel": wire.Answer,
    "cancel_by_client_id": wire.Answer,
    "cancel_many": wire.Answer,
    "schedule_cancel": wire.Answer,
    "set_leverage": wire.Answer,
    "set_isolated_margin": wire.Answer,
    "use_nonce": wire.Answer,
    "market.book": wire.L2Book,
    "market.best": wire.Bbo,
    "market.trades": list[wire.Trade],
    "market.candles": wire.Candle,
    "private.orders": list[wire.OrderState],
    "private.fills": wire.Fills,
    "private.holdings": wire.SpotUpdate,
    "private.positions": wire.PerpUpdate,
}
MAPS: dict[str, Callable[[Any, Any], Any]] = {
    "perpetual": lambda m, instrument: mapping.perpetual(m),
    "pair": lambda m, instrument: mapping.pair(m),
    "ticker": lambda m, instrument: mapping.ticker(m, instrument, RECV),
    "best": lambda m, instrument: mapping.best(m, instrument, RECV),
    "trade": lambda m, instrument: mapping.trade(m, instrument, RECV),
    "candle": lambda m, instrument: mapping.candle(m, instrument),
    "funding": lambda m, instrument: mapping.funding(m, instrument),
    "open_order": lambda m, instrument: mapping.open_order(m, instrument, RECV),
    "order": lambda m, instrument: mapping.order(m, instrument, RECV),
    "fill": lambda m, instrument: mapping.fill(m, instrument, RECV),
    "balance": lambda m, instrument: mapping.balance(m),
    "position": lambda m, instrument: mapping.position(m, instrument, RECV),
}
ITEMS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("order_by_client_id", "order"): lambda m: m.order if m.order is not UNSET else None,
    ("order", "order"): lambda m: m.order if m.order is not UNSET else None,
    ("spot_state", "balance"): lambda m: m.balances,
    ("perp_state", "position"): lambda m: m.positions,
    ("market.trades", "trade"): lambda m: m,
    ("private.orders", "order"): lambda m: m,
    ("private.fills", "fill"): lambda m: m.fills,
    ("private.holdings", "balance"): lambda m: m.state.balances,
    ("private.positions", "position"): lambda m: m.state.positions,
}
ENUMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "recent_trades": (("*", "side"),),
    "open_orders": (("*", "side"), ("*", "orderType"), ("*", "tif")),
    "fills": (("*", "side"),),
    "fills_since": (("*", "side"),),
    "market.trades": (("*", "side"),),
    "private.orders": (("*", "status"),),
}
#: Where keys are data, and where a payload is whatever the venue says.
DATA: dict[str, tuple[Any, Any]] = {}
OPTIONAL: dict[str, tuple[tuple[str, ...], ...]] = {
    "order": (("order",),),
    "order_by_client_id": (("order",),),
    "open_orders": (
        ("*", "cloid"),
        ("*", "orderType"),
        ("*", "tif"),
        ("*", "reduceOnly"),
        ("*", "isTrigger"),
        ("*", "triggerPx"),
    ),
    "fills": (("*", "cloid"), ("*", "builderFee")),
    "fills_since": (("*", "cloid"), ("*", "builderFee")),
    "perp_state": (("time",),),
    "private.fills": (("isSnapshot",),),
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
    "best": Round(
        "Ticker",
        "stream_bbo",
        simulated._write_best,
        wire.Bbo,
        ("bid", "bid_quantity", "ask", "ask_quantity", "ts_event"),
    ),
    "trade": Round(
        "Trade",
        "recent_trades",
        simulated._write_trade,
        wire.Trade,
        ("trade_id", "side", "price", "quantity", "ts_event"),
    ),
    "candle": Round(
        "Candle", "candles", simulated._write_candle, wire.Candle, ("ts_open", "open", "high", "low", "close", "volume")
    ),
    "open_order": Round(
        "Order",
        "open_orders",
        simulated._write_open_order,
        wire.Order,
        (
            "venue_order_id",
            "side",
            "type",
            "time_in_force",
            "reduce_only",
            "price",
            "quantity",
            "leaves_quantity",
            "ts_event",
        ),
    ),
    "order": Round(
        "Order",
        "order",
        simulated._write_order,
        wire.OrderState,
        ("venue_order_id", "side", "type", "time_in_force", "reduce_only", "price", "quantity", "ts_event"),
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
        "spot_state",
        lambda example, v, i: simulated._write_balance(example, v),
        wire.Holding,
        ("currency", "total", "locked"),
    ),
    "position": Round(
        "Position",
        "perp_state",
        simulated._write_position,
        wire.Held,
        ("entry_price", "unrealized_pnl", "leverage", "liquidation_price"),
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
    for sample in samples(trip.kind, instrument, "0x11111111111111111111111111111111"):
        with contextlib.suppress(KeyError):  # a state that the venue has no word for
            written = trip.write(skeleton, sample, instrument)
            found = MAPS[name](msgspec.json.decode(msgspec.json.encode(written), type=trip.source), instrument)
            assert different(sample, found, trip.fields) == {}
            read += 1
    assert read
