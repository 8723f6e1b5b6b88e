"""A loopback server that plays a recording of a venue with combined streams: snapshots and frames in recorded order.

A snapshot is answered when the recording has reached it (a request that comes earlier waits), and playing waits at a
snapshot until its request has come: so a client sees what it would have seen on that day, at any speed.
"""

from __future__ import annotations

import asyncio
import gzip
import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import WSMsgType, web


class RecordedServer:
    """`async with RecordedServer(path, streams) as server:` then `server.url`; `server.played` is set at the end."""

    def __init__(self, path: Path, streams: tuple[str, ...]) -> None:
        with gzip.open(path, "rt") as lines:
            self.records: list[dict[str, Any]] = [json.loads(line) for line in lines]
        self.played = asyncio.Event()
        self._streams = streams
        self._subscribed: dict[str, web.WebSocketResponse] = {}
        self._all_subscribed = asyncio.Event()
        self._reached: dict[str, asyncio.Event] = {}
        self._asked: dict[str, asyncio.Event] = {}
        self._bodies: dict[str, str] = {}
        for record in self.records:
            if record["kind"] == "http":
                key = self._key(record["url"])
                self._bodies[key] = record["text"]
                self._reached[key] = asyncio.Event()
                self._asked[key] = asyncio.Event()

    @staticmethod
    def _key(url: str) -> str:
        parts = urlsplit(url)
        return parts.path + "?" + parse_qs(parts.query).get("symbol", [""])[0]

    async def __aenter__(self) -> RecordedServer:
        app = web.Application()
        app.router.add_get("/stream", self._socket)
        app.router.add_get("/{tail:.*}", self._rest)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        server = site._server
        assert isinstance(server, asyncio.Server)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._player = asyncio.create_task(self._play())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._player.cancel()
        await asyncio.gather(self._player, return_exceptions=True)
        await self._runner.cleanup()

    async def _rest(self, request: web.Request) -> web.Response:
        key = self._key(str(request.url))
        if key not in self._bodies:
            return web.json_response({"code": -1121, "msg": "Invalid symbol."}, status=400)
        self._asked[key].set()
        await self._reached[key].wait()
        return web.Response(text=self._bodies[key], content_type="application/json")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                frame = json.loads(message.data)
                if frame["method"] == "SUBSCRIBE":
                    self._subscribed.update(dict.fromkeys(frame["params"], socket))
                await socket.send_str(json.dumps({"result": None, "id": frame["id"]}))
                if self._subscribed.keys() >= set(self._streams):
                    self._all_subscribed.set()
        return socket

    async def _play(self) -> None:
        for record in self.records:
            if record["kind"] == "http":
                key = self._key(record["url"])
                if key != "/api/v3/exchangeInfo?":
                    await self._all_subscribed.wait()
                    await self._asked[key].wait()
                self._reached[key].set()
            elif record["kind"] == "recv":
                await self._all_subscribed.wait()
                stream = json.loads(record["text"])["stream"]
                if stream in self._subscribed:
                    await self._subscribed[stream].send_str(record["text"])
            await asyncio.sleep(0)
        self.played.set()
