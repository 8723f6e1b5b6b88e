"""Typed messages: what generated modules are made of, and how a received message becomes one.

The first message takes the slow way of `checks.read_fields`: a walk over its fields that finds all of them, or names
the reason and the tag of a Reject. What it found out about the tags is kept as a plan. Messages with the same tags take
the fast way from then on: the plan says which values go where and which need a check, and one call of msgspec builds
and types the whole. What does not fit takes the slow way again.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cached_property
from typing import Any, ClassVar, Generic, Self, TypeVar, cast

import msgspec

from .checks import MessageRules, Policy, read_fields, read_places
from .layout import Layout, read_layout
from .message import LONG, FieldError, Message, RejectReason, Shape
from .plans import EntriesReader, Plan, Unusual

__all__ = ["TOLERANT", "FixEntry", "FixMessage", "MessageCodec"]

#: What venues do beyond their dictionaries does not stop a client: tags and values that nobody declared, another order.
TOLERANT = Policy(allow_unknown=True, allow_any_first=True, need_listed=False)

_MAX_PLANS = 1000  # of one message; a venue has a handful
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

    def __repr__(self) -> str:
        """Without what is missing, and without secrets: of a Logon no text at all, as venues put them anywhere."""
        from .log import SECRET_TAGS  # logs are not needed to decode

        shown = [
            f"{name}={'***' if tag in SECRET_TAGS or (self.msg_type == 'A' and type(value) is str) else repr(value)}"
            for name, tag in zip(self.__struct_fields__, self.__struct_encode_fields__, strict=True)
            if (value := getattr(self, name)) not in (None, ())
        ]
        return f"{type(self).__name__}({', '.join(shown)})"


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


_FAST_FAILURES = (Unusual, ValueError, KeyError, msgspec.ValidationError)


class _Decoder(Generic[_M]):
    """Makes messages of one type."""

    def __init__(self, cls: type[_M], parts: _Parts) -> None:
        self._cls = cls
        self._parts = parts
        self._plans: dict[str, Plan] = {}

    @cached_property
    def _rules(self) -> MessageRules:
        body = read_layout(self._cls.layout)
        return MessageRules(self._parts.header, body, self._parts.trailer, body.tags)

    @cached_property
    def _groups(self) -> dict[str, EntriesReader]:
        """Groups whose entries can be told by their tags alone, when there are many."""
        rules = self._rules.body.rules
        groups = {tag: rule.entries for tag, rule in rules.items() if rule.entries is not None}
        return {
            tag: EntriesReader(entries)
            for tag, entries in groups.items()
            if not entries.groups and rules.keys().isdisjoint(entries.tags)
        }

    def __call__(self, message: Message) -> _M:
        plan = self._plans.get(message.shape.key)
        try:
            if plan is not None:
                if plan.is_empty:
                    return self._empty
                return _convert(plan.read(message.values), self._cls, strict=False)
            if len(message.tags) > LONG:
                return _convert(self._read_long(message), self._cls, strict=False)
        except _FAST_FAILURES:
            pass
        rules, policy = self._rules, self._parts.policy
        fields = read_fields(message, rules, policy)
        if plan is None and len(message.tags) <= LONG and len(self._plans) < _MAX_PLANS:
            places = read_places(message, rules, policy)
            self._plans[message.shape.key] = Plan(message.tags, places, rules.body, rules.header)
        return _convert(fields, self._cls, strict=False)

    @cached_property
    def _empty(self) -> _M:
        """The message without any field: they are all the same."""
        return self._cls()

    def _read_long(self, message: Message) -> dict[str, Any]:
        """The entries of groups one by one, and what is left as a message without them."""
        tags, values, groups = message.tags, message.values, self._groups
        found: dict[str, Any] = {}
        for tag in message.fields.keys() & groups.keys():
            at = tags.index(tag)
            found[tag], end = groups[tag].read(tags, values, at + 1)
            # It counts as one without entries: the rest is then checked as any message is.
            tags, values = tags[: at + 1] + tags[end:], [*values[:at], "0", *values[end:]]
        if not found or len(tags) > LONG:
            raise Unusual
        rest = Message(message.raw, Shape("", tags), values)
        fields = read_fields(rest, self._rules, self._parts.policy)
        fields.update(found)
        return fields


_DECODERS: dict[type[FixMessage], _Decoder[Any]] = {}
