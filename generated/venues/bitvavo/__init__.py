"""Bitvavo: a typed asyncio client.

async with Bitvavo() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Bitvavo, BitvavoRaw

__all__ = ["Bitvavo", "BitvavoRaw"]
