"""A live book as a person sees it: in colour on a terminal, as one line elsewhere."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from venuegen.live.meter import BookMeter, counters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text
    from venue_runtime.bookfeed import BookFeed
    from venue_runtime.books import OrderBook
    from venue_runtime.metrics import Histogram
    from venue_runtime.model import BookLevel

__all__ = ["book_line", "book_screen"]

_BAR = 22
_WIDE = 22
_WITHOUT_BARS = 67
"""Columns of a screen with prices of nine characters, without the bars of the ladder."""
_STATE_STYLES = {"live": "bold green", "syncing": "bold yellow", "stale": "bold red", "empty": "dim"}
_STATE_WORDS = {
    "live": "every update since the snapshot is applied",
    "syncing": "waiting for the first snapshot",
    "stale": "an update is missing; resyncing, no prices shown",
    "empty": "nothing received yet",
}


def number(value: Decimal | None) -> str:
    """Plain digits, no trailing zeros lost that the venue wrote."""
    return "–" if value is None else f"{value:,f}"


def duration(ns: int) -> str:
    """`850 ns`, `42 µs`, `3.1 ms`, `2.0 s`."""
    for limit, scale, unit in ((1_000, 1, "ns"), (1_000_000, 1_000, "µs"), (1_000_000_000, 1_000_000, "ms")):
        if ns < limit:
            value = ns / scale
            return f"{value:.0f} {unit}" if value >= 10 or scale == 1 else f"{value:.1f} {unit}"
    return f"{ns / 1_000_000_000:.1f} s"


def book_line(symbol: str, book: OrderBook | None, meter: BookMeter, feed: BookFeed[Any, Any] | None) -> str:
    """Everything that matters in one line, for logs."""
    if book is None:
        return f"{symbol} empty"
    bid, ask = book.best_bid, book.best_ask
    top = "no prices shown"
    if bid is not None and ask is not None:
        top = (
            f"bid {number(bid.quantity)} @ {number(bid.price)}  ask {number(ask.quantity)} @ {number(ask.price)}  "
            f"spread {number(book.spread)}"
        )
    counts = counters(feed)
    told = "  ".join(f"{name} {counts.get(name, 0)}" for name in ("messages", "gaps", "resyncs"))
    sequence = "" if book.sequence is None else f"  sequence {book.sequence}"
    late = f"  p99 {duration(meter.handled.quantile(0.99))}" if meter.handled.count else ""
    return f"{symbol} {book.state.value:<7} {top}{sequence}  {meter.rate:.1f}/s  {told}{late}"


def book_screen(
    symbol: str,
    book: OrderBook | None,
    meter: BookMeter,
    feed: BookFeed[Any, Any] | None,
    *,
    levels: int,
    title: str,
    width: int = 100,
) -> RenderableType:
    """The whole screen: depth on the left, what is known about the stream on the right, as far as `width` columns
    have room for it: bars shrink first, then the right side goes; prices and quantities stay.
    """
    from rich.panel import Panel
    from rich.table import Table

    grid = Table.grid(padding=(0, 3))
    grid.add_column()
    grid.add_column()
    bar = max(0, min(_BAR, width - _WITHOUT_BARS))
    if bar:
        grid.add_row(_ladder(book, levels, bar), _facts(book, meter, feed))
    else:
        grid.add_row(_ladder(book, levels, 8))
    state = "empty" if book is None else book.state.value
    return Panel(
        grid,
        title=f"[bold]{symbol}[/]  {title}",
        subtitle=f"[{_STATE_STYLES[state]}]{state}[/]  {_STATE_WORDS[state]}",
        border_style=_STATE_STYLES[state].split()[-1],
        expand=False,
        padding=(0, 1),
    )


def _ladder(book: OrderBook | None, levels: int, bar: int) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for justify in ("right", "right", "left"):
        table.add_column(justify=justify, no_wrap=True)
    known = None if book is None else book.last_known(levels)
    live = book is not None and book.best_bid is not None
    bids, asks = (known.bids, known.asks) if known is not None else ([], [])
    largest = max((level.quantity for level in (*bids, *asks)), default=Decimal(1))
    places = max((_places(level.quantity) for level in (*bids, *asks)), default=0)
    dim = "" if live else "dim "
    _rows(table, list(reversed(asks)), f"{dim}red", largest, places, levels, bar, at_top=True)
    if live and book is not None:
        table.add_row(Text("spread", "dim"), Text(number(book.spread), "bold"), Text(f"mid {number(book.mid)}", "bold"))
    else:
        table.add_row(Text("not quotable", "dim"), "", "")
    _rows(table, bids, f"{dim}green", largest, places, levels, bar, at_top=False)
    return table


def _places(quantity: Decimal) -> int:
    """Digits after the point."""
    exponent = quantity.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _rows(
    table: Table,
    side: Sequence[BookLevel],
    style: str,
    largest: Decimal,
    places: int,
    levels: int,
    width: int,
    *,
    at_top: bool,
) -> None:
    from rich.text import Text

    blank = [("", "", "")] * (levels - len(side))
    rows: list[tuple[str | Text, str | Text, str | Text]] = []
    for level in side:
        length = max(1, int(level.quantity / largest * width * 8)) if largest else 1
        full, part = divmod(length, 8)
        bar = "█" * full + ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")[part]
        rows.append(
            (Text(number(level.price), style), Text(f"{level.quantity:,.{places}f}"), Text(f"{bar:<{width}}", style))
        )
    for row in (*blank, *rows) if at_top else (*rows, *blank):
        table.add_row(*row)


def _facts(book: OrderBook | None, meter: BookMeter, feed: BookFeed[Any, Any] | None) -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(no_wrap=True)
    sequence = None if book is None else book.sequence
    table.add_row("sequence", f"{'–' if sequence is None else sequence:>{_WIDE}}")
    table.add_row("updates", f"{f'{meter.updates:,} ({meter.rate:.1f}/s)':>{_WIDE}}")
    for name, count in counters(feed).items():
        table.add_row(name, _alarm(name, count))
    table.add_row("", "")
    for name, histogram in (("read → callback", meter.handled), ("venue → read", meter.behind)):
        if histogram.count:
            table.add_row(
                name, f"p50 {duration(histogram.quantile(0.5)):>6}  p99 {duration(histogram.quantile(0.99)):>6}"
            )
    for label, bar in _bars(meter.handled):
        table.add_row(label, bar)
    return table


def _alarm(name: str, count: int) -> str:
    text = f"{count:>{_WIDE},}"
    return f"[yellow]{text}[/]" if count and name in ("gaps", "checksums bad", "crossed") else text


def _bars(histogram: Histogram, rows: int = 6) -> list[tuple[str, Text]]:
    """The latency histogram by powers of two, the fullest `rows` neighbours."""
    from rich.text import Text

    by_power: dict[int, int] = {}
    for bound, count in histogram.buckets():
        power = bound.bit_length()
        by_power[power] = by_power.get(power, 0) + count
    if not by_power:
        return []
    fullest = max(by_power, key=lambda power: by_power[power])
    first = max(min(by_power), fullest - rows // 2)
    most = by_power[fullest]
    return [
        (f"< {duration(1 << power)}", Text(f"{'▇' * round(by_power.get(power, 0) / most * _WIDE):<{_WIDE}}", "cyan"))
        for power in range(first, min(first + rows, max(by_power) + 1))
    ]
