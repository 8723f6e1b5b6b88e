"""`mapping.py`: one function per map, the tables of the enumerations, and how orders are said and understood."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..lang import Compiled, WireType, compile_condition, compile_expr, compile_value
from ..lang.contract import CONTRACT_TYPES
from ..lang.scopes import REF_KINDS, STYLE
from ..lang.types import STR, SYMBOL, VENUE_SYMBOL, ContractEnum, StructType, Type, base_of, is_optional, optional
from ..lang.wire_types import EnumDecl
from ..render.names import doc_line, identifier, literal
from ..spec.model import Map, StyleRow, Value
from . import scopes
from .code import Lines, qualify
from .rest import ParamView, params_of

if TYPE_CHECKING:
    from .context import VenueContext


#: Enumerations of the contract that can say that something is not known. PENDING_NEW states nothing about an order but
#: that it is there: what is known of it stays.
_UNKNOWN = {"OrderStatus": "OrderStatus.PENDING_NEW", "InstrumentStatus": "InstrumentStatus.UNKNOWN"}


@dataclass(frozen=True, slots=True)
class TableView:
    """One direction of an enumeration: `SIDE_IN = WordsIn[str, Side]({…})`."""

    name: str
    annotation: str
    rows: tuple[tuple[str, str], ...]
    unknown: str = ""
    """Python of what a word that nobody declared means; empty: it cannot be read."""


@dataclass(frozen=True, slots=True)
class MapView:
    """One function from the wire to the contract."""

    name: str
    to: str
    source: WireType
    parameters: tuple[str, ...]
    """Names of its arguments after `m`, in order: `instrument`, `recv`, `config`."""
    signature: str
    returns: str
    doc: str
    body: tuple[str, ...]
    symbol: str | None
    """Python of the venue symbol in a message `m`, for whoever does not know its instrument yet."""
    partition: str | None
    """Python of its partition, where the message tells it."""
    conditional: bool
    """It may return None: the message means no such value."""
    many: bool
    """It returns a list: one value for each item that the message carries."""

    tells_close: bool = True
    """False: it makes candles without saying whether they are closed."""
    known_by: str | None = None
    """Python of the venue order id by which the symbol is known where the message leaves it out."""

    def look_up(self, message: str, partition: str | None = None) -> str:
        """Python of the instrument that a message names; `partition` where something else tells it."""
        told = partition or (self.partition and over(self.partition, message))
        if self.known_by is not None:
            arguments = [over(self.symbol or "None", message), over(self.known_by, message), *([told] if told else [])]
            return f"self._instrument_known({', '.join(arguments)})"
        arguments = [over(self.symbol or "", message), *([told] if told else [])]
        return f"self.instruments.at_venue({', '.join(arguments)})"

    def call(self, message: str, **arguments: str) -> str:
        """Python of a call, with the code that each argument takes at the place of the call."""
        return f"mapping.{self.name}({', '.join([message, *(arguments[name] for name in self.parameters)])})"


@dataclass(frozen=True, slots=True)
class StyleColumn:
    """A parameter that says what kind of order it is."""

    name: str
    annotation: str
    optional: bool
    is_last: bool = False
    """Every column from here on may be missing: it has a default."""


@dataclass(frozen=True, slots=True)
class StylesView:
    """How orders are said (`order_style`) and understood (`read_style`)."""

    columns: tuple[StyleColumn, ...]
    arguments: str
    lines: tuple[str, ...]
    signature: str
    key_annotation: str
    keys: tuple[str, ...]
    """Columns that tell the rows apart when an order is read back."""
    fields: tuple[tuple[str, str], ...]
    """Contract field and annotation of what is read back."""
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MappingView:
    """The module of maps."""

    title: str
    tables: tuple[TableView, ...]
    intervals: tuple[TableView, ...]
    styles: StylesView | None
    maps: tuple[MapView, ...]


def over(code: str, variable: str) -> str:
    """Python about a message `m`, about another variable."""
    return re.sub(r"\bm\b", variable, code)


def build(context: VenueContext) -> MappingView:
    """Every map of the spec, and the tables that maps and operations use."""
    styles = build_styles(context)
    maps = tuple(Mapper(context, name, each).view() for name, each in context.spec.maps.items())
    return MappingView(
        title=doc_line(context.spec.title),
        tables=(
            *_currencies(context.table.currencies),
            *(table for enum in context.table.enums.values() for table in _tables(enum)),
        ),
        intervals=_intervals(context),
        styles=styles,
        maps=maps,
    )


def _intervals(context: VenueContext) -> tuple[TableView, ...]:
    from .client_calls import intervals_table

    operations = context.spec.operations
    tables = {
        intervals_table(operations, name): tuple(
            (literal(key), literal(value)) for key, value in each.intervals.items()
        )
        for name, each in operations.items()
        if each.intervals
    }
    return tuple(TableView(name, "WordsOut[str, str]", rows) for name, rows in tables.items())


def _currencies(codes: Mapping[str, str]) -> list[TableView]:
    rows = tuple((literal(theirs), literal(usual)) for theirs, usual in codes.items())
    return [TableView("CURRENCIES", "dict[str, str]", rows)] if rows else []


def _tables(enum: EnumDecl) -> list[TableView]:
    if enum.contract is None:
        return []
    contract = enum.contract
    wire = "int" if enum.wire == "int" else "str"
    inward = tuple((literal(word), f"{contract}.{value.upper()}") for word, value in enum.inward.items())
    outward = tuple((f"{contract}.{value.upper()}", literal(word)) for value, word in enum.outward.items())
    unknown = _UNKNOWN.get(contract, "")
    kind = "OpenWordsIn" if unknown else "WordsIn"
    annotation = f"{kind}[{wire}, {contract}]"
    if enum.prefix:
        annotation = f"{kind.replace('Words', 'Beginnings')}[{contract}]"
    return [
        TableView(enum.table_in, annotation, inward, unknown),
        TableView(enum.table_out, f"WordsOut[{contract}, {wire}]", outward),
    ]


def wire_annotation(context: VenueContext, kind: WireType) -> str:
    """Annotation of a wire type in modules that know the wire's types as `wire`."""
    table = context.table
    return qualify(table.annotation(kind), [*table.structs, *table.enums, *table.unions], "wire")


class Mapper:
    """Writes one map."""

    def __init__(self, context: VenueContext, name: str, spec: Map) -> None:
        self.context = context
        self.name = identifier(name)
        self.spec = spec
        self.contract = CONTRACT_TYPES[spec.to]
        self.source = context.table.parse(spec.source)
        self.scope = scopes.message(context, spec, name)
        self.fields = {
            field: self._compile(field, value) for field, value in spec.fields.items() if not field.startswith("ref.")
        }
        self.ref = {
            field.removeprefix("ref."): compile_value(value, self.scope, REF_KINDS[context.spec.ref[field[4:]]])
            for field, value in spec.fields.items()
            if field.startswith("ref.")
        }
        self.found = {name: compile_expr(text, self.scope) for name, text in spec.lookup.items()}
        self.when = compile_condition(spec.when, self.scope) if spec.when else None

    def _compile(self, field: str, value: object) -> Compiled:
        kind = optional(SYMBOL) if field == "symbol" and self.spec.known_by else self.contract.fields[field].type
        given = (self.spec.when,) if self.spec.when else ()
        return compile_value(value, self.scope, kind, given)  # type: ignore[arg-type]

    @cached_property
    def symbol(self) -> str | None:
        """Python of the venue symbol in the message, where the map reads one."""
        value = self.spec.fields.get("symbol")
        if value is None:
            return None
        if self.spec.known_by is not None:
            return compile_value(value, self.scope, optional(VENUE_SYMBOL)).code
        given = (self.spec.when,) if self.spec.when else ()
        code = compile_value(value, replace(self.scope, symbol_code="at_venue({})"), SYMBOL, given).code
        match = re.fullmatch(r"at_venue\((.*)\)", code)
        return match[1] if match else None

    @cached_property
    def partition(self) -> str | None:
        """Python of the partition that the message names."""
        return None if self.spec.within is None else compile_value(self.spec.within, self.scope, STR).code

    def view(self) -> MapView:
        made = (*self.fields.values(), *self.ref.values(), *self.found.values())
        names: set[str] = set().union(*(each.names for each in made))
        names |= self.when.names if self.when else set()
        lines, many = Lines(), self.spec.each is not None
        if self.spec.each is not None:
            rows = compile_expr(self.spec.each, scopes.items(self.context, self.spec, self.name))
            lines.add(f"found: list[{self.spec.to}] = []")
            listed = f"({rows.code}) or ()" if is_optional(rows.type) else rows.code
            lines.add(f"for place, m in enumerate({listed}):" if "place" in names else f"for m in {listed}:")
        indent = int(many)
        if self.found:
            lines.add(*(f"{name}_found = {each.code}" for name, each in self.found.items()), indent=indent)
            lacks = " or ".join(f"{name}_found is None" for name in self.found)
            lines.when(lacks, "continue" if many else "return None", indent=indent)
        if self.when is not None:
            lines.when(_negated(self.when.code), "continue" if many else "return None", indent=indent)
        codes = _renumbered({field: each.code for field, each in self.fields.items()})
        if self.ref:
            ref = ", ".join(f"{name}={each.code}" for name, each in self.ref.items())
            codes["ref"] = f"{self.context.ref_name}({ref})"
        if self.spec.known_by is not None:
            codes["symbol"] = "instrument.symbol"
        has_symbol = "symbol" in self.contract.fields
        if has_symbol and "symbol" not in codes and self.spec.to != "Instrument":
            codes["symbol"] = "instrument.symbol"
        if "style" in names:
            styles = styles_keys(self.context)
            kind = base_of(self.scope.names["m"].type)
            declared = self.context.table.structs.get(kind.name) if isinstance(kind, StructType) else None
            arguments = [self._style_argument(key) for key in styles if declared and declared.field(key)]
            lines.add(f"style = read_style({', '.join(arguments)})", indent=indent)
        if self.spec.to == "Instrument":
            lines_symbol = self._instrument_symbol(codes)
            codes = {"symbol": lines_symbol, **codes}
        if "ts_recv" in self.contract.fields and "ts_recv" not in codes:
            codes["ts_recv"] = "recv"
        if "raw" in self.contract.fields:
            codes["raw"] = "m"
        ordered = [field for field in self.contract.fields if field in codes]
        values = ", ".join(f"{field}={codes[field]}" for field in ordered)
        if many:
            lines.add(f"found.append({self.spec.to}({values}))", indent=1)
            lines.add("return found")
        else:
            lines.add(f"return {self.spec.to}({values})")
        text = "\n".join(lines.text())
        parameters = tuple(name for name in ("instrument", "recv", "config") if self._is_read(name, text))
        notes = {
            "instrument": "Instrument",
            "recv": "int",
            "config": self.context.config_name,
        }
        signature = [
            f"{'whole' if many else 'm'}: {wire_annotation(self.context, self.source)}",
            *(f"{name}: {notes[name]}" for name in parameters),
        ]
        return MapView(
            name=self.name,
            to=self.spec.to,
            source=self.source,
            parameters=parameters,
            signature=", ".join(signature),
            returns=f"list[{self.spec.to}]"
            if many
            else f"{self.spec.to} | None"
            if self.when or self.found
            else self.spec.to,
            doc=doc_line(self.spec.doc) or f"`{self.spec.source}` as {self.spec.to}.",
            body=lines.text(),
            symbol=self.symbol,
            partition=self.partition,
            known_by=None if self.spec.known_by is None else compile_value(self.spec.known_by, self.scope, STR).code,
            conditional=(self.when is not None or bool(self.found)) and not many,
            many=many,
            tells_close=self.spec.to != "Candle" or "closed" in self.spec.fields,
        )

    def _style_argument(self, key: str) -> str:
        return compile_value(f"=m.{key}", self.scope).code

    def _is_read(self, name: str, text: str) -> bool:
        return re.search(rf"(?<![\w.]){name}\b(?!=)", text) is not None

    def _instrument_symbol(self, codes: dict[str, str]) -> str:
        parts = [codes["base"], codes["quote"]]
        parts += [codes["settle"]] if "settle" in codes else []
        parts += [f"{name}={codes[name]}" for name in ("expiry", "strike", "option_type") if name in codes]
        return f"format_symbol({', '.join(parts)})"


def _renumbered(codes: dict[str, str]) -> dict[str, str]:
    """What expressions name on the way, told apart: two values of one name would have to be of one type."""
    made: dict[str, str] = {}
    used = 0
    for field, code in codes.items():
        own = [int(number) for number in re.findall(r"\b_(\d+) :=", code)]
        shift = used
        made[field] = re.sub(r"\b_(\d+)\b", lambda match: f"_{int(match[1]) + shift}", code) if own and shift else code  # noqa: B023
        used += max(own, default=0)
    return made


def _negated(condition: str) -> str:
    """The opposite of a condition; of a plain comparison as one would write it."""
    member = re.fullmatch(r"([\w.]+) in (\([\w', .]*\))", condition)
    if member is not None:
        return f"{member[1]} not in {member[2]}"
    plain = re.fullmatch(r"([\w.]+) (is|==) ([\w.]+|'\w*')", condition)
    if plain is None:
        return f"not ({condition})"
    return f"{plain[1]} {'is not' if plain[2] == 'is' else '!='} {plain[3]}"


# ------------------------------------------------------------------------------------------------ styles

#: Fields of a request that an order of some kind may not have: what a row neither needs nor takes must not be given.
_KINDS = (
    "quantity",
    "quote_quantity",
    "price",
    "trigger_price",
    "trigger_by",
    "trailing_offset",
    "time_in_force",
    "expire_time",
    "post_only",
    "reduce_only",
    "display_quantity",
    "margin_mode",
    "position_side",
    "self_trade_prevention",
)
#: Those that have nothing to do with the kind of order: every row takes them, as long as no row names them.
_ANY_KIND = ("reduce_only", "margin_mode", "position_side", "self_trade_prevention")
_ORDER = {field.name: field.type for field in CONTRACT_TYPES["OrderRequest"].fields.values()}
_INSTRUMENT = {field.name: field.type for field in CONTRACT_TYPES["Instrument"].fields.values()}


def styles_keys(context: VenueContext) -> tuple[str, ...]:
    """Columns with a literal in some row: what an order that is read back is recognized by."""
    rows = context.spec.orders.styles if context.spec.orders else []
    columns = dict.fromkeys(name for row in rows for name in row.wire)
    return tuple(name for name in columns if any(not _is_expression(row.wire.get(name, "=")) for row in rows))


def _is_expression(value: object) -> bool:
    return isinstance(value, str) and value.startswith("=")


def build_styles(context: VenueContext) -> StylesView | None:
    """The styles of the spec, both ways."""
    orders = context.spec.orders
    operation = context.spec.operations.get("create_order")
    if orders is None or operation is None or operation.call is None:
        return None
    params = {each.name: each for each in params_of(context, context.spec.endpoints[operation.call])}
    names = list(dict.fromkeys(name for row in orders.styles for name in row.wire))
    sent = [row for row in orders.styles if row.use == "both"]
    columns = tuple(
        StyleColumn(
            identifier(name),
            context.table.value_annotation(params[name].value),
            any(name not in row.wire for row in sent) or params[name].is_optional,
        )
        for name in names
        if name in params
    )
    read_by_params = _read_fields(str(value) for name, value in operation.params.items() if name != "*")
    columns = tuple(
        replace(each, is_last=all(later.optional for later in columns[at:])) for at, each in enumerate(columns)
    )
    lines = Lines()
    takes = [_takes(row, sent, read_by_params, operation.options) for row in sent]
    names = [*_KINDS, *(f"venue.{name}" for name in operation.options)]
    refused = [name for name in names if not any(name in each for each in takes)]
    if refused:
        lines.add(f"refuse_given(request, {', '.join(literal(name) for name in refused)})")
    for row, taken in zip(sent, takes, strict=True):
        unsaid = [name for name in names if name not in taken and name not in refused]
        _row(context, lines, row, columns, params, (unsaid, _needs(row, read_by_params)))
    if not (sent and not sent[-1].of):
        lines.add('raise NotSupported(f"no order of this kind: {describe_order(request)}", operation="create_order")')
    fields = _read_back(orders.styles)
    keys = styles_keys(context)
    read = [each for each in columns if each.name in keys]
    untold = _untold(context, keys)
    notes = [f"{each.annotation}{' | None' if each.optional or each.name in untold else ''}" for each in read]
    looks = styles_need_instrument(context)
    return StylesView(
        columns=columns,
        arguments=f"request: OrderRequest{', instrument: Instrument' if looks else ''}",
        lines=lines.text(),
        signature=", ".join(f"{each.name}: {note}" for each, note in zip(read, notes, strict=True)),
        key_annotation=notes[0] if len(notes) == 1 else f"tuple[{', '.join(notes)}]",
        keys=keys,
        fields=tuple((name, f"{_annotation(STYLE.fields[name].type)} = None") for name in fields),
        rows=_read_rows(orders.styles, keys, fields, {each.name for each in columns if not each.optional}),
    )


def _untold(context: VenueContext, keys: tuple[str, ...]) -> set[str]:
    """Columns that a message about orders may leave out, though every order has them: of FIX."""
    structs = [
        context.table.structs[each.source.strip()]
        for each in context.spec.maps.values()
        if each.to == "Order" and each.source.strip() in context.table.classes
    ]
    declared = [(key, struct.field(key)) for struct in structs for key in keys]
    return {key for key, each in declared if each is not None and each.type.kind == "null"}


def _annotation(kind: Type) -> str:
    base = base_of(kind)
    name = base.name if isinstance(base, ContractEnum) else "bool"
    return f"{name} | None"


def _read_fields(expressions: object) -> set[str]:
    return {name for text in expressions for name in re.findall(r"\bo\.([a-z_]+)", str(text))}  # type: ignore[attr-defined]


def _needs(row: StyleRow, read_by_params: set[str]) -> list[tuple[str, ...]]:
    """What a row requires: of each group one field at least."""
    groups = [(each,) if isinstance(each, str) else tuple(each) for each in row.needs]
    named = {*row.takes, *(name for group in groups for name in group)}
    if "quantity" in read_by_params and not named & {"quantity", "quote_quantity"}:
        groups.insert(0, ("quantity",))
    return groups


def _named(row: StyleRow, read_by_params: set[str]) -> set[str]:
    needed = {name for group in _needs(row, read_by_params) for name in group}
    return {*row.of, *needed, *row.takes, *_read_fields(row.wire.values())}


def _takes(row: StyleRow, rows: list[StyleRow], read_by_params: set[str], options: list[str]) -> set[str]:
    """Every field that may be given with an order of this row."""
    anywhere = set[str]().union(*(_named(each, read_by_params) for each in rows))
    free = {name for name in _ANY_KIND if name in read_by_params} | {f"venue.{name}" for name in options}
    return _named(row, read_by_params) | (free - anywhere)


def _row(
    context: VenueContext,
    lines: Lines,
    row: StyleRow,
    columns: tuple[StyleColumn, ...],
    params: Mapping[str, ParamView],
    checks: tuple[list[str], list[tuple[str, ...]]],
) -> None:
    tests = [_test(name, value) for name, value in row.of.items()]
    unsaid, needs = checks
    scope = scopes.style_row(context, row)
    values: list[str] = []
    for column in columns:
        value = row.wire.get(column.name)
        expected = params[column.name].value
        values.append("None" if column.name not in row.wire else compile_value(value, scope, optional(expected)).code)
    while values and values[-1] == "None":
        values.pop()
    statements = [f"refuse_given(request, {', '.join(literal(name) for name in unsaid)})"] if unsaid else []
    single = [group[0] for group in needs if len(group) == 1]
    statements += [f"require_given(request, {', '.join(literal(name) for name in single)})"] if single else []
    for group in needs:
        if len(group) > 1:
            check = "require_one_given" if set(group) == {"quantity", "quote_quantity"} else "require_any_given"
            statements.append(f"{check}(request, {', '.join(literal(name) for name in group)})")
    statements.append(f"return OrderStyle({', '.join(values)})")
    if tests:
        lines.when(" and ".join(tests), *statements)
    else:
        lines.add(*statements)


def styles_need_instrument(context: VenueContext) -> bool:
    """Some row of the styles looks at the instrument."""
    rows = context.spec.orders.styles if context.spec.orders else []
    return any("kind" in row.of or re.search(r"\bi\.", repr(row.wire)) for row in rows)


def _test(name: str, value: str | bool | list[str]) -> str:
    fields, of = (_INSTRUMENT, "instrument") if name == "kind" else (_ORDER, "request")
    kind = base_of(fields[name])
    if isinstance(kind, ContractEnum):
        if isinstance(value, list):
            return f"{of}.{name} in ({', '.join(f'{kind.name}.{word.upper()}' for word in value)})"
        return f"{of}.{name} is {kind.name}.{str(value).upper()}"
    return f"request.{name}" if value is True else f"not request.{name}"


def _read_back(rows: list[StyleRow]) -> tuple[str, ...]:
    return tuple(name for name in STYLE.fields if any(name in row.of for row in rows))


def _read_rows(
    rows: list[StyleRow], keys: tuple[str, ...], fields: tuple[str, ...], always: set[str]
) -> tuple[tuple[str, str], ...]:
    """`always`: columns that every order has."""
    table: dict[str, str] = {}
    for row in rows:
        values = ", ".join(_read_value(name, row) for name in fields)
        for words in itertools.product(*(_words(row, key, rows, key in always) for key in keys)):
            table.setdefault(literal(words[0] if len(words) == 1 else words), f"Style({values})")
    return tuple(table.items())


def _words(row: StyleRow, key: str, rows: list[StyleRow], always: bool) -> list[Value]:
    """What a column of a row can be; where an expression says it, of a column that is always there: any word of those
    that other rows say."""
    word = row.wire.get(key)
    if not _is_expression(word):
        return [word]
    said = dict.fromkeys(each.wire[key] for each in rows if not _is_expression(each.wire.get(key, "=")))
    return list(said) if always else [None]


def _read_value(name: str, row: StyleRow) -> str:
    kind = base_of(_ORDER[name])
    value = row.of.get(name)
    if isinstance(kind, ContractEnum):
        return f"{kind.name}.{value.upper()}" if isinstance(value, str) else "None"
    return repr(bool(value))
