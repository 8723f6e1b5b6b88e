"""Walking through pages: when a walk ends, and when it must not go on."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from venue_runtime.errors import ConfigurationError, DecodeError
from venue_runtime.pages import Pages, limited


def test_a_cursor_that_was_used_already_ends_the_walk() -> None:
    pages = Pages("trades", None)
    assert not pages.turned
    assert pages.turn(1001) == 1001
    assert pages.turned
    assert pages.turn(2001) == 2001
    with pytest.raises(DecodeError, match="do not advance") as raised:
        pages.turn(1001)
    assert raised.value.operation == "trades"
    assert raised.value.got == "1001"


def test_the_first_cursor_counts_as_used() -> None:
    with pytest.raises(DecodeError):
        Pages("trades", 5).turn(5)


def test_where_cursors_count_the_same_page_again_ends_the_walk() -> None:
    pages = Pages("orders", None)
    assert pages.turn(2, ["a", "b"]) == 2
    assert pages.turn(3, ["c", "d"]) == 3
    with pytest.raises(DecodeError, match="do not advance"):
        pages.turn(4, ["c", "d"])


@pytest.mark.asyncio
async def test_no_item_is_asked_for_beyond_the_limit() -> None:
    asked: list[int] = []

    async def items() -> AsyncIterator[int]:
        for number in range(10):
            asked.append(number)
            yield number

    assert [one async for one in limited(items(), 3)] == [0, 1, 2]
    assert asked == [0, 1, 2]
    assert [one async for one in limited(items(), None)] == list(range(10))
    with pytest.raises(ConfigurationError):
        _ = [one async for one in limited(items(), 0)]
