"""Bitvavo: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import Struct, field

#


class Failure(Struct, frozen=True, gc=False, kw_only=True):
    error_code: int = field(name="errorCode")
    error: str


class Time(Struct, frozen=True, gc=False, kw_only=True):
    time: int


class Market(Struct, frozen=True, gc=False, kw_only=True):
    market: str
    status: str
    base: str
    quote: str
    min_base: Decimal = field(name="minOrderInBaseAsset")
    min_quote: Decimal = field(name="minOrderInQuoteAsset")
    max_base: Decimal = field(name="maxOrderInBaseAsset")
    quantity_decimals: Any = field(name="quantityDecimals")
    tick_size: Decimal = field(name="tickSize")
