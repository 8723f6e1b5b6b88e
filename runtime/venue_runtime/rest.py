"""From an endpoint to its decoded answer, over HTTP or over a socket: limits, retries, and what a failure means.

One rule decides everything: a read may be repeated, a command may not. A command that may have had an effect ends in
OutcomeUnknown, never in a second request.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any, Literal, Protocol, TypeVar

from msgspec import Struct

from .clock import NS_PER_S, Clock
from .errors import (
    ClockSkew,
    ConfigurationError,
    DecodeError,
    NotSupported,
    OutcomeUnknown,
    RateLimitExceeded,
    TransportError,
    VenueError,
    VenueResponseError,
    VenueUnavailable,
)
from .http import HttpFailure, HttpTransport, NotSent, Request, Response
from .ids import Random, random_fraction
from .lenient import Skipped, decode_leniently
from .limits import Costs, Limiter, Permit, Usage
from .log import EventLogger
from .metrics import Counter, Histogram, Metrics
from .sending import note_answered, note_sent
from .wire import UNREADABLE, decode_error

__all__ = ["Endpoint", "HttpRecorder", "Over", "RestExecutor", "RetryPolicy", "SocketCall", "retry_after_seconds"]

T = TypeVar("T")
M = TypeVar("M")


class Over(Struct, frozen=True):
    """The same operation as a call over a stream connection: its name, and the venue's name of the method."""

    connection: str
    method: str


class Endpoint(Struct, frozen=True):
    """What the executor must know of an endpoint. `retry` None: safe for reads, never for commands."""

    id: str
    method: str = "GET"
    path: str = ""
    host: str = "rest"
    """The name of its base URL in an environment."""
    is_command: bool = False
    retry: Literal["safe", "never"] | None = None
    costs: tuple[tuple[str, int], ...] = ()
    over: Over | None = None
    lenient: tuple[str, ...] | None = None
    """Names from the root of an answer to a list of which an entry that does not fit is left out, logged and counted;
    empty: the answer is that list. None: an answer fits or it does not."""

    def goes_over(self, over: str) -> bool:
        """Whether `over` is our stream connection; False for "rest". Raises ConfigurationError for anything else."""
        if over == "rest":
            return False
        if self.over is None or over != self.over.connection:
            known = "rest" if self.over is None else f"rest or {self.over.connection}"
            raise ConfigurationError(f"over must be {known}, not {over!r}", operation=self.id)
        return True

    @property
    def repeatable(self) -> bool:
        return not self.is_command if self.retry is None else self.retry == "safe"


class RetryPolicy(Struct, frozen=True, kw_only=True):
    """Exponential back-off with full jitter: a uniform wait up to `base * 2**(n-1)`, at most `cap`, after attempt n.

    A venue that asks for more than `patience` seconds is not waited for: its error is raised.
    """

    attempts: int = 3
    base: float = 0.25
    cap: float = 5.0
    patience: float = 30.0


class SocketCall(Struct, frozen=True, kw_only=True):
    """A call over a stream connection, on its way to the socket. Times in seconds.

    `params` makes what is sent, signed, once the socket is open; `started` is called right before it is written;
    `observe` takes what the answer says about rate limits.
    """

    operation: str
    over: Over
    params: Callable[[], dict[str, Any]]
    timeout: float
    started: Callable[[], None]
    observe: Callable[[Iterable[Usage]], None]


class HttpRecorder(Protocol):
    """Takes every exchange, secrets scrubbed. `response` is None when no answer came; `ts_ns` is since the epoch."""

    def http(self, request: Request, response: Response | None, ts_ns: int) -> None: ...


def _no_usage(response: Response) -> Iterable[Usage]:
    return ()


async def _no_sockets(call: SocketCall) -> Any:
    raise NotSupported(f"no calls over {call.over.connection}", operation=call.operation)


class _Failed(Exception):
    """An attempt ended in an error about which the policy has to decide; anything else goes through untouched."""

    def __init__(self, error: VenueError) -> None:
        super().__init__(error.message)
        self.error = error


class RestExecutor:
    """Runs the calls of one client. Pure policy around four injected parts: transport, limiter, clock, randomness.

    `error_of(endpoint, response)` is generated: the venue's refusal as an error, None for a success. `definitive` False
    on it turns a command into OutcomeUnknown: it must be so for 5xx unless the code is declared. `usage_of(response)`,
    generated too, reads what the venue says about its buckets. `scopes` says whose budgets are spent. `resync` measures
    the venue's clock again; it is called once for all requests that a clock error caught. `ask` takes calls to their
    socket and returns the raw answer; it raises the venue's refusal, or TransportError with `sent` as it was.
    """

    def __init__(
        self,
        *,
        venue: str,
        http: HttpTransport,
        limiter: Limiter,
        clock: Clock,
        random: Random,
        error_of: Callable[[Endpoint, Response], VenueResponseError | None],
        usage_of: Callable[[Response], Iterable[Usage]] = _no_usage,
        scopes: Mapping[str, str] | None = None,
        resync: Callable[[], Awaitable[None]] | None = None,
        ask: Callable[[SocketCall], Awaitable[Any]] = _no_sockets,
        retries: RetryPolicy | None = None,
        timeout: float = 10.0,
        command_max_wait: float | None = 5.0,
        metrics: Metrics | None = None,
        log: EventLogger | None = None,
        recorder: HttpRecorder | None = None,
    ) -> None:
        self.venue = venue
        self.http = http
        self.limiter = limiter
        self.scopes: Mapping[str, str] = scopes or {}
        self.resync = resync
        self.recorder = recorder
        self.metrics = metrics or Metrics()
        self.log = log or EventLogger(venue)
        self._clock = clock
        self._random = random
        self._error_of = error_of
        self._usage_of = usage_of
        self._ask = ask
        self._retries = retries or RetryPolicy()
        self._timeout = timeout
        self._command_max_wait = command_max_wait
        self._meters: dict[tuple[str, str], tuple[Counter, Counter, Histogram]] = {}
        self._resync_lock = asyncio.Lock()
        self._resyncer: asyncio.Task[object] | None = None
        self._resyncs = 0

    async def call(
        self,
        endpoint: Endpoint,
        build: Callable[[], Request],
        decode: Callable[[bytes], T],
        *,
        costs: Costs | None = None,
        client_order_id: str | None = None,
        timeout: float | None = None,
        headers: dict[str, str] | None = None,
    ) -> T:
        """Send what `build` makes (called afresh for each attempt, after waiting for the limiter); decode the answer.

        `costs` replaces the endpoint's where they depend on parameters. `client_order_id` is carried by OutcomeUnknown.
        `headers` is filled with those of the answer, names in lower case.

        Raises:
            RateLimitExceeded: refused by the venue, or locally because the wait would be too long (nothing was sent).
            VenueResponseError: any other refusal, by its class.
            TransportError: no answer to something repeatable, or a request of which nothing was written.
            OutcomeUnknown: a command that may have taken effect.
            DecodeError: the answer to a read does not fit its type.
        """

        send = self._over_http if headers is None else partial(self._over_http, headers=headers)
        return await self._run(endpoint, send, build, decode, costs, client_order_id, timeout)

    async def call_over(
        self,
        endpoint: Endpoint,
        params: Callable[[], dict[str, Any]],
        decode: Callable[[bytes], T],
        *,
        costs: Costs | None = None,
        client_order_id: str | None = None,
        timeout: float | None = None,
    ) -> T:
        """As `call`, over the endpoint's stream connection, which is opened if need be; `params` are made and signed
        afresh for each attempt. Same budgets, same errors, same rule for commands.
        """

        return await self._run(endpoint, self._over_socket, params, decode, costs, client_order_id, timeout)

    async def _run(
        self,
        endpoint: Endpoint,
        send: Callable[[Endpoint, Callable[[], M], Callable[[bytes], T], Permit, float], Awaitable[T]],
        make: Callable[[], M],
        decode: Callable[[bytes], T],
        costs: Costs | None,
        client_order_id: str | None,
        timeout: float | None,
    ) -> T:
        """Attempts until one succeeds or its failure is final. `send` makes one of what `make` builds."""
        attempt, skewed = 1, False
        while True:
            permit = await self.limiter.acquire(
                endpoint.costs if costs is None else costs,
                self.scopes,
                max_wait=self._command_max_wait if endpoint.is_command else None,
                operation=endpoint.id,
            )
            resyncs = self._resyncs
            try:
                answer = await send(endpoint, make, decode, permit, timeout or self._timeout)
            except _Failed as failed:
                error = failed.error
            else:
                note_answered()
                return answer

            if isinstance(error, ClockSkew) and error.definitive and not skewed and self._can_resync():
                skewed = True
                await self._resync_once(resyncs, endpoint)
                continue
            delay = self._delay(endpoint, error, attempt)
            if delay is None:
                raise self._final(endpoint, error, client_order_id)
            self.log.warning("retry", operation=endpoint.id, attempt=attempt, delay_s=round(delay, 3), error=error)
            attempt += 1
            await self._clock.sleep(delay)

    # ------------------------------------------------------------ one attempt
    async def _over_http(
        self,
        endpoint: Endpoint,
        build: Callable[[], Request],
        decode: Callable[[bytes], T],
        permit: Permit,
        timeout: float,
        headers: dict[str, str] | None = None,
    ) -> T:
        sent, failed, latency = self._meter(endpoint)
        response: Response | None = None
        error: VenueError | None = None
        try:
            request = build()
            sent.add()
            if endpoint.is_command:
                note_sent()
            start = self._clock.monotonic_ns()
            try:
                response = await self.http.send(request, timeout)
                latency.record(self._clock.monotonic_ns() - start)
            finally:
                if self.recorder is not None:
                    self._record(request, response)
        except HttpFailure as failure:
            error = self._transport_error(endpoint, failure, sent=not isinstance(failure, NotSent))
        finally:
            self.limiter.release(permit)
        if response is not None:
            if headers is not None:
                headers.clear()
                headers.update(response.headers)
            error = self._refusal(endpoint, response, permit)
            if error is None:
                try:
                    return decode(response.body)
                except UNREADABLE as failure:
                    if (found := self._without_misfits(endpoint, response.body, decode)) is not None:
                        return found[0]
                    error = self._undecodable(endpoint, failure)
        failed.add()
        assert error is not None
        raise _Failed(error)

    async def _over_socket(
        self,
        endpoint: Endpoint,
        params: Callable[[], dict[str, Any]],
        decode: Callable[[bytes], T],
        permit: Permit,
        timeout: float,
    ) -> T:
        assert endpoint.over is not None
        sent, failed, latency = self._meter(endpoint, "ws")
        start: int | None = None

        def started() -> None:
            nonlocal start
            start = self._clock.monotonic_ns()
            sent.add()
            if endpoint.is_command:
                note_sent()

        call = SocketCall(
            operation=endpoint.id,
            over=endpoint.over,
            params=params,
            timeout=timeout,
            started=started,
            observe=lambda usages: self._observe(endpoint, permit, lambda: usages),
        )
        error: VenueError
        try:
            answer = await self._ask(call)
            if start is not None:
                latency.record(self._clock.monotonic_ns() - start)
            return decode(answer)
        except VenueResponseError as refusal:
            error = self._judged(endpoint, refusal, permit)
            if start is None and not error.definitive:
                # A login refused in words that nobody declared: of the call itself nothing was sent.
                error = self._transport_error(endpoint, error, sent=False)
        except TransportError as failure:
            error = self._transport_error(endpoint, failure, sent=failure.sent)
        except UNREADABLE as failure:
            if start is None:
                raise  # ours: the parameters could not be made
            error = self._undecodable(endpoint, failure)
        finally:
            self.limiter.release(permit)
        failed.add()
        raise _Failed(error)

    def _transport_error(self, endpoint: Endpoint, failure: Exception, *, sent: bool) -> TransportError:
        words = failure.message if isinstance(failure, VenueError) else str(failure)
        error = TransportError(self.log.redactor.text(words), venue=self.venue, operation=endpoint.id, sent=sent)
        error.__cause__ = failure
        return error

    def _refusal(self, endpoint: Endpoint, response: Response, permit: Permit) -> VenueResponseError | None:
        self._observe(endpoint, permit, lambda: self._usage_of(response))
        try:
            error = self._error_of(endpoint, response)
        except UNREADABLE:
            # A success that the rule cannot read is judged by its decoder; the rest is a refusal in no known form.
            error = None
        if error is None:
            if response.status < 300:
                return None
            error = self._unknown_refusal(response)
        if error.http_status is None:
            error.http_status = response.status
        if error.retry_after is None and isinstance(error, RateLimitExceeded | VenueUnavailable):
            error.retry_after = retry_after_seconds(response.headers, self._clock.time_ns())
        return self._judged(endpoint, error, permit)

    def _observe(self, endpoint: Endpoint, permit: Permit, read: Callable[[], Iterable[Usage]]) -> None:
        try:
            self.limiter.observe(permit, read())
        except UNREADABLE as failure:
            # A figure that is no number must not spoil an answer that is good.
            self.log.warning("unreadable rate limit feedback", operation=endpoint.id, error=failure)

    def _judged(self, endpoint: Endpoint, error: VenueResponseError, permit: Permit) -> VenueResponseError:
        """A refusal with what it lacks; the limiter hears of it when it is one for rate."""
        error.venue, error.operation = error.venue or self.venue, error.operation or endpoint.id
        # Some venues echo the key or the signed text in their complaint.
        error.message = self.log.redactor.text(error.message)
        error.args = (error.message,)
        if isinstance(error, RateLimitExceeded):
            self.limiter.penalize(permit, error.retry_after, ban=error.ban)
            self.log.warning("rate limited", operation=endpoint.id, retry_after=error.retry_after, ban=error.ban)
        return error

    def _unknown_refusal(self, response: Response) -> VenueResponseError:
        text = response.body[:200].decode("utf-8", "replace").strip()
        kind = VenueUnavailable if response.status >= 500 else VenueResponseError
        return kind(text or "no text", http_status=response.status, definitive=False)

    def _without_misfits(
        self, endpoint: Endpoint, body: bytes, decode: Callable[[bytes], T]
    ) -> tuple[T, list[Skipped]] | None:
        """An answer without the entries that do not fit, where the endpoint may do without them."""
        if endpoint.lenient is None or (found := decode_leniently(body, decode, endpoint.lenient)) is None:
            return None
        self.metrics.counter("misfits", operation=endpoint.id).add(len(found[1]))
        for each in found[1][:20]:
            self.log.warning("entry left out", operation=endpoint.id, position=each.position, reason=each.reason)
        return found

    def _undecodable(self, endpoint: Endpoint, failure: Exception) -> DecodeError:
        error = decode_error(failure, self.venue, endpoint.id)
        if error is not failure:
            error.__cause__ = failure
        return error

    # ------------------------------------------------------------ what a failure means
    def _delay(self, endpoint: Endpoint, error: VenueError, attempt: int) -> float | None:
        """Seconds until the next attempt; None: this error is final."""
        if not endpoint.repeatable or attempt >= self._retries.attempts or isinstance(error, DecodeError):
            return None
        if isinstance(error, VenueResponseError):
            if error.ban or isinstance(error, ClockSkew) or not (error.retryable or not error.definitive):
                return None
            if isinstance(error, RateLimitExceeded):
                # The limiter was told: it makes the next attempt wait as long as the venue asked for.
                return None if (error.retry_after or 0) > self._retries.patience else 0.0
            if (error.retry_after or 0) > self._retries.patience:
                return None
        ceiling = min(self._retries.base * (1 << (attempt - 1)), self._retries.cap)
        asked = float(error.retry_after or 0) if isinstance(error, VenueResponseError) else 0.0
        return asked + ceiling * random_fraction(self._random)

    def _final(self, endpoint: Endpoint, error: VenueError, client_order_id: str | None) -> VenueError:
        if not endpoint.is_command:
            return error
        match error:
            case TransportError(sent=False) | VenueResponseError(definitive=True):
                return error
        unknown = OutcomeUnknown(
            error.message,
            venue=self.venue,
            operation=endpoint.id,
            client_order_id=client_order_id,
            cause=error,
        )
        unknown.__cause__ = error
        self.log.error("outcome unknown", operation=endpoint.id, client_order_id=client_order_id, error=error)
        return unknown

    # ------------------------------------------------------------ clock errors
    def _can_resync(self) -> bool:
        # The call that measures the clock must not wait for itself.
        return self.resync is not None and asyncio.current_task() is not self._resyncer

    async def _resync_once(self, resyncs: int, endpoint: Endpoint) -> None:
        assert self.resync is not None
        async with self._resync_lock:
            if self._resyncs != resyncs:
                return  # measured while we waited
            self._resyncer = asyncio.current_task()
            try:
                self.log.warning("clock skew", operation=endpoint.id)
                await self.resync()
                self._resyncs += 1
            finally:
                self._resyncer = None

    # ------------------------------------------------------------ observation
    def _meter(self, endpoint: Endpoint, kind: str = "http") -> tuple[Counter, Counter, Histogram]:
        meter = self._meters.get((kind, endpoint.id))
        if meter is None:
            meter = self._meters[kind, endpoint.id] = (
                self.metrics.counter(f"{kind}_requests", operation=endpoint.id),
                self.metrics.counter(f"{kind}_failures", operation=endpoint.id),
                self.metrics.histogram(f"{kind}_latency", operation=endpoint.id),
            )
        return meter

    def _record(self, request: Request, response: Response | None) -> None:
        assert self.recorder is not None
        redactor = self.log.redactor
        clean = Request(
            request.method, redactor.url(request.url), redactor.headers(request.headers), redactor.body(request.body)
        )
        answer = response and Response(
            response.status, redactor.headers(response.headers), redactor.body(response.body)
        )
        self.recorder.http(clean, answer, self._clock.time_ns())


def retry_after_seconds(headers: Mapping[str, str], now_ns: int, name: str = "retry-after") -> float | None:
    """The `Retry-After` of an answer (or another header that says the same, in lower case), given in seconds or as a
    date; None when there is none that can be read."""
    text = headers.get(name, "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d+)?", text):
        return float(text)
    try:
        until = parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None
    return max(until - now_ns / NS_PER_S, 0.0)
