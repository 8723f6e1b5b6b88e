"""Bitvavo: a typed asyncio client.

async with Bitvavo() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Bitvavo, BitvavoRaw
from .venue import BitvavoConfig

__all__ = ["Bitvavo", "BitvavoRaw", "BitvavoConfig"]
