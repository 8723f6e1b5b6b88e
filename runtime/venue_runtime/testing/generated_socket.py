"""What every connection of a generated simulated venue shares: subscriptions, acknowledgements, calls, pushes."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal

import msgspec
from msgspec import Struct

from venue_runtime.errors import SubscriptionRejected, VenueError
from venue_runtime.model import Instrument
from venue_runtime.testing.dialect import (
    Action,
    Close,
    Frame,
    Reply,
    Rpc,
    RpcResult,
    SimCall,
    SimConnection,
    Subscribe,
    Subscription,
    Unsubscribe,
)
from venue_runtime.testing.events import ExchangeEvent
from venue_runtime.testing.filling import Path, get, put
from venue_runtime.testing.generated import ErrorPlace, GeneratedDialect

__all__ = ["Envelope", "GeneratedSocket", "Hole", "Login", "TopicRule", "match_frame"]


class Hole(Struct, frozen=True):
    """A place in a frame template where a value stands: `topics`, `topic`, `id`, `method`, `params`."""

    name: str


class Envelope(Struct, frozen=True, kw_only=True):
    """A frame that we send: `body` with the id, the key or the payload put in where they belong."""

    body: Any = msgspec.field(default_factory=dict)
    id: Path | None = None
    key: Path | None = None
    payload: Path | None = None

    def filled(self, *, id: Any = None, key: Any = None, payload: Any = None) -> Any:
        """The frame as data."""
        data = copy.deepcopy(self.body)
        for path, value in ((self.payload, payload), (self.key, key), (self.id, id)):
            if path is not None:
                data = put(data, path, value)
        return data


class TopicRule(Struct, frozen=True, kw_only=True):
    """A channel: how its topics read, which events it reports, and the method that writes a payload.

    `pattern` is a regular expression, or one per value of a map, with groups `symbol` and the channel's parameters.
    Without a `writer` the venue sends the documented example once.
    """

    channel: str
    pattern: str | dict[str, str] = ""
    fold: Literal["", "lower", "upper"] = ""
    events: frozenset[str] = frozenset()
    writer: str = ""
    example: str = ""
    interval_ns: int = 0


class Login(Struct, frozen=True, kw_only=True):
    """The call that makes a connection private, and what it subscribes by itself."""

    method: str
    auth: str | None = None
    channels: tuple[TopicRule, ...] = ()
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
    ack: ClassVar[Envelope] = Envelope()
    refused: ClassVar[ErrorPlace | None] = None
    """An acknowledgement that says no."""
    push: ClassVar[Envelope] = Envelope()
    reply: ClassVar[Envelope] = Envelope()
    errors: ClassVar[ErrorPlace | None] = None
    """A call that was refused."""
    login: ClassVar[Login | None] = None
    pings: ClassVar[Sequence[tuple[Any, Any]]] = ()
    """Pings of the client → their answer."""
    drain: ClassVar[Any] = None
    lost: ClassVar[Any] = None

    def __init__(self, connection: SimConnection, dialect: GeneratedDialect) -> None:
        self.connection = connection
        self.dialect = dialect

    # ------------------------------------------------------------ in

    def on_open(self) -> Iterable[Action]:
        """See `SimSocket`."""
        return ()

    def on_frame(self, frame: Frame) -> Iterable[Action]:
        """See `SimSocket`."""
        try:
            data = msgspec.json.decode(frame)
        except msgspec.DecodeError:
            data = frame
        for ping, pong in self.pings:
            if data == ping:
                return () if pong is None else (Reply(_encode(pong)),)
        if (found := match_frame(self.subscribe, data)) is not None:
            return self._change(found, subscribe=True)
        if (found := match_frame(self.unsubscribe, data)) is not None:
            return self._change(found, subscribe=False)
        if (found := match_frame(self.rpc, data)) is not None:
            return self._call(found)
        raise SubscriptionRejected("unreadable frame", code="unexpected_field")

    def _change(self, found: dict[str, Any], subscribe: bool) -> list[Action]:
        topics = found.get("topics", [found["topic"]] if "topic" in found else [])
        actions: list[Action] = []
        try:
            for topic in topics if isinstance(topics, list) else [topics]:
                actions += self._subscribe(topic) if subscribe else [Unsubscribe(_key(topic))]
        except VenueError as error:
            return [Reply(_encode(self._refusal(error, found.get("id"))))]
        # The acknowledgement comes first, as a push before it would belong to nothing.
        return [Reply(_encode(self.ack.filled(id=found.get("id")))), *actions]

    def _subscribe(self, topic: Any) -> list[Action]:
        for rule in self.topics:
            values = _topic(rule.pattern, topic)
            if values is None:
                continue
            symbol = self._symbol(rule, values.pop("symbol")) if "symbol" in values else None
            actions: list[Action] = [Subscribe(self._subscription(rule, _key(topic), symbol, values))]
            if not rule.writer and rule.example:
                frame = self.push.filled(key=topic, payload=self.dialect.example(rule.example))
                actions.append(Reply(_encode(frame), rule.channel))
            return actions
        raise SubscriptionRejected(f"unknown stream {topic}", code="unknown_symbol")

    def _symbol(self, rule: TopicRule, text: str) -> str:
        for symbol, instrument in self.connection.context.exchange.instruments.items():
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
        if self.login is not None and method == self.login.method:
            return self._log_in(self.login, found.get("id"), params)
        endpoints = self.methods.get(method)
        if endpoints is None:
            error = SubscriptionRejected(f"unknown method {method}", code="unknown_endpoint")
            return [Reply(_encode(self._refusal(error, found.get("id"))))]
        call = SimCall(endpoint_id=endpoints[0], parameters=params, context=self.connection.context, transport="ws")
        endpoint = self.dialect.choose(call, endpoints)
        route = next(each for each in self.dialect.routes if each.endpoint_id == endpoint)
        auth = self.rpc_auth.get(route.auth, route.auth) if route.auth else None
        return [Rpc(id=found.get("id"), endpoint_id=endpoint, parameters=params, auth=auth)]

    def _log_in(self, login: Login, id: Any, params: dict[str, Any]) -> list[Action]:
        context = self.connection.context
        call = SimCall(endpoint_id="", parameters=params, context=context, transport="ws", auth=login.auth)
        try:
            self.connection.account = account = self.dialect.verify(call)  # type: ignore[attr-defined]
        except VenueError as error:
            return [Reply(_encode(self._refusal(error, id)))]
        subscriptions = (self._subscription(rule, rule.channel, None, {}, account) for rule in login.channels)
        reply = self.reply.filled(id=id, payload=copy.deepcopy(login.result))
        return [Reply(_encode(reply)), *(Subscribe(each) for each in subscriptions)]

    # ------------------------------------------------------------ out

    def instrument(self, symbol: str) -> Instrument:
        """The instrument of an event."""
        return self.connection.context.exchange.instrument(symbol)

    def encode_event(self, subscription: Subscription, event: ExchangeEvent) -> Frame | None:
        """See `SimSocket`."""
        rule: TopicRule = subscription.data[0]
        payload = getattr(self, rule.writer)(subscription, event) if rule.writer else None
        return None if payload is None else _encode(self.push.filled(key=_unkey(subscription.key), payload=payload))

    def encode_reply(self, outcome: RpcResult) -> Frame:
        """See `SimSocket`."""
        if outcome.error is not None:
            return _encode(self._refusal(outcome.error, outcome.rpc.id, outcome.rpc.endpoint_id))
        return _encode(self.reply.filled(id=outcome.rpc.id, payload=outcome.result))

    def encode_error(self, error: VenueError) -> Frame | None:
        """See `SimSocket`."""
        return _encode(self._refusal(error, None))

    def _refusal(self, error: VenueError, id: Any, endpoint: str = "") -> Any:
        place = self.errors or self.refused or self.dialect.error_place
        code, text, _ = self.dialect.refusal(error, endpoint)
        data = place.filled(code, text)
        path = self.reply.id if self.errors is not None else self.ack.id
        return data if path is None or id is None else put(data, path, id)

    def notice(self, what: Literal["planned_disconnect", "expired_token"]) -> Iterable[Action]:
        """See `SimSocket`."""
        said = self.drain if what == "planned_disconnect" else self.lost
        actions: list[Action] = [Reply(_encode(said))] if said is not None else []
        return actions if what == "planned_disconnect" else [*actions, Close()]

    def ping(self) -> Frame | None:
        """See `SimSocket`: a protocol ping."""
        return None


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
    if not isinstance(topic, dict) or set(topic) != set(pattern):
        return None
    values: dict[str, str] = {}
    for name, each in pattern.items():
        match = re.fullmatch(each, str(get(topic, name)))
        if match is None:
            return None
        values |= match.groupdict()
    return values


def match_frame(template: Any, data: Any) -> dict[str, Any] | None:
    """The values at the holes of a template; None where the frame is another one."""
    if template is None:
        return None
    if isinstance(template, Hole):
        return {template.name: data}
    if isinstance(template, dict) and isinstance(data, dict):
        found: dict[str, Any] = {}
        for name, each in template.items():
            if name not in data and not (isinstance(each, Hole) and each.name == "params"):
                return None
            inner = match_frame(each, data.get(name))
            if inner is None:
                return None
            found |= inner
        return found
    if isinstance(template, list) and isinstance(data, list):
        if len(template) == 1 and isinstance(template[0], Hole) and template[0].name == "topic":
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
