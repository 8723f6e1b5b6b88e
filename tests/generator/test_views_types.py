"""Wire types through the model generator: open enumerations, exact decimals, names, absence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from venuegen.render.imports import with_imports
from views_support import views


@pytest.fixture(scope="module")
def wire() -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "wire_under_test"}
    import sys
    import types

    module = types.ModuleType("wire_under_test")
    sys.modules["wire_under_test"] = module
    exec(compile(with_imports(views().types.body), "types.py", "exec"), module.__dict__)
    return names | module.__dict__


def test_names_differ_from_the_wire_and_a_missing_field_is_not_a_null_one(wire: dict[str, Any]) -> None:
    event = msgspec.json.decode(b'{"e":"event","E":5,"rows":[["1.10","2"]],"new":1}', type=wire["Event"])
    assert (event.event_time, event.rows, event.e2) == (5, [("1.10", "2")], msgspec.UNSET)
    assert msgspec.json.decode(b'{"e":"event","E":5,"e2":null,"rows":[]}', type=wire["Event"]).e2 is None


def test_a_tag_is_checked_when_the_struct_is_decoded_alone(wire: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError, match="Invalid value 'other'"):
        msgspec.json.decode(b'{"e":"other","E":5,"rows":[]}', type=wire["Event"])


def test_an_unknown_word_keeps_its_text_and_says_that_it_is_unknown(wire: dict[str, Any]) -> None:
    kind = msgspec.json.decode(b'"PEGGED"', type=wire["Kind"])
    assert (str(kind), kind == "PEGGED", kind.is_known) == ("PEGGED", True, False)
    assert msgspec.json.decode(b'"LIMIT"', type=wire["Kind"]).is_known
    assert msgspec.json.encode(kind) == b'"PEGGED"'


def test_an_open_row_has_names_and_exact_numbers_and_passes_what_comes_after(wire: dict[str, Any]) -> None:
    row = msgspec.json.decode(b'[5,"0.10","more",7]', type=wire["Row"])
    assert (row.open_time, row.open) == (5, Decimal("0.10"))


def test_spec_text_stays_text() -> None:
    evil = '"""\nimport os\n{{ 1 }} \\'
    body = views(types={"Bad": {"$doc": evil, "$tag": {"e": '"): import os'}, "a": "str"}}, **_BARE).types.body
    namespace: dict[str, Any] = {"__name__": "evil"}
    exec(compile(with_imports(body), "types.py", "exec"), namespace)
    assert "os" not in namespace
    assert namespace["Bad"].__struct_config__.tag == '"): import os'


_BARE = {"endpoints": {}, "enums": {}, "orders": None, "maps": {}, "operations": {}, "limits": None}
