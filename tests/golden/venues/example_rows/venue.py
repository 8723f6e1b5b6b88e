"""Example Rows: environments, credentials, budgets and error codes.

Documentation: https://example.com/docs (last compared on 2026-11-22).
"""

from __future__ import annotations

from datetime import timedelta

import msgspec
from msgspec import UNSET, Struct
from venue_runtime.bindings import CredentialField, Environment
from venue_runtime.error_table import ErrorRow, ErrorTable
from venue_runtime.errors import OrderNotFound, RateLimitExceeded, VenueResponseError
from venue_runtime.exprs import item
from venue_runtime.http import Response
from venue_runtime.ids import ClientOrderIdForm
from venue_runtime.model import Capability
from venue_runtime.rest import Endpoint

from .types import Refusal


class ExampleRowsConfig(Struct, frozen=True, kw_only=True):
    """Settings of the client."""

    window: timedelta = timedelta(seconds=5)
    """How long a request is valid."""


ENVIRONMENTS = {"production": Environment(urls={"rest": "https://api.example.com", "data": "https://data.example.com"})}

CREDENTIALS = (CredentialField("api_key", secret=False), CredentialField("api_secret", encoding="base64"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_TRADES: (),
    Capability.FETCH_CANDLES: (),
    Capability.FETCH_TICKER: (),
    Capability.FETCH_BALANCES: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_MY_TRADES: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.CANCEL_ORDER: (frozenset({"api_key", "api_secret"}),),
}


CLIENT_ORDER_IDS = ClientOrderIdForm(max_len=13, alphabet="0123456789", pattern="[0-9]{1,13}")

ERRORS = ErrorTable(
    codes={"EOrder:Unknown order": ErrorRow(OrderNotFound), "EAPI:Rate limit exceeded": ErrorRow(RateLimitExceeded)},
    statuses={"429": ErrorRow(RateLimitExceeded)},
    by_operation={},
)

decode_error_body = msgspec.json.Decoder(Refusal).decode


def error_of(endpoint: Endpoint, response: Response) -> VenueResponseError | None:
    """What an answer refuses; None for a success."""
    status = response.status
    try:
        m = decode_error_body(response.body)
    except msgspec.MsgspecError:
        return ERRORS.by_status(status, response.body[:200].decode(errors="replace"), operation=endpoint.id)
    if not (status >= 400 or (m.error is not UNSET and len(m.error) > 0)):
        return None
    return ERRORS.error(
        _1 if m.error is not UNSET and (_1 := item(m.error, 0)) else "",
        "; ".join(m.error if m.error is not UNSET and m.error else []),
        status=status,
        operation=endpoint.id,
    )
