"""The functions that expressions may call: the whole list, typed and documented."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .convert import TEXTS, convert, is_number_text, time_node
from .errors import LangError, did_you_mean
from .operators import equal
from .types import (
    ANY,
    BOOL,
    BYTES,
    DECIMAL,
    INT,
    JSON,
    NONE,
    RAW,
    STR,
    TIME_NS,
    UNITS,
    ContractEnum,
    EnumType,
    FlagsType,
    ListType,
    MapType,
    Record,
    StructType,
    Time,
    TupleType,
    Type,
    UnionType,
    base_of,
)
from .values import Ex, Facts, Guard, both, is_stable, name
from .wire_types import WireType

if TYPE_CHECKING:
    from .compiler import Compiler

__all__ = ["FUNCTIONS", "Function"]

_NUMBERS = (INT, DECIMAL)


@dataclass
class Call:
    """One call: its arguments are compiled as a function asks for them."""

    compiler: Compiler
    function: Function
    node: ast.Call
    facts: Facts
    expected: Type | None
    at: tuple[int, int]

    def arg(self, at: int, *, missing: bool = False) -> Ex:
        """Argument `at`, refused when it may be missing (unless `missing`: the result is missing with it)."""
        ex = self.compiler.compile(self.node.args[at], self.facts)
        if ex.type == NONE:
            raise LangError(f"`{self.function.name}` of None", *ex.span)
        return ex if missing else self.compiler.certain(ex, f"`{self.function.name}`")

    def args(self, start: int = 0) -> list[Ex]:
        return [self.arg(at) for at in range(start, len(self.node.args))]

    def literal(self, at: int, kind: type[str] | type[int], what: str) -> str | int:
        node = self.node.args[at]
        ex = self.compiler.compile(node, self.facts)
        if not isinstance(ex.literal, kind) or isinstance(ex.literal, bool):
            raise LangError(f"`{self.function.name}` needs {what} here", *ex.span, expected=what)
        return ex.literal

    def refuse(self, ex: Ex, expected: str, hint: str = "") -> LangError:
        text = self.compiler.source(ex.span)
        return LangError(
            f"`{self.function.name}` of {text}, which is {ex.type}", *ex.span, expected=expected, hint=hint
        )

    def text(self, ex: Ex) -> Ex:
        """`ex`, which must be text (words of the wire are)."""
        if ex.type in TEXTS or (isinstance(ex.type, EnumType) and ex.type.wire == "str"):
            return ex
        raise self.refuse(ex, "a text", f"write `text({self.compiler.text_of(ex.span)})`")

    def bytes(self, ex: Ex) -> Ex:
        """`ex`, which must be bytes or text, as bytes."""
        if ex.type == BYTES:
            return ex
        return self.method(self.text(ex), "encode", BYTES)

    def method(self, ex: Ex, method: str, type: Type, *args: ast.expr) -> Ex:
        return self.made(ex, ast.Call(ast.Attribute(ex.core, method, ast.Load()), list(args), []), type)

    def made(self, ex: Ex, core: ast.expr, type: Type) -> Ex:
        """A result that is missing when `ex` is."""
        return replace(ex, core=core, type=type, span=self.at, literal=None)

    def new(self, core: ast.expr, type: Type) -> Ex:
        return Ex(core, type, (), self.at)


@dataclass(frozen=True)
class Function:
    """A function of the language. `signature`, `meaning` and `example` are its line in the reference."""

    name: str
    signature: str
    meaning: str
    example: str
    body: Callable[[Call], Ex]
    least: int
    most: int | None
    keywords: bool = False

    def compile(self, compiler: Compiler, node: ast.Call, facts: Facts, expected: Type | None) -> Ex:
        at = (node.col_offset, node.end_col_offset or node.col_offset + 1)
        if node.keywords and not self.keywords:
            raise LangError(f"`{self.name}` takes no named arguments", *at, expected=f"`{self.signature}`")
        if len(node.args) < self.least or (self.most is not None and len(node.args) > self.most):
            raise LangError(f"`{self.name}` with {len(node.args)} arguments", *at, expected=f"`{self.signature}`")
        return self.body(Call(compiler, self, node, facts, expected, at))


FUNCTIONS: dict[str, Function] = {}


def _function(
    signature: str, meaning: str, example: str, least: int = 1, most: int | None = 1, keywords: bool = False
) -> Callable[[Callable[[Call], Ex]], Callable[[Call], Ex]]:
    """Register a function under the name in its signature."""

    def register(body: Callable[[Call], Ex]) -> Callable[[Call], Ex]:
        id = signature.partition("(")[0]
        FUNCTIONS[id] = Function(id, signature, meaning, example, body, least, most, keywords)
        return body

    return register


# ------------------------------------------------------------------------------------------------ numbers


@_function("len(x)", "Number of items, entries or characters; none when x is.", "=len(page) < size")
def _len(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if not isinstance(ex.type, ListType | MapType | TupleType) and ex.type not in (*TEXTS, BYTES):
        raise call.refuse(ex, "a list, a map or a text")
    return call.made(ex, ast.Call(name("len"), [ex.core], []), INT)


@_function("abs(x)", "The number without its sign; none when x is.", "=abs(m.quantity)")
def _abs(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if ex.type not in _NUMBERS:
        raise call.refuse(ex, "a number")
    return call.made(ex, ast.Call(name("abs"), [ex.core], []), ex.type)


def _extreme(call: Call) -> Ex:
    args = call.args()
    kinds = {arg.type for arg in args}
    if all(isinstance(kind, Time) for kind in kinds):
        times = [arg.type for arg in args if isinstance(arg.type, Time)]
        result: Type = min(times, key=lambda time: UNITS[time.unit])
        args = [convert(call.compiler, arg, result) for arg in args]
    elif kinds <= set(_NUMBERS):
        result = DECIMAL if DECIMAL in kinds else INT
        args = [convert(call.compiler, arg, result) for arg in args]
    else:
        wrong = next(arg for arg in args if arg.type not in _NUMBERS)
        raise call.refuse(wrong, "numbers, or times")
    return call.new(ast.Call(name(call.function.name), [arg.core for arg in args], []), result)


_function("min(a, b, …)", "The smallest of numbers or times.", "=min(depth, 5000)", 2, None)(_extreme)
_function("max(a, b, …)", "The largest of numbers or times.", "=max(m.best, m.last)", 2, None)(_extreme)


@_function(
    "int(x)", "A whole number from text, a decimal (cut), a flag or a time; none when x is.", "=int(venue_order_id)"
)
def _int(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if ex.type == INT:
        return ex
    if isinstance(ex.type, Time):
        return replace(ex, type=INT, span=call.at)
    if ex.type not in (*TEXTS, DECIMAL, BOOL, JSON) and not isinstance(ex.type, EnumType):
        raise call.refuse(ex, "a text, a decimal, a flag or a time")
    if isinstance(ex.literal, str) and not ex.literal.lstrip("-").isdecimal():
        raise call.refuse(ex, "a text of digits")
    return call.made(ex, ast.Call(name("int"), [ex.core], []), INT)


@_function("decimal(x)", "An exact number from text or a whole number; none when x is.", "=m.price * decimal('0.001')")
def _decimal(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if ex.type == DECIMAL:
        return ex
    if ex.type not in (*TEXTS, INT):
        raise call.refuse(ex, "a text or a whole number")
    if isinstance(ex.literal, str) and not is_number_text(ex.literal):
        raise call.refuse(ex, "a text of a number, such as '0.1'")
    return call.made(ex, call.compiler.std("Decimal", ex.core), DECIMAL)


@_function(
    "sum(rows, 'field')", "Sum of a list of numbers, or of one field of its rows.", "=sum(m.fills, 'quantity')", 1, 2
)
def _sum(call: Call) -> Ex:
    rows = call.arg(0)
    if not isinstance(rows.type, ListType):
        raise call.refuse(rows, "a list")
    row = call.compiler.read_item(rows.type, name("row"), rows.span)
    if len(call.node.args) == 2:
        row = _row_field(call, row, str(call.literal(1, str, "the name of a field as text")), call.node.args[1])
    row = call.compiler.certain(row, "`sum`")
    if row.type not in _NUMBERS:
        raise call.refuse(rows, "a list of numbers, or a second argument that names a field")
    call.compiler.refuse_binds(rows)
    zero = ast.Constant(0)
    start = zero if row.type == INT else call.compiler.std("Decimal", zero)
    items = ast.GeneratorExp(row.core, [ast.comprehension(ast.Name("row", ast.Store()), rows.core, [], 0)])
    return call.new(ast.Call(name("sum"), [items, start], []), row.type)


@_function(
    "every(rows, 'field')",
    "The items of the lists that a field of each row has, in one list; a row without the field has none.",
    "=every(m.events, 'orders')",
    2,
    2,
)
def _every(call: Call) -> Ex:
    rows = call.arg(0)
    if not isinstance(rows.type, ListType):
        raise call.refuse(rows, "a list")
    row = call.compiler.read_item(rows.type, name("row"), rows.span)
    found = _row_field(call, row, str(call.literal(1, str, "the name of a field as text")), call.node.args[1])
    if not isinstance(found.type, ListType):
        raise call.refuse(rows, "a second argument that names a list")
    call.compiler.refuse_binds(rows)
    inner = ast.BoolOp(ast.Or(), [found.value(), ast.Tuple([], ast.Load())]) if found.guards else found.core
    loops = [
        ast.comprehension(ast.Name("row", ast.Store()), rows.core, [], 0),
        ast.comprehension(ast.Name("each", ast.Store()), inner, [], 0),
    ]
    return call.new(ast.ListComp(name("each"), loops), found.type)


@_function("has(flags, bit)", "Whether a number has all bits of another.", "=has(m.flags, 4096)", 2, 2)
def _has(call: Call) -> Ex:
    flags, bit = call.args()
    for ex in (flags, bit):
        if ex.type != INT:
            raise call.refuse(ex, "a whole number")
    masked = ast.BinOp(flags.core, ast.BitAnd(), bit.core)
    return call.new(ast.Compare(masked, [ast.Eq()], [bit.core]), BOOL)


@_function(
    "bits(name=a, …)",
    "The number that has the named bits for which a flag holds (or may be missing), of a type of `flags`.",
    "=bits(hidden=o.hidden, post_only=o.post_only)",
    0,
    0,
    keywords=True,
)
def _bits(call: Call) -> Ex:
    wanted = base_of(call.expected) if call.expected is not None else None
    if not isinstance(wanted, FlagsType):
        raise LangError("`bits` stands where a type of `flags` is expected", *call.at, expected="a parameter or field")
    known = call.compiler.scope.types.flags[wanted.name]
    parts: list[ast.expr] = []
    for keyword in call.node.keywords:
        if keyword.arg not in known:
            at = (keyword.col_offset, keyword.col_offset + len(keyword.arg or ""))
            hint = did_you_mean(keyword.arg or "", known)
            raise LangError(f"`{keyword.arg}` is no bit of {wanted}", *at, expected="one of its names", hint=hint)
        test, _, _ = call.compiler.condition(keyword.value, call.facts)
        parts.append(ast.IfExp(test, call.compiler.bit(wanted.name, str(keyword.arg)), ast.Constant(0)))
    if not parts:
        raise LangError("`bits` of nothing", *call.at, expected=f"`{call.function.signature}`")
    whole = parts[0]
    for part in parts[1:]:
        whole = ast.BinOp(whole, ast.BitOr(), part)
    return call.new(whole, wanted)


# ------------------------------------------------------------------------------------------------ text


@_function(
    "text(x)",
    "Text of a number (plain notation), flag, word, time or JSON value (a text itself), or of a union where it is one; "
    "none when x is.",
    "=text(m.order_id)",
)
def _text(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if ex.type in TEXTS:
        return replace(ex, type=STR, span=call.at)
    if isinstance(ex.type, EnumType) and ex.type.wire == "str":
        return replace(ex, type=STR, span=call.at)
    if ex.type == DECIMAL:
        return call.made(ex, call.compiler.runtime("decimal_text", ex.core), STR)
    if ex.type == BOOL:
        return call.made(ex, call.compiler.runtime("bool_text", ex.core), STR)
    if isinstance(ex.type, ContractEnum):
        return call.made(ex, ast.Attribute(ex.core, "value", ast.Load()), STR)
    if ex.type == INT or isinstance(ex.type, Time | EnumType):
        return call.made(ex, ast.Call(name("str"), [ex.core], []), STR)
    if ex.type == JSON:
        return call.made(ex, call.compiler.runtime("word_of", ex.core), STR)
    if isinstance(ex.type, UnionType) and "str" in call.compiler.scope.types.unions[ex.type.name].members:
        bind = None if is_stable(ex.core) else call.compiler.bind(ex.core)
        made = ex.given(ex.core if bind is None else name(bind), STR)
        return replace(made, guards=(*ex.guards, Guard("is", ex.core, bind, ("str",))), span=call.at)
    raise call.refuse(ex, "a number, a flag, a word or a time", "`json(x)` is the JSON text of anything")


def _case(call: Call) -> Ex:
    return call.method(call.text(call.arg(0, missing=True)), call.function.name, STR)


_function("lower(s)", "Lower case; none when s is.", "=lower(i.venue_symbol)")(_case)
_function("upper(s)", "Upper case; none when s is.", "=upper(o.client_order_id)")(_case)


@_function("concat(a, b, …)", "Texts (or bytes) one after the other.", "=concat(clock.ms_text, cred.api_key)", 2, None)
def _concat(call: Call) -> Ex:
    args = call.args()
    if any(arg.type == BYTES for arg in args):
        parts, kind = [call.bytes(arg).core for arg in args], BYTES
    else:
        parts, kind = [call.text(arg).core for arg in args], STR
    made = parts[0]
    for part in parts[1:]:
        made = ast.BinOp(made, ast.Add(), part)
    return call.new(made, kind)


@_function(
    "join(sep, list)", "Texts with a separator between; also `join(sep, a, b, …)`.", "=join(',', topics)", 2, None
)
def _join(call: Call) -> Ex:
    sep, *args = call.args()
    call.text(sep)
    joiner = ast.Attribute(sep.core, "join", ast.Load())
    if len(args) == 1 and isinstance(args[0].type, ListType):
        items = convert(call.compiler, args[0], ListType(STR)).core
    else:
        items = ast.Tuple([call.text(arg).core for arg in args], ast.Load())
    return call.new(ast.Call(joiner, [items], []), STR)


@_function(
    "part(s, sep, n)",
    "Part n (from 0, or from -1 backwards) of a text split at a separator; a text without it cannot be read.",
    "=part(m.symbol, '-', 0)",
    3,
    3,
)
def _part(call: Call) -> Ex:
    ex = call.text(call.arg(0, missing=True))
    sep = call.text(call.arg(1))
    index = ast.Constant(call.literal(2, int, "a number"))
    return call.made(ex, call.compiler.runtime("part", ex.core, sep.core, index), STR)


@_function(
    "cut(s, from, to)",
    "The characters of a text from one place (counted from 0) to another one; a shorter text cannot be read.",
    "=cut(m.pair, 0, 3)",
    3,
    3,
)
def _cut(call: Call) -> Ex:
    ex = call.text(call.arg(0, missing=True))
    start, end = (ast.Constant(call.literal(at, int, "a number")) for at in (1, 2))
    return call.made(ex, call.compiler.runtime("cut", ex.core, start, end), STR)


@_function(
    "currency(s)",
    "The usual code of a currency that the venue calls so (`currencies`); none when it is.",
    "=currency(m.base)",
)
def _currency(call: Call) -> Ex:
    ex = call.text(call.arg(0, missing=True))
    if not call.compiler.scope.types.currencies:
        raise LangError("`currency` without `currencies`", *call.at, expected="a section `currencies` in the spec")
    get = ast.Attribute(call.compiler.table("CURRENCIES"), "get", ast.Load())
    # What is read twice is named once, unless it is as short as a name.
    if is_stable(ex.core):
        return call.made(ex, ast.Call(get, [ex.core, ex.core], []), STR)
    bound = call.compiler.bind(ex.core)
    first = ast.NamedExpr(ast.Name(bound, ast.Store()), ex.core)
    return call.made(ex, ast.Call(get, [first, name(bound)], []), STR)


@_function("split(s, sep)", "Parts of a text at a separator; none of an empty text.", "=split(cfg.markets, ',')", 2, 2)
def _split(call: Call) -> Ex:
    ex = call.text(call.arg(0, missing=True))
    sep = call.text(call.arg(1))
    return call.made(ex, call.compiler.runtime("split", ex.core, sep.core), ListType(STR))


def _edge(call: Call) -> Ex:
    whole, edge = (call.text(arg) for arg in call.args())
    return call.method(whole, "startswith" if call.function.name == "starts" else "endswith", BOOL, edge.core)


_function("starts(s, with)", "Whether a text starts with another.", "=starts(f.topic, 'tickers.')", 2, 2)(_edge)
_function("ends(s, with)", "Whether a text ends with another.", "=ends(m.symbol, '-PERP')", 2, 2)(_edge)


@_function("contains(x, part)", "Whether a text contains a text, or a list an item.", "=contains(m.flags, 'po')", 2, 2)
def _contains(call: Call) -> Ex:
    whole, inner = call.args()
    if isinstance(whole.type, ListType):
        whole = convert(call.compiler, whole, ListType(whole.type.item))
        inner = convert(call.compiler, inner, whole.type.item)  # type: ignore[union-attr]
    else:
        call.text(whole)
        call.text(inner)
    return call.new(ast.Compare(inner.core, [ast.In()], [whole.core]), BOOL)


# ------------------------------------------------------------------------------------------------ lists and maps


@_function("first(list)", "The first item; none when there is none.", "=first(r.rows)")
def _first(call: Call) -> Ex:
    return _item(call, 0)


@_function("last(list)", "The last item; none when there is none.", "=last(r.rows)")
def _last(call: Call) -> Ex:
    return _item(call, -1)


@_function(
    "only(list)",
    "The list, of one item at most: of several it cannot be said which was meant, and the answer cannot be read.",
    "=only(r.orders)",
)
def _only(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if not isinstance(ex.type, ListType):
        raise call.refuse(ex, "a list")
    return call.made(ex, call.compiler.runtime("only", ex.core), ex.type)


@_function(
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
        field = _row_field(call, row, str(call.literal(at, str, "the name of a field as text")), call.node.args[at])
        field = call.compiler.certain(field, "`bands`")
        if field.type not in _NUMBERS:
            raise call.refuse(rows, "rows with numbers in these fields")
        fields.append(convert(call.compiler, field, DECIMAL).core)
    pairs = ast.ListComp(
        ast.Tuple(fields, ast.Load()), [ast.comprehension(ast.Name("row", ast.Store()), rows.core, [], 0)]
    )
    given = replace(rows, core=pairs).value()  # no rows, no bands
    return call.new(call.compiler.runtime("price_bands", given), ANY)


@_function("at(list, n)", "Item n of a list, from 0; none when there is none.", "=at(r.contexts, i.ref.asset)", 2, 2)
def _at_place(call: Call) -> Ex:
    place = call.compiler.certain(call.arg(1), "`at`")
    return _item(call, convert(call.compiler, place, INT).core)


def _item(call: Call, index: int | ast.expr) -> Ex:
    ex = call.arg(0, missing=True)
    if not isinstance(ex.type, ListType):
        raise call.refuse(ex, "a list")
    made = call.compiler.item_at(ex, index, call.at)
    return replace(made, guards=(*ex.guards, *made.guards))


@_function(
    "significant(figures, decimals)",
    "Price bands of a venue that takes so many significant figures, so many decimals, and any whole number.",
    "=significant(5, 6 - m.size_decimals)",
    2,
    2,
)
def _significant(call: Call) -> Ex:
    numbers = [convert(call.compiler, call.compiler.certain(call.arg(at), "`significant`"), INT).core for at in (0, 1)]
    return call.new(call.compiler.runtime("significant", *numbers), Record("price bands", {}))


@_function(
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
        field = _row_field(call, row, keyword.arg or "", keyword.value, name_of=True)
        value = call.compiler.certain(call.compiler.compile(keyword.value, call.facts), "`pick`")
        tests.append(equal(call.compiler, field, ast.Eq(), value, value.span))
    call.compiler.refuse_binds(rows)
    loop = ast.comprehension(ast.Name("row", ast.Store()), rows.core, [both(tests)], 0)
    node = ast.Call(name("next"), [ast.GeneratorExp(row.core, [loop]), ast.Constant(None)], [])
    made = call.compiler.maybe(node, row.type, call.at)
    return replace(made, guards=(*rows.guards, *made.guards))


def _row_field(call: Call, row: Ex, field: str, node: ast.expr, *, name_of: bool = False) -> Ex:
    table = call.compiler.scope.types
    at = (node.col_offset, node.end_col_offset or node.col_offset + 1)
    declared = table.structs.get(row.type.name) if isinstance(row.type, StructType) else None
    if declared is None:
        raise LangError(f"the rows are {row.type}: they have no fields", *at)
    found = declared.field(field)
    if found is None:
        known = [field.name for field in declared.fields]
        start = at[0] - len(field) - 1 if name_of else at[0]
        hint = did_you_mean(field, known)
        raise LangError(
            f"`{declared.name}` has no field `{field}`", max(start, 0), at[1], expected="a field", hint=hint
        )
    if table.is_tuple(declared.name):
        index = ast.Constant(declared.fields.index(found))
        return call.compiler.read(found.type, ast.Subscript(row.core, index, ast.Load()), at)
    return call.compiler.read(found.type, ast.Attribute(row.core, found.name, ast.Load()), at)


@_function(
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


@_function("keys(map)", "The keys of a map, in its order; none when it is.", "=first(keys(r.result))")
def _keys(call: Call) -> Ex:
    ex = _table(call)
    return call.made(ex, ast.Call(name("list"), [ex.core], []), ListType(STR))


@_function("values(map)", "The values of a map, in its order; none when it is.", "=first(values(r.result))")
def _values(call: Call) -> Ex:
    ex = _table(call)
    assert isinstance(ex.type, MapType)
    items = ast.Call(ast.Attribute(ex.core, "values", ast.Load()), [], [])
    return call.made(ex, ast.Call(name("list"), [items], []), ListType(ex.type.value, ex.type.wire))


@_function(
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


@_function(
    "without(map, key, …)", "A map without some keys; none when it is.", "=values(without(r.result, 'last'))", 2, None
)
def _without(call: Call) -> Ex:
    ex = _table(call)
    keys = [ast.Constant(call.literal(at, str, "a key as text")) for at in range(1, len(call.node.args))]
    return call.made(ex, call.compiler.runtime("without", ex.core, *keys), ex.type)


@_function(
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


@_function(
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


@_function("sorted(x)", "A list in order, or a map in the order of its keys.", "=pairs(sorted(params), '=', '&')")
def _sorted(call: Call) -> Ex:
    ex = call.arg(0)
    if isinstance(ex.type, MapType):
        return call.new(call.compiler.runtime("sorted_map", ex.core), ex.type)
    if isinstance(ex.type, ListType) and ex.type.item in (*TEXTS, *_NUMBERS):
        ex = convert(call.compiler, ex, ListType(ex.type.item))
        return call.new(ast.Call(name("sorted"), [ex.core], []), ex.type)
    raise call.refuse(ex, "a map, or a list of texts or numbers")


@_function(
    "pairs(map, '=', '&')", "`a=1&b=2`: a map as text, in its order, nothing encoded.", "=pairs(params, '', '')", 3, 3
)
def _pairs(call: Call) -> Ex:
    table, between, joiner = call.args()
    if not isinstance(table.type, MapType):
        raise call.refuse(table, "a map")
    return call.new(call.compiler.runtime("pairs", table.core, call.text(between).core, call.text(joiner).core), STR)


@_function(
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


@_function("covers(big, small)", "Whether one JSON value has everything another has.", "=covers(f.arg, topic)", 2, 2)
def _covers(call: Call) -> Ex:
    big, small = (convert(call.compiler, arg, JSON) for arg in call.args())
    return call.new(call.compiler.runtime("covers", big.core, small.core), BOOL)


@_function(
    "kind(x)",
    "`object`, `array`, `text`, `number`, `bool` or `null`: what a JSON value is.",
    "=kind(f.data) == 'array'",
)
def _kind(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if ex.type not in (JSON, RAW):
        raise call.refuse(ex, "a value of type `json` or `raw`")
    return call.made(ex, call.compiler.runtime("kind", ex.core), STR)


@_function(
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


# ------------------------------------------------------------------------------------------------ encodings, hashes


@_function("json(x)", "JSON text without spaces, keys in their order.", "=json(params)")
def _json(call: Call) -> Ex:
    return call.new(call.compiler.runtime("json_text", convert(call.compiler, call.arg(0), JSON).core), STR)


@_function("quote(s)", "Percent-encoded text.", "=quote(m.cursor)")
def _quote(call: Call) -> Ex:
    return call.new(call.compiler.runtime("quote", call.text(call.arg(0)).core), STR)


@_function("unquote(s)", "Text without its percent-encoding; none when s is.", "=unquote(r.next_page)")
def _unquote(call: Call) -> Ex:
    ex = call.text(call.arg(0, missing=True))
    return call.made(ex, call.compiler.std("unquote", ex.core), STR)


@_function("bytes(s)", "UTF-8 bytes of a text.", "=concat(bytes(path), sha256(body.encoded))")
def _bytes(call: Call) -> Ex:
    return call.bytes(call.arg(0))


@_function("hex(b)", "Bytes as lower-case hex text.", "=hex(random)")
def _hex(call: Call) -> Ex:
    return call.method(call.bytes(call.arg(0)), "hex", STR)


@_function("unhex(s)", "Bytes that a hex text spells.", "=unhex('00')")
def _unhex(call: Call) -> Ex:
    ex = call.text(call.arg(0))
    if isinstance(ex.literal, str):
        try:
            return call.new(ast.Constant(bytes.fromhex(ex.literal)), BYTES)
        except ValueError:
            raise call.refuse(ex, "an even number of hex digits") from None
    return call.new(ast.Call(ast.Attribute(name("bytes"), "fromhex", ast.Load()), [ex.core], []), BYTES)


@_function("base64(b)", "Bytes as base64 text.", "=base64(body.encoded)")
def _base64(call: Call) -> Ex:
    return call.new(call.compiler.runtime("base64_text", call.bytes(call.arg(0)).core), STR)


@_function(
    "fix_ms(s)",
    "Milliseconds since the epoch, as text, of a time as FIX writes it.",
    "=concat(cred.api_key, fix_ms(h.sending_time))",
)
def _fix_ms(call: Call) -> Ex:
    return call.new(call.compiler.runtime("fix_ms", call.text(call.arg(0)).core), STR)


@_function("unbase64(s)", "Bytes that a base64 text spells.", "=unbase64(m.blob)")
def _unbase64(call: Call) -> Ex:
    return call.new(call.compiler.runtime("base64_bytes", call.text(call.arg(0)).core), BYTES)


def _digest(call: Call) -> Ex:
    return call.new(call.compiler.runtime(f"{call.function.name}_bytes", call.bytes(call.arg(0)).core), BYTES)


_function("sha256(b)", "The hash, as bytes.", "=hex(sha256(body.encoded))")(_digest)
_function("sha512(b)", "The hash, as bytes.", "=hex(sha512(body.encoded))")(_digest)


# ------------------------------------------------------------------------------------------------ time


@_function("seconds_until(t)", "Seconds from now to a time, at least 0, as a decimal.", "=seconds_until(m.retry_at)")
def _seconds_until(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if not isinstance(ex.type, Time):
        raise call.refuse(ex, "a time")
    clock = call.compiler.compile(ast.Attribute(_at(name("clock"), call.at), "ns", ast.Load(), **_where(call.at)))
    node = call.compiler.runtime("seconds_until", time_node(ex.core, ex.type, TIME_NS), clock.core)
    return call.made(ex, node, DECIMAL)


def _where(at: tuple[int, int]) -> dict[str, int]:
    return {"lineno": 1, "end_lineno": 1, "col_offset": at[0], "end_col_offset": at[1]}


def _at(node: ast.Name, at: tuple[int, int]) -> ast.Name:
    node.col_offset, node.end_col_offset = at
    return node
