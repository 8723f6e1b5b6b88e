"""XML of somebody else, read with bounds: elements with their attributes and places, nothing more.

A dictionary is untrusted input: no document type, no entities, a limited size and depth, and every error has a place.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from ..errors import ConfigurationError

__all__ = ["DictionaryError", "Element", "read_xml"]

_MAX_BYTES = 16 * 1024 * 1024
_MAX_DEPTH = 24
_MAX_ELEMENTS = 400_000  # FIX 5.0 SP2 has 40,000


class DictionaryError(ConfigurationError):
    """A FIX dictionary that cannot be used; `line` and `column` count from 1, and are 0 where the whole is meant."""

    def __init__(self, problem: str, *, file: str, line: int = 0, column: int = 0, hint: str = "") -> None:
        place = f"{file}:{line}:{column}" if line else file
        super().__init__(f"{place}: {problem}{f'; {hint}' if hint else ''}")
        self.problem = problem
        self.file = file
        self.line = line
        self.column = column
        self.hint = hint


class Element:
    """One element; comments and text between elements are left out."""

    __slots__ = ("attributes", "children", "column", "file", "line", "name")

    def __init__(self, name: str, attributes: dict[str, str], file: str, line: int, column: int) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element] = []
        self.file = file
        self.line = line
        self.column = column

    def error(self, problem: str, hint: str = "") -> DictionaryError:
        return DictionaryError(problem, file=self.file, line=self.line, column=self.column, hint=hint)

    def unknown(self, what: str, name: str, known: Iterable[str]) -> DictionaryError:
        """The error of a name that nothing has, with the nearest that there is."""
        near = difflib.get_close_matches(name, list(known), n=1)
        return self.error(f"there is no {what} {name!r}", f"did you mean {near[0]!r}?" if near else "")

    def text(self, attribute: str) -> str:
        """A required attribute."""
        value = self.attributes.get(attribute, "")
        if not value:
            raise self.error(f"<{self.name}> lacks the attribute `{attribute}`")
        return value

    def flag(self, attribute: str) -> bool:
        value = self.attributes.get(attribute, "N")
        if value not in ("Y", "N", "y", "n"):
            raise self.error(f"`{attribute}` of <{self.name}> is {value!r}", "it is Y or N")
        return value in "Yy"

    def section(self, name: str) -> Iterator[Element]:
        """The elements inside of the children with a name."""
        for child in self.children:
            if child.name == name:
                yield from child.children


def read_xml(data: bytes, file: str) -> Element:
    """The root element. Raises DictionaryError."""
    if len(data) > _MAX_BYTES:
        raise DictionaryError(f"it has {len(data)} bytes; at most {_MAX_BYTES} are read", file=file)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    open_elements: list[Element] = []
    roots: list[Element] = []
    count = 0

    def refuse(*_: object) -> None:
        raise DictionaryError(
            "document types and entities are not read",
            file=file,
            line=parser.CurrentLineNumber,
            column=parser.CurrentColumnNumber + 1,
            hint="remove the DOCTYPE",
        )

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        element = Element(name, attributes, file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        if len(open_elements) >= _MAX_DEPTH or count > _MAX_ELEMENTS:
            raise element.error("too many elements, or nested too deeply")
        (open_elements[-1].children if open_elements else roots).append(element)
        open_elements.append(element)

    def end(_: str) -> None:
        open_elements.pop()

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        text = expat.ErrorString(error.code)
        raise DictionaryError(f"no XML: {text}", file=file, line=error.lineno, column=error.offset + 1) from None
    except LookupError as error:
        raise DictionaryError(f"no XML: {error}", file=file) from None
    return roots[0]
