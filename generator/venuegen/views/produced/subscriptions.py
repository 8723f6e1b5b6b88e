"""Scripts of subscriptions: what a connection's topics are, and how it acknowledges, refuses and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ...render.names import identifier, literal
from ...spec.dialects import channel_of, outdated
from ...spec.model import Argument, Operation
from ..evaluate import evaluate
from ..examples import test_pairs
from ..simulated.sockets import class_name
from ..streams import channel_view
from ..wirepaths import frame_of

if TYPE_CHECKING:
    from ..context import VenueContext
    from ..examples import Examples


class NotWritten(Exception):
    """No script can be made; the text says why."""


@dataclass(frozen=True, slots=True)
class ConnectionCaseView:
    """A public connection that no book is on, and a channel of it."""

    connection: str
    socket: str
    call: str
    """Python of the raw layer's method, with its arguments."""
    topic: str
    leases: tuple[tuple[str, str], ...]
    drain: str
    tells_refusals: bool
    tells_text: bool


def connections(context: VenueContext, examples: Examples) -> tuple[list[ConnectionCaseView], dict[str, str]]:
    """Connections beside that of the book, which has scripts of its own; and which have none, and why."""
    spec = context.spec
    book = spec.operations.get("watch_order_book")
    own = (channel_of(spec, book) or "").partition(".")[0] if book is not None else ""
    uses = {channel_of(spec, each): each for each in spec.operations.values()}
    gone, found, missing = outdated(spec), [], {}
    for name, connection in spec.ws.items():
        public = [
            reference
            for channel, each in connection.channels.items()
            if (reference := f"{name}.{channel}") not in gone
            and not (each.private or each.always or each.topic is None)
        ]
        if connection.subscribe is None or name == own or not public:
            continue
        try:
            reference = next((each for each in public if each in uses), public[0])
            found.append(Subscribed(context, examples, reference, uses.get(reference)).connection_case())
        except NotWritten as reason:
            missing[name] = str(reason)
    return found, missing


class Subscribed:
    """A channel that is subscribed to by its topic, as an operation does it."""

    def __init__(self, context: VenueContext, examples: Examples, reference: str, operation: Operation | None) -> None:
        self.context, self.examples, self.reference = context, examples, reference
        self.spec, self.table = context.spec, context.table
        self.given = dict(operation.params) if operation is not None else {}
        self.intervals = operation.intervals if operation is not None else {}
        connection, _, channel = reference.partition(".")
        self.connection_name, self.connection = connection, self.spec.ws[connection]
        self.channel = self.connection.channels[channel]

    def connection_case(self) -> ConnectionCaseView:
        """What the produced tests of a connection ask for."""
        if self.connection.per is not None:
            raise NotWritten("there is one of it for each partition")
        symbol = (test_pairs(self.spec) or (("AAABBB", "AAA/BBB"),))[0][0]
        raw = channel_view(self.context, self.reference)
        values = {identifier(name): self._name(name, symbol) for name in self.channel.params}
        if "symbol: str" in raw.signature:
            values = {"symbol": symbol, **values}
        told, text_told = self.tells()
        return ConnectionCaseView(
            connection=self.connection_name,
            socket=class_name(self.connection_name),
            call=f"{raw.id}({', '.join(f'{name}={literal(value)}' for name, value in values.items())})",
            topic=self.topic(self.channel.topic, symbol),
            leases=self.leases(),
            drain=self.drain(),
            tells_refusals=told,
            tells_text=text_told,
        )

    def tells(self) -> tuple[bool, bool]:
        """A refused subscription is told, and with the venue's words."""
        acks = [rule.ack for rule in self.connection.receive if rule.ack is not None]
        ack = next((each for each in acks if each.error is not None), next(iter(acks), None))
        # A refusal that names no request is the answer to the only one that is under way.
        if ack is None or not (ack.id or self.connection.in_flight == 1):
            return False, False
        told = bool(ack.error) and bool(ack.code or ack.text)
        return told, told and ack.text is not None

    def leases(self) -> tuple[tuple[str, str], ...]:
        """What the address needs: path of the call that grants it, and its documented answer."""
        found = []
        for name in sorted(set(re.findall(r"\{lease\.(\w+)\.", self.connection.url))):
            call = self.spec.leases[name].call
            example = next((one for one in self.examples.of(call) if one.error is None), None)
            if example is None:
                raise NotWritten(f"the answer of {call} is not documented")
            found.append((self.spec.endpoints[call].path, example.name))
        return tuple(found)

    def drain(self) -> str:
        """Python of the frame that announces the connection's end; empty where nothing does."""
        rule = next((each.drain for each in self.connection.receive if each.drain is not None), None)
        frame = self.table.parse(self.connection.frame)
        found = frame_of(rule.when, "f", frame, self.table) if rule is not None else None
        return literal(found) if found else ""

    def topic(self, topic: Any, venue_symbol: str) -> str:
        """Python of a topic, or of a key, of one instrument."""
        return literal(self._filled(topic, venue_symbol))

    def _filled(self, topic: Any, venue_symbol: str) -> Any:
        if isinstance(topic, dict):
            return {key: self._filled(value, venue_symbol) for key, value in topic.items()}
        if isinstance(topic, list):
            return [self._filled(value, venue_symbol) for value in topic]
        if not isinstance(topic, str):
            return topic
        if topic.startswith("="):
            topic = "{" + topic[1:] + "}"
        whole = re.fullmatch(r"\{([^{}]+)\}", topic)
        if whole:
            return self._name(whole[1], venue_symbol)
        return re.sub(r"\{([^{}]+)\}", lambda match: str(self._name(match[1], venue_symbol)), topic)

    def _name(self, text: str, venue_symbol: str) -> Any:
        name, _, fold = text.partition(":")
        if name == "i.venue_symbol":
            return getattr(venue_symbol, fold)() if fold else venue_symbol
        if name.startswith("cfg.") and name[4:] in self.spec.config:
            return self.spec.config[name[4:]].default
        given = self.given.get(name)
        value = given.value if isinstance(given, Argument) else given
        interval = next(iter(self.intervals.values()), None)
        try:  # of a script that asks for no depth
            found = evaluate(value, {"depth": None, "interval": interval, "cfg": self._settings()})
        except (NameError, AttributeError, TypeError):
            found = None
        if found is None:
            raise NotWritten(f"{name} in its topic is computed")
        return found

    def _settings(self) -> SimpleNamespace:
        return SimpleNamespace(**{name: each.default for name, each in self.spec.config.items()})
