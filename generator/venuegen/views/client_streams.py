"""Bindings of the client: which channel each stream of the contract comes from, and what its payloads mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..lang import compile_condition, compile_expr, compile_value
from ..lang.scopes import Binding, scope_for_book_snapshot, scope_for_deltas
from ..lang.types import INT, STR, base_of, is_optional, optional
from ..render.names import doc_line, identifier, literal
from ..spec.dialects import of_that_time
from ..spec.model import Argument, Book, Channel, Dialect, Operation, Value
from . import scopes
from .books import rule_name
from .client_calls import MethodView, intervals_table
from .code import Lines
from .mapping import MapView
from .rest import params_of
from .streams import bracketed, channel_view, per_code, topic_code
from .streams import build as build_streams
from .venue import seconds

if TYPE_CHECKING:
    from ..lang import Scope
    from .context import VenueContext

STREAMS = {"watch_trades": "Trade", "watch_ticker": "Ticker", "watch_candles": "Candle"}


class Bindings:
    """Writes them."""

    def __init__(self, context: VenueContext, maps: Mapping[str, MapView]) -> None:
        self.context = context
        self.spec = context.spec
        self.maps = maps

    def dialect(self) -> MethodView:
        lines = Lines()
        view = build_streams(self.context)
        assert view is not None
        sources = {
            "urls": "self.endpoints",
            "config": "self.config",
            "signing": "self.signing",
            "clock": "self.venue_clock",
            "credentials": "self.credentials",
            "leases": "self.leases",
            "per": 'partition or ""',
        }
        for dialect in view.dialects[:-1]:
            arguments = ", ".join(sources[source] for source, _ in dialect.dependencies)
            lines.when(f"connection == {literal(dialect.name)}", f"return {dialect.class_name}({arguments})")
        last = view.dialects[-1]
        lines.add(f"return {last.class_name}({', '.join(sources[source] for source, _ in last.dependencies)})")
        head = "def _dialect(self, connection: str, partition: str | None) -> Dialect"
        return MethodView(head, "", lines.text())

    def order_book(self, operation: Operation) -> MethodView:
        lines = Lines()
        for dialect in operation.dialects:
            lines.when(_is_before(dialect), f"return {self._book_binding(of_that_time(operation, dialect))}")
        lines.add(f"return {self._book_binding(operation)}")
        head = "def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding"
        return MethodView(head, "", lines.text())

    def _book_binding(self, operation: Operation) -> str:
        book_name = operation.book or next(iter(self.spec.books))
        book: Book = self.spec.books[book_name]
        channel = channel_view(self.context, operation.channel or book.channel)
        each = self.spec.ws[channel.connection].channels[(operation.channel or book.channel).partition(".")[2]]
        arguments = self._topic_arguments("watch_order_book", operation, each)
        topic, key = topic_code(self.context, each, **arguments)
        parts = [f"connection={literal(channel.connection)}", f"topic={topic}", f"rule={rule_name(book_name)}"]
        decode = f"{channel.decoder}(payload)"
        if book.each is None:
            parts.append(f"read=lambda payload: ({decode},)")
        else:
            scope = scopes.book_message(self.context, book_name, decode)
            parts.append(f"read=lambda payload: {compile_expr(book.each, scope).code}")
        if book.snapshot.source == "rest" and book.snapshot.call is not None:
            scope = scope_for_book_snapshot(self.context.spec, self.context.table, book_name, scopes.CLIENT)
            endpoint = self.spec.endpoints[book.snapshot.call]
            params = {param.name: param for param in params_of(self.context, endpoint)}
            values = ", ".join(
                f"{identifier(name)}={compile_value(value, scope, optional(params[name].value)).code}"
                for name, value in book.snapshot.params.items()
            )
            parts.append(f"snapshot=lambda: self.raw.{identifier(book.snapshot.call)}({values})")
        parts += [f"key={key}"] if key else []
        parts += [f"partition={per}"] if (per := per_code(self.context, channel.connection)) else []
        if isinstance(book.depth, str):
            scope = scope_for_book_snapshot(self.context.spec, self.context.table, book_name, scopes.CLIENT)
            parts.append(f"depth={compile_expr(book.depth, scope, INT).code}")
        parts += [f"silence={seconds(each.stale_after)}"] if each.stale_after else []
        return f"BookBinding({', '.join(parts)})"

    def _topic_arguments(self, name: str, operation: Operation, channel: Channel) -> dict[str, Binding]:
        """Values of the channel's parameters, over the arguments of the method."""
        scope = scopes.operation(self.context, name, operation)
        if operation.intervals:
            scope = scope.with_names(interval=Binding(STR, "word"))
        table = self.context.table
        made: dict[str, Binding] = {}
        for argument, value in operation.params.items():
            plain = _plain(value)
            declared = channel.params.get(argument)
            expected = None if declared is None else base_of(table.value_type(table.parse(declared)))
            compiled = compile_value(plain, scope, expected)
            made[argument] = Binding(expected or compiled.type, bracketed(compiled.code))
        return made

    def public(self, name: str, operation: Operation) -> MethodView:
        lines = Lines()
        if operation.intervals:
            lines.add(f"word = {intervals_table(self.spec.operations, name)}[interval]")
        for dialect in operation.dialects:
            lines.when(_is_before(dialect), f"return {self._binding(name, of_that_time(operation, dialect))}")
        lines.add(f"return {self._binding(name, operation)}")
        extra = ", interval: str" if name == "watch_candles" else ""
        head = f"def _bind_{name.removeprefix('watch_')}(self{extra}) -> ChannelBinding[{STREAMS[name]}]"
        return MethodView(head, doc_line(operation.doc), lines.text())

    def _binding(self, name: str, operation: Operation) -> str:
        assert operation.channel is not None
        channel = channel_view(self.context, operation.channel)
        declared = self.spec.ws[channel.connection].channels[operation.channel.partition(".")[2]]
        names = self._topic_arguments(name, operation, declared)
        topic, key = topic_code(self.context, declared, **names)
        parts = [f"connection={literal(channel.connection)}", f"topic=lambda instrument: {topic}"]
        whole = declared.deltas is not None
        message = "message" if whole else f"{channel.decoder}(payload)"
        taken = "message" if whole else "payload"
        parts.append(f"read=lambda {taken}, instrument, recv: {self._read(name, operation, message)}")
        parts += [f"deltas=self.{deltas_name(operation.channel)}"] if whole else []
        parts += [f"key=lambda instrument: {key}"] if key else []
        per = per_code(self.context, channel.connection)
        parts += [f"partition=lambda instrument: {per}"] if per else []
        parts += [] if self.maps[operation.map or ""].tells_close else ["consumer=ClosingCandles"]
        return f"ChannelBinding({', '.join(parts)})"

    def _read(self, name: str, operation: Operation, message: str) -> str:
        mapped = self.maps[operation.map or ""]
        arguments = {"instrument": "instrument", "recv": "recv", "config": "self.config"}
        if operation.each is None:
            item = mapped.call(message, **arguments)
            return f"present({item})" if mapped.conditional else f"({item},)"
        rows = _rows(operation.each, scopes.stream(self.context, name, operation, message))
        item = mapped.call("m", **arguments)
        return f"present(*({item} for m in {rows}))" if mapped.conditional else f"[{item} for m in {rows}]"

    def private(self, operations: Mapping[str, Operation]) -> list[MethodView]:
        channels: dict[str, list[tuple[str, Operation]]] = {}
        for name, operation in operations.items():
            channels.setdefault(operation.channel or "", []).append((name, operation))
        bindings: list[str] = []
        readers: list[MethodView] = []
        for reference, each in channels.items():
            channel = channel_view(self.context, reference)
            parts = [f"connection={literal(channel.connection)}", f"read=self._read_{channel.id}"]
            parts += [f"topic={channel.topic}"] if channel.topic != "None" else []
            parts += [f"key={channel.key}"] if channel.key else []
            bindings.append(f"PrivateBinding({', '.join(parts)})")
            readers.append(self._reader(channel.id, channel.decoder, each))
        lines = Lines()
        made = f"({', '.join(bindings)},)"
        protection = self.spec.operations.get("cancel_on_disconnect")
        if protection is not None and protection.listen:
            views = [channel_view(self.context, each) for each in protection.listen]
            more = ", ".join(
                f"PrivateBinding(connection={literal(each.connection)}, read=unread, topic={each.topic}"
                + (f", key={each.key})" if each.key else ")")
                for each in views
            )
            lines.add(f"bindings = {made}")
            lines.when("self.cancel_on_disconnect", f"return (*bindings, {more})")
            made = "bindings"
        lines.add(f"return {made}")
        head = "def _bind_private(self) -> Sequence[PrivateBinding]"
        return [MethodView(head, "", lines.text()), *readers]

    def _reader(self, channel: str, decoder: str, operations: list[tuple[str, Operation]]) -> MethodView:
        lines = Lines()
        lines.add(f"m = {decoder}(payload)")
        looked_up = ""
        several = sum(each.each is not None for _, each in operations) > 1
        # A fill before the order that it changed: whoever hears of the order finds the fill counted.
        for name, operation in sorted(operations, key=lambda each: each[0] != "watch_fills"):
            mapped = self.maps[operation.map or ""]
            arguments = {"instrument": "instrument", "recv": "ts_recv", "config": "self.config"}
            if operation.each is not None:
                rows = _rows(operation.each, scopes.stream(self.context, name, operation, "m"))
                row = mapped.to.lower() if several else "row"
                lines.add(f"for {row} in {rows}:")
                if mapped.symbol and "instrument" in mapped.parameters:
                    arguments["instrument"] = mapped.look_up(row)
                self._yield(lines, mapped, mapped.call(row, **arguments), indent=1)
                continue
            if mapped.symbol and "instrument" in mapped.parameters and looked_up != mapped.symbol:
                lines.add(f"instrument = {mapped.look_up('m')}")
                looked_up = mapped.symbol
            self._yield(lines, mapped, mapped.call("m", **arguments), name=mapped.to.lower())
        head = f"def _read_{channel}(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]"
        return MethodView(head, "", lines.text())

    def _yield(self, lines: Lines, mapped: MapView, call: str, *, indent: int = 0, name: str = "found") -> None:
        if mapped.conditional:
            lines.when(f"({name} := {call}) is not None", f"yield {name}", indent=indent)
        else:
            lines.add(f"yield {call}", indent=indent)


def deltas_name(channel: str) -> str:
    """Attribute of the client that completes messages of a channel."""
    return identifier(f"_{channel.rpartition('.')[2]}_deltas")


def deltas_setup(context: VenueContext) -> list[str]:
    """Statements that make them."""
    made = []
    for connection, settings in context.spec.ws.items():
        for name, each in settings.channels.items():
            if each.deltas is None:
                continue
            channel = channel_view(context, f"{connection}.{name}")
            when = compile_condition(each.deltas.when, scope_for_deltas(context.table, each.type)).code
            part = f", part={literal(each.deltas.of)}" if each.deltas.of is not None else ""
            call = f"Deltas({channel.decoder}, when=lambda m: {when}{part})"
            made.append(f"self.{deltas_name(name)} = {call}")
    return made


def _plain(value: Value | Argument) -> Value:
    return value.value if isinstance(value, Argument) else value


def _is_before(dialect: Dialect) -> str:
    return f"before(self.clock, {literal(dialect.until)})"


def _rows(text: str, scope: Scope) -> str:
    """Python of the rows of a message; no rows where they are missing."""
    found = compile_expr(text, scope)
    return f"({found.code}) or ()" if is_optional(found.type) else found.code
