"""Messages of FIX dictionaries as types of the language: `oe.ExecutionReport`.

A spec with a section `fix` is two: the venue over REST and WebSocket, and the venue over FIX, whose maps and books read
messages of dictionaries. Each half has a table of types of its own, so that neither sees the other's names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from .contract import CONTRACT_ENUMS
from .errors import LangError, did_you_mean
from .wire_types import EnumDecl, FieldDecl, Problem, StructDecl, TypeTable, WireType, python_name, snake_case

if TYPE_CHECKING:
    from venue_runtime.fix.dictionary import Dictionary, Field, Member, MessageType

    from ..spec.model import Endpoint, Fix, FixEnum, Map, Operation, Spec, StyleRow

__all__ = [
    "ENGINE_FIELDS",
    "LEVEL",
    "UPDATE",
    "fix_half",
    "fix_table",
    "group_class",
    "is_fix_type",
    "plain_half",
    "python_field",
    "request_name",
]

UPDATE, LEVEL = "BookUpdate", "BookLevel"
"""What a book reads: an update, and a row of its bids or asks."""

ENGINE_FIELDS = frozenset(
    {
        "BeginString",
        "BodyLength",
        "CheckSum",
        "MsgType",
        "SenderCompID",
        "TargetCompID",
        "MsgSeqNum",
        "SendingTime",
        "EncryptMethod",
        "HeartBtInt",
        "ResetSeqNumFlag",
        "DefaultApplVerID",
    }
)
"""Fields of a Logon that the engine writes."""

_FIX_TYPE = re.compile(r"\s*([a-z][a-z0-9_]*)\.[A-Z][A-Za-z0-9_]*\s*")
#: FIX has the same two everywhere (Side, 54).
_SIDES = {"buy": "1", "sell": "2"}
#: How the text of a field is read → type of the language.
_SCALARS = {"decimal": "decimal", "int": "int", "count": "int", "boolean": "bool", "timestamp": "ns"}


def is_fix_type(spec: Spec, text: str) -> bool:
    """Whether a type text names a message of a dictionary."""
    found = _FIX_TYPE.fullmatch(text)
    return spec.fix is not None and found is not None


def plain_half(spec: Spec) -> Spec:
    """The spec without what reads FIX messages."""
    if spec.fix is None:
        return spec
    return replace(
        spec,
        maps={name: each for name, each in spec.maps.items() if not is_fix_type(spec, each.source)},
        books={name: each for name, each in spec.books.items() if not each.channel.startswith("fix.")},
    )


def fix_half(spec: Spec, dictionaries: Mapping[str, Dictionary]) -> Spec:
    """The spec as FIX sees it: messages to be sent as endpoints, `fix.operations` as operations, its maps, its books
    (over one connection `fix`), its styles of orders.
    """
    from ..spec.model import Channel, Connection, Orders

    fix = spec.fix
    assert fix is not None
    maps = {name: each for name, each in spec.maps.items() if is_fix_type(spec, each.source)}
    channels = {name: Channel(type=UPDATE) for name in fix.channels}
    return replace(
        spec,
        credentials={name: replace(each, default=None) for name, each in spec.credentials.items()},
        auth={},
        types={},
        enums={},
        flags={},
        unions={},
        leases={},
        errors=None,
        limits=None,
        endpoints=dict(_endpoints(fix, dictionaries)),
        ws={"fix": Connection(url="", frame=UPDATE, receive=[], channels=channels)},
        maps=maps,
        books={name: each for name, each in spec.books.items() if each.channel.startswith("fix.")},
        operations=dict(_operations(fix, _order_map(fix, maps))),
        orders=Orders(styles=[_sided(row) for row in fix.styles]) if fix.styles else None,
    )


def _sided(row: StyleRow) -> StyleRow:
    """A row for one side alone is read back by the side that a report tells."""
    word = row.of.get("side")
    if not isinstance(word, str):
        return row
    return replace(row, wire={**row.wire, "side": _SIDES.get(word, word)})


def request_name(dictionary: str, message: str) -> str:
    """Name of a message to be sent, as an endpoint of the FIX half."""
    return f"{dictionary}_{snake_case(message)}"


def _order_map(fix: Fix, maps: Mapping[str, Map]) -> str | None:
    """The map by which reports tell of orders."""
    named = (name for rule in fix.receive.values() for name in rule.maps)
    return next((name for name in named if name in maps and maps[name].to == "Order"), None)


def _endpoints(fix: Fix, dictionaries: Mapping[str, Dictionary]) -> Iterator[tuple[str, Endpoint]]:
    from ..spec.model import Endpoint, Param

    for operation in fix.operations.values():
        session = fix.sessions.get(operation.session or "")
        dictionary = dictionaries.get(session.dictionary) if session is not None else None
        for name in (operation.send, *(each.send for each in operation.choose)):
            if session is None or dictionary is None or name is None:
                continue
            message = next((each for each in dictionary.messages.values() if each.name == name), None)
            if message is None:
                continue
            params: dict[str, str | Param] = {}
            for member in message.members:
                text = str(member_type(session.dictionary, message.name, member))
                own = python_field(member.field.name)
                params[member.field.tag] = Param(type=text if member.required else f"opt<{text}>", name=own)
            yield request_name(session.dictionary, name), Endpoint(result="none", params=params, kind="command")


def _operations(fix: Fix, order_map: str | None) -> Iterator[tuple[str, Operation]]:
    from ..spec.model import Choice, Operation

    for name, each in fix.operations.items():
        if each.channel is not None:
            yield name, Operation(channel=f"fix.{each.channel}", book=each.book, map=each.map, doc=each.doc)
        elif each.send is not None and each.session in fix.sessions:
            dictionary = fix.sessions[each.session].dictionary
            yield (
                name,
                Operation(
                    call=request_name(dictionary, each.send),
                    params={key: value for key, value in each.params.items() if not isinstance(value, list)},
                    choose=[
                        Choice(
                            when=one.when,
                            call=request_name(dictionary, one.send),
                            params={key: value for key, value in one.params.items() if not isinstance(value, list)},
                        )
                        for one in each.choose
                    ],
                    map=order_map if each.result is None else None,
                    result=each.result,
                    set=dict(each.set),
                    options=each.options,
                    needs=["client_order_id", *each.needs] if name == "create_order" else each.needs,
                    doc=each.doc,
                ),
            )


def python_field(name: str) -> str:
    """Our name of a field: `ClOrdID` → `cl_ord_id`."""
    return python_name(name)


def fix_table(spec: Spec, dictionaries: Mapping[str, Dictionary]) -> TypeTable:
    """The types of the FIX half. Problems of the section's own tables stand at paths inside `fix`."""
    fix = spec.fix
    assert fix is not None
    table = TypeTable()
    table.none_words = tuple(spec.wire.none)
    table.currencies = dict(spec.currencies)
    plain = TypeTable.build(plain_half(spec))
    table.hooks = plain.hooks
    _book_types(table)
    _check_enums(table, fix, dictionaries)
    for name, dictionary in dictionaries.items():
        declaring = _Declaring(table, fix, name, dictionary)
        for message in dictionary.messages.values():
            declaring.message(message)
    return table


def _book_types(table: TypeTable) -> None:
    time = WireType("null", "", (WireType("scalar", "ns"),))
    levels = WireType("list", "", (WireType("ref", LEVEL),))
    table.structs[LEVEL] = StructDecl(
        LEVEL, (FieldDecl("price", "price", _scalar("decimal")), FieldDecl("quantity", "quantity", _scalar("decimal")))
    )
    table.structs[UPDATE] = StructDecl(
        UPDATE,
        (
            FieldDecl("snapshot", "snapshot", _scalar("bool")),
            FieldDecl("first", "first", _scalar("int")),
            FieldDecl("last", "last", _scalar("int")),
            FieldDecl("bids", "bids", levels),
            FieldDecl("asks", "asks", levels),
            FieldDecl("ts_event", "ts_event", time),
        ),
    )
    table.names |= {LEVEL, UPDATE}
    table.classes |= {LEVEL: "FixLevel", UPDATE: "FixUpdate"}


def _scalar(name: str) -> WireType:
    return WireType("scalar", name)


def _check_enums(table: TypeTable, fix: Fix, dictionaries: Mapping[str, Dictionary]) -> None:
    known = {name for each in dictionaries.values() for name in each.names}
    for name, enum in fix.enums.items():
        path = ("fix", "enums", name)
        found = [each.names[name] for each in dictionaries.values() if name in each.names]
        if not found and dictionaries:
            error = LangError(
                f"no dictionary has a field `{name}`",
                0,
                len(name),
                expected="a field as the dictionary calls it",
                hint=did_you_mean(name, known),
            )
            table.problems.append(Problem(path, error, key=True))
        words = {each for declared in found for pair in declared.values.items() for each in pair}
        for word, value in enum.values.items():
            if found and words and word not in words:
                error = LangError(
                    f"`{name}` has no value `{word}`",
                    0,
                    len(word),
                    expected="a value of the dictionary, or its name",
                    hint=did_you_mean(word, words),
                )
                table.problems.append(Problem((*path, "values", word), error, key=True))
            members = CONTRACT_ENUMS[enum.contract].words
            if value is not None and value not in members:
                error = LangError(
                    f"`{value}` is no member of {enum.contract}",
                    0,
                    len(value),
                    expected=", ".join(members),
                    hint=did_you_mean(value, members),
                )
                table.problems.append(Problem((*path, "values", word), error))


class _Declaring:
    """Declares the messages of one dictionary."""

    def __init__(self, table: TypeTable, fix: Fix, name: str, dictionary: Dictionary) -> None:
        self.table = table
        self.fix = fix
        self.name = name
        self.file = dictionary.file

    def message(self, message: MessageType) -> None:
        self._struct(message.name, message.members, f"{self.file}:{message.element.line}")

    def _struct(self, name: str, members: Iterable[Member], origin: str) -> WireType:
        full = self._named(name)
        fields = tuple(self._field(name, member, origin) for member in members)
        self.table.structs[full] = StructDecl(full, fields, origin=origin)
        return WireType("ref", full)

    def _named(self, name: str) -> str:
        full = f"{self.name}.{name}"
        self.table.names.add(full)
        self.table.classes[full] = f"fix_{self.name}.{name}"
        return full

    def _field(self, owner: str, member: Member, origin: str) -> FieldDecl:
        field = member.field
        if member.group is not None:
            self._struct(group_class(owner, field.name), member.group.members, origin)
        elif _is_enum(field) and (full := f"{self.name}.{field.name}") not in self.table.enums:
            self._named(field.name)
            self.table.enums[full] = enum_decl(full, field, self.fix.enums.get(field.name))
        kind = member_type(self.name, owner, member)
        if member.group is None and not member.required:
            kind = WireType("null", "", (kind,))
        return FieldDecl(field.tag, python_field(field.name), kind)


def _is_enum(field: Field) -> bool:
    return bool(field.values) and field.kind.value in ("text", "char", "int")


def member_type(dictionary: str, owner: str, member: Member) -> WireType:
    """Type of a field of a message (or of a group's entry), where it is there."""
    field = member.field
    if member.group is not None:
        return WireType("list", "", (WireType("ref", f"{dictionary}.{group_class(owner, field.name)}"),))
    if _is_enum(field):
        return WireType("ref", f"{dictionary}.{field.name}")
    return _scalar(_SCALARS.get(field.kind.value) or ("venue_symbol" if field.name == "Symbol" else "str"))


def group_class(owner: str, group: str) -> str:
    """Class of an entry of a group of a message (or of another group's entry)."""
    return f"{owner}{group}"


def enum_decl(full: str, field: Field, meaning: FixEnum | None) -> EnumDecl:
    """An enumeration of a dictionary, with what its values mean in the contract."""
    wire = "int" if field.kind.value == "int" else "str"
    words: dict[str | int, str] = {}
    inward: dict[str | int, str] = {}
    for text, name in field.values.items():
        if wire == "int" and not re.fullmatch(r"-?\d{1,9}", text):
            continue
        word = int(text) if wire == "int" else text
        words[word] = name
        value = (meaning.values.get(text) or meaning.values.get(name)) if meaning is not None else None
        if value is not None:
            inward[word] = value
    outward: dict[str, str | int] = {}
    for word, value in inward.items():
        outward.setdefault(value, word)
    contract = meaning.contract if meaning is not None else None
    return EnumDecl(full, tuple(words), words, wire, contract, inward, outward)  # type: ignore[arg-type]
