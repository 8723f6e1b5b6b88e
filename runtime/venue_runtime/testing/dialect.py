"""The seam between the venue-neutral simulator and a venue's generated `simulated.py`.

The simulator owns matching, accounts, sockets, limits, faults and logs. The dialect owns everything that has the
venue's face: routes, parameter names, signature verification, result and error shapes, WebSocket frames. A generated
`simulated.py` holds one class that implements `SimDialect` and one class per WebSocket connection that implements
`SimSocket`:

```python
class SimulatedExample:
    venue = "example"

    def __init__(self) -> None:
        self.routes = (
            SimRoute("POST", "/api/order", "create_order", self.create_order, "hmac", command=True, cost={"weight": 1}),
            SimRoute("GET", "/api/depth", "depth", self.depth, cost=lambda call: {"weight": 5}),
        )
        self.sockets = (SimSocketRoute("market", "/ws", MarketSocket),)
        self.buckets = (SimBucket("weight", budget=6000, window_ns=60_000_000_000),)
        self.channels = ("trades", "depth", "orders")
        self.enum_fields = {"orders": (("X",),)}
        self.checksum_fields = {}

    def create_order(self, call: SimCall) -> object:
        report = call.exchange.create_order(call.account, OrderRequest(symbol=..., side=..., ...))
        return {"orderId": int(report.order.venue_order_id or "0"), ...}   # a Struct, plain JSON data, or bytes
```

Handlers are plain functions: the exchange answers synchronously, so that a test sees every effect when a call returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct, field

if TYPE_CHECKING:
    from venue_runtime.clock import Clock
    from venue_runtime.credentials import Credentials
    from venue_runtime.errors import VenueError
    from venue_runtime.testing.events import ExchangeEvent
    from venue_runtime.testing.exchange import SimulatedExchange

Frame: TypeAlias = str | bytes
Transport: TypeAlias = Literal["rest", "ws", "fix"]
FieldPath: TypeAlias = tuple[str | int, ...]
"""Where a value sits in a frame or body: names and positions from the root; "*" stands for every item of a list."""


class SimRequest(Struct, frozen=True, kw_only=True):
    """A REST request exactly as it arrived: nothing decoded, so that a signature can be checked over the bytes sent.

    `path` keeps its percent-encoding and excludes the query; `query` is the raw text after `?`; header names are lower
    case. `received_ns` is the server's clock (with the clock-skew fault applied).
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    received_ns: int = 0

    @property
    def target(self) -> str:
        """Path and query as sent."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def query_pairs(self) -> list[tuple[str, str]]:
        """The query, percent-decoded, in wire order, repeated names kept."""
        return parse_qsl(self.query, keep_blank_values=True)

    def form_pairs(self) -> list[tuple[str, str]]:
        """The body read as a form, percent-decoded, in wire order; empty for a body of another content type."""
        if "json" in self.headers.get("content-type", "") or self.body[:1] in (b"{", b"["):
            return []
        return parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True)

    def json(self) -> Any:
        """The body as JSON data.

        Raises:
            msgspec.DecodeError: the body is not JSON.
        """
        return msgspec.json.decode(self.body)

    def parameters(self) -> dict[str, Any]:
        """Query, then form or JSON body, as one mapping (later wins; a body that is no object is `$body`)."""
        merged: dict[str, Any] = dict(self.query_pairs())
        if self.body:
            if self.body[:1] == b"{":
                merged.update(self.json())
            elif self.body[:1] == b"[":
                merged["$body"] = self.json()
            else:
                merged.update(self.form_pairs())
        return merged


class SimResponse(Struct, frozen=True, kw_only=True):
    """What goes back over REST, exact bytes."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"

    @classmethod
    def json(cls, data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> SimResponse:
        """Encode JSON data or a Struct (Decimals as text); bytes pass untouched."""
        body = data if isinstance(data, bytes) else msgspec.json.encode(data)
        return cls(status=status, body=body, headers=headers or {})


class SimContext(Protocol):
    """What the simulator lends to a dialect. Implemented by `SimulatedVenue`."""

    exchange: SimulatedExchange
    clock: Clock
    accounts: Mapping[str, Credentials]
    """Account name → the credentials it signs with; a dialect finds the account by key and checks the signature."""
    url: str
    """`http://127.0.0.1:port`, no trailing slash: for venues whose answers dictate further URLs."""
    state: dict[str, Any]
    """What the dialect remembers between calls: last nonces, leases, tokens. Lives as long as the venue."""

    def now_ns(self) -> int:
        """The venue's wall clock: the injected clock plus the skew fault."""
        ...


class SimCall(Struct, kw_only=True):
    """One call of an endpoint, over REST or as a WebSocket request.

    `parameters` are wire names → text (REST) or JSON values (WS, JSON bodies); `path_parameters` come from `{name}`
    parts of the route. `account` is empty until `SimDialect.verify` named it (public endpoints leave it empty).
    """

    endpoint_id: str
    parameters: Mapping[str, Any]
    context: SimContext
    transport: Transport = "rest"
    auth: str | None = None
    account: str = ""
    path_parameters: Mapping[str, str] = field(default_factory=dict)
    request: SimRequest | None = None
    connection: SimConnection | None = None

    @property
    def exchange(self) -> SimulatedExchange:
        """The exchange behind the venue."""
        return self.context.exchange

    @property
    def now_ns(self) -> int:
        """The venue's wall clock, nanoseconds UTC."""
        return self.context.now_ns()


Handler: TypeAlias = Callable[[SimCall], object]
Cost: TypeAlias = Mapping[str, int] | Callable[[SimCall], Mapping[str, int]]


class SimRoute(Struct, frozen=True):
    """One endpoint: `path` may hold `{name}` parts. The same route serves `Rpc` actions by `endpoint_id`.

    `handler` returns the result in wire shape (bytes, a Struct, plain JSON data, or a whole `SimResponse`) and raises
    the contract's errors. `auth` is the scheme's id, None for public endpoints. `command` marks what changes state.
    `cost` is taken from the buckets before the handler runs.
    """

    method: str
    path: str
    endpoint_id: str
    handler: Handler
    auth: str | None = None
    command: bool = False
    cost: Cost = field(default_factory=dict)


class SimBucket(Struct, frozen=True):
    """One enforced limit: `budget` units in `window_ns`, metered per ip (the whole simulator), account, or connection.

    `fixed` windows start at multiples of their length, `sliding` ones end now, `decay` buckets leak `budget` a window.
    """

    name: str
    budget: int
    window_ns: int
    per: Literal["ip", "account", "connection"] = "ip"
    window: Literal["fixed", "sliding", "decay"] = "fixed"


class Used(Struct, frozen=True):
    """How full a bucket is after a call was charged; `reset_ns` is when the window makes room again (wall clock)."""

    bucket: SimBucket
    used: int
    reset_ns: int


# ---------------------------------------------------------------- WebSocket


class Subscription(Struct, kw_only=True):
    """One stream a connection is subscribed to; the server delivers every exchange event that fits it.

    `key` names it within the connection (the venue's topic text, or a channel number as text). `channel` is the spec's
    channel id, which faults match. `events` are the kinds wanted (`book`, `quote`, `trade`, `order`, `balance`);
    `symbol` None means any. Private streams name their `account`. With `interval_ns` book events are joined and sent
    at most once an interval (0: at once). `data` is the dialect's own (depth, interval, counters …).
    """

    key: str
    channel: str
    events: frozenset[str]
    symbol: str | None = None
    account: str | None = None
    interval_ns: int = 0
    beat: Frame | None = None
    """Sent again every second, whatever happens: what keeps a connection open."""
    data: Any = None


class Reply(Struct, frozen=True):
    """Send a frame now (acknowledgement, login answer, first snapshot, text pong)."""

    frame: Frame
    channel: str | None = None
    """Set for frames that belong to a channel (a first snapshot), so that faults of that channel apply."""


class Subscribe(Struct, frozen=True):
    """Start a stream; the same key again replaces the former subscription."""

    subscription: Subscription


class Unsubscribe(Struct, frozen=True):
    """Stop a stream by its key; unknown keys are ignored (the dialect answers them as the venue does)."""

    key: str


class Rpc(Struct, frozen=True, kw_only=True):
    """Run an endpoint over this connection: limits, verification, faults, handler; then `SimSocket.encode_reply`.

    `auth` replaces the route's scheme where the socket signs differently; `public` skips verification.
    """

    id: Any
    endpoint_id: str
    parameters: Mapping[str, Any]
    auth: str | None = None


class Close(Struct, frozen=True):
    """Close the connection with this code."""

    code: int = 1000
    reason: str = ""


Action: TypeAlias = Reply | Subscribe | Unsubscribe | Rpc | Close


class RpcResult(Struct, frozen=True, kw_only=True):
    """Outcome of an `Rpc`: `result` (the handler's), or `error`; `used` are the buckets it was charged to."""

    rpc: Rpc
    result: Any = None
    error: VenueError | None = None
    used: Sequence[Used] = ()


class SimConnection(Protocol):
    """One accepted WebSocket, as a dialect sees it. Implemented by the server."""

    id: int
    route: SimSocketRoute
    path: str
    """Path as requested, percent-encoded."""
    query: str
    headers: Mapping[str, str]
    path_parameters: Mapping[str, str]
    account: str | None
    """Set by the dialect when a login succeeded; None before."""
    subscriptions: dict[str, Subscription]
    context: SimContext
    state: dict[str, Any]
    """Room for the dialect's own counters (sequence, channel numbers)."""


class SimSocket(Protocol):
    """The venue's WebSocket protocol on one connection; made per connection by `SimSocketRoute.factory`.

    Methods return what to do, in order, and never send by themselves. A raised contract error is turned into a frame by
    `encode_error`; any other exception closes the connection with 1011 and fails the test that looks at
    `venue.failures`.
    """

    def admit(self, request: SimRequest) -> None:
        """Before the handshake: raises what the request for the connection is refused with."""
        ...

    def on_open(self) -> Iterable[Action]:
        """After the handshake: a welcome frame, subscriptions that the URL names, or nothing."""
        ...

    def on_frame(self, frame: Frame) -> Iterable[Action]:
        """A frame came: subscribe, unsubscribe, log in, call, ping. Unreadable ones are answered as the venue does."""
        ...

    def encode_event(self, subscription: Subscription, event: ExchangeEvent) -> Frame | Sequence[Frame] | None:
        """An event of a subscription as the venue prints it; None when this stream does not report it. Where the
        checksum of a book's update has a frame of its own, that is the last one."""
        ...

    def encode_reply(self, outcome: RpcResult) -> Frame:
        """The answer of a call: result or error in the socket's envelope."""
        ...

    def encode_error(self, error: VenueError) -> Frame | None:
        """A refusal that belongs to no call (bad subscribe, message limit); None where the venue stays silent."""
        ...

    def notice(self, what: Literal["planned_disconnect", "expired_token"]) -> Iterable[Action]:
        """What the venue says before it hangs up, or when the session's token ran out; often a Reply, then a Close."""
        ...

    def ping(self) -> Frame | None:
        """The venue's own text ping, sent every `SimSocketRoute.ping_every_ns`; None for a protocol ping."""
        ...


class SimSocketRoute(Struct, frozen=True):
    """One WebSocket connection of the spec. `path` may hold `{name}` parts and end with `*` (anything follows).

    `message_limit` frames from the client within `message_window_ns` are accepted; one more closes with `limit_close`.
    """

    id: str
    path: str
    factory: Callable[[SimConnection], SimSocket]
    ping_every_ns: int = 0
    message_limit: int = 0
    message_window_ns: int = 1_000_000_000
    limit_close: int = 1008
    subscription_limit: int = 0
    also: tuple[str, ...] = ()
    """Other connections of the spec at this address: names that faults may use."""


class SimDialect(Protocol):
    """A venue's face over the simulator; implemented by the generated `simulated.py`.

    `channels` are the ids of the spec's channels.
    `enum_fields` and `checksum_fields` tell the faults `unknown_enum` and `bad_checksum` where to strike: endpoint or
    channel id → paths in its result or frame.
    """

    venue: str

    @property
    def routes(self) -> Sequence[SimRoute]: ...

    @property
    def sockets(self) -> Sequence[SimSocketRoute]: ...

    @property
    def buckets(self) -> Sequence[SimBucket]: ...

    @property
    def channels(self) -> Sequence[str]: ...

    @property
    def enum_fields(self) -> Mapping[str, Sequence[FieldPath]]: ...

    @property
    def checksum_fields(self) -> Mapping[str, Sequence[FieldPath]]: ...

    def choose(self, call: SimCall, endpoints: Sequence[str]) -> str:
        """Of the endpoints that share an address, the one that the parameters of a call are for."""
        ...

    def verify(self, call: SimCall) -> str:
        """Check key, signature, timestamp and nonce of a call by `call.auth`; return the account's name.

        Raises:
            AuthenticationError: unknown key or wrong signature.
            ClockSkew: the timestamp is outside the venue's window.
            InvalidNonce: the nonce did not rise.
        """
        ...

    def encode_result(self, call: SimCall, result: object) -> SimResponse:
        """A handler's result in the venue's REST envelope; usually `SimResponse.json(result)`."""
        ...

    def error_response(self, error: VenueError, call: SimCall | None) -> SimResponse:
        """A contract error as the venue answers it: status, code, text. `call` is None for an unknown path."""
        ...

    def limit_headers(self, used: Sequence[Used]) -> Mapping[str, str]:
        """The venue's used-weight or remaining headers; empty where it has none."""
        ...
