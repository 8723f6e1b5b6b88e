"""Hyperliquid: the raw layer. One method per endpoint, wire types in and out, nothing normalized.

Every method raises as `RestExecutor.call` does, and ConfigurationError for bad arguments before anything is sent.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
from venue_runtime.arguments import given
from venue_runtime.exprs import sent
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.wire import trimmed_text

from .signing import Signing
from .types import (
    Allowance,
    Answer,
    Cancel,
    Candle,
    Contexts,
    Fill,
    Grouping,
    L2Book,
    Meta,
    NewOrder,
    Order,
    OrderAnswer,
    PerpState,
    SpotMeta,
    SpotState,
    Tif,
    Tpsl,
    Trade,
)

_META = Endpoint("meta", "POST", "/info", costs=(("weight", 20),))
_SPOT_META = Endpoint("spot_meta", "POST", "/info", costs=(("weight", 20),))
_CONTEXTS = Endpoint("contexts", "POST", "/info", costs=(("weight", 20),))
_BOOK = Endpoint("book", "POST", "/info", costs=(("weight", 2),))
_RECENT_TRADES = Endpoint("recent_trades", "POST", "/info", costs=(("weight", 20),))
_CANDLES = Endpoint("candles", "POST", "/info", costs=(("weight", 20),))
_ORDER = Endpoint("order", "POST", "/info", costs=(("weight", 2),))
_ORDER_BY_CLIENT_ID = Endpoint("order_by_client_id", "POST", "/info", costs=(("weight", 2),))
_OPEN_ORDERS = Endpoint("open_orders", "POST", "/info", costs=(("weight", 20),))
_FILLS = Endpoint("fills", "POST", "/info", costs=(("weight", 20),))
_FILLS_SINCE = Endpoint("fills_since", "POST", "/info", costs=(("weight", 20),))
_SPOT_STATE = Endpoint("spot_state", "POST", "/info", costs=(("weight", 2),))
_PERP_STATE = Endpoint("perp_state", "POST", "/info", costs=(("weight", 2),))
_ALLOWANCE = Endpoint("allowance", "POST", "/info", costs=(("weight", 20),))
_PLACE = Endpoint("place", "POST", "/exchange", is_command=True, costs=(("weight", 1),))
_PLACE_MANY = Endpoint("place_many", "POST", "/exchange", is_command=True)
_AMEND = Endpoint("amend", "POST", "/exchange", is_command=True, costs=(("weight", 1),))
_CANCEL = Endpoint("cancel", "POST", "/exchange", is_command=True, costs=(("weight", 1),))
_CANCEL_BY_CLIENT_ID = Endpoint("cancel_by_client_id", "POST", "/exchange", is_command=True, costs=(("weight", 1),))
_CANCEL_MANY = Endpoint("cancel_many", "POST", "/exchange", is_command=True)
_SCHEDULE_CANCEL = Endpoint("schedule_cancel", "POST", "/exchange", is_command=True, costs=(("weight", 1),))
_SET_LEVERAGE = Endpoint("set_leverage", "POST", "/exchange", is_command=True, costs=(("weight", 1),))
_SET_ISOLATED_MARGIN = Endpoint("set_isolated_margin", "POST", "/exchange", is_command=True, costs=(("weight", 1),))
_USE_NONCE = Endpoint("use_nonce", "POST", "/exchange", is_command=True, costs=(("weight", 1),))
_decode_meta = msgspec.json.Decoder(Meta).decode
_decode_spot_meta = msgspec.json.Decoder(SpotMeta).decode
_decode_contexts = msgspec.json.Decoder(Contexts).decode
_decode_l2_book = msgspec.json.Decoder(L2Book).decode
_decode_list_trade = msgspec.json.Decoder(list[Trade]).decode
_decode_list_candle = msgspec.json.Decoder(list[Candle]).decode
_decode_order_answer = msgspec.json.Decoder(OrderAnswer).decode
_decode_list_order = msgspec.json.Decoder(list[Order]).decode
_decode_list_fill = msgspec.json.Decoder(list[Fill]).decode
_decode_spot_state = msgspec.json.Decoder(SpotState).decode
_decode_perp_state = msgspec.json.Decoder(PerpState).decode
_decode_allowance = msgspec.json.Decoder(Allowance).decode
_decode_answer = msgspec.json.Decoder(Answer).decode


class HyperliquidEndpoints:
    """The endpoints of Hyperliquid, in the order of the spec."""

    def __init__(self, rest: RestExecutor, signing: Signing) -> None:
        self._call = rest.call
        self._signing = signing

    async def meta(self) -> Meta:
        """`POST /info`; public; costs 20 weight."""
        json: dict[str, Any] = {"type": "meta"}
        return await self._call(_META, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_meta)

    async def spot_meta(self) -> SpotMeta:
        """`POST /info`; public; costs 20 weight."""
        json: dict[str, Any] = {"type": "spotMeta"}
        return await self._call(
            _SPOT_META, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_spot_meta
        )

    async def contexts(self) -> Contexts:
        """`POST /info`; public; costs 20 weight."""
        json: dict[str, Any] = {"type": "metaAndAssetCtxs"}
        return await self._call(
            _CONTEXTS, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_contexts
        )

    async def book(self, *, coin: str, figures: int | None = None, mantissa: int | None = None) -> L2Book:
        """`POST /info`; public; costs 2 weight."""
        json = given({"type": "l2Book", "coin": coin, "nSigFigs": figures, "mantissa": mantissa})
        return await self._call(
            _BOOK, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_l2_book
        )

    async def recent_trades(self, *, coin: str) -> list[Trade]:
        """Named by the limits' page alone; its form is second-hand (unverified).

        `POST /info`; public; costs 20 weight."""
        json: dict[str, Any] = {"type": "recentTrades", "coin": coin}
        return await self._call(
            _RECENT_TRADES, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_list_trade
        )

    async def candles(self, *, coin: str, interval: str, start: int, end: int) -> list[Candle]:
        """`POST /info`; public; costs 20 weight."""
        json: dict[str, Any] = {
            "type": "candleSnapshot",
            "req": {"coin": coin, "interval": interval, "startTime": start, "endTime": end},
        }
        return await self._call(
            _CANDLES, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_list_candle
        )

    async def order(self, *, user: str, id: int) -> OrderAnswer:
        """`POST /info`; public; costs 2 weight."""
        json: dict[str, Any] = {"type": "orderStatus", "user": user, "oid": id}
        return await self._call(
            _ORDER, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_order_answer
        )

    async def order_by_client_id(self, *, user: str, client_id: str) -> OrderAnswer:
        """`POST /info`; public; costs 2 weight."""
        json: dict[str, Any] = {"type": "orderStatus", "user": user, "oid": client_id}
        return await self._call(
            _ORDER_BY_CLIENT_ID, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_order_answer
        )

    async def open_orders(self, *, user: str, dex: str | None = None) -> list[Order]:
        """`POST /info`; public; costs 20 weight."""
        json = given({"type": "frontendOpenOrders", "user": user, "dex": dex})
        return await self._call(
            _OPEN_ORDERS, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_list_order
        )

    async def fills(self, *, user: str, aggregate_by_time: bool | None = None) -> list[Fill]:
        """The last 2,000; twenty of them weigh 1 more.

        `POST /info`; public; costs 20 weight."""
        json = given({"type": "userFills", "user": user, "aggregateByTime": aggregate_by_time})
        return await self._call(
            _FILLS, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_list_fill
        )

    async def fills_since(
        self, *, user: str, start: int, aggregate_by_time: bool | None = None, end: int | None = None
    ) -> list[Fill]:
        """At most 2,000, of the last 10,000; twenty of them weigh 1 more.

        `POST /info`; public; costs 20 weight."""
        json = given(
            {
                "type": "userFillsByTime",
                "user": user,
                "aggregateByTime": aggregate_by_time,
                "startTime": start,
                "endTime": end,
            }
        )
        return await self._call(
            _FILLS_SINCE, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_list_fill
        )

    async def spot_state(self, *, user: str) -> SpotState:
        """`POST /info`; public; costs 2 weight."""
        json: dict[str, Any] = {"type": "spotClearinghouseState", "user": user}
        return await self._call(
            _SPOT_STATE, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_spot_state
        )

    async def perp_state(self, *, user: str, dex: str | None = None) -> PerpState:
        """`POST /info`; public; costs 2 weight."""
        json = given({"type": "clearinghouseState", "user": user, "dex": dex})
        return await self._call(
            _PERP_STATE, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_perp_state
        )

    async def allowance(self, *, user: str) -> Allowance:
        """`POST /info`; public; costs 20 weight."""
        json: dict[str, Any] = {"type": "userRateLimit", "user": user}
        return await self._call(
            _ALLOWANCE, lambda: self._signing.public("POST", "rest", "/info", json=json), _decode_allowance
        )

    async def place(
        self,
        *,
        asset: int,
        is_buy: bool,
        price: Decimal,
        size: Decimal,
        reduce_only: bool,
        tif: Tif | str | None = None,
        is_market: bool | None = None,
        trigger_price: Decimal | None = None,
        tpsl: Tpsl | str | None = None,
        client_id: str | None = None,
        grouping: Grouping | str | None = None,
    ) -> Answer:
        """`POST /exchange`; action; costs 1 weight.

        Args:
            grouping: action.grouping (default: na)
        """
        grouping = "na" if grouping is None else grouping
        json: dict[str, Any] = {
            "action": {
                "type": "order",
                "orders": [
                    given(
                        {
                            "a": asset,
                            "b": is_buy,
                            "p": trimmed_text(price),
                            "s": trimmed_text(size),
                            "r": reduce_only,
                            "t": given(
                                {
                                    "limit": given({"tif": tif}) or None,
                                    "trigger": given(
                                        {
                                            "isMarket": is_market,
                                            "triggerPx": None if trigger_price is None else trimmed_text(trigger_price),
                                            "tpsl": tpsl,
                                        }
                                    )
                                    or None,
                                }
                            )
                            or None,
                            "c": client_id,
                        }
                    )
                ],
                "grouping": grouping,
            }
        }
        return await self._call(
            _PLACE,
            lambda: self._signing.action("POST", "rest", "/exchange", json=json),
            _decode_answer,
            client_order_id=client_id,
        )

    async def place_many(self, *, orders: list[NewOrder], grouping: Grouping | str | None = None) -> Answer:
        """`POST /exchange`; action; costs weight by parameters.

        Args:
            grouping: action.grouping (default: na)
        """
        grouping = "na" if grouping is None else grouping
        json: dict[str, Any] = {
            "action": {
                "type": "order",
                "orders": [sent(x, trimmed=("p", "s", "triggerPx")) for x in orders],
                "grouping": grouping,
            }
        }
        return await self._call(
            _PLACE_MANY,
            lambda: self._signing.action("POST", "rest", "/exchange", json=json),
            _decode_answer,
            costs=(("weight", 1 + len(orders) // 40),),
        )

    async def amend(
        self,
        *,
        id: int,
        asset: int,
        is_buy: bool,
        price: Decimal,
        size: Decimal,
        reduce_only: bool,
        tif: Tif | str,
        client_id: str | None = None,
    ) -> Answer:
        """`POST /exchange`; action; costs 1 weight."""
        json: dict[str, Any] = {
            "action": {
                "type": "batchModify",
                "modifies": [
                    {
                        "oid": id,
                        "order": given(
                            {
                                "a": asset,
                                "b": is_buy,
                                "p": trimmed_text(price),
                                "s": trimmed_text(size),
                                "r": reduce_only,
                                "t": {"limit": {"tif": tif}},
                                "c": client_id,
                            }
                        ),
                    }
                ],
            }
        }
        return await self._call(
            _AMEND, lambda: self._signing.action("POST", "rest", "/exchange", json=json), _decode_answer
        )

    async def cancel(self, *, asset: int, id: int) -> Answer:
        """`POST /exchange`; action; costs 1 weight."""
        json: dict[str, Any] = {"action": {"type": "cancel", "cancels": [{"a": asset, "o": id}]}}
        return await self._call(
            _CANCEL, lambda: self._signing.action("POST", "rest", "/exchange", json=json), _decode_answer
        )

    async def cancel_by_client_id(self, *, asset: int, client_id: str) -> Answer:
        """`POST /exchange`; action; costs 1 weight."""
        json: dict[str, Any] = {"action": {"type": "cancelByCloid", "cancels": [{"asset": asset, "cloid": client_id}]}}
        return await self._call(
            _CANCEL_BY_CLIENT_ID, lambda: self._signing.action("POST", "rest", "/exchange", json=json), _decode_answer
        )

    async def cancel_many(self, *, orders: list[Cancel]) -> Answer:
        """`POST /exchange`; action; costs weight by parameters."""
        json: dict[str, Any] = {"action": {"type": "cancel", "cancels": [sent(x) for x in orders]}}
        return await self._call(
            _CANCEL_MANY,
            lambda: self._signing.action("POST", "rest", "/exchange", json=json),
            _decode_answer,
            costs=(("weight", 1 + len(orders) // 40),),
        )

    async def schedule_cancel(self, *, time: int | None = None) -> Answer:
        """`POST /exchange`; action; costs 1 weight."""
        json: dict[str, Any] = {"action": given({"type": "scheduleCancel", "time": time})}
        return await self._call(
            _SCHEDULE_CANCEL, lambda: self._signing.action("POST", "rest", "/exchange", json=json), _decode_answer
        )

    async def set_leverage(self, *, asset: int, is_cross: bool, leverage: int) -> Answer:
        """`POST /exchange`; action; costs 1 weight."""
        json: dict[str, Any] = {
            "action": {"type": "updateLeverage", "asset": asset, "isCross": is_cross, "leverage": leverage}
        }
        return await self._call(
            _SET_LEVERAGE, lambda: self._signing.action("POST", "rest", "/exchange", json=json), _decode_answer
        )

    async def set_isolated_margin(self, *, asset: int, millionths: int, is_buy: bool | None = None) -> Answer:
        """`POST /exchange`; action; costs 1 weight.

        Args:
            is_buy: action.isBuy (default: True)
            millionths: USDC with six decimals, negative to take away.
        """
        is_buy = True if is_buy is None else is_buy
        json: dict[str, Any] = {
            "action": {"type": "updateIsolatedMargin", "asset": asset, "isBuy": is_buy, "ntli": millionths}
        }
        return await self._call(
            _SET_ISOLATED_MARGIN, lambda: self._signing.action("POST", "rest", "/exchange", json=json), _decode_answer
        )

    async def use_nonce(self) -> Answer:
        """Does nothing but use up its nonce.

        `POST /exchange`; action; costs 1 weight."""
        json: dict[str, Any] = {"action": {"type": "noop"}}
        return await self._call(
            _USE_NONCE, lambda: self._signing.action("POST", "rest", "/exchange", json=json), _decode_answer
        )
