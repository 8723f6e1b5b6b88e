"""Gemini: environments, credentials, budgets and error codes.

Documentation: https://developer.gemini.com (last compared on 2026-11-29).
"""

from __future__ import annotations

from typing import Literal

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


class GeminiConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    nonce: Literal["milliseconds", "seconds"] = "milliseconds"
    """Unit of the nonces of requests; a key made for time-based nonces of seconds wants `seconds`, one request each."""


ENVIRONMENTS = {
    "production": Environment(urls={"rest": "https://api.gemini.com", "ws": "wss://ws.gemini.com"}),
    "sandbox": Environment(urls={"rest": "https://api.sandbox.gemini.com", "ws": "wss://ws.sandbox.gemini.com"}),
}

CREDENTIALS = (
    CredentialField("api_key"),
    CredentialField("api_secret"),
    CredentialField("account", secret=False, optional=True),
)

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_POSITIONS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_BALANCES: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_TICKER: (),
}

BUCKETS = (
    BucketSpec(id="public", per="ip", budget=7, shape="token", window_ns=60_000_000_000, refill=120),
    BucketSpec(id="private", per="key", budget=15, shape="token", window_ns=60_000_000_000, refill=600),
)


CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=36, alphabet="0123456789abcdefghijklmnopqrstuvwxyz", pattern="[:_.#a-zA-Z0-9-]{1,36}"
)

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "AccountClosed": ErrorRow(PermissionDenied),
        "AccountNotOfTypeRequired": ErrorRow(PermissionDenied),
        "AccountsOnGroupOnlyApi": ErrorRow(PermissionDenied),
        "ApiKeyIpFilteringFailure": ErrorRow(PermissionDenied),
        "ClientOrderIdMustBeString": ErrorRow(InvalidOrder),
        "ClientOrderIdTooLong": ErrorRow(InvalidOrder),
        "ConflictingOptions": ErrorRow(InvalidOrder),
        "EndpointMismatch": ErrorRow(AuthenticationError),
        "EndpointNotFound": ErrorRow(VenueResponseError),
        "InsufficientFunds": ErrorRow(InsufficientFunds),
        "InvalidAccountName": ErrorRow(PermissionDenied),
        "InvalidJson": ErrorRow(VenueResponseError),
        "InvalidNonce": ErrorRow(InvalidNonce),
        "InvalidOrderType": ErrorRow(InvalidOrder),
        "InvalidPrice": ErrorRow(InvalidOrder),
        "InvalidQuantity": ErrorRow(InvalidOrder),
        "InvalidSide": ErrorRow(InvalidOrder),
        "InvalidSignature": ErrorRow(AuthenticationError),
        "InvalidStopPrice": ErrorRow(InvalidOrder),
        "InvalidStopPriceBuy": ErrorRow(InvalidOrder),
        "InvalidStopPriceRatio": ErrorRow(InvalidOrder),
        "InvalidStopPriceSell": ErrorRow(InvalidOrder),
        "InvalidSymbol": ErrorRow(VenueResponseError),
        "InvalidTimestampInPayload": ErrorRow(VenueResponseError),
        "Maintenance": ErrorRow(VenueUnavailable, definitive=False),
        "MarketNotOpen": ErrorRow(MarketClosed),
        "MissingAccountName": ErrorRow(PermissionDenied),
        "MissingAccounts": ErrorRow(PermissionDenied),
        "MissingApikeyHeader": ErrorRow(AuthenticationError),
        "MissingNonce": ErrorRow(InvalidNonce),
        "MissingOrderField": ErrorRow(OrderError),
        "MissingPayloadHeader": ErrorRow(AuthenticationError),
        "MissingPayloadKey": ErrorRow(AuthenticationError),
        "MissingRole": ErrorRow(PermissionDenied),
        "MissingSignatureHeader": ErrorRow(AuthenticationError),
        "MoreThanOneAccount": ErrorRow(PermissionDenied),
        "NoAccountOfTypeRequired": ErrorRow(PermissionDenied),
        "NoSSL": ErrorRow(VenueResponseError),
        "NotGroupApiCompatible": ErrorRow(PermissionDenied),
        "OptionsMustBeArray": ErrorRow(InvalidOrder),
        "OrderNotFound": ErrorRow(OrderNotFound),
        "RateLimit": ErrorRow(RateLimitExceeded),
        "RemoteAddressForbidden": ErrorRow(PermissionDenied),
        "System": ErrorRow(VenueUnavailable, definitive=False),
        "UnsupportedOption": ErrorRow(InvalidOrder),
        "AcceptTermsRequired": ErrorRow(PermissionDenied),
        "MarketClosed": ErrorRow(MarketClosed),
        "MustAccepTerms": ErrorRow(PermissionDenied),
        "-1000": ErrorRow(VenueUnavailable, definitive=False),
        "-1002": ErrorRow(AuthenticationError),
        "-1003": ErrorRow(RateLimitExceeded),
        "-1013": ErrorRow(VenueResponseError),
        "-1020": ErrorRow(VenueResponseError),
        "-2010": ErrorRow(OrderError),
    },
    statuses={
        "401": ErrorRow(AuthenticationError),
        "403": ErrorRow(PermissionDenied),
        "404": ErrorRow(VenueResponseError),
        "406": ErrorRow(InsufficientFunds),
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
    if not (status >= 400 or m.result == "error"):
        return None
    return ERRORS.error(
        (
            m.reason
            if m.reason is not UNSET and m.reason
            else m.error if m.error is not UNSET and m.error else str(status)
        ),
        m.message if m.message is not UNSET and m.message else "",
        status=status,
        operation=endpoint.id,
    )
