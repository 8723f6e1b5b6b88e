"""KuCoin: a typed asyncio client.

async with Kucoin() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Kucoin, KucoinOrderOptions, KucoinRaw
from .venue import KucoinConfig

__all__ = ["Kucoin", "KucoinOrderOptions", "KucoinRaw", "KucoinConfig"]
