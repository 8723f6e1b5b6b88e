"""Which fields a message, a header or an entry of a group has: the compact form that checking and decoding work with.

A layout is built from a dictionary's members, or read from the text that generated modules hold:

    37t! 11t 54c! 38d 60u 136n(137d! 138t 139c)

is a row of tag, letter of the kind, `!` where the field is required, and the entry's fields where it counts entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple

from .dictionary import Field, Group, Kind, Member

__all__ = ["Layout", "Rule", "layout_of", "read_layout", "write_layout"]

_LETTERS = {
    Kind.TEXT: "t",
    Kind.CHAR: "c",
    Kind.INT: "i",
    Kind.CODE: "e",
    Kind.DECIMAL: "d",
    Kind.BOOLEAN: "b",
    Kind.TIMESTAMP: "u",
    Kind.TIME: "h",
    Kind.DATE: "y",
    Kind.MONTH_YEAR: "m",
    Kind.WORDS: "w",
    Kind.DATA: "r",
    Kind.COUNT: "n",
}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_TOKEN = re.compile(r"([0-9]+)([a-z])(!?)(\(?)|\)")


class Rule(NamedTuple):
    """One field of a layout. `values`: what it may hold; None where that is not limited."""

    kind: Kind
    values: Set[str] | None = None
    entries: Layout | None = None


class Layout:
    """Fields by tag, in the order of the dictionary."""

    __slots__ = ("delimiter", "groups", "required", "rules", "tags")

    def __init__(self, rules: Mapping[str, Rule], required: Iterable[str] = ()) -> None:
        self.rules = rules
        #: Tags that must be there, lowest first: the first that is missing is the one that a Reject names.
        self.required = tuple(sorted(required, key=int))
        #: First field of every entry, where this is the layout of one.
        self.delimiter = next(iter(rules), "")
        #: Tags that count entries.
        self.groups = tuple(tag for tag, rule in rules.items() if rule.entries is not None)
        #: All tags, those inside of groups too.
        self.tags: frozenset[str] = frozenset(rules).union(
            *(rule.entries.tags for rule in rules.values() if rule.entries is not None)
        )


def layout_of(members: Iterable[Member], known: dict[int, Layout] | None = None) -> Layout:
    """The layout of a dictionary's members. `known` shares the layouts of groups between messages."""
    known = {} if known is None else known
    rules: dict[str, Rule] = {}
    for member in members:
        field = member.field
        # MsgType is looked up among the messages; what else it may be is not the header's business.
        values = field.values.keys() if field.values and field.tag != "35" else None
        rules[field.tag] = Rule(field.kind, values, None if member.group is None else _entries(member.group, known))
    return Layout(rules, [member.field.tag for member in members if member.required])


def _entries(group: Group, known: dict[int, Layout]) -> Layout:
    layout = known.get(id(group.members))
    if layout is None:
        layout = known[id(group.members)] = layout_of(group.members, known)
    return layout


def read_layout(text: str) -> Layout:
    """The layout that a text of a generated module describes."""
    stack: list[tuple[dict[str, Rule], list[str]]] = [({}, [])]
    opened: list[tuple[str, Kind]] = []
    for token in _TOKEN.finditer(text):
        rules, required = stack[-1]
        tag, letter, needed, opening = token.groups()
        if tag is None:
            stack.pop()
            outer, kind = opened.pop()
            stack[-1][0][outer] = Rule(kind, None, Layout(rules, required))
            continue
        if needed:
            required.append(tag)
        rules[tag] = Rule(_KINDS[letter])
        if opening:
            opened.append((tag, _KINDS[letter]))
            stack.append(({}, []))
    return Layout(*stack[0])


def _kind(field: Field) -> Kind:
    return Kind.CODE if field.kind is Kind.INT and field.values else field.kind


def write_layout(members: Iterable[Member]) -> str:
    """The text of a layout, for a generated module."""
    return " ".join(
        f"{member.field.tag}{_LETTERS[_kind(member.field)]}{'!' if member.required else ''}"
        + (f"({write_layout(member.group.members)})" if member.group is not None else "")
        for member in members
    )
