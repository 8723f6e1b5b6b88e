"""Crypto.com Exchange: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "BUY"
    SELL = "SELL"


class OrderType(OpenEnum):
    LIMIT = "LIMIT"
    MARKET = "MARKET"
    STOP_LOSS = "STOP_LOSS"
    STOP_LIMIT = "STOP_LIMIT"
    TAKE_PROFIT = "TAKE_PROFIT"
    TAKE_PROFIT_LIMIT = "TAKE_PROFIT_LIMIT"


class TimeInForce(OpenEnum):
    GOOD_TILL_CANCEL = "GOOD_TILL_CANCEL"
    IMMEDIATE_OR_CANCEL = "IMMEDIATE_OR_CANCEL"
    FILL_OR_KILL = "FILL_OR_KILL"


class OrderStatus(OpenEnum):
    PENDING = "PENDING"
    NEW = "NEW"
    ACTIVE = "ACTIVE"
    FILLED = "FILLED"
    CANCELED = "CANCELED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"


class InstType(OpenEnum):
    CCY_PAIR = "CCY_PAIR"
    PERPETUAL_SWAP = "PERPETUAL_SWAP"
    FUTURE = "FUTURE"


class Role(OpenEnum):
    MAKER = "MAKER"
    TAKER = "TAKER"


class StpInst(OpenEnum):
    M = "M"
    T = "T"
    B = "B"


class StpScope(OpenEnum):
    M = "M"
    S = "S"


class SpotMargin(OpenEnum):
    SPOT = "SPOT"
    MARGIN = "MARGIN"


class CancelType(OpenEnum):
    LIMIT = "LIMIT"
    ALL = "ALL"


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    message: str | UnsetType = UNSET


class Done(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    message: str | UnsetType = UNSET


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    id: int | UnsetType = UNSET
    method: str | UnsetType = UNSET
    code: Any | UnsetType = UNSET
    message: str | UnsetType = UNSET
    result: Raw | UnsetType = UNSET


class Head(Struct, frozen=True, gc=False, kw_only=True):
    subscription: str
    channel: str


class Instrument(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    kind: InstType = field(name="inst_type")
    base: str = field(name="base_ccy")
    quote: str = field(name="quote_ccy")
    price_tick_size: Decimal
    quantity_tick_size: Decimal = field(name="qty_tick_size")
    max_leverage: Decimal
    tradable: bool
    expiry: int | str | UnsetType = field(name="expiry_timestamp_ms", default=UNSET)
    underlying_symbol: str | UnsetType = UNSET
    product_type: str | UnsetType = UNSET


class Level(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    price: str
    quantity: str


class Depth(Struct, frozen=True, gc=False, kw_only=True):
    asks: list[Level]
    bids: list[Level]
    time: int | str | UnsetType = field(name="t", default=UNSET)


class Book(Struct, frozen=True, gc=False, kw_only=True):
    depth: Any
    data: tuple[Depth]
    instrument_name: str


class Sides(Struct, frozen=True, gc=False, kw_only=True):
    asks: list[Level]
    bids: list[Level]


class BookUpdate(Struct, frozen=True, gc=False, kw_only=True):
    time: int | str = field(name="t")
    sequence: int = field(name="u")
    asks: list[Level] | UnsetType = UNSET
    bids: list[Level] | UnsetType = UNSET
    update: Sides | UnsetType = UNSET
    previous: int | UnsetType = field(name="pu", default=UNSET)


class BookFeed(Struct, frozen=True, gc=False, kw_only=True):
    subscription: str
    channel: str
    depth: Any
    data: list[BookUpdate]
    instrument_name: str | UnsetType = UNSET


class Trade(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="d")
    time: int | str = field(name="t")
    price: Decimal = field(name="p")
    quantity: Decimal = field(name="q")
    side: Side = field(name="s")
    instrument: str = field(name="i")
    match_id: str | UnsetType = field(name="m", default=UNSET)


class Ticker(Struct, frozen=True, gc=False, kw_only=True):
    instrument: str = field(name="i")
    last: Decimal | None = field(name="a")
    bid: Decimal | None = field(name="b")
    ask: Decimal | None = field(name="k")
    high: Decimal | None = field(name="h")
    low: Decimal | None = field(name="l")
    volume: Decimal = field(name="v")
    change: Decimal | None = field(name="c")
    time: int | str = field(name="t")
    bid_size: Decimal | UnsetType | None = field(name="bs", default=UNSET)
    ask_size: Decimal | UnsetType | None = field(name="ks", default=UNSET)
    open_interest: Decimal | UnsetType | None = field(name="oi", default=UNSET)


class Candle(Struct, frozen=True, gc=False, kw_only=True):
    open: Decimal = field(name="o")
    high: Decimal = field(name="h")
    low: Decimal = field(name="l")
    close: Decimal = field(name="c")
    volume: Decimal = field(name="v")
    time: int | str = field(name="t")


class Candlestick(Struct, frozen=True, gc=False, kw_only=True):
    interval: str
    data: list[Candle]
    instrument_name: str


class Valuation(Struct, frozen=True, gc=False, kw_only=True):
    value: Decimal = field(name="v")
    time: int | str = field(name="t")


class Valuations(Struct, frozen=True, gc=False, kw_only=True):
    data: list[Valuation]
    instrument_name: str


class NewOrder(Struct, frozen=True, gc=False, kw_only=True):
    instrument: str = field(name="instrument_name")
    side: Side
    type: OrderType
    price: Decimal | UnsetType = UNSET
    quantity: Decimal | UnsetType = UNSET
    notional: Decimal | UnsetType = UNSET
    client_id: str | UnsetType = field(name="client_oid", default=UNSET)
    exec_inst: list[str] | UnsetType = UNSET
    time_in_force: TimeInForce | UnsetType = UNSET
    spot_margin: SpotMargin | UnsetType = UNSET
    fee_currency: str | UnsetType = field(name="fee_instrument_name", default=UNSET)
    stp_scope: StpScope | UnsetType = UNSET
    stp_inst: StpInst | UnsetType = UNSET
    stp_id: str | UnsetType = UNSET
    isolation_id: str | UnsetType = UNSET
    isolated_margin_amount: Decimal | UnsetType = UNSET
    leverage: Decimal | UnsetType = UNSET


class CancelOne(Struct, frozen=True, gc=False, kw_only=True):
    instrument: str = field(name="instrument_name")
    id: str | UnsetType = field(name="order_id", default=UNSET)
    client_id: str | UnsetType = field(name="client_oid", default=UNSET)


class Ack(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="order_id")
    client_id: str | UnsetType = field(name="client_oid", default=UNSET)


class Placed(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    index: Any
    client_id: str | UnsetType = field(name="client_oid", default=UNSET)
    id: str | UnsetType = field(name="order_id", default=UNSET)
    message: str | UnsetType = UNSET


class Order(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="order_id")
    type: OrderType = field(name="order_type")
    side: Side
    quantity: Decimal
    average: Decimal = field(name="avg_price")
    filled: Decimal = field(name="cumulative_quantity")
    status: OrderStatus
    instrument: str = field(name="instrument_name")
    created: int | str = field(name="create_time")
    updated: int | str = field(name="update_time")
    client_id: str | UnsetType = field(name="client_oid", default=UNSET)
    time_in_force: TimeInForce | UnsetType = UNSET
    exec_inst: list[str] | UnsetType = UNSET
    limit_price: Decimal | UnsetType = UNSET
    cumulative_fee: Decimal | UnsetType = UNSET
    reason: Any | UnsetType = UNSET
    ref_price: Decimal | UnsetType = UNSET


class Fill(Struct, frozen=True, gc=False, kw_only=True):
    trade_id: str
    order_id: str
    instrument: str = field(name="instrument_name")
    side: Side
    price: Decimal = field(name="traded_price")
    quantity: Decimal = field(name="traded_quantity")
    fees: Decimal
    fee_currency: str = field(name="fee_instrument_name")
    role: str = field(name="taker_side")
    created: int | str = field(name="create_time")
    client_id: str | UnsetType = field(name="client_oid", default=UNSET)


class Holding(Struct, frozen=True, gc=False, kw_only=True):
    currency: str = field(name="instrument_name")
    quantity: Decimal
    reserved: Decimal = field(name="reserved_qty")
    max_withdrawal_balance: Decimal | UnsetType = UNSET
    market_value: Decimal | UnsetType = UNSET


class Account(Struct, frozen=True, gc=False, kw_only=True):
    instrument_name: str
    available: Decimal = field(name="total_available_balance")
    margin: Decimal = field(name="total_margin_balance")
    balances: list[Holding] = field(name="position_balances")


class Position(Struct, frozen=True, gc=False, kw_only=True):
    instrument: str = field(name="instrument_name")
    quantity: Decimal
    cost: Decimal
    open_pnl: Decimal = field(name="open_position_pnl")
    open_cost: Decimal = field(name="open_pos_cost")
    session_pnl: Decimal
    updated: int | str = field(name="update_timestamp_ms")
    type: str | UnsetType = UNSET
    isolation_id: str | UnsetType = UNSET
    mark_price: Decimal | UnsetType = UNSET
    leverage: Decimal | UnsetType = UNSET
    liquidation_price: Decimal | UnsetType = UNSET


class RowsInstrument(Struct, frozen=True, gc=False, kw_only=True):
    data: list[Instrument]


class ResultRowsInstrument(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    result: RowsInstrument
    message: str | UnsetType = UNSET


class ResultBook(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    result: Book
    message: str | UnsetType = UNSET


class RowsTrade(Struct, frozen=True, gc=False, kw_only=True):
    data: list[Trade]


class ResultRowsTrade(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    result: RowsTrade
    message: str | UnsetType = UNSET


class RowsTicker(Struct, frozen=True, gc=False, kw_only=True):
    data: list[Ticker]


class ResultRowsTicker(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    result: RowsTicker
    message: str | UnsetType = UNSET


class ResultCandlestick(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    result: Candlestick
    message: str | UnsetType = UNSET


class ResultValuations(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    result: Valuations
    message: str | UnsetType = UNSET


class ResultAck(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    result: Ack
    message: str | UnsetType = UNSET


class ResultListPlaced(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    result: list[Placed]
    message: str | UnsetType = UNSET


class ResultOrder(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    result: Order
    message: str | UnsetType = UNSET


class RowsOrder(Struct, frozen=True, gc=False, kw_only=True):
    data: list[Order]


class ResultRowsOrder(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    result: RowsOrder
    message: str | UnsetType = UNSET


class RowsFill(Struct, frozen=True, gc=False, kw_only=True):
    data: list[Fill]


class ResultRowsFill(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    result: RowsFill
    message: str | UnsetType = UNSET


class RowsAccount(Struct, frozen=True, gc=False, kw_only=True):
    data: list[Account]


class ResultRowsAccount(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    result: RowsAccount
    message: str | UnsetType = UNSET


class RowsPosition(Struct, frozen=True, gc=False, kw_only=True):
    data: list[Position]


class ResultRowsPosition(Struct, frozen=True, gc=False, kw_only=True):
    code: Any
    result: RowsPosition
    message: str | UnsetType = UNSET


class FeedTrade(Struct, frozen=True, gc=False, kw_only=True):
    subscription: str
    channel: str
    data: list[Trade]
    instrument_name: str | UnsetType = UNSET


class FeedTicker(Struct, frozen=True, gc=False, kw_only=True):
    subscription: str
    channel: str
    data: list[Ticker]
    instrument_name: str | UnsetType = UNSET


class FeedCandle(Struct, frozen=True, gc=False, kw_only=True):
    subscription: str
    channel: str
    data: list[Candle]
    instrument_name: str | UnsetType = UNSET


class FeedOrder(Struct, frozen=True, gc=False, kw_only=True):
    subscription: str
    channel: str
    data: list[Order]
    instrument_name: str | UnsetType = UNSET


class FeedFill(Struct, frozen=True, gc=False, kw_only=True):
    subscription: str
    channel: str
    data: list[Fill]
    instrument_name: str | UnsetType = UNSET


class FeedAccount(Struct, frozen=True, gc=False, kw_only=True):
    subscription: str
    channel: str
    data: list[Account]
    instrument_name: str | UnsetType = UNSET


class FeedPosition(Struct, frozen=True, gc=False, kw_only=True):
    subscription: str
    channel: str
    data: list[Position]
    instrument_name: str | UnsetType = UNSET
