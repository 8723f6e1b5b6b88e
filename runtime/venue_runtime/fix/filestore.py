"""A session's state in a directory: sent messages in a file that only grows, the numbers in one that is mapped.

Every commit has a generation, one more than the last. One with messages is one record, written at once, which holds
both numbers too; one without only changes the mapped numbers, in the older of two slots. After a kill the newest whole
record or slot is the truth: the system has what was written, so nothing is lost, and what is half there was not sent
yet. With `fsync` that holds for a loss of power too.
"""

from __future__ import annotations

import fcntl
import logging
import mmap
import os
import struct
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote
from zlib import crc32

from ..clock import Clock, SystemClock
from ..errors import ConfigurationError
from .config import SessionConfig
from .store import FIRST, Store, StoreFactory

__all__ = ["FileStore", "file_store"]

log = logging.getLogger("venue_runtime.fix")

_HEAD = struct.Struct("<8sQQI")  # of the messages' file: what it is, epoch, when that began (ns), CRC of these
_MAGIC = b"venuefix"
_RECORD = struct.Struct("<IIQQQ")  # CRC of the rest, size of the payload, generation, next out, next in
_CHECKED = struct.Struct("<IQQQ")  # what follows the CRC
_MESSAGE = struct.Struct("<QI")  # number, size
_SLOT = struct.Struct("<QQQQQ")  # generation, epoch, when that began (ns), next out, next in
_CRC = struct.Struct("<I")
_SLOT_SIZE = 64
_GUESS = 1024  # bytes read at once of a message: most are shorter
_HOLE = 1 << 20  # numbers of messages that were not kept, in a row, until the index starts over

_fdatasync = getattr(os, "fdatasync", os.fsync)


class FileStore:
    """The store of one session. One process at a time: the directory is locked."""

    def __init__(self, directory: str | os.PathLike[str], *, fsync: bool = False, clock: Clock | None = None) -> None:
        """Raises ConfigurationError when the directory is unusable or another process has it.

        `fsync`: wait for the disk with every commit (some 180 µs), so that not even a loss of power repeats a number.
        """
        self._directory = Path(directory)
        self._fsync = fsync
        self._files: list[int] = []
        self._index: array[int] = array("Q")  # where a message begins, by number; 0: it was not kept
        self._base = FIRST  # number of the index's first entry
        self._before: tuple[int, array[int]] = FIRST, array("Q")  # the same of higher numbers, before they went around
        self._generation = self._epoch = self._created = self._end = 0
        self._next_out = self._next_in = FIRST
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock()
            numbers = self._open("numbers")
            if os.fstat(numbers).st_size != 2 * _SLOT_SIZE:
                os.ftruncate(numbers, 2 * _SLOT_SIZE)
            self._map = mmap.mmap(numbers, 2 * _SLOT_SIZE)
            self._log = self._open("messages", os.O_APPEND)
            self._recover((clock or SystemClock()).time_ns())
        except OSError as error:
            self.close()
            raise ConfigurationError(f"FIX store {self._directory}: {error.strerror or error}") from error
        except ConfigurationError:
            self.close()
            raise

    @property
    def next_out(self) -> int:
        return self._next_out

    @property
    def next_in(self) -> int:
        return self._next_in

    @property
    def created_ns(self) -> int:
        return self._created

    def commit(self, messages: Sequence[tuple[int, bytes]], next_out: int, next_in: int, /) -> None:
        self._generation += 1
        if messages:
            self._append(messages, next_out, next_in)
        self._next_out, self._next_in = next_out, next_in
        if not messages:
            self._write_slot()

    def messages(self, first: int, last: int, /) -> Iterator[tuple[int, bytes]]:
        for base, index in ((self._base, self._index), self._before):
            for number in range(max(first, base), min(last + 1, base + len(index))):
                if at := index[number - base]:
                    yield number, self._read(at)
            first = max(first, base + len(index))

    def reset(self, created_ns: int, /) -> None:
        self._generation += 1
        self._epoch += 1
        self._created = created_ns
        self._next_out = self._next_in = FIRST
        self._write_slot()  # from here on the file's messages are of an older epoch, whenever we are killed
        self._start_log()

    def close(self) -> None:
        """Give the directory up; idempotent."""
        if hasattr(self, "_map"):
            self._map.close()
            del self._map
        for handle in self._files:
            os.close(handle)
        self._files.clear()

    # ------------------------------------------------------------------ writing

    def _append(self, messages: Sequence[tuple[int, bytes]], next_out: int, next_in: int) -> None:
        parts = [b""]
        at = self._end + _RECORD.size
        places = []
        for number, raw in messages:
            places.append((number, at))
            parts += (_MESSAGE.pack(number, len(raw)), raw)
            at += _MESSAGE.size + len(raw)
        checked = _CHECKED.pack(at - self._end - _RECORD.size, self._generation, next_out, next_in)
        parts[0] = checked
        rest = b"".join(parts)
        record = _CRC.pack(crc32(rest)) + rest
        try:
            written = os.write(self._log, record)
            if written != len(record):
                raise OSError(f"only {written} of {len(record)} bytes could be written")
            if self._fsync:
                _fdatasync(self._log)
        except OSError:  # the disk is full: what is half there must not be followed by a whole record, nor be found
            os.ftruncate(self._log, self._end)
            raise
        self._end += written
        for number, place in places:
            self._remember(number, place)

    def _write_slot(self) -> None:
        slot = _SLOT.pack(self._generation, self._epoch, self._created, self._next_out, self._next_in)
        at = self._generation % 2 * _SLOT_SIZE
        self._map[at : at + _SLOT.size + _CRC.size] = slot + _CRC.pack(crc32(slot))
        if self._fsync:
            self._map.flush()

    def _start_log(self) -> None:
        """An empty file of this epoch."""
        os.ftruncate(self._log, 0)
        head = _HEAD.pack(_MAGIC, self._epoch, self._created, 0)[: -_CRC.size]
        os.write(self._log, head + _CRC.pack(crc32(head)))
        if self._fsync:
            _fdatasync(self._log)
        self._end = _HEAD.size
        self._index = array("Q")
        self._base = FIRST
        self._before = FIRST, array("Q")

    def _remember(self, number: int, at: int) -> None:
        hole = number - self._base - len(self._index)
        if number < self._base or hole > _HOLE:  # around the highest number, or it began elsewhere
            self._before = self._base, self._index
            self._base, hole = number, 0
            self._index = array("Q")
        if hole < 0:
            self._index[number - self._base] = at
            return
        self._index.extend([0] * hole)
        self._index.append(at)

    def _read(self, at: int) -> bytes:
        data = os.pread(self._log, _GUESS, at)
        _, size = _MESSAGE.unpack_from(data)
        end = _MESSAGE.size + size
        if end > len(data):
            data += os.pread(self._log, end - len(data), at + len(data))
        return data[_MESSAGE.size : end]

    # ------------------------------------------------------------------ starting

    def _open(self, name: str, flags: int = 0) -> int:
        handle = os.open(self._directory / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | flags, 0o600)
        self._files.append(handle)
        return handle

    def _lock(self) -> None:
        handle = self._open("lock")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConfigurationError(f"FIX store {self._directory}: another process has this session") from None

    def _recover(self, now_ns: int) -> None:
        slots = [slot for at in (0, _SLOT_SIZE) if (slot := self._slot(at)) is not None]
        best = max(slots, default=(0, 0, now_ns, FIRST, FIRST))
        self._generation, self._epoch, self._created, self._next_out, self._next_in = best
        size = os.fstat(self._log).st_size
        data = memoryview(mmap.mmap(self._log, size, access=mmap.ACCESS_READ)) if size else memoryview(b"")
        epoch, created = _epoch_of(data)
        if epoch is None or epoch < self._epoch:
            if size > _HEAD.size:
                log.warning(
                    "FIX store %s: %d bytes of messages are not of this session's numbers", self._directory, size
                )
            data.release()
            self._start_log()
            if not slots:
                self._write_slot()
            return
        self._epoch, self._created = epoch, created
        self._end = self._scan(data)
        data.release()
        if self._end < size:
            log.warning("FIX store %s: cut %d bytes of an unfinished write", self._directory, size - self._end)
            os.ftruncate(self._log, self._end)

    def _slot(self, at: int) -> tuple[int, int, int, int, int] | None:
        slot = self._map[at : at + _SLOT.size]
        generation, epoch, created, next_out, next_in = _SLOT.unpack(slot)
        if _CRC.unpack_from(self._map, at + _SLOT.size)[0] != crc32(slot) or not created:
            return None
        return generation, epoch, created, next_out, next_in

    def _scan(self, data: memoryview) -> int:
        """Index every whole record, take over the newest numbers; returns where the whole records end."""
        at = _HEAD.size
        while at + _RECORD.size <= len(data):
            crc, size, generation, next_out, next_in = _RECORD.unpack_from(data, at)
            end = at + _RECORD.size + size
            if end > len(data) or crc32(data[at + _CRC.size : end]) != crc:
                break
            place = at + _RECORD.size
            while place < end:
                number, length = _MESSAGE.unpack_from(data, place)
                self._remember(number, place)
                place += _MESSAGE.size + length
            if generation > self._generation:
                self._generation, self._next_out, self._next_in = generation, next_out, next_in
            at = end
        return at


def _epoch_of(data: memoryview) -> tuple[int | None, int]:
    if len(data) < _HEAD.size:
        return None, 0
    magic, epoch, created, crc = _HEAD.unpack_from(data)
    if magic != _MAGIC or crc != crc32(data[: _HEAD.size - _CRC.size]):
        return None, 0
    return int(epoch), int(created)


def file_store(root: str | os.PathLike[str], *, fsync: bool = False, clock: Clock | None = None) -> StoreFactory:
    """Stores below `root`, in a directory a session: named by its BeginString and CompIDs."""

    def make(config: SessionConfig) -> Store:
        return FileStore(Path(root, session_name(config)), fsync=fsync, clock=clock)

    return make


def session_name(config: SessionConfig) -> str:
    """A file name for a session. CompIDs may come from the other side of a connection."""
    return "-".join(quote(part, safe="").replace(".", "%2E").replace("-", "%2D") for part in config.key)
