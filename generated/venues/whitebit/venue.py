"""WhiteBIT: environments, credentials, budgets and error codes.

Documentation: https://docs.whitebit.com/ (last compared on 2026-11-29).
"""

from __future__ import annotations

import msgspec
from msgspec import UNSET, Struct
from venue_runtime.bindings import CredentialField, Environment
from venue_runtime.error_table import ErrorRow, ErrorTable
from venue_runtime.errors import (
    AuthenticationError,
    ClockSkew,
    DuplicateOrderId,
    InsufficientFunds,
    InvalidNonce,
    InvalidOrder,
    OrderNotFound,
    PermissionDenied,
    RateLimitExceeded,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.exprs import item, word_of
from venue_runtime.http import Response
from venue_runtime.ids import ClientOrderIdForm
from venue_runtime.limits import BucketSpec
from venue_runtime.model import Capability
from venue_runtime.reconcile import Find, ReconcilePlan
from venue_runtime.rest import Endpoint

from .types import Failure


class WhitebitConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    markets: str = ""
    """Markets whose orders and fills are told, such as BTC_USDT,ETH_BTC."""

    nonce_window: bool = False
    """Nonces may come in any order, each within 5 seconds of the venue's clock."""


ENVIRONMENTS = {
    "production": Environment(urls={"rest": "https://whitebit.com", "stream": "wss://api.whitebit.com/ws"}),
    "eu": Environment(urls={"rest": "https://whitebit.eu", "stream": "wss://api.whitebit.eu/ws"}),
}

CREDENTIALS = (CredentialField("api_key"), CredentialField("api_secret"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TIME: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CREATE_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.EDIT_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ALL_ORDERS_AFTER: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_TICKER: (),
    Capability.WATCH_CANDLES: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_BALANCES: (frozenset({"api_key", "api_secret"}),),
}

BUCKETS = (
    BucketSpec(id="market_data", per="ip", budget=2_000, window_ns=10_000_000_000),
    BucketSpec(id="order_book", per="ip", budget=600, window_ns=10_000_000_000),
    BucketSpec(id="candles", per="ip", budget=1_000, window_ns=10_000_000_000),
    BucketSpec(id="trading", per="ip", budget=10_000, window_ns=10_000_000_000),
    BucketSpec(id="account", per="ip", budget=12_000, window_ns=10_000_000_000),
    BucketSpec(id="token", per="ip", budget=10, window_ns=60_000_000_000),
)


CONNECTS = (1000, 60.0)

CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=32,
    alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    pattern="[0-9A-Za-z._-]{1,32}",
)

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "0": ErrorRow(
            VenueResponseError,
            texts=(
                ("Not enough balance", InsufficientFunds),
                ("Too many requests", InvalidNonce),
                ("Nonce not provided", InvalidNonce),
                ("Your nonce is more than", ClockSkew),
                ("Invalid nonceWindow", InvalidNonce),
                ("Payload not provided", AuthenticationError),
                ("Invalid payload", AuthenticationError),
                ("Request not provided", AuthenticationError),
                ("Unauthorized request", AuthenticationError),
                ("This action is unauthorized", PermissionDenied),
                ("You don't have permission", PermissionDenied),
            ),
        ),
        "1": ErrorRow(VenueResponseError),
        "2": ErrorRow(VenueResponseError, texts=(("Unexecuted order was not found", OrderNotFound),)),
        "3": ErrorRow(InvalidOrder, texts=(("service unavailable", VenueResponseError),)),
        "4": ErrorRow(VenueResponseError),
        "5": ErrorRow(InsufficientFunds, texts=(("service timeout", VenueResponseError),)),
        "6": ErrorRow(VenueResponseError, texts=(("require authentication", AuthenticationError),)),
        "7": ErrorRow(VenueResponseError, texts=(("too many requests", RateLimitExceeded),)),
        "9": ErrorRow(AuthenticationError, texts=(("Invalid payload", AuthenticationError),)),
        "10": ErrorRow(
            InvalidOrder,
            texts=(("Not enough balance", InsufficientFunds), ("Unauthorized request", AuthenticationError)),
        ),
        "30": ErrorRow(
            InvalidOrder,
            texts=(
                ("OrderHistory was not found", OrderNotFound),
                ("Order was not found", OrderNotFound),
                ("Not enough balance", InsufficientFunds),
            ),
        ),
        "31": ErrorRow(InvalidOrder),
        "32": ErrorRow(InvalidOrder, texts=(("Not enough balance", InsufficientFunds),)),
        "33": ErrorRow(InvalidOrder),
        "35": ErrorRow(InvalidOrder),
        "36": ErrorRow(InvalidOrder, texts=(("This client order id is already used", DuplicateOrderId),)),
        "37": ErrorRow(InvalidOrder),
        "40": ErrorRow(InvalidOrder),
        "41": ErrorRow(InvalidOrder),
        "42": ErrorRow(PermissionDenied),
        "43": ErrorRow(PermissionDenied),
        "404": ErrorRow(OrderNotFound),
        "500": ErrorRow(VenueUnavailable, definitive=False),
    },
    statuses={
        "400": ErrorRow(VenueResponseError),
        "401": ErrorRow(AuthenticationError),
        "403": ErrorRow(PermissionDenied),
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
    if not (status >= 400 or m.success == False):
        return None
    return ERRORS.error(
        m.code if m.code is not UNSET else None,
        (
            (
                _2
                if (_1 := item(list(m.errors.values()), 0)) is not None and (_2 := item(_1, 0))
                else word_of(m.message) if m.message is not UNSET and word_of(m.message) else ""
            )
            if m.errors is not UNSET and m.errors is not None
            else word_of(m.message) if m.message is not UNSET and word_of(m.message) else ""
        ),
        status=status,
        operation=endpoint.id,
    )
