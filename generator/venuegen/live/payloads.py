"""Payloads as they were really seen: out of recordings, which are read line by line, and out of JSON files."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from venuegen.importing.document import MAX_BYTES, Refused

RECORDINGS = (".jsonl", ".jsonl.gz", ".jsonl.zst")


@dataclass(frozen=True, slots=True)
class Payload:
    """One payload. `call` is `GET /api/v3/depth` of an answer, empty of a frame; `url` is whole, without its query."""

    kind: Literal["answer", "frame", "file"]
    call: str
    url: str
    value: Any
    place: str
    """`file:line`, or the file."""
    status: int = 200
    message: bool | None = None
    """Of an example of a spec: it is a message of a stream, not an answer."""


def payloads(path: Path) -> Iterator[Payload]:
    """Every payload of a recording or a JSON file. Raises Refused for a file that cannot be read as one."""
    if path.name.endswith(RECORDINGS):
        yield from _recording(path)
    else:
        yield from _file(path)


def _recording(path: Path) -> Iterator[Payload]:
    from venue_runtime.recording import read_recording

    try:
        for number, record in enumerate(read_recording(path), 1):
            if record.kind not in ("recv", "http"):
                continue
            frame = record.frame
            value = parsed(frame if isinstance(frame, str) else _inflated(frame))
            if value is None:
                continue
            split = urlsplit(record.url)
            url = f"{split.scheme}://{split.netloc}{split.path}"
            place = f"{path}:{number}"
            if record.kind == "recv":
                yield Payload("frame", "", url, value, place)
            else:
                yield Payload("answer", f"{record.method} {split.path}", url, value, place, record.status or 200)
    except (OSError, ValueError) as error:
        raise Refused(f"cannot be read as a recording: {error}", file=path) from None


def _inflated(frame: bytes) -> str:
    """The text of a binary frame that is compressed, as venues do."""
    for wbits in (31, -15, 15):
        try:
            engine = zlib.decompressobj(wbits)
            return engine.decompress(frame, MAX_BYTES).decode("utf-8", "replace")
        except zlib.error:
            continue
    return ""


def _file(path: Path) -> Iterator[Payload]:
    """A payload, or an example of a spec (`source`, `response` or `message`)."""
    try:
        data = path.read_bytes() if path.suffix != ".gz" else gzip.decompress(path.read_bytes())
    except (OSError, ValueError, EOFError) as error:
        raise Refused(f"cannot be read: {getattr(error, 'strerror', None) or error}", file=path) from None
    if len(data) > MAX_BYTES:
        raise Refused(f"is larger than {MAX_BYTES} bytes", file=path)
    value = parsed(data.decode("utf-8-sig", "replace"))
    if value is None:
        raise Refused("is no JSON", file=path, line=1, col=1)
    status, message = 200, None
    if isinstance(value, dict) and "source" in value and ("response" in value or "message" in value):
        status = value.get("status", 200) if isinstance(value.get("status"), int) else 200
        if isinstance(value.get("expect"), dict) and "error" in value["expect"]:
            status = max(status, 400)
        message = "message" in value
        value = value["message"] if message else value["response"]
    yield Payload("file", "", "", value, str(path), status, message)


def parsed(text: str) -> Any:
    """JSON with the digits of numbers kept; None for what is none."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=str)
    except (ValueError, RecursionError):
        return None
