"""Binance USD-M Futures: what its leases hold. They are fetched when first needed, kept alive, and fetched again when lost."""

from __future__ import annotations

from typing import NamedTuple

from venue_runtime.leases import Lease


class ListenKeyLease(NamedTuple):
    """What the lease `listen_key` holds."""

    key: str


class Leases:
    """The leases of one client."""

    def __init__(self, *, listen_key: Lease[ListenKeyLease]) -> None:
        self.listen_key = listen_key
