"""`fix.py`: `client.fix` of a venue: its sessions, its commands, what messages mean, its market data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..lang import compile_condition, compile_expr, compile_template, compile_value, fix_scopes
from ..lang.fix_types import request_name
from ..lang.fix_used import TIME_DIGITS
from ..lang.scopes import Binding
from ..lang.types import BOOL, DECIMAL, INT, STR, TIME_NS, Field, Record, Type, is_optional, optional
from ..render.names import doc_line, identifier, literal
from ..spec.durations import nanoseconds
from ..spec.model import Fix, FixChannel, FixFeed, FixSession, FixUpdate
from .client_calls import HOOKS, MethodView
from .code import Lines
from .fix_calls import REQUEST_ID, FixCall, message_code
from .mapping import Mapper, MapView
from .rest import params_of
from .streams import bracketed
from .venue import credential_sets, rate

if TYPE_CHECKING:
    from ..lang import Scope
    from .context import VenueContext

_VERSIONS = {"FIX.5.0": "7", "FIX.5.0SP1": "8", "FIX.5.0SP2": "9"}
_CODES = {"m": "m", "cfg": "self.config", "cred": "self.credentials", "i": "instrument"}
_STREAMS = {"watch_trades": "Trade", "watch_ticker": "Ticker"}


@dataclass(frozen=True, slots=True)
class FunctionView:
    """A function of the module."""

    head: str
    doc: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FixView:
    """The module."""

    title: str
    class_name: str
    doc: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    offers: tuple[tuple[str, str], ...]
    functions: tuple[FunctionView, ...]
    lines: tuple[tuple[str, str], ...]
    methods: tuple[MethodView, ...]
    options: str
    option_fields: tuple[tuple[str, str, str], ...]


def build(context: VenueContext) -> FixView | None:
    """None where the spec has no section `fix`."""
    half = context.fix
    return None if half is None else _Writer(context, half).view()


def fix_class(context: VenueContext) -> str:
    """Class of `client.fix`."""
    return f"{context.class_name}Fix"


class _Writer:
    def __init__(self, whole: VenueContext, half: VenueContext) -> None:
        assert half.spec.fix is not None
        self.whole = whole
        self.context = half
        self.spec = half.spec
        self.fix: Fix = half.spec.fix
        self.table = half.table
        self.maps: dict[str, MapView] = {name: Mapper(half, name, each).view() for name, each in half.spec.maps.items()}

    def view(self) -> FixView:
        spec, fix = self.spec, self.fix
        operation = fix.operations.get("create_order")
        attributes = [("venue", literal(spec.venue))]
        attributes += [("client_order_id_form", "CLIENT_ORDER_IDS")] if spec.client_order_ids else []
        attributes += [("reconcile_plan", "RECONCILE")] if self.whole.spec.orders else []
        reports = [each.session for key, each in fix.operations.items() if key in ("watch_orders", "watch_fills")]
        attributes += [("reporting", literal(tuple(dict.fromkeys(each for each in reports if each))))]
        return FixView(
            title=doc_line(spec.title),
            class_name=fix_class(self.whole),
            doc=(doc_line(fix.doc),) if fix.doc else (),
            attributes=tuple(attributes),
            offers=tuple(self._offers()),
            functions=tuple(self._updates(name, each) for name, each in fix.channels.items() if self._is_book(each)),
            lines=tuple((name, self._line(name, each)) for name, each in fix.sessions.items()),
            methods=tuple(self._methods()),
            options=self.context.options_name if operation is not None and operation.options else "",
            option_fields=tuple(self._options()),
        )

    def _options(self) -> list[tuple[str, str, str]]:
        operation = self.spec.operations.get("create_order")
        if operation is None or operation.call is None or not operation.options:
            return []
        params = {each.name: each for each in params_of(self.context, self.spec.endpoints[operation.call])}
        kinds = {name: self.table.annotation(each.type) for name, each in params.items()}
        return [(name, kinds[name], f"{params[name].wire}") for name in operation.options if name in params]

    # ------------------------------------------------------------------ sessions

    def _offers(self) -> list[tuple[str, str]]:
        made: list[tuple[str, str]] = []
        names = dict(self.fix.operations)
        for many, one in (("create_orders", "create_order"), ("cancel_orders", "cancel_order")):
            if one in names:
                names[many] = names[one]
        for name, each in names.items():
            channel = self.fix.channels.get(each.channel or "")
            session = self.fix.sessions[channel.session if channel is not None else each.session or ""]
            sets = credential_sets(self.whole, session.logon)
            inner = "".join(f"frozenset({literal(tuple(sorted(one)))}), " for one in sets)
            made.append((f"Capability.{name.upper()}", f"({inner})"))
        return made

    def _line(self, name: str, session: FixSession) -> str:
        fix = self.fix
        beat = session.heartbeat
        parts = [f"codec=fix_{session.dictionary}.CODEC", f"begin_string={literal(fix.version)}"]
        parts += [f"default_appl_ver_id={literal(_VERSIONS[fix.application])}"] if fix.application else []
        parts.append(f"heartbeat={_whole(beat.default)}")
        parts += [f"heartbeat_min={_whole(beat.min)}"] if beat.min else []
        parts += [f"heartbeat_max={_whole(beat.max)}"] if beat.max else []
        parts.append(f"reset={literal(session.reset)}")
        if session.reset_at is not None:
            hours, _, minutes = session.reset_at.partition(":")
            parts.append(f"reset_at={int(hours) * 3600 + int(minutes) * 60}")
        parts += [f"resend={session.resend}", f"digits={TIME_DIGITS[session.sending_time]}"]
        parts += [f"wraps_at={session.wraps_at}"] if session.wraps_at else []
        parts += [f"messages={rate(session.limits.messages)}"] if session.limits.messages else []
        parts += [f"connects={rate(session.limits.connects)}"] if session.limits.connects else []
        parts += [f"subscriptions={session.limits.subscriptions}"] if session.limits.subscriptions else []
        if session.hand_over is not None:
            message = f"{session.dictionary}.{session.hand_over.message}"
            test = f"isinstance(m, {self.table.classes[message]})"
            if session.hand_over.when is not None:
                scope = fix_scopes.scope_for_received(self.spec, self.table, message)
                test += f" and {bracketed(compile_condition(session.hand_over.when, scope).code)}"
            parts.append(f"hand_over=lambda m: {test}")
        feeds = [
            self._feed(channel, message, feed)
            for channel, each in fix.channels.items()
            if each.session == name
            for message, feed in each.receive.items()
        ]
        parts += [f"feeds=({', '.join(feeds)},)"] if feeds else []
        return f"LinePlan({', '.join(parts)})"

    def _feed(self, channel: str, name: str, feed: FixFeed) -> str:
        message = f"{self.fix.sessions[self.fix.channels[channel].session].dictionary}.{name}"
        scope = fix_scopes.scope_for_received(self.spec, self.table, message)
        parts = [
            self.table.classes[message],
            literal(channel),
            f"id=lambda m: {compile_expr(feed.id, scope, STR).code}",
        ]
        if feed.group is not None and feed.inherit:
            names = ", ".join(literal(each) for each in feed.inherit)
            parts.append(f"complete=lambda m: inherited(m, {literal(feed.group)}, {names})")
        if feed.refused is not None:
            parts.append(f"refused=lambda m: {self._refused(feed.refused, scope)}")
        return f"FixFeed({', '.join(parts)})"

    def _refused(self, refused: object, scope: Scope) -> str:
        from ..spec.model import ItemRefusal

        assert isinstance(refused, ItemRefusal)
        code, text = (compile_value(each, scope, None, (refused.when,)).code for each in (refused.code, refused.text))
        condition = compile_condition(refused.when, scope).code
        return f"({code}, {text})" if condition == "True" else f"({code}, {text}) if {condition} else None"

    def _methods(self) -> list[MethodView]:
        methods = [self._address(), self._comp_ids(), *self._header(), *self._logon(), self._refusal()]
        methods += self._readers()
        for name, operation in self.fix.operations.items():
            if operation.send is not None:
                parameters, returns = HOOKS[name]
                returns = "list[Order] | None" if name == "cancel_all_orders" else returns
                call = FixCall(self.context, self.maps, name, self.spec.operations[name], operation)
                head = f"async def _{name}(self, {parameters}) -> {returns}"
                methods.append(MethodView(head, doc_line(operation.doc), call.lines()))
        for name, channel in self.fix.channels.items():
            methods.append(self._topic(name, channel))
        for name, operation in self.fix.operations.items():
            if operation.channel is None:
                continue
            if name == "watch_order_book":
                methods.append(self._book_binding(operation.channel, operation.book or ""))
            else:
                methods.append(self._binding(name, operation.channel, operation.map or ""))
        return methods

    def _by_line(self, values: Mapping[str, str], *, otherwise: str = "") -> tuple[str, ...]:
        """Statements that return something of each session."""
        lines = Lines()
        pairs = list(values.items())
        same = len(set(values.values())) == 1 and len(pairs) == len(self.fix.sessions)
        for name, code in [] if same else pairs if otherwise else pairs[:-1]:
            lines.when(f"line == {literal(name)}", f"return {code}")
        lines.add(f"return {otherwise or pairs[-1][1]}")
        return lines.text()

    def _session_scope(self) -> Scope:
        spec = self.spec
        scope = fix_scopes.scope_for_fix_session(spec, self.table, _CODES)
        urls = {
            each: Field(STR, f"self.endpoints[{each!r}]") for env in spec.environments.values() for each in env.urls
        }
        constants = {
            each: Field(STR, f"self.deployment.constants[{each!r}]")
            for env in spec.environments.values()
            for each in env.const
        }
        return scope.with_names(
            env=Binding(Record("env", {**constants, **urls}), "env"),
            session=Binding(Record("session", {"id": Field(STR, "session_id")}), "session"),
        )

    def _address(self) -> MethodView:
        scope = self._session_scope()
        codes = {name: compile_template(each.url, scope).code for name, each in self.fix.sessions.items()}
        plain = {name: _unwrapped(code) for name, code in codes.items()}
        return MethodView("def _address(self, line: str) -> str", "", self._by_line(plain))

    def _comp_ids(self) -> MethodView:
        scope = self._session_scope()
        pairs = {}
        for name, each in self.fix.sessions.items():
            sender, target = (compile_value(value, scope, STR).code for value in (each.sender, each.target))
            pairs[name] = f"({sender}, {target})"
        head = "def _comp_ids(self, line: str, session_id: str) -> tuple[str, str]"
        return MethodView(head, "", self._by_line(pairs))

    def _header(self) -> list[MethodView]:
        scope = self._session_scope()
        made: dict[str, str] = {}
        for name, session in self.fix.sessions.items():
            if not session.header:
                continue
            tags = {
                identifier(_field_name(member.field.name)): member.field.tag
                for member in self.context.dictionaries[session.dictionary].header
            }
            pairs = []
            for key, value in session.header.items():
                compiled = compile_value(value, scope)
                pairs.append(f"({tags[key]}, {_text(compiled.code, compiled.type)})")
            made[name] = f"({', '.join(pairs)},)"
        if not made:
            return []
        otherwise = "()" if len(made) < len(self.fix.sessions) else ""
        head = "def _line_header(self, line: str) -> tuple[tuple[int, str], ...]"
        return [MethodView(head, "", self._by_line(made, otherwise=otherwise))]

    def _logon(self) -> list[MethodView]:
        made = {
            name: f"self.signing.{identifier(each.logon)}(header, cancel_on_disconnect=self._protects)"
            for name, each in self.fix.sessions.items()
            if each.logon is not None
        }
        if not made:
            return []
        otherwise = '""' if len(made) < len(self.fix.sessions) else ""
        lines = self._by_line(made, otherwise=otherwise)
        lines = tuple(line.replace("return self.signing", "return signing") for line in lines)
        head = "def _logon(self, line: str, header: Mapping[str, str]) -> str"
        return [MethodView(head, "", ("signing: Signing = self.signing", *lines))]

    def _refusal(self) -> MethodView:
        head = "def _refusal(self, refused: RefusedWith, operation: str) -> VenueError"
        if self.whole.spec.errors is None:
            return MethodView(head, "", ("return VenueResponseError(refused[1] or 'refused', code=refused[0])",))
        return MethodView(head, "", ("return ERRORS.error(*refused, operation=operation, definite=True)",))

    # ------------------------------------------------------------------ reports

    def _readers(self) -> list[MethodView]:
        lines = Lines()
        readers: list[MethodView] = []
        for name, rule in self.fix.receive.items():
            kind = self.table.classes[name]
            owner, _, message = name.partition(".")
            reader = f"_read_{identifier(request_name(owner, message))}"
            lines.when(f"isinstance(message, {kind})", f"return self.{reader}(message, ts_recv)")
            scope = fix_scopes.scope_for_received(self.spec, self.table, name, _CODES)
            body = Lines()
            parts = ["message=m"]
            if rule.answers is not None:
                body.add(f"answers = {compile_expr(rule.answers, scope, optional(STR)).code}")
                parts.append("answers=answers")
            if rule.refused is not None:
                body.add(f"refused = {self._refused(rule.refused, scope)}")
                parts.append("refused=refused")
            if rule.maps and rule.answers is not None and rule.refused is not None:
                body.when("refused is not None and self._awaits(answers)", f"return FixReport({', '.join(parts)})")
            events = []
            looked_up = ""
            for mapped in (self.maps[each] for each in rule.maps):
                if mapped.symbol and "instrument" in mapped.parameters and looked_up != mapped.symbol:
                    if self._may_miss(name, mapped.symbol):
                        body.when(f"{mapped.symbol} is None", f"return FixReport({', '.join(parts)})")
                    body.add(f"instrument = {mapped.look_up('m')}")
                    looked_up = mapped.symbol
                arguments = {"instrument": "instrument", "recv": "ts_recv", "config": "self.config"}
                call = mapped.call("m", **arguments)
                events.append(f"*{call}" if mapped.many else call)
            if events:
                plain = not any(self.maps[each].conditional for each in rule.maps)
                listed = f"({', '.join(events)},)" if plain else f"tuple(present({', '.join(events)}))"
                parts.append(f"events={listed}")
            body.add(f"return FixReport({', '.join(parts)})")
            readers.append(MethodView(f"def {reader}(self, m: {kind}, ts_recv: int) -> FixReport", "", body.text()))
        lines.add("return None")
        head = "def _read(self, message: FixMessage, ts_recv: int) -> FixReport | None"
        return [MethodView(head, "", lines.text()), *readers]

    def _may_miss(self, message: str, code: str) -> bool:
        """Whether a field of a message may be missing."""
        field = self.table.structs[message].field(code.removeprefix("m."))
        return field is not None and field.type.kind == "null"

    # ------------------------------------------------------------------ market data

    def _is_book(self, channel: FixChannel) -> bool:
        return any(feed.update is not None for feed in channel.receive.values())

    def _topic(self, name: str, channel: FixChannel) -> MethodView:
        dictionary = self.fix.sessions[channel.session].dictionary
        codes = {**_CODES, "depth": "depth"}
        scope = fix_scopes.scope_for_fix_request(self.spec, self.table, codes).with_names(req=REQUEST_ID)
        parts = [literal(name), "(instrument.venue_symbol, depth)"]
        for key, request in (("subscribe", channel.subscribe), ("unsubscribe", channel.unsubscribe)):
            if request is not None:
                code = message_code(self.context, f"{dictionary}.{request.send}", request.params, scope)
                parts.append(f"{key}=lambda request_id: {code}")
        head = f"def _topic_{identifier(name)}(self, instrument: Instrument, depth: int | None = None) -> FixTopic"
        return MethodView(head, doc_line(channel.doc), (f"return FixTopic({', '.join(parts)})",))

    def _book_binding(self, channel: str, book: str) -> MethodView:
        from .books import rule_name

        session = self.fix.channels[channel].session
        parts = [
            f"connection={literal(session)}",
            f"topic=self._topic_{identifier(channel)}(instrument, depth)",
            f"rule={rule_name(book)}",
            f"read={identifier(channel)}_updates",
        ]
        head = "def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding"
        return MethodView(head, "", (f"return BookBinding({', '.join(parts)})",))

    def _binding(self, name: str, channel: str, map_name: str) -> MethodView:
        session = self.fix.channels[channel].session
        mapped = self.maps[map_name]
        kind = self.table.classes[self.spec.maps[map_name].source.strip()]
        call = mapped.call("m", instrument="instrument", recv="recv", config="self.config")
        read = call if mapped.many else f"present({call})" if mapped.conditional else f"({call},)"
        parts = [
            f"connection={literal(session)}",
            f"topic=self._topic_{identifier(channel)}",
            f"read=lambda m, instrument, recv: {read} if isinstance(m, {kind}) else ()",
        ]
        head = f"def _bind_{name.removeprefix('watch_')}(self) -> ChannelBinding[{_STREAMS[name]}]"
        return MethodView(head, "", (f"return ChannelBinding({', '.join(parts)})",))

    def _updates(self, name: str, channel: FixChannel) -> FunctionView:
        dictionary = self.fix.sessions[channel.session].dictionary
        lines = Lines()
        for message, feed in channel.receive.items():
            if feed.update is None or feed.group is None:
                continue
            full = f"{dictionary}.{message}"
            lines.add(f"if isinstance(m, {self.table.classes[full]}):")
            for line in self._update(full, feed, feed.update):
                lines.add(line, indent=1)
        lines.add("return ()")
        head = f"def {identifier(name)}_updates(m: Any) -> tuple[FixUpdate, ...]"
        return FunctionView(head, f"A message of channel `{name}` as an update of a book.", lines.text())

    def _update(self, message: str, feed: FixFeed, update: FixUpdate) -> list[str]:
        spec, table = self.spec, self.table
        plain = fix_scopes.scope_for_received(spec, table, message)
        first = fix_scopes.scope_for_entry(plain, table, message, feed, first=True)
        entry = fix_scopes.scope_for_entry(plain, table, message, feed)
        lines: list[str] = []
        parts = ["snapshot=True"] if update.snapshot else []
        reads_first = False
        for key, kind in (("first", INT), ("last", INT), ("ts_event", TIME_NS)):
            text = getattr(update, key)
            if text is None:
                continue
            compiled = compile_expr(text, first, optional(kind))
            reads_first |= "e" in compiled.names
            code = compiled.code
            if kind == INT and is_optional(compiled.type):
                code = f'expected("watch_order_book", {code})'
            parts.append(f"{key}={code}")
        if reads_first:
            lines.append(f"e = m.{feed.group}[0] if m.{feed.group} else None")
            if not update.snapshot:
                lines += ["if e is None:", "    return ()"]
        level = f"FixLevel({self._number(update.price, entry)}, {self._quantity(update, entry)})"
        for side, test in (("bids", update.bid), ("asks", update.ask)):
            condition = compile_condition(test, entry).code
            parts.append(f"{side}=[{level} for e in m.{feed.group} if {condition}]")
        return [*lines, f"return (FixUpdate({', '.join(parts)}),)"]

    def _number(self, text: str, scope: Scope) -> str:
        compiled = compile_expr(text, scope, optional(DECIMAL))
        return f'expected("watch_order_book", {compiled.code})' if is_optional(compiled.type) else compiled.code

    def _quantity(self, update: FixUpdate, scope: Scope) -> str:
        quantity = self._number(update.quantity, scope)
        if update.removed is None:
            return quantity
        return f"Decimal(0) if {compile_condition(update.removed, scope).code} else {quantity}"


def _whole(duration: str) -> int:
    return nanoseconds(duration) // 1_000_000_000


def _unwrapped(code: str) -> str:
    """An f-string of one hole is that hole."""
    inner = code[3:-2] if code.startswith(('f"{', "f'{")) and code.count("{") == 1 and code[-2] == "}" else ""
    return inner or code


def _field_name(name: str) -> str:
    from ..lang.fix_types import python_field

    return python_field(name)


def _text(code: str, kind: Type) -> str:
    """Python of the text of a header field."""
    if kind == BOOL:
        return f"'Y' if {code} else 'N'"
    return f"decimal_text({code})" if kind == DECIMAL else code if kind == STR else f"str({code})"
