"""Book messages of the simulated venue: rows as the venue writes them, ids that join, checksums."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from venue_runtime.testing.filling import get

from ...render.names import literal
from ...spec.model import Book
from ..checksums import book_texts, checksum_code, has_own_frame
from ..wirepaths import (
    WirePath,
    absences_of,
    find_path,
    frame_of,
    from_ns,
    is_there,
    path_of,
    plain_type,
    steps_of,
    syntax,
)
from .auth import leaves

if TYPE_CHECKING:
    from ...lang import WireType
    from ..context import VenueContext
    from ..examples import Example
    from .maps import Maps


@dataclass(frozen=True, slots=True)
class Written:
    """What a channel needs: the method for an event, and, of a book, the one for the start (empty: none)."""

    update: tuple[str, ...]
    start: tuple[str, ...] = ()


def build(context: VenueContext, maps: Maps, reference: str, kind: WireType, name: str) -> Written:
    """The writers of a book's channel; empty where no documented message shows its form."""
    return _Writer(context, maps, reference, kind, context.spec.books[name]).view()


def both_sides(context: VenueContext, maps: Maps, endpoint: str, kind: WireType, book: Book, path: WirePath) -> str:
    """The rows of `book` where one list has those of both sides."""
    writer = _Writer(context, maps, endpoint, kind, book)
    return " + ".join(writer.rows(path, side, "book") for side in ("bids", "asks"))


class _Writer:
    def __init__(self, context: VenueContext, maps: Maps, reference: str, kind: WireType, book: Book) -> None:
        self.context, self.table, self.book, self.kind, self.maps = context, context.table, book, kind, maps
        fitting = maps.examples.fitting(reference, kind, self.table)
        starts = [each for each in fitting if self._is_start(each)]
        updates = [each for each in fitting if each not in starts]
        self.start_example = next(iter(starts or updates), None)
        self.update_example = next(iter(updates or starts), None)
        each = find_path(book.each, "m", kind, self.table) if book.each else None
        self.at: tuple[str, ...] = each.steps if each is not None else ()
        self.item = plain_type(each.type, self.table).args[0] if each is not None else kind

    def _is_start(self, example: Example) -> bool:
        said = frame_of(self.book.snapshot.when, "u", self.item_type(), self.table)
        absent = absences_of(self.book.snapshot.when, "u", self.item_type(), self.table)
        payload = self._item(example)
        if any(is_there(payload, path.steps) for path in absent):
            return False
        return bool(said or absent) and isinstance(said, dict) and _holds(said, payload)

    def item_type(self) -> WireType:
        """Type of one update."""
        if self.book.each is None:
            return self.kind
        found = find_path(self.book.each, "m", self.kind, self.table)
        return plain_type(found.type, self.table).args[0] if found is not None else self.kind

    def _item(self, example: Example) -> Any:
        if self.book.each is None:
            return example.payload
        found = find_path(self.book.each, "m", self.kind, self.table)
        rows = get(example.payload, found.steps) if found is not None else None
        return rows[0] if isinstance(rows, list) and rows else {}

    def view(self) -> Written:
        if self.update_example is None or self.start_example is None:
            return Written((), ())
        book = self.book
        depth = f", {book.depth}" if isinstance(book.depth, int) else ""
        whole = (book.snapshot.when or "").strip() in ("=True", "=true")
        in_stream = book.snapshot.source != "rest"
        if in_stream or book.checksum is not None or depth:
            more = f"{depth or ', None'}, True" if whole else depth
            update = [f"u = self.next_book(subscription, event{more})", "if u is None:", "    return None"]
        else:
            update = ["u = plain_update(event)"]
        update += self._message(self.update_example, None if not whole else self.start_example)
        start: list[str] = []
        if in_stream:
            start = [
                f"u = self.start_book(subscription{depth})",
                *self._message(self.start_example, self.start_example),
            ]
        return Written(tuple(update), tuple(start))

    def _message(self, example: Example, start: Example | None) -> list[str]:
        rows = self._ids(start is not None)
        tag = self.maps.tagged(self.item, "self.instrument(u.symbol)")
        rows = [*([tag] if tag else []), *rows]
        time = find_path(self.book.ts_event, "u", self.item, self.table)
        rows += [f"{time.code}: {from_ns(time, 'u.ts_event', self.table)}"] if time else []
        rows += self._sides(start is not None)
        apart = has_own_frame(self.book, self.item, self.table)
        if not apart:
            rows += self._checksum()
        elif self.book.checksum is not None and not rows[0].startswith("(): "):
            return ["return None"]
        if len(rows) == 1 and rows[0].startswith("(): "):  # the levels are all of it
            made = rows[0].removeprefix("(): ")
            if apart and self.book.checksum is not None:
                made = f"Checked({made}, {checksum_code(self.book.checksum, book_texts(self.book.checksum, 'u'))})"
            return [f"return {made}"]
        filled = f"filled({{}}, {{{', '.join(rows)}}})"
        if not self.at and self.book.each is None:
            return [f"return {filled.replace('{}', f'self.dialect.example({literal(example.name)})', 1)}"]
        row = filled.replace("{}", f"first_row(answer, {literal(self.at)})", 1)
        made = f"[{row}]" if not self.at else f"put(answer, {literal(self.at)}, [{row}])"
        return [f"answer = self.dialect.example({literal(example.name)})", f"return {made}"]

    # ------------------------------------------------------------ ids

    def _ids(self, start: bool) -> list[str]:
        """What the rules compare: ids before, first and last."""
        found: dict[str, str] = {}
        sequence = find_path(
            (
                (self.book.snapshot.sequence or self.book.sequence or "").replace("s.", "u.")
                if start
                else self.book.sequence
            ),
            "u",
            self.item,
            self.table,
        )
        if sequence is not None and sequence.steps:
            # "The next is this one plus one" numbers messages, not what they carry.
            rule = f"={(self.book.sequence or '').removeprefix('=')} == sequence + 1"
            found[sequence.code] = self._number(sequence, "u.count" if self.book.next_if == rule else "u.last_id")
        for text in (self.book.next_if, self.book.first_if):
            node = syntax(text)
            for part in ast.walk(node) if node is not None else ():
                if not (isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.Eq | ast.LtE)):
                    continue
                before, said = path_of(part.left, "u", self.item, self.table), ast.unparse(part.comparators[0])
                if before is None:
                    continue
                if "sequence" in said:
                    found.setdefault(before.code, self._number(before, said.replace("sequence", "u.previous_id")))
        if start and absences_of(self.book.snapshot.when, "u", self.item, self.table):
            # What only an update has would make it none.
            there = self._item(self.start_example) if self.start_example is not None else {}
            found = {code: value for code, value in found.items() if is_there(there, steps_of(code))}
        if start:
            # What makes it a start goes before what ids would say.
            for steps, value in leaves(frame_of(self.book.snapshot.when, "u", self.item, self.table)):
                if value != {}:
                    found[WirePath(steps, self.item).code] = literal(value)
        return [f"{path}: {code}" for path, code in found.items()]

    def _number(self, path: WirePath, code: str) -> str:
        return self.table.write(plain_type(path.type, self.table), code)

    # ------------------------------------------------------------ levels

    def _sides(self, start: bool) -> list[str]:
        book, level = self.book, self.book.level
        texts = (book.snapshot.bids, book.snapshot.asks) if start else (book.bids, book.asks)
        root = "s" if start else "u"
        paths = [find_path(text, root, self.item, self.table) for text in texts]
        path = paths[0]
        if level.side is not None and path is not None and path == paths[1]:
            bids, asks = (self.rows(path, side) for side in ("bids", "asks"))
            return [f"{path.code}: {bids} + {asks}"]
        return [
            f"{path.code}: {self.rows(path, side)}" for path, side in zip(paths, ("bids", "asks"), strict=True) if path
        ]

    def rows(self, path: WirePath, side: str, of: str = "u") -> str:
        """A list of rows. The rest of a row (counts, ids) is as documented."""
        row_type = plain_type(path.type, self.table).args[0]
        level = self.book.level
        price, quantity = (find_path(text, "l", row_type, self.table) for text in (level.price, level.quantity))
        if price is None or quantity is None:
            return f"[[decimal_text(level.price), decimal_text(level.quantity)] for level in {of}.{side}]"
        amount, values, gone = "level.quantity", {}, {}
        removal = syntax(level.remove_if)
        if isinstance(removal, ast.Compare) and isinstance(removal.comparators[0], ast.Constant):
            where = path_of(removal.left, "l", row_type, self.table)
            if where is not None and isinstance(removal.ops[0], ast.Eq):
                gone[where.code] = removal.comparators[0].value
        word = self._side_word(row_type, side, quantity)
        if word == "sign":
            amount = "level.quantity" if side == "bids" else "-level.quantity"
            if gone:
                amount = f"Decimal({amount} or {'1' if side == 'bids' else '-1'})"
        elif word is not None:
            values[word[0]] = literal(word[1])
        values[price.code] = self._decimal(price, "level.price")
        values[quantity.code] = self._decimal(quantity, amount)
        example = self._row_example(path, list(gone.items()))
        for code, constant in gone.items():
            if code not in values:
                steps = ast.literal_eval(code)
                there = get(example, steps)
                kept = literal(there if there not in (None, constant) else 1)
                values[code] = f"{kept} if level.quantity else {literal(constant)}"
        plain = list(values.items())
        if (
            isinstance(example, list)
            and len(example) == len(values)
            and [c for c, _ in plain] == [repr(str(at)) for at in range(len(example))]
        ):
            return f"[[{', '.join(code for _, code in plain)}] for level in {of}.{side}]"
        rows = ", ".join(f"{code}: {value}" for code, value in values.items())
        return f"[filled({literal(example)}, {{{rows}}}) for level in {of}.{side}]"

    def _decimal(self, path: WirePath, code: str) -> str:
        written = self.table.write(plain_type(path.type, self.table), code)
        return written if written != code else f"decimal_text({code})"

    def _row_example(self, path: WirePath, gone: list[tuple[str, Any]]) -> Any:
        for example in (self.start_example, self.update_example):
            payload = self._item(example) if example is not None else None
            for text in (self.book.snapshot.bids, self.book.snapshot.asks, self.book.bids, self.book.asks):
                root = "s" if text in (self.book.snapshot.bids, self.book.snapshot.asks) else "u"
                found = find_path(text, root, self.item, self.table)
                rows = get(payload, found.steps) if found is not None else None
                for row in rows if isinstance(rows, list) else ():
                    if all(get(row, ast.literal_eval(code)) != value for code, value in gone):
                        return _plain_row(row)
        plain = plain_type(path.type, self.table).args[0]
        struct = self.table.structs.get(plain_type(plain, self.table).name)
        return {} if struct is not None and not struct.array else []

    def _side_word(self, row: WireType, side: str, quantity: WirePath) -> Any:
        """How a row says its side: `sign`, or a place and its word; None where the list says it."""
        text = self.book.level.side
        node = syntax(text)
        if node is None:
            return None
        is_bid = side == "bids"
        if isinstance(node, ast.IfExp) and isinstance(node.test, ast.Compare):
            path = path_of(node.test.left, "l", row, self.table)
            if path is None:
                return None
            if path.steps == quantity.steps:
                return "sign"
            yes = node.body.value if isinstance(node.body, ast.Constant) else None
            said = node.test.comparators[0]
            word = said.value if isinstance(said, ast.Constant) else None
            if (yes == "buy") == is_bid:
                return path.code, word
            return path.code, self._other(path, word)
        path = find_path(text, "l", row, self.table)
        if path is None:
            return None
        enum = self.table.enums.get(plain_type(path.type, self.table).name)
        return path.code, (
            enum.outward["buy" if is_bid else "sell"] if enum is not None else ("buy" if is_bid else "sell")
        )

    def _other(self, path: WirePath, word: Any) -> Any:
        enum = self.table.enums.get(plain_type(path.type, self.table).name)
        words = enum.words if enum is not None else {"bid": "ask", "buy": "sell", "b": "a"}.get(str(word), "")
        return next((each for each in words if each != word), "") if enum is not None else words

    # ------------------------------------------------------------ checksum

    def _checksum(self) -> list[str]:
        checksum = self.book.checksum
        path = find_path(checksum.value, "u", self.item, self.table) if checksum is not None else None
        if checksum is None or path is None:
            return []
        code = checksum_code(checksum, book_texts(checksum, "u"))
        return [f"{path.code}: {self.table.write(plain_type(path.type, self.table), code)}"]


def checksum_path(context: VenueContext, book: Book, kind: WireType) -> tuple[str | int, ...]:
    """Where a message has the checksum of its (first) update; empty where it has none."""
    if book.checksum is None:
        return ()
    before: tuple[str | int, ...] = ()
    if book.each is not None:
        rows = find_path(book.each, "m", kind, context.table)
        updates = plain_type(rows.type, context.table) if rows is not None else kind
        if rows is None or updates.kind != "list":
            return ()
        before, kind = (*rows.steps, 0), updates.args[0]
    path = find_path(book.checksum.value, "u", kind, context.table)
    return (*before, *path.steps) if path is not None else ()


def _holds(said: dict[str, Any], payload: Any) -> bool:
    for key, value in said.items():
        there = get(payload, key)
        if isinstance(value, dict):
            if value and not _holds(value, there):
                return False
            if there is None:
                return False
        elif there != value:
            return False
    return True


def _plain_row(row: Any) -> Any:
    """A documented row without fractions: they are prices and amounts, which are written anew."""
    if isinstance(row, dict):
        return {key: _plain_row(value) for key, value in row.items()}
    if isinstance(row, list):
        return [_plain_row(value) for value in row]
    return str(row) if isinstance(row, float) else row
