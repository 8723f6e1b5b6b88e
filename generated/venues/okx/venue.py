"""OKX: environments, credentials, budgets and error codes.

Documentation: https://www.okx.com/docs-v5/en/ (last compared on 2026-11-29).
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
from venue_runtime.exprs import item, json_as
from venue_runtime.http import Response
from venue_runtime.ids import ClientOrderIdForm
from venue_runtime.limits import BucketSpec
from venue_runtime.model import Capability
from venue_runtime.reconcile import Find, ReconcilePlan
from venue_runtime.rest import Endpoint

from . import types as wire
from .types import Failure


class OkxConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    margin_mode: Literal["cross", "isolated"] = "cross"
    """Of orders of derivatives that name none."""

    spot_mode: Literal["cash", "cross"] = "cash"
    """Trade mode of spot orders that name none: cash, or cross in multi-currency and portfolio margin."""


ENVIRONMENTS = {
    "production": Environment(
        urls={
            "rest": "https://www.okx.com",
            "public": "wss://ws.okx.com:8443/ws/v5/public",
            "private": "wss://ws.okx.com:8443/ws/v5/private",
            "business": "wss://ws.okx.com:8443/ws/v5/business",
        }
    ),
    "demo": Environment(
        urls={
            "rest": "https://www.okx.com",
            "public": "wss://wspap.okx.com:8443/ws/v5/public",
            "private": "wss://wspap.okx.com:8443/ws/v5/private",
            "business": "wss://wspap.okx.com:8443/ws/v5/business",
        },
        headers={"x-simulated-trading": "1"},
    ),
}

CREDENTIALS = (CredentialField("api_key"), CredentialField("api_secret"), CredentialField("passphrase"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TIME: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.FETCH_FUNDING_RATE: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CREATE_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.EDIT_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CANCEL_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CANCEL_ALL_ORDERS_AFTER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_POSITIONS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.SET_LEVERAGE: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.SET_POSITION_MODE: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_TICKER: (),
    Capability.WATCH_CANDLES: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_BALANCES: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_POSITIONS: (frozenset({"api_key", "api_secret", "passphrase"}),),
}

BUCKETS = (
    BucketSpec(id="instruments", per="ip", budget=20, window_ns=2_000_000_000),
    BucketSpec(id="time", per="ip", budget=10, window_ns=2_000_000_000),
    BucketSpec(id="ticker", per="ip", budget=20, window_ns=2_000_000_000),
    BucketSpec(id="depth", per="ip", budget=40, window_ns=2_000_000_000),
    BucketSpec(id="candles", per="ip", budget=40, window_ns=2_000_000_000),
    BucketSpec(id="old_candles", per="ip", budget=20, window_ns=2_000_000_000),
    BucketSpec(id="trades", per="ip", budget=100, window_ns=2_000_000_000),
    BucketSpec(id="funding", per="ip", budget=20, window_ns=2_000_000_000),
    BucketSpec(id="place", per="symbol", budget=60, window_ns=2_000_000_000),
    BucketSpec(id="amend", per="symbol", budget=60, window_ns=2_000_000_000),
    BucketSpec(id="cancel", per="symbol", budget=60, window_ns=2_000_000_000),
    BucketSpec(id="place_many", per="account", budget=300, window_ns=2_000_000_000),
    BucketSpec(id="cancel_many", per="account", budget=300, window_ns=2_000_000_000),
    BucketSpec(id="sub_account", per="account", budget=1_000, window_ns=2_000_000_000),
    BucketSpec(id="timer", per="account", budget=1, window_ns=1_000_000_000),
    BucketSpec(id="order", per="symbol", budget=60, window_ns=2_000_000_000),
    BucketSpec(id="open_orders", per="account", budget=60, window_ns=2_000_000_000),
    BucketSpec(id="fills", per="account", budget=60, window_ns=2_000_000_000),
    BucketSpec(id="balance", per="account", budget=10, window_ns=2_000_000_000),
    BucketSpec(id="positions", per="account", budget=10, window_ns=2_000_000_000),
    BucketSpec(id="leverage", per="account", budget=20, window_ns=2_000_000_000),
    BucketSpec(id="position_mode", per="account", budget=5, window_ns=2_000_000_000),
)


CONNECTS = (3, 1.0)

CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=32, alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", pattern="[0-9A-Za-z]{1,32}"
)

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "1": ErrorRow(VenueResponseError),
        "50000": ErrorRow(VenueResponseError),
        "50001": ErrorRow(VenueUnavailable, definitive=False),
        "50002": ErrorRow(VenueResponseError),
        "50004": ErrorRow(VenueUnavailable, definitive=False),
        "50005": ErrorRow(VenueUnavailable),
        "50006": ErrorRow(VenueResponseError),
        "50007": ErrorRow(PermissionDenied),
        "50008": ErrorRow(AuthenticationError),
        "50009": ErrorRow(PermissionDenied),
        "50010": ErrorRow(AuthenticationError),
        "50011": ErrorRow(RateLimitExceeded),
        "50012": ErrorRow(PermissionDenied),
        "50013": ErrorRow(VenueUnavailable, definitive=False),
        "50014": ErrorRow(VenueResponseError),
        "50015": ErrorRow(VenueResponseError),
        "50016": ErrorRow(VenueResponseError),
        "50017": ErrorRow(OrderError),
        "50018": ErrorRow(OrderError),
        "50019": ErrorRow(OrderError),
        "50020": ErrorRow(OrderError),
        "50021": ErrorRow(OrderError),
        "50022": ErrorRow(OrderError),
        "50023": ErrorRow(OrderError),
        "50024": ErrorRow(VenueResponseError),
        "50025": ErrorRow(VenueResponseError),
        "50026": ErrorRow(VenueUnavailable, definitive=False),
        "50027": ErrorRow(PermissionDenied),
        "50028": ErrorRow(OrderError),
        "50029": ErrorRow(PermissionDenied),
        "50030": ErrorRow(PermissionDenied),
        "50032": ErrorRow(PermissionDenied),
        "50033": ErrorRow(PermissionDenied),
        "50035": ErrorRow(PermissionDenied),
        "50036": ErrorRow(InvalidOrder),
        "50037": ErrorRow(OrderError),
        "50038": ErrorRow(PermissionDenied),
        "50040": ErrorRow(RateLimitExceeded),
        "50041": ErrorRow(PermissionDenied),
        "50042": ErrorRow(VenueResponseError),
        "50046": ErrorRow(VenueUnavailable),
        "50051": ErrorRow(PermissionDenied),
        "50052": ErrorRow(PermissionDenied),
        "50053": ErrorRow(PermissionDenied),
        "50060": ErrorRow(PermissionDenied),
        "50061": ErrorRow(RateLimitExceeded),
        "50062": ErrorRow(VenueUnavailable),
        "50100": ErrorRow(PermissionDenied),
        "50101": ErrorRow(AuthenticationError),
        "50102": ErrorRow(ClockSkew),
        "50103": ErrorRow(AuthenticationError),
        "50104": ErrorRow(AuthenticationError),
        "50105": ErrorRow(AuthenticationError),
        "50106": ErrorRow(AuthenticationError),
        "50107": ErrorRow(AuthenticationError),
        "50110": ErrorRow(PermissionDenied),
        "50111": ErrorRow(AuthenticationError),
        "50112": ErrorRow(AuthenticationError),
        "50113": ErrorRow(AuthenticationError),
        "50114": ErrorRow(AuthenticationError),
        "50115": ErrorRow(VenueResponseError),
        "50119": ErrorRow(AuthenticationError),
        "50120": ErrorRow(PermissionDenied),
        "50121": ErrorRow(PermissionDenied),
        "50122": ErrorRow(InvalidOrder),
        "51000": ErrorRow(VenueResponseError),
        "51001": ErrorRow(InvalidOrder),
        "51003": ErrorRow(VenueResponseError),
        "51004": ErrorRow(InvalidOrder),
        "51005": ErrorRow(InvalidOrder),
        "51006": ErrorRow(InvalidOrder),
        "51007": ErrorRow(InvalidOrder),
        "51008": ErrorRow(InsufficientFunds),
        "51009": ErrorRow(PermissionDenied),
        "51010": ErrorRow(InvalidOrder),
        "51011": ErrorRow(DuplicateOrderId),
        "51015": ErrorRow(InvalidOrder),
        "51016": ErrorRow(DuplicateOrderId),
        "51020": ErrorRow(InvalidOrder),
        "51021": ErrorRow(MarketClosed),
        "51022": ErrorRow(MarketClosed),
        "51023": ErrorRow(InvalidOrder),
        "51024": ErrorRow(PermissionDenied),
        "51025": ErrorRow(OrderError),
        "51027": ErrorRow(MarketClosed),
        "51028": ErrorRow(MarketClosed),
        "51029": ErrorRow(MarketClosed),
        "51030": ErrorRow(MarketClosed),
        "51031": ErrorRow(InvalidOrder),
        "51033": ErrorRow(InvalidOrder),
        "51037": ErrorRow(PermissionDenied),
        "51039": ErrorRow(VenueResponseError),
        "51054": ErrorRow(VenueUnavailable, definitive=False),
        "51063": ErrorRow(OrderNotFound),
        "51071": ErrorRow(VenueResponseError),
        "51087": ErrorRow(MarketClosed),
        "51101": ErrorRow(InvalidOrder),
        "51102": ErrorRow(OrderError),
        "51103": ErrorRow(OrderError),
        "51104": ErrorRow(OrderError),
        "51105": ErrorRow(OrderError),
        "51106": ErrorRow(OrderError),
        "51107": ErrorRow(OrderError),
        "51110": ErrorRow(MarketClosed),
        "51111": ErrorRow(VenueResponseError),
        "51116": ErrorRow(InvalidOrder),
        "51120": ErrorRow(InvalidOrder),
        "51121": ErrorRow(InvalidOrder),
        "51122": ErrorRow(InvalidOrder),
        "51124": ErrorRow(MarketClosed),
        "51127": ErrorRow(InsufficientFunds),
        "51131": ErrorRow(InsufficientFunds),
        "51135": ErrorRow(InvalidOrder),
        "51136": ErrorRow(InvalidOrder),
        "51137": ErrorRow(InvalidOrder),
        "51138": ErrorRow(InvalidOrder),
        "51148": ErrorRow(InvalidOrder),
        "51149": ErrorRow(VenueUnavailable, definitive=False),
        "51150": ErrorRow(InvalidOrder),
        "51155": ErrorRow(PermissionDenied),
        "51169": ErrorRow(InvalidOrder),
        "51170": ErrorRow(InvalidOrder),
        "51174": ErrorRow(OrderError),
        "51201": ErrorRow(InvalidOrder),
        "51202": ErrorRow(InvalidOrder),
        "51203": ErrorRow(InvalidOrder),
        "51204": ErrorRow(InvalidOrder),
        "51205": ErrorRow(InvalidOrder),
        "51400": ErrorRow(OrderNotFound),
        "51401": ErrorRow(OrderNotFound),
        "51402": ErrorRow(OrderNotFound),
        "51403": ErrorRow(CancelRejected),
        "51404": ErrorRow(CancelRejected),
        "51405": ErrorRow(OrderNotFound),
        "51406": ErrorRow(VenueResponseError),
        "51407": ErrorRow(VenueResponseError),
        "51408": ErrorRow(VenueResponseError),
        "51410": ErrorRow(CancelRejected),
        "51412": ErrorRow(CancelRejected, definitive=False),
        "51413": ErrorRow(CancelRejected),
        "51416": ErrorRow(CancelRejected),
        "51500": ErrorRow(InvalidOrder),
        "51502": ErrorRow(InsufficientFunds),
        "51503": ErrorRow(OrderNotFound),
        "51506": ErrorRow(InvalidOrder),
        "51508": ErrorRow(MarketClosed),
        "51509": ErrorRow(OrderNotFound),
        "51510": ErrorRow(OrderNotFound),
        "51511": ErrorRow(PostOnlyRejected),
        "51513": ErrorRow(OrderError),
        "51603": ErrorRow(OrderNotFound),
        "54004": ErrorRow(OrderError),
        "60004": ErrorRow(AuthenticationError),
        "60005": ErrorRow(AuthenticationError),
        "60006": ErrorRow(ClockSkew),
        "60007": ErrorRow(AuthenticationError),
        "60009": ErrorRow(AuthenticationError),
        "60011": ErrorRow(AuthenticationError),
        "60012": ErrorRow(VenueResponseError),
        "60013": ErrorRow(VenueResponseError),
        "60014": ErrorRow(RateLimitExceeded),
        "60018": ErrorRow(VenueResponseError),
        "60019": ErrorRow(VenueResponseError),
        "60020": ErrorRow(RateLimitExceeded),
        "60023": ErrorRow(RateLimitExceeded),
        "60024": ErrorRow(AuthenticationError),
        "60027": ErrorRow(VenueResponseError),
        "60028": ErrorRow(VenueResponseError),
        "60029": ErrorRow(PermissionDenied),
        "60030": ErrorRow(PermissionDenied),
        "60031": ErrorRow(VenueResponseError),
        "60032": ErrorRow(AuthenticationError),
        "63999": ErrorRow(VenueUnavailable),
        "64001": ErrorRow(VenueResponseError),
        "64002": ErrorRow(VenueResponseError),
        "64003": ErrorRow(PermissionDenied),
    },
    statuses={
        "401": ErrorRow(AuthenticationError),
        "403": ErrorRow(PermissionDenied),
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
    if not (m.code != "0" and (not (m.code in ("1", "2") and endpoint.id in ("place_many", "cancel_many")))):
        return None
    return ERRORS.error(
        (
            _1.code
            if m.data is not UNSET
            and (_1 := item(json_as(m.data, list[wire.Refused]), 0)) is not None
            and (_1.code is not UNSET)
            and _1.code
            else m.code
        ),
        (
            _1.text
            if m.data is not UNSET
            and (_1 := item(json_as(m.data, list[wire.Refused]), 0)) is not None
            and (_1.text is not UNSET)
            and _1.text
            else m.msg if m.msg is not UNSET else None
        ),
        status=status,
        operation=endpoint.id,
    )
