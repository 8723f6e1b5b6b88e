"""Backpack Exchange: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BID = "Bid"
    ASK = "Ask"


class OrderType(OpenEnum):
    MARKET = "Market"
    LIMIT = "Limit"


class StreamOrderType(OpenEnum):
    MARKET = "MARKET"
    LIMIT = "LIMIT"


class TimeInForce(OpenEnum):
    GTC = "GTC"
    IOC = "IOC"
    FOK = "FOK"


class OrderStatus(OpenEnum):
    """Triggered is only in the official client (backpack-exchange/bpx-api-client@dc5d8b1 types/src/order.rs)."""

    NEW = "New"
    PARTIALLY_FILLED = "PartiallyFilled"
    FILLED = "Filled"
    CANCELLED = "Cancelled"
    EXPIRED = "Expired"
    TRIGGER_PENDING = "TriggerPending"
    TRIGGER_FAILED = "TriggerFailed"
    TRIGGERED = "Triggered"


class SelfTradePrevention(OpenEnum):
    """Allow is only in the official client."""

    REJECT_TAKER = "RejectTaker"
    REJECT_MAKER = "RejectMaker"
    REJECT_BOTH = "RejectBoth"
    ALLOW = "Allow"


class TriggerBy(OpenEnum):
    LAST_PRICE = "LastPrice"
    MARK_PRICE = "MarkPrice"
    INDEX_PRICE = "IndexPrice"


class MarketType(OpenEnum):
    SPOT = "SPOT"
    PERP = "PERP"
    IPERP = "IPERP"
    DATED = "DATED"
    PREDICTION = "PREDICTION"
    RFQ = "RFQ"


class OrderBookState(OpenEnum):
    OPEN = "Open"
    LIMIT_ONLY = "LimitOnly"
    POST_ONLY = "PostOnly"
    CANCEL_ONLY = "CancelOnly"
    CLOSED = "Closed"


class Status(OpenEnum):
    OK = "Ok"
    MAINTENANCE = "Maintenance"


class CancelOrderType(OpenEnum):
    RESTING_LIMIT_ORDER = "RestingLimitOrder"
    CONDITIONAL_ORDER = "ConditionalOrder"


class FillType(OpenEnum):
    USER = "User"
    BOOK_LIQUIDATION = "BookLiquidation"
    ADL = "Adl"
    BACKSTOP = "Backstop"
    LIQUIDATION = "Liquidation"
    ALL_LIQUIDATION = "AllLiquidation"
    COLLATERAL_CONVERSION = "CollateralConversion"
    COLLATERAL_CONVERSION_AND_SPOT_LIQUIDATION = "CollateralConversionAndSpotLiquidation"


class SortDirection(OpenEnum):
    ASC = "Asc"
    DESC = "Desc"


class Outcome(OpenEnum):
    OK = "Ok"
    ERR = "Err"


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    message: str


class StatusAndMessage(Struct, frozen=True, gc=False, kw_only=True):
    status: Status
    message: str | UnsetType | None = UNSET


class PriceFilter(Struct, frozen=True, gc=False, kw_only=True):
    min_price: Decimal = field(name="minPrice")
    tick_size: Decimal = field(name="tickSize")
    max_price: Decimal | UnsetType | None = field(name="maxPrice", default=UNSET)


class QuantityFilter(Struct, frozen=True, gc=False, kw_only=True):
    min_quantity: Decimal = field(name="minQuantity")
    step_size: Decimal = field(name="stepSize")
    max_quantity: Decimal | UnsetType | None = field(name="maxQuantity", default=UNSET)


Level: TypeAlias = tuple[str, str]


class Ticker(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    first_price: Decimal = field(name="firstPrice")
    last_price: Decimal = field(name="lastPrice")
    high: Decimal
    low: Decimal
    volume: Decimal
    quote_volume: Decimal = field(name="quoteVolume")


class Trade(Struct, frozen=True, gc=False, kw_only=True):
    price: Decimal
    quantity: Decimal
    timestamp: int
    is_buyer_maker: bool = field(name="isBuyerMaker")
    id: int | UnsetType = UNSET


class Kline(Struct, frozen=True, gc=False, kw_only=True):
    start: str
    end: str
    volume: Decimal
    quote_volume: Decimal = field(name="quoteVolume")
    trades: str
    open: Decimal | UnsetType | None = UNSET
    high: Decimal | UnsetType | None = UNSET
    low: Decimal | UnsetType | None = UNSET
    close: Decimal | UnsetType | None = UNSET


class MarkPrice(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    mark_price: Decimal = field(name="markPrice")
    index_price: Decimal | UnsetType | None = field(name="indexPrice", default=UNSET)
    funding_rate: Decimal | UnsetType | None = field(name="fundingRate", default=UNSET)
    next_funding_timestamp: int | UnsetType | None = field(name="nextFundingTimestamp", default=UNSET)


class NewOrder(Struct, frozen=True, gc=False, kw_only=True):
    order_type: OrderType = field(name="orderType")
    side: Side
    symbol: str
    auto_lend: bool | UnsetType = field(name="autoLend", default=UNSET)
    auto_lend_redeem: bool | UnsetType = field(name="autoLendRedeem", default=UNSET)
    auto_borrow: bool | UnsetType = field(name="autoBorrow", default=UNSET)
    auto_borrow_repay: bool | UnsetType = field(name="autoBorrowRepay", default=UNSET)
    client_id: int | UnsetType = field(name="clientId", default=UNSET)
    post_only: bool | UnsetType = field(name="postOnly", default=UNSET)
    price: Decimal | UnsetType = UNSET
    quantity: Decimal | UnsetType = UNSET
    quote_quantity: Decimal | UnsetType = field(name="quoteQuantity", default=UNSET)
    reduce_only: bool | UnsetType = field(name="reduceOnly", default=UNSET)
    self_trade_prevention: SelfTradePrevention | UnsetType = field(name="selfTradePrevention", default=UNSET)
    time_in_force: TimeInForce | UnsetType = field(name="timeInForce", default=UNSET)
    trigger_by: TriggerBy | UnsetType = field(name="triggerBy", default=UNSET)
    trigger_price: Decimal | UnsetType = field(name="triggerPrice", default=UNSET)
    trigger_quantity: Decimal | UnsetType = field(name="triggerQuantity", default=UNSET)


class Order(Struct, frozen=True, gc=False, kw_only=True):
    """An order as each answer has it, open or of the history; when it was created is written in two ways there."""

    id: str
    symbol: str
    side: Side
    order_type: OrderType = field(name="orderType")
    time_in_force: TimeInForce = field(name="timeInForce")
    status: OrderStatus
    client_id: int | UnsetType | None = field(name="clientId", default=UNSET)
    post_only: bool | UnsetType | None = field(name="postOnly", default=UNSET)
    reduce_only: bool | UnsetType | None = field(name="reduceOnly", default=UNSET)
    price: Decimal | UnsetType | None = UNSET
    quantity: Decimal | UnsetType | None = UNSET
    quote_quantity: Decimal | UnsetType | None = field(name="quoteQuantity", default=UNSET)
    executed_quantity: Decimal | UnsetType | None = field(name="executedQuantity", default=UNSET)
    executed_quote_quantity: Decimal | UnsetType | None = field(name="executedQuoteQuantity", default=UNSET)
    trigger_price: Decimal | UnsetType | None = field(name="triggerPrice", default=UNSET)
    trigger_quantity: str | UnsetType | None = field(name="triggerQuantity", default=UNSET)
    self_trade_prevention: SelfTradePrevention | UnsetType | None = field(name="selfTradePrevention", default=UNSET)
    expiry_reason: str | UnsetType | None = field(name="expiryReason", default=UNSET)


class Placed(Struct, frozen=True, gc=False, kw_only=True):
    """One order of many that were sent, placed or refused."""

    operation: Outcome | UnsetType = UNSET
    code: str | UnsetType = UNSET
    message: str | UnsetType = UNSET
    id: str | UnsetType = UNSET
    status: OrderStatus | UnsetType = UNSET
    executed_quantity: Decimal | UnsetType | None = field(name="executedQuantity", default=UNSET)


class Fill(Struct, frozen=True, gc=False, kw_only=True):
    order_id: str = field(name="orderId")
    symbol: str
    side: Side
    price: Decimal
    quantity: Decimal
    fee: Decimal
    fee_symbol: str = field(name="feeSymbol")
    is_maker: bool = field(name="isMaker")
    timestamp: str
    trade_id: int | UnsetType | None = field(name="tradeId", default=UNSET)
    client_id: str | UnsetType | None = field(name="clientId", default=UNSET)
    system_order_type: str | UnsetType | None = field(name="systemOrderType", default=UNSET)


class Balance(Struct, frozen=True, gc=False, kw_only=True):
    available: Decimal
    locked: Decimal
    staked: Decimal


class Position(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    position_id: str = field(name="positionId")
    net_quantity: Decimal = field(name="netQuantity")
    entry_price: Decimal = field(name="entryPrice")
    mark_price: Decimal = field(name="markPrice")
    est_liquidation_price: Decimal = field(name="estLiquidationPrice")
    pnl_unrealized: Decimal = field(name="pnlUnrealized")


class StreamError(Struct, frozen=True, gc=False, kw_only=True):
    code: int
    message: str


class BookTickerEvent(Struct, frozen=True, gc=False, kw_only=True):
    event: str = field(name="e")
    time: int = field(name="E")
    symbol: str = field(name="s")
    ask: Decimal = field(name="a")
    ask_quantity: Decimal = field(name="A")
    bid: Decimal = field(name="b")
    bid_quantity: Decimal = field(name="B")
    engine_time: int = field(name="T")


class DepthEvent(Struct, frozen=True, gc=False, kw_only=True):
    event: str = field(name="e")
    time: int = field(name="E")
    symbol: str = field(name="s")
    asks: list[Level] = field(name="a")
    bids: list[Level] = field(name="b")
    first_update_id: int = field(name="U")
    last_update_id: int = field(name="u")
    engine_time: int = field(name="T")


class TradeEvent(Struct, frozen=True, gc=False, kw_only=True):
    event: str = field(name="e")
    time: int = field(name="E")
    symbol: str = field(name="s")
    price: Decimal = field(name="p")
    quantity: Decimal = field(name="q")
    trade_id: int = field(name="t")
    engine_time: int = field(name="T")
    buyer_is_maker: bool = field(name="m")


class KlineEvent(Struct, frozen=True, gc=False, kw_only=True):
    event: str = field(name="e")
    time: int = field(name="E")
    symbol: str = field(name="s")
    start: str = field(name="t")
    end: str = field(name="T")
    open: Decimal | None = field(name="o")
    close: Decimal | None = field(name="c")
    high: Decimal | None = field(name="h")
    low: Decimal | None = field(name="l")
    volume: Decimal = field(name="v")
    closed: bool = field(name="X")


class OrderEvent(Struct, frozen=True, gc=False, kw_only=True):
    event: str = field(name="e")
    time: int = field(name="E")
    symbol: str = field(name="s")
    side: Side = field(name="S")
    type: StreamOrderType = field(name="o")
    time_in_force: TimeInForce = field(name="f")
    status: OrderStatus = field(name="X")
    id: str = field(name="i")
    executed: Decimal = field(name="z")
    executed_quote: Decimal = field(name="Z")
    engine_time: int = field(name="T")
    client_id: int | UnsetType = field(name="c", default=UNSET)
    quantity: Decimal | UnsetType = field(name="q", default=UNSET)
    quote_quantity: Decimal | UnsetType = field(name="Q", default=UNSET)
    price: Decimal | UnsetType = field(name="p", default=UNSET)
    trigger_price: Decimal | UnsetType = field(name="P", default=UNSET)
    trigger_quantity: str | UnsetType = field(name="Y", default=UNSET)
    expiry_reason: str | UnsetType = field(name="R", default=UNSET)
    trade_id: int | UnsetType | None = field(name="t", default=UNSET)
    fill_quantity: Decimal | UnsetType = field(name="l", default=UNSET)
    fill_price: Decimal | UnsetType = field(name="L", default=UNSET)
    is_maker: bool | UnsetType = field(name="m", default=UNSET)
    fee: Decimal | UnsetType = field(name="n", default=UNSET)
    fee_symbol: str | UnsetType = field(name="N", default=UNSET)
    post_only: bool | UnsetType = field(name="y", default=UNSET)
    reduce_only: bool | UnsetType = field(name="r", default=UNSET)


class BalanceEvent(Struct, frozen=True, gc=False, kw_only=True):
    event: str = field(name="e")
    time: int = field(name="E")
    asset: str = field(name="a")
    available: Decimal = field(name="A")
    locked: Decimal = field(name="L")
    staked: Decimal = field(name="S")
    engine_time: int = field(name="T")


class PositionEvent(Struct, frozen=True, gc=False, kw_only=True):
    time: int = field(name="E")
    symbol: str = field(name="s")
    entry_price: Decimal = field(name="B")
    mark_price: Decimal = field(name="M")
    net_quantity: Decimal = field(name="q")
    unrealized: Decimal = field(name="P")
    engine_time: int = field(name="T")
    event: str | UnsetType = field(name="e", default=UNSET)


class Filters(Struct, frozen=True, gc=False, kw_only=True):
    price: PriceFilter
    quantity: QuantityFilter


class Depth(Struct, frozen=True, gc=False, kw_only=True):
    asks: list[Level]
    bids: list[Level]
    last_update_id: str = field(name="lastUpdateId")
    timestamp: int


BalanceEntry: TypeAlias = tuple[str, Balance]


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    stream: str | UnsetType = UNSET
    data: Raw | UnsetType = UNSET
    id: int | UnsetType | None = UNSET
    error: StreamError | UnsetType = UNSET


class Market(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    base: str = field(name="baseSymbol")
    quote: str = field(name="quoteSymbol")
    market_type: MarketType = field(name="marketType")
    filters: Filters
    order_book_state: OrderBookState = field(name="orderBookState")
    visible: bool | UnsetType = UNSET
