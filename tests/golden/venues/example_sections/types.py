"""Example Sections: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


class State(OpenEnum):
    LIVE = "live"
    PART = "part"
    DONE = "done"
    GONE = "gone"


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    msg: str | UnsetType = UNSET


class Market(Struct, frozen=True, gc=False, kw_only=True):
    name: str
    section: str
    names: str
    base: str
    quote: str
    tick: Decimal
    lot: Decimal


class Placed(Struct, frozen=True, gc=False, kw_only=True):
    id: int


class Order(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    section: str
    market: str
    side: Side
    price: Decimal
    size: Decimal
    filled: Decimal
    state: State
    time: int
    client_id: str | UnsetType = field(name="cid", default=UNSET)


class Page(Struct, frozen=True, gc=False, kw_only=True):
    rows: list[Order]
    cursor: str | UnsetType = UNSET


class Update(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    filled: Decimal
    state: State
    time: int
    client_id: str | UnsetType = field(name="cid", default=UNSET)
    section: str | UnsetType = UNSET
    market: str | UnsetType = UNSET
    side: Side | UnsetType = UNSET
    price: Decimal | UnsetType = UNSET
    size: Decimal | UnsetType = UNSET


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    op: str | UnsetType = UNSET
    ok: bool | UnsetType = UNSET
    msg: str | UnsetType = UNSET
    topic: str | UnsetType = UNSET
    data: Raw | UnsetType = UNSET


class ReplyListMarket(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Market]


class ReplyPlaced(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Placed


class ReplyOrder(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Order


class ReplyPage(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Page
