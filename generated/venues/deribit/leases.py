"""Deribit: what its leases hold. They are fetched when first needed, kept alive, and fetched again when lost."""

from __future__ import annotations

from typing import NamedTuple

from venue_runtime.leases import Lease


class SessionLease(NamedTuple):
    """What the lease `session` holds."""

    access_token: str
    refresh_token: str


class Leases:
    """The leases of one client."""

    def __init__(self, *, session: Lease[SessionLease]) -> None:
        self.session = session
