"""One payload as it was seen, decoded only when it is looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import msgspec


@dataclass(frozen=True, slots=True)
class Payload:
    """One payload. `call` is `GET /api/v3/depth` of an answer, empty of a frame; `url` is whole, without its query."""

    kind: Literal["answer", "frame", "file"]
    call: str
    url: str
    text: str
    """As it was received."""
    shown: str
    """Its file, as a person would type it."""
    line: int = 0
    status: int = 200
    message: bool | None = None
    """Of an example of a spec: it is a message of a stream, not an answer."""
    inside: Any = None
    """Of an example: the payload that stands in `text`."""

    @property
    def place(self) -> str:
        """`file:line`, or the file."""
        return f"{self.shown}:{self.line}" if self.line else self.shown

    @property
    def value(self) -> Any:
        """What it says, the digits of numbers kept; None for what is no JSON."""
        return self.inside if self.inside is not None else parsed(self.text)


_EXACT = msgspec.json.Decoder(float_hook=Decimal)


def parsed(text: str) -> Any:
    """JSON with the digits of numbers kept; None for what is none."""
    try:
        return _EXACT.decode(text)
    except (ValueError, RecursionError):
        pass  # some venues write what is no JSON (NaN, half a surrogate), and mean it
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError):
        return None
