"""Walking through pages: what the iterators of the raw layer and of the client share."""

from __future__ import annotations

from collections.abc import AsyncIterator, Hashable, Sequence
from typing import TypeVar

from .errors import ConfigurationError, DecodeError

__all__ = ["Pages", "limited"]

C = TypeVar("C", bound=Hashable)
T = TypeVar("T")


class Pages:
    """The cursors of one walk. A venue that answers with a cursor it gave before would keep us walking for ever."""

    def __init__(self, operation: str, first: Hashable) -> None:
        self.turned = False
        """Whether a page was turned: some parameters are for the first page only."""
        self._operation = operation
        self._seen = {first}
        self._before: Sequence[object] = ()

    def turn(self, cursor: C, page: Sequence[object] = ()) -> C:
        """The cursor of the next page. Raises DecodeError for one that was used already.

        `page` is the one before where cursors only count, and never repeat: then the same page again is an error.
        """
        if cursor in self._seen or (page and page == self._before):
            raise DecodeError(
                "the pages do not advance", operation=self._operation, expected="a new cursor", got=repr(cursor)
            )
        self._seen.add(cursor)
        self._before = page
        self.turned = True
        return cursor


async def limited(items: AsyncIterator[T], limit: int | None) -> AsyncIterator[T]:
    """The first `limit` items; all for None. No page is asked for beyond the one that holds the last of them."""
    if limit is not None and limit < 1:
        raise ConfigurationError(f"limit must be at least 1, not {limit}")
    count = 0
    async for item in items:
        yield item
        count += 1
        if count == limit:
            return
