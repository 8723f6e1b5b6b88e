"""Example Rows: a typed asyncio client.

async with ExampleRows() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import ExampleRows, ExampleRowsRaw
from .venue import ExampleRowsConfig

__all__ = ["ExampleRows", "ExampleRowsRaw", "ExampleRowsConfig"]
