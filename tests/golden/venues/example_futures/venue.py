"""Example Futures: environments, credentials, budgets and error codes.

Documentation: https://example.com/futures (last compared on 2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec
from msgspec import UNSET
from venue_runtime.bindings import CredentialField, Environment
from venue_runtime.error_table import ErrorRow, ErrorTable
from venue_runtime.errors import (
    AuthenticationError,
    CancelRejected,
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
from venue_runtime.limits import BucketSpec, Usage
from venue_runtime.model import Capability
from venue_runtime.reconcile import Find, ReconcilePlan
from venue_runtime.rest import Endpoint

from .types import Answer

ENVIRONMENTS = {"production": Environment(urls={"rest": "https://api.example.com", "ws": "wss://ws.example.com"})}

CREDENTIALS = (CredentialField("api_key", secret=False), CredentialField("api_secret"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_FUNDING_RATE: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CREATE_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.EDIT_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ALL_ORDERS_AFTER: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ON_DISCONNECT: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_POSITIONS: (frozenset({"api_key", "api_secret"}),),
    Capability.SET_LEVERAGE: (frozenset({"api_key", "api_secret"}),),
    Capability.SET_MARGIN_MODE: (frozenset({"api_key", "api_secret"}),),
    Capability.SET_POSITION_MODE: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_POSITIONS: (frozenset({"api_key", "api_secret"}),),
}

BUCKETS = (
    BucketSpec(id="calls", per="key", budget=100, window_ns=10_000_000_000),
    BucketSpec(id="orders", per="account", budget=50, window_ns=1_000_000_000),
)


CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=32, alphabet="0123456789abcdefghijklmnopqrstuvwxyz", pattern="[a-z0-9]{1,32}"
)

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "100": ErrorRow(InvalidOrder),
        "101": ErrorRow(InsufficientFunds),
        "102": ErrorRow(OrderNotFound),
        "103": ErrorRow(VenueUnavailable, definitive=False),
        "104": ErrorRow(RateLimitExceeded),
        "105": ErrorRow(CancelRejected),
        "106": ErrorRow(AuthenticationError),
        "107": ErrorRow(PostOnlyRejected),
        "108": ErrorRow(DuplicateOrderId),
    },
    statuses={"429": ErrorRow(RateLimitExceeded), "5xx": ErrorRow(VenueUnavailable, definitive=False)},
    by_operation={"cancel": {"100": ErrorRow(CancelRejected)}, "cancel_many": {"100": ErrorRow(CancelRejected)}},
)

decode_error_body = msgspec.json.Decoder(Answer).decode


def error_of(endpoint: Endpoint, response: Response) -> VenueResponseError | None:
    """What an answer refuses; None for a success."""
    status = response.status
    try:
        m = decode_error_body(response.body)
    except msgspec.MsgspecError:
        return ERRORS.by_status(status, response.body[:200].decode(errors="replace"), operation=endpoint.id)
    if not (m.code != "0" and (not (m.code == "2" and endpoint.id in ("place_many", "cancel_many")))):
        return None
    return ERRORS.error(m.code, m.msg if m.msg is not UNSET else None, status=status, operation=endpoint.id)


def usage_of(response: Response) -> Iterator[Usage]:
    """What the headers of an answer say about our budgets."""
    units = (
        int(_1) - int(_2)
        if (_1 := response.headers.get("x-limit")) is not None and (_2 := response.headers.get("x-left")) is not None
        else None
    )
    if units is not None:
        yield Usage(bucket="calls", used=int(units))
    try:
        m = decode_error_body(response.body)
    except msgspec.MsgspecError:
        return
    units = m.left if m.left is not UNSET else None
    if units is not None:
        yield Usage(bucket="orders", remaining=int(units))


def retry_after_of(response: Response, now: int) -> float | None:
    """Seconds that a refusal asks us to wait; None where it does not say. `now` is the venue's time in ns."""
    try:
        m = decode_error_body(response.body)
    except msgspec.MsgspecError:
        return None
    try:
        seconds = (
            Decimal(int(_1)) / 1000
            if (_1 := response.headers.get("x-wait-ms")) is not None
            else (
                Decimal(_2)
                if (_2 := (m.until - now // 1_000_000_000 if m.until is not UNSET else None)) is not None
                else None
            )
        )
    except (ValueError, ArithmeticError):
        return None
    return max(float(seconds), 0.0) if seconds is not None else None
