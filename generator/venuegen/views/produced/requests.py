"""Literal requests for the produced tests, from an encoder of its own: nothing of the client goes into them."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from msgspec.structs import replace
from venue_runtime.testing.filling import get

from ...check.vectors import ThroughHook, Unusable, VectorRun
from ...lang import LangError
from ...lang.contract import BATCHES, CONTRACT_TYPES, OPERATIONS
from ...lang.scopes import batch_item
from ...lang.types import INT, EnumType, FlagsType, ListType, StructType, Time, Type, base_of
from ...render.names import literal
from ...spec.model import Argument, Batch, Endpoint, Operation, StyleRow, Vector, VectorGiven, VectorRequest
from .. import leases, tables
from ..client_calls import chosen
from ..endpoint_params import PATH_NAME
from ..evaluate import evaluate
from ..examples import test_pairs
from ..pages import walks
from ..requests import leases_of
from ..rest import ParamView, params_of
from ..wirepaths import find_path, plain_type
from . import printed
from .literals import (
    CLOCK,
    CLOCK_MS,
    EXPIRES_NS,
    FIELDS,
    NONCE,
    RANDOM,
    SINCE_NS,
    UNITS,
    Made,
    code_of,
    encoded,
    joined,
    json_of,
    json_text,
    nest,
    sent,
    test_credentials,
    text_of,
)
from .trading import another_id, documented

if TYPE_CHECKING:
    from ...lang.wire_types import StructDecl
    from ..context import VenueContext
    from ..examples import Example, Examples

PATH_SAFE = "!$&'()*+,;=:@"
"""What RFC 3986 lets stand in a segment of a path, besides unreserved characters."""


class Skip(Exception):
    """No literal can be made for this one."""


_UNWRITABLE = (Skip, Unusable, ThroughHook, LangError, NameError, AttributeError, TypeError, KeyError)
KNOWN = {
    "side": "buy",
    "type": "limit",
    "status": "new",
    "price": Decimal("100"),
    "quantity": Decimal("1"),
    "filled_quantity": Decimal("0"),
    "leaves_quantity": Decimal("1"),
}
"""The order that an edit is of, where the venue wants to be told what the client knows."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """One request: the call, and everything that must go out."""

    id: str
    call: str
    method: str
    url: str
    headers: str
    body: str
    costs: str
    example: str
    added: str = "()"
    """Fields of the body that the venue's own functions compute."""
    knows: bool = False
    """The client knows the order, by having listed or placed it."""

    @property
    def lines(self) -> tuple[str, ...]:
        """As it stands in the table: the call, and below it what goes out."""
        rest = self.costs
        rest += f", headers={self.headers}" if self.headers != "{}" else ""
        rest += f", body={self.body}" if self.body not in ("b''", 'b""') else ""
        rest += f", answer={self.example}" if self.example != '""' else ""
        rest += f", added={self.added}" if self.added != "()" else ""
        rest += ", knows=KNOWN" if self.knows else ""
        *begun, last = tables.address(f"{self.method} {self.url}")
        sent = [*begun, f"{last}, ", *tables.code(f"{rest}),")]
        return tables.entry([tables.code(f"Case({literal(self.id)}, lambda client: {self.call}, "), sent])


@dataclass(frozen=True, slots=True)
class OverView:
    """One call over a connection: its method, its parameters in order, and what it costs."""

    id: str
    call: str
    method: str
    params: str
    costs: str

    @property
    def lines(self) -> tuple[str, ...]:
        """As it stands in the table: the call, and below it the frame."""
        call = tables.code(f"Call({literal(self.id)}, lambda client: {self.call}, ")
        return tables.entry([call, tables.code(f"{literal(self.method)}, {self.params}, {self.costs}),")])


_CANDLE_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400, "M": 31 * 86_400}
"""Seconds of a candle's interval, written here again: tests must not count as the client does."""


class Requests:
    """Makes the cases of a spec."""

    def __init__(self, context: VenueContext, examples: Examples) -> None:
        self.context = context
        self.examples = examples
        self.table = context.table
        self.skipped: dict[str, str] = {}
        """Requests that no literal bytes could be made for, and why."""
        self.symbol, self.unified = next(iter(test_pairs(context.spec)), ("AAABBB", "AAA/BBB"))
        told = next((row for row in documented(context.spec, examples) if row["symbol"] == self.unified), {})
        self.told: Mapping[str, Any] = told
        self.instrument: dict[str, Any] = {
            "venue_symbol": self.symbol,
            "kind": told.get("kind", "spot"),
            "partition": told.get("partition", ""),
            "ref": SimpleNamespace(**told.get("ref", {})),
            "aliases": told.get("aliases", []),
            **{name: told.get(name) for name in ("base", "quote", "settle")},
        }

    # ------------------------------------------------------------ raw layer

    def raw(self) -> tuple[CaseView, ...]:
        """Every endpoint twice: with what it needs, and with all it takes."""
        cases: list[CaseView] = []
        for name, endpoint in self.context.spec.endpoints.items():
            if endpoint.call is None:
                continue
            seen: set[str] = set()
            for label, full in (("required", False), ("all", True)):
                try:
                    values = self._values(endpoint, full)
                    call = f"client.raw.{name}({', '.join(f'{key}={code_of(value)}' for key, value in values.items())})"
                    case = self.case(f"{name}-{label}", call, endpoint, values)
                except _UNWRITABLE as error:
                    self._skip(f"{name}-{label}", error)
                    continue
                if case.call not in seen:
                    seen.add(case.call)
                    cases.append(case)
            for label, edge in _edges(endpoint):
                try:
                    values = self._values(endpoint, False)
                    for key, number in edge.items():
                        one = next(each for each in params_of(self.context, endpoint) if each.name == key)
                        is_list = isinstance(base_of(one.value), ListType)
                        values[key] = [self.symbol] * number if is_list else number
                    arguments = ", ".join(f"{key}={code_of(value)}" for key, value in values.items())
                    case = self.case(f"{name}-{label}", f"client.raw.{name}({arguments})", endpoint, values)
                except (*_UNWRITABLE, StopIteration) as error:
                    self._skip(f"{name}-{label}", error)
                    continue
                if case.call not in seen:
                    seen.add(case.call)
                    cases.append(case)
            cases += (each for each in self._documented(name, endpoint) if each.call not in seen)
        return tuple(cases)

    def _documented(self, name: str, endpoint: Endpoint) -> Iterator[CaseView]:
        """The requests that the venue printed."""
        for example in printed.requests(endpoint, name, self.examples):
            id = f"{name}-documented" if example.name == name else f"{name}-documented-{example.name}"
            try:
                values = printed.arguments(self.context, endpoint, (example.digits or example.data)["request"])
                call = f"client.raw.{name}({', '.join(f'{key}={code_of(value)}' for key, value in values.items())})"
                yield self.case(id, call, endpoint, values)
            except (printed.Unlike, *_UNWRITABLE) as error:
                self._skip(id, error)

    def _skip(self, case: str, error: Exception) -> None:
        self.skipped[case] = " ".join(f"{error or type(error).__name__}".split())

    def _values(self, endpoint: Endpoint, full: bool) -> dict[str, Any]:
        given = [each for each in params_of(self.context, endpoint) if not each.is_const]
        exclusive = {name for group in endpoint.require_one_of for name in group[1:]}
        wanted = {group[0] for group in (*endpoint.require_one_of, *endpoint.require_any_of)}
        values: dict[str, Any] = {}
        for each in given:
            required = not each.is_optional and each.default is None
            if each.name in exclusive:
                continue
            if full or required or each.name in wanted:
                values[each.name] = self._sample(each, full)
        return values

    def _sample(self, each: ParamView, full: bool) -> Any:
        kind = base_of(each.value)
        if isinstance(kind, ListType) and isinstance(item := base_of(kind.item), StructType):
            return [self._object(item.name, full)]
        if isinstance(kind, ListType):
            return [
                self._of(kind.item, each),
                *([] if len(self.context.spec.test_symbols) < 2 else [self._second(kind.item)]),
            ]
        return self._of(kind, each)

    def _second(self, kind: Any) -> Any:
        return list(self.context.spec.test_symbols)[1] if str(kind) == "venue_symbol" else 8 if kind == INT else "b c"

    def _of(self, kind: Any, each: ParamView) -> Any:
        text = str(base_of(kind))
        if isinstance(kind, EnumType):
            return kind.words[0]
        if isinstance(kind, FlagsType):
            return next(iter(self.table.flags[kind.name].values()))
        if isinstance(kind, Time):
            return CLOCK_MS * 1_000_000 // UNITS[kind.unit]
        if text == "venue_symbol":
            return self.symbol
        if text == "int":
            low, high = each.minimum or 7, each.maximum
            return min(low, high) if high is not None else low
        if text == "bool":
            return True
        if text == "decimal":
            return Decimal("0.10")
        if text == "str":
            return "a b/+&=é"
        raise Skip(text)

    def _object(self, name: str, full: bool) -> Made:
        """An object of a struct's fields: those that must be there, or all."""
        struct = self.table.structs[name]
        if struct.array or struct.tag is not None:
            raise Skip(f"{name} is no plain object")
        parts: list[str] = []
        data: dict[str, Any] = {}
        for field in struct.fields:
            if field.type.is_opt and not full:
                continue
            type = plain_type(field.type, self.table)
            enum = self.table.enums.get(type.name)
            value: Any = enum.words[0] if enum is not None else FIELDS.get(type.name)
            if type.name in self.table.structs and type.name != name:
                value = self._object(type.name, full)
            if type.name == "venue_symbol":
                value = self.symbol
            if type.kind == "list":
                item = FIELDS.get(plain_type(type.item, self.table).name)
                value = None if item is None else [item]
            if value is None:
                raise Skip(f"nothing is made up for `{field.wire}` of {name}")
            parts.append(f"{field.name}=" + (f"wire.{type.name}({literal(value)})" if enum else code_of(value)))
            data[field.wire] = json_of(value, field.type)
        return Made(f"wire.{name}({', '.join(parts)})", data)

    def over(self, connection: str) -> tuple[OverView, ...]:
        """The endpoints that a connection offers as calls, as `raw` has them."""
        cases: dict[str, OverView] = {}
        rpc = self.context.spec.ws[connection].rpc
        for name, endpoint in self.context.spec.endpoints.items():
            if rpc is None or endpoint.over is None or endpoint.over.connection != connection:
                continue
            edges = [values for _, values in _edges(endpoint)]
            for label, full, edge in [("required", False, {}), ("all", True, {}), *(("edge", False, e) for e in edges)]:
                try:
                    values = self._values(endpoint, full)
                    kinds = {each.name: base_of(each.value) for each in params_of(self.context, endpoint)}
                    for key, number in edge.items():
                        values[key] = [self.symbol] * number if isinstance(kinds[key], ListType) else number
                    case = self._over(f"{name}-{label}", endpoint, values, dict(rpc.auth), connection)
                except _UNWRITABLE as error:
                    self._skip(f"{name}-{label} over {connection}", error)
                    continue
                cases.setdefault(case.call, case)
        return tuple(cases.values())

    def _over(
        self, id: str, endpoint: Endpoint, values: dict[str, Any], schemes: dict[str, str], connection: str
    ) -> OverView:
        assert endpoint.over is not None
        filled: dict[str, Any] = {}
        params: dict[str, Any] = {}
        for each in params_of(self.context, endpoint):
            value = each.const if each.is_const else values.get(each.name, each.default)
            filled[each.name] = value
            value = sent(value, each)
            if value is not None:
                nest(params, each.wire, json_of(value, each.type))
        if endpoint.auth is not None:
            scheme = schemes.get(endpoint.auth, endpoint.auth)
            given = VectorGiven(
                credentials=test_credentials(self.context),
                clock_ms=CLOCK_MS,
                nonce=NONCE,
                random=RANDOM,
                request=VectorRequest(params=params),
            )
            check: Any = SimpleNamespace(spec=self.context.spec, table=self.table)
            vector = Vector(id="x", source="", given=given, expect={})
            run = VectorRun(check, scheme, self.context.spec.auth[scheme], vector)
            run.names |= self._leases(scheme)
            run.steps()
            params = run.params
        arguments = [f"{key}={code_of(value)}" for key, value in values.items()]
        arguments += [f"over={literal(connection)}"] if endpoint.call is not None else []
        call = f"client.raw.{id.partition('-')[0]}({', '.join(arguments)})"
        cost = endpoint.over.cost if endpoint.over.cost is not None else endpoint.cost
        costs = self._costs(replace(endpoint, cost=cost), filled)
        frame = ", ".join(f"{literal(name)}: {code_of(value)}" for name, value in params.items())
        return OverView(id, call, endpoint.over.method, f"{{{frame}}}", literal(costs))

    def grants(self, connection: str) -> tuple[tuple[str, str], ...]:
        """Paths of what grants the leases that calls over a connection are signed with, and documented answers."""
        rpc, spec = self.context.spec.ws[connection].rpc, self.context.spec
        schemes = rpc.auth.values() if rpc is not None else ()
        calls = dict.fromkeys(spec.leases[name].call for each in schemes for name in leases_of(self.context, each))
        return tuple((spec.endpoints[call].path, self._granted(call).name) for call in calls)

    def _granted(self, call: str) -> Example:
        found = next((one for one in self.examples.of(call) if one.error is None), None)
        if found is None:
            raise Skip(f"the answer of {call} is not documented")
        return found

    def _leases(self, scheme: str) -> dict[str, Any]:
        """What the leases hold that a scheme reads."""
        held: dict[str, Any] = {}
        for name in leases_of(self.context, scheme):
            lease = self.context.spec.leases[name]
            payload, kind = (
                self._granted(lease.call).payload,
                self.table.parse(self.context.spec.endpoints[lease.call].result),
            )
            paths = {key: find_path(text, "r", kind, self.table) for key, text in lease.hold.items()}
            held[name] = SimpleNamespace(**{key: get(payload, path.steps) for key, path in paths.items() if path})
        return {"lease": SimpleNamespace(**held)} if held else {}

    # ------------------------------------------------------------ one request

    def case(self, id: str, call: str, endpoint: Endpoint, values: dict[str, Any], example: str = "") -> CaseView:
        """The bytes of a call. Raises Skip and what vectors raise."""
        if endpoint.call is None:
            raise Skip("not by REST")
        method, path = endpoint.method, endpoint.path
        places: dict[str, dict[str, Any]] = {"query": {}, "form": {}, "json": {}, "none": {}, "header": {}}
        filled: dict[str, Any] = {}
        keys = {each.wire: each.name for each in params_of(self.context, endpoint) if each.place == "key"}
        for each in params_of(self.context, endpoint):
            value = each.const if each.is_const else values.get(each.name, each.default)
            filled[each.name] = value
            value = sent(value, each)
            if value is None:
                continue
            if each.place == "path":
                path = path.replace(f"{{{each.wire}}}", quote(text_of(value), safe=PATH_SAFE))
            elif each.place in ("json", "none"):
                wire = PATH_NAME.sub(lambda key: text_of(filled[keys[key[1]]]), each.wire)
                nest(places[each.place], wire, json_of(value, each.type))
            elif each.place != "key":
                places[each.place][each.wire] = joined(value, each) or text_of(value)
        base = next(iter(self.context.spec.environments.values())).urls[endpoint.host]
        headers = {**next(iter(self.context.spec.environments.values())).headers, **places["header"]}
        query, body = encoded(places["query"]), encoded(places["form"])
        if any(each.place == "json" for each in params_of(self.context, endpoint)):
            whole = places["json"].get("$body", places["json"])
            body = json_text(whole)
        added: tuple[str, ...] = ()
        if endpoint.auth is not None:
            try:
                run, other = (self._signed(endpoint, method, path, places) for _ in range(2))
                # A token that is random has another text each time: the header is sent, its text is not compared.
                same = {key: value for key, value in run.headers.items() if other.headers[key] == value}
                query, headers = run.query.encoded, {**headers, **same}
                body = run.body.encoded if run.body.map else body
                if (query, run.body.encoded) != (other.query.encoded, other.body.encoded):
                    raise Skip("its signature is random")
            except ThroughHook:
                added = self._added(endpoint.auth)
        url = f"{base}{path}?{query}" if query else f"{base}{path}"
        costs = self._costs(endpoint, filled)
        names = {name.lower(): value for name, value in headers.items()}
        out = literal(names), literal(body.encode()), literal(costs), literal(example), literal(added)
        return CaseView(id, call, method, url, *out)

    def _added(self, scheme: str) -> tuple[str, ...]:
        """Fields of a JSON body that a scheme sets with functions of the venue's own: what they hold, vectors test."""
        targets = (target for step in self.context.spec.auth[scheme].steps for target in step.set or {})
        places = [target.partition(".")[::2] for target in targets]
        if any(place not in ("body", "header") for place, _ in places):
            raise ThroughHook
        return tuple(dict.fromkeys(name.partition(".")[0] for place, name in places if place == "body"))

    def _signed(self, endpoint: Endpoint, method: str, path: str, places: dict[str, dict[str, Any]]) -> VectorRun:
        scheme = self.context.spec.auth[endpoint.auth or ""]
        given = VectorGiven(
            credentials=test_credentials(self.context),
            clock_ms=CLOCK_MS,
            nonce=NONCE,
            random=RANDOM,
            lease=leases.made_up(self.context),
            request=VectorRequest(
                method=method,
                path=path,
                query=places["query"],
                body=places["form"] or places["json"],
                params=places["none"],
            ),
        )
        check: Any = SimpleNamespace(spec=self.context.spec, table=self.table)
        run = VectorRun(check, endpoint.auth or "", scheme, Vector(id="x", source="", given=given, expect={}))
        if places["form"]:
            run.body.form = "form"
        if any(each.place == "json" for each in params_of(self.context, endpoint)):
            run.body.empty = "{}"
        run.steps()
        return run

    def _costs(self, endpoint: Endpoint, values: dict[str, Any]) -> dict[str, int]:
        limits = self.context.spec.limits
        declared = endpoint.cost if endpoint.cost is not None else (limits.default_cost if limits else {})
        return {bucket: int(evaluate(units, values)) for bucket, units in declared.items()}

    # ------------------------------------------------------------ contract

    def contract(self, examples: dict[str, str]) -> tuple[CaseView, ...]:
        """Methods of the contract; `examples`: endpoint → documented answer."""
        cases: list[CaseView] = []
        for name, operation in self.context.spec.operations.items():
            if operation.call is None:
                continue
            if name == "cancel_on_disconnect" and self.context.spec.endpoints[operation.call].over is not None:
                continue  # it goes over the connection that it is about, as calls over that are tested
            if operation.call not in examples:
                self.skipped[name] = "its endpoint has no documented answer"
                continue
            if operation.batch is not None:
                cases += self._batches(name, operation, operation.batch, examples[operation.call])
                continue
            for label, arguments in self._calls(name, operation):
                try:
                    called, values = self._arguments(operation, arguments)
                    spelled = [self._argument(key, value) for key, value in arguments.items()]
                    if name == "cancel_all_orders_after":  # the symbol is what only some venues want
                        spelled = [f"{key}={code_of(value)}" for key, value in arguments.items()]
                    own = "_" if name == "cancel_on_disconnect" else ""  # which the client asks by itself
                    code = f"client.{own}{name}({', '.join(spelled)})"
                    endpoint = self.context.spec.endpoints[called]
                    asked = next((each for each in operation.choose if each.call == called), None)
                    one = operation if asked is None else chosen(self.context, operation, asked)
                    pages = endpoint.pages
                    if pages is not None and pages.size and walks(endpoint, one, OPERATIONS[name]):
                        values.setdefault(pages.size, pages.max_size)
                    case = self.case(label, code, endpoint, values, examples[called])
                    knows = any(need.startswith("known.") for need in operation.needs)
                    cases.append(dataclasses.replace(case, knows=knows))
                except _UNWRITABLE as error:
                    self._skip(label, error)
        return tuple(cases)

    def _batches(self, name: str, operation: Operation, batch: Batch, example: str) -> list[CaseView]:
        """One request of two orders, or of as many as the venue takes."""
        kind = "OrderRequest" if BATCHES[name] == "create_order" else "CancelRequest"
        symbol = {"symbol": self.unified}
        ids = (self._client_order_id(), another_id(self._client_order_id(), self.context.spec))
        asked = (
            [{**row, "client_order_id": id} for (_, row), id in zip(self._orders(), ids, strict=False)]
            if kind == "OrderRequest"
            else [{**symbol, key: value} for key, value in self._handles(operation)]
        )[: batch.size]
        endpoint = self.context.spec.endpoints[operation.call or ""]
        struct = self.table.structs.get(getattr(batch_item(self.context.spec, self.table, operation), "name", ""))
        try:
            asked, items = self._items(operation, batch, struct, asked)
            names = self._names(operation, asked[0])
            names["group"] = evaluate(batch.group, names)
            params = {each.name: each for each in params_of(self.context, endpoint)}
            values = {batch.param: items, **self._given(operation.params, params, names)}
            each = [
                ", ".join(
                    f"symbol={code_of(value)}" if key == "symbol" else self._argument(key, value)
                    for key, value in arguments.items()
                )
                for arguments in asked
            ]
            code = f"client.{name}([{', '.join(f'{kind}({arguments})' for arguments in each)}])"
            return [self.case(name, code, endpoint, values, example)]
        except _UNWRITABLE as error:
            self._skip(name, error)
            return []

    def _items(
        self, operation: Operation, batch: Batch, struct: StructDecl | None, asked: list[dict[str, Any]]
    ) -> tuple[list[dict[str, Any]], list[Any]]:
        """What can be asked for, and how it is sent: an order that only the client's id names may be unknown."""
        made: list[tuple[dict[str, Any], Any]] = []
        for arguments in asked:
            with suppress(ValueError):
                made.append((arguments, self._item(operation, batch, struct, arguments)))
        return [arguments for arguments, _ in made], [item for _, item in made]

    def _item(self, operation: Operation, batch: Batch, struct: StructDecl | None, arguments: dict[str, Any]) -> Any:
        """What one order of a batch is on the wire."""
        names = self._names(operation, arguments)
        if struct is None or isinstance(batch.item, str):
            return evaluate(batch.item, names)
        given = {key: value for key, value in batch.item.items() if key != "*"}
        given |= self._style(arguments) if "*" in batch.item else {}
        return Made("", self._filled(struct, {key: _argued(value, names) for key, value in given.items()}))

    def _filled(self, struct: StructDecl, values: dict[str, Any]) -> dict[str, Any]:
        """An object with what is given of its fields, and of those of objects inside it."""
        data: dict[str, Any] = {}
        for field in struct.fields:
            inner = self.table.structs.get(plain_type(field.type, self.table).name)
            if values.get(field.name) is not None:
                worded = self._worded(base_of(self.table.value_type(field.type)), values[field.name])
                data[field.wire] = json_of(worded, field.type)
            elif inner is not None and (inside := self._filled(inner, values)):
                data[field.wire] = inside
        return data

    def known(self) -> str:
        """The fields of the order that edits are of."""
        enums = {"type": "OrderType", "status": "OrderStatus", "side": "Side"}
        return ", ".join(
            f"{key}={enums[key]}.{str(value).upper()}" if key in enums else f"{key}={code_of(value)}"
            for key, value in self._known().items()
        )

    def _known(self) -> dict[str, Any]:
        ids = {"venue_order_id": "123", "client_order_id": self._client_order_id()}
        return {"symbol": self.unified, **ids, **KNOWN}

    def _calls(self, name: str, operation: Operation) -> list[tuple[str, dict[str, Any]]]:
        known = OPERATIONS[name]
        symbol = {"symbol": self.unified} if known.instrument else {}
        if name == "create_order":
            return self._orders()
        if name in ("cancel_order", "fetch_order"):
            return [(f"{name}-{key}", {**symbol, key: value}) for key, value in self._handles(operation)]
        if name == "edit_order":
            takes = repr(operation.params)
            amounts = {"quantity": self._amount("quantity", "0.5"), "price": self._amount("price", "50")}
            changes = {key: value for key, value in amounts.items() if f"={key}" in takes}
            return [(f"{name}-{key}", {**symbol, key: value, **changes}) for key, value in self._handles(operation)]
        takes = repr(operation.params)
        if name in ("cancel_all_orders", "cancel_all_orders_after") and not re.search(r"\bi\b", takes):
            symbol = {}  # one for all orders
        full: dict[str, Any] = dict(symbol)
        if "interval" in known.arguments:
            full["interval"] = next(iter(operation.intervals), "1m")
            full["interval"] = "1h" if "1h" in operation.intervals else full["interval"]
        least = dict(full)
        if "depth" in known.arguments:
            full["depth"] = 50
        full |= {key: value for key, value in (("since", SINCE_NS), ("limit", 5)) if f"={key}" in takes}
        plain = {"seconds": 30, "leverage": Decimal("3"), "hedged": True, "mode": "isolated"}
        least |= {key: value for key, value in plain.items() if key in known.arguments}
        full |= {key: value for key, value in plain.items() if key in known.arguments}
        calls = [(f"{name}-all", full)] if full != least else []
        # Without a symbol another endpoint may be asked.
        rest = {key: value for key, value in full.items() if key != "symbol"}
        calls += [(f"{name}-of-all", rest)] if known.symbol_optional and operation.choose else []
        return [(name, least), *calls]

    def refused(self) -> tuple[tuple[str, str], ...]:
        """Calls with an argument that the venue has no way to take: none of its parameters says it."""
        found: list[tuple[str, str]] = []
        for name in ("fetch_trades", "fetch_candles", "fetch_my_trades"):
            operation = self.context.spec.operations.get(name)
            if operation is None or operation.call is None:
                continue
            said = repr([*operation.params.values(), *operation.choose])
            interval = "1h" if "1h" in operation.intervals else next(iter(operation.intervals), "1m")
            for key, value in (("since", SINCE_NS), ("limit", 5)):
                if not re.search(rf"\b{key}\b", said):
                    known = {"symbol": self.unified, **({"interval": interval} if operation.intervals else {})}
                    spelled = ", ".join(f"{one}={code_of(each)}" for one, each in {**known, key: value}.items())
                    found.append((f"{name}-{key}", f"client.{name}({spelled})"))
        return tuple(found)

    def _handles(self, operation: Operation) -> list[tuple[str, str]]:
        """The ways to say which order: by either id, unless the operation insists on one."""
        ids = {"venue_order_id": "123", "client_order_id": self._client_order_id()}
        insists = [key for key in ids if key in operation.needs]
        return [(key, value) for key, value in ids.items() if value and key in (insists or ids)]

    def canceled_by(self, operation: Operation) -> str:
        """The endpoint that cancels an order which the venue's id names."""
        try:
            return self._arguments(operation, {"symbol": self.unified, "venue_order_id": "123"})[0]
        except _UNWRITABLE:
            return operation.call or ""

    def _client_order_id(self) -> str:
        """An id of the form that the spec declares; empty where none of ours has it."""
        form = self.context.spec.client_order_ids
        if form is None:
            return "abc1"  # what a client takes of which nothing is declared: letters and digits
        known = "12345678-9abc-4def-8123-456789abcdef"  # a UUID
        room = form.max_length - len(form.prefix)
        for text in ("abc-1", "abc1", "ABC1", "123", "1" * room, "a1" * (room // 2), known):
            text = form.prefix + text
            if form.min_length <= len(text) <= form.max_length and re.fullmatch(form.pattern, text):
                return text
        return ""

    def _orders(self) -> list[tuple[str, dict[str, Any]]]:
        orders = self.context.spec.orders
        calls: list[tuple[str, dict[str, Any]]] = []
        for at, row in enumerate(orders.styles if orders else []):
            if row.use != "both" or not self._client_order_id() or not self._is_of(row):
                continue
            for side in ("buy", "sell"):
                order = self._order(row, side)
                if order["side"] != side or self._row(order) is not row:
                    continue
                calls.append((f"create_order-{at}-{side}", order))
                either = any("quote_quantity" in need[1:] for need in row.needs if not isinstance(need, str))
                if either and "kind" not in row.of:
                    other = self._order(row, side, "quote_quantity")
                    calls.append((f"create_order-{at}-{side}-quote", other))
        return calls

    def _is_of(self, row: StyleRow) -> bool:
        """Whether a row is for instruments of the kind that the requests name."""
        kind = row.of.get("kind", self.instrument["kind"])
        return self.instrument["kind"] in (kind if isinstance(kind, list) else [kind])

    def _order(self, row: StyleRow, side: str, instead: str = "") -> dict[str, Any]:
        """An order of a row; `instead`: the field to give where one of several will do."""
        made: dict[str, Any] = {"symbol": self.unified, "side": side}
        for key, value in row.of.items():
            if key != "kind":
                made[key] = value[0] if isinstance(value, list) else value
        made = {key: value for key, value in made.items() if value is not False}
        needed = [each if isinstance(each, str) else instead if instead in each else each[0] for each in row.needs]
        by_quote = "quote_quantity" in needed
        made |= {"quote_quantity": Decimal("50.5")} if by_quote else {"quantity": self._amount("quantity", "0.50")}
        for key, amount in (("price", "100.10"), ("trigger_price", "99.9"), ("trailing_offset", "2.5")):
            if key in needed:
                made[key] = self._amount("price", amount)
        if "expire_time" in needed:
            made["expire_time"] = EXPIRES_NS
        return {**made, "client_order_id": self._client_order_id()}

    def _amount(self, kind: str, text: str) -> Decimal:
        """A price or quantity that the documented instrument takes: this one, or the next that does."""
        increment, least = self.told.get(f"{kind}_increment"), Decimal(self.told.get(f"min_{kind}") or 0)
        amount = max(Decimal(text), least)
        if increment is None or amount % Decimal(increment) == 0:
            return amount
        return (amount / Decimal(increment)).to_integral_value(ROUND_CEILING) * Decimal(increment)

    def _argument(self, key: str, value: Any) -> str:
        kind = (
            base_of(CONTRACT_TYPES["OrderRequest"].fields[key].type)
            if key in CONTRACT_TYPES["OrderRequest"].fields
            else None
        )
        name = getattr(kind, "name", "")
        if name in ("Side", "OrderType", "TimeInForce") and isinstance(value, str):
            return f"{key}={name}.{value.upper()}"
        return code_of(value) if key == "symbol" else f"{key}={code_of(value)}"

    def _arguments(self, operation: Operation, arguments: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """The endpoint that is called, and its parameters: the spec's own expressions, evaluated on literals."""
        names = self._names(operation, arguments)
        chosen = next((each for each in operation.choose if evaluate(each.when, names)), None)
        called = chosen.call if chosen is not None else operation.call or ""
        params = {each.name: each for each in params_of(self.context, self.context.spec.endpoints[called])}
        given: dict[str, Any] = {name: f"={name}" for name in operation.fan_out if name in params}
        given |= {name: value for name, value in operation.params.items() if name in params or name == "*"}
        given |= chosen.params if chosen is not None else {}
        if given.pop("*", None) is not None:
            given |= self._style(arguments)
        return called, self._given(given, params, names)

    def _given(self, given: Mapping[str, Any], params: dict[str, ParamView], names: dict[str, Any]) -> dict[str, Any]:
        """Parameters with the values that their expressions have."""
        found = {name: _argued(argument, names) for name, argument in given.items()}
        return {name: self._worded(base_of(params[name].value), it) for name, it in found.items() if it is not None}

    def _names(self, operation: Operation, arguments: dict[str, Any]) -> dict[str, Any]:
        """What the expressions of an operation read."""
        request = dict.fromkeys(CONTRACT_TYPES["OrderRequest"].fields) | {"post_only": False, "reduce_only": False}
        names: dict[str, Any] = dict.fromkeys(
            ("depth", "since", "limit", "venue_order_id", "client_order_id", "quantity", "price", "account")
        )
        names |= arguments
        # Of a batch, and where it needs not, the client is told nothing beforehand.
        known = self._known() if any(need.startswith("known.") for need in operation.needs) else {}
        names |= {
            **{name: values[0] for name, values in operation.fan_out.items()},
            "i": SimpleNamespace(**self.instrument) if arguments.get("symbol") else None,
            "known": SimpleNamespace(**(dict.fromkeys(CONTRACT_TYPES["Order"].fields) | known)),
            "o": SimpleNamespace(**{**request, **arguments}),
            "cfg": SimpleNamespace(**{key: each.default for key, each in self.context.spec.config.items()}),
            "cred": self._credentials(),
            "env": SimpleNamespace(**next(iter(self.context.spec.environments.values())).const),
            "clock": CLOCK,
            "seconds_until": lambda time: Decimal(max(0, time - CLOCK_MS * 1_000_000)).scaleb(-9),
        }
        if "interval" in arguments:
            count, unit = int(arguments["interval"][:-1]), arguments["interval"][-1]
            names["span"] = count * _CANDLE_UNITS[unit] * 1_000_000_000
            names["interval"] = operation.intervals.get(arguments["interval"], arguments["interval"])
        return names

    def _credentials(self) -> SimpleNamespace:
        """The credentials of the tests, and those that are made of them, as far as no function of the venue does it."""
        found = SimpleNamespace(**test_credentials(self.context))
        for name, each in self.context.spec.credentials.items():
            if each.default is not None:
                with suppress(NameError, AttributeError):
                    setattr(found, name, evaluate(each.default, {"cred": found}))
        return found

    def _row(self, arguments: dict[str, Any]) -> StyleRow | None:
        """The row by which an order is said."""
        orders = self.context.spec.orders
        for row in orders.styles if orders else []:
            if (
                row.use == "both"
                and self._is_of(row)
                and all(
                    arguments.get(key, False if value is False else None)
                    in (value if isinstance(value, list) else [value])
                    for key, value in row.of.items()
                    if key != "kind"
                )
            ):
                return row
        return None

    def _style(self, arguments: dict[str, Any]) -> dict[str, Any]:
        row = self._row(arguments)
        if row is None:
            raise Skip("no style")
        return dict(row.wire)

    def _worded(self, kind: Type, value: Any) -> Any:
        """A value of the contract in the venue's word or unit."""
        if isinstance(kind, EnumType) and value not in kind.words:
            return self.table.enums[kind.name].outward[value]
        if isinstance(kind, Time):
            return value // UNITS[kind.unit]
        return value


def _argued(argument: Any, names: dict[str, Any]) -> Any:
    """The value of an argument; None where it is not sent."""
    if isinstance(argument, Argument):
        return evaluate(argument.value, names) if argument.when is None or evaluate(argument.when, names) else None
    return evaluate(argument, names)


def _edges(endpoint: Endpoint) -> list[tuple[str, dict[str, int]]]:
    """Where a computed cost changes: the number that it compares with, and the next one."""
    found: list[tuple[str, dict[str, int]]] = []
    for units in (endpoint.cost or {}).values():
        if not isinstance(units, str):
            continue
        for node in ast.walk(ast.parse(units.removeprefix("=").replace("\n", " "), mode="eval")):
            if not (isinstance(node, ast.Compare) and isinstance(node.comparators[0], ast.Constant)):
                continue
            name = node.left.args[0] if isinstance(node.left, ast.Call) else node.left
            number = node.comparators[0].value
            if isinstance(name, ast.Name) and type(number) is int:
                found += [(f"{name.id}-{each}", {name.id: each}) for each in (number, number + 1)]
    return found
