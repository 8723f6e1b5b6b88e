"""Reference and market data by request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from .client_core import ClientCore
from .errors import ConfigurationError
from .model import Candle, Capability, FundingRate, Ticker, Trade, VenueStatus
from .pages import limited

if TYPE_CHECKING:
    from .books import OrderBook

__all__ = ["MarketMethods"]


class MarketMethods(ClientCore):
    """All raise ConfigurationError or NotSupported before anything is sent, VenueResponseError when the venue refuses,
    TransportError when it does not answer, DecodeError when its answer cannot be read."""

    async def fetch_time(self) -> int:
        """The venue's clock, ns since the epoch."""
        self._require(Capability.FETCH_TIME)
        return await self._fetch_time()

    async def fetch_status(self) -> VenueStatus:
        """Whether the venue says that it is up."""
        self._require(Capability.FETCH_STATUS)
        return await self._fetch_status()

    async def fetch_ticker(self, symbol: str) -> Ticker:
        """Best prices and last price."""
        self._require(Capability.FETCH_TICKER)
        return await self._fetch_ticker(await self._instrument(symbol, "fetch_ticker"))

    async def fetch_order_book(self, symbol: str, depth: int | None = None) -> OrderBook:
        """A book as of now, that nothing updates; at least `depth` levels where the venue has them."""
        self._require(Capability.FETCH_ORDER_BOOK)
        _positive(depth, "depth")
        return await self._fetch_order_book(await self._instrument(symbol, "fetch_order_book"), depth)

    async def fetch_trades(self, symbol: str, since: int | None = None, limit: int | None = None) -> list[Trade]:
        """Public trades, oldest first, from `since` (ns) on, at most `limit`."""
        self._require(Capability.FETCH_TRADES)
        _positive(limit, "limit")
        return await self._fetch_trades(await self._instrument(symbol, "fetch_trades"), since, limit)

    async def fetch_candles(
        self, symbol: str, interval: str, since: int | None = None, limit: int | None = None
    ) -> list[Candle]:
        """Candles ("1m", "1h", "1d", …), oldest first, aligned to UTC, from `since` (ns) on, at most `limit`."""
        self._require(Capability.FETCH_CANDLES)
        _positive(limit, "limit")
        return await self._fetch_candles(await self._instrument(symbol, "fetch_candles"), interval, since, limit)

    async def iter_trades(
        self, symbol: str, since: int | None = None, limit: int | None = None
    ) -> AsyncIterator[Trade]:
        """Public trades page after page, oldest first, from `since` (ns) or the venue's first page on; at most `limit`.

        Raises NotSupported where the venue gives no more than one page.
        """
        self._require(Capability.FETCH_TRADES)
        _positive(limit, "limit")
        instrument = await self._instrument(symbol, "iter_trades")
        async for trade in limited(self._iter_trades(instrument, since), limit):
            yield trade

    async def iter_candles(
        self, symbol: str, interval: str, since: int | None = None, limit: int | None = None
    ) -> AsyncIterator[Candle]:
        """Candles page after page, as `iter_trades`."""
        self._require(Capability.FETCH_CANDLES)
        _positive(limit, "limit")
        instrument = await self._instrument(symbol, "iter_candles")
        async for candle in limited(self._iter_candles(instrument, interval, since), limit):
            yield candle

    async def fetch_funding_rate(self, symbol: str) -> FundingRate:
        """The coming funding of a perpetual."""
        self._require(Capability.FETCH_FUNDING_RATE)
        return await self._fetch_funding_rate(await self._instrument(symbol, "fetch_funding_rate"))


def _positive(value: int | None, name: str) -> None:
    if value is not None and value < 1:
        raise ConfigurationError(f"{name} must be at least 1, not {value}")
