"""OKX: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from venue_runtime.arguments import describe_order, refuse_given, require_given, require_one_given
from venue_runtime.errors import NotSupported
from venue_runtime.exprs import part
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
    QuantityUnit,
    SelfTradePrevention,
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.wire import ns_from_ms, parse_bool_text
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

INST_TYPE_IN = WordsIn[str, InstrumentKind](
    {
        "SPOT": InstrumentKind.SPOT,
        "SWAP": InstrumentKind.PERPETUAL,
        "FUTURES": InstrumentKind.FUTURE,
        "OPTION": InstrumentKind.OPTION,
    }
)

INST_TYPE_OUT = WordsOut[InstrumentKind, str](
    {
        InstrumentKind.SPOT: "SPOT",
        InstrumentKind.PERPETUAL: "SWAP",
        InstrumentKind.FUTURE: "FUTURES",
        InstrumentKind.OPTION: "OPTION",
    }
)

INST_STATE_IN = OpenWordsIn[str, InstrumentStatus](
    {
        "live": InstrumentStatus.TRADING,
        "suspend": InstrumentStatus.HALTED,
        "preopen": InstrumentStatus.CLOSED,
        "test": InstrumentStatus.CLOSED,
    },
    InstrumentStatus.UNKNOWN,
)

INST_STATE_OUT = WordsOut[InstrumentStatus, str](
    {InstrumentStatus.TRADING: "live", InstrumentStatus.HALTED: "suspend", InstrumentStatus.CLOSED: "preopen"}
)

ORDER_KIND_IN = WordsIn[str, OrderType](
    {
        "market": OrderType.MARKET,
        "limit": OrderType.LIMIT,
        "post_only": OrderType.LIMIT,
        "fok": OrderType.LIMIT,
        "ioc": OrderType.LIMIT,
        "optimal_limit_ioc": OrderType.MARKET,
        "mmp": OrderType.LIMIT,
        "mmp_and_post_only": OrderType.LIMIT,
        "op_fok": OrderType.LIMIT,
    }
)

ORDER_KIND_OUT = WordsOut[OrderType, str]({OrderType.MARKET: "market", OrderType.LIMIT: "limit"})

ORDER_STATE_IN = OpenWordsIn[str, OrderStatus](
    {
        "live": OrderStatus.NEW,
        "partially_filled": OrderStatus.PARTIALLY_FILLED,
        "filled": OrderStatus.FILLED,
        "canceled": OrderStatus.CANCELED,
        "mmp_canceled": OrderStatus.CANCELED,
    },
    OrderStatus.PENDING_NEW,
)

ORDER_STATE_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "live",
        OrderStatus.PARTIALLY_FILLED: "partially_filled",
        OrderStatus.FILLED: "filled",
        OrderStatus.CANCELED: "canceled",
    }
)

TRADE_MODE_IN = WordsIn[str, MarginMode](
    {"cash": MarginMode.CASH, "cross": MarginMode.CROSS, "isolated": MarginMode.ISOLATED}
)

TRADE_MODE_OUT = WordsOut[MarginMode, str](
    {MarginMode.CASH: "cash", MarginMode.CROSS: "cross", MarginMode.ISOLATED: "isolated"}
)

POS_SIDE_IN = WordsIn[str, PositionSide]({"long": PositionSide.LONG, "short": PositionSide.SHORT})

POS_SIDE_OUT = WordsOut[PositionSide, str]({PositionSide.LONG: "long", PositionSide.SHORT: "short"})

STP_MODE_IN = WordsIn[str, SelfTradePrevention](
    {
        "cancel_maker": SelfTradePrevention.CANCEL_MAKER,
        "cancel_taker": SelfTradePrevention.CANCEL_TAKER,
        "cancel_both": SelfTradePrevention.CANCEL_BOTH,
    }
)

STP_MODE_OUT = WordsOut[SelfTradePrevention, str](
    {
        SelfTradePrevention.CANCEL_MAKER: "cancel_maker",
        SelfTradePrevention.CANCEL_TAKER: "cancel_taker",
        SelfTradePrevention.CANCEL_BOTH: "cancel_both",
    }
)

ROLE_IN = WordsIn[str, Liquidity]({"M": Liquidity.MAKER, "T": Liquidity.TAKER})

ROLE_OUT = WordsOut[Liquidity, str]({Liquidity.MAKER: "M", Liquidity.TAKER: "T"})

FETCH_CANDLES_INTERVALS = WordsOut[str, str](
    {
        "1m": "1m",
        "3m": "3m",
        "5m": "5m",
        "15m": "15m",
        "30m": "30m",
        "1h": "1H",
        "2h": "2H",
        "4h": "4H",
        "6h": "6Hutc",
        "12h": "12Hutc",
        "1d": "1Dutc",
        "3d": "3Dutc",
        "1w": "1Wutc",
        "1M": "1Mutc",
    }
)

WATCH_CANDLES_INTERVALS = WordsOut[str, str](
    {
        "1s": "1s",
        "1m": "1m",
        "3m": "3m",
        "5m": "5m",
        "15m": "15m",
        "30m": "30m",
        "1h": "1H",
        "2h": "2H",
        "4h": "4H",
        "6h": "6Hutc",
        "12h": "12Hutc",
        "1d": "1Dutc",
        "3d": "3Dutc",
        "1w": "1Wutc",
        "1M": "1Mutc",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    kind: str


def order_style(request: OrderRequest, instrument: Instrument) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(request, "trigger_price", "trigger_by", "trailing_offset", "expire_time", "display_quantity")
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity")
        require_given(request, "quantity", "price")
        return OrderStyle("post_only")
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle("post_only")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.FOK:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("fok")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.IOC:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("ioc")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit")
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "time_in_force", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit")
    if request.type is OrderType.MARKET and instrument.kind is InstrumentKind.SPOT:
        refuse_given(request, "price", "time_in_force", "post_only")
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle("market")
    if request.type is OrderType.MARKET:
        refuse_given(request, "quote_quantity", "price", "time_in_force", "post_only")
        require_given(request, "quantity")
        return OrderStyle("market")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None


_STYLES: dict[str, Style] = {
    "post_only": Style(OrderType.LIMIT, TimeInForce.GTC, True),
    "fok": Style(OrderType.LIMIT, TimeInForce.FOK, False),
    "ioc": Style(OrderType.LIMIT, TimeInForce.IOC, False),
    "limit": Style(OrderType.LIMIT, TimeInForce.GTC, False),
    "market": Style(OrderType.MARKET, None, False),
    "optimal_limit_ioc": Style(OrderType.MARKET, TimeInForce.IOC, False),
    "op_fok": Style(OrderType.LIMIT, TimeInForce.FOK, False),
    "mmp_and_post_only": Style(OrderType.LIMIT, None, True),
    "mmp": Style(OrderType.LIMIT, None, False),
}
_UNKNOWN_STYLE = Style()


def read_style(kind: str) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get(kind, _UNKNOWN_STYLE)


def instrument(m: wire.Instrument) -> Instrument | None:
    """expTime of a spot or perpetual row is the day of its delisting, not an expiry."""
    if not (m.kind != "SPOT" and m.underlying or (m.kind == "SPOT" and m.base)):
        return None
    return Instrument(
        symbol=format_symbol(
            m.base if m.kind == "SPOT" and m.base else part(m.underlying if m.underlying else "", "-", 0),
            m.quote if m.kind == "SPOT" and m.quote else part(m.underlying if m.underlying else "", "-", 1),
            m.settle if m.settle else None,
            expiry=(ns_from_ms(m.expiry) if m.expiry else None) if m.kind == "FUTURES" else None,
        ),
        venue_symbol=m.id,
        kind=INST_TYPE_IN[m.kind],
        base=m.base if m.kind == "SPOT" and m.base else part(m.underlying if m.underlying else "", "-", 0),
        quote=m.quote if m.kind == "SPOT" and m.quote else part(m.underlying if m.underlying else "", "-", 1),
        settle=m.settle if m.settle else None,
        status=INST_STATE_IN[m.state],
        price_increment=Decimal(m.tick_size) if m.tick_size else None,
        quantity_increment=Decimal(m.lot_size) if m.lot_size else None,
        min_quantity=Decimal(m.min_size) if m.min_size else None,
        max_quantity=Decimal(m.max_limit_size) if m.max_limit_size else None,
        quantity_unit=QuantityUnit.BASE if m.kind == "SPOT" else QuantityUnit.CONTRACTS,
        contract_size=(Decimal(m.contract_value) if m.contract_value and Decimal(m.contract_value) else Decimal(1))
        * (Decimal(m.multiplier) if m.multiplier and Decimal(m.multiplier) else Decimal(1)),
        inverse=m.contract_type == "inverse",
        expiry=(ns_from_ms(m.expiry) if m.expiry else None) if m.kind == "FUTURES" else None,
        raw=m,
    )


def ticker(m: wire.Ticker, instrument: Instrument, recv: int) -> Ticker:
    """`Ticker` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=Decimal(m.bid) if m.bid else None,
        bid_quantity=Decimal(m.bid_size) if m.bid_size else None,
        ask=Decimal(m.ask) if m.ask else None,
        ask_quantity=Decimal(m.ask_size) if m.ask_size else None,
        last=Decimal(m.last) if m.last else None,
        ts_event=ns_from_ms(m.time),
        ts_recv=recv,
    )


def trade(m: wire.Trade, instrument: Instrument, recv: int) -> Trade:
    """`Trade` as Trade."""
    return Trade(
        trade_id=m.id,
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.size,
        ts_event=ns_from_ms(m.time),
        ts_recv=recv,
    )


def candle(m: wire.Candle, instrument: Instrument) -> Candle:
    """`Candle` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=ns_from_ms(m[0]),
        open=m[1],
        high=m[2],
        low=m[3],
        close=m[4],
        volume=m[5],
        closed=m[8] == "1",
    )


def funding(m: wire.Funding, instrument: Instrument) -> FundingRate:
    """`Funding` as FundingRate."""
    return FundingRate(symbol=instrument.symbol, rate=m.rate, ts_funding=ns_from_ms(m.time))


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    style = read_style(m.kind)
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.id,
        client_order_id=m.client_id if m.client_id else None,
        side=SIDE_IN.get(m.side),
        type=style.type,
        time_in_force=style.time_in_force,
        status=ORDER_STATE_IN[m.state],
        price=Decimal(m.price) if m.price else None,
        quantity=m.size if m.target != "quote_ccy" else None,
        quote_quantity=m.size if m.target == "quote_ccy" else None,
        filled_quantity=m.filled,
        leaves_quantity=(
            Decimal(0)
            if m.state in ("filled", "canceled", "mmp_canceled")
            else m.size - m.filled if m.target != "quote_ccy" else None
        ),
        average_price=Decimal(m.average) if m.average and Decimal(m.average) else None,
        post_only=style.post_only,
        reduce_only=parse_bool_text(m.reduce_only),
        reason=m.cancel_source if m.cancel_source else None,
        ts_event=ns_from_ms(m.updated),
        ts_recv=recv,
        raw=m,
    )


def order_event(m: wire.OrderEvent, instrument: Instrument, recv: int) -> Order:
    """`OrderEvent` as Order."""
    style = read_style(m.kind)
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.id,
        client_order_id=m.client_id if m.client_id else None,
        side=SIDE_IN.get(m.side),
        type=style.type,
        time_in_force=style.time_in_force,
        status=ORDER_STATE_IN[m.state],
        price=Decimal(m.price) if m.price else None,
        quantity=m.size if m.target != "quote_ccy" else None,
        quote_quantity=m.size if m.target == "quote_ccy" else None,
        filled_quantity=m.filled,
        leaves_quantity=(
            Decimal(0)
            if m.state in ("filled", "canceled", "mmp_canceled")
            else m.size - m.filled if m.target != "quote_ccy" else None
        ),
        average_price=Decimal(m.average) if m.average and Decimal(m.average) else None,
        post_only=style.post_only,
        reduce_only=parse_bool_text(m.reduce_only),
        reason=m.cancel_source if m.cancel_source else None,
        ts_event=ns_from_ms(m.updated),
        ts_recv=recv,
        raw=m,
    )


def fill_event(m: wire.OrderEvent, instrument: Instrument, recv: int) -> Fill | None:
    """The fills channel is for large accounts; here each push carries the last fill of its order."""
    if not (m.trade_id and m.fill_size > 0):
        return None
    return Fill(
        trade_id=m.trade_id,
        venue_order_id=m.id,
        client_order_id=m.client_id if m.client_id else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=Decimal(m.fill_price) if m.fill_price and Decimal(m.fill_price) else Decimal(0),
        quantity=m.fill_size,
        fee=-Decimal(m.fill_fee) if m.fill_fee else None,
        fee_currency=m.fill_fee_currency if m.fill_fee_currency else None,
        liquidity=ROLE_IN.get(m.role) if m.role else None,
        ts_event=ns_from_ms(m.fill_time) if m.fill_time and ns_from_ms(m.fill_time) else ns_from_ms(m.updated),
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Fill, instrument: Instrument, recv: int) -> Fill:
    """`Fill` as Fill."""
    return Fill(
        trade_id=m.trade_id,
        venue_order_id=m.order_id,
        client_order_id=m.client_id if m.client_id else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.size,
        fee=-m.fee,
        fee_currency=m.fee_currency if m.fee_currency else None,
        liquidity=ROLE_IN.get(m.role) if m.role else None,
        ts_event=ns_from_ms(m.time),
        ts_recv=recv,
        raw=m,
    )


def balance(m: wire.Detail) -> Balance:
    """Cash without unrealized profit; equity is in the raw layer."""
    return Balance(
        currency=m.currency,
        total=m.cash,
        free=Decimal(m.available) if m.available else None,
        locked=Decimal(m.frozen) if m.frozen else None,
    )


def position(m: wire.Position, instrument: Instrument, recv: int) -> Position | None:
    """`Position` as Position."""
    if m.kind not in ("SWAP", "FUTURES"):
        return None
    return Position(
        symbol=instrument.symbol,
        side=(
            PositionSide.SHORT
            if m.side == "short"
            or (m.side == "net" and (Decimal(m.size) if m.size and Decimal(m.size) else Decimal(0)) < 0)
            else PositionSide.LONG
        ),
        quantity=abs(Decimal(m.size) if m.size and Decimal(m.size) else Decimal(0)),
        entry_price=Decimal(m.average) if m.average else None,
        mark_price=Decimal(m.mark) if m.mark else None,
        unrealized_pnl=Decimal(m.unrealized) if m.unrealized else None,
        leverage=Decimal(m.leverage) if m.leverage else None,
        liquidation_price=Decimal(m.liquidation) if m.liquidation else None,
        ts_event=ns_from_ms(m.updated),
        ts_recv=recv,
        raw=m,
    )
