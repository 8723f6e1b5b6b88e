"""Finding out what became of a command whose outcome the venue did not state.

`Reconciliation` is the plan as a pure machine: it is told what was asked and answered, takes time as an argument and
says what to do next. `settle` is the thin loop around it. Nothing is ever sent again; the machine only asks.

What counts as evidence:

* the order is found: that is its state (for a cancel or an edit that is still not visible, only once the protection
  window is over: until then the command may yet arrive);
* the order is not found by an answer to a question asked *after* the protection window (or after the deadline that the
  request itself carried): a create was never accepted, an order to cancel is gone. Absence seen earlier means nothing;
* the private stream, or anybody else, tells the order machine first: the reconciliation ends with that.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import Enum
from typing import Protocol

from msgspec import Struct

from .clock import Clock
from .errors import ConfigurationError, NotSupported, OrderNotFound, VenueError, VenueResponseError
from .model import Order, OrderStatus

__all__ = ["Command", "Find", "ReconcilePlan", "Reconciliation", "Step", "settle"]

_NS = 1_000_000_000


class Find(Enum):
    """How a venue lets us look for an order."""

    QUERY = "query"  # ask for it by id
    LIST = "list"  # list open orders and fills, and match
    DEADLINE = "deadline"  # the request expires at the venue: wait for that, then ask or list once


class Command(Enum):
    CREATE = "create"
    EDIT = "edit"
    CANCEL = "cancel"
    CHECK = "check"  # nothing was sent: an order that we hold for open is missing from the venue's list


class ReconcilePlan(Struct, frozen=True, kw_only=True):
    """What the spec declares for a venue. Durations in seconds."""

    find: Find = Find.QUERY
    protection: float = 5.0
    """For this long after the command was sent, not finding the order means nothing."""
    deadline: float | None = None
    """With `Find.DEADLINE`: how long after sending the venue may still accept the request."""
    first_delay: float = 0.25
    max_delay: float = 30.0


class Step(Enum):
    """What `Reconciliation.next` wants."""

    WAIT = "wait"
    QUERY = "query"
    LIST = "list"
    DONE = "done"


class Reconciliation:
    """The machine for one command. `now` is always `Clock.monotonic_ns()`.

    Call `next(now)`; do what it says; report with `found`, `not_found` or `failed`; until it says DONE. `verdict` is
    then the order as the venue told it, or None when the venue has no such order.
    """

    def __init__(
        self, plan: ReconcilePlan, command: Command, *, sent_ns: int, can_query: bool = True, jitter: float = 0.0
    ) -> None:
        """`jitter` in [0, 1) spreads the questions of many clients that lost the same connection."""
        self.command = command
        self.verdict: Order | None = None
        self.attempts = 0
        self._step = Step.LIST if plan.find is Find.LIST or not can_query else Step.QUERY
        wait = plan.deadline if plan.find is Find.DEADLINE and plan.deadline is not None else plan.protection
        self._certain_ns = sent_ns + round(wait * _NS)
        self._delay = plan.first_delay
        self._max_delay = plan.max_delay
        self._jitter = 1.0 + 0.25 * jitter
        self._asked_ns = sent_ns
        # With a deadline there is nothing to learn from absence before it, and a create rarely is worth asking for
        # twice.
        only_after = plan.find is Find.DEADLINE and command is Command.CREATE
        self._due_ns = self._certain_ns if only_after else sent_ns
        self._done = False

    @property
    def done(self) -> bool:
        return self._done

    def next(self, now: int) -> Step:
        if self._done:
            return Step.DONE
        if now < self._due_ns:
            return Step.WAIT
        self._asked_ns = now
        self.attempts += 1
        return self._step

    def wait(self, now: int) -> float:
        """Seconds until `next` will want something."""
        return max(self._due_ns - now, 0) / _NS

    def found(self, order: Order, now: int) -> None:
        """The venue knows the order, in this state."""
        settled = self.command in (Command.CREATE, Command.CHECK) or order.status.is_final or self._certain
        if settled and order.status not in (OrderStatus.PENDING_CANCEL, OrderStatus.PENDING_REPLACE):
            self._finish(order)
        else:
            self._again(now)

    def not_found(self, now: int) -> None:
        """The venue says, or its lists show, that there is no such order."""
        if self._certain:
            self._finish(None)
        else:
            self._again(now)

    def failed(self, now: int, retry_after: float | None = None) -> None:
        """The question itself got no answer, or was refused for `retry_after` seconds: that is no evidence."""
        self._again(now, retry_after or 0.0)

    @property
    def _certain(self) -> bool:
        """The question now being answered was asked late enough for absence to mean something."""
        return self._asked_ns >= self._certain_ns

    def _finish(self, order: Order | None) -> None:
        self.verdict = order
        self._done = True

    def _again(self, now: int, at_least: float = 0.0) -> None:
        delay = max(self._delay * self._jitter, at_least)
        self._delay = min(self._delay * 2, self._max_delay)
        self._due_ns = now + round(delay * _NS)
        if now < self._certain_ns < self._due_ns and not at_least:
            # One question as soon as absence counts, whatever the back-off has grown to.
            self._due_ns = self._certain_ns


class Questions(Protocol):
    """What `settle` may ask; the client implements it over its raw layer, so the limiter is passed each time."""

    async def query(self) -> Order:
        """The order by id; raises OrderNotFound."""
        ...

    async def list_and_match(self) -> Order | None:
        """The order from the venue's lists; None when it is in none of them."""
        ...

    def settled(self) -> Order | None:
        """The order, when something else (the private stream) has told its state meanwhile."""
        ...


async def settle(
    machine: Reconciliation,
    questions: Questions,
    clock: Clock,
    *,
    wait: Callable[[float], Awaitable[None]] | None = None,
    on_error: Callable[[VenueError], None] | None = None,
) -> Order | None:
    """Run `machine` to its end. Returns the order as the venue told it, None when the venue has no such order.

    `wait(seconds)` may return early, when something was learnt otherwise; the default sleeps. Errors of the questions
    go to `on_error` and are waited out, a ban for as long as the venue said; only ConfigurationError and NotSupported
    are raised: they would never get better.
    """
    pause = wait or clock.sleep
    while True:
        known = questions.settled()
        if known is not None:
            return known
        step = machine.next(clock.monotonic_ns())
        if step is Step.DONE:
            return machine.verdict
        if step is Step.WAIT:
            await pause(machine.wait(clock.monotonic_ns()))
            continue
        try:
            order = await (questions.query() if step is Step.QUERY else questions.list_and_match())
        except OrderNotFound:
            machine.not_found(clock.monotonic_ns())
        except (ConfigurationError, NotSupported):
            raise
        except VenueError as error:
            if on_error is not None:
                on_error(error)
            retry_after = error.retry_after if isinstance(error, VenueResponseError) else None
            machine.failed(clock.monotonic_ns(), retry_after)
        else:
            if order is None:
                machine.not_found(clock.monotonic_ns())
            else:
                machine.found(order, clock.monotonic_ns())
