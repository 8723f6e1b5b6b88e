"""Deribit: environments, credentials, budgets and error codes.

Documentation: https://docs.deribit.com (last compared on 2026-11-29).
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
from venue_runtime.limits import BucketSpec
from venue_runtime.model import Capability
from venue_runtime.reconcile import Find, ReconcilePlan
from venue_runtime.rest import Endpoint

from .types import Failure


class DeribitConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    fix_sequential: bool = False
    """Over FIX, answers and notifications come through one queue (DeribitSequential)."""

    interval: Literal["100ms", "agg2", "raw"] = "100ms"
    """Of public streams: collected for 100 ms, for a second (agg2), or each change (raw, with keys)."""


ENVIRONMENTS = {
    "production": Environment(
        urls={
            "fix": "tcp+tls://fix.deribit.com:9883",
            "rest": "https://www.deribit.com/api/v2",
            "ws": "wss://www.deribit.com/ws/api/v2",
        }
    ),
    "test": Environment(
        urls={
            "fix": "tcp+tls://fix-test.deribit.com:9883",
            "rest": "https://test.deribit.com/api/v2",
            "ws": "wss://test.deribit.com/ws/api/v2",
        }
    ),
}

CREDENTIALS = (CredentialField("client_id", secret=False), CredentialField("client_secret"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TIME: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_FUNDING_RATE: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.CREATE_ORDER: (frozenset({"client_id", "client_secret"}),),
    Capability.EDIT_ORDER: (frozenset({"client_id", "client_secret"}),),
    Capability.CANCEL_ORDER: (frozenset({"client_id", "client_secret"}),),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"client_id", "client_secret"}),),
    Capability.CANCEL_ON_DISCONNECT: (frozenset({"client_id", "client_secret"}),),
    Capability.FETCH_ORDER: (frozenset({"client_id", "client_secret"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"client_id", "client_secret"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"client_id", "client_secret"}),),
    Capability.FETCH_BALANCES: (frozenset({"client_id", "client_secret"}),),
    Capability.FETCH_POSITIONS: (frozenset({"client_id", "client_secret"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_TICKER: (),
    Capability.WATCH_CANDLES: (),
    Capability.WATCH_ORDERS: (frozenset({"client_id", "client_secret"}),),
    Capability.WATCH_FILLS: (frozenset({"client_id", "client_secret"}),),
    Capability.WATCH_BALANCES: (frozenset({"client_id", "client_secret"}),),
    Capability.WATCH_POSITIONS: (frozenset({"client_id", "client_secret"}),),
    Capability.FIX: (frozenset({"client_id", "client_secret"}),),
}

BUCKETS = (
    BucketSpec(id="credits", per="account", budget=50_000, shape="token", window_ns=1_000_000_000, refill=10000),
    BucketSpec(id="matching", per="account", budget=20, shape="token", window_ns=1_000_000_000, refill=5),
    BucketSpec(id="instruments", per="ip", budget=1, window_ns=1_000_000_000),
)


CLIENT_ORDER_IDS = ClientOrderIdForm(max_len=64, alphabet="0123456789abcdefghijklmnopqrstuvwxyz", pattern="[ -~]{1,64}")

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "10000": ErrorRow(AuthenticationError),
        "10001": ErrorRow(VenueResponseError, definitive=False),
        "10002": ErrorRow(InvalidOrder),
        "10003": ErrorRow(InvalidOrder),
        "10004": ErrorRow(OrderNotFound),
        "10005": ErrorRow(InvalidOrder),
        "10006": ErrorRow(InvalidOrder),
        "10007": ErrorRow(InvalidOrder),
        "10009": ErrorRow(InsufficientFunds),
        "10010": ErrorRow(OrderNotFound),
        "10011": ErrorRow(InvalidOrder),
        "10012": ErrorRow(MarketClosed),
        "10013": ErrorRow(OrderError),
        "10014": ErrorRow(OrderError),
        "10015": ErrorRow(OrderError),
        "10016": ErrorRow(OrderError),
        "10017": ErrorRow(OrderError),
        "10018": ErrorRow(OrderError),
        "10019": ErrorRow(MarketClosed),
        "10020": ErrorRow(InvalidOrder),
        "10021": ErrorRow(InvalidOrder),
        "10022": ErrorRow(InvalidOrder),
        "10023": ErrorRow(InvalidOrder),
        "10024": ErrorRow(InvalidOrder),
        "10025": ErrorRow(InvalidOrder),
        "10026": ErrorRow(InvalidOrder),
        "10027": ErrorRow(InvalidOrder),
        "10028": ErrorRow(RateLimitExceeded),
        "10029": ErrorRow(OrderNotFound),
        "10030": ErrorRow(VenueResponseError),
        "10031": ErrorRow(InvalidOrder),
        "10032": ErrorRow(InvalidOrder),
        "10033": ErrorRow(VenueResponseError),
        "10034": ErrorRow(InvalidOrder),
        "10035": ErrorRow(InvalidOrder),
        "10036": ErrorRow(InvalidOrder),
        "10037": ErrorRow(OrderError),
        "10038": ErrorRow(OrderError),
        "10039": ErrorRow(InsufficientFunds),
        "10040": ErrorRow(VenueUnavailable),
        "10041": ErrorRow(MarketClosed),
        "10043": ErrorRow(InvalidOrder),
        "10044": ErrorRow(InvalidOrder),
        "10045": ErrorRow(CancelRejected),
        "10046": ErrorRow(InvalidOrder),
        "10047": ErrorRow(RateLimitExceeded),
        "10048": ErrorRow(VenueResponseError),
        "10049": ErrorRow(VenueResponseError),
        "10066": ErrorRow(RateLimitExceeded),
        "10072": ErrorRow(PermissionDenied),
        "11008": ErrorRow(OrderError),
        "11013": ErrorRow(OrderError),
        "11021": ErrorRow(InvalidOrder),
        "11022": ErrorRow(OrderError),
        "11029": ErrorRow(InvalidOrder),
        "11030": ErrorRow(OrderError),
        "11031": ErrorRow(OrderError),
        "11035": ErrorRow(OrderError),
        "11036": ErrorRow(InvalidOrder),
        "11037": ErrorRow(MarketClosed),
        "11038": ErrorRow(InvalidOrder),
        "11039": ErrorRow(InvalidOrder),
        "11041": ErrorRow(InvalidOrder),
        "11042": ErrorRow(PermissionDenied),
        "11043": ErrorRow(InvalidOrder),
        "11044": ErrorRow(OrderError),
        "11045": ErrorRow(VenueResponseError),
        "11046": ErrorRow(InvalidOrder),
        "11047": ErrorRow(InvalidOrder),
        "11048": ErrorRow(InvalidOrder),
        "11049": ErrorRow(InvalidOrder),
        "11050": ErrorRow(VenueResponseError),
        "11051": ErrorRow(VenueUnavailable),
        "11052": ErrorRow(VenueResponseError),
        "11054": ErrorRow(PostOnlyRejected),
        "11055": ErrorRow(InvalidOrder),
        "11056": ErrorRow(VenueUnavailable),
        "11094": ErrorRow(VenueUnavailable, definitive=False),
        "11098": ErrorRow(PermissionDenied),
        "12003": ErrorRow(RateLimitExceeded),
        "12005": ErrorRow(PermissionDenied),
        "13004": ErrorRow(AuthenticationError),
        "13007": ErrorRow(AuthenticationError),
        "13008": ErrorRow(VenueResponseError, definitive=False),
        "13009": ErrorRow(AuthenticationError),
        "13010": ErrorRow(InvalidOrder),
        "13011": ErrorRow(VenueResponseError),
        "13012": ErrorRow(PermissionDenied),
        "13016": ErrorRow(VenueResponseError),
        "13018": ErrorRow(VenueResponseError),
        "13019": ErrorRow(MarketClosed),
        "13020": ErrorRow(InvalidOrder),
        "13021": ErrorRow(PermissionDenied),
        "13025": ErrorRow(PermissionDenied),
        "13028": ErrorRow(VenueUnavailable, definitive=False),
        "13031": ErrorRow(PermissionDenied),
        "13032": ErrorRow(OrderError),
        "13036": ErrorRow(MarketClosed),
        "13040": ErrorRow(PermissionDenied),
        "13043": ErrorRow(OrderError),
        "13403": ErrorRow(PermissionDenied),
        "13503": ErrorRow(VenueUnavailable),
        "13666": ErrorRow(OrderError, definitive=False),
        "13777": ErrorRow(OrderError),
        "13778": ErrorRow(PermissionDenied),
        "13888": ErrorRow(VenueUnavailable),
        "13901": ErrorRow(OrderError),
        "-32000": ErrorRow(VenueResponseError),
        "-32600": ErrorRow(VenueResponseError),
        "-32601": ErrorRow(VenueResponseError),
        "-32602": ErrorRow(InvalidOrder),
        "-32700": ErrorRow(VenueResponseError),
    },
    statuses={"429": ErrorRow(RateLimitExceeded), "5xx": ErrorRow(VenueUnavailable, definitive=False)},
    by_operation={
        "cancel": {
            "11044": ErrorRow(CancelRejected),
            "10010": ErrorRow(OrderNotFound),
            "11008": ErrorRow(CancelRejected),
        },
        "instruments": {"-32602": ErrorRow(VenueResponseError)},
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
    if not (status >= 400 or m.error is not UNSET):
        return None
    return ERRORS.error(
        m.error.code if m.error is not UNSET else None,
        m.error.message if m.error is not UNSET else None,
        status=status,
        operation=endpoint.id,
    )
