"""Example Positional: a typed asyncio client.

async with ExamplePositional() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import ExamplePositional, ExamplePositionalRaw
from .venue import ExamplePositionalConfig

__all__ = ["ExamplePositional", "ExamplePositionalRaw", "ExamplePositionalConfig"]
