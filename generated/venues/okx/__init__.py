"""OKX: a typed asyncio client.

async with Okx() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Okx, OkxOrderOptions, OkxRaw
from .venue import OkxConfig

__all__ = ["Okx", "OkxOrderOptions", "OkxRaw", "OkxConfig"]
