"""`books.py`: how messages make an order book, one rule per book of the spec."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..lang import compile_condition, compile_expr
from ..lang.contract import CONTRACT_ENUMS
from ..lang.scopes import scope_for_book, scope_for_level
from ..lang.types import DECIMAL, INT, TIME_NS, Optional
from ..render.names import camel_case, doc_line, identifier
from ..spec.model import Book, Checksum
from .checksums import book_texts, checksum_code
from .code import Lines, qualify
from .mapping import wire_annotation
from .rest import result_annotation
from .streams import bracketed

if TYPE_CHECKING:
    from ..lang import Scope
    from .context import VenueContext


@dataclass(frozen=True, slots=True)
class FunctionView:
    """A static method of a rule."""

    name: str
    signature: str
    returns: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookView:
    """One rule."""

    name: str
    class_name: str
    snapshot: str
    update: str
    doc: str
    evidence: str
    settings: tuple[tuple[str, str], ...]
    functions: tuple[FunctionView, ...]


@dataclass(frozen=True, slots=True)
class BooksView:
    """The module of book rules."""

    title: str
    books: tuple[BookView, ...]


def build(context: VenueContext) -> BooksView | None:
    """Every book rule of the spec; None where it has none."""
    if not context.spec.books:
        return None
    books = tuple(_Writer(context, name, book).view() for name, book in context.spec.books.items())
    return BooksView(doc_line(context.spec.title), books)


def rule_name(name: str) -> str:
    """Class of a book's rule: `spot` → `SpotBookRule`."""
    return identifier(f"{camel_case(name)}BookRule")


def message_annotation(context: VenueContext, book: Book) -> str:
    """Annotation of the messages of a book's channel."""
    connection, _, channel = book.channel.partition(".")
    return wire_annotation(context, context.table.parse(context.spec.ws[connection].channels[channel].type))


class _Writer:
    def __init__(self, context: VenueContext, name: str, book: Book) -> None:
        self.context = context
        self.name = name
        self.book = book
        codes = {"u": "update", "s": "snapshot", "m": "update"}
        self.scope: Scope = scope_for_book(context.spec, context.table, name, codes)
        self.in_stream = book.snapshot.source != "rest"
        # A book that is only asked for is made of its snapshot, unless its spec says how updates join it.
        followed = [each.book for key, each in context.spec.operations.items() if key == "watch_order_book"]
        self.is_followed = (
            self.in_stream
            or name in followed
            or not (book.drop_if is None and book.next_if is None)
            or not any(each.book == name for each in context.spec.operations.values())
        )
        self.update = self._update_annotation()
        self.snapshot = self._snapshot_annotation()

    def _update_annotation(self) -> str:
        table = self.context.table
        if self.book.each is None:
            return message_annotation(self.context, self.book)
        kind = self.scope.names["u"].type
        return qualify(table.value_annotation(kind), [*table.structs, *table.unions], "wire")

    def _snapshot_annotation(self) -> str:
        call = self.book.snapshot.call
        if self.in_stream or call is None:
            return self.update
        table = self.context.table
        annotation = result_annotation(self.context, self.context.spec.endpoints[call].result)
        return qualify(annotation, [*table.structs, *table.enums, *table.unions], "wire")

    def view(self) -> BookView:
        book = self.book
        evidence = f" ({doc_line(book.evidence)})" if book.evidence else ""
        return BookView(
            name=identifier(self.name),
            class_name=rule_name(self.name),
            snapshot=self.snapshot,
            update=self.update,
            doc=doc_line(book.doc).rstrip(".") or f"Order book from `{doc_line(book.channel)}`",
            evidence=evidence,
            settings=tuple(self._settings()),
            functions=tuple(self._functions()),
        )

    def _settings(self) -> list[tuple[str, str]]:
        book = self.book
        settings = [("source", f"SnapshotSource.{self._source()}")]
        if not self.is_followed:
            return settings
        if book.crossed == "allowed":
            settings.append(("crossed_is_gap", "False"))
        if book.checksum is not None:
            settings.append(("checked", "True"))
        elif book.next_if is None:
            settings.append(("ordered", "False"))
        if book.snapshot.renew == "connection":
            settings.append(("reconnects", "True"))
        if isinstance(book.depth, int):
            settings.append(("depth", str(book.depth)))
        return settings

    def _source(self) -> str:
        if not self.in_stream:
            return "REST"
        if self.book.snapshot.source == "first" or self.book.snapshot.when is None:
            return "FIRST"
        return "EVERY" if self.book.snapshot.when.strip() in ("=True", "=true") else "STREAM"

    def _functions(self) -> list[FunctionView]:
        book, snapshot, update = self.book, self.snapshot, self.update
        made: list[FunctionView] = []

        def add(name: str, signature: str, returns: str, text: str | None, expected: object = None) -> None:
            if text is not None:
                if expected is None:
                    code = compile_condition(text, self.scope).code
                else:
                    code = compile_expr(text, self.scope, expected).code  # type: ignore[arg-type]
                made.append(FunctionView(name, signature, returns, (f"return {code}",)))

        if book.snapshot.sequence is not None or self.in_stream:
            add(
                "sequence_of_snapshot",
                f"snapshot: {snapshot}",
                "int",
                self._in_snapshot(book.snapshot.sequence or book.sequence),
                INT,
            )
        if self.in_stream:
            add(
                "ts_event_of_snapshot",
                f"snapshot: {snapshot}",
                "int | None",
                self._in_snapshot(book.ts_event),
                Optional(TIME_NS),
            )
            if book.snapshot.when is not None and self._source() == "STREAM":
                add("is_snapshot", f"update: {update}", "bool", book.snapshot.when)
        if not self.is_followed:
            return [
                *made,
                FunctionView("apply_snapshot", f"snapshot: {snapshot}, book: OrderBook", "None", self._load()),
            ]
        add("sequence_of", f"update: {update}", "int", book.sequence, INT)
        add("ts_event", f"update: {update}", "int | None", book.ts_event, Optional(TIME_NS))
        add("is_old", f"update: {update}, sequence: int", "bool", book.drop_if)
        add("follows_snapshot", f"update: {update}, sequence: int", "bool", book.first_if or book.next_if)
        add("follows", f"update: {update}, sequence: int", "bool", book.next_if)
        made.append(FunctionView("apply_snapshot", f"snapshot: {snapshot}, book: OrderBook", "None", self._load()))
        if self._source() != "EVERY":  # else no message is an update
            made.append(FunctionView("apply", f"update: {update}, book: OrderBook", "None", self._apply()))
        if book.checksum is not None:
            made += self._checksum(book.checksum)
        return made

    def _in_snapshot(self, text: str | None) -> str | None:
        """A text over `u` as it reads over `s`, where the snapshot is a message of the stream."""
        return re.sub(r"\bu\.", "s.", text) if text is not None and self.in_stream else text

    def _rows(self, text: str) -> str:
        return compile_expr(text, self.scope).code

    def _plain(self, snapshot: bool) -> bool:
        level = self.book.level
        if level.side is not None or level.skip_if is not None or level.remove_if is not None:
            return False
        return self._is_pair(False) and (not snapshot or self._is_pair(True))

    def _is_pair(self, snapshot: bool) -> bool:
        """Rows are price, then quantity: what the book takes as it is."""
        scope = scope_for_level(self.context.spec, self.context.table, self.name, snapshot=snapshot)
        price, quantity = (compile_expr(text, scope).code for text in (self.book.level.price, self.book.level.quantity))
        return (price, quantity) in (("Decimal(l[0])", "Decimal(l[1])"), ("l[0]", "l[1]"))

    def _load(self) -> tuple[str, ...]:
        lines = Lines()
        bids, asks = self._sides(lines, self.book.snapshot.bids, self.book.snapshot.asks, snapshot=True)
        lines.add(f"book.load({bids}, {asks})")
        return lines.text()

    def _apply(self) -> tuple[str, ...]:
        lines = Lines()
        bids, asks = self._sides(lines, self.book.bids, self.book.asks)
        lines.add(f"book.apply_bids({bids})", f"book.apply_asks({asks})")
        return lines.text()

    def _sides(self, lines: Lines, bids: str, asks: str, *, snapshot: bool = False) -> tuple[str, str]:
        """Prices and quantities of both sides. A book takes a side at once several times faster than level by level."""
        if self._plain(snapshot):
            return self._rows(bids), self._rows(asks)
        level = self.book.level
        # While an update is applied, the book's own number is still the one before.
        codes = {"u": "update", "s": "snapshot", "l": "row", "sequence": "(book.sequence or 0)"}
        scope = scope_for_level(self.context.spec, self.context.table, self.name, codes, snapshot=snapshot)
        price, _ = _as_received(compile_expr(level.price, scope, DECIMAL).code)
        quantity, is_text = _as_received(compile_expr(level.quantity, scope, DECIMAL).code)
        if level.remove_if is not None:
            nothing = '"0"' if is_text else "Decimal(0)"
            quantity = f"{nothing} if {compile_condition(level.remove_if, scope).code} else {quantity}"
        tests = []
        if level.skip_if is not None and (self.in_stream or not snapshot):  # every row of an answer says something
            tests.append(f"not ({compile_condition(level.skip_if, scope).code})")
        sides: list[tuple[str, str, list[str]]] = [("bids", bids, []), ("asks", asks, [])]
        if level.side is not None and bids == asks:
            is_bid, is_ask = _side_tests(compile_expr(level.side, scope, CONTRACT_ENUMS["Side"]).code)
            sides = [("rows", bids, [is_bid]), ("rows", asks, [is_ask])]
        named: dict[str, str] = {}
        made = []
        for name, text, which in sides:
            rows = bracketed(self._rows(text))
            if ":=" in rows:  # a value is named in it, which Python does not allow there
                if name not in named:
                    lines.add(f"{name} = {rows}")
                named[name] = rows = name
            kept = " and ".join([*tests, *which])
            made.append(f"[({price}, {quantity}) for row in {rows}{' if ' if kept else ''}{kept}]")
        return made[0], made[1]

    def _checksum(self, checksum: Checksum) -> list[FunctionView]:
        value = compile_expr(checksum.value, self.scope, Optional(INT)).code
        if checksum.none:
            value = f"absent_if({value}, {', '.join(map(str, checksum.none))})"
        code = checksum_code(checksum, book_texts(checksum, "book"))
        return [
            FunctionView("checksum", f"update: {self.update}", "int | None", (f"return {value}",)),
            FunctionView("compute", "book: OrderBook", "int", (f"return {code}",)),
        ]


def _side_tests(code: str) -> tuple[str, str]:
    """Python of the tests that a row is a bid, and that it is an ask; a comparison that decides is the test itself."""
    node = ast.parse(code, mode="eval").body
    if isinstance(node, ast.IfExp) and isinstance(node.test, ast.Compare) and len(node.test.ops) == 1:
        other = _OPPOSITES.get(type(node.test.ops[0]))
        words = ast.unparse(node.body), ast.unparse(node.orelse)
        if other is not None and sorted(words) == ["Side.BUY", "Side.SELL"]:
            tests = ast.unparse(node.test), ast.unparse(ast.Compare(node.test.left, [other()], node.test.comparators))
            return tests if words[0] == "Side.BUY" else (tests[1], tests[0])
    return f"({code}) is Side.BUY", f"({code}) is not Side.BUY"


_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Gt: ast.LtE,
    ast.Lt: ast.GtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}


def _as_received(code: str) -> tuple[str, bool]:
    """A price or quantity as the book wants it: the text of the venue, not the Decimal that it makes; whether it is."""
    node = ast.parse(code, mode="eval").body
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Decimal":
        return ast.unparse(node.args[0]), True
    return code, False
