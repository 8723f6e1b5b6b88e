"""What a generated client tells the base client about its venue: data and small typed functions, no logic.

A generated client looks like this (shortened); everything public comes from `VenueClient`:

```python
class Example(VenueClient):
    venue = "example"
    environments = {
        "production": Environment(urls={"rest": "https://api.example.com", "market": "wss://ws.example.com"}),
        "testnet": Environment(urls={...}, lacks=frozenset({Capability.FETCH_BALANCES})),
    }
    credential_fields = (CredentialField("api_key"), CredentialField("api_secret"))
    all_capabilities = {Capability.FETCH_TICKER: (), Capability.CREATE_ORDER: ("api_key", "api_secret"), ...}
    client_order_id_form = ClientOrderIdForm(max_len=36, pattern=r"[A-Za-z0-9_-]{1,36}")
    reconcile_plan = ReconcilePlan(find=Find.QUERY, protection=5.0)
    config_type = ExampleConfig

    def _setup(self) -> None:                  # once, at the end of construction: signer, raw layer, buckets
        self.raw = ExampleRaw(self)

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        result = await self.raw.ticker(symbol=instrument.venue_symbol)
        return mapping.ticker(result, instrument, self.clock.time_ns())

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        result = await self.raw.new_order(symbol=instrument.venue_symbol, side=SIDES[request.side], ...)
        return order_from_request(request, venue_order_id=str(result.order_id), status=OrderStatus.NEW)

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="market",
            topic=lambda i: f"{i.venue_symbol.lower()}@trade",
            read=lambda payload, i, recv: (mapping.trade(self._decode_trade(payload), i, recv),),
        )

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="market",
            topic=f"{instrument.venue_symbol.lower()}@depth",
            rule=SpotBookRule,
            read=lambda payload: (self._decode_depth_update(payload),),
            snapshot=lambda: self.raw.depth(symbol=instrument.venue_symbol, limit=5000),
        )

    def _bind_private(self) -> tuple[PrivateBinding, ...]:
        return (PrivateBinding(connection="user", topic="orders", read=self._read_user_event),)
```
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar

from msgspec import Struct

from .deltas import Deltas
from .feeds import ItemConsumer
from .model import Balance, Capability, Fill, Instrument, Order, Position

if TYPE_CHECKING:
    from .booksync import BookRule
    from .credentials import Credentials

__all__ = [
    "Answer",
    "BatchEntry",
    "BookBinding",
    "ChannelBinding",
    "CredentialField",
    "Environment",
    "PrivateBinding",
    "PrivateEvent",
    "Topic",
    "unread",
    "with_defaults",
]

T = TypeVar("T")
R = TypeVar("R")
W = TypeVar("W")

Topic: TypeAlias = Any
"""What is subscribed, as the venue's frames carry it: text, or a map. Opaque to the base client."""

PrivateEvent: TypeAlias = Order | Fill | Balance | Position
"""What a private payload can mean. One payload may mean several: an order report that carries its fill gives both."""


@dataclass(frozen=True, slots=True)
class Environment:
    """One deployment of the venue: its base URLs by name, headers of every request, and what it does not offer."""

    urls: Mapping[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)
    lacks: frozenset[Capability] = frozenset()
    constants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CredentialField:
    """One part of the credentials. `optional` fields may replace one another; endpoints name what they need."""

    name: str
    secret: bool = True
    optional: bool = False
    encoding: Literal["text", "base64", "hex"] = "text"
    formats: tuple[str, ...] = ()
    """Accepted forms of a private key, as in `load_private_key`."""
    default: Callable[[Credentials], str] | None = None
    """Its value when the user gives none, made of the credentials in `made_of`, where these are given."""
    made_of: tuple[str, ...] = ()


def with_defaults(credentials: Credentials, fields: Sequence[CredentialField]) -> Credentials:
    """`credentials` with what is made of others. Raises ConfigurationError for one that nothing can be made of."""
    for each in fields:
        given = all(name in credentials for name in each.made_of)
        if each.default is not None and given and each.name not in credentials:
            credentials = credentials.plus(each.name, each.default(credentials))
    return credentials


class Answer(Struct, frozen=True, kw_only=True):
    """An order together with what else the same answer told: all of it enters the order machine."""

    order: Order
    fills: tuple[Fill, ...] = ()
    others: tuple[Order, ...] = ()
    """Orders that shared its fate, such as the other legs of a list."""


class BatchEntry(Struct, Generic[R, W], frozen=True, kw_only=True):
    """One order of a batch: what is asked, and what it is on the wire."""

    request: R
    instrument: Instrument
    item: W
    known: Order | None = None
    """Of a cancel: the order as the client knows it; None after a restart."""
    group: str | None = None
    """Entries of several groups go in several requests."""


@dataclass(frozen=True, slots=True)
class ChannelBinding(Generic[T]):
    """A public channel: where it is subscribed, and what a payload means.

    `read(payload, instrument, ts_recv)` gets what the dialect pushed and returns contract objects, none for a payload
    that means nothing to us. It runs in the read loop and must not block.
    """

    connection: str
    topic: Callable[[Instrument], Topic]
    read: Callable[[Any, Instrument, int], Iterable[T]]
    key: Callable[[Instrument], str] | None = None
    """Text that pushes of this channel carry; None: the topic itself."""
    partition: Callable[[Instrument], str] | None = None
    """Where the connection's URL depends on the instrument: connections are pooled per value."""
    deltas: Deltas[Any] | None = None
    """Where messages may name only what changed: `read` gets whole messages instead of payloads."""
    consumer: type[ItemConsumer[T]] = ItemConsumer
    """What takes the messages of one instrument: another one where a message means more behind those before it."""


@dataclass(frozen=True, slots=True)
class PrivateBinding:
    """A private channel, subscribed after login. `topic` None: its pushes come with the login itself.

    `read(payload, ts_recv)` returns what the payload means, in the order in which it happened.
    """

    connection: str
    read: Callable[[Any, int], Iterable[PrivateEvent]]
    topic: Topic | None = None
    key: str | None = None


def unread(payload: Any, ts_recv: int) -> Iterable[PrivateEvent]:
    """Of a private channel that is subscribed for its own sake: what it carries is not read."""
    return ()


@dataclass(frozen=True, slots=True)
class BookBinding:
    """The book of one instrument: its channel, its rule, and where a fresh book comes from.

    `read(payload)` decodes a payload into the updates that `rule` takes. `snapshot()` fetches one for rules whose
    source is REST or REQUEST; None for the others.
    """

    connection: str
    topic: Topic
    rule: type[BookRule[Any, Any]]
    read: Callable[[Any], Iterable[Any]]
    snapshot: Callable[[], Awaitable[Any]] | None = None
    key: str | None = None
    partition: str | None = None
    depth: int | None = None
    """Levels that the venue keeps up per side, where that depends on what was asked for; None: the rule's."""
    silence: float | None = None
    """Seconds without a message after which the book is stale; None: the channel may be silent."""
