"""Walks through pages: a scripted server that answers page after page, and what the client asked it for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec import Struct

from venue_runtime.http import Request
from venue_runtime.testing.filling import Path, filled, get, put
from venue_runtime.testing.scripted import ScriptedHttp

__all__ = ["Page", "Walk", "sent"]

_MANY = 5
"""Requests after which a walk is taken for endless: few enough for any venue's budget."""


class Page(Struct, frozen=True):
    """One answer: what tells its rows apart, and what the rest of it and its headers say."""

    rows: Sequence[Mapping[Path, Any]]
    rest: Mapping[Path, Any] = {}
    headers: Mapping[str, str] = {}


class Walk(Struct, frozen=True, kw_only=True):
    """An iterator, its arguments, and the pages of its endpoint. `example` is a documented answer.

    `items` is where the rows stand in it, `param` the wire name of the cursor, `cursors` its value in each request
    (None: it is not sent).
    """

    iterator: str
    arguments: Mapping[str, Any]
    example: Any
    items: Path
    pages: Sequence[Page]
    param: str
    cursors: Sequence[str | None]

    def _answer(self, page: Page) -> Any:
        row = next(iter(get(self.example, self.items)))
        rows = [filled(row, values) for values in page.rows]
        return put(filled(self.example, page.rest), self.items, rows)

    def serve(self, http: ScriptedHttp, *, endless: bool = False) -> None:
        """Script the pages, or (`endless`) the first of them again and again."""
        pages = [self.pages[0]] * _MANY if endless else self.pages
        for page in pages:
            http.answer(self._answer(page), headers=page.headers)

    def asked(self, http: ScriptedHttp) -> list[str | None]:
        """The cursor of each request."""
        return [sent(request, self.param) for request in http.requests]


def sent(request: Request, name: str) -> str | None:
    """A parameter of a request, wherever it is: query, form or JSON body."""
    found = parse_qs(urlsplit(request.url).query, keep_blank_values=True)
    if request.body[:1] == b"{":
        found |= {key: [str(value)] for key, value in msgspec.json.decode(request.body).items()}
    elif request.body:
        found |= parse_qs(request.body.decode(), keep_blank_values=True)
    return found[name][0] if name in found else None
