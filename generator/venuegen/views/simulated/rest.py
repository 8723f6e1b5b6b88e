"""Routes, parameters, costs and handlers of the simulated venue."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace
from venue_runtime.testing.filling import get

from ...lang.contract import BATCHES, CONTRACT_TYPES, OPERATIONS
from ...lang.invert import invert_operation, invert_styles
from ...lang.scopes import batch_item, endpoint_params
from ...lang.types import ContractEnum, ListType, base_of
from ...render.names import identifier, literal
from ...spec.model import Batch, Book, Choice, Endpoint, ItemRefusal, Lease, Operation
from ..client_calls import chosen
from ..rest import costs_of, params_of
from ..wirepaths import WirePath, find_path, frame_of, frames_of, from_ns, plain_type, syntax
from . import books as simulated_books

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...lang import TypeTable, WireType
    from ...lang.invert import Inversion
    from ...lang.wire_types import StructDecl
    from ..context import VenueContext
    from ..endpoint_params import ParamView
    from ..examples import Examples
    from .maps import Maps


_ENTRY = re.compile(r"=first\(values\(([\w.]+)\)\)((?:\.\w+)+)(?: or \[\])?")
"""The one value of a map, and a field of it."""


@dataclass(frozen=True, slots=True)
class HandlerView:
    """One method of the dialect: what an endpoint does to the exchange, and what it answers."""

    name: str
    code: tuple[str, ...]
    doc: str


#: Times that are text.
_TIME_TEXTS = ("iso", "day", "s_text", "ms_text", "us_text")
#: Operations that ask how things stand → what the exchange says.
_NOW = {"fetch_ticker": "ticker_of(exchange, i.symbol)", "fetch_funding_rate": "funding_of(exchange, i.symbol)"}
#: Operations whose answer may be about instruments of several partitions.
_PARTITIONED = ("load_instruments", "cancel_all_orders", "fetch_open_orders", "fetch_my_trades", "fetch_positions")


class Rest:
    """Writes them from a spec."""

    def __init__(self, context: VenueContext, examples: Examples, maps: Maps) -> None:
        self.context = context
        self.examples = examples
        self.maps = maps
        self._handled: dict[str, HandlerView] = {}
        book = context.spec.operations.get("fetch_order_book")
        for name, operation in context.spec.operations.items():
            others = (*chosen_operations(context, operation), *further_operations(operation))
            for at, each in enumerate((with_facts(operation), *others)):
                if at and self._is_looked_for(each):
                    continue  # the operation that lists orders says what the endpoint answers
                if name == "fetch_ticker" and book is not None and each.call == book.call:
                    continue  # the ticker is the top of a book: the endpoint answers the whole of it
                if each.call is not None and each.call not in self._handled:
                    lines = self._handler(name, each)
                    if lines and not any("p." in line for line in lines):
                        lines[0] = "self.read(call)"
                    if lines:
                        doc = f"`{name}` of the contract."
                        self._handled[each.call] = HandlerView(identifier(each.call), tuple(lines), doc)

        for name, lease in context.spec.leases.items():
            if lease.call not in self._handled:
                lines = self._grant(name, lease)
                if lines:
                    doc = f"Grants the lease `{name}`."
                    self._handled[lease.call] = HandlerView(identifier(lease.call), tuple(lines), doc)

    def _grant(self, name: str, lease: Lease) -> list[str]:
        """The documented answer, with words of its own where the lease holds text."""
        kind = self.context.table.parse(self.context.spec.endpoints[lease.call].result)
        found = self.maps.example(lease.call, kind)
        # The address that a connection starts with is the venue's own: only the words behind it are the lease's.
        addresses = {
            match[1]
            for each in self.context.spec.ws.values()
            if (match := re.match(rf"\{{lease\.{name}\.(\w+)\}}", each.url)) is not None
        }
        held = [text for key, text in lease.hold.items() if key not in addresses]
        paths = [find_path(text, "r", kind, self.context.table) for text in held]
        steps = [literal(path.steps) for path in paths if path is not None and path.steps]
        if found is None or not steps:
            return []
        return [
            "self.read(call)",
            f"return self.grant(call, {literal(name)}, self.example({literal(found.name)}), ({', '.join(steps)},))",
        ]

    def handlers(self) -> tuple[HandlerView, ...]:
        """Endpoints that an operation of the contract uses."""
        return tuple(self._handled.values())

    # ------------------------------------------------------------ tables

    def params(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Endpoint → its parameters."""
        table = self.context.table
        found = []
        for name, endpoint in self.context.spec.endpoints.items():
            rows = []
            for each in params_of(self.context, endpoint):
                # Nothing of the client is used here: an object is read as plain JSON.
                structs = "|".join(map(re.escape, (*table.structs, *table.unions))) or "$^"
                annotation = re.sub(rf"\b({structs})\b", "Any", table.value_annotation(each.value))
                row = [literal(each.wire), literal(each.name), annotation]
                if each.is_const:
                    row.append(f"const={literal(each.const)}")
                elif each.default is not None:
                    row.append(f"default={literal(each.default)}")
                elif not each.is_optional:
                    row.append("required=True")
                named = plain_type(each.type, table)
                if named.kind == "scalar" and named.name in _TIME_TEXTS:
                    row.append(f"time={literal(named.name.removesuffix('_text'))}")
                rows.append(f"Param({', '.join(row)})")
            found.append((name, tuple(rows)))
        return tuple(found)

    def costs(self) -> tuple[tuple[str, str], ...]:
        """Endpoint → its cost, or a function of its parameters."""
        found = []
        for name, endpoint in self.context.spec.endpoints.items():
            fixed, computed = costs_of(self.context, endpoint)
            buckets = self.context.spec.limits.buckets if self.context.spec.limits else {}
            # What counts calls under way is the client's own care: a venue that answers at once has none.
            metered = {bucket for bucket, each in buckets.items() if each.shape != "in_flight"}
            rows = [(bucket, str(units)) for bucket, units in fixed if bucket in metered]
            names = {each.name for each in params_of(self.context, endpoint)}
            pattern = re.compile(rf"(?<![\w.])({'|'.join(sorted(names, key=len, reverse=True)) or '$^'})\b")
            rows += [(bucket, pattern.sub(r"p.\1", code)) for bucket, code in computed]
            text = "{" + ", ".join(f"{literal(bucket)}: {code}" for bucket, code in rows) + "}"
            found.append((name, f"lambda p: {text}" if computed else text))
        return tuple(found)

    def routes(self) -> tuple[str, ...]:
        """One route per endpoint, also where several have one address: what is sent tells which is meant."""
        rows = []
        for name, endpoint in self.context.spec.endpoints.items():
            method, _, path = self._address(endpoint).partition(" ")
            command = endpoint.kind == "command" or (endpoint.kind is None and method != "GET")
            parts = [literal(method), literal(path), literal(name), self._target(name)]
            parts += [literal(endpoint.auth)] if endpoint.auth else []
            parts += ["command=True"] if command else []
            rows.append(f"SimRoute({', '.join([*parts, 'cost=self.cost'])})")
        return tuple(rows)

    def _target(self, name: str) -> str:
        if name in self._handled:
            return f"self.{identifier(name)}"
        endpoint = self.context.spec.endpoints[name]
        kind = self.context.table.parse(endpoint.result) if endpoint.result.strip() != "none" else None
        found = self.maps.example(name, kind) if kind is not None else None
        return f"self.documented({literal(found.name if found else '')})"

    def _address(self, endpoint: Endpoint) -> str:
        if endpoint.call is None:
            return " "  # reached over its connection alone
        method, path = endpoint.method, endpoint.path
        base = next(iter(self.context.spec.environments.values())).urls.get(endpoint.host, "")
        return f"{method} {urlsplit(base).path.rstrip('/')}{path}"

    def enum_fields(self) -> tuple[tuple[str, str], ...]:
        """Endpoint → where its answer has enumerations."""
        found = []
        for name in self._handled:
            result = self.context.spec.endpoints[name].result
            kind = self.context.table.value_type(self.context.table.parse(result)) if result.strip() != "none" else None
            inner = result[5:-1] if isinstance(kind, ListType) and result.startswith("list<") else result
            prefix = ("*",) if inner != result else ()
            paths = tuple((*prefix, *path) for path in self.maps.enum_paths(inner)) if kind is not None else ()
            if paths:
                found.append((name, literal(paths)))
        return tuple(found)

    # ------------------------------------------------------------ handlers

    def _handler(self, name: str, operation: Operation) -> list[str]:
        """Statements of a handler; none where the documented example has to do."""
        if operation.batch is not None:
            return self._batch(name, operation, operation.batch)
        if operation.refused is not None:
            taken = next((key for key, value in operation.params.items() if str(value).startswith("=[")), None)
            return self._alone(name, operation, taken, operation.refused) if taken is not None else []
        self.inverted = invert_operation(self.context.spec, self.context.table, name, operation)
        self.values = {key: each.code for key, each in self.inverted.values.items()}
        endpoint = self.context.spec.endpoints[operation.call or ""]
        lines = ["p = self.read(call)"]
        if endpoint.auth is None:
            # Nothing is signed: a parameter says whose account it is about.
            named = ((key, re.fullmatch(r"=cred\.(\w+)", str(value))) for key, value in operation.params.items())
            whose = next(((key, match[1]) for key, match in named if match is not None), None)
            if whose is not None:
                account = f"self.account_of(call, {literal(whose[1])}, str(p.{identifier(whose[0])}))"
                lines.append(f"call.account, _ = {account}")
        symbol = self.values.get("venue_symbol")
        known = OPERATIONS[name]
        ref = next((key for key in self.values if key.startswith("ref.")), None)
        if symbol is None and ref is not None:
            symbol = self.values[ref]
            lines.append(f"i = self.instrument_by(call, {literal(ref.removeprefix('ref.'))}, {symbol})")
            optional = False
        elif symbol is not None:
            may_miss = self.inverted.values["venue_symbol"].optional
            if may_miss and not known.symbol_optional:
                # The endpoint would answer for all; the method asks it about one.
                symbol, may_miss = f'{symbol} or ""', False
            guard = f" if {symbol} is not None else None" if may_miss else ""
            partition = f", {self.values['partition']}" if "partition" in self.values else ""
            lines.append(f"i = self.instrument(call, {symbol}{partition}){guard}")
            optional = may_miss
        else:
            optional = True
            if name in ("edit_order", "cancel_order", "fetch_order"):
                ids = ", ".join(f"{key}={self._code(key)}" for key in ("venue_order_id", "client_order_id"))
                lines.append(f"i = self.instrument_of(call, {ids})")
        value = {
            "symbol": "i.symbol if i is not None else None" if optional and symbol else "i.symbol" if symbol else "None"
        }
        ids = ", ".join(f"{key}={self._code(key)}" for key in ("venue_order_id", "client_order_id"))
        one = f"exchange.{{}}(call.account, i.symbol, {ids}"
        window = f"{self._code('since')}, {self._code('limit')}"
        keywords = f"since={self._code('since')}, limit={self._code('limit')}"
        lines.append("exchange = call.exchange")
        many = known.many
        match name:
            case "load_instruments":
                kind = self.maps.kind_of(operation.map or "")
                listed = f"of_kind(exchange, {kind})" if kind else "list(exchange.instruments.values())"
                lines.append(f"values = {listed}")
                if self.context.spec.maps[operation.map or ""].each is not None:
                    return [*lines, *self._listed(operation, endpoint)]
            case "fetch_time":
                return self._simple(lines[:1], endpoint, operation, "call.now_ns")
            case "fetch_ticker":
                lines.append(f"v = {_NOW[name]}")
            case "fetch_funding_rate":
                if symbol is None:
                    return []  # of all instruments at once
                lines.append(f"v = {_NOW[name]}")
            case "fetch_order_book":
                return [*lines, *self._book(operation, endpoint)]
            case "fetch_trades":
                lines.append(f"values = trades_of(exchange, i.symbol, {self._code('since')}, {self._code('limit')})")
            case "fetch_candles":
                words = {word: ours for ours, word in operation.intervals.items()}
                interval = self._code("interval")
                lines.append(
                    f"interval = interval_ns({literal(words)}.get({interval}, {interval}))"
                    if words
                    else f"interval = interval_ns({interval})"
                )
                lines.append("tape = exchange.tape(i.symbol)")
                lines.append(f"values = tape.candles(interval, call.now_ns, {keywords})")
            case "create_order":
                lines += order_request(self.context, self.inverted, operation)
                lines += _reported(operation, "exchange.create_order(call.account, request)")
            case "edit_order":
                changes = f", quantity={self._code('quantity')}, price={self._code('price')}"
                lines += _reported(operation, f"{one.format('edit_order')}{changes})")
            case "cancel_order":
                lines.append(f"v = {one.format('cancel_order')}).order")
            case "fetch_order":
                if picked := re.match(
                    r"=pick\(([^,]*),", operation.each or ""
                ):  # a list, of which the client picks one
                    operation, many = replace(operation, each=f"={picked[1]}"), True
                    listed = f"exchange.all_orders(call.account, {value['symbol']})"
                    lines.append(f"values = [each.order for each in {listed}]")
                else:
                    lines.append(f"v = {one.format('order')}).order")
            case "cancel_all_orders":
                lines.append(
                    f"values = [each.order for each in exchange.cancel_all_orders(call.account, {value['symbol']})]"
                )
            case "cancel_all_orders_after":
                arguments = f"call.account, float({self._code('seconds')}), {value['symbol']}"
                lines.append(f"exchange.cancel_all_orders_after({arguments})")
            case "fetch_open_orders":
                listed = self._orders_listed(operation)
                lines.append(f"values = [each.order for each in {listed}(call.account, {value['symbol']})]")
            case "fetch_my_trades":
                lines.append(f"values = fills_of(exchange, call.account, {value['symbol']}, {window})")
            case "fetch_balances":
                lines.append("values = list(exchange.balances(call.account).values())")
            case "fetch_positions":
                lines.append("values = exchange.positions(call.account)")
            case _:
                return []
        if many and name in _PARTITIONED and "partition" in self.values:
            lines.append(f"values = within(exchange, {self.values['partition']}, values)")
        if operation.order == "newest_first" and many:
            lines.append("values = values[::-1]")
        answer = self._answer(name, operation, endpoint, many)
        return [*_without_unread(lines, answer), *answer] if answer else []

    def _is_looked_for(self, operation: Operation) -> bool:
        """One order is picked from a list that another operation has too."""
        listing = self.context.spec.operations.get("fetch_open_orders")
        return listing is not None and listing.call == operation.call and (operation.each or "").startswith("=pick(")

    def _orders_listed(self, operation: Operation) -> str:
        """Python of the orders in a list: the open ones, or all where the request does not say which."""
        fetching = self.context.spec.operations.get("fetch_order")
        looking = chosen_operations(self.context, fetching) if fetching is not None else []
        plain = [key for key, value in operation.params.items() if not str(value).startswith("=")]
        said = [f"p.{identifier(key)} is not None" for key in (*operation.fan_out, *plain)]
        if not said or not any(self._is_looked_for(each) for each in looking):
            return "exchange.open_orders"
        return f"(exchange.open_orders if {' or '.join(said)} else exchange.all_orders)"

    def _batch(self, name: str, operation: Operation, batch: Batch) -> list[str]:
        """Each order of a batch is what the endpoint for one does, where both have the same fields."""
        spec, table = self.context.spec, self.context.table
        single = spec.operations.get(BATCHES[name])
        endpoint = spec.endpoints[operation.call or ""]
        if batch.counted is not None:
            return self._counted(operation, endpoint, batch)
        item = batch_item(spec, table, operation)
        struct = table.structs.get(item.name) if item is not None else None
        path = find_path(operation.each or "=r", "r", table.parse(endpoint.result), table)
        if item is not None and struct is None:
            return self._alone(name, operation, batch.param, batch.refused)
        if single is None or single.call is None or struct is None or path is None or operation.map is not None:
            return []
        kind = plain_type(path.type, table)
        found = self.maps.example(operation.call or "", table.parse(endpoint.result))
        leaves = _leaves(table, struct)
        calls = [each.call for each in (single, *chosen_operations(self.context, single)) if each.call is not None]
        inside = {each: _within(params_of(self.context, spec.endpoints[each]), leaves) for each in calls}
        alone = next((each for each in calls if inside[each] is not None), None)
        if found is None or kind.kind != "list" or alone is None:
            return []
        row, steps = kind.args[0], literal(path.steps)
        write = self.maps.ack_writer(name, str(row), dict(operation.set)) if operation.set else "None"
        texts = (batch.refused.code, batch.refused.text) if batch.refused is not None else ()
        places = [self._place(text, row) for text in texts]
        refused = ", ".join(literal(place.steps) if place is not None else "()" for place in places) or "(), ()"
        items = f"call, p.{identifier(batch.param)}, {literal(alone)}, self.{identifier(alone)}"
        own = {each.wire for each in params_of(self.context, spec.endpoints[alone])}
        whole = (each for each in params_of(self.context, endpoint) if each.name != batch.param)
        names = tuple(each.wire for each in whole if each.wire in own and not each.is_const)
        lines = [
            "p = self.read(call)",
            f"answer = self.example({literal(found.name)})",
            f"documented = get(answer, {steps})" if path.steps else "documented = answer",
        ]
        more = f", within={literal(inside[alone])}" if inside[alone] else ""
        if names and operation.params:
            told = f"name: call.parameters[name] for name in {literal(names)} if name in call.parameters"
            lines.append(f"shared = {{{told}}}")
            more += ", shared=shared"
        return [
            *lines,
            f"rows = self.one_by_one({items}, documented, {write}, ({refused}){more})",
            f"return put(answer, {steps}, rows)" if path.steps else "return rows",
        ]

    def _counted(self, operation: Operation, endpoint: Endpoint, batch: Batch) -> list[str]:
        """Each order of a batch is cancelled, and the answer says how many were."""
        kind = self.context.table.parse(endpoint.result)
        done = find_path(batch.counted, "r", kind, self.context.table)
        found = self.maps.example(operation.call or "", kind)
        id = re.fullmatch(r"=(venue_order_id|client_order_id)", str(batch.item))
        if done is None or found is None or id is None:
            return []
        return [
            "p = self.read(call)",
            f"done = self.cancelled(call, p.{identifier(batch.param)}, {literal(id[1])})",
            f"return put(self.example({literal(found.name)}), {literal(done.steps)}, done)",
        ]

    def _place(self, text: str, row: WireType) -> WirePath | None:
        """Where a text stands in an item; one that is made of a single field stands there."""
        path = find_path(text, "m", row, self.context.table)
        fields = set(re.findall(r"\bm(?:\.\w+)+", text))
        return (
            find_path(f"={fields.pop()}", "m", row, self.context.table) if path is None and len(fields) == 1 else path
        )

    def _alone(self, name: str, operation: Operation, many: str, refused: ItemRefusal | None) -> list[str]:
        """An endpoint that takes a list of plain ids of orders to cancel: each is done, or refused, alone."""
        table = self.context.table
        kind = table.parse(self.context.spec.endpoints[operation.call or ""].result)
        path, found = find_path(operation.each or "=r", "r", kind, table), self.maps.example(operation.call or "", kind)
        if BATCHES.get(name, name) != "cancel_order" or path is None or found is None:
            return []
        listed = plain_type(path.type, table)
        if listed.kind != "list":
            return []
        row, steps = listed.args[0], literal(path.steps)
        told = ("", "") if refused is None else (refused.code, refused.text)
        places = [find_path(text, "m", row, table) for text in (*told, operation.set.get("venue_order_id"))]
        if operation.map is not None or (refused is not None and places[0] is None):
            return []
        code, text, id = (literal(place.steps) if place else "()" for place in places)
        said = frame_of(refused.when, "m", row, table) if refused is not None else {}
        given = f"call, p.{identifier(many)}, first_row(answer, {steps}), {literal(said)}, ({code}, {text}), {id}"
        return [
            "p = self.read(call)",
            f"answer = self.example({literal(found.name)})",
            f"return put(answer, {steps}, self.canceled_alone({given}))",
        ]

    def _listed(self, operation: Operation, endpoint: Endpoint) -> list[str]:
        """The answer whose items a map with `each` reads: each in its place, and what belongs to it elsewhere."""
        name, table = operation.map or "", self.context.table
        spec, kind = self.context.spec.maps[name], table.parse(endpoint.result)
        found = self.maps.example(operation.call or "", kind, name)
        path = find_path(spec.each, "whole", kind, table)
        if found is None or path is None:
            return []
        placed = "for place, v in enumerate(values)"
        lines = [
            f"answer = self.example({literal(found.name)})",
            f"row = first_row(answer, {literal(path.steps)})",
            f"rows = [{self.maps.writer(name)}(row, v, place) {placed}]",
            f"answer = put(answer, {literal(path.steps)}, rows)",
        ]
        beside: dict[tuple[str, ...], list[str]] = {}
        for steps, writer in self.maps.found_writers(name):
            beside.setdefault(steps, []).append(writer)
        for steps, writers in beside.items():
            made = ", ".join(f"{writer}(other, v, place)" for writer in writers)
            lines += [
                f"other = first_row(answer, {literal(steps)})",
                f"others = [each {placed} for each in ({made},)]",
                f"answer = put(answer, {literal(steps)}, others)",
            ]
        return [*lines, "return answer"]

    def _code(self, key: str) -> str:
        return self.values.get(key, "None")

    def _answer(self, name: str, operation: Operation, endpoint: Endpoint, many: bool) -> list[str]:
        table = self.context.table
        if endpoint.result.strip() == "none":
            return ["return {}"]
        kind = table.parse(endpoint.result)
        path = find_path(operation.each or "=r", "r", kind, table)
        if path is None:
            return self._columns(operation, kind)
        found = self.maps.example(operation.call or "", kind, operation.map)
        if operation.map is None and not operation.set and found is not None and operation.result == "cache":
            return [f"return self.example({literal(found.name)})"]
        if operation.map is None and not operation.set:
            return []
        example = f"self.example({literal(found.name)})" if found else ("[]" if many else "{}")
        if operation.map is None:
            writer = self.maps.ack_writer(name, endpoint.result, dict(operation.set))
            if found is not None and "status" in operation.set:
                example = self._by_status(name, operation.call or "", kind, found.name)
            return [f"return {writer}({example}, v, exchange.instrument(v.symbol))"]
        if not many and isinstance(operation.also, dict):
            return self._with_fills(operation, operation.also, kind, path.steps)
        if not many and found is not None and self._is_list(path, get(found.payload, path.steps)):
            call = self.maps.call(operation.map, "row", "v", "exchange.instrument(v.symbol)")
            return [
                f"answer = {example}",
                f"row = first_row(answer, {literal(path.steps)})",
                f"return put(answer, {literal(path.steps)}, [{call}])",
            ]
        if not many and not path.steps:
            return [f"return {self.maps.call(operation.map, example, 'v', 'exchange.instrument(v.symbol)')}"]
        if not many and _called(operation.each) == "values":
            call = self.maps.call(operation.map, "value", "v", "exchange.instrument(v.symbol)")
            return [
                f"answer = {example}",
                f"key, value = first_entry(answer, {literal(path.steps)})",
                f"return put(answer, {literal(path.steps)}, {{key: {call}}})",
            ]
        if not many and _is_entries(operation.each):
            call = self.maps.call(operation.map, "row", "v", "exchange.instrument(v.symbol)")
            return [
                f"answer = {example}",
                f"row = first_entry(answer, {literal(path.steps)})",
                f"return put(answer, {literal(path.steps)}, dict([{call}]))",
            ]
        if not many:
            row = f"get({example}, {literal(path.steps)})"
            call = self.maps.call(operation.map, row, "v", "exchange.instrument(v.symbol)")
            for other, value in self._told_too(name, operation):
                call = self.maps.call(other, call, value, "i")
            return [f"return put({example}, {literal(path.steps)}, {call})"]
        of_candle = self.context.spec.maps[operation.map].to == "Candle"
        instrument = "i" if of_candle else "exchange.instrument(v.symbol)"
        call = self.maps.call(operation.map, "row", "v", instrument)
        if _is_entries(operation.each):
            # Keys are data: each value is one entry.
            return [
                f"answer = {example}",
                f"row = first_entry(answer, {literal(path.steps)})",
                f"return put(answer, {literal(path.steps)}, dict({call} for v in values))",
            ]
        if not path.steps:
            return [f"row = first_row({example}, ())", f"return [{call} for v in values]"]
        return [
            f"answer = {example}",
            *self._last_page(endpoint),
            f"row = first_row(answer, {literal(path.steps)})",
            f"return put(answer, {literal(path.steps)}, [{call} for v in values])",
        ]

    def _is_list(self, path: WirePath, documented: object) -> bool:
        """Whether several things stand there: a list that is no struct with its fields in their places."""
        struct = self.context.table.structs.get(plain_type(path.type, self.context.table).name)
        return isinstance(documented, list) and not (struct is not None and struct.array)

    def _told_too(self, name: str, operation: Operation) -> list[tuple[str, str]]:
        """Maps that read the same row as this operation's, and what they are told: a row may mean several things."""
        if name not in _NOW:
            return []
        others = {key: each for key, each in self.context.spec.operations.items() if key in _NOW and key != name}
        same = {key: each for key, each in others.items() if (each.call, each.each) == (operation.call, operation.each)}
        return [(each.map, _NOW[key]) for key, each in same.items() if each.map is not None]

    def _with_fills(
        self, operation: Operation, also: Mapping[str, str], kind: WireType, steps: tuple[str, ...]
    ) -> list[str]:
        """An order's answer, and the fills that it made at once."""
        found = self.maps.example(operation.call or "", kind, operation.map)
        at, order = literal(steps), f"self.example({literal(found.name)})" if found else "{}"
        call = self.maps.call(operation.map or "", f"get(answer, {at})", "v", "exchange.instrument(v.symbol)")
        lines = [f"answer = {order}", f"answer = put(answer, {at}, {call})"]
        for name, text in also.items():
            path = find_path(text, "r", kind, self.context.table)
            if path is not None and self.context.spec.maps[name].to == "Fill":
                each = self.maps.call(name, "row", "fill", "exchange.instrument(v.symbol)")
                lines.append(f"row = first_row(answer, {literal(path.steps)})")
                lines.append(f"answer = put(answer, {literal(path.steps)}, [{each} for fill in report.fills])")
        return [*lines[:-1], lines[-1].replace("answer = ", "return ", 1)]

    def _columns(self, operation: Operation, kind: WireType) -> list[str]:
        """An answer that lists each field by itself, which `zip` joins to rows."""
        node = syntax(operation.each)
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "zip"):
            return []
        paths = [find_path(f"={ast.unparse(each)}", "r", kind, self.context.table) for each in node.args]
        found = self.maps.example(operation.call or "", kind, operation.map)
        if operation.map is None or None in paths or found is None:
            return []
        instrument = "i" if self.context.spec.maps[operation.map].to == "Candle" else "exchange.instrument(v.symbol)"
        columns = ", ".join(path.code for path in paths if path is not None)
        return [
            f"rows = [{self.maps.call(operation.map, '[]', 'v', instrument)} for v in values]",
            f"return with_columns(self.example({literal(found.name)}), ({columns},), rows)",
        ]

    def _by_status(self, name: str, endpoint: str, kind: WireType, otherwise: str) -> str:
        """The documented answer that says what became of the order, where several say different things."""
        fitting = self.maps.examples.fitting(endpoint, kind, self.context.table)
        said = {
            str(status): each.name
            for each in reversed(fitting)
            if isinstance(expected := each.expect.get(name), dict)
            and (status := expected.get("status")) is not None
            and each.name != otherwise
        }
        return (
            f"self.example({literal(said)}.get(v.status.value, {literal(otherwise)}))"
            if said
            else (f"self.example({literal(otherwise)})")
        )

    def _last_page(self, endpoint: Endpoint) -> list[str]:
        """Everything is answered at once: nothing names another page."""
        word = re.search(r"\br\.[\w.]+", endpoint.pages.next) if endpoint.pages is not None else None
        if endpoint.pages is None or word is None:
            return []
        if word[0] not in endpoint.pages.done:
            # A flag says it: `=not r.has_next`.
            kind = self.context.table.parse(endpoint.result)
            said = frames_of(endpoint.pages.done, "r", kind, self.context.table)[0]
            flags = [(name, value) for name, value in said.items() if isinstance(value, bool)]
            return [f"answer = put(answer, ({literal(name)},), {value})" for name, value in flags]
        path = find_path(f"={word[0]}", "r", self.context.table.parse(endpoint.result), self.context.table)
        return [f'answer = put(answer, {literal(path.steps)}, "")'] if path is not None and path.steps else []

    def _simple(self, lines: list[str], endpoint: Endpoint, operation: Operation, code: str) -> list[str]:
        table = self.context.table
        path = find_path(operation.result, "r", table.parse(endpoint.result), table)
        if path is None:
            return []
        found = self.maps.example(operation.call or "", table.parse(endpoint.result))
        example = f"self.example({literal(found.name)})" if found else "{}"
        return ["self.read(call)", f"return filled({example}, {{{path.code}: {from_ns(path, code, table)}}})"]

    def _book(self, operation: Operation, endpoint: Endpoint) -> list[str]:
        table = self.context.table
        book = self.context.spec.books[operation.book or ""]
        kind = table.parse(endpoint.result)
        found = self.maps.example(operation.call or "", kind)
        texts = (book.snapshot.bids, book.snapshot.asks)
        sides = [find_path(text, "s", kind, table) for text in texts]
        payload = found.payload if found is not None else None
        entry = self._in_entry(texts, kind)
        if entry is not None and payload is not None:
            # The book is the one value of a map whose keys are data.
            place, sides = entry
            payload = next(iter(get(payload, place.steps).values()), None)
        sequence = find_path(book.snapshot.sequence, "s", kind, table)
        first = f"book = exchange.book(i.symbol, {self._code('depth')})"
        if book.level.side is not None and sides[0] is not None and sides[0] == sides[1] and not sides[0].steps:
            both = simulated_books.both_sides(self.context, self.maps, operation.call or "", kind, book, sides[0])
            return [first, f"return {both}"]
        rows = [
            f"{path.code}: [{self._level(book, path, payload)} for level in book.{side}]"
            for path, side in zip(sides, ("bids", "asks"), strict=True)
            if path
        ]
        rows += [f"{sequence.code}: {table.write(sequence.type, 'book.last_id')}"] if sequence else []
        example = f"self.example({literal(found.name if found else '')})"
        if entry is not None:
            return [
                first,
                f"answer = {example}",
                f"key, value = first_entry(answer, {literal(place.steps)})",
                f"return put(answer, {literal(place.steps)}, {{key: filled(value, {{{', '.join(rows)}}})}})",
            ]
        return [first, f"return filled({example}, {{{', '.join(rows)}}})"]

    def _in_entry(self, texts: Iterable[str | None], kind: WireType) -> tuple[WirePath, list[WirePath | None]] | None:
        """Of `=first(values(s.result)).bids or []` and the like: the map, and the way from its value to each side."""
        found = [_ENTRY.fullmatch(text or "") for text in texts]
        maps = {each[1] for each in found if each is not None}
        if None in found or len(maps) != 1:
            return None
        place = find_path(f"={maps.pop()}", "s", kind, self.context.table)
        value = plain_type(place.type, self.context.table) if place is not None else None
        if place is None or value is None or value.kind != "map":
            return None
        sides = [find_path(f"=v{each[2]}", "v", value.item, self.context.table) for each in found if each is not None]
        return place, sides

    def _level(self, book: Book, rows: WirePath, shown: object) -> str:
        """Python of one row of a book: price and quantity as text, in an array or by their names.

        Fields that are neither are those of the first row at `rows` in what an example shows.
        """
        table = self.context.table
        row = plain_type(rows.type, table).args[0]
        struct = table.structs.get(plain_type(row, table).name)
        price, quantity = (find_path(text, "l", row, table) for text in (book.level.price, book.level.quantity))
        if struct is None or price is None or quantity is None or (struct.array and len(struct.fields) == 2):
            return "[decimal_text(level.price), decimal_text(level.quantity)]"
        said = f"{{{price.code}: decimal_text(level.price), {quantity.code}: decimal_text(level.quantity)}}"
        if len(struct.fields) == 2 or shown is None:
            return said
        row = get(shown, (*rows.steps, "0"))
        return said if row is None else f"filled({literal(row)}, {said})"


def order_request(
    context: VenueContext, inverted: Inversion, operation: Operation, *, sided: bool = False
) -> list[str]:
    """Statements that make an `OrderRequest` of the parameters `p`, of the instrument `i`.

    `sided`: rows of the styles table that are for one side are tried for that side alone.
    """
    named = ("venue_symbol", "partition")
    values = {key: each.code for key, each in inverted.values.items()}
    fields = {key: code for key, code in values.items() if key not in named and not key.startswith("ref.")}
    lines = []
    if inverted.styled:
        rows = []
        for row in invert_styles(context.spec):
            style = context.spec.orders.styles[row.row]  # type: ignore[union-attr]
            rows.append((row, style))
        params = endpoint_params(context.table, context.spec.endpoints[operation.call or ""])
        # Another endpoint may say otherwise what it has no word of a style for; `read` tells it then.
        keys = list(dict.fromkeys(key for row, _ in rows for key in row.when if key in params))
        words = ", ".join(f"{literal(key)}: p.{identifier(key)}" for key in keys)
        side = f", {fields['side']}" if sided and "side" in fields else ""
        lines.append(f"style = read_style(_STYLES, {{{words}}}{side})")
        for name in ("type", "post_only", "time_in_force", "reduce_only"):
            if any(name in row.gives for row, _ in rows):
                fallback = ", False" if name in ("post_only", "reduce_only") else ""
                code = 'style["type"]' if name == "type" else f"style.get({literal(name)}{fallback})"
                fields.setdefault(name, code)
        for _, style in rows:
            for param, value in style.wire.items():
                match = re.match(r"=o\.(\w+)", str(value))
                if match and param in params:
                    kind = context.table.value_type(params[param][1])
                    fields[match[1]] = _read_word(context, kind, f"p.{identifier(param)}", fields.get(match[1]))
    fields.setdefault("type", "OrderType.LIMIT")
    for name in ("side", "type"):
        if ".get(" in fields.get(name, ""):
            fields[name] = f"required({fields[name]}, {literal(name)})"
    arguments = ", ".join(f"{key}={code}" for key, code in fields.items())
    return [*lines, f"request = OrderRequest(symbol=i.symbol, {arguments})"]


def _read_word(context: VenueContext, kind: object, code: str, otherwise: str | None) -> str:
    enum = context.table.enums.get(getattr(base_of(kind), "name", ""))  # type: ignore[arg-type]
    if enum is None or enum.contract is None:
        return code
    fallback = f" or {otherwise}" if otherwise and otherwise.startswith("style") else ""
    return f"({enum.table_in}.get({code}){fallback})"


def _reported(operation: Operation, command: str) -> list[str]:
    """The order after a command; with the whole report where the answer carries its fills too."""
    if isinstance(operation.also, dict):
        return [f"report = {command}", "v = report.order"]
    return [f"v = {command}.order"]


def _called(text: str | None) -> str:
    """The function that the whole expression is a call of; empty: none."""
    node = syntax(text)
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def _is_entries(text: str | None) -> bool:
    return _called(text) == "entries"


def with_facts(operation: Operation, called: Choice | None = None) -> Operation:
    """What an endpoint says by being the one that was called: `choose` between two of them by a word of two values."""
    known: dict[str, str] = {}
    for choice in operation.choose:
        fact = re.fullmatch(r"=o\.(\w+) == '(\w+)'", (choice.when or "").strip())
        kind = CONTRACT_TYPES["OrderRequest"].fields[fact[1]].type if fact is not None else None
        words = kind.words if isinstance(kind, ContractEnum) else ()
        if fact is not None and choice is called:
            known[fact[1]] = fact[2]
        elif fact is not None and called is None and len(words) == 2:
            known[fact[1]] = next(word for word in words if word != fact[2])
    return replace(operation, read={**known, **operation.read})


def chosen_operations(context: VenueContext, operation: Operation) -> list[Operation]:
    """What `choose` makes of an operation: one for each of its other endpoints."""
    return [chosen(context, with_facts(operation, choice), choice) for choice in operation.alternatives]


def _leaves(table: TypeTable, struct: StructDecl, prefix: str = "") -> list[str]:
    """Wire names of what stands in an object and in the objects inside it, as of parameters (`t.limit.tif`)."""
    found: list[str] = []
    for each in struct.fields:
        kind = plain_type(each.type, table)
        inner = table.structs.get(kind.name) if kind.kind == "ref" else None
        found += [f"{prefix}{each.wire}"] if inner is None else _leaves(table, inner, f"{prefix}{each.wire}.")
    return found


def _within(params: Sequence[ParamView], leaves: list[str]) -> tuple[str, ...] | None:
    """Where one item of a batch stands among the parameters of the endpoint that does one alone; None: nowhere."""
    wires = {each.wire for each in params}
    ends = f".{leaves[0]}"
    prefixes = ["", *(wire.removesuffix(leaves[0]) for wire in sorted(wires) if wire.endswith(ends))]
    fitting = (each for each in prefixes if {f"{each}{leaf}" for leaf in leaves} <= wires)
    return next((tuple(each.split(".")[:-1]) for each in fitting), None)


def further_operations(operation: Operation) -> list[Operation]:
    """What `plus` makes of an operation: one for each of its other calls."""
    return [
        replace(operation, call=each.call, params=each.params, each=each.each, map=each.map or operation.map, plus=[])
        for each in operation.plus
    ]


def _without_unread(lines: list[str], answer: list[str]) -> list[str]:
    """What is done, without what no answer tells: a command is carried out all the same, a list is not made."""
    told = "\n".join(answer)
    kept = []
    for line in lines:
        name, assigned, value = line.partition(" = ")
        if not assigned or name not in ("v", "values") or re.search(rf"\b{name}\b", told):
            kept.append(line)
        elif name == "v" and ".order" in value:
            kept.append(value.removesuffix(".order"))
        elif "cancel_all_orders" in value:
            kept.append(value.removeprefix("[each.order for each in ").removesuffix("]"))
    return kept
