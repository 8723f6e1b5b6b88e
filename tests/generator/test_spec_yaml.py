"""Reading YAML: scalars as people mean them, and where each one stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from venuegen.spec.diagnostics import Problems
from venuegen.spec.load import plain
from venuegen.spec.yamlnodes import MAX_BYTES, Map, Scalar, parse_yaml


def read(text: str | bytes) -> tuple[Any, list[str]]:
    problems = Problems()
    root = parse_yaml(text if isinstance(text, bytes) else text.encode(), Path("a.yaml"), problems)
    return (None if root is None else plain(root)), [each.id for each in problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1:30", "1:30"),
        ("010", "010"),
        ("2026-11-22", "2026-11-22"),
        ("12", 12),
        ("-3", -3),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("'true'", "true"),
        ('"NO"', "NO"),
        ("y", "y"),
        ("=a + b", "=a + b"),
        ("5xx", "5xx"),
        ("1_000", "1_000"),
        ("=m.x == 'a'", "=m.x == 'a'"),
    ],
)
def test_scalars(text: str, value: object) -> None:
    assert read(f"key: {text}\n") == ({"key": value}, [])


def test_keys_are_text_and_keep_their_order() -> None:
    found, problems = read("418: a\n-1003: b\nfalse: c\n5xx: d\nz: e\na: f\n")
    assert list(found) == ["418", "-1003", "false", "5xx", "z", "a"]
    assert problems == []


def test_positions_of_keys_and_values() -> None:
    problems = Problems()
    root = parse_yaml(b"\xef\xbb\xbfa:\n  b: [x, 'y z']\n", Path("a.yaml"), problems)
    assert isinstance(root, Map)
    inner = root.entries["a"].value
    assert isinstance(inner, Map)
    key = inner.entries["b"].key.position
    assert (key.line, key.col, key.end_col) == (2, 3, 4)
    second = inner.entries["b"].value.items[1]  # type: ignore[attr-defined]
    assert isinstance(second, Scalar)
    assert (second.position.line, second.position.col, second.position.end_col) == (2, 10, 15)
    assert (second.value, second.plain, second.offset) == ("y z", False, 1)


def test_a_column_counts_characters_and_not_bytes() -> None:
    problems = Problems()
    parse_yaml("größe: {ä: x, ä: y}\n".encode(), Path("a.yaml"), problems)
    assert [(each.line, each.col) for each in problems] == [(1, 15)]


def test_a_cut_expression_is_put_together_again() -> None:
    found, problems = read("{a: =f(x, g(y, p='q'), z), b: 1}")
    assert found == {"a": "=f(x, g(y, p='q'), z)", "b": 1}
    assert problems == ["VG012"]
    assert read("{a: =f(x, 'p, q'), b: 1}") == (None, ["VG012"])
    found, problems = read("a: [=f(x, y), z]")
    assert found == {"a": ["=f(x, y)", "z"]}
    assert problems == ["VG012"]


def test_an_expression_with_a_comma_needs_no_quotes_in_a_block() -> None:
    assert read("a: =f(x, y)\n") == ({"a": "=f(x, y)"}, [])


def test_a_large_file_is_refused_unread() -> None:
    assert read(b"a: " + b"x" * MAX_BYTES) == (None, ["VG014"])


def test_aliases_cannot_blow_up() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50))
    _, problems = read(bomb)
    assert set(problems) == {"VG009"}


def test_line_ends_of_windows_are_fine() -> None:
    assert read(b"a: 1\r\nb: x\r\n") == ({"a": 1, "b": "x"}, [])


def test_a_tab_inside_text_is_fine() -> None:
    assert read('a: "x\ty"\n') == ({"a": "x\ty"}, [])
