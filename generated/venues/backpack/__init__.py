"""Backpack Exchange: a typed asyncio client.

async with Backpack() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Backpack, BackpackOrderOptions, BackpackRaw
from .venue import BackpackConfig

__all__ = ["Backpack", "BackpackOrderOptions", "BackpackRaw", "BackpackConfig"]
