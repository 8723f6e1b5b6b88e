"""Rpc: a typed asyncio client.

async with Rpc() as client:
    book = await client.fetch_order_book("BTC/USDT")
"""

from .client import Rpc, RpcRaw

__all__ = ["Rpc", "RpcRaw"]
