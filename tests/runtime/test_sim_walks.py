"""Scripted walks and book rows: what the produced tests are written in."""

from __future__ import annotations

import msgspec
import pytest
from venue_runtime.http import Request
from venue_runtime.testing.book_script import Rows, in_rows
from venue_runtime.testing.scripted import ScriptedHttp
from venue_runtime.testing.walks import Page, Walk, sent


@pytest.mark.asyncio
async def test_pages_are_the_documented_answer_with_rows_told_apart(scripted_http: ScriptedHttp) -> None:
    walk = Walk(
        iterator="iter_fills",
        arguments={},
        example={"data": {"items": [{"id": 1, "p": "9"}], "cursor": "x"}},
        items=("data", "items"),
        pages=(Page([{"id": 7}, {"id": 8}], {("data", "cursor"): "c2"}), Page([], {("data", "cursor"): ""})),
        param="cursor",
        cursors=[None, "c2"],
    )
    walk.serve(scripted_http)
    answers = [await scripted_http.send(Request("GET", "http://a/b"), 1) for _ in walk.pages]
    assert [msgspec.json.decode(each.body) for each in answers] == [
        {"data": {"items": [{"id": 7, "p": "9"}, {"id": 8, "p": "9"}], "cursor": "c2"}},
        {"data": {"items": [], "cursor": ""}},
    ]


def test_a_parameter_is_found_wherever_it_is() -> None:
    assert sent(Request("GET", "http://a/b?x=1&y=%20"), "y") == " "
    assert sent(Request("POST", "http://a/b", {}, b"x=1&y=2"), "y") == "2"
    assert sent(Request("POST", "http://a/b", {}, b'{"y":3}'), "y") == "3"
    assert sent(Request("GET", "http://a/b"), "y") is None


def test_levels_in_the_venues_own_rows() -> None:
    pairs = Rows(like=["1", "2", "0"], price=(0,), quantity=(1,))
    assert pairs.of([("100.00", "1"), ("99.00", "0")], "bids") == [["100.00", "1", "0"], ["99.00", "0", "0"]]
    numbers = Rows(like={"p": 1.5, "q": 2}, price="p", quantity="q", numbers=True)
    assert msgspec.json.encode(numbers.of([("100.00", "1.50")], "asks")) == b'[{"p":100.00,"q":1.50}]'
    signed = Rows(like=["1", "2"], price=(0,), quantity=(1,), signed=True)
    assert signed.of([("101", "3")], "asks") == [["101", "-3"]]
    sided = Rows(like=["x", "1", "2"], price=(1,), quantity=(2,), side=(0,), sides=("bid", "ask"))
    assert sided.of([("101", "3")], "asks") == [["ask", "101", "3"]]
    acted = Rows(like=["new", "1", "2"], price=(1,), quantity=(2,), removed={(0,): "delete"})
    assert acted.of([("101", "0"), ("102", "1")], "asks") == [["delete", "101", "0"], ["new", "102", "1"]]


def test_updates_that_are_rows_of_a_message() -> None:
    message = {"kind": "update", "data": [{"seq": 1}, {"seq": 2}]}
    assert in_rows(message, "data", {"seq": 9}) == {"kind": "update", "data": [{"seq": 9}]}
    assert message["data"] == [{"seq": 1}, {"seq": 2}]
