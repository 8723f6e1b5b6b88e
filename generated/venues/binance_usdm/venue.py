"""Binance USD-M Futures: environments, credentials, budgets and error codes.

Documentation: https://developers.binance.com/docs/derivatives/usds-margined-futures (last compared on 2026-11-29).
"""

from __future__ import annotations

from collections.abc import Iterator

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


class BinanceUsdmConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    recv_window: int = 5000
    """Milliseconds after which the venue refuses a request as too old."""


ENVIRONMENTS = {
    "production": Environment(
        urls={
            "rest": "https://fapi.binance.com",
            "stream": "wss://fstream.binance.com",
            "ws_api": "wss://ws-fapi.binance.com/ws-fapi/v1",
        }
    ),
    "testnet": Environment(
        urls={
            "rest": "https://testnet.binancefuture.com",
            "stream": "wss://fstream.binancefuture.com",
            "ws_api": "wss://testnet.binancefuture.com/ws-fapi/v1",
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
    Capability.FETCH_FUNDING_RATE: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.CREATE_ORDERS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.EDIT_ORDER: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.CANCEL_ORDERS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.CANCEL_ALL_ORDERS_AFTER: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.FETCH_POSITIONS: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.SET_LEVERAGE: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.SET_MARGIN_MODE: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.SET_POSITION_MODE: (frozenset({"api_key", "api_secret"}), frozenset({"api_key", "private_key"})),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key"}),),
    Capability.WATCH_BALANCES: (frozenset({"api_key"}),),
    Capability.WATCH_POSITIONS: (frozenset({"api_key"}),),
}

BUCKETS = (
    BucketSpec(id="weight", per="ip", budget=2_400, shape="fixed", window_ns=60_000_000_000),
    BucketSpec(id="orders_10s", per="account", budget=300, shape="fixed", window_ns=10_000_000_000),
    BucketSpec(id="orders_1m", per="account", budget=1_200, shape="fixed", window_ns=60_000_000_000),
)


CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=36, alphabet="0123456789abcdefghijklmnopqrstuvwxyz", pattern="[.A-Z:/a-z0-9_-]{1,36}"
)

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "-1000": ErrorRow(VenueUnavailable, definitive=False),
        "-1001": ErrorRow(VenueUnavailable, definitive=False),
        "-1002": ErrorRow(PermissionDenied),
        "-1003": ErrorRow(RateLimitExceeded),
        "-1004": ErrorRow(PermissionDenied),
        "-1005": ErrorRow(PermissionDenied),
        "-1006": ErrorRow(VenueUnavailable, definitive=False),
        "-1007": ErrorRow(VenueUnavailable, definitive=False),
        "-1008": ErrorRow(VenueUnavailable, definitive=False),
        "-1010": ErrorRow(InvalidOrder),
        "-1011": ErrorRow(PermissionDenied),
        "-1013": ErrorRow(InvalidOrder),
        "-1014": ErrorRow(InvalidOrder),
        "-1015": ErrorRow(RateLimitExceeded),
        "-1016": ErrorRow(VenueUnavailable),
        "-1020": ErrorRow(VenueResponseError),
        "-1021": ErrorRow(ClockSkew),
        "-1022": ErrorRow(AuthenticationError),
        "-1023": ErrorRow(VenueResponseError),
        "-1099": ErrorRow(PermissionDenied),
        "-1100": ErrorRow(VenueResponseError),
        "-1101": ErrorRow(VenueResponseError),
        "-1102": ErrorRow(VenueResponseError),
        "-1103": ErrorRow(VenueResponseError),
        "-1104": ErrorRow(VenueResponseError),
        "-1105": ErrorRow(VenueResponseError),
        "-1106": ErrorRow(VenueResponseError),
        "-1108": ErrorRow(VenueResponseError),
        "-1109": ErrorRow(VenueResponseError),
        "-1110": ErrorRow(VenueResponseError),
        "-1111": ErrorRow(InvalidOrder),
        "-1112": ErrorRow(VenueResponseError),
        "-1113": ErrorRow(VenueResponseError),
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
        "-1126": ErrorRow(VenueResponseError),
        "-1127": ErrorRow(VenueResponseError),
        "-1128": ErrorRow(VenueResponseError),
        "-1130": ErrorRow(VenueResponseError),
        "-1136": ErrorRow(VenueResponseError),
        "-2010": ErrorRow(InvalidOrder),
        "-2011": ErrorRow(CancelRejected, texts=(("Unknown order sent", OrderNotFound),)),
        "-2012": ErrorRow(CancelRejected),
        "-2013": ErrorRow(OrderNotFound),
        "-2014": ErrorRow(AuthenticationError),
        "-2015": ErrorRow(AuthenticationError),
        "-2016": ErrorRow(VenueResponseError),
        "-2017": ErrorRow(AuthenticationError),
        "-2018": ErrorRow(InsufficientFunds),
        "-2019": ErrorRow(InsufficientFunds),
        "-2020": ErrorRow(InvalidOrder),
        "-2021": ErrorRow(InvalidOrder),
        "-2022": ErrorRow(InvalidOrder),
        "-2023": ErrorRow(PermissionDenied),
        "-2024": ErrorRow(InsufficientFunds),
        "-2025": ErrorRow(InvalidOrder),
        "-2026": ErrorRow(InvalidOrder),
        "-2027": ErrorRow(InvalidOrder),
        "-2028": ErrorRow(InsufficientFunds),
        "-4000": ErrorRow(InvalidOrder),
        "-4001": ErrorRow(InvalidOrder),
        "-4002": ErrorRow(InvalidOrder),
        "-4003": ErrorRow(InvalidOrder),
        "-4004": ErrorRow(InvalidOrder),
        "-4005": ErrorRow(InvalidOrder),
        "-4006": ErrorRow(InvalidOrder),
        "-4007": ErrorRow(InvalidOrder),
        "-4013": ErrorRow(InvalidOrder),
        "-4014": ErrorRow(InvalidOrder),
        "-4015": ErrorRow(InvalidOrder),
        "-4016": ErrorRow(InvalidOrder),
        "-4020": ErrorRow(InvalidOrder),
        "-4021": ErrorRow(VenueResponseError),
        "-4022": ErrorRow(MarketClosed),
        "-4023": ErrorRow(InvalidOrder),
        "-4024": ErrorRow(InvalidOrder),
        "-4028": ErrorRow(VenueResponseError),
        "-4031": ErrorRow(InvalidOrder),
        "-4032": ErrorRow(VenueResponseError),
        "-4045": ErrorRow(InvalidOrder),
        "-4046": ErrorRow(VenueResponseError),
        "-4047": ErrorRow(VenueResponseError),
        "-4048": ErrorRow(VenueResponseError),
        "-4050": ErrorRow(InsufficientFunds),
        "-4051": ErrorRow(InsufficientFunds),
        "-4056": ErrorRow(AuthenticationError),
        "-4057": ErrorRow(AuthenticationError),
        "-4059": ErrorRow(VenueResponseError),
        "-4060": ErrorRow(InvalidOrder),
        "-4061": ErrorRow(InvalidOrder),
        "-4062": ErrorRow(InvalidOrder),
        "-4067": ErrorRow(VenueResponseError),
        "-4068": ErrorRow(VenueResponseError),
        "-4082": ErrorRow(VenueResponseError),
        "-4083": ErrorRow(OrderError, definitive=False),
        "-4084": ErrorRow(VenueResponseError),
        "-4087": ErrorRow(PermissionDenied),
        "-4088": ErrorRow(PermissionDenied),
        "-4109": ErrorRow(PermissionDenied),
        "-4116": ErrorRow(DuplicateOrderId),
        "-4117": ErrorRow(InvalidOrder),
        "-4118": ErrorRow(InvalidOrder),
        "-4120": ErrorRow(InvalidOrder),
        "-4131": ErrorRow(InvalidOrder),
        "-4135": ErrorRow(InvalidOrder),
        "-4137": ErrorRow(InvalidOrder),
        "-4138": ErrorRow(InvalidOrder),
        "-4139": ErrorRow(InvalidOrder),
        "-4140": ErrorRow(MarketClosed),
        "-4141": ErrorRow(MarketClosed),
        "-4142": ErrorRow(InvalidOrder),
        "-4144": ErrorRow(VenueResponseError),
        "-4161": ErrorRow(VenueResponseError),
        "-4164": ErrorRow(InvalidOrder),
        "-4165": ErrorRow(VenueResponseError),
        "-4168": ErrorRow(VenueResponseError),
        "-4183": ErrorRow(InvalidOrder),
        "-4184": ErrorRow(InvalidOrder),
        "-4192": ErrorRow(PermissionDenied),
        "-4202": ErrorRow(PermissionDenied),
        "-4203": ErrorRow(PermissionDenied),
        "-4205": ErrorRow(PermissionDenied),
        "-4206": ErrorRow(PermissionDenied),
        "-4208": ErrorRow(PermissionDenied),
        "-4209": ErrorRow(VenueResponseError),
        "-4210": ErrorRow(InvalidOrder),
        "-4211": ErrorRow(InvalidOrder),
        "-4400": ErrorRow(PermissionDenied),
        "-4401": ErrorRow(PermissionDenied),
        "-4402": ErrorRow(PermissionDenied),
        "-4403": ErrorRow(PermissionDenied),
        "-5021": ErrorRow(InvalidOrder),
        "-5022": ErrorRow(PostOnlyRejected),
        "-5024": ErrorRow(MarketClosed),
        "-5025": ErrorRow(InvalidOrder),
        "-5026": ErrorRow(InvalidOrder),
        "-5027": ErrorRow(InvalidOrder),
        "-5028": ErrorRow(ClockSkew),
        "-5029": ErrorRow(InvalidOrder),
        "-5037": ErrorRow(InvalidOrder),
        "-5038": ErrorRow(InvalidOrder),
        "-5039": ErrorRow(InvalidOrder),
        "-5040": ErrorRow(InvalidOrder),
        "-5041": ErrorRow(InvalidOrder),
        "-5043": ErrorRow(InvalidOrder),
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
    if (text := response.headers.get("x-mbx-order-count-1m")) is not None:
        yield Usage(bucket="orders_1m", used=int(text))
