"""Binance USD-M Futures: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "BUY"
    SELL = "SELL"


class TimeInForce(OpenEnum):
    """GTX is post-only, until canceled."""

    GTC = "GTC"
    IOC = "IOC"
    FOK = "FOK"
    GTX = "GTX"
    GTD = "GTD"


class OrderStatus(OpenEnum):
    """EXPIRED_IN_MATCH expired by self-trade prevention."""

    NEW = "NEW"
    PARTIALLY_FILLED = "PARTIALLY_FILLED"
    FILLED = "FILLED"
    CANCELED = "CANCELED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"
    EXPIRED_IN_MATCH = "EXPIRED_IN_MATCH"


class StpMode(OpenEnum):
    NONE = "NONE"
    EXPIRE_TAKER = "EXPIRE_TAKER"
    EXPIRE_MAKER = "EXPIRE_MAKER"
    EXPIRE_BOTH = "EXPIRE_BOTH"


class OrderType(OpenEnum):
    """New orders are LIMIT or MARKET; the others belong to algo orders, LIQUIDATION to the venue."""

    LIMIT = "LIMIT"
    MARKET = "MARKET"
    STOP = "STOP"
    STOP_MARKET = "STOP_MARKET"
    TAKE_PROFIT = "TAKE_PROFIT"
    TAKE_PROFIT_MARKET = "TAKE_PROFIT_MARKET"
    TRAILING_STOP_MARKET = "TRAILING_STOP_MARKET"
    LIQUIDATION = "LIQUIDATION"


class SymbolStatus(OpenEnum):
    TRADING = "TRADING"
    PENDING_TRADING = "PENDING_TRADING"
    PRE_DELIVERING = "PRE_DELIVERING"
    DELIVERING = "DELIVERING"
    DELIVERED = "DELIVERED"
    PRE_SETTLE = "PRE_SETTLE"
    SETTLING = "SETTLING"
    CLOSE = "CLOSE"


class PositionSide(OpenEnum):
    BOTH = "BOTH"
    LONG = "LONG"
    SHORT = "SHORT"


class MarginType(OpenEnum):
    ISOLATED = "ISOLATED"
    CROSSED = "CROSSED"


class ExecutionType(OpenEnum):
    NEW = "NEW"
    CANCELED = "CANCELED"
    CALCULATED = "CALCULATED"
    EXPIRED = "EXPIRED"
    TRADE = "TRADE"
    AMENDMENT = "AMENDMENT"


class WorkingType(OpenEnum):
    CONTRACT_PRICE = "CONTRACT_PRICE"
    MARK_PRICE = "MARK_PRICE"


class PriceMatch(OpenEnum):
    NONE = "NONE"
    OPPONENT = "OPPONENT"
    OPPONENT_5 = "OPPONENT_5"
    OPPONENT_10 = "OPPONENT_10"
    OPPONENT_20 = "OPPONENT_20"
    QUEUE = "QUEUE"
    QUEUE_5 = "QUEUE_5"
    QUEUE_10 = "QUEUE_10"
    QUEUE_20 = "QUEUE_20"


class ErrorDetail(Struct, frozen=True, gc=False, kw_only=True):
    server_time: int | UnsetType = field(name="serverTime", default=UNSET)
    retry_after: int | UnsetType = field(name="retryAfter", default=UNSET)


class ErrorBody(Struct, frozen=True, gc=False, kw_only=True):
    code: int
    msg: str
    data: ErrorDetail | UnsetType = UNSET


class MarketFrame(Struct, frozen=True, gc=False, kw_only=True):
    stream: str | UnsetType = UNSET
    data: Raw | UnsetType = UNSET
    id: int | UnsetType = UNSET
    result: Any | UnsetType = UNSET
    error: ErrorBody | UnsetType = UNSET
    code: int | UnsetType = UNSET
    msg: str | UnsetType = UNSET


class Nothing(Struct, frozen=True, gc=False, kw_only=True):
    pass


class ServerTime(Struct, frozen=True, gc=False, kw_only=True):
    server_time: int = field(name="serverTime")


class RateLimit(Struct, frozen=True, gc=False, kw_only=True):
    rate_limit_type: str | UnsetType = field(name="rateLimitType", default=UNSET)
    interval: str | UnsetType = UNSET
    interval_num: int | UnsetType = field(name="intervalNum", default=UNSET)
    limit: int | UnsetType = UNSET
    count: int | UnsetType = UNSET


class Filter(Struct, frozen=True, gc=False, kw_only=True):
    """Every kind of filter; `filterType` says which fields it has."""

    filter_type: str = field(name="filterType")
    min_price: Decimal | UnsetType = field(name="minPrice", default=UNSET)
    max_price: Decimal | UnsetType = field(name="maxPrice", default=UNSET)
    tick_size: Decimal | UnsetType = field(name="tickSize", default=UNSET)
    min_qty: Decimal | UnsetType = field(name="minQty", default=UNSET)
    max_qty: Decimal | UnsetType = field(name="maxQty", default=UNSET)
    step_size: Decimal | UnsetType = field(name="stepSize", default=UNSET)
    multiplier_up: Decimal | UnsetType = field(name="multiplierUp", default=UNSET)
    multiplier_down: Decimal | UnsetType = field(name="multiplierDown", default=UNSET)
    limit: Any | UnsetType = UNSET
    notional: Decimal | UnsetType = UNSET


class SymbolInfo(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    status: SymbolStatus
    base_asset: str = field(name="baseAsset")
    base_asset_precision: int = field(name="baseAssetPrecision")
    quote_asset: str = field(name="quoteAsset")
    quote_precision: int = field(name="quotePrecision")
    filters: list[Filter]
    pair: str
    contract_type: str = field(name="contractType")
    delivery_date: int = field(name="deliveryDate")
    onboard_date: int = field(name="onboardDate")
    margin_asset: str = field(name="marginAsset")
    price_precision: int = field(name="pricePrecision")
    quantity_precision: int = field(name="quantityPrecision")
    liquidation_fee: Decimal | UnsetType = field(name="liquidationFee", default=UNSET)
    market_take_bound: Decimal | UnsetType = field(name="marketTakeBound", default=UNSET)


class ExchangeInfo(Struct, frozen=True, gc=False, kw_only=True):
    timezone: str
    server_time: int = field(name="serverTime")
    rate_limits: list[RateLimit] = field(name="rateLimits")
    symbols: list[SymbolInfo]


Level: TypeAlias = tuple[str, str]


class Depth(Struct, frozen=True, gc=False, kw_only=True):
    last_update_id: int = field(name="lastUpdateId")
    bids: list[Level]
    asks: list[Level]
    event_time: int = field(name="E")
    transaction_time: int = field(name="T")


class AggTrade(Struct, frozen=True, gc=False, kw_only=True):
    id: int = field(name="a")
    price: Decimal = field(name="p")
    quantity: Decimal = field(name="q")
    first_trade_id: int = field(name="f")
    last_trade_id: int = field(name="l")
    time: int = field(name="T")
    buyer_is_maker: bool = field(name="m")


Kline: TypeAlias = tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal, int, Decimal, int, Decimal, Decimal, Any]


class TickerStats(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    last_price: Decimal = field(name="lastPrice")
    open_price: Decimal = field(name="openPrice")
    high_price: Decimal = field(name="highPrice")
    low_price: Decimal = field(name="lowPrice")
    volume: Decimal
    quote_volume: Decimal = field(name="quoteVolume")
    open_time: int = field(name="openTime")
    close_time: int = field(name="closeTime")
    first_id: int = field(name="firstId")
    last_id: int = field(name="lastId")
    count: int
    price_change: Decimal | UnsetType = field(name="priceChange", default=UNSET)
    price_change_percent: Decimal | UnsetType = field(name="priceChangePercent", default=UNSET)
    weighted_avg_price: Decimal | UnsetType = field(name="weightedAvgPrice", default=UNSET)
    last_quantity: Decimal | UnsetType = field(name="lastQty", default=UNSET)


class BookTicker(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    bid_price: Decimal = field(name="bidPrice")
    bid_quantity: Decimal = field(name="bidQty")
    ask_price: Decimal = field(name="askPrice")
    ask_quantity: Decimal = field(name="askQty")
    time: int


class DepthUpdate(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="depthUpdate"):
    event_time: int = field(name="E")
    symbol: str = field(name="s")
    first_update_id: int = field(name="U")
    final_update_id: int = field(name="u")
    bids: list[Level] = field(name="b")
    asks: list[Level] = field(name="a")
    transaction_time: int = field(name="T")
    previous_update_id: int = field(name="pu")


class AggTradeEvent(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="aggTrade"):
    id: int = field(name="a")
    price: Decimal = field(name="p")
    quantity: Decimal = field(name="q")
    first_trade_id: int = field(name="f")
    last_trade_id: int = field(name="l")
    trade_time: int = field(name="T")
    buyer_is_maker: bool = field(name="m")
    event_time: int = field(name="E")
    symbol: str = field(name="s")


class KlineBar(Struct, frozen=True, gc=False, kw_only=True):
    open_time: int = field(name="t")
    close_time: int = field(name="T")
    symbol: str = field(name="s")
    interval: str = field(name="i")
    first_trade_id: int = field(name="f")
    last_trade_id: int = field(name="L")
    open: Decimal = field(name="o")
    close: Decimal = field(name="c")
    high: Decimal = field(name="h")
    low: Decimal = field(name="l")
    volume: Decimal = field(name="v")
    trades: int = field(name="n")
    closed: bool = field(name="x")
    quote_volume: Decimal = field(name="q")
    taker_buy_volume: Decimal = field(name="V")
    taker_buy_quote_volume: Decimal = field(name="Q")


class KlineEvent(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="kline"):
    event_time: int = field(name="E")
    symbol: str = field(name="s")
    kline: KlineBar = field(name="k")


class TickerEvent(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="24hrTicker"):
    event_time: int = field(name="E")
    symbol: str = field(name="s")
    price_change: Decimal = field(name="p")
    price_change_percent: Decimal = field(name="P")
    weighted_average_price: Decimal = field(name="w")
    last_price: Decimal = field(name="c")
    last_quantity: Decimal = field(name="Q")
    open: Decimal = field(name="o")
    high: Decimal = field(name="h")
    low: Decimal = field(name="l")
    volume: Decimal = field(name="v")
    quote_volume: Decimal = field(name="q")
    open_time: int = field(name="O")
    close_time: int = field(name="C")
    first_trade_id: int = field(name="F")
    last_trade_id: int = field(name="L")
    trades: int = field(name="n")


class BookTickerEvent(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="bookTicker"):
    update_id: int = field(name="u")
    symbol: str = field(name="s")
    bid_price: Decimal = field(name="b")
    bid_quantity: Decimal = field(name="B")
    ask_price: Decimal = field(name="a")
    ask_quantity: Decimal = field(name="A")
    event_time: int = field(name="E")
    transaction_time: int = field(name="T")


class UserFrame(Struct, frozen=True, gc=False, kw_only=True):
    e: str | UnsetType = UNSET


class PremiumIndex(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    mark_price: Decimal = field(name="markPrice")
    index_price: Decimal = field(name="indexPrice")
    estimated_settle_price: Decimal = field(name="estimatedSettlePrice")
    last_funding_rate: Decimal = field(name="lastFundingRate")
    interest_rate: Decimal = field(name="interestRate")
    next_funding_time: int = field(name="nextFundingTime")
    time: int


class Order(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    order_id: int = field(name="orderId")
    client_order_id: str = field(name="clientOrderId")
    price: Decimal
    quantity: Decimal = field(name="origQty")
    executed_quantity: Decimal = field(name="executedQty")
    status: OrderStatus
    time_in_force: TimeInForce = field(name="timeInForce")
    type: OrderType
    orig_type: OrderType = field(name="origType")
    side: Side
    position_side: PositionSide = field(name="positionSide")
    reduce_only: bool = field(name="reduceOnly")
    update_time: int = field(name="updateTime")
    average_price: Decimal | UnsetType = field(name="avgPrice", default=UNSET)
    cumulative_quantity: Decimal | UnsetType = field(name="cumQty", default=UNSET)
    cumulative_quote: Decimal | UnsetType = field(name="cumQuote", default=UNSET)
    close_position: bool | UnsetType = field(name="closePosition", default=UNSET)
    stop_price: Decimal | UnsetType = field(name="stopPrice", default=UNSET)
    activate_price: Decimal | UnsetType = field(name="activatePrice", default=UNSET)
    price_rate: Decimal | UnsetType = field(name="priceRate", default=UNSET)
    working_type: WorkingType | UnsetType = field(name="workingType", default=UNSET)
    price_protect: bool | UnsetType = field(name="priceProtect", default=UNSET)
    price_match: PriceMatch | UnsetType = field(name="priceMatch", default=UNSET)
    self_trade_prevention_mode: StpMode | UnsetType = field(name="selfTradePreventionMode", default=UNSET)
    good_till_date: int | UnsetType = field(name="goodTillDate", default=UNSET)
    time: int | UnsetType = UNSET


class NewOrder(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    side: Side
    type: OrderType
    quantity: Decimal
    position_side: PositionSide | UnsetType = field(name="positionSide", default=UNSET)
    time_in_force: TimeInForce | UnsetType = field(name="timeInForce", default=UNSET)
    reduce_only: str | UnsetType = field(name="reduceOnly", default=UNSET)
    price: Decimal | UnsetType = UNSET
    client_order_id: str | UnsetType = field(name="newClientOrderId", default=UNSET)
    new_order_resp_type: str | UnsetType = field(name="newOrderRespType", default=UNSET)
    price_match: PriceMatch | UnsetType = field(name="priceMatch", default=UNSET)
    self_trade_prevention_mode: StpMode | UnsetType = field(name="selfTradePreventionMode", default=UNSET)
    good_till_date: int | UnsetType = field(name="goodTillDate", default=UNSET)


class BatchedOrder(Struct, frozen=True, gc=False, kw_only=True):
    """An order, or why there is none."""

    order_id: int | UnsetType = field(name="orderId", default=UNSET)
    client_order_id: str | UnsetType = field(name="clientOrderId", default=UNSET)
    status: OrderStatus | UnsetType = UNSET
    code: int | UnsetType = UNSET
    msg: str | UnsetType = UNSET


class Done(Struct, frozen=True, gc=False, kw_only=True):
    code: int
    msg: str


class Countdown(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    countdown_time: str = field(name="countdownTime")


class Leverage(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    leverage: int
    max_notional_value: Decimal = field(name="maxNotionalValue")


class PositionMode(Struct, frozen=True, gc=False, kw_only=True):
    dual_side_position: bool = field(name="dualSidePosition")


class ListenKey(Struct, frozen=True, gc=False, kw_only=True):
    listen_key: str = field(name="listenKey")


class AssetBalance(Struct, frozen=True, gc=False, kw_only=True):
    account_alias: str = field(name="accountAlias")
    asset: str
    balance: Decimal
    cross_wallet_balance: Decimal = field(name="crossWalletBalance")
    cross_un_pnl: Decimal = field(name="crossUnPnl")
    available_balance: Decimal = field(name="availableBalance")
    max_withdraw_amount: Decimal = field(name="maxWithdrawAmount")
    margin_available: bool = field(name="marginAvailable")
    update_time: int = field(name="updateTime")


class PositionRisk(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    position_side: PositionSide = field(name="positionSide")
    amount: Decimal = field(name="positionAmt")
    entry_price: Decimal = field(name="entryPrice")
    break_even_price: Decimal = field(name="breakEvenPrice")
    mark_price: Decimal = field(name="markPrice")
    unrealized_profit: Decimal = field(name="unRealizedProfit")
    liquidation_price: Decimal = field(name="liquidationPrice")
    isolated_margin: Decimal = field(name="isolatedMargin")
    notional: Decimal
    margin_asset: str = field(name="marginAsset")
    isolated_wallet: Decimal = field(name="isolatedWallet")
    initial_margin: Decimal = field(name="initialMargin")
    maint_margin: Decimal = field(name="maintMargin")
    adl: int
    update_time: int = field(name="updateTime")


class MyTrade(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    id: int
    order_id: int = field(name="orderId")
    side: Side
    position_side: PositionSide = field(name="positionSide")
    price: Decimal
    quantity: Decimal = field(name="qty")
    quote_quantity: Decimal = field(name="quoteQty")
    realized_pnl: Decimal = field(name="realizedPnl")
    commission: Decimal
    commission_asset: str = field(name="commissionAsset")
    buyer: bool
    maker: bool
    time: int


class MarkPriceEvent(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="markPriceUpdate"):
    event_time: int = field(name="E")
    symbol: str = field(name="s")
    mark_price: Decimal = field(name="p")
    index_price: Decimal = field(name="i")
    estimated_settle_price: Decimal = field(name="P")
    funding_rate: str = field(name="r")
    next_funding_time: int = field(name="T")


class OrderUpdate(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str = field(name="s")
    client_order_id: str = field(name="c")
    side: Side = field(name="S")
    type: OrderType = field(name="o")
    time_in_force: TimeInForce = field(name="f")
    quantity: Decimal = field(name="q")
    price: Decimal = field(name="p")
    average_price: Decimal = field(name="ap")
    stop_price: Decimal = field(name="sp")
    execution_type: ExecutionType = field(name="x")
    status: OrderStatus = field(name="X")
    order_id: int = field(name="i")
    last_quantity: Decimal = field(name="l")
    cumulative_quantity: Decimal = field(name="z")
    last_price: Decimal = field(name="L")
    trade_time: int = field(name="T")
    trade_id: int = field(name="t")
    is_maker: bool = field(name="m")
    reduce_only: bool = field(name="R")
    working_type: WorkingType = field(name="wt")
    original_type: OrderType = field(name="ot")
    position_side: PositionSide = field(name="ps")
    realized_profit: Decimal = field(name="rp")
    commission_asset: str | UnsetType = field(name="N", default=UNSET)
    commission: Decimal | UnsetType = field(name="n", default=UNSET)
    close_position: bool | UnsetType = field(name="cp", default=UNSET)
    activation_price: Decimal | UnsetType = field(name="AP", default=UNSET)
    callback_rate: Decimal | UnsetType = field(name="cr", default=UNSET)
    self_trade_prevention_mode: StpMode | UnsetType = field(name="V", default=UNSET)
    price_match: PriceMatch | UnsetType = field(name="pm", default=UNSET)
    good_till_date: int | UnsetType = field(name="gtd", default=UNSET)
    expiry_reason: str | UnsetType = field(name="er", default=UNSET)


class OrderTradeUpdate(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="ORDER_TRADE_UPDATE"):
    event_time: int = field(name="E")
    transaction_time: int = field(name="T")
    order: OrderUpdate = field(name="o")


class WalletBalance(Struct, frozen=True, gc=False, kw_only=True):
    asset: str = field(name="a")
    wallet_balance: Decimal = field(name="wb")
    cross_wallet: Decimal = field(name="cw")
    change: Decimal = field(name="bc")


class PositionUpdate(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str = field(name="s")
    amount: Decimal = field(name="pa")
    entry_price: Decimal = field(name="ep")
    realized: Decimal = field(name="cr")
    unrealized_pnl: Decimal = field(name="up")
    margin_type: str = field(name="mt")
    isolated_wallet: Decimal = field(name="iw")
    position_side: PositionSide = field(name="ps")
    break_even: Decimal | UnsetType = field(name="bep", default=UNSET)


class AccountChange(Struct, frozen=True, gc=False, kw_only=True):
    reason: str = field(name="m")
    balances: list[WalletBalance] = field(name="B")
    positions: list[PositionUpdate] = field(name="P")


class AccountUpdate(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="ACCOUNT_UPDATE"):
    event_time: int = field(name="E")
    transaction_time: int = field(name="T")
    data: AccountChange = field(name="a")


class WsApiFrame(Struct, frozen=True, gc=False, kw_only=True):
    id: str | UnsetType | None = UNSET
    status: int | UnsetType = UNSET
    result: Raw | UnsetType = UNSET
    error: ErrorBody | UnsetType = UNSET
    rate_limits: list[RateLimit] | UnsetType = field(name="rateLimits", default=UNSET)
