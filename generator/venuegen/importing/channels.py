"""WebSocket channels of a document as a connection: what they carry is known, how frames are told apart is a TODO."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from venuegen.importing import naming
from venuegen.importing.model import Api, Channel

if TYPE_CHECKING:
    from venuegen.importing.draft import Origin
    from venuegen.importing.types import Types


def connections(api: Api, types: Types, origin: Origin, examples: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The section `ws`: one connection, or one for public and one for private channels."""
    types.declared.setdefault("Frame", {"topic": "opt<str>", "data": "opt<raw>", "id": "opt<int>", "error": "opt<str>"})
    types.todos.append("declare Frame (ws.*.frame): what all frames have, and under receive how they are told apart")
    made: dict[str, Any] = {}
    taken: set[str] = set()
    for channel in api.channels:
        side = "private" if channel.private else "public"
        connection = made.setdefault(
            side,
            {
                "url": "{env.stream}",
                "frame": "Frame",
                "receive": [
                    {"push": {"when": "=f.topic is not None and f.data is not None", "key": "=f.topic",
                              "payload": "=f.data"}},
                    {"ack": {"when": "=f.id is not None", "id": "=f.id", "error": "=f.error is not None",
                             "text": "=f.error"}},
                ],
                "subscribe": {"send": {"op": "subscribe", "topics": "=topics", "id": "=req.id"}},
                "unsubscribe": {"send": {"op": "unsubscribe", "topics": "=topics", "id": "=req.id"}},
                "channels": {},
                "doc": "TODO the frames of subscribing, and how frames are told apart, as the documentation has them.",
            },
        )  # fmt: skip
        name = _name(channel, taken)
        connection["channels"][name] = _channel(channel, name, types, origin, examples)
    return made


def _name(channel: Channel, taken: set[str]) -> str:
    noise = ("update", "message", "event", "payload", "push", "stream", "channel", "notification", "data", "on")
    words = [each for each in naming.tokens(channel.name or channel.address) if each not in noise]
    name = "_".join(words) or "messages"
    name = name if name[:1].isalpha() else f"n_{name}"
    name = naming.distinct(name, taken)
    taken.add(name)
    return name


def _channel(
    channel: Channel, name: str, types: Types, origin: Origin, examples: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "type": types.text(channel.payload, name, [naming.camel(name), f"{naming.camel(name)}Event"])
    }
    topic = _topic(channel)
    entry["topic"] = topic if topic else f"TODO the topic of {name}"
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
    """The address of a channel as a topic, where it is one: its parameters are the instrument, or settings."""
    text = channel.address.strip("/")
    if not re.search(r"[{}]", text):
        return ""
    parts = re.findall(r"\{([^{}]*)\}", text)
    if len(parts) != 1 or not re.search(r"symbol|market|instrument|pair|product", parts[0], re.IGNORECASE):
        return ""
    return text.replace("{" + parts[0] + "}", "{i.venue_symbol}")
