"""Binance Spot: a typed asyncio client.

async with BinanceSpot() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import BinanceSpot, BinanceSpotOrderOptions, BinanceSpotRaw
from .venue import BinanceSpotConfig

__all__ = ["BinanceSpot", "BinanceSpotOrderOptions", "BinanceSpotRaw", "BinanceSpotConfig"]
