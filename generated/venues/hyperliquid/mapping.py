"""Hyperliquid: from the wire to the contract, and back for orders."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from msgspec import UNSET
from venue_runtime.arguments import describe_order, refuse_given, require_given
from venue_runtime.errors import NotSupported
from venue_runtime.exprs import item, significant
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
from venue_runtime.wire_enum import OpenWordsIn, WordsIn, WordsOut

from . import types as wire
from .venue import HyperliquidRef, ref_of

SIDE_IN = WordsIn[str, Side]({"B": Side.BUY, "A": Side.SELL})

SIDE_OUT = WordsOut[Side, str]({Side.BUY: "B", Side.SELL: "A"})

TIF_IN = WordsIn[str, TimeInForce](
    {
        "Gtc": TimeInForce.GTC,
        "Ioc": TimeInForce.IOC,
        "Alo": TimeInForce.GTC,
        "FrontendMarket": TimeInForce.IOC,
        "LiquidationMarket": TimeInForce.IOC,
    }
)

TIF_OUT = WordsOut[TimeInForce, str]({TimeInForce.GTC: "Gtc", TimeInForce.IOC: "Ioc"})

ORDER_KIND_IN = WordsIn[str, OrderType](
    {
        "Limit": OrderType.LIMIT,
        "Market": OrderType.MARKET,
        "Stop Market": OrderType.STOP,
        "Stop Limit": OrderType.STOP_LIMIT,
        "Take Profit Market": OrderType.TAKE_PROFIT,
        "Take Profit Limit": OrderType.TAKE_PROFIT_LIMIT,
    }
)

ORDER_KIND_OUT = WordsOut[OrderType, str](
    {
        OrderType.LIMIT: "Limit",
        OrderType.MARKET: "Market",
        OrderType.STOP: "Stop Market",
        OrderType.STOP_LIMIT: "Stop Limit",
        OrderType.TAKE_PROFIT: "Take Profit Market",
        OrderType.TAKE_PROFIT_LIMIT: "Take Profit Limit",
    }
)

ORDER_STATUS_IN = OpenWordsIn[str, OrderStatus](
    {
        "open": OrderStatus.NEW,
        "filled": OrderStatus.FILLED,
        "canceled": OrderStatus.CANCELED,
        "triggered": OrderStatus.TRIGGERED,
        "rejected": OrderStatus.REJECTED,
        "marginCanceled": OrderStatus.CANCELED,
        "vaultWithdrawalCanceled": OrderStatus.CANCELED,
        "openInterestCapCanceled": OrderStatus.CANCELED,
        "selfTradeCanceled": OrderStatus.CANCELED,
        "reduceOnlyCanceled": OrderStatus.CANCELED,
        "siblingFilledCanceled": OrderStatus.CANCELED,
        "delistedCanceled": OrderStatus.CANCELED,
        "liquidatedCanceled": OrderStatus.CANCELED,
        "scheduledCancel": OrderStatus.CANCELED,
        "tickRejected": OrderStatus.REJECTED,
        "minTradeNtlRejected": OrderStatus.REJECTED,
        "perpMarginRejected": OrderStatus.REJECTED,
        "reduceOnlyRejected": OrderStatus.REJECTED,
        "badAloPxRejected": OrderStatus.REJECTED,
        "iocCancelRejected": OrderStatus.REJECTED,
        "badTriggerPxRejected": OrderStatus.REJECTED,
        "marketOrderNoLiquidityRejected": OrderStatus.REJECTED,
        "positionIncreaseAtOpenInterestCapRejected": OrderStatus.REJECTED,
        "positionFlipAtOpenInterestCapRejected": OrderStatus.REJECTED,
        "tooAggressiveAtOpenInterestCapRejected": OrderStatus.REJECTED,
        "openInterestIncreaseRejected": OrderStatus.REJECTED,
        "insufficientSpotBalanceRejected": OrderStatus.REJECTED,
        "oracleRejected": OrderStatus.REJECTED,
        "perpMaxPositionRejected": OrderStatus.REJECTED,
    },
    OrderStatus.PENDING_NEW,
)

ORDER_STATUS_OUT = WordsOut[OrderStatus, str](
    {
        OrderStatus.NEW: "open",
        OrderStatus.FILLED: "filled",
        OrderStatus.CANCELED: "canceled",
        OrderStatus.TRIGGERED: "triggered",
        OrderStatus.REJECTED: "rejected",
    }
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
        "8h": "8h",
        "12h": "12h",
        "1d": "1d",
        "3d": "3d",
        "1w": "1w",
        "1M": "1M",
    }
)


class OrderStyle(NamedTuple):
    """How the venue says what kind of order it is."""

    tif: str | None = None
    is_market: bool | None = None
    trigger_price: Decimal | None = None
    tpsl: str | None = None


def order_style(request: OrderRequest) -> OrderStyle:
    """The venue's words for an order. Raises NotSupported for what it cannot express."""
    refuse_given(
        request,
        "quote_quantity",
        "trigger_by",
        "trailing_offset",
        "expire_time",
        "display_quantity",
        "margin_mode",
        "position_side",
        "self_trade_prevention",
    )
    if request.type is OrderType.LIMIT and request.post_only and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "trigger_price")
        require_given(request, "quantity", "price")
        return OrderStyle("Alo")
    if request.type is OrderType.LIMIT and request.post_only:
        refuse_given(request, "trigger_price", "time_in_force")
        require_given(request, "quantity", "price")
        return OrderStyle("Alo")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.IOC:
        refuse_given(request, "trigger_price", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("Ioc")
    if request.type is OrderType.LIMIT and request.time_in_force is TimeInForce.GTC:
        refuse_given(request, "trigger_price", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("Gtc")
    if request.type is OrderType.LIMIT:
        refuse_given(request, "trigger_price", "time_in_force", "post_only")
        require_given(request, "quantity", "price")
        return OrderStyle("Gtc")
    if request.type is OrderType.STOP_LIMIT:
        refuse_given(request, "time_in_force", "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle(None, False, request.trigger_price, "sl")
    if request.type is OrderType.TAKE_PROFIT_LIMIT:
        refuse_given(request, "time_in_force", "post_only")
        require_given(request, "quantity", "price", "trigger_price")
        return OrderStyle(None, False, request.trigger_price, "tp")
    raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")


class Style(NamedTuple):
    """What the venue's words for an order mean; None where they are unknown or do not tell."""

    type: OrderType | None = None
    time_in_force: TimeInForce | None = None
    post_only: bool | None = None


_STYLES: dict[tuple[str | None, bool | None, str | None], Style] = {
    ("Alo", None, None): Style(OrderType.LIMIT, TimeInForce.GTC, True),
    ("Ioc", None, None): Style(OrderType.LIMIT, TimeInForce.IOC, False),
    ("Gtc", None, None): Style(OrderType.LIMIT, TimeInForce.GTC, False),
    (None, False, "sl"): Style(OrderType.STOP_LIMIT, None, False),
    (None, False, "tp"): Style(OrderType.TAKE_PROFIT_LIMIT, None, False),
}
_UNKNOWN_STYLE = Style()


def read_style(tif: str | None, is_market: bool | None, tpsl: str | None) -> Style:
    """What an order of the venue is, by the words that `order_style` chooses."""
    return _STYLES.get((tif, is_market, tpsl), _UNKNOWN_STYLE)


def perpetual(whole: wire.Meta) -> list[Instrument]:
    """The number of an asset is its place in the list, which delisted ones keep."""
    found: list[Instrument] = []
    for place, m in enumerate(whole.universe):
        found.append(
            Instrument(
                symbol=format_symbol(m.coin, "USDC", "USDC"),
                venue_symbol=m.coin,
                kind=InstrumentKind.PERPETUAL,
                base=m.coin,
                quote="USDC",
                settle="USDC",
                status=(
                    InstrumentStatus.CLOSED
                    if m.is_delisted is not UNSET and m.is_delisted
                    else InstrumentStatus.TRADING
                ),
                price_increment=Decimal("1e-" + str(6 - m.size_decimals)),
                quantity_increment=Decimal("1e-" + str(m.size_decimals)),
                min_notional=Decimal("10"),
                price_bands=significant(5, 6 - m.size_decimals),
                ref=HyperliquidRef(asset=place),
                raw=m,
            )
        )
    return found


def pair(whole: wire.SpotMeta) -> list[Instrument]:
    """The number of a pair is 10000 and its index; its tokens stand in a list beside it."""
    found: list[Instrument] = []
    for m in whole.universe:
        base_found = next((row for row in whole.tokens if row.index == m.tokens[0]), None)
        quote_found = next((row for row in whole.tokens if row.index == m.tokens[1]), None)
        if base_found is None or quote_found is None:
            continue
        found.append(
            Instrument(
                symbol=format_symbol(base_found.name, quote_found.name),
                venue_symbol=m.coin,
                kind=InstrumentKind.SPOT,
                base=base_found.name,
                quote=quote_found.name,
                status=InstrumentStatus.TRADING,
                price_increment=Decimal("1e-" + str(8 - base_found.size_decimals)),
                quantity_increment=Decimal("1e-" + str(base_found.size_decimals)),
                min_notional=Decimal("10"),
                price_bands=significant(5, 8 - base_found.size_decimals),
                ref=HyperliquidRef(asset=10000 + m.index),
                raw=m,
            )
        )
    return found


def ticker(m: wire.L2Book, instrument: Instrument, recv: int) -> Ticker:
    """`L2Book` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=Decimal(_1.price) if (_1 := item(m.levels[0], 0)) is not None else None,
        bid_quantity=Decimal(_2.quantity) if (_2 := item(m.levels[0], 0)) is not None else None,
        ask=Decimal(_3.price) if (_3 := item(m.levels[1], 0)) is not None else None,
        ask_quantity=Decimal(_4.quantity) if (_4 := item(m.levels[1], 0)) is not None else None,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
    )


def best(m: wire.Bbo, instrument: Instrument, recv: int) -> Ticker:
    """`Bbo` as Ticker."""
    return Ticker(
        symbol=instrument.symbol,
        bid=Decimal(_1.price) if (_1 := m.best[0]) is not None else None,
        bid_quantity=Decimal(_2.quantity) if (_2 := m.best[0]) is not None else None,
        ask=Decimal(_3.price) if (_3 := m.best[1]) is not None else None,
        ask_quantity=Decimal(_4.quantity) if (_4 := m.best[1]) is not None else None,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
    )


def trade(m: wire.Trade, instrument: Instrument, recv: int) -> Trade:
    """`Trade` as Trade."""
    return Trade(
        trade_id=str(m.id),
        symbol=instrument.symbol,
        side=SIDE_IN.get(m.side),
        price=m.price,
        quantity=m.size,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
    )


def candle(m: wire.Candle, instrument: Instrument) -> Candle:
    """`Candle` as Candle."""
    return Candle(
        symbol=instrument.symbol,
        ts_open=m.open_time * 1_000_000,
        open=m.open,
        high=m.high,
        low=m.low,
        close=m.close,
        volume=m.volume,
    )


def funding(m: wire.Contexts, instrument: Instrument) -> FundingRate | None:
    """`Contexts` as FundingRate."""
    context_found = item(m[1], ref_of(instrument).asset)
    if context_found is None:
        return None
    return FundingRate(
        symbol=instrument.symbol,
        rate=context_found.funding,
        mark_price=context_found.mark,
        index_price=context_found.oracle,
    )


def open_order(m: wire.Order, instrument: Instrument, recv: int) -> Order:
    """`Order` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.id),
        client_order_id=m.client_id if m.client_id is not UNSET else None,
        side=SIDE_IN.get(m.side),
        type=ORDER_KIND_IN.get(m.kind) if m.kind is not UNSET else None,
        time_in_force=TIF_IN.get(m.tif) if m.tif is not UNSET and m.tif is not None else None,
        status=OrderStatus.NEW,
        price=m.price,
        trigger_price=(
            (m.trigger_price if m.trigger_price is not UNSET else None)
            if m.is_trigger is not UNSET and m.is_trigger
            else None
        ),
        quantity=m.size,
        filled_quantity=m.size - m.left,
        leaves_quantity=m.left,
        post_only=m.tif == "Alo" if m.tif is not UNSET and m.tif is not None else None,
        reduce_only=m.reduce_only if m.reduce_only is not UNSET else None,
        ts_event=m.created * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def order(m: wire.OrderState, instrument: Instrument, recv: int) -> Order:
    """`OrderState` as Order."""
    return Order(
        symbol=instrument.symbol,
        venue_order_id=str(m.order.id),
        client_order_id=m.order.client_id if m.order.client_id is not UNSET else None,
        side=SIDE_IN.get(m.order.side),
        type=ORDER_KIND_IN.get(m.order.kind) if m.order.kind is not UNSET else None,
        time_in_force=TIF_IN.get(m.order.tif) if m.order.tif is not UNSET and m.order.tif is not None else None,
        status=ORDER_STATUS_IN[m.status],
        price=m.order.price,
        trigger_price=(
            (m.order.trigger_price if m.order.trigger_price is not UNSET else None)
            if m.order.is_trigger is not UNSET and m.order.is_trigger
            else None
        ),
        quantity=m.order.size,
        filled_quantity=m.order.size - m.order.left,
        leaves_quantity=m.order.left if m.status in ("open", "triggered") else Decimal(0),
        post_only=m.order.tif == "Alo" if m.order.tif is not UNSET and m.order.tif is not None else None,
        reduce_only=m.order.reduce_only if m.order.reduce_only is not UNSET else None,
        reason=m.status,
        ts_event=m.updated * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def fill(m: wire.Fill, instrument: Instrument, recv: int) -> Fill:
    """`fee` holds the builder's fee already."""
    return Fill(
        trade_id=str(m.id),
        venue_order_id=str(m.order_id),
        client_order_id=m.client_id if m.client_id is not UNSET else None,
        symbol=instrument.symbol,
        side=SIDE_IN[m.side],
        price=m.price,
        quantity=m.size,
        fee=m.fee,
        fee_currency=m.fee_token,
        liquidity=Liquidity.TAKER if m.crossed else Liquidity.MAKER,
        ts_event=m.time * 1_000_000,
        ts_recv=recv,
        raw=m,
    )


def balance(m: wire.Holding) -> Balance:
    """Tokens. The margin of perpetuals is in `raw.perp_state`."""
    return Balance(currency=m.coin, total=m.total, free=m.total - m.hold, locked=m.hold)


def position(m: wire.Held, instrument: Instrument, recv: int) -> Position:
    """`Held` as Position."""
    return Position(
        symbol=instrument.symbol,
        side=PositionSide.SHORT if m.position.size < 0 else PositionSide.LONG,
        quantity=abs(m.position.size),
        entry_price=m.position.entry,
        unrealized_pnl=m.position.unrealized,
        leverage=m.position.leverage.value,
        liquidation_price=m.position.liquidation,
        net=True,
        ts_recv=recv,
        raw=m,
    )
