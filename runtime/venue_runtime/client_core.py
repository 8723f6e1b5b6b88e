"""What every client has: construction from injected parts, capabilities, instruments, owned tasks, an orderly end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from difflib import get_close_matches
from hashlib import sha256
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from .bindings import Environment, with_defaults
from .client_hooks import VenueHooks
from .clock import Clock, ClockSync, SystemClock, VenueClock
from .credentials import Credentials
from .endpoints import Endpoints
from .errors import ConfigurationError, NotSupported, VenueError
from .http import AiohttpTransport, HttpTransport
from .ids import ClientOrderIds, MintedClientOrderIds, MonotonicNonces, Nonces, Random, SystemRandom
from .instruments import Instruments
from .limits import Limiter, LocalLimiter
from .links import Pace
from .log import EventLogger
from .metrics import Metrics
from .model import Capability, Instrument
from .orders import OrderTracker
from .pretrade import PretradeLimits
from .redaction import Redactor
from .rest import HttpRecorder, RestExecutor, SocketCall
from .websocket import AiohttpConnector, WebSocketConnector

__all__ = ["ClientCore", "Recorder"]

T = TypeVar("T")
M = TypeVar("M")


class Recorder(HttpRecorder, Protocol):
    """Takes all traffic, secrets scrubbed."""

    def frame(self, kind: str, url: str, frame: str | bytes) -> None:
        """A WebSocket frame: `kind` is open, sent or recv."""
        ...


class ClientCore(VenueHooks):
    """Construction and life cycle. Nothing is sent and no connection opened before a method needs it."""

    def __init__(
        self,
        credentials: Credentials | None = None,
        *,
        environment: str = "production",
        endpoints: Mapping[str, str] | str | None = None,
        config: Any = None,
        clock: Clock | None = None,
        nonces: Nonces | None = None,
        client_order_ids: ClientOrderIds | None = None,
        random: Random | None = None,
        limiter: Limiter | None = None,
        http: HttpTransport | None = None,
        websocket: WebSocketConnector | None = None,
        pretrade: PretradeLimits | None = None,
        cancel_on_disconnect: bool = False,
        recorder: Recorder | None = None,
        metrics: Metrics | None = None,
        proxy: str | None = None,
        local_address: str | None = None,
        timeout: float = 10.0,
        account: str = "",
        strict_orders: bool = False,
        order_transport: str = "rest",
    ) -> None:
        """
        Args:
            credentials: what the venue's private methods need; public ones work without.
            environment: name of a deployment in `environments`.
            endpoints: other base URLs, by name; or one URL for every host of the environment.
            config: the venue's settings struct (`config_type`).
            clock, nonces, client_order_ids, random: with these fixed, the bytes sent are a pure function of the calls.
            limiter: share one between clients of the same account or address.
            http, websocket: transports; the defaults use aiohttp.
            pretrade: limits of our own; an order that breaks them is DENIED and never sent.
            cancel_on_disconnect: ask the venue to cancel our orders when the private stream drops.
            recorder: takes every frame and body, secrets scrubbed.
            proxy, local_address: of the default transports.
            timeout: seconds that an answer may take.
            account: name of the account, in what tells fills apart when several clients share a store.
            strict_orders: raise on impossible order reports instead of logging them: for tests.
            order_transport: what order commands and queries go over: "rest", or a connection of `order_transports`.

        Raises:
            ConfigurationError: unknown environment, endpoint, credential name, settings type or transport; missing
                capability for `cancel_on_disconnect`.
        """
        self.environment = environment
        self.deployment = self._known_environment(environment)
        given = credentials if credentials is not None else Credentials()
        given.validate([field.name for field in self.credential_fields], self.venue)
        self.credentials = with_defaults(given, self.credential_fields)
        self.endpoints = Endpoints(self.deployment, endpoints)
        self.config = self._checked_config(config)
        self.clock: Clock = clock if clock is not None else SystemClock()
        self.random: Random = random if random is not None else SystemRandom()
        self.nonces: Nonces = nonces if nonces is not None else MonotonicNonces(self.clock, unit_ns=self.nonce_unit_ns)
        self.client_order_ids: ClientOrderIds = (
            client_order_ids
            if client_order_ids is not None
            else MintedClientOrderIds(self.client_order_id_form, random=self.random, clock=self.clock)
        )
        self.clock_sync = ClockSync()
        self.venue_clock = VenueClock(self.clock, self.clock_sync)
        self.metrics = metrics if metrics is not None else Metrics()
        self.log = EventLogger(self.venue, Redactor(self._secrets()))
        self.pretrade = pretrade
        self.recorder = recorder
        self.order_transport = self._known_transport(order_transport)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closers: list[Callable[[], Awaitable[None]]] = []
        self._closed = False
        self.limiter: Limiter = (
            limiter if limiter is not None else LocalLimiter(self.bucket_specs, self.venue_clock, venue=self.venue)
        )
        self.http: HttpTransport = http if http is not None else self._default_http(proxy, local_address)
        self.websocket: WebSocketConnector = (
            websocket if websocket is not None else self._default_websocket(proxy, local_address)
        )
        self._connects = None if self.connects is None else Pace(*self.connects)
        self.rest = RestExecutor(
            venue=self.venue,
            http=self.http,
            limiter=self.limiter,
            clock=self.clock,
            random=self.random,
            error_of=self._error_of,
            usage_of=self._usage_of,
            scopes=self._scopes(account, local_address),
            resync=self.sync_clock if Capability.FETCH_TIME in self.offers else None,
            ask=self._ask,
            timeout=timeout,
            metrics=self.metrics,
            log=self.log,
            recorder=recorder,
        )
        self.capabilities: frozenset[Capability] = self._capabilities()
        self.cancel_on_disconnect = cancel_on_disconnect
        if cancel_on_disconnect:
            self._require(Capability.CANCEL_ON_DISCONNECT)
        self.instruments: Instruments = self._instrument_registry()
        self.orders = OrderTracker(venue=self.venue, account=account, strict=strict_orders)
        self._instruments_loading: asyncio.Task[None] | None = None
        self._instruments_loaded = False
        self._init_streams()
        self._setup()

    @classmethod
    def from_env(cls, **options: Any) -> Self:
        """A client with credentials from `<VENUE>_<FIELD>` (or `<VENUE>_<FIELD>_FILE`) of the process environment.

        `options` are the constructor's. Raises ConfigurationError as the constructor, and for unreadable files.
        """
        names = [field.name for field in cls.credential_fields]
        return cls(credentials=Credentials.from_env(cls.venue, names), **options)

    async def __aenter__(self) -> Self:
        self._check_open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End every stream, task and connection. Cancels no order. May be called twice."""
        if self._closed:
            return
        self._closed = True
        tasks = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        # Newest first: what was built on something goes before it. One that fails must not keep the others open.
        failures: list[Exception] = []
        for closer in reversed(self._closers):
            try:
                await closer()
            except Exception as error:
                failures.append(error)
        if failures:
            raise ExceptionGroup(f"{self.venue}: closing", failures)

    async def sync_clock(self, samples: int = 5) -> None:
        """Measure the venue's clock, which signatures are stamped with. Done by itself after a clock error."""
        self._require(Capability.FETCH_TIME)
        self.clock_sync.reset()
        for _ in range(samples):
            before = self.clock.time_ns()
            server = await self._fetch_time()
            after = self.clock.time_ns()
            if after >= before:  # else our own clock was set meanwhile: that sample says nothing
                self.clock_sync.add(before, server, after)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.environment}>"

    # ------------------------------------------------------------------ instruments

    async def load_instruments(self, reload: bool = False) -> Mapping[str, Instrument]:
        """All instruments by unified symbol. Asked for once; `reload` asks again. Concurrent callers share one
        request.
        """
        self._require(Capability.LOAD_INSTRUMENTS)
        if reload or not self._instruments_loaded:
            loading = self._instruments_loading
            if loading is None or loading.done():
                loading = self._instruments_loading = self._spawn(self._do_load_instruments(), "load instruments")
            # A caller that gives up must not take the others' request with it.
            await asyncio.shield(loading)
        return self.instruments

    async def _do_load_instruments(self) -> None:
        self.instruments.update(await self._load_instruments())
        self._instruments_loaded = True

    def _read_instruments(self, read: Callable[[M], Instrument | None], items: Iterable[M]) -> list[Instrument]:
        """Each item as an instrument. One that cannot be read is reported, counted and left out; the error is raised
        when none can be: that is no odd entry."""
        found: list[Instrument] = []
        last: Exception | None = None
        for item in items:
            try:
                instrument = read(item)
            except (VenueError, ValueError, ArithmeticError, LookupError, TypeError) as error:
                last = error
                self.metrics.counter("misfits", operation="load_instruments").add()
                self.log.warning("instrument left out", error=error, item=repr(item)[:200])
            else:
                if instrument is not None:
                    found.append(instrument)
        if last is not None and not found:
            raise last
        return found

    async def _instrument(self, symbol: str, operation: str) -> Instrument:
        if not self._instruments_loaded:
            await self.load_instruments()
        return self.instruments.require(symbol, operation)

    def _instrument_registry(self) -> Instruments:
        """Overridden where venue symbols need folding or a partition."""
        return Instruments(venue=self.venue)

    # ------------------------------------------------------------------ inside

    def _require(self, capability: Capability) -> None:
        """Raise NotSupported, or ConfigurationError when only credentials are missing."""
        if capability in self.capabilities:
            self._check_open()
            return
        needs = self.offers.get(capability)
        if needs is None or capability in self.deployment.lacks:
            where = "" if needs is None else f" in {self.environment}"
            raise NotSupported(
                f"{self.venue} does not offer {capability}{where}",
                venue=self.venue,
                operation=capability,
                capability=capability,
            )
        sets = " or ".join(" and ".join(sorted(names)) for names in needs)
        raise ConfigurationError(f"needs credentials: {sets}", venue=self.venue, operation=capability)

    def _capabilities(self) -> frozenset[Capability]:
        given = set(self.credentials)
        return frozenset(
            capability
            for capability, needs in self.offers.items()
            if capability not in self.deployment.lacks and (not needs or any(names <= given for names in needs))
        )

    def _check_open(self) -> None:
        if self._closed:
            raise ConfigurationError("the client is closed", venue=self.venue)

    def _spawn(self, work: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        """A task that the client owns: it ends with the client, and its failure is never silent."""
        task = asyncio.get_running_loop().create_task(work, name=f"{self.venue} {name}")
        self._tasks.add(task)
        task.add_done_callback(self._reap)
        return task

    def _reap(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.log.error("task failed", task=task.get_name(), error=error)

    def _on_close(self, closer: Callable[[], Awaitable[None]]) -> None:
        self._closers.append(closer)

    def _init_streams(self) -> None:
        """For the part of the client that has streams."""

    async def _ask(self, call: SocketCall) -> Any:
        """For the part of the client that has streams."""
        raise NotSupported("this client has no streams", venue=self.venue, operation=call.operation)

    def _secrets(self) -> list[str]:
        return [
            self.credentials.reveal(f.name) for f in self.credential_fields if f.secret and f.name in self.credentials
        ]

    def _scopes(self, account: str, local_address: str | None) -> dict[str, str]:
        """Whose budgets are spent: a limiter may be shared by clients of several keys and source addresses."""
        key = self.credentials.get("api_key")
        name = "" if key is None else sha256(key.reveal().encode()).hexdigest()[:16]
        return {"ip": local_address or "", "key": name, "account": account or name}

    def _default_http(self, proxy: str | None, local_address: str | None) -> HttpTransport:
        http = AiohttpTransport(proxy=proxy, local_address=local_address)
        self._on_close(http.close)
        return http

    def _default_websocket(self, proxy: str | None, local_address: str | None) -> WebSocketConnector:
        websocket = AiohttpConnector(proxy=proxy, local_address=local_address)
        self._on_close(websocket.close)
        return websocket

    def _known_environment(self, name: str) -> Environment:
        found = self.environments.get(name)
        if found is None:
            near = get_close_matches(name, self.environments, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(self.environments)}"
            raise ConfigurationError(f"unknown environment {name!r}: {hint}", venue=self.venue)
        return found

    def _known_transport(self, name: str) -> str:
        if name not in self.order_transports:
            raise ConfigurationError(
                f"unknown order transport {name!r}: there are {', '.join(self.order_transports)}", venue=self.venue
            )
        return name

    def _checked_config(self, config: Any) -> Any:
        if self.config_type is None:
            if config is not None:
                raise ConfigurationError("this venue has no settings", venue=self.venue)
            return None
        if config is None:
            return self.config_type()
        if not isinstance(config, self.config_type):
            raise ConfigurationError(
                f"config must be a {self.config_type.__name__}, not {type(config).__name__}", venue=self.venue
            )
        return config
