"""Example Chain: environments, credentials, budgets and error codes.

Documentation: https://example.com/docs (last compared on 2026-11-22).
"""

from __future__ import annotations

import msgspec
from venue_runtime.bindings import CredentialField, Environment
from venue_runtime.error_table import ErrorRow, ErrorTable
from venue_runtime.errors import RateLimitExceeded, VenueResponseError
from venue_runtime.http import Response
from venue_runtime.model import Capability
from venue_runtime.rest import Endpoint

from .hooks import hooks
from .types import AnswerJson

ENVIRONMENTS = {
    "production": Environment(urls={"rest": "https://api.example.com"}, constants={"chain": "a"}),
    "testnet": Environment(urls={"rest": "https://testnet.example.com"}, constants={"chain": "b"}),
}

CREDENTIALS = (
    CredentialField("private_key", formats=("secp256k1_hex",)),
    CredentialField(
        "account",
        secret=False,
        default=lambda credentials: hooks.address(credentials.reveal("private_key")),
        made_of=("private_key",),
    ),
    CredentialField("vault", secret=False, optional=True, encoding="hex"),
)

OFFERS: dict[Capability, tuple[frozenset[str], ...]] = {
    Capability.LOAD_INSTRUMENTS: (),
    Capability.FETCH_BALANCES: (frozenset({"account"}), frozenset({"private_key"})),
}


ERRORS = ErrorTable(codes={}, statuses={"429": ErrorRow(RateLimitExceeded)}, by_operation={})

decode_error_body = msgspec.json.Decoder(AnswerJson).decode


def error_of(endpoint: Endpoint, response: Response) -> VenueResponseError | None:
    """What an answer refuses; None for a success."""
    status = response.status
    try:
        m = decode_error_body(response.body)
    except msgspec.MsgspecError:
        return ERRORS.by_status(status, response.body[:200].decode(errors="replace"), operation=endpoint.id)
    if not (status >= 400 or m.status != "ok"):
        return None
    return ERRORS.error(str(status), m.status, status=status, operation=endpoint.id)
