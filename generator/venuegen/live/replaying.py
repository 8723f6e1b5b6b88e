"""What `venuegen replay` does: a recording through the generated client's own decoding, routing and book code.

The recording is played twice. The first time only the client's routing runs, to learn which streams it holds; then a
client subscribes the books, tickers and quotes among them, and everything that it does is counted.
"""

from __future__ import annotations

import asyncio
import importlib
import inspect
import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from venue_runtime.model import Capability

from venuegen.live.running import quiet
from venuegen.live.venues import LiveError, Venue, load_venue
from venuegen.report import Reporter, counted

if TYPE_CHECKING:
    from venue_runtime.books import OrderBook
    from venue_runtime.client import VenueClient
    from venue_runtime.model import Instrument, Ticker
    from venue_runtime.recording import Record

__all__ = ["BookResult", "replay_file", "replayed"]

Top = tuple[Decimal, Decimal, Decimal, Decimal]
"""Best bid, its quantity, best ask, its quantity."""


@dataclass
class BookResult:
    """What became of one symbol's book."""

    symbol: str
    frames: int = 0
    links: int = 0
    """Updates whose sequence was checked against the one before."""
    gaps: int = 0
    resyncs: int = 0
    snapshots: int = 0
    checksums_good: int = 0
    checksums_bad: int = 0
    crossed: int = 0
    state: str = "empty"
    sequence: int | None = None
    bid: tuple[str, str] | None = None
    ask: tuple[str, str] | None = None
    tickers_equal: int = 0
    tickers_different: int = 0
    tickers_not_comparable: int = 0
    why_not_comparable: str = ""
    errors: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "frames": self.frames,
            "links_checked": self.links,
            "gaps": self.gaps,
            "resyncs": self.resyncs,
            "snapshots": self.snapshots,
            "checksums": {"good": self.checksums_good, "bad": self.checksums_bad},
            "crossed": self.crossed,
            "tickers": {
                "equal": self.tickers_equal,
                "different": self.tickers_different,
                "not_comparable": self.tickers_not_comparable,
                "why_not_comparable": self.why_not_comparable,
            },
            "state": self.state,
            "sequence": self.sequence,
            "best_bid": None if self.bid is None else {"price": self.bid[0], "quantity": self.bid[1]},
            "best_ask": None if self.ask is None else {"price": self.ask[0], "quantity": self.ask[1]},
            "errors": self.errors,
        }


class _Keys:
    """Stands in for a link and notes which route keys a recording's frames carry."""

    def __init__(self) -> None:
        self.seen: dict[Hashable, int] = {}
        self.unreadable = 0
        self.ts_recv = 0
        self.state: Any = None

    def push(self, key: Hashable, payload: Any) -> None:
        self.seen[key] = self.seen.get(key, 0) + 1

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *args, **kwargs: None


def _keys_of(client: VenueClient, connections: Iterable[str], records: Iterable[Record]) -> _Keys:
    keys = _Keys()
    dialects = [client._dialect(name, None) for name in connections]
    for record in records:
        if record.kind != "recv":
            continue
        read = False
        for dialect in dialects:
            try:
                dialect.receive(record.frame, keys)  # type: ignore[arg-type]
                read = True
            except Exception:  # what one kind of connection cannot read another can
                continue
        keys.unreadable += not read
    return keys


def replayed(venue: Venue) -> type[VenueClient]:
    """The venue's client with connections that ask nothing of a venue that cannot answer."""
    from venue_runtime.replay import for_replay

    base: Any = venue.client

    class Replayed(base):  # type: ignore[misc]
        def _dialect(self, connection: str, partition: str | None) -> Any:
            return for_replay(super()._dialect(connection, partition))

    Replayed.__name__ = base.__name__
    return Replayed


class _Tops:
    """The best prices that a book showed after each sequence number, and the tickers to compare with them."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.by_sequence: dict[int, Top] = {}
        self.tickers: list[tuple[int | None, Top]] = []
        self.unnumbered = 0
        self.states: list[str] = []
        self.crossed = 0
        self.last: OrderBook | None = None

    def on_book(self, book: OrderBook) -> None:
        self.last = book
        if not self.states or self.states[-1] != book.state.value:
            self.states.append(book.state.value)
        bid, ask = book.best_bid, book.best_ask
        if bid is None or ask is None:
            return
        self.crossed += bid.price >= ask.price
        if book.sequence is not None:
            self.by_sequence[book.sequence] = (bid.price, bid.quantity, ask.price, ask.quantity)

    def on_ticker(self, ticker: Ticker) -> None:
        """It names no update of the book: which of them it is of cannot be said."""
        self.unnumbered += 1

    def compare(self, result: BookResult) -> None:
        if self.unnumbered:
            result.tickers_not_comparable = self.unnumbered
            result.why_not_comparable = "the venue's ticker carries no update id"
        for sequence, top in self.tickers:
            ours = None if sequence is None else self.by_sequence.get(sequence)
            if sequence is None:
                result.tickers_not_comparable += 1
                result.why_not_comparable = "the venue's ticker carries no update id"
            elif ours is None:
                result.tickers_not_comparable += 1
                result.why_not_comparable = result.why_not_comparable or "no book update has the ticker's update id"
            elif ours == top:
                result.tickers_equal += 1
            else:
                result.tickers_different += 1
                result.errors.append(f"at update {sequence}: book {_shown(ours)}, ticker {_shown(top)}")


def _shown(top: Top) -> str:
    return f"{top[1]:f} @ {top[0]:f} / {top[3]:f} @ {top[2]:f}"


async def replay_file(report: Reporter, venue_id: str, file: Path, *, out: Path | None = None) -> int:
    """Play a recording and print what the books made of it. 0 when every book is right at the end, else 1.

    Raises LiveError: no such venue, no such file, or nothing in it that this venue's client knows.
    """
    from venue_runtime.recording import read_recording

    venue = load_venue(venue_id, out)
    try:
        records = list(read_recording(file))
    except (OSError, ValueError, EOFError) as error:
        raise LiveError(f"{file} cannot be read: {error}", "a recording is .jsonl, .jsonl.gz or .jsonl.zst") from None
    if not records:
        raise LiveError(f"{file} holds no records", "was the recording ended properly?")
    # FIX messages are kept for people: no stream of this client reads them.
    fix = [each for each in records if _is_fix(each)]
    records = [each for each in records if not _is_fix(each)]
    with quiet():
        results, unreadable = await _play(venue, records)
    good = bool(results) and all(_is_good(one) for one in results)
    report.data(
        {
            "venue": venue.id,
            "file": str(file),
            "ok": good,
            "records": len(records),
            "frames": sum(record.kind == "recv" for record in records),
            "undecodable": unreadable,
            "fix": len(fix),
            "symbols": {one.symbol: one.as_dict() for one in results},
        }
    )
    for one in results:
        for line in _lines(one):
            report.line(line)
    frames = sum(record.kind == "recv" for record in records)
    told = f"{counted(len(results), 'book')}, {counted(frames, 'frame')}, {unreadable} of them undecodable"
    told += f", {counted(len(fix), 'record')} of FIX passed over" if fix else ""
    report.line(f"{told}: {'good' if good else 'NOT GOOD'}")
    return 0 if good else 1


def _is_fix(record: Record) -> bool:
    return record.url.startswith(("tcp://", "tcp+tls://"))


def _is_good(one: BookResult) -> bool:
    wrong = one.gaps or one.crossed or one.checksums_bad or one.tickers_different
    return one.state == "live" and not wrong


def _lines(one: BookResult) -> list[str]:
    bid = "–" if one.bid is None else f"{one.bid[1]} @ {one.bid[0]}"
    ask = "–" if one.ask is None else f"{one.ask[1]} @ {one.ask[0]}"
    checksums = (
        f"checksums {one.checksums_good} good, {one.checksums_bad} bad"
        if one.checksums_good or one.checksums_bad
        else "no checksums"
    )
    tickers = (
        f"tickers {one.tickers_equal} equal, {one.tickers_different} different, "
        f"{one.tickers_not_comparable} not comparable"
    )
    lines = [
        f"{one.symbol}: {one.state}, bid {bid}, ask {ask}",
        f"  {counted(one.frames, 'frame')}, {one.links} sequence links checked, {counted(one.gaps, 'gap')}, "
        f"{counted(one.snapshots, 'snapshot')}, {checksums}, {one.crossed} crossed",
        f"  {tickers}" + (f" ({one.why_not_comparable})" if one.why_not_comparable else ""),
    ]
    return lines + [f"  {error}" for error in one.errors[:5]]


async def _play(venue: Venue, records: list[Record]) -> tuple[list[BookResult], int]:
    seen: Iterable[Hashable] = ()
    for config in _settings(venue):
        found = await _play_with(venue, records, config)
        if isinstance(found, tuple):
            return found
        seen = seen or found.seen
    told = ", ".join(map(str, list(seen)[:5])) or "none"
    raise LiveError("the recording holds no order book that this client knows", f"its streams: {told}")


def _settings(venue: Venue) -> list[Any]:
    """The settings that it may have been recorded with: as they are, then with each other word that one may have."""
    config = venue.client.config_type
    hints = get_type_hints(config) if config is not None else {}
    words = [(name, word) for name, kind in hints.items() if get_origin(kind) is Literal for word in get_args(kind)]
    return [None, *(config(**{name: word}) for name, word in words if config is not None)]


async def _play_with(venue: Venue, records: list[Record], config: Any) -> tuple[list[BookResult], int] | _Keys:
    """What the books made of it; where it holds none that these settings subscribe, the streams that it holds."""
    from venue_runtime.replay import Replay

    replay = Replay(records)
    given = {} if config is None else {"config": config}
    client_type = replayed(venue)
    async with client_type(http=replay.http, websocket=replay.sockets, clock=replay.clock, **given) as client:
        watched = await _watched(client, records)
        tops = {instrument.symbol: _Tops(instrument) for instrument in watched.books}
        if not tops:
            return watched.keys
        for symbol, top in tops.items():
            client.on_order_book(symbol, top.on_book)
        feeds = _follow_quotes(venue, client, tops)
        for _ in range(50):  # let every subscription reach its socket before the first frame
            await asyncio.sleep(0)
        await replay.run()
        results = [_result(client, top) for top in tops.values()]
        for task in feeds:
            task.cancel()
        await asyncio.gather(*feeds, return_exceptions=True)
        undecodable = max((one.counters.undecodable for one in client.stream_connections), default=0)
    for top, result in zip(tops.values(), results, strict=True):
        top.compare(result)
    return results, undecodable


def _result(client: VenueClient, top: _Tops) -> BookResult:
    from venue_runtime.booksync import BookRule

    symbol = top.instrument.symbol
    feed = client.book_feeds[symbol]
    sync, book = feed.sync, feed.book
    known = book.last_known(1)
    bid, ask = known.best_bid, known.best_ask
    return BookResult(
        symbol=symbol,
        frames=feed.messages,
        links=0 if sync.rule.follows is BookRule.follows else sync.applied,
        gaps=sync.gaps,
        resyncs=sync.resyncs,
        snapshots=sync.snapshots,
        checksums_good=sync.checksums_good,
        checksums_bad=sync.checksums_bad,
        crossed=max(sync.crossed, top.crossed),
        state=book.state.value,
        sequence=book.sequence,
        bid=None if bid is None else (f"{bid.price:f}", f"{bid.quantity:f}"),
        ask=None if ask is None else (f"{ask.price:f}", f"{ask.quantity:f}"),
        errors=[] if sync.error is None else [str(sync.error)],
    )


@dataclass
class _Watched:
    """What of a recording the client knows."""

    keys: _Keys
    books: list[Instrument]


async def _watched(client: VenueClient, records: list[Record]) -> _Watched:
    instruments = await client.load_instruments()
    first = next(iter(instruments.values()), None)
    if first is None:
        raise LiveError("the recording lists no instruments", "record the venue's instrument request with it")
    connections = dict.fromkeys([client._bind_order_book(first, None).connection])
    keys = _keys_of(client, connections, records)
    books = []
    for instrument in instruments.values():
        binding = client._bind_order_book(instrument, None)
        if (binding.topic if binding.key is None else binding.key) in keys.seen:
            books.append(instrument)
    return _Watched(keys, books)


def _follow_quotes(venue: Venue, client: VenueClient, tops: dict[str, _Tops]) -> list[asyncio.Task[None]]:
    """Read the venue's own best prices, to compare the books with."""
    tasks = []
    channels = quote_channels(venue, client)
    if not channels and Capability.WATCH_TICKER in client.capabilities:
        for symbol, top in tops.items():
            client.on_ticker(symbol, top.on_ticker)
    for channel in channels:
        for top in tops.values():
            feed = channel(symbol=top.instrument.venue_symbol)
            tasks.append(asyncio.create_task(_read_quotes(feed, top)))
    return tasks


async def _read_quotes(feed: Any, top: _Tops) -> None:
    async for quote in feed:
        if quote.symbol != top.instrument.venue_symbol:
            continue
        told = (quote.bid_price, quote.bid_quantity, quote.ask_price, quote.ask_quantity)
        top.tickers.append((getattr(quote, "update_id", None), told))


_QUOTE_FIELDS = {"symbol", "bid_price", "bid_quantity", "ask_price", "ask_quantity"}


def quote_channels(venue: Venue, client: VenueClient) -> list[Callable[..., Any]]:
    """Channels of the raw layer that need a symbol only and carry nothing but best prices and times: their messages
    have the python names `bid_price`, `bid_quantity`, `ask_price`, `ask_quantity`, and `update_id` where the venue
    tells the book update that they are of.
    """
    raw = getattr(client, "raw", None)
    types = importlib.import_module(f"venues.{venue.id}.types")
    found = []
    for name, method in inspect.getmembers(raw, callable):
        if name.startswith("_"):
            continue
        signature = inspect.signature(method)
        match = re.fullmatch(r"Feed\[(?:wire\.)?(\w+)\]", str(signature.return_annotation))
        fields = set(getattr(getattr(types, match[1], None), "__struct_fields__", ())) if match else set()
        if (
            list(signature.parameters) == ["symbol"]
            and fields >= _QUOTE_FIELDS
            and len([field for field in fields if not field.endswith("time")]) <= len(_QUOTE_FIELDS) + 2
        ):
            found.append(method)
    return found
