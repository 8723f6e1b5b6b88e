"""`SimulatedExchange`: price-time-priority matching with accounts, in contract terms."""

from __future__ import annotations

__all__ = ["SimulatedExchange"]


class SimulatedExchange:
    """Replaced within the hour by the matching engine; the name is what the dialect's types refer to."""
