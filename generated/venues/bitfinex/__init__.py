"""Bitfinex: a typed asyncio client.

async with Bitfinex() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Bitfinex, BitfinexOrderOptions, BitfinexRaw
from .venue import BitfinexConfig

__all__ = ["Bitfinex", "BitfinexOrderOptions", "BitfinexRaw", "BitfinexConfig"]
