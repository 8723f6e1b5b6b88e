"""Balances, positions and their settings, by request."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from .client_core import ClientCore
from .errors import ConfigurationError
from .model import Balance, Capability, MarginMode, Position
from .wire import exact

__all__ = ["AccountMethods"]


class AccountMethods(ClientCore):
    """Errors as for market data; the `set_*` commands may end in OutcomeUnknown: they may be sent again, as they
    state a target."""

    async def fetch_balances(self, account: str | None = None) -> dict[str, Balance]:
        """Balances by currency; of `account` where the venue has several."""
        self._require(Capability.FETCH_BALANCES)
        return {balance.currency: balance for balance in await self._fetch_balances(account)}

    async def fetch_positions(self, symbols: str | Sequence[str] | None = None) -> list[Position]:
        """Open positions; both legs in hedge mode."""
        self._require(Capability.FETCH_POSITIONS)
        if symbols is None:
            await self.load_instruments()
            return [position for position in await self._fetch_positions(None) if position.quantity]
        wanted = (symbols,) if isinstance(symbols, str) else symbols
        found = await self._fetch_positions([await self._instrument(one, "fetch_positions") for one in wanted])
        # A venue may tell all of them, and those that are closed.
        return [position for position in found if position.symbol in wanted and position.quantity]

    async def set_leverage(self, symbol: str, leverage: Decimal | int) -> None:
        """Leverage of new and open positions in `symbol`."""
        self._require(Capability.SET_LEVERAGE)
        value = exact(leverage, "leverage")
        if value <= 0:
            raise ConfigurationError(f"leverage must be positive, not {value}", venue=self.venue)
        await self._set_leverage(await self._instrument(symbol, "set_leverage"), value)

    async def set_margin_mode(self, symbol: str, mode: MarginMode) -> None:
        """Cross or isolated margin for `symbol`."""
        self._require(Capability.SET_MARGIN_MODE)
        try:
            mode = MarginMode(mode)
        except ValueError:
            raise ConfigurationError(f"margin mode is {mode!r}; it is one of {', '.join(MarginMode)}") from None
        await self._set_margin_mode(await self._instrument(symbol, "set_margin_mode"), mode)

    async def set_position_mode(self, hedged: bool) -> None:
        """One position per symbol, or (`hedged`) a long and a short leg."""
        self._require(Capability.SET_POSITION_MODE)
        await self._set_position_mode(hedged)
