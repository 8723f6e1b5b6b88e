"""cryptofeed's feed, ready for what is measured: symbols known, books synchronized, nothing sent anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from cryptofeed.defines import L2_BOOK
from cryptofeed.exchanges import Binance
from cryptofeed.symbols import Symbols
from cryptofeed.types import OrderBook

from .traffic import FIRST_ID, Traffic

VERSION = version("cryptofeed")


class Books:
    """A feed with a live book per market of the traffic; `seen(book)` is called after each message."""

    def __init__(self, traffic: Traffic, seen: Callable[[Any], None]) -> None:
        names = {f"{one.base}-{one.quote}": one.venue_symbol for one in traffic.markets}
        Symbols.set(Binance.id, names, {"tick_size": {}, "instrument_type": {}})

        async def callback(book: Any, receipt: float) -> None:
            seen(book)

        self.feed = Binance(symbols=list(names), channels=[L2_BOOK], callbacks={L2_BOOK: callback})
        for name, venue_symbol in names.items():
            snapshot = json.loads(traffic.snapshot(venue_symbol))
            bids, asks = ({Decimal(p): Decimal(q) for p, q in snapshot[side]} for side in ("bids", "asks"))
            self.feed._l2_book[name] = OrderBook(Binance.id, name, max_depth=0, bids=bids, asks=asks)
            self.feed.last_update_id[name] = FIRST_ID

    async def handle(self, frame: str) -> None:
        """What cryptofeed does with a frame that it read."""
        await self.feed.message_handler(frame, None, 1_700_000_000.0)
