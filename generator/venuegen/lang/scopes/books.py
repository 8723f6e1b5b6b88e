"""Scopes of books: snapshots, updates, levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import LangError
from ..types import INT, JSON, ListType, Optional, Type, base_of
from ..wire_types import TypeTable
from .names import config_names, instrument, result_type, value_type
from .scope import NO_CODES, Binding, Codes, Scope, scope_of

if TYPE_CHECKING:
    from ...spec.model import Book, Spec


def payload_type(spec: Spec, table: TypeTable, channel_name: str) -> Type:
    connection, _, channel = channel_name.partition(".")
    found = spec.ws.get(connection)
    declared = found.channels.get(channel) if found is not None else None
    return value_type(table, declared.type) if declared is not None else JSON


def _update(spec: Spec, table: TypeTable, book: Book) -> Type:
    from ..expr import compile_expr

    message = payload_type(spec, table, book.channel)
    if book.each is None:
        return message
    try:
        items = base_of(compile_expr(book.each, scope_of("`each`", table, {"m": message})).type)
    except LangError:
        return JSON
    return items.item if isinstance(items, ListType) else JSON


def scope_for_book(spec: Spec, table: TypeTable, name: str, codes: Codes = NO_CODES, *, message: bool = False) -> Scope:
    """Rules of a book over an update `u` (`m` is the message it came in, where that has no others: no `each`) and the
    last `sequence`."""
    book = spec.books[name]
    snapshot = _snapshot(spec, table, book)
    types: dict[str, Type] = {
        "u": _update(spec, table, book),
        "m": payload_type(spec, table, book.channel),
        "s": snapshot,
        "sequence": INT,
        "i": instrument(spec),
        "depth": Optional(INT),
        "cfg": config_names(spec),
    }
    if book.each is not None and not message:
        types.pop("m")  # a rule sees one update, not what it came in
    return scope_of(f"book `{name}`", table, types, codes, symbol_code=f"{codes.get('i', 'i')}.symbol")


def _snapshot(spec: Spec, table: TypeTable, book: Book) -> Type:
    if book.snapshot.source == "rest":
        return result_type(spec, table, book.snapshot.call)
    return _update(spec, table, book)


def scope_for_book_snapshot(spec: Spec, table: TypeTable, name: str, codes: Codes = NO_CODES) -> Scope:
    """`snapshot.with`: parameters of the call that fetches a fresh book."""
    types: dict[str, Type] = {"i": instrument(spec), "depth": Optional(INT), "cfg": config_names(spec)}
    return scope_of(f"the snapshot of book `{name}`", table, types, codes)


def scope_for_level(
    spec: Spec, table: TypeTable, name: str, codes: Codes = NO_CODES, *, snapshot: bool = False
) -> Scope:
    """`level` of a book: one row `l` of its bids or asks; `snapshot`: of those of the snapshot."""
    from ..expr import compile_expr

    book = spec.books[name]
    scope = scope_for_book(spec, table, name, codes)
    row: Type = JSON
    try:
        rows = base_of(compile_expr(book.snapshot.bids if snapshot else book.bids, scope).type)
        row = rows.item if isinstance(rows, ListType) else JSON
    except LangError:
        pass  # its own text has the problem
    return scope.with_names(l=Binding(row, codes.get("l", "l")))
