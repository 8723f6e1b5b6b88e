"""Sockets on picows: frames are handed over in the turn of the loop in which they arrive, with no task in between.

An extra (`venuegen[picows]`), for those to whom every microsecond counts:

    client = Example(websocket=PicowsConnector())
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections import deque
from collections.abc import Callable
from typing import Any

from picows import WSCloseCode, WSError, WSFrame, WSInvalidStatusError, WSListener, WSMsgType, WSTransport, ws_connect

from .errors import TransportError
from .websocket import HandshakeRefused, SocketClosed, StreamEndpoint

__all__ = ["PicowsConnector", "PicowsWebSocket"]

_TEXT, _BINARY, _CONTINUATION = WSMsgType.TEXT, WSMsgType.BINARY, WSMsgType.CONTINUATION
_PING, _PONG, _CLOSE = WSMsgType.PING, WSMsgType.PONG, WSMsgType.CLOSE


class PicowsWebSocket(WSListener):
    """A socket of picows. What arrives before anyone listens waits."""

    def __init__(self, max_frame: int) -> None:
        self.on_control: Callable[[], None] | None = None
        self.transport: WSTransport | None = None
        self._max_frame = max_frame
        self._code: int | None = None
        self._reason = ""
        self._end: TransportError | None = None
        self._parts: list[bytes] = []
        self._parts_are_text = False
        self._waiting: deque[str | bytes] = deque()
        self._reader: asyncio.Future[None] | None = None
        self._on_frame: Callable[[str | bytes], None] = self._keep
        self._on_end: Callable[[TransportError], None] | None = None

    # ------------------------------------------------------------------ for links

    def listen(self, on_frame: Callable[[str | bytes], None], on_end: Callable[[TransportError], None]) -> None:
        """See `PushingWebSocket`."""
        self._on_frame, self._on_end = on_frame, on_end
        while self._waiting:
            on_frame(self._waiting.popleft())
        if self._end is not None:
            on_end(self._end)

    async def receive(self) -> str | bytes:
        while not self._waiting:
            if self._end is not None:
                raise self._end
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
        return self._waiting.popleft()

    async def send(self, frame: str | bytes) -> None:
        if isinstance(frame, str):
            self._open().send(_TEXT, frame.encode())
        else:
            self._open().send(_BINARY, frame)

    async def ping(self) -> None:
        self._open().send_ping()

    async def close(self) -> None:
        transport = self.transport
        if transport is None or transport.is_disconnected:
            return
        transport.send_close(WSCloseCode.OK)
        transport.disconnect()
        # Closed is what was asked for, however it ends; the transport is given up after a while.
        with contextlib.suppress(Exception):
            async with asyncio.timeout(2.0):
                await transport.wait_disconnected()

    # ------------------------------------------------------------------ called by picows

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        kind = frame.msg_type
        try:
            if kind == _TEXT and frame.fin:
                self._on_frame(frame.get_payload_as_utf8_text())
            elif kind == _BINARY and frame.fin:
                self._on_frame(frame.get_payload_as_bytes())
            elif kind in (_PING, _PONG):
                if kind == _PING:
                    transport.send_pong(frame.get_payload_as_bytes())
                if self.on_control is not None:
                    self.on_control()
            elif kind == _CLOSE:
                code: Any = frame.get_close_code()  # a number, or a member of an enum that knows some of them
                self._code, self._reason = getattr(code, "value", code), frame.get_close_reason() or ""
                transport.send_close(WSCloseCode.OK)
                transport.disconnect()
            else:
                self._part(frame)
        except UnicodeDecodeError:
            self._broken("text that is not UTF-8")

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        text = f"the venue closed the stream (code {self._code}) {self._reason}".rstrip()
        self._finish(SocketClosed(text, code=self._code))

    # ------------------------------------------------------------------ inside

    def _part(self, frame: WSFrame) -> None:
        """A message in several frames."""
        if frame.msg_type != _CONTINUATION:
            self._parts, self._parts_are_text = [], frame.msg_type == _TEXT
        self._parts.append(frame.get_payload_as_bytes())
        if sum(map(len, self._parts)) > self._max_frame:
            self._broken(f"a message of more than {self._max_frame} bytes")
        elif frame.fin:
            whole, self._parts = b"".join(self._parts), []
            self._on_frame(whole.decode() if self._parts_are_text else whole)

    def _broken(self, why: str) -> None:
        self._finish(TransportError(f"broken WebSocket frame: {why}"))
        if self.transport is not None:
            self.transport.disconnect()

    def _finish(self, error: TransportError) -> None:
        if self._end is None:
            self._end = error
            self._wake()
            if self._on_end is not None:
                self._on_end(error)

    def _keep(self, frame: str | bytes) -> None:
        self._waiting.append(frame)
        self._wake()

    def _wake(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None and not reader.done():
            reader.set_result(None)

    def _open(self) -> WSTransport:
        if self.transport is None or self.transport.is_disconnected:
            raise SocketClosed("the stream is closed", code=self._code, sent=False)
        return self.transport


class PicowsConnector:
    """Opens sockets with picows: TLS verified, no redirects.

    `local_address` binds the source address, `proxy` is a proxy's URL, `max_frame` bounds a message in bytes.
    """

    def __init__(
        self,
        *,
        local_address: str | None = None,
        proxy: str | None = None,
        tls: ssl.SSLContext | None = None,
        max_frame: int = 64 * 1024 * 1024,
    ) -> None:
        self._local: dict[str, Any] = {} if local_address is None else {"local_addr": (local_address, 0)}
        self._proxy = proxy
        self._tls = tls
        self._max_frame = max_frame

    async def connect(self, endpoint: StreamEndpoint, *, timeout: float) -> PicowsWebSocket:
        if self._tls is None and endpoint.url.startswith("wss:"):
            self._tls = ssl.create_default_context()
        try:
            async with asyncio.timeout(timeout):
                _, socket = await ws_connect(
                    lambda: PicowsWebSocket(self._max_frame),
                    endpoint.url,
                    ssl_context=self._tls,
                    websocket_handshake_timeout=None,
                    enable_auto_pong=False,
                    max_frame_size=self._max_frame,
                    extra_headers=dict(endpoint.headers),
                    max_redirects=0,
                    proxy=self._proxy,
                    **self._local,
                )
        except TimeoutError as error:
            raise TransportError(f"no WebSocket within {timeout:g} s", sent=False) from error
        except WSInvalidStatusError as error:
            raise HandshakeRefused(0 if error.response is None else int(error.response.status)) from None
        except (WSError, ValueError) as error:  # their texts may hold the address, and that a token
            raise TransportError(f"cannot connect: {type(error).__name__}", sent=False) from None
        except OSError as error:
            raise TransportError(f"cannot connect: {error}", sent=False) from error
        assert isinstance(socket, PicowsWebSocket)
        return socket

    async def close(self) -> None:
        """Sockets are closed by those who opened them; there is nothing else to give back."""
