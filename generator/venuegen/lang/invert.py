"""The way back: from values of the contract to the wire, from sent parameters to arguments, for the simulated venue.

A map says `price: =m.price`; the simulated venue needs the opposite. Copies, `text()`/`int()`/`decimal()`
conversions, units,
enumerations, signs, literals and conditionals over a flag or a two-valued word are solved here. Everything else
needs the author's own `emit` (of a map) or `read` (of an operation), and is reported.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from .compiler import Compiler, parse
from .contract import CONTRACT_TYPES, OPERATIONS
from .convert import convert
from .errors import LangError
from .expr import Compiled, Need, compile_value, finished
from .scalars import WIRE_FUNCTIONS
from .scopes import REF_KINDS, Scope, endpoint_params, scope_for_emit, scope_for_map, scope_for_read
from .types import (
    BOOL,
    DECIMAL,
    INT,
    STR,
    VENUE_SYMBOL,
    EnumType,
    FlagsType,
    ListType,
    Optional,
    StructType,
    Time,
    Type,
    UnionType,
    base_of,
    is_optional,
)
from .values import Ex, both, name, substitute
from .wire_types import Problem, StructDecl, TypeTable, WireType

if TYPE_CHECKING:
    from ..spec.model import Map, Operation, Spec, Value

__all__ = ["Emitted", "Inversion", "StyleRead", "invert_map", "invert_operation", "invert_styles", "map_structs"]


@dataclass(frozen=True)
class Emitted:
    """One value computed backwards. `code` is Python over `v` (a map) or `p` (an operation).

    For a map it is what the JSON encoder takes for the wire field; None means that the field is left out where the
    type is `opt`, and kept as the example has it where it must be there.
    """

    key: str
    """Wire field by python name (`kline.open_time` inside another), or argument of the contract."""
    code: str
    needs: frozenset[Need] = frozenset()
    optional: bool = False
    """The code may give None."""
    path: tuple[str, ...] = ()
    """Wire names (indexes in an array, as text; `{}` for the only key of an object) that lead to the field."""
    may_miss: bool = False
    """The field may be left out."""
    instead: str = ""
    """Key of the value beside which this is another place of the same (`m.id or m.order_id`)."""


@dataclass(frozen=True)
class Inversion:
    """What could be solved, and what the author must say."""

    values: Mapping[str, Emitted]
    problems: tuple[Problem, ...] = ()
    """Fields that an expression reads and nothing gives back; paths inside the map or operation (`("set",
    "price")`).
    """
    styled: bool = False
    """It reads `style`: the styles table gives the rest."""


@dataclass(frozen=True)
class StyleRead:
    """One row of the styles table read back: when all `when` hold, the order has these properties."""

    row: int
    when: Mapping[str, str | int | bool | None]
    """Parameter (python name) → the literal it was sent with."""
    gives: Mapping[str, str | bool | list[str]]
    """Property of the order → its word."""


@dataclass(frozen=True)
class _Unknown:
    """Something to solve for: its key, its type, and its wire type where it is a field of the wire."""

    key: str
    type: Type
    wire: WireType | None = None
    path: tuple[str, ...] = ()
    bit: int = 0
    """Of a number with named bits: the one that is asked for; `type` is BOOL then."""

    @property
    def may_miss(self) -> bool:
        return self.wire is not None and self.wire.kind == "opt"


Find = Callable[[ast.expr], _Unknown | None]


class _NotSolved(Exception):
    """This form has no way back."""


@dataclass
class _Solver:
    """Solves `expression = known` for the unknowns in it."""

    scope: Scope
    table: TypeTable
    find: Find
    found: dict[str, Emitted] = field(default_factory=dict)

    def solve(self, node: ast.expr, make: Callable[[Compiler], Ex]) -> None:
        """`make` compiles the known side with a compiler of its own. Raises _NotSolved or LangError."""
        unknown = self.find(node)
        if unknown is not None:
            self._give(unknown, make, None)
            return
        match node:
            case ast.Constant():
                return
            case ast.Call(func=ast.Name(id="text" | "int" | "decimal"), args=[inner]) if not node.keywords:
                first, *others = inner.values if isinstance(inner, ast.BoolOp) else [inner]
                self._through(first, others, make)
            case ast.Call(
                func=ast.Name(id="bands"), args=[rows, ast.Constant(value=above), ast.Constant(value=increment)]
            ):
                self._bands(rows, str(above), str(increment), make)
            case ast.Call(func=ast.Name(id="currency"), args=[inner]):
                self.solve(inner, lambda compiler: self._code_of_currency(compiler, make(compiler)))
            case ast.Call(func=ast.Name(id="bits")):
                for keyword in node.keywords:
                    self.solve(keyword.value, partial(self._bit, make, str(keyword.arg)))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                self.solve(operand, lambda compiler: self._negative(make(compiler)))
            case ast.BoolOp(op=ast.Or(), values=[first, *others]):
                self.solve(first, make)
                self._others(first, others, make)
            case ast.IfExp(test=test, body=body, orelse=ast.Constant(value=None)):
                self._where(test, body, make)
            case ast.IfExp(test=test, body=ast.Constant(value=yes), orelse=ast.Constant(value=no)):
                self._choice(test, yes, no, make)
            case _:
                raise _NotSolved

    def _bands(self, rows: ast.expr, above: str, increment: str, make: Callable[[Compiler], Ex]) -> None:
        """Rows with the price and the increment of each band of an instrument."""
        unknown = self.find(rows)
        kind = base_of(unknown.type) if unknown is not None else None
        item = kind.item if isinstance(kind, ListType) else None
        struct = self.table.structs.get(item.name) if isinstance(item, StructType) else None
        fields = [struct.field(each) for each in (above, increment)] if struct is not None else []
        if unknown is None or struct is None or struct.array or None in fields:
            raise _NotSolved
        compiler = Compiler(self.scope, "this")
        values: list[ast.expr] = []
        for each, ours in zip(fields, ("above", "increment"), strict=True):
            assert each is not None
            values.append(self._written(compiler, each.type, ast.Attribute(name("band"), ours, ast.Load())))
        row = ast.Dict([ast.Constant(each.wire) for each in fields if each is not None], values)
        bands = ast.comprehension(ast.Name("band", ast.Store()), make(compiler).core, [], 0)
        made = finished(compiler, ast.ListComp(row, [bands]))
        self.found.setdefault(unknown.key, Emitted(unknown.key, made, frozenset(compiler.needs), path=unknown.path))

    def _bit(self, make: Callable[[Compiler], Ex], bit: str, compiler: Compiler) -> Ex:
        """Whether a bit is set in the known number, which is left out where none is."""
        ex = make(compiler)
        assert isinstance(ex.type, FlagsType)
        value = self.table.flags[ex.type.name][bit]
        masked = ast.BinOp(ast.BoolOp(ast.Or(), [ex.value(), ast.Constant(0)]), ast.BitAnd(), ast.Constant(value))
        return Ex(ast.Call(name("bool"), [masked], []), BOOL)

    def _code_of_currency(self, compiler: Compiler, ex: Ex) -> Ex:
        get = ast.Attribute(compiler.table("CURRENCY_CODES"), "get", ast.Load())
        return ex.given(ast.Call(get, [ex.core, ex.core], []), STR)

    def _others(self, first: ast.expr, others: list[ast.expr], make: Callable[[Compiler], Ex]) -> None:
        """The other places where one thing may stand, of objects that may be there instead."""
        one = self.find(first)
        for each in others:
            other = self.find(each)
            if one is not None and other is not None and other.key not in self.found and _apart(one, other):
                self._give(other, make, None)
                self.found[other.key] = replace(self.found[other.key], instead=one.key)

    def _negative(self, ex: Ex) -> Ex:
        return ex.given(ast.UnaryOp(ast.USub(), ex.core), ex.type)

    def _through(self, inner: ast.expr, others: list[ast.expr], make: Callable[[Compiler], Ex]) -> None:
        """`text(m.x)` and the like: the known value is brought to the type that the unknown has."""
        unknown = self.find(inner)
        if unknown is None:
            raise _NotSolved
        wanted = base_of(unknown.type)

        def made(compiler: Compiler) -> Ex:
            ex = make(compiler)
            if isinstance(wanted, Time) and ex.type in (INT, STR):
                return ex.given(ex.core if ex.type == INT else ast.Call(name("int"), [ex.core], []), wanted)
            if wanted == INT and ex.type in (STR, DECIMAL):
                return ex.given(ast.Call(name("int"), [ex.core], []), INT)
            if wanted == DECIMAL and ex.type in (STR, INT):
                return ex.given(compiler.std("Decimal", ex.core), DECIMAL)
            if wanted == STR and ex.type == INT:
                return ex.given(ast.Call(name("str"), [ex.core], []), STR)
            if wanted == STR and ex.type == DECIMAL:
                return ex.given(compiler.runtime("decimal_text", ex.core), STR)
            return ex

        self._give(unknown, made, None)
        self._others(inner, others, made)

    def _where(self, test: ast.expr, body: ast.expr, make: Callable[[Compiler], Ex]) -> None:
        """`m.x if m.x else None`: none is written as zero, or as an empty text."""
        unknown = self.find(body)
        if unknown is None:
            self.solve(body, make)
            return
        zero: str | int | None = None
        same = self.find(test)
        if same is not None and same.key == unknown.key and not is_optional(unknown.type):
            zero = "" if unknown.type == STR else 0
        self._give(unknown, make, zero)

    def _choice(self, test: ast.expr, yes: object, no: object, make: Callable[[Compiler], Ex]) -> None:
        """`'a' if m.flag else 'b'`, `'a' if m.word == 'A' else 'b'` where the word has two values."""
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            self._choice(test.operand, no, yes, make)
            return
        unknown = self.find(test)
        if unknown is not None and base_of(unknown.type) == BOOL:
            self._give(unknown, lambda compiler: self._equals(compiler, make, yes), None)
            return
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq | ast.NotEq)):
            raise _NotSolved
        unknown = self.find(test.left)
        word = test.comparators[0]
        if unknown is None or not isinstance(word, ast.Constant):
            raise _NotSolved
        kind = base_of(unknown.type)
        if not isinstance(kind, EnumType) or len(kind.words) != 2 or word.value not in kind.words:
            raise _NotSolved
        other = next(each for each in kind.words if each != word.value)
        if isinstance(test.ops[0], ast.NotEq):
            yes, no = no, yes
        said = word.value

        def made(compiler: Compiler) -> Ex:
            equal = self._equals(compiler, make, yes)
            return Ex(ast.IfExp(equal.core, ast.Constant(said), ast.Constant(other)), kind)

        self._give(unknown, made, None)

    def _equals(self, compiler: Compiler, make: Callable[[Compiler], Ex], value: object) -> Ex:
        known = make(compiler)
        literal = Ex(ast.Constant(value), STR, (), (0, 1), value if isinstance(value, str | int) else None)  # type: ignore[arg-type]
        if isinstance(value, bool):
            return Ex(known.core if value else ast.UnaryOp(ast.Not(), known.core), BOOL)
        made = convert(compiler, literal, known.type)
        return Ex(ast.Compare(known.value(), [ast.Eq()], [made.core]), BOOL)

    def _give(self, unknown: _Unknown, make: Callable[[Compiler], Ex], zero: str | int | None) -> None:
        compiler = Compiler(self.scope, "this")
        if unknown.bit:
            self._add_bit(unknown, compiler, make(compiler))
            return
        ex = convert(compiler, make(compiler), Optional(base_of(unknown.type)))
        self.found.setdefault(unknown.key, self._emitted(compiler, unknown, ex, zero))

    def _add_bit(self, unknown: _Unknown, compiler: Compiler, ex: Ex) -> None:
        """One more bit of a number that several fields of the contract make."""
        code = f"({unknown.bit} if {finished(compiler, ex.truth())} else 0)"
        before = self.found.get(unknown.key)
        needs = frozenset(compiler.needs) | (before.needs if before else frozenset())
        whole = f"{before.code} | {code}" if before else code
        self.found[unknown.key] = Emitted(unknown.key, whole, needs, path=unknown.path)

    def _emitted(self, compiler: Compiler, unknown: _Unknown, ex: Ex, zero: str | int | None) -> Emitted:
        core, absent = ex.core, ast.Constant(None)
        if unknown.wire is not None:
            core = self._written(compiler, unknown.wire, core)
            if zero is not None:
                absent = ast.Constant(zero)
                if base_of(unknown.type) == DECIMAL:
                    absent = ast.Constant("0")
            elif _is_blank(unknown.wire):
                absent = ast.Constant(self.table.none_words[0])
        if not ex.guards or (unknown.wire is None and ex.guards[-1].is_value(ex.core)):
            made = finished(compiler, ex.value() if unknown.wire is None else core)
            return Emitted(
                unknown.key, made, frozenset(compiler.needs), bool(ex.guards), unknown.path, unknown.may_miss
            )
        if absent.value is None and ex.guards[-1].is_value(core):
            made = finished(compiler, ex.value())
            return Emitted(unknown.key, made, frozenset(compiler.needs), True, unknown.path, unknown.may_miss)
        test = both(guard.test() for guard in ex.guards)
        code = finished(compiler, ast.IfExp(test, core, absent))
        given = absent.value is None
        return Emitted(unknown.key, code, frozenset(compiler.needs), given, unknown.path, unknown.may_miss)

    def _written(self, compiler: Compiler, wire: WireType, core: ast.expr) -> ast.expr:
        node = substitute(self.table.write(wire, "_arg0"), core)
        for part in ast.walk(node):
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id not in ("str", "int"):
                id = part.func.id
                kind = "std" if id == "Decimal" else "wire" if id in WIRE_FUNCTIONS else "exprs"
                if id not in _KNOWN_LOCAL:
                    compiler.need(kind, id)
        return node


_KNOWN_LOCAL = frozenset({"next", "len", "sum", "min", "max", "abs", "list", "zip"})


def _apart(one: _Unknown, other: _Unknown) -> bool:
    """Whether two places are in different objects of one message, and of the same type."""
    return one.path[:-1] != other.path[:-1] and len(other.path) > 1 and str(one.type) == str(other.type)


def _is_blank(type: WireType) -> bool:
    return type.kind == "blank" or (type.kind in ("opt", "null") and _is_blank(type.item))


# ------------------------------------------------------------------------------------------------ maps


def invert_map(spec: Spec, table: TypeTable, map: Map, name_of: str = "") -> Inversion:
    """Each wire field that `set` reads, computed from the value `v` of the contract (and its instrument `i`)."""
    structs = map_structs(spec, table, map, name_of)
    contract = CONTRACT_TYPES.get(map.to)
    if "m" not in structs or contract is None:
        return Inversion({})
    scope = scope_for_emit(spec, table, map, name_of)

    def find(node: ast.expr) -> _Unknown | None:
        path: list[str] = []
        while (step := _step(node)) is not None:
            path.insert(0, step[0])
            node = step[1]
        return _field_of(table, structs, node.id, path) if path and isinstance(node, ast.Name) else None

    solver = _Solver(scope, table, find)
    reads: dict[str, str] = {}
    problems: list[Problem] = []
    styled = False
    for key, value in map.emit.items():
        root, _, rest = key.partition(".")
        if root == "ref" and rest in spec.ref:
            unknown: _Unknown | None = _Unknown(key, REF_KINDS[spec.ref[rest]])
        elif root in map.lookup:
            unknown = _field_of(table, structs, root, rest.split("."))
        else:
            unknown = _field_of(table, structs, "m", key.split("."))
        if unknown is None:
            continue  # an unknown name is reported by whoever checks `emit`
        try:
            solver.found[key] = _explicit(table, scope, unknown, value)
        except LangError as error:
            problems.append(Problem(("emit", key), error))
    for key, value in {**map.lookup, **map.fields}.items():
        if not isinstance(value, str) or not value.startswith("="):
            continue
        try:
            node, _ = parse(value)
        except LangError:
            continue
        for part in ast.walk(node):
            styled = styled or (isinstance(part, ast.Name) and part.id == "style")
        for part in _keys(node) if key in map.lookup else [node]:
            for unknown in _read(part, find):
                reads.setdefault(unknown.key, key)
        if key in contract.fields:
            _attempt(solver, node, contract.fields[key].type, key)
    for key, where in reads.items():
        if key not in solver.found:
            place = "lookup" if where in map.lookup else "set"
            text = str(map.lookup.get(where) or map.fields[where])
            problems.append(Problem((place, where), _unsolved(key, text, "emit")))
    # A place in a list is the same place on the way back.
    for key, value in map.fields.items():
        if key.startswith("ref.") and key not in solver.found and str(value) == "=place":
            solver.found[key] = Emitted(key, "place")
        elif key.startswith("ref.") and key not in solver.found:
            problems.append(Problem(("set", key), _unsolved(key, str(value), "emit")))
    return Inversion(solver.found, tuple(problems), styled)


def map_structs(spec: Spec, table: TypeTable, map: Map, name_of: str = "") -> dict[str, StructDecl]:
    """The objects and rows whose fields a map reads: `m`, and what `lookup` names."""
    names = scope_for_map(spec, table, map, name_of).names
    types = {root: base_of(names[root].type) for root in ("m", *map.lookup) if root in names}
    found = {root: _struct_of(table, kind) for root, kind in types.items()}
    return {root: struct for root, struct in found.items() if struct is not None}


def _struct_of(table: TypeTable, kind: Type) -> StructDecl | None:
    """The declaration of an object; of a union, that of its first object."""
    if isinstance(kind, UnionType):
        return next((table.structs[each] for each in table.unions[kind.name].members if each in table.structs), None)
    return table.structs.get(kind.name) if isinstance(kind, StructType) else None


def _keys(node: ast.expr) -> list[ast.expr]:
    """What a look-up looks for: the rows among which it looks are not told by the item."""
    return [*node.args[1:], *(each.value for each in node.keywords)] if isinstance(node, ast.Call) else []


def _field_of(table: TypeTable, structs: Mapping[str, StructDecl], root: str, path: list[str]) -> _Unknown | None:
    found = _unknown(table, structs[root], path) if root in structs else None
    return found if found is None or root == "m" else replace(found, key=f"{root}.{found.key}")


def _attempt(solver: _Solver, node: ast.expr, type: Type, key: str) -> None:
    def known(compiler: Compiler) -> Ex:
        core = ast.Attribute(name("v"), key, ast.Load())
        if str(base_of(type)) == "symbol":
            return Ex(ast.Attribute(name("i"), "venue_symbol", ast.Load()), VENUE_SYMBOL)
        return compiler.typed(type, core, (0, 1))

    try:
        solver.solve(node, known)
    except (_NotSolved, LangError):
        return  # what it reads and nothing else gives is reported by the caller


def _unsolved(key: str, text: str, word: str) -> LangError:
    return LangError(
        f"`{key}` cannot be computed back from this expression",
        0,
        len(text),
        expected=f"a copy, a conversion, an enumeration or a conditional on a flag; or `{word}`",
        hint=f"add `{word}: {{{key}: =…}}`",
    )


def _read(node: ast.expr, find: Find) -> list[_Unknown]:
    """The unknowns that an expression reads, whole paths only."""
    steps = [_step(part) for part in ast.walk(node) if isinstance(part, ast.expr)]
    inner = {id(step[1]) for step in steps if step is not None}
    parts = [part for part in ast.walk(node) if isinstance(part, ast.expr) and id(part) not in inner]
    return [found for part in parts if (found := find(part)) is not None]


_ONLY = "{}"
"""A step to the value of an object with one key."""


def _step(node: ast.expr) -> tuple[str, ast.expr] | None:
    """The last step of a path, and what it is taken from: a field, or an item by its number (`[0]`)."""
    match node:
        case ast.Attribute(value=inside, attr=field):
            return field, inside
        case ast.Call(func=ast.Name(id="first"), args=[ast.Call(func=ast.Name(id="values"), args=[inside])]):
            return _ONLY, inside
        case ast.Call(func=ast.Name(id="first"), args=[inside]):
            return "[0]", inside
        case ast.Subscript(value=inside, slice=ast.Constant(value=int(number))):
            return f"[{number}]", inside
    return None


def _unknown(table: TypeTable, struct: StructDecl, path: list[str]) -> _Unknown | None:
    """The field at a path of python names, through structs, first items of lists and items of tuples."""
    wires: list[str] = []
    here: StructDecl | None = struct
    wire: WireType | None = None
    for each in path:
        if each.startswith("["):
            inside = _present(table, wire) if wire is not None else None
            number = int(each[1:-1])
            if inside is None or inside.kind not in ("list", "tuple") or (inside.kind == "list" and number):
                return None
            wire = inside.item if inside.kind == "list" else inside.args[number]
            wires.append(str(number))
        elif each == _ONLY:
            inside = _present(table, wire) if wire is not None else None
            if inside is None or inside.kind != "map":
                return None
            wire = inside.item
            wires.append(_ONLY)
        elif wire is not None and isinstance(flags := base_of(table.value_type(wire)), FlagsType) and each == path[-1]:
            bit = table.flags[flags.name].get(each, 0)
            return _Unknown(".".join(path[:-1]), BOOL, wire, tuple(wires), bit) if bit else None
        else:
            found = here.field(each) if here is not None else None
            if here is None or found is None:
                return None
            wires.append(str(here.fields.index(found)) if here.array else found.wire)
            wire = found.type
        here = _struct_of(table, base_of(table.value_type(wire)))
    if wire is None or path[-1] == _ONLY or (path[-1].startswith("[") and here is not None):
        return None
    return _Unknown(".".join(path), table.value_type(wire), wire, tuple(wires))


def _present(table: TypeTable, wire: WireType) -> WireType:
    wire = table.expand(wire)
    while wire.kind in ("opt", "null"):
        wire = table.expand(wire.item)
    return wire


def _explicit(table: TypeTable, scope: Scope, unknown: _Unknown, value: Value) -> Emitted:
    """An `emit` as the author wrote it."""
    if value is None:
        return Emitted(unknown.key, "None", optional=True, path=unknown.path, may_miss=unknown.may_miss)
    if isinstance(value, str) and value in table.none_words and unknown.wire is not None and _is_blank(unknown.wire):
        return Emitted(unknown.key, repr(value), path=unknown.path)
    made: Compiled = compile_value(value, scope, Optional(base_of(unknown.type)))
    compiler = Compiler(scope, "this")
    solver = _Solver(scope, table, lambda _: None)
    node = ast.parse(made.code, mode="eval").body
    ex = compiler.typed(made.type, node, (0, 1))
    emitted = solver._emitted(compiler, unknown, ex, None)
    return replace(emitted, needs=emitted.needs | made.needs)


# ------------------------------------------------------------------------------------------------ operations


def invert_operation(spec: Spec, table: TypeTable, name_of: str, operation: Operation) -> Inversion:
    """Each argument of the contract that `with` reads, computed from the sent parameters `p` (values, by python name).

    The instrument is found by the parameter that `i.venue_symbol` was sent as: key `venue_symbol`.
    """
    from ..spec.model import Argument

    endpoint = spec.endpoints.get(operation.call or "")
    known = OPERATIONS.get(name_of)
    if endpoint is None or known is None:
        return Inversion({})
    params = endpoint_params(table, endpoint)
    scope = scope_for_read(spec, table, name_of, operation)
    request = CONTRACT_TYPES["OrderRequest"].fields

    def find(node: ast.expr) -> _Unknown | None:
        if isinstance(node, ast.Name) and node.id in known.arguments:
            return _Unknown(node.id, known.arguments[node.id])
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id == "o" and node.attr in request:
                return _Unknown(node.attr, request[node.attr].type)
            if node.value.id == "i" and node.attr == "venue_symbol":
                return _Unknown("venue_symbol", VENUE_SYMBOL)
            if node.value.id == "i" and node.attr == "partition":
                return _Unknown("partition", STR)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "i.ref" and node.attr in spec.ref:
            return _Unknown(f"ref.{node.attr}", REF_KINDS[spec.ref[node.attr]])
        return None

    solver = _Solver(scope, table, find)
    problems: list[Problem] = []
    for key, text in operation.read.items():
        try:
            wanted = request[key].type if known.order and key in request else known.arguments.get(key)
            made = compile_value(text, scope, None if wanted is None else Optional(base_of(wanted)))
            solver.found[key] = Emitted(key, made.code, made.needs, is_optional(made.type))
        except LangError as error:
            problems.append(Problem(("read", key), error))
    reads: dict[str, tuple[str, str]] = {}
    for param, given in operation.params.items():
        value = given.value if isinstance(given, Argument) else given
        if param == "*" or param not in params or not isinstance(value, str) or not value.startswith("="):
            continue
        try:
            node, _ = parse(value)
        except LangError:
            continue
        for unknown in _read(node, find):
            reads.setdefault(unknown.key, (param, value))
        kind = table.value_type(params[param][1])
        core = ast.Attribute(name("p"), param, ast.Load())
        try:
            solver.solve(node, lambda compiler, kind=kind, core=core: compiler.typed(kind, core, (0, 1)))  # type: ignore[misc]
        except (_NotSolved, LangError):
            continue
    for key, (param, text) in reads.items():
        if key not in solver.found:
            problems.append(Problem(("with", param), _unsolved(key, text, "read")))
    return Inversion(solver.found, tuple(problems), "*" in operation.params)


def invert_styles(spec: Spec) -> list[StyleRead]:
    """The styles table read back, in the order in which rows must be tried: those with more literals first."""
    rows: list[StyleRead] = []
    for at, row in enumerate(spec.orders.styles if spec.orders is not None else ()):
        literals = {
            key: value for key, value in row.wire.items() if not (isinstance(value, str) and value.startswith("="))
        }
        rows.append(StyleRead(at, literals, dict(row.of)))
    return sorted(rows, key=lambda row: -len(row.when))
