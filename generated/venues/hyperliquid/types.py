"""Hyperliquid: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    B = "B"
    A = "A"


class Tif(OpenEnum):
    GTC = "Gtc"
    IOC = "Ioc"
    ALO = "Alo"
    FRONTEND_MARKET = "FrontendMarket"
    LIQUIDATION_MARKET = "LiquidationMarket"


class Tpsl(OpenEnum):
    TP = "tp"
    SL = "sl"


class Grouping(OpenEnum):
    NA = "na"
    NORMAL_TPSL = "normalTpsl"
    POSITION_TPSL = "positionTpsl"


class OrderKind(OpenEnum):
    LIMIT = "Limit"
    MARKET = "Market"
    STOP_MARKET = "Stop Market"
    STOP_LIMIT = "Stop Limit"
    TAKE_PROFIT_MARKET = "Take Profit Market"
    TAKE_PROFIT_LIMIT = "Take Profit Limit"


class OrderStatus(OpenEnum):
    OPEN = "open"
    FILLED = "filled"
    CANCELED = "canceled"
    TRIGGERED = "triggered"
    REJECTED = "rejected"
    MARGIN_CANCELED = "marginCanceled"
    VAULT_WITHDRAWAL_CANCELED = "vaultWithdrawalCanceled"
    OPEN_INTEREST_CAP_CANCELED = "openInterestCapCanceled"
    SELF_TRADE_CANCELED = "selfTradeCanceled"
    REDUCE_ONLY_CANCELED = "reduceOnlyCanceled"
    SIBLING_FILLED_CANCELED = "siblingFilledCanceled"
    DELISTED_CANCELED = "delistedCanceled"
    LIQUIDATED_CANCELED = "liquidatedCanceled"
    SCHEDULED_CANCEL = "scheduledCancel"
    TICK_REJECTED = "tickRejected"
    MIN_TRADE_NTL_REJECTED = "minTradeNtlRejected"
    PERP_MARGIN_REJECTED = "perpMarginRejected"
    REDUCE_ONLY_REJECTED = "reduceOnlyRejected"
    BAD_ALO_PX_REJECTED = "badAloPxRejected"
    IOC_CANCEL_REJECTED = "iocCancelRejected"
    BAD_TRIGGER_PX_REJECTED = "badTriggerPxRejected"
    MARKET_ORDER_NO_LIQUIDITY_REJECTED = "marketOrderNoLiquidityRejected"
    POSITION_INCREASE_AT_OPEN_INTEREST_CAP_REJECTED = "positionIncreaseAtOpenInterestCapRejected"
    POSITION_FLIP_AT_OPEN_INTEREST_CAP_REJECTED = "positionFlipAtOpenInterestCapRejected"
    TOO_AGGRESSIVE_AT_OPEN_INTEREST_CAP_REJECTED = "tooAggressiveAtOpenInterestCapRejected"
    OPEN_INTEREST_INCREASE_REJECTED = "openInterestIncreaseRejected"
    INSUFFICIENT_SPOT_BALANCE_REJECTED = "insufficientSpotBalanceRejected"
    ORACLE_REJECTED = "oracleRejected"
    PERP_MAX_POSITION_REJECTED = "perpMaxPositionRejected"


class Resting(Struct, frozen=True, gc=False, kw_only=True):
    id: int = field(name="oid")
    client_id: str | UnsetType | None = field(name="cloid", default=UNSET)


class Filled(Struct, frozen=True, gc=False, kw_only=True):
    total: Decimal = field(name="totalSz")
    average: Decimal = field(name="avgPx")
    id: int = field(name="oid")
    client_id: str | UnsetType | None = field(name="cloid", default=UNSET)


class NewLimit(Struct, frozen=True, gc=False, kw_only=True):
    tif: Tif


class NewTrigger(Struct, frozen=True, gc=False, kw_only=True):
    is_market: bool = field(name="isMarket")
    trigger_price: Decimal = field(name="triggerPx")
    tpsl: Tpsl


class Cancel(Struct, frozen=True, gc=False, kw_only=True):
    asset: int = field(name="a")
    id: int = field(name="o")


class Perpetual(Struct, frozen=True, gc=False, kw_only=True):
    coin: str = field(name="name")
    size_decimals: int = field(name="szDecimals")
    max_leverage: int = field(name="maxLeverage")
    is_delisted: bool | UnsetType = field(name="isDelisted", default=UNSET)
    only_isolated: bool | UnsetType = field(name="onlyIsolated", default=UNSET)


class Pair(Struct, frozen=True, gc=False, kw_only=True):
    coin: str = field(name="name")
    tokens: tuple[int, int]
    index: int
    is_canonical: bool = field(name="isCanonical")


class Token(Struct, frozen=True, gc=False, kw_only=True):
    name: str
    size_decimals: int = field(name="szDecimals")
    wei_decimals: int = field(name="weiDecimals")
    index: int
    id: str = field(name="tokenId")


class Context(Struct, frozen=True, gc=False, kw_only=True):
    funding: Decimal
    open_interest: Decimal = field(name="openInterest")
    previous_day: Decimal = field(name="prevDayPx")
    day_volume: Decimal = field(name="dayNtlVlm")
    oracle: Decimal = field(name="oraclePx")
    mark: Decimal = field(name="markPx")
    premium: Decimal | UnsetType | None = UNSET
    mid: Decimal | UnsetType | None = field(name="midPx", default=UNSET)


class Level(Struct, frozen=True, gc=False, kw_only=True):
    price: str = field(name="px")
    quantity: str = field(name="sz")
    orders: int = field(name="n")


class L2Book(Struct, frozen=True, gc=False, kw_only=True):
    coin: str
    time: int
    levels: tuple[list[Level], list[Level]]


class Bbo(Struct, frozen=True, gc=False, kw_only=True):
    coin: str
    time: int
    best: tuple[Level | None, Level | None] = field(name="bbo")


class Trade(Struct, frozen=True, gc=False, kw_only=True):
    coin: str
    side: Side
    price: Decimal = field(name="px")
    size: Decimal = field(name="sz")
    hash: str
    time: int
    id: int = field(name="tid")


class Candle(Struct, frozen=True, gc=False, kw_only=True):
    open_time: int = field(name="t")
    close_time: int = field(name="T")
    coin: str = field(name="s")
    interval: str = field(name="i")
    open: Decimal = field(name="o")
    close: Decimal = field(name="c")
    high: Decimal = field(name="h")
    low: Decimal = field(name="l")
    volume: Decimal = field(name="v")
    trades: int = field(name="n")


class Order(Struct, frozen=True, gc=False, kw_only=True):
    coin: str
    side: Side
    price: Decimal = field(name="limitPx")
    left: Decimal = field(name="sz")
    id: int = field(name="oid")
    created: int = field(name="timestamp")
    size: Decimal = field(name="origSz")
    client_id: str | UnsetType | None = field(name="cloid", default=UNSET)
    kind: OrderKind | UnsetType = field(name="orderType", default=UNSET)
    tif: Tif | UnsetType | None = UNSET
    reduce_only: bool | UnsetType = field(name="reduceOnly", default=UNSET)
    is_trigger: bool | UnsetType = field(name="isTrigger", default=UNSET)
    trigger_price: Decimal | UnsetType = field(name="triggerPx", default=UNSET)


class OrderState(Struct, frozen=True, gc=False, kw_only=True):
    order: Order
    status: OrderStatus
    updated: int = field(name="statusTimestamp")


class OrderAnswer(Struct, frozen=True, gc=False, kw_only=True):
    status: str
    order: OrderState | UnsetType = UNSET


class Fill(Struct, frozen=True, gc=False, kw_only=True):
    coin: str
    price: Decimal = field(name="px")
    size: Decimal = field(name="sz")
    side: Side
    time: int
    start_position: Decimal = field(name="startPosition")
    direction: str = field(name="dir")
    closed_pnl: Decimal = field(name="closedPnl")
    hash: str
    order_id: int = field(name="oid")
    crossed: bool
    fee: Decimal
    id: int = field(name="tid")
    fee_token: str = field(name="feeToken")
    client_id: str | UnsetType | None = field(name="cloid", default=UNSET)
    builder_fee: Decimal | UnsetType = field(name="builderFee", default=UNSET)


class Fills(Struct, frozen=True, gc=False, kw_only=True):
    user: str
    fills: list[Fill]
    is_snapshot: bool | UnsetType = field(name="isSnapshot", default=UNSET)


class Holding(Struct, frozen=True, gc=False, kw_only=True):
    coin: str
    token: int
    hold: Decimal
    total: Decimal
    entry_notional: Decimal = field(name="entryNtl")


class Margin(Struct, frozen=True, gc=False, kw_only=True):
    value: Decimal = field(name="accountValue")
    notional: Decimal = field(name="totalNtlPos")
    raw: Decimal = field(name="totalRawUsd")
    used: Decimal = field(name="totalMarginUsed")


class Leverage(Struct, frozen=True, gc=False, kw_only=True):
    mode: str = field(name="type")
    value: Decimal
    raw_usd: Decimal | UnsetType = field(name="rawUsd", default=UNSET)


class Allowance(Struct, frozen=True, gc=False, kw_only=True):
    volume: Decimal = field(name="cumVlm")
    used: int = field(name="nRequestsUsed")
    cap: int = field(name="nRequestsCap")


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    channel: str
    data: Raw | UnsetType = UNSET


class OfCoin(Struct, frozen=True, gc=False, kw_only=True):
    coin: str


class OfCandle(Struct, frozen=True, gc=False, kw_only=True):
    coin: str = field(name="s")
    interval: str = field(name="i")


class Placed(Struct, frozen=True, gc=False, kw_only=True):
    resting: Resting | UnsetType = UNSET
    filled: Filled | UnsetType = UNSET
    error: str | UnsetType = UNSET


class NewKind(Struct, frozen=True, gc=False, kw_only=True):
    limit: NewLimit | UnsetType = UNSET
    trigger: NewTrigger | UnsetType = UNSET


class Meta(Struct, frozen=True, gc=False, kw_only=True):
    universe: list[Perpetual]


class SpotMeta(Struct, frozen=True, gc=False, kw_only=True):
    universe: list[Pair]
    tokens: list[Token]


Contexts: TypeAlias = tuple[Meta, list[Context]]


class SpotState(Struct, frozen=True, gc=False, kw_only=True):
    balances: list[Holding]


class Position(Struct, frozen=True, gc=False, kw_only=True):
    coin: str
    size: Decimal = field(name="szi")
    entry: Decimal | None = field(name="entryPx")
    leverage: Leverage
    liquidation: Decimal | None = field(name="liquidationPx")
    margin: Decimal = field(name="marginUsed")
    value: Decimal = field(name="positionValue")
    return_on_equity: Decimal = field(name="returnOnEquity")
    unrealized: Decimal = field(name="unrealizedPnl")


class SpotUpdate(Struct, frozen=True, gc=False, kw_only=True):
    user: str
    state: SpotState = field(name="spotState")


Outcome: TypeAlias = Placed | str


class Statuses(Struct, frozen=True, gc=False, kw_only=True):
    statuses: list[Outcome] | UnsetType = UNSET


class NewOrder(Struct, frozen=True, gc=False, kw_only=True):
    """An order; `kind` is either a limit order or one that waits for a trigger."""

    asset: int = field(name="a")
    is_buy: bool = field(name="b")
    price: Decimal = field(name="p")
    size: Decimal = field(name="s")
    reduce_only: bool = field(name="r")
    kind: NewKind = field(name="t")
    client_id: str | UnsetType = field(name="c", default=UNSET)


class Held(Struct, frozen=True, gc=False, kw_only=True):
    position: Position
    type: str


class Result(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    data: Statuses | UnsetType = UNSET


class Answer(Struct, frozen=True, gc=False, kw_only=True):
    status: str
    response: Result


class PerpState(Struct, frozen=True, gc=False, kw_only=True):
    positions: list[Held] = field(name="assetPositions")
    margin: Margin = field(name="marginSummary")
    withdrawable: Decimal
    time: int | UnsetType = UNSET


class PerpUpdate(Struct, frozen=True, gc=False, kw_only=True):
    dex: str
    user: str
    state: PerpState = field(name="clearinghouseState")


Said: TypeAlias = Result | str


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    status: str | UnsetType = UNSET
    response: Said | UnsetType = UNSET
