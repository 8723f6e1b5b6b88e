"""A store that fails (a full disk) ends the connection, and what was told not to be sent is never sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import pytest
from fix_loopback import CLIENT, VENUE, Client, Order, Venue
from venue_runtime.dialects import Backoff
from venue_runtime.fix.acceptor import AcceptedSession, FixAcceptor
from venue_runtime.fix.connection import connect_to
from venue_runtime.fix.initiator import FixInitiator
from venue_runtime.fix.interfaces import NotLoggedOn, PlainCodec
from venue_runtime.fix.store import MemoryStore


class Disk(MemoryStore):
    full = False

    def commit(self, messages: Sequence[tuple[int, bytes]], next_out: int, next_in: int, /) -> None:
        if self.full:
            raise OSError("no space left on device")
        super().commit(messages, next_out, next_in)


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - what happens on the other side of a socket sets no event
            await asyncio.sleep(0.005)


@pytest.mark.asyncio
async def test_a_full_disk_ends_the_connection_and_the_message_never_existed() -> None:
    desk, client, disk = Venue(), Client(), Disk()
    accepted = AcceptedSession(config=VENUE, application=desk, codec=PlainCodec(), store=MemoryStore())
    acceptor = FixAcceptor([accepted])
    port = await acceptor.serve()
    fix = FixInitiator(
        CLIENT,
        application=client,
        connect=connect_to(f"tcp://127.0.0.1:{port}"),
        store=lambda _: disk,
        backoff=Backoff(first=0.05, longest=0.05),
    )
    await fix.ready(5)
    disk.full = True
    with pytest.raises(NotLoggedOn):
        fix.send(Order("refused"))
    disk.full = False
    await until(lambda: client.events == ["logon", "disconnected", "logon"])
    assert fix.send(Order("taken")) == 3
    await until(lambda: client.reports)
    assert desk.orders == ["taken"]
    await fix.close()
    await acceptor.close()
