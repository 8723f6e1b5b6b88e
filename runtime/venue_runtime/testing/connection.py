"""One WebSocket of the simulated venue: actions of the dialect carried out, events delivered, faults applied."""

from __future__ import annotations

import asyncio
import traceback
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from aiohttp import WSCloseCode, WSMsgType, web

from venue_runtime.errors import SubscriptionRejected, VenueError
from venue_runtime.testing.corrupt import CONTENT_FAULTS, corrupt
from venue_runtime.testing.dialect import (
    Action,
    Frame,
    Reply,
    Rpc,
    SimContext,
    SimRequest,
    SimSocketRoute,
    Subscribe,
    Subscription,
    Unsubscribe,
)
from venue_runtime.testing.events import BookChange, BookEvent, ExchangeEvent

if TYPE_CHECKING:
    from venue_runtime.testing.server import SimulatedVenue

_STREAM_FAULTS = ("drop", "delay", "duplicate", "reorder", "disconnect", "planned_disconnect", "expired_token")


class _Pause:
    """In the outbox: what follows is late by this many seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds


class _End:
    """In the outbox: close with a code, or cut (code None)."""

    def __init__(self, code: int | None, reason: str = "") -> None:
        self.code = code
        self.reason = reason


class Peer(Protocol):
    """The other end of a socket."""

    def frames(self) -> AsyncIterator[Frame]:
        """What the client sends, until it is gone."""
        ...

    async def send(self, frame: Frame) -> None: ...

    async def ping(self) -> None:
        """A protocol ping."""
        ...

    async def end(self, code: int | None, reason: str) -> None:
        """With a close frame, or (code None) without one."""
        ...


class _WebPeer:
    """Over the network."""

    def __init__(self, socket: web.WebSocketResponse, request: web.BaseRequest) -> None:
        self._socket = socket
        self._request = request
        self.ping = socket.ping

    async def frames(self) -> AsyncIterator[Frame]:
        async for message in self._socket:
            if message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                yield message.data

    async def send(self, frame: Frame) -> None:
        await (self._socket.send_str(frame) if isinstance(frame, str) else self._socket.send_bytes(frame))

    async def end(self, code: int | None, reason: str) -> None:
        if code is not None:
            await self._socket.close(code=code, message=reason.encode())
        elif self._request.transport is not None:
            self._request.transport.abort()


class Connection:
    """Implements `SimConnection`. All sending goes through one queue, so that frames keep their order."""

    def __init__(
        self,
        venue: SimulatedVenue,
        route: SimSocketRoute,
        number: int,
        path: str,
        query: str,
        headers: Mapping[str, str],
        path_parameters: Mapping[str, str],
    ) -> None:
        self.id = number
        self.route = route
        self.path = path
        self.query = query
        self.headers = headers
        self.path_parameters = path_parameters
        self.account: str | None = None
        self.subscriptions: dict[str, Subscription] = {}
        self.context: SimContext = venue
        self.state: dict[str, Any] = {}
        self._venue = venue
        self._outbox: asyncio.Queue[Frame | _Pause | _End | None] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: dict[str, list[Frame]] = {}
        self._joined: dict[str, BookEvent] = {}
        self._received: deque[int] = deque()
        self._ended = False
        self._sent = 0
        self._socket = route.factory(self)

    # ------------------------------------------------------------ life

    def admit(self, request: SimRequest) -> None:
        """Before the handshake. Raises what the request for this connection is refused with."""
        self._socket.admit(request)

    async def serve(self, request: web.BaseRequest) -> web.WebSocketResponse:
        """Shake hands and serve until either side ends it."""
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        await self.talk(_WebPeer(socket, request))
        return socket

    async def talk(self, peer: Peer) -> None:
        """Serve a client until either side ends it."""
        self._spawn(self._write(peer))
        if self.route.ping_every_ns:
            self._spawn(self._ping())
        try:
            self._guard(self._socket.on_open)
            async for frame in peer.frames():
                self._receive(frame)
        finally:
            self._ended = True
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _write(self, peer: Peer) -> None:
        while True:
            item = await self._outbox.get()
            try:
                if isinstance(item, _Pause):
                    await self._venue.clock.sleep(item.seconds)
                elif isinstance(item, _End):
                    await peer.end(item.code, item.reason)
                    return
                elif item is None:
                    await peer.ping()
                else:
                    self._venue.log_frame(self.id, "out", item)
                    await peer.send(item)
            except (ConnectionError, RuntimeError):
                return  # the client is gone; the reader notices too and ends the connection
            finally:
                self._outbox.task_done()

    async def _ping(self) -> None:
        while True:
            await self._venue.clock.sleep(self.route.ping_every_ns / 1_000_000_000)
            self._outbox.put_nowait(self._socket.ping())

    async def flushed(self) -> None:
        """Return when everything queued so far was written."""
        if not self._ended:
            await self._outbox.join()

    def close(self, code: int | None = WSCloseCode.GOING_AWAY, reason: str = "") -> None:
        """End the connection after what is queued: with a close frame, or (code None) cut without one."""
        self._outbox.put_nowait(_End(code, reason))

    def announce(self, seconds: float = 0) -> None:
        """Planned disconnect: the dialect's notice, then the close."""
        self._guard(lambda: self._socket.notice("planned_disconnect"))
        self._spawn(self._close_later(seconds))

    async def _close_later(self, seconds: float) -> None:
        if seconds > 0:
            await self._venue.clock.sleep(seconds)
        self.close(WSCloseCode.GOING_AWAY, "planned")

    # ------------------------------------------------------------ in

    def _receive(self, frame: Frame) -> None:
        self._venue.log_frame(self.id, "in", frame)
        if self._over_message_limit():
            self.close(self.route.limit_close, "too many messages")
            return
        self._guard(lambda: self._socket.on_frame(frame))

    def _over_message_limit(self) -> bool:
        if not self.route.message_limit:
            return False
        now = self._venue.clock.monotonic_ns()
        while self._received and self._received[0] <= now - self.route.message_window_ns:
            self._received.popleft()
        self._received.append(now)
        return len(self._received) > self.route.message_limit

    def _guard(self, ask: Callable[[], Iterable[Action]]) -> None:
        """Do what the dialect says. Its refusals become frames; its bugs are recorded and end the connection."""
        try:
            self._perform(ask())
        except VenueError as error:
            frame = self._socket.encode_error(error)
            if frame is not None:
                self._send(frame, None)
        except Exception:
            self._venue.failures.append(traceback.format_exc())
            self.close(WSCloseCode.INTERNAL_ERROR)

    def _perform(self, actions: Iterable[Action]) -> None:
        for action in actions:
            if isinstance(action, Reply):
                self._send(action.frame, action.channel)
            elif isinstance(action, Subscribe):
                self._subscribe(action.subscription)
            elif isinstance(action, Unsubscribe):
                self.subscriptions.pop(action.key, None)
                self._joined.pop(action.key, None)
            elif isinstance(action, Rpc):
                self._call(action)
            else:
                self.close(action.code, action.reason)

    def _subscribe(self, subscription: Subscription) -> None:
        limit = self.route.subscription_limit
        if limit and subscription.key not in self.subscriptions and len(self.subscriptions) >= limit:
            raise SubscriptionRejected(f"more than {limit} subscriptions on a connection", code="subscription_limit")
        self.subscriptions[subscription.key] = subscription
        if subscription.beat is not None:
            self._spawn(self._beat(subscription, subscription.beat))

    async def _beat(self, subscription: Subscription, frame: Frame) -> None:
        while True:
            await self._venue.clock.sleep(1)
            if self.subscriptions.get(subscription.key) is not subscription:
                return
            self._send(frame, subscription.channel)

    def _numbered(self, frame: Frame) -> Frame:
        number = getattr(self._socket, "number", None)
        self._sent += 1
        return frame if number is None else number(frame, self._sent - 1)

    def _call(self, rpc: Rpc) -> None:
        answer = self._venue.call(rpc, self)
        if answer is None:
            return
        outcome, fault = answer
        frame: Frame = self._socket.encode_reply(outcome)
        if fault is not None and fault.name in CONTENT_FAULTS:
            fields = self._venue.dialect.enum_fields.get(rpc.endpoint_id, ())
            frame = corrupt(fault.name, frame, fields)
        if fault is not None and fault.name == "delay":
            self._outbox.put_nowait(_Pause(fault.seconds))
        self._outbox.put_nowait(frame)

    # ------------------------------------------------------------ out

    def deliver(self, event: ExchangeEvent) -> None:
        """Send an event to every subscription it fits."""
        for subscription in tuple(self.subscriptions.values()):
            if event.kind not in subscription.events:
                continue
            symbol = getattr(event, "symbol", None)
            if subscription.symbol is not None and symbol is not None and symbol != subscription.symbol:
                continue
            account = getattr(event, "account", None)
            if account is not None and account != subscription.account:
                continue
            if subscription.interval_ns and isinstance(event, BookEvent):
                self._join(subscription, event)
            else:
                self._emit(subscription, event)

    def _join(self, subscription: Subscription, event: BookEvent) -> None:
        pending = self._joined.get(subscription.key)
        if pending is None:
            self._joined[subscription.key] = event
            self._spawn(self._flush_later(subscription))
            return
        latest = {(c.side, c.price): c for c in (*pending.changes, *event.changes)}
        changes: tuple[BookChange, ...] = tuple(latest.values())
        self._joined[subscription.key] = BookEvent(
            symbol=event.symbol,
            first_id=pending.first_id,
            last_id=event.last_id,
            changes=changes,
            ts_event=event.ts_event,
        )

    async def _flush_later(self, subscription: Subscription) -> None:
        await self._venue.clock.sleep(subscription.interval_ns / 1_000_000_000)
        event = self._joined.pop(subscription.key, None)
        if event is not None and self.subscriptions.get(subscription.key) is subscription:
            self._emit(subscription, event)

    def _emit(self, subscription: Subscription, event: ExchangeEvent) -> None:
        try:
            frame = self._socket.encode_event(subscription, event)
        except Exception:
            self._venue.failures.append(traceback.format_exc())
            self.close(WSCloseCode.INTERNAL_ERROR)
            return
        if frame is None:
            return
        frames = [frame] if isinstance(frame, (str, bytes)) else list(frame)
        is_book = isinstance(event, BookEvent)
        if is_book and self._venue.faults.strike(
            ("gap",), "channel", subscription.channel, self.route.id, *self.route.also
        ):
            self._numbered(frames.pop(0))  # the venue sent it
        for at, each in enumerate(frames, 1):
            self._send(each, subscription.channel, checked=at == len(frames))

    def _send(self, frame: Frame, channel: str | None, *, checked: bool = True) -> None:
        """`checked`: the frame has the checksum, where there are any."""
        if self._ended:
            return
        frame = self._numbered(frame)
        plan, targets = self._venue.faults, (channel or self.route.id, self.route.id, *self.route.also)
        faults = CONTENT_FAULTS if checked else tuple(each for each in CONTENT_FAULTS if each != "bad_checksum")
        damage = plan.strike(faults, "channel", *targets)
        if damage is not None:
            dialect = self._venue.dialect
            frame = corrupt(
                damage.name, frame, dialect.enum_fields.get(targets[0], ()), dialect.checksum_fields.get(targets[0], ())
            )
        fault = plan.strike(_STREAM_FAULTS, "channel", *targets)
        name = fault.name if fault is not None else ""
        if name == "drop":
            return
        if name == "reorder":
            self._held.setdefault(targets[0], []).append(frame)
            return
        if name == "delay" and fault is not None:
            self._outbox.put_nowait(_Pause(fault.seconds))
        self._outbox.put_nowait(frame)
        if name == "duplicate":
            self._outbox.put_nowait(self._numbered(frame))
        for held in self._held.pop(targets[0], ()):
            self._outbox.put_nowait(held)
        if name == "disconnect":
            self.close(None)
        elif name == "planned_disconnect" and fault is not None:
            self.announce(fault.seconds)
        elif name == "expired_token":
            self._guard(lambda: self._socket.notice("expired_token"))
