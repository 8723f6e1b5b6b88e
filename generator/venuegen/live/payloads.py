"""Payloads as they were really seen: out of recordings, which are read line by line, and out of JSON files."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from venuegen.importing.document import MAX_BYTES, Refused
from venuegen.importing.payload import Payload, parsed
from venuegen.report import relative

RECORDINGS = (".jsonl", ".jsonl.gz", ".jsonl.zst")


def payloads(path: Path) -> Iterator[Payload]:
    """Every payload of a recording or a JSON file. Raises Refused for a file that cannot be read as one."""
    if path.name.endswith(RECORDINGS):
        yield from _recording(path)
    else:
        yield from _file(path)


@lru_cache(4096)
def _address(url: str) -> tuple[str, str]:
    """A URL without its query, and its path."""
    split = urlsplit(url)
    return f"{split.scheme}://{split.netloc}{split.path}", split.path


def _recording(path: Path) -> Iterator[Payload]:
    from venue_runtime.recording import read_recording

    shown = relative(path)
    try:
        for number, record in enumerate(read_recording(path), 1):
            if record.kind not in ("recv", "http"):
                continue
            frame = record.frame
            text = frame if isinstance(frame, str) else _inflated(frame)
            url, of = _address(record.url)
            if record.kind == "recv":
                yield Payload("frame", "", url, text, shown, number)
            else:
                yield Payload("answer", f"{record.method} {of}", url, text, shown, number, record.status or 200)
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
    text = data.decode("utf-8-sig", "replace")
    value = parsed(text)
    if value is None:
        raise Refused("is no JSON", file=path, line=1, col=1)
    status, message = 200, None
    if isinstance(value, dict) and {"source", "request"} == {each for each in value if not each.startswith("x-")}:
        return  # an example of a request alone
    if isinstance(value, dict) and "source" in value and ("response" in value or "message" in value):
        status = value.get("status", 200) if isinstance(value.get("status"), int) else 200
        if isinstance(value.get("expect"), dict) and "error" in value["expect"]:
            status = max(status, 400)
        message = "message" in value
        value = value["message"] if message else value["response"]
    yield Payload("file", "", "", text, relative(path), status=status, message=message, inside=value)
