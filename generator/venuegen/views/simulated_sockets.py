"""Connections of the simulated venue: topics, acknowledgements, pushes, calls."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..render.names import camel_case, identifier, literal
from ..spec.model import AckRule, Channel, Connection, Operation, PushRule, ReplyRule
from .simulated_rest import level_code
from .venue import nanoseconds
from .wirepaths import WirePath, find_path, frame_of, from_ns, path_of, plain_type, syntax

if TYPE_CHECKING:
    from ..lang import WireType
    from .context import VenueContext
    from .examples import Examples
    from .simulated_maps import Maps

_EVENTS = {
    "watch_trades": ("trade",),
    "watch_ticker": ("quote", "trade"),
    "watch_candles": ("trade",),
    "watch_orders": ("order",),
    "watch_fills": ("order",),
    "watch_balances": ("balance",),
}


@dataclass(frozen=True, slots=True)
class SocketView:
    """One class."""

    name: str
    class_name: str
    path: str
    attributes: tuple[tuple[str, str], ...]
    writers: tuple[tuple[str, tuple[str, ...]], ...]
    options: str
    enum_fields: tuple[tuple[str, str], ...]

    @property
    def code(self) -> tuple[str, ...]:
        """Every line of it."""
        return tuple(line for _, lines in self.writers for line in lines)


def class_name(connection: str) -> str:
    """`market` → `MarketSocket`."""
    return identifier(f"{camel_case(connection)}Socket")


def build(context: VenueContext, examples: Examples, maps: Maps, name: str) -> SocketView:
    """One connection of the spec."""
    return _Writer(context, examples, maps, name, context.spec.ws[name]).view()


class _Writer:
    def __init__(
        self, context: VenueContext, examples: Examples, maps: Maps, name: str, connection: Connection
    ) -> None:
        self.context, self.examples, self.maps, self.name, self.connection = context, examples, maps, name, connection
        self.table = context.table
        self.frame = self.table.parse(connection.frame)
        self.writers: dict[str, tuple[str, ...]] = {}

    def view(self) -> SocketView:
        rules = [self._rule(name, channel) for name, channel in self.connection.channels.items()]
        public = [code for code, private in rules if not private]
        attributes: dict[str, str] = {}
        if self.connection.subscribe is not None:
            attributes["subscribe"] = self._template(self.connection.subscribe.send)
        if self.connection.unsubscribe is not None:
            attributes["unsubscribe"] = self._template(self.connection.unsubscribe.send)
        if self.connection.rpc is not None:
            attributes["rpc"] = self._template(self.connection.rpc.send)
            attributes["rpc_auth"] = literal(dict(self.connection.rpc.auth))
            attributes["methods"] = self._methods()
        if public:
            attributes["topics"] = "(" + ", ".join(public) + ",)"
        attributes |= self._envelopes()
        if self.connection.login is not None and self.connection.login.call is not None:
            private = [code for code, is_private in rules if is_private]
            login = self.connection.login
            attributes["login"] = (
                f"Login(method={literal(login.call)}, auth={literal(login.auth)}, channels=({', '.join(private)},))"
            )
        attributes |= self._pings()
        limits, options = self.connection.limits, ""
        if limits.messages is not None:
            count, _, window = limits.messages.partition("/")
            options += f", message_limit={int(count)}, message_window_ns={nanoseconds(window)}"
        if limits.topics is not None:
            options += f", subscription_limit={limits.topics}"
        return SocketView(
            name=self.name,
            class_name=class_name(self.name),
            path=self._path(),
            attributes=tuple(attributes.items()),
            writers=tuple(self.writers.items()),
            options=options,
            enum_fields=self._enums(),
        )

    def _path(self) -> str:
        urls = next(iter(self.context.spec.environments.values())).urls
        text = re.sub(r"\{env\.(\w+)\}", lambda match: urls.get(match[1], ""), self.connection.url)
        path = urlsplit(text.partition("{")[0]).path or "/"
        return f"{path}*" if "{" in text else path

    # ------------------------------------------------------------ frames

    def _template(self, frame: Any) -> str:
        """A frame that we receive: literals as they are, expressions as holes."""
        if isinstance(frame, dict):
            return "{" + ", ".join(f"{literal(key)}: {self._template(value)}" for key, value in frame.items()) + "}"
        if isinstance(frame, list):
            return "[" + ", ".join(self._template(value) for value in frame) + "]"
        match = re.fullmatch(r"=(?:req\.)?(\w+)", frame) if isinstance(frame, str) else None
        return f"Hole({literal(match[1])})" if match else literal(frame)

    def _find(self, text: str | None) -> WirePath | None:
        return find_path(text, "f", self.frame, self.table) if text else None

    def _envelopes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for rule in self.connection.receive:
            if rule.push is not None and "push" not in found:
                found["push"] = self._push(rule.push)
            elif rule.ack is not None and "ack" not in found:
                found |= self._ack(rule.ack)
            elif rule.reply is not None and "reply" not in found:
                found["reply"] = self._reply(rule.reply)
            for key in ("drain", "lost"):
                signal = getattr(rule, key)
                frame = frame_of(signal.when, "f", self.frame, self.table) if signal is not None else None
                if frame and key not in found:
                    found[key] = literal(frame)
        from .simulated import error_place

        place = error_place(self.context, self.name)
        return {**found, "errors": place} if place else found

    def _push(self, rule: PushRule) -> str:
        body = frame_of(rule.when, "f", self.frame, self.table)
        payload, key = self._find(rule.payload), self._find(rule.key)
        parts = [f"body={literal(body)}"] if body else []
        parts += [f"key={key.code}"] if key is not None and key.steps else []
        parts += [f"payload={payload.code if payload.steps else '()'}"] if payload is not None else []
        return f"Envelope({', '.join(parts)})"

    def _ack(self, rule: AckRule) -> dict[str, str]:
        body = frame_of(rule.when, "f", self.frame, self.table)
        path, code, text = self._find(rule.id), self._find(rule.code), self._find(rule.text)
        parts = [f"body={literal(body)}"] if body else []
        parts += [f"id={path.code}"] if path is not None else []
        found = {"ack": f"Envelope({', '.join(parts)})"}
        said = frame_of(rule.error, "f", self.frame, self.table)
        said = {key: value for key, value in said.items() if value != {}} if isinstance(said, dict) else {}
        if code is not None or text is not None or said:
            number = ", True" if code is not None and self.table.annotation(code.type).startswith("int") else ""
            places = ", ".join(path.code if path is not None else "None" for path in (code, text))
            rest = {**body, **said} if isinstance(body, dict) else said
            found["refused"] = f"ErrorPlace({literal(rest)}, {places}{number})"
        return found

    def _reply(self, rule: ReplyRule) -> str:
        path, payload = self._find(rule.id), self._find(rule.payload)
        parts = [f"id={path.code}"] if path is not None else []
        parts += [f"payload={payload.code}"] if payload is not None else []
        return f"Envelope({', '.join(parts)})"

    def _pings(self) -> dict[str, str]:
        ping = self.connection.ping
        if ping.by != "client" or ping.send is None:
            return {}
        pong = next((text for text, kind in self.connection.text_frames.items() if kind == "pong"), None)
        for rule in self.connection.receive:
            if pong is None and rule.pong is not None:
                pong = frame_of(rule.pong.when, "f", self.frame, self.table)  # type: ignore[assignment]
        return {"pings": f"(({self._template(ping.send)}, {literal(pong)}),)"}

    def _methods(self) -> str:
        methods: dict[str, tuple[str, ...]] = {}
        for name, endpoint in self.context.spec.endpoints.items():
            if endpoint.over is not None and endpoint.over.connection == self.name:
                methods[endpoint.over.method] = (*methods.get(endpoint.over.method, ()), name)
        return literal(methods)

    # ------------------------------------------------------------ channels

    def _rule(self, name: str, channel: Channel) -> tuple[str, bool]:
        reference = f"{self.name}.{name}"
        operations = {
            key: each
            for key, each in self.context.spec.operations.items()
            if (each.channel or (self.context.spec.books[each.book].channel if each.book and not each.call else None))
            == reference
        }
        lines = self._payload(reference, channel, operations)
        events = sorted({event for key in operations for event in _EVENTS.get(key, ("book",))})
        parts = [f"channel={literal(name)}"]
        if channel.topic is not None:
            parts.append(f"pattern={self._pattern(channel.topic, channel)}")
            fold = re.search(r"venue_symbol:(lower|upper)", str(channel.topic))
            parts += [f"fold={literal(fold[1])}"] if fold else []
        if lines:
            self.writers[identifier(name)] = tuple(lines)
            parts += [f"events=frozenset({literal(events)})", f"writer={literal(name)}"]
        else:
            kind = self.table.parse(channel.type)
            found = self.maps.example(reference, kind)
            parts += [f"example={literal(found.name)}"] if found else []
        return f"TopicRule({', '.join(parts)})", channel.topic is None

    def _pattern(self, topic: Any, channel: Channel) -> str:
        if isinstance(topic, dict):
            return literal({key: self._regex(str(value), channel) for key, value in topic.items()})
        return literal(self._regex(str(topic), channel))

    def _regex(self, text: str, channel: Channel) -> str:
        parts = re.split(r"\{([^{}]+)\}", text)
        made = ""
        for at, part in enumerate(parts):
            if at % 2 == 0:
                made += re.escape(part)
            elif part.startswith("i."):
                made += r"(?P<symbol>[^@]+?)"
            else:
                # What stands in a topic is text without the marks that topics are made of.
                made += rf"(?P<{identifier(part.partition(':')[0])}>[^@{{}}]+)"
        return made

    def _payload(self, reference: str, channel: Channel, operations: dict[str, Operation]) -> list[str]:
        kind = self.table.parse(channel.type)
        if any(each.book for each in operations.values()):
            book = next(each.book for each in operations.values() if each.book)
            return self._book(reference, kind, book or "")
        if "watch_orders" in operations or "watch_fills" in operations:
            return self._orders(reference, kind, operations)
        for key, value in (("watch_trades", "event.trade"), ("watch_ticker", "ticker_of(exchange, event.symbol)")):
            operation = operations.get(key)
            if operation is not None and operation.map is not None:
                return self._one(reference, kind, operation, value)
        if "watch_candles" in operations and operations["watch_candles"].map is not None:
            operation = operations["watch_candles"]
            words = {word: ours for ours, word in operation.intervals.items()}
            return [
                f'interval = interval_ns({literal(words)}[subscription.data[1]["interval"]])',
                *self._one(reference, kind, operation, "candle_of(exchange, event.symbol, interval)"),
            ]
        if "watch_balances" in operations and operations["watch_balances"].map is not None:
            return self._balances(reference, kind, operations["watch_balances"])
        return []

    def _one(self, reference: str, kind: WireType, operation: Operation, value: str) -> list[str]:
        found = self.maps.example(reference, kind, operation.map)
        path = find_path(operation.each or "=m", "m", kind, self.table)
        if found is None or path is None or operation.map is None:
            return []
        example = f"self.dialect.example({literal(found.name)})"
        head = [
            "exchange = self.connection.context.exchange",
            "i = exchange.instrument(event.symbol)",
            f"v = {value}",
        ]
        tag = self._tagged(kind, "i")
        if not path.steps:
            call = self.maps.call(operation.map, example, "v", "i")
            return [*head, f"return filled({call}, {{{tag}}})" if tag else f"return {call}"]
        call = self.maps.call(operation.map, "row", "v", "i")
        return [
            *head,
            f"answer = {example}",
            f"row = first_row(answer, {literal(path.steps)})",
            f"return put(answer, {literal(path.steps)}, [{call}])",
        ]

    def _tagged(self, kind: WireType, instrument: str) -> str:
        """The instrument of a payload, where its type has a field for it that the map does not read."""
        struct = self.table.structs.get(plain_type(kind, self.table).name)
        for field in struct.fields if struct else ():
            if field.type.kind == "scalar" and field.type.name == "venue_symbol":
                return f"{literal(field.wire)}: {instrument}.venue_symbol"
        return ""

    def _balances(self, reference: str, kind: WireType, operation: Operation) -> list[str]:
        found = self.maps.example(reference, kind, operation.map)
        path = find_path(operation.each or "=m", "m", kind, self.table)
        if found is None or path is None or not path.steps or operation.map is None:
            return []
        call = self.maps.call(operation.map, "row", "v", "None")
        return [
            f"answer = self.dialect.example({literal(found.name)})",
            f"row = first_row(answer, {literal(path.steps)})",
            f"return put(answer, {literal(path.steps)}, [{call} for v in event.balances])",
        ]

    def _orders(self, reference: str, kind: WireType, operations: dict[str, Operation]) -> list[str]:
        order = operations.get("watch_orders")
        fill = operations.get("watch_fills")
        order_map = order.map if order else None
        fill_map = fill.map if fill else None
        by_status: dict[str, str] = {}
        by_fill: dict[str, str] = {}
        for each in self.examples.fitting(reference, kind, self.table):
            expected = each.expect.get(order_map or "") or {}
            if fill_map is not None and each.expect.get(fill_map):
                by_fill.setdefault(str(expected.get("status")), each.name)
            elif isinstance(expected, dict) and "status" in expected:
                by_status.setdefault(str(expected["status"]), each.name)
        if order_map is None or not (by_status or by_fill):
            return []
        lines = [
            "i = self.instrument(event.symbol)",
            f"names = {literal(by_fill)} if event.fill is not None else {literal(by_status)}",
            "name = names.get(event.order.status.value) or next(iter(names.values()), None)",
            "if name is None:",
            "    return None",
            f"message = {self.maps.call(order_map, 'self.dialect.example(name)', 'event.order', 'i')}",
        ]
        if fill_map is not None:
            lines += [
                "if event.fill is not None:",
                f"    message = {self.maps.call(fill_map, 'message', 'event.fill', 'i')}",
            ]
        return [*lines, "return message"]

    def _book(self, reference: str, kind: WireType, name: str) -> list[str]:
        book = self.context.spec.books[name]
        found = self.maps.example(reference, kind)
        if found is None:
            return []
        rows: list[str] = []
        tag = self._tagged(kind, "self.instrument(event.symbol)")
        rows += [tag] if tag else []
        node = syntax(book.next_if)
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
            before = path_of(node.left, "u", kind, self.table)
            if before is not None:
                says = ast.unparse(node.comparators[0]).replace("sequence", "(event.first_id - 1)")
                rows.append(f"{before.code}: {says}")
        sequence = find_path(book.sequence, "u", kind, self.table)
        rows += [f"{sequence.code}: event.last_id"] if sequence else []
        time = find_path(book.ts_event, "u", kind, self.table)
        rows += [f"{time.code}: {from_ns(time, 'event.ts_event', self.table)}"] if time else []
        for text, side in ((book.bids, "BUY"), (book.asks, "SELL")):
            path = find_path(text, "u", kind, self.table)
            if path is not None:
                rows.append(
                    f"{path.code}: [{level_code('each')} for each in event.changes if each.side is Side.{side}]"
                )
        return [f"return filled(self.dialect.example({literal(found.name)}), {{{', '.join(rows)}}})"]

    def _enums(self) -> tuple[tuple[str, str], ...]:
        rule = next((each.push for each in self.connection.receive if each.push is not None), None)
        payload = self._find(rule.payload) if rule else None
        found = []
        for name, channel in self.connection.channels.items():
            paths = tuple((*(payload.steps if payload else ()), *path) for path in self.maps.enum_paths(channel.type))
            if paths:
                found.append((name, literal(paths)))
        return tuple(found)
