"""Example Sections: the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import UNSET
from venue_runtime.arguments import joined, need
from venue_runtime.bindings import Answer, PrivateBinding, PrivateEvent
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueResponseError
from venue_runtime.feeds import Feed
from venue_runtime.http import Response
from venue_runtime.model import Instrument, Order
from venue_runtime.rest import Endpoint, RestExecutor
from venue_runtime.streams import Dialect

from . import mapping
from .rest import ExampleSectionsEndpoints
from .signing import Signing
from .streams import ExampleSectionsChannels, PrivateDialect, decode_orders
from .venue import CREDENTIALS, ENVIRONMENTS, OFFERS, error_of


class ExampleSections(VenueClient):
    """Example Sections. All methods are those of `VenueClient`; `raw` is the venue's own layer."""

    venue = "example_sections"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    nonce_unit_ns = 1_000_000

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.venue_clock, self.nonces, self.endpoints)
        self.raw = ExampleSectionsRaw(self.rest, self.signing, self._raw_channel)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        every: list[Instrument] = []
        for section in ("cash", "swap"):
            result = await self.raw.markets(section=section)
            every += self._read_instruments(mapping.market, result.data)
        return joined(every)

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        venue_order_id = need("fetch_order", "venue_order_id", venue_order_id)
        result = await self.raw.order(section=instrument.partition, id=int(venue_order_id))
        recv = self.clock.time_ns()
        return mapping.order(result.data, instrument, recv)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        every: list[Order] = []
        for section in ("cash", "swap"):
            rows = [row async for row in self.raw.iter_open_orders(section=section)]
            recv = self.clock.time_ns()
            every += [mapping.order(m, self.instruments.at_venue(m.market, m.section), recv) for m in rows]
        return joined(every)

    def _dialect(self, connection: str, partition: str | None) -> Dialect:
        return PrivateDialect(self.endpoints, self.signing)

    def _bind_private(self) -> Sequence[PrivateBinding]:
        return (PrivateBinding(connection="private", read=self._read_orders, key="orders"),)

    def _read_orders(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]:
        m = decode_orders(payload)
        instrument = self._instrument_known(
            m.market if m.market is not UNSET else None,
            str(m.id),
            m.section if m.section is not UNSET and m.section else "",
        )
        yield mapping.update(m, instrument, ts_recv)


class ExampleSectionsRaw(ExampleSectionsEndpoints, ExampleSectionsChannels):
    """Endpoints and channels of Example Sections, with the types of the wire."""

    def __init__(self, rest: RestExecutor, signing: Signing, subscribe: Callable[..., Feed[Any]]) -> None:
        ExampleSectionsEndpoints.__init__(self, rest, signing)
        ExampleSectionsChannels.__init__(self, subscribe)
