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
from .values import READERS

__all__ = ["SESSION_TAGS", "EntriesReader", "Plan", "Unusual"]

SESSION_TAGS = frozenset({"8", "9", "35", "34", "49", "52", "56", "10"})  # read by every session itself
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
    """Reads the entries of a group by their own tags: for messages with too many to be known as a whole.

    Entries with the same tags mostly follow each other: they are read column by column.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def read(self, tags: tuple[str, ...], values: list[str], at: int) -> tuple[list[dict[str, Any]], int]:
        """The entries whose first stands at `at`, and where they end."""
        members, delimiter = self._layout.tags, tags[at]
        end = len(tags) - 1
        if not members.issuperset(tags[at:end]):  # it is not the last of the message
            end = at
            while tags[end] in members:
                end += 1
        entries: list[dict[str, Any]] = []
        start = at
        while start < end:
            try:
                next_ = tags.index(delimiter, start + 1, end)
            except ValueError:
                next_ = end
            keys = tags[start:next_]
            next_ = _run(tags, keys, next_, end)
            if next_ < end and tags[next_] != delimiter:
                next_ -= len(keys)  # the last of them has more fields than those before
            entries += self._run(keys, values[start:next_])
            start = next_
        if values[at - 1] != str(len(entries)):
            raise Unusual
        return entries, end

    def _run(self, keys: tuple[str, ...], values: list[str]) -> list[dict[str, Any]]:
        """Entries that have the same tags."""
        layout = self._layout
        if len(set(keys)) != len(keys) or not set(keys) >= set(layout.required):
            raise Unusual
        columns = [_column(layout.rules[key].kind, values[n :: len(keys)]) for n, key in enumerate(keys)]
        return [dict(zip(keys, row)) for row in zip(*columns)]  # noqa: B905


def _run(tags: tuple[str, ...], keys: tuple[str, ...], at: int, end: int) -> int:
    """Where the entries end that have the tags `keys`, the first of which ends at `at`."""
    size = len(keys)
    more = (end - at) // size
    if tags[at : at + more * size] == keys * more:  # all that are left
        return at + more * size
    while tags[at : at + size] == keys and at + size <= end:
        at += size
    return at


def _column(kind: Kind, values: list[str]) -> list[Any]:
    """The values of one field of several entries."""
    match kind:
        case Kind.TEXT | Kind.WORDS | Kind.DATA:
            fits = all(values)
        case Kind.CHAR:
            fits = len("".join(values)) == len(values)
        case Kind.INT | Kind.CODE | Kind.COUNT:
            fits = not "".join(values).strip("0123456789-")
        case Kind.DECIMAL:
            fits = not "".join(values).strip("0123456789.-")
        case _:
            return list(map(READERS[kind], values))
    if not fits:
        raise Unusual
    return values
