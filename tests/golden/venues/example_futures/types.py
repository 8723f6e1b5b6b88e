"""Example Futures: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    BUY = "buy"
    SELL = "sell"


class Kind(OpenEnum):
    CASH = "cash"
    SWAP = "swap"
    DATED = "dated"
    CHOICE = "choice"


class Right(OpenEnum):
    C = "C"
    P = "P"


class OrderKind(OpenEnum):
    LIMIT = "limit"
    MAKER = "maker"
    MARKET = "market"


class State(OpenEnum):
    LIVE = "live"
    PART = "part"
    DONE = "done"
    GONE = "gone"


class Margin(OpenEnum):
    CROSS = "cross"
    FIXED = "fixed"


class Answer(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    msg: str | UnsetType = UNSET
    left: int | UnsetType = UNSET
    until: int | UnsetType = UNSET


class Market(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    kind: Kind
    base: str
    quote: str
    settle: str
    tick: Decimal
    lot: Decimal
    size: Decimal
    inverse: bool
    expiry: int | UnsetType = UNSET
    strike: Decimal | UnsetType = UNSET
    right: Right | UnsetType = UNSET


class NewOrder(Struct, frozen=True, gc=False, kw_only=True):
    market: str
    side: Side
    kind: OrderKind = field(name="type")
    size: Decimal
    client_id: str = field(name="cid")
    price: Decimal | UnsetType = UNSET
    reduce: bool | UnsetType = UNSET


class Cancel(Struct, frozen=True, gc=False, kw_only=True):
    market: str
    id: str | UnsetType = UNSET
    client_id: str | UnsetType = field(name="cid", default=UNSET)


class Sent(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    client_id: str = field(name="cid")
    code: str
    msg: str | UnsetType = UNSET


class Order(Struct, frozen=True, gc=False, kw_only=True):
    id: str
    client_id: str = field(name="cid")
    market: str
    side: Side
    kind: OrderKind = field(name="type")
    price: str
    size: Decimal
    filled: Decimal
    state: State
    time: int


class Fill(Struct, frozen=True, gc=False, kw_only=True):
    id: int
    order_id: str = field(name="order")
    market: str
    side: Side
    price: Decimal
    size: Decimal
    fee: Decimal
    asset: str
    maker: bool
    time: int


class Funds(Struct, frozen=True, gc=False, kw_only=True):
    asset: str
    total: Decimal
    free: Decimal


class Position(Struct, frozen=True, gc=False, kw_only=True):
    market: str
    size: Decimal
    entry: Decimal
    mark: Decimal
    pnl: Decimal
    leverage: Decimal
    liq: str


class Funding(Struct, frozen=True, gc=False, kw_only=True):
    market: str
    rate: Decimal
    next_time: int = field(name="next")
    mark: Decimal
    index: Decimal


class Frame(Struct, frozen=True, gc=False, kw_only=True):
    op: str | UnsetType = UNSET
    ok: bool | UnsetType = UNSET
    code: str | UnsetType = UNSET
    msg: str | UnsetType = UNSET
    topic: str | UnsetType = UNSET
    data: Raw | UnsetType = UNSET


class EnvelopeListMarket(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Market]
    msg: str | UnsetType = UNSET


class EnvelopeSent(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Sent
    msg: str | UnsetType = UNSET


class EnvelopeListSent(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Sent]
    msg: str | UnsetType = UNSET


class EnvelopeOrder(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Order
    msg: str | UnsetType = UNSET


class EnvelopeListOrder(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Order]
    msg: str | UnsetType = UNSET


class EnvelopeListFill(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Fill]
    msg: str | UnsetType = UNSET


class EnvelopeListFunds(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Funds]
    msg: str | UnsetType = UNSET


class EnvelopeListPosition(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: list[Position]
    msg: str | UnsetType = UNSET


class EnvelopeFunding(Struct, frozen=True, gc=False, kw_only=True):
    code: str
    data: Funding
    msg: str | UnsetType = UNSET
