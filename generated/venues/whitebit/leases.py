"""WhiteBIT: what its leases hold. They are fetched when first needed, kept alive, and fetched again when lost."""

from __future__ import annotations

from typing import NamedTuple

from venue_runtime.leases import Lease


class StreamLease(NamedTuple):
    """What the lease `stream` holds."""

    token: str


class Leases:
    """The leases of one client."""

    def __init__(self, *, stream: Lease[StreamLease]) -> None:
        self.stream = stream
