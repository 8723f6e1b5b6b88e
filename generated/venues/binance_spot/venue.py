"""Binance Spot: environments, credentials, budgets and error codes.

Documentation: https://developers.binance.com/docs/binance-spot-api-docs (last compared on 2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct
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
from venue_runtime.http import Response
from venue_runtime.ids import ClientOrderIdForm
from venue_runtime.limits import BucketSpec, Usage
from venue_runtime.model import Capability
from venue_runtime.reconcile import Find, ReconcilePlan
from venue_runtime.rest import Endpoint

from .types import ErrorBody


class BinanceSpotConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    recv_window: int = 5000
    """Milliseconds after which the venue refuses a request as too old."""

    fix_message_handling: Literal["sequential", "unordered"] = "sequential"
    """Whether the venue may hand orders sent over FIX to the matching engine in another order than they came."""

    fix_response_mode: Literal["everything", "only_acks"] | None = None
    """Over FIX, `only_acks` answers what this session sends, and reports neither fills nor other orders."""


ENVIRONMENTS = {
    "production": Environment(
        urls={
            "fix_order_entry": "tcp+tls://fix-oe.binance.com:9000",
            "fix_drop_copy": "tcp+tls://fix-dc.binance.com:9000",
            "fix_market_data": "tcp+tls://fix-md.binance.com:9000",
            "rest": "https://api.binance.com",
            "stream": "wss://stream.binance.com:9443",
            "ws_api": "wss://ws-api.binance.com:443/ws-api/v3",
        }
    ),
    "testnet": Environment(
        urls={
            "fix_order_entry": "tcp+tls://fix-oe.testnet.binance.vision:9000",
            "fix_drop_copy": "tcp+tls://fix-dc.testnet.binance.vision:9000",
            "fix_market_data": "tcp+tls://fix-md.testnet.binance.vision:9000",
            "rest": "https://testnet.binance.vision",
            "stream": "wss://stream.testnet.binance.vision",
            "ws_api": "wss://ws-api.testnet.binance.vision/ws-api/v3",
        }
    ),
    "demo": Environment(
        urls={
            "rest": "https://demo-api.binance.com",
            "stream": "wss://demo-stream.binance.com",
            "ws_api": "wss://demo-ws-api.binance.com/ws-api/v3",
        }
    ),
}

CREDENTIALS = (
    CredentialField("api_key"),
    CredentialField("api_secret", optional=True),
    CredentialField("private_key", optional=True, formats=("pem",)),
)

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TIME: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.WATCH_TICKER: (),
    Capability.WATCH_CANDLES: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.EDIT_ORDER: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.WATCH_BALANCES: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.FIX: (frozenset({"api_key", "private_key"}),),
}

BUCKETS = (
    BucketSpec(id="weight", per="ip", budget=6_000, shape="fixed", window_ns=60_000_000_000),
    BucketSpec(id="orders_10s", per="account", budget=50, shape="fixed", window_ns=10_000_000_000),
    BucketSpec(id="orders_1d", per="account", budget=160_000, shape="fixed", window_ns=86_400_000_000_000),
)


CONNECTS = (300, 300.0)

CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=36, alphabet="0123456789abcdefghijklmnopqrstuvwxyz", pattern="[a-zA-Z0-9_-]{1,36}"
)

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

_TEXTS = (
    ("Unknown order sent", OrderNotFound),
    ("Duplicate order sent", DuplicateOrderId),
    ("Market is closed", MarketClosed),
    ("Account has insufficient balance", InsufficientFunds),
    ("Order would immediately match and take", PostOnlyRejected),
    ("Order was not canceled due to cancel restrictions", CancelRejected),
    ("Cancel order is invalid", CancelRejected),
    ("This action is disabled on this account", PermissionDenied),
    ("This account may not place or cancel orders", PermissionDenied),
    ("This symbol is not permitted for this account", PermissionDenied),
    ("This symbol is restricted for this account", PermissionDenied),
    ("Rest API trading is not enabled", PermissionDenied),
    ("WebSocket API trading is not enabled", PermissionDenied),
)

ERRORS = ErrorTable(
    codes={
        "-1000": ErrorRow(VenueUnavailable, definitive=False),
        "-1001": ErrorRow(VenueUnavailable, definitive=False),
        "-1002": ErrorRow(PermissionDenied),
        "-1003": ErrorRow(RateLimitExceeded),
        "-1006": ErrorRow(VenueUnavailable, definitive=False),
        "-1007": ErrorRow(VenueUnavailable, definitive=False),
        "-1008": ErrorRow(VenueUnavailable, definitive=False),
        "-1010": ErrorRow(InvalidOrder, texts=_TEXTS),
        "-1013": ErrorRow(InvalidOrder),
        "-1014": ErrorRow(InvalidOrder),
        "-1015": ErrorRow(RateLimitExceeded),
        "-1016": ErrorRow(VenueUnavailable),
        "-1020": ErrorRow(VenueResponseError),
        "-1021": ErrorRow(ClockSkew),
        "-1022": ErrorRow(AuthenticationError),
        "-1034": ErrorRow(RateLimitExceeded),
        "-1100": ErrorRow(VenueResponseError),
        "-1101": ErrorRow(VenueResponseError),
        "-1102": ErrorRow(VenueResponseError),
        "-1103": ErrorRow(VenueResponseError),
        "-1104": ErrorRow(VenueResponseError),
        "-1105": ErrorRow(VenueResponseError),
        "-1106": ErrorRow(VenueResponseError),
        "-1108": ErrorRow(VenueResponseError),
        "-1111": ErrorRow(InvalidOrder),
        "-1112": ErrorRow(VenueResponseError),
        "-1114": ErrorRow(InvalidOrder),
        "-1115": ErrorRow(InvalidOrder),
        "-1116": ErrorRow(InvalidOrder),
        "-1117": ErrorRow(InvalidOrder),
        "-1118": ErrorRow(InvalidOrder),
        "-1119": ErrorRow(InvalidOrder),
        "-1120": ErrorRow(VenueResponseError),
        "-1121": ErrorRow(VenueResponseError),
        "-1122": ErrorRow(VenueResponseError),
        "-1125": ErrorRow(VenueResponseError),
        "-1127": ErrorRow(VenueResponseError),
        "-1128": ErrorRow(VenueResponseError),
        "-1130": ErrorRow(VenueResponseError),
        "-1134": ErrorRow(InvalidOrder),
        "-1135": ErrorRow(VenueResponseError),
        "-1139": ErrorRow(VenueResponseError),
        "-1145": ErrorRow(InvalidOrder),
        "-1151": ErrorRow(VenueResponseError),
        "-1152": ErrorRow(VenueResponseError),
        "-1153": ErrorRow(VenueResponseError),
        "-1155": ErrorRow(VenueResponseError),
        "-1158": ErrorRow(InvalidOrder),
        "-1160": ErrorRow(InvalidOrder),
        "-1161": ErrorRow(VenueResponseError),
        "-1165": ErrorRow(InvalidOrder),
        "-1166": ErrorRow(InvalidOrder),
        "-1168": ErrorRow(InvalidOrder),
        "-1194": ErrorRow(VenueResponseError),
        "-1196": ErrorRow(InvalidOrder),
        "-1197": ErrorRow(InvalidOrder),
        "-1198": ErrorRow(InvalidOrder),
        "-1199": ErrorRow(InvalidOrder),
        "-1210": ErrorRow(InvalidOrder),
        "-1211": ErrorRow(InvalidOrder),
        "-1220": ErrorRow(VenueResponseError),
        "-1221": ErrorRow(VenueResponseError),
        "-1222": ErrorRow(InvalidOrder),
        "-1223": ErrorRow(InvalidOrder),
        "-1224": ErrorRow(InvalidOrder),
        "-1225": ErrorRow(InvalidOrder),
        "-2010": ErrorRow(InvalidOrder, texts=_TEXTS),
        "-2011": ErrorRow(CancelRejected, texts=_TEXTS),
        "-2013": ErrorRow(OrderNotFound),
        "-2014": ErrorRow(AuthenticationError),
        "-2015": ErrorRow(AuthenticationError),
        "-2016": ErrorRow(VenueResponseError),
        "-2021": ErrorRow(OrderError, definitive=False),
        "-2022": ErrorRow(OrderError),
        "-2026": ErrorRow(OrderNotFound),
        "-2035": ErrorRow(VenueResponseError),
        "-2036": ErrorRow(VenueResponseError),
        "-2038": ErrorRow(InvalidOrder, texts=_TEXTS),
        "-2039": ErrorRow(OrderNotFound),
        "-2042": ErrorRow(VenueResponseError),
        "-2043": ErrorRow(VenueResponseError),
    },
    statuses={
        "403": ErrorRow(PermissionDenied),
        "418": ErrorRow(RateLimitExceeded, ban=True),
        "429": ErrorRow(RateLimitExceeded),
        "5xx": ErrorRow(VenueUnavailable, definitive=False),
    },
    by_operation={},
)

decode_error_body = msgspec.json.Decoder(ErrorBody).decode


def error_of(endpoint: Endpoint, response: Response) -> VenueResponseError | None:
    """What an answer refuses; None for a success."""
    status = response.status
    if not (status >= 400):
        return None
    try:
        m = decode_error_body(response.body)
    except msgspec.MsgspecError:
        return ERRORS.by_status(status, response.body[:200].decode(errors="replace"), operation=endpoint.id)
    return ERRORS.error(m.code, m.msg, status=status, operation=endpoint.id)


def usage_of(response: Response) -> Iterator[Usage]:
    """What the headers of an answer say about our budgets."""
    if (text := response.headers.get("x-mbx-used-weight-1m")) is not None:
        yield Usage(bucket="weight", used=int(text))
    if (text := response.headers.get("x-mbx-order-count-10s")) is not None:
        yield Usage(bucket="orders_10s", used=int(text))
    if (text := response.headers.get("x-mbx-order-count-1d")) is not None:
        yield Usage(bucket="orders_1d", used=int(text))
