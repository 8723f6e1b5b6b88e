"""Recordings of raw traffic: one JSON object a line, in time order, secrets scrubbed.

`t` (seconds since the epoch), `kind` (`open`, `sent`, `recv`, `http`), `url`, `text` (the frame or the HTTP body as it
was received, decompressed). Of HTTP exchanges also `method`, `status` and `request` (the body sent) where they say more
than GET, 200 and nothing; binary frames and bodies are base64 with `encoding` saying so. Files end in `.jsonl`,
`.jsonl.gz` or `.jsonl.zst`.
"""

from __future__ import annotations

import base64
import gzip
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, cast

import msgspec

from .clock import NS_PER_S, Clock, SystemClock
from .http import Request, Response

__all__ = ["Record", "Recorder", "Scrubber", "read_recording"]

Kind = Literal["open", "sent", "recv", "http"]


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of a recording."""

    t: float
    kind: Kind
    url: str
    text: str
    method: str = "GET"
    status: int = 200
    request: str = ""
    encoding: Literal["text", "base64"] = "text"

    @property
    def ts_ns(self) -> int:
        """Nanoseconds since the epoch (exact to about a microsecond: `t` is a float)."""
        return round(self.t * 1_000_000) * 1_000

    @property
    def frame(self) -> str | bytes:
        """What was on the wire: text, or bytes for a binary frame."""
        return base64.b64decode(self.text) if self.encoding == "base64" else self.text


class Scrubber(Protocol):
    """What takes secrets out; `redaction.Redactor` is one."""

    def text(self, text: str) -> str: ...

    def body(self, body: bytes) -> bytes: ...


class Recorder:
    """Writes a recording. `rotate` starts a new file (`name.1.jsonl.zst`, …) once one holds so many bytes of text.

    Close it, or use it as a context manager: compressed files are complete only then. Lines are written as they come,
    whole or not at all; an I/O error (a full disk) is raised to whoever records.
    """

    def __init__(
        self, path: str | os.PathLike[str], scrubber: Scrubber, *, clock: Clock | None = None, rotate: int | None = None
    ) -> None:
        self.path = Path(path)
        self.lines = 0
        self._scrubber = scrubber
        self._clock = clock or SystemClock()
        self._rotate = rotate
        self._files = 0
        self._written = 0
        self._encoder = msgspec.json.Encoder()
        self._file: BinaryIO | None = _open(self.path, "wb")

    def frame(self, kind: str, url: str, frame: str | bytes) -> None:
        """A frame sent or received, or (`open`) a socket opened."""
        if isinstance(frame, str):
            self._write(Record(self._now(), cast(Kind, kind), self._scrubber.text(url), self._scrubber.text(frame)))
        else:
            text = base64.b64encode(self._scrubber.body(frame)).decode("ascii")
            record = Record(self._now(), cast(Kind, kind), self._scrubber.text(url), text, encoding="base64")
            self._write(record)

    def http(self, request: Request, response: Response | None, ts_ns: int) -> None:
        """An HTTP exchange; one without an answer is recorded with status 0."""
        body = b"" if response is None else self._scrubber.body(response.body)
        sent = self._scrubber.body(request.body).decode("utf-8", "replace")
        try:
            text, encoding = body.decode("utf-8"), "text"
        except UnicodeDecodeError:
            text, encoding = base64.b64encode(body).decode("ascii"), "base64"
        self._write(
            Record(
                t=_seconds(ts_ns),
                kind="http",
                url=self._scrubber.text(request.url),
                text=text,
                method=request.method,
                status=0 if response is None else response.status,
                request=sent,
                encoding=cast(Literal["text", "base64"], encoding),
            )
        )

    def close(self) -> None:
        """Finish the file. Further records raise ValueError."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def __enter__(self) -> Recorder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _now(self) -> float:
        return _seconds(self._clock.time_ns())

    def _write(self, record: Record) -> None:
        if self._file is None:
            raise ValueError("the recording is closed")
        line = self._encoder.encode(record) + b"\n"
        if self._rotate is not None and self._written and self._written + len(line) > self._rotate:
            self._file.close()
            self._files += 1
            name, dot, suffixes = self.path.name.partition(".")
            self._file = _open(self.path.with_name(f"{name}.{self._files}{dot}{suffixes}"), "wb")
            self._written = 0
        self._file.write(line)
        self._written += len(line)
        self.lines += 1


def read_recording(path: str | os.PathLike[str]) -> Iterator[Record]:
    """The lines of a recording. Raises ValueError naming file and line on one that does not fit, and for a compressed
    file that is broken or was never finished; OSError as `open`.
    """
    decoder = msgspec.json.Decoder(Record)
    with _open(Path(path), "rb") as file:
        number = 0
        while line := _line(file, path):
            number += 1
            if line.strip():
                try:
                    yield decoder.decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    raise ValueError(f"{path}:{number}: {error}") from None


def _line(file: BinaryIO, path: str | os.PathLike[str]) -> bytes:
    try:
        return file.readline()
    except Exception as error:  # gzip and zstandard have each their own
        raise ValueError(f"{path}: {error}") from error


def _open(path: Path, mode: Literal["rb", "wb"]) -> BinaryIO:
    if path.suffix == ".zst":
        import io

        import zstandard

        raw = zstandard.open(path, mode)
        return cast(BinaryIO, io.BufferedReader(raw) if mode == "rb" else raw)
    if path.suffix == ".gz":
        return cast(BinaryIO, gzip.open(path, mode))
    return path.open(mode)


def _seconds(ts_ns: int) -> float:
    return round(ts_ns / NS_PER_S, 6)
