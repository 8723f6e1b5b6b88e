"""Coinbase Exchange: a typed asyncio client.

async with CoinbaseExchange() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import CoinbaseExchange, CoinbaseExchangeOrderOptions, CoinbaseExchangeRaw
from .venue import CoinbaseExchangeConfig

__all__ = ["CoinbaseExchange", "CoinbaseExchangeOrderOptions", "CoinbaseExchangeRaw", "CoinbaseExchangeConfig"]
