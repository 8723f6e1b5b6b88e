"""Bybit: environments, credentials, budgets and error codes.

Documentation: https://bybit-exchange.github.io/docs/v5/intro (last compared on 2026-11-29).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

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

from .types import Answer


class BybitConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    recv_window: int = 5000
    """Milliseconds after which the venue refuses a request as too old."""


ENVIRONMENTS = {
    "production": Environment(
        urls={
            "rest": "https://api.bybit.com",
            "public": "wss://stream.bybit.com/v5/public",
            "private": "wss://stream.bybit.com/v5/private",
            "trade": "wss://stream.bybit.com/v5/trade",
        }
    ),
    "testnet": Environment(
        urls={
            "rest": "https://api-testnet.bybit.com",
            "public": "wss://stream-testnet.bybit.com/v5/public",
            "private": "wss://stream-testnet.bybit.com/v5/private",
            "trade": "wss://stream-testnet.bybit.com/v5/trade",
        }
    ),
    "demo": Environment(
        urls={
            "rest": "https://api-demo.bybit.com",
            "public": "wss://stream.bybit.com/v5/public",
            "private": "wss://stream-demo.bybit.com/v5/private",
        }
    ),
}

CREDENTIALS = (
    CredentialField("api_key"),
    CredentialField("api_secret", optional=True),
    CredentialField("private_key", optional=True, formats=("pem_rsa",)),
)

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TIME: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_FUNDING_RATE: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.EDIT_ORDER: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.CANCEL_ON_DISCONNECT: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.CREATE_ORDERS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.CANCEL_ORDERS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.FETCH_POSITIONS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.SET_LEVERAGE: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TICKER: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_CANDLES: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.WATCH_BALANCES: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.WATCH_POSITIONS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
}

BUCKETS = (
    BucketSpec(id="ip", per="ip", budget=600, window_ns=5_000_000_000),
    BucketSpec(id="create", per="account", budget=10, window_ns=1_000_000_000),
    BucketSpec(id="amend", per="account", budget=10, window_ns=1_000_000_000),
    BucketSpec(id="cancel", per="account", budget=10, window_ns=1_000_000_000),
    BucketSpec(id="cancel_all", per="account", budget=10, window_ns=1_000_000_000),
    BucketSpec(id="create_batch", per="account", budget=10, window_ns=1_000_000_000),
    BucketSpec(id="cancel_batch", per="account", budget=10, window_ns=1_000_000_000),
    BucketSpec(id="query_orders", per="account", budget=50, window_ns=1_000_000_000),
    BucketSpec(id="order_history", per="account", budget=50, window_ns=1_000_000_000),
    BucketSpec(id="executions", per="account", budget=50, window_ns=1_000_000_000),
    BucketSpec(id="wallet", per="account", budget=50, window_ns=1_000_000_000),
    BucketSpec(id="positions", per="account", budget=50, window_ns=1_000_000_000),
)


CONNECTS = (500, 300.0)

CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=36, alphabet="0123456789abcdefghijklmnopqrstuvwxyz", pattern="[a-zA-Z0-9_-]{1,36}"
)

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "-1": ErrorRow(ClockSkew),
        "429": ErrorRow(VenueUnavailable),
        "-2015": ErrorRow(AuthenticationError),
        "10000": ErrorRow(VenueUnavailable, definitive=False),
        "10001": ErrorRow(VenueResponseError),
        "10002": ErrorRow(ClockSkew),
        "10003": ErrorRow(AuthenticationError),
        "10004": ErrorRow(AuthenticationError),
        "10005": ErrorRow(PermissionDenied),
        "10006": ErrorRow(RateLimitExceeded),
        "10007": ErrorRow(AuthenticationError),
        "10008": ErrorRow(PermissionDenied),
        "10009": ErrorRow(PermissionDenied),
        "10010": ErrorRow(PermissionDenied),
        "10014": ErrorRow(VenueResponseError, definitive=False),
        "10016": ErrorRow(VenueUnavailable, definitive=False),
        "10017": ErrorRow(VenueResponseError),
        "10019": ErrorRow(VenueUnavailable),
        "10024": ErrorRow(PermissionDenied),
        "10027": ErrorRow(PermissionDenied),
        "10028": ErrorRow(PermissionDenied),
        "10029": ErrorRow(InvalidOrder),
        "10403": ErrorRow(RateLimitExceeded),
        "10404": ErrorRow(VenueResponseError),
        "10429": ErrorRow(RateLimitExceeded),
        "20001": ErrorRow(VenueResponseError),
        "20003": ErrorRow(RateLimitExceeded),
        "20006": ErrorRow(VenueResponseError),
        "30208": ErrorRow(InvalidOrder),
        "30209": ErrorRow(InvalidOrder),
        "30228": ErrorRow(MarketClosed),
        "33004": ErrorRow(AuthenticationError),
        "40004": ErrorRow(OrderError, definitive=False),
        "110001": ErrorRow(OrderNotFound),
        "110003": ErrorRow(InvalidOrder),
        "110004": ErrorRow(InsufficientFunds),
        "110005": ErrorRow(OrderError),
        "110006": ErrorRow(InsufficientFunds),
        "110007": ErrorRow(InsufficientFunds),
        "110008": ErrorRow(OrderNotFound),
        "110009": ErrorRow(OrderError),
        "110010": ErrorRow(OrderNotFound),
        "110011": ErrorRow(OrderError),
        "110012": ErrorRow(InsufficientFunds),
        "110013": ErrorRow(OrderError),
        "110014": ErrorRow(InsufficientFunds),
        "110017": ErrorRow(InvalidOrder),
        "110019": ErrorRow(OrderNotFound),
        "110020": ErrorRow(OrderError),
        "110021": ErrorRow(OrderError),
        "110022": ErrorRow(OrderError),
        "110023": ErrorRow(OrderError),
        "110032": ErrorRow(InvalidOrder),
        "110040": ErrorRow(OrderError),
        "110043": ErrorRow(VenueResponseError),
        "110044": ErrorRow(InsufficientFunds),
        "110045": ErrorRow(InsufficientFunds),
        "110051": ErrorRow(InsufficientFunds),
        "110052": ErrorRow(InsufficientFunds),
        "110053": ErrorRow(InsufficientFunds),
        "110063": ErrorRow(MarketClosed),
        "110064": ErrorRow(InvalidOrder),
        "110066": ErrorRow(MarketClosed),
        "110072": ErrorRow(DuplicateOrderId),
        "110074": ErrorRow(MarketClosed),
        "110079": ErrorRow(OrderError),
        "110092": ErrorRow(InvalidOrder),
        "110093": ErrorRow(InvalidOrder),
        "110094": ErrorRow(InvalidOrder),
        "110095": ErrorRow(MarketClosed),
        "110103": ErrorRow(InvalidOrder),
        "110120": ErrorRow(InvalidOrder),
        "110121": ErrorRow(InvalidOrder),
        "110124": ErrorRow(PermissionDenied),
        "170001": ErrorRow(VenueUnavailable, definitive=False),
        "170005": ErrorRow(RateLimitExceeded),
        "170007": ErrorRow(VenueUnavailable, definitive=False),
        "170031": ErrorRow(VenueUnavailable),
        "170032": ErrorRow(VenueUnavailable, definitive=False),
        "170033": ErrorRow(InsufficientFunds),
        "170035": ErrorRow(OrderError, definitive=False),
        "170105": ErrorRow(InvalidOrder),
        "170115": ErrorRow(InvalidOrder),
        "170116": ErrorRow(InvalidOrder),
        "170117": ErrorRow(InvalidOrder),
        "170121": ErrorRow(InvalidOrder),
        "170124": ErrorRow(InvalidOrder),
        "170130": ErrorRow(InvalidOrder),
        "170131": ErrorRow(InsufficientFunds),
        "170132": ErrorRow(InvalidOrder),
        "170133": ErrorRow(InvalidOrder),
        "170134": ErrorRow(InvalidOrder),
        "170136": ErrorRow(InvalidOrder),
        "170137": ErrorRow(InvalidOrder),
        "170139": ErrorRow(CancelRejected),
        "170140": ErrorRow(InvalidOrder),
        "170141": ErrorRow(DuplicateOrderId),
        "170142": ErrorRow(OrderNotFound),
        "170143": ErrorRow(OrderNotFound),
        "170144": ErrorRow(OrderError),
        "170145": ErrorRow(CancelRejected),
        "170146": ErrorRow(VenueUnavailable, definitive=False),
        "170147": ErrorRow(VenueUnavailable, definitive=False),
        "170148": ErrorRow(InvalidOrder),
        "170149": ErrorRow(OrderError),
        "170150": ErrorRow(CancelRejected),
        "170151": ErrorRow(MarketClosed),
        "170157": ErrorRow(MarketClosed),
        "170159": ErrorRow(MarketClosed),
        "170190": ErrorRow(CancelRejected),
        "170191": ErrorRow(CancelRejected),
        "170192": ErrorRow(InvalidOrder),
        "170193": ErrorRow(InvalidOrder),
        "170194": ErrorRow(InvalidOrder),
        "170201": ErrorRow(InvalidOrder),
        "170203": ErrorRow(InvalidOrder),
        "170204": ErrorRow(InvalidOrder),
        "170210": ErrorRow(OrderError),
        "170212": ErrorRow(CancelRejected),
        "170213": ErrorRow(OrderNotFound),
        "170217": ErrorRow(InvalidOrder),
        "170218": ErrorRow(PostOnlyRejected),
        "170222": ErrorRow(RateLimitExceeded),
        "170227": ErrorRow(OrderError),
        "170310": ErrorRow(VenueUnavailable, definitive=False),
        "170311": ErrorRow(OrderError),
        "170312": ErrorRow(OrderError),
        "170313": ErrorRow(InvalidOrder),
        "170341": ErrorRow(InvalidOrder),
        "170371": ErrorRow(InvalidOrder),
        "170372": ErrorRow(InvalidOrder),
        "170381": ErrorRow(InvalidOrder),
        "170382": ErrorRow(InvalidOrder),
        "170810": ErrorRow(OrderError),
    },
    statuses={
        "400": ErrorRow(VenueResponseError),
        "403": ErrorRow(RateLimitExceeded, ban=True),
        "429": ErrorRow(RateLimitExceeded),
        "5xx": ErrorRow(VenueUnavailable, definitive=False),
    },
    by_operation={"cancel_order": {"110008": ErrorRow(CancelRejected)}},
)

decode_error_body = msgspec.json.Decoder(Answer).decode


def error_of(endpoint: Endpoint, response: Response) -> VenueResponseError | None:
    """What an answer refuses; None for a success."""
    status = response.status
    try:
        m = decode_error_body(response.body)
    except msgspec.MsgspecError:
        return ERRORS.by_status(status, response.body[:200].decode(errors="replace"), operation=endpoint.id)
    if not (m.code != 0):
        return None
    return ERRORS.error(str(m.code), m.message, status=status, operation=endpoint.id)


def usage_of(response: Response) -> Iterator[Usage]:
    """What the headers of an answer say about our budgets."""
    if (text := response.headers.get("x-bapi-limit-status")) is not None:
        for bucket in (
            "create",
            "amend",
            "cancel",
            "cancel_all",
            "create_batch",
            "cancel_batch",
            "query_orders",
            "order_history",
            "executions",
            "wallet",
            "positions",
        ):
            yield Usage(bucket=bucket, remaining=int(text), shared=True)


def retry_after_of(response: Response, now: int) -> float | None:
    """Seconds that a refusal asks us to wait; None where it does not say. `now` is the venue's time in ns."""
    try:
        seconds = (
            Decimal(max(int(_1) - now // 1_000_000, 0)) / 1000
            if (_1 := response.headers.get("x-bapi-limit-reset-timestamp")) is not None
            else None
        )
    except (ValueError, ArithmeticError):
        return None
    return max(float(seconds), 0.0) if seconds is not None else None
