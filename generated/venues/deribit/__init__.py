"""Deribit: a typed asyncio client.

async with Deribit() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Deribit, DeribitOrderOptions, DeribitRaw
from .venue import DeribitConfig

__all__ = ["Deribit", "DeribitOrderOptions", "DeribitRaw", "DeribitConfig"]
