"""Scripts about subscriptions: the venue's end of one connection, in memory, which acknowledges, refuses or is mute."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import msgspec

from venue_runtime.testing.filling import put
from venue_runtime.testing.generated_socket import Envelope, GeneratedSocket, Parts, match_frame, topics_of
from venue_runtime.testing.scripted import ScriptedHttp, ScriptedSocket, ScriptedSockets

__all__ = ["SubscriptionScript"]


class SubscriptionScript:
    """The venue's end: acknowledges subscriptions, and answers pings.

    `topics` keeps what each subscribe frame named, `left` what each unsubscribe frame did. `mute` answers no
    subscription, `dead` nothing at all; `refused` are topics that are refused. `known` are all topics of a script;
    `leases`: path of a call that grants what the address needs → its documented answer.
    """

    def __init__(
        self,
        sockets: ScriptedSockets,
        socket: type[GeneratedSocket],
        known: Sequence[Any],
        http: ScriptedHttp | None = None,
        leases: Mapping[str, Any] | None = None,
    ) -> None:
        self.sockets, self.socket, self.known = sockets, socket, known
        self.topics: list[list[Any]] = []
        self.left: list[list[Any]] = []
        self.refused: list[Any] = []
        self.mute = self.dead = False
        self._numbers = count(1)
        sockets.respond = self.answers
        sockets.lives = lambda: not self.dead
        if socket.ready is not None:
            sockets.greet = lambda url: [_encoded(socket.ready)]
        for path, granted in (leases or {}).items():
            if http is not None:
                http.answer(granted, path=path, times=None)

    def first_messages(self, topics: list[Any]) -> list[Any]:
        """What the venue pushes right behind the acknowledgement of these topics."""
        return []

    def answers(self, frame: str | bytes) -> list[Any]:
        """What the venue says to a frame of the client."""
        data = _decoded(frame)
        socket = self.socket
        found, left = socket.asked(socket.subscribe, data), socket.asked(socket.unsubscribe, data)
        if found is not None and any(rule.keeps(topic) for rule in socket.topics for topic in topics_of(found)):
            return [] if self.dead else [_encoded(self._acknowledged(socket.ack, found))]
        if left is not None and found is None:
            self.left.append(self._named(left))
        elif found is not None:
            self.topics.append(self._told(found))
        if self.dead or (self.mute and (found is not None or left is not None)):
            return []
        if found is not None:
            return [_encoded(each) for each in self._subscribed(found)]
        if left is not None:
            ack = socket.ack if socket.left is None else socket.left
            return [_encoded(self._acknowledged(ack, left))]
        pongs = (pong for ping, pong in socket.pings if match_frame(ping, data) is not None)
        return [_encoded(pong) for pong in pongs if pong is not None]

    def _subscribed(self, found: dict[str, Any]) -> list[Any]:
        socket, topics = self.socket, self._told(found)
        if any(topic in self.refused for topic in topics) and socket.refused is not None:
            said = socket.refused.filled("2", "no such stream")
            return [said if socket.ack.id is None else put(said, socket.ack.id, found.get("id"))]
        return [self._acknowledged(socket.ack, found), *self.first_messages(topics)]

    def _acknowledged(self, ack: Envelope, found: dict[str, Any]) -> Any:
        topics = self._named(found)
        learned = None if ack.learned is None else 1000 + list(self.known).index(topics[0])
        return ack.filled(id=found.get("id"), learned=learned, accepted=topics, key=topics[0])

    def _named(self, found: Mapping[str, Any]) -> list[Any]:
        """The topics of a frame, which may name one as an acknowledgement said, or none: then all of them are meant."""
        learned = found.get("learned")
        return self._told(found) or list(self.known) if learned is None else [self.known[int(learned) - 1000]]

    def _told(self, found: Mapping[str, Any]) -> list[Any]:
        """The topics of a frame; one that is told in some of its parts is the topic that has them."""
        return [
            next((one for one in self.known if isinstance(one, dict) and each.items() <= one.items()), each)
            if isinstance(each, Parts)
            else each
            for each in topics_of(found)
        ]

    async def settled(self, socket: ScriptedSocket) -> None:
        """Let everything that is under way be done."""
        await socket.drained()
        for _ in range(50):
            await asyncio.sleep(0)


def _decoded(frame: str | bytes) -> Any:
    try:
        return msgspec.json.decode(frame)
    except msgspec.DecodeError:
        return frame


def _encoded(data: Any) -> str | bytes:
    return data if isinstance(data, (str, bytes)) else msgspec.json.encode(data).decode()
