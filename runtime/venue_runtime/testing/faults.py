"""Faults that the simulated venue injects on request, and the text form in which they are asked for.

Text form: `name[=value][:target][@n][*count][%probability]`

- `gap:depth@5`: the fifth book update of channel `depth` is left out
- `429=30:create_order*2`: the first two calls of `create_order` are answered 429 with `Retry-After: 30`
- `delay=0.5:trades%10`: each frame of `trades` is late by half a second with a probability of 10 %
- `timeout_after_accept:create_order`: the order is executed, the answer never sent
- `clock_skew=-1.5`: the venue's clock is 1.5 s behind

`target` is an endpoint, channel or connection id of the spec, a FIX session or a message of its dictionary
(`timeout_after_accept:NewOrderSingle`, `drop:ExecutionReport`), or `*` for any. `@n` counts matching occurrences
from 1.
`*count` is how often it strikes (`*all`: every time); once by default, and every time when a probability is given.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct

Place: TypeAlias = Literal["endpoint", "channel", "session", "venue"]


class FaultKind(Struct, frozen=True):
    """What a fault's name means, where it can strike, and what its `=value` says."""

    name: str
    places: frozenset[Place]
    help: str
    value: str | None = None
    default: Decimal | None = None


def _kind(name: str, places: str, text: str, value: str | None = None, default: str | None = None) -> FaultKind:
    at: list[Place] = []
    if "e" in places:
        at.append("endpoint")
    if "c" in places:
        at.append("channel")
    if "s" in places:
        at.append("session")
    if "v" in places:
        at.append("venue")
    return FaultKind(name, frozenset(at), text, value, None if default is None else Decimal(default))


FAULT_KINDS: dict[str, FaultKind] = {
    kind.name: kind
    for kind in (
        _kind("drop", "cs", "a frame is lost"),
        _kind("delay", "ecs", "an answer or frame is late", "seconds", "1"),
        _kind("duplicate", "cs", "a frame is sent twice"),
        _kind("reorder", "cs", "a frame is sent after the next one of its channel"),
        _kind("gap", "cs", "one book update is left out of the stream"),
        _kind("bad_checksum", "c", "the checksum of a frame is wrong"),
        _kind("malformed", "ecs", "an answer or frame is cut in the middle (FIX: garbled)"),
        _kind("unknown_enum", "ec", "an enumeration carries a word that nobody declared"),
        _kind("extra_field", "ec", "an undeclared field appears"),
        _kind("timeout_after_accept", "es", "the call is executed, the answer never sent"),
        _kind("timeout_before_accept", "es", "the call is not executed and never answered"),
        _kind("disconnect_before_accept", "es", "the call is not executed, and the connection is cut"),
        _kind("disconnect", "ecs", "the connection is cut (a call is executed, but not answered)"),
        _kind(
            "planned_disconnect",
            "cs",
            "the venue announces that it will close, then closes",
            "seconds until it closes",
            "0",
        ),
        _kind("expired_token", "ecs", "the session's token or key has run out"),
        _kind("silence", "s", "a FIX session says nothing more, not even that it is there"),
        _kind("logout", "s", "the venue logs out of a FIX session"),
        _kind("resend_request", "s", "the venue asks for all messages of a FIX session again"),
        _kind("sequence_reset", "s", "a FIX session leaves out numbers and says so", "how many numbers", "1"),
        _kind("clock_skew", "v", "the venue's clock is ahead (negative: behind)", "seconds", "10"),
    )
}
STATUS_HELP = "the call is not executed and answered with this HTTP status (400 to 599)"


class FaultSyntaxError(ValueError):
    """A fault's text cannot be understood; the message says why and what was meant, perhaps."""


class Fault(Struct, frozen=True, kw_only=True):
    """One fault to inject. `count` None means every time; `status` is set for the HTTP faults only."""

    name: str
    target: str = "*"
    at: int = 1
    count: int | None = 1
    probability: Decimal = Decimal(1)
    value: Decimal | None = None

    @property
    def status(self) -> int | None:
        """The HTTP status of faults named by a number."""
        return int(self.name) if self.name.isdigit() else None

    @property
    def seconds(self) -> float:
        """The value as seconds, zero without one."""
        return float(self.value or 0)

    @property
    def places(self) -> frozenset[Place]:
        """Where it can strike."""
        return frozenset(("endpoint", "session")) if self.status is not None else FAULT_KINDS[self.name].places


_GRAMMAR = re.compile(
    r"(?P<name>[A-Za-z0-9_]+)(?:=(?P<value>[^:@*%]+))?(?::(?P<target>\*|[^:@*%\s]+))?"
    r"(?P<rest>(?:@[^@*%]*|\*[^@*%]*|%[^@*%]*)*)"
)
_MODIFIER = re.compile(r"([@*%])([^@*%]*)")


def parse_fault(text: str) -> Fault:
    """Read one fault from its text form.

    Raises:
        FaultSyntaxError: unknown name, missing target, or a count, position or value that is no number.
    """
    match = _GRAMMAR.fullmatch(text.strip())
    if match is None:
        raise FaultSyntaxError(
            f"fault {text!r}: expected name[=value][:target][@n][*count][%probability], as in gap:depth@5"
        )
    name = match["name"]
    status = int(name) if name.isdigit() else None
    if status is not None and not 400 <= status <= 599:
        raise FaultSyntaxError(f"fault {text!r}: HTTP status {status} is not between 400 and 599")
    kind = FAULT_KINDS.get(name)
    if match["target"] is not None and "=" in match["target"]:
        place, _, given = match["target"].partition("=")
        raise FaultSyntaxError(f"fault {text!r}: the value stands behind the name, as in {name}={given}:{place}")
    if kind is None and status is None:
        near = difflib.get_close_matches(name, FAULT_KINDS, n=1)
        hint = (
            f"did you mean {near[0]!r}?" if near else "known: " + ", ".join(sorted(FAULT_KINDS)) + ", or an HTTP status"
        )
        raise FaultSyntaxError(f"fault {text!r}: unknown name {name!r}; {hint}")
    value = _value(text, match["value"], kind)
    target = match["target"]
    venue_wide = kind is not None and kind.places == {"venue"}
    if venue_wide and (target is not None or match["rest"]):
        raise FaultSyntaxError(
            f"fault {text!r}: {name} concerns the whole venue and takes no target, position or count"
        )
    if not venue_wide and target is None:
        raise FaultSyntaxError(f"fault {text!r}: say where, as in {name}:create_order or {name}:* for everywhere")
    at, count, probability = _modifiers(text, match["rest"])
    return Fault(name=name, target=target or "*", at=at, count=count, probability=probability, value=value)


def _value(text: str, given: str | None, kind: FaultKind | None) -> Decimal | None:
    if given is None:
        return kind.default if kind is not None else None
    if kind is not None and kind.value is None:
        raise FaultSyntaxError(f"fault {text!r}: {kind.name} takes no value")
    try:
        value = Decimal(given.removesuffix("s"))
    except InvalidOperation:
        value = Decimal("NaN")
    negative_allowed = kind is not None and "venue" in kind.places
    if not value.is_finite() or (value < 0 and not negative_allowed):
        raise FaultSyntaxError(f"fault {text!r}: {given!r} is not a number of seconds")
    return value


def _modifiers(text: str, rest: str) -> tuple[int, int | None, Decimal]:
    at, count, probability = 1, 1, Decimal(1)
    unlimited = False
    seen: dict[str, str] = {}
    for mark, number in _MODIFIER.findall(rest):
        if mark in seen:
            raise FaultSyntaxError(f"fault {text!r}: {mark!r} is given twice")
        seen[mark] = number
    if "@" in seen:
        at = _positive(text, "@", seen["@"])
    if "%" in seen:
        try:
            probability = Decimal(seen["%"]) / 100
        except InvalidOperation:
            probability = Decimal(0)
        if not (probability.is_finite() and 0 < probability <= 1):
            raise FaultSyntaxError(f"fault {text!r}: %{seen['%']} is not a probability above 0 and up to 100")
        unlimited = "*" not in seen
    if "*" in seen:
        unlimited = seen["*"] == "all"
        count = 1 if unlimited else _positive(text, "*", seen["*"])
    return at, None if unlimited else count, probability


def _positive(text: str, mark: str, number: str) -> int:
    if not number.isdigit() or int(number) < 1:
        what = "a whole number from 1" + (" or all" if mark == "*" else "")
        raise FaultSyntaxError(f"fault {text!r}: {mark}{number} is not {what}")
    return int(number)


def check_target(
    fault: Fault, endpoints: Collection[str], channels: Collection[str], sessions: Collection[str] = ()
) -> None:
    """Refuse a fault that could never strike: its target is no endpoint or channel of the venue, or of the wrong sort.

    `sessions` are FIX sessions and their messages, where the venue has such.

    Raises:
        FaultSyntaxError: with the nearest name.
    """
    if fault.target == "*":
        return
    known: set[str] = set()
    if "endpoint" in fault.places:
        known |= set(endpoints)
    if "channel" in fault.places:
        known |= set(channels)
    if "session" in fault.places:
        known |= set(sessions)
    if fault.target in known:
        return
    sort = " or ".join(sorted(fault.places if sessions else fault.places - {"session"})) or "session"
    if fault.target in {*endpoints, *channels, *sessions}:
        places = (("an endpoint", endpoints), ("a channel", channels), ("a FIX session or message", sessions))
        other = next(name for name, targets in places if fault.target in targets)
        raise FaultSyntaxError(f"fault {fault.name}: {fault.target!r} is {other}, but {fault.name} strikes at a {sort}")
    near = difflib.get_close_matches(fault.target, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else "known: " + ", ".join(sorted(known))
    raise FaultSyntaxError(f"fault {fault.name}: no {sort} is called {fault.target!r}; {hint}")


def describe_faults() -> list[str]:
    """One line a fault, for `--fault list`."""
    lines = []
    width = max(len(name) for name in FAULT_KINDS) + 2
    for kind in FAULT_KINDS.values():
        value = f" (={kind.value}, default {kind.default})" if kind.value else ""
        lines.append(f"{kind.name:<{width}}{'/'.join(sorted(kind.places)):<26}{kind.help}{value}")
    lines.append(f"{'429, 418, 503 …':<{width}}{'endpoint/session':<26}{STATUS_HELP} (=Retry-After in seconds)")
    return lines


class RandomBytes(Protocol):
    """The part of the contract's `Random` that is needed here."""

    def bytes(self, n: int, /) -> bytes:
        """`n` random bytes."""
        ...


class _Armed:
    """One fault with its counters."""

    __slots__ = ("fault", "seen", "struck")

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.seen = 0
        self.struck = 0


class FaultPlan:
    """The faults in force, with their counters. Deterministic for a given `Random`."""

    def __init__(self, faults: Iterable[Fault | str] = (), random: RandomBytes | None = None) -> None:
        self._armed: list[_Armed] = []
        self._random = random
        self.struck: list[tuple[str, str]] = []
        """(fault name, endpoint or channel) of each strike, in order."""
        for fault in faults:
            self.add(fault)

    @property
    def faults(self) -> list[Fault]:
        """All faults that were added and not cleared."""
        return [armed.fault for armed in self._armed]

    def add(self, fault: Fault | str) -> Fault:
        """Arm a fault, given as a value or as text.

        Raises:
            FaultSyntaxError: the text cannot be read.
            ValueError: a probability without an injected random source.
        """
        parsed = parse_fault(fault) if isinstance(fault, str) else fault
        if parsed.probability < 1 and self._random is None:
            raise ValueError(f"fault {parsed.name}: a probability needs an injected random source")
        self._armed.append(_Armed(parsed))
        return parsed

    def clear(self) -> None:
        """Disarm everything; the record of strikes stays."""
        self._armed.clear()

    def strike(self, names: Collection[str], place: Place, *targets: str) -> Fault | None:
        """Count one occurrence for every fault of these names with a target among `targets`; the first due one, if any.

        Faults that are due at the same occurrence take turns: one strikes, the others are due at the next.
        """
        hit: Fault | None = None
        for armed in self._armed:
            fault = armed.fault
            if (
                fault.name not in names
                or place not in fault.places
                or not (fault.target == "*" or fault.target in targets)
            ):
                continue
            armed.seen += 1
            if armed.seen < fault.at or (fault.count is not None and armed.struck >= fault.count) or hit is not None:
                continue
            if fault.probability < 1 and self._draw() >= fault.probability:
                continue
            armed.struck += 1
            hit = fault
            self.struck.append((fault.name, targets[0] if targets else fault.target))
        return hit

    def statuses(self) -> Sequence[str]:
        """Names of the armed HTTP-status faults."""
        return [armed.fault.name for armed in self._armed if armed.fault.status is not None]

    @property
    def skew_ns(self) -> int:
        """Sum of the armed clock skews, nanoseconds."""
        return sum(int((a.fault.value or 0) * 1_000_000_000) for a in self._armed if a.fault.name == "clock_skew")

    def _draw(self) -> Decimal:
        assert self._random is not None
        return Decimal(int.from_bytes(self._random.bytes(4), "big")) / 2**32
