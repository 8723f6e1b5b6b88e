"""Scopes of connections: addresses, rules of receiving, frames, channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..types import JSON, STR, ListType, MapType, Type, base_of
from ..wire_types import TypeTable
from .held import leases
from .names import CLOCK, config_names, credential_names, environment_names, instrument, request_record, value_type
from .scope import NO_CODES, Codes, Scope, scope_of

if TYPE_CHECKING:
    from ...spec.model import Channel, Connection, ReceiveRule, Spec


def scope_for_url(spec: Spec, table: TypeTable, codes: Codes = NO_CODES, connection: Connection | None = None) -> Scope:
    """`url` of a connection (the transport keeps it out of logs when a lease is in it)."""
    types: dict[str, Type] = {"env": environment_names(spec), "cfg": config_names(spec), "cred": credential_names(spec)}
    if connection is not None and connection.per is not None:
        types["per"] = STR
    if spec.leases:
        types["lease"] = leases(spec, table)
    return scope_of("this url", table, types, codes)


def scope_for_per(spec: Spec, table: TypeTable, codes: Codes = NO_CODES) -> Scope:
    """`per` of a connection: the instrument."""
    return scope_of("`per`", table, {"i": instrument(spec), "cfg": config_names(spec)}, codes)


def scope_for_receive_rule(
    spec: Spec,
    table: TypeTable,
    connection: Connection,
    codes: Codes = NO_CODES,
    *,
    arrays: bool = False,
    rule: ReceiveRule | None = None,
) -> Scope:
    """`receive` rules: the decoded frame `f`; the `head` of a push as `h`; in `answer.send` also `req` and `clock`."""
    frame = connection.arrays.frame if arrays and connection.arrays is not None else connection.frame
    types: dict[str, Type] = {"f": value_type(table, frame), "cfg": config_names(spec)}
    if rule is not None and rule.push is not None and rule.push.head is not None:
        types["h"] = value_type(table, rule.push.head)
    if rule is not None and rule.answer is not None:
        types |= {"req": request_record(spec, connection), "clock": CLOCK}
    return scope_of("this rule", table, types, codes)


def scope_for_frame(spec: Spec, table: TypeTable, connection: Connection, codes: Codes = NO_CODES) -> Scope:
    """Frames that we send: `subscribe`, `unsubscribe`, `rpc.send`, `on_open`, `ping`, `login.params`."""
    topics = [channel.topic for channel in connection.channels.values() if channel.topic is not None]
    topic = STR if all(isinstance(entry, str) for entry in topics) else JSON
    types: dict[str, Type] = {
        "topics": ListType(topic),
        "topic": topic,
        "learned": JSON,
        "req": request_record(spec, connection),
        "params": MapType(JSON),
        "clock": CLOCK,
        "cfg": config_names(spec),
        "env": environment_names(spec),
        "cred": credential_names(spec),
    }
    if spec.leases:
        types["lease"] = leases(spec, table)
    return scope_of("this frame", table, types, codes)


def scope_for_channel(spec: Spec, table: TypeTable, channel: Channel, codes: Codes = NO_CODES) -> Scope:
    """`topic` and `key` of a channel: the instrument, and the channel's own parameters."""
    types: dict[str, Type] = {"cfg": config_names(spec)}
    if spec.credentials:
        types["cred"] = credential_names(spec)
    if spec.leases:
        types["lease"] = leases(spec, table)
    types |= {name: base_of(value_type(table, text)) for name, text in channel.params.items()}
    if not channel.private:
        types["i"] = instrument(spec)
    return scope_of("this topic", table, types, codes)


def scope_for_deltas(table: TypeTable, message: str, codes: Codes = NO_CODES) -> Scope:
    """`deltas.when` of a channel over its message `m`."""
    return scope_of("this message", table, {"m": value_type(table, message)}, codes)
