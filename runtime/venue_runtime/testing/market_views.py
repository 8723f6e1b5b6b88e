"""What generated simulated venues ask the exchange for, as values of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from venue_runtime.errors import InvalidOrder
from venue_runtime.model import (
    Candle,
    Fill,
    FundingRate,
    Instrument,
    InstrumentKind,
    Order,
    Position,
    Side,
    Ticker,
    Trade,
)
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.filling import Path, get
from venue_runtime.testing.reasons import Reason

__all__ = [
    "candle_of",
    "fills_of",
    "first_entry",
    "first_row",
    "funding_of",
    "interval_ns",
    "of_kind",
    "read_style",
    "required",
    "ticker_of",
    "trades_of",
    "within",
    "write_style",
]

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400, "M": 30 * 86_400}

_FUNDING_NS = 8 * 3600 * 1_000_000_000

StyleRows = Sequence[tuple[Mapping[str, tuple[Any, ...]], Mapping[str, Any]]]


T = TypeVar("T")
V = TypeVar("V", Instrument, Order, Fill, Position)


def required(value: T | None, name: str) -> T:
    """A word that the order cannot be understood without.

    Raises:
        InvalidOrder: it means nothing.
    """
    if value is None:
        raise InvalidOrder(f"no such {name}", code=Reason.UNSUPPORTED.value)
    return value


def interval_ns(interval: str | None) -> int:
    """Length of a candle: `1m`, `4h`, `1d`; a month counts 30 days, aligned to the epoch like the rest.

    Raises:
        InvalidOrder: not an interval, or none.
    """
    match = re.fullmatch(r"(\d+)([smhdwM])", interval or "")
    if match is None:
        raise InvalidOrder(f"no interval {interval}", code=Reason.UNSUPPORTED.value)
    return int(match[1]) * _SECONDS[match[2]] * 1_000_000_000


def ticker_of(exchange: SimulatedExchange, symbol: str) -> Ticker:
    """Best bid and ask, and the last price."""
    book = exchange.book(symbol, 1)
    bid, ask = (book.bids[0] if book.bids else None), (book.asks[0] if book.asks else None)
    return Ticker(
        symbol=symbol,
        bid=bid.price if bid else None,
        bid_quantity=bid.quantity if bid else None,
        ask=ask.price if ask else None,
        ask_quantity=ask.quantity if ask else None,
        last=exchange.tape(symbol).last,
        ts_event=book.ts_event,
    )


def funding_of(exchange: SimulatedExchange, symbol: str) -> FundingRate:
    """One basis point, due at the next eighth hour; mark and index are the last price."""
    due = -(-(exchange.clock.time_ns() + 1) // _FUNDING_NS) * _FUNDING_NS
    last = exchange.tape(symbol).last
    return FundingRate(symbol=symbol, rate=Decimal("0.0001"), ts_funding=due, mark_price=last, index_price=last)


def trades_of(exchange: SimulatedExchange, symbol: str, since: int | None, limit: int | None) -> list[Trade]:
    """Public trades, oldest first."""
    return [
        Trade(
            trade_id=each.trade_id,
            symbol=symbol,
            side=each.side,
            price=each.price,
            quantity=each.quantity,
            ts_event=each.ts_event,
        )
        for each in exchange.tape(symbol).trades(since=since, limit=limit)
    ]


def candle_of(exchange: SimulatedExchange, symbol: str, interval: int) -> Candle:
    """The candle that the last trade is in."""
    return exchange.tape(symbol).candles(interval, exchange.clock.time_ns())[-1]


def within(exchange: SimulatedExchange, partition: str | None, values: Iterable[V]) -> list[V]:
    """Of instruments, orders, fills or positions those of one partition; all where none is asked for."""
    symbols = {each.symbol for each in exchange.instruments.values() if partition in (None, each.partition)}
    return [each for each in values if each.symbol in symbols]


def of_kind(exchange: SimulatedExchange, kind: InstrumentKind | None) -> list[Instrument]:
    """The instruments of one kind, in the order in which the venue lists them; all where none is asked for."""
    return [each for each in exchange.instruments.values() if kind in (None, each.kind)]


def fills_of(
    exchange: SimulatedExchange, account: str, symbol: str | None, since: int | None, limit: int | None
) -> list[Fill]:
    """Fills of an account, oldest first; with `since` the oldest of more than `limit`, else the newest."""
    found = [fill for fill in exchange.fills(account, symbol) if since is None or (fill.ts_event or 0) >= since]
    if limit is None or len(found) <= limit:
        return found
    return found[:limit] if since is not None else found[len(found) - limit :]


def first_entry(example: Any, path: Path) -> Any:
    """Key and value of the first entry of the object at `path` of a documented answer; empty when there is none."""
    found = get(example, path) if path else example
    return list(next(iter(found.items()))) if isinstance(found, dict) and found else []


def first_row(answer: Any, path: Path) -> Any:
    """The first item of a documented list: what the others are shaped like."""
    rows = get(answer, path) if path else answer
    return rows[0] if rows else {}


def write_style(rows: StyleRows, order: Order) -> Mapping[str, Any]:
    """The venue's words for an order: of the first row that says nothing else about it."""
    for of, words in rows:
        if all(getattr(order, name, None) in (None, *allowed) for name, allowed in of.items()):
            return words
    return {}


def read_style(rows: StyleRows, words: Mapping[str, Any], side: Side | None = None) -> dict[str, Any]:
    """What the venue's words say about an order; later rows of the same words leave open what they do not name.

    `side`: of rows that are for one side only, those for the other do not count.

    Raises:
        InvalidOrder: no row has these words.
    """
    if side is not None:
        rows = [(of, said) for of, said in rows if side in of.get("side", (side,))]
    fitting = [(of, said) for of, said in rows if said and all(words.get(name) == word for name, word in said.items())]
    # Where no word fits, saying nothing may be what tells an order.
    fitting = fitting or [(of, said) for of, said in rows if not said]
    if not fitting:
        raise InvalidOrder("no such kind of order", code=Reason.UNSUPPORTED.value)
    most = max(len(said) for _, said in fitting)
    of = next(of for of, said in fitting if len(said) == most)
    return {name: allowed[0] for name, allowed in of.items() if len(allowed) == 1}
