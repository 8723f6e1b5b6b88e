"""The documented examples of a spec, as the simulated venue and the produced tests use them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from venue_runtime.testing.filling import get

from ..check.decode import misfits
from .wirepaths import find_path, may_hold

if TYPE_CHECKING:
    from ..lang import TypeTable, WireType
    from ..spec.model import Spec


@dataclass(frozen=True)
class Example:
    """One file: what it belongs to (endpoints by id, channels as `<connection>.<channel>`) and what stands in it."""

    name: str
    of: tuple[str, ...]
    data: dict[str, Any]
    at: tuple[str, ...] = ()
    """Where the payload stands, in an example that shows the frame around it."""
    listed: bool = False
    """The payload is the only row of a list that the frame leaves out."""
    digits: Any = None
    """`data` with its fractions as decimals: what is compared with types."""

    @property
    def payload(self) -> Any:
        """The answer or the message, without the frame around it."""
        found = get(self.data.get("response", self.data.get("message")), self.at)
        return [found] if self.listed else found

    @property
    def exact(self) -> Any:
        """The payload with its fractions as decimals."""
        data = self.digits or self.data
        found = get(data.get("response", data.get("message")), self.at)
        return [found] if self.listed else found

    @property
    def error(self) -> dict[str, Any] | None:
        """What an error it is; None for a success."""
        expect = self.data.get("expect")
        found = self.data.get("expect_error") or (expect if isinstance(expect, dict) and "error" in expect else None)
        return found if isinstance(found, dict) else None

    @property
    def expect(self) -> dict[str, Any]:
        """Map or book → the literal fields it must give."""
        expect = self.data.get("expect")
        return expect if isinstance(expect, dict) and "error" not in expect else {}

    @property
    def status(self) -> int:
        """The HTTP status."""
        return int(self.data.get("status", 200))


def test_pairs(spec: Spec) -> tuple[tuple[str, str], ...]:
    """`test_symbols`: each venue symbol with each unified symbol that it stands for."""
    found = spec.test_symbols.items()
    return tuple((own, each) for own, of in found for each in ([of] if isinstance(of, str) else of))


@dataclass(frozen=True)
class Examples:
    """All examples of a spec, in the order in which the spec names them."""

    files: tuple[Example, ...]
    requests: tuple[Example, ...] = ()
    """Requests alone, whose answers are not documented."""

    @classmethod
    def read(cls, spec: Spec, table: TypeTable, *folders: Path) -> Examples:
        """Read them, each from the first of the folders that has it: a spec's own, then those of what it extends.

        `check` has refused paths that leave a folder and files that are no JSON objects.
        """
        owners: dict[str, list[str]] = {}
        for owner, path in _named(spec):
            owners.setdefault(path, []).append(owner)
        names: dict[str, str] = {}
        for path in owners:
            stem = path.rpartition("/")[2].removesuffix(".json")
            names[path] = stem if stem not in names.values() else path.removesuffix(".json")
        files: list[Example] = []
        requests: list[Example] = []
        for path, of in owners.items():
            file = next((folder / path for folder in folders if (folder / path).is_file()), None)
            if file is not None:
                text = file.read_text("utf-8")
                exact = json.loads(text, parse_float=Decimal)
                example = Example(names[path], tuple(of), json.loads(text), digits=exact)
                if not {"response", "message"} & set(example.data):
                    requests.append(example)
                    continue
                at, listed = _payload_at(spec, table, example)
                files.append(replace(example, at=at, listed=listed))
        return cls(tuple(files), tuple(requests))

    def of(self, owner: str) -> list[Example]:
        """The examples of an endpoint or channel."""
        return [each for each in self.files if owner in each.of]

    def asked(self, owner: str) -> list[Example]:
        """The examples of an endpoint that may show a request of it."""
        return [each for each in (*self.files, *self.requests) if owner in each.of and "request" in each.data]

    def fitting(self, owner: str, type: WireType, table: TypeTable) -> list[Example]:
        """Successes whose payload is a value of a type: no errors, no frames around it."""
        found = [each for each in self.of(owner) if each.error is None and each.payload is not None]
        return [each for each in found if not any(misfits(each.exact, type, table))]

    def text(self, names: set[str] | None = None) -> str:
        """One line an example, so that a changed example is a changed line."""
        lines = []
        for each in self.files:
            if names is None or each.name in names:
                place = {"at": list(each.at)} if each.at else {}
                data = {"of": list(each.of), **place, **({"listed": True} if each.listed else {}), **each.data}
                lines.append(f"{json.dumps(each.name)}: {json.dumps(data, ensure_ascii=False)}")
        return "{\n" + ",\n".join(lines) + "\n}\n"


def _payload_at(spec: Spec, table: TypeTable, example: Example) -> tuple[tuple[str, ...], bool]:
    """The way through a frame to a payload of the owner's type; empty where the example is the payload itself. Whether
    that is one row, where the type is a list of them."""
    for owner in example.of:
        connection, _, channel = owner.partition(".")
        if channel:
            type, frames = spec.ws[connection].channels[channel].type, [spec.ws[connection]]
        else:
            over = spec.endpoints[owner].over
            type, frames = spec.endpoints[owner].result, [spec.ws[over.connection]] if over is not None else []
        if not frames or type.strip() == "none":
            continue
        wanted, frame = table.parse(type), table.parse(frames[0].frame)
        if not any(misfits(example.exact, wanted, table)):
            return (), False
        arrays = frames[0].arrays
        rules = [(rule, frame) for rule in frames[0].receive]
        rules += [(rule, table.parse(arrays.frame)) for rule in arrays.receive] if arrays is not None else []
        for rule, type_of_frame in rules:
            carries = rule.push if channel else rule.reply
            path = find_path(carries.payload, "f", type_of_frame, table) if carries is not None else None
            inner = get(example.exact, path.steps) if path is not None and path.steps else None
            if carries is None or path is None or inner is None:
                continue
            if not may_hold(carries.when, "f", type_of_frame, table, example.exact):
                continue
            if not any(misfits(inner, wanted, table)):
                return path.steps, False
            if "listed(" in carries.payload and not any(misfits([inner], wanted, table)):
                return path.steps, True
    return (), False


def _named(spec: Spec) -> Iterator[tuple[str, str]]:
    for name, endpoint in spec.endpoints.items():
        yield from ((name, path) for path in endpoint.examples)
    for name, connection in spec.ws.items():
        for channel, declared in connection.channels.items():
            yield from ((f"{name}.{channel}", path) for path in declared.examples)
