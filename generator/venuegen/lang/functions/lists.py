"""Functions over lists, rows and maps."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import replace

from ..convert import TEXTS, convert
from ..errors import LangError
from ..operators import equal
from ..types import (
    ANY,
    BOOL,
    DECIMAL,
    INT,
    JSON,
    RAW,
    STR,
    ContractEnum,
    EnumType,
    ListType,
    MapType,
    Record,
    TupleType,
    Type,
)
from ..values import Ex, both, name
from ..wire_types import WireType
from .calls import NUMBERS, Call, function, row_field


@function("first(list)", "The first item; none when there is none.", "=first(r.rows)")
def _first(call: Call) -> Ex:
    return _item(call, 0)


@function("last(list)", "The last item; none when there is none.", "=last(r.rows)")
def _last(call: Call) -> Ex:
    return _item(call, -1)


@function(
    "only(list)",
    "The list, of one item at most: of several it cannot be said which was meant, and the answer cannot be read.",
    "=only(r.orders)",
)
def _only(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if not isinstance(ex.type, ListType):
        raise call.refuse(ex, "a list")
    return call.made(ex, call.compiler.runtime("only", ex.core), ex.type)


@function(
    "bands(rows, 'above', 'increment')",
    "Price bands of an instrument from rows with these two fields: from which price on which increment holds.",
    "=bands(m.steps, 'above', 'increment')",
    3,
    3,
)
def _bands(call: Call) -> Ex:
    rows = call.arg(0, missing=True)
    if not isinstance(rows.type, ListType):
        raise call.refuse(rows, "a list")
    row = call.compiler.read_item(rows.type, name("row"), rows.span)
    fields = []
    for at in (1, 2):
        field = row_field(call, row, str(call.literal(at, str, "the name of a field as text")), call.node.args[at])
        field = call.compiler.certain(field, "`bands`")
        if field.type not in NUMBERS:
            raise call.refuse(rows, "rows with numbers in these fields")
        fields.append(convert(call.compiler, field, DECIMAL).core)
    pairs = ast.ListComp(
        ast.Tuple(fields, ast.Load()), [ast.comprehension(ast.Name("row", ast.Store()), rows.core, [], 0)]
    )
    given = replace(rows, core=pairs).value()  # no rows, no bands
    return call.new(call.compiler.runtime("price_bands", given), ANY)


@function("at(list, n)", "Item n of a list, from 0; none when there is none.", "=at(r.contexts, i.ref.asset)", 2, 2)
def _at_place(call: Call) -> Ex:
    place = call.compiler.certain(call.arg(1), "`at`")
    return _item(call, convert(call.compiler, place, INT).core)


def _item(call: Call, index: int | ast.expr) -> Ex:
    ex = call.arg(0, missing=True)
    if not isinstance(ex.type, ListType):
        raise call.refuse(ex, "a list")
    made = call.compiler.item_at(ex, index, call.at)
    return replace(made, guards=(*ex.guards, *made.guards))


@function(
    "significant(figures, decimals)",
    "Price bands of a venue that takes so many significant figures, so many decimals, and any whole number.",
    "=significant(5, 6 - m.size_decimals)",
    2,
    2,
)
def _significant(call: Call) -> Ex:
    numbers = [convert(call.compiler, call.compiler.certain(call.arg(at), "`significant`"), INT).core for at in (0, 1)]
    return call.new(call.compiler.runtime("significant", *numbers), Record("price bands", {}))


@function(
    "pick(rows, field='X')",
    "The first row whose fields have these values; none when no row has.",
    "=pick(m.filters, filter_type='LOT_SIZE').step_size",
    keywords=True,
)
def _pick(call: Call) -> Ex:
    rows = call.arg(0, missing=True)
    if not isinstance(rows.type, ListType) or not call.node.keywords:
        raise call.refuse(rows, "a list and at least one `field=value`")
    row = call.compiler.read_item(rows.type, name("row"), rows.span)
    tests: list[ast.expr] = []
    for keyword in call.node.keywords:
        field = row_field(call, row, keyword.arg or "", keyword.value, name_of=True)
        value = call.compiler.certain(call.compiler.compile(keyword.value, call.facts), "`pick`")
        tests.append(equal(call.compiler, field, ast.Eq(), value, value.span))
    call.compiler.refuse_binds(rows)
    loop = ast.comprehension(ast.Name("row", ast.Store()), rows.core, [both(tests)], 0)
    node = ast.Call(name("next"), [ast.GeneratorExp(row.core, [loop]), ast.Constant(None)], [])
    made = call.compiler.maybe(node, row.type, call.at)
    return replace(made, guards=(*rows.guards, *made.guards))


@function(
    "lookup(map, key)",
    "The value at a key of a map (of the wire, or written here); none when it is not there.",
    "=lookup({'A': 'spot', 'B': 'option'}, m.kind)",
    2,
    2,
)
def _lookup(call: Call) -> Ex:
    node = call.node.args[0]
    table = call.arg(0)
    key = call.compiler.compile(call.node.args[1], call.facts)
    if not isinstance(table.type, MapType):
        raise call.refuse(table, "a map")
    if isinstance(node, ast.Dict):
        return _written_table(call, node, key)
    text = convert(call.compiler, call.compiler.certain(key, "`lookup`"), STR)
    return call.compiler.entry(table, text.core, call.at)


def _written_table(call: Call, node: ast.Dict, key: Ex) -> Ex:
    """A table in the expression: its keys must be words that the value can be."""
    keys: list[ast.expr | None] = []
    values: list[Ex] = []
    kind: Type | None = None
    for word, value in zip(node.keys, node.values, strict=True):
        assert word is not None  # `**` in a dict is refused when it is compiled
        literal = call.compiler.compile(word)
        equal(call.compiler, key, ast.Eq(), literal, literal.span)
        keys.append(ast.Constant(literal.literal))
        made = call.compiler.compile(value, call.facts, call.expected)
        if call.expected is not None:
            made = convert(call.compiler, made, call.expected)
        if kind is not None and made.type != kind:
            raise LangError(f"{made.type} beside {kind} in one table", *made.span, expected=str(kind))
        kind = made.type
        values.append(call.compiler.certain(made, "a table"))
    if kind is None:
        raise LangError("the table is empty", *call.at)
    table = ast.Dict(keys, [value.core for value in values])
    found = ast.Call(ast.Attribute(table, "get", ast.Load()), [key.value()], [])
    return call.compiler.maybe(found, kind, call.at)


def _table(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if not isinstance(ex.type, MapType):
        raise call.refuse(ex, "a map")
    return ex


@function("keys(map)", "The keys of a map, in its order; none when it is.", "=first(keys(r.result))")
def _keys(call: Call) -> Ex:
    ex = _table(call)
    return call.made(ex, ast.Call(name("list"), [ex.core], []), ListType(STR))


@function("values(map)", "The values of a map, in its order; none when it is.", "=first(values(r.result))")
def _values(call: Call) -> Ex:
    ex = _table(call)
    assert isinstance(ex.type, MapType)
    items = ast.Call(ast.Attribute(ex.core, "values", ast.Load()), [], [])
    return call.made(ex, ast.Call(name("list"), [items], []), ListType(ex.type.value, ex.type.wire))


@function(
    "entries(map)",
    "Key and value of each entry of a map, in its order, as `tuple<str, …>`: where keys are data; none when it is.",
    "=entries(r.result)",
)
def _entries(call: Call) -> Ex:
    ex = _table(call)
    assert isinstance(ex.type, MapType)
    items = ast.Call(ast.Attribute(ex.core, "items", ast.Load()), [], [])
    wires = None if ex.type.wire is None else (WireType("scalar", "str"), ex.type.wire)
    pair = TupleType((STR, ex.type.value), wires)
    wire = None if wires is None else WireType("tuple", "", wires)  # type: ignore[arg-type]
    return call.made(ex, ast.Call(name("list"), [items], []), ListType(pair, wire))


@function(
    "without(map, key, …)", "A map without some keys; none when it is.", "=values(without(r.result, 'last'))", 2, None
)
def _without(call: Call) -> Ex:
    ex = _table(call)
    keys = [ast.Constant(call.literal(at, str, "a key as text")) for at in range(1, len(call.node.args))]
    return call.made(ex, call.compiler.runtime("without", ex.core, *keys), ex.type)


@function(
    "decoded(raw, 'type')",
    "A raw value read as a type: for a map whose entries are of several types; none when it is.",
    "=decoded(first(values(r.result)), 'list<Row>')",
    2,
    2,
)
def _decoded(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if ex.type != RAW:
        raise call.refuse(ex, "a value of type `raw`")
    text = call.literal(1, str, "a type as text")
    node = call.node.args[1]
    table = call.compiler.scope.types
    known = len(table.structs)
    try:
        type = table.parse(str(text))
    except LangError as error:
        raise error.shifted(node.col_offset + 1) from None
    if len(table.structs) != known or type.kind in ("opt", "null", "blank", "csv", "one_or_many"):
        hint = "declare it in `types`, and write its name"
        raise LangError(f"`{text}` is not read here", *_span(node), expected="the type of a value", hint=hint)
    names = {*table.structs, *table.enums, *table.unions}
    annotation = ast.parse(table.annotation(type), mode="eval").body
    for part in ast.walk(annotation):
        if isinstance(part, ast.Name) and part.id == "Decimal":
            call.compiler.need("std", "Decimal")
    found = call.compiler.read(type, call.compiler.runtime("json_as", ex.core, _Wire(names).visit(annotation)), call.at)
    return replace(found, guards=(*ex.guards, *found.guards))


class _Wire(ast.NodeTransformer):
    """Our types as modules know them that have the contract's types too."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Attribute(name("wire"), node.id, ast.Load()) if node.id in self.names else node


def _span(node: ast.expr) -> tuple[int, int]:
    return node.col_offset, node.end_col_offset or node.col_offset + 1


@function(
    "select(x, word=a, …)",
    "One value per word of an enumeration; `other=` for the rest. Every word must be covered.",
    "=select(o.side, buy='/private/buy', sell='/private/sell')",
    keywords=True,
)
def _select(call: Call) -> Ex:
    ex = call.arg(0)
    if not isinstance(ex.type, EnumType | ContractEnum):
        raise call.refuse(ex, "a word of an enumeration")
    given: Mapping[str, ast.expr] = {keyword.arg or "": keyword.value for keyword in call.node.keywords}
    words = [str(word) for word in ex.type.words]
    missing = [word for word in words if word not in given]
    closed = isinstance(ex.type, ContractEnum)
    if "other" not in given and (missing or not closed):
        what = ", ".join(f"`{word}=`" for word in missing) if closed else "`other=`"
        hint = "" if closed else "a venue may add words"
        raise LangError(
            f"`select` does not say what {what} gives", *call.at, expected="every word, or `other=`", hint=hint
        )
    test: ast.expr = ast.Constant(True)
    pairs: list[tuple[ast.expr, Ex]] = []
    for word, value in given.items():
        made = call.compiler.compile(value, call.facts, call.expected)
        if call.expected is not None:
            made = convert(call.compiler, made, call.expected)
        pairs_type = pairs[0][1].type if pairs else made.type
        if made.type != pairs_type:
            raise LangError(f"{made.type} beside {pairs_type}", *made.span, expected=str(pairs_type))
        if word != "other":
            literal = Ex(ast.Constant(word), STR, (), made.span, word)
            test = equal(call.compiler, ex, ast.Eq(), literal, call.at)
        pairs.append((ast.Constant(None) if word == "other" else test, call.compiler.certain(made, "`select`")))
    default = next((value for test, value in pairs if isinstance(test, ast.Constant)), None)
    tested = [(test, value) for test, value in pairs if not isinstance(test, ast.Constant)]
    if default is None:
        _, default = tested.pop()
    node = default.core
    for each, chosen in reversed(tested):
        node = ast.IfExp(each, chosen.core, node)
    return call.new(node, default.type)


@function("sorted(x)", "A list in order, or a map in the order of its keys.", "=pairs(sorted(params), '=', '&')")
def _sorted(call: Call) -> Ex:
    ex = call.arg(0)
    if isinstance(ex.type, MapType):
        return call.new(call.compiler.runtime("sorted_map", ex.core), ex.type)
    if isinstance(ex.type, ListType) and ex.type.item in (*TEXTS, *NUMBERS):
        ex = convert(call.compiler, ex, ListType(ex.type.item))
        return call.new(ast.Call(name("sorted"), [ex.core], []), ex.type)
    raise call.refuse(ex, "a map, or a list of texts or numbers")


@function(
    "pairs(map, '=', '&')", "`a=1&b=2`: a map as text, in its order, nothing encoded.", "=pairs(params, '', '')", 3, 3
)
def _pairs(call: Call) -> Ex:
    table, between, joiner = call.args()
    if not isinstance(table.type, MapType):
        raise call.refuse(table, "a map")
    return call.new(call.compiler.runtime("pairs", table.core, call.text(between).core, call.text(joiner).core), STR)


@function(
    "flat(x)",
    "A JSON value as text, to its bottom: of a map each key and then its value, in the order of the keys, of a list "
    "its items, with nothing between.",
    "=concat(method, flat(params))",
)
def _flat(call: Call) -> Ex:
    return call.new(call.compiler.runtime("flat", call.arg(0).core), STR)


@function(
    "zip(a, b, …)",
    "Rows of lists of equal length: pairs, or the columns of a table row by row.",
    "=zip(r.orders, r.errors)",
    2,
    None,
)
def _zip(call: Call) -> Ex:
    lists = call.args()
    kinds: list[Type] = []
    wires: list[object] = []
    for ex in lists:
        if not isinstance(ex.type, ListType):
            raise call.refuse(ex, "a list")
        kinds.append(ex.type.item)
        wires.append(ex.type.wire)
    strict = ast.keyword("strict", ast.Constant(True))
    rows = ast.Call(name("zip"), [ex.core for ex in lists], [strict])
    kept = tuple(wires) if all(wire is not None for wire in wires) else None
    pair = TupleType(tuple(kinds), kept)
    return call.new(ast.Call(name("list"), [rows], []), ListType(pair))


@function("covers(big, small)", "Whether one JSON value has everything another has.", "=covers(f.arg, topic)", 2, 2)
def _covers(call: Call) -> Ex:
    big, small = (convert(call.compiler, arg, JSON) for arg in call.args())
    return call.new(call.compiler.runtime("covers", big.core, small.core), BOOL)


@function(
    "kind(x)",
    "`object`, `array`, `text`, `number`, `bool` or `null`: what a JSON value is.",
    "=kind(f.data) == 'array'",
)
def _kind(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if ex.type not in (JSON, RAW):
        raise call.refuse(ex, "a value of type `json` or `raw`")
    return call.made(ex, call.compiler.runtime("kind", ex.core), STR)


@function(
    "listed(raw)",
    "A list of rows, where a venue sends now a row, now a list of rows: a raw value that is no array of arrays is its "
    "only item; none when it is.",
    "=listed(f.body)",
)
def _listed(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if ex.type != RAW:
        raise call.refuse(ex, "a value of type `raw`")
    return call.made(ex, call.compiler.runtime("listed", ex.core), RAW)
