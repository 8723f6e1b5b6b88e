"""WhiteBIT: a typed asyncio client.

async with Whitebit() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Whitebit, WhitebitOrderOptions, WhitebitRaw
from .venue import WhitebitConfig

__all__ = ["Whitebit", "WhitebitOrderOptions", "WhitebitRaw", "WhitebitConfig"]
