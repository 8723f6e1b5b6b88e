"""Our initiator against an acceptor of the real QuickFIX, which checks all that we send against its dictionaries."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from fix_relay import Side, relay_to
from fix_trader import Plain, Trader, cancel, order, replace, trader_to
from quickfix_process import VERSIONS, quickfix_peer
from venue_runtime.fix.connection import connect_to
from venue_runtime.fix.initiator import LogonFailed

pytest.importorskip("quickfix", reason="QuickFIX is not installed (extra judges)")
pytestmark = pytest.mark.asyncio
every_version = pytest.mark.parametrize("version", list(VERSIONS))
one_version = pytest.mark.parametrize("version", ["FIX.4.4"])  # where no version has rules of its own


@every_version
async def test_the_life_of_orders(version: str, tmp_path: Path) -> None:
    async with (
        quickfix_peer("acceptor", tmp_path, version, market=True) as venue,
        trader_to(venue.port, version) as (session, trader),
    ):
        session.send(order("a", "sell", 5, 100))
        session.send(order("b", "buy", 2, 101))
        session.send(replace("a2", "a", "sell", 7, 99))
        session.send(cancel("a3", "a2", "sell"))
        session.send(cancel("a4", "a3", "sell"))
        session.send(replace("a5", "zz", "sell", 7, 99))
        session.send(order("big", "buy", 2000, 1))
        session.send(order("b", "buy", 1, 1))
        await trader.until(lambda: len(trader.messages) >= 10, "ten reports")
        trade, replaced = ("1", "2"), "5"
        if version != "FIX.4.2":
            trade, replaced = ("F", "F"), "1"
        assert trader.reports("35", "11", "150", "39", "32", "31", "14", "151") == [
            ("8", "a", "0", "0", "", "", "0", "5"),
            ("8", "b", "0", "0", "", "", "0", "2"),
            ("8", "a", trade[0], "1", "2", "100", "2", "3"),
            ("8", "b", trade[1], "2", "2", "100", "2", "0"),
            ("8", "a2", "5", replaced, "", "", "2", "5"),
            ("8", "a3", "4", "4", "", "", "2", "0"),
            ("9", "a4", "", "8", "", "", "", ""),
            ("9", "a5", "", "8", "", "", "", ""),
            ("8", "big", "8", "8", "", "", "0", "0"),
            ("8", "b", "8", "8", "", "", "0", "0"),
        ]
        assert trader.rejects == []
        assert venue.gave("3") == venue.gave("j") == []
        await venue.until_numbers(session.session.next_in, session.session.next_out)


@every_version
async def test_quickfix_asks_for_messages_again(version: str, tmp_path: Path) -> None:
    async with (
        quickfix_peer("acceptor", tmp_path, version) as venue,
        trader_to(venue.port, version) as (session, _),
    ):
        for number in range(1, 4):
            session.send(order(f"o{number}", "buy", number, 10))
        await venue.until_numbers(2, 5)  # it is done with all three
        await venue.tell("next_in", 2)
        session.send(order("o4", "buy", 4, 10))
        await venue.until(lambda: len(venue.got("D")) == 7, "the orders again, and the last")
        assert [(m["7"], m["16"]) for m in venue.gave("2")] == [("2", "0")]
        again = venue.got("D")[3:]
        assert [(m["11"], m["34"], m.get("43"), "122" in m) for m in again] == [
            ("o1", "2", "Y", True),
            ("o2", "3", "Y", True),
            ("o3", "4", "Y", True),
            ("o4", "5", None, False),  # held by QuickFIX when it came too early
        ]
        assert [m["60"] for m in again[:3]] == [m["60"] for m in venue.got("D")[:3]]
        await venue.until_numbers(session.session.next_in, session.session.next_out)


@every_version
async def test_we_ask_for_messages_again(version: str, tmp_path: Path) -> None:
    lost = 0

    def lose(side: Side, raw: bytes) -> bytes:
        nonlocal lost
        if side == "server" and b"\x0135=8\x01" in raw and lost < 3:
            lost += 1
            return b""
        return raw

    async with (
        quickfix_peer("acceptor", tmp_path, version, market=True) as venue,
        relay_to(venue.port) as relay,
        trader_to(relay.port, version) as (session, trader),
    ):
        relay.tamper = lose
        for number in range(1, 6):
            session.send(order(f"o{number}", "buy", number, 10))
        await trader.until(lambda: len(trader.messages) == 5, "five reports")
        assert trader.reports("11", "34", "43") == [
            ("o1", "2", "Y"),
            ("o2", "3", "Y"),
            ("o3", "4", "Y"),
            ("o4", "5", trader.messages[3].get("43")),
            ("o5", "6", trader.messages[4].get("43")),
        ]
        assert [(m["7"], m["16"]) for m in venue.got("2")] == [("2", "0")]
        await venue.until_numbers(session.session.next_in, session.session.next_out)


@one_version
async def test_both_sides_miss_messages_at_once(version: str, tmp_path: Path) -> None:
    def lose(side: Side, raw: bytes) -> bytes:
        number = b"\x0134=3\x01" if side == "client" else b"\x0134=2\x01"  # then QuickFIX's request comes too early
        return b"" if number in raw and b"\x0143=Y\x01" not in raw else raw

    async with (
        quickfix_peer("acceptor", tmp_path, version, market=True) as venue,
        relay_to(venue.port) as relay,
        trader_to(relay.port, version) as (session, trader),
    ):
        relay.tamper = lose
        for number in range(1, 7):
            session.send(order(f"o{number}", "buy", number, 10))
        await trader.until(lambda: len({m.get("11") for m in trader.messages}) == 6, "six reports")
        assert [text for (text,) in trader.reports("11")] == ["o1", "o2", "o3", "o4", "o5", "o6"]
        await venue.until_numbers(session.session.next_in, session.session.next_out)


@one_version
async def test_quickfix_leaves_numbers_out(version: str, tmp_path: Path) -> None:
    """Numbers that it never used are gap-filled when we ask; a SequenceReset-Reset moves on without being asked."""
    async with (
        quickfix_peer("acceptor", tmp_path, version, market=True) as venue,
        trader_to(venue.port, version) as (session, trader),
    ):
        await venue.tell("next_out", 20)
        session.send(order("a", "buy", 1, 10))
        await trader.until(lambda: trader.messages, "the report")
        assert trader.reports("11", "34") == [("a", "20")]
        await venue.until(lambda: venue.got("2"), "the request")
        assert [(m["7"], m["16"]) for m in venue.got("2")] == [("2", "0")]
        await venue.send("4", {36: "50", 123: "N"})
        await venue.tell("next_out", 50)
        session.send(order("b", "buy", 1, 10))
        await trader.until(lambda: len(trader.messages) == 2, "the report")
        assert trader.reports("11", "34")[1:] == [("b", "50")]
        assert len(venue.got("2")) == 1
        await venue.until_numbers(session.session.next_in, session.session.next_out)


@every_version
async def test_a_session_that_is_reset_while_it_runs(version: str, tmp_path: Path) -> None:
    async with (
        quickfix_peer("acceptor", tmp_path, version, market=True) as venue,
        trader_to(venue.port, version) as (session, trader),
    ):
        session.send(order("a", "buy", 1, 10))
        await trader.until(lambda: trader.messages, "the report")
        session.reset()
        await trader.until(lambda: trader.logons == 2, "the second Logon")
        await venue.until(lambda: len(venue.gave("A")) == 2, "its answer")
        assert [m.get("141") for m in venue.gave("A")] == [None, "Y"]
        session.send(order("b", "buy", 1, 10))
        await trader.until(lambda: len(trader.messages) == 2, "the report")
        assert trader.reports("11", "34") == [("a", "2"), ("b", "2")]
        await venue.until_numbers(3, 3)


@every_version
async def test_a_connection_that_is_cut(version: str, tmp_path: Path) -> None:
    """Numbers go on over connections, and reports that were made meanwhile arrive."""
    async with (
        quickfix_peer("acceptor", tmp_path, version, market=True) as venue,
        relay_to(venue.port) as relay,
        trader_to(relay.port, version) as (session, trader),
    ):
        session.send(order("a", "sell", 5, 100))
        await trader.until(lambda: trader.messages, "the report")
        relay.tamper = lambda side, raw: (
            b"" if side == "server" else raw
        )  # what is answered is lost with the connection
        session.send(order("b", "buy", 2, 100))
        await venue.until(lambda: len(venue.gave("8")) == 4, "the fills")
        relay.tamper = lambda side, raw: raw
        relay.cut()
        await trader.until(lambda: len(trader.messages) == 4, "the fills")
        assert trader.logons == 2
        assert trader.reports("11", "39", "34", "43") == [
            ("a", "0", "2", ""),
            ("b", "0", "3", "Y"),
            ("a", "1", "4", "Y"),
            ("b", "2", "5", "Y"),
        ]
        assert [m["11"] for m in venue.got("D")] == ["a", "b"]
        await venue.until_numbers(session.session.next_in, session.session.next_out)


@one_version
async def test_what_was_sent_into_a_dead_connection_arrives(version: str, tmp_path: Path) -> None:
    async with (
        quickfix_peer("acceptor", tmp_path, version, market=True) as venue,
        relay_to(venue.port) as relay,
        trader_to(relay.port, version) as (session, trader),
    ):
        relay.tamper = lambda side, raw: b""
        session.send(order("a", "buy", 1, 10))
        session.send(order("b", "buy", 1, 10))
        relay.cut()
        relay.tamper = lambda side, raw: raw
        await trader.until(lambda: len(trader.messages) == 2, "both reports")
        assert [(m["11"], m["43"]) for m in venue.got("D")] == [("a", "Y"), ("b", "Y")]


@every_version
async def test_every_logon_starts_over(version: str, tmp_path: Path) -> None:
    async with (
        quickfix_peer("acceptor", tmp_path, version, market=True) as venue,
        relay_to(venue.port) as relay,
        trader_to(relay.port, version, reset="every_logon") as (session, trader),
    ):
        session.send(order("a", "buy", 1, 10))
        await trader.until(lambda: trader.messages, "the report")
        relay.cut()
        await trader.until(lambda: trader.logons == 2, "the second Logon")
        assert [(m["34"], m.get("141")) for m in venue.got("A")] == [("1", "Y"), ("1", "Y")]
        session.send(order("b", "buy", 1, 10))
        await trader.until(lambda: len(trader.messages) == 2, "the report")
        await venue.until_numbers(3, 3)


@one_version
async def test_heartbeats_and_test_requests(version: str, tmp_path: Path) -> None:
    async with (
        quickfix_peer("acceptor", tmp_path, version) as venue,
        trader_to(venue.port, version, heartbeat=1) as (_, trader),
    ):
        await venue.send("1", {112: "are you there"})
        await venue.until(lambda: [m for m in venue.got("0") if m.get("112") == "are you there"], "the answer")
        await venue.until(lambda: len(venue.got("0")) >= 4 and len(venue.gave("0")) >= 3, "heartbeats")
        assert trader.logons == 1
        assert trader.disconnects == 0


@every_version
async def test_what_quickfix_rejects_is_told(version: str, tmp_path: Path) -> None:
    async with (
        quickfix_peer("acceptor", tmp_path, version, market=True) as venue,
        trader_to(venue.port, version) as (session, trader),
    ):
        fields = dict(order("a", "buy", 1, 10).fields)
        del fields[11]
        session.send(Plain("D", fields))
        session.send(Plain("D", dict(order("b", "buy", 1, 10).fields) | {40: "?"}))
        session.send(Plain("B", {148: "Headline", 33: 1, 58: "Text"}))
        session.send(order("c", "buy", 1, 10))
        await trader.until(lambda: trader.messages, "the report of the right one")
        assert [tuple(m.get(tag) for tag in ("35", "45", "371", "373", "380")) for m in trader.rejects] == [
            ("3", "2", "11", "1", ""),
            ("3", "3", "40", "5", ""),
            ("j", "4", "", "", "3"),
        ]


@one_version
async def test_quickfix_logs_out_and_we_come_back(version: str, tmp_path: Path) -> None:
    async with (
        quickfix_peer("acceptor", tmp_path, version, market=True) as venue,
        trader_to(venue.port, version) as (session, trader),
    ):
        await venue.tell("logout")
        await trader.until(lambda: trader.disconnects == 1, "the end")
        assert len(trader.logouts) == 1
        await venue.tell("logon")
        await venue.logged_on(2)
        await trader.until(lambda: session.logged_on, "the second Logon")
        session.send(order("a", "buy", 1, 10))
        await trader.until(lambda: trader.messages, "the report")


@one_version
async def test_we_log_out(version: str, tmp_path: Path) -> None:
    async with quickfix_peer("acceptor", tmp_path, version) as venue:
        async with trader_to(venue.port, version) as (session, _):
            pass
        await venue.until(lambda: "logout" in venue.events, "the logout")
        assert len(venue.got("5")) == len(venue.gave("5")) == 1
        assert not session.logged_on


@one_version
async def test_a_logon_that_is_refused(version: str, tmp_path: Path) -> None:
    async with quickfix_peer("acceptor", tmp_path, version, refuse="no such key") as venue:
        with pytest.raises(LogonFailed, match="no such key"):
            async with trader_to(venue.port, version):
                pass
        async with trader_to(venue.port, version):  # the next one is taken
            pass


async def test_tls_with_the_servers_name(tmp_path: Path) -> None:
    version = "FIX.4.4"
    context, trusted = certificates(tmp_path, "fix.example.com")
    async with (
        quickfix_peer("acceptor", tmp_path, version, market=True) as venue,
        relay_to(venue.port, context) as relay,
    ):
        url = f"tcp+tls://127.0.0.1:{relay.port}"
        connect = connect_to(url, tls=trusted, server_name="fix.example.com")
        async with trader_to(relay.port, version, connect=connect) as (session, trader):
            session.send(order("a", "buy", 1, 10))
            await trader.until(lambda: trader.messages, "the report")
        assert relay.server_names == ["fix.example.com"]
        other = connect_to(url, tls=trusted, server_name="elsewhere.example.com")
        trader = Trader()
        with pytest.raises(ssl.SSLCertVerificationError):
            await other(lambda: None)  # type: ignore[arg-type, return-value]


def certificates(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context with a certificate for `name`, and a client's that trusts it alone."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    path = folder / "server.pem"
    path.write_bytes(
        pem
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cadata=pem.decode())
