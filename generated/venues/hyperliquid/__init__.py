"""Hyperliquid: a typed asyncio client.

async with Hyperliquid() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Hyperliquid, HyperliquidRaw
from .venue import HyperliquidConfig, HyperliquidRef

__all__ = ["Hyperliquid", "HyperliquidRaw", "HyperliquidConfig", "HyperliquidRef"]
