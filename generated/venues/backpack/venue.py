"""Backpack Exchange: environments, credentials, budgets and error codes.

Documentation: https://docs.backpack.exchange (last compared on 2026-11-29).
"""

from __future__ import annotations

import msgspec
from msgspec import Struct
from venue_runtime.bindings import CredentialField, Environment
from venue_runtime.error_table import ErrorRow, ErrorTable
from venue_runtime.errors import (
    AuthenticationError,
    InsufficientFunds,
    InvalidOrder,
    MarketClosed,
    OrderError,
    OrderNotFound,
    PermissionDenied,
    RateLimitExceeded,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.http import Response
from venue_runtime.ids import ClientOrderIdForm
from venue_runtime.limits import BucketSpec
from venue_runtime.model import Capability
from venue_runtime.reconcile import Find, ReconcilePlan
from venue_runtime.rest import Endpoint

from .types import Failure


class BackpackConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    recv_window: int = 5000
    """Milliseconds after which a request is too old; at most 60000."""


ENVIRONMENTS = {
    "production": Environment(urls={"rest": "https://api.backpack.exchange", "stream": "wss://ws.backpack.exchange"})
}

CREDENTIALS = (CredentialField("api_key"), CredentialField("private_key", formats=("ed25519_seed_base64",)))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TIME: (),
    Capability.FETCH_STATUS: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.FETCH_FUNDING_RATE: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "private_key"}),),
    Capability.CREATE_ORDERS: (frozenset({"api_key", "private_key"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "private_key"}),),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "private_key"}),),
    Capability.FETCH_ORDER: (frozenset({"api_key", "private_key"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "private_key"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "private_key"}),),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "private_key"}),),
    Capability.FETCH_POSITIONS: (frozenset({"api_key", "private_key"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_TICKER: (),
    Capability.WATCH_CANDLES: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "private_key"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "private_key"}),),
    Capability.WATCH_BALANCES: (frozenset({"api_key", "private_key"}),),
    Capability.WATCH_POSITIONS: (frozenset({"api_key", "private_key"}),),
}

BUCKETS = (
    BucketSpec(id="requests", per="account", budget=2_000, window_ns=60_000_000_000),
    BucketSpec(id="historical", per="account", budget=30, window_ns=60_000_000_000),
)


CLIENT_ORDER_IDS = ClientOrderIdForm(max_len=9, alphabet="0123456789", number=True, pattern="[1-9][0-9]{0,8}")

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "UNAUTHORIZED": ErrorRow(AuthenticationError),
        "INVALID_SIGNATURE": ErrorRow(AuthenticationError),
        "FORBIDDEN": ErrorRow(PermissionDenied),
        "ACCOUNT_DEACTIVATED": ErrorRow(PermissionDenied),
        "ACCOUNT_LIQUIDATING": ErrorRow(PermissionDenied),
        "INVALID_SOURCE": ErrorRow(PermissionDenied),
        "INVALID_TWO_FACTOR_CODE": ErrorRow(PermissionDenied),
        "TOO_MANY_REQUESTS": ErrorRow(RateLimitExceeded),
        "SERVER_ERROR": ErrorRow(VenueUnavailable, definitive=False),
        "TIMEOUT": ErrorRow(VenueUnavailable, definitive=False),
        "MAINTENANCE": ErrorRow(VenueUnavailable),
        "INSUFFICIENT_FUNDS": ErrorRow(InsufficientFunds),
        "INSUFFICIENT_MARGIN": ErrorRow(InsufficientFunds),
        "INSUFFICIENT_SUPPLY": ErrorRow(InsufficientFunds),
        "BORROW_LIMIT": ErrorRow(InsufficientFunds),
        "MAX_LEVERAGE_REACHED": ErrorRow(InsufficientFunds),
        "BORROW_REQUIRES_LEND_REDEEM": ErrorRow(InsufficientFunds),
        "RESOURCE_NOT_FOUND": ErrorRow(OrderNotFound),
        "INVALID_ORDER": ErrorRow(InvalidOrder),
        "INVALID_PRICE": ErrorRow(InvalidOrder),
        "INVALID_QUANTITY": ErrorRow(InvalidOrder),
        "INVALID_RANGE": ErrorRow(InvalidOrder),
        "INVALID_SYMBOL": ErrorRow(InvalidOrder),
        "INVALID_MARKET": ErrorRow(InvalidOrder),
        "ORDER_LIMIT": ErrorRow(OrderError),
        "POSITION_LIMIT": ErrorRow(OrderError),
        "TRADING_PAUSED": ErrorRow(MarketClosed),
        "INVALID_CLIENT_REQUEST": ErrorRow(VenueResponseError, texts=(("Invalid signature", AuthenticationError),)),
        "INVALID_ASSET": ErrorRow(VenueResponseError),
        "INVALID_POSITION_ID": ErrorRow(VenueResponseError),
        "LEND_LIMIT": ErrorRow(VenueResponseError),
        "LEND_REQUIRES_BORROW_REPAY": ErrorRow(VenueResponseError),
        "NOT_IMPLEMENTED": ErrorRow(VenueResponseError),
        "PRECONDITION_FAILED": ErrorRow(VenueResponseError),
        "TOO_EARLY": ErrorRow(VenueResponseError),
    },
    statuses={
        "401": ErrorRow(AuthenticationError),
        "403": ErrorRow(PermissionDenied),
        "404": ErrorRow(OrderNotFound),
        "429": ErrorRow(RateLimitExceeded),
        "5xx": ErrorRow(VenueUnavailable, definitive=False),
    },
    by_operation={},
)

decode_error_body = msgspec.json.Decoder(Failure).decode


def error_of(endpoint: Endpoint, response: Response) -> VenueResponseError | None:
    """What an answer refuses; None for a success."""
    status = response.status
    if not (status >= 400):
        return None
    try:
        m = decode_error_body(response.body)
    except msgspec.MsgspecError:
        return ERRORS.by_status(status, response.body[:200].decode(errors="replace"), operation=endpoint.id)
    return ERRORS.error(m.code, m.message, status=status, operation=endpoint.id)
