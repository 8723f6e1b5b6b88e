"""Rpc: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


class Kind(OpenEnum):
    LIMIT = "limit"
    MARKET = "market"


class Life(OpenEnum):
    GOOD_TIL_CANCELLED = "good_til_cancelled"
    IMMEDIATE_OR_CANCEL = "immediate_or_cancel"
    FILL_OR_KILL = "fill_or_kill"


class State(OpenEnum):
    OPEN = "open"
    FILLED = "filled"
    CANCELLED = "cancelled"
    REJECTED = "rejected"


class Action(OpenEnum):
    NEW = "new"
    CHANGE = "change"
    DELETE = "delete"


class Role(OpenEnum):
    M = "M"
    T = "T"


class Wrong(Struct, frozen=True, gc=False, kw_only=True):
    code: int
    message: str


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    error: Wrong | UnsetType = UNSET


class Granted(Struct, frozen=True, gc=False, kw_only=True):
    access_token: str
    refresh_token: str
    expires_in: int


class Step(Struct, frozen=True, gc=False, kw_only=True):
    above: Decimal = field(name="above_price")
    tick: Decimal = field(name="tick_size")


class Market(Struct, frozen=True, gc=False, kw_only=True):
    name: str = field(name="instrument_name")
    base: str = field(name="base_currency")
    quote: str = field(name="quote_currency")
    tick: Decimal = field(name="tick_size")
    lot: Decimal = field(name="min_trade_amount")
    active: bool = field(name="is_active")
    steps: list[Step] | UnsetType = field(name="tick_size_steps", default=UNSET)


Level: TypeAlias = tuple[Action, Decimal, Decimal]


class Book(Struct, frozen=True, gc=False, kw_only=True):
    kind: str = field(name="type")
    ts: int = field(name="timestamp")
    name: str = field(name="instrument_name")
    seq: int = field(name="change_id")
    bids: list[Level]
    asks: list[Level]
    prev: int | UnsetType = field(name="prev_change_id", default=UNSET)


class Order(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="order_id")
    name: str = field(name="instrument_name")
    side: Side = field(name="direction")
    kind: Kind = field(name="order_type")
    life: Life = field(name="time_in_force")
    post_only: bool
    size: Decimal = field(name="amount")
    filled: Decimal = field(name="filled_amount")
    label: str
    state: State = field(name="order_state")
    updated: int = field(name="last_update_timestamp")
    price: Raw | UnsetType = UNSET
    average: Decimal | UnsetType = field(name="average_price", default=UNSET)


class Fill(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="trade_id")
    order_id: str
    name: str = field(name="instrument_name")
    side: Side = field(name="direction")
    price: Decimal
    size: Decimal = field(name="amount")
    fee: Decimal
    fee_asset: str = field(name="fee_currency")
    role: Role = field(name="liquidity")
    at: int = field(name="timestamp")
    label: str


class Placed(Struct, frozen=True, gc=False, kw_only=True):
    order: Order
    trades: list[Fill] | UnsetType = UNSET


class Fills(Struct, frozen=True, gc=False, kw_only=True):
    trades: list[Fill]
    has_more: bool


class Candles(Struct, frozen=True, gc=False, kw_only=True):
    ticks: list[int]
    opening: list[Decimal] = field(name="open")
    high: list[Decimal]
    low: list[Decimal]
    close: list[Decimal]
    volume: list[Decimal]


Candle: TypeAlias = tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal]


class Summary(Struct, frozen=True, gc=False, kw_only=True):
    currency: str
    equity: Decimal
    locked: Decimal


class Summaries(Struct, frozen=True, gc=False, kw_only=True):
    summaries: list[Summary]


class Told(Struct, frozen=True, gc=False, kw_only=True):
    channel: str | UnsetType = UNSET
    data: Raw | UnsetType = UNSET
    type: str | UnsetType = UNSET


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    jsonrpc: str
    id: int | UnsetType = UNSET
    method: str | UnsetType = UNSET
    params: Told | UnsetType = UNSET
    result: Raw | UnsetType = UNSET
    error: Wrong | UnsetType = UNSET


class ResultGranted(Struct, frozen=True, gc=False, kw_only=True):
    jsonrpc: str
    result: Granted
    id: int | UnsetType = UNSET


class ResultMs(Struct, frozen=True, gc=False, kw_only=True):
    jsonrpc: str
    result: int
    id: int | UnsetType = UNSET


class ResultListMarket(Struct, frozen=True, gc=False, kw_only=True):
    jsonrpc: str
    result: list[Market]
    id: int | UnsetType = UNSET


class ResultCandles(Struct, frozen=True, gc=False, kw_only=True):
    jsonrpc: str
    result: Candles
    id: int | UnsetType = UNSET


class ResultPlaced(Struct, frozen=True, gc=False, kw_only=True):
    jsonrpc: str
    result: Placed
    id: int | UnsetType = UNSET


class ResultOrder(Struct, frozen=True, gc=False, kw_only=True):
    jsonrpc: str
    result: Order
    id: int | UnsetType = UNSET


class ResultListOrder(Struct, frozen=True, gc=False, kw_only=True):
    jsonrpc: str
    result: list[Order]
    id: int | UnsetType = UNSET


class ResultFills(Struct, frozen=True, gc=False, kw_only=True):
    jsonrpc: str
    result: Fills
    id: int | UnsetType = UNSET


class ResultSummaries(Struct, frozen=True, gc=False, kw_only=True):
    jsonrpc: str
    result: Summaries
    id: int | UnsetType = UNSET
