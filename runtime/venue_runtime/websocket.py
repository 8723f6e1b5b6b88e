"""The socket under a stream, as a Protocol, and its default on aiohttp (imported when the first socket is opened)."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from .errors import TransportError

if TYPE_CHECKING:
    import aiohttp

    from .leases import Lease

__all__ = [
    "AiohttpConnector",
    "AiohttpWebSocket",
    "HandshakeRefused",
    "PushingWebSocket",
    "SocketClosed",
    "StreamEndpoint",
    "WebSocket",
    "WebSocketConnector",
]


class SocketClosed(TransportError):
    """The socket is closed. `sent` is False where that was known before the first byte was written."""

    def __init__(self, message: str, *, code: int | None = None, sent: bool = True) -> None:
        super().__init__(message, sent=sent)
        self.code = code


class HandshakeRefused(TransportError):
    """The venue answered the request for a WebSocket with another HTTP status than 101."""

    def __init__(self, status: int) -> None:
        super().__init__(f"WebSocket handshake refused with HTTP {status}", sent=False)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamEndpoint:
    """Where to connect. URLs and headers may carry tokens, so neither shows in `repr`.

    `leases`: what the URL or the frames of this connection were made with. When the venue says that one of them is
    gone, the socket is too; when a socket does not come to life, they are not used again.
    """

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    leases: tuple[Lease[Any], ...] = field(default=(), repr=False)


class WebSocket(Protocol):
    """An open socket."""

    on_control: Callable[[], None] | None
    """Called on each protocol ping or pong that arrives; pings are answered by the socket itself."""

    async def receive(self) -> str | bytes:
        """The next text or binary frame. Raises SocketClosed at the end, TransportError on a broken frame."""
        ...

    async def send(self, frame: str | bytes) -> None:
        """Write a frame. Raises SocketClosed with `sent` False when no byte of it was written."""
        ...

    async def ping(self) -> None:
        """Write a protocol ping. Raises as `send`."""
        ...

    async def close(self) -> None:
        """Close, politely but without waiting for long. Never raises; may be called twice."""
        ...


@runtime_checkable
class PushingWebSocket(WebSocket, Protocol):
    """A socket that hands frames over as they arrive, so that no task has to be woken for each."""

    def listen(self, on_frame: Callable[[str | bytes], None], on_end: Callable[[TransportError], None]) -> None:
        """From now on, instead of `receive`; what arrived before is handed over at once. `on_end` is called once, with
        what `receive` would have raised. Neither function raises."""
        ...


class WebSocketConnector(Protocol):
    """Opens sockets."""

    async def connect(self, endpoint: StreamEndpoint, *, timeout: float) -> WebSocket:
        """Raises TransportError (`sent` False) on DNS, TCP, TLS and handshake failures and after `timeout` seconds."""
        ...

    async def close(self) -> None: ...


class AiohttpWebSocket:
    """A socket of aiohttp."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        from aiohttp import WSMsgType

        self.on_control: Callable[[], None] | None = None
        self._socket = socket
        self._text = WSMsgType.TEXT
        self._binary = WSMsgType.BINARY
        self._ping = WSMsgType.PING
        self._pong = WSMsgType.PONG
        self._error = WSMsgType.ERROR

    async def receive(self) -> str | bytes:
        while True:
            message = await self._socket.receive()
            kind = message.type
            if kind is self._text or kind is self._binary:
                return message.data  # type: ignore[no-any-return]
            if kind is self._ping or kind is self._pong:
                if self.on_control is not None:
                    self.on_control()
                if kind is self._ping:
                    await self._guarded(self._socket.pong(message.data))
            elif kind is self._error:
                raise TransportError(f"broken WebSocket frame: {message.data!r}")
            else:
                code = self._socket.close_code
                raise SocketClosed(
                    f"the venue closed the stream (code {code}) {message.extra or ''}".rstrip(), code=code
                )

    async def send(self, frame: str | bytes) -> None:
        if isinstance(frame, str):
            await self._guarded(self._socket.send_str(frame))
        else:
            await self._guarded(self._socket.send_bytes(frame))

    async def ping(self) -> None:
        await self._guarded(self._socket.ping())

    async def close(self) -> None:
        try:
            await self._socket.close()
        except (OSError, RuntimeError):  # already torn down: closed is what was asked for
            return

    async def _guarded(self, write: Any) -> None:
        if self._socket.closed:
            write.close()
            raise SocketClosed("the stream is closed", code=self._socket.close_code, sent=False)
        try:
            await write
        except (OSError, RuntimeError) as error:
            raise SocketClosed(f"the stream broke while writing: {error}", code=self._socket.close_code) from error


class AiohttpConnector:
    """Opens sockets with aiohttp: TLS verified, one session for all sockets of a client.

    `local_address` binds the source address, `proxy` is an HTTP proxy URL, `max_frame` bounds a message in bytes.
    """

    def __init__(
        self,
        *,
        local_address: str | None = None,
        proxy: str | None = None,
        tls: ssl.SSLContext | None = None,
        max_frame: int = 64 * 1024 * 1024,
    ) -> None:
        self._local_address = local_address
        self._proxy = proxy
        self._tls = tls
        self._max_frame = max_frame
        self._session: aiohttp.ClientSession | None = None

    async def connect(self, endpoint: StreamEndpoint, *, timeout: float) -> AiohttpWebSocket:
        import aiohttp

        if self._session is None or self._session.closed:
            local = None if self._local_address is None else (self._local_address, 0)
            connector = aiohttp.TCPConnector(local_addr=local, limit=0)
            self._session = aiohttp.ClientSession(connector=connector)
        try:
            async with asyncio.timeout(timeout):
                socket = await self._session.ws_connect(
                    endpoint.url,
                    headers=dict(endpoint.headers),
                    proxy=self._proxy,
                    ssl=True if self._tls is None else self._tls,
                    autoping=False,
                    max_msg_size=self._max_frame,
                    timeout=aiohttp.ClientWSTimeout(ws_close=2.0),  # pyright: ignore[reportCallIssue]
                )
        except TimeoutError as error:
            raise TransportError(f"no WebSocket within {timeout:g} s", sent=False) from error
        except aiohttp.WSServerHandshakeError as error:
            raise HandshakeRefused(error.status) from None
        except aiohttp.InvalidURL:
            raise TransportError("the stream's address is no valid URL", sent=False) from None
        except (aiohttp.ClientError, OSError) as error:
            raise TransportError(f"cannot connect: {error}", sent=False) from error
        return AiohttpWebSocket(socket)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
