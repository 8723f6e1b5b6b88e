"""Example Futures: a typed asyncio client.

async with ExampleFutures() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import ExampleFutures, ExampleFuturesRaw

__all__ = ["ExampleFutures", "ExampleFuturesRaw"]
