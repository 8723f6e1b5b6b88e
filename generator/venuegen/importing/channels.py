"""WebSocket channels of a document as connections: what they carry, what subscribes them, how frames are told apart.

Channels whose requests differ only in their topic share a connection; one whose subscription replaces the one before it
has its own. What a document does not show is guessed from what is usual, and says TODO.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from venuegen.importing import naming
from venuegen.importing.frames import Frames
from venuegen.importing.model import Api, Channel, Request
from venuegen.importing.requests import Subscribing, general, opened, sent, subscribing

if TYPE_CHECKING:
    from venuegen.importing.draft import Origin
    from venuegen.importing.types import Types

_USUAL = {"subscribe": {"op": "subscribe", "topics": "=topics", "id": "=req.id"},
          "unsubscribe": {"op": "unsubscribe", "topics": "=topics", "id": "=req.id"}}  # fmt: skip
_NOISE = ("update", "message", "event", "payload", "push", "stream", "channel", "notification", "data", "on", "receive",
          "envelope")  # fmt: skip


@dataclass(slots=True)
class Streams:
    """What channels need of a spec."""

    ws: dict[str, Any] = field(default_factory=dict)
    auth: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """Channels of one connection."""

    name: str
    private: bool
    asking: Subscribing | None
    channels: list[tuple[Channel, Subscribing | None]] = field(default_factory=list)
    alone: bool = False


def streams(api: Api, types: Types, origin: Origin, examples: dict[str, dict[str, Any]]) -> Streams:
    """The section `ws`, and what it needs besides."""
    return _Writer(api, types, origin, examples).streams()


class _Writer:
    def __init__(self, api: Api, types: Types, origin: Origin, examples: dict[str, dict[str, Any]]) -> None:
        self.api, self.types, self.origin, self.examples = api, types, origin, examples
        self.made = Streams()
        self.names: dict[str, set[str]] = {}
        """Channels of each connection."""
        self.params: dict[int, dict[str, str]] = {}
        self.guessed = False

    def streams(self) -> Streams:
        for group in self._groups():
            self.made.ws[group.name] = self._connection(group)
        self._logins()
        self._pings()
        if self.guessed:
            self.types.todos.append("say what subscribes a topic (ws.*.subscribe): the document shows no request")
        return self.made

    # -- which channels go together

    def _groups(self) -> list[_Group]:
        groups: list[_Group] = []
        asked = [(each, self._asking(each)) for each in self.api.channels]
        asked.sort(key=lambda each: (each[0].private, each[1] is None))  # what nobody asks for joins what there is
        for channel, asking in asked:
            fitting = [each for each in groups if each.private == channel.private and not each.alone
                       and (asking is None or each.asking is None or _same(each.asking, asking))]  # fmt: skip
            if fitting and not channel.replaces:
                fitting[0].channels.append((channel, asking))
                continue
            name = self._free(channel, asking, {each.name for each in groups})
            groups.append(_Group(name, channel.private, asking, [(channel, asking)], channel.replaces))
        return groups

    def _asking(self, channel: Channel) -> Subscribing | None:
        if channel.subscribe is None:
            return None
        wanted = sent(channel.subscribe, private=channel.private)
        left = sent(channel.unsubscribe, private=channel.private) if channel.unsubscribe is not None else None
        if channel.subscribe.general and (address := _address(channel))[0]:
            self.params[id(channel)] = address[1]
            return general(wanted, left, address[0])
        if all(isinstance(each, str) and each.startswith("TODO") for each in wanted.topic.values()):
            return None
        self.params[id(channel)] = dict(wanted.params)
        self.made.config |= wanted.config
        return subscribing(wanted, left)

    def _free(self, channel: Channel, asking: Subscribing | None, taken: set[str]) -> str:
        """A name for a connection: that of one the spec has already, where this channel fits there."""
        side = "private" if channel.private else "public"
        own = _name(channel, set())
        if channel.replaces and own not in taken:
            return own
        for name in (side, own, f"{own}_{side}"):
            known = self.types.known.connections.get(name)
            if name not in taken and (known is None or asking is None or known == (asking.subscribe)):
                return name
        return f"{own}_stream"

    # -- a connection

    def _connection(self, group: _Group) -> dict[str, Any]:
        frames = Frames(self.types, [each for each, _ in group.channels], self.api)
        made: dict[str, Any] = {"url": "{env.stream}", "frame": frames.name, "receive": [frames.ack()]}
        asking = group.asking
        if asking is None:
            self.guessed = True
        send = asking.subscribe if asking is not None else _USUAL["subscribe"]
        leave = asking.unsubscribe if asking is not None else _USUAL["unsubscribe"]
        several = "=topics" in str(send)
        made["subscribe"] = {"send": send} if several else {"send": send, "batch": 1}
        if leave is not None:
            made["unsubscribe"] = {"send": leave} if "=topics" in str(leave) else {"send": leave, "batch": 1}
        if group.alone or self.api.limits:
            made["limits"] = {**({"topics": 1} if group.alone else {}), **self.api.limits}
        made["channels"] = {}
        taken = self.names.setdefault(group.name, set())
        for channel, own in group.channels:
            name = _name(channel, taken)
            taken.add(name)
            entry = self._channel(channel, own, name, frames)
            by_symbol = "{i." in str(entry["topic"]) and not channel.private
            route = frames.route(channel, name, by_symbol, entry["topic"])
            key = route.key or (f"TODO what pushes of {name} carry" if isinstance(entry["topic"], dict) else "")
            if key:
                entry = {**{k: v for k, v in entry.items() if k in ("type", "topic")}, "key": key, **entry}
            if route.rule not in made["receive"]:
                made["receive"].append(route.rule)
            made["channels"][name] = entry
        if asking is None:
            made["doc"] = "TODO the frames of subscribing, as the documentation has them."
        elif group.alone:
            made["doc"] = "A subscription replaces the one before it."
        return made

    def _channel(self, channel: Channel, asking: Subscribing | None, name: str, frames: Frames) -> dict[str, Any]:
        hints = [naming.singular(naming.camel(name)), f"{naming.camel(name)}Event"]
        shape = frames.carried(channel)
        entry: dict[str, Any] = {"type": self.types.text(shape, name, hints)}
        params = self.params.get(id(channel), {})
        topic = asking.topic if asking is not None else None
        if topic is None:
            topic, params = _address(channel)
        if channel.private:
            topic = _of_account(topic)
        entry["topic"] = topic or f"TODO the topic of {name}"
        if params:
            entry["params"] = params
        if channel.private:
            entry["private"] = True
        files: list[str] = []
        for each in channel.examples[:3]:
            file = f"stream_{name}" if not files else f"stream_{name}.{len(files) + 1}"
            self.examples[file] = {"source": self.origin.source(channel.call), "message": each.value}
            files.append(file)
        if files:
            entry["examples"] = files
        return entry

    # -- what a connection needs besides

    def _logins(self) -> None:
        if not self.api.logins:
            return
        frame = {name: _shown(self.api.logins[0], name) if value == "=req.id" else value
                 for name, value in _frame_of(self.api.logins[0]).items()}  # fmt: skip
        self.made.auth["login"] = {
            "steps": [{"message": frame}],
            "no_vectors": "TODO say which judge covers the login, or take a signed one from the documentation",
        }
        known = [name for name in self.types.known.connections if name.startswith("private")]
        private = [
            name for name, each in self.made.ws.items() if any("private" in c for c in each["channels"].values())
        ]
        for name in private or known:
            self.made.ws.setdefault(name, {})["login"] = {"frame": "login"}
        if not private and not known:
            self.made.notes.append("the login belongs to private channels: import them first, then this again")
            self.made.auth.pop("login")

    def _pings(self) -> None:
        if not self.api.pings:
            return
        every = f"{max(self.api.silence // 2, 1)}s" if self.api.silence else "30s"
        ping = {"by": "client", "send": _frame_of(self.api.pings[0]), "every": every}
        names = list(self.made.ws) or list(self.types.known.connections)
        for name in names:
            connection = self.made.ws.setdefault(name, {})
            connection["ping"] = dict(ping)
            pong = Frames.pong(self.types, self.api)
            if pong is not None:
                connection["receive"] = [pong, *connection.get("receive", [])]
        if names and not self.api.silence:
            self.types.todos.append("say how often the venue wants a ping (ws.*.ping.every)")
        if not names:
            self.made.notes.append("a ping belongs to a connection: import channels first, then this again")


def _frame_of(request: Request) -> dict[str, Any]:
    made = sent(request, private=True)
    both = {**made.frame, **made.topic}
    return {name: both[name] for name in made.order}


def _shown(request: Request, wire: str) -> int | str:
    """The id of a login: always the same, as nothing else is under way then."""
    found = next((each.get(wire) for each in request.examples if isinstance(each, dict)), None)
    return found if isinstance(found, int | str) else 0


def _of_account(topic: Any) -> Any:
    """The topic of an account's channel, which knows no instrument: where one stands, a person must say which."""
    if isinstance(topic, str):
        return f"TODO {topic.replace('{i.venue_symbol}', '<symbol>')}" if "{i.venue_symbol}" in topic else topic
    if isinstance(topic, dict):
        return {key: _of_account(each) for key, each in topic.items()}
    return [_of_account(each) for each in topic] if isinstance(topic, list) else topic


def _same(first: Subscribing, second: Subscribing) -> bool:
    left = first.unsubscribe is None or second.unsubscribe is None or first.unsubscribe == second.unsubscribe
    return first.subscribe == second.subscribe and left


def _name(channel: Channel, taken: set[str]) -> str:
    words = [each for each in naming.tokens(channel.name or channel.address) if each not in _NOISE]
    words = words or [each for each in naming.tokens(channel.address) if each not in _NOISE]
    name = "_".join(words) or "messages"
    return naming.distinct(name if name[:1].isalpha() else f"n_{name}", taken)


def _address(channel: Channel) -> tuple[str, dict[str, str]]:
    """The address of a channel as a topic, where it is one, and its parameters beside the instrument."""
    text = channel.address.strip("/")
    parts = re.findall(r"\{([^{}]*)\}", text)
    symbols = [each for each in parts if re.search(r"symbol|market|instrument|pair|product", each, re.IGNORECASE)]
    if len(symbols) > 1 or any(not re.fullmatch(r"\w+", each) for each in parts):
        return "", {}
    if not symbols and (parts or channel.address.startswith("/")):
        return "", {}
    return opened(text, channel.params)
