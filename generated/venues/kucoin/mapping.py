"""KuCoin: from the wire to the contract, and back for orders."""

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
from venue_runtime.wire import ns_from_s
from venue_runtime.wire_enum import WordsIn, WordsOut

from . import types as wire
from .venue import KucoinConfig

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

ORDER_TYPE_IN = WordsIn[str, OrderType]({"limit": OrderType.LIMIT, "market": OrderType.MARKET})

ORDER_TYPE_OUT = WordsOut[OrderType, str]({OrderType.LIMIT: "limit", OrderType.MARKET: "market"})

TIME_IN_FORCE_IN = WordsIn[str, TimeInForce](
    {"GTC": TimeInForce.GTC, "IOC": TimeInForce.IOC, "FOK": TimeInForce.FOK, "GTT": TimeInForce.GTD}
)

TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str](
    {TimeInForce.GTC: "GTC", TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK", TimeInForce.GTD: "GTT"}
)

STP_IN = WordsIn[str, SelfTradePrevention](
    {
        "CN": SelfTradePrevention.CANCEL_TAKER,
        "CO": SelfTradePrevention.CANCEL_MAKER,
        "CB": SelfTradePrevention.CANCEL_BOTH,
        "DC": SelfTradePrevention.DECREMENT,
    }
)

STP_OUT = WordsOut[SelfTradePrevention, str](
    {
        SelfTradePrevention.CANCEL_TAKER: "CN",
        SelfTradePrevention.CANCEL_MAKER: "CO",
        SelfTradePrevention.CANCEL_BOTH: "CB",
        SelfTradePrevention.DECREMENT: "DC",
    }
)

LIQUIDITY_IN = WordsIn[str, Liquidity]({"taker": Liquidity.TAKER, "maker": Liquidity.MAKER})

LIQUIDITY_OUT = WordsOut[Liquidity, str]({Liquidity.TAKER: "taker", Liquidity.MAKER: "maker"})

INTERVALS = WordsOut[str, str](
    {
        "1m": "1min",
        "3m": "3min",
        "5m": "5min",
        "15m": "15min",
        "30m": "30min",
        "1h": "1hour",
        "2h": "2hour",
        "4h": "4hour",
        "6h": "6hour",
        "8h": "8hour",
        "12h": "12hour",
        "1d": "1day",
        "1w": "1week",
        "1M": "1month",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    type: str
    post_only: bool | None = None
    time_in_force: str | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(
        request, "trigger_price", "trigger_by", "trailing_offset", "reduce_only", "margin_mode", "position_side"
    )
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity", "expire_time")
        require_given(request, "quantity", "price")
        return OrderStyle(
            "limit", True, TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTD:
        refuse_given(request, "quote_quantity")
        require_given(request, "quantity", "price", "expire_time")
        return OrderStyle(
            "limit", True, TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "time_in_force", "expire_time")
        require_given(request, "quantity", "price")
        return OrderStyle("limit", True)
    if request.type is OrderType.LIMIT and request.time_in_force in (TimeInForce.IOC, TimeInForce.FOK):
        refuse_given(request, "quote_quantity", "expire_time", "post_only", "display_quantity")
        require_given(request, "quantity", "price")
        return OrderStyle(
            "limit", None, TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.GTD:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price", "expire_time")
        return OrderStyle(
            "limit", None, TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity", "expire_time", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle(
            "limit", None, TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "time_in_force", "expire_time", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit")
    if request.type is OrderType.MARKET:
        refuse_given(request, "price", "time_in_force", "expire_time", "post_only", "display_quantity")
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle("market")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None


_STYLES: dict[tuple[str, bool | None], Style] = {
    ("limit", True): Style(OrderType.LIMIT, TimeInForce.GTC, True),
    ("limit", None): Style(OrderType.LIMIT, None, False),
    ("market", None): Style(OrderType.MARKET, None, False),
}
_UNKNOWN_STYLE = Style()


def read_style(type: str, post_only: bool | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((type, post_only), _UNKNOWN_STYLE)


def instrument(m: wire.Symbol) -> Instrument:
    """`Symbol` as Instrument."""
    return Instrument(
        symbol=format_symbol(m.base_currency, m.quote_currency),
        venue_symbol=m.symbol,
        kind=InstrumentKind.SPOT,
        base=m.base_currency,
        quote=m.quote_currency,
        status=InstrumentStatus.TRADING if m.enable_trading else InstrumentStatus.HALTED,
        price_increment=m.price_increment,
        quantity_increment=m.base_increment,
        min_quantity=m.base_min_size,
        max_quantity=m.base_max_size,
        min_notional=m.min_funds if m.min_funds is not UNSET else None,
        raw=m,
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.id,
        client_order_id=m.client_order_id if m.client_order_id is not UNSET else None,
        side=SIDE_IN.get(m.side),
        type=ORDER_TYPE_IN.get(m.type),
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force),
        status=(
            OrderStatus.PARTIALLY_FILLED
            if m.active and m.filled > 0
            else OrderStatus.NEW if m.active else OrderStatus.CANCELED if m.cancel_exists else OrderStatus.FILLED
        ),
        price=m.price or None,
        quantity=m.quantity or None,
        quote_quantity=m.funds or None if m.type == "market" else None,
        filled_quantity=m.filled,
        leaves_quantity=m.remaining if m.active else Decimal(0),
        average_price=divided(m.filled_funds, m.filled) if m.filled > 0 else None,
        post_only=m.post_only,
        reduce_only=False,
        ts_event=m.updated_at * 1_000_000,
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
        quantity=m.quantity,
        fee=m.fee,
        fee_currency=m.fee_currency,
        liquidity=LIQUIDITY_IN.get(m.liquidity),
        ts_event=m.created_at * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def order_update(m: wire.OrderUpdate, instrument: Instrument, recv: int) -> Order:
    """`OrderUpdate` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.order_id,
        client_order_id=m.client_order_id if m.client_order_id is not UNSET else None,
        side=SIDE_IN.get(m.side),
        type=ORDER_TYPE_IN.get(m.order_type),
        status=(
            OrderStatus.FILLED
            if m.event == "filled"
            or (
                m.event == "match"
                and (m.origin_quantity is not UNSET and m.origin_quantity or (m.quantity is not UNSET and m.quantity))
                and (m.remaining == 0)
            )
            else (
                OrderStatus.CANCELED
                if m.event == "canceled" or m.status == "done"
                else (
                    OrderStatus.PENDING_NEW
                    if m.event == "received"
                    else (
                        OrderStatus.PARTIALLY_FILLED
                        if m.filled is not UNSET and m.filled or m.event == "match"
                        else OrderStatus.NEW
                    )
                )
            )
        ),
        price=m.price if m.price is not UNSET and m.price else None,
        quantity=(
            m.origin_quantity
            if m.origin_quantity is not UNSET and m.origin_quantity
            else m.quantity if m.quantity is not UNSET and m.quantity else None
        ),
        filled_quantity=m.filled if m.filled is not UNSET else None,
        leaves_quantity=Decimal(0) if m.status == "done" else m.remaining if m.remaining is not UNSET else None,
        ts_event=m.time,
        ts_recv=recv,
        raw=m,
    )


def fill_update(m: wire.OrderUpdate, instrument: Instrument, recv: int) -> Fill | None:
    """The stream does not tell the fee."""
    if m.event != "match":
        return None
    return Fill(
        trade_id=m.trade_id if m.trade_id is not UNSET else None,
        venue_order_id=m.order_id,
        client_order_id=m.client_order_id if m.client_order_id is not UNSET else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.match_price if m.match_price is not UNSET and m.match_price else Decimal(0),
        quantity=m.match_quantity if m.match_quantity is not UNSET and m.match_quantity else Decimal(0),
        liquidity=LIQUIDITY_IN.get(m.liquidity) if m.liquidity is not UNSET else None,
        ts_event=m.time,
        ts_recv=recv,
        raw=m,
    )


def trade(m: wire.Trade, instrument: Instrument, recv: int) -> Trade:
    """`Trade` as Trade."""
    return Trade(
        trade_id=m.sequence,
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.size,
        ts_event=m.time,
        ts_recv=recv,
    )


def match(m: wire.Match, instrument: Instrument, recv: int) -> Trade:
    """`Match` as Trade."""
    return Trade(
        trade_id=m.trade_id,
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.quantity,
        ts_event=int(m.time),
        ts_recv=recv,
    )


def ticker(m: wire.Level1, instrument: Instrument, recv: int) -> Ticker:
    """`Level1` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=m.best_bid,
        bid_quantity=m.best_bid_size,
        ask=m.best_ask,
        ask_quantity=m.best_ask_size,
        last=m.price,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
    )


def ticker_update(m: wire.TickerUpdate, instrument: Instrument, recv: int) -> Ticker:
    """`TickerUpdate` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=m.best_bid,
        bid_quantity=m.best_bid_size,
        ask=m.best_ask,
        ask_quantity=m.best_ask_size,
        last=m.price,
        ts_event=(
            m.time * 1_000_000
            if m.time is not UNSET and m.time
            else m.capital_time * 1_000_000 if m.capital_time is not UNSET else None
        ),
        ts_recv=recv,
    )


def candle(m: wire.Candle, instrument: Instrument) -> Candle:
    """`Candle` as Candle."""
    return Candle(
        symbol=instrument.symbol, ts_open=ns_from_s(m[0]), open=m[1], high=m[3], low=m[4], close=m[2], volume=m[5]
    )


def candle_update(m: wire.CandleUpdate, instrument: Instrument) -> Candle:
    """`CandleUpdate` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=ns_from_s(m.candle[0]),
        open=m.candle[1],
        high=m.candle[3],
        low=m.candle[4],
        close=m.candle[2],
        volume=m.candle[5],
    )


def balance(m: wire.Account) -> Balance:
    """`Account` as Balance."""
    return Balance(currency=m.currency, total=m.total, free=m.free, locked=m.locked)


def balance_update(m: wire.BalanceUpdate, config: KucoinConfig) -> Balance | None:
    """`BalanceUpdate` as Balance."""
    if not (m.event.startswith(config.account)):
        return None
    return Balance(currency=m.currency, total=m.total, free=m.free, locked=m.locked)
