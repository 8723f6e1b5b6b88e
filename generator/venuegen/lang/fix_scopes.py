"""Names that expressions of the section `fix` see, and those of the Logon's auth scheme.

`spec` and `table` are those of the FIX half (`fix_types`), but for the Logon.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from .scopes import Binding, Scope, config_names, environment_names, instrument, scope_for_credential
from .types import BOOL, INT, JSON, STR, Field, ListType, Optional, Record, StructType, Type, base_of

if TYPE_CHECKING:
    from ..spec.model import FixFeed, Spec
    from .wire_types import TypeTable

__all__ = [
    "HEADER_TAGS",
    "LOGON_NAMES",
    "REQUEST",
    "scope_for_entry",
    "scope_for_fix_request",
    "scope_for_fix_session",
    "scope_for_received",
]

HEADER_TAGS = {
    "begin_string": "8",
    "msg_type": "35",
    "sender_comp_id": "49",
    "target_comp_id": "56",
    "msg_seq_num": "34",
    "sending_time": "52",
}
"""Fields of the header that a Logon may sign → their tags."""

LOGON_NAMES: Mapping[str, Binding] = {
    "h": Binding(Record("h", {name: Field(STR, f"{{}}[{tag!r}]") for name, tag in HEADER_TAGS.items()}), "h"),
    "soh": Binding(STR, "'\\x01'"),
    "session": Binding(Record("session", {"cancel_on_disconnect": Field(BOOL)}), "session"),
}
"""What the auth scheme of a Logon sees beside what others do: the header as it will be sent, and what was asked for."""

REQUEST = Record("req", {"id": Field(STR)})
_NO_CODES: Mapping[str, str] = {}


def scope_for_fix_session(spec: Spec, table: TypeTable, codes: Mapping[str, str] = _NO_CODES) -> Scope:
    """`sender`, `target`, `header` and `url` of a session."""
    credentials = scope_for_credential(spec, table, codes).names
    names = {
        **credentials,
        "cfg": Binding(config_names(spec), codes.get("cfg", "cfg")),
        "env": Binding(environment_names(spec), codes.get("env", "env")),
        "session": Binding(Record("session", {"id": Field(STR)}), codes.get("session", "session")),
    }
    return Scope("this session", names, table, secrets=True)


def scope_for_fix_request(spec: Spec, table: TypeTable, codes: Mapping[str, str] = _NO_CODES) -> Scope:
    """`with` of `subscribe` and `unsubscribe` of a channel."""
    names = {
        "i": Binding(instrument(spec), codes.get("i", "i")),
        "depth": Binding(Optional(INT), codes.get("depth", "depth")),
        "req": Binding(REQUEST, codes.get("req", "req")),
        "cfg": Binding(config_names(spec), codes.get("cfg", "cfg")),
    }
    return Scope("this request", names, table)


def scope_for_received(spec: Spec, table: TypeTable, message: str, codes: Mapping[str, str] = _NO_CODES) -> Scope:
    """A received message `m`, by its name `<dictionary>.<message>`."""
    known: Type = StructType(message) if message in table.structs else JSON
    names = {
        "m": Binding(known, codes.get("m", "m")),
        "cfg": Binding(config_names(spec), codes.get("cfg", "cfg")),
    }
    return Scope(f"`{message}`", names, table)


def scope_for_entry(scope: Scope, table: TypeTable, message: str, feed: FixFeed, *, first: bool = False) -> Scope:
    """An entry `e` of a message; `first`: the first of them, or none."""
    struct = table.structs.get(message)
    group = struct.field(feed.group) if struct is not None and feed.group is not None else None
    kind: Type = base_of(table.value_type(group.type)) if group is not None else JSON
    item = kind.item if isinstance(kind, ListType) else JSON
    return replace(scope, names={**scope.names, "e": Binding(Optional(item) if first else item, "e")})
