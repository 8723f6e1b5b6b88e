"""Damage to answers and frames, for the faults that change content."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from venue_runtime.testing import mutate
from venue_runtime.testing.dialect import FieldPath, Frame

CONTENT_FAULTS = frozenset({"malformed", "unknown_enum", "extra_field", "bad_checksum"})


def corrupt(
    fault: str, frame: Frame, enum_fields: Sequence[FieldPath] = (), checksum_fields: Sequence[FieldPath] = ()
) -> Frame:
    """The frame with the fault's damage, in the type it came in; other faults and what is no JSON leave it as it is."""
    if fault == "malformed":
        return frame[: len(frame) // 2]
    try:
        data = msgspec.json.decode(frame)
    except msgspec.DecodeError:
        return frame
    if fault == "extra_field":
        data = mutate.add_extra_field(data)
    elif fault == "unknown_enum":
        for path in enum_fields:
            data = mutate.unknown_word(data, path)
    elif fault == "bad_checksum":
        for path in checksum_fields:
            data = mutate.replace(data, path, _other_checksum)
    else:
        return frame
    encoded = msgspec.json.encode(data)
    return encoded.decode() if isinstance(frame, str) else encoded


def _other_checksum(value: object) -> object:
    if isinstance(value, int):
        return value ^ 1
    text = str(value)
    return text[:-1] + ("0" if text[-1:] != "0" else "1")
