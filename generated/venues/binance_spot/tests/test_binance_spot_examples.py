"""Every documented example of Binance Spot, decoded and brought to the contract, against literal values."""

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
from venues.binance_spot import mapping, simulated
from venues.binance_spot import types as wire
from venues.binance_spot.books import SpotBookRule
from venues.binance_spot.venue import ERRORS, error_of

RECV = 1700000000000000000
EXAMPLES = load_examples(str(importlib.import_module("venues.binance_spot").__file__))
TYPES: dict[str, Any] = {
    "server_time": wire.ServerTime,
    "exchange_info": wire.ExchangeInfo,
    "depth": wire.Depth,
    "agg_trades": list[wire.AggTrade],
    "cancel_order": wire.Canceled,
    "query_order": wire.OrderDetail,
    "open_orders": list[wire.OrderDetail],
    "my_trades": list[wire.MyTrade],
    "ping": wire.Nothing,
    "execution_rules": wire.ExecutionRules,
    "trades": list[wire.Trade],
    "historical_trades": list[wire.Trade],
    "historical_block_trades": list[wire.Trade],
    "klines": list[wire.Kline],
    "ui_klines": list[wire.Kline],
    "avg_price": wire.AveragePrice,
    "ticker_24hr": wire.TickerStats,
    "tickers_24hr": list[wire.TickerStats],
    "ticker_trading_day": wire.TickerStats,
    "tickers_trading_day": list[wire.TickerStats],
    "ticker_window": wire.TickerStats,
    "tickers_window": list[wire.TickerStats],
    "ticker_price": wire.PriceTicker,
    "tickers_price": list[wire.PriceTicker],
    "ticker_book": wire.BookTicker,
    "tickers_book": list[wire.BookTicker],
    "reference_price": wire.ReferencePrice,
    "reference_price_calculation": wire.ReferencePriceCalculation,
    "new_order": wire.OrderFull,
    "new_order_ack": wire.OrderAck,
    "order_test": wire.TestedOrder,
    "cancel_open_orders": list[wire.Canceled],
    "cancel_replace": wire.CancelReplaced,
    "amend_keep_priority": wire.Amended,
    "sor_order": wire.OrderFull,
    "sor_order_test": wire.TestedOrder,
    "oco_deprecated": wire.OrderList,
    "oco": wire.OrderList,
    "oto": wire.OrderList,
    "otoco": wire.OrderList,
    "opo": wire.OrderList,
    "opoco": wire.OrderList,
    "cancel_order_list": wire.OrderList,
    "account": wire.Account,
    "all_orders": list[wire.OrderDetail],
    "query_order_list": wire.OrderList,
    "open_order_lists": list[wire.OrderList],
    "all_order_lists": list[wire.OrderList],
    "order_rate_limits": list[wire.RateLimit],
    "prevented_matches": list[wire.PreventedMatch],
    "allocations": list[wire.Allocation],
    "commission": wire.Commission,
    "order_amendments": list[wire.Amendment],
    "my_filters": wire.RelevantFilters,
    "market.agg_trades": wire.AggTradeEvent,
    "market.klines": wire.KlineEvent,
    "market.ticker": wire.TickerEvent,
    "market.trades": wire.TradeEvent,
    "market.block_trades": wire.BlockTradeEvent,
    "market.klines_utc8": wire.KlineEvent,
    "market.mini_ticker": wire.MiniTickerEvent,
    "market.mini_tickers": list[wire.MiniTickerEvent],
    "market.window_ticker": wire.WindowTickerEvent,
    "market.window_tickers": list[wire.WindowTickerEvent],
    "market.book_ticker": wire.BookTickerEvent,
    "market.avg_price": wire.AveragePriceEvent,
    "market.reference_price": wire.ReferencePriceEvent,
    "market.partial_depth": wire.Depth,
    "market.depth_updates": wire.DepthUpdate,
    "market.depth_updates_1s": wire.DepthUpdate,
    "ws_api.execution_reports": wire.ExecutionReport,
    "ws_api.account_positions": wire.AccountPosition,
    "ws_api.balance_updates": wire.BalanceUpdate,
    "ws_api.external_lock_updates": wire.ExternalLockUpdate,
    "ws_api.list_statuses": wire.ListStatus,
}
MAPS: dict[str, Callable[[Any, Any], Any]] = {
    "instrument": lambda m, instrument: mapping.instrument(m),
    "agg_trade": lambda m, instrument: mapping.agg_trade(m, instrument, RECV),
    "ticker": lambda m, instrument: mapping.ticker(m, instrument, RECV),
    "ticker_event": lambda m, instrument: mapping.ticker_event(m, instrument, RECV),
    "candle": lambda m, instrument: mapping.candle(m, instrument, RECV),
    "candle_event": lambda m, instrument: mapping.candle_event(m, instrument),
    "order_full": lambda m, instrument: mapping.order_full(m, instrument, RECV),
    "order_fills": lambda m, instrument: mapping.order_fills(m, instrument, RECV),
    "order_canceled": lambda m, instrument: mapping.order_canceled(m, instrument, RECV),
    "listed_orders_canceled": lambda m, instrument: mapping.listed_orders_canceled(m, instrument, RECV),
    "order_detail": lambda m, instrument: mapping.order_detail(m, instrument, RECV),
    "order_amended": lambda m, instrument: mapping.order_amended(m, instrument, RECV),
    "order_event": lambda m, instrument: mapping.order_event(m, instrument, RECV),
    "fill_event": lambda m, instrument: mapping.fill_event(m, instrument, RECV),
    "my_trade": lambda m, instrument: mapping.my_trade(m, instrument, RECV),
    "trade_event": lambda m, instrument: mapping.trade_event(m, instrument, RECV),
    "balance": lambda m, instrument: mapping.balance(m),
    "balance_event": lambda m, instrument: mapping.balance_event(m),
    "fetch_time": lambda m, instrument: m.server_time * 1_000_000,
}
ITEMS: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("exchange_info", "instrument"): lambda m: m.symbols,
    ("agg_trades", "agg_trade"): lambda m: m,
    ("klines", "candle"): lambda m: m,
    ("open_orders", "order_detail"): lambda m: m,
    ("my_trades", "my_trade"): lambda m: m,
    ("cancel_open_orders", "order_canceled"): lambda m: m,
    ("cancel_open_orders", "listed_orders_canceled"): lambda m: m,
    ("account", "balance"): lambda m: m.balances,
    ("ws_api.account_positions", "balance_event"): lambda m: m.balances,
}
ENUMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "cancel_order": (
        ("status",),
        ("timeInForce",),
        ("type",),
        ("side",),
        ("selfTradePreventionMode",),
        ("contingencyType",),
        ("listStatusType",),
        ("listOrderStatus",),
    ),
    "query_order": (
        ("status",),
        ("timeInForce",),
        ("type",),
        ("side",),
        ("selfTradePreventionMode",),
        ("pegPriceType",),
        ("pegOffsetType",),
    ),
    "open_orders": (
        ("*", "status"),
        ("*", "timeInForce"),
        ("*", "type"),
        ("*", "side"),
        ("*", "selfTradePreventionMode"),
        ("*", "pegPriceType"),
        ("*", "pegOffsetType"),
    ),
    "reference_price_calculation": (("calculationType",),),
    "new_order": (
        ("status",),
        ("timeInForce",),
        ("type",),
        ("side",),
        ("selfTradePreventionMode",),
        ("pegPriceType",),
        ("pegOffsetType",),
    ),
    "cancel_open_orders": (
        ("*", "status"),
        ("*", "timeInForce"),
        ("*", "type"),
        ("*", "side"),
        ("*", "selfTradePreventionMode"),
        ("*", "contingencyType"),
        ("*", "listStatusType"),
        ("*", "listOrderStatus"),
    ),
    "cancel_replace": (("cancelResult",), ("newOrderResult",)),
    "sor_order": (
        ("status",),
        ("timeInForce",),
        ("type",),
        ("side",),
        ("selfTradePreventionMode",),
        ("pegPriceType",),
        ("pegOffsetType",),
    ),
    "oco_deprecated": (("contingencyType",), ("listStatusType",), ("listOrderStatus",)),
    "oco": (("contingencyType",), ("listStatusType",), ("listOrderStatus",)),
    "oto": (("contingencyType",), ("listStatusType",), ("listOrderStatus",)),
    "otoco": (("contingencyType",), ("listStatusType",), ("listOrderStatus",)),
    "opo": (("contingencyType",), ("listStatusType",), ("listOrderStatus",)),
    "opoco": (("contingencyType",), ("listStatusType",), ("listOrderStatus",)),
    "cancel_order_list": (("contingencyType",), ("listStatusType",), ("listOrderStatus",)),
    "all_orders": (
        ("*", "status"),
        ("*", "timeInForce"),
        ("*", "type"),
        ("*", "side"),
        ("*", "selfTradePreventionMode"),
        ("*", "pegPriceType"),
        ("*", "pegOffsetType"),
    ),
    "query_order_list": (("contingencyType",), ("listStatusType",), ("listOrderStatus",)),
    "open_order_lists": (("*", "contingencyType"), ("*", "listStatusType"), ("*", "listOrderStatus")),
    "all_order_lists": (("*", "contingencyType"), ("*", "listStatusType"), ("*", "listOrderStatus")),
    "prevented_matches": (("*", "selfTradePreventionMode"),),
    "ws_api.execution_reports": (("S",), ("o",), ("f",), ("x",), ("X",), ("V",), ("gP",), ("gOT",)),
    "ws_api.list_statuses": (("c",), ("l",), ("L",)),
}
#: Where keys are data, and where a payload is whatever the venue says.
DATA: dict[str, tuple[Any, Any]] = {
    "exchange_info": ((), (("symbols", "*", "filters", "*", "limit"), ("exchangeFilters", "*", "limit"))),
    "klines": ((), (("*", 11),)),
    "ui_klines": ((), (("*", 11),)),
    "my_filters": (
        (),
        (("exchangeFilters", "*", "limit"), ("symbolFilters", "*", "limit"), ("assetFilters", "*", "limit")),
    ),
}
OPTIONAL: dict[str, tuple[tuple[str, ...], ...]] = {
    "exchange_info": (("sors",),),
    "cancel_order": (
        ("orderId",),
        ("clientOrderId",),
        ("origClientOrderId",),
        ("transactTime",),
        ("price",),
        ("origQty",),
        ("executedQty",),
        ("origQuoteOrderQty",),
        ("cummulativeQuoteQty",),
        ("status",),
        ("timeInForce",),
        ("type",),
        ("side",),
        ("stopPrice",),
        ("trailingDelta",),
        ("trailingTime",),
        ("icebergQty",),
        ("strategyId",),
        ("strategyType",),
        ("selfTradePreventionMode",),
        ("contingencyType",),
        ("listStatusType",),
        ("listOrderStatus",),
        ("listClientOrderId",),
        ("transactionTime",),
        ("orders",),
        ("orderReports",),
    ),
    "query_order": (
        ("origQuoteOrderQty",),
        ("workingTime",),
        ("selfTradePreventionMode",),
        ("stopPrice",),
        ("trailingDelta",),
        ("trailingTime",),
        ("icebergQty",),
        ("strategyId",),
        ("strategyType",),
        ("preventedMatchId",),
        ("preventedQuantity",),
        ("usedSor",),
        ("workingFloor",),
        ("pegPriceType",),
        ("pegOffsetType",),
        ("pegOffsetValue",),
        ("peggedPrice",),
        ("expiryReason",),
    ),
    "open_orders": (
        ("*", "origQuoteOrderQty"),
        ("*", "workingTime"),
        ("*", "selfTradePreventionMode"),
        ("*", "stopPrice"),
        ("*", "trailingDelta"),
        ("*", "trailingTime"),
        ("*", "icebergQty"),
        ("*", "strategyId"),
        ("*", "strategyType"),
        ("*", "preventedMatchId"),
        ("*", "preventedQuantity"),
        ("*", "usedSor"),
        ("*", "workingFloor"),
        ("*", "pegPriceType"),
        ("*", "pegOffsetType"),
        ("*", "pegOffsetValue"),
        ("*", "peggedPrice"),
        ("*", "expiryReason"),
    ),
    "trades": (("*", "isBestMatch"),),
    "historical_trades": (("*", "isBestMatch"),),
    "historical_block_trades": (("*", "isBestMatch"),),
    "ticker_24hr": (
        ("priceChange",),
        ("priceChangePercent",),
        ("weightedAvgPrice",),
        ("lastQty",),
        ("prevClosePrice",),
        ("bidPrice",),
        ("bidQty",),
        ("askPrice",),
        ("askQty",),
    ),
    "tickers_24hr": (
        ("*", "priceChange"),
        ("*", "priceChangePercent"),
        ("*", "weightedAvgPrice"),
        ("*", "lastQty"),
        ("*", "prevClosePrice"),
        ("*", "bidPrice"),
        ("*", "bidQty"),
        ("*", "askPrice"),
        ("*", "askQty"),
    ),
    "ticker_trading_day": (
        ("priceChange",),
        ("priceChangePercent",),
        ("weightedAvgPrice",),
        ("lastQty",),
        ("prevClosePrice",),
        ("bidPrice",),
        ("bidQty",),
        ("askPrice",),
        ("askQty",),
    ),
    "tickers_trading_day": (
        ("*", "priceChange"),
        ("*", "priceChangePercent"),
        ("*", "weightedAvgPrice"),
        ("*", "lastQty"),
        ("*", "prevClosePrice"),
        ("*", "bidPrice"),
        ("*", "bidQty"),
        ("*", "askPrice"),
        ("*", "askQty"),
    ),
    "ticker_window": (
        ("priceChange",),
        ("priceChangePercent",),
        ("weightedAvgPrice",),
        ("lastQty",),
        ("prevClosePrice",),
        ("bidPrice",),
        ("bidQty",),
        ("askPrice",),
        ("askQty",),
    ),
    "tickers_window": (
        ("*", "priceChange"),
        ("*", "priceChangePercent"),
        ("*", "weightedAvgPrice"),
        ("*", "lastQty"),
        ("*", "prevClosePrice"),
        ("*", "bidPrice"),
        ("*", "bidQty"),
        ("*", "askPrice"),
        ("*", "askQty"),
    ),
    "reference_price_calculation": (("bucketCount",), ("bucketWidthMs",), ("externalCalculationId",)),
    "new_order": (
        ("origQuoteOrderQty",),
        ("workingTime",),
        ("selfTradePreventionMode",),
        ("stopPrice",),
        ("trailingDelta",),
        ("trailingTime",),
        ("icebergQty",),
        ("strategyId",),
        ("strategyType",),
        ("preventedMatchId",),
        ("preventedQuantity",),
        ("usedSor",),
        ("workingFloor",),
        ("pegPriceType",),
        ("pegOffsetType",),
        ("pegOffsetValue",),
        ("peggedPrice",),
        ("expiryReason",),
        ("fills",),
        ("preventedMatches",),
        ("tradeGroupId",),
    ),
    "order_test": (
        ("standardCommissionForOrder",),
        ("specialCommissionForOrder",),
        ("taxCommissionForOrder",),
        ("discount",),
    ),
    "cancel_open_orders": (
        ("*", "orderId"),
        ("*", "clientOrderId"),
        ("*", "origClientOrderId"),
        ("*", "transactTime"),
        ("*", "price"),
        ("*", "origQty"),
        ("*", "executedQty"),
        ("*", "origQuoteOrderQty"),
        ("*", "cummulativeQuoteQty"),
        ("*", "status"),
        ("*", "timeInForce"),
        ("*", "type"),
        ("*", "side"),
        ("*", "stopPrice"),
        ("*", "trailingDelta"),
        ("*", "trailingTime"),
        ("*", "icebergQty"),
        ("*", "strategyId"),
        ("*", "strategyType"),
        ("*", "selfTradePreventionMode"),
        ("*", "contingencyType"),
        ("*", "listStatusType"),
        ("*", "listOrderStatus"),
        ("*", "listClientOrderId"),
        ("*", "transactionTime"),
        ("*", "orders"),
        ("*", "orderReports"),
    ),
    "amend_keep_priority": (("listStatus",),),
    "sor_order": (
        ("origQuoteOrderQty",),
        ("workingTime",),
        ("selfTradePreventionMode",),
        ("stopPrice",),
        ("trailingDelta",),
        ("trailingTime",),
        ("icebergQty",),
        ("strategyId",),
        ("strategyType",),
        ("preventedMatchId",),
        ("preventedQuantity",),
        ("usedSor",),
        ("workingFloor",),
        ("pegPriceType",),
        ("pegOffsetType",),
        ("pegOffsetValue",),
        ("peggedPrice",),
        ("expiryReason",),
        ("fills",),
        ("preventedMatches",),
        ("tradeGroupId",),
    ),
    "sor_order_test": (
        ("standardCommissionForOrder",),
        ("specialCommissionForOrder",),
        ("taxCommissionForOrder",),
        ("discount",),
    ),
    "oco_deprecated": (("orderReports",),),
    "oco": (("orderReports",),),
    "oto": (("orderReports",),),
    "otoco": (("orderReports",),),
    "opo": (("orderReports",),),
    "opoco": (("orderReports",),),
    "cancel_order_list": (("orderReports",),),
    "all_orders": (
        ("*", "origQuoteOrderQty"),
        ("*", "workingTime"),
        ("*", "selfTradePreventionMode"),
        ("*", "stopPrice"),
        ("*", "trailingDelta"),
        ("*", "trailingTime"),
        ("*", "icebergQty"),
        ("*", "strategyId"),
        ("*", "strategyType"),
        ("*", "preventedMatchId"),
        ("*", "preventedQuantity"),
        ("*", "usedSor"),
        ("*", "workingFloor"),
        ("*", "pegPriceType"),
        ("*", "pegOffsetType"),
        ("*", "pegOffsetValue"),
        ("*", "peggedPrice"),
        ("*", "expiryReason"),
    ),
    "query_order_list": (("orderReports",),),
    "open_order_lists": (("*", "orderReports"),),
    "all_order_lists": (("*", "orderReports"),),
    "order_rate_limits": (
        ("*", "rateLimitType"),
        ("*", "interval"),
        ("*", "intervalNum"),
        ("*", "limit"),
        ("*", "count"),
    ),
    "prevented_matches": (("*", "makerPreventedQuantity"), ("*", "takerPreventedQuantity")),
    "ws_api.execution_reports": (
        ("v",),
        ("W",),
        ("d",),
        ("D",),
        ("j",),
        ("J",),
        ("A",),
        ("B",),
        ("u",),
        ("U",),
        ("Cs",),
        ("pl",),
        ("pL",),
        ("pY",),
        ("b",),
        ("a",),
        ("k",),
        ("uS",),
        ("gP",),
        ("gOT",),
        ("gOV",),
        ("gp",),
        ("eR",),
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


BOOKS: dict[str, Any] = {"spot": SpotBookRule}


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
    "ticker": Round(
        "Ticker",
        "ticker_24hr.full",
        simulated._write_ticker,
        wire.TickerStats,
        ("last", "ts_event", "bid", "bid_quantity", "ask", "ask_quantity"),
    ),
    "ticker_event": Round(
        "Ticker",
        "stream_ticker",
        simulated._write_ticker_event,
        wire.TickerEvent,
        ("last", "ts_event", "bid", "bid_quantity", "ask", "ask_quantity"),
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
    "order_full": Round(
        "Order",
        "order_place.full",
        simulated._write_order_full,
        wire.OrderFull,
        (
            "venue_order_id",
            "side",
            "type",
            "post_only",
            "time_in_force",
            "status",
            "quantity",
            "filled_quantity",
            "reason",
            "ts_event",
        ),
    ),
    "order_canceled": Round(
        "Order",
        "order_cancel",
        simulated._write_order_canceled,
        wire.Canceled,
        ("venue_order_id", "side", "type", "time_in_force", "quantity", "filled_quantity", "ts_event"),
    ),
    "order_detail": Round(
        "Order",
        "order_query",
        simulated._write_order_detail,
        wire.OrderDetail,
        (
            "venue_order_id",
            "side",
            "type",
            "post_only",
            "time_in_force",
            "status",
            "quantity",
            "filled_quantity",
            "reason",
            "ts_event",
        ),
    ),
    "order_amended": Round(
        "Order",
        "order_amend",
        simulated._write_order_amended,
        wire.Amended,
        ("venue_order_id", "side", "type", "time_in_force", "status", "quantity", "filled_quantity", "ts_event"),
    ),
    "order_event": Round(
        "Order",
        "user_execution_report.canceled",
        simulated._write_order_event,
        wire.ExecutionReport,
        (
            "venue_order_id",
            "side",
            "type",
            "post_only",
            "time_in_force",
            "status",
            "quantity",
            "filled_quantity",
            "ts_event",
        ),
    ),
    "fill_event": Round(
        "Fill",
        "user_execution_report.trade_filled",
        simulated._write_fill_event,
        wire.ExecutionReport,
        ("venue_order_id", "side", "price", "quantity", "fee", "fee_currency", "ts_event"),
    ),
    "my_trade": Round(
        "Fill",
        "my_trades",
        simulated._write_my_trade,
        wire.MyTrade,
        ("trade_id", "venue_order_id", "price", "quantity", "fee", "fee_currency", "ts_event"),
    ),
    "trade_event": Round(
        "Trade",
        "stream_trade",
        simulated._write_trade_event,
        wire.TradeEvent,
        ("trade_id", "price", "quantity", "ts_event"),
    ),
    "balance": Round(
        "Balance",
        "account",
        lambda example, v, i: simulated._write_balance(example, v),
        wire.AssetBalance,
        ("currency", "free", "locked"),
    ),
    "balance_event": Round(
        "Balance",
        "user_account_position",
        lambda example, v, i: simulated._write_balance_event(example, v),
        wire.PositionBalance,
        ("currency", "free", "locked"),
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
