"""Example Exchange: environments, credentials, budgets and error codes.

Documentation: https://example.com/docs (last compared on 2026-11-22).
"""

from __future__ import annotations

from collections.abc import Iterator

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
    InvalidNonce,
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

from .types import Failure


class ExampleExchangeConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    sub_account: str = "main"
    """Account that orders are booked on."""


ENVIRONMENTS = {
    "production": Environment(
        urls={"rest": "https://api.example.com", "ws": "wss://ws.example.com"}, headers={"X-Client": "python"}
    ),
    "sandbox": Environment(
        urls={"rest": "https://api.sandbox.example.com", "ws": "wss://ws.sandbox.example.com"},
        headers={"X-Client": "python"},
        lacks=frozenset({Capability.FETCH_MY_TRADES}),
    ),
}

CREDENTIALS = (
    CredentialField("api_key", secret=False),
    CredentialField("api_secret", encoding="base64"),
    CredentialField("passphrase"),
    CredentialField("jwt_secret", optional=True),
)

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "jwt_secret"}),),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret", "passphrase"}),),
}

BUCKETS = (
    BucketSpec(id="calls", per="key", budget=20, shape="token", window_ns=1_000_000_000, refill=10),
    BucketSpec(id="orders", per="account", budget=5, shape="in_flight"),
)


CLIENT_ORDER_IDS = ClientOrderIdForm(max_len=32, alphabet="0123456789abcdef", prefix="x-", pattern="x-[0-9a-f]{1,30}")

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "1001": ErrorRow(InvalidOrder, texts=(("no such market", VenueResponseError),)),
        "1002": ErrorRow(InsufficientFunds),
        "1003": ErrorRow(OrderNotFound),
        "1004": ErrorRow(CancelRejected),
        "1005": ErrorRow(PostOnlyRejected),
        "1006": ErrorRow(DuplicateOrderId),
        "4009": ErrorRow(AuthenticationError),
        "4010": ErrorRow(AuthenticationError),
        "4011": ErrorRow(ClockSkew),
        "4012": ErrorRow(InvalidNonce),
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
    if not (status >= 400 or m.code != "0"):
        return None
    return ERRORS.error(
        m.code if m.code is not UNSET else None,
        m.msg if m.msg is not UNSET else None,
        status=status,
        operation=endpoint.id,
    )


def usage_of(response: Response) -> Iterator[Usage]:
    """What the headers of an answer say about our budgets."""
    if (text := response.headers.get("x-rate-left")) is not None:
        yield Usage(bucket="calls", remaining=int(text))
