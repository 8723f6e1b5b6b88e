"""FIX traffic for people: one line a message, `|` for SOH, names of tags on request, no secret.

Whoever has a connection calls a `WireTap` with its bytes, if it was given one; without one nothing is done at all.

    20240627-11:17:25.223000 out  8=FIX.4.4|9=247|35=A|34=1|49=EXAMPLE|…|553=***|10=227|
    20240627-11:17:25.301000 in   BeginString(8)=FIX.4.4|BodyLength(9)=99|MsgType(35)=Logon(A)|…
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct

from ..clock import NS_PER_S, Clock, SystemClock
from ..redaction import MASK, Redactor
from .message import DATA_LENGTHS, SOH, checksum, read_message

__all__ = [
    "LOGGER",
    "SECRET_TAGS",
    "Direction",
    "FixScrubber",
    "ReadableLog",
    "RecordedTap",
    "TagNames",
    "Taps",
    "WireTap",
    "readable",
    "usual_taps",
]

LOGGER = "venue_runtime.fix"
"""Logger of the clients' FIX traffic; a message is a record of level DEBUG."""

SECRET_TAGS = frozenset({"89", "91", "96", "554", "925", "1402", "1404"})
"""Signature, SecureData, RawData, Password, NewPassword, EncryptedPassword, EncryptedNewPassword (FIX 5.0 SP2)."""

Direction: TypeAlias = Literal["in", "out"]
_LONGEST = 1 << 20  # bytes that are waited for; what is longer is no message and is shown as it is


class WireTap(Protocol):
    """Sees the bytes of one connection after another, as they cross the wire, in pieces of any size."""

    def opened(self, peer: str) -> None:
        """A connection stands."""
        ...

    def sent(self, data: bytes) -> None:
        """Bytes that are written to the socket."""
        ...

    def received(self, data: bytes) -> None:
        """Bytes that were read from the socket."""
        ...

    def closed(self, reason: str) -> None:
        """The connection is gone."""
        ...


class TagNames(Struct, frozen=True):
    """What a dictionary calls tags (`54` → `Side`), and values of tags that enumerate (`54` → `1` → `BUY`)."""

    tags: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = {}


# ---------------------------------------------------------------------- secrets


class FixScrubber:
    """Takes secrets out of messages: tags that hold one at any venue, further `tags`, and what a redactor knows.

    It is a `Scrubber` for recordings. A message that had a secret gets its BodyLength and CheckSum anew, so that it is
    one message still; any other one keeps its bytes.
    """

    def __init__(self, redactor: Redactor | None = None, tags: Iterable[str] = ()) -> None:
        self._redactor = redactor or Redactor()
        self._tags = SECRET_TAGS | frozenset(tags)
        numbers = "|".join(sorted(self._tags))
        # Of bytes that are no message: a value ends where something that looks like the next field begins.
        self._loose = re.compile(rf"(^|\x01)({numbers})=.*?(?=\x01\d+=|\x01?$)", re.DOTALL)

    def message(self, raw: bytes) -> bytes:
        """One message without its secrets; bytes that are no message are scrubbed as far as they can be read."""
        try:
            tokens = read_message(raw).tokens
        except ValueError:
            return self.loose(raw)
        found = False
        for at in range(0, len(tokens), 2):
            tag, value = tokens[at], tokens[at + 1]
            clean = MASK if value and tag in self._tags else self._redactor.text(value)
            if clean != value:
                found = True
                tokens[at + 1] = clean
        return _framed(tokens) if found else raw

    def loose(self, raw: bytes) -> bytes:
        """Bytes that are no whole message."""
        text = raw.decode("utf-8", "surrogateescape")
        text = self._loose.sub(lambda match: f"{match[1]}{match[2]}={MASK}", text)
        return self._redactor.text(text).encode("utf-8", "surrogateescape")

    def text(self, text: str) -> str:
        """See `Scrubber`: an address or another text that is no message."""
        return self._redactor.text(text)

    def body(self, body: bytes) -> bytes:
        """See `Scrubber`: messages, one after another."""
        return b"".join(self.message(part) for part in split(body))


def _framed(tokens: list[str]) -> bytes:
    """The fields again, with the lengths of data, BodyLength and CheckSum that are right now."""
    fields = [(tokens[at], tokens[at + 1]) for at in range(0, len(tokens), 2)]
    for at, (tag, _) in enumerate(fields[:-1]):
        data_tag, data = fields[at + 1]
        if DATA_LENGTHS.get(tag) == data_tag:
            fields[at] = (tag, str(len(data.encode("utf-8", "surrogateescape"))))
    inner = "".join(f"{tag}={value}{SOH}" for tag, value in fields[2:-1]).encode("utf-8", "surrogateescape")
    head = f"8={fields[0][1]}{SOH}9={len(inner)}{SOH}".encode("utf-8", "surrogateescape")
    return head + inner + f"10={checksum(head + inner):03d}{SOH}".encode()


# ---------------------------------------------------------------------- messages of a stream

_HEAD = re.compile(rb"8=[^\x01]{1,20}\x019=(\d{1,9})\x01")
_TAIL = re.compile(rb"10=\d{3}\x01")
_TAIL_SIZE = 7


def split(data: bytes) -> list[bytes]:
    """Whole messages, and between them what is none."""
    pieces, rest = _pieces(data)
    return [*pieces, rest] if rest else pieces


def _pieces(data: bytes) -> tuple[list[bytes], bytes]:
    """What is complete, and what may become so."""
    pieces: list[bytes] = []
    at = 0
    while at < len(data):
        head = _HEAD.match(data, at)
        end = head.end() + int(head[1]) + _TAIL_SIZE if head is not None else 0
        if head is not None and _TAIL.match(data, end - _TAIL_SIZE) is not None:
            pieces.append(data[at:end])
            at = end
            continue
        following = data.find(b"8=FIX", at + 1)
        if following < 0 or len(data) < end <= at + _LONGEST:
            return pieces, data[at:]
        pieces.append(data[at:following])
        at = following
    return pieces, b""


# ---------------------------------------------------------------------- lines


def readable(raw: bytes, names: TagNames | None = None) -> str:
    """One line for a message: `|` for SOH; with `names` also what tags and values are called.

    Other control characters are escaped, so that a value can neither begin a line of its own nor drive a terminal.
    """
    if names is not None:
        try:
            tokens = read_message(raw).tokens
        except ValueError:
            pass
        else:
            pairs = zip(tokens[::2], tokens[1::2], strict=True)
            return "".join(f"{_named(tag, value, names)}|" for tag, value in pairs)
    return _plain(raw.decode("utf-8", "surrogateescape").replace(SOH, "|"))


def _named(tag: str, value: str, names: TagNames) -> str:
    name = names.tags.get(tag)
    word = names.values.get(tag, {}).get(value)
    shown = _plain(value.replace(SOH, "|"))
    return f"{tag if name is None else f'{name}({tag})'}={shown if word is None else f'{word}({shown})'}"


_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}


def _plain(text: str) -> str:
    return text.translate(_CONTROLS).encode("utf-8", "backslashreplace").decode("utf-8")


def _stamp(ts_ns: int) -> str:
    seconds, rest = divmod(ts_ns, NS_PER_S)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y%m%d-%H:%M:%S}.{rest // 1000:06d}"


class ReadableLog:
    """A `WireTap` that writes a line for each message: time, direction (`in`, `out`), the message.

    Args:
        write: takes each line, without a line end.
        scrubber: takes secrets out first; a default one knows the tags alone.
        names: show names of tags and values too.
        title: stands in each line before the direction, where several connections share a log.
    """

    def __init__(
        self,
        write: Callable[[str], None],
        *,
        scrubber: FixScrubber | None = None,
        names: TagNames | None = None,
        clock: Clock | None = None,
        title: str = "",
    ) -> None:
        self._write = write
        self._scrubber = scrubber or FixScrubber()
        self._names = names
        self._clock = clock or SystemClock()
        self._title = f"{title} " if title else ""
        self._rest: dict[Direction, bytes] = {"in": b"", "out": b""}

    def opened(self, peer: str) -> None:
        """See `WireTap`."""
        self._flush()
        self._line("--", f"connected to {_plain(self._scrubber.text(peer))}")

    def sent(self, data: bytes) -> None:
        """See `WireTap`."""
        self._take("out", data)

    def received(self, data: bytes) -> None:
        """See `WireTap`."""
        self._take("in", data)

    def closed(self, reason: str) -> None:
        """See `WireTap`."""
        self._flush()
        self._line("--", f"disconnected: {_plain(self._scrubber.text(reason))}" if reason else "disconnected")

    def _take(self, direction: Direction, data: bytes) -> None:
        pieces, rest = _pieces(self._rest[direction] + data)
        if len(rest) > _LONGEST:
            pieces, rest = [*pieces, rest], b""
        self._rest[direction] = rest
        for piece in pieces:
            self._line(direction, readable(self._scrubber.message(piece), self._names))

    def _flush(self) -> None:
        """What never became whole is shown too."""
        directions: tuple[Direction, ...] = ("in", "out")
        for direction in directions:
            rest, self._rest[direction] = self._rest[direction], b""
            if rest:
                self._line(direction, readable(self._scrubber.loose(rest), None))

    def _line(self, direction: str, text: str) -> None:
        self._write(f"{_stamp(self._clock.time_ns())} {self._title}{direction:<3} {text}")


class RecordedTap:
    """A `WireTap` that records: each message is a frame (`sent`, `recv`) of a recording.

    `frame` is a recorder's method of that name: `frame(kind, url, data)`. The recorder scrubs as it does everything;
    the scrubber here knows tags besides.
    """

    def __init__(self, frame: Callable[[str, str, str | bytes], None], url: str, scrubber: FixScrubber) -> None:
        self._frame = frame
        self._url = url
        self._scrubber = scrubber
        self._rest: dict[str, bytes] = {}

    def opened(self, peer: str) -> None:
        """See `WireTap`."""
        self._rest.clear()
        self._frame("open", self._url, "")

    def sent(self, data: bytes) -> None:
        """See `WireTap`."""
        self._take("sent", data)

    def received(self, data: bytes) -> None:
        """See `WireTap`."""
        self._take("recv", data)

    def closed(self, reason: str) -> None:
        """See `WireTap`: what never became a whole message is recorded too."""
        for kind, rest in self._rest.items():
            if rest:
                self._record(kind, self._scrubber.loose(rest))
        self._rest.clear()

    def _take(self, kind: str, data: bytes) -> None:
        pieces, self._rest[kind] = _pieces(self._rest.get(kind, b"") + data)
        for piece in pieces:
            self._record(kind, self._scrubber.message(piece))

    def _record(self, kind: str, data: bytes) -> None:
        try:
            self._frame(kind, self._url, data.decode("utf-8"))
        except UnicodeDecodeError:
            self._frame(kind, self._url, data)


class Taps:
    """Several taps as one."""

    def __init__(self, taps: Iterable[WireTap]) -> None:
        self._taps = tuple(taps)

    def opened(self, peer: str) -> None:
        """See `WireTap`."""
        for tap in self._taps:
            tap.opened(peer)

    def sent(self, data: bytes) -> None:
        """See `WireTap`."""
        for tap in self._taps:
            tap.sent(data)

    def received(self, data: bytes) -> None:
        """See `WireTap`."""
        for tap in self._taps:
            tap.received(data)

    def closed(self, reason: str) -> None:
        """See `WireTap`."""
        for tap in self._taps:
            tap.closed(reason)


def usual_taps(
    scrubber: FixScrubber,
    *,
    title: str = "",
    url: str = "",
    clock: Clock | None = None,
    record: Callable[[str, str, str | bytes], None] | None = None,
) -> Callable[[object], WireTap] | None:
    """What a client's session is given when it is made: taps to the logger `venue_runtime.fix` where that shows DEBUG
    by then, and to a recorder (`record` is its method `frame`); None where there is neither, so that traffic which
    nobody looks at costs nothing.
    """
    logger = logging.getLogger(LOGGER)
    shown = logger.isEnabledFor(logging.DEBUG)
    if not shown and record is None:
        return None

    def make(_: object) -> WireTap:
        taps: list[WireTap] = [] if record is None else [RecordedTap(record, url, scrubber)]
        if shown:
            taps.append(ReadableLog(lambda line: logger.debug("%s", line), scrubber=scrubber, clock=clock, title=title))
        return taps[0] if len(taps) == 1 else Taps(taps)

    return make
