"""Messages of FIX dictionaries as types of the language: `oe.ExecutionReport`.

A spec with a section `fix` is two: the venue over REST and WebSocket, and the venue over FIX, whose maps and books read
messages of dictionaries. Each half has a table of types of its own, so that neither sees the other's names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from .contract import CONTRACT_ENUMS
from .errors import LangError, did_you_mean
from .wire_types import EnumDecl, FieldDecl, Problem, StructDecl, TypeTable, WireType, python_name, snake_case

if TYPE_CHECKING:
    from venue_runtime.fix.dictionary import Dictionary

    from ..fix.messages import FieldView, MessagesView, StructView
    from ..spec.model import Endpoint, Fix, FixEnum, Map, Operation, Spec

__all__ = [
    "ENGINE_FIELDS",
    "LEVEL",
    "UPDATE",
    "field_type",
    "fix_half",
    "fix_table",
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


def fix_half(spec: Spec, modules: Mapping[str, MessagesView]) -> Spec:
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
        endpoints=dict(_endpoints(fix, modules)),
        ws={"fix": Connection(url="", frame=UPDATE, receive=[], channels=channels)},
        maps=maps,
        books={name: each for name, each in spec.books.items() if each.channel.startswith("fix.")},
        operations=dict(_operations(fix, _order_map(fix, maps))),
        orders=Orders(styles=fix.styles) if fix.styles else None,
    )


def request_name(dictionary: str, message: str) -> str:
    """Name of a message to be sent, as an endpoint of the FIX half."""
    return f"{dictionary}_{snake_case(message)}"


def _order_map(fix: Fix, maps: Mapping[str, Map]) -> str | None:
    """The map by which reports tell of orders."""
    named = (name for rule in fix.receive.values() for name in rule.maps)
    return next((name for name in named if name in maps and maps[name].to == "Order"), None)


def _endpoints(fix: Fix, modules: Mapping[str, MessagesView]) -> Iterator[tuple[str, Endpoint]]:
    from ..spec.model import Endpoint, Param

    for operation in fix.operations.values():
        session = fix.sessions.get(operation.session or "")
        for name in (operation.send, *(each.send for each in operation.choose)):
            if session is None or name is None or session.dictionary not in modules:
                continue
            message = modules[session.dictionary].struct(name)
            if message is None:
                continue
            params: dict[str, str | Param] = {}
            for each in message.fields:
                text = str(field_type(session.dictionary, each))
                params[each.field.name] = Param(type=text if each.required else f"opt<{text}>", name=each.name)
            yield request_name(session.dictionary, name), Endpoint(result="none", params=params, kind="command")


def _arguments(params: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of plain fields; groups are lists, and looked at with their message."""
    from ..spec.model import Argument

    return {
        key: Argument(**value) if isinstance(value, dict) else value
        for key, value in params.items()
        if not isinstance(value, list)
    }


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
                    params=_arguments(each.params),
                    choose=[
                        Choice(
                            when=one.when,
                            call=request_name(dictionary, one.send),
                            params=_arguments(one.params),
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


def fix_table(spec: Spec, dictionaries: Mapping[str, Dictionary], modules: Mapping[str, MessagesView]) -> TypeTable:
    """The types of the FIX half: the messages of its modules. Problems of the section's own tables stand at paths
    inside `fix`.
    """
    fix = spec.fix
    assert fix is not None
    table = TypeTable()
    table.none_words = tuple(spec.wire.none)
    table.currencies = dict(spec.currencies)
    plain = TypeTable.build(plain_half(spec))
    table.hooks = plain.hooks
    _book_types(table)
    _check_enums(table, fix, dictionaries)
    for name, module in modules.items():
        declaring = _Declaring(table, fix, name, dictionaries[name])
        for message in module.messages:
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
    """Declares the messages of one module."""

    def __init__(self, table: TypeTable, fix: Fix, name: str, dictionary: Dictionary) -> None:
        self.table = table
        self.fix = fix
        self.name = name
        self.dictionary = dictionary

    def message(self, message: StructView) -> None:
        known = self.dictionary.messages[message.msg_type]
        line = known.element.line
        # What the engine supplies stands in no file.
        self._struct(known.name, message, f"{self.dictionary.file}:{line}" if line else "")

    def _struct(self, name: str, struct: StructView, origin: str) -> None:
        full = f"{self.name}.{name}"
        if full in self.table.structs:
            return
        self.table.names.add(full)
        self.table.classes[full] = f"fix_{self.name}.{struct.name}"
        fields = []
        for each in struct.fields:
            if each.entries is not None:
                self._struct(each.entries.name, each.entries, origin)
            elif each.enum:
                self._enum(each)
            kind = field_type(self.name, each)
            if each.entries is None and not each.required:
                kind = WireType("null", "", (kind,))
            fields.append(FieldDecl(each.field.tag, each.name, kind))
        self.table.structs[full] = StructDecl(full, tuple(fields), origin=origin)

    def _enum(self, each: FieldView) -> None:
        full = f"{self.name}.{each.field.name}"
        if full not in self.table.enums:
            self.table.names.add(full)
            self.table.classes[full] = f"fix_{self.name}.{each.annotation.removesuffix(' | None')}"
            self.table.enums[full] = _enum_decl(full, each, self.fix.enums.get(each.field.name))


def field_type(dictionary: str, each: FieldView) -> WireType:
    """Type of a field of a message (or of a group's entry), where it is there."""
    if each.entries is not None:
        return WireType("list", "", (WireType("ref", f"{dictionary}.{each.entries.name}"),))
    if each.enum:
        return WireType("ref", f"{dictionary}.{each.field.name}")
    return _scalar(_SCALARS.get(each.field.kind.value) or ("venue_symbol" if each.field.name == "Symbol" else "str"))


def _enum_decl(full: str, each: FieldView, meaning: FixEnum | None) -> EnumDecl:
    """An enumeration of a dictionary, with what its values mean in the contract."""
    words: dict[str | int, str] = dict(each.field.values.items())
    inward: dict[str | int, str] = {}
    for word, name in each.field.values.items():
        value = (meaning.values.get(word) or meaning.values.get(name)) if meaning is not None else None
        if value is not None:
            inward[word] = value
    outward: dict[str, str | int] = {}
    for key, value in inward.items():
        outward.setdefault(value, key)
    contract = meaning.contract if meaning is not None else None
    return EnumDecl(full, tuple(words), words, "str", contract, inward, outward)
