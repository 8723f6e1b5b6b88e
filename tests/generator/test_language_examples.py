"""Every key of the language has an example in the reference, and each is part of a spec that passes `check`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from feature_support import checked
from fix_feature import SPEC as FIX_FEATURE
from fix_feature import dictionary
from msgspec import inspect as mi
from venuegen.spec.diagnostics import Problems
from venuegen.spec.examples import EXAMPLES, fragments
from venuegen.spec.load import plain
from venuegen.spec.reference import _structs
from venuegen.spec.yamlnodes import parse_yaml

HOST = (Path(__file__).parent / "examples_host.yaml").read_text("utf-8")
PLAIN_LOGON = """
auth:
  plain_logon:
    steps: [{set: {logon.username: =cred.api_key}}]
    vectors:
      - id: made_up
        source: made up
        given: {credentials: {api_key: published-key, api_secret: published-secret}}
        expect: {logon.username: published-key}
"""
CLASSES = {info.cls.__name__: info for info in _structs()}
ALL = [(name, number) for name in EXAMPLES for number in range(len(fragments(name)))]
_STEP = re.compile(r'"([^"]+)":|([\w*.-]+):|(-)(?:\s|$)')


def place(fragment: str) -> list[str]:
    """Where it stands: names of keys, `-` for an item of a list. The comment says it; a comment of words is the top."""
    comment = fragment.partition("\n")[0].removeprefix("#").strip()
    steps, rest = [], comment
    while rest:
        found = _STEP.match(rest)
        if found is None:
            return []
        steps.append(found[1] or found[2] or found[3])
        rest = rest[found.end() :].strip()
    return steps


def read(fragment: str) -> Any:
    problems = Problems()
    root = parse_yaml(fragment.encode(), Path("example.yaml"), problems)
    assert list(problems) == []
    assert root is not None
    return plain(root)


def merged(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: merged(old.get(key), value) for key, value in new.items()}}
    return new


def host(fix: bool) -> Any:
    """The spec that examples are put into."""
    return merged(yaml.safe_load(FIX_FEATURE), yaml.safe_load(PLAIN_LOGON)) if fix else yaml.safe_load(HOST)


def put(node: Any, steps: list[str], value: Any) -> Any:
    """`value` at its place: maps are merged, an item of a list is put in front, or into the first that has the key."""
    if not steps:
        return merged(node, value)
    first, *rest = steps
    if first != "-":
        node = dict(node or {})
        node[first] = put(node.get(first), rest, value)
        return node
    items = list(node or [])
    if not rest:
        return [value, *items]
    at = next((at for at, each in enumerate(items) if isinstance(each, dict) and rest[0] in each), None)
    if at is None:
        return [put({}, rest, value), *items]
    items[at] = put(items[at], rest, value)
    return items


def shown(info: mi.Type, value: Any, found: dict[str, set[str]]) -> None:
    """Every key that occurs in a value of that type."""
    if isinstance(info, mi.Metadata):
        shown(info.type, value, found)
    elif isinstance(info, mi.UnionType):
        for option in info.types:
            shown(option, value, found)
    elif isinstance(info, mi.ListType) and isinstance(value, list):
        for each in value:
            shown(info.item_type, each, found)
    elif isinstance(info, mi.DictType) and isinstance(value, dict):
        for each in value.values():
            shown(info.value_type, each, found)
    elif isinstance(info, mi.StructType) and isinstance(value, dict):
        for field in info.fields:
            if field.encode_name in value:
                found[info.cls.__name__].add(field.encode_name)
                shown(field.type, value[field.encode_name], found)


def beside(home: Path) -> None:
    """The files that examples name."""
    (home / "hooks.py").write_text("def digest(text: str, number: int) -> str:\n    return text\n")
    (home / "common.yaml").write_text("{}\n")
    (home / "import").mkdir()
    (home / "import" / "openapi.yaml").write_text("hello")
    (home / "fix").mkdir()
    for file in ("oe.xml", "fix/oe.xml"):
        (home / file).write_text(dictionary(), "utf-8")


def test_every_key_of_the_language_has_an_example() -> None:
    found: dict[str, set[str]] = {name: set() for name in CLASSES}
    for name, number in ALL:
        fragment = fragments(name)[number]
        shown(CLASSES["Spec"], put({}, place(fragment), read(fragment)), found)
    missing = {
        name: sorted({field.encode_name for field in info.fields} - found[name])
        for name, info in CLASSES.items()
        if {field.encode_name for field in info.fields} - found[name]
    }
    assert missing == {}, "add one to venuegen/spec/examples, and what it refers to to examples_host.yaml"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_part_of_a_spec_that_check_accepts(name: str, tmp_path: Path) -> None:
    places = [(place(each), read(each)) for each in fragments(name)]
    fix = [steps[:1] == ["fix"] or "plain_logon" in steps for steps, _ in places]
    for over_fix in sorted(set(fix)):
        whole = host(over_fix)
        for (steps, value), mine in zip(places, fix, strict=True):
            whole = put(whole, steps, value) if mine is over_fix else whole
        assert refused(whole, tmp_path / str(over_fix)) == [], "it does not fit, or the host lacks what it names"


def refused(whole: Any, folder: Path) -> list[str]:
    """What `check` says of it, but for what no example can carry with it: payloads of everything that it maps, and a
    known answer of a scheme that is shown in parts.
    """
    home = folder / "specs" / "example_spot"
    home.mkdir(parents=True)
    beside(home)
    _, errors = checked(folder, "example_spot", yaml.safe_dump(whole, sort_keys=False))
    without = ("VG501 ", "VG504 ", "VG401 nothing proves the scheme 'randomized'")
    return [each for each in errors if not each.startswith(without)]
