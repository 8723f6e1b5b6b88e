"""`client.fix`: the contract's methods over a venue's FIX sessions, with the order machine of the client.

Nothing of what a client knows of orders is kept twice: commands go through the same steps (checks, client order ids,
the order machine, reconciliation), only the bytes differ. What is asked after the fact (an order, the open ones, fills)
is asked over REST.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from msgspec import Struct

from ..bindings import Answer, BatchEntry, PrivateEvent
from ..client import VenueClient
from ..client_many import ManyOrderMethods
from ..client_private import PrivateMethods
from ..errors import ConfigurationError, DecodeError, FeedError, VenueError
from ..exprs import random_text
from ..feeds import Feed, FeedSubscription, QueueFeed
from ..links import Pace
from ..model import CancelRequest, Capability, Fill, Instrument, Order, OrderRequest, Ticker
from ..reading import unreadable
from ..reconcile import Command
from ..redaction import Redactor
from ..wire import UNREADABLE
from .config import SessionConfig
from .connection import Connect, TapFactory, connect_to
from .decoding import FixMessage
from .line import FixLine
from .meaning import FixReport, LinePlan, RefusedWith
from .message import OutgoingMessage
from .store import StoreFactory, memory_store

if TYPE_CHECKING:
    import ssl

    from ..streams import ConnectionPool

__all__ = ["FixClient", "FixSettings"]

_ASKED = (
    Capability.FETCH_ORDER,
    Capability.FETCH_OPEN_ORDERS,
    Capability.FETCH_MY_TRADES,
    Capability.FETCH_TICKER,
)
"""What goes over REST, for the client's own purposes."""


class FixSettings(Struct, frozen=True, kw_only=True):
    """What a user may choose, before the first session is opened: `client.fix.settings = FixSettings(…)`."""

    heartbeat: int | None = None
    """HeartBtInt, seconds; None: the spec's."""
    store: StoreFactory | str | Path | None = None
    """Where sequence numbers and sent messages are kept: a directory, or a factory. Needed where numbers go on."""
    tls: ssl.SSLContext | None = None
    """Replaces the context that checks certificates against the machine's authorities."""
    tap: TapFactory | None = None
    """Sees the traffic of each connection, secrets and all. None: the client's recorder, and the logger
    `venue_runtime.fix` where it shows DEBUG when a session is opened; both without secrets."""
    connect: Callable[[str], Connect] | None = None
    """Opens connections to an address (`tcp+tls://host:port`) in place of sockets: for tests, or through a proxy."""
    cancel_on_disconnect: bool | None = None
    """Ask the venue, in the Logon, to cancel our orders when the session ends; None: what the client was told."""
    check_latency: bool = True
    """Refuse messages whose SendingTime is two minutes from our clock."""


class FixClient(ManyOrderMethods, PrivateMethods):
    """Sessions are opened when they are first needed (or by `start`), and closed with the client.

    An order's outcome that the session did not tell before it ended is OutcomeUnknown, and found out: by the reports
    that a session with resend recovers, and by asking over REST. Nothing is ever sent a second time.
    """

    lines: ClassVar[Mapping[str, LinePlan]]
    reporting: ClassVar[Sequence[str]] = ()
    """The sessions whose reports the order streams tell."""
    timeout: float = 10.0
    """Seconds that a logon, or the answer to a command, may take."""

    def __init__(self, client: VenueClient) -> None:  # the client's parts, none of its own
        self.settings = FixSettings()
        self._client = client
        self.environment = client.environment
        self.deployment = client.deployment
        self.credentials = client.credentials
        self.endpoints = client.endpoints
        self.config = client.config
        self.clock = client.clock
        self.random = client.random
        self.client_order_ids = client.client_order_ids
        self.venue_clock = client.venue_clock
        self.metrics = client.metrics
        self.log = client.log
        self.pretrade = client.pretrade
        self.recorder = client.recorder
        self.instruments = client.instruments
        self.orders = client.orders
        self.cancel_on_disconnect = client.cancel_on_disconnect
        self.buffer = client.buffer
        self.signing: Any = getattr(client, "signing", None)
        self._tasks = client._tasks
        self._closers = client._closers
        self._closed = False
        self._lines: dict[str, FixLine] = {}
        self._heard: list[Callable[[FixMessage], None]] = []
        self._paces: dict[tuple[int, float], Pace] = {}
        self.capabilities = self._capabilities() | client.capabilities.intersection(_ASKED)
        self._init_streams()
        self._on_close(self._close_lines)

    # ------------------------------------------------------------------ sessions

    @property
    def state(self) -> dict[str, str]:
        """Session → `logged on`, `connecting` or `closed`."""
        return {name: self._lines[name].state if name in self._lines else "closed" for name in self.lines}

    @property
    def sessions(self) -> Mapping[str, FixLine]:
        """The sessions that were opened: their numbers, counters, limits."""
        return self._lines

    async def start(self, *sessions: str) -> None:
        """Open sessions (default: those that orders go over and reports come from) and return when all are logged on.

        Raises LogonFailed, TransportError, ConfigurationError for an unknown name.
        """
        names = sessions or tuple(dict.fromkeys((*self.reporting, *list(self.lines)[:1])))
        if set(names).intersection(self.reporting):
            await self.load_instruments()  # reports name instruments
        await asyncio.gather(*(self._line(name).ready(self.timeout) for name in names))

    async def close(self) -> None:
        """Log out of every session. Cancels no order. The client goes on without them."""
        await self._close_lines()

    async def send(self, message: OutgoingMessage, session: str | None = None) -> int:
        """Send a typed message when the venue's limit allows it; returns its MsgSeqNum. Nobody waits for an answer.

        `session`: needed where several take messages of this type. Raises TransportError where there is no session.
        """
        line = self._line(session or self._line_of(type(message)))
        await line.ready(self.timeout)
        return (await line.send(message))[1]

    def messages(self, session: str | None = None) -> Feed[FixMessage]:
        """Every message that is received (over one session), typed, as it is; none is dropped silently."""
        feed: QueueFeed[FixMessage] = QueueFeed(size=self.buffer)
        subscription = self.on_messages(feed.put, session)
        feed._on_close = subscription.close
        return feed

    def on_messages(self, callback: Callable[[FixMessage], None], session: str | None = None) -> FeedSubscription:
        """`callback(message)` for every message that is received: over one session, which is opened, or over those that
        are open, now and later."""
        heard = self._heard
        if session is not None:
            line = self._line(session)
            line.initiator.start()
            heard = line.heard
        heard.append(callback)

        async def close() -> None:
            heard.remove(callback)

        return FeedSubscription(close)

    def _line_heard(self, message: FixMessage) -> None:
        for heard in tuple(self._heard):
            heard(message)

    def _line_of(self, message: type) -> str:
        found = [name for name, plan in self.lines.items() if message in plan.codec.messages.values()]
        if len(found) != 1:
            raise ConfigurationError(
                f"{message.__name__} goes over {', '.join(found) or 'no session'}: say which",
                venue=self.venue,
                operation="send",
            )
        return found[0]

    def _line(self, name: str) -> FixLine:
        self._check_open()
        line = self._lines.get(name)
        if line is None or line.state == "closed":
            plan = self.lines.get(name)
            if plan is None:
                raise ConfigurationError(
                    f"there is no session {name!r}: there are {', '.join(self.lines)}", venue=self.venue
                )
            line = self._lines[name] = self._open_line(name, plan)
        return line

    def _open_line(self, name: str, plan: LinePlan) -> FixLine:
        settings = self.settings
        try:
            address = self._address(name)
        except KeyError:
            raise ConfigurationError(f"{self.environment} has no session {name}", venue=self.venue) from None
        line = FixLine(
            self,
            name,
            plan,
            config=self._session_config(name, plan),
            connect=connect_to(address, tls=settings.tls) if settings.connect is None else settings.connect(address),
            store=self._store(name, plan),
            connects=self._pace(plan.connects),
            successor=lambda config: self._session_config(name, plan) if plan.reset == "every_logon" else config,
            tap=settings.tap or self._usual_tap(name, address),
            random=self.random,
            timeout=self.timeout,
        )
        line.heard.append(self._line_heard)
        return line

    def _usual_tap(self, name: str, address: str) -> TapFactory | None:
        """To the recorder and the log; None where nobody looks."""
        from .log import FixScrubber, usual_taps

        return usual_taps(
            FixScrubber(Redactor(self.credentials.reveal(each) for each in self.credentials)),
            title=f"{self.venue} {name}",
            url=address,
            clock=self.clock,
            record=None if self.recorder is None else self.recorder.frame,
        )

    def _session_config(self, name: str, plan: LinePlan) -> SessionConfig:
        sender, target = self._comp_ids(name, self._session_id())
        heartbeat = self.settings.heartbeat or plan.heartbeat
        if heartbeat < plan.heartbeat_min or (plan.heartbeat_max and heartbeat > plan.heartbeat_max):
            raise ConfigurationError(
                f"a heartbeat of {heartbeat} s: the venue takes {plan.heartbeat_min} to {plan.heartbeat_max}",
                venue=self.venue,
            )
        try:
            return SessionConfig(
                begin_string=plan.begin_string,
                sender_comp_id=sender,
                target_comp_id=target,
                default_appl_ver_id=plan.default_appl_ver_id,
                heartbeat=heartbeat,
                reset=plan.reset,
                reset_at=plan.reset_at,
                resend=plan.resend,
                sending_time_digits=plan.digits,
                check_latency=self.settings.check_latency,
                logon_timeout=self.timeout,
                wraps_at=plan.wraps_at,
                header=self._line_header(name),
            )
        except ValueError as error:
            raise ConfigurationError(str(error), venue=self.venue) from None

    def _session_id(self) -> str:
        """8 letters and digits."""
        return random_text(self.random.bytes(8))

    def _store(self, name: str, plan: LinePlan) -> StoreFactory:
        store = self.settings.store
        if isinstance(store, (str, Path)):
            from .filestore import file_store

            return file_store(Path(store))
        if store is None and plan.reset == "never":
            raise ConfigurationError(
                f"the numbers of {name} go on: say where they are kept",
                venue=self.venue,
                operation="fix.settings = FixSettings(store=…)",
            )
        return store or memory_store

    def _pace(self, connects: tuple[int, float] | None) -> Pace | None:
        """One for all sessions of the same limit: venues count connections together."""
        if connects is None:
            return None
        return self._paces.setdefault(connects, Pace(*connects))

    async def _close_lines(self) -> None:
        self._closed = self._client._closed
        lines, self._lines = list(self._lines.values()), {}
        await asyncio.gather(*(line.close() for line in lines))

    # ------------------------------------------------------------------ what a generated client says

    def _address(self, line: str) -> str:
        """`tcp+tls://host:port`"""
        raise NotImplementedError(line)

    def _comp_ids(self, line: str, session_id: str) -> tuple[str, str]:
        """SenderCompID and TargetCompID; `session_id` is another for each connection."""
        raise NotImplementedError(line)

    def _line_header(self, line: str) -> tuple[tuple[int, str], ...]:
        """Header fields (tag, text) of each application message."""
        return ()

    def _logon(self, line: str, header: Mapping[str, str]) -> str:
        """Fields of the Logon besides the engine's."""
        return ""

    def _read(self, message: FixMessage, ts_recv: int) -> FixReport | None:
        """What a message means for orders; None: nothing."""
        return None

    def _refusal(self, refused: RefusedWith, operation: str) -> VenueError:
        """The error that a code means."""
        raise NotImplementedError

    @property
    def _protects(self) -> bool:
        """Whether the Logon asks the venue to cancel our orders when the session ends."""
        wanted = self.settings.cancel_on_disconnect
        return self.cancel_on_disconnect if wanted is None else wanted

    # ------------------------------------------------------------------ commands

    async def _ask_line(self, line: str, message: OutgoingMessage, request_id: str, operation: str) -> FixReport:
        """Send a command and return the report that answers it."""
        return await self._line(line).request(message, request_id, operation, self.timeout)

    def _order_of(self, report: FixReport, operation: str) -> Order | Answer:
        """The order that an answer tells, with its fills. Raises DecodeError where it tells none."""
        orders = [each for each in report.events if isinstance(each, Order)]
        fills = tuple(each for each in report.events if isinstance(each, Fill))
        if not orders:
            raise DecodeError(
                f"the answer to {operation} tells of no order",
                venue=self.venue,
                operation=operation,
                expected="an order",
                got=type(report.message).__name__,
            )
        return Answer(order=orders[-1], fills=fills) if fills else orders[-1]

    def _awaits(self, request_id: str | None) -> bool:
        """Whether an answer to this request is out."""
        return request_id is not None and any(line.awaits(request_id) for line in self._lines.values())

    def _new_id(self, symbol: str) -> str:
        """An id for a request that is none of an order's, in the form that the venue wants."""
        return self.client_order_ids.next(symbol)

    def _create_orders_entry(self, request: OrderRequest, instrument: Instrument) -> BatchEntry[OrderRequest, Any]:
        return BatchEntry(request=request, instrument=instrument, item=None)

    async def _create_orders(
        self, batch: Sequence[BatchEntry[OrderRequest, Any]]
    ) -> Sequence[Order | Answer | VenueError]:
        return await _together(self._create_order(each.request, each.instrument) for each in batch)

    async def _cancel_orders(
        self, batch: Sequence[BatchEntry[CancelRequest, Any]]
    ) -> Sequence[Order | Answer | VenueError]:
        return await _together(self._cancel_order(each.request, each.instrument, each.known) for each in batch)

    # ------------------------------------------------------------------ what lines tell

    def _line_read(self, line: FixLine, message: FixMessage, ts_recv: int) -> FixReport | None:
        try:
            report = self._read(message, ts_recv)
        except UNREADABLE as error:
            told = unreadable(error, self.venue, type(message).__name__)
            self.metrics.counter("misfits", operation="fix").add()
            self.log.warning("a report cannot be read", line=line.name, error=told)
            self._private_missed(FeedError(f"a report was lost: {told}", venue=self.venue))
            return None
        return report

    def _line_told(self, event: PrivateEvent) -> None:
        self._client._private_event(event)

    def _line_up(self, line: FixLine) -> None:
        self._private_up(line)

    def _line_down(self, line: FixLine) -> None:
        if line.name in self.reporting and self._starting is not None and not self._closed:
            self._private_down(line, FeedError("the FIX session was interrupted", venue=self.venue))

    # ------------------------------------------------------------------ streams

    async def _start_trading(self) -> None:
        await self.load_instruments()
        self._private_error = None
        self._settled.clear()
        await self.start(*self.reporting)
        await self._resync()
        await self._settled.wait()
        if self._private_error is not None:
            raise self._private_error

    async def _account_snapshot(self) -> None:
        """No stream of balances or positions comes over FIX."""

    async def _cancel_on_disconnect(self) -> None:
        """The Logon says it."""

    def _pool(self, connection: str, partition: str | None = None) -> ConnectionPool:
        return cast("ConnectionPool", self._line(connection).market)

    # ------------------------------------------------------------------ the client's own

    def _check_open(self) -> None:
        self._client._check_open()

    def _spawn(self, work: Any, name: str) -> asyncio.Task[Any]:
        return self._client._spawn(work, f"fix {name}")

    async def load_instruments(self, reload: bool = False) -> Mapping[str, Instrument]:
        """The client's."""
        return await self._client.load_instruments(reload)

    async def _instrument(self, symbol: str, operation: str) -> Instrument:
        return await self._client._instrument(symbol, operation)

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        return await self._client._fetch_ticker(instrument)

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        return await self._client._fetch_order(instrument, venue_order_id, client_order_id)

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        return await self._client._fetch_open_orders(instrument)

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        return await self._client._fetch_my_trades(instrument, since, limit)

    async def _list_open_orders(self, instrument: Instrument | None) -> list[Order]:
        return await self._client._list_open_orders(instrument)

    async def _venue_order_id(
        self, method: Capability, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> str | None:
        if method not in _ASKED:
            return venue_order_id  # FIX takes either id
        return await self._client._venue_order_id(method, instrument, venue_order_id, client_order_id)

    def _start_reconciliation(self, command: Command, order: Order, sent_ns: int) -> asyncio.Task[Order]:
        return self._client._start_reconciliation(command, order, sent_ns)

    def _check(self, order: Order) -> None:
        self._client._check(order)

    async def _reconcile(self, command: Command, order: Order, sent_ns: int) -> Order:
        return await self._client._reconcile(command, order, sent_ns)


async def _together(calls: Iterable[Any]) -> list[Order | Answer | VenueError]:
    """All sent, then all answered: each with its own outcome."""
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and not isinstance(outcome, VenueError):
            raise outcome
    return cast("list[Order | Answer | VenueError]", outcomes)
