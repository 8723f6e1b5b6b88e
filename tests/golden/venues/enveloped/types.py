"""Enveloped: the types of the wire, exactly as the venue sends them."""

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
    LIMIT = "limit"
    MARKET = "market"
    POST_ONLY = "post_only"
    FOK = "fok"
    IOC = "ioc"


class State(OpenEnum):
    LIVE = "live"
    PARTIAL = "partial"
    FILLED = "filled"
    CANCELED = "canceled"


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    msg: str | UnsetType = UNSET


class Market(Struct, frozen=True, gc=False, kw_only=True):
    inst: str = field(name="instId")
    base: str = field(name="baseCcy")
    quote: str = field(name="quoteCcy")
    tick: Decimal = field(name="tickSz")
    lot: Decimal = field(name="lotSz")
    min_size: Decimal = field(name="minSz")
    state: str


Level: TypeAlias = tuple[str, str, Any, str]


class Ack(Struct, frozen=True, gc=False, kw_only=True):
    id: str = field(name="ordId")
    client_id: str = field(name="clOrdId")


class Order(Struct, frozen=True, gc=False, kw_only=True):
    inst: str = field(name="instId")
    id: str = field(name="ordId")
    client_id: str = field(name="clOrdId")
    side: Side
    kind: Kind = field(name="ordType")
    price: str = field(name="px")
    size: Decimal = field(name="sz")
    filled: Decimal = field(name="accFillSz")
    average: str = field(name="avgPx")
    state: State
    updated: str = field(name="uTime")
    trade_id: str = field(name="tradeId")
    fill_price: str = field(name="fillPx")
    fill_size: str = field(name="fillSz")
    fee: str = field(name="fillFee")
    fee_asset: str = field(name="fillFeeCcy")
    role: str = field(name="execType")
    fill_time: str = field(name="fillTime")


class NewOrder(Struct, frozen=True, gc=False, kw_only=True):
    side: Side
    kind: Kind = field(name="ordType")
    size: Decimal = field(name="sz")
    price: Decimal | UnsetType = field(name="px", default=UNSET)
    client_id: str | UnsetType = field(name="clOrdId", default=UNSET)


class Done(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    done: int


class Detail(Struct, frozen=True, gc=False, kw_only=True):
    asset: str = field(name="ccy")
    total: Decimal = field(name="cashBal")
    held: Decimal = field(name="frozenBal")


class Account(Struct, frozen=True, gc=False, kw_only=True):
    details: list[Detail]


class Arg(Struct, frozen=True, gc=False, kw_only=True):
    channel: str
    inst: str | UnsetType = field(name="instId", default=UNSET)


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    id: str | UnsetType = UNSET
    op: str | UnsetType = UNSET
    event: str | UnsetType = UNSET
    code: str | UnsetType = UNSET
    msg: str | UnsetType = UNSET
    arg: Arg | UnsetType = UNSET
    data: Raw | UnsetType = UNSET


class Book(Struct, frozen=True, gc=False, kw_only=True):
    asks: list[Level]
    bids: list[Level]
    ts: str
    seq: int = field(name="seqId")
    prev: int = field(name="prevSeqId")
    checksum: int | UnsetType = UNSET


class Trade(Struct, frozen=True, gc=False, kw_only=True):
    inst: str = field(name="instId")
    id: str = field(name="tradeId")
    price: Decimal = field(name="px")
    size: Decimal = field(name="sz")
    side: Side
    ts: str


class ManyMarket(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Market]
    msg: str | UnsetType = UNSET


class ManyAck(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Ack]
    msg: str | UnsetType = UNSET


class ManyOrder(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Order]
    msg: str | UnsetType = UNSET


class ManyAccount(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Account]
    msg: str | UnsetType = UNSET
