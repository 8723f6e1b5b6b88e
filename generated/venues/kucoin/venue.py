"""KuCoin: environments, credentials, budgets and error codes.

Documentation: https://www.kucoin.com/docs-new/introduction (last compared on 2026-11-29).
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
    DuplicateOrderId,
    InsufficientFunds,
    InvalidOrder,
    MarketClosed,
    OrderNotFound,
    PermissionDenied,
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


class KucoinConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    account: Literal["trade", "main"] = "trade"
    """Account whose balances are read; orders use `trade`."""


ENVIRONMENTS = {"production": Environment(urls={"rest": "https://api.kucoin.com"})}

CREDENTIALS = (CredentialField("api_key"), CredentialField("api_secret"), CredentialField("passphrase"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TIME: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CREATE_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.EDIT_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CANCEL_ALL_ORDERS_AFTER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_ORDER_BOOK: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_TICKER: (),
    Capability.WATCH_CANDLES: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_BALANCES: (frozenset({"api_key", "api_secret", "passphrase"}),),
}

BUCKETS = (
    BucketSpec(id="spot", per="account", budget=4_000, window_ns=30_000_000_000),
    BucketSpec(id="management", per="account", budget=2_000, window_ns=30_000_000_000),
    BucketSpec(id="public", per="ip", budget=2_000, window_ns=30_000_000_000),
)


CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=40, alphabet="0123456789abcdefghijklmnopqrstuvwxyz", pattern="[a-zA-Z0-9_-]{1,40}"
)

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

_TEXTS = (
    ("account.available.amount", InsufficientFunds),
    ("validation.createOrder.clientOidDuplicated", DuplicateOrderId),
)

ERRORS = ErrorTable(
    codes={
        "200001": ErrorRow(MarketClosed),
        "200002": ErrorRow(CancelRejected, texts=(("Too many requests", RateLimitExceeded),)),
        "200003": ErrorRow(InvalidOrder),
        "200004": ErrorRow(InsufficientFunds),
        "200009": ErrorRow(PermissionDenied),
        "400001": ErrorRow(AuthenticationError, texts=(("Please check the URL", VenueResponseError),)),
        "400002": ErrorRow(ClockSkew),
        "400003": ErrorRow(AuthenticationError),
        "400004": ErrorRow(AuthenticationError),
        "400005": ErrorRow(AuthenticationError),
        "400006": ErrorRow(PermissionDenied),
        "400007": ErrorRow(PermissionDenied),
        "400008": ErrorRow(AuthenticationError),
        "400009": ErrorRow(AuthenticationError),
        "400010": ErrorRow(PermissionDenied),
        "400100": ErrorRow(
            VenueResponseError,
            texts=(
                ("account.available.amount", InsufficientFunds),
                ("order_not_exist_or_not_allow_to_cancel", CancelRejected),
                ("order_not_exist", OrderNotFound),
                ("order not exist", OrderNotFound),
                ("The order does not exist", OrderNotFound),
                ("validation.createOrder.clientOidDuplicated", DuplicateOrderId),
                ("Order size below the minimum requirement", InvalidOrder),
                ("The quantity is below the minimum requirement", InvalidOrder),
            ),
        ),
        "400200": ErrorRow(PermissionDenied),
        "400301": ErrorRow(PermissionDenied),
        "400500": ErrorRow(PermissionDenied),
        "400600": ErrorRow(MarketClosed),
        "400700": ErrorRow(PermissionDenied),
        "400760": ErrorRow(InvalidOrder),
        "404000": ErrorRow(VenueResponseError),
        "411100": ErrorRow(PermissionDenied),
        "415000": ErrorRow(VenueResponseError),
        "429000": ErrorRow(RateLimitExceeded),
        "500000": ErrorRow(VenueUnavailable, definitive=False),
        "600203": ErrorRow(VenueUnavailable),
    },
    statuses={"429": ErrorRow(RateLimitExceeded), "5xx": ErrorRow(VenueUnavailable, definitive=False)},
    by_operation={
        "new_order": {"400100": ErrorRow(InvalidOrder, texts=_TEXTS)},
        "new_order_sync": {"400100": ErrorRow(InvalidOrder, texts=_TEXTS)},
    },
)

decode_error_body = msgspec.json.Decoder(Failure).decode


def error_of(endpoint: Endpoint, response: Response) -> VenueResponseError | None:
    """What an answer refuses; None for a success."""
    status = response.status
    try:
        m = decode_error_body(response.body)
    except msgspec.MsgspecError:
        return ERRORS.by_status(status, response.body[:200].decode(errors="replace"), operation=endpoint.id)
    if not (status >= 400 or m.code != "200000"):
        return None
    return ERRORS.error(
        m.code if m.code is not UNSET and m.code else "",
        m.msg if m.msg is not UNSET and m.msg else "",
        status=status,
        operation=endpoint.id,
    )


def usage_of(response: Response) -> Iterator[Usage]:
    """What the headers of an answer say about our budgets."""
    if (text := response.headers.get("gw-ratelimit-remaining")) is not None:
        for bucket in ("spot", "management", "public"):
            yield Usage(bucket=bucket, remaining=int(text), shared=True)


def retry_after_of(response: Response, now: int) -> float | None:
    """Seconds that a refusal asks us to wait; None where it does not say. `now` is the venue's time in ns."""
    try:
        seconds = Decimal(_1 or "0") / 1000 if (_1 := response.headers.get("gw-ratelimit-reset")) is not None else None
    except (ValueError, ArithmeticError):
        return None
    return max(float(seconds), 0.0) if seconds is not None else None
