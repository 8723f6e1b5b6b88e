"""Reading YAML into nodes that know where they stand.

PyYAML reads `NO` as false, `1:30` as 90 and `010` as 8, and forgets positions and duplicate keys. This reader takes
the parser's *events* instead of its objects: YAML 1.2 scalars, a position for every key and value, and a diagnostic for
every construct that people and parsers read differently. Events rather than `compose`, because composing recurses in C
(a deeply nested file would end the process) and drops anchors and tags, which must be refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from venuegen.spec.diagnostics import Position, Problems, Source

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML was built without libyaml: the same events, slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 4_000_000
MAX_DEPTH = 50

ScalarValue = str | int | bool | None


@dataclass(slots=True, eq=False)
class Node:
    """A value of a spec and where it stands."""

    position: Position


@dataclass(slots=True, eq=False)
class Scalar(Node):
    value: ScalarValue
    text: str
    """The text as parsed, before it was read as a number, boolean or null."""
    plain: bool
    """Written without quotes on one line, so that an offset in `text` is an offset in the source line."""
    offset: int = 0
    """Columns between the start of the node and its text: 1 for a quoted text."""


@dataclass(slots=True, eq=False)
class Entry:
    key: Scalar
    value: Node


@dataclass(slots=True, eq=False)
class Map(Node):
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Seq(Node):
    items: list[Node] = field(default_factory=list)


_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0x[0-9a-fA-F]+|0o[0-7]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_YAML11 = {
    word: word[:2].lower() in ("ye", "on")
    for base in ("yes", "no", "on", "off")
    for word in (base, base.capitalize(), base.upper())
}
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")
_TAB = re.compile(r"( *)(\t)[ \t]*[^ \t#\r\n]")


def read_yaml(path: Path, problems: Problems) -> Map | None:
    """The top map of a YAML file; None (with at least one diagnostic) when there is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.add("VG016", path, f"cannot be read: {error.strerror or type(error).__name__}")
        return None
    return parse_yaml(data, path, problems)


def parse_yaml(data: bytes, path: Path, problems: Problems) -> Map | None:
    """Like `read_yaml`, of bytes already read; `path` is for messages only."""
    text = _decode(data, path, problems)
    if text is None:
        return None
    source = Source(path, tuple(re.split(r"\r\n|\r|\n", text)))
    if not _lines_are_clean(source, problems):
        return None
    builder = _Builder(source, problems)
    try:
        for event in events_of(text):
            builder.take(event)
            if builder.stopped:
                return None
    except yaml.MarkedYAMLError as error:
        if not builder.report_cuts():  # a cut expression is the cause, the parser's complaint its consequence
            _syntax_error(source, error, problems)
        return None
    except yaml.YAMLError as error:
        problems.add("VG002", path, f"holds a character that YAML does not allow: {_one_line(str(error))}")
        return None
    if builder.root is None or (isinstance(builder.root, Scalar) and builder.root.value is None):
        problems.add("VG003", path, "holds nothing", hint="a spec begins with `spec: 1`; `venuegen new` writes one")
        return None
    if not isinstance(builder.root, Map):
        problems.add("VG103", builder.root, "a spec is a map of keys, this file is not", expected="key: value")
        return None
    return builder.root


def _decode(data: bytes, path: Path, problems: Problems) -> str | None:
    if len(data) > MAX_BYTES:
        problems.add(
            "VG014", path, f"is larger than {MAX_BYTES} bytes", hint="move what is shared into `extends` files"
        )
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        byte = data[error.start]
        problems.add("VG002", path, f"is not UTF-8: byte 0x{byte:02x} in line {line}", hint="save the file as UTF-8")
        return None


def _lines_are_clean(source: Source, problems: Problems) -> bool:
    clean = True
    for number, line in enumerate(source.lines, 1):
        if _CONFLICT.match(line):
            clean = False
            problems.add(
                "VG005",
                Position(source, number, 1, len(line) + 1),
                "a merge conflict was left in the file",
                hint="choose one side and delete the markers",
            )
        elif tab := _TAB.match(line):
            clean = False
            problems.add(
                "VG004",
                Position(source, number, tab.start(2) + 1, tab.start(2) + 2),
                "a tab in the indentation",
                hint="indent with spaces",
            )
    return clean


def events_of(text: str) -> Iterator[Any]:
    """The parser's events. Raises yaml.YAMLError."""
    loader = _Loader(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _one_line(text: str) -> str:
    return " ".join(text.split())


_SYNTAX_HINTS = {
    "mapping values are not allowed": "text that contains `: ` must be quoted",
    "',' or '}'": "inside `{…}` quote text that contains any of , [ ] { }",
    "',' or ']'": "inside `[…]` quote text that contains any of , [ ] { }",
    "cannot start any token": "text must not begin with @, `, % or a tab: quote it",
    "expected ':'": "a key needs `: ` and a value; text over several lines must be indented or quoted",
    "expected key": "check the indentation; text that begins with a quote, { or [ must be quoted as a whole",
    "block end": "check the indentation; text that begins with a quote, { or [ must be quoted as a whole",
    "block mapping": "check the indentation; text that begins with a quote, { or [ must be quoted as a whole",
    "block sequence": "check the indentation of the list",
    "alphabetic or numeric": "`&` and `*` begin anchors, which specs do not use: quote the text",
    "end of stream": "a quote or bracket is not closed",
    "unknown escape": "in double quotes a backslash is an escape: use single quotes",
}


def _syntax_error(source: Source, error: yaml.MarkedYAMLError, problems: Problems) -> None:
    mark = error.problem_mark or error.context_mark
    what = _one_line(error.problem or str(error))
    hint = next((text for part, text in _SYNTAX_HINTS.items() if part in what), "")
    if mark is None:
        problems.add("VG001", source.path, what, hint=hint)
        return
    line = min(mark.line + 1, len(source.lines))
    col = mark.column + 1
    while line > 1 and not source.line(line).strip():  # an error at the end of the file is shown where the text ends
        line -= 1
        col = len(source.line(line)) + 1
    if error.context and error.context_mark and error.context_mark.line != mark.line:
        what += f" ({_one_line(error.context)} that begins in line {error.context_mark.line + 1})"
    problems.add("VG001", Position(source, line, col, col + 1), what, hint=hint)


@dataclass(slots=True)
class _Frame:
    node: Map | Seq
    flow: bool
    key: Scalar | None = None
    skip_value: bool = False
    cut: Scalar | None = None
    """An expression whose parentheses a comma of this `{…}` or `[…]` left open; it takes the following pieces."""


class _Builder:
    """Builds nodes from events, with an explicit stack."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self.source = source
        self.problems = problems
        self.root: Node | None = None
        self.stopped = False
        self._stack: list[_Frame] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self.problems.add(
                    "VG011",
                    self._place(event),
                    "a second document begins here",
                    hint="one spec is one file: delete the `---`",
                )
                self.stopped = True
        elif isinstance(event, yaml.AliasEvent):
            self._refuse_anchor(event, f"*{event.anchor}")
            self._add(Scalar(self._place(event), None, "", False), event, empty=False)
        elif isinstance(event, yaml.ScalarEvent):
            self._refuse_marks(event)
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_marks(event)
            is_map = isinstance(event, yaml.MappingStartEvent)
            node: Map | Seq = Map(self._place(event)) if is_map else Seq(self._place(event))
            self._add(node, event, empty=False)
            self._stack.append(_Frame(node, bool(event.flow_style)))
            if len(self._stack) > MAX_DEPTH:
                self.problems.add("VG014", node, f"is nested more than {MAX_DEPTH} levels deep")
                self.stopped = True
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._end_cut(self._stack.pop())

    def _place(self, event: Any) -> Position:
        start, end = event.start_mark, event.end_mark
        line, col = start.line + 1, start.column + 1
        one_line = end.line == start.line
        end_col = end.column + 1 if one_line else len(self.source.line(line)) + 1
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            end_col = col + 1
        return Position(self.source, line, col, max(end_col, col + 1))

    def _refuse_anchor(self, event: Any, text: str) -> None:
        self.problems.add(
            "VG009",
            self._place(event),
            f"YAML anchors and aliases are not part of the language: {text}",
            hint="`$like: name` copies an entry of the same map",
        )

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse_anchor(event, f"&{event.anchor}")
        if event.tag is not None:
            self.problems.add(
                "VG010",
                self._place(event),
                f"YAML tags are not part of the language: {event.tag}",
                hint="delete the tag; quote text that would be read as a number",
            )

    def _scalar(self, event: Any) -> None:
        text: str = event.value
        plain = event.style in ("", None)
        one_line = event.start_mark.line == event.end_mark.line
        place = self._place(event)
        value: ScalarValue = text
        if plain:
            value = self._plain_value(text, place)
        offset = 0 if plain else 1
        node = Scalar(place, value, text, plain and one_line, offset)
        empty = plain and event.start_mark.index == event.end_mark.index
        self._add(node, event, empty=empty)

    def _plain_value(self, text: str, place: Position) -> ScalarValue:
        if text in _NULL:
            return None
        if text in _BOOL:
            return _BOOL[text]
        frame = self._stack[-1] if self._stack else None
        is_key = frame is not None and isinstance(frame.node, Map) and frame.key is None
        if text in _YAML11:
            meant = "" if is_key else f", or {'true' if _YAML11[text] else 'false'} for a boolean"
            self.problems.add(
                "VG007",
                place,
                f"{text} is a boolean to some YAML readers and text to others",
                expected=f'"{text}" for the text{meant}',
            )
            return text
        if _INT.fullmatch(text) and len(text) < 40:
            return int(text)
        if _NUMBER.fullmatch(text) and not is_key and not re.fullmatch(r"[-+]?0[0-9]+", text):
            self.problems.add(
                "VG008",
                place,
                f"{text} is read as a binary fraction or another number by most YAML readers",
                expected=f'"{text}"',
                hint="decimals are text in a spec, so that every digit is kept",
            )
        return text

    def _add(self, node: Node, event: Any, *, empty: bool) -> None:
        if not self._stack:
            self.root = self.root or node
            return
        frame = self._stack[-1]
        if isinstance(frame.node, Seq):
            if frame.cut is not None and isinstance(node, Scalar):
                self._continue_cut(frame, node)
                return
            frame.node.items.append(node)
            self._watch_for_cut(frame, node)
        elif frame.key is None and not frame.skip_value:
            self._key(frame, node)
        else:
            self._value(frame, node, empty)

    def _key(self, frame: _Frame, node: Node) -> None:
        assert isinstance(frame.node, Map)
        if not isinstance(node, Scalar) or node.text == "":
            self.problems.add("VG015", node, "a key must be a word", hint="write `key: value`")
            frame.skip_value = True
            return
        if node.text == "<<" and node.plain:
            self._refuse_merge(node)
            frame.skip_value = True
            return
        frame.key = node

    def _refuse_merge(self, node: Scalar) -> None:
        self.problems.add(
            "VG009",
            node,
            "YAML merge keys are not part of the language: <<",
            hint="`$like: name` copies an entry of the same map",
        )

    def _value(self, frame: _Frame, node: Node, empty: bool) -> None:
        assert isinstance(frame.node, Map)
        key, skip = frame.key, frame.skip_value
        frame.key, frame.skip_value = None, False
        if skip or key is None:
            return
        if frame.flow and empty:
            if frame.cut is not None:
                self._continue_cut(frame, key)
                return
            self.problems.add(
                "VG013",
                key,
                f"'{key.text}' stands in {{…}} without a value",
                hint="text that begins with { must be quoted; a key needs `: value`",
            )
            return
        self._end_cut(frame)
        if key.text in frame.node.entries:
            first = frame.node.entries[key.text].key.position
            self.problems.add(
                "VG006", key, f"the key '{key.text}' was already given in line {first.line}", hint="keep one of them"
            )
            return
        frame.node.entries[key.text] = Entry(key, node)
        self._watch_for_cut(frame, node)

    def _watch_for_cut(self, frame: _Frame, node: Node) -> None:
        if not frame.flow or not isinstance(node, Scalar) or not node.plain:
            return
        if node.text.startswith("=") and _is_open(node.text):
            frame.cut = node

    def _continue_cut(self, frame: _Frame, piece: Scalar) -> None:
        cut = frame.cut
        assert cut is not None
        cut.text = f"{cut.text}, {piece.text}"
        cut.value = cut.text
        cut.plain = False
        if not _is_open(cut.text):
            self._end_cut(frame)

    def report_cuts(self) -> bool:
        """Report the expressions that are open where the parser gave up; whether there were any."""
        open_frames = [frame for frame in self._stack if frame.cut is not None]
        for frame in open_frames:
            self._end_cut(frame)
        return bool(open_frames)

    def _end_cut(self, frame: _Frame) -> None:
        if frame.cut is None:
            return
        place = frame.cut.position
        whole = _closed(self.source.line(place.line)[place.col - 1 :]) or frame.cut.text
        self.problems.add(
            "VG012",
            frame.cut,
            "a comma or bracket ends this expression, because it stands unquoted inside {…} or […]",
            expected=f'"{whole}"' if '"' not in whole else "'" + whole.replace("'", "''") + "'",
            hint="quote the whole expression",
        )
        frame.cut = None


def _is_open(text: str) -> bool:
    """Whether a parenthesis or quote of an expression is still open at its end."""
    depth, quote, _ = _scan(text)
    return depth > 0 or quote != ""


def _closed(text: str) -> str:
    """The beginning of a text up to where its first parentheses are closed; empty when they are not."""
    return text[: _scan(text, stop=True)[2]]


def _scan(text: str, *, stop: bool = False) -> tuple[int, str, int]:
    """Depth of parentheses and the open quote at the end, and (with `stop`) the end of the first closed group."""
    depth, quote = 0, ""
    for at, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if stop and depth == 0:
                return depth, quote, at + 1
    return depth, quote, 0
