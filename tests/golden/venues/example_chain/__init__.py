"""Example Chain: a typed asyncio client.

async with ExampleChain() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import ExampleChain, ExampleChainRaw

__all__ = ["ExampleChain", "ExampleChainRaw"]
