"""An entry of a raw payload may be read without decoding the payload."""

import pytest
from venuegen.lang import LangError, Scope, TypeTable, compile_condition
from venuegen.lang.scopes import Binding
from venuegen.lang.types import RAW, Optional


def scope() -> Scope:
    return Scope("a test", {"event": Binding(Optional(RAW), "event")}, TypeTable())


def test_reads_an_entry() -> None:
    made = compile_condition("=event['e'] == 'shutdown'", scope())
    assert made.code == "(raw_at(event, 'e') if event is not None else None) == 'shutdown'"
    assert {need.name for need in made.needs} == {"raw_at"}


def test_a_raw_value_has_no_items_by_number() -> None:
    with pytest.raises(LangError, match=r"it has no \[0\]"):
        compile_condition("=event[0] == 'x'", scope())
