"""One symbol's resting orders by price, then time, and the public levels that follow from them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from venue_runtime.model import BookLevel, Side
from venue_runtime.testing.events import BookChange
from venue_runtime.testing.working import ZERO, WorkingOrder


class LimitBook:
    """Price-time priority. Orders enter with `add`, and leave with `remove` or when `fill` exhausts them."""

    def __init__(self, symbol: str, first_update_id: int = 1) -> None:
        self.symbol = symbol
        self.last_id = first_update_id - 1
        self._queues: dict[Side, dict[Decimal, deque[WorkingOrder]]] = {Side.BUY: {}, Side.SELL: {}}
        self._prices: dict[Side, list[Decimal]] = {Side.BUY: [], Side.SELL: []}
        self._published: dict[tuple[Side, Decimal], Decimal] = {}
        self._touched: dict[tuple[Side, Decimal], None] = {}

    def add(self, order: WorkingOrder) -> None:
        """Rest an order behind all others of its price."""
        assert order.price is not None
        queues = self._queues[order.side]
        if order.price not in queues:
            queues[order.price] = deque()
            insort(self._prices[order.side], order.price)
        order.replenish()
        queues[order.price].append(order)
        self._touched[order.side, order.price] = None

    def remove(self, order: WorkingOrder) -> None:
        """Take a resting order out."""
        assert order.price is not None
        queue = self._queues[order.side][order.price]
        queue.remove(order)
        order.shown = ZERO
        self._touched[order.side, order.price] = None
        if not queue:
            self._drop(order.side, order.price)

    def fill(self, order: WorkingOrder, quantity: Decimal) -> None:
        """The head of a level traded `quantity` (already counted in `order.filled`): show less, replenish, or leave.

        A replenished iceberg goes behind the others of its price: only what is shown has priority.
        """
        assert order.price is not None
        queue = self._queues[order.side][order.price]
        order.shown -= quantity
        self._touched[order.side, order.price] = None
        if order.leaves <= 0:
            queue.remove(order)
            if not queue:
                self._drop(order.side, order.price)
        elif order.shown <= 0:
            queue.remove(order)
            order.replenish()
            queue.append(order)

    def touch(self, order: WorkingOrder) -> None:
        """A resting order's quantity was reduced in place: it keeps its priority."""
        assert order.price is not None
        order.shown = min(order.shown, order.leaves)
        self._touched[order.side, order.price] = None

    def _drop(self, side: Side, price: Decimal) -> None:
        del self._queues[side][price]
        prices = self._prices[side]
        del prices[bisect_left(prices, price)]

    def best(self, side: Side) -> Decimal | None:
        """The best price of a side, None when it is empty."""
        prices = self._prices[side]
        if not prices:
            return None
        return prices[-1] if side is Side.BUY else prices[0]

    def head(self, side: Side) -> WorkingOrder | None:
        """The order that trades first."""
        price = self.best(side)
        return None if price is None else self._queues[side][price][0]

    def crosses(self, side: Side, price: Decimal | None) -> bool:
        """Whether an order of this side and limit (None: any price) would trade at once."""
        best = self.best(side.opposite)
        if best is None:
            return False
        return price is None or (price >= best if side is Side.BUY else price <= best)

    def orders(self, side: Side) -> Iterator[WorkingOrder]:
        """Resting orders of a side, best price first, then by priority."""
        prices = self._prices[side]
        for price in reversed(prices) if side is Side.BUY else iter(prices):
            yield from self._queues[side][price]

    def levels(self, side: Side, depth: int | None = None) -> tuple[BookLevel, ...]:
        """Visible levels, best first."""
        prices = self._prices[side]
        best_first = reversed(prices) if side is Side.BUY else iter(prices)
        return tuple(BookLevel(price, self._visible(side, price)) for price in islice(best_first, depth))

    def _visible(self, side: Side, price: Decimal) -> Decimal:
        return sum((order.shown for order in self._queues[side].get(price, ())), ZERO)

    def take_changes(self) -> tuple[BookChange, ...]:
        """Levels that differ from what was published last; each takes one update id (`last_id` counts up)."""
        changes = []
        for side, price in self._touched:
            visible = self._visible(side, price)
            before = self._published.get((side, price), ZERO)
            if visible == before:
                continue
            if visible:
                self._published[side, price] = visible
            else:
                del self._published[side, price]
            changes.append(BookChange(side, price, visible))
        self._touched.clear()
        self.last_id += len(changes)
        return tuple(changes)
