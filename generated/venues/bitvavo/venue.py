"""Bitvavo: environments, credentials, budgets and error codes.

Documentation: https://docs.bitvavo.com (last compared on 2026-11-29).
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
    OrderNotFound,
    PermissionDenied,
    RateLimitExceeded,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.http import Response
from venue_runtime.ids import ClientOrderIdForm
from venue_runtime.limits import BucketSpec, Usage
from venue_runtime.model import Capability
from venue_runtime.rest import Endpoint

from .types import Failure


class BitvavoConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    account_id: str = ""
    """Your unique account identifier, which is the SenderCompID of FIX."""

    operator_id: int = 1
    """Your number of the trader or the bot that trades; orders must say it."""


ENVIRONMENTS = {
    "production": Environment(
        urls={"fix_trading": "tcp://fix-oe.bitvavo.com:8001", "rest": "https://api.bitvavo.com/v2"}
    )
}

CREDENTIALS = (CredentialField("api_key"), CredentialField("api_secret"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TIME: (),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.FIX: (frozenset({"api_key", "api_secret"}),),
}

BUCKETS = (BucketSpec(id="weight", per="ip", budget=1_000, window_ns=60_000_000_000),)


CLIENT_ORDER_IDS = ClientOrderIdForm(
    max_len=36,
    alphabet="0123456789abcdef",
    template="xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx",
    pattern="[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
)

ERRORS = ErrorTable(
    codes={
        "102": ErrorRow(VenueResponseError),
        "103": ErrorRow(RateLimitExceeded),
        "105": ErrorRow(RateLimitExceeded),
        "107": ErrorRow(VenueUnavailable),
        "109": ErrorRow(VenueUnavailable, definitive=False),
        "200": ErrorRow(VenueResponseError),
        "201": ErrorRow(VenueResponseError),
        "202": ErrorRow(VenueResponseError),
        "203": ErrorRow(VenueResponseError),
        "204": ErrorRow(VenueResponseError),
        "205": ErrorRow(VenueResponseError),
        "206": ErrorRow(VenueResponseError),
        "210": ErrorRow(InvalidOrder),
        "211": ErrorRow(InvalidOrder),
        "212": ErrorRow(InvalidOrder),
        "213": ErrorRow(InvalidOrder),
        "214": ErrorRow(InvalidOrder),
        "215": ErrorRow(InvalidOrder),
        "217": ErrorRow(InvalidOrder),
        "218": ErrorRow(InvalidOrder),
        "231": ErrorRow(InvalidOrder),
        "232": ErrorRow(InvalidOrder),
        "234": ErrorRow(InvalidOrder),
        "235": ErrorRow(InvalidOrder),
        "236": ErrorRow(InvalidOrder),
        "237": ErrorRow(InvalidOrder),
        "238": ErrorRow(InvalidOrder),
        "239": ErrorRow(InvalidOrder),
        "216": ErrorRow(InsufficientFunds),
        "219": ErrorRow(MarketClosed),
        "220": ErrorRow(DuplicateOrderId),
        "240": ErrorRow(OrderNotFound),
        "304": ErrorRow(ClockSkew),
        "300": ErrorRow(AuthenticationError),
        "301": ErrorRow(AuthenticationError),
        "302": ErrorRow(AuthenticationError),
        "303": ErrorRow(AuthenticationError),
        "305": ErrorRow(AuthenticationError),
        "306": ErrorRow(AuthenticationError),
        "308": ErrorRow(AuthenticationError),
        "309": ErrorRow(AuthenticationError),
        "307": ErrorRow(PermissionDenied),
        "cancel 1": ErrorRow(OrderNotFound),
        "cancel 8": ErrorRow(CancelRejected),
        "cancel 18": ErrorRow(CancelRejected),
        "cancel 99": ErrorRow(CancelRejected),
        "cancel 101": ErrorRow(CancelRejected),
        "cancel 102": ErrorRow(CancelRejected),
        "mass cancel": ErrorRow(CancelRejected),
    },
    statuses={
        "403": ErrorRow(AuthenticationError),
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
    return ERRORS.error(str(m.error_code), m.error, status=status, operation=endpoint.id)


def usage_of(response: Response) -> Iterator[Usage]:
    """What the headers of an answer say about our budgets."""
    if (text := response.headers.get("bitvavo-ratelimit-remaining")) is not None:
        yield Usage(bucket="weight", remaining=int(text))
