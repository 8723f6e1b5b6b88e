"""Deribit: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


class Kind(OpenEnum):
    FUTURE = "future"
    OPTION = "option"
    SPOT = "spot"
    FUTURE_COMBO = "future_combo"
    OPTION_COMBO = "option_combo"


class State(OpenEnum):
    OPEN = "open"
    SETTLEMENT = "settlement"
    DELIVERED = "delivered"
    INACTIVE = "inactive"
    LOCKED = "locked"
    HALTED = "halted"
    ARCHIVIZED = "archivized"


class OptionSide(OpenEnum):
    CALL = "call"
    PUT = "put"


class OrderType(OpenEnum):
    LIMIT = "limit"
    MARKET = "market"
    STOP_LIMIT = "stop_limit"
    STOP_MARKET = "stop_market"
    TAKE_LIMIT = "take_limit"
    TAKE_MARKET = "take_market"
    TRAILING_STOP = "trailing_stop"
    MARKET_LIMIT = "market_limit"


class Life(OpenEnum):
    GOOD_TIL_CANCELLED = "good_til_cancelled"
    GOOD_TIL_DAY = "good_til_day"
    FILL_OR_KILL = "fill_or_kill"
    IMMEDIATE_OR_CANCEL = "immediate_or_cancel"


class Trigger(OpenEnum):
    LAST_PRICE = "last_price"
    MARK_PRICE = "mark_price"
    INDEX_PRICE = "index_price"


class OrderState(OpenEnum):
    OPEN = "open"
    FILLED = "filled"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    UNTRIGGERED = "untriggered"
    TRIGGERED = "triggered"


class Role(OpenEnum):
    M = "M"
    T = "T"


class Action(OpenEnum):
    NEW = "new"
    CHANGE = "change"
    DELETE = "delete"


class Direction(OpenEnum):
    BUY = "buy"
    SELL = "sell"
    ZERO = "zero"


class Sorting(OpenEnum):
    ASC = "asc"
    DESC = "desc"
    DEFAULT = "default"


class Wrong(Struct, frozen=True, gc=False, kw_only=True):
    code: int
    message: str
    data: Any | UnsetType = UNSET


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    error: Wrong | UnsetType = UNSET


class Told(Struct, frozen=True, gc=False, kw_only=True):
    channel: str | UnsetType = UNSET
    data: Raw | UnsetType = UNSET
    type: str | UnsetType = UNSET


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    jsonrpc: str | UnsetType = UNSET
    id: int | UnsetType = UNSET
    method: str | UnsetType = UNSET
    params: Told | UnsetType = UNSET
    result: Raw | UnsetType = UNSET
    error: Wrong | UnsetType = UNSET


class Grant(Struct, frozen=True, gc=False, kw_only=True):
    access_token: str
    refresh_token: str
    expires_in: int
    scope: str
    token_type: str


class Version(Struct, frozen=True, gc=False, kw_only=True):
    version: str


class Status(Struct, frozen=True, gc=False, kw_only=True):
    locked: str


class Step(Struct, frozen=True, gc=False, kw_only=True):
    above: Decimal = field(name="above_price")
    increment: Decimal = field(name="tick_size")


class Instrument(Struct, frozen=True, gc=False, kw_only=True):
    kind: Kind
    name: str = field(name="instrument_name")
    base: str = field(name="base_currency")
    quote: str = field(name="quote_currency")
    is_active: bool
    tick_size: Decimal
    min_amount: Decimal = field(name="min_trade_amount")
    contract_size: Decimal
    expiration: int = field(name="expiration_timestamp")
    counter: str | UnsetType = field(name="counter_currency", default=UNSET)
    settlement: str | UnsetType = field(name="settlement_currency", default=UNSET)
    period: str | UnsetType = field(name="settlement_period", default=UNSET)
    style: str | UnsetType = field(name="instrument_type", default=UNSET)
    future_type: str | UnsetType = UNSET
    state: State | UnsetType = UNSET
    steps: list[Step] | UnsetType = field(name="tick_size_steps", default=UNSET)
    strike: Decimal | UnsetType = UNSET
    option_type: OptionSide | UnsetType = UNSET


class Ticker(Struct, frozen=True, gc=False, kw_only=True):
    name: str = field(name="instrument_name")
    timestamp: int
    state: State
    bid: Decimal | None = field(name="best_bid_price")
    bid_amount: Decimal | None = field(name="best_bid_amount")
    ask: Decimal | None = field(name="best_ask_price")
    ask_amount: Decimal | None = field(name="best_ask_amount")
    last: Decimal | None = field(name="last_price")
    mark: Decimal = field(name="mark_price")
    index: Decimal = field(name="index_price")
    funding_8h: Decimal | UnsetType = UNSET
    current_funding: Decimal | UnsetType = UNSET


PlainLevel: TypeAlias = tuple[Decimal, Decimal]


class OrderBook(Struct, frozen=True, gc=False, kw_only=True):
    name: str = field(name="instrument_name")
    timestamp: int
    sequence: int = field(name="change_id")
    bids: list[PlainLevel]
    asks: list[PlainLevel]


Level: TypeAlias = tuple[Action, Decimal, Decimal]


class BookUpdate(Struct, frozen=True, gc=False, kw_only=True):
    kind: str = field(name="type")
    name: str = field(name="instrument_name")
    timestamp: int
    sequence: int = field(name="change_id")
    bids: list[Level]
    asks: list[Level]
    previous: int | UnsetType = field(name="prev_change_id", default=UNSET)


class Trade(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="trade_id")
    sequence: int = field(name="trade_seq")
    name: str = field(name="instrument_name")
    side: Side = field(name="direction")
    price: Decimal
    amount: Decimal
    timestamp: int
    liquidation: str | UnsetType = UNSET
    block_trade_id: str | UnsetType = UNSET


class Trades(Struct, frozen=True, gc=False, kw_only=True):
    trades: list[Trade]
    has_more: bool


class Chart(Struct, frozen=True, gc=False, kw_only=True):
    status: str
    ticks: list[int]
    opening: list[Decimal] = field(name="open")
    high: list[Decimal]
    low: list[Decimal]
    close: list[Decimal]
    volume: list[Decimal]
    cost: list[Decimal]


Bar: TypeAlias = tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal]


class BarEvent(Struct, frozen=True, gc=False, kw_only=True):
    tick: int
    opening: Decimal = field(name="open")
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal
    cost: Decimal


class Order(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="order_id")
    name: str = field(name="instrument_name")
    side: Side = field(name="direction")
    kind: OrderType = field(name="order_type")
    state: OrderState = field(name="order_state")
    life: Life = field(name="time_in_force")
    price: Raw
    label: str
    post_only: bool
    updated: int = field(name="last_update_timestamp")
    amount: Decimal | UnsetType = UNSET
    filled: Decimal | UnsetType = field(name="filled_amount", default=UNSET)
    average: Decimal | UnsetType = field(name="average_price", default=UNSET)
    reject_post_only: bool | UnsetType = UNSET
    reduce_only: bool | UnsetType = UNSET
    trigger: Trigger | UnsetType = UNSET
    trigger_price: Decimal | UnsetType = UNSET
    reason: str | UnsetType = field(name="cancel_reason", default=UNSET)
    replaced: bool | UnsetType = UNSET


class Fill(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="trade_id")
    order_id: str
    name: str = field(name="instrument_name")
    side: Side = field(name="direction")
    price: Decimal
    amount: Decimal
    fee: Decimal
    fee_currency: str
    timestamp: int
    role: Role | UnsetType = field(name="liquidity", default=UNSET)
    label: str | UnsetType = UNSET


class Fills(Struct, frozen=True, gc=False, kw_only=True):
    trades: list[Fill]
    has_more: bool


class Placed(Struct, frozen=True, gc=False, kw_only=True):
    order: Order
    trades: list[Fill]


class Summary(Struct, frozen=True, gc=False, kw_only=True):
    currency: str
    equity: Decimal
    balance: Decimal
    available: Decimal = field(name="available_funds")
    initial_margin: Decimal
    maintenance_margin: Decimal
    margin_balance: Decimal | UnsetType = UNSET


class Summaries(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    kind: str = field(name="type")
    summaries: list[Summary]


class Position(Struct, frozen=True, gc=False, kw_only=True):
    name: str = field(name="instrument_name")
    kind: Kind
    direction: Direction
    size: Decimal
    average: Decimal = field(name="average_price")
    mark: Decimal = field(name="mark_price")
    floating: Decimal = field(name="floating_profit_loss")
    leverage: Decimal | UnsetType = UNSET
    liquidation: Decimal | UnsetType | None = field(name="estimated_liquidation_price", default=UNSET)


class Changes(Struct, frozen=True, gc=False, kw_only=True):
    name: str = field(name="instrument_name")
    orders: list[Order]
    trades: list[Fill]
    positions: list[Position]


class ResultGrant(Struct, frozen=True, gc=False, kw_only=True):
    result: Grant
    id: int | UnsetType = UNSET


class ResultMs(Struct, frozen=True, gc=False, kw_only=True):
    result: int
    id: int | UnsetType = UNSET


class ResultStatus(Struct, frozen=True, gc=False, kw_only=True):
    result: Status
    id: int | UnsetType = UNSET


class ResultVersion(Struct, frozen=True, gc=False, kw_only=True):
    result: Version
    id: int | UnsetType = UNSET


class ResultListInstrument(Struct, frozen=True, gc=False, kw_only=True):
    result: list[Instrument]
    id: int | UnsetType = UNSET


class ResultInstrument(Struct, frozen=True, gc=False, kw_only=True):
    result: Instrument
    id: int | UnsetType = UNSET


class ResultTicker(Struct, frozen=True, gc=False, kw_only=True):
    result: Ticker
    id: int | UnsetType = UNSET


class ResultOrderBook(Struct, frozen=True, gc=False, kw_only=True):
    result: OrderBook
    id: int | UnsetType = UNSET


class ResultTrades(Struct, frozen=True, gc=False, kw_only=True):
    result: Trades
    id: int | UnsetType = UNSET


class ResultChart(Struct, frozen=True, gc=False, kw_only=True):
    result: Chart
    id: int | UnsetType = UNSET


class ResultPlaced(Struct, frozen=True, gc=False, kw_only=True):
    result: Placed
    id: int | UnsetType = UNSET


class ResultOrder(Struct, frozen=True, gc=False, kw_only=True):
    result: Order
    id: int | UnsetType = UNSET


class ResultInt(Struct, frozen=True, gc=False, kw_only=True):
    result: int
    id: int | UnsetType = UNSET


class ResultStr(Struct, frozen=True, gc=False, kw_only=True):
    result: str
    id: int | UnsetType = UNSET


class ResultListOrder(Struct, frozen=True, gc=False, kw_only=True):
    result: list[Order]
    id: int | UnsetType = UNSET


class ResultFills(Struct, frozen=True, gc=False, kw_only=True):
    result: Fills
    id: int | UnsetType = UNSET


class ResultSummaries(Struct, frozen=True, gc=False, kw_only=True):
    result: Summaries
    id: int | UnsetType = UNSET


class ResultListPosition(Struct, frozen=True, gc=False, kw_only=True):
    result: list[Position]
    id: int | UnsetType = UNSET
