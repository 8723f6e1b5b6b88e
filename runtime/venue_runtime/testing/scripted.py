"""In-memory transport with scripted answers: tests that state every byte that goes out and every frame that comes in.

`ScriptedHttp` is an `HttpTransport`, `ScriptedSockets` a `WebSocketConnector`; both go into a client's constructor
(`http=`, `websocket=`). Nothing touches a network, and nothing waits on a clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import msgspec

from venue_runtime.errors import TransportError
from venue_runtime.http import HttpFailure, Request, Response
from venue_runtime.websocket import HandshakeRefused, SocketClosed, StreamEndpoint

__all__ = ["ScriptedHttp", "ScriptedSocket", "ScriptedSockets", "Unscripted", "until"]

Frame: TypeAlias = str | bytes
Answer: TypeAlias = Response | HttpFailure | Callable[[Request], Response]

_TURNS = 20_000
"""Turns of the loop after which a test is told that what it waits for never came."""


class Unscripted(AssertionError):
    """The client sent a request for which the test has no answer."""


class _Rule:
    __slots__ = ("answer", "left", "method", "path")

    def __init__(self, method: str | None, path: str | None, answer: Answer, times: int | None) -> None:
        self.method = method
        self.path = path
        self.answer = answer
        self.left = times

    def fits(self, request: Request) -> bool:
        return (
            self.left != 0 and self.method in (None, request.method) and self.path in (None, urlsplit(request.url).path)
        )


class ScriptedHttp:
    """Answers requests from a script and keeps them: `requests` holds what was sent, exactly, in order."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.closed = False
        self._rules: list[_Rule] = []

    def answer(
        self,
        body: Any = b"",
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        method: str | None = None,
        path: str | None = None,
        times: int | None = 1,
    ) -> ScriptedHttp:
        """Answer the next `times` matching requests (None: all). Text and bytes go out as they are, other data as JSON.

        Rules are tried in the order in which they were given; method and path None match anything.
        """
        raw = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else msgspec.json.encode(body)
        lower = {name.lower(): value for name, value in (headers or {}).items()}
        return self.on(Response(status, {"content-type": "application/json", **lower}, raw), method, path, times)

    def fail(
        self, failure: HttpFailure, *, method: str | None = None, path: str | None = None, times: int | None = 1
    ) -> ScriptedHttp:
        """Let the next matching requests end in `NotSent` or `AnswerLost`."""
        return self.on(failure, method, path, times)

    def on(
        self, answer: Answer, method: str | None = None, path: str | None = None, times: int | None = 1
    ) -> ScriptedHttp:
        """Add a rule; a function computes the answer from the request."""
        self._rules.append(_Rule(method, path, answer, times))
        return self

    async def send(self, request: Request, timeout: float) -> Response:
        """See `HttpTransport`.

        Raises:
            Unscripted: no rule fits.
        """
        self.requests.append(request)
        await asyncio.sleep(0)
        rule = next((rule for rule in self._rules if rule.fits(request)), None)
        if rule is None:
            raise Unscripted(f"no answer scripted for {request.method} {urlsplit(request.url).path}")
        if rule.left is not None:
            rule.left -= 1
        if isinstance(rule.answer, HttpFailure):
            raise rule.answer
        return rule.answer if isinstance(rule.answer, Response) else rule.answer(request)

    async def close(self) -> None:
        """See `HttpTransport`."""
        self.closed = True

    @property
    def unused(self) -> int:
        """How many scripted answers were never asked for."""
        return sum(rule.left or 0 for rule in self._rules)


class ScriptedSocket:
    """One socket of a test: `push` what the venue says, read `sent`, `disconnect` when it is over."""

    def __init__(
        self,
        endpoint: StreamEndpoint,
        respond: Callable[[Frame], Iterable[Frame]] | None = None,
        lives: Callable[[], bool] | None = None,
    ) -> None:
        self.url = endpoint.url
        self.headers = endpoint.headers
        self.sent: list[Frame] = []
        self.pings = 0
        self.closed = False
        self.on_control: Callable[[], None] | None = None
        self._respond = respond
        self._lives = lives
        self._incoming: asyncio.Queue[Frame | TransportError] = asyncio.Queue()

    # ------------------------------------------------------------ the test's side

    def push(self, *frames: Any) -> None:
        """Let frames arrive, in order; what is neither text nor bytes is sent as JSON text."""
        for frame in frames:
            raw = frame if isinstance(frame, (str, bytes)) else msgspec.json.encode(frame).decode()
            self._incoming.put_nowait(raw)

    def control(self) -> None:
        """Let a protocol ping or pong arrive."""
        if self.on_control is not None:
            self.on_control()

    def disconnect(self, code: int | None = 1006) -> None:
        """The venue hangs up, after what was pushed before."""
        self._incoming.put_nowait(SocketClosed(f"the venue closed the stream (code {code})", code=code))

    def sent_json(self) -> list[Any]:
        """What the client sent, decoded."""
        return [msgspec.json.decode(frame) for frame in self.sent]

    async def sent_count(self, count: int) -> list[Frame]:
        """Wait until the client has sent at least `count` frames; returns them all."""
        await until(lambda: len(self.sent) >= count, f"frame {count}")
        return self.sent

    async def drained(self) -> None:
        """Wait until the client has taken every frame that was pushed, and had turns to work on them."""
        await until(lambda: self._incoming.empty() or self.closed, "the client's reading of what was pushed")
        # No event tells when the client has had its turns to work on them, and they are what is waited for.
        for _ in range(20):
            await asyncio.sleep(0)

    # ------------------------------------------------------------ the client's side (`WebSocket`)

    async def receive(self) -> Frame:
        """See `WebSocket`."""
        if self.closed:
            raise SocketClosed("the stream is closed", sent=False)
        item = await self._incoming.get()
        if isinstance(item, TransportError):
            self.closed = True
            raise item
        return item

    async def send(self, frame: Frame) -> None:
        """See `WebSocket`."""
        if self.closed:
            raise SocketClosed("the stream is closed", sent=False)
        self.sent.append(frame)
        if self._respond is not None:
            self.push(*self._respond(frame))

    async def ping(self) -> None:
        """See `WebSocket`."""
        if self.closed:
            raise SocketClosed("the stream is closed", sent=False)
        self.pings += 1
        if self._lives is not None and self._lives():
            self.control()

    async def close(self) -> None:
        """See `WebSocket`."""
        if not self.closed:
            self.closed = True
            self._incoming.put_nowait(SocketClosed("closed by the client", code=1000))


class ScriptedSockets:
    """Opens scripted sockets and keeps them in `sockets`, in order.

    `respond` is asked for the answers to every frame that the client sends (acknowledgements, login), and may be set or
    replaced at any time; `greet` gives the frames that a new socket starts with; `lives` says whether protocol pings
    are answered (None: never); `passes` goes on beside each new socket, such as the time in which nothing may be sent.
    """

    def __init__(
        self,
        respond: Callable[[Frame], Iterable[Frame]] | None = None,
        greet: Callable[[str], Iterable[Frame]] | None = None,
    ) -> None:
        self.sockets: list[ScriptedSocket] = []
        self.attempts: list[str] = []
        self.respond = respond
        self.greet = greet
        self.lives: Callable[[], bool] | None = None
        self.passes: Callable[[], Coroutine[Any, Any, None]] | None = None
        self._passing: set[asyncio.Task[None]] = set()
        self._refusals: list[TransportError] = []

    def refuse(self, times: int = 1, message: str = "connection refused", *, status: int | None = None) -> None:
        """Let the next attempts to connect fail; with a `status`, the venue refuses the handshake with it."""
        self._refusals.extend(
            TransportError(message, sent=False) if status is None else HandshakeRefused(status) for _ in range(times)
        )

    async def opened(self, count: int = 1) -> ScriptedSocket:
        """Wait until `count` sockets have been opened in all; returns the last of them."""
        await until(lambda: len(self.sockets) >= count, f"socket {count}")
        return self.sockets[count - 1]

    async def connect(self, endpoint: StreamEndpoint, *, timeout: float) -> ScriptedSocket:
        """See `WebSocketConnector`."""
        self.attempts.append(endpoint.url)
        await asyncio.sleep(0)
        if self._refusals:
            raise self._refusals.pop(0)
        socket = ScriptedSocket(endpoint, self._answers, self.lives)
        if self.greet is not None:
            socket.push(*self.greet(endpoint.url))
        self.sockets.append(socket)
        if self.passes is not None:
            passing = asyncio.get_running_loop().create_task(self.passes())
            self._passing.add(passing)
            passing.add_done_callback(self._passing.discard)
        return socket

    def _answers(self, frame: Frame) -> Iterable[Frame]:
        return self.respond(frame) if self.respond is not None else ()

    async def close(self) -> None:
        """See `WebSocketConnector`."""
        for socket in self.sockets:
            await socket.close()


async def until(reached: Callable[[], bool], what: str) -> None:
    """Wait in turns of the loop, in which all that is scripted goes on: a busy machine changes nothing about them."""
    for _ in range(_TURNS):
        if reached():
            return
        await asyncio.sleep(0)
    raise AssertionError(f"{what} never came")
