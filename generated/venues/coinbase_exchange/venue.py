"""Coinbase Exchange: environments, credentials, budgets and error codes.

Documentation: https://docs.cdp.coinbase.com/exchange/introduction/welcome (last compared on 2026-11-29).
"""

from __future__ import annotations

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


class CoinbaseExchangeConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    products: str = ""
    """Products whose orders and fills are watched, such as BTC-USD,ETH-USD."""


ENVIRONMENTS = {
    "production": Environment(
        urls={
            "fix_order_entry": "tcp+tls://fix-ord.exchange.coinbase.com:6121",
            "fix_drop_copy": "tcp+tls://fix-dc.exchange.coinbase.com:6122",
            "rest": "https://api.exchange.coinbase.com",
            "feed": "wss://ws-feed.exchange.coinbase.com",
        }
    ),
    "sandbox": Environment(
        urls={
            "fix_order_entry": "tcp+tls://fix-ord.sandbox.exchange.coinbase.com:6121",
            "fix_drop_copy": "tcp+tls://fix-dc.sandbox.exchange.coinbase.com:6122",
            "rest": "https://api-public.sandbox.exchange.coinbase.com",
            "feed": "wss://ws-feed-public.sandbox.exchange.coinbase.com",
        }
    ),
}

CREDENTIALS = (
    CredentialField("api_key"),
    CredentialField("api_secret", encoding="base64"),
    CredentialField("passphrase"),
)

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TIME: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.CANCEL_ALL_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_TICKER: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "api_secret", "passphrase"}),),
    Capability.FIX: (frozenset({"api_key", "api_secret", "passphrase"}),),
}

BUCKETS = (
    BucketSpec(id="public", per="ip", budget=15, shape="token", window_ns=1_000_000_000, refill=10),
    BucketSpec(id="private", per="account", budget=30, shape="token", window_ns=1_000_000_000, refill=15),
    BucketSpec(id="fills", per="account", budget=20, shape="token", window_ns=1_000_000_000, refill=10),
)


CONNECTS = (8, 1.0)

CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=36,
    alphabet="0123456789abcdef",
    template="xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx",
    pattern="[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
)

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

ERRORS = ErrorTable(
    codes={
        "400": ErrorRow(
            VenueResponseError,
            texts=(("invalid signature", AuthenticationError), ("request timestamp expired", ClockSkew)),
        ),
        "401": ErrorRow(AuthenticationError, texts=(("request timestamp expired", ClockSkew),)),
        "403": ErrorRow(PermissionDenied),
        "404": ErrorRow(VenueResponseError),
        "429": ErrorRow(RateLimitExceeded),
        "500": ErrorRow(VenueUnavailable, definitive=False),
        "rejected": ErrorRow(OrderError, texts=(("post only", PostOnlyRejected),)),
        "cancel_rejected": ErrorRow(CancelRejected),
    },
    statuses={"5xx": ErrorRow(VenueUnavailable, definitive=False)},
    by_operation={
        "new_order": {
            "400": ErrorRow(
                InvalidOrder,
                texts=(
                    ("Insufficient funds", InsufficientFunds),
                    ("invalid signature", AuthenticationError),
                    ("request timestamp expired", ClockSkew),
                    ("size is too small", InvalidOrder),
                    ("Order size is too small", InvalidOrder),
                    ("notional is too small", InvalidOrder),
                    ("Limit only mode", MarketClosed),
                ),
            )
        },
        "cancel_order": {"400": ErrorRow(CancelRejected), "404": ErrorRow(OrderNotFound)},
        "cancel_order_by_client_id": {"400": ErrorRow(CancelRejected), "404": ErrorRow(OrderNotFound)},
        "order": {"404": ErrorRow(OrderNotFound)},
        "order_by_client_id": {"404": ErrorRow(OrderNotFound)},
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
    if not (status >= 400 or (endpoint.id == "new_order" and m.status == "rejected")):
        return None
    return ERRORS.error(
        str(status) if status >= 400 else "rejected",
        m.message if m.message is not UNSET and m.message else m.reason if m.reason is not UNSET and m.reason else "",
        status=status,
        operation=endpoint.id,
    )
