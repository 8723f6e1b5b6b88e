"""Rpc: environments, credentials, budgets and error codes.

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
    "production": Environment(urls={"rest": "https://rpc.example.com/api/v2", "ws": "wss://rpc.example.com/ws/api/v2"})
}

CREDENTIALS = (CredentialField("client_id", secret=False), CredentialField("client_secret"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.FETCH_TIME: (),
    Capability.LOAD_INSTRUMENTS: (),
    Capability.CREATE_ORDER: (frozenset({"client_id", "client_secret"}),),
    Capability.FETCH_CANDLES: (),
    Capability.CANCEL_ORDER: (frozenset({"client_id", "client_secret"}),),
    Capability.FETCH_ORDER: (frozenset({"client_id", "client_secret"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"client_id", "client_secret"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"client_id", "client_secret"}),),
    Capability.FETCH_BALANCES: (frozenset({"client_id", "client_secret"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_ORDERS: (frozenset({"client_id", "client_secret"}),),
    Capability.WATCH_FILLS: (frozenset({"client_id", "client_secret"}),),
}

BUCKETS = (BucketSpec(id="credits", per="key", budget=1_000, shape="token", window_ns=1_000_000_000, refill=100),)


CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=64, alphabet="0123456789abcdefghijklmnopqrstuvwxyz", pattern="[0-9a-z]{1,64}"
)

RECONCILE = ReconcilePlan(find=Find.LIST, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "10004": ErrorRow(OrderNotFound),
        "10009": ErrorRow(InsufficientFunds),
        "10028": ErrorRow(RateLimitExceeded),
        "11029": ErrorRow(InvalidOrder),
        "11044": ErrorRow(CancelRejected),
        "11054": ErrorRow(PostOnlyRejected),
        "11055": ErrorRow(DuplicateOrderId),
        "13004": ErrorRow(AuthenticationError),
        "13009": ErrorRow(AuthenticationError),
        "13012": ErrorRow(ClockSkew),
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
    if not (status >= 400 or m.error is not UNSET):
        return None
    return ERRORS.error(
        m.error.code if m.error is not UNSET else None,
        m.error.message if m.error is not UNSET else None,
        status=status,
        operation=endpoint.id,
    )
