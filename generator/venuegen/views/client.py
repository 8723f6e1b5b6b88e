"""`client.py`: the hooks that make `VenueClient` this venue's client."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from ..lang import Scope, compile_condition, compile_expr, compile_value
from ..lang.contract import CONTRACT_TYPES, OPERATIONS
from ..lang.scopes import Binding, order_with, scope_for_book_snapshot
from ..lang.types import INT, JSON, STR, TIME_NS, ListType, Type, base_of, optional
from ..render.names import doc_line, identifier, literal, wrapped
from ..spec.model import Argument, Book, Operation
from . import leases, scopes
from .books import rule_name
from .code import Lines, qualify
from .mapping import Mapper, MapView, build_styles
from .rest import ParamView, params_of
from .signing import build as build_signing
from .streams import build as build_streams
from .streams import channel_view, topic_code
from .venue import nanoseconds

if TYPE_CHECKING:
    from .context import VenueContext


@dataclass(frozen=True, slots=True)
class MethodView:
    """One method of the client, or of its raw layer."""

    head: str
    """`async def _fetch_time(self) -> int`"""
    doc: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClientView:
    """The module of the client."""

    title: str
    class_name: str
    raw_name: str
    doc: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    setup: tuple[str, ...]
    options: str
    option_fields: tuple[tuple[str, str, str], ...]
    methods: tuple[MethodView, ...]
    has_streams: bool
    transports: tuple[str, ...]
    """What orders can go over beside REST."""


#: Hook → its parameters after `self`, and what it returns; as `VenueHooks` declares them.
_HOOKS: dict[str, tuple[str, str]] = {
    "load_instruments": ("", "Iterable[Instrument]"),
    "fetch_time": ("", "int"),
    "fetch_status": ("", "VenueStatus"),
    "fetch_ticker": ("instrument: Instrument", "Ticker"),
    "fetch_order_book": ("instrument: Instrument, depth: int | None", "OrderBook"),
    "fetch_trades": ("instrument: Instrument, since: int | None, limit: int | None", "list[Trade]"),
    "fetch_candles": ("instrument: Instrument, interval: str, since: int | None, limit: int | None", "list[Candle]"),
    "fetch_funding_rate": ("instrument: Instrument", "FundingRate"),
    "create_order": ("request: OrderRequest, instrument: Instrument", "Order | Answer"),
    "edit_order": ("request: EditRequest, instrument: Instrument, known: Order | None", "Order | Answer"),
    "cancel_order": ("request: CancelRequest, instrument: Instrument, known: Order | None", "Order | Answer"),
    "cancel_all_orders": ("instrument: Instrument | None", "list[Order]"),
    "cancel_all_orders_after": ("seconds: float", "None"),
    "fetch_order": (
        "instrument: Instrument, venue_order_id: str | None, client_order_id: str | None",
        "Order | Answer",
    ),
    "fetch_open_orders": ("instrument: Instrument | None", "list[Order]"),
    "fetch_my_trades": ("instrument: Instrument | None, since: int | None, limit: int | None", "list[Fill]"),
    "fetch_balances": ("account: str | None", "Iterable[Balance]"),
    "fetch_positions": ("instruments: Sequence[Instrument] | None", "list[Position]"),
    "set_leverage": ("instrument: Instrument, leverage: Decimal", "None"),
    "set_margin_mode": ("instrument: Instrument, mode: MarginMode", "None"),
    "set_position_mode": ("hedged: bool", "None"),
}
#: Operation → the hook that iterates its pages, and what that yields.
_ITERATORS: dict[str, tuple[str, str]] = {
    "fetch_trades": ("instrument: Instrument, since: int | None", "Trade"),
    "fetch_candles": ("instrument: Instrument, interval: str, since: int | None", "Candle"),
    "fetch_my_trades": ("instrument: Instrument | None, since: int | None", "Fill"),
}
#: Operations that go over `order_transport`.
_TRANSPORTED = ("create_order", "edit_order", "cancel_order", "cancel_all_orders", "fetch_order")
_STREAMS = {"watch_trades": "Trade", "watch_ticker": "Ticker", "watch_candles": "Candle"}
_PRIVATE = ("watch_orders", "watch_fills", "watch_balances", "watch_positions")
_REQUESTS = {"edit_order": "request", "cancel_order": "request"}
_IDS = ("venue_order_id", "client_order_id")


def build(context: VenueContext) -> ClientView:
    """The hooks of every operation of the spec, in its order."""
    return _Writer(context).view()


class _Writer:
    def __init__(self, context: VenueContext) -> None:
        self.context = context
        self.spec = context.spec
        self.maps = {name: Mapper(context, name, each).view() for name, each in context.spec.maps.items()}

    def view(self) -> ClientView:
        spec = self.spec
        methods: list[MethodView] = []
        for name, operation in spec.operations.items():
            if name in _HOOKS and operation.call is not None:
                methods.append(self._hook(name, operation))
            if name in _ITERATORS and (walk := self._iterator(name, operation)) is not None:
                methods.append(walk)
        for name in spec.leases:
            returns = f"tuple[{leases.class_name(name)}, float | None]"
            head = f"async def _grant_{identifier(name)}(self) -> {returns}"
            methods.append(MethodView(head, "", leases.grant_lines(self.context, name)))
        if spec.ws:
            methods.append(self._dialect())
        for name, operation in spec.operations.items():
            if name == "watch_order_book":
                methods.append(self._bind_book(operation))
            elif name in _STREAMS:
                methods.append(self._bind(name, operation))
        private = {name: each for name, each in spec.operations.items() if name in _PRIVATE and each.channel}
        if private:
            methods += self._bind_private(private)
        options = self._options()
        wires = (*self.context.table.enums, *self.context.table.structs, *self.context.table.unions)
        return ClientView(
            title=doc_line(spec.title),
            class_name=self.context.class_name,
            raw_name=f"{self.context.class_name}Raw",
            doc=tuple(wrapped(f"* {doc_line(note)}") for note in spec.doc_notes),
            attributes=tuple(self._attributes()),
            setup=tuple(self._setup()),
            options=self.context.options_name if options else "",
            option_fields=tuple(
                (each.name, qualify(each.annotation, wires, "wire"), each.doc or each.wire) for each in options
            ),
            methods=tuple(methods),
            has_streams=bool(spec.ws),
            transports=transports_of(self.context),
        )

    def _attributes(self) -> list[tuple[str, str]]:
        spec = self.spec
        pairs = [
            ("venue", literal(spec.venue)),
            ("environments", "ENVIRONMENTS"),
            ("credential_fields", "CREDENTIALS"),
            ("offers", "OFFERS"),
        ]
        pairs += [("bucket_specs", "BUCKETS")] if spec.limits and spec.limits.buckets else []
        pairs += [("client_order_id_form", "CLIENT_ORDER_IDS")] if spec.client_order_ids else []
        pairs += [("reconcile_plan", "RECONCILE")] if spec.orders else []
        for unit in {nonce.unit for nonce in spec.nonces.values()} - {"us"}:
            pairs.append(("nonce_unit_ns", f"{nanoseconds(f'1{unit}'):_}"))
        pairs += [("connects", "CONNECTS")] if any(each.limits.connects for each in spec.ws.values()) else []
        transports = transports_of(self.context)
        pairs += [("order_transports", literal(("rest", *transports)))] if transports else []
        pairs += [("config_type", self.context.config_name)] if spec.config else []
        return pairs

    def _setup(self) -> list[str]:
        sources = {
            "credentials": "self.credentials",
            "config": "self.config",
            "clock": "self.venue_clock",
            "nonces": "self.nonces",
            "random": "self.random",
            "endpoints": "self.endpoints",
            "environment": "self.deployment",
            "leases": "self.leases",
        }
        arguments = [sources[name] for name, _ in build_signing(self.context).dependencies]
        lines = [f"self.signing = Signing({', '.join(arguments)})"]
        raw = ["self.rest", "self.signing", *(["self._raw_channel"] if self.spec.ws else [])]
        return [*leases.setup(self.context), *lines, f"self.raw = {self.context.class_name}Raw({', '.join(raw)})"]

    # -------------------------------------------------------------------------------------------- options

    def _options(self) -> list[ParamView]:
        operation = self.spec.operations.get("create_order")
        if operation is None or operation.call is None:
            return []
        params = {each.name: each for each in params_of(self.context, self.spec.endpoints[operation.call])}
        return [params[name] for name in operation.options if name in params]

    # -------------------------------------------------------------------------------------------- requests

    def _hook(self, name: str, operation: Operation) -> MethodView:
        parameters, returns = _HOOKS[name]
        head = f"async def _{name}(self{', ' + parameters if parameters else ''}) -> {returns}"
        body = _Hook(self, name, operation, returns).lines()
        return MethodView(head, doc_line(operation.doc), body)

    def _iterator(self, name: str, operation: Operation) -> MethodView | None:
        """The hook that walks through the pages of an operation; None where one page is all there is."""
        if operation.call is None or operation.map is None or operation.fan_out or operation.choose:
            return None
        pages = self.spec.endpoints[operation.call].pages
        if pages is None or "newest_first" in (pages.order, operation.order) or set(operation.needs) - {"symbol"}:
            return None
        if (operation.each or "=r") != pages.items:
            return None
        own = {key: value for key, value in operation.params.items() if key != pages.size}
        if re.search(r"\blimit\b", repr(own)):
            return None
        parameters, item = _ITERATORS[name]
        walk = _Hook(self, name, msgspec.structs.replace(operation, params=own), f"AsyncIterator[{item}]")
        head = f"async def _iter_{name.removeprefix('fetch_')}(self, {parameters}) -> AsyncIterator[{item}]"
        return MethodView(head, doc_line(operation.doc), walk.walk())

    # -------------------------------------------------------------------------------------------- streams

    def _dialect(self) -> MethodView:
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
        }
        for dialect in view.dialects[:-1]:
            arguments = ", ".join(sources[source] for source, _ in dialect.dependencies)
            lines.when(f"connection == {literal(dialect.name)}", f"return {dialect.class_name}({arguments})")
        last = view.dialects[-1]
        lines.add(f"return {last.class_name}({', '.join(sources[source] for source, _ in last.dependencies)})")
        head = "def _dialect(self, connection: str, partition: str | None) -> Dialect"
        return MethodView(head, "", lines.text())

    def _bind_book(self, operation: Operation) -> MethodView:
        book_name = operation.book or next(iter(self.spec.books))
        book: Book = self.spec.books[book_name]
        channel = channel_view(self.context, operation.channel or book.channel)
        each = self.spec.ws[channel.connection].channels[(operation.channel or book.channel).partition(".")[2]]
        arguments = {key: self._value(value, {"depth": "depth"}) for key, value in operation.params.items()}
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
        head = "def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding"
        return MethodView(head, "", (f"return BookBinding({', '.join(parts)})",))

    def _value(self, value: object, names: Mapping[str, str]) -> Binding:
        code = str(value).removeprefix("=") if isinstance(value, str) else repr(value)
        kind: Type = INT if isinstance(value, int) else STR if isinstance(value, str) else JSON
        return Binding(kind, names.get(code, literal(value) if not str(value).startswith("=") else code))

    def _bind(self, name: str, operation: Operation) -> MethodView:
        assert operation.channel is not None
        to = _STREAMS[name]
        channel = channel_view(self.context, operation.channel)
        declared = self.spec.ws[channel.connection].channels[operation.channel.partition(".")[2]]
        lines = Lines()
        names: dict[str, Binding] = {}
        for argument, value in operation.params.items():
            plain = value.value if isinstance(value, Argument) else value
            if plain == "=interval" and operation.intervals:
                lines.add(f"word = {intervals_table(self.spec.operations, name)}[interval]")
                names[argument] = Binding(STR, "word")
            else:
                names[argument] = self._value(plain, {})
        topic, key = topic_code(self.context, declared, **names)
        parts = [f"connection={literal(channel.connection)}", f"topic=lambda instrument: {topic}"]
        parts.append(f"read=lambda payload, instrument, recv: {self._read(name, operation, channel.decoder)}")
        parts += [f"key=lambda instrument: {key}"] if key else []
        lines.add(f"return ChannelBinding({', '.join(parts)})")
        extra = ", interval: str" if name == "watch_candles" else ""
        head = f"def _bind_{name.removeprefix('watch_')}(self{extra}) -> ChannelBinding[{to}]"
        return MethodView(head, doc_line(operation.doc), lines.text())

    def _read(self, name: str, operation: Operation, decoder: str) -> str:
        mapped = self.maps[operation.map or ""]
        arguments = {"instrument": "instrument", "recv": "recv", "config": "self.config"}
        if operation.each is None:
            item = mapped.call(f"{decoder}(payload)", **arguments)
            return f"present({item})" if mapped.conditional else f"({item},)"
        rows = compile_expr(operation.each, scopes.stream(self.context, name, operation, f"{decoder}(payload)")).code
        item = mapped.call("m", **arguments)
        return f"present(*({item} for m in {rows}))" if mapped.conditional else f"[{item} for m in {rows}]"

    def _bind_private(self, operations: Mapping[str, Operation]) -> list[MethodView]:
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
        head = "def _bind_private(self) -> Sequence[PrivateBinding]"
        return [MethodView(head, "", (f"return ({', '.join(bindings)},)",)), *readers]

    def _reader(self, channel: str, decoder: str, operations: list[tuple[str, Operation]]) -> MethodView:
        lines = Lines()
        lines.add(f"m = {decoder}(payload)")
        looked_up = ""
        # A fill before the order that it changed: whoever hears of the order finds the fill counted.
        for name, operation in sorted(operations, key=lambda each: each[0] != "watch_fills"):
            mapped = self.maps[operation.map or ""]
            arguments = {"instrument": "instrument", "recv": "ts_recv", "config": "self.config"}
            if operation.each is not None:
                rows = compile_expr(operation.each, scopes.stream(self.context, name, operation, "m")).code
                lines.add(f"for row in {rows}:")
                if mapped.symbol and "instrument" in mapped.parameters:
                    arguments["instrument"] = f"self.instruments.at_venue({_over(mapped.symbol, 'row')})"
                self._yield(lines, mapped, mapped.call("row", **arguments), indent=1)
                continue
            if mapped.symbol and "instrument" in mapped.parameters and looked_up != mapped.symbol:
                lines.add(f"instrument = self.instruments.at_venue({mapped.symbol})")
                looked_up = mapped.symbol
            self._yield(lines, mapped, mapped.call("m", **arguments), name=mapped.to.lower())
        head = f"def _read_{channel}(self, payload: bytes, ts_recv: int) -> Iterator[PrivateEvent]"
        return MethodView(head, "", lines.text())

    def _yield(self, lines: Lines, mapped: MapView, call: str, *, indent: int = 0, name: str = "found") -> None:
        if mapped.conditional:
            lines.when(f"({name} := {call}) is not None", f"yield {name}", indent=indent)
        else:
            lines.add(f"yield {call}", indent=indent)


def _over(symbol: str, variable: str) -> str:
    return re.sub(r"\bm\b", variable, symbol)


def intervals_table(operations: Mapping[str, Operation], name: str) -> str:
    """Name of the table of an operation's candle intervals: one for all where they agree."""
    tables = [each.intervals for each in operations.values() if each.intervals]
    same = all(list(each.items()) == list(tables[0].items()) for each in tables)
    return "INTERVALS" if same else f"{name.upper()}_INTERVALS"


class _Hook:
    """Writes one hook that calls an endpoint."""

    def __init__(self, writer: _Writer, name: str, operation: Operation, returns: str) -> None:
        self.writer = writer
        self.context = writer.context
        self.spec = writer.spec
        self.name = name
        self.operation = operation
        self.method = OPERATIONS[name]
        self.returns = returns
        self.scope: Scope = scopes.operation(self.context, name, operation)
        self.body = Lines()
        self.may_lack_instrument = "instrument: Instrument | None" in _HOOKS[name][0]

    @cached_property
    def needs_symbol(self) -> bool:
        """The venue wants a symbol where the contract does not."""
        return self.may_lack_instrument and "symbol" in self.operation.needs

    def lines(self) -> tuple[str, ...]:
        operation = self.operation
        self._check_arguments()
        if operation.intervals:
            table = intervals_table(self.spec.operations, self.name)
            self.scope = self.scope.with_names(interval=Binding(STR, f"{table}[interval]"))
        if "*" in operation.params:
            extra = ", instrument" if styles_need_instrument(self.context) else ""
            self.body.add(f"style = order_style(request{extra})")
        if operation.options and self.name == "create_order":
            name = self.context.options_name
            self.body.add(f"options = order_options(request, {name}, {name}())")
        if operation.fan_out:
            self._fan_out()
            return self.body.text()
        for choice in operation.choose:
            condition = compile_condition(choice.when, self.scope).code
            params = {
                **{k: v for k, v in operation.params.items() if k in self._param_names(choice.call)},
                **choice.params,
            }
            self.body.add(f"if {condition}:")
            self._call(choice.call, params, indent=1)
        assert operation.call is not None
        self._call(operation.call, operation.params, indent=0)
        return self.body.text()

    def walk(self) -> tuple[str, ...]:
        """Statements that yield the items of every page; `limit` is counted by whoever asks."""
        operation = self.operation
        assert operation.call is not None
        assert operation.map is not None
        if self.needs_symbol:
            self.body.add(f'instrument = need({literal(self.name)}, "symbol", instrument)')
        if operation.intervals:
            table = intervals_table(self.spec.operations, self.name)
            self.scope = self.scope.with_names(interval=Binding(STR, f"{table}[interval]"))
        arguments = self._arguments(operation.call, operation.params)
        self.body.add(f"async for m in self.raw.iter_{identifier(operation.call)}({arguments}):")
        mapped = self.writer.maps[operation.map]
        known = self._map_arguments(mapped, "m")
        call = mapped.call("m", **{**known, "recv": "self.clock.time_ns()"})
        if mapped.conditional:
            self.body.when(f"(found := {call}) is not None", "yield found", indent=1)
        else:
            self.body.add(f"yield {call}", indent=1)
        return self.body.text()

    def _param_names(self, endpoint: str) -> set[str]:
        return {each.name for each in params_of(self.context, self.spec.endpoints[endpoint])} | {"*"}

    # -- what the venue cannot take

    def _check_arguments(self) -> None:
        if self.needs_symbol:
            self.body.add(f'instrument = need({literal(self.name)}, "symbol", instrument)')
        expressions = repr([*self.operation.params.values(), *self.operation.choose])
        request = "request." if self.name in _REQUESTS else ""
        unread = [
            argument
            for argument in self.method.arguments
            if argument not in (*_IDS, "depth") and not re.search(rf"\b{argument}\b", expressions)
        ]
        if unread:
            given = ", ".join(f"{argument}={request}{argument}" for argument in unread)
            self.body.add(f"refuse_arguments({literal(self.name)}, {given})")
        ids = [each for each in _IDS if each in self.method.arguments]
        read = [each for each in ids if re.search(rf"\b{each}\b", expressions)]
        if ids and len(read) == 1:
            self.body.add(f"{read[0]} = need({literal(self.name)}, {literal(read[0])}, {request}{read[0]})")
            self.scope = self.scope.with_names(**{read[0]: Binding(STR, read[0])})
        if self.name == "create_order" and self.operation.needs:
            fields = self.operation.needs
            self.body.add(*(f'{each} = need("create_order", {literal(each)}, request.{each})' for each in fields))
            order = order_with(frozenset(fields), {each: each for each in fields})
            self.scope = self.scope.with_names(o=Binding(order, "request"))
        for argument in self.operation.needs:
            if argument in self.method.arguments and not (len(read) == 1 and argument in read):
                self.body.add(f"{argument} = need({literal(self.name)}, {literal(argument)}, {request}{argument})")
                self.scope = self.scope.with_names(
                    **{argument: Binding(base_of(self.scope.names[argument].type), argument)}
                )

    # -- one call

    def _arguments(self, endpoint: str, params: Mapping[str, object]) -> str:
        declared = {each.name: each for each in params_of(self.context, self.spec.endpoints[endpoint])}
        made: list[str] = []
        for name, value in params.items():
            if name == "*":
                made += [f"{column}=style.{column}" for column in self._style_columns() if column in declared]
                continue
            condition = value.when if isinstance(value, Argument) else None
            plain = value.value if isinstance(value, Argument) else value
            param = declared[name]
            expected = optional(param.value) if param.is_optional or param.default is not None else param.value
            compiled = compile_value(plain, self.scope, expected)  # type: ignore[arg-type]
            code = compiled.code
            if self.may_lack_instrument and not self.needs_symbol and "i" in compiled.names:
                code = f"{code} if instrument is not None else None"
            if condition is not None:
                code = f"{code} if {compile_condition(condition, self.scope).code} else None"
            if code != "None":
                made.append(f"{name}={code}")
        if self.operation.options and self.name == "create_order":
            made += [f"{name}=options.{name}" for name in self.operation.options if name in declared]
        over = self.spec.endpoints[endpoint].over
        if over is not None and self.name in _TRANSPORTED:
            chosen = "self.order_transport"
            if transports_of(self.context) != (over.connection,):
                # Other endpoints go over another connection; what this one has no way for goes over REST.
                chosen = f"{literal(over.connection)} if {chosen} == {literal(over.connection)} else 'rest'"
            made.append(f"over={chosen}")
        return ", ".join(made)

    def _style_columns(self) -> list[str]:
        styles = build_styles(self.context)
        return [column.name for column in styles.columns] if styles else []

    def _call(self, endpoint: str, params: Mapping[str, object], indent: int) -> None:
        call = f"await self.raw.{identifier(endpoint)}({self._arguments(endpoint, params)})"
        if self._ignores_result(endpoint):
            self.body.add(call, indent=indent)
            if self.returns != "None":
                self._return("result", endpoint, indent)
            elif indent:
                self.body.add("return", indent=indent)
            return
        reads = self.operation.result not in ("request", "cache") or re.search(r"\br\b", repr(self.operation.set))
        self.body.add(f"result = {call}" if reads else call, indent=indent)
        self._return("result", endpoint, indent)

    def _ignores_result(self, endpoint: str) -> bool:
        return self.returns == "None" or self.spec.endpoints[endpoint].result.strip() == "none"

    def _result_scope(self, endpoint: str) -> Scope:
        return scopes.result(self.context, self.name, msgspec.structs.replace(self.operation, call=endpoint))

    def _return(self, result: str, endpoint: str, indent: int) -> None:
        operation, body = self.operation, self.body
        scope = self._result_scope(endpoint)
        if operation.book is not None:
            rule = rule_name(operation.book)
            body.add(f"return snapshot_book(instrument.symbol, {rule}, {result}, self.clock.time_ns())", indent=indent)
            return
        if operation.map is None:
            self._return_plain(scope, indent)
            return
        mapped = self.writer.maps[operation.map]
        also = [self.writer.maps[each] for each in operation.also]
        if any("recv" in each.parameters for each in (mapped, *also)):
            body.add("recv = self.clock.time_ns()", indent=indent)
        if not self.method.many:
            if operation.each is not None:
                result = self._single(operation.each, scope)
            call = mapped.call(result, **self._map_arguments(mapped, result))
            if also:
                self._return_answer(call, mapped, also, result, indent)
            elif mapped.conditional:
                body.add(f"return expected({literal(self.name)}, {call})", indent=indent)
            else:
                body.add(f"return {call}", indent=indent)
            return
        rows = compile_expr(operation.each, scope).code if operation.each else result
        call = mapped.call("m", **self._map_arguments(mapped, "m"))
        listed = f"[{call} for m in {rows}]"
        if also:
            told = [f"*present({call})" if mapped.conditional else call]
            told += [f"*{each.call('m', **self._map_arguments(each, 'm'))}" for each in also]
            listed = f"[found for m in {rows} for found in ({', '.join(told)})]"
        elif mapped.conditional:
            listed = f"[found for m in {rows} if (found := {call}) is not None]"
        if operation.order == "newest_first":
            listed = f"{listed}[::-1]"
        body.add(f"return {listed}", indent=indent)

    def _return_answer(self, call: str, mapped: MapView, also: list[MapView], result: str, indent: int) -> None:
        """One order with what else the answer carries: its fills, and the orders that shared its fate."""
        calls = {each.name: each.call(result, **self._map_arguments(each, result)) for each in also}
        fills = [calls[each.name] for each in also if each.to == "Fill"]
        others = [calls[each.name] for each in also if each.to == "Order"]
        listed = f"tuple({fills[0]})" if len(fills) == 1 else f"({''.join(f'*{each}, ' for each in fills)})"
        carried = f", fills={listed}" if fills else ""
        if not others:
            order = f"expected({literal(self.name)}, {call})" if mapped.conditional else call
            self.body.add(f"return Answer(order={order}{carried})", indent=indent)
            return
        told = ", ".join([f"*present({call})" if mapped.conditional else call, *(f"*{each}" for each in others)])
        request = "request." if self.name in _REQUESTS or self.name == "create_order" else ""
        ids = "None" if self.name == "create_order" else f"{request}venue_order_id"
        given = f"{literal(self.name)}, ({told}), {ids}, {request}client_order_id{carried}"
        self.body.add(f"return answer_about({given})", indent=indent)

    def _single(self, text: str, scope: Scope) -> str:
        """Where the one item stands in the answer."""
        found = compile_expr(text, scope)
        if isinstance(found.type, ListType):
            return f"first_of({literal(self.name)}, {found.code})"
        return found.code

    def _map_arguments(self, mapped: MapView, message: str) -> dict[str, str]:
        known = (
            not self.may_lack_instrument
            and "instrument" in _HOOKS[self.name][0]
            and "instruments:" not in _HOOKS[self.name][0]
        )
        instrument = "instrument"
        if not (known or self.needs_symbol) and mapped.symbol is not None:
            instrument = f"self.instruments.at_venue({_over(mapped.symbol, message)})"
        return {"instrument": instrument, "recv": "recv", "config": "self.config"}

    def _return_plain(self, scope: Scope, indent: int) -> None:
        operation = self.operation
        if operation.result in ("request", "cache"):
            self._return_known(scope, indent)
        elif self.name == "fetch_status":
            value = compile_expr(str(operation.result), scope).code if operation.result else "True"
            self.body.add(f"return VenueStatus(available=bool({value}), raw=result)", indent=indent)
        elif operation.result is not None:
            expected = self.method.result or (TIME_NS if self.returns == "int" else None)
            self.body.add(f"return {compile_value(operation.result, scope, expected).code}", indent=indent)
        elif self.method.many:
            self.body.add("return []", indent=indent)

    def _return_known(self, scope: Scope, indent: int) -> None:
        """The answer carries little more than ids: the order as it was asked for, or as it is known."""
        fields = CONTRACT_TYPES["Order"].fields
        values = {
            name: compile_value(value, scope, fields[name].type).code for name, value in self.operation.set.items()
        }
        arguments = "".join(f", {name}={code}" for name, code in values.items())
        if self.name == "create_order":
            self.body.add(f"return order_from_request(request{arguments}, ts_recv=self.clock.time_ns())", indent=indent)
        else:
            known = "known" if self.name in _REQUESTS else "None"
            ids = {each: f"request.{each}" for each in _IDS if self.name in _REQUESTS and each not in values}
            # Until the venue says more, all that is known is that it was asked.
            pending = "PENDING_REPLACE" if self.name == "edit_order" else "PENDING_CANCEL"
            values.setdefault("status", f"OrderStatus.{pending}")
            arguments = "".join(f", {name}={code}" for name, code in {**ids, **values}.items())
            cached = f"order_from_cache({known}, symbol=instrument.symbol{arguments}, ts_recv=self.clock.time_ns())"
            self.body.add(f"return {cached}", indent=indent)

    # -- several calls

    def _fan_out(self) -> None:
        operation = self.operation
        assert operation.call is not None
        body = self.body
        body.add(f"found: {self.returns.replace('Iterable', 'list')} = []")
        indent = 0
        for variable, values in operation.fan_out.items():
            body.add(f"for {identifier(variable)} in {literal(tuple(values))}:", indent=indent)
            indent += 1
        body.add(
            f"result = await self.raw.{identifier(operation.call)}"
            f"({self._arguments(operation.call, operation.params)})",
            indent=indent,
        )
        mapped = self.writer.maps[operation.map or ""]
        if "recv" in mapped.parameters:
            body.add("recv = self.clock.time_ns()", indent=indent)
        rows = compile_expr(operation.each, self._result_scope(operation.call)).code if operation.each else "result"
        call = mapped.call("m", **self._map_arguments(mapped, "m"))
        if mapped.conditional:
            body.add(f"found += present(*({call} for m in {rows}))", indent=indent)
        else:
            body.add(f"found += [{call} for m in {rows}]", indent=indent)
        body.add("return found")


def transports_of(context: VenueContext) -> tuple[str, ...]:
    """The stream connections that take the calls of order operations."""
    operations = [context.spec.operations.get(name) for name in _TRANSPORTED]
    calls = [call for each in operations if each for call in (each.call, *(one.call for one in each.choose)) if call]
    overs = [context.spec.endpoints[call].over for call in calls]
    return tuple(dict.fromkeys(over.connection for over in overs if over is not None))


def styles_need_instrument(context: VenueContext) -> bool:
    """Some row of the styles looks at the instrument."""
    rows = context.spec.orders.styles if context.spec.orders else []
    return any("kind" in row.of or re.search(r"\bi\.", repr(row.wire)) for row in rows)
