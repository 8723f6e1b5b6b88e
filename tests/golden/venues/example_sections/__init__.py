"""Example Sections: a typed asyncio client.

async with ExampleSections() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import ExampleSections, ExampleSectionsRaw

__all__ = ["ExampleSections", "ExampleSectionsRaw"]
