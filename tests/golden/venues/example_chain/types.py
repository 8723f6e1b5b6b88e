"""Example Chain: the types of the wire, exactly as the venue sends them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import UNSET, Struct, UnsetType

#


class Market(Struct, frozen=True, gc=False, kw_only=True):
    name: str
    base: str
    quote: str


class Balance(Struct, frozen=True, gc=False, kw_only=True):
    coin: str
    total: Decimal


class AnswerJson(Struct, frozen=True, gc=False, kw_only=True):
    status: str
    response: Any | UnsetType = UNSET
