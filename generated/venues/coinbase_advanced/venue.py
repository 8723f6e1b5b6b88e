"""Coinbase Advanced Trade: environments, credentials, budgets and error codes.

Documentation: https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/overview (last compared on 2026-11-29).
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
from venue_runtime.exprs import item
from venue_runtime.http import Response
from venue_runtime.ids import ClientOrderIdForm
from venue_runtime.limits import BucketSpec, Usage
from venue_runtime.model import Capability
from venue_runtime.reconcile import Find, ReconcilePlan
from venue_runtime.rest import Endpoint

from .types import Failure


class CoinbaseAdvancedConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    products: str = ""
    """Products whose orders are watched, such as BTC-USD,ETH-USD; none: all."""


ENVIRONMENTS = {
    "production": Environment(
        urls={
            "rest": "https://api.coinbase.com",
            "market": "wss://advanced-trade-ws.coinbase.com",
            "user": "wss://advanced-trade-ws-user.coinbase.com",
        }
    ),
    "sandbox": Environment(
        urls={
            "rest": "https://api-sandbox.coinbase.com",
            "market": "wss://advanced-trade-ws.coinbase.com",
            "user": "wss://advanced-trade-ws-user.coinbase.com",
        },
        lacks=frozenset(
            {
                Capability.LOAD_INSTRUMENTS,
                Capability.FETCH_TIME,
                Capability.FETCH_TICKER,
                Capability.FETCH_ORDER_BOOK,
                Capability.FETCH_TRADES,
                Capability.FETCH_CANDLES,
                Capability.FETCH_POSITIONS,
                Capability.WATCH_ORDER_BOOK,
                Capability.WATCH_TRADES,
                Capability.WATCH_TICKER,
                Capability.WATCH_CANDLES,
                Capability.WATCH_ORDERS,
                Capability.WATCH_FILLS,
                Capability.WATCH_POSITIONS,
            }
        ),
    ),
}

CREDENTIALS = (
    CredentialField("api_key"),
    CredentialField(
        "private_key", formats=("pem_ec_p256", "pem_ed25519", "ed25519_raw64_base64", "ed25519_seed_base64")
    ),
)

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TIME: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_ORDER_BOOK: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.CREATE_ORDER: (frozenset({"api_key", "private_key"}),),
    Capability.EDIT_ORDER: (frozenset({"api_key", "private_key"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "private_key"}),),
    Capability.CANCEL_ORDERS: (frozenset({"api_key", "private_key"}),),
    Capability.FETCH_ORDER: (frozenset({"api_key", "private_key"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "private_key"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "private_key"}),),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "private_key"}),),
    Capability.FETCH_POSITIONS: (frozenset({"api_key", "private_key"}),),
    Capability.WATCH_ORDER_BOOK: (),
    Capability.WATCH_TRADES: (),
    Capability.WATCH_TICKER: (),
    Capability.WATCH_CANDLES: (),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "private_key"}),),
    Capability.WATCH_FILLS: (frozenset({"api_key", "private_key"}),),
}

BUCKETS = (
    BucketSpec(id="public", per="ip", budget=10, window_ns=1_000_000_000),
    BucketSpec(id="private", per="account", budget=30, window_ns=1_000_000_000),
)


CONNECTS = (8, 1.0)

CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=128,
    alphabet="0123456789abcdef",
    template="xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx",
    pattern="[0-9A-Za-z_-]{1,128}",
)

RECONCILE = ReconcilePlan(find=Find.QUERY, protection=5.0)

_TEXTS = (("order with this orderID was not found", OrderNotFound),)

ERRORS = ErrorTable(
    codes={
        "unknown": ErrorRow(VenueResponseError, texts=_TEXTS),
        "NOT_FOUND": ErrorRow(VenueResponseError, texts=_TEXTS),
        "PERMISSION_DENIED": ErrorRow(PermissionDenied),
        "INVALID_ARGUMENT": ErrorRow(InvalidOrder),
        "INSUFFICIENT_FUND": ErrorRow(InsufficientFunds),
        "INSUFFICIENT_FUNDS": ErrorRow(InsufficientFunds),
        "INVALID_LEDGER_BALANCE": ErrorRow(InsufficientFunds),
        "PREVIEW_INSUFFICIENT_FUND": ErrorRow(InsufficientFunds),
        "PREVIEW_INSUFFICIENT_LEDGER_BALANCE": ErrorRow(InsufficientFunds),
        "PREVIEW_INVALID_LEDGER_BALANCE": ErrorRow(InsufficientFunds),
        "PREVIEW_INSUFFICIENT_FUNDS_FOR_FUTURES": ErrorRow(InsufficientFunds),
        "DUPLICATE_CLIENT_ORDER_ID": ErrorRow(DuplicateOrderId),
        "INVALID_LIMIT_PRICE_POST_ONLY": ErrorRow(PostOnlyRejected),
        "PREVIEW_INVALID_LIMIT_PRICE_POST_ONLY": ErrorRow(PostOnlyRejected),
        "ORDER_ENTRY_DISABLED": ErrorRow(MarketClosed),
        "UNTRADABLE_PRODUCT": ErrorRow(MarketClosed),
        "TRADING_DISABLED": ErrorRow(MarketClosed),
        "PRODUCT_TRADING_HALTED": ErrorRow(MarketClosed),
        "INVALID_FCM_TRADING_SESSION": ErrorRow(MarketClosed),
        "PREVIEW_INVALID_FCM_TRADING_SESSION": ErrorRow(MarketClosed),
        "PREVIEW_UNTRADABLE_PRODUCT": ErrorRow(MarketClosed),
        "PREVIEW_NOT_ALLOWED_BY_MARKET_STATE": ErrorRow(MarketClosed),
        "PREVIEW_TRADING_DISABLED": ErrorRow(MarketClosed),
        "GEOFENCING_RESTRICTION": ErrorRow(PermissionDenied),
        "PREVIEW_GEOFENCING_RESTRICTION": ErrorRow(PermissionDenied),
        "UNKNOWN_FAILURE_REASON": ErrorRow(OrderError),
        "UNKNOWN_PREVIEW_FAILURE_REASON": ErrorRow(OrderError),
        "UNKNOWN_EDIT_ORDER_FAILURE_REASON": ErrorRow(OrderError),
        "COMMANDER_REJECTED_NEW_ORDER": ErrorRow(OrderError),
        "IN_LIQUIDATION": ErrorRow(OrderError),
        "PREVIEW_IN_LIQUIDATION": ErrorRow(OrderError),
        "BREACHED_RISK_LIMIT": ErrorRow(OrderError),
        "UNSUPPORTED_ORDER_CONFIGURATION": ErrorRow(InvalidOrder),
        "INVALID_SIDE": ErrorRow(InvalidOrder),
        "INVALID_PRODUCT_ID": ErrorRow(InvalidOrder),
        "INVALID_REQUEST": ErrorRow(InvalidOrder),
        "INELIGIBLE_PAIR": ErrorRow(InvalidOrder),
        "INVALID_SIZE_PRECISION": ErrorRow(InvalidOrder),
        "INVALID_PRICE_PRECISION": ErrorRow(InvalidOrder),
        "INVALID_LIMIT_PRICE": ErrorRow(InvalidOrder),
        "INVALID_NO_LIQUIDITY": ErrorRow(InvalidOrder),
        "LIMIT_PRICE_TOO_FAR_FROM_MARKET": ErrorRow(InvalidOrder),
        "FOK_DISABLED": ErrorRow(InvalidOrder),
        "POST_ONLY_NOT_ALLOWED_WITH_FOK": ErrorRow(InvalidOrder),
        "LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_BUY": ErrorRow(InvalidOrder),
        "LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_SELL": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_SIDE": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_PRODUCT_ID": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_ORDER_CONFIG": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_SIZE_PRECISION": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_QUOTE_SIZE_PRECISION": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_PRICE_PRECISION": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_BASE_SIZE_TOO_SMALL": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_BASE_SIZE_TOO_LARGE": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_QUOTE_SIZE_TOO_LARGE": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_PRICE_TOO_LARGE": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_LIMIT_PRICE": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_STOP_PRICE": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_STOP_PRICE_PRECISION": ErrorRow(InvalidOrder),
        "PREVIEW_BREACHED_PRICE_LIMIT": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_NO_LIQUIDITY": ErrorRow(InvalidOrder),
        "PREVIEW_STOP_PRICE_ABOVE_LIMIT_PRICE": ErrorRow(InvalidOrder),
        "PREVIEW_STOP_PRICE_BELOW_LIMIT_PRICE": ErrorRow(InvalidOrder),
        "PREVIEW_STOP_PRICE_ABOVE_LAST_TRADE_PRICE": ErrorRow(InvalidOrder),
        "PREVIEW_STOP_PRICE_BELOW_LAST_TRADE_PRICE": ErrorRow(InvalidOrder),
        "PREVIEW_LIMIT_PRICE_TOO_FAR_FROM_MARKET": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_MARGIN_TYPE": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_LEVERAGE": ErrorRow(InvalidOrder),
        "PREVIEW_LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_BUY": ErrorRow(InvalidOrder),
        "PREVIEW_LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_SELL": ErrorRow(InvalidOrder),
        "PREVIEW_END_TIME_IS_IN_THE_PAST": ErrorRow(InvalidOrder),
        "PREVIEW_GTD_ORDERS_MUST_HAVE_END_TIME": ErrorRow(InvalidOrder),
        "PREVIEW_INVALID_END_TIME": ErrorRow(InvalidOrder),
        "UNKNOWN_CANCEL_ORDER": ErrorRow(OrderNotFound),
        "ORDER_NOT_FOUND": ErrorRow(OrderNotFound),
        "UNKNOWN_CANCEL_FAILURE_REASON": ErrorRow(CancelRejected),
        "INVALID_CANCEL_REQUEST": ErrorRow(CancelRejected),
        "COMMANDER_REJECTED_CANCEL_ORDER": ErrorRow(CancelRejected),
        "INVALID_CANCEL_PRODUCT_ID": ErrorRow(CancelRejected),
        "INVALID_CANCEL_FCM_TRADING_SESSION": ErrorRow(CancelRejected),
        "NOT_ALLOWED_TO_CANCEL": ErrorRow(CancelRejected),
        "ORDER_IS_FULLY_FILLED": ErrorRow(CancelRejected),
        "ORDER_IS_BEING_REPLACED": ErrorRow(CancelRejected),
        "DUPLICATE_CANCEL_REQUEST": ErrorRow(CancelRejected),
        "CANNOT_EDIT_TO_BELOW_FILLED_SIZE": ErrorRow(InvalidOrder),
        "INVALID_EDITED_SIZE": ErrorRow(InvalidOrder),
        "INVALID_EDITED_PRICE": ErrorRow(InvalidOrder),
        "ONLY_LIMIT_ORDER_EDITS_SUPPORTED": ErrorRow(InvalidOrder),
        "SIZE_IN_QUOTE_EDITS_NOT_ALLOWED": ErrorRow(InvalidOrder),
        "CANNOT_EDIT_FUTURES_ORDER": ErrorRow(InvalidOrder),
        "EDIT_REQUEST_EQUAL_TO_ORIGINAL_REQUEST": ErrorRow(InvalidOrder),
        "COMMANDER_REJECTED_EDIT_ORDER": ErrorRow(OrderError),
        "ONLY_OPEN_ORDERS_CAN_BE_EDITED": ErrorRow(OrderError),
        "ORDER_IS_ALREADY_BEING_REPLACED": ErrorRow(OrderError),
        "EXCEEDED_MAX_ALLOWED_EDIT_REQUEST_COUNT": ErrorRow(OrderError),
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
    if not (status >= 400 or m.success == False):
        return None
    return ERRORS.error(
        (
            m.error
            if m.error is not UNSET and m.error
            else (
                _1
                if (
                    _1 := (
                        (
                            m.error_response.error
                            if m.error_response is not UNSET and m.error_response.error is not UNSET
                            else None
                        )
                        if (
                            m.error_response.error
                            if m.error_response is not UNSET and m.error_response.error is not UNSET
                            else None
                        )
                        != "UNKNOWN_FAILURE_REASON"
                        else None
                    )
                )
                else (
                    _2
                    if (
                        _2 := (
                            (
                                m.error_response.new_order_failure_reason
                                if m.error_response is not UNSET
                                and m.error_response.new_order_failure_reason is not UNSET
                                else None
                            )
                            if (
                                m.error_response.new_order_failure_reason
                                if m.error_response is not UNSET
                                and m.error_response.new_order_failure_reason is not UNSET
                                else None
                            )
                            != "UNKNOWN_FAILURE_REASON"
                            else None
                        )
                    )
                    else (
                        m.error_response.preview_failure_reason
                        if m.error_response is not UNSET
                        and m.error_response.preview_failure_reason is not UNSET
                        and m.error_response.preview_failure_reason
                        else (
                            _4
                            if (
                                _4 := (
                                    (
                                        _3.edit_failure_reason
                                        if m.errors is not UNSET
                                        and (_3 := item(m.errors, 0)) is not None
                                        and (_3.edit_failure_reason is not UNSET)
                                        else None
                                    )
                                    if (
                                        _3.edit_failure_reason
                                        if m.errors is not UNSET
                                        and (_3 := item(m.errors, 0)) is not None
                                        and (_3.edit_failure_reason is not UNSET)
                                        else None
                                    )
                                    != "UNKNOWN_EDIT_ORDER_FAILURE_REASON"
                                    else None
                                )
                            )
                            else (
                                _3.preview_failure_reason
                                if m.errors is not UNSET
                                and (_3 := item(m.errors, 0)) is not None
                                and (_3.preview_failure_reason is not UNSET)
                                and _3.preview_failure_reason
                                else str(status)
                            )
                        )
                    )
                )
            )
        ),
        (
            m.message
            if m.message is not UNSET and m.message
            else (
                m.error_response.message
                if m.error_response is not UNSET and m.error_response.message is not UNSET and m.error_response.message
                else (
                    m.error_response.error_details
                    if m.error_response is not UNSET
                    and m.error_response.error_details is not UNSET
                    and m.error_response.error_details
                    else ""
                )
            )
        ),
        status=status,
        operation=endpoint.id,
    )


def usage_of(response: Response) -> Iterator[Usage]:
    """What the headers of an answer say about our budgets."""
    if (text := response.headers.get("x-ratelimit-remaining")) is not None:
        for bucket in ("public", "private"):
            yield Usage(bucket=bucket, remaining=int(text), shared=True)
