"""Crypto.com Exchange: from the wire to the contract, and back for orders."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_given, require_one_given
from venue_runtime.errors import NotSupported
from venue_runtime.exprs import word_of
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
)
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

CURRENCIES = dict[str, str]({"USD_Stable_Coin": "USD"})

SIDE_IN = WordsIn[str, Side]({"BUY": Side.BUY, "SELL": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "BUY", Side.SELL: "SELL"})

ORDER_TYPE_IN = WordsIn[str, OrderType](
    {
        "LIMIT": OrderType.LIMIT,
        "MARKET": OrderType.MARKET,
        "STOP_LOSS": OrderType.STOP,
        "STOP_LIMIT": OrderType.STOP_LIMIT,
        "TAKE_PROFIT": OrderType.TAKE_PROFIT,
        "TAKE_PROFIT_LIMIT": OrderType.TAKE_PROFIT_LIMIT,
    }
)

ORDER_TYPE_OUT = WordsOut[OrderType, str](
    {
        OrderType.LIMIT: "LIMIT",
        OrderType.MARKET: "MARKET",
        OrderType.STOP: "STOP_LOSS",
        OrderType.STOP_LIMIT: "STOP_LIMIT",
        OrderType.TAKE_PROFIT: "TAKE_PROFIT",
        OrderType.TAKE_PROFIT_LIMIT: "TAKE_PROFIT_LIMIT",
    }
)

TIME_IN_FORCE_IN = WordsIn[str, TimeInForce](
    {"GOOD_TILL_CANCEL": TimeInForce.GTC, "IMMEDIATE_OR_CANCEL": TimeInForce.IOC, "FILL_OR_KILL": TimeInForce.FOK}
)

TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str](
    {TimeInForce.GTC: "GOOD_TILL_CANCEL", TimeInForce.IOC: "IMMEDIATE_OR_CANCEL", TimeInForce.FOK: "FILL_OR_KILL"}
)

ORDER_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "PENDING": OrderStatus.PENDING_NEW,
        "NEW": OrderStatus.NEW,
        "ACTIVE": OrderStatus.NEW,
        "FILLED": OrderStatus.FILLED,
        "CANCELED": OrderStatus.CANCELED,
        "REJECTED": OrderStatus.REJECTED,
        "EXPIRED": OrderStatus.EXPIRED,
    },
    OrderStatus.PENDING_NEW,
)

ORDER_STATUS_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.PENDING_NEW: "PENDING",
        OrderStatus.NEW: "NEW",
        OrderStatus.FILLED: "FILLED",
        OrderStatus.CANCELED: "CANCELED",
        OrderStatus.REJECTED: "REJECTED",
        OrderStatus.EXPIRED: "EXPIRED",
    }
)

INST_TYPE_IN = WordsIn[str, InstrumentKind](
    {"CCY_PAIR": InstrumentKind.SPOT, "PERPETUAL_SWAP": InstrumentKind.PERPETUAL, "FUTURE": InstrumentKind.FUTURE}
)

INST_TYPE_OUT = WordsOut[InstrumentKind, str](
    {InstrumentKind.SPOT: "CCY_PAIR", InstrumentKind.PERPETUAL: "PERPETUAL_SWAP", InstrumentKind.FUTURE: "FUTURE"}
)

ROLE_IN = WordsIn[str, Liquidity]({"MAKER": Liquidity.MAKER, "TAKER": Liquidity.TAKER})

ROLE_OUT = WordsOut[Liquidity, str]({Liquidity.MAKER: "MAKER", Liquidity.TAKER: "TAKER"})

STP_INST_IN = WordsIn[str, SelfTradePrevention](
    {"M": SelfTradePrevention.CANCEL_MAKER, "T": SelfTradePrevention.CANCEL_TAKER, "B": SelfTradePrevention.CANCEL_BOTH}
)

STP_INST_OUT = WordsOut[SelfTradePrevention, str](
    {SelfTradePrevention.CANCEL_MAKER: "M", SelfTradePrevention.CANCEL_TAKER: "T", SelfTradePrevention.CANCEL_BOTH: "B"}
)

INTERVALS = WordsOut[str, str](
    {
        "1m": "1m",
        "5m": "5m",
        "15m": "15m",
        "30m": "30m",
        "1h": "1h",
        "2h": "2h",
        "4h": "4h",
        "12h": "12h",
        "1d": "1D",
        "1w": "7D",
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
        request,
        "trigger_price",
        "trigger_by",
        "trailing_offset",
        "expire_time",
        "display_quantity",
        "margin_mode",
        "position_side",
    )
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity")
        require_given(request, "quantity", "price")
        return OrderStyle("LIMIT", "GOOD_TILL_CANCEL")
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle("LIMIT", "GOOD_TILL_CANCEL")
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("LIMIT", TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    if request.type is OrderType.MARKET and request.side is Side.BUY:
        refuse_given(request, "price", "time_in_force", "post_only")
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle("MARKET")
    if request.type is OrderType.MARKET:
        refuse_given(request, "quote_quantity", "price", "time_in_force", "post_only")
        require_given(request, "quantity")
        return OrderStyle("MARKET")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None
    side: Side | None = None


_STYLES: dict[tuple[str, str | None], Style] = {
    ("LIMIT", "GOOD_TILL_CANCEL"): Style(OrderType.LIMIT, TimeInForce.GTC, True, None),
    ("LIMIT", None): Style(OrderType.LIMIT, None, False, None),
    ("MARKET", None): Style(OrderType.MARKET, None, False, Side.BUY),
}
_UNKNOWN_STYLE = Style()


def read_style(type: str, time_in_force: str | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((type, time_in_force), _UNKNOWN_STYLE)


def instrument(m: wire.Instrument) -> Instrument | None:
    """Warrants and contracts on events are left out."""
    if m.kind not in ("CCY_PAIR", "PERPETUAL_SWAP", "FUTURE"):
        return None
    return Instrument(
        symbol=format_symbol(
            CURRENCIES.get(m.base, m.base),
            CURRENCIES.get(m.quote, m.quote),
            CURRENCIES.get(m.quote, m.quote) if m.kind != "CCY_PAIR" else None,
            expiry=(int(m.expiry) * 1_000_000 if m.expiry is not UNSET else None) if m.kind == "FUTURE" else None,
        ),
        venue_symbol=m.symbol,
        kind=INST_TYPE_IN[m.kind],
        base=CURRENCIES.get(m.base, m.base),
        quote=CURRENCIES.get(m.quote, m.quote),
        settle=CURRENCIES.get(m.quote, m.quote) if m.kind != "CCY_PAIR" else None,
        status=InstrumentStatus.TRADING if m.tradable else InstrumentStatus.HALTED,
        price_increment=m.price_tick_size,
        quantity_increment=m.quantity_tick_size,
        min_quantity=m.quantity_tick_size,
        quantity_unit=QuantityUnit.BASE,
        expiry=(int(m.expiry) * 1_000_000 if m.expiry is not UNSET else None) if m.kind == "FUTURE" else None,
        raw=m,
    )


def ticker(m: wire.Ticker, instrument: Instrument, recv: int) -> Ticker:
    """`Ticker` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=m.bid,
        bid_quantity=m.bid_size if m.bid_size is not UNSET else None,
        ask=m.ask,
        ask_quantity=m.ask_size if m.ask_size is not UNSET else None,
        last=m.last,
        ts_event=int(m.time) * 1_000_000,
        ts_recv=recv,
    )


def funding(m: wire.Valuation, instrument: Instrument) -> FundingRate:
    """Of the hour under way; it is settled at its end."""
    return FundingRate(symbol=instrument.symbol, rate=m.value)


def trade(m: wire.Trade, instrument: Instrument, recv: int) -> Trade:
    """`Trade` as Trade."""
    return Trade(
        trade_id=m.id,
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.quantity,
        ts_event=int(m.time) * 1_000_000,
        ts_recv=recv,
    )


def candle(m: wire.Candle, instrument: Instrument) -> Candle:
    """`Candle` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=int(m.time) * 1_000_000,
        open=m.open,
        high=m.high,
        low=m.low,
        close=m.close,
        volume=m.volume,
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.id,
        client_order_id=m.client_id if m.client_id is not UNSET else None,
        side=SIDE_IN.get(m.side),
        type=ORDER_TYPE_IN.get(m.type),
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force) if m.time_in_force is not UNSET else None,
        status=OrderStatus.PARTIALLY_FILLED if m.status == "ACTIVE" and m.filled > 0 else ORDER_STATUS_IN[m.status],
        price=m.limit_price if m.limit_price is not UNSET and m.limit_price else None,
        trigger_price=m.ref_price if m.ref_price is not UNSET and m.ref_price else None,
        quantity=m.quantity,
        filled_quantity=m.filled,
        average_price=m.average or None,
        post_only="POST_ONLY" in (m.exec_inst if m.exec_inst is not UNSET and m.exec_inst else []),
        reduce_only="REDUCE_ONLY" in (m.exec_inst if m.exec_inst is not UNSET and m.exec_inst else []),
        reason=word_of(m.reason) if m.reason is not UNSET else None,
        ts_event=int(m.updated) * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Fill, instrument: Instrument, recv: int) -> Fill:
    """`Fill` as Fill."""
    return Fill(
        trade_id=m.trade_id,
        venue_order_id=m.order_id,
        client_order_id=m.client_id if m.client_id is not UNSET else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.quantity,
        fee=-m.fees,
        fee_currency=CURRENCIES.get(m.fee_currency, m.fee_currency),
        liquidity=ROLE_IN.get(m.role) if m.role else None,
        ts_event=int(m.created) * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def balance(m: wire.Holding) -> Balance:
    """`Holding` as Balance."""
    return Balance(
        currency=CURRENCIES.get(m.currency, m.currency),
        total=m.quantity,
        free=m.quantity - m.reserved,
        locked=m.reserved,
    )


def position(m: wire.Position, instrument: Instrument, recv: int) -> Position:
    """`Position` as Position."""
    return Position(
        symbol=instrument.symbol,
        side=PositionSide.SHORT if m.quantity < 0 else PositionSide.LONG,
        quantity=abs(m.quantity),
        mark_price=m.mark_price if m.mark_price is not UNSET else None,
        unrealized_pnl=m.open_pnl,
        leverage=m.leverage if m.leverage is not UNSET else None,
        liquidation_price=m.liquidation_price if m.liquidation_price is not UNSET else None,
        net=True,
        ts_event=int(m.updated) * 1_000_000,
        ts_recv=recv,
        raw=m,
    )
