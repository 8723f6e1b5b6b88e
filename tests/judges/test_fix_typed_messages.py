"""Typed messages, generated here from QuickFIX's FIX44.xml, judged by simplefix (bytes) and QuickFIX (dictionary)."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fix_made import Maker, dictionary_of, framed, text_of
from venue_runtime.fix.message import frame, read_message
from venuegen.fix.messages import messages_module, messages_view

pytest.importorskip("quickfix", reason="QuickFIX is not installed (extra judges)")
from quickfix_verdict import theirs

simplefix = pytest.importorskip("simplefix", reason="simplefix is not installed (extra judges)")

TEMPLATES = Path(__file__).parents[2] / "templates"
VERSION = "FIX.4.4"
APPLICATION = [
    "NewOrderSingle",
    "ExecutionReport",
    "OrderCancelRequest",
    "OrderCancelReplaceRequest",
    "OrderCancelReject",
    "OrderMassStatusRequest",
    "MarketDataRequest",
    "MarketDataSnapshotFullRefresh",
    "MarketDataIncrementalRefresh",
    "News",
    "SecurityList",
]
EXAMPLES = 25


@pytest.fixture(scope="module")
def typed() -> ModuleType:
    view = messages_view(dictionary_of(VERSION), APPLICATION)
    module = ModuleType("judged_fix_messages")
    sys.modules[module.__name__] = module
    exec(compile(messages_module(view, TEMPLATES), module.__name__, "exec"), module.__dict__)
    return module


def written(message: Any) -> bytes:
    header = "34=2\x0149=A\x0152=20261129-12:00:00\x0156=B\x01"
    return frame(VERSION, f"35={message.msg_type}\x01{header}{message.body()}")


@pytest.mark.parametrize("name", APPLICATION)
def test_what_typed_messages_write_is_what_they_hold(typed: ModuleType, name: str) -> None:
    kind = getattr(typed, name)
    differ = 0
    for seed in range(EXAMPLES):
        body = text_of(Maker(dictionary_of(VERSION), seed).body(dictionary_of(VERSION).message(name)))
        raw = framed(VERSION, kind.msg_type, body)
        message = kind.decode(read_message(raw))
        again = written(message)
        assert kind.decode(read_message(again)) == message
        assert theirs(VERSION, again) is None, again

        parser = simplefix.FixParser()
        parser.append_buffer(again)
        seen = parser.get_message()
        assert seen is not None
        assert parser.get_buffer() == b""
        fields = [(tag.decode() if isinstance(tag, bytes) else str(tag), value.decode()) for tag, value in seen.pairs]
        ours = read_message(again)
        assert fields == list(zip(ours.tags, ours.values, strict=True))
        differ += seen.encode() != again
        assert sorted(tag for tag, _ in fields) == sorted(read_message(raw).tags)
    assert differ == 0  # simplefix computes the same BodyLength and CheckSum


@pytest.mark.parametrize("name", APPLICATION)
def test_what_simplefix_writes_is_read(typed: ModuleType, name: str) -> None:
    kind = getattr(typed, name)
    for seed in range(EXAMPLES):
        fields = Maker(dictionary_of(VERSION), seed).body(dictionary_of(VERSION).message(name))
        theirs_message = simplefix.FixMessage()
        for tag, value in [(8, VERSION), (35, kind.msg_type), (34, 2), (49, "A"), (52, "20261129-12:00:00"), (56, "B")]:
            theirs_message.append_pair(tag, value)
        for made in fields:
            theirs_message.append_pair(made.tag, made.text)
        raw = theirs_message.encode()
        assert raw == framed(VERSION, kind.msg_type, text_of(fields))
        assert kind.decode(read_message(raw)) is not None


@pytest.mark.parametrize("name", APPLICATION)
def test_the_way_of_reading_makes_no_difference(typed: ModuleType, name: str) -> None:
    """A field that nobody declared, an empty group, or routing in the header: the message is the same."""
    kind = getattr(typed, name)
    for seed in range(EXAMPLES):
        fields = Maker(dictionary_of(VERSION), seed).body(dictionary_of(VERSION).message(name))
        usual = kind.decode(read_message(framed(VERSION, kind.msg_type, text_of(fields))))
        odd = "115=C|9999=x|" + text_of(fields)
        assert kind.decode(read_message(framed(VERSION, kind.msg_type, odd))) == usual
        odd = text_of(fields) + "9999=x|9999=y|"
        assert kind.decode(read_message(framed(VERSION, kind.msg_type, odd))) == usual
