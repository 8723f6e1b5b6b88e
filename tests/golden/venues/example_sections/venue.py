"""Example Sections: environments, credentials, budgets and error codes.

Documentation: https://example.com/sections (last compared on 2026-11-29).
"""

from __future__ import annotations

import msgspec
from msgspec import UNSET
from venue_runtime.bindings import CredentialField, Environment
from venue_runtime.error_table import ErrorRow, ErrorTable
from venue_runtime.errors import InsufficientFunds, InvalidOrder, OrderNotFound, RateLimitExceeded, VenueResponseError
from venue_runtime.http import Response
from venue_runtime.model import Capability
from venue_runtime.rest import Endpoint

from .types import Failure

ENVIRONMENTS = {"production": Environment(urls={"rest": "https://api.example.com", "ws": "wss://ws.example.com"})}

CREDENTIALS = (CredentialField("api_key", secret=False), CredentialField("api_secret"))

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_ORDER: (frozenset({"api_key", "api_secret"}),),
    Capability.FETCH_OPEN_ORDERS: (frozenset({"api_key", "api_secret"}),),
    Capability.WATCH_ORDERS: (frozenset({"api_key", "api_secret"}),),
}


ERRORS = ErrorTable(
    codes={"1": ErrorRow(InvalidOrder), "2": ErrorRow(OrderNotFound), "3": ErrorRow(InsufficientFunds)},
    statuses={"429": ErrorRow(RateLimitExceeded)},
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
    if not (m.code != "0"):
        return None
    return ERRORS.error(m.code, m.msg if m.msg is not UNSET else None, status=status, operation=endpoint.id)
