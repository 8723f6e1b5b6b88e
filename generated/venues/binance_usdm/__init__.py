"""Binance USD-M Futures: a typed asyncio client.

async with BinanceUsdm() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import BinanceUsdm, BinanceUsdmOrderOptions, BinanceUsdmRaw
from .venue import BinanceUsdmConfig

__all__ = ["BinanceUsdm", "BinanceUsdmOrderOptions", "BinanceUsdmRaw", "BinanceUsdmConfig"]
