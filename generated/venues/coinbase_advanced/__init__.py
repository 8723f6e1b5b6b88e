"""Coinbase Advanced Trade: a typed asyncio client.

async with CoinbaseAdvanced() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import CoinbaseAdvanced, CoinbaseAdvancedOrderOptions, CoinbaseAdvancedRaw
from .venue import CoinbaseAdvancedConfig

__all__ = ["CoinbaseAdvanced", "CoinbaseAdvancedOrderOptions", "CoinbaseAdvancedRaw", "CoinbaseAdvancedConfig"]
