"""Market data over one FIX session: each subscription is a request with an id of ours, and messages name it."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, cast

from ..delivery import Delivery
from ..dialects import ConnectionSettings, Consumer, Dialect, StreamSubscription, SubscriptionState
from ..errors import ConfigurationError, FeedError, SubscriptionRejected, TransportError, VenueError
from .interfaces import NotLoggedOn
from .meaning import FixFeed, FixTopic, RefusedWith

if TYPE_CHECKING:
    from .decoding import FixMessage
    from .line import FixLine

__all__ = ["FixMarket", "SentAs"]

SentAs = tuple[str, int]
"""SenderCompID and MsgSeqNum of a message of ours."""


class _Line:
    """What deliveries ask of a dialect."""

    settings = ConnectionSettings()

    def __init__(self, name: str) -> None:
        self.name = name


class FixMarket(Delivery):
    """The subscriptions of a session. They are asked for again at every logon, with ids of their own."""

    def __init__(self, line: FixLine, venue: str) -> None:
        super().__init__(cast(Dialect, _Line(line.name)), venue)
        self._line = line
        self._feeds: dict[type, tuple[FixFeed, ...]] = {}
        for feed in line.plan.feeds:
            self._feeds[feed.message] = (*self._feeds.get(feed.message, ()), feed)
        self._ids: dict[str, StreamSubscription] = {}
        self._numbers: dict[SentAs, StreamSubscription] = {}
        self._asked: dict[Hashable, str] = {}
        self._last_id = 0
        self._tasks: set[asyncio.Task[None]] = set()

    # ------------------------------------------------------------------ use: as `ConnectionPool` and `Connection`

    async def subscribe(self, topic: Any, consumer: Consumer, *, key: Hashable | None = None) -> StreamSubscription:
        """Deliver what belongs to `topic` (a FixTopic), across all reconnects. Returns when it was asked for.

        Raises TransportError where the session cannot be opened, SubscriptionRejected when it was refused at once.
        """
        subscription = self._subscriptions.get(topic)
        if subscription is not None:
            subscription.consumers.append(consumer)
            if subscription.state is SubscriptionState.CONFIRMED:
                consumer.on_subscribing()
                consumer.on_subscribed()
            await subscription.settled.wait()
        else:
            most = self._line.plan.subscriptions
            if most is not None and len(self._subscriptions) >= most:
                raise ConfigurationError(f"a session has {most} subscriptions at most", venue=self._venue)
            subscription = StreamSubscription(self, topic, topic)
            self._subscriptions[topic] = subscription
            subscription.consumers.append(consumer)
            try:
                await self._line.ready(self._line.timeout)
                if subscription.state is SubscriptionState.PENDING and topic not in self._asked:
                    await self._ask(subscription)
            except BaseException:
                self._subscriptions.pop(topic, None)
                raise
        if subscription.error is not None:
            raise subscription.error
        return subscription

    async def unsubscribe(self, subscription: StreamSubscription, consumer: Consumer) -> None:
        """Remove a consumer; after the last one the venue is told."""
        if consumer in subscription.consumers:
            subscription.consumers.remove(consumer)
        if subscription.consumers or self._subscriptions.get(subscription.key) is not subscription:
            return
        del self._subscriptions[subscription.key]
        subscription.state = SubscriptionState.CLOSED
        await self._drop(subscription)

    async def renew(self, subscription: StreamSubscription) -> None:
        """Unsubscribe and subscribe again. While the session is down there is nothing to do: it asks anyway."""
        if self._line.logged_on and subscription.state is SubscriptionState.CONFIRMED:
            subscription.state = SubscriptionState.PENDING
            await self._drop(subscription)
            await self._ask(subscription)

    async def reconnect(self, reason: str) -> None:
        """Give the session up with all that is on it."""
        self._line.initiator.logout(reason)

    def close(self) -> None:
        """The session is closed: nobody waits for it any more."""
        for task in self._tasks:
            task.cancel()
        error = TransportError("the session was closed", venue=self._venue, sent=False)
        for subscription in list(self._subscriptions.values()):
            if not subscription.settled.is_set():
                subscription.error = error
                subscription.settled.set()
        self._subscriptions.clear()

    # ------------------------------------------------------------------ what the session tells

    def take(self, message: FixMessage, ts_recv: int) -> bool:
        """Whether it is market data; delivered to the subscription that it names."""
        feeds = self._feeds.get(type(message))
        if feeds is None:
            return False
        for feed in feeds:
            subscription = self._ids.get(feed.id(message))
            if subscription is None or subscription.topic.channel != feed.channel:
                continue
            refused = feed.refused(message) if feed.refused is not None else None
            if refused is not None:
                self._reject(subscription, refused)
            else:
                whole = message if feed.complete is None else feed.complete(message)
                self.deliver(subscription.key, whole, ts_recv)
            return True
        self.counters.unrouted += 1
        return True

    def refused(self, sent_as: SentAs, refused: RefusedWith) -> bool:
        """Whether a message of ours that was rejected was a subscription."""
        subscription = self._numbers.get(sent_as)
        if subscription is not None:
            self._reject(subscription, refused)
        return subscription is not None

    def up(self) -> None:
        """Logged on: everything is asked for anew."""
        self._forget()
        wanted = list(self._subscriptions.values())
        if wanted:
            self._spawn(self._ask_all(wanted))

    def down(self) -> None:
        """The session is gone."""
        self._forget()
        error = FeedError("the FIX session was interrupted", venue=self._venue, operation=self._line.name)
        for subscription in self._subscriptions.values():
            if subscription.state is SubscriptionState.CONFIRMED:
                subscription.state = SubscriptionState.PENDING
        self._tell(lambda consumer: consumer.on_interrupted(error))

    # ------------------------------------------------------------------ inside

    def _spawn(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ask_all(self, subscriptions: list[StreamSubscription]) -> None:
        for subscription in subscriptions:
            if subscription.state is SubscriptionState.CLOSED or subscription.key in self._asked:
                continue
            try:
                await self._ask(subscription)
            except VenueError:
                return  # the session is gone again: the next logon asks

    async def _ask(self, subscription: StreamSubscription) -> None:
        self._last_id += 1
        request_id = f"{self._line.name}{self._last_id}"
        topic: FixTopic = subscription.topic
        self._asked[subscription.key] = request_id
        self._ids[request_id] = subscription
        self._call(subscription, lambda consumer: consumer.on_subscribing())
        sent_as = await self._line.send(topic.subscribe(request_id))
        self._numbers[sent_as] = subscription
        if subscription.state is SubscriptionState.PENDING:
            subscription.state = SubscriptionState.CONFIRMED
            subscription.settled.set()
            self._call(subscription, lambda consumer: consumer.on_subscribed())

    async def _drop(self, subscription: StreamSubscription) -> None:
        request_id = self._asked.pop(subscription.key, None)
        if request_id is None:
            return
        self._ids.pop(request_id, None)
        topic: FixTopic = subscription.topic
        if topic.unsubscribe is not None and self._line.logged_on:
            try:
                await self._line.send(topic.unsubscribe(request_id))
            except NotLoggedOn:
                return  # it ended with the session

    def _reject(self, subscription: StreamSubscription, refused: RefusedWith) -> None:
        code, text = refused
        self._asked.pop(subscription.key, None)
        self.counters.refused += 1
        self._end(
            subscription,
            SubscriptionRejected(
                f"subscription refused: {text or 'no text'}",
                venue=self._venue,
                operation=self._line.name,
                code=None if code is None else str(code),
            ),
        )

    def _forget(self) -> None:
        self._ids.clear()
        self._numbers.clear()
        self._asked.clear()
