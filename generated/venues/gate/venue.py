"""Gate: environments, credentials, budgets and error codes.

Documentation: https://www.gate.com/docs/developers/apiv4/en/ (last compared on 2026-11-29).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import msgspec
from msgspec import UNSET, Struct
from venue_runtime.bindings import CredentialField, Environment
from venue_runtime.error_table import ErrorRow, ErrorTable
from venue_runtime.errors import (
    AuthenticationError,
    CancelRejected,
    ClockSkew,
    InsufficientFunds,
    InvalidOrder,
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

from .types import Failure


class GateConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    account: Literal["spot", "margin", "cross_margin", "unified"] = "spot"
    """Account of orders and of what is asked about them; `unified` where yours is one."""


ENVIRONMENTS = {
    "production": Environment(urls={"rest": "https://api.gateio.ws", "stream": "wss://api.gateio.ws/ws/v4/"}),
    "testnet": Environment(
        urls={"rest": "https://api-testnet.gateapi.io", "stream": "wss://ws-testnet.gate.com/v4/ws/spot"}
    ),
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
    BucketSpec(id="time", per="ip", budget=200, window_ns=10_000_000_000),
    BucketSpec(id="pairs", per="ip", budget=200, window_ns=10_000_000_000),
    BucketSpec(id="tickers", per="ip", budget=200, window_ns=10_000_000_000),
    BucketSpec(id="order_book", per="ip", budget=200, window_ns=10_000_000_000),
    BucketSpec(id="trades", per="ip", budget=200, window_ns=10_000_000_000),
    BucketSpec(id="candles", per="ip", budget=200, window_ns=10_000_000_000),
    BucketSpec(id="place", per="symbol", budget=10, window_ns=1_000_000_000),
    BucketSpec(id="cancel", per="account", budget=200, window_ns=1_000_000_000),
    BucketSpec(id="order", per="account", budget=200, window_ns=10_000_000_000),
    BucketSpec(id="orders", per="account", budget=200, window_ns=10_000_000_000),
    BucketSpec(id="open_orders", per="account", budget=200, window_ns=10_000_000_000),
    BucketSpec(id="fills", per="account", budget=200, window_ns=10_000_000_000),
    BucketSpec(id="countdown", per="account", budget=200, window_ns=10_000_000_000),
    BucketSpec(id="accounts", per="account", budget=200, window_ns=10_000_000_000),
)


CONNECTS = (300, 300.0)

CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=30,
    alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    prefix="t-",
    pattern="t-[0-9A-Za-z_.-]{1,28}",
)

RECONCILE = ReconcilePlan(find=Find.LIST, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "INVALID_PROTOCOL": ErrorRow(VenueResponseError),
        "INVALID_ARGUMENT": ErrorRow(VenueResponseError),
        "INVALID_REQUEST_BODY": ErrorRow(VenueResponseError),
        "MISSING_REQUIRED_PARAM": ErrorRow(VenueResponseError),
        "BAD_REQUEST": ErrorRow(VenueResponseError),
        "INVALID_CONTENT_TYPE": ErrorRow(VenueResponseError),
        "NOT_ACCEPTABLE": ErrorRow(VenueResponseError),
        "METHOD_NOT_ALLOWED": ErrorRow(VenueResponseError),
        "NOT_FOUND": ErrorRow(VenueResponseError),
        "INVALID_PARAM_VALUE": ErrorRow(InvalidOrder),
        "INVALID_CREDENTIALS": ErrorRow(AuthenticationError),
        "INVALID_KEY": ErrorRow(AuthenticationError),
        "INVALID_SIGNATURE": ErrorRow(AuthenticationError),
        "MISSING_REQUIRED_HEADER": ErrorRow(AuthenticationError),
        "IP_FORBIDDEN": ErrorRow(PermissionDenied),
        "READ_ONLY": ErrorRow(PermissionDenied),
        "ACCOUNT_LOCKED": ErrorRow(PermissionDenied),
        "FORBIDDEN": ErrorRow(PermissionDenied),
        "TRADE_RESTRICTED": ErrorRow(PermissionDenied),
        "AUTHENTICATION_FAILED": ErrorRow(AuthenticationError),
        "REQUEST_EXPIRED": ErrorRow(ClockSkew),
        "TOO_MANY_REQUESTS": ErrorRow(RateLimitExceeded),
        "INVALID_CURRENCY": ErrorRow(VenueResponseError),
        "INVALID_CURRENCY_PAIR": ErrorRow(VenueResponseError),
        "INVALID_PRECISION": ErrorRow(InvalidOrder),
        "AMOUNT_TOO_LITTLE": ErrorRow(InvalidOrder),
        "AMOUNT_TOO_MUCH": ErrorRow(InvalidOrder),
        "MARGIN_NOT_SUPPORTED": ErrorRow(InvalidOrder),
        "AUTO_BORROW_TOO_MUCH": ErrorRow(InvalidOrder),
        "NO_CHANGE": ErrorRow(InvalidOrder),
        "TOO_MANY_CURRENCY_PAIRS": ErrorRow(InvalidOrder),
        "TOO_MANY_ORDERS": ErrorRow(InvalidOrder),
        "MIXED_ACCOUNT_TYPE": ErrorRow(InvalidOrder),
        "QUANTITY_NOT_ENOUGH": ErrorRow(InsufficientFunds),
        "BALANCE_NOT_ENOUGH": ErrorRow(InsufficientFunds),
        "MARGIN_BALANCE_NOT_ENOUGH": ErrorRow(InsufficientFunds),
        "INITIAL_MARGIN_TOO_LOW": ErrorRow(InsufficientFunds),
        "ORDER_CLOSED": ErrorRow(CancelRejected),
        "ORDER_CANCELLED": ErrorRow(CancelRejected),
        "CANCEL_FAIL": ErrorRow(CancelRejected),
        "POC_FILL_IMMEDIATELY": ErrorRow(PostOnlyRejected),
        "ORDER_NOT_FOUND": ErrorRow(OrderNotFound),
        "REPEATED_CREATION": ErrorRow(InvalidOrder),
        "FOK_NOT_FILL": ErrorRow(OrderError),
        "ORDER_BOOK_NOT_FOUND": ErrorRow(OrderError),
        "NO_MERGEABLE_ORDERS": ErrorRow(OrderError),
        "INTERNAL": ErrorRow(VenueUnavailable, definitive=False),
        "SERVER_ERROR": ErrorRow(VenueUnavailable, definitive=False),
        "INTERNAL_SERVER_ERROR": ErrorRow(VenueUnavailable, definitive=False),
        "TOO_BUSY": ErrorRow(VenueUnavailable, definitive=False),
        "FAILED_RETRIEVE_ASSETS": ErrorRow(VenueUnavailable, definitive=False),
        "1": ErrorRow(VenueResponseError),
        "2": ErrorRow(VenueResponseError),
        "3": ErrorRow(VenueUnavailable),
        "4": ErrorRow(AuthenticationError),
    },
    statuses={
        "401": ErrorRow(AuthenticationError),
        "429": ErrorRow(RateLimitExceeded),
        "4xx": ErrorRow(VenueResponseError),
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
    return ERRORS.error(
        m.label if m.label is not UNSET and m.label else "",
        m.message if m.message is not UNSET and m.message else m.detail if m.detail is not UNSET and m.detail else "",
        status=status,
        operation=endpoint.id,
    )


def usage_of(response: Response) -> Iterator[Usage]:
    """What the headers of an answer say about our budgets."""
    if (text := response.headers.get("x-gate-ratelimit-requests-remain")) is not None:
        for bucket in (
            "time",
            "pairs",
            "tickers",
            "order_book",
            "trades",
            "candles",
            "place",
            "cancel",
            "order",
            "orders",
            "open_orders",
            "fills",
            "countdown",
            "accounts",
        ):
            yield Usage(bucket=bucket, remaining=int(text), shared=True)


def retry_after_of(response: Response, now: int) -> float | None:
    """Seconds that a refusal asks us to wait; None where it does not say. `now` is the venue's time in ns."""
    try:
        seconds = (
            None
            if (_1 := response.headers.get("x-gate-ratelimit-reset-timestamp")) is None
            else (
                Decimal(max(int(_1) - now // 1_000_000, 0)) / 1000
                if int(_1) > 100000000000
                else Decimal(max(int(_1) - now // 1_000_000_000, 0))
            )
        )
    except (ValueError, ArithmeticError):
        return None
    return max(float(seconds), 0.0) if seconds is not None else None
