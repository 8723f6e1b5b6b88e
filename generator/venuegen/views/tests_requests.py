"""Literal requests for the produced tests, from an encoder of its own: nothing of the client goes into them."""

from __future__ import annotations

import ast
import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from msgspec.structs import replace

from ..check.vectors import ThroughHook, Unusable, VectorRun
from ..lang import LangError
from ..lang.contract import CONTRACT_TYPES, OPERATIONS
from ..lang.types import EnumType, ListType, Time, base_of
from ..render.names import literal
from ..spec.model import Argument, Endpoint, Operation, StyleRow, Vector, VectorGiven, VectorRequest
from . import tables
from .endpoint_params import PATH_NAME
from .examples import test_pairs
from .pages import walks
from .rest import ParamView, params_of
from .tests_trading import documented

if TYPE_CHECKING:
    from ..lang import WireType
    from .context import VenueContext
    from .examples import Examples

CLOCK_MS = 1_700_000_000_000
NONCE = 1_700_000_000_000_000
SINCE_NS = 1_699_999_000_123_000_000
EXPIRES_NS = 1_700_003_600_000_000_000
_UNITS = {"s": 1_000_000_000, "ms": 1_000_000, "us": 1_000, "ns": 1}


class Skip(Exception):
    """No literal can be made for this one."""


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

    @property
    def lines(self) -> tuple[str, ...]:
        """As it stands in the table: the call, and below it what goes out."""
        rest = self.costs
        rest += f", headers={self.headers}" if self.headers != "{}" else ""
        rest += f", body={self.body}" if self.body not in ("b''", 'b""') else ""
        rest += f", answer={self.example}" if self.example != '""' else ""
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
        self.table = context.table
        self.skipped: dict[str, str] = {}
        """Requests that no literal bytes could be made for, and why."""
        self.symbol, self.unified = next(iter(test_pairs(context.spec)), ("AAABBB", "AAA/BBB"))
        told = next((row for row in documented(context.spec, examples) if row["symbol"] == self.unified), {})
        self.instrument: dict[str, Any] = {
            "venue_symbol": self.symbol,
            "kind": told.get("kind", "spot"),
            "partition": told.get("partition", ""),
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
                    call = f"client.raw.{name}({', '.join(f'{key}={_code(value)}' for key, value in values.items())})"
                    case = self.case(f"{name}-{label}", call, endpoint, values)
                except (Skip, Unusable, ThroughHook, LangError) as error:
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
                    arguments = ", ".join(f"{key}={_code(value)}" for key, value in values.items())
                    case = self.case(f"{name}-{label}", f"client.raw.{name}({arguments})", endpoint, values)
                except (Skip, Unusable, ThroughHook, LangError, StopIteration) as error:
                    self._skip(f"{name}-{label}", error)
                    continue
                if case.call not in seen:
                    seen.add(case.call)
                    cases.append(case)
        return tuple(cases)

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
                values[each.name] = self._sample(each)
        return values

    def _sample(self, each: ParamView) -> Any:
        kind = base_of(each.value)
        if isinstance(kind, ListType):
            return [
                self._of(kind.item, each),
                *([] if len(self.context.spec.test_symbols) < 2 else [self._second(kind.item)]),
            ]
        return self._of(kind, each)

    def _second(self, kind: Any) -> Any:
        return list(self.context.spec.test_symbols)[1] if str(kind) == "venue_symbol" else "b c"

    def _of(self, kind: Any, each: ParamView) -> Any:
        text = str(base_of(kind))
        if isinstance(kind, EnumType):
            return kind.words[0]
        if isinstance(kind, Time):
            return CLOCK_MS * 1_000_000 // _UNITS[kind.unit]
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
                except (Skip, Unusable, ThroughHook, LangError, KeyError) as error:
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
            value = _sent(value, each)
            if value is not None:
                _nested(params, each.wire, _json(value, each))
        if endpoint.auth is not None:
            scheme = schemes.get(endpoint.auth, endpoint.auth)
            given = VectorGiven(
                credentials=test_credentials(self.context),
                clock_ms=CLOCK_MS,
                nonce=NONCE,
                request=VectorRequest(params=params),
            )
            check: Any = SimpleNamespace(spec=self.context.spec, table=self.table)
            vector = Vector(id="x", source="", given=given, expect={})
            run = VectorRun(check, scheme, self.context.spec.auth[scheme], vector)
            run.steps()
            params = run.params
        arguments = [f"{key}={_code(value)}" for key, value in values.items()]
        arguments += [f"over={literal(connection)}"] if endpoint.call is not None else []
        call = f"client.raw.{id.partition('-')[0]}({', '.join(arguments)})"
        cost = endpoint.over.cost if endpoint.over.cost is not None else endpoint.cost
        costs = self._costs(replace(endpoint, cost=cost), filled)
        frame = ", ".join(f"{literal(name)}: {_code(value)}" for name, value in params.items())
        return OverView(id, call, endpoint.over.method, f"{{{frame}}}", literal(costs))

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
            value = _sent(value, each)
            if value is None:
                continue
            if each.place == "path":
                path = path.replace(f"{{{each.wire}}}", quote(_text(value), safe=""))
            elif each.place in ("json", "none"):
                wire = PATH_NAME.sub(lambda key: _text(filled[keys[key[1]]]), each.wire)
                _nested(places[each.place], wire, _json(value, each))
            elif each.place != "key":
                places[each.place][each.wire] = _joined(value, each) or _text(value)
        base = next(iter(self.context.spec.environments.values())).urls[endpoint.host]
        headers = {**next(iter(self.context.spec.environments.values())).headers, **places["header"]}
        query, body = _encoded(places["query"]), _encoded(places["form"])
        if places["json"]:
            body = json.dumps(places["json"], separators=(",", ":"), ensure_ascii=False)
        if endpoint.auth is not None:
            run = self._signed(endpoint, method, path, places)
            query, headers = run.query.encoded, {**headers, **run.headers}
            body = run.body.encoded if run.body.map else body
        url = f"{base}{path}?{query}" if query else f"{base}{path}"
        costs = self._costs(endpoint, filled)
        names = {name.lower(): value for name, value in headers.items()}
        return CaseView(id, call, method, url, literal(names), literal(body.encode()), literal(costs), literal(example))

    def _signed(self, endpoint: Endpoint, method: str, path: str, places: dict[str, dict[str, Any]]) -> VectorRun:
        scheme = self.context.spec.auth[endpoint.auth or ""]
        given = VectorGiven(
            credentials=test_credentials(self.context),
            clock_ms=CLOCK_MS,
            nonce=NONCE,
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
        run.steps()
        return run

    def _costs(self, endpoint: Endpoint, values: dict[str, Any]) -> dict[str, int]:
        limits = self.context.spec.limits
        declared = endpoint.cost if endpoint.cost is not None else (limits.default_cost if limits else {})
        names = {"len": len, "max": max, "min": min, "ceil": math.ceil, "__builtins__": {}, **values}
        costs = {}
        for bucket, units in declared.items():
            costs[bucket] = (
                units if isinstance(units, int) else int(eval(units.removeprefix("=").replace("\n", " "), names))
            )
        return costs

    # ------------------------------------------------------------ contract

    def contract(self, examples: dict[str, str]) -> tuple[CaseView, ...]:
        """Methods of the contract; `examples`: endpoint → documented answer."""
        cases: list[CaseView] = []
        for name, operation in self.context.spec.operations.items():
            if operation.call is None:
                continue
            if operation.call not in examples:
                self.skipped[name] = "its endpoint has no documented answer"
                continue
            for label, arguments in self._calls(name, operation):
                try:
                    called, values = self._arguments(operation, arguments)
                    spelled = [self._argument(key, value) for key, value in arguments.items()]
                    if name == "cancel_all_orders_after":  # the symbol is what only some venues want
                        spelled = [f"{key}={_code(value)}" for key, value in arguments.items()]
                    code = f"client.{name}({', '.join(spelled)})"
                    endpoint = self.context.spec.endpoints[called]
                    pages = endpoint.pages
                    if pages is not None and pages.size and walks(endpoint, operation, OPERATIONS[name]):
                        values.setdefault(pages.size, pages.max_size)
                    cases.append(self.case(label, code, endpoint, values, examples[called]))
                except (
                    Skip,
                    Unusable,
                    ThroughHook,
                    LangError,
                    NameError,
                    AttributeError,
                    TypeError,
                    KeyError,
                ) as error:
                    self._skip(label, error)
        return tuple(cases)

    def _calls(self, name: str, operation: Operation) -> list[tuple[str, dict[str, Any]]]:
        known = OPERATIONS[name]
        symbol = {"symbol": self.unified} if known.instrument else {}
        if name == "create_order":
            return self._orders()
        if name in ("cancel_order", "fetch_order"):
            return [(f"{name}-{key}", {**symbol, key: value}) for key, value in self._handles(operation)]
        if name == "edit_order" and any(need.startswith("known.") for need in operation.needs):
            self._skip(name, Skip("it is of an order that the client knows"))
            return []
        if name == "edit_order":
            takes = repr(operation.params)
            amounts = {"quantity": Decimal("0.5"), "price": Decimal("50")}
            changes = {key: value for key, value in amounts.items() if f"={key}" in takes}
            return [(f"{name}-{key}", {**symbol, key: value, **changes}) for key, value in self._handles(operation)]
        if known.many and name.startswith(("create", "cancel_orders")):
            return []
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
        plain = {"seconds": 30, "leverage": Decimal("3"), "hedged": True}
        least |= {key: value for key, value in plain.items() if key in known.arguments}
        full |= {key: value for key, value in plain.items() if key in known.arguments}
        calls = [(f"{name}-all", full)] if full != least else []
        # Without a symbol another endpoint may be asked.
        rest = {key: value for key, value in least.items() if key != "symbol"}
        calls += [(f"{name}-of-all", rest)] if known.symbol_optional and operation.choose else []
        return [(name, least), *calls]

    def _handles(self, operation: Operation) -> list[tuple[str, str]]:
        """The ways to say which order: by either id, unless the operation insists on one."""
        ids = {"venue_order_id": "123", "client_order_id": self._client_order_id()}
        insists = [key for key in ids if key in operation.needs]
        return [(key, value) for key, value in ids.items() if value and key in (insists or ids)]

    def _client_order_id(self) -> str:
        """An id of the form that the spec declares; empty where none of ours has it."""
        form = self.context.spec.client_order_ids
        if form is None:
            return "abc-1"
        known = "12345678-9abc-4def-8123-456789abcdef"  # a UUID
        for text in ("abc-1", "abc1", "ABC1", "123", "1" * form.max_length, "a1" * (form.max_length // 2), known):
            text = form.prefix + text
            if len(text) <= form.max_length and re.fullmatch(form.pattern, text):
                return text
        return ""

    def _orders(self) -> list[tuple[str, dict[str, Any]]]:
        orders = self.context.spec.orders
        calls: list[tuple[str, dict[str, Any]]] = []
        for at, row in enumerate(orders.styles if orders else []):
            if row.use != "both" or not self._client_order_id() or not self._is_of(row):
                continue
            for side in ("buy", "sell"):
                calls.append((f"create_order-{at}-{side}", self._order(row, side)))
        return calls

    def _is_of(self, row: StyleRow) -> bool:
        """Whether a row is for instruments of the kind that the requests name."""
        kind = row.of.get("kind", self.instrument["kind"])
        return self.instrument["kind"] in (kind if isinstance(kind, list) else [kind])

    def _order(self, row: StyleRow, side: str) -> dict[str, Any]:
        made: dict[str, Any] = {"symbol": self.unified, "side": side}
        for key, value in row.of.items():
            if key != "kind":
                made[key] = value[0] if isinstance(value, list) else value
        made = {key: value for key, value in made.items() if value is not False}
        made["quantity"] = Decimal("0.50")
        needed = [each if isinstance(each, str) else each[0] for each in row.needs]
        for key, amount in (("price", Decimal("100.10")), ("trigger_price", Decimal("99.9"))):
            if key in needed:
                made[key] = amount
        if "expire_time" in needed:
            made["expire_time"] = EXPIRES_NS
        return {**made, "client_order_id": self._client_order_id()}

    def _argument(self, key: str, value: Any) -> str:
        kind = (
            base_of(CONTRACT_TYPES["OrderRequest"].fields[key].type)
            if key in CONTRACT_TYPES["OrderRequest"].fields
            else None
        )
        name = getattr(kind, "name", "")
        if name in ("Side", "OrderType", "TimeInForce") and isinstance(value, str):
            return f"{key}={name}.{value.upper()}"
        return _code(value) if key == "symbol" else f"{key}={_code(value)}"

    def _arguments(self, operation: Operation, arguments: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """The endpoint that is called, and its parameters: the spec's own expressions, evaluated on literals."""
        request = dict.fromkeys(CONTRACT_TYPES["OrderRequest"].fields) | {"post_only": False, "reduce_only": False}
        names: dict[str, Any] = dict.fromkeys(
            ("depth", "since", "limit", "venue_order_id", "client_order_id", "quantity", "price", "account")
        )
        names |= arguments
        names |= {
            **{name: values[0] for name, values in operation.fan_out.items()},
            "i": SimpleNamespace(**self.instrument) if arguments.get("symbol") else None,
            "known": SimpleNamespace(**dict.fromkeys(CONTRACT_TYPES["Order"].fields)),
            "o": SimpleNamespace(**{**request, **arguments}),
            "cfg": SimpleNamespace(**{key: each.default for key, each in self.context.spec.config.items()}),
            "cred": SimpleNamespace(**test_credentials(self.context)),
            "env": SimpleNamespace(**next(iter(self.context.spec.environments.values())).const),
            "int": lambda value: None if value is None else int(value),
            "text": lambda value: None if value is None else str(value),
            "starts": str.startswith,
            "first": lambda rows: next(iter(rows), None),
            "lookup": lambda table, key: table.get(key),
            "__builtins__": {},
        }
        if "interval" in arguments:
            count, unit = int(arguments["interval"][:-1]), arguments["interval"][-1]
            names["span"] = count * _CANDLE_UNITS[unit] * 1_000_000_000
            names["interval"] = operation.intervals.get(arguments["interval"], arguments["interval"])
        chosen = next((each for each in operation.choose if _evaluate(each.when, names)), None)
        called = chosen.call if chosen is not None else operation.call or ""
        params = {each.name: each for each in params_of(self.context, self.context.spec.endpoints[called])}
        given: dict[str, Any] = {name: f"={name}" for name in operation.fan_out if name in params}
        given |= {name: value for name, value in operation.params.items() if name in params or name == "*"}
        given |= chosen.params if chosen is not None else {}
        if given.pop("*", None) is not None:
            given |= self._style(arguments)
        values: dict[str, Any] = {}
        for name, argument in given.items():
            value, when = (argument.value, argument.when) if isinstance(argument, Argument) else (argument, None)
            if when is not None and not _evaluate(when, names):
                continue
            found = _evaluate(value, names)
            if found is not None:
                values[name] = self._outward(params[name], found)
        return called, values

    def _style(self, arguments: dict[str, Any]) -> dict[str, Any]:
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
                return dict(row.wire)
        raise Skip("no style")

    def _outward(self, param: ParamView, value: Any) -> Any:
        kind = base_of(param.value)
        if isinstance(kind, EnumType) and value not in kind.words:
            return self.table.enums[kind.name].outward[value]
        if isinstance(kind, Time):
            return value // _UNITS[kind.unit]
        return value


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


def _evaluate(value: Any, names: dict[str, Any]) -> Any:
    if isinstance(value, str) and value.startswith("="):
        return eval(compile(ast.parse(value[1:].strip(), mode="eval"), "<spec>", "eval"), names)
    return value


def test_credentials(context: VenueContext) -> dict[str, str]:
    """Obvious dummies, in the encoding that each field has; fields that only replace others are left out."""
    import base64

    from venue_runtime.testing.keys import dummy_key

    found: dict[str, str] = {}
    for name, each in context.spec.credentials.items():
        if each.format and (each.optional or each.format == ["pem_rsa"]):
            continue
        if each.format:
            found[name] = dummy_key(each.format)
            continue
        if each.default is not None:
            continue
        text = f"test-{name.replace('_', '-')}"
        if each.encoding == "base64":
            text = base64.b64encode(text.encode()).decode()
        elif each.encoding == "hex":
            text = text.encode().hex()
        found[name] = text
    return found


def _code(value: Any) -> str:
    if isinstance(value, list) and len(value) > 4 and len(set(value)) == 1:
        return f"[{_code(value[0])}] * {len(value)}"
    if isinstance(value, Decimal):
        return f'Decimal("{value}")'
    if isinstance(value, list):
        return "[" + ", ".join(_code(each) for each in value) + "]"
    return literal(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _joined(value: Any, param: ParamView) -> str:
    """Values that the venue wants with commas between; empty for any other type."""
    type = param.type
    while type.kind in ("opt", "null"):
        type = type.item
    return ",".join(_text(each) for each in value) if type.kind == "csv" else ""


def _json(value: Any, param: ParamView | None = None) -> Any:
    if param is not None and not isinstance(value, (str, list)) and _as_text(param.type):
        return _text(value)
    return format(value, "f") if isinstance(value, Decimal) else value


_TEXT_UNITS = {"s_text": 1_000_000_000, "ms_text": 1_000_000, "us_text": 1_000}


def _sent(value: Any, param: ParamView) -> Any:
    """A time that the caller gives in ns, in the unit in which it is sent as text."""
    type = param.type
    while type.kind in ("opt", "null"):
        type = type.item
    if type.kind == "scalar" and type.name == "iso" and isinstance(value, int):
        seconds, rest = divmod(value, 1_000_000_000)
        return datetime.fromtimestamp(seconds, UTC).strftime(f"%Y-%m-%dT%H:%M:%S.{rest // 1_000_000:03d}Z")
    unit = _TEXT_UNITS.get(type.name) if type.kind == "scalar" else None
    return value // unit if unit is not None and isinstance(value, int) else value


def _as_text(type: WireType) -> bool:
    """The venue wants a number or truth value of this type as a JSON text."""
    while type.kind in ("opt", "null"):
        type = type.item
    return type.kind == "blank" or (type.kind == "scalar" and type.name.endswith("_text"))


def _encoded(fields: dict[str, str]) -> str:
    return "&".join(f"{quote(key, safe='[]')}={quote(value, safe='')}" for key, value in fields.items())


def _nested(target: dict[str, Any], wire: str, value: Any) -> None:
    *parents, last = wire.split(".")
    for parent in parents:
        target = target.setdefault(parent, {})
    target[last] = value
