"""Memory of a client with live books over a million messages: it has to stay where it was."""

from __future__ import annotations

import asyncio
import gc
import os

from venue_runtime import OrderBook

from .instruments import exchange_info
from .measure import Note, Row, at_most
from .our_side import Books
from .traffic import shaped

CHUNK = 5_000


def resident() -> float:
    """Bytes of this process that are in memory, in MB."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


async def run(quick: bool) -> list[Row | Note]:
    try:
        resident()
    except OSError:
        return [Note("resident memory is read from /proc, which is absent here: not measured")]
    messages = 200_000 if quick else 1_000_000
    traffic = shaped(2_000)
    books = Books(traffic, exchange_info(traffic.markets))
    left, done, levels, dark = 0, asyncio.Event(), 0, 0

    def seen(book: OrderBook) -> None:
        nonlocal left, levels, dark
        left -= 1
        dark += book.best_bid is None or book.best_ask is None
        if not left:
            done.set()
            levels = len(book.bids()) + len(book.asks())

    async def play(count: int) -> None:
        nonlocal left
        for _ in range(count // CHUNK):
            left = CHUNK
            done.clear()
            books.frames.feed(traffic.frames(CHUNK))
            await asyncio.wait_for(done.wait(), 120)

    async def measured() -> float:
        gc.collect()
        return resident()

    await books.on_book(seen)
    await play(messages // 10)
    before, levels_before = await measured(), levels
    await play(messages)
    after = await measured()
    if dark:
        raise RuntimeError(f"a book showed no price {dark} times")
    await books.close()
    return [
        Row(f"growth over {messages:,} messages", [after - before], " MB", at_most(2, " MB")),
        Row("resident, with interpreter and competitors' modules", [after], " MB"),
        Note(f"levels in a book before and after: {levels_before}, {levels}"),
    ]
