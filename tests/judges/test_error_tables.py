"""What codes mean, beside ccxt's tables: every code that both know is the same kind of error.

ccxt names fewer kinds (`InvalidOrder` for nearly all that is wrong with an order, `ExchangeError` and its like where it
does not tell), so those agree with more than one of ours. What is left is listed with the venue's own words, and must
still be there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytest.importorskip("ccxt", reason="ccxt is not installed (extra: judges)")

import ccxt
from venuegen.spec.load import load_spec

SPECS = Path(__file__).parents[2] / "venue_specs"

THEIRS: dict[str, tuple[str, str | None]] = {
    "backpack": ("backpack", None),
    "binance_spot": ("binance", "spot"),
    "binance_usdm": ("binanceusdm", "linear"),
    "bitfinex": ("bitfinex", None),
    "bitvavo": ("bitvavo", None),
    "bybit": ("bybit", None),
    "coinbase_advanced": ("coinbase", None),
    "coinbase_exchange": ("coinbaseexchange", None),
    "cryptocom": ("cryptocom", None),
    "deribit": ("deribit", None),
    "gate": ("gate", None),
    "gemini": ("gemini", None),
    "hyperliquid": ("hyperliquid", None),
    "kraken_spot": ("kraken", None),
    "kucoin": ("kucoin", None),
    "okx": ("okx", None),
    "whitebit": ("whitebit", None),
}
"""Venue → ccxt's class, and the part of its table that is about this market."""

VENUES = sorted(path.parent.name for path in SPECS.glob("*/venue.yaml"))

VAGUE = {"ExchangeError", "BadRequest", "BadResponse", "OperationFailed", "OperationRejected", "NullResponse"}
"""Classes by which ccxt says no more than that something was refused."""

ORDER_ERRORS = {"InvalidOrder", "OrderNotFillable"}

SAME: dict[str, set[str]] = {
    "AuthenticationError": {"AuthenticationError"},
    "PermissionDenied": {"PermissionDenied", "AccountSuspended", "AccountNotEnabled", "RestrictedLocation"},
    "InvalidNonce": {"InvalidNonce"},
    "ClockSkew": {"InvalidNonce", "RequestTimeout"},
    "RateLimitExceeded": {"RateLimitExceeded", "DDoSProtection"},
    "VenueUnavailable": {"ExchangeNotAvailable", "OnMaintenance", "RequestTimeout", "NetworkError"},
    "InvalidOrder": {*ORDER_ERRORS, "BadSymbol", "OrderImmediatelyFillable", "ContractUnavailable"},
    "InsufficientFunds": {"InsufficientFunds"},
    "OrderNotFound": {"OrderNotFound", *ORDER_ERRORS},
    "DuplicateOrderId": {"DuplicateOrderId", *ORDER_ERRORS},
    "PostOnlyRejected": {"OrderImmediatelyFillable", *ORDER_ERRORS},
    "CancelRejected": {"CancelPending", "OrderNotFound", *ORDER_ERRORS},
    "MarketClosed": {"MarketClosed", "ContractUnavailable", "OnMaintenance", "BadSymbol", *ORDER_ERRORS},
    "OrderError": {*ORDER_ERRORS},
}
"""Ours → theirs that say the same. `VenueResponseError` says nothing and agrees with all."""


class Listed(NamedTuple):
    """Their class, the venue's own words, and where they stand."""

    theirs: str
    words: str
    source: str


DIFFERENCES: dict[str, dict[str, Listed]] = {
    "backpack": {
        "RESOURCE_NOT_FOUND": Listed(
            "ExchangeNotAvailable", "GET /api/v1/order, HTTP 404: Order not found.", "OpenAPI"
        ),
        "TRADING_PAUSED": Listed("ExchangeNotAvailable", "the code says it: trading is paused", "OpenAPI"),
    },
    "binance_spot": {
        "-1002": Listed("AuthenticationError", "You are not authorized to execute this request.", "errors.md")
    },
    "binance_usdm": {
        "-1002": Listed("AuthenticationError", "You are not authorized to execute this request.", "error code"),
        "-1099": Listed("AuthenticationError", "Not found, unauthenticated, or unauthorized.", "error code"),
        "-2017": Listed("PermissionDenied", "API Keys are locked on this account.", "error code"),
    },
    "bitfinex": {
        "10001": Listed("PermissionDenied", "Generic error: its texts tell more, and each is read", "abbreviations")
    },
    "bitvavo": {"304": Listed("AuthenticationError", "The request came outside of its window", "other clients")},
    "bybit": {
        "10009": Listed("AuthenticationError", "Service Restricted, unavailable for your region.", "error.mdx"),
        "10029": Listed(
            "PermissionDenied", "The requested symbol is invalid, please check symbol whitelist", "error.mdx"
        ),
        "20003": Listed("InvalidOrder", "Too frequent requests under the same session", "error.mdx"),
        "170005": Listed("InvalidOrder", "Too many new orders; current limit is %s orders per %s.", "error.mdx"),
        "170146": Listed("InvalidOrder", "Order creation timeout: the outcome is unknown", "error.mdx"),
        "170147": Listed("InvalidOrder", "Order cancellation timeout: the outcome is unknown", "error.mdx"),
        "170201": Listed("PermissionDenied", "Invalid orderFilter parameter", "error.mdx"),
    },
    "cryptocom": {
        "40103": Listed("AuthenticationError", "IP address not whitelisted", "Response and Reason Codes"),
        "40104": Listed("AuthenticationError", "Disallowed based on user tier", "Response and Reason Codes"),
    },
    "deribit": {
        "10013": Listed("PermissionDenied", "Total limit of open orders has been exceeded", "RPC Error Codes"),
        "10014": Listed(
            "PermissionDenied", "Limit of count of futures' open orders has been exceeded", "RPC Error Codes"
        ),
        "10015": Listed(
            "PermissionDenied", "Limit of count of options' open orders has been exceeded", "RPC Error Codes"
        ),
        "10016": Listed("PermissionDenied", "Limit of size for futures has been exceeded", "RPC Error Codes"),
        "10017": Listed("PermissionDenied", "Limit of size for options has been exceeded", "RPC Error Codes"),
        "10018": Listed("PermissionDenied", "Limit of size for futures has been exceeded", "RPC Error Codes"),
        "10019": Listed("PermissionDenied", "Trading is temporary locked by the admin.", "RPC Error Codes"),
        "11035": Listed("DDoSProtection", "Allowed amount of trigger orders has been exceeded.", "RPC Error Codes"),
        "12003": Listed("AuthenticationError", "The number of failed login attempts is limited.", "RPC Error Codes"),
        "12005": Listed("AuthenticationError", "The country is banned (possibly via IP check).", "RPC Error Codes"),
    },
    "gate": {
        "IP_FORBIDDEN": Listed("AuthenticationError", "the label says it: the address, not the key", "label list"),
        "TRADE_RESTRICTED": Listed(
            "InsufficientFunds", "the label says it: a restriction, not the money", "label list"
        ),
        "REQUEST_EXPIRED": Listed(
            "AuthenticationError", "the time of the request is too far from the venue's", "label list"
        ),
        "QUANTITY_NOT_ENOUGH": Listed(
            "InvalidOrder", "beside BALANCE_NOT_ENOUGH, which both take for money", "label list"
        ),
    },
    "gemini": {
        "MissingRole": Listed(
            "AuthenticationError", "The API key used to access this endpoint lacks the role", "error-codes"
        )
    },
    "kucoin": {
        "400006": Listed("AuthenticationError", "The IP address is not in the API whitelist", "error code"),
        "400007": Listed("AuthenticationError", "The access requires API permissions that the key lacks", "error code"),
        "400008": Listed("NotSupported", "the key of a login", "error code of the websocket"),
        "400200": Listed("InvalidOrder", "Forbidden to place an order in this pair", "error code"),
    },
    "okx": {
        "51010": Listed("AccountNotEnabled", "Operation is not supported under the current account mode", "Error Code")
    },
}
"""Venue → code → what ccxt makes of it, though the venue says otherwise."""


def ours(venue: str) -> dict[str, str]:
    """Code → class, by the spec."""
    loaded, problems = load_spec(venue, SPECS)
    assert loaded is not None, [str(each) for each in problems]
    assert loaded.spec.errors is not None
    rows = loaded.spec.errors.codes.items()
    return {code: row if isinstance(row, str) else row.error for code, row in rows}


def theirs(venue: str) -> dict[str, str]:
    """Code → class, by ccxt; what it says of this market wins over what it says of all."""
    name, market = THEIRS[venue]
    told: dict[str, Any] = getattr(ccxt, name)().exceptions
    found: dict[str, str] = {}
    for part in (told, told.get(market or "", {})):
        for kind in ("broad", "exact"):
            found |= {str(code): each.__name__ for code, each in part.get(kind, {}).items() if isinstance(each, type)}
        found |= {str(code): each.__name__ for code, each in part.items() if isinstance(each, type)}
    return found


def differing(venue: str) -> dict[str, tuple[str, str]]:
    """Codes of which both say something, and not the same."""
    other = theirs(venue)
    both = {code: (mine, other[code]) for code, mine in ours(venue).items() if code in other}
    return {
        code: pair
        for code, pair in both.items()
        if pair[0] != "VenueResponseError" and pair[1] not in VAGUE and pair[1] not in SAME[pair[0]]
    }


@pytest.mark.parametrize("venue", VENUES)
def test_codes_mean_the_same(venue: str) -> None:
    listed = {code: each.theirs for code, each in DIFFERENCES.get(venue, {}).items()}
    assert {code: pair[1] for code, pair in differing(venue).items()} == listed


def test_there_is_much_to_compare() -> None:
    """Codes of which both say something definite."""
    shared = {venue: len(ours(venue).keys() & theirs(venue).keys()) for venue in VENUES}
    assert sum(shared.values()) > 450
