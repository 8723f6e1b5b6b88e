"""Typed messages: what generated modules are made of, and how a received message becomes one.

The usual message takes the fast way: its tags, joined, are known from the messages before it, and say which of its
values go where and which need a check; one call of msgspec then builds and types the whole. Everything unusual (a tag
twice, a missing field, a value that is no number, fields in an odd order) takes the slow way of `checks.read_fields`,
which either finds the same fields or names the reason and the tag of a Reject.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from functools import cached_property
from operator import itemgetter
from typing import Any, ClassVar, Generic, Self, TypeVar, cast

import msgspec

from .checks import MessageRules, Policy, read_fields, split_parts
from .dictionary import Kind
from .layout import Layout, read_layout
from .message import SOH, FieldError, Message, RejectReason
from .values import READERS

__all__ = ["TOLERANT", "FixEntry", "FixMessage", "MessageCodec"]

#: What venues add to their messages does not stop a client: tags and values that nobody declared.
TOLERANT = Policy(allow_unknown=True, need_listed=False)

_MAX_PLANS = 2000  # of one layout; a venue has a handful
_SESSION_TAGS = frozenset({"8", "9", "35", "34", "49", "52", "56", "10"})  # read by every session itself
_BY_MSGSPEC = frozenset({Kind.TEXT, Kind.WORDS, Kind.DATA, Kind.CHAR, Kind.INT, Kind.COUNT, Kind.DECIMAL})
_convert = msgspec.convert


class FixEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An entry of a repeating group."""


class FixMessage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A message of a dictionary. Fields that it did not bring are None."""

    msg_type: ClassVar[str]
    layout: ClassVar[str]
    """The fields of the body, as `venue_runtime.fix.layout` reads them."""

    def body(self) -> str:
        """The fields after the header and before CheckSum. Raises ConfigurationError for what FIX cannot carry."""
        raise NotImplementedError

    @classmethod
    def decode(cls, message: Message) -> Self:
        """Raises FieldError where the message breaks the dictionary."""
        if type(message.decoded) is cls:
            return message.decoded
        return cast(Self, _DECODERS[cls](message))


_M = TypeVar("_M", bound=FixMessage)


class MessageCodec:
    """The messages of one generated module.

    `header` and `trailer` are layouts; `others` the message types that the dictionary has besides: they pass as they
    are, and whether they are supported is the application's to say.
    """

    def __init__(
        self,
        messages: Mapping[str, type[FixMessage]],
        *,
        header: str,
        trailer: str,
        others: Set[str] = frozenset(),
        data_lengths: Mapping[str, str],
        policy: Policy = TOLERANT,
    ) -> None:
        self.messages = messages
        self.data_lengths = data_lengths
        self._others = others
        parts = _Parts(header, trailer, policy)
        self._decoders = {msg_type: _Decoder(cls, parts) for msg_type, cls in messages.items()}
        _DECODERS.update({cls: self._decoders[msg_type] for msg_type, cls in messages.items()})

    def check(self, message: Message, /) -> None:
        """Raises FieldError for what breaks the dictionary. What is found is kept: `decode` has it at hand."""
        decoder = self._decoders.get(message.msg_type)
        if decoder is not None:
            message.decoded = decoder(message)
        elif message.msg_type not in self._others:
            raise FieldError(RejectReason.INVALID_MSG_TYPE, None)

    def decode(self, message: Message) -> FixMessage:
        """The message as what it is. Raises FieldError, also for a type that the module does not have."""
        decoder = self._decoders.get(message.msg_type)
        if decoder is None:
            raise FieldError(RejectReason.INVALID_MSG_TYPE, None)
        return decoder(message) if message.decoded is None else cast(FixMessage, message.decoded)


class _Parts:
    """What all messages of a module share; read when the first of them needs it."""

    def __init__(self, header: str, trailer: str, policy: Policy) -> None:
        self._header = header
        self._trailer = trailer
        self.policy = policy

    @cached_property
    def header(self) -> Layout:
        return read_layout(self._header)

    @cached_property
    def trailer(self) -> Layout:
        return read_layout(self._trailer)


class _Unusual(Exception):
    """Not for the fast way."""


_FAST_FAILURES = (_Unusual, ValueError, KeyError, msgspec.ValidationError)


def _picker(indexes: Sequence[int], size: int = -1) -> Callable[[list[str]], Sequence[str]]:
    """Takes the values at some places."""
    if len(indexes) == size:
        return _all
    if len(indexes) > 1:
        return itemgetter(*indexes)
    start = indexes[0] if indexes else 0
    return itemgetter(slice(start, start + len(indexes)))


def _all(values: list[str]) -> list[str]:
    return values


class _Plan:
    """What to do with the values of messages (or entries) that have the same tags in the same order."""

    __slots__ = ("_chars", "_checked", "_decimals", "_header", "_ints", "_keys", "_pick", "_single", "_typed")

    def __init__(self, tags: Sequence[str], at: Mapping[str, int], layout: Layout, header: Layout | None) -> None:
        """`at`: where the fields are that are wanted."""
        kinds = {tag: layout.rules[tag].kind for tag in at}
        places: dict[Kind, list[int]] = {kind: [] for kind in Kind}
        for tag, kind in kinds.items():
            places[kind].append(at[tag])
        self._keys = tuple(at)
        self._pick = _picker(list(at.values()), len(tags))
        self._decimals = _picker(places[Kind.DECIMAL]) if places[Kind.DECIMAL] else None
        whole = places[Kind.INT] + places[Kind.COUNT]
        self._ints = _picker(whole) if whole else None
        self._chars = _picker(places[Kind.CHAR])
        self._single = len(places[Kind.CHAR])
        self._typed = tuple((tag, READERS[kind]) for tag, kind in kinds.items() if kind not in _BY_MSGSPEC)
        self._header = tuple(
            (index, READERS[header.rules[tag].kind])
            for index, tag in enumerate(tags)
            if header is not None and tag in header.rules and tag not in _SESSION_TAGS
        )

    def read(self, values: list[str]) -> dict[str, Any]:
        """Values by tag, for msgspec to convert. Raises ValueError or KeyError where one is not of its type."""
        fields: dict[str, Any] = dict(zip(self._keys, self._pick(values), strict=False))
        # Of these characters alone, `int` and `Decimal` take nothing but numbers as FIX writes them.
        if self._decimals is not None and "".join(self._decimals(values)).strip("0123456789.-"):
            raise _Unusual
        if self._ints is not None and "".join(self._ints(values)).strip("0123456789-"):
            raise _Unusual
        if self._single and len("".join(self._chars(values))) != self._single:
            raise _Unusual
        for tag, read in self._typed:
            fields[tag] = read(fields[tag])
        for index, read in self._header:
            read(values[index])
        return fields


class _Decoder(Generic[_M]):
    """Makes messages of one type."""

    def __init__(self, cls: type[_M], parts: _Parts) -> None:
        self._cls = cls
        self._parts = parts
        self._plans: dict[str, _Plan | None] = {}

    @cached_property
    def _rules(self) -> MessageRules:
        body = read_layout(self._cls.layout)
        return MessageRules(self._parts.header, body, self._parts.trailer, body.tags)

    @cached_property
    def _groups(self) -> tuple[tuple[str, _Entries], ...]:
        body = self._rules.body
        return tuple(
            (tag, _Entries(rule.entries, simple=body.rules.keys().isdisjoint(rule.entries.tags)))
            for tag, rule in body.rules.items()
            if rule.entries is not None
        )

    def __call__(self, message: Message) -> _M:
        try:
            if b"=\x01" in message.raw:
                raise _Unusual
            return _convert(self._fields(message), self._cls, strict=False)
        except _FAST_FAILURES:
            pass
        fields = read_fields(message, self._rules, self._parts.policy)
        return _convert(fields, self._cls, strict=False)

    def _fields(self, message: Message) -> dict[str, Any]:
        tags, values, fields = message.tags, message.values, message.fields
        groups: dict[str, Any] = {}
        for tag, entries in self._groups:
            if tag in fields:
                at = tags.index(tag) + 1
                groups[tag], end = entries.read(tags, values, at)
                tags, values = tags[:at] + tags[end:], values[:at] + values[end:]
        if len(fields) != len(tags) and not groups:
            raise _Unusual
        key = SOH.join(tags)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plan(key, tags)
        found = plan.read(values)
        if groups:
            found.update(groups)
        return found

    def _plan(self, key: str, tags: list[str]) -> _Plan:
        if key in self._plans or len(self._plans) >= _MAX_PLANS:
            raise _Unusual
        self._plans[key] = None
        rules = self._rules
        try:
            start, end = split_parts(tags, rules, self._parts.policy)
        except FieldError:
            raise _Unusual from None
        known = [tag for tag in tags if tag in rules.body.tags or tag in rules.header.tags or tag in rules.trailer.tags]
        inside = {tag: at for at, tag in enumerate(tags) if start <= at < end and tag in rules.body.tags}
        if (
            len(set(known)) != len(known)
            or not inside.keys() <= rules.body.rules.keys()
            or not inside.keys() >= set(rules.body.required)
            or not set(tags[:start]) >= set(rules.header.required)
            or not set(tags[end:]) >= set(rules.trailer.required)
            or not set(tags[:start]).isdisjoint(rules.header.groups)
        ):
            raise _Unusual
        wanted = {tag: at for tag, at in inside.items() if tag not in rules.body.groups}
        plan = self._plans[key] = _Plan(tags, wanted, rules.body, rules.header)
        return plan


class _Entries:
    """Reads the entries of a group."""

    def __init__(self, layout: Layout, *, simple: bool) -> None:
        """`simple`: no field of an entry is one of the message around it too."""
        self._layout = layout
        self._simple = simple and not layout.groups
        self._plans: dict[str, _Plan | None] = {}

    def read(self, tags: list[str], values: list[str], at: int) -> tuple[list[dict[str, Any]], int]:
        """The entries whose first stands at `at`, and where they end."""
        layout = self._layout
        members, delimiter = layout.tags, layout.delimiter
        if not self._simple:
            raise _Unusual
        end = len(tags) - 1
        if not members.issuperset(tags[at:end]):  # it is not the last of the message
            end = at
            while tags[end] in members:
                end += 1
        entries: list[dict[str, Any]] = []
        start = at
        while start < end:
            if tags[start] != delimiter:
                raise _Unusual
            try:
                next_ = tags.index(delimiter, start + 1, end)
            except ValueError:
                next_ = end
            key = SOH.join(tags[start:next_])
            plan = self._plans.get(key)
            if plan is None:
                plan = self._plan(key, tags[start:next_])
            entries.append(plan.read(values[start:next_]))
            start = next_
        if values[at - 1] != str(len(entries)):
            raise _Unusual
        return entries, end

    def _plan(self, key: str, tags: list[str]) -> _Plan:
        if key in self._plans or len(self._plans) >= _MAX_PLANS:
            raise _Unusual
        self._plans[key] = None
        if len(set(tags)) != len(tags) or not set(tags) >= set(self._layout.required):
            raise _Unusual
        plan = self._plans[key] = _Plan(tags, {tag: at for at, tag in enumerate(tags)}, self._layout, None)
        return plan


_DECODERS: dict[type[FixMessage], _Decoder[Any]] = {}
