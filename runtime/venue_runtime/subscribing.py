"""Asking for subscriptions: frames within the venue's limits, and which of them it confirmed, refused or left open."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Sequence

from .clock import Clock
from .delivery import Delivery
from .dialects import Dialect, StreamSubscription, SubscriptionState
from .errors import FeedError, StaleFeed, SubscriptionRejected, VenueError
from .links import Link, Outgoing, Pending, within

__all__ = ["Subscribing"]


class Subscribing(Delivery):
    """The half of a connection that asks. Each call is about one socket and ends with it."""

    def __init__(self, dialect: Dialect, venue: str, clock: Clock) -> None:
        super().__init__(dialect, venue)
        self._settings = dialect.settings
        self._clock = clock
        self._gate = asyncio.Lock()

    async def _subscribe(self, link: Link, subscriptions: list[StreamSubscription], *, quiet: bool = False) -> None:
        """`quiet`: for a socket that is not yet in use, so that consumers hear of it later."""
        missing = {one.key: one for one in subscriptions}

        def settle(subscription: StreamSubscription, error: VenueError | None) -> None:
            missing.pop(subscription.key, None)
            if error is None:
                link.confirmed.add(subscription.key)
            if error is not None:
                self._reject(subscription, error)
            elif subscription.state is not SubscriptionState.CLOSED:
                self._confirm(subscription, quiet=quiet)

        if not quiet:
            for one in subscriptions:
                self._call(one, lambda consumer: consumer.on_subscribing())
        for one in subscriptions:
            if one.topic is None:
                settle(one, None)
        for _ in range(self._settings.ack_attempts):
            asked = [one for one in missing.values() if one.state is not SubscriptionState.CLOSED]
            if not asked or link.ended.done():
                return
            await self._send(link, asked, self.dialect.subscribe_frames, settle)
        for one in list(missing.values()):
            if one.state is not SubscriptionState.CLOSED and not link.ended.done():
                self._reject(one, StaleFeed(f"subscription not answered in {self._settings.ack_attempts} attempts"))

    async def _send(
        self,
        link: Link,
        subscriptions: list[StreamSubscription],
        frames: Callable[[Sequence[StreamSubscription], Link], Iterable[Outgoing]],
        settle: Callable[[StreamSubscription, VenueError | None], None],
    ) -> None:
        """Send, and wait until all is answered, the time is up or the socket ended."""
        waiting: list[Pending] = []
        most = self._settings.in_flight
        try:
            async with self._gate if most is not None else contextlib.nullcontext():
                for outgoing in frames(subscriptions, link):
                    if not self._settings.acknowledged:
                        await link.send(outgoing.frame)
                        for one in outgoing.subscriptions:
                            settle(one, None)
                        continue
                    if most is not None and len(waiting) >= most:
                        await self._answered(link, waiting[-most])
                    pending = link.expect(outgoing, settle)
                    waiting.append(pending)
                    await link.send(outgoing.frame)
                for pending in waiting:
                    await self._answered(link, pending)
        finally:
            for pending in waiting:
                link.forget(pending)

    async def _answered(self, link: Link, pending: Pending) -> None:
        if not await within(self._clock, self._settings.ack_timeout, pending.done):
            self.counters.acks_lost += 1
        link.forget(pending)

    def _confirm(self, subscription: StreamSubscription, *, quiet: bool) -> None:
        subscription.state = SubscriptionState.CONFIRMED
        subscription.settled.set()
        if not quiet:
            self._call(subscription, lambda consumer: consumer.on_subscribed())

    def _reject(self, subscription: StreamSubscription, error: VenueError) -> None:
        self.counters.refused += 1
        rejected = (
            error
            if isinstance(error, FeedError)
            else SubscriptionRejected(
                f"subscription refused: {error.message}",
                venue=self._venue,
                operation=self.dialect.name,
                code=getattr(error, "code", None),
            )
        )
        rejected.venue = rejected.venue or self._venue
        self._end(subscription, rejected)
