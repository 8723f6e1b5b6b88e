"""Literals of produced requests: values as Python, and as an encoder of its own writes them; nothing of the client."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from ...render.names import literal

if TYPE_CHECKING:
    from ...lang import WireType
    from ..context import VenueContext
    from ..rest import ParamView

CLOCK_MS = 1_700_000_000_000
NONCE = 1_700_000_000_000_000
RANDOM = random.Random(0).randbytes(16).hex()
"""What a client of the produced tests draws first: as `SeededRandom(0)` of the runtime."""
SINCE_NS = 1_699_999_000_123_000_000
EXPIRES_NS = 1_700_003_600_000_000_000
UNITS = {"s": 1_000_000_000, "ms": 1_000_000, "us": 1_000, "ns": 1}
CLOCK = SimpleNamespace(
    **{unit: CLOCK_MS * 1_000_000 // scale for unit, scale in UNITS.items()},
    **{f"{unit}_text": str(CLOCK_MS * 1_000_000 // scale) for unit, scale in UNITS.items()},
)
"""`clock` of the language."""


@dataclass(frozen=True, slots=True)
class Made:
    """An object of the wire: the Python that makes it, and what stands in JSON for it."""

    code: str
    data: dict[str, Any]


def test_credentials(context: VenueContext) -> dict[str, str]:
    """Obvious dummies, in the encoding that each field has; fields that only replace others are left out."""
    import base64

    from venue_runtime.testing.keys import dummy_key

    found: dict[str, str] = {}
    for name, each in context.spec.credentials.items():
        if each.format and (each.optional or each.format == ["pem_rsa"]):
            continue
        if each.format:
            found[name] = dummy_key(each.format)
            continue
        if each.default is not None:
            continue
        text = f"test-{name.replace('_', '-')}"
        if each.encoding == "base64":
            text = base64.b64encode(text.encode()).decode()
        elif each.encoding == "hex":
            text = text.encode().hex()
        found[name] = text
    return found


def code_of(value: Any) -> str:
    if isinstance(value, list) and len(value) > 4 and len(set(value)) == 1:
        return f"[{code_of(value[0])}] * {len(value)}"
    if isinstance(value, Decimal):
        return f'Decimal("{value}")'
    if isinstance(value, msgspec.Raw):
        return f'Decimal("{bytes(value).decode()}")'
    if isinstance(value, Made):
        return value.code
    if isinstance(value, list):
        return "[" + ", ".join(code_of(each) for each in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(key)}: {code_of(each)}" for key, each in value.items()) + "}"
    return literal(value)


def text_of(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json_text(json_of(value))
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def json_text(value: Any) -> str:
    """JSON text without spaces; a `msgspec.Raw` is a number with the digits that it has."""
    return msgspec.json.encode(value).decode()


def joined(value: Any, param: ParamView) -> str:
    """Values that the venue wants with commas between; empty for any other type."""
    type = param.type
    while type.kind in ("opt", "null"):
        type = type.item
    return ",".join(text_of(each) for each in value) if type.kind == "csv" else ""


def json_of(value: Any, type: WireType | None = None) -> Any:
    """What stands in JSON for a value, of this type where it is known."""
    if isinstance(value, Made):
        return value.data
    if isinstance(value, list):
        return [json_of(each) for each in value]
    if type is not None and not isinstance(value, str) and _as_text(type):
        return text_of(value)
    if isinstance(value, Decimal) and type is not None and _is(type, "number"):
        return msgspec.Raw(format(value, "f").encode())  # a float has other digits beyond the seventeenth
    if isinstance(value, Decimal) and type is not None and _is(type, "trimmed"):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return format(value, "f") if isinstance(value, Decimal) else value


FIELDS: dict[str, Any] = {
    "str": "a b/+&=é",
    "int": 7,
    "bool": True,
    "decimal": Decimal("0.10"),
    "trimmed": Decimal("0.10"),
    "int_text": "7",
    "bool_text": "true",
    **{unit: CLOCK_MS * 1_000_000 // scale for unit, scale in UNITS.items()},
    **{f"{unit}_text": str(CLOCK_MS * 1_000_000 // scale) for unit, scale in UNITS.items()},
}
"""Values of fields of objects, by the scalars of the language."""
_TEXT_UNITS = {"s_text": 1_000_000_000, "ms_text": 1_000_000, "us_text": 1_000}


def sent(value: Any, param: ParamView) -> Any:
    """A time that the caller gives in ns, in the unit in which it is sent as text."""
    type = param.type
    while type.kind in ("opt", "null"):
        type = type.item
    if type.kind == "scalar" and type.name == "day" and isinstance(value, int):
        return datetime.fromtimestamp(value // 1_000_000_000, UTC).strftime("%Y-%m-%d")
    if type.kind == "scalar" and type.name == "iso" and isinstance(value, int):
        seconds, rest = divmod(value, 1_000_000_000)
        return datetime.fromtimestamp(seconds, UTC).strftime(f"%Y-%m-%dT%H:%M:%S.{rest // 1_000_000:03d}Z")
    unit = _TEXT_UNITS.get(type.name) if type.kind == "scalar" else None
    return value // unit if unit is not None and isinstance(value, int) else value


def _is(type: WireType, scalar: str) -> bool:
    while type.kind in ("opt", "null"):
        type = type.item
    return type.kind == "scalar" and type.name == scalar


def _as_text(type: WireType) -> bool:
    """The venue wants a number or truth value of this type as a JSON text."""
    while type.kind in ("opt", "null"):
        type = type.item
    return type.kind == "blank" or (type.kind == "scalar" and type.name.endswith("_text"))


def encoded(fields: dict[str, str]) -> str:
    return "&".join(f"{quote(key, safe='[]')}={quote(value, safe='')}" for key, value in fields.items())


def nest(target: dict[str, Any], wire: str, value: Any) -> None:
    """Put a value where its dotted name says; a number is a place in a list."""
    steps = wire.split(".")
    here: Any = target
    for step, after in pairwise(steps):
        made: Any = [] if after.isdigit() else {}
        if isinstance(here, list):
            here += [made] if int(step) == len(here) else []
            here = here[int(step)]
        else:
            here = here.setdefault(step, made)
    if isinstance(here, list):
        here.append(value)
    else:
        here[steps[-1]] = value
