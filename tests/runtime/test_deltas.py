"""Messages that name only what changed, completed from the last one of their instrument."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, Struct, UnsetType
from venue_runtime.deltas import Deltas


class Data(Struct, frozen=True):
    symbol: str
    bid: str | UnsetType = UNSET
    ask: str | UnsetType = UNSET
    last: str | UnsetType | None = UNSET


class Message(Struct, frozen=True):
    kind: str
    time: int
    data: Data


def deltas() -> Deltas[Message]:
    decode = msgspec.json.Decoder(Message).decode
    return Deltas(decode, when=lambda message: message.kind == "change", part="data")


def test_what_a_change_leaves_out_is_as_it_was() -> None:
    told = deltas()
    whole = told.read(b'{"kind":"all","time":1,"data":{"symbol":"A","bid":"1","ask":"2","last":"1"}}', "A")
    assert whole == Message("all", 1, Data("A", "1", "2", "1"))
    first = told.read(b'{"kind":"change","time":2,"data":{"symbol":"A","ask":"3"}}', "A")
    assert first == Message("change", 2, Data("A", "1", "3", "1"))
    second = told.read(b'{"kind":"change","time":3,"data":{"symbol":"A","bid":"2"}}', "A")
    assert second == Message("change", 3, Data("A", "2", "3", "1"))


def test_what_is_said_to_be_empty_is_empty_and_not_as_it_was() -> None:
    told = deltas()
    told.read(b'{"kind":"all","time":1,"data":{"symbol":"A","bid":"1","last":"1"}}', "A")
    found = told.read(b'{"kind":"change","time":2,"data":{"symbol":"A","bid":"","last":null}}', "A")
    assert found == Message("change", 2, Data("A", "", UNSET, None))


def test_a_change_of_what_was_never_told_means_nothing() -> None:
    told = deltas()
    change = b'{"kind":"change","time":2,"data":{"symbol":"A","ask":"3"}}'
    assert told.read(change, "A") is None
    told.read(b'{"kind":"all","time":3,"data":{"symbol":"B","bid":"9"}}', "B")
    assert told.read(change, "A") is None, "what one instrument said is not of another"
    told.read(b'{"kind":"all","time":4,"data":{"symbol":"A","bid":"1"}}', "A")
    told.forget("A")
    assert told.read(change, "A") is None, "after an interruption nothing is known"


def test_the_message_itself_may_be_what_lacks_fields() -> None:
    told: Deltas[Data] = Deltas(msgspec.json.Decoder(Data).decode, when=lambda data: data.ask is UNSET)
    told.read(b'{"symbol":"A","bid":"1","ask":"2"}', "A")
    assert told.read(b'{"symbol":"A","bid":"3"}', "A") == Data("A", "3", "2")
