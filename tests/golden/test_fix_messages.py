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


def test_names_that_python_or_the_module_needs() -> None:
    odd = {"None": "None", "class": "x y", "CODEC": "it's", "type": "is_known", "body": "mro", "D": "1", "str": "__a"}
    fields = "".join(
        f'<field number="{5001 + n}" name="{name}" type="CHAR"><value enum="1" description="{text}"/></field>'
        for n, (name, text) in enumerate(odd.items())
    )
    members = "".join(f'<field name="{name}"/>' for name in odd)
    text = (
        f'<fix major="4" minor="4"><messages><message name="D" msgtype="D">{members}</message>'
        f'<message name="True" msgtype="U"/></messages><fields>{fields}</fields></fix>'
    )
    module = messages_module(messages_view(Dictionary(text.encode()), all_messages=True), TEMPLATES)
    names: dict[str, object] = {"__name__": "odd"}
    exec(compile(module, "odd", "exec"), names)
    classes = sorted(name for name, each in names.items() if isinstance(each, type) and each.__module__ == "odd")
    assert classes == [
        *("BusinessMessageReject", "CODECCode", "D", "DCode", "Heartbeat", "Logon", "Logout", "NoneCode", "Reject"),
        *("ResendRequest", "SequenceReset", "TestRequest", "True_", "bodyCode", "classCode", "strCode", "typeCode"),
    ]


def test_a_message_that_the_dictionary_lacks() -> None:
    with pytest.raises(DictionaryError, match="there is no message 'NewOrder'; did you mean 'NewOrderSingle'"):
        view("NewOrder")
