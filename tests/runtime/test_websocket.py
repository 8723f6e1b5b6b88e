"""The aiohttp socket against a real server on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import WSMsgType, web
from venue_runtime.errors import TransportError
from venue_runtime.websocket import AiohttpConnector, SocketClosed, StreamEndpoint

Handler = Callable[[web.WebSocketResponse, web.Request], Awaitable[None]]


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[tuple[AiohttpConnector, StreamEndpoint]]:
    async def handle(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        await handler(socket, request)
        return socket

    app = web.Application()
    app.router.add_get("/ws", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    connector = AiohttpConnector(local_address="127.0.0.1")
    try:
        yield connector, StreamEndpoint(url=f"ws://127.0.0.1:{port}/ws?token=secret", headers={"X-Key": "k"})
    finally:
        await connector.close()
        await runner.cleanup()


@pytest.mark.asyncio
async def test_frames_both_ways_pings_answered_and_the_close_code() -> None:
    seen: list[object] = []

    async def handler(socket: web.WebSocketResponse, request: web.Request) -> None:
        seen.append(request.headers["X-Key"])
        await socket.ping(b"are you there")
        seen.append(await socket.receive())
        await socket.send_str("text")
        await socket.send_bytes(b"\x01\x02")
        seen.append(await socket.receive_str())
        await socket.close(code=4001, message=b"bye")

    async with serving(handler) as (connector, endpoint):
        socket = await connector.connect(endpoint, timeout=5)
        controls: list[int] = []
        socket.on_control = lambda: controls.append(1)
        assert await socket.receive() == "text"
        assert await socket.receive() == b"\x01\x02"
        await socket.send("hello")
        with pytest.raises(SocketClosed) as closed:
            await socket.receive()
        with pytest.raises(SocketClosed) as unsent:
            await socket.send("late")
        await socket.close()

    assert closed.value.code == 4001
    assert unsent.value.sent is False
    assert controls == [1]
    assert seen[0] == "k"
    assert (seen[1].type, seen[1].data) == (WSMsgType.PONG, b"are you there")  # type: ignore[attr-defined]
    assert seen[2] == "hello"


@pytest.mark.asyncio
async def test_a_refused_handshake_and_a_dead_port_are_transport_errors_without_the_url() -> None:
    async def handler(socket: web.WebSocketResponse, request: web.Request) -> None: ...

    async with serving(handler) as (connector, endpoint):
        wrong = StreamEndpoint(url=endpoint.url.replace("/ws", "/nothing"))
        with pytest.raises(TransportError, match="HTTP 404") as refused:
            await connector.connect(wrong, timeout=5)
        with pytest.raises(TransportError, match="cannot connect") as dead:
            await connector.connect(StreamEndpoint(url="ws://127.0.0.1:1/ws?token=secret"), timeout=5)
        with pytest.raises(TransportError) as invalid:
            await connector.connect(StreamEndpoint(url="ws://:token=secret"), timeout=5)
    for error in (refused.value, dead.value, invalid.value):
        assert error.sent is False
        assert "secret" not in str(error)


def test_endpoints_hide_what_they_hold() -> None:
    assert "secret" not in repr(StreamEndpoint(url="wss://x/?token=secret", headers={"X-Sign": "secret"}))


def test_importing_does_not_load_the_stack() -> None:
    import subprocess
    import sys

    modules = "venue_runtime.streams, venue_runtime.bookfeed, venue_runtime.recording"
    code = f"import sys, {modules}; print('aiohttp' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="runtime")
    assert done.stdout.strip() == "False"
