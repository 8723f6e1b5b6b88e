"""Scripts of the produced book tests: documented messages with ids and levels put in, by what the spec's rule reads."""

from __future__ import annotations

import ast
import datetime
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ...lang.types import Time, base_of
from ...render.names import identifier, literal
from ...spec.dialects import of_that_time
from ...spec.model import Book, Checksum, Operation
from ..books import rule_name
from ..checksums import checksum_code, has_own_frame
from ..examples import test_pairs
from ..simulated.sockets import class_name
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
from .limits import seconds_of
from .literals import CLOCK_MS
from .subscriptions import NotWritten, Subscribed
from .trading import partition_of

if TYPE_CHECKING:
    from ...lang import WireType
    from ..context import VenueContext
    from ..examples import Example, Examples

_BIDS, _ASKS = (("100.00", "1"), ("99.00", "2")), (("101.00", "3"), ("102.00", "4"))


@dataclass(frozen=True, slots=True)
class BookCaseView:
    """One book's script, and what its rule promises."""

    name: str
    file: str
    """Last words of the test file's name."""
    until: str
    """The day on which this book became another; empty for today's."""
    clock_ns: int
    rule: str
    source: str
    socket: str
    topics: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    venue_symbols: tuple[tuple[str, str], ...]
    update: str
    snapshot: str
    path: str
    leases: tuple[tuple[str, str], ...]
    """What the connection's address needs: path of the call that grants it, and its documented answer."""
    url: str
    checksum: str
    own_frame: bool
    """The checksum comes behind the update, in a frame of its own."""
    checksum_text: str
    checksum_value: int
    no_checksum: int | None
    spans: bool
    """An update may stand for several ids."""
    sequenced: bool
    chained: bool
    joins: bool
    drops: bool
    uncrossed: bool
    timed: bool
    silence: float
    returns: bool
    """A new connection brings the book back though it says nothing: subscriptions are not answered, and the snapshot
    comes by REST."""
    pause: float
    """How long a book may stay without a message and be none the worse for it, at most half a minute."""
    lifetime: float | None
    drain: str
    tells_refusals: bool
    tells_text: bool

    @property
    def symbol(self) -> str:
        """The first one."""
        return self.topics[0][0]

    @property
    def is_apart(self) -> bool:
        """Pushes do not say whose book they are of: each has a connection of its own."""
        return len({key for _, key in self.keys}) < len(self.keys)

    @property
    def other(self) -> str:
        """A second one, if there is any."""
        return self.topics[1][0] if len(self.topics) > 1 else ""


def build(context: VenueContext, examples: Examples) -> tuple[list[BookCaseView], dict[str, str]]:
    """Scripts of the books that `watch_order_book` shows, today's first, and which cannot be written, and why."""
    today = context.spec.operations.get("watch_order_book")
    if today is None:
        return [], {}
    written, missing = [], {}
    for until, operation in (("", today), *((each.until, of_that_time(today, each)) for each in today.dialects)):
        if operation.book is None:
            continue
        try:
            written.append(_Writer(context, examples, operation, operation.book).view(until))
        except NotWritten as reason:
            missing[until] = str(reason)
    return written, missing


@dataclass(frozen=True, slots=True)
class RuleView:
    """The rule of a book that no method watches, fed by hand."""

    name: str
    rule: str
    update: str
    snapshot: str
    update_type: str
    snapshot_type: str
    in_stream: bool
    drops: bool
    chained: bool
    timed: bool


def rules(context: VenueContext, examples: Examples) -> tuple[tuple[RuleView, ...], tuple[tuple[str, str], ...]]:
    """The rules of books that `watch_order_book` has never shown, and those that cannot be written with the reason."""
    watch = context.spec.operations.get("watch_order_book")
    shown = {watch.book, *(each.book for each in watch.dialects)} if watch is not None else set()
    found: list[RuleView] = []
    missing: list[tuple[str, str]] = []
    for name, book in context.spec.books.items():
        if name in shown or (book.drop_if is None and book.next_if is None):
            continue  # a book that is only asked for follows no stream
        try:
            found.append(_Writer(context, examples, Operation(), name).rule())
        except NotWritten as reason:
            missing.append((f"the rule of the book {name}", str(reason)))
    return tuple(found), tuple(missing)


class _Writer(Subscribed):
    def __init__(self, context: VenueContext, examples: Examples, operation: Operation, name: str) -> None:
        self.book: Book = context.spec.books[name]
        super().__init__(context, examples, operation.channel or self.book.channel, operation)
        self.name = name
        self.message: WireType = self.table.parse(self.channel.type)
        self.rows = find_path(self.book.each, "m", self.message, self.table) if self.book.each else None
        self.in_stream = self.book.snapshot.source != "rest"
        self.own_frame = has_own_frame(self.book, self._kind(), self.table)

    def view(self, until: str) -> BookCaseView:
        book = self.book
        if self.channel.private or self.channel.topic is None:
            raise NotWritten("its channel is private")
        if self.connection.subscribe is None:
            raise NotWritten("nothing is subscribed on its connection")
        symbols = self._symbols()
        source, update, snapshot = self._source(), self._update(), self._snapshot()
        told, text_told = self.tells()
        text, value = _known(book.checksum) if book.checksum is not None else ("", 0)
        silence = seconds_of(self.connection.stale_after) or 60
        return BookCaseView(
            name=self.name,
            file=f"books_until_{until.replace('-', '_')}" if until else "books",
            until=until,
            clock_ns=_day_before(until) if until else CLOCK_MS * 1_000_000,
            rule=rule_name(self.name),
            source=source,
            socket=class_name(self.connection_name),
            topics=tuple((unified, self.topic(self.channel.topic, name)) for name, unified in symbols),
            keys=(
                tuple((unified, self.topic(self.channel.key, name)) for name, unified in symbols)
                if self.channel.key is not None
                else ()
            ),
            venue_symbols=tuple((unified, name) for name, unified in symbols),
            update=update,
            snapshot=snapshot,
            path=(self.spec.endpoints[book.snapshot.call].path if not self.in_stream and book.snapshot.call else ""),
            leases=self.leases(),
            url=self._url(),
            checksum=_checksum(book.checksum) if book.checksum is not None else "",
            own_frame=self.own_frame,
            checksum_text=text,
            checksum_value=value,
            no_checksum=book.checksum.none[0] if book.checksum is not None and book.checksum.none else None,
            spans=self._spans(),
            sequenced=book.sequence is not None,
            chained=book.next_if is not None,
            joins=book.first_if is not None and not self.in_stream,
            drops=book.drop_if is not None,
            uncrossed=book.crossed == "gap",
            timed=bool(self._time(self._kind(), "u")),
            silence=silence,
            returns=not self.in_stream and not any(rule.ack for rule in self.connection.receive),
            pause=min(30, silence / 2, (seconds_of(self.channel.stale_after) or 60) / 2),
            lifetime=seconds_of(self.connection.lifetime),
            drain=self.drain(),
            tells_refusals=told,
            tells_text=text_told,
        )

    def _symbols(self) -> list[tuple[str, str]]:
        """Two instruments that share a connection, or one."""
        groups: dict[str, dict[str, tuple[str, str]]] = {}
        for own, unified in test_pairs(self.spec) or (("AAABBB", "AAA/BBB"),):
            partition = partition_of(self.spec, self.examples, unified) if self.connection.per else ""
            groups.setdefault(partition, {}).setdefault(self.topic(self.channel.topic, own), (own, unified))
        group = next((each for each in groups.values() if len(each) > 1), next(iter(groups.values())))
        return list(group.values())[:2]

    def rule(self) -> RuleView:
        book = self.book
        call = self.spec.endpoints[book.snapshot.call].result if book.snapshot.call is not None else ""
        if book.each is not None or book.sequence is None:
            raise NotWritten("its messages are told apart by more than their ids")
        return RuleView(
            name=identifier(self.name),
            rule=rule_name(self.name),
            update=self._update(),
            snapshot=self._snapshot(),
            update_type=self.message.name,
            snapshot_type=self.message.name if self.in_stream else self.table.parse(call).name,
            in_stream=self.in_stream,
            drops=book.drop_if is not None,
            chained=book.next_if is not None,
            timed=book.ts_event is not None,
        )

    def _source(self) -> str:
        if not self.in_stream:
            return "rest"
        when = self.book.snapshot.when
        return "first" if when is None else "every" if when.strip() in ("=True", "=true") else "stream"

    def _url(self) -> str:
        urls = next(iter(self.spec.environments.values())).urls
        url = re.sub(r"\{env\.(\w+)\}", lambda match: urls.get(match[1], ""), self.connection.url)
        return "" if "{" in url else url

    # ------------------------------------------------------------ messages

    def _update(self) -> str:
        example = self._example(snapshot=False)
        element = self._element(example)
        u = self._kind()
        values = {**self._tags(), **self._ids(u), **self._time(u, "u"), **self._levels("u", u, element)}
        if self.book.checksum is not None and not self.own_frame:
            values |= self._value(self.book.checksum.value, "u", u, "m.checksum")
        return self._message(example, values)

    def _snapshot(self) -> str:
        book = self.book
        if not self.in_stream:
            return self._rest_snapshot()
        example = self._example(snapshot=True)
        element = self._element(example)
        u = self._kind()
        values = {**self._tags(), **self._ids(u), **self._time(u, "u")}
        if book.snapshot.sequence is not None:
            values |= self._value(book.snapshot.sequence, "s", u, "m.last")
        values |= self._levels("u" if book.snapshot.bids == "=s.bids" else "s", u, element)
        if book.checksum is not None and not self.own_frame:
            values |= self._value(book.checksum.value, "u", u, "m.checksum")
        marks = frame_of(book.snapshot.when, "u", u, self.table)
        if isinstance(marks, dict):  # what makes it a snapshot stays as it is
            values = {key: code for key, code in values.items() if key not in map(repr, marks)}
        if absences_of(book.snapshot.when, "u", u, self.table):  # what only an update has makes it none
            values = {key: code for key, code in values.items() if is_there(element, steps_of(key))}
        return self._message(example, values)

    def _rest_snapshot(self) -> str:
        call = self.book.snapshot.call
        if call is None:
            raise NotWritten("its snapshot is asked for in another way than by REST")
        kind = self.table.parse(self.spec.endpoints[call].result)
        found = self.examples.fitting(call, kind, self.table)
        if not found:
            raise NotWritten(f"no documented answer of {call}")
        values = self._levels("s", kind, found[0].payload)
        if self.book.snapshot.sequence is not None:
            values |= self._value(self.book.snapshot.sequence, "s", kind, "m.last")
        return f"filled(example({literal(found[0].name)}), {_table(values)})"

    def _message(self, example: Example, values: dict[str, str]) -> str:
        found = f"example({literal(example.name)})"
        if self.rows is not None:
            return f"in_rows({found}, {self.rows.code}, {_table(values)})"
        if list(values) == ["()"]:  # the levels are all of it
            made = values["()"]
            return f"Checked({made}, m.checksum)" if self.own_frame else made
        return f"filled({found}, {_table(values)})"

    def _example(self, *, snapshot: bool) -> Example:
        found = self.examples.fitting(self.reference, self.message, self.table)
        if self.own_frame:  # others are a checksum alone
            found = [each for each in found if isinstance(each.payload, list)]
        if not found:
            raise NotWritten(f"no documented message of {self.reference}")
        when = self.book.snapshot.when
        if not self.in_stream or when is None or self._source() == "every":
            return found[0 if snapshot or len(found) == 1 else -1]
        node = syntax(when)
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            when = f"={ast.unparse(node.values[0])}"
        marks = frame_of(when, "u", self._kind(), self.table)
        of_message = frame_of(when, "m", self.message, self.table)
        absent = absences_of(when, "u", self._kind(), self.table)
        if not marks and not of_message and not absent:
            raise NotWritten("what tells its snapshots is more than a comparison of a field")
        for each in found:
            element = self._element(each)
            fits = _contains(element, marks) and _contains(each.payload, of_message)
            fits = fits and not any(is_there(element, path.steps) for path in absent)
            if fits is snapshot:
                return each
        raise NotWritten(f"no documented {'snapshot' if snapshot else 'update'} of {self.reference}")

    def _kind(self) -> WireType:
        if self.rows is None:
            return self.message
        return plain_type(self.rows.type, self.table).item

    def _element(self, example: Example) -> Any:
        """The update in a message: the message itself, or its first row."""
        data = example.payload
        for step in self.rows.steps if self.rows is not None else ():
            data = data[step]
        return data[0] if self.rows is not None and data else data

    def _tags(self) -> dict[str, str]:
        struct = self.table.structs.get(plain_type(self._kind(), self.table).name)
        for field in struct.fields if struct else ():
            if field.type.kind == "scalar" and field.type.name == "venue_symbol":
                return {literal(field.wire): "m.venue_symbol"}
        return {}

    def _ids(self, u: WireType) -> dict[str, str]:
        """The ids of an update from `first` to `last`, so that the rule's comparisons hold where nothing is missing."""
        values: dict[str, str] = {}
        last = find_path(self.book.sequence, "u", u, self.table) if self.book.sequence else None
        if self.book.sequence is not None and last is None:
            raise NotWritten("its sequence is computed")
        for text in (self.book.next_if, self.book.first_if):
            node = syntax(text)
            for compare in ast.walk(node) if node is not None else ():
                if not isinstance(compare, ast.Compare):
                    continue
                path = path_of(compare.left, "u", u, self.table)
                said = compare.comparators[0]
                if path is None or "sequence" not in ast.dump(said) or (last and path.steps == last.steps):
                    continue
                code = ast.unparse(said).replace("sequence + 1", "m.first").replace("sequence", "m.first - 1")
                values.setdefault(path.code, self._written(path, code))
        if self.book.next_if is not None and not values and last is None:
            raise NotWritten("what its updates are chained by is computed")
        if last is not None:
            values[last.code] = self._written(last, "m.last")
        return values

    def _written(self, path: WirePath, code: str) -> str:
        kind = base_of(self.table.value_type(path.type))
        if isinstance(kind, Time):
            return self.table.write(plain_type(path.type, self.table), code)
        return self.table.write(plain_type(path.type, self.table), code)

    def _spans(self) -> bool:
        """Whether ids may be skipped within an update: the chain is told by another field than the update's own id."""
        last = find_path(self.book.sequence, "u", self._kind(), self.table) if self.book.sequence else None
        node = syntax(self.book.next_if)
        for compare in ast.walk(node) if node is not None else ():
            if isinstance(compare, ast.Compare):
                path = path_of(compare.left, "u", self._kind(), self.table)
                if path is not None and last is not None and path.steps != last.steps:
                    return True
        return False

    def _time(self, u: WireType, root: str) -> dict[str, str]:
        path = find_path(self.book.ts_event, root, u, self.table) if self.book.ts_event else None
        if path is None and self.book.ts_event:
            path = find_path(self.book.ts_event, "m", self.message, self.table) if self.rows is None else None
        return {path.code: from_ns(path, "m.ts_event", self.table)} if path is not None else {}

    def _value(self, text: str, root: str, kind: WireType, code: str) -> dict[str, str]:
        path = find_path(text, root, kind, self.table)
        if path is None and root == "s":
            path = find_path(text, "u", kind, self.table)
        if path is None:
            raise NotWritten(f"{text[1:]} is computed")
        return {path.code: self._written(path, code)}

    # ------------------------------------------------------------ levels

    def _levels(self, root: str, kind: WireType, element: Any) -> dict[str, str]:
        book = self.book
        texts = (book.bids, book.asks) if root == "u" else (book.snapshot.bids, book.snapshot.asks)
        paths = [find_path(text, root, kind, self.table) for text in texts]
        if paths[0] is None or paths[1] is None:
            raise NotWritten("the lists of its levels are computed")
        rows = self._row(paths[0], element, paths[1])
        if paths[0].steps == paths[1].steps:
            return {paths[0].code: f"{rows}.both(m)"}
        return {
            path.code: f"{rows}.of(m.{side}, {literal(side)})"
            for path, side in zip(paths, ("bids", "asks"), strict=True)
            if path
        }

    def _row(self, path: WirePath, element: Any, other: WirePath) -> str:
        kind = plain_type(path.type, self.table)
        if kind.kind != "list":
            raise NotWritten("its levels are no list")
        level = self.book.level
        removed = self._equal(level.remove_if, kind.item) if level.remove_if is not None else None
        documented = (*(_at(element, path) or ()), *(_at(element, other) or ()), *self._documented_rows())
        example = next((row for row in documented if removed is None or _at(row, removed[0]) != removed[1]), None)
        if example is None:
            raise NotWritten("no documented level")
        price, quantity = self._field(level.price, kind.item), self._field(level.quantity, kind.item)
        parts = [f"like={literal(example)}", f"price={_path(price)}", f"quantity={_path(quantity)}"]
        if not isinstance(_at(example, price), str):
            parts.append("numbers=True")
        if removed is not None:
            parts.append(f"removed={{{_path(removed[0])}: {literal(removed[1])}}}")
        if level.side is not None and not (path.steps != other.steps and self._lacks(level.side, kind.item)):
            parts += self._side(level.side, kind.item, element, path, quantity)
        return f"Rows({', '.join(parts)})"

    def _documented_rows(self) -> Iterator[Any]:
        """Levels of any message of the channel."""
        for example in self.examples.fitting(self.reference, self.message, self.table):
            for text in (self.book.bids, self.book.asks):
                path = find_path(text, "u", self._kind(), self.table)
                rows = _at(self._element(example), path) if path else None
                yield from rows if isinstance(rows, list) else ()

    def _lacks(self, text: str, row: WireType) -> bool:
        """Rows of a list for each side need not say theirs."""
        struct = self.table.structs.get(plain_type(row, self.table).name)
        names = {node.attr for node in ast.walk(syntax(text) or ast.Constant(None)) if isinstance(node, ast.Attribute)}
        return struct is not None and any(struct.field(name) is None for name in names)

    def _side(self, text: str, row: WireType, element: Any, path: WirePath, quantity: tuple[Any, ...]) -> list[str]:
        node = syntax(text)
        test = node.test if isinstance(node, ast.IfExp) else None
        above = isinstance(test, ast.Compare) and isinstance(test.ops[0], (ast.Gt, ast.GtE))
        if above and isinstance(test, ast.Compare) and self._steps(test.left, row) == quantity:
            return ["signed=True"]
        if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq) and isinstance(node, ast.IfExp):
            steps, said = self._steps(test.left, row), test.comparators[0]
            buys = isinstance(node.body, ast.Constant) and str(node.body.value).lower() == "buy"
            if steps is not None and isinstance(said, ast.Constant):
                words = {_at(each, steps) for each in _at(element, path) or ()} - {said.value}
                if words:
                    pair = (said.value, min(words)) if buys else (min(words), said.value)
                    return [f"side={_path(steps)}", f"sides={literal(pair)}"]
        if node is not None and (steps := self._steps(node, row)) is not None:
            enum = self.table.enums.get(plain_type(self._type(node, row), self.table).name)
            if enum is not None and {"buy", "sell"} <= set(enum.outward):
                return [f"side={_path(steps)}", f"sides={literal((enum.outward['buy'], enum.outward['sell']))}"]
        raise NotWritten("which side a level is on is computed")

    def _equal(self, text: str, row: WireType) -> tuple[tuple[Any, ...], Any] | None:
        node = syntax(text)
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            steps, said = self._steps(node.left, row), node.comparators[0]
            if steps is not None and isinstance(said, ast.Constant):
                is_zero = said.value == 0 and steps == self._field(self.book.level.quantity, row)
                return None if is_zero else (steps, said.value)
        raise NotWritten("what deletes a level is computed")

    def _field(self, text: str, row: WireType) -> tuple[Any, ...]:
        node = syntax(text)
        while isinstance(node, ast.Call) and len(node.args) == 1:
            node = node.args[0]
        steps = self._steps(node, row) if node is not None else None
        if steps is None:
            raise NotWritten("price or quantity of a level is computed")
        return steps

    def _steps(self, node: ast.expr, row: WireType) -> tuple[Any, ...] | None:
        """Where a field of a row stands: by position where rows are arrays."""
        path = path_of(node, "l", row, self.table)
        if path is None or not path.steps:
            return None
        struct = self.table.structs.get(plain_type(row, self.table).name)
        if struct is not None and struct.array and isinstance(node, ast.Attribute):
            names = [field.wire for field in struct.fields]
            return (names.index(path.steps[0]),)
        return tuple(int(step) if step.isdigit() else step for step in path.steps)

    def _type(self, node: ast.expr, row: WireType) -> WireType:
        path = path_of(node, "l", row, self.table)
        assert path is not None
        return path.type


def _day_before(until: str) -> int:
    """As the tests' clock shows it."""
    day = datetime.datetime.combine(datetime.date.fromisoformat(until), datetime.time(), datetime.UTC)
    return int((day - datetime.timedelta(days=1)).timestamp()) * 1_000_000_000


def _table(values: dict[str, str]) -> str:
    return "{" + ", ".join(f"{path}: {code}" for path, code in values.items()) + "}"


def _path(steps: tuple[Any, ...]) -> str:
    return literal(steps[0]) if len(steps) == 1 and isinstance(steps[0], str) else literal(steps)


def _at(data: Any, path: WirePath | tuple[Any, ...]) -> Any:
    for step in path.steps if isinstance(path, WirePath) else path:
        if isinstance(data, list):
            data = data[int(step)] if int(step) < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
    return data


def _contains(data: Any, marks: object) -> bool:
    if isinstance(marks, dict):
        # Of an array, marks name the places.
        said = {str(at): each for at, each in enumerate(data)} if isinstance(data, list) else data
        return not marks or (
            isinstance(said, dict) and all(_contains(said.get(key), value) for key, value in marks.items())
        )
    return bool(data == marks)


# ------------------------------------------------------------------------------------------------ checksums


def _checksum(checksum: Checksum) -> str:
    """The checksum over literal levels."""
    return checksum_code(checksum, {side: f"{side}[:{checksum.levels}]" for side in checksum.sides})


def _known(checksum: Checksum) -> tuple[str, int]:
    """The text and the number for the first book of every script, computed here and by nothing of the client."""

    def number(text: str) -> str:
        if checksum.render == "digits":
            return text.replace(".", "").lstrip("0")
        return format(Decimal(text).normalize(), "f") if checksum.render == "js" else text

    sides = {"bids": list(_BIDS[: checksum.levels]), "asks": list(_ASKS[: checksum.levels])}
    if checksum.negative is not None:
        sides[checksum.negative] = [(price, f"-{quantity}") for price, quantity in sides[checksum.negative]]
    first, *second = (sides[side] for side in checksum.sides)
    if checksum.interleave and second:
        rows = [row for pair in zip(first, second[0], strict=True) for row in pair]
    else:
        rows = [*first, *(row for side in second for row in side)]
    text = checksum.join.join(number(each) for row in rows for each in row)
    value = zlib.crc32(text.encode())
    return text, value - 2**32 if checksum.signed and value >= 2**31 else value
