"""Example Chain: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from typing import Any

import msgspec
from venue_runtime.rest import Endpoint, RestExecutor

from .signing import Signing
from .types import AnswerJson, Balance, Market

_MARKETS = Endpoint("markets", "POST", "/info", lenient=())
_BALANCES = Endpoint("balances", "POST", "/info")
_CANCEL_ALL = Endpoint("cancel_all", "POST", "/exchange", is_command=True)
_decode_list_market = msgspec.json.Decoder(list[Market]).decode
_decode_list_balance = msgspec.json.Decoder(list[Balance]).decode
_decode_answer_json = msgspec.json.Decoder(AnswerJson).decode


class ExampleChainEndpoints:
    """The endpoints of Example Chain, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def markets(self) -> list[Market]:
        """`POST /info`; public."""
        json: dict[str, Any] = {"type": "meta"}
        return await self._call(
            _MARKETS, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_list_market
        )

    async def balances(self, *, user: str) -> list[Balance]:
        """`POST /info`; public."""
        json: dict[str, Any] = {"type": "balances", "user": user}
        return await self._call(
            _BALANCES, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_list_balance
        )

    async def cancel_all(self, *, market: str) -> AnswerJson:
        """`POST /exchange`; action."""
        json: dict[str, Any] = {"action": {"type": "cancelAll", "market": market}}
        return await self._call(
            _CANCEL_ALL, lambda: self._signing.action("POST", "rest", "/exchange", json=json), _decode_answer_json
        )
