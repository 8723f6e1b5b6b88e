"""Gemini: a typed asyncio client.

async with Gemini() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Gemini, GeminiOrderOptions, GeminiRaw
from .venue import GeminiConfig

__all__ = ["Gemini", "GeminiOrderOptions", "GeminiRaw", "GeminiConfig"]
