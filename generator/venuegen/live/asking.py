"""The doctor's plain questions: what a venue answers to each, and whether that can be right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from venuegen.live.finding import Finding

if TYPE_CHECKING:
    from venue_runtime.client import VenueClient
    from venue_runtime.model import Candle, Position, Ticker, Trade

__all__ = ["ask_account", "ask_market", "odd_candles", "odd_ticker", "odd_trades"]

Found = Callable[[Finding], None]
_INTERVAL = "1h"
_INTERVAL_NS = 3_600_000_000_000
_ODD = "is the map of that answer right? venuegen learn lays a recording beside the spec"


def odd_ticker(ticker: Ticker) -> str:
    """What cannot be right about a ticker; empty: nothing."""
    if ticker.bid is not None and ticker.ask is not None and ticker.bid > ticker.ask:
        return f"bid {ticker.bid:f} above ask {ticker.ask:f}"
    return "" if ticker.last or ticker.bid or ticker.ask else "no price in it"


def odd_trades(trades: Sequence[Trade]) -> str:
    """What cannot be right about a list of trades."""
    if any(each.price <= 0 or each.quantity <= 0 for each in trades):
        return "a price or quantity that is not above zero"
    times = [each.ts_event for each in trades if each.ts_event is not None]
    return "" if times == sorted(times) else "not oldest first"


def odd_candles(candles: Sequence[Candle], interval_ns: int) -> str:
    """What cannot be right about candles of that interval."""
    times = [each.ts_open for each in candles]
    if times != sorted(set(times)):
        return "not oldest first, or one twice"
    if any(ts % interval_ns for ts in times):
        return "not aligned to UTC"
    if any(not each.low <= each.open <= each.high or not each.low <= each.close <= each.high for each in candles):
        return "open or close outside of high and low"
    return ""


async def ask_market(client: VenueClient, symbol: str, found: Found, *, simulated: bool = False) -> None:
    """Ticker, trades, candles, funding: those that the venue offers.

    `simulated`: a simulated venue may answer with the documented candles, whatever interval was asked for.
    """
    from venue_runtime.model import Capability, InstrumentKind

    interval_ns = 1_000_000_000 if simulated else _INTERVAL_NS
    perpetual = client.instruments.require(symbol, "doctor").kind is InstrumentKind.PERPETUAL

    def ticker(answer: Ticker) -> tuple[str, str]:
        return odd_ticker(answer), f"bid {answer.bid}, ask {answer.ask}, last {answer.last}"

    def trades(answer: Sequence[Trade]) -> tuple[str, str]:
        return odd_trades(answer), f"{len(answer)}"

    def candles(answer: Sequence[Candle]) -> tuple[str, str]:
        return odd_candles(answer, interval_ns), f"{len(answer)} of {_INTERVAL}"

    def funding(answer: Any) -> tuple[str, str]:
        return "", f"{answer.rate}"

    for part, capability, ask, read in (
        ("ticker", Capability.FETCH_TICKER, lambda: client.fetch_ticker(symbol), ticker),
        ("trades", Capability.FETCH_TRADES, lambda: client.fetch_trades(symbol), trades),
        ("candles", Capability.FETCH_CANDLES, lambda: client.fetch_candles(symbol, _INTERVAL), candles),
        ("funding rate", Capability.FETCH_FUNDING_RATE, lambda: client.fetch_funding_rate(symbol), funding),
    ):
        if capability in client.capabilities and (perpetual or capability is not Capability.FETCH_FUNDING_RATE):
            await _ask(part, ask, read, found)


async def ask_account(client: VenueClient, symbol: str, found: Found) -> None:
    """Positions and our own trades, where the venue offers them; nothing is changed."""
    from venue_runtime.model import Capability

    def positions(answer: Sequence[Position]) -> tuple[str, str]:
        return "a quantity below zero" if any(each.quantity < 0 for each in answer) else "", f"{len(answer)}"

    def fills(answer: Sequence[Any]) -> tuple[str, str]:
        return "", f"{len(answer)}"

    for part, capability, ask, read in (
        ("positions", Capability.FETCH_POSITIONS, lambda: client.fetch_positions(), positions),
        ("own trades", Capability.FETCH_MY_TRADES, lambda: client.fetch_my_trades(symbol), fills),
    ):
        if capability in client.capabilities:
            await _ask(part, ask, read, found)


async def _ask(
    part: str, ask: Callable[[], Awaitable[Any]], read: Callable[[Any], tuple[str, str]], found: Found
) -> None:
    from venue_runtime.errors import ConfigurationError, NotSupported, VenueError

    try:
        odd, detail = read(await ask())
    except (ConfigurationError, NotSupported) as error:  # of this instrument, or in another form
        found(Finding(part, "not tried", str(error)))
    except VenueError as error:
        found(Finding(part, "refused", str(error), "is the request as the venue's documents have it today?"))
    else:
        found(Finding(part, "odd", f"{odd}; {detail}", _ODD) if odd else Finding(part, "good", detail))
