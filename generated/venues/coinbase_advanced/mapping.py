"""Coinbase Advanced Trade: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_given, require_one_given
from venue_runtime.errors import NotSupported
from venue_runtime.exprs import divided, item
from venue_runtime.instruments import format_symbol
from venue_runtime.model import (
    Balance,
    Candle,
    Fill,
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
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.wire import ns_from_iso, ns_from_s, parse_bool_text
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"BUY": Side.BUY, "SELL": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "BUY", Side.SELL: "SELL"})

BOOK_SIDE_IN = WordsIn[str, Side]({"bid": Side.BUY, "offer": Side.SELL})

BOOK_SIDE_OUT = WordsOut[Side, str]({Side.BUY: "bid", Side.SELL: "offer"})

PRODUCT_TYPE_IN = WordsIn[str, InstrumentKind]({"SPOT": InstrumentKind.SPOT, "FUTURE": InstrumentKind.FUTURE})

PRODUCT_TYPE_OUT = WordsOut[InstrumentKind, str]({InstrumentKind.SPOT: "SPOT", InstrumentKind.FUTURE: "FUTURE"})

ORDER_TYPE_IN = WordsIn[str, OrderType](
    {"MARKET": OrderType.MARKET, "LIMIT": OrderType.LIMIT, "STOP": OrderType.STOP, "STOP_LIMIT": OrderType.STOP_LIMIT}
)

ORDER_TYPE_OUT = WordsOut[OrderType, str](
    {OrderType.MARKET: "MARKET", OrderType.LIMIT: "LIMIT", OrderType.STOP: "STOP", OrderType.STOP_LIMIT: "STOP_LIMIT"}
)

TIME_IN_FORCE_IN = WordsIn[str, TimeInForce](
    {
        "GOOD_UNTIL_CANCELLED": TimeInForce.GTC,
        "GOOD_UNTIL_DATE_TIME": TimeInForce.GTD,
        "IMMEDIATE_OR_CANCEL": TimeInForce.IOC,
        "FILL_OR_KILL": TimeInForce.FOK,
    }
)

TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str](
    {
        TimeInForce.GTC: "GOOD_UNTIL_CANCELLED",
        TimeInForce.GTD: "GOOD_UNTIL_DATE_TIME",
        TimeInForce.IOC: "IMMEDIATE_OR_CANCEL",
        TimeInForce.FOK: "FILL_OR_KILL",
    }
)

ORDER_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "PENDING": OrderStatus.PENDING_NEW,
        "OPEN": OrderStatus.NEW,
        "FILLED": OrderStatus.FILLED,
        "CANCELLED": OrderStatus.CANCELED,
        "EXPIRED": OrderStatus.EXPIRED,
        "FAILED": OrderStatus.REJECTED,
        "QUEUED": OrderStatus.PENDING_NEW,
        "CANCEL_QUEUED": OrderStatus.PENDING_CANCEL,
        "EDIT_QUEUED": OrderStatus.PENDING_REPLACE,
    },
    OrderStatus.PENDING_NEW,
)

ORDER_STATUS_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.PENDING_NEW: "PENDING",
        OrderStatus.NEW: "OPEN",
        OrderStatus.FILLED: "FILLED",
        OrderStatus.CANCELED: "CANCELLED",
        OrderStatus.EXPIRED: "EXPIRED",
        OrderStatus.REJECTED: "FAILED",
        OrderStatus.PENDING_CANCEL: "CANCEL_QUEUED",
        OrderStatus.PENDING_REPLACE: "EDIT_QUEUED",
    }
)

LIQUIDITY_IN = WordsIn[str, Liquidity]({"MAKER": Liquidity.MAKER, "TAKER": Liquidity.TAKER})

LIQUIDITY_OUT = WordsOut[Liquidity, str]({Liquidity.MAKER: "MAKER", Liquidity.TAKER: "TAKER"})

MARGIN_TYPE_IN = WordsIn[str, MarginMode]({"CROSS": MarginMode.CROSS, "ISOLATED": MarginMode.ISOLATED})

MARGIN_TYPE_OUT = WordsOut[MarginMode, str]({MarginMode.CROSS: "CROSS", MarginMode.ISOLATED: "ISOLATED"})

POSITION_SIDE_IN = WordsIn[str, PositionSide]({"LONG": PositionSide.LONG, "SHORT": PositionSide.SHORT})

POSITION_SIDE_OUT = WordsOut[PositionSide, str]({PositionSide.LONG: "LONG", PositionSide.SHORT: "SHORT"})

FETCH_CANDLES_INTERVALS = WordsOut[str, str](
    {
        "1m": "ONE_MINUTE",
        "5m": "FIVE_MINUTE",
        "15m": "FIFTEEN_MINUTE",
        "30m": "THIRTY_MINUTE",
        "1h": "ONE_HOUR",
        "2h": "TWO_HOUR",
        "6h": "SIX_HOUR",
        "1d": "ONE_DAY",
    }
)

WATCH_CANDLES_INTERVALS = WordsOut[str, str]({"5m": "five_minutes"})


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    configuration: str
    post_only: bool | None = None


def order_style(request: OrderRequest, instrument: Instrument) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(
        request,
        "trigger_by",
        "trailing_offset",
        "reduce_only",
        "display_quantity",
        "position_side",
        "self_trade_prevention",
    )
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity", "trigger_price", "expire_time")
        require_given(request, "quantity", "price")
        return OrderStyle("limit_limit_gtc", True)
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTD:
        refuse_given(request, "quote_quantity", "trigger_price")
        require_given(request, "quantity", "price", "expire_time")
        return OrderStyle("limit_limit_gtd", True)
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "trigger_price", "time_in_force", "expire_time")
        require_given(request, "quantity", "price")
        return OrderStyle("limit_limit_gtc", True)
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.IOC:
        refuse_given(request, "quote_quantity", "trigger_price", "expire_time", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("sor_limit_ioc")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.FOK:
        refuse_given(request, "quote_quantity", "trigger_price", "expire_time", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit_limit_fok")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.GTD:
        refuse_given(request, "quote_quantity", "trigger_price", "post_only")
        require_given(request, "quantity", "price", "expire_time")
        return OrderStyle("limit_limit_gtd", False)
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity", "trigger_price", "expire_time", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit_limit_gtc", False)
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "trigger_price", "time_in_force", "expire_time", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit_limit_gtc", False)
    if request.type is OrderType.MARKET and instrument.kind is InstrumentKind.SPOT:
        refuse_given(request, "price", "trigger_price", "time_in_force", "expire_time", "post_only")
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle("market_market_ioc")
    if request.type is OrderType.MARKET:
        refuse_given(request, "quote_quantity", "price", "trigger_price", "time_in_force", "expire_time", "post_only")
        require_given(request, "quantity")
        return OrderStyle("market_market_ioc")
    if request.type in (OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT) and request.time_in_force is TimeInForce.GTD:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price", "trigger_price", "expire_time")
        return OrderStyle("stop_limit_stop_limit_gtd")
    if request.type in (OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT) and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity", "expire_time", "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle("stop_limit_stop_limit_gtc")
    if request.type in (OrderType.STOP_LIMIT, OrderType.TAKE_PROFIT_LIMIT):
        refuse_given(request, "quote_quantity", "time_in_force", "expire_time", "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle("stop_limit_stop_limit_gtc")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None


_STYLES: dict[tuple[str, bool | None], Style] = {
    ("limit_limit_gtc", True): Style(OrderType.LIMIT, TimeInForce.GTC, True),
    ("limit_limit_gtd", True): Style(OrderType.LIMIT, TimeInForce.GTD, True),
    ("sor_limit_ioc", None): Style(OrderType.LIMIT, TimeInForce.IOC, False),
    ("limit_limit_fok", None): Style(OrderType.LIMIT, TimeInForce.FOK, False),
    ("limit_limit_gtd", False): Style(OrderType.LIMIT, TimeInForce.GTD, False),
    ("limit_limit_gtc", False): Style(OrderType.LIMIT, TimeInForce.GTC, False),
    ("market_market_ioc", None): Style(OrderType.MARKET, None, False),
    ("stop_limit_stop_limit_gtd", None): Style(None, TimeInForce.GTD, False),
    ("stop_limit_stop_limit_gtc", None): Style(None, TimeInForce.GTC, False),
}
_UNKNOWN_STYLE = Style()


def read_style(configuration: str, post_only: bool | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((configuration, post_only), _UNKNOWN_STYLE)


def instrument(m: wire.Product) -> Instrument | None:
    """The perpetual-style futures are dated ones, which end in 2030."""
    if not (
        m.product_type == "SPOT"
        or (
            m.future_product_details is not UNSET
            and m.future_product_details is not None
            and (m.future_product_details.contract_expiry is not UNSET)
            and (m.future_product_details.contract_expiry is not None)
            and m.future_product_details.contract_expiry
        )
    ):
        return None
    return Instrument(
        symbol=format_symbol(
            (
                m.base_currency_id
                if m.product_type == "SPOT"
                else (
                    m.future_product_details.contract_root_unit
                    if m.future_product_details is not UNSET
                    and m.future_product_details is not None
                    and (m.future_product_details.contract_root_unit is not UNSET)
                    and m.future_product_details.contract_root_unit
                    else ""
                )
            ),
            m.quote_currency_id,
            m.quote_currency_id if m.product_type != "SPOT" else None,
            expiry=(
                ns_from_iso(m.future_product_details.contract_expiry)
                if m.future_product_details is not UNSET
                and m.future_product_details is not None
                and (m.future_product_details.contract_expiry is not UNSET)
                and (m.future_product_details.contract_expiry is not None)
                and m.future_product_details.contract_expiry
                else None
            ),
        ),
        venue_symbol=m.product_id,
        kind=PRODUCT_TYPE_IN[m.product_type],
        base=(
            m.base_currency_id
            if m.product_type == "SPOT"
            else (
                m.future_product_details.contract_root_unit
                if m.future_product_details is not UNSET
                and m.future_product_details is not None
                and (m.future_product_details.contract_root_unit is not UNSET)
                and m.future_product_details.contract_root_unit
                else ""
            )
        ),
        quote=m.quote_currency_id,
        settle=m.quote_currency_id if m.product_type != "SPOT" else None,
        status=(
            InstrumentStatus.CLOSED
            if m.status == "delisted"
            else (
                InstrumentStatus.HALTED
                if m.is_disabled
                or m.trading_disabled
                or m.view_only
                or m.cancel_only
                or (
                    (
                        m.fcm_trading_session_details.is_session_open
                        if m.fcm_trading_session_details is not UNSET and m.fcm_trading_session_details is not None
                        else None
                    )
                    == False
                )
                else InstrumentStatus.TRADING
            )
        ),
        price_increment=m.price_increment,
        quantity_increment=m.base_increment,
        min_quantity=m.base_min_size,
        max_quantity=m.base_max_size,
        min_notional=m.quote_min_size or None,
        quantity_unit=QuantityUnit.BASE if m.product_type == "SPOT" else QuantityUnit.CONTRACTS,
        contract_size=(
            m.future_product_details.contract_size
            if m.future_product_details is not UNSET
            and m.future_product_details is not None
            and (m.future_product_details.contract_size is not UNSET)
            and m.future_product_details.contract_size
            else Decimal(1)
        ),
        expiry=(
            ns_from_iso(m.future_product_details.contract_expiry)
            if m.future_product_details is not UNSET
            and m.future_product_details is not None
            and (m.future_product_details.contract_expiry is not UNSET)
            and (m.future_product_details.contract_expiry is not None)
            and m.future_product_details.contract_expiry
            else None
        ),
        raw=m,
    )


def ticker(m: wire.Trades, instrument: Instrument, recv: int) -> Ticker:
    """`Trades` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=Decimal(m.best_bid) if m.best_bid else None,
        ask=Decimal(m.best_ask) if m.best_ask else None,
        last=_1.price if (_1 := item(m.trades, 0)) is not None else None,
        ts_event=ns_from_iso(_2.time) if (_2 := item(m.trades, 0)) is not None else None,
        ts_recv=recv,
    )


def stream_ticker(m: wire.Ticker, instrument: Instrument, recv: int) -> Ticker:
    """`Ticker` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=Decimal(m.best_bid) if m.best_bid else None,
        bid_quantity=Decimal(m.best_bid_quantity) if m.best_bid_quantity else None,
        ask=Decimal(m.best_ask) if m.best_ask else None,
        ask_quantity=Decimal(m.best_ask_quantity) if m.best_ask_quantity else None,
        last=m.price,
        ts_recv=recv,
    )


def trade(m: wire.Trade, instrument: Instrument, recv: int) -> Trade:
    """`Trade` as Trade."""
    return Trade(
        trade_id=m.trade_id,
        symbol=instrument.symbol,
        side=Side.SELL if m.maker_side == "BUY" else Side.BUY,
        price=m.price,
        quantity=m.size,
        ts_event=ns_from_iso(m.time),
        ts_recv=recv,
    )


def stream_trade(m: wire.StreamTrade, instrument: Instrument, recv: int) -> Trade:
    """`StreamTrade` as Trade."""
    return Trade(
        trade_id=m.trade_id,
        symbol=instrument.symbol,
        side=Side.SELL if m.maker_side == "BUY" else Side.BUY,
        price=m.price,
        quantity=m.size,
        ts_event=ns_from_iso(m.time),
        ts_recv=recv,
    )


def candle(m: wire.Candle, instrument: Instrument) -> Candle:
    """`Candle` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=ns_from_s(m.start),
        open=m.open,
        high=m.high,
        low=m.low,
        close=m.close,
        volume=m.volume,
    )


def stream_candle(m: wire.StreamCandle, instrument: Instrument) -> Candle:
    """`StreamCandle` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=ns_from_s(m.start),
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
        venue_order_id=m.order_id,
        client_order_id=m.client_order_id or None,
        side=SIDE_IN.get(m.side),
        type=(
            OrderType.TAKE_PROFIT_LIMIT
            if m.order_type == "STOP_LIMIT"
            and (
                (
                    _1.stop_direction
                    if (_1 := item(list(m.terms.values()), 0)) is not None and _1.stop_direction is not UNSET
                    else None
                )
                == "STOP_DIRECTION_STOP_DOWN"
            )
            == (m.side == "BUY")
            else ORDER_TYPE_IN.get(m.order_type)
        ),
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force),
        status=(
            OrderStatus.PENDING_CANCEL
            if m.status == "OPEN" and m.pending_cancel
            else (
                OrderStatus.PARTIALLY_FILLED
                if m.status == "OPEN" and m.filled > 0
                else (
                    OrderStatus.TRIGGERED
                    if m.status == "OPEN" and m.trigger_status == "STOP_TRIGGERED"
                    else ORDER_STATUS_IN[m.status]
                )
            )
        ),
        price=(
            _3.limit_price
            if (_3 := item(list(m.terms.values()), 0)) is not None and _3.limit_price is not UNSET
            else None
        ),
        trigger_price=(
            _4.stop_price
            if (_4 := item(list(m.terms.values()), 0)) is not None and _4.stop_price is not UNSET
            else None
        ),
        quantity=(
            _5.base_size if (_5 := item(list(m.terms.values()), 0)) is not None and _5.base_size is not UNSET else None
        ),
        quote_quantity=(
            _6.quote_size
            if (_6 := item(list(m.terms.values()), 0)) is not None and _6.quote_size is not UNSET
            else None
        ),
        filled_quantity=m.filled,
        leaves_quantity=(
            Decimal(0)
            if m.status in ("FILLED", "CANCELLED", "EXPIRED", "FAILED")
            else (
                _8.base_size - m.filled
                if (_8 := item(list(m.terms.values()), 0)) is not None and _8.base_size is not UNSET
                else None
            )
        ),
        average_price=Decimal(m.average) if m.average and Decimal(m.average) else None,
        post_only=(
            _2.post_only if (_2 := item(list(m.terms.values()), 0)) is not None and _2.post_only is not UNSET else None
        ),
        expire_time=(
            ns_from_iso(_7.end_time)
            if (_7 := item(list(m.terms.values()), 0)) is not None and _7.end_time is not UNSET
            else None
        ),
        reason=(
            m.reject_message
            if m.reject_message is not UNSET and m.reject_message
            else m.cancel_message if m.cancel_message is not UNSET and m.cancel_message else None
        ),
        ts_event=(
            ns_from_iso(m.last_update_time)
            if m.last_update_time is not UNSET
            and m.last_update_time is not None
            and m.last_update_time
            and ns_from_iso(m.last_update_time)
            else (
                ns_from_iso(m.last_fill_time)
                if m.last_fill_time is not UNSET
                and m.last_fill_time is not None
                and m.last_fill_time
                and ns_from_iso(m.last_fill_time)
                else ns_from_iso(m.created_time)
            )
        ),
        ts_recv=recv,
        raw=m,
    )


def user_order(m: wire.UserOrder, instrument: Instrument, recv: int) -> Order:
    """When it changed is not told. What is left of a market order may be an amount of the quote currency."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.order_id,
        client_order_id=m.client_order_id or None,
        side=SIDE_IN.get(m.side),
        type=(
            OrderType.LIMIT
            if m.order_type.upper() == "LIMIT"
            else OrderType.MARKET if m.order_type.upper() == "MARKET" else None
        ),
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force),
        status=(
            OrderStatus.PARTIALLY_FILLED
            if m.status == "OPEN" and m.filled > 0
            else (
                OrderStatus.TRIGGERED
                if m.status == "OPEN" and m.trigger_status == "STOP_TRIGGERED"
                else ORDER_STATUS_IN[m.status]
            )
        ),
        price=(
            Decimal(m.limit_price) if m.limit_price is not UNSET and m.limit_price and Decimal(m.limit_price) else None
        ),
        trigger_price=(
            Decimal(m.stop_price) if m.stop_price is not UNSET and m.stop_price and Decimal(m.stop_price) else None
        ),
        quantity=(
            m.filled + m.left
            if m.order_type.upper() != "MARKET" and m.status not in ("CANCELLED", "EXPIRED", "FAILED")
            else None
        ),
        filled_quantity=m.filled,
        leaves_quantity=(
            Decimal(0)
            if m.status in ("FILLED", "CANCELLED", "EXPIRED", "FAILED")
            else m.left if m.order_type.upper() != "MARKET" else None
        ),
        average_price=Decimal(m.average) if m.average and Decimal(m.average) else None,
        post_only=parse_bool_text(m.post_only) if m.post_only is not UNSET else None,
        reason=m.reject_reason or m.cancel_reason or None,
        ts_recv=recv,
        raw=m,
    )


def user_fill(m: wire.UserOrder, instrument: Instrument, recv: int) -> Fill | None:
    """What is filled of an order so far; the fills themselves are then asked for."""
    if not (m.filled > 0):
        return None
    return Fill(
        venue_order_id=m.order_id,
        client_order_id=m.client_order_id or None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=Decimal(m.average) if m.average and Decimal(m.average) else Decimal(0),
        quantity=m.filled,
        ts_event=recv,
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Fill, instrument: Instrument, recv: int) -> Fill:
    """`Fill` as Fill."""
    return Fill(
        trade_id=m.trade_id,
        venue_order_id=m.order_id,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=divided(m.size, m.price) if m.size_in_quote and m.price > 0 else m.size,
        fee=m.commission,
        fee_currency=instrument.quote,
        liquidity=LIQUIDITY_IN.get(m.liquidity),
        ts_event=ns_from_iso(m.trade_time),
        ts_recv=recv,
        raw=m,
    )


def balance(m: wire.Account) -> Balance:
    """`Account` as Balance."""
    return Balance(
        currency=m.currency, total=m.available.value + m.hold.value, free=m.available.value, locked=m.hold.value
    )


def position(m: wire.Position, instrument: Instrument, recv: int) -> Position:
    """`Position` as Position."""
    return Position(
        symbol=instrument.symbol,
        side=POSITION_SIDE_IN[m.side],
        quantity=m.contracts,
        entry_price=Decimal(m.entry_price) if m.entry_price else None,
        mark_price=Decimal(m.current_price) if m.current_price else None,
        unrealized_pnl=Decimal(m.unrealized_pnl) if m.unrealized_pnl else None,
        ts_recv=recv,
        raw=m,
    )
