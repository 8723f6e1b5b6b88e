"""Handing messages and news of a connection to those who subscribed. One that raises costs the others nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from .dialects import ConnectionCounters, Consumer, Dialect, StreamSubscription, SubscriptionState
from .errors import FeedError, VenueError
from .links import Frame
from .reading import unreadable
from .wire import UNREADABLE

__all__ = ["Delivery"]

log = logging.getLogger("venue_runtime.streams")


class Delivery:
    """The subscriptions of a connection: what links read goes to their consumers, by route key."""

    def __init__(self, dialect: Dialect, venue: str) -> None:
        self.dialect = dialect
        self.counters = ConnectionCounters()
        self.connected: list[Callable[[bool], None]] = []
        self.disconnected: list[Callable[[VenueError], None]] = []
        self._venue = venue
        self._subscriptions: dict[Hashable, StreamSubscription] = {}

    # ------------------------------------------------------------------ what links call

    def deliver(self, key: Hashable, payload: Any, ts_recv: int) -> None:
        subscription = self._subscriptions.get(key)
        if subscription is None:
            if all(key != kept for _, kept in self.dialect.settings.always):
                self.counters.unrouted += 1
            return
        for consumer in subscription.consumers:
            try:
                consumer.on_message(payload, ts_recv)
            except Exception as error:
                told: Exception = error
                if isinstance(error, UNREADABLE):
                    told = unreadable(error, self._venue, self.dialect.name)
                    self.counters.undecodable += 1
                    log.warning("%s: unreadable message of %s", told, subscription.key)
                else:
                    self._handler_failed(subscription, error)
                self._guard(partial(consumer.on_skipped, FeedError(f"a message was lost to an error: {told}")))

    def undecodable(self, error: Exception, frame: Frame) -> None:
        self.counters.undecodable += 1
        log.warning("%s %s: unreadable frame of %d characters: %s", self._venue, self.dialect.name, len(frame), error)
        told = FeedError(f"unreadable frame: {error}", venue=self._venue, operation=self.dialect.name)
        self._tell(lambda consumer: consumer.on_skipped(told))

    # ------------------------------------------------------------------ telling

    def _announce(self, *, resumed: bool) -> None:
        for listener in self.connected:
            self._guard(partial(listener, resumed))

    def _end(self, subscription: StreamSubscription, error: VenueError) -> None:
        self._subscriptions.pop(subscription.key, None)
        subscription.state = SubscriptionState.REJECTED
        subscription.error = error
        subscription.settled.set()
        self._call(subscription, lambda consumer: consumer.on_failed(error))

    def _tell(self, event: Callable[[Consumer], None]) -> None:
        for subscription in list(self._subscriptions.values()):
            self._call(subscription, event)

    def _call(self, subscription: StreamSubscription, event: Callable[[Consumer], None]) -> None:
        for consumer in list(subscription.consumers):
            try:
                event(consumer)
            except Exception as error:
                self._handler_failed(subscription, error)

    def _guard(self, call: Callable[[], None]) -> None:
        try:
            call()
        except Exception:
            self.counters.handler_errors += 1
            log.exception("%s %s: a listener failed", self._venue, self.dialect.name)

    def _handler_failed(self, subscription: StreamSubscription, error: Exception) -> None:
        self.counters.handler_errors += 1
        log.error("%s %s: a handler of %s failed", self._venue, self.dialect.name, subscription.key, exc_info=error)
