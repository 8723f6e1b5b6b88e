"""Requests that a venue printed, as calls of typed methods: what stands in an example's `request` goes out as it stands
there.

The values are the document's. A value that a typed method cannot be given, or that it would write in other words, is no
test: the reason stands in `conftest.py`, and is worth reading, since either the spec or the document is wrong about it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

from ...lang.wire_types import StructDecl, WireType
from ..rest import ParamView, params_of
from ..wirepaths import plain_type
from .literals import UNITS, Made, joined, json_of, json_text, sent, text_of

if TYPE_CHECKING:
    from ...spec.model import Endpoint
    from ..context import VenueContext
    from ..examples import Example, Examples

_NUMBERS = ("decimal", "number", "trimmed", "digits")
_TEXT_TIMES = {"s_text": "s", "ms_text": "ms", "us_text": "us", "ns_text": "ns"}


class Unlike(Exception):
    """A documented request that no typed method sends, and why."""


def requests(endpoint: Endpoint, name: str, examples: Examples) -> Iterator[Example]:
    """The examples of an endpoint that show a request of it; frames of connections are none."""
    for each in examples.asked(name):
        request = each.data.get("request")
        is_frame = (
            isinstance(request, dict) and endpoint.over is not None and request.get("method") == (endpoint.over.method)
        )
        if request and each.error is None and each.status < 300 and not is_frame and isinstance(request, dict | list):
            yield each


def arguments(context: VenueContext, endpoint: Endpoint, request: Any) -> dict[str, Any]:
    """The arguments by which a method sends this request (fractions as Decimal). Raises Unlike."""
    made: dict[str, Any] = {}
    known: set[str] = set()
    for each in params_of(context, endpoint):
        there, value = _found(request, each.wire)
        if there:
            known.add("$body" if each.wire == "$body" else each.wire.partition(".")[0])
        if each.is_const:
            if there and value != each.const:
                raise Unlike(f"its {each.wire} is {value!r}, and always {each.const!r} in the spec")
            continue
        if not there or value is None:
            if not each.is_optional and each.default is None:
                raise Unlike(f"it does not say {each.wire}, which must be there")
            continue
        made[each.name] = _argument(context, plain_type(each.type, context.table), value, each.wire)
        _same(each, made[each.name], value)
    known |= _signed(context, endpoint)
    unknown = [key for key in request if key not in known] if isinstance(request, dict) and "$body" not in known else []
    if unknown:
        raise Unlike(f"it says {', '.join(unknown)}, which the endpoint has not")
    return made


def _signed(context: VenueContext, endpoint: Endpoint) -> set[str]:
    """Fields that the endpoint's auth scheme sets."""
    steps = context.spec.auth[endpoint.auth].steps if endpoint.auth is not None else []
    return {target.partition(".")[2].partition(".")[0] for step in steps for target in step.set or {}}


def _found(request: Any, wire: str) -> tuple[bool, Any]:
    """Whether a request says a parameter (`params.price` inside of `params`), and what."""
    if wire == "$body":
        return True, request
    here = request
    for step in [wire] if isinstance(request, Mapping) and wire in request else wire.split("."):
        if isinstance(here, Mapping) and step in here:
            here = here[step]
        elif isinstance(here, list) and step.isdecimal() and int(step) < len(here):
            here = here[int(step)]
        else:
            return False, None
    return True, here


def _argument(context: VenueContext, type: WireType, value: Any, wire: str) -> Any:
    """A documented value as a method takes it."""
    table = context.table
    if type.kind == "list":
        if isinstance(value, list):
            return [_argument(context, plain_type(type.item, table), each, wire) for each in value]
        raise Unlike(f"its {wire} is no list")
    if type.kind == "csv" and isinstance(value, str):
        return [_argument(context, plain_type(type.item, table), each, wire) for each in value.split(",")]
    if type.name in table.structs and isinstance(value, Mapping):
        return _object(context, table.structs[type.name], value, wire)
    if type.name in table.enums:
        words = table.enums[type.name].words
        if value in words or str(value) in map(str, words):
            return next(each for each in words if str(each) == str(value))
        raise Unlike(f"its {wire} is {value!r}, which {type.name} does not list")
    if type.kind != "scalar":
        raise Unlike(f"its {wire} is a {type}")
    return _scalar(type.name, value, wire)


def _scalar(name: str, value: Any, wire: str) -> Any:
    text = str(value)
    if name in ("str", "venue_symbol") and isinstance(value, str):
        return value
    if name in ("bool", "bool_text") and (isinstance(value, bool) or value in ("true", "false")):
        return value if isinstance(value, bool) else value == "true"
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise Unlike(f"its {wire} is no {name}")
    if name in _NUMBERS and _is_number(text):
        return Decimal(text)
    if name in ("int", "s", "ms", "us", "ns", "int_text") and text.lstrip("-").isdecimal():
        return int(text)
    if name in _TEXT_TIMES and text.isdecimal():
        return int(text) * UNITS[_TEXT_TIMES[name]]
    raise Unlike(f"its {wire} is {value!r}, no {name}")


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False


def _object(context: VenueContext, struct: StructDecl, value: Mapping[str, Any], wire: str) -> Made:
    """An object of a struct, of the document's fields."""
    from ...render.names import literal
    from .literals import code_of

    if struct.array or struct.tag is not None:
        raise Unlike(f"its {wire} is no plain object")
    unknown = [key for key in value if key not in {field.wire for field in struct.fields}]
    if unknown:
        raise Unlike(f"its {wire} says {', '.join(unknown)}, which {struct.name} has not")
    parts: list[str] = []
    data: dict[str, Any] = {}
    for field in struct.fields:
        if field.wire not in value:
            if not field.type.is_opt:
                raise Unlike(f"its {wire} does not say {field.wire}")
            continue
        type = plain_type(field.type, context.table)
        made = _argument(context, type, value[field.wire], field.wire)
        if type.kind != "scalar" and type.name not in context.table.enums and not isinstance(made, Made):
            raise Unlike(f"its {wire} holds a {type}")
        code = f"wire.{type.name}({literal(made)})" if type.name in context.table.enums else code_of(made)
        parts.append(f"{field.name}={code}")
        data[field.wire] = json_of(made, field.type)
        if _unordered(json_text(data[field.wire])) != _unordered(json_text(_exact(value[field.wire]))):
            raise Unlike(f"its {wire}.{field.wire} is {value[field.wire]!r}, and sent as {json_text(data[field.wire])}")
    return Made(f"wire.{struct.name}({', '.join(parts)})", data)


def _same(param: ParamView, argument: Any, value: Any) -> None:
    """The method writes what the document shows. Raises Unlike."""
    out = sent(argument, param)
    if param.place in ("json", "none"):
        written, shown = json_text(json_of(out, param.type)), json_text(_exact(value))
        is_same = _unordered(written) == _unordered(shown)
    else:
        written, shown = joined(out, param) or text_of(out), value if isinstance(value, str) else text_of(value)
        is_same = written == shown
    if not is_same:
        raise Unlike(f"its {param.wire} is {shown}, and sent as {written}")


def _unordered(text: str) -> Any:
    """JSON by its meaning, and numbers by their digits: in which order an object has its fields says nothing."""
    return json.loads(text, parse_float=lambda digits: (digits,), parse_int=lambda digits: (digits,))


def _exact(value: Any) -> Any:
    """A documented value for an encoder that would write a Decimal as text."""
    if isinstance(value, Decimal):
        return msgspec.Raw(format(value, "f").encode())
    if isinstance(value, Mapping):
        return {key: _exact(each) for key, each in value.items()}
    return [_exact(each) for each in value] if isinstance(value, list) else value
