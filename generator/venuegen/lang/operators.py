"""Arithmetic and comparisons of the expression language."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from .convert import TEXTS, check_word, convert, is_number_text, time_node
from .errors import LangError
from .types import (
    BOOL,
    BYTES,
    DECIMAL,
    INT,
    JSON,
    NONE,
    STR,
    UNITS,
    ContractEnum,
    EnumType,
    ListType,
    MapType,
    Optional,
    Record,
    Time,
    Type,
    UnionType,
)
from .values import Ex, Facts, both, shown

if TYPE_CHECKING:
    from .compiler import Compiler

__all__ = ["binary", "compare", "equal", "unary"]

_NUMBERS = (INT, DECIMAL)
_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
}  # fmt: skip
_DIVIDED = {"/": "divided", "//": "floored", "%": "remainder"}
"""Function of the runtime for a division by something that may be zero."""
_ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def binary(compiler: Compiler, node: ast.BinOp, left: Ex, right: Ex, at: tuple[int, int]) -> Ex:
    """`left op right`."""
    sign = _SIGNS.get(type(node.op))
    if sign is None:
        raise LangError("this operator is not part of the language", *at, expected="one of + - * / // %")
    for side in (left, right):
        compiler.certain(side, f"`{sign}`")
    one, two = left.type, right.type

    def made(type: Type, a: ast.expr = left.core, b: ast.expr = right.core) -> Ex:
        return Ex(ast.BinOp(a, node.op, b), type, (), at)

    if one in _NUMBERS and two in _NUMBERS:
        if sign in _DIVIDED and right.literal == 0:
            raise LangError("division by zero", *right.span, expected="a number that is not zero")
        if sign in _DIVIDED and right.literal is None and not _is_written(node.right):
            # What a venue sends may be zero: then this value cannot be read, and the message says so.
            if sign != "/" and DECIMAL in (one, two):
                raise LangError(f"`{sign}` of decimals", *at, expected="whole numbers", hint="write `int(…)`")
            kind = DECIMAL if sign == "/" else INT
            return Ex(compiler.runtime(_DIVIDED[sign], left.core, right.core), kind, (), at)
        if sign == "/" and one == two == INT:
            return made(DECIMAL, compiler.std("Decimal", left.core))
        if sign in ("//", "%") and DECIMAL in (one, two):
            raise LangError(f"`{sign}` of decimals", *at, expected="whole numbers", hint="write `int(…)`")
        return made(DECIMAL if DECIMAL in (one, two) or sign == "/" else INT)
    if sign == "+" and one in TEXTS and two in TEXTS:
        return made(STR)
    if sign == "+" and one == two == BYTES:
        return made(BYTES)
    if isinstance(one, Time) and two == INT and sign in ("+", "-"):
        return made(one)
    if one == INT and isinstance(two, Time) and sign == "+":
        return made(two)
    if isinstance(one, Time) and isinstance(two, Time) and sign == "-":
        fine = min(one, two, key=lambda time: UNITS[time.unit])
        return made(INT, time_node(left.core, one, fine), time_node(right.core, two, fine))
    hint = ""
    duration = next((each for each in (left, right) if isinstance(each.type, Record)), None)
    if duration is not None and str(duration.type) == "duration":
        hint = f"write `{compiler.text_of(duration.span)}.ms`, or another unit"
    elif sign == "+" and (one in TEXTS or two in TEXTS):
        other = right if one in TEXTS else left
        hint = f"write `text({compiler.text_of(other.span)})`"
    elif one in TEXTS or two in TEXTS:
        text = left if one in TEXTS else right
        hint = f"write `decimal({compiler.text_of(text.span)})`, or declare the field `decimal`"
    raise LangError(f"`{sign}` between {one} and {two}", *at, expected="two numbers, or two texts with `+`", hint=hint)


def _is_written(node: ast.expr) -> bool:
    """A number that the author wrote as `decimal('0.001')`, and not zero."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "decimal"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and not re.fullmatch(r"-?[0.]*([eE].*)?", node.args[0].value)
    )


def unary(compiler: Compiler, node: ast.UnaryOp, operand: Ex, at: tuple[int, int]) -> Ex:
    """`-x` and `+x`; missing when x is."""
    if not isinstance(node.op, ast.USub | ast.UAdd):
        raise LangError("`~` is not part of the language", *at)
    if operand.type not in _NUMBERS:
        raise LangError(f"{compiler.source(operand.span)} is {operand.type}, not a number", *operand.span)
    if isinstance(operand.literal, int) and isinstance(node.op, ast.USub):
        return Ex(ast.Constant(-operand.literal), INT, (), at, -operand.literal)
    made = operand.given(ast.UnaryOp(node.op, operand.core), operand.type)
    return Ex(made.core, made.type, made.guards, at)


def compare(compiler: Compiler, node: ast.Compare, facts: Facts) -> tuple[ast.expr, Facts, Facts]:
    """A comparison, chained or not: the test, what is known where it holds, and where not."""
    tests: list[ast.expr] = []
    yes: Facts = frozenset()
    no: Facts = frozenset()
    left = node.left
    for op, right in zip(node.ops, node.comparators, strict=True):
        test, gained, lost = _pair(compiler, left, op, right, facts | yes)
        tests.append(test)
        yes |= gained
        no = lost
        left = right
    return both(tests), yes, no if len(tests) == 1 else frozenset()


def _pair(
    compiler: Compiler, left: ast.expr, op: ast.cmpop, right: ast.expr, facts: Facts
) -> tuple[ast.expr, Facts, Facts]:
    at = (left.col_offset, right.end_col_offset or left.col_offset)
    if isinstance(op, ast.Is | ast.IsNot):
        return _is_none(compiler, left, op, right, facts, at)
    one = compiler.compile(left, facts)
    if isinstance(op, ast.In | ast.NotIn):
        return _inside(compiler, one, op, right, facts, at)
    two = compiler.compile(right, facts)
    if isinstance(op, _ORDERED):
        return _order(compiler, one, op, two, at), frozenset(), frozenset()
    test = equal(compiler, one, op, two, at)
    known = frozenset() if two.missing else one.keys()
    return (test, known, frozenset()) if isinstance(op, ast.Eq) else (test, frozenset(), known)


def _is_none(
    compiler: Compiler, left: ast.expr, op: ast.cmpop, right: ast.expr, facts: Facts, at: tuple[int, int]
) -> tuple[ast.expr, Facts, Facts]:
    if not (isinstance(right, ast.Constant) and right.value is None):
        raise LangError("`is` compares with None only", *at, hint="write `==`")
    ex = compiler.compile(left, facts)
    if not ex.missing:
        raise LangError(
            f"{compiler.source(ex.span)} is always there",
            *ex.span,
            expected="a value that may be missing",
            hint="a type that may be missing is `opt<…>`, one that may be null `null<…>`",
        )
    if isinstance(op, ast.IsNot):
        return ex.presence(), ex.keys(), frozenset()
    return ex.absence(), frozenset(), ex.keys()


def equal(compiler: Compiler, one: Ex, op: ast.cmpop, two: Ex, at: tuple[int, int]) -> ast.expr:
    """`one == two` (or `!=`): a missing value equals nothing but a missing one."""
    if NONE in (one.type, two.type):
        raise LangError("compare with None by `is`", *at, expected="`is None` or `is not None`")
    if one.literal is not None and two.literal is None:
        two, one = _alike(compiler, two, one, at)
    else:
        one, two = _alike(compiler, one, two, at)
    return ast.Compare(_comparable(one, two), [op], [_comparable(two, one)])


def _comparable(ex: Ex, other: Ex) -> ast.expr:
    # UNSET and None equal no word and no number: a plain field needs no guard, unless both sides may be missing.
    return ex.core if ex.is_plain() and not other.missing and not any(g.bind for g in ex.guards) else ex.value()


def _alike(compiler: Compiler, one: Ex, two: Ex, at: tuple[int, int]) -> tuple[Ex, Ex]:
    """Both in a form that compares. Raises LangError for two that could never be equal."""
    a, b = one.type, two.type
    if isinstance(a, EnumType | ContractEnum) and two.literal is not None:
        check_word(compiler, two, a)
        if isinstance(a, ContractEnum):
            return one, convert(compiler, two, a)
        return one, two
    if isinstance(a, EnumType) and isinstance(b, ContractEnum):
        return convert(compiler, one, Optional(b)), two
    if isinstance(a, ContractEnum) and isinstance(b, EnumType):
        return one, convert(compiler, two, Optional(a))
    if isinstance(a, Time) and isinstance(b, Time):
        fine = min(a, b, key=lambda time: UNITS[time.unit])
        return convert(compiler, one, Optional(fine)), convert(compiler, two, Optional(fine))
    if isinstance(a, Time) and isinstance(two.literal, int):
        return one, two
    if (a in _NUMBERS and b in _NUMBERS) or (a in TEXTS and b in TEXTS) or (a == b and a in (BOOL, BYTES)):
        return one, two
    if isinstance(a, EnumType | ContractEnum) and a == b:
        return one, two
    if isinstance(a, EnumType) and a.wire == "str" and b in TEXTS:
        return one, two
    if isinstance(a, UnionType) and b in TEXTS and "str" in compiler.scope.types.unions[a.name].members:
        return one, two
    if isinstance(b, EnumType) and b.wire == "str" and a in TEXTS:
        return one, two
    if JSON in (a, b):
        return one, two
    hint = ""
    if a in _NUMBERS and isinstance(two.literal, str) and is_number_text(two.literal):
        hint = f"write `decimal('{two.literal}')`" if a == DECIMAL else f"write `{two.literal}`"
    elif a in TEXTS and b in _NUMBERS:
        hint = f"write `decimal({compiler.text_of(one.span)})`, or `'{compiler.text_of(two.span)}'`"
    elif a == BOOL and isinstance(two.literal, str):
        hint = "write `x` or `not x`"
    raise LangError(f"{a} is compared with {b}: they are never equal", *at, expected=str(a), hint=hint)


def _order(compiler: Compiler, one: Ex, op: ast.cmpop, two: Ex, at: tuple[int, int]) -> ast.expr:
    for side in (one, two):
        compiler.certain(side, "the comparison")
    a, b = one.type, two.type
    if isinstance(a, Time) and isinstance(b, Time):
        one, two = _alike(compiler, one, two, at)
    elif not (
        (a in _NUMBERS and b in _NUMBERS)
        or (isinstance(a, Time) and isinstance(two.literal, int))
        or (isinstance(b, Time) and isinstance(one.literal, int))
    ):
        hint = "texts have no order here: write `int(…)` or `decimal(…)`" if a in TEXTS or b in TEXTS else ""
        raise LangError(f"{a} and {b} have no order", *at, expected="two numbers or two times", hint=hint)
    return ast.Compare(one.core, [op], [two.core])


def _inside(
    compiler: Compiler, one: Ex, op: ast.cmpop, right: ast.expr, facts: Facts, at: tuple[int, int]
) -> tuple[ast.expr, Facts, Facts]:
    known: Facts = frozenset()
    if isinstance(right, ast.Tuple | ast.List):
        items: list[ast.expr] = []
        for item in right.elts:
            two = compiler.compile(item, facts)
            if NONE in (one.type, two.type):
                raise LangError("None is inside nothing", *two.span, hint="write `… is None or …`")
            left, made = _alike(compiler, one, two, at)
            if shown(left.core) != shown(one.core):
                raise LangError("compare with `==`", *at)
            items.append(made.value())
        if not items:
            raise LangError("nothing is inside an empty list", *at)
        test: ast.expr = ast.Compare(_comparable(one, Ex(right, STR)), [op], [ast.Tuple(items, ast.Load())])
        known = one.keys()
    else:
        two = compiler.certain(compiler.compile(right, facts), "`in`")
        if two.type in TEXTS:
            raise LangError("`in` a text", *at, expected="a list", hint="write `contains(text, part)`")
        if isinstance(two.type, MapType):
            one = convert(compiler, one, Optional(STR))
        elif isinstance(two.type, ListType):
            if one.type == NONE or isinstance(two.type.item, Optional):
                raise LangError("this list is not searched", *at)
            _alike(compiler, Ex(two.core, two.type.item, (), two.span), one, at)
            if two.type.wire is not None:
                two = convert(compiler, two, ListType(two.type.item))
        elif two.type != JSON:
            raise LangError(f"`in` {two.type}", *two.span, expected="a list or a map")
        test = ast.Compare(one.value(), [op], [two.core])
    return (test, known, frozenset()) if isinstance(op, ast.In) else (test, frozenset(), known)
