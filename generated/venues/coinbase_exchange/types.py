"""Coinbase Exchange: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from msgspec import UNSET, Struct, UnsetType, field
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
    GTT = "GTT"
    IOC = "IOC"
    FOK = "FOK"


class Stp(OpenEnum):
    """Cancel the newest, the oldest or both, or decrease and cancel."""

    CN = "cn"
    CO = "co"
    CB = "cb"
    DC = "dc"


class Liquidity(OpenEnum):
    T = "T"
    M = "M"


class Stop(OpenEnum):
    LOSS = "loss"
    ENTRY = "entry"


class ProductStatus(OpenEnum):
    ONLINE = "online"
    OFFLINE = "offline"
    INTERNAL = "internal"
    DELISTED = "delisted"


class OrderState(OpenEnum):
    RECEIVED = "received"
    PENDING = "pending"
    ACTIVE = "active"
    OPEN = "open"
    DONE = "done"
    REJECTED = "rejected"


class UserEventType(OpenEnum):
    RECEIVED = "received"
    OPEN = "open"
    MATCH = "match"
    DONE = "done"
    CHANGE = "change"
    ACTIVATE = "activate"


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    message: str | UnsetType = UNSET
    status: str | UnsetType = UNSET
    reason: str | UnsetType = field(name="reject_reason", default=UNSET)


class Time(Struct, frozen=True, gc=False, kw_only=True):
    iso: str
    epoch: Decimal


class Product(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    base_currency: str
    quote_currency: str
    base_increment: Decimal
    quote_increment: Decimal
    min_market_funds: Decimal
    margin_enabled: bool
    post_only: bool
    limit_only: bool
    cancel_only: bool
    status: ProductStatus
    base_min_size: Decimal | UnsetType = UNSET
    base_max_size: Decimal | UnsetType = UNSET
    display_name: str | UnsetType = UNSET
    max_market_funds: Decimal | UnsetType = UNSET
    trading_disabled: bool | UnsetType = UNSET
    auction_mode: bool | UnsetType = UNSET
    fx_stablecoin: bool | UnsetType = UNSET
    status_message: str | UnsetType | None = UNSET


Level: TypeAlias = tuple[str, str, int]


class OrderBook(Struct, frozen=True, gc=False, kw_only=True):
    sequence: int
    bids: list[Level]
    asks: list[Level]
    time: str | UnsetType = UNSET
    auction_mode: bool | UnsetType = UNSET


class Trade(Struct, frozen=True, gc=False, kw_only=True):
    time: str
    trade_id: int
    price: Decimal
    size: Decimal
    maker_side: Side = field(name="side")


class Ticker(Struct, frozen=True, gc=False, kw_only=True):
    trade_id: int
    price: Decimal
    size: Decimal
    time: str
    bid: Decimal
    ask: Decimal
    volume: Decimal


Candle: TypeAlias = tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal]


class Order(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    product_id: str
    side: Side
    type: OrderType
    created_at: str
    fill_fees: Decimal
    filled: Decimal = field(name="filled_size")
    executed_value: Decimal
    status: OrderState
    settled: bool
    client_order_id: str | UnsetType = field(name="client_oid", default=UNSET)
    price: Decimal | UnsetType = UNSET
    quantity: Decimal | UnsetType = field(name="size", default=UNSET)
    profile_id: str | UnsetType = UNSET
    stp: Stp | UnsetType = UNSET
    funds: Decimal | UnsetType = UNSET
    specified_funds: Decimal | UnsetType = UNSET
    time_in_force: TimeInForce | UnsetType = UNSET
    post_only: bool | UnsetType = UNSET
    max_floor: Decimal | UnsetType = UNSET
    stop: Stop | UnsetType = UNSET
    stop_price: Decimal | UnsetType = UNSET
    done_at: str | UnsetType = UNSET
    done_reason: str | UnsetType = UNSET
    reject_reason: str | UnsetType = UNSET


class Fill(Struct, frozen=True, gc=False, kw_only=True):
    created_at: str
    trade_id: int
    product_id: str
    order_id: str
    liquidity: Liquidity
    price: Decimal
    size: Decimal
    fee: Decimal
    side: Side
    settled: bool
    user_id: str | UnsetType = UNSET
    profile_id: str | UnsetType = UNSET
    usd_volume: Decimal | UnsetType = UNSET
    funding_currency: str | UnsetType = UNSET


class Account(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    currency: str
    total: Decimal = field(name="balance")
    locked: Decimal = field(name="hold")
    free: Decimal = field(name="available")
    profile_id: str
    trading_enabled: bool | UnsetType = UNSET


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    product_id: str | UnsetType = UNSET
    message: str | UnsetType = UNSET
    reason: str | UnsetType = UNSET


BookLevel: TypeAlias = tuple[str, str]


Change: TypeAlias = tuple[Side, str, str]


class Level2(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    product_id: str
    bids: list[BookLevel] | UnsetType = UNSET
    asks: list[BookLevel] | UnsetType = UNSET
    changes: list[Change] | UnsetType = UNSET
    time: str | UnsetType = UNSET


class Match(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    trade_id: int
    sequence: int
    maker_order_id: str
    taker_order_id: str
    time: str
    product_id: str
    size: Decimal
    price: Decimal
    maker_side: Side = field(name="side")


class TickerUpdate(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    sequence: int
    product_id: str
    price: Decimal
    open_24h: Decimal
    volume_24h: Decimal
    low_24h: Decimal
    high_24h: Decimal
    volume_30d: Decimal
    best_bid: Decimal
    best_ask: Decimal
    side: Side
    time: str
    trade_id: int
    last_size: Decimal
    best_bid_size: Decimal | UnsetType = UNSET
    best_ask_size: Decimal | UnsetType = UNSET


class Heartbeat(Struct, frozen=True, gc=False, kw_only=True):
    type: str
    sequence: int
    last_trade_id: int
    product_id: str
    time: str


class UserEvent(Struct, frozen=True, gc=False, kw_only=True):
    type: UserEventType
    time: str
    product_id: str
    side: Side
    sequence: int | UnsetType = UNSET
    user_id: str | UnsetType = UNSET
    profile_id: str | UnsetType = UNSET
    order_id: str | UnsetType = UNSET
    client_order_id: str | UnsetType = field(name="client_oid", default=UNSET)
    order_type: OrderType | UnsetType = UNSET
    price: Decimal | UnsetType = UNSET
    size: Decimal | UnsetType = UNSET
    funds: Decimal | UnsetType = UNSET
    remaining: Decimal | UnsetType = field(name="remaining_size", default=UNSET)
    reason: str | UnsetType = UNSET
    trade_id: int | UnsetType = UNSET
    maker_order_id: str | UnsetType = UNSET
    taker_order_id: str | UnsetType = UNSET
    taker_user_id: str | UnsetType = UNSET
    maker_user_id: str | UnsetType = UNSET
