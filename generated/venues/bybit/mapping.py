"""Bybit: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_given, require_one_given
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
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Position,
    PositionSide,
    QuantityUnit,
    SelfTradePrevention,
    Side,
    Ticker,
    TimeInForce,
    Trade,
    TriggerBy,
)
from venue_runtime.wire import ns_from_ms
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"Buy": Side.BUY, "Sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "Buy", Side.SELL: "Sell"})

ORDER_TYPE_IN = WordsIn[str, OrderType]({"Limit": OrderType.LIMIT, "Market": OrderType.MARKET})

ORDER_TYPE_OUT = WordsOut[OrderType, str]({OrderType.LIMIT: "Limit", OrderType.MARKET: "Market"})

TIME_IN_FORCE_IN = WordsIn[str, TimeInForce]({"GTC": TimeInForce.GTC, "IOC": TimeInForce.IOC, "FOK": TimeInForce.FOK})

TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str]({TimeInForce.GTC: "GTC", TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK"})

ORDER_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "New": OrderStatus.NEW,
        "PartiallyFilled": OrderStatus.PARTIALLY_FILLED,
        "Untriggered": OrderStatus.NEW,
        "Rejected": OrderStatus.REJECTED,
        "Filled": OrderStatus.FILLED,
        "Cancelled": OrderStatus.CANCELED,
        "PartiallyFilledCanceled": OrderStatus.CANCELED,
        "Triggered": OrderStatus.TRIGGERED,
        "Deactivated": OrderStatus.CANCELED,
    },
    OrderStatus.PENDING_NEW,
)

ORDER_STATUS_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "New",
        OrderStatus.PARTIALLY_FILLED: "PartiallyFilled",
        OrderStatus.REJECTED: "Rejected",
        OrderStatus.FILLED: "Filled",
        OrderStatus.CANCELED: "Cancelled",
        OrderStatus.TRIGGERED: "Triggered",
    }
)

SYMBOL_STATUS_IN = OpenWordsIn[str, InstrumentStatus](
    {
        "Trading": InstrumentStatus.TRADING,
        "PreLaunch": InstrumentStatus.HALTED,
        "Delivering": InstrumentStatus.CLOSED,
        "Closed": InstrumentStatus.CLOSED,
    },
    InstrumentStatus.UNKNOWN,
)

SYMBOL_STATUS_OUT = WordsOut[InstrumentStatus, str](
    {InstrumentStatus.TRADING: "Trading", InstrumentStatus.HALTED: "PreLaunch", InstrumentStatus.CLOSED: "Delivering"}
)

TRIGGER_BY_IN = WordsIn[str, TriggerBy](
    {"LastPrice": TriggerBy.LAST, "IndexPrice": TriggerBy.INDEX, "MarkPrice": TriggerBy.MARK}
)

TRIGGER_BY_OUT = WordsOut[TriggerBy, str](
    {TriggerBy.LAST: "LastPrice", TriggerBy.INDEX: "IndexPrice", TriggerBy.MARK: "MarkPrice"}
)

SMP_TYPE_IN = WordsIn[str, SelfTradePrevention](
    {
        "None": SelfTradePrevention.NONE,
        "CancelTaker": SelfTradePrevention.CANCEL_TAKER,
        "CancelMaker": SelfTradePrevention.CANCEL_MAKER,
        "CancelBoth": SelfTradePrevention.CANCEL_BOTH,
    }
)

SMP_TYPE_OUT = WordsOut[SelfTradePrevention, str](
    {
        SelfTradePrevention.NONE: "None",
        SelfTradePrevention.CANCEL_TAKER: "CancelTaker",
        SelfTradePrevention.CANCEL_MAKER: "CancelMaker",
        SelfTradePrevention.CANCEL_BOTH: "CancelBoth",
    }
)

INTERVALS = WordsOut[str, str](
    {
        "1m": "1",
        "3m": "3",
        "5m": "5",
        "15m": "15",
        "30m": "30",
        "1h": "60",
        "2h": "120",
        "4h": "240",
        "6h": "360",
        "12h": "720",
        "1d": "D",
        "1w": "W",
        "1M": "M",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    kind: str
    life: str | None = None


def order_style(request: OrderRequest, instrument: Instrument) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(request, "trailing_offset", "expire_time", "display_quantity", "margin_mode")
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "trigger_price", "trigger_by", "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle("Limit", "PostOnly")
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "trigger_price", "trigger_by", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("Limit", TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    if request.type is OrderType.MARKET and instrument.kind is InstrumentKind.SPOT:
        refuse_given(request, "price", "trigger_price", "trigger_by", "time_in_force", "post_only")
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle("Market")
    if request.type is OrderType.MARKET:
        refuse_given(request, "quote_quantity", "price", "trigger_price", "trigger_by", "time_in_force", "post_only")
        require_given(request, "quantity")
        return OrderStyle("Market")
    if request.type in (OrderType.STOP, OrderType.TAKE_PROFIT):
        refuse_given(request, "quote_quantity", "price", "time_in_force", "post_only")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle("Market")
    if request.type in (OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT) and request.post_only:
        refuse_given(request, "quote_quantity", "time_in_force")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle("Limit", "PostOnly")
    if request.type in (OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT):
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle("Limit", TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    post_only: bool | None = None


_STYLES: dict[tuple[str, str | None], Style] = {
    ("Limit", "PostOnly"): Style(OrderType.LIMIT, True),
    ("Limit", None): Style(OrderType.LIMIT, False),
    ("Market", None): Style(OrderType.MARKET, False),
}
_UNKNOWN_STYLE = Style()


def read_style(kind: str, life: str | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((kind, life), _UNKNOWN_STYLE)


def instrument(m: wire.InstrumentInfo) -> Instrument:
    """Spot checks the amount of an order, no least quantity; a perpetual's delivery time is that of its delisting."""
    return Instrument(
        symbol=format_symbol(
            m.base,
            m.quote,
            m.settle if m.settle is not UNSET else None,
            expiry=(
                (ns_from_ms(m.delivery_time) if m.delivery_time is not UNSET else None)
                if m.contract_type is not UNSET and m.contract_type.endswith("Futures")
                else None
            ),
        ),
        venue_symbol=m.symbol,
        kind=(
            InstrumentKind.SPOT
            if m.contract_type is UNSET
            else InstrumentKind.PERPETUAL if m.contract_type.endswith("Perpetual") else InstrumentKind.FUTURE
        ),
        base=m.base,
        quote=m.quote,
        settle=m.settle if m.settle is not UNSET else None,
        status=SYMBOL_STATUS_IN[m.status],
        price_increment=m.price_filter.tick_size,
        quantity_increment=(
            m.lot.qty_step
            if m.lot.qty_step is not UNSET and m.lot.qty_step
            else m.lot.base_precision if m.lot.base_precision is not UNSET else None
        ),
        min_price=m.price_filter.min_price if m.price_filter.min_price is not UNSET else None,
        max_price=m.price_filter.max_price if m.price_filter.max_price is not UNSET else None,
        min_quantity=(
            (m.lot.min_quantity if m.lot.min_quantity is not UNSET else None) if m.contract_type is not UNSET else None
        ),
        max_quantity=(
            (m.lot.max_quantity if m.lot.max_quantity is not UNSET else None)
            if m.contract_type is not UNSET
            else m.lot.max_limit_quantity if m.lot.max_limit_quantity is not UNSET else None
        ),
        min_notional=(
            m.lot.min_notional
            if m.lot.min_notional is not UNSET and m.lot.min_notional
            else m.lot.min_amount if m.lot.min_amount is not UNSET else None
        ),
        quantity_unit=(
            QuantityUnit.QUOTE
            if m.contract_type is not UNSET and m.contract_type.startswith("Inverse")
            else QuantityUnit.BASE
        ),
        inverse=m.contract_type is not UNSET and m.contract_type.startswith("Inverse"),
        expiry=(
            (ns_from_ms(m.delivery_time) if m.delivery_time is not UNSET else None)
            if m.contract_type is not UNSET and m.contract_type.endswith("Futures")
            else None
        ),
        partition=(
            "spot" if m.contract_type is UNSET else "inverse" if m.contract_type.startswith("Inverse") else "linear"
        ),
        raw=m,
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.id,
        client_order_id=m.client_id if m.client_id else None,
        side=SIDE_IN.get(m.side),
        type=(
            ORDER_TYPE_IN.get(m.kind)
            if not (m.trigger_price and Decimal(m.trigger_price))
            else (
                (OrderType.STOP_LIMIT if m.kind == "Limit" else OrderType.STOP)
                if not (m.trigger_direction is not UNSET and m.trigger_direction)
                or (m.trigger_direction == 1) == (m.side == "Buy")
                else OrderType.TAKE_PROFIT_LIMIT if m.kind == "Limit" else OrderType.TAKE_PROFIT
            )
        ),
        time_in_force=TIME_IN_FORCE_IN.get(m.life) if m.life in ("GTC", "IOC", "FOK") else None,
        status=ORDER_STATUS_IN[m.status],
        price=Decimal(m.price) if m.price and Decimal(m.price) else None,
        trigger_price=Decimal(m.trigger_price) if m.trigger_price and Decimal(m.trigger_price) else None,
        quantity=m.quantity if m.market_unit != "quoteCoin" else None,
        quote_quantity=m.quantity if m.market_unit == "quoteCoin" else None,
        filled_quantity=Decimal(m.filled) if m.filled and Decimal(m.filled) else Decimal(0),
        leaves_quantity=Decimal(m.leaves) if m.leaves else None,
        average_price=Decimal(m.average) if m.average and Decimal(m.average) else None,
        post_only=m.life == "PostOnly" or m.life == "RPI",
        reduce_only=m.reduce_only,
        reason=m.reject_reason if m.reject_reason != "EC_NoError" else None,
        ts_event=ns_from_ms(m.updated),
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Execution, instrument: Instrument, recv: int) -> Fill | None:
    """`Execution` as Fill."""
    if m.kind not in ("Trade", "AdlTrade", "BustTrade", "BlockTrade"):
        return None
    return Fill(
        trade_id=m.id,
        venue_order_id=m.order_id,
        client_order_id=m.client_id if m.client_id else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.quantity,
        fee=Decimal(m.fee) if m.fee else None,
        fee_currency=m.fee_currency if m.fee_currency else None,
        liquidity=Liquidity.MAKER if m.is_maker else Liquidity.TAKER,
        ts_event=ns_from_ms(m.time),
        ts_recv=recv,
        raw=m,
    )


def trade(m: wire.PublicTrade, instrument: Instrument, recv: int) -> Trade:
    """`PublicTrade` as Trade."""
    return Trade(
        trade_id=m.id,
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.size,
        ts_event=ns_from_ms(m.time),
        ts_recv=recv,
    )


def trade_event(m: wire.TradeEvent, instrument: Instrument, recv: int) -> Trade:
    """`TradeEvent` as Trade."""
    return Trade(
        trade_id=m.id,
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.size,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
    )


def ticker(m: wire.TickerRow, instrument: Instrument, recv: int) -> Ticker:
    """`TickerRow` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=Decimal(m.bid) if m.bid else None,
        bid_quantity=Decimal(m.bid_quantity) if m.bid_quantity else None,
        ask=Decimal(m.ask) if m.ask else None,
        ask_quantity=Decimal(m.ask_quantity) if m.ask_quantity else None,
        last=Decimal(m.last) if m.last else None,
        ts_recv=recv,
    )


def ticker_event(m: wire.TickerMessage, instrument: Instrument, recv: int) -> Ticker:
    """`TickerMessage` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=Decimal(m.data.bid) if m.data.bid is not UNSET and m.data.bid else None,
        bid_quantity=Decimal(m.data.bid_quantity) if m.data.bid_quantity is not UNSET and m.data.bid_quantity else None,
        ask=Decimal(m.data.ask) if m.data.ask is not UNSET and m.data.ask else None,
        ask_quantity=Decimal(m.data.ask_quantity) if m.data.ask_quantity is not UNSET and m.data.ask_quantity else None,
        last=Decimal(m.data.last) if m.data.last is not UNSET and m.data.last else None,
        ts_event=m.ts * 1_000_000,
        ts_recv=recv,
    )


def funding(m: wire.TickerRow, instrument: Instrument) -> FundingRate | None:
    """`TickerRow` as FundingRate."""
    if instrument.kind != InstrumentKind.PERPETUAL:
        return None
    return FundingRate(
        symbol=instrument.symbol,
        rate=(
            Decimal(m.funding_rate)
            if m.funding_rate is not UNSET and m.funding_rate and Decimal(m.funding_rate)
            else Decimal(0)
        ),
        ts_funding=(
            ns_from_ms(m.next_funding_time) if m.next_funding_time is not UNSET and m.next_funding_time else None
        ),
        mark_price=Decimal(m.mark_price) if m.mark_price is not UNSET and m.mark_price else None,
        index_price=Decimal(m.index_price) if m.index_price is not UNSET and m.index_price else None,
    )


def candle(m: wire.Candle, instrument: Instrument) -> Candle:
    """`Candle` as Candle."""
    return Candle(
        symbol=instrument.symbol, ts_open=ns_from_ms(m[0]), open=m[1], high=m[2], low=m[3], close=m[4], volume=m[5]
    )


def candle_event(m: wire.CandleEvent, instrument: Instrument) -> Candle:
    """`CandleEvent` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=m.start * 1_000_000,
        open=m.open,
        high=m.high,
        low=m.low,
        close=m.close,
        volume=m.volume,
        closed=m.closed,
    )


def balance(m: wire.Coin) -> Balance:
    """A unified account has no free amount of one coin; what spot orders and margin hold is taken off."""
    return Balance(
        currency=m.coin,
        total=m.total,
        free=m.total
        - (Decimal(m.locked) if m.locked and Decimal(m.locked) else Decimal(0))
        - (Decimal(m.order_margin) if m.order_margin and Decimal(m.order_margin) else Decimal(0))
        - (Decimal(m.position_margin) if m.position_margin and Decimal(m.position_margin) else Decimal(0)),
        locked=(Decimal(m.locked) if m.locked and Decimal(m.locked) else Decimal(0))
        + (Decimal(m.order_margin) if m.order_margin and Decimal(m.order_margin) else Decimal(0))
        + (Decimal(m.position_margin) if m.position_margin and Decimal(m.position_margin) else Decimal(0)),
    )


def position(m: wire.Position, instrument: Instrument, recv: int) -> Position:
    """`Position` as Position."""
    return Position(
        symbol=instrument.symbol,
        side=PositionSide.SHORT if m.side == "Sell" or (m.side == "" and m.position_index == 2) else PositionSide.LONG,
        quantity=m.size,
        entry_price=(
            Decimal(m.average)
            if m.average is not UNSET and m.average and Decimal(m.average)
            else (
                Decimal(m.entry_price)
                if m.entry_price is not UNSET and m.entry_price and Decimal(m.entry_price)
                else None
            )
        ),
        mark_price=Decimal(m.mark_price) if m.mark_price else None,
        unrealized_pnl=Decimal(m.unrealized) if m.unrealized else None,
        leverage=Decimal(m.leverage) if m.leverage else None,
        liquidation_price=(
            Decimal(m.liquidation_price) if m.liquidation_price and Decimal(m.liquidation_price) else None
        ),
        ts_event=ns_from_ms(m.updated),
        ts_recv=recv,
        raw=m,
    )
