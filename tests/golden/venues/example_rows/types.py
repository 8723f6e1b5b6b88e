"""Example Rows: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType
from venue_runtime.wire_enum import OpenEnum

#


class Side(OpenEnum):
    B = "b"
    S = "s"


class ReplyMapRaw(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: dict[str, Raw] | UnsetType = UNSET


class Refusal(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str] | UnsetType = UNSET


class Pair(Struct, frozen=True, gc=False, kw_only=True):
    altname: str
    base: str
    quote: str
    pair_decimals: int
    status: str


PairEntry: TypeAlias = tuple[str, Pair]


class Funds(Struct, frozen=True, gc=False, kw_only=True):
    total: Decimal
    free: Decimal


TradeRow: TypeAlias = tuple[Decimal, Decimal, Decimal, Side, str, str, int]


CandleRow: TypeAlias = tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal, int]


DepthRow: TypeAlias = tuple[str, str, int]


class StatsRange(Struct, frozen=True, gc=False, kw_only=True):
    low: Decimal
    high: Decimal


class Stats(Struct, frozen=True, gc=False, kw_only=True):
    """Statistics of a day."""

    symbol: str
    last: Decimal
    range: StatsRange
    volume: Decimal | UnsetType | None = UNSET
    at: str | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    extra: dict[str, int] | UnsetType = UNSET


class Own(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    id: int
    order_id: int
    market: str
    created: int
    amount: Decimal
    price: Decimal
    fee: Decimal | None
    fee_currency: str | None


class OrderRow(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    id: int
    gid: int | None
    cid: int | None
    market: str
    created: int
    amount: Decimal
    original: Decimal
    kind: str
    flags: int
    state: str
    price: Decimal
    average: Decimal
    placed: int | UnsetType = UNSET


class Filled(Struct, frozen=True, gc=False, kw_only=True):
    kind_of_event: str
    oid: int
    filled: Decimal


class Resting(Struct, frozen=True, gc=False, kw_only=True):
    kind_of_event: str
    oid: int
    cloid: str | UnsetType = UNSET


class Placed(Struct, frozen=True, gc=False, kw_only=True):
    resting: Resting | UnsetType = UNSET
    error: str | UnsetType = UNSET


class Event(Struct, frozen=True, gc=False, kw_only=True):
    kind_of_event: str
    oid: int
    filled: Decimal | UnsetType = UNSET
    cloid: str | UnsetType = UNSET


class ReplyMapPair(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: dict[str, Pair] | UnsetType = UNSET


class ReplyMapFunds(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: dict[str, Funds] | UnsetType = UNSET


NotificationOrderRow: TypeAlias = tuple[int, str, int | None, Any, OrderRow, int | None, str, str]


Outcome: TypeAlias = Placed | str


Holding: TypeAlias = tuple[str, Funds]


class Depth(Struct, frozen=True, gc=False, kw_only=True):
    asks: list[DepthRow]
    bids: list[DepthRow]


class ReplyMapDepth(Struct, frozen=True, gc=False, kw_only=True):
    error: list[str]
    result: dict[str, Depth] | UnsetType = UNSET
