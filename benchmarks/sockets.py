"""Sockets in memory, so that what is measured is the work on a frame and not the network."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import aiohttp
import msgspec
from venue_runtime.websocket import StreamEndpoint


class Frames:
    """A queue of text frames that a reader empties without waiting while there are any."""

    def __init__(self) -> None:
        self.waiting: deque[str] = deque()
        self.closed = False
        self._reader: asyncio.Future[None] | None = None

    def feed(self, frames: Iterable[str]) -> None:
        self.waiting.extend(frames)
        reader, self._reader = self._reader, None
        if reader is not None and not reader.done():
            reader.set_result(None)

    async def next(self) -> str:
        while not self.waiting:
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
        return self.waiting.popleft()


class Socket:
    """What our client reads from; subscriptions are acknowledged at once."""

    def __init__(self) -> None:
        self.on_control: Callable[[], None] | None = None
        self.frames = Frames()
        self.receive = self.frames.next

    async def send(self, frame: str | bytes) -> None:
        self.frames.feed([msgspec.json.encode({"result": None, "id": msgspec.json.decode(frame)["id"]}).decode()])

    async def ping(self) -> None:
        return

    async def close(self) -> None:
        return


class PushingFrames(Frames):
    """Frames that are handed over at once."""

    push: Callable[[str], None]

    def feed(self, frames: Iterable[str]) -> None:
        for frame in frames:
            self.push(frame)


class PushingSocket(Socket):
    """What our client listens to, as with the extra for sockets that push."""

    def __init__(self) -> None:
        super().__init__()
        self.frames = PushingFrames()

    def listen(self, on_frame: Callable[[str | bytes], None], on_end: Callable[[Any], None]) -> None:
        self.frames.push = on_frame


class Connector:
    """Hands out one socket."""

    def __init__(self, *, pushes: bool = False) -> None:
        self.socket = PushingSocket() if pushes else Socket()

    async def connect(self, endpoint: StreamEndpoint, *, timeout: float) -> Socket:
        return self.socket

    async def close(self) -> None:
        return


class AiohttpLike:
    """As much of aiohttp's WebSocket as ccxt reads from."""

    _conn = None
    closed = False

    def __init__(self) -> None:
        self.frames = Frames()

    async def receive(self) -> Any:
        return aiohttp.WSMessage(aiohttp.WSMsgType.TEXT, await self.frames.next(), None)

    async def send_str(self, text: str) -> None:
        return

    async def close(self, code: int = 1000) -> None:
        self.closed = True
