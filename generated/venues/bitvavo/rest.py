"""Bitvavo: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

import msgspec
from venue_runtime.rest import Endpoint, RestExecutor

from .signing import Signing
from .types import Market, Time

_TIME = Endpoint("time", "GET", "/time", costs=(("weight", 1),))
_MARKETS = Endpoint("markets", "GET", "/markets", costs=(("weight", 1),), lenient=())
_decode_time = msgspec.json.Decoder(Time).decode
_decode_list_market = msgspec.json.Decoder(list[Market]).decode


class BitvavoEndpoints:
    """The endpoints of Bitvavo, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def time(self) -> Time:
        """`GET /time`; public; costs 1 weight."""
        return await self._call(_TIME, lambda: self._signing.public("GET", "rest", "/time"), _decode_time)

    async def markets(self) -> list[Market]:
        """`GET /markets`; public; costs 1 weight."""
        return await self._call(_MARKETS, lambda: self._signing.public("GET", "rest", "/markets"), _decode_list_market)
