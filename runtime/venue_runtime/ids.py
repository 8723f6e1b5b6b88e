"""Nonces, client order ids and randomness: injected, so that the bytes of a request are a pure function of the call."""

from __future__ import annotations

import os
import random as _random
import re
import string
import threading
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from .clock import Clock, SystemClock
from .errors import ConfigurationError

__all__ = [
    "ClientOrderIdForm",
    "ClientOrderIds",
    "MintedClientOrderIds",
    "MonotonicNonces",
    "Nonces",
    "PersistentNonces",
    "Random",
    "SeededRandom",
    "SystemRandom",
    "random_fraction",
]

_MS_DIGITS = 13
"""Of a time in ms, from 2001 to 2286."""
_LEAST_DIGITS = 9
"""Of an id that is a number: the time in ms comes round again after ten days."""
ALPHANUMERIC = string.digits + string.ascii_uppercase + string.ascii_lowercase


class Random(Protocol):
    """Where unpredictable bytes come from."""

    def bytes(self, n: int, /) -> bytes:
        """`n` random bytes."""
        ...


class SystemRandom:
    """The operating system's generator."""

    bytes = staticmethod(os.urandom)


class SeededRandom:
    """Repeatable, for tests and replays. Never for production: ids would collide between runs."""

    def __init__(self, seed: int = 0) -> None:
        self._random = _random.Random(seed)

    def bytes(self, n: int, /) -> bytes:
        return self._random.randbytes(n)


def random_fraction(source: Random) -> float:
    """Uniform in [0, 1), from `source`: for jitter."""
    return int.from_bytes(source.bytes(7), "big") / (1 << 56)


class Nonces(Protocol):
    """Strictly increasing integers, one series per `key` (what the venue meters them by, such as the API key).

    Venues that want nonces of several units have one series per unit: their keys end in `@s`, `@ms`, `@us` or `@ns`.
    """

    def next(self, key: str, /) -> int: ...


_UNITS = {"s": 1_000_000_000, "ms": 1_000_000, "us": 1_000, "ns": 1}


def _unit_of(key: str, default_ns: int) -> int:
    _, mark, unit = key.rpartition("@")
    return _UNITS.get(unit, default_ns) if mark else default_ns


class MonotonicNonces:
    """Nonces from the clock, never repeated by this object; above those of earlier runs if the clock never went back.

    `unit_ns` is what one step stands for: 1,000 makes microseconds, which leave room below 2**53 for venues that
    read nonces as JavaScript numbers.
    """

    def __init__(self, clock: Clock | None = None, *, unit_ns: int = 1_000) -> None:
        self._clock = clock or SystemClock()
        self._unit = unit_ns
        self._last: dict[str, int] = {}

    def next(self, key: str, /) -> int:
        value = max(self._last.get(key, 0) + 1, self._clock.time_ns() // _unit_of(key, self._unit))
        self._last[key] = value
        return value


class PersistentNonces:
    """Nonces shared by every process that uses the same `directory`, and kept across restarts and clock steps.

    One small file per key, named by a hash (an API key is nobody's business), read and advanced under an exclusive file
    lock for each nonce: blocks reserved ahead would be cheaper, but two processes drawing from two blocks interleave,
    and a venue refuses the lower one. Costs a few microseconds.

    Raises ConfigurationError when the directory is unusable.
    """

    _WIDTH = 24

    def __init__(self, directory: str | os.PathLike[str], clock: Clock | None = None, *, unit_ns: int = 1_000) -> None:
        self._directory = Path(directory)
        self._clock = clock or SystemClock()
        self._unit = unit_ns
        self._files: dict[str, int] = {}
        self._pid = os.getpid()
        self._guard = threading.Lock()
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(f"nonce directory {self._directory}: {error.strerror or error}") from error

    def next(self, key: str, /) -> int:
        with self._guard:
            handle = self._open(key)
            _lock(handle)
            try:
                stored = os.pread(handle, self._WIDTH, 0).strip()
                if stored and not stored.isdigit():
                    path = self._path(key)
                    raise ConfigurationError(f"nonce file {path} is damaged: remove it to start from the clock")
                value = max(int(stored or 0) + 1, self._clock.time_ns() // _unit_of(key, self._unit))
                os.pwrite(handle, b"%-24d" % value, 0)
            finally:
                _unlock(handle)
        return value

    def close(self) -> None:
        """Close the files; later calls open them again."""
        with self._guard:
            for handle in self._files.values():
                os.close(handle)
            self._files.clear()

    def _path(self, key: str) -> Path:
        return self._directory / f"{sha256(key.encode()).hexdigest()[:32]}.nonce"

    def _open(self, key: str) -> int:
        if self._pid != os.getpid():
            # A lock belongs to the open file, which a forked child shares with its parent: it must open its own.
            self._files, self._pid = {}, os.getpid()
        handle = self._files.get(key)
        if handle is None:
            try:
                handle = os.open(self._path(key), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            except OSError as error:
                raise ConfigurationError(f"nonce file {self._path(key)}: {error.strerror or error}") from error
            self._files[key] = handle
        return handle


def _lock(handle: int) -> None:
    try:
        import fcntl
    except ImportError:  # pragma: no cover - not on POSIX
        raise ConfigurationError("PersistentNonces needs POSIX file locks; use MonotonicNonces here") from None
    fcntl.flock(handle, fcntl.LOCK_EX)


def _unlock(handle: int) -> None:
    import fcntl

    fcntl.flock(handle, fcntl.LOCK_UN)


class ClientOrderIds(Protocol):
    """Mints client order ids that were never used before."""

    def next(self, symbol: str, /) -> str: ...


class ClientOrderIdForm(Struct, frozen=True, kw_only=True):
    """What a venue takes as client order id."""

    max_len: int = 36
    min_len: int = 1
    alphabet: str = ALPHANUMERIC
    """Characters to mint from, lowest digit first."""
    prefix: str = ""
    template: str = ""
    """Shape of minted ids, where they have one: each `x` is a character of the alphabet, all else stands as it is."""
    number: bool = False
    """Ids are whole numbers on the wire: no zeros ahead."""
    pattern: str | None = None
    """Regular expression for ids given by the caller; None checks prefix, length and alphabet."""

    def problem(self, text: str) -> str | None:
        """Why the venue would refuse `text`, or None."""
        if not self.min_len <= len(text) <= self.max_len:
            wanted = f"{self.max_len}" if self.min_len == self.max_len else f"{self.min_len} to {self.max_len}"
            return f"client order id {text!r} has {len(text)} characters, the venue takes {wanted}"
        if self.pattern is not None:
            if _matcher(self.pattern)(text) is None:
                return f"client order id {text!r} does not match {self.pattern}"
            return None
        if self.number and text[:1] == "0":
            return f"client order id {text!r} begins with a zero, which is lost in a number"
        if not text.startswith(self.prefix):
            return f"client order id {text!r} must start with {self.prefix!r}"
        bad = sorted(set(text[len(self.prefix) :]) - set(self.alphabet))
        return f"client order id {text!r} has characters that the venue refuses: {''.join(bad)}" if bad else None


@lru_cache
def _matcher(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern).fullmatch


class MintedClientOrderIds:
    """Ids of the given form: prefix, time (never the same twice in one object), then random characters.

    Sorted by time where the alphabet is in sort order. Numbers are the time alone, in ms: the first digits of a longer
    one would be zeros; in a shorter one (9 digits at least) the time comes round again, after ten days or more. Where
    the form leaves little room (digits only, short), the time is cut from the left and the random tail shrinks, down to
    a clear refusal: raises ConfigurationError when the form has fewer than 10**9 values.
    """

    _RANDOM_BITS = 48

    def __init__(
        self, form: ClientOrderIdForm | None = None, *, random: Random | None = None, clock: Clock | None = None
    ) -> None:
        self.form = form or ClientOrderIdForm()
        self._random = random or SystemRandom()
        self._clock = clock or SystemClock()
        self._base = len(self.form.alphabet)
        template = self.form.template
        self._numbers = min(self.form.max_len - len(self.form.prefix), _MS_DIGITS)
        if self.form.number and self._numbers < _LEAST_DIGITS:
            raise ConfigurationError(f"client order ids that are numbers need {_LEAST_DIGITS} digits")
        room = template.count("x") if template else self.form.max_len - len(self.form.prefix)
        if self._base < 2 or self._base**room < 10**9:
            raise ConfigurationError("the form of client order ids leaves too few values to be unique")
        # Microseconds until the year 2255 take 53 bits; where they do not fit: milliseconds, in what room there is.
        self._time_len = _digits_for(1 << 53, self._base)
        self._unit = 1_000
        if self._time_len > room:
            self._unit, self._time_len = 1_000_000, room
        tail = min(room - self._time_len, _digits_for(1 << self._RANDOM_BITS, self._base))
        least = room if template else self.form.min_len - len(self.form.prefix)
        self._tail_len = max(tail, least - self._time_len)
        self._tail_bytes = (self._tail_len * self._base.bit_length() + 7) // 8
        self._tail_modulus = self._base**self._tail_len
        self._modulus = self._base**self._time_len
        self._low_len = min(4, self._time_len)
        self._low_modulus = self._base**self._low_len
        self._high = -1
        self._high_text = ""
        self._last = 0

    def next(self, symbol: str, /) -> str:
        text = self._digits()
        if not self.form.template:
            return text
        digits = iter(text)
        return "".join(next(digits) if each == "x" else each for each in self.form.template)

    def _digits(self) -> str:
        if self.form.number:
            self._last = max(self._last + 1, self._clock.time_ns() // 1_000_000)
            return f"{self.form.prefix}{self._last if self._numbers == _MS_DIGITS else self._short(self._last)}"
        self._last = tick = max(self._last + 1, self._clock.time_ns() // self._unit)
        high, low = divmod(tick % self._modulus, self._low_modulus)
        if high != self._high:  # changes every few seconds at most: the larger part of the work is kept
            self._high = high
            self._high_text = self.form.prefix + _encode(high, self._time_len - self._low_len, self.form.alphabet)
        text = self._high_text + _encode(low, self._low_len, self.form.alphabet)
        if not self._tail_len:
            return text
        tail = int.from_bytes(self._random.bytes(self._tail_bytes), "big")
        return text + _encode(tail % self._tail_modulus, self._tail_len, self.form.alphabet)

    def _short(self, tick: int) -> int:
        """A number of so many digits, none of them a zero ahead: of nine digits, one of ten days of milliseconds."""
        least: int = 10 ** (self._numbers - 1)
        return least + tick % (9 * least)


def _digits_for(values: int, base: int) -> int:
    digits, reach = 1, base
    while reach < values:
        digits, reach = digits + 1, reach * base
    return digits


@lru_cache
def _pairs_of(alphabet: str) -> list[str]:
    """Two digits for each value: half as many divisions as one by one."""
    return [high + low for high in alphabet for low in alphabet]


def _encode(value: int, width: int, alphabet: str) -> str:
    base = len(alphabet)
    pairs, square = _pairs_of(alphabet), base * base
    text = ""
    for _ in range(width // 2):
        value, two = divmod(value, square)
        text = pairs[two] + text
    return alphabet[value % base] + text if width % 2 else text
