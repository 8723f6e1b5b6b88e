"""Driving a client with a recording: its HTTP answers and frames, in the recording's order, as fast as they are read.

    replay = Replay(read_recording(path))
    client = Example(http=replay.http, websocket=replay.sockets, clock=replay.clock)
    ... subscribe ...
    await replay.run()

Connections have to be made with `for_replay(dialect)`: a recording holds no answers to what a client sends today.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec

from .clock import NS_PER_S, ManualClock
from .http import NotSent, Request, Response
from .links import Frame, Link
from .recording import Record
from .streams import ConnectionSettings, Dialect
from .websocket import SocketClosed, StreamEndpoint

__all__ = ["Replay", "ReplayHttp", "ReplaySocket", "ReplaySockets", "for_replay", "same_question"]


def same_question(asked: str, recorded: str) -> bool:
    """Whether a recorded answer fits this URL: same path, no parameter contradicts. Hosts move, page sizes differ."""
    one, other = urlsplit(asked), urlsplit(recorded)
    if one.path != other.path:
        return False
    params, there = dict(parse_qsl(one.query)), dict(parse_qsl(other.query))
    return all(
        params[name] == there[name] or (params[name].isdecimal() and there[name].isdecimal())
        for name in params.keys() & there.keys()
    )


def _joined(parts: list[Any]) -> Any:
    """Answers as one: lists of the same place one after another, anything else as the first says it."""
    first = parts[0]
    if isinstance(first, list):
        return [item for part in parts if isinstance(part, list) for item in part]
    if isinstance(first, dict):
        same = [part for part in parts if isinstance(part, dict)]
        return {key: _joined([part[key] for part in same if key in part]) for key in first}
    return first


class ReplaySocket:
    """A socket that receives what was recorded and takes whatever is sent."""

    def __init__(self) -> None:
        self.on_control: Callable[[], None] | None = None
        self.sent: list[Frame] = []
        self._frames: deque[Frame] = deque()
        self._ready = asyncio.Event()
        self._closed = False

    @property
    def drained(self) -> bool:
        """Whether everything was received, or never will be."""
        return self._closed or not self._frames

    def feed(self, frame: Frame) -> None:
        self._frames.append(frame)
        self._ready.set()

    async def receive(self) -> Frame:
        while not self._frames:
            if self._closed:
                raise SocketClosed("the recording ended")
            self._ready.clear()
            await self._ready.wait()
        return self._frames.popleft()

    async def send(self, frame: Frame) -> None:
        if self._closed:
            raise SocketClosed("closed", sent=False)
        self.sent.append(frame)

    async def ping(self) -> None:
        return

    async def close(self) -> None:
        self._closed = True
        self._ready.set()


class ReplaySockets:
    """A connector: every socket gets every recorded frame, as each connection routes only what it subscribed."""

    def __init__(self) -> None:
        self.sockets: list[ReplaySocket] = []

    async def connect(self, endpoint: StreamEndpoint, *, timeout: float) -> ReplaySocket:
        socket = ReplaySocket()
        self.sockets.append(socket)
        return socket

    async def close(self) -> None:
        for socket in self.sockets:
            await socket.close()


class ReplayHttp:
    """An HTTP transport that answers from a recording, each answer not before its time.

    Before `Replay.run` the first answer that fits is given at once (instruments are loaded before anything streams);
    while it runs, a request waits for the next that fits. Where none fits, answers of the same path are joined: what
    is asked at once today may have been asked in parts. What was never recorded raises NotSent.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self._coming = [record for record in records if record.kind == "http" and record.status]
        self._waiting: list[tuple[Request, asyncio.Future[Response]]] = []
        self._last: list[Record] = []
        self._running = False

    async def send(self, request: Request, timeout: float) -> Response:
        coming = next((one for one in self._coming if self._fits(request, one)), None)
        last = next((one for one in reversed(self._last) if self._fits(request, one)), None)
        if self._running and coming is not None:
            future: asyncio.Future[Response] = asyncio.get_running_loop().create_future()
            self._waiting.append((request, future))
            return await future
        answer = coming if coming is not None else last
        if answer is not None:
            return self._response(answer)
        path = urlsplit(request.url).path
        every = [one for one in (*self._last, *self._coming) if one.method == request.method]
        parts = [self._response(one) for one in every if one.status == 200 and urlsplit(one.url).path == path]
        if not parts:
            raise NotSent(f"not in the recording: {request.method} {path}")
        return Response(200, {}, msgspec.json.encode(_joined([msgspec.json.decode(one.body) for one in parts])))

    async def close(self) -> None:
        self.finish()

    def start(self) -> None:
        self._running = True

    def reach(self, record: Record) -> None:
        """The replay has come to this answer: give it to whoever waits for it."""
        self._coming.remove(record)
        self._last.append(record)
        for waiting in [one for one in self._waiting if self._fits(one[0], record)]:
            self._waiting.remove(waiting)
            if not waiting[1].done():
                waiting[1].set_result(self._response(record))

    def finish(self) -> None:
        """The end of the recording: nothing more will be answered."""
        for request, future in self._waiting:
            if not future.done():
                future.set_exception(NotSent(f"the recording ended: {request.method} {urlsplit(request.url).path}"))
        self._waiting.clear()

    @staticmethod
    def _fits(request: Request, record: Record) -> bool:
        return request.method == record.method and same_question(request.url, record.url)

    @staticmethod
    def _response(record: Record) -> Response:
        frame = record.frame
        return Response(record.status, {}, frame.encode() if isinstance(frame, str) else frame)


class Replay:
    """A recording and the three things that a client takes from it: `http`, `sockets`, `clock`."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = list(records)
        first = self.records[0].ts_ns if self.records else 0
        self.clock = ManualClock(time_ns=first)
        self.http = ReplayHttp(self.records)
        self.sockets = ReplaySockets()

    async def run(self, seen: Callable[[Record], None] | None = None) -> int:
        """Play to the end; returns how many frames were handed on. `seen` is called after each record was handled."""
        self.http.start()
        frames = 0
        for record in self.records:
            ahead = record.ts_ns - self.clock.time_ns()
            if ahead > 0:
                await self.clock.advance(ahead / NS_PER_S, turns=1)
            if record.kind == "recv":
                frames += 1
                for socket in self.sockets.sockets:
                    socket.feed(record.frame)
                await self._settle(1)
            elif record.kind == "http" and record.status:
                self.http.reach(record)
                await self._settle(10)  # answer, decode, apply, and perhaps ask again
            if seen is not None:
                seen(record)
        self.http.finish()
        await self._settle(10)
        return frames

    async def _settle(self, turns: int) -> None:
        while not all(socket.drained for socket in self.sockets.sockets):  # noqa: ASYNC110 (turns are what it waits for)
            await asyncio.sleep(0)
        for _ in range(turns):
            await asyncio.sleep(0)


def for_replay(dialect: Dialect) -> Dialect:
    """The dialect without what needs a venue that answers: login, acknowledgements, pings, limits, lifetimes."""
    return _Replayed(dialect)


class _Replayed:
    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self.name = dialect.name
        self.settings: ConnectionSettings = replace(
            dialect.settings,
            ping=None,
            silence=None,
            lifetime=None,
            messages=None,
            acknowledged=False,
            in_flight=None,
        )
        self.subscribe_frames = dialect.subscribe_frames
        self.unsubscribe_frames = dialect.unsubscribe_frames
        self.receive = dialect.receive

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url="ws://recording.invalid/")

    async def on_open(self, link: Link) -> None:
        """Nobody greets."""
