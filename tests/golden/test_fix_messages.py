"""The module of typed messages that a dictionary becomes.

`pytest tests/golden/test_fix_messages.py --update-goldens` writes what comes out now; read the diff.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from venue_runtime.fix.dictionary import Dictionary, DictionaryError
from venuegen.fix import MessagesView, messages_module, messages_view

FOLDER = Path(__file__).parent / "fix"
TEMPLATES = Path(__file__).parents[2] / "templates"


def view(*messages: str, all_messages: bool = False) -> MessagesView:
    return messages_view(
        Dictionary.load(FOLDER / "made_up.xml"),
        messages,
        all_messages=all_messages,
        inherit={"MarketData": ["symbol"]},
        title="Made up",
    )


def test_the_committed_module_is_what_the_generator_writes(update_goldens: bool) -> None:
    text = messages_module(view("NewOrderSingle", "ExecutionReport", "MarketData"), TEMPLATES)
    golden = FOLDER / "made_up_messages.py"
    if update_goldens:
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_only_what_is_used_is_there() -> None:
    assert [each.name for each in view().messages] == [
        "Logon",
        "Heartbeat",
        "TestRequest",
        "ResendRequest",
        "Reject",
        "SequenceReset",
        "Logout",
        "BusinessMessageReject",
    ]
    assert view().others == ("8", "D", "U1", "XMD")
    assert view("Unused").others == ("8", "D", "XMD")
    assert view(all_messages=True).others == ()


def test_a_message_that_the_dictionary_lacks() -> None:
    with pytest.raises(DictionaryError, match="there is no message 'NewOrder'; did you mean 'NewOrderSingle'"):
        view("NewOrder")
