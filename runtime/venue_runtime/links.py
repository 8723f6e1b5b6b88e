"""One socket of a stream: reading, pings, requests and acknowledgements. Reconnecting is the business of `streams`.

A dialect (generated code, see `streams.Dialect`) is handed the link with every frame and tells it what the frame meant.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Hashable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from .clock import NS_PER_S, Clock
from .errors import SequenceGap, StaleFeed, TransportError, VenueError
from .websocket import PushingWebSocket, SocketClosed, WebSocket

if TYPE_CHECKING:
    from .leases import Lease
    from .limits import Usage
    from .streams import StreamSubscription

__all__ = ["Link", "Outgoing", "Pace", "Pending", "Ping", "within"]

log = logging.getLogger("venue_runtime.streams")

Frame = str | bytes


@dataclass(frozen=True, slots=True)
class Ping:
    """How a client keeps the socket alive. `every` and `timeout` in seconds.

    `frame` makes the application's own ping, whose answer the dialect reports by `link.pong()`; None: protocol pings.
    `timeout` None: no answer is expected. `idle`: only when nothing arrived for `every` seconds.
    """

    every: float
    frame: Callable[[Link], Frame] | None = None
    timeout: float | None = None
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A frame that subscribes or unsubscribes, what its acknowledgement will carry, and which subscriptions it holds.

    `request_id` None: the venue's acknowledgements name none; they are matched by key, or to the oldest request.
    """

    frame: Frame
    subscriptions: tuple[StreamSubscription, ...]
    request_id: Hashable | None = None


@dataclass(eq=False, slots=True)
class Pending:
    """A request for subscriptions, not yet acknowledged in full."""

    request_id: Hashable | None
    open: dict[Hashable, StreamSubscription]
    settle: Callable[[StreamSubscription, VenueError | None], None]
    done: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Pace:
    """At most `count` things in any span of `seconds`: pure arithmetic on the monotonic clock."""

    def __init__(self, count: int, seconds: float) -> None:
        self._span = round(seconds * NS_PER_S)
        self._times: deque[int] = deque(maxlen=count)

    def reserve(self, now: int) -> float:
        """Take the next free slot; returns the seconds to wait for it."""
        times = self._times
        at = max(now, times[0] + self._span) if len(times) == times.maxlen else now
        times.append(at)
        return (at - now) / NS_PER_S


async def within(clock: Clock, seconds: float, *futures: asyncio.Future[Any]) -> bool:
    """Wait for the first of some futures on an injected clock. False when the time was up; they are left alone."""
    if any(future.done() for future in futures):
        return True
    timer: asyncio.Future[Any] = asyncio.ensure_future(clock.sleep(seconds))
    try:
        await asyncio.wait([*futures, timer], return_when=asyncio.FIRST_COMPLETED)
    finally:
        timer.cancel()
    return any(future.done() for future in futures)


class _Asked(NamedTuple):
    """A request that waits for its answer."""

    future: asyncio.Future[Any]
    operation: str
    observe: Callable[[Iterable[Usage]], None] | None


class LinkOwner(Protocol):
    """Whoever takes what a link reads."""

    def deliver(self, key: Hashable, payload: Any, ts_recv: int) -> None: ...

    def undecodable(self, error: Exception, frame: Frame) -> None: ...


class Link:
    """One socket. Methods from `push` to `next_id` are for dialects; `state` is theirs, and dies with the socket."""

    def __init__(
        self,
        socket: WebSocket,
        owner: LinkOwner,
        receive: Callable[[Frame, Link], None],
        clock: Clock,
        *,
        name: str = "",
        ping: Ping | None = None,
        silence: float | None = None,
        pace: Pace | None = None,
        request_timeout: float = 10.0,
        hold: int | None = None,
        recorder: Callable[[str, Frame], None] | None = None,
        leases: Iterable[Lease[Any]] = (),
    ) -> None:
        """`leases` are what it was opened with: lost, they take it with them.

        `hold` keeps at most that many pushes back until `release`, for a link that is to replace another."""
        self.state: Any = None
        self.ts_recv = 0
        self.frames = 0
        self.opened = clock.monotonic_ns()
        self.confirmed: set[Hashable] = set()
        self.name = name
        self.ended: asyncio.Future[VenueError] = asyncio.get_running_loop().create_future()
        self.draining = asyncio.Event()
        self._socket = socket
        self._owner = owner
        self._receive = receive
        self._clock = clock
        self._ping = ping
        self._silence = silence
        self._pace = pace
        self._request_timeout = request_timeout
        self._recorder = recorder
        self._held: deque[tuple[Hashable, Any, int]] | None = None if hold is None else deque()
        self._hold = hold or 0
        self._muted = False
        self._last_recv = clock.monotonic_ns()
        self._pinged: int | None = None
        self._last_ping = self._last_recv
        self._ids = 0
        self._number: int | None = None
        self._learned: dict[Hashable, Hashable] = {}
        self._keeper: asyncio.Task[None] | None = None
        self._requests: dict[Hashable, _Asked] = {}
        self._pending: list[Pending] = []
        self._signals: dict[Hashable, asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._deliver = owner.deliver
        self._leases = tuple(leases)
        for lease in self._leases:
            self.ended.add_done_callback(partial(_take_back, lease.when_lost(self._lease_lost)))
        socket.on_control = self._control

    # ------------------------------------------------------------------ for dialects

    def push(self, key: Hashable, payload: Any) -> None:
        """A message of the subscription with this route key."""
        if self._held is None:
            if not self._muted:
                self._deliver(key, payload, self.ts_recv)
        elif len(self._held) < self._hold:
            self._held.append((key, payload, self.ts_recv))
        else:
            self.fail(TransportError("too many messages held back while replacing a connection"))

    def acknowledge(
        self,
        request_id: Hashable | None = None,
        error: VenueError | None = None,
        *,
        keys: Iterable[Hashable] | None = None,
    ) -> None:
        """The venue's word on a subscription request: `error` None confirms.

        By `request_id`, or by the `keys` of the subscriptions, or (neither) the oldest request in flight. With both,
        only those of the request: the rest stays open. What matches nothing is ignored: repeats are common.
        """
        pending = self._find(request_id, keys)
        wanted = None if keys is None else set(keys)
        for one in pending:
            for key in [key for key in one.open if wanted is None or key in wanted]:
                one.settle(one.open.pop(key), error)
            if not one.open:
                self._pending.remove(one)
                if not one.done.done():
                    one.done.set_result(None)

    def reply(self, request_id: Hashable, payload: Any = None, error: Exception | None = None) -> None:
        """The answer to `request`. Answers that nobody waits for any more are ignored."""
        asked = self._requests.pop(request_id, None)
        if asked is None or asked.future.done():
            return
        if error is None:
            asked.future.set_result(payload)
        else:
            asked.future.set_exception(error)

    def operation(self, request_id: Hashable) -> str:
        """What was asked with this id: a code may mean something else there. Empty when nobody waits any more."""
        asked = self._requests.get(request_id)
        return "" if asked is None else asked.operation

    def time_ns(self) -> int:
        """Nanoseconds since the epoch, by the client's clock: for answers that name a time."""
        return self._clock.time_ns()

    def observe(self, request_id: Hashable, usages: Iterable[Usage]) -> None:
        """What an answer says about rate limits; before its `reply`."""
        asked = self._requests.get(request_id)
        if asked is not None and asked.observe is not None:
            asked.observe(usages)

    def answer(self, frame: Frame) -> None:
        """Send at once what the venue wants back (its own pings, tests of life), outside the message limit."""
        self._spawn(self._write(frame))

    def pong(self) -> None:
        """The answer to our own ping arrived."""
        self._pinged = None

    def drain(self) -> None:
        """The venue announced that it will close this socket: it is replaced before that."""
        self.draining.set()

    def fail(self, error: VenueError) -> None:
        """This socket can no longer be trusted (a gap in its own numbering, an order to reconnect): start over."""
        self._end(error)

    def signal(self, name: Hashable) -> None:
        """Something that `on_open` waits for with `signalled`, such as a greeting."""
        self._signals.setdefault(name, asyncio.Event()).set()

    def ping_as(self, ping: Ping) -> None:
        """Change how this socket is kept alive: some venues dictate it when it is opened."""
        self._ping = ping
        keeper, self._keeper = self._keeper, self._spawn(self._keep())
        if keeper is not None:
            keeper.cancel()

    @property
    def numbered(self) -> bool:
        """Whether the venue counts its frames: a lost one shows, whatever it was about."""
        return self._number is not None

    def in_sequence(self, number: int) -> bool:
        """Whether this frame is the next of a venue that counts them. False: one is missing, and the socket is given
        up, since nobody can say which subscription it was for."""
        last, self._number = self._number, number
        if last is not None and number != last + 1:
            self._end(SequenceGap(f"frame {number} of the connection came after {last}"))
            return False
        return True

    def awaits(self, request_id: Hashable) -> bool:
        """Whether a subscription (or its end) was asked for with this id and is not answered."""
        return any(one.request_id == request_id for one in self._pending)

    def learn(self, alias: Hashable, request_id: Hashable | None = None) -> None:
        """The venue's answer to a subscription says by which name (`alias`) it will call it from now on.

        Before the `acknowledge` that settles the request.
        """
        for pending in self._find(request_id, None):
            for key in pending.open:
                self._learned[alias] = key

    def key_of(self, alias: Hashable) -> Hashable:
        """The route key of the subscription that the venue calls so."""
        return self._learned.get(alias, alias)

    def alias_of(self, key: Hashable) -> Any:
        """What the venue calls a subscription; None when it has not said."""
        return next((alias for alias, known in reversed(self._learned.items()) if known == key), None)

    def next_id(self) -> int:
        """1, 2, 3 … on each socket."""
        self._ids += 1
        return self._ids

    # ------------------------------------------------------------------ sending

    async def signalled(self, name: Hashable) -> None:
        """Wait until `signal(name)`. Raises what ended the link."""
        event = self._signals.setdefault(name, asyncio.Event())
        waiter: asyncio.Future[Any] = asyncio.ensure_future(event.wait())
        try:
            await asyncio.wait([waiter, self.ended], return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiter.cancel()
        if not event.is_set():
            raise self.ended.result()

    async def send(self, frame: Frame) -> None:
        """Send within the message limit. Raises TransportError; `sent` is False when no byte was written."""
        if self._pace is not None:
            wait = self._pace.reserve(self._clock.monotonic_ns())
            if wait > 0:
                await self._clock.sleep(wait)
        await self._write(frame)

    async def request(
        self,
        request_id: Hashable,
        frame: Frame,
        *,
        timeout: float | None = None,
        operation: str = "",
        observe: Callable[[Iterable[Usage]], None] | None = None,
    ) -> Any:
        """Send and wait for the dialect's `reply(request_id, …)`.

        `operation` and `observe` are for the dialect's methods of the same names.

        Raises what the reply said, or TransportError: with `sent` False nothing was written, otherwise the answer was
        lost (timeout, disconnect) and the outcome is not known.
        """
        seconds = self._request_timeout if timeout is None else timeout
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._requests[request_id] = _Asked(future, operation, observe)
        try:
            await self.send(frame)
            if not await within(self._clock, seconds, future):
                raise TransportError(f"no answer within {seconds:g} s", sent=True)
            return future.result()
        finally:
            self._requests.pop(request_id, None)
            if not future.done():
                future.cancel()
            elif not future.cancelled():
                future.exception()  # seen: `send` may have raised first

    def expect(self, outgoing: Outgoing, settle: Callable[[StreamSubscription, VenueError | None], None]) -> Pending:
        """Wait for acknowledgements of a frame about to be sent."""
        pending = Pending(outgoing.request_id, {one.key: one for one in outgoing.subscriptions}, settle)
        self._pending.append(pending)
        return pending

    async def keep_subscribed(self, frames: Iterable[Outgoing], *, acknowledged: bool = True) -> None:
        """Subscribe, for nobody, to what keeps this socket open, and wait for the venue's word.

        Raises what refuses it, or TransportError.
        """
        for outgoing in frames:
            refused: list[VenueError] = []

            def settle(_: StreamSubscription, error: VenueError | None, refused: list[VenueError] = refused) -> None:
                refused += [] if error is None else [error]

            pending = self.expect(outgoing, settle) if acknowledged else None
            await self.send(outgoing.frame)
            if pending is None:
                continue
            try:
                if not await within(self._clock, self._request_timeout, pending.done):
                    raise TransportError("the subscription that keeps the socket open was not answered", sent=True)
            finally:
                self.forget(pending)
            if refused:
                raise refused[0]

    def forget(self, pending: Pending) -> None:
        if pending in self._pending:
            self._pending.remove(pending)

    # ------------------------------------------------------------------ life

    def start(self) -> None:
        if isinstance(self._socket, PushingWebSocket):
            self._socket.listen(self._taker(), self._end)
        else:
            self._spawn(self._read())
        self._keeper = self._spawn(self._keep())

    @property
    def busy(self) -> bool:
        """Whether requests wait for answers."""
        return bool(self._requests)

    def release(self) -> None:
        """Hand on what was held back, in order, and hold no more."""
        held, self._held = self._held, None
        for key, payload, ts_recv in held or ():
            self._deliver(key, payload, ts_recv)

    def mute(self) -> None:
        """Hand on no more pushes; answers to requests still arrive."""
        self._muted = True

    def forget_leases(self) -> None:
        """What it was opened with may be why it does not live: the next one is opened with other ones."""
        for lease in self._leases:
            lease.forget()

    def _lease_lost(self) -> None:
        self._end(TransportError("the venue took back what this stream was opened with"))

    async def close(self) -> None:
        """Close the socket and end every task of this link."""
        self._end(SocketClosed("closed by the client"))
        current = asyncio.current_task()
        tasks = [task for task in self._tasks if task is not current]
        for task in tasks:
            task.cancel()
        try:
            await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            await self._socket.close()

    async def _read(self) -> None:
        receive, take, ended = self._socket.receive, self._taker(), self.ended.done
        try:
            while not ended():
                take(await receive())
        except VenueError as error:
            self._end(error)
        except Exception as error:
            self._end(TransportError(f"the stream broke: {type(error).__name__}: {error}"))

    def _taker(self) -> Callable[[Frame], None]:
        """What is done with each frame: a function that has at hand what it needs, and that does not raise."""
        handle, recorder, ended = self._receive, self._recorder, self.ended.done
        time_ns, monotonic_ns = self._clock.time_ns, self._clock.monotonic_ns

        def take(frame: Frame) -> None:
            if ended():
                return
            self.ts_recv = time_ns()
            self._last_recv = monotonic_ns()
            self.frames += 1
            if recorder is not None:
                try:
                    recorder("recv", frame)
                except Exception as error:
                    self._end(TransportError(f"the stream cannot be recorded: {type(error).__name__}: {error}"))
                    return
            try:
                handle(frame, self)
            except Exception as error:
                self._owner.undecodable(error, frame)

        return take

    async def _keep(self) -> None:
        """Pings and the watchdog for silence."""
        clock = self._clock
        while not self.ended.done():
            now = clock.monotonic_ns()
            due = self._due(now)
            if due is None:
                await clock.sleep(60.0)
            elif due > now:
                await clock.sleep((due - now) / NS_PER_S)
            elif self._silence is not None and now >= self._last_recv + self._silence * NS_PER_S:
                self._end(StaleFeed(f"nothing arrived for {self._silence:g} s"))
            elif self._pinged is not None:
                self._end(StaleFeed("a ping was not answered in time"))
            elif self._ping is not None:
                await self._send_ping(self._ping, now)

    def _due(self, now: int) -> int | None:
        """When the keeper next has something to do, in monotonic nanoseconds."""
        due: list[float] = []
        ping = self._ping
        if self._silence is not None:
            due.append(self._last_recv + self._silence * NS_PER_S)
        if ping is not None:
            if self._pinged is None:
                since = max(self._last_ping, self._last_recv) if ping.idle else self._last_ping
                due.append(since + ping.every * NS_PER_S)
            elif ping.timeout is not None:
                due.append(self._pinged + ping.timeout * NS_PER_S)
        return round(min(due)) if due else None

    async def _send_ping(self, ping: Ping, now: int) -> None:
        self._last_ping = now
        if ping.timeout is not None:
            self._pinged = now
        try:
            if ping.frame is None:
                await self._socket.ping()
            else:
                await self._write(ping.frame(self))
        except VenueError as error:
            self._end(error)

    async def _write(self, frame: Frame) -> None:
        if self.ended.done():
            raise SocketClosed("the stream is closed", sent=False)
        if self._recorder is not None:
            self._recorder("sent", frame)
        await self._socket.send(frame)

    def _control(self) -> None:
        self._last_recv = self._clock.monotonic_ns()
        if self._ping is not None and self._ping.frame is None:
            self._pinged = None

    def _find(self, request_id: Hashable | None, keys: Iterable[Hashable] | None) -> list[Pending]:
        if request_id is not None:
            return [one for one in self._pending if one.request_id == request_id][:1]
        if keys is None:
            return self._pending[:1]
        wanted = set(keys)
        return [one for one in self._pending if not wanted.isdisjoint(one.open)]

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._end(error if isinstance(error, VenueError) else TransportError(f"the stream broke: {error!r}"))

    def _end(self, error: VenueError) -> None:
        if self.ended.done():
            return
        self.ended.set_result(error)
        for asked in self._requests.values():
            if not asked.future.done():
                asked.future.set_exception(TransportError(f"answer lost: {error.message}", sent=True))
        for pending in self._pending:
            if not pending.done.done():
                pending.done.set_result(None)


def _take_back(forget: Callable[[], None], ended: asyncio.Future[VenueError]) -> None:
    forget()
