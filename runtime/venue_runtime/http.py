"""Sending bytes over HTTP, and knowing what became of them.

The transport sends what it is given and re-encodes nothing: signed bytes are the sent bytes. What it adds is the
difference between a request that was never written (`NotSent`) and one whose answer never came (`AnswerLost`): a
command of the first kind certainly had no effect, one of the second may have.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable

    import aiohttp
    from yarl import URL

__all__ = ["AiohttpTransport", "AnswerLost", "HttpFailure", "HttpTransport", "NotSent", "Request", "Response"]


class Request(Struct, frozen=True):
    """Exactly what is sent: `url` is absolute and already encoded."""

    method: str
    url: str
    headers: Mapping[str, str] = {}
    body: bytes = b""


class Response(Struct, frozen=True):
    """What came back, decompressed. Names of headers are in lower case; of a repeated header the last value stands."""

    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""


class HttpFailure(Exception):
    """No complete answer. Internal to the runtime: the executor turns it into what the operation makes of it."""


class NotSent(HttpFailure):
    """No byte of the request was written: name resolution, connect, TLS, proxy, or no free connection in time."""


class AnswerLost(HttpFailure):
    """The request was (or may have been) written, and no complete answer came: timeout or disconnect."""


class HttpTransport(Protocol):
    """What the executor needs. Implementations never follow redirects and never send anything twice."""

    async def send(self, request: Request, timeout: float) -> Response:
        """One request, one answer, within `timeout` seconds in all. Raises NotSent or AnswerLost."""
        ...

    async def close(self) -> None:
        """Close every connection."""
        ...


class _Attempt:
    """What happened to one request."""

    __slots__ = ("writing",)

    def __init__(self) -> None:
        self.writing = False


_attempt: ContextVar[_Attempt | None] = ContextVar("attempt", default=None)
"""Of the request that this task is sending. (aiohttp's tracing would tell the same, at a fifth of the whole cost.)"""


class AiohttpTransport:
    """The default transport: keep-alive connections, TLS verified.

    `proxy` is `http://[user:password@]host:port`. `local_address` is the source address of every connection, for
    hosts with several. `keep_alive` seconds should stay below what the venue allows idle connections, or requests meet
    closing ones. `ssl_context` replaces the system's trust store, for a private one. Nothing is opened before the first
    request.
    """

    def __init__(
        self,
        *,
        proxy: str | None = None,
        local_address: str | None = None,
        connections: int = 100,
        keep_alive: float = 15.0,
        connect_timeout: float = 10.0,
        ssl_context: ssl.SSLContext | None = None,
        user_agent: str = "venue-runtime",
        max_body: int = 64 * 1024 * 1024,
    ) -> None:
        self._proxy = proxy
        self._local_address = local_address
        self._connections = connections
        self._keep_alive = keep_alive
        self._connect_timeout = connect_timeout
        self._ssl_context = ssl_context
        self._user_agent = user_agent
        self._max_body = max_body
        self._session: aiohttp.ClientSession | None = None
        self._timeouts: dict[float, aiohttp.ClientTimeout] = {}
        self._url: Callable[..., URL] = _unopened
        self._failures: tuple[type[Exception], ...] = (OSError,)

    async def send(self, request: Request, timeout: float) -> Response:
        session = self._session or self._open()
        attempt = _Attempt()
        _attempt.set(attempt)
        try:
            async with session.request(
                request.method,
                self._url(request.url, encoded=True),
                headers=request.headers,
                data=request.body or None,
                allow_redirects=False,
                proxy=self._proxy,
                timeout=self._timeouts.get(timeout) or self._timeout(timeout),
            ) as answer:
                body = await self._read(answer)
                headers = {name.lower(): value for name, value in answer.headers.items()}
                return Response(answer.status, headers, body)
        except TimeoutError as error:
            if attempt.writing:
                raise AnswerLost(f"no answer within {timeout:g} s") from error
            raise NotSent(f"no connection within {min(timeout, self._connect_timeout):g} s") from error
        except self._failures as error:
            raise (AnswerLost if attempt.writing else NotSent)(_words(error)) from error

    async def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _read(self, answer: aiohttp.ClientResponse) -> bytes:
        # Read in pieces only where the length is unknown or absurd: `read` is one call on the common path.
        length = answer.content_length
        if length is not None and length <= self._max_body:
            body = await answer.read()
            if len(body) <= self._max_body:
                return body
            raise AnswerLost(f"an answer of more than {self._max_body} bytes")
        pieces, size = [], 0
        async for piece in answer.content.iter_any():
            pieces.append(piece)
            size += len(piece)
            if size > self._max_body:
                answer.close()
                raise AnswerLost(f"an answer of more than {self._max_body} bytes")
        return b"".join(pieces)

    def _timeout(self, seconds: float) -> aiohttp.ClientTimeout:
        import aiohttp

        timeout = aiohttp.ClientTimeout(total=seconds, connect=min(seconds, self._connect_timeout), ceil_threshold=1e9)
        self._timeouts[seconds] = timeout
        return timeout

    def _open(self) -> aiohttp.ClientSession:
        import aiohttp
        from multidict import CIMultiDict
        from yarl import URL

        self._url, self._failures = URL, (aiohttp.ClientError, OSError)

        class TracedRequest(aiohttp.ClientRequest):
            """The request itself, not the CONNECT of a proxy."""

            # Read when it is sent: a body without a declared type goes out without one.
            _skip_auto_headers = CIMultiDict({"Content-Type": None})

            def update_auto_headers(self, skip_auto_headers: Iterable[str] | None) -> None:
                """Nothing: the session's headers have them all, once for every request."""

            def send(self, conn: Any) -> Any:
                # Just before the write: from here on "not sent" can no longer be promised.
                if (attempt := _attempt.get()) is not None:
                    attempt.writing = True
                return super().send(conn)

        defaults = {str(name): value for name, value in aiohttp.ClientRequest.DEFAULT_HEADERS.items()}
        defaults["User-Agent"] = self._user_agent
        session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._connections,
                keepalive_timeout=self._keep_alive,
                local_addr=(self._local_address, 0) if self._local_address else None,
                ssl=True if self._ssl_context is None else self._ssl_context,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=defaults,
            request_class=TracedRequest,
            trust_env=False,
        )
        # aiohttp repeats DELETE and PUT on its own when a reused connection breaks: a cancel must not be sent twice.
        session._retry_connection = False
        self._session = session
        return session


def _unopened(*given: Any, **options: Any) -> URL:
    raise AssertionError("a session is opened before an address is made")


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
