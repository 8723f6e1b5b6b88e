"""One symbol's public trades, and what is computed from them."""

from __future__ import annotations

from collections import deque
from decimal import Decimal

from msgspec import Struct

from venue_runtime.model import Candle, Side

ZERO = Decimal(0)


class Print(Struct, frozen=True):
    """One trade on the tape; `side` is the aggressor's."""

    trade_id: str
    price: Decimal
    quantity: Decimal
    side: Side
    ts_event: int


class Statistics(Struct, frozen=True, kw_only=True):
    """A window of the tape; prices are None when nothing traded in it."""

    open: Decimal | None
    high: Decimal | None
    low: Decimal | None
    last: Decimal | None
    volume: Decimal
    quote_volume: Decimal
    trades: int
    first_trade_id: str | None
    last_trade_id: str | None
    ts_open: int
    ts_close: int


class Tape:
    """Trades in order, the last `keep` of them; ids rise by one."""

    def __init__(self, symbol: str, first_trade_id: int = 1, keep: int = 10_000) -> None:
        self._symbol = symbol
        self._prints: deque[Print] = deque(maxlen=keep)
        self._next_id = first_trade_id
        self._fresh: list[Decimal] = []
        self.last: Decimal | None = None
        """Price of the last trade; None before the first."""

    def add(self, price: Decimal, quantity: Decimal, side: Side, ts_event: int) -> str:
        """Record a trade; returns its id."""
        trade_id = str(self._next_id)
        self._next_id += 1
        self._prints.append(Print(trade_id, price, quantity, side, ts_event))
        self._fresh.append(price)
        self.last = price
        return trade_id

    def take_new_prices(self) -> list[Decimal]:
        """Prices traded since the last call, in order."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def trades(self, *, since: int | None = None, until: int | None = None, limit: int | None = None) -> list[Print]:
        """Trades from `since` to `until` (ns, both inclusive), oldest first; of more than `limit`, the newest, or with
        `since` the oldest."""
        chosen = [
            p for p in self._prints if (since is None or p.ts_event >= since) and (until is None or p.ts_event <= until)
        ]
        if limit is None or len(chosen) <= limit:
            return chosen
        return chosen[:limit] if since is not None else chosen[len(chosen) - limit :]

    def candles(
        self, interval_ns: int, now_ns: int, *, since: int | None = None, limit: int | None = None
    ) -> list[Candle]:
        """Bars aligned to the epoch, oldest first, none for intervals without trades; the last may still be open."""
        bars: dict[int, list[Print]] = {}
        for trade in self._prints:
            bars.setdefault(trade.ts_event // interval_ns * interval_ns, []).append(trade)
        candles = [
            Candle(
                symbol=self._symbol,
                ts_open=start,
                open=trades[0].price,
                high=max(t.price for t in trades),
                low=min(t.price for t in trades),
                close=trades[-1].price,
                volume=sum((t.quantity for t in trades), ZERO),
                closed=start + interval_ns <= now_ns,
            )
            for start, trades in bars.items()
            if since is None or start >= since
        ]
        if limit is None or len(candles) <= limit:
            return candles
        return candles[:limit] if since is not None else candles[len(candles) - limit :]

    def statistics(self, window_ns: int, now_ns: int) -> Statistics:
        """Open, high, low, last and volumes of the window that ends now."""
        chosen = self.trades(since=now_ns - window_ns)
        return Statistics(
            open=chosen[0].price if chosen else None,
            high=max((t.price for t in chosen), default=None),
            low=min((t.price for t in chosen), default=None),
            last=chosen[-1].price if chosen else None,
            volume=sum((t.quantity for t in chosen), ZERO),
            quote_volume=sum((t.quantity * t.price for t in chosen), ZERO),
            trades=len(chosen),
            first_trade_id=chosen[0].trade_id if chosen else None,
            last_trade_id=chosen[-1].trade_id if chosen else None,
            ts_open=now_ns - window_ns,
            ts_close=now_ns,
        )
