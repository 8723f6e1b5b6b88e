"""Example Exchange: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum, OpenIntEnum

#


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


class Kind(OpenEnum):
    LIMIT = "limit"
    MARKET = "market"


class State(OpenIntEnum):
    NEW = 1
    PARTIALLY_FILLED = 2
    FILLED = 3
    CANCELED = 4


class Role(OpenEnum):
    M = "M"
    T = "T"


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    code: str | UnsetType = UNSET
    msg: str | UnsetType = UNSET


class Market(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    base: str
    quote: str
    tick: Decimal
    step: Decimal
    min_size: str
    open: int


class Level(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    price: str
    size: str
    orders: str


class Token(Struct, frozen=True, gc=False, kw_only=True):
    token: str


class OrderId(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    client_id: str


class Order(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    client_id: str
    market: str
    side: Side
    kind: Kind
    size: Decimal
    filled: Decimal
    price: str
    average: str
    state: State
    updated: str


class Fill(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    order_id: str
    market: str
    side: Side
    price: Decimal
    size: Decimal
    fee: str
    fee_asset: str
    role: Role
    time: str = field(name="at")


class Funds(Struct, frozen=True, gc=False, kw_only=True):
    asset: str
    total: Decimal
    held: Decimal


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    op: str | UnsetType = UNSET
    ok: bool | UnsetType = UNSET
    code: str | UnsetType = UNSET
    msg: str | UnsetType = UNSET
    topic: str | UnsetType = UNSET
    type: str | UnsetType = UNSET
    data: Raw | UnsetType = UNSET


class BookUpdate(Struct, frozen=True, gc=False, kw_only=True):
    kind: str
    market: str
    seq: int
    prev: int
    bids: list[Level]
    asks: list[Level]
    crc: int
    time: int = field(name="at")


class EnvelopeListMarket(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Market]
    msg: str | UnsetType = UNSET


class EnvelopeOrderId(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: OrderId
    msg: str | UnsetType = UNSET


class EnvelopeOrder(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Order
    msg: str | UnsetType = UNSET


class PageFill(Struct, frozen=True, gc=False, kw_only=True):
    items: list[Fill]
    cursor: str


class EnvelopePageFill(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: PageFill
    msg: str | UnsetType = UNSET


class EnvelopeListFunds(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Funds]
    msg: str | UnsetType = UNSET


class EnvelopeToken(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Token
    msg: str | UnsetType = UNSET
