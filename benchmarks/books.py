"""Order book traffic: frame → decode → routing, sequence check → book → callback that reads the top of the book."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from venue_runtime import OrderBook
from venues.binance_spot import types as wire

from .instruments import exchange_info
from .measure import Contestant, Note, Row, at_least, at_most, interleave, ratios
from .our_side import Books
from .traffic import Traffic, recorded, shaped

Top = tuple[float, float, float, float]


class Frame(msgspec.Struct):
    """The floor: a frame and its update decoded in one pass into the client's own Structs, levels as text."""

    stream: str
    data: wire.DepthUpdate


decode_floor = msgspec.json.Decoder(Frame).decode


def recording() -> Path | None:
    """The recording of the venue, where there is one."""
    default = Path(__file__).resolve().parents[2] / "shared" / "recordings"
    path = Path(os.environ.get("VENUEGEN_RECORDINGS", default)) / "binance_spot.jsonl.gz"
    return path if path.is_file() else None


async def run(quick: bool) -> list[Row | Note]:
    messages, rounds = (1500, 5) if quick else (6000, 9)
    results: list[Row | Note] = []
    results += await _handlers(shaped(messages), messages, rounds, "18 levels", goals=True)
    path = recording()
    if path is None:
        results.append(Note("recording absent (VENUEGEN_RECORDINGS): not measured"))
    else:
        results += await _handlers(recorded(path), messages, rounds, "recording", goals=False)
    results += await _iterators(shaped(messages, markets=1), messages // 3, rounds)
    return results


# ---------------------------------------------------------------------- handlers


class Ours:
    """Our callback: `best_bid` and `best_ask` as contract objects, after each message."""

    def __init__(self, traffic: Traffic) -> None:
        self._books = Books(traffic, exchange_info(traffic.markets))
        self._left = 0
        self._done = asyncio.Event()
        self.tops: list[Top] | None = None

    async def open(self) -> None:
        await self._books.on_book(self._seen)

    def _seen(self, book: OrderBook) -> None:
        bid, ask = book.best_bid, book.best_ask
        if self.tops is not None and bid is not None and ask is not None:
            self.tops.append((float(bid.price), float(bid.quantity), float(ask.price), float(ask.quantity)))
        self._left -= 1
        if self._left == 0:
            self._done.set()

    async def handle(self, frames: Sequence[str]) -> float:
        self._left = len(frames)
        self._done.clear()
        start = time.perf_counter()
        self._books.frames.feed(frames)
        await asyncio.wait_for(self._done.wait(), 120)
        return (time.perf_counter() - start) / len(frames)

    async def close(self) -> None:
        await self._books.close()


class Ccxt:
    """ccxt.pro's handler, then the best levels read from its book."""

    def __init__(self, traffic: Traffic) -> None:
        from . import ccxt_side

        self._side = ccxt_side.Books(traffic)
        self._symbols = {one.venue_symbol: one.symbol for one in traffic.markets}
        self.tops: list[Top] | None = None

    async def open(self) -> None:
        return

    async def handle(self, frames: Sequence[str]) -> float:
        handle, books = self._side.handle, self._side.exchange.orderbooks
        # Whose book to read is known to the caller of a callback: not counted.
        symbols = [self._symbols[frame[frame.index('"s":"') + 5 :].partition('"')[0]] for frame in frames]
        tops = self.tops
        start = time.perf_counter()
        for frame, symbol in zip(frames, symbols, strict=True):
            handle(frame)
            book = books[symbol]
            bid, ask = book["bids"][0], book["asks"][0]
            if tops is not None:
                tops.append((bid[0], bid[1], ask[0], ask[1]))
        return (time.perf_counter() - start) / len(frames)

    async def close(self) -> None:
        await self._side.close()


class Cryptofeed:
    """cryptofeed's handler and its callback, which reads the best levels."""

    def __init__(self, traffic: Traffic) -> None:
        from . import cryptofeed_side

        self._side = cryptofeed_side.Books(traffic, self._seen)
        self.tops: list[Top] | None = None

    async def open(self) -> None:
        return

    def _seen(self, book: Any) -> None:
        bid, ask = book.book.bids.index(0), book.book.asks.index(0)
        if self.tops is not None:
            self.tops.append((float(bid[0]), float(bid[1]), float(ask[0]), float(ask[1])))

    async def handle(self, frames: Sequence[str]) -> float:
        handle = self._side.handle
        start = time.perf_counter()
        for frame in frames:
            await handle(frame)
        return (time.perf_counter() - start) / len(frames)

    async def close(self) -> None:
        return


Side = Ours | Ccxt | Cryptofeed


async def _handlers(traffic: Traffic, messages: int, rounds: int, name: str, *, goals: bool) -> list[Row | Note]:
    sides: dict[str, Side] = {}
    notes: list[Row | Note] = []
    makers: dict[str, Callable[[Traffic], Side]] = {"ours": Ours, "ccxt": Ccxt, "cryptofeed": Cryptofeed}
    for who, make in makers.items():
        try:
            sides[who] = make(traffic)
            await sides[who].open()
        except ImportError as error:
            notes.append(Note(f"{who} absent: {error}"))
    try:
        notes.append(await _agree(sides, traffic.frames(messages), name))
        # Books go on from round to round, so every round has its own frames, the same for all.
        segments = [traffic.frames(messages) for _ in range(rounds + 1)]
        turns = {who: iter(segments) for who in [*sides, "floor"]}

        def contestant(who: str) -> Contestant:
            async def go() -> float:
                return await sides[who].handle(next(turns[who]))

            return go

        async def floor() -> float:
            frames = next(turns["floor"])
            start = time.perf_counter()
            for frame in frames:
                decode_floor(frame)
            return (time.perf_counter() - start) / len(frames)

        times = await interleave({**{who: contestant(who) for who in sides}, "floor": floor}, rounds)
    finally:
        for side in sides.values():
            await side.close()
    rows: list[Row | Note] = [
        Row(f"{who}, µs per message ({name})", [one * 1e6 for one in of], " µs") for who, of in times.items()
    ]
    path = ratios(times["ours"], times["floor"])
    rows.append(Row(f"book path / bare text decode ({name})", path, "×", at_most(6) if goals else None))
    for who, goal in (("ccxt", 3), ("cryptofeed", 12)):
        if who in times:
            ratio = ratios(times[who], times["ours"])
            rows.append(Row(f"{who} handler / ours ({name})", ratio, "×", at_least(goal) if goals else None))
    return rows + notes


async def _agree(sides: dict[str, Side], frames: list[str], name: str) -> Note:
    """All see the same best levels after every message, or the run is void."""
    seen: dict[str, list[Top]] = {}
    for who, side in sides.items():
        side.tops = seen[who] = []
        await side.handle(frames)
        side.tops = None
    for who, tops in seen.items():
        if tops != seen["ours"]:
            at = next((i for i, (a, b) in enumerate(zip(tops, seen["ours"], strict=False)) if a != b), -1)
            raise RuntimeError(f"{who} and ours differ at message {at} of {len(tops)} ({name})")
    return Note(f"{name}: {' and '.join(seen)} saw the same best levels after each of {len(frames)} messages")


# ---------------------------------------------------------------------- iterators


async def _iterators(traffic: Traffic, messages: int, rounds: int) -> list[Row | Note]:
    """`async for book in watch_order_book(…)` beside ccxt's `await watch_order_book(…)`: one frame, one delivery."""
    try:
        from . import ccxt_side
    except ImportError as error:
        return [Note(f"ccxt absent: {error}")]
    symbol = traffic.markets[0].symbol
    ours = Books(traffic, exchange_info(traffic.markets))
    theirs = ccxt_side.Books(traffic)
    theirs.watch_through_socket(symbol)
    feed = ours.client.watch_order_book(symbol)
    async for book in feed:
        if book.best_bid is not None:
            break
    segments = [traffic.frames(messages) for _ in range(3 * rounds + 3)]
    mine, other, third = iter(segments), iter(segments), iter(segments)

    async def watch_ours() -> float:
        frames = next(mine)
        start = time.perf_counter()
        for frame in frames:
            ours.frames.feed((frame,))
            book = await anext(feed)
            assert book.best_bid is not None
            assert book.best_ask is not None
        return (time.perf_counter() - start) / len(frames)

    async def watch_theirs() -> float:
        frames = next(other)
        watch, push = theirs.exchange.watch_order_book, theirs.socket.frames.feed
        start = time.perf_counter()
        for frame in frames:
            push((frame,))
            book = await watch(symbol)
            assert book["bids"][0] is not None
            assert book["asks"][0] is not None
        return (time.perf_counter() - start) / len(frames)

    pushed = Books(traffic, exchange_info(traffic.markets), pushes=True)
    pushed_feed = pushed.client.watch_order_book(symbol)
    async for first in pushed_feed:
        if first.best_bid is not None:
            break
    soon = asyncio.get_running_loop().call_soon

    def arriving(side: Books, books: AsyncIterator[OrderBook], turn: Iterator[list[str]]) -> Contestant:
        async def go() -> float:
            frames = next(turn)
            start = time.perf_counter()
            for frame in frames:
                soon(side.frames.feed, (frame,))  # as from a transport: in a turn of the loop, while the reader waits
                seen = await anext(books)
                assert seen.best_bid is not None
                assert seen.best_ask is not None
            return (time.perf_counter() - start) / len(frames)

        return go

    async def arriving_theirs() -> float:
        frames = next(other)
        watch, push = theirs.exchange.watch_order_book, theirs.socket.frames.feed
        start = time.perf_counter()
        for frame in frames:
            soon(push, (frame,))
            book = await watch(symbol)
            assert book["bids"][0] is not None
            assert book["asks"][0] is not None
        return (time.perf_counter() - start) / len(frames)

    link = ours.link()

    async def step_ours() -> float:
        frames = next(mine)
        start = time.perf_counter()
        for frame in frames:
            link._receive(frame, link)
            book = await anext(feed)
            assert book.best_bid is not None
            assert book.best_ask is not None
        return (time.perf_counter() - start) / len(frames)

    async def step_theirs() -> float:
        frames = next(other)
        watch, handle = theirs.exchange.watch_order_book, theirs.watched.handle_text_or_binary_message
        start = time.perf_counter()
        for frame in frames:
            waiting = asyncio.ensure_future(watch(symbol))
            await asyncio.sleep(0)  # it has to wait before the frame comes, or it misses it
            handle(frame)
            book = await waiting
            assert book["bids"][0] is not None
            assert book["asks"][0] is not None
        return (time.perf_counter() - start) / len(frames)

    try:
        times = await interleave({"ours": watch_ours, "ccxt": watch_theirs}, rounds)
        steps = await interleave({"ours": step_ours, "ccxt": step_theirs}, rounds)
        arrivals = await interleave(
            {
                "read": arriving(ours, feed, mine),
                "pushed": arriving(pushed, pushed_feed, third),
                "ccxt": arriving_theirs,
            },
            rounds,
        )
        top = book.best_bid
        last = theirs.exchange.orderbooks[symbol]
        if top is None or (float(top.price), book.sequence) != (last["bids"][0][0], last["nonce"]):
            raise RuntimeError("the iterators ended in different books")
    finally:
        await feed.close()
        await pushed_feed.close()
        await ours.close()
        await pushed.close()
        await theirs.close()
    return [
        Row("our iterator, µs per message", [one * 1e6 for one in times["ours"]], " µs"),
        Row("ccxt watch, µs per message", [one * 1e6 for one in times["ccxt"]], " µs"),
        Row("ccxt watch / our iterator", ratios(times["ccxt"], times["ours"]), "×", at_least(7)),
        Row("the same, frames handed over without a reading task", ratios(steps["ccxt"], steps["ours"]), "×"),
        Row("the same, frames from the loop to a task", ratios(arrivals["ccxt"], arrivals["read"]), "×"),
        Row("the same, frames from the loop, pushed", ratios(arrivals["ccxt"], arrivals["pushed"]), "×"),
    ]
