"""Kraken Spot: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


class ShortSide(OpenEnum):
    BUY = "b"
    SELL = "s"


class PairStatus(OpenEnum):
    ONLINE = "online"
    CANCEL_ONLY = "cancel_only"
    POST_ONLY = "post_only"
    LIMIT_ONLY = "limit_only"
    REDUCE_ONLY = "reduce_only"
    DELISTED = "delisted"
    MAINTENANCE = "maintenance"
    WORK_IN_PROGRESS = "work_in_progress"


class OrderType(OpenEnum):
    LIMIT = "limit"
    MARKET = "market"
    ICEBERG = "iceberg"
    STOP_LOSS = "stop-loss"
    STOP_LOSS_LIMIT = "stop-loss-limit"
    TAKE_PROFIT = "take-profit"
    TAKE_PROFIT_LIMIT = "take-profit-limit"
    TRAILING_STOP = "trailing-stop"
    TRAILING_STOP_LIMIT = "trailing-stop-limit"
    SETTLE_POSITION = "settle-position"


class TimeInForce(OpenEnum):
    GTC = "GTC"
    IOC = "IOC"
    GTD = "GTD"
    FOK = "FOK"


class Trigger(OpenEnum):
    LAST = "last"
    INDEX = "index"


class Prevention(OpenEnum):
    CANCEL_NEWEST = "cancel-newest"
    CANCEL_OLDEST = "cancel-oldest"
    CANCEL_BOTH = "cancel-both"


class StreamTimeInForce(OpenEnum):
    GTC = "gtc"
    IOC = "ioc"
    GTD = "gtd"
    FOK = "fok"


class StreamPrevention(OpenEnum):
    CANCEL_NEWEST = "cancel_newest"
    CANCEL_OLDEST = "cancel_oldest"
    CANCEL_BOTH = "cancel_both"


class OrderState(OpenEnum):
    PENDING = "pending"
    OPEN = "open"
    CLOSED = "closed"
    CANCELED = "canceled"
    EXPIRED = "expired"


class ExecutionStatus(OpenEnum):
    PENDING_NEW = "pending_new"
    NEW = "new"
    PARTIALLY_FILLED = "partially_filled"
    FILLED = "filled"
    CANCELED = "canceled"
    EXPIRED = "expired"


class Role(OpenEnum):
    M = "m"
    T = "t"


class SystemState(OpenEnum):
    ONLINE = "online"
    MAINTENANCE = "maintenance"
    CANCEL_ONLY = "cancel_only"
    POST_ONLY = "post_only"


class Refusal(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str] | UnsetType = UNSET


class ServerTime(Struct, frozen=True, gc=False, kw_only=True):
    now: int = field(name="unixtime")
    rfc1123: str


class SystemStatus(Struct, frozen=True, gc=False, kw_only=True):
    status: SystemState
    timestamp: str


class Pair(Struct, frozen=True, gc=False, kw_only=True):
    altname: str
    base: str
    quote: str
    pair_decimals: int
    lot_decimals: int
    wsname: str | UnsetType = UNSET
    min_quantity: Decimal | UnsetType = field(name="ordermin", default=UNSET)
    min_cost: Decimal | UnsetType = field(name="costmin", default=UNSET)
    tick_size: Decimal | UnsetType = UNSET
    status: PairStatus | UnsetType = UNSET


PairEntry: TypeAlias = tuple[str, Pair]


Quote: TypeAlias = tuple[Decimal, Decimal, Decimal]


Last: TypeAlias = tuple[Decimal, Decimal]


class TickerInfo(Struct, frozen=True, gc=False, kw_only=True):
    ask: Quote = field(name="a")
    bid: Quote = field(name="b")
    last: Last = field(name="c")
    volume: list[Decimal] = field(name="v")
    vwap: list[Decimal] = field(name="p")
    count: list[int] = field(name="t")
    low: list[Decimal] = field(name="l")
    high: list[Decimal] = field(name="h")
    open: Decimal = field(name="o")


DepthRow: TypeAlias = tuple[str, str, int]


class Depth(Struct, frozen=True, gc=False, kw_only=True):
    asks: list[DepthRow]
    bids: list[DepthRow]


class TradeRow(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    price: Decimal
    quantity: Decimal
    time: Decimal
    side: ShortSide
    kind: str
    misc: str
    trade_id: int | UnsetType = UNSET


CandleRow: TypeAlias = tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal, int]


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    channel: str | UnsetType = UNSET
    type: str | UnsetType = UNSET
    data: Raw | UnsetType = UNSET
    sequence: int | UnsetType = UNSET
    method: str | UnsetType = UNSET
    req_id: int | UnsetType = UNSET
    success: bool | UnsetType = UNSET
    error: str | UnsetType = UNSET
    result: Raw | UnsetType = UNSET
    timestamp: str | UnsetType = UNSET


class Topic(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    interval: int | UnsetType = UNSET


class Level(Struct, frozen=True, gc=False, kw_only=True):
    price: Decimal
    quantity: Decimal = field(name="qty")


class BookUpdate(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    bids: list[Level]
    asks: list[Level]
    checksum: int
    time: str | UnsetType = field(name="timestamp", default=UNSET)


class TradeEvent(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    side: Side
    price: Decimal
    quantity: Decimal = field(name="qty")
    ord_type: str
    trade_id: int
    time: str = field(name="timestamp")


class TickerEvent(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    bid: Decimal
    bid_quantity: Decimal = field(name="bid_qty")
    ask: Decimal
    ask_quantity: Decimal = field(name="ask_qty")
    last: Decimal
    volume: Decimal
    vwap: Decimal
    low: Decimal
    high: Decimal
    change: Decimal
    change_pct: Decimal
    time: str | UnsetType = field(name="timestamp", default=UNSET)


class CandleEvent(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    trades: int
    volume: Decimal
    vwap: Decimal
    begin: str = field(name="interval_begin")
    interval: int


class OrderTerms(Struct, frozen=True, gc=False, kw_only=True):
    pair: str
    side: Side = field(name="type")
    kind: OrderType = field(name="ordertype")
    price: str
    second_price: str = field(name="price2")
    leverage: str | UnsetType = UNSET
    order: str | UnsetType = UNSET
    close: str | UnsetType = UNSET


class OrderInfo(Struct, frozen=True, gc=False, kw_only=True):
    status: OrderState
    opened: Decimal = field(name="opentm")
    terms: OrderTerms = field(name="descr")
    volume: Decimal = field(name="vol")
    filled: Decimal = field(name="vol_exec")
    average: Decimal = field(name="price")
    flags: str = field(name="oflags")
    refid: str | UnsetType | None = UNSET
    userref: int | UnsetType | None = UNSET
    client_order_id: str | UnsetType | None = field(name="cl_ord_id", default=UNSET)
    reason: str | UnsetType | None = UNSET
    closed: Decimal | UnsetType = field(name="closetm", default=UNSET)
    cost: Decimal | UnsetType = UNSET
    fee: Decimal | UnsetType = UNSET
    stop_price: Decimal | UnsetType = field(name="stopprice", default=UNSET)
    limit_price: Decimal | UnsetType = field(name="limitprice", default=UNSET)
    misc: str | UnsetType = UNSET
    time_in_force: TimeInForce | UnsetType = field(name="timeinforce", default=UNSET)


OrderEntry: TypeAlias = tuple[str, OrderInfo]


class OpenOrders(Struct, frozen=True, gc=False, kw_only=True):
    open: dict[str, OrderInfo]


class TradeInfo(Struct, frozen=True, gc=False, kw_only=True):
    order_id: str = field(name="ordertxid")
    pair: str
    time: Decimal
    side: Side = field(name="type")
    kind: OrderType = field(name="ordertype")
    price: Decimal
    cost: Decimal
    fee: Decimal
    quantity: Decimal = field(name="vol")
    margin: Decimal
    misc: str
    postxid: str | UnsetType = UNSET
    trade_id: int | UnsetType = UNSET
    maker: bool | UnsetType = UNSET


TradeInfoEntry: TypeAlias = tuple[str, TradeInfo]


class TradesHistory(Struct, frozen=True, gc=False, kw_only=True):
    trades: dict[str, TradeInfo]
    count: int | UnsetType = UNSET


class Placed(Struct, frozen=True, gc=False, kw_only=True):
    txid: list[str]
    descr: Any | UnsetType = UNSET


class BatchItem(Struct, frozen=True, gc=False, kw_only=True):
    txid: str | UnsetType = UNSET
    error: str | UnsetType = UNSET
    descr: Any | UnsetType = UNSET


class Batch(Struct, frozen=True, gc=False, kw_only=True):
    orders: list[BatchItem]


class BatchOrder(Struct, frozen=True, gc=False, kw_only=True):
    kind: OrderType = field(name="ordertype")
    side: Side = field(name="type")
    quantity: Decimal | UnsetType = field(name="volume", default=UNSET)
    price: Decimal | UnsetType = UNSET
    second_price: Decimal | UnsetType = field(name="price2", default=UNSET)
    trigger: Trigger | UnsetType = UNSET
    display_quantity: Decimal | UnsetType = field(name="displayvol", default=UNSET)
    reduce_only: bool | UnsetType = UNSET
    prevention: Prevention | UnsetType = field(name="stptype", default=UNSET)
    flags: str | UnsetType = field(name="oflags", default=UNSET)
    time_in_force: TimeInForce | UnsetType = field(name="timeinforce", default=UNSET)
    expire_time: str | UnsetType = field(name="expiretm", default=UNSET)
    client_order_id: str | UnsetType = field(name="cl_ord_id", default=UNSET)


class StreamPlaced(Struct, frozen=True, gc=False, kw_only=True):
    order_id: str | UnsetType = UNSET
    client_order_id: str | UnsetType = field(name="cl_ord_id", default=UNSET)
    warnings: list[str] | UnsetType = UNSET


class Amended(Struct, frozen=True, gc=False, kw_only=True):
    amend_id: str


class Cancelled(Struct, frozen=True, gc=False, kw_only=True):
    count: int
    pending: bool | UnsetType = UNSET


class Timer(Struct, frozen=True, gc=False, kw_only=True):
    current_time: str = field(name="currentTime")
    trigger_time: str = field(name="triggerTime")


class ExtendedBalance(Struct, frozen=True, gc=False, kw_only=True):
    balance: Decimal
    held: Decimal = field(name="hold_trade")
    credit: Decimal | UnsetType = UNSET
    credit_used: Decimal | UnsetType = UNSET


BalanceEntry: TypeAlias = tuple[str, ExtendedBalance]


class StreamToken(Struct, frozen=True, gc=False, kw_only=True):
    token: str
    expires: int


class Fee(Struct, frozen=True, gc=False, kw_only=True):
    asset: str
    quantity: Decimal = field(name="qty")


class Triggers(Struct, frozen=True, gc=False, kw_only=True):
    reference: Trigger | UnsetType = UNSET
    price: Decimal | UnsetType = UNSET
    price_type: str | UnsetType = UNSET
    actual_price: Decimal | UnsetType = UNSET
    status: str | UnsetType = UNSET


class Execution(Struct, frozen=True, gc=False, kw_only=True):
    order_id: str
    exec_type: str
    status: ExecutionStatus = field(name="order_status")
    time: str = field(name="timestamp")
    client_order_id: str | UnsetType = field(name="cl_ord_id", default=UNSET)
    symbol: str | UnsetType = UNSET
    side: Side | UnsetType = UNSET
    kind: OrderType | UnsetType = field(name="order_type", default=UNSET)
    quantity: Decimal | UnsetType = field(name="order_qty", default=UNSET)
    quote_quantity: Decimal | UnsetType = field(name="cash_order_qty", default=UNSET)
    limit_price: Decimal | UnsetType = UNSET
    triggers: Triggers | UnsetType = UNSET
    time_in_force: TimeInForce | UnsetType = UNSET
    post_only: bool | UnsetType = UNSET
    reduce_only: bool | UnsetType = UNSET
    filled: Decimal | UnsetType = field(name="cum_qty", default=UNSET)
    cum_cost: Decimal | UnsetType = UNSET
    average: Decimal | UnsetType = field(name="avg_price", default=UNSET)
    exec_id: str | UnsetType = UNSET
    trade_id: int | UnsetType = UNSET
    last_quantity: Decimal | UnsetType = field(name="last_qty", default=UNSET)
    last_price: Decimal | UnsetType = UNSET
    role: Role | UnsetType = field(name="liquidity_ind", default=UNSET)
    fees: list[Fee] | UnsetType = UNSET
    reason: str | UnsetType = UNSET


class BalanceChange(Struct, frozen=True, gc=False, kw_only=True):
    asset: str
    balance: Decimal


class ReplyServerTime(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: ServerTime


class ReplySystemStatus(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: SystemStatus


class ReplyMapPair(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: dict[str, Pair]


class ReplyMapTickerInfo(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: dict[str, TickerInfo]


class ReplyMapRaw(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: dict[str, Raw]


class ReplyMapDepth(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: dict[str, Depth]


class ReplyStreamToken(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: StreamToken


class ReplyMapExtendedBalance(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: dict[str, ExtendedBalance]


class ReplyOpenOrders(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: OpenOrders


class ReplyMapOrderInfo(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: dict[str, OrderInfo]


class ReplyTradesHistory(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: TradesHistory


class ReplyPlaced(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: Placed


class ReplyBatch(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: Batch


class ReplyAmended(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: Amended


class ReplyCancelled(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: Cancelled


class ReplyTimer(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: Timer


class StreamReplyStreamPlaced(Struct, frozen=True, gc=False, kw_only=True):
    result: StreamPlaced


class StreamReplyAmended(Struct, frozen=True, gc=False, kw_only=True):
    result: Amended


class StreamReplyCancelled(Struct, frozen=True, gc=False, kw_only=True):
    result: Cancelled


class StreamReplyTimer(Struct, frozen=True, gc=False, kw_only=True):
    result: Timer
