"""Peeking into JSON that is not decoded yet."""

import msgspec
from venue_runtime.exprs import raw_at


def test_an_entry_of_a_raw_object() -> None:
    event = msgspec.Raw(b'{"e": "shutdown", "E": 1, "rows": [1, 2]}')
    assert raw_at(event, "e") == "shutdown"
    assert raw_at(event, "rows") == [1, 2]
    assert raw_at(event, "x") is None


def test_what_is_no_object_has_no_entries() -> None:
    assert raw_at(msgspec.Raw(b"[1]"), "e") is None
    assert raw_at(msgspec.Raw(b"nonsense"), "e") is None
