"""Example Positional: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum, OpenIntEnum

#


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


class SideNumber(OpenIntEnum):
    SELL = 1
    BUY = 2


class Kind(OpenEnum):
    LIMIT = "limit"
    MARKET = "market"


class KindNumber(OpenIntEnum):
    LIMIT = 1
    MARKET = 2


class Role(OpenIntEnum):
    MAKER = 1
    TAKER = 2


class Status(OpenEnum):
    OPEN = "OPEN"
    PART = "PART"
    FILLED = "FILLED"
    CANCELED = "CANCELED"


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    code: int | UnsetType = UNSET
    message: str | UnsetType = UNSET
    errors: dict[str, list[str]] | UnsetType = UNSET
    market: list[str] | UnsetType = UNSET


class Market(Struct, frozen=True, gc=False, kw_only=True):
    name: str
    stock: str
    money: str


class Token(Struct, frozen=True, gc=False, kw_only=True):
    token: str


class Amounts(Struct, frozen=True, gc=False, kw_only=True):
    available: Decimal
    freeze: Decimal


Holding: TypeAlias = tuple[str, Amounts]


Level: TypeAlias = tuple[str, str]


class Depth(Struct, frozen=True, gc=False, kw_only=True):
    asks: list[Level]
    bids: list[Level]


class Order(Struct, frozen=True, gc=False, kw_only=True):
    order_id: int = field(name="orderId")
    client_order_id: str = field(name="clientOrderId")
    market: str
    side: Side
    kind: Kind = field(name="type")
    timestamp: Decimal
    deal_stock: Decimal = field(name="dealStock")
    amount: Decimal
    status: Status
    price: Decimal | UnsetType = UNSET
    ioc: bool | UnsetType = UNSET
    post_only: bool | UnsetType = field(name="postOnly", default=UNSET)


class FoundOrder(Struct, frozen=True, gc=False, kw_only=True):
    client_order_id: str = field(name="clientOrderId")
    side: Side
    kind: Kind = field(name="type")
    timestamp: Decimal
    deal_stock: Decimal = field(name="dealStock")
    amount: Decimal
    status: Status
    order_id: int | UnsetType = field(name="orderId", default=UNSET)
    market: str | UnsetType = UNSET
    price: Decimal | UnsetType = UNSET
    ioc: bool | UnsetType = UNSET
    post_only: bool | UnsetType = field(name="postOnly", default=UNSET)
    id: int | UnsetType = UNSET


class StreamError(Struct, frozen=True, gc=False, kw_only=True):
    code: int
    message: str


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    id: int | UnsetType | None = UNSET
    method: str | UnsetType = UNSET
    params: Raw | UnsetType = UNSET
    result: Raw | UnsetType = UNSET
    error: StreamError | UnsetType | None = UNSET


DepthHead: TypeAlias = tuple[bool, Raw, str]


class DepthData(Struct, frozen=True, gc=False, kw_only=True):
    time: Decimal
    id: int
    asks: list[Level]
    bids: list[Level]
    past_id: int | UnsetType = UNSET


DepthUpdate: TypeAlias = tuple[bool, DepthData, str]


TradesHead: TypeAlias = tuple[str, Raw]


class StreamTrade(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    time: Decimal
    price: Decimal
    amount: Decimal
    side: Side = field(name="type")


Trades: TypeAlias = tuple[str, list[StreamTrade]]


class StreamOrder(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    market: str
    kind: KindNumber = field(name="type")
    side: SideNumber
    mtime: Decimal
    price: Decimal
    amount: Decimal
    deal_stock: Decimal
    client_order_id: str
    status: Status


class MyDeal(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    time: Decimal
    order_id: int = field(name="orderId")
    client_order_id: str = field(name="clientOrderId")
    side: Side
    role: Role
    price: Decimal
    amount: Decimal
    fee: Decimal
    fee_currency: str = field(name="feeAsset")


OrderEvent: TypeAlias = tuple[int, StreamOrder]


Deal: TypeAlias = tuple[int, Decimal, str, int, Decimal, Decimal, Decimal, str, SideNumber, Role, str]
