"""The venue's own payloads: they decode, and what is mapped has literal expectations written by a person.

An example file is `{"source", "request"?, "response" | "message", "status"?, "expect"?}`, or a request alone, where its
answer is not documented. Keys of `expect` are names of
maps (their values a map of contract fields, or a list of them), names of operations or books, or, for an error answer,
`error`, `code`, `message`, `definitive`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from venuegen.check.context import Check
from venuegen.check.decode import misfits
from venuegen.check.hygiene import is_file, safe_file
from venuegen.lang.contract import CONTRACT_TYPES, OPERATIONS
from venuegen.lang.errors import LangError
from venuegen.lang.wire_types import WireType
from venuegen.spec.diagnostics import Position, Source, did_you_mean, listing
from venuegen.spec.dialects import at_all_times
from venuegen.spec.model import ErrorName, Operation
from venuegen.spec.todo import SpecPath

MAX_BYTES = 4_000_000
_KEYS = ("source", "request", "response", "message", "status", "expect", "note")
_ERROR_KEYS = ("error", "code", "message", "definitive", "ban")
_ERROR_NEEDS = {
    "code": "the venue's code as text, or null where the answer bears none",
    "message": "the venue's message",
    "definitive": "true, or false where the request may have taken effect",
}
_MISFITS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One example file that has the right form."""

    file: Path
    named_at: Position
    """Where the spec names it."""
    value: Any
    message: bool
    expect: dict[str, Any]
    status: int
    request: Any


def check_examples(check: Check) -> None:
    """Every example of every endpoint and channel."""
    expected: dict[SpecPath, set[str]] = {}
    for name, endpoint in check.spec.endpoints.items():
        path: SpecPath = ("endpoints", name)
        for example in _read(check, endpoint.examples, (*path, "examples")):
            _endpoint_example(check, name, example)
            expected.setdefault(path, set()).update(example.expect)
    for connection, settings in check.spec.ws.items():
        for name, channel in settings.channels.items():
            path = ("ws", connection, "channels", name)
            for example in _read(check, channel.examples, (*path, "examples")):
                _channel_example(check, connection, name, example)
                expected.setdefault(path, set()).update(example.expect)
    _missing(check, expected)


def _read(check: Check, files: list[str], path: SpecPath) -> Iterator[Example]:
    for at, text in enumerate(files):
        place = check.at(*path, at)
        file = safe_file(check, text, (*path, at))
        if file is None:
            continue
        if not is_file(file):
            check.problems.add("VG501", place, f"there is no file '{text}'")
            continue
        example = _parse(check, file, place)
        if example is not None:
            yield example


def _parse(check: Check, file: Path, place: Position) -> Example | None:
    data = b""
    try:
        data = file.read_bytes()
        if len(data) > MAX_BYTES:
            check.problems.add("VG502", place, f"'{file.name}' is larger than {MAX_BYTES} bytes")
            return None
        loaded = json.loads(data, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_no_duplicates)
    except json.JSONDecodeError as error:
        lines = tuple(data.decode("utf-8", "replace").split("\n"))
        at = Position(Source(file, lines), error.lineno, error.colno, error.colno + 1)
        check.problems.add("VG502", at, f"no valid JSON: {error.msg}")
        return None
    except (OSError, ValueError, RecursionError) as error:
        check.problems.add("VG502", file, f"no valid JSON: {error}")
        return None
    problem = _shape(loaded)
    if problem is not None:
        check.problems.add("VG502", file, problem, expected="source, request?, response or message, status?, expect?")
        return None
    if not str(loaded.get("source") or "").strip():
        check.problems.add("VG507", file, "`source` does not say where this was published")
    if "message" not in loaded and "response" not in loaded:
        return None  # a request alone: the produced tests send it
    message = "message" in loaded
    return Example(
        file,
        place,
        loaded["message" if message else "response"],
        message,
        loaded.get("expect", {}),
        loaded.get("status", 200),
        loaded.get("request"),
    )


def _refuse(text: str) -> Any:
    raise ValueError(f"{text} is no JSON number")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for key, _ in pairs if [each for each, _ in pairs].count(key) > 1)
        raise ValueError(f"the key {twice!r} is given twice")
    return found


def _shape(loaded: Any) -> str | None:
    if not isinstance(loaded, dict):
        return "an example is an object"
    unknown = [key for key in loaded if key not in _KEYS and not key.startswith("x-")]
    if unknown:
        return f"an example has no key '{unknown[0]}'"
    told = [key for key in ("response", "message") if key in loaded]
    if len(told) == 2 or (not told and not isinstance(loaded.get("request"), dict | list)):
        return "an example has either `response` or `message`"
    if not told and ("expect" in loaded or "status" in loaded):
        return "a request alone says nothing of an answer"
    if not isinstance(loaded.get("expect", {}), dict):
        return "`expect` is an object whose keys are names of maps"
    status = loaded.get("status", 200)
    return None if isinstance(status, int) and not isinstance(status, bool) else "`status` is a number"


def _endpoint_example(check: Check, name: str, example: Example) -> None:
    endpoint = check.spec.endpoints[name]
    over = endpoint.over
    method = example.request.get("method") if isinstance(example.request, dict) else None
    is_error = example.status >= 400 or "error" in example.expect
    errors = check.spec.errors.at if check.spec.errors else {}
    if over is not None and over.connection in check.spec.ws and (example.message or method == over.method):
        _decode(check, check.spec.ws[over.connection].frame, example)
    elif is_error:
        if "rest" in errors:
            _decode(check, errors["rest"].type, example)
    elif endpoint.result != "none":
        _decode(check, endpoint.result, example)
    operations = {
        key: operation
        for key, operation in check.spec.operations.items()
        if name in (operation.call, *(choice.call for choice in operation.alternatives))
    }
    _expectations(check, operations, example)


def _channel_example(check: Check, connection: str, name: str, example: Example) -> None:
    settings = check.spec.ws[connection]
    payload = settings.channels[name].type
    shown = payload
    if not _fits(check, payload, example.value):
        if settings.arrays is not None and isinstance(example.value, list):
            shown = settings.arrays.frame
        elif _is_frame(check, settings.frame, example.value):
            shown = settings.frame
    _decode(check, shown, example)
    channel = f"{connection}.{name}"
    operations = check.spec.operations.items()
    reading = {key: then for key, each in operations for then in at_all_times(each) if then.channel == channel}
    _expectations(check, reading, example)


def _is_frame(check: Check, frame: str, value: Any) -> bool:
    """The message is the whole frame: it has a key of its own of the frame's type."""
    type = _parsed(check, frame)
    struct = check.table.structs.get(type.name) if type is not None else None
    known = {field.wire for field in struct.fields} if struct else set()
    return isinstance(value, dict) and bool(value) and set(value) <= known


def _fits(check: Check, text: str, value: Any) -> bool:
    type = _parsed(check, text)
    return type is not None and not list(misfits(value, type, check.table))


def _parsed(check: Check, text: str) -> WireType | None:
    try:
        return check.table.parse(text)
    except LangError:
        return None  # reported where the type is declared


def _decode(check: Check, text: str, example: Example) -> None:
    type = _parsed(check, text)
    if type is None:
        return
    found = list(misfits(example.value, type, check.table))
    for misfit in found[:_MISFITS_SHOWN]:
        check.problems.add(
            "VG503",
            example.named_at,
            f"'{example.file.name}' does not decode as {text}: {misfit.got} at {misfit.path}",
            expected=f"{misfit.expected} at {misfit.path}",
            hint="the example is the fact: correct the type (`opt<…>` for a field that may be missing)",
        )


def _expectations(check: Check, operations: dict[str, Operation], example: Example) -> None:
    spec = check.spec
    if "error" in example.expect:
        _error_expectation(check, example)
        return
    maps = {name for each in operations.values() for name in (each.map, *each.also) if name}
    books = {each.book for each in operations.values() if each.book}
    allowed = maps | books | set(operations)
    for key, wanted in example.expect.items():
        if key not in allowed and key not in spec.maps:
            hint = did_you_mean(key, allowed)
            if any(
                key in CONTRACT_TYPES[spec.maps[name].to].fields
                for name in maps
                if spec.maps[name].to in CONTRACT_TYPES
            ):
                hint = f'put the fields under the name of their map: {{"{sorted(maps)[0]}": {{"{key}": …}}}}'
            check.problems.add(
                "VG505",
                example.named_at,
                f"`expect` of '{example.file.name}' names '{key}', which does not read this",
                expected=listing(allowed),
                hint=hint,
            )
        elif key in spec.maps:
            _fields(check, key, wanted, example)


def _fields(check: Check, name: str, wanted: Any, example: Example) -> None:
    contract = CONTRACT_TYPES.get(check.spec.maps[name].to)
    rows = wanted if isinstance(wanted, list) else [wanted]
    for row in rows:
        if row is None:
            continue
        if not isinstance(row, dict) or (not row and wanted != []):
            check.problems.add(
                "VG505",
                example.named_at,
                f"`expect.{name}` of '{example.file.name}' holds no fields",
                expected='{"field": literal, …}, a list of these, or null when the map does not apply',
            )
            return
        for field in row:
            if contract is not None and field not in contract.fields:
                check.problems.add(
                    "VG505",
                    example.named_at,
                    f"`expect.{name}` of '{example.file.name}' names '{field}', no field of {contract.name}",
                    expected=listing(contract.fields, 30),
                    hint=did_you_mean(field, contract.fields),
                )


def _error_expectation(check: Check, example: Example) -> None:
    names = get_args(ErrorName)
    for key in example.expect:
        if key not in _ERROR_KEYS:
            check.problems.add(
                "VG505",
                example.named_at,
                f"`expect` of '{example.file.name}' names '{key}', nothing of an error",
                expected=listing(_ERROR_KEYS),
                hint=did_you_mean(key, _ERROR_KEYS),
            )
    for key, what in _ERROR_NEEDS.items():
        if key not in example.expect:
            check.problems.add(
                "VG505",
                example.named_at,
                f"`expect` of '{example.file.name}' does not say the `{key}` of its error",
                expected=f'"{key}": {what}',
            )
    name = example.expect["error"]
    if name not in names:
        check.problems.add(
            "VG505",
            example.named_at,
            f"`expect.error` of '{example.file.name}' is '{name}', no error of the contract",
            expected=listing(names, 20),
            hint=did_you_mean(str(name), names),
        )


def _missing(check: Check, expected: dict[SpecPath, set[str]]) -> None:
    """What an operation maps, but no example shows."""
    for name, operation in check.spec.operations.items():
        if operation.map is None or operation.map not in check.spec.maps or name not in OPERATIONS:
            continue
        if operation.channel is not None:
            connection, _, channel = operation.channel.partition(".")
            places: list[SpecPath] = [("ws", connection, "channels", channel)]
        else:
            calls = [call for call in (operation.call, *(each.call for each in operation.alternatives)) if call]
            places = [("endpoints", call) for call in calls]
        named: list[tuple[str, SpecPath]] = [(operation.map, ("map",))]
        steps: Iterable[str | int] = operation.also if isinstance(operation.also, dict) else range(len(operation.also))
        pairs = zip(operation.also, steps, strict=True)
        named += [(each, ("also", step)) for each, step in pairs if each in check.spec.maps]
        every = [(mapped, key, places) for mapped, key in named]
        every += [
            (each.map, ("plus", at, "map"), [("endpoints", each.call)])
            for at, each in enumerate(operation.plus)
            if each.map in check.spec.maps
        ]
        for mapped, key, places in every:
            if not any(mapped in expected.get(place, ()) for place in places):
                where = ".".join(map(str, places[0])) if places else "its endpoint"
                check.problems.add(
                    "VG504",
                    check.at("operations", name, *key),
                    f"no example of `{where}` says what '{mapped}' gives",
                    expected=f'`examples:` with a file that has "expect": {{"{mapped}": {{…}}}}',
                    hint="write the expected values by hand from the venue's example",
                )
