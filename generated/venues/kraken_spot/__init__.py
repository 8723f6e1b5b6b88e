"""Kraken Spot: a typed asyncio client.

async with KrakenSpot() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import KrakenSpot, KrakenSpotOrderOptions, KrakenSpotRaw
from .venue import KrakenSpotConfig

__all__ = ["KrakenSpot", "KrakenSpotOrderOptions", "KrakenSpotRaw", "KrakenSpotConfig"]
