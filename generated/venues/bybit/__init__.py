"""Bybit: a typed asyncio client.

async with Bybit() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Bybit, BybitOrderOptions, BybitRaw
from .venue import BybitConfig

__all__ = ["Bybit", "BybitOrderOptions", "BybitRaw", "BybitConfig"]
