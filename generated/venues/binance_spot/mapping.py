"""Binance Spot: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_any_given, require_given, require_one_given
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
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"BUY": Side.BUY, "SELL": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "BUY", Side.SELL: "SELL"})

TIME_IN_FORCE_IN = WordsIn[str, TimeInForce]({"GTC": TimeInForce.GTC, "IOC": TimeInForce.IOC, "FOK": TimeInForce.FOK})

TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str]({TimeInForce.GTC: "GTC", TimeInForce.IOC: "IOC", TimeInForce.FOK: "FOK"})

ORDER_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "NEW": OrderStatus.NEW,
        "PARTIALLY_FILLED": OrderStatus.PARTIALLY_FILLED,
        "FILLED": OrderStatus.FILLED,
        "CANCELED": OrderStatus.CANCELED,
        "REJECTED": OrderStatus.REJECTED,
        "EXPIRED": OrderStatus.EXPIRED,
        "EXPIRED_IN_MATCH": OrderStatus.EXPIRED,
        "PENDING_NEW": OrderStatus.PENDING_NEW,
        "PENDING_CANCEL": OrderStatus.PENDING_CANCEL,
    },
    OrderStatus.PENDING_NEW,
)

ORDER_STATUS_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "NEW",
        OrderStatus.PARTIALLY_FILLED: "PARTIALLY_FILLED",
        OrderStatus.FILLED: "FILLED",
        OrderStatus.CANCELED: "CANCELED",
        OrderStatus.REJECTED: "REJECTED",
        OrderStatus.EXPIRED: "EXPIRED",
        OrderStatus.PENDING_NEW: "PENDING_NEW",
        OrderStatus.PENDING_CANCEL: "PENDING_CANCEL",
    }
)

STP_MODE_IN = WordsIn[str, SelfTradePrevention](
    {
        "NONE": SelfTradePrevention.NONE,
        "EXPIRE_TAKER": SelfTradePrevention.CANCEL_TAKER,
        "EXPIRE_MAKER": SelfTradePrevention.CANCEL_MAKER,
        "EXPIRE_BOTH": SelfTradePrevention.CANCEL_BOTH,
        "DECREMENT": SelfTradePrevention.DECREMENT,
        "TRANSFER": SelfTradePrevention.TRANSFER,
    }
)

STP_MODE_OUT = WordsOut[SelfTradePrevention, str](
    {
        SelfTradePrevention.NONE: "NONE",
        SelfTradePrevention.CANCEL_TAKER: "EXPIRE_TAKER",
        SelfTradePrevention.CANCEL_MAKER: "EXPIRE_MAKER",
        SelfTradePrevention.CANCEL_BOTH: "EXPIRE_BOTH",
        SelfTradePrevention.DECREMENT: "DECREMENT",
        SelfTradePrevention.TRANSFER: "TRANSFER",
    }
)

ORDER_TYPE_IN = WordsIn[str, OrderType](
    {
        "LIMIT": OrderType.LIMIT,
        "LIMIT_MAKER": OrderType.LIMIT,
        "MARKET": OrderType.MARKET,
        "STOP_LOSS": OrderType.STOP,
        "STOP_LOSS_LIMIT": OrderType.STOP_LIMIT,
        "TAKE_PROFIT": OrderType.TAKE_PROFIT,
        "TAKE_PROFIT_LIMIT": OrderType.TAKE_PROFIT_LIMIT,
    }
)

ORDER_TYPE_OUT = WordsOut[OrderType, str](
    {
        OrderType.LIMIT: "LIMIT",
        OrderType.MARKET: "MARKET",
        OrderType.STOP: "STOP_LOSS",
        OrderType.STOP_LIMIT: "STOP_LOSS_LIMIT",
        OrderType.TAKE_PROFIT: "TAKE_PROFIT",
        OrderType.TAKE_PROFIT_LIMIT: "TAKE_PROFIT_LIMIT",
    }
)

SYMBOL_STATUS_IN = OpenWordsIn[str, InstrumentStatus](
    {
        "TRADING": InstrumentStatus.TRADING,
        "HALT": InstrumentStatus.HALTED,
        "BREAK": InstrumentStatus.HALTED,
        "END_OF_DAY": InstrumentStatus.HALTED,
        "CANCEL_ONLY": InstrumentStatus.HALTED,
    },
    InstrumentStatus.UNKNOWN,
)

SYMBOL_STATUS_OUT = WordsOut[InstrumentStatus, str](
    {InstrumentStatus.TRADING: "TRADING", InstrumentStatus.HALTED: "HALT"}
)

INTERVALS = WordsOut[str, str](
    {
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
        "1M": "1M",
        "1s": "1s",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    type: str
    time_in_force: str | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(request, "trigger_by", "trailing_offset", "expire_time", "reduce_only", "margin_mode", "position_side")
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity", "trigger_price", "venue.trailing_delta")
        require_given(request, "quantity")
        require_any_given(request, "price", "venue.peg_price_type")
        return OrderStyle("LIMIT_MAKER")
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "trigger_price", "time_in_force", "venue.trailing_delta")
        require_given(request, "quantity")
        require_any_given(request, "price", "venue.peg_price_type")
        return OrderStyle("LIMIT_MAKER")
    if request.type is OrderType.LIMIT and request.time_in_force in (TimeInForce.IOC, TimeInForce.FOK):
        refuse_given(
            request, "quote_quantity", "trigger_price", "post_only", "display_quantity", "venue.trailing_delta"
        )
        require_given(request, "quantity")
        require_any_given(request, "price", "venue.peg_price_type")
        return OrderStyle(
            "LIMIT", TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "trigger_price", "post_only", "venue.trailing_delta")
        require_given(request, "quantity")
        require_any_given(request, "price", "venue.peg_price_type")
        return OrderStyle("LIMIT", TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    if request.type is OrderType.MARKET:
        refuse_given(
            request,
            "price",
            "trigger_price",
            "time_in_force",
            "post_only",
            "display_quantity",
            "venue.trailing_delta",
            "venue.peg_price_type",
            "venue.peg_offset_value",
            "venue.peg_offset_type",
        )
        require_one_given(request, "quantity", "quote_quantity")
        return OrderStyle("MARKET")
    if request.type is OrderType.STOP:
        refuse_given(
            request,
            "quote_quantity",
            "price",
            "time_in_force",
            "post_only",
            "display_quantity",
            "venue.peg_price_type",
            "venue.peg_offset_value",
            "venue.peg_offset_type",
        )
        require_given(request, "quantity")
        require_any_given(request, "trigger_price", "venue.trailing_delta")
        return OrderStyle("STOP_LOSS")
    if request.type is OrderType.STOP_LIMIT and request.time_in_force in (TimeInForce.IOC, TimeInForce.FOK):
        refuse_given(request, "quote_quantity", "post_only", "display_quantity")
        require_given(request, "quantity")
        require_any_given(request, "price", "venue.peg_price_type")
        require_any_given(request, "trigger_price", "venue.trailing_delta")
        return OrderStyle(
            "STOP_LOSS_LIMIT", TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.STOP_LIMIT:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity")
        require_any_given(request, "price", "venue.peg_price_type")
        require_any_given(request, "trigger_price", "venue.trailing_delta")
        return OrderStyle("STOP_LOSS_LIMIT", TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    if request.type is OrderType.TAKE_PROFIT:
        refuse_given(
            request,
            "quote_quantity",
            "price",
            "time_in_force",
            "post_only",
            "display_quantity",
            "venue.peg_price_type",
            "venue.peg_offset_value",
            "venue.peg_offset_type",
        )
        require_given(request, "quantity")
        require_any_given(request, "trigger_price", "venue.trailing_delta")
        return OrderStyle("TAKE_PROFIT")
    if request.type is OrderType.TAKE_PROFIT_LIMIT and request.time_in_force in (TimeInForce.IOC, TimeInForce.FOK):
        refuse_given(request, "quote_quantity", "post_only", "display_quantity")
        require_given(request, "quantity")
        require_any_given(request, "price", "venue.peg_price_type")
        require_any_given(request, "trigger_price", "venue.trailing_delta")
        return OrderStyle(
            "TAKE_PROFIT_LIMIT", TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.TAKE_PROFIT_LIMIT:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity")
        require_any_given(request, "price", "venue.peg_price_type")
        require_any_given(request, "trigger_price", "venue.trailing_delta")
        return OrderStyle("TAKE_PROFIT_LIMIT", TIME_IN_FORCE_OUT[request.time_in_force or TimeInForce.GTC])
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None


_STYLES: dict[str, Style] = {
    "LIMIT_MAKER": Style(OrderType.LIMIT, TimeInForce.GTC, True),
    "LIMIT": Style(OrderType.LIMIT, None, False),
    "MARKET": Style(OrderType.MARKET, None, False),
    "STOP_LOSS": Style(OrderType.STOP, None, False),
    "STOP_LOSS_LIMIT": Style(OrderType.STOP_LIMIT, None, False),
    "TAKE_PROFIT": Style(OrderType.TAKE_PROFIT, None, False),
    "TAKE_PROFIT_LIMIT": Style(OrderType.TAKE_PROFIT_LIMIT, None, False),
}
_UNKNOWN_STYLE = Style()


def read_style(type: str) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get(type, _UNKNOWN_STYLE)


def instrument(m: wire.SymbolInfo) -> Instrument:
    """A filter value of 0 switches that rule off."""
    return Instrument(
        symbol=format_symbol(m.base_asset, m.quote_asset),
        venue_symbol=m.symbol,
        kind=InstrumentKind.SPOT,
        base=m.base_asset,
        quote=m.quote_asset,
        status=SYMBOL_STATUS_IN.get(m.status) or InstrumentStatus.UNKNOWN,
        price_increment=(
            _1.tick_size
            if (_1 := next((row for row in m.filters if row.filter_type == "PRICE_FILTER"), None)) is not None
            and _1.tick_size is not UNSET
            and _1.tick_size
            else None
        ),
        quantity_increment=(
            _4.step_size
            if (_4 := next((row for row in m.filters if row.filter_type == "LOT_SIZE"), None)) is not None
            and _4.step_size is not UNSET
            and _4.step_size
            else None
        ),
        min_price=(
            _2.min_price
            if (_2 := next((row for row in m.filters if row.filter_type == "PRICE_FILTER"), None)) is not None
            and _2.min_price is not UNSET
            and _2.min_price
            else None
        ),
        max_price=(
            _3.max_price
            if (_3 := next((row for row in m.filters if row.filter_type == "PRICE_FILTER"), None)) is not None
            and _3.max_price is not UNSET
            and _3.max_price
            else None
        ),
        min_quantity=(
            _5.min_qty
            if (_5 := next((row for row in m.filters if row.filter_type == "LOT_SIZE"), None)) is not None
            and _5.min_qty is not UNSET
            and _5.min_qty
            else None
        ),
        max_quantity=(
            _6.max_qty
            if (_6 := next((row for row in m.filters if row.filter_type == "LOT_SIZE"), None)) is not None
            and _6.max_qty is not UNSET
            and _6.max_qty
            else None
        ),
        min_notional=(
            _7.min_notional
            if (_7 := next((row for row in m.filters if row.filter_type == "NOTIONAL"), None)) is not None
            and _7.min_notional is not UNSET
            and _7.min_notional
            else (
                _8.min_notional
                if (_8 := next((row for row in m.filters if row.filter_type == "MIN_NOTIONAL"), None)) is not None
                and _8.min_notional is not UNSET
                and _8.min_notional
                else None
            )
        ),
        max_notional=(
            _9.max_notional
            if (_9 := next((row for row in m.filters if row.filter_type == "NOTIONAL"), None)) is not None
            and _9.max_notional is not UNSET
            and _9.max_notional
            else None
        ),
        raw=m,
    )


def agg_trade(m: wire.AggTrade, instrument: Instrument, recv: int) -> Trade:
    """`AggTrade` as Trade."""
    return Trade(
        trade_id=str(m.id),
        symbol=instrument.symbol,
        side=Side.SELL if m.buyer_is_maker else Side.BUY,
        price=m.price,
        quantity=m.quantity,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
    )


def ticker(m: wire.TickerStats, instrument: Instrument, recv: int) -> Ticker:
    """`TickerStats` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=m.bid_price if m.bid_price is not UNSET else None,
        bid_quantity=m.bid_quantity if m.bid_quantity is not UNSET else None,
        ask=m.ask_price if m.ask_price is not UNSET else None,
        ask_quantity=m.ask_quantity if m.ask_quantity is not UNSET else None,
        last=m.last_price,
        ts_event=m.close_time * 1_000_000,
        ts_recv=recv,
    )


def ticker_event(m: wire.TickerEvent, instrument: Instrument, recv: int) -> Ticker:
    """`TickerEvent` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=m.bid_price,
        bid_quantity=m.bid_quantity,
        ask=m.ask_price,
        ask_quantity=m.ask_quantity,
        last=m.last_price,
        ts_event=m.event_time * 1_000_000,
        ts_recv=recv,
    )


def candle(m: wire.Kline, instrument: Instrument, recv: int) -> Candle:
    """`Kline` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=m[0] * 1_000_000,
        open=m[1],
        high=m[2],
        low=m[3],
        close=m[4],
        volume=m[5],
        closed=m[6] * 1_000_000 < recv,
    )


def candle_event(m: wire.KlineEvent, instrument: Instrument) -> Candle:
    """`KlineEvent` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=m.kline.open_time * 1_000_000,
        open=m.kline.open,
        high=m.kline.high,
        low=m.kline.low,
        close=m.kline.close,
        volume=m.kline.volume,
        closed=m.kline.closed,
    )


def order_full(m: wire.OrderFull, instrument: Instrument, recv: int) -> Order:
    """`OrderFull` as Order."""
    style = read_style(m.type)
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.order_id),
        client_order_id=m.client_order_id,
        side=SIDE_IN.get(m.side),
        type=style.type,
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force),
        status=ORDER_STATUS_IN[m.status],
        price=m.price or None,
        trigger_price=m.stop_price if m.stop_price is not UNSET and m.stop_price else None,
        quantity=m.quantity,
        quote_quantity=m.quote_quantity if m.quote_quantity is not UNSET and m.quote_quantity else None,
        filled_quantity=m.executed_quantity,
        leaves_quantity=(
            m.quantity
            - m.executed_quantity
            - (m.prevented_quantity if m.prevented_quantity is not UNSET and m.prevented_quantity else Decimal(0))
            if m.status in ("NEW", "PENDING_NEW", "PARTIALLY_FILLED", "PENDING_CANCEL")
            else Decimal(0)
        ),
        average_price=(
            divided(m.cumulative_quote_quantity, m.executed_quantity)
            if m.executed_quantity > 0 and m.cumulative_quote_quantity >= 0
            else None
        ),
        post_only=style.post_only,
        reduce_only=False,
        reason=m.expiry_reason if m.expiry_reason is not UNSET else None,
        ts_event=m.transact_time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def order_fills(whole: wire.OrderFull, instrument: Instrument, recv: int) -> list[Fill]:
    """What a new order took from the book before it was answered."""
    found: list[Fill] = []
    for m in (whole.fills if whole.fills is not UNSET else None) or ():
        found.append(
            Fill(
                trade_id=(
                    str(m.trade_id)
                    if m.trade_id >= 0
                    else "allocation-" + str(m.alloc_id) if m.alloc_id is not UNSET else None
                ),
                venue_order_id=str(whole.order_id),
                client_order_id=whole.client_order_id,
                symbol=instrument.symbol,
                side=SIDE_IN[whole.side],
                price=m.price,
                quantity=m.quantity,
                fee=m.commission,
                fee_currency=m.commission_asset,
                liquidity=Liquidity.TAKER,
                ts_event=whole.transact_time * 1_000_000,
                ts_recv=recv,
                raw=m,
            )
        )
    return found


def order_canceled(m: wire.Canceled, instrument: Instrument, recv: int) -> Order | None:
    """Here `origClientOrderId` is the order's id and `clientOrderId` the one that the cancel gave it."""
    if m.order_reports is not UNSET:
        return None
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.order_id) if m.order_id is not UNSET else None,
        client_order_id=(
            m.orig_client_order_id
            if m.orig_client_order_id is not UNSET and m.orig_client_order_id
            else m.client_order_id if m.client_order_id is not UNSET else None
        ),
        side=SIDE_IN.get(m.side) if m.side is not UNSET else None,
        type=ORDER_TYPE_IN.get(m.type) if m.type is not UNSET else None,
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force) if m.time_in_force is not UNSET else None,
        status=(
            _1 if m.status is not UNSET and (_1 := ORDER_STATUS_IN.get(m.status)) is not None else OrderStatus.CANCELED
        ),
        price=m.price if m.price is not UNSET and m.price else None,
        trigger_price=m.stop_price if m.stop_price is not UNSET and m.stop_price else None,
        quantity=m.quantity if m.quantity is not UNSET else None,
        quote_quantity=m.quote_quantity if m.quote_quantity is not UNSET and m.quote_quantity else None,
        filled_quantity=m.executed_quantity if m.executed_quantity is not UNSET else None,
        leaves_quantity=Decimal(0),
        average_price=(
            divided(m.cumulative_quote_quantity, m.executed_quantity)
            if m.executed_quantity is not UNSET
            and m.executed_quantity
            and (m.cumulative_quote_quantity is not UNSET)
            and m.cumulative_quote_quantity
            else None
        ),
        post_only=m.type == "LIMIT_MAKER",
        reduce_only=False,
        ts_event=m.transact_time * 1_000_000 if m.transact_time is not UNSET else None,
        ts_recv=recv,
        raw=m,
    )


def listed_orders_canceled(whole: wire.Canceled, instrument: Instrument, recv: int) -> list[Order]:
    """The orders of a canceled list: canceling one of them cancels all."""
    found: list[Order] = []
    for m in (whole.order_reports if whole.order_reports is not UNSET else None) or ():
        style = read_style(m.type)
        found.append(
            Order(
                symbol=instrument.symbol,
                venue_order_id=str(m.order_id),
                client_order_id=(
                    m.orig_client_order_id
                    if m.orig_client_order_id is not UNSET and m.orig_client_order_id
                    else m.client_order_id
                ),
                side=SIDE_IN.get(m.side),
                type=style.type,
                time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force),
                status=ORDER_STATUS_IN[m.status],
                price=m.price or None,
                trigger_price=m.stop_price if m.stop_price is not UNSET and m.stop_price else None,
                quantity=m.quantity,
                quote_quantity=m.quote_quantity if m.quote_quantity is not UNSET and m.quote_quantity else None,
                filled_quantity=m.executed_quantity,
                leaves_quantity=(
                    m.quantity
                    - m.executed_quantity
                    - (
                        m.prevented_quantity
                        if m.prevented_quantity is not UNSET and m.prevented_quantity
                        else Decimal(0)
                    )
                    if m.status in ("NEW", "PENDING_NEW", "PARTIALLY_FILLED", "PENDING_CANCEL")
                    else Decimal(0)
                ),
                average_price=(
                    divided(m.cumulative_quote_quantity, m.executed_quantity)
                    if m.executed_quantity > 0 and m.cumulative_quote_quantity >= 0
                    else None
                ),
                post_only=style.post_only,
                reduce_only=False,
                reason=m.expiry_reason if m.expiry_reason is not UNSET else None,
                ts_event=m.transact_time * 1_000_000,
                ts_recv=recv,
                raw=m,
            )
        )
    return found


def order_detail(m: wire.OrderDetail, instrument: Instrument, recv: int) -> Order:
    """`OrderDetail` as Order."""
    style = read_style(m.type)
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.order_id),
        client_order_id=m.client_order_id,
        side=SIDE_IN.get(m.side),
        type=style.type,
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force),
        status=ORDER_STATUS_IN[m.status],
        price=m.price or None,
        trigger_price=m.stop_price if m.stop_price is not UNSET and m.stop_price else None,
        quantity=m.quantity,
        quote_quantity=m.quote_quantity if m.quote_quantity is not UNSET and m.quote_quantity else None,
        filled_quantity=m.executed_quantity,
        leaves_quantity=(
            m.quantity
            - m.executed_quantity
            - (m.prevented_quantity if m.prevented_quantity is not UNSET and m.prevented_quantity else Decimal(0))
            if m.status in ("NEW", "PENDING_NEW", "PARTIALLY_FILLED", "PENDING_CANCEL")
            else Decimal(0)
        ),
        average_price=(
            divided(m.cumulative_quote_quantity, m.executed_quantity)
            if m.executed_quantity > 0 and m.cumulative_quote_quantity >= 0
            else None
        ),
        post_only=style.post_only,
        reduce_only=False,
        reason=m.expiry_reason if m.expiry_reason is not UNSET else None,
        ts_event=m.update_time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def order_amended(m: wire.Amended, instrument: Instrument, recv: int) -> Order:
    """Here `clientOrderId` is the new, current id and `origClientOrderId` the one before."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.amended_order.order_id),
        client_order_id=m.amended_order.client_order_id,
        side=SIDE_IN.get(m.amended_order.side),
        type=ORDER_TYPE_IN.get(m.amended_order.type),
        time_in_force=TIME_IN_FORCE_IN.get(m.amended_order.time_in_force),
        status=ORDER_STATUS_IN[m.amended_order.status],
        price=m.amended_order.price or None,
        trigger_price=(
            m.amended_order.stop_price
            if m.amended_order.stop_price is not UNSET and m.amended_order.stop_price
            else None
        ),
        quantity=m.amended_order.quantity,
        quote_quantity=m.amended_order.quote_quantity or None,
        filled_quantity=m.amended_order.executed_quantity,
        leaves_quantity=(
            m.amended_order.quantity - m.amended_order.executed_quantity - m.amended_order.prevented_quantity
            if m.amended_order.status in ("NEW", "PENDING_NEW", "PARTIALLY_FILLED")
            else Decimal(0)
        ),
        average_price=(
            divided(m.amended_order.cumulative_quote_quantity, m.amended_order.executed_quantity)
            if m.amended_order.executed_quantity > 0
            else None
        ),
        post_only=m.amended_order.type == "LIMIT_MAKER",
        reduce_only=False,
        ts_event=m.transact_time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def order_event(m: wire.ExecutionReport, instrument: Instrument, recv: int) -> Order:
    """`ExecutionReport` as Order."""
    style = read_style(m.type)
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.order_id),
        client_order_id=(
            m.original_client_order_id
            if m.execution_type == "CANCELED" and m.original_client_order_id
            else m.client_order_id
        ),
        side=SIDE_IN.get(m.side),
        type=style.type,
        time_in_force=TIME_IN_FORCE_IN.get(m.time_in_force),
        status=ORDER_STATUS_IN[m.status],
        price=m.price or None,
        trigger_price=m.stop_price or None,
        quantity=m.quantity,
        quote_quantity=m.quote_quantity or None,
        filled_quantity=m.cumulative_quantity,
        leaves_quantity=(
            m.quantity
            - m.cumulative_quantity
            - (m.prevented_quantity if m.prevented_quantity is not UNSET and m.prevented_quantity else Decimal(0))
            if m.status in ("NEW", "PENDING_NEW", "PARTIALLY_FILLED", "PENDING_CANCEL")
            else Decimal(0)
        ),
        average_price=(
            divided(m.cumulative_quote_quantity, m.cumulative_quantity) if m.cumulative_quantity > 0 else None
        ),
        post_only=style.post_only,
        reduce_only=False,
        reason=(
            m.reject_reason if m.reject_reason != "NONE" else m.expiry_reason if m.expiry_reason is not UNSET else None
        ),
        ts_event=m.transaction_time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def fill_event(m: wire.ExecutionReport, instrument: Instrument, recv: int) -> Fill | None:
    """`ExecutionReport` as Fill."""
    if m.execution_type != "TRADE":
        return None
    return Fill(
        trade_id=(
            str(m.trade_id)
            if m.trade_id >= 0
            else "allocation-" + str(m.allocation_id) if m.allocation_id is not UNSET else None
        ),
        venue_order_id=str(m.order_id),
        client_order_id=m.client_order_id,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.last_price,
        quantity=m.last_quantity,
        fee=m.commission,
        fee_currency=m.commission_asset,
        liquidity=Liquidity.MAKER if m.is_maker else Liquidity.TAKER,
        ts_event=m.transaction_time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def my_trade(m: wire.MyTrade, instrument: Instrument, recv: int) -> Fill:
    """`MyTrade` as Fill."""
    return Fill(
        trade_id=str(m.id),
        venue_order_id=str(m.order_id),
        symbol=instrument.symbol,
        side=Side.BUY if m.is_buyer else Side.SELL,
        price=m.price,
        quantity=m.quantity,
        fee=m.commission,
        fee_currency=m.commission_asset,
        liquidity=Liquidity.MAKER if m.is_maker else Liquidity.TAKER,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def trade_event(m: wire.TradeEvent, instrument: Instrument, recv: int) -> Trade:
    """`TradeEvent` as Trade."""
    return Trade(
        trade_id=str(m.trade_id),
        symbol=instrument.symbol,
        side=Side.SELL if m.buyer_is_maker else Side.BUY,
        price=m.price,
        quantity=m.quantity,
        ts_event=m.trade_time * 1_000_000,
        ts_recv=recv,
    )


def balance(m: wire.AssetBalance) -> Balance:
    """`AssetBalance` as Balance."""
    return Balance(currency=m.asset, total=m.free + m.locked, free=m.free, locked=m.locked)


def balance_event(m: wire.PositionBalance) -> Balance:
    """`PositionBalance` as Balance."""
    return Balance(currency=m.asset, total=m.free + m.locked, free=m.free, locked=m.locked)
