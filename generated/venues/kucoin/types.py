"""KuCoin: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


class OrderType(OpenEnum):
    LIMIT = "limit"
    MARKET = "market"


class TimeInForce(OpenEnum):
    GTC = "GTC"
    IOC = "IOC"
    FOK = "FOK"
    GTT = "GTT"


class Stp(OpenEnum):
    """Cancel the newest, the oldest or both, or decrease and cancel."""

    CN = "CN"
    CO = "CO"
    CB = "CB"
    DC = "DC"


class Liquidity(OpenEnum):
    TAKER = "taker"
    MAKER = "maker"


class AccountType(OpenEnum):
    MAIN = "main"
    TRADE = "trade"


class SyncStatus(OpenEnum):
    OPEN = "open"
    DONE = "done"


class StreamStatus(OpenEnum):
    NEW = "new"
    OPEN = "open"
    MATCH = "match"
    DONE = "done"


class StreamEvent(OpenEnum):
    RECEIVED = "received"
    OPEN = "open"
    MATCH = "match"
    UPDATE = "update"
    FILLED = "filled"
    CANCELED = "canceled"


class ServiceState(OpenEnum):
    OPEN = "open"
    CLOSE = "close"
    CANCELONLY = "cancelonly"


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    code: str | UnsetType = UNSET
    msg: str | UnsetType = UNSET


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    id: str | UnsetType = UNSET
    topic: str | UnsetType = UNSET
    subject: str | UnsetType = UNSET
    user_id: str | UnsetType = field(name="userId", default=UNSET)
    channel_type: str | UnsetType = field(name="channelType", default=UNSET)
    code: int | UnsetType = UNSET
    data: Raw | UnsetType = UNSET


class Server(Struct, frozen=True, gc=False, kw_only=True):
    endpoint: str
    encrypt: bool
    protocol: str
    ping_interval: int = field(name="pingInterval")
    ping_timeout: int = field(name="pingTimeout")


class Token(Struct, frozen=True, gc=False, kw_only=True):
    token: str
    instance_servers: list[Server] = field(name="instanceServers")


class Symbol(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    name: str
    base_currency: str = field(name="baseCurrency")
    quote_currency: str = field(name="quoteCurrency")
    fee_currency: str = field(name="feeCurrency")
    market: str
    base_min_size: Decimal = field(name="baseMinSize")
    quote_min_size: Decimal = field(name="quoteMinSize")
    base_max_size: Decimal = field(name="baseMaxSize")
    quote_max_size: Decimal = field(name="quoteMaxSize")
    base_increment: Decimal = field(name="baseIncrement")
    quote_increment: Decimal = field(name="quoteIncrement")
    price_increment: Decimal = field(name="priceIncrement")
    price_limit_rate: Decimal = field(name="priceLimitRate")
    is_margin_enabled: bool = field(name="isMarginEnabled")
    enable_trading: bool = field(name="enableTrading")
    min_funds: Decimal | UnsetType | None = field(name="minFunds", default=UNSET)
    fee_category: int | UnsetType = field(name="feeCategory", default=UNSET)
    maker_fee_coefficient: Decimal | UnsetType = field(name="makerFeeCoefficient", default=UNSET)
    taker_fee_coefficient: Decimal | UnsetType = field(name="takerFeeCoefficient", default=UNSET)
    st: bool | UnsetType = UNSET
    callauction_is_enabled: bool | UnsetType = field(name="callauctionIsEnabled", default=UNSET)
    callauction_price_floor: Decimal | UnsetType | None = field(name="callauctionPriceFloor", default=UNSET)
    callauction_price_ceiling: Decimal | UnsetType | None = field(name="callauctionPriceCeiling", default=UNSET)
    trading_start_time: int | UnsetType | None = field(name="tradingStartTime", default=UNSET)


Level: TypeAlias = tuple[str, str]


class Depth(Struct, frozen=True, gc=False, kw_only=True):
    time: int
    sequence: str
    bids: list[Level]
    asks: list[Level]


class Level1(Struct, frozen=True, gc=False, kw_only=True):
    time: int
    sequence: str
    price: Decimal
    size: Decimal
    best_bid: Decimal = field(name="bestBid")
    best_bid_size: Decimal = field(name="bestBidSize")
    best_ask: Decimal = field(name="bestAsk")
    best_ask_size: Decimal = field(name="bestAskSize")


class Trade(Struct, frozen=True, gc=False, kw_only=True):
    sequence: str
    price: Decimal
    size: Decimal
    side: Side
    time: int


Candle: TypeAlias = tuple[str, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal]


class ServiceStatus(Struct, frozen=True, gc=False, kw_only=True):
    status: ServiceState
    msg: str | None


class OrderIds(Struct, frozen=True, gc=False, kw_only=True):
    order_id: str = field(name="orderId")
    client_order_id: str | UnsetType = field(name="clientOid", default=UNSET)


class SyncedOrder(Struct, frozen=True, gc=False, kw_only=True):
    order_id: str | UnsetType = field(name="orderId", default=UNSET)
    client_order_id: str | UnsetType = field(name="clientOid", default=UNSET)
    quantity: Decimal | UnsetType = field(name="originSize", default=UNSET)
    filled: Decimal | UnsetType = field(name="dealSize", default=UNSET)
    remaining: Decimal | UnsetType = field(name="remainSize", default=UNSET)
    canceled: Decimal | UnsetType = field(name="canceledSize", default=UNSET)
    status: SyncStatus | UnsetType = UNSET
    order_time: int | UnsetType = field(name="orderTime", default=UNSET)
    match_time: int | UnsetType = field(name="matchTime", default=UNSET)


class BatchedOrder(Struct, frozen=True, gc=False, kw_only=True):
    success: bool
    order_id: str | UnsetType = field(name="orderId", default=UNSET)
    client_order_id: str | UnsetType = field(name="clientOid", default=UNSET)
    quantity: Decimal | UnsetType = field(name="originSize", default=UNSET)
    filled: Decimal | UnsetType = field(name="dealSize", default=UNSET)
    remaining: Decimal | UnsetType = field(name="remainSize", default=UNSET)
    canceled: Decimal | UnsetType = field(name="canceledSize", default=UNSET)
    status: SyncStatus | UnsetType = UNSET
    order_time: int | UnsetType = field(name="orderTime", default=UNSET)
    match_time: int | UnsetType = field(name="matchTime", default=UNSET)
    fail_message: str | UnsetType | None = field(name="failMsg", default=UNSET)


class NewOrder(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    type: OrderType
    side: Side
    client_order_id: str | UnsetType = field(name="clientOid", default=UNSET)
    price: Decimal | UnsetType = UNSET
    quantity: Decimal | UnsetType = field(name="size", default=UNSET)
    time_in_force: TimeInForce | UnsetType = field(name="timeInForce", default=UNSET)
    post_only: bool | UnsetType = field(name="postOnly", default=UNSET)
    stp: Stp | UnsetType = UNSET
    hidden: bool | UnsetType = UNSET
    iceberg: bool | UnsetType = UNSET
    visible_quantity: Decimal | UnsetType = field(name="visibleSize", default=UNSET)
    cancel_after: int | UnsetType = field(name="cancelAfter", default=UNSET)
    remark: str | UnsetType = UNSET
    tags: str | UnsetType = UNSET


class Order(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    symbol: str
    op_type: str = field(name="opType")
    type: OrderType
    side: Side
    price: Decimal
    quantity: Decimal = field(name="size")
    funds: Decimal
    filled: Decimal = field(name="dealSize")
    filled_funds: Decimal = field(name="dealFunds")
    remaining: Decimal = field(name="remainSize")
    remain_funds: Decimal = field(name="remainFunds")
    canceled: Decimal = field(name="cancelledSize")
    canceled_funds: Decimal = field(name="cancelledFunds")
    fee: Decimal
    fee_currency: str = field(name="feeCurrency")
    time_in_force: TimeInForce = field(name="timeInForce")
    post_only: bool = field(name="postOnly")
    hidden: bool
    iceberg: bool
    cancel_after: int = field(name="cancelAfter")
    channel: str
    cancel_exists: bool = field(name="cancelExist")
    trade_type: str = field(name="tradeType")
    in_order_book: bool = field(name="inOrderBook")
    active: bool
    created_at: int = field(name="createdAt")
    updated_at: int = field(name="lastUpdatedAt")
    client_order_id: str | UnsetType | None = field(name="clientOid", default=UNSET)
    stp: Stp | UnsetType | None = UNSET
    visible_quantity: Decimal | UnsetType | None = field(name="visibleSize", default=UNSET)
    remark: str | UnsetType | None = UNSET
    tags: str | UnsetType | None = UNSET
    tax: Decimal | UnsetType = UNSET


class ClosedOrders(Struct, frozen=True, gc=False, kw_only=True):
    last_id: int = field(name="lastId")
    items: list[Order]


class Edited(Struct, frozen=True, gc=False, kw_only=True):
    new_order_id: str = field(name="newOrderId")
    client_order_id: str | UnsetType = field(name="clientOid", default=UNSET)


class CanceledPart(Struct, frozen=True, gc=False, kw_only=True):
    order_id: str = field(name="orderId")
    quantity: Decimal = field(name="cancelSize")


class FailedSymbol(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str | UnsetType = UNSET
    error: str | UnsetType = UNSET


class CanceledAll(Struct, frozen=True, gc=False, kw_only=True):
    succeeded: list[str] = field(name="succeedSymbols")
    failed: list[FailedSymbol] = field(name="failedSymbols")


class ActiveSymbols(Struct, frozen=True, gc=False, kw_only=True):
    symbols: list[str]


class Switch(Struct, frozen=True, gc=False, kw_only=True):
    timeout: int | UnsetType = UNSET
    symbols: str | UnsetType = UNSET
    current_time: int | UnsetType = field(name="currentTime", default=UNSET)
    trigger_time: int | UnsetType = field(name="triggerTime", default=UNSET)


class Fill(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    order_id: str = field(name="orderId")
    counter_order_id: str = field(name="counterOrderId")
    trade_id: int = field(name="tradeId")
    symbol: str
    side: Side
    liquidity: Liquidity
    type: OrderType
    force_taker: bool = field(name="forceTaker")
    price: Decimal
    quantity: Decimal = field(name="size")
    funds: Decimal
    fee: Decimal
    fee_rate: Decimal = field(name="feeRate")
    fee_currency: str = field(name="feeCurrency")
    trade_type: str = field(name="tradeType")
    created_at: int = field(name="createdAt")
    stop: str | UnsetType | None = UNSET
    tax_rate: Decimal | UnsetType = field(name="taxRate", default=UNSET)
    tax: Decimal | UnsetType = UNSET


class Fills(Struct, frozen=True, gc=False, kw_only=True):
    items: list[Fill]
    last_id: int = field(name="lastId")


class Account(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    currency: str
    type: AccountType
    total: Decimal = field(name="balance")
    free: Decimal = field(name="available")
    locked: Decimal = field(name="holds")


class ApiKey(Struct, frozen=True, gc=False, kw_only=True):
    remark: str
    api_key: str = field(name="apiKey")
    api_version: int = field(name="apiVersion")
    permission: str
    created_at: int = field(name="createdAt")
    uid: int
    is_master: bool = field(name="isMaster")
    ip_whitelist: str | UnsetType = field(name="ipWhitelist", default=UNSET)
    sub_name: str | UnsetType = field(name="subName", default=UNSET)


Change: TypeAlias = tuple[str, str, str]


class Changes(Struct, frozen=True, gc=False, kw_only=True):
    asks: list[Change]
    bids: list[Change]


class DepthUpdate(Struct, frozen=True, gc=False, kw_only=True):
    changes: Changes
    first: int = field(name="sequenceStart")
    last: int = field(name="sequenceEnd")
    symbol: str
    time: int | UnsetType = UNSET


class DepthLevels(Struct, frozen=True, gc=False, kw_only=True):
    asks: list[Level]
    bids: list[Level]
    timestamp: int


class BestLevels(Struct, frozen=True, gc=False, kw_only=True):
    asks: Level
    bids: Level
    timestamp: int


class TickerUpdate(Struct, frozen=True, gc=False, kw_only=True):
    sequence: str
    price: Decimal
    size: Decimal
    best_bid: Decimal = field(name="bestBid")
    best_bid_size: Decimal = field(name="bestBidSize")
    best_ask: Decimal = field(name="bestAsk")
    best_ask_size: Decimal = field(name="bestAskSize")
    time: int | UnsetType = UNSET
    capital_time: int | UnsetType = field(name="Time", default=UNSET)


class CandleUpdate(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    candle: Candle = field(name="candles")
    time: int


class Match(Struct, frozen=True, gc=False, kw_only=True):
    maker_order_id: str = field(name="makerOrderId")
    taker_order_id: str = field(name="takerOrderId")
    price: Decimal
    quantity: Decimal = field(name="size")
    sequence: str
    side: Side
    symbol: str
    time: str
    trade_id: str = field(name="tradeId")
    type: str


class OrderUpdate(Struct, frozen=True, gc=False, kw_only=True):
    order_id: str = field(name="orderId")
    symbol: str
    side: Side
    order_type: OrderType = field(name="orderType")
    event: StreamEvent = field(name="type")
    status: StreamStatus
    order_time: int = field(name="orderTime")
    time: int = field(name="ts")
    client_order_id: str | UnsetType = field(name="clientOid", default=UNSET)
    price: Decimal | UnsetType = UNSET
    origin_quantity: Decimal | UnsetType = field(name="originSize", default=UNSET)
    origin_funds: Decimal | UnsetType = field(name="originFunds", default=UNSET)
    quantity: Decimal | UnsetType = field(name="size", default=UNSET)
    filled: Decimal | UnsetType = field(name="filledSize", default=UNSET)
    remaining: Decimal | UnsetType = field(name="remainSize", default=UNSET)
    remain_funds: Decimal | UnsetType = field(name="remainFunds", default=UNSET)
    canceled: Decimal | UnsetType = field(name="canceledSize", default=UNSET)
    old_size: Decimal | UnsetType = field(name="oldSize", default=UNSET)
    match_price: Decimal | UnsetType = field(name="matchPrice", default=UNSET)
    match_quantity: Decimal | UnsetType = field(name="matchSize", default=UNSET)
    trade_id: str | UnsetType = field(name="tradeId", default=UNSET)
    liquidity: Liquidity | UnsetType = UNSET
    fee_type: str | UnsetType = field(name="feeType", default=UNSET)


class BalanceContext(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str | UnsetType | None = UNSET
    order_id: str | UnsetType | None = field(name="orderId", default=UNSET)
    trade_id: str | UnsetType | None = field(name="tradeId", default=UNSET)


class BalanceUpdate(Struct, frozen=True, gc=False, kw_only=True):
    account_id: str = field(name="accountId")
    currency: str
    total: Decimal
    free: Decimal = field(name="available")
    locked: Decimal = field(name="hold")
    available_change: Decimal = field(name="availableChange")
    hold_change: Decimal = field(name="holdChange")
    event: str = field(name="relationEvent")
    relation_event_id: str = field(name="relationEventId")
    time: str
    relation_context: BalanceContext | UnsetType | None = field(name="relationContext", default=UNSET)


class EnvelopeMs(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: int


class EnvelopeServiceStatus(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: ServiceStatus


class EnvelopeListSymbol(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Symbol]


class EnvelopeLevel1(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Level1


class EnvelopeListTrade(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Trade]


class EnvelopeListCandle(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Candle]


class EnvelopeDepth(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Depth


class EnvelopeToken(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Token


class EnvelopeOrderIds(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: OrderIds


class EnvelopeSyncedOrder(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: SyncedOrder


class EnvelopeListBatchedOrder(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[BatchedOrder]


class EnvelopeEdited(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Edited


class EnvelopeCanceledPart(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: CanceledPart


class EnvelopeStr(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: str


class EnvelopeCanceledAll(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: CanceledAll


class EnvelopeOrder(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Order


class EnvelopeListOrder(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Order]


class EnvelopeActiveSymbols(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: ActiveSymbols


class EnvelopeClosedOrders(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: ClosedOrders


class EnvelopeFills(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Fills


class EnvelopeSwitch(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Switch


class EnvelopeListAccount(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Account]


class EnvelopeApiKey(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: ApiKey
