"""Expressions: what Python they become, and what is refused, where."""

from __future__ import annotations

import pytest
from lang_support import map_scope
from venuegen.lang import LangError, compile_condition, compile_expr, compile_frame, compile_template, compile_value
from venuegen.lang.contract import CONTRACT_ENUMS
from venuegen.lang.scopes import Binding
from venuegen.lang.types import BOOL, DECIMAL, INT, JSON, STR, SYMBOL, TIME_NS, ListType, Optional, Time, Type

SCOPE = map_scope()
SIDE = CONTRACT_ENUMS["Side"]
TIF = CONTRACT_ENUMS["TimeInForce"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("=m.price * 2", "m.price * 2"),
        ("=(m.price + 1) * 2", "(m.price + 1) * 2"),
        ("=m.id / 3", "Decimal(m.id) / 3"),
        ("=m.id // 3 % 2", "m.id // 3 % 2"),
        ("=-m.fee", "-m.fee if m.fee is not None else None"),
        ("=m.stop", "m.stop if m.stop is not UNSET else None"),
        ("=m.fee", "m.fee"),
        ("=m.limit", "Decimal(m.limit) if m.limit not in ('', 'NA') else None"),
        ("=m.ref", "m.ref if m.ref is not UNSET and m.ref not in ('', 'NA') else None"),
        ("=m.error.code", "m.error.code if m.error is not UNSET else None"),
        ("=m.stop or m.price", "m.stop if m.stop is not UNSET and m.stop else m.price"),
        ("=m.fee or m.price", "m.fee or m.price"),
        ("=m.stop * 2 if m.stop is not None else None", "m.stop * 2 if m.stop is not UNSET else None"),
        ("=None if m.stop is None else m.stop * 2", "None if m.stop is UNSET else m.stop * 2"),
        (
            "=m.price if not m.maker and m.stop else m.price",
            "m.price if not m.maker and m.stop is not UNSET and m.stop else m.price",
        ),
        ("=m.rows", "m.rows"),
        ("=first(m.rows).price", "Decimal(_1[0]) if (_1 := item(m.rows, 0)) is not None else None"),
        ("=m.rows[0].quantity", "Decimal(_1[1]) if (_1 := item(m.rows, 0)) is not None else None"),
        ("=last(m.texts)", "int(_1) if (_1 := item(m.texts, -1)) is not None else None"),
        ("=m.pair[1]", "Decimal(m.pair[1])"),
        ("=m.extra['a']", "m.extra.get('a')"),
        ("=lookup(m.extra, m.kind)", "m.extra.get(m.kind)"),
        ("=pick(m.filters, name='LOT')", "next((row for row in m.filters if row.name == 'LOT'), None)"),
        (
            "=pick(m.filters, name='LOT').step",
            "_1.step if (_1 := next((row for row in m.filters if row.name == 'LOT'), None)) is not None"
            " and _1.step is not UNSET else None",
        ),
        ("=sum(m.rows, 'quantity')", "sum((Decimal(row[1]) for row in m.rows), Decimal(0))"),
        ("=every(m.inners, 'rows')", "[each for one in m.inners for each in one.rows]"),
        (
            "=every(m.inners, 'more')",
            "[each for one in m.inners for each in (one.more if one.more is not UNSET else None) or ()]",
        ),
        ("=text(m.price)", "decimal_text(m.price)"),
        ("=text(m.id)", "str(m.id)"),
        ("=text(m.maker)", "bool_text(m.maker)"),
        ("=text(m.stop)", "decimal_text(m.stop) if m.stop is not UNSET else None"),
        ("=int('5')", "int('5')"),
        ("=decimal('0.1') * m.price", "Decimal('0.1') * m.price"),
        ("=lower(m.symbol)", "m.symbol.lower()"),
        ("=part(m.symbol, '-', -1)", "part(m.symbol, '-', -1)"),
        ("=len(split(m.symbol, '-'))", "len(split(m.symbol, '-'))"),
        ("=concat(m.symbol, '-', text(m.id))", "m.symbol + '-' + str(m.id)"),
        ("=join(',', m.words)", "','.join(parse_csv(m.words))"),
        ("=len(m.rows) > 1", "len(m.rows) > 1"),
        ("=has(m.flags, 4096)", "m.flags & 4096 == 4096"),
        ("=contains(m.words, 'po')", "'po' in parse_csv(m.words)"),
        ("=starts(m.symbol, 'X')", "m.symbol.startswith('X')"),
        ("=select(m.kind, A='x', other='y')", "'x' if m.kind == 'A' else 'y'"),
        ("=lookup({'A': 'x'}, m.kind)", "{'A': 'x'}.get(m.kind)"),
        ("=max(m.price, 0)", "max(m.price, Decimal(0))"),
        ("=hooks.fix('a', m.price)", "hooks.fix('a', m.price)"),
        ("=m.time - m.sent", "m.time - m.sent * 1_000"),
        ("=json({'a': m.price})", "json_text({'a': m.price})"),
        ("=hex(sha256(m.symbol))", "sha256_bytes(m.symbol.encode()).hex()"),
        ("=unhex('00')", "b'\\x00'"),
        ("=m.inner.volume", "m.inner.volume"),
        ("=cfg.window", "cfg.window"),
        ("=style.type", "style.type"),
        ("=m.any['a'][0]", "json_at(_1, 0) if (_1 := json_at(m.any, 'a')) is not None else None"),
    ],
)
def test_code(text: str, code: str) -> None:
    assert compile_expr(text, SCOPE).code == code


@pytest.mark.parametrize(
    ("text", "expected", "code"),
    [
        ("=m.time", TIME_NS, "m.time * 1_000_000"),
        ("=m.when", TIME_NS, "ns_from_ms(m.when)"),
        ("=m.iso", Time("s"), "ns_from_iso(m.iso) // 1_000_000_000"),
        ("=m.id", DECIMAL, "Decimal(m.id)"),
        ("=m.symbol", SYMBOL, "i.symbol"),
        ("=m.side", SIDE, "SIDE_IN[m.side]"),
        ("=m.side", Optional(SIDE), "SIDE_IN.get(m.side)"),
        ("=m.tif", Optional(TIF), "TIF_IN.get(m.tif) if m.tif is not UNSET else None"),
        (
            "=m.tif or 'gtc'",
            TIF,
            "_1 if m.tif is not UNSET and (_1 := TIF_IN.get(m.tif)) is not None else TimeInForce.GTC",
        ),
        ("='sell' if m.maker else 'buy'", SIDE, "Side.SELL if m.maker else Side.BUY"),
        ("=m.side if m.maker else 'buy'", SIDE, "SIDE_IN[m.side] if m.maker else Side.BUY"),
        ("=select(m.kind, A='buy', other='sell')", SIDE, "Side.BUY if m.kind == 'A' else Side.SELL"),
        ("=lookup({'A': 'buy', 'B': 'sell'}, m.kind)", Optional(SIDE), "{'A': Side.BUY, 'B': Side.SELL}.get(m.kind)"),
        ("=m.texts", ListType(INT), "[int(x) for x in m.texts]"),
        ("=m.price if m.price else None", Optional(DECIMAL), "m.price if m.price else None"),
        ("=m.stop", Optional(JSON), "decimal_text(m.stop) if m.stop is not UNSET else None"),
        ("=m.kind", STR, "m.kind"),
        ("=m.maker", BOOL, "m.maker"),
        (
            "=(m.price if m.price else m.stop) or m.price",
            Optional(JSON),
            "decimal_text(_2) if (_2 := (m.price if m.price else m.stop if m.stop is not UNSET else None)) "
            "else decimal_text(m.price)",
        ),
    ],
)
def test_conversion(text: str, expected: Type, code: str) -> None:
    assert compile_expr(text, SCOPE, expected).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("=m.stop is not None and m.stop > 0", "m.stop is not UNSET and m.stop > 0"),
        ("=m.stop is None or m.stop > 0", "m.stop is UNSET or m.stop > 0"),
        ("=m.error is not None", "m.error is not UNSET"),
        ("=not m.error", "m.error is UNSET"),
        ("=m.error.code == 5", "(m.error.code if m.error is not UNSET else None) == 5"),
        ("=m.kind == 'A'", "m.kind == 'A'"),
        ("=m.kind in ('A', 'B')", "m.kind in ('A', 'B')"),
        ("=m.level == 1", "m.level == 1"),
        ("=1 < m.id <= 5", "1 < m.id and m.id <= 5"),
        ("=m.tif == 'GTC'", "m.tif == 'GTC'"),
        ("=m.ref == 'x'", "m.ref == 'x'"),
        ("=m.limit is None", "m.limit in ('', 'NA')"),
        ("=m.ref is None", "m.ref is UNSET or m.ref in ('', 'NA')"),
        ("=m.maker", "m.maker"),
        ("=style.type == 'limit'", "style.type == OrderType.LIMIT"),
        (
            "=pick(m.filters, name='A') is not None",
            "next((row for row in m.filters if row.name == 'A'), None) is not None",
        ),
    ],
)
def test_condition(text: str, code: str) -> None:
    assert compile_condition(text, SCOPE).code == code


@pytest.mark.parametrize(
    ("text", "message", "span", "hint"),
    [
        ("=m.prise", "`m` (Message) has no field `prise`", (3, 8), "did you mean `price`?"),
        ("=m.limitPrice", "`limitPrice` is the wire's name of `limit`", (3, 13), "write `limit`"),
        ("=n.price", "unknown name `n` in this map", (1, 2), ""),
        (
            "=m.stop * 2",
            "`m.stop` may be missing: `*` needs it",
            (1, 7),
            "write `… if m.stop is not None else None`, or `m.stop or …`",
        ),
        ("=m.price * 0.1", "`0.1` would be a float, which is not exact", (11, 14), "write `decimal('0.1')`"),
        ("=m.kind == 'C'", "`C` is no word of Kind", (11, 14), "known: `A`, `B`"),
        ("=m.symbol + m.id", "`+` between venue_symbol and int", (1, 16), "write `text(m.id)`"),
        ("=m.symbol.lower()", "methods are not part of the language", (10, 15), "write `lower(m.symbol…)`"),
        ("=lenn(m.rows)", "unknown function `lenn`", (1, 5), "did you mean `len`?"),
        (
            "=[x for x in m.rows]",
            "a comprehension is not part of the language",
            (1, 20),
            "use `each:`, `pick(…)`, `sum(…)`, or a function in hooks",
        ),
        (
            "=f'{m.id}'",
            "an f-string is not part of the language",
            (1, 10),
            'write a template (`"text {name}"` without `=`), or `concat(…)`',
        ),
        (
            "=m.price is not None",
            "`m.price` is always there",
            (1, 8),
            "a type that may be missing is `opt<…>`, one that may be null `null<…>`",
        ),
        ("=m.fee == None", "compare with None by `is`", (1, 14), ""),
        ("=m.price == '5'", "decimal is compared with str: they are never equal", (1, 15), "write `decimal('5')`"),
        ("=m.__class__", "`m` (Message) has no field `__class__`", (3, 12), ""),
        ("=__import__('os')", "unknown function `__import__`", (1, 11), ""),
        ("=hooks.fox(1)", "unknown hook `fox`", (7, 10), "did you mean `fix`?"),
        (
            "=select(i.kind, spot=1)",
            "`select` does not say what `perpetual=`, `future=`, `option=` gives",
            (1, 23),
            None,
        ),
        ("=m.price +", "this is no expression: invalid syntax", (10, 11), ""),
        ("=", "the expression is empty", (0, 1), ""),
        ("=pick(m.filters, nam='A')", "`Filter` has no field `nam`", (17, 24), "did you mean `name`?"),
        ("=m.rows[5:]", "only a constant may stand in brackets", (8, 10), None),
        ("=(y := 1)", "`:=` is not part of the language", None, None),
        ("=lambda: 1", "a lambda is not part of the language", None, None),
    ],
)
def test_refused(text: str, message: str, span: tuple[int, int] | None, hint: str | None) -> None:
    with pytest.raises(LangError) as raised:
        compile_expr(text, SCOPE)
    error = raised.value
    assert error.message.startswith(message)
    if span is not None:
        assert (error.start, error.end) == span
    if hint:
        assert error.hint == hint


@pytest.mark.parametrize(
    ("text", "expected", "message"),
    [
        ("=m.stop", DECIMAL, "`m.stop` may be missing, but a decimal must be there"),
        ("=m.id", STR, "`m.id` is an int, not a str"),
        ("='hold' if m.maker else 'buy'", SIDE, "`hold` is no Side of the contract"),
        ("=m.kind", SIDE, "`m.kind` is a Kind, not a contract Side"),
        ("=m.id", TIME_NS, "`m.id` is an int, not a time in ns"),
        ("=None", DECIMAL, "None is assigned to what must be there"),
    ],
)
def test_not_assignable(text: str, expected: Type, message: str) -> None:
    with pytest.raises(LangError) as raised:
        compile_expr(text, SCOPE, expected)
    assert raised.value.message == message


def test_what_a_condition_proves_needs_no_guard() -> None:
    assert compile_expr("=m.error.code", SCOPE, given=("=m.error is not None",)).code == "m.error.code"


def test_columns_count_characters_after_other_alphabets() -> None:
    with pytest.raises(LangError) as raised:
        compile_expr("='é€' == m.nope", SCOPE)
    assert (raised.value.start, raised.value.end) == (11, 15)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{m.symbol:lower}@trade", "f'{m.symbol.lower()}@trade'"),
        ("plain", "'plain'"),
        ("{{x}}", "'{x}'"),
        ("{m.symbol}", "m.symbol"),
        ('it\'s "{m.id}"\n{{}}\\', "f'it\\'s \"{m.id}\"\\n{{}}\\\\'"),
        ("{part(m.symbol, '-', 0)}!", "part(m.symbol, '-', 0) + '!'"),
    ],
)
def test_template(text: str, code: str) -> None:
    assert compile_template(text, SCOPE).code == code


@pytest.mark.parametrize(
    ("text", "start"), [("a{", 1), ("a}", 1), ("{m.symbol:upperr}", 10), ("{m.nope}", 3), ("{m.stop}", 1), ("{}", 1)]
)
def test_template_refused(text: str, start: int) -> None:
    with pytest.raises(LangError) as raised:
        compile_template(text, SCOPE)
    assert raised.value.start == start


def test_frame_keeps_order_and_builds_values() -> None:
    frame = {"op": "sub", "args": [{"ch": "t.{m.symbol:lower}"}, "=m.price"], "id": "=m.id", "z": None, "b": True}
    code = "{'op': 'sub', 'args': [{'ch': f't.{m.symbol.lower()}'}, decimal_text(m.price)], 'id': m.id, 'z': None, 'b': True}"  # noqa: E501
    assert compile_frame(frame, SCOPE).code == code


def test_frame_errors_say_where() -> None:
    with pytest.raises(LangError) as raised:
        compile_frame({"a": [1, "=m.nope"]}, SCOPE)
    assert raised.value.path == ("a", 1)


def test_literals_become_words_of_the_contract() -> None:
    assert compile_value("buy", SCOPE, SIDE).code == "Side.BUY"
    assert compile_value("0.1", SCOPE, DECIMAL).code == "Decimal('0.1')"
    assert compile_value(5, SCOPE, DECIMAL).code == "Decimal(5)"
    assert compile_value(None, SCOPE, Optional(DECIMAL)).code == "None"
    with pytest.raises(LangError, match="no Side of the contract"):
        compile_value("bye", SCOPE, SIDE)


def test_a_word_of_the_contract_beside_a_value_of_the_contract() -> None:
    scope = SCOPE.with_names(t=Binding(Optional(TIF), "o.time_in_force"))
    wire = SCOPE.types.enums["Tif"].type
    assert compile_expr("=t or 'gtc'", scope, wire).code == "TIF_OUT[o.time_in_force or TimeInForce.GTC]"
