"""Coinbase Exchange: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_given, require_one_given
from venue_runtime.errors import NotSupported
from venue_runtime.exprs import divided
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
    SelfTradePrevention,
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.wire import ns_from_iso
from venue_runtime.wire_enum import WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

ORDER_TYPE_IN = WordsIn[str, OrderType]({"limit": OrderType.LIMIT, "market": OrderType.MARKET})

ORDER_TYPE_OUT = WordsOut[OrderType, str]({OrderType.LIMIT: "limit", OrderType.MARKET: "market"})

TIME_IN_FORCE_IN = WordsIn[str, TimeInForce](
    {"GTC": TimeInForce.GTC, "GTT": TimeInForce.GTD, "IOC": TimeInForce.IOC, "FOK": TimeInForce.FOK}
)

TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str](
    {TimeInForce.GTC: "GTC", TimeInForce.GTD: "GTT", TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK"}
)

STP_IN = WordsIn[str, SelfTradePrevention](
    {
        "cn": SelfTradePrevention.CANCEL_TAKER,
        "co": SelfTradePrevention.CANCEL_MAKER,
        "cb": SelfTradePrevention.CANCEL_BOTH,
        "dc": SelfTradePrevention.DECREMENT,
    }
)

STP_OUT = WordsOut[SelfTradePrevention, str](
    {
        SelfTradePrevention.CANCEL_TAKER: "cn",
        SelfTradePrevention.CANCEL_MAKER: "co",
        SelfTradePrevention.CANCEL_BOTH: "cb",
        SelfTradePrevention.DECREMENT: "dc",
    }
)

LIQUIDITY_IN = WordsIn[str, Liquidity]({"T": Liquidity.TAKER, "M": Liquidity.MAKER})

LIQUIDITY_OUT = WordsOut[Liquidity, str]({Liquidity.TAKER: "T", Liquidity.MAKER: "M"})

INTERVALS = WordsOut[str, str]({"1m": "60", "5m": "300", "15m": "900", "1h": "3600", "6h": "21600", "1d": "86400"})


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    type: str
    post_only: bool | None = None
    time_in_force: str | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(
        request,
        "trigger_price",
        "trigger_by",
        "trailing_offset",
        "expire_time",
        "reduce_only",
        "display_quantity",
        "margin_mode",
        "position_side",
    )
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity")
        require_given(request, "quantity", "price")
        return OrderStyle("limit", True, "GTC")
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle("limit", True)
    if request.type is OrderType.LIMIT and request.time_in_force in (TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK):
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle(
            "limit", None, TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "time_in_force", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit")
    if request.type is OrderType.MARKET:
        refuse_given(request, "price", "time_in_force", "post_only")
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle("market")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None


_STYLES: dict[tuple[str, bool | None, str | None], Style] = {
    ("limit", True, "GTC"): Style(OrderType.LIMIT, TimeInForce.GTC, True),
    ("limit", True, None): Style(OrderType.LIMIT, None, True),
    ("limit", None, None): Style(OrderType.LIMIT, None, False),
    ("market", None, None): Style(OrderType.MARKET, None, False),
}
_UNKNOWN_STYLE = Style()


def read_style(type: str, post_only: bool | None, time_in_force: str | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((type, post_only, time_in_force), _UNKNOWN_STYLE)


def instrument(m: wire.Product) -> Instrument:
    """Since 2022 the smallest order is an amount of the quote currency; the sizes of older answers are gone."""
    return Instrument(
        symbol=format_symbol(m.base_currency, m.quote_currency),
        venue_symbol=m.id,
        kind=InstrumentKind.SPOT,
        base=m.base_currency,
        quote=m.quote_currency,
        status=(
            InstrumentStatus.CLOSED
            if m.status == "delisted"
            else (
                InstrumentStatus.HALTED
                if m.status != "online" or (m.trading_disabled is not UNSET and m.trading_disabled) or m.cancel_only
                else InstrumentStatus.TRADING
            )
        ),
        price_increment=m.quote_increment,
        quantity_increment=m.base_increment,
        min_notional=m.min_market_funds,
        raw=m,
    )


def ticker(m: wire.Ticker, instrument: Instrument, recv: int) -> Ticker:
    """`Ticker` as Ticker."""
    return Ticker(
        symbol=instrument.symbol, bid=m.bid, ask=m.ask, last=m.price, ts_event=ns_from_iso(m.time), ts_recv=recv
    )


def ticker_update(m: wire.TickerUpdate, instrument: Instrument, recv: int) -> Ticker:
    """`TickerUpdate` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=m.best_bid,
        bid_quantity=m.best_bid_size if m.best_bid_size is not UNSET else None,
        ask=m.best_ask,
        ask_quantity=m.best_ask_size if m.best_ask_size is not UNSET else None,
        last=m.price,
        ts_event=ns_from_iso(m.time),
        ts_recv=recv,
    )


def trade(m: wire.Trade, instrument: Instrument, recv: int) -> Trade:
    """`Trade` as Trade."""
    return Trade(
        trade_id=str(m.trade_id),
        symbol=instrument.symbol,
        side=Side.SELL if m.maker_side == "buy" else Side.BUY,
        price=m.price,
        quantity=m.size,
        ts_event=ns_from_iso(m.time),
        ts_recv=recv,
    )


def match(m: wire.Match, instrument: Instrument, recv: int) -> Trade:
    """`Match` as Trade."""
    return Trade(
        trade_id=str(m.trade_id),
        symbol=instrument.symbol,
        side=Side.SELL if m.maker_side == "buy" else Side.BUY,
        price=m.price,
        quantity=m.size,
        ts_event=ns_from_iso(m.time),
        ts_recv=recv,
    )


def candle(m: wire.Candle, instrument: Instrument) -> Candle:
    """`Candle` as Candle."""
    return Candle(
        symbol=instrument.symbol, ts_open=m[0] * 1_000_000_000, open=m[3], high=m[2], low=m[1], close=m[4], volume=m[5]
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.id,
        client_order_id=m.client_order_id if m.client_order_id is not UNSET else None,
        side=SIDE_IN.get(m.side),
        type=ORDER_TYPE_IN.get(m.type),
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force) if m.time_in_force is not UNSET else None,
        status=(
            OrderStatus.REJECTED
            if m.status == "rejected"
            else (
                OrderStatus.FILLED
                if m.status == "done" and m.done_reason == "filled"
                else (
                    OrderStatus.CANCELED
                    if m.status == "done"
                    else (
                        OrderStatus.PARTIALLY_FILLED
                        if m.filled > 0
                        else OrderStatus.PENDING_NEW if m.status in ("pending", "received") else OrderStatus.NEW
                    )
                )
            )
        ),
        price=m.price if m.price is not UNSET else None,
        quantity=m.quantity if m.quantity is not UNSET else None,
        quote_quantity=m.specified_funds if m.specified_funds is not UNSET else None,
        filled_quantity=m.filled,
        leaves_quantity=(
            Decimal(0)
            if m.status in ("done", "rejected")
            else m.quantity - m.filled if m.quantity is not UNSET else None
        ),
        average_price=divided(m.executed_value, m.filled) if m.filled > 0 else None,
        post_only=m.post_only is not UNSET and m.post_only or False,
        reduce_only=False,
        reason=m.reject_reason if m.reject_reason is not UNSET else None,
        ts_event=(
            ns_from_iso(m.done_at) if m.done_at is not UNSET and ns_from_iso(m.done_at) else ns_from_iso(m.created_at)
        ),
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Fill, instrument: Instrument, recv: int) -> Fill:
    """`Fill` as Fill."""
    return Fill(
        trade_id=str(m.trade_id),
        venue_order_id=m.order_id,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.size,
        fee=m.fee,
        fee_currency=instrument.quote,
        liquidity=LIQUIDITY_IN.get(m.liquidity),
        ts_event=ns_from_iso(m.created_at),
        ts_recv=recv,
        raw=m,
    )


def user_order(m: wire.UserEvent, instrument: Instrument, recv: int) -> Order | None:
    """The stream does not tell what is filled; what is left of a canceled order is told, but is left no more."""
    if m.type not in ("received", "open", "done"):
        return None
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.order_id if m.order_id is not UNSET else None,
        client_order_id=m.client_order_id if m.client_order_id is not UNSET else None,
        side=SIDE_IN.get(m.side),
        type=ORDER_TYPE_IN.get(m.order_type) if m.order_type is not UNSET else None,
        status=(
            OrderStatus.PENDING_NEW
            if m.type == "received"
            else (
                OrderStatus.NEW
                if m.type == "open"
                else OrderStatus.FILLED if m.reason == "filled" else OrderStatus.CANCELED
            )
        ),
        price=m.price if m.price is not UNSET else None,
        quantity=m.size if m.size is not UNSET else None,
        filled_quantity=Decimal(0) if m.type == "received" else None,
        leaves_quantity=Decimal(0) if m.type == "done" else m.remaining if m.remaining is not UNSET else None,
        ts_event=ns_from_iso(m.time),
        ts_recv=recv,
        raw=m,
    )


def user_fill(m: wire.UserEvent, instrument: Instrument, recv: int) -> Fill | None:
    """The side is the resting order's; the user's id stands where the user's order is. The fee is not told."""
    if m.type != "match":
        return None
    return Fill(
        trade_id=str(m.trade_id) if m.trade_id is not UNSET else None,
        venue_order_id=(
            _1
            if (
                _1 := (
                    (m.taker_order_id if m.taker_order_id is not UNSET else None)
                    if m.taker_user_id is not UNSET
                    else m.maker_order_id if m.maker_order_id is not UNSET else None
                )
            )
            else ""
        ),
        symbol=instrument.symbol,
        side=Side.SELL if (m.side == "sell") == (m.taker_user_id is UNSET) else Side.BUY,
        price=m.price if m.price is not UNSET and m.price else Decimal(0),
        quantity=m.size if m.size is not UNSET and m.size else Decimal(0),
        liquidity=Liquidity.TAKER if m.taker_user_id is not UNSET else Liquidity.MAKER,
        ts_event=ns_from_iso(m.time),
        ts_recv=recv,
        raw=m,
    )


def balance(m: wire.Account) -> Balance:
    """`Account` as Balance."""
    return Balance(currency=m.currency, total=m.total, free=m.free, locked=m.locked)
