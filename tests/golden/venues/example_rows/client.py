"""Example Rows: the client."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import UNSET
from venue_runtime.arguments import first_of, joined, need, refuse_arguments
from venue_runtime.bindings import Answer
from venue_runtime.candles import closed_by_time
from venue_runtime.client import VenueClient
from venue_runtime.errors import VenueResponseError
from venue_runtime.exprs import item, json_as, many, without
from venue_runtime.http import Response
from venue_runtime.model import Balance, CancelRequest, Candle, Fill, Instrument, Order, Ticker, Trade
from venue_runtime.rest import Endpoint

from . import mapping
from . import types as wire
from .mapping import INTERVALS
from .rest import ExampleRowsEndpoints
from .signing import Signing
from .venue import CLIENT_ORDER_IDS, CREDENTIALS, ENVIRONMENTS, OFFERS, ExampleRowsConfig, error_of


class ExampleRows(VenueClient):
    """Example Rows. All methods are those of `VenueClient`; `raw` is the venue's own layer."""

    venue = "example_rows"
    environments = ENVIRONMENTS
    credential_fields = CREDENTIALS
    offers = OFFERS
    client_order_id_form = CLIENT_ORDER_IDS
    nonce_unit_ns = 1_000_000
    config_type = ExampleRowsConfig

    def _setup(self) -> None:
        self.signing = Signing(self.credentials, self.config, self.nonces, self.endpoints)
        self.raw = ExampleRowsRaw(self.rest, self.signing)

    def _error_of(self, endpoint: Endpoint, response: Response) -> VenueResponseError | None:
        return error_of(endpoint, response)

    async def _load_instruments(self) -> Iterable[Instrument]:
        result = await self.raw.pairs()
        rows = (list(result.result.items()) if result.result is not UNSET else None) or ()
        return self._read_instruments(mapping.pair, rows)

    async def _fetch_trades(self, instrument: Instrument, since: int | None, limit: int | None) -> list[Trade]:
        refuse_arguments("fetch_trades", limit=limit)
        result = await self.raw.trades(pair=instrument.venue_symbol, since=since)
        rows = (
            json_as(_1, list[wire.TradeRow])
            if result.result is not UNSET and (_1 := item(list(without(result.result, "last").values()), 0)) is not None
            else None
        ) or ()
        recv = self.clock.time_ns()
        return [mapping.trade(m, instrument, recv) for m in rows]

    async def _fetch_candles(
        self, instrument: Instrument, interval: str, since: int | None, limit: int | None
    ) -> list[Candle]:
        refuse_arguments("fetch_candles", since=since, limit=limit)
        result = await self.raw.candles(pair=instrument.venue_symbol, interval=int(INTERVALS[interval]))
        rows = (
            json_as(_1, list[wire.CandleRow])
            if result.result is not UNSET and (_1 := item(list(without(result.result, "last").values()), 0)) is not None
            else None
        ) or ()
        recv = self.clock.time_ns()
        return [closed_by_time(mapping.candle(m, instrument), interval, recv) for m in rows]

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.stats(pair=instrument.venue_symbol)
        recv = self.clock.time_ns()
        return mapping.ticker(first_of("fetch_ticker", many(result)), instrument, recv)

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        refuse_arguments("fetch_balances", account=account)
        result = await self.raw.balances()
        rows = (list(result.result.items()) if result.result is not UNSET else None) or ()
        return [mapping.balance(m) for m in rows]

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        refuse_arguments("fetch_my_trades", since=since, limit=limit)
        every: list[Fill] = []
        for hist in ("old", "recent"):
            result = await self.raw.own_trades(
                hist=hist, market=instrument.venue_symbol if instrument is not None else None
            )
            recv = self.clock.time_ns()
            every += [mapping.own(m, self.instruments.at_venue(m.market), recv) for m in result]
        return joined(every)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        if instrument is not None:
            result = await self.raw.open_orders_of(market=instrument.venue_symbol)
            recv = self.clock.time_ns()
            return [mapping.order(m, instrument, recv) for m in result]
        result = await self.raw.open_orders(kind="all")
        recv = self.clock.time_ns()
        return [mapping.order(m, self.instruments.at_venue(m.market), recv) for m in result]

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        venue_order_id = need("cancel_order", "venue_order_id", request.venue_order_id)
        result = await self.raw.cancel(id=int(venue_order_id))
        recv = self.clock.time_ns()
        return mapping.order(result[4], instrument, recv)


class ExampleRowsRaw(ExampleRowsEndpoints):
    """Endpoints of Example Rows, with the types of the wire."""
