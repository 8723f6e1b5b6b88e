"""The one place that writes to the user: results to stdout, everything about the run to stderr.

Nothing is wrapped, and no colour is written, unless the output is a terminal; a diagnostic is the same text in a log as
on the screen.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from venuegen.spec.diagnostics import Diagnostic

_STYLES = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "note": "\x1b[1;36m", "place": "\x1b[1m", "dim": "\x1b[2m"}
_RESET = "\x1b[0m"
_T = TypeVar("_T")


def relative(file: str | Path, base: Path | None = None) -> str:
    """A path as a person would type it: relative to the working directory when it is inside of it."""
    path = Path(file)
    try:
        return path.resolve().relative_to((base or Path.cwd()).resolve()).as_posix()
    except (ValueError, OSError, RuntimeError):
        return str(path)


@dataclass(slots=True)
class Reporter:
    """All user output. `as_json`: machine readable results; prose is then left out."""

    as_json: bool = False
    out: IO[str] = field(default_factory=lambda: sys.stdout)
    err: IO[str] = field(default_factory=lambda: sys.stderr)
    base: Path | None = None
    """Folder that paths are shown relative to; default: the working directory."""
    _moving: bool = False
    """A line of progress is on the terminal, to be wiped before anything else is written."""

    # -- results

    def heading(self, text: str) -> None:
        """A line that begins a part, bold on a terminal; nothing with `--json`."""
        if not self.as_json:
            self._write(self.out, self._styled("place", _printable(text), self.out))

    def line(self, text: str = "") -> None:
        """One line of a result, or some; nothing with `--json`. Control characters, which may come from a spec or a
        venue, are taken out: they could drive the terminal.
        """
        if not self.as_json:
            self._write(self.out, "\n".join(map(_printable, text.split("\n"))))

    def data(self, value: Any) -> None:
        """The machine readable result; nothing without `--json`."""
        if self.as_json:
            self._write(self.out, json.dumps(value, indent=2, ensure_ascii=False, default=str))

    def raw(self, text: str) -> None:
        """Text that is itself the result (a schema, a file), as it is."""
        self._wipe()
        self.out.write(text)

    # -- about the run

    def note(self, text: str) -> None:
        """Progress and remarks."""
        if not self.as_json:
            self._write(self.err, text)

    def progress(self, text: str) -> None:
        """What is being worked on: a line that the next one replaces, on a terminal alone. Empty: nothing any more."""
        if self.as_json or not self.err.isatty():
            return
        if not text:
            self._wipe()
            return
        width = shutil.get_terminal_size().columns - 1
        self.err.write(f"\r\x1b[2K{_printable(text)[:width]}")
        self.err.flush()
        self._moving = True

    def _wipe(self) -> None:
        if self._moving:
            self.err.write("\r\x1b[2K")
            self.err.flush()
            self._moving = False

    def problem(self, text: str, hint: str = "") -> None:
        """Why the command cannot do what was asked."""
        self._write(self.err, f"{self._styled('error', 'error', self.err)}: {text}")
        if hint:
            self._write(self.err, f"  {hint}")

    # -- diagnostics

    def diagnostics(self, found: Iterable[Diagnostic]) -> None:
        """Each with its line and a caret; nothing with `--json`."""
        for each in found:
            if not self.as_json:
                self._write(self.out, self.diagnostic_text(each))

    def diagnostic_text(self, each: Diagnostic) -> str:
        """`file:line:col: severity[id]: message`, the source line, a caret, what was expected, a hint."""
        place = _printable(relative(each.file, self.base))
        if each.line:
            place += f":{each.line}:{each.col}"
        kind = self._styled(each.severity, f"{each.severity}[{each.id}]", self.out)
        lines = [f"{self._styled('place', place, self.out)}: {kind}: {_printable(each.message)}"]
        if each.line:
            lines += self._excerpt(each)
        if each.expected:
            lines.append(f"    expected: {_printable(each.expected)}")
        if each.hint:
            lines.append(f"    hint: {_printable(each.hint)}")
        return "\n".join(lines) + "\n"

    def _excerpt(self, each: Diagnostic) -> list[str]:
        line, start, end = _window(each.source_line, each.col - 1, each.end_col - 1)
        line = _printable(line)
        margin = f"{each.line:>5} | "
        before = "".join("\t" if char == "\t" else " " for char in line[:start])
        caret = "^" + "~" * max(0, min(end, max(len(line), start + 1)) - start - 1)
        return [margin + line, " " * (len(margin) - 2) + "| " + before + self._styled(each.severity, caret, self.out)]

    def _styled(self, style: str, text: str, stream: IO[str]) -> str:
        return f"{_STYLES[style]}{text}{_RESET}" if stream.isatty() else text

    def _write(self, stream: IO[str], text: str) -> None:
        self._wipe()
        try:
            stream.write(text + "\n")
        except UnicodeEncodeError:  # a terminal that cannot show the text still gets the message
            encoding = getattr(stream, "encoding", None) or "ascii"
            stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")


@dataclass(slots=True)
class Progress:
    """How far long work is: one line of a terminal, written over and taken away in the end. Nothing where no person
    looks: piped, in a file, with `--json`."""

    report: Reporter
    clock: Callable[[], float] = time.monotonic
    every: float = 0.2
    """Seconds between two looks."""

    def of(self, items: Iterable[_T], what: str) -> Iterator[_T]:
        """The items themselves; while they are taken, how many were."""
        began = told = self.clock()
        try:
            for number, item in enumerate(items, 1):
                yield item
                if number % 64 == 0 and (now := self.clock()) - told >= self.every:
                    told = now
                    rate = number / max(now - began, 0.001)
                    self.report.progress(f"{what}: {number:,} read, {rate:,.0f} a second")
        finally:
            self.report.progress("")


def _printable(text: str) -> str:
    """Without control characters, one for one: text of a spec must not be able to drive the terminal."""
    return "".join(char if char.isprintable() or char == "\t" else "\ufffd" for char in text)


def _window(line: str, start: int, end: int, width: int = 200) -> tuple[str, int, int]:
    """The part of a very long line around the place in question."""
    if len(line) <= width:
        return line, start, end
    first = max(0, start - width // 2)
    cut = line[first : first + width]
    lead = "…" if first else ""
    tail = "…" if first + width < len(line) else ""
    shift = first - len(lead)
    return f"{lead}{cut}{tail}", start - shift, min(end - shift, len(lead) + len(cut))


def counted(number: int, word: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
