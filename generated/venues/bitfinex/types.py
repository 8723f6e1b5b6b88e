"""Bitfinex: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from enum import IntFlag
from typing import Any, TypeAlias

from msgspec import UNSET, Raw, Struct, UnsetType, field
from venue_runtime.wire_enum import OpenEnum


class OrderFlags(IntFlag):
    HIDDEN = 64
    CLOSE = 512
    REDUCE_ONLY = 1024
    POST_ONLY = 4096
    OCO = 16384
    NO_VARIABLE_RATES = 524288


#


class OrderKind(OpenEnum):
    EXCHANGE_LIMIT = "EXCHANGE LIMIT"
    EXCHANGE_MARKET = "EXCHANGE MARKET"
    EXCHANGE_IOC = "EXCHANGE IOC"
    EXCHANGE_FOK = "EXCHANGE FOK"
    EXCHANGE_STOP = "EXCHANGE STOP"
    EXCHANGE_STOP_LIMIT = "EXCHANGE STOP LIMIT"
    EXCHANGE_TRAILING_STOP = "EXCHANGE TRAILING STOP"
    LIMIT = "LIMIT"
    MARKET = "MARKET"
    IOC = "IOC"
    FOK = "FOK"
    STOP = "STOP"
    STOP_LIMIT = "STOP LIMIT"
    TRAILING_STOP = "TRAILING STOP"


class OrderState(OpenEnum):
    """docs.bitfinex.com/docs/abbreviations-glossary, order statuses; the last line of each order says why."""

    ACTIVE = "ACTIVE"
    PARTIALLY_FILLED = "PARTIALLY FILLED"
    EXECUTED = "EXECUTED"
    CANCELED = "CANCELED"
    IOC_CANCELED = "IOC CANCELED"
    FILLORKILL_CANCELED = "FILLORKILL CANCELED"
    POSTONLY_CANCELED = "POSTONLY CANCELED"
    INSUFFICIENT_MARGIN = "INSUFFICIENT MARGIN"
    INSUFFICIENT_BALANCE = "INSUFFICIENT BALANCE"
    RSN_DUST = "RSN_DUST"
    RSN_PAUSE = "RSN_PAUSE"


class Limits(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    unused_0: Any
    unused_1: Any
    unused_2: Any
    min_size: Decimal | None
    max_size: Decimal | None


Pair: TypeAlias = tuple[str, Limits]


Pairs: TypeAlias = tuple[list[Pair]]


Platform: TypeAlias = tuple[int]


class Ticker(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    bid: Decimal
    bid_depth: Decimal
    ask: Decimal
    ask_depth: Decimal
    change: Decimal
    change_relative: Decimal
    last: Decimal
    volume: Decimal
    high: Decimal
    low: Decimal


BookRow: TypeAlias = tuple[Decimal, int, Decimal]


class Trade(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    id: int
    time: int
    amount: Decimal
    price: Decimal


class Candle(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    time: int
    open: Decimal
    close: Decimal
    high: Decimal
    low: Decimal
    volume: Decimal


class DerivativeStatus(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    key: str
    time: int
    unused_2: Any
    price: Decimal | None
    spot: Decimal | None
    unused_5: Any
    insurance: Decimal | None
    unused_7: Any
    next_funding: int | None
    accrued: Decimal | None
    step: int | None
    unused_11: Any
    funding: Decimal
    unused_13: Any
    unused_14: Any
    mark: Decimal | None


class Wallet(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    kind: str
    currency: str
    balance: Decimal
    unsettled: Decimal
    available: Decimal | None


class Order(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    id: int
    group: Any
    client_id: int | None
    symbol: str
    created: int
    updated: int
    amount: Decimal
    original: Decimal
    kind: OrderKind
    previous: Any
    expires: int | None
    unused_11: Any
    flags: int | str
    state: OrderState
    unused_14: Any
    unused_15: Any
    price: Decimal
    average: Decimal
    trailing: Decimal | None
    auxiliary: Decimal | None


class OwnTrade(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    id: int
    symbol: str
    time: int
    order_id: int
    amount: Decimal
    price: Decimal
    kind: str | None
    order_price: Decimal | None
    maker: int
    fee: Decimal | None
    fee_currency: str | None
    client_id: int | UnsetType | None = UNSET


class Position(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    symbol: str
    status: str
    amount: Decimal
    base_price: Decimal
    funding: Decimal
    funding_kind: int
    profit: Decimal | None
    profit_percent: Decimal | None
    liquidation: Decimal | None
    leverage: Decimal | None
    unused_10: Any
    id: int
    created: int | None
    updated: int | None


class RefusalObject(Struct, frozen=True, gc=False, kw_only=True):
    error: Any | UnsetType = UNSET
    code: Any | UnsetType = UNSET
    message: str | UnsetType = UNSET
    description: str | UnsetType = field(name="error_description", default=UNSET)


class Event(Struct, frozen=True, gc=False, kw_only=True):
    event: str
    version: int | UnsetType = UNSET
    channel: str | UnsetType = UNSET
    channel_id: int | UnsetType = field(name="chanId", default=UNSET)
    subscription_id: str | UnsetType = field(name="subId", default=UNSET)
    status: str | UnsetType = UNSET
    code: int | UnsetType = UNSET
    msg: str | UnsetType = UNSET


class Numbered(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    channel: int
    body: Raw
    third: Raw | UnsetType = UNSET
    fourth: int | UnsetType = UNSET


class AccountFrame(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    channel: int
    kind: str
    body: Raw | UnsetType = UNSET


class NoticeListOrder(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    time: Any
    kind: str
    message_id: int | None
    unused_3: Any
    data: list[Order]
    code: int | None
    status: str
    text: str


class NoticeOrder(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    time: Any
    kind: str
    message_id: int | None
    unused_3: Any
    data: Order
    code: int | None
    status: str
    text: str


Answer: TypeAlias = list[Any] | RefusalObject


BookMessage: TypeAlias = list[BookRow] | int
