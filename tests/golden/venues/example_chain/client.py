"""Example Chain: the client."""

from __future__ import annotations

from collections.abc import Iterable

from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueResponseError
from venue_runtime.http import Response
from venue_runtime.model import Balance, Instrument
from venue_runtime.rest import Endpoint

from . import mapping
from .rest import ExampleChainEndpoints
from .signing import Signing
from .venue import CREDENTIALS, ENVIRONMENTS, OFFERS, error_of


class ExampleChain(VenueClient):
    """Example Chain. All methods are those of `VenueClient`; `raw` is the venue's own layer."""

    venue = "example_chain"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    nonce_unit_ns = 1_000_000

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.nonces, self.endpoints, self.deployment)
        self.raw = ExampleChainRaw(self.rest, self.signing)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.markets()
        return self._read_instruments(mapping.market, result)

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        result = await self.raw.balances(user=self.credentials.reveal("account"))
        return [mapping.balance(m) for m in result]


class ExampleChainRaw(ExampleChainEndpoints):
    """Endpoints of Example Chain, with the types of the wire."""
