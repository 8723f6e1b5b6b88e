"""Functions over text."""

from __future__ import annotations

import ast
from dataclasses import replace

from ..convert import TEXTS, convert
from ..errors import LangError
from ..types import BOOL, BYTES, DECIMAL, INT, JSON, STR, ContractEnum, EnumType, ListType, Time, UnionType
from ..values import Ex, Guard, is_stable, name
from .calls import Call, function


@function(
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


function("lower(s)", "Lower case; none when s is.", "=lower(i.venue_symbol)")(_case)
function("upper(s)", "Upper case; none when s is.", "=upper(o.client_order_id)")(_case)


@function("concat(a, b, …)", "Texts (or bytes) one after the other.", "=concat(clock.ms_text, cred.api_key)", 2, None)
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


@function(
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


@function(
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


@function(
    "cut(s, from, to)",
    "The characters of a text from one place (counted from 0) to another one, or to its end: `cut(path, 1)`; a shorter "
    "text cannot be read.",
    "=cut(m.pair, 0, 3)",
    2,
    3,
)
def _cut(call: Call) -> Ex:
    ex = call.text(call.arg(0, missing=True))
    places = [ast.Constant(call.literal(at, int, "a number")) for at in range(1, len(call.node.args))]
    return call.made(ex, call.compiler.runtime("cut", ex.core, *places), STR)


@function(
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


@function("split(s, sep)", "Parts of a text at a separator; none of an empty text.", "=split(cfg.markets, ',')", 2, 2)
def _split(call: Call) -> Ex:
    ex = call.text(call.arg(0, missing=True))
    sep = call.text(call.arg(1))
    return call.made(ex, call.compiler.runtime("split", ex.core, sep.core), ListType(STR))


def _edge(call: Call) -> Ex:
    whole, edge = (call.text(arg) for arg in call.args())
    return call.method(whole, "startswith" if call.function.name == "starts" else "endswith", BOOL, edge.core)


function("starts(s, with)", "Whether a text starts with another.", "=starts(f.topic, 'tickers.')", 2, 2)(_edge)
function("ends(s, with)", "Whether a text ends with another.", "=ends(m.symbol, '-PERP')", 2, 2)(_edge)


@function("contains(x, part)", "Whether a text contains a text, or a list an item.", "=contains(m.flags, 'po')", 2, 2)
def _contains(call: Call) -> Ex:
    whole, inner = call.args()
    if isinstance(whole.type, ListType):
        whole = convert(call.compiler, whole, ListType(whole.type.item))
        inner = convert(call.compiler, inner, whole.type.item)  # type: ignore[union-attr]
    else:
        call.text(whole)
        call.text(inner)
    return call.new(ast.Compare(inner.core, [ast.In()], [whole.core]), BOOL)
