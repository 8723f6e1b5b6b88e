"""Bitvavo: the client."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from venue_runtime.bindings import Answer
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueResponseError
from venue_runtime.http import Response
from venue_runtime.limits import Usage
from venue_runtime.model import Instrument, Order
from venue_runtime.rest import Endpoint

from . import mapping
from .rest import BitvavoEndpoints
from .signing import Signing
from .venue import BUCKETS, CLIENT_ORDER_IDS, CREDENTIALS, ENVIRONMENTS, OFFERS, BitvavoConfig, error_of, usage_of

if TYPE_CHECKING:
    from .fix import BitvavoFix


class Bitvavo(VenueClient):
    """Bitvavo. All methods are those of `VenueClient`; `raw` is the venue's own layer."""

    venue = "bitvavo"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    bucket_specs = BUCKETS
    client_order_id_form = CLIENT_ORDER_IDS
    config_type = BitvavoConfig

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.venue_clock, self.endpoints)
        self.raw = BitvavoRaw(self.rest, self.signing)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    def _usage_of(self, response: Response) -> Iterable[Usage]:
        return usage_of(response)

    @cached_property
    def fix(self) -> BitvavoFix:
        """The venue over FIX: the contract's methods, and typed messages. Opens nothing by itself."""
        from .fix import BitvavoFix

        return BitvavoFix(self)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.markets()
        return self._read_instruments(mapping.instrument, result)

    async def _fetch_time(self) -> int:
        result = await self.raw.time()
        return result.time * 1_000_000

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        result = await self.raw.order(
            symbol=instrument.venue_symbol,
            order_id=venue_order_id,
            client_order_id=client_order_id if venue_order_id is None else None,
        )
        recv = self.clock.time_ns()
        return mapping.order(result, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        result = await self.raw.open_orders(symbol=instrument.venue_symbol if instrument is not None else None)
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.market), recv) for m in result]


class BitvavoRaw(BitvavoEndpoints):
    """Endpoints of Bitvavo, with the types of the wire."""
