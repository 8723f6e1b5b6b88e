"""Which value may be assigned where, and the Python of the conversion: the one table."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .errors import LangError, did_you_mean
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
    SYMBOL,
    UNITS,
    VENUE_SYMBOL,
    ContractEnum,
    EnumType,
    FlagsType,
    ListType,
    MapType,
    Optional,
    Record,
    StructType,
    Time,
    TupleType,
    Type,
    base_of,
)
from .values import Ex, Guard, grouped, name, substitute

if TYPE_CHECKING:
    from .compiler import Compiler

__all__ = ["TEXTS", "convert", "is_number_text", "time_node"]

TEXTS = (STR, VENUE_SYMBOL, SYMBOL)
"""Types whose values are plain text."""
_NUMBER = re.compile(r"^-?\d+(\.\d+)?([eE][-+]?\d+)?$")


def is_number_text(text: str) -> bool:
    return bool(_NUMBER.match(text))


def time_node(node: ast.expr, source: Time, target: Time) -> ast.expr:
    """A time in another unit; towards coarser units it is cut, never rounded up."""
    have, want = UNITS[source.unit], UNITS[target.unit]
    if have == want:
        return node
    if have > want:
        return ast.BinOp(node, ast.Mult(), grouped(have // want))
    return ast.BinOp(node, ast.FloorDiv(), grouped(want // have))


def convert(compiler: Compiler, ex: Ex, expected: Type) -> Ex:
    """`ex` as a value of type `expected` (its base type, where that is optional). Raises LangError."""
    target = base_of(expected)
    if ex.type == NONE:
        if isinstance(expected, Optional) or expected in (NONE, ANY, JSON):
            return ex
        raise LangError("None is assigned to what must be there", *ex.span, expected=str(expected))
    if ex.missing and not isinstance(expected, Optional) and expected not in (ANY, JSON):
        raise LangError(
            f"{compiler.source(ex.span)} may be missing, but {_a(expected)} must be there",
            *ex.span,
            expected=str(expected),
            hint=_present(compiler.text_of(ex.span)),
        )
    made = _convert(compiler, ex, target, isinstance(expected, Optional))
    if made is None:
        raise LangError(
            f"{compiler.source(ex.span)} is {_a(ex.type)}, not {_a(target)}",
            *ex.span,
            expected=str(expected),
            hint=_hint(compiler, ex, target),
        )
    return made


def _a(type: Type) -> str:
    text = str(type)
    return f"{'an' if text[:1].lower() in 'aeio' else 'a'} {text}"


def _present(text: str) -> str:
    """How a value comes to be there."""
    field = text.removeprefix("o.")
    needs = f"; or `needs: [{field}]`, where callers must give it" if text != field and field.isidentifier() else ""
    return f"write `{text} or …`, or a value `if … is not None else …`{needs}"


def _hint(compiler: Compiler, ex: Ex, target: Type) -> str:
    text = compiler.text_of(ex.span)
    if isinstance(target, Time) and ex.type in (INT, *TEXTS):
        return "declare the field with its unit: `s`, `ms`, `us`, `ns`, `ms_text`, `iso`, …"
    if target == STR and (ex.type in (INT, DECIMAL, BOOL) or isinstance(ex.type, Time | EnumType | ContractEnum)):
        return f"write `text({text})`"
    if target == DECIMAL and ex.type in TEXTS:
        return f"write `decimal({text})`, or declare the field `decimal`"
    if target == INT and (ex.type in (*TEXTS, DECIMAL) or isinstance(ex.type, Time)):
        return f"write `int({text})`"
    if isinstance(target, ContractEnum) and isinstance(ex.type, EnumType):
        return f"give enum `{ex.type.name}` `contract: {target.name}`, or compare with its words"
    if isinstance(target, EnumType) and isinstance(ex.type, ContractEnum):
        return f"give enum `{target.name}` `contract: {ex.type.name}`"
    if target == SYMBOL:
        return "a `venue_symbol` converts by itself; declare the field so"
    if target == VENUE_SYMBOL and ex.type == SYMBOL:
        return "write `i.venue_symbol`"
    return ""


def _convert(compiler: Compiler, ex: Ex, target: Type, may_miss: bool) -> Ex | None:
    source = ex.type
    if target == ANY:
        return ex
    if target == JSON:
        return _to_json(compiler, ex)
    if isinstance(target, TupleType) and isinstance(source, ListType) and isinstance(ex.core, ast.List):
        fits = target.items == (source.item,) * len(ex.core.elts)
        return ex.given(ast.Tuple(ex.core.elts, ast.Load()), target) if fits else None
    if isinstance(source, ListType) and isinstance(target, ListType):
        return _list(compiler, ex, source, target)
    if source == target:
        return ex
    if isinstance(target, Time):
        return ex.given(time_node(ex.core, source, target), target) if isinstance(source, Time) else None
    if isinstance(target, ContractEnum):
        return _to_contract(compiler, ex, target, may_miss)
    if isinstance(target, EnumType):
        return _to_enum(compiler, ex, target)
    if isinstance(target, FlagsType) or isinstance(source, FlagsType):
        return replace(ex, type=target) if INT in (source, target) else None
    if target == DECIMAL:
        if source == INT:
            return ex.given(compiler.std("Decimal", ex.core), DECIMAL)
        if isinstance(ex.literal, str) and is_number_text(ex.literal):
            return ex.given(compiler.std("Decimal", ex.core), DECIMAL)
        return None
    if target == SYMBOL:
        if source == VENUE_SYMBOL and compiler.scope.symbol_code is not None:
            return ex.given(substitute(compiler.scope.symbol_code, ex.core), SYMBOL)
        return None
    if target in (STR, VENUE_SYMBOL):
        if source in TEXTS and (target == STR or source != SYMBOL):
            return ex if target == source else replace(ex, type=target)
        if target == STR and isinstance(source, EnumType) and source.wire == "str":
            return replace(ex, type=STR)
        return None
    if target == BYTES:
        return (
            ex.given(ast.Call(ast.Attribute(ex.core, "encode", ast.Load()), [], []), BYTES) if source in TEXTS else None
        )
    if target == RAW and source == JSON:
        return None
    if isinstance(target, MapType) and isinstance(source, MapType) and target.value in (JSON, ANY):
        return ex
    if isinstance(target, Record | StructType) and source == target:
        return ex
    return None


def _to_contract(compiler: Compiler, ex: Ex, target: ContractEnum, may_miss: bool) -> Ex | None:
    source = ex.type
    if source in TEXTS and isinstance(ex.literal, str):
        if ex.literal not in target.words:
            raise LangError(
                f"`{ex.literal}` is no {target.name} of the contract",
                *ex.span,
                expected=f"a word of {target.name}",
                hint=did_you_mean(ex.literal, target.words),
            )
        return replace(ex, core=compiler.contract(target.name, ex.literal), type=target, literal=None)
    if not isinstance(source, EnumType) or source.contract != target.name:
        return None
    table = compiler.table(compiler.scope.types.enums[source.name].table_in)
    if not may_miss:
        return ex.given(ast.Subscript(table, ex.core, ast.Load()), target)
    node = ast.Call(ast.Attribute(table, "get", ast.Load()), [ex.core], [])
    bind = compiler.bind(node)
    return replace(ex, core=name(bind), type=target, guards=(*ex.guards, Guard("null", node, bind)), literal=None)


def _to_enum(compiler: Compiler, ex: Ex, target: EnumType) -> Ex | None:
    source = ex.type
    if ex.literal is not None and source in (STR, INT):
        check_word(compiler, ex, target)
        return replace(ex, type=target)
    if isinstance(source, ContractEnum) and target.contract == source.name:
        table = compiler.table(compiler.scope.types.enums[target.name].table_out)
        return ex.given(ast.Subscript(table, ex.core, ast.Load()), target)
    wire = STR if target.wire == "str" else INT
    return replace(ex, type=target) if source == wire else None


def check_word(compiler: Compiler, ex: Ex, enum: EnumType | ContractEnum) -> None:
    """Refuse a literal that is no word of `enum`."""
    if ex.literal in enum.words:
        return
    raise LangError(
        f"`{ex.literal}` is no word of {enum}",
        *ex.span,
        expected=f"a word of {enum}",
        hint=did_you_mean(str(ex.literal), map(str, enum.words)),
    )


def _list(compiler: Compiler, ex: Ex, source: ListType, target: ListType) -> Ex | None:
    item = compiler.read_item(source, name("x"), ex.span)
    made = convert(compiler, item, target.item)
    value = made.value()
    if isinstance(value, ast.Name) and value.id == "x":
        return replace(ex, type=ListType(target.item))
    generator = ast.comprehension(ast.Name("x", ast.Store()), ex.core, [], 0)
    compiler.refuse_binds(ex)
    return ex.given(ast.ListComp(value, [generator]), ListType(target.item))


def _to_json(compiler: Compiler, ex: Ex) -> Ex | None:
    source = ex.type
    if source == DECIMAL:
        return ex.given(compiler.runtime("decimal_text", ex.core), JSON)
    if isinstance(source, ContractEnum | StructType | Record) or source == BYTES:
        return None
    return replace(ex, type=JSON)
