"""What of a message breaks its dictionary: the reason and the tag that a session's Reject names.

One walk over the fields serves two: the codec of a dictionary that is read at run time (command line tools), and the
decoders of generated messages wherever their fast way finds something unusual.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from .dictionary import Dictionary, Kind
from .layout import Layout, Rule, layout_of
from .message import FieldError, Message, RejectReason
from .values import READERS

__all__ = ["DictionaryCodec", "MessageRules", "Policy", "read_fields", "read_places", "split_parts"]

_USER_DEFINED_FROM = 5000  # tags from here on are for agreements between two parties


@dataclass(frozen=True, slots=True)
class Policy:
    """What is let through beyond the dictionary."""

    #: A tag without a value is an error (ValidateFieldsHaveValues).
    need_values: bool = True
    #: A value that the dictionary does not list is an error.
    need_listed: bool = True
    #: Tags that the message does not have are left out instead of rejected: all of them, or those from 5000 on.
    allow_unknown: bool = False
    allow_user_defined: bool = False
    #: Entries of a group may begin with another field than the dictionary's first, if all of them do.
    allow_any_first: bool = False


@dataclass(frozen=True, slots=True)
class MessageRules:
    """The three parts of a message, and every tag that its dictionary has."""

    header: Layout
    body: Layout
    trailer: Layout
    known: Container[str]


def read_fields(message: Message, rules: MessageRules, policy: Policy) -> dict[str, Any]:
    """The fields of the body by tag: values of their types, a list of such dictionaries for a group.

    Raises FieldError. What is wrong first in the message is named first, but for the order of header, body and trailer
    and for missing fields, which come before all others.
    """
    return _Walk(message, rules, policy).read()


def split_parts(tags: Sequence[str], rules: MessageRules, policy: Policy) -> tuple[int, int]:
    """Where body and trailer begin. Raises FieldError where fields of the three are mixed."""
    header, trailer, inside = rules.header.tags, rules.trailer.tags, rules.body.tags
    start, end = 0, len(tags)
    for at, tag in enumerate(tags):
        if tag in header:
            start = at + 1
        elif not policy.allow_unknown or tag in inside or tag in trailer:
            break
    while end > start and tags[end - 1] in trailer:
        end -= 1
    for tag in tags[start:end]:
        if (tag in header or tag in trailer) and tag not in inside:
            raise FieldError(RejectReason.TAG_SPECIFIED_OUT_OF_REQUIRED_ORDER, _number(tag))
    return start, end


def read_places(message: Message, rules: MessageRules, policy: Policy) -> dict[str, Any]:
    """As `read_fields`, with the place of each field among the message's instead of its value. A count has its place
    in a tuple with the entries."""
    return _Walk(message, rules, policy, places=True).read()


class _Walk:
    def __init__(self, message: Message, rules: MessageRules, policy: Policy, *, places: bool = False) -> None:
        self._places = places
        self._tags = message.tags
        self._values = message.values
        self._rules = rules
        self._policy = policy
        self._empty: set[str] = set()  # tags without a value that are let through: there, but with nothing to read

    def read(self) -> dict[str, Any]:
        rules, tags = self._rules, self._tags
        body, trailer = split_parts(tags, rules, self._policy)
        self._need(rules.header.required, tags[:body])
        self._need(rules.trailer.required, tags[trailer:])
        self._need(rules.body.required, set(tags[body:trailer]))
        self._layer(0, body, rules.header, ())
        self._layer(trailer, len(tags), rules.trailer, ())
        fields, _ = self._layer(body, trailer, rules.body, ())
        self._need(rules.body.required, fields.keys() | self._empty)  # and not only inside of some group
        return fields

    def _need(self, required: Iterable[str], present: Container[str]) -> None:
        for tag in required:
            if tag not in present:
                raise FieldError(RejectReason.REQUIRED_TAG_MISSING, _number(tag))

    def _layer(
        self, at: int, end: int, layout: Layout, outer: tuple[Layout, ...], delimiter: str = ""
    ) -> tuple[dict[str, Any], int]:
        """The fields of one layout from `at` on, and where they end.

        `outer`: what an entry of a group stands in; `delimiter`: what the next one begins with.
        """
        tags, values, policy = self._tags, self._values, self._policy
        found: dict[str, Any] = {}
        while at < end:
            tag = tags[at]
            rule = layout.rules.get(tag)
            if rule is None:
                if outer and not self._is_stranger(tag):
                    break
                self._refuse(tag)
                at += 1
                continue
            if tag in found:
                if outer and (tag == delimiter or any(tag in each.rules for each in outer)):
                    break
                raise FieldError(RejectReason.TAG_APPEARS_MORE_THAN_ONCE, _number(tag))
            text = values[at]
            at += 1
            if not text:
                if policy.need_values:
                    raise FieldError(RejectReason.TAG_SPECIFIED_WITHOUT_A_VALUE, _number(tag))
                self._empty.add(tag)
                continue
            value = self._value(tag, rule, text)
            place = at - 1
            found[tag] = place if self._places else value
            if rule.entries is not None:
                entries, at = self._group(tag, int(text), at, end, rule.entries, (*outer, layout))
                found[tag] = (place, entries) if self._places else entries
        return found, at

    def _value(self, tag: str, rule: Rule, text: str) -> Any:
        try:
            value = READERS[rule.kind](text)
        except (ValueError, KeyError):
            raise FieldError(RejectReason.INCORRECT_DATA_FORMAT_FOR_VALUE, _number(tag)) from None
        if rule.values is not None and self._policy.need_listed:
            words = text.split(" ") if rule.kind is Kind.WORDS else (text,)
            if not all(word in rule.values for word in words):
                raise FieldError(RejectReason.VALUE_IS_INCORRECT, _number(tag))
        return value

    def _group(
        self, tag: str, count: int, at: int, end: int, layout: Layout, outer: tuple[Layout, ...]
    ) -> tuple[list[dict[str, Any]], int]:
        tags = self._tags
        delimiter = layout.delimiter
        if self._policy.allow_any_first:
            delimiter = next((each for each in tags[at:end] if not self._is_stranger(each)), delimiter)
            delimiter = delimiter if delimiter in layout.rules else layout.delimiter
        # The count comes first: with a wrong one, what is wrong inside of the entries says little.
        if count or not any(tags[at] in each.rules for each in outer):
            self._need_count(tag, count, at, end, layout, delimiter)
        entries: list[dict[str, Any]] = []
        while len(entries) < count and at < end:
            if tags[at] == delimiter:
                entry, at = self._layer(at, end, layout, outer, delimiter)
                self._need(layout.required, entry.keys() | self._empty)
                entries.append(entry)
            elif self._policy.allow_unknown and self._is_stranger(tags[at]):
                at += 1
            else:
                break
        if len(entries) != count:
            raise FieldError(RejectReason.INCORRECT_NUM_IN_GROUP_COUNT, _number(tag))
        return entries, at

    def _need_count(self, tag: str, count: int, at: int, end: int, layout: Layout, delimiter: str) -> None:
        seen = 0
        for each in self._tags[at:end]:
            if each == delimiter:
                seen += 1
            elif count and not seen and each in layout.rules:
                raise FieldError(RejectReason.REPEATING_GROUP_FIELDS_OUT_OF_ORDER, _number(each))
            elif each not in layout.tags and not (self._policy.allow_unknown and self._is_stranger(each)):
                break
        if seen != count:
            raise FieldError(RejectReason.INCORRECT_NUM_IN_GROUP_COUNT, _number(tag))

    def _is_stranger(self, tag: str) -> bool:
        """Whether no part of the message has the tag."""
        rules = self._rules
        return tag not in rules.body.tags and tag not in rules.header.tags and tag not in rules.trailer.tags

    def _refuse(self, tag: str) -> None:
        """A tag that the layout does not have: rejected, unless the policy lets it through."""
        policy = self._policy
        if self._is_stranger(tag) and (
            policy.allow_unknown or (policy.allow_user_defined and tag.isdecimal() and int(tag) >= _USER_DEFINED_FROM)
        ):
            return
        known = tag in self._rules.known
        raise FieldError(
            RejectReason.TAG_NOT_DEFINED_FOR_THIS_MESSAGE_TYPE if known else RejectReason.INVALID_TAG_NUMBER,
            _number(tag),
        )


class DictionaryCodec:
    """Checks messages against a dictionary as it was read. With FIXT the session's messages and the header come from
    `transport`, and the dictionary has the application's."""

    def __init__(
        self, dictionary: Dictionary, transport: Dictionary | None = None, *, policy: Policy | None = None
    ) -> None:
        self._policy = policy or Policy()
        self._dictionary = dictionary
        self._transport = transport or dictionary
        self._groups: dict[int, Layout] = {}
        self._header = layout_of(self._transport.header, self._groups)
        self._trailer = layout_of(self._transport.trailer, self._groups)
        self._session_tags = self._transport.fields.keys()
        self._tags = dictionary.fields.keys() | self._session_tags
        self._rules: dict[str, MessageRules] = {}
        self._lengths = {**dictionary.data_lengths, **self._transport.data_lengths}

    @property
    def data_lengths(self) -> Mapping[str, str]:
        """Tag of a length → tag of the data that follows it."""
        return self._lengths

    def check(self, message: Message, /) -> None:
        """Raises FieldError for what breaks the dictionary."""
        self.fields(message)

    def fields(self, message: Message) -> dict[str, Any]:
        """The fields of the body by tag, as `read_fields` has them. Raises FieldError."""
        rules = self._rules.get(message.msg_type)
        if rules is None:
            rules = self._rules_of(message.msg_type)
        return read_fields(message, rules, self._policy)

    def _rules_of(self, msg_type: str) -> MessageRules:
        found = self._transport.messages.get(msg_type)
        known: Set[str] = self._session_tags
        if found is None or not found.is_admin:
            found, known = self._dictionary.messages.get(msg_type), self._tags
        if found is None:
            raise FieldError(RejectReason.INVALID_MSG_TYPE, None)
        body = layout_of(found.members, self._groups)
        rules = self._rules[msg_type] = MessageRules(self._header, body, self._trailer, known)
        return rules


def _number(tag: str) -> int:
    return int(tag) if len(tag) < 10 else 0
