"""Deribit: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_given
from venue_runtime.errors import NotSupported
from venue_runtime.exprs import price_bands, raw_text
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
    OptionType,
    Order,
    OrderRequest,
    OrderStatus,
    OrderType,
    Position,
    PositionSide,
    QuantityUnit,
    Side,
    Ticker,
    TimeInForce,
    Trade,
    TriggerBy,
)
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

KIND_IN = WordsIn[str, InstrumentKind](
    {"future": InstrumentKind.FUTURE, "option": InstrumentKind.OPTION, "spot": InstrumentKind.SPOT}
)

KIND_OUT = WordsOut[InstrumentKind, str](
    {InstrumentKind.FUTURE: "future", InstrumentKind.OPTION: "option", InstrumentKind.SPOT: "spot"}
)

STATE_IN = OpenWordsIn[str, InstrumentStatus](
    {
        "open": InstrumentStatus.TRADING,
        "settlement": InstrumentStatus.HALTED,
        "delivered": InstrumentStatus.CLOSED,
        "inactive": InstrumentStatus.CLOSED,
        "locked": InstrumentStatus.HALTED,
        "halted": InstrumentStatus.HALTED,
        "archivized": InstrumentStatus.CLOSED,
    },
    InstrumentStatus.UNKNOWN,
)

STATE_OUT = WordsOut[InstrumentStatus, str](
    {InstrumentStatus.TRADING: "open", InstrumentStatus.HALTED: "settlement", InstrumentStatus.CLOSED: "delivered"}
)

OPTION_SIDE_IN = WordsIn[str, OptionType]({"call": OptionType.CALL, "put": OptionType.PUT})

OPTION_SIDE_OUT = WordsOut[OptionType, str]({OptionType.CALL: "call", OptionType.PUT: "put"})

ORDER_TYPE_IN = WordsIn[str, OrderType](
    {
        "limit": OrderType.LIMIT,
        "market": OrderType.MARKET,
        "stop_limit": OrderType.STOP_LIMIT,
        "stop_market": OrderType.STOP,
        "take_limit": OrderType.TAKE_PROFIT_LIMIT,
        "take_market": OrderType.TAKE_PROFIT,
        "trailing_stop": OrderType.TRAILING_STOP,
    }
)

ORDER_TYPE_OUT = WordsOut[OrderType, str](
    {
        OrderType.LIMIT: "limit",
        OrderType.MARKET: "market",
        OrderType.STOP_LIMIT: "stop_limit",
        OrderType.STOP: "stop_market",
        OrderType.TAKE_PROFIT_LIMIT: "take_limit",
        OrderType.TAKE_PROFIT: "take_market",
        OrderType.TRAILING_STOP: "trailing_stop",
    }
)

LIFE_IN = WordsIn[str, TimeInForce](
    {
        "good_til_cancelled": TimeInForce.GTC,
        "good_til_day": TimeInForce.DAY,
        "fill_or_kill": TimeInForce.FOK,
        "immediate_or_cancel": TimeInForce.IOC,
    }
)

LIFE_OUT = WordsOut[TimeInForce, str](
    {
        TimeInForce.GTC: "good_til_cancelled",
        TimeInForce.DAY: "good_til_day",
        TimeInForce.FOK: "fill_or_kill",
        TimeInForce.IOC: "immediate_or_cancel",
    }
)

TRIGGER_IN = WordsIn[str, TriggerBy](
    {"last_price": TriggerBy.LAST, "mark_price": TriggerBy.MARK, "index_price": TriggerBy.INDEX}
)

TRIGGER_OUT = WordsOut[TriggerBy, str](
    {TriggerBy.LAST: "last_price", TriggerBy.MARK: "mark_price", TriggerBy.INDEX: "index_price"}
)

ORDER_STATE_IN = OpenWordsIn[str, OrderStatus](
    {
        "open": OrderStatus.NEW,
        "filled": OrderStatus.FILLED,
        "rejected": OrderStatus.REJECTED,
        "cancelled": OrderStatus.CANCELED,
        "untriggered": OrderStatus.NEW,
        "triggered": OrderStatus.TRIGGERED,
    },
    OrderStatus.PENDING_NEW,
)

ORDER_STATE_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "open",
        OrderStatus.FILLED: "filled",
        OrderStatus.REJECTED: "rejected",
        OrderStatus.CANCELED: "cancelled",
        OrderStatus.TRIGGERED: "triggered",
    }
)

ROLE_IN = WordsIn[str, Liquidity]({"M": Liquidity.MAKER, "T": Liquidity.TAKER})

ROLE_OUT = WordsOut[Liquidity, str]({Liquidity.MAKER: "M", Liquidity.TAKER: "T"})

INTERVALS = WordsOut[str, str](
    {
        "1m": "1",
        "3m": "3",
        "5m": "5",
        "10m": "10",
        "15m": "15",
        "30m": "30",
        "1h": "60",
        "2h": "120",
        "3h": "180",
        "6h": "360",
        "12h": "720",
        "1d": "1D",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    kind: str
    life: str | None = None
    post_only: bool | None = None
    reject_post_only: bool | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(request, "quote_quantity", "expire_time", "margin_mode", "position_side", "self_trade_prevention")
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "trigger_price", "trigger_by", "trailing_offset")
        require_given(request, "quantity", "price")
        return OrderStyle("limit", "good_til_cancelled", True, True)
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "trigger_price", "trigger_by", "trailing_offset", "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle("limit", "good_til_cancelled", True, True)
    if request.type is OrderType.LIMIT:
        refuse_given(request, "trigger_price", "trigger_by", "trailing_offset", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit", LIFE_OUT[request.time_in_force or TimeInForce.GTC], False)
    if request.type is OrderType.MARKET:
        refuse_given(
            request,
            "price",
            "trigger_price",
            "trigger_by",
            "trailing_offset",
            "time_in_force",
            "post_only",
            "display_quantity",
        )
        require_given(request, "quantity")
        return OrderStyle("market")
    if request.type is OrderType.STOP:
        refuse_given(request, "price", "trailing_offset", "time_in_force", "post_only", "display_quantity")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle("stop_market")
    if request.type is OrderType.STOP_LIMIT:
        refuse_given(request, "trailing_offset", "post_only", "display_quantity")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle("stop_limit", LIFE_OUT[request.time_in_force or TimeInForce.GTC], False)
    if request.type is OrderType.TAKE_PROFIT:
        refuse_given(request, "price", "trailing_offset", "time_in_force", "post_only", "display_quantity")
        require_given(request, "quantity", "trigger_price")
        return OrderStyle("take_market")
    if request.type is OrderType.TAKE_PROFIT_LIMIT:
        refuse_given(request, "trailing_offset", "post_only", "display_quantity")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle("take_limit", LIFE_OUT[request.time_in_force or TimeInForce.GTC], False)
    if request.type is OrderType.TRAILING_STOP:
        refuse_given(request, "price", "trigger_price", "time_in_force", "post_only", "display_quantity")
        require_given(request, "quantity", "trailing_offset")
        return OrderStyle("trailing_stop")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None


_STYLES: dict[tuple[str, str | None, bool | None, bool | None], Style] = {
    ("limit", "good_til_cancelled", True, True): Style(OrderType.LIMIT, TimeInForce.GTC, True),
    ("limit", None, False, None): Style(OrderType.LIMIT, None, False),
    ("market", None, None, None): Style(OrderType.MARKET, None, False),
    ("stop_market", None, None, None): Style(OrderType.STOP, None, False),
    ("stop_limit", None, False, None): Style(OrderType.STOP_LIMIT, None, False),
    ("take_market", None, None, None): Style(OrderType.TAKE_PROFIT, None, False),
    ("take_limit", None, False, None): Style(OrderType.TAKE_PROFIT_LIMIT, None, False),
    ("trailing_stop", None, None, None): Style(OrderType.TRAILING_STOP, None, False),
}
_UNKNOWN_STYLE = Style()


def read_style(kind: str, life: str | None, post_only: bool | None, reject_post_only: bool | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((kind, life, post_only, reject_post_only), _UNKNOWN_STYLE)


def instrument(m: wire.Instrument) -> Instrument | None:
    """`Instrument` as Instrument."""
    if m.kind not in ("future", "option", "spot"):
        return None
    return Instrument(
        symbol=format_symbol(
            m.base,
            m.counter if m.counter is not UNSET and m.counter else "USD",
            m.settlement if m.settlement is not UNSET and m.settlement else m.base if m.kind != "spot" else None,
            expiry=m.expiration * 1_000_000 if m.kind != "spot" and m.period != "perpetual" else None,
            strike=m.strike if m.strike is not UNSET else None,
            option_type=OPTION_SIDE_IN.get(m.option_type) if m.option_type is not UNSET else None,
        ),
        venue_symbol=m.name,
        kind=InstrumentKind.PERPETUAL if m.period == "perpetual" else KIND_IN[m.kind],
        base=m.base,
        quote=m.counter if m.counter is not UNSET and m.counter else "USD",
        settle=m.settlement if m.settlement is not UNSET and m.settlement else m.base if m.kind != "spot" else None,
        status=(
            _1
            if m.state is not UNSET and (_1 := STATE_IN.get(m.state)) is not None
            else InstrumentStatus.TRADING if m.is_active else InstrumentStatus.CLOSED
        ),
        price_increment=m.tick_size,
        quantity_increment=m.min_amount,
        min_quantity=m.min_amount,
        quantity_unit=(
            QuantityUnit.QUOTE
            if m.kind == "future"
            and (
                m.style
                if m.style is not UNSET and m.style
                else m.future_type if m.future_type is not UNSET and m.future_type else "reversed"
            )
            == "reversed"
            else QuantityUnit.BASE
        ),
        contract_size=m.contract_size,
        inverse=m.kind != "spot"
        and (
            m.style
            if m.style is not UNSET and m.style
            else m.future_type if m.future_type is not UNSET and m.future_type else "reversed"
        )
        == "reversed",
        price_bands=price_bands([(row.above, row.increment) for row in m.steps] if m.steps is not UNSET else None),
        expiry=m.expiration * 1_000_000 if m.kind != "spot" and m.period != "perpetual" else None,
        strike=m.strike if m.strike is not UNSET else None,
        option_type=OPTION_SIDE_IN.get(m.option_type) if m.option_type is not UNSET else None,
        raw=m,
    )


def ticker(m: wire.Ticker, instrument: Instrument, recv: int) -> Ticker:
    """`Ticker` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=m.bid or None,
        bid_quantity=m.bid_amount or None,
        ask=m.ask or None,
        ask_quantity=m.ask_amount or None,
        last=m.last,
        ts_event=m.timestamp * 1_000_000,
        ts_recv=recv,
    )


def funding(m: wire.Ticker, instrument: Instrument) -> FundingRate | None:
    """Funding is continuous; the rate is that of eight hours."""
    if not (m.funding_8h is not UNSET):
        return None
    return FundingRate(symbol=instrument.symbol, rate=m.funding_8h, mark_price=m.mark, index_price=m.index)


def trade(m: wire.Trade, instrument: Instrument, recv: int) -> Trade:
    """`Trade` as Trade."""
    return Trade(
        trade_id=m.id,
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.amount,
        ts_event=m.timestamp * 1_000_000,
        ts_recv=recv,
    )


def candle(m: wire.Bar, instrument: Instrument) -> Candle:
    """`Bar` as Candle."""
    return Candle(
        symbol=instrument.symbol, ts_open=m[0] * 1_000_000, open=m[1], high=m[2], low=m[3], close=m[4], volume=m[5]
    )


def candle_event(m: wire.BarEvent, instrument: Instrument) -> Candle:
    """`BarEvent` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=m.tick * 1_000_000,
        open=m.opening,
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
        client_order_id=m.label if m.label else None,
        side=SIDE_IN.get(m.side),
        type=ORDER_TYPE_IN.get(m.kind),
        time_in_force=LIFE_IN.get(m.life),
        status=(
            OrderStatus.PARTIALLY_FILLED
            if m.state == "open" and (m.filled if m.filled is not UNSET and m.filled else Decimal(0)) > 0
            else ORDER_STATE_IN[m.state]
        ),
        price=Decimal(_1) if (_1 := raw_text(m.price)) not in ("", "market_price") else None,
        trigger_price=m.trigger_price if m.trigger_price is not UNSET else None,
        quantity=m.amount if m.amount is not UNSET else None,
        filled_quantity=m.filled if m.filled is not UNSET and m.filled else Decimal(0),
        average_price=m.average if m.average is not UNSET and m.average else None,
        post_only=m.post_only,
        reduce_only=m.reduce_only if m.reduce_only is not UNSET else None,
        reason=m.reason if m.reason is not UNSET else None,
        ts_event=m.updated * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Fill, instrument: Instrument, recv: int) -> Fill:
    """`Fill` as Fill."""
    return Fill(
        trade_id=m.id,
        venue_order_id=m.order_id,
        client_order_id=m.label if m.label is not UNSET else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.amount,
        fee=m.fee,
        fee_currency=m.fee_currency,
        liquidity=ROLE_IN.get(m.role) if m.role is not UNSET else None,
        ts_event=m.timestamp * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def balance(m: wire.Summary) -> Balance:
    """Equity, and what of it is available: the rest holds margin."""
    return Balance(currency=m.currency, total=m.equity, free=m.available, locked=m.equity - m.available)


def position(m: wire.Position, instrument: Instrument, recv: int) -> Position | None:
    """`Position` as Position."""
    if m.kind not in ("future", "option"):
        return None
    return Position(
        symbol=instrument.symbol,
        side=PositionSide.SHORT if m.direction == "sell" else PositionSide.LONG,
        quantity=abs(m.size),
        entry_price=m.average,
        mark_price=m.mark,
        unrealized_pnl=m.floating,
        leverage=m.leverage if m.leverage is not UNSET else None,
        liquidation_price=m.liquidation if m.liquidation is not UNSET else None,
        net=True,
        ts_recv=recv,
        raw=m,
    )
