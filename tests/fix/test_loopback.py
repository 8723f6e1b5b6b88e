"""Initiator and acceptor over a real socket: log on, trade, be refused, come back, be handed over, say goodbye."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec
import pytest
from fix_loopback import CLIENT, VENUE, Client, Order, Venue
from venue_runtime.errors import TransportError
from venue_runtime.fix.acceptor import AcceptedSession, FixAcceptor
from venue_runtime.fix.connection import connect_to
from venue_runtime.fix.initiator import FixInitiator, LogonFailed
from venue_runtime.fix.interfaces import PlainCodec
from venue_runtime.fix.message import Message
from venue_runtime.fix.store import MemoryStore


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - what happens on the other side of a socket sets no event
            await asyncio.sleep(0.005)


async def venue(application: Venue) -> tuple[FixAcceptor, int]:
    accepted = AcceptedSession(config=VENUE, application=application, codec=PlainCodec(), store=MemoryStore())
    acceptor = FixAcceptor([accepted])
    return acceptor, await acceptor.serve()


def initiator(port: int, application: Client) -> FixInitiator:
    return FixInitiator(CLIENT, application=application, connect=connect_to(f"tcp://127.0.0.1:{port}"))


@pytest.mark.asyncio
async def test_an_order_is_answered_and_both_say_goodbye() -> None:
    desk, client = Venue(), Client()
    acceptor, port = await venue(desk)
    fix = initiator(port, client)
    await fix.ready(5)
    assert fix.send(Order("one")) == 2
    await until(lambda: client.reports == ["one"])
    await fix.close()
    assert client.events == ["logon", "logout", "disconnected"]
    assert desk.orders == ["one"]
    await acceptor.close()


@pytest.mark.asyncio
async def test_a_refused_logon_is_told_with_the_venues_words() -> None:
    acceptor, port = await venue(Venue(password="right"))
    fix = initiator(port, Client(password="wrong"))
    with pytest.raises(LogonFailed, match="wrong password"):
        await fix.ready(5)
    with pytest.raises(TransportError) as raised:
        fix.send(Order("one"))
    assert raised.value.sent is False
    await fix.close()
    await acceptor.close()


@pytest.mark.asyncio
async def test_it_comes_back_by_itself_and_the_numbers_go_on() -> None:
    client = Client()
    acceptor, port = await venue(Venue())
    fix = initiator(port, client)
    await fix.ready(5)
    fix.send(Order("one"))
    await until(lambda: client.reports == ["one"])
    await acceptor.disconnect()
    await until(lambda: client.events == ["logon", "disconnected", "logon"])
    assert fix.send(Order("two")) == 4
    await until(lambda: client.reports == ["one", "two"])
    await fix.close()
    await acceptor.close()


@pytest.mark.asyncio
async def test_an_application_may_send_as_soon_as_it_is_logged_on() -> None:
    class Eager(Client):
        def on_logon(self, message: Message, /) -> None:
            super().on_logon(message)
            self.sender.send(Order(f"at logon {self.events.count('logon')}"))

    client = Eager()
    acceptor, port = await venue(Venue())
    fix = initiator(port, client)
    await fix.ready(5)
    await until(lambda: client.reports == ["at logon 1"])
    await acceptor.disconnect()
    await until(lambda: client.reports == ["at logon 1", "at logon 2"])
    await fix.close()
    await acceptor.close()


@pytest.mark.asyncio
async def test_a_second_logon_of_the_same_identity_is_dropped() -> None:
    client, twin = Client(), Client()
    acceptor, port = await venue(Venue())
    fix, other = initiator(port, client), initiator(port, twin)
    await fix.ready(5)
    with pytest.raises(TransportError):
        await other.ready(0.3)
    fix.send(Order("one"))
    await until(lambda: client.reports == ["one"])
    await other.close()
    await fix.close()
    await acceptor.close()


@pytest.mark.asyncio
async def test_a_hand_over_loses_no_answer_and_the_application_sees_no_break() -> None:
    client = Client()
    desks = {"CLIENT": Venue(), "CLIENT2": Venue()}
    acceptor = FixAcceptor(
        AcceptedSession(
            config=msgspec.structs.replace(VENUE, target_comp_id=name),
            application=desk,
            codec=PlainCodec(),
            store=MemoryStore(),
        )
        for name, desk in desks.items()
    )
    port = await acceptor.serve()
    fix = FixInitiator(
        CLIENT,
        application=client,
        connect=connect_to(f"tcp://127.0.0.1:{port}"),
        successor=lambda config: msgspec.structs.replace(config, sender_comp_id="CLIENT2"),
    )
    await fix.ready(5)
    fix.send(Order("old"))
    await fix.hand_over(settled=lambda: "old" in client.reports)
    fix.send(Order("new"))
    await until(lambda: sorted(client.reports) == ["new", "old"])
    assert desks["CLIENT"].orders == ["old"]
    assert desks["CLIENT2"].orders == ["new"]
    await until(lambda: not acceptor.sessions[0].logged_on)
    assert client.events == ["logon", "logon"]
    await fix.close()
    await acceptor.close()
