"""Backpack Exchange: from the wire to the contract, and back for orders."""

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
from venue_runtime.wire import ns_from_iso
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"Bid": Side.BUY, "Ask": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "Bid", Side.SELL: "Ask"})

ORDER_TYPE_IN = WordsIn[str, OrderType]({"Market": OrderType.MARKET, "Limit": OrderType.LIMIT})

ORDER_TYPE_OUT = WordsOut[OrderType, str]({OrderType.MARKET: "Market", OrderType.LIMIT: "Limit"})

STREAM_ORDER_TYPE_IN = WordsIn[str, OrderType]({"MARKET": OrderType.MARKET, "LIMIT": OrderType.LIMIT})

STREAM_ORDER_TYPE_OUT = WordsOut[OrderType, str]({OrderType.MARKET: "MARKET", OrderType.LIMIT: "LIMIT"})

TIME_IN_FORCE_IN = WordsIn[str, TimeInForce]({"GTC": TimeInForce.GTC, "IOC": TimeInForce.IOC, "FOK": TimeInForce.FOK})

TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str]({TimeInForce.GTC: "GTC", TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK"})

ORDER_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "New": OrderStatus.NEW,
        "PartiallyFilled": OrderStatus.PARTIALLY_FILLED,
        "Filled": OrderStatus.FILLED,
        "Cancelled": OrderStatus.CANCELED,
        "Expired": OrderStatus.EXPIRED,
        "TriggerPending": OrderStatus.NEW,
        "TriggerFailed": OrderStatus.REJECTED,
        "Triggered": OrderStatus.TRIGGERED,
    },
    OrderStatus.PENDING_NEW,
)

ORDER_STATUS_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "New",
        OrderStatus.PARTIALLY_FILLED: "PartiallyFilled",
        OrderStatus.FILLED: "Filled",
        OrderStatus.CANCELED: "Cancelled",
        OrderStatus.EXPIRED: "Expired",
        OrderStatus.REJECTED: "TriggerFailed",
        OrderStatus.TRIGGERED: "Triggered",
    }
)

SELF_TRADE_PREVENTION_IN = WordsIn[str, SelfTradePrevention](
    {
        "RejectTaker": SelfTradePrevention.CANCEL_TAKER,
        "RejectMaker": SelfTradePrevention.CANCEL_MAKER,
        "RejectBoth": SelfTradePrevention.CANCEL_BOTH,
    }
)

SELF_TRADE_PREVENTION_OUT = WordsOut[SelfTradePrevention, str](
    {
        SelfTradePrevention.CANCEL_TAKER: "RejectTaker",
        SelfTradePrevention.CANCEL_MAKER: "RejectMaker",
        SelfTradePrevention.CANCEL_BOTH: "RejectBoth",
    }
)

TRIGGER_BY_IN = WordsIn[str, TriggerBy](
    {"LastPrice": TriggerBy.LAST, "MarkPrice": TriggerBy.MARK, "IndexPrice": TriggerBy.INDEX}
)

TRIGGER_BY_OUT = WordsOut[TriggerBy, str](
    {TriggerBy.LAST: "LastPrice", TriggerBy.MARK: "MarkPrice", TriggerBy.INDEX: "IndexPrice"}
)

MARKET_TYPE_IN = WordsIn[str, InstrumentKind]({"SPOT": InstrumentKind.SPOT, "PERP": InstrumentKind.PERPETUAL})

MARKET_TYPE_OUT = WordsOut[InstrumentKind, str]({InstrumentKind.SPOT: "SPOT", InstrumentKind.PERPETUAL: "PERP"})

ORDER_BOOK_STATE_IN = OpenWordsIn[str, InstrumentStatus](
    {
        "Open": InstrumentStatus.TRADING,
        "LimitOnly": InstrumentStatus.TRADING,
        "PostOnly": InstrumentStatus.TRADING,
        "CancelOnly": InstrumentStatus.HALTED,
        "Closed": InstrumentStatus.CLOSED,
    },
    InstrumentStatus.UNKNOWN,
)

ORDER_BOOK_STATE_OUT = WordsOut[InstrumentStatus, str](
    {InstrumentStatus.TRADING: "Open", InstrumentStatus.HALTED: "CancelOnly", InstrumentStatus.CLOSED: "Closed"}
)

INTERVALS = WordsOut[str, str](
    {
        "1s": "1s",
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
        "1M": "1month",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    order_type: str
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
        "display_quantity",
        "margin_mode",
        "position_side",
    )
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity")
        require_given(request, "quantity", "price")
        return OrderStyle("Limit", True, "GTC")
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle("Limit", True)
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle(
            "Limit", None, TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.MARKET:
        refuse_given(request, "price", "time_in_force", "post_only")
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle("Market")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None


_STYLES: dict[tuple[str, bool | None, str | None], Style] = {
    ("Limit", True, "GTC"): Style(OrderType.LIMIT, TimeInForce.GTC, True),
    ("Limit", True, None): Style(OrderType.LIMIT, None, True),
    ("Limit", None, None): Style(OrderType.LIMIT, None, False),
    ("Market", None, None): Style(OrderType.MARKET, None, False),
}
_UNKNOWN_STYLE = Style()


def read_style(order_type: str, post_only: bool | None, time_in_force: str | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((order_type, post_only, time_in_force), _UNKNOWN_STYLE)


def instrument(m: wire.Market) -> Instrument | None:
    """`Market` as Instrument."""
    if m.market_type not in ("SPOT", "PERP"):
        return None
    return Instrument(
        symbol=format_symbol(m.base, m.quote, m.quote if m.market_type == "PERP" else None),
        venue_symbol=m.symbol,
        kind=MARKET_TYPE_IN[m.market_type],
        base=m.base,
        quote=m.quote,
        settle=m.quote if m.market_type == "PERP" else None,
        status=ORDER_BOOK_STATE_IN[m.order_book_state],
        price_increment=m.filters.price.tick_size,
        quantity_increment=m.filters.quantity.step_size,
        min_price=m.filters.price.min_price,
        max_price=m.filters.price.max_price if m.filters.price.max_price is not UNSET else None,
        min_quantity=m.filters.quantity.min_quantity,
        max_quantity=m.filters.quantity.max_quantity if m.filters.quantity.max_quantity is not UNSET else None,
        quantity_unit=QuantityUnit.BASE,
        inverse=False,
        raw=m,
    )


def ticker(m: wire.Ticker, instrument: Instrument, recv: int) -> Ticker:
    """`Ticker` as Ticker."""
    return Ticker(symbol=instrument.symbol, last=m.last_price, ts_recv=recv)


def book_ticker(m: wire.BookTickerEvent, instrument: Instrument, recv: int) -> Ticker:
    """`BookTickerEvent` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=m.bid,
        bid_quantity=m.bid_quantity,
        ask=m.ask,
        ask_quantity=m.ask_quantity,
        ts_event=m.engine_time * 1_000,
        ts_recv=recv,
    )


def trade(m: wire.Trade, instrument: Instrument, recv: int) -> Trade:
    """`Trade` as Trade."""
    return Trade(
        trade_id=str(m.id) if m.id is not UNSET else None,
        symbol=instrument.symbol,
        side=Side.SELL if m.is_buyer_maker else Side.BUY,
        price=m.price,
        quantity=m.quantity,
        ts_event=m.timestamp * 1_000_000,
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
        ts_event=m.engine_time * 1_000,
        ts_recv=recv,
    )


def candle(m: wire.Kline, instrument: Instrument) -> Candle | None:
    """An interval without trades has no prices, and is no candle."""
    if not (m.open is not UNSET and m.open is not None):
        return None
    return Candle(
        symbol=instrument.symbol,
        ts_open=ns_from_iso(m.start),
        open=m.open or Decimal(0),
        high=m.high if m.high is not UNSET and m.high else Decimal(0),
        low=m.low if m.low is not UNSET and m.low else Decimal(0),
        close=m.close if m.close is not UNSET and m.close else Decimal(0),
        volume=m.volume,
    )


def candle_event(m: wire.KlineEvent, instrument: Instrument) -> Candle | None:
    """`KlineEvent` as Candle."""
    if not (m.open is not None):
        return None
    return Candle(
        symbol=instrument.symbol,
        ts_open=ns_from_iso(m.start),
        open=m.open or Decimal(0),
        high=m.high or Decimal(0),
        low=m.low or Decimal(0),
        close=m.close or Decimal(0),
        volume=m.volume,
        closed=m.closed,
    )


def funding(m: wire.MarkPrice, instrument: Instrument) -> FundingRate:
    """`MarkPrice` as FundingRate."""
    return FundingRate(
        symbol=instrument.symbol,
        rate=m.funding_rate if m.funding_rate is not UNSET and m.funding_rate else Decimal(0),
        ts_funding=(
            m.next_funding_timestamp * 1_000_000
            if m.next_funding_timestamp is not UNSET and m.next_funding_timestamp is not None
            else None
        ),
        mark_price=m.mark_price,
        index_price=m.index_price if m.index_price is not UNSET else None,
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """When an order last changed is not said."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.id,
        client_order_id=str(m.client_id) if m.client_id is not UNSET and m.client_id is not None else None,
        side=SIDE_IN.get(m.side),
        type=ORDER_TYPE_IN.get(m.order_type),
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force),
        status=ORDER_STATUS_IN[m.status],
        price=m.price if m.price is not UNSET else None,
        quantity=m.quantity if m.quantity is not UNSET else None,
        quote_quantity=(
            (m.quote_quantity if m.quote_quantity is not UNSET else None)
            if m.quantity is UNSET or m.quantity is None
            else None
        ),
        filled_quantity=m.executed_quantity if m.executed_quantity is not UNSET else None,
        average_price=(
            divided(
                (
                    m.executed_quote_quantity
                    if m.executed_quote_quantity is not UNSET and m.executed_quote_quantity
                    else Decimal(0)
                ),
                m.executed_quantity,
            )
            if m.executed_quantity is not UNSET and m.executed_quantity is not None and (m.executed_quantity > 0)
            else None
        ),
        post_only=m.post_only is not UNSET and m.post_only or False,
        reduce_only=m.reduce_only is not UNSET and m.reduce_only or False,
        reason=m.expiry_reason if m.expiry_reason is not UNSET else None,
        ts_recv=recv,
        raw=m,
    )


def order_event(m: wire.OrderEvent, instrument: Instrument, recv: int) -> Order:
    """`OrderEvent` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.id,
        client_order_id=str(m.client_id) if m.client_id is not UNSET else None,
        side=SIDE_IN.get(m.side),
        type=STREAM_ORDER_TYPE_IN.get(m.type),
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force),
        status=ORDER_STATUS_IN[m.status],
        price=m.price if m.price is not UNSET else None,
        trigger_price=m.trigger_price if m.trigger_price is not UNSET else None,
        quantity=m.quantity if m.quantity is not UNSET else None,
        filled_quantity=m.executed,
        average_price=divided(m.executed_quote, m.executed) if m.executed > 0 else None,
        post_only=m.post_only is not UNSET and m.post_only or False,
        reduce_only=m.reduce_only is not UNSET and m.reduce_only or False,
        reason=m.expiry_reason if m.expiry_reason is not UNSET else None,
        ts_event=m.engine_time * 1_000,
        ts_recv=recv,
        raw=m,
    )


def fill_event(m: wire.OrderEvent, instrument: Instrument, recv: int) -> Fill | None:
    """`OrderEvent` as Fill."""
    if m.event != "orderFill":
        return None
    return Fill(
        trade_id=str(m.trade_id) if m.trade_id is not UNSET and m.trade_id is not None else None,
        venue_order_id=m.id,
        client_order_id=str(m.client_id) if m.client_id is not UNSET else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.fill_price if m.fill_price is not UNSET and m.fill_price else Decimal(0),
        quantity=m.fill_quantity if m.fill_quantity is not UNSET and m.fill_quantity else Decimal(0),
        fee=m.fee if m.fee is not UNSET else None,
        fee_currency=m.fee_symbol if m.fee_symbol is not UNSET else None,
        liquidity=Liquidity.MAKER if m.is_maker is not UNSET and m.is_maker else Liquidity.TAKER,
        ts_event=m.engine_time * 1_000,
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Fill, instrument: Instrument, recv: int) -> Fill:
    """`Fill` as Fill."""
    return Fill(
        trade_id=str(m.trade_id) if m.trade_id is not UNSET and m.trade_id is not None else None,
        venue_order_id=m.order_id,
        client_order_id=m.client_id if m.client_id is not UNSET else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.quantity,
        fee=m.fee,
        fee_currency=m.fee_symbol,
        liquidity=Liquidity.MAKER if m.is_maker else Liquidity.TAKER,
        ts_event=ns_from_iso(m.timestamp),
        ts_recv=recv,
        raw=m,
    )


def balance(m: wire.BalanceEntry) -> Balance:
    """`BalanceEntry` as Balance."""
    return Balance(
        currency=m[0],
        total=m[1].available + m[1].locked + m[1].staked,
        free=m[1].available,
        locked=m[1].locked + m[1].staked,
    )


def balance_event(m: wire.BalanceEvent) -> Balance:
    """`BalanceEvent` as Balance."""
    return Balance(
        currency=m.asset, total=m.available + m.locked + m.staked, free=m.available, locked=m.locked + m.staked
    )


def position(m: wire.Position, instrument: Instrument, recv: int) -> Position:
    """`Position` as Position."""
    return Position(
        symbol=instrument.symbol,
        side=PositionSide.SHORT if m.net_quantity < 0 else PositionSide.LONG,
        quantity=abs(m.net_quantity),
        entry_price=m.entry_price,
        mark_price=m.mark_price,
        unrealized_pnl=m.pnl_unrealized,
        liquidation_price=m.est_liquidation_price or None,
        net=True,
        ts_recv=recv,
        raw=m,
    )


def position_event(m: wire.PositionEvent, instrument: Instrument, recv: int) -> Position:
    """`PositionEvent` as Position."""
    return Position(
        symbol=instrument.symbol,
        side=PositionSide.SHORT if m.net_quantity < 0 else PositionSide.LONG,
        quantity=abs(m.net_quantity),
        entry_price=m.entry_price,
        mark_price=m.mark_price,
        unrealized_pnl=m.unrealized,
        net=True,
        ts_event=m.engine_time * 1_000,
        ts_recv=recv,
        raw=m,
    )
