"""Crypto.com Exchange: environments, credentials, budgets and error codes.

Documentation: https://exchange-developer.crypto.com/exchange/v1/docs (last compared on 2026-11-29).
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import UNSET, Struct
from venue_runtime.bindings import CredentialField, Environment
from venue_runtime.error_table import ErrorRow, ErrorTable
from venue_runtime.errors import (
    AuthenticationError,
    CancelRejected,
    ClockSkew,
    DuplicateOrderId,
    InsufficientFunds,
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
from venue_runtime.exprs import word_of
from venue_runtime.http import Response
from venue_runtime.ids import ClientOrderIdForm
from venue_runtime.limits import BucketSpec
from venue_runtime.model import Capability
from venue_runtime.reconcile import Find, ReconcilePlan
from venue_runtime.rest import Endpoint

from .types import Failure


class CryptocomConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    book_interval: Literal["10", "100"] = "10"
    """Milliseconds between changes of books."""


ENVIRONMENTS = {
    "production": Environment(
        urls={
            "rest": "https://api.crypto.com/exchange/v1",
            "market": "wss://stream.crypto.com/exchange/v1/market",
            "user": "wss://stream.crypto.com/exchange/v1/user",
        }
    ),
    "uat": Environment(
        urls={
            "rest": "https://uat-api.3ona.co/exchange/v1",
            "market": "wss://uat-stream.3ona.co/exchange/v1/market",
            "user": "wss://uat-stream.3ona.co/exchange/v1/user",
        }
    ),
}

CREDENTIALS = (CredentialField("api_key"), CredentialField("api_secret"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.FETCH_FUNDING_RATE: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CREATE_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.EDIT_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ON_DISCONNECT: (),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_POSITIONS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_TICKER: (),
    Capability.WATCH_CANDLES: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_BALANCES: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_POSITIONS: (frozenset({"api_key", "api_secret"}),),
}

BUCKETS = (
    BucketSpec(id="instruments", per="ip", budget=100, window_ns=1_000_000_000),
    BucketSpec(id="book", per="ip", budget=100, window_ns=1_000_000_000),
    BucketSpec(id="trades", per="ip", budget=100, window_ns=1_000_000_000),
    BucketSpec(id="tickers", per="ip", budget=100, window_ns=1_000_000_000),
    BucketSpec(id="candles", per="ip", budget=100, window_ns=1_000_000_000),
    BucketSpec(id="valuations", per="ip", budget=100, window_ns=1_000_000_000),
    BucketSpec(id="place", per="key", budget=15, window_ns=100_000_000),
    BucketSpec(id="cancel", per="key", budget=15, window_ns=100_000_000),
    BucketSpec(id="cancel_all", per="key", budget=15, window_ns=100_000_000),
    BucketSpec(id="amend", per="key", budget=3, window_ns=100_000_000),
    BucketSpec(id="place_many", per="key", budget=3, window_ns=100_000_000),
    BucketSpec(id="cancel_many", per="key", budget=3, window_ns=100_000_000),
    BucketSpec(id="order", per="key", budget=30, window_ns=100_000_000),
    BucketSpec(id="open_orders", per="key", budget=3, window_ns=100_000_000),
    BucketSpec(id="history", per="key", budget=1, window_ns=1_000_000_000),
    BucketSpec(id="fills", per="key", budget=1, window_ns=1_000_000_000),
    BucketSpec(id="balance", per="key", budget=3, window_ns=100_000_000),
    BucketSpec(id="positions", per="key", budget=3, window_ns=100_000_000),
)


CLIENT_ORDER_IDS = ClientOrderIdForm(max_len=36, alphabet="0123456789abcdefghijklmnopqrstuvwxyz", pattern="[!-~]{1,36}")

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "201": ErrorRow(OrderError),
        "202": ErrorRow(PermissionDenied),
        "203": ErrorRow(VenueResponseError),
        "204": ErrorRow(DuplicateOrderId),
        "205": ErrorRow(DuplicateOrderId),
        "206": ErrorRow(VenueResponseError),
        "207": ErrorRow(VenueResponseError),
        "208": ErrorRow(MarketClosed),
        "209": ErrorRow(InvalidOrder),
        "210": ErrorRow(VenueResponseError),
        "211": ErrorRow(VenueResponseError),
        "212": ErrorRow(OrderNotFound),
        "213": ErrorRow(InvalidOrder),
        "214": ErrorRow(VenueResponseError),
        "215": ErrorRow(VenueResponseError),
        "216": ErrorRow(OrderError),
        "217": ErrorRow(OrderError),
        "218": ErrorRow(InvalidOrder),
        "219": ErrorRow(InvalidOrder),
        "220": ErrorRow(InvalidOrder),
        "221": ErrorRow(InvalidOrder),
        "222": ErrorRow(VenueResponseError),
        "223": ErrorRow(InvalidOrder),
        "224": ErrorRow(OrderError),
        "225": ErrorRow(InvalidOrder),
        "226": ErrorRow(InvalidOrder),
        "301": ErrorRow(OrderError),
        "302": ErrorRow(OrderError),
        "303": ErrorRow(OrderError),
        "304": ErrorRow(OrderError),
        "305": ErrorRow(OrderError),
        "306": ErrorRow(InsufficientFunds),
        "307": ErrorRow(CancelRejected),
        "308": ErrorRow(InvalidOrder),
        "309": ErrorRow(MarketClosed),
        "310": ErrorRow(OrderError),
        "311": ErrorRow(OrderError),
        "312": ErrorRow(InvalidOrder),
        "313": ErrorRow(InvalidOrder),
        "314": ErrorRow(InvalidOrder),
        "315": ErrorRow(InvalidOrder),
        "316": ErrorRow(OrderNotFound),
        "317": ErrorRow(OrderError),
        "318": ErrorRow(OrderError),
        "319": ErrorRow(OrderError),
        "320": ErrorRow(InsufficientFunds),
        "321": ErrorRow(InsufficientFunds),
        "401": ErrorRow(VenueResponseError),
        "406": ErrorRow(PermissionDenied),
        "407": ErrorRow(VenueResponseError),
        "408": ErrorRow(PermissionDenied),
        "409": ErrorRow(VenueResponseError),
        "410": ErrorRow(PermissionDenied),
        "411": ErrorRow(PermissionDenied),
        "412": ErrorRow(PermissionDenied),
        "415": ErrorRow(InvalidOrder),
        "501": ErrorRow(OrderError),
        "604": ErrorRow(VenueResponseError),
        "605": ErrorRow(VenueResponseError),
        "606": ErrorRow(InvalidOrder),
        "613": ErrorRow(OrderError),
        "614": ErrorRow(OrderError),
        "615": ErrorRow(OrderError),
        "616": ErrorRow(VenueUnavailable, definitive=False),
        "617": ErrorRow(OrderError),
        "618": ErrorRow(OrderError),
        "619": ErrorRow(OrderError),
        "620": ErrorRow(VenueUnavailable, definitive=False),
        "1110": ErrorRow(InvalidOrder),
        "40001": ErrorRow(VenueResponseError),
        "40002": ErrorRow(VenueResponseError),
        "40003": ErrorRow(VenueResponseError),
        "40004": ErrorRow(VenueResponseError),
        "40005": ErrorRow(VenueResponseError),
        "40006": ErrorRow(DuplicateOrderId, definitive=False),
        "40101": ErrorRow(AuthenticationError),
        "40102": ErrorRow(ClockSkew),
        "40103": ErrorRow(PermissionDenied),
        "40104": ErrorRow(PermissionDenied),
        "40107": ErrorRow(VenueResponseError),
        "40401": ErrorRow(OrderNotFound),
        "40801": ErrorRow(VenueUnavailable, definitive=False),
        "42901": ErrorRow(RateLimitExceeded),
        "43003": ErrorRow(OrderError),
        "43004": ErrorRow(OrderError),
        "43005": ErrorRow(PostOnlyRejected),
        "43012": ErrorRow(OrderError),
        "50001": ErrorRow(VenueUnavailable, definitive=False),
        "120009": ErrorRow(OrderError),
        "130008": ErrorRow(CancelRejected),
    },
    statuses={
        "401": ErrorRow(AuthenticationError),
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
    if not (word_of(m.code) != "0"):
        return None
    return ERRORS.error(
        word_of(m.code), m.message if m.message is not UNSET and m.message else "", status=status, operation=endpoint.id
    )
