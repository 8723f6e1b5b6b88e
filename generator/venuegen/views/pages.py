"""Iterators of the raw layer: `iter_<endpoint>` walks through the pages of an endpoint that has some."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..lang import compile_condition, compile_expr
from ..lang.scopes import scope_for_pages
from ..lang.types import ListType, Optional, base_of, optional
from ..render.names import doc_line, identifier, literal, wrapped
from .code import Lines
from .scopes import lower_headers

if TYPE_CHECKING:
    from ..lang.contract import ContractOperation
    from ..spec.model import Endpoint, Operation
    from .context import VenueContext
    from .rest import ParamView


@dataclass(frozen=True, slots=True)
class PagesView:
    """One iterator."""

    id: str
    signature: str
    item: str
    doc: tuple[str, ...]
    body: tuple[str, ...]


def reads_headers(context: VenueContext, endpoint: Endpoint) -> bool:
    """The next page is told by a header of the answer, not by the answer."""
    if endpoint.pages is None:
        return False
    scope = scope_for_pages(context.spec, context.table, endpoint)
    texts = (endpoint.pages.next, endpoint.pages.done)
    return any("header" in compile_expr(each, scope).names for each in texts)


def walks(endpoint: Endpoint, operation: Operation, method: ContractOperation) -> bool:
    """A list without a limit of its own promises all there is: every page is asked for."""
    pages = endpoint.pages
    if pages is None or not method.many or "limit" in method.arguments or operation.also:
        return False
    return (operation.each or "=r") == pages.items


def build(
    context: VenueContext, name: str, endpoint: Endpoint, params: tuple[ParamView, ...], signature: str
) -> PagesView | None:
    """The iterator next to an endpoint; None for one without pages. `signature` is the endpoint's."""
    pages = endpoint.pages
    if pages is None:
        return None
    scope = scope_for_pages(context.spec, context.table, endpoint)
    given = {each.name: each for each in params if not each.is_const}
    cursor = given[pages.param]
    items = compile_expr(pages.items, scope)
    kind = base_of(items.type)
    assert isinstance(kind, ListType)
    following = compile_expr(lower_headers(pages.next), scope, optional(cursor.value))
    done = compile_condition(lower_headers(pages.done), scope)
    read = {*following.names, *done.names}

    lines = Lines()
    for each in given.values():
        if each.default is not None and each.name != pages.size:
            lines.add(f"{each.name} = {literal(each.default)} if {each.name} is None else {each.name}")
    lines.add(*_size(given, pages.size, pages.max_size, "size" in read))
    may_be_none = cursor.is_optional and cursor.default is None
    if cursor.name != "cursor":
        lines.add(f"cursor: {cursor.annotation}{' | None' if may_be_none else ''} = {cursor.name}")
    lines.add(f"pages = Pages({literal(name)}, cursor)")
    lines.add(*(["headers: dict[str, str] = {}"] if "header" in read else []))
    lines.add("while True:")
    arguments = []
    for each in given.values():
        code = "cursor" if each is cursor else "size" if each.name == pages.size else each.name
        if each.name in pages.first_only:
            code = f"None if pages.turned else {code}"
        arguments.append(f"{each.name}={code}")
    arguments += ["headers=headers"] if "header" in read else []
    plain = items.code == "r" and "r" not in read
    lines.add(f"{'page' if plain else 'r'} = await self.{identifier(name)}({', '.join(arguments)})", indent=1)
    lines.add(*(["sent = cursor"] if "sent" in read else []), indent=1)
    page = f"{items.code} or []" if isinstance(items.type, Optional) else items.code
    lines.add(*([] if plain else [f"page = {page}"]), indent=1)
    lines.add("for item in page:", "    yield item", indent=1)
    if read & {"first", "last"}:
        # Whatever tells the next page is read off this one: an empty page is the end.
        lines.when("not page", "return", indent=1)
    lines.add(*(f"{end} = page[{at}]" for end, at in (("first", 0), ("last", -1)) if end in read), indent=1)
    lines.when(done.code, "return", indent=1)
    counted = ", page" if "sent" in following.names and not following.names & {"first", "last", "r", "header"} else ""
    if isinstance(following.type, Optional):
        lines.add(f"following = {following.code}", indent=1)
        lines.when("following is None", "return", indent=1)
        lines.add(f"cursor = pages.turn(following{counted})", indent=1)
    else:
        lines.add(f"cursor = pages.turn({following.code}{counted})", indent=1)
    return PagesView(
        id=f"iter_{identifier(name)}",
        signature=signature,
        item=context.table.value_annotation(kind.item),
        doc=_doc(name, pages.order == "newest_first", pages.size, pages.first_only),
        body=lines.text(),
    )


def _size(given: dict[str, ParamView], size: str | None, largest: int | None, read: bool) -> list[str]:
    """The page size, in `size`: as given, else the largest, else the default."""
    if size is None:
        # Where nothing tells the size, an empty page is the end.
        return [f"size = {largest or 1}"] if read else []
    each = given[size]
    if (largest is not None and each.is_optional) or each.default is not None:
        return [f"size = {largest if largest is not None else literal(each.default)} if {size} is None else {size}"]
    return [f"size = {size}"]


def _doc(name: str, newest_first: bool, size: str | None, first_only: list[str]) -> tuple[str, ...]:
    order = "the newest pages first" if newest_first else "from the first page on"
    text = f"All items of `{identifier(name)}`, page after page, {order}."
    if size is not None:
        text += f" `{size}` is the size of a page."
    if first_only:
        text += f" {', '.join(f'`{each}`' for each in first_only)}: sent with the first page only."
    return (wrapped(doc_line(text), 8),)
