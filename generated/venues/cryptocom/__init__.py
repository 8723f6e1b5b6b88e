"""Crypto.com Exchange: a typed asyncio client.

async with Cryptocom() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Cryptocom, CryptocomOrderOptions, CryptocomRaw
from .venue import CryptocomConfig

__all__ = ["Cryptocom", "CryptocomOrderOptions", "CryptocomRaw", "CryptocomConfig"]
