"""Kraken Spot: environments, credentials, budgets and error codes.

Documentation: https://docs.kraken.com/exchange/api-reference/overview (last compared on 2026-11-29).
"""

from __future__ import annotations

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
    PermissionDenied,
    PostOnlyRejected,
    RateLimitExceeded,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.exprs import item, part
from venue_runtime.http import Response
from venue_runtime.ids import ClientOrderIdForm
from venue_runtime.limits import BucketSpec
from venue_runtime.model import Capability
from venue_runtime.reconcile import Find, ReconcilePlan
from venue_runtime.rest import Endpoint

from .types import Refusal


class KrakenSpotConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    fix_sender: str = ""
    """SenderCompID of FIX, as the venue gave it to you."""


ENVIRONMENTS = {
    "production": Environment(
        urls={
            "fix_trading": "tcp+tls://colo-london.vip-fix.kraken.com:4001",
            "rest": "https://api.kraken.com",
            "public": "wss://ws.kraken.com/v2",
            "private": "wss://ws-auth.kraken.com/v2",
        }
    ),
    "beta": Environment(
        urls={
            "rest": "https://api.kraken.com",
            "public": "wss://beta-ws.kraken.com/v2",
            "private": "wss://beta-ws-auth.kraken.com/v2",
        }
    ),
}

CREDENTIALS = (CredentialField("api_key"), CredentialField("api_secret", encoding="base64"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TIME: (),
    Capability.FETCH_STATUS: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.EDIT_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CREATE_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ALL_ORDERS_AFTER: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_BALANCES: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_TICKER: (),
    Capability.WATCH_CANDLES: (),
    Capability.FIX: (frozenset({"api_key", "api_secret"}),),
}

BUCKETS = (
    BucketSpec(id="public", per="ip", budget=10, shape="token", window_ns=1_000_000_000, refill=1),
    BucketSpec(id="calls", per="key", budget=20, shape="decay", window_ns=2_000_000_000, refill=1),
    BucketSpec(id="trading", per="symbol", budget=125, shape="decay", window_ns=100_000_000_000, refill=234),
)


CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=18,
    alphabet="0123456789",
    pattern="[ -~]{1,18}|[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
)

RECONCILE = ReconcilePlan(find=Find.LIST, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "EAPI:Invalid key": ErrorRow(AuthenticationError),
        "EAPI:Invalid signature": ErrorRow(AuthenticationError),
        "EAPI:Invalid nonce": ErrorRow(InvalidNonce),
        "EAPI:Rate limit exceeded": ErrorRow(RateLimitExceeded),
        "EAuth:Account temporary disabled": ErrorRow(PermissionDenied),
        "EAuth:Account unconfirmed": ErrorRow(PermissionDenied),
        "EAuth:Rate limit exceeded": ErrorRow(RateLimitExceeded),
        "EAuth:Too many requests": ErrorRow(RateLimitExceeded),
        "EAccount:Invalid permissions": ErrorRow(PermissionDenied),
        "EGeneral:Permission denied": ErrorRow(PermissionDenied),
        "EGeneral:Temporary lockout": ErrorRow(RateLimitExceeded),
        "EGeneral:Invalid arguments": ErrorRow(VenueResponseError),
        "EGeneral:Internal error": ErrorRow(VenueUnavailable, definitive=False),
        "EService:Unavailable": ErrorRow(VenueUnavailable, definitive=False),
        "EService:Market in cancel_only mode": ErrorRow(MarketClosed),
        "EService:Market in post_only mode": ErrorRow(MarketClosed),
        "EService:Deadline elapsed": ErrorRow(OrderError),
        "EService: Throttled": ErrorRow(RateLimitExceeded),
        "EQuery:Unknown asset": ErrorRow(VenueResponseError),
        "EQuery:Unknown asset pair": ErrorRow(VenueResponseError),
        "EOrder:Insufficient funds": ErrorRow(InsufficientFunds),
        "EOrder:Insufficient margin": ErrorRow(InsufficientFunds),
        "EOrder:Margin allowance exceeded": ErrorRow(InsufficientFunds),
        "EOrder:Margin level too low": ErrorRow(InsufficientFunds),
        "EOrder:Margin position size exceeded": ErrorRow(InvalidOrder),
        "EOrder:Cannot open position": ErrorRow(PermissionDenied),
        "EOrder:Cannot open opposing position": ErrorRow(PermissionDenied),
        "EOrder:Order minimum not met": ErrorRow(InvalidOrder),
        "EOrder:Cost minimum not met": ErrorRow(InvalidOrder),
        "EOrder:Tick size check failed": ErrorRow(InvalidOrder),
        "EOrder:Invalid price": ErrorRow(InvalidOrder),
        "EOrder:Orders limit exceeded": ErrorRow(OrderError),
        "EOrder:Scheduled orders limit exceeded": ErrorRow(OrderError),
        "EOrder:Positions limit exceeded": ErrorRow(OrderError),
        "EOrder:Rate limit exceeded": ErrorRow(RateLimitExceeded),
        "EOrder:Domain rate limit exceeded": ErrorRow(RateLimitExceeded),
        "EOrder:Reduce only": ErrorRow(InvalidOrder),
        "EOrder:Unknown position": ErrorRow(OrderError),
        "EOrder:Unknown order": ErrorRow(OrderNotFound),
        "EOrder:Post only order": ErrorRow(PostOnlyRejected),
        "ETrade:Invalid request": ErrorRow(InvalidOrder),
        "EBM:limit exceeded": ErrorRow(PermissionDenied),
    },
    statuses={"429": ErrorRow(RateLimitExceeded), "5xx": ErrorRow(VenueUnavailable, definitive=False)},
    by_operation={},
)

decode_error_body = msgspec.json.Decoder(Refusal).decode


def error_of(endpoint: Endpoint, response: Response) -> VenueResponseError | None:
    """What an answer refuses; None for a success."""
    status = response.status
    try:
        m = decode_error_body(response.body)
    except msgspec.MsgspecError:
        return ERRORS.by_status(status, response.body[:200].decode(errors="replace"), operation=endpoint.id)
    if not (status >= 400 or len(m.error if m.error is not UNSET and m.error else []) > 0):
        return None
    return ERRORS.error(
        (
            ":".join(
                (
                    part(_1 if m.error is not UNSET and (_1 := item(m.error, 0)) else "", ":", 0),
                    part(_1 if m.error is not UNSET and (_1 := item(m.error, 0)) else "", ":", 1),
                )
            )
            if ":" in (_1 if m.error is not UNSET and (_1 := item(m.error, 0)) else "")
            else _1 if m.error is not UNSET and (_1 := item(m.error, 0)) else ""
        ),
        "; ".join(m.error if m.error is not UNSET and m.error else []),
        status=status,
        operation=endpoint.id,
    )
