"""Batches: what one order of many is on the wire, and what came of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..lang import compile_condition, compile_expr, compile_value
from ..lang.contract import BATCHES
from ..lang.scopes import Binding, batch_item, item_paths
from ..lang.types import INT, STR, is_optional, optional
from ..lang.wire_types import FieldDecl, StructDecl
from ..render.names import doc_line, identifier, literal
from ..spec.model import Argument, Batch, Operation
from . import scopes
from .client_calls import HookCall, MethodView, refusal_lines
from .code import Lines, qualify
from .mapping import MapView, build_styles, styles_need_instrument, wire_annotation
from .streams import bracketed
from .wirepaths import plain_type

if TYPE_CHECKING:
    from .context import VenueContext

_REQUESTS = {"create_orders": "OrderRequest", "cancel_orders": "CancelRequest"}
_OUTCOMES = "Sequence[Order | Answer | VenueError]"


@dataclass(frozen=True, slots=True)
class _Value:
    """Python of a field of an item; `when` is the condition under which it is sent."""

    code: str
    may_lack: bool
    when: str | None = None


class BatchCalls:
    """Writes the two methods of one batch: an entry per order, then the request and its outcomes."""

    def __init__(self, context: VenueContext, maps: Mapping[str, MapView], name: str, operation: Operation) -> None:
        assert operation.batch is not None
        assert operation.call is not None
        self.context = context
        self.maps = maps
        self.name = name
        self.operation = operation
        self.batch: Batch = operation.batch
        self.endpoint = operation.call
        kind = batch_item(context.spec, context.table, operation)
        assert kind is not None
        self.kind = kind
        self.struct: StructDecl | None = context.table.structs.get(kind.name)
        annotation = wire_annotation(context, kind)
        if self.struct is None:
            wires = (*context.table.enums, *context.table.structs, *context.table.unions)
            annotation = qualify(context.table.value_annotation(context.table.value_type(kind)), wires, "wire")
        self.entry = f"BatchEntry[{_REQUESTS[name]}, {annotation}]"

    def methods(self) -> list[MethodView]:
        """Both, in the order in which they are called."""
        cancels = self.name == "cancel_orders"
        known = ", known: Order | None" if cancels else ""
        arguments = f"request: {_REQUESTS[self.name]}, instrument: Instrument{known}"
        head = f"def _{self.name}_entry(self, {arguments}) -> {self.entry}"
        send = f"async def _{self.name}(self, batch: Sequence[{self.entry}]) -> {_OUTCOMES}"
        return [
            MethodView(head, "", self._entry(cancels)),
            MethodView(send, doc_line(self.operation.doc), self._send(cancels)),
        ]

    # -- one order

    def _entry(self, cancels: bool) -> tuple[str, ...]:
        given = {"": self.batch.item} if isinstance(self.batch.item, str) else self.batch.item
        single = replace(self.operation, batch=None, params=dict(given))
        hook = HookCall(self.context, self.maps, BATCHES[self.name], single, "")
        hook.scope = scopes.batch(self.context, self.name, self.operation)
        hook.check_arguments()
        body = hook.body
        if not cancels:
            # An order that asks for what a batch cannot say must not go out without it.
            body.add('refuse_arguments("create_orders", venue=request.venue)')
        if "*" in given:
            extra = ", instrument" if styles_need_instrument(self.context) else ""
            body.add(f"style = order_style(request{extra})")
        if self.struct is None:
            item = compile_value(given[""], hook.scope, self.context.table.value_type(self.kind)).code  # type: ignore[arg-type]
        else:
            item = self._struct(self.struct, given, hook)
        parts = ["request=request", "instrument=instrument", *(["known=known"] if cancels else []), f"item={item}"]
        if self.batch.group is not None:
            parts.append(f"group={compile_expr(self.batch.group, hook.scope, STR).code}")
        body.add(f"return BatchEntry({', '.join(parts)})")
        return body.text()

    def _struct(self, struct: StructDecl, given: Mapping[str, object], hook: HookCall) -> str:
        values: dict[str, _Value] = {}
        for name, value in given.items():
            if name == "*":
                values |= self._styled(struct)
                continue
            field = self._field(struct, name)
            condition = value.when if isinstance(value, Argument) else None
            plain = value.value if isinstance(value, Argument) else value
            expected = self.context.table.value_type(field.type)
            compiled = compile_value(plain, hook.scope, optional(expected) if field.type.is_opt else expected)  # type: ignore[arg-type]
            when = None if condition is None else compile_condition(condition, hook.scope).code
            values[name] = _Value(compiled.code, is_optional(compiled.type), when)
        return self._object(struct, values)

    def _field(self, struct: StructDecl, path: str) -> FieldDecl:
        """A field of the item, or of an object inside it: `kind.limit.price`."""
        name, _, rest = path.partition(".")
        field = struct.field(name)
        assert field is not None
        return self._field(self._inside(field), rest) if rest else field

    def _inside(self, field: FieldDecl) -> StructDecl:
        return self.context.table.structs[plain_type(field.type, self.context.table).name]

    def _object(self, struct: StructDecl, values: Mapping[str, _Value], prefix: str = "") -> str:
        """The struct with its values; objects inside it where they have any."""
        made: list[str] = []
        heads = dict.fromkeys(each.removeprefix(prefix).partition(".")[0] for each in values if each.startswith(prefix))
        for field in filter(None, map(struct.field, heads)):
            path = f"{prefix}{field.name}"
            if path in values:
                value = values[path]
                code = self._held(field.name, value.code, value.may_lack and field.type.is_opt, field.type)
                made.append(
                    f"{field.name}={code if value.when is None else f'{bracketed(code)} if {value.when} else UNSET'}"
                )
            else:
                inner = self._inside(field)
                needed = [values[f"{path}.{each.name}"] for each in inner.fields if not each.type.is_opt]
                lacks = [f"{value.code} is None" for value in needed if value.may_lack]
                code = self._object(inner, values, f"{path}.")
                made.append(
                    f"{field.name}=UNSET if {' or '.join(lacks)} else {code}" if lacks else f"{field.name}={code}"
                )
        return f"wire.{struct.name}({', '.join(made)})"

    def _styled(self, struct: StructDecl) -> dict[str, _Value]:
        styles = build_styles(self.context)
        paths = item_paths(self.context.table, struct)
        return {
            paths[column.name]: _Value(f"style.{column.name}", column.optional)
            for column in (styles.columns if styles is not None else ())
            if column.name in paths
        }

    def _held(self, name: str, code: str, may_lack: bool, kind: object) -> str:
        """`code` as the field of the struct holds it; UNSET where there is nothing."""
        if not may_lack:
            return self.context.table.held(kind, code, "wire.")  # type: ignore[arg-type]
        simple = re.fullmatch(r"[\w.]+", code) is not None
        value = code if simple else f"{name}_"
        test = f"{code} is None" if simple else f"({name}_ := {code}) is None"
        return f"UNSET if {test} else {self.context.table.held(kind, value, 'wire.')}"  # type: ignore[arg-type]

    # -- the request and what came of it

    def _send(self, cancels: bool) -> tuple[str, ...]:
        operation = self.operation
        whole = HookCall(self.context, self.maps, BATCHES[self.name], replace(operation, needs=[]), "")
        whole.scope = scopes.operation(self.context, self.name, operation).with_names(group=Binding(STR, "group"))
        body = Lines()
        arguments = whole.arguments(self.endpoint, operation.params)
        if re.search(r"\bgroup\b", arguments):
            body.add('group = batch[0].group or ""')
        items = f"{identifier(self.batch.param)}=[entry.item for entry in batch]"
        body.add(f"result = await self.raw.{identifier(self.endpoint)}({', '.join(filter(None, [items, arguments]))})")
        scope = scopes.result(self.context, self.name, operation)
        if self.batch.counted is not None:
            done = compile_expr(self.batch.counted, scope, INT).code
            heading = f"for entry in counted({literal(self.name)}, batch, {done}):"
        else:
            found = compile_expr(operation.each, scope) if operation.each else None
            rows = "result" if found is None else f"({found.code}) or ()" if is_optional(found.type) else found.code
            heading = f"for entry, m in paired({literal(self.name)}, batch, {rows}):"
        lines = self._outcome()
        text = "\n".join(lines.text())
        if re.search(r"\brecv\b", text):
            body.add("recv = self.clock.time_ns()")
        body.add("outcomes: list[Order | Answer | VenueError] = []")
        body.add(heading)
        if re.search(r"\brequest\b|\brequest\.", text):
            body.add("request = entry.request", indent=1)
        if re.search(r"\binstrument\b", text):
            body.add("instrument = entry.instrument", indent=1)
        if re.search(r"\bknown\b", text):
            body.add("known = entry.known", indent=1)
        for line in lines.text():
            body.add(line, indent=1)
        body.add("return outcomes")
        return body.text()

    def _outcome(self) -> Lines:
        """Statements about one item `m` of the answer."""
        operation, lines = self.operation, Lines()
        scope = scopes.batch_answer(self.context, self.name, operation)
        if self.batch.refused is not None:
            codes = tuple(str(code) for code in operation.done_codes)
            unless = f"{{}} not in {literal(codes)}" if codes else ""
            lines.add(*refusal_lines(self.batch.refused, scope, self.endpoint, "outcomes.append({})", unless))
            lines.add("continue", indent=1)
        single = HookCall(self.context, self.maps, BATCHES[self.name], replace(operation, batch=None), "")
        if operation.map is not None:
            mapped = self.maps[operation.map]
            call = mapped.call("m", **single.map_arguments(mapped, "m"))
            call = f"expected({literal(self.name)}, {call})" if mapped.conditional else call
        else:
            call = single.known_order(scope)
        lines.add(f"outcomes.append({call})")
        return lines
