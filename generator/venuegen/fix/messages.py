"""A dictionary and the messages that are used → what the template of a module of typed messages prints."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from venue_runtime.fix.dictionary import Dictionary, Field, Group, Kind, Member, MessageType
from venue_runtime.fix.layout import write_layout

from venuegen.fix.encoders import body_lines
from venuegen.render.names import identifier, member_name, snake_case

__all__ = ["EnumView", "FieldView", "MessagesView", "StructView", "messages_module", "messages_view"]

_ANNOTATIONS = {
    Kind.INT: "int",
    Kind.COUNT: "int",
    Kind.DECIMAL: "Decimal",
    Kind.BOOLEAN: "bool",
    Kind.TIMESTAMP: "int",
}
_LISTED = frozenset({Kind.TEXT, Kind.CHAR, Kind.INT})
# Names that a field must not take: a class body and its base use them.
_TAKEN_BY_STRUCTS = frozenset({"field", "tuple", "str", "int", "bool", "msg_type", "layout", "body", "decode"})
_TAKEN_BY_MODULE = _TAKEN_BY_STRUCTS | frozenset(
    {
        *("Mapping", "Decimal", "ClassVar", "FixEntry", "FixMessage", "MessageCodec", "OpenEnum", "TimeWriter"),
        *("MESSAGES", "CODEC", "time_text", "decimal_text", "data_field", "no_value", "smuggled"),
        *("type", "len", "frozenset"),
    }
)
_LONGEST_MEMBER = 60


@dataclass(frozen=True, slots=True)
class EnumView:
    """A class of the values that a field is known to have."""

    name: str
    field: Field
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """An attribute of a message or an entry."""

    name: str
    field: Field
    annotation: str
    required: bool
    enum: bool = False
    length_tag: str = ""
    entries: StructView | None = None

    @property
    def default(self) -> str:
        """What the attribute is where the field is missing."""
        return "()" if self.entries is not None else "None"

    @property
    def doc(self) -> str:
        """What the annotation does not say."""
        return "ns since the epoch" if self.field.kind is Kind.TIMESTAMP else ""


@dataclass(frozen=True, slots=True)
class StructView:
    """A message, or an entry of a group."""

    name: str
    doc: str
    fields: tuple[FieldView, ...]
    msg_type: str = ""
    layout: str = ""

    @property
    def body(self) -> list[str]:
        """Statements of its encoder."""
        return body_lines(self)


@dataclass(frozen=True)
class MessagesView:
    """A whole module."""

    title: str
    version: str
    time_digits: int
    enums: tuple[EnumView, ...]
    entries: tuple[StructView, ...]
    messages: tuple[StructView, ...]
    header: str
    trailer: str
    others: tuple[str, ...]
    data_lengths: Mapping[str, str]
    file: str = ""

    @cached_property
    def writes_time(self) -> bool:
        """Whether anything is a timestamp."""
        structs = (*self.entries, *self.messages)
        return any(each.field.kind is Kind.TIMESTAMP for struct in structs for each in struct.fields)

    def struct(self, name: str) -> StructView | None:
        """The class of a message, by the dictionary's name of it."""
        return next((message for message in self.messages if message.name == name), None)


def messages_view(
    dictionary: Dictionary,
    messages: Iterable[str] = (),
    *,
    transport: Dictionary | None = None,
    all_messages: bool = False,
    inherit: Mapping[str, Iterable[str]] | None = None,
    time_digits: int = 3,
    title: str = "",
    file: str = "",
) -> MessagesView:
    """What a module of typed messages consists of.

    `messages`: names of those that are used; those of the session are always there. `transport`: with FIXT, the
    dictionary of session and header. `inherit`: message → fields (python names) that its entries may leave out, because
    they are then as in the entry before. `time_digits`: digits after the second of what is sent.

    Raises DictionaryError, with the nearest name, for a message that the dictionary does not have.
    """
    session = transport or dictionary
    types = {each.msg_type: each for each in session.messages.values() if each.is_admin}
    application = {each.msg_type: each for each in dictionary.messages.values() if each.msg_type not in types}
    wanted = {"j"} | {dictionary.message(name).msg_type for name in messages}
    chosen = [*types.values(), *(each for key, each in application.items() if all_messages or key in wanted)]
    build = _Build(dictionary, session, {name: frozenset(fields) for name, fields in (inherit or {}).items()}, chosen)
    return MessagesView(
        title=title or Path(dictionary.file).name,
        version=dictionary.version,
        time_digits=time_digits,
        messages=tuple(build.message(each) for each in chosen),
        entries=tuple(build.entries.values()),
        enums=tuple(build.enums[name] for name in sorted(build.enums)),
        header=write_layout(session.header),
        trailer=write_layout(session.trailer),
        others=tuple(sorted(application.keys() - {each.msg_type for each in chosen})),
        data_lengths={**dictionary.data_lengths, **session.data_lengths},
        file=file,
    )


def messages_module(view: MessagesView, templates: Path, override: Path | None = None) -> str:
    """The text of the module, formatted."""
    from venuegen.render.format import format_python
    from venuegen.render.imports import with_imports
    from venuegen.render.templates import environment

    source = environment(templates, override).get_template("client/fix_messages.py.jinja").render(view=view)
    return format_python(with_imports(source, {}))


@dataclass
class _Build:
    """Classes made so far, so that fields and groups that messages share are one class."""

    dictionary: Dictionary
    session: Dictionary
    inherit: Mapping[str, frozenset[str]]
    chosen: list[MessageType]
    enums: dict[str, EnumView] = field(default_factory=dict)
    entries: dict[tuple[str, str], StructView] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)  # of classes → what they are for

    def message(self, message: MessageType) -> StructView:
        members = tuple(
            self._adjusted(member, self.inherit.get(message.name, frozenset())) for member in message.members
        )
        name = self._class_name(message.name, f"message {message.msg_type}")
        return StructView(
            name=name,
            doc=f"{message.name} ({message.msg_type}).",
            fields=self._fields(members, message.name),
            msg_type=message.msg_type,
            layout=write_layout(members),
        )

    def _adjusted(self, member: Member, inherit: frozenset[str]) -> Member:
        """The member with what every entry has, and without what it may leave to the entry before."""
        if member.group is None:
            return member
        first, *rest = member.group.members
        entry = (
            replace(self._adjusted(first, inherit), required=True),
            *(
                replace(
                    self._adjusted(each, inherit), required=each.required and snake_case(each.field.name) not in inherit
                )
                for each in rest
            ),
        )
        return replace(member, group=Group(entry))

    def _fields(self, members: tuple[Member, ...], owner: str) -> tuple[FieldView, ...]:
        lengths = {data: length for length, data in self.dictionary.data_lengths.items()}
        tags = {member.field.tag for member in members}
        written = {lengths[tag] for tag in tags if tag in lengths}
        names: set[str] = set()
        views: list[FieldView] = []
        for member in members:
            known = member.field
            if known.tag in written:
                continue  # the encoder writes the length of data before it
            name = identifier(snake_case(known.name))
            name = f"{name}_" if name in _TAKEN_BY_STRUCTS else name
            name = f"{name}_{known.tag}" if name in names else name
            names.add(name)
            views.append(
                self._field(name, member, owner, lengths.get(known.tag, "") if known.kind is Kind.DATA else "")
            )
        return tuple(views)

    def _field(self, name: str, member: Member, owner: str, length_tag: str) -> FieldView:
        known = member.field
        if member.group is not None:
            entries = self._entries(member.group, known, owner)
            return FieldView(name, known, f"tuple[{entries.name}, ...]", member.required, entries=entries)
        annotation = _ANNOTATIONS.get(known.kind, "str")
        enum = bool(known.values) and known.kind in _LISTED
        if enum:
            annotation = self._enum(known)
        if not member.required:
            annotation = f"{annotation} | None"
        return FieldView(name, known, annotation, member.required, enum, length_tag)

    def _entries(self, group: Group, count: Field, owner: str) -> StructView:
        layout = write_layout(group.members)
        known = self.entries.get((count.tag, layout))
        if known is not None:
            return known
        plain = count.name.removeprefix("No") or count.name
        plain = plain[:1].upper() + plain[1:]
        name = self._class_name(f"{plain}Entry", f"entries {count.tag} {layout}", f"{owner}{plain}Entry")
        # A group inside of this one comes first in the module.
        fields = self._fields(group.members, f"{owner}{plain}")
        view = StructView(name=name, doc=f"An entry of {count.name} ({count.tag}).", fields=fields)
        self.entries[count.tag, layout] = view
        return view

    def _enum(self, known: Field) -> str:
        name = self._class_name(known.name, f"enum {known.tag}", f"{known.name}Code")
        if name not in self.enums:
            members: dict[str, str] = {}
            for value, text in known.values.items():
                member = member_name(text if len(text) <= _LONGEST_MEMBER else value)
                if member in members:
                    member = f"{member}_{member_name(value).removeprefix('N_')}"
                while member in members:
                    member += "_"
                members[member] = value
            self.enums[name] = EnumView(name, known, tuple(members.items()))
        return name

    def _class_name(self, name: str, purpose: str, second: str = "") -> str:
        """`name`, or another where something else has it already."""
        messages = {message.name: f"message {message.msg_type}" for message in self.chosen}
        choices = [name, second or f"{name}_"]
        while True:
            choice = choices.pop(0)
            free = messages.get(choice, purpose) == purpose and not keyword.iskeyword(choice)
            if free and choice not in _TAKEN_BY_MODULE and self._names.setdefault(choice, purpose) == purpose:
                return identifier(choice)
            if not choices:
                choices.append(f"{choice}_")
