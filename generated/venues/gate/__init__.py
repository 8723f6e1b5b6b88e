"""Gate: a typed asyncio client.

async with Gate() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Gate, GateOrderOptions, GateRaw
from .venue import GateConfig

__all__ = ["Gate", "GateOrderOptions", "GateRaw", "GateConfig"]
