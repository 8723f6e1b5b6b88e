"""Example Exchange: a typed asyncio client.

async with ExampleExchange() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import ExampleExchange, ExampleExchangeRaw
from .venue import ExampleExchangeConfig

__all__ = ["ExampleExchange", "ExampleExchangeRaw", "ExampleExchangeConfig"]
