"""`SimulatedVenue`: a loopback server that speaks a venue's dialect over REST and WebSocket."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote

from aiohttp import web
from msgspec.structs import replace

from venue_runtime.clock import Clock, SystemClock
from venue_runtime.credentials import Credentials
from venue_runtime.errors import (
    AuthenticationError,
    PermissionDenied,
    RateLimitExceeded,
    VenueError,
    VenueResponseError,
    VenueUnavailable,
)
from venue_runtime.testing.buckets import Buckets, refuse_over
from venue_runtime.testing.connection import Connection
from venue_runtime.testing.corrupt import CONTENT_FAULTS, corrupt
from venue_runtime.testing.dialect import (
    Action,
    Close,
    Frame,
    Reply,
    Rpc,
    RpcResult,
    SimBucket,
    SimCall,
    SimConnection,
    SimContext,
    SimDialect,
    SimRequest,
    SimResponse,
    SimRoute,
    SimSocket,
    SimSocketRoute,
    Subscribe,
    Subscription,
    Unsubscribe,
    Used,
)
from venue_runtime.testing.events import ExchangeEvent
from venue_runtime.testing.exchange import SimulatedExchange
from venue_runtime.testing.faults import Fault, FaultPlan, RandomBytes, check_target, parse_fault
from venue_runtime.testing.reasons import Reason
from venue_runtime.testing.wire_log import LoggedFrame, LoggedRequest, path_pattern, read_parameters

if TYPE_CHECKING:
    from venue_runtime.testing.fix_gateway import FixGateway

__all__ = [
    "Action",
    "Close",
    "LoggedFrame",
    "LoggedRequest",
    "Reply",
    "Rpc",
    "RpcResult",
    "SimBucket",
    "SimCall",
    "SimConnection",
    "SimContext",
    "SimDialect",
    "SimRequest",
    "SimResponse",
    "SimRoute",
    "SimSocket",
    "SimSocketRoute",
    "SimulatedVenue",
    "Subscribe",
    "Subscription",
    "Unanswered",
    "Unsubscribe",
    "Used",
]

_BEFORE = ("timeout_before_accept", "disconnect_before_accept", "expired_token")
_AFTER = ("timeout_after_accept", "disconnect", "delay", *sorted(CONTENT_FAULTS))
_TICK_SECONDS = 0.05


class Unanswered(Exception):
    """The call gets no answer: hang, or cut the connection."""

    def __init__(self, cut: bool) -> None:
        self.cut = cut


class _Injected(Exception):
    """A refusal that a status fault made: its HTTP status wins over the dialect's."""

    def __init__(self, error: VenueError, status: int) -> None:
        self.error = error
        self.status = status


class SimulatedVenue:
    """A venue on loopback: `async with SimulatedVenue(dialect, exchange) as venue: …`. Implements `SimContext`.

    Args:
        dialect: the generated `simulated.py` of the venue.
        exchange: the matching engine behind it.
        accounts: account name → credentials that sign for it (verified by the dialect).
        clock: time of timestamps checks, windows and delays; inject a `ManualClock` in tests.
        faults: faults or their text forms; more can be added while running (`venue.inject`).
        random: for faults with a probability.
        port: where to listen (0: any free one; None: nowhere, for clients in the same process, see `testing.memory`).
        enforce_limits: False counts usage (headers) but refuses nothing.
        log_limit: how many requests and frames the logs keep.

    `requests` and `frames` hold the exact bytes received and sent (`on_request` is called with each request when it is
    answered); `failures` holds tracebacks of bugs in the dialect (a test should assert that it is empty). `fix` is the
    FIX side of a venue that has one.
    """

    def __init__(
        self,
        dialect: SimDialect,
        exchange: SimulatedExchange,
        *,
        accounts: Mapping[str, Credentials] | None = None,
        clock: Clock | None = None,
        faults: Iterable[Fault | str] = (),
        random: RandomBytes | None = None,
        host: str = "127.0.0.1",
        port: int | None = 0,
        enforce_limits: bool = True,
        log_limit: int = 100_000,
    ) -> None:
        self.dialect = dialect
        self.exchange = exchange
        self.accounts: Mapping[str, Credentials] = accounts or {}
        self.clock: Clock = clock or SystemClock()
        self.state: dict[str, Any] = {}
        self.url = ""
        self.requests: list[LoggedRequest] = []
        self.frames: list[LoggedFrame] = []
        self.failures: list[str] = []
        self.connections: list[Connection] = []
        self.on_request: Callable[[LoggedRequest], None] | None = None
        self.faults = FaultPlan(random=random)
        self.fix = self._fix_gateway(dialect)
        self._host, self._port = host, port
        self._enforce = enforce_limits
        self.log_limit = log_limit
        self._buckets = Buckets(dialect.buckets)
        # The more of a path is written out, the earlier it comes: /orders/client:{id} before /orders/{id}.
        ordered = sorted(dialect.routes, key=lambda route: (route.path.count("{"), -len(route.path)))
        self._routes = [(route, path_pattern(route.path)) for route in ordered]
        self._by_id = {route.endpoint_id: route for route in dialect.routes}
        self._sockets = [(route, path_pattern(route.path)) for route in dialect.sockets]
        self._connection_count = 0
        self._closing = asyncio.Event()
        self._runner: web.ServerRunner | None = None
        self._server: asyncio.Server | None = None
        self._ticker: asyncio.Task[None] | None = None
        self._unsubscribe: Any = None
        for fault in faults:
            self.inject(fault)

    # ------------------------------------------------------------ life

    async def __aenter__(self) -> SimulatedVenue:
        await self.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.close()

    async def start(self) -> None:
        """Listen; `url` is set afterwards."""
        self._closing.clear()
        self._unsubscribe = self.exchange.subscribe(self._deliver)
        self._ticker = asyncio.ensure_future(self._tick())
        if self._port is None:
            self.url = f"http://{self._host}"
            return
        self._runner = web.ServerRunner(web.Server(self._handle), handle_signals=False, shutdown_timeout=0.05)
        await self._runner.setup()
        self._server = await self._listen(self._runner)
        self.url = f"http://{self._host}:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """End every connection and stop listening."""
        self._closing.set()
        if self._unsubscribe is not None:
            self._unsubscribe()
        if self._ticker is not None:
            self._ticker.cancel()
            await asyncio.gather(self._ticker, return_exceptions=True)
        for connection in tuple(self.connections):
            connection.close(None)
        if self.fix is not None:
            await self.fix.close()
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _listen(self, runner: web.ServerRunner) -> asyncio.Server:
        """HTTP, and FIX at the same port where the venue has it: so one address stands for all of a venue's hosts."""
        http = runner.server
        assert http is not None
        if self.fix is None:
            factory: Callable[[], asyncio.Protocol] = http
        else:
            from venue_runtime.testing.shared_port import SharedPort

            serve = self.fix.serve_streams

            def factory() -> asyncio.Protocol:
                return SharedPort(http, serve)

        return await asyncio.get_running_loop().create_server(factory, self._host, self._port)

    def _fix_gateway(self, dialect: SimDialect) -> FixGateway | None:
        made = getattr(dialect, "fix", None)
        if made is None:
            return None
        from venue_runtime.testing.fix_gateway import FixGateway

        return FixGateway(self, made)

    async def run_forever(self) -> None:
        """Serve until cancelled, for the command line."""
        async with self:
            await self._closing.wait()

    async def _tick(self) -> None:
        while True:
            await self.clock.sleep(_TICK_SECONDS)
            try:
                self.exchange.tick()
            except Exception:  # a listener's bug must be seen, and must not stop expiries
                self.failures.append(traceback.format_exc())

    def now_ns(self) -> int:
        """The venue's wall clock: the injected clock plus the skew fault."""
        return self.clock.time_ns() + self.faults.skew_ns

    # ------------------------------------------------------------ for tests

    @property
    def ws_url(self) -> str:
        """`ws://127.0.0.1:port`."""
        return "ws" + self.url.removeprefix("http")

    def inject(self, fault: Fault | str) -> Fault:
        """Arm a fault now.

        Raises:
            FaultSyntaxError: unreadable, or its target exists nowhere in this venue.
        """
        parsed = parse_fault(fault) if isinstance(fault, str) else fault
        names = {name for route in self.dialect.sockets for name in (route.id, *route.also)}
        channels = names | set(self.dialect.channels)
        check_target(parsed, self._by_id, channels, self.fix.names if self.fix is not None else ())
        return self.faults.add(parsed)

    def disconnect(self) -> None:
        """Cut every WebSocket without a close frame."""
        for connection in tuple(self.connections):
            connection.close(None)

    def planned_disconnect(self, seconds: float = 0) -> None:
        """Announce the end of every WebSocket as the venue does, then close it after `seconds`."""
        for connection in tuple(self.connections):
            connection.announce(seconds)

    async def flushed(self) -> None:
        """Return when every frame queued so far was written."""
        for connection in tuple(self.connections):
            await connection.flushed()

    def log_frame(self, connection: int, direction: Literal["in", "out"], frame: Frame) -> None:
        """Keep a frame in `frames`."""
        self.frames.append(LoggedFrame(connection=connection, direction=direction, frame=frame))
        if len(self.frames) > self.log_limit:
            del self.frames[: self.log_limit // 2]

    # ------------------------------------------------------------ HTTP

    async def _handle(self, http: web.BaseRequest) -> web.StreamResponse:
        path, _, query = http.raw_path.partition("?")
        headers = {name.lower(): value for name, value in http.headers.items()}
        if headers.get("upgrade", "").lower() == "websocket":
            return await self._handle_socket(http, path, query, headers)
        request = SimRequest(
            method=http.method,
            path=path,
            query=query,
            headers=headers,
            body=await http.read(),
            received_ns=self.now_ns(),
        )
        try:
            response, pause = self.respond(request)
        except Unanswered as silence:
            if not silence.cut:
                await self._closing.wait()
            if http.transport is not None:
                http.transport.abort()
            return web.Response(status=500)
        if pause:
            await self.clock.sleep(pause)
        return web.Response(
            status=response.status,
            body=response.body,
            headers={**response.headers, "Content-Type": response.content_type},
        )

    def respond(self, request: SimRequest) -> tuple[SimResponse, float]:
        """The answer to a request, which is logged with it, and how many seconds it is late.

        Raises:
            Unanswered: a fault wants it so.
        """
        routes, path_parameters = self._find(request)
        route = self._meant(request, routes, path_parameters)
        endpoint_id = route.endpoint_id if route else None
        try:
            response, pause = self._answer(request, route, path_parameters)
        except Unanswered:
            self._log(LoggedRequest(endpoint_id=endpoint_id, request=request, status=None))
            raise
        self._log(LoggedRequest(endpoint_id=endpoint_id, request=request, status=response.status))
        return response, pause

    def _log(self, record: LoggedRequest) -> None:
        if self.on_request is not None:
            self.on_request(record)
        self.requests.append(record)
        if len(self.requests) > self.log_limit:
            del self.requests[: self.log_limit // 2]

    def _find(self, request: SimRequest) -> tuple[list[SimRoute], dict[str, str]]:
        """The endpoints at an address: several where what is sent tells them apart."""
        for route, pattern in self._routes:
            match = pattern.fullmatch(request.path) if route.method == request.method else None
            if match is not None:
                alike = [each for each, _ in self._routes if (each.method, each.path) == (route.method, route.path)]
                return alike, {name: unquote(text) for name, text in match.groupdict().items()}
        return [], {}

    def _meant(
        self, request: SimRequest, routes: Sequence[SimRoute], path_parameters: Mapping[str, str]
    ) -> SimRoute | None:
        if len(routes) < 2:
            return routes[0] if routes else None
        call = SimCall(endpoint_id="", parameters={}, context=self, request=request, path_parameters=path_parameters)
        try:
            call.parameters = read_parameters(request)
        except VenueError:
            return routes[0]  # which says so
        meant = self.dialect.choose(call, [route.endpoint_id for route in routes])
        return self._by_id[meant]

    def _answer(
        self, request: SimRequest, route: SimRoute | None, path_parameters: Mapping[str, str]
    ) -> tuple[SimResponse, float]:
        """The response and how many seconds it is late."""
        if route is None:
            error = VenueResponseError(
                f"no endpoint {request.method} {request.path}", code=Reason.UNKNOWN_ENDPOINT.value, http_status=404
            )
            return self.dialect.error_response(error, None), 0
        call = SimCall(
            endpoint_id=route.endpoint_id,
            parameters={},
            context=self,
            auth=route.auth,
            path_parameters=path_parameters,
            request=request,
        )
        used: list[Used] = []
        fault: Fault | None = None
        try:
            call.parameters = read_parameters(request)
            self._refuse_by_fault(route)
            result = self._execute(call, route, used)
            fault = self._strike_after(route)
            response = self.dialect.encode_result(call, result) if not isinstance(result, SimResponse) else result
        except VenueError as error:
            response = self._refusal(error, call)
        except _Injected as injected:
            response = replace(self._refusal(injected.error, call), status=injected.status)
        except Unanswered:
            raise
        except Exception:
            self.failures.append(traceback.format_exc())
            response = SimResponse(status=500, body=b"simulator failure", content_type="text/plain")
        response = replace(response, headers={**self.dialect.limit_headers(used), **response.headers})
        if fault is not None and fault.name in CONTENT_FAULTS:
            body = corrupt(fault.name, response.body, self.dialect.enum_fields.get(route.endpoint_id, ()))
            assert isinstance(body, bytes)
            response = replace(response, body=body)
        return response, fault.seconds if fault is not None and fault.name == "delay" else 0

    def _refusal(self, error: VenueError, call: SimCall) -> SimResponse:
        response = self.dialect.error_response(error, call)
        retry = error.retry_after if isinstance(error, VenueResponseError) else None
        if retry is None or any(name.lower() == "retry-after" for name in response.headers):
            return response
        return replace(response, headers={**response.headers, "Retry-After": f"{retry:.0f}"})

    # ------------------------------------------------------------ calls

    def _refuse_by_fault(self, route: SimRoute) -> None:
        fault = self.faults.strike((*self.faults.statuses(), *_BEFORE), "endpoint", route.endpoint_id)
        if fault is None:
            return
        if fault.name in ("timeout_before_accept", "disconnect_before_accept"):
            raise Unanswered(cut=fault.name == "disconnect_before_accept")
        if fault.name == "expired_token":
            raise AuthenticationError("the token has expired", code=Reason.EXPIRED_TOKEN.value)
        status = fault.status or 500
        retry = float(fault.value) if fault.value is not None else None
        if status in (418, 429):
            reason = Reason.BANNED if status == 418 else Reason.RATE_LIMIT
            wait = retry if retry is not None else 1.0
            raise _Injected(
                RateLimitExceeded("too many requests", code=reason.value, http_status=status, retry_after=wait), status
            )
        kind = VenueUnavailable if status >= 500 else PermissionDenied if status == 403 else VenueResponseError
        raise _Injected(kind("injected", code=Reason.UNAVAILABLE.value, http_status=status, retry_after=retry), status)

    def _strike_after(self, route: SimRoute) -> Fault | None:
        fault = self.faults.strike(_AFTER, "endpoint", route.endpoint_id)
        if fault is not None and fault.name in ("timeout_after_accept", "disconnect"):
            raise Unanswered(cut=fault.name == "disconnect")
        return fault

    def _execute(self, call: SimCall, route: SimRoute, used: list[Used]) -> object:
        """Charge, verify, charge the account, run. `used` is filled also when the call is refused."""
        cost = route.cost(call) if callable(route.cost) else route.cost
        callers = {"ip": "ip"}
        if call.connection is not None:
            callers["connection"] = str(call.connection.id)
        self._charge(cost, callers, used)
        if call.auth is not None:
            call.account = self.dialect.verify(call)
            self._charge(cost, {"account": call.account}, used)
        return route.handler(call)

    def _charge(self, cost: Mapping[str, int], callers: Mapping[str, str], used: list[Used]) -> None:
        charged = self._buckets.charge(cost, callers, self.clock.time_ns())
        used.extend(charged)
        if self._enforce:
            refuse_over(charged, self.clock.time_ns())

    def call(self, rpc: Rpc, connection: Connection) -> tuple[RpcResult, Fault | None] | None:
        """Run an endpoint for a WebSocket; None when no answer is to be sent."""
        route = self._by_id.get(rpc.endpoint_id)
        if route is None:
            error = VenueResponseError(f"no endpoint {rpc.endpoint_id}", code=Reason.UNKNOWN_ENDPOINT.value)
            return RpcResult(rpc=rpc, error=error), None
        call = SimCall(
            endpoint_id=route.endpoint_id,
            parameters=rpc.parameters,
            context=self,
            transport="ws",
            auth=rpc.auth if rpc.auth is not None else route.auth,
            connection=connection,
        )
        used: list[Used] = []
        try:
            self._refuse_by_fault(route)
            result = self._execute(call, route, used)
            fault = self._strike_after(route)
            return RpcResult(rpc=rpc, result=result, used=used), fault
        except VenueError as error:
            return RpcResult(rpc=rpc, error=error, used=used), None
        except _Injected as injected:
            return RpcResult(rpc=rpc, error=injected.error, used=used), None
        except Unanswered as silence:
            if silence.cut:
                connection.close(None)
            return None

    # ------------------------------------------------------------ WebSocket

    async def _handle_socket(
        self, http: web.BaseRequest, path: str, query: str, headers: Mapping[str, str]
    ) -> web.StreamResponse:
        connection = self.join(path, query, headers)
        if isinstance(connection, SimResponse):
            return web.Response(
                status=connection.status,
                body=connection.body,
                headers={**connection.headers, "Content-Type": connection.content_type},
            )
        try:
            return await connection.serve(http)
        finally:
            self.connections.remove(connection)

    def join(self, path: str, query: str, headers: Mapping[str, str]) -> Connection | SimResponse:
        """A new connection, which whoever serves it removes from `connections`, or the answer that refuses it."""
        found = next(((r, m) for r, p in self._sockets if (m := p.fullmatch(path)) is not None), None)
        if found is None:
            return SimResponse(status=404)
        route, match = found
        self._connection_count += 1
        parameters = {name: unquote(text) for name, text in match.groupdict().items()}
        connection = Connection(self, route, self._connection_count, path, query, headers, parameters)
        opening = SimRequest(method="GET", path=path, query=query, headers=headers, body=b"", received_ns=self.now_ns())
        try:
            connection.admit(opening)
        except VenueError as error:
            return self.dialect.error_response(error, None)
        self.connections.append(connection)
        return connection

    def _deliver(self, event: ExchangeEvent) -> None:
        for connection in tuple(self.connections):
            connection.deliver(event)
        if self.fix is not None:
            self.fix.deliver(event)
