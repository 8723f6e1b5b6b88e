"""The scalars of the wire: one row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .types import BOOL, DECIMAL, INT, JSON, RAW, STR, TIME_NS, VENUE_SYMBOL, Time, Type

__all__ = ["BLANK_READS_AS", "SCALARS", "WIRE_FUNCTIONS", "ScalarInfo"]

WIRE_FUNCTIONS = frozenset(
    {
        "bool_01",
        "bool_text",
        "day_from_ns",
        "decimal_text",
        "flat",
        "iso_from_ns",
        "ms_from_ns",
        "ns_from_day",
        "ns_from_iso",
        "ns_from_ms",
        "ns_from_s",
        "ns_from_us",
        "pairs",
        "parse_bool_01",
        "parse_bool_text",
        "parse_csv",
        "quote",
        "s_from_ns",
        "trimmed_text",
        "us_from_ns",
    }
)
"""Functions of `venue_runtime.wire` that compiled code calls; any other function of ours is of
`venue_runtime.exprs`.
"""


@dataclass(frozen=True)
class ScalarInfo:
    """How a scalar looks on the wire and in Python. `{}` in a template is the code of the other side.

    Functions named in templates are of `venue_runtime.wire` (`exprs` where WIRE_FUNCTIONS does not name them).
    """

    annotation: str
    schema: Mapping[str, Any]
    value: Type
    read: str = "{}"
    """Value from the field."""
    json: str = "{}"
    """What the JSON encoder gets, from a value."""
    text: str = "{}"
    """What stands in a query, form, path or header, from a value."""
    doc: str = ""


_STR: Mapping[str, Any] = {"type": "string"}
_INT: Mapping[str, Any] = {"type": "integer"}


def _time(read: str, write: str, doc: str) -> ScalarInfo:
    """A time written as text."""
    return ScalarInfo("str", _STR, TIME_NS, read, write, write, doc)


SCALARS: dict[str, ScalarInfo] = {
    "str": ScalarInfo("str", _STR, STR, doc="Text."),
    "int": ScalarInfo("int", _INT, INT, text="str({})", doc="A JSON number without a fraction."),
    "bool": ScalarInfo("bool", {"type": "boolean"}, BOOL, text="bool_text({})", doc="true or false."),
    "decimal": ScalarInfo(
        "Decimal",
        {"type": "string", "format": "decimal"},
        DECIMAL,
        json="decimal_text({})",
        text="decimal_text({})",
        doc="An exact number, as text or as a JSON number; read as Decimal with its digits kept.",
    ),
    "number": ScalarInfo(
        "Decimal",
        {"type": "string", "format": "decimal"},
        DECIMAL,
        json="json_number({})",
        text="decimal_text({})",
        doc="As `decimal`, and sent as a JSON number.",
    ),
    "trimmed": ScalarInfo(
        "Decimal",
        {"type": "string", "format": "decimal"},
        DECIMAL,
        json="trimmed_text({})",
        text="trimmed_text({})",
        doc="As `decimal`, and sent without the zeros that say nothing: 1.50 as 1.5.",
    ),
    "digits": ScalarInfo(
        "str",
        _STR,
        DECIMAL,
        "Decimal({})",
        "decimal_text({})",
        "decimal_text({})",
        doc="An exact number as text that stays text until it is used: for books, where most of it never is.",
    ),
    "int_text": ScalarInfo("str", _STR, INT, "int({})", "str({})", "str({})", doc="A whole number as text."),
    "bool_text": ScalarInfo(
        "str", _STR, BOOL, "parse_bool_text({})", "bool_text({})", "bool_text({})", doc='The texts "true" and "false".'
    ),
    "bool_01": ScalarInfo("int", _INT, BOOL, "parse_bool_01({})", "int({})", "bool_01({})", doc="The numbers 1 and 0."),
    "s": ScalarInfo("int", _INT, Time("s"), text="str({})", doc="A time in whole seconds since the epoch."),
    "ms": ScalarInfo("int", _INT, Time("ms"), text="str({})", doc="A time in milliseconds since the epoch."),
    "us": ScalarInfo("int", _INT, Time("us"), text="str({})", doc="A time in microseconds since the epoch."),
    "ns": ScalarInfo("int", _INT, Time("ns"), text="str({})", doc="A time in nanoseconds since the epoch."),
    "s_number": ScalarInfo(
        "Decimal",
        {"type": "string", "format": "decimal"},
        TIME_NS,
        "ns_from_s({})",
        "json_number(Decimal({}).scaleb(-9))",
        "decimal_text(Decimal({}).scaleb(-9))",
        doc="A time in seconds with a fraction, as a JSON number.",
    ),
    "any_ms": ScalarInfo(
        "int | str",
        {"anyOf": [{"type": "integer"}, {"type": "string"}]},
        Time("ms"),
        "int({})",
        text="str({})",
        doc="A time in milliseconds that the venue writes now as a number, now as text.",
    ),
    "s_text": _time("ns_from_s({})", "str(s_from_ns({}))", "A time in seconds, as text."),
    "ms_text": _time("ns_from_ms({})", "str(ms_from_ns({}))", "A time in milliseconds, as text; a fraction is kept."),
    "us_text": _time("ns_from_us({})", "str(us_from_ns({}))", "A time in microseconds, as text."),
    "ns_text": _time("int({})", "str({})", "A time in nanoseconds, as text."),
    "iso": _time(
        "ns_from_iso({})", "iso_from_ns({})", "A time as ISO 8601 text (UTC, any number of digits of a second)."
    ),
    "day": _time("ns_from_day({})", "day_from_ns({})", "A day (UTC) as text, `2026-01-31`; its first moment."),
    "json": ScalarInfo("Any", {}, JSON, text="json_text({})", doc="Any JSON value, decoded."),
    "raw": ScalarInfo(
        "Raw",
        {"customTypePath": "msgspec.Raw"},
        RAW,
        doc="Any JSON value, left undecoded: payloads of frames, decoded once routed.",
    ),
    "venue_symbol": ScalarInfo("str", _STR, VENUE_SYMBOL, doc="An instrument, as the venue names it."),
}

BLANK_READS_AS: dict[str, str] = {
    "str": "str",
    "int": "int_text",
    "bool": "bool_text",
    "decimal": "digits",
    "number": "number",
    "trimmed": "digits",
    "digits": "digits",
    "int_text": "int_text",
    "bool_text": "bool_text",
    "s": "s_text",
    "ms": "ms_text",
    "us": "us_text",
    "ns": "ns_text",
    "s_text": "s_text",
    "ms_text": "ms_text",
    "us_text": "us_text",
    "ns_text": "ns_text",
    "iso": "iso",
    "venue_symbol": "venue_symbol",
}
"""What a scalar means inside `blank` and `csv`, where everything is text."""
