"""Gemini: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


class FillSide(OpenEnum):
    BUY = "Buy"
    SELL = "Sell"


class EventSide(OpenEnum):
    BUY = "BUY"
    SELL = "SELL"


class OrderType(OpenEnum):
    """A stop-limit order is told under another name than it is sent with."""

    EXCHANGE_LIMIT = "exchange limit"
    EXCHANGE_STOP_LIMIT = "exchange stop limit"
    STOP_LIMIT = "stop-limit"
    EXCHANGE_MARKET = "exchange market"
    MARKET_BUY = "market buy"
    MARKET_SELL = "market sell"


class EventType(OpenEnum):
    LIMIT = "LIMIT"
    MARKET = "MARKET"
    STOP_LIMIT = "STOP_LIMIT"
    STOP_MARKET = "STOP_MARKET"


class EventStatus(OpenEnum):
    NEW = "NEW"
    OPEN = "OPEN"
    PARTIALLY_FILLED = "PARTIALLY_FILLED"
    FILLED = "FILLED"
    CANCELED = "CANCELED"
    REJECTED = "REJECTED"
    MODIFIED = "MODIFIED"


class SymbolStatus(OpenEnum):
    OPEN = "open"
    CLOSED = "closed"
    CANCEL_ONLY = "cancel_only"
    POST_ONLY = "post_only"
    LIMIT_ONLY = "limit_only"


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    result: str | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    message: str | UnsetType = UNSET
    error: str | UnsetType = UNSET


class Details(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    base: str = field(name="base_currency")
    quote: str = field(name="quote_currency")
    quantity_step: Decimal = field(name="tick_size")
    price_step: Decimal = field(name="quote_increment")
    min_quantity: Decimal = field(name="min_order_size")
    status: SymbolStatus
    wrap_enabled: bool | UnsetType = UNSET
    product_type: str | UnsetType = UNSET
    contract_type: str | UnsetType = UNSET
    settle: str | UnsetType = field(name="contract_price_currency", default=UNSET)


class Volume(Struct, frozen=True, gc=False, kw_only=True):
    time: int = field(name="timestamp")


class Ticker(Struct, frozen=True, gc=False, kw_only=True):
    bid: Decimal
    ask: Decimal
    last: Decimal
    volume: Volume


class TickerV2(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    changes: list[Decimal]
    bid: Decimal
    ask: Decimal


class Level(Struct, frozen=True, gc=False, kw_only=True):
    price: str
    quantity: str = field(name="amount")
    timestamp: str | UnsetType = UNSET


class OrderBook(Struct, frozen=True, gc=False, kw_only=True):
    bids: list[Level]
    asks: list[Level]


class Trade(Struct, frozen=True, gc=False, kw_only=True):
    timestamp: int
    time: int = field(name="timestampms")
    trade_id: int = field(name="tid")
    price: Decimal
    quantity: Decimal = field(name="amount")
    exchange: str
    side: Side = field(name="type")
    broken: bool | UnsetType = UNSET


Candle: TypeAlias = tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal]


class FundingAmount(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    funding_date: str = field(name="fundingDateTime")
    funding_time: int = field(name="fundingTimestampMilliSecs")
    next_time: int = field(name="nextFundingTimestamp")
    amount: Decimal = field(name="fundingAmount")
    estimated: Decimal = field(name="estimatedFundingAmount")


class RiskStats(Struct, frozen=True, gc=False, kw_only=True):
    product_type: str
    mark_price: Decimal
    index_price: Decimal
    open_interest: Decimal
    open_interest_notional: Decimal


class OrderTrade(Struct, frozen=True, gc=False, kw_only=True):
    price: Decimal
    quantity: Decimal = field(name="amount")
    time: int = field(name="timestampms")
    side: FillSide = field(name="type")
    aggressor: bool
    fee_currency: str
    fee: Decimal = field(name="fee_amount")
    trade_id: int = field(name="tid")
    order_id: str


class Order(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="order_id")
    symbol: str
    average: Decimal = field(name="avg_execution_price")
    side: Side
    kind: OrderType = field(name="type")
    time: int = field(name="timestampms")
    is_live: bool
    is_cancelled: bool
    is_hidden: bool
    filled: Decimal = field(name="executed_amount")
    options: list[str]
    client_order_id: str | UnsetType = UNSET
    remaining: Decimal | UnsetType = field(name="remaining_amount", default=UNSET)
    reason: str | UnsetType = UNSET
    price: Decimal | UnsetType = UNSET
    stop_price: Decimal | UnsetType = UNSET
    quantity: Decimal | UnsetType = field(name="original_amount", default=UNSET)
    trades: list[OrderTrade] | UnsetType = UNSET


class CancelDetails(Struct, frozen=True, gc=False, kw_only=True):
    cancelled: list[int] = field(name="cancelledOrders")
    rejects: list[int] = field(name="cancelRejects")


class Cancelled(Struct, frozen=True, gc=False, kw_only=True):
    result: str
    details: CancelDetails


class Fill(Struct, frozen=True, gc=False, kw_only=True):
    price: Decimal
    quantity: Decimal = field(name="amount")
    time: int = field(name="timestampms")
    side: FillSide = field(name="type")
    aggressor: bool
    fee_currency: str
    fee: Decimal = field(name="fee_amount")
    trade_id: int = field(name="tid")
    order_id: str
    client_order_id: str | UnsetType = UNSET
    exchange: str | UnsetType = UNSET
    is_clearing_fill: bool | UnsetType = UNSET
    symbol: str | UnsetType = UNSET


class Balance(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    currency: str
    total: Decimal = field(name="amount")
    free: Decimal = field(name="available")
    withdrawable: Decimal | UnsetType = field(name="availableForWithdrawal", default=UNSET)


class Position(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    instrument_type: str
    quantity: Decimal
    unrealized: Decimal = field(name="unrealised_pnl")
    average_cost: Decimal
    mark_price: Decimal
    notional_value: Decimal | UnsetType = UNSET
    realised_pnl: Decimal | UnsetType = UNSET


class Answer(Struct, frozen=True, gc=False, kw_only=True):
    result: str


class StreamError(Struct, frozen=True, gc=False, kw_only=True):
    code: int
    msg: str


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    id: str | UnsetType = UNSET
    status: int | UnsetType = UNSET
    error: StreamError | UnsetType = UNSET
    event: str | UnsetType = field(name="e", default=UNSET)
    symbol: str | UnsetType = field(name="s", default=UNSET)
    first: int | UnsetType = field(name="U", default=UNSET)
    bid_quantity: Raw | UnsetType = field(name="B", default=UNSET)
    trade_id: int | UnsetType = field(name="t", default=UNSET)


BookLevel: TypeAlias = tuple[str, str]


class DepthUpdate(Struct, frozen=True, gc=False, kw_only=True):
    event: str = field(name="e")
    time: int = field(name="E")
    symbol: str = field(name="s")
    first: int = field(name="U")
    last: int = field(name="u")
    bids: list[BookLevel] = field(name="b")
    asks: list[BookLevel] = field(name="a")


class BookTicker(Struct, frozen=True, gc=False, kw_only=True):
    update_id: int = field(name="u")
    time: int = field(name="E")
    symbol: str = field(name="s")
    bid: str = field(name="b")
    bid_quantity: str = field(name="B")
    ask: str = field(name="a")
    ask_quantity: str = field(name="A")
    last: Decimal | UnsetType = field(name="c", default=UNSET)
    last_quantity: Decimal | UnsetType = field(name="C", default=UNSET)


class TradeEvent(Struct, frozen=True, gc=False, kw_only=True):
    time: int = field(name="E")
    symbol: str = field(name="s")
    trade_id: int = field(name="t")
    price: Decimal = field(name="p")
    quantity: Decimal = field(name="q")
    buyer_is_maker: bool = field(name="m")


class OrderUpdate(Struct, frozen=True, gc=False, kw_only=True):
    event: str = field(name="e")
    event_time: int = field(name="E")
    symbol: str = field(name="s")
    order_id: int = field(name="i")
    status: EventStatus = field(name="X")
    time: int = field(name="T")
    client_order_id: str | UnsetType = field(name="c", default=UNSET)
    side: EventSide | UnsetType = field(name="S", default=UNSET)
    kind: EventType | UnsetType = field(name="o", default=UNSET)
    price: Decimal | UnsetType = field(name="p", default=UNSET)
    stop_price: Decimal | UnsetType = field(name="P", default=UNSET)
    quantity: Decimal | UnsetType = field(name="q", default=UNSET)
    remaining: Decimal | UnsetType = field(name="z", default=UNSET)
    executed: Decimal | UnsetType = field(name="Z", default=UNSET)
    last_price: Decimal | UnsetType = field(name="L", default=UNSET)
    trade_id: int | UnsetType = field(name="t", default=UNSET)
    fee: Decimal | UnsetType = field(name="n", default=UNSET)
    maker: bool | UnsetType = field(name="m", default=UNSET)
    reason: str | UnsetType = field(name="r", default=UNSET)


class StreamBalance(Struct, frozen=True, gc=False, kw_only=True):
    asset: str = field(name="a")
    free: Decimal = field(name="f")
    total: Decimal = field(name="c")


class BalanceUpdate(Struct, frozen=True, gc=False, kw_only=True):
    event: str = field(name="e")
    time: int = field(name="E")
    updated: int = field(name="u")
    balances: list[StreamBalance] = field(name="B")
