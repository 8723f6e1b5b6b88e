"""Enveloped: a typed asyncio client.

async with Enveloped() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Enveloped, EnvelopedRaw

__all__ = ["Enveloped", "EnvelopedRaw"]
