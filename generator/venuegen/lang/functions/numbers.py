"""Functions over numbers, flags and what may be missing."""

from __future__ import annotations

import ast
from dataclasses import replace

from ..convert import TEXTS, convert, is_number_text
from ..errors import LangError, did_you_mean
from ..types import (
    BOOL,
    BYTES,
    DECIMAL,
    INT,
    JSON,
    UNITS,
    EnumType,
    FlagsType,
    ListType,
    MapType,
    Time,
    TupleType,
    Type,
    base_of,
)
from ..values import Ex, name
from .calls import NUMBERS, Call, function, row_field


@function("len(x)", "Number of items, entries or characters; none when x is.", "=len(page) < size")
def _len(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if not isinstance(ex.type, ListType | MapType | TupleType) and ex.type not in (*TEXTS, BYTES):
        raise call.refuse(ex, "a list, a map or a text")
    return call.made(ex, ast.Call(name("len"), [ex.core], []), INT)


@function("abs(x)", "The number without its sign; none when x is.", "=abs(m.quantity)")
def _abs(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if ex.type not in NUMBERS:
        raise call.refuse(ex, "a number")
    return call.made(ex, ast.Call(name("abs"), [ex.core], []), ex.type)


def _extreme(call: Call) -> Ex:
    args = call.args()
    kinds = {arg.type for arg in args}
    if all(isinstance(kind, Time) for kind in kinds):
        times = [arg.type for arg in args if isinstance(arg.type, Time)]
        result: Type = min(times, key=lambda time: UNITS[time.unit])
        args = [convert(call.compiler, arg, result) for arg in args]
    elif kinds <= set(NUMBERS):
        result = DECIMAL if DECIMAL in kinds else INT
        args = [convert(call.compiler, arg, result) for arg in args]
    else:
        wrong = next(arg for arg in args if arg.type not in NUMBERS)
        raise call.refuse(wrong, "numbers, or times")
    return call.new(ast.Call(name(call.function.name), [arg.core for arg in args], []), result)


function("min(a, b, …)", "The smallest of numbers or times.", "=min(depth, 5000)", 2, None)(_extreme)
function("max(a, b, …)", "The largest of numbers or times.", "=max(m.best, m.last)", 2, None)(_extreme)


@function(
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


@function("decimal(x)", "An exact number from text or a whole number; none when x is.", "=m.price * decimal('0.001')")
def _decimal(call: Call) -> Ex:
    ex = call.arg(0, missing=True)
    if ex.type == DECIMAL:
        return ex
    if ex.type not in (*TEXTS, INT):
        raise call.refuse(ex, "a text or a whole number")
    if isinstance(ex.literal, str) and not is_number_text(ex.literal):
        raise call.refuse(ex, "a text of a number, such as '0.1'")
    return call.made(ex, call.compiler.std("Decimal", ex.core), DECIMAL)


@function(
    "sum(rows, 'field')", "Sum of a list of numbers, or of one field of its rows.", "=sum(m.fills, 'quantity')", 1, 2
)
def _sum(call: Call) -> Ex:
    rows = call.arg(0)
    if not isinstance(rows.type, ListType):
        raise call.refuse(rows, "a list")
    row = call.compiler.read_item(rows.type, name("row"), rows.span)
    if len(call.node.args) == 2:
        row = row_field(call, row, str(call.literal(1, str, "the name of a field as text")), call.node.args[1])
    row = call.compiler.certain(row, "`sum`")
    if row.type not in NUMBERS:
        raise call.refuse(rows, "a list of numbers, or a second argument that names a field")
    call.compiler.refuse_binds(rows)
    zero = ast.Constant(0)
    start = zero if row.type == INT else call.compiler.std("Decimal", zero)
    items = ast.GeneratorExp(row.core, [ast.comprehension(ast.Name("row", ast.Store()), rows.core, [], 0)])
    return call.new(ast.Call(name("sum"), [items, start], []), row.type)


@function(
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
    # Generated loops call what they go through `row`.
    row = call.compiler.read_item(rows.type, name("one"), rows.span)
    found = row_field(call, row, str(call.literal(1, str, "the name of a field as text")), call.node.args[1])
    if not isinstance(found.type, ListType):
        raise call.refuse(rows, "a second argument that names a list")
    call.compiler.refuse_binds(rows)
    inner = ast.BoolOp(ast.Or(), [found.value(), ast.Tuple([], ast.Load())]) if found.guards else found.core
    loops = [
        ast.comprehension(ast.Name("one", ast.Store()), rows.core, [], 0),
        ast.comprehension(ast.Name("each", ast.Store()), inner, [], 0),
    ]
    return call.new(ast.ListComp(name("each"), loops), found.type)


@function("has(flags, bit)", "Whether a number has all bits of another.", "=has(m.flags, 4096)", 2, 2)
def _has(call: Call) -> Ex:
    flags, bit = call.args()
    for ex in (flags, bit):
        if ex.type != INT:
            raise call.refuse(ex, "a whole number")
    masked = ast.BinOp(flags.core, ast.BitAnd(), bit.core)
    return call.new(ast.Compare(masked, [ast.Eq()], [bit.core]), BOOL)


@function(
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
