"""Example Positional: environments, credentials, budgets and error codes.

Documentation: https://example.com/docs (last compared on 2026-11-22).
"""

from __future__ import annotations

import msgspec
from msgspec import UNSET, Struct
from venue_runtime.bindings import CredentialField, Environment
from venue_runtime.error_table import ErrorRow, ErrorTable
from venue_runtime.errors import (
    AuthenticationError,
    InsufficientFunds,
    InvalidOrder,
    OrderNotFound,
    PostOnlyRejected,
    RateLimitExceeded,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.exprs import item
from venue_runtime.http import Response
from venue_runtime.ids import ClientOrderIdForm
from venue_runtime.limits import BucketSpec
from venue_runtime.model import Capability
from venue_runtime.reconcile import Find, ReconcilePlan
from venue_runtime.rest import Endpoint

from .types import Failure


class ExamplePositionalConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    markets: str = ""
    """Markets whose orders and fills are told, such as AAA_BBB,CCC_BBB."""


ENVIRONMENTS = {"production": Environment(urls={"rest": "https://api.example.com", "ws": "wss://ws.example.com/ws"})}

CREDENTIALS = (CredentialField("api_key", secret=False), CredentialField("api_secret"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret"}),),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret"}),),
}

BUCKETS = (BucketSpec(id="requests", per="ip", budget=1_000, window_ns=10_000_000_000),)


CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=32, alphabet="0123456789abcdefghijklmnopqrstuvwxyz", pattern="[a-z0-9]{1,32}"
)

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "0": ErrorRow(AuthenticationError),
        "2": ErrorRow(VenueResponseError, texts=(("Unexecuted order", OrderNotFound),)),
        "10": ErrorRow(InsufficientFunds),
        "32": ErrorRow(InvalidOrder),
        "33": ErrorRow(PostOnlyRejected),
    },
    statuses={
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
    if not (status >= 400):
        return None
    try:
        m = decode_error_body(response.body)
    except msgspec.MsgspecError:
        return ERRORS.by_status(status, response.body[:200].decode(errors="replace"), operation=endpoint.id)
    return ERRORS.error(
        m.code if m.code is not UNSET else None,
        (
            (item(_1, 0) if (_1 := item(list(m.errors.values()), 0)) is not None else None)
            if m.errors is not UNSET
            else (
                m.message
                if m.message is not UNSET
                else _3 if m.market is not UNSET and (_3 := item(m.market, 0)) else ""
            )
        ),
        status=status,
        operation=endpoint.id,
    )
