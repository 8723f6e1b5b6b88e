"""Bytes of a connection → whole FIX messages.

A message is taken when BeginString, BodyLength and MsgType are its first three fields, BodyLength leads to a CheckSum
and the CheckSum is right (FIX session layer, "Garbled message processing"). Everything else is skipped and counted, and
reading goes on at the next `8=`. What is decided never depends on where the bytes were cut into pieces.

A BodyLength that claims too much does not hold up the stream: where a CheckSum before the claimed end shows that the
message was over, those after it are taken as they arrive. Only the one that the claimed end falls into is lost with it
(as test case 2m, "BodyLength value not correct", expects).

Data fields (RawData, EncodedText, …) may hold whole messages. They are stepped over by their length, also in what is
skipped: a corrupted byte outside of one must not turn its content into messages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from zlib import adler32

from .message import DATA_LENGTHS, EXACT, SOH, FieldReader, Message, checksum

__all__ = ["MAX_LENGTH", "Framer"]

#: Bytes of the longest body that is waited for: a full book of some 10,000 entries has about 1 MB.
MAX_LENGTH = 4 * 1024 * 1024

_HEADER = re.compile(rb"8=[^\x01=]{1,32}\x019=([0-9]{1,20})\x0135=")
# What may yet become a header, all of it read.
_HEADER_BEGUN = re.compile(rb"8(?:=(?:[^\x01=]{1,32}(?:\x01(?:9(?:=(?:[0-9]{1,20}(?:\x01(?:35?)?)?)?)?)?)?)?)?")
_LONGEST_MATCH = 64  # of the patterns below and above; of what is skipped, so many bytes are looked at again
_MSG_TYPE_SIZE = len("35=")
_TRAILER_SIZE = len("10=000\x01")
_END_SIZE = _TRAILER_SIZE + 1
_ENDS = [f"\x0110={number:03d}\x01".encode() for number in range(256)]


class Framer:
    """Feed it what the connection receives; never raises on input.

    `data_lengths`: tag of a length → tag of the data after it; the standard's where None.
    """

    __slots__ = (
        "_buffer",
        "_claimed",
        "_data_lengths",
        "_longest",
        "_reader",
        "_skip",
        "_skipping",
        "_stepped",
        "_sum",
        "_unsafe",
        "garbled",
    )

    def __init__(self, *, max_length: int = MAX_LENGTH, data_lengths: Mapping[str, str] | None = None) -> None:
        self._data_lengths = dict(DATA_LENGTHS if data_lengths is None else data_lengths)
        self._longest = max_length + _TRAILER_SIZE
        self._reader = FieldReader(self._data_lengths)
        self._buffer = bytearray()
        self._skipping = False  # between messages, after something garbled
        self._skip = 0  # bytes still to come that are the inside of a data field of what is skipped
        self._claimed = 0  # bytes ahead that a message claimed whose BodyLength was too great
        self._stepped = 0  # of the message at the start of the buffer, how far it was looked at for its true end
        self._sum = 0  # of the bytes before that
        lengths = b"|".join(re.escape(tag.encode()) for tag in self._data_lengths) or b"(?!)"
        header = _HEADER.pattern.replace(b"(", b"(?:")
        self._unsafe = re.compile(header + b"|\x01(" + lengths + rb")=([0-9]{1,9})\x01([0-9]{1,9})=")
        #: Stretches of bytes that were no message. None of them consumed a sequence number.
        self.garbled = 0

    @property
    def pending(self) -> int:
        """Bytes held of a message that is not whole yet."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[Message]:
        """The messages that `data` completes, in order."""
        messages: list[Message] = []
        buffer = self._buffer
        at = 0
        if not (buffer or self._skipping or self._claimed):  # the usual case: nothing left over, whole messages arrive
            at = self._read_whole(data, messages)
            if at == len(data):
                return messages
        buffer += data[at:] if at else data
        at = self._read(buffer, messages)
        del buffer[:at]
        if self._claimed:
            self._claimed = max(0, self._claimed - at)
        return messages

    def _read_whole(self, data: bytes, messages: list[Message]) -> int:
        """Takes messages as long as nothing is odd about them; `_read` decides about the rest.

        It does what `_is_whole` and `FieldReader.read` do, in one go: most of what small messages cost is calls.
        """
        at, size, plain = 0, len(data), self._reader.plain
        while at < size:
            header = _HEADER.match(data, at)
            if header is None:
                break
            body = header.end() - _MSG_TYPE_SIZE
            after = body + int(header[1]) + _TRAILER_SIZE
            if after > size:
                break
            raw = data[at:after]
            if after - at <= EXACT and raw.isascii():
                if raw[-_END_SIZE:] != _ENDS[((adler32(raw[:-_TRAILER_SIZE]) & 0xFFFF) - 1) & 0xFF]:
                    break
                text = raw.decode()
                tokens = text.replace("=", SOH).split(SOH)
                shape = plain.get(SOH.join(tokens[:-1:2]))
                if shape is not None and shape.ends_once and text.count(SOH) * 2 == len(tokens) - 1:
                    messages.append(Message(raw, shape, tokens[1::2]))
                    at = after
                    continue
            if not self._is_whole(data, at, body, after, messages):
                break
            at = after
        return at

    def _read(self, data: bytes | bytearray, messages: list[Message]) -> int:
        """Takes the messages from the start of `data`; gives how many bytes are done with."""
        at, size = 0, len(data)
        while at < size:
            if self._skipping:
                at = self._resynchronise(data, at)
                if self._skipping:
                    return at
            header = _HEADER.match(data, at)
            if header is None:
                if size - at < _LONGEST_MATCH and _HEADER_BEGUN.fullmatch(data, at):
                    return at
                self._garble()
                at += 1
                continue
            body = header.end() - _MSG_TYPE_SIZE  # BodyLength counts from `35=`
            after = body + int(header[1]) + _TRAILER_SIZE
            if at < self._claimed < after:
                self._garble()
                at = self._claimed
            elif size >= after and self._is_whole(data, at, body, after, messages):
                at = after
            else:
                next_ = self._skip_or_wait(data, at, body, after)
                if next_ == at:
                    return at
                at = next_
        return at

    def _is_whole(self, data: bytes | bytearray, at: int, body: int, after: int, messages: list[Message]) -> bool:
        """Takes the message if it is one."""
        raw = bytes(data[at:after])
        if raw[-_END_SIZE:] != _ENDS[checksum(raw[:-_TRAILER_SIZE])] or after - body > self._longest:
            return False
        try:
            message = self._reader.read(raw)
        except ValueError:
            return False
        if not message.shape.ends_once and self._true_end(data, at, body, after - _TRAILER_SIZE) >= 0:
            return False
        messages.append(message)
        self._stepped = self._sum = 0
        return True

    def _skip_or_wait(self, data: bytes | bytearray, at: int, body: int, after: int) -> int:
        """Where to go on after what is no message; `at` itself where it may become one."""
        end = after - _TRAILER_SIZE
        if after - body > self._longest:
            self._garble()
            return body
        true_end = self._true_end(data, at, body, end)
        if true_end < 0 and len(data) < after:
            return at
        self._garble()
        if true_end >= 0:
            self._claimed = max(self._claimed, end)
            return true_end
        trailer = data[end - 1 : after]
        if trailer[:4] == b"\x0110=" and trailer[-1] == 1 and trailer[4:7].isdigit():
            return after  # BodyLength is right, something else is not
        self._claimed = max(self._claimed, end)
        return body

    def _garble(self) -> None:
        self.garbled += 1
        self._skipping = True
        self._stepped = self._sum = 0

    def _true_end(self, data: bytes | bytearray, at: int, body: int, end: int) -> int:
        """The end of a message that is over before `end`: BodyLength was too great. -1 where nothing says so (yet).

        A CheckSum field outside of data fields says so where it is right for the bytes before it, either as they are or
        with the BodyLength that would be right, and where no message begins before it. To look like one alone is not
        enough: the length of a data field that holds a message may be what was corrupted.
        """
        field = max(body, at + self._stepped)
        if field >= end:
            return -1
        summed, total = at + self._stepped, self._sum
        found = data.find(b"\x0110=", field - 1, end + 2)
        while 0 <= found < end - 1:
            while field <= found:
                if data[field : field + 2] == b"8=" or data[field - 1] != 1:
                    self._stepped = end - at
                    return -1
                field = self._next_field(data, field, end)
            after = field + _TRAILER_SIZE
            if field == found + 1:
                if len(data) < after:
                    break
                total += checksum(data[summed:field])
                summed = field
                text = data[field + 3 : after - 1]
                if data[after - 1] == 1 and text.isdigit():
                    digits = data[at:body].split(b"\x01")[1][2:]
                    right = str(field - body).zfill(len(digits)).encode()
                    if (int(text) - total) & 0xFF in (0, (sum(right) - sum(digits)) & 0xFF):
                        return after
                if data.find(b"\x01", field) < 0:
                    break
                field = self._next_field(data, field, end)
            found = data.find(b"\x0110=", field - 1, end + 2)
        self._stepped, self._sum = summed - at, total
        return -1

    def _next_field(self, data: bytes | bytearray, at: int, end: int) -> int:
        """Where the field after the one at `at`, which is whole, begins: after the data where that is a length."""
        soh = data.index(b"\x01", at)
        tag, _, text = data[at:soh].partition(b"=")
        data_tag = self._data_lengths.get(tag.decode("latin-1"))
        if data_tag is not None and text.isdigit() and len(text) < 10:
            start = soh + 1 + len(data_tag) + 1
            if data[soh + 1 : start] == f"{data_tag}=".encode() and start + int(text) < end:
                return start + int(text) + 1
        return soh + 1

    def _resynchronise(self, data: bytes | bytearray, at: int) -> int:
        """Skips to the next thing that begins as a message does, past data fields."""
        while True:
            at += self._skip
            self._skip = max(0, at - len(data))
            if self._skip:
                return len(data)
            found = self._unsafe.search(data, at)
            if found is None:
                return max(at, len(data) - _LONGEST_MATCH)
            if found[1] is None:
                self._skipping = False
                return found.start()
            at = found.end()
            length = int(found[2])
            if self._data_lengths[found[1].decode()] == found[3].decode() and length < self._longest:
                self._skip = length
            else:
                at -= len(found[3]) + 2  # the second field may be a length itself
