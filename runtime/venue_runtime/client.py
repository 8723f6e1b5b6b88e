"""The client that every generated one is made of: all methods of the contract, implemented once.

A generated client subclasses `VenueClient` and fills in the hooks of `client_hooks` (see `bindings` for how that
looks).
"""

from __future__ import annotations

from .client_account import AccountMethods
from .client_many import ManyOrderMethods
from .client_market import MarketMethods
from .client_private import PrivateMethods

__all__ = ["VenueClient"]


class VenueClient(MarketMethods, AccountMethods, ManyOrderMethods, PrivateMethods):
    """One venue, one environment, one set of credentials.

    `async with client:` opens nothing by itself; REST methods need no stream; `start_trading` or the first private
    `watch_*`/`on_*` starts the private stream. Leaving it closes everything and cancels no order. `raw` is the
    venue's own layer, `orders` everything known about orders, `metrics` the counters and histograms.
    """
