"""Nothing is passed over in silence: every field of every map of the language is changed once, and something is said.

The specs are made from the classes of the language, so that a new word is tried as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from msgspec import inspect as mi
from venuegen.diff.compare import spec_changes
from venuegen.diff.judge import rule_of
from venuegen.diff.resolved import resolved
from venuegen.spec.model import Spec
from venuegen.spec.reference import _structs

#: `extends` is gone once files are joined; acceptances are about events.
NOT_COMPARED = {("Spec", "extends"), ("Spec", "accepted")}


def sample(info: mi.Type, *, other: bool = False) -> Any:
    """A value of a type with everything in it; `other`: another one."""
    if isinstance(info, mi.Metadata):
        return sample(info.type, other=other)
    if isinstance(info, mi.StructType):
        return info.cls(**{each.name: sample(each.type, other=other) for each in info.fields})
    if isinstance(info, mi.DictType):
        return {_key(info.key_type): sample(info.value_type, other=other)}
    if isinstance(info, mi.ListType):
        return [sample(info.item_type, other=other)]
    if isinstance(info, mi.UnionType):
        present = [each for each in info.types if not isinstance(each, mi.NoneType)]
        return sample(next((each for each in present if isinstance(each, mi.StructType)), present[0]), other=other)
    if isinstance(info, mi.LiteralType):
        return info.values[-1 if other else 0]
    if isinstance(info, mi.BoolType):
        return other
    if isinstance(info, mi.IntType):
        return 2 if other else 1
    if isinstance(info, mi.AnyType):
        return "str" if other else "int"
    assert isinstance(info, mi.StrType), info
    return "str" if other else "int"


def _key(info: mi.Type) -> str:
    if isinstance(info, mi.LiteralType):
        return str(info.values[0])
    pattern = getattr(info.type if isinstance(info, mi.Metadata) else info, "pattern", None) or ""
    return "Name" if pattern.startswith("^[A-Z]") else "name"


def others(info: mi.Type, value: Any) -> Iterator[Any]:
    """Other values for a field: another one, none, empty, one more."""
    if isinstance(info, mi.Metadata):
        info = info.type
    yield sample(info, other=True)
    options = info.types if isinstance(info, mi.UnionType) else (info,)
    for option in options:
        option = option.type if isinstance(option, mi.Metadata) else option
        if isinstance(option, mi.NoneType):
            yield None
        elif isinstance(option, mi.LiteralType):
            yield from (*option.values, "a word of a later version")
        else:
            yield sample(option)
            yield sample(option, other=True)
    if isinstance(value, dict):
        yield {}
        yield {**value, "more": next(iter(value.values()))}
    if isinstance(value, list):
        yield []
        yield [*value, value[0]]


@dataclass(frozen=True)
class Mutation:
    cls: str
    field: str
    spec: Spec


def mutations(value: Any, info: mi.Type, put: Any, seen: set[tuple[str, str]]) -> Iterator[Mutation]:
    """Specs in which one field of one map is another one. `put` makes a spec of another value in this place.

    A field of a class is changed where it is met first; what it means elsewhere is for the corpus.
    """
    if isinstance(value, msgspec.Struct):
        struct = mi.type_info(type(value))
        assert isinstance(struct, mi.StructType)
        for field in struct.fields:
            found = getattr(value, field.name)

            def place(new: Any, name: str = field.name) -> Spec:
                return put(msgspec.structs.replace(value, **{name: new}))  # type: ignore[no-any-return]

            first = (struct.cls.__name__, field.encode_name) not in seen
            seen.add((struct.cls.__name__, field.encode_name))
            for new in others(field.type, found) if first else ():
                if new != found:
                    yield Mutation(struct.cls.__name__, field.encode_name, place(new))
            yield from mutations(found, field.type, place, seen)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from mutations(item, mi.AnyType(), lambda new, key=key: put({**value, key: new}), seen)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from mutations(item, mi.AnyType(), lambda new, at=at: put([*value[:at], new, *value[at + 1 :]]), seen)


WHOLE: Spec = sample(mi.type_info(Spec))
ALL = list(mutations(WHOLE, mi.type_info(Spec), lambda new: new, set()))
FIELDS = sorted({(info.cls.__name__, field.encode_name) for info in _structs() for field in info.fields} - NOT_COMPARED)


def test_the_whole_spec_is_like_itself() -> None:
    assert spec_changes(WHOLE, sample(mi.type_info(Spec)))[0] == []


def test_every_field_of_the_language_is_tried() -> None:
    assert sorted({(each.cls, each.field) for each in ALL} - NOT_COMPARED) == FIELDS


def test_every_difference_is_told() -> None:
    told = set()
    for each in ALL:
        found, facts = spec_changes(WHOLE, each.spec)
        if not found:
            assert (each.cls, each.field) in NOT_COMPARED or resolved(each.spec) == resolved(WHOLE), each
            continue
        told.add((each.cls, each.field))
        assert all(rule_of(change, facts) for change in found)
    assert sorted(set(FIELDS) - told) == [], "what is written otherwise may mean the same, but not in every way"


def test_the_way_back_is_told_as_well() -> None:
    for each in ALL[::7]:
        assert bool(spec_changes(each.spec, WHOLE)[0]) == bool(spec_changes(WHOLE, each.spec)[0])


class Session(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    heartbeat: int = 30


class Later(Spec, frozen=True, kw_only=True):
    """The language with a section that no rule knows."""

    sessions: dict[str, Session] = msgspec.field(default_factory=dict)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"a": Session(url="x")}, [("other-added", ("sessions", "a"))]),
        ({"a": Session(url="x")}, {}, [("other-changed", ("sessions", "a"))]),
        ({"a": Session(url="x")}, {"a": Session(url="y")}, [("other-changed", ("sessions", "a", "url"))]),
        (
            {"a": Session(url="x")},
            {"a": Session(url="x", heartbeat=5)},
            [("other-changed", ("sessions", "a", "heartbeat"))],
        ),
    ],
)
def test_a_word_that_no_rule_knows_is_told(
    before: dict[str, Session], after: dict[str, Session], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    fields = {each: getattr(WHOLE, each) for each in WHOLE.__struct_fields__}
    found, facts = spec_changes(Later(**fields, sessions=before), Later(**fields, sessions=after))
    assert [(rule_of(each, facts).id, each.path) for each in found] == expected
