"""Messages that a client sends over FIX: orders by the hooks of the client, requests for market data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..lang import Scope, WireType, compile_condition, compile_value
from ..lang.scopes import Binding
from ..lang.types import STR, Field, Record, is_optional, optional
from ..render.names import literal
from ..spec.model import Argument, FixOperation
from .client_calls import HookCall
from .mapping import MapView
from .rest import params_of
from .streams import bracketed

if TYPE_CHECKING:
    from ..spec.model import Operation
    from .context import VenueContext

__all__ = ["FixCall", "message_code"]

#: `req.id` in methods that send one.
REQUEST_ID = Binding(Record("req", {"id": Field(STR, "request_id")}), "req")


class FixCall(HookCall):
    """Writes one hook of `client.fix`: a message goes out, the report that answers it comes back."""

    def __init__(
        self,
        context: VenueContext,
        maps: Mapping[str, MapView],
        name: str,
        operation: Operation,
        declared: FixOperation,
    ) -> None:
        returns = "list[Order] | None" if name == "cancel_all_orders" else "Order | Answer"
        super().__init__(context, maps, name, operation, returns)
        self.declared = declared
        self.scope = self.scope.with_names(req=REQUEST_ID)
        self.groups = {
            _called(operation.call): {key: each for key, each in declared.params.items() if isinstance(each, list)},
            **{
                _called(choice.call): {key: each for key, each in one.params.items() if isinstance(each, list)}
                for choice, one in zip(operation.choose, declared.choose, strict=True)
            },
        }

    def check_arguments(self) -> None:
        super().check_arguments()
        if "req.id" in repr((self.operation.params, self.operation.choose, self.groups)):
            symbol = "instrument.symbol"
            if self.may_lack_instrument and not self.needs_symbol:
                symbol = '"" if instrument is None else instrument.symbol'
            self.body.add(f"request_id = self._new_id({symbol})")

    def _call(self, endpoint: str, params: Mapping[str, object], indent: int, given: Sequence[str] = ()) -> None:
        session = literal(self.declared.session)
        kind = self._message(endpoint)
        self.body.add(f"message = {kind}({self.arguments(endpoint, params, given)})", indent=indent)
        asked = f"await self._ask_line({session}, message, str(message.{self.declared.id}), {literal(self.name)})"
        unread = self.name == "cancel_all_orders" or self.operation.result in ("request", "cache")
        self.body.add(asked if unread else f"report = {asked}", indent=indent)
        if self.name == "cancel_all_orders":
            # The orders that it was about are told by their own reports.
            self.body.add("return None", indent=indent)
        elif self.operation.result in ("request", "cache"):
            self._return_known(self._result_scope(endpoint), indent)
        else:
            self.body.add(f"return self._order_of(report, {literal(self.name)})", indent=indent)

    def _message(self, endpoint: str) -> str:
        """Python of the class of a message."""
        dictionary, message = _message_of(self.context, endpoint)
        return self.context.table.classes[f"{dictionary}.{message}"]

    def arguments(self, endpoint: str, params: Mapping[str, object], given: Sequence[str] = ()) -> str:
        declared = {each.name: each for each in params_of(self.context, self.spec.endpoints[endpoint])}
        table = self.context.table
        made: list[str] = []
        for name, value in params.items():
            if name == "*":
                made += [
                    f"{column}={_held(table, declared[column].type, f'style.{column}', optional_)}"
                    for column, optional_ in self._columns()
                    if column in declared
                ]
                continue
            condition = value.when if isinstance(value, Argument) else None
            plain = value.value if isinstance(value, Argument) else value
            param = declared[name]
            expected = optional(param.value) if param.is_optional or condition is not None else param.value
            known = given if condition is None else (*given, condition)
            compiled = compile_value(plain, self.scope, expected, known)  # type: ignore[arg-type]
            code = _held(table, param.type, compiled.code, is_optional(compiled.type))
            if condition is not None:
                code = f"{bracketed(code)} if {compile_condition(condition, self.scope).code} else None"
            if code != "None":
                made.append(f"{name}={code}")
        for name, entries in self.groups.get(endpoint, {}).items():
            made.append(f"{name}={group_code(self.context, declared[name].type.item, entries, self.scope)}")
        if self.operation.options and self.name == "create_order":
            made += [f"{name}=options.{name}" for name in self.operation.options if name in declared]
        return ", ".join(made)

    def _columns(self) -> list[tuple[str, bool]]:
        from .mapping import build_styles

        styles = build_styles(self.context)
        return [(column.name, column.optional) for column in styles.columns] if styles else []


def _called(endpoint: str | None) -> str:
    return endpoint or ""


def _message_of(context: VenueContext, endpoint: str) -> tuple[str, str]:
    from ..lang.fix_types import request_name

    for dictionary, module in context.modules.items():
        for message in module.messages:
            known = context.dictionaries[dictionary].messages[message.msg_type].name
            if request_name(dictionary, known) == endpoint:
                return dictionary, known
    raise KeyError(endpoint)


def _held(table: Any, kind: WireType, code: str, may_miss: bool) -> str:
    """Python of a field of a message, from a value of the language."""
    plain = table.expand(kind)
    if plain.kind == "ref" and plain.name in table.enums and code != "None":
        known = table.classes[plain.name]
        return f"coded({known}, {code})" if may_miss else f"{known}({code})"
    return code


def group_code(context: VenueContext, entry: WireType, entries: Sequence[Mapping[str, Any]], scope: Scope) -> str:
    """Python of the entries of a group."""
    made = [message_code(context, entry.name, each, scope) for each in entries]
    return f"({', '.join(made)},)"


def message_code(context: VenueContext, message: str, fields: Mapping[str, Any], scope: Scope) -> str:
    """Python of a message, or of an entry of a group, with these fields."""
    table = context.table
    struct = table.structs[message]
    made: list[str] = []
    for name, value in fields.items():
        declared = struct.field(name)
        assert declared is not None
        kind = declared.type.item if declared.type.kind == "null" else declared.type
        if isinstance(value, list):
            made.append(f"{name}={group_code(context, kind.item, value, scope)}")
            continue
        condition = value.get("when") if isinstance(value, dict) else None
        plain = value["value"] if isinstance(value, dict) else value
        expected = table.value_type(declared.type)
        compiled = compile_value(plain, scope, optional(expected) if condition else expected)
        code = _held(table, kind, compiled.code, is_optional(compiled.type))
        if condition is not None:
            code = f"{bracketed(code)} if {compile_condition(condition, scope).code} else None"
        made.append(f"{name}={code}")
    return f"{table.classes[message]}({', '.join(made)})"
