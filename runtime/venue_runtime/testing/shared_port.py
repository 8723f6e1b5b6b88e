"""One port for HTTP and for FIX: whoever begins with `8=` speaks FIX.

So a client that is given one address for all hosts of a venue finds its FIX sessions there too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias, cast

__all__ = ["SharedPort", "Streams"]

Streams: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
_FIRST = b"8="  # no method of HTTP begins so


class SharedPort(asyncio.Protocol):
    """The protocol of a connection until its first two bytes are there; then that of HTTP or FIX takes over.

    Args:
        http: makes the protocol of an HTTP connection.
        fix: serves a FIX connection, as `asyncio.start_server` would call it.
    """

    def __init__(self, http: Callable[[], asyncio.Protocol], fix: Streams) -> None:
        self._http = http
        self._fix = fix
        self._begun = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See `asyncio.Protocol`."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """See `asyncio.Protocol`."""
        self._begun += data
        if len(self._begun) < len(_FIRST) or self._transport is None:
            return
        protocol = self._fix_protocol() if self._begun.startswith(_FIRST) else self._http()
        self._transport.set_protocol(protocol)
        protocol.connection_made(self._transport)
        protocol.data_received(self._begun)

    def _fix_protocol(self) -> asyncio.Protocol:
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(loop=loop)
        return asyncio.StreamReaderProtocol(reader, self._fix, loop=loop)
