"""WebSocket channels of a document as connections: what they carry is known, how frames are told apart is a TODO."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from venuegen.importing import naming
from venuegen.importing.model import Api, Channel, FieldShape, Shape

if TYPE_CHECKING:
    from venuegen.importing.draft import Origin
    from venuegen.importing.types import Types

_PAYLOADS = ("data", "params", "result", "payload")
_KEYS = ("topic", "channel", "stream", "subject", "method", "event", "type", "e")


def connections(api: Api, types: Types, origin: Origin, examples: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The section `ws`: a connection for public and one for private channels."""
    made: dict[str, Any] = {}
    for side in ("public", "private"):
        channels = [each for each in api.channels if each.private == (side == "private")]
        if channels:
            made[side] = _connection(channels, "Frame" if side == "public" or not made else "PrivateFrame", types)
            taken: set[str] = set()
            payload = _payload(channels)
            for each in channels:
                name = _name(each, taken)
                made[side]["channels"][name] = _channel(each, name, payload, types, origin, examples)
    types.todos.append("say how frames are told apart (ws.*.receive), and what subscribes a topic (ws.*.subscribe)")
    return made


def _payload(channels: Sequence[Channel]) -> str:
    """The field of all messages that carries what a channel is about; empty where a message is that itself."""
    for name in _PAYLOADS:
        found = [each.payload.fields.get(name) for each in channels]
        if all(each is not None and each.shape.kind in ("object", "array", "row", "any", "union") for each in found):
            return name
    return ""


def _connection(channels: Sequence[Channel], frame: str, types: Types) -> dict[str, Any]:
    payload = _payload(channels)
    fields: dict[str, str] = {}
    for each in channels:
        for wire, field in each.payload.fields.items():
            if wire.startswith("$") or '"' in wire or "\\" in wire or not wire.strip() or not wire.isprintable():
                continue
            if wire != payload and field.shape.kind in ("string", "integer", "boolean") and wire not in fields:
                text = {"string": "str", "integer": "int", "boolean": "bool"}[field.shape.kind]
                fields[wire] = f"opt<null<{text}>>" if field.nulls else f"opt<{text}>"
            elif wire != payload and wire == "id":
                fields.setdefault(wire, "opt<null<int>>")
    everywhere = {wire for wire in fields if payload or all(wire in each.payload.fields for each in channels)}
    kept = {wire: text for wire, text in fields.items() if wire in everywhere}
    key = next((each for each in _KEYS if kept.get(each) in ("opt<str>", "opt<null<str>>")), "")
    if payload:
        kept[payload] = "opt<raw>"
    kept.setdefault("id", "opt<null<int>>")
    kept.setdefault("error", "opt<json>")
    declared: dict[str, str] = {}
    taken: set[str] = set()
    from venuegen.importing.types import with_name

    for wire, text in kept.items():
        declared[wire] = with_name(wire, text, taken)
    types.declared[frame] = declared
    said = f"f.{_python(declared, payload)}" if payload else ""
    push = {"when": f"={said} is not None" if payload else "=True", "payload": f"={said}" if payload else "=f"}
    if key:
        push = {"when": push["when"], "key": f"=f.{_python(declared, key)} or ''", "payload": push["payload"]}
    answer = {"when": "=f.id is not None", "id": "=f.id", "error": "=f.error is not None"}
    return {
        "url": "{env.stream}",
        "frame": frame,
        "receive": [{"ack": answer}, {"push": push}],
        "subscribe": {"send": {"op": "subscribe", "topics": "=topics", "id": "=req.id"}},
        "unsubscribe": {"send": {"op": "unsubscribe", "topics": "=topics", "id": "=req.id"}},
        "channels": {},
        "doc": "TODO the frames of subscribing, and how frames are told apart, as the documentation has them.",
    }


def _python(declared: dict[str, str], wire: str) -> str:
    from venuegen.lang.wire_types import parse_declaration

    return parse_declaration(wire, declared[wire]).name


def _name(channel: Channel, taken: set[str]) -> str:
    noise = (
        "update",
        "message",
        "event",
        "payload",
        "push",
        "stream",
        "channel",
        "notification",
        "data",
        "on",
        "receive",
    )
    words = [each for each in naming.tokens(channel.name or channel.address) if each not in noise]
    words = words or [each for each in naming.tokens(channel.address) if each not in noise]
    name = "_".join(words) or "messages"
    name = name if name[:1].isalpha() else f"n_{name}"
    name = naming.distinct(name, taken)
    taken.add(name)
    return name


def _channel(
    channel: Channel, name: str, payload: str, types: Types, origin: Origin, examples: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    hints = [naming.singular(naming.camel(name)), f"{naming.camel(name)}Event"]
    field = channel.payload.fields.get(payload) if payload else FieldShape(channel.payload)
    shape = field.shape if field is not None else Shape("any")
    if payload and channel.payload.name and not shape.name and shape.kind == "object":
        shape.name = channel.payload.name
    entry: dict[str, Any] = {"type": types.text(shape, name, hints)}
    entry["topic"] = _topic(channel) or f"TODO the topic of {name}"
    if channel.private:
        entry["private"] = True
    files: list[str] = []
    for each in channel.examples[:3]:
        file = f"stream_{name}" if not files else f"stream_{name}.{len(files) + 1}"
        examples[file] = {"source": origin.source(channel.call), "message": each.value}
        files.append(file)
    if files:
        entry["examples"] = files
    return entry


def _topic(channel: Channel) -> str:
    """The address of a channel as a topic, where it is one: its only parameter is the instrument."""
    text = channel.address.strip("/")
    parts = re.findall(r"\{([^{}]*)\}", text)
    if len(parts) != 1 or not re.search(r"symbol|market|instrument|pair|product", parts[0], re.IGNORECASE):
        return ""
    return text.replace("{" + parts[0] + "}", "{i.venue_symbol}")
