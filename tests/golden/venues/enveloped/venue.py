"""Enveloped: environments, credentials, budgets and error codes.

Documentation: https://example.com/docs (last compared on 2026-11-22).
"""

from __future__ import annotations

import msgspec
from msgspec import UNSET
from venue_runtime.bindings import CredentialField, Environment
from venue_runtime.error_table import ErrorRow, ErrorTable
from venue_runtime.errors import (
    AuthenticationError,
    CancelRejected,
    ClockSkew,
    DuplicateOrderId,
    InsufficientFunds,
    InvalidOrder,
    OrderNotFound,
    PostOnlyRejected,
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

ENVIRONMENTS = {
    "production": Environment(urls={"rest": "https://api.example.com/base", "ws": "wss://ws.example.com"}),
    "demo": Environment(
        urls={"rest": "https://api.example.com/base", "ws": "wss://demo.example.com"}, headers={"x-simulated": "1"}
    ),
}

CREDENTIALS = (CredentialField("api_key", secret=False), CredentialField("api_secret"), CredentialField("passphrase"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.CREATE_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CANCEL_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.LOAD_INSTRUMENTS: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_BALANCES: (frozenset({"api_key", "api_secret", "passphrase"}),),
}

BUCKETS = (BucketSpec(id="calls", per="key", budget=60, window_ns=2_000_000_000),)


CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=32, alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", pattern="[0-9A-Za-z]{1,32}"
)

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "501": ErrorRow(AuthenticationError),
        "502": ErrorRow(ClockSkew),
        "511": ErrorRow(RateLimitExceeded),
        "600": ErrorRow(InvalidOrder),
        "601": ErrorRow(InsufficientFunds),
        "602": ErrorRow(OrderNotFound),
        "603": ErrorRow(CancelRejected),
        "604": ErrorRow(PostOnlyRejected),
        "605": ErrorRow(DuplicateOrderId),
    },
    statuses={"429": ErrorRow(RateLimitExceeded), "5xx": ErrorRow(VenueUnavailable, definitive=False)},
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
    if not (m.code != "0"):
        return None
    return ERRORS.error(m.code, m.msg if m.msg is not UNSET else None, status=status, operation=endpoint.id)
