"""Gate: from the wire to the contract, and back for orders."""

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
    SelfTradePrevention,
    Side,
    Ticker,
    TimeInForce,
    Trade,
)
from venue_runtime.wire import ns_from_ms, ns_from_s, parse_bool_text
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire

SIDE_IN = WordsIn[str, Side]({"buy": Side.BUY, "sell": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "buy", Side.SELL: "sell"})

ORDER_TYPE_IN = WordsIn[str, OrderType](
    {
        "limit": OrderType.LIMIT,
        "market": OrderType.MARKET,
        "limit_repay": OrderType.LIMIT,
        "market_repay": OrderType.MARKET,
        "limit_borrow": OrderType.LIMIT,
        "market_borrow": OrderType.MARKET,
        "limit_borrow_repay": OrderType.LIMIT,
    }
)

ORDER_TYPE_OUT = WordsOut[OrderType, str]({OrderType.LIMIT: "limit", OrderType.MARKET: "market"})

TIME_IN_FORCE_IN = WordsIn[str, TimeInForce]({"gtc": TimeInForce.GTC, "ioc": TimeInForce.IOC, "fok": TimeInForce.FOK})

TIME_IN_FORCE_OUT = WordsOut[TimeInForce, str]({TimeInForce.GTC: "gtc", TimeInForce.IOC: "ioc", TimeInForce.FOK: "fok"})

ORDER_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {"open": OrderStatus.NEW, "closed": OrderStatus.FILLED, "cancelled": OrderStatus.CANCELED}, OrderStatus.PENDING_NEW
)

ORDER_STATUS_OUT = WordsOut[OrderStatus, str](
    {OrderStatus.NEW: "open", OrderStatus.FILLED: "closed", OrderStatus.CANCELED: "cancelled"}
)

STP_ACT_IN = WordsIn[str, SelfTradePrevention](
    {
        "cn": SelfTradePrevention.CANCEL_TAKER,
        "co": SelfTradePrevention.CANCEL_MAKER,
        "cb": SelfTradePrevention.CANCEL_BOTH,
    }
)

STP_ACT_OUT = WordsOut[SelfTradePrevention, str](
    {
        SelfTradePrevention.CANCEL_TAKER: "cn",
        SelfTradePrevention.CANCEL_MAKER: "co",
        SelfTradePrevention.CANCEL_BOTH: "cb",
    }
)

ROLE_IN = WordsIn[str, Liquidity]({"maker": Liquidity.MAKER, "taker": Liquidity.TAKER})

ROLE_OUT = WordsOut[Liquidity, str]({Liquidity.MAKER: "maker", Liquidity.TAKER: "taker"})

TRADE_STATUS_IN = OpenWordsIn[str, InstrumentStatus](
    {
        "tradable": InstrumentStatus.TRADING,
        "untradable": InstrumentStatus.HALTED,
        "buyable": InstrumentStatus.HALTED,
        "sellable": InstrumentStatus.HALTED,
    },
    InstrumentStatus.UNKNOWN,
)

TRADE_STATUS_OUT = WordsOut[InstrumentStatus, str](
    {InstrumentStatus.TRADING: "tradable", InstrumentStatus.HALTED: "untradable"}
)

FETCH_CANDLES_INTERVALS = WordsOut[str, str](
    {
        "1s": "1s",
        "10s": "10s",
        "1m": "1m",
        "5m": "5m",
        "15m": "15m",
        "30m": "30m",
        "1h": "1h",
        "4h": "4h",
        "8h": "8h",
        "1d": "1d",
        "1w": "7d",
    }
)

WATCH_CANDLES_INTERVALS = WordsOut[str, str](
    {
        "10s": "10s",
        "1m": "1m",
        "5m": "5m",
        "15m": "15m",
        "30m": "30m",
        "1h": "1h",
        "4h": "4h",
        "8h": "8h",
        "1d": "1d",
        "1w": "7d",
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
        "reduce_only",
        "margin_mode",
        "position_side",
    )
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity")
        require_given(request, "quantity", "price")
        return OrderStyle("limit", "poc")
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "quote_quantity", "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle("limit", "poc")
    if request.type is OrderType.LIMIT and request.time_in_force in (TimeInForce.IOC, TimeInForce.FOK):
        refuse_given(request, "quote_quantity", "post_only", "display_quantity")
        require_given(request, "quantity", "price")
        return OrderStyle(
            "limit", TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "quote_quantity", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit", "gtc")
    if request.type is OrderType.LIMIT:
        refuse_given(request, "quote_quantity", "time_in_force", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("limit")
    if (
        request.type is OrderType.MARKET
        and request.side is Side.BUY
        and request.time_in_force in (TimeInForce.IOC, TimeInForce.FOK)
    ):
        refuse_given(request, "quantity", "price", "post_only", "display_quantity")
        require_given(request, "quote_quantity")
        return OrderStyle(
            "market", TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.MARKET and request.time_in_force in (TimeInForce.IOC, TimeInForce.FOK):
        refuse_given(request, "quote_quantity", "price", "post_only", "display_quantity")
        require_given(request, "quantity")
        return OrderStyle(
            "market", TIME_IN_FORCE_OUT[request.time_in_force] if request.time_in_force is not None else None
        )
    if request.type is OrderType.MARKET and request.side is Side.BUY:
        refuse_given(request, "quantity", "price", "time_in_force", "post_only", "display_quantity")
        require_given(request, "quote_quantity")
        return OrderStyle("market", "ioc")
    if request.type is OrderType.MARKET:
        refuse_given(request, "quote_quantity", "price", "time_in_force", "post_only", "display_quantity")
        require_given(request, "quantity")
        return OrderStyle("market", "ioc")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None
    side: Side | None = None


_STYLES: dict[tuple[str, str | None], Style] = {
    ("limit", "poc"): Style(OrderType.LIMIT, TimeInForce.GTC, True, None),
    ("limit", None): Style(OrderType.LIMIT, None, False, None),
    ("limit", "gtc"): Style(OrderType.LIMIT, TimeInForce.GTC, False, None),
    ("market", None): Style(OrderType.MARKET, None, False, Side.BUY),
    ("market", "ioc"): Style(OrderType.MARKET, None, False, Side.BUY),
}
_UNKNOWN_STYLE = Style()


def read_style(type: str, time_in_force: str | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((type, time_in_force), _UNKNOWN_STYLE)


def instrument(m: wire.Pair) -> Instrument:
    """`Pair` as Instrument."""
    return Instrument(
        symbol=format_symbol(m.base, m.quote),
        venue_symbol=m.id,
        kind=InstrumentKind.SPOT,
        base=m.base,
        quote=m.quote,
        status=TRADE_STATUS_IN[m.trade_status],
        price_increment=Decimal("1e-" + str(m.precision)),
        quantity_increment=Decimal("1e-" + str(m.amount_precision)),
        min_quantity=m.min_base_amount if m.min_base_amount is not UNSET else None,
        max_quantity=m.max_base_amount if m.max_base_amount is not UNSET else None,
        min_notional=m.min_quote_amount if m.min_quote_amount is not UNSET else None,
        raw=m,
    )


def ticker(m: wire.Ticker, instrument: Instrument, recv: int) -> Ticker:
    """`Ticker` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=Decimal(m.bid) if m.bid is not UNSET and m.bid else None,
        bid_quantity=Decimal(m.bid_size) if m.bid_size is not UNSET and m.bid_size else None,
        ask=Decimal(m.ask) if m.ask is not UNSET and m.ask else None,
        ask_quantity=Decimal(m.ask_size) if m.ask_size is not UNSET and m.ask_size else None,
        last=Decimal(m.last) if m.last else None,
        ts_recv=recv,
    )


def trade(m: wire.Trade, instrument: Instrument, recv: int) -> Trade:
    """`Trade` as Trade."""
    return Trade(
        trade_id=m.id,
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.amount,
        ts_event=ns_from_ms(m.time),
        ts_recv=recv,
    )


def candle(m: wire.Candle, instrument: Instrument) -> Candle:
    """`Candle` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=ns_from_s(m[0]),
        open=m[5],
        high=m[3],
        low=m[4],
        close=m[2],
        volume=m[6],
        closed=parse_bool_text(m[7]),
    )


def order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    style = read_style(m.type, m.time_in_force)
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.id,
        client_order_id=m.text if m.text.startswith("t-") else None,
        side=SIDE_IN.get(m.side),
        type=style.type,
        time_in_force=style.time_in_force,
        status=OrderStatus.PARTIALLY_FILLED if m.status == "open" and m.left < m.amount else ORDER_STATUS_IN[m.status],
        price=m.price or None,
        quantity=None if m.type == "market" and m.side == "buy" else m.amount,
        quote_quantity=m.amount if m.type == "market" and m.side == "buy" else None,
        filled_quantity=(
            (m.filled if m.filled is not UNSET else None)
            if m.type == "market" and m.side == "buy"
            else m.amount - m.left
        ),
        leaves_quantity=(
            Decimal(0) if m.status != "open" else None if m.type == "market" and m.side == "buy" else m.left
        ),
        average_price=m.average if m.average is not UNSET and m.average else None,
        post_only=style.post_only,
        reason=m.finish_as if m.finish_as is not UNSET else None,
        ts_event=int(m.updated) * 1_000_000 if m.updated is not UNSET and int(m.updated) else ns_from_s(m.updated_s),
        ts_recv=recv,
        raw=m,
    )


def order_update(m: wire.OrderUpdate, instrument: Instrument, recv: int) -> Order:
    """`OrderUpdate` as Order."""
    style = read_style(m.type, m.time_in_force)
    return Order(
        symbol=instrument.symbol,
        venue_order_id=m.id,
        client_order_id=m.text if m.text.startswith("t-") else None,
        side=SIDE_IN.get(m.side),
        type=style.type,
        time_in_force=style.time_in_force,
        status=(
            OrderStatus.FILLED
            if m.finish_as == "filled"
            else (
                OrderStatus.CANCELED
                if m.event == "finish"
                else OrderStatus.PARTIALLY_FILLED if m.left < m.amount else OrderStatus.NEW
            )
        ),
        price=m.price or None,
        quantity=None if m.type == "market" and m.side == "buy" else m.amount,
        quote_quantity=m.amount if m.type == "market" and m.side == "buy" else None,
        filled_quantity=(
            (m.filled if m.filled is not UNSET else None)
            if m.type == "market" and m.side == "buy"
            else m.amount - m.left
        ),
        leaves_quantity=(
            Decimal(0) if m.event == "finish" else None if m.type == "market" and m.side == "buy" else m.left
        ),
        average_price=m.average or None,
        post_only=style.post_only,
        reason=m.finish_as,
        ts_event=ns_from_ms(m.updated),
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Fill, instrument: Instrument, recv: int) -> Fill:
    """A fee that was paid in GT is told apart from the pair's."""
    return Fill(
        trade_id=m.id,
        venue_order_id=m.order_id,
        client_order_id=(
            (m.text if m.text is not UNSET else None)
            if (m.text if m.text is not UNSET and m.text else "").startswith("t-")
            else None
        ),
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.amount,
        fee=(
            m.fee
            if (m.gt_fee if m.gt_fee is not UNSET and m.gt_fee else Decimal(0)) == 0
            else m.gt_fee if m.gt_fee is not UNSET else None
        ),
        fee_currency=(
            (m.fee_currency if m.fee_currency is not UNSET else None)
            if (m.gt_fee if m.gt_fee is not UNSET and m.gt_fee else Decimal(0)) == 0
            else "GT"
        ),
        liquidity=ROLE_IN.get(m.role),
        ts_event=ns_from_ms(m.time),
        ts_recv=recv,
        raw=m,
    )


def fill_update(m: wire.FillUpdate, instrument: Instrument, recv: int) -> Fill:
    """`FillUpdate` as Fill."""
    return Fill(
        trade_id=str(m.id),
        venue_order_id=m.order_id,
        client_order_id=m.text if (m.text or "").startswith("t-") else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.amount,
        fee=(
            m.fee
            if (m.gt_fee if m.gt_fee is not UNSET and m.gt_fee else Decimal(0)) == 0
            else m.gt_fee if m.gt_fee is not UNSET else None
        ),
        fee_currency=(
            (m.fee_currency if m.fee_currency is not UNSET else None)
            if (m.gt_fee if m.gt_fee is not UNSET and m.gt_fee else Decimal(0)) == 0
            else "GT"
        ),
        liquidity=ROLE_IN.get(m.role),
        ts_event=ns_from_ms(m.time),
        ts_recv=recv,
        raw=m,
    )


def ticker_update(m: wire.TickerUpdate, instrument: Instrument, recv: int) -> Ticker:
    """`TickerUpdate` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=Decimal(m.bid) if m.bid else None,
        ask=Decimal(m.ask) if m.ask else None,
        last=Decimal(m.last) if m.last else None,
        ts_recv=recv,
    )


def trade_update(m: wire.TradeUpdate, instrument: Instrument, recv: int) -> Trade:
    """`TradeUpdate` as Trade."""
    return Trade(
        trade_id=str(m.id),
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.amount,
        ts_event=ns_from_ms(m.time),
        ts_recv=recv,
    )


def candle_update(m: wire.CandleUpdate, instrument: Instrument) -> Candle:
    """`CandleUpdate` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=ns_from_s(m.time),
        open=m.open,
        high=m.high,
        low=m.low,
        close=m.close,
        volume=m.volume,
        closed=m.closed is not UNSET and m.closed or False,
    )


def balance(m: wire.Account) -> Balance:
    """`Account` as Balance."""
    return Balance(currency=m.currency, total=m.available + m.locked, free=m.available, locked=m.locked)


def balance_update(m: wire.BalanceUpdate) -> Balance:
    """`BalanceUpdate` as Balance."""
    return Balance(currency=m.currency, total=m.total, free=m.available, locked=m.locked)
