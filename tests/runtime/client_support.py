"""A venue that is all hooks: what a generated client would be, with scripted answers instead of a network."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, ClassVar

import msgspec
from venue_runtime.bindings import (
    Answer,
    BatchEntry,
    BookBinding,
    ChannelBinding,
    CredentialField,
    Environment,
    PrivateBinding,
)
from venue_runtime.booksync import BookRule, SnapshotSource
from venue_runtime.client import VenueClient
from venue_runtime.clock import ManualClock
from venue_runtime.credentials import Credentials
from venue_runtime.errors import NotSupported, VenueError
from venue_runtime.ids import ClientOrderIdForm, SeededRandom
from venue_runtime.links import Link, Outgoing
from venue_runtime.model import (
    Balance,
    CancelRequest,
    Capability,
    EditRequest,
    Fill,
    Instrument,
    InstrumentKind,
    Order,
    OrderRequest,
    Side,
    Ticker,
    Trade,
)
from venue_runtime.reconcile import ReconcilePlan
from venue_runtime.sending import note_sent
from venue_runtime.streams import ConnectionSettings, StreamSubscription
from venue_runtime.websocket import SocketClosed, StreamEndpoint

KEYS = (frozenset({"api_key", "api_secret"}),)
D = Decimal


class Socket:
    """The venue's end is `feed`, `hang_up` and `sent`."""

    def __init__(self) -> None:
        self.on_control: Any = None
        self.sent: list[dict[str, Any]] = []
        self._frames: asyncio.Queue[str | None] = asyncio.Queue()

    def feed(self, **frame: Any) -> None:
        self._frames.put_nowait(msgspec.json.encode(frame).decode())

    def feed_text(self, text: str) -> None:
        self._frames.put_nowait(text)

    def hang_up(self) -> None:
        self._frames.put_nowait(None)

    async def receive(self) -> str:
        frame = await self._frames.get()
        if frame is None:
            raise SocketClosed("gone")
        return frame

    async def send(self, frame: str | bytes) -> None:
        message = msgspec.json.decode(frame)
        self.sent.append(message)
        self.feed(ack=message["id"], error="no such topic" if "bad" in message["topics"] else None)

    async def ping(self) -> None:
        raise AssertionError("not used")

    async def close(self) -> None:
        self.hang_up()


class Connector:
    def __init__(self) -> None:
        self.sockets: list[Socket] = []
        self.urls: list[str] = []
        self.closed = False

    async def connect(self, endpoint: StreamEndpoint, *, timeout: float) -> Socket:
        self.urls.append(endpoint.url)
        self.sockets.append(Socket())
        return self.sockets[-1]

    async def close(self) -> None:
        self.closed = True


class ExampleDialect:
    settings = ConnectionSettings(silence=None, topics=2)

    def __init__(self, name: str, url: str) -> None:
        self.name = name
        self._url = url

    async def endpoint(self) -> StreamEndpoint:
        return StreamEndpoint(url=self._url)

    async def on_open(self, link: Link) -> None:
        return

    def subscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return self._frames("subscribe", subscriptions, link)

    def unsubscribe_frames(self, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        return self._frames("unsubscribe", subscriptions, link)

    def _frames(self, op: str, subscriptions: Sequence[StreamSubscription], link: Link) -> Iterable[Outgoing]:
        number = link.next_id()
        frame = msgspec.json.encode({"op": op, "id": number, "topics": [one.topic for one in subscriptions]})
        yield Outgoing(frame.decode(), tuple(subscriptions), number)

    def receive(self, frame: str | bytes, link: Link) -> None:
        message = msgspec.json.decode(frame)
        if "ack" in message:
            error = message["error"]
            link.acknowledge(message["ack"], None if error is None else VenueError(error))
        else:
            link.push(message["topic"], message["data"])


class ExampleBook(BookRule[dict[str, Any], dict[str, Any]]):
    source = SnapshotSource.REST

    @staticmethod
    def sequence_of_snapshot(snapshot: dict[str, Any]) -> int:
        return int(snapshot["seq"])

    @staticmethod
    def sequence_of(update: dict[str, Any]) -> int:
        return int(update["seq"])

    @staticmethod
    def is_old(update: dict[str, Any], sequence: int | None) -> bool:
        return sequence is not None and update["seq"] <= sequence

    @staticmethod
    def follows(update: dict[str, Any], sequence: int | None) -> bool:
        return sequence is not None and update["seq"] == sequence + 1

    follows_snapshot = follows

    @staticmethod
    def apply_snapshot(snapshot: dict[str, Any], book: Any) -> None:
        book.load(snapshot["bids"], snapshot["asks"])

    @staticmethod
    def apply(update: dict[str, Any], book: Any) -> None:
        book.apply_bids(update["bids"])
        book.apply_asks(update["asks"])


class ExampleConfig(msgspec.Struct, frozen=True, kw_only=True):
    window: int = 5


PUBLIC = (
    Capability.LOAD_INSTRUMENTS,
    Capability.FETCH_TICKER,
    Capability.WATCH_TRADES,
    Capability.WATCH_ORDER_BOOK,
)
PRIVATE = (
    Capability.CREATE_ORDER,
    Capability.EDIT_ORDER,
    Capability.CANCEL_ORDER,
    Capability.CANCEL_ALL_ORDERS,
    Capability.CREATE_ORDERS,
    Capability.CANCEL_ORDERS,
    Capability.CANCEL_ALL_ORDERS_AFTER,
    Capability.CANCEL_ON_DISCONNECT,
    Capability.FETCH_ORDER,
    Capability.FETCH_OPEN_ORDERS,
    Capability.FETCH_MY_TRADES,
    Capability.FETCH_BALANCES,
    Capability.WATCH_ORDERS,
    Capability.WATCH_FILLS,
    Capability.WATCH_BALANCES,
)


LACKS = frozenset({Capability.CREATE_ORDERS, Capability.CANCEL_ON_DISCONNECT})


class Example(VenueClient):
    """`answers[hook]` is a list of what the hook returns or raises, in turn; `calls` is what was asked."""

    venue = "example"
    environments: ClassVar[dict[str, Environment]] = {
        "production": Environment(
            urls={"rest": "https://api.example.com/v1", "ws": "wss://ws.example.com:9443/stream"},
        ),
        "testnet": Environment(urls={"rest": "https://test.example.com"}, lacks=LACKS),
    }
    credential_fields = (CredentialField("api_key", secret=False), CredentialField("api_secret"))
    offers: ClassVar[dict[Capability, tuple[frozenset[str], ...]]] = {
        **dict.fromkeys(PUBLIC, ()),
        **dict.fromkeys(PRIVATE, KEYS),
    }
    client_order_id_form = ClientOrderIdForm(max_len=20, pattern=r"[A-Za-z0-9]{1,20}")
    reconcile_plan = ReconcilePlan(protection=5.0, first_delay=1.0)
    config_type = ExampleConfig
    batch_by_symbol = False

    def _setup(self) -> None:
        self.answers: dict[str, list[Any]] = {}
        self.unmakeable: set[str] = set()
        """Hooks that fail before anything is sent."""
        self.calls: list[tuple[str, Any]] = []

    def script(self, hook: str, *answers: Any) -> None:
        self.answers.setdefault(hook, []).extend(answers)

    def asked(self, hook: str) -> int:
        return sum(name == hook for name, _ in self.calls)

    async def _answer(self, hook: str, *arguments: Any, default: Any = None) -> Any:
        self.calls.append((hook, arguments))
        if hook not in self.unmakeable:
            note_sent()
        waiting = self.answers.get(hook)
        if not waiting:
            if default is None:
                raise AssertionError(f"{hook} was not expected")
            return default
        answer = waiting.pop(0)
        if isinstance(answer, asyncio.Future):
            answer = await answer
        if callable(answer):
            answer = answer(*arguments)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def _load_instruments(self) -> Iterable[Instrument]:
        self.calls.append(("load_instruments", ()))
        return [
            Instrument(
                symbol=f"{base}/BBB",
                venue_symbol=f"{base}BBB",
                kind=InstrumentKind.SPOT,
                base=base,
                quote="BBB",
                price_increment=D("0.01"),
                quantity_increment=D("0.001"),
                min_quantity=D("0.001"),
            )
            for base in ("AAA", "CCC", "DDD", "BAD")
        ]

    async def _fetch_ticker(self, instrument: Instrument) -> Ticker:
        return await self._answer("ticker", instrument)  # type: ignore[no-any-return]

    async def _create_order(self, request: OrderRequest, instrument: Instrument) -> Order | Answer:
        return await self._answer("create", request)  # type: ignore[no-any-return]

    async def _edit_order(self, request: EditRequest, instrument: Instrument, known: Order | None) -> Order | Answer:
        return await self._answer("edit", request, known)  # type: ignore[no-any-return]

    async def _cancel_order(
        self, request: CancelRequest, instrument: Instrument, known: Order | None
    ) -> Order | Answer:
        return await self._answer("cancel", request, known)  # type: ignore[no-any-return]

    async def _cancel_all_orders(self, instrument: Instrument | None) -> list[Order] | None:
        return await self._answer("cancel_all", instrument)  # type: ignore[no-any-return]

    def _create_orders_entry(self, request: OrderRequest, instrument: Instrument) -> BatchEntry[OrderRequest, Any]:
        if request.reduce_only:
            raise NotSupported("no reduce_only here")
        group = instrument.venue_symbol if self.batch_by_symbol else None
        return BatchEntry(request=request, instrument=instrument, item=request.client_order_id, group=group)

    async def _create_orders(self, batch: Sequence[BatchEntry[OrderRequest, Any]]) -> Any:
        return await self._answer("create_many", batch)

    async def _cancel_orders(self, batch: Sequence[BatchEntry[CancelRequest, Any]]) -> Any:
        return await self._answer("cancel_many", batch)

    async def _cancel_all_orders_after(self, seconds: float, instrument: Instrument | None) -> None:
        await self._answer("cancel_after", seconds, *([] if instrument is None else [instrument.venue_symbol]))

    async def _cancel_on_disconnect(self) -> None:
        await self._answer("on_disconnect")

    async def _fetch_order(
        self, instrument: Instrument, venue_order_id: str | None, client_order_id: str | None
    ) -> Order | Answer:
        return await self._answer("order", venue_order_id, client_order_id)  # type: ignore[no-any-return]

    async def _fetch_open_orders(self, instrument: Instrument | None) -> list[Order]:
        return list(await self._answer("open", instrument, default=()))

    async def _fetch_my_trades(self, instrument: Instrument | None, since: int | None, limit: int | None) -> list[Fill]:
        return list(await self._answer("my_trades", instrument, since, default=()))

    async def _fetch_balances(self, account: str | None) -> Iterable[Balance]:
        return await self._answer("balances", account, default=())  # type: ignore[no-any-return]

    def _dialect(self, connection: str, partition: str | None) -> ExampleDialect:
        return ExampleDialect(connection, self.endpoints["ws"])

    def _bind_trades(self) -> ChannelBinding[Trade]:
        return ChannelBinding(
            connection="market",
            topic=lambda i: "bad" if i.base == "BAD" else f"trade:{i.venue_symbol}",
            read=lambda m, i, recv: (
                Trade(symbol=i.symbol, trade_id=m["id"], price=D(m["p"]), quantity=D(m["q"]), ts_recv=recv),
            ),
        )

    def _bind_order_book(self, instrument: Instrument, depth: int | None) -> BookBinding:
        return BookBinding(
            connection="market",
            topic=f"book:{instrument.venue_symbol}",
            rule=ExampleBook,
            read=lambda payload: (payload,),
            snapshot=lambda: self._answer("snapshot", instrument),
        )

    def _bind_private(self) -> tuple[PrivateBinding, ...]:
        return (PrivateBinding(connection="user", topic="user", read=self._read_private),)

    def _read_private(self, payload: dict[str, Any], ts_recv: int) -> Iterable[Any]:
        kind = payload.pop("kind")
        if kind == "order":
            yield msgspec.convert(payload, Order)
        elif kind == "fill":
            yield msgspec.convert(payload, Fill)
        else:
            yield msgspec.convert(payload, Balance)


def client(**options: Any) -> Example:
    fields: dict[str, Any] = {
        "credentials": Credentials(api_key="key", api_secret="hush"),
        "clock": ManualClock(),
        "random": SeededRandom(1),
        "websocket": Connector(),
        "strict_orders": True,
        **options,
    }
    return Example(**fields)


def limit_order(**more: Any) -> dict[str, Any]:
    from venue_runtime.model import OrderType

    return {"side": Side.BUY, "type": OrderType.LIMIT, "quantity": D(1), "price": D(10), **more}


async def turns(count: int = 30) -> None:
    """Let every task that can run, run."""
    for _ in range(count):
        await asyncio.sleep(0)
