"""Our side of a session in the judges' tests: messages as plain fields, and what comes back written down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from venue_runtime.dialects import Backoff
from venue_runtime.fix.config import SessionConfig
from venue_runtime.fix.connection import Connect, connect_to
from venue_runtime.fix.initiator import FixInitiator
from venue_runtime.fix.interfaces import BaseApplication
from venue_runtime.fix.message import Message
from venue_runtime.fix.store import StoreFactory, memory_store

PATIENCE = 15.0


@dataclass(frozen=True)
class Plain:
    """A message of fields as they are."""

    msg_type: str
    fields: Mapping[int, object]

    def body(self) -> str:
        return "".join(f"{tag}={text}\x01" for tag, text in self.fields.items())


def now() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H:%M:%S.%f")[:-3]


def order(cl_ord_id: str, side: str, quantity: int, price: int) -> Plain:
    return Plain(
        "D", {11: cl_ord_id, 21: 1, 38: quantity, 40: 2, 44: price, 54: 1 if side == "buy" else 2, 55: "BTC", 60: now()}
    )


def replace(cl_ord_id: str, original: str, side: str, quantity: int, price: int) -> Plain:
    fields = dict(order(cl_ord_id, side, quantity, price).fields)
    return Plain("G", dict(sorted((fields | {41: original}).items())))


def cancel(cl_ord_id: str, original: str, side: str) -> Plain:
    return Plain("F", {11: cl_ord_id, 38: 1, 41: original, 54: 1 if side == "buy" else 2, 55: "BTC", 60: now()})


class Trader(BaseApplication):
    """Writes down what it is told."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()
        self.messages: list[Message] = []
        self.rejects: list[Message] = []
        self.logons = 0
        self.logouts: list[str] = []
        self.disconnects = 0

    def on_logon(self, message: Message) -> None:
        self.logons += 1
        self._changed.set()

    def on_message(self, message: Message, ts_recv: int) -> None:
        self.messages.append(message)
        self._changed.set()

    def on_reject(self, message: Message) -> None:
        self.rejects.append(message)
        self._changed.set()

    def on_logout(self, text: str) -> None:
        self.logouts.append(text)
        self._changed.set()

    def on_disconnected(self) -> None:
        self.disconnects += 1
        self._changed.set()

    async def until(self, holds: Callable[[], object], what: str = "it") -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not holds():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            seen = [message.fields for message in (self.messages + self.rejects)[-8:]]
            raise AssertionError(f"{what} never came; {self.logons} logons, {self.logouts}, {seen}") from None

    def reports(self, *tags: str) -> list[tuple[str, ...]]:
        """These fields of every message so far."""
        return [tuple(message.get(tag) for tag in tags) for message in self.messages]


def config_for(version: str, **more: object) -> SessionConfig:
    fixt = version == "FIX.5.0SP2"
    settings: dict[str, object] = {
        "begin_string": "FIXT.1.1" if fixt else version,
        "default_appl_ver_id": "9" if fixt else "",
        "sender_comp_id": "TRADER",
        "target_comp_id": "VENUE",
        "heartbeat": 30,
    }
    return SessionConfig(**{**settings, **more})  # type: ignore[arg-type]


@asynccontextmanager
async def trader_to(
    port: int, version: str, *, store: StoreFactory = memory_store, connect: Connect | None = None, **more: object
) -> AsyncIterator[tuple[FixInitiator, Trader]]:
    """An initiator that is logged on to a port."""
    trader = Trader()
    initiator = FixInitiator(
        config_for(version, **more),
        application=trader,
        connect=connect or connect_to(f"tcp://127.0.0.1:{port}"),
        store=store,
        backoff=Backoff(first=0.1, longest=0.5),
    )
    try:
        await initiator.ready(PATIENCE)
        yield initiator, trader
    finally:
        await initiator.close()
