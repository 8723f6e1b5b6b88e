"""KuCoin: what its leases hold. They are fetched when first needed, kept alive, and fetched again when lost."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from venue_runtime.leases import Lease


class PublicLease(NamedTuple):
    """What the lease `public` holds."""

    token: str
    endpoint: str
    ping: Decimal


class PrivateLease(NamedTuple):
    """What the lease `private` holds."""

    token: str
    endpoint: str
    ping: Decimal


class Leases:
    """The leases of one client."""

    def __init__(self, *, public: Lease[PublicLease], private: Lease[PrivateLease]) -> None:
        self.public = public
        self.private = private
