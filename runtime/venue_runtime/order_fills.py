"""What makes two messages the same fill, and the fills whose order is not known yet (or no longer)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping

import msgspec

from .model import Fill

__all__ = ["StrayFills", "enriched", "fill_key", "place_of"]


def fill_key(fill: Fill) -> Hashable | None:
    """What tells one fill of an order from another: its trade id. None: this message cannot be counted."""
    return fill.trade_id


def place_of(fill: Fill, key: Hashable, known: Mapping[Hashable, Fill]) -> Hashable:
    """The key under which `fill` counts among the `known` ones of its order.

    An execution has one price and one quantity. Another one under the same id is another execution (venues write a
    filler where a fill has no id of its own), and losing it would be worse than any duplicate.
    """
    held = known.get(key)
    if held is None or (held.price == fill.price and held.quantity == fill.quantity):
        return key
    return (key, fill.price, fill.quantity)


def enriched(known: Fill, more: Fill) -> Fill:
    """`known` with what only `more` tells."""
    changes = {
        name: value
        for name in known.__struct_fields__
        if getattr(known, name) is None and (value := getattr(more, name)) is not None
    }
    return msgspec.structs.replace(known, **changes) if changes else known


class StrayFills:
    """Fills that wait for their order, and the keys of those whose order was forgotten: the last `keep` orders' and
    ten times as many keys."""

    def __init__(self, keep: int) -> None:
        self._keep = keep
        self._waiting: OrderedDict[tuple[str, str], dict[Hashable, Fill]] = OrderedDict()
        self._gone: OrderedDict[tuple[str, str, Hashable], None] = OrderedDict()

    def is_gone(self, symbol: str, order_id: str, key: Hashable) -> bool:
        """It was counted when its order was still known."""
        return (symbol, order_id, key) in self._gone

    def of(self, symbol: str, order_id: str) -> dict[Hashable, Fill]:
        """Those that wait for this order; to be added to."""
        return self._waiting.setdefault((symbol, order_id), {})

    def take(self, symbol: str, order_id: str) -> dict[Hashable, Fill]:
        """Those that waited for this order, which is known now."""
        return self._waiting.pop((symbol, order_id), {})

    def trim(self) -> None:
        """Forget the oldest beyond what is kept."""
        while len(self._waiting) > self._keep:
            (symbol, order_id), fills = self._waiting.popitem(last=False)
            self.forget(symbol, order_id, fills)

    def forget(self, symbol: str, order_id: str, keys: Iterable[Hashable]) -> None:
        """Their order is no longer known: a repetition must not count as new."""
        for key in keys:
            self._gone[symbol, order_id, key] = None
        while len(self._gone) > 10 * self._keep:
            self._gone.popitem(last=False)
