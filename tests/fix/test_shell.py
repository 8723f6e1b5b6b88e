"""What the asyncio side adds: pauses between attempts, limits, TLS, sessions by request, and who is dropped."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import ssl
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fix_line import wire
from fix_loopback import CLIENT, VENUE, Client, Order, Venue
from venue_runtime.clock import NS_PER_S, ManualClock
from venue_runtime.dialects import Backoff
from venue_runtime.errors import TransportError
from venue_runtime.fix.acceptor import AcceptedSession, FixAcceptor
from venue_runtime.fix.config import SessionConfig, SessionKey
from venue_runtime.fix.connection import connect_to
from venue_runtime.fix.initiator import FixInitiator
from venue_runtime.fix.interfaces import PlainCodec
from venue_runtime.fix.message import Message
from venue_runtime.fix.store import MemoryStore
from venue_runtime.links import Pace


def accepted(config: SessionConfig = VENUE, application: Venue | None = None) -> AcceptedSession:
    return AcceptedSession(config=config, application=application or Venue(), codec=PlainCodec(), store=MemoryStore())


class Half:
    """Random numbers that are all 0.5."""

    def bytes(self, n: int, /) -> bytes:
        return b"\x80" + bytes(n - 1)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - what happens on the other side of a socket sets no event
            await asyncio.sleep(0.005)


# ---------------------------------------------------------------------- row 28: pauses


@pytest.mark.asyncio
async def test_pauses_between_attempts_grow_and_the_first_is_short() -> None:
    clock, attempts = ManualClock(), []

    async def refused(factory: Callable[[], asyncio.Protocol]) -> None:
        attempts.append(clock.monotonic_ns() / NS_PER_S)
        raise ConnectionRefusedError("nobody listens")

    fix = FixInitiator(
        CLIENT,
        application=Client(),
        connect=refused,
        clock=clock,
        random=Half(),
        backoff=Backoff(first=0.5, longest=4.0),
    )
    fix.start()
    await clock.advance(12)
    assert attempts == pytest.approx([0, 0.25, 0.75, 1.75, 3.75, 5.75, 7.75, 9.75, 11.75], abs=0.01)
    waiting = asyncio.ensure_future(fix.ready(1))
    await clock.advance(1)
    with pytest.raises(TransportError, match="no FIX session within 1 s"):
        await waiting
    await fix.close()


@pytest.mark.asyncio
async def test_connects_keep_to_the_venues_limit() -> None:
    clock, attempts = ManualClock(), []

    async def refused(factory: Callable[[], asyncio.Protocol]) -> None:
        attempts.append(clock.monotonic_ns() // NS_PER_S)
        raise ConnectionRefusedError("nobody listens")

    fix = FixInitiator(
        CLIENT, application=Client(), connect=refused, clock=clock, connects=Pace(2, 30.0), backoff=Backoff(0.0, 0.0)
    )
    fix.start()
    await clock.advance(65)
    assert attempts == [0, 0, 30, 30, 60, 60]
    await fix.close()


@pytest.mark.asyncio
async def test_a_connection_that_stays_silent_is_given_up_at_the_logon_timeout() -> None:
    clock, made = ManualClock(), []

    class Silent(asyncio.Transport):
        def __init__(self) -> None:
            super().__init__()
            self.client: asyncio.Protocol | None = None
            self.written = b""
            self.aborted = False

        def write(self, data: object) -> None:
            self.written += bytes(data)  # type: ignore[call-overload]

        def close(self) -> None: ...

        def abort(self) -> None:
            assert self.client is not None
            self.aborted = True
            asyncio.get_running_loop().call_soon(self.client.connection_lost, None)

    async def connect(factory: Callable[[], asyncio.Protocol]) -> None:
        made.append(Silent())
        made[-1].client = factory()
        made[-1].client.connection_made(made[-1])

    config = msgspec.structs.replace(CLIENT, logon_timeout=10.0)
    fix = FixInitiator(config, application=Client(), connect=connect, clock=clock, backoff=Backoff(0.5, 0.5))
    fix.start()
    await clock.advance(9.9)
    assert not made[0].aborted
    assert made[0].written.count(b"\x0135=A\x01") == 1
    await clock.advance(1.0)
    assert made[0].aborted
    assert len(made) == 2
    await fix.close()


@pytest.mark.asyncio
async def test_messages_wait_for_their_turn() -> None:
    acceptor = FixAcceptor([accepted()])
    port = await acceptor.serve()
    client = Client()
    fix = FixInitiator(CLIENT, application=client, connect=connect_to(f"tcp://127.0.0.1:{port}"), messages=Pace(2, 0.2))
    await fix.ready(5)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    for name in ("one", "two", "three"):
        await fix.paced(Order(name))
    assert loop.time() - begun >= 0.19
    await until(lambda: client.reports == ["one", "two", "three"])
    await fix.close()
    await acceptor.close()


# ---------------------------------------------------------------------- hand-over


@pytest.mark.asyncio
async def test_a_hand_over_where_an_identity_is_all_there_is_reconnects() -> None:
    acceptor = FixAcceptor([accepted()])
    port = await acceptor.serve()
    client = Client()
    fix = FixInitiator(CLIENT, application=client, connect=connect_to(f"tcp://127.0.0.1:{port}"))
    await fix.ready(5)
    await fix.hand_over()
    fix.send(Order("new"))
    await until(lambda: client.reports == ["new"])
    assert client.events == ["logon", "logout", "disconnected", "logon"]
    await fix.close()
    await acceptor.close()


@pytest.mark.asyncio
async def test_a_hand_over_that_fails_leaves_the_old_session_as_it_is() -> None:
    acceptor = FixAcceptor([accepted()])
    port = await acceptor.serve()
    client = Client()
    fix = FixInitiator(
        CLIENT,
        application=client,
        connect=connect_to(f"tcp://127.0.0.1:{port}"),
        successor=lambda config: msgspec.structs.replace(config, sender_comp_id="NOBODY"),
    )
    await fix.ready(5)
    with pytest.raises(TransportError):
        await fix.hand_over(timeout=1.0)
    fix.send(Order("old"))
    await until(lambda: client.reports == ["old"])
    assert client.events == ["logon"]
    await fix.close()
    await acceptor.close()


@pytest.mark.asyncio
async def test_after_a_hand_over_it_is_the_new_session_that_comes_back() -> None:
    acceptor = FixAcceptor([accepted(), accepted(msgspec.structs.replace(VENUE, target_comp_id="CLIENT2"))])
    port = await acceptor.serve()
    client = Client()
    fix = FixInitiator(
        CLIENT,
        application=client,
        connect=connect_to(f"tcp://127.0.0.1:{port}"),
        successor=lambda config: msgspec.structs.replace(config, sender_comp_id="CLIENT2"),
    )
    await fix.ready(5)
    await fix.hand_over(drain=0)
    await until(lambda: not acceptor.sessions[0].logged_on)
    await acceptor.disconnect()
    await until(lambda: client.events == ["logon", "logon", "disconnected", "logon"])
    assert fix.session.config.sender_comp_id == "CLIENT2"
    assert not acceptor.sessions[0].logged_on
    await fix.close()
    await acceptor.close()


# ---------------------------------------------------------------------- the acceptor


async def talk(port: int, data: bytes) -> bytes:
    """What the acceptor says until it hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    try:
        async with asyncio.timeout(5):
            return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        wire("35=A|34=1|49=STRANGER|52=20231114-22:13:20|56=VENUE|98=0|108=30|"),
        wire("35=A|34=1|49=CLIENT|52=20231114-22:13:20|56=NOBODY|98=0|108=30|"),
        wire("35=A|34=1|49=CLIENT|52=20231114-22:13:20|56=VENUE|98=0|108=30|", "FIX.4.2"),
        wire("35=0|34=1|49=CLIENT|52=20231114-22:13:20|56=VENUE|"),
        b"8=FIX.4.4\x019=99999999\x0135=A\x01" + b"x" * 70_000,
    ],
)
async def test_whoever_is_not_known_is_not_answered(data: bytes) -> None:
    acceptor = FixAcceptor([accepted()])
    port = await acceptor.serve()
    assert await talk(port, data) == b""
    assert not acceptor.sessions[0].logged_on
    await acceptor.close()


@pytest.mark.asyncio
async def test_whoever_says_nothing_is_disconnected() -> None:
    acceptor = FixAcceptor([accepted()], logon_timeout=0.05)
    port = await acceptor.serve()
    assert await talk(port, b"8=FIX") == b""
    await acceptor.close()


@pytest.mark.asyncio
async def test_a_logon_may_arrive_in_any_pieces() -> None:
    acceptor = FixAcceptor([accepted(msgspec.structs.replace(VENUE, check_latency=False))])
    port = await acceptor.serve()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for byte in wire("35=A|34=1|49=CLIENT|52=20231114-22:13:20|56=VENUE|98=0|108=30|"):
        writer.write(bytes((byte,)))
        await writer.drain()
        await asyncio.sleep(0)
    assert b"35=A" in await reader.readuntil(b"108=30\x01")
    writer.close()
    await acceptor.close()


@pytest.mark.asyncio
async def test_sessions_can_be_made_for_whoever_comes() -> None:
    asked: list[SessionKey] = []

    def make(key: SessionKey, logon: Message) -> AcceptedSession | None:
        asked.append(key)
        return accepted(msgspec.structs.replace(VENUE, target_comp_id=key[2])) if key[2] != "STRANGER" else None

    acceptor = FixAcceptor(dynamic=make)
    port = await acceptor.serve()
    fix = FixInitiator(CLIENT, application=Client(), connect=connect_to(f"tcp://127.0.0.1:{port}"))
    await fix.ready(5)
    await fix.close()
    await until(lambda: not acceptor.sessions[0].logged_on)
    again = FixInitiator(
        msgspec.structs.replace(CLIENT, reset="every_logon"),
        application=Client(),
        connect=connect_to(f"tcp://127.0.0.1:{port}"),
    )
    await again.ready(5)  # the same session: it is not made twice
    stranger = wire("35=A|34=1|49=STRANGER|52=20231114-22:13:20|56=VENUE|98=0|108=30|")
    assert await talk(port, stranger) == b""
    assert asked == [("FIX.4.4", "VENUE", "CLIENT"), ("FIX.4.4", "VENUE", "STRANGER")]
    await again.close()
    await acceptor.close()


def test_two_sessions_with_one_identity_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="two FIX sessions with the same identity"):
        FixAcceptor([accepted(), accepted()])


@pytest.mark.asyncio
async def test_closing_an_acceptor_says_goodbye() -> None:
    acceptor = FixAcceptor([accepted()])
    port = await acceptor.serve()
    client = Client()
    fix = FixInitiator(CLIENT, application=client, connect=connect_to(f"tcp://127.0.0.1:{port}"))
    await fix.ready(5)
    await acceptor.close("maintenance")
    await until(lambda: client.events[:3] == ["logon", "logout maintenance", "disconnected"])
    await fix.close()


# ---------------------------------------------------------------------- TLS


def certificate(directory: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context with a certificate for a name, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.2"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file = directory / "server.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=file)


@pytest.mark.asyncio
async def test_tls_with_the_servers_name(tmp_path: Path) -> None:
    server, trusting = certificate(tmp_path, "fix.example.com")
    names: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: names.append(name)
    acceptor = FixAcceptor([accepted()])
    port = await acceptor.serve(tls=server)
    client = Client()
    connect = connect_to(f"tcp+tls://127.0.0.1:{port}", tls=trusting, server_name="fix.example.com")
    fix = FixInitiator(CLIENT, application=client, connect=connect)
    await fix.ready(5)
    fix.send(Order("one"))
    await until(lambda: client.reports == ["one"])
    assert names == ["fix.example.com"]
    await fix.close()
    await acceptor.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("trusted", [True, False])
async def test_a_certificate_of_another_name_or_of_nobody_is_refused(tmp_path: Path, trusted: bool) -> None:
    server, trusting = certificate(tmp_path, "fix.example.com")
    acceptor = FixAcceptor([accepted()])
    port = await acceptor.serve(tls=server)
    connect = connect_to(
        f"tcp+tls://127.0.0.1:{port}",
        tls=trusting if trusted else None,
        server_name="other.example.com" if trusted else "fix.example.com",
    )
    with pytest.raises(ssl.SSLCertVerificationError):
        await connect(asyncio.Protocol)
    await acceptor.close()


@pytest.mark.parametrize(
    "url", ["fix.example.com:9000", "https://fix.example.com", "tcp://fix.example.com", "tcp://:9"]
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(ValueError, match="expected tcp://host:port"):
        connect_to(url)


@pytest.mark.asyncio
async def test_who_watches_breaks_nothing() -> None:
    class Broken:
        def opened(self, peer: str) -> None: ...

        def sent(self, data: bytes) -> None:
            raise RuntimeError("a bug")

        def received(self, data: bytes) -> None:
            raise RuntimeError("a bug")

        def closed(self, reason: str) -> None: ...

    acceptor = FixAcceptor([accepted()], tap=lambda _: Broken())
    port = await acceptor.serve()
    client = Client()
    fix = FixInitiator(CLIENT, application=client, connect=connect_to(f"tcp://127.0.0.1:{port}"))
    await fix.ready(5)
    fix.send(Order("one"))
    await until(lambda: client.reports == ["one"])
    await fix.close()
    await acceptor.close()


@pytest.mark.asyncio
async def test_a_lost_connection_is_replaced_under_another_identity_where_there_is_one() -> None:
    """Some venues hold the identity of a connection that was not logged out."""
    names = [f"CLIENT{number}" for number in range(3)]
    acceptor = FixAcceptor([accepted(msgspec.structs.replace(VENUE, target_comp_id=name)) for name in names])
    port = await acceptor.serve()
    client = Client()
    rest = iter(names)
    fix = FixInitiator(
        msgspec.structs.replace(CLIENT, sender_comp_id=next(rest)),
        application=client,
        connect=connect_to(f"tcp://127.0.0.1:{port}"),
        successor=lambda config: msgspec.structs.replace(config, sender_comp_id=next(rest)),
    )
    await fix.ready(5)
    await acceptor.disconnect()
    await until(lambda: client.events == ["logon", "disconnected", "logon"])
    assert fix.session.config.sender_comp_id == "CLIENT1"
    fix.send(Order("one"))
    await until(lambda: client.reports == ["one"])
    await fix.close()
    await acceptor.close()


@pytest.mark.asyncio
async def test_an_application_that_cannot_make_a_logon_is_told_to_whoever_waits() -> None:
    class Keyless(Client):
        def logon_body(self, header: Mapping[str, str], /) -> str:
            raise ValueError("no private key")

    acceptor = FixAcceptor([accepted()])
    port = await acceptor.serve()
    fix = FixInitiator(CLIENT, application=Keyless(), connect=connect_to(f"tcp://127.0.0.1:{port}"))
    with pytest.raises(ValueError, match="no private key"):
        await fix.ready(5)
    await fix.close()
    await acceptor.close()
