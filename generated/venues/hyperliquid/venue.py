"""Hyperliquid: environments, credentials, budgets and error codes.

Documentation: https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api (last compared on 2026-11-29).
"""

from __future__ import annotations

from datetime import timedelta

import msgspec
from msgspec import UNSET, Struct
from venue_runtime.bindings import CredentialField, Environment
from venue_runtime.error_table import ErrorRow, ErrorTable
from venue_runtime.errors import (
    AuthenticationError,
    InsufficientFunds,
    InvalidNonce,
    InvalidOrder,
    MarketClosed,
    OrderError,
    OrderNotFound,
    PostOnlyRejected,
    RateLimitExceeded,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.exprs import item
from venue_runtime.http import Response
from venue_runtime.ids import ClientOrderIdForm
from venue_runtime.instruments import instrument_ref
from venue_runtime.limits import BucketSpec
from venue_runtime.model import Capability, Instrument
from venue_runtime.reconcile import Find, ReconcilePlan
from venue_runtime.rest import Endpoint

from . import types as wire
from .hooks import hooks
from .types import Failure


class HyperliquidConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    expires_after: timedelta | None = None
    """Actions older than this are refused (`expiresAfter`); none: they never are."""


class HyperliquidRef(Struct, frozen=True, kw_only=True):
    """What only this venue needs to know of an instrument: `Instrument.ref`."""

    asset: int


def ref_of(instrument: Instrument) -> HyperliquidRef:
    """`instrument.ref`, typed. Raises ConfigurationError for an instrument that was not loaded from the venue."""
    return instrument_ref(instrument, HyperliquidRef)


ENVIRONMENTS = {
    "production": Environment(
        urls={"rest": "https://api.hyperliquid.xyz", "stream": "wss://api.hyperliquid.xyz/ws"},
        constants={"source": "a"},
    ),
    "testnet": Environment(
        urls={"rest": "https://api.hyperliquid-testnet.xyz", "stream": "wss://api.hyperliquid-testnet.xyz/ws"},
        constants={"source": "b"},
    ),
}

CREDENTIALS = (
    CredentialField("private_key", formats=("secp256k1_hex",)),
    CredentialField("vault", secret=False, optional=True, encoding="hex"),
    CredentialField(
        "account",
        secret=False,
        default=lambda credentials: credentials.find("vault") or hooks.address(credentials.reveal("private_key")),
        made_of=("private_key",),
    ),
)

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.FETCH_FUNDING_RATE: (),
    Capability.CREATE_ORDER: (frozenset({"private_key"}),),
    Capability.CREATE_ORDERS: (frozenset({"private_key"}),),
    Capability.EDIT_ORDER: (frozenset({"private_key"}),),
    Capability.CANCEL_ORDER: (frozenset({"private_key"}),),
    Capability.CANCEL_ORDERS: (frozenset({"private_key"}),),
    Capability.CANCEL_ALL_ORDERS_AFTER: (frozenset({"private_key"}),),
    Capability.FETCH_ORDER: (frozenset({"account"}), frozenset({"private_key"})),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"account"}), frozenset({"private_key"})),
    Capability.FETCH_MY_TRADES: (frozenset({"account"}), frozenset({"private_key"})),
    Capability.FETCH_BALANCES: (frozenset({"account"}), frozenset({"private_key"})),
    Capability.FETCH_POSITIONS: (frozenset({"account"}), frozenset({"private_key"})),
    Capability.SET_LEVERAGE: (frozenset({"private_key"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_TICKER: (),
    Capability.WATCH_CANDLES: (),
    Capability.WATCH_ORDERS: (),
    Capability.WATCH_FILLS: (),
    Capability.WATCH_BALANCES: (),
    Capability.WATCH_POSITIONS: (),
}

BUCKETS = (BucketSpec(id="weight", per="ip", budget=1_200, window_ns=60_000_000_000),)


CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=34, min_len=34, alphabet="0123456789abcdef", prefix="0x", pattern="0x[0-9a-f]{32}"
)

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "unknownOid": ErrorRow(OrderNotFound),
        "err": ErrorRow(
            OrderError,
            texts=(
                ("Price must be divisible by tick size", InvalidOrder),
                ("Order must have minimum value of", InvalidOrder),
                ("Insufficient margin to place order", InsufficientFunds),
                ("Reduce only order would increase position", OrderError),
                ("Post only order would have immediately matched", PostOnlyRejected),
                ("Order could not immediately match", OrderError),
                ("Invalid TP/SL price", InvalidOrder),
                ("No liquidity available for market order", OrderError),
                ("Order would increase open interest", OrderError),
                ("Order rejected due to price more aggressive than oracle", InvalidOrder),
                ("Order has insufficient spot balance to trade", InsufficientFunds),
                ("Order price too far from oracle", InvalidOrder),
                ("Order would cause position to exceed margin tier limit", InsufficientFunds),
                ("Order was never placed, already canceled, or filled", OrderNotFound),
                ("L1 error: User or API Wallet", AuthenticationError),
                ("User or API Wallet", AuthenticationError),
                ("Must deposit before performing actions", AuthenticationError),
                ("Too many cumulative requests sent", RateLimitExceeded),
                ("Invalid nonce", InvalidNonce),
                ("Order has invalid size", InvalidOrder),
                ("Order has zero size", InvalidOrder),
                ("Order price cannot be more than", InvalidOrder),
                ("Insufficient spot balance", InsufficientFunds),
                ("Only post-only orders allowed", MarketClosed),
            ),
        ),
    },
    statuses={
        "422": ErrorRow(VenueResponseError),
        "429": ErrorRow(RateLimitExceeded),
        "5xx": ErrorRow(VenueUnavailable, definitive=False),
    },
    by_operation={},
)

decode_error_body = msgspec.json.Decoder(Failure).decode


def error_of(endpoint: Endpoint, response: Response) -> VenueResponseError | None:
    """What an answer refuses; None for a success."""
    status = response.status
    try:
        m = decode_error_body(response.body)
    except msgspec.MsgspecError:
        return ERRORS.by_status(status, response.body[:200].decode(errors="replace"), operation=endpoint.id)
    if not (
        status >= 400
        or m.status in ("err", "unknownOid")
        or (
            endpoint.id in ("place", "amend", "cancel", "cancel_by_client_id")
            and m.response is not UNSET
            and isinstance(m.response, wire.Result)
            and (m.response.data is not UNSET)
            and (m.response.data.statuses is not UNSET)
            and ((_1 := item(m.response.data.statuses, 0)) is not None)
            and isinstance(_1, wire.Placed)
            and (_1.error is not UNSET)
        )
    ):
        return None
    return ERRORS.error(
        (m.status if m.status is not UNSET else None) if m.status != "ok" else "err",
        (
            (
                m.response
                if m.response is not UNSET and isinstance(m.response, str) and m.response
                else m.status if m.status is not UNSET else None
            )
            if m.status != "ok"
            else (
                _2.error
                if m.response is not UNSET
                and isinstance(m.response, wire.Result)
                and (m.response.data is not UNSET)
                and (m.response.data.statuses is not UNSET)
                and ((_2 := item(m.response.data.statuses, 0)) is not None)
                and isinstance(_2, wire.Placed)
                and (_2.error is not UNSET)
                else None
            )
        ),
        status=status,
        operation=endpoint.id,
    )
