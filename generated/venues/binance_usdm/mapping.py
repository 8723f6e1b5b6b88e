"""Binance USD-M Futures: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_any_given, require_given
from venue_runtime.errors import NotSupported
from venue_runtime.instruments import format_symbol
from venue_runtime.model import (
    Balance,
    Candle,
    Fill,
    FundingRate,
    Instrument,
    InstrumentKind,
    InstrumentStatus,
    Liquidity,
    MarginMode,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Position,
    PositionSide,
    SelfTradePrevention,
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"BUY": Side.BUY, "SELL": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "BUY", Side.SELL: "SELL"})

TIME_IN_FORCE_IN = WordsIn[str, TimeInForce](
    {
        "GTC": TimeInForce.GTC,
        "IOC": TimeInForce.IOC,
        "FOK": TimeInForce.FOK,
        "GTX": TimeInForce.GTC,
        "GTD": TimeInForce.GTD,
    }
)

TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str](
    {TimeInForce.GTC: "GTC", TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK", TimeInForce.GTD: "GTD"}
)

ORDER_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "NEW": OrderStatus.NEW,
        "PARTIALLY_FILLED": OrderStatus.PARTIALLY_FILLED,
        "FILLED": OrderStatus.FILLED,
        "CANCELED": OrderStatus.CANCELED,
        "REJECTED": OrderStatus.REJECTED,
        "EXPIRED": OrderStatus.EXPIRED,
        "EXPIRED_IN_MATCH": OrderStatus.EXPIRED,
    },
    OrderStatus.PENDING_NEW,
)

ORDER_STATUS_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "NEW",
        OrderStatus.PARTIALLY_FILLED: "PARTIALLY_FILLED",
        OrderStatus.FILLED: "FILLED",
        OrderStatus.CANCELED: "CANCELED",
        OrderStatus.REJECTED: "REJECTED",
        OrderStatus.EXPIRED: "EXPIRED",
    }
)

STP_MODE_IN = WordsIn[str, SelfTradePrevention](
    {
        "NONE": SelfTradePrevention.NONE,
        "EXPIRE_TAKER": SelfTradePrevention.CANCEL_TAKER,
        "EXPIRE_MAKER": SelfTradePrevention.CANCEL_MAKER,
        "EXPIRE_BOTH": SelfTradePrevention.CANCEL_BOTH,
    }
)

STP_MODE_OUT = WordsOut[SelfTradePrevention, str](
    {
        SelfTradePrevention.NONE: "NONE",
        SelfTradePrevention.CANCEL_TAKER: "EXPIRE_TAKER",
        SelfTradePrevention.CANCEL_MAKER: "EXPIRE_MAKER",
        SelfTradePrevention.CANCEL_BOTH: "EXPIRE_BOTH",
    }
)

ORDER_TYPE_IN = WordsIn[str, OrderType](
    {
        "LIMIT": OrderType.LIMIT,
        "MARKET": OrderType.MARKET,
        "STOP": OrderType.STOP_LIMIT,
        "STOP_MARKET": OrderType.STOP,
        "TAKE_PROFIT": OrderType.TAKE_PROFIT_LIMIT,
        "TAKE_PROFIT_MARKET": OrderType.TAKE_PROFIT,
        "TRAILING_STOP_MARKET": OrderType.TRAILING_STOP,
    }
)

ORDER_TYPE_OUT = WordsOut[OrderType, str](
    {
        OrderType.LIMIT: "LIMIT",
        OrderType.MARKET: "MARKET",
        OrderType.STOP_LIMIT: "STOP",
        OrderType.STOP: "STOP_MARKET",
        OrderType.TAKE_PROFIT_LIMIT: "TAKE_PROFIT",
        OrderType.TAKE_PROFIT: "TAKE_PROFIT_MARKET",
        OrderType.TRAILING_STOP: "TRAILING_STOP_MARKET",
    }
)

SYMBOL_STATUS_IN = OpenWordsIn[str, InstrumentStatus](
    {
        "TRADING": InstrumentStatus.TRADING,
        "PENDING_TRADING": InstrumentStatus.CLOSED,
        "PRE_DELIVERING": InstrumentStatus.HALTED,
        "DELIVERING": InstrumentStatus.HALTED,
        "DELIVERED": InstrumentStatus.CLOSED,
        "PRE_SETTLE": InstrumentStatus.HALTED,
        "SETTLING": InstrumentStatus.HALTED,
        "CLOSE": InstrumentStatus.CLOSED,
    },
    InstrumentStatus.UNKNOWN,
)

SYMBOL_STATUS_OUT = WordsOut[InstrumentStatus, str](
    {
        InstrumentStatus.TRADING: "TRADING",
        InstrumentStatus.CLOSED: "PENDING_TRADING",
        InstrumentStatus.HALTED: "PRE_DELIVERING",
    }
)

POSITION_SIDE_IN = WordsIn[str, PositionSide]({"LONG": PositionSide.LONG, "SHORT": PositionSide.SHORT})

POSITION_SIDE_OUT = WordsOut[PositionSide, str]({PositionSide.LONG: "LONG", PositionSide.SHORT: "SHORT"})

MARGIN_TYPE_IN = WordsIn[str, MarginMode]({"ISOLATED": MarginMode.ISOLATED, "CROSSED": MarginMode.CROSS})

MARGIN_TYPE_OUT = WordsOut[MarginMode, str]({MarginMode.ISOLATED: "ISOLATED", MarginMode.CROSS: "CROSSED"})

INTERVALS = WordsOut[str, str](
    {
        "1m": "1m",
        "3m": "3m",
        "5m": "5m",
        "15m": "15m",
        "30m": "30m",
        "1h": "1h",
        "2h": "2h",
        "4h": "4h",
        "6h": "6h",
        "8h": "8h",
        "12h": "12h",
        "1d": "1d",
        "3d": "3d",
        "1w": "1w",
        "1M": "1M",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    type: str
    time_in_force: str | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(
        request, "quote_quantity", "trigger_price", "trigger_by", "trailing_offset", "display_quantity", "margin_mode"
    )
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "expire_time", "venue.price_match")
        require_given(request, "quantity", "price")
        return OrderStyle("LIMIT", "GTX")
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "time_in_force", "expire_time", "venue.price_match")
        require_given(request, "quantity", "price")
        return OrderStyle("LIMIT", "GTX")
    if request.type is OrderType.LIMIT and request.time_in_force in (TimeInForce.IOC, TimeInForce.FOK):
        refuse_given(request, "expire_time", "post_only")
        require_given(request, "quantity")
        require_any_given(request, "price", "venue.price_match")
        return OrderStyle(
            "LIMIT", TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.GTD:
        refuse_given(request, "post_only")
        require_given(request, "quantity", "expire_time")
        require_any_given(request, "price", "venue.price_match")
        return OrderStyle("LIMIT", "GTD")
    if request.type is OrderType.LIMIT:
        refuse_given(request, "expire_time", "post_only")
        require_given(request, "quantity")
        require_any_given(request, "price", "venue.price_match")
        return OrderStyle("LIMIT", TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    if request.type is OrderType.MARKET:
        refuse_given(request, "price", "time_in_force", "expire_time", "post_only", "venue.price_match")
        require_given(request, "quantity")
        return OrderStyle("MARKET")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None


_STYLES: dict[tuple[str, str | None], Style] = {
    ("LIMIT", "GTX"): Style(OrderType.LIMIT, TimeInForce.GTC, True),
    ("LIMIT", None): Style(OrderType.LIMIT, None, False),
    ("LIMIT", "GTD"): Style(OrderType.LIMIT, TimeInForce.GTD, False),
    ("MARKET", None): Style(OrderType.MARKET, None, False),
    ("STOP_MARKET", None): Style(OrderType.STOP, None, False),
    ("STOP", None): Style(OrderType.STOP_LIMIT, None, False),
    ("TAKE_PROFIT_MARKET", None): Style(OrderType.TAKE_PROFIT, None, False),
    ("TAKE_PROFIT", None): Style(OrderType.TAKE_PROFIT_LIMIT, None, False),
    ("TRAILING_STOP_MARKET", None): Style(OrderType.TRAILING_STOP, None, False),
}
_UNKNOWN_STYLE = Style()


def read_style(type: str, time_in_force: str | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((type, time_in_force), _UNKNOWN_STYLE)


def instrument(m: wire.SymbolInfo) -> Instrument:
    """A filter value of 0 switches that rule off."""
    return Instrument(
        symbol=format_symbol(
            m.base_asset, m.quote_asset, m.margin_asset, expiry=m.delivery_date * 1_000_000 if "_" in m.symbol else None
        ),
        venue_symbol=m.symbol,
        kind=InstrumentKind.FUTURE if "_" in m.symbol else InstrumentKind.PERPETUAL,
        base=m.base_asset,
        quote=m.quote_asset,
        settle=m.margin_asset,
        status=SYMBOL_STATUS_IN.get(m.status) or InstrumentStatus.UNKNOWN,
        price_increment=(
            _1.tick_size
            if (_1 := next((row for row in m.filters if row.filter_type == "PRICE_FILTER"), None)) is not None
            and _1.tick_size is not UNSET
            and _1.tick_size
            else None
        ),
        quantity_increment=(
            _4.step_size
            if (_4 := next((row for row in m.filters if row.filter_type == "LOT_SIZE"), None)) is not None
            and _4.step_size is not UNSET
            and _4.step_size
            else None
        ),
        min_price=(
            _2.min_price
            if (_2 := next((row for row in m.filters if row.filter_type == "PRICE_FILTER"), None)) is not None
            and _2.min_price is not UNSET
            and _2.min_price
            else None
        ),
        max_price=(
            _3.max_price
            if (_3 := next((row for row in m.filters if row.filter_type == "PRICE_FILTER"), None)) is not None
            and _3.max_price is not UNSET
            and _3.max_price
            else None
        ),
        min_quantity=(
            _5.min_qty
            if (_5 := next((row for row in m.filters if row.filter_type == "LOT_SIZE"), None)) is not None
            and _5.min_qty is not UNSET
            and _5.min_qty
            else None
        ),
        max_quantity=(
            _6.max_qty
            if (_6 := next((row for row in m.filters if row.filter_type == "LOT_SIZE"), None)) is not None
            and _6.max_qty is not UNSET
            and _6.max_qty
            else None
        ),
        min_notional=(
            _7.notional
            if (_7 := next((row for row in m.filters if row.filter_type == "MIN_NOTIONAL"), None)) is not None
            and _7.notional is not UNSET
            and _7.notional
            else None
        ),
        expiry=m.delivery_date * 1_000_000 if "_" in m.symbol else None,
        raw=m,
    )


def agg_trade(m: wire.AggTrade, instrument: Instrument, recv: int) -> Trade:
    """`AggTrade` as Trade."""
    return Trade(
        trade_id=str(m.id),
        symbol=instrument.symbol,
        side=Side.SELL if m.buyer_is_maker else Side.BUY,
        price=m.price,
        quantity=m.quantity,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
    )


def ticker(m: wire.TickerStats, instrument: Instrument, recv: int) -> Ticker:
    """`TickerStats` as Ticker."""
    return Ticker(symbol=instrument.symbol, last=m.last_price, ts_event=m.close_time * 1_000_000, ts_recv=recv)


def ticker_event(m: wire.TickerEvent, instrument: Instrument, recv: int) -> Ticker:
    """`TickerEvent` as Ticker."""
    return Ticker(symbol=instrument.symbol, last=m.last_price, ts_event=m.event_time * 1_000_000, ts_recv=recv)


def candle(m: wire.Kline, instrument: Instrument, recv: int) -> Candle:
    """`Kline` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=m[0] * 1_000_000,
        open=m[1],
        high=m[2],
        low=m[3],
        close=m[4],
        volume=m[5],
        closed=m[6] * 1_000_000 < recv,
    )


def candle_event(m: wire.KlineEvent, instrument: Instrument) -> Candle:
    """`KlineEvent` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=m.kline.open_time * 1_000_000,
        open=m.kline.open,
        high=m.kline.high,
        low=m.kline.low,
        close=m.kline.close,
        volume=m.kline.volume,
        closed=m.kline.closed,
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.order_id),
        client_order_id=m.client_order_id,
        side=SIDE_IN.get(m.side),
        type=ORDER_TYPE_IN.get(m.type),
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force),
        status=ORDER_STATUS_IN[m.status],
        price=m.price or None,
        trigger_price=m.stop_price if m.stop_price is not UNSET and m.stop_price else None,
        quantity=m.quantity,
        filled_quantity=m.executed_quantity,
        leaves_quantity=m.quantity - m.executed_quantity if m.status in ("NEW", "PARTIALLY_FILLED") else Decimal(0),
        average_price=m.average_price if m.average_price is not UNSET and m.average_price else None,
        post_only=m.time_in_force == "GTX",
        reduce_only=m.reduce_only,
        position_side=POSITION_SIDE_IN.get(m.position_side),
        expire_time=(
            (m.good_till_date * 1_000_000 if m.good_till_date is not UNSET else None)
            if m.time_in_force == "GTD"
            else None
        ),
        ts_event=m.update_time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def order_canceled(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.order_id),
        client_order_id=m.client_order_id,
        side=SIDE_IN.get(m.side),
        type=ORDER_TYPE_IN.get(m.type),
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force),
        status=ORDER_STATUS_IN[m.status],
        price=m.price or None,
        trigger_price=m.stop_price if m.stop_price is not UNSET and m.stop_price else None,
        quantity=m.quantity,
        filled_quantity=m.executed_quantity,
        leaves_quantity=m.quantity - m.executed_quantity if m.status in ("NEW", "PARTIALLY_FILLED") else Decimal(0),
        average_price=m.average_price if m.average_price is not UNSET and m.average_price else None,
        post_only=m.time_in_force == "GTX",
        reduce_only=m.reduce_only,
        position_side=POSITION_SIDE_IN.get(m.position_side),
        expire_time=(
            (m.good_till_date * 1_000_000 if m.good_till_date is not UNSET else None)
            if m.time_in_force == "GTD"
            else None
        ),
        ts_event=m.update_time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def order_detail(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.order_id),
        client_order_id=m.client_order_id,
        side=SIDE_IN.get(m.side),
        type=ORDER_TYPE_IN.get(m.type),
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force),
        status=ORDER_STATUS_IN[m.status],
        price=m.price or None,
        trigger_price=m.stop_price if m.stop_price is not UNSET and m.stop_price else None,
        quantity=m.quantity,
        filled_quantity=m.executed_quantity,
        leaves_quantity=m.quantity - m.executed_quantity if m.status in ("NEW", "PARTIALLY_FILLED") else Decimal(0),
        average_price=m.average_price if m.average_price is not UNSET and m.average_price else None,
        post_only=m.time_in_force == "GTX",
        reduce_only=m.reduce_only,
        position_side=POSITION_SIDE_IN.get(m.position_side),
        expire_time=(
            (m.good_till_date * 1_000_000 if m.good_till_date is not UNSET else None)
            if m.time_in_force == "GTD"
            else None
        ),
        ts_event=m.update_time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def order_event(m: wire.OrderTradeUpdate, instrument: Instrument, recv: int) -> Order:
    """`OrderTradeUpdate` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.order.order_id),
        client_order_id=m.order.client_order_id,
        side=SIDE_IN.get(m.order.side),
        type=ORDER_TYPE_IN.get(m.order.type),
        time_in_force=TIME_IN_FORCE_IN.get(m.order.time_in_force),
        status=ORDER_STATUS_IN[m.order.status],
        price=m.order.price or None,
        trigger_price=m.order.stop_price or None,
        quantity=m.order.quantity,
        filled_quantity=m.order.cumulative_quantity,
        leaves_quantity=(
            m.order.quantity - m.order.cumulative_quantity
            if m.order.status in ("NEW", "PARTIALLY_FILLED")
            else Decimal(0)
        ),
        average_price=m.order.average_price or None,
        post_only=m.order.time_in_force == "GTX",
        reduce_only=m.order.reduce_only,
        position_side=POSITION_SIDE_IN.get(m.order.position_side),
        expire_time=(
            (m.order.good_till_date * 1_000_000 if m.order.good_till_date is not UNSET else None)
            if m.order.time_in_force == "GTD"
            else None
        ),
        reason=(
            (m.order.expiry_reason if m.order.expiry_reason is not UNSET else None)
            if m.order.expiry_reason != "0"
            else None
        ),
        ts_event=m.transaction_time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def fill_event(m: wire.OrderTradeUpdate, instrument: Instrument, recv: int) -> Fill | None:
    """`OrderTradeUpdate` as Fill."""
    if m.order.execution_type != "TRADE":
        return None
    return Fill(
        trade_id=str(m.order.trade_id),
        venue_order_id=str(m.order.order_id),
        client_order_id=m.order.client_order_id,
        symbol=instrument.symbol,
        side=SIDE_IN[m.order.side],
        price=m.order.last_price,
        quantity=m.order.last_quantity,
        fee=m.order.commission if m.order.commission is not UNSET else None,
        fee_currency=m.order.commission_asset if m.order.commission_asset is not UNSET else None,
        liquidity=Liquidity.MAKER if m.order.is_maker else Liquidity.TAKER,
        ts_event=m.transaction_time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def my_trade(m: wire.MyTrade, instrument: Instrument, recv: int) -> Fill:
    """A commission that is paid is positive (an answer in sieblyio/binance#362, 2023); the page prints one of 2019."""
    return Fill(
        trade_id=str(m.id),
        venue_order_id=str(m.order_id),
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.quantity,
        fee=m.commission,
        fee_currency=m.commission_asset,
        liquidity=Liquidity.MAKER if m.maker else Liquidity.TAKER,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def trade_event(m: wire.AggTradeEvent, instrument: Instrument, recv: int) -> Trade:
    """`AggTradeEvent` as Trade."""
    return Trade(
        trade_id=str(m.id),
        symbol=instrument.symbol,
        side=Side.SELL if m.buyer_is_maker else Side.BUY,
        price=m.price,
        quantity=m.quantity,
        ts_event=m.trade_time * 1_000_000,
        ts_recv=recv,
    )


def funding(m: wire.PremiumIndex, instrument: Instrument) -> FundingRate:
    """`PremiumIndex` as FundingRate."""
    return FundingRate(
        symbol=instrument.symbol,
        rate=m.last_funding_rate,
        ts_funding=m.next_funding_time * 1_000_000,
        mark_price=m.mark_price,
        index_price=m.index_price,
    )


def balance(m: wire.AssetBalance) -> Balance:
    """`AssetBalance` as Balance."""
    return Balance(currency=m.asset, total=m.balance, free=m.available_balance, locked=m.balance - m.available_balance)


def balance_event(m: wire.WalletBalance) -> Balance:
    """`WalletBalance` as Balance."""
    return Balance(currency=m.asset, total=m.wallet_balance)


def position(m: wire.PositionRisk, instrument: Instrument, recv: int) -> Position:
    """`PositionRisk` as Position."""
    return Position(
        symbol=instrument.symbol,
        side=PositionSide.LONG if m.amount >= 0 else PositionSide.SHORT,
        quantity=abs(m.amount),
        entry_price=m.entry_price or None,
        mark_price=m.mark_price,
        unrealized_pnl=m.unrealized_profit,
        liquidation_price=m.liquidation_price or None,
        ts_event=m.update_time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def position_event(m: wire.PositionUpdate, instrument: Instrument, recv: int) -> Position:
    """`PositionUpdate` as Position."""
    return Position(
        symbol=instrument.symbol,
        side=PositionSide.SHORT if m.position_side == "SHORT" or m.amount < 0 else PositionSide.LONG,
        quantity=abs(m.amount),
        entry_price=m.entry_price or None,
        unrealized_pnl=m.unrealized_pnl,
        ts_recv=recv,
        raw=m,
    )
