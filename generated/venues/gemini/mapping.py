"""Gemini: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_given
from venue_runtime.errors import NotSupported
from venue_runtime.instruments import format_symbol
from venue_runtime.model import (
    Balance,
    Candle,
    Fill,
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
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

FILL_SIDE_IN = WordsIn[str, Side]({"Buy": Side.BUY, "Sell": Side.SELL})

FILL_SIDE_OUT = WordsOut[Side, str]({Side.BUY: "Buy", Side.SELL: "Sell"})

EVENT_SIDE_IN = WordsIn[str, Side]({"BUY": Side.BUY, "SELL": Side.SELL})

EVENT_SIDE_OUT = WordsOut[Side, str]({Side.BUY: "BUY", Side.SELL: "SELL"})

ORDER_TYPE_IN = WordsIn[str, OrderType](
    {
        "exchange limit": OrderType.LIMIT,
        "exchange stop limit": OrderType.STOP_LIMIT,
        "stop-limit": OrderType.STOP_LIMIT,
        "exchange market": OrderType.MARKET,
        "market buy": OrderType.MARKET,
        "market sell": OrderType.MARKET,
    }
)

ORDER_TYPE_OUT = WordsOut[OrderType, str](
    {
        OrderType.LIMIT: "exchange limit",
        OrderType.STOP_LIMIT: "exchange stop limit",
        OrderType.MARKET: "exchange market",
    }
)

EVENT_TYPE_IN = WordsIn[str, OrderType](
    {
        "LIMIT": OrderType.LIMIT,
        "MARKET": OrderType.MARKET,
        "STOP_LIMIT": OrderType.STOP_LIMIT,
        "STOP_MARKET": OrderType.STOP,
    }
)

EVENT_TYPE_OUT = WordsOut[OrderType, str](
    {
        OrderType.LIMIT: "LIMIT",
        OrderType.MARKET: "MARKET",
        OrderType.STOP_LIMIT: "STOP_LIMIT",
        OrderType.STOP: "STOP_MARKET",
    }
)

EVENT_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "NEW": OrderStatus.NEW,
        "OPEN": OrderStatus.NEW,
        "PARTIALLY_FILLED": OrderStatus.PARTIALLY_FILLED,
        "FILLED": OrderStatus.FILLED,
        "CANCELED": OrderStatus.CANCELED,
        "REJECTED": OrderStatus.REJECTED,
        "MODIFIED": OrderStatus.NEW,
    },
    OrderStatus.PENDING_NEW,
)

EVENT_STATUS_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "NEW",
        OrderStatus.PARTIALLY_FILLED: "PARTIALLY_FILLED",
        OrderStatus.FILLED: "FILLED",
        OrderStatus.CANCELED: "CANCELED",
        OrderStatus.REJECTED: "REJECTED",
    }
)

SYMBOL_STATUS_IN = OpenWordsIn[str, InstrumentStatus](
    {
        "open": InstrumentStatus.TRADING,
        "closed": InstrumentStatus.CLOSED,
        "cancel_only": InstrumentStatus.HALTED,
        "post_only": InstrumentStatus.TRADING,
        "limit_only": InstrumentStatus.TRADING,
    },
    InstrumentStatus.UNKNOWN,
)

SYMBOL_STATUS_OUT = WordsOut[InstrumentStatus, str](
    {InstrumentStatus.TRADING: "open", InstrumentStatus.CLOSED: "closed", InstrumentStatus.HALTED: "cancel_only"}
)

INTERVALS = WordsOut[str, str](
    {"1m": "1m", "5m": "5m", "15m": "15m", "30m": "30m", "1h": "1hr", "6h": "6hr", "1d": "1day"}
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    kind: str
    options: list[str] | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(
        request,
        "quote_quantity",
        "trigger_by",
        "trailing_offset",
        "expire_time",
        "reduce_only",
        "display_quantity",
        "margin_mode",
        "position_side",
        "self_trade_prevention",
    )
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "trigger_price")
        require_given(request, "quantity", "price")
        return OrderStyle("exchange limit", ["maker-or-cancel"])
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "trigger_price", "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle("exchange limit", ["maker-or-cancel"])
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.IOC:
        refuse_given(request, "trigger_price", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("exchange limit", ["immediate-or-cancel"])
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.FOK:
        refuse_given(request, "trigger_price", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("exchange limit", ["fill-or-kill"])
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "trigger_price", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("exchange limit")
    if request.type is OrderType.LIMIT:
        refuse_given(request, "trigger_price", "time_in_force", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("exchange limit")
    if request.type is OrderType.STOP_LIMIT and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle("exchange stop limit")
    if request.type is OrderType.STOP_LIMIT:
        refuse_given(request, "time_in_force", "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle("exchange stop limit")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None


_STYLES: dict[str, Style] = {
    "exchange limit": Style(OrderType.LIMIT, TimeInForce.GTC, True),
    "exchange stop limit": Style(OrderType.STOP_LIMIT, TimeInForce.GTC, False),
}
_UNKNOWN_STYLE = Style()


def read_style(kind: str) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get(kind, _UNKNOWN_STYLE)


def instrument(m: wire.Details) -> Instrument:
    """`tick_size` is the step of quantities, `quote_increment` that of prices."""
    return Instrument(
        symbol=format_symbol(
            m.base, m.quote, (m.settle if m.settle is not UNSET else None) if m.product_type == "swap" else None
        ),
        venue_symbol=m.symbol.lower(),
        kind=InstrumentKind.PERPETUAL if m.product_type == "swap" else InstrumentKind.SPOT,
        base=m.base,
        quote=m.quote,
        settle=(m.settle if m.settle is not UNSET else None) if m.product_type == "swap" else None,
        status=SYMBOL_STATUS_IN[m.status],
        price_increment=m.price_step,
        quantity_increment=m.quantity_step,
        min_quantity=m.min_quantity,
        aliases=[m.symbol],
        raw=m,
    )


def ticker(m: wire.Ticker, instrument: Instrument, recv: int) -> Ticker:
    """`Ticker` as Ticker."""
    return Ticker(
        symbol=instrument.symbol, bid=m.bid, ask=m.ask, last=m.last, ts_event=m.volume.time * 1_000_000, ts_recv=recv
    )


def book_ticker(m: wire.BookTicker, instrument: Instrument, recv: int) -> Ticker:
    """`BookTicker` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=Decimal(m.bid) if m.bid else None,
        bid_quantity=Decimal(m.bid_quantity) if m.bid_quantity else None,
        ask=Decimal(m.ask) if m.ask else None,
        ask_quantity=Decimal(m.ask_quantity) if m.ask_quantity else None,
        last=m.last if m.last is not UNSET else None,
        ts_event=m.time,
        ts_recv=recv,
    )


def trade(m: wire.Trade, instrument: Instrument, recv: int) -> Trade:
    """`Trade` as Trade."""
    return Trade(
        trade_id=str(m.trade_id),
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.quantity,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
    )


def trade_event(m: wire.TradeEvent, instrument: Instrument, recv: int) -> Trade:
    """`TradeEvent` as Trade."""
    return Trade(
        trade_id=str(m.trade_id),
        symbol=instrument.symbol,
        side=Side.SELL if m.buyer_is_maker else Side.BUY,
        price=m.price,
        quantity=m.quantity,
        ts_event=m.time,
        ts_recv=recv,
    )


def candle(m: wire.Candle, instrument: Instrument) -> Candle:
    """`Candle` as Candle."""
    return Candle(
        symbol=instrument.symbol, ts_open=m[0] * 1_000_000, open=m[1], high=m[2], low=m[3], close=m[4], volume=m[5]
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """An order that is neither live nor cancelled is filled. Its time is that of its making."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.id,
        client_order_id=m.client_order_id if m.client_order_id is not UNSET else None,
        side=SIDE_IN.get(m.side),
        type=ORDER_TYPE_IN.get(m.kind),
        time_in_force=(
            TimeInForce.IOC
            if "immediate-or-cancel" in m.options
            else TimeInForce.FOK if "fill-or-kill" in m.options else TimeInForce.GTC if m.price is not UNSET else None
        ),
        status=(
            OrderStatus.CANCELED
            if m.is_cancelled
            else (
                OrderStatus.FILLED
                if not m.is_live
                else OrderStatus.PARTIALLY_FILLED if m.filled > 0 else OrderStatus.NEW
            )
        ),
        price=m.price if m.price is not UNSET else None,
        trigger_price=m.stop_price if m.stop_price is not UNSET else None,
        quantity=m.quantity if m.quantity is not UNSET else None,
        filled_quantity=m.filled,
        leaves_quantity=(m.remaining if m.remaining is not UNSET else None) if m.is_live else Decimal(0),
        average_price=m.average or None,
        post_only="maker-or-cancel" in m.options,
        reason=m.reason if m.reason is not UNSET else None,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Fill, instrument: Instrument, recv: int) -> Fill:
    """`Fill` as Fill."""
    return Fill(
        trade_id=str(m.trade_id),
        venue_order_id=m.order_id,
        client_order_id=m.client_order_id if m.client_order_id is not UNSET else None,
        symbol=instrument.symbol,
        side=FILL_SIDE_IN[m.side],
        price=m.price,
        quantity=m.quantity,
        fee=m.fee,
        fee_currency=m.fee_currency,
        liquidity=Liquidity.TAKER if m.aggressor else Liquidity.MAKER,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def balance(m: wire.Balance) -> Balance:
    """`Balance` as Balance."""
    return Balance(currency=m.currency, total=m.total, free=m.free, locked=m.total - m.free)


def position(m: wire.Position, instrument: Instrument, recv: int) -> Position:
    """`Position` as Position."""
    return Position(
        symbol=instrument.symbol,
        side=PositionSide.SHORT if m.quantity < 0 else PositionSide.LONG,
        quantity=abs(m.quantity),
        entry_price=m.average_cost,
        mark_price=m.mark_price,
        unrealized_pnl=m.unrealized,
        net=True,
        ts_recv=recv,
        raw=m,
    )


def order_event(m: wire.OrderUpdate, instrument: Instrument, recv: int) -> Order:
    """Of a fill `Z` is the last execution, of other events all that was executed; nothing and zero are left out."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.order_id),
        client_order_id=m.client_order_id if m.client_order_id is not UNSET else None,
        side=EVENT_SIDE_IN.get(m.side) if m.side is not UNSET else None,
        type=EVENT_TYPE_IN.get(m.kind) if m.kind is not UNSET else None,
        status=(
            OrderStatus.PARTIALLY_FILLED
            if m.status == "MODIFIED" and m.executed is not UNSET
            else EVENT_STATUS_IN[m.status]
        ),
        price=m.price if m.price is not UNSET else None,
        trigger_price=m.stop_price if m.stop_price is not UNSET and m.stop_price else None,
        quantity=m.quantity if m.quantity is not UNSET else None,
        filled_quantity=(
            (m.quantity if m.quantity is not UNSET else None)
            if m.status == "FILLED"
            else (
                m.quantity - (m.remaining if m.remaining is not UNSET and m.remaining else Decimal(0))
                if m.status in ("NEW", "OPEN", "PARTIALLY_FILLED") and m.quantity is not UNSET
                else (
                    m.executed
                    if m.executed is not UNSET and m.executed
                    else Decimal(0) if m.side is not UNSET else None
                )
            )
        ),
        leaves_quantity=(
            Decimal(0)
            if m.status in ("FILLED", "CANCELED", "REJECTED")
            else m.remaining if m.remaining is not UNSET else None
        ),
        reason=m.reason if m.reason is not UNSET else None,
        ts_event=m.time,
        ts_recv=recv,
        raw=m,
    )


def fill_event(m: wire.OrderUpdate, instrument: Instrument, recv: int) -> Fill | None:
    """The event does not say in which currency the fee is."""
    if not (
        m.status in ("FILLED", "PARTIALLY_FILLED") and (m.trade_id if m.trade_id is not UNSET and m.trade_id else 0) > 0
    ):
        return None
    return Fill(
        trade_id=str(m.trade_id) if m.trade_id is not UNSET else None,
        venue_order_id=str(m.order_id),
        client_order_id=m.client_order_id if m.client_order_id is not UNSET else None,
        symbol=instrument.symbol,
        side=_1 if m.side is not UNSET and (_1 := EVENT_SIDE_IN.get(m.side)) is not None else Side.BUY,
        price=m.last_price if m.last_price is not UNSET and m.last_price else Decimal(0),
        quantity=m.executed if m.executed is not UNSET and m.executed else Decimal(0),
        fee=m.fee if m.fee is not UNSET else None,
        liquidity=Liquidity.MAKER if m.maker == True else Liquidity.TAKER if m.maker == False else None,
        ts_event=m.time,
        ts_recv=recv,
        raw=m,
    )


def balance_event(m: wire.StreamBalance) -> Balance:
    """`StreamBalance` as Balance."""
    return Balance(currency=m.asset, total=m.total, free=m.free, locked=m.total - m.free)
