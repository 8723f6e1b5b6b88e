"""What every connection of a generated simulated venue shares: subscriptions, acknowledgements, calls, pushes."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, ClassVar, Literal
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from venue_runtime.errors import AuthenticationError, SubscriptionRejected, VenueError
from venue_runtime.model import Instrument
from venue_runtime.testing.book_views import BookUpdate, SubscribedBook
from venue_runtime.testing.changes import Changes
from venue_runtime.testing.dialect import (
    Action,
    Close,
    Frame,
    Reply,
    Rpc,
    RpcResult,
    SimCall,
    SimConnection,
    SimRequest,
    Subscribe,
    Subscription,
    Unsubscribe,
)
from venue_runtime.testing.events import BookEvent, ExchangeEvent
from venue_runtime.testing.filling import Path, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect
from venue_runtime.testing.reasons import Reason

__all__ = [
    "Checked",
    "Envelope",
    "GeneratedSocket",
    "Hole",
    "KeyPart",
    "Login",
    "SharedSocket",
    "TopicRule",
    "match_frame",
    "topics_of",
]


class Hole(Struct, frozen=True):
    """A place in a frame template where a value stands: `topics`, `topic`, `id`, `method`, `params`.

    Or a part of it: `topic.<name>` is one entry of a topic that is a map; of a text the one at `at` of those that
    `between` stands between; a list there is joined by `joined`.
    """

    name: str
    between: str = ""
    at: int = 0
    joined: str = ""


class KeyPart(Struct, frozen=True):
    """A place that holds a part of a key; `before` is the text in front of it. Some keys may go without it.

    Where messages differ in the place, one of the `others` may be it: the first that a message has.
    """

    path: Path
    before: str = ""
    may_miss: bool = False
    others: tuple[Path, ...] = ()


class Checked(Struct, frozen=True):
    """The payload of a book's message whose checksum comes right behind it, in a frame of its own."""

    payload: Any
    checksum: int


class Envelope(Struct, frozen=True, kw_only=True):
    """A frame that we send: `body` with the id, the key or the payload put in where they belong.

    A key that is made of several fields has several `keys`; `learned` is where an acknowledgement tells our name of
    a subscription, `accepted` where it lists the topics, `method` where an answer repeats what was called, `number`
    where a venue that counts its frames says which one it is.
    """

    body: Any = msgspec.field(default_factory=dict)
    id: Path | None = None
    key: Path | None = None
    payload: Path | None = None
    keys: tuple[KeyPart, ...] = ()
    learned: Path | None = None
    accepted: Path | None = None
    method: Path | None = None
    number: Path | None = None

    def filled(
        self,
        *,
        id: Any = None,
        key: Any = None,
        payload: Any = None,
        learned: Any = None,
        accepted: Any = None,
        method: str | None = None,
        number: int | None = None,
    ) -> Any:
        """The frame as data."""
        data = copy.deepcopy(self.body)
        rows: list[tuple[Path | None, Any]] = [
            (self.payload, payload),
            (self.key, key),
            *self._parts(key, payload),
            (self.id, id),
        ]
        rows += [(self.learned, learned), (self.accepted, accepted), (self.method, method), (self.number, number)]
        for path, value in rows:
            if path == () and isinstance(value, dict) and isinstance(data, dict):
                data = {**data, **value}
            elif path is not None:
                number = isinstance(value, str) and value.isdigit() and type(get(data, path)) is int
                data = put(data, path, int(value) if number else value)
        return data

    def _parts(self, key: Any, payload: Any) -> list[tuple[Path, str]]:
        pattern = "".join(
            f"(?:{re.escape(each.before)}(.*?))?" if each.may_miss else f"{re.escape(each.before)}(.*?)"
            for each in self.keys
        )
        match = re.fullmatch(pattern, key) if self.keys and isinstance(key, str) else None
        told = zip(self.keys, match.groups(), strict=True) if match else ()
        return [(self._place(each, payload), text) for each, text in told if text is not None]

    def _place(self, part: KeyPart, payload: Any) -> Path:
        """Where this part of the key stands: of several places the one that the payload has."""
        told = self.filled_in(payload) if part.others else None
        return next((path for path in (part.path, *part.others) if told and get(told, path) is not None), part.path)

    def filled_in(self, payload: Any) -> Any:
        """The body with the payload alone."""
        return put(copy.deepcopy(self.body), self.payload, payload) if self.payload else payload


class TopicRule(Struct, frozen=True, kw_only=True):
    """A channel: how its topics read, which events it reports, and the method that writes a payload.

    `pattern` is a regular expression, or one per value of a map, with groups `symbol` and the channel's parameters.
    `key` is the text that pushes carry where that is not the topic, made of the same groups. `start` is the method that
    writes what comes first; without a `writer` the venue sends the documented example once.
    """

    channel: str
    key: str = ""
    private: bool = False
    start: str = ""
    pattern: str | dict[str, str] = ""
    fold: Literal["", "lower", "upper"] = ""
    events: frozenset[str] = frozenset()
    writer: str = ""
    example: str = ""
    changes: Changes | None = None
    interval_ns: int = 0
    always: bool = False
    """Subscribed on each socket, for nobody."""

    def keeps(self, topic: Any) -> bool:
        """Whether this is what is subscribed on each socket, for nobody."""
        return self.always and _topic(self.pattern, topic) is not None


class Parts(dict[str, Any]):
    """A topic that a frame tells part by part: those that another frame of it needs may be missing."""


class Login(Struct, frozen=True, kw_only=True):
    """What makes a connection private, and what it subscribes by itself: a call (`method`), a `frame` (whose answer
    carries the `id`, where answers do), or the word of a lease in the connection's address (`lease`, found by
    `pattern`).
    """

    method: str = ""
    id: str | int | None = None
    frame: Any = None
    lease: str = ""
    pattern: str = ""
    auth: str | None = None
    channels: tuple[TopicRule, ...] = ()
    reply: Envelope = Envelope()
    refused: ErrorPlace | None = None
    result: Any = msgspec.field(default_factory=dict)


class GeneratedSocket:
    """Base of the generated connections. Implements `SimSocket` from the class attributes."""

    subscribe: ClassVar[Any] = None
    unsubscribe: ClassVar[Any] = None
    rpc: ClassVar[Any] = None
    rpc_auth: ClassVar[Mapping[str, str]] = {}
    methods: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Method of a call → the endpoints that it may mean."""
    topics: ClassVar[Sequence[TopicRule]] = ()
    per_partition: ClassVar[bool] = False
    """The connection's address (`{per}`) tells the partition of its instruments."""
    ack: ClassVar[Envelope] = Envelope()
    refused: ClassVar[ErrorPlace | None] = None
    """An acknowledgement that says no."""
    push: ClassVar[Envelope] = Envelope()
    pushes: ClassVar[Mapping[str, Envelope]] = {}
    """Key → the frame of that channel alone, where each has another one."""
    checks: ClassVar[Envelope] = Envelope()
    """A push of a checksum alone."""
    forms: ClassVar[Mapping[str, Envelope]] = {}
    """Channel → the frame of its pushes, where it has another one than the rest."""
    reply: ClassVar[Envelope] = Envelope()
    arrived: ClassVar[Any] = None
    """What a first answer to a command says besides, where the venue answers twice: that the request is here."""
    errors: ClassVar[ErrorPlace | None] = None
    """A call that was refused."""
    login: ClassVar[Login | None] = None
    left: ClassVar[Envelope | None] = None
    """An acknowledgement of an unsubscribe, where it is another."""
    ready: ClassVar[Any] = None
    """What we say first."""
    accepted: ClassVar[Sequence[Any]] = ()
    """Other frames that a client may send: settings, answers to our heartbeats."""
    subscribe_auth: ClassVar[str | None] = None
    handshake: ClassVar[str | None] = None
    """Auth scheme of the request for the connection."""
    pings: ClassVar[Sequence[tuple[Any, Any]]] = ()
    """Pings of the client → their answer."""
    drain: ClassVar[Any] = None
    lost: ClassVar[Any] = None
    counted: ClassVar[Path | None] = None
    """Where a frame has its number, if the venue counts those of a connection."""

    def __init__(self, connection: SimConnection, dialect: GeneratedDialect) -> None:
        self.connection = connection
        self.dialect = dialect
        self._books: dict[str, SubscribedBook] = {}
        self._learned: dict[str, int] = {}
        self._told: dict[str, Mapping[str, Any]] = {}
        """Subscription → what its last message said, where messages name only what changed."""
        self._numbers = count(1)

    # ------------------------------------------------------------ in

    def admit(self, request: SimRequest) -> None:
        """See `SimSocket`."""
        if self.handshake is None:
            return
        context = self.connection.context
        call = SimCall(endpoint_id="", parameters={}, context=context, auth=self.handshake, request=request)
        self.connection.account = self.dialect.verify(call)

    def on_open(self) -> Iterable[Action]:
        """See `SimSocket`."""
        actions: list[Action] = [Reply(_encode(self.ready))] if self.ready is not None else []
        if self.login is None or not self.login.lease:
            return actions
        try:
            account = self._lease_holder(self.login)
        except VenueError as error:
            return [*actions, Reply(_encode(self._refusal(error, None))), Close(1008)]
        # A lease that anybody is granted makes nobody known.
        self.connection.account = account or None
        # Where a frame must follow, the address alone is not enough.
        return [*actions, *([] if self.login.frame is not None else self._begin(self.login.channels, account))]

    @property
    def is_leased(self) -> bool:
        """Whether the address carries a lease of this connection's kind."""
        try:
            return self.login is not None and bool(self.login.lease) and self._lease_holder(self.login) is not None
        except VenueError:
            return False

    def _lease_holder(self, login: Login) -> str:
        match = re.fullmatch(login.pattern, f"{self.connection.path}?{self.connection.query}")
        return self.dialect.holder_of(self._verifying({}, None), login.lease, unquote(match[1]) if match else "")

    def on_frame(self, frame: Frame) -> Iterable[Action]:
        """See `SimSocket`."""
        try:
            data = msgspec.json.decode(frame)
        except msgspec.DecodeError:
            data = frame
        for ping, pong in self.pings:
            if (found := match_frame(ping, data)) is not None:
                return () if pong is None else (Reply(_encode(self._answered(pong, found))),)
        if self.login is not None and self.login.frame is not None and match_frame(self.login.frame, data) is not None:
            return self._log_in_by_frame(self.login, data)
        if (found := self.asked(self.subscribe, data)) is not None:
            return self._change(found, data, subscribe=True)
        if (found := self.asked(self.unsubscribe, data)) is not None:
            return self._change(found, data, subscribe=False)
        for template in self.accepted:
            if (found := match_frame(template, data)) is not None:
                return [Reply(_encode(self.reply.filled(id=found["id"], payload={})))] if "id" in found else []
        if (found := match_frame(self.rpc, data)) is not None:
            return self._call(found)
        raise SubscriptionRejected("unreadable frame", code="unexpected_field")

    @classmethod
    def asked(cls, template: Any, data: Any) -> dict[str, Any] | None:
        """What a frame of the client says by a template. Where the topic's parts tell joining from leaving, both have
        the same form: then a topic must have them."""
        found = match_frame(template, data)
        parts = [each for each in topics_of(found) if isinstance(each, Parts)] if found is not None else []
        known = all(any(_topic(rule.pattern, each) is not None for rule in cls.topics) for each in parts)
        return found if known or match_frame(cls.subscribe, cls.unsubscribe) is None else None

    def understands(self, frame: Frame) -> bool:
        """Whether a frame is one of this connection's: where several share an address."""
        try:
            data = msgspec.json.decode(frame)
        except msgspec.DecodeError:
            data = frame
        if (found := match_frame(self.subscribe, data)) is not None:
            topics = topics_of(found)
            if any(_topic(rule.pattern, topic) is not None for rule in self.topics for topic in topics):
                return True
        found = match_frame(self.unsubscribe, data)
        if found is not None and "learned" in found:
            return str(found["learned"]) in map(str, self._learned.values())
        others = [ping for ping, _ in self.pings] + [self.unsubscribe, *self.accepted]
        others += [self.login.frame] if self.login is not None else []
        if any(match_frame(template, data) is not None for template in others):
            return True
        found = match_frame(self.rpc, data)
        method = found.get("method") if found is not None else None
        return method in self.methods or (self.login is not None and method is not None and method == self.login.method)

    def _answered(self, pong: Any, found: dict[str, Any]) -> Any:
        return put(pong, self.reply.id, found["id"]) if "id" in found and self.reply.id is not None else pong

    def _verifying(self, parameters: Any, auth: str | None) -> SimCall:
        return SimCall(
            endpoint_id="", parameters=parameters, context=self.connection.context, transport="ws", auth=auth
        )

    def _change(self, found: dict[str, Any], data: Any, subscribe: bool) -> list[Action]:
        topics = topics_of(found)
        actions: list[Action] = []
        learned: int | None = None
        try:
            if subscribe:
                self._identify(found, data)
            for topic in topics:
                actions += self._subscribe(topic) if subscribe else self._leave(topic)
                learned = self._learned.get(_key(topic))
            if "learned" in found:
                learned = found["learned"]
                named = [key for key, each in self._learned.items() if str(each) == str(learned)]
                actions += [self._unsubscribe(key) for key in named]
            elif not topics and not subscribe:  # a frame that names no topic means all of this connection's
                own = {rule.channel for rule in self.topics}
                told = [key for key, each in self.connection.subscriptions.items() if each.channel in own]
                actions += [self._unsubscribe(key) for key in told]
        except VenueError as error:
            return [Reply(_encode(self._refusal(error, found.get("id"), place=self.refused)))]
        # The acknowledgement comes first, as a push before it would belong to nothing.
        ack = self.ack if subscribe or self.left is None else self.left
        frame = ack.filled(
            id=found.get("id"), learned=learned, accepted=topics, key=_key(topics[0]) if topics else None
        )
        return [Reply(_encode(frame)), *actions]

    def _identify(self, found: dict[str, Any], data: Any) -> None:
        """Who subscribes, where the frame itself says it. Raises AuthenticationError."""
        if self.subscribe_auth is not None:
            call = self._verifying(data, self.subscribe_auth)
            self.connection.account = self.dialect.verify(call)
        for name, value in found.items():
            if name.startswith("lease."):
                lease = name.split(".")[1]
                self.connection.account = self.dialect.holder_of(self._verifying({}, None), lease, value)

    def _leave(self, topic: Any) -> list[Action]:
        """Unsubscribe from a topic; one that a frame tells in parts, and in other ones than that which subscribed it,
        is every subscription that these parts fit."""
        if not isinstance(topic, Parts) or _key(topic) in self.connection.subscriptions:
            return [self._unsubscribe(topic)]
        found = [(rule, values) for rule in self.topics if (values := _topic(rule.pattern, topic)) is not None]
        return [
            self._unsubscribe(key)
            for key, each in self.connection.subscriptions.items()
            if any(each.channel == rule.channel and values.items() <= each.data[1].items() for rule, values in found)
        ]

    def _unsubscribe(self, topic: Any) -> Unsubscribe:
        key = topic if isinstance(topic, str) and topic in self._learned else _key(topic)
        self._books.pop(key, None)
        self._learned.pop(key, None)
        return Unsubscribe(key)

    def _subscribe(self, topic: Any) -> list[Action]:
        for rule in self.topics:
            values = _topic(rule.pattern, topic)
            if values is None:
                continue
            account = (self._named(values) or self.connection.account) if rule.private else None
            if rule.private and account is None:
                raise AuthenticationError("log in first", code="unknown_key")
            symbol = self._symbol(rule, values["symbol"]) if "symbol" in values else None
            subscription = self._subscription(rule, _key(topic), symbol, values, account)
            if self.ack.learned is not None:
                self._learned[subscription.key] = 1000 + len(self.connection.subscriptions) + len(self._learned)
            first = self._first(rule, subscription)
            subscription.beat = first[0].frame if rule.always and first else None
            return [Subscribe(subscription), *first]
        raise SubscriptionRejected(f"unknown stream {topic}", code="unknown_symbol")

    def _named(self, values: Mapping[str, str]) -> str | None:
        """The account that a topic names, where nobody logs in. Raises AuthenticationError for one that is unknown."""
        for name, value in values.items():
            if name.startswith("cred_"):
                return self.dialect.account_of(self._verifying({}, None), name.removeprefix("cred_"), value)[0]
        return None

    def _first(self, rule: TopicRule, subscription: Subscription) -> list[Reply]:
        """What a subscription begins with: the start of a book, or the documented example."""
        if rule.start:
            payload = getattr(self, rule.start)(subscription)
        elif not rule.writer and rule.example:
            payload = self.dialect.example(rule.example)
        else:
            return []
        return [Reply(each, rule.channel) for each in self._frames(subscription, payload)]

    def _frames(self, subscription: Subscription, payload: Any) -> list[Frame]:
        """The frames of a push."""
        form, key = self.forms.get(subscription.channel), self._push_key(subscription)
        if form is not None:
            return [_encode(form.filled(key=key, payload=payload, number=next(self._numbers)))]
        return [_encode(each) for each in self.pushed(key, payload, self._numbers)]

    def _begin(self, rules: Sequence[TopicRule], account: str) -> list[Action]:
        """Subscribe to what comes without being asked for."""
        return [Subscribe(self._subscription(rule, rule.channel, None, {}, account)) for rule in rules]

    def _symbol(self, rule: TopicRule, text: str) -> str:
        here = self.connection.path_parameters.get("per")
        for symbol, instrument in self.connection.context.exchange.instruments.items():
            if self.per_partition and instrument.partition != here:
                continue
            name = instrument.venue_symbol
            if (name.lower() if rule.fold == "lower" else name.upper() if rule.fold == "upper" else name) == text:
                return symbol
        raise SubscriptionRejected(f"unknown symbol {text}", code="unknown_symbol")

    def _subscription(
        self, rule: TopicRule, key: str, symbol: str | None, data: Any, account: str | None = None
    ) -> Subscription:
        events = rule.events if rule.writer else frozenset[str]()
        return Subscription(
            key=key,
            channel=rule.channel,
            events=events,
            symbol=symbol,
            account=account,
            interval_ns=rule.interval_ns,
            data=(rule, data),
        )

    def _call(self, found: dict[str, Any]) -> list[Action]:
        method, params = str(found.get("method", "")), dict(found.get("params") or {})
        if self.login is not None and self.login.method and method == self.login.method:
            return self._log_in(self.login, found.get("id"), params)
        endpoints = self.methods.get(method)
        if endpoints is None:
            error = SubscriptionRejected(f"unknown method {method}", code="unknown_endpoint")
            return [Reply(_encode(self._refusal(error, found.get("id"))))]
        call = SimCall(endpoint_id=endpoints[0], parameters=params, context=self.connection.context, transport="ws")
        endpoint = self.dialect.choose(call, endpoints)
        route = next(each for each in self.dialect.routes if each.endpoint_id == endpoint)
        auth = self.rpc_auth.get(route.auth, route.auth) if route.auth else None
        actions: list[Action] = []
        if self.arrived is not None and route.command:
            first = self.reply.filled(id=found.get("id"), payload=copy.deepcopy(params), method=method)
            actions.append(Reply(_encode({**first, **self.arrived})))
        return [*actions, Rpc(id=found.get("id"), endpoint_id=endpoint, parameters=params, auth=auth)]

    def _log_in(self, login: Login, id: Any, params: dict[str, Any]) -> list[Action]:
        try:
            self.connection.account = account = self.dialect.verify(self._verifying(params, login.auth))
        except VenueError as error:
            return [Reply(_encode(self._refusal(error, id)))]
        reply = self.reply.filled(id=id, payload=copy.deepcopy(login.result))
        return [Reply(_encode(reply)), *self._begin(login.channels, account)]

    def _log_in_by_frame(self, login: Login, data: Any) -> list[Action]:
        try:
            self.connection.account = account = self.dialect.verify(self._verifying(data, login.auth))
        except VenueError as error:
            return [Reply(_encode(self._refusal(error, login.id, place=login.refused or self.refused)))]
        reply = login.reply.filled(id=login.id, payload=copy.deepcopy(login.result))
        return [Reply(_encode(reply)), *self._begin(login.channels, account)]

    # ------------------------------------------------------------ out

    def instrument(self, symbol: str) -> Instrument:
        """The instrument of an event."""
        return self.connection.context.exchange.instrument(symbol)

    def number(self, frame: Frame, count: int) -> Frame:
        """A frame with its number on the connection, where the venue counts them."""
        if self.counted is None:
            return frame
        data = put(msgspec.json.decode(frame), self.counted, count)
        encoded = msgspec.json.encode(data)
        return encoded if isinstance(frame, bytes) else encoded.decode()

    def encode_event(self, subscription: Subscription, event: ExchangeEvent) -> Frame | Sequence[Frame] | None:
        """See `SimSocket`."""
        rule: TopicRule = subscription.data[0]
        payload = getattr(self, rule.writer)(subscription, event) if rule.writer else None
        if payload is None:
            return None
        if rule.changes is not None:
            whole = copy.deepcopy(get(payload, rule.changes.part))
            last, self._told[subscription.key] = self._told.get(subscription.key), whole
            payload = payload if last is None else rule.changes.since(last, payload)
        return self._frames(subscription, payload)

    @classmethod
    def pushed(cls, key: Any, payload: Any, numbers: Iterator[int]) -> list[Any]:
        """A payload in its frame, and its checksum in another one where it has that. `numbers` count the frames."""
        if not isinstance(payload, Checked):
            push = cls.pushes.get(key, cls.push) if isinstance(key, str) else cls.push
            return [push.filled(key=key, payload=payload, number=next(numbers))]
        return [
            cls.push.filled(key=key, payload=payload.payload, number=next(numbers)),
            cls.checks.filled(key=key, payload=payload.checksum, number=next(numbers)),
        ]

    def _push_key(self, subscription: Subscription) -> Any:
        if subscription.key in self._learned:
            return self._learned[subscription.key]
        rule, values = subscription.data
        return rule.key.format_map(values) if rule.key else _unkey(subscription.key)

    def start_book(self, subscription: Subscription, depth: int | None = None) -> BookUpdate:
        """The book of a subscription from now on: all that is shown of it."""
        exchange = self.connection.context.exchange
        book = SubscribedBook(exchange, subscription.symbol or "", depth)
        self._books[subscription.key] = book
        return book.whole()

    def next_book(
        self, subscription: Subscription, event: BookEvent, depth: int | None = None, whole: bool = False
    ) -> BookUpdate | None:
        """What an event changes of a subscription's book; None where nothing that it shows."""
        book = self._books.get(subscription.key)
        if book is None:
            self.start_book(subscription, depth)
            return None
        return book.advance(event, whole)

    def encode_reply(self, outcome: RpcResult) -> Frame:
        """See `SimSocket`."""
        if outcome.error is not None:
            return _encode(self._refusal(outcome.error, outcome.rpc.id, outcome.rpc.endpoint_id))
        method = self._method(outcome.rpc.endpoint_id)
        return _encode(self.reply.filled(id=outcome.rpc.id, payload=outcome.result, method=method))

    def _method(self, endpoint: str) -> str:
        return next((name for name, endpoints in self.methods.items() if endpoint in endpoints), "")

    def encode_error(self, error: VenueError) -> Frame | None:
        """See `SimSocket`."""
        return _encode(self._refusal(error, None))

    def _refusal(self, error: VenueError, id: Any, endpoint: str = "", place: ErrorPlace | None = None) -> Any:
        place = place or self.errors or self.refused or self.dialect.error_place
        code, text, _ = self.dialect.refusal(error, endpoint, number=place.code_is_int)
        data = place.filled(code, text)
        path = self.ack.id if place is self.refused else self.reply.id if self.errors is not None else self.ack.id
        data = data if path is None or id is None else put(data, path, id)
        return put(data, self.reply.method, self._method(endpoint)) if endpoint and self.reply.method else data

    def notice(self, what: Literal["planned_disconnect", "expired_token"]) -> Iterable[Action]:
        """See `SimSocket`."""
        said = self.drain if what == "planned_disconnect" else self.lost
        actions: list[Action] = [Reply(_encode(said))] if said is not None else []
        return actions if what == "planned_disconnect" else [*actions, Close()]

    def ping(self) -> Frame | None:
        """See `SimSocket`: a protocol ping."""
        return None


class SharedSocket:
    """One address that several connections of a spec have: each frame goes to the one that understands it.

    Implements `SimSocket`.
    """

    def __init__(self, sockets: Sequence[GeneratedSocket]) -> None:
        self._sockets = sockets
        self._by_key: dict[str, GeneratedSocket] = {}
        self._calls: dict[int, GeneratedSocket] = {}

    def admit(self, request: SimRequest) -> None:
        """See `SimSocket`. A request that bears no signature at all is for those connections that ask for none."""
        signed = [each for each in self._sockets if each.handshake is not None]
        others = [each for each in self._sockets if each.handshake is None]
        for each in signed:
            try:
                each.admit(request)
            except AuthenticationError as error:
                if error.code != Reason.MISSING_FIELD.value or not others:
                    raise
            else:
                self._sockets = [each]
                return
        self._sockets = others or self._sockets

    def on_open(self) -> Iterable[Action]:
        """See `SimSocket`. Where the address carries a lease, that tells which of them it is."""
        leased = [each for each in self._sockets if each.login is not None and each.login.lease]
        if leased:
            self._sockets = [next((each for each in leased if each.is_leased), leased[0])]
        return [action for each in self._sockets for action in each.on_open()]

    def on_frame(self, frame: Frame) -> Iterable[Action]:
        """See `SimSocket`."""
        socket = next((each for each in self._sockets if each.understands(frame)), self._sockets[0])
        actions = list(socket.on_frame(frame))
        for action in actions:
            if isinstance(action, Subscribe):
                self._by_key[action.subscription.key] = socket
            elif isinstance(action, Rpc):
                self._calls[id(action)] = socket
        return actions

    def number(self, frame: Frame, count: int) -> Frame:
        """See `GeneratedSocket`."""
        return self._sockets[0].number(frame, count)

    def encode_event(self, subscription: Subscription, event: ExchangeEvent) -> Frame | Sequence[Frame] | None:
        """See `SimSocket`."""
        return self._by_key[subscription.key].encode_event(subscription, event)

    def encode_reply(self, outcome: RpcResult) -> Frame:
        """See `SimSocket`."""
        return self._calls.pop(id(outcome.rpc), self._sockets[0]).encode_reply(outcome)

    def encode_error(self, error: VenueError) -> Frame | None:
        """See `SimSocket`."""
        return self._sockets[0].encode_error(error)

    def notice(self, what: Literal["planned_disconnect", "expired_token"]) -> Iterable[Action]:
        """See `SimSocket`."""
        return next((found for each in self._sockets if (found := list(each.notice(what)))), [])

    def ping(self) -> Frame | None:
        """See `SimSocket`."""
        return self._sockets[0].ping()


def _encode(data: Any) -> Frame:
    return data if isinstance(data, (str, bytes)) else msgspec.json.encode(data).decode()


def _key(topic: Any) -> str:
    return topic if isinstance(topic, str) else msgspec.json.encode(topic).decode()


def _unkey(key: str) -> Any:
    return msgspec.json.decode(key) if key[:1] == "{" else key


def _topic(pattern: str | dict[str, str], topic: Any) -> dict[str, str] | None:
    if isinstance(pattern, str):
        match = re.fullmatch(pattern, topic) if pattern and isinstance(topic, str) else None
        return match.groupdict() if match else None
    if not isinstance(topic, dict):
        return None
    if not set(topic) <= set(pattern) if isinstance(topic, Parts) else set(topic) != set(pattern):
        return None
    values: dict[str, str] = {}
    for name in topic:
        match = re.fullmatch(pattern[name], str(get(topic, name)))
        if match is None:
            return None
        values |= match.groupdict()
    return values


def topics_of(found: Mapping[str, Any]) -> list[Any]:
    """What a frame is about: several topics, one, or one that it tells in parts."""
    if "topics" in found or "topic" in found:
        told = found.get("topics", found.get("topic"))
        return told if isinstance(told, list) else [told]
    entries = {name.partition(".")[2]: value for name, value in found.items() if name.startswith("topic.")}
    if entries:
        return [Parts(entries)]
    parts = {int(match[2]): (match[1], found[key]) for key in found if (match := re.fullmatch(r"topic(\W+)(\d+)", key))}
    if not parts:
        return []
    between = parts[min(parts)][0]
    return [between.join(str(parts[at][1]) for at in sorted(parts))]


def match_frame(template: Any, data: Any) -> dict[str, Any] | None:
    """The values at the holes of a template; None where the frame is another one."""
    if template is None:
        return None
    if isinstance(template, Hole):
        data = template.joined.join(map(str, data)) if template.joined and isinstance(data, list) else data
        return {f"{template.name}{template.between}{template.at}" if template.between else template.name: data}
    if isinstance(template, dict) and isinstance(data, dict):
        found: dict[str, Any] = {}
        if isinstance(rest := template.get("*"), Hole):  # whatever no other entry names
            found[rest.name] = {key: value for key, value in data.items() if key not in template}
        for name, each in template.items():
            if name == "*":
                continue
            if name not in data and not (isinstance(each, Hole) and each.name == "params"):
                return None
            inner = match_frame(each, data.get(name))
            if inner is None:
                return None
            found |= inner
        return found
    if isinstance(template, list) and isinstance(data, list):
        if template == [Hole("topic")]:
            return {"topics": data}
        if len(template) != len(data):
            return None
        found = {}
        for each, value in zip(template, data, strict=True):
            inner = match_frame(each, value)
            if inner is None:
                return None
            found |= inner
        return found
    return {} if template == data else None
