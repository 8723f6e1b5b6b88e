"""Bybit: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "Buy"
    SELL = "Sell"


class OrderType(OpenEnum):
    LIMIT = "Limit"
    MARKET = "Market"


class TimeInForce(OpenEnum):
    GTC = "GTC"
    IOC = "IOC"
    FOK = "FOK"
    POST_ONLY = "PostOnly"
    RPI = "RPI"


class OrderStatus(OpenEnum):
    NEW = "New"
    PARTIALLY_FILLED = "PartiallyFilled"
    UNTRIGGERED = "Untriggered"
    REJECTED = "Rejected"
    FILLED = "Filled"
    CANCELLED = "Cancelled"
    PARTIALLY_FILLED_CANCELED = "PartiallyFilledCanceled"
    TRIGGERED = "Triggered"
    DEACTIVATED = "Deactivated"


class SymbolStatus(OpenEnum):
    TRADING = "Trading"
    PRE_LAUNCH = "PreLaunch"
    DELIVERING = "Delivering"
    CLOSED = "Closed"


class TriggerBy(OpenEnum):
    LAST_PRICE = "LastPrice"
    INDEX_PRICE = "IndexPrice"
    MARK_PRICE = "MarkPrice"


class SmpType(OpenEnum):
    NONE = "None"
    CANCEL_TAKER = "CancelTaker"
    CANCEL_MAKER = "CancelMaker"
    CANCEL_BOTH = "CancelBoth"


class ExecType(OpenEnum):
    TRADE = "Trade"
    ADL_TRADE = "AdlTrade"
    FUNDING = "Funding"
    BUST_TRADE = "BustTrade"
    DELIVERY = "Delivery"
    SETTLE = "Settle"
    BLOCK_TRADE = "BlockTrade"
    MOVE_POSITION = "MovePosition"
    FUTURE_SPREAD = "FutureSpread"


class MessageType(OpenEnum):
    SNAPSHOT = "snapshot"
    DELTA = "delta"


class Answer(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")


class PriceFilter(Struct, frozen=True, gc=False, kw_only=True):
    tick_size: Decimal = field(name="tickSize")
    min_price: Decimal | UnsetType = field(name="minPrice", default=UNSET)
    max_price: Decimal | UnsetType = field(name="maxPrice", default=UNSET)


class LotFilter(Struct, frozen=True, gc=False, kw_only=True):
    base_precision: Decimal | UnsetType = field(name="basePrecision", default=UNSET)
    qty_step: Decimal | UnsetType = field(name="qtyStep", default=UNSET)
    min_quantity: Decimal | UnsetType = field(name="minOrderQty", default=UNSET)
    max_quantity: Decimal | UnsetType = field(name="maxOrderQty", default=UNSET)
    max_limit_quantity: Decimal | UnsetType = field(name="maxLimitOrderQty", default=UNSET)
    min_amount: Decimal | UnsetType = field(name="minOrderAmt", default=UNSET)
    min_notional: Decimal | UnsetType = field(name="minNotionalValue", default=UNSET)


class InstrumentInfo(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    status: SymbolStatus
    base: str = field(name="baseCoin")
    quote: str = field(name="quoteCoin")
    lot: LotFilter = field(name="lotSizeFilter")
    price_filter: PriceFilter = field(name="priceFilter")
    contract_type: str | UnsetType = field(name="contractType", default=UNSET)
    settle: str | UnsetType = field(name="settleCoin", default=UNSET)
    delivery_time: str | UnsetType = field(name="deliveryTime", default=UNSET)


class ServerTime(Struct, frozen=True, gc=False, kw_only=True):
    time_second: str = field(name="timeSecond")
    time_nano: str = field(name="timeNano")


Level: TypeAlias = tuple[str, str]


class BookData(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str = field(name="s")
    bids: list[Level] = field(name="b")
    asks: list[Level] = field(name="a")
    update_id: int = field(name="u")
    seq: int
    ts: int | UnsetType = UNSET
    matched: int | UnsetType = field(name="cts", default=UNSET)


class Depth(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")
    data: BookData = field(name="result")
    ts: int = field(name="time")
    matched: int | UnsetType = field(name="cts", default=UNSET)


class PublicTrade(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="execId")
    symbol: str
    price: Decimal
    size: Decimal
    side: Side
    time: str
    is_block_trade: bool = field(name="isBlockTrade")


class TickerRow(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    last: str = field(name="lastPrice")
    bid: str = field(name="bid1Price")
    bid_quantity: str = field(name="bid1Size")
    ask: str = field(name="ask1Price")
    ask_quantity: str = field(name="ask1Size")
    mark_price: str | UnsetType = field(name="markPrice", default=UNSET)
    index_price: str | UnsetType = field(name="indexPrice", default=UNSET)
    funding_rate: str | UnsetType = field(name="fundingRate", default=UNSET)
    next_funding_time: str | UnsetType = field(name="nextFundingTime", default=UNSET)


Candle: TypeAlias = tuple[str, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal]


class Candles(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    rows: list[Candle] = field(name="list")
    category: str | UnsetType = UNSET


class NewOrder(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    side: Side
    kind: OrderType = field(name="orderType")
    quantity: Decimal = field(name="qty")
    is_leverage: int | UnsetType = field(name="isLeverage", default=UNSET)
    market_unit: str | UnsetType = field(name="marketUnit", default=UNSET)
    slippage_tolerance_type: str | UnsetType = field(name="slippageToleranceType", default=UNSET)
    slippage_tolerance: Decimal | UnsetType = field(name="slippageTolerance", default=UNSET)
    price: Decimal | UnsetType = UNSET
    trigger_direction: int | UnsetType = field(name="triggerDirection", default=UNSET)
    order_filter: str | UnsetType = field(name="orderFilter", default=UNSET)
    trigger_price: Decimal | UnsetType = field(name="triggerPrice", default=UNSET)
    trigger_by: TriggerBy | UnsetType = field(name="triggerBy", default=UNSET)
    life: TimeInForce | UnsetType = field(name="timeInForce", default=UNSET)
    position_index: int | UnsetType = field(name="positionIdx", default=UNSET)
    client_id: str | UnsetType = field(name="orderLinkId", default=UNSET)
    take_profit: Decimal | UnsetType = field(name="takeProfit", default=UNSET)
    stop_loss: Decimal | UnsetType = field(name="stopLoss", default=UNSET)
    reduce_only: bool | UnsetType = field(name="reduceOnly", default=UNSET)
    close_on_trigger: bool | UnsetType = field(name="closeOnTrigger", default=UNSET)
    smp_type: SmpType | UnsetType = field(name="smpType", default=UNSET)


class CancelItem(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    id: str | UnsetType = field(name="orderId", default=UNSET)
    client_id: str | UnsetType = field(name="orderLinkId", default=UNSET)


class OrderIds(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="orderId")
    client_id: str = field(name="orderLinkId")


class Placed(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")
    result: OrderIds | UnsetType = UNSET
    data: OrderIds | UnsetType = UNSET


class ItemIds(Struct, frozen=True, gc=False, kw_only=True):
    category: str
    symbol: str
    id: str = field(name="orderId")
    client_id: str = field(name="orderLinkId")


class ItemResult(Struct, frozen=True, gc=False, kw_only=True):
    code: int
    msg: str


class ItemList(Struct, frozen=True, gc=False, kw_only=True):
    rows: list[ItemIds] = field(name="list")


class ResultList(Struct, frozen=True, gc=False, kw_only=True):
    rows: list[ItemResult] = field(name="list")


class BatchPlaced(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")
    result: ItemList
    results: ResultList = field(name="retExtInfo")
    time: int


class CanceledIds(Struct, frozen=True, gc=False, kw_only=True):
    rows: list[OrderIds] = field(name="list")
    success: str | UnsetType = UNSET


class Order(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="orderId")
    client_id: str = field(name="orderLinkId")
    symbol: str
    side: Side
    kind: OrderType = field(name="orderType")
    life: TimeInForce = field(name="timeInForce")
    status: OrderStatus = field(name="orderStatus")
    reject_reason: str = field(name="rejectReason")
    price: str
    quantity: Decimal = field(name="qty")
    filled: str = field(name="cumExecQty")
    leaves: str = field(name="leavesQty")
    average: str = field(name="avgPrice")
    trigger_price: str = field(name="triggerPrice")
    stop_order_type: str = field(name="stopOrderType")
    reduce_only: bool = field(name="reduceOnly")
    created: str = field(name="createdTime")
    updated: str = field(name="updatedTime")
    category: str | UnsetType = UNSET
    trigger_direction: int | UnsetType = field(name="triggerDirection", default=UNSET)
    market_unit: str | UnsetType = field(name="marketUnit", default=UNSET)


class Execution(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    id: str = field(name="execId")
    order_id: str = field(name="orderId")
    client_id: str = field(name="orderLinkId")
    side: Side
    kind: ExecType = field(name="execType")
    price: Decimal = field(name="execPrice")
    quantity: Decimal = field(name="execQty")
    fee: str = field(name="execFee")
    fee_currency: str = field(name="feeCurrency")
    is_maker: bool = field(name="isMaker")
    time: str = field(name="execTime")
    category: str | UnsetType = UNSET


class Coin(Struct, frozen=True, gc=False, kw_only=True):
    coin: str
    total: Decimal = field(name="walletBalance")
    locked: str
    order_margin: str = field(name="totalOrderIM")
    position_margin: str = field(name="totalPositionIM")


class Wallet(Struct, frozen=True, gc=False, kw_only=True):
    account_type: str = field(name="accountType")
    coins: list[Coin] = field(name="coin")


class Wallets(Struct, frozen=True, gc=False, kw_only=True):
    rows: list[Wallet] = field(name="list")


class Position(Struct, frozen=True, gc=False, kw_only=True):
    position_index: int = field(name="positionIdx")
    symbol: str
    side: str
    size: Decimal
    mark_price: str = field(name="markPrice")
    liquidation_price: str = field(name="liqPrice")
    leverage: str
    unrealized: str = field(name="unrealisedPnl")
    updated: str = field(name="updatedTime")
    category: str | UnsetType = UNSET
    average: str | UnsetType = field(name="avgPrice", default=UNSET)
    entry_price: str | UnsetType = field(name="entryPrice", default=UNSET)


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    topic: str | UnsetType = UNSET
    op: str | UnsetType = UNSET
    success: bool | UnsetType = UNSET
    message: str | UnsetType = field(name="ret_msg", default=UNSET)
    req_id: str | UnsetType = UNSET
    data: Raw | UnsetType = UNSET


class BookMessage(Struct, frozen=True, gc=False, kw_only=True):
    topic: str
    kind: MessageType = field(name="type")
    ts: int
    data: BookData
    matched: int | UnsetType = field(name="cts", default=UNSET)


class TradeEvent(Struct, frozen=True, gc=False, kw_only=True):
    time: int = field(name="T")
    symbol: str = field(name="s")
    side: Side = field(name="S")
    size: Decimal = field(name="v")
    price: Decimal = field(name="p")
    id: str = field(name="i")


class Trades(Struct, frozen=True, gc=False, kw_only=True):
    topic: str
    ts: int
    data: list[TradeEvent]


class TickerData(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    last: str | UnsetType = field(name="lastPrice", default=UNSET)
    bid: str | UnsetType = field(name="bid1Price", default=UNSET)
    bid_quantity: str | UnsetType = field(name="bid1Size", default=UNSET)
    ask: str | UnsetType = field(name="ask1Price", default=UNSET)
    ask_quantity: str | UnsetType = field(name="ask1Size", default=UNSET)
    mark_price: str | UnsetType = field(name="markPrice", default=UNSET)
    index_price: str | UnsetType = field(name="indexPrice", default=UNSET)
    funding_rate: str | UnsetType = field(name="fundingRate", default=UNSET)


class TickerMessage(Struct, frozen=True, gc=False, kw_only=True):
    topic: str
    kind: MessageType = field(name="type")
    ts: int
    data: TickerData


class CandleEvent(Struct, frozen=True, gc=False, kw_only=True):
    start: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal
    closed: bool = field(name="confirm")


class CandleMessage(Struct, frozen=True, gc=False, kw_only=True):
    topic: str
    ts: int
    data: list[CandleEvent]


class Orders(Struct, frozen=True, gc=False, kw_only=True):
    topic: str
    creation_time: int = field(name="creationTime")
    data: list[Order]


class Executions(Struct, frozen=True, gc=False, kw_only=True):
    topic: str
    creation_time: int = field(name="creationTime")
    data: list[Execution]


class WalletMessage(Struct, frozen=True, gc=False, kw_only=True):
    topic: str
    creation_time: int = field(name="creationTime")
    data: list[Wallet]


class Positions(Struct, frozen=True, gc=False, kw_only=True):
    topic: str
    creation_time: int = field(name="creationTime")
    data: list[Position]


class TradeFrame(Struct, frozen=True, gc=False, kw_only=True):
    req_id: str | UnsetType = field(name="reqId", default=UNSET)
    code: int | UnsetType = field(name="retCode", default=UNSET)
    message: str | UnsetType = field(name="retMsg", default=UNSET)
    op: str | UnsetType = UNSET


class EnvelopeServerTime(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")
    result: ServerTime
    time: int


class PageInstrumentInfo(Struct, frozen=True, gc=False, kw_only=True):
    rows: list[InstrumentInfo] = field(name="list")
    category: str | UnsetType = UNSET
    cursor: str | UnsetType = field(name="nextPageCursor", default=UNSET)


class EnvelopePageInstrumentInfo(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")
    result: PageInstrumentInfo
    time: int


class PagePublicTrade(Struct, frozen=True, gc=False, kw_only=True):
    rows: list[PublicTrade] = field(name="list")
    category: str | UnsetType = UNSET
    cursor: str | UnsetType = field(name="nextPageCursor", default=UNSET)


class EnvelopePagePublicTrade(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")
    result: PagePublicTrade
    time: int


class PageTickerRow(Struct, frozen=True, gc=False, kw_only=True):
    rows: list[TickerRow] = field(name="list")
    category: str | UnsetType = UNSET
    cursor: str | UnsetType = field(name="nextPageCursor", default=UNSET)


class EnvelopePageTickerRow(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")
    result: PageTickerRow
    time: int


class EnvelopeCandles(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")
    result: Candles
    time: int


class EnvelopeCanceledIds(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")
    result: CanceledIds
    time: int


class PageOrder(Struct, frozen=True, gc=False, kw_only=True):
    rows: list[Order] = field(name="list")
    category: str | UnsetType = UNSET
    cursor: str | UnsetType = field(name="nextPageCursor", default=UNSET)


class EnvelopePageOrder(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")
    result: PageOrder
    time: int


class PageExecution(Struct, frozen=True, gc=False, kw_only=True):
    rows: list[Execution] = field(name="list")
    category: str | UnsetType = UNSET
    cursor: str | UnsetType = field(name="nextPageCursor", default=UNSET)


class EnvelopePageExecution(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")
    result: PageExecution
    time: int


class EnvelopeWallets(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")
    result: Wallets
    time: int


class PagePosition(Struct, frozen=True, gc=False, kw_only=True):
    rows: list[Position] = field(name="list")
    category: str | UnsetType = UNSET
    cursor: str | UnsetType = field(name="nextPageCursor", default=UNSET)


class EnvelopePagePosition(Struct, frozen=True, gc=False, kw_only=True):
    code: int = field(name="retCode")
    message: str = field(name="retMsg")
    result: PagePosition
    time: int
