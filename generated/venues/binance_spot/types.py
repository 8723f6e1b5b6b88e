"""Binance Spot: the types of the wire, exactly as the venue sends them."""

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
    GTC = "GTC"
    IOC = "IOC"
    FOK = "FOK"


class OrderStatus(OpenEnum):
    """PENDING_NEW is an order of a list that the venue holds back; EXPIRED_IN_MATCH expired by self-trade
    prevention."""

    NEW = "NEW"
    PARTIALLY_FILLED = "PARTIALLY_FILLED"
    FILLED = "FILLED"
    CANCELED = "CANCELED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"
    EXPIRED_IN_MATCH = "EXPIRED_IN_MATCH"
    PENDING_NEW = "PENDING_NEW"
    PENDING_CANCEL = "PENDING_CANCEL"


class StpMode(OpenEnum):
    NONE = "NONE"
    EXPIRE_TAKER = "EXPIRE_TAKER"
    EXPIRE_MAKER = "EXPIRE_MAKER"
    EXPIRE_BOTH = "EXPIRE_BOTH"
    DECREMENT = "DECREMENT"
    TRANSFER = "TRANSFER"


class OrderType(OpenEnum):
    LIMIT = "LIMIT"
    LIMIT_MAKER = "LIMIT_MAKER"
    MARKET = "MARKET"
    STOP_LOSS = "STOP_LOSS"
    STOP_LOSS_LIMIT = "STOP_LOSS_LIMIT"
    TAKE_PROFIT = "TAKE_PROFIT"
    TAKE_PROFIT_LIMIT = "TAKE_PROFIT_LIMIT"


class SymbolStatus(OpenEnum):
    TRADING = "TRADING"
    HALT = "HALT"
    BREAK = "BREAK"
    END_OF_DAY = "END_OF_DAY"
    CANCEL_ONLY = "CANCEL_ONLY"


class ExecutionType(OpenEnum):
    NEW = "NEW"
    CANCELED = "CANCELED"
    REPLACED = "REPLACED"
    REJECTED = "REJECTED"
    TRADE = "TRADE"
    EXPIRED = "EXPIRED"
    TRADE_PREVENTION = "TRADE_PREVENTION"


class Contingency(OpenEnum):
    OCO = "OCO"
    OTO = "OTO"


class ListStatusType(OpenEnum):
    RESPONSE = "RESPONSE"
    EXEC_STARTED = "EXEC_STARTED"
    UPDATED = "UPDATED"
    ALL_DONE = "ALL_DONE"


class ListOrderStatus(OpenEnum):
    EXECUTING = "EXECUTING"
    ALL_DONE = "ALL_DONE"
    REJECT = "REJECT"


class PegPriceType(OpenEnum):
    PRIMARY_PEG = "PRIMARY_PEG"
    MARKET_PEG = "MARKET_PEG"


class PegOffsetType(OpenEnum):
    PRICE_LEVEL = "PRICE_LEVEL"


class CancelRestrictions(OpenEnum):
    ONLY_NEW = "ONLY_NEW"
    ONLY_PARTIALLY_FILLED = "ONLY_PARTIALLY_FILLED"


class CancelReplaceMode(OpenEnum):
    STOP_ON_FAILURE = "STOP_ON_FAILURE"
    ALLOW_FAILURE = "ALLOW_FAILURE"


class ExceededMode(OpenEnum):
    DO_NOTHING = "DO_NOTHING"
    CANCEL_ONLY = "CANCEL_ONLY"


class HalfResult(OpenEnum):
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"
    NOT_ATTEMPTED = "NOT_ATTEMPTED"


class TickerType(OpenEnum):
    FULL = "FULL"
    MINI = "MINI"


class CalculationType(OpenEnum):
    ARITHMETIC_MEAN = "ARITHMETIC_MEAN"
    EXTERNAL = "EXTERNAL"


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
    min_notional: Decimal | UnsetType = field(name="minNotional", default=UNSET)
    max_notional: Decimal | UnsetType = field(name="maxNotional", default=UNSET)
    apply_min_to_market: bool | UnsetType = field(name="applyMinToMarket", default=UNSET)
    apply_max_to_market: bool | UnsetType = field(name="applyMaxToMarket", default=UNSET)
    apply_to_market: bool | UnsetType = field(name="applyToMarket", default=UNSET)
    avg_price_mins: int | UnsetType = field(name="avgPriceMins", default=UNSET)
    bid_multiplier_up: Decimal | UnsetType = field(name="bidMultiplierUp", default=UNSET)
    bid_multiplier_down: Decimal | UnsetType = field(name="bidMultiplierDown", default=UNSET)
    ask_multiplier_up: Decimal | UnsetType = field(name="askMultiplierUp", default=UNSET)
    ask_multiplier_down: Decimal | UnsetType = field(name="askMultiplierDown", default=UNSET)
    min_trailing_above_delta: int | UnsetType = field(name="minTrailingAboveDelta", default=UNSET)
    max_trailing_above_delta: int | UnsetType = field(name="maxTrailingAboveDelta", default=UNSET)
    min_trailing_below_delta: int | UnsetType = field(name="minTrailingBelowDelta", default=UNSET)
    max_trailing_below_delta: int | UnsetType = field(name="maxTrailingBelowDelta", default=UNSET)
    asset: str | UnsetType = UNSET
    max_position: Decimal | UnsetType = field(name="maxPosition", default=UNSET)
    max_num_orders: int | UnsetType = field(name="maxNumOrders", default=UNSET)
    max_num_algo_orders: int | UnsetType = field(name="maxNumAlgoOrders", default=UNSET)
    max_num_iceberg_orders: int | UnsetType = field(name="maxNumIcebergOrders", default=UNSET)
    max_num_order_amends: int | UnsetType = field(name="maxNumOrderAmends", default=UNSET)
    max_num_order_lists: int | UnsetType = field(name="maxNumOrderLists", default=UNSET)


class SymbolInfo(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    status: SymbolStatus
    base_asset: str = field(name="baseAsset")
    base_asset_precision: int = field(name="baseAssetPrecision")
    quote_asset: str = field(name="quoteAsset")
    quote_precision: int = field(name="quotePrecision")
    filters: list[Filter]
    quote_asset_precision: int = field(name="quoteAssetPrecision")
    base_commission_precision: int = field(name="baseCommissionPrecision")
    quote_commission_precision: int = field(name="quoteCommissionPrecision")
    order_types: list[OrderType] = field(name="orderTypes")
    iceberg_allowed: bool = field(name="icebergAllowed")
    oco_allowed: bool = field(name="ocoAllowed")
    quote_order_qty_market_allowed: bool = field(name="quoteOrderQtyMarketAllowed")
    is_spot_trading_allowed: bool = field(name="isSpotTradingAllowed")
    is_margin_trading_allowed: bool = field(name="isMarginTradingAllowed")
    oto_allowed: bool | UnsetType = field(name="otoAllowed", default=UNSET)
    opo_allowed: bool | UnsetType = field(name="opoAllowed", default=UNSET)
    allow_trailing_stop: bool | UnsetType = field(name="allowTrailingStop", default=UNSET)
    cancel_replace_allowed: bool | UnsetType = field(name="cancelReplaceAllowed", default=UNSET)
    amend_allowed: bool | UnsetType = field(name="amendAllowed", default=UNSET)
    peg_instructions_allowed: bool | UnsetType = field(name="pegInstructionsAllowed", default=UNSET)
    permissions: list[str] | UnsetType = UNSET
    permission_sets: list[list[str]] | UnsetType = field(name="permissionSets", default=UNSET)
    default_self_trade_prevention_mode: StpMode | UnsetType = field(
        name="defaultSelfTradePreventionMode", default=UNSET
    )
    allowed_self_trade_prevention_modes: list[StpMode] | UnsetType = field(
        name="allowedSelfTradePreventionModes", default=UNSET
    )


Level: TypeAlias = tuple[str, str]


class Depth(Struct, frozen=True, gc=False, kw_only=True):
    last_update_id: int = field(name="lastUpdateId")
    bids: list[Level]
    asks: list[Level]


class AggTrade(Struct, frozen=True, gc=False, kw_only=True):
    id: int = field(name="a")
    price: Decimal = field(name="p")
    quantity: Decimal = field(name="q")
    first_trade_id: int = field(name="f")
    last_trade_id: int = field(name="l")
    time: int = field(name="T")
    buyer_is_maker: bool = field(name="m")
    is_best_match: bool = field(name="M")


Kline: TypeAlias = tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal, int, Decimal, int, Decimal, Decimal, Any]


class TickerStats(Struct, frozen=True, gc=False, kw_only=True):
    """Of the last 24 hours, the trading day or a rolling window; `type=MINI` leaves out what may be missing here."""

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
    prev_close_price: Decimal | UnsetType = field(name="prevClosePrice", default=UNSET)
    bid_price: Decimal | UnsetType = field(name="bidPrice", default=UNSET)
    bid_quantity: Decimal | UnsetType = field(name="bidQty", default=UNSET)
    ask_price: Decimal | UnsetType = field(name="askPrice", default=UNSET)
    ask_quantity: Decimal | UnsetType = field(name="askQty", default=UNSET)


class BookTicker(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    bid_price: Decimal = field(name="bidPrice")
    bid_quantity: Decimal = field(name="bidQty")
    ask_price: Decimal = field(name="askPrice")
    ask_quantity: Decimal = field(name="askQty")


class DepthUpdate(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="depthUpdate"):
    event_time: int = field(name="E")
    symbol: str = field(name="s")
    first_update_id: int = field(name="U")
    final_update_id: int = field(name="u")
    bids: list[Level] = field(name="b")
    asks: list[Level] = field(name="a")


class AggTradeEvent(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="aggTrade"):
    id: int = field(name="a")
    price: Decimal = field(name="p")
    quantity: Decimal = field(name="q")
    first_trade_id: int = field(name="f")
    last_trade_id: int = field(name="l")
    trade_time: int = field(name="T")
    buyer_is_maker: bool = field(name="m")
    is_best_match: bool = field(name="M")
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
    previous_close: Decimal = field(name="x")
    bid_price: Decimal = field(name="b")
    bid_quantity: Decimal = field(name="B")
    ask_price: Decimal = field(name="a")
    ask_quantity: Decimal = field(name="A")


class BookTickerEvent(Struct, frozen=True, gc=False, kw_only=True):
    update_id: int = field(name="u")
    symbol: str = field(name="s")
    bid_price: Decimal = field(name="b")
    bid_quantity: Decimal = field(name="B")
    ask_price: Decimal = field(name="a")
    ask_quantity: Decimal = field(name="A")


class Sor(Struct, frozen=True, gc=False, kw_only=True):
    base_asset: str = field(name="baseAsset")
    symbols: list[str]


class ExecutionRule(Struct, frozen=True, gc=False, kw_only=True):
    rule_type: str = field(name="ruleType")
    bid_limit_mult_up: Decimal | UnsetType = field(name="bidLimitMultUp", default=UNSET)
    bid_limit_mult_down: Decimal | UnsetType = field(name="bidLimitMultDown", default=UNSET)
    ask_limit_mult_up: Decimal | UnsetType = field(name="askLimitMultUp", default=UNSET)
    ask_limit_mult_down: Decimal | UnsetType = field(name="askLimitMultDown", default=UNSET)


class SymbolRules(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    rules: list[ExecutionRule]


class ExecutionRules(Struct, frozen=True, gc=False, kw_only=True):
    symbol_rules: list[SymbolRules] = field(name="symbolRules")


class ReferencePrice(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    reference_price: Decimal | None = field(name="referencePrice")
    timestamp: int


class ReferencePriceCalculation(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    calculation_type: CalculationType = field(name="calculationType")
    bucket_count: int | UnsetType = field(name="bucketCount", default=UNSET)
    bucket_width_ms: int | UnsetType = field(name="bucketWidthMs", default=UNSET)
    external_calculation_id: int | UnsetType = field(name="externalCalculationId", default=UNSET)


class RelevantFilters(Struct, frozen=True, gc=False, kw_only=True):
    exchange_filters: list[Filter] = field(name="exchangeFilters")
    symbol_filters: list[Filter] = field(name="symbolFilters")
    asset_filters: list[Filter] = field(name="assetFilters")


class Trade(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    price: Decimal
    quantity: Decimal = field(name="qty")
    quote_quantity: Decimal = field(name="quoteQty")
    time: int
    buyer_is_maker: bool = field(name="isBuyerMaker")
    is_best_match: bool | UnsetType = field(name="isBestMatch", default=UNSET)


class AveragePrice(Struct, frozen=True, gc=False, kw_only=True):
    mins: int
    price: Decimal
    close_time: int = field(name="closeTime")


class PriceTicker(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    price: Decimal


class OrderAck(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    order_id: int = field(name="orderId")
    order_list_id: int = field(name="orderListId")
    client_order_id: str = field(name="clientOrderId")
    transact_time: int = field(name="transactTime")


class OrderFill(Struct, frozen=True, gc=False, kw_only=True):
    price: Decimal
    quantity: Decimal = field(name="qty")
    commission: Decimal
    commission_asset: str = field(name="commissionAsset")
    trade_id: int = field(name="tradeId")
    match_type: str | UnsetType = field(name="matchType", default=UNSET)
    alloc_id: int | UnsetType = field(name="allocId", default=UNSET)


class OrderPreventedMatch(Struct, frozen=True, gc=False, kw_only=True):
    prevented_match_id: int = field(name="preventedMatchId")
    maker_order_id: int = field(name="makerOrderId")
    price: Decimal
    maker_prevented_quantity: Decimal | UnsetType = field(name="makerPreventedQuantity", default=UNSET)
    taker_prevented_quantity: Decimal | UnsetType = field(name="takerPreventedQuantity", default=UNSET)
    maker_symbol: str | UnsetType = field(name="makerSymbol", default=UNSET)


class OrderFull(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    order_id: int = field(name="orderId")
    order_list_id: int = field(name="orderListId")
    client_order_id: str = field(name="clientOrderId")
    transact_time: int = field(name="transactTime")
    price: Decimal
    quantity: Decimal = field(name="origQty")
    executed_quantity: Decimal = field(name="executedQty")
    cumulative_quote_quantity: Decimal = field(name="cummulativeQuoteQty")
    status: OrderStatus
    time_in_force: TimeInForce = field(name="timeInForce")
    type: OrderType
    side: Side
    quote_quantity: Decimal | UnsetType = field(name="origQuoteOrderQty", default=UNSET)
    working_time: int | UnsetType = field(name="workingTime", default=UNSET)
    self_trade_prevention_mode: StpMode | UnsetType = field(name="selfTradePreventionMode", default=UNSET)
    stop_price: Decimal | UnsetType = field(name="stopPrice", default=UNSET)
    trailing_delta: int | UnsetType = field(name="trailingDelta", default=UNSET)
    trailing_time: int | UnsetType = field(name="trailingTime", default=UNSET)
    iceberg_quantity: Decimal | UnsetType = field(name="icebergQty", default=UNSET)
    strategy_id: int | UnsetType = field(name="strategyId", default=UNSET)
    strategy_type: int | UnsetType = field(name="strategyType", default=UNSET)
    prevented_match_id: int | UnsetType = field(name="preventedMatchId", default=UNSET)
    prevented_quantity: Decimal | UnsetType = field(name="preventedQuantity", default=UNSET)
    used_sor: bool | UnsetType = field(name="usedSor", default=UNSET)
    working_floor: str | UnsetType = field(name="workingFloor", default=UNSET)
    peg_price_type: PegPriceType | UnsetType = field(name="pegPriceType", default=UNSET)
    peg_offset_type: PegOffsetType | UnsetType = field(name="pegOffsetType", default=UNSET)
    peg_offset_value: int | UnsetType = field(name="pegOffsetValue", default=UNSET)
    pegged_price: Decimal | UnsetType = field(name="peggedPrice", default=UNSET)
    expiry_reason: str | UnsetType = field(name="expiryReason", default=UNSET)
    fills: list[OrderFill] | UnsetType = UNSET
    prevented_matches: list[OrderPreventedMatch] | UnsetType = field(name="preventedMatches", default=UNSET)
    trade_group_id: int | UnsetType = field(name="tradeGroupId", default=UNSET)


class OrderCanceled(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    order_id: int = field(name="orderId")
    order_list_id: int = field(name="orderListId")
    client_order_id: str = field(name="clientOrderId")
    transact_time: int = field(name="transactTime")
    price: Decimal
    quantity: Decimal = field(name="origQty")
    executed_quantity: Decimal = field(name="executedQty")
    cumulative_quote_quantity: Decimal = field(name="cummulativeQuoteQty")
    status: OrderStatus
    time_in_force: TimeInForce = field(name="timeInForce")
    type: OrderType
    side: Side
    quote_quantity: Decimal | UnsetType = field(name="origQuoteOrderQty", default=UNSET)
    working_time: int | UnsetType = field(name="workingTime", default=UNSET)
    self_trade_prevention_mode: StpMode | UnsetType = field(name="selfTradePreventionMode", default=UNSET)
    stop_price: Decimal | UnsetType = field(name="stopPrice", default=UNSET)
    trailing_delta: int | UnsetType = field(name="trailingDelta", default=UNSET)
    trailing_time: int | UnsetType = field(name="trailingTime", default=UNSET)
    iceberg_quantity: Decimal | UnsetType = field(name="icebergQty", default=UNSET)
    strategy_id: int | UnsetType = field(name="strategyId", default=UNSET)
    strategy_type: int | UnsetType = field(name="strategyType", default=UNSET)
    prevented_match_id: int | UnsetType = field(name="preventedMatchId", default=UNSET)
    prevented_quantity: Decimal | UnsetType = field(name="preventedQuantity", default=UNSET)
    used_sor: bool | UnsetType = field(name="usedSor", default=UNSET)
    working_floor: str | UnsetType = field(name="workingFloor", default=UNSET)
    peg_price_type: PegPriceType | UnsetType = field(name="pegPriceType", default=UNSET)
    peg_offset_type: PegOffsetType | UnsetType = field(name="pegOffsetType", default=UNSET)
    peg_offset_value: int | UnsetType = field(name="pegOffsetValue", default=UNSET)
    pegged_price: Decimal | UnsetType = field(name="peggedPrice", default=UNSET)
    expiry_reason: str | UnsetType = field(name="expiryReason", default=UNSET)
    orig_client_order_id: str | UnsetType = field(name="origClientOrderId", default=UNSET)


class OrderDetail(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    order_id: int = field(name="orderId")
    order_list_id: int = field(name="orderListId")
    client_order_id: str = field(name="clientOrderId")
    price: Decimal
    quantity: Decimal = field(name="origQty")
    executed_quantity: Decimal = field(name="executedQty")
    cumulative_quote_quantity: Decimal = field(name="cummulativeQuoteQty")
    status: OrderStatus
    time_in_force: TimeInForce = field(name="timeInForce")
    type: OrderType
    side: Side
    time: int
    update_time: int = field(name="updateTime")
    is_working: bool = field(name="isWorking")
    quote_quantity: Decimal | UnsetType = field(name="origQuoteOrderQty", default=UNSET)
    working_time: int | UnsetType = field(name="workingTime", default=UNSET)
    self_trade_prevention_mode: StpMode | UnsetType = field(name="selfTradePreventionMode", default=UNSET)
    stop_price: Decimal | UnsetType = field(name="stopPrice", default=UNSET)
    trailing_delta: int | UnsetType = field(name="trailingDelta", default=UNSET)
    trailing_time: int | UnsetType = field(name="trailingTime", default=UNSET)
    iceberg_quantity: Decimal | UnsetType = field(name="icebergQty", default=UNSET)
    strategy_id: int | UnsetType = field(name="strategyId", default=UNSET)
    strategy_type: int | UnsetType = field(name="strategyType", default=UNSET)
    prevented_match_id: int | UnsetType = field(name="preventedMatchId", default=UNSET)
    prevented_quantity: Decimal | UnsetType = field(name="preventedQuantity", default=UNSET)
    used_sor: bool | UnsetType = field(name="usedSor", default=UNSET)
    working_floor: str | UnsetType = field(name="workingFloor", default=UNSET)
    peg_price_type: PegPriceType | UnsetType = field(name="pegPriceType", default=UNSET)
    peg_offset_type: PegOffsetType | UnsetType = field(name="pegOffsetType", default=UNSET)
    peg_offset_value: int | UnsetType = field(name="pegOffsetValue", default=UNSET)
    pegged_price: Decimal | UnsetType = field(name="peggedPrice", default=UNSET)
    expiry_reason: str | UnsetType = field(name="expiryReason", default=UNSET)


class OrderListOrder(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    order_id: int = field(name="orderId")
    client_order_id: str = field(name="clientOrderId")


class OrderListReport(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    order_id: int = field(name="orderId")
    order_list_id: int = field(name="orderListId")
    client_order_id: str = field(name="clientOrderId")
    transact_time: int = field(name="transactTime")
    price: Decimal
    executed_quantity: Decimal = field(name="executedQty")
    cumulative_quote_quantity: Decimal = field(name="cummulativeQuoteQty")
    status: OrderStatus
    time_in_force: TimeInForce = field(name="timeInForce")
    type: OrderType
    side: Side
    quantity: Decimal | UnsetType = field(name="origQty", default=UNSET)
    quote_quantity: Decimal | UnsetType = field(name="origQuoteOrderQty", default=UNSET)
    working_time: int | UnsetType = field(name="workingTime", default=UNSET)
    self_trade_prevention_mode: StpMode | UnsetType = field(name="selfTradePreventionMode", default=UNSET)
    stop_price: Decimal | UnsetType = field(name="stopPrice", default=UNSET)
    trailing_delta: int | UnsetType = field(name="trailingDelta", default=UNSET)
    trailing_time: int | UnsetType = field(name="trailingTime", default=UNSET)
    iceberg_quantity: Decimal | UnsetType = field(name="icebergQty", default=UNSET)
    strategy_id: int | UnsetType = field(name="strategyId", default=UNSET)
    strategy_type: int | UnsetType = field(name="strategyType", default=UNSET)
    prevented_match_id: int | UnsetType = field(name="preventedMatchId", default=UNSET)
    prevented_quantity: Decimal | UnsetType = field(name="preventedQuantity", default=UNSET)
    used_sor: bool | UnsetType = field(name="usedSor", default=UNSET)
    working_floor: str | UnsetType = field(name="workingFloor", default=UNSET)
    peg_price_type: PegPriceType | UnsetType = field(name="pegPriceType", default=UNSET)
    peg_offset_type: PegOffsetType | UnsetType = field(name="pegOffsetType", default=UNSET)
    peg_offset_value: int | UnsetType = field(name="pegOffsetValue", default=UNSET)
    pegged_price: Decimal | UnsetType = field(name="peggedPrice", default=UNSET)
    expiry_reason: str | UnsetType = field(name="expiryReason", default=UNSET)
    fills: list[OrderFill] | UnsetType = UNSET
    prevented_matches: list[OrderPreventedMatch] | UnsetType = field(name="preventedMatches", default=UNSET)
    trade_group_id: int | UnsetType = field(name="tradeGroupId", default=UNSET)
    orig_client_order_id: str | UnsetType = field(name="origClientOrderId", default=UNSET)


class OrderList(Struct, frozen=True, gc=False, kw_only=True):
    order_list_id: int = field(name="orderListId")
    contingency_type: Contingency = field(name="contingencyType")
    list_status_type: ListStatusType = field(name="listStatusType")
    list_order_status: ListOrderStatus = field(name="listOrderStatus")
    list_client_order_id: str = field(name="listClientOrderId")
    transaction_time: int = field(name="transactionTime")
    symbol: str
    orders: list[OrderListOrder]
    order_reports: list[OrderListReport] | UnsetType = field(name="orderReports", default=UNSET)


class Canceled(Struct, frozen=True, gc=False, kw_only=True):
    """An order, or a whole order list with its orders in `orderReports`."""

    symbol: str
    order_list_id: int = field(name="orderListId")
    order_id: int | UnsetType = field(name="orderId", default=UNSET)
    client_order_id: str | UnsetType = field(name="clientOrderId", default=UNSET)
    orig_client_order_id: str | UnsetType = field(name="origClientOrderId", default=UNSET)
    transact_time: int | UnsetType = field(name="transactTime", default=UNSET)
    price: Decimal | UnsetType = UNSET
    quantity: Decimal | UnsetType = field(name="origQty", default=UNSET)
    executed_quantity: Decimal | UnsetType = field(name="executedQty", default=UNSET)
    quote_quantity: Decimal | UnsetType = field(name="origQuoteOrderQty", default=UNSET)
    cumulative_quote_quantity: Decimal | UnsetType = field(name="cummulativeQuoteQty", default=UNSET)
    status: OrderStatus | UnsetType = UNSET
    time_in_force: TimeInForce | UnsetType = field(name="timeInForce", default=UNSET)
    type: OrderType | UnsetType = UNSET
    side: Side | UnsetType = UNSET
    stop_price: Decimal | UnsetType = field(name="stopPrice", default=UNSET)
    trailing_delta: int | UnsetType = field(name="trailingDelta", default=UNSET)
    trailing_time: int | UnsetType = field(name="trailingTime", default=UNSET)
    iceberg_quantity: Decimal | UnsetType = field(name="icebergQty", default=UNSET)
    strategy_id: int | UnsetType = field(name="strategyId", default=UNSET)
    strategy_type: int | UnsetType = field(name="strategyType", default=UNSET)
    self_trade_prevention_mode: StpMode | UnsetType = field(name="selfTradePreventionMode", default=UNSET)
    contingency_type: Contingency | UnsetType = field(name="contingencyType", default=UNSET)
    list_status_type: ListStatusType | UnsetType = field(name="listStatusType", default=UNSET)
    list_order_status: ListOrderStatus | UnsetType = field(name="listOrderStatus", default=UNSET)
    list_client_order_id: str | UnsetType = field(name="listClientOrderId", default=UNSET)
    transaction_time: int | UnsetType = field(name="transactionTime", default=UNSET)
    orders: list[OrderListOrder] | UnsetType = UNSET
    order_reports: list[OrderCanceled] | UnsetType = field(name="orderReports", default=UNSET)


class CancelReplaced(Struct, frozen=True, gc=False, kw_only=True):
    cancel_result: HalfResult = field(name="cancelResult")
    new_order_result: HalfResult = field(name="newOrderResult")
    cancel_response: OrderCanceled = field(name="cancelResponse")
    new_order_response: OrderFull = field(name="newOrderResponse")


class AmendedOrder(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    order_id: int = field(name="orderId")
    order_list_id: int = field(name="orderListId")
    orig_client_order_id: str = field(name="origClientOrderId")
    client_order_id: str = field(name="clientOrderId")
    price: Decimal
    quantity: Decimal = field(name="qty")
    executed_quantity: Decimal = field(name="executedQty")
    prevented_quantity: Decimal = field(name="preventedQty")
    quote_quantity: Decimal = field(name="quoteOrderQty")
    cumulative_quote_quantity: Decimal = field(name="cumulativeQuoteQty")
    status: OrderStatus
    time_in_force: TimeInForce = field(name="timeInForce")
    type: OrderType
    side: Side
    self_trade_prevention_mode: StpMode = field(name="selfTradePreventionMode")
    working_time: int | UnsetType = field(name="workingTime", default=UNSET)
    stop_price: Decimal | UnsetType = field(name="stopPrice", default=UNSET)
    iceberg_quantity: Decimal | UnsetType = field(name="icebergQty", default=UNSET)


class AmendedList(Struct, frozen=True, gc=False, kw_only=True):
    order_list_id: int = field(name="orderListId")
    contingency_type: Contingency = field(name="contingencyType")
    list_order_status: ListOrderStatus = field(name="listOrderStatus")
    list_client_order_id: str = field(name="listClientOrderId")
    symbol: str
    orders: list[OrderListOrder]


class Amended(Struct, frozen=True, gc=False, kw_only=True):
    transact_time: int = field(name="transactTime")
    execution_id: int = field(name="executionId")
    amended_order: AmendedOrder = field(name="amendedOrder")
    list_status: AmendedList | UnsetType = field(name="listStatus", default=UNSET)


class Amendment(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    order_id: int = field(name="orderId")
    execution_id: int = field(name="executionId")
    orig_client_order_id: str = field(name="origClientOrderId")
    new_client_order_id: str = field(name="newClientOrderId")
    original_quantity: Decimal = field(name="origQty")
    new_quantity: Decimal = field(name="newQty")
    time: int


class MakerTaker(Struct, frozen=True, gc=False, kw_only=True):
    maker: Decimal
    taker: Decimal
    buyer: Decimal | UnsetType = UNSET
    seller: Decimal | UnsetType = UNSET


class Discount(Struct, frozen=True, gc=False, kw_only=True):
    enabled_for_account: bool = field(name="enabledForAccount")
    enabled_for_symbol: bool = field(name="enabledForSymbol")
    discount_asset: str = field(name="discountAsset")
    discount: Decimal


class TestedOrder(Struct, frozen=True, gc=False, kw_only=True):
    standard_commission_for_order: MakerTaker | UnsetType = field(name="standardCommissionForOrder", default=UNSET)
    special_commission_for_order: MakerTaker | UnsetType = field(name="specialCommissionForOrder", default=UNSET)
    tax_commission_for_order: MakerTaker | UnsetType = field(name="taxCommissionForOrder", default=UNSET)
    discount: Discount | UnsetType = UNSET


class AssetBalance(Struct, frozen=True, gc=False, kw_only=True):
    asset: str
    free: Decimal
    locked: Decimal


class Account(Struct, frozen=True, gc=False, kw_only=True):
    maker_commission: int = field(name="makerCommission")
    taker_commission: int = field(name="takerCommission")
    buyer_commission: int = field(name="buyerCommission")
    seller_commission: int = field(name="sellerCommission")
    commission_rates: MakerTaker = field(name="commissionRates")
    can_trade: bool = field(name="canTrade")
    can_withdraw: bool = field(name="canWithdraw")
    can_deposit: bool = field(name="canDeposit")
    brokered: bool
    require_self_trade_prevention: bool = field(name="requireSelfTradePrevention")
    prevent_sor: bool = field(name="preventSor")
    update_time: int = field(name="updateTime")
    account_type: str = field(name="accountType")
    balances: list[AssetBalance]
    permissions: list[str]
    uid: int


class Commission(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    standard_commission: MakerTaker = field(name="standardCommission")
    special_commission: MakerTaker = field(name="specialCommission")
    tax_commission: MakerTaker = field(name="taxCommission")
    discount: Discount


class MyTrade(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    id: int
    order_id: int = field(name="orderId")
    order_list_id: int = field(name="orderListId")
    price: Decimal
    quantity: Decimal = field(name="qty")
    quote_quantity: Decimal = field(name="quoteQty")
    commission: Decimal
    commission_asset: str = field(name="commissionAsset")
    time: int
    is_buyer: bool = field(name="isBuyer")
    is_maker: bool = field(name="isMaker")
    is_best_match: bool = field(name="isBestMatch")


class Allocation(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    order_id: int = field(name="orderId")
    order_list_id: int = field(name="orderListId")
    price: Decimal
    quantity: Decimal = field(name="qty")
    quote_quantity: Decimal = field(name="quoteQty")
    commission: Decimal
    commission_asset: str = field(name="commissionAsset")
    time: int
    is_buyer: bool = field(name="isBuyer")
    is_maker: bool = field(name="isMaker")
    allocation_id: int = field(name="allocationId")
    allocation_type: str = field(name="allocationType")
    is_allocator: bool = field(name="isAllocator")


class PreventedMatch(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str
    prevented_match_id: int = field(name="preventedMatchId")
    taker_order_id: int = field(name="takerOrderId")
    maker_symbol: str = field(name="makerSymbol")
    maker_order_id: int = field(name="makerOrderId")
    trade_group_id: int = field(name="tradeGroupId")
    self_trade_prevention_mode: StpMode = field(name="selfTradePreventionMode")
    price: Decimal
    transact_time: int = field(name="transactTime")
    maker_prevented_quantity: Decimal | UnsetType = field(name="makerPreventedQuantity", default=UNSET)
    taker_prevented_quantity: Decimal | UnsetType = field(name="takerPreventedQuantity", default=UNSET)


class TradeEvent(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="trade"):
    event_time: int = field(name="E")
    symbol: str = field(name="s")
    trade_id: int = field(name="t")
    price: Decimal = field(name="p")
    quantity: Decimal = field(name="q")
    trade_time: int = field(name="T")
    buyer_is_maker: bool = field(name="m")


class BlockTradeEvent(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="blockTrade"):
    event_time: int = field(name="E")
    symbol: str = field(name="s")
    trade_id: int = field(name="t")
    price: Decimal = field(name="p")
    quantity: Decimal = field(name="q")
    trade_time: int = field(name="T")
    buyer_is_maker: bool = field(name="m")


class MiniTickerEvent(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="24hrMiniTicker"):
    event_time: int = field(name="E")
    symbol: str = field(name="s")
    close: Decimal = field(name="c")
    open: Decimal = field(name="o")
    high: Decimal = field(name="h")
    low: Decimal = field(name="l")
    volume: Decimal = field(name="v")
    quote_volume: Decimal = field(name="q")


class WindowTickerEvent(Struct, frozen=True, gc=False, kw_only=True):
    """The tag names the window (`1hTicker`, `4hTicker`, `1dTicker`), so it is a field here."""

    event: str = field(name="e")
    event_time: int = field(name="E")
    symbol: str = field(name="s")
    price_change: Decimal = field(name="p")
    price_change_percent: Decimal = field(name="P")
    open: Decimal = field(name="o")
    high: Decimal = field(name="h")
    low: Decimal = field(name="l")
    last_price: Decimal = field(name="c")
    weighted_average_price: Decimal = field(name="w")
    volume: Decimal = field(name="v")
    quote_volume: Decimal = field(name="q")
    open_time: int = field(name="O")
    close_time: int = field(name="C")
    first_trade_id: int = field(name="F")
    last_trade_id: int = field(name="L")
    trades: int = field(name="n")


class AveragePriceEvent(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="avgPrice"):
    event_time: int = field(name="E")
    symbol: str = field(name="s")
    interval: str = field(name="i")
    average_price: Decimal = field(name="w")
    last_trade_time: int = field(name="T")


class ReferencePriceEvent(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="referencePrice"):
    symbol: str = field(name="s")
    reference_price: Decimal | None = field(name="r")
    time: int = field(name="t")


class ExecutionReport(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="executionReport"):
    event_time: int = field(name="E")
    symbol: str = field(name="s")
    client_order_id: str = field(name="c")
    side: Side = field(name="S")
    type: OrderType = field(name="o")
    time_in_force: TimeInForce = field(name="f")
    quantity: Decimal = field(name="q")
    price: Decimal = field(name="p")
    stop_price: Decimal = field(name="P")
    iceberg_quantity: Decimal = field(name="F")
    order_list_id: int = field(name="g")
    original_client_order_id: str = field(name="C")
    execution_type: ExecutionType = field(name="x")
    status: OrderStatus = field(name="X")
    reject_reason: str = field(name="r")
    order_id: int = field(name="i")
    last_quantity: Decimal = field(name="l")
    cumulative_quantity: Decimal = field(name="z")
    last_price: Decimal = field(name="L")
    commission: Decimal | None = field(name="n")
    commission_asset: str | None = field(name="N")
    transaction_time: int = field(name="T")
    trade_id: int = field(name="t")
    execution_id: int = field(name="I")
    is_on_book: bool = field(name="w")
    is_maker: bool = field(name="m")
    order_creation_time: int = field(name="O")
    cumulative_quote_quantity: Decimal = field(name="Z")
    last_quote_quantity: Decimal = field(name="Y")
    quote_quantity: Decimal = field(name="Q")
    self_trade_prevention_mode: StpMode = field(name="V")
    prevented_match_id: int | UnsetType = field(name="v", default=UNSET)
    working_time: int | UnsetType = field(name="W", default=UNSET)
    trailing_delta: int | UnsetType = field(name="d", default=UNSET)
    trailing_time: int | UnsetType = field(name="D", default=UNSET)
    strategy_id: int | UnsetType = field(name="j", default=UNSET)
    strategy_type: int | UnsetType = field(name="J", default=UNSET)
    prevented_quantity: Decimal | UnsetType = field(name="A", default=UNSET)
    last_prevented_quantity: Decimal | UnsetType = field(name="B", default=UNSET)
    trade_group_id: int | UnsetType = field(name="u", default=UNSET)
    counter_order_id: int | UnsetType = field(name="U", default=UNSET)
    counter_symbol: str | UnsetType = field(name="Cs", default=UNSET)
    prevented_execution_quantity: Decimal | UnsetType = field(name="pl", default=UNSET)
    prevented_execution_price: Decimal | UnsetType = field(name="pL", default=UNSET)
    prevented_execution_quote_quantity: Decimal | UnsetType = field(name="pY", default=UNSET)
    match_type: str | UnsetType = field(name="b", default=UNSET)
    allocation_id: int | UnsetType = field(name="a", default=UNSET)
    working_floor: str | UnsetType = field(name="k", default=UNSET)
    used_sor: bool | UnsetType = field(name="uS", default=UNSET)
    peg_price_type: PegPriceType | UnsetType = field(name="gP", default=UNSET)
    peg_offset_type: PegOffsetType | UnsetType = field(name="gOT", default=UNSET)
    peg_offset_value: int | UnsetType = field(name="gOV", default=UNSET)
    pegged_price: Decimal | UnsetType = field(name="gp", default=UNSET)
    expiry_reason: str | UnsetType = field(name="eR", default=UNSET)


class PositionBalance(Struct, frozen=True, gc=False, kw_only=True):
    asset: str = field(name="a")
    free: Decimal = field(name="f")
    locked: Decimal = field(name="l")


class AccountPosition(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="outboundAccountPosition"):
    event_time: int = field(name="E")
    last_update_time: int = field(name="u")
    balances: list[PositionBalance] = field(name="B")


class BalanceUpdate(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="balanceUpdate"):
    event_time: int = field(name="E")
    asset: str = field(name="a")
    delta: Decimal = field(name="d")
    clear_time: int = field(name="T")


class ExternalLockUpdate(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="externalLockUpdate"):
    event_time: int = field(name="E")
    asset: str = field(name="a")
    delta: Decimal = field(name="d")
    clear_time: int = field(name="T")


class ListStatusOrder(Struct, frozen=True, gc=False, kw_only=True):
    symbol: str = field(name="s")
    order_id: int = field(name="i")
    client_order_id: str = field(name="c")


class ListStatus(Struct, frozen=True, gc=False, kw_only=True, tag_field="e", tag="listStatus"):
    event_time: int = field(name="E")
    symbol: str = field(name="s")
    order_list_id: int = field(name="g")
    contingency_type: Contingency = field(name="c")
    list_status_type: ListStatusType = field(name="l")
    list_order_status: ListOrderStatus = field(name="L")
    reject_reason: str = field(name="r")
    list_client_order_id: str = field(name="C")
    transaction_time: int = field(name="T")
    orders: list[ListStatusOrder] = field(name="O")


class WsApiFrame(Struct, frozen=True, gc=False, kw_only=True):
    id: str | UnsetType | None = UNSET
    status: int | UnsetType = UNSET
    result: Raw | UnsetType = UNSET
    error: ErrorBody | UnsetType = UNSET
    rate_limits: list[RateLimit] | UnsetType = field(name="rateLimits", default=UNSET)
    event: Raw | UnsetType = UNSET
    subscription_id: int | UnsetType = field(name="subscriptionId", default=UNSET)


class ExchangeInfo(Struct, frozen=True, gc=False, kw_only=True):
    timezone: str
    server_time: int = field(name="serverTime")
    rate_limits: list[RateLimit] = field(name="rateLimits")
    symbols: list[SymbolInfo]
    exchange_filters: list[Filter] = field(name="exchangeFilters")
    sors: list[Sor] | UnsetType = UNSET
