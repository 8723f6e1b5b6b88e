"""Dictionaries of FIX messages in QuickFIX's XML format: FIX 4.0 to 5.0 SP2, FIXT 1.1, a venue's own, a user's.

What a venue's file lacks of the session's own messages and header fields is supplied (`venue_runtime.fix.standard`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path

from .dictionary_xml import DictionaryError, Element, read_xml
from .message import DATA_LENGTHS

__all__ = ["Dictionary", "DictionaryError", "Field", "Group", "Kind", "Member", "MessageType"]

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,99}").fullmatch
_TAG = re.compile(r"[1-9][0-9]{0,8}").fullmatch
_MSG_TYPE = re.compile(r"[!-<>-~]{1,32}").fullmatch  # printable, no `=`
_MAX_VALUE = 256
_MAX_MEMBERS = 5_000  # of one message; the largest of FIX 5.0 SP2 has some 600
_MAX_DEPTH = 40  # components and groups inside of each other


class Kind(Enum):
    """How the text of a field is read."""

    TEXT = "text"
    CHAR = "char"
    INT = "int"
    CODE = "code"  # an integer of a list: its text is a member of an enumeration
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    TIMESTAMP = "timestamp"
    TIME = "time"
    DATE = "date"
    MONTH_YEAR = "month_year"
    WORDS = "words"
    DATA = "data"
    COUNT = "count"


_KINDS = {
    "CHAR": Kind.CHAR,
    **dict.fromkeys(("INT", "LENGTH", "SEQNUM", "TAGNUM", "DAYOFMONTH", "INT64", "UINT64"), Kind.INT),
    **dict.fromkeys(("PRICE", "QTY", "AMT", "FLOAT", "PRICEOFFSET", "PERCENTAGE", "QUANTITY"), Kind.DECIMAL),
    "BOOLEAN": Kind.BOOLEAN,
    **dict.fromkeys(("UTCTIMESTAMP", "TIME"), Kind.TIMESTAMP),
    "UTCTIMEONLY": Kind.TIME,
    **dict.fromkeys(("UTCDATE", "UTCDATEONLY", "LOCALMKTDATE", "DATE"), Kind.DATE),
    "MONTHYEAR": Kind.MONTH_YEAR,
    **dict.fromkeys(("MULTIPLEVALUESTRING", "MULTIPLESTRINGVALUE", "MULTIPLECHARVALUE"), Kind.WORDS),
    **dict.fromkeys(("DATA", "XMLDATA"), Kind.DATA),
    "NUMINGROUP": Kind.COUNT,
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field as `<fields>` declares it. `values`: text on the wire → its name there; empty where anything goes."""

    tag: str
    name: str
    type: str
    kind: Kind
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of a repeating group. Each begins with the first member; the others come in any order."""

    members: tuple[Member, ...]

    @property
    def delimiter(self) -> str:
        """Tag of the first field of every entry."""
        return self.members[0].field.tag


@dataclass(frozen=True, slots=True)
class Member:
    """A field of a message, header or entry; `group` where the field counts entries.

    What stands in a component is required where the component is.
    """

    field: Field
    required: bool
    group: Group | None = None


class MessageType:
    """A message; its members, components flattened, are worked out when somebody asks."""

    def __init__(self, element: Element, dictionary: Dictionary) -> None:
        self.name = _checked(element, "name", _NAME, "letters and digits")
        self.msg_type = _checked(element, "msgtype", _MSG_TYPE, "printable characters without `=`")
        category = element.attributes.get("msgcat", "app")
        if category not in ("admin", "app"):
            raise element.error(f"`msgcat` of <message> is {category!r}", "it is admin or app")
        self.is_admin = category == "admin"
        self.element = element
        self._dictionary = dictionary

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """Raises DictionaryError where a name is unknown or components go round in circles."""
        return self._dictionary.members(self.element)

    def __repr__(self) -> str:
        return f"<MessageType {self.name} ({self.msg_type})>"


class Dictionary:
    """Everything that a dictionary's file says. All of it is checked on reading, so that later uses cannot fail."""

    def __init__(self, data: bytes, file: str = "dictionary", *, supply: bool = True) -> None:
        """`file` names it in errors. `supply`: add what it lacks of the session's own messages and header.

        Raises DictionaryError.
        """
        self.file = file
        root = read_xml(data, file)
        if root.name != "fix":
            raise root.error(f"<{root.name}> is no FIX dictionary", "it begins with <fix …>")
        self.version = _version(root)
        self.fields: dict[str, Field] = {}
        self.names: dict[str, Field] = {}
        self._components: dict[str, Element] = {}
        self.messages: dict[str, MessageType] = {}
        self._message_names: dict[str, MessageType] = {}
        self._expanded: dict[tuple[Element, bool], tuple[Member, ...]] = {}
        self._inside: list[Element] = []
        self._read_declarations(root)
        self.header = self.members(_joined(root, "header"))
        self.trailer = self.members(_joined(root, "trailer"))
        if supply:
            from .standard import missing

            added = missing(self)
            self._read_declarations(added)
            self.header += self.members(_joined(added, "header"))
            self.trailer += self.members(_joined(added, "trailer"))
        for message in self.messages.values():
            _ = message.members  # so that what is wrong with it is found now

    @classmethod
    def load(cls, path: Path, *, supply: bool = True) -> Dictionary:
        """Read a file. Raises DictionaryError, OSError."""
        return cls(path.read_bytes(), str(path), supply=supply)

    def message(self, name: str) -> MessageType:
        """A message by its name. Raises DictionaryError, with the nearest name that there is."""
        found = self._message_names.get(name)
        if found is None:
            raise Element("fix", {}, self.file, 0, 0).unknown("message", name, self._message_names)
        return found

    def field(self, name: str) -> Field:
        """A field by its name. Raises DictionaryError, with the nearest name that there is."""
        found = self.names.get(name)
        if found is None:
            raise Element("fix", {}, self.file, 0, 0).unknown("field", name, self.names)
        return found

    @cached_property
    def data_lengths(self) -> dict[str, str]:
        """Tag of a length → tag of the data that follows it: the standard's, and those that names tell."""
        pairs = dict(DATA_LENGTHS)
        for field in self.fields.values():
            if field.kind is Kind.DATA:
                for name in (f"{field.name}Len", f"{field.name}Length"):
                    length = self.names.get(name)
                    if length is not None and length.kind is Kind.INT:
                        pairs[length.tag] = field.tag
        return pairs

    def members(self, parent: Element, required: bool = True) -> tuple[Member, ...]:
        """The fields inside of an element, those of components in their place. Raises DictionaryError."""
        known = self._expanded.get((parent, required))
        if known is not None:
            return known
        if parent in self._inside:
            raise parent.error(f"component {parent.attributes.get('name')!r} contains itself")
        if len(self._inside) > _MAX_DEPTH:
            raise parent.error("components and groups are nested too deeply")
        self._inside.append(parent)
        members: dict[str, Member] = {}  # by tag: standard dictionaries have some twice, by two components
        for element in parent.children:
            for member in self._members(element, required):
                members.setdefault(member.field.tag, member)
        self._inside.pop()
        if len(members) > _MAX_MEMBERS:
            raise parent.error(f"more than {_MAX_MEMBERS} fields")
        self._expanded[parent, required] = expanded = tuple(members.values())
        return expanded

    def _members(self, element: Element, required: bool) -> tuple[Member, ...]:
        needed = element.flag("required") and required
        name = element.text("name")
        if element.name == "component":
            component = self._components.get(name)
            if component is None:
                raise element.unknown("component", name, self._components)
            return self.members(component, needed)
        field = self.names.get(name)
        if field is None:
            raise element.unknown("field", name, self.names)
        if element.name == "field":
            return (Member(field, needed),)
        if element.name != "group":
            raise element.unknown("element", element.name, ("field", "group", "component"))
        entry = self.members(element)
        if not entry:
            raise element.error(f"group {name!r} has no fields")
        return (Member(field, needed, Group(entry)),)

    def _read_declarations(self, root: Element) -> None:
        for element in root.section("fields"):
            field = _field(element, self.version)
            if field.tag in self.fields:
                raise element.error(f"tag {field.tag} is declared twice")
            if field.name in self.names:
                raise element.error(f"field {field.name!r} is declared twice")
            self.fields[field.tag] = self.names[field.name] = field
        for element in root.section("components"):
            self._components[element.text("name")] = element
        for element in root.section("messages"):
            message = MessageType(element, self)
            if message.msg_type in self.messages or message.name in self._message_names:
                raise element.error(f"message {message.name!r} ({message.msg_type}) is declared twice")
            self.messages[message.msg_type] = self._message_names[message.name] = message


def _version(root: Element) -> str:
    kind = root.attributes.get("type", "FIX")
    if kind not in ("FIX", "FIXT"):
        raise root.error(f"`type` of <fix> is {kind!r}", "it is FIX or FIXT")
    major, minor = root.text("major"), root.text("minor")
    pack = root.attributes.get("servicepack", "0") or "0"
    if not all(len(part) < 4 and part.isascii() and part.isdigit() for part in (major, minor, pack)):
        raise root.error("`major`, `minor` and `servicepack` of <fix> are numbers")
    return f"{kind}.{major}.{minor}{f'SP{pack}' if pack != '0' else ''}"


def _joined(root: Element, name: str) -> Element:
    """A section as one element, empty where it is missing."""
    joined = Element(name, {}, root.file, root.line, root.column)
    joined.children.extend(root.section(name))
    return joined


def _checked(element: Element, attribute: str, fits: Callable[[str], object], expected: str) -> str:
    text = element.text(attribute)
    if not fits(text):
        raise element.error(f"`{attribute}` of <{element.name}> is {text[:40]!r}", f"it is made of {expected}")
    return text


def _field(element: Element, version: str) -> Field:
    name = _checked(element, "name", _NAME, "letters and digits")
    tag = _checked(element, "number", _TAG, "digits")
    type_ = element.text("type").upper()
    kind = _KINDS.get(type_, Kind.TEXT)
    if kind is Kind.CHAR and version in ("FIX.4.0", "FIX.4.1"):
        kind = Kind.TEXT  # char was any text before FIX 4.2
    values: dict[str, str] = {}
    for value in element.children:
        if value.name != "value":
            raise value.unknown("element", value.name, ("value",))
        text = value.text("enum")
        if len(text) > _MAX_VALUE or not text.isprintable():
            raise value.error(f"a value of field {name!r} is no printable text of up to {_MAX_VALUE} characters")
        values[text] = value.attributes.get("description", "")[:_MAX_VALUE] or text
    return Field(tag, name, type_, kind, values)
