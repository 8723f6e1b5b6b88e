"""`streams.py`: one dialect per connection, and an iterator of wire messages per channel."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..lang import compile_condition, compile_expr, compile_frame, compile_template
from ..lang.guarded import compile_guarded
from ..lang.scopes import (
    CLOCK,
    Binding,
    scope_for_channel,
    scope_for_errors,
    scope_for_frame,
    scope_for_per,
    scope_for_receive_rule,
    scope_for_url,
)
from ..lang.types import DECIMAL, INT, STR, Field, Record, optional
from ..render.names import camel_case, doc_line, identifier, literal
from ..spec.dialects import outdated
from ..spec.durations import is_duration
from ..spec.model import AckRule, Channel, Connection, PushRule, ReceiveRule, ReplyRule
from . import scopes
from .code import Lines
from .mapping import wire_annotation
from .venue import rate, seconds

if TYPE_CHECKING:
    from ..lang import Scope
    from .context import VenueContext


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A channel of the raw layer, and what bindings of the client need to know about it."""

    id: str
    """Its method; `watch_<id>` where an endpoint has the same id."""
    connection: str
    payload: str
    decoder: str
    signature: str
    topic: str
    key: str
    doc: str
    private: bool
    per: bool
    """Whether its connection is one of several, told apart by the argument `per`."""


@dataclass(frozen=True, slots=True)
class DialectView:
    """One connection."""

    name: str
    class_name: str
    doc: str
    frame: str
    settings: str
    dependencies: tuple[tuple[str, str], ...]
    url: tuple[str, ...]
    on_open: tuple[str, ...]
    subscribe: tuple[str, ...]
    unsubscribe: tuple[str, ...]
    receive: tuple[str, ...]
    receive_array: tuple[str, ...]
    decoders: tuple[tuple[str, str], ...]
    """Attribute → type, of what frames and payloads are decoded as beside `frame`."""
    per: bool
    """Whether its URL depends on the instrument."""
    tag: str
    """Field of payloads that routes them, where pushes carry no key."""
    call: str
    """Frame of a call over this connection."""
    request_id: str
    """Python of the next id of a call."""
    request_type: str


@dataclass(frozen=True, slots=True)
class StreamsView:
    """The module of connections."""

    title: str
    class_name: str
    dialects: tuple[DialectView, ...]
    channels: tuple[ChannelView, ...]
    decoders: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...] = ()
    """What topics read of their object: name and annotation."""


_SOURCES = {
    "self._urls": ("urls", "Endpoints"),
    "self._config": ("config", "{config}"),
    "self._signing": ("signing", "Signing"),
    "self._clock": ("clock", "Clock"),
    "self._credentials": ("credentials", "Credentials"),
    "self._leases": ("leases", "Leases"),
}


def build(context: VenueContext) -> StreamsView | None:
    """Every connection and channel of the spec; None where it has none."""
    if not context.spec.ws:
        return None
    every = {
        f"{connection}.{name}": _channel(context, connection, each, name, channel)
        for connection, each in context.spec.ws.items()
        for name, channel in each.channels.items()
    }
    decoders = {channel.decoder: channel.payload for channel in every.values()}
    gone = outdated(context.spec)
    channels = tuple(channel for reference, channel in every.items() if reference not in gone)
    return StreamsView(
        title=doc_line(context.spec.title),
        class_name=f"{context.class_name}Channels",
        dialects=tuple(_Writer(context, name, each).view() for name, each in context.spec.ws.items()),
        channels=channels,
        decoders=tuple(decoders.items()),
        sources=_topic_sources(context, channels),
    )


def _topic_sources(context: VenueContext, channels: Iterable[ChannelView]) -> tuple[tuple[str, str], ...]:
    code = " ".join(f"{each.topic} {each.key}" for each in channels)
    known = (("config", context.config_name), ("credentials", "Credentials"))
    return tuple((name, annotation) for name, annotation in known if f"self.{name}" in code)


def leases_of(context: VenueContext, connection: str) -> list[str]:
    """The leases that a connection reads: in its URL, its frames, or the scheme of its login."""
    each = context.spec.ws[connection]
    login = each.login
    scheme = context.spec.auth.get((login.frame or login.auth or "") if login else "")
    frames = [name for template in (each.subscribe, each.unsubscribe) if template and (name := template.auth)]
    frames += [each.handshake] if each.handshake else []
    schemes = [scheme, *(context.spec.auth.get(name) for name in frames)]
    sent = [each.url, each.on_open, each.subscribe, each.unsubscribe, each.ping, each.rpc, login, schemes]
    return [identifier(name) for name in context.spec.leases if f"lease.{name}." in repr(sent)]


def dialect_name(connection: str) -> str:
    """Class of a connection's dialect."""
    return identifier(f"{camel_case(connection)}Dialect")


def channel_view(context: VenueContext, reference: str) -> ChannelView:
    """The channel `<connection>.<channel>`."""
    connection, _, channel = reference.partition(".")
    each = context.spec.ws[connection]
    return _channel(context, connection, each, channel, each.channels[channel])


def tag_of(context: VenueContext, channel: Channel) -> tuple[str, str] | None:
    """Field and value that tell the payloads of a channel."""
    struct = context.table.structs.get(context.table.expand(context.table.parse(channel.type)).name)
    return struct.tag if struct else None


_TOPIC_CODES = {"cfg": "self.config", "cred": "self.credentials"}


def topic_code(context: VenueContext, channel: Channel, **names: Binding) -> tuple[str, str]:
    """Python of a channel's topic and of its key (empty: the topic itself)."""
    scope = scope_for_channel(context.spec, context.table, channel, {"i": "instrument", **_TOPIC_CODES})
    scope = scope.with_names(**names)
    topic = "None" if channel.topic is None else compile_frame(channel.topic, scope).code
    if channel.key is not None:
        return topic, compile_template(channel.key, scope).code
    if channel.topic is None:
        tag = tag_of(context, channel)
        return topic, literal(tag[1]) if tag else ""
    return topic, ""


def _channel(
    context: VenueContext, connection_name: str, connection: Connection, name: str, channel: Channel
) -> ChannelView:
    payload = wire_annotation(context, context.table.parse(channel.type))
    symbol = {"i": Binding(Record("Instrument", {"venue_symbol": Field(STR, "symbol")}), "instrument")}
    topic, key = topic_code(context, channel, **({} if channel.private else symbol))
    arguments = ["symbol: str"] if "symbol" in topic.replace("venue_symbol", "") else []
    for argument, text in channel.params.items():
        kind = context.table.value_annotation(context.table.value_type(context.table.parse(text)))
        arguments.append(f"{identifier(argument)}: {kind}")
    where = "login" if channel.topic is None else f"`{doc_line(str(channel.topic))}`"
    if connection.per is not None:
        arguments.append("per: str")
    doc = doc_line(channel.doc) or f"Messages of {where if channel.topic else 'the private stream'}, as they come."
    return ChannelView(
        id=identifier(f"watch_{name}" if name in context.spec.endpoints else name),
        connection=connection_name,
        payload=payload,
        decoder=f"decode_{name}",
        signature=", ".join(["self", *(["*"] if arguments else []), *arguments]),
        topic=topic,
        key=key,
        doc=doc,
        private=channel.private,
        per=connection.per is not None,
    )


def handshake_parts(url: str) -> tuple[str, str, str] | None:
    """Name of the base URL, path and query of `{env.<name>}/path?query`; None where it has another form."""
    match = re.fullmatch(r"\{env\.(\w+)\}(/[^?]*)?(?:\?(.*))?", url)
    return None if match is None else (match[1], match[2] or "", match[3] or "")


def per_code(context: VenueContext, connection: str) -> str:
    """Python of which of several connections an instrument is on; empty where there is one for all."""
    per = context.spec.ws[connection].per
    return compile_expr(per, scope_for_per(context.spec, context.table, scopes.CLIENT), STR).code if per else ""


class _Writer:
    """Writes the dialect of one connection."""

    def __init__(self, context: VenueContext, name: str, connection: Connection) -> None:
        self.context = context
        self.name = name
        self.connection = connection
        spec, table = context.spec, context.table
        urls = {each: Field(STR, f"self._urls[{each!r}]") for env in spec.environments.values() for each in env.urls}
        env = Binding(Record("env", urls), "env")
        lease = scopes.leases(context)
        codes = {"cfg": "self._config", "cred": "self._credentials", "clock": "self._clock.time_ns()", "req": "request"}
        self.url_scope = scope_for_url(spec, table, codes, connection).with_names(env=env, lease=lease)
        if connection.per is not None:
            self.url_scope = self.url_scope.with_names(per=Binding(STR, "self._per"))
        request = Record(
            "req",
            {
                "id": Field(STR if connection.request_ids == "str" else INT, "request_id"),
                "method": Field(STR, "method"),
            },
        )
        self.frame_scope = scope_for_frame(spec, table, connection, codes).with_names(
            env=env, lease=lease, req=Binding(request, "request")
        )
        self.leases = leases_of(context, name)
        self.rule_scope = self._scope(None)
        self.heads: dict[str, str] = {}
        self.learns = any(rule.ack and rule.ack.learn for rule in self._rules())

    def _rules(self) -> list[ReceiveRule]:
        arrays = self.connection.arrays
        return [*self.connection.receive, *(arrays.receive if arrays is not None else ())]

    def _scope(self, rule: ReceiveRule | None, *, arrays: bool = False) -> Scope:
        codes = {"f": "f", "h": "head", "cfg": "self._config", "clock": "self._clock.time_ns()", "req": "request"}
        spec, table = self.context.spec, self.context.table
        scope = scope_for_receive_rule(spec, table, self.connection, codes, arrays=arrays, rule=rule)
        if "req" in scope.names:
            kind = STR if self.connection.request_ids == "str" else INT
            scope = scope.with_names(req=Binding(Record("req", {"id": Field(kind, self._next_id())}), "request"))
        return scope

    def view(self) -> DialectView:
        connection = self.connection
        url = compile_template(connection.url, self.url_scope).code
        if connection.url.startswith("{lease."):
            # The venue told the address: whoever has the client call somewhere else means that one too.
            url = f"self._urls.dictated({url})"
        open_lines, subscribe, unsubscribe = self._on_open(), self._frames("subscribe"), self._frames("unsubscribe")
        receive, receive_array = self._receive(), self._receive_array()
        waits = tuple(f"await self._leases.{each}.get()" for each in self.leases)
        parts = (url, *waits, *open_lines, *subscribe, *unsubscribe, *receive, *receive_array)
        code = "\n".join((*parts, self._call(), self._settings()))
        needed = {
            name: note.format(config=self.context.config_name) for key, (name, note) in _SOURCES.items() if key in code
        }
        if self.connection.per is not None:
            needed = {"per": "str", **needed}
        held = "".join(f"self._leases.{each}, " for each in self.leases)
        headers = f", headers={self._handshake()}" if connection.handshake is not None else ""
        endpoint = f"StreamEndpoint(url={url}{headers}{f', leases=({held})' if held else ''})"
        if headers:
            needed["signing"] = "Signing"
        return DialectView(
            name=self.name,
            class_name=dialect_name(self.name),
            doc=doc_line(connection.doc) or f"The connection `{self.name}`.",
            frame=wire_annotation(self.context, self.context.table.parse(connection.frame)),
            settings=self._settings(),
            dependencies=tuple(needed.items()),
            url=(*waits, f"return {endpoint}"),
            on_open=open_lines,
            subscribe=subscribe,
            unsubscribe=unsubscribe,
            receive=receive,
            receive_array=receive_array,
            decoders=tuple(self.heads.items()),
            per=connection.per is not None,
            tag=self._tag(),
            call=self._call(),
            request_id=self._next_id(),
            request_type=self.connection.request_ids,
        )

    def _handshake(self) -> str:
        """Headers of the request that opens the connection."""
        assert self.connection.handshake is not None
        host, path, query = handshake_parts(self.connection.url) or ("", "", "")
        asked = f", query={compile_template(query, self.url_scope).code}" if query else ""
        where = f"{literal(host)}, {compile_template(path or '/', self.url_scope).code}"
        return f'self._signing.{identifier(self.connection.handshake)}("GET", {where}{asked}).headers'

    def _settings(self) -> str:
        connection = self.connection
        parts = [f"silence={seconds(connection.stale_after)}"]
        ping = connection.ping
        if ping.by == "client" and not self._dictated():
            parts.append(f"ping={self._ping(seconds(ping.every) if ping.every else '20.0')}")
        if connection.quiet:
            parts.append(f"quiet={seconds(connection.quiet)}")
        if connection.lifetime:
            parts.append(f"lifetime={seconds(connection.lifetime)}")
        if connection.limits.messages:
            parts.append(f"messages={rate(connection.limits.messages)}")
        if connection.limits.topics:
            parts.append(f"topics={connection.limits.topics}")
        if connection.subscribe is not None and not any(rule.ack for rule in self._rules()):
            parts.append("acknowledged=False")
        if connection.in_flight is not None:
            parts.append(f"in_flight={connection.in_flight}")
        kept = [(each.topic, each.key or each.topic) for each in connection.channels.values() if each.always]
        if kept:
            parts.append(f"always={literal(tuple(kept))}")
        return f"ConnectionSettings({', '.join(parts)})"

    def _dictated(self) -> bool:
        """Whether the venue says how often it wants pings."""
        every = self.connection.ping.every
        return every is not None and not is_duration(every)

    def _ping(self, every: str) -> str:
        ping = self.connection.ping
        words = [f"every={every}"]
        if ping.send is not None:
            words.append(f"frame=lambda link: {self._ping_frame(ping.send)}")
        words.append(f"timeout={seconds(ping.timeout)}")
        words += ["idle=True"] if ping.idle else []
        return f"Ping({', '.join(words)})"

    def _ping_frame(self, send: Any) -> str:
        if isinstance(send, str) and not send.startswith("="):
            return literal(send)
        request_id = "str(link.next_id())" if self.connection.request_ids == "str" else "link.next_id()"
        # The settings are the class's, so that the time is the link's.
        scope = self.frame_scope.with_names(clock=Binding(CLOCK, "link.time_ns()"))
        return f"encode({compile_frame(send, scope).code.replace('request_id', request_id)})"

    # -------------------------------------------------------------------------------------------- sending

    def _on_open(self) -> tuple[str, ...]:
        connection = self.connection
        lines = Lines()
        if any(rule.ready for rule in connection.receive):
            lines.add('await link.signalled("ready")')
        if self._dictated():
            assert connection.ping.every is not None
            every = compile_expr(connection.ping.every, self.frame_scope).code
            lines.add(f"link.ping_as({self._ping(f'float({every})')})")
        for frame in connection.on_open:
            self._request_id(lines, frame)
            lines.add(f"await link.send(encode({compile_frame(frame, self.frame_scope).code}))")
        login = connection.login
        if login is not None and login.call is not None and connection.rpc is not None:
            params = compile_frame(login.params, self.frame_scope).code
            signed = f"self._signing.{identifier(login.auth)}({params})" if login.auth else params
            lines.add(f"request_id, frame = self.call(link, {literal(login.call)}, {signed})")
            lines.add("await link.request(request_id, frame)")
        elif login is not None and login.frame is not None:
            lines.add(f"await link.request({literal(login.id)}, self._signing.{identifier(login.frame)}())")
        return lines.text()

    def _next_id(self) -> str:
        return "str(link.next_id())" if self.connection.request_ids == "str" else "link.next_id()"

    def _request_id(self, lines: Lines, frame: Any) -> None:
        if "req.id" in repr(frame):
            lines.add(f"request_id = {self._next_id()}")

    def _call(self) -> str:
        rpc = self.connection.rpc
        return compile_frame(rpc.send, self.frame_scope).code if rpc is not None else ""

    def _frames(self, which: str) -> tuple[str, ...]:
        template = getattr(self.connection, which)
        if template is None:
            return ("return ()",)
        single = "=topic" in repr(template.send).replace("=topics", "") or "{topic" in repr(template.send)
        topics = Binding(self.frame_scope.names["topics"].type, "[one.topic for one in batch]")
        topic = Binding(self.frame_scope.names["topic"].type, "batch[0].topic")
        learned = Binding(self.frame_scope.names["learned"].type, "link.alias_of(batch[0].key)")
        scope: Scope = self.frame_scope.with_names(topics=topics, topic=topic, learned=learned)
        frame = compile_frame(template.send, scope).code
        if template.auth is not None:
            frame = f"self._signing.{identifier(template.auth)}({frame})"
        uses_id = "request_id" in frame
        size = 1 if single or "link.alias_of(" in frame else template.batch
        lines = Lines()
        lines.add(f"for batch in {f'batches(subscriptions, {size})' if size else '(tuple(subscriptions),)'}:")
        acked_by_id = any(rule.ack and rule.ack.id for rule in self._rules())
        if uses_id:
            lines.add(f"request_id = {self._next_id()}", indent=1)
        lines.add(f"frame = encode({frame})", indent=1)
        lines.add(f"yield Outgoing(frame, batch{', request_id' if uses_id and acked_by_id else ''})", indent=1)
        return lines.text()

    # -------------------------------------------------------------------------------------------- receiving

    def _tag(self) -> str:
        if not any(rule.push and rule.push.key is None for rule in self._rules()):
            return ""
        tags = {tag[0] for each in self.connection.channels.values() if (tag := tag_of(self.context, each))}
        return sorted(tags)[0] if tags else ""

    def _receive(self) -> tuple[str, ...]:
        connection = self.connection
        lines = Lines()
        if connection.compression is not None:
            lines.when("isinstance(frame, bytes)", f"frame = {connection.compression}_decoded(frame)")
        for text, meaning in connection.text_frames.items():
            lines.when(f"frame == {literal(text)}", *(["link.pong()"] if meaning == "pong" else []), "return")
        if connection.arrays is not None:
            lines.when('frame[:1] in ("[", b"[")', "self._receive_array(frame, link)", "return")
        lines.add("f = self._decode(frame)")
        self._counted(lines, connection.sequence, arrays=False)
        self._chain(lines, connection.receive, arrays=False)
        return lines.text()

    def _counted(self, lines: Lines, sequence: str | None, *, arrays: bool) -> None:
        """A venue that counts its frames: after one that is missing nothing of the socket is believed."""
        if sequence is None:
            return
        number = compile_expr(sequence, self._scope(None, arrays=arrays), optional(INT)).code
        lines.when(f"(number := {number}) is not None and not link.in_sequence(number)", "return")

    def _receive_array(self) -> tuple[str, ...]:
        lines = Lines()
        if (arrays := self.connection.arrays) is not None:
            lines.add(f"f = {self._decoder('_decode_array', arrays.frame)}(frame)")
            self._counted(lines, arrays.sequence, arrays=True)
            self._chain(lines, arrays.receive, arrays=True)
        return lines.text()

    def _chain(self, lines: Lines, rules: list[ReceiveRule], *, arrays: bool) -> None:
        for at, rule in enumerate(rules):
            condition, statements = self._rule(rule, self._scope(rule, arrays=arrays))
            last = at > 0 and condition == "True"
            lines.add("else:" if last else f"{'if' if at == 0 else 'elif'} {condition}:")
            lines.add(*statements, indent=1)
            if last:
                break

    def _push(self, push: PushRule, scope: Scope) -> list[str]:
        """Hand a payload on. `=f`: the whole frame, as it came."""
        payload = compile_guarded(push.payload, push.when, scope).code
        payload = "frame" if payload == "f" else payload
        head: list[str] = []
        if push.head is not None:
            decoder = self._decoder("_decode_head", push.head)
            # Heads of several types have several names.
            name = decoder.removeprefix("self._decode_")
            scope = scope.with_names(h=Binding(scope.names["h"].type, name))
            head = [f"{name} = {decoder}({payload})"]
        key = compile_guarded(push.key, push.when, scope).code if push.key else f"self._tag({payload}).tag"
        key = f"link.key_of({key})" if self.learns else key
        if push.ack is not None:
            answered = _present(compile_expr(push.ack, scope).code)
            head += [f"if link.awaits({answered}):", f"    link.acknowledge({answered}, keys=[{key}])"]
        return [*head, f"link.push({key}, {payload})"]

    def _decoder(self, name: str, kind: str) -> str:
        """A decoder of the dialect, for what is not the frame itself."""
        annotation = wire_annotation(self.context, self.context.table.parse(kind))
        known = next((each for each, there in self.heads.items() if there == annotation), None)
        if known is None:
            known = name if name not in self.heads else f"{name}_{len(self.heads)}"
            self.heads[known] = annotation
        return f"self.{known}"

    def _rule(self, rule: ReceiveRule, scope: Scope) -> tuple[str, list[str]]:
        def test(text: str) -> str:
            return compile_condition(text, scope).code

        if rule.push is not None:
            return test(rule.push.when), self._push(rule.push, scope)
        if rule.ack is not None:
            ack = rule.ack
            request_id = _present(compile_expr(ack.id, scope).code) if ack.id else ""
            # Nothing is subscribed before the login is answered, and afterwards nobody waits for that: whichever of the
            # two is under way takes the answer.
            frame = self.connection.login if self.connection.login and self.connection.login.frame else None
            login = frame is not None
            asked = literal(frame.id) if frame is not None else ""
            confirm = [*([f"link.reply({asked})"] if login else []), *self._confirm(ack, request_id, scope)]
            when = test(ack.when)
            if self.connection.rpc is not None and request_id:
                # Answers to calls may look the same: this one is to a subscription only if one of that id is under way.
                when = f"{bracketed(when)} and link.awaits({request_id})"
            if ack.error is None:
                return when, confirm
            is_refused = test(ack.error)
            text = known(compile_expr(ack.text, scope, optional(STR)).code, is_refused) if ack.text else "None"
            code = "None"
            if ack.code:
                compiled = compile_expr(f"=text({ack.code.removeprefix('=')})", scope, optional(STR))
                code = known(compiled.code, is_refused)
            refused = f"SubscriptionRejected({bracketed(text)} or 'refused', code={code})"
            where = f"{request_id}, " if request_id else "error="
            lost = self._lost_by_code() if self.context.spec.errors and ack.code else []
            if not login and not lost:
                return when, [
                    f"if {is_refused}:",
                    f"    link.acknowledge({where}{refused})",
                    "else:",
                    *(f"    {line}" for line in confirm),
                ]
            if login and not ack.code:
                # Without a code, a login that is refused means wrong credentials.
                return when, [
                    f"if {is_refused}:",
                    f"    link.reply(\"login\", error=AuthenticationError({bracketed(text)} or 'refused'))",
                    f"    link.acknowledge({where}{refused})",
                    "else:",
                    *(f"    {line}" for line in confirm),
                ]
            # The class of the error decides whether another login is worth while.
            made = f"ERRORS.error({code}, {text})" if self.context.spec.errors else refused
            told = [*([f"link.reply({asked}, error=error)"] if login else []), f"link.acknowledge({where}error)"]
            if lost:
                is_lost = " or ".join(f"self._leases.{each}.is_lost_by(error)" for each in lost)
                told = [f"if {is_lost}:", f"    {_SIGNALS['lost']}", "else:", *(f"    {line}" for line in told)]
            return when, [
                f"if {is_refused}:",
                f"    error = {made}",
                *(f"    {line}" for line in told),
                "else:",
                *(f"    {line}" for line in confirm),
            ]
        if rule.reply is not None:
            return test(rule.reply.when), self._reply(rule)
        if rule.answer is not None:
            return test(rule.answer.when), [f"link.answer(encode({compile_frame(rule.answer.send, scope).code}))"]
        for name, statement in _SIGNALS.items():
            signal = getattr(rule, name)
            if signal is not None:
                gone = [f"self._leases.{each}.lose()" for each in self.leases] if name == "lost" else []
                return test(signal.when), [*gone, statement]
        raise ValueError("a receive rule without a key")

    def _confirm(self, ack: AckRule, request_id: str, scope: Scope) -> list[str]:
        """What a confirmation means for the subscriptions of the request."""
        learn = []
        if ack.learn is not None:
            alias = _present(compile_expr(ack.learn, scope).code)
            learn.append(f"link.learn({alias}{f', {request_id}' if request_id else ''})")
        if ack.accepted is None:
            return [*learn, f"link.acknowledge({request_id})"]
        given = f"{request_id}, " if request_id else ""
        keys = _present(compile_expr(ack.accepted, scope).code)
        if self.learns:  # the venue's own names of them
            keys = f"[link.key_of(each) for each in {keys}]"
        accepted = f"link.acknowledge({given}keys={keys})"
        refused = 'SubscriptionRejected("not among the accepted topics")'
        return [*learn, accepted, *([f"link.acknowledge({request_id}, {refused})"] if request_id else [])]

    def _lost_by_code(self) -> list[str]:
        """Leases of this connection that a code of the venue ends."""
        return [each for each in self.leases if self.context.spec.leases[each].lost_codes]

    def _reply(self, rule: ReceiveRule) -> list[str]:
        assert rule.reply is not None
        request_id = _present(compile_expr(rule.reply.id, self.rule_scope).code)
        payload = _present(compile_expr(rule.reply.payload, self.rule_scope).code)
        # Who asked decodes the answer by its own type: of a whole frame it gets the text.
        payload = "frame" if payload == "f" else payload
        return [*self._usages(request_id), *self._answers(rule.reply, request_id, payload)]

    def _usages(self, request_id: str) -> list[str]:
        """What a reply says about rate limits, before it is handed on: refusals say it too."""
        limits = self.context.spec.limits
        lines: list[str] = []
        for name, bucket in (limits.buckets if limits is not None else {}).items():
            if (text := bucket.used_over.get(self.name)) is not None:
                used = compile_expr(text, self.rule_scope, optional(INT)).code
                lines.append(f"if (used := {used}) is not None:")
                lines.append(f"    link.observe({request_id}, (Usage(bucket={literal(name)}, used=used),))")
        return lines

    def _answers(self, rule: ReplyRule, request_id: str, payload: str) -> list[str]:
        errors = self.context.spec.errors
        place = errors.at.get(self.name) if errors else None
        # An answer that says only that the request arrived settles nothing: the outcome is still unknown.
        final = compile_condition(rule.final, self.rule_scope).code if rule.final is not None else ""
        outcome = f"link.reply({request_id}, {payload})"
        if place is None:
            return [f"if {final}:", f"    {outcome}"] if final else [outcome]
        scope = scope_for_errors(self.context.spec, self.context.table, self.name, {"m": "f", "clock": "now"})
        here = compile_condition(rule.when, self.rule_scope).code
        when = known(compile_condition(place.when, scope).code, here)
        facts = f"({here}) and ({when})"
        code, text = (known(compile_expr(each, scope).code, facts) for each in (place.code, place.text))
        # A code may mean something else as the answer to one operation.
        where = f", operation=link.operation({request_id})" if errors is not None and errors.by_operation else ""
        if place.status is not None:
            where = f", status={known(compile_expr(place.status, scope, optional(INT)).code, facts)}{where}"
        refusal = [f"    link.reply({request_id}, error=ERRORS.error({code}, {text}{where}))"]
        if place.retry_after is not None:
            wait = known(compile_expr(place.retry_after, scope, optional(DECIMAL)).code, facts)
            refusal = [
                f"    error = ERRORS.error({code}, {text}{where})",
                "    now = link.time_ns()",
                f"    if (wait := {wait}) is not None:",
                "        error.retry_after = float(wait)",
                f"    link.reply({request_id}, error=error)",
            ]
        return [
            f"if {when}:",
            *refusal,
            f"elif {final}:" if final else "else:",
            f"    {outcome}",
        ]


_SIGNALS = {
    "pong": "link.pong()",
    "ready": 'link.signal("ready")',
    "drain": "link.drain()",
    "lost": 'link.fail(TransportError("the venue ended this session"))',
    "ignore": "return",
}


def _present(code: str) -> str:
    """`f.data if f.data is not UNSET else None`, behind a test that it is there, is `f.data`."""
    node = ast.parse(code, mode="eval").body
    if isinstance(node, ast.IfExp) and isinstance(node.orelse, ast.Constant) and node.orelse.value is None:
        return ast.unparse(node.body)
    return code


def known(code: str, condition: str) -> str:
    """`code` where `condition` holds: what it tests again is not tested twice."""
    facts = {ast.unparse(fact) for fact in _conjuncts(ast.parse(condition, mode="eval").body)}
    return ast.unparse(_Known(facts).visit(ast.parse(code, mode="eval").body))


def _conjuncts(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        return [fact for each in node.values for fact in _conjuncts(each)]
    return [node]


class _Known(ast.NodeTransformer):
    def __init__(self, facts: set[str]) -> None:
        self._facts = facts

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        self.generic_visit(node)
        return node.body if ast.unparse(node.test) in self._facts else node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        self.generic_visit(node)
        if not isinstance(node.op, ast.And):
            return node
        open_ = [each for each in node.values if ast.unparse(each) not in self._facts] or node.values[:1]
        return open_[0] if len(open_) == 1 else ast.BoolOp(node.op, open_)


def bracketed(code: str) -> str:
    """`code` in brackets where it must not fall apart beside an operator."""
    return f"({code})" if isinstance(ast.parse(code, mode="eval").body, ast.IfExp | ast.BoolOp) else code
