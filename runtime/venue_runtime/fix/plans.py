"""The fast way of decoding: what was found out about one message is used for all that have the same tags.

A plan says which values of such messages go where and which of them need a check. Its user builds the dictionaries that
msgspec converts; whatever does not fit raises `Unusual`, and the walk of `checks` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from .dictionary import Kind
from .layout import Layout
from .message import SOH
from .values import READERS

__all__ = ["SESSION_TAGS", "EntriesReader", "Plan", "Unusual"]

SESSION_TAGS = frozenset({"8", "9", "35", "34", "49", "52", "56", "10"})  # read by every session itself
_MAX_PLANS = 1000  # of one layout; a venue has a handful
_BY_MSGSPEC = frozenset({Kind.TEXT, Kind.WORDS, Kind.DATA, Kind.CHAR, Kind.INT, Kind.CODE, Kind.COUNT, Kind.DECIMAL})


class Unusual(Exception):
    """Not for the fast way."""


def _picker(places: Sequence[int]) -> Callable[[list[Any]], Sequence[Any]]:
    """Takes the values at some places."""
    if len(places) > 1:
        return itemgetter(*places)
    first = places[0] if places else 0
    return itemgetter(slice(first, first + len(places)))


class _Checks:
    """Which values must hold which characters before msgspec converts them, and which it does not convert."""

    __slots__ = ("chars", "decimals", "ints", "single", "texts", "typed")

    def __init__(self, fields: Sequence[tuple[int, Kind]]) -> None:
        def of(*kinds: Kind) -> Callable[[list[Any]], Sequence[Any]] | None:
            places = [place for place, kind in fields if kind in kinds]
            return _picker(places) if places else None

        self.decimals = of(Kind.DECIMAL)
        self.ints = of(Kind.INT, Kind.CODE, Kind.COUNT)
        self.texts = of(Kind.TEXT, Kind.WORDS, Kind.DATA)
        self.chars = of(Kind.CHAR)
        self.single = sum(1 for _, kind in fields if kind is Kind.CHAR)
        self.typed = tuple((place, READERS[kind]) for place, kind in fields if kind not in _BY_MSGSPEC)

    def read(self, values: list[str]) -> list[Any]:
        """The values, those typed that msgspec does not type. Raises Unusual, ValueError or KeyError.

        Of digits, dot and minus alone, `int` and `Decimal` take nothing but numbers as FIX writes them.
        """
        if self.decimals is not None:
            text = "".join(self.decimals(values))
            digits = text.replace(".", "")
            if not (digits.isdecimal() and digits.isascii()) and text.strip("0123456789.-"):
                raise Unusual
        if self.ints is not None and "".join(self.ints(values)).strip("0123456789-"):
            raise Unusual
        if self.chars is not None and len("".join(self.chars(values))) != self.single:
            raise Unusual
        if self.texts is not None and not all(self.texts(values)):
            raise Unusual
        if not self.typed:
            return values
        typed: list[Any] = values.copy()
        for place, read in self.typed:
            typed[place] = read(values[place])
        return typed


_Places = Mapping[str, Any]
"""Tag → place of a field, or of a count with the places of its entries: see `read_places`."""


def _fields(places: _Places, layout: Layout) -> Iterator[tuple[int, Kind]]:
    """Every field of a message that is no count of entries, with its kind."""
    for tag, place in places.items():
        rule = layout.rules[tag]
        if rule.entries is None:
            yield place, rule.kind
        else:
            for entry in place[1]:
                yield from _fields(entry, rule.entries)


def _counts(places: _Places) -> Iterator[tuple[int, str]]:
    """Every count of entries, with what it says."""
    for place in places.values():
        if isinstance(place, tuple):
            yield place[0], str(len(place[1]))
            for entry in place[1]:
                yield from _counts(entry)


class _Layer:
    """The fields of a message, or of an entry, and the groups among them."""

    __slots__ = ("_groups", "_keys", "_pick", "plain")

    def __init__(self, places: _Places) -> None:
        fields = {tag: place for tag, place in places.items() if isinstance(place, int)}
        self._keys = tuple(fields)
        self._pick = _picker(list(fields.values()))
        self._groups = tuple(
            (tag, _Entries([_Layer(entry) for entry in place[1]]))
            for tag, place in places.items()
            if isinstance(place, tuple)
        )
        #: What an entry is made of where it stands in one piece and has no groups: its tags, and where they are.
        self.plain = None if self._groups else _one_piece(self._keys, list(fields.values()))

    def read(self, values: list[Any]) -> dict[str, Any]:
        fields = dict(zip(self._keys, self._pick(values)))  # noqa: B905  # of one length, and called for every entry
        for tag, entries in self._groups:
            fields[tag] = entries.read(values)
        return fields


def _one_piece(keys: tuple[str, ...], places: list[int]) -> tuple[tuple[str, ...], slice] | None:
    if places and places == list(range(places[0], places[0] + len(places))):
        return keys, slice(places[0], places[0] + len(places))
    return None


class _Entries:
    """The entries of a group."""

    __slots__ = ("_layers", "_plain")

    def __init__(self, layers: list[_Layer]) -> None:
        self._layers = layers
        plain = [layer.plain for layer in layers if layer.plain is not None]
        self._plain = plain if len(plain) == len(layers) else None

    def read(self, values: list[Any]) -> list[dict[str, Any]]:
        if self._plain is not None:
            return [dict(zip(keys, values[piece])) for keys, piece in self._plain]  # noqa: B905
        return [layer.read(values) for layer in self._layers]


class Plan:
    """For whole messages with the same tags, and as many entries in every group."""

    __slots__ = ("_checks", "_counts", "_header", "_layer", "is_empty")

    def __init__(self, tags: Sequence[str], places: _Places, body: Layout, header: Layout) -> None:
        """`places`: what the walk over one of them found."""
        self._layer = _Layer(places)
        self._checks = _Checks(list(_fields(places, body)))
        self._counts = tuple(_counts(places))
        self._header = tuple(
            (place, READERS[header.rules[tag].kind])
            for place, tag in enumerate(tags)
            if tag in header.rules and tag not in SESSION_TAGS and tag not in body.tags
        )
        #: Whether there is nothing to read nor to check.
        self.is_empty = not places and not self._header

    def read(self, values: list[str]) -> dict[str, Any]:
        """Values by tag. Raises Unusual, ValueError or KeyError where one is not of its type."""
        for place, count in self._counts:
            if values[place] != count:
                raise Unusual
        for place, read in self._header:
            read(values[place])
        return self._layer.read(self._checks.read(values))


class EntriesReader:
    """Reads the entries of a group one by one: for messages with too many to be known as a whole."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._plans: dict[str, tuple[_Checks, tuple[str, ...]] | None] = {}

    def read(self, tags: tuple[str, ...], values: list[str], at: int) -> tuple[list[dict[str, Any]], int]:
        """The entries whose first stands at `at`, and where they end."""
        layout = self._layout
        members, delimiter = layout.tags, layout.delimiter
        end = len(tags) - 1
        if not members.issuperset(tags[at:end]):  # it is not the last of the message
            end = at
            while tags[end] in members:
                end += 1
        entries: list[dict[str, Any]] = []
        start = at
        while start < end:
            if tags[start] != delimiter:
                raise Unusual
            try:
                next_ = tags.index(delimiter, start + 1, end)
            except ValueError:
                next_ = end
            key = SOH.join(tags[start:next_])
            plan = self._plans.get(key)
            checks, keys = self._plan(key, tags[start:next_]) if plan is None else plan
            entries.append(dict(zip(keys, checks.read(values[start:next_]))))  # noqa: B905
            start = next_
        if values[at - 1] != str(len(entries)):
            raise Unusual
        return entries, end

    def _plan(self, key: str, tags: tuple[str, ...]) -> tuple[_Checks, tuple[str, ...]]:
        if key in self._plans or len(self._plans) >= _MAX_PLANS:
            raise Unusual
        self._plans[key] = None
        rules = self._layout.rules
        if len(set(tags)) != len(tags) or not set(tags) >= set(self._layout.required) or not set(tags) <= rules.keys():
            raise Unusual
        plan = self._plans[key] = (_Checks([(place, rules[tag].kind) for place, tag in enumerate(tags)]), tags)
        return plan
