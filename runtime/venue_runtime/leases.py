"""Leases: credentials or addresses that are themselves fetched, kept alive, lost and fetched again.

`LeaseTerms` and `LeaseTimer` are the pure part: when a lease is kept and when it is over. `Lease` asks the venue.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .clock import NS_PER_S, Clock
from .errors import ConfigurationError, VenueError, VenueResponseError
from .log import EventLogger
from .reading import Reading

__all__ = ["Lease", "LeaseTerms", "LeaseTimer"]

T = TypeVar("T")
R = TypeVar("R")

_RETRIES = 10
"""A lease that could not be kept is tried again after this part of `keep_every`."""


@dataclass(frozen=True, slots=True)
class LeaseTerms:
    """What the documentation says of a lease, in seconds. `lifetime` None: until the venue says that it is gone."""

    lifetime: float | None = None
    keep_every: float | None = None
    """None, where a lease is kept or renewed: after half of its life."""
    lost_codes: frozenset[str] = frozenset()
    """Codes of refusals by which the venue says that it is gone."""


class LeaseTimer:
    """When a lease is over, and when it is to be kept: arithmetic on monotonic nanoseconds."""

    def __init__(self, keep_every: float | None, lifetime: float | None, now: int) -> None:
        self._every = None if keep_every is None else round(keep_every * NS_PER_S)
        self._lifetime = None if lifetime is None else round(lifetime * NS_PER_S)
        self.ends: int | None = None
        self.keep_at: int | None = None
        self.kept(now)

    def kept(self, now: int) -> None:
        """Granted or prolonged at `now`."""
        self.ends = None if self._lifetime is None else now + self._lifetime
        self.keep_at = None if self._every is None else now + self._every

    def not_kept(self, now: int) -> None:
        """The venue could not be asked: soon again."""
        if self._every is not None:
            self.keep_at = now + max(self._every // _RETRIES, 1)

    def over(self, now: int) -> bool:
        """Whether its life is at an end."""
        return self.ends is not None and now >= self.ends


class Lease(Generic[T]):
    """One lease of a client. Concurrent users share one request; it is asked for when it is first needed.

    `grant` asks the venue and returns what to hold, with its lifetime in seconds where the answer tells (else None:
    the terms'). `keep` prolongs what is held; `renew` brings what is held next, as `grant` does. `spawn` starts a task
    that the client owns.
    """

    def __init__(
        self,
        name: str,
        grant: Callable[[], Awaitable[tuple[T, float | None]]],
        *,
        terms: LeaseTerms,
        clock: Clock,
        spawn: Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]],
        log: EventLogger,
        keep: Callable[[T], Awaitable[object]] | None = None,
        renew: Callable[[T], Awaitable[tuple[T, float | None]]] | None = None,
        release: Callable[[T], Awaitable[object]] | None = None,
    ) -> None:
        self.name = name
        self.terms = terms
        self._grant = grant
        self._keep = keep
        self._renew = renew
        self._release = release
        self._clock = clock
        self._spawn = spawn
        self._log = log
        self._held: T | None = None
        self._timer: LeaseTimer | None = None
        self._granting: asyncio.Task[T] | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._listeners: list[Callable[[], None]] = []

    def hold(self, held: T, lifetime: float | None = None) -> None:
        """Use what was granted elsewhere, with its lifetime in seconds where that is known: nothing is asked for it."""
        self.forget()
        self._hold(held, lifetime)

    @property
    def held(self) -> T:
        """What is held. Raises ConfigurationError when nothing is: await `get` first."""
        if self._held is None:
            raise ConfigurationError(f"the lease {self.name} is not held", operation=self.name)
        return self._held

    async def get(self) -> T:
        """What is held, fetched when there is nothing, or when its life is over. Raises as the call that grants it."""
        if self._held is not None and self._timer is not None and not self._timer.over(self._clock.monotonic_ns()):
            return self._held
        self.forget()
        if self._granting is None or self._granting.done():
            self._granting = self._spawn(self._fetch(), f"lease {self.name}")
        # A caller that gives up must not take the others' request with it.
        return await asyncio.shield(self._granting)

    def when_lost(self, listener: Callable[[], None]) -> Callable[[], None]:
        """`listener` is called when the venue says that the lease is gone. Returns how to take that back."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def lose(self) -> None:
        """The venue said that it is gone: what was made with it is told, and the next user fetches another one."""
        self.forget()
        for listener in tuple(self._listeners):
            listener()

    def forget(self) -> None:
        """It is over, or in doubt: the next user fetches another one; what was made with it may live on."""
        self._held = self._timer = None
        if self._keeping is not None and self._keeping is not asyncio.current_task():
            self._keeping.cancel()
        self._keeping = None

    def is_lost_by(self, error: object) -> bool:
        """Whether a refusal says that this lease is gone; it is forgotten then."""
        if not isinstance(error, VenueResponseError) or str(error.code) not in self.terms.lost_codes:
            return False
        self.lose()
        return True

    async def using(self, call: Callable[[], Awaitable[R]]) -> R:
        """A call that is signed with the lease; refused because that is gone, it is made once more with a new one.

        Safe for commands: only what the venue definitely refused is sent again.
        """
        await self.get()
        try:
            return await call()
        except VenueResponseError as error:
            if not error.definitive or not self.is_lost_by(error):
                raise
        await self.get()
        return await call()

    async def close(self) -> None:
        """Give it back, where the venue wants that. Never raises what the venue says: the lease ends by itself."""
        held = self._held
        self.forget()
        if held is not None and self._release is not None:
            try:
                await self._release(held)
            except VenueError as error:
                self._log.warning("lease not given back", lease=self.name, error=error)

    async def _fetch(self) -> T:
        with Reading("", self.name):
            held, lifetime = await self._grant()
        self._hold(held, lifetime)
        return held

    def _hold(self, held: T, lifetime: float | None) -> None:
        now = self._clock.monotonic_ns()
        terms = self.terms
        life = terms.lifetime if lifetime is None else lifetime
        every = terms.keep_every if terms.keep_every is not None or life is None else life / 2
        kept = self._keep is not None or self._renew is not None
        timer = LeaseTimer(every if kept else None, life, now)
        for value in held if isinstance(held, tuple) else (held,):
            if isinstance(value, str):
                self._log.redactor.add(value)
        self._held, self._timer = held, timer
        if timer.keep_at is not None:
            self._keeping = self._spawn(self._keep_alive(held, timer), f"keep lease {self.name}")

    async def _keep_alive(self, held: T, timer: LeaseTimer) -> None:
        while self._timer is timer and timer.keep_at is not None:
            await self._clock.sleep(max(timer.keep_at - self._clock.monotonic_ns(), 0) / NS_PER_S)
            if self._timer is not timer or timer.over(self._clock.monotonic_ns()):
                return
            try:
                with Reading("", self.name):
                    if self._renew is not None:
                        following = await self._renew(held)
                        if self._timer is timer:
                            self._hold(*following)
                        return
                    if self._keep is not None:
                        await self._keep(held)
            except VenueError as error:
                self._log.warning("lease not kept", lease=self.name, error=error)
                if self._renew is not None and isinstance(error, VenueResponseError) and error.definitive:
                    self.forget()  # it lives on where it is used; the next user begins anew
                    return
                if self.is_lost_by(error):
                    return
                timer.not_kept(self._clock.monotonic_ns())
            else:
                timer.kept(self._clock.monotonic_ns())
