"""Bitfinex: environments, credentials, budgets and error codes.

Documentation: https://docs.bitfinex.com (last compared on 2026-11-29).
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import UNSET, Struct
from venue_runtime.bindings import CredentialField, Environment
from venue_runtime.error_table import ErrorRow, ErrorTable
from venue_runtime.errors import (
    AuthenticationError,
    InsufficientFunds,
    InvalidNonce,
    InvalidOrder,
    OrderError,
    OrderNotFound,
    PermissionDenied,
    RateLimitExceeded,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.exprs import item, word_of
from venue_runtime.http import Response
from venue_runtime.ids import ClientOrderIdForm
from venue_runtime.limits import BucketSpec
from venue_runtime.model import Capability
from venue_runtime.reconcile import Find, ReconcilePlan
from venue_runtime.rest import Endpoint

from . import types as wire
from .types import Answer


class BitfinexConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    wallet: Literal["exchange", "margin", "funding"] = "exchange"
    """Which wallets are the balances; those of derivatives are among the margin wallets."""


ENVIRONMENTS = {
    "production": Environment(
        urls={
            "rest": "https://api.bitfinex.com",
            "public": "https://api-pub.bitfinex.com",
            "stream": "wss://api-pub.bitfinex.com/ws/2",
            "account": "wss://api.bitfinex.com/ws/2",
        }
    )
}

CREDENTIALS = (CredentialField("api_key"), CredentialField("api_secret"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_STATUS: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.FETCH_FUNDING_RATE: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.EDIT_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_POSITIONS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_TICKER: (),
    Capability.WATCH_CANDLES: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_BALANCES: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_POSITIONS: (frozenset({"api_key", "api_secret"}),),
}

BUCKETS = (
    BucketSpec(id="status", per="ip", budget=30, window_ns=60_000_000_000),
    BucketSpec(id="public", per="ip", budget=90, window_ns=60_000_000_000),
    BucketSpec(id="book", per="ip", budget=240, window_ns=60_000_000_000),
    BucketSpec(id="trades", per="ip", budget=15, window_ns=60_000_000_000),
    BucketSpec(id="candles", per="ip", budget=30, window_ns=60_000_000_000),
    BucketSpec(id="account", per="key", budget=90, window_ns=60_000_000_000),
)


CONNECTS = (20, 60.0)

CLIENT_ORDER_IDS = ClientOrderIdForm(max_len=13, alphabet="0123456789", number=True, pattern="[1-9][0-9]{0,12}")

RECONCILE = ReconcilePlan(find=Find.LIST, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "10000": ErrorRow(VenueResponseError),
        "10001": ErrorRow(
            OrderError,
            texts=(
                ("Invalid order: not enough", InsufficientFunds),
                ("Invalid order: minimum size", InvalidOrder),
                ("Invalid order", InvalidOrder),
                ("Order not found", OrderNotFound),
                ("not enough", InsufficientFunds),
                ("available balance is only", InsufficientFunds),
                ("api_key: permission invalid", PermissionDenied),
            ),
        ),
        "10008": ErrorRow(VenueUnavailable, definitive=False),
        "10020": ErrorRow(VenueResponseError),
        "10050": ErrorRow(VenueResponseError),
        "10100": ErrorRow(AuthenticationError),
        "10111": ErrorRow(AuthenticationError),
        "10112": ErrorRow(AuthenticationError),
        "10113": ErrorRow(AuthenticationError),
        "10114": ErrorRow(InvalidNonce),
        "10200": ErrorRow(AuthenticationError),
        "10300": ErrorRow(VenueResponseError),
        "10301": ErrorRow(VenueResponseError),
        "10302": ErrorRow(VenueResponseError),
        "10305": ErrorRow(RateLimitExceeded),
        "10400": ErrorRow(VenueResponseError),
        "10401": ErrorRow(VenueResponseError),
        "11000": ErrorRow(VenueUnavailable),
        "11010": ErrorRow(RateLimitExceeded),
        "ERR_RATE_LIMIT": ErrorRow(RateLimitExceeded),
        "20051": ErrorRow(VenueUnavailable, definitive=False),
        "20060": ErrorRow(VenueUnavailable),
        "temporarily_unavailable": ErrorRow(VenueUnavailable, definitive=False),
    },
    statuses={"429": ErrorRow(RateLimitExceeded), "5xx": ErrorRow(VenueUnavailable, definitive=False)},
    by_operation={},
)

decode_error_body = msgspec.json.Decoder(Answer).decode


def error_of(endpoint: Endpoint, response: Response) -> VenueResponseError | None:
    """What an answer refuses; None for a success."""
    status = response.status
    try:
        m = decode_error_body(response.body)
    except msgspec.MsgspecError:
        return ERRORS.by_status(status, response.body[:200].decode(errors="replace"), operation=endpoint.id)
    if not (
        status >= 400
        or (item(m, 6) if isinstance(m, list) else None) == "ERROR"
        or (item(m, 6) if isinstance(m, list) else None) == "FAILURE"
    ):
        return None
    return ERRORS.error(
        (
            (
                word_of(m.error)
                if m.error is not UNSET and word_of(m.error)
                else word_of(m.code) if m.code is not UNSET and word_of(m.code) else ""
            )
            if isinstance(m, wire.RefusalObject)
            else (
                (word_of(_2) if (_2 := item(m, 1)) is not None and word_of(_2) else "")
                if (item(m, 0) if isinstance(m, list) else None) == "error"
                else word_of(_3) if isinstance(m, list) and (_3 := item(m, 5)) is not None and word_of(_3) else "10001"
            )
        ),
        (
            (
                m.message
                if m.message is not UNSET and m.message
                else m.description if m.description is not UNSET and m.description else ""
            )
            if isinstance(m, wire.RefusalObject)
            else (
                (word_of(_2) if (_2 := item(m, 2)) is not None and word_of(_2) else "")
                if (item(m, 0) if isinstance(m, list) else None) == "error"
                else word_of(_3) if isinstance(m, list) and (_3 := item(m, 7)) is not None and word_of(_3) else ""
            )
        ),
        status=status,
        operation=endpoint.id,
    )
