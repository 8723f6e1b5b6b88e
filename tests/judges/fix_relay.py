"""A relay between two FIX engines: sees every message, may lose or change it, cuts connections, ends TLS."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Literal

Side = Literal["client", "server"]
_MESSAGE = re.compile(rb"8=FIX.*?\x0110=\d{3}\x01", re.DOTALL)


class Relay:
    """`tamper(side, raw)` gives what becomes of a message that `side` wrote; b"" loses it."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._writers: list[asyncio.StreamWriter] = []
        self.port = 0
        self.connections = 0
        self.server_names: list[str | None] = []
        self.tamper: Callable[[Side, bytes], bytes] = lambda side, raw: raw

    def cut(self) -> None:
        """End every connection at once, whatever is under way."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            other_reader, other_writer = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        self._writers += [writer, other_writer]
        await asyncio.gather(
            self._pump("client", reader, other_writer),
            self._pump("server", other_reader, writer),
            return_exceptions=True,
        )

    async def _pump(self, side: Side, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        buffer = b""
        try:
            while data := await reader.read(65536):
                buffer += data
                while match := _MESSAGE.match(buffer):
                    buffer = buffer[match.end() :]
                    writer.write(self.tamper(side, match[0]))
                await writer.drain()
        finally:
            writer.close()


@asynccontextmanager
async def relay_to(port: int, tls: ssl.SSLContext | None = None) -> AsyncIterator[Relay]:
    relay = Relay(port)
    if tls is not None:
        tls.sni_callback = lambda _, name, __: relay.server_names.append(name)
    server = await asyncio.start_server(relay._connected, "127.0.0.1", 0, ssl=tls)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        server.close()
        relay.cut()
