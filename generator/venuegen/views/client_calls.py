"""One hook of the client that calls an endpoint: arguments out, answers in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from ..lang import Scope, compile_condition, compile_expr, compile_value
from ..lang.contract import CONTRACT_TYPES, OPERATIONS, TRANSPORTED
from ..lang.scopes import Binding, is_one_or_many, order_with
from ..lang.types import INT, STR, TIME_NS, ListType, base_of, is_optional, optional
from ..render.names import identifier, literal
from ..spec.model import Argument, Choice, ItemRefusal, Operation
from . import scopes
from .books import rule_name
from .code import Lines
from .mapping import MapView, build_styles, styles_need_instrument
from .pages import walks
from .rest import params_of
from .streams import bracketed

if TYPE_CHECKING:
    from .context import VenueContext


@dataclass(frozen=True, slots=True)
class MethodView:
    """One method of the client, or of its raw layer."""

    head: str
    """`async def _fetch_time(self) -> int`"""
    doc: str
    body: tuple[str, ...]


#: Hook → its parameters after `self`, and what it returns; as `VenueHooks` declares them.
HOOKS: dict[str, tuple[str, str]] = {
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
    "cancel_all_orders": ("instrument: Instrument | None", "list[Order] | None"),
    "cancel_all_orders_after": ("seconds: float, instrument: Instrument | None", "None"),
    "cancel_on_disconnect": ("", "None"),
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
_REQUESTS = {"edit_order": "request", "cancel_order": "request"}
_IDS = ("venue_order_id", "client_order_id")


def intervals_table(operations: Mapping[str, Operation], name: str) -> str:
    """Name of the table of an operation's candle intervals: one for all where they agree."""
    tables = [each.intervals for each in operations.values() if each.intervals]
    same = all(list(each.items()) == list(tables[0].items()) for each in tables)
    return "INTERVALS" if same else f"{name.upper()}_INTERVALS"


class HookCall:
    """Writes one hook that calls an endpoint."""

    def __init__(
        self, context: VenueContext, maps: Mapping[str, MapView], name: str, operation: Operation, returns: str
    ) -> None:
        self.context = context
        self.spec = context.spec
        self.maps = maps
        self.name = name
        self.operation = operation
        self.method = OPERATIONS[name]
        self.returns = returns
        self.scope: Scope = scopes.operation(self.context, name, operation)
        self.body = Lines()
        self.asked = ""
        """Python of what is called, where it is no endpoint by name."""
        self.may_lack_instrument = "instrument: Instrument | None" in HOOKS[name][0]

    @cached_property
    def needs_symbol(self) -> bool:
        """The venue wants a symbol where the contract does not."""
        return self.may_lack_instrument and "symbol" in self.operation.needs

    def lines(self) -> tuple[str, ...]:
        operation = self.operation
        self.check_arguments()
        if operation.intervals:
            table = intervals_table(self.spec.operations, self.name)
            self.scope = self.scope.with_names(interval=Binding(STR, f"{table}[interval]"))
        if "*" in operation.params:
            extra = ", instrument" if styles_need_instrument(self.context) else ""
            self.body.add(f"style = order_style(request{extra})")
        if operation.options and self.name == "create_order":
            name = self.context.options_name
            self.body.add(f"options = order_options(request, {name}, {name}())")
        if self._alike():
            self._choose()
            return self.body.text()
        for choice in operation.choose:
            self.operation = chosen(self.context, operation, choice)
            given = () if choice.when is None else (choice.when,)
            test = f"self.order_transport == {literal(choice.over)}"
            self.body.add(f"if {test if choice.when is None else compile_condition(choice.when, self.scope).code}:")
            self._refuse_unsaid(operation, choice.call)
            self._call(choice.call, self.operation.params, indent=1, given=given)
        self.operation = operation
        if operation.fan_out:
            self._fan_out()
            return self.body.text()
        if operation.plus:
            self._joined()
            return self.body.text()
        assert operation.call is not None
        self._call(operation.call, operation.params, indent=0)
        return self.body.text()

    def _alike(self) -> bool:
        """The endpoints to choose from take the same arguments and answer alike: which one is called is all that
        differs."""
        operation, endpoints = self.operation, self.spec.endpoints
        if not operation.choose or operation.fan_out or operation.call is None or self._walks(operation.call):
            return False
        first = endpoints[operation.call]

        def same(name: str) -> bool:
            each = endpoints[name]
            over = (each.over and each.over.connection) == (first.over and first.over.connection)
            return over and each.result == first.result and each.params == first.params

        differs = ("params", "each", "set", "read", "order")
        return all(
            choice.when is not None and not any(getattr(choice, name) for name in differs) and same(choice.call)
            for choice in operation.choose
        )

    def _choose(self) -> None:
        operation = self.operation
        assert operation.call is not None
        called = f"self.raw.{identifier(operation.call)}"
        for choice in reversed(operation.choose):
            condition = compile_condition(choice.when or "", self.scope).code
            called = f"self.raw.{identifier(choice.call)} if {condition} else {bracketed(called)}"
        self.body.add(f"ask = {called}")
        self.asked = "ask"
        self._call(operation.call, operation.params, indent=0)

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
        arguments = self.arguments(operation.call, operation.params)
        self.body.add(f"async for m in self.raw.iter_{identifier(operation.call)}({arguments}):")
        mapped = self.maps[operation.map]
        known = self.map_arguments(mapped, "m")
        if mapped.tells_close:
            known["recv"] = "self.clock.time_ns()"
        else:
            self.body.add("recv = self.clock.time_ns()", indent=1)
        call = mapped.call("m", **known)
        if mapped.conditional:
            self.body.when(f"(found := {call}) is not None", f"yield {self._closed(mapped, 'found')}", indent=1)
        else:
            self.body.add(f"yield {self._closed(mapped, call)}", indent=1)
        return self.body.text()

    def _closed(self, mapped: MapView, found: str) -> str:
        """Python of what a row means; the clock tells whether a candle is closed where the venue does not."""
        return found if mapped.tells_close else f"closed_by_time({found}, interval, recv)"

    # -- what the venue cannot take

    def check_arguments(self) -> None:
        if self.needs_symbol:
            self.body.add(f'instrument = need({literal(self.name)}, "symbol", instrument)')
        expressions = repr([*self.operation.params.values(), *self.operation.choose, self.operation.otherwise])
        if self.name == "cancel_all_orders_after":
            if not re.search(r"\bi\b", expressions):
                # A switch for everything must not be taken for one of a symbol.
                self.body.add(f"refuse_arguments({literal(self.name)}, symbol=instrument)")
            if re.search(r"\bseconds\b", expressions):
                self.body.add(f'whole_seconds = whole({literal(self.name)}, "seconds", seconds)')
                self.scope = self.scope.with_names(seconds=Binding(INT, "whole_seconds"))
        if self.name == "cancel_all_orders" and not re.search(r"\bi\b", expressions):
            # The venue cancels all of the account: never more than what was asked.
            self.body.add('refuse_arguments("cancel_all_orders", symbol=instrument)')
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
        needed = [each.removeprefix("known.") for each in self.operation.needs if each.startswith("known.")]
        if needed:
            says = literal("an order that this client knows (fetch_order tells of it)")
            self.body.add(f"known = need({literal(self.name)}, {says}, known)")
            self.body.add(*(f"known_{each} = need({literal(self.name)}, {says}, known.{each})" for each in needed))
        for argument in self.operation.needs:
            if argument in self.method.arguments and not (len(read) == 1 and argument in read):
                self.body.add(f"{argument} = need({literal(self.name)}, {literal(argument)}, {request}{argument})")
                self.scope = self.scope.with_names(
                    **{argument: Binding(base_of(self.scope.names[argument].type), argument)}
                )

    def _refuse_unsaid(self, whole: Operation, endpoint: str) -> None:
        """What the operation says of an order, and its choice cannot: never sent without it."""
        if self.name != "create_order":
            return
        said = repr(list(self.operation.params.values()))
        fields = dict.fromkeys(re.findall(r"\bo\.(\w+)", repr(list(whole.params.values()))))
        unsaid = [f"{each}=request.{each} or None" for each in fields if not re.search(rf"\bo\.{each}\b", said)]
        declared = param_names(self.context, endpoint)
        unsaid += [f"{each}=options.{each}" for each in whole.options if each not in declared]
        if unsaid:
            self.body.add(f'refuse_arguments("create_order", {", ".join(unsaid)})', indent=1)

    # -- one call

    def arguments(self, endpoint: str, params: Mapping[str, object], given: Sequence[str] = ()) -> str:
        """Arguments of a raw call; `given` are conditions that hold where it is made."""
        declared = {each.name: each for each in params_of(self.context, self.spec.endpoints[endpoint])}
        made: list[str] = []
        for name, value in params.items():
            if name == "*":
                made += [f"{column}=style.{column}" for column in self.style_columns() if column in declared]
                continue
            condition = value.when if isinstance(value, Argument) else None
            plain = value.value if isinstance(value, Argument) else value
            param = declared[name]
            expected = optional(param.value) if param.is_optional or param.default is not None else param.value
            known = given if condition is None else (*given, condition)
            compiled = compile_value(plain, self.scope, expected, known)  # type: ignore[arg-type]
            code = compiled.code
            if condition is not None:
                code = f"{bracketed(code)} if {compile_condition(condition, self.scope).code} else None"
            if code != "None":
                made.append(f"{name}={code}")
        if self.operation.options and self.name == "create_order":
            made += [f"{name}=options.{name}" for name in self.operation.options if name in declared]
        over = self.spec.endpoints[endpoint].over if self.spec.endpoints[endpoint].call is not None else None
        if over is not None and self.name == "cancel_on_disconnect":
            made.append(f"over={literal(over.connection)}")  # it is about this connection
        if over is not None and self.name in TRANSPORTED:
            chosen = "self.order_transport"
            if transports_of(self.context) != (over.connection,):
                # Other endpoints go over another connection; what this one has no way for goes over REST.
                chosen = f"{literal(over.connection)} if {chosen} == {literal(over.connection)} else 'rest'"
            made.append(f"over={chosen}")
        return ", ".join(made)

    def style_columns(self) -> list[str]:
        styles = build_styles(self.context)
        return [column.name for column in styles.columns] if styles else []

    def _walks(self, endpoint: str) -> bool:
        return walks(self.spec.endpoints[endpoint], self.operation, self.method)

    def _call(
        self,
        endpoint: str,
        params: Mapping[str, object],
        indent: int,
        given: Sequence[str] = (),
    ) -> None:
        other = self.operation.otherwise
        if other is not None and other.codes and endpoint == self.operation.call:
            whole = self.operation
            self.body.add(f"with tolerating({codes_of(other.codes)}):", indent=indent)
            self.operation = msgspec.structs.replace(whole, otherwise=None)
            self._call(endpoint, params, indent + 1, given)
            self.operation = chosen(self.context, whole, other)
            self._call(other.call, self.operation.params, indent, given)
            self.operation = whole
            return
        if self._walks(endpoint):
            call = f"self.raw.iter_{identifier(endpoint)}({self.arguments(endpoint, params, given)})"
            self.body.add(f"rows = [row async for row in {call}]", indent=indent)
            self._return_rows("rows", indent, given)
            return
        asked = self.asked or f"self.raw.{identifier(endpoint)}"
        call = f"await {asked}({self.arguments(endpoint, params, given)})"
        reads = self.operation.result not in ("request", "cache") or re.search(r"\br\b", repr(self.operation.set))
        ignores = self._ignores_result(endpoint)
        unread = ignores or not (reads or self.operation.refused)
        statements = [call if unread else f"{self._answer(endpoint)} = {call}"]
        statements += self._refusal(endpoint)
        if self.operation.done_codes:
            self.body.add(f"with {already(self.operation)}:", indent=indent)
        self.body.add(*statements, indent=indent + bool(self.operation.done_codes))
        if other is not None and endpoint == self.operation.call:
            condition = compile_condition(other.when or "=True", self._result_scope(endpoint)).code
            results = [self.spec.endpoints[each].result for each in (endpoint, other.call)]
            if other.each is not None or results[0] != results[1]:
                # Its items stand elsewhere: what it answers is read on its own.
                self.body.add(f"if {condition}:", indent=indent)
                whole, self.operation = self.operation, chosen(self.context, self.operation, other)
                self._call(other.call, {**params, **other.params}, indent + 1, given)
                self.operation = whole
            else:
                again = self.arguments(other.call, {**params, **other.params}, given)
                statement = f"{self._answer(endpoint)} = await self.raw.{identifier(other.call)}({again})"
                self.body.when(condition, statement, indent=indent)
        if not ignores:
            self._return(self._answer(endpoint), endpoint, indent, given)
        elif self.returns != "None":
            self._return(self._answer(endpoint), endpoint, indent)
        elif indent:
            self.body.add("return", indent=indent)

    def _refusal(self, endpoint: str) -> list[str]:
        """Statements that raise what the item of an answer says, where the answer itself is no error."""
        refused = self.operation.refused
        if refused is None:
            return []
        rows = compile_expr(self.operation.each or "=r", self._result_scope(endpoint))
        listed = f"({rows.code}) or ()" if is_optional(rows.type) else rows.code
        is_list = isinstance(base_of(rows.type), ListType)
        one = f"first_of({literal(self.name)}, {listed})" if is_list else rows.code
        scope = scopes.refusal(self.context, self.name, msgspec.structs.replace(self.operation, call=endpoint))
        return [f"m = {one}", *refusal_lines(refused, scope, endpoint, "raise {}")]

    def _ignores_result(self, endpoint: str) -> bool:
        return self.returns == "None" or self.spec.endpoints[endpoint].result.strip() == "none"

    def _answer(self, endpoint: str) -> str:
        """The variable of an answer: of another type than the operation's, it has another name."""
        operation = self.spec.operations.get(self.name)
        whole = operation.call if operation is not None else None
        alike = whole is None or self.spec.endpoints[whole].result == self.spec.endpoints[endpoint].result
        return "result" if alike else "answer"

    def _result_scope(self, endpoint: str) -> Scope:
        scope = scopes.result(self.context, self.name, msgspec.structs.replace(self.operation, call=endpoint))
        if self._answer(endpoint) == "result" or "r" not in scope.names:
            return scope
        told = scope.names["r"]
        return scope.with_names(r=Binding(told.type, re.sub(r"\bresult\b", self._answer(endpoint), told.code)))

    def _return(self, result: str, endpoint: str, indent: int, given: Sequence[str] = ()) -> None:
        operation, body = self.operation, self.body
        scope = self._result_scope(endpoint)
        if is_one_or_many(self.spec, self.context.table, endpoint):
            result = f"many({result})"
        if operation.book is not None:
            rule = rule_name(operation.book)
            body.add(f"return snapshot_book(instrument.symbol, {rule}, {result}, self.clock.time_ns())", indent=indent)
            return
        if operation.map is None:
            self._return_plain(scope, indent)
            return
        mapped = self.maps[operation.map]
        also = [self.maps[each] for each in operation.also]
        if not self.method.many:
            if any("recv" in each.parameters for each in (mapped, *also)):
                body.add("recv = self.clock.time_ns()", indent=indent)
            if operation.each is not None:
                result = self._single(operation.each, scope, indent)
            call = mapped.call(result, **self.map_arguments(mapped, result))
            if also:
                told = self._also(also, result, scope, indent)
                self._return_answer(call, mapped, told, indent)
            elif mapped.conditional:
                body.add(f"return expected({literal(self.name)}, {call})", indent=indent)
            else:
                body.add(f"return {call}", indent=indent)
            return
        rows = self._rows(operation.each, scope, indent) if operation.each else result
        self._return_rows(rows, indent, given)

    def _return_rows(self, rows: str, indent: int, given: Sequence[str] = ()) -> None:
        """Each row, mapped; `given` are conditions that hold where they are returned."""
        operation, body = self.operation, self.body
        mapped = self.maps[operation.map or ""]
        also = [self.maps[each] for each in operation.also]
        if any("recv" in each.parameters for each in (mapped, *also)) or not mapped.tells_close:
            body.add("recv = self.clock.time_ns()", indent=indent)
        if self.name == "load_instruments":
            body.add(f"return {self._instruments(mapped, rows)}", indent=indent)
            return
        call = mapped.call("m", **self.map_arguments(mapped, "m", given))
        listed = f"[{self._closed(mapped, call)} for m in {rows}]"
        if also:
            told = [f"*present({call})" if mapped.conditional else call]
            told += [f"*{each.call('m', **self.map_arguments(each, 'm', given))}" for each in also]
            listed = f"[found for m in {rows} for found in ({', '.join(told)})]"
        elif mapped.conditional:
            listed = f"[{self._closed(mapped, 'found')} for m in {rows} if (found := {call}) is not None]"
        if operation.order == "newest_first":
            listed = f"{listed}[::-1]"
        body.add(f"return {listed}", indent=indent)

    def _instruments(self, mapped: MapView, rows: str) -> str:
        """One odd entry must not keep all others from being known."""
        if mapped.many:
            return mapped.call(rows, **self.map_arguments(mapped, rows))
        call = mapped.call("m", **self.map_arguments(mapped, "m"))
        read = call.removesuffix("(m)") if call.endswith("(m)") else f"lambda m: {call}"
        return f"self._read_instruments({read}, {rows})"

    def _also(self, also: list[MapView], result: str, scope: Scope, indent: int) -> list[tuple[str, str]]:
        """Of each map what it yields and Python of the list that it makes."""
        places = self.operation.also
        if not isinstance(places, dict):
            return [(each.to, each.call(result, **self.map_arguments(each, result))) for each in also]
        told = []
        for text, each in zip(places.values(), also, strict=True):
            rows = self._rows(text, scope, indent)
            call = each.call("m", **self.map_arguments(each, "m"))
            present = f" if (found := {call}) is not None" if each.conditional else ""
            told.append((each.to, f"[{'found' if each.conditional else call} for m in {rows}{present}]"))
        return told

    def _return_answer(self, call: str, mapped: MapView, also: list[tuple[str, str]], indent: int) -> None:
        """One order with what else the answer carries: its fills, and the orders that shared its fate."""
        fills = [code for to, code in also if to == "Fill"]
        others = [code for to, code in also if to == "Order"]
        plain = fills[0][1:-1] if fills and fills[0].startswith("[") else fills[0] if fills else ""
        listed = f"tuple({plain})" if len(fills) == 1 else f"({''.join(f'*{each}, ' for each in fills)})"
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

    def _rows(self, text: str, scope: Scope, indent: int) -> str:
        """Python of the items of an answer: none where it has none."""
        found = compile_expr(text, scope)
        if not is_optional(found.type):
            return found.code
        # What is named on the way cannot be named inside a comprehension.
        self.body.add(f"rows = ({found.code}) or ()", indent=indent)
        return "rows"

    def _single(self, text: str, scope: Scope, indent: int) -> str:
        """Where the one item stands in the answer."""
        found = compile_expr(text, scope)
        if isinstance(base_of(found.type), ListType):
            rows = f"({found.code}) or ()" if is_optional(found.type) else found.code
            return f"first_of({literal(self.name)}, {rows})"
        if not is_optional(found.type):
            return found.code
        self.body.add(f"found = expected({literal(self.name)}, {found.code})", indent=indent)
        return "found"

    def map_arguments(self, mapped: MapView, message: str, given: Sequence[str] = ()) -> dict[str, str]:
        # Asked about one instrument, the venue answers about that one.
        known = (
            (not self.may_lack_instrument or "=i is not None" in given)
            and "instrument" in HOOKS[self.name][0]
            and "instruments:" not in HOOKS[self.name][0]
        )
        instrument = "instrument"
        if not (known or self.needs_symbol) and mapped.symbol is not None:
            instrument = mapped.look_up(message, self._within())
        return {"instrument": instrument, "recv": "recv", "config": "self.config"}

    def _within(self) -> str | None:
        """The partition of the instruments that an answer is about, where its items do not tell."""
        operation = self.operation
        if operation.within is None:
            return None
        return compile_value(operation.within, self._result_scope(operation.call or ""), STR).code

    def _return_plain(self, scope: Scope, indent: int) -> None:
        operation = self.operation
        if self.name == "cancel_all_orders":
            # The venue names none: what we know to be open is what it was about.
            self.body.add("return None", indent=indent)
        elif operation.result in ("request", "cache"):
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
        self.body.add(f"return {self.known_order(scope)}", indent=indent)

    def known_order(self, scope: Scope) -> str:
        """The answer carries little more than ids: Python of the order as it was asked for, or as it is known."""
        fields = CONTRACT_TYPES["Order"].fields
        values = {
            name: compile_value(value, scope, fields[name].type).code for name, value in self.operation.set.items()
        }
        arguments = "".join(f", {name}={code}" for name, code in values.items())
        if self.name == "create_order":
            return f"order_from_request(request{arguments}, ts_recv=self.clock.time_ns())"
        known = "known" if self.name in _REQUESTS else "None"
        ids = {each: f"request.{each}" for each in _IDS if self.name in _REQUESTS and each not in values}
        # Until the venue says more, all that is known is that it was asked.
        pending = "PENDING_REPLACE" if self.name == "edit_order" else "PENDING_CANCEL"
        values.setdefault("status", f"OrderStatus.{pending}")
        arguments = "".join(f", {name}={code}" for name, code in {**ids, **values}.items())
        return f"order_from_cache({known}, symbol=instrument.symbol{arguments}, ts_recv=self.clock.time_ns())"

    # -- several calls

    def _joined(self) -> None:
        """One call after the other, and the items of all their answers."""
        operation = self.operation
        calls = [(operation.call, operation.params, operation.each, operation.map)]
        calls += [(each.call, each.params, each.each, each.map or operation.map) for each in operation.plus]
        listed: list[str] = []
        for at, (endpoint, params, each, name) in enumerate(calls):
            assert endpoint is not None
            mapped = self.maps[name or ""]
            answer = ("result", "more", *(f"more_{number}" for number in range(2, len(calls))))[at]
            self.body.add(f"{answer} = await self.raw.{identifier(endpoint)}({self.arguments(endpoint, params)})")
            asked = msgspec.structs.replace(operation, call=endpoint, params=dict(params), each=each)
            scope = scopes.result(self.context, self.name, asked)
            scope = scope.with_names(r=Binding(scope.names["r"].type, answer))
            rows = compile_expr(each, scope).code if each else answer
            if self.name == "load_instruments":
                listed.append(f"*{self._instruments(mapped, rows)}")
            elif "recv" in mapped.parameters and not any("recv = " in line for line in self.body.text()):
                self.body.add("recv = self.clock.time_ns()")
            if self.name != "load_instruments":
                call = mapped.call("m", **self.map_arguments(mapped, "m"))
                listed.append(
                    f"*present(*({call} for m in {rows}))" if mapped.conditional else f"*({call} for m in {rows})"
                )
        self.body.add(f"return joined([{', '.join(listed)}])")

    def _fan_out(self) -> None:
        operation = self.operation
        assert operation.call is not None
        body = self.body
        if self.returns != "None":
            body.add(f"every: {self.returns.replace('Iterable', 'list')} = []")
        indent = 0
        for variable, values in operation.fan_out.items():
            body.add(f"for {identifier(variable)} in {literal(tuple(values))}:", indent=indent)
            indent += 1
        taken = param_names(self.context, operation.call)
        params = {**{each: f"={each}" for each in operation.fan_out if each in taken}, **operation.params}
        arguments = self.arguments(operation.call, params)
        if self.returns == "None":
            body.add(f"await self.raw.{identifier(operation.call)}({arguments})", indent=indent)
            return
        mapped = self.maps[operation.map or ""]
        if self._walks(operation.call):
            rows = "rows"
            call = f"self.raw.iter_{identifier(operation.call)}({arguments})"
            body.add(f"rows = [row async for row in {call}]", indent=indent)
        else:
            body.add(f"result = await self.raw.{identifier(operation.call)}({arguments})", indent=indent)
            scope = self._result_scope(operation.call)
            rows = self._rows(operation.each, scope, indent) if operation.each else "result"
        if self.name == "load_instruments":
            body.add(f"every += {self._instruments(mapped, rows)}", indent=indent)
            body.add("return joined(every)")
            return
        if "recv" in mapped.parameters:
            body.add("recv = self.clock.time_ns()", indent=indent)
        call = mapped.call("m", **self.map_arguments(mapped, "m"))
        also = [self.maps[each] for each in operation.also]
        if also:
            told = [f"*present({call})" if mapped.conditional else call]
            told += [f"*{each.call('m', **self.map_arguments(each, 'm'))}" for each in also]
            body.add(f"every += [each for m in {rows} for each in ({', '.join(told)})]", indent=indent)
        elif mapped.conditional:
            body.add(f"every += present(*({call} for m in {rows}))", indent=indent)
        else:
            body.add(f"every += [{call} for m in {rows}]", indent=indent)
        body.add(f"return joined(every{'[::-1]' if operation.order == 'newest_first' else ''})")


def param_names(context: VenueContext, endpoint: str) -> set[str]:
    """What `with` may name of an endpoint."""
    return {each.name for each in params_of(context, context.spec.endpoints[endpoint])} | {"*"}


def chosen(context: VenueContext, operation: Operation, choice: Choice) -> Operation:
    """An operation as a choice makes it: what its endpoint takes of the operation's `with`, and what differs."""
    taken = param_names(context, choice.call)
    return msgspec.structs.replace(
        operation,
        call=choice.call,
        params={key: value for key, value in operation.params.items() if key in taken} | choice.params,
        each=operation.each if choice.each is None else choice.each,
        set=operation.set if choice.set is None else choice.set,
        read=operation.read if choice.read is None else choice.read,
        order=choice.order or operation.order,
        choose=[],
        otherwise=None,
    )


def refusal_lines(refused: ItemRefusal, scope: Scope, endpoint: str, do: str, unless: str = "") -> list[str]:
    """What is done with the error of an item `m` that was refused; not where `unless` holds."""
    told = (refused.code, refused.text)
    code, text = (compile_value(each, scope, optional(STR), (refused.when,)).code for each in told)
    condition = compile_condition(refused.when, scope).code
    if unless:
        condition = f"{bracketed(condition)} and {unless.format(bracketed(code))}"
    error = f"ERRORS.error({code}, {text}, operation={literal(endpoint)})"
    return [f"if {condition}:", f"    {do.format(error)}"]


def already(operation: Operation) -> str:
    """Python of the context in which refusals with these codes are none."""
    return f"tolerating({codes_of(operation.done_codes)})"


def codes_of(codes: Sequence[str | int]) -> str:
    """Python of codes as arguments."""
    return ", ".join(literal(str(code)) for code in codes)


def transports_of(context: VenueContext) -> tuple[str, ...]:
    """The stream connections that take the calls of order operations."""
    operations = [context.spec.operations.get(name) for name in TRANSPORTED]
    calls = [call for each in operations if each for call in (each.call, *(one.call for one in each.choose)) if call]
    overs = [context.spec.endpoints[call].over for call in calls]
    return tuple(dict.fromkeys(over.connection for over in overs if over is not None))
