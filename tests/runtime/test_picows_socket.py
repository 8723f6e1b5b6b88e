"""The picows socket against a real server on loopback, and how a link takes frames that are pushed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import WSMsgType, web
from venue_runtime.clock import ManualClock
from venue_runtime.errors import TransportError
from venue_runtime.links import Frame, Link
from venue_runtime.websocket import HandshakeRefused, PushingWebSocket, SocketClosed, StreamEndpoint

pytest.importorskip("picows")

from venue_runtime.picows_socket import PicowsConnector

Handler = Callable[[web.WebSocketResponse, web.Request], Awaitable[None]]


@asynccontextmanager
async def serving(handler: Handler, *, max_frame: int = 1000) -> AsyncIterator[tuple[PicowsConnector, StreamEndpoint]]:
    async def handle(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        await handler(socket, request)
        return socket

    app = web.Application()
    app.router.add_get("/ws", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    connector = PicowsConnector(local_address="127.0.0.1", max_frame=max_frame)
    try:
        yield connector, StreamEndpoint(url=f"ws://127.0.0.1:{port}/ws?token=secret", headers={"X-Key": "k"})
    finally:
        await connector.close()
        await runner.cleanup()


class Heard:
    """What a socket that pushes said."""

    def __init__(self) -> None:
        self.frames: list[str | bytes] = []
        self.ends: list[TransportError] = []
        self.over = asyncio.Event()

    def end(self, error: TransportError) -> None:
        self.ends.append(error)
        self.over.set()


@pytest.mark.asyncio
async def test_frames_both_ways_pings_answered_and_the_close_code() -> None:
    seen: list[object] = []

    async def handler(socket: web.WebSocketResponse, request: web.Request) -> None:
        seen.append(request.headers["X-Key"])
        seen.append(await socket.receive_str())
        seen.append(await socket.receive_bytes())
        await socket.ping(b"are you there")
        seen.append(await socket.receive())
        await socket.send_str("text é")
        await socket.send_bytes(b"\x01\x02")
        await socket.close(code=4001, message=b"bye")

    async with serving(handler) as (connector, endpoint):
        socket = await connector.connect(endpoint, timeout=5)
        controls: list[int] = []
        socket.on_control = lambda: controls.append(1)
        heard = Heard()
        socket.listen(heard.frames.append, heard.end)
        await socket.send("hello")
        await socket.send(b"\x03")
        async with asyncio.timeout(5):
            await heard.over.wait()
        with pytest.raises(SocketClosed) as unsent:
            await socket.send("late")
        await socket.close()

    assert isinstance(socket, PushingWebSocket)
    assert heard.frames == ["text é", b"\x01\x02"]
    assert [getattr(error, "code", None) for error in heard.ends] == [4001]
    assert unsent.value.sent is False
    assert controls == [1]
    assert seen[:3] == ["k", "hello", b"\x03"]
    assert (seen[3].type, seen[3].data) == (WSMsgType.PONG, b"are you there")  # type: ignore[attr-defined]


@pytest.mark.asyncio
async def test_what_comes_before_anyone_listens_waits() -> None:
    async def handler(socket: web.WebSocketResponse, request: web.Request) -> None:
        await socket.send_str("one")
        await socket.send_str("two")
        await socket.send_str("three")
        await socket.close()

    async with serving(handler) as (connector, endpoint):
        socket = await connector.connect(endpoint, timeout=5)
        assert await socket.receive() == "one"
        async with asyncio.timeout(5):
            while not socket.transport.is_disconnected:  # type: ignore[union-attr]  # noqa: ASYNC110
                await asyncio.sleep(0.001)
        heard = Heard()
        socket.listen(heard.frames.append, heard.end)

    assert heard.frames == ["two", "three"]
    assert len(heard.ends) == 1


@pytest.mark.asyncio
async def test_a_message_in_pieces_is_one_and_one_that_never_ends_is_cut_off() -> None:
    async def handler(socket: web.WebSocketResponse, request: web.Request) -> None:
        transport = request.transport
        assert transport is not None
        transport.write(b"\x01\x02He" + b"\x80\x03llo")  # text, first piece; then the last piece
        for _ in range(3):
            transport.write(b"\x02\x7e\x02\x00" + 512 * b"x" if _ == 0 else b"\x00\x7e\x02\x00" + 512 * b"x")
        await socket.receive()

    async with serving(handler) as (connector, endpoint):
        socket = await connector.connect(endpoint, timeout=5)
        heard = Heard()
        socket.listen(heard.frames.append, heard.end)
        async with asyncio.timeout(5):
            await heard.over.wait()
        await socket.close()

    assert heard.frames == ["Hello"]
    assert [error.message for error in heard.ends] == ["broken WebSocket frame: a message of more than 1000 bytes"]


@pytest.mark.asyncio
async def test_text_that_is_no_text_breaks_the_socket() -> None:
    async def handler(socket: web.WebSocketResponse, request: web.Request) -> None:
        assert request.transport is not None
        request.transport.write(b"\x81\x02\xff\xfe")
        await socket.receive()

    async with serving(handler) as (connector, endpoint):
        socket = await connector.connect(endpoint, timeout=5)
        with pytest.raises(TransportError, match="not UTF-8"):
            await socket.receive()
        await socket.close()


@pytest.mark.asyncio
async def test_a_refused_handshake_and_a_dead_port_are_transport_errors_without_the_url() -> None:
    async def handler(socket: web.WebSocketResponse, request: web.Request) -> None: ...

    async with serving(handler) as (connector, endpoint):
        wrong = StreamEndpoint(url=endpoint.url.replace("/ws", "/nothing"))
        with pytest.raises(HandshakeRefused, match="HTTP 404") as refused:
            await connector.connect(wrong, timeout=5)
        with pytest.raises(TransportError, match="cannot connect") as dead:
            await connector.connect(StreamEndpoint(url="ws://127.0.0.1:1/ws?token=secret"), timeout=5)
        with pytest.raises(TransportError) as invalid:
            await connector.connect(StreamEndpoint(url="ws://:token=secret"), timeout=5)
    for error in (refused.value, dead.value, invalid.value):
        assert error.sent is False
        assert "secret" not in str(error)


# ---------------------------------------------------------------------- links


class Pushing:
    """A socket in memory that pushes."""

    def __init__(self) -> None:
        self.on_control: Callable[[], None] | None = None
        self.push: Callable[[str | bytes], None] = lambda frame: None
        self.end: Callable[[TransportError], None] = lambda error: None

    def listen(self, on_frame: Callable[[str | bytes], None], on_end: Callable[[TransportError], None]) -> None:
        self.push, self.end = on_frame, on_end

    async def receive(self) -> str | bytes:
        raise AssertionError("a socket that pushes is not read")

    async def send(self, frame: str | bytes) -> None: ...

    async def ping(self) -> None: ...

    async def close(self) -> None: ...


class Owner:
    def __init__(self) -> None:
        self.got: list[object] = []
        self.unreadable: list[str] = []

    def deliver(self, key: object, payload: object, ts_recv: int) -> None:
        self.got.append((key, payload, ts_recv))

    def undecodable(self, error: Exception, frame: Frame) -> None:
        self.unreadable.append(str(error))


@pytest.mark.asyncio
async def test_a_link_takes_pushed_frames_at_once_and_none_after_its_end() -> None:
    def receive(frame: Frame, link: Link) -> None:
        if frame == "bad":
            raise ValueError("no sense")
        link.push("topic", frame)

    socket, owner = Pushing(), Owner()
    link = Link(socket, owner, receive, ManualClock(time_ns=7))
    link.start()

    socket.push("one")
    socket.push("bad")
    socket.push("two")
    assert owner.got == [("topic", "one", 7), ("topic", "two", 7)]
    assert owner.unreadable == ["no sense"]
    assert link.frames == 3

    socket.end(SocketClosed("gone", code=1006))
    socket.push("late")
    assert link.ended.result().message == "gone"
    assert len(owner.got) == 2
    await link.close()


@pytest.mark.asyncio
async def test_a_recording_that_fails_ends_the_link() -> None:
    def fail(kind: str, frame: Frame) -> None:
        raise OSError("disk full")

    socket, owner = Pushing(), Owner()
    link = Link(socket, owner, lambda frame, link: link.push("topic", frame), ManualClock(), recorder=fail)
    link.start()
    socket.push("one")

    assert owner.got == []
    assert "cannot be recorded: OSError: disk full" in link.ended.result().message
    await link.close()
