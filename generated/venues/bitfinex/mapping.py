"""Bitfinex: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_given
from venue_runtime.errors import NotSupported
from venue_runtime.exprs import cut, part
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
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.wire_enum import OpenBeginningsIn, WordsIn, WordsOut

from . import types as wire
from .venue import BitfinexConfig

CURRENCIES = dict[str, str](
    {
        "UST": "USDT",
        "UDC": "USDC",
        "EUT": "EURT",
        "TSD": "TUSD",
        "DSH": "DASH",
        "IOT": "IOTA",
        "QTM": "QTUM",
        "ATO": "ATOM",
        "ALG": "ALGO",
        "STJ": "STORJ",
        "MNA": "MANA",
        "SNG": "SNGLS",
        "RBT": "RBTC",
        "VSY": "VSYS",
        "XCH": "XCHF",
        "EUS": "EURS",
        "AMP": "AMPL",
        "DAT": "DATA",
    }
)

ORDER_KIND_IN = WordsIn[str, OrderType](
    {
        "EXCHANGE LIMIT": OrderType.LIMIT,
        "EXCHANGE MARKET": OrderType.MARKET,
        "EXCHANGE IOC": OrderType.LIMIT,
        "EXCHANGE FOK": OrderType.LIMIT,
        "EXCHANGE STOP": OrderType.STOP,
        "EXCHANGE STOP LIMIT": OrderType.STOP_LIMIT,
        "EXCHANGE TRAILING STOP": OrderType.TRAILING_STOP,
        "LIMIT": OrderType.LIMIT,
        "MARKET": OrderType.MARKET,
        "IOC": OrderType.LIMIT,
        "FOK": OrderType.LIMIT,
        "STOP": OrderType.STOP,
        "STOP LIMIT": OrderType.STOP_LIMIT,
        "TRAILING STOP": OrderType.TRAILING_STOP,
    }
)

ORDER_KIND_OUT = WordsOut[OrderType, str](
    {
        OrderType.LIMIT: "EXCHANGE LIMIT",
        OrderType.MARKET: "EXCHANGE MARKET",
        OrderType.STOP: "EXCHANGE STOP",
        OrderType.STOP_LIMIT: "EXCHANGE STOP LIMIT",
        OrderType.TRAILING_STOP: "EXCHANGE TRAILING STOP",
    }
)

ORDER_STATE_IN = OpenBeginningsIn[OrderStatus](
    {
        "ACTIVE": OrderStatus.NEW,
        "PARTIALLY FILLED": OrderStatus.PARTIALLY_FILLED,
        "EXECUTED": OrderStatus.FILLED,
        "CANCELED": OrderStatus.CANCELED,
        "IOC CANCELED": OrderStatus.CANCELED,
        "FILLORKILL CANCELED": OrderStatus.CANCELED,
        "POSTONLY CANCELED": OrderStatus.REJECTED,
        "INSUFFICIENT MARGIN": OrderStatus.CANCELED,
        "INSUFFICIENT BALANCE": OrderStatus.CANCELED,
        "RSN_DUST": OrderStatus.REJECTED,
        "RSN_PAUSE": OrderStatus.REJECTED,
    },
    OrderStatus.PENDING_NEW,
)

ORDER_STATE_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "ACTIVE",
        OrderStatus.PARTIALLY_FILLED: "PARTIALLY FILLED",
        OrderStatus.FILLED: "EXECUTED",
        OrderStatus.CANCELED: "CANCELED",
        OrderStatus.REJECTED: "POSTONLY CANCELED",
    }
)

INTERVALS = WordsOut[str, str](
    {
        "1m": "1m",
        "5m": "5m",
        "15m": "15m",
        "30m": "30m",
        "1h": "1h",
        "3h": "3h",
        "6h": "6h",
        "12h": "12h",
        "1d": "1D",
        "1w": "1W",
        "2w": "14D",
        "1M": "1M",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    kind: str


def order_style(request: OrderRequest, instrument: Instrument) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(
        request,
        "quote_quantity",
        "trigger_by",
        "expire_time",
        "display_quantity",
        "margin_mode",
        "position_side",
        "self_trade_prevention",
    )
    if (
        request.type is OrderType.LIMIT
        and request.time_in_force is TimeInForce.IOC
        and instrument.kind is InstrumentKind.SPOT
    ):
        refuse_given(request, "trigger_price", "trailing_offset", "post_only", "reduce_only")
        require_given(request, "quantity", "price")
        return OrderStyle("EXCHANGE IOC")
    if (
        request.type is OrderType.LIMIT
        and request.time_in_force is TimeInForce.FOK
        and instrument.kind is InstrumentKind.SPOT
    ):
        refuse_given(request, "trigger_price", "trailing_offset", "post_only", "reduce_only")
        require_given(request, "quantity", "price")
        return OrderStyle("EXCHANGE FOK")
    if (
        request.type is OrderType.LIMIT
        and request.time_in_force is TimeInForce.GTC
        and instrument.kind is InstrumentKind.SPOT
    ):
        refuse_given(request, "trigger_price", "trailing_offset", "reduce_only")
        require_given(request, "quantity", "price")
        return OrderStyle("EXCHANGE LIMIT")
    if request.type is OrderType.LIMIT and instrument.kind is InstrumentKind.SPOT:
        refuse_given(request, "trigger_price", "trailing_offset", "time_in_force", "reduce_only")
        require_given(request, "quantity", "price")
        return OrderStyle("EXCHANGE LIMIT")
    if request.type is OrderType.MARKET and instrument.kind is InstrumentKind.SPOT:
        refuse_given(request, "price", "trigger_price", "trailing_offset", "time_in_force", "post_only", "reduce_only")
        require_given(request, "quantity")
        return OrderStyle("EXCHANGE MARKET")
    if request.type is OrderType.STOP and instrument.kind is InstrumentKind.SPOT:
        refuse_given(request, "price", "trailing_offset", "time_in_force", "post_only", "reduce_only")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle("EXCHANGE STOP")
    if request.type is OrderType.STOP_LIMIT and instrument.kind is InstrumentKind.SPOT:
        refuse_given(request, "trailing_offset", "time_in_force", "post_only", "reduce_only")
        require_given(request, "quantity", "trigger_price", "price")
        return OrderStyle("EXCHANGE STOP LIMIT")
    if request.type is OrderType.TRAILING_STOP and instrument.kind is InstrumentKind.SPOT:
        refuse_given(request, "price", "trigger_price", "time_in_force", "post_only", "reduce_only")
        require_given(request, "quantity", "trailing_offset")
        return OrderStyle("EXCHANGE TRAILING STOP")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.IOC:
        refuse_given(request, "trigger_price", "trailing_offset", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("IOC")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.FOK:
        refuse_given(request, "trigger_price", "trailing_offset", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("FOK")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "trigger_price", "trailing_offset")
        require_given(request, "quantity", "price")
        return OrderStyle("LIMIT")
    if request.type is OrderType.LIMIT:
        refuse_given(request, "trigger_price", "trailing_offset", "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle("LIMIT")
    if request.type is OrderType.MARKET:
        refuse_given(request, "price", "trigger_price", "trailing_offset", "time_in_force", "post_only")
        require_given(request, "quantity")
        return OrderStyle("MARKET")
    if request.type is OrderType.STOP:
        refuse_given(request, "price", "trailing_offset", "time_in_force", "post_only")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle("STOP")
    if request.type is OrderType.STOP_LIMIT:
        refuse_given(request, "trailing_offset", "time_in_force", "post_only")
        require_given(request, "quantity", "trigger_price", "price")
        return OrderStyle("STOP LIMIT")
    if request.type is OrderType.TRAILING_STOP:
        refuse_given(request, "price", "trigger_price", "time_in_force", "post_only")
        require_given(request, "quantity", "trailing_offset")
        return OrderStyle("TRAILING STOP")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None


_STYLES: dict[str, Style] = {
    "EXCHANGE IOC": Style(OrderType.LIMIT, TimeInForce.IOC),
    "EXCHANGE FOK": Style(OrderType.LIMIT, TimeInForce.FOK),
    "EXCHANGE LIMIT": Style(OrderType.LIMIT, TimeInForce.GTC),
    "EXCHANGE MARKET": Style(OrderType.MARKET, None),
    "EXCHANGE STOP": Style(OrderType.STOP, None),
    "EXCHANGE STOP LIMIT": Style(OrderType.STOP_LIMIT, None),
    "EXCHANGE TRAILING STOP": Style(OrderType.TRAILING_STOP, None),
    "IOC": Style(OrderType.LIMIT, TimeInForce.IOC),
    "FOK": Style(OrderType.LIMIT, TimeInForce.FOK),
    "LIMIT": Style(OrderType.LIMIT, TimeInForce.GTC),
    "MARKET": Style(OrderType.MARKET, None),
    "STOP": Style(OrderType.STOP, None),
    "STOP LIMIT": Style(OrderType.STOP_LIMIT, None),
    "TRAILING STOP": Style(OrderType.TRAILING_STOP, None),
}
_UNKNOWN_STYLE = Style()


def read_style(kind: str) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get(kind, _UNKNOWN_STYLE)


def pair(m: wire.Pair) -> Instrument:
    """Prices have at most five significant digits; quantities, of derivatives too, are in the base currency."""
    return Instrument(
        symbol=format_symbol(
            (
                CURRENCIES.get((_1 := part(part(m[0], ":", 0), "F0", 0)), _1)
                if ":" in m[0]
                else CURRENCIES.get((_2 := cut(m[0], 0, 3)), _2)
            ),
            (
                CURRENCIES.get((_3 := part(part(m[0], ":", 1), "F0", 0)), _3)
                if ":" in m[0]
                else CURRENCIES.get((_4 := cut(m[0], 3, 6)), _4)
            ),
            CURRENCIES.get((_5 := part(part(m[0], ":", 1), "F0", 0)), _5) if "F0:" in m[0] else None,
        ),
        venue_symbol="t" + m[0],
        kind=InstrumentKind.PERPETUAL if "F0:" in m[0] else InstrumentKind.SPOT,
        base=(
            CURRENCIES.get((_1 := part(part(m[0], ":", 0), "F0", 0)), _1)
            if ":" in m[0]
            else CURRENCIES.get((_2 := cut(m[0], 0, 3)), _2)
        ),
        quote=(
            CURRENCIES.get((_3 := part(part(m[0], ":", 1), "F0", 0)), _3)
            if ":" in m[0]
            else CURRENCIES.get((_4 := cut(m[0], 3, 6)), _4)
        ),
        settle=CURRENCIES.get((_5 := part(part(m[0], ":", 1), "F0", 0)), _5) if "F0:" in m[0] else None,
        status=InstrumentStatus.TRADING,
        price_increment=Decimal("0.00000001"),
        quantity_increment=Decimal("0.00000001"),
        min_quantity=m[1].min_size,
        max_quantity=m[1].max_size,
        raw=m,
    )


def ticker(m: wire.Ticker, instrument: Instrument, recv: int) -> Ticker:
    """The sizes are sums over 25 levels, not those of the best."""
    return Ticker(symbol=instrument.symbol, bid=m.bid, ask=m.ask, last=m.last, ts_recv=recv)


def trade(m: wire.Trade, instrument: Instrument, recv: int) -> Trade:
    """`Trade` as Trade."""
    return Trade(
        trade_id=str(m.id),
        symbol=instrument.symbol,
        side=Side.BUY if m.amount > 0 else Side.SELL,
        price=m.price,
        quantity=abs(m.amount),
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
    )


def candle(m: wire.Candle, instrument: Instrument) -> Candle:
    """`Candle` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=m.time * 1_000_000,
        open=m.open,
        high=m.high,
        low=m.low,
        close=m.close,
        volume=m.volume,
    )


def funding(m: wire.DerivativeStatus, instrument: Instrument) -> FundingRate:
    """`DerivativeStatus` as FundingRate."""
    return FundingRate(
        symbol=instrument.symbol,
        rate=m.funding,
        ts_funding=m.next_funding * 1_000_000 if m.next_funding is not None else None,
        mark_price=m.mark,
        index_price=m.spot,
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """What is left of an order that was canceled stays in its amount."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.id),
        client_order_id=str(m.client_id) if m.client_id is not None else None,
        side=Side.BUY if m.original > 0 else Side.SELL,
        type=ORDER_KIND_IN.get(m.kind),
        time_in_force=(
            TimeInForce.IOC
            if m.kind in ("EXCHANGE IOC", "IOC")
            else TimeInForce.FOK if m.kind in ("EXCHANGE FOK", "FOK") else TimeInForce.GTC
        ),
        status=ORDER_STATE_IN[m.state],
        price=(
            m.auxiliary
            if m.kind in ("EXCHANGE STOP LIMIT", "STOP LIMIT")
            else (
                m.price if m.kind in ("EXCHANGE LIMIT", "LIMIT", "EXCHANGE IOC", "IOC", "EXCHANGE FOK", "FOK") else None
            )
        ),
        trigger_price=m.price if m.kind in ("EXCHANGE STOP", "STOP", "EXCHANGE STOP LIMIT", "STOP LIMIT") else None,
        quantity=abs(m.original),
        filled_quantity=abs(m.original) - abs(m.amount),
        leaves_quantity=(
            abs(m.amount) if m.state.startswith("ACTIVE") or m.state.startswith("PARTIALLY") else Decimal("0")
        ),
        average_price=m.average or None,
        post_only=bool(int(m.flags) & wire.OrderFlags.POST_ONLY),
        reduce_only=bool(int(m.flags) & wire.OrderFlags.REDUCE_ONLY),
        reason=m.state,
        ts_event=m.updated * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def own_trade(m: wire.OwnTrade, instrument: Instrument, recv: int) -> Fill:
    """A trade is told twice, first (te) without its fee."""
    return Fill(
        trade_id=str(m.id),
        venue_order_id=str(m.order_id),
        client_order_id=str(m.client_id) if m.client_id is not UNSET and m.client_id is not None else None,
        symbol=instrument.symbol,
        side=Side.BUY if m.amount > 0 else Side.SELL,
        price=m.price,
        quantity=abs(m.amount),
        fee=-m.fee if m.fee is not None else None,
        fee_currency=CURRENCIES.get(m.fee_currency, m.fee_currency) if m.fee_currency is not None else None,
        liquidity=Liquidity.MAKER if m.maker == 1 else Liquidity.TAKER if m.maker == -1 else None,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def wallet(m: wire.Wallet, config: BitfinexConfig) -> Balance | None:
    """What is available is told when it was computed, which in the stream is now and then."""
    if m.kind != config.wallet:
        return None
    return Balance(
        currency=CURRENCIES.get(m.currency, m.currency),
        total=m.balance,
        free=m.available,
        locked=m.balance - m.available if m.available is not None else None,
    )


def position(m: wire.Position, instrument: Instrument, recv: int) -> Position:
    """`Position` as Position."""
    return Position(
        symbol=instrument.symbol,
        side=PositionSide.LONG if m.amount > 0 else PositionSide.SHORT,
        quantity=abs(m.amount),
        entry_price=m.base_price,
        unrealized_pnl=m.profit,
        leverage=m.leverage,
        liquidation_price=m.liquidation,
        ts_event=m.updated * 1_000_000 if m.updated is not None else None,
        ts_recv=recv,
        raw=m,
    )
