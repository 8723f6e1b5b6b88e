"""No text whatever makes the language raise anything but LangError, or write Python that reads names nobody gave it."""

# ruff: noqa: E501, PT017, SIM905 - word lists are read as text, and every outcome but two is a defect
from __future__ import annotations

import ast
import builtins

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lang_support import map_scope, table
from venuegen.lang import Compiled, LangError, compile_condition, compile_expr, compile_frame, compile_template
from venuegen.lang.scalars import WIRE_FUNCTIONS

SCOPE = map_scope()
TABLE = table()
WORDS = st.sampled_from(
    "m i cfg style recv hooks price stop fee limit ref error code rows filters words extra pair side tif kind level maker "
    "text int decimal len pick first last select lookup sum part concat join has contains json hex min max fix name step "
    "( ) [ ] { } , . + - * / // % < > == != <= >= in not and or if else is None True 'A' 'GTC' 'x' 1 0 -1 0.1 : = "
    "lambda for __class__ __import__ \\ ' \" # ; @ := ** await yield".split()
)
LIKELY = st.lists(WORDS, max_size=12).map(" ".join) | st.lists(WORDS, max_size=12).map("".join)
PATHS = st.sampled_from(
    "m.price m.stop m.fee m.limit m.ref m.error.code m.rows m.filters m.words m.side m.tif m.kind m.maker m.id m.time "
    "m.iso m.when m.any m.extra m.pair[1] first(m.rows).price pick(m.filters,name='A').step m.symbol 'A' 1 None".split()
)
TREES = st.recursive(
    PATHS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "*", "==", "<", "and", "or", "in", "is", "is not", "/"]), inner).map(
            lambda t: f"({t[0]} {t[1]} {t[2]})"
        ),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]} if {t[1]} else {t[2]})"),
        st.tuples(
            st.sampled_from(["text", "int", "decimal", "len", "abs", "json", "first", "lower", "not", "-"]), inner
        ).map(lambda t: f"{t[0]}({t[1]})"),
        st.tuples(inner).map(lambda t: f"{t[0]} is not None"),
    ),
    max_leaves=8,
)
CONTRACT = {"Side", "TimeInForce", "OrderType", "PositionSide", "TriggerBy"}
GIVEN = {"Decimal", "UNSET", "hooks", "row", "x", "now", *CONTRACT, *WIRE_FUNCTIONS}


def check(compiled: Compiled) -> None:
    tree = ast.parse(compiled.code, mode="eval")
    compile(tree, "<generated>", "eval")
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    needed = {need.name for need in compiled.needs}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            known = node.id in SCOPE.names or node.id in bound or node.id in needed or node.id == "hooks"
            assert known or node.id in ALLOWED_BUILTINS, compiled.code
        if isinstance(node, ast.Attribute):
            assert not node.attr.startswith("_"), compiled.code


ALLOWED_BUILTINS = {"len", "abs", "min", "max", "int", "str", "sum", "next", "sorted", "bytes", "list", "zip"}
assert set(dir(builtins)) >= ALLOWED_BUILTINS


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=60) | LIKELY | TREES)
@example("(" * 500)
@example("-" * 1500 + "1")
@example("1+" * 900 + "1")
@example("m" + ".a" * 900)
@example("'\ud800'")
@example("\x00")
@example("9" * 1900)
@example("m.price\n+1")
@example("**{}")
@example("pick(**{'a': 1})")
@example("len(*m.rows)")
def test_expressions(text: str) -> None:
    for each in (compile_expr, compile_condition):
        try:
            check(each("=" + text, SCOPE))
        except LangError as error:
            assert 0 <= error.start < error.end
            assert error.start <= len(text) + 2


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40) | LIKELY | TREES.map(lambda text: f"a'\"{{{{{{{text}}}}}}}\n{{{text}}}"))
def test_templates(text: str) -> None:
    try:
        check(compile_template(text, SCOPE))
    except LangError as error:
        assert 0 <= error.start < error.end


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20) | TREES.map("={}".format),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=6,
    )
)
def test_frames(value: object) -> None:
    try:
        check(compile_frame(value, SCOPE))
    except LangError as error:
        assert error.message


@settings(max_examples=400, deadline=None)
@given(
    st.text(max_size=40)
    | st.lists(
        st.sampled_from("list map opt null blank csv tuple < > , str int Row Frame ? | [ ]".split()), max_size=14
    ).map("".join)
)
@example("list<" * 300)
def test_types(text: str) -> None:
    try:
        found = TABLE.declaration("wire", text)
    except LangError as error:
        assert 0 <= error.start < error.end
    else:
        TABLE.annotation(found.type), TABLE.schema(found.type), TABLE.value_type(found.type)
