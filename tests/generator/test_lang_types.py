"""Types of the wire: grammar, names, meaning, and what a table refuses."""

from __future__ import annotations

from typing import Any

import pytest
from lang_support import SPEC, table
from venuegen.lang import LangError, parse_declaration
from venuegen.lang.types import (
    BOOL,
    DECIMAL,
    INT,
    STR,
    TIME_NS,
    VENUE_SYMBOL,
    ListType,
    Optional,
    StructType,
    Time,
    Type,
)
from venuegen.lang.wire_types import python_name

TABLE = table()


@pytest.mark.parametrize(
    ("text", "annotation", "value"),
    [
        ("str", "str", STR),
        ("decimal", "Decimal", DECIMAL),
        ("number", "Decimal", DECIMAL),
        ("digits", "str", DECIMAL),
        ("int_text", "str", INT),
        ("bool_01", "int", BOOL),
        ("ms", "int", Time("ms")),
        ("ns_text", "str", TIME_NS),
        ("iso", "str", TIME_NS),
        ("venue_symbol", "str", VENUE_SYMBOL),
        ("opt<int>", "int | UnsetType", Optional(INT)),
        ("opt<null<decimal>>", "Decimal | None | UnsetType", Optional(DECIMAL)),
        ("blank<decimal>", "str", Optional(DECIMAL)),
        ("csv<int>", "str", ListType(INT)),
        ("list<Row>", "list[Row]", ListType(StructType("Row"))),
        ("map<int>", "dict[str, int]", None),
        ("tuple<str, digits>", "tuple[str, str]", None),
        ("Frame<Error>", "FrameError", StructType("FrameError")),
        ("raw", "Raw", None),
    ],
)
def test_meaning(text: str, annotation: str, value: Type | None) -> None:
    type = TABLE.parse(text)
    assert TABLE.annotation(type) == annotation
    if value is not None:
        assert TABLE.value_type(type) == value


def test_one_struct_per_use_of_a_generic_type() -> None:
    TABLE.parse("Frame<Error>")
    fields = TABLE.structs["FrameError"].fields
    assert [(field.name, str(field.type)) for field in fields] == [("data", "Error"), ("more", "list<Error>")]


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("lastUpdateId", "last_update_id"),
        ("U", "u"),
        ("X-Time", "x_time"),
        ("HTTPCode", "http_code"),
        ("from", "from_"),
        ("list", "list_"),
        ("type", "type"),
    ],
)
def test_python_names(wire: str, name: str) -> None:
    assert python_name(wire) == name


def test_a_given_name_wins() -> None:
    field = parse_declaration("E", "event_time ms")
    assert (field.wire, field.name, str(field.type)) == ("E", "event_time", "ms")


@pytest.mark.parametrize(
    ("text", "message", "span", "hint"),
    [
        ("int?", "`?` is not part of a type", (3, 4), "write `opt<int>`"),
        ("str[]", "`[` is not part of a type", (3, 4), "write `list<str>`"),
        ("strr", "unknown type `strr`", (0, 4), "did you mean `str`?"),
        ("list<Rows>", "unknown type `Rows`", (5, 9), "did you mean `Row`?"),
        (
            "list<opt<int>>",
            "`opt` inside `list`: only a field can be missing",
            (5, 13),
            "write `null<int>` if it may be null",
        ),
        ("list", "`list` takes one type in angle brackets", (0, 4), ""),
        ("list<int", "`<` is not closed", (8, 9), ""),
        ("blank<Row>", "`blank<Row>`: only a text can be empty", (6, 9), ""),
        ("Class int", "`Class` cannot be a python name", (0, 5), ""),
        ("class int", "`class` cannot be a python name", (0, 5), ""),
        ("", "the type is missing", (0, 1), ""),
    ],
)
def test_refused(text: str, message: str, span: tuple[int, int], hint: str) -> None:
    with pytest.raises(LangError) as raised:
        TABLE.declaration("x", text)
    assert (raised.value.message, (raised.value.start, raised.value.end), raised.value.hint) == (message, span, hint)


def test_a_wire_name_without_a_python_name_needs_one() -> None:
    with pytest.raises(LangError, match="makes no python name"):
        TABLE.declaration("24h", "decimal")
    assert TABLE.declaration("24h", "volume_24h decimal").name == "volume_24h"


def problems(**changes: Any) -> list[tuple[tuple[str | int, ...], str]]:
    return [(problem.path, problem.error.message) for problem in table(**changes).problems]


def with_type(name: str, declaration: Any) -> dict[str, Any]:
    return {"types": {**SPEC["types"], name: declaration}}


def test_the_example_has_no_problems() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("declaration", "path", "message"),
    [
        ({"e": "int", "E": "int"}, ("types", "New", "E"), "`E` and `e` are both called `e`"),
        ({"a": "intt"}, ("types", "New", "a"), "unknown type `intt`"),
        ({"$tga": 1}, ("types", "New", "$tga"), "unknown word `$tga`"),
        ({"$tag": "x"}, ("types", "New", "$tag"), "`$tag` is one wire field and its value"),
        ({"$like": "Nope"}, ("types", "New", "$like"), "`Nope` is no object type"),
        (["price"], ("types", "New", 0), "an item of a positional array needs a name"),
        (["...", "a int"], ("types", "New", 0), "`...` is not the last item"),
        (["a opt<int>", "b int"], ("types", "New", 1), "`b` must be there after `a`, which may be missing"),
        ("New", ("types", "New"), "`New` is an alias of itself"),
    ],
)
def test_declarations_refused(declaration: Any, path: tuple[str | int, ...], message: str) -> None:
    assert (path, message) in problems(**with_type("New", declaration))


def test_like_copies_replaces_and_removes() -> None:
    made = table(**with_type("New", {"$like": "Error", "$remove": ["msg"], "code": "str", "more": "int"}))
    assert [(field.name, str(field.type)) for field in made.structs["New"].fields] == [("code", "str"), ("more", "int")]


def test_enums_map_both_ways_and_the_first_word_wins() -> None:
    enums = {"Side": {"contract": "Side", "values": {"B": "buy", "S": "sell", "BID": "buy", "?": None}}}
    made = table(enums={**SPEC["enums"], **enums}).enums["Side"]
    assert made.inward == {"B": "buy", "S": "sell", "BID": "buy"}
    assert made.outward == {"buy": "B", "sell": "S"}
    assert (made.table_in, made.table_out) == ("SIDE_IN", "SIDE_OUT")


def test_enum_members_have_names() -> None:
    made = table(enums={**SPEC["enums"], "Odd": ["post-only", "24h", "limitMaker", "class"]}).enums["Odd"]
    assert list(made.members.values()) == ["POST_ONLY", "VALUE_24H", "LIMIT_MAKER", "CLASS"]
    assert TABLE.enums["Level"].members == {1: "TOP", 2: "VALUE_2"}


def test_a_word_that_the_contract_lacks_is_refused() -> None:
    enums = {"Side": {"contract": "Side", "values": {"B": "bye", "S": "sell"}}}
    assert (("enums", "Side", "values", "B"), "`bye` is no member of Side") in problems(
        enums={**SPEC["enums"], **enums}
    )


def test_closed_arrays_are_tuples() -> None:
    made = table(**with_type("Open", ["a int", "..."]))
    assert (made.is_tuple("Row"), made.is_tuple("Open"), made.is_tuple("Error")) == (True, False, False)


@pytest.mark.parametrize(
    ("text", "json", "plain"),
    [
        ("decimal", "decimal_text(v)", "decimal_text(v)"),
        ("int", "v", "str(v)"),
        ("ms_text", "str(ms_from_ns(v))", "str(ms_from_ns(v))"),
        ("bool_01", "int(v)", "bool_01(v)"),
        ("list<digits>", "[decimal_text(x) for x in v]", "json_text(v)"),
        ("blank<decimal>", "decimal_text(v)", "decimal_text(v)"),
        ("csv<int>", "','.join(str(x) for x in v)", "','.join(str(x) for x in v)"),
        ("Side", "v", "v"),
        ("Level", "v", "str(v)"),
    ],
)
def test_what_is_sent(text: str, json: str, plain: str) -> None:
    type = TABLE.parse(text)
    assert (TABLE.write(type, "v"), TABLE.write(type, "v", "text")) == (json, plain)
