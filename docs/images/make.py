"""Draws book.svg: the screen of `venuegen book` after some seconds of the simulated venue.

python docs/images/make.py binance_spot BTC/USDT
"""

from __future__ import annotations

import asyncio
import io
import sys
from pathlib import Path

from rich.console import Console
from venuegen.live.meter import BookMeter
from venuegen.live.screen import book_screen
from venuegen.live.simulation import Simulation
from venuegen.live.venues import load_venue

LEVELS = 10
SECONDS = 8.0


async def draw(venue_id: str, symbol: str) -> str:
    """The SVG."""
    venue = load_venue(venue_id)
    async with Simulation(venue, [symbol], interval=0.02) as simulation, simulation.connect() as client:
        meter = BookMeter(client.clock)
        await client.on_order_book(symbol, meter)
        await asyncio.sleep(SECONDS)
        console = Console(record=True, width=92, file=io.StringIO(), force_terminal=True)
        title = f"{venue.id} · simulated"
        console.print(book_screen(symbol, meter.book, meter, client.book_feeds[symbol], levels=LEVELS, title=title))
        return console.export_svg(title=f"venuegen book {venue.id} {symbol}")


if __name__ == "__main__":
    Path(__file__).with_name("book.svg").write_text(asyncio.run(draw(*sys.argv[1:3])), "utf-8")
